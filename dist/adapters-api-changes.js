import { CommitId, byCodeUnit, fullCheckout, ownerAndRepo } from "./shared.js";
import { _enum, array, number, object, string } from "./vendor.js";

// shared/adapters/api-changes.ts
const mostFiles = 3e3;
const Named = object({ sha: CommitId });
const ListedFile = object({
	filename: string(),
	status: string(),
	previous_filename: string().optional(),
	sha: CommitId.nullish()
});
const PullRequest = object({
	changed_files: number().int().nonnegative(),
	head: Named,
	base: Named.extend({ ref: string() })
});
const ListedCommit = Named.extend({ parents: array(Named) });
const CommitFiles = Named.extend({ files: array(ListedFile).optional() });
const Comparison = object({
	status: _enum([
		"diverged",
		"ahead",
		"behind",
		"identical"
	]),
	total_commits: number().int().nonnegative(),
	merge_base_commit: Named,
	commits: array(ListedCommit)
});
const AssociatedPull = object({
	number: number().int(),
	merged_at: string().nullish(),
	merge_commit_sha: string().nullish(),
	base: object({ ref: string() })
});
async function currentPullRequest(remote, { number, head, into }) {
	const answer = await remote.github.get("GET /repos/{owner}/{repo}/pulls/{pull_number}", {
		...ownerAndRepo(remote.repository),
		pull_number: number
	}, PullRequest);
	if (!answer.ok) return answer;
	const { head: now, base, changed_files: files } = answer.data;
	if (now.sha === head && base.ref === into) return {
		ok: true,
		data: {
			base: base.sha,
			files
		}
	};
	if (now.sha === head) return {
		ok: false,
		because: {
			code: "NO_DATA",
			message: `the pull request goes into ${base.ref} now, but the run is about ${into}`,
			needs: `a pull request into ${into}, or ${fullCheckout}`
		}
	};
	return {
		ok: false,
		because: {
			code: "NO_DATA",
			message: `the pull request has moved on: its head is ${now.sha}, but the run is about ${head}`,
			needs: `the run of the newer head, or ${fullCheckout}`
		}
	};
}
async function pullRequestChanges(remote, pull, prefix) {
	const { number } = pull;
	const parameters = {
		...ownerAndRepo(remote.repository),
		pull_number: number
	};
	const listed = await remote.github.all("GET /repos/{owner}/{repo}/pulls/{pull_number}/files", parameters, ListedFile);
	if (!listed.ok) return withNeeds(listed.because, fullCheckout);
	const current = await currentPullRequest(remote, pull);
	if (!current.ok) return current;
	const count = current.data.files;
	if (listed.data.length >= mostFiles || listed.data.length < count) return {
		ok: false,
		because: {
			code: "TRUNCATED",
			message: `GitHub lists ${listed.data.length} of the ${count} files that pull request #${number} changes`,
			needs: fullCheckout
		}
	};
	return listedChanges(listed.data, prefix, `pull request #${number}`);
}
async function apiCommitChanges(remote, sha, prefix) {
	const files = [];
	const perPage = 100;
	for (let page = 1;; page += 1) {
		const parameters = {
			...ownerAndRepo(remote.repository),
			ref: sha,
			per_page: perPage,
			page
		};
		const answer = await remote.github.get("GET /repos/{owner}/{repo}/commits/{ref}", parameters, CommitFiles);
		if (!answer.ok) return withNeeds(answer.because, fullCheckout);
		const listed = answer.data.files ?? [];
		files.push(...listed);
		if (files.length >= mostFiles) return {
			ok: false,
			because: {
				code: "TRUNCATED",
				message: `GitHub lists at most ${mostFiles} files of commit ${sha}, and it may change more`,
				needs: fullCheckout
			}
		};
		if (listed.length === 0 || listed.length % perPage !== 0) break;
	}
	return listedChanges(files, prefix, `commit ${sha}`);
}
async function compareCommits(remote, base, head) {
	return remote.github.get("GET /repos/{owner}/{repo}/compare/{base}...{head}", {
		...ownerAndRepo(remote.repository),
		base,
		head
	}, Comparison);
}
async function apiFirstParent(remote, sha) {
	const answer = await remote.github.get("GET /repos/{owner}/{repo}/git/commits/{sha}", {
		...ownerAndRepo(remote.repository),
		sha
	}, ListedCommit);
	return answer.ok ? {
		ok: true,
		data: answer.data.parents[0]?.sha
	} : answer;
}
async function pullRequestsOf(remote, sha) {
	return remote.github.all("GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls", {
		...ownerAndRepo(remote.repository),
		commit_sha: sha
	}, AssociatedPull);
}
function listedChanges(files, prefix, of) {
	const changes = [];
	for (const { filename: path, status, previous_filename: earlier, sha } of files) {
		const id = typeof sha === "string" ? { id: sha } : {};
		switch (status) {
			case "added":
				changes.push({
					path,
					kind: "added",
					...id
				});
				break;
			case "removed":
				changes.push({
					path,
					kind: "deleted",
					...id.id === void 0 ? {} : { oldId: id.id }
				});
				break;
			case "modified":
				changes.push({
					path,
					kind: "modified",
					...id
				});
				break;
			case "changed":
				changes.push({
					path,
					kind: "type",
					...id
				});
				break;
			case "unchanged":
				changes.push({
					path,
					kind: "mode",
					...id
				});
				break;
			case "renamed":
				if (earlier === void 0) return unknown(of, `${path} was renamed from nothing`);
				changes.push({
					path: earlier,
					kind: "deleted"
				}, {
					path,
					kind: "added",
					...id
				});
				break;
			case "copied":
				if (earlier === void 0) return unknown(of, `${path} was copied from nothing`);
				changes.push({
					path,
					kind: "added",
					...id,
					copiedFrom: earlier
				});
				break;
			default: return unknown(of, `${path} has the status ${JSON.stringify(status)}`);
		}
	}
	const inside = changes.flatMap(({ copiedFrom, ...change }) => {
		if (!change.path.startsWith(prefix)) return [];
		const from = copiedFrom?.startsWith(prefix) === true ? { copiedFrom: copiedFrom.slice(prefix.length) } : {};
		return [{
			...change,
			path: change.path.slice(prefix.length),
			...from
		}];
	});
	inside.sort((a, b) => byCodeUnit(a.path, b.path));
	const twice = inside.find(({ path }, index) => path === inside[index + 1]?.path);
	return twice === void 0 ? {
		ok: true,
		changes: inside
	} : unknown(of, `${twice.path} is listed twice`);
}
function unknown(of, message) {
	return {
		ok: false,
		because: {
			code: "NO_DATA",
			message: `the files of ${of} are not understood: ${message}`,
			needs: fullCheckout
		}
	};
}
function withNeeds(because, other) {
	const { needs } = because;
	if (needs?.includes(other) === true) return {
		ok: false,
		because
	};
	const both = needs === void 0 || other.includes(needs) ? other : `${other}, or ${needs}`;
	return {
		ok: false,
		because: {
			...because,
			needs: both
		}
	};
}

export { apiCommitChanges, apiFirstParent, compareCommits, currentPullRequest, listedChanges, pullRequestChanges, pullRequestsOf, withNeeds };