import { Duration } from "./core-duration.js";
import { _enum, array, json, number, record, strictObject, string } from "./vendor.js";
import { RelativePath, RepositoryName, Slug, Text } from "./shared.js";
import { Pointer } from "./core-pointer-text.js";
import { CalendarSettingsSchema } from "./domain-calendar-config.js";
import { NamedCheckSchema } from "./domain-check-run-config.js";

// shared/domain/handoff/shape.ts
const shapeNames = [
	"release-handoff.v1",
	"producer-release-handoff",
	"service-rehearsal-handoff.v1"
];
const flatVersions = {
	service: "/expected_service_contract_version",
	api: "/expected_api_contract_version",
	integration: "/integration_baseline"
};
const shapes = {
	"release-handoff.v1": {
		required: [],
		exactly: {},
		mode: "/mode",
		producer: "/producer",
		commit: "/commit",
		generatedAt: "/generatedAt",
		baseline: {
			at: "/baseline",
			tag: "/tag",
			commit: "/commit",
			versions: "/versions",
			optional: false
		},
		active: {
			at: "/active",
			tag: "/tag",
			commit: "/commit",
			versions: "/versions",
			optional: true
		},
		previous: {
			at: "/previous",
			tag: "/tag",
			commit: "/commit",
			versions: "/versions",
			optional: true
		},
		errorCodes: "/errorCodes",
		files: [
			{
				path: "/baseline/manifest/path",
				sha256: "/baseline/manifest/sha256",
				manifest: true
			},
			{
				path: "/active/manifest/path",
				sha256: "/active/manifest/sha256"
			},
			{
				path: "/previous/manifest/path",
				sha256: "/previous/manifest/sha256",
				of: "previous"
			},
			{
				path: "/changelog/path",
				sha256: "/changelog/sha256"
			},
			{
				path: "/impactFrom/path",
				sha256: "/impactFrom/sha256"
			}
		],
		fileLists: ["/packet/evidence"],
		results: "/verification/results",
		commands: "/packet/commands",
		impact: "/impact",
		opaque: ["/envelope"]
	},
	"producer-release-handoff": {
		required: ["/manifest_contract_version"],
		exactly: {},
		mode: "/handoff_mode",
		modeOptional: true,
		generatedAt: "/handoff_generated_at_utc",
		baseline: {
			at: "",
			tag: "/release_tag",
			commit: "/commit_sha",
			versions: flatVersions,
			optional: false
		},
		active: {
			at: "/active_runtime_baseline",
			tag: "/release_tag",
			commit: "/commit_sha",
			versions: flatVersions,
			optional: true
		},
		errorCodes: "/error_code_enum",
		files: [{
			path: "/manifest_path",
			manifest: true
		}, { path: "/changelog_path" }],
		fileLists: [],
		commands: "/verification_commands",
		impact: "/consumer_impact_statement_template",
		opaque: ["/non_2xx_envelope_policy"]
	},
	"service-rehearsal-handoff.v1": {
		required: ["/rehearsal_candidate/target_service_contract_version", "/rollback_policy/action"],
		exactly: { "/payload_contract_version": "service-v3-rehearsal-handoff.v1" },
		mode: "/rehearsal_candidate/mode",
		producer: "/producer/repo",
		commit: "/producer/planning_commit_seen_by_consumer",
		generatedAt: "/generated_at_utc",
		baseline: {
			at: "/producer/active_runtime_baseline",
			tag: "/release_tag",
			commit: "/commit_sha",
			versions: {
				service: "/service_contract_version",
				api: "/api_contract_version",
				integration: "/integration_baseline"
			},
			optional: false
		},
		errorCodes: "/error_code_expectations/codes",
		files: [{ path: "/cutover_gates_doc" }],
		fileLists: [],
		commands: "/required_producer_checks",
		opaque: ["/non_2xx_envelope_policy"]
	}
};

