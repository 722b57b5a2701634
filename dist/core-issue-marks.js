// shared/core/issue-marks.ts
const name = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const value = /^[A-Za-z0-9](?:[A-Za-z0-9./_]|-(?!-))*$/;
function isMarkName(text) {
	return text.length <= 100 && name.test(text);
}
function isMarkerState(state) {
	return Object.entries(state).every(([key, one]) => isMarkName(key) && (typeof one === "number" ? Number.isSafeInteger(one) : one.length <= 200 && value.test(one)));
}
const begin = (mark) => `<!-- release-governance:${mark} `;
const end = (mark) => `<!-- /release-governance:${mark} -->`;
function marked(mark, state, text) {
	return `${begin(mark)}${JSON.stringify(state)} -->\n${text}\n${end(mark)}`;
}
const noteBegin = (mark) => `<!-- release-governance:${mark}:note `;
function noteMark(mark, note) {
	return `${noteBegin(mark)}${note} -->`;
}
function notesIn(text, mark) {
	return text.split(noteBegin(mark)).slice(1).flatMap((rest) => {
		const note = rest.slice(0, Math.max(0, rest.indexOf(" -->")));
		return isMarkName(note) ? [note] : [];
	});
}
function readMarked(text, mark) {
	const [from, to] = [text.indexOf(begin(mark)), text.indexOf(end(mark))];
	if (from < 0 && to < 0) return { state: "none" };
	const twice = text.indexOf(begin(mark), from + 1) >= 0 || text.indexOf(end(mark), to + 1) >= 0;
	if (from < 0 || to < from || twice) return { state: "broken" };
	const close = text.indexOf(" -->", from);
	const remembered = close < 0 || close > to ? void 0 : stateIn(text.slice(from + begin(mark).length, close));
	if (remembered === void 0) return { state: "broken" };
	return {
		state: "whole",
		before: text.slice(0, from),
		after: text.slice(to + end(mark).length),
		remembered
	};
}
function stateIn(json) {
	let parsed;
	try {
		parsed = JSON.parse(json);
	} catch {
		return;
	}
	if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return void 0;
	const entries = Object.entries(parsed);
	if (!entries.every(([, one]) => typeof one === "string" || typeof one === "number")) return void 0;
	const state = Object.fromEntries(entries);
	return isMarkerState(state) ? state : void 0;
}

export { isMarkName, isMarkerState, marked, noteMark, notesIn, readMarked };