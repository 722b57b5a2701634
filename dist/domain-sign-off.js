import { containedPath, decodeText, isCalendarDay, isCommitId, millisecondsPerDay, quote, startOfDay } from "./shared.js";
import { locate } from "./core-location.js";
import { parseMarkdown } from "./parse-markdown.js";
import { hiddenParts, isPlaceholder } from "./parse.js";
import { parseProse } from "./parse-markdown-prose.js";
import { calledBy, columnNames, decisionKinds, foldedWord, partNames, seenWord } from "./domain-sign-off-config.js";
import { noData, passed, unverified } from "./domain-verdict.js";
import { posix } from "node:path";

// shared/domain/sign-off/document.ts
const signOffMaxBytes = 262144;
const evidenceMaxBytes = 1048576;
function emptySignOff(path) {
	return {
		path,
		decisions: [],
		commits: [],
		branches: [],
		parts: {},
		references: [],
		record: [],
		risks: [],
		openBoxes: []
	};
}
function isOpen(text) {
	return isPlaceholder(text, { orUnsaid: true }) || /^(?:n\/?a|pending|unknown|someone|owner)[.!]?$/i.test(text.trim());
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
	const links = pieces.map((piece) => piece.url === void 0 ? void 0 : linkedBy(piece.url, path, own));
	const shown = pieces.map((piece, index) => {
		const linked = links[index];
		if (linked === void 0) return piece.text;
		if (!isNamedBy(piece.text.trim(), linked)) add("mismatch", `${piece.text.trim()} ${linked.value}`, piece.text.trim());
		return linked.kind === "pull" ? `#${linked.value}` : " ";
	});
	const whole = pieces.length === 0 ? text : shown.join("");
	const ownName = own === void 0 ? void 0 : new RegExp(`(?<![\\w/.-])${literal(own.repository)}#`, "gi");
	for (const number of pullsIn(ownName === void 0 ? whole : whole.replace(ownName, "#"))) add("pull", String(number), `#${number}`);
	for (const [index, piece] of pieces.entries()) {
		const linked = links[index];
		if (piece.url !== void 0) {
			if (linked !== void 0) add(linked.kind, linked.value, piece.url);
			continue;
		}
		if (piece.kind === "code") {
			const code = piece.text.trim();
			const file = isShaLike(code) ? void 0 : fileNamed(code);
			if (isShaLike(code)) add("commit", code, code);
			else if (file !== void 0) add("file", file, code);
		} else {
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
function isNamedBy(text, { kind, value }) {
	const pulls = pullsIn(text);
	if (pulls.length > 0) return kind === "pull" && pulls.every((number) => String(number) === value);
	if (isShaLike(text)) return kind === "commit" && value.startsWith(text);
	const file = fileNamed(text);
	if (file === void 0) return true;
	const name = file.replace(/^(?:\.\.?\/)+/, "");
	return (kind === "file" || kind === "other-file") && (value === name || value.endsWith(`/${name}`));
}
function literal(text) {
	return text.replace(/[^\w]/g, "\\$&");
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
	if (/^(?:node|next|nuxt|vue|react|express|three|d3|deno|alpine|ember|chart|moment|angular)\.js$/i.test(text)) return void 0;
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
	const address = url.replace(/^https?:\/\/(?:www\.)?/i, "");
	const prefix = own === void 0 ? void 0 : `${own.host}/${own.repository}/`.toLowerCase();
	if (prefix === void 0 || address === url || !address.toLowerCase().startsWith(prefix)) return elsewhere;
	const rest = decoded(address.slice(prefix.length).replace(/[?#].*$/s, ""));
	const [, pull] = /^(?:pull|issues)\/(\d{1,7})(?:\/.*)?$/.exec(rest) ?? [];
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
	const [, named] = /^(?:blob|tree|raw)\/(.+)$/.exec(rest) ?? [];
	if (named === void 0) return elsewhere;
	const branch = `${own?.branch ?? ""}/`;
	if (branch === "/" || !named.startsWith(branch)) return {
		kind: "other-file",
		value: posix.normalize(named.replace(/^[^/]+\//, ""))
	};
	return {
		kind: "file",
		value: posix.normalize(named.slice(branch.length))
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
		if (piece.kind === "code" && index > 0) continue;
		const colon = piece.text.search(piece.kind === "code" ? /[:：]\s*$/ : /[:：](?=\s|$)/);
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
function isDecision(label, words) {
	const seen = seenWord(label);
	return words.decision.includes(seen) || /(?:^|[^\p{L}])(?:decision|recommendation|verdict)(?![\p{L}])/u.test(seen);
}
function isAboutDecision(label, words) {
	const seen = seenWord(label);
	return !words.decision.includes(seen) && /(?:decision|recommendation|verdict) (?:date|owner|owner group|guard|record)$/u.test(seen);
}
function isKnownLabel(label, words) {
	return /^further reason$/i.test(label) || calledBy(label, [...partNames, ...columnNames], words) !== void 0;
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
	const takenBack = kind === "go" && rest.replace(/\uFE0F/g, "").replace(/[\s.!✅✔✓]/gu, "") !== "";
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
function isAgainst(text, words) {
	const seen = seenWord(text).replace(/^[^\p{L}]+|[^\p{L})]+$/gu, "");
	return [...words["no-go"], ...words.restricted].includes(seen);
}

// shared/domain/sign-off/risks.ts
const none = /^(?:none(?: (?:known|open|left|remain(?:ing)?))?|n\/?a|(?:there are )?no (?:open |known |residual )*risks?(?: (?:left|remain|known|open))?)(?: (?:at this time|at present|for now|so far))?[.!]?$/i;
function risksIn(prose, { tables }, words, at) {
	const isOf = (under) => under.some((heading) => calledBy(heading, ["risks"], words) !== void 0);
	const blocks = blocksIn(prose, isOf, words);
	const cells = prose.filter(({ under, kind }) => kind === "cell" && isOf(under));
	const headings = blocks.filter(({ kind }) => kind === "heading");
	const said = blocks.filter(({ kind, text }) => kind !== "heading" && !none.test(text));
	const places = placesOf(headings, said, cells);
	const sections = new Map([...cells].reverse().map(({ position, under }) => [position.line, under]));
	const ofTables = tables.flatMap((table) => risksOfTable(table, sections.get(table.position.line), places, words, at));
	const ofLines = said.map(({ text, position, kind, depth, under }, index) => {
		const next = said[index + 1];
		const leads = kind === "paragraph" && depth === 0 && places.goesOnBehind(position, under) || /[:：]$/.test(text) && next !== void 0 && next.depth > depth;
		return {
			...riskOf(text, at(position)),
			also: places.over(under),
			leads
		};
	});
	const alone = headings.filter((heading) => !places.isOver(heading) && !none.test(heading.text)).map(({ text, position }) => ({
		...riskOf(text, at(position)),
		also: "",
		leads: false
	}));
	return [
		...ofTables,
		...ofLines,
		...alone
	].filter(({ text }) => !none.test(text));
}
function placesOf(headings, said, cells) {
	const way = (headingsAbove) => JSON.stringify(headingsAbove);
	const own = new Set(headings.map(({ under, text }) => way([...under, text])));
	const used = new Set();
	const lastLine = new Map();
	for (const { under, kind, position } of [...said, ...cells]) {
		for (const index of under.keys()) used.add(way(under.slice(0, index + 1)));
		if (kind !== "item" && kind !== "cell") continue;
		lastLine.set(way(under), Math.max(lastLine.get(way(under)) ?? 0, position.line));
	}
	return {
		over: (under) => under.filter((_heading, index) => own.has(way(under.slice(0, index + 1)))).join(" "),
		isOver: ({ under, text }) => used.has(way([...under, text])),
		goesOnBehind: ({ line }, under) => (lastLine.get(way(under)) ?? 0) > line
	};
}
function risksOfTable({ header, rows }, section, places, words, at) {
	const names = header.map(({ text }) => calledBy(text, [
		"risk",
		"owner",
		"due",
		"check",
		"status"
	], words));
	if (section === void 0 && !(names.includes("risk") && names.includes("owner"))) return [];
	return rows.map((row) => {
		const inColumn = (name) => {
			const cell = row.cells[names.findIndex((one) => one === name)];
			return cell === void 0 || cell.text === "" ? void 0 : {
				text: cell.text,
				at: at(cell.position)
			};
		};
		const others = row.cells.filter((_cell, index) => names[index] === void 0).map(({ text }) => text);
		return {
			text: inColumn("risk")?.text ?? row.cells[0]?.text ?? "",
			owner: inColumn("owner"),
			due: inColumn("due"),
			check: inColumn("check"),
			status: inColumn("status"),
			also: [...others, places.over(section ?? [])].join(" "),
			leads: false,
			at: at(row.position)
		};
	});
}
function blocksIn(prose, isOf, words) {
	const blocks = new Map();
	let last;
	let label;
	for (const line of prose) {
		const { under, kind, depth, block, text, position } = line;
		const before = blocks.get(block);
		if (label !== void 0 && block !== label.block && (depth <= label.depth || kind === "heading" || kind === "cell")) label = void 0;
		const named = kind === "cell" || kind === "heading" ? void 0 : labelled(line);
		const value = named !== void 0 && calledBy(named.label, ["risks"], words) !== void 0 ? textOf(named.value) : void 0;
		if (value !== void 0) label = line;
		if (value === void 0 && !isOf(under) && label === void 0) continue;
		if (kind === "cell" || value === "") continue;
		const said = value ?? text;
		if (value === void 0 && before !== void 0) before.text += ` ${said}`;
		else if (kind === "paragraph" && depth > 0 && value === void 0 && last !== void 0) last.text += ` ${said}`;
		else {
			last = {
				text: said,
				position,
				kind,
				under,
				depth
			};
			blocks.set(block, last);
		}
	}
	return [...blocks.values()];
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
const omission = / (?:not?|never|none|nobody|without|cannot|cant|isnt|wasnt|werent|didnt|hasnt|havent|couldnt|doesnt|wont|omit\w*|skip\w*|bypass\w*|missing|missed|lack\w*|absent|defer\w*|postpone\w*|pending|waive\w*|disabled|unavailable|outstanding|incomplete|abort\w*|cancel\w*|block\w*|fail\w*|un(?:run|tested|measured|verified|checked|done)|todo|tbd|later) /;
function notRunBy(risks, gates, words) {
	const found = new Map();
	for (const risk of risks) {
		const text = spaced([
			risk.text,
			risk.status?.text ?? "",
			risk.also
		].join(" "));
		const saysSo = words["not-run"].some((phrase) => text.includes(spaced(phrase)));
		const named = gates.filter(({ id, title, names, check, verification, control }) => [
			id,
			title,
			check,
			verification,
			control,
			...names
		].some((name) => name !== void 0 && text.includes(spaced(name))));
		if (!saysSo && (named.length === 0 || !omission.test(text))) continue;
		for (const gate of named.length === 0 ? [void 0] : named) found.set(gate, [...found.get(gate) ?? [], risk]);
	}
	return found;
}
function spaced(text) {
	return ` ${foldedWord(text).replace(/['’]/g, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim()} `;
}

// shared/domain/sign-off/loose-boxes.ts
const box = /(?:^|[\s|])[[［]\s?[xXvV✓✔✗✘]?\s?[\]］](?=$|[\s|.,;])|[☐☑☒⬜⬛□▢◻◽◾🔲🔳🗹]/u;
function looseBoxes(prose) {
	return prose.flatMap(({ kind, pieces, text, position }) => {
		const shown = pieces.map((piece) => piece.kind === "code" ? "code" : piece.text).join("");
		const rest = kind === "item" ? shown.replace(/^\s*\[[ xX]\](?=\s)/, "") : shown;
		return box.test(rest) ? [{
			text,
			position
		}] : [];
	});
}

// shared/domain/sign-off/decisions.ts
function decisionsIn(prose, { tables }, words, at) {
	const decisions = [];
	for (const [index, line] of prose.entries()) {
		if (line.kind === "cell") continue;
		const said = decisionOfLine(line, words);
		if (said === void 0) continue;
		decisions.push({
			...decisionIn([...said, ...goesOn(prose, index, words)], words),
			at: at(line.position)
		});
	}
	return [...decisions, ...tables.flatMap((table) => decisionsOfTable(table, words, at))];
}
function decisionOfLine(line, words) {
	const { kind, text, pieces, under } = line;
	const label = labelled(line);
	const isNone = label !== void 0 && isAboutDecision(label.label, words) && !beginsWithDecision(label.value, words);
	if (label !== void 0 && !isNone && isDecision(label.label, words)) return kind === "heading" && label.value.length === 0 ? void 0 : label.value;
	if (label !== void 0 && isAgainst(label.value.map((piece) => piece.text).join(""), words)) return label.value;
	const [, name = "", value = ""] = /^(.{1,60}?)(?:\s+[-–—→>|]+\s+|\s*[:：=]\s*)(.+)$/u.exec(text) ?? [];
	const said = [{
		kind: "text",
		text: value
	}];
	if (label === void 0 && value !== "" && (isAgainst(value, words) || isDecisionWord(name, said, words))) return said;
	if (isAgainst(text, words)) return pieces;
	const [first] = pieces.filter((piece) => piece.text.trim() !== "");
	if (first !== void 0 && first.kind !== "text" && isAgainst(first.text, words)) return pieces;
	const heading = under.at(-1);
	if (kind === "heading" || heading === void 0 || !isDecision(heading, words)) return void 0;
	return beginsWithDecision(pieces, words) ? pieces : void 0;
}
function isDecisionWord(name, value, words) {
	return isDecision(name, words) && beginsWithDecision(value, words);
}
function goesOn(prose, index, words) {
	const line = prose[index];
	const pieces = [];
	if (line === void 0 || line.kind === "heading") return pieces;
	let isOther = false;
	for (const next of prose.slice(index + 1)) {
		const isSame = next.block === line.block;
		if (!isSame && (next.depth <= line.depth || next.kind === "heading" || next.kind === "cell")) break;
		const label = labelled(next);
		if (label !== void 0) isOther = isKnownLabel(label.label, words);
		else if (!isSame && next.kind === "item") isOther = false;
		if (!isOther) pieces.push({
			kind: "text",
			text: " "
		}, ...next.pieces);
	}
	return pieces;
}
function decisionsOfTable({ header, rows }, words, at) {
	const has = (name) => header.some(({ text }) => calledBy(text, [name], words) !== void 0);
	if (has("role") && has("name") || has("slice") && has("pull") || has("risk") && has("owner")) return [];
	return [{ cells: header }, ...rows].flatMap(({ cells }, row) => cells.flatMap((cell, column) => {
		const above = header[column];
		const before = cells[column - 1];
		const label = labelled({ pieces: [{
			kind: "text",
			text: cell.text
		}] });
		const isValue = before !== void 0 && isDecision(before.text, words) && (row > 0 || isDecisionLike(cell.text, words)) || row > 0 && above !== void 0 && isDecision(above.text, words);
		const own = label !== void 0 && isDecision(label.label, words) ? label.value : void 0;
		if (!isValue && own === void 0 && !isAgainst(label === void 0 ? cell.text : textIn(label.value), words)) return [];
		const value = own ?? (isAgainst(cell.text, words) || label === void 0 || isValue ? [{
			kind: "text",
			text: cell.text
		}] : label.value);
		return [{
			...decisionIn(value, words),
			at: at(cell.position)
		}];
	}));
}
function isDecisionLike(text, words) {
	return beginsWithDecision([{
		kind: "text",
		text
	}], words);
}
function textIn(pieces) {
	return pieces.map(({ text }) => text).join("");
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
		if (calledBy(label.label, ["commit"], words) !== void 0) commits.push(...commitsIn(said, label.value, path, own));
		const [branch] = label.value.filter(({ kind, text }) => kind === "code" && !/^[0-9a-f]{7,64}$/.test(text.trim()));
		if (branch !== void 0 && calledBy(label.label, ["branch"], words) !== void 0) branches.push({
			...said,
			text: branch.text.trim()
		});
	}
	commits.push(...commitsOfTables(markdown, words, at));
	const document = {
		path,
		decisions: decisionsIn(prose, markdown, words, at),
		commits,
		branches,
		parts: partsIn(prose, words, at),
		references: [...references.values()].slice(0, mostNamed),
		record: recordIn(markdown, words, at).slice(0, 1001),
		risks: risksIn(prose, markdown, words, at).slice(0, 1001),
		openBoxes: [
			...markdown.boxes.filter(({ checked }) => !checked),
			...markdown.brokenBoxes.map(({ message, position }) => ({
				text: message,
				position
			})),
			...looseBoxes(prose)
		].map(({ text, position }) => ({
			text,
			at: at(position)
		}))
	};
	const problems = hidden(result.parsed, at);
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
function hidden({ markdown: { brokenTables, opaque, tables, lines }, prose }, at) {
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
		})),
		...struckOut(prose, lines).map((position) => ({
			message: "has text that is struck out",
			at: at(position)
		}))
	];
}
function commitsIn(said, value, path, own) {
	if (said.text === "") return [];
	const full = referencesIn({
		text: "",
		pieces: value
	}, path, own, said.at).filter(({ kind }) => kind === "commit").flatMap(({ value: id }) => isCommitId(id) ? [id] : []);
	const ids = new Set([...said.text.split(/[\s/,;()]+/).filter(isCommitId), ...full]);
	return ids.size === 0 ? [said] : [...ids].map((id) => ({
		...said,
		text: id
	}));
}
function commitsOfTables({ tables }, words, at) {
	return tables.flatMap(({ header, rows }) => {
		const has = (name) => header.some(({ text }) => calledBy(text, [name], words) !== void 0);
		if (has("slice") && has("pull")) return [];
		const isCommit = (text) => text !== void 0 && calledBy(text, ["commit"], words) !== void 0;
		return [header, ...rows.map(({ cells }) => cells)].flatMap((cells, row) => cells.flatMap((cell, column) => {
			const isBeside = isCommit(cells[column - 1]?.text) && (row > 0 || isShaLike(cell.text));
			if (cell.text === "" || !(isBeside || row > 0 && isCommit(header[column]?.text))) return [];
			const ids = cell.text.split(/[\s/,;()]+/).filter(isCommitId);
			return (ids.length === 0 ? [cell.text] : ids).map((text) => ({
				text,
				at: at(cell.position)
			}));
		}));
	});
}
const struck = /(?<!~)(~~?)(?=[^\s~])[^]*?[^\s~]\1(?!~)/;
function struckOut(prose, lines) {
	const blocks = new Map();
	for (const { block, pieces, position } of prose) {
		const text = pieces.map((piece) => piece.kind === "code" ? "x" : piece.text).join("");
		const before = blocks.get(block);
		if (before === void 0) blocks.set(block, {
			text,
			position,
			last: position.line
		});
		else Object.assign(before, {
			text: `${before.text}\n${text}`,
			last: position.line
		});
	}
	return [...blocks.values()].flatMap(({ text, position, last }) => {
		if (!struck.test(text)) return [];
		const source = Array.from({ length: last - position.line + 1 }, (_, index) => lines.line(position.line + index) ?? "");
		return struck.test(source.join("\n").replace(/\\[^]|`[^`]*`/g, "x")) ? [position] : [];
	});
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
		if (columns.role === void 0 || columns.name === void 0) return [];
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

export { columnsOf, emptySignOff, evidenceMaxBytes, hidden, isClosed, isOpen, judgeRisk, looseBoxes, mostNamed, notRunBy, parseSignOff, readSignOff, referencesIn, saidIn, signOffMaxBytes };