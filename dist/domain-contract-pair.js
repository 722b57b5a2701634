import { sha256, stableJson } from "./shared.js";
import { sameRepository } from "./parse.js";
import { canonicalize } from "./canonicalize.js";
import { brokenTablesUnder, bulletsUnder, headingsNamed, opaqueUnder, parseMarkdown, tablesUnder } from "./parse-markdown.js";

// shared/domain/contract-pair/compare.ts
function difference(comparison, expected, actual, text, sameVersion) {
	switch (comparison) {
		case "ignore": return;
		case "equal": return same(expected, actual, text) ? void 0 : {};
		case "semver": return typeof expected === "string" && typeof actual === "string" && sameVersion?.(expected, actual) === true ? void 0 : {};
		case "repository": return typeof expected === "string" && typeof actual === "string" && sameRepository(expected, actual) ? void 0 : {};
		case "list-equal": {
			const [left, right] = [items(expected, text.expected), items(actual, text.actual)];
			if (left === void 0 || right === void 0) return {};
			const key = itemKey(text.expected !== text.actual);
			return left.map(key).join("\n") === right.map(key).join("\n") ? void 0 : {};
		}
		case "set-equal": {
			const [left, right] = [items(expected, text.expected), items(actual, text.actual)];
			if (left === void 0 || right === void 0) return {};
			const key = itemKey(text.expected !== text.actual);
			const [inLeft, inRight] = [new Set(left.map(key)), new Set(right.map(key))];
			const missing = left.filter((item) => !inRight.has(key(item)));
			const unexpected = right.filter((item) => !inLeft.has(key(item)));
			return missing.length + unexpected.length === 0 ? void 0 : {
				missing,
				unexpected
			};
		}
	}
}
function itemKey(spelt) {
	return (item) => spelt && isScalar(item) && typeof item !== "string" ? JSON.stringify(stableJson(item)) : stableJson(item);
}
function duplicates(value, text) {
	const seen = new Set();
	const twice = new Map();
	for (const item of items(value, text) ?? []) {
		const key = stableJson(item);
		if (seen.has(key)) twice.set(key, item);
		seen.add(key);
	}
	return [...twice.values()];
}
function items(value, text) {
	if (Array.isArray(value)) return value;
	if (!text || typeof value !== "string") return void 0;
	return value.split(",").map((item) => item.trim().replace(/^`(.*)`$/, "$1"));
}
function same(a, b, text) {
	const key = itemKey(text.expected !== text.actual);
	return key(a) === key(b);
}
function isScalar(value) {
	return value === null || typeof value !== "object";
}

// shared/domain/contract-pair/field-value.ts
function written(value, kind) {
	if (kind === "pin" || kind === "manifest") return JSON.stringify(value);
	if (Array.isArray(value)) return value.map(spelt).join(", ");
	return spelt(value);
}
function spelt(value) {
	return typeof value === "string" ? value : JSON.stringify(value);
}

// shared/domain/contract-pair/matrix.ts
function pinnedRow(matrix, contract, pinned) {
	const rows = matrix.table?.rows ?? [];
	if (contract.matrix?.rows === "single-row" && rows.length === 1) return rows[0];
	const matching = matchingRows(matrix, contract, pinned);
	return matching.length === 1 ? matching[0] : void 0;
}
function matchingRows(matrix, contract, pinned) {
	const column = (name) => matrix.table?.header.findIndex(({ text }) => text === contract.fields[name]?.column) ?? -1;
	const [tag, commit] = [column("tag"), column("commit")];
	if (tag === -1 || commit === -1 || pinned.tag === void 0 || pinned.commit === void 0) return [];
	return (matrix.table?.rows ?? []).filter(({ cells }) => cells[tag]?.text === pinned.tag && cells[commit]?.text === pinned.commit);
}

