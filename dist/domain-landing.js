import { ownerAndRepo, sha256 } from "./shared.js";
import { array, object, string } from "./vendor.js";
import { mergedPullOf } from "./domain-approval.js";
import { fileAt, releasesOf } from "./domain-repository.js";
import { noData } from "./domain-verdict.js";

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
	if (commit === void 0) return unknown(`GitHub knows no commit that touched ${path} up to ${ref}`, `${path} in the history of the default branch`);
	const onLine = await line?.(commit);
	if (onLine?.ok === false) return onLine;
	return landingOfCommit(github, file, onLine?.data[0]?.commit ?? commit);
}
async function landingOfCommit(github, file, commit) {
	const { repository, path, content, maxBytes = landedMaxBytes } = file;
	const pull = await mergedPullOf(github, repository, commit, `commit ${commit}, which changed ${path}`);
	if (!pull.ok) return pull;
	const { number, head, mergeCommit, mergedAt } = pull.data;
	const after = await fileAt({
		github,
		name: repository
	}, path, mergeCommit, maxBytes);
	if (after.state === "unknown") return {
		ok: false,
		because: after.because
	};
	if (!(after.state === "absent" ? content === void 0 : content !== void 0 && sha256(after.data) === sha256(content))) return unknown(`${path} had other bytes when pull request #${number} was merged, which brought its last commit`, `one pull request into the default branch for each change of ${path}`);
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
const mostReleases = 20;
async function releaseWith(github, file, landed) {
	const { repository, path, content } = file;
	const listed = await releasesOf({
		github,
		name: repository
	});
	if (!listed.ok) return listed;
	const later = listed.data.flatMap(({ full, tag, publishedAt }) => !full || publishedAt === void 0 || publishedAt < landed.mergedAt ? [] : [{
		tag,
		publishedAt
	}]).sort((a, b) => a.publishedAt - b.publishedAt);
	for (const release of later.slice(0, mostReleases)) {
		const held = await fileAt({
			github,
			name: repository
		}, path, `refs/tags/${release.tag}`, landedMaxBytes);
		if (held.state === "unknown" && held.because.code !== "TRUNCATED") return {
			ok: false,
			because: held.because
		};
		if (held.state === "there" && sha256(held.data) === sha256(content)) return {
			ok: true,
			data: release
		};
	}
	if (later.length <= mostReleases) return {
		ok: true,
		data: void 0
	};
	return {
		ok: false,
		because: {
			code: "TRUNCATED",
			message: `none of the first ${mostReleases} releases after it landed holds ${path} as it is, and no more are looked at`,
			needs: `a release with ${path} soon after it landed`
		}
	};
}
function unknown(message, needs) {
	return {
		ok: false,
		because: noData(message, needs)
	};
}

export { landedMaxBytes, landingOf, landingOfCommit, releaseWith };