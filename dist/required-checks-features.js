import { decides } from "./shared.js";
import { RepositorySchema } from "./domain-github-rules.js";
import { meteredGitHub } from "./core-metered.js";
import { classesOf } from "./domain-repository-class.js";
import { branchRules, findingRules, wholeRule } from "./domain-required-checks.js";
import { callText } from "./domain-workflow.js";
import { documentsOf, fetching, gateOf, isRunning, judgeRepository, listsOf, odd, readDocuments, rules, workflowOf } from "./required-checks.control.js";
import { budgetUsedUp, heldOf, isPublic } from "./domain-organisation.js";

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
	const asked = /* @__PURE__ */ new Map();
	const read = /* @__PURE__ */ new Map();
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
	const byPath = /* @__PURE__ */ new Map();
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
	const open = /* @__PURE__ */ new Map();
	const told = /* @__PURE__ */ new Set();
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
		const seen = /* @__PURE__ */ new Set();
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

export { judgeChecksOf, policyOf, recorder, sharedCalls };