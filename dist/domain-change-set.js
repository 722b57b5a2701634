import { decodeText, fullCheckout, parseYaml, sha256, stableJson } from "./shared.js";
import { isLiteral } from "./core-glob-pattern.js";
import { parseJson } from "./parse-json.js";
import { brokenTablesUnder, bulletsUnder, headingsNamed, parseMarkdown, tablesUnder } from "./parse-markdown.js";

// shared/domain/change-set/changed-paths.ts
async function patternMatcher(pattern, compile) {
	if (isLiteral(pattern)) return {
		pattern,
		matches: (path) => path === pattern
	};
	return {
		pattern,
		matches: await compile([pattern])
	};
}
function changedPaths(all) {
	const byPath = new Map(all.map((change) => [change.path, change]));
	const copies = all.filter((change) => change.copiedFrom !== void 0 && byPath.get(change.copiedFrom)?.kind !== "deleted");
	const folders = new Set();
	for (const { path } of all) for (let end = path.lastIndexOf("/"); end > 0 && !folders.has(path.slice(0, end)); end = path.lastIndexOf("/", end - 1)) folders.add(path.slice(0, end));
	const globbed = new Map();
	return {
		all,
		matching(matcher) {
			if (!isLiteral(matcher.pattern)) {
				const found = globbed.get(matcher) ?? all.filter(({ path }) => matcher.matches(path));
				globbed.set(matcher, found);
				return found;
			}
			const change = byPath.get(matcher.pattern);
			return change === void 0 ? [] : [change];
		},
		copyOf: (matcher) => copies.find(({ copiedFrom }) => matcher.matches(copiedFrom)),
		isFolder: (path) => folders.has(path),
		get: (path) => byPath.get(path)
	};
}

