import { controlNames, isCommitId, listed, lookUp, quote, stableJson } from "./shared.js";
import { array, boolean, looseObject, number, object, string, unknown } from "./vendor.js";
import { needsOf } from "./domain-control-needs.js";
import { places } from "./core-diagnosis.js";

// shared/domain/setup/probe.ts
const confirmed = (because) => ({
	outcome: "confirmed",
	because
});
const refuted = (because) => ({
	outcome: "refuted",
	because
});
const unseen = (because, needs) => ({
	outcome: "could-not-look",
	because,
	needs
});
function barred({ message, needs }) {
	return unseen(message, needs);
}
function ask({ github, owner, repo }, path, schema, more = {}) {
	return github.get(`GET /repos/{owner}/{repo}${path}`, {
		owner,
		repo,
		...more
	}, schema);
}
function askAll({ github, owner, repo }, path, schema, more = {}) {
	return github.all(`GET /repos/{owner}/{repo}${path}`, {
		owner,
		repo,
		...more
	}, schema);
}

// shared/domain/setup/list-probes.ts
const Run = looseObject({
	id: number(),
	event: string(),
	path: string(),
	head_branch: string().nullable()
});
const Runs = object({ workflow_runs: array(Run) });
const Artifacts = object({ artifacts: array(looseObject({
	id: number(),
	workflow_run: looseObject({ id: number().optional() }).nullish()
})) });
const listProbes = {
	"branches-hold-the-default-branch": async (repository) => {
		const branches = await askAll(repository, "/branches", looseObject({ name: string() }));
		if (!branches.ok) return barred(branches.because);
		const { branch } = repository;
		if (branches.data.length === 0) return unseen("there is no branch", "a commit");
		return branches.data.some(({ name }) => name === branch) ? confirmed(`${branch} is one of ${branches.data.length}`) : refuted(`${branch} is none of ${branches.data.length}`);
	},
	"all-tags-in-one-list": async (repository) => {
		const refs = await askAll(repository, "/git/matching-refs/tags", looseObject({ ref: string() }));
		if (!refs.ok) return barred(refs.because);
		const tags = await askAll(repository, "/tags", looseObject({ name: string() }));
		if (!tags.ok) return barred(tags.because);
		const known = new Set(refs.data.map(({ ref }) => ref));
		const missing = tags.data.filter(({ name }) => !known.has(`refs/tags/${name}`));
		if (missing.length > 0) return refuted(`${missing.length} of ${tags.data.length} tags are missing`);
		return refs.data.length > 100 ? confirmed(`all ${tags.data.length} tags are there`) : unseen(`there are only ${refs.data.length} tags`, "more than 100 tags");
	},
	"scheduled-runs-are-of-the-branch": async (repository) => {
		const runs = await ask(repository, "/actions/runs", Runs, {
			event: "schedule",
			per_page: 100
		});
		if (!runs.ok) return barred(runs.because);
		const other = runs.data.workflow_runs.find(({ head_branch: branch }) => branch !== repository.branch);
		if (other !== void 0) return refuted(`the scheduled run ${other.id} is of ${other.head_branch ?? "no branch"}`);
		const { length } = runs.data.workflow_runs;
		return unseen(`${length} scheduled runs are of ${repository.branch}; that no request gives a run that event, reading does not show`);
	},
	"path-of-a-run": async (repository) => {
		const runs = await ask(repository, "/actions/runs", Runs, {
			event: "schedule",
			per_page: 20
		});
		if (!runs.ok) return barred(runs.because);
		const [one] = runs.data.workflow_runs;
		if (one === void 0) return unseen("there is no scheduled run", "a workflow on a schedule that ran");
		const form = /^(?:[^/@]+\/[^/@]+\/)?\.github\/workflows\/[^/@]+\.ya?ml(?:@\S+)?$/;
		const odd = runs.data.workflow_runs.find(({ path }) => !form.test(path));
		return odd === void 0 ? confirmed(`e.g. ${one.path}`) : refuted(`run ${odd.id} has the path ${odd.path}`);
	},
	"filters-of-runs-go-together": async (repository) => {
		const { branch } = repository;
		const all = await ask(repository, "/actions/runs", Runs, { per_page: 100 });
		if (!all.ok) return barred(all.because);
		const some = await ask(repository, "/actions/runs", Runs, {
			branch,
			event: "push",
			created: ">=2000-01-01",
			per_page: 100
		});
		if (!some.ok) return barred(some.because);
		const odd = some.data.workflow_runs.find((run) => run.event !== "push" || run.head_branch !== branch);
		if (odd !== void 0) return refuted(`run ${odd.id} is there by ${odd.event} of ${odd.head_branch ?? "no branch"}`);
		const wanted = all.data.workflow_runs.filter((run) => run.event === "push" && run.head_branch === branch);
		if (wanted.length === 0) return unseen(`no push to ${branch} is among the last 100 runs`, "a run of a push");
		const there = new Set(some.data.workflow_runs.map(({ id }) => id));
		const missing = wanted.filter(({ id }) => !there.has(id));
		return missing.length === 0 ? confirmed(`${wanted.length} runs are in both lists`) : refuted(`${missing.length} runs are missing from the filtered list`);
	},
	"artifacts-are-of-their-run": async (repository) => {
		const listed = await ask(repository, "/actions/artifacts", Artifacts, { per_page: 20 });
		if (!listed.ok) return barred(listed.because);
		const run = listed.data.artifacts.map((artifact) => artifact.workflow_run?.id).find((id) => id !== void 0);
		if (run === void 0) return unseen("no artifact names its run", "an artifact");
		const own = await ask(repository, "/actions/runs/{run_id}/artifacts", Artifacts, {
			run_id: run,
			per_page: 100
		});
		if (!own.ok) return barred(own.because);
		const odd = own.data.artifacts.find((artifact) => artifact.workflow_run?.id !== run);
		if (odd !== void 0) return refuted(`the artifact ${odd.id} is listed for run ${run}, and names another`);
		return unseen(`${own.data.artifacts.length} artifacts name run ${run}; that no other run adds one to it, reading does not show`);
	},
	"properties-by-metadata": async (repository) => {
		const values = await askAll(repository, "/properties/values", looseObject({ property_name: string() }));
		if (!values.ok) return barred(values.because);
		return values.data.length > 0 ? confirmed(`${values.data.length} properties`) : unseen("no property has a value", "a property with a value");
	}
};

