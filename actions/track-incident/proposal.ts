import { sha256 } from '../../shared/core/fingerprint.ts';
import { notesIn } from '../../shared/core/issue-marks.ts';
import type { IssueProposal } from '../../shared/core/issue-proposal.ts';
import { incidentParts } from '../../shared/domain/incident/documented.ts';
import type { Outcome, Trigger } from '../../shared/domain/incident/outcome.ts';
import { isLater, type JudgedRun } from '../../shared/domain/incident/run.ts';
import type { Ctx } from './definition.ts';
import type { Incident } from './issue.ts';

/** What shall become of the issue, or a sentence that says why nothing does. `comments`: what the account that writes left there. */
export function proposalFor(
  ctx: Ctx,
  run: JudgedRun,
  outcome: Outcome,
  incident: Incident | undefined,
  comments: readonly string[],
): IssueProposal | string {
  if (outcome.state === 'unknown') return 'Nothing is written: what the run came to is not known.';
  if (outcome.state === 'neither')
    return `Nothing is written: the decision is ${outcome.decision}, which neither raises nor ends an incident.`;
  if (incident === undefined)
    return outcome.state === 'red' ? opened(ctx, run, outcome) : 'Nothing is written: there is no open incident.';
  const { issue, recorded } = incident;
  if (!isLater(run, recorded))
    return `Nothing is written: issue #${issue.number} is already about run ${recorded.id}, attempt ${recorded.attempt}.`;
  if (outcome.state === 'green' && incident.workflow !== workflowKey(run))
    return `Nothing is written: issue #${issue.number} is about a run of another workflow, and one of that ends it.`;
  return outcome.state === 'red' ? again(ctx, run, outcome, incident, comments) : over(ctx, run, incident, comments);
}

type Red = Extract<Outcome, { state: 'red' }>;

function opened(ctx: Ctx, run: JudgedRun, red: Red): IssueProposal {
  return {
    ...common(ctx, undefined),
    text: textOf(ctx, run, red),
    steps: ctx.inputs['immediate-actions'],
    parts: incidentParts,
    labels: ctx.inputs.labels,
    evenUnverified: true,
  };
}

/** Another run failed: the record names it, and people hear of it when that is news. */
function again(
  ctx: Ctx,
  run: JudgedRun,
  red: Red,
  { issue, recorded, remembered, documentation }: Incident,
  comments: readonly string[],
): IssueProposal {
  const green = lastGreen(ctx, comments, recorded);
  // One that ends late is recorded, for a comment alone may hide no alarm; but it does not fail again.
  const isLate = green !== undefined && isLater(green, run);
  const isNews = !isLate && (green !== undefined || remembered['first'] !== firstKey(red.first));
  const sentences = [
    green === undefined ? 'Another control fails first now.' : 'It fails again after a run that passed.',
  ];
  return {
    ...common(ctx, issue),
    // What was written of an earlier failure says nothing of this one.
    text: textOf(ctx, run, red, isNews ? documentation : remembered['said']),
    comment: isNews ? { note: `red-${run.id}-${run.attempt}`, sentences, facts: factsOf(ctx, run, red) } : undefined,
    evenUnverified: true,
  };
}

/** A run passed. That alone says nothing about cause and cure. */
function over(
  ctx: Ctx,
  run: JudgedRun,
  { issue, recorded, documented }: Incident,
  comments: readonly string[],
): IssueProposal | string {
  const facts = [
    { label: 'Commit', value: run.headSha },
    { label: 'Run', value: run.url },
  ];
  if (documented) {
    const sentences = [
      'A run of the default branch passes, and cause and corrective action are documented: the incident is closed.',
    ];
    return {
      ...common(ctx, issue),
      comment: { note: `closed-${run.id}-${run.attempt}`, sentences, facts },
      close: true,
    };
  }
  if (lastGreen(ctx, comments, recorded) !== undefined)
    return `Nothing is written: issue #${issue.number} already says that a later run passed.`;
  const sentences = [
    'A later run of the default branch passes. The incident stays open until cause and corrective action are filled in above; the next run that passes closes it.',
  ];
  return { ...common(ctx, issue), comment: { note: greenNote(run), sentences, facts } };
}

/** The note of a comment that a run passed. */
function greenNote({ id, attempt }: Pick<JudgedRun, 'id' | 'attempt'>): string {
  return `green-${id}-${attempt}`;
}

/** The last run after the recorded one of which a comment says that it passed. */
function lastGreen(
  { inputs: { mark } }: Ctx,
  comments: readonly string[],
  recorded: Incident['recorded'],
): Incident['recorded'] | undefined {
  return comments
    .flatMap((comment) => notesIn(comment, mark))
    .flatMap((note) => {
      const [, id, attempt] = /^green-(\d{1,15})-(\d{1,9})$/.exec(note) ?? [];
      const run = { id: Number(id), attempt: Number(attempt) };
      return id !== undefined && isLater(run, recorded) ? [run] : [];
    })
    .sort((a, b) => Number(isLater(a, b)) - Number(isLater(b, a)))
    .at(-1);
}

function common(ctx: Ctx, issue: Incident['issue'] | undefined): IssueProposal {
  const { mark, author, title } = ctx.inputs;
  return {
    mark,
    author,
    title,
    seen: issue === undefined ? undefined : { number: issue.number, body: issue.body },
    text: undefined,
    steps: [],
    parts: [],
    labels: [],
    comment: undefined,
    close: false,
    evenUnverified: false,
  };
}

function textOf(ctx: Ctx, run: JudgedRun, red: Red, said?: string | number): NonNullable<IssueProposal['text']> {
  return {
    state: {
      run: run.id,
      attempt: run.attempt,
      commit: run.headSha,
      first: firstKey(red.first),
      workflow: workflowKey(run),
      ...(said === undefined ? {} : { said }),
    },
    sentences: ['The default branch fails its release governance, which is to be treated as an incident.'],
    facts: factsOf(ctx, run, red),
  };
}

function factsOf(_ctx: Ctx, run: JudgedRun, { first, others }: Red): { label: string; value: string }[] {
  return [
    { label: 'First failing control', value: first.name },
    { label: 'What it says', value: first.message },
    ...(first.owner === undefined ? [] : [{ label: 'Owner', value: first.owner }]),
    ...others.slice(0, 10).map(({ name, message }) => ({ label: 'Also', value: `${name}: ${message}` })),
    { label: 'Commit', value: run.headSha },
    { label: 'Run', value: `${run.url} (attempt ${run.attempt})` },
    { label: 'Workflow', value: run.workflow },
  ];
}

/** Tells one workflow from another. */
function workflowKey({ workflow }: JudgedRun): string {
  return sha256(workflow).slice(0, 16);
}

/** Tells one first failing control from another, whatever it is called. */
function firstKey({ name }: Trigger): string {
  return sha256(name).slice(0, 16);
}
