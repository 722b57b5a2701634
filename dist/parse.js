import { isCalendarDay, isCommitId, isSha256, quote } from "./shared.js";

// shared/parse/repository.ts
const path = String.raw`(?<owner>[A-Za-z0-9][A-Za-z0-9_-]*)/(?<name>[A-Za-z0-9._-]+)`;
const host = String.raw`(?<host>[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)`;
const user = "[A-Za-z0-9._-]+";
const forms = [
	new RegExp(`^${path}$`),
	new RegExp(`^https://${host}(?<port>:[0-9]{1,5})?/${path}/?$`, "i"),
	new RegExp(`^ssh://(?:${user}@)?${host}(?::[0-9]{1,5})?/${path}/?$`, "i"),
	new RegExp(`^${user}@${host}:${path}/?$`)
];
function parseRepository(text, defaultHost = "github.com") {
	for (const form of forms) {
		const groups = form.exec(text)?.groups;
		if (groups === void 0) continue;
		const name = (groups["name"] ?? "").replace(/\.git$/i, "");
		if (name === "" || name === "." || name === "..") return void 0;
		return {
			host: (groups["host"] === void 0 ? defaultHost : `${groups["host"]}${groups["port"] ?? ""}`).toLowerCase(),
			owner: groups["owner"] ?? "",
			name
		};
	}
}
function isRepository(text) {
	return parseRepository(text) !== void 0;
}
function sameRepository(a, b) {
	const [first, second] = [a, b].map((side) => typeof side === "string" ? parseRepository(side) : side);
	return first !== void 0 && second !== void 0 && repositoryKey(first) === repositoryKey(second);
}
function repositoryKey(repository) {
	return `${repository.host}/${repository.owner}/${repository.name}`.toLowerCase();
}

// shared/parse/json-strings.ts
function hasKeyTwice(text, value) {
	return stringsIn(text) !== stringsWithin(value, Number.POSITIVE_INFINITY);
}
function stringsIn(text) {
	let quotes = 0;
	for (let at = text.indexOf("\""); at !== -1; at = text.indexOf("\"", at + 1)) quotes += 1;
	for (let at = text.indexOf("\\"); at !== -1; at = text.indexOf("\\", at + 2)) if (text[at + 1] === "\"") quotes -= 1;
	return quotes / 2;
}
function stringsWithin(value, depth) {
	if (typeof value === "string") return 1;
	if (typeof value !== "object" || value === null) return 0;
	if (depth === 0) return -1;
	const items = Array.isArray(value) ? value : Object.values(value);
	let sum = items === value ? 0 : items.length;
	for (const item of items) {
		const inside = stringsWithin(item, depth - 1);
		if (inside === -1) return -1;
		sum += inside;
	}
	return sum;
}

