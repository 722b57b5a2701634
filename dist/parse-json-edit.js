import { parse } from "./humanwhocodes-momoa.js";
import { parsePointer, setMember, stableJson } from "./shared.js";
import { parseJson } from "./parse-json.js";

// shared/parse/json-edit.ts
function editJson(text, edits) {
	const parsed = parseJson(text);
	if (!parsed.ok) return parsed;
	const twice = parsed.document.duplicates[0];
	if (twice !== void 0) return {
		ok: false,
		message: `has the key ${twice.pointer} twice`
	};
	const root = parse(text, { mode: "json" }).body;
	const style = styleOf(text, root);
	const splices = [];
	let expected = parsed.document.value;
	const added = new Map();
	for (const { pointer, value } of edits) {
		const tokens = parsePointer(pointer) ?? [];
		const node = nodeAt(root, tokens);
		const parent = node === void 0 ? nodeAt(root, tokens.slice(0, -1)) : void 0;
		if (node !== void 0) {
			const { start, end } = span(node);
			splices.push({
				start,
				end,
				text: written(value, style, indentAt(text, start), node, text)
			});
		} else if (parent?.type === "Object" && tokens.length > 0) added.set(parent, [...added.get(parent) ?? [], {
			key: tokens.at(-1) ?? "",
			value
		}]);
		else return {
			ok: false,
			message: `has no place for ${pointer}`
		};
		expected = withValue(expected, tokens, value);
	}
	for (const [object, members] of added) splices.push(insertion(text, object, members, style));
	splices.sort((a, b) => a.start - b.start || a.end - b.end);
	if (splices.some(({ start }, index) => index > 0 && start < (splices[index - 1]?.end ?? 0))) return {
		ok: false,
		message: "would be changed twice in one place"
	};
	let edited = "";
	let at = 0;
	for (const splice of splices) {
		edited += text.slice(at, splice.start) + splice.text;
		at = splice.end;
	}
	edited += text.slice(at);
	const again = parseJson(edited);
	if (again.ok && again.document.duplicates.length === 0 && stableJson(again.document.value) === stableJson(expected)) return {
		ok: true,
		text: edited
	};
	return {
		ok: false,
		message: "cannot be edited in place"
	};
}
function span({ loc }) {
	return {
		start: loc.start.offset,
		end: loc.end.offset
	};
}
function keyOf(member) {
	return member.name.type === "String" ? member.name.value : "";
}
function nodeAt(root, tokens) {
	let node = root;
	for (const token of tokens) if (node?.type === "Object") node = node.members.find((member) => keyOf(member) === token)?.value;
	else if (node?.type === "Array" && /^(?:0|[1-9]\d*)$/.test(token)) node = node.elements[Number(token)]?.value;
	else return void 0;
	return node;
}
function withValue(whole, [token, ...rest], value) {
	if (token === void 0) return value;
	if (Array.isArray(whole)) return whole.map((item, index) => String(index) === token ? withValue(item, rest, value) : item);
	const copy = {};
	const members = typeof whole === "object" && whole !== null ? whole : {};
	for (const [key, member] of Object.entries(members)) setMember(copy, key, member);
	setMember(copy, token, withValue(Object.hasOwn(members, token) ? members[token] ?? null : null, rest, value));
	return copy;
}
function styleOf(text, root) {
	const lineEnd = /\r\n|\n|\r/.exec(text)?.[0] ?? "\n";
	const first = root.type === "Object" ? root.members[0] : root.type === "Array" ? root.elements[0]?.value : void 0;
	const { start } = first === void 0 ? { start: 0 } : span(first);
	const before = text.slice(span(root).start, start);
	const indent = /[\r\n]([ \t]+)$/.exec(before)?.[1];
	const nested = /[\r\n]/.test(text.trim()) ? "  " : void 0;
	return {
		lineEnd,
		indent: indent ?? nested,
		ascii: /\\u[0-9A-Fa-f]{4}/.test(text) && /^[\0-\x7f]*$/.test(text)
	};
}
function indentAt(text, offset) {
	const line = Math.max(text.lastIndexOf("\n", offset - 1), text.lastIndexOf("\r", offset - 1)) + 1;
	return /^[ \t]*/.exec(text.slice(line, offset))?.[0] ?? "";
}
function written(value, style, indent, before, text) {
	const container = before?.type === "Object" || before?.type === "Array";
	const source = before === void 0 ? "" : text.slice(span(before).start, span(before).end);
	const empty = container && /^[{[]\s*[}\]]$/.test(source);
	return spelt(value, container && !empty && !/[\r\n]/.test(source) ? {
		...style,
		indent: void 0
	} : style, indent);
}
function spelt(value, style, indent) {
	if (typeof value !== "object" || value === null) {
		const scalar = JSON.stringify(value);
		return style.ascii ? escapeUnicode(scalar) : scalar;
	}
	const list = Array.isArray(value);
	const [open, close] = list ? ["[", "]"] : ["{", "}"];
	const inner = style.indent === void 0 ? "" : indent + style.indent;
	const parts = list ? value.map((item) => spelt(item, style, inner)) : Object.entries(value).map(([key, item]) => `${spelt(key, style, "")}: ${spelt(item, style, inner)}`);
	if (parts.length === 0) return `${open}${close}`;
	if (style.indent === void 0) return `${open}${parts.join(", ")}${close}`;
	return `${open}${parts.map((part) => `${style.lineEnd}${inner}${part}`).join(",")}${style.lineEnd}${indent}${close}`;
}
function escapeUnicode(text) {
	return text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
function insertion(text, object, members, style) {
	const last = object.members.at(-1);
	const { start, end } = span(object);
	if (last === void 0) {
		const value = {};
		for (const member of members) setMember(value, member.key, member.value);
		return {
			start,
			end,
			text: spelt(value, style, indentAt(text, start))
		};
	}
	const at = span(last);
	const colon = text.slice(last.name.loc.end.offset, span(last.value).start);
	const earlier = object.members.at(-2);
	const single = /\s$/.test(colon) ? " " : "";
	const gap = earlier === void 0 ? text.slice(start + 1, at.start) : text.slice(span(earlier).end, at.start);
	const space = earlier === void 0 ? /[\r\n]/.test(gap) ? gap : single : gap.replace(",", "");
	const indent = /[\r\n]/.test(space) ? indentAt(text, at.start) : "";
	const inner = /[\r\n]/.test(space) ? style : {
		...style,
		indent: void 0
	};
	const parts = members.map(({ key, value }) => `,${space}${spelt(key, style, "")}${colon}${spelt(value, inner, indent)}`);
	return {
		start: at.end,
		end: at.end,
		text: parts.join("")
	};
}

export { editJson };