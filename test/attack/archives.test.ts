import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Collected } from '../../shared/core/collected.ts';
import { collect } from '../../shared/shell/collect.ts';
import { gitRepository, temporaryFolder, writeFiles } from '../support/git-repository.ts';
import { client } from '../support/github-asking.ts';
import { withGitHub } from '../support/github-server.ts';
import { artifactRoutes, hex, type PlayedArtifact, thisRun } from '../support/report-artifacts.ts';
import { type ZipEntry, zeros, zipFile } from '../support/zip-file.ts';

/* Artifacts and folders that want to write outside, to exhaust the reader, or to pass off what nobody measured. */

const mebibyte = 1024 * 1024;
const green = { name: 'manifest-sync.report.json', content: '{"status":"passed"}' };

async function collected(artifacts: readonly PlayedArtifact[], folders: string[] = []): Promise<Collected> {
  return withGitHub(artifactRoutes(artifacts), async (server) =>
    collect(
      { folders: folders.map((path) => ({ path, name: 'reports' })), made: [], github: () => client(server) },
      { artifacts: [] },
      { event: 'pull_request', repository: 'acme/app', runId: thisRun },
    ),
  );
}

const uploaded = (bytes: Uint8Array, rest: Partial<PlayedArtifact> = {}): PlayedArtifact => ({
  id: 1,
  name: 'governance-manifest-sync-checks-1',
  bytes,
  ...rest,
});

describe('an archive of which nothing is taken, though a green report is in it', () => {
  const huge = Array.from({ length: 30 }, (_, index) => ({ name: `${index}.json`, content: zeros(15 * mebibyte) }));
  test.each<[string, ZipEntry[], string]>([
    ['a path to the parent folder', [green, { name: '../../.github/x.json' }], 'leads outside'],
    ['an absolute path', [green, { name: '/etc/x.json' }], 'is absolute'],
    ['a path of Windows', [green, { name: '..\\x.json' }], 'has a backslash'],
    ['a path into .git', [green, { name: '.git/config.json' }], 'is inside of .git'],
    ['a name with a terminal escape', [green, { name: '\u001b]0;x\u0007.json' }], 'has a control character'],
    ['two reports of one name', [{ ...green, content: '{"status":"failed"}' }, green], 'twice'],
    ['a bomb of many files', [green, ...huge], 'has more than the 134217728 bytes that are unpacked'],
    [
      'too many files',
      [green, ...Array.from({ length: 1000 }, (_, i) => ({ name: `${i}` }))],
      'more than the 1000 entries',
    ],
  ])('%s', async (_name, entries, words) => {
    const { files, problems } = await collected([uploaded(zipFile(entries))]);
    expect(files).toEqual([]);
    expect(problems).toEqual([expect.objectContaining({ message: expect.stringContaining(words) })]);
    expect(problems[0]?.message).not.toMatch(/\p{Cc}/u);
  });

  test.each<[string, Uint8Array, string]>([
    ['a second archive behind the first', zipFile([green], { prefix: zipFile([green]) }), 'broken'],
    ['an entry that its directory does not count', zipFile([green, { name: 'b.json' }], { count: 1 }), 'does not end'],
    ['an archive that is cut off', zipFile([green]).slice(0, -5), 'broken'],
    ['a page instead of an archive', new TextEncoder().encode('<html>'), 'neither a zip archive nor'],
  ])('%s', async (_name, bytes, words) => {
    const { files, problems } = await collected([uploaded(bytes)]);
    expect(files).toEqual([]);
    expect(problems).toEqual([expect.objectContaining({ message: expect.stringContaining(words) })]);
  });
});

describe('a file that is not taken', () => {
  test.each<[string, ZipEntry, string]>([
    ['a link', { ...green, content: '/etc/passwd', mode: 0o120777 }, 'is a symbolic link'],
    [
      'a bomb of 300 MiB that calls itself small',
      { ...green, content: zeros(300 * mebibyte), size: 19 },
      'more than the 16777216',
    ],
    ['a report of 100 MB', { ...green, content: zeros(100_000_000) }, 'more than the 16777216'],
    [
      'another file under its checksum',
      { ...green, packed: Buffer.from('x'), stored: true, size: 1, packedSize: 1 },
      'checksum',
    ],
    ['an encrypted one', { ...green, flags: 1 }, 'is encrypted'],
  ])('%s', async (_name, entry, words) => {
    const { files, problems } = await collected([uploaded(zipFile([entry]))]);
    expect(files).toEqual([]);
    expect(problems).toEqual([expect.objectContaining({ path: green.name, message: expect.stringContaining(words) })]);
  });
});

describe('an artifact that is not what it seems', () => {
  const honest = zipFile([{ ...green, content: '{"status":"failed"}' }]);
  test.each<[string, PlayedArtifact, string]>([
    ['swapped on the way', uploaded(zipFile([green]), { digest: `sha256:${hex(honest)}` }), 'is not what was uploaded'],
    ['listed with one of another run', uploaded(honest, { run: { id: 99, head_sha: 'b'.repeat(40) } }), 'is of run 99'],
    ['without a run', uploaded(honest, { run: null }), 'is not said to be of any run'],
    ['expired', uploaded(honest, { expired: true }), 'has expired'],
  ])('%s', async (_name, artifact, words) => {
    const { files, problems } = await collected([artifact]);
    expect(files).toEqual([]);
    expect(problems).toEqual([expect.objectContaining({ message: expect.stringContaining(words) })]);
  });

  test('a green one of an earlier attempt does not hide the red one of the same name, nor the reverse', async () => {
    const { files } = await collected([uploaded(zipFile([green]), { id: 2 }), uploaded(honest, { id: 1 })]);
    expect(files.map(({ origin, content }) => [origin, new TextDecoder().decode(content)])).toEqual([
      [expect.objectContaining({ id: 1 }), '{"status":"failed"}'],
      [expect.objectContaining({ id: 2 }), '{"status":"passed"}'],
    ]);
  });
});

