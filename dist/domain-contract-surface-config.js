import { Pattern } from "./core-glob-pattern.js";
import { _enum, array, boolean, record, strictObject, string } from "./vendor.js";
import { RelativePath, RepositoryName, Slug, Text, isObject, lineIndex, quote } from "./shared.js";
import { Pointer } from "./core-pointer-text.js";
import "./domain-contract-pair-config.js";
import { GoSchema } from "./domain-cutover-config.js";
import { NamedCheckSchema } from "./domain-check-run-config.js";
import { NoticePolicySchema } from "./domain-notice-config.js";
import { parseJson } from "./parse-json.js";
import { formats } from "./parse.js";

// shared/domain/contract-surface/cutover-config.ts
const Template = RelativePath.meta({ description: "Path of the record; {from} and {to} are the versions in lower case, with hyphens: ledger-v3." });
const SurfaceCutoverSchema = strictObject({
	go: GoSchema,
	bump: strictObject({
		checkpoint: string().regex(/^[a-z0-9{}-]+$/, "expected lower-case letters, digits, hyphens, {from} and {to}"),
		record: Template
	}).optional().meta({ description: "The checkpoint that must have been passed before the version is raised." }),
	wave: strictObject({
		checkpoint: string().regex(/^[a-z0-9-]+$/, "expected lower-case letters, digits and hyphens"),
		record: RelativePath
	}).optional().meta({ description: "The record in which both sides say up to which commit everything is green; what changed since must be recorded before the next change." })
}).refine(({ bump, wave }) => bump !== void 0 || wave !== void 0, "give bump, wave or both");

// shared/domain/contract-surface/envelope.ts
function demands(fields) {
	return [
		"requires",
		"optional",
		"forbids"
	].flatMap((demand) => fields[demand].map((field) => [demand, field]));
}
function envelopeProblems(fields) {
	const all = demands(fields);
	const problems = all.filter(([, field]) => !/^(?:\/(?:[^~/]|~[01])+)+$/.test(field)).map(([demand, field]) => `${demand} ${JSON.stringify(field)} is no JSON Pointer to a field`);
	for (const [index, [demand, field]] of all.entries()) {
		const other = all.slice(0, index).find(([, earlier]) => earlier === field);
		if (other !== void 0) problems.push(`${field} is named by ${other[0]} and by ${demand}`);
		const outer = fields.forbids.find((each) => demand === "requires" && field.startsWith(`${each}/`));
		if (outer !== void 0) problems.push(`${field} is required, but ${outer} is forbidden`);
	}
	return problems;
}

// shared/domain/contract-surface/notice-config.ts
const ConsumerSchema = strictObject({
	repository: RepositoryName,
	pin: strictObject({
		path: RelativePath,
		commit: Pointer
	}).meta({ description: "Where it says which commit of this repository it is built against." }),
	check: Text.meta({ description: "The check of its default branch that validates the repin." }),
	app: NamedCheckSchema.shape.app
});
const SurfaceNoticesSchema = strictObject({
	...NoticePolicySchema.shape,
	additive: array(_enum([
		"request",
		"response",
		"error-code",
		"envelope"
	])).default([]).meta({ description: "Additive changes that must be announced too, by what they are about; breaking ones always must." }),
	statuses: strictObject({
		path: RelativePath,
		pointer: Pointer
	}).optional().meta({ description: "The object from error code to the HTTP status, or list of them, with which it is sent." }),
	tests: array(Pattern).default([]).meta({ description: "The tests of the contract; an emergency changes docs, spec and some of them in the same change." }),
	rollout: strictObject({
		files: array(Pattern).min(1).meta({ description: "What a rollout to everybody changes." }),
		consumers: array(ConsumerSchema).min(1).meta({ description: "Who must have validated a repin before an emergency is rolled out." })
	}).optional()
});

