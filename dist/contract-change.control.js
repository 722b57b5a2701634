import { decodeText, defineControl, flag, list, quote, rule, secret, sha256, text } from "./shared.js";
import { _enum, array, json, number, object, string } from "./vendor.js";
import { changedPaths, judgedUnit, patternMatcher } from "./domain-change-set.js";
import { SurfacesSchema, raised, surfaceProblems, versionStep } from "./domain-contract-surface-config.js";
import { counted } from "./core-counted.js";
import { locate } from "./core-location.js";
import { changesFingerprint, contractChange, documentChanges, fileChange, inOrder, readJsonSchema, readOpenApi, surfaceChanges, worstClass } from "./domain-contract-surface.js";
import { ContractsSchema } from "./domain-contract-pair-config.js";
import { readSource } from "./domain-data-file.js";

// actions/contract-change/outcome.ts
function record(ctx, outcomes) {
	const notAsked = new Map();
	const passed = new Map();
	for (const outcome of foldedFailures(outcomes)) {
		const { rule, fact } = outcome;
		if (outcome.status === "failed") ctx.failed(rule, fact, outcome.at);
		else if (outcome.status === "unverified") ctx.unverified(rule, fact, outcome.because);
		else if (outcome.status === "not-applicable") {
			const { why } = outcome;
			notAsked.set(JSON.stringify([rule, fact]), () => ctx.notApplicable(rule, fact, why));
		} else {
			const { surface, what = [] } = fact;
			passed.set(JSON.stringify([
				rule,
				surface,
				what
			]), {
				rule,
				fact: {
					surface,
					what
				}
			});
		}
	}
	for (const say of notAsked.values()) say();
	for (const { rule, fact } of passed.values()) ctx.passed(rule, fact);
}
const mostFailures = 50;
function foldedFailures(outcomes) {
	const groups = new Map();
	const kept = outcomes.filter((outcome) => {
		if (outcome.status !== "failed") return true;
		const { surface, what = [], unit = "" } = outcome.fact;
		const key = JSON.stringify([
			outcome.rule,
			surface,
			what[0] ?? "",
			unit
		]);
		const group = groups.get(key) ?? [];
		group.push(outcome);
		groups.set(key, group);
		return group.length <= mostFailures;
	});
	for (const group of groups.values()) {
		const rest = group.slice(mostFailures);
		const [first] = rest;
		if (first === void 0) continue;
		const { surface, what = [], unit } = first.fact;
		const problems = rest.map(({ fact }) => fact.problem ?? "");
		kept.push(failed(first.rule, {
			surface,
			what: [...what.slice(0, 1), "more"],
			...unit === void 0 ? {} : { unit },
			problem: `${rest.length} more of these: ${problems[0] ?? ""}`,
			actual: shown(problems, 20),
			observed: sha256(JSON.stringify(rest.map(({ fact }) => [fact.what, fact.observed ?? fact.problem]))),
			fix: "mend those listed first; the others are of the same kind"
		}, first.status === "failed" ? first.at : void 0));
	}
	return kept;
}
function failed(rule, fact, at) {
	return {
		rule,
		fact,
		status: "failed",
		at
	};
}
function settled(rule, fact, unknown) {
	return unknown === void 0 ? {
		rule,
		fact,
		status: "passed"
	} : {
		rule,
		fact,
		status: "unverified",
		because: unknown
	};
}
function notAsked({ id }, rules) {
	const why = "the configuration of the surface does not ask for it";
	return rules.map((rule) => ({
		rule,
		fact: { surface: id },
		status: "not-applicable",
		why
	}));
}
function told(rule, fact, verdict, bound = []) {
	switch (verdict.status) {
		case "passed": return {
			rule,
			fact,
			status: "passed"
		};
		case "unverified": return {
			rule,
			fact,
			status: "unverified",
			because: verdict.because
		};
		case "not-applicable": return {
			rule,
			fact,
			status: "not-applicable",
			why: verdict.why
		};
		case "failed": {
			const { problem, expected, actual, fix, at } = verdict;
			return failed(rule, {
				...fact,
				problem,
				expected,
				actual,
				observed: [...bound, actual],
				fix
			}, at);
		}
	}
}
function shown(items, most = 50) {
	return items.length > most ? [...items.slice(0, most), `and ${items.length - most} more`] : [...items];
}

// actions/contract-change/bumps.ts
function judgeBumps(comparison, versions) {
	return versions.flatMap((change) => change.version.breaking === void 0 ? [] : [breakingBumped(comparison, change), bumpJustified(comparison, change)]);
}
function breakingBumped({ seen, surface, changes, unknown }, change) {
	const { version } = change;
	const fact = {
		surface: surface.id,
		what: [version.id],
		unit: seen.unit.key
	};
	const breaking = changes.filter((each) => each.class === "breaking");
	const [worst] = breaking;
	if (change.state === "new") return settled("breaking-bumped", fact, worst === void 0 ? unknown : change.because);
	if (change.state === "unknown") return settled("breaking-bumped", fact, change.because);
	const { before, after, step, at } = change;
	if (step === "raised") return settled("breaking-bumped", fact, void 0);
	if (worst === void 0 && !(step === "back" || step === "other")) return settled("breaking-bumped", fact, unknown);
	const part = version.breaking ?? "number";
	const expected = raised(part, before);
	const count = counted(breaking.length, "breaking change");
	const what = worst === void 0 ? "the version" : `${count} of ${surface.id}, and the version`;
	const places = version.places.map(({ path }) => path);
	return failed("breaking-bumped", {
		...fact,
		problem: `${seen.unit.name}: ${what} ${version.id} ${stepWords(step, before, after)}${worst === void 0 ? "" : `: ${worst.path}: ${worst.message}`}`,
		expected: expected ?? `a greater ${part} than ${before}`,
		actual: shown([after, ...breaking.map(({ path, message }) => `${path}: ${message}`)], 20),
		observed: [
			before,
			after,
			...breaking.map(({ fingerprint }) => fingerprint).sort()
		],
		fix: `${worst === void 0 ? `keep ${before}` : "take the breaking changes back"}, or write ${expected ?? "the next version"} in ${[...new Set(places)].join(", ")}`
	}, worst === void 0 ? at : placeOf(worst));
}
function stepWords(step, before, after) {
	const [from, to] = [quote(before), quote(after)];
	switch (step) {
		case "same": return `stays ${to}`;
		case "lower": return `goes from ${from} to ${to}, a part that counts for less`;
		case "back": return `goes back from ${from} to ${to}, which stood for another contract`;
		case "raised": return `goes from ${from} to ${to}`;
		case "other": return `goes from ${from} to ${to}, which cannot be compared`;
	}
}
function bumpJustified({ seen, surface, changes, unknown }, change) {
	const { version } = change;
	const fact = {
		surface: surface.id,
		what: [version.id],
		unit: seen.unit.key
	};
	if (change.state === "new") return settled("bump-justified", fact, void 0);
	if (change.state === "unknown") return settled("bump-justified", fact, change.because);
	const { before, after, step, at } = change;
	if (step !== "raised" || changes.some((each) => each.class === "breaking")) return settled("bump-justified", fact, void 0);
	if (unknown !== void 0) return settled("bump-justified", fact, unknown);
	return failed("bump-justified", {
		...fact,
		problem: `${seen.unit.name}: the version ${version.id} goes from ${quote(before)} to ${quote(after)}, and nothing of ${surface.id} breaks`,
		expected: before,
		actual: after,
		fix: `keep ${before}, unless the behaviour breaks in a way that no file shows`
	}, at);
}
function placeOf({ path, after }) {
	return locate(path, after.position);
}

