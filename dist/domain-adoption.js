import { childPointer, decodeText, isObject, listed, parsePointer, parseYaml, sha256 } from "./shared.js";
import { formats, isRepository, parseRepository, sameRepository } from "./parse.js";
import { parseJson } from "./parse-json.js";
import { raised } from "./domain-contract-surface-config.js";
import { tasksOf } from "./domain-tasks.js";
import { readWorkflow } from "./domain-workflow.js";
import { brokenTablesUnder, bulletsUnder, headingsNamed, opaqueUnder, parseMarkdown, tablesUnder } from "./parse-markdown.js";
import { parseChecksums } from "./parse-checksums.js";
import { compositeOf, controlOf } from "./domain-setup.js";
import { needsOf } from "./domain-control-needs.js";
import { posix } from "node:path";

// shared/domain/adoption/ground.ts
const fileLimit = 1048576;
const totalLimit = 33554432;
const fileCountLimit = 1e4;
const kinds = [
	{
		kind: "json",
		name: /\.json$/i
	},
	{
		kind: "yaml",
		name: /\.ya?ml$/i
	},
	{
		kind: "markdown",
		name: /\.(?:md|markdown)$/i
	},
	{
		kind: "rows",
		name: /\.(?:ndjson|jsonl)$/i
	},
	{
		kind: "sums",
		name: /(?:\.sha256(?:sums?)?|^(?:.*\/)?sha256sums?(?:\.txt)?)$/i
	}
];
const passedOver = /(?:^|\/)(?:package-lock|npm-shrinkwrap|composer\.lock|pnpm-lock|tsconfig[^/]*|package|composer|deno|biome|\.eslintrc)\.(?:json|ya?ml)$|(?:^|\/)(?:node_modules|dist|target|\.git)\//i;
function kindOf(path) {
	if (passedOver.test(path)) return void 0;
	return kinds.find(({ name }) => name.test(path))?.kind;
}
const asideFolders = /(?:^|\/)(?:vendor|vendored|third[-_]?party|external|examples?|samples?|fixtures?|__fixtures__|testdata|tests?|__tests__|specs?|mocks?)\//i;
function isAside(path) {
	return asideFolders.test(path);
}
function inReadingOrder(paths) {
	const depth = (path) => path.split("/").length + (isAside(path) ? 1e3 : 0);
	return paths.filter((path) => kindOf(path) !== void 0).sort((a, b) => depth(a) - depth(b) || (a < b ? -1 : a > b ? 1 : 0));
}
function isWorkflow(path) {
	return /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path);
}
function groundOf(paths, files, missing) {
	const unread = [...missing];
	const ground = {
		paths: new Set(paths),
		json: [],
		yaml: [],
		markdown: [],
		sums: [],
		rows: [],
		workflows: []
	};
	for (const { path, content } of files) {
		const kind = kindOf(path);
		if (kind === void 0) continue;
		if (kind === "sums") {
			ground.sums.push({
				path,
				content
			});
			continue;
		}
		const decoded = decodeText(content);
		if (!decoded.ok) {
			unread.push({
				path,
				line: decoded.line,
				says: decoded.message
			});
			continue;
		}
		if (isWorkflow(path)) {
			const { workflow, problems } = readWorkflow(path, decoded.text);
			if (workflow !== void 0) ground.workflows.push(workflow);
			const wrong = problems.find(({ effect }) => effect === "invalid");
			if (wrong !== void 0) unread.push({
				path,
				line: wrong.at.line,
				says: `GitHub refuses the workflow: it ${wrong.message}`
			});
			continue;
		}
		const text = kind === "rows" ? decoded.text.split("\n", 1)[0] ?? "" : decoded.text;
		const parsed = kind === "yaml" ? parseYaml(text) : kind === "markdown" ? parseMarkdown(text) : parseJson(text);
		if (!parsed.ok) {
			unread.push({
				path,
				line: parsed.position.line,
				says: parsed.message
			});
			continue;
		}
		const document = parsed.document;
		if ("headings" in document) ground.markdown.push({
			path,
			...digests(content),
			document
		});
		else if (kind === "rows") ground.rows.push({
			path,
			first: document
		});
		else ground[kind === "yaml" ? "yaml" : "json"].push({
			path,
			...digests(content),
			document
		});
	}
	for (const list of [
		ground.json,
		ground.yaml,
		ground.markdown,
		ground.sums,
		ground.rows,
		ground.workflows
	]) list.sort((a, b) => a.path < b.path ? -1 : 1);
	return {
		...ground,
		unread: unread.sort((a, b) => a.path < b.path ? -1 : a.path > b.path ? 1 : 0)
	};
}
function digests(content) {
	const own = sha256(content);
	if (!content.includes(13)) return {
		sha256: own,
		plainSha256: own
	};
	return {
		sha256: own,
		plainSha256: sha256(content.filter((byte, at) => byte !== 13 || content[at + 1] !== 10))
	};
}

