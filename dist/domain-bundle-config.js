import { Duration } from "./core-duration.js";
import { _enum, array, boolean, discriminatedUnion, literal, number, strictObject, string, union, url } from "./vendor.js";
import { CommitId, RelativePath, RepositoryName, Sha256, Slug, Text as Text$1 } from "./shared.js";

// shared/domain/bundle/listing.ts
const listingShapes = [
	"release-governance",
	"sha256sum",
	"release-evidence-bundle.v1",
	"release_bundle_v1"
];

// shared/domain/bundle/manifest.ts
const manifestName = "bundle.json";
const manifestKind = "release-governance/bundle";
const Text = string().min(1, "must not be empty");
const Count = number().int().nonnegative();
const GitBlob = string().regex(/^[0-9a-f]{40}$/, "expected the 40 hexadecimal digits of a git blob");
const OriginSchema = discriminatedUnion("kind", [
	strictObject({
		kind: literal("tree"),
		commit: CommitId,
		path: Text
	}),
	strictObject({
		kind: literal("worktree"),
		path: Text
	}).meta({ description: "On a laptop: of no commit." }),
	strictObject({
		kind: literal("produced"),
		path: Text,
		runId: Count.optional(),
		attempt: Count.optional(),
		job: Text.optional()
	}),
	strictObject({
		kind: literal("artifact"),
		name: Text,
		id: Count,
		path: Text,
		runId: Count,
		commit: CommitId,
		digest: Sha256.optional().meta({ description: "sha256 of the archive, as the platform gives it." }),
		createdAt: Text
	})
]);
const ProducerSchema = union([strictObject({ workflow: Text.meta({ description: "Path of the workflow @ its ref, as the platform gives it." }) }), strictObject({
	script: Text,
	sha256: Sha256.meta({ description: "Of the script at the commit of the bundle." })
})]);
const FileSchema = strictObject({
	path: Text,
	item: Slug.meta({ description: "For which item it is there." }),
	sha256: Sha256,
	gitBlob: GitBlob,
	bytes: Count,
	mediaType: Text,
	origin: OriginSchema,
	producer: ProducerSchema.optional(),
	redactedFrom: Sha256.optional().meta({ description: "Of the bytes before secrets and personal data were taken out." })
});
const BundledItemSchema = strictObject({
	id: Slug,
	title: Text,
	required: boolean(),
	state: _enum([
		"present",
		"absent",
		"not-applicable",
		"not-verified"
	]),
	reason: Text.optional().meta({ description: "Why it is not applicable, or absent." }),
	link: Text.optional().meta({ description: "What stands outside of the bundle: a run, an attachment." })
});
const lineageKinds = [
	"source",
	"run",
	"job",
	"artifact",
	"report",
	"decision",
	"promotion"
];
const NodeSchema = strictObject({
	id: Text,
	kind: _enum(lineageKinds),
	label: Text,
	commit: CommitId.optional(),
	runId: Count.optional(),
	attempt: Count.optional(),
	digest: Text.optional(),
	status: Text.optional()
});
const EdgeSchema = strictObject({
	from: Text,
	to: Text,
	relation: _enum([
		"started",
		"ran",
		"made",
		"read",
		"decided",
		"promoted"
	])
});
const LineageSchema = strictObject({
	nodes: array(NodeSchema),
	edges: array(EdgeSchema)
});
const ManifestSchema = strictObject({
	kind: literal(manifestKind),
	schemaVersion: literal(1),
	subject: strictObject({
		repository: RepositoryName.optional(),
		commit: CommitId.optional(),
		runId: Count.optional(),
		attempt: Count.optional()
	}),
	items: array(BundledItemSchema),
	files: array(FileSchema),
	lineage: LineageSchema
});
function manifestText(manifest) {
	const files = [...manifest.files].sort((a, b) => a.path < b.path ? -1 : 1);
	const nodes = [...manifest.lineage.nodes].sort((a, b) => a.id < b.id ? -1 : 1);
	const key = ({ from, to, relation }) => `${from}\0${to}\0${relation}`;
	const edges = [...manifest.lineage.edges].sort((a, b) => key(a) < key(b) ? -1 : 1);
	return `${JSON.stringify({
		...manifest,
		files,
		lineage: {
			nodes,
			edges
		}
	}, void 0, 2)}\n`;
}

