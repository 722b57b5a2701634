import { brokenTablesUnder, bulletsUnder, headingsNamed, parseMarkdown, tablesUnder } from "./parse-markdown.js";

// shared/domain/contract-pair/matrix-reader.ts
function readMatrix(text, config) {
	const parsed = parseMarkdown(text);
	return parsed.ok ? {
		ok: true,
		model: modelOf(parsed.document, config)
	} : parsed;
}
function modelOf(document, config) {
	const problems = [];
	const heading = (text) => {
		const found = headingsNamed(document, text);
		if (found.length !== 1) problems.push({
			what: `section “${text}”`,
			problem: found.length === 0 ? "is missing" : `stands ${found.length} times`,
			fix: found.length === 0 ? `add the heading “${text}”, or name another one in the configuration` : "keep one of them",
			position: found[1]?.position
		});
		return found[0]?.position;
	};
	const tableAt = heading(config.table);
	const bulletsAt = config.bullets === void 0 ? void 0 : heading(config.bullets);
	const tables = tablesUnder(document, config.table);
	if (tableAt !== void 0 && tables.length !== 1) problems.push({
		what: `table under “${config.table}”`,
		problem: tables.length === 0 ? "is missing" : `is not alone: there are ${tables.length}`,
		fix: tables.length === 0 ? "write the table with a header row and a delimiter row" : "keep one table in the section",
		position: tables[1]?.position ?? tableAt
	});
	const table = tables.length === 1 ? tables[0] : void 0;
	for (const { message, position } of [...brokenTablesUnder(document, config.table), ...table?.problems ?? []]) problems.push({
		what: `table under “${config.table}”`,
		problem: message,
		fix: "give every row as many cells as the header, with no blank line between",
		position
	});
	const bullets = /* @__PURE__ */ new Map();
	for (const { label, value, position } of config.bullets === void 0 ? [] : bulletsUnder(document, config.bullets)) bullets.set(label, [...bullets.get(label) ?? [], {
		value,
		position
	}]);
	for (const [label, all] of bullets) if (all.length > 1) problems.push({
		what: `bullet “${label}”`,
		problem: `stands ${all.length} times`,
		fix: "keep one of them",
		position: all[1]?.position
	});
	const lines = document.labelledLines.filter(({ label }) => label === config.updated);
	if (lines.length > 1) problems.push({
		what: `line “${String(config.updated)}”`,
		problem: `stands ${lines.length} times`,
		fix: "keep one of them",
		position: lines[1]?.position
	});
	return {
		bullets,
		bulletsAt,
		table,
		updated: lines[0],
		problems
	};
}

export { readMatrix };