// shared/domain/adoption/matrix.ts
const approving = /^(?:accepted|active|compatible|current|go|ok|passed|released|supported|verified)$/i;
function matrixOf(pin, { path, document }) {
	const found = document.tables.flatMap((table) => {
		const columns = columnsOf(pin, table);
		const { heading } = table;
		if (columns === void 0 || heading === void 0 || heading === "" || !isPlain(document, heading)) return [];
		return tablesUnder(document, heading).length === 1 ? [{
			table,
			heading,
			columns
		}] : [];
	});
	const [one] = found;
	if (one === void 0 || found.length > 1) return void 0;
	const status = one.table.header.find(({ text }) => /^(?:status|state)$/i.test(text))?.text;
	const at = one.table.header.findIndex(({ text }) => text === status);
	const word = status === void 0 ? void 0 : rowOf(pin, one.table)?.cells[at]?.text;
	const { heading: bullets, labels } = labelsOf(pin, document);
	const usual = document.labelledLines.some(({ label }) => label === "Updated");
	const other = document.labelledLines.filter(({ label }) => /updated/i.test(label));
	return {
		path,
		line: one.table.position.line,
		table: one.heading,
		bullets,
		rows: one.table.rows.length > 1 ? "append-only" : "single-row",
		status,
		approved: word !== void 0 && approving.test(word) ? word : void 0,
		updated: usual ? "Updated" : other.length === 1 ? other[0]?.label ?? false : false,
		columns: one.columns,
		labels
	};
}
function isPlain(document, heading) {
	return headingsNamed(document, heading).length === 1 && opaqueUnder(document, heading).length === 0 && brokenTablesUnder(document, heading).length === 0;
}
function says({ name, value }, text) {
	return text === value || name === "repository" && sameRepository(value, text);
}
function rowOf(pin, table) {
	const facts = pin.facts.filter(({ name }) => name === "tag" || name === "commit");
	const count = ({ cells }) => facts.filter((fact) => cells.some(({ text }) => says(fact, text))).length;
	const best = [...table.rows].sort((a, b) => count(b) - count(a))[0];
	return best !== void 0 && count(best) > 0 ? best : void 0;
}
const named = {
	tag: /\b(?:release|tag)\b/i,
	commit: /\b(?:commit|sha)\b/i
};
function columnsOf(pin, table) {
	const row = rowOf(pin, table);
	const headers = table.header.map(({ text }) => text);
	if (row === void 0 || table.problems.length > 0 || new Set(headers).size !== headers.length) return void 0;
	const columns = new Map();
	const take = (name, at) => {
		const header = headers[at];
		if (header !== void 0 && header !== "" && ![...columns.values()].includes(header)) columns.set(name, header);
	};
	for (const fact of pin.facts) {
		const fitting = row.cells.flatMap(({ text }, at) => says(fact, text) ? [at] : []);
		if (fitting.length === 1 && fitting[0] !== void 0) take(fact.name, fitting[0]);
	}
	for (const [name, words] of Object.entries(named)) {
		const fitting = headers.flatMap((header, at) => words.test(header) ? [at] : []);
		if (!columns.has(name) && fitting.length === 1 && fitting[0] !== void 0) take(name, fitting[0]);
	}
	return columns.has("tag") && columns.has("commit") ? columns : void 0;
}
function labelsOf(pin, document) {
	let best = {
		heading: void 0,
		labels: new Map()
	};
	for (const heading of new Set(document.bullets.map((bullet) => bullet.heading))) {
		if (heading === void 0 || heading === "" || !isPlain(document, heading)) continue;
		const bullets = bulletsUnder(document, heading);
		const labels = new Map();
		for (const fact of pin.facts) {
			const fitting = bullets.filter(({ value }) => says(fact, value));
			const [one] = fitting;
			const alone = bullets.filter(({ label }) => label === one?.label).length === 1;
			if (one !== void 0 && one.label !== "" && fitting.length === 1 && alone) labels.set(fact.name, one.label);
		}
		if (labels.size >= 2 && labels.size > best.labels.size) best = {
			heading,
			labels
		};
	}
	return best;
}

