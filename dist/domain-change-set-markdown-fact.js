import { brokenTablesUnder, bulletsUnder, headingsNamed, parseMarkdown, tablesUnder } from "./parse-markdown.js";

// shared/domain/change-set/markdown-fact.ts
function markdownFacts(text) {
	const parsed = parseMarkdown(text);
	if (!parsed.ok) return parsed;
	const { document } = parsed;
	return {
		ok: true,
		read: (spot) => readSpot(document, spot)
	};
}
function readSpot(document, spot) {
	const headings = headingsNamed(document, spot.heading);
	if (headings.length > 1) return unknown(`has the heading “${spot.heading}” ${headings.length} times`);
	const at = headings[0]?.position;
	if (spot.kind === "bullet") {
		const bullets = bulletsUnder(document, spot.heading).filter(({ label }) => label === spot.label);
		const [bullet] = bullets;
		if (bullet === void 0) return {
			state: "absent",
			at
		};
		if (bullets.length > 1) return unknown(`has the bullet “${spot.label}” ${bullets.length} times`);
		return {
			state: "value",
			value: bullet.value,
			at: bullet.position
		};
	}
	const [broken] = brokenTablesUnder(document, spot.heading);
	if (broken !== void 0) return unknown(`has no whole table under “${spot.heading}”: ${broken.message}`);
	const tables = tablesUnder(document, spot.heading);
	const [table] = tables;
	if (table === void 0) return {
		state: "absent",
		at
	};
	if (tables.length > 1) return unknown(`has ${tables.length} tables under “${spot.heading}”`);
	const [problem] = table.problems;
	if (problem !== void 0) return unknown(`has no whole table under “${spot.heading}”: ${problem.message}`);
	const columns = table.header.flatMap(({ text }, index) => text === spot.header ? [index] : []);
	const [column] = columns;
	if (column === void 0) return {
		state: "absent",
		at: table.position
	};
	if (columns.length > 1) return unknown(`has the column “${spot.header}” ${columns.length} times`);
	return {
		state: "value",
		value: table.rows.map(({ cells: row }) => row[column]?.text ?? ""),
		at: table.rows.at(-1)?.cells[column]?.position ?? table.position
	};
}
function unknown(message) {
	return {
		state: "unknown",
		message
	};
}

export { markdownFacts };