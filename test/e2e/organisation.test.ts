import { beforeAll, describe, expect, test } from '@jest/globals';
import { isInShard } from '../../shared/domain/organisation/shard.ts';
import { fifty, policy } from '../actions/branch-protection/organisation-world.ts';
import { sound, weak } from '../actions/required-checks/organisation-world.ts';
import { platformRoutes } from '../support/platform.ts';
import { accessOf } from '../support/platform-state.ts';
import { expectScenario, type Scenario } from './scenario.ts';
import { findTools, type Tools } from './tools.ts';
import { after, checkout, control, forEach, type Job, workflowText } from './workflows.ts';

/* The repositories of an organisation in two parts, each by a job of its own, and one decision over both. */

let tools: Tools;
beforeAll(() => {
  tools = findTools();
}, 600_000);

const appToken = 'token-of-the-organisation-0123456789';
const parts = ['1', '2'];
const audit: Job = forEach(
  parts,
  control('branch-protection', {
    shard: '${{ matrix.part }}/2',
    'artifact-key': '${{ matrix.part }}-of-2',
    'admin-token': '${{ secrets.ORGANISATION_TOKEN }}',
  }),
);
const jobs: Record<string, Job> = { audit: { ...audit, steps: [checkout, ...audit.steps.slice(1)] } };
const workflow = workflowText({ ...jobs, decision: after(jobs, control('executive-summary')) });

const names = {
  first: 'governance-branch-protection-audit-1-of-2-1',
  second: 'governance-branch-protection-audit-2-of-2-1',
  decision: 'governance-executive-summary-decision-1',
};

function scenario(
  repositories: typeof fifty,
  expected: Pick<Scenario['expect'], 'jobs' | 'artifacts'>,
  also: NonNullable<Scenario['also']>,
): Scenario {
  return {
    workflow,
    base: {
      '.github/release-governance.yml': JSON.stringify({
        version: 1,
        'branch-protection': { policy, repositories: { organisation: 'acme', shards: 2 } },
        'executive-summary': { legs: { 'branch-protection': ['1-of-2', '2-of-2'] } },
      }),
    },
    secrets: { ORGANISATION_TOKEN: appToken },
    api: platformRoutes({
      organisations: [{ login: 'acme', repositories }],
      tokens: { [appToken]: accessOf.app('acme') },
    }),
    expect: expected,
    also,
  };
}

describe('an audit of an organisation in two parts under a real runner', () => {
  test('fifty repositories of which some are not protected: both parts fail, and one table tells of all', async () => {
    const failed = { conclusion: 'failure', exits: [1], outputs: { status: 'failed' } } as const;
    await expectScenario(
      tools,
      scenario(
        fifty,
        {
          jobs: {
            'audit (1)': failed,
            'audit (2)': failed,
            decision: { conclusion: 'failure', outputs: { decision: 'no-go' } },
          },
          artifacts: { [names.first]: 'failed', [names.second]: 'failed', [names.decision]: 'failed' },
        },
        (_run, reports) => {
          const both = [names.first, names.second].map((name) => reports[name]?.metrics['repositories']?.value ?? 0);
          expect(both.reduce((sum, each) => sum + each, 0)).toBe(fifty.length);
          expect(reports[names.decision]?.data).toMatchObject({ tables: expect.arrayContaining([expect.anything()]) });
        },
      ),
    );
  });

  test('repositories that are all protected: both parts pass, go', async () => {
    const good = fifty.filter(({ rulesets, empty }) => rulesets !== undefined && empty !== true).slice(0, 12);
    const held = good.filter(({ topics = [], name }) => topics.length === 0 || Number(name.slice(-2)) % 5 !== 0);
    await expectScenario(
      tools,
      scenario(
        held,
        {
          jobs: {
            'audit (1)': { conclusion: 'success', outputs: { status: 'passed' } },
            'audit (2)': { conclusion: 'success', outputs: { status: 'passed' } },
            decision: { conclusion: 'success', outputs: { decision: 'go' } },
          },
          artifacts: { [names.first]: 'passed', [names.second]: 'passed', [names.decision]: 'passed' },
        },
        // Of them one in each part: whether the repositories of the other part are still there.
        ({ requests }) =>
          expect(requests.filter(({ path }) => path.endsWith('/graphql')).length).toBeLessThanOrEqual(6),
      ),
    );
  });
});

describe('required-checks of an organisation in two parts under a real runner', () => {
  const checks = forEach(
    parts,
    control('required-checks', {
      shard: '${{ matrix.part }}/2',
      'artifact-key': '${{ matrix.part }}-of-2',
      'admin-token': '${{ secrets.ORGANISATION_TOKEN }}',
    }),
  );
  const all: Record<string, Job> = { checks: { ...checks, steps: [checkout, ...checks.steps.slice(1)] } };
  const [first, second] = ['1', '2'].map((part) => `governance-required-checks-checks-${part}-of-2-1`) as [
    string,
    string,
  ];
  const many = Array.from({ length: 6 }, (_, index) => sound(`r${index}`));

  test.each([
    ['repositories whose checks hold changes up: both parts pass, go', many, 'passed', 'success', 'go'],
    [
      'one of them does not require its decision: the part that has it fails, no-go',
      [...many, weak],
      'failed',
      'failure',
      'no-go',
    ],
  ] as const)('%s', async (_name, repositories, status, conclusion, decision) => {
    // Which part has a repository depends on its name alone.
    const weakPart = isInShard(weak.name, { index: 1, of: 2 }) ? '1' : '2';
    const partOf = (part: string) =>
      status === 'failed' && part === weakPart
        ? ({ conclusion: 'failure', exits: [1], outputs: { status: 'failed' } } as const)
        : ({ conclusion: 'success', outputs: { status: 'passed' } } as const);
    await expectScenario(tools, {
      workflow: workflowText({ ...all, decision: after(all, control('executive-summary')) }),
      base: {
        '.github/release-governance.yml': JSON.stringify({
          version: 1,
          'required-checks': { repositories: { organisation: 'acme', shards: 2 } },
          'executive-summary': { legs: { 'required-checks': ['1-of-2', '2-of-2'] } },
        }),
      },
      secrets: { ORGANISATION_TOKEN: appToken },
      api: platformRoutes({
        organisations: [{ login: 'acme', repositories }],
        tokens: { [appToken]: accessOf.app('acme') },
      }),
      expect: {
        jobs: {
          'checks (1)': partOf('1'),
          'checks (2)': partOf('2'),
          decision: { conclusion, outputs: { decision } },
        },
        artifacts: {
          [first]: partOf('1').outputs.status,
          [second]: partOf('2').outputs.status,
          [names.decision]: status,
        },
      },
      also: ({ requests }, reports) => {
        const both = [first, second].map((name) => reports[name]?.metrics['repositories']?.value ?? 0);
        expect(both.reduce((sum, each) => sum + each, 0)).toBe(repositories.length);
        expect(Math.min(...both)).toBeGreaterThan(0);
        expect(reports[names.decision]?.data).toMatchObject({ tables: expect.arrayContaining([expect.anything()]) });
        // Of them one in each part: whether the repositories of the other part are still there.
        expect(requests.filter(({ path }) => path.endsWith('/graphql')).length).toBe(8);
      },
    });
  });
});
