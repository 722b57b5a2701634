import type { MarkerState } from '../../shared/core/issue-marks.ts';
import { readMarked } from '../../shared/core/issue-marks.ts';
import { peopleOf } from '../../shared/domain/approval/people.ts';
import { lackingIn } from '../../shared/domain/incident/documented.ts';
import { lastEditor } from '../../shared/domain/incident/edits.ts';
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
  remembered: MarkerState;
  /** Cause and corrective action are filled in, by somebody who may. */
  documented: boolean;
}

/** The open incident, or that there is none; undefined where that is not known, so that nothing may be written. */
export async function findIncident(
  ctx: Ctx,
  { github, name }: NamedRepository,
): Promise<{ incident: Incident | undefined } | undefined> {
  const { author, mark } = ctx.inputs;
  const answer = await markedIssues(github, name, mark, author);
  const skip = (...rules: ('one-issue' | 'marks' | 'documented')[]): void => {
    const because = noData('the issue of the incident is not known', 'one issue that can be read');
    for (const rule of rules) tellVerdict(ctx, rule, { about: [mark] }, unverified(because));
  };
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
  const { run, attempt } = read.state === 'whole' ? read.remembered : {};
  if (read.state !== 'whole' || typeof run !== 'number' || typeof attempt !== 'number') {
    tellVerdict(
      ctx,
      'marks',
      { about: [mark] },
      {
        status: 'failed',
        problem: `the marks in issue #${issue.number} are not whole: somebody edited them`,
        expected: 'one beginning and one end, as they were written',
        actual: read.state,
        fix: `put the text of issue #${issue.number} back from its history of edits, or close it by hand`,
      },
    );
    skip('documented');
    return undefined;
  }
  tellVerdict(ctx, 'marks', { about: [mark] }, passed);
  const verdict = await documentedVerdict(ctx, { github, name }, issue);
  tellVerdict(ctx, 'documented', { about: [mark] }, verdict);
  return {
    incident: {
      issue,
      recorded: { id: run, attempt },
      remembered: read.remembered,
      documented: verdict.status === 'passed',
    },
  };
}

export function disabled(): Verdict {
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
  { number, body }: MarkedIssue,
): Promise<Verdict> {
  const { mark, 'may-document': names } = ctx.inputs;
  const people = peopleOf(names, ctx.policy.roles, 'may-document');
  const lacking = lackingIn(body, mark);
  if (lacking.length > 0)
    return {
      status: 'failed',
      problem: `issue #${number} is not documented: ${lacking.join('; ')}`,
      expected: 'cause and corrective action in a few words each',
      actual: lacking,
      fix: `write them under their headings in issue #${number}; the next green run closes it`,
    };
  if (names.length === 0) return passed;
  const editor = await lastEditor(github, name, number);
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
