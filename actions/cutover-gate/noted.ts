import { type Exhibit, type ExhibitRow, statusMarks } from '../../shared/core/exhibit.ts';
import type { Ctx } from './definition.ts';

const words = { passed: 'met', failed: 'not met', unverified: 'not verified' } as const;

/** The same context, which notes every condition that it is told, for people. */
export function noted(ctx: Ctx): { ctx: Ctx; exhibit(title: string): Exhibit } {
  const rows: ExhibitRow[] = [];
  const note = (rule: string, about: readonly string[], status: keyof typeof statusMarks): void => {
    rows.push({ cells: [rule, about.slice(1).join(' · '), words[status]], mark: statusMarks[status] });
  };
  const passed: Ctx['passed'] = (rule, fact, at) => {
    note(rule, fact.about, 'passed');
    ctx.passed(rule, fact, at);
  };
  const failed: Ctx['failed'] = (rule, fact, at) => {
    note(rule, fact.about, 'failed');
    ctx.failed(rule, fact, at);
  };
  const unverified: Ctx['unverified'] = (rule, fact, because, at) => {
    note(rule, fact.about, 'unverified');
    ctx.unverified(rule, fact, because, at);
  };
  return {
    ctx: { ...ctx, passed, failed, unverified },
    exhibit: (title) => ({
      title,
      columns: [{ name: 'Condition' }, { name: 'Of' }, { name: 'State' }],
      rows,
    }),
  };
}
