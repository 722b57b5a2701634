import { cut, painter, safe } from "./shared.js";

// shared/render/backtest.ts
const titleLength = 60;
const shortId = 12;
function renderBacktest({ range, configuration, counts, landings, beyond }, open, color) {
	const paint = painter(color);
	const judged = landings.length - counts["without-configuration"] - counts["not-judged"];
	const tone = counts.blocked > 0 ? "red" : counts.clear === landings.length ? "green" : "yellow";
	const others = [
		`${counts.clear} passed`,
		counts.reported > 0 ? `${counts.reported} failed where fail-on lets it through` : "",
		counts.unverified > 0 ? `${counts.unverified} not verified` : "",
		counts["not-judged"] > 0 ? `${counts["not-judged"]} not judged` : "",
		counts["without-configuration"] > 0 ? `${counts["without-configuration"]} before there was a configuration` : ""
	].filter((text) => text !== "");
	const by = configuration.kind === "file" ? `${safe(configuration.path)}, as it is now` : "the configuration of its own base";
	const output = [`${paint("bold", "backtest")}: ${paint(tone, `would have blocked ${counts.blocked} of ${judged}`)}  ${others.join(", ")}`, `  ${landings.length} landings of ${safe(range.from)}..${safe(range.to)}, each judged against its first parent by ${by}; no work tree, no command, no GitHub`];
	for (const landing of landings) output.push(...landingLines(landing, paint));
	if (open.length > 0) output.push("  could not be looked at:");
	for (const { control, message, needs, count } of open) output.push(`    in ${count}: ${safe(control)}: ${safe(message)}${needs === void 0 ? "" : `; needed: ${safe(needs)}`}`);
	if (beyond > 0) output.push(`  not judged: ${beyond} older landings of the range (--most)`);
	return `${output.join("\n")}\n`;
}
const words = {
	blocked: ["red", "blocked"],
	reported: ["yellow", "reported"],
	"not-judged": ["yellow", "not judged"]
};
function landingLines(landing, paint) {
	const { verdict, commit, at, title, problems, because } = landing;
	if (verdict !== "blocked" && verdict !== "reported" && verdict !== "not-judged") return [];
	const [tone, word] = words[verdict];
	const head = `  ${paint(tone, word)}  ${commit.slice(0, shortId)}  ${at.slice(0, 10)}  ${cut(safe(title), titleLength)}`;
	const [first, ...more] = problems;
	if (first === void 0) return [head, `      ${safe(because ?? "")}`];
	const where = [
		first.path,
		first.line,
		first.column
	].filter((part) => part !== void 0).join(":");
	const rest = [...new Set(more.map(({ rule }) => rule))];
	return [
		head,
		`      ${where === "" ? "" : `${safe(where)}  `}${safe(first.rule)} (${first.severity})`,
		`      ${safe(first.message)}`,
		...more.length === 0 ? [] : [`      and ${more.length} more: ${rest.map(safe).join(", ")}`]
	];
}

export { renderBacktest };