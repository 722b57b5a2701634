import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/release-handoff/control.ts';
import type { Result } from '../../shared/core/report.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import { type GitHubAnswers, notFound } from '../support/memory-github.ts';
import { evaluateWith } from '../support/world.ts';
import { realFile } from './data.ts';

/*
 * The handoffs that the producer of the real data published, judged as they are. What the platform would say of its tags is played by what is
 * known of them; without it only what the files say is judged.
 */

const repository = 'saagar210-MemoryKernel';
const path = 'docs/implementation/PRODUCER_RELEASE_HANDOFF_LATEST.json';
const rehearsal = 'docs/implementation/SERVICE_V3_REHEARSAL_HANDOFF_CANDIDATE.json';
const manifest = 'contracts/integration/v1/producer-contract-manifest.json';
const producer = 'saagar210/MemoryKernel';
const at = `GET /repos/${producer}`;
const v031 = 'cf331449e1589581a5dcbb3adecd3e9ae4509277';
const v032 = '45ec1f0000000000000000000000000000000000';

const handoffs = {
  'service-v3-candidate': {
    required: ['/active_runtime_baseline', '/required_consumer_validation_commands'],
    override: { service: 'service.v3' },
    'must-match': ['tag', 'commit', 'api', 'integration'],
  },
};

/** The tags as far as they are known; of the commit v0.3.2 only the beginning is, which matters to nothing here. */
const known: GitHubAnswers = {
  [at]: { json: { full_name: producer, default_branch: 'main' } },
  [`${at}/git/ref/tags/v0.3.2`]: { json: { object: { type: 'commit', sha: v032 } } },
  [`${at}/git/ref/heads/v0.3.2`]: notFound,
  [`${at}/compare/${v031}...${v032}`]: { json: { status: 'ahead' } },
  [`${at}/contents/${manifest}?ref=${v032}`]: { raw: realFile(repository, '45ec1f0', manifest) },
  [`${at}/commits/${v032}/check-runs`]: { json: [] },
};

async function judged(
  commit: string,
  file: string,
  shape: string,
  accepts: string[],
  github?: GitHubAnswers,
): Promise<Result[]> {
  const { results, error } = await evaluateWith(control, {
    now: '2026-02-09T00:00:00Z',
    files: { [file]: realFile(repository, commit, file) },
    subject: { repository: 'saagar210/AssistSupport' },
    ...(github === undefined ? {} : { github }),
    section: {
      tasks: ['verify'],
      producer,
      handoffs,
      verify: {
        ...{ payload: file, shape, accepts, check: { check: 'ci' }, 'tag-relation': 'sha-ancestor-of-tag' },
        required: ['workspace-tests'],
        facts: {
          tag: '/release_tag',
          commit: '/commit_sha',
          service: '/expected_service_contract_version',
          api: '/expected_api_contract_version',
          integration: '/integration_baseline',
        },
        'error-codes': '/error_code_enum',
      },
    },
  });
  if (error !== undefined) throw new Error(error.message);
  expect(reportStatus(results, undefined)).toBe('failed');
  return results;
}

/** What a rule found wrong, with its line. */
function failed(results: readonly Result[], rule: string): string[] {
  return results
    .filter((result) => result.rule === `release-handoff/${rule}` && result.status === 'failed')
    .map(({ about, location }) => `${location?.line ?? 0} ${about.join(' ')}`);
}
const statuses = (results: readonly Result[], rule: string): string[] => [
  ...new Set(results.filter((result) => result.rule === `release-handoff/${rule}`).map(({ status }) => status)),
];
const impact = (line: number): string[] =>
  [
    'runtime_behavior_changes',
    'required_consumer_mapping_changes',
    'required_test_updates',
    'repin_required',
    'rollback_instruction',
  ].map((label, index) => `${line + index} /consumer_impact_statement_template/${label}`);
const commands = (line: number): string[] =>
  [3, 4, 5, 6, 7].map((index) => `${line + index} /verification_commands/${index}`);

describe.each([
  ['483b01a', 'stable', 21, 34],
  ['53ec2c1', 'service-v3-candidate', 56, 69],
  ['7f3dd30', 'stable', 59, 72],
] as const)('the handoff of %s', (commit, mode, manifestLine, impactLine) => {
  const [changelogLine, listLine] = [manifestLine + 1, manifestLine + 2];
  const shape = 'producer-release-handoff';

  test('is read, and its unfilled impact statement and the paths of a workstation are named with their lines', async () => {
    const results = await judged(commit, path, shape, [mode]);
    expect(statuses(results, 'form')).toEqual(['passed']);
    expect(statuses(results, 'mode-fields')).toEqual(['passed']);
    expect(failed(results, 'filled')).toEqual(impact(impactLine));
    expect(failed(results, 'contained')).toEqual([
      `${manifestLine} /manifest_path`,
      `${changelogLine} /changelog_path`,
      ...commands(listLine + 1),
    ]);
    expect(failed(results, 'results')).toEqual([`${listLine} results`]);
    expect(failed(results, 'digest')).toEqual([`${manifestLine} /manifest_path`, `${changelogLine} /changelog_path`]);
    expect(failed(results, 'release')).toEqual(['1 the release before']);
    expect(statuses(results, 'agrees')).toEqual(['unverified']);
    expect(statuses(results, 'measured')).toEqual(['unverified']);
  });
});

test('a candidate is no stable handoff', async () => {
  const results = await judged('53ec2c1', path, 'producer-release-handoff', ['stable']);
  expect(failed(results, 'mode-fields')).toEqual(['3 mode']);
});

test('with the platform, tag and commit of a handoff hold, and its manifest cannot be found by its path', async () => {
  const results = await judged('483b01a', path, 'producer-release-handoff', ['stable'], known);
  expect(
    results.filter(({ rule }) => rule === 'release-handoff/release').map(({ about, status }) => [...about, status]),
  ).toEqual([
    ['baseline', 'tag', 'passed'],
    ['baseline', 'branch', 'passed'],
    ['baseline', 'commit', 'passed'],
    ['the release before', 'failed'],
    ['time', 'passed'],
  ]);
  expect(statuses(results, 'agrees')).toEqual(['unverified']);
});

test('the rehearsal names a file on a workstation, and no tag, results or impact of its own', async () => {
  const results = await judged('94ba1c3', rehearsal, 'service-rehearsal-handoff.v1', [
    'planning_only_no_runtime_cutover',
  ]);
  expect(statuses(results, 'form')).toEqual(['passed']);
  expect(failed(results, 'contained').at(0)).toMatch(/^\d+ \/cutover_gates_doc$/);
  expect(failed(results, 'filled')).toEqual(['1 the consumer impact statement']);
  expect(failed(results, 'results')).toHaveLength(1);
});
