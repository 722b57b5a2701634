import { decodeText, formatPointer, isObject, isoTime, listed, ownerAndRepo, parsePointer, parseTime, parseYaml, quote, sha256, stableJson } from "./shared.js";
import { _enum, array, number, object, string } from "./vendor.js";
import { startedOnBranch } from "./shell-action.js";
import { parseJson } from "./parse-json.js";
import { RulesetSummarySchema } from "./domain-github-rules.js";
import { noData, passed, unverified, worstOf } from "./domain-verdict.js";
import { milliseconds } from "./core-duration.js";
import { verdictOf } from "./domain-check-run.js";
import { executions, lastOfEach, uploadedAttempt } from "./domain-run-jobs.js";
import { readForeignDocument, readStatusWord } from "./domain-foreign-report.js";
import { judgedCommits } from "./domain-judged-fact.js";
import { boundsAbove, conditionText } from "./domain-readiness-config.js";

// shared/domain/readiness/playbook-002.ts
const policyJob = "policy-bundle-governance";
const canaryJob = "runtime_canary";
const trendJob = "ci_stability_trend";
const status = {
	pointer: "/status",
	equals: "passed"
};
const none$1 = (pointer, of) => ({
	pointer,
	equals: 0,
	of
});
const yes = (pointer) => ({
	pointer,
	equals: true
});
const passedReport = (id, contract, conditions = []) => ({
	id,
	file: `${id.replaceAll("-", "_")}_report.json`,
	contract,
	shape: "status",
	conditions: [status, ...conditions]
});
const tests = [yes("/summary/test_execution_complete"), none$1("/summary/failed_tests", "/summary/total_tests")];
const policyReports = [
	passedReport("policy-bundle-lifecycle", "opa_policy_bundle_lifecycle_v2"),
	passedReport("policy-gate-freshness", "policy_gate_freshness_v1"),
	passedReport("branch-protection-policy", "branch_protection_policy_v1"),
	passedReport("required-status-checks-consistency", "required_status_checks_consistency_v1"),
	passedReport("workflow-embedded-python", "workflow_embedded_python_v1"),
	{
		id: "github-branch-protection",
		file: "github_branch_protection_report.json",
		contract: "github_branch_protection_v1",
		shape: "status",
		conditions: [],
		external: {
			"could-not-look": [
				"branch_rules_api_call:*",
				"repository_rulesets_api_call:*",
				"branch_metadata_api_call:*"
			],
			reports: []
		}
	}
];
const canaryReports = [
	passedReport("policy-promotion-readiness", "policy_promotion_readiness_v1"),
	passedReport("policy-promotion-readiness-verify", "policy_promotion_readiness_verify_v1"),
	passedReport("replay-determinism", "replay_determinism_v1", [yes("/summary/execution_complete"), none$1("/summary/failed_executions", "/summary/completed_executions")]),
	passedReport("workflow-version-compatibility", "workflow_version_compatibility_v1", tests),
	passedReport("checkpoint-schema-provenance", "checkpoint_schema_provenance_v1", tests),
	passedReport("provenance-coverage", "provenance_coverage_v1", tests)
];
const summaryOf = (id) => ({
	id,
	file: `${id.replaceAll("-", "_")}.json`,
	contract: "governance_executive_summary_v1",
	shape: "summary",
	conditions: [
		"failed",
		"missing",
		"invalid",
		"unknown"
	].map((word) => none$1(`/summary/${word}`, "/summary/total_reports")),
	external: {
		"could-not-look": [],
		reports: ["github_branch_protection_report.json"]
	}
});
const trendReports = [{
	id: "critical-ci-trend",
	file: "critical_ci_trend_report.json",
	contract: "critical_ci_trend_v1",
	shape: "data",
	conditions: [{
		pointer: "/status",
		in: ["passed", "unverified"]
	}, {
		pointer: "/critical_jobs",
		length: { "at-least": 1 }
	}],
	severity: "medium"
}, {
	id: "critical-ci-trend-slo",
	file: "critical_ci_trend_slo_report.json",
	contract: "critical_ci_trend_slo_v1",
	shape: "data",
	conditions: [{
		pointer: "/slo_status",
		in: [
			"pass",
			"breach",
			"unverified"
		]
	}],
	severity: "medium"
}];
function playbook002(places) {
	const elsewhere = {
		...places.workflow === void 0 ? {} : { workflow: places.workflow },
		...places.event === void 0 ? {} : { event: places.event }
	};
	const age = places["maximum-age"] === void 0 ? {} : { "maximum-age": places["maximum-age"] };
	const job = (name, more = {}) => ({
		id: `job-${name.replaceAll("_", "-")}`,
		job: name,
		allow: ["success"],
		severity: "critical",
		...more
	});
	const reports = (briefs, artifact, of, more = {}) => briefs.map(({ file, ...brief }) => ({
		minimum: 1,
		facts: {},
		severity: "critical",
		...brief,
		path: `**/${file}`,
		artifact,
		job: of,
		...age,
		...more
	}));
	const inPolicy = [...policyReports, summaryOf("governance-executive-summary")];
	const inCanary = [...canaryReports, summaryOf("runtime-governance-executive-summary")];
	return {
		jobs: [
			job(policyJob, elsewhere),
			job(canaryJob),
			job("dx_metrics"),
			job(trendJob)
		],
		reports: [
			...reports(inPolicy, "policy-bundle-governance-report", policyJob, elsewhere),
			...reports(inCanary, "runtime-canary-report", canaryJob),
			...reports(trendReports, "critical-ci-trend-report", trendJob)
		]
	};
}

// shared/domain/readiness/asked.ts
function askedOf(section) {
	const brought = section.presets.map((choice) => playbook002(typeof choice === "string" ? {} : choice));
	const replaced = new Set();
	const others = (entries, ones) => {
		const own = new Set(ones.map(({ id }) => id));
		const seen = new Set();
		for (const { id } of entries) if (own.has(id)) replaced.add(id);
		return entries.filter(({ id }) => !own.has(id) && !seen.has(id) && seen.add(id));
	};
	return {
		jobs: [...others(brought.flatMap(({ jobs }) => jobs), section.jobs), ...section.jobs],
		reports: [...others(brought.flatMap(({ reports }) => reports), section.reports), ...section.reports],
		replaced: [...replaced]
	};
}
function isAskedBy(profile, { profiles }) {
	return profiles === void 0 || profiles.includes(profile);
}

