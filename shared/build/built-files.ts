/** Something in a folder that a build without trust handed over: a file with its size, or what else it is. */
export interface HandedOver {
  /** From the folder, with `/`. */
  path: string;
  kind: 'file' | 'folder' | 'other';
  /** In bytes; 0 for what is no file. */
  size: number;
}

/** What a build may hand over: more than this is no dist of this suite. In bytes, and a number of files. */
export const limits = { file: 8_388_608, all: 33_554_432, files: 1000 } as const;

const allowed: readonly RegExp[] = [
  /^[a-z0-9][a-z0-9._-]*\.js$/,
  /^schema\/[a-z0-9][a-z0-9._-]*\.schema\.json$/,
  /^(LICENCES\.txt|package\.json|sbom\.cdx\.json)$/,
];
/** What dist/package.json is: another one could change how Node reads the files beside it. */
const manifest = '{\n  "type": "module"\n}\n';

/**
 * Everything that is wrong with what a build without trust handed over as dist, before a byte of it is read: names, kinds and sizes. `needed` are
 * the files that actions start.
 */
export function listingProblems(entries: readonly HandedOver[], needed: readonly string[]): string[] {
  const found: string[] = [];
  const files = entries.filter(({ kind }) => kind === 'file');
  for (const { path, kind, size } of entries) {
    if (kind === 'folder' && path === 'schema') continue;
    if (kind !== 'file') found.push(`${shown(path)} is no file of dist, and no folder of it`);
    else if (!allowed.some((pattern) => pattern.test(path)))
      found.push(`${shown(path)} is no file that the build writes`);
    else if (size > limits.file) found.push(`${shown(path)} has ${size} bytes, expected at most ${limits.file}`);
  }
  const all = files.reduce((sum, { size }) => sum + size, 0);
  if (all > limits.all) found.push(`all files have ${all} bytes, expected at most ${limits.all}`);
  if (entries.length > limits.files) found.push(`there are ${entries.length} files, expected at most ${limits.files}`);
  const paths = new Set(files.map(({ path }) => path));
  if (paths.size !== files.length) found.push('a file is there twice');
  for (const path of ['LICENCES.txt', 'package.json', 'sbom.cdx.json', ...needed])
    if (!paths.has(path)) found.push(`${path} is missing`);
  return found;
}

/** Everything that is wrong with the bytes of a file whose name and size are in order: it must be text, and of its form. */
export function contentProblems(path: string, bytes: Uint8Array): string[] {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return [`${path} is no text in UTF-8`];
  }
  if (path === 'package.json') return text === manifest ? [] : ['package.json is another one than the build writes'];
  if (path.endsWith('.json')) {
    try {
      JSON.parse(text);
    } catch {
      return [`${path} is no JSON`];
    }
  }
  // Signs by which a reader of the change would see another order than what runs, and one by which git takes the file for no text.
  const hidden = /[\u0000\u202a-\u202e\u2066-\u2069]/.exec(text);
  if (hidden === null) return [];
  const code = hidden[0].charCodeAt(0).toString(16).padStart(4, '0');
  return [`${path} holds the invisible character U+${code} in line ${text.slice(0, hidden.index).split('\n').length}`];
}

/** A name of somebody else, for a log: short, and without anything that a log would act on. */
function shown(path: string): string {
  return JSON.stringify(path.slice(0, 100)).replace(/[^ -~]/g, '?');
}
