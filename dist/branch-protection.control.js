import { GovernanceError, defineControl, flag, formatPointer, isoTime, listed, parseTime, reportName, rule, secret, stableJson, structured, text, worstSeverity } from "./shared.js";
import { _enum, array, number, object, string } from "./vendor.js";
import { OrganisationDataSchema, auditProblems, journals, organisationInputs, refuseParts } from "./domain-organisation-config.js";
import { credentialTexts, credentialTier, credentialTiers, seenOf, targets, writeSnapshot } from "./domain-seen-repository.js";
import { readCheckFile } from "./domain-check-file.js";
import { parsePolicyDocument, placed, readPolicyFile } from "./domain-policy-file.js";
import { HistorySchema, LayersSchema, TagRecordSchema, actorText, actualText, askedText, closure, closureItems, compare, compareTags, demandsAnything, driftCsv, driftJson, effective, entriesOf, fixJson, fullName, inOrder, isSwitchSetting, layersOf, namesNothing, namesRef, nothingHappened, observeTags, oneBecause, readHistory, refText, reviewDigest, settingText, settings, severityOfSetting, sorted, sourcesText, verdictText, withoutHold } from "./domain-protection.js";
import { snapshotInputs } from "./domain-seen-repository-config.js";
import { rulesetSource, shortName, sourceText } from "./domain-github-rules.js";
import { pointerProblems } from "./core-pointer-problem.js";

// actions/branch-protection/asked.ts
async function askedOf(ctx, { facts, view }) {
	const { policy } = ctx.inputs;
	const properties = policy.classes?.some(({ property }) => property !== void 0) === true ? await view.properties() : void 0;
	const { layers, open } = layersOf(policy, {
		topics: facts.topics ?? void 0,
		properties: properties?.state === "read" ? properties.data : void 0
	});
	const read = await entriesOfLayers(ctx, layers);
	if (!read.ok) return read;
	const entries = read.layers.flatMap((layer) => layer.entries);
	return {
		ok: true,
		layers: layers.map(({ name }) => name),
		entries,
		open,
		broken: read.broken
	};
}
async function entriesOfLayers(ctx, layers) {
	const broken = [];
	const found = [];
	for (const layer of layers) {
		const files = await filesOf(ctx, layer.policy);
		if (!files.ok) return files;
		broken.push(...files.broken);
		if (files.broken.length > 0) continue;
		const read = entriesOf({
			...layer,
			...files.files
		});
		found.push({
			name: layer.name,
			entries: read.entries
		});
		const at = { path: ctx.policy.source.path };
		for (const { pointer, message } of read.problems) broken.push({
			about: `${layer.name}${pointer}`,
			message: `${layer.name}${pointer}: ${message}`,
			at
		});
	}
	return {
		ok: true,
		layers: found,
		broken
	};
}
async function filesOf(ctx, { branches = [], tags = [], rulesets = [] }) {
	const broken = [];
	const checkFiles = {};
	const rulesetFiles = {};
	const named = [...branches, ...tags].flatMap(({ "checks-file": path }) => path === void 0 ? [] : [path]);
	const refuse = (path, problems) => {
		broken.push(...problems.map(({ message, at }) => ({
			about: path,
			message: `the policy file ${path} ${message}`,
			at
		})));
	};
	for (const path of new Set(named)) {
		const file = await policyDocument(ctx, path);
		if (!file.ok && "because" in file) return file;
		if (!file.ok) {
			refuse(path, file.problems);
			continue;
		}
		const read = readCheckFile(file.document.value);
		if (read.ok) checkFiles[path] = read.checks;
		else refuse(path, placed(path, file.document, read.problems));
	}
	for (const path of new Set(rulesets)) {
		const file = await policyDocument(ctx, path);
		if (!file.ok && "because" in file) return file;
		if (file.ok) rulesetFiles[path] = file.document.value;
		else refuse(path, file.problems);
	}
	return {
		ok: true,
		files: {
			checkFiles,
			rulesetFiles
		},
		broken
	};
}
async function policyDocument(ctx, path) {
	const file = await readPolicyFile(ctx, path);
	return file.ok ? parsePolicyDocument(path, file.text) : file;
}

// actions/branch-protection/definition.ts
const inputs = {
	policy: structured(LayersSchema, {
		description: "What is asked of branches, tags and pushes: by the organisation, by classes of repositories, by this repository.",
		policy: true
	}),
	repository: text({
		description: "The repository that is judged, as owner/name. Default: the one of the run.",
		optional: true,
		policy: true
	}),
	...snapshotInputs,
	"save-snapshot": flag({
		description: "Leave what the API answered beside the report, so that its artifact has it.",
		default: false
	}),
	history: structured(HistorySchema, {
		description: "Bypasses and changes of rulesets in the last days (since), with a token that has administration. Default: off.",
		default: false,
		policy: true
	}),
	"tag-objects": text({
		description: "A JSON or YAML file that records release tags with their objects and commits.",
		optional: true,
		policy: true
	}),
	...organisationInputs("that are judged instead of one: the layers organisation and classes hold, for the default branch of each."),
	"admin-token": secret({ description: "Token with administration: read (classic protection) or write (bypass lists). Not for pull requests: keep it to runs of the default branch." })
};
const lists = {};
const outputs = {
	settings: { description: "How many settings were judged." },
	drift: { description: "How many of them are not as the policy asks." }
};

// actions/branch-protection/documents.ts
const documents = {
	"drift.csv": "settings, asked for or in force, worst first: all of what the policy names by name, and of refs that patterns name what does not hold",
	"drift.json": "the same with every value as it was compared",
	"snapshot.json": "everything that the API answered, where save-snapshot asks for it: what later runs are judged by",
	"audit.csv": "of an audit of many repositories: every setting that is asked of each of them with its verdict, and those that were not read",
	"fix.json": "rulesets that add what is missing, each with the line that sends it, and what else is to be changed"
};
function fixFile({ subject }) {
	return `${reportName("branch-protection", subject.matrixKey)}.fix.json`;
}
function driftRows({ group, refs }) {
	const rows = refs.flatMap(({ comparison }) => comparison.rows);
	return group.byName ? rows : rows.filter(({ holds }) => holds !== true);
}
function leaveDocuments(ctx, repository, judged) {
	const rows = inOrder(judged.flatMap(driftRows));
	ctx.document("drift.csv", driftCsv(rows));
	ctx.document("drift.json", driftJson(repository, rows));
	const others = rows.flatMap(({ target, ref, setting, fix }) => fix === void 0 || fix.rulesets.length > 0 ? [] : [{
		ref: refText(target, ref),
		setting,
		text: fix.text,
		commands: fix.commands
	}]);
	const rulesets = judged.flatMap(missingRulesets);
	if (rulesets.length + others.length === 0) return;
	ctx.document("fix.json", fixJson(repository, fixFile(ctx), {
		rulesets,
		others
	}));
}
function missingRulesets({ group, refs }) {
	const byRules = new Map();
	for (const ruleset of refs.flatMap(({ comparison }) => comparison.missing)) {
		const key = stableJson(ruleset.rules);
		byRules.set(key, [...byRules.get(key) ?? [], ruleset]);
	}
	const [entry, another] = group.entries;
	const patterns = !group.byName && entry !== void 0 && another === void 0 ? entry : void 0;
	return [...byRules.values()].flatMap((same, index) => {
		const [first] = same;
		if (first === void 0) return [];
		const name = `policy of ${group.name}${index === 0 ? "" : ` ${index + 1}`}`;
		if (first.conditions === void 0) return [{
			...first,
			name
		}];
		const ref_name = patterns === void 0 ? {
			include: same.flatMap(({ conditions }) => conditions?.ref_name.include ?? []),
			exclude: []
		} : {
			include: [...patterns.include],
			exclude: [...patterns.exclude]
		};
		return [{
			...first,
			name,
			conditions: { ref_name }
		}];
	});
}

