import { GovernanceError } from "./shared.js";
import { array, boolean, looseObject, number, record, string, unknown } from "./vendor.js";
import { parseRepository } from "./parse.js";

// shared/domain/github-rules/judged-repository.ts
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
function strongest(ctx, admin) {
	if (admin !== void 0) return {
		credential: "admin-token",
		github: admin
	};
	const own = ctx.github();
	return own === void 0 ? {
		credential: "none",
		github: ctx.publicGitHub()
	} : {
		credential: "token",
		github: own
	};
}
function judgedRepository(asked, own, { host }) {
	const not = (message, needs) => ({
		ok: false,
		because: {
			code: "NO_DATA",
			message,
			needs
		}
	});
	const name = asked ?? own;
	if (name === void 0) return not("which repository is judged is not known: a laptop names none", "the input repository, as owner/name");
	const repository = parseRepository(name, host);
	if (repository === void 0) throw new GovernanceError("BAD_INPUT", `the input repository names no repository: ${name}`, { hint: "Write it as owner/name." });
	if (repository.host !== host) return not(`the repository is on ${repository.host}, and this run asks ${host}`, `a run on ${repository.host}`);
	return {
		ok: true,
		repository
	};
}

// shared/domain/github-rules/api-branch.ts
const RepositorySchema = looseObject({
	id: number().int().nullish(),
	full_name: string(),
	default_branch: string().min(1),
	private: boolean(),
	visibility: string().nullish(),
	archived: boolean().nullish(),
	topics: array(string()).nullish()
});
const CheckSchema = looseObject({
	context: string(),
	app_id: number().int().nullish()
});
const ClassicChecksSchema = looseObject({
	strict: boolean().nullish(),
	enforcement_level: string().nullish(),
	contexts: array(string()).nullish(),
	checks: array(CheckSchema).nullish()
});
const BranchSchema = looseObject({
	name: string(),
	protected: boolean(),
	protection: looseObject({
		enabled: boolean().nullish(),
		required_status_checks: ClassicChecksSchema.nullish()
	}).nullish()
});
const EnabledSchema = looseObject({ enabled: boolean() });
const IdentifiedSchema = looseObject({ id: number().int() });
const ActorsSchema = looseObject({
	users: array(IdentifiedSchema).nullish(),
	teams: array(IdentifiedSchema).nullish(),
	apps: array(IdentifiedSchema).nullish()
});
const ClassicSchema = looseObject({
	required_status_checks: ClassicChecksSchema.nullish(),
	enforce_admins: EnabledSchema.nullish(),
	required_pull_request_reviews: looseObject({
		dismiss_stale_reviews: boolean().nullish(),
		require_code_owner_reviews: boolean().nullish(),
		required_approving_review_count: number().int().nullish(),
		require_last_push_approval: boolean().nullish(),
		dismissal_restrictions: ActorsSchema.nullish(),
		bypass_pull_request_allowances: ActorsSchema.nullish()
	}).nullish(),
	restrictions: ActorsSchema.nullish(),
	required_linear_history: EnabledSchema.nullish(),
	allow_force_pushes: EnabledSchema.nullish(),
	bypass_force_push_allowances: ActorsSchema.nullish(),
	allow_deletions: EnabledSchema.nullish(),
	block_creations: EnabledSchema.nullish(),
	required_conversation_resolution: EnabledSchema.nullish(),
	required_signatures: EnabledSchema.nullish(),
	lock_branch: EnabledSchema.nullish(),
	allow_fork_syncing: EnabledSchema.nullish()
});

