import { decodeText, defineControl, flag, listed, parseYaml, rule, structured, text } from "./shared.js";
import { array, number, object, string } from "./vendor.js";
import { becauseOf, changedPaths, judgedUnit, patternMatcher } from "./domain-change-set.js";
import { GroupsSchema, asksElsewhere, contractGroupProblems, contractOf, factChanged, factsOfContract, placeText, placesOf, readPointer } from "./domain-change-set-config.js";
import { ContractsSchema } from "./domain-contract-pair-config.js";
import { locate } from "./core-location.js";
import { loadVersions } from "./parse-semver.js";
import { parseJson } from "./parse-json.js";
import { isLiteral } from "./core-glob-pattern.js";

// actions/atomic-change/definition.ts
const inputs = {
	groups: structured(GroupsSchema, {
		description: "The files, and the facts inside of files, that change together.",
		policy: true
	}),
	range: text({
		description: "A..B: judge the change from where B left A to B. Without it the pull requests of the event are judged, else its commits; on a laptop the work.",
		optional: true,
		policy: true
	}),
	"each-commit": flag({
		description: "Judge every commit on the first-parent line of the range by itself.",
		default: false,
		policy: true
	})
};
const lists = { contracts: ContractsSchema };
const outputs = {};

// actions/atomic-change/fact-reader.ts
const maxBytes = 1048576;
function factReader(unit) {
	const files = new Map();
	return async (place, side) => {
		const key = `${side} ${place.path}`;
		const opened = files.get(key) ?? open(unit, side, place);
		files.set(key, opened);
		const file = await opened;
		if (file.state !== "facts") return file;
		const reading = file.facts.read(place.spot);
		if (reading.state !== "unknown") return reading;
		return {
			state: "unknown",
			because: noData(place.path, side, reading.message)
		};
	};
}
function valueOf(reading) {
	return reading.state === "value" ? reading.value : void 0;
}
async function open(unit, side, { path, spot }) {
	const file = await unit[side].read(path, maxBytes);
	if (!file.found) {
		if (file.reason === "absent") return { state: "missing" };
		if (file.reason === "unreadable") return {
			state: "unknown",
			because: becauseOf(file)
		};
		return {
			state: "unknown",
			because: noData(path, side, file.message)
		};
	}
	const decoded = decodeText(file.content);
	const facts = decoded.ok ? await parse(path, spot, decoded.text) : decoded.message;
	return typeof facts === "string" ? {
		state: "unknown",
		because: noData(path, side, facts)
	} : {
		state: "facts",
		facts
	};
}
async function parse(path, spot, text) {
	if (spot.kind === "pointer") {
		const parsed = /\.ya?ml$/i.test(path) ? parseYaml(text) : parseJson(text);
		if (!parsed.ok) return parsed.message;
		const { document } = parsed;
		return { read: (each) => each.kind === "pointer" ? readPointer(document, each.pointer) : notThisKind(path) };
	}
	const { markdownFacts } = await import("./domain-change-set-markdown-fact-entry.js");
	const parsed = markdownFacts(text);
	if (!parsed.ok) return parsed.message;
	return { read: (each) => each.kind === "pointer" ? notThisKind(path) : parsed.read(each) };
}
function notThisKind(path) {
	throw new Error(`${path} is named as data and as Markdown`);
}
function noData(path, side, message) {
	return {
		code: "NO_DATA",
		message: `${path} ${side === "before" ? "of the earlier version " : ""}${message}`,
		needs: `a ${path} that can be read`
	};
}

