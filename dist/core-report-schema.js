import { marks, reportKind, reportStatuses, resultStatuses, severities } from "./shared.js";
import { _enum, array, discriminatedUnion, literal, number, object, record, string, unknown } from "./vendor.js";
import { isPlainReport } from "./core-plain-report.js";
import { readSources } from "./core-ports.js";

// shared/core/report-schema.ts
const LocationSchema = object({
	path: string(),
	line: number().int().positive().optional(),
	column: number().int().positive().optional(),
	endLine: number().int().positive().optional()
});
const BecauseSchema = object({
	code: string().meta({ description: "Why it could not be looked at, or why it does not apply; a closed list per version." }),
	message: string(),
	needs: string().optional().meta({ description: "The permission, datum or setting that would settle it." }),
	deferrable: literal(false).optional()
});
const AllowanceSchema = object({
	id: string(),
	by: string(),
	reason: string(),
	until: string().optional().meta({ description: "ISO date after which it is void." }),
	evidence: object({
		path: string(),
		sha256: string()
	}).optional().meta({ description: "Of an attestation: what shows what was seen." })
});
const ResultSchema = object({
	rule: string().meta({ description: "control/rule" }),
	status: _enum(resultStatuses),
	severity: _enum(severities),
	message: string(),
	about: array(string()),
	expected: unknown().optional(),
	actual: unknown().optional(),
	location: LocationSchema.optional(),
	fix: string().optional(),
	because: BecauseSchema.optional(),
	fingerprint: string(),
	valueHash: string().optional().meta({ description: "Of the observed value of a failed result; a waiver repeats it." }),
	restsOn: array(string()).optional().meta({ description: "Of an unverified result: the names of the facts to each of which an attestation must be bound." }),
	waiver: AllowanceSchema.optional(),
	attestation: AllowanceSchema.optional(),
	deferredTo: _enum([
		"merge_group",
		"default-branch",
		"release"
	]).optional()
});
const SubjectSchema = object({
	repository: string().optional().meta({ description: "owner/name" }),
	event: string().meta({ description: "The event of the run; \"local\" on a laptop." }),
	ref: string().optional(),
	headSha: string().optional().meta({ description: "What things are joined by." }),
	baseSha: string().optional(),
	mergeSha: string().optional().meta({ description: "The test merge of a pull request." }),
	checkedOutSha: string().optional().meta({ description: "The commit whose tree was read." }),
	treeSha: string().optional().meta({ description: "The git tree that was read." }),
	pullRequest: number().int().optional(),
	range: string().optional().meta({ description: "The range of commits that was judged in place of what the event is about." }),
	workflowRef: string().optional(),
	job: string().optional(),
	matrixKey: string().optional(),
	checkRunId: number().int().optional().meta({ description: "The job of the run, as the API numbers it." }),
	runId: number().int().optional(),
	attempt: number().int().optional()
});
const PolicySourceSchema = object({
	kind: _enum([
		"base",
		"bootstrap",
		"worktree"
	]).meta({ description: "base: the trusted earlier commit; bootstrap: none there yet, the judged tree itself; worktree: a laptop." }),
	path: string(),
	ref: string().optional(),
	sha256: string().optional()
});
const ReadSchema = object({
	source: _enum(readSources),
	path: string(),
	ref: string().optional(),
	sha256: string(),
	bytes: number().int().nonnegative()
});
const ErrorSchema = object({
	code: _enum([
		"BAD_INPUT",
		"BAD_CONFIG",
		"BAD_REPORT",
		"GITHUB_DOWN",
		"INTERNAL"
	]),
	message: string(),
	hint: string().optional(),
	problems: array(object({
		message: string(),
		path: string().optional(),
		line: number().int().optional(),
		column: number().int().optional()
	})).optional()
});
const ExhibitSchema = object({
	title: string(),
	columns: array(object({
		name: string(),
		numeric: literal(true).optional()
	})),
	rows: array(object({
		cells: array(string()),
		mark: _enum(marks).optional()
	})),
	remark: string().optional(),
	charts: array(discriminatedUnion("kind", [object({
		kind: _enum(["line", "bar"]),
		labels: array(string()),
		unit: string(),
		series: array(object({
			name: string(),
			values: array(number().nullable())
		}))
	}), object({
		kind: literal("interval"),
		unit: string(),
		items: array(object({
			label: string(),
			value: number().nullable(),
			lower: number().nullable(),
			upper: number().nullable(),
			limit: object({
				kind: _enum(["min", "max"]),
				value: number()
			}).optional()
		}))
	})])).optional(),
	graph: object({
		nodes: array(object({
			id: string(),
			label: string(),
			mark: _enum(marks).optional()
		})),
		edges: array(object({
			from: string(),
			to: string(),
			label: string()
		}))
	}).optional(),
	totals: literal(true).optional().meta({ description: "May be added up over the legs of a matrix." })
});
const ReportSchema = object({
	kind: literal(reportKind),
	schemaVersion: literal(1),
	control: string(),
	version: string(),
	status: _enum(reportStatuses),
	summary: string(),
	subject: SubjectSchema,
	policySource: PolicySourceSchema.optional(),
	startedAt: string().meta({ description: "ISO 8601, UTC." }),
	durationMs: number().nonnegative(),
	results: array(ResultSchema),
	inputs: array(ReadSchema).meta({ description: "Every file that was read, with its digest." }),
	metrics: record(string(), object({
		value: number(),
		unit: string().optional()
	})),
	notes: array(string()),
	exhibits: array(ExhibitSchema).optional().meta({ description: "Figures for people; no part of the verdict." }),
	facts: record(string(), string()).optional().meta({ description: "Ids and times of what was looked at, as this run saw it: what an attestation is bound to." }),
	data: unknown().optional(),
	error: ErrorSchema.optional(),
	replay: literal(true).optional()
});
function parseReport(value) {
	if (isPlainReport(value)) return {
		success: true,
		data: value
	};
	return ReportSchema.safeParse(value);
}

export { ExhibitSchema, PolicySourceSchema, SubjectSchema, parseReport };