import { ownerAndRepo, parseTime, sha256 } from "./shared.js";
import { array, boolean, object, string } from "./vendor.js";
import { pullsOfCommit } from "./domain-approval.js";

// shared/domain/landing/repository.ts
const Named = object({
	full_name: string(),
	default_branch: string()
});
const Reference = object({ object: object({ sha: string() }) });
async function namedRepository(github, name, needs) {
	if (name === void 0) return no("NO_DATA", "on a laptop this repository has no name on GitHub", "a run in GitHub Actions");
	if (github === void 0) return no("NO_CREDENTIAL", `${name} cannot be asked without a token`, needs);
	const answer = await github.get("GET /repos/{owner}/{repo}", ownerAndRepo(name), Named);
	if (!answer.ok) return answer;
	const { full_name: now, default_branch: defaultBranch } = answer.data;
	if (now.toLowerCase() === name.toLowerCase()) return {
		ok: true,
		data: {
			github,
			name,
			defaultBranch
		}
	};
	return no("NO_DATA", `GitHub answers for ${name} as ${now}: it was renamed or moved`, "its present name in the configuration");
}
async function tipOf({ github, name, defaultBranch }) {
	const answer = await github.get("GET /repos/{owner}/{repo}/git/ref/{+ref}", {
		...ownerAndRepo(name),
		ref: `heads/${defaultBranch}`
	}, Reference);
	return answer.ok ? {
		ok: true,
		data: answer.data.object.sha
	} : answer;
}
async function readAtRef({ github, name }, path, ref, maxBytes) {
	const answer = await github.bytes("GET /repos/{owner}/{repo}/contents/{+path}", {
		...ownerAndRepo(name),
		path,
		ref
	}, maxBytes);
	if (answer.ok) return {
		state: "there",
		content: answer.data
	};
	if (answer.because.code === "NOT_FOUND") return {
		state: "absent",
		message: "does not exist"
	};
	return {
		state: "unknown",
		because: answer.because
	};
}
function no(code, message, needs) {
	return {
		ok: false,
		because: {
			code,
			message,
			needs
		}
	};
}

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
const mostReleases = 20;
async function releaseWith(github, file, landed) {
	const { repository, path, content } = file;
	const listed = await github.all("GET /repos/{owner}/{repo}/releases", ownerAndRepo(repository), Release);
	if (!listed.ok) return listed;
	const later = listed.data.flatMap(({ draft, prerelease, tag_name: tag, published_at }) => {
		const publishedAt = parseTime(published_at ?? "");
		return draft || prerelease || publishedAt === void 0 || publishedAt < landed.mergedAt ? [] : [{
			tag,
			publishedAt
		}];
	}).sort((a, b) => a.publishedAt - b.publishedAt);
	for (const release of later.slice(0, mostReleases)) {
		const held = await bytesAt(github, file, `refs/tags/${release.tag}`);
		if (!held.ok && held.because.code !== "NOT_FOUND" && held.because.code !== "TRUNCATED") return held;
		if (held.ok && sha256(held.data) === sha256(content)) return {
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

export { landedMaxBytes, landingOf, landingOfCommit, lineOf, namedRepository, readAtRef, releaseWith, tipOf };