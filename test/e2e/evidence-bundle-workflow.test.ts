import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Report } from '../../shared/core/report.ts';
import type { FinishedRun } from './run-workflow.ts';
import { expectScenario, type Scenario } from './scenario.ts';
import { findTools, type Tools } from './tools.ts';
import { after, checkout, control, type Job, workflowText } from './workflows.ts';

/* A push measures and packs its evidence; another job fetches the archive as anybody would, and verifies it. */

let tools: Tools;
beforeAll(() => {
  tools = findTools();
}, 600_000);

const workflowRef = '.github/workflows/governance.yml@refs/heads/main';
const items = [
  { id: 'notes', file: 'notes.md' },
  { id: 'rows', produced: ['out/*'], script: { path: 'measure.mjs' } },
  { id: 'suite', report: 'verification' },
  { id: 'ci', run: true },
];

function config(more: readonly object[] = []): string {
  return JSON.stringify({
    version: 1,
    verification: { verifications: [{ id: 'suite', command: ['node', 'suite.mjs'] }] },
    'evidence-bundle': {
      create: { workflows: [workflowRef], items: [...items, ...more], lineage: ['source', 'run', 'job', 'report'] },
      verify: { bundle: 'evidence.zip', commit: 'judged', results: ['verification'], 'maximum-age': '1d' },
    },
  });
}

const artifact = {
  suite: 'governance-verification-suite-1',
  create: 'governance-evidence-bundle-bundle-create-1',
  verify: 'governance-evidence-bundle-check-verify-1',
};

/** Fetches the archive that the job before left in its artifact. */
const fetching = `import { writeFileSync } from 'node:fs';
const { GITHUB_API_URL: api, GITHUB_REPOSITORY: name, GITHUB_RUN_ID: run, TOKEN: token } = process.env;
const headers = { authorization: \`Bearer \${token}\` };
const root = \`\${api}/repos/\${name}/actions\`;
const listed = await (await fetch(\`\${root}/runs/\${run}/artifacts?name=${artifact.create}\`, { headers })).json();
const zip = await fetch(\`\${root}/artifacts/\${listed.artifacts[0].id}/zip\`, { headers });
if (!zip.ok) throw new Error(\`the artifact: \${zip.status}\`);
writeFileSync('artifact.zip', new Uint8Array(await zip.arrayBuffer()));
`;

const base = {
  '.github/release-governance.yml': config(),
  'suite.mjs': '',
  'measure.mjs': `import { mkdirSync, writeFileSync } from 'node:fs';
mkdirSync('out', { recursive: true });
writeFileSync('out/rows.ndjson', '{"ok":true}\\n'.repeat(1000));
`,
  'fetch.mjs': fetching,
};

/** `between`: what is done to the archive before it is verified. */
function workflow(between = 'true'): string {
  const suite: Record<string, Job> = { suite: control('verification') };
  const create = control('evidence-bundle', { task: 'create', 'artifact-key': 'create' });
  const bundle = {
    bundle: after(suite, { ...create, steps: [checkout, { run: 'node measure.mjs' }, ...create.steps.slice(1)] }),
  };
  const verify = control('evidence-bundle', { task: 'verify', 'artifact-key': 'verify' });
  const bring = `set -e
node fetch.mjs
if unzip -q -o artifact.zip evidence-bundle-create.bundle.zip; then mv evidence-bundle-create.bundle.zip evidence.zip; ${between}; fi`;
  const check = after(bundle, {
    ...verify,
    steps: [checkout, { run: bring, env: { TOKEN: '${{ github.token }}' } }, ...verify.steps.slice(1)],
  });
  return workflowText({ ...suite, ...bundle, check });
}

/** What did not hold, as `<rule> <status>`. */
function against(report: Report | undefined): string[] {
  const rules = (report?.results ?? []).flatMap(({ rule, status }) =>
    status === 'failed' || status === 'unverified' ? [`${rule.replace('evidence-bundle/', '')} ${status}`] : [],
  );
  return [...new Set(rules)].sort();
}

interface Ends {
  suite?: 'failed';
  create: [status: Report['status'], against?: string[]];
  verify: [status: Report['status'], against?: string[]];
}

