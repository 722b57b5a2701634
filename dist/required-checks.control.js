import { GovernanceError, RelativePath, choice, decodeText, defineControl, integer, list, listed, rule, structured, text } from "./shared.js";
import { array, boolean, looseObject, number, strictObject, string } from "./vendor.js";
import { certainText, producible, shownName } from "./domain-check-names.js";
import { BranchRuleSchema, BranchSchema, RepositorySchema, classicStatusChecks, credentialTexts, judgedRepository, needs, readStatusChecks, rulesetSource, shortName, sourceText, strongest, unread } from "./domain-github-rules.js";
import { branchText, findingRules as findingRules$1, judgeChecks, makerText, readJsonDeclaration, wantedContexts, wholeRule } from "./domain-required-checks.js";
import { callText, hasExpression, readWorkflow } from "./domain-workflow.js";
import { readPolicyFile } from "./domain-policy-file.js";
import { meteredGitHub } from "./core-metered.js";
import { parseRepository, repositoryKey } from "./parse.js";

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
		value: answer.data.filter(({ state }) => state !== "active" && state !== "deleted")
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
	const found = /* @__PURE__ */ new Map();
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
function fetching(ctx, platform) {
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
		if (read > maxRemote) return refuse({
			code: "TRUNCATED",
			message: `more than ${maxRemote} workflows of other repositories are called`,
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

// actions/required-checks/decision-job.ts
async function decisionSteps(ctx, produced, options) {
	const { "decision-job": asked, "decision-action": action } = ctx.inputs;
	if (asked === "off") return { why: "the configuration asks for no job with executive-summary" };
	const ask = decides(action, ctx.subject.repository ?? ctx.inputs.repository);
	if (asked === "required" || ctx.policy.sections.includes("executive-summary")) return { ask };
	if (isUsed(produced, ask) || unreadOf(produced) !== void 0) return { ask };
	if (ctx.policy.source.kind === "base") {
		const base = await policyWorkflows(ctx);
		if (!base.ok) return { because: base.because };
		const before = await producible(base.workflows, options);
		if (isUsed(before, ask)) return { ask };
		const because = unreadOf(before);
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
function decides(action, judged) {
	const [owner = "", name = "", ...path] = action.split("/");
	const suite = `${owner}/${name}`.toLowerCase();
	const folder = path.join("/");
	return ({ value, inputs }, file) => {
		const part = [...inputs].find(([key]) => key.toLowerCase() === "name")?.[1];
		if (part !== void 0 && part !== null && part !== "") return false;
		const uses = value.trim();
		const at = uses.indexOf("@");
		if (at > 0) {
			const [ownerOf = "", nameOf = "", ...pathOf] = uses.slice(0, at).split("/");
			return `${ownerOf}/${nameOf}`.toLowerCase() === suite && pathOf.join("/") === folder && !hasExpression(uses);
		}
		const own = judged?.toLowerCase() === suite;
		const remote = /^(?<home>[^/]+\/[^/]+)\/\.github\/workflows\//.exec(file)?.groups?.["home"];
		if (uses === `$/${folder}`) return remote === void 0 ? own : remote.toLowerCase() === suite;
		return uses.replace(/\/$/, "") === `./${folder}` && own;
	};
}

// actions/required-checks/definition.ts
const Text = string().trim().min(1, "must not be empty");
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
	except: array(Text).default([]).meta({ description: "The ids of jobs of the workflow that it need not wait for." })
});
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
	"actions-app": integer({
		description: "The id of the app that reports the jobs of workflows; 15368 on github.com.",
		default: 15368,
		min: 1,
		policy: true
	}),
	"recent-commits": integer({
		description: "Also look at the checks and statuses of so many last commits of the branch; needs checks: read and statuses: read.",
		optional: true,
		min: 1,
		max: 100,
		policy: true
	})
};
const lists = {};
const outputs = { required: { description: "How many checks the branch requires; empty when that is not known." } };

// actions/required-checks/documents.ts
async function documentsOf(ctx) {
	const { documents } = ctx.inputs;
	if (documents.length === 0) ctx.notApplicable("document-readable", {}, "the configuration names no document");
	const declarations = [];
	let unread;
	for (const document of documents) {
		const { path, complete } = document;
		const read = await readDocument(ctx, document);
		if ("because" in read) {
			ctx.unverified("document-readable", { about: [path] }, read.because, { path });
			unread ??= read.because;
		} else if (read.ok) {
			ctx.passed("document-readable", { about: [path] }, { path });
			declarations.push({
				document: path,
				complete,
				checks: read.checks
			});
		} else {
			for (const told of numbered(path, read.problems)) ctx.failed("document-readable", told.fact, told.at);
			unread ??= {
				code: "NO_DATA",
				message: `${path} could not be read, as other results say`,
				needs: `a ${path} that can be read`
			};
		}
	}
	return {
		declarations,
		unread
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
	const byContext = /* @__PURE__ */ new Map();
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
	const others = /* @__PURE__ */ new Map();
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
const nowhere = (branch, because) => ({
	branch,
	required: {
		known: false,
		because
	},
	mergeQueue: {
		known: false,
		because
	}
});
async function rulesOf(platform, asked) {
	const given = asked === "~DEFAULT_BRANCH" ? void 0 : shortName(asked);
	if (!platform.ok) return nowhere(given, platform.because);
	const { github, at } = platform;
	let branch = given;
	if (branch === void 0) {
		const facts = await github.get("GET /repos/{owner}/{repo}", at, RepositorySchema);
		if (!facts.ok) return nowhere(void 0, unread(facts.because, needs.metadata));
		const wanted = `${at.owner}/${at.repo}`;
		if (facts.data.full_name.toLowerCase() !== wanted.toLowerCase()) {
			const message = `asked for ${wanted}, GitHub answers for ${facts.data.full_name}`;
			return nowhere(void 0, {
				code: "NOT_FOUND",
				message,
				needs: "the present name of the repository"
			});
		}
		branch = facts.data.default_branch;
	}
	const [summary, rules] = await Promise.all([github.get("GET /repos/{owner}/{repo}/branches/{branch}", {
		...at,
		branch
	}, BranchSchema), github.all("GET /repos/{owner}/{repo}/rules/branches/{branch}", {
		...at,
		branch
	}, BranchRuleSchema)]);
	if (!rules.ok && rules.because.code === "PLAN_LIMIT") return {
		branch,
		required: {
			known: true,
			value: []
		},
		mergeQueue: {
			known: true,
			value: false
		},
		planLimit: rules.because.message
	};
	if (!rules.ok) return nowhere(branch, unread(rules.because, needs.metadata));
	if (summary.ok && summary.data.name !== branch) {
		const message = `asked for the branch ${branch}, GitHub answers for ${summary.data.name}`;
		return nowhere(branch, {
			code: "NOT_FOUND",
			message,
			needs: "the present name of the branch as branch under required-checks"
		});
	}
	const queued = rules.data.some(({ type }) => type === "merge_queue");
	if (!summary.ok) {
		const because = unread(summary.because, needs.contents);
		return {
			...nowhere(branch, because),
			...queued ? { mergeQueue: {
				known: true,
				value: true
			} } : {}
		};
	}
	return {
		branch,
		required: requiredBy(rules.data, summary.data),
		mergeQueue: queued ? {
			known: true,
			value: true
		} : classicQueue(summary.data)
	};
}
function requiredBy(rules, summary) {
	const said = rules.filter(({ type }) => type === "required_status_checks").map((rule) => ({
		source: rulesetSource(rule.ruleset_id, { rule }),
		read: readStatusChecks(rule.parameters ?? {})
	}));
	const classic = classicReading(rules, summary);
	if ("code" in classic) return {
		known: false,
		because: classic
	};
	said.push({
		source: { kind: "classic" },
		read: classic
	});
	const found = [];
	for (const { source, read } of said) {
		if (!read.ok) return {
			known: false,
			because: {
				code: "NO_DATA",
				message: `what ${sourceText(source)} requires cannot be told: its rule required_status_checks ${read.message}`,
				needs: "an answer as GitHub documents it"
			}
		};
		const where = {
			id: idOf(source),
			text: sourceText(source)
		};
		found.push(...read.checks.map(({ context, app }) => ({
			context,
			app: app ?? void 0,
			source: where
		})));
	}
	const bound = new Set(found.flatMap(({ context, app }) => app === void 0 ? [] : [context]));
	return {
		known: true,
		value: found.filter(({ context, app }) => app !== void 0 || !bound.has(context))
	};
}
function idOf(source) {
	return source.kind === "ruleset" ? `ruleset ${source.id}` : source.kind;
}
function classicReading(rules, { protected: isProtected, protection }) {
	if (!isProtected) return {
		ok: true,
		checks: []
	};
	const checks = protection?.required_status_checks;
	if (checks === void 0 || checks === null) return {
		code: "NO_DATA",
		message: "GitHub calls the branch protected, and does not show which checks its classic protection requires",
		needs: needs.contents
	};
	const required = classicStatusChecks(checks);
	if (!(required.length === 0 && rules.length === 0 && protection?.enabled !== true)) return {
		ok: true,
		checks: required
	};
	return {
		code: "INCONCLUSIVE",
		message: "GitHub calls the branch protected, and shows neither a rule nor classic protection for it",
		needs: "a token that sees every ruleset, or another look"
	};
}
function classicQueue({ protected: isProtected, protection }) {
	if (!isProtected || protection?.enabled === false) return {
		known: true,
		value: false
	};
	return {
		known: false,
		because: {
			code: "INCONCLUSIVE",
			message: "whether classic branch protection has a merge queue is not in the API",
			needs: "merge_group among the events, which does no harm without a queue, or a ruleset in place of classic protection"
		}
	};
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
	"not-skipped": told("critical", "No job of a required check can be skipped by its own condition, on any event that somebody can start for the commit of a change.", "A job that is skipped reports success, so that a required check passes without having run."),
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
	"decision-always-runs": told("critical", "The job that makes the decision runs on every change, decides in it, and is never skipped.", "A decision that is skipped counts as success."),
	"gate-is-complete": told("high", "Each gate waits for all other jobs of its workflow, each of which runs on changes, or names the exception.", "A gate that does not wait for a job, or waits for one that is skipped, passes whatever is wrong with it."),
	"gate-always-runs": told("critical", "Each gate runs on changes, also when a job before it fails or the run is cancelled.", "A gate that is skipped because a job failed reports success.")
};
const rules = {
	"document-readable": told("high", "Each document that lists required checks is there and can be read without doubt.", "A list that cannot be read declares nothing, and whatever it asked for is no longer compared."),
	...findingRules
};

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
		case "runs-in-merge-queue":
		case "workflow-enabled": return ofContexts("no job of the workflows makes a required check");
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

// actions/required-checks/unused.ts
function unusedNotes(facts) {
	const wanted = new Set(wantedContexts(facts).map(({ context }) => context));
	const made = new Set(facts.produced.checks.map(({ name }) => certainText(name) ?? shownName(name)));
	return [...(facts.required.known ? facts.external.filter((context) => !wanted.has(context)) : []).map((name) => `external-checks lists ${name}, which is neither required nor declared.`), ...facts.optional.filter((name) => !made.has(name)).map((name) => `optional-checks lists ${name}, which no job of the workflows makes.`)];
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
	rules,
	configProblems: (_lists, section) => branchProblem(section?.branch) === void 0 ? [] : [{
		pointer: "/required-checks/branch",
		message: branchProblem(section?.branch) ?? ""
	}],
	async evaluate(ctx) {
		const { branch: asked, "external-checks": external, "optional-checks": optional, "actions-app": app, "recent-commits": recent } = ctx.inputs;
		wholeRepository(ctx);
		const problem = branchProblem(asked);
		if (problem !== void 0) throw new GovernanceError("BAD_INPUT", `branch: ${problem}`);
		const platform = platformOf(ctx);
		const documents = await documentsOf(ctx);
		const files = await workflowsOf(ctx);
		if (!files.ok) {
			for (const rule of findingRules$1) ctx.unverified(rule, { about: wholeRule(rule, asked) }, files.because);
			return;
		}
		const [{ branch, required, mergeQueue, planLimit }, disabled] = await Promise.all([rulesOf(platform, asked), disabledWorkflows(platform)]);
		const calls = {
			repository: platform.ok ? `${platform.at.owner}/${platform.at.repo}` : ctx.subject.repository,
			fetch: fetching(ctx, platform)
		};
		const produced = await producible(files.workflows, calls);
		const decision = await decisionSteps(ctx, produced, calls);
		const facts = {
			askedBranch: asked,
			branch,
			actionsApp: app,
			declarations: documents.declarations,
			workflows: files.workflows,
			produced,
			required,
			seen: recent === void 0 ? void 0 : await seenChecks(platform, branch, recent),
			disabled,
			mergeQueue,
			external,
			optional,
			gates: gatesOf(ctx),
			isDecision: "ask" in decision ? decision.ask : void 0
		};
		const findings = judgeChecks(facts);
		for (const finding of condensed(ctx, findings, asked)) tell(ctx, finding);
		const told = new Set(findings.map(({ rule }) => rule));
		const noDecision = "ask" in decision ? void 0 : decision;
		for (const rule of findingRules$1) {
			if (told.has(rule)) continue;
			const silence = silenceOf(rule, {
				facts,
				unread: documents.unread,
				noDecision
			});
			const whole = { about: wholeRule(rule, asked) };
			if ("because" in silence) ctx.unverified(rule, whole, silence.because);
			else ctx.notApplicable(rule, whole, silence.nothing);
		}
		for (const note of unusedNotes(facts)) ctx.note(note);
		if (planLimit !== void 0) ctx.note(`Nothing is enforced on this plan: ${planLimit}.`);
		ctx.output("required", required.known ? String(new Set(required.value.map(({ context }) => context)).size) : "");
		ctx.exhibit(checksExhibit(facts, findings));
		ctx.metric("contexts", wantedContexts(facts).length);
		ctx.metric("workflows", files.workflows.length);
		ctx.metric("requests", platform.asked());
		if (platform.ok) ctx.note(`Asked with ${credentialTexts[platform.credential]}.`);
	}
});
const mostPassed = 500;
function condensed(ctx, findings, asked) {
	const passed = /* @__PURE__ */ new Map();
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
function gatesOf(ctx) {
	return ctx.inputs["gate-jobs"].map(({ workflow, job, except }) => ({
		workflow: workflow.includes("/") ? workflow : `.github/workflows/${workflow}`,
		job,
		except
	}));
}

export { control };