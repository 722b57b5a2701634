import { GovernanceError, RelativePath, Text, choice, decodeText, defineControl, flag, formatPointer, integer, list, listed, rule, secret, stableJson, structured, text } from "./shared.js";
import { array, boolean, looseObject, number, strictObject, string } from "./vendor.js";
import { RepositorySchema, credentialTexts, judgedRepository, needs, shortName, strongest, unread } from "./domain-github-rules.js";
import { OrganisationDataSchema, auditProblems, journals, organisationInputs, refuseParts } from "./domain-organisation-config.js";
import { branchText, findingRules as findingRules$1, heldBy, judgeChecks, makerText, readJsonDeclaration, requiredOfJobs, wantedContexts, wholeRule } from "./domain-required-checks.js";
import { classShape, eitherTopicOrProperty, namedOnce } from "./domain-repository-class.js";
import { snapshotInputs } from "./domain-seen-repository-config.js";
import { readPolicyFile } from "./domain-policy-file.js";
import { certainText, producible, shownName } from "./domain-check-names.js";
import { callText, hasExpression, readWorkflow } from "./domain-workflow.js";
import { meteredGitHub } from "./core-metered.js";
import { parseRepository, repositoryKey } from "./parse.js";
import { askBranchRules, noRules } from "./domain-branch-rules.js";

// actions/required-checks/commits.ts
const WorkflowSchema = looseObject({
	path: string(),
	state: string()
});
const CommitSchema = looseObject({ sha: string().min(1) });
const CheckRunSchema = looseObject({
	name: string(),
	app: looseObject({ id: number().int() }).nullish()
});
const StatusSchema = looseObject({ context: string() });
function isRunning({ state }) {
	return state === "active" || state === "deleted";
}
async function disabledWorkflows(platform) {
	if (!platform.ok) return {
		known: false,
		because: platform.because
	};
	const { github, at } = platform;
	const answer = await github.all("GET /repos/{owner}/{repo}/actions/workflows", at, WorkflowSchema);
	if (!answer.ok) return {
		known: false,
		because: unread(answer.because, needs.actions)
	};
	return {
		known: true,
		value: answer.data.filter((one) => !isRunning(one))
	};
}
async function seenChecks(platform, branch, commits) {
	if (!platform.ok) return {
		known: false,
		because: platform.because
	};
	if (branch === void 0) return {
		known: false,
		because: {
			code: "NO_DATA",
			message: "the name of the default branch could not be asked for",
			needs: "branch: <its name> under required-checks"
		}
	};
	const { github, at } = platform;
	const listed = await github.get("GET /repos/{owner}/{repo}/commits", {
		...at,
		sha: branch,
		per_page: commits
	}, CommitSchema.array());
	if (!listed.ok) return {
		known: false,
		because: unread(listed.because, needs.contents)
	};
	const found = new Map();
	for (const { sha: ref } of listed.data) {
		const [runs, statuses] = await Promise.all([github.all("GET /repos/{owner}/{repo}/commits/{ref}/check-runs", {
			...at,
			ref
		}, CheckRunSchema), github.all("GET /repos/{owner}/{repo}/commits/{ref}/statuses", {
			...at,
			ref
		}, StatusSchema)]);
		if (!runs.ok) return {
			known: false,
			because: unread(runs.because, needs.checks)
		};
		if (!statuses.ok) return {
			known: false,
			because: unread(statuses.because, needs.statuses)
		};
		const all = [...runs.data.map(({ name, app }) => ({
			context: name,
			kind: "check-run",
			app: app?.id
		})), ...statuses.data.map(({ context }) => ({
			context,
			kind: "status",
			app: void 0
		}))];
		for (const check of all) found.set(JSON.stringify([
			check.context,
			check.kind,
			check.app
		]), check);
	}
	return {
		known: true,
		value: [...found.values()]
	};
}

