import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/rollback-rehearsal/control.ts';
import type { Result } from '../../shared/core/report.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import {
  atDrill,
  flags,
  kpi,
  landedHead,
  type PlayedDrill,
  paths,
  pin,
  product,
  record,
  recordWith,
  run,
  runs,
  section,
  sectionWith,
} from '../support/drills.ts';
import { landingAnswers } from '../support/landings.ts';
import { review } from '../support/pull-request.ts';
import { baseSha, evaluateWith } from '../support/world.ts';

/* A drill that was not done, went wrong, or that nobody witnessed, must not look done. */

const approving = (login: string) => review(login, 0, { commit_id: landedHead });
const statusOf = async (
  played: PlayedDrill,
): Promise<{ status: string; results: Result[]; by: (rule: string) => string[] }> => {
  const { results, error } = await evaluateWith(control, atDrill(played));
  const by = (rule: string): string[] =>
    results.filter((one) => one.rule === `rollback-rehearsal/${rule}`).map((one) => one.status);
  return { status: reportStatus(results, error), results, by };
};

describe('steps that were not done', () => {
  test.each([
    [
      'each is said not to be done',
      '1. Freeze: not done.\n2. Re-pin: skipped.\n3. Re-check: failed.\n4. Reopen: never.',
    ],
    [
      'the re-check failed',
      '1. Freeze the changes.\n2. Re-pin the ledger.\n3. Re-check: failed\n4. Reopen the changes.',
    ],
    ['the freeze was skipped', '1. Freeze was skipped.\n2. Re-pin the ledger.\n3. Re-check it.\n4. Reopen.'],
  ])('%s', async (_name, steps) => {
    const text = record.replace(/1\. Freeze[\s\S]*?Reopen the changes\./, steps);
    expect(text).not.toBe(record);
    const { by } = await statusOf({ record: text });
    expect(by('steps')).not.toEqual(['passed']);
  });
});

describe('a record that says that the drill failed, at a place that is not read', () => {
  test('as a bullet under a heading that is read', async () => {
    const text = recordWith([
      '4. Reopen the changes.\n',
      '4. Reopen the changes.\n\n- Outcome: failed\n- Mode: simulated\n',
    ]);
    const { status } = await statusOf({ record: text });
    expect(status).not.toBe('passed');
  });

  test('in the text below front matter, which is what a reader reads', async () => {
    const yaml = `---
commit: '${'7'.repeat(40)}'
start: 2026-11-24T09:00:00+01:00
end: 2026-11-24T09:12:30+01:00
operator: olive
mode: live
environment: staging
switches:
  - { name: ffGate, from: true, to: false, before: unknown actions are stopped, after: they pass }
  - { name: ffRouter, from: true, to: false, before: tools first, after: operator first }
  - { name: ledger, from: v3.0.0, to: v2.4.0, before: code, after: text }
versions:
  - { version: N-1, ref: v2.4.0, expected: good, result: pass }
  - { version: N, ref: v3.0.0, expected: good, result: pass }
  - { version: N+1, simulated: true, ref: v3.1.0-rc.1, expected: good, result: pass }
steps: [freeze, re-pin, re-check, reopen]
post-checks: [{ name: Smoke, result: passed }]
---
`;
    const sound = await statusOf({ record: yaml });
    expect(sound.status).toBe('passed');
    const text = `${yaml}
# Rollback drill

- Outcome: failed
- Mode: simulated

Broken off after the freeze.
`;
    const { by, status } = await statusOf({ record: text });
    expect([by('record'), by('outcome'), status]).not.toEqual([['passed'], ['passed'], 'passed']);
  });

  test('as a row of a flag that went wrong and is not on just now', async () => {
    const text = recordWith(
      [
        '| Name | From | To | Before | After |\n| --- | --- | --- | --- | --- |',
        '| Name | From | To | Before | After | Result |\n| --- | --- | --- | --- | --- | --- |',
      ],
      ['unknown actions pass |', 'unknown actions pass | pass |'],
      ['the visual operator comes first |', 'the visual operator comes first | pass |'],
      [
        'replies have a text |',
        'replies have a text | pass |\n| `ffOld` | `true` | `false` | a | the product was down | failed |',
      ],
    );
    const { status } = await statusOf({ record: text });
    expect(status).not.toBe('passed');
  });

  test('as a version that failed, whose name only looks like the one that is asked for', async () => {
    const text = recordWith([
      '| N | v3.0.0 |',
      '| N\u20111 | v2.4.1 | last known good replies | failed |\n| N | v3.0.0 |',
    ]);
    const { status } = await statusOf({ record: text });
    expect(status).not.toBe('passed');
  });
});

