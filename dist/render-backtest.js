import { counted } from "./core-counted.js";
import { cut, painter, safe } from "./shared.js";
import { fitted } from "./render-fitted.js";

// shared/render/backtest.ts
const titleLength = 60;
const shortId = 12;
const mostRules = 6;
function renderBacktest(document, open, { color, width }) {
	const { range, counts, landings, controls, beyond, cut: end } = document;
	const paint = painter(color);
	const judged = landings.length - counts["without-configuration"] - counts["not-judged"];
	const tone = counts.blocked + counts.inherited > 0 ? "red" : document.status === "passed" ? "green" : "yellow";
	const lines = [
		`${paint("bold", "backtest")}: ${paint(tone, `would have blocked ${counts.blocked} of ${counted(judged, "landing")}`)}`,
		...countLines(document),
		`  ${counted(landings.length, "landing")} of ${safe(range.from)}..${safe(range.to)}, each against its first parent, by ${configurationText(document)}`
	];
	if (range.aside === true) lines.push(`  ${safe(range.from)} is no part of ${safe(range.to)}: judged is what came since the two parted`);
	for (const landing of landings) lines.push(...landingLines(landing, paint));
	lines.push(...inheritedLines(landings, paint), ...notJudgedLines(landings, paint));
	if (controls.length > 0) lines.push("  what each control said:", ...controls.map((control) => controlLine(control)));
	lines.push(...openLines("  no replay can look at:", open.filter(({ replay }) => replay === true)), ...openLines("  could not be looked at:", open.filter(({ replay }) => replay !== true)));
	if (beyond > 0) lines.push(`  not judged: ${beyond} older ${beyond === 1 ? "landing" : "landings"} of the range (--most)`);
	if (end !== void 0) lines.push(`  not judged: what came before: ${safe(end.message)}${end.needs === void 0 ? "" : `; needed: ${safe(end.needs)}`}`);
	return `${fitted(lines, width).join("\n")}\n`;
}
function countLines({ counts }) {
	const shown = [
		[counts.inherited, "red only by what was wrong before"],
		[counts.reported, "failed where fail-on lets it through"],
		[counts.clear, "passed"],
		[counts.partly, "passed as far as a replay can look"],
		[counts.unverified, "not verified"],
		[counts["not-judged"], "not judged"],
		[counts["without-configuration"], "before anything was asked for"]
	].filter(([count]) => count > 0).map(([count, words]) => `${count} ${words}`);
	return shown.length === 0 ? [] : [`  the others: ${shown.join(", ")}`];
}
function configurationText({ configuration }) {
	if (configuration.kind === "base") return "the configuration that its base had";
	return `${safe(configuration.path)} as it is now (sha256 ${configuration.sha256.slice(0, shortId)})`;
}
function controlLine({ control, passed, failed, unverified, error, ...rest }) {
	const shown = [
		[passed, "passed"],
		[failed, "failed"],
		[unverified, "not verified"],
		[rest["not-applicable"], "not asked for"],
		[error, "broken"]
	].filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
	return `    ${safe(control)}: ${shown.join(", ")}`;
}
const words = {
	blocked: ["red", "blocked"],
	reported: ["yellow", "reported"]
};
function landingLines(landing, paint) {
	const { verdict, problems } = landing;
	if (verdict !== "blocked" && verdict !== "reported") return [];
	const [tone, word] = words[verdict];
	const head = `  ${paint(tone, word)}  ${headOf(landing)}`;
	const [first, ...more] = problems.filter(({ before }) => before !== true);
	const [shown, ...others] = first === void 0 ? problems : [first, ...more];
	if (shown === void 0) return [head];
	const where = [
		shown.path,
		shown.line,
		shown.column
	].filter((part) => part !== void 0).join(":");
	return [
		head,
		`      ${where === "" ? "" : `${safe(where)}  `}${safe(shown.rule)} (${shown.severity})`,
		`      ${safe(shown.message)}`,
		...others.length === 0 ? [] : [`      and ${others.length} more: ${rulesOf(others)}`]
	];
}
function headOf({ commit, at, title }) {
	return `${commit.slice(0, shortId)}  ${at.slice(0, 10)}  ${cut(safe(title), titleLength)}`;
}
function inheritedLines(landings, paint) {
	const inherited = landings.filter(({ verdict }) => verdict === "inherited");
	const [first] = inherited;
	if (first === void 0) return [];
	const rules = rulesOf(inherited.flatMap(({ problems }) => problems));
	return [`  ${paint("red", "red before")}  ${counted(inherited.length, "landing")}, the first is ${headOf(first)}`, `      ${rules}`];
}
function notJudgedLines(landings, paint) {
	const reasons = new Map();
	for (const landing of landings.filter(({ verdict }) => verdict === "not-judged")) {
		const because = landing.because ?? "";
		reasons.set(because, [...reasons.get(because) ?? [], landing]);
	}
	return [...reasons].flatMap(([because, [first, ...others]]) => {
		if (first === void 0) return [];
		const head = others.length === 0 ? headOf(first) : `${others.length + 1} landings, the first is ${headOf(first)}`;
		return [`  ${paint("yellow", "not judged")}  ${head}`, `      ${safe(because)}`];
	});
}
function rulesOf(problems) {
	const rules = [...new Set(problems.map(({ rule }) => rule))];
	const shown = rules.slice(0, mostRules).map(safe).join(", ");
	return rules.length > mostRules ? `${shown} and ${rules.length - mostRules} other rules` : shown;
}
function openLines(title, open) {
	if (open.length === 0) return [];
	return [title, ...open.map(({ control, message, needs, count }) => `    in ${count}: ${safe(control)}: ${safe(message)}${needs === void 0 ? "" : `; needed: ${safe(needs)}`}`)];
}

export { renderBacktest };