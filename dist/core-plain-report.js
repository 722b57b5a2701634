import { isObject, reportKind, reportStatuses } from "./shared.js";
import { isPlainResult } from "./core-plain-result.js";
import { readSources } from "./core-ports.js";

// shared/core/plain-report.ts
const isText = (part) => typeof part === "string";
const isWhole = (part) => Number.isSafeInteger(part);
const isAmount = (part) => Number.isFinite(part) && Number(part) >= 0;
const isOneOf = (values) => (part) => values.includes(part);
const isListOf = (test) => (part) => Array.isArray(part) && part.every(test);
function isForm(tests, needed) {
	const known = new Map(Object.entries(tests));
	return (part) => {
		if (!isObject(part)) return false;
		for (const key in part) if (known.get(key)?.(part[key]) !== true) return false;
		return needed.every((key) => part[key] !== void 0);
	};
}
function isTableOf(test) {
	return (part) => {
		if (!isObject(part)) return false;
		for (const key in part) if (key === "__proto__" || !test(part[key])) return false;
		return true;
	};
}
const subject = {
	...Object.fromEntries([
		"repository",
		"event",
		"ref",
		"headSha",
		"baseSha",
		"mergeSha",
		"checkedOutSha",
		"treeSha",
		"range"
	].map((key) => [key, isText])),
	...Object.fromEntries([
		"workflowRef",
		"job",
		"matrixKey"
	].map((key) => [key, isText])),
	...Object.fromEntries([
		"pullRequest",
		"checkRunId",
		"runId",
		"attempt"
	].map((key) => [key, isWhole]))
};
const policySource = {
	kind: isOneOf([
		"base",
		"bootstrap",
		"worktree"
	]),
	path: isText,
	ref: isText,
	sha256: isText
};
const read = {
	source: isOneOf(readSources),
	path: isText,
	ref: isText,
	sha256: isText,
	bytes: (part) => isWhole(part) && isAmount(part)
};
const head = {
	kind: isOneOf([reportKind]),
	schemaVersion: isOneOf([1]),
	control: isText,
	version: isText,
	status: isOneOf(reportStatuses),
	summary: isText,
	subject: isForm(subject, ["event"]),
	policySource: isForm(policySource, ["kind", "path"]),
	startedAt: isText,
	durationMs: isAmount,
	inputs: isListOf(isForm(read, [
		"source",
		"path",
		"sha256",
		"bytes"
	])),
	metrics: isTableOf(isForm({
		value: (part) => Number.isFinite(part),
		unit: isText
	}, ["value"])),
	notes: isListOf(isText),
	facts: isTableOf(isText),
	data: () => true,
	replay: isOneOf([true])
};
const optional = [
	"policySource",
	"facts",
	"data",
	"replay"
];
const isPlain = isForm({
	...head,
	results: isListOf(isPlainResult)
}, [...Object.keys(head), "results"].filter((key) => !optional.includes(key)));
function isPlainReport(value) {
	return isPlain(value);
}

export { isPlainReport };