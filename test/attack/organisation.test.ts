import { describe, expect, test } from '@jest/globals';
import type { Evaluation } from '../../shared/core/evaluation.ts';
import { sha256 } from '../../shared/core/fingerprint.ts';
import type { GitHub } from '../../shared/core/ports.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import type { OrganisationData } from '../../shared/domain/organisation/config.ts';
import {
  type Asked,
  acme,
  auditOf,
  baseline,
  goodRules,
  lines,
  mainRuleset,
} from '../actions/branch-protection/organisation-world.ts';
import { platformGitHub } from '../support/platform.ts';
import { platformFaults } from '../support/platform-faults.ts';
import type { PlatformState, RepositoryData } from '../support/platform-state.ts';
import { classicOff } from '../support/protection-api.ts';

const statusOf = ({ results, error }: Evaluation): string => reportStatus(results, error);
const dataOf = ({ data }: Evaluation): OrganisationData => data as OrganisationData;
const section = { policy: baseline, resume: 'earlier' };
const good: RepositoryData = { name: 'acme/good', rulesets: [mainRuleset()] };
const bare: RepositoryData = { name: 'acme/bare' };
const others: RepositoryData[] = Array.from({ length: 60 }, (_, index) => ({ ...good, name: `acme/other${index}` }));

/** What a run of 62 repositories leaves that ends after its first answer. */
async function journalOf(state: PlatformState, more: Asked = {}): Promise<string> {
  const lines: string[] = [];
  await auditOf(state, { section: { ...section, budget: { requests: 4, points: 2500 } }, ...more, journal: { lines } });
  return lines.join('');
}

describe('a journal that turns red into green', () => {
  const red = acme([bare, good, ...others]);
  const green = acme([{ ...good, name: bare.name }, good, ...others]);
  const goesOn = async (earlier: string, more: Asked = {}): Promise<Evaluation> =>
    (await auditOf(red, { section, now: '2026-03-10T18:00:00Z', ...more, journal: { earlier, lines: [] } })).evaluation;
  const expectRed = (evaluation: Evaluation): void => {
    expect(evaluation.error).toBeUndefined();
    expect(lines(evaluation)).toContain('protected acme/bare branch main active: failed');
    expect(dataOf(evaluation).resumed).toBeUndefined();
    expect(evaluation.notes.join('\n')).toMatch(/The audit began anew: /);
  };
  const edited = (text: string, edit: (head: Record<string, unknown>) => void): string => {
    const [first = '', ...rest] = text.split('\n');
    const head = JSON.parse(first) as Record<string, unknown>;
    edit(head);
    return [JSON.stringify(head), ...rest].join('\n');
  };

  test('counts where the policy names it and it is of the last day, and the report says so', async () => {
    const evaluation = await goesOn(await journalOf(green));
    expect(lines(evaluation)).not.toContain('protected acme/bare branch main active: failed');
    expect(dataOf(evaluation).resumed).toMatchObject({ begun: '2026-03-10T12:00:00Z', repositories: 50 });
    expect(evaluation.notes.join('\n')).toMatch(
      /50 repositories is from the journal of an audit that began at 2026-03-10/,
    );
  });

  test('not where the policy names none', async () => {
    const { evaluation } = await auditOf(red, {
      section: { policy: baseline },
      journal: { earlier: await journalOf(green), lines: [] },
    });
    expect(lines(evaluation)).toContain('protected acme/bare branch main active: failed');
    expect(dataOf(evaluation).resumed).toBeUndefined();
  });

  test.each(['pull_request', 'pull_request_target', 'pull_request_review', 'merge_group'])(
    'not in a run of %s, whose change could have brought it along',
    async (event) => expectRed(await goesOn(await journalOf(green), { event })),
  );

  test.each([
    ['a day later', '2026-03-11T12:00:01Z'],
    ['before it was begun', '2026-03-10T11:59:59Z'],
  ])('not %s', async (_name, now) => expectRed(await goesOn(await journalOf(green), { now })));

  test.each<[string, (head: Record<string, unknown>) => void]>([
    ['with the key of another audit', (head) => Object.assign(head, { key: sha256('another') })],
    ['without a time', (head) => delete head['begun']],
    ['with a time that is none', (head) => Object.assign(head, { begun: 'now' })],
    ['of another kind', (head) => Object.assign(head, { kind: 'another' })],
  ])('not one %s', async (_name, edit) => expectRed(await goesOn(edited(await journalOf(green), edit))));

  test.each<[string, Asked]>([
    ['of another selection', { section: { ...section, repositories: { organisation: 'acme', names: '*' } } }],
    [
      'of a part',
      {
        section: {
          ...section,
          repositories: { organisation: 'acme', 'exclude-names': 'governance', shards: 2 },
          budget: { requests: 4, points: 1 },
        },
        given: { shard: '1/2' },
        key: '1-of-2',
      },
    ],
  ])('not one %s', async (_name, more) => expectRed(await goesOn(await journalOf(green, more))));

  test.each<[string, (text: string) => string]>([
    ['that is no text', () => '\u0000{}\n'],
    ['that is empty', () => ''],
    ['with a line that is not understood', (text) => `${text}{"read":{}}\n`],
    ['that tells of a repository that is not audited', (text) => text.replaceAll('{"acme/', '{"acme/elsewhere-')],
  ])('not one %s', async (_name, edit) => expectRed(await goesOn(edit(await journalOf(green)))));

  test('the answer about one repository does not count for another', async () => {
    const swapped = (await journalOf(red)).replaceAll(/"acme\/(good|bare)":/g, (_all, name: string) =>
      name === 'good' ? '"acme/bare":' : '"acme/good":',
    );
    const evaluation = await goesOn(swapped);
    expect(lines(evaluation)).toContain('protected acme/bare branch main active: failed');
    expect(lines(evaluation).filter((line) => line.startsWith('protected acme/good'))).toEqual([]);
  });
});

