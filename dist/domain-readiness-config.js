import { RelativePath, Text, catalog, childPointer, containedPath, controlNames, parsePointer, severities, suggestion } from "./shared.js";
import { _enum, array, boolean, number, record, strictObject, string, union } from "./vendor.js";
import { Duration } from "./core-duration.js";

// shared/domain/readiness/condition.ts
const ReportPointer = string().refine((text) => text !== "" && parsePointer(text) !== void 0, "expected a JSON Pointer such as /summary/failed_tests").meta({ description: "JSON Pointer (RFC 6901) into the report." });
const Scalar = union([
	string(),
	number(),
	boolean()
]);
const Size = number().int().min(0);
const LengthSchema = strictObject({
	equals: Size.optional(),
	"at-least": Size.optional(),
	"at-most": Size.optional()
}).refine((length) => Object.values(length).some((size) => size !== void 0), "names no length");
const comparisons = [
	"equals",
	"not",
	"in",
	"not-in",
	"exists",
	"at-least",
	"at-most",
	"length",
	"set",
	"contains"
];
const ConditionSchema = strictObject({
	pointer: ReportPointer,
	equals: Scalar.optional().meta({ description: "The field is this value." }),
	not: Scalar.optional().meta({ description: "The field is there, and is another value than this one." }),
	in: array(Scalar).min(1).optional().meta({ description: "The field is one of these values." }),
	"not-in": array(Scalar).min(1).optional().meta({ description: "The field is there, and is none of these values." }),
	exists: boolean().optional().meta({ description: "Whether the field is there; null counts as not there." }),
	"at-least": number().optional().meta({ description: "The field is a number >= this one." }),
	"at-most": number().optional().meta({ description: "The field is a number <= this one." }),
	length: LengthSchema.optional().meta({ description: "How many items a list has, or keys an object." }),
	set: array(Scalar).optional().meta({ description: "A list has exactly these items, in any order." }),
	contains: array(Scalar).min(1).optional().meta({ description: "A list has all of these items." }),
	of: ReportPointer.optional().meta({ description: "What a number that must be small is a part of: a number, or a list, that must be greater than 0. Found by itself for usual counters, as total_tests for failed_tests." })
}).superRefine((condition, check) => {
	const used = comparisons.filter((name) => condition[name] !== void 0);
	if (used.length !== 1) {
		const which = used.length === 0 ? "none" : used.join(" and ");
		const message = `a condition has one comparison (${comparisons.join(", ")}), this one has ${which}`;
		check.addIssue({
			code: "custom",
			message
		});
	}
	if (condition.of !== void 0 && !boundsAbove(condition)) check.addIssue({
		code: "custom",
		path: ["of"],
		message: "of is for what must be small: equals: 0, in with 0, at-most, length with 0 or at-most, set: [], or exists: false"
	});
});
function boundsAbove({ equals, in: among, exists, "at-most": most, length, set }) {
	return equals === 0 || among?.includes(0) === true || exists === false || set?.length === 0 || most !== void 0 || length?.equals === 0 || length?.["at-most"] !== void 0;
}
function conditionText(condition) {
	const [name] = comparisons.filter((one) => condition[one] !== void 0);
	return name === void 0 ? "nothing" : `${name} ${JSON.stringify(condition[name])}`;
}

// shared/domain/readiness/preset-config.ts
const presetNames = ["playbook-002"];
const WorkflowPath = string().regex(/^\.github\/workflows\/[^/]+\.ya?ml$/, "expected the path of a workflow, such as .github/workflows/ci.yml");
const PresetSchema = union([_enum(presetNames), strictObject({
	preset: _enum(presetNames),
	workflow: WorkflowPath.optional().meta({ description: "The workflow of the job policy-bundle-governance, where it is not this one." }),
	event: Text.optional().meta({ description: "The event of the run of that workflow." }),
	"maximum-age": Duration.optional().meta({ description: "How long ago its reports may have been made." })
})]);

