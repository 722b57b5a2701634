import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { namedVersions } from '../../../../shared/domain/contract-surface/version-name.ts';

describe('a template with the names of two versions', () => {
  test.each([
    ['ledger.v2', 'ledger.v3', 'docs/ledger-v2-to-ledger-v3.md'],
    ['2.9.0', '3.0.0', 'docs/2-9-0-to-3-0-0.md'],
    ['2.9.0', '3.0.0-1', 'docs/2-9-0-to-3-0-0-1-51a77710.md'],
    ['..', '/', 'docs/5ec1f7e7-to-8a5edab2.md'],
  ])('%s and %s', (before, after, expected) => {
    expect(namedVersions('docs/{from}-to-{to}.md', before, after)).toBe(expected);
  });

  test('no two versions have one name, and every name can be part of a path and of an id', () => {
    const version = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[0-9a-zA-Z.+_-]{1,6}$/));
    fc.assert(
      fc.property(version, version, (one, other) => {
        const [a, b] = [namedVersions('{to}', '', one), namedVersions('{to}', '', other)];
        expect(a === b).toBe(one === other);
        expect(a).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
      }),
    );
  });
});