// shared/domain/contract-surface/pattern-matches.ts
const longestLine = 2e3;
function patternMatches(text, pattern) {
	const expression = expressionOf(pattern);
	if (expression === void 0) return {
		ok: false,
		message: `cannot be searched: ${quote(pattern, 80)} is no regular expression`
	};
	const found = [];
	const problems = [];
	const lines = lineIndex(text);
	for (let number = 1; number <= lines.count; number += 1) {
		const line = lines.line(number) ?? "";
		if (line.length > longestLine) {
			const message = `has a line of ${line.length} characters: more than ${longestLine} are not searched`;
			problems.push({
				message,
				position: {
					line: number,
					column: 1
				}
			});
			continue;
		}
		for (const match of line.matchAll(expression)) {
			const shown = match.groups?.["code"] ?? match[1] ?? match[0];
			const column = match.index + Math.max(match[0].indexOf(shown), 0) + 1;
			found.push({
				text: shown,
				position: {
					line: number,
					column
				}
			});
		}
	}
	return {
		ok: true,
		found,
		problems
	};
}
function isPattern(pattern) {
	return expressionOf(pattern) !== void 0;
}
function expressionOf(pattern) {
	try {
		return new RegExp(pattern, "gu");
	} catch {
		return;
	}
}

// shared/domain/contract-surface/place-config.ts
const Expression = Text.refine(isPattern, "is not a regular expression").meta({ description: "A regular expression, looked for line by line: its group code, else its first group, else all of it." });
const parts = {
	path: RelativePath,
	pointer: Pointer.optional().meta({ description: "JSON Pointer into a JSON or YAML file." }),
	heading: Text.optional().meta({ description: "Heading of the section of a Markdown file." }),
	pattern: Expression.optional()
};
function exactlyOne(place, names) {
	return names.filter((name) => place[name] !== void 0).length === 1 ? void 0 : `give exactly one of ${names.join(", ")}`;
}
function formProblem(place) {
	const path = typeof place["path"] === "string" ? place["path"] : "";
	const data = /\.(json|ya?ml)$/i.test(path);
	if ((place["pointer"] ?? place["keys"]) !== void 0 && !data) return "a pointer leads into a file that ends in .json, .yml or .yaml";
	if ([
		"heading",
		"bullet",
		"column",
		"list"
	].some((name) => place[name] !== void 0) && !/\.(md|markdown)$/i.test(path)) return "a heading, bullet, column or list is looked for in a file that ends in .md or .markdown";
}
const ValuePlaceSchema = strictObject({
	...parts,
	bullet: Text.optional().meta({ description: "Label of the bullet: \"- Label: `value`\"." })
}).superRefine((place, check) => {
	const problem = exactlyOne(place, [
		"pointer",
		"bullet",
		"pattern"
	]) ?? (place.bullet === void 0 === (place.heading === void 0) ? void 0 : "bullet and heading belong together") ?? formProblem(place);
	if (problem !== void 0) check.addIssue({
		code: "custom",
		message: problem
	});
});
const ListPlaceSchema = strictObject({
	...parts,
	keys: Pointer.optional().meta({ description: "JSON Pointer to an object whose keys are meant." }),
	column: Text.optional().meta({ description: "Header of the column of the Markdown tables that have it." }),
	list: Text.optional().meta({ description: "Heading of the section whose list items are meant." }),
	complete: boolean().optional().meta({ description: "Whether the place must have all. Default: true for error codes, false for endpoints." })
}).superRefine((place, check) => {
	const problem = exactlyOne(place, [
		"pointer",
		"keys",
		"column",
		"list",
		"pattern"
	]) ?? (place.heading === void 0 || place.column !== void 0 ? void 0 : "heading goes with column") ?? formProblem(place);
	if (problem !== void 0) check.addIssue({
		code: "custom",
		message: problem
	});
});

