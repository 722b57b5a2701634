import { Sha256 } from "./shared.js";
import { _enum, array, boolean, number, object, string } from "./vendor.js";

// shared/domain/verification-record/record.ts
const Count = number().int().nonnegative();
const reportFormats = [
	"junit",
	"ctrf",
	"node-test",
	"jest",
	"pytest-json",
	"cargo",
	"summary"
];
const verificationStatuses = [
	"passed",
	"failed",
	"unverified"
];
const LogSchema = object({
	path: string().meta({ description: "Name of the file beside the report, in the same artifact." }),
	sha256: Sha256.meta({ description: "Of the file as it was kept." }),
	bytes: Count.meta({ description: "Of the file as it was kept." }),
	written: Count.meta({ description: "Bytes that the command wrote." }),
	capped: boolean().meta({ description: "The command wrote more than is kept." })
});
const ReportFileSchema = object({
	name: string().meta({ description: "Path of the file; with the name of the artifact before it, where it lay in one." }),
	format: _enum(reportFormats).optional().meta({ description: "Absent when the file could not be read." }),
	sha256: Sha256,
	bytes: Count
});
const CountsSchema = object({
	expected: Count.optional().meta({ description: "How many tests must run; at least so many where `minimum` is true." }),
	minimum: boolean().optional(),
	executed: Count.meta({ description: "Different tests that ran to an end." }),
	passed: Count,
	failed: Count.meta({ description: "Failures and errors." }),
	skipped: Count,
	retried: Count.meta({ description: "Tests that passed after an attempt that failed." })
});
const VerificationRecordSchema = object({
	id: string(),
	title: string().optional(),
	required: boolean(),
	status: _enum(verificationStatuses),
	sha: string().optional().meta({ description: "The commit that it verified, as the platform or this run knows it; absent when nobody knows." }),
	argv: array(string()).optional().meta({ description: "The command, when there is one." }),
	folder: string().optional().meta({ description: "Where it ran, from the working directory; absent for that itself." }),
	exit: number().int().optional().meta({ description: "Its exit code; absent when it did not end by itself." }),
	expectedExit: number().int().optional().meta({ description: "The exit code that shows success; absent for 0." }),
	started: string().optional().meta({ description: "When the command was started (ISO 8601, UTC)." }),
	durationMs: number().nonnegative().optional(),
	log: LogSchema.optional(),
	reports: array(ReportFileSchema).optional().meta({ description: "The reports on tests that were read." }),
	counts: CountsSchema.optional(),
	problems: array(string()).optional().meta({ description: "Why it is not passed, in words." })
});
const verificationRecords = object({
	sha: string().optional().meta({ description: "The commit that was judged; absent when it is not known." }),
	verifications: array(VerificationRecordSchema)
});

export { reportFormats, verificationRecords, verificationStatuses };