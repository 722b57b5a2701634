import { childPointer, isObject, quote, reportKind } from "./shared.js";
import { parseJson } from "./parse-json.js";

// shared/domain/foreign-report/finding.ts
function wholeNumber(document, pointer) {
	const value = document.get(pointer);
	const exact = !document.inexact.some((number) => number.pointer === pointer);
	return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 && exact ? value : void 0;
}
function count(number, noun) {
	return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

// shared/domain/foreign-report/counters.ts
const families = [
	{
		noun: "test",
		total: "total_tests",
		passed: "passed_tests",
		failed: "failed_tests",
		expected: "expected_total_tests",
		complete: "test_execution_complete"
	},
	{
		noun: "test",
		total: "completed_executions",
		passed: "passed_executions",
		failed: "failed_executions",
		expected: "expected_total_executions",
		complete: "execution_complete"
	},
	{
		noun: "check",
		total: "total_checks",
		passed: "passed_checks",
		failed: "failed_checks"
	},
	{
		noun: "check",
		total: "checks_total",
		passed: "checks_passed",
		failed: "checks_failed"
	},
	{
		noun: "check",
		total: "automated_checks_total",
		passed: "automated_checks_passed",
		failed: "automated_checks_failed"
	},
	{
		noun: "report",
		total: "total_reports",
		passed: "passed",
		failed: "failed"
	},
	{
		noun: "check",
		total: "total",
		passed: "passed",
		failed: "failed"
	}
];
const mustBeZero = {
	unverified: "unverified",
	unknown: "unverified",
	missing: "unverified",
	skipped: "unverified",
	invalid: "failed",
	errors: "failed",
	critical_failures: "failed",
	high_failures: "failed",
	medium_failures: "failed",
	low_failures: "failed"
};
const places = [
	{
		pointer: "/summary",
		ofLists: true
	},
	{
		pointer: "",
		ofLists: true
	},
	{
		pointer: "/current",
		ofLists: false
	},
	{
		pointer: "/metrics",
		ofLists: false
	}
];
function countersOf(document, lists) {
	const findings = [];
	let present = false;
	for (const { pointer, ofLists } of places) {
		const holder = document.get(pointer);
		if (!isObject(holder)) continue;
		const found = familiesOf(document, pointer, lists);
		present ||= found.length > 0;
		for (const family of found) findings.push(...judge(document, pointer, family, ofLists ? lists : []));
		if (found.length > 0 || pointer === "/summary") findings.push(...zeros(document, pointer));
	}
	for (const list of lists) if (list.shape === "tests" && !saysWhatWasExpected(document)) findings.push({
		weight: "unverified",
		message: "nothing says how many tests were expected: the summary has no counters of tests",
		pointer: list.pointer
	});
	return {
		present,
		findings
	};
}
function saysWhatWasExpected(document) {
	return families.some(({ expected }) => expected !== void 0 && ["/summary", ""].some((place) => has(document, place, expected)));
}
function has(document, place, key) {
	return document.get(childPointer(place, key)) !== void 0;
}
function familiesOf(document, place, lists) {
	const counts = (key) => key !== void 0 && has(document, place, key) && (place === "/summary" || typeof document.get(childPointer(place, key)) === "number");
	const ofReports = counts("total_reports") || lists.some(({ shape }) => shape === "reports") && !has(document, place, "total");
	return families.filter((family) => {
		const shared = counts(family.passed) || counts(family.failed);
		if (family.total === "total_reports") return ofReports && (counts(family.total) || shared);
		if (family.total === "total") return counts(family.total) || shared && !ofReports;
		return counts(family.total) || shared || counts(family.expected) || counts(family.complete);
	});
}
function judge(document, place, family, lists) {
	const findings = [];
	const add = (weight, message, key) => {
		findings.push({
			weight,
			message,
			pointer: childPointer(place, key)
		});
	};
	const optional = place === "/current" ? family.failed : void 0;
	const number = (key) => {
		const value = wholeNumber(document, childPointer(place, key));
		if (value === void 0 && has(document, place, key)) add("unverified", `${quote(key)} is not a whole number`, key);
		else if (value === void 0 && key !== optional) add("unverified", `${quote(key)} is missing`, key);
		return value;
	};
	const total = number(family.total);
	const passed = number(family.passed);
	const failed = number(family.failed);
	if (failed !== void 0 && failed > 0) add("failed", `${quote(family.failed)} is ${failed}`, family.failed);
	if (total === 0) add("unverified", `nothing was measured: ${quote(family.total)} is 0`, family.total);
	if (total !== void 0 && passed !== void 0 && passed !== total) add("unverified", `${quote(family.passed)} is ${passed} and ${quote(family.total)} is ${total}`, family.passed);
	if (family.expected !== void 0 && family.complete !== void 0) {
		const expected = number(family.expected);
		if (expected === 0) add("unverified", `nothing was expected: ${quote(family.expected)} is 0`, family.expected);
		if (expected !== void 0 && total !== void 0 && expected !== total) add("unverified", `${expected} were expected and ${quote(family.total)} is ${total}`, family.expected);
		if (document.get(childPointer(place, family.complete)) !== true) add("unverified", `${quote(family.complete)} is not true`, family.complete);
	}
	const ratio = childPointer(place, "pass_ratio");
	if (document.get(ratio) !== void 0 && document.get(ratio) !== 1) add("unverified", "\"pass_ratio\" is not 1", "pass_ratio");
	const counted = lists.filter(({ noun }) => noun === family.noun);
	for (const list of counted.length === 0 && family.total === "total" && lists.length === 1 ? lists : counted) {
		const compare = (key, said, holds, how) => {
			if (said !== void 0 && said !== holds) add("unverified", `${quote(key)} is ${said} and the list holds ${count(holds, list.noun)}${how}`, key);
		};
		compare(family.total, total, list.total, "");
		compare(family.passed, passed, list.passed, " that passed");
		compare(family.failed, failed, list.failed, " that failed");
		if (family.total === "completed_executions") findings.push(...repetitions(document, place, list));
	}
	return findings;
}
function repetitions(document, place, list) {
	const keys = ["test_nodes", "repetitions"].filter((key) => has(document, place, key));
	const pointer = childPointer(place, "test_nodes");
	const nodes = wholeNumber(document, pointer);
	const times = wholeNumber(document, childPointer(place, "repetitions"));
	if (keys.length === 0) return [];
	if (nodes === void 0 || times === void 0) return [{
		weight: "unverified",
		message: "\"test_nodes\" and \"repetitions\" are not both whole numbers",
		pointer
	}];
	const findings = [];
	const expected = wholeNumber(document, childPointer(place, "expected_total_executions"));
	if (nodes * times !== expected) findings.push({
		weight: "unverified",
		message: `${count(nodes, "test")} times ${count(times, "repetition")} are not what "expected_total_executions" says`,
		pointer
	});
	if (nodes !== list.distinct) findings.push({
		weight: "unverified",
		message: `"test_nodes" is ${nodes} and the list holds ${count(list.distinct, "different test")}`,
		pointer
	});
	return findings;
}
function zeros(document, place) {
	return Object.entries(mustBeZero).flatMap(([key, weight]) => {
		const pointer = childPointer(place, key);
		const value = document.get(pointer);
		const number = wholeNumber(document, pointer);
		if (value === void 0 || value === false || number === 0) return [];
		const said = value === true ? "true" : number?.toString();
		const message = `${quote(key)} is ${said ?? "neither a whole number nor true or false"}`;
		return [{
			weight: said === void 0 ? "unverified" : weight,
			message,
			pointer
		}];
	});
}

// shared/domain/foreign-report/word.ts
const statusWords = {
	passed: [
		"passed",
		"pass",
		"success",
		"ok",
		"healthy"
	],
	failed: [
		"failed",
		"fail",
		"failure",
		"error",
		"breach",
		"breached",
		"invalid",
		"timed-out"
	],
	unverified: [
		"unverified",
		"unknown",
		"skipped",
		"pending",
		"partial",
		"warning",
		"missing",
		"neutral",
		"cancelled",
		"incomplete",
		"not-applicable"
	]
};
const decisionWords = {
	passed: ["go"],
	failed: ["no-go"],
	unverified: ["conditional-go"]
};
const wordFields = [
	{
		pointer: "/status",
		name: "status",
		vocabulary: statusWords,
		shape: "status"
	},
	{
		pointer: "/slo_status",
		name: "slo_status",
		vocabulary: statusWords,
		shape: "slo_status"
	},
	{
		pointer: "/decision",
		name: "decision",
		vocabulary: decisionWords,
		shape: "decision"
	},
	{
		pointer: "/gate_decision",
		name: "gate_decision",
		vocabulary: decisionWords
	},
	{
		pointer: "/trend_status",
		name: "trend_status",
		vocabulary: statusWords
	},
	{
		pointer: "/promotion_readiness_status",
		name: "promotion_readiness_status",
		vocabulary: statusWords
	},
	{
		pointer: "/current/status",
		name: "status of current",
		vocabulary: statusWords
	}
];
function readStatusWord(word) {
	return readWord(word, statusWords);
}
function readWord(word, vocabulary) {
	if (!/^[A-Za-z_-]+$/.test(word)) return void 0;
	const plain = word.toLowerCase().replaceAll("_", "-");
	for (const status of [
		"failed",
		"unverified",
		"passed"
	]) if (vocabulary[status].includes(plain)) return status;
}

// shared/domain/foreign-report/evidence.ts
const kinds = [
	{
		shape: "checks",
		noun: "check",
		keys: ["checks", "completeness_checks"],
		read: readCheck,
		byName: readFlag
	},
	{
		shape: "tests",
		noun: "test",
		keys: ["tests"],
		read: readTest
	},
	{
		shape: "reports",
		noun: "report",
		keys: ["reports"],
		read: readReport
	}
];
function evidenceOf(document) {
	return kinds.flatMap((kind) => kind.keys.flatMap((key) => {
		const pointer = childPointer("", key);
		const value = document.get(pointer);
		return value === void 0 ? [] : [readList(kind, value, pointer)];
	}));
}
function readList(kind, value, pointer) {
	const { shape, noun } = kind;
	const evidence = {
		shape,
		noun,
		pointer,
		total: 0,
		passed: 0,
		failed: 0,
		distinct: 0,
		findings: []
	};
	const add = (weight, message, at) => {
		evidence.findings.push({
			weight,
			message,
			pointer: at
		});
	};
	const entries = entriesOf(kind, value, pointer);
	if (entries === void 0) {
		add("unverified", `${quote(pointer.slice(1))} is neither a list nor an object`, pointer);
		return evidence;
	}
	evidence.total = entries.length;
	if (entries.length === 0) add("unverified", `nothing was measured: there are no ${noun}s`, pointer);
	const seen = new Set();
	const nodes = new Set();
	for (const [index, entry] of entries.entries()) {
		const { name, outcome, says, at } = entry;
		const called = name === void 0 ? `${noun} ${index + 1}` : `${noun} ${quote(name, 120)}`;
		if (outcome === "passed") evidence.passed += 1;
		else if (outcome === "failed") evidence.failed += 1;
		if (outcome === "failed") add("failed", `${called} ${says ?? "did not pass"}`, at);
		else if (outcome !== "passed") add("unverified", `${called} ${outcome.unclear}`, at);
		if (name === void 0) add("unverified", `${called} has no name`, at);
		else if (seen.has(name)) add("unverified", `${called} stands in the list twice`, at);
		else seen.add(name);
		nodes.add(entry.node ?? name ?? "");
	}
	evidence.distinct = nodes.size;
	return evidence;
}
function entriesOf(kind, value, pointer) {
	if (Array.isArray(value)) return value.map((entry, index) => kind.read(entry, childPointer(pointer, index)));
	const { byName } = kind;
	if (!isObject(value) || byName === void 0) return void 0;
	return Object.entries(value).map(([name, flag]) => ({
		...byName(flag, childPointer(pointer, name)),
		name
	}));
}
function readCheck(entry, pointer) {
	const name = nameOf(entry, [
		"check_id",
		"id",
		"name"
	]);
	const detail = textAt(entry, "detail");
	return {
		...agreeing(readFlag(isObject(entry) && Object.hasOwn(entry, "passed") ? entry["passed"] : null, pointer), entry),
		name,
		says: `did not pass${detail === void 0 ? "" : `: ${quote(detail, 200)}`}`
	};
}
function readFlag(flag, at) {
	return {
		name: void 0,
		outcome: flag === true ? "passed" : flag === false ? "failed" : { unclear: "says neither true nor false" },
		at
	};
}
function readTest(entry, at) {
	const code = isObject(entry) && Object.hasOwn(entry, "returncode") ? entry["returncode"] : void 0;
	const node = nameOf(entry, [
		"nodeid",
		"id",
		"name"
	]);
	const repetition = isObject(entry) && typeof entry["repetition"] === "number" ? entry["repetition"] : void 0;
	const name = node === void 0 || repetition === void 0 ? node : `${node} (${repetition})`;
	if (typeof code !== "number" || !Number.isInteger(code)) return {
		name,
		node,
		outcome: { unclear: "has no return code" },
		at
	};
	return agreeing({
		name,
		node,
		outcome: code === 0 ? "passed" : "failed",
		says: `ended with ${code}`,
		at
	}, entry);
}
function agreeing(read, entry) {
	if (read.outcome !== "passed" || !isObject(entry)) return read;
	const against = contraryKeys(entry)[0];
	return against === void 0 ? read : {
		...read,
		outcome: { unclear: `contradicts itself: its ${quote(against)} is no pass` }
	};
}
const wordKeys = [
	"status",
	"outcome",
	"result",
	"conclusion",
	"verdict"
];
const flagKeys = [
	"passed",
	"pass",
	"ok",
	"success",
	"successful",
	"healthy"
];
function contraryKeys(object) {
	const own = (key) => Object.hasOwn(object, key) ? object[key] : void 0;
	return [
		...wordKeys.filter((key) => {
			const word = own(key);
			const said = typeof word === "string" ? readStatusWord(word) : void 0;
			return said !== void 0 && said !== "passed";
		}),
		...flagKeys.filter((key) => own(key) === false),
		...["skipped", "failed"].filter((key) => own(key) === true)
	];
}
function readReport(entry, at) {
	const name = nameOf(entry, [
		"path",
		"id",
		"name"
	]);
	const word = textAt(entry, "status");
	if (word === void 0) return {
		name,
		outcome: { unclear: "has no status" },
		at
	};
	const status = readStatusWord(word);
	if (status === void 0) return {
		name,
		outcome: { unclear: `has the unknown status ${quote(word)}` },
		at
	};
	if (status === "unverified") return {
		name,
		outcome: { unclear: `is ${quote(word)}` },
		at
	};
	return {
		name,
		outcome: status,
		says: `is ${quote(word)}`,
		at
	};
}
function nameOf(entry, keys) {
	return keys.map((key) => textAt(entry, key)).find((name) => name !== void 0 && name.trim() !== "");
}
function textAt(entry, key) {
	if (!isObject(entry) || !Object.hasOwn(entry, key)) return void 0;
	const value = entry[key];
	return typeof value === "string" ? value : void 0;
}

// shared/domain/foreign-report/read.ts
function readForeign(text, options = {}) {
	const parsed = parseJson(text);
	return parsed.ok ? readForeignDocument(parsed.document, options) : invalid(parsed.message);
}
function readForeignDocument(document, options = {}) {
	const { value, duplicates } = document;
	if (!isObject(value)) return invalid("does not hold a JSON object");
	const twice = duplicates[0];
	if (twice !== void 0) return invalid(`has the key ${quote(twice.pointer)} twice (line ${twice.position.line})`);
	if (typeof value["kind"] === "string" && value["kind"].startsWith("release-governance/report".replace(/[^/]*$/, ""))) return invalid("is a document of this suite and not a report of another tool");
	if (options.contract !== void 0 && document.get("/contract") !== options.contract) {
		const actual = document.get("/contract");
		return invalid(`${typeof actual === "string" ? `has the contract ${quote(actual, 120)}` : "names no contract"}: expected ${quote(options.contract, 120)}`);
	}
	const lists = evidenceOf(document);
	const counters = countersOf(document, lists);
	const words = wordFields.flatMap((field) => wordOf(document, field));
	const shapes = [
		...new Set(lists.map(({ shape }) => shape)),
		...counters.present && lists.length === 0 ? ["counters"] : [],
		...words.flatMap(({ field }) => field.shape ?? [])
	];
	if (shapes.length === 0) return invalid("is none of the shapes that are read");
	const measured = [
		...lists.flatMap(({ findings }) => findings),
		...counters.findings,
		...remarks(document)
	];
	const findings = [...measured, ...words.flatMap(({ finding }) => finding ?? [])];
	const status = worst(findings);
	findings.push(...contradictions(words, measured, lists, status));
	return {
		state: "read",
		status,
		claimed: !lists.some(({ shape, total }) => shape !== "reports" && total > 0),
		summary: describe(lists, words),
		reasons: [...findings].sort((a, b) => rank(a) - rank(b)).map(({ message, pointer }) => ({
			message,
			pointer,
			...lineOf(document, pointer)
		})),
		shape: shapes.join(", ")
	};
}
function invalid(why) {
	return {
		state: "invalid",
		why
	};
}
function lineOf(document, pointer) {
	const line = document.near(pointer)?.line;
	return line === void 0 ? {} : { line };
}
function worst(findings) {
	if (findings.some(({ weight }) => weight === "failed")) return "failed";
	return findings.length > 0 ? "unverified" : "passed";
}
function rank({ weight }) {
	return weight === "failed" ? 0 : 1;
}
function wordOf(document, field) {
	const { pointer, name } = field;
	const value = document.get(pointer);
	if (value === void 0) return [];
	const word = typeof value === "string" ? readWord(value, field.vocabulary) : void 0;
	const shown = typeof value === "string" ? quote(value) : "no word";
	if (word === "passed") return [{
		field,
		shown,
		status: "passed"
	}];
	const message = typeof value !== "string" ? `the ${name} is not a word` : word === void 0 ? `the ${name} is the unknown word ${shown}` : `the report says ${name} ${shown}`;
	const status = word ?? "unverified";
	return [{
		field,
		shown,
		status,
		finding: {
			weight: status,
			message,
			pointer
		}
	}];
}
function contradictions(words, measured, lists, status) {
	if (status === "passed") return [];
	return words.flatMap(({ field: { name, pointer, shape }, shown, status: said }) => {
		if (shape === void 0) return [];
		if (said === "passed") return [{
			weight: status,
			message: `the ${name} ${shown} contradicts what else the report says`,
			pointer
		}];
		if (said === "failed" && measured.length === 0 && lists.length > 0) return [{
			weight: status,
			message: `the ${name} ${shown} contradicts its ${lists[0]?.shape ?? ""}, which all passed`,
			pointer
		}];
		return [];
	});
}
function remarks(document) {
	const slo = document.get("/slo_status") !== void 0;
	const findings = [
		{
			key: "failures",
			weight: "failed"
		},
		{
			key: "issues",
			weight: "failed"
		},
		{
			key: "breaches",
			weight: "failed",
			required: slo
		},
		{
			key: "exceptions_applied",
			weight: "unverified"
		},
		...slo ? [{
			key: "warnings",
			weight: "unverified"
		}] : []
	].flatMap(({ key, weight, required }) => {
		const pointer = `/${key}`;
		const value = document.get(pointer);
		if (value === void 0) return required === true ? [{
			weight: "unverified",
			message: `there is no list ${quote(key)}`,
			pointer
		}] : [];
		if (!Array.isArray(value)) return [{
			weight: "unverified",
			message: `${quote(key)} is not a list`,
			pointer
		}];
		const first = value[0];
		if (first === void 0) return [];
		const said = typeof first === "string" ? first : JSON.stringify(first);
		return [{
			weight,
			message: `${quote(key)} holds ${count(value.length, "item")}: ${quote(said, 200)}`,
			pointer: `${pointer}/0`
		}];
	});
	const whole = document.get("");
	const contrary = (isObject(whole) ? contraryKeys(whole) : []).filter((key) => !wordFields.some(({ pointer }) => pointer === `/${key}`)).map((key) => ({
		weight: "failed",
		message: `${quote(key)} of the report is no pass`,
		pointer: `/${key}`
	}));
	const rounded = document.inexact.filter(({ pointer }) => pointer.endsWith("/returncode")).map(({ pointer }) => ({
		weight: "unverified",
		message: "a return code is not a whole number",
		pointer
	}));
	return [
		...findings,
		...contrary,
		...rounded,
		...slo ? unmeasured(document) : []
	];
}
function unmeasured(document) {
	return ["current", "thresholds"].flatMap((key) => {
		const value = document.get(`/${key}`);
		if (value === void 0) return [];
		const pointer = `/${key}`;
		if (!isObject(value)) return [{
			weight: "unverified",
			message: `${quote(key)} is not an object`,
			pointer
		}];
		if (Object.keys(value).length === 0) return [{
			weight: "unverified",
			message: `nothing was measured: ${quote(key)} is empty`,
			pointer
		}];
		return document.leaves().filter((leaf) => leaf.startsWith(`${pointer}/`) && document.get(leaf) === null).map((leaf) => ({
			weight: "unverified",
			message: `nothing was measured: ${quote(leaf)} is null`,
			pointer: leaf
		}));
	});
}
function describe(lists, words) {
	const parts = [...lists.map(({ passed, total, noun }) => `${passed} of ${count(total, noun)} passed`), ...words.filter(({ field }) => field.shape !== void 0).map(({ field, shown }) => `${field.name} ${shown}`)];
	return parts.length === 0 ? "counters only" : parts.join("; ");
}

export { readForeign, readForeignDocument, readStatusWord, wholeNumber };