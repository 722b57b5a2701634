import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { contractFiles, facts, paths } from '../support/contract-files.ts';
import { dist, root } from '../support/dist.ts';
import { gitRepository, temporaryFolder } from '../support/git-repository.ts';
import type { Files } from './consumer.ts';
import type { FinishedRun } from './run-workflow.ts';
import { expectScenario, type Scenario } from './scenario.ts';
import { suiteName, suiteRef } from './suite.ts';
import { findTools, type Tools } from './tools.ts';

/*
 * A repository that knows nothing of the suite, the block of commands of the README pasted into a shell, and what GitHub then runs. Only the
 * address of the suite is another one, by a setting of git: the bytes are those of this checkout.
 */

const config = '.github/release-governance.yml';
const workflow = '.github/workflows/release-governance.yml';

/** The one paste: the first commands under "The first five minutes". */
function paste(): string {
  const [, section = ''] = readFileSync(join(root, 'README.md'), 'utf8').split('## The first five minutes\n');
  return /^```sh\n([\s\S]*?)^```$/m.exec(section)?.[1] ?? '';
}

interface Adopted {
  /** The files of the branch that was pushed, by path. */
  files: Files;
  branch: string;
  printed: string;
}

/** Pastes the commands in a folder beside a clone of a repository that has the files. */
function adopt(files: Files): Adopted {
  const { folder, remove } = temporaryFolder();
  const suite = gitRepository();
  const origin = gitRepository();
  try {
    cpSync(dist, join(suite.folder, 'dist'), { recursive: true });
    writeFileSync(join(suite.folder, 'package.json'), '{ "type": "module" }\n');
    suite.commit({}, suiteRef);
    suite.git('tag', suiteRef);
    origin.commit({ ...files }, 'everything but governance');
    origin.git('config', 'receive.denyCurrentBranch', 'ignore');
    const home = join(folder, 'home');
    mkdirSync(home);
    writeFileSync(
      join(folder, 'gitconfig'),
      [
        `[url "file://${suite.folder}"]`,
        `  insteadOf = https://github.com/${suiteName}`,
        '[user]',
        '  name = A Newcomer',
        '  email = newcomer@example.test',
        '',
      ].join('\n'),
    );
    const env = {
      PATH: process.env['PATH'] ?? '',
      HOME: home,
      GIT_CONFIG_GLOBAL: join(folder, 'gitconfig'),
      GIT_CONFIG_NOSYSTEM: '1',
    };
    execFileSync('git', ['clone', '-q', `file://${origin.folder}`, 'your-repository'], { cwd: folder, env });
    const printed = execFileSync('bash', ['-e', '-c', paste()], {
      cwd: folder,
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const branch = execFileSync('git', ['branch', '--show-current'], {
      cwd: join(folder, 'your-repository'),
      encoding: 'utf8',
    }).trim();
    const pushed = origin.git('diff', '--name-only', `main...${branch}`).split('\n');
    return {
      branch,
      printed,
      files: Object.fromEntries(pushed.map((path) => [path, `${origin.git('show', `${branch}:${path}`)}\n`])),
    };
  } finally {
    [suite, origin].forEach((each) => each.remove());
    remove();
  }
}

let tools: Tools;
let adopted: Adopted;
beforeAll(() => {
  tools = findTools();
  adopted = adopt(contractFiles());
}, 600_000);

test('the paste pushes a branch with the two files, after the first verdict on this laptop', () => {
  expect(adopted.branch).not.toBe('main');
  expect(Object.keys(adopted.files)).toEqual([config, workflow]);
  expect(adopted.printed).toContain('init: 2 written');
  expect(adopted.printed).toContain('decision: go');
  expect(adopted.printed).toContain('doctor: 0 wrong, 0 not known, 0 to consider');
  // Cloned as a release, it names the actions by the commit of that.
  expect(adopted.files[workflow]).toMatch(/actions\/manifest-sync@[0-9a-f]{40} # v\d/);
});

/** A pull request, run by the workflow that was written. */
function pullRequest(base: Files, head: Files): Omit<Scenario, 'expect' | 'also'> {
  const text = adopted.files[workflow];
  if (typeof text !== 'string') throw new Error('there is no workflow');
  const there = Object.hasOwn(base, workflow);
  const rest = { ...base, [workflow]: null };
  return { workflow: text, baseWorkflow: there ? text : null, path: workflow, base: rest, head, history: 'all' };
}

const names = {
  sync: 'governance-manifest-sync-manifest-sync-1',
  change: 'governance-atomic-change-atomic-change-1',
  decision: 'governance-executive-summary-decision-1',
};
const moved = (contractFiles()[paths.pin] ?? '').replace(facts.tag, 'v2.5.0');
const shown = (jobs: FinishedRun['jobs']): string =>
  (jobs['decision']?.steps ?? []).map(({ summary }) => summary).join('');

const runs: [name: string, run: () => Scenario][] = [
  [
    'the change that brings the two files is judged by its own word: every control passes, and the decision is at most conditional',
    () => ({
      ...pullRequest(contractFiles(), { [config]: adopted.files[config] ?? null }),
      expect: {
        jobs: {
          'manifest-sync': { conclusion: 'success' },
          'atomic-change': { conclusion: 'success' },
          decision: { conclusion: 'failure', exits: [1] },
        },
        artifacts: { [names.sync]: 'passed', [names.change]: 'passed', [names.decision]: 'unverified' },
      },
      also({ jobs }) {
        expect(shown(jobs)).toMatch(/^## ⚠️ CONDITIONAL GO/);
        expect(shown(jobs)).toContain('The policy came with the change itself: there was none before it.');
      },
    }),
  ],
  [
    'the next change is green',
    () => ({
      ...pullRequest({ ...contractFiles(), ...adopted.files }, {}),
      expect: {
        jobs: {
          'manifest-sync': { conclusion: 'success', errors: [] },
          'atomic-change': { conclusion: 'success', errors: [] },
          decision: { conclusion: 'success', errors: [] },
        },
        artifacts: { [names.sync]: 'passed', [names.change]: 'passed', [names.decision]: 'passed' },
      },
      also({ jobs }) {
        expect(shown(jobs)).toMatch(/^## ✅ GO/);
      },
    }),
  ],
  [
    'a change that moves the pin alone is red, and its problem comes first',
    () => ({
      ...pullRequest({ ...contractFiles(), ...adopted.files }, { [paths.pin]: moved }),
      expect: {
        jobs: {
          'manifest-sync': { conclusion: 'failure' },
          'atomic-change': { conclusion: 'failure' },
          decision: { conclusion: 'failure', exits: [1] },
        },
        artifacts: { [names.sync]: 'failed', [names.change]: 'failed', [names.decision]: 'failed' },
      },
      also({ jobs }) {
        const [verdict = '', , first = ''] = shown(jobs).replaceAll('\\', '').split('\n');
        expect(verdict).toMatch(/^## ❌ NO-GO/);
        expect(first).toMatch(/^First failing: \*\*atomic-change\*\*.*tag changed at \/release of config\/pin\.json/);
      },
    }),
  ],
];

describe('what GitHub runs then', () => {
  test.each(runs)('%s', async (_name, run) => {
    await expectScenario(tools, run());
  });
});
