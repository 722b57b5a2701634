import { RelativePath, parsePointer, sha256, stableJson } from "./shared.js";
import { _enum, array, boolean, json, literal, record, strictObject, string, union } from "./vendor.js";
import { parseRepository, sameRepository } from "./parse.js";
import { canonicalize } from "./canonicalize.js";
import { brokenTablesUnder, bulletsUnder, headingsNamed, opaqueUnder, parseMarkdown, tablesUnder } from "./parse-markdown.js";

// shared/domain/contract-pair/config.ts
const Text = string().trim().min(1, "must not be empty");
const Pointer = string().refine((text) => text !== "" && parsePointer(text) !== void 0, "expected a JSON Pointer such as /release_tag").meta({ description: "JSON Pointer (RFC 6901)." });
const comparisons = [
	"equal",
	"set-equal",
	"list-equal",
	"semver",
	"repository",
	"ignore"
];
const fieldFormats = [
	"tag",
	"semver",
	"commit",
	"sha256",
	"date",
	"repository",
	"url",
	"any"
];
const roles = {
	repository: {
		format: "repository",
		compare: "repository"
	},
	tag: {
		format: "tag",
		compare: "equal"
	},
	commit: {
		format: "commit",
		compare: "equal"
	},
	"manifest-sha256": {
		format: "sha256",
		compare: "equal"
	},
	"tag-commit": {
		format: "commit",
		compare: "equal"
	}
};
const FieldMapSchema = strictObject({
	pin: Pointer.optional().meta({ description: "Where the pin has it." }),
	manifest: Pointer.optional().meta({ description: "Where the mirrored manifest has it." }),
	bullet: Text.optional().meta({ description: "Label of the bullet in the matrix: \"- Label: `value`\"." }),
	column: Text.optional().meta({ description: "Header of the column in the matrix table." }),
	expect: json().optional().meta({ description: "The value that the policy asks for." }),
	compare: _enum(comparisons).optional().meta({ description: "How values are compared. Default: equal; repository for that field." }),
	format: _enum(fieldFormats).optional().meta({ description: "The form of the value. Default: by the name of the field, else any." }),
	pattern: Text.refine(isPattern, "is not a regular expression").optional().meta({ description: "A regular expression that the whole value must match, besides the format." }),
	required: boolean().default(true).meta({ description: "false: it may be missing, but then in every place at once." })
});
const MatrixSchema = strictObject({
	path: RelativePath,
	bullets: Text.optional().meta({ description: "Heading of the section with the bullets." }),
	table: Text.meta({ description: "Heading of the section with the table of approved pairs." }),
	rows: _enum(["single-row", "append-only"]).default("single-row").meta({ description: "single-row: the row is replaced; append-only: rows are only ever added at the end." }),
	"status-column": Text.optional(),
	statuses: array(Text).min(1).default(["Approved"]).meta({ description: "Statuses that the pinned row may have." }),
	updated: union([Text, literal(false)]).default("Updated").meta({ description: "Label of the line with the date of the last change, or false when there is none." })
});
const RemoteSchema = strictObject({
	mode: _enum([
		"off",
		"if-token",
		"required"
	]).meta({ description: "off: the producer is not asked. if-token: asked with the input producer-token; without it unverified, which a deferral may cover. required: the same, and no deferral is accepted." }),
	path: RelativePath.optional().meta({ description: "Path of the manifest in the producer; asked for unless mode is off." }),
	ref: union([_enum(["tag", "commit"]), string().regex(/^(refs\/.+|[0-9a-f]{40})$/, "expected tag, commit, refs/... or a full commit id")]).default("tag").meta({ description: "Where the manifest is read: at the pinned tag, at the pinned commit, or at this ref." }),
	"tag-relation": _enum([
		"equal",
		"sha-ancestor-of-tag",
		"off"
	]).default("equal").meta({ description: "What the pinned commit is to the tag. A manifest cannot hold its own commit, so it is often an ancestor." }),
	"allow-pre-release": boolean().default(false)
});
const ContractSchema = strictObject({
	id: string().regex(/^[a-z0-9][a-z0-9-]*$/, "expected lower-case letters, digits and hyphens"),
	producer: string().refine((text) => parseRepository(text) !== void 0, "expected owner/name or the URL of a repository").meta({ description: "The repository of the producer: owner/name, or its URL." }),
	pin: RelativePath.optional().meta({ description: "JSON file in which the consumer says what it is built against." }),
	mirror: RelativePath.optional().meta({ description: "The consumer's copy of the producer's manifest." }),
	matrix: MatrixSchema.optional(),
	copies: array(Text).default([]).meta({ description: "Globs of further copies of the manifest; each must equal the mirror." }),
	hash: _enum([
		"raw-bytes",
		"lf-normalised",
		"canonical-json"
	]).default("raw-bytes").meta({ description: "What the sha256 of the manifest is taken over; canonical-json is RFC 8785." }),
	fields: record(string().regex(/^[a-z0-9][a-z0-9-]*$/, "expected lower-case letters, digits and hyphens"), FieldMapSchema).meta({ description: "Canonical name to the places of a fact. repository, tag, commit, manifest-sha256 and tag-commit have a meaning of their own." }),
	remote: RemoteSchema.default({
		mode: "off",
		ref: "tag",
		"tag-relation": "equal",
		"allow-pre-release": false
	})
});
const ContractsSchema = array(ContractSchema);
function isPattern(text) {
	try {
		new RegExp(text, "u");
		return true;
	} catch {
		return false;
	}
}
function fieldTraits(name, field) {
	const role = Object.hasOwn(roles, name) ? roles[name] : void 0;
	return {
		compare: field.compare ?? role?.compare ?? "equal",
		format: field.format ?? role?.format ?? "any"
	};
}
function contractProblems(contracts) {
	const problems = [];
	const ids = /* @__PURE__ */ new Set();
	for (const [index, contract] of contracts.entries()) {
		const add = (pointer, message) => {
			problems.push({
				pointer: `/contracts/${index}${pointer}`,
				message
			});
		};
		if (ids.has(contract.id)) add("/id", `the id ${contract.id} is used twice`);
		ids.add(contract.id);
		if (contract.copies.length > 0 && contract.mirror === void 0) add("/copies", "copies are compared with the mirror, and there is none");
		for (const [name, field] of Object.entries(contract.fields)) {
			const mapped = [
				[
					"pin",
					field.pin,
					contract.pin
				],
				[
					"manifest",
					field.manifest,
					contract.mirror
				],
				[
					"bullet",
					field.bullet,
					contract.matrix?.bullets
				],
				[
					"column",
					field.column,
					contract.matrix
				]
			].filter(([, place]) => place !== void 0);
			for (const [key, , file] of mapped) if (file === void 0) add(`/fields/${name}/${key}`, `the contract has no ${fileWord(key)} in which ${name} could be`);
			if (field.compare === "ignore" && field.expect !== void 0) add(`/fields/${name}/expect`, `${name} is not compared (compare: ignore), so nothing can be expected of it`);
			const alone = name === "manifest-sha256" || name === "repository" || name === "tag-commit" && contract.remote.mode !== "off";
			if (mapped.length + (field.expect === void 0 ? 0 : 1) < (alone ? 1 : 2) && field.compare !== "ignore") add(`/fields/${name}`, `${name} is in one place only, so there is nothing to compare it with; add a place or expect`);
		}
		const { matrix, remote, fields } = contract;
		const maps = (place) => Object.values(fields).some((field) => field[place] !== void 0 && field.compare !== "ignore");
		const { pin, mirror } = contract;
		if (pin !== void 0 && !maps("pin")) add("/pin", "no field is read from the pin, so nothing of it is compared");
		const mirrored = maps("manifest") || fields["manifest-sha256"] !== void 0 || remote.mode !== "off" || contract.copies.length > 0;
		if (mirror !== void 0 && !mirrored) add("/mirror", "no field is read from the mirror, so nothing of it is compared");
		if (mirror === void 0 && fields["manifest-sha256"] !== void 0) add("/fields/manifest-sha256", "it is the hash of the mirror, and there is no mirror");
		if (pin === void 0 && mirror === void 0 && matrix === void 0) add("", "the contract names no file: pin, mirror or matrix");
		const files = [
			pin,
			mirror,
			matrix?.path
		].filter((path) => path !== void 0);
		if (new Set(files).size !== files.length) add("", "pin, mirror and matrix must be different files");
		if (matrix !== void 0 && (fields["tag"]?.column === void 0 || fields["commit"]?.column === void 0)) add("/matrix", "the pinned row is found by the columns of tag and commit; map both (fields tag and commit, column)");
		if (remote.mode !== "off") {
			if (remote.path === void 0) add("/remote", "path is missing: where the producer keeps the manifest");
			if (fields["tag"] === void 0) add("/remote", "the remote comparison needs the field tag");
		}
	}
	return problems;
}
function fileWord(key) {
	switch (key) {
		case "pin": return "pin";
		case "manifest": return "mirror";
		case "bullet": return "matrix with a heading for bullets";
		case "column": return "matrix";
	}
}

