import { decides, decodeText, isObject, reportKind, reportStatus } from "./shared.js";
import { parseJson } from "./parse-json.js";
import { failed, noData, passed, unverified } from "./domain-verdict.js";
import { attemptProblem, jobsOfRun } from "./domain-run-jobs.js";
import { parseReport } from "./core-report-schema.js";
import { executiveSummaryKind } from "./core-executive-summary.js";
import { verificationRecords } from "./domain-verification-record.js";

// shared/domain/own-report/binding.ts
function foreignness(report, to) {
	const own = `${report.control}/`;
	const wrongRule = report.results.find(({ rule, status }) => !rule.startsWith(own) && !(rule.startsWith("trust/") && status !== "passed"));
	return [
		...to.subject.event === "local" ? localDifferences(report.subject, to.subject) : runDifferences(report, to.subject),
		...policyDifferences(report, to),
		...nameDifferences(report),
		...report.control !== "executive-summary" && report.results.some(({ because }) => because?.code === "CONDITIONAL") ? ["it holds the word of a decision, which only executive-summary says"] : [],
		...wrongRule === void 0 ? [] : [`it holds a result of ${wrongRule.rule}, which is not a rule of ${report.control}`]
	];
}
function runDifferences({ subject }, own) {
	const differences = [
		[
			"repository",
			subject.repository,
			own.repository
		],
		[
			"commit",
			subject.headSha,
			own.headSha
		],
		[
			"run",
			subject.runId,
			own.runId
		],
		[
			"event",
			subject.event,
			own.event
		],
		[
			"test merge",
			subject.mergeSha,
			own.mergeSha
		]
	].flatMap(([what, theirs, ours]) => theirs === ours ? [] : [`its ${what} is ${theirs ?? "not named"}, and not ${ours ?? "unnamed as here"}`]);
	const [attempt, last] = [subject.attempt, own.attempt];
	if (attempt === void 0) differences.push("it names no attempt of the run");
	else if (last !== void 0 && attempt > last) differences.push(`it is of attempt ${attempt}, and there were ${last}`);
	return differences;
}
function nameDifferences({ control, subject, data }) {
	if (control !== "executive-summary") return [];
	const name = isObject(data) && typeof data["name"] === "string" ? data["name"] : void 0;
	return name === void 0 || name === subject.matrixKey ? [] : [`it is the summary ${name}, and not ${subject.matrixKey ?? "the one without a name"}`];
}
function localDifferences(theirs, ours) {
	if (theirs.range !== void 0) return [`it is about the range ${theirs.range}, and not about the work tree`];
	if (theirs.event !== "local") return [`it was made by run ${theirs.runId ?? "unknown"} of ${theirs.repository ?? "an unnamed repository"}, and not in this work tree`];
	return theirs.headSha === ours.headSha ? [] : [`it was made at commit ${theirs.headSha ?? "none"}, and the work tree is at ${ours.headSha ?? "none"}`];
}
function policyDifferences({ policySource, status, control }, { policy, asked }) {
	if (policySource === void 0) return status === "error" ? [] : ["it does not say by which configuration it was judged"];
	if (policy === void 0) return [];
	if (policySource.kind === "bootstrap" && policy.kind !== "bootstrap") return asked.includes(control) ? ["it was judged by a configuration of the judged change itself"] : [];
	if (policySource.sha256 === policy.sha256) return [];
	return [`it was judged by another configuration than this run (${policySource.path} with sha256 ${policySource.sha256 ?? "unknown"})`];
}

