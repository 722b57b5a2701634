import { locate } from "./core-location.js";
import { signOffMaxBytes } from "./domain-sign-off.js";
import { against, passed, unverified } from "./domain-verdict.js";
import { listed, quote } from "./shared.js";

// actions/sign-off/boxes.ts
async function judgeChecklists(ctx) {
	const judged = [];
	for (const checklist of ctx.inputs.checklists) judged.push(await judgeChecklist(ctx, checklist));
	return judged;
}
async function judgeChecklist(ctx, { path, none, template }) {
	const found = await ctx.read(path, { maxBytes: signOffMaxBytes });
	if (!found.found) {
		const fix = `commit ${path}, or take it out of the checklists of the policy`;
		return {
			path,
			verdict: found.because === void 0 ? against(`it ${found.message}`, "a checklist", "nothing", fix, { path }) : unverified(found.because),
			boxes: 0,
			open: []
		};
	}
	const { parseSignOff, hidden } = await import("./domain-sign-off-read-entry.js");
	const { looseBoxes } = await import("./domain-sign-off-loose-boxes-entry.js");
	const read = parseSignOff(path, found.content);
	if (!read.ok) return {
		path,
		verdict: against(read.problem.message, "a checklist", "a text that is none", `mend ${path}`, read.problem.at),
		boxes: 0,
		open: []
	};
	const { markdown, prose } = read.parsed;
	const under = (headings) => new Set(markdown.boxes.filter(({ heading }) => heading !== void 0 && headings.includes(heading)));
	const [against_, templates] = [under(none), under(template)];
	const headings = [...none, ...template].flatMap((heading) => {
		const count = markdown.headings.filter(({ text }) => text === heading).length;
		if (count === 1) return [];
		return [count === 0 ? `it has no heading ${quote(heading)}` : `it has the heading ${quote(heading)} ${count} times`];
	});
	const asked = markdown.boxes.filter((box) => !templates.has(box));
	const open = asked.filter((box) => box.checked === against_.has(box));
	const problems = [
		...markdown.brokenBoxes.map(({ message, position }) => `a box cannot be read: ${message} (line ${position.line})`),
		...hidden(read.parsed, (position) => locate(path, position) ?? { path }).map(({ message, at }) => `it ${message}${at.line === void 0 ? "" : ` (line ${at.line})`}`),
		...looseBoxes(prose).map(({ text, position }) => `a box stands where none is read: ${quote(text, 80)} (line ${position.line})`),
		...headings,
		...asked.length === 0 ? ["it has no box"] : []
	];
	const words = open.map(({ text, checked }) => `${quote(text, 80)} is ${checked ? "ticked, which means no-go" : "open"}`);
	const all = [...problems, ...words];
	const first = open[0] === void 0 ? { path } : locate(path, open[0].position);
	return {
		path,
		verdict: all.length === 0 ? passed : against(`${open.length} of ${asked.length} boxes stand against it: ${listed(all)}`, "every box ticked, and none that means no-go", all, `do what the open boxes of ${path} say, and tick them`, first),
		boxes: asked.length,
		open: words
	};
}

export { judgeChecklists };