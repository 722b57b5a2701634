/*
 * Bytes as `git diff --binary` writes them: a zlib stream in git's base 85, 52 bytes a line. What is compressed is stored as it is, so
 * that nothing but arithmetic is needed; git reads every zlib stream.
 */

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~';
const lineBytes = 52;
const blockBytes = 0xffff;

/** One side of a binary patch: `literal <size>`, its lines, and the empty line that ends it. */
export function binaryLiteral(content: Uint8Array): string {
  const stream = stored(content);
  const lines: string[] = [];
  for (let at = 0; at < stream.length; at += lineBytes) lines.push(lineOf(stream.subarray(at, at + lineBytes)));
  return `literal ${content.length}\n${lines.map((line) => `${line}\n`).join('')}\n`;
}

/** The letter that says how many bytes a line holds, and these bytes in groups of four as five digits. */
function lineOf(bytes: Uint8Array): string {
  const { length } = bytes;
  let line = String.fromCharCode(length <= 26 ? 64 + length : 70 + length);
  for (let at = 0; at < length; at += 4) {
    let value = 0;
    for (let index = 0; index < 4; index += 1) value = value * 256 + (bytes[at + index] ?? 0);
    let group = '';
    for (let index = 0; index < 5; index += 1) {
      group = `${digits[value % 85] ?? ''}${group}`;
      value = Math.floor(value / 85);
    }
    line += group;
  }
  return line;
}

/** A zlib stream (RFC 1950) of stored blocks (RFC 1951, 3.2.4). */
function stored(content: Uint8Array): Uint8Array {
  const blocks = Math.max(1, Math.ceil(content.length / blockBytes));
  const stream = new Uint8Array(2 + 5 * blocks + content.length + 4);
  stream.set([0x78, 0x01]);
  let to = 2;
  for (let block = 0; block < blocks; block += 1) {
    const part = content.subarray(block * blockBytes, (block + 1) * blockBytes);
    const { length } = part;
    stream.set([block === blocks - 1 ? 1 : 0, length & 0xff, length >> 8, ~length & 0xff, (~length >> 8) & 0xff], to);
    stream.set(part, to + 5);
    to += 5 + length;
  }
  let [a, b] = [1, 0];
  for (const byte of content) {
    a = (a + byte) % 65_521;
    b = (b + a) % 65_521;
  }
  stream.set([b >> 8, b & 0xff, a >> 8, a & 0xff], to);
  return stream;
}
