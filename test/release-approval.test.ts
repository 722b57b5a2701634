import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { root } from './support/dist.ts';
import { type RouteAnswer, startGitHub } from './support/github-server.ts';

/* The step of release.yml that asks GitHub who let the run into its environment. */

const { jobs } = load(readFileSync(join(root, '.github/workflows/release.yml'), 'utf8')) as {
  jobs: { approval: { steps: { id?: string; run?: string }[] } };
};
const script = jobs.approval.steps.find(({ id }) => id === 'approved')?.run ?? '';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'approval-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const carol = { login: 'carol', type: 'User' };
const review = (state: string, environment = 'production', user: object = carol): object => ({
  ...{ state, comment: '', user, environments: [{ id: 1, name: environment }] },
});

async function ask(answer: RouteAnswer, attempt = '1'): Promise<{ approved: string; said: string }> {
  const api = await startGitHub({
    'GET /repos/harbour-example/desk/actions/runs/101/approvals': { optional: true, answer: () => answer },
  });
  const output = join(folder, 'output');
  writeFileSync(output, '');
  try {
    const said = await new Promise<string>((resolve) => {
      const env = {
        PATH: process.env['PATH'] ?? '',
        ENVIRONMENT: 'production',
        GH_TOKEN: 'token-of-the-run',
        GITHUB_API_URL: api.url,
        GITHUB_OUTPUT: output,
        GITHUB_REPOSITORY: 'harbour-example/desk',
        GITHUB_RUN_ATTEMPT: attempt,
        GITHUB_RUN_ID: '101',
      };
      // As the runner starts a script that names no shell.
      execFile('bash', ['-e', '-c', script], { env }, (error, stdout) => resolve(`${error?.code ?? 0} ${stdout}`));
    });
    return { approved: readFileSync(output, 'utf8'), said };
  } finally {
    await api.close({ check: false });
  }
}

test('a reviewer who approved lets it go, however the name of the environment is written', async () => {
  expect(await ask({ body: [review('approved', 'Production')] })).toEqual({ approved: 'approved=true\n', said: '0 ' });
});

const refusals: [name: string, answer: RouteAnswer, attempt?: string][] = [
  ['nobody was asked: the environment has no reviewers', { body: [] }],
  ['somebody refused', { body: [review('approved'), review('rejected')] }],
  ['another environment', { body: [review('approved', 'staging')] }],
  ['a machine approved', { body: [review('approved', 'production', { login: 'robot[bot]', type: 'Bot' })] }],
  ['nobody knows who approved', { body: [{ state: 'approved', environments: [{ name: 'production' }], user: null }] }],
  ['an answer of another kind', { body: { message: 'moved' } }],
  ['no permission', { status: 403, body: { message: 'Resource not accessible by integration' } }],
  ['a run that was started again', { body: [review('approved')] }, '2'],
];
test.each(refusals)('%s: no approval', async (...[, answer, attempt]) => {
  const { approved, said } = await ask(answer, attempt);
  expect(approved).toBe('');
  expect(said).toMatch(/^[1-9]/);
});
