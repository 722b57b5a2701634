import { describe, expect, test } from '@jest/globals';
import { type ExecutiveSummary, ExecutiveSummarySchema } from '../../../shared/core/executive-summary.ts';
import { renderDecision } from '../../../shared/render/decision.ts';
import { executiveSummary, row } from '../../support/any-executive-summary.ts';
import { firstLines, markdownTree, partsOf, textOf } from '../../support/markdown-tree.ts';

const failing = { control: 'manifest-sync', owner: '@acme/release', message: 'its report is missing' };
const noGo: Partial<ExecutiveSummary> = { decision: 'no-go', accepted: false, firstFailing: failing };
const conditional: Partial<ExecutiveSummary> = {
  decision: 'conditional-go',
  accepted: true,
  firstFailing: { control: 'ledger', message: 'ledger/rate failed (waived)' },
};

describe('the first lines', () => {
  test.each<[string, Partial<ExecutiveSummary>, string[]]>([
    ['go: what was judged, and how many reports allow it', {}, ['## ✅ GO · acme/app · 0123456', '1 report: 1 go']],
    [
      'the name of the summary, where there are several',
      { name: 'release' },
      ['## ✅ GO · release · acme/app · 0123456'],
    ],
    [
      'no-go: the first failing control with its owner and what is wrong',
      { ...noGo, reports: [row(), row({ verdict: 'no-go', state: 'missing' })] },
      [
        '## ❌ NO-GO · acme/app · 0123456',
        'First failing: **manifest\\-sync**, owner @\u2060acme/release: its report is missing',
        '2 reports: 1 no\\-go, 1 go',
      ],
    ],
    [
      'a condition: what is lived with, and that nobody owns it',
      conditional,
      [
        '## ⚠️ CONDITIONAL GO · acme/app · 0123456',
        'First condition: **ledger**, no owner is named: ledger/rate failed \\(waived\\)',
      ],
    ],
    [
      'a condition that the profile does not accept',
      { ...conditional, accepted: false, profile: 'strict' },
      ['## ⚠️ CONDITIONAL GO, not accepted by profile strict · acme/app · 0123456'],
    ],
    [
      'a replay says so before anything else',
      { ...noGo, replay: true },
      [
        '## ❌ NO-GO, replay · acme/app · 0123456',
        'First failing: **manifest\\-sync**, owner @\u2060acme/release: its report is missing',
        '**This is a replay: it was judged as of another time, and it allows nothing now.**',
      ],
    ],
    [
      'a policy that came with the change',
      { ...conditional, policySource: { kind: 'bootstrap', path: 'policy.yml' } },
      [
        '## ⚠️ CONDITIONAL GO · acme/app · 0123456',
        'First condition: **ledger**, no owner is named: ledger/rate failed \\(waived\\)',
        '**The policy came with the change itself: there was none before it.**',
      ],
    ],
    [
      'nothing at all',
      { decision: 'no-go', accepted: false, reports: [], subject: { event: 'local' } },
      ['## ❌ NO-GO', 'No report was expected.'],
    ],
    ['a commit id that is none stays whole', { subject: { event: 'push', headSha: 'main' } }, ['## ✅ GO · main']],
  ])('%s', (_name, part, expected) => {
    const summary = executiveSummary(part);
    expect(ExecutiveSummarySchema.parse(summary)).toEqual(summary);
    expect(firstLines(renderDecision(summary), expected.length)).toEqual(expected);
  });
});

