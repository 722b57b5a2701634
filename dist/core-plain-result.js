import { isObject, resultStatuses, severities } from "./shared.js";

// shared/core/plain-result.ts
const isText = (part) => typeof part === "string";
function isOneOf(values) {
	return (part) => values.includes(part);
}
function isListOf(test) {
	return (part) => Array.isArray(part) && part.every(test);
}
function all(keys, test) {
	return Object.fromEntries(keys.split(" ").map((key) => [key, test]));
}
function isForm(tests, needed) {
	const known = new Map(Object.entries(tests));
	const names = needed.split(" ");
	return (part) => {
		if (!isObject(part)) return false;
		for (const key in part) if (known.get(key)?.(part[key]) !== true) return false;
		return names.every((key) => part[key] !== void 0);
	};
}
const isPlace = (part) => Number.isSafeInteger(part) && Number(part) > 0;
const reason = {
	...all("code message needs", isText),
	deferrable: isOneOf([false])
};
const isPlainResult = isForm({
	...all("rule message fix fingerprint valueHash", isText),
	...all("expected actual", () => true),
	about: isListOf(isText),
	status: isOneOf(resultStatuses),
	severity: isOneOf(severities),
	because: isForm(reason, "code message"),
	location: isForm({
		path: isText,
		...all("line column endLine", isPlace)
	}, "path")
}, "rule status severity message about fingerprint");

export { all, isForm, isListOf, isOneOf, isPlainResult, isText };