// actions/atomic-change/outcome.ts
function aboutOf(group, unit, fact) {
	return {
		group: group.id,
		unit: unit.key,
		...fact === void 0 ? {} : { fact }
	};
}
function settled(base, unknown) {
	return unknown === void 0 ? {
		...base,
		status: "passed"
	} : {
		...base,
		status: "unverified",
		because: unknown
	};
}
function sentence(group, { unit }, what) {
	return `${unit.name}: ${what} (${group.why === void 0 ? group.id : `${group.id}: ${group.why}`})`;
}
function shown(items, most = 50) {
	return items.length > most ? [...items.slice(0, most), `and ${items.length - most} more`] : [...items];
}
async function touchedPaths({ changes, identity }, patterns) {
	const touched = changes.all.filter(({ path, copiedFrom }) => patterns.some(({ matches }) => matches(path) || copiedFrom !== void 0 && matches(copiedFrom)));
	return (await Promise.all(touched.map(async (change) => [
		change.path,
		change.kind,
		await identity(change),
		change.copiedFrom ?? ""
	]))).sort(([a = ""], [b = ""]) => a < b ? -1 : a > b ? 1 : 0);
}

// actions/atomic-change/facts.ts
async function judgeFacts(judged, group, facts) {
	const read = factReader(judged.unit);
	const outcomes = [];
	for (const fact of facts) {
		const same = fact.compare === "semver" ? (await loadVersions()).same : void 0;
		outcomes.push(await judgeFact(judged, group, fact, read, same));
	}
	return outcomes;
}
async function judgeFact(judged, group, fact, read, same) {
	const base = {
		rule: "facts-together",
		fact: aboutOf(group, judged.unit, fact.name)
	};
	const seen = [];
	const untouched = [];
	for (const place of fact.places) {
		const kind = judged.changes.get(place.path)?.kind;
		if (kind === void 0 || kind === "mode") untouched.push(place);
		else seen.push(look(fact, place, await read(place, "before"), await read(place, "after"), same));
	}
	const asking = seen.filter(({ changed, asks }) => changed === true && asks);
	const doubt = seen.flatMap(({ before, after }) => [before, after]).find(({ state }) => state === "unknown");
	let unknown = doubt?.state === "unknown" ? doubt.because : void 0;
	if (asking.length === 0) return settled(base, unknown);
	const lacking = [];
	for (const { place, after, changed } of seen) if (changed === false) lacking.push({
		place,
		at: locationOf(place, after)
	});
	for (const place of untouched) {
		const now = await read(place, "after");
		if (now.state === "unknown") unknown ??= now.because;
		else if (now.state !== "missing") lacking.push({
			place,
			at: locationOf(place, now)
		});
	}
	const [first] = lacking;
	if (first === void 0) return settled(base, unknown);
	const patterns = fact.places.map(({ path }) => ({
		pattern: path,
		matches: (other) => other === path
	}));
	const [asked] = asking;
	const values = asking.map(({ place, before, after }) => ({
		place: placeText(place),
		before: valueOf(before) ?? null,
		after: valueOf(after) ?? null
	}));
	const missing = lacking.map(({ place }) => placeText(place));
	const changed = listed(asking.map(({ place }) => placeText(place)));
	return {
		...base,
		status: "failed",
		at: first.at,
		fact: {
			...base.fact,
			problem: sentence(group, judged, `${fact.name} changed at ${changed}, but not at ${listed(missing)}`),
			expected: fact.places.map(placeText),
			actual: seen.filter((each) => each.changed === true).map(({ place }) => placeText(place)),
			observed: {
				group: group.id,
				values,
				missing: [...missing].sort(),
				touched: await touchedPaths(judged, patterns)
			},
			fix: `${instruction(asked)} at ${listed(missing)}, or leave ${fact.name} as it was at ${changed}`
		}
	};
}
function look(fact, place, before, after, same) {
	const known = before.state !== "unknown" && after.state !== "unknown";
	const [old, now] = [valueOf(before), valueOf(after)];
	const changed = known ? factChanged(fact, place, old, now, same) : void 0;
	return {
		place,
		before,
		after,
		changed,
		asks: changed === true && asksElsewhere(place, old, now)
	};
}
function locationOf({ path }, reading) {
	return locate(path, reading.state === "value" || reading.state === "absent" ? reading.at : void 0);
}
function instruction(asked) {
	const value = asked === void 0 ? void 0 : valueOf(asked.after);
	if (value === void 0) return "take the fact out";
	if (asked?.place.spot.kind === "column") return "make the change of the table";
	const text = JSON.stringify(value);
	return text.length > 200 ? "write the new value" : `write ${text}`;
}