// actions/branch-protection/judged.ts
const together = 4;
async function judgeGroup(group, view, known) {
	const refs = [];
	for (let from = 0; from < group.refs.length; from += together) {
		const some = group.refs.slice(from, from + together);
		refs.push(...await Promise.all(some.map((ref) => judgeRef(group, ref, view, known))));
	}
	return {
		group,
		refs
	};
}
async function judgeRef({ target, entries }, ref, view, known) {
	const observation = await view.observe(target, ref);
	const state = effective(observation);
	const comparison = compare(state, entries, known);
	const doubt = doubtOf(observation);
	const certain = doubt === void 0 ? comparison.rows : unseenRows(comparison.rows, doubt);
	const reasons = view.reasons?.(observation) ?? [];
	const [rows, why] = reasons.length === 0 ? [certain, doubt] : [withoutHold(certain, reasons), oneBecause(reasons)];
	const { branch } = observation;
	const unseen = branch.state === "unknown" && ref !== known.defaultBranch ? branch.because : void 0;
	const full = fullName(target, ref);
	const asking = entries.filter((entry) => namesRef(entry, {
		full,
		defaultBranch: known.defaultBranch
	}) === true);
	return {
		observation,
		state,
		comparison: {
			...comparison,
			rows
		},
		asking,
		reasons,
		doubt: doubt ?? why,
		unseen
	};
}
function unseenRows(rows, doubt) {
	return withoutHold(rows.map((row) => row.holds === void 0 ? {
		...row,
		because: []
	} : row), [doubt]);
}
function doubtOf({ branch, ref }) {
	if (branch.state === "unknown" && branch.because.code === "NOT_FOUND") return branch.because;
	if (branch.state !== "read" || branch.data.name === ref) return void 0;
	return {
		code: "NOT_FOUND",
		message: `asked for the branch ${ref}, GitHub answers for ${branch.data.name}`,
		needs: "the present name of the branch in the policy"
	};
}
function digestOf({ state }) {
	const lists = state.settings["bypass-actors"];
	return lists?.state === "observed" && lists.open.length === 0 ? reviewDigest(state.bypass) : void 0;
}

// actions/branch-protection/facts.ts
function rulesetFact(id) {
	return `ruleset/${id}`;
}
function recordFacts(ctx, judged) {
	const times = new Map();
	for (const { refs, group } of judged) for (const ref of refs) {
		if (ref.reasons.length > 0) continue;
		for (const [id, at] of changesOf(ref)) times.set(id, (times.get(id) ?? new Set()).add(at));
		const digest = group.byName ? digestOf(ref) : void 0;
		const { target, ref: name } = ref.observation;
		if (digest !== void 0) ctx.fact(target === "push" ? "bypass/push" : `bypass/${target}/${name}`, digest);
	}
	for (const [id, told] of [...times].sort(([a], [b]) => a - b)) {
		const [at] = told;
		if (at !== void 0 && new Set([...told].map((text) => parseTime(text) ?? text)).size === 1) ctx.fact(rulesetFact(id), at);
	}
}
function changesOf({ observation: { rulesets, details } }) {
	const listed = rulesets.state === "read" ? rulesets.data : [];
	const read = details.flatMap(({ part }) => part.state === "read" ? [part.data] : []);
	return [...listed, ...read].flatMap(({ id, updated_at: at }) => typeof at === "string" ? [[id, at]] : []);
}
function restsOn({ observation: { rulesets, rules, details }, state }) {
	const ids = state.bypass.flatMap(({ source }) => source.kind === "ruleset" ? [source.id] : []);
	const unread = details.flatMap(({ id, part }) => part.state === "read" ? [] : [id]);
	const hidden = rulesets.state === "unknown" || rules.state === "unknown";
	return [...new Set([...ids, ...unread].map(rulesetFact)), ...hidden ? ["rulesets"] : []];
}