// shared/domain/github-rules/api-ruleset.ts
const RuleSchema = looseObject({
	type: string().min(1),
	parameters: record(string(), unknown()).nullish()
});
const BranchRuleSchema = RuleSchema.extend({
	ruleset_id: number().int(),
	ruleset_source_type: string().nullish(),
	ruleset_source: string().nullish()
});
const BypassActorSchema = looseObject({
	actor_id: number().int().nullish(),
	actor_type: string().min(1),
	bypass_mode: string().min(1).nullish()
});
const RefNameSchema = looseObject({
	include: array(string()).nullish(),
	exclude: array(string()).nullish()
});
const RulesetSummarySchema = looseObject({
	id: number().int(),
	name: string(),
	target: string().nullish(),
	enforcement: string(),
	source_type: string().nullish(),
	source: string().nullish(),
	updated_at: string().nullish()
});
const RulesetSchema = RulesetSummarySchema.extend({
	conditions: looseObject({
		ref_name: RefNameSchema.nullish(),
		repository_name: RefNameSchema.nullish(),
		repository_id: looseObject({ repository_ids: array(number().int()).nullish() }).nullish()
	}).nullish(),
	rules: array(RuleSchema).nullish(),
	bypass_actors: array(BypassActorSchema).nullish(),
	current_user_can_bypass: string().nullish()
});

// shared/domain/github-rules/needs.ts
const needs = {
	classic: "a GitHub App token or fine-grained token with administration: read",
	bypass: "a token that may change the ruleset: administration: write of its repository or organisation",
	metadata: "a token that sees the repository (metadata: read)",
	contents: "permissions: { contents: read }",
	actions: "permissions: { actions: read }",
	checks: "permissions: { checks: read }",
	statuses: "permissions: { statuses: read }"
};
function unread(because, settles) {
	return [
		"MISSING_PERMISSION",
		"NO_CREDENTIAL",
		"NOT_FOUND"
	].includes(because.code) && because.needs === void 0 ? {
		...because,
		needs: settles
	} : because;
}

// shared/domain/github-rules/ref-name.ts
function shortName(ref) {
	return ref.replace(/^refs\/(heads|tags)\//, "");
}

// shared/domain/github-rules/required-status-checks.ts
const name = "required_status_checks";
const ChecksSchema = array(looseObject({
	context: string(),
	integration_id: number().int().nullish()
}));
function readStatusChecks(parameters) {
	const value = parameters[name];
	if (value === void 0 || value === null) return {
		ok: false,
		message: `has no ${name}`,
		missing: true
	};
	const parsed = ChecksSchema.safeParse(value);
	if (!parsed.success) {
		const [issue] = parsed.error.issues;
		const at = issue === void 0 || issue.path.length === 0 ? "" : ` at ${issue.path.map(String).join(".")}`;
		return {
			ok: false,
			message: `has a ${name} that is not as documented${at}`
		};
	}
	return {
		ok: true,
		checks: parsed.data.map(({ context, integration_id: id }) => ({
			context,
			app: appOf(id)
		}))
	};
}
function appOf(id) {
	return id === void 0 || id === null || id <= 0 ? null : id;
}
function classicStatusChecks(given) {
	if (given === void 0 || given === null || given.enforcement_level === "off") return [];
	const typed = (given.checks ?? []).map(({ context, app_id: id }) => ({
		context,
		app: appOf(id)
	}));
	const named = new Set(typed.map(({ context }) => context));
	const untyped = (given.contexts ?? []).filter((context) => !named.has(context));
	return [...typed, ...untyped.map((context) => ({
		context,
		app: null
	}))];
}

// shared/domain/github-rules/source.ts
function rulesetSource(id, known) {
	const { rule, ruleset } = known;
	return {
		kind: "ruleset",
		id,
		name: ruleset?.name,
		level: ruleset?.source_type ?? rule?.ruleset_source_type ?? void 0,
		owner: ruleset?.source ?? rule?.ruleset_source ?? void 0,
		enforcement: ruleset?.enforcement ?? (rule === void 0 ? void 0 : "active"),
		updatedAt: ruleset?.updated_at ?? void 0
	};
}
function sourceText(source) {
	if (source.kind === "classic") return "classic branch protection";
	if (source.kind === "branch") return "the branch itself";
	return `the ruleset${source.name === void 0 ? "" : ` "${source.name}"`} (${source.id})${source.owner === void 0 ? "" : ` of ${source.owner}`}`;
}

export { BranchRuleSchema, BranchSchema, ClassicSchema, RepositorySchema, RulesetSchema, RulesetSummarySchema, classicStatusChecks, credentialTexts, credentials, judgedRepository, needs, readStatusChecks, rulesetSource, shortName, sourceText, strongest, unread };