// shared/domain/contract-surface/tool-report.ts
const tools = ["oasdiff", "buf"];
const mostFindings = 1e4;
function readToolReport(tool, text, exitCode) {
	const report = tool === "oasdiff" ? readOasdiff(text) : readBuf(text);
	if (tool !== "buf" || !report.ok || report.findings.length > 0 || exitCode === 0) return report;
	return {
		ok: false,
		why: "unlooked",
		message: exitCode === void 0 ? "is empty, which does not show that buf ran" : `is empty, and buf ended with exit code ${exitCode}`
	};
}
const unknown = (message) => ({
	ok: false,
	why: "unknown",
	message
});
function readOasdiff(text) {
	const parsed = parseJson(text);
	if (!parsed.ok) return unknown(parsed.message);
	const { value } = parsed.document;
	const list = isObject(value) ? value["changes"] : value;
	if (!Array.isArray(list)) return unknown("has no list of changes");
	if (list.length > mostFindings) return unknown(`has more than ${mostFindings} changes`);
	const findings = [];
	for (const [index, change] of list.entries()) {
		const { id, level, text: message } = isObject(change) ? change : {};
		if (typeof id !== "string" || id === "" || typeof message !== "string") return unknown(`has a change without id or text: the ${index + 1}. of the list`);
		const judged = oasdiffLevels.get(level);
		if (judged === void 0) return unknown(`has a change of the level ${quote(JSON.stringify(level ?? null))}: expected 1, 2 or 3`);
		const source = isObject(change) && isObject(change["revisionSource"]) ? change["revisionSource"] : {};
		const where = ["operation", "path"].flatMap((key) => textOf(change, key)).join(" ");
		findings.push({
			tool: "oasdiff",
			rule: id,
			level: judged,
			where: where === "" ? textOf(change, "section")[0] ?? "" : where,
			message,
			file: textOf(source, "file")[0],
			line: lineOf(source["line"])
		});
	}
	return {
		ok: true,
		findings
	};
}
const oasdiffLevels = new Map([
	[1, "additive"],
	[2, "warning"],
	[3, "breaking"]
]);
function readBuf(text) {
	const findings = [];
	const lines = lineIndex(text);
	for (let number = 1; number <= lines.count; number += 1) {
		const line = lines.line(number) ?? "";
		if (line.trim() === "") continue;
		if (findings.length >= mostFindings) return unknown(`has more than ${mostFindings} findings`);
		const parsed = parseJson(line);
		if (!parsed.ok) return unknown(`is no JSON in line ${number}`);
		const { value } = parsed.document;
		const [rule, message] = [textOf(value, "type")[0], textOf(value, "message")[0]];
		if (rule === void 0 || message === void 0) return unknown(`has a finding without type or message in line ${number}`);
		if (rule === "COMPILE") return {
			ok: false,
			why: "unlooked",
			message: `says that a file cannot be compiled: ${quote(message, 120)}`
		};
		const file = textOf(value, "path")[0];
		findings.push({
			tool: "buf",
			rule,
			level: "breaking",
			where: file ?? "",
			message,
			file,
			line: lineOf(isObject(value) ? value["start_line"] : void 0)
		});
	}
	return {
		ok: true,
		findings
	};
}
function textOf(value, key) {
	const member = isObject(value) ? value[key] : void 0;
	return typeof member === "string" && member !== "" ? [member] : [];
}
function lineOf(value) {
	return typeof value === "number" && Number.isSafeInteger(value) && value > 0 ? value : void 0;
}

