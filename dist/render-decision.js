import { basisOf, brief, briefHead, code, plain, renderExhibits, strong, summaryMaxBytes, table } from "./shared.js";
import { cautions, controlText, countsText, firstLabel, isMeasured, limitsOf, ownerText, useText, verdictText, worstVerdictFirst } from "./render-decision-text.js";

// shared/render/decision.ts
const headings = {
	go: "✅ GO",
	"conditional-go": "⚠️ CONDITIONAL GO",
	"no-go": "❌ NO-GO"
};
const marks = {
	go: "➖",
	"conditional-go": "⚠️",
	"no-go": "❌"
};
const shownReasons = 3;
function renderDecision(summary) {
	for (let rows = 200;; rows = Math.floor(rows / 2)) {
		const text = compose(summary, rows);
		if (rows === 1 || new TextEncoder().encode(text).length <= 1024e3) return text;
	}
}
function compose(summary, rows) {
	const { toGo, checks, allowances, notMeasured } = summary;
	return `${[
		...firstLines(summary),
		list("To go", toGo, rows, (step) => [plain(step)]),
		reportTable(summary, rows),
		renderExhibits(summary.tables ?? [], rows),
		list("Checks of the summary itself that found something", worstVerdictFirst(checks), rows, ({ rule, about, verdict, message, fix }) => [
			strong(message),
			`${marks[verdict]} ${verdict} · ${plain([rule, ...about].join(" · "))}`,
			fix === void 0 ? "" : plain(`Fix: ${fix}`)
		]),
		list("Waivers, attestations and deferrals", allowances, rows, (use) => [
			strong(use.id),
			`${useText(use)} · ${plain(use.control)} · ${plain(use.message)}`,
			plain(use.terms)
		]),
		list("Not measured", notMeasured, rows, ({ rule, about, why, needs }) => [
			strong(why),
			plain([rule, ...about].join(" · ")),
			needs === void 0 ? "" : plain(`Needed: ${needs}`)
		]),
		basis(summary, rows)
	].filter((part) => part !== "").join("\n\n")}\n`;
}
function firstLines(summary) {
	const { decision, subject, name, firstFailing } = summary;
	const sha = subject.headSha === void 0 ? void 0 : subject.headSha.replace(/^([0-9a-f]{7})[0-9a-f]{33}$/, "$1");
	const limits = limitsOf(summary).map(plain);
	const title = [[decision === "go" && limits.length > 0 ? "⚠️ GO" : headings[decision], ...limits].join(", "), ...[
		name,
		subject.repository,
		sha
	].filter((part) => part !== void 0).map(plain)];
	const label = firstLabel(decision);
	const first = firstFailing === void 0 ? "" : `${label[0]?.toUpperCase() ?? ""}${label.slice(1)}: ${strong(firstFailing.control)}, ${plain(ownerText(firstFailing.owner))}: ${briefHead(firstFailing.message)}`;
	return [
		`## ${title.join(" · ")}`,
		first,
		...cautions(summary).map(strong),
		plain(countsText(summary))
	];
}
function list(title, items, max, linesOf) {
	if (items.length === 0) return "";
	const lines = items.slice(0, max).map((item) => `1. ${linesOf(item).filter((line) => line !== "").join("<br>")}`);
	return `### ${title} (${items.length})\n\n${lines.join("\n")}${more(max, items.length)}`;
}
function more(max, count) {
	return count > max ? `\n\n…and ${count - max} more in the JSON file.` : "";
}
function reportTable({ reports }, max) {
	if (reports.length === 0) return "";
	const rows = worstVerdictFirst(reports).slice(0, max).map((row) => [`${isMeasured(row) ? "✅" : marks[row.verdict]} ${plain(controlText(row))}<br>${verdictText(row)}`, reasons(row)]);
	return `### Reports (${reports.length})\n\n${table(["Control", "Why"], rows)}${more(max, reports.length)}`;
}
function reasons({ why, summary, owner }) {
	const texts = why.length === 0 ? [summary ?? ""] : why.slice(0, shownReasons);
	const rest = why.length - texts.length;
	return [
		...texts.map(brief),
		rest > 0 ? `…and ${rest} more` : "",
		owner === void 0 ? "" : brief(ownerText(owner))
	].filter((text) => text !== "").join("<br>");
}
function basis(summary, max) {
	const { subject, policySource, profile, version, generatedAt, notes, reports } = summary;
	const lines = [
		...basisOf(subject, policySource),
		["Profile", profile],
		["Made at", generatedAt],
		["Suite", `release-governance ${version}`]
	].flatMap(([name, value]) => value === void 0 ? [] : [`- ${name}: ${code(value)}`]);
	const noteLines = notes.slice(0, max).map((note) => `- ${plain(note)}`);
	const found = worstVerdictFirst(reports).filter(({ from, sha256 }) => from !== void 0 || sha256 !== void 0);
	const files = found.slice(0, max).map((row) => `- ${plain(controlText(row))} in ${code(row.from ?? "nowhere")}<br>sha256 ${code(row.sha256 ?? "unknown")}`);
	const fileList = files.length === 0 ? "" : `\n\nReports found (${found.length}):\n\n${files.join("\n")}${more(max, found.length)}`;
	return `${noteLines.length === 0 ? "" : `### Notes (${notes.length})\n\n${noteLines.join("\n")}${more(max, notes.length)}\n\n`}<details><summary>What this rests on</summary>\n\n${lines.join("\n")}${fileList}\n\n</details>`;
}

export { renderDecision };