import { Duration } from "./core-duration.js";
import { _enum, array, partialRecord, record, strictObject, string, union } from "./vendor.js";
import { RelativePath, Text } from "./shared.js";
import { meanings, vocabularies, vocabularyNames } from "./domain-vocabulary.js";
import { foldedName } from "./domain-record.js";

// shared/domain/claim/box-mode.ts
const boxModes = [
	"all",
	"none",
	"template"
];

// shared/domain/claim/vocabulary.ts
const Words = array(Text).default([]);
const VocabularySchema = union([_enum(vocabularyNames), strictObject({
	met: array(Text).min(1),
	unmet: Words,
	open: Words,
	conditional: Words
}).superRefine((own, check) => {
	const words = meanings.flatMap((meaning) => own[meaning].map((word) => ({
		meaning,
		key: wordKey(word)
	})));
	for (const [index, { meaning, key }] of words.entries()) if (words.findIndex((other) => other.key === key) !== index) check.addIssue({
		code: "custom",
		path: [meaning],
		message: `the word ${key} is there twice`
	});
})]).meta({ description: `Words of the status column: ${vocabularyNames.join(", ")}, or lists of words under met, unmet, open and conditional.` });
function vocabularyOf(entry) {
	return typeof entry === "string" ? vocabularies[entry] : entry;
}
function meaningOf(word, vocabulary) {
	const key = wordKey(word);
	return meanings.find((meaning) => vocabulary[meaning].some((known) => wordKey(known) === key));
}
function wordsOf(vocabulary) {
	return meanings.flatMap((meaning) => vocabulary[meaning]);
}
function wordKey(word) {
	return word.replace(/\s+/g, " ").trim().toLowerCase();
}

// shared/domain/claim/words.ts
const claimColumns = [
	"name",
	"status",
	"owner",
	"evidence",
	"target",
	"observed",
	"expires",
	"mitigation"
];
const commonColumns = {
	status: [
		"Status",
		"Weekly Status",
		"Result",
		"Verdict",
		"Outcome",
		"Decision"
	],
	owner: [
		"Owner",
		"Primary Owner",
		"Owners"
	],
	evidence: [
		"Evidence",
		"Evidence Artifact",
		"Proof",
		"Evidence (code/tests)"
	],
	target: [
		"Target",
		"Threshold",
		"Limit"
	],
	observed: [
		"Observed",
		"Measured",
		"Actual"
	],
	expires: [
		"Expires",
		"Expiry",
		"Expiration",
		"Until",
		"End Date"
	],
	mitigation: ["Mitigation"]
};
function sameName(a, b) {
	return nameKey(a) === nameKey(b);
}
function nameKey(name) {
	return foldedName(name).replace(/\s+/g, " ").trim();
}

// shared/domain/claim/config.ts
const Id = string().regex(/^[a-z0-9][a-z0-9-]*$/, "expected lower-case letters, digits and -");
const MeasureSchema = strictObject({
	claim: Text.meta({ description: "What the row or box is called." }),
	control: Id.optional().meta({ description: "A control, whose report of this run must have passed." }),
	verification: Text.optional().meta({ description: "The id of a verification of this run." }),
	check: Text.optional().meta({ description: "The name of a check of the judged commit." }),
	app: Text.optional().meta({ description: "The slug of the app that makes the check; github-actions unless given." }),
	files: array(RelativePath).min(1).optional().meta({ description: "Files of the judged commit: the claim is that they are there, and nothing else." })
}).superRefine(({ control, verification, check, files, app }, problems) => {
	if ([
		control,
		verification,
		check,
		files
	].filter((one) => one !== void 0).length !== 1) problems.addIssue({
		code: "custom",
		message: "expected one of control, verification, check and files"
	});
	if (app !== void 0 && check === void 0) problems.addIssue({
		code: "custom",
		path: ["app"],
		message: "an app makes a check: name the check"
	});
});
const TableSelectorSchema = strictObject({
	heading: Text.optional().meta({ description: "The heading above the table." }),
	"first-header": Text.optional().meta({ description: "The first header cell; without a heading every table that begins so counts." })
}).refine(({ heading, "first-header": first }) => heading !== void 0 || first !== void 0, { message: "expected heading, first-header or both" });
const Names = array(Text).min(1);
const ColumnsSchema = partialRecord(_enum(claimColumns), Names).meta({ description: "What columns are called besides the common names, as { name: [Work Item] }." });
const demandedColumns = [
	"owner",
	"evidence",
	"target",
	"observed",
	"expires",
	"mitigation"
];
const SourceSchema = strictObject({
	id: Id,
	path: RelativePath,
	table: TableSelectorSchema.optional(),
	boxes: strictObject({
		heading: Text,
		mode: _enum(boxModes).default("all").meta({ description: "all: each must be ticked; none: none may be (a no-go list); template: none is, for it is copied." })
	}).optional(),
	statuses: VocabularySchema.default("gate"),
	columns: ColumnsSchema.default({}),
	require: array(_enum(demandedColumns)).default([]).meta({ description: "Columns that each row must fill in." }),
	claims: array(Text).default([]).meta({ description: "The claims that must be there. Without it: those that the base has." }),
	measured: array(MeasureSchema).default([]).meta({ description: "What measures which claim." }),
	"maximum-age": Duration.optional().meta({ description: "How old the document may be by the days that it states." })
}).superRefine(({ table, boxes, measured, require: demanded }, problems) => {
	if (table === void 0 === (boxes === void 0)) problems.addIssue({
		code: "custom",
		message: "expected one of table and boxes"
	});
	for (const [index, { claim }] of measured.entries()) if (measured.findIndex((other) => sameName(other.claim, claim)) !== index) problems.addIssue({
		code: "custom",
		path: ["measured", index],
		message: `${claim} is measured twice`
	});
	const column = boxes === void 0 ? void 0 : demanded.find((name) => name !== "evidence");
	if (column !== void 0) problems.addIssue({
		code: "custom",
		path: ["require"],
		message: `boxes have no column ${column}`
	});
});
const CopySchema = strictObject({
	id: Id,
	of: Id.meta({ description: "The id of the source." }),
	path: RelativePath,
	table: TableSelectorSchema,
	columns: array(_enum([
		"status",
		"owner",
		"evidence",
		"target",
		"observed",
		"expires",
		"mitigation"
	])).min(1).default(["status"]).meta({ description: "The columns that must say the same." })
});
const MatrixSchema = strictObject({
	id: Id,
	path: RelativePath,
	table: TableSelectorSchema,
	environments: array(Text).min(1).meta({ description: "The columns, all of which must be there, and no others." }),
	dimensions: record(Text, record(Text, array(Text).min(1))).default({}).meta({ description: "The rows that must be there, with what a cell may say, as { Manual approval: { production: [required] } }." })
});

export { CopySchema, MatrixSchema, SourceSchema, claimColumns, commonColumns, meaningOf, nameKey, sameName, vocabularyOf, wordsOf };