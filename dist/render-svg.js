import { cut, oneLine, redact } from "./shared.js";

// shared/render/svg.ts
const ink = "#1f2328";
const faintInk = "#59636e";
const gridInk = "#d1d9e0";
const paper = "#ffffff";
const entities = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	"\"": "&quot;",
	"'": "&apos;"
};
function xmlText(text, max = 1e3) {
	return cut(oneLine(redact(text).text), max).replace(/[\ufffe\uffff]/g, "�").replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}
function at(value) {
	return String(Number(value.toFixed(2)) || 0);
}
function element(name, attributes, content) {
	const list = Object.entries(attributes).map(([key, value]) => ` ${key}="${typeof value === "number" ? at(value) : value}"`);
	return content === void 0 ? `<${name}${list.join("")}/>` : `<${name}${list.join("")}>${content}</${name}>`;
}
function label(x, y, text, look = {}) {
	const { size = 12, anchor = "start", fill = ink, bold } = look;
	return element("text", {
		x,
		y,
		"font-size": size,
		"text-anchor": anchor,
		fill,
		...bold === true ? { "font-weight": "bold" } : {}
	}, xmlText(text));
}
function line(x1, y1, x2, y2, stroke, width = 1, dash) {
	return element("line", {
		x1,
		y1,
		x2,
		y2,
		stroke,
		"stroke-width": width,
		...dash === void 0 || dash === "" ? {} : { "stroke-dasharray": dash }
	});
}
function widthOf(text, size = 12) {
	let width = 0;
	for (const character of oneLine(text)) width += widthOfCharacter(character);
	return width * size;
}
function widthOfCharacter(character) {
	if (/[ilj.,:;'|!()[\] ]/.test(character)) return .42;
	if (/[mwMW@%…—]/.test(character)) return 1.05;
	if (/[A-Z]/.test(character)) return .78;
	if (/[\u0020-\u024f\u0370-\u052f\u2010-\u2027≤≥±°]/.test(character)) return .65;
	return /^\p{M}/u.test(character) ? 0 : 1.1;
}
function fitted(text, maxWidth, size = 12) {
	const whole = cut(oneLine(redact(text).text), 200);
	let short = whole;
	for (let length = Array.from(whole).length - 1; length > 1 && widthOf(short, size) > maxWidth; length -= 1) short = cut(whole, length);
	return short;
}

export { at, element, faintInk, fitted, gridInk, ink, label, line, paper, widthOf, xmlText };