describe('names', () => {
  test('a repository that was renamed after the list is not taken for the one that answers', async () => {
    const state = acme([good]);
    const { evaluation } = await auditOf(state, {
      section: { policy: baseline },
      through: (github) => ({
        ...github,
        async graphql(query, variables) {
          const answer = await github.graphql(query, variables);
          return answer.ok
            ? {
                ...answer,
                data: JSON.parse(JSON.stringify(answer.data).replaceAll('acme/good', 'acme/moved')) as unknown,
              }
            : answer;
        },
      }),
    });
    expect(lines(evaluation)).toEqual([
      'repositories acme all repositories: passed',
      'repositories acme/good: unverified NOT_FOUND',
    ]);
    expect(JSON.stringify(evaluation)).not.toContain('acme/moved');
  });

  test('in other letters are the same: of the organisation and of its repositories', async () => {
    const shouted = acme([{ ...bare, name: 'acme/BARE' }]);
    const repositories = { organisation: 'ACME', 'exclude-names': 'Governance' };
    const { evaluation } = await auditOf(shouted, { section: { policy: baseline, repositories } });
    expect(lines(evaluation)).toContain('protected acme/bare branch main active: failed');
    const quiet = await auditOf(acme([bare]), { section: { policy: baseline } });
    const ids = (one: Evaluation): string[] => one.results.map(({ fingerprint }) => fingerprint).sort();
    expect(ids(evaluation)).toEqual(ids(quiet.evaluation));
  });
});

test('an organisation that shows a part of its repositories is not whole', async () => {
  const faults = [
    { at: 'GET /orgs/{org}', answer: { body: { login: 'acme', public_repos: 5, owned_private_repos: 9 } } },
  ];
  const { evaluation } = await auditOf(acme([good], { faults }), { section: { policy: baseline } });
  expect(lines(evaluation)).toContain('repositories acme all repositories: unverified TRUNCATED');
  expect(statusOf(evaluation)).toBe('unverified');
});

