import { defineControl } from '../../shared/core/control.ts';
import { GovernanceError } from '../../shared/core/errors.ts';
import { credentialTexts } from '../../shared/domain/github-rules/judged-repository.ts';
import { journals, OrganisationDataSchema, refuseParts } from '../../shared/domain/organisation/config.ts';
import { type Finding, findingRules, wholeRule } from '../../shared/domain/required-checks/finding.ts';
import { wantedContexts } from '../../shared/domain/required-checks/wanted.ts';
import { disabledWorkflows, seenChecks } from './commits.ts';
import { type Ctx, documents, inputs, lists, outputs } from './definition.ts';
import { documentsOf, readDocuments } from './documents.ts';
import { checksExhibit } from './exhibit.ts';
import { judgeRepository } from './judgement.ts';
import { listsOf } from './lists.ts';
import { organisationProblems } from './organisation/inputs.ts';
import { type Platform, platformOf } from './platform.ts';
import { rulesOf } from './required.ts';
import { rules } from './rules.ts';
import type { SnapshotRules } from './snapshot.ts';
import { idleGates, unusedNotes } from './unused.ts';
import { fetching, policyWorkflows, workflowsOf } from './workflows.ts';

export const control = defineControl({
  name: 'required-checks',
  title: 'Required checks',
  kind: 'check',
  description:
    'Checks that the required checks of a branch, the documents that list them and the jobs of the workflows agree, and that none can be dodged.',
  permissions: { contents: 'read', actions: 'read' },
  inputs,
  lists,
  outputs,
  documents,
  journals,
  // Of an audit of many repositories.
  data: OrganisationDataSchema,
  rules,
  configProblems(_lists, section) {
    const problem = branchProblem(section?.branch);
    return [
      ...(problem === undefined ? [] : [{ pointer: '/required-checks/branch', message: problem }]),
      ...organisationProblems(section ?? {}),
    ];
  },
  async evaluate(ctx) {
    const { branch: asked, 'recent-commits': recent } = ctx.inputs;
    wholeRepository(ctx);
    const problem = branchProblem(asked);
    if (problem !== undefined) throw new GovernanceError('BAD_INPUT', `branch: ${problem}`);
    refuseMixture(ctx);
    if (ctx.inputs.repositories !== undefined)
      return (await import('./organisation/audit.ts')).auditOrganisation(ctx, ctx.inputs.repositories);
    refuseParts(ctx);
    ctx.notApplicable('repositories', {}, 'one repository is judged, and no list of them');
    const platform = offline(ctx, platformOf(ctx));
    const declared = documentsOf(await readDocuments(ctx, ctx.inputs.documents));
    const files = await workflowsOf(ctx);
    if (!files.ok) {
      for (const rule of findingRules) ctx.unverified(rule, { about: wholeRule(rule, asked) }, files.because);
      return;
    }
    const { repository, rules: ofBranch, defaultBranch, reasons, notes, requests } = await branchRulesOf(ctx, platform);
    const { external, optional, gates, decision } = listsOf(ctx);
    const { facts, findings, silent } = await judgeRepository({
      askedBranch: asked,
      actionsApp: ctx.inputs['actions-app'],
      repository,
      rules: ofBranch,
      defaultBranch,
      reasons,
      documents: declared,
      workflows: files.workflows,
      fetch: fetching(ctx, platform),
      seen: recent === undefined ? undefined : await seenChecks(platform, ofBranch.branch, recent),
      disabled: ctx.inputs['disabled-workflows'] ? await disabledWorkflows(platform) : undefined,
      external,
      optional,
      gates,
      decision: {
        ...decision,
        configured: ctx.policy.sections.includes('executive-summary'),
        before: ctx.policy.source.kind === 'base' ? () => policyWorkflows(ctx) : undefined,
      },
    });
    for (const finding of condensed(ctx, findings, asked)) tell(ctx, finding);
    for (const [rule, silence] of silent) {
      const whole = { about: wholeRule(rule, asked) };
      if ('because' in silence) ctx.unverified(rule, whole, silence.because);
      else ctx.notApplicable(rule, whole, silence.nothing);
    }
    for (const note of [...unusedNotes(facts), ...idleGates(facts), ...notes]) ctx.note(note);
    const { planLimit } = ofBranch;
    if (planLimit !== undefined) ctx.note(`Nothing is enforced on this plan: ${planLimit}.`);
    const { required } = facts;
    const isKnown = required.known && reasons.length === 0;
    ctx.output('required', isKnown ? String(new Set(required.value.map(({ context }) => context)).size) : '');
    ctx.exhibit(checksExhibit(facts, findings));
    ctx.metric('contexts', wantedContexts(facts).length);
    ctx.metric('workflows', files.workflows.length);
    ctx.metric('requests', platform.asked() + requests);
    if (platform.ok) ctx.note(`Asked with ${credentialTexts[platform.credential]}.`);
  },
});

