import { isObject } from '../../core/json.ts';
import type { PolicySource, Report, Subject } from '../../core/report.ts';

/** What a report must be bound to. */
export interface BindTo {
  subject: Subject;
  /** Undefined: of another run, which may have been judged by an earlier configuration. */
  policy: PolicySource | undefined;
  /** The controls for which the base configuration asks. */
  asked: readonly string[];
}

/**
 * Why a report is not one of this run, judged by its policy: every difference, none when it is. What a report says of itself is
 * compared with what the platform says of the run; whether its attempt is the right one is judged with the jobs of the run.
 */
export function foreignness(report: Report, to: BindTo): string[] {
  const own = `${report.control}/`;
  // The trust rules only ever add what is wrong.
  const wrongRule = report.results.find(
    ({ rule, status }) => !rule.startsWith(own) && !(rule.startsWith('trust/') && status !== 'passed'),
  );
  return [
    ...(to.subject.event === 'local'
      ? localDifferences(report.subject, to.subject)
      : runDifferences(report, to.subject)),
    ...policyDifferences(report, to),
    ...nameDifferences(report),
    ...(report.control !== 'executive-summary' && report.results.some(({ because }) => because?.code === 'CONDITIONAL')
      ? ['it holds the word of a decision, which only executive-summary says']
      : []),
    ...(wrongRule === undefined
      ? []
      : [`it holds a result of ${wrongRule.rule}, which is not a rule of ${report.control}`]),
  ];
}

function runDifferences({ subject }: Report, own: Subject): string[] {
  const compared: [what: string, theirs: string | number | undefined, ours: string | number | undefined][] = [
    ['repository', subject.repository, own.repository],
    ['commit', subject.headSha, own.headSha],
    ['run', subject.runId, own.runId],
    ['event', subject.event, own.event],
    ['test merge', subject.mergeSha, own.mergeSha],
  ];
  const differences = compared.flatMap(([what, theirs, ours]) =>
    theirs === ours ? [] : [`its ${what} is ${theirs ?? 'not named'}, and not ${ours ?? 'unnamed as here'}`],
  );
  const [attempt, last] = [subject.attempt, own.attempt];
  if (attempt === undefined) differences.push('it names no attempt of the run');
  else if (last !== undefined && attempt > last)
    differences.push(`it is of attempt ${attempt}, and there were ${last}`);
  return differences;
}

/** A summary says itself what it is about; a key that was given to it is no name. */
function nameDifferences({ control, subject, data }: Report): string[] {
  if (control !== 'executive-summary') return [];
  const name = isObject(data) && typeof data['name'] === 'string' ? data['name'] : undefined;
  return name === undefined || name === subject.matrixKey
    ? []
    : [`it is the summary ${name}, and not ${subject.matrixKey ?? 'the one without a name'}`];
}

function localDifferences(theirs: Subject, ours: Subject): string[] {
  if (theirs.range !== undefined) return [`it is about the range ${theirs.range}, and not about the work tree`];
  if (theirs.event !== 'local') {
    return [
      `it was made by run ${theirs.runId ?? 'unknown'} of ${theirs.repository ?? 'an unnamed repository'}, and not in this work tree`,
    ];
  }
  return theirs.headSha === ours.headSha
    ? []
    : [`it was made at commit ${theirs.headSha ?? 'none'}, and the work tree is at ${ours.headSha ?? 'none'}`];
}

function policyDifferences({ policySource, status, control }: Report, { policy, asked }: BindTo): string[] {
  if (policySource === undefined)
    return status === 'error' ? [] : ['it does not say by which configuration it was judged'];
  if (policy === undefined) return [];
  if (policySource.kind === 'bootstrap' && policy.kind !== 'bootstrap') {
    return asked.includes(control) ? ['it was judged by a configuration of the judged change itself'] : [];
  }
  if (policySource.sha256 === policy.sha256) return [];
  return [
    `it was judged by another configuration than this run (${policySource.path} with sha256 ${policySource.sha256 ?? 'unknown'})`,
  ];
}
