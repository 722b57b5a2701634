import { objectHash } from "./shared.js";
import { constants, promises } from "node:fs";
import { createHash } from "node:crypto";

// shared/adapters/file-digest.ts
const chunkBytes = 1048576;
async function digestFile(path, idLength) {
	const file = await promises.open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
	try {
		const stats = await file.stat();
		if (!stats.isFile()) return void 0;
		const id = objectHash("blob", stats.size, idLength);
		const sha256 = createHash("sha256");
		const chunk = Buffer.allocUnsafe(Math.max(1, Math.min(chunkBytes, stats.size)));
		let bytes = 0;
		for (;;) {
			const { bytesRead } = await file.read(chunk, 0, chunk.length, null);
			if (bytesRead === 0) break;
			const part = chunk.subarray(0, bytesRead);
			id.update(part);
			sha256.update(part);
			bytes += bytesRead;
		}
		return bytes === stats.size ? {
			id: id.digest("hex"),
			sha256: sha256.digest("hex"),
			bytes
		} : void 0;
	} finally {
		await file.close();
	}
}

export { digestFile };