import { containedPath, entriesOf, fileKind, fullCheckout, listMaxBytes, runGit, tooLarge, unreadable } from "./shared.js";
import { openObjects } from "./adapters-git-objects.js";

// shared/adapters/git-files-at.ts
const mostNamed = 200;
async function filesAt(repository, commit, paths, maxBytes) {
	const files = new Map();
	const wanted = new Map();
	for (const path of paths) {
		const contained = containedPath(path);
		if (contained.ok) wanted.set(path, contained.path);
		else files.set(path, {
			found: false,
			path,
			reason: "outside",
			message: contained.message
		});
	}
	if (wanted.size === 0) return files;
	const { listed, entries } = await listEntries(repository, commit, [...new Set(wanted.values())]);
	const twice = entries !== void 0 && new Set(entries.map(({ path }) => path)).size !== entries.length;
	const reader = openObjects(repository, maxBytes);
	try {
		const found = new Map((entries ?? []).map((entry) => [entry.path, entry]));
		const blobs = [...new Set(wanted.values())].flatMap((path) => {
			const entry = found.get(path);
			return entry === void 0 || fileKind(entry.mode) !== void 0 ? [] : [entry.id];
		});
		const objects = await reader.read(blobs);
		const byId = new Map(blobs.map((id, index) => [id, objects[index]]));
		for (const [path, full] of wanted) {
			const entry = found.get(full);
			if (entries === void 0 || twice) {
				const because = unreadable(`the tree of commit ${commit} could not be read`, listed);
				files.set(path, {
					found: false,
					path,
					reason: "unreadable",
					message: because.message,
					because
				});
			} else if (entry === void 0) files.set(path, absent(path));
			else files.set(path, entryFile(entry, {
				path,
				full,
				commit
			}, byId.get(entry.id), maxBytes));
		}
		return files;
	} finally {
		reader.close();
	}
}
async function listEntries({ top }, commit, paths) {
	const which = paths.length > mostNamed ? [
		"-r",
		"--end-of-options",
		commit
	] : [
		"--end-of-options",
		commit,
		...paths
	];
	const listed = await runGit(top, [
		"ls-tree",
		"-z",
		"--full-tree",
		...which
	], { maxBytes: listMaxBytes });
	return {
		listed,
		entries: listed.code === 0 ? entriesOf(listed.stdout) : void 0
	};
}
async function modesAt(repository, commit, paths) {
	const contained = paths.filter((path) => containedPath(path).ok);
	const { entries = [] } = contained.length === 0 ? {} : await listEntries(repository, commit, contained);
	const regular = entries.filter(({ path, mode }) => fileKind(mode) === void 0 && contained.includes(path));
	return new Map(regular.map((entry) => [entry.path, modeOf(entry)]));
}
function entryFile({ mode, id }, { path, full, commit }, object, maxBytes) {
	const kind = fileKind(mode);
	if (kind !== void 0) return {
		found: false,
		path,
		reason: "not-a-file",
		message: `is ${kind}`
	};
	if (object?.state === "too-large") return tooLarge(path, maxBytes);
	if (object?.state === "read") return {
		found: true,
		path: full,
		mode: modeOf({ mode }),
		id,
		content: object.content
	};
	const message = `the content of ${path} at commit ${commit} is not here, or not what its object id says`;
	return {
		found: false,
		path,
		reason: "unreadable",
		message,
		because: {
			code: "NO_DATA",
			message,
			needs: fullCheckout
		}
	};
}
function absent(path) {
	return {
		found: false,
		path,
		reason: "absent",
		message: "does not exist"
	};
}
function modeOf({ mode }) {
	return mode === "100755" ? "100755" : "100644";
}

export { absent, entryFile, filesAt, modesAt };