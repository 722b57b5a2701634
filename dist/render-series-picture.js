import { axisOf, finite, placeOn, ticksOf } from "./render-axis.js";
import { seriesColours } from "./render-palette.js";
import { at, element, faintInk, fitted, gridInk, ink, label, line, widthOf } from "./render-svg.js";

// shared/render/series-picture.ts
const dashes = [
	"",
	"7 3",
	"2 3",
	"9 3 2 3",
	"5 5",
	"1 4"
];
const maxPlaces = 200;
const plotHeight = 190;
const labelMaxWidth = 110;
const margin = 16;
function seriesPanel(chart, width) {
	const from = Math.max(0, chart.labels.length - maxPlaces);
	const labels = chart.labels.slice(from);
	const series = chart.series.slice(0, seriesColours.length).map(({ name, values }) => ({
		name,
		values: labels.map((_, index) => known(values[from + index]))
	}));
	const axis = axisOf(finite(series.flatMap(({ values }) => values)), chart.kind === "bar");
	const ticks = ticksOf(axis);
	const texts = labels.map((text) => fitted(text, labelMaxWidth, 11));
	const widest = texts.reduce((most, text) => Math.max(most, widthOf(text, 11)), 0);
	const left = Math.max(margin + ticks.reduce((most, { text }) => Math.max(most, widthOf(text, 11)), 0) + 8, widest / 2 + 4);
	const plot = {
		left,
		top: 0,
		width: width - left - Math.max(margin, widest / 2 + 4),
		axis,
		places: labels.length
	};
	const key = series.length < 2 ? {
		body: [],
		height: 0
	} : legend(chart, series, width);
	const body = [...key.body];
	body.push(label(margin, key.height + 14, fitted(chart.unit, width - 32, 11), {
		size: 11,
		fill: faintInk
	}));
	plot.top = key.height + 26;
	for (const { value, text } of ticks) {
		const y = yOf(plot, value);
		body.push(line(left, y, left + plot.width, y, value === 0 ? faintInk : gridInk));
		body.push(label(left - 6, y + 4, text, {
			size: 11,
			anchor: "end",
			fill: faintInk
		}));
	}
	body.push(...placeLabels(plot, texts, widest));
	body.push(...chart.kind === "bar" ? bars(plot, series) : series.flatMap((one, index) => curve(plot, one, index)));
	const notes = [
		...series.every(({ values }) => finite(values).length === 0) ? ["There is no value to draw."] : [],
		...from > 0 ? [`Drawn are the last ${maxPlaces} of ${chart.labels.length} places.`] : [],
		...chart.series.length > series.length ? [`${chart.series.length - series.length} more series are in the report.`] : []
	];
	const bottom = plot.top + plotHeight + 24;
	notes.forEach((text, index) => body.push(label(margin, bottom + 14 + 16 * index, text, {
		size: 11,
		fill: faintInk
	})));
	return {
		body,
		height: bottom + 16 * notes.length
	};
}
function known(value) {
	return finite([value])[0] ?? null;
}
function xOf({ left, width, places }, index) {
	return left + (index + .5) / places * width;
}
function yOf({ top, axis }, value) {
	return top + (1 - placeOn(axis, value)) * plotHeight;
}
function placeLabels(plot, texts, widest) {
	const each = Math.max(1, Math.ceil((widest + 10) * plot.places / plot.width));
	return texts.flatMap((text, index) => {
		if ((texts.length - 1 - index) % each !== 0) return [];
		const [x, y] = [xOf(plot, index), plot.top + plotHeight];
		return [line(x, y, x, y + 4, faintInk), label(x, y + 18, text, {
			size: 11,
			anchor: "middle",
			fill: faintInk
		})];
	});
}
function bars(plot, series) {
	const group = plot.width / plot.places * .8;
	const zero = yOf(plot, 0);
	return [...series.flatMap(({ values }, place) => values.flatMap((value, index) => {
		if (value === null) return [];
		const y = yOf(plot, value);
		const x = xOf(plot, index) - group / 2 + group / series.length * place;
		const size = {
			width: group / series.length * .92,
			height: Math.max(1, Math.abs(zero - y))
		};
		return [element("rect", {
			x,
			y: Math.min(y, zero),
			...size,
			fill: seriesColours[place] ?? "#1f2328"
		})];
	})), line(plot.left, zero, plot.left + plot.width, zero, faintInk)];
}
function curve(plot, { values }, order) {
	const stroke = seriesColours[order] ?? "#1f2328";
	const points = values.map((value, index) => value === null ? void 0 : {
		x: xOf(plot, index),
		y: yOf(plot, value)
	});
	const path = points.flatMap((point, index) => point === void 0 ? [] : [`${points[index - 1] === void 0 ? "M" : "L"}${at(point.x)} ${at(point.y)}`]);
	if (path.length === 0) return [];
	const dash = dashes[order] ?? "";
	const look = {
		fill: "none",
		stroke,
		"stroke-width": 2,
		...dash === "" ? {} : { "stroke-dasharray": dash }
	};
	const size = plot.places > 60 ? 1.5 : 3.5;
	return [element("path", {
		d: path.join(" "),
		...look
	}), ...points.flatMap((point) => point === void 0 ? [] : [marker(point.x, point.y, order, size)])];
}
function marker(x, y, order, r) {
	const fill = seriesColours[order] ?? "#1f2328";
	if (order % 3 === 0) return element("circle", {
		cx: x,
		cy: y,
		r,
		fill
	});
	if (order % 3 === 1) return element("rect", {
		x: x - r,
		y: y - r,
		width: 2 * r,
		height: 2 * r,
		fill
	});
	return element("path", {
		d: `M${at(x)} ${at(y - r)}L${at(x + r)} ${at(y)}L${at(x)} ${at(y + r)}L${at(x - r)} ${at(y)}Z`,
		fill
	});
}
function legend({ kind }, series, width) {
	const body = [];
	let [x, y] = [margin, 14];
	for (const [order, { name }] of series.entries()) {
		const text = fitted(name, 200);
		const needed = 36 + widthOf(text) + 18;
		if (x > margin && x + needed > width) [x, y] = [margin, y + 18];
		const stroke = seriesColours[order] ?? "#1f2328";
		if (kind === "bar") body.push(element("rect", {
			x: x + 8,
			y: y - 10,
			width: 14,
			height: 12,
			fill: stroke
		}));
		else body.push(line(x, y - 4, x + 28, y - 4, stroke, 2, dashes[order]), marker(x + 14, y - 4, order, 3.5));
		body.push(label(x + 36, y, text));
		x += needed;
	}
	return {
		body,
		height: y + 8
	};
}

export { seriesPanel };