import { __toESM } from "./rolldown-runtime.js";
import { byCodeUnit, missing, openFile } from "./shared.js";
import { constants, promises } from "node:fs";
import { createHash } from "node:crypto";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";

// shared/adapters/pack-zip.ts
const noTime = new Date(1980, 0, 1);
var Changed = class extends Error {};
async function packZip(target, files, folder) {
	let written;
	try {
		written = await promises.open(target, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW, 420);
		const { ZipFile } = await import("./yazl.js").then((m) => __toESM(m.default, 1));
		const zip = new ZipFile();
		const hash = createHash("sha256");
		let bytes = 0;
		const counted = new Transform({ transform(chunk, _encoding, done) {
			hash.update(chunk);
			bytes += chunk.length;
			done(null, chunk);
		} });
		await Promise.all([fill(zip, files, folder), pipeline(zip.outputStream, counted, written.createWriteStream({ flush: true }))]);
		return {
			ok: true,
			bytes,
			sha256: hash.digest("hex")
		};
	} catch (error) {
		await written?.close();
		if (written !== void 0) await promises.rm(target, { force: true });
		return problem(error);
	}
}
function fill(zip, files, folder) {
	return new Promise((resolve, reject) => {
		const fail = (error) => {
			reject(error);
			zip.outputStream.destroy(error instanceof Error ? error : new Error(String(error)));
		};
		zip.on("error", fail);
		const sorted = [...files].sort((a, b) => byCodeUnit(a.path, b.path));
		const options = {
			mtime: noTime,
			mode: 33188,
			compress: false,
			forceDosTimestamp: true
		};
		for (const file of sorted) zip.addReadStreamLazy(file.path, options, (give) => {
			open(file, folder, fail).then((source) => give(void 0, source), fail);
		});
		zip.outputStream.once("end", resolve);
		zip.end();
	});
}
async function open(file, folder, fail) {
	const { path, from } = file;
	if ("content" in from) {
		if (createHash("sha256").update(from.content).digest("hex") !== file.sha256) throw changed(path);
		return Readable.from([Buffer.from(from.content)], { objectMode: false });
	}
	const opened = await openFile(folder, from.produced).catch((error) => missing(from.produced, error));
	if (!("file" in opened)) throw new Changed(`is not written: ${path} ${opened.message}`);
	return checked(opened.file.createReadStream(), file, fail);
}
function changed(path) {
	return new Changed(`is not written: ${path} changed since it was looked at`);
}
function checked(source, { path, sha256 }, fail) {
	const hash = createHash("sha256");
	const check = new Transform({
		transform(chunk, _encoding, done) {
			hash.update(chunk);
			done(null, chunk);
		},
		flush(done) {
			done(hash.digest("hex") === sha256 ? null : changed(path));
		}
	});
	pipeline(source, check).catch(fail);
	return check;
}
function problem(error) {
	if (error instanceof Changed) return {
		ok: false,
		message: error.message
	};
	const code = error.code;
	if (code === void 0) throw error;
	if (code === "EEXIST") return {
		ok: false,
		message: "is not written: another run is writing it"
	};
	const message = code === "ENOSPC" ? "could not be written: the disk is full" : `could not be written (${code})`;
	return {
		ok: false,
		message,
		because: {
			code: "NO_DATA",
			message: `it ${message}`,
			needs: "space and write access for it"
		}
	};
}

export { packZip };