// shared/domain/readiness/agreement.ts
function byFact(said) {
	const facts = new Map();
	for (const one of [...said].sort((a, b) => a.fact < b.fact ? -1 : a.fact > b.fact ? 1 : 0)) facts.set(one.fact, [...facts.get(one.fact) ?? [], one]);
	return facts;
}
function judgeAgreement(said, absent) {
	const values = new Map();
	const silent = [];
	for (const { report, value } of said) if (saysNothing(value)) silent.push(report);
	else {
		const text = stableJson(value);
		values.set(text, [...values.get(text) ?? [], report]);
	}
	if (values.size > 1) {
		const told = [...values].map(([value, reports]) => `${short(value)} in ${listed(reports, 3)}`);
		return {
			status: "failed",
			problem: `reports contradict each other: ${listed(told)}`,
			expected: "one value",
			actual: Object.fromEntries(values),
			fix: "let all of them be made for one commit, with the same flags, definitions and baseline"
		};
	}
	const lossy = said.filter(({ inexact }) => inexact === true).map(({ report }) => report);
	if (lossy.length > 0) {
		const message = `a number in ${listed(lossy)} has more digits than can be compared`;
		return unverified(noData(message, "text in place of that number, or fewer digits"));
	}
	const missing = [...silent, ...absent];
	if (missing.length > 0) return unverified(noData(`it is not said by ${listed(missing)}`, "reports that all tell it"));
	if (said.length < 2) return unverified(noData("only one report tells it, so that nothing agrees", "the fact in a second report"));
	return passed;
}
function saysNothing(value) {
	if (value === void 0 || value === null) return true;
	if (typeof value === "string") return value.trim() === "" || readStatusWord(value.trim()) === "unverified" || nobodyKnows.test(value.trim());
	if (Array.isArray(value)) return value.length === 0;
	return isObject(value) && Object.keys(value).length === 0;
}
const nobodyKnows = /^(none|null|nil|undefined|n\/?a|nan|-+|\?+|tbd|todo)$/i;
function short(text) {
	return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

// shared/domain/readiness/incident.ts
const IncidentSchema = object({
	trigger: _enum(["failed", "repeated"]).meta({ description: "failed: a job or report failed on the default branch; repeated: so did a report in several runs." }),
	id: string().meta({ description: "The id of the job or report." }),
	message: string(),
	runs: array(number().int()).optional().meta({ description: "The runs in which it failed, the newest first." })
});
function failedNow(on, outcomes) {
	return outcomes.filter(({ id, status }) => status === "failed" && on.includes(id)).map(({ id, message = "it failed" }) => ({
		trigger: "failed",
		id,
		message
	}));
}
function failedAgain(id, now, earlier, runs) {
	if (!now.failed) return void 0;
	const failed = [now.runId];
	for (const one of earlier.slice(0, runs - 1)) {
		if ("because" in one) return { because: one.because };
		if (!one.failed) return void 0;
		failed.push(one.runId);
	}
	if (failed.length < runs) return void 0;
	return {
		trigger: "repeated",
		id,
		message: `${id} failed in ${runs} runs one after the other`,
		runs: failed
	};
}

// shared/domain/readiness/shown.ts
function showsFile(notes, path, at) {
	const text = seenText(notes);
	return [...new Set([path, path.replaceAll(" ", "%20")])].some((name) => {
		let from = text.indexOf(name);
		while (from >= 0) {
			if (endsThere(text.slice(from + name.length)) && beginsThere(text.slice(0, from), at)) return true;
			from = text.indexOf(name, from + 1);
		}
		return false;
	});
}
function seenText(notes) {
	const definitions = new Map();
	const body = notes.replaceAll("\r", "\n").replace(/<!--[\s\S]*?(?:-->|$)/g, " ").replace(/<[/!?a-z](?![a-z0-9+.-]*:)(?:"[^"]{0,2000}"|'[^']{0,2000}'|[^<>"']){0,2000}>/gi, " ").replace(/^ {0,3}\[([^[\]\n]{1,999})\]:[ \t]*\n?[ \t]*(\S*)[^\n]*$/gm, (_all, label, target) => {
		const key = plainLabel(label);
		if (!definitions.has(key)) definitions.set(key, target);
		return " ";
	});
	const targetOf = (target) => ` ${target.trim().split(/\s/)[0] ?? ""} `;
	return body.replace(/!?\[([^[\]\n]{0,2000})\]\(([^)\n]{0,2000})\)/g, (all, words, target) => words.trim() === "" && !all.startsWith("!") ? " " : targetOf(target)).replace(/\[([^[\]\n]{1,999})\](?:\[([^[\]\n]{0,999})\])?/g, (all, words, label) => {
		const target = definitions.get(plainLabel(label === void 0 || label === "" ? words : label));
		return target === void 0 ? all : targetOf(target);
	});
}
function plainLabel(label) {
	return label.trim().replace(/\s+/g, " ").toLowerCase();
}
function endsThere(after) {
	return !/^(?:[\p{L}\p{N}_/%-]|\.+[\p{L}\p{N}/])/u.test(after);
}
function beginsThere(before, { host, repository, refs }) {
	const word = (/[^\s<>()[\]"'`*|,;]*$/.exec(before)?.[0] ?? "").replace(/^(?:[:=]|_{1,2}(?!\w))+/, "");
	if (word === "" || word === "./" || word === "/") return true;
	const low = word.toLowerCase();
	const root = [
		`https://${host}/${repository}/`,
		`${repository}/`,
		`/${repository}/`,
		"../"
	].map((root) => root.toLowerCase()).find((one) => low.startsWith(one));
	if (root === void 0) return false;
	const rest = /^(?:blob|raw|tree)\/(.+)\/$/.exec(word.slice(root.length))?.[1];
	return rest !== void 0 && (!rest.includes("/") || refs.includes(rest));
}

// shared/domain/readiness/exception.ts
const rulesetsFact = "rulesets";
async function rulesetsDigest(github, repository) {
	const answer = await github.all("GET /repos/{owner}/{repo}/rulesets", {
		...ownerAndRepo(repository),
		includes_parents: true
	}, RulesetSummarySchema);
	if (!answer.ok) return answer;
	if (answer.data.length > 0) return {
		ok: true,
		data: rulesetsOf(answer.data)
	};
	return {
		ok: false,
		because: noData("there are none", "a ruleset, with whose change an attestation ends")
	};
}
function rulesetsOf(rulesets) {
	const known = rulesets.map(({ id, updated_at: at, enforcement }) => stableJson([
		id,
		at ?? null,
		enforcement
	]));
	return sha256(known.sort().join("\n"));
}
function judgeException({ by, evidence, id }, notes) {
	if (!notes.ok) return unverified(notes.because);
	const { of, text, at, author } = notes.data;
	if (author === void 0) {
		const message = `the account of the author of ${of} is gone, so that it may be ${by} who attests ${id}`;
		return unverified(noData(message, "a change whose author is known"));
	}
	if (author.toLowerCase() === by.replace(/^@/, "").toLowerCase()) return {
		status: "failed",
		problem: `${by} attests ${id} and is the author of ${of}`,
		expected: "somebody else who looked",
		actual: by,
		fix: "let another administrator look, and attest it"
	};
	const path = evidence?.path ?? "";
	if (path !== "" && showsFile(text, path, at)) return passed;
	return {
		status: "failed",
		problem: `the notes of ${of} do not link the evidence of ${id}`,
		expected: path,
		actual: "no link",
		fix: `link ${path} in the text of ${of}`
	};
}

// shared/domain/readiness/file.ts
function readFile(file) {
	const wrong = (message) => ({ problem: `${file.name} ${message}` });
	const decoded = decodeText(file.content);
	if (!decoded.ok) return wrong(`is not text: ${decoded.message}`);
	const parsed = parseJson(decoded.text);
	if (!parsed.ok) return wrong(parsed.message);
	const { document } = parsed;
	const [twice] = document.duplicates;
	return twice === void 0 ? {
		...file,
		document
	} : wrong(`has the key ${twice.pointer} twice (line ${twice.position.line})`);
}

// shared/domain/readiness/judge-condition.ts
function judgeCondition(document, condition) {
	const { pointer, exists } = condition;
	const value = document.get(pointer);
	const there = value !== void 0 && value !== null;
	if (exists !== void 0) {
		if (there !== exists) return failed$1(condition, there ? value : "nothing");
		return !exists && isCounter(condition) ? judgeTotal(document, condition) : passed;
	}
	if (!there) return failed$1(condition, "nothing");
	if (document.inexact.some((number) => isAt(number.pointer, pointer))) {
		const message = `${pointer} has a number with more digits than can be compared`;
		return unverified(noData(message, "a number that a double can hold"));
	}
	if (!holds(condition, value)) return failed$1(condition, value);
	if (!boundsAbove(condition) || !isCounter(condition)) return passed;
	return typeof value === "number" && value < 0 ? failed$1(condition, value) : judgeTotal(document, condition);
}
function isAt(place, pointer) {
	return place === pointer || place.startsWith(`${pointer}/`);
}
function holds(condition, value) {
	const { equals, not, in: among, "not-in": outside, length, set, contains } = condition;
	const { "at-least": least, "at-most": most } = condition;
	if (equals !== void 0) return value === equals;
	if (not !== void 0) return isScalar(value) && typeof value === typeof not && value !== not;
	if (among !== void 0) return isScalar(value) && among.includes(value);
	if (outside !== void 0) return isScalar(value) && outside.some((one) => typeof one === typeof value) && !outside.includes(value);
	if (least !== void 0) return typeof value === "number" && value >= least;
	if (most !== void 0) return typeof value === "number" && value <= most;
	if (length !== void 0) return hasLength(value, length);
	if (!Array.isArray(value)) return false;
	const items = new Set(value.map((item) => stableJson(item)));
	const wanted = new Set((set ?? contains ?? []).map((item) => stableJson(item)));
	return [...wanted].every((item) => items.has(item)) && (set === void 0 || items.size === wanted.size && value.length === wanted.size);
}
function isScalar(value) {
	return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}
function hasLength(value, length) {
	const size = sizeOf(value);
	if (size === void 0) return false;
	const { equals, "at-least": least, "at-most": most } = length;
	return size === (equals ?? size) && size >= (least ?? size) && size <= (most ?? size);
}
function sizeOf(value) {
	if (Array.isArray(value)) return value.length;
	return isObject(value) ? Object.keys(value).length : void 0;
}
function failed$1(condition, value) {
	const { pointer } = condition;
	const words = typeof value === "string" ? quote(value, 120) : stableJson(value).slice(0, 200);
	const shown = value === "nothing" ? "is not there" : `is ${words}`;
	const expected = conditionText(condition);
	return {
		status: "failed",
		problem: `${pointer} ${shown}, expected ${expected}`,
		expected: `${pointer} ${expected}`,
		actual: value,
		fix: `mend what the report found, and let it be made again until ${pointer} holds`
	};
}
const badWords = /(^|_)(fail(ed|ures?|ing|s)?|err(ors?|ored)|breach(ed|es)?|mismatch(ed|es)?|missing|invalid|violat(ed|ions?)|skipped|unverified|unknown|cancel(l?ed|lations?)|incomplete|pending|partial|neutral|regress(ed|ions?)|reject(ed|ions?)|denied|blocked|broken|lost|dropped|conflicts?|crash(ed|es)|timeouts?|timed_out|flak(y|es)|problems?|issues?|defects?|bugs?|warnings?|drift(s|ed)?|divergen(t|ces?)|differences?|diffs?|deviations?|incidents?|vulnerabilit(y|ies)|critical|stale|expired|orphan(s|ed)?|untested|uncovered)(_|$)/;
function isCounter({ pointer, of }) {
	return of !== void 0 || badWords.test(kebab(parsePointer(pointer)?.at(-1) ?? ""));
}
function kebab(name) {
	return name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").replaceAll("-", "_").toLowerCase();
}
function judgeTotal(document, condition) {
	const { pointer, of } = condition;
	const places = of === void 0 ? totalsOf(pointer) : [{
		place: of,
		counts: true
	}];
	for (const { place, counts } of places) {
		const value = document.get(place);
		const total = typeof value === "number" && counts ? value : sizeOf(value);
		if (total === void 0) continue;
		if (total > 0) return passed;
		const message = `${pointer} says nothing: ${place} is ${total}, so that nothing was counted`;
		return unverified(noData(message, "a report in which something was measured"));
	}
	const message = `${pointer} says nothing: no total says of how many`;
	return unverified(noData(message, of === void 0 ? "of: the pointer to the total" : `a total at ${of}`));
}
function totalsOf(pointer) {
	const tokens = parsePointer(pointer) ?? [];
	const name = tokens.at(-1) ?? "";
	const around = tokens.slice(0, -1);
	const [noun] = kebab(name).split("_").filter((word) => !badWords.test(word)).slice(-1);
	const names = [...(noun === void 0 ? [] : [
		name.replace(/fail(?:ed|ures?)/i, "total"),
		`total_${noun}`,
		`${noun}_total`,
		`completed_${noun}`,
		noun
	]).filter((one) => one !== name), ...noun === void 0 ? ["total", "total_reports"] : []];
	const lists = [
		"tests",
		"checks",
		"reports",
		"rows",
		"results"
	];
	const at = (one) => formatPointer([...around, one]);
	return [...names.map((one) => ({
		place: at(one),
		counts: true
	})), ...lists.map((one) => ({
		place: at(one),
		counts: false
	}))];
}

// shared/domain/readiness/excused.ts
function hadItLooked(document, external, list) {
	const { value, inexact } = document;
	if (!isObject(value) || inexact.length > 0) return void 0;
	const { status, [list]: rows } = value;
	if (typeof status !== "string" || readStatusWord(status) !== "unverified" || !Array.isArray(rows)) return void 0;
	const excused = [];
	const looked = rows.map((row) => {
		const name = list === "checks" ? unseenCheck(row, external) : unseenReport(row, external);
		if (name === void 0) return row;
		excused.push(name);
		return list === "checks" ? {
			check_id: name,
			passed: true
		} : {
			path: name,
			status: "passed"
		};
	});
	if (excused.length === 0) return void 0;
	const { summary } = value;
	const whole = {
		...corrected(value, excused.length),
		status: "passed",
		[list]: looked,
		...isObject(summary) ? { summary: corrected(summary, excused.length) } : {}
	};
	const parsed = parseJson(JSON.stringify(whole));
	return parsed.ok ? {
		document: parsed.document,
		excused
	} : void 0;
}
function unseenCheck(row, { "could-not-look": patterns }) {
	const { check_id: name, passed } = isObject(row) ? row : {};
	const matches = (pattern) => typeof name === "string" && (pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern);
	return typeof name === "string" && passed === false && patterns.some(matches) ? name : void 0;
}
function unseenReport(row, { reports }) {
	const { path, status } = isObject(row) ? row : {};
	if (typeof path !== "string" || typeof status !== "string") return void 0;
	return readStatusWord(status) === "unverified" && reports.includes(path.slice(path.lastIndexOf("/") + 1)) ? path : void 0;
}
const passedKeys = [
	"passed",
	"passed_checks",
	"checks_passed"
];
const failedKeys = [
	"failed",
	"failed_checks",
	"checks_failed"
];
function corrected(counters, excused) {
	const changed = { ...counters };
	const { unverified, pass_ratio: ratio } = counters;
	const apart = typeof unverified === "number";
	for (const key of passedKeys) if (typeof counters[key] === "number") changed[key] = counters[key] + excused;
	if (apart) changed["unverified"] = unverified - excused;
	else for (const key of failedKeys) if (typeof counters[key] === "number") changed[key] = counters[key] - excused;
	if (unverified === true) changed["unverified"] = false;
	const totals = [
		"total",
		"total_checks",
		"checks_total"
	].map((key, index) => [counters[key], counters[passedKeys[index] ?? ""]]);
	const isRatio = ([total, good]) => typeof total === "number" && typeof good === "number" && Math.abs(good / total - Number(ratio)) < .006;
	if (typeof ratio === "number" && totals.some(isRatio)) changed["pass_ratio"] = 1;
	return changed;
}

// shared/domain/readiness/said.ts
const mend = "mend what the report found, and let it be made again";
function judgeSaid(file, asked) {
	const { document, name } = file;
	const contract = contractProblem(file, asked.contract);
	if (contract !== void 0) return {
		verdict: contract,
		excusable: false
	};
	if (asked.shape === "data") return {
		verdict: passed,
		excusable: false
	};
	const read = readForeignDocument(document);
	if (read.state === "invalid") return {
		verdict: failed(`${name} ${read.why}`, read.why, "make it one of the shapes that .github/guides/decision.md#one-decision of the suite lists, or ask for its fields by shape: data and conditions"),
		excusable: false
	};
	const { shape, external } = asked;
	const list = shape === "summary" ? "reports" : "checks";
	const against = whatSpeaksAgainst(document, shape);
	if (against === void 0) return {
		verdict: passed,
		excusable: false
	};
	const looked = external === void 0 ? void 0 : hadItLooked(document, external, list);
	if (looked !== void 0 && whatSpeaksAgainst(looked.document, shape) === void 0) {
		const message = `${name} could not look: ${listed(looked.excused, 3)}`;
		return {
			verdict: unverified(noData(message, "an attestation")),
			excusable: true
		};
	}
	const problem = `${name}${against}`;
	return {
		verdict: read.status === "failed" ? failed(problem, read.reasons.map(({ message }) => message)) : unverified(noData(problem, `a ${name} that was measured and passed`)),
		excusable: false
	};
}
function whatSpeaksAgainst(document, shape) {
	const read = readForeignDocument(document);
	if (read.state === "invalid") return ` ${read.why}`;
	if (read.status !== "passed") return `: ${read.reasons[0]?.message ?? read.summary}`;
	if (shape === "summary") return whatSummaryLacks(document);
	return read.claimed ? ` holds words and sums only (${read.summary}): nothing in it was measured; single checks are asked for, or shape: data and conditions` : void 0;
}
function failed(problem, actual, fix = mend) {
	return {
		status: "failed",
		problem,
		expected: "passed",
		actual,
		fix
	};
}
function contractProblem({ document, name }, contract) {
	const said = document.get("/contract");
	if (contract === void 0 || said === contract) return void 0;
	return {
		status: "failed",
		problem: `${name} ${said === void 0 ? "names no contract" : `has the contract ${JSON.stringify(said)}`}, expected ${contract}`,
		expected: contract,
		actual: said ?? "nothing",
		fix: `let the tool write a report of the contract ${contract}, or change the contract in the configuration`
	};
}
function whatSummaryLacks(document) {
	const rows = document.get("/reports");
	if (!Array.isArray(rows) || rows.length === 0) return " lists no reports";
	if (rows.some((row) => !isObject(row) || typeof row["path"] !== "string")) return " lists a report without a path";
	if (document.get("/status") === void 0) return " has no status";
	const summary = document.get("/summary");
	const { total_reports: all, passed: good, failed: bad, unverified: not } = isObject(summary) ? summary : {};
	return all === rows.length && good === rows.length && bad === 0 && not === 0 ? void 0 : ": its numbers are not those of its list";
}

// shared/domain/readiness/workflow-runs.ts
const Run = object({
	id: number().int().positive(),
	run_attempt: number().int().positive(),
	status: string(),
	conclusion: string().nullable(),
	event: string(),
	path: string(),
	head_sha: string(),
	head_branch: string().nullable(),
	head_repository: object({ full_name: string() }).nullish(),
	pull_requests: array(object({ number: number().int() })).nullish()
});
function toRun({ id, run_attempt: attempt, status, conclusion, pull_requests: pulls }) {
	return {
		id,
		attempt,
		status,
		conclusion,
		pulls: (pulls ?? []).map(({ number }) => number)
	};
}
async function runsOf(github, repository, asked) {
	const { workflow, event, branch, headSha, headRepository, pullRequest } = asked;
	const route = "GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs";
	const id = workflow.slice(workflow.lastIndexOf("/") + 1);
	const parameters = {
		...ownerAndRepo(repository),
		workflow_id: id,
		event,
		head_sha: headSha
	};
	const answer = await github.all(route, parameters, Run);
	if (!answer.ok) return answer;
	return {
		ok: true,
		data: answer.data.filter((run) => run.path.replace(/@.*$/s, "") === workflow && run.event === event && run.head_branch === branch && run.head_sha === headSha && run.head_repository?.full_name.toLowerCase() === headRepository.toLowerCase()).sort((a, b) => b.id - a.id).map(toRun).filter(({ pulls }) => pullRequest === void 0 || pulls.length === 0 || pulls.includes(pullRequest))
	};
}
const Pull$1 = object({
	number: number().int(),
	head: object({ sha: string() }),
	base: object({ ref: string() })
});
async function rivalsOf(github, repository, { pullRequest, branch, headRepository, headSha }) {
	const [owner = ""] = headRepository.split("/");
	const answer = await github.all("GET /repos/{owner}/{repo}/pulls", {
		...ownerAndRepo(repository),
		state: "all",
		head: `${owner}:${branch}`
	}, Pull$1);
	if (!answer.ok) return answer;
	const of = answer.data.filter(({ head }) => head.sha === headSha);
	const base = of.find(({ number }) => number === pullRequest)?.base.ref;
	return {
		ok: true,
		data: of.filter(({ base: { ref } }) => ref !== base).map(({ number }) => number)
	};
}
async function earlierRuns(github, repository, { workflow, branch, before }, most) {
	const route = "GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs";
	const asked = {
		...ownerAndRepo(repository),
		workflow_id: workflow.slice(workflow.lastIndexOf("/") + 1),
		branch,
		status: "completed",
		exclude_pull_requests: true,
		per_page: 100
	};
	const seen = new Map();
	for (let page = 1; page <= mostPages; page += 1) {
		const answer = await github.get(route, {
			...asked,
			page
		}, Page);
		if (!answer.ok) return answer;
		const { workflow_runs: runs, total_count: total } = answer.data;
		for (const run of runs) seen.set(run.id, run);
		const meant = [...seen.values()].filter((run) => run.id < before && run.path.replace(/@.*$/s, "") === workflow && run.head_branch === branch && startedOnBranch.has(run.event) && run.head_repository?.full_name.toLowerCase() === repository.toLowerCase());
		if ((total === void 0 ? runs.length < asked.per_page : seen.size >= total) || meant.length >= most) return {
			ok: true,
			data: meant.sort((a, b) => b.id - a.id).slice(0, most).map(toRun)
		};
	}
	return {
		ok: false,
		because: {
			code: "TRUNCATED",
			message: `the list of the runs of ${workflow} on ${branch} is longer than the ${seen.size} that were read`,
			needs: "fewer runs of branches of that name in forks"
		}
	};
}
const mostPages = 10;
const Page = object({
	workflow_runs: array(Run),
	total_count: number().int().min(0).optional()
});

// shared/domain/readiness/notes.ts
const User = object({ login: string() }).nullish();
const Pull = object({
	number: number().int(),
	body: string().nullish(),
	user: User,
	head: object({
		ref: string(),
		repo: object({ full_name: string().optional() }).nullish()
	}),
	base: object({ ref: string() }).nullish(),
	merge_commit_sha: string().nullish(),
	merged_at: string().nullish()
});
const Release = object({
	tag_name: string(),
	body: string().nullish(),
	author: User
});
async function notesOf(github, subject) {
	const { repository, pullRequest, ref, headSha } = subject;
	if (repository === void 0) return none("the run does not say in which repository it is");
	const asked = ownerAndRepo(repository);
	const at = {
		host: github.host,
		repository
	};
	if (pullRequest !== void 0) {
		const answer = await github.get("GET /repos/{owner}/{repo}/pulls/{pull_number}", {
			...asked,
			pull_number: pullRequest
		}, Pull);
		return answer.ok ? {
			ok: true,
			data: ofPull(answer.data, at)
		} : answer;
	}
	const tag = /^refs\/tags\/(.+)$/.exec(ref ?? "")?.[1];
	if (tag !== void 0) {
		const answer = await github.get("GET /repos/{owner}/{repo}/releases/tags/{tag}", {
			...asked,
			tag
		}, Release);
		if (!answer.ok) return answer;
		const { body, author } = answer.data;
		return {
			ok: true,
			data: {
				of: `release ${tag}`,
				text: body ?? "",
				at: {
					...at,
					refs: [tag]
				},
				author: author?.login
			}
		};
	}
	if (headSha === void 0) return none("no commit is judged");
	const branch = /^refs\/heads\/(.+)$/.exec(ref ?? "")?.[1];
	if (branch === void 0) return none("the run is of no branch, tag or pull request");
	const answer = await github.all("GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls", {
		...asked,
		commit_sha: headSha
	}, Pull);
	if (!answer.ok) return answer;
	const merged = answer.data.filter(({ merged_at: when, base }) => typeof when === "string" && base?.ref === branch);
	const exact = merged.filter(({ merge_commit_sha: sha }) => sha === headSha);
	const [only, second] = exact.length > 0 ? exact : merged;
	if (only !== void 0 && second === void 0) return {
		ok: true,
		data: ofPull(only, at)
	};
	return none(`GitHub knows ${only === void 0 ? "no" : "more than one"} pull request that brought ${headSha} into ${branch}`);
}
function ofPull({ number, body, user, head, base }, at) {
	const refs = [head.ref, ...base?.ref === void 0 ? [] : [base.ref]];
	return {
		of: `pull request #${number}`,
		text: body ?? "",
		at: {
			...at,
			refs
		},
		author: user?.login,
		head: {
			branch: head.ref,
			repository: head.repo?.full_name
		}
	};
}
function none(message) {
	return {
		ok: false,
		because: noData(message, "a run of a pull request or a release, whose notes can be read")
	};
}

// shared/domain/readiness/recorded-check.ts
const Check = object({
	id: number().int(),
	name: string(),
	head_sha: string(),
	status: string(),
	conclusion: string().nullable()
});
async function checksOfCommit(github, repository, commit) {
	const answer = await github.all("GET /repos/{owner}/{repo}/commits/{ref}/check-runs", {
		...ownerAndRepo(repository),
		ref: commit,
		filter: "all"
	}, Check);
	if (!answer.ok) return answer;
	const own = answer.data.filter(({ head_sha: sha }) => sha === commit);
	return {
		ok: true,
		data: new Map(own.map((check) => [check.id, check]))
	};
}
function judgeChecks(ended, checks) {
	if (!checks.ok) return unverified(checks.because);
	const verdicts = ended.map((job) => judgeOne$1(job, checks.data.get(job.id)));
	return worstOf(verdicts) ?? unverified(noData("no job ran of which there could be a check", "a run of the job"));
}
function judgeOne$1({ name, id, status, conclusion }, check) {
	if (check === void 0) {
		const message = `the commit has no check run ${id}, which the job ${name} should have`;
		return unverified(noData(message, "checks: read, and a check run that GitHub still keeps"));
	}
	const [ofJob, ofCheck] = [conclusion ?? status, check.conclusion ?? check.status];
	if (ofJob === ofCheck) return passed;
	return {
		status: "failed",
		problem: `the job ${name} is listed as ${ofJob}, and its check run says ${ofCheck}`,
		expected: ofJob,
		actual: ofCheck,
		fix: `take continue-on-error from the job ${name}, mend what fails in it, and run it again`
	};
}

// shared/domain/readiness/skip.ts
function waitsFor(text) {
	const parsed = parseYaml(text, {
		maxDepth: 50,
		maxAliasedValues: 5e4,
		keysAsText: true
	});
	if (!parsed.ok) return {
		ok: false,
		why: `the workflow file ${parsed.message}`
	};
	const jobs = parsed.document.get("/jobs");
	if (!isObject(jobs)) return {
		ok: false,
		why: "the workflow file has no jobs"
	};
	const names = new Map();
	for (const [id, job] of Object.entries(jobs)) names.set(id.toLowerCase(), nameOf(id, job));
	const waiting = new Map();
	for (const [id, job] of Object.entries(jobs)) {
		const name = names.get(id.toLowerCase());
		const needs = isObject(job) ? job["needs"] ?? [] : [];
		const shown = (Array.isArray(needs) ? needs : [needs]).map((one) => typeof one === "string" ? names.get(one.toLowerCase()) : void 0);
		const known = shown.filter((one) => one !== void 0);
		if (name !== void 0 && known.length === shown.length) waiting.set(name, known);
	}
	return {
		ok: true,
		jobs: waiting
	};
}
function nameOf(id, job) {
	const name = isObject(job) ? job["name"] : void 0;
	if (name === void 0) return id;
	return typeof name === "string" && !name.includes("${{") ? name : void 0;
}
function skippedBecause(name, waiting, jobs) {
	const plain = waiting.has(name) ? name : name.replace(/ \(.*\)$/s, "");
	const before = new Set([plain]);
	for (const job of before) {
		const direct = waiting.get(job);
		if (direct === void 0) return {
			because: "unknown",
			why: `the workflow file does not tell what ${job} needs`
		};
		for (const need of direct) before.add(need);
	}
	const needs = [...before].slice(1);
	const missing = needs.find((need) => lastOfEach(need, jobs).length === 0);
	if (missing !== void 0) return {
		because: "unknown",
		why: `no job of the run is called ${missing}, which ${name} needs`
	};
	const open = needs.filter((need) => lastOfEach(need, jobs).some(({ conclusion }) => conclusion !== "success"));
	return open.length === 0 ? { because: "condition" } : {
		because: "need",
		needs: open
	};
}

// shared/domain/readiness/job-end.ts
function awaited(ended, jobs, progress) {
	if (progress?.goesOn !== true) return [];
	const listed = new Set(jobs.filter(({ attempt }) => attempt >= progress.attempt).map(({ name }) => name));
	return ended.filter(({ name }) => !listed.has(name));
}
function endsOf({ job }, jobs) {
	return lastOfEach(job, jobs);
}
function attemptsOf(wanted, jobs) {
	const names = new Set(endsOf(wanted, jobs).map(({ name }) => name));
	return [...executions(jobs)].flatMap(([name, ran]) => names.has(name) ? ran : []);
}
function judgeEnd(wanted, jobs, where, skipped, progress) {
	const ended = endsOf(wanted, jobs);
	const wait = (words) => unverified(noData(`${where} goes on, and ${words}`, `${where} to have ended, before this job looks`));
	const [again] = awaited(ended, jobs, progress);
	if (again !== void 0) return wait(`the job ${again.name} last ran in attempt ${again.attempt}, before attempt ${progress?.attempt ?? ""}`);
	if (ended.length === 0 && progress?.goesOn === true) return wait(`the job ${wanted.job} has not begun`);
	if (ended.length === 0) return missing(wanted.job, `the job ${wanted.job} did not run in ${where}`);
	const names = new Set(ended.map(({ name }) => name));
	const lacking = (wanted.legs ?? []).map((leg) => `${wanted.job} (${leg})`).filter((leg) => !names.has(leg));
	const whole = ended.every(({ name, conclusion }) => name === wanted.job && conclusion === "skipped");
	if (lacking.length > 0 && !whole && progress?.goesOn === true) return wait(`has not begun ${listed(lacking)}`);
	if (lacking.length > 0 && !whole) return missing(wanted.job, `did not run in ${where}: ${listed(lacking)}`);
	const verdicts = ended.map((job) => judgeOne(wanted, job, where, skipped));
	const worst = worstOf(verdicts) ?? passed;
	return worst.status === "not-applicable" ? verdicts.find(({ status }) => status === "passed") ?? worst : worst;
}
function missing(job, problem) {
	return {
		status: "failed",
		problem,
		expected: "success",
		actual: "did not run",
		fix: `let the workflow run ${job}; it may not be left out`
	};
}
function judgeOne({ allow }, job, where, skipped) {
	const { verdict, words } = verdictOf(job);
	const { name, conclusion, status } = job;
	if (verdict === "succeeded") return passed;
	if (verdict === "not-finished") return unverified(noData(`the job ${name} of ${where} ${words}`, `${name} under needs: of this job`));
	if (conclusion === "neutral" && allow.includes("neutral")) return passed;
	if (conclusion === "skipped") {
		const { because, ...rest } = skipped(name);
		if (because === "condition" && allow.includes("skipped")) return {
			status: "not-applicable",
			why: `the job ${name} was skipped by its own condition, as the policy allows`
		};
		if (because === "unknown" && allow.includes("skipped")) {
			const why = "why" in rest ? rest.why : "";
			return unverified(noData(`the job ${name} was skipped, and it is not known why: ${why}`, "its workflow file"));
		}
		return ended(name, `the job ${name} of ${where} was skipped${because === "condition" ? " by its own condition" : because === "need" && "needs" in rest ? ` because of what it needs: ${listed(rest.needs)}` : ""}`, "skipped");
	}
	return ended(name, `the job ${name} of ${where} ${words}`, conclusion ?? status);
}
function ended(job, problem, actual) {
	return {
		status: "failed",
		problem,
		expected: "success",
		actual,
		fix: `look into the log of the job ${job}, mend it, and run it again`
	};
}

// shared/domain/readiness/needs.ts
const words = new Set([
	"success",
	"failure",
	"cancelled",
	"skipped"
]);
function readNeeds(text) {
	const parsed = parseJson(text);
	if (!parsed.ok) return {
		ok: false,
		problem: parsed.message
	};
	const { value, duplicates } = parsed.document;
	if (!isObject(value)) return {
		ok: false,
		problem: "is not an object of jobs"
	};
	const [twice] = duplicates;
	if (twice !== void 0) return {
		ok: false,
		problem: `has ${quote(twice.pointer)} twice`
	};
	const results = new Map();
	for (const [job, entry] of Object.entries(value)) {
		const result = isObject(entry) && Object.hasOwn(entry, "result") ? entry["result"] : void 0;
		if (typeof result !== "string" || !words.has(result)) return {
			ok: false,
			problem: `has no result of the job ${quote(job)}: expected ${[...words].join(", ")}`
		};
		results.set(job, result);
	}
	return {
		ok: true,
		results
	};
}
function judgeNeed(name, needs, jobs) {
	if (!needs.ok) return {
		status: "failed",
		problem: `what was given as needs ${needs.problem}`,
		expected: "toJson(needs)",
		actual: needs.problem,
		fix: `give $\{{ toJson(needs) }} as it is`
	};
	const said = needs.results.get(name);
	if (said === void 0) return void 0;
	if (jobs === void 0) return unverified(noData(`needs says ${said} of ${name}, and nobody can be asked`, "the jobs of this run"));
	const ended = lastOfEach(name, jobs).map(({ status, conclusion }) => conclusion ?? status);
	const bad = ended.filter((conclusion) => conclusion !== "success" && conclusion !== "skipped");
	const expected = bad.length > 0 ? bad : [...new Set(ended)];
	const agrees = said === "success" ? expected.every((one) => one === "success") : expected.includes(said);
	if (ended.length > 0 && agrees) return passed;
	const seen = ended.length === 0 ? "no such job" : [...new Set(ended)].join(", ");
	return {
		status: "failed",
		problem: `needs says ${said} of the job ${name}, and the platform recorded ${seen}`,
		expected: seen,
		actual: said,
		fix: `take continue-on-error from ${name}, and give needs as it is`
	};
}

// shared/domain/readiness/age.ts
const tolerance = 3e5;
const usual = [
	"/generated_at",
	"/generatedAt",
	"/startedAt"
];
function judgeMade({ document, name, artifact }, { "maximum-age": age, at }, now) {
	const said = (at === void 0 ? usual : [at]).map((pointer) => document.get(pointer)).find((one) => one !== void 0);
	const own = typeof said === "string" ? parseTime(said) : void 0;
	if (said !== void 0 && own === void 0) return wrong(`${name} says that it was made at ${JSON.stringify(said)}, which is no time with a zone`, said);
	const uploaded = parseTime(artifact?.createdAt ?? "");
	const latest = uploaded === void 0 ? now : Math.min(now, uploaded);
	if (own !== void 0 && own > latest + tolerance) return wrong(`${name} says that it was made at ${isoTime(own)}, after ${isoTime(latest)}, when it was there`, isoTime(own));
	if (at !== void 0 && own === void 0) return unverified(noData(`${name} does not say at ${at} when it was made`, `a time at ${at}`));
	if (age === void 0) return {
		status: "not-applicable",
		why: "the configuration sets no maximum-age"
	};
	const made = Math.min(own ?? Number.POSITIVE_INFINITY, uploaded ?? Number.POSITIVE_INFINITY);
	if (made === Number.POSITIVE_INFINITY) return unverified(noData(`nothing says when ${name} was made`, "a time with its zone in the report"));
	const from = now - milliseconds(age);
	if (made >= from) return passed;
	return {
		status: "failed",
		problem: `${name} was made at ${isoTime(made)}, more than ${age} ago`,
		expected: `at least ${isoTime(from)}`,
		actual: isoTime(made),
		fix: "let it be made again"
	};
}
function wrong(problem, actual) {
	return {
		status: "failed",
		problem,
		expected: "the time at which it was made",
		actual,
		fix: "set the clock of what writes it"
	};
}

// shared/domain/readiness/binding.ts
function judgeBound(file, { facts, job }, subject, run) {
	const { name, artifact } = file;
	if (artifact !== void 0) {
		if (artifact.runId !== run.id) return foreign(name, "run", run.id, artifact.runId);
		if (artifact.headSha !== subject.headSha) return foreign(name, "commit", subject.headSha, artifact.headSha);
		const attempt = uploadedAttempt({
			...subject,
			attempt: run.attempt
		}, job, artifact.createdAt, run.jobs, { anyEnd: true });
		if (!attempt.ok && "because" in attempt) return unverified(attempt.because);
		const [again] = job !== void 0 && run.jobs?.ok === true ? awaited(lastOfEach(job, run.jobs.jobs), run.jobs.jobs, run.progress) : [];
		if (again !== void 0) {
			const message = `run ${run.id ?? ""} is in attempt ${run.progress?.attempt ?? ""} and goes on, and ${name} is of an earlier one`;
			return unverified(noData(message, "that run to have ended, before this job looks"));
		}
		if (!attempt.ok) return {
			status: "failed",
			problem: `${name} is of an earlier attempt: ${attempt.problem}`,
			expected: "a report of the last attempt",
			actual: attempt.problem,
			fix: "name the job that uploads it, and let that upload the report in each attempt"
		};
	}
	const other = otherThanJudged(file, facts, subject, run.id);
	if (other !== void 0) return other;
	if (artifact !== void 0) return passed;
	const commit = saysOf(file, facts["commit"]);
	const made = saysOf(file, facts["run"]);
	const attempt = saysOf(file, facts["attempt"]);
	const again = run.attempt !== void 0 && run.attempt > 1;
	if (again && attempt !== void 0 && String(attempt.value) !== String(run.attempt)) return foreign(name, "attempt", run.attempt, attempt.value);
	const lacking = [
		...commit === void 0 ? ["commit"] : [],
		...made === void 0 && run.id !== void 0 ? ["run"] : [],
		...attempt === void 0 && again ? ["attempt"] : []
	];
	if (lacking.length === 0) return passed;
	const message = `nothing says which ${lacking.join(" and ")} ${name} is of`;
	const needs = `an artifact of the run, or facts with the pointers at which it names its ${lacking.join(" and ")}`;
	return unverified(noData(message, needs));
}
function otherThanJudged(file, facts, subject, runId) {
	const commits = judgedCommits(subject);
	const commit = saysOf(file, facts["commit"]);
	if (commit !== void 0 && !commits.some((one) => one === commit.value)) return foreign(file.name, "commit", listed(commits), commit.value);
	const made = saysOf(file, facts["run"]);
	if (made !== void 0 && runId !== void 0 && String(made.value) !== String(runId)) return foreign(file.name, "run", runId, made.value);
}
function saysOf({ document }, pointer) {
	if (pointer === void 0) return void 0;
	return { value: document.get(pointer) ?? "nothing" };
}
function foreign(name, what, expected, actual) {
	return {
		status: "failed",
		problem: `${name} is of another ${what}: ${String(actual)}, expected ${String(expected)}`,
		expected,
		actual,
		fix: "let it be made for the judged commit, in the run that is asked for"
	};
}

export { IncidentSchema, askedOf, attemptsOf, byFact, checksOfCommit, earlierRuns, endsOf, failedAgain, failedNow, isAskedBy, isAt, judgeAgreement, judgeBound, judgeChecks, judgeCondition, judgeEnd, judgeException, judgeMade, judgeNeed, judgeSaid, notesOf, otherThanJudged, readFile, readNeeds, rivalsOf, rulesetsDigest, rulesetsFact, runsOf, skippedBecause, waitsFor };