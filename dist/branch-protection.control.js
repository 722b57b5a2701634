import { GovernanceError, decodeText, defineControl, listed, rule, secret, severities, stableJson, structured, text } from "./shared.js";
import { _enum, array, number, object, string } from "./vendor.js";
import { LayersSchema, actualText, askedText, closure, closureItems, compare, driftCsv, driftJson, effective, entriesOf, fixJson, fullName, inOrder, isSwitchSetting, layersOf, namesRef, oneBecause, readCheckFile, refText, reviewDigest, rulesetSource, settingOf, settingText, settings, shortName, sourceText, sourcesText, targets, verdictText, viewRepository } from "./domain-protection.js";
import { parseJson } from "./parse-json.js";
import { meteredGitHub } from "./core-metered.js";
import { parseRepository, repositoryKey } from "./parse.js";

// actions/branch-protection/asked.ts
async function askedOf(ctx, { facts, view }) {
	const { policy } = ctx.inputs;
	const properties = policy.classes?.some(({ property }) => property !== void 0) === true ? await view.properties() : void 0;
	const { layers, open } = layersOf(policy, {
		topics: facts.topics ?? void 0,
		properties: properties?.state === "read" ? properties.data : void 0
	});
	const problems = [];
	const entries = [];
	for (const layer of layers) {
		const files = await filesOf(ctx, layer.policy);
		if (!files.ok) return files;
		problems.push(...files.problems);
		if (files.problems.length > 0) continue;
		const read = entriesOf({
			...layer,
			...files.files
		});
		entries.push(...read.entries);
		for (const { pointer, message } of read.problems) problems.push({
			message: `${layer.name}${pointer}: ${message}`,
			path: ctx.policy.source.path
		});
	}
	if (problems.length > 0) throw new GovernanceError("BAD_CONFIG", problems.length === 1 ? "a file of the policy cannot be used" : `the policy has ${problems.length} problems in its files`, {
		problems,
		hint: "Policy files are read where the configuration is: on the base of a change."
	});
	return {
		ok: true,
		entries,
		open
	};
}
async function filesOf(ctx, { branches = [], tags = [], rulesets = [] }) {
	const problems = [];
	const checkFiles = {};
	const rulesetFiles = {};
	const named = [...branches, ...tags].flatMap(({ "checks-file": path }) => path === void 0 ? [] : [path]);
	for (const path of new Set(named)) {
		const file = await jsonFile(ctx, path);
		if (!file.ok && "because" in file) return {
			ok: false,
			because: file.because
		};
		if (!file.ok) problems.push(...file.problems);
		else {
			const read = readCheckFile(file.document.value);
			if (read.ok) checkFiles[path] = read.file;
			else problems.push(...placed(path, file.document, read.problems));
		}
	}
	for (const path of new Set(rulesets)) {
		const file = await jsonFile(ctx, path);
		if (!file.ok && "because" in file) return {
			ok: false,
			because: file.because
		};
		if (file.ok) rulesetFiles[path] = file.document.value;
		else problems.push(...file.problems);
	}
	return {
		ok: true,
		files: {
			checkFiles,
			rulesetFiles
		},
		problems
	};
}
const maxBytes = 1048576;
async function jsonFile(ctx, path) {
	const found = await ctx.policy.tree.read(path, maxBytes);
	const bad = (message, at = {}) => ({
		ok: false,
		problems: [{
			message: `the policy file ${message}`,
			path,
			...at
		}]
	});
	if (!found.found) return found.reason === "unreadable" && found.because !== void 0 ? {
		ok: false,
		because: {
			...found.because,
			message: `the policy file ${path} ${found.message}: ${found.because.message}`
		}
	} : bad(found.message);
	const decoded = decodeText(found.content);
	if (!decoded.ok) return bad(decoded.message, { line: decoded.line });
	const parsed = parseJson(decoded.text);
	if (!parsed.ok) return bad(parsed.message, parsed.position);
	const { document } = parsed;
	const twice = document.duplicates.map(({ pointer, position }) => ({
		message: `the policy file gives ${pointer} twice`,
		path,
		...position
	}));
	return twice.length > 0 ? {
		ok: false,
		problems: twice
	} : {
		ok: true,
		document
	};
}
function placed(path, document, problems) {
	return problems.map(({ pointer, message }) => ({
		message,
		path,
		...document.near(pointer)
	}));
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
	"fix.json": "rulesets that add what is missing, each with the line that sends it, and what else is to be changed"
};
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
	const file = ctx.subject.matrixKey === void 0 ? "branch-protection.fix.json" : "<this file>";
	ctx.document("fix.json", fixJson(repository, file, {
		rulesets,
		others
	}));
}
function missingRulesets({ group, refs }) {
	const byRules = /* @__PURE__ */ new Map();
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

// actions/branch-protection/findings.ts
const wholeEntry = "policy";
function findingsOf(judged) {
	const findings = judged.flatMap(({ group, refs }) => {
		const rows = refs.flatMap(({ comparison }) => comparison.rows).filter(isAsked);
		return [...new Set(rows.map(({ setting }) => setting))].map((setting) => findingOf(group, setting, rows.filter((row) => row.setting === setting)));
	});
	const first = new Map(findings.map((finding) => [finding.rows[0], finding]));
	return inOrder([...first.keys()].filter((row) => row !== void 0)).flatMap((row) => first.get(row) ?? []);
}
function isAsked({ setting, verdict }) {
	return setting !== wholeEntry && verdict !== "not-asked";
}
function undecided(rows) {
	return rows.filter(({ setting }) => setting === wholeEntry);
}
function findingOf(group, setting, rows) {
	const holds = rows.some((row) => row.holds === false) ? false : rows.some((row) => row.holds === void 0) ? void 0 : true;
	const deciding = inOrder(rows.filter((row) => row.holds === holds));
	return {
		group,
		setting,
		holds,
		severity: holds === true ? settingOf(setting)?.severity ?? "medium" : severities[Math.min(...deciding.map((row) => severities.indexOf(row.severity)))] ?? "high",
		rows: deciding
	};
}
function findingText({ group, setting, rows }) {
	const [first] = rows;
	if (first === void 0) return `${setting} of ${group.name} is not as asked`;
	const where = group.byName ? group.name : `${rows.length} of ${group.refs.length} ${group.name}`;
	const which = group.byName ? "" : `: ${listed(rows.map(({ ref }) => ref))}`;
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
function expectedText({ rows: [first] }) {
	return first === void 0 ? "" : askedText(first);
}
function findingActual({ group, rows }) {
	const [first] = rows;
	if (first === void 0) return "not known";
	const texts = [...new Set(rows.map(actualText))];
	if (group.byName || texts.length === 1) return actualText(first);
	return listed(rows.map((row) => `${row.ref}: ${actualText(row)}`));
}
function findingFix({ group, rows }) {
	const texts = rows.flatMap(({ fix }) => {
		if (fix === void 0) return [];
		if (fix.rulesets.length > 0) return [`add the ruleset "policy of ${group.name}" of fix.json beside the report: by its gh line, or under Settings > Rules > Rulesets > Import`];
		return [[fix.text, ...fix.commands].join(": ")];
	});
	const [first, ...others] = new Set(texts);
	if (first === void 0 || others.length === 0) return first;
	return `${first}; fix.json beside the report has ${others.length} more`;
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
			const { group, setting, holds, rows } = finding;
			const [first] = rows;
			const some = rows.length === group.refs.length ? "" : ` (${rows.length} of ${group.refs.length})`;
			return {
				cells: [
					`${group.name}${some}`,
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
	const rows = doubt === void 0 ? comparison.rows : inOrder(comparison.rows.map((row) => doubted(row, doubt)));
	const { branch } = observation;
	const unseen = branch.state === "unknown" && ref !== known.defaultBranch ? branch.because : void 0;
	return {
		observation,
		state,
		comparison: {
			...comparison,
			rows
		},
		doubt,
		unseen
	};
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
function doubted(row, because) {
	if (row.holds !== true || row.verdict === "not-asked") return row;
	const severity = settingOf(row.setting)?.severity ?? "high";
	return {
		...row,
		holds: void 0,
		verdict: "unknown",
		severity,
		because: [because]
	};
}
function digestOf({ state }) {
	const lists = state.settings["bypass-actors"];
	return lists?.state === "observed" && lists.open.length === 0 ? reviewDigest(state.bypass) : void 0;
}

// actions/branch-protection/observations.ts
const credentials = [
	"admin-token",
	"token",
	"none"
];
const credentialTexts = {
	"admin-token": "admin-token",
	token: "the token of the workflow",
	none: "no token, as everybody may"
};
async function observationsOf(ctx) {
	const asked = ctx.inputs.repository ?? ctx.subject.repository;
	if (asked === void 0) return not("which repository is judged is not known: a laptop names none", "the input repository, as owner/name");
	const [credential, inner] = strongest(ctx);
	const found = parseRepository(asked, inner.host);
	if (found === void 0) throw new GovernanceError("BAD_INPUT", `the input repository names no repository: ${asked}`, { hint: "Write it as owner/name." });
	if (found.host !== inner.host) return not(`the repository is on ${found.host}, and this run asks ${inner.host}`, `a run on ${found.host}`);
	const { github, requests } = meteredGitHub(inner);
	const repository = `${found.owner}/${found.name}`;
	const view = viewRepository(github, repository);
	const facts = await view.facts();
	if (!await mayBeShown(ctx, found, facts, github)) return not("the repository that is to be judged is not known to be public, and the one that reports it is not known to be private", "a run in a private repository, with a token that sees both");
	if (facts.state !== "read") return {
		ok: false,
		because: facts.state === "unknown" ? facts.because : {
			code: "NO_DATA",
			message: facts.message
		}
	};
	if (!same(facts.data.full_name, found)) return not(`asked for ${repository}, GitHub answers for ${facts.data.full_name}: it was renamed or moved`, `repository: ${facts.data.full_name}`);
	return {
		ok: true,
		repository,
		facts: facts.data,
		credential,
		view,
		requests
	};
}
function strongest(ctx) {
	const [admin, own] = [ctx.github("admin-token"), ctx.github()];
	if (admin !== void 0) return ["admin-token", admin];
	return own !== void 0 ? ["token", own] : ["none", ctx.publicGitHub()];
}
function not(message, needs) {
	return {
		ok: false,
		because: {
			code: "NO_DATA",
			message,
			needs
		}
	};
}
function same(name, { host, ...one }) {
	const other = parseRepository(name, host);
	return other !== void 0 && repositoryKey(other) === repositoryKey({
		host,
		...one
	});
}
async function mayBeShown(ctx, judged, facts, github) {
	const { subject } = ctx;
	if (subject.repository === void 0 || same(subject.repository, judged)) return true;
	if (facts.state === "read" && !facts.data.private && (facts.data.visibility ?? "public") === "public") return true;
	const own = await viewRepository(ctx.github() ?? github, subject.repository).facts();
	return own.state === "read" && own.data.private && same(own.data.full_name, {
		...judged,
		...nameOf(subject.repository)
	});
}
function nameOf(repository) {
	const [owner = "", name = ""] = repository.split("/");
	return {
		owner,
		name
	};
}

// actions/branch-protection/refs.ts
const mostBranches = 300;
async function namedRefs(entries, view, defaultBranch) {
	const groups = [];
	const unnamed = [];
	for (const target of ["branch", "tag"]) {
		const ofTarget = entries.filter((entry) => entry.target === target);
		if (ofTarget.length === 0) continue;
		const listing = ofTarget.some(({ include }) => include.some(isGlob)) ? await view.names(target) : void 0;
		const byName = ofTarget.flatMap(({ include }) => include.flatMap((pattern) => literal(pattern, target, defaultBranch)));
		const listed = listing?.state === "read" ? listing.data : [];
		const found = /* @__PURE__ */ new Map();
		for (const ref of /* @__PURE__ */ new Set([...byName, ...listed])) {
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
		unnamed.push(...asked.unnamed, ...ofTarget.flatMap((entry) => unnamedOf(entry, named, listing)));
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
function isGlob(pattern) {
	return pattern === "~ALL" || !pattern.startsWith("~") && /[*?[]/.test(pattern);
}
function literal(pattern, target, defaultBranch) {
	if (isGlob(pattern)) return [];
	if (pattern === "~DEFAULT_BRANCH") return target === "branch" ? [defaultBranch] : [];
	return pattern.startsWith("~") ? [] : [shortName(pattern)];
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
function unnamedOf(entry, groups, listing) {
	const name = patternsText(entry.target, [entry]);
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
		"licence-compliance"
	],
	refs: [
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
	const ranks = settings.filter(({ key }) => ruleOf(key) === id).map(({ severity }) => severities.indexOf(severity));
	return severities[Math.min(...ranks)] ?? "high";
}
const ofSetting = {
	grade: ({ severity }) => severity,
	about: ({ about }) => about,
	says: ({ says }) => says ?? "a setting is not as the policy asks",
	expected: ({ expected }) => expected,
	actual: ({ actual }) => actual,
	observed: ({ observed }) => observed,
	fix: ({ fix }) => fix
};
const rules = {
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
	refs: rule({
		...ofSetting,
		severity: worstOf("refs"),
		asserts: "It can be created, moved, rewritten and deleted only as the policy asks.",
		why: "History that can be rewritten, and tags that can be moved, prove nothing of what was reviewed."
	}),
	content: rule({
		...ofSetting,
		severity: worstOf("content"),
		asserts: "Names, texts and pushed files are limited as the policy asks.",
		why: "What is pushed once is in every clone: large files, secrets and forged authors do not go away again."
	}),
	"idle-ruleset": rule({
		...ofSetting,
		severity: "info",
		asserts: "Every ruleset that was read protects something.",
		why: "Whoever reads the list of rulesets takes one that enforces nothing for protection."
	})
};

// actions/branch-protection/results.ts
function allUnverified(ctx, because) {
	for (const id of Object.keys(rules)) ctx.unverified(id, {
		about: [],
		severity: rules[id].severity
	}, because);
}
function recordFindings(ctx, repository, findings, untold) {
	for (const finding of findings) {
		const { group, setting, holds, severity, rows } = finding;
		const rule = ruleOf(setting);
		const fact = {
			about: aboutOf(repository, group.name, setting),
			severity,
			says: findingText(finding),
			expected: expectedText(finding),
			actual: findingActual(finding),
			observed: rows.map(({ ref, verdict, actual }) => [
				ref,
				verdict,
				actual ?? null
			]),
			fix: findingFix(finding)
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
function notTold(unnamed, open) {
	return (rule) => {
		const reasons = unnamed.flatMap(({ state, because, entries }) => state === "unknown" && because !== void 0 && entries.some((entry) => asksBy(entry, rule)) ? [because] : []);
		return reasons.length + open.length === 0 ? void 0 : oneBecause([...reasons, ...open]);
	};
}
function asksBy({ asks, review, unrecognised }, rule) {
	return Object.keys(asks).some((key) => ruleOf(key) === rule) || rule === "bypass" && review !== void 0 || rule === "content" && unrecognised.length > 0;
}
function recordPolicy(ctx, repository, asked) {
	const statements = /* @__PURE__ */ new Map();
	const say = (name, rank, give, more = {}) => {
		const before = statements.get(name);
		if (before !== void 0 && before.rank <= rank) return;
		const fact = {
			about: aboutOf(repository, name),
			severity: rules.policy.severity,
			...more
		};
		statements.set(name, {
			rank,
			give: () => give(fact)
		});
	};
	const fails = (name, says, fix) => say(name, 0, (fact) => ctx.failed("policy", fact), {
		says,
		actual: "nothing",
		observed: says,
		fix
	});
	const unknown = (name, because) => say(name, 1, (fact) => ctx.unverified("policy", fact, because));
	for (const { group, refs } of asked.judged) {
		const settings = asked.findings.filter((finding) => finding.group === group).length;
		const open = undecided(refs.flatMap(({ comparison }) => comparison.rows)).flatMap(({ because }) => because);
		const doubts = refs.flatMap(({ doubt, unseen }) => doubt ?? (group.byName ? unseen ?? [] : []));
		if (open.length + doubts.length > 0) unknown(group.name, oneBecause([...doubts, ...open]));
		else if (settings === 0 || refs.some(({ comparison }) => !comparison.asked)) fails(group.name, `the policy asks for nothing of ${group.name}`, "give a preset or a setting, or take the entry out");
		else say(group.name, 3, (fact) => ctx.passed("policy", fact), { actual: `${group.refs.length === 1 ? "1 ref" : `${group.refs.length} refs`}, ${settings} settings` });
	}
	for (const { name, state, because } of asked.unnamed) if (state === "unknown") unknown(name, oneBecause(because === void 0 ? [] : [because]));
	else if (state === "never") fails(name, `the entry for ${name} can name nothing`, "correct its pattern, or what it excludes");
	else say(name, 2, (fact) => ctx.notApplicable("policy", fact, "all of them were listed, and none matches: nothing is asked of any"));
	if (asked.open.length > 0) unknown("classes", oneBecause(asked.open));
	for (const { give } of statements.values()) give();
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
	for (const [id, part] of [...details].sort(([a], [b]) => a - b)) recordRuleset(ctx, repository, id, part);
	if (unlisted.length === 0 && details.size === 0) ctx.notApplicable("idle-ruleset", {
		about: [],
		severity
	}, "no ruleset of what was asked about is to be seen");
}
function recordRuleset(ctx, repository, id, part) {
	const severity = rules["idle-ruleset"].severity;
	const fact = {
		about: aboutOf(repository, `ruleset ${id}`),
		severity
	};
	if (part.state !== "read") {
		const because = part.state === "unknown" ? part.because : {
			code: "NO_DATA",
			message: part.message,
			needs: "a plan that has rulesets"
		};
		return ctx.unverified("idle-ruleset", fact, because);
	}
	const why = idleText(part.data);
	if (why === void 0) return ctx.passed("idle-ruleset", fact);
	const says = `${sourceText(rulesetSource(id, { ruleset: part.data }))} protects nothing: ${why}`;
	ctx.failed("idle-ruleset", {
		...fact,
		says,
		actual: why,
		observed: why,
		fix: "make it active with refs and rules, or delete it"
	});
}
function idleText({ enforcement, rules: own, conditions, target }) {
	if (enforcement === "disabled") return "it is disabled";
	if (enforcement === "evaluate") return "it only evaluates";
	if (own?.length === 0) return "it has no rules";
	if (target !== "push" && conditions?.ref_name?.include?.length === 0) return "it includes no ref";
}
function aboutOf(repository, ...parts) {
	return [repository.toLowerCase(), ...parts];
}

// actions/branch-protection/control.ts
const DataSchema = object({
	repository: string(),
	credential: _enum(credentials).meta({ description: "What the API was asked with." }),
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
	permissions: { contents: "read" },
	inputs,
	lists,
	outputs,
	documents,
	data: DataSchema,
	rules,
	async evaluate(ctx) {
		const seen = await observationsOf(ctx);
		if (!seen.ok) return allUnverified(ctx, seen.because);
		const { repository, view } = seen;
		const asked = await askedOf(ctx, seen);
		if (!asked.ok) return allUnverified(ctx, asked.because);
		const known = {
			defaultBranch: seen.facts.default_branch,
			now: ctx.time.latest
		};
		const { groups, unnamed } = await namedRefs(asked.entries, view, known.defaultBranch);
		const judged = [];
		for (const group of groups) judged.push(await judgeGroup(group, view, known));
		refuseConflicts(ctx, judged);
		const findings = findingsOf(judged);
		recordPolicy(ctx, repository, {
			judged,
			findings,
			unnamed,
			open: asked.open
		});
		recordFindings(ctx, repository, findings, notTold(unnamed, asked.open));
		recordIdle(ctx, repository, judged);
		noteUnknownRules(ctx, judged);
		if (findings.length > 0) ctx.exhibit(settingsExhibit(repository, findings));
		for (const exhibit of closureExhibits(judged)) ctx.exhibit(exhibit);
		leaveDocuments(ctx, repository, judged);
		const drift = findings.filter(({ holds }) => holds === false).length;
		ctx.output("settings", String(findings.length));
		ctx.output("drift", String(drift));
		ctx.metric("settings", findings.length);
		ctx.metric("drift", drift);
		ctx.metric("refs", groups.reduce((sum, { refs }) => sum + refs.length, 0));
		ctx.metric("requests", seen.requests());
		ctx.data(dataOf(seen, judged));
		ctx.note(`Asked with ${credentialTexts[seen.credential]}.`);
		if (seen.credential === "admin-token" && ctx.subject.event.startsWith("pull_request")) ctx.note("An administration token is in a run of a pull request: keep it to runs of the default branch.");
	}
});
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
function noteUnknownRules(ctx, judged) {
	for (const { group, refs } of judged) {
		const types = new Set(refs.flatMap(({ state }) => state.unrecognised.map(({ type }) => type)));
		if (types.size > 0) ctx.note(`Rules of types that are not known are in force on ${group.name}: ${[...types].sort().join(", ")}.`);
	}
}
function dataOf({ repository, credential }, judged) {
	const refs = judged.flatMap((one) => one.refs);
	const rulesets = new Map(refs.flatMap(({ observation: { details } }) => details.flatMap(({ id, part }) => part.state === "read" ? [[id, part.data]] : [])));
	return {
		repository,
		credential,
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

export { control };