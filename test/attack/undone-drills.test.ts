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

/* A drill that was not done, went wrong, or that nobody independent witnessed, must not look done. */

interface Judged {
  status: string;
  /** What became of a rule, `about: status` for each of its results that are not passed. */
  open: (rule: string) => string[];
  /** Everything that the results say. */
  said: string;
}

async function judged(played: PlayedDrill): Promise<Judged> {
  const { results, error } = await evaluateWith(control, atDrill(played));
  const words = ({ about, status }: Result): string => `${about.join(' ')}: ${status}`;
  return {
    status: reportStatus(results, error),
    said: results.map(({ message, because }) => `${message}\n${because?.message ?? ''}`).join('\n'),
    open: (rule) => {
      const own = results.filter((one) => one.rule === `rollback-rehearsal/${rule}`);
      expect(own).not.toEqual([]);
      return own.filter(({ status }) => status !== 'passed').map(words);
    },
  };
}

type Exchange = [from: string, to: string];
const of = (...exchanges: Exchange[]): PlayedDrill => ({ record: recordWith(...exchanges) });

/** The table of switches with a column for their results. */
function withResults(gate: string, router: string, ledger: string, more = ''): Exchange[] {
  return [
    [
      '| Before | After |\n| --- | --- | --- | --- | --- |',
      '| Before | After | Result |\n| --- | --- | --- | --- | --- | --- |',
    ],
    ['unknown actions pass |', `unknown actions pass | ${gate} |`],
    ['the visual operator comes first |', `the visual operator comes first | ${router} |`],
    ['replies have a text |', `replies have a text | ${ledger} |${more}`],
  ];
}

describe('steps', () => {
  const withSteps = (steps: string): PlayedDrill => {
    const text = record.replace(/1\. Freeze[\s\S]*?Reopen the changes\./, steps);
    expect(text).not.toBe(record);
    return { record: text };
  };
  const table = (column: string, first: string, others: string): string =>
    [`| Step | ${column} |`, '| --- | --- |', `| Freeze | ${first} |`]
      .concat(['Re-pin', 'Re-check', 'Reopen'].map((step) => `| ${step} | ${others} |`))
      .join('\n');

  test.each<[name: string, status: string, steps: string]>([
    [
      'each said not to be done',
      'failed',
      '1. Freeze: not done.\n2. Re-pin: skipped.\n3. Re-check: failed.\n4. Reopen: never.',
    ],
    ['a re-check that failed', 'failed', '1. Freeze the changes.\n2. Re-pin it.\n3. Re-check: failed\n4. Reopen.'],
    ['a freeze that was skipped', 'unverified', '1. Freeze was skipped.\n2. Re-pin it.\n3. Re-check it.\n4. Reopen.'],
    ['behind code', 'failed', '1. `Freeze`: not done\n2. Re-pin.\n3. Re-check.\n4. Reopen.'],
    ['in brackets', 'unverified', '1. Freeze.\n2. Re-pin (forgotten).\n3. Re-check.\n4. Reopen.'],
    ['behind a dash', 'unverified', '1. Freeze.\n2. Re-pin.\n3. Re-check – broken off.\n4. Reopen.'],
    ['by a sign', 'unverified', '1. Freeze.\n2. Re-pin.\n3. Re-check \u274c\n4. Reopen.'],
    ['in other letters', 'failed', '1. Freeze.\n2. Re-pin: \uff26ailed\n3. Re-check.\n4. Reopen.'],
    ['in a second paragraph', 'unverified', '1. Freeze.\n\n   It was skipped.\n2. Re-pin.\n3. Re-check.\n4. Reopen.'],
    ['in an item below', 'unverified', '1. Freeze.\n   - did not work\n2. Re-pin.\n3. Re-check.\n4. Reopen.'],
    ['a word that is no result', 'unverified', '1. Freeze.\n2. Re-pin.\n3. Re-check: amber\n4. Reopen.'],
    ['struck out', 'failed', '1. Freeze.\n2. Re-pin.\n3. ~~Re-check.~~\n4. Reopen.'],
    ['tasks that are not ticked', 'failed', '- [ ] Freeze\n- [ ] Re-pin\n- [ ] Re-check\n- [ ] Reopen'],
    ['a result in a table', 'failed', table('Result', 'skipped', 'passed')],
    ['a column of another name', 'unverified', table('Done', 'no', 'yes')],
  ])('that were not done: %s', async (_name, status, steps) => {
    expect((await judged(withSteps(steps))).open('steps')).toEqual([`release: ${status}`]);
  });

  test.each([
    ['sentences', '1. Freeze the changes.\n2. Re-pin the ledger to v2.4.0.\n3. Re-check 12 replies.\n4. Reopen them.'],
    ['results', '- Freeze: passed\n- `Re-pin`: done\n- Re-check of the replies: OK\n- Reopen: completed'],
    ['ticked tasks', '- [x] Freeze\n- [X] Re-pin\n- [x] Re-check\n- [x] Reopen'],
    ['a table', table('Result', 'passed', 'passed')],
    ['a table with remarks', table('Result', 'passed', 'passed').replace('Freeze', 'Freeze: all of it')],
  ])('that were done, as %s', async (_name, steps) => {
    expect((await judged(withSteps(steps))).status).toBe('passed');
  });
});

