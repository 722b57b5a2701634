import { __toESM } from "./rolldown-runtime.js";
import { CORE_SCHEMA, EVENT_ID, SCALAR_STYLE, YAMLException, _enum, array, boolean, config, constructFromEvents, defineMappingTag, getScalarValue, literal, number, object, parseEvents, record, strictObject, string, unknown } from "./vendor.js";
import { closeSync, constants, existsSync, fstatSync, lstatSync, openSync, promises, readFileSync } from "node:fs";
import { basename, dirname, isAbsolute, join, posix, relative, resolve, sep } from "node:path";
import { createHash } from "node:crypto";
import { devNull } from "node:os";
import { spawn } from "node:child_process";
import { realpath } from "node:fs/promises";

// shared/core/catalog.ts
const catalog = {
	"atomic-change": {
		kind: "check",
		lists: [],
		unwaivable: []
	},
	"branch-protection": {
		kind: "check",
		lists: [],
		unwaivable: [
			"repositories",
			"policy",
			"bypass",
			"release-tags"
		]
	},
	"contract-change": {
		kind: "check",
		lists: ["surfaces"],
		unwaivable: ["emergency-approved"]
	},
	"cutover-gate": {
		kind: "check",
		lists: [],
		unwaivable: [
			"one-commit",
			"verified",
			"repin",
			"joint-go",
			"posture",
			"posture-agrees",
			"posture-lift"
		]
	},
	"evidence-bundle": {
		kind: "record",
		lists: [],
		unwaivable: [
			"items",
			"producers",
			"lineage",
			"written",
			"form",
			"names",
			"commits",
			"results",
			"signature"
		]
	},
	"executive-summary": {
		kind: "decide",
		lists: [],
		unwaivable: [
			"report-readable",
			"report-present",
			"report-bound",
			"report-accepted",
			"job-succeeded",
			"apart",
			"posture"
		]
	},
	"external-setup": {
		kind: "check",
		lists: [],
		unwaivable: ["lock"]
	},
	"gate-checklist": {
		kind: "check",
		lists: [],
		unwaivable: ["readable"]
	},
	"kpi-gate": {
		kind: "check",
		lists: [],
		unwaivable: [
			"reports-read",
			"distinct",
			"of-commit",
			"supported",
			"sound"
		]
	},
	"kpi-report": {
		kind: "record",
		lists: [],
		unwaivable: [
			"rows-read",
			"rows-sound",
			"of-commit"
		]
	},
	"manifest-repin": {
		kind: "act",
		lists: [],
		unwaivable: [
			"present-green",
			"posture",
			"allowed",
			"tag-proved",
			"complete",
			"result-green"
		]
	},
	"manifest-sync": {
		kind: "check",
		lists: ["contracts"],
		unwaivable: []
	},
	"promotion": {
		kind: "record",
		lists: [],
		unwaivable: [
			"history",
			"append-only",
			"one-entry",
			"decision",
			"run",
			"recorded",
			"commit",
			"digest",
			"order",
			"posture"
		]
	},
	"readiness": {
		kind: "check",
		lists: [],
		unwaivable: [
			"job-recorded",
			"needs-agree",
			"report-present",
			"report-bound",
			"report-fresh",
			"reports-agree",
			"exception"
		]
	},
	"release-handoff": {
		kind: "record",
		lists: [],
		unwaivable: [
			"sources",
			"form",
			"release",
			"results",
			"digest",
			"measured",
			"published",
			"answer",
			"answer-measured",
			"answered-by"
		]
	},
	"required-checks": {
		kind: "check",
		lists: [],
		unwaivable: ["repositories"]
	},
	"rollback-open": {
		kind: "act",
		lists: [],
		unwaivable: [
			"baseline-found",
			"applies",
			"bytes-proved",
			"restored-green",
			"others-green",
			"proposable",
			"posture-set"
		]
	},
	"rollback-plan": {
		kind: "record",
		lists: [],
		unwaivable: [
			"baseline-found",
			"applies",
			"bytes-proved",
			"restored-green",
			"others-green",
			"note-complete",
			"note-agrees",
			"note-milestone"
		]
	},
	"rollback-rehearsal": {
		kind: "check",
		lists: [],
		unwaivable: [
			"record",
			"approved",
			"ran",
			"of-commit",
			"active"
		]
	},
	"sign-off": {
		kind: "record",
		lists: [],
		unwaivable: [
			"decision",
			"gate",
			"approved",
			"unedited",
			"of-commit",
			"measured",
			"document"
		]
	},
	"track-incident": {
		kind: "act",
		lists: [],
		unwaivable: [
			"run",
			"outcome",
			"control-known",
			"issues",
			"one-issue",
			"marks",
			"documented"
		]
	},
	"verification": {
		kind: "check",
		lists: [],
		unwaivable: [
			"required",
			"ran",
			"report-read",
			"of-commit",
			"fresh",
			"totals"
		]
	}
};
const controlNames = Object.keys(catalog);
const listNames = [
	"contracts",
	"kpi-sets",
	"surfaces"
];

// shared/core/json.ts
function isObject(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
function stableJson(value) {
	if (Array.isArray(value)) return `[${value.map((item) => stableJson(item)).join(",")}]`;
	if (!isObject(value)) return JSON.stringify(value) ?? "null";
	return `{${Object.entries(value).filter(([, inner]) => inner !== void 0).sort(([a], [b]) => a < b ? -1 : a > b ? 1 : 0).map(([key, inner]) => `${JSON.stringify(key)}:${stableJson(inner)}`).join(",")}}`;
}
function asciiJson(value) {
	return `${JSON.stringify(value, null, 2).replace(/[^\n -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)}\n`;
}

// shared/core/errors.ts
function distinctBecause(reasons) {
	return [...new Map(reasons.map((one) => [stableJson(one), one])).values()];
}
const fullCheckout = "a checkout with fetch-depth: 0";
var GovernanceError = class extends Error {
	code;
	hint;
	problems;
	constructor(code, message, options = {}) {
		super(message, options.cause === void 0 ? void 0 : { cause: options.cause });
		this.name = "GovernanceError";
		this.code = code;
		this.hint = options.hint;
		this.problems = options.problems ?? [];
	}
};
function toError(thrown) {
	if (thrown instanceof GovernanceError) return thrown;
	const message = thrown instanceof Error ? thrown.message : String(thrown);
	return new GovernanceError("INTERNAL", message === "" ? "an error without a message" : message, {
		hint: message.startsWith("ENOSPC") ? "Make space on the disk." : "This is a defect of the suite: please report it with the command or the workflow step that shows it.",
		cause: thrown
	});
}

// shared/core/control.ts
const standardDocuments = {
	"openmetrics.txt": "the metrics as OpenMetrics text",
	patch: "the proposed change as a unified diff",
	svg: "the pictures of the exhibits"
};
function declaresDocument(documents, ending) {
	if (Object.hasOwn(documents, ending)) return !ending.startsWith("*.");
	const [name = "", ...rest] = ending.split(".");
	return /^[a-z0-9-]+$/.test(name) && Object.hasOwn(documents, ["*", ...rest].join("."));
}
function documentLines({ name, documents = {}, journals = {} }) {
	return Object.entries({
		...documents,
		...journals
	}).map(([ending, holds]) => [`${name}.${ending}`, holds]);
}
function askingLists({ lists, askedBy }) {
	return askedBy ?? Object.keys(lists);
}
function defineControl(control) {
	return control;
}

// shared/core/exhibit.ts
const marks = [
	"good",
	"bad",
	"open"
];
const statusMarks = {
	passed: "good",
	failed: "bad",
	unverified: "open"
};
const statusWords = {
	passed: "passed",
	failed: "failed",
	unverified: "not verified",
	"not-applicable": "not applicable",
	error: "broken"
};
const mostRows = 100;
function cappedExhibit(exhibit) {
	const hidden = exhibit.rows.length - mostRows;
	if (hidden <= 0) return exhibit;
	const more = `${hidden} more are in the data of the report.`;
	const remark = exhibit.remark === void 0 ? more : `${exhibit.remark} ${more}`;
	return {
		...exhibit,
		rows: exhibit.rows.slice(0, mostRows),
		remark
	};
}
function exhibitProblem({ columns, rows, charts = [], graph, totals }) {
	const row = rows.findIndex(({ cells }) => cells.length !== columns.length);
	if (row >= 0) return `has ${rows[row]?.cells.length} cells in row ${row + 1}, expected ${columns.length}`;
	if (totals === true) {
		const other = rows.flatMap(({ cells }) => cells.filter((cell, at) => columns[at]?.numeric === true && !isCount(cell)));
		if (other[0] !== void 0) return `has ${JSON.stringify(other[0])} among what is added up, expected a whole number`;
	}
	const ids = new Set(graph?.nodes.map(({ id }) => id));
	const loose = graph?.edges.find(({ from, to }) => !ids.has(from) || !ids.has(to));
	if (loose !== void 0) return `has an edge from ${loose.from} to ${loose.to}, expected nodes of its graph`;
	return charts.map(chartProblem).find((problem) => problem !== void 0);
}
function isCount(cell) {
	return /^\d{1,12}$/.test(cell);
}
function chartProblem(chart) {
	if (chart.kind !== "interval") {
		const other = chart.series.find(({ values }) => values.length !== chart.labels.length);
		if (other !== void 0) return `has ${other.values.length} values of ${other.name} in its chart, expected ${chart.labels.length}`;
	}
	const wrong = (chart.kind === "interval" ? chart.items.flatMap(({ value, lower, upper, limit }) => [
		value,
		lower,
		upper,
		limit?.value ?? null
	]) : chart.series.flatMap(({ values }) => values)).find((value) => value !== null && !Number.isFinite(value));
	return wrong === void 0 ? void 0 : `has ${wrong} in its chart, expected a finite number or null`;
}

// shared/core/fingerprint.ts
function sha256(content) {
	return createHash("sha256").update(content).digest("hex");
}
function fingerprint(rule, about) {
	return `v1:${sha256(stableJson([rule, ...about])).slice(0, 32)}`;
}
function valueHash(observed) {
	return `v1:${sha256(stableJson(observed)).slice(0, 32)}`;
}

// shared/core/history.ts
const workTreePath = ".";
function workTreeRead({ base }, changes) {
	const listed = changes.map(({ path, kind, id }) => [
		path,
		kind,
		id ?? ""
	]);
	const text = new TextEncoder().encode(JSON.stringify([base, listed]));
	return {
		source: "worktree",
		path: ".",
		sha256: sha256(text),
		bytes: text.length
	};
}

// shared/core/hash-form.ts
const commitIdForm = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const sha256Form = /^[0-9a-f]{64}$/;
function isCommitId(text) {
	return commitIdForm.test(text);
}
function isSha256(text) {
	return sha256Form.test(text);
}

// shared/core/nearest.ts
function editDistance(a, b) {
	let beforeLast = [];
	let last = Array.from({ length: b.length + 1 }, (_, column) => column);
	for (let row = 1; row <= a.length; row += 1) {
		const current = [row];
		for (let column = 1; column <= b.length; column += 1) {
			const same = a[row - 1] === b[column - 1] ? 0 : 1;
			let cost = Math.min((current[column - 1] ?? 0) + 1, (last[column] ?? 0) + 1, (last[column - 1] ?? 0) + same);
			if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1);
			current.push(cost);
		}
		beforeLast = last;
		last = current;
	}
	return last[b.length] ?? 0;
}
function nearest(name, valid) {
	const folded = fold(name.slice(0, 100));
	let best;
	for (const candidate of valid) {
		const distance = editDistance(folded, fold(candidate));
		if (distance <= Math.max(folded.length, candidate.length) / 3 && (best === void 0 || distance < best.distance)) best = {
			name: candidate,
			distance
		};
	}
	return best?.name;
}
function fold(name) {
	return name.toLowerCase().replaceAll("_", "-");
}
function suggestion(name, valid) {
	const near = nearest(name, valid);
	if (near !== void 0) return ` (did you mean ${near}?)`;
	return valid.length === 0 ? "" : ` (known: ${[...valid].sort().join(", ")})`;
}

// shared/core/zod.ts
config({ jitless: true });

// shared/core/path.ts
function containedPath(path) {
	if (path === "") return {
		ok: false,
		message: "is empty"
	};
	if (/\p{Cc}/u.test(path)) return {
		ok: false,
		message: "has a control character"
	};
	if (path.includes("\\")) return {
		ok: false,
		message: "has a backslash; write / between folders"
	};
	const normal = posix.normalize(path);
	if (posix.isAbsolute(path) || /^[A-Za-z]:/.test(normal)) return {
		ok: false,
		message: "is absolute"
	};
	if (/(^|\/)\.git(\/|$)/i.test(normal)) return {
		ok: false,
		message: "is inside of .git"
	};
	if (normal === ".." || normal.startsWith("../")) return {
		ok: false,
		message: "leaves the repository"
	};
	if (normal === "." || normal.endsWith("/")) return {
		ok: false,
		message: "names a folder"
	};
	return {
		ok: true,
		path: normal
	};
}
function pathProblem(path) {
	const file = path.replace(/\/$/, "");
	if (file.length > 1e3) return "has more than 1000 characters";
	if (file.split("/").some((part) => part === "..")) return "leads outside";
	const contained = containedPath(file);
	if (!contained.ok) return contained.message;
	if (contained.path !== file) return `is not written plainly: expected ${contained.path}`;
	return file.includes("�") ? "is not UTF-8" : void 0;
}
const RelativePath = string().superRefine((text, check) => {
	const contained = containedPath(text);
	if (!contained.ok) check.addIssue({
		code: "custom",
		message: `the path ${contained.message}`
	});
}).meta({ description: "Path of a file, relative to the working directory, with /." });

// shared/core/severity.ts
const severities = [
	"critical",
	"high",
	"medium",
	"low",
	"info"
];
function worstSeverity(of) {
	return severities.find((one) => of.includes(one)) ?? "high";
}
function decides(severity, threshold = "low") {
	return severity !== "info" && severities.indexOf(severity) <= severities.indexOf(threshold);
}

// shared/core/texts.ts
const Text = string().trim().min(1, "must not be empty");
const Slug = string().regex(/^[a-z0-9][a-z0-9-]*$/, "expected lower-case letters, digits and hyphens");
const RepositoryName = string().regex(/^[A-Za-z0-9_-]+\/[A-Za-z0-9._-]+$/, "expected owner/name");
const Login = string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/, "expected the login of a person, without @");
const CommitId = string().regex(commitIdForm, "expected a full commit id: 40 or 64 lower-case hexadecimal digits");
const Sha256 = string().regex(sha256Form, "expected 64 lower-case hexadecimal digits");

// shared/core/time.ts
function moment(now, event, asOf) {
	if (asOf !== void 0) return {
		earliest: asOf,
		latest: asOf,
		replay: true
	};
	const at = event ?? now;
	return {
		earliest: Math.min(at, now),
		latest: Math.max(at, now),
		replay: false
	};
}
const clockTolerance = 3e5;
function olderThan(at, age, { latest }) {
	return latest - at > age;
}
const millisecondsPerDay = 864e5;
function isCalendarDay(text) {
	const [year = 0, month = 0, day = 0] = text.split("-").map(Number);
	return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month);
}
const daysOfMonths = [
	31,
	28,
	31,
	30,
	31,
	30,
	31,
	31,
	30,
	31,
	30,
	31
];
function daysOf(year, month) {
	const leap = year % 4 === 0 && year % 100 !== 0 || year % 400 === 0;
	return month === 2 && leap ? 29 : daysOfMonths[month - 1] ?? 0;
}
function parseTime(text) {
	const plain = plainTime(text);
	if (plain !== void 0) return plain;
	if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(text)) return void 0;
	if (!isCalendarDay(text.slice(0, 10))) return void 0;
	const milliseconds = Date.parse(text);
	return Number.isNaN(milliseconds) ? void 0 : milliseconds;
}
function plainTime(text) {
	const { length } = text;
	if (length !== 20 && length !== 24) return void 0;
	const century = twoDigits(text, 0);
	const yearOfCentury = twoDigits(text, 2);
	const month = twoDigits(text, 5);
	const day = twoDigits(text, 8);
	const hours = twoDigits(text, 11);
	const minutes = twoDigits(text, 14);
	const seconds = twoDigits(text, 17);
	const inRange = century >= 0 && yearOfCentury >= 0 && month >= 1 && month <= 12 && day >= 1 && hours >= 0 && hours <= 23 && minutes >= 0 && minutes <= 59 && seconds >= 0 && seconds <= 59;
	const hyphens = text.charCodeAt(4) === 45 && text.charCodeAt(7) === 45;
	const colons = text.charCodeAt(13) === 58 && text.charCodeAt(16) === 58;
	const year = century * 100 + yearOfCentury;
	if (!inRange || !hyphens || !colons || text.charCodeAt(10) !== 84 || text.charCodeAt(length - 1) !== 90) return void 0;
	if (year < 1 || day > daysOf(year, month)) return void 0;
	let rest = 0;
	if (length === 24) {
		const tens = twoDigits(text, 20);
		const ones = text.charCodeAt(22) - 48;
		if (text.charCodeAt(19) !== 46 || tens < 0 || ones < 0 || ones > 9) return void 0;
		rest = tens * 10 + ones;
	}
	const from = month > 2 ? year : year - 1;
	const leapDays = Math.floor(from / 4) - Math.floor(from / 100) + Math.floor(from / 400);
	return (from * 365 + leapDays + Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1 - 719468) * millisecondsPerDay + hours * 36e5 + minutes * 6e4 + seconds * 1e3 + rest;
}
function twoDigits(text, at) {
	const tens = text.charCodeAt(at) - 48;
	const ones = text.charCodeAt(at + 1) - 48;
	return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}
