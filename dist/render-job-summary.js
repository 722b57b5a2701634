import { code, plain, standing, strong, summaryMaxBytes, table, textOf, worstFirst } from "./shared.js";

// shared/render/job-summary.ts
const order = [
	"error",
	"failed",
	"unverified",
	"passed",
	"not-applicable"
];
const symbols = {
	error: "💥",
	failed: "❌",
	unverified: "❓",
	passed: "✅",
	"not-applicable": "➖"
};
function worstStatus(parts, without) {
	if (without.length > 0) return "error";
	return order.find((status) => parts.some(({ report }) => report.status === status)) ?? "not-applicable";
}
function renderJobSummary(title, parts, without) {
	const worst = worstStatus(parts, without);
	const sorted = [...parts].sort((a, b) => rank(a) - rank(b));
	const words = worst === "not-applicable" ? "NOT ASKED FOR" : headlineOf(worst, sorted);
	const head = [`# ${symbols[worst]} ${words} · ${plain(title)}`, ...firstProblem(sorted, without)];
	const rows = [...without.map(({ control, why }) => [
		`${symbols.error} ${code(control)}`,
		"NO REPORT",
		plain(why)
	]), ...sorted.map(({ control, headline, report }) => [
		`${symbols[report.status]} ${code(control)}`,
		plain(headline),
		plain(report.error?.message ?? report.summary)
	])];
	let text = `${[...head, table([
		"Control",
		"Verdict",
		"What"
	], rows)].join("\n\n")}\n`;
	const left = [];
	const size = (each) => new TextEncoder().encode(each).length;
	const room = summaryMaxBytes - 2e3;
	for (const { control, report, markdown } of sorted) {
		if (report.status === "not-applicable") continue;
		if (size(text) + size(markdown) + 1 > room) left.push(control);
		else text += `\n${markdown}`;
	}
	if (left.length === 0) return text;
	return `${text}\n${plain(`There is no room here for ${left.join(", ")}: see the artifacts of the reports.`)}\n`;
}
function rank({ report: { status, control } }) {
	return control === "executive-summary" ? -1 : order.indexOf(status);
}
function headlineOf(worst, sorted) {
	const decision = sorted.find(({ control }) => control === "executive-summary");
	if (decision !== void 0) return decision.headline;
	return sorted.find(({ report }) => report.status === worst)?.headline ?? "ERROR";
}
function firstProblem(sorted, [lacking]) {
	if (lacking !== void 0) return [strong(`${lacking.control} left no report: ${lacking.why}`)];
	const last = ({ report: { status, control } }) => 2 * order.indexOf(status) + (control === "executive-summary" ? 1 : 0);
	const first = [...sorted].sort((a, b) => last(a) - last(b))[0];
	if (first === void 0) return [];
	const { control, report } = first;
	if (report.error !== void 0) return [strong(`${control}: ${report.error.message}`), ...report.error.hint === void 0 ? [] : [plain(report.error.hint)]];
	const [result] = worstFirst(report.results);
	if (result === void 0 || standing(result) !== "failed" && standing(result) !== "unverified") return [];
	const { what, where, next } = textOf(result);
	return [`${strong(`${control}: ${what}`)}${where === void 0 ? "" : ` in ${code(where)}`}`, ...next === void 0 ? [] : [plain(next)]];
}
function sharedAnnotations(lists) {
	const used = {
		error: 0,
		warning: 0,
		notice: 0
	};
	const most = Math.max(0, ...lists.map((list) => list.length));
	return Array.from({ length: most }, (_, turn) => lists.flatMap((list) => list[turn] ?? [])).flat().filter(({ level }) => {
		used[level] += 1;
		return used[level] <= 10;
	});
}

export { renderJobSummary, sharedAnnotations, worstStatus };