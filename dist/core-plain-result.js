import { isObject, resultStatuses, severities } from "./shared.js";

// shared/core/plain-result.ts
const texts = new Set([
	"rule",
	"message",
	"fix",
	"fingerprint",
	"valueHash"
]);
const numbers = new Set([
	"line",
	"column",
	"endLine"
]);
function isPlainResult(value) {
	if (!isObject(value)) return false;
	for (const key in value) {
		const part = value[key];
		if (texts.has(key)) {
			if (typeof part !== "string") return false;
		} else if (key === "about") {
			if (!Array.isArray(part) || !part.every((each) => typeof each === "string")) return false;
		} else if (key === "location") {
			if (!isPlainLocation(part)) return false;
		} else if (key === "status") {
			if (!resultStatuses.includes(part)) return false;
		} else if (key === "severity") {
			if (!severities.includes(part)) return false;
		} else if (key !== "expected" && key !== "actual") return false;
	}
	const { rule, status, severity, message, about, fingerprint } = value;
	return [
		rule,
		status,
		severity,
		message,
		about,
		fingerprint
	].every((part) => part !== void 0);
}
function isPlainLocation(value) {
	if (!isObject(value) || typeof value["path"] !== "string") return false;
	for (const key in value) if (numbers.has(key)) {
		const part = value[key];
		if (typeof part !== "number" || !Number.isSafeInteger(part) || part < 1) return false;
	} else if (key !== "path") return false;
	return true;
}

export { isPlainResult };