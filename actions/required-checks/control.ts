import { defineControl } from '../../shared/core/control.ts';
import { GovernanceError } from '../../shared/core/errors.ts';
import { producible } from '../../shared/domain/check-names/producible.ts';
import { credentialTexts } from '../../shared/domain/github-rules/judged-repository.ts';
import type { CheckFacts, Gate } from '../../shared/domain/required-checks/facts.ts';
import { type Finding, findingRules, wholeRule } from '../../shared/domain/required-checks/finding.ts';
import { judgeChecks } from '../../shared/domain/required-checks/judge.ts';
import { wantedContexts } from '../../shared/domain/required-checks/wanted.ts';
import { disabledWorkflows, seenChecks } from './commits.ts';
import { decisionSteps } from './decision-job.ts';
import { type Ctx, inputs, lists, outputs } from './definition.ts';
import { documentsOf } from './documents.ts';
import { checksExhibit } from './exhibit.ts';
import { platformOf } from './platform.ts';
import { rulesOf } from './required.ts';
import { rules } from './rules.ts';
import { silenceOf } from './silent.ts';
import { unusedNotes } from './unused.ts';
import { fetching, workflowsOf } from './workflows.ts';

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
  rules,
  configProblems: (_lists, section) =>
    branchProblem(section?.branch) === undefined
      ? []
      : [{ pointer: '/required-checks/branch', message: branchProblem(section?.branch) ?? '' }],
  async evaluate(ctx) {
    const {
      branch: asked,
      'external-checks': external,
      'optional-checks': optional,
      'actions-app': app,
      'recent-commits': recent,
    } = ctx.inputs;
    wholeRepository(ctx);
    const problem = branchProblem(asked);
    if (problem !== undefined) throw new GovernanceError('BAD_INPUT', `branch: ${problem}`);
    const platform = platformOf(ctx);
    const documents = await documentsOf(ctx);
    const files = await workflowsOf(ctx);
    if (!files.ok) {
      for (const rule of findingRules) ctx.unverified(rule, { about: wholeRule(rule, asked) }, files.because);
      return;
    }
    const [{ branch, required, mergeQueue, planLimit }, disabled] = await Promise.all([
      rulesOf(platform, asked),
      disabledWorkflows(platform),
    ]);
    const repository = platform.ok ? `${platform.at.owner}/${platform.at.repo}` : ctx.subject.repository;
    const calls = { repository, fetch: fetching(ctx, platform) };
    const produced = await producible(files.workflows, calls);
    const decision = await decisionSteps(ctx, produced, calls);
    const facts: CheckFacts = {
      askedBranch: asked,
      branch,
      actionsApp: app,
      declarations: documents.declarations,
      workflows: files.workflows,
      produced,
      required,
      seen: recent === undefined ? undefined : await seenChecks(platform, branch, recent),
      disabled,
      mergeQueue,
      external,
      optional,
      gates: gatesOf(ctx),
      isDecision: 'ask' in decision ? decision.ask : undefined,
    };
    const findings = judgeChecks(facts);
    for (const finding of condensed(ctx, findings, asked)) tell(ctx, finding);
    const told = new Set(findings.map(({ rule }) => rule));
    const noDecision = 'ask' in decision ? undefined : decision;
    for (const rule of findingRules) {
      if (told.has(rule)) continue;
      const silence = silenceOf(rule, { facts, unread: documents.unread, noDecision });
      const whole = { about: wholeRule(rule, asked) };
      if ('because' in silence) ctx.unverified(rule, whole, silence.because);
      else ctx.notApplicable(rule, whole, silence.nothing);
    }
    for (const note of unusedNotes(facts)) ctx.note(note);
    if (planLimit !== undefined) ctx.note(`Nothing is enforced on this plan: ${planLimit}.`);
    ctx.output('required', required.known ? String(new Set(required.value.map(({ context }) => context)).size) : '');
    ctx.exhibit(checksExhibit(facts, findings));
    ctx.metric('contexts', wantedContexts(facts).length);
    ctx.metric('workflows', files.workflows.length);
    ctx.metric('requests', platform.asked());
    if (platform.ok) ctx.note(`Asked with ${credentialTexts[platform.credential]}.`);
  },
});

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

function gatesOf(ctx: Ctx): Gate[] {
  return ctx.inputs['gate-jobs'].map(({ workflow, job, except }) => ({
    workflow: workflow.includes('/') ? workflow : `.github/workflows/${workflow}`,
    job,
    except,
  }));
}