// shared/domain/contract-pair/compare.ts
function difference(comparison, expected, actual, text, sameVersion) {
	switch (comparison) {
		case "ignore": return;
		case "equal": return same(expected, actual, text) ? void 0 : {};
		case "semver": return typeof expected === "string" && typeof actual === "string" && sameVersion?.(expected, actual) === true ? void 0 : {};
		case "repository": return typeof expected === "string" && typeof actual === "string" && sameRepository(expected, actual) ? void 0 : {};
		case "list-equal": {
			const [left, right] = [items(expected, text.expected), items(actual, text.actual)];
			if (left === void 0 || right === void 0) return {};
			const key = itemKey(text.expected !== text.actual);
			return left.map(key).join("\n") === right.map(key).join("\n") ? void 0 : {};
		}
		case "set-equal": {
			const [left, right] = [items(expected, text.expected), items(actual, text.actual)];
			if (left === void 0 || right === void 0) return {};
			const key = itemKey(text.expected !== text.actual);
			const [inLeft, inRight] = [new Set(left.map(key)), new Set(right.map(key))];
			const missing = left.filter((item) => !inRight.has(key(item)));
			const unexpected = right.filter((item) => !inLeft.has(key(item)));
			return missing.length + unexpected.length === 0 ? void 0 : {
				missing,
				unexpected
			};
		}
	}
}
function itemKey(spelt) {
	return (item) => spelt && isScalar(item) && typeof item !== "string" ? JSON.stringify(stableJson(item)) : stableJson(item);
}
function duplicates(value, text) {
	const seen = /* @__PURE__ */ new Set();
	const twice = /* @__PURE__ */ new Map();
	for (const item of items(value, text) ?? []) {
		const key = stableJson(item);
		if (seen.has(key)) twice.set(key, item);
		seen.add(key);
	}
	return [...twice.values()];
}
function items(value, text) {
	if (Array.isArray(value)) return value;
	if (!text || typeof value !== "string") return void 0;
	return value.split(",").map((item) => item.trim().replace(/^`(.*)`$/, "$1"));
}
function same(a, b, text) {
	const key = itemKey(text.expected !== text.actual);
	return key(a) === key(b);
}
function isScalar(value) {
	return value === null || typeof value !== "object";
}