// actions/atomic-change/group.ts
async function groupOf(ctx, config) {
	const compiled = (patterns) => Promise.all((patterns ?? []).map((pattern) => patternMatcher(pattern, (globs) => ctx.matcher(globs))));
	const demand = await demandOf(ctx, config, compiled);
	return {
		id: config.id,
		why: config.why,
		copies: config.copies !== "ignore",
		demand,
		members: membersOf(config, demand)
	};
}
async function demandOf(ctx, config, compiled) {
	const { existing, when } = config;
	const never = config["never-with"];
	if (config.semantic !== void 0) return {
		kind: "facts-together",
		facts: factsOf(ctx, config)
	};
	if (never !== void 0) return {
		kind: "apart",
		these: await compiled(never.these),
		those: await compiled(never.those)
	};
	if (when !== void 0) {
		const every = when["all-of"] !== void 0;
		const patterns = await compiled(when["all-of"] ?? when["any-of"]);
		const [any, all] = [await compiled(config.then?.["any-of"]), await compiled(config.then?.["all-of"])];
		return {
			kind: "follows",
			when: {
				every,
				patterns
			},
			any,
			all
		};
	}
	return {
		kind: "together",
		patterns: await compiled(config["all-of"] ?? existing),
		existing: existing !== void 0
	};
}
function membersOf({ deletions }, demand) {
	if (demand.kind === "apart") return { allowed: "no file of never-with has to be there" };
	if (deletions === "allowed") return { allowed: "the configuration allows deletions in this group" };
	switch (demand.kind) {
		case "together": return demand.patterns;
		case "follows": return [...demand.all, ...demand.any];
		case "facts-together": return [...new Set(demand.facts.flatMap(({ places }) => places.map(({ path }) => path)))].map((pattern) => ({
			pattern,
			matches: (path) => path === pattern
		}));
	}
}
function factsOf(ctx, config) {
	const id = contractOf(config);
	if (id !== void 0) {
		const contract = ctx.config.contracts.find((each) => each.id === id);
		if (contract === void 0) throw new Error(`the contract ${id} was not checked`);
		return factsOfContract(contract);
	}
	return placesOf(config).map(([name, places]) => ({
		name,
		compare: "equal",
		places: places.map((place) => ({
			path: place.path,
			spot: spotOf(place)
		}))
	}));
}
function spotOf({ pointer, heading = "", bullet, column = "" }) {
	if (pointer !== void 0) return {
		kind: "pointer",
		pointer
	};
	if (bullet !== void 0) return {
		kind: "bullet",
		heading,
		label: bullet
	};
	return {
		kind: "column",
		heading,
		header: column,
		appended: false
	};
}