const words: Partial<Record<Report['status'], string>> = {
  passed: '✅ PASSED',
  failed: '❌ FAILED',
  unverified: '❓ NOT VERIFIED',
};

function scenario(
  change: Partial<Pick<Scenario, 'base' | 'head' | 'grants' | 'workflow'>>,
  { suite, create, verify }: Ends,
  also: NonNullable<Scenario['also']> = () => undefined,
): Scenario {
  const ended = (status: Report['status']): { conclusion: 'success' | 'failure'; summary: string } => ({
    conclusion: status === 'passed' ? 'success' : 'failure',
    summary: `## ${words[status] ?? status} · Evidence bundle`,
  });
  return {
    event: 'push',
    history: 'all',
    workflow: workflow(),
    base,
    ...change,
    head: { 'notes.md': 'Entries are smaller.\n', ...change.head },
    expect: {
      jobs: {
        suite: { conclusion: suite === undefined ? 'success' : 'failure' },
        bundle: { ...ended(create[0]), outputs: { status: create[0] } },
        check: { ...ended(verify[0]), outputs: { status: verify[0] } },
      },
      artifacts: { [artifact.suite]: suite ?? 'passed', [artifact.create]: create[0], [artifact.verify]: verify[0] },
    },
    also(run, reports) {
      expect([against(reports[artifact.create]), against(reports[artifact.verify])]).toEqual([
        create[1] ?? [],
        verify[1] ?? [],
      ]);
      also(run, reports);
    },
  };
}

/** Whether what was verified is what was packed, with a picture of where it comes from. */
function isOneBundle(run: FinishedRun, reports: Readonly<Record<string, Report>>): void {
  const [made, seen] = [reports[artifact.create]?.data, reports[artifact.verify]?.data];
  expect(made).toMatchObject({ task: 'create', files: 3 });
  const { digest, manifest, commit } = made as Record<string, unknown>;
  expect(seen).toMatchObject({ task: 'verify', digest, manifest, commit, classes: { same: 3 } });
  expect(run.jobs['bundle']?.steps.map(({ summary }) => summary).join('')).toContain('flowchart LR');
}

/** Every rule of `verify` that cannot be judged where there is no bundle. */
const nothing = [
  'age',
  'agrees',
  'commits',
  'complete',
  'digests',
  'names',
  'one-commit',
  'producers',
  'results',
  'signature',
]
  .map((rule) => `${rule} unverified`)
  .concat('form failed')
  .sort();

describe('evidence, under a real runner', () => {
  test.each<[string, Scenario]>([
    [
      'that is whole is packed by one job and verified by another',
      scenario({}, { create: ['passed'], verify: ['passed'] }, isOneBundle),
    ],
    [
      'that was edited on its way is found',
      scenario(
        {
          workflow: workflow(
            'mkdir notes && echo "Entries are larger." > notes/notes.md && zip -q evidence.zip notes/notes.md',
          ),
        },
        { create: ['passed'], verify: ['failed', ['digests failed']] },
      ),
    ],
    [
      'to which something was added on its way is found',
      scenario(
        { workflow: workflow('echo more > more.txt && zip -q evidence.zip more.txt') },
        { create: ['passed'], verify: ['failed', ['complete failed']] },
      ),
    ],
    [
      'of a suite that failed is not packed, and there is nothing to verify',
      scenario(
        { head: { 'suite.mjs': 'process.exit(1);\n' } },
        {
          suite: 'failed',
          create: ['failed', ['results failed', 'written unverified']],
          verify: ['failed', nothing],
        },
      ),
    ],
    [
      'at which nobody can look is packed, and said to be not verified',
      scenario(
        {
          base: {
            ...base,
            '.github/release-governance.yml': config([{ id: 'seen', attachment: 'https://example.com/a.png' }]),
          },
        },
        { create: ['unverified', ['items unverified']], verify: ['unverified', ['complete unverified']] },
      ),
    ],
    [
      'of commits that the token does not show is not verified',
      scenario(
        { grants: ['actions'] },
        { create: ['passed'], verify: ['unverified', ['commits unverified', 'producers unverified']] },
      ),
    ],
  ])('%s', (_name, played) => expectScenario(tools, played));
});
