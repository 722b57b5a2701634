import { RelativePath, decodeText, formatPointer, fullCheckout, parseYaml, sha256, stableJson } from "./shared.js";
import { _enum, array, record, strictObject, string, union } from "./vendor.js";
import { Pattern, isLiteral } from "./core-glob-pattern.js";
import { Pointer, difference, fieldTraits } from "./domain-contract-pair.js";
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
	const folders = /* @__PURE__ */ new Set();
	for (const { path } of all) for (let end = path.lastIndexOf("/"); end > 0 && !folders.has(path.slice(0, end)); end = path.lastIndexOf("/", end - 1)) folders.add(path.slice(0, end));
	const globbed = /* @__PURE__ */ new Map();
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

// shared/domain/change-set/fact.ts
function factsOfContract(contract) {
	const { pin, mirror, matrix } = contract;
	return Object.entries(contract.fields).flatMap(([name, field]) => {
		const { compare } = fieldTraits(name, field);
		const places = [];
		if (pin !== void 0 && field.pin !== void 0) places.push({
			path: pin,
			spot: {
				kind: "pointer",
				pointer: field.pin
			}
		});
		if (mirror !== void 0 && field.manifest !== void 0) places.push({
			path: mirror,
			spot: {
				kind: "pointer",
				pointer: field.manifest
			}
		});
		if (matrix?.bullets !== void 0 && field.bullet !== void 0) places.push({
			path: matrix.path,
			spot: {
				kind: "bullet",
				heading: matrix.bullets,
				label: field.bullet
			}
		});
		if (matrix !== void 0 && field.column !== void 0) {
			const appended = matrix.rows === "append-only";
			places.push({
				path: matrix.path,
				spot: {
					kind: "column",
					heading: matrix.table,
					header: field.column,
					appended
				}
			});
		}
		return compare === "ignore" || places.length < 2 ? [] : [{
			name,
			places,
			compare
		}];
	});
}
function placeText({ path, spot }) {
	switch (spot.kind) {
		case "pointer": return `${spot.pointer} of ${path}`;
		case "bullet": return `the bullet “${spot.label}” of ${path}`;
		case "column": return `the column “${spot.header}” of ${path}`;
	}
}
function readPointer(document, pointer) {
	const covers = (other) => pointer === other || pointer.startsWith(`${other}/`);
	if (document.duplicates.some((twice) => covers(twice.pointer) || twice.pointer.startsWith(`${pointer}/`))) return {
		state: "unknown",
		message: `has a key twice at ${pointer}`
	};
	if (document.inexact.some((number) => covers(number.pointer) || number.pointer.startsWith(`${pointer}/`))) return {
		state: "unknown",
		message: `has a number at ${pointer} that loses digits when it is read`
	};
	const value = document.get(pointer);
	if (value === void 0) return {
		state: "absent",
		at: document.near(pointer)
	};
	return {
		state: "value",
		value,
		at: document.at(pointer)
	};
}
function factChanged({ compare }, { spot }, before, after, same) {
	if (before === void 0 || after === void 0) return before !== after;
	if (stableJson(before) === stableJson(after)) return false;
	if (spot.kind === "column" || compare === "equal" || compare === "list-equal" || compare === "ignore") return true;
	const text = spot.kind === "bullet";
	return difference(compare, before, after, {
		expected: text,
		actual: text
	}, same) !== void 0;
}
function asksElsewhere({ spot }, before, after) {
	if (spot.kind !== "column" || !spot.appended) return true;
	return stableJson(newest(before)) !== stableJson(newest(after));
}
function newest(cells) {
	return (Array.isArray(cells) ? cells.at(-1) : void 0) ?? null;
}

