// shared/render/fitted.ts
const escape = "\x1B";
const wide = /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u;
const commandMark = new RegExp(`^((?:${escape}\\[[0-9;]*m)*)::`);
const leastWidth = 20;
function cells(text) {
	let count = 0;
	for (const character of text.replace(new RegExp(`${escape}\\[[0-9;]*m`, "g"), "")) count += /\p{Mn}/u.test(character) ? 0 : wide.test(character) ? 2 : 1;
	return count;
}
function fitted(lines, width) {
	if (width === void 0) return [...lines];
	const room = Math.max(leastWidth, width);
	return lines.flatMap((line) => cells(line) <= room ? [line] : folded(line, room));
}
function folded(line, room) {
	const indent = /^ */.exec(line)?.[0] ?? "";
	const further = " ".repeat(Math.min(indent.length + 2, Math.floor(room / 3)));
	const output = [];
	let start = indent.slice(0, Math.floor(room / 3));
	let current = start;
	for (const word of line.trimStart().split(" ")) for (const [part, piece] of pieces(word, room - further.length - 1).entries()) {
		const empty = cells(current) === start.length;
		const first = output.length === 0 ? piece : piece.replace(commandMark, "$1: :");
		const joined = empty ? `${current}${first}` : `${current} ${piece}`;
		if (empty || part === 0 && cells(joined) <= room) current = joined;
		else {
			output.push(current.trimEnd());
			start = further;
			current = `${further}${piece.replace(commandMark, "$1: :")}`;
		}
	}
	return [...output, current.trimEnd()];
}
function pieces(word, room) {
	if (cells(word) <= room) return [word];
	const found = [];
	let [piece, taken] = ["", 0];
	for (const [part] of word.matchAll(new RegExp(`${escape}\\[[0-9;]*m|[^]`, "gu"))) {
		const needed = cells(part);
		if (taken + needed > room) {
			found.push(piece);
			[piece, taken] = ["", 0];
		}
		piece += part;
		taken += needed;
	}
	return [...found, piece];
}

export { cells, fitted };