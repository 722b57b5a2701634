import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type JobSummary, summariseJob } from '../../shared/shell/job-summary.ts';
import { contractFiles, paths } from '../support/contract-files.ts';
import { artifact, decideOn, decisionJob } from '../support/decision-run.ts';
import { gitRepository, type TestRepository, temporaryFolder } from '../support/git-repository.ts';

/*
 * A failure that the policy lets live, in a job of several steps: what the job hands on is the word of the decision, whatever the status of the
 * report that it rests on. Nobody gets a better one by asking the job in place of the decision.
 */

let repository: TestRepository;
let temporary: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  repository = gitRepository();
  temporary = temporaryFolder();
});
afterEach(() => {
  repository.remove();
  temporary.remove();
});

const deprecated = { [paths.matrix]: contractFiles({ status: 'Deprecated' })[paths.matrix] ?? '' };
const inJob = { GITHUB_JOB: 'decision' };

/** What manifest-sync and the decision over it say in one job, with this configuration, and what that job hands on. */
async function job(config: Record<string, unknown>): Promise<{ own: string; made: string; handedOn: JobSummary }> {
  const decided = await decideOn(repository, {
    config,
    head: deprecated,
    env: inJob,
    jobs: [decisionJob],
    files: (text, head) => [artifact(text, { headSha: head, name: 'governance-manifest-sync-decision-1' })],
  });
  const folder = join(temporary.folder, 'release-governance');
  mkdirSync(folder, { recursive: true });
  const line = (
    control: string,
    { exit, reportText, markdown }: Pick<typeof decided, 'exit' | 'reportText' | 'markdown'>,
  ) => {
    const path = join(folder, `${control}.report.json`);
    writeFileSync(path, reportText);
    writeFileSync(path.replace(/json$/, 'md'), markdown());
    return `${control}=${exit === 0 ? 'success' : 'failure'} ${path}`;
  };
  const lines = [line('manifest-sync', decided.control), line('executive-summary', decided)];
  const handedOn = await summariseJob({
    GITHUB_WORKSPACE: temporary.folder,
    RUNNER_TEMP: temporary.folder,
    GITHUB_RUN_ID: '101',
    GITHUB_RUN_ATTEMPT: '1',
    INPUT_TITLE: 'Gate',
    INPUT_REPORTS: lines.join('\n'),
  });
  return { own: decided.control.report.status, made: decided.summary.decision, handedOn };
}

async function waiver(): Promise<Record<string, string>> {
  const { control } = await decideOn(repository, { head: deprecated });
  const [failed] = control.report.results.filter(({ status }) => status === 'failed');
  return {
    ...{ id: 'until-5.2', approver: 'release owner', reason: 'replaced next week' },
    ...{ granted: '2026-11-01', expires: '2026-12-01' },
    fingerprint: failed?.fingerprint ?? '',
    value: failed?.valueHash ?? '',
  };
}

test.each<[what: string, change: Record<string, string>, profile: string, own: string, word: string, status: string]>([
  ['waived, and the profile accepts it', {}, 'transitional', 'passed', 'conditional-go', 'unverified'],
  ['waived, and the profile waits for a go', {}, 'standard', 'passed', 'conditional-go', 'unverified'],
  ['waived, and the profile takes no waiver', {}, 'strict', 'passed', 'no-go', 'failed'],
  ['waived for another value', { value: `v1:${'0'.repeat(32)}` }, 'transitional', 'failed', 'no-go', 'failed'],
  ['waived until yesterday', { expires: '2026-11-19' }, 'transitional', 'failed', 'no-go', 'failed'],
])('%s', async (_what, change, profile, own, word, status) => {
  const found = await job({ profile, waivers: [{ ...(await waiver()), ...change }] });
  expect([found.own, found.made]).toEqual([own, word]);
  expect(found.handedOn).toMatchObject({ exit: 0, outputs: { decision: word, status } });
  expect(found.handedOn.markdown.split('\n')[0]).toContain(word.toUpperCase());
});