// shared/domain/setup/rule-probes.ts
const Branch = looseObject({
	name: string(),
	protected: boolean(),
	protection: looseObject({
		enabled: boolean().optional(),
		required_status_checks: looseObject({ contexts: array(string()).optional() }).optional()
	}).optional()
});
const Rule = looseObject({
	type: string(),
	ruleset_id: number().optional(),
	parameters: unknown().optional()
});
const Listed = looseObject({
	id: number(),
	enforcement: string().optional(),
	source_type: string().optional()
});
const Ruleset = looseObject({
	id: number(),
	bypass_actors: array(unknown()).optional(),
	current_user_can_bypass: string().optional(),
	rules: array(Rule).optional()
});
const Classic = looseObject({
	required_status_checks: looseObject({ contexts: array(string()).optional() }).nullish(),
	required_signatures: unknown().optional(),
	block_creations: unknown().optional()
});
const branchPath = "/branches/{branch}";
const classicPath = "/branches/{branch}/protection";
const rulesPath = "/rules/branches/{branch}";
const ruleProbes = {
	"unprotected-means-neither": async (repository) => {
		const { branch } = repository;
		const seen = await ask(repository, branchPath, Branch, { branch });
		if (!seen.ok) return barred(seen.because);
		if (seen.data.protected) return unseen(`${branch} is protected`, "a default branch that is not protected");
		const rules = await askAll(repository, rulesPath, Rule, { branch });
		if (!rules.ok) return barred(rules.because);
		if (rules.data.length > 0) return refuted(`${branch} is said to be unprotected, and ${rules.data.length} rules apply to it`);
		const classic = await ask(repository, classicPath, Classic, { branch });
		if (classic.ok) return refuted(`${branch} is said to be unprotected, and has classic protection`);
		return /Branch not protected/i.test(classic.said ?? "") ? confirmed(`${branch} is unprotected: no rule applies, and GitHub says "Branch not protected"`) : barred(classic.because);
	},
	"bypass-list-hidden-by-its-key": async (repository) => {
		const listed = await askAll(repository, "/rulesets", Listed, { includes_parents: true });
		if (!listed.ok) return barred(listed.because);
		const [one] = listed.data;
		if (one === void 0) return unseen("there is no ruleset", "a ruleset with a bypass actor");
		const ruleset = await ask(repository, "/rulesets/{ruleset_id}", Ruleset, { ruleset_id: one.id });
		if (!ruleset.ok) return barred(ruleset.because);
		const actors = ruleset.data.bypass_actors;
		if (actors === void 0) return confirmed(`ruleset ${one.id} has no bypass_actors for this token`);
		if (actors.length > 0) return unseen("this token may see the bypass list", "a token without administration: write");
		return unseen(`the bypass list of ruleset ${one.id} is empty for this token, and nobody else can say whether it is`, "an actor in that list");
	},
	"targets-in-one-question": async (repository) => {
		const all = await askAll(repository, "/rulesets", Listed, { includes_parents: true });
		const named = await askAll(repository, "/rulesets", Listed, {
			includes_parents: true,
			targets: "branch,tag,push"
		});
		if (!all.ok) return barred(all.because);
		if (!named.ok) return barred(named.because);
		if (all.data.length === 0) return unseen("there is no ruleset", "a ruleset of each target");
		const [a, b] = [all.data, named.data].map((list) => list.map(({ id }) => id).sort((x, y) => x - y).join(", "));
		return a === b ? confirmed(`both list the rulesets ${a}`) : refuted(`without the filter ${a}, with it ${b || "none"}`);
	},
	"rules-are-as-in-their-ruleset": async (repository) => {
		const { branch } = repository;
		const rules = await askAll(repository, rulesPath, Rule, { branch });
		if (!rules.ok) return barred(rules.because);
		const own = rules.data.filter(({ ruleset_id }) => ruleset_id !== void 0);
		if (own.length === 0) return unseen(`no rule of a ruleset applies to ${branch}`, "a ruleset that includes it");
		const rulesets = new Map();
		for (const id of new Set(own.map(({ ruleset_id }) => ruleset_id ?? 0))) {
			const ruleset = await ask(repository, "/rulesets/{ruleset_id}", Ruleset, {
				ruleset_id: id,
				includes_parents: true
			});
			if (!ruleset.ok) return barred(ruleset.because);
			rulesets.set(id, ruleset.data);
		}
		for (const { type, ruleset_id: id = 0, parameters } of own) if (!(rulesets.get(id)?.rules?.filter((rule) => rule.type === type) ?? []).some((rule) => stableJson(rule.parameters ?? {}) === stableJson(parameters ?? {}))) return refuted(`the rule ${type} of ruleset ${id} has other parameters there than on ${branch}`);
		return confirmed(`${own.length} rules of ${rulesets.size} rulesets are the same in both`);
	},
	"classic-switches-are-always-there": async (repository) => {
		const { branch } = repository;
		const classic = await ask(repository, classicPath, Classic, { branch });
		if (!classic.ok) return barred(classic.because);
		const missing = ["required_signatures", "block_creations"].filter((key) => classic.data[key] === void 0);
		return missing.length === 0 ? confirmed("both switches are there") : refuted(`${missing.join(" and ")} are left out`);
	},
	"summary-names-all-classic-checks": async (repository) => {
		const { branch } = repository;
		const classic = await ask(repository, classicPath, Classic, { branch });
		if (!classic.ok) return barred(classic.because);
		const contexts = classic.data.required_status_checks?.contexts ?? [];
		if (contexts.length === 0) return unseen("classic protection requires no check", "a classic check");
		const seen = await ask(repository, branchPath, Branch, { branch });
		if (!seen.ok) return barred(seen.because);
		const shown = new Set(seen.data.protection?.required_status_checks?.contexts);
		const missing = contexts.filter((context) => !shown.has(context));
		return missing.length === 0 ? confirmed(`all ${contexts.length} are in both`) : refuted(`the branch does not name ${missing.length} of them`);
	},
	"immutable-releases-off-is-no-404": async (repository) => {
		const answer = await ask(repository, "/immutable-releases", looseObject({ enabled: boolean() }));
		if (answer.ok) return answer.data.enabled ? unseen("they are on", "a repository where they are off") : confirmed("200 with enabled: false");
		return barred(answer.because);
	}
};