// actions/required-checks/definition.ts
const DocumentSchema = strictObject({
	path: RelativePath,
	complete: boolean().default(true).meta({ description: "Whether nothing else may be required; false for a document that lists a minimum." }),
	list: Text.optional().meta({ description: "Of a Markdown document: the heading, or the beginning of the line, in front of the list of checks. In the list nothing may stand but code, one check for each item." }),
	table: Text.optional().meta({ description: "Of a Markdown document: the heading over the table of checks." }),
	column: Text.optional().meta({ description: "The column of the table that holds the checks." })
}).superRefine(({ list: bullets, table, column }, check) => {
	if (bullets !== void 0 && table !== void 0) check.addIssue({
		code: "custom",
		message: "checks are read from a list or from a table, not from both"
	});
	if (table === void 0 !== (column === void 0)) check.addIssue({
		code: "custom",
		message: "table and column go together"
	});
});
const DocumentsSchema = array(DocumentSchema).refine((documents) => new Set(documents.map(({ path }) => path)).size === documents.length, "a document is listed twice");
const GateSchema = strictObject({
	workflow: Text.meta({ description: "The workflow file; without a folder it lies in .github/workflows." }),
	job: Text.meta({ description: "The id of the job." }),
	except: array(Text).default([]).meta({ description: "The ids of jobs of the workflow that it need not wait for; of a job in a called workflow the ids of all, as call/job." })
});
const ClassSchema = strictObject({
	...classShape,
	documents: DocumentsSchema.default([]),
	"external-checks": array(Text).default([]),
	"optional-checks": array(Text).default([]),
	"gate-jobs": array(GateSchema).default([])
}).refine(...eitherTopicOrProperty);
const inputs = {
	branch: text({
		description: "The branch whose required checks are judged: its name, or ~DEFAULT_BRANCH.",
		default: "~DEFAULT_BRANCH",
		policy: true
	}),
	repository: text({
		description: "The repository whose rules are asked for, as owner/name; only a run on a laptop needs it.",
		optional: true,
		policy: true
	}),
	...snapshotInputs,
	documents: structured(DocumentsSchema, {
		description: "Documents that list the required checks: JSON as { path }, Markdown as { path, list } or { path, table, column }.",
		default: [],
		policy: true
	}),
	"external-checks": list({
		description: "Checks that something else than the workflows of the repository reports; no job may bear their names.",
		default: [],
		policy: true
	}),
	"optional-checks": list({
		description: "Checks of pull requests that need not be required, by the name that the report shows.",
		default: [],
		policy: true
	}),
	"gate-jobs": structured(array(GateSchema), {
		description: "Jobs that must wait for all other jobs of their workflow, as { workflow, job, except }.",
		default: [],
		policy: true
	}),
	"decision-job": choice([
		"if-used",
		"required",
		"off"
	], {
		description: "Whether a job with executive-summary must be required and always run: when the configuration has that section or a job uses it (in the change or in its base), always, or never.",
		default: "if-used",
		policy: true
	}),
	"decision-action": text({
		description: "The action that makes the decision, where it is not the one of this suite, as owner/name/path.",
		default: "release-governance/release-governance/actions/executive-summary",
		policy: true
	}),
	...organisationInputs("that are judged instead of one, by what their default branch holds: documents, external-checks, optional-checks and gate-jobs hold for each of them."),
	classes: structured(array(ClassSchema).refine(namedOnce, "a name is used twice"), {
		description: "What holds besides for the repositories of a class, where many are judged: documents, external-checks, optional-checks and gate-jobs.",
		default: [],
		policy: true
	}),
	"admin-token": secret({ description: "Token for an audit of many repositories: a GitHub App token of the organisation (metadata, administration, contents and actions: read). One repository is judged with the token of the workflow." }),
	"actions-app": integer({
		description: "The id of the app that reports the jobs of workflows; 15368 on github.com.",
		default: 15368,
		min: 1,
		policy: true
	}),
	"disabled-workflows": flag({
		description: "Whether it is looked at that no workflow of a required check is disabled; 1 request for each repository.",
		default: true,
		policy: true
	}),
	"recent-commits": integer({
		description: "Also look at the checks and statuses of so many last commits of the branch, for what no job of the workflows may make; needs checks: read and statuses: read.",
		optional: true,
		min: 1,
		max: 100,
		policy: true
	})
};
const lists = {};
const documents = { "audit.csv": "of an audit of many repositories: every rule of each of them with its verdict, and those that were not read" };
const outputs = { required: { description: "How many checks the branch requires; empty when that is not known." } };

// actions/required-checks/documents.ts
async function readDocuments(ctx, documents) {
	if (documents.length === 0) ctx.notApplicable("document-readable", {}, "the configuration names no document");
	const found = [];
	for (const document of documents) {
		const { path, complete } = document;
		const read = await readDocument(ctx, document);
		if ("because" in read) {
			ctx.unverified("document-readable", { about: [path] }, read.because, { path });
			found.push({ unread: read.because });
		} else if (read.ok) {
			ctx.passed("document-readable", { about: [path] }, { path });
			found.push({ declaration: {
				document: path,
				complete,
				checks: read.checks
			} });
		} else {
			for (const told of numbered(path, read.problems)) ctx.failed("document-readable", told.fact, told.at);
			const message = `${path} could not be read, as other results say`;
			found.push({ unread: {
				code: "NO_DATA",
				message,
				needs: `a ${path} that can be read`
			} });
		}
	}
	return found;
}
function documentsOf(read) {
	return {
		declarations: read.flatMap((one) => "declaration" in one ? [one.declaration] : []),
		unread: read.flatMap((one) => "unread" in one ? [one.unread] : [])[0]
	};
}
function numbered(path, problems) {
	return problems.map(({ message, at }, index) => ({
		fact: {
			about: index === 0 ? [path] : [path, String(index + 1)],
			message: `${path} ${message}`,
			expected: "a list of required checks",
			actual: message,
			fix: `repair ${path}, or correct its entry under required-checks: documents`
		},
		at
	}));
}
async function readDocument(ctx, { path, list, table, column }) {
	const file = await readPolicyFile(ctx, path);
	if (!file.ok) return file;
	if (list === void 0 && table === void 0) return readJsonDeclaration(path, file.text);
	const markdown = await import("./domain-required-checks-markdown-declaration.js");
	return table === void 0 ? markdown.readMarkdownDeclaration(path, file.text, list ?? "") : markdown.readTableDeclaration(path, file.text, table, column ?? "");
}