// shared/domain/own-report/candidates.ts
function candidatesIn(collected) {
	const candidates = [];
	const strays = collected.problems.map(({ origin, path, message, because }) => ({
		from: placeOf(origin, path),
		problem: message,
		...because === void 0 ? {} : { because }
	}));
	if (collected.unlisted !== void 0) {
		const { message } = collected.unlisted;
		strays.push({
			from: "the artifacts of this run",
			problem: message,
			because: collected.unlisted
		});
	}
	const seen = new Set();
	for (const file of collected.files) {
		if (seen.has(file.sha256)) continue;
		const read = readReport(file);
		if (read === void 0) continue;
		seen.add(file.sha256);
		if ("report" in read) candidates.push({
			report: read.report,
			file
		});
		else strays.push({
			from: placeOf(file.origin, file.path),
			...read
		});
	}
	return {
		candidates,
		strays
	};
}
function placeOf(origin, path) {
	const where = origin.kind === "artifact" ? `artifact ${origin.name}` : origin.name;
	return path === void 0 || path === where ? where : `${where}/${path}`;
}
const reportName = /\.report\.json$/;
function readReport(file) {
	const named = reportName.test(file.path);
	const decoded = decodeText(file.content);
	if (!decoded.ok) return named ? { problem: `is not text: ${decoded.message}` } : void 0;
	const parsed = parseJson(decoded.text);
	if (!parsed.ok) return named ? { problem: `is not JSON: ${parsed.message}` } : void 0;
	const { value } = parsed.document;
	const object = isObject(value) ? value : {};
	const { kind } = object;
	if (kind === "release-governance/executive-summary" && !named) return void 0;
	if (kind !== "release-governance/report") return named ? { problem: `is not a report: its kind is ${JSON.stringify(kind) ?? "missing"}` } : void 0;
	const version = object["schemaVersion"];
	if (typeof version === "number" && Number.isInteger(version) && version > 1) {
		const message = `has the schema version ${version}, and this version of the suite reads up to ${1}`;
		return {
			problem: message,
			because: {
				code: "NO_DATA",
				message,
				needs: "the same version of the suite in all jobs"
			}
		};
	}
	if (parsed.document.mayHaveDuplicates) return { problem: "has a key twice, so that readers could see different reports" };
	const report = parseReport(object);
	if (report.success) return { report: weighty(report.data) };
	const issue = report.error.issues[0];
	return { problem: `does not have the form of a report (${issue?.path.map(String).join(".") ?? ""}: ${issue?.message ?? ""})` };
}
function weighty(report) {
	const own = `${report.control}/`;
	let passed = false;
	const results = report.results.filter(({ status, rule, severity }) => {
		if (status === "failed" || status === "unverified" || !rule.startsWith(own)) return true;
		if (passed || status !== "passed" || !decides(severity)) return false;
		passed = true;
		return true;
	});
	return {
		...report,
		results
	};
}

// shared/domain/own-report/of-run.ts
async function reportsOfRun(ctx) {
	const collected = await ctx.reports({ artifacts: [] });
	return {
		found: candidatesIn(collected),
		jobs: await jobsOfRun(ctx)
	};
}
function needsReport(control) {
	return `a report of ${control} in this run, by a job that this one needs`;
}
function reportsOfControl({ subject, policy, ended }, control, { found: { candidates, strays }, jobs }) {
	const unseen = strays.find(({ because }) => because !== void 0)?.because;
	const own = candidates.filter(({ report }) => report.control === control);
	if (own.length === 0) {
		const message = `no job of this run left a report of ${control}`;
		return {
			state: "unknown",
			because: unseen ?? noData(message, needsReport(control))
		};
	}
	if (jobs?.ok === false) return {
		state: "unknown",
		because: jobs.because
	};
	const to = {
		subject,
		policy: ended === true ? void 0 : policy.source,
		asked: policy.asked
	};
	const wrong = [];
	const bound = [];
	for (const { report } of own) {
		const foreign = [...foreignness(report, to), ...[attemptProblem(subject, report.subject, jobs)].flatMap((why) => why ?? [])];
		const { results } = policy.allow(control, report.results);
		const status = reportStatus(results, report.error);
		const excused = isExcused(results);
		if (foreign.length > 0) wrong.push(foreign.join("; "));
		else if (report.replay === true) wrong.push("it is a replay");
		else if (report.status !== status && !excused) wrong.push(`it says ${report.status}, and its results say ${status}`);
		else bound.push({
			report,
			results,
			status,
			excused
		});
	}
	return {
		state: "found",
		own,
		bound,
		wrong,
		unseen
	};
}
function isExcused(results) {
	return results.some(({ waiver, attestation, deferredTo }) => (waiver ?? attestation ?? deferredTo) !== void 0);
}

// shared/domain/own-report/measured.ts
function judgeReportOf(ctx, control, reports) {
	if (reports === void 0) {
		const because = noData("no report was looked for", "a run in which reports are collected");
		return {
			verdict: unverified(because),
			reports: []
		};
	}
	const found = reportsOfControl(ctx, control, reports);
	if (found.state === "unknown") return {
		verdict: unverified(found.because),
		reports: []
	};
	const { own, bound, wrong: foreign, unseen } = found;
	const ended = bound.flatMap(({ status }) => status === "failed" || status === "error" ? [`it is ${status}`] : []);
	const wrong = [...foreign, ...ended];
	if (wrong.length > 0) return {
		verdict: {
			status: "failed",
			problem: `the report of ${control} does not show that it passed: ${wrong.join("; ")}`,
			expected: "passed, for this commit and run",
			actual: wrong,
			fix: `mend what ${control} found, and run it again before this`
		},
		reports: own
	};
	let because;
	for (const report of bound) {
		const why = whyNotMeasured(report);
		if (why !== void 0) because ??= noData(`the report of ${control} is not measured as passed: ${why}`, needsReport(control));
	}
	because ??= unseen;
	return {
		verdict: because === void 0 ? passed : unverified(because),
		reports: own
	};
}
function whyNotMeasured({ report, status, excused }) {
	if (excused) return "something in it is waived, attested or deferred";
	if (report.policySource?.kind === "bootstrap") return "it was judged by the configuration of the change itself";
	return status === "passed" ? void 0 : `it is ${status}`;
}

