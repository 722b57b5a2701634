import { childPointer, decodeText, isObject, isoDay, isoTime, listed, lookUp, parseTime, quote, startOfDay } from "./shared.js";
import { array, boolean, number, strictObject, string, union } from "./vendor.js";
import { formats, isPlaceholder } from "./parse.js";
import { locate } from "./core-location.js";
import { foldedName, parseRecord, passed } from "./domain-record.js";
import { milliseconds } from "./core-duration.js";
import { columnNames, drillModes, factNames, stepNames } from "./domain-drill-config.js";

// shared/domain/drill/active.ts
function activeIn(document, { at = "", pin, on, off }) {
	const value = lookUp(document, at);
	const where = at === "" ? "as a whole" : `at ${at}`;
	const fail = (...problems) => ({
		ok: false,
		problems
	});
	if (value === void 0) return fail(`has nothing ${where}`);
	if (pin !== void 0) {
		const text = typeof value === "string" ? value.trim() : typeof value === "number" ? String(value) : "";
		return text === "" ? fail(`has no pin ${where}`) : {
			ok: true,
			switches: [{
				name: pin,
				value: text
			}]
		};
	}
	if (Array.isArray(value)) {
		const names = value.flatMap((one) => typeof one === "string" && one.trim() !== "" ? [one] : []);
		if (names.length !== value.length) return fail(`has something else than names in the list ${where}`);
		return {
			ok: true,
			switches: [...new Set(names)].map((name) => ({
				name,
				value: void 0
			}))
		};
	}
	if (!isObject(value)) return fail(`has no flags ${where}`);
	const known = /* @__PURE__ */ new Set([...on, ...off]);
	const doubtful = Object.entries(value).flatMap(([name, set]) => known.has(set) ? [] : [`has ${quote(name)} set to ${quote(JSON.stringify(set))}, which is neither on nor off`]);
	if (doubtful.length > 0) return fail(...doubtful);
	return {
		ok: true,
		switches: Object.entries(value).flatMap(([name, set]) => on.filter((one) => one === set).map((one) => ({
			name,
			value: String(one)
		})))
	};
}
function placeOf({ configuration, report, control, at = "", pin }) {
	return [`${configuration ?? report ?? control ?? ""}${at}`, ...pin === void 0 ? [] : [pin]];
}

// shared/domain/drill/record.ts
const drillMaxBytes = 1048576;
function emptyDrill(path) {
	return {
		path,
		facts: {},
		outcomes: [],
		switches: [],
		"post-checks": [],
		versions: [],
		steps: []
	};
}
function given(said) {
	return said === void 0 || isOpen(said.text) ? void 0 : said;
}
function lacking(said) {
	return said === void 0 ? "is missing" : "is a placeholder that nobody filled in";
}
function isOpen(text) {
	return isPlaceholder(text) || /^(?:n\/?a|none|pending|unknown|not recorded)[.!]?$/i.test(text.trim());
}
const good = /* @__PURE__ */ new Set([
	"pass",
	"passed",
	"ok",
	"success",
	"succeeded"
]);
function saysPassed({ text }) {
	return good.has(text.trim().toLowerCase());
}
function saysDone(said) {
	return saysPassed(said) || /^(?:completed?|done)$/i.test(said.text.trim());
}
function versionCalled(text) {
	const [, name = text, simulated] = /^(.*?)\s*(\((?:simulated|dry)\))?$/i.exec(text.trim()) ?? [];
	return {
		name: name.replace(/\s/g, "").toUpperCase(),
		simulated: simulated !== void 0
	};
}

