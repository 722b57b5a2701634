import { CommitId, GovernanceError, RepositoryName, decodeText, isoTime, millisecondsPerDay, ownerAndRepo, parseTime, redact, stableJson } from "./shared.js";
import { _enum, _null, array, discriminatedUnion, literal, looseObject, number, object, strictObject, string, union, unknown as unknown$2 } from "./vendor.js";
import { parseRepository, repositoryKey, sameRepository } from "./parse.js";
import { BranchRuleSchema, BranchSchema, ClassicSchema, RepositorySchema, RulesetSchema, RulesetSummarySchema, credentialTexts as credentialTexts$1, judgedRepository as judgedRepository$1, needs, shortName, strongest, unread } from "./domain-github-rules.js";
import { pointerProblems } from "./core-pointer-problem.js";
import { parseJson } from "./parse-json.js";
import { meteredGitHub } from "./core-metered.js";
import { branchTip, isAncestor } from "./domain-repository.js";

// shared/domain/seen-repository/credential-tier.ts
const credentialTiers = [
	"none",
	"workflow-token",
	"administration-read",
	"administration-write"
];
function credentialTier(hasToken, observations) {
	if (!hasToken) return "none";
	if (observations.some(({ details }) => details.some(({ part }) => part.state === "read" && Array.isArray(part.data.bypass_actors)))) return "administration-write";
	return observations.some(({ classic: part }) => part.state === "read" || part.state === "none" && part.why === "not-protected") ? "administration-read" : "workflow-token";
}

// shared/domain/seen-repository/observation.ts
const targets = [
	"branch",
	"tag",
	"push"
];

// shared/domain/seen-repository/force-pushers.ts
const query = `query($owner: String!, $name: String!, $ref: String!) {
  r0: repository(owner: $owner, name: $name) { nameWithOwner ref(qualifiedName: $ref) { name branchProtectionRule {
    bypassForcePushAllowances(first: 100) { totalCount nodes { actor {
      __typename ... on App { databaseId } ... on Team { databaseId } ... on User { databaseId } } } } } } } }`;
const ActorSchema = looseObject({
	__typename: _enum([
		"App",
		"Team",
		"User"
	]),
	databaseId: number().int()
});
const AnswerSchema = looseObject({
	errors: array(unknown$2()).max(0).nullish(),
	data: looseObject({ r0: looseObject({
		nameWithOwner: string(),
		ref: looseObject({
			name: string(),
			branchProtectionRule: looseObject({ bypassForcePushAllowances: looseObject({
				totalCount: number().int(),
				nodes: array(looseObject({ actor: ActorSchema }))
			}) })
		})
	}) })
});
async function forcePushers(github, repository, branch) {
	const [owner, name] = repository.split("/");
	const answer = await github.graphql(query, {
		owner,
		name,
		ref: `refs/heads/${branch}`
	});
	if (!answer.ok) return {
		actors: void 0,
		limit: answer.because.code === "RATE_LIMITED" ? answer.because : void 0
	};
	const found = AnswerSchema.safeParse(answer.data).data?.data.r0;
	if (!(found !== void 0 && sameRepository(found.nameWithOwner, repository) && found.ref.name === branch)) return {
		actors: void 0,
		limit: void 0
	};
	const { totalCount, nodes } = found.ref.branchProtectionRule.bypassForcePushAllowances;
	const of = (type) => nodes.flatMap(({ actor }) => actor.__typename === type ? [{ id: actor.databaseId }] : []);
	const actors = {
		users: of("User"),
		teams: of("Team"),
		apps: of("App")
	};
	return {
		actors: nodes.length === totalCount ? actors : void 0,
		limit: void 0
	};
}

