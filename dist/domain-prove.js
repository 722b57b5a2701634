import { childPointer, cut, decides, decodeText, exitCode, lineIndex, parseYaml, redact, stableJson } from "./shared.js";
import { frontMatterOf } from "./parse.js";
import { parseJson } from "./parse-json.js";
import { parseMarkdown } from "./parse-markdown.js";

// shared/domain/prove/budget.ts
function shareOut(files, most) {
	const wanted = files.map(({ mutations }) => mutations.length);
	const given = files.map(() => 0);
	let left = most;
	let open = files.map((_, index) => index);
	while (left > 0 && open.length > 0) {
		const each = Math.max(1, Math.floor(left / open.length));
		for (const index of open) {
			const more = Math.min(each, (wanted[index] ?? 0) - (given[index] ?? 0), left);
			given[index] = (given[index] ?? 0) + more;
			left -= more;
		}
		open = open.filter((index) => (given[index] ?? 0) < (wanted[index] ?? 0));
	}
	return files.map(({ path, mutations }, index) => {
		const mine = spread(mutations, given[index] ?? 0);
		return {
			path,
			mutations: mine,
			left: mutations.length - mine.length
		};
	});
}
function spread(all, count) {
	if (count >= all.length) return [...all];
	if (count <= 1) return count === 1 ? all.slice(-1) : [];
	const chosen = new Set(Array.from({ length: count }, (_, index) => Math.floor(index * (all.length - 1) / (count - 1))));
	return all.filter((_, index) => chosen.has(index));
}

// shared/domain/prove/fact.ts
function withFact(text, fact) {
	return `${text.slice(0, fact.start)}${fact.text}${text.slice(fact.end)}`;
}
function shifted(facts, by) {
	return facts.map((fact) => ({
		...fact,
		start: fact.start + by,
		end: fact.end + by
	}));
}

// shared/domain/prove/other-value.ts
const contraries = [
	["pass", "fail"],
	["passed", "failed"],
	["ok", "failed"],
	["approved", "rejected"],
	["deprecated", "approved"],
	["go", "no-go"],
	["conditional-go", "go"],
	["open", "closed"],
	["done", "open"],
	["yes", "no"],
	["on", "off"],
	["enabled", "disabled"],
	["active", "inactive"],
	["green", "red"],
	["true", "false"],
	["supported", "unsupported"],
	["success", "failure"],
	["deferred", "closed"],
	["unverified", "passed"]
];
const contraryOf = new Map([...contraries.map(([a, b]) => [b, a]).reverse(), ...[...contraries].reverse()]);
const hash = /^(?:(?:sha1|sha256|sha512)[:-])?[0-9a-f]{7,128}$/i;
const date = /^(\d{4}-\d{2}-)(\d{2})((?:[T ]\d.*)?)$/;
const version = /^(?:[~^<>=]*\s*)?[A-Za-z]*\d+(?:\.\d+)+(?:[-+][\w.+-]*)?$|^(?:[\w-]+[.@/-])?v\d+(?:\.\d+)*$/;
const path = /^(?![a-z]+:)[^\s]*(?:\/[^\s]|[^\s]\.[A-Za-z][A-Za-z0-9]{0,7}$)[^\s]*$/;
function otherValue(text) {
	const trimmed = text.trim();
	const contrary = contraryOf.get(trimmed.toLowerCase());
	if (contrary !== void 0) return {
		kind: "status",
		to: likeCase(contrary, trimmed)
	};
	if (trimmed.length > 400 || /[\r\n]/.test(trimmed) || (trimmed.match(/\s+/g)?.length ?? 0) > 3) return void 0;
	if (hash.test(trimmed) && (trimmed.length >= 40 || /\d/.test(trimmed) && /[a-f]/i.test(trimmed))) return {
		kind: "hash",
		to: `${trimmed.slice(0, -1)}${trimmed.endsWith("0") ? "1" : "0"}`
	};
	const day = date.exec(trimmed);
	if (day !== null) {
		const of = Number(day[2]);
		const next = String(of < 28 ? of + 1 : of - 1).padStart(2, "0");
		return {
			kind: "date",
			to: `${day[1] ?? ""}${next}${day[3] ?? ""}`
		};
	}
	if (/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed)) return {
		kind: "address",
		to: renamed(trimmed)
	};
	if (version.test(trimmed)) return {
		kind: "version",
		to: otherNumber(trimmed)
	};
	if (/^-?\d+(?:\.\d+)?(?:\s?[%\w]{1,4})?$/.test(trimmed)) return {
		kind: "number",
		to: otherNumber(trimmed)
	};
	if (path.test(trimmed)) return {
		kind: "path",
		to: renamed(trimmed)
	};
	return {
		kind: "name",
		to: named(trimmed)
	};
}
const tellingDigits = 12;
function otherNumber(text) {
	const number = /^-?\d+(?:\.\d+)?/.exec(text)?.[0] ?? "";
	const head = number.length > tellingDigits || /^[eE]/.test(text.slice(number.length)) ? number.slice(0, tellingDigits) : text;
	const last = head.search(/\d(?=\D*$)/);
	if (last < 0) return named(text);
	const digit = Number(head[last]);
	return `${text.slice(0, last)}${digit === 9 ? 8 : digit + 1}${text.slice(last + 1)}`;
}
function renamed(text) {
	const name = text.slice(text.lastIndexOf("/") + 1);
	const ending = /(?<=[^/])\.[A-Za-z][\w]{0,7}$/.exec(name)?.[0] ?? "";
	return `${text.slice(0, text.length - ending.length)}-2${ending}`;
}
function named(text) {
	return `${text}${text.includes("_") ? "_" : "-"}2`;
}
function likeCase(word, like) {
	if (like.length > 1 && like === like.toUpperCase()) return word.toUpperCase();
	return /^\p{Lu}/u.test(like) ? `${word.slice(0, 1).toUpperCase()}${word.slice(1)}` : word;
}