describe('that the drill failed is read', () => {
  test.each<[name: string, from: string, to: string]>([
    ['as a bullet among the steps', '4. Reopen the changes.\n', '4. Reopen the changes.\n\n- Outcome: failed\n'],
    ['as a line of text among the steps', '4. Reopen the changes.\n', '4. Reopen the changes.\n\nOutcome: failed\n'],
    ['as a bullet among the versions', '\n## Steps', '\n- Outcome: failed\n\n## Steps'],
    ['as a bullet among the flags', '\n## Versions', '\n- Outcome: failed\n\n## Versions'],
    [
      'in a table of values',
      '\n## Steps',
      '\n## Notes\n\n| Fact | Value |\n| --- | --- |\n| Outcome | failed |\n\n## Steps',
    ],
  ])('%s', async (_name, from, to) => {
    expect((await judged(of([from, to]))).open('outcome')).toEqual(['release: failed']);
  });

  test.each<[name: string, from: string, to: string]>([
    ['a bullet among the steps', '4. Reopen the changes.\n', '4. Reopen the changes.\n\n- Mode: simulated\n'],
    ['a line of text among the checks', '| Smoke | passed |\n', '| Smoke | passed |\n\nMode: simulated\n'],
  ])('and so is another mode, as %s', async (_name, from, to) => {
    expect((await judged(of([from, to]))).open('record')).toEqual(['release: failed']);
  });

  test('of a flag that is off just now', async () => {
    const more = '\n| `ffOld` | `true` | `false` | a | the product was down | failed |';
    const { open } = await judged(of(...withResults('pass', 'pass', 'pass', more)));
    expect(open('covered')).toEqual(['ffOld release: failed']);
  });

  test('of a flag that is off, as a bullet', async () => {
    const { open } = await judged(of(['\n## Versions', '\n- `ffOld`: failed\n\n## Versions']));
    expect(open('covered')).toEqual(['ffOld release: failed']);
  });

  test('of a version that nobody asked for', async () => {
    const { open } = await judged(of(['| N | v3.0.0 |', '| N-2 | v2.3.0 | old replies | failed |\n| N | v3.0.0 |']));
    expect(open('versions')).toEqual(['release N-2: failed']);
  });

  test('of a version whose name only looks like another one', async () => {
    const row = '| N\u20111 | v2.4.1 | last known good replies | failed |';
    const { open } = await judged(of(['| N | v3.0.0 |', `${row}\n| N | v3.0.0 |`]));
    expect(open('record')).toEqual(['release: failed']);
  });
});

