import { stableJson } from "./shared.js";
import { parseMarkdown } from "./parse-markdown.js";
import { withCells, withValue } from "./domain-contract-repin.js";
import { readMatrix } from "./domain-contract-pair.js";

// shared/domain/contract-repin/matrix-edit.ts
function editMatrix(text, config, change) {
	const [read, parsed] = [readMatrix(text, config), parseMarkdown(text)];
	if (!read.ok) return read;
	if (!parsed.ok) return parsed;
	const { model } = read;
	const { lines } = parsed.document;
	const expected = factsOf(parsed.document);
	const edited = new Map();
	const now = (line) => edited.get(line) ?? lines.line(line) ?? "";
	const set = (what, position, value) => {
		const line = withValue(now(position.line), position.column, value);
		if (line === void 0) return `cannot hold the value of ${what} in its line`;
		edited.set(position.line, line);
	};
	for (const [label, value] of change.bullets) {
		const bullet = model.bullets.get(label)?.[0];
		const problem = bullet === void 0 ? `has no bullet “${label}”` : set(`the bullet “${label}”`, bullet.position, value);
		if (problem !== void 0) return {
			ok: false,
			message: problem
		};
		expected.labelled = expected.labelled.map((each) => isAt(each.at, bullet?.position) ? {
			...each,
			value
		} : each);
	}
	if (change.updated !== void 0) {
		const { updated } = model;
		const problem = updated === void 0 ? "has no line with the day" : set("the day", updated.position, change.updated);
		if (problem !== void 0) return {
			ok: false,
			message: problem
		};
		const value = change.updated;
		expected.labelled = expected.labelled.map((each) => isAt(each.at, updated?.position) ? {
			...each,
			value
		} : each);
	}
	let appended;
	if (change.row !== void 0) {
		const { row, table } = {
			row: model.table?.rows[change.row.index],
			table: model.table
		};
		const facts = expected.tables.find(({ at }) => isAt(at, table?.position));
		const rowFacts = facts?.rows[change.row.index];
		if (row === void 0 || table === void 0 || facts === void 0 || rowFacts === void 0) return {
			ok: false,
			message: "has no row of the pinned release"
		};
		const cells = new Map();
		const changed = [...rowFacts];
		for (const [column, value] of change.row.cells) {
			const index = table.header.findIndex((cell) => cell.text === column);
			if (index === -1) return {
				ok: false,
				message: `has no column “${column}”`
			};
			cells.set(index, value);
			changed[index] = value;
		}
		const line = withCells(now(row.position.line), cells);
		if (line === void 0) return {
			ok: false,
			message: "cannot hold the values in the row of the pinned release"
		};
		if (change.row.append) {
			appended = {
				line: table.rows.at(-1)?.position.line ?? row.position.line,
				text: line
			};
			facts.rows.push(changed);
		} else {
			edited.set(row.position.line, line);
			facts.rows[change.row.index] = changed;
		}
	}
	const result = rewritten(text, lines, edited, appended);
	const again = parseMarkdown(result);
	if ((again.ok ? stableJson(withoutPlaces(factsOf(again.document))) : void 0) === stableJson(withoutPlaces(expected))) return {
		ok: true,
		text: result
	};
	return {
		ok: false,
		message: "would show a reader something else than the new values"
	};
}
function rewritten(text, lines, edited, appended) {
	const lineEnd = /\r\n|\n|\r/.exec(text)?.[0] ?? "\n";
	let result = "";
	for (let line = 1; line <= lines.count; line += 1) {
		const [start, end] = [lines.start(line) ?? 0, lines.start(line + 1) ?? text.length];
		const source = lines.line(line) ?? "";
		result += edited.get(line) ?? source;
		if (appended?.line === line) result += `${lineEnd}${appended.text}`;
		result += text.slice(start + source.length, end);
	}
	return result;
}
function factsOf(document) {
	const texts = (cells) => cells.map((cell) => cell.text);
	return {
		headings: document.headings.map(({ text, depth }) => ({
			text,
			depth
		})),
		labelled: [...document.bullets, ...document.labelledLines].map(({ label, value, position }) => ({
			label,
			value,
			at: position
		})),
		tables: document.tables.map(({ header, rows, position }) => ({
			header: texts(header),
			at: position,
			rows: rows.map(({ cells }) => texts(cells))
		})),
		broken: document.brokenTables.length + document.tables.reduce((sum, { problems }) => sum + problems.length, 0),
		opaque: document.opaque.length
	};
}
function withoutPlaces({ headings, labelled, tables, broken, opaque }) {
	return {
		headings,
		broken,
		opaque,
		labelled: labelled.map(({ label, value }) => ({
			label,
			value
		})),
		tables: tables.map(({ header, rows }) => ({
			header,
			rows
		}))
	};
}
function isAt(a, b) {
	return a.line === b?.line && a.column === b.column;
}

export { editMatrix };