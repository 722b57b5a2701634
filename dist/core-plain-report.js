import { isObject, reportKind, reportStatuses } from "./shared.js";
import { all, isForm, isListOf, isOneOf, isPlainResult, isText } from "./core-plain-result.js";
import { readSources } from "./core-ports.js";

// shared/core/plain-report.ts
const isWhole = (part) => Number.isSafeInteger(part);
const isAmount = (part) => Number.isFinite(part) && Number(part) >= 0;
function isTableOf(test) {
	return (part) => {
		if (!isObject(part)) return false;
		for (const key in part) if (key === "__proto__" || !test(part[key])) return false;
		return true;
	};
}
const subject = {
	...all("repository event ref headSha baseSha mergeSha checkedOutSha treeSha range workflowRef job matrixKey", isText),
	...all("pullRequest checkRunId runId attempt", isWhole)
};
const file = all("path ref sha256", isText);
const policySource = {
	kind: isOneOf([
		"base",
		"bootstrap",
		"worktree"
	]),
	...file
};
const read = {
	source: isOneOf(readSources),
	...file,
	bytes: (part) => isWhole(part) && isAmount(part)
};
const isPlainReport = isForm({
	...all("control version summary startedAt", isText),
	kind: isOneOf([reportKind]),
	schemaVersion: isOneOf([1]),
	status: isOneOf(reportStatuses),
	subject: isForm(subject, "event"),
	policySource: isForm(policySource, "kind path"),
	durationMs: isAmount,
	results: isListOf(isPlainResult),
	inputs: isListOf(isForm(read, "source path sha256 bytes")),
	metrics: isTableOf(isForm({
		value: Number.isFinite,
		unit: isText
	}, "value")),
	notes: isListOf(isText),
	facts: isTableOf(isText),
	data: () => true,
	replay: isOneOf([true])
}, "kind schemaVersion control version status summary subject startedAt durationMs results inputs metrics notes");

export { isPlainReport };