describe('front matter and the text below, which is what a reader reads', () => {
  const front = `---
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

  test.each<[name: string, below: string, failed: string[]]>([
    ['nothing', '', []],
    ['the same', '# Drill\n\n- Mode: live\n- Outcome: passed\n', []],
    ['that it failed', '# Drill\n\n- Outcome: failed\n\nBroken off after the freeze.\n', ['outcome']],
    ['another mode', '# Drill\n\n- Mode: simulated\n', ['record']],
    ['what became of a flag', '## Flags\n\n- ffGate: the product was down\n', ['record']],
    ['HTML', '<b>Mode</b>: live\n', ['record']],
    ['a check that failed', '## Checks\n\n- Health: failed\n', ['post-checks']],
  ])('%s', async (_name, below, failed) => {
    const { status, open } = await judged({ record: `${front}\n${below}` });
    expect(status).toBe(failed.length === 0 ? 'passed' : 'failed');
    for (const rule of failed) expect(open(rule).join()).toContain('failed');
  });
});

describe('of two drills', () => {
  /** Another drill beside the one of 24 November, its record in the base and approved like the other. */
  const beside = (text: string, mergedAt: string): PlayedDrill => {
    const path = 'docs/drills/other.md';
    const drills = [...(section.drills as object[]), { id: 'other', record: path }];
    const landing = { repository: product, path, ref: baseSha, content: text, head: landedHead, mergedAt };
    return { section: sectionWith({ drills }), policyFiles: { [path]: text }, answers: landingAnswers(landing) };
  };
  const on = (day: string): Exchange[] => [
    ['2026-11-24T09:00:00', `${day}T08:00:00`],
    ['2026-11-24T09:12:30', `${day}T08:12:30`],
  ];
  const failed = withResults('failed', 'failed', 'failed');

  test('the newer one failed, and no older one outdoes it', async () => {
    const other = recordWith(...on('2026-11-25'), ...failed);
    const { open } = await judged(beside(other, '2026-11-25T09:00:00Z'));
    expect(open('covered')).toEqual(['ffGate: failed', 'ffRouter: failed', 'ledger: failed']);
  });

  test('the newer one passed, and outdoes the older one', async () => {
    const other = recordWith(...on('2026-11-23'), ...failed);
    expect((await judged(beside(other, '2026-11-25T09:00:00Z'))).status).toBe('passed');
  });

  test('one failed, and nobody knows when', async () => {
    const other = recordWith(...failed, ['- End: 2026-11-24T09:12:30+01:00\n', '']);
    const { open } = await judged(beside(other, '2026-11-25T09:00:00Z'));
    expect(open('covered')).toEqual(['ffGate: failed', 'ffRouter: failed', 'ledger: failed']);
  });
});

describe('a witness who may have done the drill', () => {
  const reviews = [review('olive', 0, { commit_id: landedHead })];

  test.each<[name: string, exchange: Exchange]>([
    ['the record names nobody', ['- Operator: `@olive`\n', '']],
    ['the record names two', ['`@olive`', 'olive and otto']],
    ['the record names them with a remark', ['`@olive`', 'olive (on call)']],
    ['the record names them in letters that look the same', ['`@olive`', '\u043elive']],
    ['the record names somebody who may not do a drill', ['`@olive`', '@mallory']],
  ])('%s', async (_name, exchange) => {
    const { open } = await judged({ ...of(exchange), pull: { reviews } });
    expect([open('approved'), open('steps')]).toEqual([['release: unverified'], ['release: unverified']]);
  });
});

describe('a length that nobody witnessed', () => {
  const drills = [{ id: 'release', record: paths.record, workflow: 'rollback.yml' }];
  const unapproved = (updated: string): PlayedDrill => ({
    section: sectionWith({ drills }),
    answers: { [runs]: { json: run({ updated_at: updated }) } },
    pull: { reviews: [] },
  });

  test('is that of the run, which was too long', async () => {
    const { open } = await judged(unapproved('2026-11-24T08:58:10Z'));
    expect([open('ran'), open('objective')]).toEqual([[], ['release: unverified']]);
  });

  test('is that of the run, which was short enough', async () => {
    const { open } = await judged(unapproved('2026-11-24T08:14:00Z'));
    expect([open('ran'), open('objective')]).toEqual([[], []]);
  });
});

describe('what is on', () => {
  const evidence = 'docs/evidence.json';

  test('a change exchanges in the evidence the pin that nobody rolled back', async () => {
    const { open } = await judged({
      section: sectionWith({ active: [{ report: evidence, at: '/release_tag', pin: 'ledger' }] }),
      files: { [evidence]: '{"release_tag":"v3.0.0"}' },
      policyFiles: { [evidence]: '{"release_tag":"v4.0.0"}' },
    });
    expect(open('settings')).toEqual(['ledger: failed']);
  });

  test.each<[name: string, base: string]>([
    ['has one doubtful flag', '{"environment":{"featureFlags":{"ffGate":true,"ffNew":true,"ffOld":"yes"}}}'],
    ['has no flags', '{"environment":{}}'],
    ['is broken', '{'],
  ])('a report of the base that %s is not passed over', async (_name, base) => {
    const { open } = await judged({
      files: { [paths.report]: '{"environment":{"featureFlags":{"ffGate":true}}}' },
      policyFiles: { [paths.flags]: flags, [paths.pin]: pin, [paths.report]: base },
    });
    expect(open('active')).toEqual([`${paths.report}/environment/featureFlags: unverified`]);
    expect(open('covered')).toEqual([': unverified', ...(base.includes('ffNew') ? ['ffNew: failed'] : [])]);
  });

  test('two files have one pin at two settings, of which one was never rolled back', async () => {
    const other = 'config/other.json';
    const active = [paths.pin, other].map((configuration) => ({ configuration, at: '/release_tag', pin: 'ledger' }));
    const { open } = await judged({
      section: sectionWith({ active }),
      files: { [other]: '{"release_tag":"v9.0.0"}' },
    });
    expect(open('settings')).toEqual(['ledger: failed']);
  });

  test('the file of another flag is broken, and what else is on is judged all the same', async () => {
    const { open } = await judged({
      files: { [paths.flags]: '{' },
      policyFiles: { [paths.report]: kpi.replace('ffRouter', 'ffNew'), [paths.pin]: pin },
    });
    expect(open('covered')).toEqual([': unverified', 'ffNew: failed']);
  });

  test.each<[name: string, exchange: Exchange]>([
    ['was left on in other letters', ['| `ffGate` | `true` | `false` |', '| `ffGate` | `true` | `True` |']],
    ['was set to something that is not off', ['| `ffGate` | `true` | `false` |', '| `ffGate` | `true` | `maybe` |']],
  ])('a flag that %s was not rolled back', async (_name, exchange) => {
    expect((await judged(of(exchange))).open('settings')).toEqual(['ffGate: failed']);
  });

  test('a pin that was left where it was, in another notation', async () => {
    const { open } = await judged(of(['| `v3.0.0` | `v2.4.0` |', '| `v3.0.0` | `refs/tags/v3.0.0` |']));
    expect(open('settings')).toEqual(['ledger: failed']);
  });
});

describe('versions', () => {
  test.each<[name: string, ref: string]>([
    ['in two notations', 'refs/tags/v3.0.0'],
    ['with and without its letter', '3.0.0'],
    ['as a link', `https://github.com/${product}/releases/tag/v3.0.0`],
  ])('one version %s was tried once', async (_name, ref) => {
    const { open } = await judged(of(['| N-1 | v2.4.0 |', `| N-1 | ${ref} |`]));
    expect(open('versions')).toEqual(['release N-1: failed', 'release N: failed']);
  });

  test.each(['latest', 'main', 'HEAD~1', 'refs/heads/v3', 'the one of 2026'])('%s is no version', async (ref) => {
    expect((await judged(of(['| N | v3.0.0 |', `| N | ${ref} |`]))).open('versions')).toEqual(['release N: failed']);
  });

  test('the present one is that of the pin, where the configuration names it', async () => {
    const played = of(['| N | v3.0.0 |', '| N | v2.9.0 |']);
    const { open } = await judged({ ...played, section: sectionWith({ 'version-pin': 'ledger' }) });
    expect(open('versions')).toEqual(['release N: failed']);
  });
});

test.each<[name: string, played: PlayedDrill, words: string]>([
  [
    'a step that was not done',
    of(['Re-check replies and policy.', 'Re-check: skipped']),
    '"Re-check" is said to be "skipped"',
  ],
  [
    'a step of which that is not sure',
    of(['Freeze the', 'Nobody was there to freeze the']),
    'no step freezes what goes on',
  ],
  [
    'a rollback that failed',
    of(...withResults('failed', 'pass', 'pass')),
    'ffGate: its rollback is said to be "failed"',
  ],
  [
    'an operator whom nobody knows',
    of(['`@olive`', 'olive and otto']),
    'names "olive and otto", who is not one of those who may do a drill, as its operator, so that whoever approved it may have done the drill',
  ],
])('the report says so: %s', async (_name, played, words) => {
  expect((await judged(played)).said).toContain(words);
});