// actions/contract-change/texts.ts
const maxBytes = 8388608;
function textsOf(read) {
	const known = new Map();
	return (path) => {
		const text = known.get(path) ?? open(path, read);
		known.set(path, text);
		return text;
	};
}
async function open(path, read) {
	const file = await read(path, maxBytes);
	if (file.found) {
		const decoded = decodeText(file.content);
		if (decoded.ok) return {
			state: "text",
			path,
			text: decoded.text,
			sha256: file.sha256
		};
		return {
			state: "wrong",
			path,
			message: decoded.message,
			line: decoded.line
		};
	}
	const { reason, message, because } = file;
	if (reason === "unreadable") return {
		state: "unknown",
		path,
		because: because ?? noData(path, message)
	};
	if (reason === "too-large") {
		const needs = `a ${path} of at most ${maxBytes} bytes`;
		return {
			state: "unknown",
			path,
			because: {
				code: "TRUNCATED",
				message: `${path} ${message}`,
				needs
			}
		};
	}
	return {
		state: reason === "absent" ? "absent" : "wrong",
		path,
		message
	};
}
function noData(path, message, earlier = false) {
	const version = earlier ? " of the earlier version" : "";
	return {
		code: "NO_DATA",
		message: `${path}${version} ${message}`,
		needs: `${path}${version} as a file that can be read`
	};
}

// actions/contract-change/comparison.ts
async function seenUnit(unit) {
	const changes = await unit.changes();
	return {
		unit,
		before: textsOf((path, most) => unit.before.read(path, most)),
		after: textsOf((path, most) => unit.after.read(path, most)),
		judged: changes.ok ? judgedUnit(unit, changedPaths(changes.changes)) : void 0,
		because: changes.ok ? void 0 : changes.because
	};
}
async function compareSurface(seen, surface, files, docs, parse) {
	const found = {
		changes: [],
		unknown: void 0
	};
	for (const file of files) add(found, compareFile(surface, file, await seen.before(file.path), await seen.after(file.path), parse));
	for (const place of surface["error-codes"]?.lists ?? []) {
		if (files.some(({ path }) => path === place.path)) continue;
		add(found, await compareList(surface.id, place, await seen.before(place.path), await seen.after(place.path)));
	}
	if (docs.length > 0) add(found, await compareDocs(surface.id, seen, docs));
	return {
		seen,
		surface,
		changes: inOrder(found.changes),
		unknown: found.unknown
	};
}
const nothing = {
	changes: [],
	unknown: void 0
};
function add(found, more) {
	found.changes.push(...more.changes);
	found.unknown ??= more.unknown;
}
function compareFile(surface, file, before, after, parse) {
	const { id } = surface;
	const { path } = file;
	if (before.state === "unknown") return {
		changes: [],
		unknown: before.because
	};
	if (after.state === "unknown") return {
		changes: [],
		unknown: after.because
	};
	if (before.state === "absent" && after.state !== "text") return nothing;
	if (before.state === "wrong") return {
		changes: [],
		unknown: noData(path, before.message, true)
	};
	if (after.state !== "text") return {
		changes: [fileChange(id, path, "file-removed")],
		unknown: void 0
	};
	const now = parse(file, after);
	if (before.state !== "text") return {
		changes: [fileChange(id, path, "file-added", { after: now.document })],
		unknown: unknownOf$1(path, now.problems, false)
	};
	if (before.sha256 === after.sha256) return {
		changes: [],
		unknown: unknownOf$1(path, now.problems, false)
	};
	const old = parse(file, before);
	const { changes, problems } = differences(surface, file, old, now);
	return {
		changes: changes.map((change) => contractChange(id, path, change, now.document)),
		unknown: unknownOf$1(path, old.problems, true) ?? unknownOf$1(path, now.problems, false) ?? unknownOf$1(path, problems, false)
	};
}
function differences(surface, file, before, after) {
	if (before.document === void 0 || after.document === void 0) return {
		changes: [],
		problems: []
	};
	const compared = file.kind === "document" ? documentChanges(before.document, after.document, file.rules) : before.surface !== void 0 && after.surface !== void 0 ? surfaceChanges(before.surface, after.surface, {
		errorCodes: surface["error-codes"]?.fields ?? [],
		envelope: surface["envelope-fields"],
		closedResponses: surface["closed-responses"]
	}) : {
		changes: [],
		problems: []
	};
	return {
		changes: compared.changes,
		problems: compared.problems.map(({ problem }) => problem)
	};
}
function unknownOf$1(path, problems, earlier) {
	const [first] = problems;
	if (first === void 0) return void 0;
	const at = first.position === void 0 ? "" : `:${first.position.line}`;
	return noData(path, `${first.message}${at === "" ? "" : ` (${path}${at})`}`, earlier);
}
async function compareList(id, place, before, after) {
	const { path } = place;
	if (before.state === "unknown") return {
		changes: [],
		unknown: before.because
	};
	if (after.state === "unknown") return {
		changes: [],
		unknown: after.because
	};
	const { textsListed, listPlaceText } = await import("./domain-contract-surface-list-place.js");
	const where = listPlaceText(place);
	const whole = (kind) => ({
		changes: [fileChange(id, path, kind, {
			who: "error-code",
			where
		})],
		unknown: void 0
	});
	if (before.state === "wrong") return {
		changes: [],
		unknown: noData(path, before.message, true)
	};
	if (after.state === "wrong") return {
		changes: [],
		unknown: noData(path, after.message)
	};
	if (before.state !== "text") return after.state === "text" ? whole("file-added") : nothing;
	if (after.state !== "text") return whole("file-removed");
	if (before.sha256 === after.sha256) return nothing;
	const [old, now] = [textsListed(place, before.text, "error code"), textsListed(place, after.text, "error code")];
	const [oldProblem] = old.problems;
	const [nowProblem] = now.problems;
	const from = new Set(old.items.map(({ text }) => text));
	const to = new Set(now.items.map(({ text }) => text));
	const change = (kind, code, line) => fileChange(id, path, kind, {
		who: "error-code",
		where,
		value: code,
		position: line === void 0 ? void 0 : {
			line,
			column: 1
		}
	});
	return {
		changes: [...now.items.flatMap(({ text: code, at }) => from.has(code) || oldProblem !== void 0 ? [] : [change("value-added", code, at.line)]), ...old.items.flatMap(({ text: code }) => to.has(code) || nowProblem !== void 0 ? [] : [change("value-removed", code, now.at.line)])],
		unknown: oldProblem !== void 0 ? noData(path, oldProblem.message, true) : nowProblem !== void 0 ? noData(path, nowProblem.message) : void 0
	};
}
async function compareDocs(id, { judged, because }, docs) {
	if (judged === void 0) return {
		changes: [],
		unknown: because
	};
	const paths = new Set(docs.flatMap((pattern) => judged.changes.matching(pattern).map(({ path }) => path)));
	const changes = [];
	let unknown;
	for (const path of [...paths].sort()) {
		const { changed } = await judged.touch({
			pattern: path,
			matches: (other) => other === path
		}, false);
		if (changed.is === "yes") changes.push(fileChange(id, path, "words-changed"));
		if (changed.is === "unknown") unknown ??= changed.because;
	}
	return {
		changes,
		unknown
	};
}