// shared/domain/change-set/white-space.ts
const syntax = /(?:\.(?:py|pyi|pyx|mk|mak|haml|pug|jade|coffee|nim|fs|fsx|fsi|sass|styl|slim)|(?:^|\/)(?:gnu)?makefile)$/i;
const separating = /(?:\.(?:md|markdown|rst|adoc|sh|bash|zsh|ksh|fish|ps1|bat|cmd|css|scss|less|env)|(?:^|\/)(?:dockerfile|containerfile|codeowners|\.env[^/]*|\.git\w+|\.bashrc|\.profile))$/i;
function isSpaceSyntax(path) {
	return syntax.test(path);
}
function textDifference(path, before, after) {
	if (before === after) return "space";
	if (isSpaceSyntax(path) || before.replace(/\s+/g, "") !== after.replace(/\s+/g, "")) return "content";
	const parse = parserOf(path);
	if (parse !== void 0) {
		const [a, b] = [parse(before), parse(after)];
		if (a === void 0 || b === void 0) return "doubtful";
		return stableJson(a.value) === stableJson(b.value) ? "space" : "content";
	}
	if (lines(before, (line) => line.trimEnd()) === lines(after, (line) => line.trimEnd())) return "space";
	if (severalLines.test(before)) return "doubtful";
	const line = (text) => lineOf(text, separating.test(path));
	return filled(lines(before, line)) === filled(lines(after, line)) ? "space" : "doubtful";
}
function parserOf(path) {
	const parse = /\.json$/i.test(path) ? parseJson : /\.ya?ml$/i.test(path) ? parseYaml : void 0;
	if (parse === void 0) return void 0;
	return (text) => {
		const parsed = parse(text);
		return parsed.ok ? parsed.document : void 0;
	};
}
const severalLines = /`|"""|'''|<<|\[\[|\\$/m;
function lineOf(text, isSeparating) {
	const line = text.trim();
	if (/['"]/.test(line)) return line;
	const single = line.replace(/\s+/g, " ");
	return isSeparating ? single : single.replace(/ (?![\p{L}\p{N}_])|(?<![\p{L}\p{N}_]) /gu, "");
}
function lines(text, each) {
	return text.split(/\r\n|\n|\r/).map(each).join("\n").replace(/\n+$/, "");
}
function filled(text) {
	return text.replace(/\n{2,}/g, "\n").replace(/^\n/, "");
}

// shared/domain/change-set/judged-unit.ts
const maxBytes = 1048576;
function judgedUnit(unit, changes) {
	const weights = new Map();
	const weigh = (change) => {
		const known = weights.get(change.path);
		if (known !== void 0) return known;
		const weight = weightOf(unit, change);
		weights.set(change.path, weight);
		return weight;
	};
	return {
		unit,
		changes,
		async touch(matcher, copies) {
			const { asks, changed } = await touchOf(matcher, changes, weigh);
			const copy = copies && asks.is !== "yes" ? changes.copyOf(matcher) : void 0;
			if (copy === void 0) return {
				pattern: matcher.pattern,
				asks,
				changed
			};
			const words = `${copy.copiedFrom} was copied to ${copy.path}`;
			return {
				pattern: matcher.pattern,
				asks: {
					is: "yes",
					path: copy.copiedFrom,
					words
				},
				changed
			};
		},
		async exists(matcher) {
			const [changed] = changes.matching(matcher);
			if (changed !== void 0) return yes(changed.path);
			if (isLiteral(matcher.pattern)) {
				const file = await unit.after.read(matcher.pattern, maxBytes);
				if (file.found || file.reason === "too-large") return yes(matcher.pattern);
				if (file.reason === "absent" || file.reason === "outside") return no("there is no such file");
				if (file.reason === "unreadable") return {
					is: "unknown",
					because: becauseOf(file)
				};
			}
			const listed = await unit.after.list();
			if (!listed.ok) return {
				is: "unknown",
				because: listed.because
			};
			const path = listed.paths.find((each) => matcher.matches(each));
			return path === void 0 ? no("there is no such file") : yes(path);
		},
		async isDeletion(change) {
			if (change.kind === "deleted") return true;
			if (change.kind !== "type") return false;
			const now = await unit.after.read(change.path, maxBytes);
			return !now.found && now.reason !== "too-large";
		},
		async identity(change) {
			if (change.kind === "deleted") return "deleted";
			if (change.id !== void 0) return change.id;
			const content = await unit.content(change, "after", maxBytes);
			if (content.found) return `sha256:${sha256(content.content)}`;
			return `${content.reason} at ${unit.head ?? unit.name}`;
		}
	};
}
async function touchOf(matcher, changes, weigh) {
	const found = changes.matching(matcher);
	const proof = found.find(({ kind }) => kind === "added" || kind === "deleted" || kind === "type");
	if (proof !== void 0) return {
		asks: yes(proof.path, proof),
		changed: yes(proof.path, proof)
	};
	if (found.length === 0 && isLiteral(matcher.pattern) && changes.isFolder(matcher.pattern)) {
		const because = {
			code: "NO_DATA",
			message: `${matcher.pattern} is a folder: a path without * names one file`,
			needs: `the pattern ${matcher.pattern}/** in the configuration`
		};
		return {
			asks: {
				is: "unknown",
				because
			},
			changed: {
				is: "unknown",
				because
			}
		};
	}
	let asks;
	let unknown;
	let words = found.length === 0 ? "did not change" : "";
	for (const change of found) {
		const weight = await weigh(change);
		if (weight.kind === "content") return {
			asks: yes(change.path, change),
			changed: yes(change.path, change)
		};
		if (weight.kind === "unknown") unknown ??= {
			is: "unknown",
			because: weight.because
		};
		else {
			words ||= weight.words;
			if (weight.kind === "doubtful") asks ??= yes(change.path, change);
		}
	}
	const changed = unknown ?? no(words);
	return {
		asks: asks ?? changed,
		changed
	};
}
async function weightOf(unit, change) {
	if (change.kind === "mode") return {
		kind: "none",
		words: "changed in its mode only"
	};
	if (change.kind !== "modified") return { kind: "content" };
	const compared = change.oldId !== void 0;
	if (compared && isSpaceSyntax(change.path)) return { kind: "content" };
	const [before, after] = await Promise.all([unit.content(change, "before", maxBytes), unit.content(change, "after", maxBytes)]);
	for (const side of [before, after]) if (!side.found && side.reason === "unreadable") return {
		kind: "unknown",
		because: becauseOf(side)
	};
	if (!before.found || !after.found) return compared ? { kind: "content" } : {
		kind: "unknown",
		because: uncompared(change)
	};
	if (before.sha256 === after.sha256) return {
		kind: "none",
		words: "changed in its mode only"
	};
	if (isSpaceSyntax(change.path)) return { kind: "content" };
	const [old, now] = [decodeText(before.content), decodeText(after.content)];
	if (!old.ok || !now.ok) return { kind: "content" };
	const difference = textDifference(change.path, old.text, now.text);
	if (difference === "content") return { kind: "content" };
	const file = await unit.after.read(change.path, maxBytes);
	if (!file.found && file.reason === "unreadable") return {
		kind: "unknown",
		because: becauseOf(file)
	};
	if (!file.found) return { kind: "content" };
	return {
		kind: difference === "space" ? "none" : "doubtful",
		words: "changed in its white space only"
	};
}
function uncompared({ path }) {
	return {
		code: "NO_DATA",
		message: `${path} is said to be modified, and its content could not be compared`,
		needs: fullCheckout
	};
}
function yes(path, change) {
	if (change?.kind === "deleted") return {
		is: "yes",
		path,
		words: `${path} was ${change.renamedTo === void 0 ? "deleted" : `renamed to ${change.renamedTo}`}`
	};
	return {
		is: "yes",
		path,
		words: `${path} ${change?.kind === "added" ? "was added" : "changed"}`
	};
}
function no(words) {
	return {
		is: "no",
		words
	};
}
function becauseOf({ path, message, because }) {
	if (because === void 0) return {
		code: "NO_DATA",
		message: `${path} ${message}`,
		needs: `the file ${path}`
	};
	return because.message.includes(path) ? because : {
		...because,
		message: `${path}: ${because.message}`
	};
}

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

export { becauseOf, changedPaths, judgedUnit, markdownFacts, patternMatcher };