test('a newer drill in which the rollback of a flag failed is not outdone by an older one', async () => {
  const newer = recordWith(
    ['2026-11-24T09:00:00+01:00', '2026-11-25T08:00:00+01:00'],
    ['2026-11-24T09:12:30+01:00', '2026-11-25T08:12:30+01:00'],
    [
      '| Name | From | To | Before | After |\n| --- | --- | --- | --- | --- |',
      '| Name | From | To | Before | After | Result |\n| --- | --- | --- | --- | --- | --- |',
    ],
    ['unknown actions pass |', 'unknown actions pass | failed |'],
    ['the visual operator comes first |', 'the visual operator comes first | failed |'],
    ['replies have a text |', 'replies have a text | failed |'],
  );
  const path = 'docs/drills/newer.md';
  const at = landingAnswers({
    repository: product,
    path,
    ref: baseSha,
    content: newer,
    head: landedHead,
    mergedAt: '2026-11-25T09:00:00Z',
  });
  const drills = [...(section.drills as object[]), { id: 'newer', record: path }];
  const { status, by, results } = await statusOf({
    section: sectionWith({ drills }),
    policyFiles: { [path]: newer },
    answers: at,
  });
  expect(results.filter((one) => one.status === 'unverified').map((one) => one.message)).toEqual([]);
  expect([status, by('covered')]).not.toEqual(['passed', ['passed', 'passed', 'passed']]);
});

describe('a witness who did the drill', () => {
  test.each([
    ['the record names nobody', ['- Operator: `@olive`\n', '']],
    ['the record names two', ['`@olive`', 'olive and otto']],
    ['the record names them with a remark', ['`@olive`', 'olive (on call)']],
  ])('is none where %s', async (_name, exchange) => {
    const { by } = await statusOf({
      record: recordWith(exchange as [string, string]),
      pull: { reviews: [approving('olive')] },
    });
    expect(by('approved')).not.toEqual(['passed']);
  });
});

test('a length that nobody witnessed is not that which the platform saw', async () => {
  // The run took 59 min, the objective is 15 min, and nobody approved the record that says 12 min.
  const { by } = await statusOf({
    section: sectionWith({ drills: [{ id: 'release', record: paths.record, workflow: 'rollback.yml' }] }),
    answers: { [runs]: { json: run({ updated_at: '2026-11-24T08:58:10Z' }) } },
    pull: { reviews: [] },
  });
  expect(by('ran')).toEqual(['passed']);
  expect(by('objective')).not.toEqual(['passed']);
});

describe('what is on', () => {
  test('a change exchanges in the evidence the pin that nobody rolled back', async () => {
    const pins = 'docs/evidence.json';
    const base = '{"release_tag":"v4.0.0"}';
    const { status, by } = await statusOf({
      section: sectionWith({ active: [{ report: pins, at: '/release_tag', pin: 'ledger' }] }),
      files: { [pins]: '{"release_tag":"v3.0.0"}' },
      policyFiles: { [paths.flags]: flags, [paths.report]: kpi, [paths.pin]: pin, [pins]: base },
    });
    expect([status, by('settings')]).not.toEqual(['passed', ['passed']]);
  });

  test('a report of the base that has one doubtful flag is not forgotten with all that is on in it', async () => {
    const { status, by } = await statusOf({
      files: { [paths.report]: '{"environment":{"featureFlags":{"ffGate":true}}}' },
      policyFiles: {
        [paths.flags]: flags,
        [paths.pin]: pin,
        [paths.report]: '{"environment":{"featureFlags":{"ffGate":true,"ffNew":true,"ffOld":"yes"}}}',
      },
    });
    expect([status, new Set(by('active'))]).not.toEqual(['passed', new Set(['passed'])]);
  });

  test('two files have one pin at two settings, of which one was never rolled back', async () => {
    const { status, by } = await statusOf({
      section: sectionWith({
        active: [
          { configuration: paths.pin, at: '/release_tag', pin: 'ledger' },
          { configuration: 'config/other.json', at: '/release_tag', pin: 'ledger' },
        ],
      }),
      files: { 'config/other.json': '{"release_tag":"v9.0.0"}' },
    });
    expect([status, by('settings')]).not.toEqual(['passed', ['passed']]);
  });

  test('a flag that was left on in other letters was not rolled back', async () => {
    const { by } = await statusOf({
      record: recordWith(['| `ffGate` | `true` | `false` |', '| `ffGate` | `true` | `True` |']),
    });
    expect(by('settings')).toContain('failed');
  });
});

test('one version in two notations was tried once', async () => {
  const { by } = await statusOf({ record: recordWith(['| N-1 | v2.4.0 |', '| N-1 | refs/tags/v3.0.0 |']) });
  expect(by('versions')).toContain('failed');
});

test('the version N is the one that is pinned', async () => {
  const { by } = await statusOf({ record: recordWith(['| N | v3.0.0 |', '| N | latest |']) });
  expect(by('versions')).toContain('failed');
});
