import fc from 'fast-check';
import type { Report, Result } from '../../shared/core/report.ts';
import { resultStatuses } from '../../shared/core/report-status.ts';
import { severities } from '../../shared/core/severity.ts';
import { anyExhibit } from './any-exhibit.ts';
import { hostileText } from './hostile.ts';
import { report, result } from './results.ts';

const allowance = fc.record(
  { id: hostileText, by: hostileText, reason: hostileText, until: hostileText },
  { requiredKeys: ['id', 'by', 'reason'] },
);
const location = fc.record(
  { path: hostileText, line: fc.integer({ min: 1, max: 99 }), column: fc.integer({ min: 1, max: 99 }) },
  { requiredKeys: ['path'] },
);

/** A result with hostile text wherever its schema allows text. */
export const anyResult: fc.Arbitrary<Result> = fc
  .record({
    rule: fc.oneof(fc.constantFrom('sample/rule', 'sample/other', 'trust/tree'), hostileText),
    status: fc.constantFrom(...resultStatuses),
    severity: fc.constantFrom(...severities),
    message: hostileText,
    about: fc.array(hostileText, { maxLength: 3 }),
    optional: fc.record(
      {
        expected: fc.oneof(hostileText, fc.jsonValue()),
        actual: fc.oneof(hostileText, fc.dictionary(hostileText, hostileText)),
        location,
        fix: hostileText,
        because: fc.record(
          { code: hostileText, message: hostileText, needs: hostileText },
          { requiredKeys: ['code', 'message'] },
        ),
        waiver: allowance,
        attestation: allowance,
        deferredTo: fc.constantFrom('merge_group' as const, 'release' as const),
      },
      { requiredKeys: [] },
    ),
  })
  .map(({ optional, ...rest }) => result({ ...rest, ...optional }));

/** A report as an enemy would write it: hostile text wherever its schema allows text. */
export const anyReport: fc.Arbitrary<Report> = fc
  .record({
    control: hostileText,
    status: fc.constantFrom('passed', 'failed', 'unverified', 'not-applicable', 'error'),
    version: hostileText,
    summary: hostileText,
    results: fc.array(anyResult, { maxLength: 6 }),
    notes: fc.array(hostileText, { maxLength: 3 }),
    subject: fc.record(
      {
        event: hostileText,
        repository: hostileText,
        headSha: hostileText,
        treeSha: hostileText,
        checkedOutSha: hostileText,
        modified: fc.boolean(),
      },
      { requiredKeys: ['event'] },
    ),
    inputs: fc.array(
      fc.record(
        {
          source: fc.constantFrom('tree', 'worktree'),
          path: hostileText,
          sha256: hostileText,
          bytes: fc.nat(),
          ref: hostileText,
        },
        { requiredKeys: ['source', 'path', 'sha256', 'bytes'] },
      ),
      { maxLength: 3 },
    ),
    optional: fc.record(
      {
        exhibits: fc.array(anyExhibit, { maxLength: 3 }),
        policySource: fc.record(
          { kind: fc.constantFrom('base', 'bootstrap'), path: hostileText, ref: hostileText },
          { requiredKeys: ['kind', 'path'] },
        ),
        error: fc.record(
          {
            code: fc.constantFrom('BAD_INPUT', 'INTERNAL'),
            message: hostileText,
            hint: hostileText,
            problems: fc.array(
              fc.record(
                { message: hostileText, path: hostileText, line: fc.integer({ min: 1, max: 99 }) },
                { requiredKeys: ['message'] },
              ),
              { maxLength: 3 },
            ),
          },
          { requiredKeys: ['code', 'message'] },
        ),
      },
      { requiredKeys: [] },
    ),
  })
  .map(({ optional, ...rest }) => report({ ...rest, ...optional } as Partial<Report>));

/** A report and the same one with its results in another order. */
export const shuffledReport: fc.Arbitrary<[Report, Report]> = fc
  .tuple(anyReport, fc.array(fc.oneof(anyResult, fc.constantFrom(...near())), { maxLength: 8 }))
  .chain(([each, results]) =>
    fc.tuple(
      fc.constant({ ...each, results }),
      fc
        .shuffledSubarray(results, { minLength: results.length, maxLength: results.length })
        .map((other) => ({ ...each, results: other })),
    ),
  );

/** Results that differ in one part only, so that an order that forgets the part shows. */
function near(): Result[] {
  const because = { code: 'NO_DATA', message: 'one' };
  return [
    result({ status: 'failed', expected: 1 }),
    result({ status: 'failed', expected: 2 }),
    result({ status: 'failed', fix: 'one' }),
    result({ status: 'failed', fix: 'two' }),
    result({ status: 'unverified', because }),
    result({ status: 'unverified', because: { ...because, message: 'two' } }),
    result({ status: 'unverified', because: { ...because, needs: 'three' } }),
    result({ status: 'failed', location: { path: 'a', line: 2 } }),
    result({ status: 'failed', location: { path: 'a', line: 10 } }),
  ];
}
