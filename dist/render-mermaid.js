import { cut, oneLine, redact } from "./shared.js";
import { axisOf, finite } from "./render-axis.js";
import { decimal } from "./render-decimal.js";
import { namedColours } from "./render-palette.js";

// shared/render/mermaid.ts
const labelRoom = 64;
const leastLabel = 12;
const textLength = 60;
function mermaidChart(title, chart) {
	const { labels, series } = chart;
	if (series.length === 0 || series.length > namedColours.length) return void 0;
	const known = labels.map((_, index) => index).filter((place) => finite(series.map(({ values }) => values[place])).length === series.length);
	const drawn = known.slice(-24);
	if (drawn.length < (chart.kind === "line" ? 2 : 1)) return void 0;
	const rows = series.map(({ values }) => drawn.map((place) => values[place] ?? 0));
	if (chart.kind === "bar" && (series.length > 1 || rows.flat().some((value) => value < 0))) return void 0;
	const { low, high } = axisOf(rows.flat(), chart.kind === "bar");
	const words = placeWords(drawn.map((place) => labels[place] ?? ""));
	return {
		text: [
			`%%{init: {"themeVariables": {"xyChart": {"plotColorPalette": "${namedColours.slice(0, series.length).map(([, code]) => code).join(", ")}"}}}}%%`,
			"xychart-beta",
			`  title ${quoted(title, textLength)}`,
			`  x-axis [${words.texts.map((word) => `"${word}"`).join(", ")}]`,
			`  y-axis ${quoted(chart.unit, textLength)} ${decimal(low)} --> ${decimal(high)}`,
			...rows.map((values) => `  ${chart.kind} [${values.map(decimal).join(", ")}]`)
		].join("\n"),
		notes: [
			...series.length === 1 ? [] : [`${series.map(({ name }, index) => legend(name, index)).join("; ")}.`],
			...words.notes,
			...leftOut(labels.length, known.length, drawn.length)
		]
	};
}
const maxNodes = 60;
const nodeSigns = {
	good: "✅ good: ",
	bad: "❌ bad: ",
	open: "❓ open: "
};
function mermaidGraph({ nodes, edges }) {
	if (nodes.length === 0) return void 0;
	const drawn = nodes.slice(0, maxNodes);
	const names = new Map(drawn.map(({ id }, index) => [id, `n${index}`]));
	const lines = edges.flatMap(({ from, to, label }) => {
		const [a, b] = [names.get(from), names.get(to)];
		return a === void 0 || b === void 0 ? [] : [`  ${a} -->|${quoted(label, textLength)}| ${b}`];
	});
	const boxes = drawn.map(({ label, mark }, index) => `  n${index}["${mark === void 0 ? "" : nodeSigns[mark]}${harmless(label, textLength)}"]`);
	const hidden = nodes.length - drawn.length;
	return {
		text: [
			"flowchart LR",
			...boxes,
			...lines
		].join("\n"),
		notes: hidden === 0 ? [] : [`Not drawn: ${hidden} of ${nodes.length} things, which the table has.`]
	};
}
function legend(name, index) {
	const colour = namedColours[index]?.[0] ?? "";
	return `${index === 0 ? colour.replace(/^./, (letter) => letter.toUpperCase()) : colour}: ${name}`;
}
function leftOut(all, known, drawn) {
	return [...known < all ? [`Not drawn, because a value is missing: ${all - known} of ${all} places.`] : [], ...drawn < known ? [`Drawn are the last ${drawn} places.`] : []];
}
function placeWords(labels) {
	const room = Math.floor(labelRoom / labels.length);
	if (room < leastLabel && labels.some((label) => harmless(label, textLength).length > room)) return {
		texts: labels.map((_, index) => String(index + 1)),
		notes: [`From 1 (${labels[0]}) to ${labels.length} (${labels.at(-1)}).`]
	};
	const used = new Set();
	return {
		texts: labels.map((label) => {
			const short = harmless(label, room);
			let text = short;
			for (let count = 2; used.has(text); count += 1) text = `${short} ${count}`;
			used.add(text);
			return text;
		}),
		notes: []
	};
}
function quoted(text, max) {
	return `"${harmless(text, max)}"`;
}
function harmless(text, max) {
	const clean = oneLine(redact(text).text).replace(/[^\p{L}\p{M}\p{N} .,:'/()+=≤≥±°·–…%_-]+/gu, " ").replace(/%+/g, "%").replace(/ +/g, " ").trim();
	return clean === "" ? "–" : cut(clean, max);
}

export { mermaidChart, mermaidGraph };