// shared/domain/contract-surface/version-part.ts
const versionParts = [
	"number",
	"major",
	"minor",
	"patch"
];
function versionStep(part, before, after) {
	if (before === after) return "same";
	const [old, now] = [numbersOf(part, before), numbersOf(part, after)];
	if (old === void 0 || now === void 0 || old.line !== now.line) return "other";
	const counts = part === "number" ? 1 : versionParts.indexOf(part);
	for (const [index, number] of now.numbers.entries()) {
		const earlier = old.numbers[index] ?? 0n;
		if (number === earlier) continue;
		if (number < earlier) return "back";
		return index < counts ? "raised" : "lower";
	}
	return "lower";
}
function raised(part, version) {
	const parsed = numbersOf(part, version);
	if (parsed === void 0) return void 0;
	const counts = part === "number" ? 1 : versionParts.indexOf(part);
	const next = parsed.numbers.map((number, index) => index < counts - 1 ? number : index === counts - 1 ? number + 1n : 0n);
	return `${parsed.line}${next.join(".")}`;
}
function numbersOf(part, version) {
	if (part === "number") {
		const match = /^(.*?)(0|[1-9][0-9]{0,17})$/s.exec(version);
		return match === null ? void 0 : {
			line: match[1] ?? "",
			numbers: [BigInt(match[2] ?? "0")]
		};
	}
	const line = version.startsWith("v") ? "v" : "";
	const plain = version.slice(line.length);
	if (plain.length > 200 || !formats.semver.matches(plain)) return void 0;
	return {
		line,
		numbers: (plain.split(/[-+]/)[0] ?? "").split(".").map(BigInt)
	};
}