// shared/domain/seen-repository/observe.ts
const PropertySchema = looseObject({
	property_name: string(),
	value: union([
		string(),
		array(string()),
		_null()
	])
});
const NamedSchema = looseObject({ name: string().min(1) });
function viewRepository(github, repository, options = {}) {
	const at = ownerAndRepo(repository);
	const get = (route, more, schema) => github.get(`GET /repos/{owner}/{repo}${route}`, {
		...at,
		...more
	}, schema);
	const all = (route, more, schema) => github.all(`GET /repos/{owner}/{repo}${route}`, {
		...at,
		...more
	}, schema);
	const facts = once(async () => options.facts === void 0 ? part(await get("", {}, RepositorySchema), needs.metadata) : {
		state: "read",
		data: options.facts
	});
	const rulesets = once(async () => part(await all("/rulesets", {
		includes_parents: true,
		targets: targets.join(",")
	}, RulesetSummarySchema), needs.metadata));
	const details = new Map();
	const detail = (id) => {
		const known = details.get(id) ?? get("/rulesets/{ruleset_id}", {
			ruleset_id: id,
			includes_parents: true
		}, RulesetSchema).then((answer) => sameRuleset(id, part(answer, needs.metadata)));
		details.set(id, known);
		return known;
	};
	const properties = once(async () => {
		const read = part(await get("/properties/values", {}, array(PropertySchema)), needs.metadata);
		if (read.state !== "read") return read;
		return {
			state: "read",
			data: Object.fromEntries(read.data.map(({ property_name, value }) => [property_name, value]))
		};
	});
	const listed = (route, settles) => once(async () => {
		const read = part(await all(route, {}, NamedSchema), settles);
		return read.state === "read" ? {
			state: "read",
			data: [...new Set(read.data.map(({ name }) => name))].sort()
		} : read;
	});
	const branches = listed("/branches", needs.contents);
	const lists = {
		branch: once(async () => wholeList(await branches(), await facts())),
		tag: listed("/tags", needs.contents)
	};
	async function classicOf(branch) {
		const read = classicPart(await get("/branches/{branch}/protection", { branch }, ClassicSchema));
		if (read.state !== "read" || read.data.allow_force_pushes?.enabled !== false) return read;
		const known = branch === options.facts?.default_branch ? options.forcePushers : void 0;
		const { actors, limit } = known === void 0 ? await forcePushers(github, repository, branch) : {
			actors: known,
			limit: void 0
		};
		if (limit !== void 0) return {
			state: "unknown",
			because: limit
		};
		const { bypass_force_push_allowances: _never, ...data } = read.data;
		return {
			state: "read",
			data: actors === void 0 ? data : {
				...data,
				bypass_force_push_allowances: actors
			}
		};
	}
	async function observe(target, ref) {
		const branch = shortName(ref);
		const skipped = {
			state: "none",
			why: "not-asked",
			message: `a ${target} has no such thing`
		};
		const [known, summary, rules, every, classic] = await Promise.all([
			facts(),
			target !== "branch" ? skipped : get("/branches/{branch}", { branch }, BranchSchema).then((answer) => part(answer, needs.contents)),
			target !== "branch" ? skipped : all("/rules/branches/{branch}", { branch }, BranchRuleSchema).then((answer) => part(answer, needs.metadata)),
			rulesets(),
			target !== "branch" ? skipped : classicOf(branch)
		]);
		const ofTarget = onlyOf(every, target);
		const ids = [...ofTarget.state === "read" ? ofTarget.data.map(({ id }) => id) : [], ...rules.state === "read" ? rules.data.map(({ ruleset_id }) => ruleset_id) : []];
		const distinct = [...new Set(ids)].sort((a, b) => a - b);
		return {
			repository,
			target,
			ref: target === "push" ? "" : branch,
			facts: known,
			branch: summary,
			rules,
			rulesets: ofTarget,
			details: await Promise.all(distinct.map(async (id) => ({
				id,
				part: await detail(id)
			}))),
			classic
		};
	}
	return {
		facts,
		properties,
		names: (target) => lists[target](),
		observe
	};
}
function observe(github, repository, { target, ref }, options = {}) {
	return viewRepository(github, repository, options).observe(target, ref);
}
function once(ask) {
	let asked;
	return () => asked ??= ask();
}
function onlyOf(rulesets, target) {
	if (rulesets.state !== "read") return rulesets;
	return {
		state: "read",
		data: rulesets.data.filter((ruleset) => (ruleset.target ?? target) === target)
	};
}
function sameRuleset(id, read) {
	if (read.state !== "read" || read.data.id === id) return read;
	return torn(`asked for the ruleset ${id}, GitHub answers for ${read.data.id}`);
}
function wholeList(names, facts) {
	if (names.state !== "read" || facts.state !== "read" || names.data.includes(facts.data.default_branch)) return names;
	return torn(`the list of branches lacks the default branch ${facts.data.default_branch}`);
}
function torn(message) {
	return {
		state: "unknown",
		because: {
			code: "INCONCLUSIVE",
			message,
			needs: "another look"
		}
	};
}
function part(answer, settles) {
	if (answer.ok) return {
		state: "read",
		data: answer.data
	};
	const { because } = answer;
	if (because.code === "PLAN_LIMIT") return {
		state: "none",
		why: "plan-limit",
		message: because.message
	};
	return {
		state: "unknown",
		because: unread(because, settles)
	};
}
function classicPart(answer) {
	if (!answer.ok && answer.status === 404 && /^branch not protected\b/i.test(answer.said ?? "")) return {
		state: "none",
		why: "not-protected",
		message: "the branch has no classic protection"
	};
	return part(answer, needs.classic);
}