// shared/domain/readiness/config.ts
const Id = string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "expected a name in kebab-case, such as runtime-canary").max(80).meta({ description: "A name of your own; no job and report share one." });
const Severity = _enum(severities).exclude(["info"]).default("critical").meta({ description: "How bad it is when it is not there; the threshold of the profile is held against it." });
const Profiles = array(Text).min(1).optional().meta({ description: "The profiles that ask for it; every one unless given." });
const ofWorkflow = {
	workflow: WorkflowPath.optional().meta({ description: "Another workflow of this repository, by its path; its newest run for the judged commit counts." }),
	event: Text.optional().meta({ description: "The event of that run; that of this run unless given." }),
	branch: Text.optional().meta({ description: "The branch or tag of that run; that of this run unless given." })
};
const allowedEnds = [
	"success",
	"skipped",
	"neutral"
];
const JobSchema = strictObject({
	id: Id,
	title: Text.optional(),
	job: Text.meta({ description: "The name that GitHub shows: the id, where the job has no name of its own; it stands for all legs of a matrix." }),
	legs: array(Text).min(1).optional().meta({ description: "The values of every leg of its matrix, as GitHub shows them between the brackets." }),
	...ofWorkflow,
	allow: array(_enum(allowedEnds)).min(1).default(["success"]).meta({ description: "How it may end. skipped: by its own condition; one that is skipped because of a job that it needs never counts." }),
	severity: Severity,
	profiles: Profiles
}).superRefine(needsWorkflow);
function needsWorkflow(one, check) {
	for (const key of ["event", "branch"]) if (one[key] !== void 0 && one.workflow === void 0) check.addIssue({
		code: "custom",
		path: [key],
		message: `${key} is for another workflow, and there is none`
	});
}
const ExternalSchema = strictObject({
	"could-not-look": array(Text).default([]).meta({ description: "Checks of the report that fail when they could not look, by their names, of a control its rules as control/rule; a * at the end stands for any rest. Every other one that fails is a failure." }),
	reports: array(Text).default([]).meta({ description: "File names of reports that may be unverified in a summary of reports." })
}).meta({ description: "What it is about lies outside of the repository: an unverified one may be attested, bound to the fact `rulesets`, with the evidence linked in the notes of the change." });
const reportShapes = [
	"status",
	"summary",
	"data"
];
const ReportSchema = strictObject({
	id: Id,
	title: Text.optional(),
	control: Text.optional().meta({ description: "A control of the suite, whose reports of this run are meant." }),
	legs: array(Text).min(1).optional().meta({ description: "The artifact-keys of all legs of its matrix." }),
	path: Text.superRefine((path, check) => {
		const contained = containedPath(path);
		if (!contained.ok) check.addIssue({
			code: "custom",
			message: `the path ${contained.message}`
		});
	}).optional().meta({ description: "Path or glob of the files; in an artifact from its top." }),
	artifact: Text.optional().meta({ description: "The artifact that holds them; else steps of this job wrote them." }),
	job: Text.optional().meta({ description: "The job that uploads the artifact; without it one counts in the first attempt of a run only." }),
	...ofWorkflow,
	shape: _enum(reportShapes).default("status").meta({ description: "status: a shape that .github/guides/decision.md#one-decision of the suite lists says whether it passed; summary: so do the words of the reports that it lists; data: only the conditions do." }),
	contract: Text.optional().meta({ description: "What the field `contract` must say." }),
	minimum: number().int().min(1).default(1).meta({ description: "How many files a glob must find." }),
	conditions: array(ConditionSchema).default([]),
	facts: record(string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "expected a name in kebab-case"), ReportPointer).default({}).meta({ description: "What the report is about, by name: commit and run are held against this run, others (flags, definition, baseline) against the other reports." }),
	"maximum-age": Duration.optional().meta({ description: "How long ago it may have been made." }),
	at: ReportPointer.optional().meta({ description: "Where it says when it was made; /generated_at or /generatedAt unless given." }),
	external: ExternalSchema.optional(),
	severity: Severity,
	profiles: Profiles
}).superRefine((one, check) => {
	const complain = (message, path = []) => {
		check.addIssue({
			code: "custom",
			message,
			path
		});
	};
	if (one.control === void 0 === (one.path === void 0)) complain("needs either control or path");
	if (one.control !== void 0) {
		for (const key of [
			"artifact",
			"job",
			"workflow",
			"contract",
			"at"
		]) if (one[key] !== void 0) complain("is for reports of other tools, and this names a control", [key]);
		if (one.shape !== "status") complain("is for reports of other tools, and this names a control", ["shape"]);
		if (one.external?.reports.length !== void 0 && one.external.reports.length > 0) complain("is for summaries of other tools, and this names a control", ["external", "reports"]);
		if (one.external?.["could-not-look"].length === 0) complain("names no rules of the control that may be unable to look", ["external", "could-not-look"]);
		if (one.minimum !== 1) complain("is for files, and this names a control", ["minimum"]);
	} else if (one.legs !== void 0) complain("is for a control, and there is none", ["legs"]);
	for (const key of ["job", "workflow"]) if (one[key] !== void 0 && one.artifact === void 0) complain("is for an artifact, and there is none", [key]);
	if (one.shape === "data" && one.conditions.length === 0) complain("the shape data has no word of its own: it needs conditions", ["conditions"]);
	const pointers = one.conditions.map((condition) => JSON.stringify(condition));
	if (new Set(pointers).size < pointers.length) complain("has a condition twice", ["conditions"]);
	needsWorkflow(one, check);
});
const IncidentsSchema = strictObject({
	on: array(Text).default([]).meta({ description: "Ids of jobs and reports that are an incident when they fail on the default branch." }),
	repeated: array(strictObject({
		report: Text.meta({ description: "The id of a report in an artifact of this workflow." }),
		runs: number().int().min(2).max(20).default(2).meta({ description: "In how many runs one after the other, this one included, it must have failed." })
	})).default([]).meta({ description: "Reports that are an incident when they fail again and again, as that of a service level." })
});
const ShadowSchema = strictObject({
	id: Id,
	path: RelativePath.meta({ description: "The verdict file of the other gate." }),
	artifact: Text.optional().meta({ description: "The artifact of this run that holds it; else a step wrote it." }),
	checks: record(Text, Id).default({}).meta({ description: "Names of its checks to ids of jobs and reports here, where the usual names (job_result:<job>, <report>_status_passed) do not tell." })
});
function readinessProblems(asking, { presetJobs, presetReports, profiles }) {
	const { presets = [], jobs = [], reports = [], shadow = [] } = asking;
	const { on, repeated } = asking.incidents ?? {
		on: [],
		repeated: []
	};
	const problems = [];
	if (presets.length + jobs.length + reports.length === 0) problems.push({
		pointer: "",
		message: "asks for nothing: name presets, jobs or reports"
	});
	const seen = new Set();
	const once = (id, pointer) => {
		if (seen.has(id)) problems.push({
			pointer,
			message: `there are two of the id ${id}`
		});
		seen.add(id);
	};
	const kept = (id, others, kind, pointer) => {
		if (others.includes(id)) problems.push({
			pointer,
			message: `a preset has a ${kind} ${id}, whose place only another ${kind} can take`
		});
	};
	const profiled = (names, pointer) => {
		for (const [index, name] of (names ?? []).entries()) if (!profiles.includes(name)) {
			const message = `there is no profile ${name}${suggestion(name, profiles)}`;
			problems.push({
				pointer: `${pointer}/profiles/${index}`,
				message
			});
		}
	};
	for (const [index, { id, profiles: names }] of jobs.entries()) {
		once(id, `/jobs/${index}/id`);
		kept(id, presetReports, "report", `/jobs/${index}/id`);
		profiled(names, `/jobs/${index}`);
	}
	for (const [index, { id, control, profiles: names }] of reports.entries()) {
		once(id, `/reports/${index}/id`);
		kept(id, presetJobs, "job", `/reports/${index}/id`);
		profiled(names, `/reports/${index}`);
		if (control !== void 0 && !Object.hasOwn(catalog, control)) {
			const message = `there is no control ${control}${suggestion(control, controlNames)}`;
			problems.push({
				pointer: `/reports/${index}/control`,
				message
			});
		}
		if (control === "readiness") problems.push({
			pointer: `/reports/${index}/control`,
			message: "it cannot wait for its own report"
		});
	}
	const known = [...new Set([
		...seen,
		...presetJobs,
		...presetReports
	])];
	const named = (id, pointer) => {
		if (!known.includes(id)) problems.push({
			pointer,
			message: `there is no job or report ${id}${suggestion(id, known)}`
		});
	};
	for (const [index, id] of on.entries()) named(id, `/incidents/on/${index}`);
	for (const [index, { report }] of repeated.entries()) {
		const pointer = `/incidents/repeated/${index}/report`;
		named(report, pointer);
		const own = reports.find(({ id }) => id === report);
		if (jobs.some(({ id }) => id === report) || own !== void 0 && own.artifact === void 0) problems.push({
			pointer,
			message: `${report} is no report in an artifact, of which earlier runs could be read`
		});
		else if (own?.workflow !== void 0) problems.push({
			pointer,
			message: `${report} is of another workflow than this one`
		});
	}
	const shadows = new Set();
	for (const [index, { id, checks }] of shadow.entries()) {
		if (shadows.has(id)) problems.push({
			pointer: `/shadow/${index}/id`,
			message: `there are two of the id ${id}`
		});
		shadows.add(id);
		for (const [check, to] of Object.entries(checks)) named(to, childPointer(`/shadow/${index}/checks`, check));
	}
	return problems;
}

export { IncidentsSchema, JobSchema, PresetSchema, ReportSchema, ShadowSchema, boundsAbove, conditionText, readinessProblems };