// actions/required-checks/exhibit.ts
const place = {
	"check-produced": 0,
	"check-unique": 0,
	"check-name-length": 0,
	"runs-on-pull-request": 0,
	"runs-in-merge-queue": 0,
	"not-filtered": 0,
	"not-skipped": 0,
	"name-when-skipped": 0,
	"runs-after-failure": 0,
	"workflow-enabled": 0,
	"app-pinned": 0,
	"produced-is-required": 0,
	"declared-is-required": 1,
	"required-is-declared": 1,
	"declared-job-exists": 1,
	"declarations-agree": 2
};
const order = [
	"bad",
	"open",
	"good"
];
const mostRows = 1e3;
function checksExhibit(facts, findings) {
	const byContext = new Map();
	for (const finding of findings) {
		if (place[finding.rule] === void 0) continue;
		const context = finding.about[(place[finding.rule] ?? -1) + wholeRule(finding.rule, facts.askedBranch).length];
		if (context === void 0) continue;
		const same = byContext.get(context);
		if (same === void 0) byContext.set(context, [finding]);
		else same.push(finding);
	}
	const rows = allContexts(facts).map(({ context, declared, made, required }) => {
		const own = byContext.get(context) ?? [];
		const rulesWith = (status) => [...new Set(own.filter((finding) => finding.status === status).map(({ rule }) => rule))];
		const [failed, open] = [rulesWith("failed"), rulesWith("unverified")];
		const mark = failed.length > 0 ? "bad" : open.length > 0 ? "open" : "good";
		const verdict = {
			bad: `wrong: ${failed.join(", ")}`,
			open: `not verified: ${open.join(", ")}`,
			good: own.length === 0 ? "optional" : "right"
		}[mark];
		return {
			mark,
			cells: [
				context,
				declared,
				made,
				required,
				...facts.seen === void 0 ? [] : [seenText(facts, context)],
				verdict
			]
		};
	});
	rows.sort((a, b) => order.indexOf(a.mark) - order.indexOf(b.mark) || byText(a.cells[0] ?? "", b.cells[0] ?? ""));
	return {
		title: `Checks of ${branchText(facts)}`,
		columns: [
			{ name: "Check" },
			{ name: "Declared in" },
			{ name: "Made by" },
			{ name: "Required" },
			...facts.seen === void 0 ? [] : [{ name: "Seen" }],
			{ name: "Judgement" }
		],
		rows: rows.slice(0, mostRows),
		remark: `A check holds a change up only where it is required from the app that reports it, and made on every pull request.${rows.length > mostRows ? ` ${rows.length - mostRows} more are not shown.` : ""}`
	};
}
function byText(a, b) {
	return a < b ? -1 : a > b ? 1 : 0;
}
function allContexts(facts) {
	const none = facts.required.known ? "no" : "not known";
	const wanted = wantedContexts(facts);
	const known = new Set(wanted.map(({ context }) => context));
	const others = new Map();
	for (const check of facts.produced.checks) {
		const context = certainText(check.name) ?? shownName(check.name);
		if (known.has(context) || check.refused !== void 0) continue;
		if (!check.runs.some(({ trigger }) => trigger.event === "pull_request")) continue;
		others.set(context, [...others.get(context) ?? [], makerText(check)]);
	}
	return [...wanted.map(({ context, declared, makers, candidates, required }) => {
		const perhaps = candidates.map((check) => `perhaps ${makerText(check)}`);
		const made = [...makers.map(makerText), ...perhaps];
		const external = facts.external.includes(context) ? ["something else"] : [];
		return {
			context,
			declared: orElse(declared.map(({ at }) => at.path), "no"),
			made: orElse([...made, ...external], "nothing"),
			required: orElse(required.map(({ app, source }) => `${app === void 0 ? "from any app" : `from app ${app}`} by ${source.text}`), none)
		};
	}), ...[...others].map(([context, makers]) => ({
		context,
		declared: "no",
		made: orElse(makers, "nothing"),
		required: none
	}))];
}
function orElse(items, otherwise) {
	return items.length === 0 ? otherwise : listed([...new Set(items)]);
}
function seenText({ seen }, context) {
	if (seen?.known !== true) return "not known";
	return orElse(seen.value.filter((check) => check.context === context).map(({ kind, app }) => kind === "status" ? "as a status" : `from ${app === void 0 ? "no app" : `app ${app}`}`), "no");
}