// shared/parse/json-syntax.ts
const doubleQuote = 34;
const [openObject, closeObject] = [123, 125];
const [openArray, closeArray] = [91, 93];
function findTooDeep(text, maxDepth) {
	let depth = 0;
	for (let index = 0; index < text.length; index += 1) {
		const code = text.charCodeAt(index);
		if (code === doubleQuote) {
			const end = endOfString(text, index);
			if (end === void 0) return void 0;
			index = end - 1;
		} else if (code === openObject || code === openArray) {
			depth += 1;
			if (depth > maxDepth) return index;
		} else if (code === closeObject || code === closeArray) depth -= 1;
	}
}
function endOfString(text, start) {
	for (let end = text.indexOf("\"", start + 1); end !== -1; end = text.indexOf("\"", end + 1)) {
		let slashes = 0;
		while (text[end - 1 - slashes] === "\\") slashes += 1;
		if (slashes % 2 === 0) return end + 1;
	}
}
function findSyntaxProblem(text) {
	const open = [];
	let expected = "value";
	let index = skipSpace(text, 0);
	for (; index < text.length; index = skipSpace(text, index)) {
		const character = text[index] ?? "";
		const container = open.at(-1);
		const problem = (message) => ({
			offset: index,
			message
		});
		if (character === "/" && /[/*]/.test(text[index + 1] ?? "")) return problem("JSON has no comments");
		if (expected === "next") {
			if (container === void 0) return problem(`expected the end of the text but found ${found(text, index)}`);
			const close = container === "{" ? "}" : "]";
			if (character === ",") expected = container === "{" ? "key" : "value";
			else if (character === close) open.pop();
			else return problem(`expected "," or "${close}" but found ${found(text, index)}`);
			index += 1;
		} else if (expected === "colon") {
			if (character !== ":") return problem(`expected ":" after the key but found ${found(text, index)}`);
			expected = "value";
			index += 1;
		} else if (expected === "keyFirst" && character === "}" || expected === "itemFirst" && character === "]") {
			open.pop();
			expected = "next";
			index += 1;
		} else if (expected === "key" || expected === "keyFirst") {
			if (character === "}") return problem("there is a comma before \"}\"");
			if (character !== "\"") return problem(`expected a key in double quotes but found ${found(text, index)}`);
			const end = scanString(text, index);
			if (typeof end !== "number") return end;
			expected = "colon";
			index = end;
		} else if (character === "{" || character === "[") {
			open.push(character);
			expected = character === "{" ? "keyFirst" : "itemFirst";
			index += 1;
		} else {
			if (character === "]" && expected === "value" && container === "[") return problem("there is a comma before \"]\"");
			const end = character === "\"" ? scanString(text, index) : scanWord(text, index);
			if (typeof end !== "number") return end;
			expected = "next";
			index = end;
		}
	}
	if (expected === "next" && open.length === 0) return void 0;
	const missing = expected === "next" ? open.at(-1) === "{" ? "\",\" or \"}\"" : "\",\" or \"]\"" : missingAtEnd[expected];
	return {
		offset: text.length,
		message: `the text ends too early: expected ${missing}`
	};
}
const missingAtEnd = {
	value: "a value",
	itemFirst: "a value or \"]\"",
	key: "a key",
	keyFirst: "a key or \"}\"",
	colon: "\":\""
};
function skipSpace(text, index) {
	let next = index;
	while (text[next] === " " || text[next] === "\n" || text[next] === "\r" || text[next] === "	") next += 1;
	return next;
}
function found(text, index) {
	return quote(String.fromCodePoint(text.codePointAt(index) ?? 0));
}
function scanString(text, start) {
	for (let index = start + 1; index < text.length; index += 1) {
		const code = text.charCodeAt(index);
		if (code === 34) return index + 1;
		if (code === 10 || code === 13) return {
			offset: start,
			message: "the string that starts here is not closed in its line"
		};
		if (code < 32) return {
			offset: index,
			message: `a control character must be escaped in a string: found ${found(text, index)}`
		};
		if (code === 92) {
			const length = text[index + 1] === "u" ? 5 : 1;
			if (!/^(?:["\\/bfnrt]|u[\dA-Fa-f]{4})$/.test(text.slice(index + 1, index + 1 + length))) return {
				offset: index,
				message: "there is an escape that JSON does not know: only \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX"
			};
			index += length;
		}
	}
	return {
		offset: start,
		message: "the string that starts here is not closed"
	};
}
function scanWord(text, start) {
	const word = take(text, start, /[\w.+$-]+/y);
	if (word === "true" || word === "false" || word === "null") return start + word.length;
	if (/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(word)) return start + word.length;
	if (/^[-+.]?\d/.test(word)) return {
		offset: start,
		message: `${quote(word)} is not a number that JSON knows`
	};
	if (text[start] === "'") return {
		offset: start,
		message: "a string needs double quotes"
	};
	return {
		offset: start,
		message: `expected a value but found ${word === "" ? found(text, start) : quote(word)}`
	};
}
function take(text, start, pattern) {
	pattern.lastIndex = start;
	return pattern.exec(text)?.[0] ?? "";
}

// shared/parse/version.ts
const core = String.raw`(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)`;
const preRelease = String.raw`(?:-(?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*)(?:\.(?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*))*)?`;
const build = String.raw`(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?`;
const tag = new RegExp(`^v${core}${preRelease}$`);
const semver = new RegExp(`^${core}${preRelease}${build}$`);
const formats = {
	tag: {
		matches: (value) => tag.test(value),
		describes: "a release tag such as v1.2.3 or v1.2.3-rc.1"
	},
	semver: {
		matches: (value) => semver.test(value),
		describes: "a semantic version such as 1.2.3 or 1.2.3-rc.1"
	},
	commit: {
		matches: isCommitId,
		describes: "a full commit id: 40 (or, for SHA-256 repositories, 64) lower-case hexadecimal digits"
	},
	sha256: {
		matches: isSha256,
		describes: "a SHA-256: 64 lower-case hexadecimal digits"
	},
	date: {
		matches: (value) => /^\d{4}-\d{2}-\d{2}$/.test(value) && isCalendarDay(value),
		describes: "a calendar day as YYYY-MM-DD"
	},
	repository: {
		matches: isRepository,
		describes: "a repository as owner/name, or its https or ssh URL"
	},
	url: {
		matches: isUrl,
		describes: "an http or https URL"
	}
};
function isUrl(value) {
	return /^https?:\/\/[^\s/\\]/i.test(value) && !/[\s\p{C}]/u.test(value) && URL.canParse(value);
}

// shared/parse/placeholder.ts
const fillers = new Set([
	"todo",
	"tba",
	"tbc",
	"tbd",
	"fixme",
	"describe"
]);
const unsaid = new Set([
	"na",
	"none",
	"nil",
	"pending",
	"unknown",
	"notrecorded",
	"notavailable"
]);
function isPlaceholder(value, { orUnsaid = false } = {}) {
	const text = value.normalize("NFKC").replace(/\p{Default_Ignorable_Code_Point}/gu, "").replace(/[`*]|~~/g, "").trim();
	if (!/[\p{L}\p{N}]/u.test(text)) return true;
	const letters = text.replace(/[^\p{L}\p{N}]/gu, "").toLowerCase();
	if (orUnsaid && unsaid.has(letters)) return true;
	if (fillers.has(letters) || /^x{3,}$/.test(letters)) return true;
	if (/^(?:to be|not yet) \w+\b[ .:!]*$/i.test(text)) return true;
	if (/\b(?:none\s*[|/]\s*describe|yes\s*[|/]\s*no)\b/i.test(text)) return true;
	if (/^<[^<>]*>$/.test(text)) return true;
	return /(?:^|[^\p{L}\p{N}_])(?:<[A-Za-z][^<>]*>|\{\{[^{}]*\}\})/u.test(text);
}

// shared/parse/said.ts
const fewestWords = 3;
const fewestLetters = 8;
const unwritten = /^[^\p{L}\p{N}]*(?:tbd|tba|tbc|todo|fixme)\b|\b(?:tbd|tba|tbc|todo|fixme)[^\p{L}\p{N}]*$/iu;
function isSaid(text) {
	const words = text.normalize("NFKC").replace(/\p{Default_Ignorable_Code_Point}/gu, "").split("\n").filter((line) => !isPlaceholder(line, { orUnsaid: true }) && !unwritten.test(line.trim())).flatMap((line) => line.split(/\s+/)).filter((word) => !isPlaceholder(word, { orUnsaid: true })).map((word) => word.replace(/[^\p{L}\p{N}]/gu, "").toLowerCase());
	const different = [...new Set(words)];
	const letters = different.reduce((sum, word) => sum + [...word].length, 0);
	return different.length >= fewestWords && letters >= fewestLetters || different.some((word) => /[^\p{ASCII}]/u.test(word) && new Set(word).size >= fewestLetters / 2 && [...word].length >= fewestLetters);
}

// shared/parse/markdown-front-matter.ts
function frontMatterOf(text) {
	const head = /^\uFEFF?---[ \t]*(?:\r\n|\n|\r)/.exec(text)?.[0];
	if (head === void 0) return void 0;
	const ends = /^(?:---|\.\.\.)[ \t]*$/gm;
	ends.lastIndex = head.length;
	const end = ends.exec(text);
	if (end === null) return void 0;
	const to = end.index + end[0].length;
	const blanked = text.slice(0, to).replaceAll(/[^\r\n\uFEFF]/g, " ") + text.slice(to);
	return {
		content: text.slice(head.length, end.index),
		blanked
	};
}

// shared/parse/markdown-open.ts
const htmlKinds = [
	{
		opens: /^<(?:script|pre|style|textarea)(?=[\s>]|$)/i,
		closes: /<\/(?:script|pre|style|textarea)>/i
	},
	{
		opens: /^<!--/,
		closes: /-->/
	},
	{
		opens: /^<\?/,
		closes: /\?>/
	},
	{
		opens: /^<!\[CDATA\[/,
		closes: /\]\]>/
	},
	{
		opens: /^<![A-Za-z]/,
		closes: />/
	}
];
function openBlockAtEnd(last, text) {
	const start = last?.position?.start.offset ?? 0;
	const source = text.slice(start, last?.position?.end.offset);
	if (last?.type === "html") {
		const kind = htmlKinds.find(({ opens }) => opens.test(source.trimStart()));
		return kind === void 0 || kind.closes.test(source) ? void 0 : {
			start,
			closes: kind.closes
		};
	}
	const fence = last?.type === "code" ? /^[ \t]*(`{3,}|~{3,})/.exec(source)?.[1] : void 0;
	if (fence === void 0) return void 0;
	const closes = new RegExp(`^ {0,3}${fence}${fence[0] ?? ""}*[ \\t]*$`);
	const [, ...behind] = source.split(/\r\n|\n|\r/);
	return behind.some((line) => closes.test(line)) ? void 0 : {
		start,
		closes
	};
}
function closeOfOpenBlock(lines, block) {
	const first = lines.position(block.start).line;
	for (let number = first + 1; number <= lines.count; number += 1) if (block.closes.test(lines.line(number) ?? "")) return number;
	return lines.count;
}

// shared/parse/markdown-plain-row.ts
const plainText = /^(?:[^\\`*_<&[|\0]|(?<=[A-Za-z0-9])_+(?=[A-Za-z0-9]))*$/;
const codeSpan = /^`([^\\`|\0]*[^\\`|\0 ][^\\`|\0]*)`$/;
const simpleLink = /^\[([^\]]+)\]\(([\w./#:?=%~+@-]+)\)$/;
function plainRow(line, offset) {
	if (!line.startsWith("|")) return void 0;
	const row = line.replace(/[ \t]+$/, "");
	const cells = [];
	let start = 0;
	for (const content of row.slice(1, row.length > 1 && row.endsWith("|") ? -1 : void 0).split("|")) {
		const text = content.replace(/^[ \t]+|[ \t]+$/g, "");
		const at = offset + start + 1 + content.search(/[^ \t]|$/);
		const children = text === "" ? [] : inline(text, at);
		if (children === void 0) return void 0;
		cells.push({
			type: "tableCell",
			children,
			position: span(offset + start, offset + start + 1 + content.length)
		});
		start += 1 + content.length;
	}
	return {
		type: "tableRow",
		children: cells,
		position: span(offset, offset + row.length)
	};
}
function inline(text, offset) {
	if (plainText.test(text)) return [textAt(text, offset)];
	const parts = text.split(/(`[^`]*`|\[[^[\]`]*\]\([^()`]*\))/);
	const nodes = [];
	let start = offset;
	for (const [index, part] of parts.entries()) {
		if (index % 2 === 0) {
			const inner = index > 0 && index < parts.length - 1;
			if (part === "" && inner || part.endsWith("!") && index < parts.length - 1) return void 0;
			if (!plainText.test(part)) return void 0;
			if (part !== "") nodes.push(textAt(part, start));
		} else {
			const node = part.startsWith("`") ? codeAt(part, start) : linkAt(part, start);
			if (node === void 0) return void 0;
			nodes.push(node);
		}
		start += part.length;
	}
	return nodes;
}
function codeAt(part, start) {
	const code = codeSpan.exec(part)?.[1];
	if (code === void 0) return void 0;
	return {
		type: "inlineCode",
		value: /^ .* $/.test(code) ? code.slice(1, -1) : code,
		position: span(start, start + part.length)
	};
}
function linkAt(part, start) {
	const [, words = "", url = ""] = simpleLink.exec(part) ?? [];
	if (url === "" || !plainText.test(words)) return void 0;
	return {
		type: "link",
		title: null,
		url,
		children: [textAt(words, start + 1)],
		position: span(start, start + part.length)
	};
}
function textAt(value, offset) {
	return {
		type: "text",
		value,
		position: span(offset, offset + value.length)
	};
}
function span(start, end) {
	return {
		start: {
			line: 0,
			column: 0,
			offset: start
		},
		end: {
			line: 0,
			column: 0,
			offset: end
		}
	};
}

// shared/parse/markdown-row.ts
function rowShape(line) {
	const row = line.trim();
	const pipes = [...row.matchAll(/\\[\\|]|\|/g)].filter((match) => match[0] === "|").map((match) => match.index);
	if (pipes.length === 0) return {
		cells: 0,
		piped: false
	};
	const piped = pipes[0] === 0;
	const closed = pipes.length > 1 || !piped ? pipes.at(-1) === row.length - 1 : false;
	return {
		cells: pipes.length + 1 - (piped ? 1 : 0) - (closed ? 1 : 0),
		piped
	};
}
function delimiterColumns(line) {
	const row = line.trim();
	if (!/^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?$/.test(row)) return 0;
	return rowShape(row).cells === 0 ? 1 : rowShape(row).cells;
}
function resemblesDelimiter(line) {
	return line.includes("|") && /[-–—−=_]{2}|[-–—−=_]\s*\|/.test(line) && /^[\s|:.,+*~=_\-–—−]+$/.test(line);
}

// shared/parse/markdown-inline.ts
function segmentsOf(nodes) {
	const segments = [];
	const visit = (node) => {
		if ("children" in node) {
			node.children.forEach(visit);
			return;
		}
		const start = node.position?.start.offset ?? 0;
		const end = node.position?.end.offset ?? start;
		const add = (text, code = false) => void segments.push({
			text,
			start,
			end,
			code
		});
		if (node.type === "text") add(node.value);
		else if (node.type === "inlineCode") add(node.value, true);
		else if (node.type === "image" || node.type === "imageReference") add(node.alt ?? "");
		else if (node.type === "break") add("\n");
		else if (node.type === "html" && /^<br\s*\/?>$/i.test(node.value)) add("\n");
	};
	nodes.forEach(visit);
	return segments;
}
function foldedText(segments) {
	return fold(segments.map((segment) => segment.text).join(""));
}
function fold(text) {
	return text.replace(/\s+/g, " ").trim();
}
function soleCode(segments) {
	const visible = segments.filter((segment) => segment.code || segment.text.trim() !== "");
	return visible.length === 1 && visible[0]?.code === true ? visible[0] : void 0;
}
function startOf(segments, source) {
	const first = segments.find((segment) => segment.code || segment.text.trim() !== "");
	if (first === void 0 || first.code) return first?.start;
	const written = source.slice(first.start, first.end);
	return first.start + Math.max(written.search(/\S/), 0);
}
function rest(segment, textFrom, sourceFrom) {
	return {
		...segment,
		text: segment.text.slice(textFrom),
		start: segment.start + sourceFrom
	};
}
function splitLabel(segments, source) {
	for (const [index, segment] of segments.entries()) {
		if (segment.code) continue;
		const next = segments[index + 1];
		const colon = segment.text.search(next === void 0 || /^\s/.test(next.text) || next.code ? /[:：](?=\s|$)/ : /[:：](?=\s)/);
		if (colon === -1) continue;
		const label = foldedText([...segments.slice(0, index), {
			...segment,
			text: segment.text.slice(0, colon)
		}]);
		if (label === "") return void 0;
		const written = source.slice(segment.start, segment.end);
		const at = written.startsWith(segment.text.slice(0, colon + 1)) ? colon : Math.max(written.search(/[:：](?=\s|$)/), 0);
		return {
			label,
			value: [rest(segment, colon + 1, at + 1), ...segments.slice(index + 1)]
		};
	}
}
function segmentLines(segments, source) {
	const lines = [[]];
	for (const segment of segments) {
		if (segment.code || !/[\r\n]/.test(segment.text)) {
			lines.at(-1)?.push(segment);
			continue;
		}
		const texts = segment.text.split(/\r\n|\n|\r/);
		let start = segment.start;
		for (const [index, text] of texts.entries()) {
			if (index > 0) lines.push([]);
			const lineEnd = /\r\n|\n|\r/g;
			lineEnd.lastIndex = start;
			const match = index < texts.length - 1 ? lineEnd.exec(source.slice(0, segment.end)) : null;
			lines.at(-1)?.push({
				...segment,
				text,
				start,
				end: match?.index ?? segment.end
			});
			start = match === null ? segment.end : match.index + match[0].length;
		}
	}
	return lines;
}

// shared/parse/markdown-reference.ts
function referencesOf(nodes, lines) {
	const found = [];
	const visit = (node) => {
		const start = node.position?.start.offset ?? 0;
		const add = (kind, text, at = start) => void found.push({
			kind,
			text,
			position: lines.position(at)
		});
		if (node.type === "inlineCode") add("code", node.value.trim());
		else if (node.type === "link") {
			add("link", node.url);
			for (const child of node.children) if (child.type === "inlineCode") visit(child);
		} else if (node.type === "text") for (const match of node.value.matchAll(/https?:\/\/[^\s<>|]+[^\s<>|.,;:!?'")\]]/g)) add("link", match[0], start + match.index);
		else if ("children" in node) node.children.forEach(visit);
	};
	nodes.forEach(visit);
	return found.length === 0 ? void 0 : found;
}

// shared/parse/markdown-box.ts
const marker$1 = /^\[([ \t\r\nxX])\](?=[ \t\r\n]+\S)/;
const sign = "[☐☑☒✅✔✓❌✗✘✕✖❎⭕⮽⬜⬛◻◼◽◾▢□■▪▫🔲🔳🗵🗷🗸🗹🟥🟧🟨🟩🟦🟪🟫]|:(?:[a-z]+_)*(?:square|square_button|check|check_mark|cross_mark|multiplication_x|x|o):";
const alike = new RegExp(`^\\s*(?:[[［][^\\p{L}\\p{N}\\]］]{0,2}[xXvV]?[^\\p{L}\\p{N}\\]］]{0,2}[\\]］](?!\\()|${sign})`, "u");
const loose = new RegExp(`^[ \\t]*(?:\\[[ xX]\\][ \\t]+\\S|${sign})`, "gmu");
function readBox(item, heading, level, text, lines) {
	const [first] = item.children;
	if (first?.type === "heading" && alike.test(foldedText(segmentsOf(first.children)))) return broken(heading, lines.position(item.position?.start.offset ?? 0));
	if (first?.type !== "paragraph") return void 0;
	const { start = 0, end = 0 } = {
		start: first.position?.start.offset,
		end: first.position?.end.offset
	};
	const found = marker$1.exec(text.slice(start, end));
	const segments = segmentsOf(first.children);
	const shown = foldedText(segments);
	const position = lines.position(item.position?.start.offset ?? start);
	if (found !== null) {
		const references = referencesOf(first.children, lines) ?? [];
		const checked = /x/i.test(found[1] ?? "");
		return {
			text: shown.replace(/^\[[ xX]?\]\s*/, ""),
			checked,
			heading,
			level,
			references,
			position
		};
	}
	return alike.test(shown) ? broken(heading, position) : void 0;
}
function findLooseBoxes(node, heading, text, lines) {
	const { start = 0, end = 0 } = {
		start: node.position?.start.offset,
		end: node.position?.end.offset
	};
	const found = [];
	for (const match of text.slice(start, end).matchAll(loose)) found.push(broken(heading, lines.position(start + match.index)));
	return found;
}
function broken(heading, position) {
	return {
		heading,
		message: "this looks like a box and is none: expected \"- [ ] text\" or \"- [x] text\"",
		position
	};
}

