import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { control as executiveSummary } from '../actions/executive-summary/control.ts';
import { calledOn } from '../shared/build/called-workflows.ts';
import { composites, permissionsOf } from '../shared/build/composites.ts';
import type { Json } from '../shared/core/json.ts';
import { runEventNames, runEvents } from '../shared/domain/run-events/run-events.ts';
import { truth } from '../shared/domain/workflow/expression.ts';
import { parseExpression } from '../shared/domain/workflow/expression-syntax.ts';
import { type Value, valueOf } from '../shared/domain/workflow/expression-value.ts';
import { parseTemplate, valueOfTemplate } from '../shared/domain/workflow/template.ts';
import { allControls } from './support/all-controls.ts';
import { root } from './support/dist.ts';

/* The workflows that other repositories call: what each grants, when it refuses, what it tells its caller, and where it runs as a whole. */

interface Step {
  name?: string;
  id?: string;
  uses?: string;
  if?: string;
  run?: string;
  with?: Record<string, unknown>;
}
interface Job {
  needs?: unknown;
  if?: string;
  permissions?: object;
  steps: Step[];
  'timeout-minutes'?: number;
}
interface Workflow {
  on: { workflow_call?: { inputs?: Record<string, { default?: unknown }>; secrets?: object; outputs?: object } };
  permissions: unknown;
  jobs: Record<string, Job>;
}

const folder = join(root, '.github/workflows');
const all = Object.fromEntries(
  readdirSync(folder).map((file) => [
    file.replace(/\.yml$/, ''),
    load(readFileSync(join(folder, file), 'utf8')) as Workflow,
  ]),
);
const called = Object.fromEntries(Object.entries(all).filter(([, { on }]) => on.workflow_call !== undefined));

/** Where each is run as a whole, under a real runner: the test that ends green, the one that ends red, and the one that could not look. */
const variants: Readonly<Record<string, { file: string; green: string; red: string; unverified: string }>> = {
  governance: {
    file: 'reusable-governance',
    green: 'green: what is asked for was measured, and the caller is told the decision and where it lies',
    red: 'red: a control that fails is a no-go',
    unverified: 'unverified: a control that could not look is a no-go, in the merge queue too',
  },
  release: {
    file: 'reusable-release',
    green: 'green: the candidate is proved, and somebody approved',
    red: 'red: a verification that fails is a no-go, and nobody is asked',
    unverified: 'unverified: what cannot be run is a no-go, by hand too',
  },
  'organisation-audit': {
    file: 'organisation',
    green: 'repositories that are all protected: both parts pass, go',
    red: 'fifty repositories of which some are not protected: both parts fail, and one table tells of all',
    unverified: 'who may go around a ruleset is not for this token to see: not verified, no-go',
  },
  'scheduled-audit': {
    file: 'reusable-scheduled-audit',
    green: 'green: what an administrator sees is what the policy asks',
    red: 'red: the ruleset is switched off',
    unverified: 'unverified: without the token nobody sees who may go around the ruleset',
  },
};

test('each workflow that can be called is run as a whole, green, red and where it cannot look', () => {
  expect(Object.keys(variants).sort()).toEqual(Object.keys(called).sort());
  expect(Object.keys(calledOn).sort()).toEqual(Object.keys(called).sort());
  for (const [name, { file, ...titles }] of Object.entries(variants)) {
    const text = readFileSync(join(root, 'test/e2e', `${file}.test.ts`), 'utf8');
    expect(text).toContain(`calledWorkflow('${name}')`);
    for (const title of Object.values(titles)) expect(text).toContain(`'${title}'`);
  }
});

const scopeOf = (contexts: Readonly<Record<string, Json>>): { contexts: ReadonlyMap<string, Value> } => ({
  contexts: new Map(Object.entries(contexts).map(([name, value]) => [name, valueOf(value)])),
});

