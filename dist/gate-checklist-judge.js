import { documentsOf, evidenceFiles, judgeCopy, judgeMatrix, judgeSource, lastTouched, loadSource, measuring, restsOf, wordsOf } from "./gate-checklist-features.js";
import { noData } from "./domain-verdict.js";
import { dataOf, exhibitOf, rules, totalsText } from "./gate-checklist.control.js";

// actions/gate-checklist/judge.ts
const unasked = {
	kept: "the configuration names no claim, and the base has none",
	condition: "no status is conditional",
	filled: "no source is a table, or has anything to fill in",
	owner: "no table has owners, or the configuration names none under owners",
	evidence: "no claim names evidence",
	"evidence-current": "the configuration gives evidence no age, or no evidence has one",
	"evidence-verdict": "no claim names a file as evidence",
	"evidence-circle": "no claim names a file as evidence",
	target: "no table has a target and what was observed",
	current: "the configuration gives no document an age",
	copy: "the configuration names no copy",
	matrix: "the configuration names no matrix"
};
const ofTables = [
	"condition",
	"filled",
	"owner",
	"target"
];
async function judgeAll(ctx) {
	const told = new Set();
	const noted = notedIn(ctx, told);
	const parsed = new Map();
	const files = evidenceFiles(noted, documentsOf(ctx.tree, parsed));
	const sources = [];
	for (const source of ctx.inputs.sources) sources.push(await loadSource(source, files.load));
	const base = documentsOf(ctx.policy.tree, parsed);
	const around = {
		base,
		files,
		measure: measuring(ctx),
		touched: lastTouched(ctx),
		rests: restsOf(sources, ctx.inputs.copies),
		words: wordsOf(sources)
	};
	const judged = [];
	for (const source of sources) judged.push(...await judgeSource(noted, source, around));
	for (const copy of ctx.inputs.copies) await judgeCopy(noted, copy, sources, files.load);
	for (const matrix of ctx.inputs.matrices) await judgeMatrix(noted, matrix, files.load, base);
	const unread = sources.filter((one) => !one.ok || one.read.problems.length > 0).map(({ source }) => source);
	for (const rule of Object.keys(rules)) {
		const why = unasked[rule];
		if (told.has(rule) || why === void 0) continue;
		const lost = unread.find(({ table }) => table !== void 0 || !ofTables.includes(rule));
		if (lost === void 0 || !ofDocuments(ctx, rule)) ctx.notApplicable(rule, { about: [] }, why);
		else {
			const because = noData(`${lost.path} could not be read as a whole`, "documents that can be read");
			ctx.unverified(rule, { about: [] }, because, { path: lost.path });
		}
	}
	if (!told.has("measured")) ctx.unverified("measured", { about: [] }, noData("the documents claim nothing that could be measured", "a document that says what is so"));
	const data = dataOf(judged);
	ctx.data(data);
	ctx.note(totalsText(data));
	ctx.exhibit(exhibitOf(data));
	ctx.metric("claimed", data.claimed);
	ctx.metric("measured", data.measured);
	ctx.output("claimed", String(data.claimed));
	ctx.output("measured", String(data.measured));
	const open = data.claims.filter(({ standing }) => standing === "not measured");
	ctx.output("unmeasured", open.map(({ source, claim }) => `${source}: ${claim}`).join("\n"));
}
function notedIn(ctx, told) {
	return {
		...ctx,
		passed: (rule, ...rest) => (told.add(rule), ctx.passed(rule, ...rest)),
		failed: (rule, ...rest) => (told.add(rule), ctx.failed(rule, ...rest)),
		unverified: (rule, ...rest) => (told.add(rule), ctx.unverified(rule, ...rest))
	};
}
function ofDocuments({ inputs }, rule) {
	if (rule === "copy" || rule === "matrix") return false;
	if (rule === "owner") return inputs.owners.length > 0;
	if (rule === "evidence-current") return inputs["evidence-maximum-age"] !== void 0;
	return rule !== "current" || inputs.sources.some((source) => source["maximum-age"] !== void 0);
}

export { judgeAll };