import { csvText } from '../../../shared/core/csv.ts';
import { type Because, GovernanceError } from '../../../shared/core/errors.ts';
import type { Repositories } from '../../../shared/domain/organisation/config.ts';
import type { ListFact, ListRecorder } from '../../../shared/domain/organisation/list-results.ts';
import { protectionParts } from '../../../shared/domain/organisation/plan.ts';
import { type AuditWords, noteIdle, reportAudit } from '../../../shared/domain/organisation/report.ts';
import { survey } from '../../../shared/domain/organisation/survey.ts';
import { tallyOf } from '../../../shared/domain/organisation/tally.ts';
import { settingText } from '../../../shared/domain/protection/row-text.ts';
import type { Ctx } from '../definition.ts';
import { isAsked } from '../findings.ts';
import { allUnverified } from '../results.ts';
import { rules, type SettingFact } from '../rules.ts';
import { judgeProtection, type Protection } from './judge.ts';
import { type AskedOf, asksAlone, policyOf } from './policy.ts';
import { recorder } from './record.ts';

const words: AuditWords = {
  title: 'Settings by class',
  what: 'Setting',
  text: settingText,
  table: { head: ['target', 'ref', 'setting'], cells: ({ target, ref, setting }) => [target, ref, setting] },
};

/** Facts are known by then; a repository has one ruleset at the least, or there is nothing to ask. */
const requestsAlone = 5;

/** Judges the default branches of the repositories of an organisation, or of a part of them, by the layers that hold for each. */
export async function auditOrganisation(ctx: Ctx, repositories: Repositories): Promise<void> {
  const policy = await policyOf(ctx);
  if (!policy.ok) return allUnverified(ctx, policy.because);
  const { classes = [] } = ctx.inputs.policy;
  const surveyed = await survey<AskedOf>(ctx, {
    repositories,
    admin: ctx.github('admin-token'),
    parts: protectionParts,
    byProperty: classes.some(({ property }) => property !== undefined),
    of: (listed) => {
      const one = policy.of(listed);
      return one.entries.length + one.open.length > 0 ? one : undefined;
    },
    asksAlone,
    readers: () => [],
    ownRequests: (one) => (asksAlone(one) ? requestsAlone : 0),
  });
  if (!surveyed.ok) return allUnverified(ctx, surveyed.because);

  const { organisation, spent } = surveyed;
  const records = recorder(ctx, organisation);
  const found = { settings: 0, drift: 0, conflicts: new Set<string>(), unknownRules: new Set<string>() };
  const tally = await tallyOf<AskedOf, Protection>(surveyed, {
    async judge(asked, outcome) {
      const judgement = await judgeProtection(asked, outcome, ctx.time.latest);
      for (const { comparison } of refsOf(judgement))
        for (const { message } of comparison.conflicts) found.conflicts.add(message);
      return { state: 'judged', judgement };
    },
    show(asked, judgement) {
      records.add(asked, judgement);
      found.settings += judgement.findings.length;
      found.drift += judgement.findings.filter(({ holds }) => holds === false).length;
      const refs = refsOf(judgement);
      for (const { state } of refs) for (const { type } of state.unrecognised) found.unknownRules.add(type);
      return refs.flatMap(({ comparison }) => comparison.rows).filter(isAsked);
    },
    weigh: (asked, judgement) => records.weigh(asked, judgement),
  });
  refuseConflicts(ctx, found.conflicts);
  const lines = reportAudit(ctx, { words, record: listRecorder(ctx), spent }, surveyed, tally);
  ctx.document('audit.csv', csvText(lines));
  noteIdle(ctx, classes, surveyed.asked);
  const types = [...found.unknownRules].sort();
  if (types.length > 0) ctx.note(`Rules of types that are not known are in force: ${types.join(', ')}.`);
  ctx.output('settings', String(found.settings));
  ctx.output('drift', String(found.drift));
  ctx.metric('settings', found.settings);
  ctx.metric('drift', found.drift);
  records.finish();
}

function refsOf({ judged }: Protection): Protection['judged'][number]['refs'] {
  return judged.flatMap(({ refs }) => refs);
}

function listRecorder(ctx: Ctx): ListRecorder {
  const { severity } = rules.repositories;
  const told = (fact: ListFact): SettingFact => ({ ...fact, severity });
  return {
    passed: (fact) => ctx.passed('repositories', told(fact)),
    failed: (fact) => ctx.failed('repositories', told(fact)),
    unverified: (fact, because: Because) => ctx.unverified('repositories', told(fact), because),
    notApplicable: (fact, why) => ctx.notApplicable('repositories', told(fact), why),
  };
}

/** What one layer forbids and another demands can hold nowhere: the policy is wrong, whatever is in force. */
function refuseConflicts(ctx: Ctx, conflicts: ReadonlySet<string>): void {
  if (conflicts.size === 0) return;
  const { path } = ctx.policy.source;
  throw new GovernanceError('BAD_CONFIG', 'the policy asks for what cannot hold together', {
    problems: [...conflicts].map((message) => ({ message, path })),
    hint: 'Change one of the two, or ask for it at-least.',
  });
}
