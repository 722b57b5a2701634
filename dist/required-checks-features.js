import { decides, decodeText, ownerAndRepo } from "./shared.js";
import { array, looseObject, string } from "./vendor.js";
import { BranchSchema, RepositorySchema, needs, unread } from "./domain-github-rules.js";
import { meteredGitHub } from "./core-metered.js";
import { classesOf } from "./domain-repository-class.js";
import { branchRules } from "./domain-branch-rules.js";
import { findingRules, wholeRule } from "./domain-required-checks.js";
import { callText } from "./domain-workflow.js";
import { documentsOf, fetching, gateOf, isRunning, judgeRepository, listsOf, odd, readDocuments, rules, workflowOf } from "./required-checks.control.js";
import { budgetUsedUp, entryOf, heldOf, isObject, isPublic, isWorkflowName, knownFacts, needsContents, needsOwnFiles, workflowFolder } from "./domain-organisation.js";

// shared/domain/organisation/summary-reader.ts
function summaryReader(may) {
	return {
		wanted: (progress) => progress.repositories.filter((name) => {
			const { own, classic, branch } = entryOf(progress, name);
			return classic?.state === "unknown" && classic.because.code === "MISSING_PERMISSION" && own === void 0 && branch === void 0 && may(name);
		}),
		async read(github, repository, progress) {
			const branch = knownFacts(progress, repository)?.default_branch ?? "";
			const answer = await github.get("GET /repos/{owner}/{repo}/branches/{branch}", {
				...ownerAndRepo(repository),
				branch
			}, BranchSchema);
			if (answer.ok) {
				const { name, protected: isProtected, protection } = answer.data;
				return {
					entry: { branch: {
						state: "read",
						data: {
							name,
							protected: isProtected,
							...protection === void 0 ? {} : { protection }
						}
					} },
					limit: void 0,
					fault: void 0
				};
			}
			const because = unread(answer.because, needs.contents);
			return {
				entry: { branch: {
					state: "unknown",
					because
				} },
				limit: because.code === "RATE_LIMITED" ? because : void 0,
				fault: because.code === "GITHUB_DOWN" ? because : void 0
			};
		}
	};
}