// actions/required-checks/decision-job.ts
async function decisionSteps({ asked, action, repository, configured, before }, produced, options) {
	if (asked === "off") return { why: "the configuration asks for no job with executive-summary" };
	const ask = decides(action, repository);
	if (asked === "required" || configured) return { ask };
	if (isUsed(produced, ask) || unreadOf(produced) !== void 0) return { ask };
	if (before !== void 0) {
		const base = await before();
		if (!base.ok) return { because: base.because };
		const made = await producible(base.workflows, options);
		if (isUsed(made, ask)) return { ask };
		const because = unreadOf(made);
		if (because !== void 0) return { because };
	}
	return { why: "the configuration has no section executive-summary, and no job uses it" };
}
function isUsed({ checks }, ask) {
	return checks.some(({ runs }) => runs.some(({ steps }) => steps.some(({ job, path }) => job.actions.some((step) => ask(step, path)))));
}
function unreadOf({ checks }) {
	return checks.find(({ because }) => because !== void 0)?.because;
}
const decidingComposite = "release-gate";
function decides(action, judged) {
	const meant = named(action);
	const composite = meant.replace(/executive-summary$/, decidingComposite);
	return ({ value, inputs }, file) => {
		const uses = value.trim();
		const remote = /^([^/]+\/[^/]+)\/\.github\/workflows\//.exec(file)?.[1];
		const [, root, path = ""] = /^([$.])(\/.*?)\/?$/.exec(uses) ?? [];
		const used = named(root === void 0 ? uses.slice(0, uses.indexOf("@")) : `${root === "." ? judged : remote ?? judged}${path}`);
		if (used !== meant) return used === composite && !hasExpression(uses);
		return !hasExpression(uses) && ([...inputs].find(([key]) => key.toLowerCase() === "name")?.[1] ?? "") === "";
	};
}
function named(action) {
	return action.replace(/^[^/]+\/[^/]+/, (repository) => repository.toLowerCase());
}

// actions/required-checks/silent.ts
function silenceOf(rule, around) {
	const { facts, unread, noDecision } = around;
	const { required, declarations } = facts;
	const hidden = required.known ? unread : required.because;
	const wanted = declarations.some(({ checks }) => checks.length > 0) || required.known && required.value.length > 0;
	const ofContexts = (nothing) => {
		if (hidden !== void 0) return { because: hidden };
		return wanted ? { nothing } : { because: noCheck(facts) };
	};
	const ofDocuments = (asked, why) => {
		if (unread !== void 0) return { because: unread };
		return asked ? { because: noCheck(facts) } : { nothing: why };
	};
	switch (rule) {
		case "workflow-readable": return { because: noWorkflow };
		case "name-provable": return facts.workflows.length === 0 ? { because: noWorkflow } : { nothing: "no workflow makes a check" };
		case "check-produced":
		case "check-unique":
		case "check-name-length":
		case "runs-on-pull-request":
		case "runs-in-merge-queue": return ofContexts("no job of the workflows makes a required check");
		case "workflow-enabled":
			if (facts.disabled === void 0) return { nothing: "the configuration does not ask for disabled workflows" };
			return ofContexts("no job of the workflows makes a required check");
		case "not-filtered":
		case "name-when-skipped": return ofContexts("no job of the workflows makes a required check for pull requests");
		case "not-skipped": return ofContexts("no job, other than those of a matrix, makes a required check for pull requests");
		case "runs-after-failure": return ofContexts("no required job needs another one");
		case "app-pinned": return required.known ? { because: noCheck(facts) } : { because: required.because };
		case "declared-is-required": return ofDocuments(declarations.length > 0, "the configuration names no document");
		case "required-is-declared": return ofDocuments(declarations.some(({ complete }) => complete), "the configuration names no document that claims to be complete");
		case "declarations-agree": return ofDocuments(declarations.length > 1, "the configuration names no two documents");
		case "declared-job-exists": return ofDocuments(false, "no document says which job makes a check");
		case "produced-is-required":
			if (facts.workflows.length === 0) return { because: noWorkflow };
			return { nothing: "no job runs on pull requests, other than those that are listed as optional" };
		case "decision-is-required":
		case "decision-always-runs":
			if (noDecision !== void 0 && "because" in noDecision) return noDecision;
			return { nothing: noDecision?.why ?? "no job that makes the decision is asked for" };
		case "gate-is-complete":
		case "gate-always-runs": return { nothing: "the configuration names no gate" };
	}
}
const noWorkflow = {
	code: "NO_DATA",
	message: "there is no workflow file",
	needs: "files in .github/workflows at the top of the repository"
};
function noCheck(facts) {
	return {
		code: "NO_DATA",
		message: `there is no check to look at: ${branchText(facts)} requires none, and no document declares one`,
		needs: "a check that is required or declared"
	};
}

// actions/required-checks/judgement.ts
async function judgeRepository(seen) {
	const { repository, rules, defaultBranch, reasons, documents, fetch, decision: asked, ...rest } = seen;
	const calls = {
		repository,
		fetch
	};
	const produced = await producible(seen.workflows, calls);
	const decision = await decisionSteps({
		...asked,
		repository
	}, produced, calls);
	const facts = {
		...rest,
		branch: rules.branch,
		isDefaultBranch: seen.askedBranch === "~DEFAULT_BRANCH" || rules.branch !== void 0 && rules.branch === defaultBranch,
		declarations: documents.declarations,
		produced,
		required: rules.required,
		mergeQueue: rules.mergeQueue,
		isDecision: "ask" in decision ? decision.ask : void 0
	};
	const findings = withoutHold(judgeChecks(facts), reasons);
	const told = new Set(findings.map(({ rule }) => rule));
	const noDecision = "ask" in decision ? void 0 : decision;
	const [doubt] = reasons;
	const around = doubt === void 0 ? facts : {
		...facts,
		required: {
			known: false,
			because: doubt
		}
	};
	return {
		facts,
		findings,
		silent: findingRules$1.filter((rule) => !told.has(rule)).map((rule) => [rule, silenceOf(rule, {
			facts: around,
			unread: documents.unread,
			noDecision
		})])
	};
}
const ofFiles = new Set([
	"workflow-readable",
	"name-provable",
	"declarations-agree",
	"declared-job-exists"
]);
function withoutHold(findings, reasons) {
	const [first] = reasons;
	if (first === void 0) return findings;
	const needs = [...new Set(reasons.flatMap((one) => one.needs ?? []))];
	const because = {
		code: first.code,
		message: [...new Set(reasons.map(({ message }) => message))].join("; "),
		...needs.length === 0 ? {} : { needs: needs.join("; ") }
	};
	return findings.map((finding) => {
		const { rule, status, about, at, message } = finding;
		if (ofFiles.has(rule) || status !== "passed" && status !== "not-applicable") return finding;
		return {
			rule,
			status: "unverified",
			about,
			message,
			because,
			at
		};
	});
}

