import type { ReportRow } from '../../shared/core/executive-summary.ts';
import type { Stray } from './candidates.ts';
import type { Ctx } from './definition.ts';
import { labelOf } from './entries.ts';
import type { Judged } from './rows.ts';

/** Records a file that could be a report and cannot be read. */
export function recordStray(ctx: Ctx, { from, problem, because }: Stray): void {
  const fact = { report: [from], problem, fix: 'let the job upload its report again, as the suite writes it' };
  if (because === undefined) ctx.failed('report-readable', fact);
  else ctx.unverified('report-readable', fact, because);
}

/**
 * Records what became of an expected report under the rule that it stands or falls by; a conditional one is unverified, so that a
 * summary above this one cannot take it for more.
 */
export function recordEntry(ctx: Ctx, { entry }: Judged, row: ReportRow): void {
  const report = labelOf(entry);
  const fact = { report, problem: row.why.join('; '), ...(row.fix[0] === undefined ? {} : { fix: row.fix[0] }) };
  switch (row.state) {
    case 'present':
      ctx.passed('report-present', fact);
      ctx.passed('report-bound', fact);
      if (row.verdict === 'go') ctx.passed('report-accepted', fact);
      else if (row.verdict === 'no-go') ctx.failed('report-accepted', fact);
      else ctx.unverified('report-accepted', fact, { code: 'CONDITIONAL', message: row.why.join('; ') });
      return;
    case 'missing':
    case 'duplicated':
      ctx.failed('report-present', fact);
      return;
    case 'foreign':
      ctx.failed('report-bound', fact);
      return;
    case 'invalid':
    case 'unreadable':
      ctx.failed('report-accepted', fact);
  }
}