function startOfDay(isoDay) {
	return Date.parse(`${isoDay}T00:00:00Z`);
}
function isoTime(time) {
	return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
function isoMillisecondTime(time) {
	return new Date(time).toISOString();
}
function isoDay(time) {
	return new Date(time).toISOString().slice(0, 10);
}

// shared/core/policy.ts
const IsoDate = string().regex(/^\d{4}-\d{2}-\d{2}$/, "expected a date as YYYY-MM-DD").refine((text) => isCalendarDay(text), "there is no such day");
const RulePattern = string().regex(/^[a-z0-9-]+\/([a-z0-9-]+|\*)$/, "expected <control>/<rule> or <control>/*").meta({ description: "control/rule, or control/* for all its rules." });
const Fingerprint = string().regex(/^v1:[0-9a-f]{32}$/, "expected v1: and 32 hexadecimal digits, as the report shows it");
const WaiverSchema = strictObject({
	id: Text.meta({ description: "A name of your own; shown in every report." }),
	rule: RulePattern.optional(),
	fingerprint: Fingerprint.optional(),
	value: Fingerprint.meta({ description: "valueHash of the failed result: another observed value voids the waiver." }),
	approver: Text,
	reason: Text,
	granted: IsoDate.meta({ description: "The first day; renewals keep it, so that the total age counts." }),
	expires: IsoDate.meta({ description: "The last day on which it holds." })
}).refine((waiver) => waiver.rule === void 0 !== (waiver.fingerprint === void 0), "give either rule or fingerprint").refine((waiver) => waiver.granted <= waiver.expires, "expires before it was granted");
const AttestationSchema = strictObject({
	id: Text,
	rule: RulePattern.optional(),
	fingerprint: Fingerprint.optional(),
	by: Text,
	role: Text,
	when: IsoDate,
	until: IsoDate,
	method: Text.meta({ description: "What the person did to check, e.g. the runbook that was followed." }),
	evidence: strictObject({
		path: Text,
		sha256: Sha256
	}),
	bound: record(string(), string()).refine((bound) => Object.keys(bound).length > 0, "name at least one").meta({ description: "Ids and updated_at of what was looked at; void when they differ from what the result reports." })
}).refine((entry) => entry.rule === void 0 !== (entry.fingerprint === void 0), "give either rule or fingerprint").refine((entry) => entry.when <= entry.until, "ends before it begins");
const DeferralSchema = strictObject({
	rule: RulePattern,
	to: _enum([
		"merge_group",
		"default-branch",
		"release"
	]),
	reason: Text
});
const ProfileSchema = strictObject({
	threshold: _enum(severities).exclude(["info"]).default("low").meta({ description: "Unverified results below it cap the decision at conditional-go instead of no-go. A failed one is always no-go." }),
	waivers: boolean().default(true),
	attestations: boolean().default(true),
	deferrals: boolean().default(true),
	inconclusive: _enum(["no-go", "conditional-go"]).default("no-go").meta({ description: "What figures lead to that were measured and allow both answers (INCONCLUSIVE)." }),
	accept: _enum(["go", "conditional-go"]).default("go")
});
const builtInProfiles = {
	standard: {
		threshold: "low",
		waivers: true,
		attestations: true,
		deferrals: true,
		inconclusive: "no-go",
		accept: "go"
	},
	strict: {
		threshold: "low",
		waivers: false,
		attestations: false,
		deferrals: false,
		inconclusive: "no-go",
		accept: "go"
	},
	transitional: {
		threshold: "high",
		waivers: true,
		attestations: true,
		deferrals: true,
		inconclusive: "no-go",
		accept: "conditional-go"
	},
	promotion: {
		threshold: "low",
		waivers: true,
		attestations: true,
		deferrals: false,
		inconclusive: "no-go",
		accept: "go"
	}
};
const failOnValues = [
	"unverified",
	"failed",
	"never"
];
const commonSection = {
	"disabled-rules": record(string().regex(/^[a-z0-9-]+$/, "expected a rule id of this control, without the control name"), Text).optional().meta({ description: "Rule id to the reason why it is not asked. The rule is then not-applicable, and the report says so." }),
	"skip-on": array(string().min(1)).optional().meta({ description: "Events on which this control does not apply, e.g. schedule." })
};
const commonConfig = {
	version: literal(1).meta({ description: "The version of this format." }),
	profile: string().min(1).optional().meta({ description: "standard (default), strict, transitional, promotion, or one of profiles." }),
	"fail-on": _enum(failOnValues).optional().meta({ description: "Which statuses fail the job: unverified (default), failed, never." }),
	"waiver-cap-days": number().int().positive().default(180).meta({ description: "The most days from granted to expires over all renewals of a waiver." }),
	places: array(string().min(1)).default([]).meta({ description: "Folders and configurations that a workflow may name by working-directory and config besides the root of the repository and this file." }),
	roles: record(string().regex(/^[a-z0-9][a-z0-9-]*$/, "expected lower-case letters, digits and hyphens"), array(Login).min(1)).default({}).meta({ description: "People by role, as their GitHub logins; approvals count only of people whom the policy names." }),
	waivers: array(WaiverSchema).default([]),
	attestations: array(AttestationSchema).default([]),
	deferrals: array(DeferralSchema).default([]),
	profiles: record(string(), ProfileSchema).default({})
};
strictObject(commonConfig);

// shared/core/inputs.ts
function text({ optional, ...options }) {
	return {
		...options,
		shape: "text",
		schema: optional ? string().optional() : string()
	};
}
function pathField({ optional: _optional, ...options }) {
	return {
		...options,
		shape: "text",
		schema: RelativePath.optional()
	};
}
function flag(options) {
	return {
		...options,
		shape: "flag",
		schema: boolean()
	};
}
function choice(choices, options) {
	return {
		...options,
		shape: "choice",
		choices,
		schema: _enum(choices)
	};
}
function integer({ optional, min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER, ...rest }) {
	const schema = number().int().min(min).max(max);
	return {
		...rest,
		shape: "integer",
		schema: optional ? schema.optional() : schema
	};
}
function list(options) {
	return {
		...options,
		shape: "list",
		schema: array(string().min(1))
	};
}
function structured(schema, options) {
	return {
		...options,
		shape: "structured",
		schema
	};
}
function secret(options) {
	return {
		...options,
		shape: "secret",
		schema: string().optional()
	};
}
const usualConfig = ".github/release-governance.yml";
const commonFields = {
	config: text({
		description: "Path of the configuration.",
		default: usualConfig
	}),
	profile: text({
		description: "The profile that the decision uses: standard, strict, transitional, promotion, or one of the configuration.",
		default: "standard",
		policy: true
	}),
	"fail-on": choice(failOnValues, {
		description: "Which statuses fail the job: unverified (and failed), failed only, or never. An error always fails it.",
		default: "unverified",
		policy: true
	}),
	"as-of": text({
		description: "Judge as of this time (ISO 8601 with time zone). The report is then a replay, which never gives a go.",
		optional: true,
		policy: true
	}),
	"report-dir": text({
		description: "Folder for the report files; in a workflow below RUNNER_TEMP.",
		optional: true
	}),
	"upload-artifact": flag({
		description: "Upload the report as an artifact of the run.",
		default: true
	}),
	"artifact-key": text({
		description: "Tells the legs of a matrix apart in file and artifact names, e.g. the matrix value.",
		optional: true
	}),
	"check-run-id": integer({
		min: 1,
		description: "The id of this job, by which its result is found again; the action takes it from the runner by itself.",
		optional: true
	}),
	summary: choice(["on", "off"], {
		description: "Write the job summary.",
		default: "on"
	}),
	annotations: choice(["on", "off"], {
		description: "Write annotations.",
		default: "on"
	}),
	"if-not-configured": choice(["error", "skip"], {
		description: "What comes of it where the configuration does not ask for it; skipped it is not applicable.",
		default: "error"
	}),
	token: secret({ description: "Token for the GitHub API." }),
	"working-directory": text({
		description: "Folder of the judged repository; every path is relative to it.",
		default: "."
	})
};
function inputText(value) {
	if (value === void 0) return "nothing";
	if (Array.isArray(value)) return value.map(inputText).join("\n");
	return typeof value === "string" ? value : JSON.stringify(value) ?? "";
}
function parseInputs(request) {
	const { fields, given, configured } = request;
	const values = {};
	const problems = [];
	const policyDifferences = [];
	const settable = Object.keys(fields).filter((name) => fields[name]?.shape !== "structured");
	const renamed = new Map(Object.entries(fields).flatMap(([name, field]) => field.renamedFrom === void 0 ? [] : [[field.renamedFrom, name]]));
	for (const name of Object.keys(given)) {
		if (settable.includes(name)) continue;
		const now = renamed.get(name);
		if (now !== void 0) problems.push({ message: `input ${name} is now called ${now}` });
		else if (Object.hasOwn(fields, name)) problems.push({ message: `${name} can only be set in the configuration` });
		else problems.push({ message: `there is no input ${name}${suggestion(name, settable)}` });
	}
	for (const [name, field] of Object.entries(fields)) {
		if (field.shape === "secret") continue;
		const fallback = configured?.[name] ?? field.default;
		const raw = field.shape === "structured" ? void 0 : given[name];
		const text = raw?.trim() === "" ? void 0 : raw;
		const lacking = configured !== void 0 && fallback === void 0 && !field.schema.safeParse(void 0).success;
		if (text === void 0) {
			if (lacking) problems.push({ message: `${name} is required: ${field.description}` });
			values[name] = fallback;
			continue;
		}
		const parsed = readText(field, text);
		if ("problem" in parsed) {
			problems.push({ message: `input ${name}: ${parsed.problem}` });
			values[name] = fallback;
		} else if (field.policy === true && request.untrusted && lacking) problems.push({ message: `${name} is policy: only the configuration of the base can set it` });
		else if (field.policy === true && request.untrusted && !sameValue(parsed.value, fallback)) {
			if (configured !== void 0) policyDifferences.push({
				name,
				given: parsed.value,
				used: fallback
			});
			values[name] = fallback;
		} else if (field.adds === true && Array.isArray(fallback) && Array.isArray(parsed.value)) values[name] = [...new Set([...fallback, ...parsed.value])];
		else values[name] = parsed.value;
	}
	return {
		values,
		problems,
		policyDifferences
	};
}
function sameValue(a, b) {
	return JSON.stringify(a) === JSON.stringify(b);
}
function readText(field, text) {
	switch (field.shape) {
		case "flag":
			if (text.trim() === "true") return { value: true };
			if (text.trim() === "false") return { value: false };
			return { problem: `expected true or false, got "${shorten(text)}"` };
		case "integer": {
			const value = /^[+-]?\d{1,15}$/.test(text.trim()) ? Number(text) : void 0;
			if (value === void 0) return { problem: `expected a whole number, got "${shorten(text)}"` };
			return field.schema.safeParse(value).success ? { value } : { problem: `${value} is out of range` };
		}
		case "choice": {
			const choices = field.choices ?? [];
			if (choices.includes(text.trim())) return { value: text.trim() };
			return { problem: `expected one of ${choices.join(", ")}, got "${shorten(text)}"` };
		}
		case "list": return { value: text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== "") };
		case "text": {
			const value = text.trim();
			if (/[\r\n]/.test(value)) return { problem: "expected one line" };
			const checked = field.schema.safeParse(value);
			return checked.success ? { value } : { problem: checked.error.issues[0]?.message ?? "is not valid" };
		}
		case "structured":
		case "secret": return { problem: "cannot be given as text" };
	}
}
function shorten(text) {
	return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

// shared/core/proposal.ts
const branchName = /^[a-z0-9][a-z0-9-]*(\/[a-z0-9][a-z0-9-]*)*$/;
function proposalProblem({ title, branch, changes, identity }) {
	if (title.trim() === "" || /[\r\n]/.test(title)) return "has a title that is not one line";
	if (!branchName.test(branch)) return `has a branch that is not allowed: ${branch}`;
	if (!isSha256(identity)) return "has an identity that is no hash";
	if (changes.length === 0) return "changes nothing";
	const paths = changes.map(({ path }) => path);
	if (new Set(paths).size !== paths.length) return "changes a file twice";
	for (const { path, before, after } of changes) {
		const contained = containedPath(path);
		if (!contained.ok) return `changes a path that ${contained.message}`;
		if (contained.path !== path) return `changes a path that is not normal: ${path}`;
		if (before !== void 0 && sameBytes(before, after)) return `leaves ${path} as it is`;
	}
}
function sameBytes(a, b) {
	return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
const actFields = {
	apply: flag({
		description: "Write the change into the working directory; otherwise it is only shown.",
		default: false
	}),
	"pull-request": flag({
		description: "Open one pull request with the change, or update it; in workflows on the default branch only, with pull-request-token.",
		default: false
	}),
	"pull-request-token": secret({ description: "Token that may write contents and pull requests of this repository; on what the token of the workflow opens no check starts by itself." })
};
const actOutputs = {
	applied: { description: "Whether the change was written or is in a pull request, as true or false." },
	"pull-request-url": { description: "Address of the pull request that was opened or updated; empty when there is none." }
};

// shared/core/result.ts
function makeResult(name, rule, status, a, details = {}) {
	const about = rule.about(a);
	const measured = status === "failed" || status === "passed";
	const expected = measured ? rule.expected?.(a) : void 0;
	const actual = measured ? rule.actual?.(a) : void 0;
	const observes = rule.observed !== void 0 || rule.actual !== void 0;
	const fix = status === "failed" ? rule.fix?.(a) : void 0;
	const restsOn = status === "unverified" ? [...rule.restsOn?.(a) ?? []] : [];
	return {
		rule: name,
		status,
		severity: rule.grade?.(a) ?? rule.severity,
		message: status === "failed" ? rule.says(a) : rule.asserts,
		about,
		...expected === void 0 ? {} : { expected },
		...actual === void 0 ? {} : { actual },
		...details.at === void 0 ? {} : { location: details.at },
		...fix === void 0 ? {} : { fix },
		...details.because === void 0 ? {} : { because: details.because },
		fingerprint: fingerprint(name, about),
		...restsOn.length === 0 ? {} : { restsOn },
		...status === "failed" && observes ? { valueHash: valueHash([
			name,
			about,
			rule.observed?.(a) ?? actual ?? null
		]) } : {}
	};
}
function wholeRuleResult(name, rule, status, because) {
	const { severity, asserts } = rule;
	return {
		rule: name,
		status,
		severity,
		message: asserts,
		about: [],
		because,
		fingerprint: fingerprint(name, [])
	};
}

// shared/core/evaluation.ts
const defaultMaxBytes = 1048576;
function noEvaluation() {
	return {
		results: [],
		reads: [],
		metrics: {},
		outputs: {},
		notes: [],
		facts: {},
		exhibits: [],
		documents: {},
		packed: []
	};
}
async function evaluate(control, world) {
	const evaluation = noEvaluation();
	const rules = control.rules;
	try {
		await control.evaluate(contextOf(control, world, evaluation));
	} catch (thrown) {
		evaluation.error = reportError(thrown);
		return evaluation;
	}
	for (const [id, rule] of Object.entries(rules)) {
		const reason = world.disabledRules[id];
		const name = `${control.name}/${id}`;
		if (reason !== void 0) evaluation.results.push(wholeRuleResult(name, rule, "not-applicable", {
			code: "NOT_ASKED",
			message: `disabled: ${reason}`
		}));
		else if (!evaluation.results.some((result) => result.rule === name)) evaluation.results.push(wholeRuleResult(name, rule, "unverified", {
			code: "NO_RESULT",
			message: "the rule was asked for and gave no result"
		}));
	}
	return evaluation;
}
function contextOf({ name: control, kind, rules, documents = {}, journals = {} }, world, evaluation) {
	function record(id, status, a, details) {
		const key = String(id);
		const rule = rules[key];
		if (rule === void 0) throw new Error(`control ${control} has no rule ${key}`);
		if (world.disabledRules[key] !== void 0) return;
		evaluation.results.push(makeResult(`${control}/${key}`, rule, status, a, details));
	}
	const tree = recording(world.tree, evaluation.reads);
	return {
		inputs: world.inputs,
		config: world.lists,
		subject: world.subject,
		time: world.time,
		log: world.log,
		before: "because" in world.before ? world.before : recording(world.before, evaluation.reads),
		history: recordingHistory(world.history, evaluation),
		past: async () => recordingPast(await world.past(), evaluation.reads),
		runOther: (control, view) => world.runOther(control, view),
		policy: {
			...world.policy,
			tree: recording(world.policy.tree, evaluation.reads),
			top: recording(world.policy.top, evaluation.reads)
		},
		reports: (request) => world.collect(request),
		github: (credential) => world.github(credential),
		publicGitHub: () => world.publicGitHub(),
		produced: recording(world.produced, evaluation.reads),
		async scan(scan, parameters, source, limits) {
			const answer = await world.scan(scan, parameters, source, limits);
			if (answer.found && answer.source !== "memory") recordRead(evaluation.reads, {
				...answer,
				source: answer.source,
				ref: void 0
			});
			return answer;
		},
		tree,
		read: (path, options) => tree.read(path, options?.maxBytes ?? defaultMaxBytes),
		command: (request) => world.command(request),
		recorded(path, ref, content) {
			const digest = sha256(content);
			recordRead(evaluation.reads, {
				source: "api",
				path,
				ref,
				sha256: digest,
				bytes: content.length
			});
			return digest;
		},
		async match(globs, which) {
			const trees = which?.before === true && !("because" in world.before) ? [tree, world.before] : [tree];
			const [matches, ...lists] = await Promise.all([world.matcher(globs), ...trees.map((each) => each.list())]);
			const paths = new Set();
			for (const listed of lists) {
				if (!listed.ok) return listed;
				for (const path of listed.paths) if (matches(path)) paths.add(path);
			}
			return {
				ok: true,
				paths: [...paths].sort()
			};
		},
		matcher: (globs) => world.matcher(globs),
		passed: (rule, a, at) => record(rule, "passed", a, { at }),
		failed: (rule, a, at) => record(rule, "failed", a, { at }),
		judge: (rule, holds, a, at) => record(rule, holds ? "passed" : "failed", a, { at }),
		unverified: (rule, a, because, at) => record(rule, "unverified", a, {
			at,
			because
		}),
		notApplicable: (rule, a, message) => record(rule, "not-applicable", a, { because: {
			code: "NOT_ASKED",
			message
		} }),
		metric(name, value, unit) {
			if (!Number.isFinite(value)) throw new Error(`the metric ${name} is not a number`);
			evaluation.metrics[name] = {
				value,
				...unit === void 0 ? {} : { unit }
			};
		},
		output(name, value) {
			evaluation.outputs[name] = value;
		},
		note(text) {
			evaluation.notes.push(text);
		},
		data(value) {
			evaluation.data = value;
		},
		fact(name, value) {
			if ((Object.hasOwn(evaluation.facts, name) ? evaluation.facts[name] : value) !== value) throw new Error(`the fact ${name} has two values`);
			evaluation.facts[name] = value;
		},
		exhibit(exhibit) {
			const problem = exhibitProblem(exhibit);
			if (problem !== void 0) throw new Error(`the exhibit ${exhibit.title} ${problem}`);
			evaluation.exhibits.push(exhibit);
		},
		document(ending, content) {
			if (!declaresDocument(documents, ending)) throw new Error(`control ${control} declares no document ${ending}`);
			if (Object.hasOwn(standardDocuments, ending)) throw new Error(`the document ${ending} is made of the report`);
			evaluation.documents[ending] = content;
		},
		async pack(ending, files) {
			if (!declaresDocument(documents, ending)) throw new Error(`control ${control} declares no document ${ending}`);
			const packed = await world.pack(ending, files);
			if (packed.ok) evaluation.packed.push(ending);
			return packed;
		},
		container: (path) => world.container(path),
		propose(proposal) {
			const problem = kind === "act" ? proposalProblem(proposal) : "comes from a control that only looks";
			if (problem !== void 0) throw new Error(`the proposal of ${control} ${problem}`);
			if (evaluation.proposal !== void 0) throw new Error(`${control} makes two proposals`);
			evaluation.proposal = proposal;
		},
		proposeIssue(issue) {
			if (kind !== "act") throw new Error(`the issue of ${control} comes from a control that only looks`);
			if (evaluation.issue !== void 0) throw new Error(`${control} makes two proposals`);
			evaluation.issue = issue;
		},
		journal(ending) {
			if (!Object.hasOwn(journals, ending)) throw new Error(`control ${control} declares no journal ${ending}`);
			return world.journal(ending);
		},
		decide(basis) {
			evaluation.basis = basis;
		}
	};
}
function reportError(thrown) {
	const { code, message, hint, problems } = toError(thrown);
	return {
		code,
		message,
		...hint === void 0 ? {} : { hint },
		...problems.length === 0 ? {} : { problems: [...problems] }
	};
}
function recording(tree, reads) {
	return {
		ref: tree.ref,
		list: () => tree.list(),
		async read(path, maxBytes) {
			const answer = await tree.read(path, maxBytes);
			if (answer.found) recordRead(reads, answer);
			return answer;
		}
	};
}
function recordingPast(past, reads) {
	return {
		from: past.from,
		versions: (paths, maxBytes) => past.versions(paths, maxBytes),
		modes: (commit, paths) => past.modes(commit, paths),
		tree: (commit) => recording(past.tree(commit), reads),
		async files(commit, paths, maxBytes) {
			const files = await past.files(commit, paths, maxBytes);
			for (const [path, file] of files) {
				if (!file.found) continue;
				const { content } = file;
				recordRead(reads, {
					source: "tree",
					path,
					ref: commit,
					sha256: sha256(content),
					bytes: content.length
				});
			}
			return files;
		}
	};
}
function recordingHistory(history, evaluation) {
	const { reads } = evaluation;
	return { async units(request) {
		const answer = await history.units(request);
		if (request?.range !== void 0) evaluation.range = request.range;
		if (!answer.ok) return answer;
		return {
			ok: true,
			units: answer.units.map((unit) => {
				const { name, key, pullRequest, base, head } = unit;
				const [before, after] = [recording(unit.before, reads), recording(unit.after, reads)];
				return {
					name,
					key,
					pullRequest,
					base,
					head,
					before,
					after,
					async changes() {
						const listed = await unit.changes();
						if (listed.ok && head === void 0) recordRead(reads, workTreeRead(unit, listed.changes));
						return listed;
					},
					async content(change, side, maxBytes) {
						const content = await unit.content(change, side, maxBytes);
						if (content.found) recordRead(reads, content);
						return content;
					}
				};
			})
		};
	} };
}
function recordRead(reads, { source, path, ref, sha256, bytes }) {
	if (reads.some((read) => read.path === path && read.ref === ref && read.source === source)) return;
	reads.push({
		source,
		path,
		...ref === void 0 ? {} : { ref },
		sha256,
		bytes
	});
}

// shared/core/sanitise.ts
const secretPatterns = [
	["GitHub token", /(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{22,255})/g],
	["GitLab token", /glpat-[A-Za-z0-9_-]{20,}/g],
	["AWS access key", /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/g],
	["Slack token", /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/g],
	["Google API key", /\bAIza[A-Za-z0-9_-]{35}\b/g],
	["secret key", /\b(?:sk_live_[A-Za-z0-9]{16,}|sk-[A-Za-z0-9_-]{20,})/g],
	["Slack webhook", /hooks\.slack\.com\/services\/\S+/g],
	["npm token", /\bnpm_[A-Za-z0-9]{36}\b/g],
	["JSON web token", /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/g],
	["private key", /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g],
	["credential in a URL", /(?<=\bhttps?:\/\/)[^\s/@:]{8,}(?=@)/gi],
	["password in a URL", /(?<=\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:)[^\s/]+(?=@)/gi]
];
function mayHoldSecret(json) {
	return /gh[pousr]_|github_pat_|glpat-|sk-|sk_live_|hooks\.slack|AKIA|ASIA|xox[abeoprs]-|AIza|npm_|eyJ|PRIVATE KEY|:\/\/[^\s/]*@/.test(json);
}
function redact(text) {
	if (!mayHoldSecret(text)) return {
		text,
		found: []
	};
	const found = [];
	let clean = text;
	for (const [name, pattern] of secretPatterns) {
		const replaced = clean.replace(pattern, `[redacted ${name}]`);
		if (replaced !== clean) found.push(name);
		clean = replaced;
	}
	return {
		text: clean,
		found
	};
}
function oneLine(text) {
	if (isPlain(text)) return text.trim();
	return visible$1(text.replace(/[\t\n\v\f\r ]+/g, " ")).trim();
}
function lines(text) {
	if (isPlain(text)) return text;
	return text.split(/\r\n|\r|\n/).map((line) => visible$1(line.replaceAll("	", "  "))).join("\n");
}
function isPlain(text) {
	return /^(?:[!-~]| (?! ))*$/.test(text);
}
function visible$1(text) {
	return text.toWellFormed().replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}]/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
function cut(text, max) {
	if (text.length <= max) return text;
	const points = Array.from(text);
	if (points.length <= max) return text;
	const head = Math.ceil((max - 1) / 2);
	return `${points.slice(0, head).join("")}…${points.slice(points.length - (max - 1 - head)).join("")}`;
}
function logLine(text) {
	return oneLine(text).replace(/^::/, ": :").replaceAll("##[", "# #[");
}

// shared/core/version.ts
const version = "0.1.0";

// shared/domain/decision/exit.ts
function exitCode(status, failOn, error) {
	switch (status) {
		case "passed":
		case "not-applicable": return 0;
		case "failed": return failOn === "never" ? 0 : 1;
		case "unverified": return failOn === "unverified" ? 3 : 0;
		case "error": return error === "BAD_INPUT" || error === "BAD_CONFIG" || error === "BAD_REPORT" ? 2 : 4;
	}
}
function headline(status, results = []) {
	switch (status) {
		case "passed": return results.some((result) => result.waiver !== void 0) ? "PASSED WITH WAIVERS" : "PASSED";
		case "failed": return "FAILED";
		case "unverified": return "NOT VERIFIED";
		case "not-applicable": return "NOT APPLICABLE";
		case "error": return "ERROR";
	}
}

// shared/core/object-id.ts
function objectId(kind, content, length) {
	return objectHash(kind, content.length, length).update(content).digest("hex");
}
function objectHash(kind, bytes, length) {
	return createHash(length === 40 ? "sha1" : "sha256").update(`${kind} ${bytes}\0`);
}

// shared/adapters/exec.ts
function exec(program, args, options) {
	return new Promise((resolve) => {
		const child = spawn(program, args, {
			cwd: options.cwd,
			env: options.env,
			stdio: [
				"pipe",
				"pipe",
				"pipe"
			]
		});
		child.stdin.on("error", () => void 0);
		child.stdin.end(options.input ?? "");
		const out = [];
		let err = "";
		let size = 0;
		let stopped;
		const stop = (why) => {
			stopped ??= why;
			child.kill("SIGKILL");
		};
		const timer = setTimeout(() => stop("timeout"), options.timeoutMs);
		child.stdout.on("data", (chunk) => {
			size += chunk.length;
			if (size > options.maxBytes) stop("too-much-output");
			else out.push(chunk);
		});
		child.stderr.on("data", (chunk) => {
			if (err.length < 4e3) err += chunk.toString("utf8");
		});
		child.on("error", (error) => {
			clearTimeout(timer);
			resolve({
				code: void 0,
				stdout: Buffer.alloc(0),
				stderr: error.message,
				stopped: "not-found"
			});
		});
		child.on("close", (code) => {
			clearTimeout(timer);
			resolve({
				code: stopped === void 0 ? code ?? void 0 : void 0,
				stdout: Buffer.concat(out),
				stderr: err,
				...stopped === void 0 ? {} : { stopped }
			});
		});
	});
}

// shared/adapters/missing.ts
function tooLarge(path, maxBytes) {
	return {
		found: false,
		path,
		reason: "too-large",
		message: `has more than the ${maxBytes} bytes that are read`
	};
}

// shared/adapters/git.ts
const timeoutMs = 6e4;
const listMaxBytes = 67108864;
const inherited = [
	"PATH",
	"HOME",
	"USERPROFILE",
	"XDG_CONFIG_HOME",
	"SYSTEMROOT",
	"TMP",
	"TEMP",
	"TMPDIR"
];
function gitProcess(args) {
	const env = {
		...Object.fromEntries(inherited.map((name) => [name, process.env[name]])),
		LC_ALL: "C",
		GIT_LITERAL_PATHSPECS: "1",
		GIT_NO_REPLACE_OBJECTS: "1",
		GIT_GRAFT_FILE: devNull,
		GIT_NO_LAZY_FETCH: "1",
		GIT_OPTIONAL_LOCKS: "0",
		GIT_TERMINAL_PROMPT: "0"
	};
	return {
		args: [
			"-c",
			"core.quotepath=off",
			"-c",
			"advice.graftFileDeprecated=false",
			...args
		],
		env
	};
}
function runGit(cwd, args, { maxBytes = 1048576, input } = {}) {
	const { args: all, env } = gitProcess(args);
	return exec("git", all, {
		cwd,
		env,
		timeoutMs,
		maxBytes,
		input
	});
}
async function openRepository(folder) {
	const places = [
		"rev-parse",
		"--show-toplevel",
		"--show-prefix",
		"--git-common-dir"
	];
	const commits = [
		"HEAD^{commit}",
		"HEAD^{tree}",
		"HEAD^1^{commit}"
	];
	let ran = await runGit(folder, [...places, ...commits]);
	if (ran.stopped === "not-found") return {
		ok: false,
		message: "git could not be started"
	};
	if (ran.code !== 0) ran = await runGit(folder, [...places, ...commits.slice(0, 2)]);
	if (ran.code !== 0) ran = await runGit(folder, places);
	if (ran.code !== 0) return {
		ok: false,
		message: firstLine(ran.stderr) || "this is not a git repository"
	};
	const [top = "", prefix = "", common = "", ...rest] = ran.stdout.toString("utf8").split("\n");
	const [head, tree, parent] = rest.map((id) => id || void 0);
	return {
		ok: true,
		repository: {
			top,
			prefix,
			head,
			tree,
			parent,
			hasRemote: existsSync(join(resolve(folder, common), "refs", "remotes", "origin", "HEAD"))
		}
	};
}
function firstLine(text) {
	return (text.split("\n")[0] ?? "").replace(/^fatal: /, "").trim();
}
async function listWorktree(repository) {
	const ran = await runGit(posix.join(repository.top, repository.prefix), [
		"ls-files",
		"-z",
		"--cached",
		"--others",
		"--exclude-standard"
	], { maxBytes: listMaxBytes });
	if (ran.code !== 0) return { because: unreadable("the files of the work tree could not be listed", ran) };
	return [...new Set(ran.stdout.toString("utf8").split("\0").filter((path) => path !== ""))].sort(byCodeUnit);
}
function commitTree(repository, commit, prefix) {
	return {
		ref: commit,
		async read(path, maxBytes) {
			const contained = containedPath(path);
			if (!contained.ok) return {
				found: false,
				path,
				reason: "outside",
				message: contained.message
			};
			const full = `${prefix}${contained.path}`;
			const listed = await runGit(repository.top, [
				"ls-tree",
				"-z",
				"--full-tree",
				commit,
				"--",
				full
			]);
			const entries = listed.code === 0 ? entriesOf(listed.stdout) : void 0;
			if (entries === void 0) {
				const because = unreadable(`the tree of commit ${commit} could not be read`, listed);
				return {
					found: false,
					path,
					reason: "unreadable",
					message: because.message,
					because
				};
			}
			const [entry, second] = entries;
			if (second !== void 0) {
				const because = unreadable(`the tree of commit ${commit} has ${path} twice`, listed);
				return {
					found: false,
					path,
					reason: "unreadable",
					message: because.message,
					because
				};
			}
			if (entry === void 0) return {
				found: false,
				path,
				reason: "absent",
				message: "does not exist"
			};
			const kind = fileKind(entry.mode);
			if (kind !== void 0) return {
				found: false,
				path,
				reason: "not-a-file",
				message: `is ${kind}`
			};
			return readBlob(repository, commit, contained.path, entry, maxBytes);
		},
		async list() {
			const args = [
				"ls-tree",
				"-r",
				"-z",
				"--full-tree",
				commit,
				"--"
			];
			if (prefix !== "") args.push(prefix);
			const ran = await runGit(repository.top, args, { maxBytes: listMaxBytes });
			const entries = ran.code === 0 ? entriesOf(ran.stdout) : void 0;
			if (entries === void 0) return {
				ok: false,
				because: unreadable(`the files of commit ${commit} could not be listed`, ran)
			};
			return {
				ok: true,
				paths: entries.filter((entry) => entry.path.startsWith(prefix)).map((entry) => entry.path.slice(prefix.length)).sort(byCodeUnit)
			};
		}
	};
}
function entriesOf(stdout) {
	const lines = stdout.toString("utf8").split("\0").filter((line) => line !== "");
	const entries = lines.flatMap((line) => {
		const [, mode = "", id = "", path = ""] = /^(\d{6}) \w+ ([0-9a-f]+)\t([\s\S]+)$/.exec(line) ?? [];
		return mode === "" ? [] : [{
			mode,
			id,
			path
		}];
	});
	return entries.length === lines.length ? entries : void 0;
}
function fileKind(mode) {
	switch (mode) {
		case "100644":
		case "100755":
		case "100664": return;
		case "120000": return "a symbolic link";
		case "160000": return "a submodule";
		default: return "a folder";
	}
}
async function readBlob(repository, commit, path, { id }, maxBytes) {
	const blob = await runGit(repository.top, [
		"cat-file",
		"blob",
		id
	], { maxBytes });
	if (blob.stopped === "too-much-output") return tooLarge(path, maxBytes);
	if (blob.code !== 0) {
		const because = unreadable(`the content of ${path} at commit ${commit} could not be read`, blob);
		return {
			found: false,
			path,
			reason: "unreadable",
			message: because.message,
			because
		};
	}
	const content = new Uint8Array(blob.stdout);
	if (objectId("blob", content, id.length) !== id) {
		const because = unreadable(`the content of ${path} at commit ${commit} is not what its object id says`, blob);
		return {
			found: false,
			path,
			reason: "unreadable",
			message: because.message,
			because
		};
	}
	return {
		found: true,
		source: "tree",
		path,
		ref: commit,
		sha256: sha256(content),
		bytes: content.length,
		content
	};
}
function unreadable(message, ran) {
	const detail = ran.stopped ?? firstLine(ran.stderr);
	return {
		code: "NO_DATA",
		message: detail === "" ? message : `${message}: ${detail}`,
		needs: "a checkout that has this commit (actions/checkout with fetch-depth: 0)"
	};
}
function byCodeUnit(a, b) {
	return a < b ? -1 : a > b ? 1 : 0;
}
async function mergeBase(repository, a, b) {
	const ran = await runGit(repository.top, [
		"merge-base",
		"--end-of-options",
		a,
		b
	]);
	return ran.code === 0 ? ran.stdout.toString("utf8").trim() : void 0;
}
async function startOfWork(repository) {
	const { head, parent, hasRemote } = repository;
	if (head === void 0) return void 0;
	const left = hasRemote ? await mergeBase(repository, "refs/remotes/origin/HEAD", head) : void 0;
	return left === void 0 || left === head ? parent ?? head : left;
}
async function trackedBelow(folder) {
	const ran = await runGit(folder, [
		"ls-files",
		"-z",
		"--cached"
	], { maxBytes: listMaxBytes });
	if (ran.code !== 0) {
		const { message } = unreadable("git could not say which files are tracked", ran);
		return {
			ok: false,
			because: {
				code: "NO_DATA",
				message,
				needs: "a folder outside of the checkout"
			}
		};
	}
	return {
		ok: true,
		paths: ran.stdout.toString("utf8").split("\0").filter((path) => path !== "")
	};
}

// shared/adapters/open-file.ts
const reading = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
async function openFile(folder, path) {
	const link = linkOnTheWay(folder, path);
	if (link !== void 0) return link;
	const file = await promises.open(join(folder, path), reading);
	try {
		if ((await file.stat()).isFile()) return { file };
	} catch (error) {
		await file.close();
		throw error;
	}
	await file.close();
	return notAFile(path, "is not a regular file");
}
function openSmallFile(folder, path) {
	const link = linkOnTheWay(folder, path);
	if (link !== void 0) return link;
	const file = openSync(join(folder, path), reading);
	try {
		const stats = fstatSync(file);
		if (stats.isFile()) return {
			file,
			bytes: stats.size
		};
	} catch (error) {
		closeSync(file);
		throw error;
	}
	closeSync(file);
	return notAFile(path, "is not a regular file");
}
function notAFile(path, message) {
	return {
		found: false,
		path,
		reason: "not-a-file",
		message
	};
}
function linkOnTheWay(folder, path) {
	const parts = path.split("/");
	for (let count = 1; count <= parts.length; count += 1) {
		const part = parts.slice(0, count).join("/");
		if (lstatSync(join(folder, part)).isSymbolicLink()) return notAFile(path, part === path ? "is a symbolic link" : `is reached through the symbolic link ${part}`);
	}
}
function missing(path, error) {
	const code = error.code ?? "unknown error";
	if (code === "ENOENT" || code === "ENOTDIR") return {
		found: false,
		path,
		reason: "absent",
		message: "does not exist"
	};
	if (code === "ELOOP") return {
		found: false,
		path,
		reason: "not-a-file",
		message: "is a symbolic link"
	};
	if (code === "EISDIR" || code === "ENXIO") return {
		found: false,
		path,
		reason: "not-a-file",
		message: "is not a regular file"
	};
	const message = `could not be read (${code})`;
	return {
		found: false,
		path,
		reason: "unreadable",
		message,
		because: {
			code: "NO_DATA",
			message: `the file ${message}`,
			needs: "read access to the file"
		}
	};
}

// shared/adapters/worktree.ts
const walkLimit = 2e5;
function worktree(folder, repository) {
	return {
		ref: void 0,
		async read(path, maxBytes) {
			const contained = containedPath(path);
			if (!contained.ok) return {
				found: false,
				path,
				reason: "outside",
				message: contained.message
			};
			try {
				const opened = openSmallFile(folder, contained.path);
				if ("found" in opened) return {
					...opened,
					path
				};
				const { file } = opened;
				try {
					if (opened.bytes > maxBytes) return tooLarge(path, maxBytes);
					const content = new Uint8Array(readFileSync(file));
					if (content.length > maxBytes) return tooLarge(path, maxBytes);
					return {
						found: true,
						source: "worktree",
						path: contained.path,
						sha256: sha256(content),
						bytes: content.length,
						content
					};
				} finally {
					closeSync(file);
				}
			} catch (error) {
				return missing(path, error);
			}
		},
		async list() {
			if (repository !== void 0) {
				const paths = await listWorktree(repository);
				return Array.isArray(paths) ? {
					ok: true,
					paths
				} : {
					ok: false,
					because: paths.because
				};
			}
			const paths = [];
			if (await walk(folder, "", paths)) return {
				ok: true,
				paths: paths.sort()
			};
			return {
				ok: false,
				because: {
					code: "TRUNCATED",
					message: `the folder has more than ${walkLimit} files`,
					needs: "a git repository, or a smaller working directory"
				}
			};
		}
	};
}
async function walk(folder, below, paths) {
	for (const entry of await promises.readdir(join(folder, below), { withFileTypes: true })) {
		if (entry.name === ".git") continue;
		const path = below === "" ? entry.name : `${below}/${entry.name}`;
		if (!entry.isDirectory()) paths.push(path);
		else if (!await walk(folder, path, paths)) return false;
		if (paths.length > walkLimit) return false;
	}
	return true;
}

// shared/core/part.ts
function partKey({ index, of }) {
	return `${index}-of-${of}`;
}

// shared/core/pointer.ts
function parsePointer(text) {
	if (text === "") return [];
	if (!text.startsWith("/") || /~(?![01])/.test(text)) return void 0;
	return text.slice(1).split("/").map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}
function formatPointer(tokens) {
	return tokens.map((token) => childPointer("", token)).join("");
}
function childPointer(pointer, token) {
	return `${pointer}/${String(token).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

// shared/core/schema-keys.ts
function keysAt(schema, path) {
	let schemas = forms(schema);
	for (const key of path) schemas = schemas.flatMap(({ shape, element, valueType }) => {
		const inner = typeof key === "number" ? element : own$1(shape, String(key)) ?? valueType;
		return inner === void 0 ? [] : forms(inner);
	});
	return [...new Set(schemas.flatMap(({ shape }) => Object.keys(shape ?? {})))];
}
function own$1(shape, key) {
	return shape !== void 0 && Object.hasOwn(shape, key) ? shape[key] : void 0;
}
function forms(schema) {
	const definition = schema.def;
	const { innerType, options, left, right, in: input, out, getter } = definition;
	const inner = [
		innerType,
		...options ?? [],
		left,
		right,
		input,
		out,
		getter?.()
	].filter((each) => each !== void 0);
	return inner.length === 0 ? [definition] : inner.flatMap(forms);
}

// shared/core/config.ts
const configMaxBytes = 1048576;
function sectionSchema(control) {
	const fields = control.inputs;
	const shape = control.kind === "decide" ? {} : { ...commonSection };
	for (const [name, field] of Object.entries(fields)) {
		if (field.shape === "secret") continue;
		shape[name] = field.schema.optional().meta({ description: describeDefault(field.description, field.default) });
	}
	return strictObject(shape);
}
function describeDefault(description, value) {
	return value === void 0 ? description : `${description} Default: ${JSON.stringify(value)}.`;
}
function configSchema(controls, known) {
	const shape = { ...commonConfig };
	for (const name of known.controls) shape[name] = unknown().optional();
	for (const name of known.lists) shape[name] = unknown().optional();
	for (const control of controls) {
		shape[control.name] = sectionSchema(control).nullable().optional();
		for (const [name, schema] of Object.entries(control.lists)) shape[name] = schema.optional();
	}
	return strictObject(shape);
}
function withSharedSections(written, controls) {
	const value = { ...written };
	for (const { name, sharesSection, inputs } of controls) {
		const [own, shared] = [written[name], sharesSection === void 0 ? void 0 : written[sharesSection]];
		if (!isObject(shared) || !Object.hasOwn(written, name) || !(isObject(own) || own === null)) continue;
		const both = Object.entries(shared).filter(([key]) => Object.hasOwn(inputs, key));
		value[name] = {
			...Object.fromEntries(both),
			...own
		};
	}
	return value;
}
function parseConfig(written, controls, known) {
	if (!isObject(written)) return {
		ok: false,
		problems: [{
			pointer: "",
			message: "expected a mapping of keys to values"
		}]
	};
	const value = withSharedSections(written, controls);
	const unsafe = unsafeKey(written, "");
	if (unsafe !== void 0) return {
		ok: false,
		problems: [{
			pointer: unsafe,
			message: "the key __proto__ cannot be used",
			key: true
		}]
	};
	const schema = configSchema(controls, known);
	const parsed = schema.safeParse(value);
	const problems = parsed.success ? [] : problemsOf(parsed.error, schema, value);
	const lists = {};
	for (const control of controls) {
		const own = parsed.success ? listsOf(control, parsed.data) : readLists(control, value);
		if (own !== void 0) {
			Object.assign(lists, own);
			const section = parsed.success ? parsed.data[control.name] : readSection(control, value);
			problems.push(...control.configProblems?.(own, section ?? void 0, value) ?? []);
		}
		problems.push(...disabledRuleProblems(control, value[control.name]));
	}
	if (!parsed.success) return {
		ok: false,
		problems
	};
	const data = parsed.data;
	const common = Object.fromEntries(Object.keys(commonConfig).map((key) => [key, data[key]]));
	problems.push(...policyProblems(common, controls, known));
	if (problems.length > 0) return {
		ok: false,
		problems
	};
	const present = (name) => Object.hasOwn(value, name);
	return {
		ok: true,
		config: {
			common,
			sections: Object.fromEntries(controls.filter(({ name }) => present(name)).map(({ name }) => [name, data[name] ?? {}])),
			lists,
			asked: {
				sections: known.controls.filter(present),
				lists: known.lists.filter(present),
				skipOn: Object.fromEntries(known.controls.map((name) => [name, skippedEvents(value[name])])),
				parts: Object.fromEntries(known.controls.flatMap((name) => {
					const parts = partsOf(value[name]);
					return parts === void 0 ? [] : [[name, parts]];
				}))
			}
		}
	};
}
function policyProblems(common, controls, known) {
	const problems = [];
	const profiles = [...Object.keys(builtInProfiles), ...Object.keys(common.profiles)];
	if (common.profile !== void 0 && !profiles.includes(common.profile)) problems.push({
		pointer: "/profile",
		message: `there is no profile ${common.profile}${suggestion(common.profile, profiles)}`
	});
	for (const list of [
		"waivers",
		"attestations",
		"deferrals"
	]) for (const [index, { rule }] of common[list].entries()) {
		const message = rule === void 0 ? void 0 : unknownRule(rule, controls, known);
		if (message !== void 0) problems.push({
			pointer: `/${list}/${index}/rule`,
			message
		});
	}
	return problems;
}
function unknownRule(pattern, controls, known) {
	const [name = "", id = ""] = pattern.split("/");
	if (!known.controls.includes(name)) return `there is no control ${name}${suggestion(name, known.controls)}`;
	const control = controls.find((each) => each.name === name);
	if (control === void 0 || id === "*" || Object.hasOwn(control.rules, id)) return void 0;
	return `${name} has no rule ${id}${suggestion(id, Object.keys(control.rules))}`;
}
function unsafeKey(value, pointer) {
	if (typeof value !== "object" || value === null) return void 0;
	for (const [key, inner] of Object.entries(value)) {
		const own = `${pointer}${formatPointer([key])}`;
		const found = key === "__proto__" ? own : unsafeKey(inner, own);
		if (found !== void 0) return found;
	}
}
function listsOf(control, data) {
	return Object.fromEntries(Object.keys(control.lists).map((name) => [name, data[name] ?? []]));
}
function readLists(control, value) {
	const lists = {};
	for (const [name, schema] of Object.entries(control.lists)) {
		const list = Object.hasOwn(value, name) ? schema.safeParse(value[name]) : {
			success: true,
			data: []
		};
		if (!list.success) return void 0;
		lists[name] = list.data;
	}
	return lists;
}
function readSection(control, value) {
	return Object.hasOwn(value, control.name) ? sectionSchema(control).safeParse(value[control.name]).data : void 0;
}
function skippedEvents(section) {
	const events = isObject(section) ? section["skip-on"] : void 0;
	return Array.isArray(events) ? events.filter((event) => typeof event === "string") : [];
}
function partsOf(section) {
	const repositories = isObject(section) ? section["repositories"] : void 0;
	const shards = isObject(repositories) ? repositories["shards"] : void 0;
	return Number.isInteger(shards) && Number(shards) > 1 && Number(shards) <= 256 ? Number(shards) : void 0;
}
function asksFor(control, config) {
	return control.kind === "decide" || config.asked.sections.includes(control.name) || askingLists(control).some((name) => config.asked.lists.includes(name));
}
function disabledRuleProblems(control, section) {
	const disabled = isObject(section) ? section["disabled-rules"] : void 0;
	const rules = Object.keys(control.rules);
	return Object.keys(isObject(disabled) ? disabled : {}).filter((id) => !rules.includes(id)).map((id) => ({
		pointer: pointerOf([
			control.name,
			"disabled-rules",
			id
		]),
		message: `${control.name} has no rule ${id}${suggestion(id, rules)}`,
		key: true
	}));
}
function problemsOf(error, schema, value) {
	const keysOf = (path) => keysAt(schema, path);
	return error.issues.flatMap((issue) => {
		const problem = {
			pointer: pointerOf(issue.path),
			message: messageOf(issue, value, keysOf)
		};
		if (issue.code === "invalid_key") return [{
			...problem,
			key: true
		}];
		if (issue.code !== "unrecognized_keys") return [problem];
		return issue.keys.map((key) => ({
			pointer: pointerOf([...issue.path, key]),
			message: unknownKey(key, issue.path, keysOf),
			key: true
		}));
	});
}
function unknownKey(key, path, keysOf) {
	return `unknown key ${key}${suggestion(key, keysOf(path))}`;
}
function messageOf(issue, value, keysOf) {
	const name = issue.path.length === 0 ? "the file" : issue.path.map(String).join(".");
	const given = issue.path.reduce((inner, key) => inner?.[key], value);
	if (issue.code === "invalid_type") {
		const expected = issue.expected === "int" ? "a whole number" : issue.expected;
		return given === void 0 ? `${name} is missing (expected ${expected})` : `${name}: expected ${expected}, got ${typeName(given)}`;
	}
	if (issue.code === "invalid_value") {
		const values = issue.values.map((each) => JSON.stringify(each)).join(", ");
		return given === void 0 ? `${name} is missing (expected ${values})` : `${name}: expected ${values}`;
	}
	if (issue.code === "invalid_union" && issue.errors.length > 0) return `${name} fits none of its forms: ${issue.errors.map((errors) => errors.map((inner) => messageOf({
		...inner,
		path: [...issue.path, ...inner.path]
	}, value, keysOf)).join(" and ")).join("; or ")}`;
	if (issue.code === "unrecognized_keys") return `${name}: ${issue.keys.map((key) => unknownKey(key, issue.path, keysOf)).join(", ")}`;
	if (issue.code === "invalid_key") return `${name}: ${issue.issues.map((inner) => inner.message).join(" and ")}`;
	return `${name}: ${issue.message}`;
}
function typeName(value) {
	if (value === null) return "nothing (null)";
	return Array.isArray(value) ? "a list" : isObject(value) ? "a mapping" : `a ${typeof value}`;
}
function pointerOf(path) {
	return formatPointer(path.map(String));
}

// shared/parse/text.ts
const foreignMarks = [
	{
		name: "UTF-32",
		bytes: [
			255,
			254,
			0,
			0
		]
	},
	{
		name: "UTF-32",
		bytes: [
			0,
			0,
			254,
			255
		]
	},
	{
		name: "UTF-16",
		bytes: [255, 254]
	},
	{
		name: "UTF-16",
		bytes: [254, 255]
	}
];
const decoder = new TextDecoder("utf-8", {
	fatal: true,
	ignoreBOM: true
});
function decodeText(bytes) {
	const foreign = foreignMarks.find((mark) => mark.bytes.every((byte, index) => bytes[index] === byte));
	if (foreign !== void 0) return {
		ok: false,
		message: `is ${foreign.name} text: save it as UTF-8`,
		line: 1
	};
	const bom = bytes[0] === 239 && bytes[1] === 187 && bytes[2] === 191;
	let text;
	try {
		text = decoder.decode(bom ? bytes.subarray(3) : bytes);
	} catch {
		if (bytes.includes(0)) return withNul(bytes);
		const invalid = firstInvalidByte(bytes) ?? 0;
		const line = lineOfByte(bytes, invalid);
		return {
			ok: false,
			message: `is not UTF-8 text: byte 0x${(bytes[invalid] ?? 0).toString(16).toUpperCase().padStart(2, "0")} in line ${line} does not belong there`,
			line
		};
	}
	if (text.includes("\0")) return withNul(bytes);
	const cr = text.indexOf("\r");
	return {
		ok: true,
		text,
		bom,
		crlf: cr === -1 ? void 0 : positionAt(text, cr).line
	};
}
function withNul(bytes) {
	const line = lineOfByte(bytes, bytes.indexOf(0));
	return {
		ok: false,
		message: `is not a text file: it holds a NUL byte in line ${line}`,
		line
	};
}
function lineIndex(text) {
	const starts = [0];
	for (const match of text.matchAll(/\r\n|\n|\r/g)) starts.push(match.index + match[0].length);
	return {
		count: starts.length,
		position(offset) {
			const inside = Math.min(Math.max(offset, 0), text.length);
			let low = 0;
			let high = starts.length - 1;
			while (low < high) {
				const middle = low + high + 1 >> 1;
				if ((starts[middle] ?? 0) <= inside) low = middle;
				else high = middle - 1;
			}
			return {
				line: low + 1,
				column: inside - (starts[low] ?? 0) + 1
			};
		},
		start: (line) => starts[line - 1],
		line(line) {
			const start = starts[line - 1];
			return start === void 0 ? void 0 : text.slice(start, starts[line] ?? text.length).replace(/[\r\n]+$/, "");
		}
	};
}
function positionAt(text, offset) {
	return lineIndex(text.slice(0, Math.max(offset, 0) + 1)).position(offset);
}
function quote(text, limit = 40) {
	return `"${clipped(text, limit)}"`;
}
function clipped(text, limit) {
	const characters = [...text.slice(0, limit * 2)];
	return `${characters.slice(0, limit).map(visible).join("")}${characters.length > limit || text.length > limit * 2 ? "…" : ""}`;
}
function visible(character) {
	if (character === " " || /^[^\p{C}\p{Z}]$/u.test(character)) return character;
	return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
function lineOfByte(bytes, end) {
	let line = 1;
	for (let index = 0; index < end; index += 1) if (bytes[index] === 10 || bytes[index] === 13 && bytes[index + 1] !== 10) line += 1;
	return line;
}
const sequences = [
	{
		from: 194,
		to: 223,
		length: 2,
		second: [128, 191]
	},
	{
		from: 224,
		to: 224,
		length: 3,
		second: [160, 191]
	},
	{
		from: 225,
		to: 236,
		length: 3,
		second: [128, 191]
	},
	{
		from: 237,
		to: 237,
		length: 3,
		second: [128, 159]
	},
	{
		from: 238,
		to: 239,
		length: 3,
		second: [128, 191]
	},
	{
		from: 240,
		to: 240,
		length: 4,
		second: [144, 191]
	},
	{
		from: 241,
		to: 243,
		length: 4,
		second: [128, 191]
	},
	{
		from: 244,
		to: 244,
		length: 4,
		second: [128, 143]
	}
];
function firstInvalidByte(bytes) {
	let index = 0;
	while (index < bytes.length) {
		const lead = bytes[index] ?? 0;
		if (lead < 128) {
			index += 1;
			continue;
		}
		const sequence = sequences.find((candidate) => lead >= candidate.from && lead <= candidate.to);
		if (sequence === void 0) return index;
		for (let offset = 1; offset < sequence.length; offset += 1) {
			const [low, high] = offset === 1 ? sequence.second : [128, 191];
			const byte = bytes[index + offset];
			if (byte === void 0 || byte < low || byte > high) return index;
		}
		index += sequence.length;
	}
}
function listed(items, most = 5) {
	const [shown, more] = [items.slice(0, most), items.length - most];
	return more > 0 ? `${shown.join(", ")} and ${more} more` : shown.join(", ");
}

// shared/parse/document.ts
const always = {
	duplicates: () => true,
	inexact: () => true
};
function createDocument(value, places, lines, mayHave = always) {
	const placed = once(places);
	const index = once(lines);
	const position = (offset) => offset === void 0 ? void 0 : index().position(offset);
	const find = (pointer) => {
		if (lookUp(value, pointer) === void 0) return void 0;
		return parsePointer(pointer)?.reduce((place, token) => place?.members?.get(token), placed().root);
	};
	const positioned = (found) => found.map(({ offset, ...noticed }) => ({
		...noticed,
		position: index().position(offset)
	}));
	const mayHaveDuplicates = once(mayHave.duplicates);
	const noticed = {
		mayHaveDuplicates,
		duplicates: once(() => mayHaveDuplicates() ? positioned(placed().duplicates) : []),
		inexact: once(() => mayHave.inexact() ? positioned(placed().inexact) : [])
	};
	return Object.assign(Object.create(asked), {
		noticed,
		value,
		get: (pointer) => lookUp(value, pointer),
		at: (pointer) => position(find(pointer)?.offset),
		keyAt: (pointer) => position(find(pointer)?.key),
		near(pointer) {
			let place = placed().root;
			for (const token of parsePointer(pointer) ?? []) place = place?.members?.get(token) ?? place;
			return parsePointer(pointer) === void 0 ? void 0 : position(place?.offset);
		},
		leaves: () => leavesOf(value)
	});
}
const asked = {
	get mayHaveDuplicates() {
		return this.noticed.mayHaveDuplicates();
	},
	get duplicates() {
		return this.noticed.duplicates();
	},
	get inexact() {
		return this.noticed.inexact();
	}
};
function once(compute) {
	let result;
	return () => (result ??= { value: compute() }).value;
}
function lookUp(value, pointer) {
	const tokens = parsePointer(pointer);
	if (tokens === void 0) return void 0;
	let current = value;
	for (const token of tokens) if (Array.isArray(current)) current = /^(?:0|[1-9]\d*)$/.test(token) ? current[Number(token)] : void 0;
	else if (typeof current === "object" && current !== null && Object.hasOwn(current, token)) current = current[token];
	else return;
	return current;
}
function setMember(object, key, value) {
	Object.defineProperty(object, key, {
		value,
		writable: true,
		enumerable: true,
		configurable: true
	});
}
function leavesOf(root) {
	const leaves = [];
	const pending = [{
		value: root,
		pointer: ""
	}];
	for (let next = pending.pop(); next !== void 0; next = pending.pop()) {
		const { value, pointer } = next;
		const members = typeof value === "object" && value !== null ? Object.entries(value) : [];
		if (members.length === 0) leaves.push(pointer);
		for (const [key, member] of members.reverse()) pending.push({
			value: member,
			pointer: childPointer(pointer, key)
		});
	}
	return leaves;
}

// shared/parse/json-number.ts
function decimal(literal) {
	const [, sign = "", whole = "", fraction = "", exponent = "0"] = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(literal) ?? [];
	const digits = `${whole}${fraction}`.replace(/^0+/, "");
	const significant = digits.replace(/0+$/, "");
	if (significant === "") return "0";
	return `${sign}${significant}e${BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - significant.length)}`;
}
function isExact(literal) {
	if (!/^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(literal)) return false;
	const value = Number(literal);
	return Number.isFinite(value) && decimal(literal) === decimal(String(value));
}
function jsonNumber(written) {
	const plain = written.replace(/^\+/, "");
	if (/^0[xo]/.test(plain)) return BigInt(plain).toString();
	return plain.replace(/^(-?)\./, "$10.").replace(/\.(?=[eE]|$)/, "");
}

// shared/parse/yaml-construct.ts
const pairsTag = defineMappingTag("tag:yaml.org,2002:map", {
	create: () => ({ pairs: [] }),
	addPair(carrier, key, value) {
		carrier.pairs.push([key, value]);
		return "";
	},
	has: () => false,
	keys: (mapping) => mapping.pairs.map(([key]) => key),
	get: (mapping, key) => mapping.pairs.find(([own]) => own === key)?.[1],
	identify: () => false
});
const schema = CORE_SCHEMA.withTags(pairsTag);
function tooDeep(maxDepth) {
	return `is nested too deep: more than ${maxDepth} mappings and sequences`;
}
function constructYaml(text, events, limits) {
	const root = constructFromEvents(events, {
		source: text,
		schema
	})[0];
	const finished = new Map();
	let problem;
	let next = 1;
	let passed = 0;
	let aliased = 0;
	const lost = new Map();
	const report = (offset, message) => {
		problem ??= {
			offset,
			message
		};
	};
	const scalar = (event, raw, near) => {
		const offset = offsetOfScalar(text, event, passed, near);
		passed = Math.max(passed, event.valueEnd, event.anchorEnd, event.tagEnd, event.valueStart === -1 ? offset + 1 : 0);
		if (typeof raw === "number" && !Number.isFinite(raw)) report(offset, `holds a number that JSON cannot write: ${quote(getScalarValue(text, event))}`);
		if (limits.exactNumbers && typeof raw === "number" && !isExact(getScalarValue(text, event))) report(offset, `holds a number that loses digits when it is read: ${quote(getScalarValue(text, event))}`);
		if (typeof raw === "number" && Number.isFinite(raw)) {
			const inexact = jsonNumber(getScalarValue(text, event));
			if (!isExact(inexact)) {
				lost.set(raw, inexact);
				return {
					value: raw,
					place: {
						offset,
						inexact
					},
					height: 0,
					size: 1
				};
			}
		}
		if (typeof raw === "object" && raw !== null) return {
			value: Array.isArray(raw) ? [] : {},
			place: {
				offset,
				members: new Map()
			},
			height: 1,
			size: 1
		};
		return {
			value: raw,
			place: { offset },
			height: 0,
			size: 1
		};
	};
	const keyOf = (event, raw, offset) => {
		if (typeof raw === "string") return raw;
		if (event?.type === EVENT_ID.SCALAR && (typeof raw !== "object" || raw === null)) {
			const written = getScalarValue(text, event);
			if (limits.keysAsText && event.valueStart !== -1) return written;
			const shown = written === "" ? "an empty key" : `the key ${quote(written)}, which is not a string`;
			report(offset, `holds ${shown}: write it in quotes`);
		} else report(offset, "holds a key that is not a string");
		return "";
	};
	const mapping = (raw, place, depth) => {
		const value = {};
		const members = new Map();
		let height = 0;
		let size = 1;
		for (const [rawKey, rawValue] of raw.pairs) {
			const keyEvent = events[next];
			const keyAt = node(rawKey, depth + 1, members.size === 0 ? place.offset : void 0).place.offset;
			const key = keyOf(keyEvent, rawKey, keyAt);
			if (members.has(key)) report(keyAt, `holds the key ${quote(key)} twice in one mapping`);
			const built = node(rawValue, depth + 1, keyAt);
			setMember(value, key, built.value);
			members.set(key, {
				...built.place,
				key: keyAt
			});
			height = Math.max(height, built.height);
			size += built.size;
		}
		place.members = members;
		return {
			value,
			place,
			height: height + 1,
			size
		};
	};
	const sequence = (raw, place, depth) => {
		const items = raw.map((item) => node(item, depth + 1, void 0));
		place.members = new Map(items.map((item, index) => [String(index), item.place]));
		const height = items.reduce((most, item) => Math.max(most, item.height), 0) + 1;
		const size = items.reduce((sum, item) => sum + item.size, 1);
		return {
			value: items.map((item) => item.value),
			place,
			height,
			size
		};
	};
	const node = (raw, depth, near) => {
		const event = events[next];
		next += 1;
		if (event?.type === EVENT_ID.SCALAR) return scalar(event, raw, near);
		if (event?.type === EVENT_ID.ALIAS) {
			const offset = event.anchorStart - 1;
			passed = event.anchorEnd;
			if (typeof raw !== "object" || raw === null) return {
				value: raw,
				place: {
					offset,
					inexact: lost.get(raw)
				},
				height: 0,
				size: 1
			};
			const target = finished.get(raw);
			if (target === void 0) {
				report(offset, "holds an alias inside the value that it names");
				return {
					value: null,
					place: { offset },
					height: 0,
					size: 1
				};
			}
			aliased += target.size;
			if (aliased > limits.maxAliasedValues) report(offset, `holds aliases that stand for more than ${limits.maxAliasedValues} values`);
			if (depth + target.height > limits.maxDepth) report(offset, tooDeep(limits.maxDepth));
			return {
				...target,
				place: {
					offset,
					members: target.place.members
				}
			};
		}
		if (event?.type !== EVENT_ID.SEQUENCE && event?.type !== EVENT_ID.MAPPING) throw new TypeError("the events do not fit the value");
		passed = Math.max(passed, event.start);
		if (depth >= limits.maxDepth) report(event.start, tooDeep(limits.maxDepth));
		const place = { offset: event.start };
		const built = event.type === EVENT_ID.SEQUENCE ? sequence(raw, place, depth) : mapping(raw, place, depth);
		next += 1;
		finished.set(raw, built);
		return built;
	};
	const built = node(root, 0, void 0);
	return problem === void 0 ? {
		ok: true,
		value: built.value,
		place: built.place,
		inexact: lost.size > 0
	} : {
		ok: false,
		...problem
	};
}
function offsetOfScalar(text, event, passed, near) {
	if (event.valueStart === -1) {
		if (event.tagStart !== -1) return event.tagStart;
		if (event.anchorStart !== -1) return event.anchorStart - 1;
		return near ?? skipToIndicator(text, passed);
	}
	if (event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED) return event.valueStart - 1;
	if (event.style === SCALAR_STYLE.PLAIN) return event.valueStart;
	const header = Math.max(passed, event.anchorEnd, event.tagEnd, lineStart(text, event.valueStart));
	const indicator = text.slice(header, event.valueStart).search(/[|>]/);
	return indicator === -1 ? event.valueStart : header + indicator;
}
function lineStart(text, offset) {
	let end = offset;
	if (text[end - 1] === "\n") end -= 1;
	if (text[end - 1] === "\r") end -= 1;
	while (end > 0 && text[end - 1] !== "\n" && text[end - 1] !== "\r") end -= 1;
	return end;
}
function skipToIndicator(text, offset) {
	const passable = /(?:[\s:?,\]}'"]|#[^\n\r]*)*/y;
	passable.lastIndex = offset;
	return offset + (passable.exec(text)?.[0].length ?? 0);
}

// shared/parse/yaml.ts
function parseYaml(text, limits = {}) {
	const maxDepth = limits.maxDepth ?? 64;
	const lines = lineIndex(text);
	const fail = (offset, message) => {
		const position = lines.position(offset);
		return {
			ok: false,
			message: `${message} (line ${position.line}, column ${position.column})`,
			position
		};
	};
	if (text === "") return fail(0, "is empty: expected YAML");
	if (/^\s+$/.test(text)) return fail(0, "holds only white space: expected YAML");
	try {
		const events = parseEvents(text, { maxDepth: 2 * maxDepth + 2 });
		const documents = events.filter((event) => event.type === EVENT_ID.DOCUMENT);
		if (documents.length === 0) return fail(0, "holds only comments: expected YAML");
		if (documents[1] !== void 0) return fail(startOfSecond(text, documents), "holds more than one YAML document: expected one");
		const built = constructYaml(text, events, {
			maxDepth,
			maxAliasedValues: limits.maxAliasedValues ?? 1e5,
			keysAsText: limits.keysAsText ?? false,
			exactNumbers: limits.exactNumbers ?? false
		});
		if (!built.ok) return fail(built.offset, built.message);
		return {
			ok: true,
			document: createDocument(built.value, () => ({
				root: built.place,
				duplicates: [],
				inexact: built.inexact ? inexactIn(built.place) : []
			}), () => lines)
		};
	} catch (thrown) {
		if (!(thrown instanceof YAMLException)) return fail(0, "is not valid YAML: it could not be read to its end");
		if (thrown.reason.startsWith("nesting exceeded")) return fail(thrown.mark?.position ?? 0, tooDeep(maxDepth));
		return fail(thrown.mark?.position ?? 0, `is not valid YAML: ${quote(thrown.reason, 160).slice(1, -1)}`);
	}
}
function inexactIn(root) {
	const found = [];
	const visit = (place, pointer) => {
		if (place.inexact !== void 0) found.push({
			pointer,
			offset: place.offset,
			text: place.inexact
		});
		for (const [key, member] of place.members ?? []) visit(member, childPointer(pointer, key));
	};
	visit(root, "");
	return found;
}
function startOfSecond(text, documents) {
	const markers = [...text.matchAll(/(?<=^|[\n\r])(?:---|\.\.\.)(?=\s|$)/g)];
	const starts = markers.filter((marker) => marker[0] === "---");
	return (documents[1]?.explicitStart ? starts[documents[0]?.explicitStart ? 1 : 0] : markers.find((candidate) => candidate[0] === "..."))?.index ?? 0;
}

// shared/shell/policy.ts
async function loadConfig(request) {
	const { base, shown } = request;
	if (base === void 0) {
		const found = await readConfig(request);
		if (found === void 0) throw noConfig(shown);
		return {
			ok: true,
			config: check(found, request),
			source: sourceOf("worktree", shown, found),
			notes: []
		};
	}
	if ("because" in base) return {
		ok: false,
		because: base.because
	};
	const trusted = await base.read(request.path, configMaxBytes);
	if (!trusted.found && trusted.reason === "unreadable") return {
		ok: false,
		because: trusted.because ?? {
			code: "NO_DATA",
			message: `${shown} ${trusted.message}`
		}
	};
	if (!trusted.found && trusted.reason !== "absent") throw new GovernanceError("BAD_CONFIG", `the configuration ${shown} ${trusted.message}`);
	const own = await readConfig(request);
	const config = trusted.found ? check(trusted, request) : void 0;
	const asks = (by) => request.controls.every((control) => asksFor(control, by));
	if (trusted.found && config !== void 0) {
		if (asks(config) || own === void 0 || !asks(check(own, request))) {
			const notes = own?.sha256 === trusted.sha256 ? [] : [`${shown} differs in the judged change; the version of ${base.ref ?? "the base"} was used.`];
			return {
				ok: true,
				config,
				source: sourceOf("base", shown, trusted),
				notes
			};
		}
	}
	if (own === void 0) throw noConfig(shown);
	const where = base.ref ?? "the base";
	const note = trusted.found ? `${shown} at ${where} does not ask for this control yet: what is asked comes from the judged change itself.` : `There is no ${shown} at ${where} yet: what is asked comes from the judged change itself.`;
	return {
		ok: true,
		config: bootstrap(check(own, request), config),
		source: sourceOf("bootstrap", shown, own),
		notes: [note]
	};
}
function bootstrap(own, base) {
	const { version, "waiver-cap-days": cap, places } = own.common;
	const nothing = {
		version,
		"waiver-cap-days": cap,
		places,
		roles: {},
		waivers: [],
		attestations: [],
		deferrals: [],
		profiles: {}
	};
	const sections = Object.entries(own.sections).map(([name, section]) => {
		const { "skip-on": _skip, "disabled-rules": _disabled, ...asked } = section;
		return [name, asked];
	});
	return {
		...own,
		common: base?.common ?? nothing,
		sections: Object.fromEntries(sections)
	};
}
function noConfig(path) {
	return new GovernanceError("BAD_CONFIG", `there is no configuration at ${path}`, { hint: "Create it (the command init writes one), or name another one with the input config." });
}
async function readConfig({ judged, path, shown }) {
	const answer = await judged.read(path, configMaxBytes);
	if (answer.found) return answer;
	if (answer.reason === "absent") return void 0;
	throw new GovernanceError("BAD_CONFIG", `the configuration ${shown} ${answer.message}`);
}
function sourceOf(kind, path, { ref, sha256 }) {
	return {
		kind,
		path,
		...ref === void 0 ? {} : { ref },
		sha256
	};
}
function check(found, { controls, known, shown: path }) {
	const fail = (problems) => new GovernanceError("BAD_CONFIG", `the configuration ${path} has ${problems.length} ${problems.length === 1 ? "problem" : "problems"}`, {
		problems,
		hint: "dist/schema/config.schema.json describes every key; editors complete it from the first line of the file."
	});
	const decoded = decodeText(found.content);
	if (!decoded.ok) throw fail([{
		path,
		line: decoded.line,
		message: decoded.message
	}]);
	const parsed = parseYaml(decoded.text, { exactNumbers: true });
	if (!parsed.ok) throw fail([{
		path,
		...parsed.position,
		message: parsed.message
	}]);
	const { document } = parsed;
	const config = parseConfig(document.value, controls, known);
	if (config.ok) return config.config;
	throw fail(config.problems.map(({ pointer, message, key }) => ({
		path,
		...key === true ? document.keyAt(pointer) : document.near(pointer),
		message
	})));
}

// shared/core/rule.ts
function rule(definition) {
	return definition;
}

// shared/shell/trust.ts
const trustRules = {
	"judged-commit": rule({
		severity: "critical",
		waivable: false,
		asserts: "The tree that was read belongs to the commit that the event names.",
		why: "A workflow that checks out another commit (pull_request_target does) would judge what nobody is about to merge.",
		about: () => ["checkout"],
		says: ({ read, named }) => `the checkout is at ${read}, but the event is about ${named.join(" or ")}`,
		expected: ({ named }) => named,
		actual: ({ read }) => read,
		fix: () => "let actions/checkout take its default ref, or run on an event whose commit it checks out"
	}),
	"policy-input": rule({
		severity: "high",
		waivable: false,
		asserts: "No input in the workflow differs from what the base configuration says about policy.",
		why: "The workflow file is part of the judged change: whoever writes it could loosen the gate that judges it.",
		about: ({ name }) => [name],
		says: ({ name, given, used }) => `the workflow sets ${name} to ${inputText(given)}; the base configuration says ${inputText(used)}, which was used`,
		expected: ({ used }) => used,
		actual: ({ given }) => given,
		fix: ({ name }) => `remove ${name} from with:, and set it in the configuration on the base branch`
	}),
	place: rule({
		severity: "high",
		waivable: false,
		asserts: "The working directory and the configuration that the workflow names are the usual ones, or listed at the base.",
		why: "A change could have an example judged in place of itself, or itself judged by a configuration that it brings along.",
		about: () => ["place"],
		says: ({ named, root }) => `the workflow names ${named.join(" and ")}; ${root} of the base does not list it under places`,
		actual: ({ named }) => named,
		fix: ({ named, root }) => `list ${named.join(" and ")} under places: in ${root} on the default branch, or leave it out of with:`
	}),
	"acting-run": rule({
		severity: "critical",
		waivable: false,
		asserts: "What changes something runs on the default branch, and on an event that nobody outside can start.",
		why: "On a pull request its author chooses the workflow and the files, and would have a token with write access work for them.",
		about: () => ["event"],
		says: ({ event, ref }) => `the run is about ${ref} on the event ${event}: nothing may be changed from there`,
		expected: () => "push, schedule, workflow_dispatch or repository_dispatch on the default branch",
		actual: ({ event, ref }) => `${event} on ${ref}`,
		fix: () => "leave apply and pull-request out here, or move the step to a workflow on the default branch"
	})
};
function distrust(id, a) {
	return makeResult(`trust/${id}`, trustRules[id], "failed", a);
}
function judgedCommit(subject, runSha) {
	const named = [...new Set([
		subject.headSha,
		subject.mergeSha,
		subject.event === "pull_request_target" ? void 0 : runSha
	])].filter((sha) => sha !== void 0);
	const read = subject.checkedOutSha;
	if (read === void 0 || named.includes(read)) return [];
	return [distrust("judged-commit", {
		read,
		named
	})];
}

// shared/core/safe-name.ts
function reportName(control, key) {
	return key === void 0 ? control : `${control}-${safeName(key)}`;
}
function safeName(text) {
	const plain = text.replace(/[^A-Za-z0-9._-]+/g, "-").slice(0, 80);
	return plain === text ? text : `${plain.slice(0, 71)}-${sha256(text).slice(0, 8)}`;
}

// shared/shell/report-place.ts
function reportFolder(host, given) {
	if (host.kind === "cli") return given === void 0 ? void 0 : resolve(host.cwd, given);
	return belowTemporary(host, "report-dir", given ?? resolve(host.temporary ?? "", "release-governance"));
}
function foldersWithReports(host, own, named) {
	const folder = reportFolder(host, own);
	const places = folder === void 0 ? [] : [{
		path: folder,
		name: host.kind === "cli" ? own ?? "" : "report folder",
		mayBeMissing: true
	}];
	if (named === void 0) return places;
	const path = host.kind === "cli" ? resolve(host.cwd, named) : belowTemporary(host, "reports", named);
	return path === folder ? places : [...places, {
		path,
		name: named
	}];
}
function earlierFolder(host, input, named) {
	if (host.kind === "cli") return resolve(host.cwd, named);
	return belowTemporary(host, input, resolve(host.temporary ?? "", named));
}
function belowTemporary({ temporary, cwd }, input, given) {
	if (temporary === void 0 || temporary === "") throw new GovernanceError("BAD_INPUT", "the runner did not set RUNNER_TEMP, below which reports are written");
	const folder = resolve(cwd, given);
	const inside = relative(temporary, folder);
	if (inside === "" || inside === ".." || inside.startsWith(`..${sep}`) || isAbsolute(inside)) throw new GovernanceError("BAD_INPUT", `${input} ${given} is not below RUNNER_TEMP`, { hint: `Leave ${input} out, or name a folder below \${{ runner.temp }}: a report in the checkout could be a committed file.` });
	return folder;
}
function documentName(name) {
	return `${name === void 0 ? "" : `${safeName(name)}_`}governance_executive_summary`;
}
function documentNames({ kind, documents = {} }, name, key) {
	return kind === "decide" ? ["json", "md"].map((extension) => `${documentName(key)}.${extension}`) : Object.keys(documents).map((ending) => `${name}.${ending}`);
}

// shared/adapters/glob.ts
async function globMatcher(globs) {
	const { default: picomatch } = await import("./picomatch.js").then((m) => __toESM(m.default, 1));
	return picomatch([...globs], {
		dot: true,
		nonegate: true,
		flags: "s"
	});
}

// shared/adapters/report-claim.ts
const own = new Set();
async function claimReport(folder, name) {
	const mine = join(folder, `.${name}.${process.pid}.lock`);
	if (own.has(mine)) return void 0;
	own.add(mine);
	const release = async () => {
		own.delete(mine);
		await promises.rm(mine, { force: true });
	};
	try {
		await promises.mkdir(folder, { recursive: true });
		await promises.writeFile(mine, "");
		for (const file of await promises.readdir(folder)) {
			const [, of, id] = /^\.(.+)\.([1-9]\d*)\.lock$/.exec(file) ?? [];
			const path = join(folder, file);
			if (of !== name || path === mine) continue;
			if (runs(Number(id))) {
				await release();
				return;
			}
			await promises.rm(path, { force: true });
		}
		return release;
	} catch (error) {
		own.delete(mine);
		throw error;
	}
}
function runs(id) {
	try {
		return process.kill(id, 0);
	} catch (error) {
		return error.code === "EPERM";
	}
}

// shared/adapters/report-files.ts
function reportPaths(folder, name) {
	return {
		json: join(folder, `${name}.report.json`),
		markdown: join(folder, `${name}.report.md`)
	};
}
async function removeReport(folder, name, documents) {
	const { json, markdown } = reportPaths(folder, name);
	const several = documents.filter((document) => document.includes("*")).map((document) => document.split("*"));
	const named = (several.length === 0 ? [] : await promises.readdir(folder).catch(ifThere)).filter((file) => several.some(([start = "", end = ""]) => {
		const whole = file.startsWith(".") && file.endsWith(".part") ? file.slice(1, -5) : file;
		const middle = whole.slice(start.length, whole.length - end.length);
		return whole.startsWith(start) && whole.endsWith(end) && /^[a-z0-9-]+$/.test(middle);
	}));
	const plain = documents.filter((document) => !document.includes("*"));
	const whole = [basename(markdown), ...plain];
	const paths = [
		...whole,
		...[basename(json), ...whole].map(partName),
		...named
	].map((file) => join(folder, file));
	await promises.rm(json, { force: true });
	await Promise.all(paths.map((path) => promises.rm(path, { force: true })));
}
function partName(document) {
	return `.${document}.part`;
}
function ifThere(error) {
	if (error.code === "ENOENT") return [];
	throw error;
}
async function writeReport(folder, name, { json, markdown, documents, packed }) {
	await promises.mkdir(folder, { recursive: true });
	const paths = reportPaths(folder, name);
	await writeWhole(paths.markdown, markdown);
	const written = Object.entries(documents).map(([document, text]) => ({
		path: join(folder, document),
		text
	}));
	for (const { path, text } of written) await writeWhole(path, text);
	for (const document of packed) await promises.rename(join(folder, partName(document)), join(folder, document));
	await writeWhole(paths.json, json);
	return {
		...paths,
		documents: [...written.map(({ path }) => path), ...packed.map((document) => join(folder, document))]
	};
}
async function writeWhole(path, content) {
	const part = join(dirname(path), partName(basename(path)));
	await promises.writeFile(part, content);
	await promises.rename(part, path);
}

// shared/domain/decision/allowance.ts
function applyAllowances(results, entries, kind) {
	const marked = [...results];
	return {
		results: marked,
		uses: entries.map((entry) => {
			const use = {
				id: kind.id(entry),
				kind: kind.kind,
				terms: kind.terms(entry)
			};
			const named = marked.flatMap((result, index) => result.status === kind.status && names(entry, result) ? [{
				result,
				index
			}] : []);
			if (named.length === 0) return {
				...use,
				state: "unused",
				message: `nothing that it names is ${kind.status}`
			};
			const lapsed = kind.lapsed(entry);
			if (lapsed !== void 0) return {
				...use,
				...lapsed
			};
			let used = 0;
			const refusals = new Set();
			for (const { result, index } of named) {
				const refused = kind.refuses(entry, result);
				if (refused === void 0) {
					marked[index] = {
						...result,
						...kind.mark(entry)
					};
					used += 1;
				} else refusals.add(refused);
			}
			if (used === 0) return {
				...use,
				state: "void",
				message: [...refusals].sort().join("; ")
			};
			return {
				...use,
				state: "used",
				message: `covers ${used} ${used === 1 ? "result" : "results"}`
			};
		})
	};
}
function names(entry, result) {
	if (entry.fingerprint !== void 0) return entry.fingerprint === result.fingerprint;
	if (entry.rule === void 0) return false;
	return entry.rule.endsWith("/*") ? result.rule.startsWith(entry.rule.slice(0, -1)) : entry.rule === result.rule;
}

// shared/domain/decision/term.ts
function daysThrough(from, to) {
	return (startOfDay(to) - startOfDay(from)) / millisecondsPerDay + 1;
}
function lapse(from, to, time) {
	if (time.latest >= startOfDay(to) + 864e5) return {
		state: "expired",
		message: `ended on ${to}`
	};
	if (time.earliest < startOfDay(from)) return {
		state: "void",
		message: `holds only from ${from}`
	};
}

// shared/domain/decision/attestation.ts
function applyAttestations(results, attestations, time, facts) {
	return applyAllowances(results, attestations, {
		kind: "attestation",
		status: "unverified",
		id: (entry) => entry.id,
		terms: ({ by, role, when, until, method, evidence }) => `by ${by} (${role}), ${when} to ${until}: ${method}; evidence ${evidence.path}`,
		lapsed(entry) {
			const changed = Object.entries(entry.bound).find(([name, value]) => !Object.hasOwn(facts, name) || facts[name] !== value);
			if (changed !== void 0) return {
				state: "void",
				message: `${changed[0]} is not what was looked at`
			};
			return lapse(entry.when, entry.until, time);
		},
		refuses({ bound }, result) {
			if (result.because?.code === "NO_RESULT") return "a rule that gave no result is a defect, not a limit";
			const open = (result.restsOn ?? []).filter((name) => !Object.hasOwn(bound, name));
			return open.length === 0 ? void 0 : `is not bound to ${open.join(", ")}, on which the result rests`;
		},
		mark: ({ id, by, method, until, evidence }) => ({ attestation: {
			id,
			by,
			reason: method,
			until,
			evidence
		} })
	});
}

// shared/domain/decision/deferral.ts
const stages = [
	"pull-request",
	"merge_group",
	"default-branch",
	"release"
];
function applyDeferrals(results, deferrals, stage) {
	return applyAllowances(results, deferrals, {
		kind: "deferral",
		status: "unverified",
		id: (entry) => `${entry.rule} to ${entry.to}`,
		terms: ({ to, reason }) => `until ${to}: ${reason}`,
		lapsed: (entry) => stages.indexOf(stage) >= stages.indexOf(entry.to) ? {
			state: "expired",
			message: `this run is at the stage ${stage}`
		} : void 0,
		refuses(_entry, { because }) {
			if (because?.code === "NO_RESULT") return "a rule that gave no result is a defect, not a limit";
			return because?.deferrable === false ? "the configuration demands the measurement here" : void 0;
		},
		mark: (entry) => ({ deferredTo: entry.to })
	});
}

// shared/domain/decision/waiver.ts
function applyWaivers(results, waivers, unwaivable, time, capDays) {
	return applyAllowances(results, waivers, {
		kind: "waiver",
		status: "failed",
		id: (waiver) => waiver.id,
		terms: ({ approver, granted, expires, reason }) => `by ${approver}, ${granted} to ${expires}: ${reason}`,
		lapsed: (waiver) => daysThrough(waiver.granted, waiver.expires) > capDays ? {
			state: "void",
			message: `runs longer than the ${capDays} days allowed over all renewals`
		} : lapse(waiver.granted, waiver.expires, time),
		refuses(waiver, result) {
			if (unwaivable.has(result.rule)) return "names a rule that cannot be waived";
			return result.valueHash === waiver.value ? void 0 : "the observed value is not the one that was waived";
		},
		mark: (waiver) => ({ waiver: {
			id: waiver.id,
			by: waiver.approver,
			reason: waiver.reason,
			until: waiver.expires
		} })
	});
}

// shared/domain/decision/live-with.ts
function liveWith(control, unwaivable, results, policy, time, stage, facts) {
	const prefix = `${control}/`;
	const concerns = (entry) => entry.rule === void 0 || entry.rule.startsWith(prefix);
	const own = results.filter(({ rule }) => rule.startsWith(prefix));
	const others = results.filter(({ rule }) => !rule.startsWith(prefix)).map(unmarked);
	const bare = own.map(unmarked);
	const waived = applyWaivers(bare, policy.waivers.filter(concerns), unwaivable, time, policy["waiver-cap-days"]);
	const attested = applyAttestations(waived.results, policy.attestations.filter(concerns), time, facts);
	const deferred = applyDeferrals(attested.results, policy.deferrals.filter(concerns), stage);
	return {
		results: [...others, ...deferred.results],
		uses: [
			...waived.uses,
			...attested.uses,
			...deferred.uses
		]
	};
}
function unmarked(marked) {
	if (!("waiver" in marked) && !("attestation" in marked) && !("deferredTo" in marked)) return marked;
	const { waiver: _waiver, attestation: _attestation, deferredTo: _deferred, ...result } = marked;
	return result;
}
function stageOf(event) {
	if (event === void 0) return "pull-request";
	const { subject, defaultBranch } = event;
	if (subject.event.startsWith("pull_request")) return "pull-request";
	if (subject.event === "merge_group") return "merge_group";
	if (subject.event === "release" || subject.ref?.startsWith("refs/tags/") === true) return "release";
	return subject.ref === `refs/heads/${defaultBranch ?? ""}` ? "default-branch" : "pull-request";
}

// shared/core/report-status.ts
const reportKind = "release-governance/report";
const resultStatuses = [
	"passed",
	"failed",
	"unverified",
	"not-applicable"
];
const reportStatuses = [...resultStatuses, "error"];

// shared/domain/decision/status.ts
function reportStatus(results, error) {
	if (error !== void 0 || results.some(isBroken)) return "error";
	const deciding = results.filter((result) => decides(result.severity));
	if (deciding.some((result) => result.status === "failed" && result.waiver === void 0)) return "failed";
	if (deciding.some((result) => result.status === "unverified")) return "unverified";
	return deciding.some((result) => result.status === "passed") ? "passed" : "unverified";
}
function isBroken(result) {
	return result.status === "unverified" && result.because?.code === "GITHUB_DOWN";
}
function countStatuses(results) {
	const counts = {
		passed: 0,
		failed: 0,
		unverified: 0,
		"not-applicable": 0
	};
	for (const result of results) if (!isRemark(result)) counts[result.status] += 1;
	return counts;
}
function isRemark({ severity, status }) {
	return !decides(severity) && (status === "failed" || status === "unverified");
}
function describeCounts(results) {
	const counts = countStatuses(results);
	const waived = results.filter((result) => result.waiver !== void 0 && !isRemark(result)).length;
	const remarks = results.filter(isRemark).length;
	return [
		counts.failed > 0 ? `${counts.failed} failed${waived > 0 ? ` (${waived} of them waived)` : ""}` : "",
		counts.unverified > 0 ? `${counts.unverified} not verified` : "",
		`${counts.passed} passed`,
		counts["not-applicable"] > 0 ? `${counts["not-applicable"]} not asked for` : "",
		remarks > 0 ? `${remarks} ${remarks === 1 ? "remark" : "remarks"}` : ""
	].filter((part) => part !== "").join(", ");
}

// shared/render/redact-report.ts
const shortestSecret = 8;
function redactReport(report, secrets = []) {
	const known = lookedFor(secrets);
	const text = JSON.stringify(report);
	if (!mayHoldSecret(text) && !known.some((secret) => text.includes(JSON.stringify(secret).slice(1, -1)))) return report;
	const found = new Set();
	const clean = redactValue(report, (value) => clear(value, known, found));
	if (found.size === 0) return clean;
	const note = `What looks like a credential was taken out of this report: ${[...found].sort().join(", ")}.`;
	return {
		...clean,
		notes: [...clean.notes, note]
	};
}
function redactText(text, secrets) {
	return clear(text, lookedFor(secrets), new Set());
}
function lookedFor(secrets) {
	return secrets.filter((secret) => secret.length >= shortestSecret).sort((a, b) => b.length - a.length);
}
function clear(text, known, found) {
	const unknown = known.reduce((rest, secret) => {
		if (!rest.includes(secret)) return rest;
		found.add("a secret of this run");
		return rest.replaceAll(secret, "[redacted secret of this run]");
	}, text);
	const redacted = redact(unknown);
	for (const name of redacted.found) found.add(name);
	return redacted.text;
}
function redactValue(value, clean) {
	if (typeof value === "string") return clean(value);
	if (Array.isArray(value)) return value.map((item) => redactValue(item, clean));
	if (!isObject(value)) return value;
	return Object.fromEntries(Object.entries(value).map(([key, item]) => [clean(key), redactValue(item, clean)]));
}

// shared/render/basis.ts
function basisOf(subject, policySource) {
	return [
		["Judged", subject.headSha === void 0 ? subject.event : `${subject.repository ?? ""} ${subject.headSha} (${subject.event})`],
		["Tree read", treeRead(subject)],
		["Policy", policySource === void 0 ? void 0 : `${policySource.path} from ${policySource.kind}${policySource.ref === void 0 ? "" : ` ${policySource.ref}`}`]
	];
}
function treeRead({ event, treeSha, checkedOutSha }) {
	return `${event === "local" ? "the work tree" : treeSha ?? "no tree"}${checkedOutSha === void 0 ? "" : ` of commit ${checkedOutSha}`}`;
}

// shared/render/limits.ts
const summaryMaxBytes = 1024e3;
const annotationMaxLength = 4e3;
const textMaxLength = 1e3;
const exhibitMaxBytes = 256e3;

// shared/core/markdown-text.ts
function escapeMarkdown(line) {
	if (/^[A-Za-z ,;]*$/.test(line)) return line;
	return line.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replace(/[\\`*_{}[\]()#+!|~$-]/g, "\\$&").replace(/@(?=\S)/g, "@⁠").replace(/(#|\bGH\\-)(?=\d)/gi, "$1⁠").replace(/(https?|ftp)(?=:\/\/)/gi, "$1⁠").replace(/www(?=\.)/gi, "$&⁠").replace(/^(\d+)(?=\.(?: |$))/, "$1⁠");
}
function codeSpan(line) {
	const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map((run) => run[0].length));
	const fence = "`".repeat(longest + 1);
	const pad = line.startsWith("`") || line.endsWith("`") ? " " : "";
	return `${fence}${pad}${line}${pad}${fence}`;
}
function tableLines(header, rows, right = []) {
	const line = (cells) => `| ${cells.join(" | ")} |`;
	const rule = line(header.map((_, index) => right[index] === true ? "---:" : "---"));
	return [
		line(header),
		rule,
		...rows.map(line)
	];
}
function plainLine(text) {
	return escapeMarkdown(oneLine(text));
}
function codeLine(text) {
	const inner = oneLine(text);
	return inner === "" ? "(empty)" : codeSpan(inner);
}
function quotedLines(text) {
	return text.split(/\r\n|\r|\n/).map((line) => line.trim() === "" ? ">" : `> ${plainLine(line)}`);
}

