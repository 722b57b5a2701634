import { inWords, intervalPanel } from "./render-interval-picture.js";
import { seriesPanel } from "./render-series-picture.js";
import { element, fitted, gridInk, label, paper, xmlText } from "./render-svg.js";

// shared/render/exhibit-svg.ts
const width = 760;
const titleHeight = 34;
const gap = 22;
const maxPictures = 50;
function exhibitSvg(title, exhibits) {
	const pictures = exhibits.flatMap(({ title: head, charts = [] }) => charts.map((chart) => ({
		title: head,
		chart
	})));
	if (pictures.length === 0) return void 0;
	const shown = pictures.slice(0, maxPictures);
	const body = [];
	let y = 12;
	for (const picture of shown) {
		const { body: drawn, height } = panelOf(picture.chart);
		const head = label(16, 22, fitted(picture.title, 728, 17), {
			size: 15,
			bold: true
		});
		body.push(element("g", { transform: `translate(0 ${y})` }, head));
		body.push(element("g", { transform: `translate(0 ${y + titleHeight})` }, `\n${drawn.join("\n")}\n`));
		y += Math.ceil(titleHeight + height + gap);
	}
	if (pictures.length > shown.length) {
		body.push(label(16, y, `${pictures.length - shown.length} more pictures are left out; the report has their numbers.`));
		y += gap;
	}
	return `${element("svg", {
		xmlns: "http://www.w3.org/2000/svg",
		width,
		height: y,
		viewBox: `0 0 ${width} ${y}`,
		role: "img",
		"aria-labelledby": "title desc",
		"font-family": "Helvetica, Arial, sans-serif"
	}, [
		"",
		element("title", { id: "title" }, xmlText(title)),
		element("desc", { id: "desc" }, shown.map(described).join(" ")),
		element("rect", {
			x: .5,
			y: .5,
			width: 759,
			height: y - 1,
			fill: paper,
			stroke: gridInk
		}),
		...body,
		""
	].join("\n"))}\n`;
}
function panelOf(chart) {
	return chart.kind === "interval" ? intervalPanel(chart, width) : seriesPanel(chart, width);
}
function described({ title, chart }) {
	const head = `${xmlText(title)}, in ${xmlText(chart.unit)}:`;
	if (chart.kind !== "interval") {
		const names = chart.series.slice(0, 6).map(({ name }) => xmlText(name, 100));
		return `${head} ${chart.kind === "bar" ? "bars" : "lines"} of ${names.join(", ")} over ${chart.labels.length} places.`;
	}
	return `${head} ${chart.items.slice(0, 100).map((item) => {
		const { value, target } = inWords(item);
		return `${xmlText(item.label, 100)} ${value}, ${target}`;
	}).join("; ")}.`;
}

export { exhibitSvg };