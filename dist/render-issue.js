import { marked, noteMark } from "./core-issue-marks.js";
import { code, cut, logLine, oneLine, plain, redact, table } from "./shared.js";

// shared/render/issue.ts
const titleMaxLength = 200;
function issueDocument(proposal, control) {
	const { mark, text, steps, parts, comment } = proposal;
	const part = text === void 0 ? void 0 : marked(mark, text.state, textOf(text, control));
	const blocks = [
		...part === void 0 ? [] : [part],
		...steps.length === 0 ? [] : ["## Immediate actions", steps.map((step) => `- [ ] ${plain(step)}`).join("\n")],
		...parts.flatMap(({ heading, blank }) => [`## ${plain(heading)}`, plain(blank)])
	];
	return {
		title: cut(oneLine(redact(proposal.title).text), titleMaxLength).replace(/@(?=\S)/g, "@⁠"),
		body: `${blocks.join("\n\n")}\n`,
		part,
		comment: comment === void 0 ? void 0 : `${noteMark(mark, comment.note)}\n${textOf(comment, control)}\n`
	};
}
function textOf({ sentences, facts }, control) {
	const rows = facts.map(({ label, value }) => [plain(label), code(value)]);
	return [
		...sentences.map(plain),
		...rows.length === 0 ? [] : [table(["What", "Value"], rows)],
		`Written by ${code(control)}; what stands outside of this part is people's.`
	].join("\n\n");
}
function issuePreview(proposal, control) {
	const { seen, close, text } = proposal;
	const { title, body, part, comment } = issueDocument(proposal, control);
	const name = seen === void 0 ? "a new issue" : `issue #${seen.number}`;
	const written = seen === void 0 ? body : part;
	return [
		`${name}: ${title}`,
		...text === void 0 || written === void 0 ? [] : written.trimEnd().split("\n").map((line) => `+ ${line}`),
		...comment === void 0 ? [] : ["comment:", ...comment.trimEnd().split("\n").map((line) => `+ ${line}`)],
		...close ? [`${name} is closed`] : []
	].map((line) => `${logLine(line)}\n`).join("");
}

export { issueDocument, issuePreview };