import { pullRequestsOf, withNeeds } from "./adapters-api-changes.js";
import { branchTip, fullCheckout } from "./shared.js";
import { apiCommits, apiLine, apiPullRequest, apiStart } from "./shell-api-units.js";
import { gitEach, gitLine, gitPullRequest, gitRange, gitStart, gitUnit, laptopUnits } from "./shell-git-units.js";
import { groupsOf, nothingNew, planOf } from "./shell-unit-plan.js";

// shared/shell/units.ts
function historyOf({ repository, event, prefix, github }) {
	const sources = {
		local: repository && {
			repository,
			prefix
		},
		far: () => ({
			github: github(),
			repository: event?.subject.repository ?? "",
			prefix
		})
	};
	return { units: async (request = {}) => unitsOf(sources, planOf(event, request), request) };
}
async function unitsOf(sources, plan, { eachCommit = false }) {
	const { local } = sources;
	switch (plan.kind) {
		case "none": return {
			ok: false,
			because: plan.because
		};
		case "range": return local === void 0 ? noCheckout("a range of commits") : gitRange(local, plan, eachCommit);
		case "work-tree": return local === void 0 ? noRepository() : laptopUnits(local, eachCommit);
		case "pull-request":
			if (!eachCommit) return either(sources, (near) => gitPullRequest(near, plan), (far) => apiPullRequest(far, plan));
			return local === void 0 ? noCheckout("every commit of a pull request") : gitEach(local, plan.base, plan.head);
		case "merge-group": {
			const line = await lineFrom(sources, plan.from, plan.to);
			return line.ok ? unitsFrom(sources, line, new Map()) : line;
		}
		case "push": return pushed(sources, plan, eachCommit);
		case "branch": return branched(sources, plan, eachCommit);
	}
}
async function either({ local, far }, near, remote) {
	const told = local && await near(local);
	if (told !== void 0 && (told.ok || !told.elsewhere)) return told;
	const answer = await remote(far());
	if (answer.ok || told === void 0) return answer;
	const because = {
		...answer.because,
		message: `${told.because.message}; ${answer.because.message}`
	};
	return told.because.needs === void 0 ? {
		ok: false,
		because
	} : withNeeds(because, told.because.needs);
}
function lineFrom(sources, from, to) {
	return either(sources, async (local) => {
		const line = await gitLine(local, from, to);
		return line.ok ? {
			...line,
			here: true
		} : line;
	}, async (far) => {
		const line = await apiLine(far, from, to);
		return line.ok ? {
			...line,
			here: false
		} : line;
	});
}
function unitsFrom({ local, far }, { commits, here }, pulls) {
	if (here && local !== void 0) return {
		ok: true,
		units: groupsOf(commits, pulls).map((group) => gitUnit(local, group))
	};
	return apiCommits(far(), groupsOf(commits, new Map()));
}
async function pushed(sources, plan, eachCommit) {
	const line = await lineFrom(sources, plan.from, plan.to);
	if (!line.ok) return line;
	return unitsFrom(sources, line, !eachCommit && line.here && line.commits.length > 1 ? await mergedPulls(sources.far(), line.commits, plan.branch) : new Map());
}
async function branched(sources, plan, eachCommit) {
	const { name, trunk, to, push, landed } = plan;
	const { local } = sources;
	const start = await either(sources, async (near) => {
		const left = await gitStart(near, trunk, to);
		return left.ok ? {
			...left,
			here: true
		} : left;
	}, async (far) => {
		const tip = await branchTip(far.github, far.repository, trunk);
		const left = tip.ok ? await apiStart(far, tip.data, to) : tip;
		return left.ok ? {
			...left,
			here: false
		} : left;
	});
	if (!start.ok) return start;
	if (start.commit === to) {
		if (landed === true) return {
			ok: true,
			units: []
		};
		return push === void 0 ? {
			ok: false,
			because: nothingNew(trunk, to)
		} : pushed(sources, push, eachCommit);
	}
	if (local !== void 0 && start.here) {
		if (eachCommit) return gitEach(local, start.commit, to);
		return {
			ok: true,
			units: [gitUnit(local, {
				name,
				key: "",
				base: start.commit,
				head: to
			})]
		};
	}
	const line = await apiLine(sources.far(), start.commit, to);
	return line.ok ? apiCommits(sources.far(), groupsOf(line.commits, new Map())) : line;
}
async function mergedPulls(far, commits, branch) {
	const pulls = new Map();
	for (const { id } of commits) {
		const answer = await pullRequestsOf(far, id);
		if (!answer.ok) return new Map();
		const merged = answer.data.flatMap(({ number, merged_at: at, merge_commit_sha: lastCommit, base }) => typeof at === "string" && typeof lastCommit === "string" && base.ref === branch ? [{
			number,
			lastCommit
		}] : []);
		pulls.set(id, merged);
	}
	return pulls;
}
function noCheckout(what) {
	return {
		ok: false,
		because: {
			code: "NO_BASE",
			message: `${what} cannot be read without a checkout`,
			needs: fullCheckout
		}
	};
}
function noRepository() {
	return {
		ok: false,
		because: {
			code: "NO_BASE",
			message: "there is no git repository to find changes in",
			needs: "a git repository with a commit"
		}
	};
}

export { historyOf };