import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { raised, type VersionPart, versionStep } from '../../../../shared/domain/contract-surface/version-part.ts';

describe('the step from one version to another', () => {
  test.each<[part: VersionPart, before: string, after: string, step: string]>([
    ['number', 'service.v2', 'service.v2', 'same'],
    ['number', 'service.v2', 'service.v3', 'raised'],
    ['number', 'service.v9', 'service.v10', 'raised'],
    ['number', '1.9', '1.10', 'raised'],
    ['number', 'service.v3', 'service.v2', 'back'],
    ['number', 'service.v2', 'api.v3', 'other'],
    ['number', 'service.v2', 'service.next', 'other'],
    ['number', 'service.v2', 'service.v02', 'other'],
    ['number', 'service.v2', 'service.v2 ', 'other'],
    ['number', 'v1', `v${'9'.repeat(30)}`, 'other'],
    ['major', '1.2.3', '2.0.0', 'raised'],
    ['major', 'v1.2.3', 'v1.3.0', 'lower'],
    ['major', 'v1.2.3', '2.0.0', 'other'],
    ['minor', '0.2.3', '0.3.0', 'raised'],
    ['minor', '0.2.3', '1.0.0', 'raised'],
    ['minor', '0.2.3', '0.2.4', 'lower'],
    ['minor', '0.2.3', '0.1.9', 'back'],
    ['patch', '1.0.0', '1.0.1', 'raised'],
    ['patch', '1.0.1', '1.0.0', 'back'],
    ['major', '2.0.0-rc.1', '2.0.0', 'lower'],
    ['major', '1.0.0', '1.0.0+build', 'lower'],
    ['major', '1.0', '2.0', 'other'],
  ])('%s: %s to %s is %s', (part, before, after, step) => {
    expect(versionStep(part, before, after)).toBe(step);
  });

  test.each<[VersionPart, string, string | undefined]>([
    ['number', 'service.v2', 'service.v3'],
    ['number', 'integration/v9', 'integration/v10'],
    ['number', 'latest', undefined],
    ['major', 'v1.2.3', 'v2.0.0'],
    ['minor', '1.2.3', '1.3.0'],
    ['patch', '1.2.3', '1.2.4'],
    ['patch', '1.2', undefined],
  ])('%s: %s is raised to %s', (part, version, next) => {
    expect(raised(part, version)).toBe(next);
  });

  test('to a raised one is raised, and back from it goes back', () => {
    const number = fc.nat(10_000);
    const version = fc.tuple(number, number, number).map((parts) => parts.join('.'));
    fc.assert(
      fc.property(version, fc.constantFrom<VersionPart>('number', 'major', 'minor', 'patch'), (before, part) => {
        const after = raised(part, before) ?? '';
        expect(versionStep(part, before, after)).toBe('raised');
        expect(versionStep(part, after, before)).toBe('back');
      }),
    );
  });
});