// actions/atomic-change/paths.ts
async function judgeTogether(judged, group, demand) {
	const touches = await touchAll(judged, group, demand.patterns);
	const asking = provenOf(touches.map(({ asks }) => asks));
	const unknown = unknownOf(touches.flatMap(({ asks, changed }) => [asks, changed]));
	const base = {
		rule: "together",
		fact: aboutOf(group, judged.unit)
	};
	if (asking.length === 0) return settled(base, unknown);
	const lacking = [];
	let doubt = unknown;
	for (const [index, touch] of touches.entries()) {
		if (touch.changed.is !== "no") continue;
		const matcher = demand.patterns[index];
		const there = demand.existing && matcher !== void 0 ? await judged.exists(matcher) : void 0;
		if (there === void 0 || there.is === "yes") lacking.push(touch);
		else if (there.is === "unknown") doubt ??= there.because;
	}
	if (lacking.length === 0) return settled(base, doubt);
	return failure(base, judged, group, {
		what: `${wordsOf(asking)}, but ${listed(lacking.map(lackWords))}`,
		asking,
		touches,
		lacking,
		patterns: demand.patterns
	});
}
async function judgeFollows(judged, group, demand) {
	const { when, any, all } = demand;
	const condition = await touchAll(judged, group, when.patterns);
	const asking = provenOf(condition.map(({ asks }) => asks));
	const holds = when.every ? asking.length === condition.length : asking.length > 0;
	const unknown = unknownOf(condition.map(({ asks }) => asks));
	const base = {
		rule: "follows",
		fact: aboutOf(group, judged.unit)
	};
	const excluded = when.every ? condition.some(({ asks }) => asks.is === "no") : unknown === void 0;
	if (!holds && excluded) return {
		...base,
		status: "passed"
	};
	const [anyTouches, allTouches] = [await touchAll(judged, group, any), await touchAll(judged, group, all)];
	const noneOfAny = anyTouches.length > 0 && anyTouches.every(({ changed }) => changed.is === "no");
	const lackingAll = allTouches.filter(({ changed }) => changed.is === "no");
	const lacking = [...lackingAll, ...noneOfAny ? anyTouches : []];
	if (lacking.length === 0) {
		const anyProven = anyTouches.length === 0 || anyTouches.some(({ changed }) => changed.is === "yes");
		const open = [...allTouches, ...anyProven ? [] : anyTouches].map(({ changed }) => changed);
		return settled(base, unknownOf(open));
	}
	if (!holds) return settled(base, unknown);
	const none = noneOfAny && anyTouches.length > 1 ? [`none of ${listed(any.map(({ pattern }) => pattern))} changed`] : void 0;
	const parts = [...lackingAll.map(lackWords), ...none ?? (noneOfAny ? anyTouches.map(lackWords) : [])];
	const what = `${wordsOf(asking)}, but ${listed(parts)}`;
	const patterns = [
		...when.patterns,
		...any,
		...all
	];
	return failure(base, judged, group, {
		what,
		asking,
		touches: [...allTouches, ...anyTouches],
		lacking,
		patterns,
		either: noneOfAny
	});
}
async function judgeApart(judged, group, demand) {
	const base = {
		rule: "apart",
		fact: aboutOf(group, judged.unit)
	};
	const sides = [];
	for (const patterns of [demand.these, demand.those]) {
		const asks = (await touchAll(judged, group, patterns)).map((touch) => touch.asks);
		if (asks.every(({ is }) => is === "no")) return {
			...base,
			status: "passed"
		};
		sides.push(asks);
	}
	const [these = [], those = []] = sides.map(provenOf);
	const [first, second] = [these[0], those[0]];
	if (first === void 0 || second === void 0) return settled(base, unknownOf(sides.flat()));
	const patterns = [...demand.these, ...demand.those];
	return {
		rule: "apart",
		status: "failed",
		at: { path: second.path },
		fact: {
			...base.fact,
			problem: sentence(group, judged, `${wordsOf(these)}, and so did the other side: ${wordsOf(those)}`),
			expected: ["changes of one side only"],
			actual: shown([...these, ...those].map(({ path }) => path)),
			observed: {
				group: group.id,
				touched: await touchedPaths(judged, patterns)
			},
			fix: `take ${listed(pathsOf(those))} out of ${judged.unit.name}, into a change without ${listed(pathsOf(these))}`
		}
	};
}
async function judgeMembers(judged, group, members) {
	const base = {
		rule: "member-deleted",
		fact: aboutOf(group, judged.unit)
	};
	const named = new Set(members.flatMap((matcher) => judged.changes.matching(matcher)));
	const deleted = [];
	for (const change of named) if (await judged.isDeletion(change)) deleted.push(change);
	deleted.sort((a, b) => a.path < b.path ? -1 : 1);
	const [first] = deleted;
	if (first === void 0) return {
		...base,
		status: "passed"
	};
	const paths = deleted.map(({ path }) => path);
	const words = deleted.map(({ path, kind, renamedTo }) => {
		if (kind === "type") return `${path} became a link or a submodule`;
		return renamedTo === void 0 ? `${path} was deleted` : `${path} was renamed to ${renamedTo}`;
	});
	return {
		rule: "member-deleted",
		status: "failed",
		at: { path: first.path },
		fact: {
			...base.fact,
			problem: sentence(group, judged, listed(words)),
			expected: ["a regular file"],
			actual: shown(words),
			observed: {
				group: group.id,
				deleted: deleted.map(({ path, kind, id, oldId }) => [
					path,
					kind,
					id ?? "",
					oldId ?? ""
				])
			},
			fix: `restore ${listed(paths)} as a regular file; where such files may go, set deletions: allowed for ${group.id}`
		}
	};
}
async function touchAll(judged, group, patterns) {
	const touches = [];
	for (const matcher of patterns) touches.push(await judged.touch(matcher, group.copies));
	return touches;
}
function provenOf(answers) {
	return answers.filter((answer) => answer.is === "yes");
}
function unknownOf(answers) {
	const unknown = answers.find((answer) => answer.is === "unknown");
	return unknown?.is === "unknown" ? unknown.because : void 0;
}
async function failure(base, judged, group, { what, asking, touches, lacking, patterns, either }) {
	const missing = lacking.map(({ pattern }) => pattern);
	const literal = missing.find(isLiteral);
	const changed = provenOf(touches.map((touch) => touch.changed));
	const change = `change ${listed(missing)}${either === true && missing.length > 1 ? " (of those under any-of one is enough)" : ""} too`;
	return {
		...base,
		status: "failed",
		at: { path: literal ?? asking[0]?.path ?? "" },
		fact: {
			...base.fact,
			problem: sentence(group, judged, what),
			expected: shown(touches.map(({ pattern }) => pattern)),
			actual: shown([...new Set([...asking, ...changed].map(({ path }) => path))]),
			observed: {
				group: group.id,
				touched: await touchedPaths(judged, patterns),
				missing: [...missing].sort()
			},
			fix: `${change} (white space, mode and a copy do not count), or take ${listed(pathsOf(asking))} out of ${judged.unit.name}`
		}
	};
}
function wordsOf(proofs) {
	return listed([...new Set(proofs.map(({ words }) => words))]);
}
function pathsOf(proofs) {
	return [...new Set(proofs.map(({ path }) => path))];
}
function lackWords({ pattern, changed }) {
	return `${pattern} ${changed.is === "no" ? changed.words : ""}`;
}

