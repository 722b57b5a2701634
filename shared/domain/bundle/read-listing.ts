import { isCommitId, isSha256 } from '../../core/hash-form.ts';
import { isObject, type Json } from '../../core/json.ts';
import { type Location, locate } from '../../core/location.ts';
import { childPointer } from '../../core/pointer.ts';
import { parseChecksums } from '../../parse/checksums/checksums.ts';
import type { JsonDocument } from '../../parse/document.ts';
import { parseJson } from '../../parse/json.ts';
import { hasKeyTwice } from '../../parse/json-strings.ts';
import { decodeText, quote } from '../../parse/text.ts';
import type { ListedFile } from './compare.ts';
import { contradictions } from './contradictions.ts';
import type { ListedCommit, ListedResult, Listing, ListingProblem, ReadListing } from './listing.ts';
import { ManifestSchema, manifestKind } from './manifest.ts';

/** Lists of more bytes are not read; 64 MiB, enough for 100,000 files. */
export const listingMaxBytes = 64 * 1024 * 1024;
/** So many files are listed at most, and so many values stand in a list. */
const mostFiles = 200_000;
const mostValues = 5_000_000;
/** Of larger lists it is not told where in them something stands: finding that takes a hundred times their size. */
const placedBytes = 1024 * 1024;
/** So many problems of a list are told. */
const mostProblems = 100;

/**
 * Reads a list of evidence: JSON of a known shape, or what `sha256sum` writes. What a shape should have and has not is a problem of the
 * list; a document of no known shape is not read at all.
 */
