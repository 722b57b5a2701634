import { decisionWords, executiveSummaryKind } from "./core-executive-summary.js";
import { decides, reportStatus, stableJson } from "./shared.js";

// shared/domain/decision/broken.ts
function brokenBy(error) {
	const [first] = problemTexts(error);
	return first === void 0 ? error.message : `${error.message}: ${first}`;
}
function mendingSteps(error) {
	return [...problemTexts(error).map((text) => `mend ${text}`), error.hint ?? "mend what broke, and run it again"];
}
function problemTexts({ problems = [] }) {
	return problems.map(({ message, path, line }) => {
		const where = [path, line].filter((part) => part !== void 0).join(":");
		return where === "" ? message : `${message} (${where})`;
	});
}

// shared/domain/decision/decide.ts
function decide(input) {
	const reasons = [];
	if (input.expected.filter((report) => report.state === "present" && report.status !== "not-applicable").length === 0 && input.expected.every((report) => report.state === "present")) reasons.push({
		control: "executive-summary",
		weight: "no-go",
		message: "there is nothing to decide on"
	});
	const anyFailed = input.expected.some((report) => report.state === "present" && report.results.some((result) => result.status === "failed" && decides(result.severity)));
	for (const report of input.expected) reasons.push(...reasonsOf(report, input.profile, anyFailed));
	const sorted = [...reasons].sort((a, b) => rank(a) - rank(b) || compare(a.control, b.control) || compare(a.message, b.message) || compare(stableJson(a.result ?? null), stableJson(b.result ?? null)));
	const word = sorted[0]?.weight ?? "go";
	return {
		word,
		accepted: word === "go" || word === "conditional-go" && input.profile.accept === "conditional-go",
		reasons: sorted
	};
}
function rank(reason) {
	return reason.weight === "no-go" ? 0 : 1;
}
function compare(a, b) {
	return a < b ? -1 : a > b ? 1 : 0;
}
function reasonsOf(report, profile, anyFailed) {
	const { control } = report;
	if (report.state !== "present") return [{
		control,
		weight: "no-go",
		message: `its report is ${report.state}: ${report.why}`
	}];
	const reasons = [];
	const add = (weight, message, result) => {
		reasons.push({
			control,
			weight,
			message,
			...result === void 0 ? {} : { result }
		});
	};
	if (report.status === "error") add("no-go", `its evaluation broke${report.error === void 0 ? "" : `: ${brokenBy(report.error)}`}`);
	if (report.replay === true) add("no-go", "it is a replay");
	if (report.status === "not-applicable" && report.exempt !== true) add("no-go", "it says not applicable, and the base configuration does not");
	if (report.bootstrap === true) add("conditional-go", "its policy came with the change itself");
	if (report.claimed === true) add("conditional-go", "something is claimed and not measured");
	if (report.status !== "error" && report.status !== "not-applicable") {
		const follows = reportStatus(report.results);
		if (follows !== report.status) add("no-go", `it says ${report.status}, and its results say ${follows}`);
	}
	const unseen = report.results.some((result) => result.status === "unverified" && decides(result.severity));
	if (report.status === "unverified" && !unseen) add("no-go", "nothing in it was measured and passed");
	for (const result of report.results) {
		const reason = weigh(result, profile, anyFailed);
		if (reason !== void 0) add(reason.weight, `${result.rule} ${reason.message}`, result);
	}
	return reasons;
}
function weigh(result, profile, anyFailed) {
	if (!decides(result.severity)) return void 0;
	const below = !decides(result.severity, profile.threshold);
	if (result.status === "failed") {
		if (result.waiver !== void 0 && profile.waivers) return {
			weight: "conditional-go",
			message: "failed (waived)"
		};
		return {
			weight: "no-go",
			message: "failed"
		};
	}
	if (result.status === "unverified") {
		if (result.because?.code === "CONDITIONAL") return {
			weight: "conditional-go",
			message: result.because.message
		};
		if (result.because?.code === "CLAIMED") return {
			weight: "conditional-go",
			message: "unverified (claimed, and not measured)"
		};
		if (result.because?.code === "INCONCLUSIVE" && profile.inconclusive === "conditional-go") return {
			weight: "conditional-go",
			message: "unverified (inconclusive)"
		};
		if (result.attestation !== void 0 && profile.attestations && !anyFailed) return {
			weight: "conditional-go",
			message: "unverified (attested)"
		};
		if (result.deferredTo !== void 0 && profile.deferrals && result.because?.deferrable !== false) return {
			weight: "conditional-go",
			message: `unverified (deferred to ${result.deferredTo})`
		};
		return {
			weight: below ? "conditional-go" : "no-go",
			message: "unverified"
		};
	}
}