// shared/parse/markdown-table.ts
function readTable(node, heading, source, lines) {
	const [head, ...body] = node.children;
	const header = (head?.children ?? []).map((cell) => readCell(cell, source, lines));
	const problems = [];
	const rows = body.map((row) => {
		const position = lines.position(row.position?.start.offset ?? 0);
		const count = row.children.length;
		if (count !== header.length) {
			const kind = count < header.length ? "short-row" : "long-row";
			const effect = kind === "short-row" ? "the missing ones count as empty" : "the rest is not shown";
			const message = `the row has ${cellCount(count)}, but the header has ${header.length}: ${effect}`;
			problems.push({
				kind,
				message,
				position
			});
		}
		return {
			cells: row.children.slice(0, header.length).map((cell) => readCell(cell, source, lines)),
			position
		};
	});
	return {
		heading,
		position: lines.position(node.position?.start.offset ?? 0),
		header,
		rows,
		problems
	};
}
function cellCount(count) {
	return count === 1 ? "1 cell" : `${count} cells`;
}
function readCell(node, source, lines) {
	const segments = segmentsOf(node.children);
	const start = startOf(segments, source) ?? node.position?.start.offset ?? 0;
	const code = soleCode(segments);
	const cell = {
		text: code?.text.trim() ?? foldedText(segments),
		position: lines.position(start)
	};
	const found = referencesOf(node.children, lines);
	const references = code !== void 0 && found?.length === 1 && found[0]?.kind === "code" ? void 0 : found;
	return {
		...cell,
		code: code !== void 0,
		...references === void 0 ? {} : { references }
	};
}

