import { changeSet } from "./adapters-change-set.js";
import { fileKind, listMaxBytes, readBlob, runGit, unreadable } from "./shared.js";
import { parseRawDiff } from "./adapters-raw-diff.js";

// shared/adapters/git-changes.ts
async function commitChanges(repository, before, after, prefix, maxBytes = listMaxBytes) {
	const what = [
		"-r",
		"-z",
		"--raw",
		"--no-abbrev",
		"--no-relative",
		"--ignore-submodules=none",
		"-O/dev/null"
	];
	const renames = [
		"-M100%",
		"-C100%",
		"--find-copies-harder",
		"--no-rename-empty"
	];
	const args = [
		"diff-tree",
		...what,
		...renames,
		"--end-of-options",
		before,
		after,
		"--"
	];
	const ran = await runGit(repository.top, args, { maxBytes });
	const between = `the changes between ${before} and ${after}`;
	if (ran.stopped === "too-much-output") return tooMany(between, maxBytes);
	if (ran.code !== 0) return {
		ok: false,
		because: unreadable(`${between} could not be read`, ran)
	};
	const parsed = parseRawDiff(ran.stdout);
	return parsed.ok ? setOf(parsed.entries, parsed.sources, prefix, between) : notUnderstood(between, parsed.message);
}
function setOf(entries, sources, prefix, between) {
	const set = changeSet(entries, sources, prefix);
	return set === void 0 ? notUnderstood(between, "a path is listed twice") : {
		ok: true,
		set
	};
}
function tooMany(between, maxBytes) {
	return {
		ok: false,
		because: {
			code: "TRUNCATED",
			message: `${between}: the list is longer than the ${maxBytes} bytes that are read`,
			needs: "a range with fewer changes"
		}
	};
}
function notUnderstood(between, message) {
	return {
		ok: false,
		because: {
			code: "NO_DATA",
			message: `${between} are not understood: ${message}`,
			needs: "changed files whose names are UTF-8, and a git that writes the raw diff format"
		}
	};
}
async function changedContent(repository, set, { path }, side, maxBytes) {
	const entry = set.sides.get(path)?.[side.name];
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
	return readBlob(repository, side.commit, path, { id: entry.id ?? "" }, maxBytes);
}

export { changedContent, commitChanges, notUnderstood, setOf, tooMany };