// actions/required-checks/lists.ts
function listsOf({ inputs }) {
	return {
		external: inputs["external-checks"],
		optional: inputs["optional-checks"],
		gates: inputs["gate-jobs"].map(gateOf),
		decision: {
			asked: inputs["decision-job"],
			action: inputs["decision-action"]
		}
	};
}
function gateOf({ workflow, job, except }) {
	return {
		workflow: workflow.includes("/") ? workflow : `.github/workflows/${workflow}`,
		job,
		except
	};
}

// actions/required-checks/organisation/inputs.ts
const control$1 = "required-checks";
function organisationProblems(section) {
	const { branch = "~DEFAULT_BRANCH", repositories, documents = [], classes = [] } = section;
	const at = (...parts) => formatPointer([control$1, ...parts]);
	const common = auditProblems(control$1, section, ["snapshot", "recent-commits"]);
	if (repositories === void 0) return classes.length === 0 ? common : [...common, {
		pointer: at("classes"),
		message: "only repositories are of classes: name them"
	}];
	const first = new Map(documents.map((one) => [one.path, stableJson(one)]));
	const differing = classes.flatMap((each, index) => each.documents.flatMap((one, place) => {
		const text = stableJson(one);
		const known = first.get(one.path);
		first.set(one.path, known ?? text);
		return known === void 0 || known === text ? [] : [{
			pointer: at("classes", index, "documents", place),
			message: `${one.path} is listed with other words before: a document is read in one way`
		}];
	}));
	return [
		...common,
		...branch === "~DEFAULT_BRANCH" ? [] : [{
			pointer: at("branch"),
			message: "an audit of many repositories judges ~DEFAULT_BRANCH alone"
		}],
		...differing
	];
}

// actions/required-checks/platform.ts
function platformOf(ctx) {
	const { repository: own, event } = ctx.subject;
	const { credential, github: inner } = strongest(ctx);
	const judged = judgedRepository(ctx.inputs.repository, own, inner);
	if (!judged.ok) return {
		...judged,
		asked: () => 0
	};
	const { repository } = judged;
	if (event !== "local" && own !== void 0 && !isSame(own, repository)) throw new GovernanceError("BAD_INPUT", `the workflows of ${own} say nothing about the rules of ${repository.owner}/${repository.name}`, { hint: "Leave repository out: a run judges its own repository." });
	const { github, requests } = meteredGitHub(inner);
	return {
		ok: true,
		github,
		at: {
			owner: repository.owner,
			repo: repository.name
		},
		credential,
		asked: requests
	};
}
function isSame(name, repository) {
	const other = parseRepository(name, repository.host);
	return other !== void 0 && repositoryKey(other) === repositoryKey(repository);
}

// actions/required-checks/required.ts
async function rulesOf(platform, asked) {
	const given = askedBranch(asked);
	const none = (because) => ({
		rules: noRules(given, because),
		defaultBranch: void 0
	});
	if (!platform.ok) return none(platform.because);
	const { github, at } = platform;
	const facts = await github.get("GET /repos/{owner}/{repo}", at, RepositorySchema);
	if (!facts.ok) return none(unread(facts.because, needs.metadata));
	const wanted = `${at.owner}/${at.repo}`;
	if (facts.data.full_name.toLowerCase() !== wanted.toLowerCase()) return none({
		code: "NOT_FOUND",
		message: `asked for ${wanted}, GitHub answers for ${facts.data.full_name}`,
		needs: "the present name of the repository"
	});
	const { default_branch: defaultBranch } = facts.data;
	return {
		rules: await askBranchRules(github, at, given ?? defaultBranch),
		defaultBranch
	};
}
function askedBranch(asked) {
	return asked === "~DEFAULT_BRANCH" ? void 0 : shortName(asked);
}