// shared/render/markdown.ts
function plain(text) {
	return shortened(text, textMaxLength);
}
function brief(text) {
	return shortened(text, 200);
}
function briefHead(text) {
	return shortened(text, 300);
}
function shortened(text, max) {
	return escapeMarkdown(cut(oneLine(redact(text).text), max));
}
function strong(text) {
	const inner = plain(text);
	return inner === "" ? "" : `**${inner}**`;
}
function code(text) {
	const inner = cut(oneLine(redact(text).text), 200);
	if (inner === "") return "*(empty)*";
	if (inner.includes("|")) return `<code>${escapeMarkdown(inner)}</code>`;
	return codeSpan(inner);
}
function table(header, rows, right = []) {
	return tableLines(header, rows, right).join("\n");
}
function shown(value) {
	return typeof value === "string" ? value : JSON.stringify(value) ?? "nothing";
}

// shared/render/exhibit.ts
const signs = {
	good: "✅ good",
	bad: "❌ bad",
	open: "❓ open"
};
const nothingDrawn = () => "";
function renderExhibits(exhibits, rows, draw = nothingDrawn) {
	let left = exhibitMaxBytes;
	const parts = [];
	for (const [index, exhibit] of exhibits.entries()) {
		const text = fitting(exhibit, rows, left, draw);
		if (text === void 0) {
			parts.push(`…and ${counted(exhibits.length - index, "more table")} in the report.`);
			break;
		}
		left -= byteLength(text);
		parts.push(text);
	}
	return parts.join("\n\n");
}
function fitting(exhibit, most, maxBytes, draw) {
	for (let rows = most; rows >= 1; rows = Math.floor(rows / 2)) {
		const text = renderExhibit(exhibit, rows, draw);
		if (byteLength(text) <= maxBytes) return text;
	}
}
function renderExhibit(exhibit, rows, draw = nothingDrawn) {
	const { title, remark = "" } = exhibit;
	return [
		`### ${brief(title) || "Figures"}`,
		plain(remark),
		tableOf(exhibit, rows),
		draw(exhibit)
	].filter((part) => part !== "").join("\n\n");
}
function tableOf({ columns, rows }, max) {
	if (columns.length === 0) return "";
	const shown = columns.slice(0, 16);
	const grid = table(shown.map(({ name }) => brief(name)), rows.slice(0, max).map((row) => cellsOf(row, shown.length)), shown.map(({ numeric }) => numeric === true));
	const left = [...rows.length > max ? [counted(rows.length - max, "more row")] : [], ...columns.length > 16 ? [counted(columns.length - 16, "more column")] : []];
	return `${grid}${left.length === 0 ? "" : `\n\n…and ${left.join(" and ")} in the report.`}`;
}
function cellsOf({ cells, mark }, columns) {
	return Array.from({ length: columns }, (_, index) => {
		const text = brief(cells[index] ?? "");
		return index === 0 && mark !== void 0 ? [signs[mark], text].filter((part) => part !== "").join(" · ") : text;
	});
}
function counted(count, noun) {
	return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
function byteLength(text) {
	return new TextEncoder().encode(text).length;
}

// shared/render/order.ts
const standings = [
	"failed",
	"unverified",
	"lived-with",
	"remark",
	"passed",
	"not-applicable"
];
function standing(result) {
	if (result.status === "passed" || result.status === "not-applicable") return result.status;
	if (result.severity === "info") return "remark";
	if (result.waiver !== void 0 || result.attestation !== void 0 || result.deferredTo !== void 0) return "lived-with";
	return result.status;
}
function worstFirst(results) {
	const key = (result) => [
		standings.indexOf(standing(result)),
		severities.indexOf(result.severity),
		result.location?.path ?? "",
		result.location?.line ?? 0,
		result.location?.column ?? 0,
		result.rule,
		result.about.join("\0"),
		result.message
	];
	return results.map((result) => ({
		result,
		key: key(result)
	})).sort((a, b) => compareKeys(a.key, b.key) || compareKeys([stableJson(a.result)], [stableJson(b.result)])).map(({ result }) => result);
}
function compareKeys(a, b) {
	for (const [index, left] of a.entries()) {
		const right = b[index] ?? "";
		if (left < right) return -1;
		if (left > right) return 1;
	}
	return 0;
}

// shared/render/result-text.ts
function textOf(result) {
	const { location, expected, actual } = result;
	const unverified = result.status === "unverified";
	return {
		status: `${unverified ? "not verified" : result.status}${standing(result) === "lived-with" ? ` (${way(result)})` : ""}`,
		what: unverified ? whyUnverified(result) : result.message,
		expected: expected === void 0 ? void 0 : shown(expected),
		actual: actual === void 0 ? void 0 : shown(actual),
		next: next(result),
		where: location && placeOf(location)
	};
}
function placeOf({ path, line, column }) {
	const parts = [
		path,
		line,
		column
	].filter((part) => part !== void 0);
	return parts.length === 0 ? void 0 : parts.join(":");
}
function whyUnverified({ about, because, message }) {
	const subject = about.length === 0 ? message.replace(/\.$/, "") : about.join(", ");
	return because === void 0 ? subject : `${subject}: ${because.message}`;
}
function way({ waiver, attestation }) {
	if (waiver !== void 0) return "waived";
	return attestation === void 0 ? "deferred" : "attested";
}
function next({ status, waiver, attestation, deferredTo, because, fix }) {
	const allowance = waiver ?? attestation;
	if (allowance !== void 0) {
		const { id, by, until, reason } = allowance;
		const term = until === void 0 ? "" : ` until ${until}`;
		return `${waiver === void 0 ? "Attested" : "Waived"} as ${id} by ${by}${term}: ${reason}`;
	}
	if (deferredTo !== void 0) return `Deferred to ${deferredTo}`;
	if (status === "unverified") return because?.needs === void 0 ? void 0 : `Needed: ${because.needs}`;
	return fix === void 0 ? void 0 : `Fix: ${fix}`;
}

// shared/render/first-problem.ts
function firstProblemLines({ error, results }, of) {
	const named = (text) => of === void 0 ? text : `${of}: ${text}`;
	if (error !== void 0) {
		const [first] = error.problems ?? [];
		const lines = [located(named(first?.message ?? error.message), first === void 0 ? void 0 : placeOf(first))];
		if (first !== void 0) lines.push(briefHead(error.message));
		return [...lines, briefHead(error.hint ?? "")].filter((line) => line !== "");
	}
	const [result] = worstFirst(results);
	if (result === void 0 || standing(result) !== "failed" && standing(result) !== "unverified") return [];
	const { what, where, next } = textOf(result);
	return [located(named(what), where), briefHead(next ?? "")].filter((line) => line !== "");
}
function located(what, where) {
	const short = briefHead(what);
	return `${short === "" ? "" : `**${short}**`}${where === void 0 ? "" : ` in ${code(where)}`}`.trim();
}

// shared/render/summary.ts
const symbols = {
	passed: "✅",
	failed: "❌",
	unverified: "❓",
	"not-applicable": "➖",
	error: "💥"
};
function renderSummary(report, context) {
	const results = worstFirst(report.results);
	for (let rows = 200;; rows = Math.floor(rows / 2)) {
		const text = compose$1(report, results, context, rows);
		if (rows === 1 || new TextEncoder().encode(text).length <= 1024e3) return text;
	}
}
function compose$1(report, results, context, rows) {
	return `${[
		...firstLines(report, context),
		renderExhibits(report.exhibits ?? [], rows, context.draw),
		errorPart(report, rows),
		problemList("Failed", "failed", results, rows),
		problemList("Not verified", "unverified", results, rows),
		problemList("Lived with (waived, attested or deferred)", "lived-with", results, rows),
		problemList("Remarks", "remark", results, rows),
		passedPart(results, rows),
		basis(report, context, rows)
	].filter((part) => part !== "").join("\n\n")}\n`;
}
function firstLines(report, context) {
	return [
		`## ${symbols[report.status]} ${context.headline} · ${plain(context.title)}`,
		...firstProblemLines(report),
		plain(report.summary)
	].filter((line) => line !== "");
}
function errorPart(report, max) {
	const problems = report.error?.problems ?? [];
	if (problems.length === 0) return "";
	const rows = problems.slice(0, max).map((problem) => [problem.path === void 0 ? "" : code(`${problem.path}${problem.line === void 0 ? "" : `:${problem.line}`}`), plain(problem.message)]);
	return `### Problems (${problems.length})\n\n${table(["Where", "What"], rows)}${moreThan(max, problems.length)}`;
}
function problemList(title, wanted, results, max) {
	const chosen = results.filter((result) => standing(result) === wanted);
	if (chosen.length === 0) return "";
	const items = chosen.slice(0, max).map((result) => {
		const { what, where, expected, actual, next } = textOf(result);
		return `1. ${[
			strong(what),
			`${where === void 0 ? "" : `${code(where)} · `}${plain(result.rule)} · ${result.severity}`,
			expected === void 0 ? void 0 : `expected ${code(expected)}`,
			actual === void 0 ? void 0 : `actual ${code(actual)}`,
			next === void 0 ? void 0 : plain(next)
		].filter((part) => part !== void 0 && part !== "").join("<br>")}`;
	});
	return `### ${title} (${chosen.length})\n\n${items.join("\n")}${moreThan(max, chosen.length)}`;
}
function moreThan(max, count) {
	return count > max ? `\n\n…and ${count - max} more in the report.` : "";
}
function passedPart(results, max) {
	const passed = results.filter((result) => result.status === "passed");
	const notAsked = results.filter((result) => result.status === "not-applicable");
	if (passed.length + notAsked.length === 0) return "";
	const rows = [...passed, ...notAsked].slice(0, max).map((result) => [`${result.status === "passed" ? "passed" : "not asked for"} · ${brief(result.rule.split("/")[1] ?? result.rule)}`, plain([result.about.join(", "), result.status === "passed" ? result.message : result.because?.message ?? ""].filter((text) => text !== "").join(": "))]);
	return `<details><summary>${`${passed.length} passed, ${notAsked.length} not asked for`}</summary>\n\n${table(["Rule", "What"], rows)}\n\n</details>`;
}
function basis(report, context, max) {
	const { subject, policySource, inputs, notes } = report;
	const lines = [
		...basisOf(subject, policySource),
		["Report", context.artifact === void 0 ? void 0 : `artifact ${context.artifact}`],
		["Suite", `release-governance ${report.version}, ${report.durationMs} ms`]
	].filter(([, value]) => value !== void 0).map(([name, value]) => `- ${name}: ${code(value ?? "")}`);
	const noteLines = notes.slice(0, max).map((note) => `- Note: ${plain(note)}`);
	const reads = inputs.slice(0, max).map((read) => `- ${code(read.path)} from ${code(read.ref ?? read.source)}, ${read.bytes} bytes<br>sha256 ${code(read.sha256)}`);
	const files = reads.length === 0 ? "" : `\n\nFiles read (${inputs.length}):\n\n${reads.join("\n")}${moreThan(max, inputs.length)}`;
	return `${noteLines.length === 0 ? "" : `${noteLines.join("\n")}\n\n`}<details><summary>What this rests on</summary>\n\n${lines.join("\n")}${files}\n\n</details>`;
}

// shared/render/terminal-text.ts
const ansi = {
	bold: 1,
	red: 31,
	green: 32,
	yellow: 33,
	dim: 2
};
function painter(color) {
	return (style, text) => color ? `\u001b[${ansi[style]}m${text}\u001b[0m` : text;
}
function safe(text) {
	return logLine(redact(text).text);
}

// shared/render/text-width.ts
const wide = /^(?:\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\u303e\u3041-\u4dbf\u4e00-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18aff}\u{1b000}-\u{1b2ff}\u{1f200}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1faff}\u{20000}-\u{3fffd}])/u;
function textWidth(text) {
	if (/^[ -~]*$/.test(text)) return text.length;
	let width = 0;
	for (const character of text) {
		if (/^[\p{Mn}\p{Me}]/u.test(character)) continue;
		width += wide.test(character) ? 2 : 1;
	}
	return width;
}
function padded(text, width, right) {
	const room = " ".repeat(Math.max(0, width - textWidth(text)));
	return right ? `${room}${text}` : `${text}${room}`;
}

