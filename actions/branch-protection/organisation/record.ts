import type { Because } from '../../../shared/core/errors.ts';
import type { Result } from '../../../shared/core/report.ts';
import { decides } from '../../../shared/core/severity.ts';
import { heldOf } from '../../../shared/domain/organisation/held.ts';
import type { Standing } from '../../../shared/domain/organisation/tally.ts';
import type { Ctx } from '../definition.ts';
import { recordFindings, recordIdle, recordPolicy } from '../results.ts';
import { rules, type SettingFact } from '../rules.ts';
import type { Protection } from './judge.ts';
import type { AskedOf } from './policy.ts';

type RuleId = keyof typeof rules;
const ruleIds = Object.keys(rules) as RuleId[];

/**
 * Records what is asked of each repository: what fails or could not be told by itself, just as where one repository is judged; what holds
 * once for each rule and class.
 */
export interface Recorder {
  add(asked: AskedOf, one: Protection): void;
  /** The worst that became of a repository, without a word about it. */
  weigh(asked: AskedOf, one: Protection): Standing;
  finish(): void;
}

export function recorder(ctx: Ctx, organisation: string): Recorder {
  const held = heldOf<RuleId>(organisation);
  const open = new Map<RuleId, Because>();
  const told = new Set<RuleId>();

  function record(asked: AskedOf, { judged, findings }: Protection, to: Ctx): void {
    const { repository } = asked.listed;
    const openBecause = asked.open[0];
    recordPolicy(to, repository, { judged, unnamed: [], open: asked.open, broken: [] });
    recordFindings(to, repository, findings, () => openBecause);
    recordIdle(to, repository, judged);
  }

  return {
    add(asked, one) {
      const { repository } = asked.listed;
      record(asked, one, {
        ...ctx,
        passed: (rule) => held.add(rule, repository, asked.classes),
        failed(rule, fact) {
          told.add(rule);
          ctx.failed(rule, toldOf(fact, repository) as typeof fact);
        },
        unverified(rule, fact, because) {
          // Without a subject it is about the rule: whether it is asked of the repository, which the rule `policy` says by itself.
          if (fact.about.length === 0) open.set(rule, because);
          else {
            told.add(rule);
            ctx.unverified(rule, fact, because);
          }
        },
        notApplicable: () => undefined,
      });
    },
    weigh(asked, one) {
      const seen = new Set<Result['status']>();
      const note = (status: Result['status']) => (_rule: RuleId, fact: SettingFact) => {
        if (decides(fact.severity)) seen.add(status);
      };
      record(asked, one, {
        ...ctx,
        passed: () => undefined,
        failed: note('failed') as Ctx['failed'],
        unverified: note('unverified') as Ctx['unverified'],
        notApplicable: () => undefined,
      });
      return seen.has('failed') ? 'failed' : seen.has('unverified') ? 'unverified' : 'passed';
    },
    finish() {
      for (const rule of ruleIds.filter((id) => id !== 'repositories')) {
        const classes = held.of(rule);
        for (const { about, actual } of classes) ctx.passed(rule, { about, severity: rules[rule].severity, actual });
        const because = open.get(rule);
        const fact: SettingFact = { about: [], severity: rules[rule].severity };
        if (because !== undefined) ctx.unverified(rule, fact, because);
        else if (classes.length === 0 && !told.has(rule))
          ctx.notApplicable(rule, fact, 'the policy asks for no such setting of any repository that was read');
      }
    },
  };
}

/** Names the repository, which nothing else around it does; the ruleset that would mend it is in no document of this report. */
function toldOf(fact: SettingFact, repository: string): SettingFact {
  const says = `${repository}: ${fact.says ?? 'a setting is not as the policy asks'}`;
  if (fact.fix?.includes('fix.json') !== true) return { ...fact, says };
  const first = fact.fix.includes('; fix.json') ? fact.fix.replace(/; fix\.json.*$/s, '; ') : '';
  return {
    ...fact,
    says,
    fix: `${first}run branch-protection with repository: ${repository}, which leaves the ruleset to import`,
  };
}
