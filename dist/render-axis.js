// shared/render/axis.ts
function finite(values) {
	return values.filter((value) => typeof value === "number" && Number.isFinite(value));
}
function axisOf(values, zero) {
	const all = zero ? [0, ...values] : values;
	if (all.length === 0) return {
		low: 0,
		high: 1
	};
	const least = all.reduce((low, value) => Math.min(low, value));
	const most = all.reduce((high, value) => Math.max(high, value));
	const room = least === most ? Math.abs(least) * .1 || Math.abs(least) || 1 : (most / 2 - least / 2) * .1;
	const low = least >= 0 && least < room ? 0 : end(least - room, least, -1);
	return {
		low,
		high: most <= 0 && most > -room && low !== 0 ? 0 : end(most + room, most, 1)
	};
}
function end(value, next, side) {
	const bounded = Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, value));
	const round = Number(bounded.toPrecision(6));
	return Number.isFinite(round) && round * side > next * side ? round : bounded;
}
function placeOn({ low, high }, value) {
	const scale = Number.isFinite(high - low) ? 1 : .5;
	const place = (value * scale - low * scale) / (high * scale - low * scale);
	return Math.max(0, Math.min(1, place));
}
function ticksOf({ low, high }, about = 5) {
	const raw = high / about - low / about;
	const power = 10 ** Math.floor(Math.log10(raw));
	const step = ([
		1,
		2,
		5,
		10
	].find((factor) => factor * power >= raw) ?? 10) * power;
	const [from, to] = [Math.ceil(low / step), Math.floor(high / step)];
	const count = Number.isSafeInteger(from) && Number.isSafeInteger(to) ? Math.min(to - from + 1, 3 * about) : 0;
	const ticks = Array.from({ length: Math.max(0, count) }, (_, index) => Number(((from + index) * step).toPrecision(12))).filter((value) => Number.isFinite(value) && value >= low && value <= high).map((value) => ({
		value,
		text: tickText(value)
	}));
	if (ticks.length >= 2 && new Set(ticks.map(({ text }) => text)).size === ticks.length) return ticks;
	return [low, high].map((value) => ({
		value,
		text: tickText(value)
	}));
}
function tickText(value) {
	const size = Math.abs(value);
	const text = String(value === 0 ? 0 : value);
	if (size !== 0 && (size >= 1e9 || size < 1e-4)) return value.toExponential().replace("e+", "e");
	return text;
}

export { axisOf, finite, placeOn, tickText, ticksOf };