// shared/render/exhibit-terminal.ts
const tones = {
	good: "green",
	bad: "red",
	open: "yellow"
};
function exhibitLines({ title, remark, columns, rows }, paint, width) {
	const lines = [`  ${paint("bold", cell(title))}`];
	if (remark !== void 0) lines.push(`    ${safe(remark)}`);
	if (columns.length === 0) return lines;
	const shown = columns.slice(0, 16);
	const head = shown.map(({ name }) => cell(name));
	const body = rows.slice(0, 200).map(({ mark, cells }) => ({
		mark,
		cells: shown.map((_, index) => cell(cells[index] ?? ""))
	}));
	const marked = Math.max(0, ...body.map(({ mark }) => mark?.length ?? 0));
	const widths = head.map((name, index) => body.reduce((width, { cells }) => Math.max(width, textWidth(cells[index] ?? "")), textWidth(name)));
	const line = (mark, cells, dim) => {
		const words = cells.map((text, index) => padded(text, widths[index] ?? 0, shown[index]?.numeric === true)).join("  ").trimEnd();
		const first = mark === void 0 ? " ".repeat(marked) : `${paint(tones[mark], mark)}${" ".repeat(marked - mark.length)}`;
		return `    ${marked === 0 ? "" : `${first}  `}${dim && words !== "" ? paint("dim", words) : words}`.trimEnd();
	};
	const table = [line(void 0, head, true), ...body.map(({ mark, cells }) => line(mark, cells, false))];
	const taken = widths.reduce((sum, each) => sum + each + 2, marked === 0 ? 2 : marked + 4);
	lines.push(...width === void 0 || taken <= width ? table : body.flatMap(({ mark, cells }) => paragraph(mark, cells, head, paint)));
	const left = [...rows.length > body.length ? [`${rows.length - body.length} more rows`] : [], ...columns.length > shown.length ? [`${columns.length - shown.length} more columns`] : []];
	if (left.length > 0) lines.push(`    …and ${left.join(" and ")} in the report`);
	return lines;
}
function paragraph(mark, cells, head, paint) {
	const [first = "", ...others] = cells;
	const said = others.flatMap((text, index) => text === "" ? [] : [`${head[index + 1] ?? ""} ${text}`.trim()]);
	return [`    ${mark === void 0 ? "" : `${paint(tones[mark], mark)}  `}${first}`.trimEnd(), ...said.length === 0 ? [] : [`      ${said.join(" · ")}`]];
}
function cell(text) {
	return cut(safe(text), 60);
}

