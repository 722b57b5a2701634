import { byCodeUnit, containedPath, listMaxBytes, runGit, trackedBelow, unreadable, walk, worktree } from "./shared.js";
import { promises } from "node:fs";
import { join } from "node:path";

// shared/adapters/produced-files.ts
function produced(folder, repository) {
	const refused = refusals(folder, repository);
	return {
		files: producedFiles(folder, repository, refused),
		container: async (path) => (await import("./adapters-container.js")).openContainer(folder, path, refused),
		async scan(scan, parameters, source, limits) {
			const missing = "content" in source ? void 0 : await refused(source.path);
			if (missing !== void 0) return missing;
			return (await import("./adapters-scan-file.js")).scanFile(folder, scan, parameters, source, limits);
		}
	};
}
function refusals(folder, repository) {
	let known;
	let index;
	return async (path) => {
		const contained = containedPath(path);
		if (!contained.ok) return {
			found: false,
			path,
			reason: "outside",
			message: contained.message
		};
		if (repository === void 0) return void 0;
		const tracked = await (known ??= trackedBelow(folder));
		if (!tracked.ok) {
			const { because } = tracked;
			return {
				found: false,
				path,
				reason: "unreadable",
				message: `is not read: ${because.message}`,
				because
			};
		}
		const notProduced = (message) => ({
			found: false,
			path,
			reason: "not-a-file",
			message
		});
		const same = folded(contained.path);
		index ??= indexOf(tracked.paths);
		for (const one of index.folded.get(same) ?? []) if (one === contained.path || await isOneFile(folder, one, contained.path)) return notProduced("is a file of the repository: what was committed was not produced here");
		for (let at = contained.path.lastIndexOf("/"); at > 0; at = contained.path.lastIndexOf("/", at - 1)) {
			const above = contained.path.slice(0, at);
			if (index.paths.has(above)) return notProduced(`lies in the submodule ${above}: ${elsewhere}`);
		}
		const nested = await repositoryOnTheWay(folder, contained.path);
		return nested === void 0 ? void 0 : notProduced(`lies in another repository (${nested}): ${elsewhere}`);
	};
}
function indexOf(paths) {
	const names = new Map();
	for (const path of paths) names.set(folded(path), [...names.get(folded(path)) ?? [], path]);
	return {
		paths: new Set(paths),
		folded: names
	};
}
const elsewhere = "what is committed there was not produced here";
function folded(path) {
	return path.normalize("NFC").toLowerCase();
}
async function isOneFile(folder, one, other) {
	const identity = async (path) => {
		const stats = await promises.lstat(join(folder, path), { bigint: true }).catch(() => void 0);
		return stats && `${stats.dev} ${stats.ino}`;
	};
	const known = await identity(one);
	return known !== void 0 && known === await identity(other);
}
async function repositoryOnTheWay(folder, path) {
	const parts = path.split("/").slice(0, -1);
	for (let count = 1; count <= parts.length; count += 1) {
		const above = parts.slice(0, count).join("/");
		if (await promises.lstat(join(folder, above, ".git")).catch(() => void 0) !== void 0) return above;
	}
}
function producedFiles(folder, repository, refused) {
	const files = worktree(folder, void 0);
	return {
		ref: void 0,
		read: async (path, maxBytes) => await refused(path) ?? asOutput(await files.read(path, maxBytes)),
		async list() {
			if (repository === void 0) return files.list();
			const silenced = await withoutFilters(folder);
			if (!silenced.ok) return silenced;
			const ask = async (which) => {
				const ran = await runGit(folder, [
					...silenced.settings,
					"ls-files",
					"-z",
					which
				], { maxBytes: listMaxBytes });
				if (ran.code !== 0) return unreadable("the files that steps may have written could not be listed", ran);
				return ran.stdout.toString("utf8").split("\0").filter((path) => path !== "");
			};
			const [others, modified, staged] = [
				await ask("--others"),
				await ask("--modified"),
				await ask("--stage")
			];
			if (!Array.isArray(others)) return {
				ok: false,
				because: others
			};
			if (!Array.isArray(modified)) return {
				ok: false,
				because: modified
			};
			if (!Array.isArray(staged)) return {
				ok: false,
				because: staged
			};
			const submodules = staged.flatMap((line) => /^160000 [^\t]*\t([\s\S]+)$/.exec(line)?.[1] ?? []);
			const paths = new Set([...others, ...modified].filter((path) => !path.endsWith("/") && !submodules.includes(path)));
			for (const inside of [...others.filter((path) => path.endsWith("/")).map((path) => path.slice(0, -1)), ...submodules]) {
				const found = [];
				if (!await walk(folder, inside, found).catch(isAbsent)) return {
					ok: false,
					because: tooMany(inside)
				};
				for (const path of found) paths.add(path);
			}
			return {
				ok: true,
				paths: [...paths].sort(byCodeUnit)
			};
		}
	};
}
async function withoutFilters(folder) {
	const ran = await runGit(folder, [
		"config",
		"-z",
		"--name-only",
		"--get-regexp",
		"^filter\\."
	], { maxBytes: listMaxBytes });
	const keys = ran.stdout.toString("utf8").split("\0").slice(0, -1);
	if (ran.code !== 0 && ran.code !== 1 || keys.some((key) => key.includes("="))) return {
		ok: false,
		because: unreadable("the filters of the repository could not be listed", ran)
	};
	return {
		ok: true,
		settings: [
			"-c",
			"core.fsmonitor=false",
			...[...new Set(keys.map((key) => key.slice(0, key.lastIndexOf("."))))].flatMap((filter) => [
				"clean=",
				"smudge=",
				"process=",
				"required=false"
			].flatMap((setting) => ["-c", `${filter}.${setting}`]))
		]
	};
}
function asOutput(answer) {
	return answer.found ? {
		...answer,
		source: "output"
	} : answer;
}
function isAbsent(error) {
	if (["ENOENT", "ENOTDIR"].includes(error.code ?? "")) return true;
	throw error;
}
function tooMany(folder) {
	return {
		code: "TRUNCATED",
		message: `the repository in ${folder} has too many files to list`,
		needs: "a working directory without it"
	};
}

export { produced };