// actions/contract-change/copies.ts
async function judgeCopies(ctx, surface, files) {
	const rule = "copies-equal";
	const outcomes = [];
	const copied = files.flatMap((file) => file.kind === "document" && file.copies.length > 0 ? [file] : []);
	if (copied.length === 0) return [{
		rule,
		fact: { surface: surface.id },
		status: "not-applicable",
		why: "no copies are configured"
	}];
	for (const { path: original, copies } of copied) {
		if ("because" in ctx.before) outcomes.push(settled(rule, {
			surface: surface.id,
			what: [`earlier copies of ${original}`]
		}, ctx.before.because));
		const source = await ctx.read(original, { maxBytes });
		const seen = new Set();
		for (const glob of copies) {
			const whole = {
				surface: surface.id,
				what: [original, glob]
			};
			const matched = await ctx.match([glob], { before: true });
			const paths = matched.ok ? matched.paths.filter((path) => path !== original) : [];
			if (!matched.ok) outcomes.push(settled(rule, whole, matched.because));
			else if (paths.length === 0) {
				const fix = `correct the glob ${glob}, or take it out of copies`;
				outcomes.push(failed(rule, {
					...whole,
					problem: `${glob} matches no copy of ${original}`,
					fix
				}));
			}
			for (const path of paths) {
				if (seen.has(path)) continue;
				seen.add(path);
				const fact = {
					surface: surface.id,
					what: [original, path]
				};
				if (!source.found) {
					outcomes.push(settled(rule, fact, source.because ?? noData(original, source.message)));
					continue;
				}
				const copy = await ctx.read(path, { maxBytes });
				const fix = `copy ${original} to ${path}`;
				if (!copy.found && copy.reason === "unreadable") outcomes.push(settled(rule, fact, copy.because ?? noData(path, copy.message)));
				else if (!copy.found) outcomes.push(failed(rule, {
					...fact,
					problem: `${path} ${copy.message}`,
					fix
				}, { path }));
				else if (copy.sha256 === source.sha256) outcomes.push(settled(rule, fact, void 0));
				else {
					const problem = `${path} differs from ${original}`;
					outcomes.push(failed(rule, {
						...fact,
						problem,
						expected: source.sha256,
						actual: copy.sha256,
						observed: [source.sha256, copy.sha256],
						fix
					}, { path }));
				}
			}
		}
	}
	return outcomes;
}

// actions/contract-change/asked.ts
function askedOf(changes, { additive }) {
	return changes.filter((change) => change.class === "breaking" || change.class === "additive" && additive.includes(change.who));
}

