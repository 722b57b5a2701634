import { locate } from "./core-location.js";
import { brokenTablesUnder, headingsNamed, opaqueUnder, parseMarkdown, tablesUnder } from "./parse-markdown.js";
import { hiddenParts } from "./parse.js";
import { foldedName } from "./domain-record.js";

// shared/domain/cutover/decision-table.ts
function readDecisionTable(text, { path, heading, check, status }) {
	const fail = (...problems) => ({
		ok: false,
		problems
	});
	const parsed = parseMarkdown(text);
	if (!parsed.ok) return fail({
		message: parsed.message,
		at: locate(path, parsed.position)
	});
	const { document } = parsed;
	const headings = headingsNamed(document, heading);
	if (headings.length !== 1) return fail({
		message: headings.length === 0 ? `has no heading “${heading}”` : `has the heading “${heading}” ${headings.length} times`,
		at: locate(path, headings[1]?.position)
	});
	const tables = tablesUnder(document, heading);
	const broken = [...brokenTablesUnder(document, heading), ...tables.flatMap(({ problems }) => problems)];
	const hidden = hiddenParts(opaqueUnder(document, heading), "beside it");
	const wrong = [...broken.map(({ message, position }) => ({
		message: `is not whole: ${message}`,
		at: locate(path, position)
	})), ...hidden.map(({ message, position }) => ({
		message,
		at: locate(path, position)
	}))];
	const [table, second] = tables;
	if (table === void 0) wrong.push({
		message: `is missing under “${heading}”`,
		at: locate(path, headings[0]?.position)
	});
	if (second !== void 0) wrong.push({
		message: `is not alone under “${heading}”`,
		at: locate(path, second.position)
	});
	if (table === void 0 || wrong.length > 0) return fail(...wrong);
	const [ofCheck, ofStatus] = [check, status].map((name) => table.header.flatMap(({ text: header }, index) => header === name ? [index] : [])).map((found) => found.length === 1 ? found[0] : void 0);
	if (ofCheck === void 0 || ofStatus === void 0) return fail({
		message: `has not one column “${ofCheck === void 0 ? check : status}”`,
		at: locate(path, table.position)
	});
	if (table.rows.length === 0) return fail({
		message: "has no row",
		at: locate(path, table.position)
	});
	const rows = table.rows.map(({ cells, position }) => ({
		check: cells[ofCheck]?.text ?? "",
		word: cells[ofStatus]?.text ?? "",
		at: locate(path, cells[ofStatus]?.position ?? position)
	}));
	const seen = new Set();
	const doubtful = rows.flatMap(({ check: name, at }) => {
		const folded = foldedName(name);
		const problem = folded === "" ? "has a row without a check" : seen.has(folded) ? `has the check “${name}” twice` : void 0;
		seen.add(folded);
		return problem === void 0 ? [] : [{
			message: problem,
			at
		}];
	});
	return doubtful.length > 0 ? fail(...doubtful) : {
		ok: true,
		rows
	};
}

export { readDecisionTable };