// shared/domain/organisation/workflow-reader.ts
const maxBytes = 4194304;
const mostListed = 1e3;
const ListedSchema = array(looseObject({
	name: string(),
	type: string(),
	sha: string()
}));
const TipSchema = looseObject({ object: looseObject({ sha: string().min(1) }) });
const StateSchema = looseObject({
	path: string(),
	state: string()
});
function fileReader(may) {
	return {
		wanted: (progress) => progress.repositories.filter((name) => {
			const { workflows, alone, own } = entryOf(progress, name);
			if (alone === true || !may(name)) return false;
			return workflows === void 0 ? own?.facts.state === "read" : needsOwnFiles(workflows);
		}),
		async read(github, repository, progress) {
			const workflows = await filesAlone(github, repository, progress);
			return {
				entry: {
					workflows,
					alone: true
				},
				...stateOf(becauseOf(workflows))
			};
		}
	};
}
function stateReader(may) {
	return {
		wanted: (progress) => progress.repositories.filter((name) => {
			const { workflows, states } = entryOf(progress, name);
			return workflows?.state === "read" && workflows.data.files.length > 0 && states === void 0 && may(name);
		}),
		async read(github, repository) {
			const answer = await github.all("GET /repos/{owner}/{repo}/actions/workflows", ownerAndRepo(repository), StateSchema);
			const states = answer.ok ? {
				state: "read",
				data: answer.data.map(({ path, state }) => ({
					path,
					state
				}))
			} : {
				state: "unknown",
				because: unread(answer.because, needs.actions)
			};
			return {
				entry: { states },
				...stateOf(states.state === "unknown" ? [states.because] : [])
			};
		}
	};
}
function stateOf(because) {
	return {
		limit: because.find(({ code }) => code === "RATE_LIMITED"),
		fault: because.find(({ code }) => code === "GITHUB_DOWN")
	};
}
function becauseOf(tree) {
	if (tree.state === "unknown") return [tree.because];
	if (tree.state === "none") return [];
	return tree.data.files.flatMap((file) => file.state === "unread" ? [file.because] : []);
}
async function filesAlone(github, repository, progress) {
	const { workflows } = entryOf(progress, repository);
	if (workflows?.state !== "read") return treeAlone(github, repository, progress);
	const files = [];
	for (const file of workflows.data.files) files.push(file.state === "unread" ? await fileAlone(github, repository, workflows.data.commit, file.path) : file);
	return {
		state: "read",
		data: {
			...workflows.data,
			files
		}
	};
}
async function treeAlone(github, repository, progress) {
	const at = ownerAndRepo(repository);
	const { own } = entryOf(progress, repository);
	const facts = own?.facts.state === "read" ? own.facts.data : knownFacts(progress, repository);
	if (facts === void 0) return unknown({
		code: "NO_DATA",
		message: "the default branch is not known",
		needs: needs.metadata
	});
	const { full_name, default_branch: branch } = facts;
	const tip = await github.get("GET /repos/{owner}/{repo}/git/ref/{+ref}", {
		...at,
		ref: `heads/${branch}`
	}, TipSchema);
	if (!tip.ok) return unknown(unread(tip.because, needsContents));
	const { sha: ref } = tip.data.object;
	const listed = await github.get("GET /repos/{owner}/{repo}/contents/{+path}", {
		...at,
		path: workflowFolder,
		ref
	}, ListedSchema);
	if (!listed.ok) return unknown(unread(listed.because, needsContents));
	if (listed.data.length >= mostListed) return unknown({
		code: "NO_DATA",
		message: `${workflowFolder} has more entries than GitHub lists`,
		needs: `at most 999 files in ${workflowFolder}`
	});
	const files = [];
	for (const { name, type, sha } of listed.data.filter((one) => isWorkflowName(one.name))) {
		const path = `${workflowFolder}/${name}`;
		files.push(type === "file" ? await fileAlone(github, repository, ref, path, sha) : {
			path,
			state: "odd",
			message: "is not a regular file"
		});
	}
	return {
		state: "read",
		data: {
			repository: full_name,
			branch,
			commit: ref,
			files
		}
	};
}
async function fileAlone(github, repository, ref, path, oid) {
	const not = (because) => ({
		path,
		state: "unread",
		because
	});
	const answer = await github.bytes("GET /repos/{owner}/{repo}/contents/{+path}", {
		...ownerAndRepo(repository),
		path,
		ref
	}, maxBytes);
	if (!answer.ok) return not(unread(answer.because, needsContents));
	if (oid !== void 0 && !isObject(oid, answer.data)) return not({
		code: "INCONCLUSIVE",
		message: `${path} is not what the folder lists`,
		needs: "a further run"
	});
	const decoded = decodeText(answer.data);
	if (decoded.ok) return {
		path,
		state: "read",
		text: decoded.text
	};
	return {
		path,
		state: "odd",
		message: decoded.message
	};
}
function unknown(because) {
	return {
		state: "unknown",
		because
	};
}

// actions/required-checks/organisation/fetch.ts
const notNamed = {
	code: "NO_DATA",
	message: "what a repository calls that is not shown here is not asked for",
	needs: "an audit in a private repository"
};
const notPublic = {
	code: "NO_DATA",
	message: "it is not known to be public, and this report may be",
	needs: "an audit in a private repository"
};
function sharedCalls(ctx, { github, left, isPrivate, listing, credential }) {
	const meter = meteredGitHub(github, {
		most: left,
		because: budgetUsedUp("the budget of requests is used up")
	});
	const open = new Set(listing.listed.filter(isPublic).map(({ repository }) => repository.toLowerCase()));
	const listed = new Set(listing.listed.map(({ repository }) => repository.toLowerCase()));
	const asked = new Map();
	const read = new Map();
	const fetch = fetching(ctx, {
		ok: true,
		github: meter.github,
		at: {
			owner: "",
			repo: ""
		},
		credential,
		asked: meter.requests
	}, Number.POSITIVE_INFINITY);
	async function askIsOpen({ owner, repository: repo }) {
		const facts = await meter.github.get("GET /repos/{owner}/{repo}", {
			owner,
			repo
		}, RepositorySchema);
		return facts.ok && !facts.data.private && (facts.data.visibility ?? "public") === "public";
	}
	function isOpen(call) {
		const name = `${call.owner}/${call.repository}`.toLowerCase();
		if (listed.has(name)) return Promise.resolve(open.has(name));
		const known = asked.get(name) ?? askIsOpen(call);
		asked.set(name, known);
		return known;
	}
	const once = (call) => {
		const name = callText(call);
		const known = read.get(name) ?? fetch(call);
		read.set(name, known);
		return known;
	};
	const refuse = (call, because) => ({
		ok: false,
		because: {
			...because,
			message: `${callText(call)} could not be read: ${because.message}`
		}
	});
	return {
		requests: meter.requests,
		of: (mayShow) => async (call) => {
			if (!mayShow) return refuse(call, notNamed);
			if (!isPrivate && !await isOpen(call)) return refuse(call, notPublic);
			return once(call);
		}
	};
}

