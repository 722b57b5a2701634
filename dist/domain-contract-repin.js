import { decodeText, sameBytes } from "./shared.js";
import { formats } from "./parse.js";
import { fieldTraits } from "./domain-contract-pair-config.js";
import { difference, manifestDigest, matchingRows, pinnedRow, written } from "./domain-contract-pair.js";
import { locate } from "./core-location.js";
import { loadVersions } from "./parse-semver.js";
import { canBeTag } from "./domain-repository.js";
import { pinnedTexts, placesOf } from "./domain-contract-sync.js";
import { editJson } from "./parse-json-edit.js";

// shared/domain/contract-repin/new-values.ts
function newValues(contract, release) {
	const values = new Map();
	for (const [name, field] of Object.entries(contract.fields)) {
		if (field.expect !== void 0 || fieldTraits(name, field).compare === "ignore") continue;
		const told = field.manifest === void 0 ? void 0 : release.document.get(field.manifest);
		if (name === "tag") values.set(name, release.tag);
		else if (name === "tag-commit") values.set(name, release.commit);
		else if (name === "manifest-sha256") values.set(name, manifestDigest(contract.hash, release.manifest, release.document.value));
		else if (name === "commit") values.set(name, told ?? release.commit);
		else if (name !== "repository" && field.manifest !== void 0) values.set(name, told);
	}
	return values;
}

// shared/domain/contract-repin/trio.ts
async function changeTrio(contract, files, copies, release, today) {
	const values = newValues(contract, release);
	for (const [name, field] of Object.entries(contract.fields)) {
		const nowhere = placesOf(contract, name, files).every(({ reading }) => reading.state !== "value");
		if (!field.required && field.manifest === void 0 && nowhere) values.delete(name);
	}
	const same = [...values.keys()].some((name) => traitsOf(contract, name).compare === "semver") ? (await loadVersions()).same : void 0;
	const change = {
		changes: [],
		open: [],
		kept: []
	};
	const put = (path, before, after) => {
		if (!sameBytes(before, after)) change.changes.push({
			path,
			before,
			after
		});
	};
	if (files.mirror.state === "read") put(files.mirror.path, files.mirror.content, release.manifest);
	for (const { path, content } of copies) put(path, content, release.manifest);
	if (files.pin.state === "read") changePin(contract, files.pin, values, same, change, put);
	if (files.matrix.state === "read" && contract.matrix !== void 0) await changeMatrix(contract, contract.matrix, files, files.matrix, values, release, same, today, change, put);
	return change;
}
function traitsOf(contract, name) {
	return fieldTraits(name, contract.fields[name] ?? { required: true });
}
function says(contract, name, kind, value, present, same) {
	const text = kind === "bullet" || kind === "column";
	const { compare } = traitsOf(contract, name);
	return difference(compare, value, present, {
		expected: false,
		actual: text
	}, same) === void 0;
}
function changePin(contract, pin, values, same, change, put) {
	const edits = [];
	for (const [name, value] of values) {
		const pointer = contract.fields[name]?.pin;
		if (pointer === void 0) continue;
		const present = pin.document.get(pointer);
		if (value === void 0) {
			if (present !== void 0) change.open.push(gone(name, `${pin.path} (${pointer})`, locate(pin.path, pin.document.near(pointer))));
		} else if (present === void 0 || !says(contract, name, "pin", value, present, same)) edits.push({
			pointer,
			value
		});
	}
	const decoded = decodeText(pin.content);
	if (!decoded.ok) return;
	const edited = editJson(decoded.text, edits);
	if (edited.ok) put(pin.path, pin.content, encoded(edited.text, decoded.bom));
	else change.open.push({
		what: pin.path,
		problem: edited.message,
		fix: `change ${pin.path} by hand, or write it plainly`,
		at: { path: pin.path }
	});
}
async function changeMatrix(contract, config, files, { path, content, document: model }, values, release, same, today, change, put) {
	const bullets = new Map();
	const cells = new Map();
	const header = model.table?.header.map(({ text }) => text) ?? [];
	const pinned = pinnedRow(model, contract, pinnedTexts(contract, files));
	for (const [name, value] of values) {
		const { bullet, column } = contract.fields[name] ?? {};
		const places = [[
			"bullet",
			bullet,
			bullet === void 0 ? void 0 : model.bullets.get(bullet)?.[0]?.value,
			bullets
		], [
			"column",
			column,
			column === void 0 ? void 0 : pinned?.cells[header.indexOf(column)]?.text,
			cells
		]];
		for (const [kind, label, present, into] of places) {
			if (label === void 0) continue;
			const absent = present === void 0 || present === "";
			if (value === void 0) {
				if (!absent) change.open.push(gone(name, `the ${kind} “${label}” of ${path}`, { path }));
			} else if (absent || !says(contract, name, kind, value, present, same)) into.set(label, written(value, kind));
		}
	}
	const mapped = Object.values(contract.fields).map(({ column }) => column);
	const commit = values.get("commit");
	const next = {
		tag: release.tag,
		commit: typeof commit === "string" ? commit : void 0
	};
	const append = config.rows === "append-only";
	const index = pinned === void 0 ? -1 : model.table?.rows.indexOf(pinned) ?? -1;
	const row = append && matchingRows(model, contract, next).length > 0 || cells.size === 0 ? void 0 : {
		index,
		append,
		cells
	};
	if (row !== void 0) change.kept.push(...header.filter((column) => !mapped.includes(column) && column !== config["status-column"]));
	const updated = !(bullets.size + cells.size + change.changes.length > 0) || config.updated === false || model.updated?.value === today ? void 0 : today;
	const decoded = decodeText(content);
	if (!decoded.ok) return;
	const { editMatrix } = await import("./domain-contract-repin-matrix-edit.js");
	const edited = editMatrix(decoded.text, config, {
		bullets,
		row,
		updated
	});
	if (edited.ok) put(path, content, encoded(edited.text, decoded.bom));
	else change.open.push({
		what: path,
		problem: edited.message,
		fix: `change ${path} by hand, or write its facts plainly`,
		at: { path }
	});
}
function gone(name, what, at) {
	return {
		what,
		problem: `says ${name}, which the manifest of the release has no more; a repin takes nothing away`,
		fix: `map ${name} to where the manifest has it now; or take it out of fields: by a change of its own, repin, and then take it out of the files`,
		at
	};
}
function encoded(text, mark) {
	return new TextEncoder().encode(mark ? `\ufeff${text}` : text);
}