// actions/contract-change/data.ts
const Class = _enum([
	"breaking",
	"additive",
	"docs",
	"none",
	"unknown"
]);
const Place = object({
	pointer: string(),
	line: number().int().optional()
});
const ChangeData = object({
	fingerprint: string().meta({ description: "What is bound to the change repeats it; another change has another one." }),
	path: string(),
	kind: string(),
	class: _enum([
		"breaking",
		"additive",
		"docs"
	]),
	who: _enum([
		"request",
		"response",
		"error-code",
		"envelope"
	]).meta({ description: "Who breaks, or is served." }),
	where: string(),
	what: string(),
	value: json().optional(),
	operations: array(string()),
	message: string(),
	before: Place,
	after: Place
});
const SurfaceData = object({
	id: string(),
	class: Class.meta({ description: "The worst class; unknown where not all changes are known and none of those known breaks." }),
	fingerprint: string().optional().meta({ description: "Of all changes but those of words together; absent when there are none." }),
	announce: string().optional().meta({ description: "What a notice of these changes names; absent when none must be announced." }),
	versions: array(object({
		id: string(),
		before: string().optional(),
		after: string().optional(),
		step: string()
	})),
	changes: array(ChangeData)
});
const Data = object({ units: array(object({
	name: string(),
	key: string(),
	pullRequest: number().int().optional(),
	base: string(),
	head: string().optional(),
	surfaces: array(SurfaceData)
})) });
function dataOf(judged) {
	return { units: [...new Set(judged.map(({ comparison }) => comparison.seen.unit))].map((unit) => ({
		name: unit.name,
		key: unit.key,
		pullRequest: unit.pullRequest,
		base: unit.base,
		head: unit.head,
		surfaces: judged.filter(({ comparison }) => comparison.seen.unit === unit).map(surfaceData)
	})) };
}
function surfaceData({ comparison, versions }) {
	const { surface, changes } = comparison;
	const real = changes.filter((change) => change.class !== "docs").map(({ fingerprint }) => fingerprint);
	const { notices } = surface;
	const announce = notices === void 0 ? [] : askedOf(changes, notices).map(({ fingerprint }) => fingerprint);
	return {
		id: surface.id,
		class: classOf([comparison]),
		...real.length === 0 ? {} : { fingerprint: changesFingerprint(real) },
		...announce.length === 0 ? {} : { announce: changesFingerprint(announce) },
		versions: versions.map((version) => version.state === "known" ? {
			id: version.version.id,
			before: version.before,
			after: version.after,
			step: version.step
		} : {
			id: version.version.id,
			step: version.state
		}),
		changes: changes.map(changeData)
	};
}
function changeData(change) {
	const { fingerprint, path, kind, class: judged, who, where, what, value, operations, message } = change;
	const place = ({ pointer, position }) => ({
		pointer,
		...position === void 0 ? {} : { line: position.line }
	});
	return {
		fingerprint,
		path,
		kind,
		class: judged,
		who,
		where,
		what,
		operations,
		message,
		...value === void 0 ? {} : { value },
		before: place(change.before),
		after: place(change.after)
	};
}
function classOf(comparisons) {
	const worst = worstClass(comparisons.flatMap(({ changes }) => changes));
	if (worst === "breaking") return worst;
	return comparisons.some(({ unknown }) => unknown !== void 0) ? "unknown" : worst ?? "none";
}
const mostRows = 100;
const order = [
	"breaking",
	"additive",
	"docs"
];
const words = {
	request: "who sends requests",
	response: "who reads answers",
	"error-code": "who handles error codes",
	envelope: "who reads the envelope"
};
function changesExhibit(judged) {
	const all = judged.flatMap(({ comparison }) => comparison.changes.map((change) => ({
		change,
		unit: comparison.seen.unit.name
	})));
	if (all.length === 0) return void 0;
	const units = new Set(all.map(({ unit }) => unit)).size > 1;
	const sorted = order.flatMap((each) => all.filter(({ change }) => change.class === each));
	const counts = order.map((each) => `${sorted.filter(({ change }) => change.class === each).length} ${each}`);
	const left = sorted.length - mostRows;
	return {
		title: "Contract changes",
		columns: [
			...units ? [{ name: "Unit" }] : [],
			{ name: "Class" },
			{ name: "Concerns" },
			{ name: "Surface" },
			{ name: "Where" },
			{ name: "Change" },
			{ name: "Fingerprint" }
		],
		rows: sorted.slice(0, mostRows).map(({ change, unit }) => {
			const { position } = change.after;
			const where = position === void 0 ? change.path : `${change.path}:${position.line}`;
			return {
				cells: [
					...units ? [unit] : [],
					change.class,
					words[change.who],
					change.surface,
					where,
					change.message,
					change.fingerprint
				],
				mark: change.class === "breaking" ? "bad" : change.class === "additive" ? "good" : void 0
			};
		}),
		remark: `${counts.join(", ")}.${left > 0 ? ` ${left} more are in the data of the report.` : ""}`
	};
}

// actions/contract-change/definition.ts
const inputs = {
	range: text({
		description: "A..B: judge the change from where B left A to B. Without it the pull requests of the event are judged, else its commits; on a laptop the work.",
		optional: true,
		policy: true
	}),
	"each-commit": flag({
		description: "Judge every commit on the first-parent line of the range by itself.",
		default: false,
		policy: true
	}),
	"ignored-co-authors": list({
		description: "Email addresses of co-authors that are no person who could approve, e.g. of a coding assistant.",
		default: [],
		policy: true
	}),
	"consumer-token": secret({ description: "Token that may read contents and checks of the consumers under notices: rollout." })
};
const lists = {
	contracts: ContractsSchema,
	surfaces: SurfacesSchema
};
const outputs = { class: { description: "The worst class of change: breaking, additive, docs or none; unknown where not all is known." } };

// actions/contract-change/readable.ts
const beyond = ["remote", "too-large"];
async function judgeReadable(surface, files, texts, parse) {
	const outcomes = [];
	for (const file of files) {
		const { path } = file;
		const fact = {
			surface: surface.id,
			what: [path]
		};
		const text = await texts(path);
		if (text.state === "unknown") {
			outcomes.push(settled("surface-readable", fact, text.because));
			continue;
		}
		if (text.state !== "text") {
			const fix = text.state === "absent" ? `restore ${path}; where it has moved, the configuration must say so before` : `make ${path} a regular text file in UTF-8`;
			outcomes.push(failed("surface-readable", {
				...fact,
				problem: `${path} ${text.message}`,
				fix
			}, locate(path, text.line === void 0 ? void 0 : {
				line: text.line,
				column: 1
			})));
			continue;
		}
		const { problems } = parse(file, text);
		const wrong = problems.filter(({ code }) => !beyond.includes(code));
		const [first] = wrong;
		if (first === void 0) outcomes.push(settled("surface-readable", fact, unknownOf(path, problems)));
		else outcomes.push(failed("surface-readable", {
			...fact,
			...partsOf(path, wrong, first)
		}, locate(path, first.position)));
	}
	return outcomes;
}
function partsOf(path, wrong, first) {
	const more = wrong.length > 1 ? `, and ${wrong.length - 1} more` : "";
	return {
		problem: `${path} ${first.message}${more}`,
		actual: wrong.slice(0, 20).map(({ pointer, message }) => `${pointer} ${message}`.trim()),
		observed: wrong.map(({ pointer, message }) => [pointer, message]),
		fix: `mend ${path} at the places named`
	};
}
function unknownOf(path, problems) {
	const [first] = problems;
	if (first === void 0) return void 0;
	const at = first.position === void 0 ? path : `${path}:${first.position.line}`;
	const needs = first.code === "remote" ? `a ${path} without references out of it (a bundled one)` : `a smaller ${path}`;
	return {
		...noData(path, `${first.message} (${at})`),
		needs
	};
}

