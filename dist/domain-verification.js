import { decodeText, isObject, listed, parseTime } from "./shared.js";
import { parseJson } from "./parse-json.js";
import { noData, passed, unverified } from "./domain-verdict.js";
import { counted } from "./core-counted.js";
import { readForeign, wholeNumber } from "./domain-foreign-report.js";
import { presets } from "./domain-verification-config.js";
import { broken, caseId, detectFormat, isNameless, other, readTestReport, suitePath } from "./parse-test-report.js";

// shared/domain/verification/asked.ts
function askedVerifications(own, named, choices) {
	const verifications = [...own];
	const required = new Set(named);
	for (const choice of choices) {
		const { preset, artifact, job, folder = "artifacts", expected = {} } = typeof choice === "string" ? { preset: choice } : choice;
		for (const { id, title, report } of presets[preset]) {
			required.add(id);
			if (report === void 0 || verifications.some((one) => one.id === id)) continue;
			verifications.push({
				id,
				title,
				report: {
					path: `${folder}/${report.file}`,
					...artifact === void 0 ? {} : { artifact },
					...artifact === void 0 || job === void 0 ? {} : { job },
					format: "summary",
					contract: report.contract
				},
				...Object.hasOwn(expected, id) ? { expected: expected[id] } : {},
				suites: [],
				skips: []
			});
		}
	}
	return {
		verifications,
		required: required.size > 0 ? [...required] : verifications.map(({ id }) => id)
	};
}

// shared/domain/verification/judge-tests.ts
const testRules = [
	"executed",
	"no-failures",
	"skips",
	"retries",
	"suites",
	"totals"
];
const most = 100;
function judgeTests(asked, tests) {
	return {
		executed: judgeExecuted(asked, tests),
		"no-failures": judgeFailures(tests),
		skips: judgeSkips(asked, tests),
		retries: judgeRetries(asked, tests),
		suites: judgeSuites(asked, tests),
		totals: judgeTotals(tests)
	};
}
function failed(problem, actual, fix, expected) {
	return {
		status: "failed",
		problem,
		actual,
		fix,
		...expected === void 0 ? {} : { expected }
	};
}
function judgeExecuted({ expected: wanted }, { executed, expected: said }) {
	const ran = counted(executed, "test");
	if (executed === 0) return failed("no test ran", 0, "let the tests be found and run: a run without tests proves nothing", "tests that ran");
	const fix = "run all tests, or have the number under expected changed where tests were added or removed on purpose";
	if (said !== void 0 && said !== executed) return failed(`${ran} ran, and the report says that ${said} should have`, executed, fix, said);
	if (wanted === void 0) return unverified(noData(`${ran} ran, and ${said === void 0 ? "nothing" : "nothing but the report itself"} says how many should have`, "expected in the configuration"));
	if (typeof wanted === "number" && executed !== wanted) return failed(`${ran} ran, expected ${wanted}`, executed, fix, wanted);
	if (typeof wanted === "object" && executed < wanted.minimum) return failed(`${ran} ran, expected at least ${wanted.minimum}`, executed, fix, `at least ${wanted.minimum}`);
	return passed;
}
function judgeFailures({ failed: names, failures }) {
	if (names.length + failures.length === 0) return passed;
	return failed([...names.length === 0 ? [] : [`${counted(names.length, "test")} failed: ${listed(names)}`], ...failures.length === 0 ? [] : [listed(failures)]].join("; "), [...names, ...failures].slice(0, most), "mend what fails", []);
}
function judgeSkips({ skips, expected }, { skipped, leftOut }) {
	const allowed = new Set(skips.map(({ test }) => test));
	const unnamed = skipped.filter((name) => !allowed.has(name) || isNameless(name));
	if (unnamed.length === 0) {
		if (leftOut.length === 0 || typeof expected === "number") return passed;
		return failed(`tests were left out by a filter, and nobody says which: ${listed(leftOut)}`, leftOut, "run them all, or write the exact number of tests under expected", []);
	}
	return failed(`${counted(unnamed.length, "test")} did not run, and no reason is given: ${listed(unnamed)}`, unnamed.slice(0, most), "run them, or name each with its reason under skips", [...allowed]);
}
function judgeRetries({ retries }, { retried }) {
	if (retried.length === 0) return passed;
	if (retries !== void 0) return {
		status: "not-applicable",
		why: `the configuration allows retries: ${retries.reason}`
	};
	return failed(`${counted(retried.length, "test")} passed only when run again: ${listed(retried)}`, retried.slice(0, most), "mend what makes them fail at times, or give a reason under retries", []);
}
function judgeSuites({ suites }, tests) {
	if (suites.length === 0) return {
		status: "not-applicable",
		why: "the configuration names no suite"
	};
	const missing = suites.filter((suite) => !tests.suites.has(suite));
	if (missing.length === 0) return passed;
	return failed(`no test ran of ${counted(missing.length, "suite")}: ${listed(missing)}`, missing, "run these suites, or name them under suites from the outermost on, as the results do", []);
}
function judgeTotals({ disagreements }) {
	if (disagreements.length === 0) return passed;
	return failed(`the report contradicts itself: ${listed(disagreements, 3)}`, disagreements.slice(0, most), "have the report written by the test runner, whole and unchanged", []);
}