// shared/domain/setup/abilities.ts
function wantsSecret(control, input, { lists }) {
	const some = (list, pointer, idle) => (lists[list] ?? []).some((entry) => ![void 0, idle].includes(lookUp(entry, pointer)));
	if (control === "manifest-sync" && input === "producer-token") return some("contracts", "/remote/mode", "off");
	if (control === "contract-change" && input === "consumer-token") return some("surfaces", "/notices/rollout");
	return true;
}
function abilityOf(control, around) {
	const at = Object.fromEntries(places.map((place) => [place, reachAt(control, place, around)]));
	return {
		control: control.name,
		at
	};
}
function reachAt(control, place, around) {
	const { name } = control;
	const event = place === "fork" ? "pull_request" : place === "laptop" ? "local" : place;
	if (around.skipped(name).includes(event)) return {
		reach: "no",
		because: `skip-on: ${event}`
	};
	if (place !== "laptop" && !around.events(name).has(event)) return around.unseen.length === 0 || around.events(name).size > 0 ? { reach: "not-run" } : {
		reach: "not-run",
		because: "what is not looked into may run it"
	};
	const limits = limitsAt(control, place, around);
	return limits.find(({ reach }) => reach === "no") ?? limits[0] ?? { reach: "yes" };
}
function limitsAt(control, place, { token, hasSecret, wants }) {
	const { name, kind, inputs, permissions } = control;
	const { looksAt, history } = needsOf(name);
	const limits = [];
	const add = (reach, because) => void limits.push({
		reach,
		because
	});
	const own = Object.entries(inputs).flatMap(([input, { shape }]) => shape === "secret" && wants(input) ? [input] : []);
	if (kind === "act") {
		if (place === "laptop") add("part", "it shows the change; only --apply writes it");
		else if (place === "pull_request" || place === "fork" || place === "merge_group") add("no", "nothing may be changed from there");
	}
	if (name === "verification" && (place === "fork" || place === "workflow_run")) add("no", "no command is run there");
	if (looksAt.includes("change") && (place === "schedule" || place === "workflow_run")) add(looksAt.length === 1 ? "no" : "part", "no change is judged there: it needs a range");
	if (place === "laptop") {
		if (looksAt.includes("run")) add("part", "there is no run: its jobs and artifacts are not known");
		if ((looksAt.includes("platform") || looksAt.includes("run") && Object.keys(permissions).length > 1) && !token) add(looksAt.every((each) => each === "platform") ? "no" : "part", "GitHub is asked with GITHUB_TOKEN, which is not set");
		const missing = own.filter((input) => !hasSecret(input));
		if (missing.length > 0) add("part", `what needs ${missing.join(", ")} is not verified: it is not set`);
		if (history === "all" && looksAt.includes("past")) add("part", "the past is that of this clone");
	}
	if (place === "fork" && own.length > 0) add("part", `forks have no secrets: what needs ${own.join(", ")} is not verified`);
	return limits;
}

