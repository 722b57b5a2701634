import { childPointer, decodeText, isObject, isoDay, isoTime, listed, lookUp, olderThan, parseTime, quote, startOfDay } from "./shared.js";
import { array, boolean, number, strictObject, string, union } from "./vendor.js";
import { formats, isPlaceholder } from "./parse.js";
import { locate } from "./core-location.js";
import { failed, noData, passed, unverified } from "./domain-verdict.js";
import { durationText, milliseconds } from "./core-duration.js";
import { foldedName, parseRecord } from "./domain-record.js";
import { columnNames, drillModes, factNames, stepNames } from "./domain-drill-config.js";

// shared/domain/drill/active.ts
function activeIn(document, { at = "", pin, on, off }) {
	const value = lookUp(document, at);
	const where = at === "" ? "as a whole" : `at ${at}`;
	const fail = (message) => ({
		switches: [],
		problems: [{
			message,
			at
		}]
	});
	if (value === void 0) return fail(`has nothing ${where}`);
	if (pin !== void 0) {
		const text = typeof value === "string" ? value.trim() : typeof value === "number" ? String(value) : "";
		return text === "" ? fail(`has no pin ${where}`) : {
			switches: [{
				name: pin,
				value: text
			}],
			problems: []
		};
	}
	if (Array.isArray(value)) {
		const names = value.flatMap((one) => typeof one === "string" && one.trim() !== "" ? [one] : []);
		const switches = [...new Set(names)].map((name) => ({
			name,
			value: void 0
		}));
		if (names.length === value.length) return {
			switches,
			problems: []
		};
		return {
			switches,
			problems: [{
				message: `has something else than names in the list ${where}`,
				at
			}]
		};
	}
	if (!isObject(value)) return fail(`has no flags ${where}`);
	const known = new Set([...on, ...off]);
	const problems = Object.entries(value).flatMap(([name, set]) => {
		const message = `has ${quote(name)} set to ${quote(JSON.stringify(set))}, which is neither on nor off`;
		return known.has(set) ? [] : [{
			message,
			at: childPointer(at, name)
		}];
	});
	const offTexts = off.length === 0 ? void 0 : off.map(String);
	return {
		switches: Object.entries(value).flatMap(([name, set]) => on.filter((one) => one === set).map((one) => ({
			name,
			value: String(one),
			off: offTexts
		}))),
		problems
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
	return said === void 0 || isPlaceholder(said.text, { orUnsaid: true }) ? void 0 : said;
}
function lacking(said) {
	return said === void 0 ? "is missing" : "is a placeholder that nobody filled in";
}
const good = new Set([
	"pass",
	"passed",
	"ok",
	"success",
	"succeeded"
]);
function saysPassed({ text }) {
	return good.has(text.trim().toLowerCase());
}
function saysFailed({ text }) {
	return /^(?:fail(?:s|ed|ure)?|not (?:done|passed|tried|rolled back)|skipped|aborted|broken)[.!]?$/i.test(text.trim());
}
function saysDone(said) {
	return saysPassed(said) || /^(?:completed?|done)$/i.test(said.text.trim());
}
function versionCalled(text) {
	const [, name = text, simulated] = /^(.*?)\s*(\((?:simulated|dry)\))?$/i.exec(text.trim()) ?? [];
	return {
		name: foldedName(name).replace(/\s/g, "").toUpperCase(),
		simulated: simulated !== void 0
	};
}
function stepCalled(text) {
	const [, step, noted = ""] = /^(.+?)(?::(?=\s|$)|：)\s*(.*)$/su.exec(text.trim()) ?? [];
	return step === void 0 ? { text: text.trim() } : {
		text: step.trim(),
		noted
	};
}

// shared/domain/drill/judge.ts
function commitOf({ facts }) {
	const text = given(facts.commit)?.text.trim() ?? "";
	return formats.commit.matches(text) ? text : void 0;
}
function commitMissing({ facts, path }) {
	const said = given(facts.commit);
	const problem = said === void 0 ? `its commit ${lacking(facts.commit)}` : `its commit ${quote(said.text)} is not ${formats.commit.describes}`;
	return failed({
		problem,
		expected: formats.commit.describes,
		actual: said?.text ?? "nothing",
		fix: `write into ${path} which commit was rolled back, in full`,
		at: facts.commit?.at ?? { path }
	});
}
function operatorOf({ facts }) {
	return given(facts.operator)?.text.trim().replace(/^@/, "");
}
function knownOperator(record, people) {
	const login = operatorOf(record)?.toLowerCase();
	return people.find((one) => one.toLowerCase() === login);
}
function judgeOperator(record, people) {
	if (knownOperator(record, people) !== void 0) return passed;
	const login = operatorOf(record);
	const { facts, path } = record;
	return failed({
		problem: login === void 0 ? `its operator ${lacking(facts.operator)}` : `its operator ${quote(login)} is not among those who may do it`,
		expected: [...people],
		actual: login ?? "nothing",
		fix: `write the login of who did it into ${path}, or add them to the role`,
		at: facts.operator?.at ?? { path }
	});
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
	return failed({
		problem: problems.join("; "),
		expected: allowed ?? environments,
		actual: problems,
		fix: `rehearse it as it is asked, and write environment and mode into ${path}`,
		at: (facts.mode ?? facts.environment)?.at ?? { path }
	});
}
function judgeOutcome({ outcomes, path }) {
	const bad = outcomes.filter((said) => !saysDone(said));
	const [first] = bad;
	if (first === void 0) return passed;
	return failed({
		problem: `it is said to be ${listed(bad.map(({ text }) => quote(text)))}`,
		expected: "passed or completed, where it says so at all",
		actual: bad.map(({ text }) => text),
		fix: `rehearse the rollback again, and record it in ${path}`,
		at: first.at
	});
}

// shared/domain/drill/doubt.ts
const words = [
	String.raw`no[tr]?|non|never|nothing|none|nobody|neither|without|cannot|\p{L}+n['’]t`,
	String.raw`fail\p{L}*|skip\p{L}*|omit\p{L}*|abort\p{L}*|cancel\p{L}*|forg[eo]t\p{L}*|neglect\p{L}*|ignored|bypass\p{L}*`,
	String.raw`miss(?:ed|ing)|broken?|crash\p{L}*|hung|stuck|interrupted|halted|timed out|time-?outs?|unsuccessful\p{L}*|wrong\p{L}*|errors?|red`,
	String.raw`incomplete\p{L}*|unfinished|undone|partial\p{L}*|partly|half|almost|nearly|attempt\p{L}*|tried`,
	String.raw`pending|planned|to ?do|tb[acd]|to be|deferred|postponed|delayed|should|would|could`,
	String.raw`blocked|refused|denied|declined|rejected|impossible|unable|unknown|unclear|n\/a|waived|left out`,
	String.raw`simulated|pretend\p{L}*|mocked|faked?`
];
const doubt = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${words.join("|")})(?![\p{L}\p{N}])|[❌✗✘✖☒🚫⛔⚠👎]`, "u");
function doubtIn(text) {
	return doubt.exec(foldedName(text))?.[0];
}

// shared/domain/drill/steps.ts
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
	const isStep = ({ text }) => stepNames.some((name) => begins(text, words[name]));
	const problems = [
		...first.flatMap(({ name, index }) => index < 0 ? [`no step ${purposes[name]} (${name})`] : []),
		...there.flatMap(({ name, index }, place) => {
			const before = there[place - 1];
			return before !== void 0 && before.index > index ? [`${name} comes before ${before.name}`] : [];
		}),
		...steps.flatMap((step) => wrongWith(step, isStep(step)))
	];
	if (problems.length > 0) return failed({
		problem: listed(problems),
		expected: [...stepNames],
		actual: problems,
		fix: `do the steps in this order, and write each as an item of a list under Steps into ${path}`,
		at: steps[0]?.at ?? { path }
	});
	const doubts = steps.flatMap((step) => doubtsAbout(step, isStep(step)));
	if (doubts.length === 0) return passed;
	return unverified(noData(listed(doubts), `steps in ${path} as plain sentences about what was done, or with passed behind a colon or as result`));
}
function begins(text, words) {
	const lower = text.trim().toLowerCase();
	return words.some((word) => lower.startsWith(word) && !/^[\p{L}\p{N}_-]/u.test(lower.slice(word.length)));
}
function wrongWith({ text, result, noted }, isStep) {
	const said = (word) => `the step ${quote(text)} is said to be ${quote(word)}`;
	if (result !== void 0 && !saysPassed(result)) return [said(result.text)];
	return isStep && noted !== void 0 && doubtIn(noted) !== void 0 ? [said(noted)] : [];
}
function doubtsAbout(step, isStep) {
	const { text, result, noted, aside = [] } = step;
	const doubtful = [
		text,
		noted ?? "",
		...aside
	].flatMap((part) => doubtIn(part) ?? [])[0];
	if (doubtful !== void 0) return [`the step ${quote(text)} has the word ${quote(doubtful)}, so that it may not have been done`];
	return isStep && result === void 0 && noted !== void 0 && !saysDone({
		text: noted,
		at: step.at
	}) ? [`the step ${quote(text)} has ${quote(noted)} behind its colon, which is no result`] : [];
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
	if (claimed !== void 0 && took !== void 0 && Math.abs(claimed.milliseconds - took) >= claimed.unit) problems.push(`its duration ${quote(duration?.text ?? "")} is not the ${durationText(took)} from start to end`);
	const date = given(facts.date);
	if (date !== void 0 && start !== void 0) {
		if (![isoDay(start), facts.start?.text.trim().slice(0, 10)].includes(date.text.trim())) problems.push(`its date ${quote(date.text)} is not the day of its start`);
	}
	if (problems.length === 0) return passed;
	return failed({
		problem: problems.join("; "),
		expected: "start and end, as 2026-03-02T09:00:00+01:00",
		actual: problems,
		fix: `write into ${path} when the drill began and ended, each with its zone`,
		at: (facts.start ?? facts.end ?? facts.duration ?? facts.date)?.at ?? { path }
	});
}
const untimed = unverified(noData("the record does not say when the drill began and ended", "start and end in the record, each with its zone"));
function judgeObjective(record, objective) {
	const took = tookOf(timesOf(record));
	if (took === void 0) return untimed;
	if (took <= milliseconds(objective)) return passed;
	return failed({
		problem: `it took ${durationText(took)}`,
		expected: `at most ${objective}`,
		actual: durationText(took),
		fix: "make the way back faster and rehearse it again, or agree on another objective",
		at: record.facts.end?.at
	});
}
function judgeAge(record, maximum, moment) {
	const { end } = timesOf(record);
	const day = given(record.facts.date)?.text.trim() ?? "";
	const at = end ?? (formats.date.matches(day) ? startOfDay(day) : void 0);
	if (at !== void 0 && olderThan(at, milliseconds(maximum), moment)) return failed({
		problem: `it ended ${isoTime(at)}, longer ago than ${maximum}`,
		expected: `not longer ago than ${maximum}`,
		actual: isoTime(at),
		fix: "rehearse the rollback again, and record it",
		at: (record.facts.end ?? record.facts.date)?.at
	});
	return end === void 0 ? untimed : passed;
}

// shared/domain/drill/version-name.ts
function versionNamed(text) {
	return foldedName(text.trim()).replace(/^.*\/(?:tags?|tree|commit)\//, "").replace(/^tags\//, "").replace(/^v(?=\d)/, "");
}
function sameVersion(one, other) {
	const [a, b] = [versionNamed(one), versionNamed(other)];
	const isId = (text) => /^[0-9a-f]{7,64}$/.test(text);
	return a === b || isId(a) && isId(b) && (a.startsWith(b) || b.startsWith(a));
}
function isFixedVersion(text) {
	const name = text.trim();
	return /^[^\s~^@{}]*\d[^\s~^@{}]*$/.test(name) && !/^refs\/(?!tags\/)|^head(?:$|[~^@])/i.test(name);
}

// shared/domain/drill/versions.ts
function judgeVersion(record, { name, mayBeSimulated, pinned }) {
	const { versions, path } = record;
	const row = versions.find((version) => version.name === name);
	const fix = `try ${name}, and write its tag or commit, what was expected and the result into the table of versions in ${path}`;
	if (row === void 0) return failed({
		problem: "it is not among the versions that were tried",
		expected: name,
		actual: versions.map((one) => one.name),
		fix,
		at: { path }
	});
	const ref = given(row.ref)?.text.trim();
	const other = pinned?.ok === true ? pinned.data.filter((pin) => ref !== void 0 && !sameVersion(ref, pin)) : [];
	const problems = [
		...row.simulated && !mayBeSimulated ? ["it was only simulated"] : [],
		...[
			"ref",
			"expected",
			"result"
		].flatMap((field) => missing(row, field)),
		...ref === void 0 || isFixedVersion(ref) ? [] : [`its tag or commit ${quote(ref)} is no fixed one`],
		...ref === void 0 || other.length === 0 ? [] : [`it was ${quote(ref)}, and ${listed([...other])} is pinned`],
		...wrongResult(row.result),
		...sameAs(row, versions)
	];
	if (problems.length > 0) return failed({
		problem: problems.join("; "),
		expected: "a version that is named, with what was expected, and passed",
		actual: problems,
		fix,
		at: row.at
	});
	return pinned?.ok === false ? unverified(pinned.because) : passed;
}
function failedVersions({ versions, path }, asked) {
	const names = asked;
	return versions.flatMap(({ name, result, at }) => {
		const [problem] = names.includes(name) ? [] : wrongResult(result);
		if (problem === void 0) return [];
		const fix = `try it again, and write the result into the table of versions in ${path}`;
		return [[name, failed({
			problem,
			expected: "passed",
			actual: result?.text,
			fix,
			at
		})]];
	});
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
	if (text === void 0) return [];
	const other = versions.find((each) => each.name !== name && each.ref !== void 0 && sameVersion(each.ref.text, text));
	return other === void 0 ? [] : [`it is ${text}, and so is ${other.name}`];
}
function wrongResult(result) {
	const said = given(result);
	return said === void 0 || saysPassed(said) ? [] : [`it is said to be ${quote(said.text)}`];
}

// shared/domain/drill/twice.ts
function twice(record) {
	return [
		"switches",
		"post-checks",
		"versions"
	].flatMap((part) => {
		const seen = new Set();
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
				...stepCalled(row),
				at: at(pointer)
			};
			return {
				...stepCalled(row.step),
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
	if (!/\.(?:md|markdown)$/i.test(path)) return readDrillDocument(path, content);
	const { readDrillMarkdown } = await import("./domain-drill-markdown.js");
	const below = belowFrontMatter(decoded.text);
	if (below === void 0) return readDrillMarkdown(path, decoded.text, words);
	return together(readDrillDocument(path, content), readDrillMarkdown(path, below, words));
}
function belowFrontMatter(text) {
	const opening = /^---[ \t]*(?:\r\n|\r|\n)/.exec(text)?.[0];
	if (opening === void 0) return void 0;
	const closing = /^---[ \t]*$/gm;
	closing.lastIndex = opening.length;
	const end = closing.exec(text) === null ? text.length : closing.lastIndex;
	return text.slice(0, end).replace(/[^\r\n]+/g, "") + text.slice(end);
}
function together(front, below) {
	const [a, b] = [front.record, below.record];
	const record = {
		path: a.path,
		facts: {
			...b.facts,
			...a.facts
		},
		outcomes: [...a.outcomes, ...b.outcomes],
		switches: [...a.switches, ...b.switches],
		"post-checks": [...a["post-checks"], ...b["post-checks"]],
		versions: [...a.versions, ...b.versions],
		steps: [...a.steps, ...b.steps]
	};
	const contradictions = factNames.flatMap((name) => {
		const [said, again] = [a.facts[name], b.facts[name]];
		return said === void 0 || again === void 0 || said.text.trim() === again.text.trim() ? [] : [{
			message: `says twice what its ${name} is`,
			at: again.at
		}];
	});
	const alone = new Set([...twice(a), ...twice(b)].map(({ message }) => message));
	const again = twice(record).filter(({ message }) => !alone.has(message));
	return {
		record,
		problems: [
			...front.problems,
			...below.problems,
			...contradictions,
			...again
		]
	};
}

// shared/domain/drill/switches.ts
function judgeCovered({ name, at, result }) {
	if (result === void 0 || saysPassed(result)) return passed;
	const problem = `its rollback is said to be ${quote(result.text)}`;
	const fix = `rehearse the rollback of ${name} again, and record it`;
	return failed({
		problem,
		expected: "passed",
		actual: result.text,
		fix,
		at
	});
}
function judgeSettings(drilled, { value, off }, path) {
	const { from, to } = drilled;
	const [before, after] = [given(from)?.text.trim(), given(to)?.text.trim()];
	const isOff = after !== void 0 && (off === void 0 || off.some((one) => foldedName(one) === foldedName(after)));
	const same = before !== void 0 && after !== void 0 && sameVersion(before, after);
	return ofSwitch(drilled, [
		...before === void 0 ? [`its setting before ${lacking(from)}`] : [],
		...after === void 0 ? [`its setting after ${lacking(to)}`] : [],
		...before !== void 0 && value !== void 0 && before !== value ? [`its setting before was ${quote(before)}, and now it is ${quote(value)}`] : [],
		...same ? ["its setting was not changed"] : [],
		...after === void 0 || same || isOff ? [] : [`its setting after was ${quote(after)}, and off is ${listed((off ?? []).map((one) => quote(one)))}`]
	], value === void 0 ? "both settings" : `from ${value}`, path, "exact settings");
}
function judgeBehaviour(drilled, path) {
	const { before, after } = drilled;
	const [was, is] = [given(before)?.text.trim(), given(after)?.text.trim()];
	return ofSwitch(drilled, [
		...was === void 0 ? [`its behaviour before ${lacking(before)}`] : [],
		...is === void 0 ? [`its behaviour after ${lacking(after)}`] : [],
		...was !== void 0 && is !== void 0 && foldedName(was) === foldedName(is) ? ["its behaviour is said to be the same before and after"] : []
	], "what it did before and after", path, "behaviour before and after");
}
function ofSwitch({ name, at }, problems, expected, path, what) {
	if (problems.length === 0) return passed;
	const fix = `write the ${what} of ${name} into ${path}, as it was seen in the drill`;
	return failed({
		problem: problems.join("; "),
		expected,
		actual: [...problems],
		fix,
		at
	});
}

export { activeIn, commitMissing, commitOf, drillMaxBytes, emptyDrill, failedVersions, given, judgeAge, judgeBehaviour, judgeCovered, judgeMode, judgeObjective, judgeOperator, judgeOutcome, judgeSettings, judgeSteps, judgeTimes, judgeVersion, knownOperator, lacking, modeOf, operatorOf, placeOf, readDrill, saysFailed, saysPassed, stepCalled, timesOf, tookOf, twice, versionCalled };