describe('a report that may be public', () => {
  const secret = (name: string, more: Partial<RepositoryData> = {}): RepositoryData => ({
    name: `acme/${name}`,
    visibility: 'private',
    defaultBranch: 'hush',
    topics: ['hidden-topic'],
    ...more,
  });
  const rules = [
    { type: 'required_status_checks', parameters: { required_status_checks: [{ context: 'hush-check' }] } },
  ];
  const weak = secret('hush-weak', { rulesets: [mainRuleset({ id: 77, name: 'hush-rule', rules })] });
  const strong = secret('hush-strong', { rulesets: [mainRuleset({ id: 78, name: 'hush-rule', rules: goodRules })] });
  const internal = secret('hush-internal', { visibility: 'internal' });
  const odd = secret('hush-odd', { visibility: 'private' });
  const open = { name: 'acme/governance', visibility: 'public' } as const;
  const repositories = [weak, strong, internal, odd, secret('hush-empty', { empty: true }), good, bare];
  const everything = { organisation: { branches: [{ pattern: '~DEFAULT_BRANCH', preset: 'strict' }] } };

  /** Every byte that leaves the run. */
  async function bytesOf(state: PlatformState, more: Asked = {}): Promise<{ text: string; evaluation: Evaluation }> {
    const journal = { lines: [] as string[] };
    const { evaluation, logged, asked } = await auditOf(state, { section: { policy: everything }, ...more, journal });
    // Requests of its own stand in the log when GitHub refuses them.
    const named = asked.filter((request) => request.includes('/repos/acme/') && !request.includes('governance'));
    return { text: JSON.stringify([evaluation, logged, journal.lines, named]), evaluation };
  }

  test.each<[string, PlatformState, Asked]>([
    ['of a public repository', acme(repositories, {}, open), {}],
    ['of one that is open to an enterprise', acme(repositories, {}, { ...open, visibility: 'internal' }), {}],
    ['of one that cannot be read', acme(repositories), { repository: 'acme/gone' }],
    ['of one that is not told', acme(repositories), { repository: '' }],
    [
      'with a budget that ends early',
      acme(repositories, {}, open),
      { section: { policy: everything, budget: { requests: 4, points: 9 } } },
    ],
    ...Object.entries(platformFaults)
      .filter(([name]) => !/never comes/.test(name))
      .map(([name, answer]): [string, PlatformState, Asked] => [
        `with ${name}`,
        acme(
          repositories,
          {
            faults: [
              { at: 'POST /graphql', answer },
              { at: '/repos/acme/hush', answer },
            ],
          },
          open,
        ),
        {},
      ]),
    [
      'with properties that are not told',
      acme(
        repositories,
        { faults: [{ at: 'GET /orgs/{org}/properties/values', answer: platformFaults['a missing permission'] }] },
        open,
      ),
      {
        section: {
          policy: everything,
          repositories: { organisation: 'acme', properties: [{ name: 'p', value: 'v' }] },
        },
      },
    ],
    [
      'with an error that names one',
      acme(
        repositories,
        {
          faults: [
            {
              at: 'POST /graphql',
              answer: { body: { data: null, errors: [{ type: 'NOT_FOUND', message: 'no acme/hush-weak' }] } },
            },
          ],
        },
        open,
      ),
      {},
    ],
  ])('says nothing of a private repository, also not one %s', async (_name, state, more) => {
    const { text, evaluation } = await bytesOf(state, more);
    expect(text).not.toMatch(/hush|hidden-topic/i);
    expect(evaluation.results.length).toBeGreaterThan(0);
    expect(statusOf(evaluation)).not.toBe('passed');
  });

  test('counts them, and their failure is a failure', async () => {
    const { evaluation } = await bytesOf(acme(repositories, {}, open), { section: { policy: baseline } });
    const hidden = evaluation.results.find(({ about }) => about[1] === 'repositories that are not shown');
    expect(hidden).toMatchObject({
      status: 'failed',
      actual: '3 not as asked, 0 not verified, 2 as asked',
    });
    expect(hidden?.message).toMatch(/^3 of 5 repositories/);
    expect(dataOf(evaluation).repositories).toMatchObject({ hidden: 5 });
    const only = await bytesOf(acme([good, weak], {}, open), { section: { policy: baseline } });
    expect(statusOf(only.evaluation)).toBe('failed');
  });

  test('passes when they are as asked, and does not when they could not be read', async () => {
    const fine = await bytesOf(acme([good, strong], {}, open), { section: { policy: baseline } });
    expect(statusOf(fine.evaluation)).toBe('passed');
    const unread = await bytesOf(acme([good, strong], {}, open), {
      section: { policy: baseline, budget: { requests: 3, points: 9 } },
    });
    const hidden = unread.evaluation.results.find(({ about }) => about[1] === 'repositories that are not shown');
    expect(hidden?.status).toBe('unverified');
  });

  test('does not believe a list that calls public what calls itself private', async () => {
    const state = acme([{ ...weak, visibility: 'public' }], {}, open);
    const { text } = await bytesOf(state, {
      section: { policy: baseline },
      through: (github) => ({
        ...github,
        async graphql(query, variables) {
          const answer = await github.graphql(query, variables);
          const text = JSON.stringify(answer).replaceAll('"isPrivate":false', '"isPrivate":true');
          return JSON.parse(text) as typeof answer;
        },
      }),
    });
    expect(text).not.toContain('hush-check');
  });

  test('in a private repository they are named', async () => {
    const { text } = await bytesOf(acme(repositories));
    expect(text).toContain('acme/hush-weak');
  });
});

