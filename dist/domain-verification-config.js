import { mayPass } from "./core-command-environment.js";
import { _enum, array, boolean, number, record, strictObject, string, union } from "./vendor.js";
import { Duration, milliseconds } from "./core-duration.js";
import { RelativePath, Text, containedPath, suggestion } from "./shared.js";
import { reportFormats } from "./domain-verification-record.js";

// shared/domain/verification/presets.ts
const presetNames = ["contract-suites", "durability-reports"];
const presets = {
	"contract-suites": [
		{
			id: "pin",
			title: "Pin, mirror and matrix agree"
		},
		{
			id: "governance",
			title: "Rules for changes of the contract hold"
		},
		{
			id: "handoff",
			title: "The handoff of the producer is complete"
		},
		{
			id: "contract",
			title: "Contract tests"
		},
		{
			id: "governance-negative",
			title: "The rules refuse what they must refuse"
		}
	],
	"durability-reports": [
		{
			id: "replay-determinism",
			title: "Replays give what the first run gave",
			report: {
				file: "replay_determinism_report.json",
				contract: "replay_determinism_v1"
			}
		},
		{
			id: "workflow-version-compatibility",
			title: "Workflows of earlier versions run on",
			report: {
				file: "workflow_version_compatibility_report.json",
				contract: "workflow_version_compatibility_v1"
			}
		},
		{
			id: "checkpoint-schema-provenance",
			title: "Checkpoints say by which schema they were written",
			report: {
				file: "checkpoint_schema_provenance_report.json",
				contract: "checkpoint_schema_provenance_v1"
			}
		},
		{
			id: "provenance-coverage",
			title: "Every result says where it is from",
			report: {
				file: "provenance_coverage_report.json",
				contract: "provenance_coverage_v1"
			}
		}
	]
};

