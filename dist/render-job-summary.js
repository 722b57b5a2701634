import { decidingControl, decisionOf, decisionWordOf, isNothingAsked, worstStatus, worstStatuses } from "./core-step-report.js";
import { briefHead, code, firstProblemLines, plain, strong, summaryMaxBytes, table } from "./shared.js";

// shared/render/job-summary.ts
const symbols = {
	error: "💥",
	failed: "❌",
	unverified: "❓",
	passed: "✅",
	"not-applicable": "➖"
};
function renderJobSummary(title, reports) {
	const { parts, without, apart } = reports;
	const sorted = [...parts].sort((a, b) => rank(a) - rank(b));
	const head = [`# ${symbols[worstStatus(reports)]} ${wordsOf(reports)} · ${plain(title)}`, ...firstProblem(sorted, reports)];
	const rows = [
		...without.map(({ control, why }) => [
			code(control),
			`${symbols.error} NO REPORT`,
			plain(why)
		]),
		...sorted.map(({ control, headline, report }) => [
			code(control),
			`${symbols[report.status]} ${plain(headline)}`,
			plain(report.error?.message ?? report.summary)
		]),
		...apart.map((control) => [
			code(control),
			`${symbols["not-applicable"]} IN ANOTHER JOB`,
			"another job of the run judges it; the decision says whether it did"
		])
	];
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
	return control === "executive-summary" ? -1 : worstStatuses.indexOf(status);
}
function wordsOf(reports) {
	if (isNothingAsked(reports)) return "NOTHING IS ASKED FOR";
	if (reports.without.length > 0) return "ERROR";
	const word = decisionOf(reports);
	const decided = reports.parts.find(({ control }) => control === decidingControl);
	if (decided !== void 0 && decisionWordOf(decided.report) === word) return decided.headline;
	const worst = worstStatus(reports);
	if (worst === "not-applicable") return "NOT APPLICABLE";
	return reports.parts.find(({ report }) => report.status === worst)?.headline ?? "ERROR";
}
function firstProblem(sorted, reports) {
	const [lacking] = reports.without;
	if (lacking !== void 0) return [`**${briefHead(`${lacking.control} left no report that counts: ${lacking.why}`)}**`];
	if (isNothingAsked(reports)) return [strong("the configuration asks for none of these controls, so that nothing was judged"), plain("Fix: add a section for one of them, or take this step out of the workflow")];
	const last = ({ report: { status, control } }) => 2 * worstStatuses.indexOf(status) + (control === "executive-summary" ? 1 : 0);
	const first = [...sorted].sort((a, b) => last(a) - last(b))[0];
	if (first === void 0) return [];
	const { control, report } = first;
	return firstProblemLines(report, control);
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

export { renderJobSummary, sharedAnnotations };