import { containedPath, missing, openFile, sameBytes } from "./shared.js";
import { promises } from "node:fs";
import { basename, dirname, join } from "node:path";
import { randomUUID } from "node:crypto";

// shared/adapters/apply-change.ts
const disk = {
	async create(path, content, mode) {
		const file = await promises.open(path, "wx", mode);
		try {
			await file.writeFile(content);
			await file.chmod(mode);
			await file.sync();
		} finally {
			await file.close();
		}
	},
	rename: (from, to) => promises.rename(from, to),
	remove: (path) => promises.rm(path, {
		force: true,
		recursive: true
	}),
	makeFolder: async (path) => promises.mkdir(path, { recursive: true })
};
async function applyChange(folder, changes, writer = disk) {
	const targets = await Promise.all(changes.map((change) => look(folder, change)));
	const refused = targets.flatMap((target) => "problem" in target ? [target.problem] : []);
	if (refused.length > 0) return {
		ok: false,
		problems: refused,
		left: []
	};
	const staged = [];
	const made = [];
	const exchanged = [];
	let current = "";
	try {
		for (const [index, change] of changes.entries()) {
			const target = targets[index];
			if (target === void 0 || "problem" in target) continue;
			current = change.path;
			const path = join(folder, change.path);
			const first = await writer.makeFolder(dirname(path));
			if (first !== void 0) made.push(first);
			const partial = join(dirname(path), `.${basename(path)}.${randomUUID()}.partial`);
			staged.push({
				change,
				path,
				partial,
				mode: target.mode
			});
			await writer.create(partial, change.after, target.mode);
		}
		for (const each of staged) {
			current = each.change.path;
			const again = await look(folder, each.change);
			if ("problem" in again) throw new Changed(again.problem);
			await writer.rename(each.partial, each.path);
			exchanged.push(each);
		}
		return { ok: true };
	} catch (error) {
		const problem = error instanceof Changed ? error.message : `${current} could not be written (${codeOf(error)})`;
		const left = await undo(staged, exchanged, made, writer);
		return {
			ok: false,
			problems: [problem],
			left
		};
	}
}
var Changed = class extends Error {};
async function look(folder, { path, before }) {
	const contained = containedPath(path);
	if (!contained.ok) return { problem: `${path} ${contained.message}` };
	try {
		const opened = await openFile(folder, contained.path);
		if ("found" in opened) return { problem: `${path} ${opened.message}` };
		const { file } = opened;
		try {
			if (before === void 0) return { problem: `${path} is there, and the change expects that it is not` };
			const { mode } = await file.stat();
			if (!sameBytes(new Uint8Array(await file.readFile()), before)) return { problem: `${path} is not what the change was made from: it was changed meanwhile` };
			return (mode & 146) === 0 ? { problem: `${path} is read-only` } : { mode: mode & 511 };
		} finally {
			await file.close();
		}
	} catch (error) {
		const { reason, message } = missing(path, error);
		if (reason === "absent" && before === void 0) return { mode: 420 };
		return { problem: `${path} ${message}` };
	}
}
async function undo(staged, exchanged, made, writer) {
	const left = [];
	const attempt = async (path, act) => {
		try {
			await act();
		} catch {
			left.push(path);
		}
	};
	for (const { change, path, mode } of exchanged) {
		const { before } = change;
		await attempt(change.path, async () => {
			if (before === void 0) return writer.remove(path);
			const restored = join(dirname(path), `.${basename(path)}.${randomUUID()}.partial`);
			await writer.create(restored, before, mode);
			await writer.rename(restored, path);
		});
	}
	for (const { partial } of staged.filter((each) => !exchanged.some(({ path }) => path === each.path))) await attempt(basename(partial), () => writer.remove(partial));
	for (const folder of made) await attempt(basename(folder), () => writer.remove(folder));
	return left;
}
function codeOf(error) {
	return error.code ?? "unknown error";
}

export { applyChange };