// shared/domain/seen-repository/observations.ts
const credentialTexts = {
	...credentialTexts$1,
	snapshot: "nothing: what is judged is a snapshot"
};
async function observationsOf(looking) {
	const { credential, github: inner } = strongest(looking, looking.admin);
	const asked = judgedRepository$1(looking.asked.repository, looking.subject.repository, inner);
	if (!asked.ok) return asked;
	const { repository: found } = asked;
	const { github, requests } = meteredGitHub(inner);
	const repository = `${found.owner}/${found.name}`;
	const view = viewRepository(github, repository);
	const facts = await view.facts();
	if (!await mayBeShown(looking, found, facts, github)) return not("the repository that is to be judged is not known to be public, and the one that reports it is not known to be private", "a run in a private repository, with a token that sees both");
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
		github,
		notes: [],
		requests
	};
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
async function mayBeShown(looking, judged, facts, github) {
	const { subject } = looking;
	if (subject.repository === void 0 || same(subject.repository, judged)) return true;
	if (facts.state === "read" && !facts.data.private && (facts.data.visibility ?? "public") === "public") return true;
	const own = await viewRepository(looking.github() ?? github, subject.repository).facts();
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

// shared/domain/seen-repository/snapshot.ts
const BecauseSchema = strictObject({
	code: _enum([
		"MISSING_PERMISSION",
		"NO_CREDENTIAL",
		"NOT_FOUND",
		"TRUNCATED",
		"RATE_LIMITED",
		"PLAN_LIMIT",
		"GITHUB_DOWN",
		"NO_DATA",
		"NO_RESULT",
		"NO_BASE",
		"TOO_FEW_SAMPLES",
		"INCONCLUSIVE",
		"CLAIMED",
		"CONDITIONAL",
		"NOT_REPLAYED",
		"NOT_ASKED"
	]).refine((code) => code !== "NOT_REPLAYED", "is said by a replay alone"),
	message: string(),
	needs: string().optional(),
	deferrable: literal(false).optional()
});
function partSchema(data) {
	return discriminatedUnion("state", [
		strictObject({
			state: literal("read"),
			data
		}),
		strictObject({
			state: literal("none"),
			why: _enum([
				"not-protected",
				"plan-limit",
				"not-asked"
			]),
			message: string()
		}),
		strictObject({
			state: literal("unknown"),
			because: BecauseSchema
		})
	]);
}
const ObservationSchema = strictObject({
	repository: RepositoryName,
	target: _enum(targets),
	ref: string(),
	facts: partSchema(RepositorySchema),
	branch: partSchema(BranchSchema),
	rules: partSchema(array(BranchRuleSchema)),
	rulesets: partSchema(array(RulesetSummarySchema)),
	details: array(strictObject({
		id: number().int(),
		part: partSchema(RulesetSchema)
	})),
	classic: partSchema(ClassicSchema)
});
const TimeSchema = string().refine((text) => parseTime(text) !== void 0, "expected a time such as 2026-11-20T12:00:00Z");
const snapshotVersion = 1;
const snapshotEnding = ".snapshot.json";
const SnapshotSchema = strictObject({
	kind: literal("release-governance/snapshot"),
	version: literal(1),
	"taken-at": TimeSchema.meta({ description: "When the API was asked." }),
	commit: CommitId.optional().meta({ description: "What was checked out when it was taken." }),
	run: strictObject({
		id: number().int().positive(),
		attempt: number().int().positive()
	}).optional().meta({ description: "The run that took it. It proves nothing by itself: the run is looked up." }),
	credential: _enum(credentialTiers),
	observations: array(ObservationSchema).min(1).superRefine((observations, check) => {
		const first = new Map();
		for (const [index, one] of observations.entries()) {
			const earlier = first.get(refKey(one));
			if (earlier === void 0) first.set(refKey(one), index);
			else check.addIssue({
				code: "custom",
				message: `is about the same ref as /observations/${earlier}`,
				path: [index]
			});
		}
	}).meta({ description: "One for each ref." })
});
function observationIn({ observations }, wanted) {
	return observations.find((one) => refKey(one) === refKey(wanted));
}
function refKey({ repository, target, ref }) {
	return stableJson([
		repository.toLowerCase(),
		target,
		ref
	]);
}
function writeSnapshot(snapshot) {
	const observations = snapshot.observations.map((one) => ({
		...one,
		facts: only(one.facts, RepositorySchema),
		branch: only(one.branch, BranchSchema)
	}));
	return `${stableJson(cleaned({
		...snapshot,
		observations
	}, true))}\n`;
}
function readSnapshot(path, text) {
	const parsed = parseJson(text);
	if (!parsed.ok) return {
		ok: false,
		problems: [{
			message: `is no snapshot: ${parsed.message}`,
			path,
			...parsed.position
		}]
	};
	const { document } = parsed;
	const problems = document.duplicates.map(({ pointer, position }) => {
		return {
			message: `is no snapshot: ${pointer} is given twice`,
			path,
			...position
		};
	});
	const { value } = document;
	if (typeof value === "object" && value !== null && !Array.isArray(value) && typeof value["version"] === "number") {
		const { version } = value;
		if (version > 1) problems.push({
			message: `is a snapshot of version ${version}, expected ${1}: take it again, or use the release that wrote it`,
			path,
			...document.near("/version")
		});
		if (problems.length > 0) return {
			ok: false,
			problems
		};
	}
	const checked = SnapshotSchema.safeParse(value);
	for (const { pointer, message } of checked.success ? [] : pointerProblems(checked.error)) problems.push({
		message: `is no snapshot: ${pointer === "" ? "the document" : pointer}: ${message}`,
		path,
		...document.near(pointer)
	});
	return checked.success && problems.length === 0 ? {
		ok: true,
		snapshot: checked.data
	} : {
		ok: false,
		problems
	};
}
function only(given, schema) {
	if (given.state !== "read") return given;
	const data = Object.entries(given.data ?? {}).filter(([key]) => Object.hasOwn(schema.shape, key));
	return {
		...given,
		data: Object.fromEntries(data)
	};
}
function cleaned(value, dropLinks) {
	if (typeof value === "string") return redact(value).text;
	if (Array.isArray(value)) return value.map((item) => cleaned(item, dropLinks));
	if (typeof value !== "object" || value === null) return value;
	const kept = Object.entries(value).filter(([key]) => !dropLinks || key !== "_links" && !/(^|_)url$/.test(key));
	return Object.fromEntries(kept.map(([key, inner]) => [key, cleaned(inner, dropLinks && key !== "parameters")]));
}

// shared/domain/seen-repository/snapshot-worth.ts
const maxSnapshotDays = 7;
const settles = `a snapshot that the scheduled audit of the default branch published in the last ${7} days`;
function snapshotWorth(snapshot, setting) {
	const { wanted, published, moment } = setting;
	const messages = [...foreign(snapshot, setting)];
	if (messages.length > 0) return {
		worth: "foreign",
		messages
	};
	const observation = observationIn(snapshot, wanted);
	if (observation === void 0) return {
		worth: "missing",
		because: [{
			code: "NO_DATA",
			message: `the snapshot has nothing of ${refText(wanted)}`,
			needs: "a snapshot that has this ref"
		}]
	};
	const because = [];
	const not = (message, needs = settles) => void because.push({
		code: "NO_DATA",
		message,
		needs
	});
	if (moment.replay) not("a replay decides nothing", "a run without as-of");
	if (published === void 0 || snapshot.run === void 0) not("the snapshot was not published by a run");
	else if (published.by.state === "unknown") because.push(published.by.because);
	else if (published.by.state === "none") not(published.by.message);
	else for (const message of runProblems(published.by.data, snapshot, published.audit, moment)) not(message);
	if (setting.seen === void 0) not("what has changed since the snapshot was not asked");
	else because.push(...changes(observation, setting.seen));
	if (because.length > 0) return {
		worth: "unverified",
		observation,
		because
	};
	const created = published?.by.state === "read" ? parseTime(published.by.data.createdAt) ?? 0 : 0;
	return {
		worth: "decides",
		observation,
		until: isoTime(created + 7 * millisecondsPerDay)
	};
}
function fileWorth(snapshot, wanted, moment) {
	return snapshotWorth(snapshot, {
		wanted,
		published: void 0,
		seen: void 0,
		moment
	});
}
function refText({ target, ref }) {
	return target === "push" ? "pushes" : `the ${target} ${JSON.stringify(ref)}`;
}
function* foreign({ observations, run }, { wanted, published }) {
	if (!observations.some(({ repository }) => sameName(repository, wanted.repository))) yield `the snapshot is of other repositories, expected one that has ${JSON.stringify(wanted.repository)}`;
	if (run === void 0 || published?.by.state !== "read") return;
	const { id, attempt } = published.by.data;
	if (run.id !== id || run.attempt > attempt) yield `the snapshot says that run ${run.id} (attempt ${run.attempt}) took it, and run ${id} (attempt ${attempt}) published it`;
}
function sameName(a, b) {
	return a.toLowerCase() === b.toLowerCase();
}
function* runProblems(run, snapshot, audit, moment) {
	if (!sameName(run.repository, audit.repository)) yield `run ${run.id} is of ${run.repository}, not of ${audit.repository}`;
	if (run.event !== "schedule") yield `run ${run.id} was started by ${run.event}, not by schedule`;
	if (run.branch !== audit.defaultBranch) yield `run ${run.id} is of ${run.branch}, not of ${audit.defaultBranch}`;
	if (run.workflow !== audit.workflow) yield `run ${run.id} is of ${run.workflow}, not of ${audit.workflow}`;
	if (run.conclusion === void 0) yield `run ${run.id} has not come to its end`;
	const created = parseTime(run.createdAt);
	const taken = parseTime(snapshot["taken-at"]);
	if (created === void 0 || taken === void 0) return yield `when run ${run.id} was made cannot be read`;
	if (taken < created) yield `the snapshot is older than the run that published it (${snapshot["taken-at"]})`;
	if (created > moment.latest || taken > moment.latest) yield "the snapshot is from the future";
	if (moment.latest - Math.min(created, taken) > 7 * 864e5) yield `the snapshot of ${snapshot["taken-at"]} is older than ${7} days`;
}
function* changes(observation, seen) {
	const changed = (message) => ({
		code: "NO_DATA",
		message,
		needs: settles
	});
	if (seen.rulesets.state === "unknown") yield seen.rulesets.because;
	const before = known(observation);
	const after = new Map(seen.rulesets.state === "read" ? seen.rulesets.data.map((one) => [one.id, one]) : []);
	for (const [id, { updated_at, enforcement }] of before) {
		const now = after.get(id);
		if (now === void 0 && (enforcement === "disabled" || enforcement === "evaluate")) continue;
		if (seen.rulesets.state === "unknown") continue;
		if (now === void 0) yield changed(`the ruleset ${id} of the snapshot is no longer there`);
		else if (typeof updated_at !== "string" || typeof now.updated_at !== "string") yield changed(`when the ruleset ${id} was changed cannot be told`);
		else if (parseTime(updated_at) !== parseTime(now.updated_at) || parseTime(updated_at) === void 0) yield changed(`the ruleset ${id} was changed at ${now.updated_at}, after the snapshot (${updated_at})`);
	}
	for (const id of after.keys()) if (!before.has(id)) yield changed(`the ruleset ${id} is not in the snapshot`);
	if (observation.target !== "branch") return;
	if (seen.branch.state === "unknown") yield seen.branch.because;
	else if (stableJson(shownOf(observation.branch)) !== stableJson(shownOf(seen.branch))) yield changed("what every reader sees of the protection of the branch is not as in the snapshot");
}
function known({ rules, rulesets, details }) {
	const found = new Map();
	if (rules.state === "read") for (const { ruleset_id } of rules.data) found.set(ruleset_id, {});
	if (rulesets.state === "read") for (const one of rulesets.data) found.set(one.id, one);
	for (const { id, part } of details) {
		const listed = found.get(id);
		const read = part.state === "read" ? part.data : {};
		const [one, other] = [listed?.updated_at ?? void 0, read.updated_at ?? void 0];
		found.set(id, one !== void 0 && other !== void 0 && one !== other ? {} : {
			...listed,
			...read
		});
	}
	return found;
}
function shownOf(branch) {
	if (branch.state !== "read") return branch.state;
	const checks = branch.data.protection?.required_status_checks;
	const contexts = [...checks?.contexts ?? []].sort();
	const apps = (checks?.checks ?? []).map(({ context, app_id }) => stableJson([context, app_id ?? null])).sort();
	return [
		branch.data.protected,
		branch.data.protection?.enabled,
		checks?.enforcement_level,
		contexts,
		apps
	];
}

// shared/domain/seen-repository/from-file.ts
const maxBytes = 16777216;
async function fromFile(looking, path) {
	if (looking.asked.saves) throw bad("save-snapshot and a snapshot from a file exclude each other", path);
	const found = await looking.policy.tree.read(path, maxBytes);
	if (!found.found && found.because !== void 0) return {
		ok: false,
		because: found.because
	};
	if (!found.found) throw bad(`the snapshot ${found.message}`, path);
	const decoded = decodeText(found.content);
	if (!decoded.ok) throw bad(`the snapshot ${decoded.message}`, path);
	const read = readSnapshot(path, decoded.text);
	if (!read.ok) throw new GovernanceError("BAD_INPUT", "the snapshot cannot be read", { problems: read.problems });
	const { snapshot } = read;
	const repository = judgedRepository(looking, snapshot);
	if (repository === void 0) return not("which repository of the snapshot is judged is not known", "the input repository, as owner/name");
	const own = snapshot.observations.filter((one) => one.repository.toLowerCase() === repository.toLowerCase());
	if (own.length === 0) throw bad(`the snapshot is of other repositories, expected one that has ${repository}`, path);
	const facts = own.map((one) => one.facts).find(({ state }) => state === "read");
	if (facts?.state !== "read") return not("the snapshot says nothing of the repository", "a snapshot that has it");
	const visible = !facts.data.private && (facts.data.visibility ?? "public") === "public";
	const judged = parseRepository(repository);
	const host = looking.subject.repository;
	if (!visible && host !== void 0 && (judged === void 0 || !same(host, judged))) return not("the snapshot is of a repository that is not known to be public", "a run in that repository");
	return {
		ok: true,
		repository,
		facts: facts.data,
		credential: "snapshot",
		view: viewOf(looking, path, repository, snapshot, own),
		github: void 0,
		notes: [`Judged by the snapshot ${path} of ${snapshot["taken-at"]}: nothing of it can pass.`],
		requests: () => 0
	};
}
function judgedRepository({ asked: { repository: named }, subject }, { observations }) {
	const asked = named ?? subject.repository;
	if (asked !== void 0) {
		const parsed = parseRepository(asked);
		return parsed === void 0 ? asked : `${parsed.owner}/${parsed.name}`;
	}
	const [first, ...others] = new Map(observations.map(({ repository }) => [repository.toLowerCase(), repository]));
	return others.length === 0 ? first?.[1] : void 0;
}
function bad(message, path) {
	return new GovernanceError("BAD_INPUT", "the snapshot cannot be used", {
		problems: [{
			message,
			path
		}],
		hint: "A file is read where the configuration is: on the base of a change."
	});
}
const unlisted = {
	code: "NO_DATA",
	message: "the snapshot has some refs, and does not list all of them",
	needs: "a run that asks GitHub"
};
function viewOf({ time }, path, repository, snapshot, own) {
	const reasons = new Map();
	return {
		partial: unlisted,
		reasons: (observation) => reasons.get(refKey(observation)) ?? [],
		facts: async () => own.map((one) => one.facts).find(({ state }) => state === "read") ?? unknown$1(unlisted),
		properties: async () => unknown$1({
			code: "NO_DATA",
			message: "a snapshot has no custom properties"
		}),
		names: async (target) => ({
			state: "read",
			data: own.flatMap((one) => one.target === target ? [one.ref] : []).sort()
		}),
		async observe(target, ref) {
			const wanted = {
				repository,
				target,
				ref: target === "push" ? "" : shortName(ref)
			};
			const worth = fileWorth(snapshot, wanted, time);
			switch (worth.worth) {
				case "foreign": throw bad(worth.messages.join("; "), path);
				case "missing":
					reasons.set(refKey(wanted), worth.because);
					return nothingOf(wanted, worth.because[0] ?? unlisted);
				case "unverified":
					reasons.set(refKey(wanted), worth.because);
					return worth.observation;
				case "decides": throw new Error("a file that nobody published decides nothing");
			}
		}
	};
}
function unknown$1(because) {
	return {
		state: "unknown",
		because
	};
}
function nothingOf(wanted, because) {
	const part = unknown$1(because);
	return {
		...wanted,
		facts: part,
		branch: part,
		rules: part,
		rulesets: part,
		details: [],
		classic: part
	};
}

// shared/domain/seen-repository/published-snapshot.ts
const wholeRun = `a run of the scheduled audit that published one whole snapshot in the last ${7} days`;
function publishedSnapshots(collected, run) {
	const problems = unreadOf(collected, run);
	const files = new Map();
	let elsewhere = 0;
	let met = 0;
	for (const file of collected.files) {
		if (!isSnapshotFile(file.path)) continue;
		if (!isOfRun(file.origin, run)) {
			elsewhere += 1;
			continue;
		}
		met += 1;
		const read = readPublished(file, run);
		if ("problems" in read) problems.push(...read.problems);
		else if (!files.has(file.sha256)) files.set(file.sha256, read.file);
	}
	if (met === 0 && problems.length === 0) {
		const beside = elsewhere === 0 ? "" : `; ${elsewhere} in folders and of other runs do not count`;
		problems.push(problem("none", `run ${run.id} left no file with a name in *${snapshotEnding}${beside}`));
	}
	const sorted = [...files.values()].sort((a, b) => attemptOf(b) - attemptOf(a));
	return {
		files: sorted,
		problems: [...problems, ...twice(sorted)]
	};
}
function snapshotFor({ files, problems }, wanted) {
	if (problems.length > 0) return {
		state: "unknown",
		because: problems.map(({ because }) => because)
	};
	const file = files.find(({ snapshot }) => observationIn(snapshot, wanted) !== void 0);
	if (file !== void 0) return {
		state: "read",
		file
	};
	return {
		state: "unknown",
		because: [{
			code: "NO_DATA",
			message: "the scheduled audit published nothing of this ref",
			needs: "a scheduled audit that looks at it"
		}]
	};
}
function problem(kind, message, at = {}) {
	return {
		kind,
		because: {
			code: "NO_DATA",
			message,
			needs: wholeRun
		},
		...at
	};
}
function isSnapshotFile(path) {
	return path.toLowerCase().endsWith(snapshotEnding);
}
function isOfRun(origin, { id }) {
	return origin.kind === "artifact" && origin.runId === id;
}
function unreadOf({ problems, unlistedRuns = [] }, run) {
	const listed = unlistedRuns.filter(({ runId }) => runId === run.id).map(({ because }) => ({
		kind: "unread",
		because: unread(because, needs.actions)
	}));
	const files = problems.filter(({ origin, path }) => isOfRun(origin, run) && (path === void 0 || isSnapshotFile(path))).map(({ origin, path, message, because }) => {
		const at = path === void 0 ? origin.name : `${origin.name}/${path}`;
		const what = `${path === void 0 ? "the artifact" : "the file"} ${at} of run ${run.id} ${message}`;
		return {
			kind: "unread",
			path: at,
			because: because === void 0 ? {
				code: "NO_DATA",
				message: what,
				needs: wholeRun
			} : unread(because, needs.actions)
		};
	});
	return [...listed, ...files];
}
function readPublished({ origin, path: name, content, sha256 }, run) {
	const path = `${origin.name}/${name}`;
	const { headSha } = origin;
	if (headSha !== run.headSha) return { problems: [problem("another-run", `the artifact ${origin.name} is of the commit ${headSha}, and run ${run.id} of ${run.headSha}`, { path })] };
	const decoded = decodeText(content);
	if (!decoded.ok) return { problems: [problem("broken", `the file ${path} ${decoded.message}`, {
		path,
		line: decoded.line
	})] };
	const read = readSnapshot(path, decoded.text);
	if (!read.ok) return { problems: read.problems.map(({ message, line }) => problem("broken", `the file ${path} ${message}`, {
		path,
		...line === void 0 ? {} : { line }
	})) };
	const { snapshot } = read;
	if (snapshot.run !== void 0 && snapshot.run.id === run.id && snapshot.run.attempt <= run.attempt) return { file: {
		path,
		sha256,
		snapshot
	} };
	return { problems: [problem("another-run", `the file ${path} says that ${snapshot.run === void 0 ? "no run" : `run ${snapshot.run.id} (attempt ${snapshot.run.attempt})`} took it, and run ${run.id} (attempt ${run.attempt}) published it`, { path })] };
}
function attemptOf({ snapshot }) {
	return snapshot.run?.attempt ?? 0;
}
function twice(files) {
	const first = new Map();
	const problems = new Map();
	for (const file of files) for (const one of file.snapshot.observations) {
		const key = `${attemptOf(file)} ${refKey(one)}`;
		const other = first.get(key);
		if (other === void 0) first.set(key, file);
		else {
			const message = `the files ${other.path} and ${file.path} of one attempt have the same ref, and are not the same`;
			problems.set(message, problem("several", message, { path: file.path }));
		}
	}
	return [...problems.values()];
}

// shared/domain/seen-repository/publishing-run.ts
const RunSchema = object({
	id: number().int().positive(),
	run_attempt: number().int().positive(),
	event: string(),
	status: string().nullish(),
	conclusion: string().nullish(),
	head_branch: string().nullish(),
	head_sha: string(),
	path: string(),
	created_at: string(),
	repository: object({ full_name: string() }).nullish(),
	head_repository: object({ full_name: string() }).nullish()
});
async function publishingRun(github, audit, moment) {
	const { repository, workflow, defaultBranch } = audit;
	const since = moment.latest - 7 * millisecondsPerDay;
	const answer = await github.all("GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs", {
		...ownerAndRepo(repository),
		workflow_id: workflow.slice(workflow.lastIndexOf("/") + 1),
		branch: defaultBranch,
		event: "schedule",
		created: `>=${isoTime(since)}`,
		exclude_pull_requests: true
	}, RunSchema);
	if (!answer.ok) {
		const { because } = answer;
		const settles = because.code === "NOT_FOUND" ? `${needs.actions}, and ${workflow} on ${defaultBranch}` : needs.actions;
		const fewer = because.code === "TRUNCATED" ? {
			needs: `fewer runs of ${workflow}`,
			...because
		} : because;
		return {
			state: "unknown",
			because: unread(fewer, settles)
		};
	}
	const counting = answer.data.filter((run) => isAudit(run, audit)).sort((a, b) => madeAt(b) - madeAt(a) || b.id - a.id);
	const run = counting.find(({ status, run_attempt }) => status === "completed" || run_attempt > 1);
	if (run === void 0 || madeAt(run) < since) return nothing(audit, counting, run);
	if (run.status !== "completed") return unknown(`run ${run.id} of ${workflow} goes on again (attempt ${run.run_attempt})`, `the end of run ${run.id}, or a newer scheduled run`);
	const onBranch = await isOnBranch(github, audit, run.head_sha);
	if (onBranch.state === "unknown") return {
		state: "unknown",
		because: unread(onBranch.because, needs.contents)
	};
	if (onBranch.state === "absent" || !onBranch.data) return unknown(`the commit ${run.head_sha} of run ${run.id} is not on ${defaultBranch}`, `a scheduled run of ${workflow} for a commit of ${defaultBranch}`);
	return {
		state: "read",
		data: published$1(run, audit)
	};
}
const unknown = (message, needs) => {
	return {
		state: "unknown",
		because: {
			code: "NO_DATA",
			message,
			needs
		}
	};
};
function nothing({ workflow, defaultBranch }, counting, old) {
	const seen = counting.length > 0 && old === void 0 ? `; run ${counting.map(({ id }) => id).join(", ")} goes on` : old === void 0 ? "" : `; the newest, run ${old.id}, is of ${old.created_at}`;
	return unknown(`no scheduled run of ${workflow} on ${defaultBranch} was completed in the last ${7} days${seen}`, `a scheduled run of ${workflow} on ${defaultBranch}`);
}
function isAudit(run, audit) {
	const { repository, defaultBranch } = audit;
	const own = (one) => one?.full_name.toLowerCase() === repository.toLowerCase();
	return run.event === "schedule" && run.head_branch === defaultBranch && own(run.repository) && own(run.head_repository) && isOf(run.path, audit);
}
function isOf(path, { repository, workflow, defaultBranch }) {
	return ["", `${repository}/`].some((before) => [
		"",
		`@${defaultBranch}`,
		`@refs/heads/${defaultBranch}`
	].some((behind) => path === `${before}${workflow}${behind}`));
}
function madeAt({ created_at }) {
	return parseTime(created_at) ?? Number.POSITIVE_INFINITY;
}
async function isOnBranch(github, { repository, defaultBranch }, sha) {
	const at = {
		github,
		name: repository
	};
	const tip = await branchTip(at, defaultBranch);
	if (tip.state === "unknown") return tip;
	if (tip.state === "absent") return {
		state: "unknown",
		because: {
			code: "NOT_FOUND",
			message: `GitHub shows no branch ${defaultBranch}`
		}
	};
	return tip.data === sha ? {
		state: "there",
		data: true
	} : isAncestor(at, sha, tip.data);
}
function published$1(run, { workflow, defaultBranch }) {
	return {
		id: run.id,
		attempt: run.run_attempt,
		repository: run.repository?.full_name ?? "",
		event: run.event,
		branch: defaultBranch,
		workflow,
		headSha: run.head_sha,
		conclusion: run.conclusion ?? void 0,
		createdAt: run.created_at
	};
}

// shared/domain/seen-repository/published.ts
function published(looking, live) {
	let asked;
	const notes = [];
	const ask = async () => {
		const publication = await publicationOf(looking, live);
		if (publication.ok) {
			const { id, createdAt } = publication.run;
			notes.push(`What its token does not see is from what run ${id} of the scheduled audit (${createdAt}) published.`);
		}
		return publication;
	};
	const reasons = new Map();
	const view = {
		...live.view,
		reasons: (observation) => reasons.get(refKey(observation)) ?? [],
		async observe(target, ref) {
			const now = await live.view.observe(target, ref);
			if (looking.isWhole(now)) return now;
			const publication = await (asked ??= ask());
			const seen = publication.ok ? seenIn(looking, publication, now) : {
				observation: now,
				because: [publication.because]
			};
			reasons.set(refKey(now), seen.because);
			return seen.observation;
		}
	};
	return {
		...live,
		view,
		notes
	};
}
async function publicationOf(looking, { github: given, credential, repository, view }) {
	const github = credential === "admin-token" ? looking.github() ?? given : given;
	const own = looking.subject.repository;
	if (github === void 0 || own === void 0) return {
		ok: false,
		because: {
			code: "NO_DATA",
			message: "a laptop has no scheduled audit",
			needs: "a run in Actions, or the path of a snapshot"
		}
	};
	const facts = await factsOf(own, repository, view, github);
	if (facts.state !== "read") return {
		ok: false,
		because: facts.state === "unknown" ? facts.because : {
			code: "NO_DATA",
			message: "the repository of the audit cannot be seen"
		}
	};
	const audit = {
		repository: own,
		workflow: looking.asked.auditWorkflow,
		defaultBranch: facts.data.default_branch
	};
	const run = await publishingRun(github, audit, looking.time);
	if (run.state === "unknown") return {
		ok: false,
		because: run.because
	};
	if (run.state === "none") return {
		ok: false,
		because: {
			code: "NO_DATA",
			message: run.message
		}
	};
	const collected = await looking.reports({
		artifacts: [],
		runs: [run.data.id],
		endings: [snapshotEnding]
	});
	return {
		ok: true,
		audit,
		run: run.data,
		files: publishedSnapshots(collected, run.data)
	};
}
function factsOf(own, repository, view, github) {
	const judged = parseRepository(repository, github.host);
	return judged !== void 0 && same(own, judged) ? view.facts() : viewRepository(github, own).facts();
}
function seenIn({ time }, { audit, run, files }, now) {
	const found = snapshotFor(files, now);
	if (found.state === "unknown") return {
		observation: now,
		because: found.because
	};
	const { path, snapshot } = found.file;
	const worth = snapshotWorth(snapshot, {
		wanted: now,
		published: {
			by: {
				state: "read",
				data: run
			},
			audit
		},
		seen: {
			rulesets: now.rulesets,
			branch: now.branch
		},
		moment: time
	});
	switch (worth.worth) {
		case "foreign": throw new GovernanceError("BAD_INPUT", "the published snapshot cannot be used", { problems: worth.messages.map((message) => ({
			message,
			path
		})) });
		case "missing": return {
			observation: now,
			because: worth.because
		};
		case "unverified": return {
			observation: worth.observation,
			because: worth.because
		};
		case "decides": {
			const otherRules = rulesProblem(worth.observation.rules, now.rules);
			return {
				observation: {
					...worth.observation,
					facts: now.facts,
					branch: now.branch
				},
				because: otherRules === void 0 ? [] : [otherRules]
			};
		}
	}
}
function rulesProblem(before, now) {
	if (now.state === "unknown") return now.because;
	if (comparable(before) === comparable(now)) return void 0;
	return {
		code: "NO_DATA",
		message: "the rules in force on the branch are not those of the snapshot",
		needs: `a snapshot that the scheduled audit of the default branch published in the last ${7} days`
	};
}
function comparable(rules) {
	if (rules.state !== "read") return rules.state;
	return stableJson(rules.data.map(({ type, parameters, ruleset_id }) => stableJson([
		type,
		parameters ?? null,
		ruleset_id
	])).sort());
}

// shared/domain/seen-repository/seen.ts
async function seenOf(looking) {
	const { snapshot } = looking.asked;
	if (snapshot !== void 0 && snapshot !== "published") return fromFile(looking, snapshot);
	const live = await observationsOf(looking);
	return live.ok && snapshot !== void 0 && looking.subject.event !== "schedule" ? published(looking, live) : live;
}

export { BecauseSchema, ObservationSchema, TimeSchema, credentialTexts, credentialTier, credentialTiers, observe, partSchema, seenOf, targets, viewRepository, writeSnapshot };