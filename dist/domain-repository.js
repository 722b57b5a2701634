import { CommitId, ownerAndRepo, parseTime } from "./shared.js";
import { _enum, boolean, object, string } from "./vendor.js";
import { noData } from "./domain-verdict.js";

// shared/domain/repository/repository.ts
const Named = object({
	full_name: string(),
	default_branch: string().min(1),
	has_issues: boolean().optional()
});
async function namedRepository(github, name, needs) {
	if (name === void 0) return no("NO_DATA", "on a laptop this repository has no name on GitHub", "a run in GitHub Actions");
	if (github === void 0) return no("NO_CREDENTIAL", `${name} cannot be asked without a token`, needs);
	const answer = await github.get("GET /repos/{owner}/{repo}", ownerAndRepo(name), Named);
	if (!answer.ok) return answer;
	const { full_name: now, default_branch: defaultBranch, has_issues: hasIssues } = answer.data;
	if (now.toLowerCase() === name.toLowerCase()) return {
		ok: true,
		data: {
			github,
			name,
			defaultBranch,
			hasIssues
		}
	};
	return no("NOT_FOUND", `GitHub answers for ${name} as ${now}: it was renamed or moved`, "its present name in the configuration");
}
function seenIn(answer) {
	if (answer.ok) return {
		state: "there",
		data: answer.data
	};
	const { because } = answer;
	return because.code === "NOT_FOUND" ? {
		state: "absent",
		message: "does not exist"
	} : {
		state: "unknown",
		because
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

// shared/domain/repository/ancestor.ts
const Comparison = object({ status: _enum([
	"ahead",
	"behind",
	"identical",
	"diverged"
]) });
async function isAncestor({ github, name }, commit, tip) {
	const asked = {
		...ownerAndRepo(name),
		basehead: `${commit}...${tip}`
	};
	const seen = seenIn(await github.get("GET /repos/{owner}/{repo}/compare/{basehead}", asked, Comparison));
	if (seen.state !== "there") return seen;
	return {
		state: "there",
		data: seen.data.status === "ahead" || seen.data.status === "identical"
	};
}

// shared/domain/repository/reference.ts
const Reference = object({ object: object({
	type: string(),
	sha: CommitId
}) });
const maxTagDepth = 5;
function canBeTag(name) {
	return /^[A-Za-z0-9][\w.+-]*(\/[A-Za-z0-9][\w.+-]*)*$/.test(name) && !name.includes("..") && name.length <= 200;
}
async function tagNames({ github, name }) {
	const answer = await github.all("GET /repos/{owner}/{repo}/tags", ownerAndRepo(name), object({ name: string() }));
	return answer.ok ? {
		ok: true,
		data: answer.data.map((tag) => tag.name)
	} : answer;
}
async function tagCommit({ github, name }, tag) {
	const at = ownerAndRepo(name);
	let answer = await github.get("GET /repos/{owner}/{repo}/git/ref/{+ref}", {
		...at,
		ref: `tags/${tag}`
	}, Reference);
	for (let depth = 0; answer.ok && answer.data.object.type === "tag" && depth < maxTagDepth; depth += 1) answer = await github.get("GET /repos/{owner}/{repo}/git/tags/{tag_sha}", {
		...at,
		tag_sha: answer.data.object.sha
	}, Reference);
	const seen = seenIn(answer);
	if (seen.state !== "there") return seen;
	const { type, sha } = seen.data.object;
	if (type === "commit") return {
		state: "there",
		data: sha
	};
	return {
		state: "unknown",
		because: noData(`the tag ${tag} names a ${type}, not a commit`, "a tag of a commit")
	};
}
async function branchTip({ github, name }, branch) {
	const asked = {
		...ownerAndRepo(name),
		ref: `heads/${branch}`
	};
	const seen = seenIn(await github.get("GET /repos/{owner}/{repo}/git/ref/{+ref}", asked, Reference));
	return seen.state === "there" ? {
		state: "there",
		data: seen.data.object.sha
	} : seen;
}
async function tipOf(repository) {
	const { name, defaultBranch } = repository;
	const seen = await branchTip(repository, defaultBranch);
	if (seen.state === "there") return {
		ok: true,
		data: seen.data
	};
	if (seen.state === "unknown") return {
		ok: false,
		because: seen.because
	};
	return {
		ok: false,
		because: noData(`the default branch ${defaultBranch} of ${name} is not there`, "a default branch")
	};
}

// shared/domain/repository/file-at.ts
async function fileAt({ github, name }, path, ref, maxBytes) {
	return seenIn(await github.bytes("GET /repos/{owner}/{repo}/contents/{+path}", {
		...ownerAndRepo(name),
		path,
		ref
	}, maxBytes));
}

// shared/domain/repository/release.ts
const ReleaseSchema = object({
	tag_name: string(),
	draft: boolean(),
	prerelease: boolean(),
	published_at: string().nullish()
});
async function releaseOf({ github, name }, tag) {
	const asked = {
		...ownerAndRepo(name),
		tag
	};
	return read(seenIn(await github.get("GET /repos/{owner}/{repo}/releases/tags/{tag}", asked, ReleaseSchema)));
}
async function latestRelease({ github, name }) {
	return read(seenIn(await github.get("GET /repos/{owner}/{repo}/releases/latest", ownerAndRepo(name), ReleaseSchema)));
}
async function releasesOf({ github, name }) {
	const listed = await github.all("GET /repos/{owner}/{repo}/releases", ownerAndRepo(name), ReleaseSchema);
	return listed.ok ? {
		ok: true,
		data: listed.data.map(releaseFrom)
	} : listed;
}
function read(seen) {
	return seen.state === "there" ? {
		state: "there",
		data: releaseFrom(seen.data)
	} : seen;
}
function releaseFrom({ tag_name: tag, draft, prerelease, published_at }) {
	const publishedAt = draft ? void 0 : parseTime(published_at ?? "");
	return {
		tag,
		draft,
		full: !draft && !prerelease,
		publishedAt
	};
}

// shared/domain/repository/default-branch.ts
async function onDefaultBranch(repository, commit) {
	const tip = await tipOf(repository);
	return tip.ok ? isAncestor(repository, commit, tip.data) : {
		state: "unknown",
		because: tip.because
	};
}

export { branchTip, canBeTag, fileAt, isAncestor, latestRelease, namedRepository, onDefaultBranch, releaseOf, releasesOf, seenIn, tagCommit, tagNames, tipOf };