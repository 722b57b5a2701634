import { cautions, controlText, countsText, firstLabel, isMeasured, limitsOf, ownerText, useText, verdictText, worstVerdictFirst } from "./render-decision-text.js";
import { exhibitLines, painter, safe } from "./shared.js";

// shared/render/decision-terminal.ts
const tones = {
	"no-go": "red",
	"conditional-go": "yellow",
	go: "dim"
};
function renderDecisionTerminal(summary, color, width) {
	const paint = painter(color);
	const { decision, firstFailing, toGo, notes } = summary;
	const output = [`decision: ${decision}`];
	if (firstFailing !== void 0) {
		const { control, owner, message } = firstFailing;
		output.push(`${paint(tones[decision], firstLabel(decision))}: ${safe(control)}, ${safe(ownerText(owner))}: ${safe(message)}`);
	}
	for (const text of [...limitsOf(summary), ...cautions(summary)]) output.push(paint("yellow", safe(text)));
	output.push(paint("bold", safe(subjectText(summary))), countsText(summary));
	for (const step of toGo) output.push(`  ${paint("bold", "to go:")} ${safe(step)}`);
	for (const row of worstVerdictFirst(summary.reports)) output.push(...report(row, paint));
	for (const table of summary.tables ?? []) output.push(...exhibitLines(table, paint, width));
	for (const { rule, about, verdict, message, fix } of worstVerdictFirst(summary.checks)) {
		output.push(`  ${paint(tones[verdict], verdict)}  ${paint("dim", safe([rule, ...about].join(" · ")))}`, `      ${safe(message)}`);
		if (fix !== void 0) output.push(`      Fix: ${safe(fix)}`);
	}
	for (const use of summary.allowances) output.push(`  ${paint(use.state === "used" ? "yellow" : "dim", useText(use))}  ${safe(use.id)}  ${paint("dim", safe(use.control))}`, `      ${safe(use.message)}`, `      ${safe(use.terms)}`);
	for (const { rule, about, why, needs } of summary.notMeasured) {
		output.push(`  ${paint("yellow", "not measured")}  ${paint("dim", safe([rule, ...about].join(" · ")))}`, `      ${safe(why)}`);
		if (needs !== void 0) output.push(`      Needed: ${safe(needs)}`);
	}
	for (const note of notes) output.push(`  ${paint("dim", "note:")} ${safe(note)}`);
	return `${output.join("\n")}\n`;
}
function subjectText({ name, subject, profile }) {
	return [
		name,
		[subject.repository, subject.headSha ?? subject.event].filter((part) => part !== void 0).join(" "),
		`profile ${profile}`
	].filter((part) => part !== void 0).join(" · ");
}
function report(row, paint) {
	const owner = row.owner === void 0 ? "" : `  ${paint("dim", safe(row.owner))}`;
	return [`  ${paint(isMeasured(row) ? "green" : tones[row.verdict], verdictText(row))}  ${safe(controlText(row))}${owner}`, ...row.why.map((why) => `      ${safe(why)}`)];
}

export { renderDecisionTerminal };