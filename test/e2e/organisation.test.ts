import { beforeAll, describe, expect, test } from '@jest/globals';
import { isInShard } from '../../shared/domain/organisation/shard.ts';
import { fifty, policy } from '../actions/branch-protection/organisation-world.ts';
import { sound, weak } from '../actions/required-checks/organisation-world.ts';
import { platformRoutes } from '../support/platform.ts';
import { accessOf } from '../support/platform-state.ts';
import { expectScenario, type Scenario } from './scenario.ts';
import { calledWorkflow } from './suite.ts';
import { findTools, type Tools } from './tools.ts';
import { tells, workflowText } from './workflows.ts';

/* organisation-audit.yml as another repository calls it: the repositories of an organisation in two parts, and one decision over both. */

let tools: Tools;
beforeAll(() => {
  tools = findTools();
}, 600_000);

const appToken = 'token-of-the-organisation-0123456789';
const workflow = (given: Readonly<Record<string, boolean>>): string =>
  workflowText(
    {
      organisation: {
        uses: calledWorkflow('organisation-audit'),
        permissions: { actions: 'read', contents: 'read', 'pull-requests': 'read' },
        with: { shards: 2, ...given },
        secrets: { 'admin-token': '${{ secrets.ORGANISATION_TOKEN }}' },
      },
      told: tells('organisation', ['decision', 'report']),
    },
    { schedule: [{ cron: '41 4 * * 1-5' }], pull_request: null },
  );

type Ending = 'success' | 'failure' | 'skipped';
const decided = 'governance-executive-summary-decision-1';
/** How the jobs end. The platform shows a matrix that is skipped as one job; this runner shows each of its legs. */
const ended = (audits: readonly Ending[], checks: readonly Ending[], decision: Ending): Scenario['expect']['jobs'] => {
  const parts = (job: string, endings: readonly Ending[]): [string, { conclusion: Ending }][] =>
    endings.map((conclusion, index) => [`organisation / ${job} (${index + 1})`, { conclusion }]);
  return {
    'organisation / plan': { conclusion: 'success' },
    ...Object.fromEntries([...parts('audit', audits), ...parts('checks', checks)]),
    'organisation / decision': { conclusion: decision },
    // This runner starts nothing after a call that failed.
    ...(decision === 'success'
      ? { told: { conclusion: 'success', outputs: { decision: 'go', report: decided } } }
      : {}),
  };
};

const names = {
  first: 'governance-branch-protection-audit-1-of-2-1',
  second: 'governance-branch-protection-audit-2-of-2-1',
  decision: decided,
};

function scenario(
  repositories: typeof fifty,
  expected: Pick<Scenario['expect'], 'jobs' | 'artifacts'>,
  also: NonNullable<Scenario['also']>,
  more: Partial<Scenario> & { asked?: object } = {},
): Scenario {
  const { asked = policy, ...others } = more;
  return {
    workflow: workflow({}),
    dimensions: { part: [1, 2] },
    event: 'schedule',
    base: {
      '.github/release-governance.yml': JSON.stringify({
        version: 1,
        'branch-protection': { policy: asked, repositories: { organisation: 'acme', shards: 2 } },
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
    ...others,
  };
}

describe('an audit of an organisation in two parts under a real runner', () => {
  test('fifty repositories of which some are not protected: both parts fail, and one table tells of all', async () => {
    await expectScenario(
      tools,
      scenario(
        fifty,
        {
          jobs: ended(['failure', 'failure'], ['skipped', 'skipped'], 'failure'),
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
          jobs: ended(['success', 'success'], ['skipped', 'skipped'], 'success'),
          artifacts: { [names.first]: 'passed', [names.second]: 'passed', [names.decision]: 'passed' },
        },
        // Of them one in each part: whether the repositories of the other part are still there.
        ({ requests }) =>
          expect(requests.filter(({ path }) => path.endsWith('/graphql')).length).toBeLessThanOrEqual(6),
      ),
    );
  });
});

describe('organisation-audit.yml where it cannot look', () => {
  const open = fifty.filter(({ rulesets, empty }) => rulesets !== undefined && empty !== true).slice(0, 4);
  const nobodyElse = { branches: [{ pattern: '~DEFAULT_BRANCH', 'bypass-actors': { exactly: [] } }] };

  test('who may go around a ruleset is not for this token to see: not verified, no-go', async () => {
    await expectScenario(
      tools,
      scenario(
        open,
        {
          jobs: ended(['failure', 'failure'], ['skipped', 'skipped'], 'failure'),
          artifacts: { [names.first]: 'unverified', [names.second]: 'unverified', [names.decision]: 'failed' },
        },
        (_run, reports) =>
          expect(reports[names.decision]?.data).toMatchObject({ decision: 'no-go', notMeasured: expect.anything() }),
        { asked: { organisation: nobodyElse } },
      ),
    );
  });

  test('a pull request, for which it is not made: nothing is audited with the token', async () => {
    const { api: _api, ...asked } = scenario(
      open,
      // This runner computes the matrix of a job that it skips, and goes no further.
      { jobs: { 'organisation / plan': { conclusion: 'failure', exits: [1] } }, artifacts: {} },
      ({ requests, log }) => {
        expect(JSON.stringify(requests)).not.toContain(appToken);
        expect(log).toContain('organisation-audit is for on: schedule, not for other events');
      },
    );
    await expectScenario(tools, { ...asked, event: 'pull_request' });
  });
});

describe('required-checks of an organisation in two parts under a real runner', () => {
  const [first, second] = ['1', '2'].map((part) => `governance-required-checks-checks-${part}-of-2-1`) as [
    string,
    string,
  ];
  const many = Array.from({ length: 6 }, (_, index) => sound(`r${index}`));

  test.each([
    ['repositories whose checks hold changes up: both parts pass, go', many, 'passed', 'success'],
    [
      'one of them does not require its decision: the part that has it fails, no-go',
      [...many, weak],
      'failed',
      'failure',
    ],
  ] as const)('%s', async (_name, repositories, status, conclusion) => {
    // Which part has a repository depends on its name alone.
    const weakPart = isInShard(weak.name, { index: 1, of: 2 }) ? '1' : '2';
    const partOf = (part: string) => (status === 'failed' && part === weakPart ? 'failed' : 'passed');
    const endOf = (part: string): Ending => (partOf(part) === 'failed' ? 'failure' : 'success');
    await expectScenario(tools, {
      workflow: workflow({ 'branch-protection': false, 'required-checks': true }),
      dimensions: { part: [1, 2] },
      event: 'schedule',
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
        jobs: ended(['skipped', 'skipped'], [endOf('1'), endOf('2')], conclusion),
        artifacts: {
          [first]: partOf('1'),
          [second]: partOf('2'),
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