// actions/required-checks/organisation/judge.ts
async function judgeChecksOf({ inputs }, asked, { observation, facts, workflows: tree, states }, fetch) {
	const { repository } = asked.listed;
	const branch = facts.default_branch;
	const read = filesOf(tree, {
		repository,
		branch
	});
	if (!read.ok) return {
		state: "not-read",
		because: read.because
	};
	const { external, optional, gates, decision } = asked.lists;
	return {
		state: "judged",
		judgement: await judgeRepository({
			askedBranch: "~DEFAULT_BRANCH",
			actionsApp: inputs["actions-app"],
			repository,
			rules: branchRules(branch, observation),
			defaultBranch: branch,
			reasons: [],
			documents: asked.documents,
			workflows: read.workflows,
			fetch,
			seen: void 0,
			disabled: inputs["disabled-workflows"] ? disabledOf(states, read.workflows) : void 0,
			external,
			optional,
			gates,
			decision: {
				...decision,
				configured: false
			}
		})
	};
}
function filesOf(tree, { repository, branch }) {
	if (tree.state === "unknown") return {
		ok: false,
		because: tree.because
	};
	if (tree.state === "none") return {
		ok: false,
		because: {
			code: "NO_DATA",
			message: tree.message
		}
	};
	const mismatch = mismatchOf(tree.data, {
		repository,
		branch
	});
	if (mismatch !== void 0) return {
		ok: false,
		because: {
			code: "INCONCLUSIVE",
			message: mismatch,
			needs: "a further run"
		}
	};
	const workflows = [];
	for (const file of tree.data.files) {
		if (file.state === "unread") return {
			ok: false,
			because: file.because
		};
		workflows.push(file.state === "read" ? workflowOf(file.path, new TextEncoder().encode(file.text)) : odd(file.path, "not-a-file", file.message, "unclear"));
	}
	return {
		ok: true,
		workflows
	};
}
function mismatchOf(tree, asked) {
	if (tree.repository.toLowerCase() !== asked.repository.toLowerCase()) return "the workflow files are of a repository of another name: it was renamed or moved";
	if (tree.branch !== asked.branch) return "the default branch was changed while it was being read";
}
function disabledOf(states, workflows) {
	if (workflows.length === 0) return {
		known: true,
		value: []
	};
	if (states.state === "read") return {
		known: true,
		value: states.data.filter((one) => !isRunning(one))
	};
	return {
		known: false,
		because: states.state === "unknown" ? states.because : {
			code: "NO_DATA",
			message: states.message
		}
	};
}

// actions/required-checks/organisation/policy.ts
async function policyOf(ctx) {
	const { classes, documents } = ctx.inputs;
	const byPath = new Map();
	for (const one of [...documents, ...classes.flatMap((each) => each.documents)]) if (!byPath.has(one.path)) byPath.set(one.path, one);
	const paths = [...byPath.keys()];
	const read = await readDocuments(ctx, [...byPath.values()]);
	const known = new Map(paths.map((path, index) => [path, read[index]]));
	const lists = listsOf(ctx);
	return (listed) => {
		const { held, open } = classesOf(classes, {
			topics: listed.topics,
			properties: listed.properties
		});
		const some = [...new Set([...documents, ...held.flatMap((each) => each.documents)].map(({ path }) => path))].flatMap((path) => {
			const one = known.get(path);
			return one === void 0 ? [] : [one];
		});
		return {
			listed,
			classes: held.map(({ name }) => name),
			documents: documentsOf(some),
			lists: {
				external: [...lists.external, ...held.flatMap((each) => each["external-checks"])],
				optional: [...lists.optional, ...held.flatMap((each) => each["optional-checks"])],
				gates: [...lists.gates, ...held.flatMap((each) => each["gate-jobs"].map(gateOf))],
				decision: lists.decision
			},
			open
		};
	};
}

