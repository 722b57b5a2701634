import { RelativePath, Slug, Text } from "./shared.js";
import { _enum, array, boolean, number, partialRecord, record, strictObject, string, union } from "./vendor.js";
import { Pointer } from "./core-pointer-text.js";

// shared/domain/drill/words.ts
const factNames = [
	"commit",
	"start",
	"end",
	"date",
	"duration",
	"operator",
	"mode",
	"environment",
	"run"
];
const partNames = [
	"switches",
	"post-checks",
	"versions",
	"steps"
];
const columnNames = [
	"from",
	"to",
	"before",
	"after",
	"ref",
	"expected",
	"result"
];
const stepNames = [
	"freeze",
	"re-pin",
	"re-check",
	"reopen"
];
const outcomeName = "outcome";
const wordNames = [
	outcomeName,
	...factNames,
	...partNames,
	...columnNames,
	...stepNames
];
const common = {
	outcome: [
		"outcome",
		"result",
		"overall result",
		"status",
		"verdict",
		"conclusion"
	],
	commit: [
		"commit",
		"commit sha",
		"commit under validation"
	],
	start: [
		"start",
		"started",
		"started at",
		"start time"
	],
	end: [
		"end",
		"ended",
		"ended at",
		"end time",
		"finished",
		"finished at"
	],
	date: ["date", "day"],
	duration: [
		"duration",
		"took",
		"time to restore"
	],
	operator: [
		"operator",
		"operated by",
		"performed by"
	],
	mode: ["mode", "drill mode"],
	environment: ["environment"],
	run: [
		"run",
		"run id",
		"workflow run"
	],
	switches: [
		"switch",
		"switches",
		"flag",
		"flags",
		"feature flags",
		"pin",
		"pins",
		"flags and pins",
		"rollback expectations",
		"verified rollback expectations"
	],
	"post-checks": [
		"post-check",
		"post-checks",
		"check",
		"checks"
	],
	versions: [
		"version",
		"versions",
		"version pin",
		"versions tried",
		"version matrix"
	],
	steps: [
		"step",
		"steps",
		"rollback steps",
		"rollback exercise",
		"rollback posture"
	],
	from: ["from", "setting before"],
	to: [
		"to",
		"setting after",
		"rollback setting"
	],
	before: [
		"before",
		"behaviour before",
		"behavior before"
	],
	after: [
		"after",
		"behaviour after",
		"behavior after"
	],
	ref: [
		"ref",
		"reference",
		"tag",
		"release"
	],
	expected: [
		"expected",
		"expected behaviour",
		"expected behavior"
	],
	result: [
		"result",
		"status",
		"outcome"
	],
	freeze: [
		"freeze",
		"hold",
		"stop"
	],
	"re-pin": [
		"re-pin",
		"repin",
		"pin",
		"restore",
		"revert",
		"disable",
		"switch off"
	],
	"re-check": [
		"re-check",
		"recheck",
		"re-run",
		"rerun",
		"verify",
		"validate"
	],
	reopen: [
		"reopen",
		"re-open",
		"unfreeze",
		"resume"
	]
};
function wordsWith(added) {
	const entries = wordNames.map((name) => [name, [...common[name], ...(added[name] ?? []).map(folded)]]);
	return Object.fromEntries(entries);
}
function calledBy(text, names, words) {
	const word = folded(text);
	return names.find((name) => words[name].includes(word));
}
function folded(text) {
	return text.replace(/\s+/g, " ").trim().toLowerCase();
}

// shared/domain/drill/config.ts
const Scalar = union([
	string(),
	boolean(),
	number()
]);
const drillModes = [
	"live",
	"dry",
	"simulated"
];
const commitRelations = ["unchanged", "ancestor"];
const DrillPlaceSchema = strictObject({
	id: Slug,
	record: RelativePath.meta({ description: "The record, in the base: Markdown, YAML or JSON." }),
	workflow: string().regex(/^[^/\\]+\.ya?ml$/, "expected the file name of a workflow, such as rollback.yml").optional().meta({ description: "File name of the workflow of whose run the record must be." })
});
const ActiveSchema = strictObject({
	configuration: RelativePath.optional().meta({ description: "A file that the product itself reads, as it is in the judged tree." }),
	report: RelativePath.optional().meta({ description: "A file that somebody committed as evidence: what is on in the judged tree or in the base counts." }),
	control: Text.optional().meta({ description: "A control whose report of this run has it in its data." }),
	at: Pointer.optional().meta({ description: "JSON Pointer of the flags or the pin; the whole document unless given." }),
	pin: Text.optional().meta({ description: "The value is no set of flags but a pin: the name that records give it." }),
	on: array(Scalar).min(1).default([true]).meta({ description: "Values of a flag that is on." }),
	off: array(Scalar).default([false]).meta({ description: "Values of a flag that is off." })
}).refine(({ configuration, report, control }) => [
	configuration,
	report,
	control
].filter((place) => place !== void 0).length === 1, "give one of configuration, report and control").refine(({ on, off }) => !on.some((value) => off.includes(value)), "has a value under on and off");
const PostCheckSchema = strictObject({
	name: Text.meta({ description: "What the record calls it." }),
	verification: Text.optional().meta({ description: "The id of the verification of this run that measures it; else it is only claimed." })
});
const EnvironmentsSchema = record(Text, array(_enum(drillModes)).min(1));
const WordsSchema = partialRecord(_enum(wordNames), array(Text).min(1));
const versionNames = [
	"N-1",
	"N",
	"N+1"
];
const VersionsSchema = array(_enum(versionNames));

export { ActiveSchema, DrillPlaceSchema, EnvironmentsSchema, PostCheckSchema, VersionsSchema, WordsSchema, calledBy, columnNames, commitRelations, drillModes, factNames, outcomeName, partNames, stepNames, wordsWith };