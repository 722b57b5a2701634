import type { Because } from '../../core/errors.ts';
import { decisionJob } from './decision-job.ts';
import type { CheckFacts } from './facts.ts';
import { type Finding, failed, inconclusive, passed, unverified, wholeRule } from './finding.ts';
import { gates } from './gate.ts';
import { requiredJobs } from './held.ts';
import { checkNameLength, checkProduced, checkUnique, namesProvable } from './name-rules.ts';
import {
  appPinned,
  declarationsAgree,
  declaredIsRequired,
  declaredJobExists,
  producedIsRequired,
  requiredIsDeclared,
} from './policy-rules.ts';
import {
  nameWhenSkipped,
  notFiltered,
  notSkipped,
  runsAfterFailure,
  runsInMergeQueue,
  runsOnPullRequest,
  workflowEnabled,
} from './run-rules.ts';
import { skipFinder } from './skip-chain.ts';
import { wantedContexts } from './wanted.ts';

/**
 * Joins what documents declare, what the workflows can make and what the branch requires. Every finding names its place;
 * what could not be looked at is unverified. No two findings of a rule are about the same; one of the rules of a branch is about that first.
 */
export function judgeChecks(facts: CheckFacts): Finding[] {
  const isRequired = requiredJobs(facts);
  const findSkip = skipFinder(facts.produced);
  const perContext = wantedContexts(facts).flatMap((wanted) => [
    checkProduced(wanted, facts),
    checkUnique(wanted, facts),
    checkNameLength(wanted),
    runsOnPullRequest(wanted),
    runsInMergeQueue(wanted, facts),
    ...notFiltered(wanted, facts),
    ...notSkipped(wanted, facts, findSkip),
    ...nameWhenSkipped(wanted, facts),
    ...runsAfterFailure(wanted, facts, isRequired),
    workflowEnabled(wanted, facts),
    ...appPinned(wanted, facts),
  ]);
  const findings = [
    ...workflowsReadable(facts),
    ...perContext.filter((finding) => finding !== undefined),
    ...namesProvable(facts),
    ...declaredIsRequired(facts),
    ...requiredIsDeclared(facts),
    ...declarationsAgree(facts),
    ...declaredJobExists(facts),
    ...producedIsRequired(facts),
    ...decisionJob(facts),
    ...gates(facts, findSkip),
  ];
  const { mergeQueue, askedBranch } = facts;
  return worstOfEach(mergeQueue.known ? findings : findings.map(ifQueued(mergeQueue.because))).map((finding) => ({
    ...finding,
    about: [...wholeRule(finding.rule, askedBranch), ...finding.about],
  }));
}

/** The rules whose findings are about an event, which stands last. */
const eventRules: ReadonlySet<Finding['rule']> = new Set([
  'not-filtered',
  'not-skipped',
  'name-when-skipped',
  'runs-after-failure',
  'decision-always-runs',
]);

/** What goes wrong in a merge queue only is no failure as long as nobody knows whether there is one. */
function ifQueued(because: Because): (finding: Finding) => Finding {
  return (finding) => {
    const { rule, status, about, at } = finding;
    if (status !== 'failed' || !eventRules.has(rule) || about.at(-1) !== 'merge_group') return finding;
    return unverified(rule, about, { ...because, message: `${finding.message}; ${because.message}` }, at);
  };
}

const severity: Readonly<Record<Finding['status'], number>> = {
  failed: 3,
  unverified: 2,
  passed: 1,
  'not-applicable': 0,
};

/** A document can list a check twice, and a ruleset can require it twice: the worse finding stands for both. */
function worstOfEach(findings: readonly Finding[]): Finding[] {
  const found = new Map<string, Finding>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.rule, ...finding.about]);
    const other = found.get(key);
    if (other === undefined || severity[finding.status] > severity[other.status]) found.set(key, finding);
  }
  return [...found.values()];
}

/** A file of which nothing is wrong is one result; of another one each problem is. The words of a problem are not its identity. */
function workflowsReadable({ workflows, produced }: CheckFacts): Finding[] {
  const rule = 'workflow-readable';
  const bad = new Set(produced.problems.map(({ at }) => at.path));
  const times = new Map<string, number>();
  return [
    ...workflows.filter(({ path }) => !bad.has(path)).map(({ path }) => passed(rule, [path], 'was read', { path })),
    ...produced.problems.map(({ effect, code, pointer, message, at, fix }) => {
      const one = [at.path, ...(pointer === '' ? [] : [pointer]), code];
      const key = JSON.stringify(one);
      const time = (times.get(key) ?? 0) + 1;
      times.set(key, time);
      const about = time === 1 ? one : [...one, String(time)];
      if (effect === 'unclear') {
        return unverified(
          rule,
          about,
          inconclusive(`${at.path} ${message}`, 'a workflow that holds only what is documented'),
          at,
        );
      }
      const words = {
        message: `GitHub refuses ${at.path}, which ${message}`,
        expected: 'a workflow that GitHub accepts',
        actual: message,
        fix: fix ?? `repair ${at.path}`,
      };
      return failed(rule, about, words, at);
    }),
  ];
}