// shared/domain/handoff/config.ts
const ModeName = string().regex(/^[A-Za-z0-9][\w.-]{0,99}$/, "expected letters, digits, dots, hyphens and underscores");
const HandoffModeSchema = strictObject({
	required: array(Pointer).default([]).meta({ description: "What must be there, as pointers into the payload." }),
	forbidden: array(Pointer).default([]).meta({ description: "What must not be there." }),
	override: record(Slug, Text).default({}).meta({ description: "Facts of which the handoff says another value than the manifest: what a candidate would bring." }),
	"must-match": array(Slug).default([]).meta({ description: "Facts (tag, commit, names of versions) that must be those of the active baseline." }),
	terms: record(Slug, json()).default({}).meta({ description: "What else holds for handoffs of this mode, told to the consumer as it is: e.g. days of overlap." })
});
const HandoffModesSchema = record(ModeName, HandoffModeSchema).superRefine((modes, check) => {
	for (const [name, mode] of Object.entries(modes)) {
		const both = mode.required.filter((pointer) => mode.forbidden.includes(pointer));
		for (const pointer of both) check.addIssue({
			code: "custom",
			path: [name, "forbidden"],
			message: `${pointer} is required too`
		});
		for (const field of mode["must-match"]) if (Object.hasOwn(mode.override, field)) check.addIssue({
			code: "custom",
			path: [name, "must-match"],
			message: `${field} is overridden`
		});
	}
	if (Object.keys((Object.hasOwn(modes, "stable") ? modes["stable"] : void 0)?.override ?? {}).length > 0) check.addIssue({
		code: "custom",
		path: ["stable", "override"],
		message: "a stable handoff says what the manifest says: name a candidate for another value"
	});
});
const relation = _enum(["equal", "sha-ancestor-of-tag"]).default("equal").meta({ description: "What the commit is to its tag. A manifest cannot hold its own commit, so it is often an ancestor." });
const facts = record(Slug, Pointer).meta({ description: "Where the manifest has the facts: tag, commit, and versions by names of your own." });
const SectionSchema = strictObject({
	path: RelativePath,
	heading: Text.meta({ description: "Heading of the section; {tag} stands for the release." })
});
const GenerateSchema = strictObject({
	surface: Slug.meta({ description: "The entry of surfaces: that knows error codes and envelope." }),
	manifest: RelativePath,
	facts: facts.refine((map) => Object.hasOwn(map, "tag"), "say where the manifest has the tag"),
	"tag-relation": relation,
	changelog: SectionSchema,
	impact: strictObject({
		path: RelativePath,
		heading: Text.optional().meta({ description: "Heading over the bullets; {tag} stands for the release." }),
		pointer: Pointer.optional(),
		labels: array(Text).min(1).meta({ description: "The questions that the statement must answer." })
	}).refine(({ heading, pointer }) => heading === void 0 || pointer === void 0, "give either a heading or a pointer"),
	rollback: array(Text).min(1).meta({ description: "The way back, step by step; {previous-tag} and {previous-commit} stand for the release before." }),
	packet: strictObject({
		intent: SectionSchema.meta({ description: "What the release is for." }),
		evidence: array(RelativePath).default([]).meta({ description: "Files that prove what is said." }),
		owners: array(strictObject({
			responsibility: Text,
			owner: Text,
			escalation: Text
		})).min(1).meta({ description: "Who answers for what, and who is asked next." }),
		risks: SectionSchema.meta({ description: "The list of open risks; one item that says none where there is none." }),
		commands: array(strictObject({
			what: Text,
			run: array(string().min(1)).min(1)
		})).min(1).meta({ description: "What operators run, in order, each as a program and its arguments." })
	})
});
const shape = _enum(shapeNames).default("release-handoff.v1").meta({ description: "The known shape of the payload." });
const VerifySchema = strictObject({
	payload: RelativePath,
	packet: RelativePath.optional().meta({ description: "The Markdown packet, which must say what the payload says." }),
	shape,
	accepts: array(ModeName).min(1).default(["stable"]).meta({ description: "The modes of a handoff that are taken." }),
	facts: facts.default({}),
	"error-codes": Pointer.optional().meta({ description: "Where the manifest lists the error codes." }),
	"tag-relation": relation,
	published: RelativePath.optional().meta({ description: "Where the producer has the payload on its default branch: a consumer holds it against that, the producer itself against what its run generated." }),
	required: array(Text).min(1).meta({ description: "The ids of the verifications that must have passed, whatever the payload says of who asked for them." }),
	check: NamedCheckSchema.meta({ description: "The check of the producer that must have succeeded for the commit: results in a file are a claim." })
});
const PlaceSchema = strictObject({
	path: RelativePath,
	repository: RepositoryName.optional().meta({ description: "Where it lies; this repository unless given." })
});
const AcknowledgeSchema = strictObject({
	payload: PlaceSchema,
	answer: PlaceSchema.meta({ description: "The answer of the consumer (YAML, JSON or front matter)." }),
	shape,
	check: NamedCheckSchema.meta({ description: "The check that must have succeeded for the commit that the consumer answers of." }),
	required: array(Text).min(1).meta({ description: "The ids of the results that the consumer must have, each of them passed." }),
	"business-days": number().int().min(1).max(260).optional(),
	within: Duration.optional().meta({ description: "How long the consumer has, where it is no business days." }),
	calendar: CalendarSettingsSchema.optional(),
	from: _enum(["landed", "released"]).default("landed").meta({ description: "landed: the clock starts when the payload was merged; released: when its release was published." }),
	approvers: array(Text).default([]).meta({ description: "Roles, or logins with @, one of whom must have approved the pull request with the answer." })
}).refine((policy) => policy["business-days"] === void 0 !== (policy.within === void 0), "give either business-days or within").refine((policy) => policy["business-days"] === void 0 === (policy.calendar === void 0), "business-days need a calendar, and nothing else does");

export { AcknowledgeSchema, GenerateSchema, HandoffModesSchema, VerifySchema, shapes };