// shared/domain/decision/executive-summary.ts
function summarise(input) {
	const { control, basis, results, error, profile } = input;
	const status = reportStatus(results, error);
	const decision = decide({
		expected: [{
			control,
			state: "present",
			status,
			results,
			...input.replay ? { replay: true } : {}
		}],
		profile
	});
	const { word, accepted } = basis === void 0 ? nothingFound : decision;
	const reports = [...basis?.reports ?? []].sort(worstRowFirst);
	const checks = results.flatMap((result) => checkOf(result, control, profile)).sort(worstCheckFirst);
	const whole = wholeProblems(input);
	const first = firstFailing(word, whole, reports, checks);
	return {
		kind: executiveSummaryKind,
		schemaVersion: 1,
		version: input.version,
		...basis?.name === void 0 ? {} : { name: basis.name },
		decision: word,
		accepted,
		profile: input.profileName,
		subject: input.subject,
		...input.policySource === void 0 ? {} : { policySource: input.policySource },
		generatedAt: input.generatedAt,
		...first === void 0 ? {} : { firstFailing: first },
		toGo: [...new Set([
			...whole.map(({ fix }) => fix),
			...stepsOf(reports),
			...checks.flatMap(stepOfCheck)
		])],
		reports,
		checks,
		allowances: [...basis?.allowances ?? []],
		notMeasured: [...basis?.notMeasured ?? [], ...notMeasuredIn(results.filter((result) => !isAboutRow(result, control)))],
		...basis?.tables === void 0 || basis.tables.length === 0 ? {} : { tables: basis.tables },
		notes: [...input.notes],
		...input.replay ? { replay: true } : {}
	};
}
const nothingFound = {
	word: "no-go",
	accepted: false
};
const rowRules = [
	"report-present",
	"report-bound",
	"report-accepted"
];
function isAboutRow({ rule }, control) {
	return rowRules.some((id) => rule === `${control}/${id}`);
}
function checkOf(result, control, profile) {
	if (isAboutRow(result, control)) return [];
	const { word } = decide({
		expected: [{
			control,
			state: "present",
			status: reportStatus([result]),
			results: [result]
		}],
		profile
	});
	if (result.status === "passed" || result.status === "not-applicable") return [];
	const { rule, about, message, because, fix } = result;
	return [{
		rule,
		about,
		verdict: word,
		message: result.status === "failed" ? message : because?.message ?? message,
		...fix === void 0 ? because?.needs === void 0 ? {} : { fix: because.needs } : { fix }
	}];
}
function notMeasuredIn(results) {
	return results.flatMap(({ status, severity, rule, about, because, message }) => status === "unverified" && decides(severity) && because?.code !== "CONDITIONAL" ? [{
		rule,
		about,
		why: because?.message ?? message,
		...because?.needs === void 0 ? {} : { needs: because.needs }
	}] : []);
}
function wholeProblems({ error, basis, replay }) {
	if (error !== void 0) return mendingSteps(error).map((fix) => ({
		message: brokenBy(error),
		fix
	}));
	if (replay) return [{
		message: "this is a replay of another time",
		fix: "run it without as-of"
	}];
	if (basis === void 0) return [{
		message: "the configuration could not be read, so nothing was decided",
		fix: "let the run read the base"
	}];
	return [];
}
function firstFailing(word, whole, reports, checks) {
	if (word === "go") return void 0;
	const [broken] = whole;
	if (broken !== void 0) return {
		control: "executive-summary",
		message: broken.message
	};
	const row = reports.find(({ verdict }) => verdict === word);
	if (row !== void 0) {
		const owner = row.owner === void 0 ? {} : { owner: row.owner };
		return {
			control: row.control,
			message: row.why[0] ?? `its verdict is ${row.verdict}`,
			...owner
		};
	}
	const check = checks.find(({ verdict }) => verdict === word);
	if (check !== void 0) return {
		control: check.rule,
		message: check.message
	};
	return {
		control: "executive-summary",
		message: "there is nothing to decide on"
	};
}
function stepsOf(reports) {
	return reports.flatMap(({ verdict, control, fix }) => verdict === "go" ? [] : fix.map((step) => `${control}: ${step}`));
}
function stepOfCheck({ rule, verdict, fix }) {
	return verdict === "go" || fix === void 0 ? [] : [`${rule}: ${fix}`];
}
const states = [
	"present",
	"invalid",
	"foreign",
	"duplicated",
	"missing"
];
const statuses = [
	"failed",
	"error",
	"unverified",
	"none",
	"not-applicable",
	"passed"
];
function worstRowFirst(a, b) {
	const rank = (row) => [
		-decisionWords.indexOf(row.verdict),
		states.indexOf(row.state),
		statuses.indexOf(row.status ?? "none")
	];
	const [left, right] = [rank(a), rank(b)];
	for (const [index, value] of left.entries()) if (value !== right[index]) return value - (right[index] ?? 0);
	const name = ({ control, key, job }) => [
		control,
		key ?? "",
		job ?? ""
	].join("\0");
	return name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : 0;
}
function worstCheckFirst(a, b) {
	const byVerdict = decisionWords.indexOf(b.verdict) - decisionWords.indexOf(a.verdict);
	const name = ({ rule, about }) => [rule, ...about].join("\0");
	return byVerdict || (name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : 0);
}

export { decide, mendingSteps, notMeasuredIn, summarise };