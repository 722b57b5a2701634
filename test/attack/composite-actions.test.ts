import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { root, runDist } from '../support/dist.ts';
import { temporaryFolder } from '../support/git-repository.ts';

/* What a composite action is made of, and what its summary takes for the report of a step. */

interface Step {
  uses?: string;
  run?: string;
  if?: string;
  with?: Record<string, unknown>;
  'continue-on-error'?: unknown;
}
interface Action {
  runs: { using: string; steps?: Step[] };
}

const composites = readdirSync(join(root, 'actions')).flatMap((name): [name: string, steps: Step[]][] => {
  const { runs } = load(readFileSync(join(root, 'actions', name, 'action.yml'), 'utf8')) as Action;
  return runs.using === 'composite' ? [[name, runs.steps ?? []]] : [];
});

test('there are composite actions', () => {
  expect(composites.length).toBeGreaterThan(0);
});

describe.each(composites)('%s', (_name, steps) => {
  test('has no script into which an input could be written', () => {
    expect(steps.filter(({ run }) => run !== undefined)).toEqual([]);
  });

  test('runs only actions of its own commit, never what the checkout of the judged change holds', () => {
    expect(steps.filter(({ uses }) => !/^\$\/actions\/[a-z-]+$/.test(uses ?? ''))).toEqual([]);
  });

  test('runs every step whatever became of the others, lets none fail unseen, and tells last', () => {
    expect(steps.filter((step) => step.if === undefined || !step.if.includes('always()'))).toEqual([]);
    expect(steps.filter((step) => step['continue-on-error'] !== undefined)).toEqual([]);
    expect(steps.at(-1)?.uses).toBe('$/actions/job-summary');
  });

  test('loosens no policy of its controls by what it gives them', () => {
    const given = steps.slice(0, -1).flatMap((step) => Object.entries(step.with ?? {}));
    const fixed = given.filter(([, value]) => !/^\$\{\{ inputs\.[a-z-]+ \}\}$/.test(String(value)));
    // How it is told, where it lies, and what becomes of a control that nobody asks for.
    const harmless = ['annotations', 'artifact-key', 'if-not-configured', 'summary'];
    expect(fixed.map(([input]) => input).filter((input) => !harmless.includes(input))).toEqual([]);
  });
});

describe('job-summary', () => {
  let temporary: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    temporary = temporaryFolder();
    mkdirSync(join(temporary.folder, 'release-governance'));
  });
  afterEach(() => temporary.remove());

  const inTemporary = (...path: string[]): string => join(temporary.folder, ...path);
  test.each<[what: string, make: () => string]>([
    ['a report that is not there', () => inTemporary('release-governance', 'x.report.json')],
    ['a report outside of the folder of reports', () => join(root, 'package.json')],
    ['a path that leads out of it', () => inTemporary('release-governance', '..', 'x.report.json')],
    [
      'what is no report',
      () => {
        const path = inTemporary('release-governance', 'x.report.json');
        writeFileSync(path, '{"status":"passed"}');
        writeFileSync(path.replace('.json', '.md'), '# PASSED');
        return path;
      },
    ],
    [
      'a link that leads nowhere',
      () => {
        const path = inTemporary('release-governance', 'x.report.json');
        symlinkSync('/nowhere', path);
        return path;
      },
    ],
    ['a step that left none', () => ''],
  ])('takes %s for none, and fails', async (_what, make) => {
    const path = make();
    writeFileSync(inTemporary('x.report.json'), '{}');
    writeFileSync(inTemporary('summary.md'), '');
    writeFileSync(inTemporary('output'), '');
    const { code, stdout } = await runDist('job-summary.js', {
      cwd: root,
      env: {
        GITHUB_WORKSPACE: root,
        RUNNER_TEMP: temporary.folder,
        GITHUB_STEP_SUMMARY: inTemporary('summary.md'),
        GITHUB_OUTPUT: inTemporary('output'),
        INPUT_REPORTS: `manifest-sync=${path}`,
      },
    });
    expect(code).toBe(4);
    expect(stdout).toContain('::error');
    expect(readFileSync(inTemporary('summary.md'), 'utf8')).not.toMatch(/PASSED/);
    expect(readFileSync(inTemporary('output'), 'utf8')).toMatch(/status<<\S+\nerror\n/);
  });
});
