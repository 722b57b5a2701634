import { describe, expect, test } from '@jest/globals';
import type { Collected, CollectedFile, Origin } from '../../../../shared/core/collected.ts';
import type { Because } from '../../../../shared/core/errors.ts';
import { sha256 } from '../../../../shared/core/fingerprint.ts';
import { publishedSnapshots, snapshotFor } from '../../../../shared/domain/seen-repository/published-snapshot.ts';
import { type Snapshot, writeSnapshot } from '../../../../shared/domain/seen-repository/snapshot.ts';
import { publishedBy, snapshotOf } from '../../../support/snapshots.ts';
import { look } from '../protection/world.ts';

const main = await look({}, 'administration: write');
const develop = { ...main, ref: 'develop' };
const wanted = { repository: 'acme/app', target: 'branch', ref: 'main' } as const;

const artifact = (changed: Partial<Extract<Origin, { kind: 'artifact' }>> = {}): Origin => ({
  kind: 'artifact',
  name: 'governance-audit',
  id: 1,
  runId: publishedBy.id,
  headSha: publishedBy.headSha,
  digest: undefined,
  createdAt: '2026-11-19T03:06:00Z',
  ...changed,
});

function file(
  content: string | Uint8Array | Partial<Snapshot>,
  origin = artifact(),
  path = 'a.snapshot.json',
): CollectedFile {
  const bytes =
    content instanceof Uint8Array
      ? content
      : new TextEncoder().encode(typeof content === 'string' ? content : writeSnapshot(snapshotOf(main, content)));
  return { origin, path, content: bytes, sha256: sha256(bytes) };
}

const pick = (files: CollectedFile[], more: Partial<Collected> = {}) =>
  publishedSnapshots({ files, problems: [], ...more }, publishedBy);
const refused: Because = { code: 'MISSING_PERMISSION', message: 'GitHub answered 403' };
const at = (attempt: number) => ({ run: { id: publishedBy.id, attempt } });

describe('snapshots that the run published', () => {
  test.each<[string, CollectedFile[], string[]]>([
    ['one', [file({})], ['governance-audit/a.snapshot.json']],
    [
      'one in a folder of the artifact',
      [file({}, artifact(), 'x/a.snapshot.json')],
      ['governance-audit/x/a.snapshot.json'],
    ],
    ['capitals in the name', [file({}, artifact(), 'A.Snapshot.JSON')], ['governance-audit/A.Snapshot.JSON']],
    [
      'shards',
      [file({}), file({ observations: [develop] }, artifact({ id: 2, name: 'governance-b' }))],
      ['governance-audit/a.snapshot.json', 'governance-b/a.snapshot.json'],
    ],
    [
      'the same bytes in two artifacts',
      [file({}), file({}, artifact({ id: 2, name: 'governance-b' }))],
      ['governance-audit/a.snapshot.json'],
    ],
    [
      'two attempts, the later one first',
      [file(at(1)), file(at(2), artifact({ id: 2, name: 'governance-b' }))],
      ['governance-b/a.snapshot.json', 'governance-audit/a.snapshot.json'],
    ],
    ['reports beside it', [file({}), file('{}', artifact(), 'a.report.json')], ['governance-audit/a.snapshot.json']],
    [
      'files of other places beside it',
      [
        file('no', { kind: 'folder', name: 'reports' }),
        file('no', artifact({ runId: 1 })),
        file({}),
        file('no', { kind: 'run', name: 'a.snapshot.json' }),
      ],
      ['governance-audit/a.snapshot.json'],
    ],
  ])('%s', (_name, files, paths) => {
    const found = pick(files);
    expect(found.problems).toEqual([]);
    expect(found.files.map(({ path }) => path)).toEqual(paths);
    const first = found.files[0];
    expect(snapshotFor(found, wanted)).toEqual({ state: 'read', file: first });
  });

  test('each ref is told of by the latest attempt that has it', () => {
    const found = pick([
      file({ ...at(1), observations: [main, develop] }),
      file(at(2), artifact({ id: 2, name: 'governance-b' })),
    ]);
    const attemptFor = (ref: string) => {
      const told = snapshotFor(found, { ...wanted, ref });
      return told.state === 'read' ? told.file.snapshot.run?.attempt : told.because;
    };
    expect([attemptFor('main'), attemptFor('develop')]).toEqual([2, 1]);
    expect(attemptFor('release')).toEqual([
      {
        code: 'NO_DATA',
        message: 'the scheduled audit published nothing of this ref',
        needs: 'a scheduled audit that looks at it',
      },
    ]);
  });

  test('what could not be taken of other places and of other files is no matter', () => {
    const origin = artifact();
    const found = pick([file({})], {
      problems: [
        { origin: { kind: 'folder', name: 'reports' }, path: 'b.snapshot.json', message: 'is too large' },
        { origin: artifact({ runId: 1 }), message: 'has expired' },
        { origin, path: 'a.report.json', message: 'is too large' },
      ],
      unlisted: refused,
      unlistedRuns: [{ runId: 1, because: refused }],
    });
    expect(found.problems).toEqual([]);
  });
});

