import type { ProveDocument, ProvedFact } from '../core/prove.ts';
import { cut } from '../core/sanitise.ts';
import { type Paint, painter, safe } from './terminal-text.ts';

const words = { passed: 'passed', failed: 'FAILED', unverified: 'NOT VERIFIED', error: 'ERROR' } as const;
const valueLength = 60;
const mostRules = 3;

/** What prove found, for a terminal: the figure first, then every fact that nothing guards, then what was not tried. */
export function renderProve(
  { guarded, tried, unchanged, facts, untried }: ProveDocument,
  { color, all }: { color: boolean; all: boolean },
): string {
  const paint = painter(color);
  const tone = tried === 0 ? 'yellow' : guarded === tried ? 'green' : 'red';
  const output = [`${paint('bold', 'prove')}: ${paint(tone, `${guarded} of ${count(tried, 'fact')} guarded`)}`];
  const red = unchanged.filter(({ status }) => status !== 'passed' && status !== 'not-applicable');
  if (red.length === 0)
    output.push(
      `  ${count(unchanged.length, 'control')} passed on the files as they are; nothing was written, and GitHub was not asked`,
    );
  else {
    output.push(
      '  the files as they are do not pass, so that less is guarded than could be: what is red already hides what else is wrong',
    );
    for (const { control, status, summary } of red)
      output.push(`    ${safe(control)}: ${words[status as keyof typeof words]}  ${safe(summary)}`);
  }
  for (const fact of facts) {
    if (fact.guardedBy === undefined) output.push(...open(fact, paint));
    else if (all)
      output.push(
        `  ${paint('green', 'guarded')}  ${where(fact)}  ${change(fact)}`,
        `      by ${safe(fact.guardedBy.rule ?? fact.guardedBy.control)}`,
      );
  }
  if (untried.length > 0) output.push('  not tried:');
  for (const { path, count: many, what } of untried)
    output.push(`    ${path === undefined ? '' : `${safe(path)}: `}${many} ${safe(what)}`);
  return `${output.join('\n')}\n`;
}

function open(fact: ProvedFact, paint: Paint): string[] {
  const { notAsked = [] } = fact;
  const rules = notAsked.slice(0, mostRules).map(({ rule, why }) => `${safe(rule)} (${safe(why)})`);
  const more = notAsked.length > mostRules ? `, and ${notAsked.length - mostRules} more` : '';
  return [
    `  ${paint('red', 'not guarded')}  ${where(fact)}  ${change(fact)}`,
    notAsked.length === 0
      ? '      no rule of the controls that read this file is left to switch on'
      : `      not switched on: ${rules.join('; ')}${more}`,
  ];
}

function where({ path, line, column }: ProvedFact): string {
  return `${safe(path)}:${line}:${column}`;
}

function change({ what, kind, from, to }: ProvedFact): string {
  const old = cut(safe(from), valueLength);
  if (to !== undefined) return `${safe(what)}: ${old} -> ${cut(safe(to), valueLength)}`;
  return kind === 'file' ? 'the file is taken away' : `${safe(what)} is taken out`;
}

function count(many: number, what: string): string {
  return `${many} ${what}${many === 1 ? '' : 's'}`;
}