// actions/contract-change/rules.ts
const parts = {
	about: ({ surface, what = [], unit = "" }) => [
		surface,
		...what,
		unit
	].filter((part) => part !== ""),
	says: ({ problem }) => problem ?? "",
	expected: ({ expected }) => expected,
	actual: ({ actual }) => actual,
	observed: ({ observed, problem }) => observed ?? problem,
	fix: ({ fix }) => fix
};
const rules = {
	"surface-readable": rule({
		...parts,
		severity: "critical",
		asserts: "Each file of the surface is there, can be read, and has the form of its specification.",
		why: "A contract that tools cannot read can be changed without any tool noticing it."
	}),
	"change-classified": rule({
		...parts,
		severity: "high",
		asserts: "Every difference between the two versions of the surface is known and has a class.",
		why: "A difference that nobody looked at is one that consumers find out in production."
	}),
	"breaking-bumped": rule({
		...parts,
		severity: "critical",
		asserts: "A breaking change raises the version of the contract in the same change, and no version goes back.",
		why: "A version that means two different things gives consumers no way to tell which of them they talk to."
	}),
	"bump-justified": rule({
		...parts,
		severity: "info",
		asserts: "The version of the contract is raised with a breaking change only.",
		why: "Each new version makes every consumer look for what broke."
	}),
	"versions-agree": rule({
		...parts,
		severity: "critical",
		asserts: "Every place says the same version of the contract.",
		why: "A service that announces one version, documents another and was released as a third cannot be pinned."
	}),
	"error-codes-agree": rule({
		...parts,
		severity: "critical",
		asserts: "Every place that lists the error codes has those that any other place has.",
		why: "A code that the service sends and the contract does not list meets a consumer without a case for it."
	}),
	"endpoints-agree": rule({
		...parts,
		severity: "high",
		asserts: "Every endpoint that is named elsewhere is in the OpenAPI, and the other way round where a place must have all.",
		why: "A probe or a guide that names an address which the service does not have fails on the day it is needed."
	}),
	envelope: rule({
		...parts,
		severity: "critical",
		asserts: "Bodies of answers have what the policy of their contract version requires, and not what it forbids.",
		why: "Consumers handle failures by the envelope alone, and a field that comes or goes unannounced breaks exactly that."
	}),
	"copies-equal": rule({
		...parts,
		severity: "high",
		asserts: "Every copy of a contract document, and each that the earlier version had, has its bytes.",
		why: "Components that carry their own copy go on following the contract as it was."
	}),
	companions: rule({
		...parts,
		severity: "high",
		asserts: "A change of the contract brings with it what its class asks for.",
		why: "Documents, tests and copies that stay behind describe and guard a contract that no longer exists."
	}),
	"impact-statement": rule({
		...parts,
		severity: "high",
		asserts: "A change of the contract says what it means for consumers, every question of the template answered.",
		why: "A template that was left as it is tells consumers nothing, and looks as if somebody had thought of them."
	}),
	overlap: rule({
		...parts,
		severity: "high",
		asserts: "While a new version is introduced the old one stays active, and the way over is written down.",
		why: "Consumers cannot follow at the same moment: without an overlap the first deployment breaks all of them."
	}),
	"notices-readable": rule({
		...parts,
		severity: "high",
		asserts: "Every notice and calendar of the base can be read, and none contradicts another.",
		why: "A notice that nobody can read announces nothing, and a calendar that is wrong moves every period."
	}),
	"notice-given": rule({
		...parts,
		severity: "critical",
		asserts: "A change that must be announced is named by exactly one notice of the base, which says of it what it says.",
		why: "Consumers can prepare only for what they were told, and a notice of another change tells them nothing."
	}),
	"notice-period": rule({
		...parts,
		severity: "critical",
		asserts: "The change was announced as long ago as was agreed, by what the platform recorded.",
		why: "A period that ends with the merge in place of before it takes away the days in which consumers follow."
	}),
	"emergency-same-day": rule({
		...parts,
		severity: "high",
		asserts: "A change by an emergency notice brings its docs, spec and tests along.",
		why: "What is left for later in an emergency stays undocumented and untested when it is over."
	}),
	"emergency-approved": rule({
		...parts,
		severity: "critical",
		waivable: false,
		asserts: "The listed person whom an emergency notice names approved the pull request that brought it.",
		why: "An emergency that its author declares is the standard way around every notice."
	}),
	"emergency-rollout": rule({
		...parts,
		severity: "critical",
		asserts: "Before an emergency is rolled out to everybody each consumer validated its repin to this contract.",
		why: "The short notice is bearable only because those who are concerned follow first."
	}),
	"bump-gated": rule({
		...parts,
		severity: "critical",
		asserts: "A version is raised only after its checkpoint, by a record in the base that both sides approved.",
		why: "A new version that one side introduces alone finds the other without a way over."
	}),
	"wave-green": rule({
		...parts,
		severity: "high",
		asserts: "What changed before is recorded as green by both sides before the contract changes again.",
		why: "Faults of two waves of changes at once cannot be told apart."
	}),
	"only-in": rule({
		...parts,
		severity: "high",
		asserts: "What belongs behind a boundary stands there and nowhere else.",
		why: "Code that goes around its adapter depends on details of a contract that the adapter was meant to absorb."
	}),
	"tool-report": rule({
		...parts,
		severity: "high",
		asserts: "The reports of other tools are there, and what they call breaking comes with a raised version.",
		why: "Another tool knows rules that this comparison does not, and its finding is as good as one of our own."
	})
};
const noticeRules = [
	"notices-readable",
	"notice-given",
	"notice-period",
	"emergency-same-day",
	"emergency-approved",
	"emergency-rollout"
];
const jointRules = ["bump-gated", "wave-green"];

