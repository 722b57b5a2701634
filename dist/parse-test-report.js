import { decodeText, isObject, lineIndex, parseTime } from "./shared.js";
import { parseJson } from "./parse-json.js";
import { hasKeyTwice } from "./parse.js";

// shared/parse/test-report/test-report.ts
const noName = "(no name)";
function caseId({ suites, name }) {
	return [suitePath(suites), name === "" ? noName : shown(name)].filter((part) => part !== "").join(" > ");
}
function suitePath(suites) {
	return suites.map(shown).join(" > ");
}
function isNameless(id) {
	return id === noName || id.endsWith(` > ${noName}`);
}
function shown(name) {
	return /(^|\s)>(\s|$)|^"/.test(name) || name === noName ? JSON.stringify(name) : name;
}
const nodeFileName = /\.[cm]?[jt]sx?$/;
function broken(message, line) {
	return {
		ok: false,
		reason: "broken",
		message,
		...line === void 0 ? {} : { line }
	};
}
function other(message) {
	return {
		ok: false,
		reason: "other",
		message
	};
}
function compareTotal(what, said, listed) {
	if (said === void 0) return [];
	if (typeof said !== "number" || !Number.isSafeInteger(said) || said < 0) return [`${what} is not a whole number`];
	return said === listed ? [] : [`${what} is ${said}, and ${listed} are listed`];
}
function epochMilliseconds(value) {
	return typeof value === "number" && Number.isFinite(value) && value >= 0xe8d4a51000 ? value : void 0;
}
function tally(cases) {
	const counted = {
		passed: 0,
		failed: 0,
		skipped: 0
	};
	for (const { outcome } of cases) counted[outcome] += 1;
	return counted;
}

