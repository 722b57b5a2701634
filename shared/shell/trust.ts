import { inputText, type PolicyDifference } from '../core/inputs.ts';
import type { Result, Subject } from '../core/report.ts';
import { makeResult } from '../core/result.ts';
import { type Rule, rule } from '../core/rule.ts';

/**
 * What every run in Actions checks besides its control: that the right tree was read, and that the judged change did not
 * choose its own policy, nor have anything changed for it. These rules only ever add failed results: they cannot make an empty report pass.
 */
export const trustRules = {
  'judged-commit': rule<{ read: string; named: string[] }>({
    severity: 'critical',
    waivable: false,
    asserts: 'The tree that was read belongs to the commit that the event names.',
    why: 'A workflow that checks out another commit (pull_request_target does) would judge what nobody is about to merge.',
    about: () => ['checkout'],
    says: ({ read, named }) => `the checkout is at ${read}, but the event is about ${named.join(' or ')}`,
    expected: ({ named }) => named,
    actual: ({ read }) => read,
    fix: () => 'let actions/checkout take its default ref, or run on an event whose commit it checks out',
  }),
  'policy-input': rule<PolicyDifference>({
    severity: 'high',
    waivable: false,
    asserts: 'No input in the workflow differs from what the base configuration says about policy.',
    why: 'The workflow file is part of the judged change: whoever writes it could loosen the gate that judges it.',
    about: ({ name }) => [name],
    says: ({ name, given, used }) =>
      `the workflow sets ${name} to ${inputText(given)}; the base configuration says ${inputText(used)}, which was used`,
    expected: ({ used }) => used,
    actual: ({ given }) => given,
    fix: ({ name }) => `remove ${name} from with:, and set it in the configuration on the base branch`,
  }),
  place: rule<{ named: string[]; root: string }>({
    severity: 'high',
    waivable: false,
    asserts:
      'The working directory and the configuration that the workflow names are the usual ones, or listed at the base.',
    why: 'A change could have an example judged in place of itself, or itself judged by a configuration that it brings along.',
    about: () => ['place'],
    says: ({ named, root }) =>
      `the workflow names ${named.join(' and ')}; ${root} of the base does not list it under places`,
    actual: ({ named }) => named,
    fix: ({ named, root }) =>
      `list ${named.join(' and ')} under places: in ${root} on the default branch, or leave it out of with:`,
  }),
  'acting-run': rule<{ event: string; ref: string }>({
    severity: 'critical',
    waivable: false,
    asserts: 'What changes something runs on the default branch, and on an event that nobody outside can start.',
    why: 'On a pull request its author chooses the workflow and the files, and would have a token with write access work for them.',
    about: () => ['event'],
    says: ({ event, ref }) => `the run is about ${ref} on the event ${event}: nothing may be changed from there`,
    expected: () => 'push, schedule, workflow_dispatch or repository_dispatch on the default branch',
    actual: ({ event, ref }) => `${event} on ${ref}`,
    fix: () => 'leave apply and pull-request out here, or move the step to a workflow on the default branch',
  }),
};

/** A failed result of one of these rules. */
export function distrust<K extends keyof typeof trustRules>(
  id: K,
  a: (typeof trustRules)[K] extends Rule<infer A> ? A : never,
): Result {
  return makeResult(`trust/${id}`, trustRules[id] as Rule<never>, 'failed', a as never);
}

/** The trust results about which tree was read. */
export function judgedCommit(subject: Subject, runSha: string | undefined): Result[] {
  const named = [
    ...new Set([subject.headSha, subject.mergeSha, subject.event === 'pull_request_target' ? undefined : runSha]),
  ].filter((sha) => sha !== undefined);
  const read = subject.checkedOutSha;
  if (read === undefined || named.includes(read)) return [];
  return [distrust('judged-commit', { read, named })];
}