// actions/contract-change/statements.ts
async function judgeImpact(comparison) {
	const { surface, seen } = comparison;
	const rule = "impact-statement";
	if (surface.impact.length === 0) return [{
		rule,
		fact: { surface: surface.id },
		status: "not-applicable",
		why: "no place of the impact statement is configured"
	}];
	const outcomes = [];
	for (const impact of surface.impact) {
		const place = placeText(impact);
		const fact = {
			surface: surface.id,
			what: [place],
			unit: seen.unit.key
		};
		const asking = comparison.changes.filter((change) => impact.when.includes(change.class));
		const [worst] = asking;
		if (worst === void 0) {
			outcomes.push(settled(rule, fact, comparison.unknown));
			continue;
		}
		const read = await answersOf(comparison, impact);
		if (!("answers" in read)) {
			outcomes.push("because" in read ? settled(rule, fact, read.because) : failed(rule, {
				...fact,
				problem: `${seen.unit.name}: ${read.problem}`,
				fix: read.fix
			}, { path: impact.path }));
			continue;
		}
		const open = read.answers.filter(({ state }) => state !== "filled");
		const [first] = open;
		if (first === void 0) {
			outcomes.push(settled(rule, fact, void 0));
			continue;
		}
		const words = open.map(({ label, state, value = "" }) => state === "missing" ? `${quote(label, 80)} is not answered` : state === "earlier" ? `${quote(label, 80)} says what it said before this change (${quote(value, 80)})` : `${quote(label, 80)} still says ${quote(value, 80)}`);
		outcomes.push(failed(rule, {
			...fact,
			problem: `${seen.unit.name}: ${surface.id} has a change that is ${worst.class} (${worst.message}), and in ${place} ${words.join(", ")}`,
			expected: read.answers.map(({ label }) => label),
			actual: words,
			observed: [words, asking.map(({ fingerprint }) => fingerprint).sort()],
			fix: `answer ${open.map(({ label }) => label).join(", ")} in ${place}, in this change`
		}, locate(impact.path, first.position)));
	}
	return outcomes;
}
async function answersOf({ seen }, impact) {
	const { path, heading, pointer, labels } = impact;
	const [before, after] = [await seen.before(path), await seen.after(path)];
	if (after.state === "unknown") return { because: after.because };
	if (before.state === "unknown") return { because: before.because };
	if (after.state !== "text") return {
		problem: `${path} ${after.message}, and should have the impact statement`,
		fix: `restore ${path}`
	};
	const { addedImpact, writtenImpact } = await import("./domain-contract-surface-impact.js");
	if (pointer === void 0) {
		const found = addedImpact(before.state === "text" ? before.text : void 0, after.text, {
			heading,
			labels
		});
		return found.ok ? found : { because: noData(path, found.message) };
	}
	if (before.state === "text" && before.sha256 === after.sha256) return {
		problem: `${path} did not change, and should have an impact statement of this change`,
		fix: `write the statement at ${pointer} of ${path}`
	};
	const read = readSource({
		path,
		text: after.text
	});
	if (!read.ok) return { because: noData(path, read.problems[0]?.message ?? "cannot be read") };
	const old = before.state === "text" ? readSource({
		path,
		text: before.text
	}) : void 0;
	if (old?.ok === false) return { because: noData(path, `of the earlier version ${old.problems[0]?.message ?? "cannot be read"}`) };
	return { answers: writtenImpact(old?.document, read.document, pointer, labels) };
}
function placeText({ path, heading, pointer }) {
	if (pointer !== void 0) return `${pointer} of ${path}`;
	return heading === void 0 ? path : `“${heading}” of ${path}`;
}

// actions/contract-change/surface-files.ts
function filesOf(surface, contracts) {
	const contract = contracts.find(({ id }) => id === surface.contract);
	const mirror = contract?.mirror === void 0 ? [] : [{
		path: contract.mirror,
		identity: identityOf(contract),
		copies: contract.copies
	}];
	return [
		...surface.openapi.map((path) => ({
			kind: "openapi",
			path
		})),
		...surface.schemas.map(({ path, role }) => ({
			kind: "schema",
			path,
			role
		})),
		...[...mirror, ...surface.documents].map(({ path, identity, copies }) => ({
			kind: "document",
			path,
			copies,
			rules: {
				identity,
				versions: versionsIn(surface, path),
				codes: codesIn(surface, path)
			}
		}))
	];
}
function identityOf({ fields }) {
	return [
		"tag",
		"commit",
		"tag-commit",
		"repository"
	].flatMap((name) => fields[name]?.manifest ?? []);
}
function versionsIn({ versions }, path) {
	return versions.flatMap(({ places }) => places.flatMap((place) => place.path === path && place.pointer !== void 0 ? [place.pointer] : []));
}
function codesIn(surface, path) {
	return (surface["error-codes"]?.lists ?? []).flatMap((place) => place.path === path ? place.pointer ?? place.keys ?? [] : []);
}
const mostParsed = 32;
function createParse() {
	const known = new Map();
	return (file, { text, sha256 }) => {
		const key = JSON.stringify([
			file.kind,
			file.kind === "schema" ? file.role : "",
			file.path,
			sha256
		]);
		const parsed = known.get(key) ?? parseFile(file, text);
		known.delete(key);
		known.set(key, parsed);
		const [oldest] = known.keys();
		if (known.size > mostParsed && oldest !== void 0) known.delete(oldest);
		return parsed;
	};
}
function parseFile(file, text) {
	if (file.kind === "document") {
		const read = readSource({
			path: file.path,
			text
		});
		return read.ok ? {
			document: read.document,
			surface: void 0,
			problems: []
		} : {
			document: void 0,
			surface: void 0,
			problems: read.problems
		};
	}
	const source = {
		path: file.path,
		text
	};
	const read = file.kind === "openapi" ? readOpenApi(source) : readJsonSchema(source, file.role);
	if (!read.ok) return {
		document: void 0,
		surface: void 0,
		problems: read.problems
	};
	return {
		document: read.surface.document,
		surface: read.surface,
		problems: read.surface.problems
	};
}

