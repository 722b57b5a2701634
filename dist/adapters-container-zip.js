import { __toESM } from "./rolldown-runtime.js";
import { digester } from "./core-file-digest.js";
import { kindOf, reason } from "./adapters-zip-entry.js";
import { endProblem, entryProblem, fillProblem, placedAt, unmarkedName } from "./adapters-zip-layout.js";
import { fstatSync, promises, readSync } from "node:fs";
import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { crc32, createInflateRaw, inflateRawSync } from "node:zlib";

// shared/adapters/container-zip.ts
const smallBytes = 1048576;
const pieceBytes = 262144;
async function openZip(path, limits) {
	let file;
	try {
		file = await promises.open(path, "r");
	} catch (error) {
		return unreadable(error);
	}
	const opened = await list(file, limits).catch((error) => broken(reason(error)));
	if (!("all" in opened)) {
		await file.close();
		return opened;
	}
	const { all, stamp } = opened;
	const of = new Map(all.map((one) => [one.listed, one]));
	let left = limits.bytes;
	async function each(entry, push, most) {
		const one = of.get(entry);
		if (one === void 0) throw new Error(`no entry of this archive: ${entry.path}`);
		const wrong = refused(one);
		if (wrong !== void 0) return wrong;
		const allowed = Math.min(left, most);
		let count = 0;
		const limited = (bytes) => {
			count += bytes.length;
			if (count <= allowed) push(bytes);
			return count <= allowed;
		};
		const failed = await unpack(file.fd, one, limited);
		left -= count;
		if (count > allowed && allowed === most) return {
			ok: false,
			message: `has more than the ${most} bytes that are read`
		};
		if (count > allowed) return {
			ok: false,
			message: `is not read: the archive has more than the ${limits.bytes} bytes that are unpacked`
		};
		if (failed !== void 0) return failed;
		if (!sameFile(stamp, fstatSync(file.fd, { bigint: true }))) return {
			ok: false,
			message: "changed while it was read"
		};
	}
	return {
		ok: true,
		container: {
			kind: "zip",
			entries: all.map(({ listed }) => listed),
			async digest(entry, wants) {
				const pipe = digester(entry.bytes, wants);
				return await each(entry, pipe.push, Number.MAX_SAFE_INTEGER) ?? {
					ok: true,
					digest: pipe.end()
				};
			},
			async read(entry, maxBytes) {
				const parts = [];
				return await each(entry, (bytes) => parts.push(bytes), maxBytes) ?? {
					ok: true,
					content: new Uint8Array(Buffer.concat(parts))
				};
			},
			async archive() {
				const hash = createHash("sha256");
				try {
					for (const piece of pieces(file.fd, 0, Number(stamp.size))) hash.update(piece);
				} catch (error) {
					return brokenFile(reason(error));
				}
				if (!sameFile(stamp, fstatSync(file.fd, { bigint: true }))) return {
					ok: false,
					message: "changed while it was read"
				};
				return {
					ok: true,
					sha256: hash.digest("hex")
				};
			},
			close: () => file.close()
		}
	};
}
function sameFile(a, b) {
	return a.size === b.size && a.mtimeNs === b.mtimeNs && a.ctimeNs === b.ctimeNs;
}
async function list(file, limits) {
	const { fromRandomAccessReaderPromise, getFileNameLowLevel, RandomAccessReader } = await import("./yauzl.js").then((m) => __toESM(m.default, 1));
	const stamp = await file.stat({ bigint: true });
	const size = Number(stamp.size);
	const zip = await fromRandomAccessReaderPromise(Object.assign(new RandomAccessReader(), readsOf(file.fd)), size, {
		decodeStrings: false,
		autoClose: false
	});
	const tooMany = {
		ok: false,
		message: `has more than the ${limits.entries} entries that are read`
	};
	if (zip.entryCount > limits.entries) return tooMany;
	const directoryAt = Number(zip.readEntryCursor);
	const all = [];
	for await (const entry of zip.eachEntry()) {
		const { generalPurposeBitFlag: flags, fileNameRaw, extraFields } = entry;
		const path = unmarkedName(entry) ?? getFileNameLowLevel(flags, fileNameRaw, extraFields, true);
		const local = await zip.readLocalFileHeaderPromise(entry);
		const kind = kindOf(path, entry);
		const problem = entryProblem(entry, local, path);
		if (problem !== void 0 && kind !== "file") return broken(`${reason(path)} ${problem}`);
		all.push({
			listed: {
				path,
				kind,
				bytes: kind === "file" ? entry.uncompressedSize : 0
			},
			place: placedAt(entry, local),
			method: entry.compressionMethod,
			encrypted: entry.isEncrypted(),
			problem
		});
		if (all.length > limits.entries) return tooMany;
	}
	const commentBytes = zip.comment.length;
	const tail = part(file.fd, Math.max(0, size - commentBytes - 22 - 20 - 56), size);
	const directoryEnd = Number(zip.readEntryCursor);
	const wrong = endProblem({
		tail,
		archiveBytes: size,
		commentBytes,
		entries: all.length,
		directoryAt,
		directoryEnd
	}) ?? fillProblem(all.map(({ place }) => place), directoryAt, (from, to) => part(file.fd, from, to));
	return wrong === void 0 ? {
		all,
		stamp
	} : broken(wrong);
}
function part(fd, from, to) {
	return Buffer.concat([...pieces(fd, from, to)]);
}
function readsOf(fd) {
	return { read(buffer, offset, length, position, done) {
		try {
			done(readSync(fd, buffer, offset, length, position) === length ? null : new Error("unexpected end of the archive"));
		} catch (error) {
			done(error);
		}
	} };
}
function* pieces(fd, from, to) {
	for (let at = from; at < to;) {
		const piece = Buffer.allocUnsafe(Math.min(pieceBytes, to - at));
		const count = readSync(fd, piece, 0, piece.length, at);
		if (count === 0) throw new Error("unexpected end of the archive");
		yield piece.subarray(0, count);
		at += count;
	}
}
function refused({ method, encrypted, problem, listed }) {
	if (listed.kind !== "file") return {
		ok: false,
		message: "is not a regular file"
	};
	if (encrypted) return {
		ok: false,
		message: "is encrypted"
	};
	if (problem !== void 0) return {
		ok: false,
		message: problem
	};
	if (method === 0 || method === 8) return void 0;
	return {
		ok: false,
		message: `is packed by method ${method}, which is not read`
	};
}
async function unpack(fd, { place, method }, push) {
	try {
		let sum = 0;
		let wanted = true;
		const take = (bytes) => {
			sum = crc32(bytes, sum);
			wanted = push(bytes);
			return wanted;
		};
		if (Math.max(place.packed, place.bytes) <= smallBytes) take(small(fd, place, method));
		else await large(fd, place, method, take);
		return !wanted || sum === place.crc32 ? void 0 : brokenFile("its checksum is another one");
	} catch (error) {
		return brokenFile(reason(error));
	}
}
function small(fd, { dataAt, packed, bytes }, method) {
	const content = part(fd, dataAt, dataAt + packed);
	if (method === 0) return whole(content, packed, packed, bytes);
	const { buffer, engine } = inflateRawSync(content, {
		maxOutputLength: Math.max(1, bytes),
		info: true
	});
	return whole(buffer, engine.bytesWritten, packed, bytes);
}
function whole(content, taken, packed, declared) {
	if (content.length !== declared) throw new Error(`it has ${content.length} bytes, expected ${declared}`);
	if (taken !== packed) throw new Error(`${packed - taken} bytes follow its end`);
	return content;
}
async function large(fd, { dataAt, packed, bytes }, method, take) {
	let count = 0;
	const counted = (chunk) => {
		count += chunk.length;
		if (count > bytes) throw new Error(`it has more bytes than the ${bytes} that it says`);
		return take(chunk);
	};
	const source = pieces(fd, dataAt, dataAt + packed);
	let taken = packed;
	if (method === 0) {
		for (const piece of source) if (!counted(piece)) return;
	} else {
		const inflate = createInflateRaw();
		const compressed = Readable.from(source, { objectMode: false });
		compressed.once("error", (error) => inflate.destroy(error));
		compressed.pipe(inflate);
		try {
			for await (const chunk of inflate) if (!counted(chunk)) return;
		} finally {
			compressed.destroy();
		}
		taken = inflate.bytesWritten;
	}
	if (count !== bytes) throw new Error(`it has ${count} bytes, expected ${bytes}`);
	if (taken !== packed) throw new Error(`${packed - taken} bytes follow its end`);
}
function brokenFile(why) {
	return {
		ok: false,
		message: `is broken (${why})`
	};
}
function broken(why) {
	return {
		ok: false,
		message: `is a broken zip archive (${why})`
	};
}
function unreadable(error) {
	const code = error.code ?? "unknown error";
	if (code === "ENOENT") return {
		ok: false,
		message: "does not exist"
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

export { openZip };