describe('the table of reports', () => {
  test.each<[string, Parameters<typeof row>[0], string[]]>([
    ['that passed', {}, ['✅ manifest-sync\ngo: passed', '4 passed']],
    [
      'that is not applicable bears no sign of success',
      { status: 'not-applicable', summary: 'skipped on schedule' },
      ['➖ manifest-sync\ngo: not applicable', 'skipped on schedule'],
    ],
    [
      'that says go and has no status',
      { status: undefined, summary: undefined },
      ['➖ manifest-sync\ngo: no status', ''],
    ],
    [
      'that is missing, with its owner',
      { verdict: 'no-go', state: 'missing', status: undefined, why: ['its report is missing'], owner: '@acme/release' },
      ['❌ manifest-sync\nno-go: missing', 'its report is missing\nowner @acme/release'],
    ],
    [
      'that is missing has no status',
      { verdict: 'no-go', state: 'missing', status: 'passed', why: ['no report'] },
      ['❌ manifest-sync\nno-go: missing', 'no report'],
    ],
    [
      'that could not be looked at',
      { verdict: 'conditional-go', status: 'unverified', why: ['unverified (attested)'] },
      ['⚠️ manifest-sync\nconditional-go: not verified', 'unverified (attested)'],
    ],
    [
      'that only claims to have passed',
      { verdict: 'conditional-go', why: ['something is claimed and not measured'] },
      ['⚠️ manifest-sync\nconditional-go: says passed', 'something is claimed and not measured'],
    ],
    [
      'that broke, with more reasons than there is room for',
      { verdict: 'no-go', status: 'error', why: ['one', 'two', 'three', 'four', 'five'] },
      ['❌ manifest-sync\nno-go: broken', 'one\ntwo\nthree\n…and 2 more'],
    ],
    [
      'of a leg of a matrix',
      { key: 'node-20', job: 'test' },
      ['✅ manifest-sync (node-20, job test)\ngo: passed', '4 passed'],
    ],
    [
      'with a long reason, which is cut',
      { verdict: 'no-go', status: 'failed', why: ['x'.repeat(500)] },
      ['❌ manifest-sync\nno-go: failed', `${'x'.repeat(100)}…${'x'.repeat(99)}`],
    ],
  ])('%s', (_name, part, expected) => {
    const parts = partsOf(renderDecision(executiveSummary({ reports: [row(part)] })));
    expect(parts['Reports (1)']).toEqual([['Control', 'Why'], expected]);
  });

  test('a credential that the cut would halve is redacted whole', () => {
    const secret = `ghp_${'a1'.repeat(18)}`;
    for (let before = 60; before < 130; before += 1) {
      const why = [`${'x'.repeat(before)} ${secret} ${'y'.repeat(150)}`];
      expect(renderDecision(executiveSummary({ reports: [row({ why })] }))).not.toMatch(/ghp_|a1a1/);
    }
  });

  test('is worst first, and keeps the order of equals', () => {
    const reports = [
      row({ control: 'a' }),
      row({ control: 'b', verdict: 'conditional-go', status: 'failed' }),
      row({ control: 'c', verdict: 'no-go', status: 'failed' }),
      row({ control: 'd', verdict: 'no-go', status: 'failed' }),
    ];
    const [, ...rows] = partsOf(renderDecision(executiveSummary({ reports })))['Reports (4)'] ?? [];
    expect(rows.map(([control]) => control?.split('\n')[0])).toEqual(['❌ c', '❌ d', '⚠️ b', '✅ a']);
  });
});

describe('the parts', () => {
  const full = executiveSummary({
    ...noGo,
    toGo: ['upload the report of manifest-sync', 'renew W-1'],
    checks: [
      { rule: 'executive-summary/jobs', about: ['test'], verdict: 'conditional-go', message: 'the job is new' },
      {
        rule: 'executive-summary/posture',
        about: [],
        verdict: 'no-go',
        message: 'the posture is frozen',
        fix: 'wait for GO',
      },
    ],
    allowances: [
      {
        id: 'W-1',
        kind: 'waiver',
        control: 'ledger',
        state: 'expired',
        message: 'ended on 2026-03-01',
        terms: 'bob, for the pilot, until 2026-03-01',
      },
      {
        id: 'A-1',
        kind: 'attestation',
        control: 'ledger',
        state: 'used',
        message: 'covers 1 result',
        terms: 'alice (admin), by hand, until 2026-06-01',
      },
    ],
    notMeasured: [
      {
        rule: 'rulesets/bypass',
        about: ['main'],
        why: 'the token may not read bypass actors',
        needs: 'administration: read',
      },
      { rule: 'rulesets/age', about: [], why: 'no data' },
    ],
    notes: ['W-9 is unknown'],
    policySource: { kind: 'base', path: 'policy.yml', ref: 'd'.repeat(40) },
  });

  test('say everything that the summary holds, in the order in which it is needed', () => {
    const parts = partsOf(renderDecision(full));
    expect(Object.keys(parts)).toEqual([
      'To go (2)',
      'Reports (1)',
      'Checks of the summary itself that found something (2)',
      'Waivers, attestations and deferrals (2)',
      'Not measured (2)',
    ]);
    expect(parts).toMatchObject({
      'To go (2)': [['upload the report of manifest-sync'], ['renew W-1']],
      'Checks of the summary itself that found something (2)': [
        ['the posture is frozen', '❌ no-go · executive-summary/posture', 'Fix: wait for GO'],
        ['the job is new', '⚠️ conditional-go · executive-summary/jobs · test'],
      ],
      'Waivers, attestations and deferrals (2)': [
        ['W-1', 'waiver, expired · ledger · ended on 2026-03-01', 'bob, for the pilot, until 2026-03-01'],
        ['A-1', 'attestation, used · ledger · covers 1 result', 'alice (admin), by hand, until 2026-06-01'],
      ],
      'Not measured (2)': [
        ['the token may not read bypass actors', 'rulesets/bypass · main', 'Needed: administration: read'],
        ['no data', 'rulesets/age'],
      ],
    });
  });

  test('end with what the decision rests on', () => {
    const text = textOf(markdownTree(renderDecision(full)));
    for (const part of [
      'W-9 is unknown',
      `acme/app 0123456${'a'.repeat(33)} (pull_request)`,
      `policy.yml from base ${'d'.repeat(40)}`,
      'Profile: standard',
      'Made at: 2026-03-10T12:00:00Z',
    ]) {
      expect(text).toContain(part);
    }
  });
});
