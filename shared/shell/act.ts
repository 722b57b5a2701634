import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { applyChange } from '../adapters/apply-change.ts';
import type { AnyControl } from '../core/control.ts';
import { GovernanceError } from '../core/errors.ts';
import { type RunEvent, startedOnBranch } from '../core/event.ts';
import { issueProblem } from '../core/issue-problem.ts';
import type { Proposal } from '../core/proposal.ts';
import type { Result } from '../core/report.ts';
import { reportStatus } from '../domain/decision/status.ts';
import { proposalBody, proposalTitle } from '../render/proposal.ts';
import type { Host } from './host.ts';
import type { Draft } from './outcome.ts';
import { type OpenedPullRequest, openPullRequest } from './pull-request.ts';
import { distrust } from './trust.ts';

/** The trust results of a run that shall change something: only a run on the default branch may. */
export function mayAct(
  { kind }: AnyControl,
  values: Readonly<Record<string, unknown>>,
  event: RunEvent | undefined,
): Result[] {
  if (kind !== 'act' || event === undefined || (values['apply'] !== true && values['pull-request'] !== true)) return [];
  const { subject, defaultBranch } = event;
  const { event: name, ref = 'nothing' } = subject;
  const onDefault = defaultBranch !== undefined && ref === `refs/heads/${defaultBranch}`;
  const trusted = onDefault && (startedOnBranch.has(name) || (name === 'workflow_run' && startedInside(event)));
  return trusted ? [] : [distrust('acting-run', { event: name, ref })];
}

/** Whether the run that started this one was itself of a trusted event, on the default branch, and not of a fork with a branch of that name. */
function startedInside({ startedBy, defaultBranch, subject }: RunEvent): boolean {
  return (
    startedBy !== undefined &&
    startedOnBranch.has(startedBy.event) &&
    startedBy.branch === defaultBranch &&
    startedBy.repository?.toLowerCase() === subject.repository?.toLowerCase()
  );
}

/**
 * Applies what a control proposes, as far as the inputs ask for it: never when anything failed, was not verified or is a replay. What keeps
 * it from being applied is thrown, or noted where that is as it should be.
 */
export async function act(control: AnyControl, draft: Draft, host: Host, event: RunEvent | undefined): Promise<void> {
  const { kind, name } = control;
  if (kind !== 'act') return;
  const { evaluation, values } = draft;
  const { outputs, proposal } = evaluation;
  outputs['applied'] = 'false';
  if (Object.hasOwn(control.outputs, 'issue-url')) return keepIssue(name, draft, host, event);
  outputs['pull-request-url'] = '';
  const asked = values['apply'] === true || values['pull-request'] === true;
  if (proposal === undefined) return;
  if (!asked) {
    evaluation.notes.push('Nothing was changed: apply writes it, pull-request asks for it.');
    return;
  }
  const status = reportStatus(evaluation.results, evaluation.error);
  const reason = draft.replay === true ? 'it is a replay' : status === 'passed' ? undefined : `the report is ${status}`;
  if (reason !== undefined) {
    evaluation.notes.push(`Nothing was changed: ${reason}.`);
    return;
  }
  if (values['pull-request'] === true) {
    const { url, state } = await askFor(proposal, name, draft, host, event);
    outputs['pull-request-url'] = url;
    outputs['applied'] = String(state !== 'closed');
    evaluation.notes.push(sayings[state](url));
  }
  if (values['apply'] === true) {
    const named = values['working-directory'] as string;
    const folder = await realpath(resolve(host.cwd, named)).catch((cause: unknown) => {
      throw new GovernanceError('BAD_INPUT', `there is no folder ${named} to write into`, {
        hint: 'Add a step with actions/checkout before this one.',
        cause,
      });
    });
    const written = await applyChange(folder, proposal.changes);
    if (!written.ok) throw notWritten(written.problems, written.left);
    outputs['applied'] = 'true';
    evaluation.notes.push(`Written: ${proposal.changes.map(({ path }) => path).join(', ')}.`);
  }
}