// actions/contract-change/versions.ts
async function valueAt(texts, place, earlier = false) {
	const { path } = place;
	const text = await texts(path);
	const at = { path };
	if (text.state === "unknown") return {
		state: "unknown",
		because: text.because,
		at
	};
	if (text.state !== "text") return {
		state: "absent",
		because: noData(path, text.message, earlier),
		message: text.message,
		at
	};
	const { placedValue } = await import("./domain-contract-surface-placed-value.js");
	const value = placedValue(place, text.text);
	if (value.state === "value") return value;
	const because = noData(path, value.message, earlier);
	return value.state === "absent" ? {
		state: "absent",
		because,
		message: value.message,
		at: value.at
	} : {
		state: "unknown",
		because,
		at: value.at
	};
}
async function versionChange(seen, version) {
	let because;
	let [absent, said] = [true, false];
	for (const place of version.places) {
		const before = await valueAt(seen.before, place, true);
		const after = await valueAt(seen.after, place);
		if (before.state === "value" && after.state === "value") {
			const step = versionStep(version.breaking ?? "number", before.value, after.value);
			return {
				state: "known",
				version,
				before: before.value,
				after: after.value,
				step,
				at: after.at
			};
		}
		if (before.state !== "absent") absent = false;
		if (after.state === "value") said = true;
		if (before.state !== "value") because ??= before.because;
		if (after.state !== "value") because ??= after.because;
	}
	because ??= noData(version.id, "has no place");
	return {
		state: absent && said ? "new" : "unknown",
		version,
		because
	};
}
async function currentVersion(texts, version) {
	let first;
	for (const place of version.places) {
		const value = await valueAt(texts, place);
		if (value.state === "value") return value;
		first ??= value;
	}
	const path = version.places[0]?.path ?? version.id;
	return first ?? {
		state: "unknown",
		because: noData(path, "has no version"),
		at: { path }
	};
}

// actions/contract-change/version-agreement.ts
async function judgeVersions(surface, texts) {
	const { valuePlaceText } = await import("./domain-contract-surface-placed-value.js");
	const outcomes = [];
	for (const { id, places } of surface.versions) {
		let authority;
		let open;
		for (const [index, place] of places.entries()) {
			const name = valuePlaceText(place);
			const fact = {
				surface: surface.id,
				what: [id, name]
			};
			const read = await valueAt(texts, place);
			if (read.state === "unknown") {
				outcomes.push(settled("versions-agree", fact, read.because));
				if (index === 0) open = read.because;
			} else if (read.state === "absent") {
				const problem = `${place.path} ${read.message}, which should be the version ${id}`;
				const expected = authority?.value;
				const fix = authority === void 0 ? `write the version ${id} there` : `write ${authority.value} there`;
				outcomes.push(failed("versions-agree", {
					...fact,
					problem,
					expected,
					actual: "nothing",
					fix
				}, read.at));
				if (index === 0) open = read.because;
			} else if (index === 0) {
				authority = {
					value: read.value,
					place: name
				};
				outcomes.push(settled("versions-agree", fact, void 0));
			} else if (authority === void 0) outcomes.push(settled("versions-agree", fact, open));
			else if (authority.value === read.value) outcomes.push(settled("versions-agree", fact, void 0));
			else outcomes.push(failed("versions-agree", {
				...fact,
				problem: `the version ${id} is ${quote(read.value)} in ${name}, and ${quote(authority.value)} in ${authority.place}`,
				expected: authority.value,
				actual: read.value,
				fix: `write ${authority.value} in ${name}; if it is right as it is, change ${authority.place}`
			}, read.at));
		}
	}
	return outcomes;
}

