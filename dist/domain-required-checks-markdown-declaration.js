import { locate } from "./core-location.js";
import { brokenTablesUnder, headingsNamed, opaqueUnder, parseMarkdown, tablesUnder } from "./parse-markdown.js";
import { hiddenParts } from "./parse.js";
import { quote } from "./shared.js";
import { markdownLines } from "./domain-required-checks.js";

// shared/domain/required-checks/markdown-declaration.ts
function readMarkdownDeclaration(path, text, marker) {
	const parsed = parseMarkdown(text);
	if (!parsed.ok) return {
		ok: false,
		problems: [{
			message: parsed.message,
			at: locate(path, parsed.position)
		}]
	};
	const { headings, lines, opaque, tables, brokenTables } = parsed.document;
	const all = markdownLines(lines.count, (line) => lines.line(line) ?? "");
	const named = headings.filter((each) => each.text.toLowerCase() === marker.toLowerCase());
	const starts = named.length > 0 ? named.map(({ position }) => position.line) : all.filter(({ text: own, kind }) => kind === "text" && own.startsWith(marker)).map(({ line }) => line);
	const [start, second] = starts;
	const refuse = (message, line) => ({
		ok: false,
		problems: [{
			message,
			at: line === void 0 ? { path } : {
				path,
				line
			}
		}]
	});
	if (start === void 0) return refuse(`has nothing called ${quote(marker)}`);
	if (second !== void 0) return refuse(`has ${starts.length} places called ${quote(marker)}`, second);
	const depth = headings.findLast(({ position }) => position.line <= start)?.depth ?? Number.POSITIVE_INFINITY;
	const end = headings.find((each) => each.position.line > start && each.depth <= depth)?.position.line ?? lines.count + 1;
	const inSection = (line) => line > start && line < end;
	const { checks, problems } = listIn(path, all.filter(({ line }) => inSection(line)));
	const hidden = opaque.filter(({ position: { line }, until }) => inSection(line) || line <= start && until > start);
	for (const { message, position } of hiddenParts(hidden, `behind ${quote(marker)}`)) problems.push({
		message,
		at: locate(path, position)
	});
	for (const { position } of [...tables, ...brokenTables].filter(({ position: { line } }) => inSection(line))) {
		const message = `has a table behind ${quote(marker)}, which a reader may take for a part of the list`;
		problems.push({
			message,
			at: locate(path, position)
		});
	}
	if (checks.length === 0 && problems.length === 0) return refuse(`has no list behind ${quote(marker)}`, start);
	return problems.length > 0 ? {
		ok: false,
		problems
	} : {
		ok: true,
		checks
	};
}
function listIn(path, lines) {
	const checks = [];
	const problems = [];
	let place = "before";
	let afterBlank = false;
	let above = {
		text: "",
		kind: "text"
	};
	for (const { line, text, kind } of lines) {
		const at = {
			path,
			line
		};
		if (kind === "mixed") {
			problems.push({
				message: "has a comment in a line with text",
				at
			});
			continue;
		}
		if (text.trim() === "") {
			afterBlank = true;
			continue;
		}
		const isBehind = afterBlank;
		const previous = above;
		afterBlank = false;
		above = {
			text,
			kind
		};
		const item = kind === "text" && place !== "behind" ? itemOf(text) : void 0;
		if (item === void 0) {
			if (place === "in" && isBehind && (kind === "code" || divides(text))) place = "behind";
			if (place === "in") problems.push({
				message: `has something in the list that is no item: ${quote(text.trim())}`,
				at
			});
			else if (kind === "code" ? previous.kind !== "code" : kind === "text" && showsCode(text, isBehind && itemOf(previous.text) === void 0)) problems.push({
				message: `has code besides the list, which a reader may take for a check: ${quote(text.trim())}`,
				at
			});
			continue;
		}
		place = "in";
		const context = /^`(?<context>[^`]+)`$/.exec(item.trim())?.groups?.["context"];
		if (context === void 0) problems.push({
			message: `has an item that is no check in code: ${quote(item)}`,
			at
		});
		else if (checks.some((check) => check.context === context)) problems.push({
			message: `lists ${quote(context)} twice`,
			at
		});
		else checks.push({
			context,
			at
		});
	}
	return {
		checks,
		problems
	};
}
function showsCode(text, apart) {
	if (apart && /^(?: {4}|\t)/.test(text)) return true;
	return text.replaceAll(/`(?:[\w-]+\/)*[\w.-]+\.(?:json|md|txt|toml|ya?ml)`/g, "").includes("`");
}
function itemOf(text) {
	return /^ {0,3}(?:[-*+]|\d{1,9}[.)])\s+(?<content>\S.*)$/.exec(text)?.groups?.["content"];
}
function divides(text) {
	return /^(?:[*_]{0,3}(?![\u115f\u1160\u3164\uffa0])[\p{L}\p{N}]|`[^`]|\||(?:-\s*){3,}$|(?:_\s*){3,}$|(?:\*\s*){3,}$)/u.test(text);
}
function readTableDeclaration(path, text, heading, column) {
	const parsed = parseMarkdown(text);
	if (!parsed.ok) return {
		ok: false,
		problems: [{
			message: parsed.message,
			at: locate(path, parsed.position)
		}]
	};
	const { document } = parsed;
	const headings = headingsNamed(document, heading);
	const tables = tablesUnder(document, heading);
	const [table] = tables;
	const refuse = (message, at) => ({
		ok: false,
		problems: [{
			message,
			at
		}]
	});
	if (headings.length !== 1) return refuse(`has ${headings.length === 0 ? "no heading" : `${headings.length} headings`} ${quote(heading)}`, locate(path, headings[1]?.position));
	if (table === void 0 || tables.length > 1) return refuse(`has ${table === void 0 ? "no table" : `${tables.length} tables`} under ${quote(heading)}`, locate(path, tables[1]?.position ?? headings[0]?.position));
	const problems = [...brokenTablesUnder(document, heading), ...table.problems].map(({ message, position }) => ({
		message: `has a table in which ${message}`,
		at: locate(path, position)
	}));
	for (const { message, position } of hiddenParts(opaqueUnder(document, heading), `under ${quote(heading)}`)) problems.push({
		message,
		at: locate(path, position)
	});
	const places = table.header.flatMap(({ text: name }, index) => name === column ? [index] : []);
	const [place] = places;
	if (place === void 0 || places.length > 1) {
		const count = place === void 0 ? "no column" : `${places.length} columns`;
		problems.push({
			message: `has ${count} ${quote(column)}`,
			at: locate(path, table.position)
		});
		return {
			ok: false,
			problems
		};
	}
	const checks = [];
	for (const { cells, position } of table.rows) {
		const cell = cells[place];
		const context = cell?.text ?? "";
		const at = locate(path, cell?.position ?? position);
		if (context === "") problems.push({
			message: `has a row without a check in ${quote(column)}`,
			at
		});
		else if (checks.some((check) => check.context === context)) problems.push({
			message: `lists ${quote(context)} twice`,
			at
		});
		else checks.push({
			context,
			at
		});
	}
	if (checks.length === 0 && problems.length === 0) problems.push({
		message: `has no row under ${quote(heading)}`,
		at: locate(path, table.position)
	});
	return problems.length > 0 ? {
		ok: false,
		problems
	} : {
		ok: true,
		checks
	};
}

export { readMarkdownDeclaration, readTableDeclaration };