// actions/required-checks/rules.ts
const parts = {
	about: ({ about }) => [...about ?? []],
	says: ({ message }) => message ?? "",
	expected: ({ expected }) => expected,
	actual: ({ actual }) => actual,
	fix: ({ fix }) => fix
};
const told = (severity, asserts, why) => rule({
	...parts,
	severity,
	asserts,
	why
});
const findingRules = {
	"workflow-readable": told("high", "Each workflow file is one that GitHub accepts and of which everything is known.", "GitHub runs nothing of a file that it refuses, and its checks stay pending or were never there."),
	"check-produced": told("high", "Something makes each check that is required or declared.", "A required check that nothing reports blocks every change, until somebody takes the requirement away with all it guarded."),
	"check-unique": told("critical", "Only one job makes each check, and none reports it by being skipped, or in place of what should make it.", "GitHub knows checks by name alone: of two jobs with one name the green one stands for the red one."),
	"check-name-length": told("medium", "No name of a required check is cut by GitHub.", "Names are cut at 100 characters, and a rule that asks for the whole name waits for ever."),
	"name-provable": told("info", "The name of each job can be told from the files.", "A name that only a run knows can be that of a required check; where it can be, other rules are not verified."),
	"runs-on-pull-request": told("high", "The workflow of each required check runs on pull requests.", "A check that is made on other events only stays pending in every pull request."),
	"runs-in-merge-queue": told("high", "Where there is a merge queue, the workflow of each required check runs in it.", "The queue waits for required checks that no workflow reports there, and throws the change out."),
	"not-filtered": told("high", "No filter of branches, paths or types keeps the workflow of a required check away.", "A workflow that a filter keeps away reports nothing, and its required checks stay pending."),
	"not-skipped": told("critical", "No job of a required check succeeds without having succeeded: none is skipped by a condition, on any event that somebody can start for the commit of a change, left out of a cancelled run, or may fail.", "A job that is skipped reports success, so that a required check passes without having run; what one reports that may fail is not documented."),
	"name-when-skipped": told("medium", "Each required check keeps its name when its job is skipped.", "A skipped job of a matrix, or of a called workflow, reports under another name, and the required one stays pending."),
	"runs-after-failure": told("critical", "Each required job that needs others runs when one of them fails.", "A job whose needs failed is skipped, which reports success: the failure before it is not seen."),
	"workflow-enabled": told("high", "The workflow of each required check is not disabled.", "A disabled workflow reports nothing."),
	"app-pinned": told("critical", "The rules take each required check from one app only, the one that reports it.", "Without an app everybody who may write statuses can set the check to success."),
	"declared-is-required": told("critical", "Each check that a document declares is required by the rules of the branch.", "People rely on the document, and what it promises is not enforced."),
	"required-is-declared": told("medium", "Each required check stands in every document that claims to be complete.", "A requirement that nobody wrote down is the first to be removed when it is in the way."),
	"declarations-agree": told("medium", "The documents declare the same checks.", "Two documents that differ leave each reader with another truth."),
	"declared-job-exists": told("medium", "The job that a document names for a check is there and makes it.", "A document that names a job that is gone describes a check that no longer looks at anything."),
	"produced-is-required": told("medium", "Each check that pull requests get is required, needed by a required job, or listed as optional.", "A check that nothing waits for can be red while the change is merged."),
	"decision-is-required": told("critical", "The job that makes the decision is a required check, from the app of the workflows.", "A no-go that is not required holds nothing up."),
	"decision-always-runs": told("critical", "The job that makes the decision runs on every change, decides in it with nothing around it that could change its word, and is never skipped.", "A decision that is skipped counts as success."),
	"gate-is-complete": told("high", "Each gate waits for all other jobs of its workflow, each of which runs on changes, also inside of a called workflow, or names the exception.", "A gate that does not wait for a job, or waits for one that is skipped, passes whatever is wrong with it."),
	"gate-always-runs": told("critical", "Each gate runs on changes, also when a job before it fails or the run is cancelled.", "A gate that is skipped because a job failed reports success.")
};
const rules = {
	repositories: {
		...told("high", "Every repository that is selected was read; of those that are not shown here, everything holds.", "A list that leaves repositories out, or an audit that ends early, looks like an organisation without a problem."),
		waivable: false
	},
	"document-readable": told("high", "Each document that lists required checks is there and can be read without doubt.", "A list that cannot be read declares nothing, and whatever it asked for is no longer compared."),
	...findingRules
};

// actions/required-checks/unused.ts
function idleGates(facts) {
	if (!facts.required.known) return [];
	const names = new Set(requiredOfJobs(facts).map(({ context }) => context));
	const holder = heldBy(facts);
	return facts.gates.flatMap(({ workflow, job }) => {
		return facts.produced.checks.filter((check) => check.workflow === workflow && check.jobs[0]?.toLowerCase() === job.toLowerCase()).some((check) => names.has(certainText(check.name) ?? "") || holder(check) !== void 0) ? [] : [`The gate ${job} of ${workflow} holds nothing up: no rule requires it, nor a job that needs it.`];
	});
}
function unusedNotes(facts) {
	const wanted = new Set(wantedContexts(facts).map(({ context }) => context));
	const made = new Set(facts.produced.checks.map(({ name }) => certainText(name) ?? shownName(name)));
	return [...(facts.required.known ? facts.external.filter((context) => !wanted.has(context)) : []).map((name) => `external-checks lists ${name}, which is neither required nor declared.`), ...facts.optional.filter((name) => !made.has(name)).map((name) => `optional-checks lists ${name}, which no job of the workflows makes.`)];
}