// shared/domain/setup/suite-step.ts
function usedAction(uses) {
	const [, repository, path = "", ref] = /^([^/@\s.$]+\/[^/@\s]+)(?:\/([^@\s]+))?@(\S+)$/.exec(uses) ?? [];
	return repository === void 0 ? {
		repository: void 0,
		path: uses,
		ref: void 0
	} : {
		repository,
		path,
		ref
	};
}
function controlOf(uses) {
	const name = /(?:^|\/)actions\/([a-z0-9-]+)$/.exec(usedAction(uses).path)?.[1];
	return name !== void 0 && controlNames.includes(name) ? name : void 0;
}

// shared/domain/setup/workflow-steps.ts
function suiteSteps(workflows) {
	return workflows.flatMap(({ workflow }) => (workflow?.jobs ?? []).flatMap((job) => job.actions.flatMap((step) => {
		const control = controlOf(step.value);
		return workflow === void 0 || control === void 0 ? [] : [{
			workflow,
			job,
			step,
			control
		}];
	})));
}
function grantOf({ workflow, job }, scope) {
	const granted = (job.permissions ?? workflow.permissions)?.value;
	if (granted === void 0) return void 0;
	if (granted === "read-all") return "read";
	if (granted === "write-all") return "write";
	const level = Object.hasOwn(granted, scope) ? granted[scope] : "none";
	return level === "read" || level === "write" ? level : "none";
}
function checkoutBefore({ job, step }) {
	const last = job.actions.slice(0, job.actions.indexOf(step)).filter(({ value }) => value.startsWith("actions/checkout@")).at(-1);
	if (last === void 0) return "none";
	const depth = last.inputs.get("fetch-depth");
	if (typeof depth === "string" && depth.includes("${{")) return "unknown";
	return depth !== void 0 && Number(depth) === 0 ? "all" : "one";
}
function waitsFor(workflow, job) {
	const found = new Set(job.needs.map(({ value }) => value.toLowerCase()));
	for (const id of found) {
		const next = workflow.jobs.find((each) => each.id.toLowerCase() === id);
		for (const { value } of next?.needs ?? []) found.add(value.toLowerCase());
	}
	return found;
}
function unseenUses(workflows) {
	const found = workflows.flatMap(({ workflow }) => (workflow?.jobs ?? []).flatMap(({ uses, actions }) => [...uses?.value.kind === "remote" ? [`${uses.value.owner}/${uses.value.repository}/${uses.value.path}`] : [], ...actions.map(({ value }) => value).filter((value) => controlOf(value) === void 0 && (/^(?:\.|\$)\//.test(value) || /\/actions\/[a-z-]+@/.test(value)))]));
	return [...new Set(found)].sort();
}

// shared/domain/setup/judge-workflows.ts
function judgeWorkflows(workflows, controls, asked, config) {
	const steps = suiteSteps(workflows);
	const byName = new Map(controls.map((control) => [control.name, control]));
	return [
		...workflows.flatMap(refused),
		...steps.flatMap((step) => {
			const control = byName.get(step.control);
			return [
				...control === void 0 ? [] : permissions(step, control),
				...history(step),
				...reference(step),
				...target(step),
				...control?.kind === "decide" ? decision(step, steps) : []
			];
		}),
		...controls.filter(({ name, kind }) => kind !== "act" && asked.has(name)).flatMap((control) => unrun(control, steps, unseenUses(workflows), config))
	];
}
function refused({ path, problems }) {
	return problems.filter(({ effect }) => effect === "invalid").map(({ message, at, fix }) => ({
		level: "wrong",
		path,
		line: at.line,
		says: `GitHub refuses the workflow: it ${message}`,
		expected: "a workflow that GitHub accepts",
		actual: message,
		fix: fix ?? "mend it there: nothing in the file runs until then"
	}));
}
function permissions(step, control) {
	const { job, workflow } = step;
	const at = job.permissions?.at ?? job.at;
	return Object.entries(control.permissions).flatMap(([scope, level]) => {
		const granted = grantOf(step, scope);
		const place = {
			path: workflow.path,
			line: at.line,
			expected: `${scope}: ${level}`
		};
		const fix = `write ${scope}: ${level} under permissions: of the job ${job.id}`;
		if (granted === void 0) {
			const says = `nobody says what the job ${quote(job.id)} may: the settings of the repository decide whether ${control.name} gets ${scope}: ${level}`;
			return [{
				...place,
				level: "unknown",
				says,
				actual: "no permissions: in the job, nor in the workflow",
				fix
			}];
		}
		if (granted === "write" || granted === level) return [];
		const says = `the job ${quote(job.id)} does not grant ${scope}: ${level}, which ${control.name} needs`;
		return [{
			...place,
			level: "wrong",
			says,
			actual: `${scope}: ${granted}`,
			fix
		}];
	});
}
function history(step) {
	const { control, job, workflow } = step;
	const needed = needsOf(control).history;
	const has = checkoutBefore(step);
	if (needed === "none" || has === "all" || needed === "one" && has !== "none") return [];
	const expected = needed === "all" ? "actions/checkout with fetch-depth: 0 before it" : "actions/checkout before it";
	const actual = has === "none" ? "no checkout" : has === "unknown" ? "a fetch-depth that an expression gives" : "a checkout of one commit";
	return [{
		level: has === "unknown" ? "unknown" : control === "atomic-change" && has === "none" ? "advice" : "wrong",
		path: workflow.path,
		line: step.step.at.line,
		says: `${control} in the job ${quote(job.id)} does not get ${needed === "all" ? "the history" : "the files"} that it needs`,
		expected,
		actual,
		fix: needed === "all" ? "write with: { fetch-depth: 0 } for its actions/checkout" : "check out before it"
	}];
}
function reference({ workflow, step, control }) {
	const { repository, path, ref } = usedAction(step.value);
	if (repository === void 0 && path.startsWith(".")) return [];
	if (repository === void 0 && path.startsWith("$/")) return [];
	if (ref !== void 0 && isCommitId(ref)) return [];
	const place = {
		path: workflow.path,
		line: step.at.line,
		expected: "a full commit id behind the @"
	};
	const fix = "write the commit of the release that you looked at, and its name as a comment behind it";
	if (ref !== void 0 && /^v?\d+(?:\.\d+)*/.test(ref)) {
		const says = `${control} is named by the release ${quote(ref)}, which can be moved to other code`;
		return [{
			...place,
			level: "advice",
			says,
			actual: ref,
			fix
		}];
	}
	const says = ref === void 0 ? `${control} is named without a ref` : `${control} is whatever ${quote(ref)} is at the time of the run`;
	return [{
		...place,
		level: "wrong",
		says,
		actual: ref ?? "none",
		fix
	}];
}
function target({ workflow, control }) {
	const trigger = workflow.triggers.find(({ event }) => event === "pull_request_target");
	if (trigger === void 0) return [];
	return [{
		level: "wrong",
		path: workflow.path,
		line: trigger.at.line,
		says: `${control} runs on pull_request_target, where the secrets of the base meet the files of anybody`,
		expected: "pull_request",
		actual: "pull_request_target",
		fix: "write pull_request"
	}];
}
const always = /^\s*(?:\$\{\{\s*)?always\(\)(?:\s*\}\})?\s*$/;
function decision({ workflow, job, step, control }, steps) {
	const { path } = workflow;
	const troubles = [];
	const condition = job.condition?.value;
	if (condition === void 0 || !always.test(condition)) troubles.push({
		level: "wrong",
		path,
		line: (job.condition?.at ?? job.at).line,
		says: `the job ${quote(job.id)} decides, and is skipped when a job before it failed: a required check that is skipped counts as passed`,
		expected: "if: always()",
		actual: condition === void 0 ? "no if" : `if: ${condition}`,
		fix: `write if: always() for the job ${job.id}`
	});
	for (const [what, written] of [["if", step.condition], ["continue-on-error", step.continueOnError ?? job.continueOnError]]) {
		if (written === void 0 || written.value === false) continue;
		troubles.push({
			level: "wrong",
			path,
			line: written.at.line,
			says: `${control} has a ${what} of its own, so that the job can be green without a decision`,
			expected: `no ${what}`,
			actual: `${what}: ${written.value}`,
			fix: `take the ${what} away`
		});
	}
	const waits = waitsFor(workflow, job);
	const others = new Set(steps.filter((each) => each.workflow.path === path && each.job.id !== job.id).map((each) => each.job.id));
	const missing = [...others].filter((id) => !waits.has(id.toLowerCase()));
	if (missing.length > 0) troubles.push({
		level: "wrong",
		path,
		line: (job.needs[0]?.at ?? job.at).line,
		says: `the job ${quote(job.id)} decides without waiting for ${missing.join(", ")}`,
		expected: `needs: [${[...others].join(", ")}]`,
		actual: `needs: [${job.needs.map(({ value }) => value).join(", ")}]`,
		fix: `add ${missing.join(", ")} to needs: of the job ${job.id}`
	});
	const events = workflow.triggers.map(({ event }) => event);
	if (events.includes("pull_request") && !events.includes("merge_group")) troubles.push({
		level: "advice",
		path,
		line: workflow.triggers[0]?.at.line,
		says: "the decision does not run in a merge queue: where it is required there, nothing can be merged",
		expected: "merge_group: beside pull_request:",
		actual: `on: ${events.join(", ")}`,
		fix: "add merge_group: under on:"
	});
	return troubles;
}
function unrun({ name, kind }, steps, unseen, config) {
	if (steps.some(({ control }) => control === name)) return [];
	const place = {
		path: config,
		expected: `a step that uses actions/${name}`
	};
	const fix = `add a job with it (action-catalog.md shows one), or take ${name} out of the configuration`;
	if (unseen.length > 0) {
		const says = `no step runs ${name}, unless ${listed(unseen)} does, which is not looked into`;
		return [{
			...place,
			level: "unknown",
			says,
			actual: "none that can be seen from here",
			fix
		}];
	}
	const says = kind === "decide" ? "the configuration asks for a decision, and no workflow makes it" : `the configuration asks for ${name}, and no workflow runs it: the decision will say that its report is missing`;
	return [{
		...place,
		level: "wrong",
		says,
		actual: "none in .github/workflows",
		fix
	}];
}

// shared/domain/setup/needed-files.ts
const named = [
	/^\/contracts\/\d+\/(?:pin|mirror|matrix\/path)$/,
	/^\/surfaces\/\d+\/(?:openapi\/\d+|documents\/\d+\/path)$/,
	/^\/surfaces\/\d+\/versions\/\d+\/places\/\d+\/path$/,
	/^\/gate-checklist\/sources\/\d+\/path$/,
	/^\/external-setup\/locks\/\d+\/path$/,
	/^\/sign-off\/documents\/\d+\/path$/,
	/^\/required-checks\/documents\/\d+\/path$/,
	/^\/executive-summary\/posture$/,
	/^\/evidence-bundle\/verify\/list$/
];
function missingFiles(path, document, isThere) {
	return document.leaves().flatMap((pointer) => {
		const file = document.get(pointer);
		if (typeof file !== "string" || !named.some((pattern) => pattern.test(pointer))) return [];
		if (pointer === "/evidence-bundle/verify/list" && document.get("/evidence-bundle/verify/bundle") !== void 0) return [];
		const because = isThere(file);
		if (because === void 0) return [];
		const control = pointer.split("/")[1] ?? "";
		return [{
			level: "wrong",
			path,
			line: document.at(pointer)?.line,
			says: `${control} names the file ${quote(file, 120)}, which ${because}`,
			expected: "a tracked file",
			actual: because,
			fix: "add the file, or name the one that is meant"
		}];
	});
}

export { abilityOf, controlOf, judgeWorkflows, listProbes, missingFiles, ruleProbes, suiteSteps, unseenUses, wantsSecret };