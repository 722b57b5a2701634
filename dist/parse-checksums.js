import { decodeText } from "./shared.js";

// shared/parse/checksums/checksums.ts
const plain = /^(\\?)([0-9a-fA-F]{64}) [ *](.+)$/;
const tagged = /^(\\?)SHA256 \((.+)\) = ([0-9a-fA-F]{64})$/;
function parseChecksums(content) {
	const decoded = decodeText(content);
	if (!decoded.ok) return decoded;
	const entries = [];
	const problems = [];
	for (const [at, text] of decoded.text.split(/\r\n|\n/).entries()) {
		const line = at + 1;
		if (text.trim() === "" || text.startsWith("#")) continue;
		const [, escaped, sha256, name] = plain.exec(text) ?? reordered(tagged.exec(text));
		const path = name === void 0 ? void 0 : escaped === "" ? name : unescaped(name);
		if (sha256 === void 0 || path === void 0) problems.push({
			message: wrongIn(text),
			line
		});
		else entries.push({
			path,
			sha256: sha256.toLowerCase(),
			line
		});
	}
	return {
		ok: true,
		entries,
		problems
	};
}
function reordered(match) {
	return match === null ? [] : [
		match[0],
		match[1],
		match[3],
		match[2]
	];
}
function unescaped(name) {
	const meanings = {
		"\\\\": "\\",
		"\\n": "\n",
		"\\r": "\r"
	};
	if (/^(?:[^\\]|\\[\\nr])*$/.test(name)) return name.replace(/\\[\\nr]/g, (pair) => meanings[pair] ?? pair);
}
function wrongIn(text) {
	const digits = /^\\?([0-9a-fA-F]+)(?= )/.exec(text)?.[1]?.length;
	if (digits !== void 0 && digits !== 64 && [
		32,
		40,
		56,
		96,
		128
	].includes(digits)) return `has a checksum of ${digits} digits, expected sha256 with 64`;
	return "has a line that is no checksum, expected 64 hexadecimal digits, a space, a space or *, and a path";
}

export { parseChecksums };