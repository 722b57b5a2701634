import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/rollback-open/control.ts';
import type { Because } from '../../shared/core/errors.ts';
import type { Evaluation } from '../../shared/core/evaluation.ts';
import type { Result } from '../../shared/core/report.ts';
import { judgePosture } from '../../shared/domain/posture/posture.ts';
import { readPosture } from '../../shared/domain/posture/record.ts';
import { contractEntry, paths } from '../support/contract-files.ts';
import { coverRules } from '../support/coverage.ts';
import { memoryPast, type PastCommit } from '../support/memory-past.ts';
import { moment } from '../support/moments.ts';
import { growing, id, releaseFiles, retreat, three } from '../support/rollback.ts';
import { headSha, type Setup } from '../support/world.ts';

const rules = coverRules(control);
const go = 'posture: GO\nsince: 2026-11-01T00:00:00Z\nby: both\nreason: all is well\n';
const section = { posture: 'posture.yml' };
const files = { ...three[0]?.files, 'posture.yml': go };
const offline: Because = { code: 'NO_DATA', message: 'gone', needs: 'a checkout with fetch-depth: 0' };

const opened = (commits: readonly PastCommit[] = three, more: Setup = {}): Promise<Evaluation> =>
  rules.evaluate(retreat(commits, { files, section, ...more }));
const texts = ({ proposal }: Evaluation): Record<string, string> =>
  Object.fromEntries((proposal?.changes ?? []).map(({ path, after }) => [path, new TextDecoder().decode(after)]));

describe('the proposal', () => {
  test('restores the files, sets the posture to NO-GO and brings the note', async () => {
    const evaluation = await opened();
    const { [paths.pin]: pin, [paths.mirror]: mirror, [paths.matrix]: matrix, ...beside } = texts(evaluation);
    expect({ [paths.pin]: pin, [paths.mirror]: mirror, [paths.matrix]: matrix }).toEqual(releaseFiles(2));
    expect(Object.keys(beside)).toEqual(['posture.yml', 'docs/incident-note.md']);
    expect(evaluation.proposal).toMatchObject({
      title: 'Roll ledger back from v2.3.0 to v2.2.0',
      branch: 'release-governance/rollback-ledger',
    });
    const record = new TextEncoder().encode(beside['posture.yml'] ?? '');
    const question = { moment: moment('2026-11-20T12:00:00Z'), environment: undefined, conditions: new Map() };
    expect(judgePosture('posture.yml', record, question)).toMatchObject({
      posture: { posture: 'NO-GO', since: '2026-11-20T12:00:00Z', by: 'rollback-open' },
      verdict: { status: 'failed' },
    });
    expect(beside['docs/incident-note.md']).toContain('- Posture: `NO-GO`\n');
    expect(beside['docs/incident-note.md']).toContain('- Rollback status: `opened`\n');
  });

  test('is the same one on another day', async () => {
    const [one, other] = [await opened(), await opened(three, { now: '2026-11-22T08:00:00Z' })];
    expect(other.proposal?.identity).toBe(one.proposal?.identity);
    expect(texts(other)['posture.yml']).not.toBe(texts(one)['posture.yml']);
  });

  const records: [name: string, path: string, content: string | undefined, kept: boolean][] = [
    ['a record that is frozen stays', 'posture.yml', go.replace('GO', 'frozen'), true],
    ['a record that is not whole is replaced', 'posture.yml', 'posture: NO-GO\n', false],
    ['a record that is not there is written', 'ops/posture.yml', undefined, false],
    ['a record in JSON stays JSON', 'posture.json', '{"posture":"GO"}', false],
  ];
  test.each(records)('%s', async (_name, path, content, kept) => {
    const own = { ...three[0]?.files, ...(content === undefined ? {} : { [path]: content }) };
    const all = texts(await opened(three, { files: own, section: { posture: path } }));
    const written = all[path];
    expect(all['docs/incident-note.md']).toContain(`- Posture: \`${kept ? 'frozen' : 'NO-GO'}\`\n`);
    const read = written === undefined ? undefined : readPosture(path, new TextEncoder().encode(written));
    expect(read?.ok === true ? read.value['posture'] : read).toBe(kept ? undefined : 'NO-GO');
  });

  test('leaves a note that people have written', async () => {
    const evaluation = await opened(three, { files: { ...files, 'docs/incident-note.md': 'ours' } });
    expect(Object.keys(texts(evaluation))).not.toContain('docs/incident-note.md');
  });

  test('is none where the files are the baseline already', async () => {
    const now: PastCommit = { commit: id(8), files: releaseFiles(2) };
    const commits = [
      now,
      { commit: id(2), files: { ...releaseFiles(2), [paths.matrix]: `${releaseFiles(2)[paths.matrix]}\n` } },
    ];
    const evaluation = await opened(commits, { files: { ...releaseFiles(2), 'posture.yml': go } });
    expect(evaluation.proposal).toBeUndefined();
  });

  test('holds a reason of any words in one line of the record', async () => {
    const reason = 'it broke: "x" \u202e # @all ghp_0123456789abcdefghijABCDEFGHIJ012345';
    const written = texts(await opened(three, { given: { reason } }))['posture.yml'] ?? '';
    expect(written.split('\n')).toHaveLength(5);
    expect(written).not.toMatch(/ghp_|\u202e/);
  });
});

