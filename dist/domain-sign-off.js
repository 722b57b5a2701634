import { containedPath, decodeText, isCalendarDay, isCommitId, millisecondsPerDay, quote, startOfDay } from "./shared.js";
import { locate } from "./core-location.js";
import { parseMarkdown } from "./parse-markdown.js";
import { hiddenParts, isPlaceholder } from "./parse.js";
import { parseProse } from "./parse-markdown-prose.js";
import { calledBy, decisionKinds, foldedWord, partNames } from "./domain-sign-off-config.js";
import { noData, passed, unverified } from "./domain-verdict.js";
import { posix } from "node:path";

// shared/domain/sign-off/document.ts
const signOffMaxBytes = 262144;
function emptySignOff(path) {
	return {
		path,
		decisions: [],
		commits: [],
		branches: [],
		parts: {},
		references: [],
		record: [],
		risks: []
	};
}
function isOpen(text) {
	return isPlaceholder(text) || /^(?:n\/?a|pending|unknown|someone|owner)[.!]?$/i.test(text.trim());
}

// shared/domain/sign-off/risks.ts
const none = /^(?:none(?: (?:known|open|left))?|(?:there are )?no (?:open |known )?risks(?: left| remain)?)[.!]?$/i;
function risksIn(prose, { tables }, words, at) {
	const isOf = (under) => under.some((heading) => calledBy(heading, ["risks"], words) !== void 0);
	const blocks = new Map();
	for (const { under, kind, depth, block, text, position } of prose) {
		const before = blocks.get(block);
		if (before !== void 0) before.text += ` ${text}`;
		else if (isOf(under) && (kind === "item" || kind === "paragraph" && depth === 0)) blocks.set(block, {
			text,
			position
		});
	}
	const lines = [...blocks.values()].filter(({ text }) => !/[:：]$/.test(text));
	const cells = new Set(prose.flatMap(({ under, kind, position }) => kind === "cell" && isOf(under) ? [position.line] : []));
	const ofTables = tables.flatMap((table) => {
		const names = table.header.map(({ text }) => calledBy(text, [
			"risk",
			"owner",
			"due",
			"check",
			"status"
		], words));
		if (!(names.includes("risk") && (names.includes("owner") || cells.has(table.position.line))) && !cells.has(table.position.line)) return [];
		const column = (name) => names.findIndex((one) => one === name);
		return table.rows.map((row) => {
			const said = (name) => {
				const cell = row.cells[column(name)];
				return cell === void 0 || cell.text === "" ? void 0 : {
					text: cell.text,
					at: at(cell.position)
				};
			};
			return {
				text: said("risk")?.text ?? row.cells[0]?.text ?? "",
				owner: said("owner"),
				due: said("due"),
				check: said("check"),
				status: said("status"),
				at: at(row.position)
			};
		});
	});
	const ofItems = lines.map(({ text, position }) => riskOf(text, at(position)));
	return [...ofTables, ...ofItems].filter(({ text }) => !none.test(text));
}
function riskOf(text, at) {
	const said = {};
	const rest = text.replace(/[(\s;,.–—-]*\b(owner|due|check|status)\s*:\s*([^;,()]+?)\s*(?=[;,()]|\.\s|\.?$)\)?/giu, (_all, name, value) => {
		said[name.toLowerCase()] ??= {
			text: value,
			at
		};
		return "";
	});
	const { owner, due, check, status } = said;
	return {
		text: rest.replace(/[\s;,()]+$/, "").trim() || text,
		owner,
		due,
		check,
		status,
		at
	};
}
function isClosed({ status }, words) {
	return status !== void 0 && calledBy(status.text, ["closed"], words) !== void 0;
}
function judgeRisk(risk, { latest, isPerson, check }) {
	const problems = [];
	const owner = risk.owner?.text.trim() ?? "";
	if (owner === "" || isOpen(owner)) problems.push("it has no owner");
	else if (!isPerson(owner)) problems.push(`its owner ${quote(owner)} is nobody whom the policy names`);
	const due = risk.due?.text.trim() ?? "";
	if (due === "" || isOpen(due)) problems.push("it has no due date");
	else if (!/^\d{4}-\d{2}-\d{2}$/.test(due) || !isCalendarDay(due)) problems.push(`its due date ${quote(due)} is no day as YYYY-MM-DD`);
	else if (startOfDay(due) + 864e5 <= latest) problems.push(`its due date ${due} has passed`);
	const id = risk.check?.text.trim() ?? "";
	const live = id === "" || isOpen(id) ? void 0 : check(id);
	if (id === "" || isOpen(id)) problems.push("it has no check");
	else if (live === void 0) problems.push(`its check ${quote(id)} is none that the policy knows`);
	else if (live.status === "failed") problems.push(`its check ${quote(id)} failed`);
	if (problems.length > 0) return {
		status: "failed",
		problem: problems.join("; "),
		expected: "an owner, a day that is to come, and the id of a check that runs",
		actual: problems,
		fix: "write (owner: @login; due: YYYY-MM-DD; check: id) behind the risk, or close it",
		at: risk.at
	};
	if (live !== void 0 && live.status !== "passed") return unverified(noData(`its check ${quote(id)} did not run for this commit`, `the check ${id} in this run`));
	return passed;
}
function notRunBy(risks, gates, words) {
	const found = new Map();
	for (const risk of risks) {
		const text = ` ${foldedWord(risk.text).replace(/[^\p{L}\p{N}]+/gu, " ")} `;
		if (!words["not-run"].some((phrase) => text.includes(` ${phrase.replace(/[^\p{L}\p{N}]+/gu, " ")} `))) continue;
		const named = gates.filter(({ id, title, names, check, verification, control }) => [
			id,
			title,
			check,
			verification,
			control,
			...names
		].some((name) => name !== void 0 && text.includes(` ${foldedWord(name).replace(/[^\p{L}\p{N}]+/gu, " ").trim()} `)));
		for (const gate of named.length === 0 ? [void 0] : named) found.set(gate, [...found.get(gate) ?? [], risk]);
	}
	return found;
}

