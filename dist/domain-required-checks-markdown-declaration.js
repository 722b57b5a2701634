import { locate } from "./core-location.js";
import { brokenTablesUnder, headingsNamed, opaqueUnder, parseMarkdown, tablesUnder } from "./parse-markdown.js";
import { quote } from "./shared.js";

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
	const { headings, lines } = parsed.document;
	const shown = visibleLines(lines.count, (line) => lines.line(line) ?? "");
	const start = headings.find((each) => each.text.toLowerCase() === marker.toLowerCase())?.position.line ?? shown.find(({ text: own }) => own.startsWith(marker))?.line;
	if (start === void 0) return {
		ok: false,
		problems: [{
			message: `has nothing called ${quote(marker)}`,
			at: { path }
		}]
	};
	const end = headings.find(({ position }) => position.line > start)?.position.line ?? lines.count + 1;
	const checks = [];
	const problems = [];
	for (const { line, text: own } of shown) {
		if (line <= start || line >= end || own.trim() === "") continue;
		const item = /^ {0,3}(?:[-*+]|\d{1,9}[.)])\s+(?<content>\S.*)$/.exec(own)?.groups?.["content"];
		if (item === void 0) {
			if (checks.length + problems.length > 0) break;
			continue;
		}
		const at = {
			path,
			line
		};
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
	if (checks.length === 0 && problems.length === 0) problems.push({
		message: `has no list behind ${quote(marker)}`,
		at: {
			path,
			line: start
		}
	});
	return problems.length > 0 ? {
		ok: false,
		problems
	} : {
		ok: true,
		checks
	};
}
function visibleLines(count, lineOf) {
	const shown = [];
	let fence;
	let comment = false;
	for (let line = 1; line <= count; line += 1) {
		const text = lineOf(line);
		const mark = /^ {0,3}(?<mark>`{3,}|~{3,})/.exec(text)?.groups?.["mark"];
		if (comment || fence === void 0 && text.includes("<!--")) comment = text.lastIndexOf("-->") <= text.lastIndexOf("<!--");
		else if (fence !== void 0) {
			if (mark?.startsWith(fence) === true) fence = void 0;
		} else if (mark !== void 0) fence = mark;
		else shown.push({
			line,
			text
		});
	}
	return shown;
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
	for (const { position } of opaqueUnder(document, heading)) {
		const message = `has HTML, an image, a reference or a quotation under ${quote(heading)}, so that a reader may see something else`;
		problems.push({
			message,
			at: locate(path, position)
		});
	}
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