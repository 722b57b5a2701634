import { expect, test } from '@jest/globals';
import { uploadArtifact } from '../../../shared/adapters/artifact.ts';
import { z } from '../../../shared/core/zod.ts';
import { gitHubClients } from '../../../shared/shell/github-clients.ts';
import { startGitHub } from '../../support/github-server.ts';

/* What the guide of events promises of GitHub Enterprise Server: its own addresses are asked, and nothing is uploaded. */

const log = { info: () => undefined, debug: () => undefined };

test('the server that the runner names is asked, by REST and by GraphQL, and no other', async () => {
  const api = await startGitHub({
    'GET /api/v3/repos/{owner}/{repo}': { body: { full_name: 'acme/desk' } },
    'POST /api/graphql': { body: { data: { viewer: { login: 'lee' } } } },
  });
  try {
    const env = { GITHUB_API_URL: `${api.url}/api/v3`, GITHUB_SERVER_URL: 'https://git.acme.example' };
    const github = gitHubClients(env, log)('token');
    expect(github.host).toBe('git.acme.example');
    const route = 'GET /repos/{owner}/{repo}';
    const seen = await github.get(route, { owner: 'acme', repo: 'desk' }, z.object({ full_name: z.string() }));
    expect(seen).toMatchObject({ ok: true, data: { full_name: 'acme/desk' } });
    expect(await github.graphql('query { viewer { login } }', {})).toMatchObject({ ok: true });
    expect(api.requests.map(({ path }) => path)).toEqual(['/api/v3/repos/acme/desk', '/api/graphql']);
  } finally {
    await api.close();
  }
});

test('without a name it is github.com', () => {
  expect(gitHubClients({}, log)(undefined).host).toBe('github.com');
});

test('a server without an artifact service takes nothing, which is said and is no failure', async () => {
  // The client asks the environment of the process.
  const before = process.env['GITHUB_SERVER_URL'];
  process.env['GITHUB_SERVER_URL'] = 'https://git.acme.example';
  try {
    const given = { ACTIONS_RUNTIME_TOKEN: 'x', ACTIONS_RESULTS_URL: 'http://127.0.0.1:9/' };
    expect(await uploadArtifact('report', ['report.json'], given)).toMatchObject({ state: 'unsupported' });
    expect(await uploadArtifact('report', ['report.json'], {})).toMatchObject({ state: 'unsupported' });
  } finally {
    if (before === undefined) delete process.env['GITHUB_SERVER_URL'];
    else process.env['GITHUB_SERVER_URL'] = before;
  }
});
