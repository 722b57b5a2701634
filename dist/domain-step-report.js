import { isObject, reportStatus } from "./shared.js";
import { decisionWordOf } from "./core-step-report.js";

// shared/domain/step-report/step-problem.ts
function stepProblem(report, { control, outcome }, run) {
	const { status, results, error, subject } = report;
	if (report.control !== control) return `what lies there is a report of ${report.control}`;
	if (run.runId !== subject.runId) return `what lies there is of run ${subject.runId ?? "unknown"}`;
	if (run.attempt !== subject.attempt) return `what lies there is of attempt ${subject.attempt ?? "unknown"}`;
	const follows = status === "not-applicable" && error === void 0 && results.length === 0 ? status : reportStatus(results, error);
	if (follows !== status) return `it says ${status}, and its results say ${follows}`;
	if (outcome !== "success" && !mayFail(report)) return `its step ended with ${outcome} after it had said ${status}`;
}
function mayFail(report) {
	const { status, data } = report;
	if (status === "passed" || status === "not-applicable") return false;
	return decisionWordOf(report) === void 0 || status === "error" || !isObject(data) || data["accepted"] !== true;
}

export { stepProblem };