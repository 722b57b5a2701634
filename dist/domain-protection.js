import { CommitId, RelativePath, Text, asciiJson, distinctBecause, formatPointer, isObject, isoTime, millisecondsPerDay, ownerAndRepo, parseTime, severities, sha256, stableJson, startOfDay } from "./shared.js";
import { _enum, array, boolean, date, literal, looseObject, number, object, strictObject, string, union } from "./vendor.js";
import { RulesetSchema, classicStatusChecks, needs, readStatusChecks, rulesetSource, sourceText, unread } from "./domain-github-rules.js";
import { targets } from "./domain-seen-repository.js";
import { pointerProblems } from "./core-pointer-problem.js";
import { classShape, classesOf, eitherTopicOrProperty, namedOnce } from "./domain-repository-class.js";
import { shellWord } from "./core-shell-word.js";
import { csvText } from "./core-csv.js";

// shared/domain/protection/preset.ts
const presetNames = [
	"baseline",
	"strict",
	"external-closure"
];
const tagPresetNames = ["baseline", "strict"];
const presets = {
	baseline: {
		active: true,
		"reviews.pull-request": true,
		"reviews.count": 1,
		"force-push": true,
		deletion: true
	},
	strict: {
		active: true,
		"bypass-actors": { exactly: [] },
		"enforce-admins": true,
		"reviews.pull-request": true,
		"reviews.count": 1,
		"reviews.dismiss-stale": true,
		"reviews.code-owners": true,
		"reviews.last-push": true,
		"reviews.threads": true,
		"checks.strict": true,
		"force-push": true,
		deletion: true
	},
	"external-closure": {
		active: true,
		"reviews.pull-request": true,
		"reviews.count": 1,
		"reviews.dismiss-stale": true,
		"reviews.threads": true,
		"checks.bound": true
	}
};
const reviewedPresets = new Set(["external-closure"]);
const tagPresets = {
	baseline: {
		active: true,
		"update.restricted": true,
		deletion: true
	},
	strict: {
		active: true,
		"bypass-actors": { exactly: [] },
		"update.restricted": true,
		deletion: true,
		"force-push": true
	}
};
function presetText(name, target) {
	const asked = Object.entries((target === "tag" ? tagPresets : presets)[name] ?? {}).map(([key, value]) => {
		if (value === true) return `\`${key}\``;
		const [mode, inner] = isObject(value) ? Object.entries(value)[0] ?? [] : [void 0, value];
		return `\`${key}\` ${mode === void 0 ? "" : `${mode} `}${stableJson(inner)}`;
	});
	const review = target === "branch" && reviewedPresets.has(name) ? ["a `bypass-review`", "exact `checks.required`"] : [];
	return [...asked, ...review].join(", ");
}

// shared/domain/protection/scale.ts
function reduce(scale, atoms) {
	if (atoms.length < 2) return [...atoms];
	const { combine } = scale;
	const distinct = sorted(atoms);
	const [first, ...others] = distinct;
	if (first === void 0) return [];
	if (combine !== void 0) return [others.reduce((both, atom) => combine(both, atom), first)];
	if (scale.grants) return distinct;
	return distinct.filter((atom, index) => {
		return !distinct.some((other, at) => at !== index && scale.covers(other, atom) && (!scale.covers(atom, other) || at < index));
	});
}
function meets(scale, actual, expected) {
	return scale.grants ? actual.every((atom) => expected.some((allowed) => scale.within(atom, allowed))) : expected.every((atom) => actual.some((given) => scale.covers(given, atom)));
}
function keepsTo(scale, actual, expected) {
	return scale.grants ? expected.every((atom) => actual.some((given) => scale.covers(given, atom))) : actual.every((atom) => expected.some((allowed) => scale.within(atom, allowed)));
}
function sorted(atoms) {
	return [...new Map(atoms.map((atom) => [stableJson(atom), atom]))].sort(([a], [b]) => a < b ? -1 : a > b ? 1 : 0).map(([, atom]) => atom);
}

// shared/domain/protection/scales.ts
const same$1 = (a, b) => a === b || stableJson(a) === stableJson(b);
const flag = {
	schema: boolean(),
	atoms: (value) => value === true ? [true] : [],
	covers: same$1,
	within: same$1,
	isTop: (atoms) => atoms.length > 0
};
function atLeast({ max, whole = true }) {
	const number$1 = number().min(0).max(max);
	return {
		schema: whole ? number$1.int() : number$1,
		atoms: (value) => value === 0 ? [] : [value],
		covers: (actual, expected) => actual >= expected,
		within: (actual, expected) => actual <= expected
	};
}
function atMost({ min, max, zeroIsOff }) {
	return {
		schema: number().min(min).max(max),
		atoms: (value) => zeroIsOff && value === 0 ? [] : [value],
		covers: (actual, expected) => actual <= expected,
		within: (actual, expected) => actual >= expected
	};
}
function ranked(words) {
	return {
		schema: _enum(words),
		atoms: (value) => [value],
		covers: (actual, expected) => rank(words, actual, expected, (a, b) => a >= b),
		within: (actual, expected) => rank(words, actual, expected, (a, b) => a <= b)
	};
}
function rank(words, a, b, compare) {
	const [at, other] = [words.findIndex((word) => word === a), words.findIndex((word) => word === b)];
	return at < 0 || other < 0 ? same$1(a, b) : compare(at, other);
}
function fixed(schema) {
	return {
		schema,
		atoms: (value) => [value],
		covers: same$1,
		within: same$1,
		single: true
	};
}
const texts = {
	schema: array(string().min(1)).superRefine(noneTwice),
	atoms: (value) => sorted(value),
	covers: same$1,
	within: same$1
};
function allowed(words) {
	const names = allowedNames(_enum(words), String);
	const both = (a, b) => ({ allowed: listIn(a).filter((one) => listIn(b).includes(one)) });
	return {
		...names,
		atoms: (value) => words.every((word) => value.includes(word)) ? [] : names.atoms(value),
		combine: both
	};
}
const listIn = (atom) => isObject(atom) ? atom["allowed"] ?? [] : [];
function allowedNames(item, name) {
	const inside = (a, b) => listIn(a).every((one) => listIn(b).includes(one));
	return {
		schema: array(item).superRefine(noneTwice),
		atoms: (value) => [{ allowed: sorted(value.map(name)) }],
		covers: inside,
		within: (actual, expected) => inside(expected, actual),
		isTop: (atoms) => atoms.some((atom) => listIn(atom).length === 0)
	};
}
function noneTwice(values, check) {
	const written = values.map((value) => stableJson(value));
	for (const [index, text] of written.entries()) if (written.indexOf(text) !== index) check.addIssue({
		code: "custom",
		path: [index],
		message: "this entry is listed twice"
	});
}
function records(options) {
	const { item, atom, identity, grades } = options;
	const compare = (actual, expected, grade) => {
		if (!isObject(actual) || !isObject(expected)) return false;
		if (!identity.every((field) => same$1(actual[field], expected[field]))) return false;
		return Object.keys(grades).every((field) => {
			const [one, other] = [actual[field], expected[field]];
			return other === void 0 || one !== void 0 && grade(field, one, other);
		});
	};
	return {
		schema: array(item).superRefine(noneTwice),
		atoms: (value) => sorted(value.map(atom)),
		covers: (actual, expected) => compare(actual, expected, (field, one, other) => grades[field]?.(one, other) ?? false),
		within: (actual, expected) => compare(actual, expected, (field, one, other) => grades[field]?.(other, one) ?? false)
	};
}

// shared/domain/protection/bypass.ts
const bypassModes = [
	"pull_request",
	"always",
	"exempt"
];
const ActorItem = strictObject({
	type: string().min(1).meta({ description: "Integration, OrganizationAdmin, RepositoryRole, Team, DeployKey, User, or what GitHub calls it; Administrators: all whom classic protection exempts while it does not include administrators." }),
	id: number().int().optional().meta({ description: "The id; left out for OrganizationAdmin, DeployKey and Administrators." }),
	mode: _enum(bypassModes).optional().meta({ description: "Default: always." })
}).superRefine(({ type, id }, check) => {
	if (id === void 0 && !idless.has(type)) check.addIssue({
		code: "custom",
		path: ["id"],
		message: `a ${type} is told from others by its id`
	});
	if (id !== void 0 && idless.has(type)) check.addIssue({
		code: "custom",
		path: ["id"],
		message: `there is only one ${type}: leave its id out`
	});
});
const idless = new Set([
	"OrganizationAdmin",
	"DeployKey",
	"EnterpriseOwner",
	"Administrators"
]);
function actorAtom({ type, id, mode }) {
	return {
		type,
		id: idless.has(type) ? null : id ?? null,
		mode: mode ?? "always"
	};
}
const administrators = actorAtom({ type: "Administrators" });
function actorsOf(list) {
	return sorted(list.map(({ actor_type, actor_id, bypass_mode }) => actorAtom({
		type: actor_type,
		id: actor_id,
		mode: bypass_mode
	})));
}
function classicActorsExempt(classic) {
	const included = classic.enforce_admins?.enabled;
	if (included === void 0) return {
		ok: false,
		message: "does not say whether it includes administrators"
	};
	const forced = forcePushersOf(classic);
	if (forced === void 0) return {
		ok: false,
		message: forcePushersUntold
	};
	const lists = [classic.required_pull_request_reviews?.bypass_pull_request_allowances, forced];
	const typed = (type, of) => lists.flatMap((list) => list?.[of] ?? []).map(({ id }) => actorAtom({
		type,
		id
	}));
	return {
		ok: true,
		actors: sorted([
			...included ? [] : [administrators],
			...typed("User", "users"),
			...typed("Team", "teams"),
			...typed("Integration", "apps")
		])
	};
}
const forcePushersUntold = "does not say whether some may force-push all the same: GitHub tells that through GraphQL alone";
function forcePushersOf(classic) {
	return classic.allow_force_pushes?.enabled === true ? {} : classic.bypass_force_push_allowances ?? void 0;
}
function modeRank(atom) {
	return isObject(atom) ? bypassModes.findIndex((mode) => mode === atom["mode"]) : -1;
}
function sameActor(a, b) {
	return isObject(a) && isObject(b) && a["type"] === b["type"] && a["id"] === b["id"];
}
const actors = {
	schema: array(ActorItem).superRefine(noneTwice),
	atoms: (value) => sorted(value.map(actorAtom)),
	grants: true,
	within: (actual, expected) => stableJson(actual) === stableJson(expected) || sameActor(actual, expected) && modeRank(actual) >= 0 && modeRank(expected) >= 0 && modeRank(actual) <= modeRank(expected),
	covers: (actual, expected) => stableJson(actual) === stableJson(expected)
};
const administrating = [
	"OrganizationAdmin",
	"RepositoryRole",
	"EnterpriseOwner",
	"EnterpriseRole",
	"Administrators"
];
function isAdministrator(atom) {
	const type = isObject(atom) ? atom["type"] : void 0;
	if (administrating.some((one) => one === type)) return true;
	return type === "Integration" || type === "DeployKey" ? false : void 0;
}
function actorText(atom) {
	if (!isObject(atom)) return stableJson(atom);
	const { type, id, mode } = atom;
	return `${type}${id === null ? "" : ` ${id}`} (${mode})`;
}
function bypassDigest(lists) {
	const known = lists.flatMap(({ ruleset, actors: list, exempts }) => list === void 0 ? [] : [stableJson([
		ruleset ?? null,
		sorted(list),
		...list.length === 0 ? [] : [sorted(exempts)]
	])]);
	return known.length === lists.length ? `sha256:${sha256(stableJson(known.sort()))}` : void 0;
}

// shared/domain/protection/setting.ts
const branches = ["branch"];
const refs = ["branch", "tag"];
const pushes = ["push"];
const says = (...atoms) => ({
	ok: true,
	atoms
});
const sayNothing = says();
function parameter(parameters, name, schema, atoms, missing = {
	ok: false,
	message: `has no ${name}`,
	missing: true
}) {
	const value = parameters[name];
	if (value === void 0 || value === null) return missing;
	const parsed = schema.safeParse(value);
	if (parsed.success) return {
		ok: true,
		atoms: atoms(parsed.data)
	};
	const [issue] = parsed.error.issues;
	return {
		ok: false,
		message: `has a ${name} that is not as documented${issue === void 0 || issue.path.length === 0 ? "" : ` at ${issue.path.map(String).join(".")}`}`
	};
}
function classicSwitch(value, name, on = true) {
	if (value === void 0 || value === null) return {
		ok: false,
		message: `has no ${name}`
	};
	return value.enabled === on ? says(true) : sayNothing;
}
function objectsOf(atoms) {
	return atoms.filter((atom) => isObject(atom));
}

// shared/domain/protection/settings-check.ts
const CheckItem = union([string().min(1), strictObject({
	context: string().min(1).meta({ description: "The name of the check, as GitHub shows it." }),
	app: union([number().int().positive(), literal("any")]).optional().meta({ description: "The id of the app that must report it (GitHub Actions: 15368), or any. Left out: no opinion." })
})]);
function checkAtom(value) {
	const item = value;
	if (typeof item === "string") return { context: item };
	const { context, app } = item;
	return app === void 0 ? { context } : {
		context,
		app: app === "any" ? null : app
	};
}
const pinned = (a, b) => b === null || a === b;
const checks = records({
	item: CheckItem,
	atom: checkAtom,
	identity: ["context"],
	grades: { app: pinned }
});
const readChecks = (parameters) => {
	const read = readStatusChecks(parameters);
	return read.ok ? {
		ok: true,
		atoms: read.checks.map((check) => ({ ...check }))
	} : read;
};
function onCreate(parameters, read) {
	const off = parameters["do_not_enforce_on_create"];
	if (off !== void 0 && off !== null && typeof off !== "boolean") return {
		ok: false,
		message: "has a do_not_enforce_on_create that is not as documented"
	};
	return off === true ? sayNothing : read(parameters);
}
function classicChecks(given) {
	return says(...classicStatusChecks(given).map((check) => ({ ...check })));
}
const writeChecks = (atoms) => objectsOf(atoms).map(({ context, app }) => typeof app === "number" ? {
	context,
	integration_id: app
} : { context });
const WorkflowItem = strictObject({
	repository: number().int().meta({ description: "The id of the repository that holds the workflow." }),
	path: string().min(1),
	ref: string().min(1).optional(),
	sha: string().min(1).optional()
});
const workflows = records({
	item: WorkflowItem,
	atom: (value) => {
		const { repository, path, ref, sha } = value;
		return {
			repository,
			path,
			...ref === void 0 ? {} : { ref },
			...sha === void 0 ? {} : { sha }
		};
	},
	identity: ["repository", "path"],
	grades: {
		ref: pinned,
		sha: pinned
	}
});
const WorkflowsSchema = array(looseObject({
	path: string(),
	repository_id: number().int(),
	ref: string().nullish(),
	sha: string().nullish()
}));
const readWorkflows = (parameters) => parameter(parameters, "workflows", WorkflowsSchema, (list) => list.map(({ path, repository_id, ref, sha }) => ({
	repository: repository_id,
	path,
	ref: ref ?? null,
	sha: sha ?? null
})));
const writeWorkflows = (atoms) => objectsOf(atoms).map(({ repository, path, ref, sha }) => ({
	path,
	repository_id: repository,
	...typeof ref === "string" ? { ref } : {},
	...typeof sha === "string" ? { sha } : {}
}));
const checkSettings = [
	{
		key: "checks.required",
		targets: refs,
		severity: "critical",
		describes: "Status checks that must have succeeded: names, or context and app.",
		scale: checks,
		rule: "required_status_checks",
		read: readChecks,
		classic: ({ required_status_checks }) => classicChecks(required_status_checks),
		write: (atoms) => ({ required_status_checks: writeChecks(atoms) })
	},
	{
		key: "checks.on-create",
		targets: refs,
		severity: "low",
		describes: "Status checks that are enforced also when the branch is created.",
		scale: checks,
		rule: "required_status_checks",
		read: (parameters) => onCreate(parameters, readChecks),
		write: (atoms) => ({
			required_status_checks: writeChecks(atoms),
			do_not_enforce_on_create: false
		})
	},
	{
		key: "checks.strict",
		targets: refs,
		severity: "medium",
		describes: "A pull request must be up to date with its base before it is merged.",
		scale: flag,
		rule: "required_status_checks",
		read: (parameters) => parameter(parameters, "strict_required_status_checks_policy", boolean(), (on) => {
			const list = parameters["required_status_checks"];
			return on && !(Array.isArray(list) && list.length === 0) ? [true] : [];
		}),
		classic: ({ required_status_checks: given }) => {
			if (given === void 0 || given === null || given.enforcement_level === "off") return sayNothing;
			if (given.strict === void 0 || given.strict === null) return {
				ok: false,
				message: "has no strict"
			};
			return given.strict && ((given.checks ?? []).length > 0 || (given.contexts ?? []).length > 0) ? says(true) : sayNothing;
		},
		write: (atoms) => ({ strict_required_status_checks_policy: atoms.length > 0 })
	},
	{
		key: "deployments",
		targets: refs,
		severity: "high",
		describes: "Environments to which the change must have been deployed.",
		scale: texts,
		rule: "required_deployments",
		read: (parameters) => parameter(parameters, "required_deployment_environments", array(string()), (list) => list),
		write: (atoms) => ({ required_deployment_environments: [...atoms] })
	},
	{
		key: "workflows.required",
		targets: branches,
		severity: "critical",
		describes: "Workflows that must succeed, whatever the repository itself runs (rulesets of an organisation).",
		scale: workflows,
		rule: "workflows",
		read: readWorkflows,
		write: (atoms) => ({ workflows: writeWorkflows(atoms) })
	},
	{
		key: "workflows.on-create",
		targets: branches,
		severity: "low",
		describes: "Required workflows that are enforced also when the branch is created.",
		scale: workflows,
		rule: "workflows",
		read: (parameters) => onCreate(parameters, readWorkflows),
		write: (atoms) => ({
			workflows: writeWorkflows(atoms),
			do_not_enforce_on_create: false
		})
	}
];