// shared/domain/contract-repin/release-choice.ts
function isTagOf({ fields }, text) {
	const field = fields["tag"];
	if (field === void 0 || !canBeTag(text)) return false;
	const { format } = fieldTraits("tag", field);
	const pattern = field.pattern === void 0 ? void 0 : new RegExp(`^(?:${field.pattern})$`, "u");
	return (format === "any" || formats[format].matches(text)) && (pattern?.test(text) ?? true);
}
function candidates(contract, tags, { range, preReleases }, ranges) {
	return tags.filter((tag) => isTagOf(contract, tag) && ranges.isVersion(tag) && ranges.inRange(tag, range, preReleases)).sort((a, b) => ranges.order(b, a) || (a < b ? -1 : 1));
}

// shared/parse/markdown-edit.ts
const plainText = /^[A-Za-z0-9](?:[A-Za-z0-9.,+/-]|_(?=[A-Za-z0-9])| (?=\S))*$/;
const notVisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/u;
function spelling(value, before, inTable) {
	if (value === "" || value !== value.trim() || notVisible.test(value)) return void 0;
	if (!(/^(`+)[^`]/.exec(before.trim()) !== null) && plainText.test(value)) return value;
	const longest = Math.max(0, ...[...value.matchAll(/`+/g)].map((run) => run[0].length));
	const fence = "`".repeat(longest + 1);
	const pad = value.startsWith("`") || value.endsWith("`") ? " " : "";
	return `${fence}${pad}${inTable ? value.replaceAll("|", "\\|") : value}${pad}${fence}`;
}
function withValue(line, column, value) {
	const before = line.slice(column - 1);
	const spelt = spelling(value, before, false);
	if (spelt === void 0 || before.trim() === "") return void 0;
	return `${line.slice(0, column - 1)}${spelt}${before.slice(before.trimEnd().length)}`;
}
function withCells(line, values) {
	const dividers = [...line.matchAll(/\\[\\|]|\|/g)].filter((match) => match[0] === "|").map((match) => match.index);
	const opening = line.slice(0, dividers[0] ?? 0).trim() === "" ? dividers[0] : void 0;
	const bounds = [opening ?? -1, ...dividers.filter((at) => at !== opening)];
	if (line.slice((bounds.at(-1) ?? 0) + 1).trim() !== "") bounds.push(line.length);
	let edited = line.slice(0, (bounds[0] ?? 0) + 1);
	for (let index = 0; index + 1 < bounds.length; index += 1) {
		const content = line.slice((bounds[index] ?? 0) + 1, bounds[index + 1]);
		const value = values.get(index);
		const cell = value === void 0 ? content : withContent(content, value);
		if (cell === void 0) return void 0;
		edited += cell + line.slice(bounds[index + 1], (bounds[index + 1] ?? 0) + 1);
	}
	if ([...values.keys()].some((index) => index >= bounds.length - 1)) return void 0;
	return edited + line.slice((bounds.at(-1) ?? 0) + 1);
}
function withContent(content, value) {
	const before = content.trim();
	const spelt = spelling(value, before, true);
	if (spelt === void 0) return void 0;
	if (before === "") return content.length > spelt.length + 1 ? ` ${spelt}`.padEnd(content.length) : ` ${spelt} `;
	const lead = content.slice(0, content.length - content.trimStart().length);
	const trail = content.slice(content.trimEnd().length);
	const spare = lead.length + trail.length + before.length - spelt.length;
	if (lead.length > trail.length) return `${" ".repeat(Math.max(Math.min(1, lead.length), spare - trail.length))}${spelt}${trail}`;
	return `${lead}${spelt}${" ".repeat(Math.max(Math.min(1, trail.length), spare - lead.length))}`;
}

export { candidates, changeTrio, isTagOf, withCells, withValue };