// shared/parse/test-report/cargo.ts
const outcomes$3 = {
	ok: "passed",
	failed: "failed",
	ignored: "skipped"
};
function readCargo(text) {
	const cases = [];
	const failures = [];
	const disagreements = [];
	let binary;
	let binaries = 0;
	let number = 0;
	let filtered = 0;
	for (const line of text.split("\n")) {
		number += 1;
		if (line.trim() === "") continue;
		const event = parse(line);
		if (event === void 0) return number === 1 ? other("does not begin with an event") : broken("holds a line that is no event", number);
		if (event === "twice") return broken("has a key twice, so that readers could see different reports", number);
		const { type, event: what, name } = event;
		if (type === "suite" && what === "started") {
			if (binary !== void 0) return broken("begins a suite within another one", number);
			binaries += 1;
			binary = {
				suite: suiteName(event, binaries),
				announced: event["test_count"],
				outcomes: new Map(),
				started: new Set()
			};
		} else if (type === "suite") {
			if (binary === void 0) return broken("ends a suite that did not begin", number);
			const said = end(binary, event);
			if (typeof event["filtered_out"] === "number") filtered += event["filtered_out"];
			failures.push(...said.failures);
			disagreements.push(...said.disagreements);
			for (const one of binary.outcomes.values()) cases.push(one);
			binary = void 0;
		} else if ((type === "test" || type === "bench") && typeof name === "string" && binary !== void 0) {
			const outcome = type === "bench" ? "passed" : Object.hasOwn(outcomes$3, String(what)) ? outcomes$3[String(what)] : void 0;
			if (outcome === void 0 && what !== "started" && what !== "timeout") return broken("has a test without a known event", number);
			if (outcome === void 0) binary.started.add(name);
			else if (binary.outcomes.has(name)) disagreements.push(`the test ${name} ended twice (line ${number})`);
			else binary.outcomes.set(name, caseOf$3(name, outcome, binary.suite));
		} else if (type !== "report") return number === 1 ? other("does not begin with an event") : broken("holds a line that is no event", number);
	}
	if (binaries === 0) return other("has no suite");
	if (binary !== void 0) return broken(`is cut off: ${binary.suite} did not end`);
	return {
		ok: true,
		report: {
			cases,
			failures,
			disagreements,
			commits: [],
			at: void 0,
			expected: void 0,
			...filtered > 0 ? { leftOut: {
				count: filtered,
				word: "filtered out"
			} } : {}
		}
	};
}
function parse(line) {
	try {
		const value = JSON.parse(line);
		if (!isObject(value)) return void 0;
		return hasKeyTwice(line, value) ? "twice" : value;
	} catch {
		return;
	}
}
function suiteName({ nextest }, ordinal) {
	const binary = isObject(nextest) ? nextest["test_binary"] : void 0;
	return typeof binary === "string" && binary !== "" ? binary : `suite ${ordinal}`;
}
function caseOf$3(whole, outcome, suite) {
	const [, binary = suite, name = whole, attempts] = /^([^$]*)\$(.*?)(?:#(\d+))?$/s.exec(whole) ?? [];
	return {
		suites: [binary],
		name,
		outcome,
		retried: outcome === "passed" && Number(attempts ?? 1) > 1
	};
}
function end({ suite, announced, outcomes: listed, started }, event) {
	const all = [...listed.values()];
	const count = (outcome) => all.filter((one) => one.outcome === outcome).length;
	const ended = new Set([...listed.keys()].flatMap((name) => [name, name.replace(/#\d+$/, "")]));
	const unfinished = [...started].filter((name) => !ended.has(name));
	const measured = typeof event["measured"] === "number" ? event["measured"] : 0;
	return {
		failures: event["event"] === "ok" || count("failed") > 0 ? [] : [`${suite} failed outside of its tests`],
		disagreements: [
			...unfinished.length === 0 ? [] : [`${unfinished.length} tests of ${suite} began and did not end`],
			...compareTotal(`test_count of ${suite}`, announced, all.length),
			...compareTotal(`passed of ${suite}`, sum(event["passed"], measured), count("passed")),
			...compareTotal(`failed of ${suite}`, event["failed"], count("failed")),
			...compareTotal(`ignored of ${suite}`, event["ignored"], count("skipped"))
		]
	};
}
function sum(value, more) {
	return typeof value === "number" ? value + more : value;
}

// shared/parse/test-report/ctrf.ts
const outcomes$2 = {
	passed: "passed",
	failed: "failed",
	skipped: "skipped",
	pending: "skipped",
	other: "skipped"
};
function readCtrf(value) {
	const results = isObject(value) ? value["results"] : void 0;
	if (!isObject(results)) return other("has no results");
	const { tests, summary, environment } = results;
	if (!Array.isArray(tests) || !isObject(summary)) return other("has no results with a summary and tests");
	const cases = [];
	const words = {
		passed: 0,
		failed: 0,
		skipped: 0,
		pending: 0,
		other: 0
	};
	for (const [index, test] of tests.entries()) {
		const one = isObject(test) ? caseOf$2(test) : void 0;
		if (one === void 0 || !isObject(test)) return broken(`has a test ${index + 1} without a known status`);
		const word = test["status"];
		words[word] = (words[word] ?? 0) + 1;
		cases.push(one);
	}
	const retried = cases.filter((one) => one.retried).length;
	const start = summary["start"];
	const commit = isObject(environment) ? environment["commit"] : void 0;
	return {
		ok: true,
		report: {
			cases,
			failures: [],
			disagreements: [
				...compareTotal("the number of tests in the summary", summary["tests"], cases.length),
				...Object.entries(words).flatMap(([word, count]) => compareTotal(`the number of ${word} tests in the summary`, summary[word], count)),
				...typeof summary["flaky"] === "number" && summary["flaky"] > retried ? [`the summary says ${summary["flaky"]} flaky tests, and ${retried} are listed`] : []
			],
			commits: typeof commit === "string" ? [commit] : [],
			at: epochMilliseconds(start),
			expected: void 0
		}
	};
}
function caseOf$2(test) {
	const { name, status, suite, flaky, retries, retryAttempts } = test;
	const outcome = typeof status === "string" && Object.hasOwn(outcomes$2, status) ? outcomes$2[status] : void 0;
	if (outcome === void 0) return void 0;
	const before = (Array.isArray(retryAttempts) ? retryAttempts : []).some((attempt) => isObject(attempt) && attempt["status"] !== "passed");
	const again = flaky === true || before || typeof retries === "number" && retries > 0;
	return {
		suites: (Array.isArray(suite) ? suite : [suite]).filter((part) => typeof part === "string").filter((part) => part !== ""),
		name: typeof name === "string" ? name : "",
		outcome,
		retried: outcome === "passed" && again
	};
}

// shared/parse/test-report/jest.ts
const outcomes$1 = {
	passed: "passed",
	failed: "failed",
	pending: "skipped",
	skipped: "skipped",
	todo: "skipped",
	disabled: "skipped"
};
function readJest(value) {
	if (!isObject(value) || !Array.isArray(value["testResults"]) || !Object.hasOwn(value, "numTotalTests")) return other("has no testResults and numTotalTests");
	const files = value["testResults"];
	const shared = sharedFolder(files.map((file) => isObject(file) ? file["name"] : void 0));
	const cases = [];
	const failures = [];
	const words = new Map();
	for (const [index, file] of files.entries()) {
		const results = isObject(file) ? file["assertionResults"] : void 0;
		if (!isObject(file) || !Array.isArray(results)) return broken(`has a file ${index + 1} without assertionResults`);
		const name = typeof file["name"] === "string" ? file["name"].replaceAll("\\", "/").slice(shared) : "";
		let failed = false;
		for (const result of results) {
			const one = isObject(result) ? caseOf$1(result, name) : void 0;
			if (one === void 0) return broken(`has a test without a known status in ${name}`);
			const word = result["status"];
			words.set(word, (words.get(word) ?? 0) + 1);
			failed ||= one.outcome === "failed";
			cases.push(one);
		}
		if (file["status"] === "failed" && !failed) failures.push(`the file ${name} failed outside of its tests`);
	}
	const counts = tally(cases);
	const isJest = ["wasInterrupted", "numRuntimeErrorTestSuites"].some((key) => Object.hasOwn(value, key));
	const broke = Math.max(0, ...[value["numRuntimeErrorTestSuites"], value["numFailedTestSuites"]].map(countOf));
	if (broke > 0 && counts.failed + failures.length === 0) failures.push(`${broke} files failed, and no test of them is listed`);
	if (value["success"] !== true && counts.failed + failures.length === 0) failures.push("the run says that it did not succeed");
	return {
		ok: true,
		report: {
			cases,
			failures,
			disagreements: [
				...compareTotal("numTotalTests", value["numTotalTests"], cases.length),
				...compareTotal("numPassedTests", value["numPassedTests"], counts.passed),
				...compareTotal("numFailedTests", value["numFailedTests"], counts.failed),
				...comparePending(value["numPendingTests"], words),
				...compareTotal("numTodoTests", value["numTodoTests"], words.get("todo") ?? 0),
				...isJest ? compareTotal("numTotalTestSuites", value["numTotalTestSuites"], files.length) : [],
				...value["wasInterrupted"] === true ? ["the run was interrupted"] : []
			],
			commits: [],
			at: epochMilliseconds(value["startTime"]),
			expected: void 0
		}
	};
}
function caseOf$1(result, file) {
	const { status, title, fullName, ancestorTitles, invocations, retryReasons } = result;
	const outcome = typeof status === "string" && Object.hasOwn(outcomes$1, status) ? outcomes$1[status] : void 0;
	if (outcome === void 0) return void 0;
	const again = typeof invocations === "number" && invocations > 1 || Array.isArray(retryReasons) && retryReasons.length > 0;
	return {
		suites: [file, ...(Array.isArray(ancestorTitles) ? ancestorTitles : []).filter((part) => typeof part === "string")].filter((part) => part !== ""),
		name: typeof title === "string" ? title : typeof fullName === "string" ? fullName : "",
		outcome,
		retried: outcome === "passed" && again
	};
}
function countOf(value) {
	return typeof value === "number" && Number.isFinite(value) ? value : 0;
}
function comparePending(said, words) {
	const pending = words.get("pending") ?? 0;
	const all = pending + (words.get("skipped") ?? 0) + (words.get("disabled") ?? 0);
	return said === pending ? [] : compareTotal("numPendingTests", said, all);
}
function sharedFolder(names) {
	const paths = names.filter((name) => typeof name === "string").map((name) => name.replaceAll("\\", "/"));
	const [first] = paths;
	if (first === void 0) return 0;
	let shared = first.lastIndexOf("/") + 1;
	while (shared > 0 && !paths.every((path) => path.startsWith(first.slice(0, shared)))) shared = first.lastIndexOf("/", shared - 2) + 1;
	return shared;
}

// shared/parse/test-report/xml.ts
const maxDepth = 200;
const named = {
	amp: "&",
	lt: "<",
	gt: ">",
	quot: "\"",
	apos: "'"
};
const name = "[A-Za-z_:\\u0080-\\u{10ffff}][\\w:.\\-\\u0080-\\u{10ffff}]*";
const opening = new RegExp(`<(${name})`, "uy");
const closing = new RegExp(`</(${name})[ \\t\\r\\n]*>`, "uy");
const attribute = new RegExp(`[ \\t\\r\\n]+(${name})[ \\t\\r\\n]*=[ \\t\\r\\n]*(?:"([^"<]*)"|'([^'<]*)')`, "uy");
const tagEnd = /[ \t\r\n]*(\/?)>/y;
const reference = /&(?:#(\d{1,7})|#x([0-9A-Fa-f]{1,6})|([A-Za-z]+));/y;
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;
function readXml(text, handler) {
	const control = text.search(forbidden);
	if (control !== -1) return problem("is not XML: it holds a character that XML does not have", control);
	const open = [];
	let roots = 0;
	let ampersand = text.indexOf("&");
	let at = 0;
	while (at < text.length) {
		const next = text.indexOf("<", at);
		const end = next === -1 ? text.length : next;
		if (open.length === 0 && /[^ \t\r\n]/.test(text.slice(at, end))) return problem("is not XML: it has text outside of its root", at);
		while (ampersand !== -1 && ampersand < end) {
			if (ampersand >= at && resolve(text, ampersand) === void 0) return unknownEntity(ampersand);
			ampersand = text.indexOf("&", ampersand + 1);
		}
		if (next === -1) break;
		const skipped = skip(text, next, open.length > 0);
		if (typeof skipped === "object") return skipped;
		if (skipped !== void 0) {
			at = skipped;
			continue;
		}
		if (text[next + 1] === "/") {
			const tag = match(closing, text, next);
			const expected = open.pop();
			if (tag === null || expected === void 0 || tag[1] !== expected) return problem(expected === void 0 ? "is not XML: it closes what is not open" : `is not XML: ${expected} is not closed`, next);
			handler.close(expected);
			at = closing.lastIndex;
			continue;
		}
		const read = readTag(text, next);
		if ("message" in read) return read;
		if (open.length === 0 && ++roots > 1) return problem("is not XML: it has more than one root", next);
		if (open.length >= maxDepth) return problem(`is nested too deep: more than ${maxDepth} elements`, next);
		handler.open(read.name, read.attributes, next);
		if (read.empty) handler.close(read.name);
		else open.push(read.name);
		at = read.end;
	}
	const left = open.at(-1);
	if (left !== void 0) return problem(`is cut off: ${left} is not closed`, text.length);
	return roots === 0 ? problem("is not XML: it holds no element", 0) : void 0;
}
function problem(message, offset) {
	return {
		message,
		offset
	};
}
function match(pattern, text, at) {
	pattern.lastIndex = at;
	return pattern.exec(text);
}
function unknownEntity(offset) {
	return problem("has an entity that is not one of the five of XML: entities are not expanded", offset);
}
function skip(text, at, inside) {
	const past = (mark, from, what) => {
		const end = text.indexOf(mark, from);
		return end === -1 ? problem(`is cut off in ${what}`, at) : end + mark.length;
	};
	if (text.startsWith("<!--", at)) return past("-->", at + 4, "a comment");
	if (text.startsWith("<![CDATA[", at)) return inside ? past("]]>", at + 9, "CDATA") : problem("is not XML: it has text outside of its root", at);
	if (text.startsWith("<!", at)) return problem("has a document type or a declaration: entities are not expanded, and nothing is fetched", at);
	if (!text.startsWith("<?", at)) return void 0;
	const end = past("?>", at + 2, "a processing instruction");
	if (typeof end === "object" || !/^<\?xml[ \t\r\n]/.test(text.slice(at, at + 6))) return end;
	if (at !== 0) return problem("is not XML: its declaration does not stand at the start", at);
	const encoding = /encoding[ \t\r\n]*=[ \t\r\n]*["']([^"']*)["']/.exec(text.slice(at, end))?.[1] ?? "UTF-8";
	return /^(utf-?8|us-ascii)$/i.test(encoding) ? end : problem("declares another encoding than UTF-8", at);
}
function readTag(text, at) {
	const tag = match(opening, text, at);
	if (tag === null) return problem("is not XML: a tag has no name", at);
	const attributes = new Map();
	let end = opening.lastIndex;
	for (let pair = match(attribute, text, end); pair !== null; pair = match(attribute, text, end)) {
		const [, key = "", double, single] = pair;
		end = attribute.lastIndex;
		if (attributes.has(key)) return problem("is not XML: a tag has an attribute twice", at);
		const value = resolveAll(double ?? single ?? "");
		if (value === void 0) return unknownEntity(at);
		attributes.set(key, value);
	}
	const last = match(tagEnd, text, end);
	if (last === null) return problem("is not XML: a tag does not end", at);
	return {
		name: tag[1] ?? "",
		attributes,
		empty: last[1] === "/",
		end: tagEnd.lastIndex
	};
}
function resolveAll(value) {
	if (!value.includes("&")) return value;
	let resolved = "";
	let from = 0;
	for (let at = value.indexOf("&"); at !== -1; at = value.indexOf("&", from)) {
		const character = resolve(value, at);
		if (character === void 0) return void 0;
		resolved += value.slice(from, at) + character;
		from = reference.lastIndex;
	}
	return resolved + value.slice(from);
}
function resolve(text, at) {
	const [, decimal, hexadecimal, word] = match(reference, text, at) ?? [];
	if (word !== void 0) return Object.hasOwn(named, word) ? named[word] : void 0;
	const digits = decimal ?? hexadecimal;
	if (digits === void 0) return void 0;
	const point = Number.parseInt(digits, decimal === void 0 ? 16 : 10);
	if (point > 1114111 || point >= 55296 && point <= 57343) return void 0;
	const character = String.fromCodePoint(point);
	return forbidden.test(character) ? void 0 : character;
}

// shared/parse/test-report/junit.ts
const emptySum = () => ({
	tests: 0,
	failed: 0,
	both: 0,
	skipped: 0
});
const flaky = [
	"flakyFailure",
	"flakyError",
	"rerunFailure",
	"rerunError"
];
const words = new Map([
	...[
		"",
		"run",
		"completed",
		"finished",
		"passed",
		"pass",
		"success",
		"successful",
		"ok"
	].map((word) => [word, "passed"]),
	...[
		"failed",
		"failure",
		"fail",
		"error",
		"errored",
		"broken",
		"timeout",
		"timedout",
		"aborted"
	].map((word) => [word, "failed"]),
	...[
		"interrupted",
		"cancelled",
		"canceled",
		"incomplete",
		"undefined"
	].map((word) => [word, "failed"]),
	...[
		"notrun",
		"disabled",
		"skipped",
		"skip",
		"ignored",
		"suppressed",
		"filtered",
		"pending",
		"untested",
		"todo"
	].map((word) => [word, "skipped"]),
	["inconclusive", "skipped"]
]);
const meaningful = new Set([...[
	"testsuites",
	"testsuite",
	"testcase",
	"failure",
	"error",
	"skipped",
	"property"
], ...flaky]);
function readJunit(text) {
	const cases = [];
	const failures = [];
	const commits = new Set();
	const times = [];
	const zoneless = [];
	const totals = [];
	const disagreements = [];
	const suites = [];
	const path = [];
	let root;
	let current;
	let refused;
	const problem = readXml(text, {
		open(name, attributes, offset) {
			root ??= name;
			path.push(name);
			const colon = name.lastIndexOf(":");
			if (colon !== -1 && meaningful.has(name.slice(colon + 1))) refused ??= {
				message: `has the element ${name}, which is of another name space`,
				offset
			};
			if (current !== void 0 && (name === "testsuite" || name === "testsuites" || name === "testcase")) refused ??= {
				message: `has a ${name} within a test`,
				offset
			};
			if (name === "testsuite" || name === "testsuites") {
				suites.push({
					name: attributes.get("name") ?? "",
					attributes,
					offset,
					own: emptySum(),
					all: emptySum()
				});
				const timestamp = attributes.get("timestamp")?.trim() ?? "";
				const at = parseTime(timestamp);
				if (at !== void 0) times.push(at);
				else if (timestamp !== "") zoneless.push(parseTime(`${timestamp}Z`) ?? Number.NEGATIVE_INFINITY);
			} else if (name === "testcase" && current === void 0) {
				current = {
					attributes,
					children: new Set()
				};
				const unknown = ["status", "result"].find((key) => outcomeOf(attributes.get(key)) === void 0);
				if (unknown !== void 0) refused ??= {
					message: `has a test with the ${unknown} ${attributes.get(unknown)}, which is not known`,
					offset
				};
			} else if (name === "property" && attributes.get("name") === "commit") {
				const commit = attributes.get("value");
				if (commit !== void 0) commits.add(commit);
			} else if (current !== void 0) current.children.add(name);
			else if (name === "failure" || name === "error") failures.push(`the suite ${suites.at(-1)?.name ?? ""} has a ${name} of its own`);
			else if (name === "skipped") {
				const names = suites.map((suite) => suite.name).filter((each) => each !== "");
				cases.push({
					suites: names.slice(0, -1),
					name: names.at(-1) ?? "",
					outcome: "skipped",
					retried: false
				});
			}
		},
		close(name) {
			path.pop();
			if (name === "testcase" && current !== void 0 && !path.includes("testcase")) {
				cases.push(caseOf(current, suites));
				current = void 0;
			} else if (name === "testsuite" || name === "testsuites") {
				const suite = suites.pop();
				if (suite === void 0) return;
				const parent = suites.at(-1);
				if (parent !== void 0) add(parent.all, suite.all);
				totals.push(suite);
				for (const message of disagreementsOf(suite)) disagreements.push({
					message,
					offset: suite.offset
				});
			}
		}
	});
	if (problem !== void 0) return broken(problem.message, lineIndex(text).position(problem.offset).line);
	if (root !== "testsuites" && root !== "testsuite") return other("has another root than testsuites or testsuite");
	if (refused !== void 0) return broken(refused.message, lineIndex(text).position(refused.offset).line);
	const lines = disagreements.length === 0 ? void 0 : lineIndex(text);
	return {
		ok: true,
		report: {
			cases: withRepeated(cases.filter((one) => !isNodeFile(one))),
			failures,
			disagreements: disagreements.map(({ message, offset }) => `${message} (line ${lines?.position(offset).line})`),
			commits: [...commits],
			at: times.length === 0 ? void 0 : times.reduce((earliest, time) => Math.min(earliest, time)),
			expected: void 0,
			...zoneless.length === 0 ? {} : { zoneless: zoneless.reduce((earliest, time) => Math.min(earliest, time)) }
		}
	};
}
function isNodeFile({ suites, name, outcome }) {
	return outcome === "passed" && suites.length === 1 && suites[0] === "test" && nodeFileName.test(name);
}
function outcomeOf(word = "") {
	return words.get(word.toLowerCase().replaceAll(/[\s_-]/g, ""));
}
function caseOf({ attributes, children }, open) {
	const said = [outcomeOf(attributes.get("status")), outcomeOf(attributes.get("result"))];
	const both = children.has("failure") && children.has("error");
	const failed = children.has("failure") || children.has("error") || said.includes("failed");
	const skipped = !failed && (children.has("skipped") || said.includes("skipped"));
	const sum = {
		tests: 1,
		failed: failed ? 1 : 0,
		both: both ? 1 : 0,
		skipped: skipped ? 1 : 0
	};
	const suite = open.at(-1);
	if (suite !== void 0) {
		add(suite.own, sum);
		add(suite.all, sum);
	}
	const suites = open.map(({ name }) => name);
	const className = attributes.get("classname") ?? "";
	if (className !== suites.at(-1)) suites.push(className);
	return {
		suites: suites.filter((name) => name !== ""),
		name: attributes.get("name") ?? "",
		outcome: failed ? "failed" : skipped ? "skipped" : "passed",
		retried: !failed && !skipped && flaky.some((name) => children.has(name))
	};
}
function add(to, { tests, failed, both, skipped }) {
	to.tests += tests;
	to.failed += failed;
	to.both += both;
	to.skipped += skipped;
}
function disagreementsOf({ name, attributes, own, all }) {
	const number = (key) => {
		const text = attributes.get(key)?.trim();
		if (text === void 0 || text === "") return void 0;
		return /^\d{1,15}$/.test(text) ? Number(text) : text;
	};
	const said = (...keys) => {
		const numbers = keys.map(number).filter((value) => value !== void 0);
		if (numbers.some((value) => typeof value === "string")) return NaN;
		return numbers.length === 0 ? void 0 : numbers.reduce((sum, value) => sum + Number(value), 0);
	};
	const compare = (what, value, fits, listed) => {
		if (value === void 0 || fits(own) || fits(all)) return [];
		const where = name === "" ? "a suite" : `the suite ${name}`;
		return [Number.isNaN(value) ? `${where} has a number of ${what} that is none` : `${where} says ${value} ${what}, and ${listed} are listed`];
	};
	const tests = said("tests");
	const failed = said("failures", "errors");
	const skipped = said("skipped", "disabled");
	return [
		...compare("tests", tests, (sum) => sum.tests === tests, all.tests),
		...compare("failures and errors", failed, (sum) => failed !== void 0 && failed >= sum.failed && failed <= sum.failed + sum.both, all.failed),
		...compare("skipped tests", skipped, (sum) => sum.skipped === skipped, all.skipped)
	];
}
function withRepeated(cases) {
	const failedKeys = new Set(cases.filter(({ outcome }) => outcome === "failed").map(keyOf$1));
	return cases.map((one) => one.outcome === "passed" && failedKeys.size > 0 && failedKeys.has(keyOf$1(one)) ? {
		...one,
		retried: true
	} : one);
}
function keyOf$1({ suites, name }) {
	return JSON.stringify([suites, name]);
}

// shared/parse/test-report/pytest-json.ts
const outcomes = {
	passed: "passed",
	xpassed: "passed",
	failed: "failed",
	error: "failed",
	skipped: "skipped",
	xfailed: "skipped"
};
function readPytestJson(value) {
	if (!isObject(value) || !isObject(value["summary"]) || !Object.hasOwn(value, "exitcode")) return other("has no summary and exitcode");
	const { summary, tests, collectors, exitcode, created } = value;
	if (!Array.isArray(tests)) return broken("lists no tests: leave --json-report-summary out");
	const again = new Map();
	const cases = [];
	const words = {};
	const contradictions = [];
	for (const [index, test] of tests.entries()) {
		const { nodeid, outcome: word } = isObject(test) ? test : {};
		const id = typeof nodeid === "string" ? nodeid : "";
		const phaseFailed = isObject(test) && phases.some((phase) => hasFailed(test[phase]));
		if (word === "rerun") {
			again.set(id, phaseFailed ? "failed" : "passed");
			continue;
		}
		const outcome = typeof word === "string" && Object.hasOwn(outcomes, word) ? outcomes[word] : void 0;
		if (outcome === void 0) return broken(`has a test ${index + 1} without a known outcome`);
		if (phaseFailed && outcome !== "failed") contradictions.push(`${id} is ${String(word)}, and a phase of it failed`);
		words[word] = (words[word] ?? 0) + 1;
		cases.push({
			...pathOf(id),
			outcome,
			retried: false
		});
	}
	const listed = cases.length;
	const known = new Set(cases.map(keyOf));
	const tried = [...again].flatMap(([id, outcome]) => known.has(keyOf(pathOf(id))) ? [] : [{
		...pathOf(id),
		outcome,
		retried: outcome === "passed"
	}]);
	const reran = new Set([...again.keys()].map((id) => keyOf(pathOf(id))));
	const failed = [...cases, ...tried].some(({ outcome }) => outcome === "failed");
	const collected = (Array.isArray(collectors) ? collectors : []).filter(isObject);
	const nameOf = ({ nodeid }) => typeof nodeid === "string" ? nodeid : "a file";
	const broke = collected.filter(({ outcome }) => outcome === "failed").map((collector) => `${nameOf(collector)} could not be collected`);
	const skippedFiles = collected.filter(({ outcome }) => outcome === "skipped").map((collector) => ({
		suites: [],
		name: nameOf(collector),
		outcome: "skipped",
		retried: false
	}));
	const deselected = typeof summary["deselected"] === "number" ? summary["deselected"] : 0;
	const missing = typeof summary["collected"] === "number" ? summary["collected"] - deselected - tests.length : 0;
	const reruns = typeof summary["rerun"] === "number" ? summary["rerun"] : 0;
	return {
		ok: true,
		report: {
			cases: [
				...cases.map((one) => one.outcome === "passed" && reran.has(keyOf(one)) ? {
					...one,
					retried: true
				} : one),
				...tried,
				...skippedFiles
			],
			failures: [...broke, ...exitcode !== 0 && exitcode !== 5 && !failed && broke.length === 0 ? [`pytest ended with the exit code ${JSON.stringify(exitcode)}`] : []],
			disagreements: [
				...summary["total"] === tests.length ? [] : compareTotal("total in the summary", summary["total"], listed),
				...missing > 0 ? [`${missing} tests were collected, and neither ran nor were left out`] : [],
				...contradictions,
				...exitcode === 5 && tests.length > 0 ? ["pytest ended with the exit code of no tests, and tests are listed"] : [],
				...Object.keys(outcomes).flatMap((word) => compareTotal(`${word} in the summary`, summary[word], words[word] ?? 0)),
				...exitcode === 0 && failed ? ["pytest ended with the exit code 0, and tests failed"] : [],
				...reruns > 0 && again.size === 0 ? [`the summary says ${reruns} reruns, and does not list which tests were run again`] : []
			],
			commits: [],
			at: typeof created === "number" ? epochMilliseconds(created * 1e3) : void 0,
			expected: void 0,
			...deselected > 0 ? { leftOut: {
				count: deselected,
				word: "deselected"
			} } : {}
		}
	};
}
const phases = [
	"setup",
	"call",
	"teardown"
];
function hasFailed(phase) {
	return isObject(phase) && (phase["outcome"] === "failed" || phase["outcome"] === "error");
}
function pathOf(id) {
	const parts = id.split("::");
	const name = parts.pop() ?? "";
	return {
		suites: parts.filter((part) => part !== ""),
		name
	};
}
function keyOf({ suites, name }) {
	return JSON.stringify([suites, name]);
}

// shared/parse/test-report/tap.ts
const point = /^(not )?ok(?: (\d+))?(?: - (.*?))?(?:(?<!\\) # (SKIP|TODO)\b.*)?$/i;
function readTap(text) {
	const lines = text.split(/\r?\n/);
	if (!/^TAP version 1[34]$/.test(lines[0] ?? "")) return other("does not begin with TAP version 13 or 14");
	const cases = [];
	const failures = [];
	const disagreements = [];
	const sums = new Map();
	const besides = {
		suites: 0,
		skippedSuites: 0,
		files: 0
	};
	const levels = [{
		points: 0,
		from: 0
	}];
	const close = (depth) => {
		while (levels.length > depth + 1) disagreements.push(...planProblem(levels.pop()));
	};
	for (let index = 1; index < lines.length; index += 1) {
		const line = lines[index] ?? "";
		const body = line.trimStart();
		const indent = line.length - body.length;
		if (body === "") continue;
		const depth = indent / 4;
		if (/^Bail out!/i.test(body)) {
			failures.push("the run bailed out");
			continue;
		}
		if (indent % 4 !== 0 || depth > 100) return broken("has a line that is not TAP", index + 1);
		const sum = depth === 0 ? /^# (tests|suites|pass|fail|cancelled|skipped|todo) (\d{1,9})$/.exec(body) : null;
		if (sum !== null) sums.set(sum[1] ?? "", Number(sum[2]));
		if (body.startsWith("#") || body.startsWith("pragma ")) continue;
		while (levels.length <= depth) levels.push({
			points: 0,
			from: cases.length
		});
		const level = levels[depth];
		const plan = /^1\.\.(\d{1,9})(?: #.*)?$/.exec(body);
		const found = plan === null ? point.exec(body) : null;
		if (level === void 0 || plan === null && found === null) return broken("has a line that is not TAP", index + 1);
		if (plan !== null) {
			if (level.planned !== void 0) return broken("has a plan twice", index + 1);
			level.planned = Number(plan[1]);
			continue;
		}
		const from = levels[depth + 1]?.from ?? cases.length;
		close(depth);
		level.points += 1;
		const [, not, ordinal, description = "", directive] = found ?? [];
		const name = description.trimEnd().replace(/\\([#\\])/g, "$1");
		const within = cases.slice(from);
		const lineNumber = index + 1;
		for (let at = from; at < cases.length; at += 1) {
			const inner = cases[at];
			if (inner !== void 0) cases[at] = {
				...inner,
				suites: [name, ...inner.suites]
			};
		}
		const details = yamlOf(lines, index + 1, indent);
		if (details.end === void 0) return broken("is cut off in the details of a test", index + 1);
		index = details.end;
		const failed = not !== void 0 && directive === void 0;
		const isFile = depth === 0 && !details.suite && within.length === 0 && not === void 0 && directive === void 0 && nodeFileName.test(name);
		if (ordinal !== void 0 && Number(ordinal) !== level.points && !isFile) disagreements.push(`point ${level.points} bears the number ${ordinal} (line ${lineNumber})`);
		if (isFile) besides.files += 1;
		else if (details.suite) {
			besides.suites += 1;
			if (failed && !within.some(({ outcome }) => outcome === "failed")) failures.push(`the suite ${name} failed outside of its tests`);
			if (directive !== void 0) {
				besides.skippedSuites += 1;
				cases.push({
					suites: [],
					name,
					outcome: "skipped",
					retried: false
				});
			}
		} else cases.push({
			suites: [],
			name,
			outcome: directive !== void 0 ? "skipped" : failed ? "failed" : "passed",
			retried: false
		});
	}
	close(0);
	disagreements.push(...planProblem(levels[0]));
	disagreements.push(...sumProblems(sums, cases, besides));
	return {
		ok: true,
		report: {
			cases,
			failures,
			disagreements,
			commits: [],
			at: void 0,
			expected: void 0
		}
	};
}
function planProblem(level) {
	if (level === void 0) return [];
	if (level.planned === void 0) return ["a plan is missing: the report may be cut off"];
	return compareTotal("a plan", level.planned, level.points);
}
function sumProblems(sums, cases, { suites, skippedSuites, files }) {
	if (!sums.has("tests")) return ["the sums at the end are missing: the report may be cut off"];
	const { passed, failed, skipped } = tally(cases);
	const of = (...names) => names.reduce((sum, name) => sum + (sums.get(name) ?? 0), 0);
	return [
		...compareTotal("tests at the end", of("tests"), cases.length - skippedSuites + files),
		...compareTotal("pass at the end", of("pass"), passed + files),
		...compareTotal("fail and cancelled at the end", of("fail", "cancelled"), failed),
		...compareTotal("skipped and todo at the end", of("skipped", "todo"), skipped - skippedSuites),
		...compareTotal("suites at the end", sums.get("suites"), suites)
	];
}
function yamlOf(lines, next, indent) {
	const margin = " ".repeat(indent + 2);
	if (lines[next] !== `${margin}---`) return {
		end: next - 1,
		suite: false
	};
	let suite = false;
	for (let index = next + 1; index < lines.length; index += 1) {
		const line = lines[index];
		if (line === `${margin}...`) return {
			end: index,
			suite
		};
		if (line === `${margin}type: 'suite'`) suite = true;
	}
	return {
		end: void 0,
		suite
	};
}

// shared/parse/test-report/read.ts
const documents = {
	ctrf: {
		keys: [
			"results",
			"reportFormat",
			"specVersion"
		],
		read: readCtrf
	},
	jest: {
		keys: [
			"numTotalTests",
			"testResults",
			"numPassedTests",
			"numFailedTests",
			"numPendingTests",
			"success"
		],
		read: readJest
	},
	"pytest-json": {
		keys: [
			"exitcode",
			"summary",
			"tests",
			"collectors",
			"root",
			"created"
		],
		read: readPytestJson
	}
};
const texts = {
	junit: readJunit,
	"node-test": readTap,
	cargo: readCargo
};
function readTestReport(content, format) {
	const decoded = decodeText(content);
	if (!decoded.ok) return broken(decoded.message, decoded.line);
	const readText = texts[format];
	if (readText !== void 0) return readText(decoded.text);
	const parsed = parseJson(decoded.text);
	if (!parsed.ok) return broken(parsed.message, parsed.position.line);
	const { value } = parsed.document;
	if (parsed.document.mayHaveDuplicates) {
		const [twice] = parsed.document.duplicates;
		return broken("has a key twice, so that readers could see different reports", twice?.position.line);
	}
	return documents[format]?.read(value) ?? other("is of no known format");
}
function detectFormat(content) {
	const decoded = decodeText(content);
	if (!decoded.ok) return {};
	const text = decoded.text.trimStart();
	if (text.startsWith("TAP version ")) return { format: "node-test" };
	if (text.startsWith("<")) return /<(testsuites?)[\s/>]/.test(text.slice(0, 1e4)) ? { format: "junit" } : { nearest: "junit" };
	if (/^\{ ?"type": ?"suite"/.test(text)) return { format: "cargo" };
	const parsed = parseJson(decoded.text);
	const { value } = parsed.ok ? parsed.document : { value: void 0 };
	if (!isObject(value)) return {};
	const scores = Object.entries(documents).map(([format, { keys, read }]) => ({
		format,
		read: read(value),
		shared: keys.filter((key) => Object.hasOwn(value, key)).length
	}));
	const [only, second] = scores.filter(({ read }) => read.ok || read.reason === "broken");
	if (only !== void 0 && second === void 0) return { format: only.format };
	const best = scores.reduce((most, each) => each.shared > most.shared ? each : most);
	return best.shared === 0 ? {} : { nearest: best.format };
}

export { broken, caseId, detectFormat, isNameless, other, readTestReport, suitePath, tally };