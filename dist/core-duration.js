import "./shared.js";
import { string } from "./vendor.js";

// shared/core/duration.ts
const units = {
	s: 1e3,
	min: 6e4,
	h: 36e5,
	d: 864e5
};
const form = /^(\d{1,9})(s|min|h|d)$/;
const Duration = string().regex(form, "expected a length of time: a whole number and s, min, h or d, such as 90s").meta({ description: "Length of time: 90s, 15min, 24h or 7d." });
function milliseconds(duration) {
	const [, count = "", unit = ""] = form.exec(duration) ?? [];
	return Number(count) * (units[unit] ?? NaN);
}
function durationText(milliseconds) {
	const seconds = Math.floor(milliseconds / 1e3);
	const text = [
		[Math.floor(seconds / 3600), "h"],
		[Math.floor(seconds / 60) % 60, "min"],
		[seconds % 60, "s"]
	].flatMap(([count, unit]) => count === 0 ? [] : [`${count} ${unit}`]).join(" ");
	return text === "" ? "0 s" : text;
}
function secondsText(durationMs) {
	return `${(durationMs / 1e3).toFixed(1)} s`;
}

export { Duration, durationText, milliseconds, secondsText };