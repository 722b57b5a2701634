import { commitTree, fullCheckout, startOfWork, worktree } from "./shared.js";
import { changedContent, commitChanges } from "./adapters-git-changes.js";
import { emptyTree, firstParentLine, hasTree, isAncestor, isShallow, mergeBases, readCommit, resolveCommit } from "./adapters-git-commits.js";
import { worktreeChanges } from "./adapters-worktree-changes.js";
import { groupsOf, nothingNew, rewritten, startsAt } from "./shell-unit-plan.js";
import { posix } from "node:path";

// shared/shell/git-units.ts
const mostAudited = 1e4;
const mostPushed = 250;
function cutOff(message) {
	return {
		ok: false,
		because: {
			code: "NO_BASE",
			message,
			needs: fullCheckout
		},
		elsewhere: true
	};
}
function refused(because) {
	return {
		ok: false,
		because,
		elsewhere: false
	};
}
function gitUnit(local, group, tree = group.head) {
	const { repository, prefix } = local;
	const base = group.base ?? emptyTree(group.head);
	const after = commitTree(repository, tree, prefix);
	const commits = {
		before: base,
		after: tree
	};
	return {
		...described(group),
		base,
		head: group.head,
		before: commitTree(repository, base, prefix),
		after,
		...read(() => commitChanges(repository, base, tree, prefix), (set, change, side, maxBytes) => changedContent(repository, set, change, {
			name: side,
			commit: commits[side]
		}, maxBytes))
	};
}
function worktreeUnit({ repository, prefix }, base, key) {
	const before = commitTree(repository, base, prefix);
	const after = worktree(posix.join(repository.top, prefix), repository);
	return {
		name: "the work tree",
		key,
		base,
		head: void 0,
		before,
		after,
		...read(() => worktreeChanges(repository, base, prefix), (set, change, side, maxBytes) => side === "before" ? changedContent(repository, set, change, {
			name: side,
			commit: base
		}, maxBytes) : after.read(change.path, maxBytes))
	};
}
function described({ name, key, pullRequest }) {
	return {
		name,
		key,
		...pullRequest === void 0 ? {} : { pullRequest }
	};
}
function read(ask, content) {
	let asked;
	const once = () => asked ??= ask();
	return {
		async changes() {
			const answer = await once();
			return answer.ok ? {
				ok: true,
				changes: answer.set.changes
			} : answer;
		},
		async content(change, side, maxBytes) {
			const answer = await once();
			const { path } = change;
			if (answer.ok && answer.set.sides.has(path)) return content(answer.set, change, side, maxBytes);
			const because = answer.ok ? {
				code: "NO_DATA",
				message: `${path} is none of the changed files`,
				needs: "a path that changed"
			} : answer.because;
			return {
				found: false,
				path,
				reason: "unreadable",
				message: because.message,
				because
			};
		}
	};
}
async function parted(repository, base, head) {
	if (await isShallow(repository)) return cutOff(`where ${head} left ${base} cannot be told from a clone whose history is cut off`);
	const [common, ...others] = await mergeBases(repository, base, head) ?? [void 0];
	if (common === void 0) {
		if (!(await hasTree(repository, base) && await hasTree(repository, head))) return cutOff(`where ${head} left ${base} cannot be told: the checkout does not have both`);
		return refused({
			code: "NO_BASE",
			message: `${base} and ${head} have no commit in common`,
			needs: "two commits of one history"
		});
	}
	if (others.length > 0) return {
		ok: false,
		because: {
			code: "NO_BASE",
			message: `${head} left ${base} at several commits: each was merged into the other`,
			needs: `a merge of ${base} into ${head}`
		},
		elsewhere: true
	};
	return {
		ok: true,
		commit: common
	};
}
async function partedChange(repository, base, head) {
	const left = await parted(repository, base, head);
	return left.ok && left.commit === head ? refused(nothingNew(base, head)) : left;
}
async function leftBranch(repository, { base, into, head }) {
	const tip = await resolveCommit(repository, `refs/remotes/origin/${into}`);
	const landed = tip.ok && await isAncestor(repository, head, tip.id);
	return partedChange(repository, tip.ok && !landed ? tip.id : base, head);
}
async function gitPullRequest(local, plan) {
	const { repository } = local;
	const { number, head, merge } = plan;
	const group = {
		name: `pull request #${number}`,
		key: "",
		pullRequest: number,
		head
	};
	if (merge === void 0 || repository.head !== merge || merge === head) {
		const left = await leftBranch(repository, plan);
		return left.ok ? {
			ok: true,
			units: [gitUnit(local, {
				...group,
				base: left.commit
			})]
		} : left;
	}
	const commit = await readCommit(repository, merge);
	if (commit === void 0) return cutOff(`the checked-out commit ${merge} cannot be read`);
	const [first, second, ...others] = commit.parents;
	if (first === void 0 || second !== head || others.length > 0) return refused({
		code: "NO_DATA",
		message: `the checked-out commit ${merge} ${second === void 0 ? "merges nothing" : `merges ${[second, ...others].join(" and ")}`}, but the event is about ${head}`,
		needs: "a checkout of the test merge of that head, or of the head itself"
	});
	if (!await hasTree(repository, first)) return cutOff(`the checkout does not have ${first}, the base of its test merge`);
	return {
		ok: true,
		units: [gitUnit(local, {
			...group,
			base: first
		}, merge)]
	};
}
async function gitLine({ repository }, from, to) {
	if (!await hasTree(repository, to)) return cutOff(`the checkout does not have ${to}`);
	const shallow = await isShallow(repository);
	if (!await hasTree(repository, from)) return shallow ? cutOff(`the checkout does not have ${from}`) : refused(rewritten(from, to));
	const line = await firstParentLine(repository, from, to, 250);
	if (!line.ok) return {
		...line,
		elsewhere: shallow && line.because.code === "NO_BASE"
	};
	const starts = startsAt(line.commits, from, to, await isAncestor(repository, from, to));
	if (starts.ok) return line;
	return shallow ? cutOff(`whether ${to} follows on ${from} cannot be told from a clone whose history is cut off`) : refused(starts.because);
}
async function gitStart({ repository }, defaultBranch, to) {
	const tip = await resolveCommit(repository, `refs/remotes/origin/${defaultBranch}`);
	if (!tip.ok) return cutOff(`the checkout does not have the default branch ${defaultBranch}`);
	return parted(repository, tip.id, to);
}
async function gitEach(local, from, to) {
	const line = await firstParentLine(local.repository, from, to, mostAudited);
	if (!line.ok) return refused(line.because);
	if (line.commits.length === 0) return refused(nothingNew(from, to));
	return {
		ok: true,
		units: groupsOf(line.commits, new Map()).map((group) => gitUnit(local, group))
	};
}
async function gitRange(local, { from, to }, eachCommit) {
	const [start, end] = [await resolveCommit(local.repository, from), await resolveCommit(local.repository, to)];
	const missing = [start, end].find((one) => !one.ok);
	if (!start.ok || !end.ok) return refused(missing?.ok === false ? missing.because : nothingNew(from, to));
	if (eachCommit) return gitEach(local, start.id, end.id);
	const left = await partedChange(local.repository, start.id, end.id);
	if (!left.ok) return {
		...left,
		elsewhere: false
	};
	return {
		ok: true,
		units: [gitUnit(local, {
			name: `${from}..${to}`,
			key: "",
			base: left.commit,
			head: end.id
		})]
	};
}
async function laptopUnits(local, eachCommit) {
	const { repository } = local;
	const { head, parent } = repository;
	const start = await startOfWork(repository);
	if (head === void 0 || start === void 0) return refused({
		code: "NO_BASE",
		message: "there is no earlier commit to compare with",
		needs: "a git repository with a commit"
	});
	if (await isShallow(repository)) return refused({
		code: "NO_BASE",
		message: "where the work began cannot be told from a clone whose history is cut off",
		needs: "a whole clone (git fetch --unshallow)"
	});
	const first = start === head && parent === void 0;
	if (!eachCommit) return {
		ok: true,
		units: [worktreeUnit(local, first ? emptyTree(head) : start, "")]
	};
	const line = first ? {
		ok: true,
		commits: [{
			id: head,
			parents: []
		}]
	} : await firstParentLine(repository, start, head, mostAudited);
	if (!line.ok) return refused(line.because);
	return {
		ok: true,
		units: [...groupsOf(line.commits, new Map()).map((group) => gitUnit(local, {
			...group,
			key: group.head
		})), worktreeUnit(local, head, "the work tree")]
	};
}

export { described, gitEach, gitLine, gitPullRequest, gitRange, gitStart, gitUnit, laptopUnits };