describe('what is wrong with them', () => {
  const own = publishedBy.id;
  test.each<[string, CollectedFile[], Partial<Collected>, [kind: string, message: RegExp][]]>([
    ['there is none', [], {}, [['none', /^run 77 left no file with a name in \*\.snapshot\.json$/]]],
    [
      'there is one in a folder only',
      [file({}, { kind: 'folder', name: 'reports' }), file({}, artifact({ runId: 1 }))],
      {},
      [['none', /; 2 in folders and of other runs do not count$/]],
    ],
    [
      'two different ones of one attempt',
      [file({}), file({ 'taken-at': '2026-11-19T03:07:00Z' }, artifact({ id: 2, name: 'governance-b' }))],
      {},
      [['several', /governance-audit\/a\.snapshot\.json and governance-b\/a\.snapshot\.json of one attempt/]],
    ],
    ['one is no JSON', [file('{')], {}, [['broken', /a\.snapshot\.json is no snapshot: /]]],
    ['one is cut off', [file(writeSnapshot(snapshotOf(main)).slice(0, -30))], {}, [['broken', /is no snapshot/]]],
    ['one is no text', [file(new Uint8Array([0xff, 0xfe, 0]))], {}, [['broken', /UTF-16/]]],
    [
      'one is another document',
      [file('{"version":1}')],
      {},
      [
        ['broken', /kind/],
        ['broken', /taken-at/],
        ['broken', /credential/],
        ['broken', /observations/],
      ],
    ],
    [
      'one says another run',
      [file({ run: { id: 78, attempt: 1 } })],
      {},
      [['another-run', /says that run 78 \(attempt 1\) took it, and run 77 \(attempt 2\)/]],
    ],
    ['one says an attempt that was not made', [file(at(3))], {}, [['another-run', /\(attempt 3\)/]]],
    ['one says no run', [file({ run: undefined })], {}, [['another-run', /says that no run took it/]]],
    [
      'its artifact is of another commit',
      [file({}, artifact({ headSha: 'b'.repeat(40) }))],
      {},
      [['another-run', /is of the commit bbb/]],
    ],
    ['the artifacts are not listed', [], { unlistedRuns: [{ runId: own, because: refused }] }, [['unread', /403/]]],
    [
      'an artifact has expired',
      [],
      { problems: [{ origin: artifact(), message: 'has expired' }] },
      [['unread', /^the artifact governance-audit of run 77 has expired$/]],
    ],
    [
      'an artifact could not be downloaded',
      [file({})],
      { problems: [{ origin: artifact({ id: 2 }), message: 'could not be downloaded', because: refused }] },
      [['unread', /403/]],
    ],
    [
      'a snapshot is too large',
      [],
      { problems: [{ origin: artifact(), path: 'b.snapshot.json', message: 'is too large' }] },
      [['unread', /^the file governance-audit\/b\.snapshot\.json of run 77 is too large$/]],
    ],
    [
      'everything at once',
      [file('{'), file({ run: undefined }, artifact(), 'b.snapshot.json')],
      { unlistedRuns: [{ runId: own, because: refused }] },
      [
        ['unread', /403/],
        ['broken', /no snapshot/],
        ['another-run', /no run/],
      ],
    ],
  ])('%s', (_name, files, more, expected) => {
    const found = pick(files, more);
    expect(found.problems.map(({ kind }) => kind)).toEqual(expected.map(([kind]) => kind));
    for (const [index, [, message]] of expected.entries())
      expect(found.problems[index]?.because.message).toMatch(message);
    expect(snapshotFor(found, wanted)).toEqual({
      state: 'unknown',
      because: found.problems.map(({ because }) => because),
    });
    for (const { because } of found.problems) expect(because.needs).toMatch(/./);
  });

  test('with the line', () => {
    const [wrong] = pick([file('{\n  "version": 1,\n  "version": 1\n}')]).problems;
    expect(wrong).toMatchObject({ kind: 'broken', path: 'governance-audit/a.snapshot.json', line: 3 });
  });
});
