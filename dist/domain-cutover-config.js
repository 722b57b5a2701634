import { Duration } from "./core-duration.js";
import { _enum, array, number, record, strictObject, string } from "./vendor.js";
import { RelativePath, parseTime } from "./shared.js";
import { formats } from "./parse.js";
import { Pointer } from "./domain-contract-pair-config.js";

// shared/domain/cutover/config.ts
const Text = string().trim().min(1, "must not be empty");
const Id = string().regex(/^[a-z0-9][a-z0-9-]*$/, "expected lower-case letters, digits and hyphens");
const Time = string().refine((text) => parseTime(text) !== void 0, "expected a time with its zone, as 2026-12-01T08:00:00Z");
const sides = ["producer", "consumer"];
const SideSchema = _enum(sides);
const VerificationSchema = strictObject({
	id: Id,
	side: SideSchema,
	control: Text.optional().meta({ description: "The control whose report of this run must have passed; of this side only." }),
	check: Text.optional().meta({ description: "The check that must have succeeded for the commit of the side." }),
	app: Text.default("github-actions").meta({ description: "The slug of the app that makes the check." })
}).refine(({ control, check }) => control === void 0 !== (check === void 0), "give either control or check");
const DecisionTableSchema = strictObject({
	path: RelativePath,
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
	id: Id,
	title: Text.optional(),
	after: array(Id).default([]).meta({ description: "Checkpoints that must have been passed before, by their records." }),
	release: string().refine(formats.tag.matches, `expected ${formats.tag.describes}`).optional().meta({ description: "The release of the producer that it is about; without it the judged commit." }),
	environment: Text.optional().meta({ description: "Where something happens; a posture can be restricted to environments." }),
	"producer-artifacts": array(RelativePath).default([]),
	"consumer-artifacts": array(RelativePath).default([]),
	verify: array(Id).min(1).meta({ description: "Ids of verifications that must pass." }),
	requires: array(_enum(requirements)).default([...requirements]).meta({ description: "Which conditions hold besides; all of them unless given." }),
	"not-before": Time.optional(),
	"not-after": Time.optional(),
	stability: strictObject({
		tag: Text,
		days: number().int().min(1).max(365)
	}).optional().meta({ description: "The release that must have been out, and nothing stopped, for so many times 24 hours." }),
	"decision-tables": array(DecisionTableSchema).default([]),
	record: RelativePath.optional().meta({ description: "Where it is recorded that it was passed, for later checkpoints: checkpoint, decision, commit." })
});
const OtherSchema = strictObject({ repository: string().regex(/^[A-Za-z0-9-]+\/[A-Za-z0-9._-]+$/, "expected owner/name") });
const GoSchema = strictObject({
	producer: array(Text).min(1),
	consumer: array(Text).min(1),
	approvals: number().int().min(1).max(10).default(1).meta({ description: "How many of each side." })
});
const PinSchema = strictObject({
	path: RelativePath,
	commit: Pointer.optional(),
	tag: Pointer.optional(),
	relation: _enum(["equal", "sha-ancestor-of-tag"]).default("equal").meta({ description: "What the pinned commit is to the commit of the release." })
}).refine(({ commit, tag }) => commit !== void 0 || tag !== void 0, "give commit, tag, or both").refine(({ relation, tag }) => relation === "equal" || tag !== void 0, "sha-ancestor-of-tag needs the tag: every earlier release is an ancestor too");
const HashGateSchema = strictObject({
	check: Text.meta({ description: "The check of the consumer that holds the manifest against its hash." }),
	app: Text.default("github-actions")
});
const RehearsalSchema = strictObject({
	side: SideSchema,
	workflow: Text.meta({ description: "File name of the workflow that rehearses the rollback." }),
	"maximum-age": Duration
});
const PosturePlaceSchema = strictObject({
	side: SideSchema.meta({ description: "Whose posture it is." }),
	path: RelativePath,
	in: SideSchema.optional().meta({ description: "In whose repository it lies; the side’s own unless given." })
});

export { CheckpointSchema, GoSchema, HashGateSchema, OtherSchema, PinSchema, PosturePlaceSchema, RehearsalSchema, VerificationSchema, sides };