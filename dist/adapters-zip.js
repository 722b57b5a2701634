import { __toESM } from "./rolldown-runtime.js";
import { containedPath, tooLarge } from "./shared.js";
import { isWanted, maxArchiveEntries, maxReportBytes, maxUnpackedBytes } from "./adapters-report-limits.js";
import { crc32, inflateRaw } from "node:zlib";

// shared/adapters/zip.ts
function beginsAsZip(bytes) {
	const [p, k, a, b] = bytes;
	return p === 80 && k === 75 && (a === 3 && b === 4 || a === 5 && b === 6);
}
async function readArchive(bytes, endings = []) {
	if (!beginsAsZip(bytes)) return {
		ok: false,
		message: "is no zip archive"
	};
	const archive = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const listed = await list(archive);
	if (!Array.isArray(listed)) return {
		ok: false,
		message: listed.message
	};
	const refused = refuse(listed);
	if (refused !== void 0) return {
		ok: false,
		message: refused
	};
	const files = [];
	const problems = [];
	let left = maxUnpackedBytes;
	for (const { path, entry, dataStart } of listed) {
		if (path.endsWith("/")) continue;
		const kind = kindOf(entry);
		if (kind !== void 0) problems.push({
			path,
			message: `is ${kind}`
		});
		if (kind !== void 0 || !isWanted(path, endings)) continue;
		const unpacked = await unpack(archive, entry, dataStart, left);
		if (unpacked === "spent") return {
			ok: false,
			message: `has more than the ${maxUnpackedBytes} bytes that are unpacked`
		};
		if ("content" in unpacked) {
			left -= unpacked.content.length;
			files.push({
				path,
				content: unpacked.content
			});
		} else {
			left -= unpacked.cost;
			problems.push({
				path,
				message: unpacked.message
			});
		}
	}
	return {
		ok: true,
		files,
		problems
	};
}
async function list(archive) {
	const { fromBufferPromise, getFileNameLowLevel } = await import("./yauzl.js").then((m) => /* @__PURE__ */ __toESM(m.default, 1));
	try {
		const zip = await fromBufferPromise(archive, {
			decodeStrings: false,
			strictFileNames: true
		});
		if (zip.entryCount > 1e3) return { message: `has more than the ${maxArchiveEntries} entries that are read` };
		const listed = [];
		for await (const entry of zip.eachEntry()) {
			const path = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true);
			const dataStart = await zip.readLocalFileHeaderPromise(entry).then((header) => header.fileName.equals(entry.fileNameRaw) ? header.fileDataStart : "has another name before its bytes", (error) => `is broken (${reason(error)})`);
			listed.push({
				path,
				entry,
				dataStart
			});
		}
		if (Number(zip.readEntryCursor) === directoryEnd(archive, zip.comment.length)) return listed;
		return { message: "is a broken zip archive (its directory does not end where it says)" };
	} catch (error) {
		return { message: `is a broken zip archive (${reason(error)})` };
	}
}
function directoryEnd(archive, commentBytes) {
	const end = archive.length - 22 - commentBytes;
	const locator = end - 20;
	if (locator < 0 || archive.readUInt32LE(locator) !== 117853008) return end;
	return Number(archive.readBigUInt64LE(locator + 8));
}
function refuse(listed) {
	const seen = /* @__PURE__ */ new Set();
	for (const { path } of listed) {
		const wrong = pathProblem(path);
		if (wrong !== void 0) return `holds the path ${JSON.stringify(path.slice(0, 200))}, which ${wrong}`;
		if (seen.has(path)) return `holds ${path} twice`;
		seen.add(path);
	}
}
function pathProblem(path) {
	const file = path.replace(/\/$/, "");
	if (file.length > 1e3) return "has more than 1000 characters";
	if (file.split("/").some((part) => part === "..")) return "leads outside";
	const contained = containedPath(file);
	if (!contained.ok) return contained.message;
	if (contained.path !== file) return `is not written plainly: expected ${contained.path}`;
	return file.includes("�") ? "is not UTF-8" : void 0;
}
function kindOf({ externalFileAttributes }) {
	const type = externalFileAttributes >>> 16 & 61440;
	const reparsePoint = (externalFileAttributes & 1024) !== 0;
	if (type === 40960 || reparsePoint) return "a symbolic link";
	return type === 0 || type === 32768 ? void 0 : "not a regular file";
}
async function unpack(archive, entry, start, left) {
	const large = tooLarge("", maxReportBytes).message;
	if (entry.isEncrypted()) return {
		message: "is encrypted",
		cost: 0
	};
	if (!entry.canDecodeFileData()) return {
		message: `is packed by method ${entry.compressionMethod}, which is not read`,
		cost: 0
	};
	if (typeof start === "string") return {
		message: start,
		cost: 0
	};
	if (entry.uncompressedSize > 16777216) return {
		message: large,
		cost: 0
	};
	const limit = Math.min(left, maxReportBytes);
	const packed = archive.subarray(start, start + entry.compressedSize);
	const content = entry.compressionMethod === 0 ? new Uint8Array(packed) : await inflate(packed, limit);
	if (content === "broken") return {
		message: "is broken: its bytes cannot be unpacked",
		cost: limit
	};
	if (content === "too-large" || content.length > limit) return limit < 16777216 ? "spent" : {
		message: large,
		cost: limit
	};
	const size = content.length;
	if (size !== entry.uncompressedSize) return {
		message: `is broken: it has ${size} bytes, expected ${entry.uncompressedSize} as its archive says`,
		cost: size
	};
	if (crc32(content) !== entry.crc32) return {
		message: "is broken: its checksum is another one",
		cost: size
	};
	return { content };
}
function inflate(packed, maxBytes) {
	return new Promise((resolve) => {
		inflateRaw(packed, { maxOutputLength: Math.max(1, maxBytes) }, (error, content) => {
			if (error === null) resolve(new Uint8Array(content));
			else resolve(error.code === "ERR_BUFFER_TOO_LARGE" ? "too-large" : "broken");
		});
	});
}
function reason(error) {
	return (error instanceof Error ? error.message : String(error)).replace(/[^\x20-\x7e]+/g, "?").slice(0, 200);
}

export { beginsAsZip, pathProblem, readArchive };