// shared/domain/protection/settings-content.ts
const alerts = [
	"none",
	"errors",
	"errors_and_warnings",
	"all"
];
const securityAlerts = [
	"none",
	"critical",
	"high_or_higher",
	"medium_or_higher",
	"all"
];
const rankOf = (words) => (a, b) => {
	const [one, other] = [words.findIndex((word) => word === a), words.findIndex((word) => word === b)];
	return a === b || one >= 0 && other >= 0 && one >= other;
};
const ToolItem = strictObject({
	tool: string().min(1),
	alerts: _enum(alerts).optional(),
	"security-alerts": _enum(securityAlerts).optional()
});
const tools = records({
	item: ToolItem,
	atom: (value) => {
		const item = value;
		return {
			tool: item.tool,
			...item.alerts === void 0 ? {} : { alerts: item.alerts },
			...item["security-alerts"] === void 0 ? {} : { security: item["security-alerts"] }
		};
	},
	identity: ["tool"],
	grades: {
		alerts: rankOf(alerts),
		security: rankOf(securityAlerts)
	}
});
const ToolsSchema = array(looseObject({
	tool: string(),
	alerts_threshold: string(),
	security_alerts_threshold: string()
}));
const PatternItem = strictObject({
	operator: _enum([
		"starts_with",
		"ends_with",
		"contains",
		"regex"
	]),
	pattern: string().min(1),
	negate: boolean().optional().meta({ description: "It must not match. Default: false." })
});
const patterns = records({
	item: PatternItem,
	atom: (value) => {
		const { operator, pattern, negate } = value;
		return {
			operator,
			pattern,
			negate: negate === true
		};
	},
	identity: [
		"operator",
		"pattern",
		"negate"
	],
	grades: {}
});
const PatternSchema = looseObject({
	operator: string(),
	pattern: string(),
	negate: boolean().nullish()
});
function metadata(key, rule, describes, targets) {
	return {
		key: `patterns.${key}`,
		targets,
		severity: "medium",
		describes,
		scale: patterns,
		rule,
		read: (parameters) => {
			const parsed = PatternSchema.safeParse(parameters);
			if (!parsed.success) return {
				ok: false,
				message: "has an operator or a pattern that is not as documented"
			};
			const { operator, pattern, negate } = parsed.data;
			return says({
				operator,
				pattern,
				negate: negate === true
			});
		},
		write: (atoms) => ({ ...objectsOf(atoms)[0] })
	};
}
const exceptions = (parameters) => {
	const parsed = array(string()).safeParse(parameters["ignored_file_paths"] ?? []);
	return parsed.success ? [...parsed.data].sort() : void 0;
};
const unreadable = {
	ok: false,
	message: "has an ignored_file_paths that is not as documented"
};
const fewerExceptions = (a, b) => a.every((path) => b.includes(path));
const Except = array(string().min(1)).optional().meta({ description: "Paths for which it does not hold. Default: none." });
const exceptOf = (except) => [...except ?? []].sort();
const PathItem = union([string().min(1), strictObject({
	value: string().min(1),
	except: Except
})]);
const restricted = records({
	item: PathItem,
	atom: (given) => {
		const item = given;
		return typeof item === "string" ? {
			value: item,
			except: []
		} : {
			value: item.value,
			except: exceptOf(item.except)
		};
	},
	identity: ["value"],
	grades: { except: fewerExceptions }
});
const exceptIn = (atoms) => {
	const [first] = objectsOf(atoms);
	const except = first?.["except"] ?? [];
	return except.length === 0 ? {} : { ignored_file_paths: except };
};
function restrictedFiles(key, rule, name, describes) {
	return {
		key: `push.${key}`,
		targets: pushes,
		severity: "high",
		describes,
		scale: restricted,
		rule,
		read: (parameters) => {
			const except = exceptions(parameters);
			if (except === void 0) return unreadable;
			return parameter(parameters, name, array(string()), (list) => list.map((value) => ({
				value,
				except
			})));
		},
		write: (atoms) => ({
			[name]: objectsOf(atoms).map(({ value }) => value),
			...exceptIn(atoms)
		})
	};
}
function limitedFiles(key, rule, name, describes, max) {
	const Limit = number().int().min(1).max(max);
	const Item = union([Limit, strictObject({
		value: Limit,
		except: Except
	})]);
	const limits = records({
		item: Item,
		atom: (given) => {
			const item = given;
			return typeof item === "number" ? {
				value: item,
				except: []
			} : {
				value: item.value,
				except: exceptOf(item.except)
			};
		},
		identity: [],
		grades: {
			value: (a, b) => a <= b,
			except: fewerExceptions
		}
	});
	return {
		key: `push.${key}`,
		targets: pushes,
		severity: "medium",
		describes,
		scale: {
			...limits,
			schema: Item,
			atoms: (value) => limits.atoms([value])
		},
		rule,
		read: (parameters) => {
			const except = exceptions(parameters);
			if (except === void 0) return unreadable;
			return parameter(parameters, name, number().min(1), (value) => [{
				value,
				except
			}]);
		},
		write: (atoms) => ({
			[name]: objectsOf(atoms)[0]?.["value"],
			...exceptIn(atoms)
		})
	};
}
function copilot(key, name, describes) {
	return {
		key: `copilot-review.${key}`,
		targets: branches,
		severity: "low",
		describes,
		scale: flag,
		rule: "copilot_code_review",
		read: (parameters) => parameter(parameters, name, boolean(), (on) => on ? [true] : [], sayNothing),
		write: (atoms) => ({ [name]: atoms.length > 0 })
	};
}
const percent = number().min(0).max(100);
const contentSettings = [
	{
		key: "code-scanning",
		targets: branches,
		severity: "high",
		describes: "Scanners that must have reported, and the alerts that block.",
		scale: tools,
		rule: "code_scanning",
		read: (parameters) => parameter(parameters, "code_scanning_tools", ToolsSchema, (list) => list.map(({ tool, alerts_threshold, security_alerts_threshold }) => ({
			tool,
			alerts: alerts_threshold,
			security: security_alerts_threshold
		}))),
		write: (atoms) => ({ code_scanning_tools: objectsOf(atoms).map(({ tool, alerts: level, security }) => ({
			tool,
			alerts_threshold: level ?? "none",
			security_alerts_threshold: security ?? "none"
		})) })
	},
	{
		key: "code-quality",
		targets: branches,
		severity: "medium",
		describes: "The severity of code quality findings that block. No order of the words is documented.",
		scale: fixed(string().min(1)),
		rule: "code_quality",
		read: (parameters) => parameter(parameters, "severity", string(), (severity) => [severity]),
		write: (atoms) => ({ severity: atoms[0] })
	},
	{
		key: "code-coverage.minimum",
		targets: branches,
		severity: "medium",
		describes: "The percentage of code that tests must cover.",
		scale: atLeast({
			max: 100,
			whole: false
		}),
		rule: "code_coverage",
		read: (parameters) => parameter(parameters, "minimum_coverage", percent, (n) => n === 0 ? [] : [n], sayNothing),
		write: (atoms) => ({ minimum_coverage: atoms[0] ?? 0 })
	},
	{
		key: "code-coverage.max-drop",
		targets: branches,
		severity: "low",
		describes: "By how many percentage points coverage may drop. 0 switches the limit off.",
		scale: atMost({
			min: 0,
			max: 100,
			zeroIsOff: true
		}),
		rule: "code_coverage",
		read: (parameters) => parameter(parameters, "max_coverage_drop", percent, (n) => n === 0 ? [] : [n], sayNothing),
		write: (atoms) => atoms.length === 0 ? {} : { max_coverage_drop: atoms[0] }
	},
	{
		key: "copilot-review.required",
		targets: branches,
		severity: "low",
		describes: "Copilot reviews every pull request.",
		scale: flag,
		rule: "copilot_code_review",
		read: () => says(true),
		write: () => ({})
	},
	copilot("on-push", "review_on_push", "Copilot reviews every push of a pull request again."),
	copilot("drafts", "review_draft_pull_requests", "Copilot reviews drafts too."),
	{
		key: "license-compliance",
		targets: branches,
		severity: "medium",
		describes: "Licences of dependencies are scanned.",
		scale: flag,
		rule: "license_compliance_scanning",
		read: () => says(true),
		write: () => ({})
	},
	metadata("commit-message", "commit_message_pattern", "What commit messages must look like.", refs),
	metadata("author-email", "commit_author_email_pattern", "What e-mail addresses of authors must look like.", refs),
	metadata("committer-email", "committer_email_pattern", "What e-mail addresses of committers must look like.", refs),
	metadata("branch-name", "branch_name_pattern", "What names of branches must look like.", branches),
	metadata("tag-name", "tag_name_pattern", "What names of tags must look like.", ["tag"]),
	restrictedFiles("file-paths", "file_path_restriction", "restricted_file_paths", "Paths that nobody may push."),
	restrictedFiles("file-extensions", "file_extension_restriction", "restricted_file_extensions", "File extensions that nobody may push."),
	limitedFiles("path-length", "max_file_path_length", "max_file_path_length", "Characters of a path at most.", 32767),
	limitedFiles("file-size", "max_file_size", "max_file_size", "Megabytes of a file at most.", 100)
];

// shared/domain/protection/settings-review.ts
const mergeMethods = [
	"merge",
	"squash",
	"rebase"
];
function reviews(classic, read) {
	const { required_pull_request_reviews: given } = classic;
	return given === void 0 || given === null ? sayNothing : read(given);
}
function classicFlag(value, name) {
	if (value === void 0 || value === null) return {
		ok: false,
		message: `has no ${name}`
	};
	return value ? says(true) : sayNothing;
}
function reviewFlag(key, name, describes, severity, classic, missing) {
	return {
		key: `reviews.${key}`,
		targets: branches,
		severity,
		describes,
		scale: flag,
		rule: "pull_request",
		read: (parameters) => parameter(parameters, name, boolean(), (on) => on ? [true] : [], missing),
		...classic === void 0 ? {} : { classic },
		write: (atoms) => ({ [name]: atoms.length > 0 })
	};
}
const administratorsName = "Administrators";
const ActorSchema = strictObject({
	type: _enum([
		"User",
		"Team",
		"App",
		"IntegrationInstallation",
		"RepositoryRole",
		administratorsName
	]),
	id: number().int().optional().meta({ description: `Left out for ${administratorsName} alone.` })
}).superRefine(({ type, id }, check) => {
	const named = type !== administratorsName;
	if (named === (id === void 0)) check.addIssue({
		code: "custom",
		path: ["id"],
		message: named ? `a ${type} is told from others by its id` : `there is only one ${type}: leave its id out`
	});
});
const actorName = (value) => {
	const { type, id } = value;
	return type === "Administrators" ? type : `${type}:${id}`;
};
const onlyActors = allowedNames(ActorSchema, actorName);
function classicActors(actors) {
	return [
		administratorsName,
		...(actors.users ?? []).map(({ id }) => `User:${id}`),
		...(actors.teams ?? []).map(({ id }) => `Team:${id}`),
		...(actors.apps ?? []).map(({ id }) => `App:${id}`)
	].sort();
}
const DismissalSchema = looseObject({
	enabled: boolean(),
	allowed_actors: array(looseObject({
		id: number().int(),
		type: string()
	})).nullish()
});
const ReviewersSchema = array(looseObject({
	file_patterns: array(string()),
	minimum_approvals: number().int(),
	reviewer: looseObject({
		id: number().int(),
		type: string()
	})
}));
const ReviewerItem = strictObject({
	team: number().int().meta({ description: "The id of the team." }),
	files: array(string().min(1)).min(1).meta({ description: "Patterns of files, in order." }),
	approvals: number().int().min(1).max(10)
});
function filesCover(a, b) {
	const [more, fewer] = [a, b];
	if ([...more, ...fewer].some((pattern) => pattern.startsWith("!"))) return more.length === fewer.length && more.every((pattern, index) => pattern === fewer[index]);
	return fewer.every((pattern) => more.includes(pattern));
}
const reviewers = records({
	item: ReviewerItem,
	atom: (value) => {
		const { team, files, approvals } = value;
		return {
			reviewer: `Team:${team}`,
			files,
			approvals
		};
	},
	identity: ["reviewer"],
	grades: {
		files: filesCover,
		approvals: (a, b) => a >= b
	}
});
const reviewSettings = [
	{
		key: "reviews.pull-request",
		targets: branches,
		severity: "critical",
		describes: "Changes come by pull request only.",
		scale: flag,
		rule: "pull_request",
		read: () => says(true),
		classic: (classic) => reviews(classic, () => says(true)),
		write: () => ({})
	},
	{
		key: "reviews.count",
		targets: branches,
		severity: "high",
		describes: "How many approving reviews a pull request needs.",
		scale: atLeast({ max: 10 }),
		rule: "pull_request",
		read: (parameters) => parameter(parameters, "required_approving_review_count", number().int().min(0), (n) => n === 0 ? [] : [n]),
		classic: (classic) => reviews(classic, ({ required_approving_review_count: n }) => n === void 0 || n === null ? {
			ok: false,
			message: "has no required_approving_review_count"
		} : n === 0 ? sayNothing : says(n)),
		write: (atoms) => ({ required_approving_review_count: atoms[0] ?? 0 })
	},
	reviewFlag("dismiss-stale", "dismiss_stale_reviews_on_push", "A push dismisses the approvals that were there before it.", "high", (classic) => reviews(classic, (given) => classicFlag(given.dismiss_stale_reviews, "dismiss_stale_reviews"))),
	reviewFlag("code-owners", "require_code_owner_review", "The owners of the changed files must approve.", "high", (classic) => reviews(classic, (given) => classicFlag(given.require_code_owner_reviews, "require_code_owner_reviews"))),
	reviewFlag("last-push", "require_last_push_approval", "Somebody else than the last pusher must approve.", "high", (classic) => reviews(classic, (given) => classicFlag(given.require_last_push_approval, "require_last_push_approval"))),
	reviewFlag("threads", "required_review_thread_resolution", "Every conversation must be resolved.", "medium", (classic) => classicSwitch(classic.required_conversation_resolution, "required_conversation_resolution")),
	reviewFlag("unattributed", "require_extra_approval_for_unattributed_changes", "Changes that are attributed to nobody need one more approval.", "medium"),
	{
		key: "reviews.merge-methods",
		targets: branches,
		severity: "low",
		describes: "The only ways in which a pull request may be merged.",
		scale: allowed(mergeMethods),
		rule: "pull_request",
		read: (parameters) => parameter(parameters, "allowed_merge_methods", array(string()).min(1), (methods) => mergeMethods.every((method) => methods.includes(method)) ? [] : [{ allowed: [...new Set(methods)].sort() }], sayNothing),
		write: (atoms) => ({ allowed_merge_methods: listOf(atoms) ?? [...mergeMethods] })
	},
	{
		key: "reviews.dismissal",
		targets: branches,
		severity: "medium",
		describes: "Only these may dismiss a review: users, teams and apps by id, and Administrators, whom classic protection always lets.",
		scale: onlyActors,
		rule: "pull_request",
		read: (parameters) => parameter(parameters, "dismissal_restriction", DismissalSchema, ({ enabled, allowed_actors }) => enabled ? [{ allowed: (allowed_actors ?? []).map(({ type, id }) => `${type}:${id}`).sort() }] : [], sayNothing),
		classic: (classic) => reviews(classic, ({ dismissal_restrictions: only }) => only === void 0 || only === null ? sayNothing : says({ allowed: classicActors(only) })),
		write: (atoms) => ({ dismissal_restriction: {
			enabled: atoms.length > 0,
			allowed_actors: (listOf(atoms) ?? []).flatMap((name) => {
				const [type = "", id] = name.split(":");
				return id === void 0 ? [] : [{
					id: Number(id),
					type
				}];
			})
		} })
	},
	{
		key: "reviews.required-reviewers",
		targets: branches,
		severity: "high",
		describes: "Teams that must approve changes of some files.",
		scale: reviewers,
		rule: "pull_request",
		read: (parameters) => parameter(parameters, "required_reviewers", ReviewersSchema, (list) => list.filter(({ minimum_approvals }) => minimum_approvals > 0).map(({ file_patterns, minimum_approvals, reviewer }) => ({
			reviewer: `${reviewer.type}:${reviewer.id}`,
			files: file_patterns,
			approvals: minimum_approvals
		})), sayNothing),
		write: (atoms) => ({ required_reviewers: objectsOf(atoms).map(({ reviewer, files, approvals }) => ({
			file_patterns: files,
			minimum_approvals: approvals,
			reviewer: {
				id: Number(reviewer.replace(/^.*:/, "")),
				type: "Team"
			}
		})) })
	}
];
function listOf(atoms) {
	return objectsOf(atoms)[0]?.["allowed"];
}