describe.each(Object.entries(called))('%s.yml', (name, { permissions, jobs, on }) => {
  const guards = Object.values(jobs).flatMap(({ steps }) => steps.filter(({ run }) => run?.includes('not for other')));

  test.each(runEventNames)('on %s it runs, or refuses before anything else', (event) => {
    const refs = {
      branch: 'refs/heads/change',
      release: 'refs/tags/v1',
      merge_group: 'refs/heads/gh-readonly-queue/x',
    };
    const github = {
      event_name: runEvents[event].on,
      ref: (refs as Record<string, string>)[event] ?? 'refs/heads/main',
      event: { repository: { default_branch: 'main' } },
    };
    expect(guards.length).toBeGreaterThan(0);
    for (const { if: condition = '', run } of guards) {
      const parsed = parseExpression(condition);
      if (!parsed.ok) throw new Error(parsed.message);
      expect(truth(parsed.expression, scopeOf({ github }))).toBe(!calledOn[name]?.includes(event));
      expect(run).toMatch(/^exit 1$/m);
    }
  });

  test('no step is before the one that refuses, in any job that does not wait for such a job', () => {
    const begins = Object.entries(jobs).filter(([, { needs, if: condition, steps }]) => {
      const waits = needs !== undefined && condition !== 'always()';
      // What decides over an organisation of which no part was audited finds that everything is missing.
      const decides = name === 'organisation-audit' && steps.some(({ uses }) => uses === '$/actions/executive-summary');
      return !waits && !decides;
    });
    expect(begins.length).toBeGreaterThan(0);
    expect(begins.map(([id, { steps }]) => [id, steps[0]])).toEqual(begins.map(([id]) => [id, guards[0]]));
  });

  test('nothing is granted at the top, every job has a limit of time, and its inputs are all optional', () => {
    expect(permissions).toEqual({});
    expect(Object.values(jobs).filter((job) => job['timeout-minutes'] === undefined)).toEqual([]);
    const { inputs = {} } = on.workflow_call ?? {};
    expect(Object.entries(inputs).filter(([, input]) => input.default === undefined)).toEqual([]);
  });

  test('no text of a caller is part of a script', () => {
    const scripts = Object.values(jobs).flatMap(({ steps }) =>
      steps.flatMap(({ run }) => (run === undefined ? [] : [run])),
    );
    expect(scripts.filter((script) => script.includes('${{'))).toEqual([]);
  });
});

describe('what the jobs may do', () => {
  test('each job may do what it needs, and no more', async () => {
    const controls = await allControls();
    const needed = (name: string): object => {
      const composite = composites.find((each) => each.name === name);
      if (composite === undefined) throw new Error(`there is no composite ${name}`);
      return permissionsOf(composite, controls);
    };
    expect(called['governance']?.jobs['contracts']?.permissions).toEqual(needed('contract-governance'));
    expect(called['governance']?.jobs['decision']?.permissions).toEqual(executiveSummary.permissions);
    expect(called['release']?.jobs['gate']?.permissions).toEqual(needed('release-gate'));
    expect(called['release']?.jobs['approval']?.permissions).toEqual({ actions: 'read' });
  });

  test('a secret reaches the step that asks for it and no other', () => {
    for (const { jobs, on } of Object.values(called)) {
      const secrets = Object.keys(on.workflow_call?.secrets ?? {});
      for (const secret of secrets) {
        const having = Object.values(jobs).flatMap(({ steps }) =>
          steps.filter((step) => JSON.stringify(step).includes(`secrets.${secret}`)),
        );
        expect(having.length).toBeGreaterThan(0);
        expect(having.filter((step) => step.uses?.startsWith('$/actions/') !== true)).toEqual([]);
        expect(having.filter((step) => JSON.stringify(step.with?.[secret] ?? '').includes(secret) === false)).toEqual(
          [],
        );
      }
    }
  });
});

describe('what a caller is told', () => {
  const told = (name: string, output: string, contexts: Readonly<Record<string, Json>>): unknown => {
    const outputs = (called[name]?.on.workflow_call?.outputs ?? {}) as Record<string, { value: string }>;
    const value = outputs[output]?.value ?? '';
    const parsed = parseTemplate(value);
    if (!parsed.ok) throw new Error(parsed.message);
    return valueOfTemplate(parsed.template, scopeOf(contexts));
  };
  const nothing = { outputs: {} };

  test.each<[name: string, workflow: string, output: string, contexts: Record<string, Json>, says: string]>([
    ['a decision', 'governance', 'decision', { jobs: { decision: { outputs: { decision: 'go' } } } }, 'go'],
    ['no decision', 'governance', 'decision', { jobs: { decision: nothing } }, 'no-go'],
    ['no control ran', 'governance', 'status', { jobs: { contracts: nothing } }, 'error'],
    ['an audit without a decision', 'organisation-audit', 'decision', { jobs: { decision: nothing } }, 'no-go'],
    [
      'a release that nobody has to approve',
      'release',
      'decision',
      { inputs: { environment: '' }, jobs: { gate: { outputs: { decision: 'go' } }, approval: nothing } },
      'go',
    ],
    [
      'a release that somebody approved',
      'release',
      'decision',
      {
        inputs: { environment: 'production' },
        jobs: { gate: { outputs: { decision: 'conditional-go' } }, approval: { outputs: { approved: 'true' } } },
      },
      'conditional-go',
    ],
    [
      'a release that nobody approved',
      'release',
      'decision',
      { inputs: { environment: 'production' }, jobs: { gate: { outputs: { decision: 'go' } }, approval: nothing } },
      'no-go',
    ],
    [
      'a release without a decision',
      'release',
      'decision',
      { inputs: { environment: '' }, jobs: { gate: nothing, approval: nothing } },
      'no-go',
    ],
  ])('%s', (_name, workflow, output, contexts, says) => {
    expect(told(workflow, output, contexts)).toBe(says);
  });
});