describe('nothing is proposed', () => {
  const companions = [{ files: 'run.sh', 'when-absent': 'delete' }];
  const cases: [name: string, commits: readonly PastCommit[], more: Setup, rule: string, status: string][] = [
    ['without a baseline', [three[0] as PastCommit], {}, 'baseline-found', 'failed'],
    ['without a history', [], {}, 'baseline-found', 'unverified'],
    [
      'over a link',
      three,
      { files: { ...files, [paths.pin]: { reason: 'not-a-file', message: 'is a symbolic link' } } },
      'applies',
      'failed',
    ],
    [
      'over a file that cannot be read',
      three,
      { files: { ...files, [paths.pin]: { reason: 'unreadable', message: 'x', because: offline } } },
      'applies',
      'unverified',
    ],
    [
      'of bytes that are not those that were judged',
      three,
      { past: memoryPast(three, { swapped: [paths.pin] }) },
      'bytes-proved',
      'failed',
    ],
    [
      'of bytes that cannot be read again',
      three,
      {
        past: {
          ...memoryPast(three),
          files: async (_commit, asked) =>
            new Map(
              asked.map((path) => [
                path,
                { found: false, path, reason: 'unreadable', message: 'x', because: offline } as const,
              ]),
            ),
        },
      },
      'bytes-proved',
      'unverified',
    ],
    [
      'that leaves the contract red',
      three,
      {
        lists: { contracts: [{ ...contractEntry, copies: ['copies/*'] }] },
        files: { ...files, 'copies/new.json': 'other' },
      },
      'baseline-found',
      'failed',
    ],
    [
      'that breaks the matrix',
      growing,
      { lists: { contracts: [{ ...contractEntry, matrix: { ...contractEntry.matrix, rows: 'append-only' } }] } },
      'restored-green',
      'failed',
    ],
    [
      'that makes another control fail',
      three,
      {
        asked: ['x'],
        runOther: async (_name, { history }) => ({
          ok: true,
          results: [
            {
              rule: 'x/a',
              status: (await history.units()).ok ? 'failed' : 'passed',
              severity: 'high',
              message: 'm',
              about: [],
              fingerprint: 'f',
            },
          ],
        }),
      },
      'others-green',
      'failed',
    ],
    [
      'that another control must pass first',
      three,
      { section: { ...section, 'must-pass': ['kpi-gate'] } },
      'others-green',
      'unverified',
    ],
    [
      'that deletes a file',
      [{ commit: headSha, files: { ...three[0]?.files, 'run.sh': 'x' } }, three[1] as PastCommit],
      { section: { ...section, companions }, files: { ...files, 'run.sh': 'x' } },
      'proposable',
      'failed',
    ],
    ['without a place for the note', three, { given: { 'note-path': '../note.md' } }, 'proposable', 'failed'],
    ['without a posture record', three, { section: {} }, 'posture-set', 'failed'],
    [
      'without a posture record that can be read',
      three,
      { files: { ...files, 'posture.yml': { reason: 'unreadable', message: 'x', because: offline } } },
      'posture-set',
      'unverified',
    ],
    [
      'over a posture record that is a link',
      three,
      { files: { ...files, 'posture.yml': { reason: 'not-a-file', message: 'is a symbolic link' } } },
      'posture-set',
      'failed',
    ],
  ];
  test.each(cases)('%s', async (_name, commits, more, rule, status) => {
    const own =
      commits === three || more.files !== undefined ? {} : { files: { ...commits[0]?.files, 'posture.yml': go } };
    const evaluation = await opened(commits, { ...own, ...more });
    expect(evaluation.proposal).toBeUndefined();
    expect(evaluation.results.filter((one) => one.rule === `rollback-open/${rule}`).map((one) => one.status)).toContain(
      status,
    );
  });

  test('as long as the other controls passed, one that passes is no hindrance', async () => {
    const passing: Result = {
      rule: 'x/a',
      status: 'passed',
      severity: 'high',
      message: 'm',
      about: [],
      fingerprint: 'f',
    };
    const evaluation = await opened(three, { asked: ['x'], runOther: async () => ({ ok: true, results: [passing] }) });
    expect(evaluation.proposal).toBeDefined();
  });
});

rules.prove();