// shared/domain/change-set/config.ts
const Name = string().regex(/^[a-z0-9][a-z0-9-]*$/, "expected lower-case letters, digits and hyphens");
const Text = string().trim().min(1, "must not be empty");
const PlaceSchema = strictObject({
	path: RelativePath,
	pointer: Pointer.optional().meta({ description: "JSON Pointer (RFC 6901) into a JSON or YAML file." }),
	heading: Text.optional().meta({ description: "Heading of the section of a Markdown file." }),
	bullet: Text.optional().meta({ description: "Label of the bullet under the heading: \"- Label: `value`\"." }),
	column: Text.optional().meta({ description: "Header of the column of the table under the heading: all its cells, in their order." })
}).superRefine((place, check) => {
	const problem = placeProblem(place);
	if (problem !== void 0) check.addIssue({
		code: "custom",
		message: problem
	});
});
function placeProblem({ path, pointer, heading, bullet, column }) {
	if ([
		pointer,
		bullet,
		column
	].filter((part) => part !== void 0).length !== 1 || pointer === void 0 !== (heading !== void 0)) return "give a pointer, or a heading with a bullet or a column";
	const data = /\.(json|ya?ml)$/i.test(path ?? "");
	if (pointer !== void 0 && !data) return "a pointer leads into a file that ends in .json, .yml or .yaml";
	if (heading !== void 0 && !/\.(md|markdown)$/i.test(path ?? "")) return "a heading is looked for in a file that ends in .md or .markdown";
}
const Facts = record(Name, array(PlaceSchema).min(2, "name at least two places: a fact in one place has nothing to change together with").superRefine((places, check) => {
	const written = places.map((place) => JSON.stringify(place));
	for (const [index, place] of written.entries()) if (written.indexOf(place) !== index) check.addIssue({
		code: "custom",
		path: [index],
		message: "the place is listed twice"
	});
})).refine((facts) => Object.keys(facts).length > 0, "name at least one fact");
const SemanticSchema = union([strictObject({ contract: string().meta({ description: "The id of an entry of contracts:." }) }), Facts]).meta({ description: "Facts: fact name to its places (path with pointer, or path, heading and bullet or column); or contract: the id of an entry of contracts:, whose fields say the same. A fact that changes at one place must change at each whose file exists." });
const All = array(Pattern).min(2, "name at least two patterns");
const Some = array(Pattern).min(1, "name at least one pattern");
const conditions = {
	"any-of": Some.optional().meta({ description: "Patterns, of which one is enough." }),
	"all-of": Some.optional().meta({ description: "Patterns, each of which counts." })
};
const sides = {
	these: Some.meta({ description: "Patterns of the one side." }),
	those: Some.meta({ description: "Patterns of the other side." })
};
const GroupSchema = strictObject({
	id: Name.meta({ description: "A name of your own; results, waivers and reports use it." }),
	why: Text.optional().meta({ description: "Why they belong together; shown with every finding." }),
	"all-of": All.optional().meta({ description: "When one of these changes, each must have a change." }),
	existing: All.optional().meta({ description: "As all-of, over those for which there is a file before or after." }),
	semantic: SemanticSchema.optional(),
	when: strictObject(conditions).refine((when) => Object.keys(when).length === 1, "give either any-of or all-of").optional().meta({ description: "The condition: a change of any of these, or of all of these." }),
	then: strictObject(conditions).refine((then) => Object.keys(then).length > 0, "give any-of, all-of or both").optional().meta({ description: "What must change when the condition holds; both lists count." }),
	"never-with": strictObject(sides).optional().meta({ description: "A change of one of these and a change of one of those never come together." }),
	deletions: _enum(["finding", "allowed"]).optional().meta({ description: "Whether deleting a file that all-of, existing, semantic or then names, or making it a link or a submodule, is a finding. Default: finding." }),
	copies: _enum(["count", "ignore"]).optional().meta({ description: "Whether copying a file asks for the other changes as changing it does. The copy itself always counts as an addition. Default: count." })
}).superRefine((group, check) => {
	if ([
		"all-of",
		"existing",
		"semantic",
		"when",
		"never-with"
	].filter((kind) => group[kind] !== void 0).length !== 1) check.addIssue({
		code: "custom",
		message: "give exactly one of all-of, existing, semantic, when, never-with"
	});
	if (group.when === void 0 !== (group.then === void 0)) check.addIssue({
		code: "custom",
		message: "when and then belong together"
	});
	if (group["never-with"] !== void 0 && group.deletions !== void 0) check.addIssue({
		code: "custom",
		path: ["deletions"],
		message: "no file of never-with has to be there, so deletions says nothing"
	});
	if (group.semantic !== void 0 && group.copies !== void 0) check.addIssue({
		code: "custom",
		path: ["copies"],
		message: "a copy changes no fact, so copies says nothing"
	});
	const seen = /* @__PURE__ */ new Set();
	for (const [path, pattern] of patternsAt(group)) {
		if (seen.has(pattern)) check.addIssue({
			code: "custom",
			path,
			message: `${pattern} is listed twice`
		});
		seen.add(pattern);
	}
});
function patternsAt(group) {
	return [
		[["all-of"], group["all-of"]],
		[["existing"], group.existing],
		[["when", "any-of"], group.when?.["any-of"]],
		[["when", "all-of"], group.when?.["all-of"]],
		[["then", "any-of"], group.then?.["any-of"]],
		[["then", "all-of"], group.then?.["all-of"]],
		[["never-with", "these"], group["never-with"]?.these],
		[["never-with", "those"], group["never-with"]?.those]
	].flatMap(([path, patterns]) => (patterns ?? []).map((pattern, index) => [[...path, index], pattern]));
}
const GroupsSchema = array(GroupSchema).min(1, "name at least one group: without one nothing is guarded").superRefine((groups, check) => {
	const ids = groups.map(({ id }) => id);
	for (const [index, id] of ids.entries()) if (ids.indexOf(id) !== index) check.addIssue({
		code: "custom",
		path: [index, "id"],
		message: `the id ${id} is used twice`
	});
});
function contractGroupProblems(groups, contracts) {
	return groups.flatMap((group, index) => {
		const id = contractOf(group);
		if (id === void 0) return [];
		const named = contracts.filter((contract) => contract.id === id);
		const [contract] = named;
		const problem = contract === void 0 ? `there is no contract ${id} in contracts:` : named.length > 1 ? `the contract ${id} is there ${named.length} times` : factsOfContract(contract).length === 0 ? `no field of the contract ${id} is compared in two places, so nothing could change together` : void 0;
		const pointer = formatPointer([
			"groups",
			index,
			"semantic",
			"contract"
		]);
		return problem === void 0 ? [] : [{
			pointer,
			message: problem
		}];
	});
}
function contractOf({ semantic }) {
	return typeof semantic?.["contract"] === "string" ? semantic["contract"] : void 0;
}
function placesOf({ semantic }) {
	return Object.entries(semantic ?? {}).flatMap(([name, places]) => typeof places === "string" ? [] : [[name, places]]);
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
	const weights = /* @__PURE__ */ new Map();
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

export { GroupsSchema, asksElsewhere, becauseOf, changedPaths, contractGroupProblems, contractOf, factChanged, factsOfContract, judgedUnit, markdownFacts, patternMatcher, placeText, placesOf, readPointer };