import { locate } from "./core-location.js";
import { foldedName } from "./domain-record.js";
import { columnsOf, hidden, mostNamed, referencesIn, saidIn } from "./domain-sign-off.js";
import { foldedWord } from "./domain-sign-off-config.js";

// shared/domain/sign-off/matrix.ts
function readMatrix(parsed, { path, heading, slices }, words, own) {
	const at = (position) => locate(path, position);
	const { markdown, prose } = parsed;
	const problems = hidden(parsed, at);
	const rows = [];
	const cells = cellsByLine(prose);
	for (const table of markdown.tables) {
		const { slice, pull, merge, status, files } = columnsOf(table, [
			"slice",
			"pull",
			"merge",
			"status",
			"files"
		], words);
		if (slice === void 0 || pull === void 0 || merge === void 0) continue;
		if (heading !== void 0 && table.heading !== heading) continue;
		if (status === void 0 || files === void 0) problems.push({
			message: `has no column for ${status === void 0 ? "the status" : "the evidence"}`,
			at: at(table.position)
		});
		for (const row of table.rows) {
			const said = (column) => saidIn(row, column, at);
			const inColumn = (column) => cellLines(cells, table, row, column).flatMap((line) => referencesIn(line, path, own, at(line.position)));
			const pulls = inColumn(pull).filter(({ kind }) => kind === "pull");
			const evidence = files === void 0 ? [] : inColumn(files);
			for (const one of [
				...inColumn(pull),
				...inColumn(merge),
				...evidence
			]) if (one.kind === "mismatch" || one.kind === "other-file") problems.push({
				message: `has a link “${one.text}” that leads to something else`,
				at: one.at
			});
			rows.push({
				slice: said(slice).text,
				pulls: pulls.map(({ value }) => Number(value)),
				merges: [...said(merge).text.matchAll(/\b[0-9a-f]{7,64}\b/g)].map(([sha]) => sha),
				merge: said(merge),
				status: said(status),
				files: evidence.filter(({ kind }) => kind === "file"),
				at: at(row.position)
			});
		}
	}
	if (rows.length > 1e3) problems.push({
		message: `has ${rows.length} rows, expected at most ${mostNamed}`,
		at: { path }
	});
	if (rows.length === 0) problems.push({
		message: "has no row",
		at: { path }
	});
	const seen = new Set();
	for (const { slice, at: place } of rows) {
		const name = foldedName(slice);
		if (name === "") problems.push({
			message: "has a row that does not say what it is about",
			at: place
		});
		else if (seen.has(name)) problems.push({
			message: `has the row “${slice}” twice`,
			at: place
		});
		seen.add(name);
	}
	for (const wanted of slices) if (!rows.some(({ slice }) => begins(slice, wanted))) problems.push({
		message: `has no row that begins with “${wanted}”`,
		at: { path }
	});
	return {
		rows: rows.slice(0, mostNamed),
		problems
	};
}
function begins(slice, wanted) {
	const [text, word] = [foldedName(slice), foldedName(wanted)];
	return text.startsWith(word) && !/^[\p{L}\p{N}]/u.test(text.slice(word.length));
}
function cellsByLine(prose) {
	const cells = new Map();
	for (const line of prose) {
		if (line.kind !== "cell") continue;
		const same = cells.get(line.position.line);
		if (same === void 0) cells.set(line.position.line, [line]);
		else same.push(line);
	}
	return cells;
}
function cellLines(cells, table, row, column) {
	const from = row.cells[column]?.position;
	const next = table.header.length === column + 1 ? void 0 : row.cells[column + 1]?.position;
	if (from === void 0) return [];
	return (cells.get(from.line) ?? []).filter(({ position: { column: at } }) => at >= from.column && (next === void 0 || at < next.column));
}
function statusKind(text, words) {
	const folded = foldedWord(text).replace(/ (?:\(\+? ?#\d+(?:(?:,| and| \+)? #\d+)*\)|(?:\+ #\d+ ?)+)$/, "");
	return ["done", "pending"].find((kind) => words[kind].includes(folded));
}

export { readMatrix, statusKind };