// shared/domain/prove/text-facts.ts
const labelled = /^[ \t]*(?:[-*][ \t]+)?([\w."'/ -]{1,60}?)[ \t]*[:=][ \t]*(["']?)([^"'\r\n]+?)\2[ \t]*[,;]?[ \t]*$/;
const telling = /\b(?:sha(?:1|256|512):)?[0-9a-f]{40,128}\b|\b\d{4}-\d{2}-\d{2}(?:T[\d:.]+Z?)?\b|\bv?\d+\.\d+\.\d+(?:-[\w.]+)?\b|\bhttps?:\/\/[^\s"'`)>\]]+/g;
function toldIn(sentence) {
	return [...sentence.matchAll(telling)].flatMap(({ 0: from, index: at }) => {
		const other = otherValue(from);
		if (other === void 0) return [];
		const whole = `${sentence.slice(0, at)}${other.to}${sentence.slice(at + from.length)}`;
		return [{
			...other,
			from,
			whole,
			at
		}];
	});
}
function textFacts(text, code = false) {
	const facts = [];
	let prose = 0;
	for (const { 0: whole, index } of text.matchAll(/[^\r\n]*(?:\r\n|\n|\r)?/g)) {
		const line = whole.replace(/[\r\n]+$/, "");
		if (line.trim() === "") continue;
		const before = facts.length;
		const [, label = "", , value = ""] = code ? [] : labelled.exec(line) ?? [];
		const other = value === "" || value.startsWith("//") ? void 0 : otherValue(value);
		if (other !== void 0) {
			const start = index + line.lastIndexOf(value);
			facts.push({
				start,
				end: start + value.length,
				text: other.to,
				what: label.trim(),
				from: value,
				...other
			});
		} else {
			for (const { at, whole: _whole, ...told } of toldIn(line)) {
				const start = index + at;
				facts.push({
					start,
					end: start + told.from.length,
					text: told.to,
					what: told.kind,
					...told
				});
			}
			facts.push(...listed(line, index, whole.length));
		}
		if (facts.length === before) prose += 1;
	}
	return {
		facts,
		prose: code ? 0 : prose
	};
}
function listed(line, start, length) {
	const [, head = "", path = ""] = /^([0-9a-f]{40,128}[ \t]+\*?)(\S.*)$/i.exec(line) ?? [];
	const other = otherValue(path);
	if (path === "" || other === void 0) return [];
	const at = start + head.length;
	return [{
		start: at,
		end: at + path.length,
		text: other.to,
		what: "path",
		from: path,
		...other,
		kind: "path"
	}, {
		start,
		end: start + length,
		text: "",
		what: `the line of ${path}`,
		kind: "entry",
		from: line.trim()
	}];
}

// shared/domain/prove/json-facts.ts
function jsonFacts(text) {
	const facts = [];
	let prose = 0;
	let at = 0;
	const blank = () => {
		while (/[ \t\r\n]/.test(text[at] ?? "")) at += 1;
	};
	const token = (pattern) => {
		pattern.lastIndex = at;
		const found = pattern.exec(text)?.[0] ?? "";
		at += found.length;
		return found;
	};
	const string = () => token(/"(?:[^"\\]|\\.)*"/gy);
	const scalar = (pointer) => {
		const start = at;
		const what = pointer === "" ? "the whole document" : pointer;
		if (text[at] === "\"") {
			const value = JSON.parse(string());
			const other = otherValue(value);
			if (other !== void 0) facts.push({
				start,
				end: at,
				text: JSON.stringify(other.to),
				what,
				from: value,
				...other
			});
			else {
				const told = toldIn(value);
				for (const { whole, at: _at, ...piece } of told) facts.push({
					start,
					end: at,
					text: JSON.stringify(whole),
					what,
					...piece
				});
				if (told.length === 0) prose += 1;
			}
			return;
		}
		const word = token(/[^\s,\]}]+/gy);
		const [kind, to] = otherWord(word);
		facts.push({
			start,
			end: at,
			text: to,
			what,
			kind,
			from: word,
			to
		});
	};
	const value = (pointer) => {
		if (text[at] === "{") return container(pointer, "}");
		if (text[at] === "[") return container(pointer, "]");
		scalar(pointer);
	};
	const container = (pointer, close) => {
		const members = [];
		at += 1;
		blank();
		while (at < text.length && text[at] !== close) {
			const from = at;
			let child = childPointer(pointer, members.length);
			if (close === "}") {
				child = childPointer(pointer, JSON.parse(string()));
				blank();
				at += 1;
				blank();
			}
			const [start, isEntry] = [at, close === "]" || text[at] === "{"];
			value(child);
			members.push({
				pointer: child,
				from,
				start,
				end: at,
				isEntry
			});
			blank();
			if (text[at] === ",") at += 1;
			blank();
		}
		at += 1;
		for (const [index, member] of members.entries()) if (member.isEntry) facts.push(removal(text, members, index));
	};
	blank();
	value("");
	return {
		facts,
		prose
	};
}
function otherWord(word) {
	if (word === "true") return ["flag", "false"];
	if (word === "false") return ["flag", "true"];
	return word === "null" ? ["nothing", "\"other\""] : ["number", otherNumber(word)];
}
function removal(text, members, index) {
	const [before, own, after] = [
		members[index - 1],
		members[index],
		members[index + 1]
	];
	if (own === void 0) throw new RangeError(`there is no entry ${index}`);
	const { pointer, from } = own;
	const [start, end] = after !== void 0 ? [from, after.from] : [before?.end ?? from, own.end];
	return {
		start,
		end,
		text: "",
		what: `the entry ${pointer}`,
		kind: "entry",
		from: text.slice(from, own.end)
	};
}

