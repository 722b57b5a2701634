import { apiFirstParent, compareCommits } from "./adapters-api-changes.js";
import { apiFiles } from "./adapters-api-files.js";
import { GovernanceError, apiTree, changesOf, commitOf, configFrom, containedPath, pastOf, producedIn, rooted } from "./shared.js";
import { relative, resolve, sep } from "node:path";

// shared/shell/remote-place.ts
async function remotePlace(host, event, workingDirectory, config) {
	const { repository: name = "", mergeSha, headSha } = event.subject;
	const commit = mergeSha ?? headSha ?? "";
	const path = configFrom(host.cwd, host, config);
	const within = relative(host.cwd, resolve(host.cwd, workingDirectory)).split(sep).join("/");
	const inside = within === "" ? void 0 : containedPath(within);
	if (inside?.ok === false) throw new GovernanceError("BAD_INPUT", `the working directory ${workingDirectory} ${inside.message}`);
	const prefix = inside === void 0 ? "" : `${inside.path}/`;
	const github = host.createGitHub(host.secret("token"));
	const policyAt = await commitOf(host, event.policy, name);
	const inPolicy = "because" in policyAt ? policyAt : apiTree(github, name, policyAt.sha);
	const judged = apiFiles(github, name, commit);
	const own = {
		tree: rooted(judged, prefix),
		top: judged
	};
	const before = await remoteBefore(host, event, commit);
	const place = {
		subject: event.subject,
		judged: own.tree,
		...changesOf({
			repository: void 0,
			event,
			prefix,
			github: () => github
		}),
		past: pastOf(void 0, void 0, prefix),
		policy: "because" in inPolicy ? own : {
			tree: rooted(inPolicy, prefix),
			top: inPolicy
		},
		own,
		before: "because" in before ? before : rooted(apiTree(github, name, before.sha), prefix),
		folder: prefix,
		produced: producedIn(resolve(host.cwd, workingDirectory), void 0)
	};
	return {
		policy: {
			judged,
			base: inPolicy,
			path,
			shown: path
		},
		place: Promise.resolve(place)
	};
}
async function remoteBefore(host, event, commit) {
	const name = event.subject.repository ?? "";
	const reference = await commitOf(host, event.before, name);
	if ("because" in reference || commit === event.subject.mergeSha && reference.sha !== commit) return reference;
	const remote = {
		github: host.createGitHub(host.secret("token")),
		repository: name
	};
	const comparison = await compareCommits(remote, reference.sha, commit);
	if (!comparison.ok) return { because: comparison.because };
	const left = comparison.data.merge_base_commit.sha;
	if (left !== commit) return { sha: left };
	const parent = await apiFirstParent(remote, commit);
	if (!parent.ok) return { because: parent.because };
	if (parent.data !== void 0) return { sha: parent.data };
	return { because: {
		code: "NO_BASE",
		message: "there is no earlier version to compare with: this is the first commit"
	} };
}

export { remotePlace };