// shared/domain/protection/settings-ref.ts
function plainRule(key, rule, describes, severity, rest) {
	return {
		key,
		severity,
		describes,
		scale: flag,
		rule,
		read: () => says(true),
		write: () => ({}),
		...rest
	};
}
function queueNumber(key, name, describes, min, max) {
	const schema = number().int().min(min).max(max);
	return {
		key: `merge-queue.${key}`,
		targets: branches,
		severity: "low",
		describes,
		scale: fixed(schema),
		rule: "merge_queue",
		read: (parameters) => parameter(parameters, name, number().int(), (number) => [number]),
		write: (atoms) => ({ [name]: atoms[0] })
	};
}
function queueWord(key, name, describes, scale, severity) {
	return {
		key: `merge-queue.${key}`,
		targets: branches,
		severity,
		describes,
		scale,
		rule: "merge_queue",
		read: (parameters) => parameter(parameters, name, string(), (word) => [word]),
		write: (atoms) => ({ [name]: atoms[0] })
	};
}
const locked = ({ lock_branch }) => classicSwitch(lock_branch, "lock_branch");
const refSettings = [
	plainRule("force-push", "non_fast_forward", "Nobody rewrites the history.", "critical", {
		targets: refs,
		classic: (classic) => {
			const reading = classicSwitch(classic.allow_force_pushes, "allow_force_pushes", false);
			if (!reading.ok || reading.atoms.length === 0) return reading;
			const some = forcePushersOf(classic);
			if (some === void 0) return {
				ok: false,
				message: forcePushersUntold
			};
			return Object.values(some).flat().length > 0 ? sayNothing : reading;
		}
	}),
	plainRule("deletion", "deletion", "Nobody deletes it.", "critical", {
		targets: refs,
		classic: ({ allow_deletions }) => classicSwitch(allow_deletions, "allow_deletions", false)
	}),
	plainRule("creation", "creation", "Only those who may bypass create it.", "medium", {
		targets: refs,
		classic: ({ block_creations, restrictions, enforce_admins }) => restrictions === void 0 || restrictions === null || classicActors(restrictions).some((name) => name !== "Administrators") || enforce_admins?.enabled !== false ? sayNothing : classicSwitch(block_creations, "block_creations")
	}),
	plainRule("update.restricted", "update", "Only those who may bypass update it; for a tag: nobody moves it.", "high", {
		targets: refs,
		classic: locked
	}),
	{
		key: "update.no-fetch-and-merge",
		targets: branches,
		severity: "low",
		describes: "Not even by fetching from the upstream repository.",
		scale: flag,
		rule: "update",
		read: (parameters) => parameter(parameters, "update_allows_fetch_and_merge", boolean(), (on) => on ? [] : [true]),
		write: (atoms) => ({ update_allows_fetch_and_merge: atoms.length === 0 })
	},
	plainRule("linear-history", "required_linear_history", "No merge commits.", "medium", {
		targets: refs,
		classic: ({ required_linear_history }) => classicSwitch(required_linear_history, "required_linear_history")
	}),
	plainRule("signatures", "required_signatures", "Every commit has a verified signature.", "medium", {
		targets: refs,
		classic: ({ required_signatures }) => classicSwitch(required_signatures, "required_signatures")
	}),
	{
		key: "lock.branch",
		targets: branches,
		severity: "medium",
		describes: "The branch is read-only (classic protection).",
		scale: flag,
		classic: locked
	},
	{
		key: "lock.no-fork-syncing",
		targets: branches,
		severity: "low",
		describes: "A locked branch takes nothing from upstream either (classic protection).",
		scale: flag,
		classic: (classic) => classic.lock_branch?.enabled === false ? sayNothing : classicSwitch(classic.allow_fork_syncing, "allow_fork_syncing", false)
	},
	{
		key: "push-access",
		targets: branches,
		severity: "high",
		describes: "Only these may push (classic protection): users, teams and apps by id, and Administrators, who always may.",
		scale: onlyActors,
		classic: ({ restrictions }) => restrictions === void 0 || restrictions === null ? sayNothing : says({ allowed: classicActors(restrictions) })
	},
	plainRule("merge-queue.required", "merge_queue", "Changes come through the merge queue only.", "high", { targets: branches }),
	queueWord("grouping", "grouping_strategy", "ALLGREEN: each pull request of a group must pass; HEADGREEN: only the group as a whole.", ranked(["HEADGREEN", "ALLGREEN"]), "medium"),
	queueWord("merge-method", "merge_method", "How the queue merges.", fixed(_enum([
		"MERGE",
		"SQUASH",
		"REBASE"
	])), "low"),
	queueNumber("timeout", "check_response_timeout_minutes", "Minutes that the queue waits for checks.", 1, 360),
	queueNumber("build", "max_entries_to_build", "How many entries are built at once at most.", 0, 100),
	queueNumber("merge", "max_entries_to_merge", "How many entries are merged together at most.", 0, 100),
	queueNumber("least", "min_entries_to_merge", "How many entries are merged together at least.", 0, 100),
	queueNumber("wait", "min_entries_to_merge_wait_minutes", "Minutes that the queue waits for that many.", 0, 360)
];

// shared/domain/protection/settings.ts
const derivedSettings = [
	{
		key: "bypass-actors",
		targets: [
			"branch",
			"tag",
			"push"
		],
		severity: "critical",
		describes: "Who may bypass the rules: type, id and mode, over all rulesets that apply. Fewer are stricter.",
		scale: actors
	},
	{
		key: "active",
		targets: [
			"branch",
			"tag",
			"push"
		],
		severity: "critical",
		describes: "A ruleset that is active, or classic protection, asks for anything that stops somebody.",
		scale: flag
	},
	{
		key: "enforce-admins",
		targets: refs,
		severity: "critical",
		describes: "No place that protects it exempts administrators.",
		scale: flag
	},
	{
		key: "checks.bound",
		targets: ["branch"],
		severity: "high",
		describes: "Every required check must come from a certain app, not from whoever may write checks.",
		scale: flag
	}
];
const settings = [
	...derivedSettings,
	...reviewSettings,
	...checkSettings,
	...refSettings,
	...contentSettings
];
const byKey = new Map(settings.map((spec) => [spec.key, spec]));
function settingOf(key) {
	return byKey.get(key);
}
function severityOfSetting(key) {
	return settingOf(key)?.severity ?? (key === "bypass-review" ? "critical" : "medium");
}
function settingsOf(target) {
	return settings.filter(({ targets }) => targets.includes(target));
}
function ruleTypes(target) {
	return new Set(settingsOf(target).flatMap(({ rule }) => rule === void 0 ? [] : [rule]));
}