// shared/domain/prove/markdown-facts.ts
function markdownFacts(text, document, bodyStart = 1) {
	const facts = [];
	let prose = 0;
	const { lines } = document;
	const offsetOf = ({ line, column }) => (lines.start(line) ?? 0) + column - 1;
	const add = (position, value, what) => {
		const found = pieceFacts(text, offsetOf(position), value, what);
		if (found.length === 0) prose += 1;
		facts.push(...found);
	};
	const references = new Set();
	for (const { header, rows } of document.tables) for (const row of rows) {
		const name = row.cells.find((cell) => cell.text !== "")?.text ?? "empty";
		for (const [index, cell] of row.cells.entries()) if (cell.text !== "") add(cell.position, cell.text, `${header[index]?.text ?? "a cell"} of ${name}`);
		facts.push(lineRemoval(text, lines.start(row.position.line) ?? 0, `the row ${name}`));
		references.add(row.position.line);
	}
	for (const { label, value, position } of [...document.bullets, ...document.labelledLines]) if (value !== "") add(position, value, label.replace(/^\[[ xX]\] /, ""));
	for (const box of document.boxes) {
		references.add(box.position.line);
		const start = lines.start(box.position.line) ?? 0;
		const mark = /^(.*?\[)([ xX])\]/.exec(text.slice(start, start + (lines.line(box.position.line)?.length ?? 0)));
		if (mark === null) continue;
		const at = start + (mark[1]?.length ?? 0);
		const to = box.checked ? " " : "x";
		facts.push({
			start: at,
			end: at + 1,
			text: to,
			what: box.text,
			kind: "box",
			from: box.checked ? "x" : " ",
			to
		});
	}
	for (const line of references) {
		const own = lines.line(line) ?? "";
		for (const [all, code, target] of own.matchAll(/`([^`]+)`|\]\(([^()\s]+)\)/g)) {
			const value = code ?? target ?? "";
			const at = (lines.start(line) ?? 0) + own.indexOf(all) + all.indexOf(value);
			for (const fact of pieceFacts(text, at, value, `${code === void 0 ? "the link to" : "the code"} ${value}`)) if (!facts.some(({ start, text: put }) => start === fact.start && put !== "")) facts.push(fact);
		}
	}
	const taken = new Set(facts.map(({ start }) => lines.position(start).line));
	for (let line = bodyStart; line <= lines.count; line += 1) {
		if (taken.has(line) || references.has(line)) continue;
		const start = lines.start(line) ?? 0;
		for (const { at, whole: _whole, ...told } of toldIn(lines.line(line) ?? "")) facts.push({
			...told,
			start: start + at,
			end: start + at + told.from.length,
			text: told.to,
			what: told.kind
		});
	}
	return {
		facts,
		prose
	};
}
function frontFacts(front, offset) {
	const { facts, prose } = textFacts(front);
	return {
		facts: shifted(facts, offset),
		prose
	};
}
function pieceFacts(text, offset, value, what) {
	const start = offset + (/`+ ?/y.exec(text.slice(offset))?.[0].length ?? 0);
	if (!text.startsWith(value, start) || text[start - 1] === "[") return [];
	const other = otherValue(value);
	if (other !== void 0) return [{
		start,
		end: start + value.length,
		text: other.to,
		what,
		from: value,
		...other
	}];
	return toldIn(value).map(({ at, whole: _whole, ...told }) => {
		const from = start + at;
		return {
			...told,
			start: from,
			end: from + told.from.length,
			text: told.to,
			what
		};
	});
}
function lineRemoval(text, start, what) {
	const [line = ""] = /[^\r\n]*(?:\r\n|\n|\r)?/.exec(text.slice(start)) ?? [];
	return {
		start,
		end: start + line.length,
		text: "",
		what,
		kind: "entry",
		from: line.trim()
	};
}