// shared/render/terminal.ts
function renderTerminal(report, headline, color, width) {
	const paint = painter(color);
	const tone = report.status === "passed" ? "green" : report.status === "not-applicable" ? "dim" : report.status === "unverified" ? "yellow" : "red";
	const output = [`${paint("bold", safe(report.control))}: ${paint(tone, headline)}  ${safe(report.summary)}`];
	if (report.error !== void 0) {
		const { problems = [], hint, message } = report.error;
		output.push(`  ${safe(message)}`);
		for (const problem of problems) {
			const where = [
				problem.path,
				problem.line,
				problem.column
			].filter((part) => part !== void 0).join(":");
			output.push(`  ${where === "" ? "" : `${safe(where)}  `}${safe(problem.message)}`);
		}
		if (hint !== void 0) output.push(`  ${paint("dim", "to do:")} ${safe(hint)}`);
	}
	for (const result of worstFirst(report.results)) {
		if (result.status === "passed" || result.status === "not-applicable") continue;
		output.push(...problem(result, paint));
	}
	for (const exhibit of report.exhibits ?? []) output.push(...exhibitLines(exhibit, paint, width));
	for (const note of report.notes) output.push(`  ${paint("dim", "note:")} ${safe(note)}`);
	return `${output.join("\n")}\n`;
}
function problem(result, paint) {
	const { status, what, where, expected, actual, next } = textOf(result);
	const stands = standing(result);
	const tone = stands === "failed" ? "red" : stands === "unverified" ? "yellow" : "dim";
	const word = stands === "remark" && result.status === "failed" ? "remark" : status;
	const at = where === void 0 ? "" : `${safe(where)}  `;
	const rows = [
		expected === void 0 ? void 0 : `${paint("dim", "expected:")} ${value(expected)}`,
		actual === void 0 ? void 0 : `${paint("dim", "actual:")} ${value(actual)}`,
		next === void 0 ? void 0 : safe(next)
	];
	return [`  ${paint(tone, word)}  ${at}${paint("dim", `${safe(result.rule)} (${result.severity})`)}`, ...[safe(what), ...rows].filter((row) => row !== void 0).map((row) => `      ${row}`)];
}
function value(text) {
	return cut(safe(text), 200);
}

