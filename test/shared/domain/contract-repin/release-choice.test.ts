import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ContractSchema } from '../../../../shared/domain/contract-pair/config.ts';
import { candidates } from '../../../../shared/domain/contract-repin/release-choice.ts';
import { loadRanges } from '../../../../shared/parse/semver/load.ts';

const ranges = await loadRanges();
const contractWith = (tag: object): ReturnType<typeof ContractSchema.parse> =>
  ContractSchema.parse({
    id: 'ledger',
    producer: 'o/r',
    pin: 'pin.json',
    fields: { tag: { pin: '/tag', manifest: '/tag', ...tag } },
  });
const contract = contractWith({});

const cases: [name: string, tags: string[], range: string, preReleases: boolean, chosen: string[]][] = [
  [
    'the newest first, by number and not by letter',
    ['v2.9.0', 'v2.10.0', 'v2.1.0'],
    '^2',
    false,
    ['v2.10.0', 'v2.9.0', 'v2.1.0'],
  ],
  ['none of another major version', ['v2.0.0', 'v3.0.0', 'v1.9.9'], '^2', false, ['v2.0.0']],
  ['none of another minor version before 1.0', ['v0.3.2', 'v0.4.0'], '^0.3.1', false, ['v0.3.2']],
  ['no pre-release', ['v2.1.0-rc.1', 'v2.0.0'], '>=2.1.0-rc.0 || ^2', false, ['v2.0.0']],
  ['a pre-release where they are allowed', ['v2.1.0-rc.1', 'v2.0.0'], '^2', true, ['v2.1.0-rc.1', 'v2.0.0']],
  ['no name that is no tag of the contract', ['2.1.0', 'latest', 'v2', 'v2.0.0 ', 'x/v2.0.0'], '*', false, []],
];
test.each(cases)('%s', (_name, tags, range, preReleases, chosen) => {
  expect(candidates(contract, tags, { range, preReleases }, ranges)).toEqual(chosen);
});

test('the pattern of the field counts too', () => {
  const only = contractWith({ format: 'any', pattern: 'v2\\.\\d+\\.\\d+' });
  expect(candidates(only, ['v2.1.0', 'v3.0.0', '2.2.0'], { range: '*', preReleases: false }, ranges)).toEqual([
    'v2.1.0',
  ]);
});

test('the order of the list does not matter, and the first is the greatest', () => {
  const version = fc.tuple(fc.nat(3), fc.nat(12), fc.nat(12)).map((parts) => `v${parts.join('.')}`);
  fc.assert(
    fc.property(fc.uniqueArray(version, { minLength: 1, maxLength: 12 }), (tags) => {
      const request = { range: '*', preReleases: false };
      const found = candidates(contract, tags, request, ranges);
      expect(candidates(contract, [...tags].reverse(), request, ranges)).toEqual(found);
      const key = (tag: string): number =>
        tag
          .slice(1)
          .split('.')
          .reduce((sum, part) => sum * 100 + Number(part), 0);
      expect(found.map(key)).toEqual(tags.map(key).sort((a, b) => b - a));
    }),
  );
});
