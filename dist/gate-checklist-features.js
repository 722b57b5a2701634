import { containedPath, decodeText, isCalendarDay, isoDay, listed, millisecondsPerDay, ownerAndRepo, parseTime, quote, startOfDay } from "./shared.js";
import { array, object, string } from "./vendor.js";
import { hiddenParts, isPlaceholder } from "./parse.js";
import { locate } from "./core-location.js";
import { against, noData, passed, tellVerdict, unverified, worstOf } from "./domain-verdict.js";
import { milliseconds } from "./core-duration.js";
import { actionsApp } from "./domain-check-run-config.js";
import { judgeCheck } from "./domain-check-run.js";
import { judgeReportOf, judgeVerificationOf, reportsOfRun } from "./domain-own-report.js";
import { claimColumns, commonColumns, meaningOf, nameKey, sameName, vocabularyOf, wordsOf as wordsOf$1 } from "./domain-claim-config.js";
import { vocabularies } from "./domain-vocabulary.js";
import { boxesUnder, brokenTablesUnder, headingsNamed, opaqueUnder, parseMarkdown, tablesUnder } from "./parse-markdown.js";
import { parseListReferences } from "./parse-markdown-list.js";
import { posix } from "node:path";

// shared/domain/claim/measure.ts
const existsMaxBytes = 16;
function measuring(ctx) {
	let collected;
	const reports = () => collected ??= reportsOfRun(ctx);
	const known = new Map();
	const judge = async (measure) => {
		const { control, verification, check, app = actionsApp, files = [] } = measure;
		if (control !== void 0) return judgeReportOf(ctx, control, await reports()).verdict;
		if (verification !== void 0) return judgeVerificationOf(ctx, verification, await reports());
		return check === void 0 ? judgeFiles(ctx.tree, files) : judgeOwnCheck(ctx, check, app);
	};
	return (measure) => {
		const { control, verification, check, app = actionsApp, files } = measure;
		const key = JSON.stringify([
			control,
			verification,
			check,
			app,
			files
		]);
		const asked = known.get(key) ?? judge(measure);
		known.set(key, asked);
		return asked;
	};
}
function measureText({ control, verification, check, app = actionsApp, files = [] }) {
	if (control !== void 0) return `report of ${control}`;
	if (verification !== void 0) return `verification ${verification}`;
	return check === void 0 ? `there: ${files.join(", ")}` : `check ${check} of ${app}`;
}
async function judgeOwnCheck(ctx, check, app) {
	const { repository, headSha } = ctx.subject;
	const github = ctx.github();
	if (github === void 0) return unverified({
		code: "NO_CREDENTIAL",
		message: `the check ${check} cannot be asked for without a token`,
		needs: "checks: read"
	});
	if (repository === void 0 || headSha === void 0) return unverified(noData("it is not known which commit is judged", "a run for a commit of a repository"));
	return judgeCheck(github, repository, headSha, {
		check,
		app
	});
}
async function judgeFiles(tree, files) {
	const listed = await tree.list();
	if (!listed.ok) return unverified(listed.because);
	const known = new Set(listed.paths);
	for (const path of files) {
		const found = known.has(path) ? await tree.read(path, existsMaxBytes) : void 0;
		if (found?.found === true || found?.found === false && found.reason === "too-large") continue;
		if (found?.found === false && found.because !== void 0) return unverified(found.because);
		return {
			status: "failed",
			problem: `${path} ${found === void 0 ? "is no file of the judged commit" : found.message}`,
			expected: path,
			actual: "nothing",
			fix: `commit ${path}`,
			at: { path }
		};
	}
	return passed;
}

// shared/domain/claim/table.ts
function readClaimTables(document, selector, names, needed) {
	const { tables, problems } = selectTables(document, selector);
	const rows = [];
	const columns = new Map();
	for (const table of tables) {
		const found = columnsOf(table, names);
		problems.push(...found.problems);
		for (const column of needed) {
			if (found.indices.has(column)) continue;
			const [first = column] = names[column] ?? [];
			problems.push({
				message: `has a table without a column ${quote(first)}`,
				position: table.position
			});
		}
		for (const [column, index] of found.indices) columns.set(column, table.header[index]?.text ?? column);
		if (table.rows.length === 0) problems.push({
			message: "has a table without a row",
			position: table.position
		});
		for (const { cells, position } of table.rows) {
			const known = [...found.indices].flatMap(([column, index]) => {
				const cell = cells[index];
				return cell === void 0 ? [] : [[column, cell]];
			});
			const name = cells[found.indices.get("name") ?? 0]?.text ?? "";
			rows.push({
				name,
				cells: Object.fromEntries(known),
				position,
				heading: table.heading
			});
		}
	}
	const kept = atMost$1(rows, "rows", problems);
	return {
		rows: kept,
		columns,
		problems: [...problems, ...doubtfulNames(kept)]
	};
}
const mostClaims = 2e4;
function atMost$1(all, what, problems) {
	const beyond = all[mostClaims];
	if (beyond === void 0) return all;
	problems.push({
		message: `has more than ${mostClaims} ${what}, and no more are looked at`,
		position: beyond.position
	});
	return all.slice(0, mostClaims);
}
function selectTables(document, selector) {
	const { heading, "first-header": first } = selector;
	const isMeant = ({ header }) => first === void 0 || sameName(header[0]?.text ?? "", first);
	const called = first === void 0 ? "table" : `table that begins with ${quote(first)}`;
	if (heading === void 0) {
		const tables = document.tables.filter(isMeant);
		const problems = [...ofTables(tables, document.brokenTables), ...hiddenParts(document.opaque)];
		return {
			tables,
			problems: tables.length > 0 ? problems : [{ message: `has no ${called}` }, ...problems]
		};
	}
	const headings = headingsNamed(document, heading);
	const where = `under ${quote(heading, 80)}`;
	if (headings.length !== 1) return {
		tables: [],
		problems: [{
			message: `has ${headings.length === 0 ? "no heading" : `${headings.length} headings`} ${quote(heading, 80)}`,
			position: headings[1]?.position
		}]
	};
	const tables = tablesUnder(document, heading).filter(isMeant);
	const problems = [...ofTables(tables, brokenTablesUnder(document, heading)), ...hiddenParts(opaqueUnder(document, heading), where)];
	const [only, second] = tables;
	if (only === void 0) problems.unshift({
		message: `has no ${called} ${where}`,
		position: headings[0]?.position
	});
	if (second !== void 0) problems.push({
		message: `has ${tables.length} tables ${where}, expected one`,
		position: second.position
	});
	return {
		tables,
		problems
	};
}
function ofTables(tables, broken) {
	return [...broken.map(({ message, position }) => ({
		message: `has a table that is none: ${message}`,
		position
	})), ...tables.flatMap(({ problems }) => problems.map(({ message, position }) => ({
		message: `has a table that is not whole: ${message}`,
		position
	})))].sort((a, b) => a.position.line - b.position.line);
}
function columnsOf({ header, position }, names) {
	const indices = new Map();
	const problems = [];
	for (const column of claimColumns) {
		const called = names[column] ?? [];
		const [first, second] = header.flatMap(({ text }, index) => called.some((name) => sameName(name, text)) ? [index] : []);
		if (column === "name" && called.length === 0) indices.set("name", 0);
		else if (first !== void 0) indices.set(column, first);
		if (second !== void 0) {
			const [one, other] = [first, second].map((index) => quote(header[index ?? 0]?.text ?? ""));
			const at = header[second]?.position ?? position;
			problems.push({
				message: `has a table with two columns for ${column}: ${one} and ${other}`,
				position: at
			});
		}
	}
	return {
		indices,
		problems
	};
}
function doubtfulNames(rows) {
	const seen = new Set();
	return rows.flatMap(({ name, position }) => {
		const key = nameKey(name);
		const message = key === "" ? "has a row without a name" : seen.has(key) ? `has two rows ${quote(name, 80)}` : void 0;
		seen.add(key);
		return message === void 0 ? [] : [{
			message,
			position
		}];
	});
}

// shared/domain/claim/box-section.ts
function readBoxSection(document, heading) {
	const headings = headingsNamed(document, heading);
	if (headings.length !== 1) return {
		boxes: [],
		problems: [{
			message: `has ${headings.length === 0 ? "no heading" : `${headings.length} headings`} ${quote(heading, 80)}`,
			position: headings[1]?.position
		}]
	};
	const { boxes: all, broken } = boxesUnder(document, heading);
	const where = `under ${quote(heading, 80)}`;
	const problems = [...broken.map(({ message, position }) => ({
		message: `has a line ${where} that cannot be read: ${message}`,
		position
	})), ...hiddenParts(opaqueUnder(document, heading), where)];
	const boxes = atMost$1(all, "boxes", problems);
	if (boxes.length === 0) problems.push({
		message: `has no box ${where}`,
		position: headings[0]?.position
	});
	const seen = new Set();
	for (const { text, position } of boxes) {
		const key = nameKey(text);
		if (seen.has(key)) problems.push({
			message: `has two boxes ${quote(text, 80)} ${where}`,
			position
		});
		seen.add(key);
	}
	return {
		boxes,
		problems
	};
}

