import { exhibitProblem } from "./shared.js";

// shared/core/totals.ts
const mostRows = 500;
const mostTables = 20;
function totalsOf(control, legs, expected) {
	const kinds = new Map();
	for (const exhibits of legs) {
		const own = new Set();
		for (const exhibit of exhibits) {
			const kind = JSON.stringify([exhibit.title, exhibit.columns.map(({ name, numeric }) => [name, numeric === true])]);
			if (exhibit.totals !== true || exhibitProblem(exhibit) !== void 0 || own.has(kind)) continue;
			own.add(kind);
			const found = kinds.get(kind) ?? {
				first: exhibit,
				parts: []
			};
			found.parts.push(exhibit);
			kinds.set(kind, found);
		}
	}
	return [...kinds.values()].slice(0, mostTables).map(({ first, parts }) => sumOf(control, first, parts, expected));
}
function sumOf(control, { title, columns }, parts, expected) {
	const rows = new Map();
	for (const { cells, mark } of parts.flatMap((part) => part.rows)) {
		const key = JSON.stringify(cells.filter((_, at) => columns[at]?.numeric !== true));
		const before = rows.get(key);
		const values = cells.map((cell, at) => columns[at]?.numeric === true ? Number(cell) : cell);
		if (before === void 0) rows.set(key, {
			cells: values,
			mark
		});
		else rows.set(key, {
			cells: before.cells.map((value, at) => {
				const other = values[at];
				return typeof value === "number" && typeof other === "number" ? value + other : value;
			}),
			mark: worse(before.mark, mark)
		});
	}
	const summed = [...rows.values()].sort((a, b) => byNumbers(a.cells, b.cells));
	const left = summed.length - mostRows;
	const of = `${parts.length} of ${expected} reports`;
	return {
		title: `${control}: ${title}`,
		columns,
		rows: summed.slice(0, mostRows).map(({ cells, mark }) => ({
			cells: cells.map(String),
			...mark === void 0 ? {} : { mark }
		})),
		remark: `Added up over ${of}${left > 0 ? `, without the last ${left} rows` : ""}`
	};
}
const ranks = [
	"bad",
	"open",
	"good"
];
function worse(a, b) {
	return ranks.find((mark) => mark === a || mark === b);
}
function byNumbers(a, b) {
	for (const [at, value] of a.entries()) {
		const other = b[at];
		if (typeof value === "number" && typeof other === "number" && value !== other) return other - value;
	}
	const [left, right] = [a.join("\n"), b.join("\n")];
	return left < right ? -1 : left > right ? 1 : 0;
}

export { totalsOf };