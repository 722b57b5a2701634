import { parseBlocks } from "./parse-markdown-blocks.js";
import { findExcess, fold, foldedText, referencesOf, segmentsOf, startOf } from "./parse.js";
import { lineIndex } from "./shared.js";

// shared/parse/markdown-list.ts
function parseListItems(text, heading) {
	const lines = lineIndex(text);
	const fail = (offset, message) => {
		const position = lines.position(offset);
		return {
			ok: false,
			message: `${message} (line ${position.line}, column ${position.column})`,
			position
		};
	};
	const excess = findExcess(lines, 32);
	if (excess !== void 0) return fail(excess.offset, excess.message);
	const blocks = parseBlocks(text, lines);
	if (!blocks.ok) return fail(blocks.offset, blocks.message);
	let items;
	let depth;
	const read = (node) => {
		for (const item of node.children) {
			const [first] = item.children;
			if (first?.type === "paragraph") {
				const segments = segmentsOf(first.children);
				const lead = segments.find((segment) => segment.code || segment.text.trim() !== "");
				const position = lines.position(startOf(segments, text) ?? item.position?.start.offset ?? 0);
				const shown = lead?.code === true ? lead.text.trim() : foldedText(segments);
				const more = item.children.slice(1).flatMap((inner) => inner.type === "paragraph" ? [foldedText(segmentsOf(inner.children))] : []);
				items?.push({
					text: shown,
					code: lead?.code === true,
					whole: foldedText(segments),
					more,
					position
				});
			}
			for (const inner of item.children) if (inner.type === "list") read(inner);
		}
	};
	const visit = (node) => {
		if (node.type === "heading") {
			if (foldedText(segmentsOf(node.children)) === fold(heading)) {
				items ??= [];
				depth = node.depth;
			} else if (depth !== void 0 && node.depth <= depth) depth = void 0;
		} else if (node.type === "list" && depth !== void 0) read(node);
	};
	for (const node of blocks.nodes) visit(node);
	return {
		ok: true,
		items
	};
}
function parseListReferences(text, isMeant) {
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
	const references = [];
	const read = (node) => {
		for (const item of node.children) for (const inner of item.children) if (inner.type === "list") read(inner);
		else if (inner.type === "paragraph") references.push(...referencesOf(inner.children, lines) ?? []);
	};
	let depth;
	for (const node of blocks.nodes) if (node.type === "heading") {
		if (depth !== void 0 && node.depth > depth) continue;
		depth = isMeant(foldedText(segmentsOf(node.children))) ? node.depth : void 0;
	} else if (node.type === "list" && depth !== void 0) read(node);
	return {
		ok: true,
		references
	};
}

export { parseListItems, parseListReferences };