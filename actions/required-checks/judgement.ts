import type { Because } from '../../shared/core/errors.ts';
import type { BranchRules } from '../../shared/domain/branch-rules/branch-rules.ts';
import type { FetchWorkflow } from '../../shared/domain/check-names/produced-check.ts';
import { producible } from '../../shared/domain/check-names/producible.ts';
import type { CheckFacts } from '../../shared/domain/required-checks/facts.ts';
import { type Finding, type FindingRule, findingRules } from '../../shared/domain/required-checks/finding.ts';
import { judgeChecks } from '../../shared/domain/required-checks/judge.ts';
import type { ReadWorkflow } from '../../shared/domain/workflow/workflow.ts';
import { type DecisionSetting, decisionSteps } from './decision-job.ts';
import type { Documents } from './documents.ts';
import { type Silence, silenceOf } from './silent.ts';

/** Everything that is known of one repository. */
export interface Seen
  extends Pick<
    CheckFacts,
    'askedBranch' | 'actionsApp' | 'workflows' | 'seen' | 'disabled' | 'external' | 'optional' | 'gates'
  > {
  /** `owner/name`, where it is known. */
  repository: string | undefined;
  rules: BranchRules;
  /** The name of the default branch; undefined where nobody could be asked. */
  defaultBranch: string | undefined;
  /** Why it is not sure that the rules are so now; empty when it is. */
  reasons: readonly Because[];
  documents: Documents;
  workflows: readonly ReadWorkflow[];
  fetch: FetchWorkflow;
  decision: Omit<DecisionSetting, 'repository'>;
}

/** What became of every rule: its findings, or why it has none. */
export interface Judgement {
  facts: CheckFacts;
  findings: readonly Finding[];
  silent: readonly (readonly [rule: FindingRule, silence: Silence])[];
}

/** Judges one repository. */
export async function judgeRepository(seen: Seen): Promise<Judgement> {
  const { repository, rules, defaultBranch, reasons, documents, fetch, decision: asked, ...rest } = seen;
  const calls = { repository, fetch };
  const produced = await producible(seen.workflows, calls);
  const decision = await decisionSteps({ ...asked, repository }, produced, calls);
  const facts: CheckFacts = {
    ...rest,
    branch: rules.branch,
    isDefaultBranch:
      seen.askedBranch === '~DEFAULT_BRANCH' || (rules.branch !== undefined && rules.branch === defaultBranch),
    declarations: documents.declarations,
    produced,
    required: rules.required,
    mergeQueue: rules.mergeQueue,
    isDecision: 'ask' in decision ? decision.ask : undefined,
  };
  const findings = withoutHold(judgeChecks(facts), reasons);
  const told = new Set(findings.map(({ rule }) => rule));
  const noDecision = 'ask' in decision ? undefined : decision;
  const [doubt] = reasons;
  // What is required, and that nothing is, is as doubtful as the rules.
  const around = doubt === undefined ? facts : { ...facts, required: { known: false as const, because: doubt } };
  const silent = findingRules
    .filter((rule) => !told.has(rule))
    .map((rule) => [rule, silenceOf(rule, { facts: around, unread: documents.unread, noDecision })] as const);
  return { facts, findings, silent };
}

/** The rules that rest on the files alone, whatever the branch requires. */
const ofFiles: ReadonlySet<FindingRule> = new Set([
  'workflow-readable',
  'name-provable',
  'declarations-agree',
  'declared-job-exists',
]);

/** What holds by rules of which it is not sure that they are so now is not verified; what fails by them stays failed. */
function withoutHold(findings: readonly Finding[], reasons: readonly Because[]): readonly Finding[] {
  const [first] = reasons;
  if (first === undefined) return findings;
  const needs = [...new Set(reasons.flatMap((one) => one.needs ?? []))];
  const because: Because = {
    code: first.code,
    message: [...new Set(reasons.map(({ message }) => message))].join('; '),
    ...(needs.length === 0 ? {} : { needs: needs.join('; ') }),
  };
  return findings.map((finding): Finding => {
    const { rule, status, about, at, message } = finding;
    if (ofFiles.has(rule) || (status !== 'passed' && status !== 'not-applicable')) return finding;
    return { rule, status: 'unverified', about, message, because, at };
  });
}
