import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/cutover-gate/control.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import { atCutover, consumer, file, go, type Played, paths, producer, record, tip } from '../support/cutover.ts';
import { landingAnswers } from '../support/landings.ts';
import { baseSha, evaluateWith, headSha } from '../support/world.ts';

/* Ways to cut over that are no go of both sides, or no measurement. */

async function judged(played: Played): Promise<{ status: string; open: string[] }> {
  const setup = atCutover(played);
  const section = JSON.parse(JSON.stringify(setup.section)) as Record<string, unknown>;
  const { results, error } = await evaluateWith(control, { ...setup, section });
  const open = results.filter(({ status }) => status === 'failed' || status === 'unverified');
  return {
    status: reportStatus(results, error),
    open: [...open.map(({ rule }) => rule.replace('cutover-gate/', '')), error?.message ?? ''].filter(Boolean),
  };
}

test('nothing else than the attack turns these red', async () => {
  expect(await judged({})).toEqual({ status: 'passed', open: [] });
});

describe('a stop that one side lifts without the other', () => {
  const first = { pull: 3, mergedAt: '2026-11-25T00:00:00Z', head: '6'.repeat(40) };
  const earlier = { pull: 4, mergedAt: '2026-11-20T00:00:00Z' };
  test.each<[name: string, before: string]>([
    ['a GO that was restricted to another environment', go.replace('production', 'staging')],
    ['a GO that has expired', `${go}until: 2026-11-22T00:00:00Z\n`],
    ['a GO under a condition that nobody measures', `${go}conditions: [load-test]\n`],
    [
      'a GO that names an incident, which only a joint approval lifts',
      `${go}incident: { id: INC-1, at: '2026-11-24T00:00:00Z' }\n`,
    ],
  ])('%s', async (_name, before) => {
    // Nobody approved pull request #3, which brings the present record.
    const postures = {
      producer: [
        { ...first, text: go },
        { ...earlier, text: before },
      ],
    };
    expect((await judged({ postures: { producer: [{ ...earlier, text: before }] } })).open).not.toEqual([]);
    const { status, open } = await judged({ postures });
    expect(open).not.toEqual([]);
    expect(status).not.toBe('passed');
  });
});

describe('the record of the checkpoint before', () => {
  test('of a commit that is not in the history of the judged one says nothing of it', async () => {
    const foreign = 'cd'.repeat(20);
    const content = record.replace('ab'.repeat(20), foreign);
    const { open } = await judged({
      files: { [paths.record]: content },
      answers: {
        [`GET /repos/${producer}/compare/${foreign}...${headSha}`]: { json: { status: 'diverged' } },
        ...landingAnswers({
          repository: producer,
          path: paths.record,
          ref: baseSha,
          content,
          pull: 6,
          head: '8'.repeat(40),
        }),
      },
    });
    expect(open).toContain('prerequisite');
  });
});

describe('facts of the platform that are others than asked', () => {
  test('a check that only another app must report is not the gate of the hash', async () => {
    const { open } = await judged({
      answers: {
        [`GET /repos/${consumer}/rules/branches/main`]: {
          json: [
            {
              type: 'required_status_checks',
              parameters: { required_status_checks: [{ context: 'contracts', integration_id: 424242 }] },
            },
          ],
        },
      },
    });
    expect(open).toContain('hash-gate');
  });

  test('a pre-release was not out', async () => {
    const { open } = await judged({
      answers: {
        [`GET /repos/${producer}/releases/tags/v2.4.0`]: {
          json: { draft: false, prerelease: true, published_at: '2026-11-01T00:00:00Z' },
        },
      },
    });
    expect(open).toContain('stability');
  });

  test.each([
    ['white space', ' \n'],
    ['a byte order mark', '\ufeff'],
  ])('an artifact of %s says nothing', async (_name, raw) => {
    const { open } = await judged({ answers: { [file(consumer, 'config/ledger-manifest.json', tip)]: { raw } } });
    expect(open).toContain('artifact');
  });
});
