import { lines, redact, safe } from "./shared.js";
import { fitted } from "./render-fitted.js";

// shared/render/adoption-terminal.ts
const words = {
	written: "written",
	"would-write": "would write",
	kept: "kept",
	"left-out": "left out"
};
const most = 20;
function initText(told, width) {
	const { files } = told;
	const count = (state) => files.filter((file) => file.state === state).length;
	const lines$1 = [`init: ${[
		"written",
		"would-write",
		"kept",
		"left-out"
	].filter((state) => count(state) > 0).map((state) => `${count(state)} ${words[state]}`).join(", ")}`];
	for (const { path, state, because } of files) lines$1.push(`  ${words[state].padEnd(11)}  ${safe(path)}${because === void 0 ? "" : `  ${safe(because)}`}`);
	for (const note of told.notes) lines$1.push(`  note: ${safe(note)}`);
	lines$1.push(...section("Recognised, and asked for", told.recognised));
	lines$1.push(...section("Only likely: offered as comments, or told here", told.guessed));
	lines$1.push(...section("Not read", told.unread));
	if (told.left.length > 0) {
		lines$1.push("", "Asked for, but in no job of the workflow");
		for (const { control, because } of told.left) lines$1.push(`  ${control}  ${safe(because)}`);
	}
	const shown = files.flatMap(({ path, state, content }) => state !== "would-write" || content === void 0 ? [] : [
		"",
		`--- ${safe(path)}`,
		lines(redact(content).text).trimEnd()
	]);
	const next = told.next.map((step, at) => `  ${at + 1}. ${safe(step)}`);
	const last = next.length === 0 ? [] : [
		"",
		"Next",
		...next
	];
	return `${[
		...fitted(lines$1, width),
		...shown,
		...fitted(last, width)
	].join("\n")}\n`;
}
function section(title, sightings) {
	if (sightings.length === 0) return [];
	const lines = sightings.slice(0, most).map(({ path, line, says }) => `  ${safe(path)}${line === void 0 ? "" : `:${line}`}  ${safe(says)}`);
	const more = sightings.length - lines.length;
	return [
		"",
		title,
		...lines,
		...more > 0 ? [`  and ${more} more; --json lists all`] : []
	];
}

export { initText };