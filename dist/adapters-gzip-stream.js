import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";

// shared/adapters/gzip-stream.ts
async function isGzip(pieces) {
	let head = new Uint8Array();
	while (head.length < 2) {
		const { done, value } = await pieces.next();
		if (done === true) break;
		head = head.length === 0 && value.length > 1 ? value : Buffer.concat([head, value]);
	}
	async function* all() {
		if (head.length > 0) yield head;
		yield* pieces;
	}
	return {
		gzip: head[0] === 31 && head[1] === 139,
		pieces: all()
	};
}
async function* inflated(pieces, taken, damaged) {
	async function* copies() {
		for await (const piece of pieces) yield Uint8Array.from(piece);
	}
	let failure;
	const source = Readable.from(copies(), {
		objectMode: true,
		highWaterMark: 1
	});
	const engine = createGunzip({ chunkSize: 262144 });
	source.on("error", (error) => {
		failure = error;
		engine.destroy(error);
	});
	source.pipe(engine);
	try {
		yield* engine;
		if (engine.bytesWritten !== taken()) damaged("has something behind the end of its gzip data");
	} catch (error) {
		if (failure !== void 0) throw failure;
		const code = error.code ?? "";
		if (!code.startsWith("Z_")) throw error;
		damaged(`is damaged or cut off: its gzip data cannot be inflated (${code})`);
	} finally {
		source.destroy();
		engine.destroy();
	}
}

export { inflated, isGzip };