// shared/shell/documents.ts
async function documentsOf({ name: control, documents = {} }, report, { evaluation, key }, secrets) {
	if (report.error !== void 0 || Object.keys(documents).length === 0) return {};
	const name = reportName(control, key);
	const contents = { ...evaluation.documents };
	if ("openmetrics.txt" in documents) contents["openmetrics.txt"] = (await import("./render-openmetrics.js")).openMetrics(report);
	if ("svg" in documents) {
		const { exhibitSvg } = await import("./render-exhibit-svg.js");
		contents["svg"] = exhibitSvg(name, report.exhibits ?? []);
	}
	if ("patch" in documents && evaluation.proposal !== void 0) {
		const { proposalPatch } = await import("./render-proposal-entry.js");
		contents["patch"] = proposalPatch(evaluation.proposal);
	}
	return Object.fromEntries(Object.entries(contents).flatMap(([ending, content]) => content === void 0 ? [] : [[`${name}.${ending}`, typeof content === "string" ? redactText(content, secrets) : content]]));
}

// shared/shell/conclude.ts
async function conclude(control, draft, host, started) {
	const report = compose(control, draft, started, host.clock());
	const common = draft.values;
	const shared = {
		outputs: draft.evaluation.outputs,
		common,
		folder: draft.place?.folder ?? ""
	};
	const secrets = secretsOf(control, host);
	const name = reportName(control.name, draft.key);
	const packed = report.error === void 0 ? draft.evaluation.packed.map((ending) => `${name}.${ending}`) : [];
	if (control.kind === "decide") {
		const { concludeDecision } = await import("./shell-conclude-decision.js");
		return {
			...shared,
			...concludeDecision(report, draft, secrets)
		};
	}
	const redacted = redactReport(report, secrets);
	const draw = (redacted.exhibits ?? []).some(({ charts = [], graph }) => charts.length > 0 || graph !== void 0) ? (await import("./render-picture.js")).drawExhibit : void 0;
	const words = headline(redacted.status, redacted.results);
	return {
		...shared,
		report: redacted,
		exit: exitCode(redacted.status, common["fail-on"], redacted.error?.code),
		words,
		markdown: (artifact) => renderSummary(redacted, {
			title: control.title,
			headline: words,
			artifact,
			draw
		}),
		terminal: (colour, width) => renderTerminal(redacted, words, colour, width),
		...await proposed(draft, control.name, secrets),
		packed,
		documents: await documentsOf(control, redacted, draft, secrets)
	};
}
async function proposed({ evaluation }, control, secrets) {
	const { proposal, issue, error } = evaluation;
	if (error !== void 0) return {};
	if (issue !== void 0) return { diff: redactText((await import("./render-issue.js")).issuePreview(issue, control), secrets) };
	if (proposal === void 0) return {};
	const { proposalDiff } = await import("./render-proposal-entry.js");
	return { diff: redactText(proposalDiff(proposal), secrets) };
}
function secretsOf(control, host) {
	const fields = {
		...commonFields,
		...control.inputs
	};
	return Object.keys(fields).filter((name) => fields[name]?.shape === "secret").map((name) => host.secret(name)).filter((secret) => secret !== void 0);
}
function compose(control, draft, started, ended) {
	const { results, reads, metrics, notes, facts, exhibits, data, error, range } = draft.evaluation;
	const broken = results.find(isBroken);
	const fault = error ?? (broken === void 0 ? void 0 : {
		code: "GITHUB_DOWN",
		message: broken.because?.message ?? "",
		hint: "Run it again when GitHub answers."
	});
	return {
		kind: reportKind,
		schemaVersion: 1,
		control: control.name,
		version,
		status: draft.status ?? reportStatus(results, fault),
		summary: describeCounts(results),
		subject: {
			...runSubject(draft),
			...range === void 0 ? {} : { range }
		},
		...draft.loaded?.ok === true ? { policySource: draft.loaded.source } : {},
		startedAt: isoTime(started),
		durationMs: Math.max(0, Math.round(ended - started)),
		results,
		inputs: reads,
		metrics,
		notes,
		...exhibits.length === 0 ? {} : { exhibits },
		...Object.keys(facts).length === 0 ? {} : { facts },
		...data === void 0 ? {} : { data },
		...fault === void 0 ? {} : { error: fault },
		...draft.replay === true ? { replay: true } : {}
	};
}
function runSubject({ subject, key, values }) {
	const job = values["check-run-id"];
	return {
		...subject,
		...key === void 0 ? {} : { matrixKey: key },
		...typeof job === "number" ? { checkRunId: job } : {}
	};
}