// actions/required-checks/organisation/record.ts
function recorder(ctx, organisation) {
	const held = heldOf(organisation);
	const open = new Map();
	const told = new Set();
	function tell(asked, finding) {
		const { rule, status } = finding;
		const { repository } = asked.listed;
		const about = [repository.toLowerCase(), ...finding.about];
		if (status === "passed") held.add(rule, repository, asked.classes);
		if (status !== "failed" && status !== "unverified") return;
		told.add(rule);
		const message = `${repository}: ${finding.message}${placeOf(finding.at)}`;
		if (status === "unverified") {
			const because = {
				...finding.because,
				message: `${finding.because.message}${placeOf(finding.at)}`
			};
			return ctx.unverified(rule, {
				about,
				message
			}, because);
		}
		const { expected, actual, fix } = finding;
		ctx.failed(rule, {
			about,
			message,
			expected,
			actual,
			fix: `in ${repository}: ${fix}`
		});
	}
	function tellSilent(asked, { silent, facts }) {
		const repository = asked.listed.repository.toLowerCase();
		const seen = new Set();
		for (const [rule, silence] of silent) {
			if (!("because" in silence)) continue;
			const { because } = silence;
			const key = JSON.stringify([because.code, because.message]);
			if (seen.has(key) || !decides(rules[rule].severity)) {
				if (!open.has(rule)) open.set(rule, because);
				continue;
			}
			seen.add(key);
			told.add(rule);
			ctx.unverified(rule, { about: [repository, ...wholeRule(rule, facts.askedBranch)] }, because);
		}
	}
	return {
		add(asked, judgement) {
			const repository = asked.listed.repository.toLowerCase();
			for (const because of asked.open) ctx.unverified("repositories", { about: [repository, "classes"] }, because);
			for (const finding of judgement.findings) tell(asked, finding);
			tellSilent(asked, judgement);
			return rowsOf(judgement);
		},
		weigh(asked, judgement) {
			const rows = rowsOf(judgement).filter(({ severity }) => decides(severity));
			if (rows.some(({ holds }) => holds === false)) return "failed";
			return asked.open.length > 0 || rows.length === 0 || rows.some(({ holds }) => holds === void 0) ? "unverified" : "passed";
		},
		finish() {
			for (const rule of findingRules) {
				const classes = held.of(rule);
				for (const { about, actual } of classes) ctx.passed(rule, {
					about,
					actual
				});
				if (told.has(rule)) continue;
				const because = open.get(rule);
				if (because !== void 0) ctx.unverified(rule, { about: [] }, because);
				else if (classes.length === 0) ctx.notApplicable(rule, { about: [] }, "there was nothing of the kind in any repository that was read");
			}
		}
	};
}
function isAmiss(status) {
	return status === "failed" || status === "unverified";
}
function placeOf(at) {
	if (at === void 0) return "";
	return ` (${at.path}${at.line === void 0 ? "" : `:${at.line}`})`;
}
function rowsOf({ findings, silent, facts }) {
	const row = (rule, about, verdict, holds, because) => ({
		setting: rule,
		target: "",
		ref: about.join(" "),
		verdict,
		severity: rules[rule].severity,
		holds,
		because
	});
	const amiss = new Set(findings.flatMap(({ rule, status }) => isAmiss(status) ? [rule] : []));
	const held = new Set(findings.flatMap(({ rule, status }) => status === "passed" ? [rule] : []));
	return [
		...findings.flatMap((finding) => {
			const { rule, about, status } = finding;
			if (status === "failed") return [row(rule, about, status, false, [])];
			return status === "unverified" ? [row(rule, about, status, void 0, [finding.because])] : [];
		}),
		...[...held].filter((rule) => !amiss.has(rule)).map((rule) => row(rule, [], "passed", true, [])),
		...silent.flatMap(([rule, silence]) => "because" in silence ? [row(rule, wholeRule(rule, facts.askedBranch), "unverified", void 0, [silence.because])] : [])
	];
}

export { fileReader, judgeChecksOf, policyOf, recorder, sharedCalls, stateReader, summaryReader };