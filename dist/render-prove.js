import { counted } from "./core-counted.js";
import { cut, painter, safe } from "./shared.js";
import { fitted } from "./render-fitted.js";

// shared/render/prove.ts
const words = {
	passed: "passed",
	"not-applicable": "does not apply here",
	failed: "FAILED",
	unverified: "NOT VERIFIED",
	error: "ERROR"
};
const valueLength = 48;
const mostFacts = 12;
const mostRules = 4;
const mostNames = 6;
function renderProve(document, { color, all, wholeFile, width }) {
	const { status, guarded, tried, facts, files, commands } = document;
	const paint = painter(color);
	const tone = guarded < tried ? "red" : status === "passed" ? "green" : "yellow";
	const lines = [`${paint("bold", "prove")}: ${paint(tone, `${guarded} of ${counted(tried, "fact")} guarded`)}`, ...unchangedLines(document)];
	for (const file of files) {
		const own = facts.filter((fact) => fact.path === file.path);
		const open = own.filter((fact) => fact.guardedBy === void 0);
		if (all) lines.push(...own.flatMap((fact) => guardLine(fact)));
		if (open.length === 0) continue;
		lines.push(`  ${paint("red", "not guarded")}  ${safe(file.path)}: ${open.length} of ${counted(own.length, "fact")}`);
		const shown = all ? open : open.slice(0, mostFacts);
		for (const fact of shown) lines.push(`      ${fact.line}:${fact.column}  ${change(fact)}`, ...throughLine(fact));
		if (open.length > shown.length) lines.push(`      and ${open.length - shown.length} more (--all, --json)`);
		lines.push(`      why: ${whyLine(file)}`, `      ${couldLine(file.couldGuard, all)}`);
	}
	if (guarded < tried) lines.push(`  any file can be held as a whole: ${wholeFile.map(ruleText).join("; ")}`);
	lines.push(...untriedLines(document.untried, all), ...unreadLines(document.unread, all));
	if (commands > 0) lines.push(`  ${counted(commands, "command")} ran once, on the files as they are: what a command would notice is not counted`);
	return `${fitted(lines, width).join("\n")}\n`;
}
function unchangedLines({ unchanged, tried }) {
	const passed = unchanged.filter(({ status }) => status === "passed").length;
	const without = unchanged.filter(({ status }) => status === "not-applicable");
	const others = unchanged.filter(({ status }) => status !== "passed" && status !== "not-applicable");
	const lines = [];
	if (others.length === 0) lines.push(`  ${counted(passed, "control")} passed on the files as they are, and nothing was written`);
	else lines.push("  the files as they are do not pass: what is red or open already can hide what else is wrong, so that more may be guarded", ...others.map(({ control, status, summary }) => `    ${safe(control)}: ${words[status]}  ${safe(summary)}`));
	if (without.length > 0) lines.push(`  judged nothing, as the configuration says: ${without.map(({ control }) => safe(control)).join(", ")}`);
	const guards = unchanged.filter((each) => each.guards > 0).sort((a, b) => b.guards - a.guards);
	if (tried > 0 && guards.length > 0) lines.push(`  noticed first by: ${guards.map((each) => `${safe(each.control)} ${each.guards}`).join(", ")}`);
	return lines;
}
function guardLine(fact) {
	if (fact.guardedBy === void 0) return [];
	const { rule, control } = fact.guardedBy;
	return [`  guarded  ${safe(fact.path)}:${fact.line}:${fact.column}  ${change(fact)}  by ${safe(rule ?? control)}`];
}
function throughLine({ letThrough }) {
	if (letThrough === void 0) return [];
	return [`          ${safe(letThrough.rule ?? letThrough.control)} notices it, and fail-on lets it through`];
}
function whyLine({ readBy }) {
	const [only, ...others] = readBy;
	if (only === void 0) return "no control reads this file as it is";
	if (others.length === 0) return `${safe(only)} reads this file, and asserts nothing of it that this would break`;
	return `${readBy.map(safe).join(", ")} read this file, and assert nothing of it that this would break`;
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
	if (kind === "file") return to === void 0 ? "the file is taken away" : "the file is emptied";
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
	"not-read": {
		one: "file that could not be read",
		many: "files that could not be read"
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
function untriedLines(untried, all) {
	return Object.entries(reasons).flatMap(([why, { one, many }]) => {
		const mine = untried.filter((each) => each.why === why);
		const total = mine.reduce((sum, { count }) => sum + count, 0);
		const files = named(mine.map(({ path, count }) => `${safe(path)} (${count})`), all ? mine.length : mostNames, mine.length);
		return total === 0 ? [] : [`  not tried: ${total} ${total === 1 ? one : many}: ${files}`];
	});
}
function unreadLines({ count, paths }, all) {
	if (count === 0) return [];
	const files = named(paths.map(safe), all ? paths.length : mostNames, count);
	return [`  no control reads ${counted(count, "file")} that may record something: ${files}`];
}
function named(names, most, count) {
	const shown = names.slice(0, most);
	return `${shown.join(", ")}${count > shown.length ? ` and ${count - shown.length} more` : ""}`;
}

export { renderProve };