// actions/atomic-change/rules.ts
const parts = {
	severity: "high",
	about: ({ group, fact, unit }) => [
		group,
		fact,
		unit
	].filter((part) => part !== void 0 && part !== ""),
	says: ({ problem }) => problem ?? "",
	expected: ({ expected }) => expected,
	actual: ({ actual }) => actual,
	observed: ({ observed }) => observed,
	fix: ({ fix }) => fix
};
const rules = {
	together: rule({
		...parts,
		asserts: "When one file of the group changes, each of them has a change of content.",
		why: "Files that say the same in several places drift apart when one of them is changed alone, and every later reader picks another truth."
	}),
	"facts-together": rule({
		...parts,
		asserts: "When a fact changes in one place, it changes in every place that is there.",
		why: "A pin, its manifest and its record that name different releases send people and machines to different code."
	}),
	follows: rule({
		...parts,
		asserts: "When the condition of the group holds, what must follow has a change of content.",
		why: "A change without what it calls for (a migration, a changelog, a test) leaves the rest for a later that does not come."
	}),
	apart: rule({
		...parts,
		asserts: "No change touches both sides of the group.",
		why: "Changes that must be released or rolled back by themselves cannot be once they are one."
	}),
	"member-deleted": rule({
		...parts,
		asserts: "No file that the group names was deleted, or made a link or a submodule.",
		why: "Deleting every file of a group changes all of them together, and what was guarded is gone."
	})
};