// shared/domain/contract-pair/field-value.ts
function written(value, kind) {
	if (kind === "pin" || kind === "manifest") return JSON.stringify(value);
	if (Array.isArray(value)) return value.map(spelt).join(", ");
	return spelt(value);
}
function spelt(value) {
	return typeof value === "string" ? value : JSON.stringify(value);
}

// shared/domain/contract-pair/matrix.ts
function pinnedRow(matrix, contract, pinned) {
	const rows = matrix.table?.rows ?? [];
	if (contract.matrix?.rows === "single-row" && rows.length === 1) return rows[0];
	const matching = matchingRows(matrix, contract, pinned);
	return matching.length === 1 ? matching[0] : void 0;
}
function matchingRows(matrix, contract, pinned) {
	const column = (name) => matrix.table?.header.findIndex(({ text }) => text === contract.fields[name]?.column) ?? -1;
	const [tag, commit] = [column("tag"), column("commit")];
	if (tag === -1 || commit === -1 || pinned.tag === void 0 || pinned.commit === void 0) return [];
	return (matrix.table?.rows ?? []).filter(({ cells }) => cells[tag]?.text === pinned.tag && cells[commit]?.text === pinned.commit);
}

// shared/domain/contract-pair/digest.ts
function lfNormalised(bytes) {
	return bytes.filter((byte, index) => !(byte === 13 && bytes[index + 1] === 10));
}
function crlf(bytes) {
	return new Uint8Array(Buffer.from(Buffer.from(lfNormalised(bytes)).toString("latin1").replaceAll("\n", "\r\n"), "latin1"));
}
function manifestDigest(mode, bytes, value) {
	switch (mode) {
		case "raw-bytes": return sha256(bytes);
		case "lf-normalised": return sha256(lfNormalised(bytes));
		case "canonical-json": return sha256(canonicalize(value) ?? "");
	}
}
function differsInLineEndingsOnly(bytes, digest) {
	return sha256(bytes) !== digest && (sha256(lfNormalised(bytes)) === digest || sha256(crlf(bytes)) === digest);
}

