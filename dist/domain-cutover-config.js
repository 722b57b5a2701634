import { Duration, milliseconds } from "./core-duration.js";
import { _enum, array, number, record, strictObject, string } from "./vendor.js";
import { RelativePath, RepositoryName, Text, parseTime } from "./shared.js";
import { Pointer } from "./core-pointer-text.js";
import { formats } from "./parse.js";
import { NamedCheckSchema } from "./domain-check-run-config.js";

// shared/domain/cutover/config.ts
const Id = string().regex(/^[A-Za-z0-9][A-Za-z0-9-]*$/, "expected letters, digits and hyphens");
const Time = string().refine((text) => parseTime(text) !== void 0, "expected a time with its zone, as 2026-12-01T08:00:00Z");
const sides = ["producer", "consumer"];
const SideSchema = _enum(sides);
const ReleaseTag = string().refine(formats.tag.matches, `expected ${formats.tag.describes}`);
const VerificationSchema = strictObject({
	id: Id.meta({ description: "A name of your own, for verify, measured and the conditions of postures." }),
	side: SideSchema.meta({ description: "For whose commit it is measured." }),
	control: Text.optional().meta({ description: "The control whose report of this run must have passed; of this side only." }),
	check: Text.optional().meta({ description: "The check that must have succeeded for the commit of the side." }),
	app: NamedCheckSchema.shape.app
}).refine(({ control, check }) => control === void 0 !== (check === void 0), "give either control or check");
const DecisionTableSchema = strictObject({
	path: RelativePath.meta({ description: "A Markdown file of the base." }),
	heading: Text.meta({ description: "Heading of the section with the table." }),
	check: Text.meta({ description: "Header of the column that names the checks." }),
	status: Text.meta({ description: "Header of the column with their status." }),
	accepted: array(Text).min(1).default(["GO"]).meta({ description: "Words, exactly written, that let a row go." }),
	measured: record(Text, Id).default({}).meta({ description: "Check of a row to the verification that measures it; of any other row the word is only claimed." })
});
const requirements = [
	"repin",
	"hash-gate",
	"joint-go",
	"rehearsal",
	"posture"
];
const CheckpointSchema = strictObject({
	id: Id.meta({ description: "A name of your own." }),
	title: Text.optional().meta({ description: "What it is called in reports; the id unless given." }),
	after: array(Id).default([]).meta({ description: "Checkpoints that must have been passed before, by their records." }),
	release: ReleaseTag.optional().meta({ description: "The release of the producer that it is about; without it the judged commit." }),
	environment: Text.optional().meta({ description: "Where something happens; a posture can be restricted to environments." }),
	"producer-artifacts": array(RelativePath).default([]).meta({ description: "Files of the producer that must be there, and say something, at its commit." }),
	"consumer-artifacts": array(RelativePath).default([]).meta({ description: "Files of the consumer that must be there, and say something, at its commit." }),
	verify: array(Id).min(1).meta({ description: "Ids of verifications that must pass." }),
	requires: array(_enum(requirements)).default([...requirements]).meta({ description: "The rules that must hold besides, each configured under its own name; all of them unless given." }),
	"not-before": Time.optional().meta({ description: "When the window opens, with its zone." }),
	"not-after": Time.optional().meta({ description: "When it closes." }),
	stability: strictObject({
		release: ReleaseTag.meta({ description: "The release of the producer that must have been out." }),
		for: Duration.refine((text) => milliseconds(text) > 0, "expected a length of time above zero").meta({ description: "How long, e.g. 14d: so many times 24 hours, in which nothing was stopped." })
	}).optional().meta({ description: "What must have been stable before." }),
	"decision-tables": array(DecisionTableSchema).default([]),
	record: RelativePath.optional().meta({ description: "Where it is recorded that it was passed, for later checkpoints: checkpoint, decision, commit." })
});
const OtherSchema = strictObject({ repository: RepositoryName });
const GoSchema = strictObject({
	producer: array(Text).min(1).meta({ description: "Who speaks for the producer: roles, or logins with @." }),
	consumer: array(Text).min(1).meta({ description: "Who speaks for the consumer; nobody speaks for both." }),
	approvals: number().int().min(1).max(10).default(1).meta({ description: "How many of each side." })
});
const PinSchema = strictObject({
	path: RelativePath.meta({ description: "The pin of the consumer, in JSON or YAML." }),
	commit: Pointer.optional().meta({ description: "Where it has the commit that it is built against." }),
	tag: Pointer.optional().meta({ description: "Where it has the release." }),
	"tag-relation": _enum(["equal", "sha-ancestor-of-tag"]).default("equal").meta({ description: "What the pinned commit is to the commit of the release." })
}).refine(({ commit, tag }) => commit !== void 0 || tag !== void 0, "give commit, tag, or both").refine(({ "tag-relation": relation, tag }) => relation === "equal" || tag !== void 0, "sha-ancestor-of-tag needs the tag: every earlier release is an ancestor too");
const HashGateSchema = NamedCheckSchema.extend({ check: Text.meta({ description: "The check of the consumer that holds the manifest against its hash." }) });
const RehearsalSchema = strictObject({
	side: SideSchema.meta({ description: "In whose repository it is rehearsed." }),
	workflow: Text.meta({ description: "File name of the workflow that rehearses the rollback." }),
	"maximum-age": Duration.meta({ description: "How old the last rehearsal may be, e.g. 30d." })
});
const PosturePlaceSchema = strictObject({
	side: SideSchema.meta({ description: "Whose posture it is." }),
	path: RelativePath.meta({ description: "The posture record." }),
	in: SideSchema.optional().meta({ description: "In whose repository it lies; the side’s own unless given." })
});

export { CheckpointSchema, GoSchema, HashGateSchema, OtherSchema, PinSchema, PosturePlaceSchema, RehearsalSchema, VerificationSchema, sides };