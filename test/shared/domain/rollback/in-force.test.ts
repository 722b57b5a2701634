import { describe, expect, test } from '@jest/globals';
import { ContractsSchema } from '../../../../shared/domain/contract-pair/config.ts';
import type { Ctx } from '../../../../shared/domain/rollback/definition.ts';
import { judgeLanding, judgeNames } from '../../../../shared/domain/rollback/in-force.ts';
import type { Verdict } from '../../../../shared/domain/verdict/verdict.ts';
import { deafGitHub } from '../../../support/action-run.ts';
import { contractEntry, paths } from '../../../support/contract-files.ts';
import { memoryPast } from '../../../support/memory-past.ts';
import { id, releaseFiles } from '../../../support/rollback.ts';
import { baseSha, type Files, type Setup, world } from '../../../support/world.ts';

const contracts = ContractsSchema.parse([contractEntry]);
const [contract] = contracts;
if (contract === undefined) throw new Error('the sample contract is none');

/** The part of a context that is looked at. */
function contextOf(more: Partial<Setup> = {}, single = false): Ctx {
  const { github, ...around } = world(more);
  const inputs = { 'single-commit-landings': single };
  return { ...around, inputs, github: () => github('token') } as unknown as Ctx;
}
const words = (verdict: Verdict): string =>
  verdict.status === 'failed'
    ? `failed: ${verdict.problem}`
    : verdict.status === 'unverified'
      ? `${verdict.because.code}: ${verdict.because.message}`
      : verdict.status;

describe('a commit was the tip of the branch', () => {
  const route = `GET /repos/acme/consumer/commits/${id(1)}/pulls`;
  const pull = (more: object = {}): object => ({
    number: 7,
    merged_at: '2026-11-01T00:00:00Z',
    merge_commit_sha: id(1),
    head: { sha: id(9) },
    base: { ref: 'main', repo: { full_name: 'acme/consumer', default_branch: 'main' } },
    ...more,
  });
  const answered = (...pulls: object[]): Partial<Setup> =>
    ({ github: { [route]: { json: pulls } } }) as unknown as Partial<Setup>;
  const unknown = `whether ${id(1)} was ever the tip of the branch is not known`;
  const none = `NO_DATA: ${unknown}: GitHub names no pull request that landed as it`;
  const cases: [name: string, more: Partial<Setup>, expected: string][] = [
    ['when a pull request landed as it', answered(pull()), 'passed'],
    ['when one of several landed as it', answered(pull({ number: 6, merge_commit_sha: id(2) }), pull()), 'passed'],
    [
      'not when it was brought below another one',
      answered(pull({ merge_commit_sha: id(2) })),
      `failed: it was never the tip of the branch: pull request #7, which brought it, landed as ${id(2)}`,
    ],
    ['nobody knows without a pull request', answered(), none],
    ['nobody knows of one that is open', answered(pull({ merged_at: null })), none],
    ['nobody knows where GitHub does not say as what it landed', answered(pull({ merge_commit_sha: null })), none],
    [
      'nobody knows of one into another branch',
      answered(pull({ base: { ref: 'next', repo: { full_name: 'acme/consumer', default_branch: 'main' } } })),
      none,
    ],
    ['nobody knows without GitHub', {}, `NO_CREDENTIAL: ${unknown} without GitHub`],
    [
      'nobody knows without a repository',
      { ...answered(), subject: { repository: undefined } },
      `NO_CREDENTIAL: ${unknown} without GitHub`,
    ],
  ];
  test.each(cases)('%s', async (_name, more, expected) => {
    expect(words(await judgeLanding(contextOf(more), id(1)))).toBe(expected);
  });

  test('nobody knows where GitHub does not answer', async () => {
    const context = { ...contextOf(), github: () => deafGitHub } as unknown as Ctx;
    expect(words(await judgeLanding(context, id(1)))).toContain(unknown);
  });

  test('by the policy, or when the policy lies in it', async () => {
    expect(words(await judgeLanding(contextOf({}, true), id(1)))).toBe('passed');
    expect(words(await judgeLanding(contextOf(), baseSha))).toBe('passed');
  });
});

describe('files with other names were those of the contract', () => {
  const config = '.github/release-governance.yml';
  const moved = (policy: string | undefined): Files => ({
    ...releaseFiles(1),
    'old/pin.json': releaseFiles(1)[paths.pin] ?? '',
    ...(policy === undefined ? {} : { [config]: policy }),
  });
  const named = (pin: unknown): string => JSON.stringify({ contracts: [{ ...contractEntry, pin }] });
  const unknown = `NO_DATA: whether the files had other names at ${id(1)} is not known: ${config}`;
  const cases: [name: string, policy: string | undefined, expected: string][] = [
    ['where the configuration named them', named('old/pin.json'), 'passed'],
    [
      'not where it named others',
      named(paths.pin),
      `failed: old/pin.json was not ${paths.pin} of the contract: the configuration of that commit names "${paths.pin}"`,
    ],
    [
      'not where it named none',
      named(7),
      `failed: old/pin.json was not ${paths.pin} of the contract: the configuration of that commit names none`,
    ],
    ['nobody knows without a configuration', undefined, `${unknown} does not exist`],
    ['nobody knows by a broken one', 'contracts: [', `${unknown} has no contract ledger there`],
    ['nobody knows by one without the contract', 'contracts: []', `${unknown} has no contract ledger there`],
    ['nobody knows by one that is no mapping', '[]', `${unknown} has no contract ledger there`],
  ];
  const judged = async (policy: string | undefined, pin: string): Promise<string> => {
    const past = memoryPast([{ commit: id(1), files: moved(policy) }]);
    const found = await past.files(id(1), [pin, paths.mirror, paths.matrix], 1e6);
    const files = new Map([...found].map(([path, file]) => [path === pin ? paths.pin : path, file]));
    return words(await judgeNames(contextOf({ past }), contract, { commit: id(1), files }));
  };
  test.each(cases)('%s', async (_name, policy, expected) => {
    expect(await judged(policy, 'old/pin.json')).toBe(expected);
  });

  test('and of those with their present names nothing is asked', async () => {
    expect(await judged(undefined, paths.pin)).toBe('passed');
  });
});
