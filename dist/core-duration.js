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

export { Duration, milliseconds };