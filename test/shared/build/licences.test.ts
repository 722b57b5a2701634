import { describe, expect, test } from '@jest/globals';
import { licences } from '../../../shared/build/licences.ts';
import type { ShippedPackage } from '../../../shared/build/packages.ts';

const mit =
  'MIT License\n\nCopyright (c) 2020 Ada\n\nPermission is hereby granted, free of charge, to anybody.\n\nTHE SOFTWARE IS PROVIDED "AS IS".';
const shipped = (name: string, texts: string[], more: Partial<ShippedPackage> = {}): ShippedPackage => ({
  name,
  version: '1.0.0',
  licence: 'MIT',
  texts,
  author: 'Grace',
  integrity: '',
  ...more,
});

describe('the licences', () => {
  test('are those that the packages bring, each once, in the order of their names', () => {
    const text = licences([shipped('b', ['B']), shipped('a', ['A', 'NOTICE']), shipped('a', ['A', 'NOTICE'])]);
    expect(text).toMatch(/\na 1\.0\.0 \(MIT\)\n\nA\n\nNOTICE\n\n-+\nb 1\.0\.0 \(MIT\)\n\nB\n\n$/);
    expect(text.match(/^a 1/gm)).toHaveLength(1);
  });

  test('of one without a text are its author and the terms, without the holder of another one', () => {
    const text = licences([shipped('a', [mit]), shipped('b', [])]);
    const [, own = ''] = text.split('b 1.0.0 (MIT)');
    expect(own).toMatch(/names Grace as its author, and MIT as its licence, whose terms are:\n\nPermission is hereby/);
    expect(own).toContain('"AS IS"');
    expect(own).not.toContain('Ada');
  });

  test.each([
    ['a licence whose terms nobody brings', [shipped('b', [])]],
    ['terms that only another licence has', [shipped('a', [mit]), shipped('b', [], { licence: 'ISC' })]],
  ])('are not written for %s', (_what, packages) => {
    expect(() => licences(packages)).toThrow(/^b 1\.0\.0 brings no text of its licence (MIT|ISC)/);
  });
});