describe('a folder', () => {
  let repository: ReturnType<typeof gitRepository>;
  let outside: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    repository = gitRepository();
    outside = temporaryFolder();
  });
  afterEach(() => {
    repository.remove();
    outside.remove();
  });

  test('a green report that was committed', async () => {
    repository.commit({ [`out/${green.name}`]: green.content });
    const { files, problems } = await collected([], [join(repository.folder, 'out')]);
    expect(files).toEqual([]);
    expect(problems).toEqual([
      expect.objectContaining({ path: green.name, message: expect.stringContaining('is a file of the repository') }),
    ]);
  });

  test('a green report of an earlier job behind a link', async () => {
    writeFiles(outside.folder, { [green.name]: green.content });
    mkdirSync(join(repository.folder, 'out'));
    repository.write({
      [`out/${green.name}`]: { linkTo: join(outside.folder, green.name) },
      'out/x': { linkTo: outside.folder },
    });
    const { files, problems } = await collected([], [join(repository.folder, 'out')]);
    expect(files).toEqual([]);
    expect(problems.map(({ path, message }) => `${path} ${message}`)).toEqual([
      `${green.name} is a symbolic link`,
      'x is a symbolic link',
    ]);
  });

  test('a report of 100 MB', async () => {
    writeFiles(outside.folder, { [green.name]: zeros(100_000_000) });
    const { files, problems } = await collected([], [outside.folder]);
    expect(files).toEqual([]);
    expect(problems).toEqual([
      expect.objectContaining({ message: expect.stringContaining('more than the 16777216 bytes') }),
    ]);
  });
});

describe('rows of measurements, where they are asked for beside the reports', () => {
  const rows = 'run-1.rows.ndjson';
  const ask = (artifacts: readonly PlayedArtifact[], folders: string[] = []): Promise<Collected> =>
    withGitHub(artifactRoutes(artifacts), async (server) =>
      collect(
        { folders: folders.map((path) => ({ path, name: 'reports' })), made: [], github: () => client(server) },
        { artifacts: [], endings: ['.rows.ndjson', '.rows.ndjson.gz'] },
        { event: 'pull_request', repository: 'acme/app', runId: thisRun },
      ),
    );

  test.each<[string, ZipEntry[], string]>([
    ['a path to the parent folder', [green, { name: `../${rows}`, content: '{}' }], 'leads outside'],
    ['an absolute path', [green, { name: `/tmp/${rows}`, content: '{}' }], 'is absolute'],
    ['two files of one name', [green, { name: rows, content: '1' }, { name: rows, content: '2' }], 'twice'],
    [
      'a bomb of many files',
      [green, ...Array.from({ length: 30 }, (_, i) => ({ name: `${i}.rows.ndjson`, content: zeros(15 * mebibyte) }))],
      'has more than the 134217728 bytes that are unpacked',
    ],
  ])('nothing is taken of an archive with %s', async (_name, entries, words) => {
    const { files, problems } = await ask([uploaded(zipFile(entries))]);
    expect(files).toEqual([]);
    expect(problems).toEqual([expect.objectContaining({ message: expect.stringContaining(words) })]);
  });

  test.each<[string, ZipEntry, string]>([
    ['a bomb of 300 MiB that calls itself small', { name: rows, content: zeros(300 * mebibyte), size: 19 }, '16777216'],
    ['a link', { name: rows, content: '/etc/passwd', mode: 0o120777 }, 'is a symbolic link'],
    ['one that is packed otherwise', { name: `${rows}.gz`, content: 'x', method: 12 }, 'is packed by method 12'],
    ['other bytes under its checksum', { name: rows, content: 'x', crc: 1 }, 'checksum'],
  ])('%s is not taken, and the report beside it is', async (_name, entry, words) => {
    const { files, problems } = await ask([uploaded(zipFile([green, entry]))]);
    expect(files.map(({ path }) => path)).toEqual([green.name]);
    expect(problems).toEqual([expect.objectContaining({ path: entry.name, message: expect.stringContaining(words) })]);
  });

  test('a single file of another run, or over the cap', async () => {
    const bytes = new TextEncoder().encode('{}');
    const { files, problems } = await ask([
      uploaded(bytes, { name: `governance-${rows}`, run: { id: 99, head_sha: 'b'.repeat(40) } }),
      uploaded(zeros(17 * mebibyte), { id: 2, name: `governance-2-${rows}` }),
    ]);
    expect(files).toEqual([]);
    expect(problems.map(({ message }) => message)).toEqual([
      'is of run 99, not of run 101',
      expect.stringContaining('more than the 16777216 bytes'),
    ]);
  });

  test('in a folder: committed ones, links and those over the cap are refused', async () => {
    const repository = gitRepository();
    try {
      repository.commit({ [`out/${rows}`]: '{}' });
      repository.write({
        'out/link.rows.ndjson': { linkTo: rows },
        'out/large.rows.ndjson.gz': zeros(17 * mebibyte),
        'out/new.rows.ndjson': '{}',
      });
      const { files, problems } = await ask([], [join(repository.folder, 'out')]);
      expect(files.map(({ path }) => path)).toEqual(['new.rows.ndjson']);
      expect(problems.map(({ path, message }) => `${path} ${message}`)).toEqual([
        'link.rows.ndjson is a symbolic link',
        'large.rows.ndjson.gz has more than the 16777216 bytes that are read',
        `${rows} is a file of the repository: a report that was committed proves nothing`,
      ]);
    } finally {
      repository.remove();
    }
  });
});