// shared/domain/prove/yaml-facts.ts
function yamlFacts(text, document, lines) {
	const facts = [];
	let prose = 0;
	const offsetOf = ({ line, column }) => (lines.start(line) ?? 0) + column - 1;
	const seen = new Set();
	for (const pointer of document.leaves()) {
		const position = document.at(pointer);
		if (position === void 0) continue;
		const start = offsetOf(position);
		if (seen.has(start)) continue;
		seen.add(start);
		const found = scalarFacts(text, start, pointer, document.get(pointer) ?? null);
		if (found.length === 0) prose += 1;
		facts.push(...found);
	}
	facts.push(...entries(text, document, lines, offsetOf));
	return {
		facts,
		prose
	};
}
function scalarFacts(text, start, pointer, value) {
	if (typeof value === "object" && value !== null) return [];
	const what = pointer === "" ? "the whole document" : pointer;
	if (typeof value !== "string") {
		const word = source(/[^\s,\]}#]+/gy, text, start);
		if (word === "" || /^[&*!]/.test(word)) return [];
		const to = typeof value === "boolean" ? String(!value) : value === null ? "other" : otherNumber(word);
		const kind = typeof value === "boolean" ? "flag" : value === null ? "nothing" : "number";
		return [{
			start,
			end: start + word.length,
			text: to,
			what,
			kind,
			from: word,
			to
		}];
	}
	const other = otherValue(value);
	return (other === void 0 ? toldIn(value) : [{
		...other,
		from: value,
		whole: other.to
	}]).flatMap(({ kind, from, to, whole }) => {
		const { written, spelt } = spelling(text, start, value, whole);
		return written === "" ? [] : [{
			start,
			end: start + written.length,
			text: spelt,
			what,
			kind,
			from,
			to
		}];
	});
}
function spelling(text, start, value, to) {
	if (text[start] === "\"") return {
		written: source(/"(?:[^"\\\r\n]|\\.)*"/gy, text, start),
		spelt: JSON.stringify(to)
	};
	if (text[start] === "'") return {
		written: source(/'(?:[^'\r\n]|'')*'/gy, text, start),
		spelt: `'${to.replaceAll("'", "''")}'`
	};
	return {
		written: value !== "" && text.startsWith(value, start) ? value : "",
		spelt: to
	};
}
function source(pattern, text, start) {
	pattern.lastIndex = start;
	return pattern.exec(text)?.[0] ?? "";
}
function entries(text, document, lines, offsetOf) {
	const found = [];
	const visit = (value, pointer) => {
		if (typeof value !== "object" || value === null) return;
		const list = Array.isArray(value);
		for (const [key, member] of Object.entries(value)) {
			const child = childPointer(pointer, key);
			const at = list && value.length > 1 ? document.at(child) : void 0;
			if (at !== void 0) {
				const piece = blockEntry(text, at, lines) ?? flowEntry(text, offsetOf(at), member);
				if (piece !== void 0) {
					const from = text.slice(piece.start, piece.end).trim();
					found.push({
						...piece,
						text: "",
						what: `the entry ${child}`,
						kind: "entry",
						from
					});
				}
			}
			visit(member, child);
		}
	};
	visit(document.value, "");
	const seen = new Set();
	return found.filter(({ start }) => !seen.has(start) && seen.add(start));
}
function blockEntry(text, at, lines) {
	const start = lines.start(at.line) ?? 0;
	const lead = /^([ \t]*)-[ \t]+$/.exec(text.slice(start, start + at.column - 1))?.[1];
	if (lead === void 0) return void 0;
	let line = at.line + 1;
	for (; line <= lines.count; line += 1) {
		const own = lines.line(line) ?? "";
		const indent = own.length - own.trimStart().length;
		if (own.trim() !== "" && indent <= lead.length) break;
	}
	return {
		start,
		end: lines.start(line) ?? text.length
	};
}
function flowEntry(text, start, value) {
	if (typeof value === "object") return void 0;
	const own = typeof value === "string" ? spelling(text, start, value, "").written : source(/[^\s,\]}#]+/gy, text, start);
	if (own === "") return void 0;
	const end = start + own.length;
	const behind = source(/[ \t]*,[ \t]*/gy, text, end);
	if (behind !== "") return {
		start,
		end: end + behind.length
	};
	const before = /,[ \t]*$/.exec(text.slice(0, start))?.[0];
	return before === void 0 ? void 0 : {
		start: start - before.length,
		end
	};
}

