import { fromMarkdown, gfmTable, gfmTableFromMarkdown } from "./markdown.js";
import { closeOfOpenBlock, frontMatterOf, openBlockAtEnd, plainRow, rowShape } from "./parse.js";
import { lineIndex } from "./shared.js";

// shared/parse/markdown-blocks.ts
const pieceLines = 250;
const freeLines = 300;
const linesBudget = 4e6;
const maxHeadCells = 250;
const maxHeadLength = 4e3;
function parseBlocks(text, lines) {
	const front = frontMatterOf(text);
	return front === void 0 ? parseWhole(text, lines) : parseWhole(front.blanked, lineIndex(front.blanked));
}
function parseWhole(text, lines) {
	const pieces = [];
	const offsetOf = (line) => lines.start(line) ?? text.length;
	let spent = 0;
	let head = "";
	for (let line = 1, next = 1; line <= lines.count; line = next) {
		if (head !== "") {
			const rows = plainRows(lines, line);
			if (rows.length > 0) {
				next = line + rows.length;
				const position = rows.at(-1)?.position;
				const table = {
					type: "table",
					children: [{
						type: "tableRow",
						children: []
					}, ...rows],
					position
				};
				pieces.push({
					from: offsetOf(line),
					to: offsetOf(next),
					head,
					nodes: [table]
				});
				continue;
			}
		}
		for (let size = 0;; size = 2 * (next - line)) {
			next = size === 0 && head !== "" ? nextPlainRow(lines, line, head) : nextCut(lines, line + (size || pieceLines));
			spent += Math.max(0, next - line - freeLines) ** 2;
			if (spent > linesBudget) return {
				ok: false,
				offset: offsetOf(line),
				message: "has too many lines without a break to be read"
			};
			const piece = parsePiece(text, offsetOf(line), offsetOf(next), head);
			const last = piece.nodes.at(-1);
			const open = openBlockAtEnd(last, text);
			if (open !== void 0) {
				next = closeOfOpenBlock(lines, open) + 1;
				const html = last?.type === "html" ? [wholeHtml(text, open.start, offsetOf(next))] : [];
				pieces.push({
					...piece,
					to: open.start,
					nodes: [...piece.nodes.slice(0, -1), ...html]
				});
				head = "";
				break;
			}
			if (next > lines.count || canCut(text, lines, piece, next)) {
				pieces.push(piece);
				head = next <= lines.count && cutsTable(lines, next) ? headOf(last, text, piece) : "";
				break;
			}
		}
	}
	withDefinitions(text, pieces);
	return {
		ok: true,
		nodes: joinTables(pieces)
	};
}
function wholeHtml(text, start, to) {
	const value = text.slice(start, to).replace(/[\r\n]+$/, "");
	const end = start + value.length;
	const point = {
		line: 1,
		column: 1
	};
	return {
		type: "html",
		value,
		position: {
			start: {
				...point,
				offset: start
			},
			end: {
				...point,
				offset: end
			}
		}
	};
}
function nextCut(lines, from) {
	for (let number = from; number <= lines.count; number += 1) {
		const line = lines.line(number) ?? "";
		if (startsBlock.test(line) || /^\S/.test(line) && isBlank(lines, number - 1) || cutsTable(lines, number)) return number;
	}
	return lines.count + 1;
}
function nextPlainRow(lines, line, head) {
	for (let number = line + 1 + cellsOf(head); number < line + pieceLines; number += 1) if (plainRow(lines.line(number) ?? "", 0) !== void 0 && !isBlank(lines, number - 1)) return number;
	return nextCut(lines, line + pieceLines);
}
function plainRows(lines, line) {
	const rows = [];
	for (let number = line; number <= lines.count; number += 1) {
		const row = plainRow(lines.line(number) ?? "", lines.start(number) ?? 0);
		if (row === void 0) break;
		rows.push(row);
	}
	return rows;
}
const startsBlock = /^(?:[-+*][ \t]+\S|#{1,6}[ \t])/;
function isBlank(lines, number) {
	return (lines.line(number) ?? "").trim() === "";
}
function cutsTable(lines, next) {
	const line = lines.line(next) ?? "";
	return line.includes("|") && !startsBlock.test(line) && !isBlank(lines, next - 1);
}
function canCut(text, lines, piece, next) {
	const last = piece.nodes.at(-1);
	if (isBlank(lines, next - 1)) return true;
	if (!cutsTable(lines, next)) return last?.type !== "html";
	if (last?.type !== "table" || lines.position(endOf(last)).line !== next - 1) return false;
	const head = headOf(last, text, piece);
	return head.length <= maxHeadLength && cellsOf(head) <= maxHeadCells;
}
function cellsOf(head) {
	return rowShape(head.slice(0, head.search(/[\r\n]/))).cells;
}
function headOf(last, text, piece) {
	if (last?.type !== "table") return "";
	if (startOf(last) < piece.from) return piece.head;
	return `${/^[^\r\n]*(?:\r\n|\n|\r)[^\r\n]*/.exec(text.slice(startOf(last), endOf(last)))?.[0] ?? ""}\n`;
}
const extensions = [gfmTable()];
const mdastExtensions = [gfmTableFromMarkdown()];
function parsePiece(text, from, to, head, suffix = "") {
	const source = head + text.slice(from, to) + suffix;
	const root = fromMarkdown(source, {
		extensions,
		mdastExtensions
	});
	const base = from - head.length + (source.startsWith("﻿") ? 1 : 0);
	const pending = [root];
	for (let node = pending.pop(); node !== void 0; node = pending.pop()) {
		if (node.position !== void 0) {
			node.position.start.offset = (node.position.start.offset ?? 0) + base;
			node.position.end.offset = (node.position.end.offset ?? 0) + base;
		}
		if ("children" in node) for (const child of node.children) pending.push(child);
	}
	return {
		from,
		to,
		head,
		nodes: root.children.filter((node) => startOf(node) < to)
	};
}
function withDefinitions(text, pieces) {
	const own = pieces.map((piece) => labelsDefined(piece.nodes));
	const all = new Set(own.flatMap((labels) => [...labels]));
	if (all.size === 0) return;
	for (const [index, piece] of pieces.entries()) {
		const wanted = new Map();
		for (const [, label = ""] of text.slice(piece.from, piece.to).matchAll(/\[((?:[^[\]\\]|\\.)+)\]/g)) {
			const key = labelKey(label);
			if (all.has(key) && own[index]?.has(key) !== true) wanted.set(key, label.replace(/\s+/g, " "));
		}
		if (wanted.size === 0) continue;
		const suffix = [...wanted.values()].map((label) => `\n\n[${label}]: #`).join("");
		pieces[index] = parsePiece(text, piece.from, piece.to, piece.head, suffix);
	}
}
function labelsDefined(nodes) {
	const labels = new Set();
	const pending = [...nodes];
	for (let node = pending.pop(); node !== void 0; node = pending.pop()) if (node.type === "definition") labels.add(labelKey(node.label ?? node.identifier));
	else if (node.type === "list" || node.type === "listItem" || node.type === "blockquote") for (const child of node.children) pending.push(child);
	return labels;
}
function labelKey(label) {
	return label.replace(/\s+/g, " ").trim().toLowerCase().toUpperCase();
}
function joinTables(pieces) {
	const nodes = [];
	let table;
	for (const piece of pieces) {
		const [first, ...others] = piece.nodes;
		if (first === void 0) continue;
		if (piece.head !== "" && first.type === "table" && table !== void 0) for (const row of first.children.slice(1)) table.children.push(row);
		else nodes.push(first);
		for (const node of others) nodes.push(node);
		const last = nodes.at(-1);
		table = last?.type === "table" ? last : void 0;
	}
	return nodes;
}
function startOf(node) {
	return node.position?.start.offset ?? 0;
}
function endOf(node) {
	return node.position?.end.offset ?? 0;
}

export { parseBlocks };