// shared/domain/sign-off/references.ts
const longestRange = 200;
function referencesIn({ text, pieces }, path, own, at) {
	const found = new Map();
	const add = (kind, value, said) => {
		const key = `${kind} ${value}`;
		if (!found.has(key)) found.set(key, {
			kind,
			value,
			text: said,
			at
		});
	};
	for (const number of pullsIn(text)) add("pull", String(number), `#${number}`);
	for (const piece of pieces) {
		if (piece.url !== void 0) {
			const linked = linkedBy(piece.url, path, own);
			if (linked !== void 0) add(linked.kind, linked.value, piece.url);
		}
		if (piece.kind === "code") {
			const code = piece.text.trim();
			const file = isShaLike(code) ? void 0 : fileNamed(code);
			if (isShaLike(code)) add("commit", code, code);
			else if (file !== void 0) add("file", file, code);
		} else if (piece.url === void 0) {
			const bare = piece.text.replace(/https?:\/\/[^\s<>|]+[^\s<>|.,;:!?'")\]]/g, (url) => {
				const linked = linkedBy(url, path, own);
				if (linked !== void 0) add(linked.kind, linked.value, url);
				return " ";
			});
			for (const [sha] of bare.matchAll(/\b(?:[0-9a-f]{64}|[0-9a-f]{40})\b/g)) add("commit", sha, sha);
		}
	}
	return [...found.values()];
}
function pullsIn(text) {
	const numbers = new Set();
	for (const [, from = "", to = ""] of text.matchAll(/(?<![\w&])#(\d{1,7})\s*(?:-|–|—|\bto\b|\bthrough\b|\buntil\b|\.{2,3})\s*#(\d{1,7})\b/g)) {
		const [first, last] = [Number(from), Number(to)];
		if (last - first > longestRange) continue;
		for (let number = first; number <= last; number += 1) numbers.add(number);
	}
	for (const [, number = ""] of text.matchAll(/(?<![\w&])#(\d{1,7})\b/g)) numbers.add(Number(number));
	return [...numbers].sort((a, b) => a - b);
}
function isShaLike(text) {
	return isCommitId(text) || /^[0-9a-f]{7,39}$/.test(text) && /\d/.test(text) && /[a-f]/.test(text);
}
const extensions = new Set("c cc cfg cjs conf cpp cs css csv env gif go gradle gz h hpp html ini ipynb java jpg js json jsonc jsx kt lock log md mdx mjs mts ndjson patch pdf php pl png ps1 py rb rego rs sarif sh sha256 sql svg swift tar tf tgz toml ts tsx txt wasm xml yaml yml zip".split(" "));
function fileNamed(code) {
	const text = code.replace(/#[\w-]*$/, "").replace(/:\d+(?:[:-]\d+)?$/, "");
	if (text.length > 300 || !/^[\w@.][\w@.+()[\]*{},-]*(?:\/[\w@.+()[\]*{},-]+)*\/?$/.test(text)) return void 0;
	const last = text.replace(/\/$/, "").split("/").at(-1) ?? "";
	const extension = /\.([A-Za-z0-9]+)$/.exec(last)?.[1]?.toLowerCase();
	if (!(extension !== void 0 && extensions.has(extension)) && !(text.endsWith("/") && text.includes("/"))) return void 0;
	const contained = containedPath(text.replace(/\/$/, ""));
	return contained.ok ? contained.path + (text.endsWith("/") ? "/" : "") : text;
}
function linkedBy(url, path, own) {
	if (url.startsWith("#") || url === "") return void 0;
	if (/^[A-Za-z][A-Za-z0-9+.-]*:/.test(url) || url.startsWith("//")) return addressed(url, own);
	const plain = decoded(url.replace(/[?#].*$/s, ""));
	return {
		kind: "file",
		value: plain.startsWith("/") ? posix.normalize(plain.slice(1)) : posix.normalize(posix.join(posix.dirname(path), plain))
	};
}
function addressed(url, own) {
	const elsewhere = {
		kind: "elsewhere",
		value: url
	};
	const prefix = own === void 0 ? void 0 : `https://${own.host}/${own.repository}/`.toLowerCase();
	if (prefix === void 0 || !url.toLowerCase().startsWith(prefix)) return elsewhere;
	const rest = decoded(url.slice(prefix.length).replace(/[?#].*$/s, ""));
	const [, pull] = /^pull\/(\d{1,7})(?:\/.*)?$/.exec(rest) ?? [];
	if (pull !== void 0) return {
		kind: "pull",
		value: String(Number(pull))
	};
	const [, commit] = /^commit\/([0-9a-f]{7,64})$/.exec(rest) ?? [];
	if (commit !== void 0) return {
		kind: "commit",
		value: commit
	};
	const [, run] = /^actions\/runs\/(\d{1,15})(?:\/.*)?$/.exec(rest) ?? [];
	if (run !== void 0) return {
		kind: "run",
		value: run
	};
	const [, tag] = /^releases\/tag\/(.+)$/.exec(rest) ?? [];
	if (tag !== void 0) return {
		kind: "tag",
		value: tag
	};
	const [, file] = /^(?:blob|tree)\/[^/]+\/(.+)$/.exec(rest) ?? [];
	return file === void 0 ? elsewhere : {
		kind: "file",
		value: posix.normalize(file)
	};
}
function decoded(text) {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
function textOf(pieces) {
	return pieces.map(({ text }) => text).join("").replace(/\s+/g, " ").trim();
}

// shared/domain/sign-off/lines.ts
function labelled({ pieces }) {
	for (const [index, piece] of pieces.entries()) {
		if (piece.kind === "code") continue;
		const colon = piece.text.search(/[:：](?=\s|$)/);
		if (colon === -1) continue;
		const label = textOf([...pieces.slice(0, index), {
			...piece,
			text: piece.text.slice(0, colon)
		}]);
		if (label === "") return void 0;
		const rest = piece.text.slice(colon + 1);
		return {
			label,
			value: [...rest.trim() === "" ? [] : [{
				...piece,
				text: rest
			}], ...pieces.slice(index + 1)]
		};
	}
}
function decisionIn(value, words) {
	const shown = value.filter(({ text }) => text.trim() !== "");
	const [first, ...others] = shown;
	const whole = textOf(shown);
	if (first === void 0) return {
		text: "",
		kind: void 0,
		rest: ""
	};
	const { word, rest } = first.kind === "code" || first.kind === "strong" || first.kind === "link" ? {
		word: first.text.trim(),
		rest: textOf(others)
	} : splitWord(whole, words);
	const kind = calledBy(word.replace(/[.!]$/, ""), decisionKinds, words);
	const takenBack = kind === "go" && /[\p{L}\p{N}]/u.test(rest);
	return {
		text: takenBack ? whole : word,
		kind: takenBack ? void 0 : kind,
		rest
	};
}
function splitWord(text, words) {
	const folded = foldedWord(text);
	const [longest] = decisionKinds.flatMap((kind) => words[kind]).filter((word) => folded.startsWith(word) && !/^[\p{L}\p{N}-]/u.test(folded.slice(word.length))).sort((a, b) => b.length - a.length);
	if (longest === void 0) return {
		word: text,
		rest: ""
	};
	return {
		word: text.slice(0, longest.length),
		rest: text.slice(longest.length).trim()
	};
}
function beginsWithDecision(pieces, words) {
	const shown = pieces.filter(({ text }) => text.trim() !== "");
	const [first] = shown;
	if (first === void 0) return false;
	if (first.kind === "code" || first.kind === "strong") return calledBy(first.text.replace(/[.!]$/, ""), decisionKinds, words) !== void 0;
	const { word } = splitWord(textOf(shown), words);
	return calledBy(word.replace(/[.!]$/, ""), decisionKinds, words) !== void 0;
}

// shared/domain/sign-off/read.ts
const mostNamed = 1e3;
function parseSignOff(path, content) {
	const decoded = decodeText(content);
	if (!decoded.ok) return {
		ok: false,
		problem: {
			message: decoded.message,
			at: {
				path,
				line: decoded.line
			}
		}
	};
	const parsed = parseMarkdown(decoded.text);
	if (!parsed.ok) return {
		ok: false,
		problem: {
			message: parsed.message,
			at: locate(path, parsed.position)
		}
	};
	const prose = parseProse(decoded.text);
	if (!prose.ok) return {
		ok: false,
		problem: {
			message: prose.message,
			at: locate(path, prose.position)
		}
	};
	return {
		ok: true,
		parsed: {
			markdown: parsed.document,
			prose: prose.prose
		}
	};
}
function readSignOff(path, content, words, own) {
	const result = parseSignOff(path, content);
	if (!result.ok) return {
		document: emptySignOff(path),
		problems: [result.problem]
	};
	const { markdown, prose } = result.parsed;
	const at = (position) => locate(path, position);
	const commits = [];
	const branches = [];
	const references = new Map();
	const addReference = (one) => {
		const key = `${one.kind} ${one.value}`;
		if (!references.has(key)) references.set(key, one);
	};
	for (const line of prose) {
		for (const one of referencesIn(line, path, own, at(line.position))) addReference(one);
		const label = line.kind === "paragraph" || line.kind === "item" ? labelled(line) : void 0;
		if (label === void 0) continue;
		const said = {
			text: textOf(label.value),
			at: at(line.position)
		};
		if (/^(?:release )?tag$/i.test(label.label) && said.text !== "") addReference({
			...said,
			kind: "tag",
			value: said.text
		});
		if (calledBy(label.label, ["commit"], words) !== void 0) {
			const ids = new Set(said.text.split(/[\s/,;()]+/).filter(isCommitId));
			if (ids.size === 0 && said.text !== "") commits.push(said);
			for (const id of ids) commits.push({
				...said,
				text: id
			});
		}
		const [branch] = label.value.filter(({ kind, text }) => kind === "code" && !/^[0-9a-f]{7,64}$/.test(text.trim()));
		if (branch !== void 0 && calledBy(label.label, ["branch"], words) !== void 0) branches.push({
			...said,
			text: branch.text.trim()
		});
	}
	const document = {
		path,
		decisions: [...decisionsIn(prose, words, at), ...decisionsOfTables(markdown, words, at)],
		commits,
		branches,
		parts: partsIn(prose, words, at),
		references: [...references.values()].slice(0, mostNamed),
		record: recordIn(markdown, words, at).slice(0, 1001),
		risks: risksIn(prose, markdown, words, at).slice(0, 1001)
	};
	const problems = hidden(markdown, at);
	for (const [what, count] of [
		["things", references.size],
		["risks", document.risks.length],
		["approvals", document.record.length]
	]) if (count > 1e3) problems.push({
		message: `names ${count} ${what}, expected at most ${mostNamed}`,
		at: { path }
	});
	return {
		document,
		problems
	};
}
function hidden({ brokenTables, opaque, tables }, at) {
	return [
		...brokenTables.map(({ message, position }) => ({
			message: `has a table that is none: ${message}`,
			at: at(position)
		})),
		...tables.flatMap(({ problems }) => problems.map(({ message, position }) => ({
			message: `has a table that is not whole: ${message}`,
			at: at(position)
		}))),
		...hiddenParts(opaque).map(({ message, position }) => ({
			message,
			at: at(position)
		}))
	];
}
function decisionsIn(prose, words, at) {
	const decisions = [];
	const named = new Set();
	for (const [index, line] of prose.entries()) {
		const label = line.kind === "paragraph" || line.kind === "item" ? labelled(line) : void 0;
		if (label === void 0 || calledBy(label.label, ["decision"], words) === void 0) continue;
		decisions.push({
			...decisionIn([...label.value, ...goesOn(prose, index)], words),
			at: at(line.position)
		});
		named.add(line.under.join("\n"));
	}
	for (const [index, line] of prose.entries()) {
		const heading = line.under.at(-1);
		if (!(heading !== void 0 && calledBy(heading, ["decision"], words) !== void 0) || named.has(line.under.join("\n")) || line.kind === "cell" || line.kind === "heading") continue;
		if (beginsWithDecision(line.pieces, words)) decisions.push({
			...decisionIn([...line.pieces, ...goesOn(prose, index)], words),
			at: at(line.position)
		});
	}
	return decisions;
}
function goesOn(prose, index) {
	const pieces = [];
	for (const line of prose.slice(index + 1)) {
		if (line.block !== prose[index]?.block || labelled(line) !== void 0) break;
		pieces.push({
			kind: "text",
			text: " "
		}, ...line.pieces);
	}
	return pieces;
}
function decisionsOfTables({ tables }, words, at) {
	return tables.flatMap(({ header, rows }) => (header.length === 2 ? rows : []).flatMap(({ cells: [label, value] }) => {
		if (label === void 0 || value === void 0 || calledBy(label.text, ["decision"], words) === void 0) return [];
		return [{
			...decisionIn([{
				kind: "text",
				text: value.text
			}], words),
			at: at(value.position)
		}];
	}));
}
function partsIn(prose, words, at) {
	const parts = {};
	const add = (part, text, position) => {
		(parts[part] ??= []).push({
			text,
			at: at(position)
		});
	};
	for (const [index, line] of prose.entries()) {
		if (line.kind === "heading") {
			const part = calledBy(line.text, partNames, words);
			if (part !== void 0) parts[part] ??= [];
			continue;
		}
		const parted = new Set(line.under.flatMap((heading) => calledBy(heading, partNames, words) ?? []));
		for (const part of parted) add(part, line.text, line.position);
		const label = line.kind === "cell" ? void 0 : labelled(line);
		if (label === void 0) continue;
		for (const part of partNames) {
			if (calledBy(label.label, [part], words) === void 0 || parted.has(part)) continue;
			parts[part] ??= [];
			const value = textOf(label.value);
			if (value !== "") add(part, value, line.position);
			else for (const item of itemsBehind(prose, index)) add(part, item.text, item.position);
		}
	}
	return parts;
}
function itemsBehind(prose, index) {
	const own = prose[index]?.depth ?? 0;
	const items = [];
	for (const line of prose.slice(index + 1)) {
		if (line.depth <= own) break;
		if (line.kind === "item") items.push(line);
	}
	return items;
}
function columnsOf({ header }, names, words) {
	const columns = {};
	for (const [index, { text }] of header.entries()) {
		const free = names.filter((name) => columns[name] === void 0);
		const name = calledBy(text, free, words);
		if (name !== void 0) columns[name] = index;
	}
	return columns;
}
function recordIn({ tables }, words, at) {
	return tables.flatMap((table) => {
		const columns = columnsOf(table, [
			"role",
			"name",
			"verdict",
			"time"
		], words);
		if (columns.role === void 0 || columns.name === void 0 || columns.verdict === void 0) return [];
		return table.rows.map((row) => {
			const said = (name) => saidIn(row, columns[name], at);
			return {
				role: said("role"),
				name: said("name"),
				verdict: said("verdict"),
				time: said("time"),
				at: at(row.position)
			};
		});
	});
}
function saidIn({ cells, position }, column, at) {
	const cell = column === void 0 ? void 0 : cells[column];
	return {
		text: cell?.text ?? "",
		at: at(cell?.position ?? position)
	};
}

export { columnsOf, emptySignOff, hidden, isClosed, isOpen, judgeRisk, mostNamed, notRunBy, parseSignOff, pullsIn, readSignOff, referencesIn, saidIn, signOffMaxBytes };