// shared/adapters/journal-file.ts
async function appendJournal(folder, name, text, { anew }) {
	const path = join(folder, name);
	if (anew) {
		await promises.mkdir(folder, { recursive: true });
		await promises.rm(path, { force: true });
	}
	await promises.writeFile(path, text, { flag: anew ? "wx" : "a" });
}
async function readJournalFile(folder, name, maxBytes) {
	const read = await worktree(folder, void 0).read(name, maxBytes);
	return read.found ? {
		...read,
		source: "output"
	} : read;
}

// shared/shell/journal.ts
function journalBeside(control, host, { folder, name }) {
	const secrets = secretsOf(control, host);
	let begun = false;
	return {
		earlier: (from, maxBytes) => readJournalFile(earlierFolder(host, "resume", from), name, maxBytes),
		async append(text) {
			if (folder === void 0) return;
			try {
				await appendJournal(folder, name, redactText(text, secrets), { anew: !begun });
			} catch (cause) {
				throw new GovernanceError("BAD_INPUT", `the journal ${name} cannot be written to ${folder} (${cause.code ?? "unknown error"})`, {
					hint: "Name another folder with report-dir.",
					cause
				});
			}
			begun = true;
		}
	};
}

// shared/core/repository.ts
function ownerAndRepo(repository) {
	const [owner = "", repo = ""] = repository.split("/");
	return {
		owner,
		repo
	};
}

// shared/adapters/api-tree.ts
const Entry = object({
	path: string(),
	type: string()
});
const Reference = object({ object: object({ sha: string() }) });
const Listing = object({
	truncated: boolean(),
	tree: array(Entry)
});
function apiTree(github, repository, commit) {
	const { owner, repo } = ownerAndRepo(repository);
	return {
		ref: commit,
		async read(path, maxBytes) {
			const contained = containedPath(path);
			if (!contained.ok) return {
				found: false,
				path,
				reason: "outside",
				message: contained.message
			};
			const answer = await github.bytes("GET /repos/{owner}/{repo}/contents/{+path}", {
				owner,
				repo,
				path: contained.path,
				ref: commit
			}, maxBytes);
			if (answer.ok) {
				const content = answer.data;
				return {
					found: true,
					source: "api",
					path: contained.path,
					ref: commit,
					sha256: sha256(content),
					bytes: content.length,
					content
				};
			}
			if (answer.because.code === "TRUNCATED") return tooLarge(path, maxBytes);
			const hidden = {
				found: false,
				path,
				reason: "unreadable",
				message: answer.because.message,
				because: answer.because
			};
			if (answer.because.code !== "NOT_FOUND") return hidden;
			return (await github.get("GET /repos/{owner}/{repo}/git/commits/{sha}", {
				owner,
				repo,
				sha: commit
			}, object({ sha: string() }))).ok ? {
				found: false,
				path,
				reason: "absent",
				message: "does not exist"
			} : hidden;
		},
		async list() {
			const answer = await github.get("GET /repos/{owner}/{repo}/git/trees/{sha}", {
				owner,
				repo,
				sha: commit,
				recursive: "1"
			}, Listing);
			if (!answer.ok) return answer;
			if (answer.data.truncated) return {
				ok: false,
				because: {
					code: "TRUNCATED",
					message: `the API lists only a part of the files of commit ${commit}`,
					needs: fullCheckout
				}
			};
			return {
				ok: true,
				paths: answer.data.tree.filter(({ type }) => type !== "tree").map(({ path }) => path).sort()
			};
		}
	};
}
async function branchTip(github, repository, branch) {
	const { owner, repo } = ownerAndRepo(repository);
	const parameters = {
		owner,
		repo,
		ref: `heads/${branch}`
	};
	const answer = await github.get("GET /repos/{owner}/{repo}/git/ref/{+ref}", parameters, Reference);
	return answer.ok ? {
		ok: true,
		data: answer.data.object.sha
	} : answer;
}

// shared/shell/rooted.ts
function rooted(tree, prefix) {
	if (prefix === "") return tree;
	return {
		ref: tree.ref,
		async read(path, maxBytes) {
			const contained = containedPath(path);
			if (!contained.ok) return {
				found: false,
				path,
				reason: "outside",
				message: contained.message
			};
			return {
				...await tree.read(`${prefix}${contained.path}`, maxBytes),
				path
			};
		},
		async list() {
			const answer = await tree.list();
			if (!answer.ok) return answer;
			return {
				ok: true,
				paths: answer.paths.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length))
			};
		}
	};
}

// shared/shell/run-place.ts
function configFrom(top, host, config) {
	const path = containedPath(relative(top, resolve(host.cwd, config)).split(sep).join("/"));
	if (path.ok) return path.path;
	throw new GovernanceError("BAD_INPUT", `the path of the configuration ${config} ${path.message}`);
}
async function commitOf(host, reference, repository) {
	if (reference.kind === "commit") return { sha: reference.sha };
	const tip = await branchTip(host.createGitHub(host.secret("token")), repository, reference.name);
	if (tip.ok) return { sha: tip.data };
	return { because: {
		...tip.because,
		message: `the tip of branch ${reference.name} could not be read: ${tip.because.message}`
	} };
}
function changesOf(request) {
	const from = (prefix) => {
		let loaded;
		const load = async () => (await import("./shell-units.js")).historyOf({
			...request,
			prefix
		});
		return { units: async (wanted) => (await (loaded ??= load())).units(wanted) };
	};
	const history = from(request.prefix);
	return {
		history,
		wholeHistory: request.prefix === "" ? history : from("")
	};
}
function pastOf(repository, from, prefix) {
	let past;
	return () => {
		past ??= import("./adapters-git-past.js").then(({ openPast }) => openPast(repository, from, prefix));
		return past;
	};
}
function producedIn(folder, repository) {
	let loading;
	const load = () => {
		loading ??= import("./adapters-produced-files.js").then(({ produced }) => produced(folder, repository));
		return loading;
	};
	return {
		files: {
			ref: void 0,
			read: async (path, maxBytes) => (await load()).files.read(path, maxBytes),
			list: async () => (await load()).files.list()
		},
		container: async (path) => (await load()).container(path),
		scan: async (scan, parameters, source, limits) => (await load()).scan(scan, parameters, source, limits)
	};
}

