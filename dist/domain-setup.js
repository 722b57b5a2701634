import { controlNames, isCommitId, isObject, isoTime, listed, lookUp, millisecondsPerDay, parseTime, quote, stableJson, usualConfig } from "./shared.js";
import { NEVER, array, boolean, looseObject, number, object, record, string, union, unknown } from "./vendor.js";
import { unknownParameters } from "./domain-protection.js";
import { decidingControl } from "./core-step-report.js";
import { batchQuery, readBatch, rulesetsRead } from "./domain-organisation.js";
import { needsOf } from "./domain-control-needs.js";
import { places } from "./core-diagnosis.js";
import { runEvents } from "./domain-run-events.js";
import { compositeParts } from "./core-composites.js";
import { posix } from "node:path";

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
	outcome: "nothing-here",
	because,
	needs
});
function barred({ message, needs }) {
	return {
		outcome: "could-not-look",
		because: message,
		needs
	};
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

// shared/domain/setup/classic-probes.ts
const Checks = looseObject({
	contexts: array(string()).optional(),
	enforcement_level: string().nullish()
});
const Branch$1 = looseObject({
	protected: boolean(),
	protection: looseObject({
		enabled: boolean().optional(),
		required_status_checks: Checks.optional()
	}).optional()
});
const Classic$1 = looseObject({ required_status_checks: Checks.nullish() });
const Rule$3 = looseObject({
	type: string(),
	parameters: looseObject({ required_status_checks: array(looseObject({ context: string() })).optional() }).nullish()
});
const Release = looseObject({
	tag_name: string(),
	immutable: boolean().optional(),
	draft: boolean().optional()
});
const branchPath$1 = "/branches/{branch}";
const classicPath$1 = "/branches/{branch}/protection";
const classicProbes = {
	"branch-not-protected-is-certain": async (repository) => {
		const { branch } = repository;
		const seen = await ask(repository, branchPath$1, Branch$1, { branch });
		if (!seen.ok) return barred(seen.because);
		if (seen.data.protection?.enabled !== true) return unseen(`${branch} has no classic protection`, "a branch with classic protection");
		const classic = await ask(repository, classicPath$1, Classic$1, { branch });
		if (classic.ok) return unseen("this token may read the protection", "a token that may not");
		return /Branch not protected/i.test(classic.said ?? "") ? refuted(`${branch} has classic protection, and GitHub says "Branch not protected" to this token`) : confirmed(`${branch} has classic protection, and to this token GitHub says otherwise: ${classic.because.message}`);
	},
	"summary-checks-are-required": async (repository) => {
		const { branch } = repository;
		const seen = await ask(repository, branchPath$1, Branch$1, { branch });
		if (!seen.ok) return barred(seen.because);
		const summary = seen.data.protection?.required_status_checks;
		const contexts = summary?.enforcement_level === "off" ? [] : summary?.contexts ?? [];
		if (contexts.length === 0) return unseen(`${branch} lists no check in its summary`, "a branch with required checks");
		const rules = await askAll(repository, "/rules/branches/{branch}", Rule$3, { branch });
		if (!rules.ok) return barred(rules.because);
		const required = new Set(rules.data.flatMap(({ parameters }) => (parameters?.required_status_checks ?? []).map(({ context }) => context)));
		const left = contexts.filter((context) => !required.has(context));
		if (left.length === 0) return confirmed(`rules require all ${contexts.length} of them`);
		const classic = await ask(repository, classicPath$1, Classic$1, { branch });
		if (!classic.ok && !/Branch not protected/i.test(classic.said ?? "")) return barred(classic.because);
		const own = classic.ok ? classic.data.required_status_checks?.contexts ?? [] : [];
		const missing = left.filter((context) => !own.includes(context));
		return missing.length === 0 ? confirmed(`rules and classic protection require all ${contexts.length} of them`) : refuted(`neither a rule nor classic protection requires ${missing.length} of them`);
	},
	"classic-parts-left-out-are-off": async (repository) => {
		const { branch } = repository;
		const classic = await ask(repository, classicPath$1, Classic$1, { branch });
		if (!classic.ok) return barred(classic.because);
		if (classic.data.required_status_checks) return unseen("classic protection has its checks", "a classic protection without required checks");
		const seen = await ask(repository, branchPath$1, Branch$1, { branch });
		if (!seen.ok) return barred(seen.because);
		const { contexts = [], enforcement_level: level } = seen.data.protection?.required_status_checks ?? {};
		return contexts.length > 0 && level !== "off" ? refuted(`classic protection leaves its checks out, and ${branch} lists ${contexts.length}`) : confirmed("classic protection leaves its checks out, and the branch lists none");
	},
	"immutable-release-locks-its-tag": async (repository) => {
		const releases = await askAll(repository, "/releases", Release);
		if (!releases.ok) return barred(releases.because);
		const locked = releases.data.filter(({ immutable, draft }) => immutable === true && draft !== true);
		if (locked.length === 0) return unseen("no release is immutable", "an immutable release");
		for (const { tag_name: tag } of locked.slice(0, 20)) {
			const ref = await ask(repository, "/git/ref/{+ref}", looseObject({ ref: string() }), { ref: `tags/${tag}` });
			if (ref.ok) continue;
			if (ref.because.code === "NOT_FOUND") return refuted(`the release of ${tag} is immutable, and its tag is gone`);
			return barred(ref.because);
		}
		return unseen(`the tags of ${locked.length} immutable releases are there; that nobody could move one, reading does not show`, "an owner who tries to");
	}
};

// shared/domain/setup/graphql-probes.ts
const Body = looseObject({
	data: record(string(), unknown()).nullish(),
	errors: array(looseObject({
		path: array(union([string(), number()])).optional(),
		message: string().optional()
	})).nullish()
});
const Rule$2 = looseObject({
	type: string(),
	ruleset_id: number().optional(),
	parameters: unknown().optional()
});
async function query({ github, owner, repo }, fields, more = {}) {
	const { parameters = "", variables = {}, beside = "" } = more;
	const text = `query($o: String!, $n: String!${parameters}) { r: repository(owner: $o, name: $n) { ${fields} } ${beside} }`;
	const answer = await github.graphql(text, {
		o: owner,
		n: repo,
		...variables
	});
	if (!answer.ok) return {
		ok: false,
		look: barred(answer.because)
	};
	const body = Body.safeParse(answer.data);
	const node = body.data?.data?.["r"];
	if (!body.success || !isObject(node)) return {
		ok: false,
		look: barred({
			code: "NO_DATA",
			message: `GitHub answered the query with ${body.data?.errors?.[0]?.message ?? "a form that is not known"}`,
			needs: "a token that GraphQL takes"
		})
	};
	return {
		ok: true,
		node,
		body: body.data
	};
}
async function bothRules(repository) {
	const name = `${repository.owner}/${repository.repo}`;
	const { query: text, variables } = batchQuery("rulesets", [name]);
	const answer = await repository.github.graphql(text, variables);
	if (!answer.ok) return {
		ok: false,
		look: barred(answer.because)
	};
	const [own] = readBatch([name], answer.data).answers;
	const read = own === void 0 ? void 0 : rulesetsRead(own).rules;
	if (read?.state !== "read") return {
		ok: false,
		look: barred((read?.state === "unknown" ? read.because : void 0) ?? {
			code: "NO_DATA",
			message: "GitHub gave no answer",
			needs: "another try"
		})
	};
	const rest = await askAll(repository, "/rules/branches/{branch}", Rule$2, { branch: repository.branch });
	if (!rest.ok) return {
		ok: false,
		look: barred(rest.because)
	};
	if (rest.data.length === 0 && read.data.length === 0) return {
		ok: false,
		look: unseen(`no rule applies to ${repository.branch}`, "a ruleset that includes it")
	};
	return {
		ok: true,
		rest: rest.data,
		graphql: read.data
	};
}
const typesOf = (rules) => rules.map(({ type, ruleset_id: id }) => `${type} (${id ?? "no ruleset"})`).sort().join(", ");
const graphqlProbes = {
	"rules-of-a-ref-are-all-active-ones": async (repository) => {
		const both = await bothRules(repository);
		if (!both.ok) return both.look;
		const [rest, graphql] = [typesOf(both.rest), typesOf(both.graphql)];
		return rest === graphql ? confirmed(`both list ${rest}`) : refuted(`REST lists ${rest || "nothing"}, GraphQL ${graphql || "nothing"}`);
	},
	"parameters-have-the-same-names": async (repository) => {
		const both = await bothRules(repository);
		if (!both.ok) return both.look;
		let compared = 0;
		for (const { type, ruleset_id: id, parameters } of both.rest) {
			if (!isObject(parameters)) continue;
			const asked = both.graphql.filter((rule) => rule.type === type && rule.ruleset_id === id).flatMap((twin) => isObject(twin.parameters) ? [twin.parameters] : []);
			for (const [name, value] of Object.entries(parameters)) {
				const own = asked.flatMap((twin) => Object.hasOwn(twin, name) ? [twin[name] ?? null] : []);
				if (value === null || own.every((other) => other === "not read")) continue;
				if (!own.some((other) => stableJson(other) === stableJson(value))) return refuted(`${name} of ${type} is another one in GraphQL`);
				compared += 1;
			}
		}
		return compared > 0 ? confirmed(`${compared} parameters have the same name and value in both`) : unseen("no rule here has parameters that both show", "a rule with parameters");
	},
	"no-classic-rule-is-certain-for-administrators": async (repository) => {
		const asked = await query(repository, "viewerCanAdminister defaultBranchRef { branchProtectionRule { id } }");
		if (!asked.ok) return asked.look;
		const node = looseObject({
			viewerCanAdminister: boolean(),
			defaultBranchRef: looseObject({ branchProtectionRule: unknown() }).nullable()
		}).safeParse(asked.node);
		if (!node.success || node.data.defaultBranchRef === null) return unseen("there is no branch", "a commit");
		if (!node.data.viewerCanAdminister) return unseen("this token does not administer the repository", "one that does");
		if (node.data.defaultBranchRef.branchProtectionRule !== null) return unseen("the branch has classic protection", "a default branch without it");
		const { branch } = repository;
		const classic = await ask(repository, "/branches/{branch}/protection", looseObject({}), { branch });
		if (classic.ok) return refuted(`GraphQL knows no classic protection of ${branch}, and REST gives one`);
		return /Branch not protected/i.test(classic.said ?? "") ? confirmed(`REST says of ${branch} "Branch not protected" too`) : barred(classic.because);
	},
	"no-classic-protection-no-classic-queue": async (repository) => {
		const { branch } = repository;
		const Branch = looseObject({ protection: looseObject({ enabled: boolean().optional() }).optional() });
		const seen = await ask(repository, "/branches/{branch}", Branch, { branch });
		if (!seen.ok) return barred(seen.because);
		if (seen.data.protection?.enabled !== false) return unseen(`${branch} has classic protection, or does not say so`, "a branch that has none");
		const asked = await query(repository, "mergeQueue(branch: $b) { id }", {
			parameters: ", $b: String!",
			variables: { b: branch }
		});
		if (!asked.ok) return asked.look;
		if (asked.node.mergeQueue === null) return confirmed(`${branch} has neither`);
		const rules = await askAll(repository, "/rules/branches/{branch}", Rule$2, { branch });
		if (!rules.ok) return barred(rules.because);
		return rules.data.some(({ type }) => type === "merge_queue") ? confirmed(`${branch} has a merge queue, and it is one of a ruleset`) : refuted(`${branch} has no classic protection, no rule with a merge queue, and yet a merge queue`);
	},
	"errors-name-their-place": async (repository) => {
		const asked = await query(repository, "id", {
			variables: { x: `${repository.repo.slice(0, 60)}-that-is-not-there` },
			parameters: ", $x: String!",
			beside: "gone: repository(owner: $o, name: $x) { id }"
		});
		if (!asked.ok) return asked.look;
		const places = (asked.body.errors ?? []).map(({ path }) => String(path?.[0] ?? "nothing"));
		if (places.length === 0) return refuted("a repository that is not there gives no error");
		return places.every((place) => place === "gone") ? confirmed("the error about a repository that is not there names its alias") : refuted(`the error about the alias gone names ${places.join(", ")}`);
	},
	"head-is-the-default-branch": async (repository) => {
		const asked = await query(repository, "head: object(expression: \"HEAD:\") { oid } defaultBranchRef { target { ... on Commit { tree { oid } } } }");
		if (!asked.ok) return asked.look;
		const node = looseObject({
			head: looseObject({ oid: string() }),
			defaultBranchRef: looseObject({ target: looseObject({ tree: looseObject({ oid: string() }) }) })
		}).safeParse(asked.node);
		if (!node.success) return unseen("there is no commit, or its files are not shown", "a commit, and contents: read");
		const [head, tip] = [node.data.head.oid, node.data.defaultBranchRef.target.tree.oid];
		return head === tip ? confirmed(`both are the tree ${head}`) : refuted(`HEAD is the tree ${head}, the branch ${tip}`);
	},
	"no-folder-is-null-beside-a-tree-that-is-seen": async (repository) => {
		const asked = await query(repository, "head: object(expression: \"HEAD:\") { oid } gone: object(expression: \"HEAD:.a-folder-that-is-not-there\") { oid }");
		if (!asked.ok) return asked.look;
		const { head, gone } = asked.node;
		if (!isObject(head)) return unseen("the files are not shown", "a commit, and contents: read");
		const errors = asked.body.errors ?? [];
		return gone === null && errors.length === 0 ? confirmed("a folder that is not there is null, without an error") : refuted(errors.length > 0 ? "a folder that is not there is an error" : "a folder that is not there is something");
	},
	"entries-of-a-tree-are-all-of-them": async (repository) => {
		const Tree = looseObject({
			truncated: boolean(),
			tree: array(looseObject({ path: string() }))
		});
		const { branch } = repository;
		const tree = await ask(repository, "/git/trees/{tree}", Tree, {
			tree: branch,
			recursive: "1"
		});
		if (!tree.ok) return barred(tree.because);
		const counts = new Map();
		for (const { path } of tree.data.tree) {
			const folder = path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
			counts.set(folder, (counts.get(folder) ?? 0) + 1);
		}
		const [folder = "", count = 0] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [];
		if (count <= 1e3 || tree.data.truncated) return unseen(`the largest folder that is listed has ${count} entries`, "a folder with more than 1,000 entries");
		const asked = await query(repository, "folder: object(expression: $e) { ... on Tree { entries { name } } }", {
			parameters: ", $e: String!",
			variables: { e: `HEAD:${folder}` }
		});
		if (!asked.ok) return asked.look;
		const entries = asked.node.folder?.entries?.length ?? 0;
		return entries === count ? confirmed(`all ${count} entries of ${folder || "the top"} are there`) : refuted(`${entries} of ${count} entries of ${folder || "the top"} are there`);
	}
};

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
	"path-of-a-calling-run": async (repository) => {
		const Calling = looseObject({
			id: number(),
			path: string(),
			referenced_workflows: array(looseObject({ path: string() })).nullish()
		});
		const runs = await ask(repository, "/actions/runs", object({ workflow_runs: array(Calling) }), { per_page: 100 });
		if (!runs.ok) return barred(runs.because);
		const calling = runs.data.workflow_runs.filter(({ referenced_workflows: called }) => (called ?? []).length > 0);
		if (calling.length === 0) return unseen("none of the last 100 runs calls a workflow", "a run whose jobs call a reusable workflow");
		const file = (path) => path.replace(/@.*$/, "").replace(/^.*?(?=\.github\/workflows\/)/, "");
		const own = (path) => path.toLowerCase().startsWith(`${repository.owner}/${repository.repo}/`.toLowerCase());
		const odd = calling.find(({ path, referenced_workflows: called }) => (called ?? []).every((each) => own(each.path) && file(each.path) === file(path)));
		return odd === void 0 ? unseen(`${calling.length} runs have the path of the workflow that calls; whose artifacts they have, reading does not show`, "the artifacts of a called job beside those of its caller") : refuted(`run ${odd.id} has the path of the workflow that it calls, ${odd.path}`);
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
const Rule$1 = looseObject({
	type: string(),
	ruleset_id: number().optional(),
	parameters: unknown().optional()
});
const Listed$1 = looseObject({
	id: number(),
	enforcement: string().optional(),
	source_type: string().optional()
});
const Ruleset$1 = looseObject({
	id: number(),
	bypass_actors: array(unknown()).optional(),
	current_user_can_bypass: string().optional(),
	rules: array(Rule$1).optional()
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
		const rules = await askAll(repository, rulesPath, Rule$1, { branch });
		if (!rules.ok) return barred(rules.because);
		if (rules.data.length > 0) return refuted(`${branch} is said to be unprotected, and ${rules.data.length} rules apply to it`);
		const classic = await ask(repository, classicPath, Classic, { branch });
		if (classic.ok) return refuted(`${branch} is said to be unprotected, and has classic protection`);
		return /Branch not protected/i.test(classic.said ?? "") ? confirmed(`${branch} is unprotected: no rule applies, and GitHub says "Branch not protected"`) : barred(classic.because);
	},
	"bypass-list-hidden-by-its-key": async (repository) => {
		const listed = await askAll(repository, "/rulesets", Listed$1, { includes_parents: true });
		if (!listed.ok) return barred(listed.because);
		const [one] = listed.data;
		if (one === void 0) return unseen("there is no ruleset", "a ruleset with a bypass actor");
		const ruleset = await ask(repository, "/rulesets/{ruleset_id}", Ruleset$1, { ruleset_id: one.id });
		if (!ruleset.ok) return barred(ruleset.because);
		const actors = ruleset.data.bypass_actors;
		if (actors === void 0) return confirmed(`ruleset ${one.id} has no bypass_actors for this token`);
		if (actors.length > 0) return unseen("this token may see the bypass list", "a token without administration: write");
		return unseen(`the bypass list of ruleset ${one.id} is empty for this token, and nobody else can say whether it is`, "an actor in that list");
	},
	"targets-in-one-question": async (repository) => {
		const all = await askAll(repository, "/rulesets", Listed$1, { includes_parents: true });
		const named = await askAll(repository, "/rulesets", Listed$1, {
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
		const rules = await askAll(repository, rulesPath, Rule$1, { branch });
		if (!rules.ok) return barred(rules.because);
		const own = rules.data.filter(({ ruleset_id }) => ruleset_id !== void 0);
		if (own.length === 0) return unseen(`no rule of a ruleset applies to ${branch}`, "a ruleset that includes it");
		const rulesets = new Map();
		for (const id of new Set(own.map(({ ruleset_id }) => ruleset_id ?? 0))) {
			const ruleset = await ask(repository, "/rulesets/{ruleset_id}", Ruleset$1, {
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

// shared/domain/setup/ruleset-probes.ts
const Rule = looseObject({
	type: string(),
	ruleset_id: number().optional(),
	parameters: unknown().optional()
});
const Time = string().transform((text, context) => {
	const time = parseTime(text);
	if (time !== void 0) return time;
	context.addIssue({
		code: "custom",
		message: "is no time"
	});
	return NEVER;
});
const Listed = looseObject({
	id: number(),
	enforcement: string().optional(),
	source_type: string().optional()
});
const RefName = looseObject({
	include: array(string()).nullish(),
	exclude: array(string()).nullish()
});
const Property = looseObject({
	name: string(),
	property_values: array(string())
});
const Ruleset = looseObject({
	id: number(),
	enforcement: string().optional(),
	target: string().nullish(),
	source_type: string().optional(),
	created_at: Time.optional(),
	updated_at: Time.optional(),
	bypass_actors: array(unknown()).optional(),
	current_user_can_bypass: string().optional(),
	rules: array(Rule).optional(),
	conditions: looseObject({
		ref_name: RefName.nullish(),
		repository_property: looseObject({
			include: array(Property).nullish(),
			exclude: array(Property).nullish()
		}).nullish()
	}).nullish()
});
const Version = looseObject({ updated_at: Time });
const Suite = looseObject({ pushed_at: Time.nullish() });
const Value = looseObject({
	property_name: string(),
	value: union([string(), array(string())]).nullish()
});
async function rulesets(repository) {
	const listed = await askAll(repository, "/rulesets", Listed, { includes_parents: true });
	if (!listed.ok) return {
		ok: false,
		look: barred(listed.because)
	};
	if (listed.data.length === 0) return {
		ok: false,
		look: unseen("there is no ruleset", "a ruleset")
	};
	const data = [];
	for (const { id, source_type } of listed.data) {
		const one = await ask(repository, "/rulesets/{ruleset_id}", Ruleset, {
			ruleset_id: id,
			includes_parents: true
		});
		if (!one.ok) return {
			ok: false,
			look: barred(one.because)
		};
		data.push({
			...one.data,
			source_type: one.data.source_type ?? source_type
		});
	}
	return {
		ok: true,
		data
	};
}
function includes({ conditions }, branch) {
	const { include, exclude } = conditions?.ref_name ?? {};
	const means = [
		"~ALL",
		"~DEFAULT_BRANCH",
		`refs/heads/${branch}`
	];
	return (exclude ?? []).length === 0 && (include ?? []).some((entry) => means.includes(entry));
}
async function applying(repository) {
	const all = await rulesets(repository);
	if (!all.ok) return all;
	const { branch } = repository;
	const those = all.data.filter((one) => one.enforcement === "active" && (one.target ?? "branch") === "branch" && (one.rules ?? []).length > 0 && includes(one, branch));
	if (those.length === 0) return {
		ok: false,
		look: unseen(`no active ruleset names ${branch}`, "an active ruleset that includes it")
	};
	const rules = await askAll(repository, "/rules/branches/{branch}", Rule, { branch });
	if (!rules.ok) return {
		ok: false,
		look: barred(rules.because)
	};
	const seen = new Set(rules.data.map(({ ruleset_id }) => ruleset_id));
	return {
		ok: true,
		those,
		missing: those.filter(({ id }) => !seen.has(id))
	};
}
const idsOf = (list) => list.map(({ id }) => id).join(", ");
function holds(property, values) {
	return [values.find(({ property_name }) => property_name.toLowerCase() === property.name.toLowerCase())?.value ?? []].flat().some((value) => property.property_values.includes(value));
}
const rulesetProbes = {
	"rules-and-rulesets-agree": async (repository) => {
		const found = await applying(repository);
		if (!found.ok) return found.look;
		return found.missing.length > 0 ? refuted(`no rule of ${repository.branch} is of the rulesets ${idsOf(found.missing)}, which include it`) : confirmed(`the rules of ${repository.branch} are of the rulesets ${idsOf(found.those)}, which include it`);
	},
	"rules-of-a-branch-are-all-active-ones": async (repository) => {
		const found = await applying(repository);
		if (!found.ok) return found.look;
		if (found.missing.length > 0) return refuted(`the rules of ${repository.branch} lack the rulesets ${idsOf(found.missing)}, which include it`);
		const levels = new Set(found.those.map(({ source_type }) => source_type));
		const absent = [
			"Repository",
			"Organization",
			"Enterprise"
		].filter((level) => !levels.has(level));
		return absent.length === 0 ? confirmed(`the rules of ${repository.branch} are of rulesets of every level`) : unseen(`no active ruleset of ${absent.join(", of ")} names ${repository.branch}`, "a ruleset of each level");
	},
	"list-holds-rulesets-that-apply": async (repository) => {
		const all = await rulesets(repository);
		if (!all.ok) return all.look;
		const conditional = all.data.filter(({ conditions }) => isObject(conditions?.repository_property));
		if (conditional.length === 0) return unseen("no ruleset has a condition by properties", "an organisation ruleset with one");
		const values = await askAll(repository, "/properties/values", Value);
		if (!values.ok) return barred(values.because);
		const wrong = conditional.filter(({ conditions }) => {
			const { include, exclude } = conditions?.repository_property ?? {};
			return !(include ?? []).every((property) => holds(property, values.data)) || (exclude ?? []).some((property) => holds(property, values.data));
		});
		return wrong.length > 0 ? refuted(`the rulesets ${idsOf(wrong)} are listed, and their properties do not hold here`) : unseen(`the properties of the listed rulesets ${idsOf(conditional)} hold here; which ones are not listed, reading does not show`, "the rulesets of the organisation, as its owner sees them");
	},
	"own-bypass-follows-the-list": async (repository) => {
		const all = await rulesets(repository);
		if (!all.ok) return all.look;
		const empty = all.data.filter((one) => one.bypass_actors?.length === 0 && one.current_user_can_bypass !== void 0);
		const odd = empty.filter((one) => one.current_user_can_bypass !== "never");
		if (odd.length > 0) return refuted(`the rulesets ${idsOf(odd)} have nobody in their bypass list, and this token may bypass them`);
		return empty.length > 0 ? confirmed(`the rulesets ${idsOf(empty)} have nobody in their bypass list, and this token may never bypass them`) : unseen("no ruleset shows an empty bypass list", "a ruleset without actors, and a token that sees its list");
	},
	"every-change-moves-updated-at": async (repository) => {
		const all = await rulesets(repository);
		if (!all.ok) return all.look;
		let compared = 0;
		for (const { id, updated_at, source_type } of all.data) {
			if (updated_at === void 0 || source_type !== "Repository") continue;
			const history = await askAll(repository, "/rulesets/{ruleset_id}/history", Version, { ruleset_id: id });
			if (!history.ok) return barred(history.because);
			const last = Math.max(...history.data.map((version) => version.updated_at));
			if (history.data.length < 2) continue;
			if (last > updated_at + 6e4) return refuted(`ruleset ${id} was changed after its updated_at ${isoTime(updated_at)}, as its history says`);
			compared += 1;
		}
		return compared > 0 ? confirmed(`the last change of ${compared} rulesets is not after their updated_at`) : unseen("no ruleset of the repository was changed since it was made", "a ruleset that was changed");
	},
	"history-of-rulesets-is-kept": async (repository) => {
		const all = await rulesets(repository);
		if (!all.ok) return all.look;
		let seen = 0;
		for (const { id, created_at, source_type } of all.data) {
			if (source_type !== "Repository" || created_at === void 0) continue;
			if (repository.now - created_at >= 180 * 864e5) continue;
			const history = await askAll(repository, "/rulesets/{ruleset_id}/history", Version, { ruleset_id: id });
			if (!history.ok) return barred(history.because);
			if (Math.min(...history.data.map((version) => version.updated_at)) > created_at + 864e5) return refuted(`the history of ruleset ${id} begins after it was made (${isoTime(created_at)})`);
			seen += 1;
		}
		return unseen(`${seen} rulesets of the last 180 days have their whole history; that it goes with a ruleset, reading does not show`, "a ruleset that was changed 179 days ago, and one that was deleted");
	},
	"month-of-rule-suites": async (repository) => {
		const suites = await askAll(repository, "/rulesets/rule-suites", Suite, { time_period: "month" });
		if (!suites.ok) return barred(suites.because);
		const ages = suites.data.flatMap(({ pushed_at }) => pushed_at ? [repository.now - pushed_at] : []);
		const days = Math.floor(Math.max(0, ...ages) / millisecondsPerDay);
		return days >= 28 ? confirmed(`the oldest of them is ${days} days old`) : unseen(`the oldest of ${ages.length} is ${days} days old`, "a rule suite that is 28 days old");
	},
	"unknown-parameters-take-nothing-away": async (repository) => {
		const all = await rulesets(repository);
		if (!all.ok) return all.look;
		const rules = all.data.flatMap((one) => one.rules ?? []);
		const odd = rules.flatMap(({ type, parameters }) => unknownParameters({
			type,
			parameters: isObject(parameters) ? parameters : void 0
		}).flatMap((each) => Object.keys(each).map((name) => `${name} of ${type}`)));
		return odd.length === 0 ? confirmed(`every parameter of the ${rules.length} rules of this repository is known`) : unseen(`not known are ${[...new Set(odd)].join(", ")}`, "what the documentation says of these parameters");
	}
};

// shared/domain/setup/abilities.ts
function wantsRun(control, { sections }) {
	return control === "evidence-bundle" && sections[control]?.["create"] !== void 0;
}
function wantsSecret(control, input, { lists }) {
	const use = needsOf(control).secretUses?.[input];
	if (use === void 0) return true;
	return (lists[use.list] ?? []).some((entry) => ![void 0, use.idle].includes(lookUp(entry, use.pointer)));
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
	const event = place === "laptop" ? "local" : runEvents[place].on;
	if (around.skipped(name).includes(event)) return {
		reach: "no",
		because: `skip-on: ${event}`
	};
	if (place !== "laptop" && !around.events(name).has(event)) return around.unseen.length === 0 || around.events(name).size > 0 ? { reach: "not-run" } : {
		reach: "not-run",
		because: "what is not looked into may run it"
	};
	if (place === "laptop") return worst(onLaptop(control, around));
	const secrets = runEvents[place].secrets ? secretsOf(control, around.wants) : [];
	return reachOn(control, place, around.wants, around.stepLimits(name, event, secrets));
}
function reachOn(control, event, wants = () => true, ofSteps = []) {
	return worst([...onEvent(control, event, wants), ...ofSteps], secretsOf(control, wants));
}
function worst(limits, secrets = []) {
	const never = limits.find(({ reach }) => reach === "no");
	if (never !== void 0) return never;
	if (limits.length > 0) return {
		reach: "part",
		because: [...new Set(limits.flatMap(({ because }) => because ?? []))].join("; ")
	};
	if (secrets.length === 0) return { reach: "yes" };
	return {
		reach: "yes",
		because: `if the secret for ${secrets.join(", ")} is set, which only GitHub knows`
	};
}
function secretsOf({ inputs }, wants) {
	return Object.entries(inputs).flatMap(([input, { shape }]) => shape === "secret" && wants(input) ? [input] : []);
}
function onEvent(control, event, wants) {
	const { name, kind } = control;
	const { looksAt, runsCommands } = needsOf(name);
	const { acts, commands, change, judged, secrets } = runEvents[event];
	const limits = [];
	if (judged === "not-judged") limits.push({
		reach: "no",
		because: "another commit is checked out than the event is about"
	});
	if (kind === "act" && acts === "no") limits.push({
		reach: "no",
		because: "nothing may be changed from there"
	});
	if (runsCommands === true && !commands) limits.push({
		reach: "no",
		because: "no command is run there"
	});
	if (looksAt.includes("change") && change === "none") limits.push({
		reach: looksAt.length === 1 ? "no" : "part",
		because: "no change is judged there: it needs a range"
	});
	const own = secretsOf(control, wants);
	if (!secrets && own.length > 0) limits.push({
		reach: "part",
		because: `forks have no secrets: what needs ${own.join(", ")} is not verified`
	});
	return limits;
}
function onLaptop(control, { token, hasSecret, wants, wantsRun: asksRun }) {
	const { name, kind, permissions } = control;
	const { looksAt, history } = needsOf(name);
	const limits = [];
	const add = (reach, because) => void limits.push({
		reach,
		because
	});
	if (kind === "act") add("part", "it shows the change; only --apply writes it");
	if (asksRun || looksAt.includes("run")) add("part", "there is no run: its jobs and artifacts are not known");
	if ((looksAt.includes("platform") || looksAt.includes("run") && Object.keys(permissions).length > 1) && !token) add(looksAt.every((each) => each === "platform") ? "no" : "part", "GitHub is asked with GITHUB_TOKEN, which is not set");
	const missing = secretsOf(control, wants).filter((input) => !hasSecret(input));
	if (missing.length > 0) add("part", `what needs ${missing.join(", ")} is not verified: it is not set`);
	if (history === "all" && looksAt.includes("past")) add("part", "the past is that of this clone");
	return limits;
}

// shared/domain/setup/decisions.ts
function decisionsOf({ sections, asked }) {
	const { summaries = {}, expect = [] } = sections["executive-summary"] ?? {};
	return {
		parts: new Map(Object.entries(summaries).map(([name, { controls = [] }]) => [name, [...controls, ...[expect].flat()]])),
		skipped: (control) => asked.skipOn[control] ?? []
	};
}

// shared/domain/setup/conditions.ts
function isAlways(condition) {
	return /^\s*(?:\$\{\{\s*)?always\(\)(?:\s*\}\})?\s*$/.test(condition);
}
function isSuccess(condition) {
	return /^\s*(?:\$\{\{\s*)?success\(\)(?:\s*\}\})?\s*$/.test(condition);
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
	const name = actionName(uses);
	return name !== void 0 && controlNames.includes(name) ? name : void 0;
}
function compositeOf(uses) {
	const name = actionName(uses);
	if (name === void 0 || !/^[^/]+\/release-governance$/i.test(usedAction(uses).repository ?? "")) return void 0;
	const parts = Object.entries(compositeParts).find(([each]) => each === name)?.[1];
	return parts === void 0 ? void 0 : {
		name,
		...parts
	};
}
function actionName(uses) {
	return /(?:^|\/)actions\/([a-z0-9-]+)$/.exec(usedAction(uses).path)?.[1];
}

// shared/domain/setup/workflow-steps.ts
function suiteSteps(workflows) {
	return workflows.flatMap(({ workflow }) => (workflow?.jobs ?? []).flatMap((job) => job.actions.flatMap((step) => workflow === void 0 ? [] : runBy(step).map((run) => ({
		workflow,
		job,
		step,
		...run
	})))));
}
function runBy(step) {
	const place = placeOf(step);
	const control = controlOf(step.value);
	if (control !== void 0) return [{
		control,
		action: control,
		place
	}];
	const composite = compositeOf(step.value);
	if (composite === void 0) return [];
	const { name: action, controls, mayBeApart } = composite;
	return controls.flatMap((each) => {
		const said = mayBeApart.includes(each) ? `${stringOf(inputNamed(step, each))}` : "";
		if (said.toLowerCase() === "apart") return [];
		return [{
			control: each,
			action,
			place: said.includes("${{") ? void 0 : place
		}];
	});
}
function inputNamed({ inputs }, name) {
	return [...inputs].find(([key]) => key.toLowerCase() === name)?.[1];
}
function stringOf(value) {
	return typeof value === "string" ? value : "";
}
function isRun({ control, action, place }, asked) {
	if (action === control || control === "executive-summary") return "yes";
	if (place !== ".") return "unknown";
	return asked.has(control) ? "yes" : "no";
}
function placeOf({ inputs }) {
	const [folder = "", config = ""] = ["working-directory", "config"].map((name) => {
		const given = inputs.get(name);
		return typeof given === "object" && given !== null ? "" : `${given ?? ""}`;
	});
	if (`${folder}${config}`.includes("${{")) return void 0;
	if (config !== "" && posix.normalize(config) !== ".github/release-governance.yml") return void 0;
	return posix.normalize(folder === "" ? "." : folder).replace(/(.)\/$/, "$1");
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
	const found = workflows.flatMap(({ workflow }) => (workflow?.jobs ?? []).flatMap(({ uses, actions }) => [...uses?.value.kind === "remote" ? [`${uses.value.owner}/${uses.value.repository}/${uses.value.path}`] : [], ...actions.filter((step) => runBy(step).length === 0 && (/^(?:\.|\$)\//.test(step.value) || /\/actions\/[a-z-]+@/.test(step.value))).map(({ value }) => value)]));
	const unclear = suiteSteps(workflows).filter(({ place }) => place === void 0).map(({ workflow, step }) => `${workflow.path}:${step.at.line}`);
	return [...new Set([...found.sort(), ...unclear])];
}

// shared/domain/setup/commands-apart.ts
const aboutChange = /^(?:pull_request(?:_.*)?|merge_group)$/;
function commandsApart(steps, asked) {
	const runs = steps.filter(({ workflow }) => workflow.triggers.some(({ event }) => aboutChange.test(event)));
	return runs.filter((step) => needsOf(step.control).runsCommands === true && isRun(step, asked) !== "no").flatMap((commands) => {
		const { workflow, job, step, control } = commands;
		const others = runs.filter((each) => each.job === job && needsOf(each.control).saysWhatCodeDid !== true && isRun(each, asked) !== "no");
		if (others.length === 0) return [];
		const sure = always(commands) && isRun(commands, asked) === "yes" && others.some((each) => isRun(each, asked) === "yes");
		const named = [...new Set(others.map((each) => each.control))].join(", ");
		return [{
			level: sure ? "wrong" : "unknown",
			path: workflow.path,
			line: step.at.line,
			says: `the job ${quote(job.id)} runs commands of the judged change with ${control}, which can exchange the actions behind them, and has ${named} too: the decision over a pull request is no-go`,
			expected: `${control} in a job of its own`,
			actual: `${named} beside it`,
			fix: commands.action === control ? `give ${control} a job of its own` : `give ${control} a job of its own, and write with: { ${control}: apart } for ${commands.action}`
		}];
	});
}
function always({ job, step }) {
	return [job.condition, step.condition].every((condition) => condition === void 0 || isAlways(condition.value) || isSuccess(condition.value));
}

// shared/domain/setup/judge-decision.ts
function ownSteps(steps) {
	return steps.filter(({ place }) => place === ".");
}
function judgeDecision(step, steps, judging, decisions, unseen) {
	return [...unsteady(step, steps), ...step.place === "." ? apart(step, ownSteps(steps), expectedBy(step, judging, decisions), unseen) : []];
}
function unsteady({ workflow, job, step, action }, steps) {
	const { path } = workflow;
	const troubles = [];
	const condition = job.condition?.value;
	if (condition === void 0 || !isAlways(condition)) troubles.push({
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
			says: `${action} has a ${what} of its own, so that the job can be green without a decision`,
			expected: `no ${what}`,
			actual: `${what}: ${written.value}`,
			fix: `take the ${what} away`
		});
	}
	const waits = waitsFor(workflow, job);
	const others = new Set(steps.filter((each) => each.workflow.path === path && each.job.id !== job.id).filter((each) => !waitsFor(workflow, each.job).has(job.id.toLowerCase())).map((each) => each.job.id));
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
function expectedBy({ workflow, step }, judging, { parts, skipped }) {
	const named = step.inputs.get("name");
	const part = typeof named === "string" ? parts.get(named) : void 0;
	const events = workflow.triggers.map(({ event }) => event);
	return {
		names: judging.filter((name) => part?.includes(name) ?? !events.every((event) => skipped(name).includes(event))),
		known: typeof named !== "string" || !named.includes("${{")
	};
}
function apart({ workflow, job, step }, own, { names, known }, unseen) {
	return names.flatMap((name) => {
		const runs = own.filter(({ control }) => control === name);
		const elsewhere = [...new Set(runs.map((each) => each.workflow.path))];
		if (elsewhere.length === 0 || elsewhere.includes(workflow.path)) return [];
		return [{
			level: unseen.length > 0 || !known ? "unknown" : "wrong",
			path: workflow.path,
			line: step.at.line,
			says: `the job ${quote(job.id)} decides over the reports of its own run, and ${name} runs in another workflow`,
			expected: `a job with actions/${name} in ${workflow.path}`,
			actual: `one in ${elsewhere.join(", ")}`,
			fix: `run ${name} in ${workflow.path}, before the decision: else its report is missing`
		}];
	});
}
function namesakes(decisions, workflows) {
	const checkOf = ({ id, name }) => (name?.value ?? id).trim().toLowerCase();
	return workflows.flatMap(({ path, workflow }) => (workflow?.jobs ?? []).map((job) => ({
		path,
		job
	}))).filter(({ job }) => !decisions.includes(job) && decisions.some((decides) => checkOf(decides) === checkOf(job))).map(({ path, job }) => ({
		level: "wrong",
		path,
		line: (job.name?.at ?? job.at).line,
		says: `the job ${quote(job.id)} makes a check of the same name as the decision: where that is required, either of them may be meant`,
		expected: "a name that no other job has",
		actual: job.name?.value ?? job.id,
		fix: "give one of the two another name"
	}));
}

// shared/domain/setup/judge-workflows.ts
const overEverything = {
	parts: new Map(),
	skipped: () => []
};
function judgeWorkflows(workflows, controls, asked, config, decisions = overEverything) {
	const steps = suiteSteps(workflows);
	const own = ownSteps(steps);
	const unseen = unseenUses(workflows);
	const judging = controls.flatMap(({ name, kind }) => kind !== "act" && kind !== "decide" && asked.has(name) ? [name] : []);
	const byName = new Map(controls.map((control) => [control.name, control]));
	return onceEach([
		...workflows.flatMap(refused),
		...steps.flatMap((step) => {
			const control = byName.get(step.control);
			const runs = isRun(step, asked);
			return [
				...control === void 0 || runs === "no" ? [] : perhaps(runs, permissions$1(step, control)),
				...runs === "no" ? [] : perhaps(runs, history(step)),
				...reference(step),
				...target(step),
				...control?.kind === "decide" ? judgeDecision(step, steps, judging, decisions, unseen) : []
			];
		}),
		...controls.filter(({ name, kind }) => kind !== "act" && asked.has(name)).flatMap((control) => unrun(control, own, unseen, config)),
		...commandsApart(steps, asked),
		...namesakes(steps.filter(({ control }) => byName.get(control)?.kind === "decide").map(({ job }) => job), workflows)
	]);
}
const levels = [
	"wrong",
	"unknown",
	"advice"
];
function onceEach(troubles) {
	const found = new Map();
	for (const trouble of troubles) {
		const key = JSON.stringify([
			trouble.path,
			trouble.line,
			trouble.says
		]);
		const known = found.get(key);
		if (known === void 0 || levels.indexOf(trouble.level) < levels.indexOf(known.level)) found.set(key, trouble);
	}
	return [...found.values()];
}
function perhaps(runs, troubles) {
	if (runs === "yes") return troubles;
	return troubles.map((trouble) => trouble.level === "wrong" ? {
		...trouble,
		level: "unknown"
	} : trouble);
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
function permissions$1(step, control) {
	const { job, workflow } = step;
	const at = job.permissions?.at ?? job.at;
	const spared = step.action === step.control && step.step.inputs.has("shard") ? needsOf(control.name).sparedOfParts ?? [] : [];
	return Object.entries(control.permissions).filter(([scope]) => !spared.includes(scope)).flatMap(([scope, level]) => {
		const granted = grantOf(step, scope);
		const place = {
			path: workflow.path,
			line: at.line,
			expected: `${scope}: ${level}`
		};
		const fix = `write ${scope}: ${level} under permissions: of the job ${job.id}`;
		if (granted === void 0) {
			const says = `nobody says what the job ${quote(job.id)} may: the settings of the repository decide whether ${step.action} gets ${scope}: ${level}`;
			return [{
				...place,
				level: "unknown",
				says,
				actual: "no permissions: in the job, nor in the workflow",
				fix
			}];
		}
		if (granted === "write" || granted === level) return [];
		const says = `the job ${quote(job.id)} does not grant ${scope}: ${level}, which ${step.action} needs`;
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
	const { control, action, job, workflow } = step;
	const needed = needsOf(control).history;
	const has = checkoutBefore(step);
	if (needed === "none" || has === "all" || needed === "one" && has !== "none") return [];
	const expected = needed === "all" ? "actions/checkout with fetch-depth: 0 before it" : "actions/checkout before it";
	const actual = has === "none" ? "no checkout" : has === "unknown" ? "a fetch-depth that an expression gives" : "a checkout of one commit";
	return [{
		level: has === "unknown" ? "unknown" : action === "atomic-change" && has === "none" ? "advice" : "wrong",
		path: workflow.path,
		line: step.step.at.line,
		says: `${action} in the job ${quote(job.id)} does not get ${needed === "all" ? "the history" : "the files"} that it needs`,
		expected,
		actual,
		fix: needed === "all" ? "write with: { fetch-depth: 0 } for its actions/checkout" : "check out before it"
	}];
}
function reference({ workflow, step, action }) {
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
	if (ref !== void 0 && /^v?\d+(?:\.\d+)*(?:-pre\.\d+)?$/.test(ref)) {
		const says = `${action} is named by the release ${quote(ref)}, which can be moved to other code`;
		return [{
			...place,
			level: "advice",
			says,
			actual: ref,
			fix
		}];
	}
	const says = ref === void 0 ? `${action} is named without a ref` : `${action} is whatever ${quote(ref)} is at the time of the run`;
	return [{
		...place,
		level: "wrong",
		says,
		actual: ref ?? "none",
		fix
	}];
}
function target({ workflow, action }) {
	const trigger = workflow.triggers.find(({ event }) => event === "pull_request_target");
	if (trigger === void 0) return [];
	return [{
		level: "wrong",
		path: workflow.path,
		line: trigger.at.line,
		says: `${action} runs on pull_request_target, where the secrets of the base meet the files of anybody`,
		expected: "pull_request",
		actual: "pull_request_target",
		fix: "write pull_request"
	}];
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

// shared/domain/setup/step-limits.ts
function stepLimits(control, event, steps, secrets) {
	return steps.filter((step) => step.control === control.name && step.workflow.triggers.some((trigger) => trigger.event === event)).map((step) => [
		...conditions(step, event),
		...permissions(step, control),
		...files(step),
		...unset(step, secrets)
	]).sort((a, b) => a.length - b.length)[0] ?? [];
}
function conditions({ workflow, job, step }, event) {
	const limits = [];
	if (job.needs.length > 0 && (job.condition === void 0 || isSuccess(job.condition.value))) limits.push({
		reach: "part",
		because: `its job is skipped where ${listed(job.needs.map(({ value }) => value))} failed`
	});
	for (const condition of [job.condition, step.condition]) {
		if (condition === void 0 || isAlways(condition.value) || isSuccess(condition.value)) continue;
		limits.push({
			reach: "part",
			because: `its ${condition === job.condition ? "job" : "step"} runs only if ${condition.value}`
		});
	}
	const triggers = workflow.triggers.filter((trigger) => trigger.event === event);
	for (const { kind, value } of triggers.flatMap(({ filters }) => filters)) {
		if (event === "push" && (kind === "branches" || kind === "tags")) continue;
		limits.push({
			reach: "part",
			because: `its workflow runs only for ${kind}: ${listed(value)}`
		});
	}
	return limits;
}
function permissions(step, control) {
	return Object.entries(control.permissions).flatMap(([scope, level]) => {
		const granted = grantOf(step, scope);
		if (granted === "write" || granted === level) return [];
		return [{
			reach: "part",
			because: granted === void 0 ? `the settings of the repository decide whether its job gets ${scope}: ${level}` : `its job lacks ${scope}: ${level}`
		}];
	});
}
function files(step) {
	const { history } = needsOf(step.control);
	const has = checkoutBefore(step);
	if (history === "none" || has === "all" || history === "one" && has === "one") return [];
	if (has === "unknown") return history === "one" ? [] : [{
		reach: "part",
		because: "an expression says how much of the history it gets"
	}];
	return [{
		reach: "part",
		because: has === "none" ? "nothing is checked out before it" : "it gets one commit of the history"
	}];
}
function unset({ step }, secrets) {
	const missing = secrets.filter((input) => !step.inputs.has(input));
	return missing.length === 0 ? [] : [{
		reach: "part",
		because: `its step is given no ${missing.join(", ")}`
	}];
}

// shared/domain/setup/needed-files.ts
const named = [
	/^\/contracts\/\d+\/(?:pin|mirror|matrix\/path|copies\/\d+)$/,
	/^\/surfaces\/\d+\/(?:openapi\/\d+|documents\/\d+\/path)$/,
	/^\/surfaces\/\d+\/versions\/\d+\/places\/\d+\/path$/,
	/^\/surfaces\/\d+\/error-codes\/lists\/\d+\/path$/,
	/^\/surfaces\/\d+\/(?:endpoints|impact)\/\d+\/path$/,
	/^\/surfaces\/\d+\/overlap\/active\/\d+\/path$/,
	/^\/kpi-report\/rows\/\d+$/,
	/^\/gate-checklist\/sources\/\d+\/path$/,
	/^\/external-setup\/locks\/\d+\/path$/,
	/^\/sign-off\/documents\/\d+\/path$/,
	/^\/required-checks\/documents\/\d+\/path$/,
	/^\/executive-summary\/posture$/,
	/^\/evidence-bundle\/verify\/list$/
];
const misnamedConfigs = [
	"release-governance.yml",
	"release-governance.yaml",
	".github/release-governance.yaml"
];
function namedFiles(document) {
	return document.leaves().flatMap((pointer) => {
		const file = document.get(pointer);
		if (typeof file !== "string" || !named.some((pattern) => pattern.test(pointer))) return [];
		if (pointer.includes("/copies/") && /[*?[{]/.test(file)) return [];
		if (pointer.startsWith("/kpi-report/") && document.get("/kpi-report/origin") !== "committed") return [];
		if (pointer === "/evidence-bundle/verify/list" && document.get("/evidence-bundle/verify/bundle") !== void 0) return [];
		return [{
			pointer,
			file
		}];
	});
}
function missingFiles(path, document, isThere) {
	return namedFiles(document).flatMap(({ pointer, file }) => {
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

export { abilityOf, classicProbes, compositeOf, controlOf, decisionsOf, graphqlProbes, judgeWorkflows, listProbes, misnamedConfigs, missingFiles, namedFiles, ruleProbes, rulesetProbes, stepLimits, suiteSteps, unseenUses, wantsRun, wantsSecret };