// shared/domain/drill/judge.ts
function commitOf({ facts }) {
	const text = given(facts.commit)?.text.trim() ?? "";
	return formats.commit.matches(text) ? text : void 0;
}
function commitMissing({ facts, path }) {
	const said = given(facts.commit);
	return {
		status: "failed",
		problem: said === void 0 ? `its commit ${lacking(facts.commit)}` : `its commit ${quote(said.text)} is not ${formats.commit.describes}`,
		expected: formats.commit.describes,
		actual: said?.text ?? "nothing",
		fix: `write into ${path} which commit was rolled back, in full`,
		at: facts.commit?.at ?? { path }
	};
}
function operatorOf({ facts }) {
	return given(facts.operator)?.text.trim().replace(/^@/, "");
}
function judgeOperator(record, people) {
	const login = operatorOf(record);
	const { facts, path } = record;
	if (login !== void 0 && people.some((one) => one.toLowerCase() === login.toLowerCase())) return passed;
	return {
		status: "failed",
		problem: login === void 0 ? `its operator ${lacking(facts.operator)}` : `its operator ${quote(login)} is not among those who may do it`,
		expected: [...people],
		actual: login ?? "nothing",
		fix: `write the login of who did it into ${path}, or add them to the role`,
		at: facts.operator?.at ?? { path }
	};
}
function modeOf({ facts }) {
	const word = given(facts.mode)?.text.trim().toLowerCase().replace(/[- ]run$/, "");
	return drillModes.find((mode) => mode === word);
}
function judgeMode(record, environments) {
	const { facts, path } = record;
	const [mode, environment] = [modeOf(record), given(facts.environment)?.text.trim()];
	const allowed = environment !== void 0 && Object.hasOwn(environments, environment) ? environments[environment] : void 0;
	const problems = [...environment === void 0 ? [`its environment ${lacking(facts.environment)}`] : allowed === void 0 ? [`its environment ${quote(environment)} is none in which a drill counts`] : [], ...given(facts.mode) === void 0 ? [`its mode ${lacking(facts.mode)}`] : mode === void 0 ? [`its mode ${quote(facts.mode?.text ?? "")} is none of ${drillModes.join(", ")}`] : allowed !== void 0 && !allowed.includes(mode) ? [`it was ${mode}, and in ${environment} only ${allowed.join(" and ")} counts`] : []];
	if (problems.length === 0) return passed;
	return {
		status: "failed",
		problem: problems.join("; "),
		expected: allowed ?? environments,
		actual: problems,
		fix: `rehearse it as it is asked, and write environment and mode into ${path}`,
		at: (facts.mode ?? facts.environment)?.at ?? { path }
	};
}
const purposes = {
	freeze: "freezes what goes on",
	"re-pin": "puts back what was there before",
	"re-check": "checks it again",
	reopen: "opens it again"
};
function judgeSteps({ steps, path }, words) {
	const first = stepNames.map((name) => ({
		name,
		index: steps.findIndex(({ text }) => begins(text, words[name]))
	}));
	const there = first.filter(({ index }) => index >= 0);
	const problems = [
		...first.flatMap(({ name, index }) => index < 0 ? [`no step ${purposes[name]} (${name})`] : []),
		...there.flatMap(({ name, index }, place) => {
			const before = there[place - 1];
			return before !== void 0 && before.index > index ? [`${name} comes before ${before.name}`] : [];
		}),
		...steps.flatMap(({ text, result }) => result === void 0 || saysPassed(result) ? [] : [`the step ${quote(text)} is said to be ${quote(result.text)}`])
	];
	if (problems.length === 0) return passed;
	return {
		status: "failed",
		problem: listed(problems),
		expected: [...stepNames],
		actual: problems,
		fix: `do the steps in this order, and write each as an item of a list under Steps into ${path}`,
		at: steps[0]?.at ?? { path }
	};
}
function begins(text, words) {
	const lower = text.trim().toLowerCase();
	return words.some((word) => lower.startsWith(word) && !/^[\p{L}\p{N}_-]/u.test(lower.slice(word.length)));
}
function judgeOutcome({ outcomes, path }) {
	const bad = outcomes.filter((said) => !saysDone(said));
	const [first] = bad;
	if (first === void 0) return passed;
	return {
		status: "failed",
		problem: `it is said to be ${listed(bad.map(({ text }) => quote(text)))}`,
		expected: "passed or completed, where it says so at all",
		actual: bad.map(({ text }) => text),
		fix: `rehearse the rollback again, and record it in ${path}`,
		at: first.at
	};
}
function judgeCovered({ name, at, result }) {
	if (result === void 0 || saysPassed(result)) return passed;
	const problem = `its rollback is said to be ${quote(result.text)}`;
	const fix = `rehearse the rollback of ${name} again, and record it`;
	return {
		status: "failed",
		problem,
		expected: "passed",
		actual: result.text,
		fix,
		at
	};
}
function judgeVersion(record, name, simulated) {
	const { versions, path } = record;
	const row = versions.find((version) => version.name === name);
	const fix = `try ${name}, and write its tag or commit, what was expected and the result into the table of versions in ${path}`;
	if (row === void 0) return {
		status: "failed",
		problem: "it is not among the versions that were tried",
		expected: name,
		actual: versions.map((one) => one.name),
		fix,
		at: { path }
	};
	const problems = [
		...row.simulated && !simulated.includes(name) ? ["it was only simulated"] : [],
		...["ref", "expected"].flatMap((field) => missing(row, field)),
		...missing(row, "result"),
		...wrongResult(row.result),
		...sameAs(row, versions)
	];
	if (problems.length === 0) return passed;
	return {
		status: "failed",
		problem: problems.join("; "),
		expected: "a version that is named, with what was expected, and passed",
		actual: problems,
		fix,
		at: row.at
	};
}
const columns = {
	ref: "tag or commit",
	expected: "expected behaviour",
	result: "result"
};
function missing(row, field) {
	return given(row[field]) === void 0 ? [`its ${columns[field]} ${lacking(row[field])}`] : [];
}
function sameAs({ name, ref }, versions) {
	const text = given(ref)?.text.trim();
	const other = versions.find((each) => each.name !== name && each.ref?.text.trim() === text);
	return text === void 0 || other === void 0 ? [] : [`it is ${text}, and so is ${other.name}`];
}
function wrongResult(result) {
	const said = given(result);
	return said === void 0 || saysPassed(said) ? [] : [`it is said to be ${quote(said.text)}`];
}
function judgeSettings(drilled, value, path) {
	const { from, to } = drilled;
	const [before, after] = [given(from)?.text.trim(), given(to)?.text.trim()];
	return ofSwitch(drilled, [
		...before === void 0 ? [`its setting before ${lacking(from)}`] : [],
		...after === void 0 ? [`its setting after ${lacking(to)}`] : [],
		...before !== void 0 && value !== void 0 && before !== value ? [`its setting before was ${quote(before)}, and now it is ${quote(value)}`] : [],
		...before !== void 0 && before === after ? ["its setting was not changed"] : []
	], value === void 0 ? "both settings" : `from ${value}`, path, "exact settings");
}
function judgeBehaviour(drilled, path) {
	const { before, after } = drilled;
	const [was, is] = [given(before)?.text.trim(), given(after)?.text.trim()];
	return ofSwitch(drilled, [
		...was === void 0 ? [`its behaviour before ${lacking(before)}`] : [],
		...is === void 0 ? [`its behaviour after ${lacking(after)}`] : [],
		...was !== void 0 && was === is ? ["its behaviour is said to be the same before and after"] : []
	], "what it did before and after", path, "behaviour before and after");
}
function ofSwitch({ name, at }, problems, expected, path, what) {
	if (problems.length === 0) return passed;
	const fix = `write the ${what} of ${name} into ${path}, as it was seen in the drill`;
	return {
		status: "failed",
		problem: problems.join("; "),
		expected,
		actual: [...problems],
		fix,
		at
	};
}