// shared/domain/prove/file-facts.ts
const code = /\.(?:[cm]?[jt]sx?|py|rb|go|rs|java|kt|cs|sh|bash|php|c|h|cpp|hpp|swift)$/i;
function fileFacts(path, content) {
	const gone = {
		path,
		line: 1,
		column: 1,
		what: "the file",
		kind: "file",
		from: `${content.length} bytes`,
		bytes: () => void 0,
		isSound: () => true
	};
	const decoded = decodeText(content);
	if (!decoded.ok) return {
		mutations: [gone],
		untried: [{
			count: 1,
			why: "not-text"
		}]
	};
	const { text, bom } = decoded;
	const lines = lineIndex(text);
	const { facts, prose } = factsOf(path, text);
	const own = valueOf(path);
	const value = own(text) === void 0 ? (any) => any : own;
	const before = stableJson(value(text));
	const mutations = [...facts].sort((a, b) => a.start - b.start || a.end - b.end || (a.text < b.text ? -1 : 1)).map((fact) => mutation(path, fact, lines.position(fact.start), {
		bytes: () => new TextEncoder().encode(`${bom ? "﻿" : ""}${withFact(text, fact)}`),
		isSound() {
			const after = value(withFact(text, fact));
			return after !== void 0 && stableJson(after) !== before;
		}
	}));
	const untried = prose === 0 ? [] : [{
		count: prose,
		why: "prose"
	}];
	const empty = {
		...gone,
		to: "0 bytes",
		bytes: () => new Uint8Array()
	};
	return {
		mutations: [
			...mutations,
			...content.length === 0 ? [] : [empty],
			gone
		],
		untried
	};
}
function mutation(path, { what, kind, from, to }, { line, column }, made) {
	return {
		path,
		line,
		column,
		what,
		kind,
		from,
		...to === void 0 ? {} : { to },
		...made
	};
}
function endingOf(path) {
	return /\.([a-z0-9]+)$/i.exec(path)?.[1]?.toLowerCase() ?? "";
}
function valueOf(path) {
	const ending = endingOf(path);
	return (text) => {
		const parsed = ending === "json" ? parseJson(text) : ending === "yaml" || ending === "yml" ? parseYaml(text, { keysAsText: true }) : void 0;
		if (parsed === void 0) return text;
		return parsed.ok ? parsed.document.value : void 0;
	};
}
function factsOf(path, text) {
	const ending = endingOf(path);
	if (ending === "ndjson" || ending === "jsonl") return rowFacts(text);
	if (ending === "json") return parseJson(text).ok ? jsonFacts(text) : textFacts(text);
	if (ending === "yaml" || ending === "yml") {
		const parsed = parseYaml(text, { keysAsText: true });
		return parsed.ok ? yamlFacts(text, parsed.document, lineIndex(text)) : textFacts(text);
	}
	if (ending === "md" || ending === "markdown") {
		const parsed = parseMarkdown(text);
		if (!parsed.ok) return textFacts(text);
		const front = frontMatterOf(text)?.content;
		const own = front === void 0 ? {
			facts: [],
			prose: 0
		} : frontFacts(front, text.indexOf(front));
		const behind = front === void 0 ? 0 : text.indexOf(front) + front.length;
		const bodyStart = lineIndex(text).position(behind).line;
		const body = markdownFacts(text, parsed.document, bodyStart);
		return {
			facts: [...own.facts, ...body.facts],
			prose: own.prose + body.prose
		};
	}
	return textFacts(text, code.test(path));
}
function rowFacts(text) {
	const all = {
		facts: [],
		prose: 0
	};
	for (const { 0: line, index } of text.matchAll(/[^\r\n]+/g)) {
		if (!parseJson(line).ok) {
			all.prose += 1;
			continue;
		}
		const { facts, prose } = jsonFacts(line);
		all.facts.push(...shifted(facts, index), lineRemoval(text, index, "the row"));
		all.prose += prose;
	}
	return all;
}