export function readListing(path: string, content: Uint8Array): ReadListing {
  const decoded = decodeText(content);
  if (!decoded.ok) return refused(decoded.message, { path, line: decoded.line });
  if (/^\s*\{/.test(decoded.text)) {
    if (count(content, 0x2c) > mostValues) return refused(`has more than ${mostValues} values`, { path });
    return shortened(readJson(path, decoded.text));
  }
  if (count(content, 0x0a) > mostFiles) return refused(`has more than ${mostFiles} lines`, { path });
  return shortened(readChecksums(path, content));
}

function count(content: Uint8Array, byte: number): number {
  let found = 0;
  for (let at = content.indexOf(byte); at !== -1; at = content.indexOf(byte, at + 1)) found += 1;
  return found;
}

/** What was read, with no more problems than somebody reads. */
function shortened(read: ReadListing): ReadListing {
  const all = read.ok ? read.listing.problems : read.problems;
  const [first] = all;
  if (first === undefined || all.length <= mostProblems) return read;
  const rest: ListingProblem = {
    message: `has ${all.length - mostProblems} more problems`,
    at: { path: first.at.path },
  };
  const problems = [...all.slice(0, mostProblems), rest];
  return read.ok ? { ok: true, listing: { ...read.listing, problems } } : { ok: false, problems };
}

function refused(message: string, at: Location): ReadListing {
  return { ok: false, problems: [{ message, at }] };
}

function readChecksums(path: string, content: Uint8Array): ReadListing {
  const read = parseChecksums(content);
  if (!read.ok) return refused(read.message, { path, line: read.line });
  const problems = read.problems.map(({ message, line }) => ({ message, at: { path, line } }));
  if (read.entries.length === 0)
    return { ok: false, problems: [...problems, { message: 'lists no file', at: { path } }] };
  const files = read.entries.map(({ path: file, sha256, line }) => ({ path: plain(file), sha256, at: { path, line } }));
  return { ok: true, listing: { shape: 'sha256sum', files, commits: [], results: [], problems } };
}

function readJson(path: string, text: string): ReadListing {
  const parsed = parseJson(text, { maxDepth: 64 });
  if (!parsed.ok) return refused(parsed.message, locate(path, parsed.position));
  const { document } = parsed;
  const large = text.length > placedBytes;
  if (large && hasKeyTwice(text, document.value))
    return refused('has a key twice in one object: which of them counts depends on the reader', { path });
  const [twice] = large ? [] : document.duplicates;
  if (twice !== undefined)
    return refused(
      `has the key ${twice.pointer} twice: which of them counts depends on the reader`,
      locate(path, twice.position),
    );
  const at = (pointer: string): Location => (large ? { path } : locate(path, document.near(pointer)));
  const fields = fieldsOf(document, at);
  const { value } = document;
  const is = (key: string): Json | undefined => (isObject(value) ? value[key] : undefined);
  if (is('kind') === manifestKind) return readOwn(document, at);
  if (is('evidence_bundle_version') === 'release-evidence-bundle.v1') return finish(evidenceBundle(fields), fields);
  if (is('contract') === 'release_bundle_v1') return finish(releaseBundle(fields), fields);
  const known =
    'bundle.json of evidence-bundle, release-evidence-bundle.v1, release_bundle_v1, or the lines of sha256sum';
  return refused(`has no shape that is known, expected ${known}`, { path, line: 1 });
}

type At = (pointer: string) => Location;

function readOwn({ value }: JsonDocument, at: At): ReadListing {
  const long = isObject(value) ? longest(value) : 0;
  if (long > mostFiles) return { ok: false, problems: [{ message: `lists more than ${mostFiles} files`, at: at('') }] };
  const checked = ManifestSchema.safeParse(value);
  if (!checked.success) {
    const problems = checked.error.issues.slice(0, mostProblems + 1).map(({ path: keys, message }) => {
      const pointer = keys.map((key) => `/${String(key)}`).join('');
      return { message: `${pointer === '' ? 'as a whole' : pointer}: ${message}`, at: at(pointer) };
    });
    return { ok: false, problems };
  }
  const { subject, files } = checked.data;
  const commits: ListedCommit[] = [
    ...(subject.commit === undefined
      ? []
      : [
          {
            what: 'the commit of the bundle',
            commit: subject.commit,
            repository: subject.repository,
            get at() {
              return at('/subject/commit');
            },
          },
        ]),
    ...files.flatMap(({ path: file, origin }, index): ListedCommit[] => {
      if (!('commit' in origin)) return [];
      return [
        {
          what: `the commit of ${file}`,
          commit: origin.commit,
          repository: subject.repository,
          get at() {
            return at(`/files/${index}/origin/commit`);
          },
        },
      ];
    }),
  ];
  const listed = files.map(({ path: file, sha256, gitBlob, bytes }, index) => ({
    path: file,
    sha256,
    gitBlob,
    bytes,
    // Only where something is wrong is it asked where it stands.
    get at() {
      return at(`/files/${index}`);
    },
  }));
  return {
    ok: true,
    listing: {
      shape: 'release-governance',
      files: listed,
      commits,
      results: [],
      problems: contradictions(checked.data).map(({ pointer, message }) => ({ message, at: at(pointer) })),
      manifest: checked.data,
    },
  };
}

/** Reads fields one by one, and keeps what is missing or wrong. */
/** How many entries the longest list of a manifest has. */
function longest({ files, items, lineage }: Readonly<Record<string, Json>>): number {
  const graph = lineage !== undefined && isObject(lineage) ? [lineage['nodes'], lineage['edges']] : [];
  return Math.max(...[files, items, ...graph].map((list) => (Array.isArray(list) ? list.length : 0)));
}

interface FieldReader {
  problems: ListingProblem[];
  at(pointer: string): Location;
  get(pointer: string): Json | undefined;
  text(pointer: string): string | undefined;
  list(pointer: string): readonly Json[];
  object(pointer: string): Readonly<Record<string, Json>>;
  sha256(pointer: string): string | undefined;
}

function fieldsOf(document: JsonDocument, at: At): FieldReader {
  const problems: ListingProblem[] = [];
  function wanted<T>(pointer: string, what: string, take: (value: Json) => T | undefined): T | undefined {
    const value = document.get(pointer);
    const taken = value === undefined ? undefined : take(value);
    if (taken === undefined) {
      const actual = value === undefined ? 'is missing' : `is ${quote(JSON.stringify(value))}`;
      problems.push({ message: `${pointer} ${actual}, expected ${what}`, at: at(pointer) });
    }
    return taken;
  }
  return {
    problems,
    at,
    get: (pointer) => document.get(pointer),
    text: (pointer) =>
      wanted(pointer, 'a text', (value) => (typeof value === 'string' && value.trim() !== '' ? value : undefined)),
    list: (pointer) => wanted(pointer, 'a list', (value) => (Array.isArray(value) ? value : undefined)) ?? [],
    object: (pointer) => wanted(pointer, 'an object', (value) => (isObject(value) ? value : undefined)) ?? {},
    sha256: (pointer) =>
      wanted(pointer, 'a sha256 of 64 lower-case hexadecimal digits', (value) =>
        typeof value === 'string' && isSha256(value) ? value : undefined,
      ),
  };
}

function finish(listing: Omit<Listing, 'problems'>, { problems, at }: FieldReader): ReadListing {
  if (listing.files.length === 0) problems.push({ message: 'lists no file', at: at('') });
  return { ok: true, listing: { ...listing, problems } };
}

function commitAt(fields: FieldReader, pointer: string, what: string): ListedCommit[] {
  const commit = fields.text(pointer);
  if (commit === undefined) return [];
  if (isCommitId(commit)) return [{ what, commit, at: fields.at(pointer) }];
  fields.problems.push({
    message: `${pointer} is ${quote(commit)}, expected a full commit id`,
    at: fields.at(pointer),
  });
  return [];
}

/** The bundle of a producer: checksums of files of the repository, and commands by name only. */
function evidenceBundle(fields: FieldReader): Omit<Listing, 'problems'> {
  const files = fields.list('/artifacts').map((_, index): ListedFile => {
    const pointer = `/artifacts/${index}`;
    const path = fields.text(`${pointer}/path`) ?? '';
    return { path: plain(path), sha256: fields.sha256(`${pointer}/sha256`), at: fields.at(pointer) };
  });
  const commands = fields.list('/required_validation_commands').map((_, index): ListedResult => {
    const pointer = `/required_validation_commands/${index}`;
    return { command: fields.text(pointer) ?? '', passed: undefined, at: fields.at(pointer) };
  });
  return {
    shape: 'release-evidence-bundle.v1',
    files: files.filter(({ path }) => path !== ''),
    commits: [
      ...commitAt(fields, '/git_commit_head', 'the commit at which it was made'),
      ...commitAt(fields, '/runtime_baseline/commit_sha', 'the commit of the baseline'),
    ],
    results: commands.filter(({ command }) => command !== ''),
    madeAt: fields.text('/generated_at_utc'),
  };
}

/** The bundle of a deployment: payload of two repositories and evidence, each with checksums of its own. */
function releaseBundle(fields: FieldReader): Omit<Listing, 'problems'> {
  const parts = ['runtime', 'registry'].flatMap((part) => {
    const root = fields.text(`/payload/${part}_root`);
    return checksumsAt(fields, `/payload/${part}_checksums`, root);
  });
  const root = fields.text('/evidence/root');
  const sums = checksumsAt(fields, '/evidence/checksums', root);
  const summed = new Set(sums.map(({ path }) => path));
  for (const part of ['runtime', 'registry']) {
    const pointer = `/source/${part}_git/dirty`;
    if (fields.get(pointer) === false) continue;
    const message = `${pointer} is ${JSON.stringify(fields.get(pointer) ?? null)}, expected false: it was made from files that no commit has`;
    fields.problems.push({ message, at: fields.at(pointer) });
  }
  // What is listed without a checksum is evidence too, of which nothing can be said.
  const bare = ['files', 'required'].flatMap((key) =>
    fields.list(`/evidence/${key}`).flatMap((_, index): ListedFile[] => {
      const pointer = `/evidence/${key}/${index}`;
      const name = fields.text(pointer);
      return name === undefined ? [] : [{ path: below(root, name), at: fields.at(pointer) }];
    }),
  );
  const unsummed = new Map(bare.filter(({ path }) => !summed.has(path)).map((file) => [file.path, file]));
  const commits = commitAt(fields, '/source/runtime_git/commit', 'the commit of the runtime');
  const registry = commitAt(fields, '/source/registry_git/commit', 'the commit of the registry');
  const rooted = fields.get('/source/registry_root');
  const oneRepository = rooted !== undefined && rooted === fields.get('/source/runtime_root');
  for (const listed of registry)
    commits.push(oneRepository || listed.commit === commits[0]?.commit ? listed : { ...listed, elsewhere: true });
  return {
    shape: 'release_bundle_v1',
    files: [...parts, ...sums, ...unsummed.values()],
    commits,
    results: [],
    madeAt: fields.text('/created_at'),
  };
}

function checksumsAt(fields: FieldReader, pointer: string, root: string | undefined): ListedFile[] {
  return Object.keys(fields.object(pointer)).map((name) => {
    const each = childPointer(pointer, name);
    return { path: below(root, name), sha256: fields.sha256(each), at: fields.at(each) };
  });
}

function below(root: string | undefined, name: string): string {
  return plain(root === undefined || root === '.' ? name : `${root.replace(/\/$/, '')}/${name}`);
}

/** A path without the `./` that `find` puts before it. */
function plain(path: string): string {
  return path.replace(/^(?:\.\/+)+(?=.)/, '');
}
