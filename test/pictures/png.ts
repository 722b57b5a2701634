import { crc32, deflateSync, inflateSync } from 'node:zlib';

/** Pixels row by row, three bytes each: red, green, blue. */
export interface Pixels {
  width: number;
  height: number;
  rgb: Uint8Array;
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const maxColours = 48;

/** The pixels of a PNG as a browser writes it: eight bits a channel, opaque, not interlaced (W3C PNG, third edition). Throws for others. */
export function decodePng(png: Uint8Array): Pixels {
  const bytes = Buffer.from(png);
  if (!bytes.subarray(0, 8).equals(signature)) throw new Error('this is no PNG');
  const parts: Buffer[] = [];
  let [width, height, type, palette] = [0, 0, 0, Buffer.alloc(0)];
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const name = bytes.toString('latin1', at + 4, at + 8);
    const data = bytes.subarray(at + 8, at + 8 + length);
    if (name === 'IHDR') {
      [width, height, type] = [data.readUInt32BE(0), data.readUInt32BE(4), data[9] ?? 0];
      if (data[8] !== 8 || data[12] !== 0) throw new Error('only PNGs of eight bits, not interlaced, are read');
    }
    if (name === 'PLTE') palette = data;
    if (name === 'IDAT') parts.push(data);
    at += length + 12;
  }
  const channels = { 2: 3, 3: 1, 6: 4 }[type];
  if (channels === undefined) throw new Error(`PNGs of colour type ${type} are not read`);
  const raw = unfiltered(inflateSync(Buffer.concat(parts)), width * channels, height, channels);
  const rgb = new Uint8Array(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const from = type === 3 ? palette : raw;
    const at = type === 3 ? (raw[pixel] ?? 0) * 3 : pixel * channels;
    for (let channel = 0; channel < 3; channel += 1) rgb[pixel * 3 + channel] = from[at + channel] ?? 0;
  }
  return { width, height, rgb };
}

/** Each row is told by its differences from what stands left, above, or both. */
function unfiltered(data: Uint8Array, stride: number, height: number, channels: number): Uint8Array {
  const rows = new Uint8Array(stride * height);
  for (let y = 0; y < height; y += 1) {
    const filter = data[y * (stride + 1)];
    for (let x = 0; x < stride; x += 1) {
      const here = y * stride + x;
      const left = x < channels ? 0 : (rows[here - channels] ?? 0);
      const up = y === 0 ? 0 : (rows[here - stride] ?? 0);
      const corner = x < channels || y === 0 ? 0 : (rows[here - stride - channels] ?? 0);
      const guess = [0, left, up, (left + up) >> 1, nearest(left, up, corner)][filter ?? 0] ?? 0;
      rows[here] = (data[y * (stride + 1) + 1 + x] ?? 0) + guess;
    }
  }
  return rows;
}

function nearest(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

/**
 * The pixels as a PNG of few colours, which text on paper has: those that spare most, every other pixel in the nearest of them. The same pixels
 * give the same bytes.
 */
export function palettePng({ width, height, rgb }: Pixels): Buffer {
  const counts = new Map<number, number>();
  const colourAt = (pixel: number): number =>
    ((rgb[pixel * 3] ?? 0) << 16) | ((rgb[pixel * 3 + 1] ?? 0) << 8) | (rgb[pixel * 3 + 2] ?? 0);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const colour = colourAt(pixel);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const colours = chosenColours(counts);
  const places = new Map(colours.map((colour, index) => [colour, index]));
  const rows = Buffer.alloc((width + 1) * height);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const colour = colourAt(pixel);
    const place = places.get(colour) ?? closest(colours, colour);
    places.set(colour, place);
    rows[Math.floor(pixel / width) * (width + 1) + 1 + (pixel % width)] = place;
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  const palette = Buffer.from(colours.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('PLTE', palette),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** One after the other the colour that is most often most wrong without it, so that a small sign keeps its own beside much grey. */
function chosenColours(counts: ReadonlyMap<number, number>): number[] {
  const left = [...counts]
    .sort(([one], [other]) => one - other)
    .map(([colour, count]) => ({ colour, count, far: 3 * 255 ** 2 }));
  const colours: number[] = [];
  while (colours.length < maxColours) {
    let worst = left[0];
    for (const each of left) if (worst === undefined || each.count * each.far > worst.count * worst.far) worst = each;
    if (worst === undefined || worst.far === 0) break;
    const { colour } = worst;
    colours.push(colour);
    for (const each of left) each.far = Math.min(each.far, distance(each.colour, colour));
  }
  return colours;
}

function distance(one: number, other: number): number {
  return (
    ((one >> 16) - (other >> 16)) ** 2 +
    (((one >> 8) & 255) - ((other >> 8) & 255)) ** 2 +
    ((one & 255) - (other & 255)) ** 2
  );
}

function closest(colours: readonly number[], wanted: number): number {
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  for (const [index, colour] of colours.entries()) {
    const far = distance(colour, wanted);
    if (far < least) [best, least] = [index, far];
  }
  return best;
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
