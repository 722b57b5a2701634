import { RelativePath, Text } from "./shared.js";
import { _enum, array, boolean, json, literal, record, strictObject, string, union } from "./vendor.js";
import { Pointer } from "./core-pointer-text.js";
import { parseRepository } from "./parse.js";

// shared/domain/contract-pair/config.ts
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
	ref: union([_enum(["tag", "commit"]), string().regex(/^(?:refs\/.+|[0-9a-f]{40}|[0-9a-f]{64})$/, "expected tag, commit, refs/... or a full commit id")]).default("tag").meta({ description: "Where the manifest is read: at the pinned tag, at the pinned commit, or at this ref." }),
	"tag-relation": _enum([
		"equal",
		"sha-ancestor-of-tag",
		"off"
	]).default("equal").meta({ description: "What the pinned commit is to the tag. A manifest cannot hold its own commit, so it is often an ancestor." }),
	"allow-pre-release": boolean().default(false).meta({ description: "A release that is marked as a pre-release may be pinned." }),
	posture: RelativePath.optional().meta({ description: "Posture record of the producer, at the tip of its default branch; while it is not GO, nothing is repinned." })
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
	const ids = new Set();
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

export { ContractsSchema, contractProblems, fieldTraits };