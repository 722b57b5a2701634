import type { Because } from '../../shared/core/errors.ts';
import type { CheckFacts } from '../../shared/domain/required-checks/facts.ts';
import type { FindingRule } from '../../shared/domain/required-checks/finding.ts';
import { branchText } from '../../shared/domain/required-checks/wanted.ts';

/** What is known when a rule has found nothing to look at. */
export interface Around {
  facts: CheckFacts;
  /** Why not every document was read. */
  unread: Because | undefined;
  /** Why no job that makes the decision is asked for, or why that is not known. */
  noDecision: { why: string } | { because: Because } | undefined;
}

/** Why a rule has no finding: it could not look, or there is nothing of the kind. */
export type Silence = { because: Because } | { nothing: string };

/** Why a rule without a single finding has none. What could not be read is never taken for nothing. */
export function silenceOf(rule: FindingRule, around: Around): Silence {
  const { facts, unread, noDecision } = around;
  const { required, declarations } = facts;
  const hidden = required.known ? unread : required.because;
  const wanted = declarations.some(({ checks }) => checks.length > 0) || (required.known && required.value.length > 0);
  const ofContexts = (nothing: string): Silence => {
    if (hidden !== undefined) return { because: hidden };
    return wanted ? { nothing } : { because: noCheck(facts) };
  };
  const ofDocuments = (asked: boolean, why: string): Silence => {
    if (unread !== undefined) return { because: unread };
    return asked ? { because: noCheck(facts) } : { nothing: why };
  };
  switch (rule) {
    case 'workflow-readable':
      return { because: noWorkflow };
    case 'name-provable':
      return facts.workflows.length === 0 ? { because: noWorkflow } : { nothing: 'no workflow makes a check' };
    case 'check-produced':
    case 'check-unique':
    case 'check-name-length':
    case 'runs-on-pull-request':
    case 'runs-in-merge-queue':
      return ofContexts('no job of the workflows makes a required check');
    case 'workflow-enabled':
      if (facts.disabled === undefined) return { nothing: 'the configuration does not ask for disabled workflows' };
      return ofContexts('no job of the workflows makes a required check');
    case 'not-filtered':
    case 'name-when-skipped':
      return ofContexts('no job of the workflows makes a required check for pull requests');
    case 'not-skipped':
      return ofContexts('no job, other than those of a matrix, makes a required check for pull requests');
    case 'runs-after-failure':
      return ofContexts('no required job needs another one');
    case 'app-pinned':
      return required.known ? { because: noCheck(facts) } : { because: required.because };
    case 'declared-is-required':
      return ofDocuments(declarations.length > 0, 'the configuration names no document');
    case 'required-is-declared':
      return ofDocuments(
        declarations.some(({ complete }) => complete),
        'the configuration names no document that claims to be complete',
      );
    case 'declarations-agree':
      return ofDocuments(declarations.length > 1, 'the configuration names no two documents');
    case 'declared-job-exists':
      return ofDocuments(false, 'no document says which job makes a check');
    case 'produced-is-required':
      if (facts.workflows.length === 0) return { because: noWorkflow };
      return { nothing: 'no job runs on pull requests, other than those that are listed as optional' };
    case 'decision-is-required':
    case 'decision-always-runs':
      if (noDecision !== undefined && 'because' in noDecision) return noDecision;
      return { nothing: noDecision?.why ?? 'no job that makes the decision is asked for' };
    case 'gate-is-complete':
    case 'gate-always-runs':
      return { nothing: 'the configuration names no gate' };
  }
}

const noWorkflow: Because = {
  code: 'NO_DATA',
  message: 'there is no workflow file',
  needs: 'files in .github/workflows at the top of the repository',
};

function noCheck(facts: CheckFacts): Because {
  const message = `there is no check to look at: ${branchText(facts)} requires none, and no document declares one`;
  return { code: 'NO_DATA', message, needs: 'a check that is required or declared' };
}
