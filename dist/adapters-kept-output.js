// shared/adapters/kept-output.ts
const edge = 1024;
function keptOutput(maxBytes) {
	const half = Math.floor(maxBytes / 2);
	const first = [];
	let last = [];
	let firstBytes = 0;
	let lastBytes = 0;
	let written = 0;
	return {
		add(chunk) {
			written += chunk.length;
			const room = Math.max(0, half - firstBytes);
			if (room > 0) {
				first.push(Buffer.from(chunk.subarray(0, room)));
				firstBytes += Math.min(room, chunk.length);
			}
			const rest = chunk.subarray(room);
			if (rest.length === 0) return;
			last.push(Buffer.from(rest.subarray(Math.max(0, rest.length - half))));
			lastBytes += Math.min(rest.length, half);
			if (lastBytes <= 2 * half) return;
			const whole = Buffer.concat(last);
			last = [whole.subarray(whole.length - half)];
			lastBytes = half;
		},
		end() {
			const whole = Buffer.concat(last);
			const tail = whole.subarray(Math.max(0, whole.length - half));
			if (written - firstBytes - tail.length === 0) return {
				output: Buffer.concat([...first, tail]).toString("utf8"),
				written,
				capped: false
			};
			const head = beforeCut(Buffer.concat(first));
			const end = afterCut(tail);
			const left = written - head.length - end.length;
			return {
				output: `${head.toString("utf8")}\n[${left} bytes are left out here]\n${end.toString("utf8")}`,
				written,
				capped: true
			};
		}
	};
}
function beforeCut(bytes) {
	const line = bytes.lastIndexOf(10);
	const latest = Math.max(0, bytes.length - edge);
	return bytes.subarray(0, line >= latest ? line : latest);
}
function afterCut(bytes) {
	const line = bytes.indexOf(10);
	return bytes.subarray(line !== -1 && line < edge ? line + 1 : edge);
}

export { keptOutput };