import { describe, expect, test } from '@jest/globals';
import { fingerprint, sha256, valueHash } from '../../../shared/core/fingerprint.ts';

/*
 * Written down by hand: `printf '%s' '<text>' | sha256sum`. Waivers and baselines of users hold these hashes, so a change here
 * voids them all and needs another version in front.
 */

describe('sha256', () => {
  test.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    ['größe', 'd353a2671b67afff0941ae456e5c76e9394bd6579774ae7542a6185fb9843384'],
  ])('of %j as text and as bytes', (text, digest) => {
    expect(sha256(text)).toBe(digest);
    expect(sha256(new TextEncoder().encode(text))).toBe(digest);
  });
});

describe('fingerprint', () => {
  test.each<[string, string[], string]>([
    // ["manifest-sync/fields-agree","ledger","tag","the pin"]
    ['manifest-sync/fields-agree', ['ledger', 'tag', 'the pin'], 'v1:7a2a4f47677315f52d5b721c45604977'],
    // ["manifest-sync/fields-agree"]
    ['manifest-sync/fields-agree', [], 'v1:e999608a2e69d01fb3009b7f740e6455'],
    // ["manifest-sync/fields-agree","größe","a/b","\"x\""]
    ['manifest-sync/fields-agree', ['größe', 'a/b', '"x"'], 'v1:0fa9f609a346f0ea7d8652f236642870'],
  ])('of %s about %j', (rule, about, expected) => {
    expect(fingerprint(rule, about)).toBe(expected);
  });

  test('control, rule and each part of what it is about tell results apart', () => {
    const all = [
      fingerprint('a/b', ['c', 'd']),
      fingerprint('x/b', ['c', 'd']),
      fingerprint('a/x', ['c', 'd']),
      fingerprint('a/b', ['x', 'd']),
      fingerprint('a/b', ['c', 'x']),
      fingerprint('a/b', ['d', 'c']),
      fingerprint('a/b', ['c']),
      fingerprint('a/b', ['cd']),
      fingerprint('a/b', ['c,d']),
      fingerprint('a/b', ['c', 'd', '']),
      fingerprint('a/b', []),
    ];
    expect(new Set(all).size).toBe(all.length);
  });
});

describe('valueHash', () => {
  test.each<[unknown, string]>([
    // "v1.2.0"
    ['v1.2.0', 'v1:11b1ef90857b205b9eaf49dc9bdd4e83'],
    // null
    [null, 'v1:74234e98afe7498fb5daf1f36ac2d78a'],
    // {"a":[1,true,null],"b":{"10":"x","9":"y"}}
    [{ b: { 9: 'y', 10: 'x' }, a: [1, true, null] }, 'v1:2327664c0e638d5c935f09bf4ff57521'],
  ])('of %j', (value, expected) => {
    expect(valueHash(value)).toBe(expected);
  });

  test('another value has another hash, also one that reads the same', () => {
    const values = ['1', 1, true, 'true', null, 'null', [], {}, '', [1], ['1'], { a: 1 }, { a: '1' }];
    expect(new Set(values.map(valueHash)).size).toBe(values.length);
  });
});