// shared/domain/adoption/pin.ts
const roles = [
	{
		name: "repository",
		key: /^(?:repo(?:sitory)?|producer|source)(?:_?url)?$/i,
		fits: isRepository
	},
	{
		name: "tag",
		key: /^(?:release|tag|release_?tag|git_?tag)$/i,
		fits: formats.tag.matches
	},
	{
		name: "commit",
		key: /^(?:(?:git_?|source_?)?(?:commit|sha|revision)(?:_?(?:sha|id|hash))?)$/i,
		fits: formats.commit.matches
	},
	{
		name: "manifest-sha256",
		key: /manifest.*(?:sha256|digest|hash)/i,
		fits: formats.sha256.matches
	}
];
function fieldName(pointer) {
	return (parsePointer(pointer)?.at(-1) ?? "").replace(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
}
function textsOf(document) {
	if (!isObject(document.value)) return [];
	const found = [];
	for (const pointer of document.leaves()) {
		const value = document.get(pointer);
		if (typeof value === "string" && value.trim() !== "" && !/\/\d+(?:\/|$)/.test(pointer)) found.push({
			pointer,
			value
		});
	}
	return found;
}
const mostTexts = 40;
function readPin(file) {
	const { path, document } = file;
	const kind = isObject(document.value) && Object.hasOwn(document.value, "kind") ? document.value["kind"] : void 0;
	if (typeof kind === "string" && kind.startsWith("release-governance/")) return void 0;
	const texts = textsOf(document);
	const found = new Map(roles.map(({ name, key, fits }) => [name, texts.filter(({ pointer, value }) => key.test(parsePointer(pointer)?.at(-1) ?? "") && fits(value))]));
	const needed = [
		"repository",
		"tag",
		"commit"
	].map((name) => ({
		name,
		texts: found.get(name) ?? []
	}));
	const doubt = doubtOf(needed, found, texts, kind);
	if (doubt === void 0 && needed.some((role) => role.texts.length === 0)) return void 0;
	if (doubt !== void 0) {
		if (texts.length > mostTexts) return void 0;
		const at = needed.flatMap((role) => role.texts)[0]?.pointer ?? "";
		return {
			doubt,
			line: document.at(at)?.line
		};
	}
	if (texts.length > mostTexts) return {
		doubt: `it has ${texts.length} texts, and a pin has at most ${mostTexts}`,
		line: void 0
	};
	const taken = new Map([...found].flatMap(([name, [one, ...more]]) => one && more.length === 0 ? [[one.pointer, name]] : []));
	const facts = [];
	for (const { pointer, value } of texts) {
		const name = taken.get(pointer) ?? fieldName(pointer);
		if (name !== "" && !facts.some((fact) => fact.name === name)) facts.push({
			name,
			pointer,
			value
		});
	}
	const repository = facts.find(({ name }) => name === "repository");
	const parsed = repository === void 0 ? void 0 : parseRepository(repository.value);
	if (repository === void 0 || parsed === void 0) return void 0;
	const own = `${parsed.owner}/${parsed.name}`;
	return { pin: {
		path,
		line: document.at(repository.pointer)?.line,
		producer: parsed.host === "github.com" ? own : `https://${parsed.host}/${own}`,
		id: fieldName(`/${parsed.name}`) || "contract",
		facts
	} };
}
function doubtOf(needed, found, texts, kind) {
	const lacking = needed.filter((role) => role.texts.length === 0).map(({ name }) => name);
	if (lacking.length > 1) return void 0;
	const [lacks] = lacking;
	if (lacks === "repository") return texts.find(({ value }) => /^https:\/\/[^/\s@]+@/i.test(value) && isRepository(value.replace(/\/\/[^/@]+@/, "//"))) === void 0 ? void 0 : "the address of its repository holds a name or a password";
	if (lacks !== void 0) return `it names no ${words[lacks] ?? lacks} that is one`;
	const twice = [...found].map(([name, fitting]) => ({
		name,
		texts: fitting
	})).find((role) => role.texts.length > 1);
	if (twice !== void 0) return `it names its ${words[twice.name] ?? twice.name} more than once`;
	return kind === void 0 ? void 0 : "it says of what kind it is, which a pin does not";
}
const words = {
	tag: "release",
	"manifest-sha256": "manifest by digest"
};

// shared/domain/adoption/mirror.ts
function mirrorOf(pin, files, nearer) {
	const others = files.filter(({ path }) => path !== pin.path);
	const said = digestOf(pin);
	const proved = others.filter((file) => said !== void 0 && [file.sha256, file.plainSha256].includes(said));
	const isBeside = ({ path }) => posix.dirname(path) === posix.dirname(pin.path);
	const alike = others.filter((file) => isBeside(file) && !proved.includes(file) && /manifest/i.test(file.path.slice(file.path.lastIndexOf("/") + 1)) && ["tag", "commit"].some((name) => placesOf(pin, file).has(name)));
	const mirror = proved.find(isBeside) ?? (alike.length === 1 ? alike[0] : nearest(pin.path, proved));
	const doubts = alike.filter((file) => file !== mirror).map(({ path }) => ({
		path,
		says: mirror === void 0 ? `one of ${alike.length} files that may be the manifest of ${pin.path}: none was taken` : `looks like the manifest of ${pin.path}, which is ${mirror.path}: it is not judged`
	}));
	if (mirror === void 0) return {
		mirror,
		doubts
	};
	const places = placesOf(pin, mirror);
	const mapped = new Set(places.values());
	const copies = others.filter((file) => file !== mirror && (file.sha256 === mirror.sha256 || proved.includes(file) && !proved.includes(mirror)));
	return {
		mirror: {
			path: mirror.path,
			proof: said === mirror.sha256 ? "bytes" : said === mirror.plainSha256 ? "line-ends" : "none",
			copies: copies.map(({ path }) => path).filter((path) => !nearer(path)),
			places,
			alone: mirror.document.leaves().filter((pointer) => pointer !== "" && !mapped.has(pointer))
		},
		doubts
	};
}
function digestOf({ facts }) {
	return facts.find(({ name }) => name === "manifest-sha256")?.value.toLowerCase();
}
function nearness(a, b) {
	const [first, second] = [a, b].map((path) => path.split("/").slice(0, -1));
	const apart = first?.findIndex((folder, at) => folder !== second?.[at]) ?? -1;
	return apart < 0 ? first?.length ?? 0 : apart;
}
function nearest(path, files) {
	return [...files].sort((a, b) => nearness(path, b.path) - nearness(path, a.path))[0];
}
function placesOf(pin, { document }) {
	const texts = textsOf(document);
	const places = new Map();
	for (const { name, pointer } of pin.facts) {
		const key = parsePointer(pointer)?.at(-1);
		const alike = texts.filter((text) => parsePointer(text.pointer)?.at(-1) === key);
		const place = texts.find((text) => text.pointer === pointer) ?? (alike.length === 1 ? alike[0] : void 0);
		if (place !== void 0 && ![...places.values()].includes(place.pointer)) places.set(name, place.pointer);
	}
	return places;
}

// shared/domain/adoption/contracts.ts
function findContracts(ground) {
	const recognised = [];
	const { pins, guessed } = pinsOf(ground);
	const contracts = [];
	const ids = [];
	const alone = new Set();
	const pinAlone = new Set();
	const named = new Set();
	const files = ground.json.filter(({ path }) => !pins.some((pin) => pin.path === path));
	for (const pin of pins) {
		const { mirror, doubts } = mirrorOf(pin, files, (path) => belongsElsewhere(path, pin, pins));
		guessed.push(...doubts);
		const { matrix, doubts: others } = chosenMatrix(pin, pins, ground);
		const fields = fieldsOf(pin, mirror, matrix);
		if (Object.keys(fields).length === 0) {
			guessed.push({
				path: pin.path,
				line: pin.line,
				says: `a pin of ${pin.producer}, but nothing else says its facts`
			}, ...others);
			continue;
		}
		const id = ids.includes(pin.id) ? `${pin.id}-${ids.length + 1}` : pin.id;
		ids.push(id);
		recognised.push({
			path: pin.path,
			line: pin.line,
			says: `the pin of ${pin.producer}`
		});
		for (const { value } of pin.facts) named.add(value.toLowerCase());
		if (mirror !== void 0) {
			recognised.push({
				path: mirror.path,
				says: `its copy of the manifest, ${proofs[mirror.proof]}`
			});
			for (const copy of mirror.copies) recognised.push({
				path: copy,
				says: `held against ${mirror.path}, byte for byte`
			});
			for (const pointer of mirror.alone) alone.add(`/${pointer.split("/")[1] ?? ""}`);
			const document = ground.json.find(({ path }) => path === mirror.path)?.document;
			for (const { value } of document === void 0 ? [] : textsOf(document)) named.add(value.toLowerCase());
		}
		for (const { name, pointer } of pin.facts) if (!Object.hasOwn(fields, name)) pinAlone.add(pointer);
		if (matrix !== void 0) recognised.push({
			path: matrix.path,
			line: matrix.line,
			says: `the table of its releases, under "${matrix.table}"`
		});
		guessed.push(...others);
		contracts.push({
			id,
			producer: pin.producer,
			pin: pin.path,
			...mirror === void 0 ? {} : { mirror: mirror.path },
			...mirror === void 0 || mirror.copies.length === 0 ? {} : { copies: [...mirror.copies] },
			...matrix === void 0 ? {} : { matrix: matrixConfig(matrix) },
			fields
		});
	}
	if (contracts.length === 0) return {
		parts: [],
		recognised,
		guessed,
		named
	};
	const about = [
		"What this repository is built against. Each field is one fact, and every place that says it: manifest-sync holds them together.",
		...alone.size === 0 ? [] : [`Said by a manifest alone, so not compared (a field with manifest: and expect: asks for a value): ${listed([...alone])}`],
		...pinAlone.size === 0 ? [] : [`Said by a pin alone, so not compared: ${listed([...pinAlone])}`],
		"remote: asks the producer itself; add remote: { mode: if-token, path: <its path of the manifest> } and the secret of the workflow."
	];
	const together = ids.map((id) => ({
		id,
		why: "a pin without its manifest and its table was never tested",
		semantic: { contract: id }
	}));
	return {
		parts: [{
			key: "contracts",
			value: contracts,
			sure: true,
			about
		}, {
			key: "atomic-change",
			value: { groups: together },
			sure: true,
			about: ["What must change in one pull request: the facts of a contract, wherever they stand."]
		}],
		recognised,
		guessed,
		named
	};
}
const proofs = {
	bytes: "with the bytes that the pin names",
	"line-ends": "with the bytes that the pin names but for its line ends, which git may have put in here",
	none: "but not with the bytes that the pin names"
};
function pinsOf({ json }) {
	const guessed = [];
	const all = [];
	for (const file of json) {
		const read = readPin(file);
		if (read === void 0) continue;
		const { path } = file;
		if ("doubt" in read) guessed.push({
			path,
			line: read.line,
			says: `looks like a pin, and is none to judge by: ${read.doubt}`
		});
		else if (isAside(path)) guessed.push({
			path,
			line: read.pin.line,
			says: `a pin of ${read.pin.producer}, among what is not the repository's own`
		});
		else all.push(read.pin);
	}
	const byPath = new Map(json.map((file) => [file.path, file]));
	const named = (path, by) => {
		const file = byPath.get(path);
		return by.path !== path && file !== void 0 && [file.sha256, file.plainSha256].includes(digestOf(by) ?? "");
	};
	const isProved = (pin) => json.some(({ path }) => named(path, pin));
	const isCalledManifest = ({ path }) => /manifest/i.test(path.slice(path.lastIndexOf("/") + 1));
	const rank = (pin) => isProved(pin) ? 0 : isCalledManifest(pin) ? 2 : 1;
	const pins = [];
	for (const pin of [...all].sort((a, b) => rank(a) - rank(b))) {
		const isOf = (other) => named(pin.path, other) || mirrorOf(other, json, () => false).mirror?.path === pin.path;
		if (isProved(pin) || !pins.some(isOf)) pins.push(pin);
	}
	return {
		pins: pins.sort((a, b) => a.path < b.path ? -1 : 1),
		guessed
	};
}
function belongsElsewhere(path, pin, pins) {
	const own = nearness(pin.path, path);
	return pins.some((other) => other !== pin && sameRelease(pin, other) && nearness(other.path, path) > own);
}
function sameRelease(a, b) {
	const fact = ({ facts }, name) => facts.find((each) => each.name === name)?.value;
	return a.producer === b.producer && ["tag", "commit"].every((name) => fact(a, name) === fact(b, name));
}
function chosenMatrix(pin, pins, { markdown }) {
	const all = markdown.flatMap((document) => matrixOf(pin, document) ?? []);
	const own = all.filter(({ path }) => !isAside(path) && !belongsElsewhere(path, pin, pins));
	const candidates = own.length > 0 ? own : all;
	const [one] = candidates;
	if (one !== void 0 && candidates.length === 1) return {
		matrix: one,
		doubts: []
	};
	const says = `one of ${candidates.length} tables with the release of ${pin.path}: none was taken`;
	return {
		matrix: void 0,
		doubts: candidates.map(({ path, line }) => ({
			path,
			line,
			says
		}))
	};
}
function matrixConfig(matrix) {
	return {
		path: matrix.path,
		...matrix.bullets === void 0 ? {} : { bullets: matrix.bullets },
		table: matrix.table,
		...matrix.rows === "append-only" ? { rows: matrix.rows } : {},
		...matrix.status === void 0 ? {} : { "status-column": matrix.status },
		...matrix.approved === void 0 ? {} : { statuses: [matrix.approved] },
		...matrix.updated === "Updated" ? {} : { updated: matrix.updated }
	};
}
function fieldsOf(pin, mirror, matrix) {
	const fields = {};
	for (const { name, pointer } of pin.facts) {
		const manifest = mirror?.places.get(name);
		const label = matrix?.labels.get(name);
		const column = matrix?.columns.get(name);
		if ([
			manifest,
			label,
			column
		].filter((place) => place !== void 0).length === 0 && !(name === "repository" || name === "manifest-sha256" && mirror !== void 0)) continue;
		if (name === "manifest-sha256" && mirror === void 0) continue;
		fields[name] = {
			pin: pointer,
			...manifest === void 0 ? {} : { manifest },
			...label === void 0 ? {} : { bullet: label },
			...column === void 0 ? {} : { column }
		};
	}
	return Object.keys(fields).filter((name) => name !== "repository").length === 0 ? {} : fields;
}

// shared/domain/adoption/lists.ts
function findLists(ground) {
	const guessed = [];
	const fitting = [];
	for (const { path, content } of ground.sums) {
		const read = parseChecksums(content);
		if (!read.ok || read.problems.length > 0 || read.entries.length === 0) {
			guessed.push({
				path,
				line: read.ok ? read.problems[0]?.line : read.line,
				says: "a list of checksums that cannot be read to its end"
			});
			continue;
		}
		const root = foldersAbove(path).find((top) => read.entries.every((entry) => ground.paths.has(posix.join(top, entry.path))));
		if (root === void 0) guessed.push({
			path,
			says: "a list of checksums of files that are not all in the repository"
		});
		else if (isAside(path)) guessed.push({
			path,
			says: "a list of checksums, among what is not the repository's own"
		});
		else fitting.push({
			path,
			root,
			count: read.entries.length
		});
	}
	const [one] = fitting;
	if (one === void 0) return {
		parts: [],
		recognised: [],
		guessed
	};
	const value = (list) => ({ verify: {
		list: list.path,
		...list.root === "." ? {} : { root: list.root },
		shape: "sha256sum"
	} });
	const files = (count) => `${count} ${count === 1 ? "file" : "files"}`;
	const about = ["Files that must be what this list says."];
	if (fitting.length === 1) {
		const says = `checksums of ${files(one.count)} of the repository`;
		return {
			parts: [{
				key: "evidence-bundle",
				value: value(one),
				sure: true,
				about
			}],
			recognised: [{
				path: one.path,
				says
			}],
			guessed
		};
	}
	const says = `one of ${fitting.length} lists of checksums: a run verifies one, and none was chosen`;
	return {
		parts: fitting.map((list) => ({
			key: "evidence-bundle",
			value: value(list),
			sure: false,
			about
		})),
		recognised: [],
		guessed: [...guessed, ...fitting.map(({ path }) => ({
			path,
			says
		}))]
	};
}
function foldersAbove(path) {
	const folders = [];
	for (let folder = posix.dirname(path); folder !== "."; folder = posix.dirname(folder)) folders.push(folder);
	return [".", ...folders];
}

// shared/domain/adoption/offers.ts
function findOffers(ground, taken) {
	const offers = [
		checklists(ground, taken),
		rows(ground),
		tests(ground),
		workflows(ground)
	];
	return {
		parts: offers.flatMap(({ parts }) => parts),
		guessed: offers.flatMap(({ guessed }) => guessed)
	};
}
function checklists(ground, taken) {
	const guessed = [];
	const sources = [];
	const add = (path, line, says, source) => {
		guessed.push({
			path,
			line,
			says
		});
		sources.push({
			id: `list-${sources.length + 1}`,
			path,
			...source
		});
	};
	for (const { path, document } of ground.markdown) {
		if (taken.has(path)) continue;
		for (const { heading, header, position } of document.tables) {
			const words = header.map(({ text }) => text.toLowerCase());
			if (heading === void 0 || heading === "" || !words.some((word) => word === "status" || word === "state")) continue;
			const needed = ["owner", "evidence"].filter((word) => words.includes(word));
			add(path, position.line, `a table with a status, under "${heading}"`, {
				table: { heading },
				...needed.length === 0 ? {} : { require: needed }
			});
		}
		for (const heading of new Set(document.boxes.map((box) => box.heading))) {
			const line = document.boxes.find((box) => box.heading === heading)?.position.line;
			if (heading === void 0 || heading === "" || line === void 0) continue;
			add(path, line, `boxes to tick, under "${heading}"`, { boxes: { heading } });
		}
	}
	return {
		parts: sources.length === 0 ? [] : [{
			key: "gate-checklist",
			value: { sources },
			sure: false,
			about: ["Tables and boxes of documents, as claims: a cell that says \"pass\" counts when something measured bears it out. Say by", "what, with measured: (a control, a check or a file for each claim), and what is only a template, with mode: template."]
		}],
		guessed
	};
}
function rows(ground) {
	const found = ground.rows.filter(({ first }) => isObject(first.value));
	const [one] = found;
	if (one === void 0 || !isObject(one.first.value)) return {
		parts: [],
		guessed: []
	};
	const kinds = {
		string: "string",
		number: "number",
		boolean: "boolean"
	};
	const fields = Object.entries(one.first.value).flatMap(([key, value]) => {
		const type = kinds[typeof value];
		return type === void 0 ? [] : [{
			pointer: childPointer("", key),
			type
		}];
	});
	if (fields.length === 0) return {
		parts: [],
		guessed: []
	};
	const about = [`Rows of measurements, as the first line of ${one.path} has them. Say what is measured of them, and what is good:`, "kpis: [{ id, title, kind: ratio, numerator, direction, target: { min } }]; then kpi-report judges one run and kpi-gate all of them."];
	return {
		parts: [{
			key: "kpi-sets",
			value: [{
				id: "measurements",
				rows: fields,
				kpis: []
			}],
			sure: false,
			about
		}, {
			key: "kpi-report",
			value: {
				set: "measurements",
				rows: found.map(({ path }) => path).slice(0, 1),
				origin: "committed"
			},
			sure: false,
			about: ["origin: committed is for files that git tracks; what a step of the job measures is an output."]
		}],
		guessed: found.map(({ path }) => ({
			path,
			line: 1,
			says: "rows of measurements"
		}))
	};
}
const runners = [
	{
		path: "package.json",
		command: ["npm", "test"]
	},
	{
		path: "Cargo.toml",
		command: ["cargo", "test"]
	},
	{
		path: "go.mod",
		command: [
			"go",
			"test",
			"./..."
		]
	},
	{
		path: "pyproject.toml",
		command: [
			"python",
			"-m",
			"pytest"
		]
	}
];
function tests(ground) {
	const found = runners.filter(({ path }) => ground.paths.has(path));
	if (found.length === 0) return {
		parts: [],
		guessed: []
	};
	return {
		parts: [{
			key: "verification",
			value: { verifications: found.map(({ path, command }) => ({
				id: `tests-${path.replace(/\..*$/, "").toLowerCase()}`,
				command: [...command],
				timeout: "10min"
			})) },
			sure: false,
			about: ["Commands that must end well, run by the action itself: a job that says success proves nothing by itself. Its job has to", "install what they need before."]
		}],
		guessed: found.map(({ path, command }) => ({
			path,
			says: `tests that ${command.join(" ")} may run`
		}))
	};
}
function workflows(ground) {
	const guessed = ground.workflows.map(({ path, jobs }) => {
		const [own] = jobs.flatMap(({ actions }) => actions.flatMap(({ value, at }) => {
			const name = /\/actions\/[a-z-]+@/.test(value) ? controlOf(value) ?? compositeOf(value)?.name : void 0;
			return name === void 0 ? [] : [{
				name,
				at
			}];
		}));
		if (own !== void 0) return {
			path,
			line: own.at.line,
			says: `already runs ${own.name} of the suite`
		};
		return {
			path,
			line: jobs[0]?.at.line,
			says: `a workflow with ${jobs.length} ${jobs.length === 1 ? "job" : "jobs"}`
		};
	});
	if (guessed.length === 0) return {
		parts: [],
		guessed: []
	};
	return {
		parts: [{
			key: "required-checks",
			value: {},
			sure: false,
			about: ["Whether the checks that the branch requires can be made by these workflows, and can fail. It asks GitHub which ones are required."]
		}],
		guessed
	};
}

// shared/domain/adoption/surfaces.ts
function findSurfaces(ground, named) {
	const recognised = [];
	const guessed = [];
	const surfaces = [];
	const ids = new Set();
	const documents = [...ground.yaml, ...ground.json].sort((a, b) => a.path < b.path ? -1 : 1);
	for (const { path, sha256, plainSha256, document } of documents) {
		const [kind, version] = [document.get("/openapi"), document.get("/info/version")];
		if (typeof kind !== "string" || !/^3\.\d+/.test(kind)) continue;
		const owner = [sha256, plainSha256].some((digest) => named.has(digest)) ? "which a manifest names: it is the producer who offers it" : isAside(path) ? "among what is not the repository's own" : void 0;
		if (owner !== void 0) {
			guessed.push({
				path,
				says: `an OpenAPI document, ${owner}`
			});
			continue;
		}
		const text = typeof version === "string" ? version : void 0;
		const part = text === void 0 ? void 0 : ["major", "number"].find((each) => raised(each, text) !== void 0);
		if (part === void 0) {
			guessed.push({
				path,
				line: document.near("/info/version")?.line,
				says: "an OpenAPI document, but its version cannot be raised"
			});
			continue;
		}
		const name = fieldName(`/${path.slice(path.lastIndexOf("/") + 1).replace(/\.\w+$/, "")}`) || "api";
		const id = ids.has(name) ? `${name}-${ids.size + 1}` : name;
		ids.add(id);
		recognised.push({
			path,
			line: document.at("/info/version")?.line,
			says: `an OpenAPI document of version ${text}`
		});
		surfaces.push({
			id,
			openapi: [path],
			versions: [{
				id: "service",
				breaking: part,
				places: [{
					path,
					pointer: "/info/version"
				}]
			}]
		});
	}
	return {
		parts: surfaces.length === 0 ? [] : [{
			key: "surfaces",
			value: surfaces,
			sure: true,
			about: ["What this repository offers to others: whoever breaks it has to raise the version."]
		}],
		recognised,
		guessed
	};
}

// shared/domain/adoption/adoption.ts
function adoptionOf(ground) {
	const contracts = findContracts(ground);
	const sure = [
		contracts,
		findSurfaces(ground, contracts.named),
		findLists(ground)
	];
	const recognised = sure.flatMap((found) => found.recognised);
	const taken = new Set(recognised.map(({ path }) => path));
	const offers = findOffers(ground, taken);
	const certain = sure.flatMap(({ parts }) => parts);
	return {
		parts: [
			...certain,
			...certain.some((part) => part.sure) ? [decision] : [],
			...offers.parts,
			...platform
		],
		recognised,
		guessed: inOrder([...sure.flatMap((found) => found.guessed), ...offers.guessed]),
		unread: ground.unread
	};
}
const decision = {
	key: "executive-summary",
	value: {},
	sure: true,
	about: ["One decision over all of the above: go, conditional-go or no-go. Its job is the one to require in branch protection."]
};
const platform = [{
	key: "branch-protection",
	value: { policy: { repository: { branches: [{
		pattern: "~DEFAULT_BRANCH",
		preset: "baseline"
	}] } } },
	sure: false,
	about: ["Whether the default branch is protected. Who may bypass it only a token with administration shows: see .github/guides/protection.md of the suite."]
}];
function certainParts(adoption) {
	return adoption.parts.filter(({ sure }) => sure);
}
const mostRounds = 100;
function settled(adoption, problemsOf) {
	let current = adoption;
	for (let left = mostRounds; left > 0; left -= 1) {
		const problems = problemsOf(configValue(current));
		if (problems.length === 0) return current;
		current = withoutRefused(current, problems);
	}
	const why = `It was not settled what fits: something was refused ${mostRounds} times. Take in one part after the other.`;
	return {
		...current,
		parts: current.parts.map((part) => ({
			...part,
			sure: false,
			about: part.sure ? [...part.about, why] : part.about
		}))
	};
}
function withoutRefused(adoption, refused) {
	const parts = adoption.parts.flatMap((part) => {
		const own = refused.filter(({ pointer }) => part.sure && (parsePointer(pointer)?.[0] ?? "") === part.key);
		return own.length === 0 ? [part] : split(part, own);
	});
	const left = parts.filter(({ sure, key }) => sure && key !== decision.key);
	return {
		...adoption,
		parts: left.length > 0 ? parts : parts.filter(({ key }) => key !== decision.key)
	};
}
function split(part, refused) {
	const offer = (value, reasons) => ({
		...part,
		value,
		sure: false,
		about: [...part.about, ...[...new Set(reasons)].map((reason) => `It does not fit as it was read: ${reason}`)]
	});
	const list = listIn(part.value);
	const places = refused.map(({ pointer, message }) => {
		const tokens = (parsePointer(pointer) ?? []).slice(1);
		const at = list === void 0 || tokens.slice(0, list.path.length).join("/") !== list.path.join("/") ? void 0 : tokens[list.path.length];
		return {
			at: at !== void 0 && /^\d+$/.test(at) ? Number(at) : void 0,
			message
		};
	});
	const bad = new Map(places.map(({ at, message }) => [at, message]));
	if (list === void 0 || bad.has(void 0) || bad.size >= list.items.length) return [offer(part.value, places.map(({ message }) => message))];
	const keep = list.items.filter((_item, at) => !bad.has(at));
	return [{
		...part,
		value: list.around(keep)
	}, ...[...bad].map(([at, message]) => offer(list.around([list.items[at ?? 0] ?? null]), [message]))];
}
function listIn(value) {
	if (Array.isArray(value)) return {
		path: [],
		items: value,
		around: (items) => [...items]
	};
	const [only, ...more] = isObject(value) ? Object.entries(value) : [];
	if (only === void 0 || more.length > 0 || !Array.isArray(only[1])) return void 0;
	return {
		path: [only[0]],
		items: only[1],
		around: (items) => ({ [only[0]]: [...items] })
	};
}
function configValue(adoption) {
	const value = { version: 1 };
	for (const { key, value: part } of certainParts(adoption)) value[key] = part;
	return value;
}
function inOrder(sightings) {
	return [...sightings].sort((a, b) => a.path === b.path ? (a.line ?? 0) - (b.line ?? 0) : a.path < b.path ? -1 : 1);
}

// shared/domain/adoption/plan.ts
function planOf(controls, section) {
	const left = [];
	const jobs = [];
	for (const { name, kind, permissions, inputs } of [...controls].sort(byTurn)) {
		const { history, asks } = needsOf(name);
		if (kind === "act") {
			left.push({
				control: name,
				because: "it changes something: give it a workflow of its own, on a schedule or by hand"
			});
			continue;
		}
		if (asks !== void 0) {
			left.push({
				control: name,
				because: `it must be told ${asks}`
			});
			continue;
		}
		const given = section(name);
		const tasks = isObject(given) ? [...tasksOf(name, given)] : [];
		if (tasks.length > 1) {
			left.push({
				control: name,
				because: `the configuration asks for ${tasks.join(" and ")}, each in a job that names its task`
			});
			continue;
		}
		const secrets = Object.entries(inputs).filter(([, field]) => field.shape === "secret");
		jobs.push({
			id: kind === "decide" ? "decision" : name,
			control: name,
			permissions,
			checkout: history,
			inputs: {},
			secrets: Object.fromEntries(secrets.map(([input]) => [input, secretName(input)]))
		});
	}
	return {
		jobs,
		left
	};
}
const decisionNames = [
	"decision",
	"release decision",
	"governance decision",
	"release-governance decision"
];
function withOwnName(jobs, workflows) {
	const taken = new Set(workflows.flatMap((workflow) => workflow.jobs.flatMap(({ id, name }) => [id, name?.value ?? id].map((each) => each.trim().toLowerCase()))));
	const free = decisionNames.find((name) => !taken.has(name));
	if (free === "decision" || jobs.every(({ id }) => id !== "decision")) return { jobs };
	if (free === void 0) return {
		jobs,
		note: `other jobs are called ${decisionNames.join(", ")}: give the job decision a name of its own before its check is required`
	};
	return {
		jobs: jobs.map((job) => job.id === "decision" ? {
			...job,
			name: free
		} : job),
		note: `a job called decision is there already: the check of this one is "${free}"`
	};
}
function secretName(input) {
	return `GOVERNANCE_${input.replaceAll("-", "_").toUpperCase()}`;
}
const turns = {
	record: 0,
	check: 1,
	act: 2,
	decide: 4
};
function turnOf({ kind, joins }) {
	return joins === true && kind !== "decide" ? 3 : turns[kind];
}
function byTurn(a, b) {
	return turnOf(a) - turnOf(b) || (a.name < b.name ? -1 : 1);
}

export { adoptionOf, configValue, fileCountLimit, fileLimit, groundOf, inReadingOrder, isWorkflow, planOf, settled, totalLimit, withOwnName };