// shared/domain/contract-surface/config.ts
const Patterns = array(Pattern).min(1, "name at least one pattern");
const Field = string().regex(/^(?:\/(?:[^~/]|~[01])+)+$/, "expected a JSON Pointer into a body, such as /error/code");
const VersionSchema = strictObject({
	id: Slug,
	breaking: _enum(versionParts).optional().meta({ description: "The part that a breaking change must raise: number is the number at the end (service.v3), the others are of a semantic version. Without it breaking changes do not ask for this version." }),
	places: array(ValuePlaceSchema).min(1, "name at least one place").meta({ description: "Every place that says the version; the first one counts, the others must agree." })
});
const fields = array(Field).default([]);
const EnvelopeFieldsSchema = strictObject({
	requires: fields,
	optional: fields,
	forbids: fields
}).superRefine((policy, check) => {
	for (const message of envelopeProblems(policy)) check.addIssue({
		code: "custom",
		message
	});
});
const EnvelopeSchema = strictObject({
	version: Slug.meta({ description: "The id of the version that decides which policy holds." }),
	policies: record(string().min(1), strictObject({
		failure: EnvelopeFieldsSchema.optional(),
		success: EnvelopeFieldsSchema.optional()
	}).refine(({ failure, success }) => failure !== void 0 || success !== void 0, "give failure, success or both")).refine((policies) => Object.keys(policies).length > 0, "name at least one version").meta({ description: "By the value of the version: what failed (not 2XX) and successful answers must and must not have." }),
	samples: array(strictObject({
		files: Patterns,
		kind: _enum(["failure", "success"]).default("failure")
	})).default([]).meta({ description: "Sample bodies (JSON or YAML) that must keep the policy." })
});
const classes = array(_enum([
	"additive",
	"breaking",
	"docs"
])).min(1);
const CompanionSchema = strictObject({
	id: Slug,
	why: Text.optional(),
	when: classes.default(["additive", "breaking"]).meta({ description: "The classes of change that ask for it." }),
	who: array(_enum([
		"request",
		"response",
		"error-code",
		"envelope"
	])).min(1).optional().meta({ description: "Only changes that are about these. Default: all." }),
	"all-of": Patterns.optional().meta({ description: "Each of them must have a change of content." }),
	"any-of": Patterns.optional().meta({ description: "One of them must have a change of content." })
}).refine((companion) => companion["all-of"] !== void 0 || companion["any-of"] !== void 0, "give all-of, any-of or both");
const ImpactSchema = strictObject({
	path: RelativePath,
	heading: parts.heading,
	pointer: parts.pointer,
	labels: array(Text).default([]).meta({ description: "The questions that must be answered: bullets \"- Label: answer\", or members of the object." }),
	when: classes.default(["additive", "breaking"])
}).superRefine((impact, check) => {
	const problem = impact.pointer === void 0 && impact.labels.length === 0 ? "name the labels of the bullets" : impact.pointer !== void 0 && impact.heading !== void 0 ? "give either a pointer or a heading" : formProblem(impact.pointer === void 0 ? {
		...impact,
		list: true
	} : impact);
	if (problem !== void 0) check.addIssue({
		code: "custom",
		message: problem
	});
});
const OverlapSchema = strictObject({
	version: Slug.meta({ description: "The id of the version whose old and new value overlap." }),
	active: array(ValuePlaceSchema).default([]).meta({ description: "Places that say what runs: they still have the old version when the new one is introduced." }),
	"migration-notes": RelativePath.optional().meta({ description: "The file that must be there, and name both versions; {from} and {to} are the versions with hyphens: ledger-v3." })
}).refine((overlap) => overlap.active.length > 0 || overlap["migration-notes"] !== void 0, "give active, migration-notes or both");
const SurfaceSchema = strictObject({
	id: Slug.meta({ description: "A name of your own; results, waivers, notices and reports use it." }),
	contract: string().optional().meta({ description: "The id of an entry of contracts: whose mirror and copies are the manifest of this surface." }),
	openapi: array(RelativePath).default([]).meta({ description: "OpenAPI documents (3.0 to 3.2), JSON or YAML." }),
	schemas: array(strictObject({
		path: RelativePath,
		role: _enum([
			"request",
			"response",
			"error",
			"both"
		])
	})).default([]).meta({ description: "JSON Schemas, and what the documents that they describe are for." }),
	documents: array(strictObject({
		path: RelativePath,
		identity: array(Pointer).default([]).meta({ description: "Members that say which release it is (tag, commit, time): no change of the contract." }),
		copies: array(Pattern).default([]).meta({ description: "Further copies, byte by byte." })
	})).default([]).meta({ description: "Manifest, source of truth, handoff: JSON or YAML, compared member by member." }),
	docs: array(Pattern).default([]).meta({ description: "Service documents: a change of them is one of words." }),
	versions: array(VersionSchema).min(1, "name at least one version"),
	"error-codes": strictObject({
		fields: array(Field).default([]).meta({ description: "Fields of failed answers that hold a code." }),
		lists: array(ListPlaceSchema).min(1).meta({ description: "Every place that lists the codes." })
	}).optional(),
	endpoints: array(ListPlaceSchema).default([]).meta({ description: "Places that list endpoints (\"GET /v1/health\", or a path alone); each must be in the OpenAPI." }),
	envelope: EnvelopeSchema.optional(),
	"envelope-fields": array(Field).default([]).meta({ description: "Fields of successful answers that belong to the envelope." }),
	"closed-responses": _enum(["breaking", "additive"]).default("breaking").meta({ description: "How a field counts that is added to an answer which allowed no other fields." }),
	companions: array(CompanionSchema).default([]),
	impact: array(ImpactSchema).default([]).meta({ description: "Where each change leaves its consumer impact statement." }),
	"only-in": array(strictObject({
		id: Slug,
		why: Text.optional(),
		pattern: Expression,
		files: Patterns,
		under: Patterns
	})).default([]).meta({ description: "What may stand under some paths only, e.g. addresses of the service in its adapter." }),
	overlap: OverlapSchema.optional(),
	notices: SurfaceNoticesSchema.optional().meta({ description: "How changes must be announced before they land." }),
	cutover: SurfaceCutoverSchema.optional().meta({ description: "What both sides must have recorded before the version is raised, and before the next change." }),
	reports: array(strictObject({
		tool: _enum(tools),
		path: RelativePath.meta({ description: "The JSON report that a step before wrote, in the same job." }),
		"exit-code": RelativePath.optional().meta({ description: "A file into which that step wrote the exit code of the tool. Without it an empty report of buf is unverified: it is what a buf that did not run leaves, too." }),
		warnings: _enum(["breaking", "additive"]).default("breaking").meta({ description: "How changes count that the tool calls potentially breaking." })
	})).default([])
}).superRefine((surface, check) => {
	const add = (path, message) => check.addIssue({
		code: "custom",
		path,
		message
	});
	const files = [
		...surface.openapi,
		...surface.schemas.map(({ path }) => path),
		...surface.documents.map(({ path }) => path)
	];
	for (const [index, path] of files.entries()) if (files.indexOf(path) !== index) add([], `the file ${path} is listed twice`);
	if (files.length === 0 && surface.contract === void 0) add([], "name the files of the surface: openapi, schemas, documents or contract");
	const ids = surface.versions.map(({ id }) => id);
	for (const [name, list] of [
		["versions", surface.versions],
		["companions", surface.companions],
		["only-in", surface["only-in"]]
	]) {
		const own = list.map(({ id }) => id);
		for (const [index, id] of own.entries()) if (own.indexOf(id) !== index) add([
			name,
			index,
			"id"
		], `the id ${id} is used twice`);
	}
	if (surface.versions.every(({ breaking }) => breaking === void 0)) add(["versions"], "say which part a breaking change raises: breaking: number, major, minor or patch");
	const lists = [
		...surface.versions.map(({ places }, index) => [[
			"versions",
			index,
			"places"
		], places]),
		[["error-codes", "lists"], surface["error-codes"]?.lists ?? []],
		[["endpoints"], surface.endpoints],
		[["impact"], surface.impact],
		[["reports"], surface.reports],
		[["overlap", "active"], surface.overlap?.active ?? []]
	];
	for (const [path, places] of lists) {
		const written = places.map(placeKey);
		for (const [index, place] of written.entries()) if (written.indexOf(place) !== index) add([...path, index], "the place is listed twice");
	}
	const known = (path, id) => {
		if (id !== void 0 && !ids.includes(id)) add(path, `there is no version ${id}: ${ids.join(", ")}`);
	};
	known(["envelope", "version"], surface.envelope?.version);
	known(["overlap", "version"], surface.overlap?.version);
	const raisedBy = surface.versions.find(({ id }) => id === surface.overlap?.version);
	if (raisedBy !== void 0 && raisedBy.breaking === void 0) add(["overlap", "version"], `no breaking change raises ${raisedBy.id}, so nothing would overlap`);
	if (surface.endpoints.length > 0 && surface.openapi.length === 0) add(["endpoints"], "endpoints are compared with the OpenAPI, and there is none");
});
const SurfacesSchema = array(SurfaceSchema).superRefine((surfaces, check) => {
	const ids = surfaces.map(({ id }) => id);
	for (const [index, id] of ids.entries()) if (ids.indexOf(id) !== index) check.addIssue({
		code: "custom",
		path: [index, "id"],
		message: `the id ${id} is used twice`
	});
});
function placeKey(place) {
	const { path, pointer, keys, column, list, pattern, heading, bullet, tool } = place;
	return JSON.stringify([
		path,
		pointer,
		keys,
		column,
		list,
		pattern,
		heading,
		bullet,
		tool
	]);
}
function surfaceProblems(surfaces, contracts) {
	return surfaces.flatMap(({ contract: id, documents }, index) => {
		if (id === void 0) return [];
		const [contract] = contracts.filter((each) => each.id === id);
		const problem = contract === void 0 ? `there is no contract ${id} in contracts:` : contract.mirror === void 0 ? `the contract ${id} has no mirror that could be the manifest` : documents.some(({ path }) => path === contract.mirror) ? `the mirror of ${id} is among the documents too` : void 0;
		return problem === void 0 ? [] : [{
			pointer: `/surfaces/${index}/contract`,
			message: problem
		}];
	});
}

export { SurfacesSchema, demands, patternMatches, raised, readToolReport, surfaceProblems, versionStep };