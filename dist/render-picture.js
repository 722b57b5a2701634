import { plain } from "./shared.js";
import { mermaidChart, mermaidGraph } from "./render-mermaid.js";

// shared/render/picture.ts
function drawExhibit({ title, charts = [], graph }) {
	const drawn = graph === void 0 ? void 0 : mermaidGraph(graph);
	return [...drawn === void 0 ? [] : [fenced(drawn)], ...charts.map((chart) => picture(title, chart))].filter((text) => text !== "").join("\n\n");
}
function picture(title, chart) {
	if (chart.kind === "interval") return "";
	const drawn = mermaidChart(title, chart);
	if (drawn === void 0) return "";
	return fenced(drawn);
}
function fenced({ text, notes }) {
	return [`\`\`\`mermaid\n${text}\n\`\`\``, ...notes.map(plain)].join("\n\n");
}

export { drawExhibit };