import { createHash } from "node:crypto";

// shared/core/file-digest.ts
const cr = 13;
const lf = 10;
function digester(declared, wants) {
	const raw = createHash("sha256");
	const blob = createHash("sha1").update(`blob ${declared}\0`);
	const lines = wants === void 0 ? void 0 : lineEnds();
	let bytes = 0;
	return {
		push(chunk) {
			bytes += chunk.length;
			raw.update(chunk);
			blob.update(chunk);
			lines?.push(chunk);
		},
		end() {
			const found = {
				bytes,
				sha256: raw.digest("hex"),
				gitBlob: blob.digest("hex")
			};
			const ends = lines?.end();
			return ends === void 0 ? found : {
				...found,
				lineEnds: ends
			};
		}
	};
}
function lineEnds() {
	const unix = createHash("sha256");
	const dos = createHash("sha256");
	let room = new Uint8Array(0);
	let held = false;
	let text = true;
	return {
		push(chunk) {
			text &&= !chunk.includes(0);
			if (!text) return;
			if (room.length < chunk.length * 4 + 2) room = new Uint8Array(chunk.length * 4 + 2);
			const half = room.length / 2;
			let short = 0;
			let long = half;
			for (const byte of chunk) {
				if (held && byte !== lf) {
					room[short++] = cr;
					room[long++] = cr;
				}
				held = byte === cr;
				if (held) continue;
				if (byte === lf) room[long++] = cr;
				room[short++] = byte;
				room[long++] = byte;
			}
			unix.update(room.subarray(0, short));
			dos.update(room.subarray(half, long));
		},
		end() {
			if (!text) return void 0;
			for (const hash of held ? [unix, dos] : []) hash.update("\r");
			return {
				lf: unix.digest("hex"),
				crlf: dos.digest("hex")
			};
		}
	};
}

export { digester };