// actions/branch-protection/refs.ts
const mostBranches = 300;
async function namedRefs(entries, view, defaultBranch) {
	const groups = [];
	const unnamed = [];
	for (const target of ["branch", "tag"]) {
		const ofTarget = entries.filter((entry) => entry.target === target);
		if (ofTarget.length === 0) continue;
		const listing = target === "tag" || ofTarget.some(({ include }) => include.some(isGlob)) ? await view.names(target) : void 0;
		const literals = ofTarget.flatMap(({ include }) => include.flatMap((pattern) => literal(pattern, target, defaultBranch)));
		const seen = (ref) => target === "branch" || listing?.state === "read" && listing.data.includes(ref);
		const byName = literals.filter(seen);
		const unseen = unseenTags(new Set(literals.filter((ref) => !seen(ref))), ofTarget, listing);
		const listed = listing?.state === "read" ? listing.data : [];
		const found = new Map();
		for (const ref of new Set([...byName, ...listed])) {
			const naming = ofTarget.filter((entry) => namesRef(entry, {
				full: fullName(target, ref),
				defaultBranch
			}) !== false);
			if (naming.length === 0) continue;
			const alone = byName.includes(ref);
			const name = alone ? refText(target, ref) : patternsText(target, naming);
			const before = found.get(name);
			found.set(name, {
				name,
				target,
				refs: [...before?.refs ?? [], ref],
				entries: naming,
				byName: alone
			});
		}
		const named = [...found.values()];
		const asked = cut(named, target);
		groups.push(...asked.groups);
		const others = ofTarget.filter((entry) => !unseen.some(({ entries: naming }) => naming.includes(entry)));
		unnamed.push(...asked.unnamed, ...unseen, ...others.flatMap((entry) => unnamedOf(entry, named, {
			listing,
			defaultBranch
		})));
	}
	const pushes = entries.filter(({ target }) => target === "push");
	if (pushes.length > 0) groups.push({
		name: refText("push", ""),
		target: "push",
		refs: [""],
		entries: pushes,
		byName: true
	});
	return {
		groups,
		unnamed
	};
}
function unseenTags(refs, entries, listing) {
	return [...refs].map((ref) => {
		const because = listing?.state === "unknown" ? listing.because : listing?.state === "none" ? {
			code: "NO_DATA",
			message: listing.message
		} : {
			code: "NOT_FOUND",
			message: `the repository lists no tag ${ref}`,
			needs: "the name of a tag that is there"
		};
		const naming = entries.filter(({ include }) => include.some((pattern) => literal(pattern, "tag", "").includes(ref)));
		return {
			name: refText("tag", ref),
			state: "unknown",
			because,
			entries: naming
		};
	});
}
function isGlob(pattern) {
	return pattern === "~ALL" || !pattern.startsWith("~") && /[*?[]/.test(pattern);
}
function literal(pattern, target, defaultBranch) {
	if (isGlob(pattern)) return [];
	if (pattern === "~DEFAULT_BRANCH") return target === "branch" ? [defaultBranch] : [];
	return pattern.startsWith("~") ? [] : [shortName(pattern)];
}
function entryId({ target, include, exclude }) {
	if (target === "push") return refText(target, "");
	const patterns = [...include.map(shortName).sort(), ...exclude.map((one) => `!${shortName(one)}`).sort()];
	return patterns.length === 1 && !include.some(isGlob) ? refText(target, patterns.join("")) : `${target === "tag" ? "tags" : "branches"} ${patterns.join(" ")}`;
}
function entryText(entry) {
	return entry.target === "push" || entryId(entry).startsWith(`${entry.target} `) ? entryId(entry) : patternsText(entry.target, [entry]);
}
function patternsText(target, entries) {
	const texts = entries.map(({ include, exclude }) => {
		const not = exclude.length === 0 ? "" : ` but ${exclude.map(shortName).join(", ")}`;
		return `${include.map(shortName).join(", ")}${not}`;
	});
	return `${target === "tag" ? "tags" : "branches"} ${[...new Set(texts)].join(" and ")}`;
}
function cut(groups, target) {
	if (target !== "branch") return {
		groups: [...groups],
		unnamed: []
	};
	let left = mostBranches;
	const kept = [];
	const unnamed = [];
	for (const group of [...groups].sort((a, b) => Number(b.byName) - Number(a.byName))) {
		const refs = group.refs.slice(0, left);
		left -= refs.length;
		if (refs.length > 0) kept.push({
			...group,
			refs
		});
		if (refs.length < group.refs.length) unnamed.push({
			name: group.name,
			state: "unknown",
			entries: group.entries,
			because: {
				code: "TRUNCATED",
				message: `it names ${group.refs.length} branches, of which ${group.refs.length - refs.length} were not asked: at most ${mostBranches} are in one run`,
				needs: "patterns that name fewer branches"
			}
		});
	}
	return {
		groups: kept,
		unnamed
	};
}
function unnamedOf(entry, groups, { listing, defaultBranch }) {
	const name = patternsText(entry.target, [entry]);
	if (namesNothing(entry, {
		prefix: fullName(entry.target, ""),
		defaultBranch
	})) return [{
		name,
		state: "never",
		entries: [entry]
	}];
	const globs = entry.include.some(isGlob);
	if (globs && listing !== void 0 && listing.state !== "read") return [{
		name,
		state: "unknown",
		because: listing.state === "unknown" ? listing.because : {
			code: "NO_DATA",
			message: listing.message
		},
		entries: [entry]
	}];
	if (groups.some(({ entries }) => entries.includes(entry))) return [];
	return [{
		name,
		state: globs ? "none" : "never",
		entries: [entry]
	}];
}

// actions/branch-protection/rules.ts
const groups = {
	protected: ["active"],
	bypass: [
		"bypass-actors",
		"bypass-review",
		"enforce-admins"
	],
	reviews: ["reviews", "copilot-review"],
	checks: [
		"checks",
		"deployments",
		"workflows",
		"code-scanning",
		"code-quality",
		"code-coverage",
		"license-compliance"
	],
	updates: [
		"force-push",
		"deletion",
		"creation",
		"update",
		"linear-history",
		"signatures",
		"lock",
		"push-access",
		"merge-queue"
	],
	content: ["patterns", "push"]
};
const settingRules = Object.keys(groups);
function ruleOf(setting) {
	const [group = ""] = setting.split(".");
	return settingRules.find((id) => groups[id].includes(group)) ?? "content";
}
function worstOf(id) {
	return worstSeverity(settings.filter(({ key }) => ruleOf(key) === id).map(({ severity }) => severity));
}
const ofSetting = {
	grade: ({ severity }) => severity,
	about: ({ about }) => about,
	says: ({ says }) => says ?? "a setting is not as the policy asks",
	expected: ({ expected }) => expected,
	actual: ({ actual }) => actual,
	observed: ({ observed }) => observed,
	fix: ({ fix }) => fix,
	restsOn: ({ restsOn }) => restsOn ?? []
};
const rules = {
	repositories: rule({
		...ofSetting,
		severity: "high",
		waivable: false,
		asserts: "Every repository that is selected was read; of those that are not shown here, what is asked of them holds.",
		why: "A list that leaves repositories out, or an audit that ends early, looks like an organisation without a problem."
	}),
	policy: rule({
		...ofSetting,
		severity: "high",
		waivable: false,
		asserts: "Every entry of the policy is about something that can be seen, and asks something of it.",
		why: "A pattern that names no branch, or an entry that asks for nothing, looks like protection in the policy and is none."
	}),
	protected: rule({
		...ofSetting,
		severity: worstOf("protected"),
		asserts: "A ruleset that is active, or classic protection, applies.",
		why: "A ruleset that is disabled, only evaluates, or leaves the branch out looks like protection and stops nobody."
	}),
	bypass: rule({
		...ofSetting,
		severity: worstOf("bypass"),
		waivable: false,
		asserts: "Only those whom the policy names may bypass the protection.",
		why: "Who may bypass has none of the other settings; an actor that was added for one night stays until somebody looks."
	}),
	reviews: rule({
		...ofSetting,
		severity: worstOf("reviews"),
		asserts: "Changes come by pull request and are reviewed as the policy asks.",
		why: "Without a required review one person, or one stolen credential, changes what is released."
	}),
	checks: rule({
		...ofSetting,
		severity: worstOf("checks"),
		asserts: "The checks, scanners, deployments and workflows that the policy asks for must have succeeded.",
		why: "A check that is not required is a remark: red ones are merged."
	}),
	updates: rule({
		...ofSetting,
		severity: worstOf("updates"),
		asserts: "Branches and tags can be created, moved, rewritten and deleted only as the policy asks.",
		why: "History that can be rewritten, and tags that can be moved, prove nothing of what was reviewed."
	}),
	content: rule({
		...ofSetting,
		severity: worstOf("content"),
		asserts: "Names, texts and pushed files are limited as the policy asks.",
		why: "What is pushed once is in every clone: large files, secrets and forged authors do not go away again."
	}),
	"no-bypass": rule({
		...ofSetting,
		severity: "high",
		asserts: "Nobody went past the rules of what is judged in the window that the configuration names.",
		why: "A bypass is a change that nobody had to review; a list of those who may says nothing of whether they did."
	}),
	"ruleset-changes": rule({
		...ofSetting,
		severity: "medium",
		asserts: "Nobody changed a ruleset of what is judged in the window that the configuration names.",
		why: "A ruleset that is switched off for an hour looks the same before and after."
	}),
	"release-tags": rule({
		...ofSetting,
		severity: "critical",
		waivable: false,
		asserts: "Every recorded tag names the object and the commit that were recorded when it was made.",
		why: "Whoever installs a release by its tag gets what the tag names today, not what was reviewed."
	}),
	"recorded-tags": rule({
		...ofSetting,
		severity: "low",
		asserts: "Every release tag is recorded.",
		why: "A tag that nobody recorded can be moved without anybody noticing."
	}),
	"immutable-releases": rule({
		...ofSetting,
		severity: "high",
		asserts: "Releases of which it is recorded are immutable, and so are new ones where that is asked.",
		why: "The files of a release that is not immutable can be exchanged after it was reviewed."
	}),
	"idle-ruleset": rule({
		...ofSetting,
		severity: "info",
		asserts: "Every ruleset that was read protects something.",
		why: "Whoever reads the list of rulesets takes one that enforces nothing for protection."
	})
};

// actions/branch-protection/findings.ts
const wholeEntry = "policy";
function findingsOf(judged) {
	const found = new Map();
	for (const { group, refs } of judged) for (const ref of refs) for (const row of ref.comparison.rows.filter(isAsked)) {
		const one = {
			...placeOf(group, ref, row.setting),
			row,
			ref,
			group
		};
		const key = stableJson([one.id, row.setting]);
		found.set(key, [...found.get(key) ?? [], one]);
	}
	const findings = [...found.values()].flatMap(findingOf);
	const first = new Map(findings.map((finding) => [finding.rows[0], finding]));
	return inOrder([...first.keys()].filter((row) => row !== void 0)).flatMap((row) => first.get(row) ?? []);
}
function placeOf(group, { asking }, setting) {
	const entry = group.byName ? void 0 : asking.findLast((one) => asks(one, setting));
	return entry === void 0 ? {
		id: group.name,
		name: group.name,
		byName: group.byName
	} : {
		id: entryId(entry),
		name: entryText(entry),
		byName: false
	};
}
function asks({ asks: own, review, unrecognised }, setting) {
	return Object.hasOwn(own, setting) || setting === "bypass-review" && review !== void 0 || unrecognised.some(({ type }) => setting === `rule ${type}`);
}
function isAsked({ setting, verdict }) {
	return setting !== wholeEntry && verdict !== "not-asked";
}
function undecided(rows) {
	return rows.filter(({ setting }) => setting === wholeEntry);
}
function findingOf(placed) {
	const [first] = placed;
	if (first === void 0) return [];
	const { id, name, byName } = first;
	const { setting } = first.row;
	const all = placed.map(({ row }) => row);
	const holds = all.some((row) => row.holds === false) ? false : all.some((row) => row.holds === void 0) ? void 0 : true;
	const rows = inOrder(all.filter((row) => row.holds === holds));
	const groups = [...new Set(placed.filter(({ row }) => row.holds === holds).map(({ group }) => group))];
	const severity = holds === true ? severityOfSetting(setting) : worstSeverity(rows.map((row) => row.severity));
	const rests = ruleOf(setting) === "bypass" ? [...new Set(placed.flatMap(({ ref }) => restsOn(ref)))] : [];
	return [{
		id,
		name,
		byName,
		setting,
		holds,
		severity,
		of: placed.length,
		rows,
		groups,
		restsOn: rests
	}];
}
function findingText({ name, byName, of, setting, rows }) {
	const [first] = rows;
	if (first === void 0) return `${setting} of ${name} is not as asked`;
	const where = byName ? name : `${rows.length} of ${of} ${name}`;
	const which = byName ? "" : `: ${listed(rows.map(({ ref }) => ref))}`;
	const limit = first.because.find(({ code }) => code === "PLAN_LIMIT");
	const why = limit === void 0 ? "" : ` (${limit.message})`;
	const special = {
		active: `nothing protects ${where}`,
		"bypass-actors": first.verdict === "weaker" ? `others than the policy names may bypass what protects ${where}` : `not all whom the policy names may bypass what protects ${where}`,
		"bypass-review": `no valid review covers who may bypass what protects ${where}`,
		"enforce-admins": `administrators are exempt on ${where}`
	};
	const missing = isSwitchSetting(setting) && first.verdict === "weaker";
	const plain = `${settingText(setting)} is ${missing ? "not in force" : verdictText(first)} on ${where}`;
	return `${special[setting] ?? plain}${which}${why}`;
}
function expectedText({ rows }) {
	const texts = [...new Set(rows.map(askedText))];
	const [first = ""] = texts;
	return texts.length <= 1 ? first : listed(rows.map((row) => `${row.ref}: ${askedText(row)}`));
}
function findingActual({ byName, rows }) {
	const [first] = rows;
	if (first === void 0) return "not known";
	const texts = [...new Set(rows.map(actualText))];
	if (byName || texts.length === 1) return actualText(first);
	return listed(rows.map((row) => `${row.ref}: ${actualText(row)}`));
}
function findingFix({ groups, rows }, file) {
	const texts = rows.flatMap((row) => {
		const { fix } = row;
		if (fix === void 0) return [];
		if (fix.rulesets.length > 0) return groups.filter(({ target, refs }) => target === row.target && (target === "push" || refs.includes(row.ref))).map(({ name }) => `add the ruleset "policy of ${name}" of ${file} beside the report: by its gh line, or under Settings > Rules > Rulesets > Import`);
		return [[fix.text, ...fix.commands].join(": ")];
	});
	const [first, ...others] = new Set(texts);
	if (first === void 0 || others.length === 0) return first;
	return `${first}; ${file} beside the report has ${others.length} more`;
}

// actions/branch-protection/exhibits.ts
function settingsExhibit(repository, findings) {
	return {
		title: `Protection of ${repository}`,
		columns: [
			{ name: "Where" },
			{ name: "Setting" },
			{ name: "Asked" },
			{ name: "In force" },
			{ name: "From" },
			{ name: "Verdict" }
		],
		rows: findings.map((finding) => {
			const { name, of, setting, holds, rows } = finding;
			const [first] = rows;
			return {
				cells: [
					`${name}${rows.length === of ? "" : ` (${rows.length} of ${of})`}`,
					settingText(setting),
					expectedText(finding),
					findingActual(finding),
					sourcesText(rows.flatMap(({ sources }) => sources)),
					first === void 0 ? "" : verdictText(first)
				],
				mark: markOf(holds)
			};
		}),
		remark: "Worst first; the strictest of all places holds, and what a token does not show is not verified"
	};
}
function closureExhibits(judged) {
	return judged.filter(({ group }) => group.entries.some(({ preset }) => preset === "external-closure")).map(({ group, refs }) => {
		const lists = refs.map(({ comparison }) => closure(comparison.rows, void 0));
		return {
			title: `External closure of ${group.name}`,
			columns: [
				{ name: "Item" },
				{ name: "Rests on" },
				{ name: "Verdict" }
			],
			rows: closureItems.map(({ text, settings }, index) => {
				const answers = lists.map((items) => items[index]?.holds);
				const holds = answers.includes(false) ? false : answers.every((one) => one === true) ? true : void 0;
				return {
					cells: [
						text,
						settings.length === 0 ? "the release, which this control does not see" : settings.join(", "),
						holds === void 0 ? "not verified" : holds ? "closed" : "open"
					],
					mark: markOf(holds)
				};
			}),
			remark: "The last item is for whoever releases: no setting of a repository shows it"
		};
	});
}
function markOf(holds) {
	return holds === void 0 ? "open" : holds ? "good" : "bad";
}

// actions/branch-protection/looking.ts
function lookingOf(ctx) {
	const { repository, snapshot, "audit-workflow": auditWorkflow, "save-snapshot": saves } = ctx.inputs;
	return {
		asked: {
			repository,
			snapshot,
			auditWorkflow,
			saves
		},
		subject: ctx.subject,
		time: ctx.time,
		admin: ctx.github("admin-token"),
		github: () => ctx.github(),
		publicGitHub: () => ctx.publicGitHub(),
		policy: ctx.policy,
		reports: (request) => ctx.reports(request),
		isWhole
	};
}
function isWhole({ rules, rulesets, details, classic }) {
	return [
		rules,
		rulesets,
		classic
	].every(({ state }) => state !== "unknown") && details.every(({ part }) => part.state === "read" && Array.isArray(part.data.bypass_actors));
}

// actions/branch-protection/organisation/inputs.ts
function organisationProblems(section) {
	const { policy, repositories } = section;
	const at = (...parts) => formatPointer(["branch-protection", ...parts]);
	const common = auditProblems("branch-protection", section, [
		"snapshot",
		"save-snapshot",
		"history",
		"tag-objects"
	]);
	if (repositories === void 0) return common;
	const layers = [...policy?.organisation === void 0 ? [] : [[["organisation"], policy.organisation]], ...(policy?.classes ?? []).map((each, index) => [[
		"classes",
		index,
		"policy"
	], each.policy])];
	return [
		...common,
		...policy?.repository === void 0 ? [] : [{
			pointer: at("policy", "repository"),
			message: "an audit of many repositories has no policy of one: use organisation or classes"
		}],
		...layers.flatMap(([place, { branches = [], tags, push }]) => [
			...branches.flatMap(({ pattern, exclude }, index) => isDefaultBranch([pattern].flat(), exclude) ? [] : [{
				pointer: at("policy", ...place, "branches", index),
				message: onlyDefaultBranch
			}]),
			...tags === void 0 ? [] : [{
				pointer: at("policy", ...place, "tags"),
				message: onlyDefaultBranch
			}],
			...push === void 0 ? [] : [{
				pointer: at("policy", ...place, "push"),
				message: onlyDefaultBranch
			}]
		])
	];
}
const onlyDefaultBranch = "an audit of many repositories judges ~DEFAULT_BRANCH alone: ask for anything else where one repository is judged";
function isDefaultBranch(patterns, exclude) {
	return exclude === void 0 && patterns.length > 0 && patterns.every((pattern) => pattern === "~DEFAULT_BRANCH");
}

// actions/branch-protection/results.ts
function allUnverified(ctx, because) {
	for (const id of Object.keys(rules)) ctx.unverified(id, {
		about: [],
		severity: rules[id].severity
	}, because);
}
function noList(ctx) {
	const { severity } = rules.repositories;
	ctx.notApplicable("repositories", {
		about: [],
		severity
	}, "one repository is judged, and no list of them");
}
function recordFindings(ctx, repository, findings, untold) {
	for (const finding of findings) {
		const { id, setting, holds, severity, rows, restsOn } = finding;
		const rule = ruleOf(setting);
		const fact = {
			about: aboutOf(repository, id, setting),
			severity,
			says: findingText(finding),
			expected: expectedText(finding),
			actual: findingActual(finding),
			observed: rows.map(({ ref, verdict, actual }) => [
				ref,
				verdict,
				actual ?? null
			]),
			fix: findingFix(finding, fixFile(ctx)),
			restsOn
		};
		if (holds === true) ctx.passed(rule, fact);
		else if (holds === false) ctx.failed(rule, fact);
		else ctx.unverified(rule, fact, oneBecause(rows.flatMap(({ because }) => because)));
	}
	for (const rule of settingRules) {
		if (findings.some(({ setting }) => ruleOf(setting) === rule)) continue;
		const fact = {
			about: [],
			severity: rules[rule].severity
		};
		const because = untold(rule);
		if (because === void 0) ctx.notApplicable(rule, fact, "the policy asks for no such setting of anything that is there");
		else ctx.unverified(rule, fact, because);
	}
}
function notTold(unnamed, { open, broken }) {
	return (rule) => {
		const reasons = unnamed.flatMap(({ state, because, entries }) => state === "unknown" && because !== void 0 && entries.some((entry) => asksBy(entry, rule)) ? [because] : []);
		const lacking = broken.map(({ about }) => {
			return {
				code: "NO_DATA",
				message: `${about} cannot be used, as another result says`,
				needs: "a policy of which every part can be used"
			};
		});
		const all = [
			...reasons,
			...open,
			...lacking
		];
		return all.length === 0 ? void 0 : oneBecause(all);
	};
}
function asksBy({ asks, review, unrecognised }, rule) {
	return Object.keys(asks).some((key) => ruleOf(key) === rule) || rule === "bypass" && review !== void 0 || rule === "content" && unrecognised.length > 0;
}
function recordPolicy(ctx, repository, asked) {
	const statements = new Map();
	const say = (id, rank, give, more = {}) => {
		const before = statements.get(id);
		if (before !== void 0 && before.rank <= rank) return;
		const fact = {
			about: aboutOf(repository, id),
			severity: rules.policy.severity,
			...more
		};
		statements.set(id, {
			rank,
			give: () => give(fact)
		});
	};
	const fails = (id, observed, says, fix) => say(id, 0, (fact) => ctx.failed("policy", fact), {
		says,
		actual: "nothing",
		observed,
		fix
	});
	const demandless = (entry) => fails(entryId(entry), "asks-nothing", `the policy asks for nothing of ${entryText(entry)}: what is off, 0 or empty holds whatever is in force`, "give a preset or a setting, or take the entry out");
	const unknown = (id, because) => say(id, 1, (fact) => ctx.unverified("policy", fact, because));
	for (const entry of new Set(asked.judged.flatMap(({ group }) => group.entries))) {
		const id = entryId(entry);
		const own = asked.judged.filter(({ group }) => group.entries.includes(entry));
		const refs = own.flatMap((one) => one.refs);
		const rows = refs.flatMap(({ comparison }) => comparison.rows);
		const settings = new Set(rows.filter((row) => isAsked(row) && asks(entry, row.setting)).map((row) => row.setting));
		const open = undecided(rows).flatMap(({ because }) => because);
		const doubts = own.flatMap(({ group, refs: some }) => some.flatMap(({ doubt, unseen }) => doubt ?? (group.byName ? unseen ?? [] : [])));
		if (open.length + doubts.length > 0) unknown(id, oneBecause([...doubts, ...open]));
		else if (settings.size === 0 || !demandsAnything(entry) || refs.some(({ comparison }) => !comparison.asked)) demandless(entry);
		else say(id, 3, (fact) => ctx.passed("policy", fact), { actual: `${refs.length === 1 ? "1 ref" : `${refs.length} refs`}, ${settings.size} settings` });
	}
	for (const { state, because, entries } of asked.unnamed) for (const entry of entries) {
		const id = entryId(entry);
		if (!demandsAnything(entry)) demandless(entry);
		else if (state === "unknown") unknown(id, oneBecause(because === void 0 ? [] : [because]));
		else if (state === "never") fails(id, "names-nothing", `the entry for ${entryText(entry)} can name nothing`, "correct its pattern, or what it excludes");
		else say(id, 2, (fact) => ctx.notApplicable("policy", fact, "all of them were listed, and none matches: nothing is asked of any"));
	}
	if (asked.open.length > 0) unknown("classes", oneBecause(asked.open));
	for (const { give } of statements.values()) give();
	recordBroken(ctx, repository, asked.broken);
}
function recordBroken(ctx, repository, broken) {
	const times = new Map();
	for (const { about, message, at } of broken) {
		const time = (times.get(about) ?? 0) + 1;
		times.set(about, time);
		const fact = {
			about: aboutOf(repository, about, ...time === 1 ? [] : [String(time)]),
			severity: rules.policy.severity,
			says: message,
			expected: "a file that the policy can use",
			actual: message,
			observed: "broken",
			fix: `repair ${at.path}, or take what names it out of the policy`
		};
		ctx.failed("policy", fact, at);
	}
}
function recordIdle(ctx, repository, judged) {
	const severity = rules["idle-ruleset"].severity;
	const refs = judged.flatMap((one) => one.refs);
	const details = new Map(refs.flatMap(({ observation }) => observation.details.map(({ id, part }) => [id, part])));
	const unlisted = refs.flatMap(({ observation: { rulesets } }) => rulesets.state === "unknown" ? [rulesets.because] : []);
	if (unlisted.length > 0) ctx.unverified("idle-ruleset", {
		about: aboutOf(repository, "rulesets"),
		severity
	}, oneBecause(unlisted));
	const reasons = refs.flatMap((one) => one.reasons);
	for (const [id, part] of [...details].sort(([a], [b]) => a - b)) recordRuleset(ctx, repository, id, part, reasons);
	if (unlisted.length === 0 && details.size === 0 && reasons.length > 0) ctx.unverified("idle-ruleset", {
		about: aboutOf(repository, "rulesets"),
		severity
	}, oneBecause(reasons));
	else if (unlisted.length === 0 && details.size === 0) ctx.notApplicable("idle-ruleset", {
		about: [],
		severity
	}, "no ruleset of what was asked about is to be seen");
}
function recordRuleset(ctx, repository, id, part, reasons) {
	const severity = rules["idle-ruleset"].severity;
	const fact = {
		about: aboutOf(repository, `ruleset ${id}`),
		severity
	};
	if (part.state !== "read") return ctx.unverified("idle-ruleset", fact, part.state === "unknown" ? part.because : {
		code: "NO_DATA",
		message: part.message,
		needs: "a plan that has rulesets"
	});
	const reason = idleReason(part.data);
	if (reason === void 0 && reasons.length > 0) return ctx.unverified("idle-ruleset", fact, oneBecause(reasons));
	if (reason === void 0) return ctx.passed("idle-ruleset", fact);
	const why = idleTexts[reason];
	const says = `${sourceText(rulesetSource(id, { ruleset: part.data }))} protects nothing: ${why}`;
	ctx.failed("idle-ruleset", {
		...fact,
		says,
		actual: why,
		observed: reason,
		fix: "make it active with refs and rules, or delete it"
	});
}
const idleTexts = {
	disabled: "it is disabled",
	evaluate: "it only evaluates",
	"no-rules": "it has no rules",
	"no-refs": "it includes no ref"
};
function idleReason({ enforcement, rules: own, conditions, target }) {
	if (enforcement === "disabled" || enforcement === "evaluate") return enforcement;
	if (own?.length === 0) return "no-rules";
	return target !== "push" && conditions?.ref_name?.include?.length === 0 ? "no-refs" : void 0;
}
function aboutOf(repository, ...parts) {
	return [repository.toLowerCase(), ...parts];
}

// actions/branch-protection/past.ts
const ids = ["no-bypass", "ruleset-changes"];
function withoutPast(ctx, why) {
	for (const id of ids) ctx.notApplicable(id, {
		about: [],
		severity: rules[id].severity
	}, why);
}
async function recordPast(ctx, { repository, github }, judged, all) {
	const { history } = ctx.inputs;
	const facts = (id) => ({
		about: aboutOf(repository, id),
		severity: rules[id].severity
	});
	if (history === false) return withoutPast(ctx, "the configuration does not ask for the history");
	if (github === void 0) {
		const because = {
			code: "NO_DATA",
			message: "a snapshot has no history",
			needs: "a run that asks GitHub"
		};
		for (const id of ids) ctx.unverified(id, facts(id), because);
		return;
	}
	const { rulesets, open } = rulesetsOf(judged);
	const { bypasses, changes, since } = await readHistory(github, {
		repository,
		refs: all && judged.every(({ group }) => group.target !== "push") ? namesOf(judged) : [],
		rulesets,
		since: history.since,
		moment: ctx.time
	});
	record(ctx, "no-bypass", facts("no-bypass"), bypasses, since, (bypass) => bypassFact(repository, bypass));
	const whole = {
		...changes,
		open: [...changes.open, ...open]
	};
	record(ctx, "ruleset-changes", facts("ruleset-changes"), whole, since, (change) => changeFact(repository, change));
}
function namesOf(judged) {
	return judged.flatMap(({ group, refs }) => refs.map(({ observation: { ref } }) => fullName(group.target, ref)));
}
function rulesetsOf(judged) {
	const found = new Map();
	const open = [];
	const refs = judged.flatMap((one) => one.refs);
	for (const { observation } of refs) {
		const { rulesets, rules: inForce, details } = observation;
		if (rulesets.state === "read") for (const one of rulesets.data) found.set(one.id, one);
		for (const part of [rulesets, inForce]) if (part.state === "unknown") open.push(part.because);
		for (const { id, part } of details) {
			if (found.has(id)) continue;
			if (part.state === "read") found.set(id, part.data);
			else if (part.state === "unknown") open.push(part.because);
		}
	}
	if (refs.length === 0) open.push({
		code: "NO_DATA",
		message: "nothing is judged, so that no ruleset was looked at",
		needs: "a policy that names a ref"
	});
	return {
		rulesets: [...found.values()].sort((a, b) => a.id - b.id),
		open
	};
}
function record(ctx, id, whole, listed, since, factOf) {
	const seen = new Map();
	for (const entry of listed.entries.filter(({ inWindow }) => inWindow)) {
		const fact = factOf(entry);
		const key = fact.about.join("\n");
		const times = (seen.get(key) ?? 0) + 1;
		seen.set(key, times);
		ctx.failed(id, times === 1 ? fact : {
			...fact,
			about: [...fact.about, String(times)]
		});
	}
	if (nothingHappened(listed) === true) ctx.passed(id, {
		...whole,
		actual: `nothing since ${since}`
	});
	else if (listed.open.length > 0) ctx.unverified(id, whole, oneBecause(listed.open));
}
const who = (actor) => actor ?? "somebody whom GitHub does not name";
const when = (at) => at ?? "a time that GitHub does not say";
function bypassFact(repository, { ruleSuite, actor, ref, before, after, at, severity }) {
	const what = `${before ?? "an unknown commit"} to ${after ?? "an unknown commit"}`;
	const name = ruleSuite === void 0 ? [
		"bypass",
		ref ?? "",
		at ?? "",
		after ?? ""
	] : [`rule suite ${ruleSuite}`];
	return {
		about: aboutOf(repository, ...name.filter((part) => part !== "")),
		severity,
		says: `${who(actor)} went past the rules of ${ref ?? "a ref that GitHub does not name"} at ${when(at)}`,
		expected: "no bypass",
		actual: what,
		observed: [
			actor ?? null,
			ref ?? null,
			before ?? null,
			after ?? null,
			at ?? null
		],
		fix: `look at what was pushed (${what}), and waive it once somebody has; take out of the bypass list who need not be there`
	};
}
function changeFact(repository, change) {
	const { ruleset, name, version, actor, at, severity } = change;
	const which = version === void 0 ? `changed at ${when(at)}` : `version ${version}`;
	return {
		about: aboutOf(repository, `ruleset ${ruleset}`, which),
		severity,
		says: `${who(actor)} changed the ruleset ${JSON.stringify(name)} (${ruleset}) at ${when(at)}`,
		expected: "no change",
		actual: which,
		observed: [
			ruleset,
			version ?? null,
			actor ?? null,
			at ?? null
		],
		fix: "look at what was changed (Settings > Rules > Rulesets > History), and waive it once somebody has"
	};
}

// actions/branch-protection/remarks.ts
function remark(ctx, { layers, judged, findings }) {
	const others = (ctx.inputs.policy.classes ?? []).map(({ name }) => `class ${name}`).filter((name) => !layers.includes(name));
	if (ctx.inputs.policy.classes !== void 0) ctx.note(`The layers of the policy that hold: ${layers.join(", ") || "none"}${others.length === 0 ? "" : `; not: ${others.join(", ")}`}.`);
	for (const group of judged) {
		noteUnknownRules(ctx, group);
		noteBypass(ctx, group);
	}
	const owners = findings.filter(({ setting, holds }) => setting === "reviews.code-owners" && holds === true);
	if (owners.length > 0) ctx.note(`That code owners must approve is asked of ${listed(owners.map(({ name }) => name))}: whether a CODEOWNERS file names any was not looked at, and without one nobody must.`);
}
function noteUnknownRules(ctx, { group, refs }) {
	const types = new Set(refs.flatMap(({ state }) => state.unrecognised.map(({ type }) => type)));
	if (types.size > 0) ctx.note(`Rules of types that are not known are in force on ${group.name}: ${[...types].sort().join(", ")}.`);
}
function noteBypass(ctx, { group, refs }) {
	const lists = refs.flatMap(({ state }) => state.settings["bypass-actors"] ?? []);
	const asked = group.entries.some(({ asks }) => asks["bypass-actors"] !== void 0);
	const observed = lists.flatMap((list) => list.state === "observed" ? [list] : []);
	if (asked || observed.length === 0 || observed.length < lists.length) return;
	const actors = sorted(observed.flatMap(({ atoms }) => atoms)).map(actorText);
	const least = observed.some(({ open }) => open.length > 0) ? "at least " : "";
	ctx.note(`Nothing is asked of who may bypass what protects ${group.name}: ${least}${actors.length === 0 ? "nobody" : listed(actors)} may.`);
}

// actions/branch-protection/save-snapshot.ts
function saveSnapshot(ctx, { credential, view }, judged) {
	if (!ctx.inputs["save-snapshot"]) return;
	const { observations, left } = within(judged);
	const none = ctx.time.replay ? "this is a replay" : view.reasons !== void 0 ? "this run judges by one" : observations.length === 0 ? "nothing was observed" : void 0;
	if (none !== void 0) return ctx.note(`No snapshot is left: ${none}.`);
	const { runId, attempt, checkedOutSha, headSha } = ctx.subject;
	const commit = checkedOutSha ?? headSha;
	const snapshot = {
		kind: "release-governance/snapshot",
		version: 1,
		"taken-at": isoTime(ctx.time.latest),
		...commit === void 0 ? {} : { commit },
		...runId === void 0 ? {} : { run: {
			id: runId,
			attempt: attempt ?? 1
		} },
		credential: credentialTier(credential !== "none", observations),
		observations
	};
	ctx.document("snapshot.json", writeSnapshot(snapshot));
	if (left > 0) ctx.note(`The snapshot is without ${left} refs that patterns name: it would be too large to be read.`);
}
const maxBytes = 12582912;
function within(judged) {
	const all = [...judged].sort((a, b) => Number(b.group.byName) - Number(a.group.byName)).flatMap(({ refs }) => refs.map(({ observation }) => observation));
	const encoder = new TextEncoder();
	let bytes = 0;
	const observations = all.filter((observation) => {
		bytes += encoder.encode(JSON.stringify(observation)).length;
		return bytes <= maxBytes;
	});
	return {
		observations,
		left: all.length - observations.length
	};
}

// actions/branch-protection/tags.ts
const ruleOfCheck = {
	object: "release-tags",
	recorded: "recorded-tags",
	immutable: "immutable-releases"
};
const tagRules = Object.values(ruleOfCheck);
async function tagRecordOf(ctx) {
	const path = ctx.inputs["tag-objects"];
	if (path === void 0) return {
		ok: true,
		record: void 0,
		broken: []
	};
	const unusable = (problems) => ({
		ok: true,
		record: void 0,
		broken: problems.map(({ message, at }) => ({
			about: path,
			message: `the record of tags ${path} ${message}`,
			at
		}))
	});
	const file = await policyDocument(ctx, path);
	if (!file.ok && "because" in file) return {
		ok: false,
		because: file.because
	};
	if (!file.ok) return unusable(file.problems);
	const parsed = TagRecordSchema.safeParse(file.document.value);
	if (!parsed.success) return unusable(placed(path, file.document, pointerProblems(parsed.error)));
	const { tags, patterns = [], "immutable-releases": immutable } = parsed.data;
	if (tags.length + patterns.length === 0 && immutable === void 0) return unusable([{
		message: "records nothing",
		at: { path }
	}]);
	return {
		ok: true,
		record: parsed.data,
		broken: []
	};
}
function withoutTags(ctx, why) {
	for (const id of tagRules) ctx.notApplicable(id, {
		about: [],
		severity: rules[id].severity
	}, why);
}
async function recordTags(ctx, { repository, github }, { record, broken }) {
	const whole = (id) => ({
		about: aboutOf(repository, id),
		severity: rules[id].severity
	});
	if (broken.length > 0) {
		const needs = "a record that can be used";
		const message = "the record of tags cannot be used, as other results say";
		for (const id of tagRules) ctx.unverified(id, whole(id), {
			code: "NO_DATA",
			message,
			needs
		});
		return;
	}
	if (record === void 0) return withoutTags(ctx, "the configuration names no record of tags");
	if (github === void 0) {
		const because = {
			code: "NO_DATA",
			message: "a snapshot has no tag objects",
			needs: "a run that asks GitHub"
		};
		for (const id of tagRules) ctx.unverified(id, whole(id), because);
		return;
	}
	const rows = compareTags(record, await observeTags(github, repository, record));
	for (const row of rows) recordRow(ctx, repository, row);
	for (const id of tagRules) if (!rows.some(({ check }) => ruleOfCheck[check] === id)) ctx.notApplicable(id, {
		...whole(id),
		about: []
	}, "the record asks for no such thing of any tag");
}
function recordRow(ctx, repository, row) {
	const { tag, check, holds, severity, expected, actual, fix, because } = row;
	const id = ruleOfCheck[check];
	const fact = {
		about: aboutOf(repository, ...tag === "" ? [id] : [`tag ${tag}`]),
		severity: holds === true ? rules[id].severity : severity,
		says: saysOf(row),
		...expected === void 0 ? {} : { expected },
		...actual === void 0 ? {} : { actual },
		observed: [row.verdict, actual ?? null],
		fix
	};
	if (holds === true) ctx.passed(id, fact);
	else if (holds === false) ctx.failed(id, fact);
	else ctx.unverified(id, fact, oneBecause(because));
}
function saysOf({ tag, verdict, because }) {
	const [why] = because;
	switch (verdict) {
		case "moved": return `the tag ${tag} was moved: it names another commit than the recorded one`;
		case "changed": return `the tag ${tag} names another object than the recorded one, and what that names is not known${why === void 0 ? "" : ` (${why.message})`}`;
		case "re-tagged": return `the tag ${tag} was made again: another tag object names the same commit`;
		case "deleted": return `the tag ${tag} was deleted`;
		case "wrong-record": return `what is recorded of the tag ${tag} cannot be so`;
		case "unrecorded": return `nobody recorded the release tag ${tag}`;
		case "mutable": return tag === "" ? "new releases are not immutable" : `the release of the tag ${tag} is not immutable`;
		case "unchanged":
		case "immutable":
		case "unknown": return "it is as recorded";
	}
}

// actions/branch-protection/control.ts
const DataSchema = object({
	repository: string(),
	credential: _enum(credentialTiers).meta({ description: "What the credential turned out to read." }),
	layers: array(string()).meta({ description: "The layers of the policy that hold: organisation, each class that the repository is of, repository." }),
	groups: array(object({
		name: string(),
		target: _enum(targets),
		refs: number().int(),
		"bypass-digest": string().optional().meta({ description: "What a review of who may bypass is bound to; absent unless every list is known and the same for all refs." })
	})).meta({ description: "Refs that are judged as one, in the words of the policy." }),
	rulesets: array(object({
		id: number().int(),
		enforcement: string(),
		"updated-at": string().optional()
	})).meta({ description: "The rulesets that were read." })
});
const control = defineControl({
	name: "branch-protection",
	title: "Branch, tag and push protection",
	kind: "check",
	description: "Checks that rulesets and classic protection ask of branches, tags and pushes what the policy asks for, and who may bypass them.",
	permissions: {
		contents: "read",
		actions: "read"
	},
	inputs,
	lists,
	outputs,
	documents,
	journals,
	data: DataSchema.partial().extend(OrganisationDataSchema.partial().shape),
	rules,
	configProblems: (_lists, section) => organisationProblems(section ?? {}),
	async evaluate(ctx) {
		const { repositories } = ctx.inputs;
		if (repositories !== void 0) return (await import("./branch-protection-organisation-audit.js")).auditOrganisation(ctx, repositories);
		refuseParts(ctx);
		const seen = await seenOf(lookingOf(ctx));
		if (!seen.ok) return allUnverified(ctx, seen.because);
		const { repository, view } = seen;
		const asked = await askedOf(ctx, seen);
		if (!asked.ok) return allUnverified(ctx, asked.because);
		const tags = await tagRecordOf(ctx);
		if (!tags.ok) return allUnverified(ctx, tags.because);
		const known = {
			defaultBranch: seen.facts.default_branch,
			now: ctx.time.latest
		};
		const { groups, unnamed } = allNamed(await namedRefs(asked.entries, view, known.defaultBranch), view);
		const judged = [];
		for (const group of groups) judged.push(await judgeGroup(group, view, known));
		refuseConflicts(ctx, judged);
		const findings = findingsOf(judged);
		recordPolicy(ctx, repository, {
			...asked,
			broken: [...asked.broken, ...tags.broken],
			judged,
			unnamed
		});
		recordFindings(ctx, repository, findings, notTold(unnamed, asked));
		recordIdle(ctx, repository, judged);
		const all = unnamed.every(({ state }) => state !== "unknown") && asked.open.length + asked.broken.length === 0;
		await recordPast(ctx, seen, judged, all);
		await recordTags(ctx, seen, tags);
		recordFacts(ctx, judged);
		remark(ctx, {
			layers: asked.layers,
			judged,
			findings
		});
		if (findings.length > 0) ctx.exhibit(settingsExhibit(repository, findings));
		for (const exhibit of closureExhibits(judged)) ctx.exhibit(exhibit);
		leaveDocuments(ctx, repository, judged);
		saveSnapshot(ctx, seen, judged);
		const drift = findings.filter(({ holds }) => holds === false).length;
		ctx.output("settings", String(findings.length));
		ctx.output("drift", String(drift));
		ctx.metric("settings", findings.length);
		ctx.metric("drift", drift);
		ctx.metric("refs", groups.reduce((sum, { refs }) => sum + refs.length, 0));
		ctx.metric("requests", seen.requests());
		ctx.data({
			...dataOf(seen, judged),
			layers: asked.layers
		});
		noList(ctx);
		ctx.note(`Judged is what GitHub says of ${repository}, and no commit; asked with ${credentialTexts[seen.credential]}.`);
		for (const note of seen.notes) ctx.note(note);
		if (seen.credential === "admin-token" && ctx.subject.event.startsWith("pull_request")) ctx.note("An administration token is in a run of a pull request: keep it to runs of the default branch.");
	}
});
function allNamed({ groups, unnamed }, { partial }) {
	if (partial === void 0) return {
		groups,
		unnamed
	};
	return {
		groups,
		unnamed: unnamed.map((one) => one.state === "none" ? {
			...one,
			state: "unknown",
			because: partial
		} : one)
	};
}
function refuseConflicts(ctx, judged) {
	const { path } = ctx.policy.source;
	const problems = judged.flatMap(({ group, refs }) => [...new Set(refs.flatMap(({ comparison }) => comparison.conflicts.map(({ message }) => message)))].map((message) => ({
		message: `${group.name}: ${message}`,
		path
	})));
	if (problems.length > 0) throw new GovernanceError("BAD_CONFIG", "the policy asks for what cannot hold together", {
		problems,
		hint: "Change one of the two, or ask for it at-least."
	});
}
function dataOf({ repository, credential }, judged) {
	const refs = judged.flatMap((one) => one.refs);
	const rulesets = new Map(refs.flatMap(({ observation: { details } }) => details.flatMap(({ id, part }) => part.state === "read" ? [[id, part.data]] : [])));
	return {
		repository,
		credential: credentialTier(credential !== "none", refs.map(({ observation }) => observation)),
		groups: judged.map(({ group: { name, target }, refs: ofGroup }) => {
			const digests = new Set(ofGroup.map(digestOf));
			const [digest] = digests.size === 1 ? digests : [];
			return {
				name,
				target,
				refs: ofGroup.length,
				...digest === void 0 ? {} : { "bypass-digest": digest }
			};
		}),
		rulesets: [...rulesets].map(([id, { enforcement, updated_at: at }]) => ({
			id,
			enforcement,
			...typeof at === "string" ? { "updated-at": at } : {}
		}))
	};
}

export { allUnverified, control, entriesOfLayers, findingsOf, isAsked, judgeGroup, namedRefs, onlyDefaultBranch, recordFindings, recordIdle, recordPolicy, rules };