import type { Because } from '../../../shared/core/errors.ts';
import type { Location } from '../../../shared/core/location.ts';
import { decides } from '../../../shared/core/severity.ts';
import { heldOf } from '../../../shared/domain/organisation/held.ts';
import type { AuditedRow } from '../../../shared/domain/organisation/overview.ts';
import type { Standing } from '../../../shared/domain/organisation/tally.ts';
import {
  type Finding,
  type FindingRule,
  findingRules,
  wholeRule,
} from '../../../shared/domain/required-checks/finding.ts';
import type { Ctx } from '../definition.ts';
import type { Judgement } from '../judgement.ts';
import { rules } from '../rules.ts';
import type { AskedOf } from './policy.ts';

/**
 * Records what became of each repository: what fails or could not be told by itself, what holds once for each rule and class. Places are
 * words: a file of another repository is none of the checkout.
 */
export interface Recorder {
  /** What comes back stands in the overview and in the table. */
  add(asked: AskedOf, judgement: Judgement): AuditedRow[];
  /** The worst that became of a repository, without a word about it. */
  weigh(asked: AskedOf, judgement: Judgement): Standing;
  finish(): void;
}

export function recorder(ctx: Ctx, organisation: string): Recorder {
  const held = heldOf<FindingRule>(organisation);
  const open = new Map<FindingRule, Because>();
  const told = new Set<FindingRule>();

  function tell(asked: AskedOf, finding: Finding): void {
    const { rule, status } = finding;
    const { repository } = asked.listed;
    const about = [repository.toLowerCase(), ...finding.about];
    if (status === 'passed') held.add(rule, repository, asked.classes);
    if (status !== 'failed' && status !== 'unverified') return;
    told.add(rule);
    const message = `${repository}: ${finding.message}${placeOf(finding.at)}`;
    if (status === 'unverified') {
      const because = { ...finding.because, message: `${finding.because.message}${placeOf(finding.at)}` };
      return ctx.unverified(rule, { about, message }, because);
    }
    const { expected, actual, fix } = finding;
    ctx.failed(rule, { about, message, expected, actual, fix: `in ${repository}: ${fix}` });
  }

  /** One result for each reason: of a repository that requires nothing every rule would say the same. */
  function tellSilent(asked: AskedOf, { silent, facts }: Judgement): void {
    const repository = asked.listed.repository.toLowerCase();
    const seen = new Set<string>();
    for (const [rule, silence] of silent) {
      if (!('because' in silence)) continue;
      const { because } = silence;
      const key = JSON.stringify([because.code, because.message]);
      if (seen.has(key) || !decides(rules[rule].severity)) {
        if (!open.has(rule)) open.set(rule, because);
        continue;
      }
      seen.add(key);
      told.add(rule);
      ctx.unverified(rule, { about: [repository, ...wholeRule(rule, facts.askedBranch)] }, because);
    }
  }

  return {
    add(asked, judgement) {
      const repository = asked.listed.repository.toLowerCase();
      for (const because of asked.open) ctx.unverified('repositories', { about: [repository, 'classes'] }, because);
      for (const finding of judgement.findings) tell(asked, finding);
      tellSilent(asked, judgement);
      return rowsOf(judgement);
    },
    weigh(asked, judgement) {
      const rows = rowsOf(judgement).filter(({ severity }) => decides(severity));
      if (rows.some(({ holds }) => holds === false)) return 'failed';
      const isOpen = asked.open.length > 0 || rows.length === 0 || rows.some(({ holds }) => holds === undefined);
      return isOpen ? 'unverified' : 'passed';
    },
    finish() {
      for (const rule of findingRules) {
        const classes = held.of(rule);
        for (const { about, actual } of classes) ctx.passed(rule, { about, actual });
        if (told.has(rule)) continue;
        const because = open.get(rule);
        if (because !== undefined) ctx.unverified(rule, { about: [] }, because);
        else if (classes.length === 0)
          ctx.notApplicable(rule, { about: [] }, 'there was nothing of the kind in any repository that was read');
      }
    },
  };
}

function isAmiss(status: Finding['status']): boolean {
  return status === 'failed' || status === 'unverified';
}

function placeOf(at: Location | undefined): string {
  if (at === undefined) return '';
  return ` (${at.path}${at.line === undefined ? '' : `:${at.line}`})`;
}

/** What does not hold, what could not be told, and once for each other rule that it holds. */
function rowsOf({ findings, silent, facts }: Judgement): AuditedRow[] {
  const row = (
    rule: FindingRule,
    about: readonly string[],
    verdict: string,
    holds: boolean | undefined,
    because: readonly Because[],
  ): AuditedRow => ({
    setting: rule,
    target: '',
    ref: about.join(' '),
    verdict,
    severity: rules[rule].severity,
    holds,
    because,
  });
  const amiss = new Set(findings.flatMap(({ rule, status }) => (isAmiss(status) ? [rule] : [])));
  const held = new Set(findings.flatMap(({ rule, status }) => (status === 'passed' ? [rule] : [])));
  return [
    ...findings.flatMap((finding) => {
      const { rule, about, status } = finding;
      if (status === 'failed') return [row(rule, about, status, false, [])];
      return status === 'unverified' ? [row(rule, about, status, undefined, [finding.because])] : [];
    }),
    ...[...held].filter((rule) => !amiss.has(rule)).map((rule) => row(rule, [], 'passed', true, [])),
    ...silent.flatMap(([rule, silence]) =>
      'because' in silence
        ? [row(rule, wholeRule(rule, facts.askedBranch), 'unverified', undefined, [silence.because])]
        : [],
    ),
  ];
}
