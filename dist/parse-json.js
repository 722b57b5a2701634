import { parse } from "./humanwhocodes-momoa.js";
import { childPointer, createDocument, isExact, lineIndex } from "./shared.js";
import { findSyntaxProblem, findTooDeep, stringsIn, stringsWithin } from "./parse.js";

// shared/parse/json.ts
const shortText = 1048576;
const mayLoseDigits = /[\d.]{16}|\d[eE][+-]?\d/;
function parseJson(text, limits = {}) {
	const maxDepth = limits.maxDepth ?? 64;
	const fail = (offset, message) => {
		const position = lineIndex(text).position(offset);
		return {
			ok: false,
			message: `${message} (line ${position.line}, column ${position.column})`,
			position
		};
	};
	if (text === "") return fail(0, "is empty: expected JSON");
	if (/^[ \t\r\n]+$/.test(text)) return fail(0, "holds only white space: expected JSON");
	if (text.startsWith("﻿")) return fail(0, "is not valid JSON: it starts with a byte order mark");
	const deep = () => {
		const at = findTooDeep(text, maxDepth);
		return at === void 0 ? void 0 : fail(at, `is nested too deep: more than ${maxDepth} objects and arrays`);
	};
	const short = text.length <= shortText;
	const before = short ? void 0 : deep();
	if (before !== void 0) return before;
	let value;
	let strings;
	try {
		value = JSON.parse(text);
		strings = stringsWithin(value, maxDepth);
		if (strings === -1) return deep() ?? fail(0, "is nested too deep");
	} catch {
		const after = short ? deep() : void 0;
		if (after !== void 0) return after;
		const problem = findSyntaxProblem(text) ?? {
			offset: 0,
			message: "it does not follow the grammar"
		};
		return fail(problem.offset, `is not valid JSON: ${problem.message}`);
	}
	return {
		ok: true,
		document: createDocument(value, () => findPlaces(text), () => lineIndex(text), {
			duplicates: () => stringsIn(text) !== strings,
			inexact: () => mayLoseDigits.test(text)
		})
	};
}
function findPlaces(text) {
	const duplicates = [];
	const inexact = [];
	const visit = (node, pointer, key) => {
		const place = {
			offset: node.loc.start.offset,
			key
		};
		if (node.type === "Object") {
			const members = new Map();
			for (const { name, value } of node.members) {
				const offset = name.loc.start.offset;
				const own = JSON.parse(text.slice(offset, name.loc.end.offset));
				const child = childPointer(pointer, own);
				if (members.has(own)) duplicates.push({
					pointer: child,
					offset
				});
				members.set(own, visit(value, child, offset));
			}
			place.members = members;
		} else if (node.type === "Array") place.members = new Map(node.elements.map(({ value }, index) => [String(index), visit(value, childPointer(pointer, index), void 0)]));
		else if (node.type === "Number") {
			const written = text.slice(place.offset, node.loc.end.offset);
			if (!isExact(written)) inexact.push({
				pointer,
				offset: place.offset,
				text: written
			});
		}
		return place;
	};
	try {
		return {
			root: visit(parse(text, { mode: "json" }).body, "", void 0),
			duplicates,
			inexact
		};
	} catch {
		return {
			root: void 0,
			duplicates: [{
				pointer: "",
				offset: 0
			}],
			inexact
		};
	}
}

export { parseJson };