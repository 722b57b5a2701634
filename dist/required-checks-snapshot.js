import { branchRules, noRules } from "./domain-branch-rules.js";
import { seenOf } from "./domain-seen-repository.js";
import { askedBranch } from "./required-checks.control.js";

// actions/required-checks/snapshot.ts
async function snapshotRules(ctx) {
	const { branch: asked, repository, snapshot, "audit-workflow": auditWorkflow } = ctx.inputs;
	const seen = await seenOf({
		asked: {
			repository,
			snapshot,
			auditWorkflow,
			saves: false
		},
		subject: ctx.subject,
		time: ctx.time,
		admin: void 0,
		github: () => ctx.github(),
		publicGitHub: () => ctx.publicGitHub(),
		policy: ctx.policy,
		reports: (request) => ctx.reports(request),
		isWhole
	});
	const given = askedBranch(asked);
	if (!seen.ok) return {
		repository: void 0,
		rules: noRules(given, seen.because),
		defaultBranch: void 0,
		reasons: [],
		notes: [],
		requests: 0
	};
	const { facts, view } = seen;
	const branch = given ?? facts.default_branch;
	const observation = await view.observe("branch", branch);
	const reasons = view.reasons?.(observation) ?? [];
	return {
		repository: seen.repository,
		rules: branchRules(branch, observation),
		defaultBranch: facts.default_branch,
		reasons,
		notes: seen.notes,
		requests: seen.requests()
	};
}
function isWhole(observation) {
	return branchRules(observation.ref, observation).required.known;
}

export { snapshotRules };