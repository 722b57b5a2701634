import { entriesOf, listMaxBytes, objectId, runGit, unreadable } from "./shared.js";
import { notUnderstood, setOf, tooMany } from "./adapters-git-changes.js";
import { parseRawDiff } from "./adapters-raw-diff.js";
import { promises } from "node:fs";
import { dirname, join } from "node:path";

// shared/adapters/worktree-changes.ts
async function worktreeChanges(repository, before, prefix) {
	const between = `the changes between ${before} and the work tree`;
	const { top } = repository;
	const maxBytes = listMaxBytes;
	const [earlier, suspected, listed] = await Promise.all([
		runGit(top, [
			"ls-tree",
			"-r",
			"-z",
			"--full-tree",
			before
		], { maxBytes }),
		runGit(top, [
			...[
				"diff-index",
				"-z",
				"--raw",
				"--no-abbrev",
				"--no-renames",
				"--no-relative",
				"-O/dev/null"
			],
			"--ignore-submodules=dirty",
			"--end-of-options",
			before,
			"--"
		], { maxBytes }),
		runGit(top, [
			"-c",
			"core.fsmonitor=false",
			"ls-files",
			"-z",
			"-v",
			"--cached",
			"--others",
			"--exclude-standard"
		], { maxBytes })
	]);
	const ran = [
		earlier,
		suspected,
		listed
	];
	if (ran.some(({ stopped }) => stopped === "too-much-output")) return tooMany(between, maxBytes);
	const broken = ran.find(({ code }) => code !== 0);
	if (broken !== void 0) return {
		ok: false,
		because: unreadable(`${between} could not be read`, broken)
	};
	const entries = entriesOf(earlier.stdout);
	if (entries === void 0) return notUnderstood(between, "a file of the commit is listed in an unknown way");
	const tagged = tags(listed.stdout);
	if (typeof tagged === "string") return notUnderstood(between, tagged);
	if (tagged.some(({ tag }) => tag === "M")) return {
		ok: false,
		because: {
			code: "NO_DATA",
			message: `${between} are not settled: a merge has conflicts`,
			needs: "a finished or aborted merge"
		}
	};
	const parsed = parseRawDiff(suspected.stdout, { worktree: true });
	if (!parsed.ok) return notUnderstood(between, parsed.message);
	const old = new Map(entries.map(({ path, mode, id }) => [path, {
		mode,
		id
	}]));
	const now = await onDisk(top, new Map(parsed.entries.map(({ path, after }) => [path, after])), tagged, before.length);
	if (!now.ok) return {
		ok: false,
		because: now.because
	};
	const changed = [...now.sides].flatMap(([path, after]) => {
		const side = old.get(path);
		return side?.id === after?.id && side?.mode === after?.mode && side?.id !== void 0 ? [] : side === void 0 && after === void 0 ? [] : [{
			path,
			before: side,
			after
		}];
	});
	const sources = changed.some(({ before: side }) => side === void 0) ? entries : [];
	return setOf(changed, sources, prefix, between);
}
function tags(output) {
	const lossy = output.toString("utf8").split("\0");
	const read = [];
	for (const line of lossy.filter((text) => text !== "")) {
		const [, tag = "", path = ""] = /^([A-Za-z?]) ([\s\S]+)$/.exec(line) ?? [];
		if (tag === "") return "git listed a file in an unknown way";
		const broken = path.includes("�");
		if (broken && tag !== "H") return `the name of a file is not UTF-8: ${JSON.stringify(path)}`;
		if (!broken) read.push({
			tag,
			path
		});
	}
	return read;
}
async function onDisk(top, said, tagged, ids) {
	const marked = new Map(tagged.flatMap(({ tag, path }) => tag === "H" ? [] : [[path, tag]]));
	const sides = new Map();
	const files = [];
	for (const path of new Set([...said.keys(), ...marked.keys()])) {
		const tag = marked.get(path);
		const hint = said.get(path);
		if (path.endsWith("/")) {
			sides.set(path.slice(0, -1), {
				mode: "160000",
				id: void 0
			});
			continue;
		}
		const found = said.has(path) && hint === void 0 && tag !== "?" ? void 0 : await lookAt(top, path);
		if (found === "unreadable") return {
			ok: false,
			because: {
				code: "NO_DATA",
				message: `${path} in the work tree could not be looked at`,
				needs: "read access to the file"
			}
		};
		if (found === void 0) {
			if (tag?.toLowerCase() !== "s") sides.set(path, void 0);
			else if (said.has(path)) sides.set(path, hint);
		} else if (found === "folder") sides.set(path, hint?.mode === "160000" ? {
			mode: "160000",
			id: void 0
		} : void 0);
		else if ("target" in found) sides.set(path, {
			mode: "120000",
			id: objectId("blob", found.target, ids)
		});
		else files.push({
			path,
			mode: hint === void 0 || hint.mode === "160000" ? found.mode : hint.mode
		});
	}
	if (files.length === 0) return {
		ok: true,
		sides
	};
	const input = files.map(({ path }) => `${quoted(path)}\n`).join("");
	const hashed = await runGit(top, ["hash-object", "--stdin-paths"], {
		maxBytes: listMaxBytes,
		input
	});
	const answers = hashed.stdout.toString("utf8").split("\n").filter((id) => id !== "");
	if (hashed.code !== 0 || answers.length !== files.length) return {
		ok: false,
		because: unreadable("the changed files of the work tree could not be read", hashed)
	};
	files.forEach(({ path, mode }, index) => sides.set(path, {
		mode,
		id: answers[index]
	}));
	return {
		ok: true,
		sides
	};
}
async function lookAt(top, path) {
	const full = join(top, path);
	try {
		const stats = await promises.lstat(full);
		if (await promises.realpath(dirname(full)) !== dirname(full)) return void 0;
		if (stats.isDirectory()) return "folder";
		if (stats.isSymbolicLink()) return { target: await promises.readlink(full, { encoding: "buffer" }) };
		return stats.isFile() ? { mode: (stats.mode & 64) === 0 ? "100644" : "100755" } : void 0;
	} catch (error) {
		return ["ENOENT", "ENOTDIR"].includes(error.code ?? "") ? void 0 : "unreadable";
	}
}
function quoted(path) {
	const bytes = [...Buffer.from(path, "utf8")];
	const plain = (byte) => byte >= 32 && byte < 127 && byte !== 34 && byte !== 92;
	return `"${bytes.map((byte) => plain(byte) ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, "0")}`).join("")}"`;
}

export { worktreeChanges };