// actions/required-checks/workflows.ts
const maxBytes = 4194304;
const maxRemote = 100;
async function workflowsOf(ctx) {
	return readAll(await ctx.match([".github/workflows/*"]), (path) => ctx.read(path, { maxBytes }));
}
async function policyWorkflows({ policy: { tree } }) {
	const listed = await tree.list();
	if (!listed.ok) return listed;
	return readAll({
		ok: true,
		paths: listed.paths.filter((path) => /^\.github\/workflows\/[^/]+$/.test(path))
	}, (path) => tree.read(path, maxBytes));
}
async function readAll(listed, read) {
	if (!listed.ok) return listed;
	const workflows = [];
	for (const path of listed.paths.filter((each) => /\.ya?ml$/i.test(each))) {
		const file = await read(path);
		if (file.found) workflows.push(workflowOf(path, file.content));
		else if (file.reason === "unreadable" || file.reason === "absent") return {
			ok: false,
			because: notRead(file)
		};
		else if (file.reason === "too-large") workflows.push(odd(path, "too-long", file.message, "invalid"));
		else workflows.push(odd(path, "not-a-file", file.message, "unclear"));
	}
	return {
		ok: true,
		workflows
	};
}
function notRead({ path, message, because }) {
	return because ?? {
		code: "NO_DATA",
		message: `${path} ${message}`,
		needs: `the file ${path}`
	};
}
function odd(path, code, message, effect) {
	return {
		path,
		workflow: void 0,
		problems: [{
			effect,
			code,
			pointer: "",
			message,
			at: { path }
		}]
	};
}
function workflowOf(path, content) {
	const decoded = decodeText(content);
	if (!decoded.ok) return odd(path, "not-text", decoded.message, "unclear");
	const read = readWorkflow(path, decoded.text);
	if (/\.ya?ml$/.test(path)) return read;
	const message = "has an ending in capital letters, of which nobody knows whether GitHub runs it";
	return {
		...read,
		problems: [...read.problems, {
			effect: "unclear",
			code: "odd-ending",
			pointer: "",
			message,
			at: { path }
		}]
	};
}
function fetching(ctx, platform, most = maxRemote) {
	let read = 0;
	return async (call) => {
		const { owner, repository: repo, path, ref } = call;
		const name = callText(call);
		const refuse = (because) => ({
			ok: false,
			because: {
				...because,
				message: `${name} could not be read: ${because.message}`
			}
		});
		if (!platform.ok) return refuse(platform.because);
		if ([owner, repo].some((part) => part === "." || part === "..") || !/^[\x21-\x7e]+$/.test(ref)) return refuse({
			code: "NO_DATA",
			message: "it names no repository and ref",
			needs: "the address of a workflow"
		});
		read += 1;
		if (read > most) return refuse({
			code: "TRUNCATED",
			message: `more than ${most} workflows of other repositories are called`,
			needs: "fewer called workflows"
		});
		const answer = await platform.github.bytes("GET /repos/{owner}/{repo}/contents/{+path}", {
			owner,
			repo,
			path,
			ref
		}, maxBytes);
		if (!answer.ok) return refuse(unread(answer.because, `a token that may read ${owner}/${repo} (contents: read)`));
		ctx.recorded(`${owner}/${repo}/${path}`, ref, answer.data);
		const decoded = decodeText(answer.data);
		if (decoded.ok) return {
			ok: true,
			text: decoded.text
		};
		return refuse({
			code: "NO_DATA",
			message: `it ${decoded.message}`,
			needs: "a workflow as UTF-8 text"
		});
	};
}

