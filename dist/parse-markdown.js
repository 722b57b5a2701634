import { parseBlocks } from "./parse-markdown-blocks.js";
import { findBrokenTable, findExcess, findLooseBoxes, findLostRows, findOpaque, findRowAbove, fold, foldedText, frontMatterOf, readBox, readTable, segmentLines, segmentsOf, soleCode, splitLabel, startOf } from "./parse.js";
import { lineIndex } from "./shared.js";

// shared/parse/markdown.ts
function parseMarkdown(text, limits = {}) {
	const lines = lineIndex(text);
	const fail = (offset, message) => {
		const position = lines.position(offset);
		return {
			ok: false,
			message: `${message} (line ${position.line}, column ${position.column})`,
			position
		};
	};
	const excess = findExcess(lines, limits.maxNesting ?? 32);
	if (excess !== void 0) return fail(excess.offset, excess.message);
	const blocks = parseBlocks(text, lines);
	if (!blocks.ok) return fail(blocks.offset, blocks.message);
	const document = {
		headings: [],
		tables: [],
		bullets: [],
		labelledLines: [],
		boxes: [],
		brokenBoxes: [],
		brokenTables: [],
		opaque: findOpaque(blocks.nodes).map(({ offset, until = offset }) => ({
			position: lines.position(offset),
			until: until === Number.POSITIVE_INFINITY ? until : lines.position(until).line
		})),
		lines
	};
	readBlocks(blocks.nodes, document, text, false);
	const front = frontMatterOf(text);
	if (front !== void 0 && showsMore(front.content)) document.opaque.unshift({
		position: lines.position(0),
		until: Number.POSITIVE_INFINITY
	});
	return {
		ok: true,
		document
	};
}
function showsMore(content) {
	const parsed = parseMarkdown(content);
	if (!parsed.ok) return true;
	const { tables, brokenTables, boxes, brokenBoxes, opaque } = parsed.document;
	return [
		tables,
		brokenTables,
		boxes,
		brokenBoxes,
		opaque
	].some(({ length }) => length > 0);
}
function tablesUnder(document, heading) {
	return document.tables.filter(inSections(document, heading));
}
function bulletsUnder(document, heading) {
	return document.bullets.filter(inSections(document, heading));
}
function boxesUnder(document, heading) {
	const inside = inSections(document, heading);
	return {
		boxes: document.boxes.filter(inside),
		broken: document.brokenBoxes.filter(inside)
	};
}
function brokenTablesUnder(document, heading) {
	return document.brokenTables.filter(inSections(document, heading));
}
function opaqueUnder(document, heading) {
	const sections = sectionsOf(document, heading);
	return document.opaque.filter(({ position: { line }, until }) => sections.some(({ start, end }) => line < end && (line > start || until > start)));
}
function headingsNamed(document, heading) {
	return document.headings.filter(({ text }) => text === fold(heading));
}
function inSections(document, heading) {
	const sections = sectionsOf(document, heading);
	return ({ position }) => sections.some(({ start, end }) => position.line > start && position.line < end);
}
function sectionsOf(document, heading) {
	const name = fold(heading);
	const sections = [];
	let open;
	for (const { text, depth, position } of document.headings) {
		if (open !== void 0 && depth > open.depth) continue;
		if (open !== void 0) sections.push({
			start: open.start,
			end: position.line
		});
		open = text === name ? {
			start: position.line,
			depth
		} : void 0;
	}
	if (open !== void 0) sections.push({
		start: open.start,
		end: Number.POSITIVE_INFINITY
	});
	return sections;
}
function readBlocks(nodes, document, text, inItem, level = 0) {
	const { lines } = document;
	let tableBefore;
	for (const [index, node] of nodes.entries()) {
		const heading = document.headings.at(-1)?.text;
		const before = nodes[index - 1];
		if (node.type === "table") {
			tableBefore = readTable(node, heading, text, lines);
			document.tables.push(tableBefore);
			const above = before?.type === "paragraph" ? findRowAbove(before, tableBefore, heading, lines) : void 0;
			if (above !== void 0) document.brokenTables.push(above);
		} else if (node.type === "heading" || node.type === "paragraph") {
			const lost = tableBefore === void 0 ? void 0 : findLostRows(node, tableBefore, lines);
			const broken = lost === void 0 ? findBrokenTable(node, heading, lines) : void 0;
			if (lost === void 0) tableBefore = void 0;
			else tableBefore?.problems.push(lost);
			if (broken !== void 0) document.brokenTables.push(broken);
			const isTable = lost !== void 0 || broken !== void 0;
			if (inItem) continue;
			if (node.type === "paragraph") document.brokenBoxes.push(...findLooseBoxes(node, heading, text, lines));
			if (node.type === "paragraph") document.labelledLines.push(...readLabelledLines(node, heading, text, lines, isTable));
			else if (!isTable) document.headings.push(readHeading(node, lines));
		} else if (node.type === "list") {
			tableBefore = void 0;
			for (const item of node.children) {
				const bullet = readBullet(item, heading, text, lines);
				if (bullet !== void 0) document.bullets.push(bullet);
				const box = readBox(item, heading, level, text, lines);
				if (box !== void 0 && "checked" in box) document.boxes.push(box);
				else if (box !== void 0) document.brokenBoxes.push(box);
				readBlocks(item.children, document, text, true, box === void 0 ? level : level + 1);
			}
		} else if (node.type !== "html") tableBefore = void 0;
	}
}
function readHeading(node, lines) {
	const position = lines.position(node.position?.start.offset ?? 0);
	return {
		text: foldedText(segmentsOf(node.children)),
		depth: node.depth,
		position
	};
}
function readLabelledLines(node, heading, text, lines, inTable) {
	return segmentLines(segmentsOf(node.children), text).flatMap((segments) => {
		if (inTable && segments.some((segment) => segment.text.includes("|"))) return [];
		return readLabelled(segments, startOf(segments, text) ?? node.position?.start.offset ?? 0, heading, text, lines) ?? [];
	});
}
function readBullet(item, heading, text, lines) {
	const [first] = item.children;
	if (first?.type !== "paragraph") return void 0;
	const start = item.position?.start.offset ?? 0;
	const labelled = readLabelled(segmentsOf(first.children), start, heading, text, lines);
	return labelled === void 0 ? void 0 : {
		...labelled,
		itemPosition: lines.position(start)
	};
}
function readLabelled(segments, start, heading, text, lines) {
	const labelled = splitLabel(segments, text);
	if (labelled === void 0) return void 0;
	const code = soleCode(labelled.value);
	const position = lines.position(startOf(labelled.value, text) ?? start);
	const value = code?.text.trim() ?? foldedText(labelled.value);
	return {
		label: labelled.label,
		value,
		code: code !== void 0,
		heading,
		position
	};
}

export { boxesUnder, brokenTablesUnder, bulletsUnder, headingsNamed, opaqueUnder, parseMarkdown, tablesUnder };