import { locate } from "./core-location.js";
import { parseMarkdown } from "./parse-markdown.js";
import { parseListItems } from "./parse-markdown-list.js";
import { emptyDrill, saysFailed, stepCalled, twice, versionCalled } from "./domain-drill.js";
import { calledBy, columnNames, factNames, outcomeName, partNames } from "./domain-drill-config.js";

// shared/domain/drill/markdown.ts
function readDrillMarkdown(path, text, words) {
	const parsed = parseMarkdown(text);
	if (!parsed.ok) return {
		record: emptyDrill(path),
		problems: [{
			message: parsed.message,
			at: locate(path, parsed.position)
		}]
	};
	const { document } = parsed;
	const at = (position) => locate(path, position);
	const problems = [...document.brokenTables.map(({ message, position }) => ({
		message: `has a table that is none: ${message}`,
		at: at(position)
	})), ...document.opaque.map(({ position }) => ({
		message: "has HTML, an image, a reference or a quotation, so that a reader may see something else",
		at: at(position)
	}))];
	const parts = {
		switches: [],
		"post-checks": [],
		versions: [],
		steps: []
	};
	const pairs = [];
	for (const table of document.tables) {
		const part = partOf(table, words);
		const fields = part === void 0 && isFieldTable(table);
		if (part === void 0 && !fields) continue;
		problems.push(...table.problems.map(({ message, position }) => ({
			message: `has a table that is not whole: ${message}`,
			at: at(position)
		})));
		if (part === void 0) {
			for (const { cells } of table.rows) {
				const [label, value] = cells;
				if (label !== void 0 && value !== void 0) pairs.push({
					label: label.text,
					said: saidOf(value, at)
				});
			}
			continue;
		}
		const { rows, wrong } = rowsOf(table, words, at);
		for (const row of rows) parts[part].push(row);
		problems.push(...wrong);
	}
	for (const bullet of document.bullets) {
		const part = bullet.heading === void 0 ? void 0 : calledBy(bullet.heading, partNames, words);
		if (part === void 0 || part === "steps") continue;
		parts[part].push(rowOfBullet(bullet, part, at));
	}
	pairs.push(...labelled(document, words, at));
	const { facts, wrong } = factsOf(pairs, words);
	const record = {
		path,
		facts,
		outcomes: pairs.flatMap(({ label, said }) => calledBy(label, ["outcome"], words) === void 0 ? [] : [said]),
		switches: parts.switches.map((row) => plain(row)),
		"post-checks": parts["post-checks"].map((row) => plain(row)),
		versions: parts.versions.map((row) => ({
			...plain(row),
			...versionCalled(row.name)
		})),
		steps: [...parts.steps.map(({ name, at: place, said, aside }) => ({
			...stepCalled(name),
			at: place,
			...said,
			aside
		})), ...stepItems(document, text, words, at)]
	};
	return {
		record,
		problems: [
			...problems,
			...wrong,
			...twice(record)
		]
	};
}
function plain({ name, at, said }) {
	return {
		name,
		at,
		...said
	};
}
function partOf({ header, heading = "" }, words) {
	return calledBy(header[0]?.text ?? "", partNames, words) ?? calledBy(heading, partNames, words);
}
function isFieldTable({ header }) {
	return header.length === 2 && header[1]?.text.trim().toLowerCase() === "value";
}
function rowsOf(table, words, at) {
	const columns = table.header.map(({ text }, index) => index === 0 ? void 0 : calledBy(text, columnNames, words));
	const wrong = columns.flatMap((name, index) => {
		if (name === void 0 || columns.indexOf(name) === index) return [];
		const position = table.header[index]?.position ?? table.position;
		return [{
			message: `has a table with two columns for ${name}`,
			at: at(position)
		}];
	});
	return {
		rows: table.rows.flatMap((row) => {
			const name = row.cells[0]?.text ?? "";
			if (name !== "") return [{
				name,
				at: at(row.position),
				said: saidInRow(row, columns, at),
				aside: asideIn(row, columns)
			}];
			wrong.push({
				message: "has a row without a name",
				at: at(row.position)
			});
			return [];
		}),
		wrong
	};
}
function saidInRow({ cells }, columns, at) {
	const said = {};
	for (const [index, cell] of cells.entries()) {
		const name = columns[index];
		if (name !== void 0 && cell.text !== "") said[name] ??= saidOf(cell, at);
	}
	return said;
}
function asideIn({ cells }, columns) {
	return cells.flatMap(({ text }, index) => index === 0 || columns[index] !== void 0 || text === "" ? [] : [text]);
}
function saidOf({ text, position }, at) {
	return {
		text,
		at: at(position)
	};
}
function rowOfBullet({ label, value, position, itemPosition }, part, at) {
	const word = {
		text: value,
		at: at(position)
	};
	const isBehaviour = part === "switches" && !saysFailed(word);
	const said = value === "" ? {} : { [isBehaviour ? "after" : "result"]: word };
	return {
		name: label,
		at: at(itemPosition),
		said,
		aside: []
	};
}
function labelled({ bullets, labelledLines }, words, at) {
	return [...bullets.filter(({ label, heading = "" }) => {
		const part = calledBy(heading, partNames, words);
		return part === void 0 || part !== "post-checks" && calledBy(label, ["outcome", ...factNames], words);
	}), ...labelledLines].map(({ label, value, position }) => ({
		label,
		said: {
			text: value,
			at: at(position)
		}
	}));
}
function factsOf(pairs, words) {
	const facts = {};
	const wrong = [];
	for (const { label, said } of pairs) {
		const name = calledBy(label, factNames, words);
		if (name === void 0) continue;
		if (facts[name] === void 0) facts[name] = said;
		else wrong.push({
			message: `says twice what its ${name} is`,
			at: said.at
		});
	}
	return {
		facts,
		wrong
	};
}
function stepItems(document, text, words, at) {
	return [...new Set(document.headings.map((heading) => heading.text).filter((heading) => calledBy(heading, ["steps"], words) !== void 0))].flatMap((heading) => {
		const listed = parseListItems(text, heading);
		if (!listed.ok) return [];
		return (listed.items ?? []).map((item) => ({
			...stepCalled(item.whole.replace(/^\[x\]\s+/i, "")),
			at: at(item.position),
			aside: item.more
		}));
	});
}

export { readDrillMarkdown };