// shared/domain/own-report/verifications.ts
function verificationsOf({ report, file }) {
	const data = verificationRecords.safeParse(report.data);
	const results = resultsIn(file.content);
	if (!data.success || results === void 0) return {
		ok: false,
		because: noData("the report of verification does not say what was measured", "a report of this version")
	};
	return {
		ok: true,
		verifications: data.data.verifications.map((record) => ({
			record,
			doubt: doubtOf(record, results)
		}))
	};
}
function resultsIn(content) {
	const decoded = decodeText(content);
	const parsed = decoded.ok ? parseJson(decoded.text) : void 0;
	const value = parsed?.ok === true ? parsed.document.value : void 0;
	const report = isObject(value) ? parseReport(value) : void 0;
	return report?.success === true ? report.data.results : void 0;
}
function doubtOf(record, results) {
	const { id, status, counts, problems = [] } = record;
	const statuses = new Set(results.filter(({ about }) => about[0] === id).map((result) => result.status));
	if (statuses.size === 0) return "no result of its report is about it";
	if (status !== "passed") return void 0;
	const worst = ["failed", "unverified"].find((each) => statuses.has(each));
	if (worst !== void 0) return `it says passed, and a result of its report is ${worst}`;
	if (!statuses.has("passed")) return "it says passed, and no result of its report is";
	if (problems.length > 0) return `it says passed, and that ${problems[0]}`;
	if (counts === void 0) return void 0;
	if (counts.failed > 0) return `it says passed, and that ${counts.failed} tests failed`;
	if (counts.executed === 0) return "it says passed, and that no test ran";
	if (counts.executed < (counts.expected ?? 0)) return `it says passed, and that ${counts.executed} of ${counts.expected} tests ran`;
}

// shared/domain/own-report/verification.ts
function judgeVerificationOf(ctx, id, reports) {
	const found = reportsOfControl(ctx, "verification", reports);
	if (found.state === "unknown") return unverified(found.because);
	const fix = `mend what ${id} found, and let verification run again before this`;
	if (found.wrong.length > 0) {
		const problem = `the report of verification does not count: ${found.wrong.join("; ")}`;
		return failed({
			problem,
			expected: "a report of this run",
			actual: found.wrong,
			fix
		});
	}
	const needs = `the verification ${id} in this run, for the judged commit`;
	const ofProcess = reports.found.candidates.filter(({ file }) => file.origin.kind === "run");
	const made = new Set(ofProcess.map(({ file }) => file.sha256));
	const held = [];
	for (const { report, results } of found.bound) {
		const candidate = found.own.find((each) => each.report === report);
		const read = candidate === void 0 ? void 0 : verificationsOf(candidate);
		if (read?.ok !== true) return unverified(read?.because ?? noData("a report of verification cannot be read", needs));
		const isOpen = results.some(({ status, about }) => about[0] === id && (status === "failed" || status === "unverified"));
		const boot = report.policySource?.kind === "bootstrap";
		const here = ctx.subject.event === "local" && candidate !== void 0 && made.has(candidate.file.sha256);
		for (const { record, doubt } of read.verifications) if (record.id === id) held.push({
			one: record,
			isOpen: isOpen || boot || report.error !== void 0 || doubt !== void 0,
			isOfTree: record.sha === void 0 ? here : record.sha === ctx.subject.headSha
		});
	}
	if (held.length === 0) return unverified(noData(`no report of this run has the verification ${id}`, needs));
	if (held.some(({ one }) => one.status === "failed")) return failed({
		problem: `${id}, which measures it, failed`,
		expected: "passed",
		actual: [id, "failed"],
		fix
	});
	if (held.some(({ one, isOpen, isOfTree }) => isOpen || !isOfTree || one.status !== "passed")) return unverified(noData(`${id}, which measures it, is not verified for the judged commit`, needs));
	return found.unseen === void 0 ? passed : unverified(found.unseen);
}

// shared/domain/own-report/decision.ts
function decisionProblem({ results, error, status }, word) {
	const follows = reportStatus(results, error);
	const conditional = results.every(({ status: each, because }) => each === "unverified" ? because?.code === "CONDITIONAL" : each !== "failed");
	return (word === "go" ? follows === "passed" : word === "no-go" || conditional && follows !== "error") && status === follows ? void 0 : `says ${word}, and its results say ${follows}`;
}

export { candidatesIn, decisionProblem, foreignness, isExcused, judgeReportOf, judgeVerificationOf, placeOf, reportsOfControl, reportsOfRun, verificationsOf, whyNotMeasured };