// shared/domain/contract-pair/digest.ts
function lfNormalised(bytes) {
	return bytes.filter((byte, index) => !(byte === 13 && bytes[index + 1] === 10));
}
function crlf(bytes) {
	return new Uint8Array(Buffer.from(Buffer.from(lfNormalised(bytes)).toString("latin1").replaceAll("\n", "\r\n"), "latin1"));
}
function manifestDigest(mode, bytes, value) {
	switch (mode) {
		case "raw-bytes": return sha256(bytes);
		case "lf-normalised": return sha256(lfNormalised(bytes));
		case "canonical-json": return sha256(canonicalize(value) ?? "");
	}
}
function differsInLineEndingsOnly(bytes, digest) {
	return sha256(bytes) !== digest && (sha256(lfNormalised(bytes)) === digest || sha256(crlf(bytes)) === digest);
}

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
	const tableAt = readSection(document, config.table, problems);
	const bulletsAt = config.bullets === void 0 ? void 0 : readSection(document, config.bullets, problems);
	const table = tableAt === void 0 ? void 0 : theTable(document, config.table, tableAt, problems);
	const bullets = config.bullets === void 0 ? new Map() : theBullets(document, config.bullets, problems);
	const lines = document.labelledLines.filter(({ label }) => label === config.updated);
	problems.push(...twice("line", lines));
	return {
		bullets,
		bulletsAt,
		table,
		updated: lines[0],
		problems
	};
}
function readSection(document, heading, problems) {
	const what = `section “${heading}”`;
	const found = headingsNamed(document, heading);
	if (found.length !== 1) {
		const missing = found.length === 0;
		problems.push({
			what,
			problem: missing ? "is missing" : `stands ${found.length} times`,
			fix: missing ? `add the heading “${heading}”, or name another one in the configuration` : "keep one of them",
			position: found[1]?.position
		});
	}
	const [opaque] = opaqueUnder(document, heading);
	if (opaque !== void 0) problems.push({
		what,
		problem: "has HTML, an image, a reference or a quotation in it: a reader may see something else than what is read",
		fix: "write the facts as plain text or code",
		position: opaque.position
	});
	return found[0]?.position;
}
function theTable(document, heading, at, problems) {
	const what = `table under “${heading}”`;
	const tables = tablesUnder(document, heading);
	const [table] = tables;
	const broken = [...brokenTablesUnder(document, heading), ...tables.length === 1 ? table?.problems ?? [] : []];
	for (const { message, position } of broken) problems.push({
		what,
		problem: message,
		fix: "give every row as many cells as the header, with no blank line between",
		position
	});
	if (tables.length !== 1 || table === void 0) {
		problems.push({
			what,
			problem: tables.length === 0 ? "is missing" : `is not alone: there are ${tables.length}`,
			fix: tables.length === 0 ? "write the table with a header row and a delimiter row" : "keep one table in the section",
			position: tables[1]?.position ?? at
		});
		return;
	}
	if (table.heading !== headingsNamed(document, heading)[0]?.text) {
		const fix = `put it directly below “${heading}”`;
		problems.push({
			what,
			problem: `stands under the heading “${table.heading ?? ""}” of its own`,
			fix,
			position: table.position
		});
	}
	const unnamed = table.header.find(({ text }) => text === "");
	if (unnamed !== void 0) problems.push({
		what,
		problem: "has a column without a name",
		fix: "name it, or remove it",
		position: unnamed.position
	});
	const columns = table.header.map(({ text, position }) => ({
		label: text,
		position
	}));
	problems.push(...twice("column", columns));
	return table;
}
function theBullets(document, heading, problems) {
	const bullets = new Map();
	const all = bulletsUnder(document, heading);
	for (const { label, value, position } of all) bullets.set(label, [...bullets.get(label) ?? [], {
		value,
		position
	}]);
	problems.push(...twice("bullet", all));
	return bullets;
}
function twice(kind, labelled) {
	const groups = new Map();
	for (const each of labelled) {
		const seen = each.label.normalize("NFKC").replace(/\p{Cf}/gu, "").toLowerCase();
		if (seen !== "") groups.set(seen, [...groups.get(seen) ?? [], each]);
	}
	return [...groups.values()].filter((group) => group.length > 1).map((group) => ({
		what: `${kind} “${group[0]?.label ?? ""}”`,
		problem: `stands ${group.length} times`,
		fix: "keep one of them",
		position: group[1]?.position
	}));
}

export { difference, differsInLineEndingsOnly, duplicates, manifestDigest, matchingRows, pinnedRow, readMatrix, written };