import { describe, expect, test } from '@jest/globals';
import type { Json } from '../../../../shared/core/json.ts';
import { manifestText } from '../../../../shared/domain/bundle/manifest.ts';
import { readListing } from '../../../../shared/domain/bundle/read-listing.ts';

const sha = 'a'.repeat(64);
const commit = 'c'.repeat(40);
const read = (value: Json | string): ReturnType<typeof readListing> =>
  readListing('list', new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value)));

/** What is said against it, with the line. */
function problems(value: Json | string): string[] {
  const answer = read(value);
  const found = answer.ok ? answer.listing.problems : answer.problems;
  return found.map(({ message, at }) => `${at.line ?? ''}: ${message}`);
}

const evidence = {
  evidence_bundle_version: 'release-evidence-bundle.v1',
  generated_at_utc: '2026-02-08T15:21:29Z',
  git_commit_head: commit,
  runtime_baseline: { commit_sha: commit },
  artifacts: [{ path: 'a.json', sha256: sha }],
  required_validation_commands: ['make test'],
};
const release = {
  contract: 'release_bundle_v1',
  created_at: '2026-06-11T04:12:09Z',
  source: { runtime_git: { commit, dirty: false }, registry_git: { commit, dirty: false } },
  payload: {
    runtime_root: 'payload/runtime',
    registry_root: '.',
    runtime_checksums: { a: sha },
    registry_checksums: { b: sha },
  },
  evidence: { root: 'evidence', files: ['x.json', 'y.json'], required: ['y.json'], checksums: { 'x.json': sha } },
};
const own = {
  kind: 'release-governance/bundle' as const,
  schemaVersion: 1 as const,
  subject: { repository: 'a/b', commit },
  items: [{ id: 'report', title: 'The report', required: true, state: 'present' as const }],
  files: [
    {
      path: 'x',
      item: 'report',
      sha256: sha,
      gitBlob: 'b'.repeat(40),
      bytes: 1,
      mediaType: 'text/plain',
      origin: { kind: 'tree' as const, commit, path: 'x' },
    },
  ],
  lineage: { nodes: [], edges: [] },
};

describe('lists that are read', () => {
  test.each<[string, Json | string, string[], string[]]>([
    ['sha256sum', `${sha}  a\n${sha} *b c\n`, [`a ${sha}`, `b c ${sha}`], []],
    ['release-evidence-bundle.v1', evidence, [`a.json ${sha}`], [commit, commit]],
    [
      'release_bundle_v1',
      release,
      [`payload/runtime/a ${sha}`, `b ${sha}`, `evidence/x.json ${sha}`, 'evidence/y.json undefined'],
      [commit, commit],
    ],
    ['release-governance', manifestText(own), [`x ${sha}`], [commit, commit]],
  ])('%s', (shape, value, files, commits) => {
    const answer = read(value);
    if (!answer.ok) throw new Error(JSON.stringify(answer.problems));
    expect(answer.listing.shape).toBe(shape);
    expect(answer.listing.problems).toEqual([]);
    expect(answer.listing.files.map(({ path, sha256 }) => `${path} ${sha256}`)).toEqual(files);
    expect(answer.listing.commits.map((each) => each.commit)).toEqual(commits);
    expect(answer.listing.files.every(({ at }) => at?.path === 'list')).toBe(true);
  });

  test('commands without a result have none', () => {
    const answer = read(evidence);
    expect(answer.ok && answer.listing.results.map(({ command, passed }) => [command, passed])).toEqual([
      ['make test', undefined],
    ]);
  });
});

describe('what is wrong with a list', () => {
  test.each<[string, Json | string, string[]]>([
    ['nothing in it', '', [': lists no file']],
    [
      'a checksum that was cut off',
      `${sha.slice(1)}  a\n${sha}  b\n`,
      ['1: has a line that is no checksum, expected 64 hexadecimal digits, a space, a space or *, and a path'],
    ],
    [
      'a sha256 that is none',
      { ...evidence, artifacts: [{ path: 'a', sha256: 'sha256hex' }] },
      ['1: /artifacts/0/sha256 is ""sha256hex"", expected a sha256 of 64 lower-case hexadecimal digits'],
    ],
    [
      'no commit',
      { ...evidence, git_commit_head: 'unknown' },
      ['1: /git_commit_head is "unknown", expected a full commit id'],
    ],
    ['no files', { ...evidence, artifacts: [] }, ['1: lists no file']],
    [
      'made of uncommitted files',
      { ...release, source: { ...release.source, runtime_git: { commit, dirty: true } } },
      ['1: /source/runtime_git/dirty is true, expected false: it was made from files that no commit has'],
    ],
    [
      'that nobody said whether it was',
      { ...release, source: { ...release.source, runtime_git: { commit } } },
      ['1: /source/runtime_git/dirty is null, expected false: it was made from files that no commit has'],
    ],
    [
      'another shape',
      { files: [] },
      [
        '1: has no shape that is known, expected bundle.json of evidence-bundle, release-evidence-bundle.v1, release_bundle_v1, or the lines of sha256sum',
      ],
    ],
    ['a newer schema', { ...own, schemaVersion: 2 }, ['1: /schemaVersion: Invalid input: expected 1']],
    [
      'a key twice',
      '{"kind":"x","kind":"y"}',
      ['1: has the key /kind twice: which of them counts depends on the reader'],
    ],
    ['cut off', '{"kind":', [expect.stringMatching(/^1: /) as unknown as string]],
  ])('%s', (_name, value, expected) => {
    expect(problems(value)).toEqual(expected);
  });

  test('what is no text', () => {
    expect(readListing('list', new Uint8Array([0]))).toMatchObject({ ok: false });
  });
});

test('the text of a manifest does not depend on the order in which things were found', () => {
  const [file] = own.files;
  if (file === undefined) throw new Error('no file');
  const node = (id: string) => ({ id, kind: 'job' as const, label: id });
  const edge = (from: string, to: string) => ({ from, to, relation: 'ran' as const });
  const one = {
    ...own,
    files: [file, { ...file, path: 'a' }],
    lineage: { nodes: [node('b'), node('a')], edges: [edge('b', 'a'), edge('a', 'b')] },
  };
  const other = {
    ...own,
    files: one.files.toReversed(),
    lineage: { nodes: [node('a'), node('b')], edges: [edge('a', 'b'), edge('b', 'a')] },
  };
  expect(manifestText(one)).toBe(manifestText(other));
});