// shared/domain/verification/tests.ts
const rank = {
	passed: 1,
	retried: 2,
	failed: 3
};
function testsOf(reports) {
	const outcomes = new Map();
	const skips = new Set();
	const suites = new Set();
	for (const { cases } of reports) for (const one of cases) {
		const id = caseId(one);
		if (one.outcome === "skipped") {
			skips.add(id);
			continue;
		}
		const outcome = one.retried && one.outcome === "passed" ? "retried" : one.outcome;
		const before = outcomes.get(id);
		if (before === void 0 || rank[outcome] > rank[before]) outcomes.set(id, outcome);
		for (let depth = 1; depth <= one.suites.length; depth += 1) suites.add(suitePath(one.suites.slice(0, depth)));
	}
	const names = (outcome) => [...outcomes].flatMap(([id, one]) => one === outcome ? [id] : []).sort();
	const [failed, retried, passed] = [
		names("failed"),
		names("retried"),
		names("passed")
	];
	const expected = reports.map((report) => report.expected);
	return {
		executed: failed.length + retried.length + passed.length,
		passed: passed.length + retried.length,
		failed,
		skipped: [...skips].sort(),
		retried,
		failures: reports.flatMap(({ failures }) => failures),
		disagreements: reports.flatMap(({ disagreements }) => disagreements),
		expected: expected.includes(void 0) || expected.length === 0 ? void 0 : expected.reduce((sum, each) => sum + (each ?? 0), 0),
		leftOut: reports.flatMap(({ leftOut }) => leftOut === void 0 ? [] : [`${leftOut.count} ${leftOut.word}`]),
		suites
	};
}

// shared/domain/verification/summary-report.ts
const expectedKeys = ["/summary/expected_total_tests", "/summary/expected_total_executions"];
function readSummary(content, contract) {
	const decoded = decodeText(content);
	if (!decoded.ok) return broken(decoded.message, decoded.line);
	const parsed = parseJson(decoded.text);
	if (!parsed.ok) return other(parsed.message);
	const { document } = parsed;
	const tests = document.get("/tests");
	if (!isObject(document.get("/summary")) || tests !== void 0 && !Array.isArray(tests)) return other("has no summary beside a list of tests");
	const foreign = readForeign(decoded.text, { contract });
	if (foreign.state === "invalid") return broken(foreign.why);
	const cases = (tests ?? []).map(caseOf);
	const reasons = foreign.reasons.map(({ message, line }) => line === void 0 ? message : `${message} (line ${line})`);
	const explained = cases.some(({ outcome }) => outcome === "failed");
	const at = document.get("/generated_at");
	return {
		ok: true,
		report: {
			cases,
			failures: foreign.status === "failed" && !explained ? reasons : [],
			disagreements: [...foreign.status === "unverified" ? reasons : [], ...tests === void 0 ? ["it lists no tests, so that its counters are a claim"] : []],
			commits: [],
			at: typeof at === "string" ? parseTime(at) : void 0,
			expected: expectedKeys.map((key) => wholeNumber(document, key)).find((value) => value !== void 0)
		}
	};
}
function caseOf(test) {
	const { nodeid, id, name, repetition, returncode } = isObject(test) ? test : {};
	const parts = ([
		nodeid,
		id,
		name
	].find((text) => typeof text === "string") ?? "").split("::");
	const last = parts.pop() ?? "";
	return {
		suites: parts.filter((part) => part !== ""),
		name: typeof repetition === "number" ? `${last} (${repetition})` : last,
		outcome: returncode === 0 ? "passed" : "failed",
		retried: false
	};
}

// shared/domain/verification/read-report.ts
function readReport(content, { format, contract }) {
	if (format !== "auto") return named(content, format, contract);
	const detected = detectFormat(content);
	if (detected.format !== void 0) return named(content, detected.format, contract);
	const summary = readSummary(content, contract);
	if (summary.ok || summary.reason === "broken") {
		if (summary.ok) return told("summary", summary);
		const { message } = summary;
		return unknown(`is of no known format, and as a summary it ${message}`, detected.nearest);
	}
	return unknown("is of no known format", detected.nearest);
}
function named(content, format, contract) {
	return told(format, format === "summary" ? readSummary(content, contract) : readTestReport(content, format));
}
function told(format, read) {
	if (read.ok) return {
		state: "read",
		format,
		report: read.report
	};
	return {
		state: "wrong",
		problem: read.reason === "other" ? `is no report of the format ${format}: it ${read.message}` : read.message,
		line: read.line
	};
}
function unknown(message, nearest) {
	return {
		state: "unknown",
		because: {
			code: "NO_DATA",
			message: `the report ${message}${nearest === void 0 ? "" : `; the nearest is ${nearest}`}`,
			needs: "a report of a format that is read: junit, ctrf, node-test, jest, pytest-json, cargo or summary"
		}
	};
}

export { askedVerifications, judgeTests, readReport, testRules, testsOf };