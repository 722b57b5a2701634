import "./shared.js";
import { _enum, boolean, object, string } from "./vendor.js";
import { parseRepository } from "./parse.js";

// shared/domain/producer/release.ts
const Sha = string().regex(/^[0-9a-f]{40,64}$/);
const Reference = object({ object: object({
	type: string(),
	sha: Sha
}) });
const TagObject = Reference;
const Comparison = object({ status: _enum([
	"ahead",
	"behind",
	"identical",
	"diverged"
]) });
const Release = object({
	tag_name: string(),
	draft: boolean(),
	prerelease: boolean()
});
const maxTagDepth = 5;
const manifestMaxBytes = 1048576;
function producerRepository(github, { owner, name }) {
	return {
		github,
		at: {
			owner,
			repo: name
		}
	};
}
async function repositoryVisible({ github, at }) {
	const Described = object({
		full_name: string(),
		default_branch: string().optional()
	});
	const answer = await github.get("GET /repos/{owner}/{repo}", at, Described);
	if (!answer.ok) return answer;
	const name = `${at.owner}/${at.repo}`;
	if (answer.data.full_name.toLowerCase() === name.toLowerCase()) return {
		ok: true,
		data: { defaultBranch: answer.data.default_branch }
	};
	return {
		ok: false,
		because: {
			code: "NOT_FOUND",
			message: `GitHub answers for ${name} as ${answer.data.full_name}: it was renamed or moved`,
			needs: "the present name of the producer in the configuration"
		}
	};
}
async function openProducer({ producer: text }, github) {
	const refused = (because) => ({
		ok: false,
		because
	});
	if (github === void 0) return refused({
		code: "NO_CREDENTIAL",
		message: `no credential for ${text} was given`,
		needs: "the input producer-token, with contents: read on the producer (pull requests from forks get no secrets)"
	});
	const repository = parseRepository(text);
	if (repository === void 0) throw new Error(`${text} is not a repository`);
	if (repository.host !== github.host) return refused({
		code: "NO_DATA",
		message: `the producer is on ${repository.host}, and this run asks ${github.host}`,
		needs: `a run on ${repository.host}`
	});
	const producer = producerRepository(github, repository);
	const visible = await repositoryVisible(producer);
	return visible.ok ? {
		ok: true,
		producer,
		defaultBranch: visible.data.defaultBranch
	} : refused(visible.because);
}
function canBeTag(name) {
	return /^[A-Za-z0-9][\w.+-]*(\/[A-Za-z0-9][\w.+-]*)*$/.test(name) && !name.includes("..") && name.length <= 200;
}
async function tagNames({ github, at }) {
	const answer = await github.all("GET /repos/{owner}/{repo}/tags", at, object({ name: string() }));
	return answer.ok ? {
		ok: true,
		data: answer.data.map(({ name }) => name)
	} : answer;
}
async function tagCommit({ github, at }, tag) {
	let answer = await github.get("GET /repos/{owner}/{repo}/git/ref/{+ref}", {
		...at,
		ref: `tags/${tag}`
	}, Reference);
	for (let depth = 0; answer.ok && answer.data.object.type === "tag" && depth < maxTagDepth; depth += 1) answer = await github.get("GET /repos/{owner}/{repo}/git/tags/{tag_sha}", {
		...at,
		tag_sha: answer.data.object.sha
	}, TagObject);
	if (!answer.ok) return absentOr(answer.because);
	const { type, sha } = answer.data.object;
	if (type === "commit") return {
		state: "there",
		data: sha
	};
	return {
		state: "unknown",
		because: {
			code: "NO_DATA",
			message: `the tag ${tag} names a ${type}, not a commit`,
			needs: "a tag of a commit"
		}
	};
}
async function branchExists({ github, at }, name) {
	const answer = await github.get("GET /repos/{owner}/{repo}/git/ref/{+ref}", {
		...at,
		ref: `heads/${name}`
	}, Reference);
	return answer.ok ? {
		state: "there",
		data: answer.data.object.sha
	} : absentOr(answer.because);
}
async function isAncestor({ github, at }, commit, tip) {
	const answer = await github.get("GET /repos/{owner}/{repo}/compare/{basehead}", {
		...at,
		basehead: `${commit}...${tip}`
	}, Comparison);
	if (!answer.ok) return absentOr(answer.because);
	return {
		state: "there",
		data: answer.data.status === "ahead" || answer.data.status === "identical"
	};
}
async function fileAt({ github, at }, path, ref, maxBytes) {
	const answer = await github.bytes("GET /repos/{owner}/{repo}/contents/{+path}", {
		...at,
		path,
		ref
	}, maxBytes);
	return answer.ok ? {
		state: "there",
		data: answer.data
	} : absentOr(answer.because);
}
async function releaseOf({ github, at }, tag) {
	const answer = await github.get("GET /repos/{owner}/{repo}/releases/tags/{tag}", {
		...at,
		tag
	}, Release);
	return answer.ok ? {
		state: "there",
		data: answer.data
	} : absentOr(answer.because);
}
async function latestRelease({ github, at }) {
	const answer = await github.get("GET /repos/{owner}/{repo}/releases/latest", at, Release);
	return answer.ok ? {
		state: "there",
		data: answer.data
	} : absentOr(answer.because);
}
function absentOr(because) {
	return because.code === "NOT_FOUND" ? { state: "absent" } : {
		state: "unknown",
		because
	};
}

export { branchExists, canBeTag, fileAt, isAncestor, latestRelease, manifestMaxBytes, openProducer, releaseOf, tagCommit, tagNames };