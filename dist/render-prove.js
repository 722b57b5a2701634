import { cut, painter, safe } from "./shared.js";

// shared/render/prove.ts
const words = {
	passed: "passed",
	"not-applicable": "not applicable",
	failed: "FAILED",
	unverified: "NOT VERIFIED",
	error: "ERROR"
};
const valueLength = 48;
const mostFacts = 12;
const mostRules = 4;
function renderProve(document, { color, all, wholeFile }) {
	const { guarded, tried, unchanged, facts, files, untried } = document;
	const paint = painter(color);
	const tone = tried === 0 ? "yellow" : guarded === tried ? "green" : "red";
	const output = [`${paint("bold", "prove")}: ${paint(tone, `${guarded} of ${counted(tried, "fact")} guarded`)}`];
	const others = unchanged.filter(({ status }) => status !== "passed" && status !== "not-applicable");
	if (others.length === 0) output.push(`  ${counted(unchanged.length, "control")} passed on the files as they are, and nothing was written`);
	else {
		output.push("  the files as they are do not pass: what is red or open already can hide what else is wrong, so that more may be guarded");
		for (const { control, status, summary } of others) output.push(`    ${safe(control)}: ${paint("yellow", words[status])}  ${safe(summary)}`);
	}
	for (const { path, tried: many, guarded: held, couldGuard } of files) {
		const open = facts.filter((fact) => fact.path === path && fact.guardedBy === void 0);
		if (all) output.push(...facts.filter((fact) => fact.path === path).flatMap((fact) => guardLine(fact)));
		if (open.length === 0) continue;
		output.push(`  ${paint("red", "not guarded")}  ${safe(path)}: ${many - held} of ${counted(many, "fact")}`);
		const shown = all ? open : open.slice(0, mostFacts);
		for (const fact of shown) output.push(`      ${fact.line}:${fact.column}  ${change(fact)}`);
		if (open.length > shown.length) output.push(`      and ${open.length - shown.length} more (--all, --json)`);
		output.push(`      ${couldLine(couldGuard, all)}`);
	}
	if (guarded < tried) output.push(`  any file can be held as a whole: ${wholeFile.map(ruleText).join("; ")}`);
	output.push(...untriedLines(untried));
	return `${output.join("\n")}\n`;
}
function guardLine(fact) {
	if (fact.guardedBy === void 0) return [];
	const { rule, control } = fact.guardedBy;
	return [`  guarded  ${safe(fact.path)}:${fact.line}:${fact.column}  ${change(fact)}  by ${safe(rule ?? control)}`];
}
function couldLine(rules, all) {
	if (rules.length === 0) return "no rule of the controls that read it is left to switch on";
	const shown = all ? rules : rules.slice(0, mostRules);
	const more = rules.length > shown.length ? `; and ${rules.length - shown.length} more` : "";
	return `rules that could look closer: ${shown.map(ruleText).join("; ")}${more}`;
}
function ruleText({ rule, how }) {
	return `${safe(rule)} (${safe(how)})`;
}
function change({ what, kind, from, to }) {
	if (kind === "file") return "the file is taken away";
	const named = cut(safe(what), valueLength);
	if (to === void 0) return `${named} is taken out`;
	return `${named}: ${cut(safe(from), valueLength)} -> ${cut(safe(to), valueLength)}`;
}
const reasons = {
	limit: {
		one: "fact beyond the limit (--most)",
		many: "facts beyond the limit (--most)"
	},
	"not-text": {
		one: "file that is no text",
		many: "files that are no text"
	},
	"too-large": {
		one: "file that is too large",
		many: "files that are too large"
	},
	"opened-whole": {
		one: "archive or folder",
		many: "archives or folders"
	},
	"not-written": {
		one: "fact that cannot be written otherwise in its place",
		many: "facts that cannot be written otherwise in their place"
	},
	prose: {
		one: "text that records no datum",
		many: "texts that record no datum"
	}
};
function untriedLines(untried) {
	return Object.entries(reasons).flatMap(([why, { one, many }]) => {
		const mine = untried.filter((each) => each.why === why);
		const total = mine.reduce((sum, { count }) => sum + count, 0);
		const files = mine.map(({ path, count }) => `${safe(path)} (${count})`).join(", ");
		return total === 0 ? [] : [`  not tried: ${total} ${total === 1 ? one : many}: ${files}`];
	});
}
function counted(many, what) {
	return `${many} ${what}${many === 1 ? "" : "s"}`;
}

export { renderProve };