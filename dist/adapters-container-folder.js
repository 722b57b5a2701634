import { digester } from "./core-file-digest.js";
import { byCodeUnit } from "./shared.js";
import { closeSync, constants, fstatSync, lstatSync, openSync, promises, readSync } from "node:fs";
import { join } from "node:path";

// shared/adapters/container-folder.ts
const chunkBytes = 1048576;
async function openFolder(folder, limits) {
	const entries = [];
	const stopped = await list(folder, "", entries, limits);
	if (stopped !== void 0) return stopped;
	entries.sort((a, b) => byCodeUnit(a.path, b.path));
	const chunk = new Uint8Array(chunkBytes);
	return {
		ok: true,
		container: {
			kind: "folder",
			entries,
			async digest({ path }, wants) {
				let pipe;
				const read = readWhole(folder, path, chunk, (size) => {
					pipe = digester(size, wants);
					return pipe.push;
				});
				return read === void 0 && pipe !== void 0 ? {
					ok: true,
					digest: pipe.end()
				} : read ?? changed;
			},
			async read({ path }, maxBytes) {
				const parts = [];
				let large = false;
				const read = readWhole(folder, path, chunk, (size) => {
					large = size > maxBytes;
					return large ? void 0 : (bytes) => parts.push(bytes.slice());
				});
				if (large) return {
					ok: false,
					message: `has more than the ${maxBytes} bytes that are read`
				};
				return read ?? {
					ok: true,
					content: new Uint8Array(Buffer.concat(parts))
				};
			},
			close: async () => {}
		}
	};
}
const changed = {
	ok: false,
	message: "changed while it was read"
};
async function list(folder, below, entries, limits) {
	let found;
	try {
		found = await promises.readdir(join(folder, below), { withFileTypes: true });
	} catch (error) {
		return unreadable(error);
	}
	for (const entry of found) {
		const path = `${below}${entry.name}`;
		const kind = kindOf(entry);
		entries.push({
			path: kind === "folder" ? `${path}/` : path,
			kind,
			bytes: kind === "file" ? sizeOf(folder, path) : 0
		});
		if (entries.length > limits.entries) return {
			ok: false,
			message: `has more than the ${limits.entries} entries that are read`
		};
		if (kind === "folder") {
			const stopped = await list(folder, `${path}/`, entries, limits);
			if (stopped !== void 0) return stopped;
		}
	}
}
function kindOf(entry) {
	if (entry.isSymbolicLink()) return "link";
	if (entry.isDirectory()) return "folder";
	return entry.isFile() ? "file" : "other";
}
function sizeOf(folder, path) {
	return lstatSync(join(folder, path), { throwIfNoEntry: false })?.size ?? 0;
}
function readWhole(folder, path, chunk, begin) {
	try {
		const file = openSync(join(folder, path), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
		try {
			const before = fstatSync(file, { bigint: true });
			if (!before.isFile()) return {
				ok: false,
				message: "is not a regular file"
			};
			const push = begin(Number(before.size));
			if (push === void 0) return void 0;
			let count = 0;
			for (let read = readSync(file, chunk); read > 0; read = readSync(file, chunk)) {
				count += read;
				push(chunk.subarray(0, read));
			}
			const after = fstatSync(file, { bigint: true });
			return after.size === before.size && after.mtimeNs === before.mtimeNs && after.ctimeNs === before.ctimeNs && count === Number(before.size) ? void 0 : changed;
		} finally {
			closeSync(file);
		}
	} catch (error) {
		const code = error.code;
		if (code === "ELOOP") return {
			ok: false,
			message: "is a symbolic link"
		};
		if (code === "ENOENT") return {
			ok: false,
			message: "is gone since the folder was listed"
		};
		return unreadable(error);
	}
}
function unreadable(error) {
	const code = error.code ?? "unknown error";
	if (code === "ENOENT") return {
		ok: false,
		message: "does not exist"
	};
	if (code === "ENOTDIR") return {
		ok: false,
		message: "is not a folder"
	};
	const message = `could not be read (${code})`;
	return {
		ok: false,
		message,
		because: {
			code: "NO_DATA",
			message: `it ${message}`,
			needs: "read access to it"
		}
	};
}

export { openFolder };