// shared/domain/drill/said-duration.ts
const unitMs = {
	h: 36e5,
	m: 6e4,
	s: 1e3
};
function saidDuration(text) {
	const plain = text.trim().toLowerCase();
	const clock = /^(\d{1,4}):([0-5]\d):([0-5]\d)$/.exec(plain);
	const parts = clock === null ? partsOf(plain) : [
		{
			count: Number(clock[1]),
			unit: "h"
		},
		{
			count: Number(clock[2]),
			unit: "m"
		},
		{
			count: Number(clock[3]),
			unit: "s"
		}
	];
	if (parts === void 0) return void 0;
	const order = "hms";
	if (!parts.every(({ unit }, index) => index === 0 || order.indexOf(parts[index - 1]?.unit ?? "") < order.indexOf(unit))) return void 0;
	return {
		milliseconds: parts.reduce((sum, { count, unit }) => sum + count * (unitMs[unit] ?? 0), 0),
		unit: unitMs[parts.at(-1)?.unit ?? ""] ?? 0
	};
}
function partsOf(plain) {
	const text = plain.replace(/^pt(?=\d)/, "");
	const found = [...text.matchAll(/(\d{1,6})\s*(hours?|h|minutes?|mins?|m|seconds?|secs?|s)(?![a-z])\s*(?:,|and)?\s*/gy)];
	const length = found.reduce((sum, [whole]) => sum + whole.length, 0);
	if (found.length === 0 || length !== text.length) return void 0;
	return found.map(([, count, unit]) => ({
		count: Number(count),
		unit: (unit ?? "").slice(0, 1)
	}));
}

