import { rangeText } from "./core-range-text.js";
import { axisOf, finite, placeOn, tickText, ticksOf } from "./render-axis.js";
import { blue, darkOrange } from "./render-palette.js";
import { at, element, faintInk, fitted, gridInk, ink, label, line, widthOf } from "./render-svg.js";

// shared/render/interval-picture.ts
const margin = 16;
const rowHeight = 40;
const maxItems = 100;
const saidWidth = 216;
const edge = 18;
function intervalPanel({ unit, items }, width) {
	const shown = items.slice(0, maxItems);
	const axis = axisOf(finite(shown.flatMap(({ value, lower, upper, limit }) => [
		value,
		lower,
		upper,
		limit?.value
	])), false);
	const left = 206;
	const across = width - left - saidWidth - margin - 36;
	const place = (value) => 224 + placeOn(axis, value) * across;
	const bottom = 12 + rowHeight * shown.length;
	const body = scale(axis, place, bottom);
	body.push(label(left, bottom + 34, fitted(unit, width - left - margin, 11), {
		size: 11,
		fill: faintInk
	}));
	shown.forEach((item, index) => body.push(...row(item, place, axis, 12 + rowHeight * (index + .5), width)));
	if (items.length > shown.length) body.push(label(margin, bottom + 54, `${items.length - shown.length} more are in the report.`, {
		size: 11,
		fill: faintInk
	}));
	const key = bottom + (items.length > shown.length ? 74 : 58);
	return {
		body: [...body, ...legend(key)],
		height: key + 8
	};
}
function scale(axis, place, bottom) {
	const marks = [
		5,
		4,
		3,
		2
	].map((about) => ticksOf(axis, about));
	const ticks = marks.find((some) => haveRoom(some, place)) ?? marks.at(-1) ?? [];
	return [
		line(place(axis.low) - edge, bottom, place(axis.high) + edge, bottom, faintInk),
		...ticks.map(({ value }) => line(place(value), 8, place(value), bottom + 4, gridInk)),
		...ticks.map(({ value, text }) => label(place(value), bottom + 18, text, {
			size: 11,
			anchor: "middle",
			fill: faintInk
		}))
	];
}
function haveRoom(ticks, place) {
	return ticks.every(({ value, text }, index) => {
		const before = ticks[index - 1];
		if (before === void 0) return true;
		return place(value) - place(before.value) > (widthOf(text, 11) + widthOf(before.text, 11)) / 2 + 6;
	});
}
function row(item, place, axis, y, width) {
	const { lower, upper, limit } = item;
	const value = finite([item.value])[0];
	const body = [label(margin, y + 4, fitted(item.label, 178))];
	if (value !== void 0) {
		const [from, to] = [finite([lower])[0], finite([upper])[0]];
		const start = from === void 0 ? place(axis.low) - edge : place(from);
		const end = to === void 0 ? place(axis.high) + edge : place(to);
		body.push(line(Math.min(start, end), y, Math.max(start, end), y, blue, 3));
		body.push(from === void 0 ? arrow(start, y, -1, 7, blue) : line(start, y - 6, start, y + 6, blue, 2));
		body.push(to === void 0 ? arrow(end, y, 1, 7, blue) : line(end, y - 6, end, y + 6, blue, 2));
	}
	if (limit !== void 0 && Number.isFinite(limit.value)) body.push(...target(place(limit.value), y, limit.kind));
	if (value !== void 0) body.push(element("circle", {
		cx: place(value),
		cy: y,
		r: 5,
		fill: ink
	}));
	const said = inWords(item);
	const x = width - saidWidth;
	body.push(label(x, y - 3, fitted(said.value, 200)));
	body.push(label(x, y + 12, fitted(said.target, 200, 11), {
		size: 11,
		fill: faintInk
	}));
	return body;
}
function target(x, y, kind) {
	return [line(x, y - 15, x, y + 15, darkOrange, 2, "4 2"), arrow(x + (kind === "min" ? 9 : -9), y - 12, kind === "min" ? 1 : -1, 4, darkOrange)];
}
function arrow(x, y, side, size, fill) {
	const back = at(x - side * size * 1.4);
	return element("path", {
		d: `M${at(x)} ${at(y)}L${back} ${at(y - size)}L${back} ${at(y + size)}Z`,
		fill
	});
}
function legend(y) {
	return [
		element("circle", {
			cx: 22,
			cy: y - 4,
			r: 5,
			fill: ink
		}),
		label(34, y, "value", { size: 11 }),
		line(86, y - 4, 116, y - 4, blue, 3),
		line(86, y - 10, 86, y + 2, blue, 2),
		line(116, y - 10, 116, y + 2, blue, 2),
		label(124, y, "interval; an arrow: open at this end", { size: 11 }),
		line(386, y - 15, 386, y + 5, darkOrange, 2, "4 2"),
		arrow(395, y - 10, 1, 4, darkOrange),
		label(406, y, "target; the arrow points to where it is met", { size: 11 })
	];
}
function inWords({ value, lower, upper, limit }) {
	const text = (number) => tickText(shortened(number, limit?.value));
	const range = rangeText(lower === null ? void 0 : text(lower), upper === null ? void 0 : text(upper));
	return {
		value: value === null ? "no value" : `${text(value)} (${range})`,
		target: limit === void 0 ? "no target" : `target: at ${limit.kind === "min" ? "least" : "most"} ${tickText(limit.value)}`
	};
}
function shortened(value, limit = 0) {
	for (const digits of [
		4,
		6,
		9,
		12,
		15
	]) {
		const round = Number(value.toPrecision(digits));
		if (Number.isFinite(round) && Math.sign(round - limit) === Math.sign(value - limit)) return round;
	}
	return value;
}

export { inWords, intervalPanel };