// shared/domain/prove/attempts.ts
const mostBytes = 1048576;
function attemptsOf({ files, missed, containers }, most, folder) {
	const untried = [];
	const leave = (path, count, why) => {
		if (count > 0) untried.push({
			path: toldPath(path, folder),
			count,
			why
		});
	};
	const parts = inOrder(files.keys()).map((path) => {
		const content = files.get(path) ?? new Uint8Array();
		if (content.length > 1048576) {
			leave(path, 1, "too-large");
			return {
				path,
				mutations: []
			};
		}
		const { mutations, untried: left } = fileFacts(path, content);
		for (const { count, why } of left) leave(path, count, why);
		return {
			path,
			mutations
		};
	});
	const unopened = (paths) => inOrder(paths).filter((path) => !files.has(path));
	for (const path of unopened(missed.keys())) leave(path, 1, missed.get(path) ?? "not-read");
	for (const path of unopened(containers)) leave(path, 1, "opened-whole");
	const shares = shareOut(parts, most);
	for (const { path, left } of shares) leave(path, left, "limit");
	return {
		shares,
		untried
	};
}
function toldPath(path, folder) {
	return path.startsWith(folder) ? path.slice(folder.length) : `/${path}`;
}
function inOrder(paths) {
	return [...paths].sort();
}

// shared/domain/prove/settings.ts
const data = /\.(?:json|ya?ml|md)$/i;
const furtherSettings = {
	"manifest-sync": [{
		rule: "manifest-sync/fields-agree",
		how: "an entry under fields: that names the place",
		files: data
	}],
	"contract-change": [{
		rule: "contract-change/versions-agree",
		how: "a place under versions:",
		files: data
	}, {
		rule: "contract-change/error-codes-agree",
		how: "a list under error-codes:",
		files: data
	}],
	"external-setup": [{
		rule: "external-setup/form",
		how: "a field under fields: of a target",
		files: /\.(?:json|ya?ml)$/i
	}],
	"kpi-report": [{
		rule: "kpi-report/rows-sound",
		how: "a column under rows: or constant:",
		files: /\.(?:ndjson|jsonl|json)$/i
	}],
	"gate-checklist": [{
		rule: "gate-checklist/measured",
		how: "a claim under measured:",
		files: /\.md$/i
	}]
};
const wholeFile = [{
	rule: "evidence-bundle/digests",
	how: "a list of checksums that must name the file (files)"
}, {
	rule: "atomic-change/together",
	how: "a group that names the file and what changes with it"
}];