// shared/domain/drill/times.ts
function timesOf({ facts }) {
	const [start, end] = [facts.start, facts.end].map((said) => parseTime(given(said)?.text.trim() ?? ""));
	return {
		...start === void 0 ? {} : { start },
		...end === void 0 ? {} : { end }
	};
}
function tookOf({ start, end }) {
	return start === void 0 || end === void 0 || end <= start ? void 0 : end - start;
}
function lengthText(length) {
	const seconds = Math.floor(length / 1e3);
	const text = [
		[Math.floor(seconds / 3600), "h"],
		[Math.floor(seconds / 60) % 60, "min"],
		[seconds % 60, "s"]
	].flatMap(([count, unit]) => count === 0 ? [] : [`${count} ${unit}`]).join(" ");
	return text === "" ? "0 s" : text;
}
function judgeTimes(record, { latest }, landed) {
	const { facts, path } = record;
	const times = timesOf(record);
	const { start, end } = times;
	const problems = ["start", "end"].flatMap((name) => {
		const said = given(facts[name]);
		if (said === void 0) return [`its ${name} ${lacking(facts[name])}`];
		if (times[name] === void 0) return [`its ${name} ${quote(said.text)} is no time with its zone`];
		if (times[name] > latest) return [`its ${name} ${said.text} is in the future`];
		return [];
	});
	if (start !== void 0 && end !== void 0 && end <= start) problems.push(`its end ${facts.end?.text} is not after its start ${facts.start?.text}`);
	if (end !== void 0 && landed !== void 0 && end > landed) problems.push(`its end ${facts.end?.text} is after ${isoTime(landed)}, when it came to the default branch`);
	const took = tookOf(times);
	const duration = given(facts.duration);
	const claimed = duration === void 0 ? void 0 : saidDuration(duration.text);
	if (duration !== void 0 && claimed === void 0) problems.push(`its duration ${quote(duration.text)} is no length of time`);
	if (claimed !== void 0 && took !== void 0 && Math.abs(claimed.milliseconds - took) >= claimed.unit) problems.push(`its duration ${quote(duration?.text ?? "")} is not the ${lengthText(took)} from start to end`);
	const date = given(facts.date);
	if (date !== void 0 && start !== void 0) {
		if (![isoDay(start), facts.start?.text.trim().slice(0, 10)].includes(date.text.trim())) problems.push(`its date ${quote(date.text)} is not the day of its start`);
	}
	if (problems.length === 0) return passed;
	return {
		status: "failed",
		problem: problems.join("; "),
		expected: "start and end, as 2026-03-02T09:00:00+01:00",
		actual: problems,
		fix: `write into ${path} when the drill began and ended, each with its zone`,
		at: (facts.start ?? facts.end ?? facts.duration ?? facts.date)?.at ?? { path }
	};
}
const untimed = {
	status: "unverified",
	because: {
		code: "NO_DATA",
		message: "the record does not say when the drill began and ended",
		needs: "start and end in the record, each with its zone"
	}
};
function judgeObjective(record, objective) {
	const took = tookOf(timesOf(record));
	if (took === void 0) return untimed;
	if (took <= milliseconds(objective)) return passed;
	return {
		status: "failed",
		problem: `it took ${lengthText(took)}`,
		expected: `at most ${objective}`,
		actual: lengthText(took),
		fix: "make the way back faster and rehearse it again, or agree on another objective",
		at: record.facts.end?.at
	};
}
function judgeAge(record, maximum, { latest }) {
	const { end } = timesOf(record);
	const day = given(record.facts.date)?.text.trim() ?? "";
	const at = end ?? (formats.date.matches(day) ? startOfDay(day) : void 0);
	if (at !== void 0 && latest - at > milliseconds(maximum)) return {
		status: "failed",
		problem: `it ended ${isoTime(at)}, longer ago than ${maximum}`,
		expected: `not longer ago than ${maximum}`,
		actual: isoTime(at),
		fix: "rehearse the rollback again, and record it",
		at: (record.facts.end ?? record.facts.date)?.at
	};
	return end === void 0 ? untimed : passed;
}

// shared/domain/drill/twice.ts
function twice(record) {
	return [
		"switches",
		"post-checks",
		"versions"
	].flatMap((part) => {
		const seen = /* @__PURE__ */ new Set();
		return record[part].flatMap(({ name, at }) => {
			const folded = foldedName(name);
			if (!seen.has(folded)) {
				seen.add(folded);
				return [];
			}
			return [{
				message: `has ${JSON.stringify(name)} twice among its ${part}`,
				at
			}];
		});
	});
}