// shared/parse/markdown-broken.ts
function findBrokenTable(node, heading, lines) {
	const block = linesOf(node, lines);
	const finding = delimiterFinding(block.texts) ?? rowsFinding(block.texts);
	if (finding === void 0) return void 0;
	return {
		heading,
		message: finding.message,
		position: block.position(finding.line)
	};
}
function findLostRows(node, table, lines) {
	const block = linesOf(node, lines);
	const shape = rowShape(block.texts[0] ?? "");
	if (shape.cells === 0 || !(shape.piped || shape.cells === table.header.length)) return void 0;
	return {
		kind: "lost-rows",
		message: "rows stand behind the table but do not belong to it: a blank line or another block cuts them off",
		position: block.position(0)
	};
}
function findRowAbove(node, table, heading, lines) {
	const block = linesOf(node, lines);
	const last = block.texts.length - 1;
	const shape = rowShape(block.texts[last] ?? "");
	const position = block.position(last);
	if (position.line !== table.position.line - 1) return void 0;
	if (!shape.piped && shape.cells !== table.header.length) return void 0;
	return {
		heading,
		position,
		message: "this row stands above the header row, so it is no part of the table"
	};
}
function linesOf(node, lines) {
	const start = lines.position(node.position?.start.offset ?? 0);
	const last = lines.position(node.position?.end.offset ?? 0).line;
	const texts = [(lines.line(start.line) ?? "").slice(start.column - 1)];
	for (let number = start.line + 1; number <= last; number += 1) texts.push(lines.line(number) ?? "");
	return {
		texts,
		position(line) {
			if (line === 0) return start;
			return {
				line: start.line + line,
				column: Math.max((texts[line] ?? "").search(/\S/), 0) + 1
			};
		}
	};
}
function delimiterFinding(texts) {
	for (const [line, text] of texts.entries()) {
		const above = line === 0 ? void 0 : rowShape(texts[line - 1] ?? "");
		const columns = delimiterColumns(text);
		if (above?.piped === true && columns > 0 && !text.includes("|")) return {
			line,
			message: "the line below the row makes it a heading: a delimiter row needs pipes"
		};
		if (above !== void 0 && above.cells > 0 && columns > 0 && text.includes("|")) {
			if (columns === above.cells) return {
				line: line - 1,
				message: "this is not a table, as it continues the text above: it needs a blank line before it"
			};
			return {
				line,
				message: `the delimiter row has ${cellCount(columns)}, but the header row has ${above.cells}: this is not a table`
			};
		}
		if (!resemblesDelimiter(text)) continue;
		if (above !== void 0 && above.cells > 0) return {
			line,
			message: "the delimiter row is malformed, so this is not a table: expected only \"-\", \":\" and \"|\""
		};
		if (line === 0) return {
			line,
			message: "there is no header row directly above the delimiter row: this is not a table"
		};
	}
}
function rowsFinding(texts) {
	const shapes = texts.map(rowShape);
	const line = shapes.findIndex((shape, index) => {
		const next = shapes[index + 1];
		if (next === void 0) return false;
		return shape.piped && next.piped || shape.cells >= 3 && next.cells === shape.cells;
	});
	if (line === -1) return void 0;
	return {
		line,
		message: "rows stand here without a delimiter row below the first: this is not a table"
	};
}