// shared/domain/bundle/config.ts
const itemSources = [
	"file",
	"produced",
	"artifact",
	"report",
	"run",
	"attachment",
	"not-applicable"
];
const Globs = array(Text$1).min(1);
const ScriptSchema = strictObject({
	path: RelativePath,
	sha256: Sha256.optional().meta({ description: "Of the script; without it the script must be the one of the base." })
});
const ItemSchema = strictObject({
	id: Slug,
	title: Text$1.optional(),
	required: boolean().default(true).meta({ description: "An item that is not required may be absent." }),
	file: RelativePath.optional().meta({ description: "A tracked file." }),
	produced: Globs.optional().meta({ description: "Files that steps of this job produced." }),
	artifact: Text$1.optional().meta({ description: "An artifact of this run, by its name." }),
	job: Text$1.optional().meta({ description: "The name of the job that uploads the artifact." }),
	report: Slug.optional().meta({ description: "The report of a control in this run, which must have passed." }),
	run: literal(true).optional().meta({ description: "The address of this run." }),
	attachment: url({ protocol: /^https$/ }).optional().meta({ description: "What lies elsewhere, where only people can look: it is never verified." }),
	"not-applicable": Text$1.optional().meta({ description: "Why there is nothing to show." }),
	script: ScriptSchema.optional().meta({ description: "The script that makes the produced files." })
}).superRefine((item, check) => {
	const has = itemSources.filter((source) => item[source] !== void 0);
	if (has.length !== 1) check.addIssue({
		code: "custom",
		message: `expected one of ${itemSources.join(", ")}, got ${has.length === 0 ? "none" : has.join(" and ")}`
	});
	if (item.job !== void 0 && item.artifact === void 0) check.addIssue({
		code: "custom",
		path: ["job"],
		message: "only an artifact has a job"
	});
	if (item.script !== void 0 && item.produced === void 0) check.addIssue({
		code: "custom",
		path: ["script"],
		message: "only produced files have a script"
	});
});
const presetNames = ["playbook-002"];
const CreateSchema = strictObject({
	preset: _enum(presetNames).optional().meta({ description: "A list of items to begin with; an item of the same id replaces that of the preset." }),
	items: array(ItemSchema).default([]),
	workflows: Globs.meta({ description: "The workflows that may produce evidence, as path@ref, e.g. .github/workflows/release.yml@refs/heads/main." }),
	lineage: array(_enum(lineageKinds)).min(1).default([
		"source",
		"run",
		"job"
	]).meta({ description: "What the lineage must show." }),
	sensitive: _enum(["refuse", "redact"]).default("refuse").meta({ description: "What becomes of texts that look like a secret or name a person." }),
	addresses: array(Text$1).default([]).meta({ description: "Email addresses that may stand in evidence; @example.org allows all of a domain." }),
	unseen: Globs.optional().meta({ description: "Files, as <item>/<path>, that go in although nobody can look into them: pictures, PDF files, archives." })
}).superRefine((create, check) => {
	if (create.preset === void 0 && create.items.length === 0) check.addIssue({
		code: "custom",
		path: ["items"],
		message: "a bundle of nothing proves nothing: name items"
	});
	const seen = new Set();
	for (const [index, { id }] of create.items.entries()) {
		if (seen.has(id)) check.addIssue({
			code: "custom",
			path: [
				"items",
				index,
				"id"
			],
			message: `the item ${id} stands there twice`
		});
		seen.add(id);
	}
});
const VerifySchema = strictObject({
	bundle: Text$1.optional().meta({ description: "A folder or zip archive that steps of this job brought along, by its path. Without it the tracked files are looked at." }),
	list: RelativePath.optional().meta({ description: "The list of what must be there: in the bundle, or else tracked. Default: bundle.json." }),
	root: union([literal("."), RelativePath]).optional().meta({ description: "The folder that the paths of the list begin in. Default: the top." }),
	shape: _enum(listingShapes).default("release-governance"),
	repository: RepositoryName.optional().meta({ description: "The repository whose commits are listed. Default: this one." }),
	commit: _enum(["judged", "listed"]).default("listed").meta({ description: "judged: it must be of the judged commit; listed: of the one commit that it names." }),
	results: array(Text$1).default([]).meta({ description: "The commands, or the controls whose reports lie in it, that must have passed." }),
	items: array(Slug).default([]).meta({ description: "The items that must be in it, by their ids." }),
	files: Globs.optional().meta({ description: "Files that the list must have, by their paths in it: each pattern matches one at least, and of tracked files all that match are listed." }),
	workflows: Globs.optional().meta({ description: "The workflows that may have produced evidence, as path@ref. Default: those of create." }),
	"maximum-age": Duration.optional(),
	statements: array(Text$1).default([]).meta({ description: "in-toto statements about it that steps of this job brought along, by their paths." }),
	attestation: strictObject({
		path: Text$1.meta({ description: "What gh attestation verify --format json printed, in a step of this job." }),
		signers: Globs.meta({ description: "Who may have signed, as <host>/owner/name/<workflow path>@<ref>." })
	}).optional()
}).superRefine((verify, check) => {
	if (verify.bundle === void 0 && verify.list === void 0) check.addIssue({
		code: "custom",
		message: "expected bundle or list"
	});
});

export { CreateSchema, ItemSchema, ManifestSchema, VerifySchema, manifestKind, manifestName, manifestText };