// shared/domain/verification/config.ts
const Id = string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "expected a name in kebab-case, such as unit-tests").max(60).meta({ description: "The name of a verification, in kebab-case." });
const EnvironmentName = string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "expected the name of an environment variable");
const Variables = record(EnvironmentName, string());
const EnvironmentSchema = strictObject({
	pass: array(EnvironmentName.refine(mayPass, "is withheld: variables of the runner and what is called a credential are never passed")).default([]).meta({ description: "Variables that the command gets from the environment of the job." }),
	set: Variables.default({}).meta({ description: "Variables with their values." })
}).meta({ description: "What the command gets besides PATH, HOME, language and time zone; credentials never." });
const RepeatSchema = strictObject({
	times: number().int().min(2).max(10).default(2),
	output: boolean().default(true).meta({ description: "Whether standard output must be the same each time." }),
	files: array(RelativePath).default([]).meta({ description: "Files that each run must write, with the same bytes." }),
	variations: array(Variables).default([]).meta({ description: "Variables for one run after the other, such as time zones, in turn." })
}).refine(({ output, files }) => output || files.length > 0, "asks for nothing: compare the output or files").refine(({ times, variations }) => variations.length <= times, "has more variations than runs: raise times, so that each of them is run");
const ReportPlaceSchema = strictObject({
	path: Text.superRefine((path, check) => {
		const contained = containedPath(path);
		if (!contained.ok) check.addIssue({
			code: "custom",
			message: `the path ${contained.message}`
		});
	}).meta({ description: "Path or glob of the files; in an artifact from its top." }),
	artifact: Text.optional().meta({ description: "The artifact of this run that holds them; else steps of this job wrote them." }),
	job: Text.optional().meta({ description: "The job that uploads the artifact, by the name that GitHub shows: it must have succeeded, and uploaded it while it ran. Without it an artifact counts in the first attempt of a run only, whoever uploaded it." }),
	format: _enum(["auto", ...reportFormats]).default("auto"),
	contract: Text.optional().meta({ description: "What a report of the format summary must name as its contract." })
});
const Positive = number().int().min(1);
const ExpectedSchema = union([Positive, strictObject({ minimum: Positive })]).meta({ description: "How many tests must run: exactly, or as { minimum: 100 }." });
const VerificationSchema = strictObject({
	id: Id,
	title: Text.optional(),
	command: array(string().refine((part) => !part.includes("\0"), "has a NUL character")).min(1).refine((argv) => argv[0] !== "", "names no program").optional().meta({ description: "Program and arguments; no shell reads them." }),
	folder: RelativePath.optional().meta({ description: "Where the command runs, from the working directory." }),
	timeout: Duration.refine((text) => milliseconds(text) <= 216e5, "is longer than six hours").optional(),
	exit: number().int().min(0).max(255).optional().meta({ description: "The exit code that is expected; 0 unless given." }),
	output: Text.optional().meta({ description: "A text that its output must hold, such as the words of a refusal: with another exit code than 0 it tells that from a crash." }),
	environment: EnvironmentSchema.optional(),
	"log-kib": Positive.max(65536).optional().meta({ description: "The most that is kept of the output, in KiB; 4096 unless given." }),
	repeat: RepeatSchema.optional().meta({ description: "Runs the command several times and compares what it gives." }),
	report: ReportPlaceSchema.optional(),
	expected: ExpectedSchema.optional(),
	suites: array(Text).default([]).meta({ description: "Suites of which a test must have run, from the outermost on: a.test.js > rates." }),
	skips: array(strictObject({
		test: Text,
		reason: Text
	})).default([]).meta({ description: "Tests that may be skipped, by the name that the result shows, each with the reason." }),
	retries: strictObject({ reason: Text }).optional().meta({ description: "Why tests may pass after an attempt that failed; without it none may." }),
	"maximum-age": Duration.optional().meta({ description: "How long ago the report may have been made." })
}).superRefine((one, check) => {
	const complain = (message, path = []) => {
		check.addIssue({
			code: "custom",
			message,
			path
		});
	};
	if (one.command === void 0 && one.report === void 0) complain("needs a command or a report");
	if (one.command !== void 0 && one.report?.artifact !== void 0) complain("a command writes its report into the work tree, and not into an artifact", ["report", "artifact"]);
	for (const key of [
		"folder",
		"timeout",
		"exit",
		"output",
		"environment",
		"log-kib",
		"repeat"
	]) if (one.command === void 0 && one[key] !== void 0) complain("is for a command, and there is none", [key]);
	for (const key of [
		"expected",
		"retries",
		"maximum-age"
	]) if (one.report === void 0 && one[key] !== void 0) complain("is for a report, and there is none", [key]);
	for (const key of ["suites", "skips"]) if (one.report === void 0 && one[key].length > 0) complain("is for a report, and there is none", [key]);
	if (one.report?.job !== void 0 && one.report.artifact === void 0) complain("is for an artifact, and there is none", ["report", "job"]);
	if (one.report?.contract !== void 0 && !["auto", "summary"].includes(one.report.format)) complain("only reports of the format summary have a contract", ["report", "contract"]);
});
const PresetExpected = record(Id, ExpectedSchema).default({}).meta({ description: "How many tests must run, by the id of a verification of the preset; without it that is not verified." });
const PresetSchema = union([_enum(presetNames), strictObject({
	preset: _enum(presetNames),
	artifact: Text.optional().meta({ description: "The artifact of this run in which its reports lie." }),
	job: Text.optional().meta({ description: "The job that uploads it, by the name that GitHub shows." }),
	folder: RelativePath.optional().meta({ description: "The folder of its reports; artifacts unless given." }),
	expected: PresetExpected
})]);
function verificationProblems(section) {
	const seen = new Set();
	const strangers = (section.presets ?? []).flatMap((choice, index) => {
		if (typeof choice === "string") return [];
		const own = presets[choice.preset].flatMap(({ id, report }) => report === void 0 ? [] : [id]);
		return Object.keys(choice.expected ?? {}).flatMap((id) => {
			if (own.includes(id)) return [];
			const message = `the preset ${choice.preset} brings no report of ${id}${suggestion(id, own)}`;
			return [{
				pointer: `/presets/${index}/expected/${id}`,
				message
			}];
		});
	});
	return [...(section.verifications ?? []).flatMap(({ id }, index) => {
		if (!seen.has(id)) {
			seen.add(id);
			return [];
		}
		return [{
			pointer: `/verifications/${index}/id`,
			message: `there are two verifications ${id}`
		}];
	}), ...strangers];
}

export { PresetSchema, VerificationSchema, presets, verificationProblems };