// shared/domain/protection/policy.ts
function placeOf$1(key, target) {
	const parts = key.split(".");
	return target === "push" && parts[0] === "push" ? parts.slice(1) : parts;
}
function askSchema({ scale, describes }) {
	const { schema } = scale;
	return union([
		literal("ignore"),
		strictObject({ exactly: schema }),
		strictObject({ "at-least": schema }),
		...isList(schema) ? [strictObject({ contains: schema })] : [],
		schema
	]).optional().meta({ description: describes });
}
function isList(schema) {
	return schema.safeParse([]).success;
}
function settingShape(target) {
	const groups = new Map();
	const shape = {};
	for (const spec of settingsOf(target)) {
		const [first = "", second] = placeOf$1(spec.key, target);
		if (second === void 0) shape[first] = askSchema(spec);
		else groups.set(first, {
			...groups.get(first),
			[second]: askSchema(spec)
		});
	}
	for (const [name, members] of groups) shape[name] = strictObject(members).optional();
	return shape;
}
function refPattern(prefix) {
	return string().min(1).superRefine((text, check) => {
		const problem = text.startsWith("refs/") && !text.startsWith(prefix) ? `is for other refs: expected ${prefix}, or a short name` : refPatternProblem(text);
		if (problem !== void 0) check.addIssue({
			code: "custom",
			message: `the pattern ${problem}`
		});
	}).meta({ description: "A name, a pattern as in rulesets (*, **/, ?, [ab]), ~DEFAULT_BRANCH or ~ALL. Without refs/ it is a short name." });
}
function refPatternProblem(text) {
	if (text.startsWith("~")) return text === "~ALL" || text === "~DEFAULT_BRANCH" ? void 0 : "begins with ~ and is neither ~ALL nor ~DEFAULT_BRANCH";
	if (text.includes("\\")) return "has a backslash, which GitHub does not take as an escape";
	if (/[{}]/.test(text)) return "has a brace: write one entry for each name";
	if (/\[[!^]/.test(text)) return "has the complement of a set, which GitHub does not know";
	if (/[[\]]/.test(text) && !/^([^[\]]|\[[^[\]/]+\])*$/.test(text)) return "has a bracket that is not closed, or an empty set";
	if (/\*\*(?!\/)/.test(text)) return "has ** without a slash behind it: write **/ and, at the end, **/*";
}
function patternsOf$1(prefix) {
	const pattern = refPattern(prefix);
	return union([pattern, array(pattern).min(1)]);
}
const ReviewSchema = union([literal("required"), strictObject({
	digest: string().regex(/^sha256:[0-9a-f]{64}$/, "expected sha256: and 64 hexadecimal digits").meta({ description: "Of the lists that were reviewed; the data of every report has the one of the present lists (bypass-digest)." }),
	on: date().meta({ description: "The day of the review, e.g. 2026-11-20." }),
	by: Text.meta({ description: "Who reviewed." }),
	"max-age-days": number().int().min(1).max(400).optional().meta({ description: "Default: 180." })
})]);
const bypassReview = ReviewSchema.optional().meta({ description: "A dated review of who may bypass, bound to the digest of the lists; required: one is asked for." });
const entryOf = (Patterns) => ({
	pattern: Patterns.meta({ description: "Which ones; several patterns as a list." }),
	exclude: Patterns.optional().meta({ description: "Which of them not." }),
	"checks-file": RelativePath.optional().meta({ description: "A JSON file with required_status_checks and check_job_mapping: exactly these checks are asked for." }),
	"bypass-review": bypassReview
});
const presetOf = (names, target) => _enum(names).optional().meta({ description: `Settings to begin with; what the entry says itself goes before them. ${names.map((name) => `${name}: ${presetText(name, target)}.`).join(" ")}` });
const whatever = { when: () => true };
const requiredChecks = (given) => isObject(given) && isObject(given["checks"]) ? given["checks"]["required"] : void 0;
const namesTwice = (given) => isObject(given) && given["checks-file"] !== void 0 && requiredChecks(given) !== void 0;
const closesOpenly = (given) => {
	const own = requiredChecks(given);
	const exact = isObject(own) && "exactly" in own;
	return isObject(given) && given["preset"] === "external-closure" && given["checks-file"] === void 0 && !exact;
};
const asksNothing = (given) => isObject(given) && Object.keys(given).every((key) => ["pattern", "exclude"].includes(key) || given[key] === void 0);
const nothing = { message: "asks for nothing: give a preset or a setting" };
const twice = {
	...whatever,
	path: ["checks-file"],
	message: "checks.required is given as well: name the checks in one place"
};
const open = {
	...whatever,
	path: ["preset"],
	message: "external-closure asks for exact checks: give checks-file, or checks.required with exactly"
};
const BranchEntry = strictObject({
	...entryOf(patternsOf$1("refs/heads/")),
	preset: presetOf(presetNames, "branch"),
	...settingShape("branch")
}).refine((given) => !asksNothing(given), nothing).refine((given) => !namesTwice(given), twice).refine((given) => !closesOpenly(given), open);
const TagEntry = strictObject({
	...entryOf(patternsOf$1("refs/tags/")),
	preset: presetOf(tagPresetNames, "tag"),
	...settingShape("tag")
}).refine((given) => !asksNothing(given), nothing).refine((given) => !namesTwice(given), twice);
const PushSchema = strictObject({
	"bypass-review": bypassReview,
	...settingShape("push")
});
const PolicySchema = strictObject({
	branches: array(BranchEntry).optional().meta({ description: "What branches are asked for." }),
	tags: array(TagEntry).optional().meta({ description: "What tags are asked for." }),
	push: PushSchema.optional().meta({ description: "What pushes to any ref are asked for (push rulesets)." }),
	rulesets: array(RelativePath).optional().meta({ description: "Files with rulesets as GitHub exports them: each of them is asked for as it stands." })
}).refine((policy) => Object.values(policy).some((part) => part !== void 0 && (!Array.isArray(part) || part.length > 0)), { message: "asks for nothing: name branches, tags, push or rulesets" });

// shared/domain/protection/rule-parameters.ts
const pattern = [
	"name",
	"operator",
	"pattern",
	"negate"
];
const files = (name) => [name, "ignored_file_paths"];
const known = {
	creation: [],
	update: ["update_allows_fetch_and_merge"],
	deletion: [],
	non_fast_forward: [],
	required_linear_history: [],
	required_signatures: [],
	merge_queue: [
		"check_response_timeout_minutes",
		"grouping_strategy",
		"max_entries_to_build",
		"max_entries_to_merge",
		"merge_method",
		"min_entries_to_merge",
		"min_entries_to_merge_wait_minutes"
	],
	pull_request: [
		"allowed_merge_methods",
		"dismiss_stale_reviews_on_push",
		"dismissal_restriction",
		"require_code_owner_review",
		"require_extra_approval_for_unattributed_changes",
		"require_last_push_approval",
		"required_approving_review_count",
		"required_review_thread_resolution",
		"required_reviewers"
	],
	required_status_checks: [
		"do_not_enforce_on_create",
		"required_status_checks",
		"strict_required_status_checks_policy"
	],
	required_deployments: ["required_deployment_environments"],
	workflows: ["do_not_enforce_on_create", "workflows"],
	code_scanning: ["code_scanning_tools"],
	code_quality: ["severity"],
	code_coverage: ["minimum_coverage", "max_coverage_drop"],
	license_compliance_scanning: [],
	copilot_code_review: ["review_on_push", "review_draft_pull_requests"],
	commit_message_pattern: pattern,
	commit_author_email_pattern: pattern,
	committer_email_pattern: pattern,
	branch_name_pattern: pattern,
	tag_name_pattern: pattern,
	file_path_restriction: files("restricted_file_paths"),
	file_extension_restriction: files("restricted_file_extensions"),
	max_file_path_length: files("max_file_path_length"),
	max_file_size: files("max_file_size")
};
const actorShape = {
	id: true,
	type: true
};
const inside = {
	required_status_checks: {
		context: true,
		integration_id: true
	},
	required_reviewers: {
		file_patterns: true,
		minimum_approvals: true,
		reviewer: actorShape
	},
	dismissal_restriction: {
		enabled: true,
		allowed_actors: actorShape
	},
	workflows: {
		path: true,
		ref: true,
		repository_id: true,
		sha: true
	},
	code_scanning_tools: {
		tool: true,
		alerts_threshold: true,
		security_alerts_threshold: true
	}
};
function unknownParameters({ type, parameters }) {
	const names = Object.hasOwn(known, type) ? known[type] : void 0;
	if (names === void 0 || !isObject(parameters)) return [];
	return Object.entries(parameters).flatMap(([name, value]) => {
		if (value === null || value === void 0) return [];
		if (!names.includes(name)) return [{ [name]: value }];
		const shape = Object.hasOwn(inside, name) && inside[name] || true;
		if (!Array.isArray(value)) return hasUnknown(value, shape) ? [{ [name]: value }] : [];
		return value.filter((entry) => hasUnknown(entry, shape)).map((entry) => ({ [name]: [entry] }));
	});
}
function hasUnknown(value, shape) {
	if (Array.isArray(value)) return value.some((entry) => hasUnknown(entry, shape));
	if (!isObject(value)) return false;
	return Object.entries(value).some(([key, inner]) => {
		if (inner === null || inner === void 0) return false;
		const own = shape !== true && Object.hasOwn(shape, key) ? shape[key] : void 0;
		return own === void 0 || hasUnknown(inner, own);
	});
}

// shared/domain/protection/ruleset-policy.ts
function entryOfRuleset(data, layer) {
	const parsed = RulesetSchema.partial({ id: true }).safeParse(data);
	if (!parsed.success) return {
		ok: false,
		problems: pointerProblems(parsed.error)
	};
	const ruleset = parsed.data;
	const problems = [];
	const target = targets.find((one) => one === (ruleset.target ?? "branch"));
	if (target === void 0) problems.push({
		pointer: "/target",
		message: `rulesets of the target ${ruleset.target} are not known`
	});
	const rules = ruleset.rules ?? [];
	if (rules.length === 0) problems.push({
		pointer: "/rules",
		message: "the ruleset has no rules: it would ask for nothing"
	});
	if (ruleset.enforcement !== "active") problems.push({
		pointer: "/enforcement",
		message: `the ruleset is ${ruleset.enforcement}: only an active one says what is asked for`
	});
	const names = ruleset.conditions?.ref_name;
	const include = names?.include ?? [];
	if (target !== "push" && include.length === 0) problems.push({
		pointer: "/conditions/ref_name/include",
		message: "the ruleset names no ref: it would ask for nothing"
	});
	const prefix = {
		branch: "refs/heads/",
		tag: "refs/tags/",
		push: "refs/"
	}[target ?? "push"];
	for (const [index, pattern] of include.entries()) if (pattern.startsWith("refs/") && !pattern.startsWith(prefix)) problems.push({
		pointer: formatPointer([
			"conditions",
			"ref_name",
			"include",
			index
		]),
		message: `${pattern} names no ${target}: it would ask for nothing`
	});
	const by = [layer, `ruleset ${ruleset.name}`];
	const atoms = new Map();
	const known = ruleTypes(target ?? "branch");
	for (const [index, rule] of rules.entries()) {
		const parameters = rule.parameters ?? {};
		const problem = (message) => void problems.push({
			pointer: formatPointer([
				"rules",
				index,
				"parameters"
			]),
			message: `the rule ${rule.type} ${message}`
		});
		const readings = settingsOf(target ?? "branch").flatMap(({ key, rule: type, read }) => type === rule.type && read !== void 0 ? [{
			key,
			reading: read(parameters)
		}] : []);
		for (const { key, reading } of readings) if (reading.ok) atoms.set(key, [...atoms.get(key) ?? [], ...reading.atoms]);
		else if (!reading.missing) problem(reading.message);
		const silent = readings.every(({ reading }) => reading.ok ? reading.atoms.length === 0 : reading.missing === true);
		const cut = Object.keys(parameters).length === 0 || readings.some(({ reading }) => !reading.ok);
		if (readings.length > 0 && silent && cut && unknownParameters(rule).length === 0) problem("has not the parameters that say what it asks for");
	}
	if (problems.length > 0 || target === void 0) return {
		ok: false,
		problems
	};
	const asks = { active: [{
		mode: "at-least",
		atoms: [true],
		by
	}] };
	for (const { key, scale } of settingsOf(target)) {
		const found = reduce(scale, atoms.get(key) ?? []);
		if (found.length > 0) asks[key] = [{
			mode: "at-least",
			atoms: found,
			by
		}];
	}
	if (ruleset.bypass_actors !== void 0 && ruleset.bypass_actors !== null) asks["bypass-actors"] = [{
		mode: "exactly",
		atoms: actorsOf(ruleset.bypass_actors),
		by
	}];
	return {
		ok: true,
		entry: {
			target,
			include,
			exclude: names?.exclude ?? [],
			asks,
			unrecognised: rules.flatMap((rule) => known.has(rule.type) ? unknownParameters(rule).map((parameters) => ({
				type: rule.type,
				parameters
			})) : [{
				type: rule.type,
				parameters: rule.parameters ?? void 0
			}])
		}
	};
}

// shared/domain/protection/entries.ts
function entriesOf(layer) {
	const problems = [];
	const { branches = [], tags = [], push, rulesets = [] } = layer.policy;
	const ofRefs = (target, list, name) => list.map((entry, index) => {
		const path = entry["checks-file"];
		const file = path === void 0 ? void 0 : layer.checkFiles?.[path];
		if (path !== void 0 && file === void 0) problems.push({
			pointer: formatPointer([
				name,
				index,
				"checks-file"
			]),
			message: `the file ${path} could not be read as a list of required checks`
		});
		const preset = entry.preset;
		const begin = preset === void 0 ? {} : target === "tag" ? tagPresets[preset] ?? {} : presets[preset];
		const review = entry["bypass-review"] ?? (preset !== void 0 && reviewedPresets.has(preset) ? "required" : void 0);
		const prefix = target === "tag" ? "refs/tags/" : "refs/heads/";
		return {
			target,
			include: patternsOf(entry.pattern, prefix),
			exclude: patternsOf(entry.exclude, prefix),
			asks: asksOf(target, entry, begin, layer.name, preset, file),
			review,
			preset,
			unrecognised: []
		};
	});
	const entries = [
		...ofRefs("branch", branches, "branches"),
		...ofRefs("tag", tags, "tags"),
		...push === void 0 ? [] : [{
			target: "push",
			include: [],
			exclude: [],
			asks: asksOf("push", push, {}, layer.name, void 0, void 0),
			review: push["bypass-review"],
			unrecognised: []
		}]
	];
	for (const [index, path] of rulesets.entries()) {
		const pointer = formatPointer(["rulesets", index]);
		const data = layer.rulesetFiles?.[path];
		const read = data === void 0 ? {
			ok: false,
			problems: [{
				pointer: "",
				message: "it could not be read"
			}]
		} : entryOfRuleset(data, layer.name);
		if (read.ok) entries.push(read.entry);
		else for (const problem of read.problems) problems.push({
			pointer,
			message: `the ruleset of ${path}${problem.pointer === "" ? "" : ` at ${problem.pointer}`}: ${problem.message}`
		});
	}
	return {
		entries,
		problems
	};
}
function patternsOf(given, prefix) {
	return (given === void 0 ? [] : typeof given === "string" ? [given] : given).map((pattern) => pattern.startsWith("~") || pattern.startsWith("refs/") ? pattern : `${prefix}${pattern}`);
}
function asksOf(target, entry, begin, layer, preset, file) {
	const asks = {};
	for (const { key } of settingsOf(target)) {
		const own = valueAt(entry, placeOf$1(key, target));
		const fromFile = key === "checks.required" && own === void 0 && file !== void 0;
		const given = fromFile ? { exactly: file.map(({ context }) => context) } : own ?? begin[key];
		const ask = given === void 0 ? void 0 : askOf(key, given);
		if (ask === void 0) continue;
		const by = own === void 0 && !fromFile ? [layer, `preset ${preset}`] : fromFile ? [layer, "checks-file"] : [layer];
		asks[key] = [{
			...ask,
			by
		}];
	}
	return asks;
}
function valueAt(entry, path) {
	return path.reduce((inner, name) => isObject(inner) ? inner[name] : void 0, entry);
}
function askOf(key, given) {
	const scale = settingOf(key)?.scale;
	if (scale === void 0 || given === "ignore") return void 0;
	const named = isObject(given) ? [
		"exactly",
		"at-least",
		"contains"
	].find((mode) => mode in given) : void 0;
	const value = named === void 0 ? given : given[named];
	const mode = named ?? "at-least";
	const atoms = reduce(scale, scale.atoms(value));
	return atoms.length === 0 && mode !== "exactly" && !(scale.grants === true && mode === "at-least") ? void 0 : {
		mode,
		atoms
	};
}

// shared/domain/protection/layers.ts
const ClassSchema = strictObject({
	...classShape,
	policy: PolicySchema
}).refine(...eitherTopicOrProperty);
const LayersSchema = strictObject({
	organisation: PolicySchema.optional().meta({ description: "What every repository is asked for." }),
	classes: array(ClassSchema).min(1).refine(namedOnce, "a name is used twice").optional().meta({ description: "What the repositories of a class are asked for besides; one may be of several classes." }),
	repository: PolicySchema.optional().meta({ description: "What this repository is asked for besides." })
}).refine((layers) => Object.values(layers).some((layer) => layer !== void 0), { message: "asks for nothing: give organisation, classes or repository" });
function layersOf({ organisation, classes = [], repository }, membership) {
	const { held, open } = classesOf(classes, membership);
	return {
		layers: [
			...organisation === void 0 ? [] : [{
				name: "organisation",
				policy: organisation
			}],
			...held.map(({ name, policy }) => ({
				name: `class ${name}`,
				policy
			})),
			...repository === void 0 ? [] : [{
				name: "repository",
				policy: repository
			}]
		],
		open
	};
}

// shared/domain/protection/history.ts
const maxBypassDays = 28;
const maxChangeDays = 180;
const HistorySchema = union([literal(false), strictObject({ since: number().int().min(1).max(180) })]).meta({ description: `Bypasses of rules and changes of rulesets in the last \`since\` days, of bypasses at most ${28}. It needs a token with administration.` });
const RuleSuiteSchema = object({
	id: number().int().nullish(),
	actor_name: string().nullish(),
	before_sha: string().nullish(),
	after_sha: string().nullish(),
	ref: string().nullish(),
	pushed_at: string().nullish(),
	result: string().nullish()
});
const VersionSchema = object({
	version_id: number().int(),
	actor: object({
		id: number().int().nullish(),
		type: string().nullish()
	}).nullish(),
	updated_at: string()
});
const historyNeeds = {
	bypasses: "a GitHub App token or fine-grained token with administration: read",
	changes: "a GitHub App token or fine-grained token with administration: write",
	organisation: "a GitHub App token or fine-grained token with administration: write of the organisation"
};
async function readHistory(github, request) {
	const [bypasses, ...changes] = await Promise.all([readBypasses(github, request), ...request.rulesets.map((ruleset) => readChanges(github, request, ruleset))]);
	return {
		since: isoTime(windowStart(request)),
		bypasses,
		changes: {
			entries: newestFirst(changes.flatMap(({ entries }) => entries)),
			open: changes.flatMap(({ open }) => open)
		}
	};
}
function nothingHappened({ entries, open }) {
	if (entries.some(({ inWindow }) => inWindow)) return false;
	return open.length === 0 ? true : void 0;
}
async function readBypasses(github, request) {
	const { repository, refs, since } = request;
	const [only, ...others] = refs;
	const answer = await github.all("GET /repos/{owner}/{repo}/rulesets/rule-suites", {
		...ownerAndRepo(repository),
		...only === void 0 || others.length > 0 ? {} : { ref: only },
		time_period: since <= 1 ? "day" : since <= 7 ? "week" : "month",
		rule_suite_result: "bypass"
	}, RuleSuiteSchema);
	const open = [];
	if (since > 28) {
		const message = `GitHub lists the bypasses of a month only, and ${since} days are asked for`;
		open.push({
			code: "TRUNCATED",
			message,
			needs: `since: ${28} or less`
		});
	}
	if (!answer.ok) return {
		entries: [],
		open: [...open, why(answer, historyNeeds.bypasses)]
	};
	return {
		entries: newestFirst(answer.data.filter(({ result }) => result !== "pass" && result !== "fail").filter(({ ref }) => refs.length === 0 || typeof ref !== "string" || refs.includes(ref)).map(({ id, actor_name, ref, before_sha, after_sha, pushed_at }) => ({
			ruleSuite: id ?? void 0,
			actor: actor_name ?? void 0,
			ref: ref ?? void 0,
			before: before_sha ?? void 0,
			after: after_sha ?? void 0,
			...happened(pushed_at, "high", request)
		}))),
		open
	};
}
async function readChanges(github, request, ruleset) {
	const answer = await askVersions(github, request.repository, ruleset);
	const { id, name, updated_at } = ruleset;
	const entries = (answer.ok ? answer.data : []).map((version) => ({
		ruleset: id,
		name,
		version: version.version_id,
		actor: [version.actor?.type ?? [], version.actor?.id ?? []].flat().join(" ") || void 0,
		...happened(version.updated_at, "medium", request)
	}));
	const last = {
		ruleset: id,
		name,
		version: void 0,
		actor: void 0,
		...happened(updated_at, "medium", request)
	};
	return {
		entries: typeof updated_at !== "string" || !last.inWindow || entries.some(({ inWindow }) => inWindow) ? entries : [last, ...entries],
		open: answer.ok ? [] : [answer.because]
	};
}
async function askVersions(github, repository, { id, source_type, source }) {
	const at = { ruleset_id: id };
	if (source_type === "Organization" && typeof source === "string") {
		const answer = await github.all("GET /orgs/{org}/rulesets/{ruleset_id}/history", {
			...at,
			org: source
		}, VersionSchema);
		return answer.ok ? answer : {
			ok: false,
			because: why(answer, historyNeeds.organisation)
		};
	}
	if (source_type === "Repository") {
		const answer = await github.all("GET /repos/{owner}/{repo}/rulesets/{ruleset_id}/history", {
			...ownerAndRepo(repository),
			...at
		}, VersionSchema);
		return answer.ok ? answer : {
			ok: false,
			because: why(answer, historyNeeds.changes)
		};
	}
	return {
		ok: false,
		because: {
			code: "NO_DATA",
			message: `the ruleset ${id} is of ${source_type === "Enterprise" ? "the enterprise" : "a level that is not known"}, whose history no token of a workflow can read`,
			needs: "the audit log of that level"
		}
	};
}
function why({ because }, settles) {
	if (because.code === "TRUNCATED") return {
		needs: "a shorter window",
		...because
	};
	const where = because.code === "NOT_FOUND" ? `${settles}, on a host and a plan that keep it` : settles;
	return unread(because, where);
}
function windowStart({ moment, since }) {
	return moment.latest - since * millisecondsPerDay;
}
function happened(at, severity, request) {
	const time = parseTime(at ?? "");
	const inWindow = time === void 0 || time >= windowStart(request);
	return {
		at: at ?? void 0,
		inWindow,
		severity: inWindow ? severity : "info"
	};
}
function newestFirst(entries) {
	const timeOf = ({ at }) => parseTime(at ?? "") ?? Number.MAX_SAFE_INTEGER;
	return [...entries].sort((a, b) => timeOf(b) - timeOf(a));
}

// shared/domain/protection/ref-pattern.ts
function matchesPattern(pattern, text) {
	const tokens = tokensOf(pattern);
	if (tokens === void 0) return void 0;
	const narrow = walk(tokens, [...text], false);
	return narrow === walk(tokens, [...text], true) ? narrow : void 0;
}
function tokensOf(pattern) {
	const tokens = [];
	const characters = [...pattern];
	for (let at = 0; at < characters.length; at += 1) {
		const char = characters[at] ?? "";
		if (char === "\\") return void 0;
		if (char === "?") tokens.push({ kind: "one" });
		else if (char === "*") {
			let end = at;
			while (characters[end + 1] === "*") end += 1;
			const segment = at === 0 || characters[at - 1] === "/";
			if (end === at) tokens.push({ kind: "star" });
			else if (segment && end === at + 1 && characters[end + 1] === "/") {
				tokens.push({ kind: "folders" });
				end += 1;
			} else tokens.push({ kind: "stars" });
			at = end;
		} else if (char === "[") {
			const set = setAt(characters, at);
			if (set === void 0) return void 0;
			tokens.push({
				kind: "set",
				ranges: set.ranges
			});
			at = set.end;
		} else tokens.push({
			kind: "char",
			char
		});
	}
	return tokens;
}
function setAt(characters, from) {
	const end = characters.indexOf("]", from + 1);
	const inner = characters.slice(from + 1, end);
	if (end < 0 || inner.length === 0 || inner.some((char) => "^!\\/[".includes(char))) return void 0;
	const ranges = [];
	for (let at = 0; at < inner.length; at += 1) {
		const first = inner[at] ?? "";
		const last = inner[at + 1] === "-" ? inner[at + 2] : void 0;
		if (last === void 0) ranges.push([first, first]);
		else {
			ranges.push([first, last]);
			at += 2;
		}
	}
	return {
		ranges,
		end
	};
}
function walk(tokens, text, starsCross) {
	let states = enter(tokens, [0]);
	for (const char of text) states = step(tokens, states, char, starsCross);
	return states.has(tokens.length);
}
function enter(tokens, states) {
	const all = new Set(states);
	for (const state of all) {
		const kind = tokens[state]?.kind;
		if (kind === "star" || kind === "stars" || kind === "folders") all.add(state + 1);
	}
	return all;
}
function step(tokens, states, char, starsCross) {
	const slash = char === "/";
	const next = [];
	for (const state of states) {
		const at = Math.floor(state);
		const token = tokens[at];
		switch (token?.kind) {
			case "char":
				if (token.char === char) next.push(at + 1);
				break;
			case "one":
				if (!slash) next.push(at + 1);
				break;
			case "set":
				if (!slash && token.ranges.some(([from, to]) => from <= char && char <= to)) next.push(at + 1);
				break;
			case "star":
				if (!slash) next.push(at);
				break;
			case "stars":
				if (starsCross || !slash) next.push(at);
				break;
			case "folders":
				next.push(slash ? at : at + .5);
				break;
			case void 0:
		}
	}
	return enter(tokens, next);
}
const mostSteps = 2e4;
function namesNothing({ include, exclude }, { prefix, defaultBranch }) {
	if (include.length === 0 || exclude.includes("~ALL")) return true;
	const literal = (text) => text === "~ALL" ? `${prefix}**` : text === "~DEFAULT_BRANCH" ? `refs/heads/${defaultBranch}` : text;
	const left = exclude.map(literal).filter((one) => one.startsWith("refs/")).map((one) => tokensOf(one)).filter((tokens) => tokens !== void 0);
	return include.filter((one) => !exclude.includes(one)).every((one) => {
		const tokens = literal(one).startsWith("refs/") ? tokensOf(literal(one)) : void 0;
		return tokens !== void 0 && isCovered(tokens, left, prefix);
	});
}
function isCovered(tokens, others, prefix) {
	const take = ({ own, theirs }, char) => ({
		own: step(tokens, own, char, true),
		theirs: theirs.map((states, index) => step(others[index] ?? [], states, char, false)),
		segment: char !== "/"
	});
	const start = [...prefix].reduce(take, {
		own: enter(tokens, [0]),
		theirs: others.map((other) => enter(other, [0])),
		segment: false
	});
	const letters = lettersOf([tokens, ...others]);
	const seen = new Set();
	const open = [start];
	for (let place = open.pop(); place !== void 0; place = open.pop()) {
		const { own, theirs, segment } = place;
		const key = JSON.stringify([
			inOrder$2(own),
			theirs.map(inOrder$2),
			segment
		]);
		if (own.size === 0 || seen.has(key)) continue;
		if (seen.size === mostSteps) return false;
		seen.add(key);
		if (segment && own.has(tokens.length) && !theirs.some((states, index) => states.has(others[index]?.length ?? -1))) return false;
		for (const char of letters) if (segment || char !== "/") open.push(take(place, char));
	}
	return true;
}
function inOrder$2(states) {
	return [...states].sort((a, b) => a - b);
}
function lettersOf(patterns) {
	const letters = patterns.flat().flatMap((token) => {
		if (token.kind === "char") return [token.char];
		return token.kind === "set" ? token.ranges.flat() : [];
	}).flatMap((char) => {
		const point = char.codePointAt(0) ?? 0;
		return [
			point - 1,
			point,
			point + 1
		].filter((one) => one > 32 && one <= 1114111 && (one < 55296 || one > 57343));
	}).map((point) => String.fromCodePoint(point)).filter((char) => !"~^:?*[\\".includes(char));
	return [...new Set([
		...letters,
		"!",
		"0",
		"A",
		"a",
		"�",
		"/"
	])];
}
function includesRef(entry, { full, defaultBranch }) {
	if (entry === "~ALL") return true;
	if (entry === "~DEFAULT_BRANCH") {
		if (!full.startsWith("refs/heads/")) return false;
		return defaultBranch === void 0 ? void 0 : full === `refs/heads/${defaultBranch}`;
	}
	if (entry.startsWith("~")) return void 0;
	const matches = matchesPattern(entry, full);
	if (matches === true || entry.startsWith("refs/")) return matches;
	return matchesPattern(entry, full.replace(/^refs\/(heads|tags)\//, "")) === false ? matches : void 0;
}
function any(answers) {
	return answers.includes(true) ? true : answers.includes(void 0) ? void 0 : false;
}

// shared/domain/protection/repository-condition.ts
function leavesOut({ conditions }, { full, id }) {
	const names = conditions?.repository_name;
	const ids = conditions?.repository_id?.repository_ids;
	return any([names === void 0 || names === null ? false : leavesOutName(names, full.replace(/^.*\//, "")), ids === void 0 || ids === null ? false : id === void 0 ? void 0 : !ids.includes(id)]);
}
function leavesOutName({ include, exclude }, name) {
	return (include === void 0 || include === null ? void 0 : any(include.map((one) => means(one, name)))) === false || any((exclude ?? []).map((one) => means(one, name))) === true;
}
function means(entry, name) {
	if (entry === "~ALL") return true;
	if (entry.startsWith("~")) return void 0;
	const [exact, folded] = [matchesPattern(entry, name), matchesPattern(entry.toLowerCase(), name.toLowerCase())];
	return exact === folded ? exact : void 0;
}

// shared/domain/protection/rule-sense.ts
function ruleSense({ type, parameters }, target) {
	const specs = settingsOf(target).filter((spec) => spec.rule === type);
	if (specs.length === 0) return [type, parameters ?? {}];
	const said = specs.flatMap(({ key, read }) => {
		const reading = read?.(parameters ?? {});
		if (reading?.ok !== true) return [[key, reading?.message ?? null]];
		return reading.atoms.length === 0 ? [] : [[key, sorted(reading.atoms)]];
	});
	return [type, Object.fromEntries(said)];
}

// shared/domain/protection/applying.ts
function fullName(target, ref) {
	return target === "branch" ? `refs/heads/${ref}` : target === "tag" ? `refs/tags/${ref}` : "";
}
function applying(observation) {
	const { target, rules, rulesets, facts } = observation;
	const name = {
		full: fullName(target, observation.ref),
		defaultBranch: facts.state === "read" ? facts.data.default_branch : void 0
	};
	const repository = facts.state === "read" ? {
		full: facts.data.full_name,
		id: facts.data.id ?? void 0
	} : {
		full: observation.repository,
		id: void 0
	};
	const summaries = new Map(rulesets.state === "read" ? rulesets.data.map((one) => [one.id, one]) : []);
	const found = {
		rules: [],
		open: [],
		idle: []
	};
	if (target === "branch") {
		if (rules.state === "unknown") found.open.push(rules.because);
		for (const rule of rules.state === "read" ? rules.data : []) {
			const [detail, summary] = [detailOf(observation, rule.ruleset_id), summaries.get(rule.ruleset_id)];
			const source = rulesetSource(rule.ruleset_id, {
				rule,
				ruleset: detail ?? summary
			});
			const against = tornRule(rule, {
				summary,
				detail,
				name,
				repository
			});
			if (against === void 0) found.rules.push({
				rule,
				source
			});
			else found.open.push(contradiction(`has the rule ${rule.type} on ${name.full}, and ${against}`, source));
		}
	} else if (rulesets.state === "unknown") found.open.push(rulesets.because);
	for (const { id, part } of observation.details) {
		const source = rulesetSource(id, { ruleset: part.state === "read" ? part.data : summaries.get(id) });
		if (part.state === "none") continue;
		if (part.state === "unknown") {
			if (target !== "branch" && source.enforcement !== "disabled") found.open.push(part.because);
			continue;
		}
		const applies = appliesTo(part.data, target, name);
		const listed = tornList(summaries.get(id), part.data);
		const others = target === "branch" || typeof applies === "string" ? false : leavesOut(part.data, repository);
		if (target !== "branch" && typeof applies !== "string" && listed !== void 0) found.open.push(contradiction(`says that it is ${part.data.enforcement}, and ${listed}`, source));
		else if (typeof applies === "string") found.idle.push({
			source,
			why: applies
		});
		else if (others === true) found.open.push(contradiction(`is listed for ${repository.full}, and ${forOthers}`, source));
		else if (others === void 0) found.open.push({
			code: "INCONCLUSIVE",
			message: `${sourceText(source)} is for repositories by their ids, and GitHub does not say that of ${repository.full}`,
			needs: "the id of the repository"
		});
		else if (target === "branch" && applies && rules.state !== "unknown" && !found.rules.some((one) => one.source.id === id)) found.open.push(contradiction(`includes ${name.full}, which has none of its rules`, source));
		else if (target !== "branch" && applies) found.rules.push(...(part.data.rules ?? []).map((rule) => ({
			rule,
			source
		})));
		else if (target !== "branch") found.open.push({
			code: "INCONCLUSIVE",
			message: `whether the ruleset "${part.data.name}" (${id}) applies to ${name.full === "" ? "pushes" : name.full} cannot be told from what GitHub shows of it`,
			needs: "its target, rules and conditions, without escapes, complements and patterns that do not begin with refs/"
		});
	}
	const written = new Map(found.rules.map((one) => [one, stableJson(one.rule)]));
	found.rules.sort((a, b) => a.source.id - b.source.id || byText$1(written.get(a) ?? "", written.get(b) ?? ""));
	return found;
}
const forOthers = "says of itself that it is for other repositories";
function contradiction(message, source) {
	return {
		code: "INCONCLUSIVE",
		message: `${sourceText(source)} ${message}`,
		needs: "another look"
	};
}
function tornRule(rule, known) {
	const { summary, detail, name, repository } = known;
	if (detail === void 0) return summary === void 0 ? void 0 : inactive(summary, "is listed as");
	const applies = appliesTo(detail, "branch", name);
	const own = inactive(detail, "says of itself that it is") ?? tornList(summary, detail);
	if (own !== void 0) return own;
	if (typeof applies === "string") return `says of itself that it does not apply (${applies})`;
	if (leavesOut(detail, repository) === true) return forOthers;
	const rules = detail.rules ?? void 0;
	return rules === void 0 || rules.some((one) => sameRule(one, rule)) ? void 0 : "says of itself that it has no such rule";
}
function inactive({ enforcement }, says) {
	return enforcement === "disabled" || enforcement === "evaluate" ? `${says} ${enforcement}` : void 0;
}
function tornList(summary, { enforcement }) {
	return summary === void 0 || summary.enforcement === enforcement ? void 0 : `is listed as ${summary.enforcement}`;
}
function sameRule(a, b) {
	return stableJson(ruleSense(a, "branch")) === stableJson(ruleSense(b, "branch"));
}
function byText$1(a, b) {
	return a < b ? -1 : a > b ? 1 : 0;
}
function detailOf({ details }, id) {
	const part = details.find((detail) => detail.id === id)?.part;
	return part?.state === "read" ? part.data : void 0;
}
function appliesTo(ruleset, target, name) {
	if ((ruleset.target ?? target) !== target) return "other-target";
	if (ruleset.enforcement === "disabled" || ruleset.enforcement === "evaluate") return ruleset.enforcement;
	if (ruleset.enforcement !== "active") return false;
	if (ruleset.rules?.length === 0) return "no-rules";
	if (ruleset.rules === void 0 || ruleset.rules === null) return false;
	if (target === "push") return ruleset.target === "push";
	if (target === "tag" && ruleset.target !== "tag") return false;
	const condition = ruleset.conditions?.ref_name;
	if (condition === void 0 || condition === null || condition.include === void 0 || condition.include === null) return false;
	if (condition.include.length === 0) return "empty-include";
	const included = any(condition.include.map((entry) => includesRef(entry, name)));
	if (included === false) return "not-included";
	const excluded = any((condition.exclude ?? []).map((entry) => includesRef(entry, name)));
	if (excluded === true) return "excluded";
	return included === true && excluded === false;
}

// shared/domain/protection/bypass-place.ts
function bypassPlaces(observation, { rules }, classic) {
	const places = [...new Map(rules.map(({ source }) => [source.id, source])).values()].sort((a, b) => a.id - b.id).map((source) => {
		const exempts = rules.filter((one) => one.source.id === source.id).map(({ rule }) => ruleSense(rule, observation.target));
		const ruleset = detailOf(observation, source.id);
		const list = ruleset?.bypass_actors;
		if (list !== void 0 && list !== null && !passesAnyway(ruleset)) return {
			source,
			actors: actorsOf(list),
			exempts
		};
		const part = observation.details.find(({ id }) => id === source.id)?.part;
		return {
			source,
			actors: void 0,
			exempts,
			because: part?.state === "unknown" ? part.because : list !== void 0 && list !== null ? {
				code: "INCONCLUSIVE",
				message: `${sourceText(source)} shows an empty bypass list to a token that may bypass it`,
				needs: "another look"
			} : {
				code: "MISSING_PERMISSION",
				message: `${sourceText(source)} does not show its bypass list to this token`,
				needs: needs.bypass
			}
		};
	});
	return classic.state === "read" ? [...places, classicPlace(classic.data)] : places;
}
function passesAnyway(ruleset) {
	return (ruleset?.current_user_can_bypass ?? "never") !== "never" && ruleset?.bypass_actors?.length === 0;
}
function classicPlace(classic) {
	const source = { kind: "classic" };
	const exempts = settingsOf("branch").flatMap((spec) => {
		const reading = spec.classic?.(classic);
		return reading?.ok === true && reading.atoms.length > 0 ? [[spec.key, sorted(reading.atoms)]] : [];
	});
	const exempt = classicActorsExempt(classic);
	if (exempt.ok) return {
		source,
		actors: exempt.actors,
		exempts
	};
	return {
		source,
		actors: void 0,
		exempts,
		because: {
			code: "NO_DATA",
			message: `${sourceText(source)} ${exempt.message}`,
			needs: "an answer as GitHub documents it"
		}
	};
}
function reviewDigest(places) {
	return bypassDigest(places.map(({ source, actors, exempts }) => ({
		ruleset: source.kind === "ruleset" ? source.id : void 0,
		actors,
		exempts
	})));
}

// shared/domain/protection/bypass-review.ts
const defaultAgeDays = 180;
function reviewRow(review, state, now, alsoRequired = false) {
	const lists = state.settings["bypass-actors"];
	const digest = lists?.state === "observed" && lists.open.length === 0 ? reviewDigest(state.bypass) : void 0;
	const row = {
		repository: state.repository,
		target: state.target,
		ref: state.ref,
		setting: "bypass-review",
		asked: [{
			mode: "exactly",
			value: [review === "required" ? "a review" : review.digest],
			by: []
		}],
		actual: digest === void 0 ? void 0 : [digest],
		sources: lists?.from.map(({ source }) => source) ?? []
	};
	if (lists?.state === "absent") return {
		...row,
		actual: [],
		verdict: "weaker",
		holds: false,
		severity: "critical",
		because: [],
		fix: {
			text: "protect it first: without a rule there is nothing to review",
			rulesets: [],
			commands: []
		}
	};
	if (digest === void 0) return {
		...row,
		verdict: "unknown",
		holds: void 0,
		severity: "critical",
		because: lists?.state === void 0 ? [] : lists.open
	};
	const problem = reviewProblem(review, digest, {
		now,
		alsoRequired
	});
	if (problem === void 0) return {
		...row,
		verdict: "equal",
		holds: true,
		severity: "info",
		because: []
	};
	return {
		...row,
		verdict: "weaker",
		holds: false,
		severity: "critical",
		because: [],
		fix: {
			text: `${problem}: review who may bypass, and write digest: ${digest}, on and by under bypass-review`,
			rulesets: [],
			commands: []
		}
	};
}
function reviewProblem(review, digest, { now, alsoRequired }) {
	if (review === "required") return "nobody has reviewed the bypass lists";
	if (review.digest !== digest) return `the bypass lists are others than those that ${review.by} reviewed on ${review.on}`;
	const on = startOfDay(review.on);
	if (on > now + 864e5 / 2) return `the review is dated in the future (${review.on})`;
	const own = review["max-age-days"] ?? defaultAgeDays;
	const age = alsoRequired ? Math.min(own, defaultAgeDays) : own;
	return now - on > age * 864e5 ? `the review of ${review.on} is older than ${age} days` : void 0;
}

// shared/domain/protection/ruleset-body.ts
const least = {
	pull_request: {
		required_approving_review_count: 0,
		dismiss_stale_reviews_on_push: false,
		require_code_owner_review: false,
		require_last_push_approval: false,
		required_review_thread_resolution: false
	},
	required_status_checks: {
		required_status_checks: [],
		strict_required_status_checks_policy: false
	},
	update: { update_allows_fetch_and_merge: true },
	merge_queue: {
		check_response_timeout_minutes: 60,
		grouping_strategy: "ALLGREEN",
		max_entries_to_build: 5,
		max_entries_to_merge: 5,
		merge_method: "MERGE",
		min_entries_to_merge: 1,
		min_entries_to_merge_wait_minutes: 5
	},
	code_scanning: { code_scanning_tools: [] },
	workflows: { workflows: [] }
};
function rulesetsFor(name, target, refs, wanted) {
	const rulesets = [];
	for (const { spec, atoms } of wanted) {
		const { rule, write } = spec;
		if (rule === void 0 || write === void 0 || atoms.length === 0) continue;
		const each = rule.endsWith("_pattern") ? atoms.map((atom) => [atom]) : [atoms];
		for (const [index, part] of each.entries()) {
			const ruleset = rulesets[index] ?? new Map();
			rulesets[index] = ruleset;
			ruleset.set(rule, together$1({
				...least[rule],
				...ruleset.get(rule)
			}, write(part)));
		}
	}
	return rulesets.map((rules, index) => ({
		name: index === 0 ? name : `${name} ${index + 1}`,
		target,
		enforcement: "active",
		bypass_actors: [],
		...target === "push" ? {} : { conditions: { ref_name: {
			include: [...refs.include],
			exclude: [...refs.exclude]
		} } },
		rules: [...rules].map(([type, parameters]) => Object.keys(parameters).length === 0 ? { type } : {
			type,
			parameters
		})
	}));
}
function together$1(before, after) {
	const united = Object.entries(after).map(([name, value]) => {
		const earlier = before[name];
		if (!Array.isArray(value) || !Array.isArray(earlier)) return [name, value];
		const entries = [...earlier, ...value];
		return [name, [...new Map(entries.map((one) => [stableJson(one), one])).values()]];
	});
	return {
		...before,
		...Object.fromEntries(united)
	};
}

// shared/domain/protection/fix.ts
function fixOf(spec, asks, setting, state) {
	if (spec.key === "bypass-actors") return bypassFix(asks, setting, state);
	if (spec.key === "enforce-admins") return adminFix(setting, state);
	const missing = missingOf(spec, asks, setting);
	const { repository, target, ref } = state;
	if (spec.scale.single && setting.state === "observed") {
		const places = [...new Set(setting.from.map(({ source }) => sourceText(source)))].join(" and ");
		const values = missing.map((atom) => stableJson(atom)).join(", ");
		return {
			text: `change ${spec.key} in ${places} to ${values}: a second rule would contradict it`,
			rulesets: [],
			commands: []
		};
	}
	if (missing.length === 0) return removal(spec, asks, setting);
	const include = target === "push" ? [] : [fullName(target, ref)];
	const wanted = wantedFor(spec, missing, state);
	const rulesets = rulesetsFor(`${spec.key} of ${ref === "" ? repository : ref}`, target, {
		include,
		exclude: []
	}, wanted);
	if (rulesets.length === 0) return {
		text: byHand(spec, state),
		rulesets: [],
		commands: []
	};
	return {
		text: `add a ruleset that asks for it: import it under Settings > Rules > Rulesets, or send it`,
		rulesets,
		commands: [`gh api --method POST ${shellWord(`repos/${repository}/rulesets`)} --input <file>`]
	};
}
function addable(lacking, state) {
	const missing = lacking.filter(({ spec, setting }) => spec.rule !== void 0 && !(spec.scale.single && setting.state === "observed")).map(({ spec, asks, setting }) => ({
		spec,
		atoms: missingOf(spec, asks, setting)
	})).filter(({ atoms }) => atoms.length > 0);
	const checks = missing.some(({ spec }) => spec.key === "checks.required");
	return missing.flatMap((one) => {
		const wanted = wantedFor(one.spec, one.atoms, state);
		return wanted.length === 0 && checks && one.spec.key === "checks.strict" ? [one] : wanted;
	});
}
function missingOf({ scale }, asks, setting) {
	return asks.flatMap(({ atoms }) => atoms.filter((atom) => !(setting.state === "observed" && setting.atoms.some((given) => scale.covers(given, atom)))));
}
function wantedFor(spec, atoms, { settings }) {
	if (spec.key === "active") return [];
	if (spec.key !== "checks.strict") return [{
		spec,
		atoms
	}];
	const [checks, required] = [settingOf("checks.required"), settings["checks.required"]];
	return checks === void 0 || required?.state !== "observed" ? [] : [{
		spec: checks,
		atoms: required.atoms
	}, {
		spec,
		atoms
	}];
}
function byHand({ key }, { repository, ref, idle }) {
	const [first] = idle.filter(({ why }) => why !== "not-included");
	if (key === "active" && first !== void 0) return `make ${sourceText(first.source)} active on ${ref} (it is not: ${first.why})`;
	if (key === "active") return `protect ${ref === "" ? repository : ref} with an active ruleset`;
	if (key === "checks.strict") return `require a status check of ${ref} first: without one nothing can be up to date`;
	if (key === "checks.bound") return `name the app that must report each required check of ${ref}, under its rule or in classic protection`;
	return `set it in the classic protection of ${ref} under Settings > Branches: no ruleset can ask for ${key}`;
}
function removal({ key, scale }, asks, setting) {
	const exact = asks.find(({ mode }) => mode === "exactly");
	const beyond = (said) => said.atoms.filter((atom) => !exact?.atoms.some((one) => scale.within(atom, one)));
	const places = setting.from.flatMap((said) => {
		const atoms = beyond(said);
		return atoms.length === 0 ? [] : [`${stableJson(atoms)} out of ${sourceText(said.source)}`];
	});
	return {
		text: `take ${[...new Set(places)].join(", and ")}, or ask for ${key} at-least`,
		rulesets: [],
		commands: []
	};
}
function bypassFix(asks, setting, { repository, ref }) {
	if (setting.state === "absent") return {
		text: "protect it first: without a rule there is nothing to bypass",
		rulesets: [],
		commands: []
	};
	const strict = asks.filter(({ mode }) => mode !== "contains");
	const wanted = asks.flatMap(({ mode, atoms }) => mode === "at-least" ? [] : [...atoms]);
	const extra = (atom) => strict.some(({ atoms }) => !atoms.some((one) => actors.within(atom, one)));
	const parts = [];
	const commands = [];
	for (const { source, atoms } of setting.from) {
		const out = atoms.filter(extra);
		if (out.length === 0) continue;
		const listed = source.kind === "classic" ? out.filter((atom) => !same(atom, administrators)) : out;
		if (listed.length < out.length) {
			parts.push(includeAdministrators);
			commands.push(includeCommand(repository, ref));
		}
		if (listed.length > 0) parts.push(`take ${listed.map(actorText).join(", ")} out of the bypass list of ${sourceText(source)}`);
		if (source.kind === "ruleset") commands.push(...bypassCommand(source, repository, atoms.filter((atom) => !extra(atom))));
	}
	const seen = setting.state === "observed" ? setting.atoms : [];
	const missing = wanted.filter((atom) => !seen.some((given) => same(given, atom)));
	if (missing.length > 0) parts.push(`add ${[...new Set(missing.map(actorText))].join(", ")} to the bypass list, or take it out of the policy`);
	return {
		text: parts.join("; "),
		rulesets: [],
		commands
	};
}
function bypassCommand(source, repository, keep) {
	if (source.level !== "Repository" && (source.level !== "Organization" || source.owner === void 0)) return [];
	const body = JSON.stringify({ bypass_actors: keep.filter((atom) => isObject(atom)).map((atom) => {
		const { type, id, mode } = atom;
		return {
			actor_id: id,
			actor_type: type,
			bypass_mode: mode
		};
	}) });
	const of = source.level === "Organization" ? `orgs/${source.owner}` : `repos/${repository}`;
	return [`echo ${shellWord(body)} | gh api --method PUT ${shellWord(`${of}/rulesets/${source.id}`)} --input -`];
}
function adminFix(setting, { repository, ref }) {
	const exempting = setting.from.filter(({ atoms }) => atoms.length === 0).map(({ source }) => source);
	if (exempting.length === 0) return {
		text: `protect ${ref} with an active ruleset`,
		rulesets: [],
		commands: []
	};
	return {
		text: exempting.map((source) => source.kind === "classic" ? includeAdministrators : `take administrators and roles out of the bypass list of ${sourceText(source)}`).join("; "),
		rulesets: [],
		commands: exempting.some(({ kind }) => kind === "classic") ? [includeCommand(repository, ref)] : []
	};
}
const includeAdministrators = "switch \"Do not allow bypassing the above settings\" on in classic branch protection";
function includeCommand(repository, ref) {
	return `gh api --method POST ${shellWord(`repos/${repository}/branches/${encoded(ref)}/protection/enforce_admins`)}`;
}
function same(a, b) {
	return stableJson(a) === stableJson(b);
}
function encoded(text) {
	return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

// shared/domain/protection/judge.ts
const yes = (verdict) => ({
	verdict,
	holds: true,
	because: []
});
const no = (verdict) => ({
	verdict,
	holds: false,
	because: []
});
const untold$1 = (because) => ({
	verdict: "unknown",
	holds: void 0,
	because
});
function judge(scale, ask, setting) {
	if (setting.state === "unknown") return untold$1(setting.open);
	if (setting.state === "observed" && setting.contested) return untold$1([{
		code: "INCONCLUSIVE",
		message: "several rules say different values, and which one wins is not documented",
		needs: "one rule of this type on the ref"
	}]);
	return scale.grants ? judgeGrants(scale, ask, setting) : judgeRequirements(scale, ask, setting);
}
function judgeRequirements(scale, { mode, atoms: expected }, setting) {
	const actual = setting.state === "observed" ? setting.atoms : [];
	const open = setting.state === "observed" ? setting.open : [];
	const enough = meets(scale, actual, expected);
	const kept = keepsTo(scale, actual, expected);
	if (open.length > 0) {
		if (!enough) return untold$1(open);
		if (mode !== "exactly") return yes(kept ? "met" : "stricter");
		return kept ? untold$1(open) : no("stricter");
	}
	if (!enough) return no("weaker");
	if (kept) return yes("equal");
	return mode === "exactly" ? no("stricter") : yes("stricter");
}
function judgeGrants(scale, { mode, atoms: expected }, setting) {
	if (setting.state === "absent") return no("weaker");
	const { atoms: actual, open } = setting;
	const noneElse = meets(scale, actual, expected);
	const all = keepsTo(scale, actual, expected);
	if (mode === "contains") return all ? yes("met") : open.length > 0 ? untold$1(open) : no("stricter");
	if (!noneElse) return no("weaker");
	if (open.length > 0) return untold$1(open);
	if (all) return yes("equal");
	return mode === "exactly" ? no("stricter") : yes("stricter");
}
function worst(judgements) {
	const rank = ({ holds, verdict }) => (holds === false ? 0 : holds === void 0 ? 10 : 20) + order.indexOf(verdict);
	return [...judgements].sort((a, b) => rank(a) - rank(b))[0];
}
const order = [
	"weaker",
	"unknown",
	"stricter",
	"met",
	"equal"
];

// shared/domain/protection/merge-asks.ts
function mergeAsks(entries) {
	const asks = {};
	const conflicts = [];
	const keys = [...new Set(entries.flatMap((entry) => Object.keys(entry.asks)))].sort();
	for (const key of keys) {
		const spec = settingOf(key);
		if (spec === void 0) continue;
		const { scale } = spec;
		const all = entries.flatMap((entry) => entry.asks[key] ?? []);
		const exact = joined$1(all.filter(({ mode }) => mode === "exactly"));
		const open = all.filter(({ mode }) => mode === "at-least" || mode === "contains" && !scale.grants);
		const lower = scale.grants || scale.single ? joined$1(open.map((ask) => ({
			...ask,
			mode: "at-least"
		}))) : together(scale, open);
		const contained = scale.grants ? joined$1(all.filter(({ mode }) => mode === "contains")) : [];
		const [first, ...others] = exact;
		const against = first === void 0 ? [] : [...others, ...[...lower, ...contained].filter((ask) => !fits(scale, first, ask))];
		for (const ask of against) conflicts.push({
			setting: key,
			message: `${key}: ${byText(first)} asks for exactly ${stableJson(first?.atoms)}, and ${byText(ask)} for ${ask.mode} ${stableJson(ask.atoms)}`
		});
		asks[key] = [
			...exact,
			...lower,
			...contained
		];
	}
	return {
		asks,
		conflicts
	};
}
function together(scale, asks) {
	if (asks.length === 0) return [];
	const atoms = reduce(scale, asks.flatMap((ask) => ask.atoms));
	const left = new Set(atoms.map((atom) => stableJson(atom)));
	const own = asks.filter((ask) => ask.atoms.some((atom) => left.has(stableJson(atom))));
	return [{
		mode: "at-least",
		atoms,
		by: byOf(own.length === 0 ? asks : own)
	}];
}
function fits(scale, exact, ask) {
	if (scale.grants) return ask.mode === "contains" ? keepsTo(scale, exact.atoms, ask.atoms) : meets(scale, exact.atoms, ask.atoms);
	return ask.atoms.every((one) => exact.atoms.some((atom) => scale.covers(atom, one) || scale.within(one, atom)));
}
function joined$1(asks) {
	const byValue = new Map();
	for (const ask of asks) {
		const text = stableJson([ask.mode, ask.atoms]);
		byValue.set(text, [...byValue.get(text) ?? [], ask]);
	}
	return [...byValue.values()].flatMap((same) => {
		const [first] = same;
		return first === void 0 ? [] : [{
			mode: first.mode,
			atoms: first.atoms,
			by: byOf(same)
		}];
	});
}
function byOf(asks) {
	return [...new Set(asks.flatMap(({ by }) => by))];
}
function byText(ask) {
	return ask === void 0 ? "" : ask.by.join(", ");
}

// shared/domain/protection/row.ts
const verdicts = [
	"weaker",
	"unknown",
	"stricter",
	"met",
	"equal",
	"not-asked"
];

// shared/domain/protection/compare.ts
function compare(state, entries, { defaultBranch, now }) {
	const name = {
		full: fullName(state.target, state.ref),
		defaultBranch
	};
	const decided = entries.filter(({ target }) => target === state.target).map((entry) => ({
		entry,
		names: namesRef(entry, name)
	}));
	const asking = decided.filter(({ names }) => names === true).map(({ entry }) => entry);
	const undecided = decided.filter(({ names }) => names === void 0).map(({ entry }) => entry);
	const { asks, conflicts } = mergeAsks(asking);
	const rows = [
		...settingsOf(state.target).flatMap((spec) => settingRow(spec, asks[spec.key] ?? [], state)),
		...ruleRows(asking, state),
		...reviewRows(asking, state, now),
		...undecidedRows(undecided, state)
	];
	const failed = new Set(rows.flatMap(({ setting, holds }) => holds === false ? [setting] : []));
	const lacking = settingsOf(state.target).filter(({ key }) => failed.has(key)).map((spec) => ({
		spec,
		asks: asks[spec.key] ?? [],
		setting: settingOfState(spec, state)
	}));
	const wanted = addable(lacking, state);
	const condition = {
		include: state.target === "push" ? [] : [name.full],
		exclude: []
	};
	return {
		rows: inOrder$1(rows),
		conflicts,
		asked: asking.length > 0 || undecided.length > 0,
		missing: rulesetsFor(`policy of ${state.ref === "" ? "pushes" : state.ref}`, state.target, condition, wanted)
	};
}
function namesRef(entry, name) {
	if (entry.target === "push") return true;
	const included = any(entry.include.map((pattern) => includesRef(pattern, name)));
	const excluded = any(entry.exclude.map((pattern) => includesRef(pattern, name)));
	if (included === false || excluded === true) return false;
	return included === true && excluded === false ? true : void 0;
}
function settingOfState({ key }, { settings: known }) {
	return known[key] ?? {
		state: "absent",
		from: []
	};
}
function settingRow(spec, asks, state) {
	const setting = settingOfState(spec, state);
	const judgement = worst(asks.map((ask) => judge(spec.scale, ask, setting)));
	if (judgement === void 0 && setting.state !== "observed") return [];
	const { verdict, holds, because } = judgement ?? {
		verdict: "not-asked",
		holds: true,
		because: []
	};
	const failed = judgement?.holds === false;
	const limit = failed && state.planLimit !== void 0 ? [{
		code: "PLAN_LIMIT",
		message: state.planLimit
	}] : [];
	return [{
		repository: state.repository,
		target: state.target,
		ref: state.ref,
		setting: spec.key,
		asked: asks.map(({ mode, atoms, by }) => ({
			mode,
			value: atoms,
			by
		})),
		actual: setting.state === "observed" ? setting.atoms : setting.state === "absent" ? [] : void 0,
		sources: setting.from.filter(({ atoms }) => atoms.length > 0).map(({ source }) => source),
		verdict,
		holds,
		severity: severityOf$1(spec, judgement),
		because: [...because, ...limit],
		...failed ? { fix: fixOf(spec, asks, setting, state) } : {}
	}];
}
function severityOf$1({ severity, scale }, judgement) {
	if (judgement === void 0 || judgement.holds === true) return "info";
	if (judgement.verdict !== "stricter" || scale.grants) return severity;
	return severities.indexOf(severity) < severities.indexOf("medium") ? "medium" : severity;
}
function ruleRows(asking, state) {
	const wanted = asking.flatMap(({ unrecognised }) => unrecognised);
	const inForce = [...state.unrecognised, ...state.unknownParameters.filter(({ type }) => wanted.some((rule) => rule.type === type))];
	return [...new Set([...wanted, ...inForce].map(({ type }) => type))].map((type) => {
		const ofType = (rules) => sorted(rules.filter((rule) => rule.type === type).map(({ parameters }) => parameters ?? {}));
		const [expected, actual] = [ofType(wanted), ofType(inForce)];
		const there = new Set(actual.map((one) => stableJson(one)));
		const missing = expected.filter((one) => !there.has(stableJson(one)));
		const open = missing.length > 0 ? state.open : [];
		const holds = missing.length === 0 ? true : open.length > 0 ? void 0 : false;
		const verdict = expected.length === 0 ? "not-asked" : holds === void 0 ? "unknown" : !holds ? "weaker" : actual.length > expected.length ? "stricter" : "equal";
		return {
			repository: state.repository,
			target: state.target,
			ref: state.ref,
			setting: `rule ${type}`,
			asked: expected.length === 0 ? [] : [{
				mode: "at-least",
				value: expected,
				by: []
			}],
			actual: actual.length === 0 && open.length > 0 ? void 0 : actual,
			sources: inForce.filter((rule) => rule.type === type).map(({ source }) => source),
			verdict,
			holds,
			severity: holds === true ? "info" : "medium",
			because: open,
			...holds === false ? { fix: {
				text: `add the rule ${type} to a ruleset: ${stableJson(missing)}`,
				rulesets: [],
				commands: []
			} } : {}
		};
	});
}
function reviewRows(asking, state, now) {
	const reviews = asking.flatMap(({ review }) => review === void 0 ? [] : [review]);
	const given = reviews.filter((review) => review !== "required");
	const isRequired = given.length < reviews.length;
	return inOrder$1((given.length > 0 ? given : reviews).map((review) => reviewRow(review, state, now, isRequired))).slice(0, 1);
}
function undecidedRows(entries, { repository, target, ref }) {
	if (entries.length === 0) return [];
	const named = ({ include, exclude }) => [...include, ...exclude.map((one) => `not ${one}`)].join(", ");
	return [{
		repository,
		target,
		ref,
		setting: "policy",
		asked: [],
		actual: void 0,
		sources: [],
		verdict: "unknown",
		holds: void 0,
		severity: "high",
		because: entries.map((entry) => ({
			code: "INCONCLUSIVE",
			message: `whether the entry for ${named(entry)} is about ${ref} cannot be told`,
			needs: "the default branch of the repository, or names instead of patterns"
		}))
	}];
}
function inOrder$1(rows) {
	const place = new Map(settings.map(({ key }, index) => [key, index]));
	const rank = (row) => [
		row.holds === false ? 0 : row.holds === void 0 ? 1 : 2,
		row.setting === "bypass-actors" || row.setting === "bypass-review" ? 0 : 1,
		severities.indexOf(row.severity),
		verdicts.indexOf(row.verdict),
		row.repository,
		row.target,
		row.ref,
		place.get(row.setting) ?? place.size,
		row.setting,
		stableJson(row.actual ?? null),
		stableJson(row.asked)
	];
	return rows.map((row) => ({
		row,
		rank: rank(row)
	})).sort((a, b) => {
		const at = a.rank.findIndex((value, index) => value !== b.rank[index]);
		const [one, other] = [a.rank[at], b.rank[at]];
		return one === void 0 || other === void 0 ? 0 : one < other ? -1 : 1;
	}).map(({ row }) => row);
}

// shared/domain/protection/row-text.ts
function refText(target, ref) {
	return target === "push" ? "pushes" : `${target} ${ref}`;
}
function settingText(setting) {
	const spec = settingOf(setting);
	if (spec === void 0 || !isSwitchSetting(setting)) return setting;
	return `${setting} (${spec.describes.charAt(0).toLowerCase()}${spec.describes.slice(1).replace(/\.$/, "")})`;
}
function isSwitchSetting(setting) {
	return settingOf(setting)?.scale === flag;
}
function askedText({ setting, asked }) {
	return asked.map(({ mode, value, by }) => {
		const who = by.length === 0 ? "" : ` (${by.join(", ")})`;
		return `${modeText(setting, mode, value)}${who}`;
	}).join("; ");
}
function modeText(setting, mode, value) {
	const text = valueText(setting, value);
	const grants = settingOf(setting)?.scale.grants === true;
	if (grants && mode === "at-least") return value.length === 0 ? "nobody" : `nobody but ${text}`;
	if (grants) return mode === "contains" ? `among others ${text}` : `exactly ${text}`;
	if (mode === "exactly") return `exactly ${text}`;
	return isSwitch(value) || value.length === 0 || value.some(isObject) ? text : `at least ${text}`;
}
function actualText({ setting, actual, verdict }) {
	if (actual === void 0) return "not known";
	if (settingOf(setting)?.scale.grants === true && actual.length === 0 && verdict === "weaker") return "everybody: nothing protects it";
	return valueText(setting, actual);
}
function valueText(setting, value) {
	const spec = settingOf(setting);
	if (value.length === 0) return spec?.scale.grants === true ? "nobody" : isSwitchSetting(setting) ? "no" : "nothing";
	return isSwitch(value) ? "yes" : value.map(atomText).join(", ");
}
function isSwitch(value) {
	return value.length === 1 && value[0] === true;
}
function atomText(atom) {
	if (typeof atom === "string") return atom;
	if (!isObject(atom)) return stableJson(atom);
	const { context, app, type, mode, id, allowed } = atom;
	if (typeof context === "string") return app === void 0 ? context : `${context} (${app === null ? "any app" : `app ${stableJson(app)}`})`;
	if (typeof type === "string" && typeof mode === "string") return `${type}${id === null ? "" : ` ${stableJson(id)}`} (${mode})`;
	if (Array.isArray(allowed)) return allowed.length === 0 ? "none" : `only ${allowed.map((one) => typeof one === "string" ? one : stableJson(one)).join(", ")}`;
	return stableJson(atom);
}
function sourcesText(sources) {
	return [...new Set(sources.map(sourceText))].join("; ");
}
const verdictTexts = {
	weaker: "weaker than asked",
	unknown: "not verified",
	stricter: "stricter than asked",
	met: "at least as asked",
	equal: "as asked",
	"not-asked": "in force, not asked for"
};
function verdictText({ verdict, holds }) {
	return verdict === "stricter" && holds === false ? "not exactly as asked" : verdictTexts[verdict];
}
function oneBecause(reasons) {
	const distinct = distinctBecause(reasons);
	const down = distinct.filter(({ code }) => code === "GITHUB_DOWN");
	const told = down.length > 0 ? down : distinct;
	const [first] = told;
	if (first === void 0) return {
		code: "NO_DATA",
		message: "it could not be told",
		needs: "a token that sees it"
	};
	const needs = [...new Set(told.flatMap((one) => one.needs === void 0 ? [] : [one.needs]))];
	return {
		code: first.code,
		message: joined(told.map(({ message }) => message)),
		...needs.length === 0 ? {} : { needs: joined(needs) }
	};
}
const mostReasons = 3;
function joined(texts) {
	const distinct = [...new Set(texts)];
	const more = distinct.length - mostReasons;
	return [...distinct.slice(0, mostReasons), ...more > 0 ? [`and ${more} more`] : []].join("; ");
}

// shared/domain/protection/drift-document.ts
const columns = [
	"repository",
	"target",
	"ref",
	"setting",
	"severity",
	"holds",
	"verdict",
	"expected",
	"actual",
	"sources",
	"because",
	"fix"
];
function driftCsv(rows) {
	const lines = rows.map((row) => [
		row.repository,
		row.target,
		row.ref,
		row.setting,
		row.severity,
		row.holds === void 0 ? "unknown" : row.holds ? "yes" : "no",
		verdictText(row),
		askedText(row),
		actualText(row),
		sourcesText(row.sources),
		row.because.map(({ message }) => message).join("; "),
		row.fix?.text ?? ""
	]);
	return csvText([[...columns], ...lines]);
}
function driftJson(repository, rows) {
	const told = rows.map((row) => ({
		...row,
		holds: row.holds ?? null,
		actual: row.actual ?? null
	}));
	return asciiJson({
		kind: "release-governance/drift",
		version: 1,
		repository,
		rows: told
	});
}
function fixJson(repository, file, { rulesets, others }) {
	return asciiJson({
		kind: "release-governance/fix",
		version: 1,
		repository,
		add: rulesets.map((ruleset, index) => ({
			...remarkOf(ruleset),
			command: `jq '.add[${index}].ruleset' ${file} | gh api --method POST repos/${repository}/rulesets --input -`,
			ruleset
		})),
		change: others
	});
}
function remarkOf({ rules }) {
	const open = rules.flatMap(({ parameters }) => parameters?.["required_status_checks"] ?? []).flatMap((check) => "context" in check && !("integration_id" in check) ? [String(check.context)] : []);
	if (open.length === 0) return {};
	return { remark: `any app may report ${open.join(", ")}: the policy names none; give integration_id to take it from one app alone (GitHub Actions on github.com: 15368)` };
}

// shared/domain/protection/closure.ts
const closureItems = [
	{
		id: "active",
		text: "A ruleset or classic protection is active on the release branch",
		settings: ["active"]
	},
	{
		id: "checks",
		text: "The required checks are exactly those that are declared",
		settings: ["checks.required", "checks.bound"]
	},
	{
		id: "reviews",
		text: "Reviews, the dismissal of stale ones and the resolution of conversations are required",
		settings: [
			"reviews.pull-request",
			"reviews.count",
			"reviews.dismiss-stale",
			"reviews.threads"
		]
	},
	{
		id: "bypass",
		text: "Who may bypass is reviewed",
		settings: ["bypass-actors", "bypass-review"]
	},
	{
		id: "evidence",
		text: "The evidence is attached to the release",
		settings: []
	}
];
function closure(rows, evidence) {
	return closureItems.map(({ id, text, settings }) => {
		if (id === "evidence") return {
			id,
			text,
			holds: evidence,
			rows: []
		};
		const names = settings;
		const about = rows.filter(({ setting, verdict }) => names.includes(setting) && verdict !== "not-asked");
		const complete = (id === "bypass" ? ["bypass-review"] : names).every((name) => about.some(({ setting }) => setting === name));
		return {
			id,
			text,
			holds: about.some((row) => row.holds === false) ? false : complete && about.every((row) => row.holds === true) ? true : void 0,
			rows: about
		};
	});
}

// shared/domain/protection/effective.ts
function effective(observation) {
	const { target } = observation;
	const { rules, classic } = settled(observation, applying(observation));
	const bypass = bypassPlaces(observation, rules, classic);
	const known = ruleTypes(target);
	const planLimit = [
		observation.rules,
		observation.rulesets,
		classic
	].find((part) => part.state === "none" && part.why === "plan-limit");
	const told = {};
	const derived = {
		"bypass-actors": () => bypassSetting(rules, classic, bypass),
		active: () => activeSetting(told, rules.rules, known),
		"enforce-admins": () => adminSetting(rules, classic, bypass),
		"checks.bound": () => boundSetting(told["checks.required"])
	};
	const specs = settingsOf(target);
	for (const spec of specs) if (derived[spec.key] === void 0) told[spec.key] = ruleSetting(spec, rules, classic, observation);
	const settings = specs.flatMap(({ key }) => {
		const setting = derived[key]?.() ?? told[key];
		return setting === void 0 ? [] : [[key, setting]];
	});
	return {
		repository: observation.repository,
		target,
		ref: observation.ref,
		settings: Object.fromEntries(settings),
		bypass,
		idle: rules.idle,
		unrecognised: rules.rules.filter(({ rule }) => !known.has(rule.type)).map(({ rule, source }) => ({
			type: rule.type,
			parameters: rule.parameters ?? void 0,
			source
		})),
		unknownParameters: rules.rules.flatMap(({ rule, source }) => known.has(rule.type) ? unknownParameters(rule).map((parameters) => ({
			type: rule.type,
			parameters,
			source
		})) : []),
		open: rules.open,
		planLimit: planLimit?.state === "none" ? planLimit.message : void 0
	};
}
function settled({ branch, rules: read, classic }, rules) {
	if (branch.state !== "read" || read.state !== "read" || read.data.length > 0) return {
		rules,
		classic
	};
	const hidden = classic.state === "unknown" && [
		"MISSING_PERMISSION",
		"NO_CREDENTIAL",
		"NOT_FOUND"
	].includes(classic.because.code);
	if (!branch.data.protected && hidden) return {
		rules,
		classic: {
			state: "none",
			why: "not-protected",
			message: "GitHub calls the branch not protected"
		}
	};
	if (!branch.data.protected || classic.state !== "none") return {
		rules,
		classic
	};
	const because = {
		code: "INCONCLUSIVE",
		message: "GitHub calls the branch protected, and shows neither a rule nor classic protection for it",
		needs: "a token that sees every ruleset, or another look"
	};
	return {
		rules: {
			...rules,
			open: [...rules.open, because]
		},
		classic: {
			state: "unknown",
			because
		}
	};
}
function ruleSetting(spec, { rules, open: unread }, classic, observation) {
	const from = [];
	const open = spec.rule === void 0 ? [] : [...unread];
	const hear = (source, reading) => {
		if (reading === void 0) return;
		if (reading.ok) from.push({
			source,
			atoms: reading.atoms
		});
		else open.push({
			code: "NO_DATA",
			message: `${sourceText(source)}${spec.rule === void 0 || source.kind !== "ruleset" ? "" : `: its rule ${spec.rule}`} ${reading.message}`,
			needs: "an answer as GitHub documents it"
		});
	};
	for (const { rule, source } of rules) if (rule.type === spec.rule) hear(source, spec.read?.(rule.parameters ?? {}));
	if (spec.classic !== void 0) {
		if (classic.state === "read") hear({ kind: "classic" }, spec.classic(classic.data));
		if (classic.state === "unknown") open.push(classic.because);
		const { branch } = observation;
		if (spec.key === "checks.required" && classic.state === "unknown" && branch.state === "read") hear({ kind: "branch" }, classicChecks(branch.data.protection?.required_status_checks));
	}
	return settingFrom(spec, from, open);
}
function settingFrom(spec, said, open) {
	const from = inSourceOrder(said);
	const atoms = reduce(spec.scale, from.flatMap((one) => one.atoms));
	const left = spec.scale.isTop?.(atoms) ? [] : distinctBecause(open);
	if (atoms.length > 0) return {
		state: "observed",
		atoms,
		from,
		open: left,
		contested: spec.scale.single === true && atoms.length > 1
	};
	return left.length > 0 ? {
		state: "unknown",
		from,
		open: left
	} : {
		state: "absent",
		from
	};
}
function inSourceOrder(said) {
	return said.map((one) => ({
		one,
		text: stableJson(one.atoms),
		place: placeOf(one.source)
	})).sort((a, b) => a.text !== b.text ? a.text < b.text ? -1 : 1 : a.place - b.place).map(({ one }) => one);
}
function placeOf(source) {
	return source.kind === "ruleset" ? source.id : source.kind === "classic" ? -1 : -2;
}
const remarks = /^copilot-review\./;
function activeSetting(told, rules, known) {
	const settings = Object.entries(told).flatMap(([key, setting]) => remarks.test(key) ? [] : [setting]);
	const asking = settings.flatMap(({ from }) => from.filter(({ source, atoms }) => atoms.length > 0 && source.kind !== "branch"));
	const from = [...new Map(asking.map(({ source }) => [placeOf(source), source]))].sort(([a], [b]) => a - b).map(([, source]) => ({
		source,
		atoms: [true]
	}));
	if (from.length > 0) return {
		state: "observed",
		atoms: [true],
		from,
		open: [],
		contested: false
	};
	const strange = rules.flatMap(({ rule, source }) => known.has(rule.type) ? [] : [{
		code: "NO_DATA",
		message: `${sourceText(source)} has the rule ${rule.type}, and whether that stops anybody is not known`,
		needs: "a rule of a type that is known"
	}]);
	const unread = distinctBecause([...settings.flatMap((setting) => "open" in setting ? setting.open : []), ...strange]);
	return unread.length > 0 ? {
		state: "unknown",
		from,
		open: unread
	} : {
		state: "absent",
		from
	};
}
function boundSetting(required) {
	if (required?.state === "unknown") return {
		...required,
		from: []
	};
	if (required?.state !== "observed") return {
		state: "absent",
		from: []
	};
	const { atoms, from, open } = required;
	if (atoms.every((atom) => isObject(atom) && typeof atom["app"] === "number")) return {
		state: "observed",
		atoms: [true],
		from: from.map((said) => ({
			...said,
			atoms: [true]
		})),
		open,
		contested: false
	};
	return open.length > 0 ? {
		state: "unknown",
		from: [],
		open
	} : {
		state: "absent",
		from: []
	};
}
function bypassSetting({ rules, open }, classic, places) {
	const unread = distinctBecause([
		...open,
		...classic.state === "unknown" ? [classic.because] : [],
		...places.flatMap(({ because }) => because === void 0 ? [] : [because])
	]);
	const from = places.flatMap(({ source, actors }) => actors === void 0 ? [] : [{
		source,
		atoms: [...actors]
	}]);
	if (rules.length === 0 && classic.state !== "read") return unread.length > 0 ? {
		state: "unknown",
		from,
		open: unread
	} : {
		state: "absent",
		from
	};
	const atoms = distinctJson(from.flatMap((said) => said.atoms));
	if (atoms.length === 0 && unread.length > 0) return {
		state: "unknown",
		from,
		open: unread
	};
	return {
		state: "observed",
		atoms,
		from,
		open: unread,
		contested: false
	};
}
function adminSetting({ rules, open }, classic, places) {
	const from = [];
	const unread = [...open, ...classic.state === "unknown" ? [classic.because] : []];
	for (const { source, actors, because } of places) {
		const untold = actors?.filter((atom) => isAdministrator(atom) === void 0) ?? [];
		if (actors === void 0) unread.push(...because === void 0 ? [] : [because]);
		else if (actors.some((atom) => isAdministrator(atom) === true)) from.push({
			source,
			atoms: []
		});
		else if (untold.length === 0) from.push({
			source,
			atoms: [true]
		});
		else unread.push({
			code: "INCONCLUSIVE",
			message: `${sourceText(source)} lets ${untold.map(actorText).join(", ")} bypass it, and whether an administrator is among them cannot be told`,
			needs: "a bypass list of apps and deploy keys alone, or bypass-actors in the policy in place of enforce-admins"
		});
	}
	if (from.some(({ atoms }) => atoms.length === 0) || rules.length === 0 && classic.state !== "read" && unread.length === 0) return {
		state: "absent",
		from
	};
	return unread.length > 0 ? {
		state: "unknown",
		from,
		open: distinctBecause(unread)
	} : {
		state: "observed",
		atoms: [true],
		from,
		open: [],
		contested: false
	};
}
function distinctJson(atoms) {
	return [...new Map(atoms.map((atom) => [stableJson(atom), atom]))].sort(([a], [b]) => a < b ? -1 : 1).map(([, atom]) => atom);
}

// shared/domain/protection/snapshot-from-file.ts
function withoutHold(rows, because) {
	return inOrder$1(rows.map((row) => {
		if (row.verdict === "not-asked" || row.holds === false) return row;
		const reasons = distinctBecause([...row.because, ...because]);
		if (row.holds === void 0) return {
			...row,
			because: reasons
		};
		return {
			...row,
			verdict: "unknown",
			holds: void 0,
			severity: severityOfSetting(row.setting),
			because: reasons
		};
	}));
}

// shared/domain/protection/asked-entry.ts
function demandsAnything({ asks, review, unrecognised }) {
	return Object.keys(asks).length > 0 || review !== void 0 || unrecognised.length > 0;
}

// shared/domain/protection/observe-tags.ts
const ObjectSchema = object({
	type: string(),
	sha: CommitId
});
const RefSchema = object({
	ref: string(),
	object: ObjectSchema
});
const TagObjectSchema = object({ object: ObjectSchema });
const ReleaseSchema = object({
	tag_name: string(),
	draft: boolean(),
	immutable: boolean().nullish()
});
const ImmutableSchema = object({
	enabled: boolean(),
	enforced_by_owner: boolean().nullish()
});
const immutableNeeds = "a GitHub App token or fine-grained token with administration: read";
const maxTagDepth = 5;
async function observeTags(github, repository, record) {
	const at = ownerAndRepo(repository);
	const ask = {
		github,
		at
	};
	const [listed, releases, immutableReleases] = await Promise.all([
		github.all("GET /repos/{owner}/{repo}/git/matching-refs/{+ref}", {
			...at,
			ref: "tags"
		}, RefSchema),
		inOrder(record.tags.filter(({ immutable }) => immutable === true), (tag) => releaseOf(ask, tag)),
		record["immutable-releases"] === true ? github.get("GET /repos/{owner}/{repo}/immutable-releases", at, ImmutableSchema).then((answer) => asked(answer, immutableNeeds)) : void 0
	]);
	const refs = asked(listed, needs.contents);
	const all = new Map(refs.state === "read" ? refs.data.map(({ ref, object }) => [ref, object]) : []);
	const tags = await inOrder(record.tags, async (tag) => {
		const ref = `refs/tags/${tag.name}`;
		if (refs.state === "read") return seen(ask, tag, {
			state: "read",
			data: all.get(ref)
		});
		return refs.because.code === "TRUNCATED" ? seen(ask, tag, await refOf(ask, ref)) : refs;
	});
	const names = [...all.keys()].flatMap((ref) => ref.startsWith("refs/tags/") ? ref.slice(10) : []);
	return {
		names: refs.state === "read" ? {
			state: "read",
			data: names.sort()
		} : refs,
		tags,
		releases,
		immutableReleases
	};
}
async function inOrder(tags, look) {
	const found = [];
	for (const tag of tags) found.push([tag.name, await look(tag)]);
	return Object.fromEntries(found);
}
function asked(answer, settles) {
	return answer.ok ? {
		state: "read",
		data: answer.data
	} : {
		state: "unknown",
		because: unread(answer.because, settles)
	};
}
async function refOf({ github, at }, ref) {
	const short = ref.replace(/^refs\//, "");
	const answer = await github.get("GET /repos/{owner}/{repo}/git/ref/{+ref}", {
		...at,
		ref: short
	}, RefSchema);
	if (!answer.ok && answer.because.code === "NOT_FOUND") return {
		state: "read",
		data: void 0
	};
	const one = asked(answer, needs.contents);
	if (one.state === "unknown") return one;
	if (one.data.ref === ref) return {
		state: "read",
		data: one.data.object
	};
	return {
		state: "unknown",
		because: {
			code: "GITHUB_DOWN",
			message: `GitHub answers for ${ref} with another ref`
		}
	};
}
async function seen(ask, { object }, found) {
	if (found.state === "unknown") return found;
	if (found.data === void 0) return { state: "deleted" };
	const { sha, type } = found.data;
	return {
		state: "there",
		object: sha,
		type,
		end: sha === object ? void 0 : await peel(ask, found.data)
	};
}
async function peel({ github, at }, first) {
	let object = first;
	for (let depth = 0; object.type === "tag"; depth += 1) {
		if (depth === maxTagDepth) return {
			state: "unknown",
			because: {
				code: "NO_DATA",
				message: `the tag names tags of tags, more than ${maxTagDepth} deep`,
				needs: "a tag of a commit"
			}
		};
		const answer = asked(await github.get("GET /repos/{owner}/{repo}/git/tags/{tag_sha}", {
			...at,
			tag_sha: object.sha
		}, TagObjectSchema), needs.contents);
		if (answer.state === "unknown") return answer;
		object = answer.data.object;
	}
	return {
		state: "read",
		data: object
	};
}
async function releaseOf({ github, at }, { name }) {
	const answer = asked(await github.get("GET /repos/{owner}/{repo}/releases/tags/{tag}", {
		...at,
		tag: name
	}, ReleaseSchema), `${needs.contents}, and a published release of the tag`);
	if (answer.state === "unknown") return answer;
	const { tag_name, draft, immutable } = answer.data;
	if (tag_name === name && !draft) return {
		state: "read",
		data: { immutable: immutable ?? void 0 }
	};
	return {
		state: "unknown",
		because: {
			code: "NO_DATA",
			message: `GitHub gives ${draft ? "a draft" : "the release of another tag"} for the release of ${name}`,
			needs: "a published release of the tag"
		}
	};
}

// shared/domain/protection/tag-objects.ts
const severityOf = {
	moved: "critical",
	changed: "critical",
	"re-tagged": "high",
	deleted: "high",
	mutable: "high",
	"wrong-record": "medium",
	unrecorded: "low"
};
const severityUnknown = {
	object: "critical",
	immutable: "high",
	recorded: "low"
};
function compareTags(record, observed) {
	const rows = [
		...record.tags.map((tag) => objectRow(tag, own(observed.tags, tag.name))),
		...record.tags.filter(({ immutable }) => immutable === true).map(({ name }) => releaseRow(name, observed)),
		...unrecordedRows(record, observed),
		...settingRows(observed)
	];
	const rank = ({ holds }) => holds === false ? 0 : holds === void 0 ? 1 : 2;
	return rows.sort((a, b) => rank(a) - rank(b) || severities.indexOf(a.severity) - severities.indexOf(b.severity));
}
function holding(tag, check, verdict, actual) {
	return {
		tag,
		check,
		verdict,
		holds: true,
		severity: "info",
		expected: actual,
		actual,
		because: []
	};
}
function failing(tag, check, verdict, details) {
	return {
		tag,
		check,
		verdict,
		holds: false,
		severity: severityOf[verdict],
		because: [],
		...details
	};
}
function untold(tag, check, because) {
	return {
		tag,
		check,
		verdict: "unknown",
		holds: void 0,
		severity: severityUnknown[check],
		because: [because]
	};
}
function objectRow(tag, seen) {
	const { name, object, commit } = tag;
	const expected = text(object, commit);
	if (seen === void 0) return untold(name, "object", notAsked);
	if (seen.state === "unknown") return untold(name, "object", seen.because);
	const back = `git push origin ${shellWord(`+${object}:refs/tags/${name}`)} from a clone that has it, and find out who moved it`;
	if (seen.state === "deleted") return failing(name, "object", "deleted", {
		expected,
		actual: "no tag",
		fix: back
	});
	if (seen.object === object) {
		if (seen.type === "commit" ? object === commit : seen.type === "tag" && object !== commit) return holding(name, "object", "unchanged", expected);
		return failing(name, "object", "wrong-record", {
			expected,
			actual: `${seen.object} is a ${seen.type}`,
			fix: `record ${seen.type === "commit" ? `commit: ${object}` : `the commit that ${object} names`}`
		});
	}
	const { end } = seen;
	if (end === void 0 || end.state === "unknown") return failing(name, "object", "changed", {
		expected,
		actual: seen.object,
		fix: back,
		because: end === void 0 ? [] : [end.because]
	});
	const actual = text(seen.object, end.data.sha, end.data.type);
	return failing(name, "object", end.data.type === "commit" && end.data.sha === commit ? "re-tagged" : "moved", {
		expected,
		actual,
		fix: back
	});
}
function text(object, end, type = "commit") {
	return object === end ? `the ${type} ${end}` : `the tag object ${object} of the ${type} ${end}`;
}
const notAsked = {
	code: "NO_DATA",
	message: "the tag was not asked for",
	needs: "an answer of GitHub"
};
function releaseRow(name, { releases }) {
	const release = own(releases, name);
	if (release === void 0) return untold(name, "immutable", notAsked);
	if (release.state === "unknown") return untold(name, "immutable", release.because);
	return immutableRow(name, release.data.immutable, "publish the release anew, with immutable releases switched on");
}
function settingRows({ immutableReleases: setting }) {
	if (setting === void 0) return [];
	if (setting.state === "unknown") return [untold("", "immutable", setting.because)];
	return [immutableRow("", setting.data.enabled, "switch immutable releases on in the settings of the repository")];
}
function immutableRow(tag, immutable, fix) {
	if (immutable === void 0) return untold(tag, "immutable", {
		code: "NO_DATA",
		message: "GitHub does not say whether the release is immutable",
		needs: "a host that has immutable releases"
	});
	if (immutable) return holding(tag, "immutable", "immutable", "immutable");
	return failing(tag, "immutable", "mutable", {
		expected: "immutable",
		actual: "not immutable",
		fix
	});
}
function unrecordedRows({ tags, patterns = [] }, { names }) {
	if (patterns.length === 0) return [];
	if (names.state === "unknown") return [untold("", "recorded", names.because)];
	const recorded = new Set(tags.map(({ name }) => name));
	const rows = names.data.flatMap((name) => {
		if (recorded.has(name)) return [];
		const means = any(patterns.map((pattern) => matchesPattern(pattern, name)));
		if (means === void 0) return [untold(name, "recorded", {
			code: "INCONCLUSIVE",
			message: `whether ${patterns.join(", ")} means the tag ${name} is not documented`,
			needs: "patterns without ** in a name"
		})];
		return means ? [failing(name, "recorded", "unrecorded", {
			expected: "a recorded tag",
			actual: "none",
			fix: "record the tag, its object and its commit, once somebody has looked at it"
		})] : [];
	});
	return rows.length > 0 ? rows : [holding("", "recorded", "unchanged", "every release tag is recorded")];
}
function own(by, name) {
	return Object.hasOwn(by, name) ? by[name] : void 0;
}

// shared/domain/protection/tag-record.ts
const Sha = string().regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/, "expected the 40 or 64 hexadecimal digits of an object, in small letters");
const TagSchema = strictObject({
	name: string().refine((name) => isTagName(name), "expected the short name of a tag, such as v1.2.0"),
	object: Sha.meta({ description: "The tag object; of a tag without one the commit." }),
	commit: Sha.meta({ description: "The commit that the tag names in the end." }),
	immutable: literal(true).optional().meta({ description: "The tag has an immutable release." })
}).meta({ description: "A release tag as it was when it was made." });
const TagRecordSchema = strictObject({
	tags: array(TagSchema).superRefine((tags, check) => {
		const first = new Map();
		for (const [index, { name }] of tags.entries()) {
			const earlier = first.get(name);
			if (earlier === void 0) first.set(name, index);
			else check.addIssue({
				code: "custom",
				message: `the tag ${name} is recorded at /tags/${earlier} too`,
				path: [index, "name"]
			});
		}
	}),
	patterns: array(string().min(1).refine((pattern) => matchesPattern(pattern, "") !== void 0, "expected a pattern without \\, ! and ^, such as v*")).optional().meta({ description: "Which tags are release tags, as in rulesets, e.g. v*: those that are not recorded are named." }),
	"immutable-releases": literal(true).optional().meta({ description: "New releases of the repository are immutable." })
}).meta({ description: "Release tags as they were made." });
function isTagName(name) {
	return name !== "" && name !== "@" && !/[\p{Cc} ~^:?*[\\]|\.\.|@\{|\/\/|\.$|^\/|\/$/u.test(name) && name.split("/").every((part) => !part.startsWith(".") && !part.endsWith(".lock"));
}

export { HistorySchema, LayersSchema, TagRecordSchema, actorText, actualText, askedText, closure, closureItems, compare, compareTags, demandsAnything, driftCsv, driftJson, effective, entriesOf, fixJson, fullName, inOrder$1 as inOrder, isSwitchSetting, layersOf, namesNothing, namesRef, nothingHappened, observeTags, oneBecause, readHistory, refText, reviewDigest, settingText, settings, severityOfSetting, sorted, sourcesText, unknownParameters, verdictText, withoutHold };