// shared/domain/claim/evidence.ts
function evidenceInCell(cell, document) {
	const { text, position, code, references } = cell;
	return evidenceIn(references ?? (code ? [{
		kind: "code",
		text,
		position
	}] : []), document);
}
function evidenceIn(references, document) {
	const found = new Map();
	for (const reference of references) {
		const one = evidenceOf(reference, document);
		if (one === void 0 || found.has(one.text)) continue;
		if (found.size === mostEvidence) {
			const why = `is one of more than ${mostEvidence} things that one claim names`;
			return [...found.values(), {
				kind: "wrong",
				text: one.text,
				why,
				position: one.position
			}];
		}
		found.set(one.text, one);
	}
	return [...found.values()];
}
const mostEvidence = 250;
const scheme = /^[A-Za-z][A-Za-z0-9+.-]*:/;
function evidenceOf({ kind, text, position }, document) {
	if (text === "" || text.startsWith("#")) return void 0;
	if (scheme.test(text) || text.startsWith("//")) return {
		kind: "address",
		text,
		position
	};
	const bare = text.replace(/#.*$/, "").replace(/(?<=\.\w+):\d+(?::\d+|-\d+)?$/, "");
	if (kind === "code" && !/^[^\s"'=]+$/.test(bare)) return void 0;
	if (kind === "code" && !bare.includes("/") && !/^[\w.@*{},-]*[\w*}]\.[A-Za-z][A-Za-z0-9]{0,9}$/.test(bare)) return void 0;
	if (isPlaceholder(bare) || /[<>]/.test(bare)) return {
		kind: "wrong",
		text,
		why: "is a gap that a template left open",
		position
	};
	const whole = kind === "link" ? linked(bare, document) : bare.replace(/^\.\//, "");
	const contained = containedPath(whole.replace(/\/+$/, ""));
	if (!contained.ok) return {
		kind: "wrong",
		text,
		why: contained.message,
		position
	};
	if (/[*{?[]/.test(bare)) return {
		kind: "glob",
		text,
		path: contained.path,
		position
	};
	return {
		kind: kind === "code" && !bare.includes("/") ? "name" : "path",
		text,
		path: contained.path,
		position
	};
}
function linked(target, document) {
	let path = target;
	try {
		path = decodeURIComponent(target);
	} catch {}
	return path.startsWith("/") ? path.slice(1) : posix.join(posix.dirname(document), path);
}

// shared/domain/claim/claim.ts
function readSource(document, source) {
	const read = readAll(document, source);
	return {
		...read,
		claims: withNames(read.claims),
		template: withNames(read.template)
	};
}
function withNames(all) {
	const seen = new Set([""]);
	return all.filter(({ name }) => {
		const key = nameKey(name);
		return !seen.has(key) && seen.add(key);
	});
}
function readAll(document, source) {
	const { path, table, boxes, statuses } = source;
	if (table !== void 0) {
		const { rows, columns, problems } = readClaimTables(document, table, namesOf(source), ["status", ...source.require]);
		const vocabulary = vocabularyOf(statuses);
		return {
			claims: rows.map((row) => {
				const { status, evidence } = row.cells;
				const word = status?.text ?? "";
				return {
					name: row.name,
					word,
					meaning: meaningOf(word, vocabulary),
					position: status?.position ?? row.position,
					evidence: evidence === void 0 ? [] : evidenceInCell(evidence, path),
					row
				};
			}),
			template: [],
			columns,
			problems
		};
	}
	if (boxes === void 0) return {
		claims: [],
		template: [],
		columns: new Map(),
		problems: []
	};
	const read = readBoxSection(document, boxes.heading);
	const isTemplate = boxes.mode === "template";
	const claims = read.boxes.map(({ text, checked, position, references }) => {
		const meaning = boxes.mode === "none" ? checked ? "unmet" : "met" : checked ? "met" : "open";
		const evidence = evidenceIn(references, path);
		const claim = {
			name: text,
			word: checked ? "x" : " ",
			meaning,
			position,
			evidence
		};
		return source.require.includes("evidence") ? claim : {
			...claim,
			mentions: mentionsIn(references)
		};
	});
	return {
		claims: isTemplate ? [] : claims,
		template: isTemplate ? claims.map(({ name, word, position }) => ({
			name,
			ticked: word === "x",
			position
		})) : [],
		columns: new Map(),
		problems: read.problems
	};
}
function mentionsIn(references) {
	const code = references.filter(({ kind, text }) => kind === "code" && !/^[^/]+\/.*\.[A-Za-z][A-Za-z0-9]{0,9}$/.test(text));
	return new Set(code.map(({ text }) => text));
}
function namesOf({ columns }) {
	const names = Object.entries(commonColumns).map(([column, known]) => [column, [...known, ...columns[column] ?? []]]);
	return {
		...Object.fromEntries(names),
		...columns.name === void 0 ? {} : { name: columns.name }
	};
}

// actions/gate-checklist/tell.ts
function tell(ctx, rule, about, verdict, at) {
	tellVerdict(ctx, rule, { about }, verdict, { at });
}
function tallyOf(ctx, source) {
	const seen = new Map();
	return {
		tell(rule, about, verdict, at) {
			if (verdict.status === "not-applicable") return;
			const state = seen.get(rule) ?? { open: false };
			seen.set(rule, state);
			if (verdict.status === "passed") return;
			state.open = true;
			tell(ctx, rule, [source, ...about], verdict, at);
		},
		end() {
			for (const [rule, { open }] of seen) if (!open) tell(ctx, rule, [source], passed);
		}
	};
}

// actions/gate-checklist/copies.ts
async function judgeCopy(ctx, copy, sources, load) {
	const { id, path } = copy;
	const found = sources.find(({ source }) => source.id === copy.of);
	const loaded = await load(path);
	if (!loaded.ok) {
		tell(ctx, "copy", [id], loaded.verdict, { path });
		return;
	}
	if (found === void 0 || !found.ok) {
		const because = noData(`its source ${copy.of} could not be read`, "the source in the judged commit");
		ctx.unverified("copy", { about: [id] }, because, { path });
		return;
	}
	const { rows, problems } = readClaimTables(loaded.document, copy.table, namesOf(found.source), copy.columns);
	const tally = tallyOf(ctx, id);
	const [first] = problems;
	if (first !== void 0) {
		const said = problems.map(({ message }) => message);
		tally.tell("copy", [], against(`${path} ${listed(said, 10)}`, "a table that can be read", said, `mend ${path}`, locate(path, first.position)));
	}
	const copies = new Map(rows.map((row) => [nameKey(row.name), row]));
	const originals = new Map(found.read.claims.flatMap(({ row }) => row === void 0 ? [] : [[nameKey(row.name), row]]));
	for (const [key, original] of originals) tally.tell("copy", [original.name], judgeRow$1(copy, found.source.path, original, copies.get(key)));
	for (const [key, row] of copies) {
		if (originals.has(key) || key === "") continue;
		const fix = `take ${quote(row.name)} out of ${path}, or write it into ${found.source.path}`;
		const problem = `the row ${quote(row.name)} is not in ${found.source.path}`;
		tally.tell("copy", [row.name], against(problem, "nothing", row.name, fix, locate(path, row.position)));
	}
	tally.end();
}
function judgeRow$1({ path, columns }, from, original, row) {
	const expected = Object.fromEntries(columns.map((column) => [column, original.cells[column]?.text ?? ""]));
	const fix = `copy the row ${quote(original.name)} of ${from} to ${path}: ${columns.map((column) => `${column} ${quote(expected[column] ?? "")}`).join(", ")}`;
	if (row === void 0) return against(`the row ${quote(original.name)} of ${from} is not in ${path}`, expected, "nothing", fix, { path });
	const differing = columns.filter((column) => (row.cells[column]?.text ?? "") !== expected[column]);
	const [first] = differing;
	if (first === void 0) return columns.includes("evidence") ? judgeReferences(path, from, original, row, fix) : passed;
	const actual = Object.fromEntries(columns.map((column) => [column, row.cells[column]?.text ?? ""]));
	const problem = `its ${differing.join(" and ")} is not that of ${from}`;
	return against(problem, expected, actual, fix, locate(path, row.cells[first]?.position ?? row.position));
}
function judgeReferences(path, from, original, row, fix) {
	const expected = ledTo(original, from);
	const actual = ledTo(row, path);
	if (actual.join("\n") === expected.join("\n")) return passed;
	const at = locate(path, row.cells.evidence?.position ?? row.position);
	return against(`its evidence leads elsewhere than that of ${from}`, expected, actual, fix, at);
}
function ledTo({ cells: { evidence } }, path) {
	return (evidence === void 0 ? [] : evidenceInCell(evidence, path)).map((one) => "path" in one ? one.path : one.text);
}

// actions/gate-checklist/documents.ts
const documentMaxBytes = 4194304;
function documentsOf(tree, parsed) {
	const known = new Map();
	return (path) => {
		const asked = known.get(path) ?? load(tree, path, parsed);
		known.set(path, asked);
		return asked;
	};
}
async function load(tree, path, parsed) {
	const found = await tree.read(path, documentMaxBytes);
	if (!found.found) {
		if (found.because !== void 0) return {
			ok: false,
			verdict: unverified(found.because),
			absent: false
		};
		return {
			ok: false,
			verdict: wrong(path, found.message),
			absent: found.reason === "absent"
		};
	}
	const key = `${found.sha256} ${path}`;
	const document = parsed.get(key) ?? parse(path, found.content);
	parsed.set(key, document);
	return document;
}
function parse(path, content) {
	const text = decodeText(content);
	if (!text.ok) return {
		ok: false,
		verdict: wrong(path, text.message, text.line),
		absent: false
	};
	const read = parseMarkdown(text.text);
	if (read.ok) return {
		ok: true,
		document: read.document,
		text: text.text
	};
	return {
		ok: false,
		verdict: wrong(path, read.message, read.position.line),
		absent: false
	};
}
function wrong(path, message, line) {
	const at = locate(path, line === void 0 ? void 0 : {
		line,
		column: 1
	});
	return against(`${path} ${message}`, "a Markdown document", "nothing", `write ${path} as Markdown, in UTF-8`, at);
}

// shared/domain/claim/contrary.ts
const verdictLabel = /^(?:(?:overall|final|current|latest)\s+)?(?:status|result|verdict|outcome|decision|conclusion|recommendation)$/i;
const blocked = /\bblocked\b/i;
function contraryParts(document, { tables = new Set(), boxes = new Set(), status = [] } = {}) {
	const isStatus = (text) => [...commonColumns.status, ...status].some((name) => sameName(name, text));
	const against = document.brokenTables.map(({ message, position }) => ({
		message: `has a table that is none: ${message}`,
		position
	}));
	const unknown = [];
	for (const table of document.tables) {
		if (tables.has(table)) continue;
		const columns = table.header.flatMap(({ text }, index) => isStatus(text) ? [index] : []);
		for (const { message, position } of columns.length === 0 ? [] : table.problems) against.push({
			message: `has a table that is not whole: ${message}`,
			position
		});
		for (const row of table.rows) for (const column of columns) {
			const cell = row.cells[column];
			const name = row.cells[0]?.text ?? "";
			const word = cell?.text ?? "";
			const meaning = anyMeaning(word);
			const problem = {
				message: `says ${quote(word)} for ${quote(name)}`,
				position: cell?.position ?? row.position
			};
			if (meaning === void 0) unknown.push(problem);
			else if (meaning !== "met") against.push(problem);
		}
	}
	const labelled = [
		...frontMatterLines(document),
		...document.labelledLines,
		...document.bullets
	];
	for (const { label, value, position } of labelled) {
		const isVerdict = verdictLabel.test(label) || isStatus(label);
		const meaning = isVerdict ? anyMeaning(value) : void 0;
		const problem = {
			message: `says ${quote(`${label}: ${value}`, 80)}`,
			position
		};
		if (meaning !== void 0 && meaning !== "met" || blocked.test(label)) against.push(problem);
		else if (isVerdict && meaning === void 0) unknown.push(problem);
	}
	const own = document.boxes.filter((box) => !boxes.has(box));
	const isTemplate = own.every(({ checked }) => !checked);
	for (const { text, position } of own.filter(({ checked }) => !checked)) {
		const problem = {
			message: `has the open box ${quote(text, 80)}`,
			position
		};
		if (isTemplate) unknown.push(problem);
		else against.push(problem);
	}
	for (const { message, position } of document.brokenBoxes) unknown.push({
		message: `has a line that cannot be read: ${message}`,
		position
	});
	for (const { text, position } of document.headings) if (blocked.test(text)) against.push({
		message: `has a part ${quote(text, 80)}`,
		position
	});
	return {
		against: inOrder(against),
		unknown: inOrder(unknown),
		hidden: hiddenParts(document.opaque)
	};
}
function frontMatterLines({ lines }) {
	if (!/^\uFEFF?---[ \t]*$/.test(lines.line(1) ?? "")) return [];
	const found = [];
	for (let line = 2; line <= lines.count; line += 1) {
		const text = lines.line(line) ?? "";
		if (/^(?:---|\.\.\.)[ \t]*$/.test(text)) return found;
		const [, key = "", value = ""] = /^\s*([A-Za-z][\w-]*):\s*(.*)$/.exec(text) ?? [];
		const position = {
			line,
			column: 1
		};
		if (key !== "") found.push({
			label: key.replace(/[-_]/g, " "),
			value: value.replace(/^(['"])(.*)\1$/, "$2").trim(),
			position
		});
	}
	return [];
}
function anyMeaning(word) {
	const found = Object.values(vocabularies).flatMap((vocabulary) => meaningOf(word, vocabulary) ?? []);
	return found.find((meaning) => meaning !== "met") ?? found[0];
}
function inOrder(problems) {
	const line = (position) => position?.line ?? 0;
	return problems.sort((a, b) => line(a.position) - line(b.position));
}

// shared/domain/claim/dates.ts
const labels = /^(?:last )?(?:updated|reviewed|verified|checked)(?: at| on)?$|^(?:(?:decision|release|report|review|run|effective) )?date$|^generated(?:[_ ]?at)?$/i;
function dateOfName(path) {
	const newest = [...path.slice(path.lastIndexOf("/") + 1).matchAll(/(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)/g)].map(([text]) => text).filter(isCalendarDay).sort().at(-1);
	return newest === void 0 ? void 0 : {
		from: "its name",
		time: startOfDay(newest),
		text: newest
	};
}
function statedDates(document) {
	const said = [...document.labelledLines, ...document.bullets].filter(({ label }) => labels.test(label)).flatMap(({ label, value, position }) => dateIn(label, value, position) ?? []);
	const title = document.headings.find(({ depth }) => depth === 1);
	const titled = title === void 0 ? void 0 : dateIn("its title", title.text, title.position);
	return [
		...frontMatterDates(document),
		...said,
		...titled === void 0 ? [] : [titled]
	];
}
function frontMatterDates({ lines }) {
	if (lines.line(1)?.trim() !== "---") return [];
	const found = [];
	for (let line = 2; line <= Math.min(lines.count, 60); line += 1) {
		const text = lines.line(line) ?? "";
		if (/^(?:---|\.\.\.)\s*$/.test(text)) return found;
		const [, key = "", value = ""] = /^([A-Za-z_-]+):\s*(.*)$/.exec(text) ?? [];
		const label = key.replace(/[-_]/g, " ");
		const date = labels.test(label) ? dateIn(key, value, {
			line,
			column: 1
		}) : void 0;
		if (date !== void 0) found.push(date);
	}
	return [];
}
function dateIn(from, value, position) {
	const text = /(?<!\d)\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2}))?(?!\d)/.exec(value)?.[0];
	if (text === void 0) return void 0;
	const time = text.length > 10 ? parseTime(text) : isCalendarDay(text) ? startOfDay(text) : void 0;
	return time === void 0 ? void 0 : {
		from,
		time,
		text,
		position
	};
}

// actions/gate-checklist/code-file.ts
const endings = [
	"[cm]?[jt]sx?|vue|svelte|astro|s?css|sass|less|graphql|gql|proto|thrift|prisma|avsc|xsd|dtd|wsdl|wat|wasm|snap|feature",
	"pyi?|rbi?|rs|go|java|kts?|scala|groovy|gradle|swift|mm?|cc?|cpp|cxx|hh?|hpp|hxx|cs|fsx?|vb|php|p[lm]|r|jl|lua|dart|asm|s",
	"exs?|[eh]rl|clj[cs]?|edn|hs|elm|mli?|nim|zig|d|v|sol|vy|move|cairo|sql|cue|dhall|nix|rego|bicep|tf|tfvars|hcl",
	"sh|bash|zsh|fish|ps[md]?1|bat|cmd|mk|cmake|ninja|bazel|bzl|star|ejs|hbs|mustache|jinja2?|j2|tmpl|tpl|template",
	"toml|ini|cfg|conf|cnf|lock|mod|sum|work|patch|diff|example",
	"sha(?:1|256|384|512)|sig|asc|minisig|pem|crt|cer|pub"
];
const names = [
	"(?:gnu)?makefile|dockerfile|containerfile|justfile|rakefile|gemfile|jenkinsfile|procfile|vagrantfile|brewfile",
	"license|notice|codeowners|sha(?:1|256|384|512)sums",
	String.raw`\.[\w-]*(?:rc|ignore|config|attributes|modules|version)`
];
const code = new RegExp(String.raw`\.(?:${endings.join("|")})$|(?:^|/)(?:${names.join("|")})$`, "i");
const workflow = /^\.github\/workflows\/[^/]+\.ya?ml$/;
function isCode(path) {
	return code.test(path) || workflow.test(path);
}

// actions/gate-checklist/evidence-look.ts
const reports = /\.(?:json|xml|tap|jsonl|ndjson|ya?ml)$/i;
async function lookAt(ctx, load, path) {
	const byName = dateOfName(path);
	const named = byName === void 0 ? void 0 : [byName];
	const nothing = {
		dates: named,
		restsOn: []
	};
	if (/\.(?:md|markdown)$/i.test(path)) {
		const loaded = await load(path);
		if (!loaded.ok) return {
			verdict: loaded.verdict,
			...nothing
		};
		const { document, text } = loaded;
		return {
			verdict: verdictOn(ctx, path, document),
			dates: [...named ?? [], ...statedDates(document)],
			restsOn: restedOn(path, document, text)
		};
	}
	const found = await ctx.read(path, { maxBytes: documentMaxBytes });
	if (!found.found && found.because !== void 0) return {
		verdict: unverified(found.because),
		...nothing
	};
	if (!found.found && found.reason !== "too-large") return {
		verdict: against(`${path} ${found.message}`, "a file", found.reason, `commit ${path} as a file`, { path }),
		...nothing
	};
	if (isCode(path)) return {
		verdict: passed,
		...nothing
	};
	if (reports.test(path)) {
		if (found.found) {
			const { lookAtReport } = await import("./gate-checklist-evidence-reports.js");
			const { verdict, dates } = lookAtReport(path, found.content);
			return {
				verdict,
				dates: dates === void 0 ? named : [...named ?? [], ...dates],
				restsOn: []
			};
		}
		const message = `${path} is larger than ${documentMaxBytes} bytes, and was not read`;
		const needs = `a report of at most ${documentMaxBytes} bytes`;
		return {
			verdict: unverified({
				code: "TRUNCATED",
				message,
				needs
			}),
			dates: named ?? [],
			restsOn: []
		};
	}
	const message = `${path} is of no kind that is read, and may say that it failed`;
	return {
		verdict: unverified({
			code: "CLAIMED",
			message,
			needs: "what measures the claim, or evidence in Markdown, JSON, YAML or a report of tests"
		}),
		...nothing
	};
}
function verdictOn(ctx, path, document) {
	const own = ctx.inputs.sources.filter((source) => source.path === path);
	const tables = own.flatMap(({ table }) => table === void 0 ? [] : selectTables(document, table).tables);
	const boxes = own.flatMap((source) => source.boxes === void 0 ? [] : boxesUnder(document, source.boxes.heading).boxes);
	const status = ctx.inputs.sources.flatMap((source) => namesOf(source).status ?? []);
	const options = {
		tables: new Set(tables),
		boxes: new Set(boxes),
		status
	};
	const { against: found, unknown, hidden } = contraryParts(document, options);
	const said = found.map(({ message, position }) => `${message}${position === void 0 ? "" : ` (line ${position.line})`}`);
	if (found.length > 0) {
		const at = locate(path, found[0]?.position);
		const fix = `settle what ${path} leaves open, and record it there`;
		return against(`${path} ${listed(said)}`, "nothing that failed or is open", said, fix, at);
	}
	if (unknown.length > 0) {
		const message = `${path} ${listed(unknown.map((one) => one.message))}, which does not say how it went`;
		return unverified(noData(message, "a word of a legend alone, as pass or fail, and ticks"));
	}
	const [first] = hidden;
	if (first === void 0) return passed;
	const at = first.position === void 0 ? "" : ` (line ${first.position.line})`;
	return unverified({
		code: "CLAIMED",
		message: `${path} ${first.message}${at}`,
		needs: "what measures the claim, or evidence of text, lists and tables alone"
	});
}
function restedOn(path, document, text) {
	const ofTables = document.tables.flatMap(({ header, rows }) => {
		const column = header.findIndex((cell) => commonColumns.evidence.some((name) => sameName(name, cell.text)));
		return rows.flatMap(({ cells }) => {
			const cell = cells[column];
			return cell === void 0 ? [] : evidenceInCell(cell, path);
		});
	});
	const ofBoxes = document.boxes.flatMap(({ references }) => evidenceIn(references, path));
	const isMeant = (heading) => /\b(?:evidence|proof)\b/i.test(heading);
	const items = document.headings.some((one) => isMeant(one.text)) ? parseListReferences(text, isMeant) : {
		ok: true,
		references: []
	};
	return [
		...ofTables,
		...ofBoxes,
		...items.ok ? evidenceIn(items.references, path) : []
	];
}

// actions/gate-checklist/evidence-files.ts
function evidenceFiles(ctx, load) {
	const tree = treeOf(ctx);
	const known = new Map();
	return {
		load,
		async find(evidence, document) {
			const at = locate(document, evidence.position);
			const missing = (why, fix = `commit what ${document} names, or name what is there`) => ({ verdict: against(`${evidence.text} ${why}`, "a file of the judged commit", evidence.text, fix, at) });
			if (evidence.kind === "wrong") return missing(evidence.why);
			if (evidence.kind === "address") {
				const message = `${evidence.text} is an address outside of the commit, which nobody looked at`;
				return { verdict: unverified({
					code: "CLAIMED",
					message,
					needs: "a file of the commit, or what measures the claim"
				}) };
			}
			const all = await tree();
			if (!all.ok) return { verdict: unverified(all.because) };
			const beside = posix.join(posix.dirname(document), evidence.path);
			if (evidence.kind === "glob") {
				const matched = await ctx.match([evidence.path]);
				if (!matched.ok) return { verdict: unverified(matched.because) };
				return matched.paths.length > 0 ? atMost(evidence.text, matched.paths) : missing("names no file of the judged commit");
			}
			for (const path of [evidence.path, ...beside.startsWith("..") ? [] : [beside]]) {
				if (all.files.has(path)) return { paths: [path] };
				if (all.folders.has(path)) return atMost(evidence.text, [...all.files].filter((file) => file.startsWith(`${path}/`)));
			}
			const named = evidence.kind === "name" ? all.names.get(evidence.path) ?? [] : [];
			if (named.length > 1) return missing(`can be any of ${listed(named)}`, "write the whole path");
			if (named.length === 1) return { paths: named };
			const here = await ctx.read(evidence.path, { maxBytes: documentMaxBytes });
			if (here.found || here.reason === "too-large") return missing("is ignored or made by a step: no commit has it, so that nobody else can look at it");
			return missing("is no file of the judged commit");
		},
		look(path) {
			const asked = known.get(path) ?? lookAt(ctx, load, path);
			known.set(path, asked);
			return asked;
		}
	};
}
const mostFiles$1 = 250;
function atMost(text, paths) {
	if (paths.length <= mostFiles$1) return { paths };
	const message = `${text} names ${paths.length} files, and more than ${mostFiles$1} are not looked at`;
	return { verdict: unverified({
		code: "TRUNCATED",
		message,
		needs: "the files that show it"
	}) };
}
function treeOf(ctx) {
	let asked;
	const list = async () => {
		const answer = await ctx.tree.list();
		if (!answer.ok) return answer;
		const folders = new Set();
		const names = new Map();
		for (const path of answer.paths) {
			for (let folder = posix.dirname(path); folder !== "." && !folders.has(folder); folder = posix.dirname(folder)) folders.add(folder);
			const name = posix.basename(path);
			const same = names.get(name);
			if (same === void 0) names.set(name, [path]);
			else same.push(path);
		}
		return {
			ok: true,
			files: new Set(answer.paths),
			folders,
			names
		};
	};
	return () => asked ??= list();
}

// actions/gate-checklist/matrices.ts
async function judgeMatrix(ctx, matrix, load, base) {
	const { id, path } = matrix;
	const loaded = await load(path);
	if (!loaded.ok) {
		tell(ctx, "matrix", [id], loaded.verdict, { path });
		return;
	}
	const { tables, problems } = selectTables(loaded.document, matrix.table);
	const [table, second] = tables;
	const said = [...problems.map(({ message }) => message), ...second === void 0 ? [] : ["has two such tables"]];
	const tooMany = (table?.rows.length ?? 0) > mostClaims;
	if (tooMany) said.push(`has more than ${mostClaims} rows`);
	if (table?.rows.length === 0) said.push("has a table without a row");
	const tally = tallyOf(ctx, id);
	if (said.length > 0) {
		const at = locate(path, problems[0]?.position ?? (second ?? table)?.position);
		const verdict = against(`${path} ${listed([...new Set(said)], 10)}`, "one table that can be read", said, `mend ${path}`, at);
		tally.tell("matrix", [], verdict);
	}
	if (table !== void 0 && !tooMany) judgeTable(matrix, table, tally);
	if (table !== void 0 && Object.keys(matrix.dimensions).length === 0) judgeRows(matrix, table, await base(path), tally);
	tally.end();
}
function judgeRows({ path, table: selector }, table, base, tally) {
	if (!base.ok) {
		if (base.verdict.status === "unverified") tally.tell("matrix", ["rows of the base"], base.verdict);
		return;
	}
	const present = new Set(table.rows.map(({ cells }) => nameKey(cells[0]?.text ?? "")));
	const earlier = selectTables(base.document, selector).tables.flatMap(({ rows }) => rows);
	for (const name of new Set(earlier.map(({ cells }) => cells[0]?.text ?? ""))) {
		if (present.has(nameKey(name))) continue;
		const fix = `put the row ${quote(name)} back into ${path}, or name the rows that must be there under dimensions`;
		const problem = `the row ${quote(name)}, which the base has, is not in ${path}`;
		tally.tell("matrix", [name], against(problem, name, "nothing", fix, { path }));
	}
}
function judgeTable({ path, environments, dimensions }, table, tally) {
	const columns = new Map(table.header.slice(1).map(({ text }, index) => [nameKey(text), index + 1]));
	const others = table.header.slice(1).filter(({ text }) => !environments.some((name) => sameName(name, text)));
	for (const { text, position } of others) {
		const verdict = against(`${quote(text)} is no environment of the configuration`, environments, text, `take the column out of ${path}`, locate(path, position));
		tally.tell("matrix", [`column ${text}`], verdict);
	}
	const twice = table.header.filter(({ text }, index) => index > 0 && columns.get(nameKey(text)) !== index && nameKey(text) !== "");
	for (const { text, position } of twice) {
		const fix = `write each environment into ${path} once`;
		const verdict = against(`there are two columns ${quote(text)}`, "one column", text, fix, locate(path, position));
		tally.tell("matrix", [`column ${text}`], verdict);
	}
	const rows = new Map(table.rows.map((row) => [nameKey(row.cells[0]?.text ?? ""), row]));
	const names = new Map([...table.rows.map(({ cells }) => cells[0]?.text ?? ""), ...Object.keys(dimensions)].map((name) => [nameKey(name), name]));
	if (rows.size < table.rows.length || rows.has("")) {
		const verdict = against(`${path} has a row without a name, or two of one name`, "a name for each row", table.rows.length, `name each row of ${path} once`, { path });
		tally.tell("matrix", ["rows"], verdict);
	}
	for (const [key, name] of names) {
		if (key === "") continue;
		const row = rows.get(key);
		const allowed = Object.entries(dimensions).find(([dimension]) => sameName(dimension, name))?.[1] ?? {};
		for (const environment of environments) {
			const column = columns.get(nameKey(environment));
			const cell = column === void 0 ? void 0 : row?.cells[column];
			const text = cell?.text ?? "";
			const accepted = Object.entries(allowed).find(([of]) => sameName(of, environment))?.[1];
			const isOpen = accepted === void 0 ? isPlaceholder(text) : !accepted.some((word) => sameName(word, text));
			const what = row === void 0 ? `there is no row ${quote(name)}` : text === "" ? `nothing is said of ${environment}` : `${environment} says ${quote(text)}`;
			const fix = `write ${accepted === void 0 ? "what holds" : accepted.join(" or ")} for ${environment} into the row ${quote(name)} of ${path}`;
			const at = locate(path, cell?.position ?? row?.position ?? table.position);
			const verdict = isOpen ? against(what, accepted ?? "a setting", text, fix, at) : passed;
			tally.tell("matrix", [name, environment], verdict);
		}
	}
}

// actions/gate-checklist/ages.ts
function judgeAge(path, dates, maximum, time, touched) {
	const fix = `renew ${path}, and write the day into it as Updated: ${isoDay(time.latest)}`;
	const expected = `a day of the last ${maximum}`;
	const future = dates.find((date) => date.time > time.latest + millisecondsPerDay);
	if (future !== void 0) {
		const at = locate(path, future.position);
		return against(`${path} is from the future by ${future.from}: ${future.text}`, expected, future.text, fix, at);
	}
	const named = dates.filter(({ from }) => from === "its name");
	const judged = [(named.length > 0 ? named : dates).reduce((last, date) => last === void 0 || date.time > last.time ? date : last, void 0), touched?.ok === true ? touched.date : void 0].filter((date) => date !== void 0);
	const old = judged.find(({ time: at, text }) => {
		const until = at + milliseconds(maximum) + (text.length > 10 ? 0 : millisecondsPerDay);
		return time.latest > until;
	});
	if (old !== void 0) {
		const at = locate(path, old.position);
		return against(`${path} is older than ${maximum} by ${old.from}: ${old.text}`, expected, old.text, fix, at);
	}
	if (touched?.ok === false) return unverified(touched.because);
	if (judged.length > 0) return passed;
	return unverified(noData(`${path} does not say of which day it is`, "a day in its name, or Updated: with the day"));
}

// shared/domain/claim/people.ts
const nobody = /^(?:n\/?a|none|nobody|someone|somebody|anyone|unassigned|unknown|unowned|owner|team|all|everyone|-+|\?+)$/i;
function rosterOf(names, roles) {
	const logins = names.flatMap((name) => Object.hasOwn(roles, name) ? roles[name] ?? [] : []);
	return {
		names,
		keys: new Set([...names.map(nameKey), ...logins.map((login) => nameKey(`@${login}`))])
	};
}
function ownerProblem(text, { keys }) {
	if (keys.has(nameKey(text))) return void 0;
	const empty = nobodyProblem(text);
	if (empty !== void 0) return empty;
	for (const name of namesIn(text)) {
		const alone = name.replace(/\s*\([^()]*\)$/, "");
		if (!keys.has(nameKey(name)) && !keys.has(nameKey(alone))) return `is somebody whom the configuration does not know: ${name}`;
	}
}
function nobodyProblem(text) {
	const names = namesIn(text);
	if (names.length === 0 || nobody.test(text.trim())) return "is nobody";
	const open = names.find((name) => isPlaceholder(name, { orUnsaid: true }) || nobody.test(name));
	return open === void 0 ? void 0 : `is not filled in: ${open}`;
}
function namesIn(text) {
	const masked = text.replace(/\([^()]*\)/g, (part) => "_".repeat(part.length));
	const names = [];
	let from = 0;
	for (const { index, 0: found } of masked.matchAll(/[+,;&/]|\band\b/g)) {
		names.push(text.slice(from, index));
		from = index + found.length;
	}
	return [...names, text.slice(from)].map((name) => name.trim()).filter((name) => name !== "");
}

// shared/domain/claim/target.ts
const comparisons = {
	"<=": "<=",
	"≤": "<=",
	"<": "<",
	">=": ">=",
	"≥": ">=",
	">": ">",
	"=": "=",
	"==": "="
};
const units = {
	us: {
		of: "time",
		factor: 1n
	},
	µs: {
		of: "time",
		factor: 1n
	},
	ms: {
		of: "time",
		factor: 1000n
	},
	s: {
		of: "time",
		factor: 1000000n
	},
	sec: {
		of: "time",
		factor: 1000000n
	},
	second: {
		of: "time",
		factor: 1000000n
	},
	seconds: {
		of: "time",
		factor: 1000000n
	},
	min: {
		of: "time",
		factor: 60000000n
	},
	minutes: {
		of: "time",
		factor: 60000000n
	},
	h: {
		of: "time",
		factor: 3600000000n
	},
	hours: {
		of: "time",
		factor: 3600000000n
	},
	d: {
		of: "time",
		factor: 86400000000n
	},
	days: {
		of: "time",
		factor: 86400000000n
	},
	B: {
		of: "bytes",
		factor: 1n
	},
	kB: {
		of: "bytes",
		factor: 1000n
	},
	KB: {
		of: "bytes",
		factor: 1000n
	},
	MB: {
		of: "bytes",
		factor: 1000000n
	},
	GB: {
		of: "bytes",
		factor: 1000000000n
	},
	KiB: {
		of: "bytes",
		factor: 1024n
	},
	MiB: {
		of: "bytes",
		factor: 1048576n
	},
	GiB: {
		of: "bytes",
		factor: 1073741824n
	},
	"%": {
		of: "share",
		factor: 1n
	}
};
const figure = /^(?<label>.*?)(?<comparison><=|>=|==|[<>=≤≥])?\s*(?<sign>[-+]?)(?<number>\d{1,15}(?:\.\d{1,12})?)\s*(?<unit>[A-Za-zµ%]*)$/u;
function figuresIn(text) {
	const found = text.split(/[,;]\s+|\s+and\s+/).map((part) => part.trim()).filter((part) => part !== "").map(figureOf);
	return found.length > 0 && found.every((one) => one !== void 0) ? found : void 0;
}
function figureOf(part) {
	const { label = "", comparison, sign, number = "", unit = "" } = figure.exec(part)?.groups ?? {};
	if (number === "" || !isLabel(label)) return void 0;
	const known = unit === "" ? void 0 : Object.hasOwn(units, unit) ? units[unit] : null;
	if (known === null) return void 0;
	const [whole = "", fraction = ""] = number.split(".");
	const digits = BigInt(`${whole}${fraction}`) * (sign === "-" ? -1n : 1n);
	return {
		label: label.replace(/[:\s]+/g, " ").trim().toLowerCase(),
		comparison: comparison === void 0 ? void 0 : comparisons[comparison],
		value: {
			digits: digits * (known?.factor ?? 1n),
			scale: fraction.length
		},
		of: known?.of
	};
}
const turning = /\b(?:not?|non|never|more|less|fewer|over|under|above|below|beyond|than|least|most|up|to|around|about|approx|approximately|circa|almost|nearly|planned|expected|estimated|assumed|target|goal|limit|max allowed|previously|was|without|except|outside|exceeds?|exceeded)\b/i;
const named = /^(?:p\d{1,2}(?:\.\d{1,3})?|max|maximum|worst)$/;
function isLabel(label) {
	const words = label.replace(/\b[a-z]\d{1,3}(?:\.\d{1,3})?\b/gi, "x").trim();
	return words === "" || /^\p{L}[\p{L} ./()_:-]*$/u.test(words) && !turning.test(words);
}
function compareTarget(target, observed) {
	const unclear = (message) => ({
		state: "unclear",
		message
	});
	const wanted = figuresIn(target);
	const seen = figuresIn(observed);
	if (wanted === void 0) return unclear("its target is no figure");
	if (seen === void 0) return unclear("what was observed is no figure");
	if (seen.find(({ comparison }) => comparison !== void 0 && comparison !== "=") !== void 0) return unclear("what was observed is a bound and no figure");
	let doubt;
	const surplus = seen.find(({ label }) => label !== "" && !wanted.some((goal) => goal.label === label));
	if (surplus !== void 0 || seen.length > wanted.length) doubt = unclear(`what was observed has ${surplus?.label ?? "a figure"}, of which the target says nothing`);
	for (const goal of wanted) {
		const [own, second] = wanted.length === 1 && seen.length === 1 && seen[0]?.label === "" && named.test(goal.label) ? seen : seen.filter(({ label }) => label === goal.label);
		const name = goal.label === "" ? "its figure" : goal.label;
		if (own === void 0 || second !== void 0) {
			doubt ??= unclear(`${name} was ${own === void 0 ? "not observed" : "observed twice"}`);
			continue;
		}
		const order = compare(own, goal);
		if (order === void 0) {
			doubt ??= unclear(`${name} has another unit than its target`);
			continue;
		}
		if (goal.comparison === void 0 && order !== 0) doubt ??= unclear(`the target of ${name} does not say <= or >=`);
		else if (!holds(goal.comparison ?? "=", order)) return {
			state: "missed",
			message: `${name === "its figure" ? "it" : name} is observed as ${observed}, and its target is ${target}`
		};
	}
	return doubt ?? { state: "kept" };
}
function holds(comparison, order) {
	if (comparison === "=") return order === 0;
	if (comparison === "<") return order < 0;
	if (comparison === ">") return order > 0;
	return comparison === "<=" ? order <= 0 : order >= 0;
}
function compare(a, b) {
	let [left, right] = [a.value, b.value];
	if (a.of !== b.of) {
		if (a.of === "share" && b.of === void 0 && isShare(right)) right = {
			...right,
			digits: right.digits * 100n
		};
		else if (b.of === "share" && a.of === void 0 && isShare(left)) left = {
			...left,
			digits: left.digits * 100n
		};
		else if (left.digits !== 0n && right.digits !== 0n) return void 0;
		else if (a.of !== void 0 && b.of !== void 0) return void 0;
	}
	const scale = Math.max(left.scale, right.scale);
	const difference = scaled(left, scale) - scaled(right, scale);
	return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}
function isShare({ digits, scale }) {
	return digits === 0n || scale > 0 && digits > 0n && digits <= 10n ** BigInt(scale);
}
function scaled({ digits, scale }, to) {
	return digits * 10n ** BigInt(to - scale);
}

// actions/gate-checklist/claims.ts
async function judgeClaims(ctx, source, { claims, template }, { measure, before, tally }) {
	const targets = new Map(before?.claims.map(({ name, row }) => [nameKey(name), row?.cells.target?.text ?? ""]));
	const measures = new Map(source.measured.map((one) => [nameKey(one.claim), one]));
	const roster = rosterOf(ctx.inputs.owners, ctx.policy.roles);
	for (const { name, ticked, position } of template) {
		const at = locate(source.path, position);
		const fix = `take the tick out of ${source.path}, and tick it in the copy`;
		tally.tell("status", [name], ticked ? against("it is ticked in the template", "no tick", "x", fix, at) : passed);
	}
	const judged = [];
	for (const claim of claims) {
		const at = locate(source.path, claim.position);
		const key = nameKey(claim.name);
		tally.tell("status", [claim.name], judgeWord(source, claim, at), at);
		judged.push(await judgeMeasured(ctx, source, claim, measures.get(key), measure));
		judgeRow(ctx, source, claim, {
			roster,
			earlierTarget: targets.get(key) ?? ""
		}, tally);
	}
	return judged;
}
const boxWords = {
	met: "",
	unmet: "it is ticked",
	open: "it is not ticked",
	conditional: ""
};
function judgeWord({ path, statuses, boxes }, { word, meaning, row }, at) {
	if (meaning === "met") return passed;
	if (boxes !== void 0) {
		const expected = boxes.mode === "none" ? "no tick" : "a tick";
		const fix = boxes.mode === "none" ? `settle what stands against it, and then take the tick out of ${path}` : `do it, and then tick it in ${path}`;
		return against(boxWords[meaning ?? "open"], expected, word, fix, at);
	}
	const vocabulary = vocabularyOf(statuses);
	if (meaning === void 0) {
		const problem = word === "" ? "it has no status" : `its status ${quote(word)} is none of the legend`;
		return against(problem, wordsOf$1(vocabulary), word, `write a word of the legend into ${path}`, at);
	}
	if (meaning === "conditional") {
		const until = row?.cells.expires?.text ?? "";
		const message = `its status is ${quote(word)}${until === "" ? "" : ` until ${quote(until)}`}`;
		return unverified({
			code: "CLAIMED",
			message,
			needs: `one of ${vocabulary.met.join(", ")}`
		});
	}
	const problem = `its status is ${quote(word)}`;
	return against(problem, vocabulary.met, word, `meet the gate, and then write ${vocabulary.met[0] ?? ""} into ${path}`, at);
}
async function judgeMeasured(ctx, source, claim, asked, measure) {
	const base = {
		source: source.id,
		claim
	};
	const at = locate(source.path, claim.position);
	if (claim.meaning !== "met" && claim.meaning !== "conditional") return {
		...base,
		stands: void 0,
		by: void 0
	};
	const about = { about: [source.id, claim.name] };
	const said = source.boxes === void 0 ? `the document says ${quote(claim.word)}` : source.boxes.mode === "none" ? "it is not ticked" : "it is ticked";
	if (asked === void 0) {
		const message = `${quote(claim.name, 80)}: ${said}, and nothing measures that`;
		const needs = `what measures it, under measured of ${source.id}`;
		ctx.unverified("measured", about, {
			code: ctx.inputs.unmeasured === "no-go" ? "NO_DATA" : "CLAIMED",
			message,
			needs
		}, at);
		return {
			...base,
			stands: "unverified",
			by: void 0
		};
	}
	const verdict = await measure(asked);
	const by = measureText(asked);
	if (verdict.status === "passed") ctx.passed("measured", about, at);
	else if (verdict.status === "unverified") ctx.unverified("measured", about, verdict.because, at);
	else if (verdict.status === "failed") {
		const { problem, expected, actual, fix } = verdict;
		ctx.failed("measured", {
			...about,
			problem: `${said}, and it is not so: ${problem}`,
			expected,
			actual,
			fix
		}, at);
	}
	return {
		...base,
		stands: verdict.status,
		by
	};
}
function judgeRow(ctx, source, claim, { roster, earlierTarget }, tally) {
	const { path, require: demanded } = source;
	const { row, name } = claim;
	if (row === void 0) {
		if (demanded.includes("evidence")) judgeBoxEvidence(source, claim, tally);
		return;
	}
	const { owner, target, observed } = row.cells;
	const columns = new Set([...demanded, ...Object.keys(row.cells)]);
	for (const column of columns) {
		const text = row.cells[column]?.text ?? "";
		const must = demanded.includes(column);
		const open = column === "owner" && must && nobodyProblem(text) !== void 0 || isPlaceholder(text) && (must || /\p{L}/u.test(text));
		const at = locate(path, row.cells[column]?.position ?? row.position);
		const problem = text === "" ? `its ${column} is empty` : `its ${column} is not filled in: ${quote(text)}`;
		const fix = `write the ${column} of ${quote(name)} into ${path}`;
		tally.tell("filled", [name, column], open ? against(problem, `a ${column}`, text, fix, at) : passed);
	}
	if (owner !== void 0 && owner.text !== "" && roster.names.length > 0) {
		const problem = ownerProblem(owner.text, roster);
		const fix = `write who answers for ${quote(name)} into ${path}, or add the name under owners`;
		const at = locate(path, owner.position);
		tally.tell("owner", [name], problem === void 0 ? passed : against(`its owner ${problem}`, roster.names, owner.text, fix, at));
	}
	if (earlierTarget !== "" || (target?.text ?? "") !== "" || (observed?.text ?? "") !== "") {
		if (target !== void 0 && observed !== void 0) judgeTarget(source, name, {
			target,
			observed,
			earlier: earlierTarget
		}, tally);
	}
	if (claim.meaning === "conditional") tally.tell("condition", [name], judgeCondition(ctx, source, claim, roster));
}
function judgeBoxEvidence({ path }, { name, evidence, position }, tally) {
	const fix = `name the file that shows it, in code, behind ${quote(name, 80)} in ${path}`;
	const lacking = against("it names no evidence", "a file of the commit", "nothing", fix, locate(path, position));
	tally.tell("filled", [name, "evidence"], evidence.length === 0 ? lacking : passed);
}
function judgeTarget({ path }, name, { target, observed, earlier }, tally) {
	const outcome = compareTarget(target.text, observed.text);
	const at = locate(path, observed.position);
	if (target.text === "" && earlier !== "") {
		const back = `put the target of ${quote(name)} back into ${path}`;
		tally.tell("target", [name], against(`its target, which is ${earlier} in the base, is gone`, earlier, "", back, at), at);
		return;
	}
	if (outcome.state === "kept" && earlier !== "" && compareTarget(earlier, observed.text).state !== "kept") {
		const message = `its target was changed from ${earlier}, which ${observed.text} does not keep, to ${target.text}`;
		const needs = `a base that has the target ${target.text}, or what keeps ${earlier}`;
		tally.tell("target", [name], unverified({
			code: "CLAIMED",
			message,
			needs
		}), at);
		return;
	}
	const fix = `meet the target of ${quote(name)}, and measure it again`;
	const verdict = outcome.state === "kept" ? passed : outcome.state === "missed" ? against(outcome.message, target.text, observed.text, fix, at) : unverified(noData(`${outcome.message}: ${quote(target.text)} against ${quote(observed.text)}`, "figures with units, as <= 2s and 1.4s"));
	tally.tell("target", [name], verdict, at);
}
function judgeCondition(ctx, { path }, { row, position }, roster) {
	const { owner, expires, mitigation } = row?.cells ?? {};
	const longest = ctx.inputs["longest-condition"];
	const day = /(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)/.exec(expires?.text ?? "")?.[0];
	const ends = day !== void 0 && isCalendarDay(day) ? startOfDay(day) + millisecondsPerDay : void 0;
	const hasOwner = owner !== void 0 && !isPlaceholder(owner.text);
	const unknown = !hasOwner ? void 0 : roster.names.length > 0 ? ownerProblem(owner.text, roster) : nobodyProblem(owner.text);
	const lacks = [
		...hasOwner ? [] : ["it has no owner"],
		...unknown === void 0 ? [] : [`its owner ${unknown}`],
		...mitigation === void 0 || isPlaceholder(mitigation.text, { orUnsaid: true }) ? ["it has no mitigation"] : [],
		...ends === void 0 ? ["it has no day on which it ends"] : [],
		...ends !== void 0 && ends <= ctx.time.latest ? [`it ended on ${day ?? ""}`] : [],
		...ends !== void 0 && longest !== void 0 && ends > ctx.time.earliest + milliseconds(longest) + 864e5 ? [`it ends on ${day ?? ""}, which is more than ${longest} from now`] : []
	];
	if (lacks.length === 0) return passed;
	const fix = `meet the gate, or write owner, mitigation and a day that is still to come into ${path}`;
	return against(lacks.join("; "), "an owner, a mitigation, and a day to come", lacks, fix, locate(path, position));
}

// actions/gate-checklist/evidence.ts
async function judgeEvidence(ctx, source, { claims }, around, tally) {
	const { files } = around;
	const circles = circlesIn(files, around.rests);
	for (const claim of claims) {
		judgeNamed(source, claim, tally);
		const paths = new Map();
		for (const evidence of claim.evidence) {
			const found = await files.find(evidence, source.path);
			const about = [claim.name, evidence.text];
			const at = locate(source.path, evidence.position);
			if ("verdict" in found) {
				if (claim.mentions?.has(evidence.text) === true) continue;
				tally.tell("evidence", about, found.verdict, at);
				continue;
			}
			tally.tell("evidence", about, passed);
			for (const path of found.paths) paths.set(path, at);
		}
		for (const [path, at] of paths) for (const { rule, verdict, where } of await judgeFile(ctx, source, {
			path,
			at
		}, around, circles)) tally.tell(rule, [claim.name, path], verdict, where);
	}
}
function judgeNamed({ path, require: demanded }, { name, evidence, row }, tally) {
	const cell = row?.cells.evidence;
	if (cell === void 0 || evidence.length > 0 || !/[\p{L}\p{N}]/u.test(cell.text)) return;
	if (!demanded.includes("evidence") && isPlaceholder(cell.text, { orUnsaid: true })) return;
	const fix = `write the path of the file that shows it, in code, into ${path}`;
	const problem = `${quote(cell.text, 80)} names no file that could be looked at`;
	tally.tell("evidence", [name], against(problem, "a file of the commit", cell.text, fix, locate(path, cell.position)));
}
async function judgeFile(ctx, source, { path, at }, { files, words, touched }, circles) {
	const file = await files.look(path);
	const own = words.get(path);
	const maximum = ctx.inputs["evidence-maximum-age"];
	const where = { path };
	const judged = [{
		rule: "evidence-verdict",
		verdict: own === void 0 ? file.verdict : worstOf([own, file.verdict]),
		where
	}, {
		rule: "evidence-circle",
		verdict: await circles(path, source.path),
		where: at
	}];
	if (maximum !== void 0 && file.dates !== void 0) {
		const verdict = judgeAge(path, file.dates, maximum, ctx.time, await touched(path));
		judged.push({
			rule: "evidence-current",
			verdict,
			where
		});
	}
	return judged;
}
const mostDocuments = 200;
function circlesIn(files, rests) {
	const known = new Map();
	const isDocument = (path) => /\.(?:md|markdown)$/i.test(path);
	const search = async (from, to) => {
		const pending = [[from]];
		const seen = new Set([from]);
		let doubt;
		for (let trail = pending.shift(); trail !== void 0; trail = pending.shift()) {
			if (seen.size > mostDocuments) {
				const message = `${from} rests on more than ${mostDocuments} documents, and no more are looked at`;
				return unverified({
					code: "TRUNCATED",
					message,
					needs: "evidence that rests on fewer documents"
				});
			}
			const last = trail.at(-1) ?? from;
			if (last === to) return circle(to, trail);
			for (const named of [...rests.get(last) ?? [], ...(await files.look(last)).restsOn]) {
				const found = await files.find(named, last);
				if ("verdict" in found) {
					if (found.verdict.status === "unverified" && named.kind !== "address") doubt ??= found.verdict;
					continue;
				}
				for (const path of found.paths) {
					if (!isDocument(path) || seen.has(path)) continue;
					seen.add(path);
					pending.push([...trail, path]);
				}
			}
		}
		return doubt ?? passed;
	};
	return (from, to) => {
		if (!isDocument(from)) return Promise.resolve(passed);
		const key = `${from}\n${to}`;
		const asked = known.get(key) ?? search(from, to);
		known.set(key, asked);
		return asked;
	};
}
function circle(to, trail) {
	const problem = trail.length === 1 ? `${to} is named as evidence for itself` : `the evidence goes in a circle: ${to}, ${trail.join(", ")}`;
	return against(problem, "evidence of its own", trail, "name what was seen, and not a document that rests on this one");
}

// actions/gate-checklist/source.ts
async function loadSource(source, load) {
	const loaded = await load(source.path);
	return loaded.ok ? {
		source,
		ok: true,
		read: readSource(loaded.document, source)
	} : {
		source,
		ok: false,
		verdict: loaded.verdict
	};
}
async function judgeSource(ctx, loaded, around) {
	const { source } = loaded;
	const at = { path: source.path };
	if (!loaded.ok) {
		tell(ctx, "readable", [source.id], loaded.verdict, at);
		const because = noData(`${source.path} could not be read`, "the document in the judged commit");
		for (const rule of [
			"kept",
			"status",
			"measured"
		]) ctx.unverified(rule, { about: [source.id] }, because, at);
		return [];
	}
	const { read } = loaded;
	if (read.claims.length + read.template.length === 0) {
		const because = noData(`${source.path} has no claim that could be read`, "a row or box that can be read");
		ctx.unverified("status", { about: [source.id] }, because, at);
	}
	const tally = tallyOf(ctx, source.id);
	judgeReadable(ctx, source, read);
	const earlier = await around.base(source.path);
	if (!earlier.ok && earlier.verdict.status === "unverified") tally.tell("kept", [], earlier.verdict);
	const before = earlier.ok ? readSource(earlier.document, source) : void 0;
	judgeKept(source, read, before, tally);
	const judged = await judgeClaims(ctx, source, read, {
		measure: around.measure,
		before,
		tally
	});
	await judgeEvidence(ctx, source, read, around, tally);
	await judgeCurrent(ctx, source, around, tally);
	tally.end();
	return judged;
}
function judgeReadable(ctx, { id, path }, { problems }) {
	const [first] = problems;
	if (first === void 0) {
		tell(ctx, "readable", [id], passed, { path });
		return;
	}
	const said = problems.map(({ message, position }) => position === void 0 ? message : `${message} (line ${position.line})`);
	const problem = `${path} ${listed(said, 10)}`;
	const verdict = against(problem, "rows that can be read", said, `mend ${path} there`, locate(path, first.position));
	tell(ctx, "readable", [id], verdict);
}
function judgeKept(source, { claims, template, columns }, before, tally) {
	const { id, path } = source;
	const present = new Set([...claims, ...template].map(({ name }) => nameKey(name)));
	const asked = [...source.claims, ...source.measured.map(({ claim }) => claim)];
	const configured = new Set(asked.map(nameKey));
	const needed = new Map(asked.map((name) => [nameKey(name), name]));
	if (before !== void 0 && source.claims.length === 0) for (const { name } of [...before.claims, ...before.template]) needed.set(nameKey(name), name);
	for (const [key, name] of needed) {
		const what = source.boxes === void 0 ? "row" : "box";
		const instead = configured.has(key) ? `take it out of the configuration of ${id} first` : `say in the configuration of ${id} under claims what must be there`;
		const fix = `put the ${what} ${quote(name, 80)} back into ${path}, or ${instead}`;
		const gone = against(`the ${what} ${quote(name, 80)} is not in ${path}`, name, "nothing", fix, { path });
		tally.tell("kept", [name], present.has(key) ? passed : gone);
	}
	const rows = new Map(claims.map((claim) => [nameKey(claim.name), claim.row]));
	for (const [column, name] of before?.columns ?? []) {
		if (column === "name") continue;
		const isLost = before?.claims.some((claim) => {
			const row = rows.get(nameKey(claim.name));
			return row !== void 0 && claim.row?.cells[column] !== void 0 && row.cells[column] === void 0;
		});
		const fix = `put the column ${quote(name)} back into ${path}`;
		const gone = against(`the column ${quote(name)}, which the base has, is not in ${path}`, name, "nothing", fix, { path });
		tally.tell("kept", [`column ${column}`], columns.has(column) && isLost !== true ? passed : gone);
	}
}
async function judgeCurrent(ctx, source, { files, touched }, tally) {
	const { path, "maximum-age": maximum } = source;
	const loaded = await files.load(path);
	if (maximum === void 0 || !loaded.ok) return;
	const byName = dateOfName(path);
	const dates = [...byName === void 0 ? [] : [byName], ...statedDates(loaded.document)];
	tally.tell("current", [], judgeAge(path, dates, maximum, ctx.time, await touched(path)), { path });
}
function restsOf(sources, copies) {
	const rests = new Map();
	const add = (path, named) => void rests.set(path, [...rests.get(path) ?? [], ...named]);
	for (const loaded of sources) add(loaded.source.path, loaded.ok ? loaded.read.claims.flatMap(({ evidence }) => evidence) : []);
	for (const { of, path } of copies) {
		const source = sources.find((one) => one.source.id === of)?.source.path;
		const position = {
			line: 1,
			column: 1
		};
		if (source !== void 0) add(path, [{
			kind: "path",
			text: source,
			path: source,
			position
		}]);
	}
	return rests;
}
function wordsOf(sources) {
	const words = new Map();
	for (const loaded of sources) {
		const { path } = loaded.source;
		const own = loaded.ok ? wordOf(path, loaded.read) : loaded.verdict;
		const others = words.get(path);
		words.set(path, others === void 0 ? own : worstOf([others, own]));
	}
	return words;
}
function wordOf(path, { claims, problems }) {
	const wrong = claims.filter(({ meaning }) => meaning !== "met" && meaning !== "conditional");
	const fix = `settle what ${path} leaves open`;
	const [unread] = problems;
	if (unread !== void 0) {
		const at = locate(path, unread.position);
		return against(`${path} ${unread.message}`, "rows that can be read", unread.message, fix, at);
	}
	if (wrong.length > 0) {
		const names = wrong.map(({ name }) => quote(name, 80));
		const at = locate(path, wrong[0]?.position);
		return against(`${path} does not say that ${listed(names)} is met`, "all that it claims", names, fix, at);
	}
	const bound = claims.find(({ meaning }) => meaning === "conditional");
	if (bound === void 0) return passed;
	const message = `${path} says ${quote(bound.word)} for ${quote(bound.name)}`;
	return unverified({
		code: "CLAIMED",
		message,
		needs: "a status without a condition"
	});
}

// actions/gate-checklist/touched.ts
const Commit = object({
	sha: string(),
	commit: object({ committer: object({ date: string() }) })
});
const mostFiles = 200;
function lastTouched(ctx) {
	const known = new Map();
	return (path) => {
		if (!ctx.inputs["git-dates"]) return Promise.resolve(void 0);
		const asked = known.get(path) ?? (known.size < mostFiles ? ask(ctx, path) : Promise.resolve(tooMany(path)));
		known.set(path, asked);
		return asked;
	};
}
async function ask(ctx, path) {
	const { repository, headSha } = ctx.subject;
	const github = ctx.github();
	if (repository === void 0 || headSha === void 0) return {
		ok: false,
		because: noData("it is not known which commit is judged", "a run for a commit of a repository")
	};
	if (github === void 0) return {
		ok: false,
		because: {
			code: "NO_CREDENTIAL",
			message: `the commits of ${path} cannot be asked for without a token`,
			needs: "contents: read"
		}
	};
	const asked = {
		...ownerAndRepo(repository),
		path: `${ctx.policy.folder}${path}`,
		sha: headSha,
		per_page: 1
	};
	const answer = await github.get("GET /repos/{owner}/{repo}/commits", asked, array(Commit));
	if (!answer.ok) return answer;
	const [last] = answer.data;
	const text = last?.commit.committer.date ?? "";
	const time = parseTime(text);
	if (time === void 0) {
		const message = `GitHub knows no commit that touched ${path} up to ${headSha}`;
		return {
			ok: false,
			because: noData(message, `${path} in the history of the judged commit`)
		};
	}
	return {
		ok: true,
		date: {
			from: "its last commit",
			time,
			text
		}
	};
}
function tooMany(path) {
	return {
		ok: false,
		because: {
			code: "TRUNCATED",
			message: `the commits of more than ${mostFiles} files are not asked for, and so not those of ${path}`,
			needs: "fewer files as evidence, or no git-dates"
		}
	};
}

export { documentsOf, evidenceFiles, judgeCopy, judgeMatrix, judgeSource, lastTouched, loadSource, measuring, restsOf, wordsOf };