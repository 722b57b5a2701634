import fc from 'fast-check';
import {
  type DecisionWord,
  decisionWords,
  type ExecutiveSummary,
  executiveSummaryKind,
  type ReportRow,
} from '../../shared/core/executive-summary.ts';
import { reportStatuses } from '../../shared/core/report-status.ts';
import { version } from '../../shared/core/version.ts';
import { hostileText } from './hostile.ts';

/** The row of a report that was measured and passed. */
export function row(overrides: Partial<ReportRow> = {}): ReportRow {
  return {
    control: 'manifest-sync',
    verdict: 'go',
    state: 'present',
    status: 'passed',
    summary: '4 passed',
    why: [],
    fix: [],
    from: 'governance-manifest-sync-test-1',
    sha256: 'f'.repeat(64),
    ...overrides,
  };
}

/** A well-formed executive summary that says go. */
export function executiveSummary(overrides: Partial<ExecutiveSummary> = {}): ExecutiveSummary {
  return {
    kind: executiveSummaryKind,
    schemaVersion: 1,
    version,
    decision: 'go',
    accepted: true,
    profile: 'standard',
    subject: { event: 'pull_request', repository: 'acme/app', headSha: '0123456'.padEnd(40, 'a') },
    generatedAt: '2026-03-10T12:00:00Z',
    toGo: [],
    reports: [row()],
    checks: [],
    allowances: [],
    notMeasured: [],
    notes: [],
    ...overrides,
  };
}

const verdict: fc.Arbitrary<DecisionWord> = fc.constantFrom(...decisionWords);
const texts = fc.array(hostileText, { maxLength: 5 });

const anyRow: fc.Arbitrary<ReportRow> = fc.record(
  {
    control: hostileText,
    key: hostileText,
    job: hostileText,
    verdict,
    state: fc.constantFrom('present', 'missing', 'invalid', 'foreign', 'duplicated'),
    status: fc.constantFrom(...reportStatuses),
    summary: hostileText,
    why: texts,
    fix: texts,
    owner: hostileText,
    from: hostileText,
    sha256: hostileText,
  },
  { requiredKeys: ['control', 'verdict', 'state', 'why', 'fix'] },
);

/** An executive summary as an enemy would have it: hostile text wherever its schema allows text, and no agreement inside. */
export const anyExecutiveSummary: fc.Arbitrary<ExecutiveSummary> = fc
  .record({
    decision: verdict,
    accepted: fc.boolean(),
    profile: hostileText,
    version: hostileText,
    generatedAt: hostileText,
    subject: fc.record(
      {
        event: hostileText,
        repository: hostileText,
        headSha: fc.oneof(hostileText, fc.constant('b'.repeat(40))),
        treeSha: hostileText,
        checkedOutSha: hostileText,
      },
      { requiredKeys: ['event'] },
    ),
    toGo: texts,
    reports: fc.array(anyRow, { maxLength: 5 }),
    checks: fc.array(
      fc.record(
        { rule: hostileText, about: texts, verdict, message: hostileText, fix: hostileText },
        { requiredKeys: ['rule', 'about', 'verdict', 'message'] },
      ),
      { maxLength: 3 },
    ),
    allowances: fc.array(
      fc.record({
        id: hostileText,
        kind: fc.constantFrom('waiver', 'attestation', 'deferral'),
        control: hostileText,
        state: fc.constantFrom('used', 'unused', 'expired', 'void'),
        message: hostileText,
        terms: hostileText,
      }),
      { maxLength: 3 },
    ),
    notMeasured: fc.array(
      fc.record(
        { rule: hostileText, about: texts, why: hostileText, needs: hostileText },
        { requiredKeys: ['rule', 'about', 'why'] },
      ),
      { maxLength: 3 },
    ),
    notes: texts,
    optional: fc.record(
      {
        name: hostileText,
        firstFailing: fc.record(
          { control: hostileText, message: hostileText, owner: hostileText },
          { requiredKeys: ['control', 'message'] },
        ),
        policySource: fc.record(
          { kind: fc.constantFrom('base', 'bootstrap', 'worktree'), path: hostileText, ref: hostileText },
          { requiredKeys: ['kind', 'path'] },
        ),
        replay: fc.constant(true),
      },
      { requiredKeys: [] },
    ),
  })
  .map(({ optional, ...rest }) => executiveSummary({ ...rest, ...optional } as Partial<ExecutiveSummary>));