// shared/shell/place.ts
async function openPlace(host, event, workingDirectory, config) {
	const asked = resolve(host.cwd, workingDirectory);
	let opened;
	if (event !== void 0) {
		opened = await host.openRepository(await realpath(asked).catch(() => host.cwd));
		if (isNone(opened)) {
			const { remotePlace } = await import("./shell-remote-place.js");
			return remotePlace(host, event, workingDirectory, config);
		}
	}
	const folder = await realpath(asked).catch((error) => {
		throw new GovernanceError("BAD_INPUT", `the working directory ${workingDirectory} cannot be used (${error.code ?? "unknown error"})`, { cause: error });
	});
	if (event !== void 0 && opened !== void 0) return actionPlace(host, event, config, opened);
	const path = resolve(host.cwd, config);
	const at = path.lastIndexOf(sep) + 1;
	return {
		policy: {
			judged: worktree(path.slice(0, at), void 0),
			base: void 0,
			path: path.slice(at),
			shown: config
		},
		place: localPlace(host, folder)
	};
}
async function localPlace(host, folder) {
	const opened = await host.openRepository(folder);
	const repository = opened.ok ? opened.repository : void 0;
	const github = () => host.createGitHub(void 0);
	const own = {
		tree: worktree(folder, repository),
		top: worktree(repository?.top ?? folder, void 0)
	};
	return {
		subject: {
			event: "local",
			...repository?.head === void 0 ? {} : { headSha: repository.head }
		},
		judged: worktree(folder, repository),
		before: localBefore(repository),
		produced: producedIn(folder, repository),
		...changesOf({
			repository,
			event: void 0,
			prefix: repository?.prefix ?? "",
			github
		}),
		past: pastOf(repository, repository?.head, repository?.prefix ?? ""),
		policy: own,
		own,
		folder: repository?.prefix ?? ""
	};
}
function localBefore(repository) {
	if (repository?.head === void 0) return { because: {
		code: "NO_BASE",
		message: "there is no earlier commit to compare with",
		needs: "a git repository with a commit"
	} };
	let tree;
	const earlier = () => tree ??= startOfWork(repository).then((commit) => commitTree(repository, commit ?? "", repository.prefix));
	return {
		ref: void 0,
		read: async (path, maxBytes) => (await earlier()).read(path, maxBytes),
		list: async () => (await earlier()).list()
	};
}
async function actionPlace(host, event, config, opened) {
	if (!opened.ok || opened.repository.head === void 0 || opened.repository.tree === void 0) throw new GovernanceError("BAD_INPUT", `there is no checkout to judge: ${opened.ok ? "it has no commit" : opened.message}`, { hint: "Add a step with actions/checkout before this one." });
	const { repository } = opened;
	const { head, tree, prefix } = repository;
	const path = configFrom(repository.top, host, config);
	const name = event.subject.repository ?? "";
	const policyAt = await commitOf(host, event.policy, name);
	const inPolicy = "because" in policyAt ? policyAt : trustedTree(host, repository, policyAt.sha, name);
	const judged = commitTree(repository, head, prefix);
	const own = {
		tree: judged,
		top: commitTree(repository, head, "")
	};
	const github = () => host.createGitHub(host.secret("token"));
	const before = await comparedWith(host, repository, head, event);
	const place = {
		subject: {
			...event.subject,
			checkedOutSha: head,
			treeSha: tree
		},
		judged,
		...changesOf({
			repository,
			event,
			prefix,
			github
		}),
		past: pastOf(repository, "because" in policyAt ? policyAt.because : policyAt.sha, prefix),
		policy: "because" in inPolicy ? own : {
			tree: rooted(inPolicy, prefix),
			top: inPolicy
		},
		own,
		before: "because" in before ? before : rooted(trustedTree(host, repository, before.sha, name), prefix),
		folder: prefix,
		produced: producedIn(join(repository.top, prefix), repository)
	};
	return {
		policy: {
			judged: commitTree(repository, head, ""),
			base: inPolicy,
			path,
			shown: path
		},
		place: Promise.resolve(place)
	};
}
function isNone(opened) {
	return !opened.ok && opened.message.startsWith("not a git repository (or any");
}
async function comparedWith(host, repository, head, event) {
	const reference = await commitOf(host, event.before, event.subject.repository ?? "");
	if ("because" in reference || head === event.subject.mergeSha && reference.sha !== head) return reference;
	const left = await mergeBase(repository, reference.sha, head) ?? reference.sha;
	if (left !== head) return { sha: left };
	if (repository.parent !== void 0) return { sha: repository.parent };
	return { because: {
		code: "NO_BASE",
		message: "there is no earlier version to compare with: the checkout ends at this commit",
		needs: fullCheckout
	} };
}
function trustedTree(host, repository, sha, name) {
	const local = commitTree(repository, sha, "");
	const remote = () => apiTree(host.createGitHub(host.secret("token")), name, sha);
	return {
		ref: sha,
		async read(path, maxBytes) {
			const answer = await local.read(path, maxBytes);
			if (answer.found || answer.reason !== "unreadable") return answer;
			const other = await remote().read(path, maxBytes);
			if (other.found || other.because === void 0) return other;
			return {
				...other,
				because: await orCheckout(other.because)
			};
		},
		async list() {
			const answer = await local.list();
			if (answer.ok) return answer;
			const other = await remote().list();
			return other.ok ? other : {
				ok: false,
				because: await orCheckout(other.because)
			};
		}
	};
}
async function orCheckout(because) {
	const { withNeeds } = await import("./adapters-api-changes-entry.js");
	return withNeeds(because, "a checkout with fetch-depth: 0").because;
}

// shared/shell/profile.ts
function profileOf(name, own) {
	const profile = own[name] ?? builtInProfiles[name];
	if (profile === void 0) throw new Error(`the profile ${name} was not checked`);
	return profile;
}

// shared/shell/trusted-place.ts
async function trustedPlace(policy, folder, loaded, known) {
	const { path, base } = policy;
	const inside = folder.replace(/\/$/, "");
	if (path === ".github/release-governance.yml" && inside === "" || base === void 0 || "because" in base || !loaded.ok) return [];
	const root = await loadConfig({
		controls: [],
		known,
		path: usualConfig,
		shown: usualConfig,
		base,
		judged: base
	}).catch(() => void 0);
	const places = root?.ok === true ? root.config.common.places.map((place) => place.replace(/\/$/, "")) : void 0;
	const allowed = (name) => places?.includes(name) === true;
	const named = [inside !== "" && !allowed(inside) ? `the folder ${inside}` : void 0, path !== ".github/release-governance.yml" && !allowed(path) && !(path === `${inside}/${".github/release-governance.yml"}` && allowed(inside)) ? `the configuration ${path}` : void 0].filter((name) => name !== void 0);
	if (named.length === 0) return [];
	if (places !== void 0) return [distrust("place", {
		named,
		root: usualConfig
	})];
	const listed = await base.list();
	const others = listed.ok ? listed.paths.filter((each) => `/${each}`.endsWith(`/${usualConfig}`)) : [];
	const first = loaded.source.kind === "bootstrap" && `/${path}`.endsWith(`/${".github/release-governance.yml"}`);
	if (listed.ok && others.length === 0 && first) return [];
	return [makeResult("trust/place", trustRules.place, "unverified", {
		named,
		root: usualConfig
	}, { because: {
		code: listed.ok ? "NO_DATA" : listed.because.code,
		message: `the base has no ${usualConfig} that could list ${named.join(" and ")}`,
		needs: `${usualConfig} on the default branch, with places:`
	} })];
}

// shared/shell/run-control.ts
async function runControl(control, known, host, instead = {}) {
	const started = host.clock();
	const own = givenCommon(host);
	const basics = parseInputs({
		fields: commonFields,
		given: own,
		configured: {},
		untrusted: false
	});
	const draft = {
		subject: { event: "local" },
		evaluation: noEvaluation(),
		values: basics.values,
		key: basics.values["artifact-key"] ?? givenName(control, host)
	};
	let folder;
	let release;
	const name = reportName(control.name, draft.key);
	try {
		const into = reportFolder(host, draft.values["report-dir"]);
		if (into !== void 0) {
			release = await writable(into, () => claimReport(into, name));
			if (release === void 0) throw claimed(into, name);
			folder = into;
			await writable(into, () => removeReport(into, name, documentNames(control, name, draft.key)));
		}
		const event = await judge(control, known, host, draft, {
			started,
			folder,
			instead
		});
		if (control.kind === "act") await (await import("./shell-act.js")).act(control, draft, host, event);
	} catch (thrown) {
		note(draft, host, thrown);
	}
	if (folder !== void 0) {
		const outcome = await conclude(control, draft, host, started);
		const text = asciiJson(outcome.report);
		const into = folder;
		const dropped = draft.evaluation.packed.map((ending) => `${name}.${ending}`);
		try {
			if (outcome.packed.length === 0 && dropped.length > 0) await writable(into, () => removeReport(into, name, dropped));
			const written = {
				json: text,
				markdown: outcome.markdown(),
				documents: outcome.documents,
				packed: outcome.packed
			};
			return {
				...outcome,
				files: await writable(into, () => writeReport(into, name, written))
			};
		} catch (thrown) {
			note(draft, host, thrown);
		} finally {
			await release?.();
		}
	}
	return conclude(control, draft, host, started);
}
function claimed(folder, name) {
	return new GovernanceError("BAD_INPUT", `another run is writing ${name} into ${folder}`, { hint: "Name another folder with report-dir." });
}
function givenName(control, host) {
	const name = Object.hasOwn(control.inputs, "name") ? host.given["name"]?.trim() : void 0;
	return name === "" ? void 0 : name;
}
async function writable(folder, act) {
	try {
		return await act();
	} catch (cause) {
		throw new GovernanceError("BAD_INPUT", `reports cannot be written to ${folder} (${cause.code ?? "unknown error"})`, {
			hint: "Name another folder with report-dir.",
			cause
		});
	}
}
function note(draft, host, thrown) {
	draft.evaluation.error = reportError(thrown);
	const { cause } = toError(thrown);
	if (cause instanceof Error) host.log.debug(cause.stack ?? cause.message);
}
async function judge(control, known, host, draft, { started, folder, instead }) {
	const basics = draft.values;
	const event = await host.readEvent?.();
	if (event !== void 0) draft.subject = event.subject;
	const opening = await (instead.open ?? openPlace)(host, event, basics["working-directory"], configPath(host, basics));
	const { policy } = opening;
	const [placed, loading] = await Promise.allSettled([opening.place, (instead.load ?? loadConfig)({
		...policy,
		controls: [control],
		known
	})]);
	if (placed.status === "fulfilled") {
		draft.place = placed.value;
		draft.subject = placed.value.subject;
	}
	if (loading.status === "fulfilled") draft.loaded = loading.value;
	const asked = draft.loaded?.ok !== true || asksFor(control, draft.loaded.config);
	const parsed = readInputs(control, host, draft.loaded, asked);
	if (placed.status === "rejected") throw withProblems(placed.reason, parsed.problems);
	if (loading.status === "rejected") throw withProblems(loading.reason, parsed.problems);
	const problems = [...parsed.problems, ...profileProblems(parsed.values["profile"], loading.value)];
	if (problems.length > 0) throw badInput(problems);
	const [place, loaded] = [placed.value, loading.value];
	draft.values = parsed.values;
	const trust = [
		...judgedCommit(place.subject, host.runSha),
		...parsed.policyDifferences.map((difference) => distrust("policy-input", difference)),
		...event === void 0 ? [] : await trustedPlace(policy, place.folder, loaded, known),
		...control.kind === "act" ? (await import("./shell-act.js")).mayAct(control, parsed.values, event) : []
	];
	if (trust.length > 0) draft.values = {
		...draft.values,
		"fail-on": commonFields["fail-on"].default
	};
	draft.evaluation.results = trust;
	if (!loaded.ok) {
		draft.evaluation.results.push(...allRules(control, loaded.because));
		return event;
	}
	const { config } = loaded;
	const section = config.sections[control.name] ?? {};
	draft.evaluation.notes.push(...loaded.notes);
	if (!asked) {
		if (parsed.values["if-not-configured"] !== "skip") throw notAsked(control, policy.shown);
		if (trust.length === 0) draft.status = "not-applicable";
		draft.evaluation.notes.push("The configuration does not ask for it.");
		return event;
	}
	if ((section["skip-on"] ?? []).includes(place.subject.event)) {
		if (trust.length === 0) draft.status = "not-applicable";
		draft.evaluation.notes.push(`The configuration says that it does not apply on ${place.subject.event}.`);
		return event;
	}
	const time = moment(started, event?.at, asOf(parsed.values["as-of"]));
	draft.replay = time.replay;
	const stage = stageOf(event);
	const allow = (name, results, facts = {}) => liveWith(name, unwaivable(name, control), results, config.common, time, stage, facts);
	const command = async (request) => {
		const { commandIn } = await import("./shell-commands.js");
		const workingDirectory = parsed.values["working-directory"];
		const secrets = secretsOf(control, host);
		return commandIn({
			host,
			event,
			subject: place.subject,
			source: loaded.source,
			workingDirectory,
			secrets
		}, request);
	};
	const world = {
		inputs: parsed.values,
		lists: config.lists,
		disabledRules: section["disabled-rules"] ?? {},
		subject: runSubject({
			...draft,
			values: parsed.values,
			subject: place.subject
		}),
		time,
		log: host.log,
		tree: place.judged,
		before: place.before,
		produced: place.produced.files,
		scan: place.produced.scan,
		command: instead.command?.(command) ?? command,
		history: place.history,
		past: () => place.past(),
		runOther: async (name, view) => (await import("./shell-run-other.js")).runOther(name, view, {
			world,
			policy,
			known,
			load: host.loadControl
		}),
		policy: {
			source: loaded.source,
			...loaded.source.kind === "base" ? place.policy : place.own,
			history: place.wholeHistory,
			folder: place.folder,
			profile: profileOf(parsed.values["profile"], config.common.profiles),
			profileName: parsed.values["profile"],
			failOn: config.common["fail-on"] ?? "unverified",
			roles: config.common.roles,
			...askedControls(config, place.subject.event),
			parts: config.asked.parts,
			sections: config.asked.sections,
			allow
		},
		collect: (request) => host.collect(request, place.subject),
		matcher: globMatcher,
		github(credential) {
			const token = host.secret(credential ?? "token");
			return token === void 0 ? void 0 : host.createGitHub(token);
		},
		publicGitHub: () => host.createGitHub(void 0),
		container: (path) => place.produced.container(path),
		pack: async (ending, files) => {
			const { packBeside } = await import("./shell-pack.js");
			const from = resolve(host.cwd, parsed.values["working-directory"]);
			return packBeside({
				folder,
				name: `${reportName(control.name, draft.key)}.${ending}`,
				from
			}, files);
		},
		journal: (ending) => journalBeside(control, host, {
			folder,
			name: `${reportName(control.name, draft.key)}.${ending}`
		})
	};
	const evaluated = await evaluate(control, world);
	const allowed = allow(control.name, evaluated.results, evaluated.facts);
	draft.evaluation = {
		...evaluated,
		results: [...trust, ...allowed.results],
		notes: [
			...loaded.notes,
			...evaluated.notes,
			...allowed.uses.map(({ kind, id, state, message }) => `${kind} ${id}: ${state}, ${message}`)
		]
	};
	return event;
}
function readInputs(control, host, loaded, asked) {
	const config = loaded?.ok === true ? loaded.config : void 0;
	return parseInputs({
		fields: {
			...commonFields,
			...asked ? control.inputs : {}
		},
		given: asked ? host.given : givenCommon(host),
		configured: config && {
			profile: config.common.profile,
			"fail-on": config.common["fail-on"],
			...config.sections[control.name]
		},
		untrusted: host.kind === "action"
	});
}
function profileProblems(profile, loaded) {
	const own = loaded.ok ? Object.keys(loaded.config.common.profiles) : [];
	const names = [...Object.keys(builtInProfiles), ...own];
	if (typeof profile !== "string" || names.includes(profile)) return [];
	return [{ message: `there is no profile ${profile}${suggestion(profile, names)}` }];
}
function withProblems(thrown, problems) {
	const error = toError(thrown);
	if (problems.length === 0) return error;
	return new GovernanceError(error.code, error.message, {
		...error.hint === void 0 ? {} : { hint: error.hint },
		problems: [...error.problems, ...problems],
		cause: error
	});
}
function unwaivable(name, running) {
	const own = Object.entries(running.rules).flatMap(([id, rule]) => rule.waivable === false ? [id] : []);
	return new Set((name === running.name ? own : catalog[name]?.unwaivable ?? []).map((id) => `${name}/${id}`));
}
function askedControls(config, event) {
	const { sections, lists: given } = config.asked;
	const all = Object.entries(catalog).flatMap(([name, { kind, lists }]) => kind !== "decide" && kind !== "act" && (sections.includes(name) || lists.some((list) => given.includes(list))) ? [name] : []);
	const skips = (name) => config.asked.skipOn[name]?.includes(event) === true;
	return {
		asked: all.filter((name) => !skips(name)),
		skipped: all.filter(skips)
	};
}
function asOf(text) {
	if (text === void 0) return void 0;
	const time = typeof text === "string" ? parseTime(text) : void 0;
	if (time !== void 0) return time;
	throw badInput([{ message: `input as-of: expected a time such as 2026-11-20T12:00:00Z, got "${inputText(text)}"` }]);
}
function configPath(host, basics) {
	return host.given["config"] === void 0 ? join(basics["working-directory"], basics.config) : basics.config;
}
function givenCommon({ given }) {
	return Object.fromEntries(Object.entries(given).filter(([name]) => Object.hasOwn(commonFields, name)));
}
function badInput(problems) {
	return new GovernanceError("BAD_INPUT", problems.length === 1 ? "one input is wrong" : `${problems.length} inputs are wrong`, {
		problems,
		hint: "action-catalog.md lists the inputs of every control."
	});
}
function notAsked(control, path) {
	const lists = askingLists(control).map((list) => ` or the list ${list}:`);
	return new GovernanceError("BAD_CONFIG", `the configuration ${path} does not ask for ${control.name}`, { hint: `Add a section ${control.name}:${lists.join("")}.` });
}
function allRules(control, because) {
	return Object.entries(control.rules).map(([id, rule]) => wholeRuleResult(`${control.name}/${id}`, rule, "unverified", {
		...because,
		message: `the configuration of the base could not be read: ${because.message}`
	}));
}

// shared/shell/github-clients.ts
function gitHubClients(env, log) {
	const clients = new Map();
	const host = new URL(env["GITHUB_SERVER_URL"] || "https://github.com").host;
	return (token) => {
		const key = token ?? "";
		let client;
		const load = async () => {
			const { createGitHub } = await import("./adapters-github-entry.js");
			return createGitHub({
				baseUrl: env["GITHUB_API_URL"] || "https://api.github.com",
				host,
				token,
				userAgent: `release-governance/${version}`,
				log
			});
		};
		const loaded = () => client ??= load();
		const known = clients.get(key) ?? {
			host,
			get: async (...request) => (await loaded()).get(...request),
			all: async (...request) => (await loaded()).all(...request),
			bytes: async (...request) => (await loaded()).bytes(...request),
			graphql: async (...request) => (await loaded()).graphql(...request)
		};
		clients.set(key, known);
		return known;
	};
}
function gitHubWriters(env, log) {
	return (token) => ({ async send(...request) {
		const { createGitHubWrite } = await import("./adapters-github-write.js");
		return createGitHubWrite({
			baseUrl: env["GITHUB_API_URL"] || "https://api.github.com",
			token,
			userAgent: `release-governance/${version}`,
			log
		}).send(...request);
	} });
}

export { CommitId, GovernanceError, Login, RelativePath, RepositoryName, Sha256, Slug, Text, actFields, actOutputs, annotationMaxLength, apiTree, asciiJson, asksFor, basisOf, branchTip, brief, briefHead, builtInProfiles, byCodeUnit, cappedExhibit, catalog, changesOf, childPointer, choice, clipped, clockTolerance, code, codeLine, commitOf, commitTree, commonFields, configFrom, configMaxBytes, containedPath, controlNames, countStatuses, createDocument, cut, decides, decimal, decodeText, defineControl, distinctBecause, distrust, documentLines, documentName, editDistance, entriesOf, evaluate, exec, exhibitLines, exhibitProblem, exitCode, fileKind, firstProblemLines, flag, foldersWithReports, formatPointer, fullCheckout, gitHubClients, gitHubWriters, gitProcess, headline, inputText, integer, isCalendarDay, isCommitId, isExact, isObject, isSha256, isoDay, isoMillisecondTime, isoTime, keysAt, lineIndex, lines, list, listMaxBytes, listNames, listed, loadConfig, logLine, lookUp, makeResult, marks, mayHoldSecret, millisecondsPerDay, missing, nearest, objectHash, objectId, olderThan, oneLine, openFile, openPlace, openRepository, ownerAndRepo, painter, parseConfig, parseInputs, parsePointer, parseTime, parseYaml, partKey, partName, pastOf, pathField, pathProblem, plain, plainLine, producedIn, profileOf, quote, quotedLines, readBlob, redact, redactReport, redactText, renderExhibits, reportError, reportFolder, reportKind, reportName, reportStatus, reportStatuses, resultStatuses, rooted, rule, runControl, runGit, safe, safeName, sameBytes, secret, setMember, severities, sha256, stableJson, standardDocuments, standing, startOfDay, startOfWork, statusMarks, statusWords, strong, structured, suggestion, summaryMaxBytes, table, tableLines, text, textOf, toError, tooLarge, trackedBelow, trustRules, unreadable, usualConfig, version, walk, workTreeRead, worktree, worstFirst, worstSeverity };