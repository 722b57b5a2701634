import { ExhibitSchema, PolicySourceSchema, SubjectSchema } from "./core-report-schema.js";
import { _enum, array, boolean, literal, object, string } from "./vendor.js";
import { reportStatuses } from "./shared.js";

// shared/core/executive-summary.ts
const executiveSummaryKind = "release-governance/executive-summary";
const decisionWords = [
	"go",
	"conditional-go",
	"no-go"
];
const Word = _enum(decisionWords);
const RowSchema = object({
	control: string().meta({ description: "The control, or the id of a foreign report." }),
	key: string().optional().meta({ description: "The artifact-key that tells the legs of a matrix apart." }),
	job: string().optional(),
	verdict: Word.meta({ description: "What this report alone would allow." }),
	state: _enum([
		"present",
		"missing",
		"invalid",
		"foreign",
		"duplicated"
	]),
	status: _enum(reportStatuses).optional(),
	summary: string().optional().meta({ description: "The report in one sentence." }),
	why: array(string()).meta({ description: "Every reason against go; empty for go." }),
	fix: array(string()).meta({ description: "What would turn it into go." }),
	owner: string().optional(),
	from: string().optional().meta({ description: "Artifact or folder in which it was found." }),
	sha256: string().optional()
});
const NotMeasuredSchema = object({
	rule: string(),
	about: array(string()),
	why: string(),
	needs: string().optional()
});
const UseSchema = object({
	id: string(),
	kind: _enum([
		"waiver",
		"attestation",
		"deferral"
	]),
	control: string(),
	state: _enum([
		"used",
		"unused",
		"expired",
		"void"
	]),
	message: string(),
	terms: string().meta({ description: "Who allowed it, why, and until when." })
});
const ExecutiveSummarySchema = object({
	kind: literal(executiveSummaryKind),
	schemaVersion: literal(1),
	version: string(),
	name: string().optional().meta({ description: "Tells several summaries of one run apart." }),
	decision: Word,
	accepted: boolean().meta({ description: "Whether the profile accepts the decision; the exit code follows it." }),
	profile: string(),
	subject: SubjectSchema,
	policySource: PolicySourceSchema.optional(),
	generatedAt: string().meta({ description: "ISO 8601, UTC." }),
	firstFailing: object({
		control: string(),
		message: string(),
		owner: string().optional()
	}).optional().meta({ description: "The worst reason; absent for go." }),
	toGo: array(string()).meta({ description: "What would turn the decision into go, worst first." }),
	reports: array(RowSchema).meta({ description: "Worst first." }),
	checks: array(object({
		rule: string(),
		about: array(string()),
		verdict: Word,
		message: string(),
		fix: string().optional()
	})).meta({ description: "What the summary itself checked besides the reports and found wanting: jobs, gate, posture, trust." }),
	allowances: array(UseSchema),
	notMeasured: array(NotMeasuredSchema),
	tables: array(ExhibitSchema).optional().meta({ description: "Figures of the legs of a matrix, added up; no part of the decision." }),
	notes: array(string()),
	replay: literal(true).optional()
});

export { ExecutiveSummarySchema, decisionWords, executiveSummaryKind };