import { childPointer, decodeText, isObject, listed, parsePointer, parseYaml, sha256 } from "./shared.js";
import { formats, isRepository, parseRepository, sameRepository } from "./parse.js";
import { parseJson } from "./parse-json.js";
import { raised } from "./domain-contract-surface-config.js";
import { readWorkflow } from "./domain-workflow.js";
import { brokenTablesUnder, bulletsUnder, headingsNamed, opaqueUnder, parseMarkdown, tablesUnder } from "./parse-markdown.js";
import { parseChecksums } from "./parse-checksums.js";
import { controlOf } from "./domain-setup.js";
import { needsOf } from "./domain-control-needs.js";
import { posix } from "node:path";

// shared/domain/adoption/ground.ts
const fileLimit = 1048576;
const fileCountLimit = 2e3;
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
			sha256: sha256(content),
			document
		});
		else if (kind === "rows") ground.rows.push({
			path,
			first: document
		});
		else ground[kind === "yaml" ? "yaml" : "json"].push({
			path,
			sha256: sha256(content),
			document
		});
	}
	return {
		...ground,
		unread: unread.sort((a, b) => a.path < b.path ? -1 : a.path > b.path ? 1 : 0)
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
function pinOf({ path, document }) {
	if (isObject(document.value) && Object.hasOwn(document.value, "kind")) return void 0;
	const texts = textsOf(document);
	if (texts.length > 40) return void 0;
	const taken = new Map();
	for (const { name, key, fits } of roles) {
		const fitting = texts.filter(({ pointer, value }) => key.test(parsePointer(pointer)?.at(-1) ?? "") && fits(value));
		if (fitting.length > 1) return void 0;
		const [one] = fitting;
		if (one !== void 0) taken.set(one.pointer, name);
	}
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
	const complete = [
		"repository",
		"tag",
		"commit"
	].every((name) => [...taken.values()].includes(name));
	const parsed = repository === void 0 ? void 0 : parseRepository(repository.value);
	if (!complete || repository === void 0 || parsed === void 0) return void 0;
	const own = `${parsed.owner}/${parsed.name}`;
	return {
		path,
		line: document.at(repository.pointer)?.line,
		producer: parsed.host === "github.com" ? own : `https://${parsed.host}/${own}`,
		id: fieldName(`/${parsed.name}`) || "contract",
		facts
	};
}

// shared/domain/adoption/mirror.ts
function mirrorOf(pin, files) {
	const others = files.filter(({ path }) => path !== pin.path);
	const said = pin.facts.find(({ name }) => name === "manifest-sha256")?.value;
	const near = (list) => list.find(({ path }) => posix.dirname(path) === posix.dirname(pin.path)) ?? list[0];
	const proved = near(others.filter(({ sha256 }) => sha256 === said));
	const alike = others.filter((file) => posix.dirname(file.path) === posix.dirname(pin.path) && /manifest/i.test(file.path.slice(file.path.lastIndexOf("/") + 1)) && ["tag", "commit"].some((name) => placesOf(pin, file).has(name)));
	const mirror = proved ?? (alike.length === 1 ? alike[0] : void 0);
	if (mirror === void 0) return void 0;
	const places = placesOf(pin, mirror);
	const mapped = new Set(places.values());
	return {
		path: mirror.path,
		proved: proved !== void 0,
		copies: others.filter(({ path, sha256 }) => path !== mirror.path && sha256 === mirror.sha256).map(({ path }) => path),
		places,
		alone: mirror.document.leaves().filter((pointer) => pointer !== "" && !mapped.has(pointer))
	};
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
	const guessed = [];
	const contracts = [];
	const ids = [];
	const alone = [];
	const mirrors = new Set();
	for (const file of ground.json) {
		const pin = pinOf(file);
		if (pin === void 0 || mirrors.has(pin.path)) continue;
		const mirror = mirrorOf(pin, ground.json);
		const matrices = ground.markdown.flatMap((document) => matrixOf(pin, document) ?? []);
		const matrix = matrices.length === 1 ? matrices[0] : void 0;
		const fields = fieldsOf(pin, mirror, matrix);
		if (Object.keys(fields).length === 0) {
			guessed.push({
				path: pin.path,
				line: pin.line,
				says: `a pin of ${pin.producer}, but nothing else says its facts`
			});
			continue;
		}
		const id = ids.includes(pin.id) ? `${pin.id}-${ids.length + 1}` : pin.id;
		ids.push(id);
		recognised.push({
			path: pin.path,
			line: pin.line,
			says: `the pin of ${pin.producer}`
		});
		if (mirror !== void 0) {
			mirrors.add(mirror.path);
			const how = mirror.proved ? "with the bytes that the pin names" : "but not with the bytes that the pin names";
			recognised.push({
				path: mirror.path,
				says: `its copy of the manifest, ${how}`
			});
			for (const copy of mirror.copies) recognised.push({
				path: copy,
				says: `the same bytes as ${mirror.path}`
			});
			alone.push(...[...new Set(mirror.alone.map((pointer) => `/${pointer.split("/")[1] ?? ""}`))]);
		}
		if (matrix !== void 0) recognised.push({
			path: matrix.path,
			line: matrix.line,
			says: `the table of its releases, under "${matrix.table}"`
		});
		for (const other of matrix === void 0 ? matrices : []) guessed.push({
			path: other.path,
			line: other.line,
			says: `one of ${matrices.length} tables with the release of ${pin.path}`
		});
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
		guessed
	};
	const about = [
		"What this repository is built against. Each field is one fact, and every place that says it: manifest-sync holds them together.",
		...alone.length === 0 ? [] : [`Said by a manifest alone, so not compared (a field with manifest: and expect: asks for a value): ${listed(alone)}`],
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
		guessed
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
	const parts = [];
	const recognised = [];
	const guessed = [];
	for (const { path, content } of ground.sums) {
		const read = parseChecksums(content);
		if (!read.ok || read.problems.length > 0 || read.entries.length === 0) {
			const line = read.ok ? read.problems[0]?.line : read.line;
			guessed.push({
				path,
				line,
				says: "a list of checksums that cannot be read to its end"
			});
			continue;
		}
		const root = [".", posix.dirname(path)].find((top) => read.entries.every((entry) => ground.paths.has(posix.join(top, entry.path))));
		if (root === void 0) {
			guessed.push({
				path,
				says: "a list of checksums of files that are not all in the repository"
			});
			continue;
		}
		if (parts.length > 0) {
			guessed.push({
				path,
				says: "a further list of checksums: one list is verified by a run of evidence-bundle"
			});
			continue;
		}
		const value = { verify: {
			list: path,
			...root === "." ? {} : { root },
			shape: "sha256sum"
		} };
		parts.push({
			key: "evidence-bundle",
			value,
			sure: true,
			about: ["Files that must be what this list says."]
		});
		const files = read.entries.length === 1 ? "file" : "files";
		recognised.push({
			path,
			says: `checksums of ${read.entries.length} ${files} of the repository`
		});
	}
	return {
		parts,
		recognised,
		guessed
	};
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
		const own = jobs.flatMap(({ actions }) => actions).find(({ value }) => /\/actions\/[a-z-]+@/.test(value) && controlOf(value) !== void 0);
		if (own !== void 0) return {
			path,
			line: own.at.line,
			says: `already runs ${controlOf(own.value) ?? ""} of the suite`
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
function findSurfaces(ground) {
	const recognised = [];
	const guessed = [];
	const surfaces = [];
	const ids = new Set();
	const documents = [...ground.yaml, ...ground.json].sort((a, b) => a.path < b.path ? -1 : 1);
	for (const { path, document } of documents) {
		const [kind, version] = [document.get("/openapi"), document.get("/info/version")];
		if (typeof kind !== "string" || !/^3\.\d+/.test(kind)) continue;
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
	const sure = [
		findContracts(ground),
		findSurfaces(ground),
		findLists(ground)
	];
	const recognised = sure.flatMap((found) => found.recognised);
	const taken = new Set(recognised.map(({ path }) => path));
	const offers = findOffers(ground, taken);
	const certain = sure.flatMap(({ parts }) => parts);
	return {
		parts: [
			...certain,
			...certain.length === 0 ? [] : [decision],
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
	about: ["Whether the default branch is protected. Who may bypass it only a token with administration shows: see the README."]
}];
function certainParts(adoption) {
	return adoption.parts.filter(({ sure }) => sure);
}
function settled(adoption, problemsOf) {
	let current = adoption;
	for (let left = adoption.parts.length; left > 0; left -= 1) {
		const problems = problemsOf(configValue(current));
		if (problems.length === 0) return current;
		current = withoutRefused(current, problems);
	}
	return {
		...current,
		parts: current.parts.map((part) => ({
			...part,
			sure: false
		}))
	};
}
function withoutRefused(adoption, refused) {
	const reasons = new Map(refused.map(({ pointer, message }) => [pointer.split("/")[1] ?? "", message]));
	const parts = adoption.parts.map((part) => {
		const reason = part.sure ? reasons.get(part.key) : void 0;
		if (reason === void 0) return part;
		return {
			...part,
			sure: false,
			about: [...part.about, `It does not fit as it was read: ${reason}`]
		};
	});
	const left = parts.filter(({ sure, key }) => sure && key !== decision.key);
	return {
		...adoption,
		parts: left.length > 0 ? parts : parts.filter(({ key }) => key !== decision.key)
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
		const tasks = tasksOf(inputs, section(name));
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
function tasksOf(inputs, section) {
	if (!Object.hasOwn(inputs, "task")) return [];
	const asked = typeof section === "object" && section !== null ? section : {};
	return [
		"create",
		"verify",
		"render",
		"record"
	].filter((task) => Object.hasOwn(inputs, task) && Object.hasOwn(asked, task));
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

export { adoptionOf, configValue, fileCountLimit, fileLimit, groundOf, isWorkflow, kindOf, planOf, settled };