// shared/domain/prove/guard.ts
function noticedBy(before, after, path, failOn) {
	const { control, status, error } = after;
	const known = new Set(before.results.map(identity));
	const fresh = after.results.filter((result) => decides(result.severity) && result.waiver === void 0 && !known.has(identity(result)));
	const blocks = (as) => exitCode(as, failOn, error?.code) !== 0;
	const failed = fresh.find((result) => result.status === "failed");
	if (failed !== void 0) return {
		control,
		status,
		rule: failed.rule,
		message: failed.message,
		blocks: blocks("failed")
	};
	const open = fresh.filter((result) => result.status === "unverified");
	const own = open.find((result) => names(result, path)) ?? (worse(before.status, status) ? open[0] : void 0);
	if (worse(before.status, status) && (status === "failed" || status === "error" || own === void 0)) return {
		control,
		status,
		message: error?.message ?? `its status is ${status}`,
		blocks: blocks(status)
	};
	if (own === void 0) return void 0;
	return {
		control,
		status,
		rule: own.rule,
		message: own.because?.message ?? own.message,
		blocks: blocks("unverified")
	};
}
const order = [
	"not-applicable",
	"passed",
	"unverified",
	"failed",
	"error"
];
function worse(before, after) {
	return after !== before && order.indexOf(after) > order.indexOf(before) && after !== "passed";
}
function identity({ fingerprint, status, waiver }) {
	return `${fingerprint} ${status} ${waiver === void 0 ? "" : "waived"}`;
}
function names({ location, about, because, message }, path) {
	const tellsOf = [
		message,
		because?.message ?? "",
		because?.needs ?? "",
		...about
	];
	const isIt = (text) => text === path || text.split(/[\s,;:()"'`]+/).includes(path);
	return location?.path === path || tellsOf.some(isIt);
}
function couldGuard(path, reports) {
	const found = new Map();
	const add = (one) => {
		if (!found.has(one.rule)) found.set(one.rule, one);
	};
	for (const { control } of reports) for (const { files, ...one } of furtherSettings[control] ?? []) if (files.test(path)) add(one);
	for (const { results } of reports) for (const { rule, status, because } of results) {
		const how = because?.message ?? "";
		if (status === "not-applicable" && isOff.test(how)) add({
			rule,
			how
		});
	}
	return [...found.values()];
}
const isOff = /^(?:the (?:configuration|policy) (?:asks|names|gives|sets|does not|takes|lists)|disabled: |remote is off)/;

// shared/domain/prove/summary.ts
function proveDocument({ version, unchanged, facts, files, untried, unread, commands }) {
	const guarded = guardedOf(facts);
	const green = unchanged.every(({ status }) => status === "passed" || status === "not-applicable");
	const whole = untried.every(({ why }) => why === "prose");
	return {
		kind: "release-governance/prove",
		schemaVersion: 1,
		version,
		status: guarded < facts.length ? "failed" : green && whole && facts.length > 0 ? "passed" : "unverified",
		guarded,
		tried: facts.length,
		unchanged: unchanged.map(({ control, status: said, summary }) => {
			return {
				control,
				status: said,
				summary,
				guards: facts.filter(({ guardedBy }) => guardedBy?.control === control).length
			};
		}),
		commands,
		facts: facts.map(shown),
		files,
		untried,
		unread
	};
}
const recording = /\.(?:json|jsonl|ndjson|ya?ml|toml|md|markdown|csv|tsv|sha(?:1|256|512)|sums?|txt|lock|ini|properties)$/i;
const mostUnread = 200;
function unreadFiles(paths, read) {
	const unread = paths.filter((path) => recording.test(path) && !read.has(path)).sort();
	return {
		count: unread.length,
		paths: unread.slice(0, mostUnread)
	};
}
function provedFile(path, facts, readers) {
	const readBy = readers.map(({ control }) => control);
	return {
		path,
		tried: facts.length,
		guarded: guardedOf(facts),
		readBy,
		couldGuard: couldGuard(path, readers)
	};
}
function guardedOf(facts) {
	return facts.filter(({ guardedBy }) => guardedBy !== void 0).length;
}
function shown({ what, from, to, ...fact }) {
	const clean = (text) => cut(redact(text).text, mostShown);
	return {
		...fact,
		what: clean(what),
		from: clean(from),
		...to === void 0 ? {} : { to: clean(to) }
	};
}
const mostShown = 200;

export { attemptsOf, mostBytes, noticedBy, proveDocument, provedFile, toldPath, unreadFiles, wholeFile };