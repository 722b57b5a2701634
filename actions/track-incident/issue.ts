import type { Because } from '../../shared/core/errors.ts';
import type { MarkerState } from '../../shared/core/issue-marks.ts';
import { readMarked } from '../../shared/core/issue-marks.ts';
import { peopleOf } from '../../shared/domain/approval/people.ts';
import { type Documentation, documentationIn } from '../../shared/domain/incident/documented.ts';
import { lastEditor } from '../../shared/domain/incident/edits.ts';
import { isLater, type JudgedRun, judgeRun, runOf } from '../../shared/domain/incident/run.ts';
import { type MarkedIssue, markedIssues } from '../../shared/domain/marked-issue/issues.ts';
import type { NamedRepository } from '../../shared/domain/repository/repository.ts';
import { tellVerdict } from '../../shared/domain/verdict/tell.ts';
import { noData, passed, unverified, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import { listed } from '../../shared/parse/text.ts';
import type { Ctx } from './definition.ts';

/** The open incident. */
export interface Incident {
  issue: MarkedIssue;
  /** The run that was recorded last. */
  recorded: { id: number; attempt: number };
  /** Tells its workflow from others. */
  workflow: string;
  remembered: MarkerState;
  /** Cause and corrective action are filled in, by somebody who may. */
  documented: boolean;
  /** Tells what is filled in from another text; undefined when something is lacking. */
  documentation: string | undefined;
}

/**
 * The open incident, or that there is none; undefined where that is not known, so that nothing may be written. `judged`: the run that is
 * held against the recorded one.
 */
export async function findIncident(
  ctx: Ctx,
  repository: NamedRepository,
  judged: JudgedRun | undefined,
): Promise<{ incident: Incident | undefined } | undefined> {
  const { author, mark } = ctx.inputs;
  const { github, name } = repository;
  const skip = (...rules: ('one-issue' | 'marks' | 'documented')[]): void => {
    const because = noData('the issue of the incident is not known', 'one issue that can be read');
    for (const rule of rules) tellVerdict(ctx, rule, { about: [mark] }, unverified(because));
  };
  if (repository.hasIssues === false) {
    tellVerdict(ctx, 'issues', { about: [name] }, disabled());
    skip('one-issue', 'marks', 'documented');
    return undefined;
  }
  const answer = await markedIssues(github, name, mark, author);
  if (!answer.ok) {
    tellVerdict(ctx, 'issues', { about: [name] }, answer.status === 410 ? disabled() : unverified(answer.because));
    skip('one-issue', 'marks', 'documented');
    return undefined;
  }
  tellVerdict(ctx, 'issues', { about: [name] }, passed);
  const { own, imitations } = answer.data;
  if (imitations.length > 0) {
    const numbers = imitations.map((number) => `#${number}`);
    ctx.note(`Left alone, because others than ${author} wrote them: ${listed(numbers)}.`);
  }
  const [issue, ...more] = own;
  if (more.length > 0) {
    const numbers = own.map(({ number }) => `#${number}`);
    tellVerdict(
      ctx,
      'one-issue',
      { about: [mark] },
      {
        status: 'failed',
        problem: `${own.length} open issues bear the mark ${mark}: ${listed(numbers)}`,
        expected: 'one issue',
        actual: numbers,
        fix: 'bring together in one of them what people wrote, and close the others',
      },
    );
    skip('marks', 'documented');
    return undefined;
  }
  tellVerdict(ctx, 'one-issue', { about: [mark] }, passed);
  if (issue === undefined) {
    for (const rule of ['marks', 'documented'] as const)
      tellVerdict(ctx, rule, { about: [mark] }, { status: 'not-applicable', why: 'there is no open incident' });
    return { incident: undefined };
  }
  const read = readMarked(issue.body, mark);
  const { run, attempt, workflow } = read.state === 'whole' ? read.remembered : {};
  const edited = (problem: string, expected: unknown, actual: unknown): undefined => {
    const fix = `put the text of issue #${issue.number} back from its history of edits, or close it by hand`;
    tellVerdict(ctx, 'marks', { about: [mark] }, { status: 'failed', problem, expected, actual, fix });
    skip('documented');
    return undefined;
  };
  if (
    read.state !== 'whole' ||
    typeof run !== 'number' ||
    typeof attempt !== 'number' ||
    typeof workflow !== 'string' ||
    run < 1
  )
    return edited(
      `the marks in issue #${issue.number} are not whole: somebody edited them`,
      'one beginning and one end, as they were written',
      read.state,
    );
  const forged = await whyForged(repository, { id: run, attempt }, judged);
  if (forged !== undefined && 'code' in forged) {
    tellVerdict(ctx, 'marks', { about: [mark] }, unverified(forged));
    skip('documented');
    return undefined;
  }
  if (forged !== undefined)
    return edited(
      `issue #${issue.number} names a run that was never recorded: ${forged.why}`,
      'a run of the default branch',
      `run ${run}, attempt ${attempt}`,
    );
  tellVerdict(ctx, 'marks', { about: [mark] }, passed);
  const documentation = documentationIn(issue.body, mark);
  const verdict = await documentedVerdict(ctx, repository, issue, documentation, read.remembered);
  tellVerdict(ctx, 'documented', { about: [mark] }, verdict);
  return {
    incident: {
      issue,
      recorded: { id: run, attempt },
      workflow,
      remembered: read.remembered,
      documented: verdict.status === 'passed',
      documentation: documentation.lacking.length === 0 ? documentation.key : undefined,
    },
  };
}

/** Why the recorded run cannot have been recorded; only one that hides the judged one is looked at. */
async function whyForged(
  repository: NamedRepository,
  recorded: Incident['recorded'],
  judged: JudgedRun | undefined,
): Promise<{ why: string } | Because | undefined> {
  if (judged === undefined || isLater(judged, recorded)) return undefined;
  const same = recorded.id === judged.id;
  const found = same
    ? { ok: true as const, data: judged }
    : await runOf(repository.github, repository.name, recorded.id);
  if (!found.ok) return found.because.code === 'NOT_FOUND' ? { why: `run ${recorded.id} is not there` } : found.because;
  if (recorded.attempt > found.data.attempt)
    return { why: `run ${recorded.id} has ${found.data.attempt} attempts, and not ${recorded.attempt}` };
  const verdict = judgeRun(found.data, repository, { own: true, workflows: [] });
  return verdict.status === 'failed' ? { why: verdict.problem } : undefined;
}

function disabled(): Verdict {
  return {
    status: 'failed',
    problem: 'issues are disabled in this repository, so that no incident can be recorded',
    expected: 'issues',
    actual: 'disabled',
    fix: 'switch issues on under Settings, General, Features, or keep incidents elsewhere and leave this control out',
  };
}

async function documentedVerdict(
  ctx: Ctx,
  { github, name }: Pick<NamedRepository, 'github' | 'name'>,
  { number }: MarkedIssue,
  { lacking, key }: Documentation,
  remembered: MarkerState,
): Promise<Verdict> {
  const { 'may-document': names } = ctx.inputs;
  const people = peopleOf(names, ctx.policy.roles, 'may-document');
  if (lacking.length > 0)
    return {
      status: 'failed',
      problem: `issue #${number} is not documented: ${lacking.join('; ')}`,
      expected: 'cause and corrective action in a few words each',
      actual: lacking,
      fix: `write them under their headings in issue #${number}; the next green run closes it`,
    };
  if (remembered['said'] === key)
    return {
      status: 'failed',
      problem: `issue #${number} is documented as it was before it failed anew`,
      expected: 'cause and corrective action of what failed last',
      actual: 'those of before',
      fix: `say in issue #${number} under Cause and Corrective action what holds of the newer failure, too`,
    };
  if (names.length === 0) return passed;
  const editor = await lastEditor(github, name, number, ctx.inputs.author);
  if (!editor.ok) return unverified(editor.because);
  if (people.some((login) => login.toLowerCase() === editor.data?.toLowerCase())) return passed;
  return {
    status: 'failed',
    problem: `issue #${number} was last edited by ${editor.data ?? 'apps only'}, who may not document it`,
    expected: names,
    actual: editor.data ?? 'apps only',
    fix: `let one of ${listed(people)} look at the text of issue #${number}, and edit it`,
  };
}
