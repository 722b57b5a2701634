import type { Answer } from '../../shared/core/ports.ts';
import { isoTime, parseTime } from '../../shared/core/time.ts';
import { checkRunsOf, judgeRuns } from '../../shared/domain/check-run/check-runs.ts';
import { type Finding, holds, lacks, open, wrong } from '../../shared/domain/finding/finding.ts';
import type { Acknowledgement } from '../../shared/domain/handoff/acknowledgement.ts';
import type { Acknowledge } from '../../shared/domain/handoff/config.ts';
import { landingOf } from '../../shared/domain/landing/landing.ts';
import { onDefaultBranch } from '../../shared/domain/repository/default-branch.ts';
import { fileAt } from '../../shared/domain/repository/file-at.ts';
import type { NamedRepository } from '../../shared/domain/repository/repository.ts';

const mostBytes = 1024 * 1024;
const mostFiles = 20;

/**
 * Judges that the consumer tried what it answers to: at a commit of its default branch, for a fork can name any check; by a check that began
 * after the handoff came; and with the files that it says it changed since then. `begun`: when it came.
 */
export async function judgeTried(
  policy: Acknowledge,
  repository: NamedRepository,
  { commit, 'files-changed': files }: Acknowledgement,
  begun: Answer<number>,
): Promise<Finding[]> {
  return [
    ...(await judgeChecks(policy, repository, commit, begun)),
    await judgeLanded(policy, repository, commit),
    ...(await judgeChanged(policy, repository, commit, files, begun)),
  ];
}

async function judgeChecks(
  { check, answer }: Acknowledge,
  { github, name }: NamedRepository,
  commit: string,
  begun: Answer<number>,
): Promise<Finding[]> {
  const about = check.check;
  const runs = await checkRunsOf(github, name, commit, check);
  if (!runs.ok) return [open(runs.because, about)];
  const checked: Finding = { about: [about], verdict: judgeRuns(runs.data, `${name} at ${commit}`, check) };
  if (checked.verdict.status !== 'passed') return [checked];
  if (!begun.ok) return [checked, open(begun.because, about, 'since')];
  const started = runs.data.map((run) => parseTime(run.started_at ?? ''));
  if (started.some((time) => time === undefined))
    return [
      checked,
      lacks(`GitHub does not say when ${about} began for ${commit}`, `the start of ${about}`, about, 'since'),
    ];
  const first = Math.min(...started.map((time) => time ?? 0));
  if (first >= begun.data) return [checked, holds(about, 'since')];
  return [
    checked,
    wrong([about, 'since'], {
      problem: `the check ${about} of ${name} at ${commit} began ${isoTime(first)}, before the handoff came, and tried nothing of it`,
      expected: `a check that began after ${isoTime(begun.data)}`,
      actual: isoTime(first),
      fix: 'follow the handoff, let the check run for that commit, and answer of it',
      at: { path: answer.path },
    }),
  ];
}

async function judgeLanded({ answer }: Acknowledge, repository: NamedRepository, commit: string): Promise<Finding> {
  const landed = await onDefaultBranch(repository, commit);
  if (landed.state === 'unknown') return open(landed.because, 'commit');
  if (landed.state === 'there' && landed.data) return holds('commit');
  const problem = `the answer is about commit ${commit}, which the default branch of ${repository.name} does not hold`;
  const fix = `answer of a commit that ${repository.name} has merged`;
  const expected = 'a commit of the default branch';
  return wrong(['commit'], { problem, expected, actual: commit, fix, at: { path: answer.path } });
}

/** Judges that each file which the consumer says it changed came as it is at the commit after the handoff did. */
async function judgeChanged(
  { answer }: Acknowledge,
  repository: NamedRepository,
  commit: string,
  files: readonly string[],
  begun: Answer<number>,
): Promise<Finding[]> {
  if (files.length === 0) return [];
  if (!begun.ok) return [open(begun.because, 'files-changed')];
  const findings: Finding[] = [];
  for (const path of files.slice(0, mostFiles)) {
    const about = ['files-changed', path];
    const found = await fileAt(repository, path, commit, mostBytes);
    if (found.state === 'unknown') {
      findings.push(open(found.because, ...about));
      continue;
    }
    const content = found.state === 'there' ? found.data : undefined;
    const came = await landingOf(repository.github, { repository: repository.name, path, ref: commit, content });
    if (!came.ok) findings.push(open(came.because, ...about));
    else if (came.data.mergedAt >= begun.data) findings.push(holds(...about));
    else
      findings.push(
        wrong(about, {
          problem: `the answer says that ${path} was changed, and at ${commit} it is as it came ${isoTime(came.data.mergedAt)}, before the handoff`,
          expected: `a change after ${isoTime(begun.data)}`,
          actual: isoTime(came.data.mergedAt),
          fix: 'name what was changed to follow the handoff, and answer of a commit that holds it',
          at: { path: answer.path },
        }),
      );
  }
  if (files.length > mostFiles) {
    const message = `the answer names ${files.length} files, and ${mostFiles} are looked at`;
    findings.push(open({ code: 'TRUNCATED', message, needs: 'fewer files in files-changed' }, 'files-changed'));
  }
  return findings;
}
