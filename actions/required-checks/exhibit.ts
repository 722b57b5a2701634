import type { Exhibit, ExhibitRow, Mark } from '../../shared/core/exhibit.ts';
import { certainText, shownName } from '../../shared/domain/check-names/check-name.ts';
import type { CheckFacts } from '../../shared/domain/required-checks/facts.ts';
import { type Finding, type FindingRule, wholeRule } from '../../shared/domain/required-checks/finding.ts';
import { branchText, makerText, wantedContexts } from '../../shared/domain/required-checks/wanted.ts';
import { listed } from '../../shared/parse/text.ts';

/** Where in `about` the context stands, behind the branch, for rules that are about one. */
const place: Partial<Record<FindingRule, number>> = {
  'check-produced': 0,
  'check-unique': 0,
  'check-name-length': 0,
  'runs-on-pull-request': 0,
  'runs-in-merge-queue': 0,
  'not-filtered': 0,
  'not-skipped': 0,
  'name-when-skipped': 0,
  'runs-after-failure': 0,
  'workflow-enabled': 0,
  'app-pinned': 0,
  'produced-is-required': 0,
  'declared-is-required': 1,
  'required-is-declared': 1,
  'declared-job-exists': 1,
  'declarations-agree': 2,
};

const order: readonly Mark[] = ['bad', 'open', 'good'];
/** More rows than these are no table for people. */
const mostRows = 1000;

/** Every check that is declared, required or made for pull requests, worst first: where it stands, and what is wrong with it. */
export function checksExhibit(facts: CheckFacts, findings: readonly Finding[]): Exhibit {
  const byContext = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (place[finding.rule] === undefined) continue;
    const context = finding.about[(place[finding.rule] ?? -1) + wholeRule(finding.rule, facts.askedBranch).length];
    if (context === undefined) continue;
    const same = byContext.get(context);
    if (same === undefined) byContext.set(context, [finding]);
    else same.push(finding);
  }
  const rows = allContexts(facts).map(({ context, declared, made, required }) => {
    const own = byContext.get(context) ?? [];
    const rulesWith = (status: Finding['status']): string[] => [
      ...new Set(own.filter((finding) => finding.status === status).map(({ rule }) => rule)),
    ];
    const [failed, open] = [rulesWith('failed'), rulesWith('unverified')];
    const mark: Mark = failed.length > 0 ? 'bad' : open.length > 0 ? 'open' : 'good';
    const verdict = {
      bad: `wrong: ${failed.join(', ')}`,
      open: `not verified: ${open.join(', ')}`,
      good: own.length === 0 ? 'optional' : 'right',
    }[mark];
    const seen = facts.seen === undefined ? [] : [seenText(facts, context)];
    return { mark, cells: [context, declared, made, required, ...seen, verdict] };
  });
  rows.sort((a, b) => order.indexOf(a.mark) - order.indexOf(b.mark) || byText(a.cells[0] ?? '', b.cells[0] ?? ''));
  return {
    title: `Checks of ${branchText(facts)}`,
    columns: [
      { name: 'Check' },
      { name: 'Declared in' },
      { name: 'Made by' },
      { name: 'Required' },
      ...(facts.seen === undefined ? [] : [{ name: 'Seen' }]),
      { name: 'Judgement' },
    ],
    rows: rows.slice(0, mostRows) satisfies ExhibitRow[],
    remark: `A check holds a change up only where it is required from the app that reports it, and made on every pull request.${
      rows.length > mostRows ? ` ${rows.length - mostRows} more are not shown.` : ''
    }`,
  };
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

interface Listed {
  context: string;
  declared: string;
  made: string;
  required: string;
}

function allContexts(facts: CheckFacts): Listed[] {
  const none = facts.required.known ? 'no' : 'not known';
  const wanted = wantedContexts(facts);
  const known = new Set(wanted.map(({ context }) => context));
  const others = new Map<string, string[]>();
  for (const check of facts.produced.checks) {
    const context = certainText(check.name) ?? shownName(check.name);
    if (known.has(context) || check.refused !== undefined) continue;
    if (!check.runs.some(({ trigger }) => trigger.event === 'pull_request')) continue;
    others.set(context, [...(others.get(context) ?? []), makerText(check)]);
  }
  return [
    ...wanted.map(({ context, declared, makers, candidates, required }): Listed => {
      const perhaps = candidates.map((check) => `perhaps ${makerText(check)}`);
      const made = [...makers.map(makerText), ...perhaps];
      const external = facts.external.includes(context) ? ['something else'] : [];
      return {
        context,
        declared: orElse(
          declared.map(({ at }) => at.path),
          'no',
        ),
        made: orElse([...made, ...external], 'nothing'),
        required: orElse(
          required.map(
            ({ app, source }) => `${app === undefined ? 'from any app' : `from app ${app}`} by ${source.text}`,
          ),
          none,
        ),
      };
    }),
    ...[...others].map(
      ([context, makers]): Listed => ({ context, declared: 'no', made: orElse(makers, 'nothing'), required: none }),
    ),
  ];
}

function orElse(items: readonly string[], otherwise: string): string {
  return items.length === 0 ? otherwise : listed([...new Set(items)]);
}

function seenText({ seen }: CheckFacts, context: string): string {
  if (seen?.known !== true) return 'not known';
  const found = seen.value.filter((check) => check.context === context);
  return orElse(
    found.map(({ kind, app }) =>
      kind === 'status' ? 'as a status' : `from ${app === undefined ? 'no app' : `app ${app}`}`,
    ),
    'no',
  );
}