// actions/atomic-change/control.ts
const mostNotes = 5;
const UnitData = object({
	name: string(),
	pullRequest: number().int().optional(),
	base: string(),
	head: string().optional(),
	changed: number().int().optional().meta({ description: "How many paths; absent when they could not be listed." })
});
const control = defineControl({
	name: "atomic-change",
	title: "Files that must change together",
	kind: "check",
	description: "Checks that files, or facts inside of files, that belong together change in one pull request, and that others never do.",
	permissions: {
		contents: "read",
		"pull-requests": "read"
	},
	inputs,
	lists,
	askedBy: [],
	outputs,
	data: object({ units: array(UnitData) }),
	rules,
	configProblems: ({ contracts }, section) => contractGroupProblems(section?.groups ?? [], contracts).map(({ pointer, message }) => ({
		pointer: `/atomic-change${pointer}`,
		message
	})),
	async evaluate(ctx) {
		const groups = await Promise.all(ctx.inputs.groups.map((group) => groupOf(ctx, group)));
		notAsked(ctx, groups);
		const { range } = ctx.inputs;
		const asked = await ctx.history.units({
			range,
			eachCommit: ctx.inputs["each-commit"]
		});
		if (!asked.ok) {
			record(ctx, groups.flatMap((group) => unknownGroup(group, { key: "" }, asked.because)));
			return;
		}
		const outcomes = [];
		const data = [];
		for (const unit of asked.units) {
			const { name, pullRequest, base, head } = unit;
			const changes = await unit.changes();
			if (changes.ok) outcomes.push(...await judgeUnit(unit, changes.changes, groups));
			else outcomes.push(...groups.flatMap((group) => unknownGroup(group, unit, changes.because)));
			const changed = changes.ok ? changes.changes.length : void 0;
			data.push({
				name,
				pullRequest,
				base,
				head,
				changed
			});
			if (asked.units.length <= mostNotes) ctx.note(unitNote(unit, changed));
		}
		record(ctx, outcomes);
		ctx.metric("units", asked.units.length);
		if (data.every(({ changed }) => changed !== void 0)) ctx.metric("changed-files", data.reduce((sum, { changed }) => sum + (changed ?? 0), 0));
		ctx.data({ units: data });
	}
});
async function judgeUnit(unit, changes, groups) {
	const judged = judgedUnit(unit, changedPaths(changes));
	const outcomes = [];
	for (const group of groups) {
		const { demand, members } = group;
		switch (demand.kind) {
			case "together":
				outcomes.push(await judgeTogether(judged, group, demand));
				break;
			case "facts-together":
				outcomes.push(...await judgeFacts(judged, group, demand.facts));
				break;
			case "follows":
				outcomes.push(await judgeFollows(judged, group, demand));
				break;
			case "apart": outcomes.push(await judgeApart(judged, group, demand));
		}
		if (!("allowed" in members)) outcomes.push(await judgeMembers(judged, group, members));
	}
	return outcomes;
}
function unknownGroup(group, unit, because) {
	const { demand, members } = group;
	const outcomes = (demand.kind === "facts-together" ? demand.facts.map(({ name }) => name) : [void 0]).map((fact) => ({
		rule: demand.kind,
		fact: aboutOf(group, unit, fact),
		status: "unverified",
		because
	}));
	if ("allowed" in members) return outcomes;
	return [...outcomes, {
		rule: "member-deleted",
		fact: aboutOf(group, unit),
		status: "unverified",
		because
	}];
}
function notAsked(ctx, groups) {
	for (const rule of [
		"together",
		"facts-together",
		"follows",
		"apart"
	]) if (!groups.some(({ demand }) => demand.kind === rule)) ctx.notApplicable(rule, {}, "the configuration has no such group");
	for (const { id, members } of groups) if ("allowed" in members) ctx.notApplicable("member-deleted", { group: id }, members.allowed);
}
function record(ctx, outcomes) {
	const passed = new Map();
	for (const outcome of outcomes) {
		const { rule, fact } = outcome;
		if (outcome.status === "failed") ctx.failed(rule, fact, outcome.at);
		else if (outcome.status === "unverified") ctx.unverified(rule, fact, outcome.because);
		else {
			const { unit: _unit, ...whole } = fact;
			passed.set(JSON.stringify([rule, whole]), {
				rule,
				fact: whole
			});
		}
	}
	for (const { rule, fact } of passed.values()) ctx.passed(rule, fact);
}
function unitNote({ name, base, head }, changed) {
	const files = changed === void 0 ? "not listed" : changed === 1 ? "1 changed path" : `${changed} changed paths`;
	return `${name}: ${base}..${head ?? "the work tree"}, ${files}`;
}

export { control };