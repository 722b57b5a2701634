import { sha256, tooLarge, trackedBelow } from "./shared.js";
import { isWanted, maxFolderFiles, maxReportBytes } from "./adapters-report-limits.js";
import { closeSync, constants, fstatSync, openSync, promises, readSync } from "node:fs";
import { dirname, join } from "node:path";

// shared/adapters/report-folder.ts
const walkLimit = 5e4;
const missing = "does not exist";
async function readReportFolder(folder, budget, endings = []) {
	const origin = {
		kind: "folder",
		name: folder.name
	};
	const gathered = {
		files: [],
		problems: []
	};
	const problem = (path, message, because) => {
		gathered.problems.push({
			origin,
			...path === "" ? {} : { path },
			message,
			...because === void 0 ? {} : { because }
		});
	};
	const opened = await open(folder.path);
	if ("message" in opened) {
		if (folder.mayBeMissing !== true || opened.message !== missing) problem("", opened.message, opened.because);
		return gathered;
	}
	const walk = {
		root: opened.root,
		paths: [],
		endings,
		tracked: new Set(),
		entries: 0,
		problem
	};
	if (await liesInRepository(walk.root)) await track(walk, "");
	await list(walk, "", 0);
	if (walk.stopped !== void 0) {
		problem("", walk.stopped.message, walk.stopped.because);
		return gathered;
	}
	for (const path of walk.paths) {
		if (walk.tracked.has(path)) {
			problem(path, "is a file of the repository: a report that was committed proves nothing");
			continue;
		}
		const read = readFile(join(walk.root, path), path);
		if ("message" in read) problem(path, read.message, read.because);
		else if (!budget.take(read.content.length)) problem(path, budget.message);
		else gathered.files.push({
			origin,
			path,
			content: read.content,
			sha256: sha256(read.content)
		});
	}
	return gathered;
}
async function open(path) {
	try {
		const stats = await promises.lstat(path);
		if (stats.isSymbolicLink()) return { message: "is a symbolic link" };
		if (!stats.isDirectory()) return { message: "is not a folder" };
		const above = [];
		for (let at = dirname(path); at !== dirname(at); at = dirname(at)) above.push(at);
		const top = (await Promise.all([path, ...above].map(hasGit))).lastIndexOf(true);
		for (const each of above.slice(0, Math.max(0, top - 1))) if ((await promises.lstat(each)).isSymbolicLink()) return { message: "is reached through a symbolic link of the repository" };
		return { root: await promises.realpath(path) };
	} catch (error) {
		return unreadable(error);
	}
}
async function liesInRepository(folder) {
	for (let at = folder;; at = dirname(at)) {
		if (await hasGit(at)) return true;
		if (at === dirname(at)) return false;
	}
}
async function hasGit(folder) {
	return promises.lstat(join(folder, ".git")).then(() => true, () => false);
}
async function track(walk, below) {
	const answer = await trackedBelow(join(walk.root, below));
	if (answer.ok) for (const path of answer.paths) walk.tracked.add(`${below}${path}`);
	else walk.stopped = {
		message: `is not read: ${answer.because.message}`,
		because: answer.because
	};
}
async function list(walk, below, depth) {
	let entries;
	try {
		entries = await promises.readdir(join(walk.root, below), { withFileTypes: true });
	} catch (error) {
		const { message, because } = unreadable(error);
		walk.problem(below.replace(/\/$/, ""), message, because);
		return;
	}
	walk.entries += entries.length;
	if (walk.entries > walkLimit) walk.stopped = { message: `has more than the ${walkLimit} files that are looked at` };
	if (below !== "" && entries.some(({ name }) => name === ".git")) await track(walk, below);
	for (const entry of entries.sort((a, b) => a.name < b.name ? -1 : 1)) {
		if (walk.stopped !== void 0) return;
		if (entry.name !== ".git") await note(walk, entry, `${below}${entry.name}`, depth);
	}
}
async function note(walk, entry, path, depth) {
	if (entry.isSymbolicLink()) walk.problem(path, "is a symbolic link");
	else if (entry.isDirectory()) {
		if (depth < 6) await list(walk, `${path}/`, depth + 1);
		else walk.problem(path, `lies deeper than the ${6} levels of folders that are read`);
	} else if (isWanted(entry.name, walk.endings)) {
		walk.paths.push(path);
		if (walk.paths.length > 2e3) walk.stopped = { message: `has more than the ${maxFolderFiles} files that are read` };
	}
}
function readFile(file, path) {
	try {
		const handle = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
		try {
			const stats = fstatSync(handle);
			if (!stats.isFile()) return { message: "is not a regular file" };
			const large = { message: tooLarge(path, maxReportBytes).message };
			if (stats.size > 16777216) return large;
			const buffer = Buffer.allocUnsafe(stats.size + 1);
			let size = 0;
			for (let read = -1; read !== 0 && size < buffer.length; size += read) read = readSync(handle, buffer, size, buffer.length - size, null);
			if (size === stats.size) return { content: buffer.subarray(0, size) };
			return { message: "changed while it was read" };
		} finally {
			closeSync(handle);
		}
	} catch (error) {
		const code = error.code;
		if (code === "ELOOP") return { message: "is a symbolic link" };
		return code === "ENXIO" ? { message: "is not a regular file" } : unreadable(error);
	}
}
function unreadable(error) {
	const code = error.code ?? "unknown error";
	if (code === "ENOENT") return { message: missing };
	if (code === "ENOTDIR") return { message: "is not a folder" };
	const message = `could not be read (${code})`;
	return {
		message,
		because: {
			code: "NO_DATA",
			message: `it ${message}`,
			needs: "read access to it"
		}
	};
}

export { readReportFolder };