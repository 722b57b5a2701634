import { isMarkName, isMarkerState } from "./core-issue-marks.js";

// shared/core/issue-problem.ts
function issueProblem({ mark, title, seen, text, comment, close, parts, steps }) {
	if (!isMarkName(mark)) return `has a mark that is not allowed: ${mark}`;
	if (title.trim() === "" || /[\r\n]/.test(title)) return "has a title that is not one line";
	if (comment !== void 0 && !isMarkName(comment.note)) return `has a note that is not allowed: ${comment.note}`;
	if (text !== void 0 && !isMarkerState(text.state)) return "remembers something that is not allowed";
	if (seen === void 0 && text === void 0) return "opens an issue without a text";
	if (seen === void 0 && (close || comment !== void 0)) return "closes, or comments on, an issue that is not there";
	if (seen !== void 0 && text === void 0 && comment === void 0 && !close) return "changes nothing";
	return [...steps, ...parts.flatMap(({ heading, blank }) => [heading, blank])].some((line) => line.trim() === "" || /[\r\n]/.test(line)) ? "has a part that is not one line" : void 0;
}

export { issueProblem };