/** The command line can give what the configuration cannot. */
function refuseMixture(ctx: Ctx): void {
  const problems = organisationProblems(ctx.inputs).map(({ pointer, message }) => ({
    message: `${pointer.split('/').slice(2).join('/')}: ${message}`,
  }));
  if (problems.length > 0)
    throw new GovernanceError('BAD_INPUT', 'the inputs ask for one repository and for many', { problems });
}

/** Who judges by a file asks nobody, also not for what the file does not have. */
function offline(ctx: Ctx, platform: Platform): Platform {
  const { snapshot } = ctx.inputs;
  if (snapshot === undefined || snapshot === 'published') return platform;
  const message = 'the snapshot has the rules of branches alone, and nothing is asked of GitHub';
  return { ok: false, because: { code: 'NO_DATA', message, needs: 'a run that asks GitHub' }, asked: () => 0 };
}

async function branchRulesOf(ctx: Ctx, platform: Platform): Promise<SnapshotRules> {
  const { branch, snapshot } = ctx.inputs;
  if (snapshot !== undefined) {
    const read = await (await import('./snapshot.ts')).snapshotRules(ctx);
    return { ...read, repository: read.repository ?? ctx.subject.repository };
  }
  return {
    repository: platform.ok ? `${platform.at.owner}/${platform.at.repo}` : ctx.subject.repository,
    ...(await rulesOf(platform, branch)),
    reasons: [],
    notes: [],
    requests: 0,
  };
}

/** More results of one rule that passed than these are told as one: a report must stay readable for what collects it. */
const mostPassed = 500;

function condensed(ctx: Ctx, findings: readonly Finding[], asked: string): Finding[] {
  const passed = new Map<Finding['rule'], number>();
  for (const { rule, status } of findings) if (status === 'passed') passed.set(rule, (passed.get(rule) ?? 0) + 1);
  const many = new Set([...passed].flatMap(([rule, count]) => (count > mostPassed ? [rule] : [])));
  for (const rule of many) ctx.note(`${rule} passed for ${passed.get(rule)}, which are told as one result.`);
  return [
    ...findings.filter(({ rule, status }) => status !== 'passed' || !many.has(rule)),
    ...[...many].map(
      (rule): Finding => ({ rule, status: 'passed', about: wholeRule(rule, asked), message: 'each of them' }),
    ),
  ];
}

function tell(ctx: Ctx, finding: Finding): void {
  const { rule, status, at } = finding;
  if (status === 'passed') ctx.passed(rule, { about: finding.about, actual: finding.message }, at);
  else if (status === 'failed') ctx.failed(rule, finding, at);
  else if (status === 'unverified') ctx.unverified(rule, finding, finding.because, at);
  else ctx.notApplicable(rule, finding, finding.message);
}

/** GitHub runs the workflows at the top of a repository only. */
function wholeRepository(ctx: Ctx): void {
  const { folder } = ctx.policy;
  if (folder === '') return;
  if (ctx.subject.event !== 'local') {
    throw new GovernanceError('BAD_INPUT', `GitHub runs no workflow of ${folder}.github/workflows`, {
      hint: 'Run required-checks without working-directory: it judges a whole repository.',
    });
  }
  ctx.note(`${folder} is judged as if it were the top of a repository; as it is, GitHub runs no workflow in it.`);
}

/** `~` begins words of rulesets, none of which but one names a branch. */
function branchProblem(branch: string | undefined): string | undefined {
  if (branch === undefined || branch === '~DEFAULT_BRANCH') return undefined;
  if (!/^[^~*?[\\^:\s]+$/.test(branch)) return `${branch} is no branch: expected a name, or ~DEFAULT_BRANCH`;
  return undefined;
}
