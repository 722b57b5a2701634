import { __toESM } from "./rolldown-runtime.js";
import { digester } from "./core-file-digest.js";
import { directoryEnd, kindOf, reason } from "./adapters-zip-entry.js";
import { fstatSync, promises, readSync } from "node:fs";
import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { crc32, inflateRawSync } from "node:zlib";

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
	const { zip, all, stamp } = opened;
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
		const failed = await unpack(zip, file.fd, one, limited);
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
	const all = [];
	for await (const entry of zip.eachEntry()) {
		const path = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true);
		const dataStart = await zip.readLocalFileHeaderPromise(entry).then((header) => header.fileName.equals(entry.fileNameRaw) ? header.fileDataStart : "has another name before its bytes", (error) => `is broken (${reason(error)})`);
		const kind = kindOf(path, entry);
		all.push({
			listed: {
				path,
				kind,
				bytes: kind === "file" ? entry.uncompressedSize : 0
			},
			entry,
			dataStart
		});
		if (all.length > limits.entries) return tooMany;
	}
	const tail = Buffer.alloc(Math.min(size, 42 + zip.comment.length));
	await file.read(tail, 0, tail.length, size - tail.length);
	if (Number(zip.readEntryCursor) !== directoryEnd(tail, size, zip.comment.length)) return broken("its directory does not end where it says");
	return overlap(all) ?? {
		zip,
		all,
		stamp
	};
}
function readsOf(fd) {
	return {
		read(buffer, offset, length, position, done) {
			try {
				done(readSync(fd, buffer, offset, length, position) === length ? null : new Error("unexpected end of the archive"));
			} catch (error) {
				done(error);
			}
		},
		_readStreamForRange: (from, to) => Readable.from(pieces(fd, from, to), { objectMode: false })
	};
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
function overlap(all) {
	const ranges = all.flatMap(({ entry, dataStart }) => typeof dataStart === "number" ? [{
		from: entry.relativeOffsetOfLocalHeader,
		to: dataStart + entry.compressedSize
	}] : []);
	ranges.sort((a, b) => a.from - b.from || a.to - b.to);
	let end = 0;
	return ranges.some(({ from, to }) => {
		const within = from < end;
		end = Math.max(end, to);
		return within;
	}) ? broken("two of its entries share bytes") : void 0;
}
function refused({ entry, dataStart, listed }) {
	if (listed.kind !== "file") return {
		ok: false,
		message: "is not a regular file"
	};
	if (entry.isEncrypted()) return {
		ok: false,
		message: "is encrypted"
	};
	if (!entry.canDecodeFileData()) return {
		ok: false,
		message: `is packed by method ${entry.compressionMethod}, which is not read`
	};
	return typeof dataStart === "string" ? {
		ok: false,
		message: dataStart
	} : void 0;
}
async function unpack(zip, fd, { entry, dataStart }, push) {
	try {
		let sum = 0;
		let wanted = true;
		const take = (bytes) => {
			sum = crc32(bytes, sum);
			wanted = push(bytes);
			return wanted;
		};
		if (Math.max(entry.compressedSize, entry.uncompressedSize) <= smallBytes) take(small(fd, entry, Number(dataStart)));
		else {
			const stream = await zip.openReadStreamPromise(entry);
			for await (const chunk of stream) if (!take(chunk)) break;
		}
		return !wanted || sum === entry.crc32 ? void 0 : brokenFile("its checksum is another one");
	} catch (error) {
		return brokenFile(reason(error));
	}
}
function small(fd, { compressedSize, uncompressedSize, compressionMethod }, at) {
	const packed = Buffer.alloc(compressedSize);
	if (readSync(fd, packed, 0, compressedSize, at) < compressedSize) throw new Error("it is cut off");
	const content = compressionMethod === 0 ? packed : inflateRawSync(packed, { maxOutputLength: Math.max(1, uncompressedSize) });
	if (content.length === uncompressedSize) return content;
	throw new Error(`it has ${content.length} bytes, expected ${uncompressedSize}`);
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