import { GovernanceError } from "./shared.js";

// shared/shell/unit-plan.ts
const byRange = "the input range (A..B)";
function planOf(event, request) {
	if (request.range !== void 0) return {
		kind: "range",
		...readRange(request.range)
	};
	if (event === void 0) return { kind: "work-tree" };
	const { event: name, baseSha: base, headSha: head, pullRequest, mergeSha: merge, ref } = event.subject;
	if (pullRequest !== void 0 && base !== void 0 && head !== void 0) return {
		kind: "pull-request",
		number: pullRequest,
		base,
		head,
		merge
	};
	if (name === "merge_group" && base !== void 0 && head !== void 0) return {
		kind: "merge-group",
		from: base,
		to: head
	};
	const branch = /^refs\/heads\/(.+)$/.exec(ref ?? "")?.[1];
	if (name === "push" && branch !== void 0 && head !== void 0) {
		if (event.forced === true) return {
			kind: "none",
			because: rewritten(base ?? "its old tip", head)
		};
		const { defaultBranch } = event;
		if (base === void 0 && branch === defaultBranch) return {
			kind: "none",
			because: {
				code: "NO_BASE",
				message: `the first push of ${branch}, the default branch, has nothing to be compared with`,
				needs: byRange
			}
		};
		return {
			kind: "push",
			from: base,
			to: head,
			branch,
			defaultBranch
		};
	}
	return {
		kind: "none",
		because: {
			code: "NO_BASE",
			message: `${name === "push" ? `the push of ${ref ?? "no branch"}` : `the event ${name}`} names no change to judge`,
			needs: byRange
		}
	};
}
function readRange(text) {
	const [from = "", to = "", ...more] = text.split("..");
	const names = [from, to];
	const odd = names.find((name) => /^[-.]|[.]$|[\^:\\?*[\s\p{Cc}\p{Cf}]|@\{/u.test(name));
	if (more.length === 0 && from !== "" && to !== "" && odd === void 0 && names.every((name) => name.length <= 250)) return {
		from,
		to
	};
	throw new GovernanceError("BAD_INPUT", `the range ${JSON.stringify(text)} is not two commits with .. between them`, { hint: "Write it like v1.2.0..main: two names or ids of commits, without ^, :, @{, spaces or a leading hyphen." });
}
function rewritten(from, to) {
	return {
		code: "NO_BASE",
		message: `the branch was rewritten: ${to} does not follow on ${from}`,
		needs: `${byRange} that names the commit where the change began, or a run on its pull request`
	};
}
function turned(from, to) {
	return {
		code: "NO_BASE",
		message: `the first parents of ${to} do not lead to ${from}: a merge exchanged the branch and what was merged into it`,
		needs: byRange
	};
}
function startsAt(commits, from, to, follows) {
	if (commits[0]?.parents[0] === from && commits.at(-1)?.id === to) return { ok: true };
	if (from === to) return {
		ok: false,
		because: nothingNew(from, to)
	};
	return {
		ok: false,
		because: follows && commits.length > 0 ? turned(from, to) : rewritten(from, to)
	};
}
function nothingNew(from, to) {
	return {
		code: "NO_BASE",
		message: `${to} has no commit that ${from} does not have: there is no change`,
		needs: `${byRange} whose end has commits that its start does not have`
	};
}
function lineAmong(commits, from, to) {
	const known = new Map(commits.map((commit) => [commit.id, commit]));
	const line = [];
	for (let at = to; at !== from;) {
		const commit = at === void 0 ? void 0 : known.get(at);
		if (commit === void 0 || line.length > known.size) return void 0;
		line.push(commit);
		at = commit.parents[0];
	}
	return line.reverse();
}
function groupsOf(commits, pulls) {
	const groups = [];
	for (let end = commits.length - 1; end >= 0;) {
		const last = commits[end];
		if (last === void 0) break;
		const pull = pulls.get(last.id)?.find(({ lastCommit }) => lastCommit === last.id);
		const belongs = (index) => pulls.get(commits[index]?.id ?? "")?.some(({ number }) => number === pull?.number) === true;
		let start = end;
		while (pull !== void 0 && start > 0 && belongs(start - 1)) start -= 1;
		const base = commits[start]?.parents[0];
		groups.push(pull === void 0 ? {
			name: `commit ${last.id.slice(0, 12)}`,
			key: last.id,
			base,
			head: last.id
		} : {
			name: `pull request #${pull.number}`,
			key: `pull request #${pull.number}`,
			pullRequest: pull.number,
			base,
			head: last.id
		});
		end = start - 1;
	}
	const [only, ...others] = groups;
	return only !== void 0 && others.length === 0 ? [{
		...only,
		key: ""
	}] : groups.reverse();
}

export { groupsOf, lineAmong, nothingNew, planOf, rewritten, startsAt };