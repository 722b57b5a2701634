import type { ReportRow } from '../../shared/core/executive-summary.ts';
import type { Stray } from '../../shared/domain/own-report/candidates.ts';
import type { Ctx } from './definition.ts';
import { labelOf } from './entries.ts';
import type { Judged } from './rows.ts';

/** Records a file that could be a report and cannot be read. */
export function recordStray(ctx: Ctx, { from, problem, because }: Stray): void {
  const fact = {
    report: [from],
    problem,
    fix: 'take it away, or let the control write its report again and hand it in as it is',
  };
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
  if (entry.candidate !== undefined) ctx.passed('report-readable', fact);
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
      ctx.failed('report-accepted', fact);
  }
}

/** Says of the rules that had nothing to judge why that is so: without any report there is nothing to decide on. */
export function recordNothing(ctx: Ctx, judged: readonly Judged[], strays: readonly Stray[]): void {
  const none = { report: ['any report'] };
  if (judged.length === 0) {
    const problem = 'the configuration asks for no report, and none was found, so that there is nothing to decide on';
    const fix = 'ask for a control in the configuration, and run it before the summary';
    ctx.failed('report-present', { ...none, problem, fix });
  } else if (judged.every(({ expected }) => expected.state === 'present' && expected.status === 'not-applicable')) {
    const problem = 'no control applies here, so that there is nothing to decide on';
    const fix = 'do not run the summary on this event, or have a control judge it (skip-on in the configuration)';
    ctx.failed('report-present', { ...none, problem, fix });
  }
  const found = judged.some(({ entry }) => entry.candidate !== undefined);
  if (!found && strays.length === 0) ctx.notApplicable('report-readable', none, 'no file was found');
  const states = judged.map(({ entry }) => entry.state);
  if (!states.some((state) => state === 'present' || state === 'foreign')) {
    ctx.notApplicable('report-bound', none, 'no report was found that could be bound');
  }
  if (!states.some((state) => state === 'present' || state === 'invalid')) {
    ctx.notApplicable('report-accepted', none, 'no report was found that could be accepted');
  }
  if (
    judged.length > 0 &&
    states.every((state) => state !== 'present' && state !== 'missing' && state !== 'duplicated')
  ) {
    ctx.notApplicable('report-present', none, 'every report that is expected was found, and is judged by other rules');
  }
}
