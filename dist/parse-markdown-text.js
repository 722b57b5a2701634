import { parseBlocks } from "./parse-markdown-blocks.js";
import { findExcess } from "./parse.js";
import { lineIndex } from "./shared.js";

// shared/parse/markdown-text.ts
function shownText(text) {
	const lines = lineIndex(text);
	const excess = findExcess(lines, 32);
	const blocks = excess === void 0 ? parseBlocks(text, lines) : {
		ok: false,
		...excess
	};
	if (!blocks.ok) {
		const position = lines.position(blocks.offset);
		return {
			ok: false,
			message: `${blocks.message} (line ${position.line}, column ${position.column})`,
			position
		};
	}
	return {
		ok: true,
		text: blocks.nodes.flatMap(wordsOf).join("\n")
	};
}
function wordsOf(node) {
	if (node.type === "html" || node.type === "definition") return [];
	if ("value" in node) return [node.value];
	return "children" in node ? node.children.flatMap(wordsOf) : [];
}

export { shownText };