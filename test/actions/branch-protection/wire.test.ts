import { expect, test } from '@jest/globals';
import { control } from '../../../actions/branch-protection/control.ts';
import { evaluate } from '../../../shared/core/evaluation.ts';
import { parseInputs } from '../../../shared/core/inputs.ts';
import type { Subject } from '../../../shared/core/report.ts';
import { LayersSchema } from '../../../shared/domain/protection/layers.ts';
import { collect } from '../../../shared/shell/collect.ts';
import { client } from '../../support/github-asking.ts';
import { type Routes, withGitHub } from '../../support/github-server.ts';
import { answersOf } from '../../support/protection-api.ts';
import { artifactRoutesOf, runHead } from '../../support/report-artifacts.ts';
import { world } from '../../support/world.ts';
import { zipFile } from '../../support/zip-file.ts';
import { onBranches, onMain, said, statusOf, strictMain, subject } from './fixtures.ts';
import { auditRun, now, run, snapshotText } from './published.ts';

const nobody = onMain({ deletion: true, 'bypass-actors': [] });
const good = { rulesets: [strictMain] };

const head = {
  id: 1,
  name: 'main',
  target: 'branch',
  enforcement: 'active',
  source_type: 'Repository',
  source: 'acme/app',
};
const rules = strictMain.rules.map((rule) => ({ ...rule, ruleset_id: 1 }));
const root = 'GET /repos/{owner}/{repo}';
const routes = {
  [root]: {
    body: { full_name: 'acme/app', default_branch: 'release/1', private: true, visibility: 'private', topics: [] },
  },
  [`${root}/rulesets`]: { body: [head] },
  [`${root}/rulesets/{ruleset_id}`]: {
    body: { ...head, conditions: { ref_name: { include: ['~DEFAULT_BRANCH'], exclude: [] } }, rules: strictMain.rules },
  },
  [`${root}/branches/{branch}`]: { body: { name: 'release/1', protected: true } },
  [`${root}/rules/branches/{branch}`]: { body: rules },
  [`${root}/branches/{branch}/protection`]: {
    status: 403,
    body: { message: 'Resource not accessible by integration' },
    headers: { 'x-accepted-github-permissions': 'administration=read' },
  },
};

test('through the adapter: 5 requests and 1 for the ruleset, all of which read, and the permission that is missing in GitHub’s words', async () => {
  const section = {
    policy: LayersSchema.parse(onBranches({ pattern: '~DEFAULT_BRANCH', preset: 'baseline', reviews: { count: 2 } })),
  };
  const { values } = parseInputs({ fields: control.inputs, given: {}, configured: section, untrusted: true });
  await withGitHub(routes, async (server) => {
    const port = client(server);
    const around = world({ subject }, { inputs: values, github: (name) => (name === undefined ? port : undefined) });
    const evaluation = await evaluate(control, around);
    expect(said(evaluation)).toEqual([
      'idle-ruleset ruleset 1: passed',
      'policy branch ~DEFAULT_BRANCH: passed',
      'protected branch release/1 active: passed',
      'reviews branch release/1 reviews.count: unverified MISSING_PERMISSION',
      'reviews branch release/1 reviews.pull-request: passed',
      'updates branch release/1 deletion: passed',
      'updates branch release/1 force-push: passed',
    ]);
    expect(statusOf(evaluation)).toBe('unverified');
    const hidden = evaluation.results.find(({ status }) => status === 'unverified');
    expect(hidden?.because?.needs).toMatch(/administration: read/);
    expect(server.requests.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([
      'GET /repos/acme/app',
      'GET /repos/acme/app/branches/release%2F1',
      'GET /repos/acme/app/branches/release%2F1/protection',
      'GET /repos/acme/app/rules/branches/release%2F1',
      'GET /repos/acme/app/rulesets',
      'GET /repos/acme/app/rulesets/1',
    ]);
    expect(server.requests.find(({ path }) => path.endsWith('/rulesets'))?.query).toMatchObject({
      includes_parents: 'true',
      targets: 'branch,tag,push',
    });
    expect(evaluation.metrics['requests']).toEqual({ value: 6 });
  });
});

test('a published snapshot, from the run to its artifact, by the adapters', async () => {
  const snapshot = await snapshotText(good, nobody);
  const state = answersOf(good, 'GITHUB_TOKEN');
  const json = (request: string): { body: unknown } => ({ body: (state[request] as { json: unknown }).json });
  const artifact = {
    id: 5,
    name: 'governance-branch-protection',
    bytes: zipFile([{ name: 'branch-protection.snapshot.json', content: snapshot }]),
  };
  const routes: Routes = {
    [root]: json('GET /repos/acme/app'),
    [`${root}/rulesets`]: json('GET /repos/acme/app/rulesets'),
    [`${root}/rulesets/1`]: json('GET /repos/acme/app/rulesets/1'),
    [`${root}/branches/{branch}`]: json('GET /repos/acme/app/branches/main'),
    [`${root}/rules/branches/{branch}`]: json('GET /repos/acme/app/rules/branches/main'),
    [`${root}/branches/{branch}/protection`]: {
      status: 403,
      body: { message: 'Resource not accessible by integration' },
    },
    [`${root}/actions/workflows/{workflow_id}/runs`]: { body: { total_count: 1, workflow_runs: [run()] } },
    [`${root}/git/ref/{+ref}`]: { body: { object: { type: 'commit', sha: runHead } } },
    ...artifactRoutesOf(
      new Map([
        [101, []],
        [auditRun, [artifact]],
      ]),
    ),
  };
  const configured = { policy: LayersSchema.parse(nobody), snapshot: 'published' };
  const { values } = parseInputs({ fields: control.inputs, given: {}, configured, untrusted: true });
  await withGitHub(routes, async (server) => {
    const port = client(server);
    const judged = { ...subject, runId: 101, attempt: 1 };
    const around = world(
      { subject: judged, now },
      {
        inputs: values,
        github: (name) => (name === undefined ? port : undefined),
        collect: (request) => collect({ folders: [], made: [], github: () => port }, request, judged as Subject),
      },
    );
    const evaluation = await evaluate(control, around);
    expect(said(evaluation)).toContain('bypass branch main bypass-actors: passed');
    expect(statusOf(evaluation)).toBe('passed');
    expect(evaluation.metrics['requests']).toEqual({
      value: server.requests.filter(({ path }) => !/artifacts/.test(path)).length,
    });
  });
});
