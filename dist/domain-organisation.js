import { isObject, ownerAndRepo, severities, sha256, stableJson } from "./shared.js";
import { _enum, _null, array, boolean, literal, looseObject, number, record as record$1, strictObject, string, union, unknown as unknown$1 } from "./vendor.js";
import { BecauseSchema, ObservationSchema, TimeSchema, observe, partSchema } from "./domain-protection.js";
import { ClassicSchema, RepositorySchema as RepositorySchema$1, needs } from "./domain-github-rules.js";
import { meteredGitHub } from "./core-metered.js";

// shared/domain/organisation/shard.ts
const maxShards = 256;
function parseShard(text) {
	const found = /^([1-9]\d{0,2})\/([1-9]\d{0,2})$/.exec(text.trim());
	if (found === null) return void 0;
	const shard = {
		index: Number(found[1]),
		of: Number(found[2])
	};
	return shard.index <= shard.of && shard.of <= 256 ? shard : void 0;
}
function isInShard(repository, { index, of }) {
	const digits = sha256(repository.toLowerCase()).replace(/^.*:/, "").slice(0, 12);
	return Number.parseInt(digits, 16) % of === index - 1;
}

// shared/domain/organisation/selection.ts
const NamePattern = string().regex(/^[\w.*?-]+$/, "expected the name of a repository, in which * and ? stand for anything");
const Names = union([NamePattern, array(NamePattern).min(1)]);
const kinds = [
	"include",
	"exclude",
	"only"
];
const SelectionSchema = strictObject({
	names: Names.optional().meta({ description: "Names or patterns (*, ?), without the organisation." }),
	"exclude-names": Names.optional().meta({ description: "Names or patterns of those that are left out." }),
	topics: array(string().min(1)).min(1).optional().meta({ description: "Repositories with one of these topics." }),
	properties: array(strictObject({
		name: string().min(1),
		value: string().min(1)
	})).min(1).optional().meta({ description: "Repositories with all these values of custom properties." }),
	visibility: array(_enum([
		"public",
		"private",
		"internal"
	])).min(1).optional().meta({ description: "Repositories of one of these kinds." }),
	archived: _enum(kinds).optional().meta({ description: "Default: exclude." }),
	forks: _enum(kinds).optional().meta({ description: "Default: exclude." })
});
function select(listing, selection, shard = {
	index: 1,
	of: 1
}) {
	const selected = {
		repositories: [],
		leftOut: {},
		open: []
	};
	const ordered = [...new Map(listing.map((one) => [one.repository.toLowerCase(), one]))].sort(([a], [b]) => a < b ? -1 : 1).map(([, one]) => one);
	for (const listed of ordered) {
		const answers = isInShard(listed.repository, shard) ? tests(listed, selection) : [["shard", false]];
		const out = answers.find(([, answer]) => answer === false)?.[0];
		const unknown = answers.find(([, answer]) => answer === void 0)?.[0];
		if (out !== void 0) selected.leftOut[out] = (selected.leftOut[out] ?? 0) + 1;
		else if (unknown === void 0) selected.repositories.push(listed);
		else {
			const message = `whether the repository is selected cannot be told: its ${unknown} could not be read`;
			selected.open.push({
				listed,
				because: {
					code: "NO_DATA",
					message,
					needs: "a token that sees the repository"
				}
			});
		}
	}
	return selected;
}
function tests(listed, selection) {
	const name = listed.repository.replace(/^.*\//, "");
	const { topics, properties, visibility } = selection;
	const named = (patterns) => [patterns ?? []].flat().some((pattern) => matchesName(pattern, name));
	return [
		["name", (selection.names === void 0 || named(selection.names)) && !named(selection["exclude-names"])],
		["archived", keeps(selection.archived, listed.archived)],
		["fork", keeps(selection.forks, listed.fork)],
		["visibility", visibility === void 0 || given(listed.visibility, (own) => visibility.includes(own))],
		["topic", topics === void 0 || given(listed.topics, (own) => topics.some((topic) => own.includes(topic)))],
		["property", properties === void 0 || given(listed.properties, (own) => properties.every(({ name: key, value }) => has(own[key], value)))]
	];
}
function keeps(asked = "exclude", is) {
	return asked === "include" || given(is, (yes) => yes === (asked === "only"));
}
function given(value, test) {
	return value === void 0 ? void 0 : test(value);
}
function has(own, value) {
	return typeof own === "string" ? own === value : (own ?? []).includes(value);
}
function matchesName(pattern, name) {
	const [wanted, text] = [pattern.toLowerCase(), name.toLowerCase()];
	let at = 0;
	let star;
	for (let index = 0; index < text.length;) if (wanted[at] === "*") star = {
		pattern: at++,
		text: index
	};
	else if (wanted[at] === "?" || wanted[at] === text[index]) {
		at += 1;
		index += 1;
	} else if (star !== void 0) {
		at = star.pattern + 1;
		star.text += 1;
		index = star.text;
	} else return false;
	return /^\**$/.test(wanted.slice(at));
}

// shared/domain/organisation/query.ts
const listSizes = {
	rulesets: 20,
	rules: 50,
	refRules: 100,
	checks: 100
};
const pattern = "name negate operator pattern";
const rule = `type parameters { __typename ${[
	"PullRequestParameters { allowedMergeMethods dismissStaleReviewsOnPush requireCodeOwnerReview requireLastPushApproval requiredApprovingReviewCount requiredReviewThreadResolution }",
	"RequiredStatusChecksParameters { doNotEnforceOnCreate strictRequiredStatusChecksPolicy requiredStatusChecks { context integrationId } }",
	"UpdateParameters { updateAllowsFetchAndMerge }",
	"RequiredDeploymentsParameters { requiredDeploymentEnvironments }",
	"MergeQueueParameters { checkResponseTimeoutMinutes groupingStrategy maxEntriesToBuild maxEntriesToMerge mergeMethod minEntriesToMerge minEntriesToMergeWaitMinutes }",
	"WorkflowsParameters { doNotEnforceOnCreate workflows { path ref repositoryId sha } }",
	"CodeScanningParameters { codeScanningTools { tool alertsThreshold securityAlertsThreshold } }",
	"FilePathRestrictionParameters { restrictedFilePaths }",
	"MaxFilePathLengthParameters { maxFilePathLength }",
	"FileExtensionRestrictionParameters { restrictedFileExtensions }",
	"MaxFileSizeParameters { maxFileSize }",
	...[
		"CommitMessage",
		"CommitAuthorEmail",
		"CommitterEmail",
		"BranchName",
		"TagName"
	].map((kind) => `${kind}PatternParameters { ${pattern} }`)
].map((fields) => `... on ${fields}`).join(" ")} }`;
const rulesets$1 = `fragment R on Repository { nameWithOwner isPrivate visibility isArchived
  defaultBranchRef { name rules(first: ${listSizes.refRules}) { pageInfo { hasNextPage } nodes { ${rule} repositoryRuleset { databaseId } } } }
  rulesets(first: ${listSizes.rulesets}, includeParents: true) { pageInfo { hasNextPage } nodes {
    databaseId name target enforcement updatedAt
    source { __typename ... on Repository { nameWithOwner } ... on Organization { login } }
    conditions { refName { include exclude } }
    rules(first: ${listSizes.rules}) { pageInfo { hasNextPage } nodes { ${rule} } } } } }`;
const classic = `fragment R on Repository { nameWithOwner viewerCanAdminister defaultBranchRef { name branchProtectionRule {
  requiresStatusChecks requiresStrictStatusChecks requiredStatusChecks { context app { databaseId } }
  isAdminEnforced requiresApprovingReviews requiredApprovingReviewCount dismissesStaleReviews requiresCodeOwnerReviews
  requireLastPushApproval restrictsReviewDismissals restrictsPushes blocksCreations allowsForcePushes allowsDeletions
  requiresConversationResolution requiresCommitSignatures requiresLinearHistory lockBranch lockAllowsFetchAndMerge
  bypassPullRequestAllowances(first: 1) { totalCount } bypassForcePushAllowances(first: 1) { totalCount } } } }`;
function batchQuery(part, repositories) {
	const places = repositories.map((_, index) => index);
	const declared = places.map((index) => `$o${index}: String!, $n${index}: String!`).join(", ");
	const asked = places.map((index) => `r${index}: repository(owner: $o${index}, name: $n${index}) { ...R }`).join("\n");
	const variables = {};
	for (const [index, repository] of repositories.entries()) {
		const [owner = "", name = ""] = repository.split("/");
		variables[`o${index}`] = owner;
		variables[`n${index}`] = name;
	}
	return {
		query: `query(${declared}) { ${asked} rateLimit { cost remaining resetAt } }\n${part === "rulesets" ? rulesets$1 : classic}`,
		variables
	};
}
function pointsOf(part, repositories) {
	const lists = part === "rulesets" ? repositories * (2 + listSizes.rulesets) : repositories * 2;
	return Math.max(1, Math.ceil(lists / 100));
}
function nodesOf(part, repositories) {
	const { rulesets: sets, rules, refRules } = listSizes;
	return repositories * (part === "rulesets" ? 1 + refRules + sets + sets * rules : 3);
}

// shared/domain/organisation/plan.ts
const defaultBatchSize = 50;
const maxNodes = 5e5;
const listingPage = 100;
function batchSize(part, asked = 50) {
	return Math.max(1, Math.min(asked, Math.floor(maxNodes / nodesOf(part, 1))));
}
function estimate(repositories, options = {}) {
	let cost = {
		requests: options.listed === void 0 ? 0 : 1 + Math.max(1, Math.ceil(options.listed / listingPage)),
		points: 0
	};
	for (const part of ["rulesets", "classic"]) {
		const size = batchSize(part, options.size);
		const [full, rest] = [Math.floor(repositories / size), repositories % size];
		cost = {
			requests: cost.requests + full + (rest > 0 ? 1 : 0),
			points: cost.points + full * pointsOf(part, size) + (rest > 0 ? pointsOf(part, rest) : 0)
		};
	}
	return cost;
}
function fits(cost, spent, budget) {
	return spent.requests + cost.requests <= budget.requests && spent.points + cost.points <= budget.points;
}

// shared/domain/organisation/answer.ts
const Page = looseObject({ hasNextPage: boolean() });
const RuleNode = looseObject({
	type: string().min(1),
	parameters: record$1(string(), unknown$1()).nullish(),
	repositoryRuleset: looseObject({ databaseId: number().int().nullish() }).nullish()
});
const RulesetNode = looseObject({
	databaseId: number().int(),
	name: string(),
	target: string().nullish(),
	enforcement: string(),
	updatedAt: string().nullish(),
	source: looseObject({
		__typename: string(),
		nameWithOwner: string().nullish(),
		login: string().nullish()
	}).nullish(),
	conditions: looseObject({ refName: looseObject({
		include: array(string()),
		exclude: array(string()).nullish()
	}).nullish() }).nullish(),
	rules: looseObject({
		pageInfo: Page,
		nodes: array(RuleNode)
	}).nullish()
});
const Count$1 = looseObject({ totalCount: number().int() }).nullish();
const ClassicNode = looseObject({
	requiresStatusChecks: boolean(),
	requiresStrictStatusChecks: boolean(),
	requiredStatusChecks: array(looseObject({
		context: string(),
		app: looseObject({ databaseId: number().int().nullish() }).nullish()
	})).nullish(),
	isAdminEnforced: boolean(),
	requiresApprovingReviews: boolean(),
	requiredApprovingReviewCount: number().int().nullish(),
	dismissesStaleReviews: boolean(),
	requiresCodeOwnerReviews: boolean(),
	requireLastPushApproval: boolean(),
	restrictsReviewDismissals: boolean(),
	restrictsPushes: boolean(),
	blocksCreations: boolean(),
	allowsForcePushes: boolean(),
	allowsDeletions: boolean(),
	requiresConversationResolution: boolean(),
	requiresCommitSignatures: boolean(),
	requiresLinearHistory: boolean(),
	lockBranch: boolean(),
	lockAllowsFetchAndMerge: boolean(),
	bypassPullRequestAllowances: Count$1,
	bypassForcePushAllowances: Count$1
});
const ownRequest = "a request of its own";
const nodeSchemas = {
	repository: looseObject({
		nameWithOwner: string(),
		isPrivate: boolean().optional(),
		visibility: string().nullish(),
		isArchived: boolean().nullish(),
		viewerCanAdminister: boolean().nullish(),
		defaultBranchRef: looseObject({ name: string().min(1) }).nullish()
	}),
	refRules: looseObject({
		pageInfo: Page,
		nodes: array(RuleNode)
	}),
	rulesets: looseObject({
		pageInfo: Page,
		nodes: array(RulesetNode)
	}),
	classic: ClassicNode
};
const ErrorSchema = looseObject({
	message: string().nullish(),
	type: string().nullish(),
	path: array(union([string(), number()])).nullish()
});
const BodySchema = looseObject({
	data: record$1(string(), unknown$1()).nullish(),
	errors: array(ErrorSchema).nullish()
});
const RateSchema = looseObject({
	cost: number(),
	remaining: number()
});
function readBatch(repositories, body) {
	const parsed = BodySchema.safeParse(body);
	const known = new Set(repositories.map((_, index) => `r${index}`));
	const nothing = {
		code: "NO_DATA",
		message: "GitHub answered the query in a form that is not known",
		needs: ownRequest
	};
	const errors = parsed.success ? (parsed.data.errors ?? []).map((error) => errorOf(error, known)) : [{
		path: [],
		because: nothing
	}];
	const data = (parsed.success ? parsed.data.data : void 0) ?? {};
	const general = errors.filter(({ path }) => !known.has(path[0] ?? "") && path[0] !== "rateLimit");
	const answers = repositories.map((repository, index) => {
		const alias = `r${index}`;
		const own = errors.filter(({ path }) => path[0] === alias);
		return {
			repository,
			node: Object.hasOwn(data, alias) ? data[alias] : void 0,
			errors: [...general, ...own].map(({ path, because }) => ({
				path: path[0] === alias ? path.slice(1).filter((key) => !/^\d+$/.test(key)) : [],
				because
			}))
		};
	});
	const rate = RateSchema.safeParse(data["rateLimit"]);
	return {
		answers,
		cost: rate.data?.cost,
		remaining: rate.data?.remaining
	};
}
function errorAt({ errors }, place) {
	return errors.find(({ path }) => {
		const shared = Math.min(path.length, place.length);
		return path.slice(0, shared).every((key, index) => key === place[index]);
	})?.because;
}
const codes = [
	[/rate.?limit|abuse/i, "RATE_LIMITED"],
	[/resource.?limits/i, "TRUNCATED"],
	[/forbidden|insufficient.?scopes|not accessible/i, "MISSING_PERMISSION"],
	[/not.?found|could not resolve/i, "NOT_FOUND"],
	[/time.?d? ?out|something went wrong|unavailable/i, "GITHUB_DOWN"]
];
function errorOf({ type, message, path }, known) {
	const said = `${type ?? ""} ${message ?? ""}`.trim();
	const code = codes.find(([pattern]) => pattern.test(said))?.[1] ?? "NO_DATA";
	const place = (path ?? []).map(String);
	const words = known.has(place[0] ?? "") ? JSON.stringify(said.slice(0, 200)) : "an error about the whole batch";
	const settles = code === "NO_DATA" && place.length === 0 ? { needs: ownRequest } : {};
	return {
		path: place,
		because: {
			code,
			message: `GitHub answered the query with ${words}`,
			...settles
		}
	};
}
function cutList(what, part) {
	return {
		code: "TRUNCATED",
		message: `${what} do not fit into a batch (${part === "rulesets" ? listSizes.rulesets : 1})`,
		needs: ownRequest
	};
}

// shared/domain/organisation/listed.ts
const ListedSchema = strictObject({
	repository: string().regex(/^[\w.-]+\/[\w.-]+$/),
	visibility: _enum([
		"public",
		"private",
		"internal"
	]).optional(),
	archived: boolean().optional(),
	fork: boolean().optional(),
	topics: array(string()).optional(),
	properties: record$1(string(), union([
		string(),
		array(string()),
		_null()
	])).optional(),
	defaultBranch: string().nullish()
});
function isPublic({ visibility }) {
	return visibility === "public";
}

// shared/domain/organisation/observe-batch.ts
const unknown = (because) => ({
	state: "unknown",
	because
});
const unreadable = (what) => ({
	code: "NO_DATA",
	message: `${what} came in a form that is not known`,
	needs: ownRequest
});
function rulesetsRead(answer) {
	const whole = errorAt(answer, []) !== void 0 && !isObject(answer.node) ? errorAt(answer, []) : void 0;
	const node = nodeSchemas.repository.safeParse(answer.node);
	if (whole !== void 0 || !node.success) {
		const because = whole ?? unreadable("the repository");
		const part = unknown(because);
		return {
			facts: part,
			rules: part,
			rulesets: part,
			details: [],
			empty: false
		};
	}
	const { data } = node;
	const branchError = exactError(answer, ["defaultBranchRef"]);
	const name = data.defaultBranchRef?.name;
	const listed = listPart(answer, data["rulesets"]);
	return {
		facts: name === void 0 ? unknown(branchError ?? {
			code: "NO_DATA",
			message: "the repository has no branch"
		}) : {
			state: "read",
			data: {
				full_name: data.nameWithOwner,
				default_branch: name,
				private: data.isPrivate ?? true,
				visibility: data.visibility?.toLowerCase(),
				archived: data.isArchived
			}
		},
		rules: rulesPart(answer, data.defaultBranchRef),
		rulesets: listed.state === "read" ? {
			state: "read",
			data: listed.data.map(summaryOf)
		} : listed,
		details: listed.state === "read" ? listed.data.map((one) => ({
			id: one.databaseId,
			part: detailPart(one)
		})) : [],
		empty: data.defaultBranchRef === null && branchError === void 0
	};
}
function exactError(answer, place) {
	const errors = answer.errors.filter(({ path }) => path.length <= place.length);
	return errorAt({
		...answer,
		errors
	}, place);
}
function rulesPart(answer, ref) {
	const error = errorAt(answer, ["defaultBranchRef", "rules"]);
	if (error !== void 0) return unknown(error);
	const rules = nodeSchemas.refRules.safeParse(ref?.["rules"]);
	if (!rules.success) return unknown(unreadable("the rules of the default branch"));
	if (rules.data.pageInfo.hasNextPage) return unknown(cutList("the rules of the default branch", "rulesets"));
	const found = [];
	for (const node of rules.data.nodes) {
		const id = node.repositoryRuleset?.databaseId;
		if (id === void 0 || id === null) return unknown(unreadable("the ruleset of a rule of the default branch"));
		found.push({
			...ruleOf(node),
			ruleset_id: id
		});
	}
	return {
		state: "read",
		data: found
	};
}
function listPart(answer, list) {
	const error = errorAt(answer, ["rulesets"]);
	if (error !== void 0) return unknown(error);
	const rulesets = nodeSchemas.rulesets.safeParse(list);
	if (!rulesets.success) return unknown(unreadable("the rulesets"));
	if (rulesets.data.pageInfo.hasNextPage) return unknown(cutList("the rulesets", "rulesets"));
	return {
		state: "read",
		data: rulesets.data.nodes
	};
}
function summaryOf({ databaseId, name, target, enforcement, updatedAt, source }) {
	return {
		id: databaseId,
		name,
		target: target?.toLowerCase(),
		enforcement: enforcement.toLowerCase(),
		source_type: source?.__typename,
		source: source?.nameWithOwner ?? source?.login,
		updated_at: updatedAt
	};
}
function detailPart(node) {
	if (node.rules === void 0 || node.rules === null) return unknown(unreadable(`the rules of the ruleset ${node.databaseId}`));
	if (node.rules.pageInfo.hasNextPage) return unknown(cutList(`the rules of the ruleset ${node.databaseId}`, "rulesets"));
	const name = node.conditions?.refName;
	const ref_name = name === void 0 || name === null ? void 0 : {
		include: name.include,
		exclude: name.exclude
	};
	return {
		state: "read",
		data: {
			...summaryOf(node),
			conditions: { ref_name },
			rules: node.rules.nodes.map(ruleOf)
		}
	};
}
const notAsked = { pull_request: ["required_reviewers", "dismissal_restriction"] };
const untoldSettings = /* @__PURE__ */ new Set([
	"bypass-actors",
	"bypass-review",
	"enforce-admins",
	"reviews.required-reviewers",
	"reviews.dismissal"
]);
function ruleOf({ type, parameters }) {
	const word = type.toLowerCase();
	const read = isObject(parameters) ? snakeKeys(parameters) : {};
	for (const key of notAsked[word] ?? []) read[key] ??= "not read";
	return Object.keys(read).length === 0 ? { type: word } : {
		type: word,
		parameters: read
	};
}
function snakeKeys(object) {
	const entries = Object.entries(object).filter(([key, value]) => key !== "__typename" && value !== null);
	return Object.fromEntries(entries.map(([key, value]) => {
		const name = key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
		return [name, name === "allowed_merge_methods" ? lowerCase(value) : snakeValue(value)];
	}));
}
function snakeValue(value) {
	if (Array.isArray(value)) return value.map(snakeValue);
	return isObject(value) ? snakeKeys(value) : value;
}
function lowerCase(value) {
	return Array.isArray(value) ? value.map((item) => typeof item === "string" ? item.toLowerCase() : item) : value;
}
function classicRead(answer) {
	const error = errorAt(answer, ["defaultBranchRef", "branchProtectionRule"]);
	if (error !== void 0) return unknown({
		needs: needs.classic,
		...error
	});
	const node = nodeSchemas.repository.safeParse(answer.node);
	const ref = node.data?.defaultBranchRef;
	if (!node.success || !isObject(ref)) return unknown(unreadable("classic protection"));
	if (ref["branchProtectionRule"] === null) {
		if (node.data.viewerCanAdminister === true) return {
			state: "none",
			why: "not-protected",
			message: "the branch has no classic protection"
		};
		return unknown({
			code: "MISSING_PERMISSION",
			message: "GitHub shows no classic protection, and hides it from who does not administer the repository",
			needs: needs.classic
		});
	}
	const rule = nodeSchemas.classic.safeParse(ref["branchProtectionRule"]);
	if (!rule.success) return unknown(unreadable("classic protection"));
	const lists = [rule.data.bypassPullRequestAllowances, rule.data.bypassForcePushAllowances];
	if (rule.data.restrictsPushes || rule.data.restrictsReviewDismissals || lists.some((list) => list?.totalCount !== 0)) return unknown(cutList("the people and apps that classic protection names", "classic"));
	return {
		state: "read",
		data: classicOf(rule.data)
	};
}
function classicOf(rule) {
	const on = (enabled) => ({ enabled });
	const checks = (rule.requiredStatusChecks ?? []).map(({ context, app }) => ({
		context,
		app_id: app?.databaseId ?? null
	}));
	return {
		...rule.requiresStatusChecks ? { required_status_checks: {
			strict: rule.requiresStrictStatusChecks,
			contexts: checks.map(({ context }) => context),
			checks
		} } : {},
		...rule.requiresApprovingReviews ? { required_pull_request_reviews: {
			dismiss_stale_reviews: rule.dismissesStaleReviews,
			require_code_owner_reviews: rule.requiresCodeOwnerReviews,
			required_approving_review_count: rule.requiredApprovingReviewCount,
			require_last_push_approval: rule.requireLastPushApproval
		} } : {},
		enforce_admins: on(rule.isAdminEnforced),
		required_linear_history: on(rule.requiresLinearHistory),
		allow_force_pushes: on(rule.allowsForcePushes),
		allow_deletions: on(rule.allowsDeletions),
		block_creations: on(rule.blocksCreations),
		required_conversation_resolution: on(rule.requiresConversationResolution),
		required_signatures: on(rule.requiresCommitSignatures),
		lock_branch: on(rule.lockBranch),
		allow_fork_syncing: on(rule.lockAllowsFetchAndMerge)
	};
}
function observationOf(repository, read, classic) {
	return {
		repository,
		target: "branch",
		ref: read.facts.state === "read" ? read.facts.data.default_branch : "",
		facts: read.facts,
		branch: {
			state: "none",
			why: "not-asked",
			message: "a batch does not ask for the summary of the branch"
		},
		rules: read.rules,
		rulesets: read.rulesets,
		details: read.details,
		classic
	};
}
function needsOwnRequests({ facts, rules, rulesets, details, classic }) {
	return [
		facts,
		rules,
		rulesets,
		classic,
		...details.map(({ part }) => part)
	].some((part) => part.state === "unknown" && (part.because.code === "TRUNCATED" || part.because.needs === "a request of its own"));
}

// shared/domain/organisation/progress.ts
const { facts, rules, rulesets, details } = ObservationSchema.shape;
const EntrySchema = strictObject({
	rulesets: strictObject({
		facts,
		rules,
		rulesets,
		details,
		empty: boolean()
	}).optional(),
	classic: partSchema(ClassicSchema).optional(),
	own: ObservationSchema.optional()
});
const Count = number().int().nonnegative();
const ProgressSchema = strictObject({
	kind: literal("release-governance/audit-progress"),
	version: literal(1),
	key: string(),
	begun: TimeSchema.optional(),
	repositories: array(ListedSchema.shape.repository),
	size: number().int().positive(),
	read: record$1(string(), EntrySchema),
	spent: strictObject({
		requests: Count,
		points: Count
	}),
	stopped: BecauseSchema.optional()
});
function progressKey(what) {
	return sha256(stableJson(what));
}
function begin(key, repositories, size, begun) {
	const names = [...repositories];
	const spent = {
		requests: 0,
		points: 0
	};
	return {
		kind: "release-governance/audit-progress",
		version: 1,
		key,
		...begun === void 0 ? {} : { begun },
		repositories: names,
		size,
		read: {},
		spent
	};
}
function continueWith(progress, repositories) {
	const { stopped: _stopped, ...rest } = progress;
	const known = repositories.filter((name) => Object.hasOwn(progress.read, name)).map((name) => [name, progress.read[name]]);
	return {
		...rest,
		repositories: [...repositories],
		read: Object.fromEntries(known),
		spent: {
			requests: 0,
			points: 0
		}
	};
}
function nextBatch(progress, budget) {
	for (const part of ["rulesets", "classic"]) {
		const most = batchSize(part, progress.size);
		const repositories = [];
		for (const name of progress.repositories) {
			if (entryOf(progress, name)[part] !== void 0 || !isWanted(progress, name, part)) continue;
			if (repositories.push(name) === most) break;
		}
		if (repositories.length === 0) continue;
		const cost = {
			requests: 1,
			points: pointsOf(part, repositories.length)
		};
		if (fits(cost, progress.spent, budget)) return { batch: {
			part,
			repositories
		} };
		return { stopped: budgetUsedUp(`the budget of ${budget.requests} requests and ${budget.points} points is used up`) };
	}
	return { done: true };
}
function budgetUsedUp(message) {
	return {
		code: "TRUNCATED",
		message,
		needs: "a larger budget, or a further run with this progress"
	};
}
function entryOf(progress, repository) {
	return (Object.hasOwn(progress.read, repository) ? progress.read[repository] : void 0) ?? {};
}
function isWanted(progress, repository, part) {
	const { own, rulesets: found } = entryOf(progress, repository);
	if (own !== void 0) return false;
	if (part === "rulesets" || found === void 0) return true;
	return !found.empty && [
		found.facts,
		found.rules,
		found.rulesets
	].some(({ state }) => state !== "unknown");
}
function record(progress, { part, repositories }, body, into = { ...progress.read }) {
	const { answers, cost } = readBatch(repositories, body);
	const spent = {
		requests: progress.spent.requests + 1,
		points: progress.spent.points + (cost ?? pointsOf(part, repositories.length))
	};
	const refused = answers.flatMap(({ errors }) => errors).find(({ because }) => because.code === "RATE_LIMITED")?.because;
	if (refused !== void 0) return {
		progress: {
			...progress,
			spent
		},
		again: refused
	};
	const down = answers.map((answer) => wholeError(answer)).find((because) => isTooMuch(because));
	if (down !== void 0) return tooMuch({
		...progress,
		spent
	}, {
		part,
		repositories
	}, down, into);
	for (const answer of answers) {
		const before = entryOf(progress, answer.repository);
		into[answer.repository] = part === "rulesets" ? {
			...before,
			rulesets: rulesetsRead(answer)
		} : {
			...before,
			classic: classicRead(answer)
		};
	}
	return {
		progress: {
			...progress,
			spent,
			read: into
		},
		again: void 0
	};
}
function recordRefusal(progress, batch, because, into = { ...progress.read }) {
	const sent = because.code === "NO_CREDENTIAL" ? 0 : 1;
	const next = {
		...progress,
		spent: {
			...progress.spent,
			requests: progress.spent.requests + sent
		}
	};
	return isTooMuch(because) ? tooMuch(next, batch, because, into) : {
		progress: next,
		again: because
	};
}
function isTooMuch(because) {
	return because?.code === "GITHUB_DOWN" || because?.code === "TRUNCATED";
}
function tooMuch(progress, { part, repositories }, because, into) {
	const [name = "", ...others] = repositories;
	if (others.length > 0) return {
		progress: {
			...progress,
			size: Math.ceil(repositories.length / 2)
		},
		again: because
	};
	const unknown = {
		state: "unknown",
		because: {
			...because,
			needs: ownRequest
		}
	};
	const before = entryOf(progress, name);
	into[name] = part === "rulesets" ? {
		...before,
		rulesets: {
			facts: unknown,
			rules: unknown,
			rulesets: unknown,
			details: [],
			empty: false
		}
	} : {
		...before,
		classic: unknown
	};
	return {
		progress: {
			...progress,
			read: into
		},
		again: void 0
	};
}
function wholeError({ errors }) {
	return errors.find(({ path }) => path.length === 0)?.because;
}
function ownRequests(progress, alone = (_repository, more) => more) {
	return progress.repositories.filter((name) => {
		const { own, rulesets: found, classic } = entryOf(progress, name);
		if (own !== void 0 || found === void 0 || found.empty) return false;
		if (classic === void 0 && isWanted(progress, name, "classic")) return false;
		return alone(name, needsOwnRequests(observationOf(name, found, classic ?? notWanted)));
	});
}
const notWanted = {
	state: "none",
	why: "not-asked",
	message: "the repository was not to be seen in a batch"
};
function knownFacts(progress, repository) {
	const known = entryOf(progress, repository).rulesets?.facts;
	return known?.state === "read" ? known.data : void 0;
}
function recordOwn(progress, observation, requests, into = { ...progress.read }) {
	into[observation.repository] = {
		...entryOf(progress, observation.repository),
		own: observation
	};
	const spent = {
		...progress.spent,
		requests: progress.spent.requests + requests
	};
	return {
		...progress,
		spent,
		read: into
	};
}
function outcomes(progress) {
	return progress.repositories.map((repository) => {
		const { own, rulesets: found, classic } = entryOf(progress, repository);
		if (own !== void 0) {
			const hidden = unseen(own);
			if (hidden !== void 0) return {
				repository,
				state: "not-read",
				because: hidden
			};
			return {
				repository,
				state: "read",
				observation: own
			};
		}
		if (found === void 0) return {
			repository,
			state: "not-read",
			because: progress.stopped ?? notYet
		};
		if (found.empty) return {
			repository,
			state: "empty"
		};
		const because = unseen(found);
		if (because !== void 0) return {
			repository,
			state: "not-read",
			because
		};
		const part = classic ?? {
			state: "unknown",
			because: progress.stopped ?? notYet
		};
		return {
			repository,
			state: "read",
			observation: observationOf(repository, found, part)
		};
	});
}
const notYet = {
	code: "NO_DATA",
	message: "the audit did not come to it",
	needs: "a further run with this progress"
};
function unseen({ facts, rules, rulesets: list }) {
	if ([
		facts,
		rules,
		list
	].some(({ state }) => state !== "unknown")) return void 0;
	return facts.state === "unknown" ? facts.because : void 0;
}

// shared/domain/organisation/audit.ts
const faultsInARow = 3;
async function audit(github, begun, options) {
	const { stopped: _earlier, read, ...rest } = begun;
	const batched = await readBatches(github, {
		...rest,
		read: { ...read }
	}, options);
	return batched.stopped === void 0 ? readAlone(github, batched, options) : batched;
}
async function readBatches(github, begun, options) {
	const { budget, size = 50 } = options;
	const row = faultRow(begun, options);
	for (;;) {
		const progress = row.progress();
		const next = nextBatch(progress, budget);
		if ("done" in next) return row.end();
		if ("stopped" in next) return stop(await row.end(), next.stopped, options);
		const { batch } = next;
		const { query, variables } = batchQuery(batch.part, batch.repositories);
		row.ask(batch.repositories);
		const answer = await github.graphql(query, variables);
		const { progress: after, again } = answer.ok ? record(progress, batch, answer.data, row.into) : recordRefusal(progress, batch, answer.because, row.into);
		if (again !== void 0 && !isTooMuch(again)) return stop(await row.end(after), again, options);
		if (again !== void 0) row.continue(after);
		else {
			const fault = failure(after, batch);
			const larger = Math.min(batchSize(batch.part, size), progress.size * 2);
			const stopped = await row.add(fault === void 0 ? {
				...after,
				size: larger
			} : after, batch.repositories, fault);
			if (stopped !== void 0 && fault !== void 0) return stop(stopped, forNow(fault), options);
		}
	}
}
function faultRow(begun, { onProgress }) {
	const into = begun.read;
	let current = begun;
	let asked = [];
	let held = [];
	async function tell(changed) {
		const names = [...held.map(([name]) => name), ...changed];
		held = [];
		if (names.length > 0) await onProgress?.(current, names);
	}
	return {
		into,
		progress: () => current,
		ask(names) {
			asked = names.map((name) => [name, Object.hasOwn(into, name) ? into[name] : void 0]);
		},
		continue(progress) {
			current = progress;
		},
		async add(progress, names, fault) {
			current = progress;
			if (fault === void 0) {
				await tell(names);
				return;
			}
			held.push(...asked);
			if (held.length < faultsInARow) return void 0;
			for (const [name, before] of held.toReversed()) if (before === void 0) delete into[name];
			else into[name] = before;
			return current;
		},
		async end(progress = current) {
			current = progress;
			await tell([]);
			return current;
		}
	};
}
function failure(progress, { part, repositories }) {
	const [name = "", ...others] = repositories;
	if (others.length > 0) return void 0;
	const entry = Object.hasOwn(progress.read, name) ? progress.read[name] : void 0;
	const told = part === "rulesets" ? entry?.rulesets?.facts : entry?.classic;
	return told?.state === "unknown" && told.because.code === "GITHUB_DOWN" ? told.because : void 0;
}
function forNow({ code, message }) {
	return {
		code,
		message,
		needs: "a further run with this progress, when GitHub answers"
	};
}
async function stop(progress, because, { onProgress }) {
	const stopped = {
		...progress,
		stopped: because
	};
	await onProgress?.(stopped, []);
	return stopped;
}
async function readAlone(github, begun, options) {
	const { budget } = options;
	const row = faultRow(begun, options);
	for (const repository of ownRequests(begun, options.alone)) {
		const progress = row.progress();
		row.ask([repository]);
		const meter = meteredGitHub(github, {
			most: budget.requests - progress.spent.requests,
			because: budgetUsedUp("the budget of requests is used up")
		});
		const observation = await observeDefault(meter.github, repository, knownFacts(progress, repository));
		const interrupted = meter.refused() ?? limitOf(observation);
		if (interrupted !== void 0) {
			const spent = {
				...progress.spent,
				requests: progress.spent.requests + meter.requests()
			};
			return stop(await row.end({
				...progress,
				spent
			}), interrupted, options);
		}
		const fault = faultOf(observation);
		const stopped = await row.add(recordOwn(progress, observation, meter.requests(), row.into), [repository], fault);
		if (stopped !== void 0 && fault !== void 0) return stop(stopped, forNow(fault), options);
	}
	return row.end();
}
async function observeDefault(github, repository, known) {
	let facts = known;
	if (facts === void 0) {
		const answer = await github.get("GET /repos/{owner}/{repo}", ownerAndRepo(repository), RepositorySchema$1);
		if (!answer.ok) {
			const part = {
				state: "unknown",
				because: {
					needs: needs.metadata,
					...answer.because
				}
			};
			const [target, ref] = ["branch", ""];
			return {
				repository,
				target,
				ref,
				facts: part,
				branch: part,
				rules: part,
				rulesets: part,
				details: [],
				classic: part
			};
		}
		facts = answer.data;
	}
	return observe(github, repository, {
		target: "branch",
		ref: facts.default_branch
	}, { facts });
}
function limitOf(observation) {
	const { facts, branch, rules, rulesets, classic, details } = observation;
	for (const part of [
		facts,
		branch,
		rules,
		rulesets,
		classic,
		...details.map((detail) => detail.part)
	]) if (part.state === "unknown" && part.because.code === "RATE_LIMITED") return part.because;
}
function faultOf({ rules, rulesets }) {
	const down = [rules, rulesets].map((part) => part.state === "unknown" ? part.because : void 0);
	return down.every((because) => because?.code === "GITHUB_DOWN") ? down[0] : void 0;
}

// shared/domain/organisation/listing.ts
const RepositorySchema = looseObject({
	full_name: ListedSchema.shape.repository,
	private: boolean(),
	visibility: string().nullish(),
	archived: boolean().nullish(),
	fork: boolean().nullish(),
	topics: array(string()).nullish(),
	default_branch: string().nullish()
});
const OrganisationSchema = looseObject({
	public_repos: number().int().nonnegative(),
	owned_private_repos: number().int().nonnegative().nullish()
});
const ValuesSchema = looseObject({
	repository_full_name: string(),
	properties: array(looseObject({
		property_name: string(),
		value: union([
			string(),
			array(string()),
			_null()
		])
	}))
});
const page = 100;
const pagesOf = (items) => Math.max(1, Math.ceil(items / page));
async function listOrganisation(github, organisation, { properties }) {
	const org = { org: organisation };
	const list = await github.all("GET /orgs/{org}/repos", {
		...org,
		type: "all",
		sort: "full_name"
	}, RepositorySchema);
	if (!list.ok) {
		const { because } = list;
		if (because.code !== "NOT_FOUND") return {
			ok: false,
			because
		};
		const message = `${because.message}; the account of a person is no organisation`;
		return {
			ok: false,
			because: {
				needs: "the name of an organisation that the credential sees",
				...because,
				message
			}
		};
	}
	const [counted, values] = [await github.get("GET /orgs/{org}", org, OrganisationSchema), properties ? await github.all("GET /orgs/{org}/properties/values", org, ValuesSchema) : void 0];
	const known = new Map((values?.ok ? values.data : []).map((one) => [one.repository_full_name.toLowerCase(), Object.fromEntries(one.properties.map(({ property_name, value }) => [property_name, value]))]));
	const unique = new Map(list.data.map((one) => [one.full_name.toLowerCase(), one]));
	const listed = [...unique].map(([name, one]) => listedOf(one, known.get(name)));
	const count = (isOne) => [...unique.values()].filter(isOne).length;
	return {
		ok: true,
		listed,
		unseen: counted.ok ? missing(counted.data, {
			open: count((one) => !one.private),
			closed: count((one) => one.private)
		}) : {
			...counted.because,
			message: `whether all repositories are listed cannot be told: ${counted.because.message}`
		},
		properties: values === void 0 || values.ok ? void 0 : {
			needs: "organisation custom properties: read",
			...values.because
		},
		requests: pagesOf(list.data.length) + 1 + (values === void 0 ? 0 : pagesOf(values.ok ? values.data.length : 0))
	};
}
function listedOf(one, properties) {
	const { data: said } = ListedSchema.shape.visibility.safeParse(one.visibility ?? (one.private ? void 0 : "public"));
	const visibility = said === "public" === one.private ? void 0 : said;
	return {
		repository: one.full_name,
		...visibility === void 0 ? {} : { visibility },
		...typeof one.archived === "boolean" ? { archived: one.archived } : {},
		...typeof one.fork === "boolean" ? { fork: one.fork } : {},
		...one.topics === void 0 || one.topics === null ? {} : { topics: one.topics },
		...properties === void 0 ? {} : { properties },
		...one.default_branch === void 0 ? {} : { defaultBranch: one.default_branch }
	};
}
function missing({ public_repos: open, owned_private_repos: closed }, listed) {
	const needs = "a GitHub App of the organisation with access to all repositories (metadata: read)";
	const parts = [...open > listed.open ? [`${listed.open} of ${open} public repositories`] : [], ...(closed ?? 0) > listed.closed ? [`${listed.closed} of ${closed} private repositories`] : []];
	if (parts.length > 0) return {
		code: "TRUNCATED",
		message: `the credential is shown ${parts.join(" and ")}`,
		needs
	};
	if (typeof closed === "number") return void 0;
	return {
		code: "MISSING_PERMISSION",
		message: "the credential is not told how many private repositories there are, so that some may not be listed",
		needs: "a credential that GitHub tells the number of private repositories"
	};
}

// shared/domain/organisation/overview.ts
const none = () => ({
	repositories: 0,
	failed: 0,
	unverified: 0,
	held: 0,
	notRead: 0
});
function overviewOf(audited, { hostIsPublic }) {
	const unique = [...new Map(audited.map((one) => [one.listed.repository.toLowerCase(), one])).values()];
	const seen = unique.filter(({ listed }) => !hostIsPublic || isPublic(listed)).sort((a, b) => byText(a.listed.repository, b.listed.repository));
	const hidden = unique.filter((one) => !seen.includes(one));
	const hiddenNotRead = {};
	for (const { because } of hidden) if (because !== void 0) hiddenNotRead[because.code] = (hiddenNotRead[because.code] ?? 0) + 1;
	return {
		shown: countsOf(seen),
		hidden: countsOf(hidden),
		rows: rowsOf(seen),
		notRead: seen.flatMap(({ listed, because }) => because === void 0 ? [] : [{
			repository: listed.repository,
			because
		}]),
		hiddenNotRead
	};
}
function countsOf(audited) {
	const counts = none();
	for (const { rows, because } of audited) {
		counts.repositories += 1;
		if (because !== void 0) counts.notRead += 1;
		else if (rows.some(({ holds }) => holds === false)) counts.failed += 1;
		else if (rows.length === 0 || rows.some(({ holds }) => holds === void 0)) counts.unverified += 1;
		else counts.held += 1;
	}
	return counts;
}
function classesOf({ classes }) {
	return classes.length === 0 ? ["-"] : [...new Set(classes)];
}
function rowsOf(audited) {
	const found = /* @__PURE__ */ new Map();
	for (const one of audited) {
		if (one.because !== void 0) continue;
		for (const group of classesOf(one)) for (const [setting, rows] of bySetting(one.rows)) {
			const key = `${group}\n${setting}`;
			const row = found.get(key) ?? {
				class: group,
				setting,
				severity: "info",
				failed: [],
				unverified: [],
				held: 0
			};
			found.set(key, row);
			for (const { severity } of rows) if (severities.indexOf(severity) < severities.indexOf(row.severity)) row.severity = severity;
			if (rows.some(({ holds }) => holds === false)) row.failed.push(one.listed.repository);
			else if (rows.some(({ holds }) => holds === void 0)) row.unverified.push(one.listed.repository);
			else row.held += 1;
		}
	}
	return [...found.values()].sort((a, b) => Number(b.failed.length > 0) - Number(a.failed.length > 0) || Number(b.unverified.length > 0) - Number(a.unverified.length > 0) || severities.indexOf(a.severity) - severities.indexOf(b.severity) || b.failed.length - a.failed.length || b.unverified.length - a.unverified.length || byText(a.setting, b.setting) || byText(a.class, b.class));
}
function bySetting(rows) {
	const found = /* @__PURE__ */ new Map();
	for (const row of rows) {
		if (row.verdict === "not-asked") continue;
		const same = found.get(row.setting);
		if (same === void 0) found.set(row.setting, [row]);
		else same.push(row);
	}
	return found;
}
const tableHead = [
	"class",
	"repository",
	"target",
	"ref",
	"setting",
	"verdict",
	"severity",
	"reason"
];
function tableOf(audited, host) {
	const lines = [];
	const seen = audited.filter(({ listed }) => !host.hostIsPublic || isPublic(listed));
	for (const one of seen) {
		const { repository } = one.listed;
		for (const group of classesOf(one)) if (one.because !== void 0) lines.push([
			group,
			repository,
			"",
			"",
			"",
			"not-read",
			"",
			one.because.message
		]);
		else for (const row of one.rows.filter(({ verdict }) => verdict !== "not-asked")) lines.push([
			group,
			repository,
			row.target,
			row.ref,
			row.setting,
			row.verdict,
			row.severity,
			row.because[0]?.message ?? ""
		]);
	}
	return lines.sort((a, b) => byText(a.join("\n"), b.join("\n")));
}
function byText(a, b) {
	return a < b ? -1 : a > b ? 1 : 0;
}

// shared/domain/organisation/journal.ts
const { read, spent, size, stopped } = ProgressSchema.shape;
const StepSchema = strictObject({
	read,
	spent,
	size,
	stopped
});
function journalStart(progress) {
	return JSON.stringify(progress);
}
function journalStep(progress, changed) {
	const known = changed.filter((name) => Object.hasOwn(progress.read, name)).map((name) => [name, progress.read[name]]);
	const { spent: paid, size: next, stopped: because } = progress;
	return JSON.stringify({
		read: Object.fromEntries(known),
		spent: paid,
		size: next,
		stopped: because
	});
}
function readJournal(path, text, key) {
	const problem = (line, message) => ({
		ok: false,
		problems: [{
			message,
			path,
			line
		}]
	});
	const [head = "", ...steps] = text.split("\n").slice(0, -1);
	const begun = lineOf(head, ProgressSchema);
	if (!begun.ok) return problem(1, `is no journal of an audit: ${begun.message}`);
	if (begun.value.key !== key) return problem(1, "is the journal of another audit: its selection, its part or its repositories differ; begin anew");
	let progress = begun.value;
	const known = { ...progress.read };
	const audited = new Set(progress.repositories);
	for (const [index, line] of steps.entries()) {
		const step = lineOf(line, StepSchema);
		if (!step.ok) return problem(index + 2, `is no step of an audit: ${step.message}`);
		for (const [name, entry] of Object.entries(step.value.read)) {
			if (!audited.has(name)) return problem(index + 2, `tells of a repository that is not audited: ${JSON.stringify(name)}`);
			known[name] = entry;
		}
		progress = {
			...progress,
			spent: step.value.spent,
			size: step.value.size,
			stopped: step.value.stopped
		};
	}
	return {
		ok: true,
		progress: {
			...progress,
			read: known
		}
	};
}
function lineOf(line, schema) {
	let value;
	try {
		value = JSON.parse(line);
	} catch {
		return {
			ok: false,
			message: "the line is not JSON"
		};
	}
	const checked = schema.safeParse(value);
	if (checked.success) return {
		ok: true,
		value: checked.data
	};
	return {
		ok: false,
		message: checked.error.issues.map(({ message }) => message).join("; ")
	};
}

export { SelectionSchema, audit, begin, budgetUsedUp, continueWith, estimate, isPublic, journalStart, journalStep, knownFacts, listOrganisation, nextBatch, outcomes, overviewOf, ownRequests, parseShard, progressKey, readJournal, select, tableHead, tableOf, untoldSettings };