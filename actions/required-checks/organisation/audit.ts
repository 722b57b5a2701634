import { csvText } from '../../../shared/core/csv.ts';
import type { Because } from '../../../shared/core/errors.ts';
import type { Repositories } from '../../../shared/domain/organisation/config.ts';
import type { ListFact, ListRecorder } from '../../../shared/domain/organisation/list-results.ts';
import type { OwnReader } from '../../../shared/domain/organisation/progress.ts';
import { type AuditWords, noteIdle, reportAudit } from '../../../shared/domain/organisation/report.ts';
import { summaryReader } from '../../../shared/domain/organisation/summary-reader.ts';
import { survey } from '../../../shared/domain/organisation/survey.ts';
import { tallyOf } from '../../../shared/domain/organisation/tally.ts';
import { fileReader, stateReader } from '../../../shared/domain/organisation/workflow-reader.ts';
import { findingRules } from '../../../shared/domain/required-checks/finding.ts';
import { wantedContexts } from '../../../shared/domain/required-checks/wanted.ts';
import type { Ctx } from '../definition.ts';
import type { Judgement } from '../judgement.ts';
import type { Told } from '../rules.ts';
import { sharedCalls } from './fetch.ts';
import { judgeChecksOf } from './judge.ts';
import { type AskedOf, policyOf } from './policy.ts';
import { recorder } from './record.ts';

const words: AuditWords = {
  title: 'Rules by class',
  what: 'Rule',
  text: (rule) => rule,
  table: { head: ['rule', 'about'], cells: ({ setting, ref }) => [setting, ref] },
};

/** Judges the required checks of the default branches of the repositories of an organisation, or of a part of them. */
export async function auditOrganisation(ctx: Ctx, repositories: Repositories): Promise<void> {
  const { classes, 'disabled-workflows': asksStates } = ctx.inputs;
  const policy = await policyOf(ctx);
  const surveyed = await survey<AskedOf>(ctx, {
    repositories,
    admin: ctx.github('admin-token'),
    parts: ['rulesets', 'classic', 'workflows'],
    byProperty: classes.some(({ property }) => property !== undefined),
    of: policy,
    asksAlone: () => false,
    readers: (may): OwnReader[] => [summaryReader(may), fileReader(may), ...(asksStates ? [stateReader(may)] : [])],
    ownRequests: () => (asksStates ? 1 : 0),
  });
  if (!surveyed.ok) {
    for (const rule of ['repositories', ...findingRules] as const)
      ctx.unverified(rule, { about: [] }, surveyed.because);
    return;
  }

  const { organisation, isPrivate } = surveyed;
  const records = recorder(ctx, organisation);
  const calls = sharedCalls(ctx, surveyed);
  const found = { contexts: 0, workflows: 0 };
  const tally = await tallyOf<AskedOf, Judgement>(surveyed, {
    judge: (asked, outcome, mayShow) => judgeChecksOf(ctx, asked, outcome, calls.of(mayShow)),
    show(asked, judgement) {
      found.contexts += wantedContexts(judgement.facts).length;
      found.workflows += judgement.facts.workflows.length;
      return records.add(asked, judgement);
    },
    weigh: (asked, judgement) => records.weigh(asked, judgement),
  });
  const spent = { ...surveyed.spent, requests: surveyed.spent.requests + calls.requests() };
  const lines = reportAudit(ctx, { words, record: listRecorder(ctx), spent }, surveyed, tally);
  ctx.document('audit.csv', csvText(lines));
  noteIdle(ctx, classes, surveyed.asked);
  ctx.output('required', '');
  ctx.metric('contexts', found.contexts);
  ctx.metric('workflows', found.workflows);
  if (!asksStates) ctx.note('Whether workflows are disabled is not looked at: the configuration says so.');
  if (!isPrivate) ctx.note('Of called workflows those of public repositories alone are read.');
  records.finish();
}

function listRecorder(ctx: Ctx): ListRecorder {
  const told = ({ about, says, actual, fix }: ListFact): Told => ({
    about,
    ...(says === undefined ? {} : { message: says }),
    ...(actual === undefined ? {} : { actual }),
    ...(fix === undefined ? {} : { fix }),
  });
  return {
    passed: (fact) => ctx.passed('repositories', told(fact)),
    failed: (fact) => ctx.failed('repositories', told(fact)),
    unverified: (fact, because: Because) => ctx.unverified('repositories', told(fact), because),
    notApplicable: (fact, why) => ctx.notApplicable('repositories', told(fact), why),
  };
}
