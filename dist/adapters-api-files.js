import { apiTree, byCodeUnit, containedPath, fileKind, fullCheckout, objectId, ownerAndRepo } from "./shared.js";
import { array, boolean, object, string } from "./vendor.js";

// shared/adapters/api-files.ts
const Listing = object({
	truncated: boolean(),
	tree: array(object({
		path: string(),
		mode: string(),
		type: string(),
		sha: string()
	}))
});
function apiFiles(github, repository, commit) {
	const { owner, repo } = ownerAndRepo(repository);
	const bytes = apiTree(github, repository, commit);
	let listing;
	const list = () => listing ??= load();
	async function load() {
		const answer = await github.get("GET /repos/{owner}/{repo}/git/trees/{sha}", {
			owner,
			repo,
			sha: commit,
			recursive: "1"
		}, Listing);
		if (!answer.ok) return answer;
		if (answer.data.truncated) return {
			ok: false,
			because: {
				code: "TRUNCATED",
				message: `the API lists only a part of the files of commit ${commit}`,
				needs: fullCheckout
			}
		};
		return {
			ok: true,
			entries: new Map(answer.data.tree.map((entry) => [entry.path, entry]))
		};
	}
	return {
		ref: commit,
		async read(path, maxBytes) {
			const contained = containedPath(path);
			if (!contained.ok) return {
				found: false,
				path,
				reason: "outside",
				message: contained.message
			};
			const listed = await list();
			const unreadable = (because) => ({
				found: false,
				path,
				reason: "unreadable",
				message: because.message,
				because
			});
			if (!listed.ok) return unreadable(listed.because);
			const entry = listed.entries.get(contained.path);
			if (entry === void 0) return {
				found: false,
				path,
				reason: "absent",
				message: "does not exist"
			};
			const kind = fileKind(entry.mode);
			if (kind !== void 0) return {
				found: false,
				path,
				reason: "not-a-file",
				message: `is ${kind}`
			};
			const answer = await bytes.read(contained.path, maxBytes);
			if (!answer.found) {
				if (answer.reason !== "absent") return answer;
				return unreadable({
					code: "NO_DATA",
					message: `commit ${commit} lists ${path}, but the API does not give it`,
					needs: fullCheckout
				});
			}
			if (objectId("blob", answer.content, entry.sha.length) === entry.sha) return answer;
			return unreadable({
				code: "NO_DATA",
				message: `the content of ${path} at commit ${commit} is not what its object id says`,
				needs: fullCheckout
			});
		},
		async list() {
			const listed = await list();
			if (!listed.ok) return listed;
			return {
				ok: true,
				paths: [...listed.entries.values()].filter(({ type }) => type !== "tree").map(({ path }) => path).sort(byCodeUnit)
			};
		}
	};
}

export { apiFiles };