/** A repository that nobody selects is deleted between two pages: the first one of the next page is on neither. */
describe('an audit whose list lost a repository while it was read', () => {
  const archive: RepositoryData = { name: 'acme/archive', archived: true };
  const before = acme([archive, bare, good]);
  const listWithoutBare = (github: GitHub, later: GitHub): GitHub => ({
    ...later,
    // The first page is from before, and bare has moved to it when the second one is asked for.
    all: (async (route: string, parameters: never, schema: never) => {
      if (!route.includes('/orgs/{org}/repos')) return later.all(route as never, parameters, schema);
      const answer = (await github.all(route as never, parameters, schema)) as {
        ok: boolean;
        data: { full_name: string }[];
      };
      return answer.ok ? { ...answer, data: answer.data.filter(({ full_name }) => full_name !== bare.name) } : answer;
    }) as never,
  });
  const auditedAfter = async (after: PlatformState, repositories: object = {}): Promise<Evaluation> => {
    const later = platformGitHub(after, 'app').github;
    const asked = { organisation: 'acme', 'exclude-names': 'governance', ...repositories };
    const { evaluation } = await auditOf(before, {
      section: { policy: baseline, repositories: asked },
      through: (github) => listWithoutBare(github, later),
    });
    return evaluation;
  };

  test.each<[string, PlatformState, object]>([
    ['by a deletion', acme([bare, good]), {}],
    ['by a name that changed', acme([{ ...archive, name: 'acme/old' }, bare, good]), {}],
    ['by a deletion, while another one came', acme([bare, good, { ...good, name: 'acme/new' }]), {}],
    ['by the deletion of one that was to be asked', acme([bare, good]), { archived: 'include' }],
    ['by a deletion, of another part', acme([bare, good]), { names: 'good' }],
  ])('%s', async (_name, after, repositories) => {
    const evaluation = await auditedAfter(after, repositories);
    expect(statusOf(evaluation)).toBe('unverified');
    expect(JSON.stringify(evaluation.results)).not.toContain('acme/archive: ');
  });

  test('is told of as such', async () => {
    const { results } = await auditedAfter(acme([bare, good]));
    const whole = results.find(({ about }) => about[1] === 'all repositories');
    expect(whole?.because).toMatchObject({ code: 'INCONCLUSIVE', needs: 'a further run, which lists them anew' });
    expect(whole?.because?.message).toMatch(/no longer there by its name/);
  });

  test('is not believed either when nothing tells of the names', async () => {
    const { evaluation } = await auditOf(acme([archive, good]), {
      section: { policy: baseline },
      through: (github) => ({
        ...github,
        graphql: async (query, variables) =>
          query.includes('rulesets(') || query.includes('branchProtectionRule')
            ? github.graphql(query, variables)
            : { ok: false, status: 403, because: { code: 'MISSING_PERMISSION', message: 'GitHub answered 403' } },
      }),
    });
    expect(statusOf(evaluation)).toBe('unverified');
  });

  test('but one that stays as it is is whole', async () => {
    const { evaluation, asked } = await auditOf(acme([archive, good]), { section: { policy: baseline } });
    expect(statusOf(evaluation)).toBe('passed');
    // Two batches, and one question about the names that no batch has.
    expect(asked.filter((one) => one === 'POST /graphql')).toHaveLength(3);
  });
});

describe('an audit in which nothing was measured', () => {
  const empty: RepositoryData = { name: 'acme/empty', empty: true };
  test('because all repositories are empty', async () => {
    const { evaluation } = await auditOf(acme([empty]), { section: { policy: baseline } });
    expect(lines(evaluation)).toEqual(['repositories acme all repositories: unverified NO_DATA']);
  });

  test('is none as soon as one of them is not', async () => {
    const { evaluation } = await auditOf(acme([empty, good]), { section: { policy: baseline } });
    expect(statusOf(evaluation)).toBe('passed');
  });
});

/** A batch tells how many may force-push in spite of classic protection, and REST has no word for them. */
describe('an audit that was told of those who may force-push', () => {
  const classic = (teams: number[]): object => ({
    ...classicOff,
    enforce_admins: { enabled: true },
    allow_force_pushes: { enabled: false },
    allow_deletions: { enabled: false },
    bypass_force_push_allowances: { users: [], teams: teams.map((id) => ({ id })), apps: [] },
  });
  const state = (teams: number[]): PlatformState =>
    acme([{ name: 'acme/app', branches: [{ name: 'main', classic: classic(teams) as never }] }]);
  const asked = (entry: object): object => ({
    policy: { organisation: { branches: [{ pattern: '~DEFAULT_BRANCH', ...entry }] } },
  });

  test.each<[string, object]>([
    ['what a batch tells', { 'force-push': true }],
    ['what only requests of its own tell', { 'force-push': true, 'bypass-actors': [] }],
    ['the list of those who may bypass', { 'bypass-actors': [] }],
  ])('does not forget them: %s', async (_name, entry) => {
    const sound = await auditOf(state([]), { section: asked(entry) });
    expect(statusOf(sound.evaluation)).toBe('passed');
    const { evaluation } = await auditOf(state([7]), { section: asked(entry) });
    expect(['failed', 'unverified']).toContain(statusOf(evaluation));
  });

  test('does not ask a second time where a batch told that there are none', async () => {
    const { asked: requests } = await auditOf(state([]), { section: asked({ 'bypass-actors': [] }) });
    expect(requests.filter((one) => one === 'POST /graphql')).toHaveLength(2);
  });
});
