// shared/core/binary-patch.ts
const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~";
const lineBytes = 52;
const blockBytes = 65535;
function binaryLiteral(content) {
	const stream = stored(content);
	const lines = [];
	for (let at = 0; at < stream.length; at += lineBytes) lines.push(lineOf(stream.subarray(at, at + lineBytes)));
	return `literal ${content.length}\n${lines.map((line) => `${line}\n`).join("")}\n`;
}
function lineOf(bytes) {
	const { length } = bytes;
	let line = String.fromCharCode(length <= 26 ? 64 + length : 70 + length);
	for (let at = 0; at < length; at += 4) {
		let value = 0;
		for (let index = 0; index < 4; index += 1) value = value * 256 + (bytes[at + index] ?? 0);
		let group = "";
		for (let index = 0; index < 5; index += 1) {
			group = `${digits[value % 85] ?? ""}${group}`;
			value = Math.floor(value / 85);
		}
		line += group;
	}
	return line;
}
function stored(content) {
	const blocks = Math.max(1, Math.ceil(content.length / blockBytes));
	const stream = new Uint8Array(2 + 5 * blocks + content.length + 4);
	stream.set([120, 1]);
	let to = 2;
	for (let block = 0; block < blocks; block += 1) {
		const part = content.subarray(block * blockBytes, (block + 1) * blockBytes);
		const { length } = part;
		stream.set([
			block === blocks - 1 ? 1 : 0,
			length & 255,
			length >> 8,
			~length & 255,
			~length >> 8 & 255
		], to);
		stream.set(part, to + 5);
		to += 5 + length;
	}
	let [a, b] = [1, 0];
	for (const byte of content) {
		a = (a + byte) % 65521;
		b = (b + a) % 65521;
	}
	stream.set([
		b >> 8,
		b & 255,
		a >> 8,
		a & 255
	], to);
	return stream;
}

export { binaryLiteral };