import { parseBlocks } from "./parse-markdown-blocks.js";
import { findExcess, fold, foldedText, frontMatterOf, segmentsOf } from "./parse.js";
import { lineIndex } from "./shared.js";

// shared/parse/markdown-prose.ts
function parseProse(text) {
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
	const prose = [];
	let block = 0;
	const headings = [];
	const add = (kind, depth, nodes, first = kind) => {
		const under = headings.map((heading) => heading.text);
		block += 1;
		for (const [index, { pieces, position }] of linesIn(nodes, text, lines).entries()) {
			const shown = fold(pieces.map((piece) => piece.text).join(""));
			if (shown !== "") prose.push({
				kind: index === 0 ? first : kind,
				depth,
				under,
				text: shown,
				pieces,
				block,
				position
			});
		}
	};
	for (const [index, line] of (frontMatterOf(text)?.content ?? "").split(/\r\n|\n|\r/).entries()) {
		const shown = fold(line);
		block += 1;
		const position = {
			line: index + 2,
			column: 1
		};
		if (shown !== "") prose.push({
			kind: "paragraph",
			depth: 0,
			under: [],
			text: shown,
			pieces: [{
				kind: "text",
				text: shown
			}],
			block,
			position
		});
	}
	const visit = (node, depth) => {
		if (node.type === "heading") {
			const own = foldedText(segmentsOf(node.children));
			if (depth === 0) {
				while ((headings.at(-1)?.depth ?? 0) >= node.depth) headings.pop();
				add("heading", 0, node.children);
				headings.push({
					text: own,
					depth: node.depth
				});
			} else add("paragraph", depth, node.children);
		} else if (node.type === "paragraph") add("paragraph", depth, node.children);
		else if (node.type === "table") for (const row of node.children) for (const cell of row.children) add("cell", depth, cell.children);
		else if (node.type === "list") for (const item of node.children) for (const [index, child] of item.children.entries()) if (index === 0 && child.type === "paragraph") add("paragraph", depth + 1, child.children, "item");
		else visit(child, depth + 1);
	};
	for (const node of blocks.nodes) visit(node, 0);
	return {
		ok: true,
		prose
	};
}
function linesIn(nodes, source, lines) {
	const found = [];
	let open;
	const add = (piece, offset) => {
		open ??= {
			pieces: [],
			position: lines.position(offset)
		};
		open.pieces.push(piece);
	};
	const end = () => {
		if (open !== void 0) found.push(open);
		open = void 0;
	};
	const texts = (value, start, stop, more) => {
		let from = start;
		for (const [index, part] of value.split(/\r\n|\n|\r/).entries()) {
			if (index > 0) {
				end();
				const next = /\r\n|\n|\r/g;
				next.lastIndex = from;
				from = Math.min((next.exec(source)?.index ?? stop) + 1, stop);
			}
			if (part !== "") add({
				...more,
				text: part
			}, from);
		}
	};
	const visit = (node, look) => {
		const start = node.position?.start.offset ?? 0;
		if (node.type === "break" || node.type === "html" && /^<br\s*\/?>$/i.test(node.value)) end();
		else if (node.type === "text") texts(node.value, start, node.position?.end.offset ?? start, look);
		else if (node.type === "inlineCode") {
			const { url } = look;
			add({
				kind: "code",
				text: node.value,
				...url === void 0 ? {} : { url }
			}, start);
		} else if (node.type === "link") for (const child of node.children) visit(child, {
			kind: "link",
			url: node.url
		});
		else if (node.type === "strong") for (const child of node.children) visit(child, look.kind === "link" ? look : { kind: "strong" });
		else if ("children" in node) for (const child of node.children) visit(child, look);
	};
	for (const node of nodes) visit(node, { kind: "text" });
	end();
	return found;
}

export { parseProse };