// actions/required-checks/control.ts
const control = defineControl({
	name: "required-checks",
	title: "Required checks",
	kind: "check",
	description: "Checks that the required checks of a branch, the documents that list them and the jobs of the workflows agree, and that none can be dodged.",
	permissions: {
		contents: "read",
		actions: "read"
	},
	inputs,
	lists,
	outputs,
	documents,
	journals,
	data: OrganisationDataSchema,
	rules,
	configProblems(_lists, section) {
		const problem = branchProblem(section?.branch);
		return [...problem === void 0 ? [] : [{
			pointer: "/required-checks/branch",
			message: problem
		}], ...organisationProblems(section ?? {})];
	},
	async evaluate(ctx) {
		const { branch: asked, "recent-commits": recent } = ctx.inputs;
		wholeRepository(ctx);
		const problem = branchProblem(asked);
		if (problem !== void 0) throw new GovernanceError("BAD_INPUT", `branch: ${problem}`);
		refuseMixture(ctx);
		if (ctx.inputs.repositories !== void 0) return (await import("./required-checks-organisation-audit.js")).auditOrganisation(ctx, ctx.inputs.repositories);
		refuseParts(ctx);
		ctx.notApplicable("repositories", {}, "one repository is judged, and no list of them");
		const platform = offline(ctx, platformOf(ctx));
		const declared = documentsOf(await readDocuments(ctx, ctx.inputs.documents));
		const files = await workflowsOf(ctx);
		if (!files.ok) {
			for (const rule of findingRules$1) ctx.unverified(rule, { about: wholeRule(rule, asked) }, files.because);
			return;
		}
		const { repository, rules: ofBranch, defaultBranch, reasons, notes, requests } = await branchRulesOf(ctx, platform);
		const { external, optional, gates, decision } = listsOf(ctx);
		const { facts, findings, silent } = await judgeRepository({
			askedBranch: asked,
			actionsApp: ctx.inputs["actions-app"],
			repository,
			rules: ofBranch,
			defaultBranch,
			reasons,
			documents: declared,
			workflows: files.workflows,
			fetch: fetching(ctx, platform),
			seen: recent === void 0 ? void 0 : await seenChecks(platform, ofBranch.branch, recent),
			disabled: ctx.inputs["disabled-workflows"] ? await disabledWorkflows(platform) : void 0,
			external,
			optional,
			gates,
			decision: {
				...decision,
				configured: ctx.policy.sections.includes("executive-summary"),
				before: ctx.policy.source.kind === "base" ? () => policyWorkflows(ctx) : void 0
			}
		});
		for (const finding of condensed(ctx, findings, asked)) tell(ctx, finding);
		for (const [rule, silence] of silent) {
			const whole = { about: wholeRule(rule, asked) };
			if ("because" in silence) ctx.unverified(rule, whole, silence.because);
			else ctx.notApplicable(rule, whole, silence.nothing);
		}
		for (const note of [
			...unusedNotes(facts),
			...idleGates(facts),
			...notes
		]) ctx.note(note);
		const { planLimit } = ofBranch;
		if (planLimit !== void 0) ctx.note(`Nothing is enforced on this plan: ${planLimit}.`);
		const { required } = facts;
		ctx.output("required", required.known && reasons.length === 0 ? String(new Set(required.value.map(({ context }) => context)).size) : "");
		ctx.exhibit(checksExhibit(facts, findings));
		ctx.metric("contexts", wantedContexts(facts).length);
		ctx.metric("workflows", files.workflows.length);
		ctx.metric("requests", platform.asked() + requests);
		if (platform.ok) ctx.note(`Asked with ${credentialTexts[platform.credential]}.`);
	}
});
function refuseMixture(ctx) {
	const problems = organisationProblems(ctx.inputs).map(({ pointer, message }) => ({ message: `${pointer.split("/").slice(2).join("/")}: ${message}` }));
	if (problems.length > 0) throw new GovernanceError("BAD_INPUT", "the inputs ask for one repository and for many", { problems });
}
function offline(ctx, platform) {
	const { snapshot } = ctx.inputs;
	if (snapshot === void 0 || snapshot === "published") return platform;
	return {
		ok: false,
		because: {
			code: "NO_DATA",
			message: "the snapshot has the rules of branches alone, and nothing is asked of GitHub",
			needs: "a run that asks GitHub"
		},
		asked: () => 0
	};
}
async function branchRulesOf(ctx, platform) {
	const { branch, snapshot } = ctx.inputs;
	if (snapshot !== void 0) {
		const read = await (await import("./required-checks-snapshot.js")).snapshotRules(ctx);
		return {
			...read,
			repository: read.repository ?? ctx.subject.repository
		};
	}
	return {
		repository: platform.ok ? `${platform.at.owner}/${platform.at.repo}` : ctx.subject.repository,
		...await rulesOf(platform, branch),
		reasons: [],
		notes: [],
		requests: 0
	};
}
const mostPassed = 500;
function condensed(ctx, findings, asked) {
	const passed = new Map();
	for (const { rule, status } of findings) if (status === "passed") passed.set(rule, (passed.get(rule) ?? 0) + 1);
	const many = new Set([...passed].flatMap(([rule, count]) => count > mostPassed ? [rule] : []));
	for (const rule of many) ctx.note(`${rule} passed for ${passed.get(rule)}, which are told as one result.`);
	return [...findings.filter(({ rule, status }) => status !== "passed" || !many.has(rule)), ...[...many].map((rule) => ({
		rule,
		status: "passed",
		about: wholeRule(rule, asked),
		message: "each of them"
	}))];
}
function tell(ctx, finding) {
	const { rule, status, at } = finding;
	if (status === "passed") ctx.passed(rule, {
		about: finding.about,
		actual: finding.message
	}, at);
	else if (status === "failed") ctx.failed(rule, finding, at);
	else if (status === "unverified") ctx.unverified(rule, finding, finding.because, at);
	else ctx.notApplicable(rule, finding, finding.message);
}
function wholeRepository(ctx) {
	const { folder } = ctx.policy;
	if (folder === "") return;
	if (ctx.subject.event !== "local") throw new GovernanceError("BAD_INPUT", `GitHub runs no workflow of ${folder}.github/workflows`, { hint: "Run required-checks without working-directory: it judges a whole repository." });
	ctx.note(`${folder} is judged as if it were the top of a repository; as it is, GitHub runs no workflow in it.`);
}
function branchProblem(branch) {
	if (branch === void 0 || branch === "~DEFAULT_BRANCH") return void 0;
	if (!/^[^~*?[\\^:\s]+$/.test(branch)) return `${branch} is no branch: expected a name, or ~DEFAULT_BRANCH`;
}

export { askedBranch, control, documentsOf, fetching, gateOf, isRunning, judgeRepository, listsOf, odd, readDocuments, rules, workflowOf };