// shared/parse/markdown-guard.ts
const freeMarks = 500;
const marksBudget = 1e7;
const marker = /^(?:[-+*]|\d{1,9}[.)])(?:[ \t]|$)/;
function findExcess(lines, maxNesting) {
	return findDeepNesting(lines, maxNesting) ?? findManyMarks(lines);
}
function findDeepNesting(lines, maxNesting) {
	const indents = [];
	for (let number = 1; number <= lines.count; number += 1) {
		let rest = lines.line(number) ?? "";
		let indent = 0;
		let own = 0;
		let quotes = 0;
		for (;;) {
			const space = /^[ \t]*/.exec(rest)?.[0] ?? "";
			const found = rest.startsWith(">", space.length) ? ">" : marker.exec(rest.slice(space.length))?.[0];
			if (found === void 0) break;
			indent += widthOf(space);
			if (found === ">") quotes += 1;
			else {
				while (own === 0 && (indents.at(-1) ?? -1) >= indent) indents.pop();
				own += 1;
				indents.push(indent);
			}
			if (indents.length + quotes > maxNesting) return {
				offset: lines.start(number) ?? 0,
				message: `is nested too deep: more than ${maxNesting} lists and quotes inside each other`
			};
			indent += found.length;
			rest = rest.slice(space.length + found.length);
		}
	}
}
function widthOf(space) {
	let width = 0;
	for (const character of space) width += character === "	" ? 4 - width % 4 : 1;
	return width;
}
function findManyMarks(lines) {
	let spent = 0;
	let marks = 0;
	let inTable = false;
	let run = 0;
	let previous = "";
	for (let number = 1; number <= lines.count; number += 1) {
		const line = lines.line(number) ?? "";
		const blank = line.trim() === "";
		if (inTable) inTable = line.startsWith("|");
		else inTable = run === 1 && startsTable(previous, line);
		if (blank || inTable || /^ {0,3}(?:[-+*][ \t]+\S|#{1,6}[ \t])/.test(line)) marks = 0;
		const count = (line.match(/[*_]+|[[\]]/g)?.length ?? 0) + 2 * (line.match(/</g)?.length ?? 0);
		spent += cost(marks + count) - cost(marks);
		marks += count;
		if (spent > marksBudget) return {
			offset: lines.start(number) ?? 0,
			message: "has a paragraph with too many emphasis, link and tag characters to be read"
		};
		run = blank ? 0 : run + 1;
		previous = line;
	}
}
function startsTable(header, delimiter) {
	if (/^(?: {4}|\t| {1,3}\t)/.test(header) || /^(?: {4}|\t| {1,3}\t)/.test(delimiter)) return false;
	const columns = delimiterColumns(delimiter);
	return columns > 0 && header.startsWith("|") && rowShape(header).cells === columns && delimiter.includes("|");
}
function cost(marks) {
	return Math.max(0, marks - freeMarks) ** 2;
}

// shared/parse/html-reach.ts
const empty = new Set([...[
	"area",
	"base",
	"br",
	"col",
	"embed",
	"hr",
	"img"
], ...[
	"input",
	"link",
	"meta",
	"param",
	"source",
	"track",
	"wbr"
]]);
const raw = new Set([...[
	"iframe",
	"noembed",
	"noframes",
	"plaintext",
	"script"
], ...[
	"select",
	"style",
	"svg",
	"math",
	"template",
	"textarea",
	"title",
	"xmp"
]]);
function isComments(text) {
	let at = 0;
	while (at < text.length) {
		if (!text.startsWith("<!--", at) || /^-?>/.test(text.slice(at + 4, at + 6))) return false;
		const end = text.indexOf("-->", at + 4);
		const other = text.indexOf("--!>", at + 4);
		if (end === -1 || other !== -1 && other < end) return false;
		at = end + 3;
		while (/\s/.test(text.charAt(at))) at += 1;
	}
	return text !== "";
}
function htmlSteps(html) {
	const steps = [];
	for (let at = html.indexOf("<"); at !== -1; at = html.indexOf("<", at)) {
		const end = endOf(html, at);
		if (end === void 0) return [...steps, { kind: "endless" }];
		const [, slash = "", name = ""] = /^<(\/?)([a-z][^\s/>]*)/i.exec(html.slice(at, end)) ?? [];
		const key = name.toLowerCase();
		if (raw.has(key)) steps.push({ kind: "endless" });
		else if (key !== "" && !empty.has(key)) steps.push({
			kind: slash === "" ? "open" : "close",
			name: key
		});
		at = end;
	}
	return steps;
}
function endOf(html, at) {
	const next = html.charAt(at + 1);
	if (html.startsWith("<!--", at)) {
		const short = /^-?>/.exec(html.slice(at + 4, at + 6))?.[0];
		if (short !== void 0) return at + 4 + short.length;
		const [first] = ["-->", "--!>"].map((mark) => ({
			mark,
			found: html.indexOf(mark, at + 4)
		})).filter(({ found }) => found !== -1).sort((a, b) => a.found - b.found);
		return first === void 0 ? void 0 : first.found + first.mark.length;
	}
	if (!/[a-z/!?]/i.test(next)) return at + 1;
	let quote = "";
	for (let index = at + 1; index < html.length; index += 1) {
		const character = html.charAt(index);
		if (quote !== "") quote = character === quote ? "" : quote;
		else if (character === ">") return index + 1;
		else if ((character === "\"" || character === "'") && next !== "!" && next !== "?") quote = character;
	}
}

// shared/parse/markdown-opaque.ts
const lineBreak = /^<br\s*\/?>$/i;
const endsUnsaid = new Set([...[
	"dd",
	"dt",
	"li",
	"p",
	"tbody",
	"td",
	"tfoot",
	"th",
	"thead",
	"tr"
]]);
function findOpaque(nodes) {
	const found = [];
	const open = [];
	const read = (value, part, end, parent) => {
		for (const step of htmlSteps(value)) if (step.kind === "open") open.push({
			name: step.name,
			parent,
			part
		});
		else if (step.kind === "endless") part.until = Number.POSITIVE_INFINITY;
		else {
			const index = open.findLastIndex(({ name }) => name === step.name || !endsUnsaid.has(name));
			const closed = open[index];
			if (closed?.name !== step.name || closed.parent !== parent) continue;
			open.length = index;
			if (closed.part !== part) closed.part.until = Math.max(closed.part.until ?? 0, end);
		}
	};
	const visit = (node, parent, quoted) => {
		const offset = node.position?.start.offset ?? 0;
		const image = node.type === "image" || node.type === "imageReference";
		const other = node.type === "linkReference" || node.type === "blockquote";
		const part = { offset };
		const html = node.type === "html" && !isComments(node.value) && !lineBreak.test(node.value);
		if (!quoted && (image || other || html)) found.push(part);
		if (html) read(node.value, quoted ? found.at(-1) ?? part : part, node.position?.end.offset ?? offset, parent);
		const inner = quoted || image || other;
		if ("children" in node) for (const child of node.children) visit(child, node, inner);
	};
	for (const node of nodes) visit(node, void 0, false);
	for (const { part } of open) part.until = Number.POSITIVE_INFINITY;
	return found;
}

// shared/parse/markdown-plain.ts
function hiddenParts(opaque, where) {
	const message = `has HTML, an image, a reference or a quotation${where === void 0 ? "" : ` ${where}`}, so that a reader may see something else`;
	return opaque.map(({ position }) => ({
		message,
		position
	}));
}

// shared/parse/heading-anchor.ts
function headingAnchors(headings) {
	const taken = new Set();
	return headings.map(({ text }) => {
		const plain = text.trim().toLowerCase().replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, "").replaceAll(" ", "-");
		let anchor = plain;
		for (let count = 1; taken.has(anchor); count += 1) anchor = `${plain}-${count}`;
		taken.add(anchor);
		return anchor;
	});
}

export { closeOfOpenBlock, findBrokenTable, findExcess, findLooseBoxes, findLostRows, findOpaque, findRowAbove, findSyntaxProblem, findTooDeep, fold, foldedText, formats, frontMatterOf, hasKeyTwice, headingAnchors, hiddenParts, isPlaceholder, isRepository, isSaid, openBlockAtEnd, parseRepository, plainRow, readBox, readTable, referencesOf, repositoryKey, rowShape, sameRepository, segmentLines, segmentsOf, soleCode, splitLabel, startOf, stringsIn, stringsWithin };