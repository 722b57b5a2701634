import { GovernanceError, decodeText, isObject as isObject$1, isoTime, ownerAndRepo, parseTime, partKey, severities, sha256, stableJson } from "./shared.js";
import { _enum, _null, array, boolean, discriminatedUnion, literal, looseObject, number, record as record$1, strictObject, string, union, unknown as unknown$2 } from "./vendor.js";
import { parseRepository, sameRepository } from "./parse.js";
import { ClassicSchema, RepositorySchema as RepositorySchema$1, credentialTexts, needs, strongest } from "./domain-github-rules.js";
import { journalEnding, parseShard, select } from "./domain-organisation-config.js";
import { BecauseSchema, ObservationSchema, TimeSchema, observe, partSchema, viewRepository } from "./domain-seen-repository.js";
import { meteredGitHub } from "./core-metered.js";
import { createHash } from "node:crypto";

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
const workflows = `fragment R on Repository { nameWithOwner defaultBranchRef { name target { oid } }
  root: object(expression: "HEAD:") { __typename }
  workflows: object(expression: "HEAD:.github/workflows") { __typename ... on Tree { entries {
    name type mode object { ... on Blob { oid isBinary isTruncated text } } } } } }`;
const queryParts = [
	"rulesets",
	"classic",
	"workflows"
];
const names = "fragment R on Repository { nameWithOwner }";
const fragments = {
	rulesets: rulesets$1,
	classic,
	workflows
};
const mostOf = {
	rulesets: 100,
	classic: 100,
	workflows: 20
};
function batchQuery(part, repositories) {
	return queryOf(fragments[part], repositories);
}
function namesQuery(repositories) {
	return queryOf(names, repositories);
}
function queryOf(fragment, repositories) {
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
		query: `query(${declared}) { ${asked} rateLimit { cost remaining resetAt } }\n${fragment}`,
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
const protectionParts = ["rulesets", "classic"];
const maxNodes = 5e5;
const listingPage = 100;
function batchSize(part, asked = 50) {
	return Math.max(1, Math.min(asked, mostOf[part], Math.floor(maxNodes / nodesOf(part, 1))));
}
function estimate(repositories, options = {}) {
	let cost = {
		requests: options.listed === void 0 ? 0 : 1 + Math.max(1, Math.ceil(options.listed / listingPage)),
		points: 0
	};
	for (const part of options.parts ?? protectionParts) {
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
	const found = new Map();
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
	const found = new Map();
	for (const row of rows) {
		if (row.verdict === "not-asked") continue;
		const same = found.get(row.setting);
		if (same === void 0) found.set(row.setting, [row]);
		else same.push(row);
	}
	return found;
}
function tableOf(audited, host, table, open = []) {
	const blank = table.head.map(() => "");
	const notRead = (group, repository, because) => [...[
		group,
		repository,
		...blank
	], ...[
		"not-read",
		"",
		because.message
	]];
	const lines = [];
	for (const one of audited.filter(({ listed }) => !host.hostIsPublic || isPublic(listed))) {
		const { repository } = one.listed;
		for (const group of classesOf(one)) if (one.because !== void 0) lines.push(notRead(group, repository, one.because));
		else for (const row of one.rows.filter(({ verdict }) => verdict !== "not-asked")) lines.push([...[
			group,
			repository,
			...table.cells(row)
		], ...[
			row.verdict,
			row.severity,
			row.because[0]?.message ?? ""
		]]);
	}
	return [
		[
			"class",
			"repository",
			...table.head,
			"verdict",
			"severity",
			"reason"
		],
		...lines.sort((a, b) => byText(a.join("\n"), b.join("\n"))),
		...open.map(({ repository, because }) => notRead("-", repository, because))
	];
}
function byText(a, b) {
	return a < b ? -1 : a > b ? 1 : 0;
}

// shared/domain/organisation/exhibits.ts
const host = { hostIsPublic: false };
function overviewExhibit(audited, { title, what, text }) {
	return {
		title,
		columns: [
			{ name: "Class" },
			{ name: what },
			{
				name: "Not as asked",
				numeric: true
			},
			{
				name: "Not verified",
				numeric: true
			},
			{
				name: "As asked",
				numeric: true
			}
		],
		rows: overviewOf(audited, host).rows.map(({ class: name, setting, failed, unverified, held }) => ({
			cells: [
				name,
				text(setting),
				failed.length,
				unverified.length,
				held
			].map(String),
			mark: failed.length > 0 ? "bad" : unverified.length > 0 ? "open" : "good"
		})),
		remark: "How many repositories, worst first; one of several classes stands in each of them, one of none under -",
		totals: true
	};
}
const mostShown = 10;
function worstExhibit(audited) {
	const counted = audited.map(({ listed, classes, rows }) => {
		const settings = (holds) => [...new Set(rows.filter((row) => row.holds === holds).map(({ setting }) => setting))];
		return {
			repository: listed.repository,
			classes,
			failed: settings(false),
			open: settings(void 0).length
		};
	}).filter(({ failed, open }) => failed.length + open > 0).sort((a, b) => b.failed.length - a.failed.length || b.open - a.open || (a.repository < b.repository ? -1 : 1));
	if (counted.length === 0) return void 0;
	const more = counted.length - mostShown;
	return {
		title: "Repositories with the most to do",
		columns: [
			{ name: "Repository" },
			{ name: "Class" },
			{
				name: "Not as asked",
				numeric: true
			},
			{
				name: "Not verified",
				numeric: true
			},
			{ name: "What" }
		],
		rows: counted.slice(0, mostShown).map(({ repository, classes, failed, open }) => ({
			cells: [
				repository,
				classes.join(", ") || "-",
				String(failed.length),
				String(open),
				namesOf(failed)
			],
			mark: failed.length > 0 ? "bad" : "open"
		})),
		remark: more > 0 ? `${more} more are in audit.csv beside the report` : "Every other repository is as asked"
	};
}
function namesOf(settings) {
	const more = settings.length - 4;
	return [...settings.slice(0, 4), ...more > 0 ? [`and ${more} more`] : []].join(", ");
}
function notReadExhibit(reasons) {
	if (reasons.length === 0) return void 0;
	const counts = new Map();
	for (const because of reasons) {
		const key = JSON.stringify([because.code, because.needs]);
		counts.set(key, {
			because,
			count: (counts.get(key)?.count ?? 0) + 1
		});
	}
	return {
		title: "Repositories that were not read",
		columns: [
			{ name: "Reason" },
			{ name: "Needed" },
			{
				name: "Repositories",
				numeric: true
			}
		],
		rows: [...counts.values()].sort((a, b) => b.count - a.count || (a.because.code < b.because.code ? -1 : 1)).map(({ because, count }) => ({
			cells: [
				because.code,
				because.needs ?? "",
				String(count)
			],
			mark: "open"
		})),
		remark: "Nothing is known of them: each is a result of its own, with its reason",
		totals: true
	};
}

// shared/domain/organisation/list-results.ts
function recordList(to, facts) {
	const { organisation, unseen, listed, selected, isPart, unread, empty, notAsked, hidden } = facts;
	const about = (what, more = {}) => ({
		about: [organisation.toLowerCase(), what],
		...more
	});
	const whole = about("all repositories", {
		says: selected === 0 ? `the policy names no repository of ${organisation}` : `the policy asks for nothing of the ${selected} repositories that it names: they are of none of its classes`,
		actual: `${selected} of ${listed} repositories`,
		observed: [selected, notAsked],
		fix: selected === 0 ? "correct the selection under repositories" : "correct the classes, or give a layer organisation"
	});
	if (unseen !== void 0) to.unverified(whole, unseen);
	else if (selected > notAsked + empty) to.passed(whole);
	else if (selected > notAsked) to.unverified(whole, nothingMeasured(empty));
	else if (isPart) to.notApplicable(whole, "nothing is asked of any repository of this part");
	else to.failed(whole);
	for (const { repository, because } of unread) to.unverified({ about: [repository.toLowerCase()] }, because);
	if (empty > 0) to.notApplicable(about("empty"), `${empty} repositories are empty: they have no branch to protect`);
	if (notAsked > 0) to.notApplicable(about("not asked"), `${notAsked} repositories are of no class of which the policy asks for anything`);
	if (hidden.repositories > 0) recordHidden(to, about, hidden);
}
function nothingMeasured(empty) {
	return {
		code: "NO_DATA",
		message: `nothing was measured: all ${empty} repositories of which anything is asked are empty`,
		needs: "a repository with a branch among those that are selected"
	};
}
function recordHidden(to, about, { repositories, failed, unverified }) {
	const fact = about("repositories that are not shown", {
		says: `${failed} of ${repositories} repositories that are not shown here are not as the policy asks`,
		actual: `${failed} not as asked, ${unverified} not verified, ${repositories - failed - unverified} as asked`,
		fix: "run the audit in a private repository, whose report names them"
	});
	if (failed > 0) to.failed(fact);
	else if (unverified === 0) to.passed(fact);
	else to.unverified(fact, {
		code: "NO_DATA",
		message: `${unverified} of ${repositories} repositories that are not shown here could not be judged`,
		needs: "an audit in a private repository, whose report says why"
	});
}
function openOf(open, isPrivate) {
	const shown = open.filter(({ listed }) => isPrivate || isPublic(listed)).map(({ listed, because }) => ({
		repository: listed.repository,
		because
	}));
	return {
		shown,
		hidden: open.length - shown.length
	};
}

// shared/domain/organisation/answer.ts
const Page = looseObject({ hasNextPage: boolean() });
const RuleNode = looseObject({
	type: string().min(1),
	parameters: record$1(string(), unknown$2()).nullish(),
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
	data: record$1(string(), unknown$2()).nullish(),
	errors: array(ErrorSchema).nullish()
});
const RateSchema = looseObject({
	cost: number(),
	remaining: number()
});
function readBatch(repositories, body) {
	const parsed = BodySchema.safeParse(body);
	const known = new Set(repositories.map((_, index) => `r${index}`));
	const errors = parsed.success ? (parsed.data.errors ?? []).map((error) => errorOf(error, known)) : [{
		path: [],
		because: {
			code: "NO_DATA",
			message: "GitHub answered the query in a form that is not known",
			needs: ownRequest
		}
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
		return path.slice(0, Math.min(path.length, place.length)).every((key, index) => key === place[index]);
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

// shared/domain/organisation/observe-batch.ts
const unknown$1 = (because) => ({
	state: "unknown",
	because
});
const unreadable = (what) => ({
	code: "NO_DATA",
	message: `${what} came in a form that is not known`,
	needs: ownRequest
});
function rulesetsRead(answer) {
	const whole = isObject$1(answer.node) ? void 0 : errorAt(answer, []);
	const node = nodeSchemas.repository.safeParse(answer.node);
	if (whole !== void 0 || !node.success) {
		const because = whole ?? unreadable("the repository");
		const part = unknown$1(because);
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
		facts: name === void 0 ? unknown$1(branchError ?? {
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
	if (error !== void 0) return unknown$1(error);
	const rules = nodeSchemas.refRules.safeParse(ref?.["rules"]);
	if (!rules.success) return unknown$1(unreadable("the rules of the default branch"));
	if (rules.data.pageInfo.hasNextPage) return unknown$1(cutList("the rules of the default branch", "rulesets"));
	const found = [];
	for (const node of rules.data.nodes) {
		const id = node.repositoryRuleset?.databaseId;
		if (id === void 0 || id === null) return unknown$1(unreadable("the ruleset of a rule of the default branch"));
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
	if (error !== void 0) return unknown$1(error);
	const rulesets = nodeSchemas.rulesets.safeParse(list);
	if (!rulesets.success) return unknown$1(unreadable("the rulesets"));
	if (rulesets.data.pageInfo.hasNextPage) return unknown$1(cutList("the rulesets", "rulesets"));
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
	if (node.rules === void 0 || node.rules === null) return unknown$1(unreadable(`the rules of the ruleset ${node.databaseId}`));
	if (node.rules.pageInfo.hasNextPage) return unknown$1(cutList(`the rules of the ruleset ${node.databaseId}`, "rulesets"));
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
const notAsked$1 = { pull_request: ["required_reviewers", "dismissal_restriction"] };
const untoldSettings = new Set([
	"bypass-actors",
	"bypass-review",
	"enforce-admins",
	"reviews.required-reviewers",
	"reviews.dismissal"
]);
function ruleOf({ type, parameters }) {
	const word = type.toLowerCase();
	const read = isObject$1(parameters) ? snakeKeys(parameters) : {};
	for (const key of notAsked$1[word] ?? []) read[key] ??= "not read";
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
	return isObject$1(value) ? snakeKeys(value) : value;
}
function lowerCase(value) {
	return Array.isArray(value) ? value.map((item) => typeof item === "string" ? item.toLowerCase() : item) : value;
}
function classicRead(answer) {
	const error = errorAt(answer, ["defaultBranchRef", "branchProtectionRule"]);
	if (error !== void 0) return unknown$1({
		needs: needs.classic,
		...error
	});
	const node = nodeSchemas.repository.safeParse(answer.node);
	const ref = node.data?.defaultBranchRef;
	if (!node.success || !isObject$1(ref)) return unknown$1(unreadable("classic protection"));
	if (ref["branchProtectionRule"] === null) {
		if (node.data.viewerCanAdminister === true) return {
			state: "none",
			why: "not-protected",
			message: "the branch has no classic protection"
		};
		return unknown$1({
			code: "MISSING_PERMISSION",
			message: "GitHub shows no classic protection, and hides it from who does not administer the repository",
			needs: needs.classic
		});
	}
	const rule = nodeSchemas.classic.safeParse(ref["branchProtectionRule"]);
	if (!rule.success) return unknown$1(unreadable("classic protection"));
	if (rule.data.restrictsPushes || rule.data.restrictsReviewDismissals || [rule.data.bypassPullRequestAllowances, rule.data.bypassForcePushAllowances].some((list) => list?.totalCount !== 0)) return unknown$1(cutList("the people and apps that classic protection names", "classic"));
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
		...rule.allowsForcePushes ? {} : { bypass_force_push_allowances: {
			users: [],
			teams: [],
			apps: []
		} },
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

// shared/domain/organisation/workflows.ts
const FileSchema = discriminatedUnion("state", [
	strictObject({
		path: string(),
		state: literal("read"),
		text: string()
	}),
	strictObject({
		path: string(),
		state: literal("odd"),
		message: string()
	}),
	strictObject({
		path: string(),
		state: literal("unread"),
		because: BecauseSchema
	})
]);
const WorkflowTreeSchema = strictObject({
	repository: string(),
	branch: string(),
	commit: string(),
	files: array(FileSchema)
});
const workflowFolder = ".github/workflows";
const needsContents = "a token that may read the files of the repository (contents: read)";
const BlobSchema = looseObject({
	oid: string(),
	isBinary: boolean().nullish(),
	isTruncated: boolean(),
	text: string().nullish()
});
const NodeSchema$1 = looseObject({
	nameWithOwner: string(),
	defaultBranchRef: looseObject({
		name: string().min(1),
		target: looseObject({ oid: string().min(1) })
	}),
	root: looseObject({ __typename: literal("Tree") }),
	workflows: union([looseObject({
		__typename: literal("Tree"),
		entries: array(looseObject({
			name: string().min(1),
			type: string(),
			mode: number().int(),
			object: unknown$2()
		}))
	}), looseObject({ __typename: _enum([
		"Blob",
		"Commit",
		"Tag"
	]) })]).nullable()
});
const unknown = (because) => ({
	state: "unknown",
	because
});
function workflowsRead(answer) {
	const error = errorAt(answer, []);
	if (error !== void 0) return unknown({
		needs: needsContents,
		...error
	});
	const parsed = NodeSchema$1.safeParse(answer.node);
	if (!parsed.success) return unknown({
		code: "NO_DATA",
		message: "the workflow files came in a form that is not known",
		needs: ownRequest
	});
	const { nameWithOwner, defaultBranchRef: ref, workflows } = parsed.data;
	const entries = workflows !== null && "entries" in workflows ? workflows.entries : [];
	return {
		state: "read",
		data: {
			repository: nameWithOwner,
			branch: ref.name,
			commit: ref.target.oid,
			files: entries.filter(({ name }) => isWorkflowName(name)).map(fileOf)
		}
	};
}
function isWorkflowName(name) {
	return /\.ya?ml$/i.test(name) && !name.includes("/");
}
const plainModes = new Set([
	33188,
	33261,
	33204
]);
function fileOf({ name, type, mode, object }) {
	const path = `${workflowFolder}/${name}`;
	if (type !== "blob" || !plainModes.has(mode)) return {
		path,
		state: "odd",
		message: "is not a regular file"
	};
	const blob = BlobSchema.safeParse(object);
	const text = blob.data?.text;
	if (!blob.success || blob.data.isTruncated || typeof text !== "string") return {
		path,
		state: "unread",
		because: notWhole(path)
	};
	if (!isObject(blob.data.oid, new TextEncoder().encode(text))) return {
		path,
		state: "unread",
		because: notWhole(path)
	};
	return {
		path,
		state: "read",
		text
	};
}
function notWhole(path) {
	return {
		code: "TRUNCATED",
		message: `GitHub does not show the whole of ${path} in a batch`,
		needs: ownRequest
	};
}
function isObject(oid, content) {
	return createHash(oid.length === 64 ? "sha256" : "sha1").update(`blob ${content.length}\0`).update(content).digest("hex") === oid;
}
function needsOwnFiles(tree) {
	if (tree.state === "unknown") return tree.because.needs === "a request of its own" || tree.because.code === "TRUNCATED";
	return tree.state === "read" && tree.data.files.some((file) => file.state === "unread" && file.because.needs === "a request of its own");
}

// shared/domain/organisation/progress.ts
const { facts, branch, rules, rulesets, details } = ObservationSchema.shape;
const EntrySchema = strictObject({
	rulesets: strictObject({
		facts,
		rules,
		rulesets,
		details,
		empty: boolean()
	}).optional(),
	classic: partSchema(ClassicSchema).optional(),
	own: ObservationSchema.optional(),
	branch: branch.optional(),
	workflows: partSchema(WorkflowTreeSchema).optional(),
	alone: literal(true).optional(),
	states: partSchema(array(strictObject({
		path: string(),
		state: string()
	}))).optional()
});
const Count = number().int().nonnegative();
const ProgressSchema = strictObject({
	kind: literal("release-governance/audit-progress"),
	version: literal(1),
	key: string(),
	begun: TimeSchema.optional(),
	parts: array(_enum(queryParts)),
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
function begin(key, repositories, size, begun, parts = protectionParts) {
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
		parts: [...parts],
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
	for (const part of progress.parts) {
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
	if (own !== void 0 && part !== "workflows") return false;
	if (part === "rulesets" || found === void 0) return true;
	return !found.empty && [
		found.facts,
		found.rules,
		found.rulesets
	].some(({ state }) => state !== "unknown");
}
const read$1 = {
	rulesets: (answer) => ({ rulesets: rulesetsRead(answer) }),
	classic: (answer) => ({ classic: classicRead(answer) }),
	workflows: (answer) => ({ workflows: workflowsRead(answer) })
};
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
		into[answer.repository] = {
			...before,
			...read$1[part](answer)
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
	const rulesets = {
		facts: unknown,
		rules: unknown,
		rulesets: unknown,
		details: [],
		empty: false
	};
	into[name] = {
		...before,
		...part === "rulesets" ? { rulesets } : { [part]: unknown }
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
function recordOwn(progress, repository, entry, requests, into = { ...progress.read }) {
	into[repository] = {
		...entryOf(progress, repository),
		...entry
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

// shared/domain/organisation/audit.ts
const faultsInARow = 3;
async function audit(github, begun, options) {
	const { stopped: _earlier, read, ...rest } = begun;
	let progress = await readBatches(github, {
		...rest,
		read: { ...read }
	}, options);
	for (const reader of [observer(options.alone), ...options.readers ?? []]) {
		if (progress.stopped !== void 0) break;
		progress = await readAlone(github, progress, reader, options);
	}
	return progress;
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
	const told = part === "rulesets" ? entry?.rulesets?.facts : entry?.[part];
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
function observer(alone) {
	return {
		wanted: (progress) => ownRequests(progress, alone),
		async read(github, repository, progress) {
			const own = await observeDefault(github, repository, progress);
			return {
				entry: { own },
				limit: limitOf(own),
				fault: faultOf(own)
			};
		}
	};
}
async function readAlone(github, begun, reader, options) {
	const { budget } = options;
	const row = faultRow(begun, options);
	for (const repository of reader.wanted(begun)) {
		const progress = row.progress();
		row.ask([repository]);
		const meter = meteredGitHub(github, {
			most: budget.requests - progress.spent.requests,
			because: budgetUsedUp("the budget of requests is used up")
		});
		const { entry, limit, fault } = await reader.read(meter.github, repository, progress);
		const interrupted = meter.refused() ?? limit;
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
		const after = recordOwn(progress, repository, entry, meter.requests(), row.into);
		const stopped = await row.add(after, [repository], fault);
		if (stopped !== void 0 && fault !== void 0) return stop(stopped, forNow(fault), options);
	}
	return row.end();
}
async function observeDefault(github, repository, progress) {
	let facts = knownFacts(progress, repository);
	const { classic } = entryOf(progress, repository);
	const forcePushers = classic?.state === "read" ? classic.data.bypass_force_push_allowances ?? void 0 : void 0;
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
	}, {
		facts,
		forcePushers
	});
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

// shared/domain/organisation/host.ts
async function isPrivateHost(ctx, github) {
	const { repository } = ctx.subject;
	if (repository === void 0) return ctx.subject.event === "local";
	if (parseRepository(repository) === void 0) return false;
	const facts = await viewRepository(github, repository).facts();
	if (facts.state !== "read") return false;
	const { private: closed, visibility, full_name: name } = facts.data;
	return closed && (visibility ?? "private") === "private" && sameRepository(name, repository);
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

// shared/domain/organisation/outcome.ts
function outcomes(progress) {
	return progress.repositories.map((repository) => {
		const { own, rulesets: found, classic, branch: summary, workflows, states } = entryOf(progress, repository);
		const missing = {
			state: "unknown",
			because: progress.stopped ?? notYet
		};
		const files = {
			workflows: workflows ?? missing,
			states: states ?? missing
		};
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
				observation: own,
				...files
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
		const observation = observationOf(repository, found, classic ?? missing);
		return {
			repository,
			state: "read",
			observation: summary === void 0 ? observation : {
				...observation,
				branch: summary
			},
			...files
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

// shared/domain/organisation/part.ts
function partOf(ctx, { shards }) {
	const { shard: given } = ctx.inputs;
	if (given === void 0) return {
		index: 1,
		of: 1
	};
	const bad = (message, hint) => new GovernanceError("BAD_INPUT", message, { hint });
	const shard = parseShard(given);
	if (shard === void 0) throw bad(`shard is not a part of so many: ${given}`, "Write it as 2/4.");
	if (shards === void 0) throw bad("shard is given, and the configuration does not say how many there are", "Give repositories.shards.");
	if (shard.of !== shards) throw bad(`shard is ${given}, and the configuration has ${shards} shards`, "Let the matrix of the workflow and repositories.shards say the same.");
	const key = partKey(shard);
	if (ctx.subject.matrixKey !== key) throw bad(`the part ${given} has the artifact-key ${ctx.subject.matrixKey ?? "(none)"}, expected ${key}`, "The key tells the executive summary which part it is.");
	return shard;
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

// shared/domain/organisation/resume.ts
const mostBytes = 268435456;
const mostAge = 864e5;
async function beginAudit(ctx, { key, repositories, parts }, readers) {
	const anew = () => ({ progress: begin(key, repositories, 50, isoTime(ctx.time.latest), parts) });
	const { resume } = ctx.inputs;
	if (resume === void 0) return anew();
	const without = (why) => {
		ctx.note(`The audit began anew: ${why}.`);
		return anew();
	};
	if (ctx.subject.event.startsWith("pull_request") || ctx.subject.event === "merge_group") return without("a run of a change goes on with no journal, which the change could have brought along");
	const found = await ctx.journal(journalEnding).earlier(resume, mostBytes);
	if (!found.found) return without(`the journal in ${resume} ${found.message}`);
	const decoded = decodeText(found.content);
	if (!decoded.ok) return without(`the journal in ${resume} is not text`);
	const read = readJournal(resume, decoded.text, key);
	if (!read.ok) return without(`the journal in ${resume} ${read.problems[0]?.message ?? "is not understood"}`);
	const { progress } = read;
	const begun = progress.begun === void 0 ? void 0 : parseTime(progress.begun);
	if (progress.begun === void 0 || begun === void 0 || begun > ctx.time.latest || ctx.time.latest - begun > mostAge) return without(`the journal in ${resume} is not of the last 24 hours (${progress.begun ?? "it has no time"})`);
	const known = {
		...progress,
		parts: [...parts],
		read: Object.fromEntries(Object.entries(progress.read).filter(isAboutItsOwn))
	};
	if (isComplete(known, readers)) return without(`the audit of ${progress.begun} was complete`);
	const next = continueWith(known, repositories);
	const taken = Object.keys(next.read).length;
	ctx.note(`What is known of ${taken} repositories is from the journal of an audit that began at ${progress.begun} (${found.sha256}).`);
	return {
		progress: next,
		resumed: {
			begun: progress.begun,
			repositories: taken,
			sha256: found.sha256
		}
	};
}
function isComplete(progress, readers) {
	return "done" in nextBatch(progress, {
		requests: Number.MAX_SAFE_INTEGER,
		points: Number.MAX_SAFE_INTEGER
	}) && readers.every((reader) => reader.wanted(progress).length === 0);
}
function isAboutItsOwn([name, { own, rulesets, workflows }]) {
	return [
		...own === void 0 ? [] : [own.repository, nameIn(own.facts)],
		...rulesets === void 0 ? [] : [nameIn(rulesets.facts)],
		...workflows?.state === "read" ? [workflows.data.repository] : []
	].every((other) => other === void 0 || other.toLowerCase() === name.toLowerCase());
}
function nameIn(facts) {
	const name = facts.state === "read" && isObject$1(facts.data) ? facts.data["full_name"] : void 0;
	return typeof name === "string" ? name : void 0;
}
function journalOf(ctx, mayShow) {
	const journal = ctx.journal(journalEnding);
	const isShown = (progress, name) => mayShow(name, knownFacts(progress, name)?.private === true);
	return {
		async start(progress) {
			const repositories = progress.repositories.filter((name) => isShown(progress, name));
			const read = Object.fromEntries(Object.entries(progress.read).filter(([name]) => isShown(progress, name)));
			await journal.append(`${journalStart({
				...progress,
				repositories,
				read
			})}\n`);
		},
		async step(progress, changed) {
			const { stopped: _stopped, ...rest } = progress;
			await journal.append(`${journalStep(rest, changed.filter((name) => isShown(progress, name)))}\n`);
		}
	};
}

// shared/domain/organisation/whole-list.ts
const NodeSchema = looseObject({ nameWithOwner: string() });
function costOfNames(repositories) {
	const queries = Math.ceil(repositories / 100);
	return {
		requests: queries,
		points: queries
	};
}
async function changedSince(github, repositories) {
	for (let from = 0; from < repositories.length; from += 100) {
		const some = repositories.slice(from, from + 100);
		const { query, variables } = namesQuery(some);
		const answer = await github.graphql(query, variables);
		if (!answer.ok) return notTold(answer.because);
		for (const { repository, node, errors } of readBatch(some, answer.data).answers) {
			const own = NodeSchema.safeParse(node);
			if (own.success && sameRepository(own.data.nameWithOwner, repository)) continue;
			const because = errors.find(({ because: { code } }) => code !== "NOT_FOUND")?.because;
			if (because !== void 0) return notTold(because);
			return {
				code: "INCONCLUSIVE",
				message: "a repository of the list is no longer there by its name: while it was deleted or renamed another one may have been missed",
				needs: "a further run, which lists them anew"
			};
		}
	}
}
function notTold({ code, needs }) {
	return {
		code,
		message: "whether the list of repositories is whole cannot be told: GitHub gave no answer about some of its names",
		needs: needs ?? "a further run"
	};
}

// shared/domain/organisation/survey.ts
async function survey(ctx, wish) {
	const { organisation, shards: _shards, ...selection } = wish.repositories;
	const shard = partOf(ctx, wish.repositories);
	const { credential, github: inner } = strongest(ctx, wish.admin);
	if (credential === "none") return {
		ok: false,
		because: noToken
	};
	const { budget } = ctx.inputs;
	const meter = meteredGitHub(inner, {
		most: budget.requests,
		because: budgetUsedUp("the budget of requests is used up")
	});
	const own = meteredGitHub(ctx.github() ?? inner);
	const isPrivate = await isPrivateHost(ctx, own.github);
	const listing = await listOrganisation(meter.github, organisation, { properties: wish.byProperty || selection.properties !== void 0 });
	if (!listing.ok) return listing;
	const selected = select(listing.listed, selection, shard);
	const all = selected.repositories.map(wish.of);
	const asked = all.filter((one) => one !== void 0);
	const mayShow = showing(selected, isPrivate);
	const alone = new Set(asked.filter(wish.asksAlone).map(({ listed }) => listed.repository));
	const asksAlone = (repository, more) => mayShow(repository) && (more || alone.has(repository));
	const readers = wish.readers((repository) => mayShow(repository));
	const key = progressKey({
		organisation: organisation.toLowerCase(),
		selection,
		shard,
		parts: wish.parts
	});
	const names = asked.map(({ listed }) => listed.repository);
	const begun = await beginAudit(ctx, {
		key,
		repositories: names,
		parts: wish.parts
	}, [observer(asksAlone), ...readers]);
	const batched = new Set(names.filter((name) => !Object.hasOwn(begun.progress.read, name)));
	const host = ctx.subject.repository;
	const unasked = listing.listed.map(({ repository }) => repository).filter((name) => !batched.has(name) && (host === void 0 || !sameRepository(name, host)));
	const unseen = listing.unseen ?? await changedSince(meter.github, unasked);
	const named = listing.unseen === void 0 ? costOfNames(unasked.length) : {
		requests: 0,
		points: 0
	};
	const before = own.requests() + meter.requests();
	const expected = estimate(names.length, {
		listed: listing.listed.length,
		parts: wish.parts
	});
	expected.requests += named.requests;
	expected.points += named.points;
	for (const one of asked) if (mayShow(one.listed.repository)) expected.requests += wish.ownRequests(one);
	ctx.log.info(`audit of ${names.length} repositories: about ${costText(expected)}, of a budget of ${costText(budget)}`);
	const journal = journalOf(ctx, mayShow);
	await journal.start(begun.progress);
	const done = await audit(inner, begun.progress, {
		budget: {
			...budget,
			requests: Math.max(0, budget.requests - before)
		},
		alone: asksAlone,
		readers,
		onProgress: journal.step
	});
	const known = new Map(outcomes(quiet(done, isPrivate)).map((outcome) => [outcome.repository, outcome]));
	const spent = {
		requests: before + done.spent.requests,
		points: named.points + done.spent.points
	};
	return {
		ok: true,
		organisation,
		shard,
		listing: {
			...listing,
			unseen
		},
		selected,
		asked,
		isPrivate,
		credential,
		expected,
		spent,
		notAsked: all.length - asked.length,
		github: inner,
		left: Math.max(0, budget.requests - spent.requests),
		resumed: begun.resumed,
		take: takingFrom(known)
	};
}
const noToken = {
	code: "NO_CREDENTIAL",
	message: "many repositories are asked for together, which GitHub answers to nobody without a token",
	needs: "admin-token: a GitHub App token of the organisation (metadata: read, administration: read)"
};
function showing(selected, isPrivate) {
	const all = [...selected.repositories, ...selected.open.map(({ listed }) => listed)];
	const open = new Set(all.filter(isPublic).map(({ repository }) => repository));
	return (repository, isClosed = false) => isPrivate || open.has(repository) && !isClosed;
}
function costText({ requests, points }) {
	return `${requests} requests and ${points} points`;
}
function takingFrom(known) {
	return (repository) => {
		const outcome = known.get(repository);
		known.delete(repository);
		return outcome ?? {
			repository,
			state: "not-read",
			because: notAsked
		};
	};
}
const notAsked = {
	code: "NO_DATA",
	message: "the audit did not come to it",
	needs: "a further run"
};
function quiet(progress, isPrivate) {
	const { stopped } = progress;
	if (stopped === void 0 || isPrivate || stopped.code === "TRUNCATED") return progress;
	const { message: _message, ...because } = stopped;
	return {
		...progress,
		stopped: {
			...because,
			message: "the audit ended early, because GitHub gave no further answer"
		}
	};
}

// shared/domain/organisation/report.ts
function reportAudit(ctx, { words, record, spent }, surveyed, tally) {
	const { organisation, shard, listing, selected, credential, isPrivate } = surveyed;
	const open = openOf(selected.open, isPrivate);
	const unread = [...open.shown, ...tally.unread];
	const hidden = {
		...tally.hidden,
		repositories: tally.hidden.repositories + open.hidden,
		unverified: tally.hidden.unverified + open.hidden
	};
	const all = selected.repositories.length + selected.open.length;
	const notRead = tally.notRead + selected.open.length;
	recordList(record, {
		organisation,
		unseen: listing.unseen,
		listed: listing.listed.length,
		selected: all,
		isPart: shard.of > 1,
		unread,
		empty: tally.empty,
		notAsked: surveyed.notAsked,
		hidden
	});
	if (tally.audited.some(({ rows }) => rows.length > 0)) ctx.exhibit(overviewExhibit(tally.audited, words));
	for (const exhibit of [worstExhibit(tally.audited), notReadExhibit(unread.map(({ because }) => because))]) if (exhibit !== void 0) ctx.exhibit(exhibit);
	ctx.metric("repositories", all);
	ctx.metric("not-read", notRead);
	ctx.metric("requests", spent.requests);
	ctx.metric("points", spent.points);
	ctx.data({
		organisation,
		shard,
		"asked-with": credential,
		repositories: {
			selected: all,
			read: tally.read,
			"not-read": notRead,
			empty: tally.empty,
			"not-asked": surveyed.notAsked,
			hidden: hidden.repositories
		},
		"left-out": { ...selected.leftOut },
		estimate: surveyed.expected,
		spent,
		...surveyed.resumed === void 0 ? {} : { resumed: surveyed.resumed }
	});
	notes(ctx, surveyed, spent, hidden.repositories);
	return tableOf(tally.audited, { hostIsPublic: !isPrivate }, words.table, open.shown);
}
function notes(ctx, { shard, selected, credential, isPrivate, expected }, spent, hidden) {
	const left = Object.entries(selected.leftOut).sort(([a], [b]) => a < b ? -1 : 1);
	if (shard.of > 1) ctx.note(`This is part ${shard.index} of ${shard.of}: the other parts have reports of their own.`);
	if (left.length > 0) ctx.note(`Left out by the selection: ${left.map(([reason, count]) => `${count} by ${reason}`).join(", ")}.`);
	if (hidden > 0) ctx.note(`This report may be public: of ${hidden} repositories that are not, it says nothing but how many; run the audit in a private repository to see them.`);
	else if (!isPrivate) ctx.note("This report may be public: it names public repositories alone.");
	ctx.note(`Asked with ${credentialTexts[credential]}: ${costText(spent)}; about ${costText(expected)} were expected.`);
	if (credential === "admin-token" && ctx.subject.event.startsWith("pull_request")) ctx.note("An administration token is in a run of a pull request: keep it to runs of the default branch.");
}
function noteIdle(ctx, classes, asked) {
	const known = new Set(asked.flatMap((one) => one.classes));
	const idle = classes.map(({ name }) => name).filter((name) => !known.has(name));
	if (idle.length > 0) ctx.note(`No repository is of the class ${idle.join(", ")}.`);
}

// shared/domain/organisation/tally.ts
async function tallyOf({ asked, take, isPrivate }, judge) {
	const tally = {
		audited: [],
		unread: [],
		hidden: {
			repositories: 0,
			failed: 0,
			unverified: 0
		},
		read: 0,
		notRead: 0,
		empty: 0
	};
	for (const each of asked) {
		const { listed, classes } = each;
		const outcome = named(take(listed.repository), listed.repository);
		const isOpen = isPublic(listed) && (outcome.state !== "read" || !outcome.facts.private);
		const mayShow = isPrivate || isOpen;
		const one = outcome.state === "read" ? await judge.judge(each, outcome, mayShow) : outcome;
		if (one.state === "empty") tally.empty += 1;
		else if (one.state === "not-read") tally.notRead += 1;
		else tally.read += 1;
		if (!mayShow) {
			const standing = one.state === "judged" ? judge.weigh(each, one.judgement) : one.state === "empty" ? "passed" : "unverified";
			tally.hidden.repositories += 1;
			if (standing !== "passed") tally.hidden[standing] += 1;
		} else if (one.state === "judged") tally.audited.push({
			listed,
			classes,
			rows: judge.show(each, one.judgement).map(slim)
		});
		else if (one.state === "not-read") {
			tally.unread.push({
				repository: listed.repository,
				because: one.because
			});
			tally.audited.push({
				listed,
				classes,
				rows: [],
				because: one.because
			});
		}
	}
	return tally;
}
function slim({ setting, target, ref, verdict, severity, holds, because }) {
	return {
		setting,
		target,
		ref,
		verdict,
		severity,
		holds,
		because
	};
}
function named(outcome, repository) {
	if (outcome.state !== "read") return outcome;
	const { facts } = outcome.observation;
	const not = (because) => ({
		repository,
		state: "not-read",
		because
	});
	if (facts.state !== "read") return not(facts.state === "unknown" ? facts.because : {
		code: "NO_DATA",
		message: facts.message
	});
	if (sameRepository(facts.data.full_name, repository)) return {
		...outcome,
		facts: facts.data
	};
	return not({
		code: "NOT_FOUND",
		message: "GitHub answers for a repository of another name: it was renamed or moved",
		needs: "a further run, which lists it by its present name"
	});
}

// shared/domain/organisation/held.ts
function heldOf(organisation) {
	const held = new Map();
	return {
		add(rule, repository, classes) {
			const sums = held.get(rule) ?? new Map();
			held.set(rule, sums);
			for (const name of classes.length === 0 ? ["-"] : classes) {
				const sum = sums.get(name) ?? {
					repositories: new Set(),
					results: 0
				};
				sums.set(name, sum);
				sum.repositories.add(repository);
				sum.results += 1;
			}
		},
		of: (rule) => [...held.get(rule) ?? []].sort(([a], [b]) => a < b ? -1 : 1).map(([name, { repositories, results }]) => ({
			about: [organisation.toLowerCase(), name === "-" ? "of no class" : `class ${name}`],
			actual: `${results} results of ${repositories.size} repositories`
		}))
	};
}

export { batchQuery, budgetUsedUp, entryOf, heldOf, isObject, isPublic, isWorkflowName, knownFacts, needsContents, needsOwnFiles, noteIdle, protectionParts, readBatch, reportAudit, rulesetsRead, survey, tallyOf, untoldSettings, workflowFolder };