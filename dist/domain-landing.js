import { ownerAndRepo, sha256 } from "./shared.js";
import { array, boolean, object, string } from "./vendor.js";
import { pullsOfCommit } from "./domain-approval.js";

// shared/domain/landing/landing.ts
const Commit = object({ sha: string() });
const landedMaxBytes = 1048576;
async function landingOf(github, file, line) {
	const { repository, path, ref } = file;
	const at = ownerAndRepo(repository);
	const listed = await github.get("GET /repos/{owner}/{repo}/commits", {
		...at,
		path,
		sha: ref,
		per_page: 1
	}, array(Commit));
	if (!listed.ok) return listed;
	const commit = listed.data[0]?.sha;
	if (commit === void 0) return unknown(`GitHub knows no commit that touched ${path} up to ${ref}`, "another run");
	const onLine = await line?.(commit);
	if (onLine?.ok === false) return onLine;
	return landingOfCommit(github, file, onLine?.data[0]?.commit ?? commit);
}
async function landingOfCommit(github, file, commit) {
	const { repository, path, content } = file;
	const pulls = await pullsOfCommit(github, repository, commit);
	if (!pulls.ok) return pulls;
	const merged = pulls.data.filter(({ isMerged }) => isMerged);
	const needs = `one pull request into the default branch for each change of ${path}`;
	const [only, second] = merged;
	if (only === void 0) return unknown(`commit ${commit} brought ${path} without a pull request that was merged`, needs);
	if (second !== void 0) return unknown(`commit ${commit}, which brought ${path}, is part of several pull requests that were merged`, needs);
	const { number, head, mergeCommit, mergedAt } = only;
	if (mergedAt === void 0 || mergeCommit === void 0) return unknown(`GitHub does not say when it merged pull request #${number}, which brought ${path}`, needs);
	const after = await bytesAt(github, file, mergeCommit);
	const gone = !after.ok && after.because.code === "NOT_FOUND" && content === void 0;
	if (!after.ok && !gone) return after;
	if (!(after.ok && content !== void 0 && sha256(after.data) === sha256(content)) && !gone) return unknown(`${path} had other bytes when pull request #${number} was merged, which brought its last commit`, needs);
	return {
		ok: true,
		data: {
			commit,
			pullRequest: number,
			head,
			mergedAt
		}
	};
}
const Release = object({
	tag_name: string(),
	draft: boolean(),
	prerelease: boolean(),
	published_at: string().nullish()
});
function bytesAt(github, { repository, path }, ref) {
	return github.bytes("GET /repos/{owner}/{repo}/contents/{+path}", {
		...ownerAndRepo(repository),
		path,
		ref
	}, landedMaxBytes);
}
function unknown(message, needs) {
	return {
		ok: false,
		because: {
			code: "NO_DATA",
			message,
			needs
		}
	};
}

// shared/domain/landing/line.ts
function lineOf(history, path, ref, maxBytes) {
	return async (from) => {
		if (from === ref) return {
			ok: true,
			data: []
		};
		const answer = await history.units({
			range: `${from}..${ref}`,
			eachCommit: true
		});
		if (!answer.ok) return answer;
		const versions = [];
		for (const unit of [...answer.units].reverse()) {
			const listed = await unit.changes();
			if (!listed.ok) return listed;
			const change = listed.changes.find((each) => each.path === path);
			if (change === void 0) continue;
			const found = change.kind === "deleted" ? void 0 : await unit.content(change, "after", maxBytes);
			if (found?.found === false && found.because !== void 0) return {
				ok: false,
				because: found.because
			};
			versions.push({
				commit: unit.head ?? ref,
				content: found?.found === true ? found.content : void 0
			});
		}
		return {
			ok: true,
			data: versions
		};
	};
}

export { landedMaxBytes, landingOf, landingOfCommit, lineOf };