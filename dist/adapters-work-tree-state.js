import { byCodeUnit, listMaxBytes, objectId, runGit, unreadable } from "./shared.js";
import { attributesOf, convertedTo } from "./adapters-checkout-conversion.js";
import { commitEntries } from "./adapters-commit-entries.js";
import { digestFile } from "./adapters-file-digest.js";
import { openObjects } from "./adapters-git-objects.js";
import { existsSync, promises } from "node:fs";
import { dirname, join } from "node:path";

// shared/adapters/work-tree-state.ts
const objectBytes = 67108864;
const lanes = 16;
function repositoryAbove(folder) {
	for (let at = folder;; at = dirname(at)) {
		if (existsSync(join(at, ".git"))) return at;
		if (dirname(at) === at) return void 0;
	}
}
async function workTreeState(top, commit) {
	const seen = {
		changed: new Set(),
		unknown: new Map(),
		folders: new Set([""])
	};
	const compared = await compare(top, "", commit, seen);
	if (!compared.ok) return compared;
	const index = await staged(top);
	if (!index.ok) return index;
	const own = new Map(compared.entries.map((entry) => [utf8(entry.path), entry]));
	for (const { flag, stage, mode, id, path } of index.entries) {
		const entry = own.get(path);
		if (!(entry !== void 0 && entry.id === id && entry.mode === mode && stage === "0") || /[a-zS]/.test(flag)) seen.changed.add(path);
		own.delete(path);
	}
	for (const path of own.keys()) seen.changed.add(path);
	return {
		ok: true,
		changed: [...seen.changed].sort(byCodeUnit),
		unknown: [...seen.unknown].map(([path, why]) => ({
			path,
			why
		})).sort((a, b) => byCodeUnit(a.path, b.path)),
		folders: seen.folders
	};
}
async function compare(top, prefix, commit, seen) {
	const reader = openObjects({ top }, objectBytes);
	try {
		const whole = await commitEntries(reader, commit);
		if (whole === void 0) return {
			ok: false,
			because: {
				code: "NO_DATA",
				message: `commit ${commit}${prefix === "" ? "" : ` of the submodule ${prefix.slice(0, -1)}`} could not be read whole, or its objects are not what their ids say`,
				needs: "a checkout of the judged commit"
			}
		};
		for (const folder of whole.folders) {
			const path = `${prefix}${utf8(folder)}`;
			seen.folders.add(path);
			if ((await lstat(at(top, folder)))?.isDirectory() !== true) seen.changed.add(path);
		}
		const differing = [];
		await eachOf(whole.entries, async (entry) => {
			if (entry.mode === "160000") return;
			const found = await look(at(top, entry.path), entry);
			if (found === "changed") seen.changed.add(`${prefix}${utf8(entry.path)}`);
			else if (found !== "same") differing.push({
				entry,
				digest: found
			});
		});
		if (!await undo(top, prefix, {
			reader,
			all: whole.entries,
			differing
		}, seen)) return {
			ok: false,
			because: {
				code: "NO_DATA",
				message: "the attributes of the judged commit could not be read",
				needs: "git, and a folder for temporary files"
			}
		};
		for (const { mode, id, path } of whole.entries) {
			if (mode !== "160000") continue;
			const inside = await submodule(at(top, path));
			if (inside === "changed") seen.changed.add(`${prefix}${utf8(path)}`);
			if (inside !== "populated") continue;
			seen.folders.add(`${prefix}${utf8(path)}`);
			const compared = await compare(join(top, utf8(path)), `${prefix}${utf8(path)}/`, id, seen);
			if (!compared.ok) return compared;
		}
		return {
			ok: true,
			entries: whole.entries
		};
	} finally {
		reader.close();
	}
}
async function look(path, { mode, id }) {
	const stats = await lstat(path);
	if (stats === void 0) return "changed";
	if (mode === "120000") {
		if (!stats.isSymbolicLink()) return "changed";
		const target = await promises.readlink(path, { encoding: "buffer" });
		return objectId("blob", target, id.length) === id ? "same" : "changed";
	}
	const executable = mode === "100755";
	if (!stats.isFile() || (stats.mode & 64) !== (executable ? 64 : 0)) return "changed";
	const digest = await digestFile(path, id.length).catch(gone);
	if (digest === void 0) return "changed";
	return digest.id === id ? "same" : digest;
}
async function undo(top, prefix, { reader, all, differing }, { changed, unknown }) {
	if (differing.length === 0) return true;
	const sources = all.filter(({ mode, path }) => mode.startsWith("100") && /(^|\/)\.gitattributes$/.test(path));
	const contents = await reader.read(sources.map(({ id }) => id));
	const read = new Map();
	for (const [index, { path }] of sources.entries()) {
		const content = contents[index];
		if (content?.state !== "read") return false;
		read.set(path, content.content);
	}
	const paths = differing.map(({ entry }) => entry.path);
	const attributes = read.size === 0 ? new Map() : await attributesOf(read, paths);
	if (attributes === void 0) return false;
	for (const { entry, digest } of differing) {
		const blob = async () => {
			const [object] = await reader.read([entry.id]);
			return object?.state === "read" ? object.content : void 0;
		};
		const file = {
			digest,
			read: () => promises.readFile(at(top, entry.path))
		};
		const converted = await convertedTo(entry, attributes.get(entry.path) ?? {}, file, blob);
		const path = `${prefix}${utf8(entry.path)}`;
		if (converted === "changed") changed.add(path);
		else if (converted !== "same") unknown.set(path, converted.unknown);
	}
	return true;
}
async function submodule(path) {
	const stats = await lstat(path);
	if (stats === void 0) return "empty";
	if (!stats.isDirectory()) return "changed";
	return (await promises.readdir(path)).length === 0 ? "empty" : "populated";
}
async function staged(top) {
	const ran = await runGit(top, [
		"-c",
		"core.fsmonitor=false",
		"ls-files",
		"-v",
		"-s",
		"-z"
	], { maxBytes: listMaxBytes });
	const lines = ran.stdout.toString("utf8").split("\0").slice(0, -1);
	const entries = lines.flatMap((line) => {
		const [, flag, mode, id, stage, path] = /^(\S) (\d{6}) ([0-9a-f]+) (\d)\t([\s\S]+)$/.exec(line) ?? [];
		return flag === void 0 || mode === void 0 || id === void 0 || stage === void 0 || path === void 0 ? [] : [{
			flag,
			mode,
			id,
			stage,
			path
		}];
	});
	if (ran.code !== 0 || entries.length !== lines.length) return {
		ok: false,
		because: unreadable("git could not say what its index has", ran)
	};
	return {
		ok: true,
		entries
	};
}
async function eachOf(items, act) {
	let next = 0;
	const lane = async () => {
		for (let item = items[next++]; item !== void 0; item = items[next++]) await act(item);
	};
	await Promise.all(Array.from({ length: lanes }, lane));
}
async function lstat(path) {
	return promises.lstat(path).catch(gone);
}
function gone(error) {
	if ([
		"ENOENT",
		"ENOTDIR",
		"ELOOP",
		"EACCES",
		"ENXIO"
	].includes(error.code ?? "")) return void 0;
	throw error;
}
function at(top, path) {
	return Buffer.concat([Buffer.from(`${top}/`), Buffer.from(path, "latin1")]);
}
function utf8(path) {
	return Buffer.from(path, "latin1").toString("utf8");
}

export { repositoryAbove, workTreeState };