// shared/domain/drill/document.ts
const Value = union([
	string(),
	boolean(),
	number()
]);
const Name = string().trim().min(1, "must not be empty");
const factFields = Object.fromEntries(factNames.map((name) => [name, Value.optional()]));
const maxRows = 1e4;
const DrillSchema = strictObject({
	...factFields,
	outcome: string().optional(),
	switches: array(strictObject({
		name: Name,
		from: Value.optional(),
		to: Value.optional(),
		before: string().optional(),
		after: string().optional(),
		result: string().optional()
	})).max(maxRows).default([]),
	"post-checks": array(strictObject({
		name: Name,
		result: string().optional()
	})).max(maxRows).default([]),
	versions: array(strictObject({
		version: Name,
		simulated: boolean().default(false),
		ref: string().optional(),
		expected: string().optional(),
		result: string().optional()
	})).max(maxRows).default([]),
	steps: array(union([Name, strictObject({
		step: Name,
		result: string().optional()
	})])).max(maxRows).default([])
});
function readDrillDocument(path, content) {
	const read = parseRecord(path, content, DrillSchema);
	if (!read.ok) return {
		record: emptyDrill(path),
		problems: read.problems
	};
	const { value, document } = read;
	const at = (pointer) => locate(path, document.near(pointer));
	const fields = (row, pointer) => saidIn(row, pointer, document, path);
	const record = {
		path,
		facts: Object.fromEntries(factNames.flatMap((name) => {
			const text = value[name];
			return text === void 0 ? [] : [[name, {
				text: String(text),
				at: at(`/${name}`)
			}]];
		})),
		outcomes: value.outcome === void 0 ? [] : [{
			text: value.outcome,
			at: at("/outcome")
		}],
		switches: value.switches.map((row, index) => {
			const pointer = `/switches/${index}`;
			return {
				name: row.name,
				at: at(pointer),
				...fields(row, pointer)
			};
		}),
		"post-checks": value["post-checks"].map((row, index) => {
			const pointer = `/post-checks/${index}`;
			return {
				name: row.name,
				at: at(pointer),
				...fields(row, pointer)
			};
		}),
		versions: value.versions.map((row, index) => {
			const pointer = `/versions/${index}`;
			const { name, simulated } = versionCalled(row.version);
			return {
				name,
				simulated: simulated || row.simulated,
				at: at(pointer),
				...fields(row, pointer)
			};
		}),
		steps: value.steps.map((row, index) => {
			const pointer = `/steps/${index}`;
			if (typeof row === "string") return {
				text: row,
				at: at(pointer)
			};
			return {
				text: row.step,
				at: at(pointer),
				...fields(row, pointer)
			};
		})
	};
	return {
		record,
		problems: twice(record)
	};
}
function saidIn(row, pointer, document, path) {
	const values = new Map(Object.entries(row));
	return Object.fromEntries(columnNames.flatMap((name) => {
		const value = values.get(name);
		if (value === void 0) return [];
		return [[name, {
			text: String(value),
			at: locate(path, document.near(childPointer(pointer, name)))
		}]];
	}));
}

// shared/domain/drill/read.ts
async function readDrill(path, content, words) {
	const decoded = decodeText(content);
	if (!decoded.ok) {
		const at = {
			path,
			line: decoded.line
		};
		return {
			record: emptyDrill(path),
			problems: [{
				message: decoded.message,
				at
			}]
		};
	}
	if (!/\.(?:md|markdown)$/i.test(path) || /^---[ \t]*(?:\r\n|\r|\n)/.test(decoded.text)) return readDrillDocument(path, content);
	const { readDrillMarkdown } = await import("./domain-drill-markdown.js");
	return readDrillMarkdown(path, decoded.text, words);
}

export { activeIn, commitMissing, commitOf, drillMaxBytes, emptyDrill, given, judgeAge, judgeBehaviour, judgeCovered, judgeMode, judgeObjective, judgeOperator, judgeOutcome, judgeSettings, judgeSteps, judgeTimes, judgeVersion, lacking, lengthText, modeOf, operatorOf, placeOf, readDrill, saysPassed, timesOf, tookOf, twice, versionCalled };