/** Writes the issue that a control proposes. */
async function keepIssue(control: string, draft: Draft, host: Host, event: RunEvent | undefined): Promise<void> {
  const { evaluation, values } = draft;
  const { outputs, issue } = evaluation;
  outputs['issue-url'] = '';
  if (issue === undefined) return;
  const problem = issueProblem(issue);
  if (problem !== undefined) throw new Error(`the issue of ${control} ${problem}`);
  if (values['apply'] !== true) {
    evaluation.notes.push('Nothing was written: apply writes to the issue.');
    return;
  }
  const status = reportStatus(evaluation.results, evaluation.error);
  const measured = status === 'passed' || (status === 'unverified' && issue.evenUnverified);
  const reason = draft.replay === true ? 'it is a replay' : measured ? undefined : `the report is ${status}`;
  if (reason !== undefined) {
    evaluation.notes.push(`Nothing was written: ${reason}.`);
    return;
  }
  const repository = event?.subject.repository;
  const token = host.secret('token');
  if (repository === undefined || token === undefined || host.createGitHubWrite === undefined) {
    throw new GovernanceError('BAD_INPUT', 'an issue is written by a workflow with a token only', {
      hint: 'Leave apply out on a laptop; in a workflow give the job issues: write.',
    });
  }
  const [{ issueDocument }, { writeIssue }] = await Promise.all([import('../render/issue.ts'), import('./issue.ts')]);
  const place = { github: host.createGitHub(token), write: host.createGitHubWrite(token), repository };
  const { url, state } = await writeIssue(place, issue, issueDocument(issue, control));
  outputs['issue-url'] = url;
  outputs['applied'] = 'true';
  evaluation.notes.push(`The issue was ${state}: ${url}`);
}

const sayings: Readonly<Record<OpenedPullRequest['state'], (url: string) => string>> = {
  opened: (url) => `A pull request was opened: ${url}`,
  updated: (url) => `The pull request was updated: ${url}`,
  unchanged: (url) => `The pull request holds the change already: ${url}`,
  closed: (url) => `The pull request was closed without being merged, and is not opened again: ${url}`,
};

async function askFor(
  proposal: Proposal,
  control: string,
  draft: Draft,
  host: Host,
  event: RunEvent | undefined,
): Promise<OpenedPullRequest> {
  const repository = event?.subject.repository;
  if (event?.defaultBranch === undefined || repository === undefined || host.createGitHubWrite === undefined) {
    throw new GovernanceError('BAD_INPUT', 'a pull request is opened by a workflow only', {
      hint: 'On a laptop use --apply, and commit.',
    });
  }
  const token = host.secret('pull-request-token');
  if (token === undefined) {
    throw new GovernanceError('BAD_INPUT', 'pull-request is true, and there is no pull-request-token', {
      hint: 'Give the token of a GitHub App, or a fine-grained one, with contents: write and pull-requests: write on this repository.',
    });
  }
  const place = {
    github: host.createGitHub(token),
    write: host.createGitHubWrite(token),
    repository,
    base: event.defaultBranch,
    folder: draft.place?.folder ?? '',
  };
  const text = { title: proposalTitle(proposal), body: proposalBody(proposal, control), control };
  return openPullRequest(place, proposal, text);
}

function notWritten(problems: readonly string[], left: readonly string[]): GovernanceError {
  const broken = left.length > 0;
  const message = broken
    ? `the change was begun and could not be undone in ${left.join(', ')}`
    : 'nothing was written, because not all of it can be';
  return new GovernanceError(broken ? 'INTERNAL' : 'BAD_INPUT', message, {
    problems: problems.map((problem) => ({ message: problem })),
    hint: broken ? 'Restore these files from git.' : 'Mend what is named, and run it again.',
  });
}