// actions/contract-change/control.ts
const control = defineControl({
	name: "contract-change",
	title: "Contract change",
	kind: "check",
	description: "Compares a producer’s contract before and after each change: what breaks whom, whether the version says so, and whether all its files agree.",
	permissions: {
		contents: "read",
		"pull-requests": "read"
	},
	inputs,
	lists,
	askedBy: ["surfaces"],
	outputs,
	data: Data,
	rules,
	configProblems: ({ contracts, surfaces }) => surfaceProblems(surfaces, contracts),
	async evaluate(ctx) {
		const { surfaces, contracts } = ctx.config;
		const parse = createParse();
		const parts = surfaces.map((surface) => ({
			surface,
			files: filesOf(surface, contracts)
		}));
		const outcomes = [];
		for (const { surface, files } of parts) outcomes.push(...await judgeState(ctx, surface, files, parse));
		const { range } = ctx.inputs;
		const asked = await ctx.history.units({
			range,
			eachCommit: ctx.inputs["each-commit"]
		});
		const units = [];
		for (const unit of asked.ok ? asked.units : []) units.push(await seenUnit(unit));
		const judged = [];
		for (const { surface, files } of parts) {
			const own = await changesOf(ctx, surface, files, units, parse);
			for (const each of own) outcomes.push(...await judgeChange(ctx, each));
			if (asked.ok) outcomes.push(...await judgeAhead(ctx, own, {
				surface,
				files,
				parse
			}));
			if (!asked.ok) outcomes.push(...unknownChanges(surface, asked.because));
			const raised = asked.ok ? raisedBy(own) : { because: asked.because };
			const reported = await ifAsked(surface, "tool-report", surface.reports, async (reports) => {
				const { judgeToolReports } = await import("./contract-change-tool-reports.js");
				return judgeToolReports(ctx, surface, reports, raised);
			});
			outcomes.push(...reported);
			judged.push(...own);
		}
		record(ctx, outcomes);
		if (units.length <= mostNotes) for (const { unit } of units) ctx.note(`${unit.name} is compared with ${unit.base}.`);
		show(ctx, judged, asked.ok);
	}
});
const mostNotes = 20;
async function judgeState(ctx, surface, files, parse) {
	const texts = textsOf((path, maxBytes) => ctx.read(path, { maxBytes }));
	return [
		...await judgeReadable(surface, files, texts, parse),
		...await judgeVersions(surface, texts),
		...await judgeCopies(ctx, surface, files),
		...await ifAsked(surface, "error-codes-agree", surface["error-codes"], async (codes) => {
			const { judgeErrorCodes } = await import("./contract-change-error-codes.js");
			return judgeErrorCodes(surface, codes, {
				files,
				texts,
				parse
			});
		}),
		...await ifAsked(surface, "endpoints-agree", surface.endpoints, async (places) => {
			const { judgeEndpoints } = await import("./contract-change-endpoints.js");
			return judgeEndpoints(surface, places, {
				files,
				texts,
				parse
			});
		}),
		...await ifAsked(surface, "envelope", surface.envelope, async (envelope) => {
			const { judgeEnvelope } = await import("./contract-change-envelope.js");
			return judgeEnvelope(ctx, surface, envelope, {
				files,
				texts,
				parse
			});
		}),
		...await ifAsked(surface, "only-in", surface["only-in"], async (boundaries) => {
			const { judgeBoundaries } = await import("./contract-change-boundary.js");
			return judgeBoundaries(ctx, surface, boundaries, texts);
		})
	];
}
async function ifAsked(surface, rule, part, judge) {
	return part === void 0 || Array.isArray(part) && part.length === 0 ? notAsked(surface, [rule]) : judge(part);
}
async function changesOf(ctx, surface, files, units, parse) {
	const compile = (globs) => ctx.matcher(globs);
	const docs = await Promise.all(surface.docs.map((pattern) => patternMatcher(pattern, compile)));
	const judged = [];
	for (const seen of units) {
		const comparison = await compareSurface(seen, surface, files, docs, parse);
		const versions = [];
		for (const version of surface.versions) versions.push(await versionChange(seen, version));
		judged.push({
			comparison,
			versions
		});
	}
	return judged;
}
async function judgeChange(ctx, { comparison, versions }) {
	const { surface, seen, unknown } = comparison;
	const compile = (globs) => ctx.matcher(globs);
	const matchers = (patterns) => Promise.all((patterns ?? []).map((pattern) => patternMatcher(pattern, compile)));
	const companions = [];
	for (const companion of surface.companions) {
		const [allOf, anyOf] = [await matchers(companion["all-of"]), await matchers(companion["any-of"])];
		companions.push({
			companion,
			allOf,
			anyOf
		});
	}
	return [
		settled("change-classified", {
			surface: surface.id,
			unit: seen.unit.key
		}, unknown),
		...judgeBumps(comparison, versions),
		...await ifAsked(surface, "companions", companions, async () => {
			const { judgeCompanions } = await import("./contract-change-companions.js");
			return judgeCompanions(comparison, companions);
		}),
		...await judgeImpact(comparison),
		...await ifAsked(surface, "overlap", surface.overlap, async (overlap) => {
			const { judgeOverlap } = await import("./contract-change-overlap.js");
			return judgeOverlap(comparison, overlap, versions);
		})
	];
}
async function judgeAhead(ctx, own, parts) {
	const { surface } = parts;
	const outcomes = [];
	if (surface.notices === void 0) outcomes.push(...notAsked(surface, noticeRules));
	else {
		const { judgeNotices } = await import("./contract-change-notices.js");
		const comparisons = own.map(({ comparison }) => comparison);
		outcomes.push(...await judgeNotices(ctx, parts, comparisons));
	}
	if (surface.cutover === void 0) outcomes.push(...notAsked(surface, jointRules));
	else {
		const { judgeJoint } = await import("./contract-change-joint.js");
		for (const each of own) outcomes.push(...await judgeJoint(ctx, each, parts));
	}
	return outcomes;
}
function unknownChanges(surface, because) {
	const open = (rule, what = []) => settled(rule, {
		surface: surface.id,
		what
	}, because);
	const raising = surface.versions.filter(({ breaking }) => breaking !== void 0);
	return [
		open("change-classified"),
		...raising.flatMap(({ id }) => [open("breaking-bumped", [id]), open("bump-justified", [id])]),
		...surface.companions.map(({ id }) => open("companions", [id])),
		...surface.impact.map((impact) => open("impact-statement", [placeText(impact)])),
		...surface.overlap === void 0 ? [] : [open("overlap", [surface.overlap.version])],
		...surface.notices === void 0 ? notAsked(surface, noticeRules) : noticeRules.map((rule) => open(rule)),
		...surface.cutover?.bump === void 0 ? notAsked(surface, ["bump-gated"]) : raising.map(({ id }) => open("bump-gated", [id])),
		...surface.cutover?.wave === void 0 ? notAsked(surface, ["wave-green"]) : [open("wave-green")]
	];
}
function raisedBy(judged) {
	let because;
	for (const { versions } of judged) {
		const asked = versions.filter(({ version }) => version.breaking !== void 0);
		if (asked.every((change) => change.state === "known" && change.step === "raised")) return { raised: true };
		for (const change of asked) if (change.state !== "known") because ??= change.because;
	}
	return because === void 0 ? { raised: false } : { because };
}
function show(ctx, judged, known) {
	const comparisons = judged.map(({ comparison }) => comparison);
	ctx.output("class", known ? classOf(comparisons) : "unknown");
	if (known) {
		ctx.metric("units", new Set(comparisons.map(({ seen }) => seen.unit)).size);
		for (const each of [
			"breaking",
			"additive",
			"docs"
		]) {
			const count = comparisons.flatMap(({ changes }) => changes).filter((change) => change.class === each).length;
			ctx.metric(`${each}-changes`, count);
		}
	}
	ctx.data(dataOf(judged));
	const exhibit = changesExhibit(judged);
	if (exhibit !== void 0) ctx.exhibit(exhibit);
}

export { askedOf, compareSurface, control, currentVersion, failed, noData, notAsked, placeOf, seenUnit, settled, shown, textsOf, told, valueAt };