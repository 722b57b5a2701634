import { containedPath, missing, openFile, tooLarge } from "./shared.js";
import { inflated, isGzip } from "./adapters-gzip-stream.js";
import { ownLane, workerLanes } from "./adapters-scan-lanes.js";
import { createHash } from "node:crypto";
import { availableParallelism } from "node:os";

// shared/adapters/scan-file.ts
const mostThreads = 8;
const small = 8388608;
const chunkBytes = 524288;
const usualRatio = 8;
async function scanFile(folder, scan, parameters, source, limits, options = {}) {
	let opened;
	try {
		opened = "content" in source ? inMemory(source) : await onDisk(folder, source.path);
	} catch (error) {
		return missing(source.path, error);
	}
	if ("found" in opened) return {
		...opened,
		path: source.path
	};
	try {
		return await scanOpened(opened, scan, parameters, limits, options);
	} finally {
		await opened.close();
	}
}
async function scanOpened(opened, scan, parameters, { maxBytes }, options) {
	const { path, source } = opened;
	if (opened.bytes > maxBytes) return tooLarge(path, maxBytes);
	const broken = (message) => ({
		found: false,
		path,
		reason: "broken",
		message
	});
	const hash = createHash("sha256");
	let bytes = 0;
	async function* hashed() {
		for await (const piece of opened.pieces) {
			bytes += piece.length;
			if (bytes > maxBytes) return;
			hash.update(piece);
			yield piece;
		}
	}
	const { gzip, pieces } = scan.raw === true ? {
		gzip: false,
		pieces: hashed()
	} : await isGzip(hashed());
	let damage;
	const content = gzip ? inflated(pieces, () => bytes, (message) => damage = message) : pieces;
	const cutter = scan.cutter(parameters);
	const lanes = lanesFor(scan, parameters, gzip ? opened.bytes * usualRatio : opened.bytes, options);
	let out = 0;
	try {
		for await (const piece of content) {
			out += piece.length;
			if (out > maxBytes) return tooLarge(path, maxBytes);
			for (const block of cutter.push(piece)) await lanes.add(block);
		}
		if (bytes > maxBytes) return tooLarge(path, maxBytes);
		if (damage !== void 0) return broken(damage);
		const changed = bytes === opened.bytes ? await opened.changed() : "changed while it was read";
		if (changed !== void 0) return broken(changed);
		for (const block of cutter.end()) await lanes.add(block);
		return {
			found: true,
			path,
			source,
			value: await lanes.value(),
			sha256: hash.digest("hex"),
			bytes
		};
	} catch (error) {
		if (isFileError(error)) return missing(path, error);
		throw error;
	} finally {
		await lanes.end();
	}
}
function lanesFor(scan, parameters, bytes, options) {
	const threads = Math.min(options.threads ?? availableParallelism(), mostThreads);
	const reader = scan.reader(parameters);
	const worker = options.worker ?? (import.meta.url.endsWith(".ts") ? void 0 : workerOf(scan.name));
	if (threads === 0 || worker === void 0 || scan.raw === true || bytes < (options.smallBytes ?? small)) return ownLane(reader);
	return workerLanes(reader, parameters, worker, threads);
}
function workerOf(name) {
	return new URL(`./${name}-worker.js`, import.meta.url);
}
function inMemory({ path, content }) {
	async function* pieces() {
		for (let at = 0; at < content.length; at += chunkBytes) yield content.subarray(at, at + chunkBytes);
	}
	return {
		path,
		source: "memory",
		bytes: content.length,
		pieces: pieces(),
		changed: async () => void 0,
		close: async () => {}
	};
}
async function onDisk(folder, asked) {
	const contained = containedPath(asked);
	if (!contained.ok) return {
		found: false,
		path: asked,
		reason: "outside",
		message: contained.message
	};
	const opened = await openFile(folder, contained.path);
	if ("found" in opened) return opened;
	const { file } = opened;
	const identity = async () => {
		const { dev, ino, size, mtimeNs, ctimeNs } = await file.stat({ bigint: true });
		return {
			text: [
				dev,
				ino,
				size,
				mtimeNs,
				ctimeNs
			].join(" "),
			bytes: Number(size)
		};
	};
	try {
		const before = await identity();
		return {
			path: contained.path,
			source: "output",
			bytes: before.bytes,
			pieces: readAhead(file),
			changed: async () => (await identity()).text === before.text ? void 0 : "changed while it was read",
			close: () => file.close()
		};
	} catch (error) {
		await file.close();
		throw error;
	}
}
async function* readAhead(file) {
	const buffers = [Buffer.allocUnsafeSlow(chunkBytes), Buffer.allocUnsafeSlow(chunkBytes)];
	let position = 0;
	const read = (turn) => {
		const next = file.read(buffers[turn % 2] ?? Buffer.alloc(0), 0, chunkBytes, position);
		next.catch(() => {});
		return next;
	};
	let ahead = read(0);
	try {
		for (let turn = 0;; turn += 1) {
			const { bytesRead, buffer } = await ahead;
			if (bytesRead === 0) return;
			position += bytesRead;
			ahead = read(turn + 1);
			yield new Uint8Array(buffer.buffer, buffer.byteOffset, bytesRead);
		}
	} finally {
		await ahead.catch(() => {});
	}
}
function isFileError(error) {
	return error instanceof Error && "syscall" in error;
}

export { scanFile };