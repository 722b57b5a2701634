import { apiCommitChanges, compareCommits, currentPullRequest, pullRequestChanges, withNeeds } from "./adapters-api-changes.js";
import { apiFiles } from "./adapters-api-files.js";
import { described } from "./shell-git-units.js";
import { rooted } from "./shared.js";
import { lineAmong, rewritten, startsAt } from "./shell-unit-plan.js";

// shared/shell/api-units.ts
const whole = "a checkout with fetch-depth: 0";
function apiUnit(far, group, ask) {
	const tree = (commit) => rooted(apiFiles(far.github, far.repository, commit), far.prefix);
	const [before, after] = [tree(group.base), tree(group.head)];
	let asked;
	return {
		...described(group),
		base: group.base,
		head: group.head,
		before,
		after,
		changes: () => asked ??= ask(),
		async content({ path, kind }, side, maxBytes) {
			if (kind === (side === "before" ? "added" : "deleted")) return {
				found: false,
				path,
				reason: "absent",
				message: "does not exist"
			};
			return (side === "before" ? before : after).read(path, maxBytes);
		}
	};
}
async function apiPullRequest(far, { number, head }) {
	const current = await currentPullRequest(far, number, head);
	if (!current.ok) return current;
	const comparison = await compareCommits(far, current.data.base, head);
	if (!comparison.ok) return withNeeds(comparison.because, whole);
	const base = comparison.data.merge_base_commit.sha;
	return {
		ok: true,
		units: [apiUnit(far, {
			name: `pull request #${number}`,
			key: "",
			pullRequest: number,
			base,
			head
		}, () => pullRequestChanges(far, number, head, far.prefix))]
	};
}
async function apiLine(far, from, to) {
	const comparison = await compareCommits(far, from, to);
	if (!comparison.ok) return withNeeds(comparison.because, whole);
	return lineOf(comparison.data, from, to);
}
function lineOf(comparison, from, to) {
	const { status, commits, total_commits: total, merge_base_commit: common } = comparison;
	if (status === "diverged" || status === "behind" || common.sha !== from) return {
		ok: false,
		because: rewritten(from, to)
	};
	if (total > 250 || commits.length < total) return {
		ok: false,
		because: {
			code: "TRUNCATED",
			message: `GitHub lists ${commits.length} of the ${total} commits ${from}..${to}`,
			needs: "a shorter range"
		}
	};
	const line = lineAmong(commits.map(({ sha, parents }) => ({
		id: sha,
		parents: parents.map((parent) => parent.sha)
	})), from, to);
	const starts = startsAt(line ?? commits.map(({ sha }) => ({
		id: sha,
		parents: []
	})), from, to, true);
	return starts.ok && line !== void 0 ? {
		ok: true,
		commits: line
	} : {
		ok: false,
		because: starts.ok ? rewritten(from, to) : starts.because
	};
}
async function apiStart(far, tip, to) {
	const comparison = await compareCommits(far, tip, to);
	return comparison.ok ? {
		ok: true,
		commit: comparison.data.merge_base_commit.sha
	} : withNeeds(comparison.because, whole);
}
function apiCommits(far, groups) {
	const units = groups.map((group) => {
		const { base, head } = group;
		return base === void 0 ? void 0 : apiUnit(far, {
			...group,
			base
		}, () => apiCommitChanges(far, head, far.prefix));
	});
	const complete = units.filter((unit) => unit !== void 0);
	if (complete.length === units.length) return {
		ok: true,
		units: complete
	};
	return {
		ok: false,
		because: {
			code: "NO_BASE",
			message: "a commit without a parent cannot be compared through the API",
			needs: whole
		}
	};
}

export { apiCommits, apiLine, apiPullRequest, apiStart };