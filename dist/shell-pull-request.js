import { CommitId, GovernanceError, objectId } from "./shared.js";
import { _enum, array, boolean, number, object, string } from "./vendor.js";
import { expectAnswer as expectAnswer$1 } from "./shell-expect-answer.js";

// shared/shell/pull-request.ts
const Reference = object({ object: object({
	type: string(),
	sha: CommitId
}) });
const Commit = object({
	tree: object({ sha: CommitId }),
	message: string()
});
const Tree = object({
	truncated: boolean(),
	tree: array(object({
		path: string(),
		mode: string(),
		type: string(),
		sha: CommitId
	}))
});
const Made = object({ sha: CommitId });
const PullRequest = object({
	number: number().int(),
	html_url: string(),
	title: string(),
	state: _enum(["open", "closed"]),
	merged_at: string().nullable().optional(),
	head: object({
		ref: string(),
		repo: object({ full_name: string() }).nullable()
	})
});
async function openPullRequest(place, proposal, text) {
	const { github, write } = place;
	const [owner = "", repo = ""] = place.repository.split("/");
	const at = {
		owner,
		repo
	};
	const { branch } = proposal;
	const heads = {
		...at,
		head: `${owner}:${branch}`,
		base: place.base,
		state: "all"
	};
	const own = expectAnswer(await github.all("GET /repos/{owner}/{repo}/pulls", heads, PullRequest)).filter(({ head }) => head.ref === branch && head.repo?.full_name.toLowerCase() === place.repository.toLowerCase());
	const open = own.find(({ state }) => state === "open");
	const closed = own.find(({ title, state, merged_at: merged }) => {
		return state === "closed" && (merged ?? void 0) === void 0 && title === text.title;
	});
	if (open === void 0 && closed !== void 0) return {
		url: closed.html_url,
		state: "closed"
	};
	const tip = await tipOf(place, at, place.base);
	if (tip === void 0) throw new GovernanceError("BAD_INPUT", `there is no branch ${place.base}`);
	const files = await filesOf(place, at, tip.tree, proposal.changes);
	for (const { path, before } of proposal.changes) {
		if (isContent(files.get(path)?.sha, before)) continue;
		throw new GovernanceError("BAD_INPUT", `${path} on ${place.base} is not what the change was made from`, { hint: "It was changed meanwhile: run it again." });
	}
	const present = await tipOf(place, at, branch);
	const trailer = `Proposed-by: release-governance/${text.control}`;
	if (present !== void 0 && !present.message.trimEnd().endsWith(trailer)) throw new GovernanceError("BAD_INPUT", `the branch ${branch} has commits of somebody else`, { hint: `Merge or close its pull request and delete the branch ${branch}.` });
	const there = open !== void 0 && present?.message.includes(`\n${identityLine(proposal)}\n`) === true;
	if (there && open.title === text.title) return {
		url: open.html_url,
		state: "unchanged"
	};
	if (!there) await commitOn(place, at, proposal, {
		message: `${text.title}\n\n${identityLine(proposal)}\n${trailer}`,
		tip,
		files,
		fresh: present === void 0
	});
	const { title, body } = text;
	if (open !== void 0) {
		expectAnswer(await write.send("PATCH /repos/{owner}/{repo}/pulls/{pull_number}", {
			...at,
			pull_number: open.number
		}, {
			title,
			body
		}, PullRequest));
		return {
			url: open.html_url,
			state: "updated"
		};
	}
	return {
		url: expectAnswer(await write.send("POST /repos/{owner}/{repo}/pulls", at, {
			title,
			body,
			head: branch,
			base: place.base
		}, PullRequest)).html_url,
		state: "opened"
	};
}
async function commitOn({ write, folder }, at, { branch, changes }, { message, tip, files, fresh }) {
	const entries = [];
	for (const { path, after } of changes) {
		const content = {
			content: Buffer.from(after).toString("base64"),
			encoding: "base64"
		};
		const blob = expectAnswer(await write.send("POST /repos/{owner}/{repo}/git/blobs", at, content, Made));
		const mode = files.get(path)?.mode ?? "100644";
		entries.push({
			path: `${folder}${path}`,
			mode,
			type: "blob",
			sha: blob.sha
		});
	}
	const commit = {
		message,
		tree: expectAnswer(await write.send("POST /repos/{owner}/{repo}/git/trees", at, {
			base_tree: tip.tree,
			tree: entries
		}, Made)).sha,
		parents: [tip.sha]
	};
	const { sha } = expectAnswer(await write.send("POST /repos/{owner}/{repo}/git/commits", at, commit, Made));
	if (fresh) {
		const ref = {
			ref: `refs/heads/${branch}`,
			sha
		};
		expectAnswer(await write.send("POST /repos/{owner}/{repo}/git/refs", at, ref, Reference));
	} else {
		const ref = {
			...at,
			ref: `heads/${branch}`
		};
		expectAnswer(await write.send("PATCH /repos/{owner}/{repo}/git/refs/{+ref}", ref, {
			sha,
			force: true
		}, Reference));
	}
}
function identityLine({ identity }) {
	return `Proposal: ${identity}`;
}
async function tipOf({ github }, at, branch) {
	const asked = {
		...at,
		ref: `heads/${branch}`
	};
	const reference = await github.get("GET /repos/{owner}/{repo}/git/ref/{+ref}", asked, Reference);
	if (!reference.ok && reference.status === 404) return void 0;
	const { sha } = expectAnswer(reference).object;
	const { tree, message } = expectAnswer(await github.get("GET /repos/{owner}/{repo}/git/commits/{sha}", {
		...at,
		sha
	}, Commit));
	return {
		sha,
		tree: tree.sha,
		message
	};
}
async function filesOf({ github, folder }, at, root, changes) {
	const read = new Map();
	const entriesOf = async (sha) => {
		const known = read.get(sha);
		if (known !== void 0) return known;
		const answer = expectAnswer(await github.get("GET /repos/{owner}/{repo}/git/trees/{tree_sha}", {
			...at,
			tree_sha: sha
		}, Tree));
		if (answer.truncated) throw new GovernanceError("BAD_INPUT", "GitHub listed only a part of a folder");
		read.set(sha, answer.tree);
		return answer.tree;
	};
	const files = new Map();
	for (const { path } of changes) {
		const parts = `${folder}${path}`.split("/");
		let sha = root;
		for (const [index, part] of parts.entries()) {
			const entry = (await entriesOf(sha)).find((each) => each.path === part);
			if (entry === void 0) break;
			const last = index === parts.length - 1;
			if (!(last ? ["100644", "100755"].includes(entry.mode) : entry.type === "tree")) throw new GovernanceError("BAD_INPUT", `${path} is not a regular file in a folder of the repository`);
			if (last) files.set(path, {
				mode: entry.mode,
				sha: entry.sha
			});
			sha = entry.sha;
		}
	}
	return files;
}
function isContent(id, content) {
	if (id === void 0 || content === void 0) return id === content;
	return objectId("blob", content, id.length) === id;
}
function expectAnswer(answer) {
	return expectAnswer$1(answer, "the pull request could not be made");
}

export { openPullRequest };