// shared/domain/contract-pair/matrix-reader.ts
function readMatrix(text, config) {
	const parsed = parseMarkdown(text);
	return parsed.ok ? {
		ok: true,
		model: modelOf(parsed.document, config)
	} : parsed;
}
function modelOf(document, config) {
	const problems = [];
	const tableAt = readSection(document, config.table, problems);
	const bulletsAt = config.bullets === void 0 ? void 0 : readSection(document, config.bullets, problems);
	const table = tableAt === void 0 ? void 0 : theTable(document, config.table, tableAt, problems);
	const bullets = config.bullets === void 0 ? /* @__PURE__ */ new Map() : theBullets(document, config.bullets, problems);
	const lines = document.labelledLines.filter(({ label }) => label === config.updated);
	problems.push(...twice("line", lines));
	return {
		bullets,
		bulletsAt,
		table,
		updated: lines[0],
		problems
	};
}
function readSection(document, heading, problems) {
	const what = `section “${heading}”`;
	const found = headingsNamed(document, heading);
	if (found.length !== 1) {
		const missing = found.length === 0;
		problems.push({
			what,
			problem: missing ? "is missing" : `stands ${found.length} times`,
			fix: missing ? `add the heading “${heading}”, or name another one in the configuration` : "keep one of them",
			position: found[1]?.position
		});
	}
	const [opaque] = opaqueUnder(document, heading);
	if (opaque !== void 0) problems.push({
		what,
		problem: "has HTML, an image, a reference or a quotation in it: a reader may see something else than what is read",
		fix: "write the facts as plain text or code",
		position: opaque.position
	});
	return found[0]?.position;
}
function theTable(document, heading, at, problems) {
	const what = `table under “${heading}”`;
	const tables = tablesUnder(document, heading);
	const [table] = tables;
	const broken = [...brokenTablesUnder(document, heading), ...tables.length === 1 ? table?.problems ?? [] : []];
	for (const { message, position } of broken) problems.push({
		what,
		problem: message,
		fix: "give every row as many cells as the header, with no blank line between",
		position
	});
	if (tables.length !== 1 || table === void 0) {
		problems.push({
			what,
			problem: tables.length === 0 ? "is missing" : `is not alone: there are ${tables.length}`,
			fix: tables.length === 0 ? "write the table with a header row and a delimiter row" : "keep one table in the section",
			position: tables[1]?.position ?? at
		});
		return;
	}
	if (table.heading !== headingsNamed(document, heading)[0]?.text) {
		const fix = `put it directly below “${heading}”`;
		problems.push({
			what,
			problem: `stands under the heading “${table.heading ?? ""}” of its own`,
			fix,
			position: table.position
		});
	}
	const unnamed = table.header.find(({ text }) => text === "");
	if (unnamed !== void 0) problems.push({
		what,
		problem: "has a column without a name",
		fix: "name it, or remove it",
		position: unnamed.position
	});
	const columns = table.header.map(({ text, position }) => ({
		label: text,
		position
	}));
	problems.push(...twice("column", columns));
	return table;
}
function theBullets(document, heading, problems) {
	const bullets = /* @__PURE__ */ new Map();
	const all = bulletsUnder(document, heading);
	for (const { label, value, position } of all) bullets.set(label, [...bullets.get(label) ?? [], {
		value,
		position
	}]);
	problems.push(...twice("bullet", all));
	return bullets;
}
function twice(kind, labelled) {
	const groups = /* @__PURE__ */ new Map();
	for (const each of labelled) {
		const seen = each.label.normalize("NFKC").replace(/\p{Cf}/gu, "").toLowerCase();
		if (seen !== "") groups.set(seen, [...groups.get(seen) ?? [], each]);
	}
	return [...groups.values()].filter((group) => group.length > 1).map((group) => ({
		what: `${kind} “${group[0]?.label ?? ""}”`,
		problem: `stands ${group.length} times`,
		fix: "keep one of them",
		position: group[1]?.position
	}));
}

export { ContractsSchema, Pointer, contractProblems, difference, differsInLineEndingsOnly, duplicates, fieldTraits, manifestDigest, matchingRows, pinnedRow, readMatrix, written };