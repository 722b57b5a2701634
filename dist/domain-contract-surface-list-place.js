import { readListedTexts } from "./domain-contract-surface.js";

// shared/domain/contract-surface/list-place.ts
function textsListed(place, text, noun, single = false) {
	return readListedTexts({
		path: place.path,
		text,
		place: formOf(place),
		noun,
		single
	});
}
function formOf({ pointer, keys, column, list, pattern, heading }) {
	if (pointer !== void 0) return {
		kind: "pointer",
		pointer
	};
	if (keys !== void 0) return {
		kind: "keys",
		pointer: keys
	};
	if (column !== void 0) return {
		kind: "column",
		column,
		heading
	};
	if (list !== void 0) return {
		kind: "list",
		heading: list
	};
	return {
		kind: "pattern",
		pattern: pattern ?? ""
	};
}
function listPlaceText({ path, pointer, keys, column, list, pattern, heading }) {
	if (pointer !== void 0) return `${pointer} of ${path}`;
	if (keys !== void 0) return `the keys of ${keys} of ${path}`;
	if (column !== void 0) return `the column “${column}”${heading === void 0 ? "" : ` under “${heading}”`} of ${path}`;
	if (list !== void 0) return `the list under “${list}” of ${path}`;
	return `what ${pattern ?? ""} finds in ${path}`;
}

export { listPlaceText, textsListed };