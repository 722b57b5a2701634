import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Json } from '../../../../shared/core/json.ts';
import type { Scope } from '../../../../shared/domain/workflow/expression.ts';
import type { Value } from '../../../../shared/domain/workflow/expression-value.ts';
import { expandMatrix } from '../../../../shared/domain/workflow/matrix.ts';
import { parseYaml } from '../../../../shared/parse/yaml.ts';

const scope: Scope = { contexts: new Map<string, Value>([['github', new Map([['event_name', 'push']])]]) };

function yaml(text: string): Json {
  const parsed = parseYaml(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.document.value;
}

/** Each job as its values and what is shown of them; or what is unknown or wrong. */
function expanded(source: Json): unknown {
  const result = expandMatrix(source, scope);
  if (result.kind === 'unknown') return `unknown: ${result.unknown.join()}`;
  if (result.kind === 'invalid') return `invalid: ${result.messages.join('; ')}`;
  return result.legs.map(({ values, shown }) => {
    const text = [...values].map(([key, value]) => `${key}: ${typeof value === 'object' ? '{}' : String(value)}`);
    return `${text.join(', ')} -> ${shown.join(', ')}`;
  });
}

describe('a matrix that GitHub may expand otherwise is unknown', () => {
  test.each<[string, string]>([
    ['an exclude by letters that may fold alike', "v: ['ß', x]\nexclude: [{v: 'ẞ'}]"],
    ['an include by such letters', "v: ['ß', x]\ninclude: [{v: 'ẞ', w: 1}]"],
    ['a key of such letters', 'ß: [1]\ninclude: [{ẞ: 1, w: 1}]'],
    ['a key in two cases', 'v: [1]\nV: [2]'],
    ['one added in two cases', 'v: [1]\ninclude: [{w: 1}, {W: 2}]'],
    ['a number beyond 32 bits', 'v: [4294967295]'],
  ])('%s', (_name, text) => {
    expect(expanded(yaml(text))).toBe('unknown: what GitHub may compute otherwise');
  });

  test.each<[string, string, unknown]>([
    ['the same letters', "v: ['Größe', x]\nexclude: [{v: 'Größe'}]", ['v: x -> x']],
    ['letters that cannot be alike', "v: ['Größe', x]\nexclude: [{v: 'X'}]", ['v: Größe -> Größe']],
    ['the key of a vector in another case', 'os: [x, y]\ninclude: [{OS: X, w: 1}]', ['os: x, w: 1 -> x', 'os: y -> y']],
  ])('but not %s', (_name, text, legs) => {
    expect(expanded(yaml(text))).toEqual(legs);
  });
});

describe('a matrix becomes the jobs that the documentation gives', () => {
  test.each<[string, string, unknown]>([
    [
      'the first key changes slowest',
      'version: [10, 12]\nos: [ubuntu, windows]',
      [
        'version: 10, os: ubuntu -> 10, ubuntu',
        'version: 10, os: windows -> 10, windows',
        'version: 12, os: ubuntu -> 12, ubuntu',
        'version: 12, os: windows -> 12, windows',
      ],
    ],
    [
      'include extends combinations, overwrites what include added, and adds what fits nowhere',
      `fruit: [apple, pear]
animal: [cat, dog]
include:
  - color: green
  - color: pink
    animal: cat
  - fruit: apple
    shape: circle
  - fruit: banana
  - fruit: banana
    animal: cat`,
      [
        'fruit: apple, animal: cat, color: pink, shape: circle -> apple, cat',
        'fruit: apple, animal: dog, color: green, shape: circle -> apple, dog',
        'fruit: pear, animal: cat, color: pink -> pear, cat',
        'fruit: pear, animal: dog, color: green -> pear, dog',
        'fruit: banana -> banana',
        'fruit: banana, animal: cat -> banana, cat',
      ],
    ],
    [
      'an include of other values is a job of its own',
      `os: [ubuntu-latest]\nperl: ['5.16', latest]\ninclude:\n  - os: macos-latest\n    perl: latest`,
      [
        'os: ubuntu-latest, perl: 5.16 -> ubuntu-latest, 5.16',
        'os: ubuntu-latest, perl: latest -> ubuntu-latest, latest',
        'os: macos-latest, perl: latest -> macos-latest, latest',
      ],
    ],
    [
      'include alone makes jobs that show all their values',
      'include:\n  - site: production\n    datacenter: site-a\n  - site: staging\n    datacenter: site-b',
      [
        'site: production, datacenter: site-a -> production, site-a',
        'site: staging, datacenter: site-b -> staging, site-b',
      ],
    ],
    [
      'the keys of the matrix come first in an added job',
      'os: [a]\ninclude:\n  - extra: x\n    os: b',
      ['os: a -> a', 'os: b, extra: x -> b, x'],
    ],
    [
      'exclude takes out partial matches',
      `os: [macos, windows]
version: [12, 14, 16]
environment: [staging, production]
exclude:
  - os: macos
    version: 12
    environment: production
  - os: windows
    version: 16`,
      [
        'os: macos, version: 12, environment: staging -> macos, 12, staging',
        'os: macos, version: 14, environment: staging -> macos, 14, staging',
        'os: macos, version: 14, environment: production -> macos, 14, production',
        'os: macos, version: 16, environment: staging -> macos, 16, staging',
        'os: macos, version: 16, environment: production -> macos, 16, production',
        'os: windows, version: 12, environment: staging -> windows, 12, staging',
        'os: windows, version: 12, environment: production -> windows, 12, production',
        'os: windows, version: 14, environment: staging -> windows, 14, staging',
        'os: windows, version: 14, environment: production -> windows, 14, production',
      ],
    ],
    [
      'an include can bring back what exclude took out',
      'os: [a, b]\nexclude: [{os: b}]\ninclude: [{os: b, x: 1}]',
      ['os: a -> a', 'os: b, x: 1 -> b, 1'],
    ],
    [
      'objects show their scalars, without null and empty text',
      'node:\n  - {version: 14, env: NODE=14}\n  - {version: 20, env: null, tag: ""}\n  - [x, [y]]',
      ['node: {} -> 14, NODE=14', 'node: {} -> 20', 'node: {} -> x, y'],
    ],
    [
      'exclude looks into objects',
      'node: [{version: 14, os: a}, {version: 16, os: a}]\nexclude: [{node: {version: 16}}]',
      ['node: {} -> 14, a'],
    ],
    [
      'numbers lose trailing zeros',
      'python: [3.9, 3.10, "3.10"]',
      ['python: 3.9 -> 3.9', 'python: 3.1 -> 3.1', 'python: 3.10 -> 3.10'],
    ],
    ['values are compared as == does', 'os: [Linux]\nnode: [20]\nexclude: [{os: linux, node: "20"}]', []],
    ['booleans and null', 'a: [true, null]\nb: [x]', ['a: true, b: x -> true, x', 'a: {}, b: x -> x']],
    ['everything excluded leaves nothing', 'a: [1]\nexclude: [{a: 1}]', []],
    ['an empty exclude list', 'a: [1]\nexclude: []', ['a: 1 -> 1']],
    ['a list from an expression', `a: \${{ fromJSON('["x", "y"]') }}`, ['a: x -> x', 'a: y -> y']],
    ['a matrix from an expression', `"\${{ fromJSON('{\\"a\\": [1]}') }}"`, ['a: 1 -> 1']],
    ['a value from an expression', "a: ['${{ github.event_name }}-1']", ['a: push-1 -> push-1']],
    ['what other jobs compute', 'a: ${{ fromJSON(needs.x.outputs.list) }}', 'unknown: needs.x.outputs.list'],
    ['one value that is not known', 'a: [1, "${{ vars.b }}"]', 'unknown: vars.b'],
    ['a broken expression', 'a: ["${{ b c }}"]', 'unknown: "${{ b c }}"'],
    ['no mapping', '[1]', 'invalid: is no mapping of names to lists of values'],
    ['no key', '{}', 'invalid: has neither a key with values nor an include'],
    ['an empty include only', 'include: []', 'invalid: has neither a key with values nor an include'],
    ['a key without values', 'a: []\nb: [1]', 'invalid: has the key "a" without any value'],
    ['a key with a scalar', 'a: 1', 'invalid: has the key "a" with something else than a list of values'],
    [
      'an unknown key in exclude',
      'a: [1]\nexclude: [{b: 1}]',
      'invalid: excludes by the key "b", which it does not have',
    ],
    [
      'an empty include entry',
      'a: [1]\ninclude: [{}]',
      'invalid: has an entry of include that is no mapping with values',
    ],
    ['exclude that is no list', 'a: [1]\nexclude: {a: 1}', 'invalid: has exclude with something else than a list'],
    [
      'too many jobs',
      `a: [${[...Array(17).keys()].join()}]\nb: [${[...Array(16).keys()].join()}]`,
      'invalid: has more than 256 combinations',
    ],
  ])('%s', (_name, text, jobs) => {
    expect(expanded(yaml(text))).toEqual(jobs);
  });
});

/** Written from the documentation's sentences, for flat matrices whose values differ in more than case and type. */
function naive(matrix: Record<string, unknown>): Record<string, unknown>[] {
  const keys = Object.keys(matrix).filter((key) => key !== 'include' && key !== 'exclude');
  const include = (matrix['include'] ?? []) as Record<string, unknown>[];
  const exclude = (matrix['exclude'] ?? []) as Record<string, unknown>[];
  let originals: Record<string, unknown>[] = keys.length === 0 ? [] : [{}];
  for (const key of keys) {
    const next: Record<string, unknown>[] = [];
    for (const one of originals) for (const value of matrix[key] as unknown[]) next.push({ ...one, [key]: value });
    originals = next;
  }
  originals = originals.filter((one) => !exclude.some((row) => Object.keys(row).every((key) => row[key] === one[key])));
  const results = originals.map((one) => ({ ...one }));
  const added: Record<string, unknown>[] = [];
  for (const row of include) {
    let anywhere = false;
    originals.forEach((original, index) => {
      const overwrites = Object.keys(row).some((key) => keys.includes(key) && original[key] !== row[key]);
      if (overwrites) return;
      anywhere = true;
      Object.assign(results[index] as object, row);
    });
    if (!anywhere) added.push(row);
  }
  return [...results, ...added];
}

test('random matrices agree with an implementation of the documentation', () => {
  const key = fc.constantFrom('a', 'b', 'c');
  const value = fc.constantFrom('x', 'y', 'z', 'w');
  const vectors = fc.dictionary(key, fc.uniqueArray(value, { minLength: 1, maxLength: 3 }), { minKeys: 1, maxKeys: 3 });
  const row = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e'), value, { minKeys: 1, maxKeys: 4 });
  let included = 0;
  let excluded = 0;
  fc.assert(
    fc.property(vectors, fc.array(row, { maxLength: 4 }), fc.array(row, { maxLength: 3 }), (own, include, filters) => {
      const exclude = filters
        .map((filter) => Object.fromEntries(Object.entries(filter).filter(([name]) => name in own)))
        .filter((filter) => Object.keys(filter).length > 0);
      const matrix = { ...own, include, exclude } as unknown as Json;
      const result = expandMatrix(matrix, { contexts: new Map() });
      const legs = result.kind === 'legs' ? result.legs.map(({ values }) => Object.fromEntries(values)) : result;
      expect(legs).toEqual(naive(matrix as Record<string, unknown>));
      included += include.length;
      excluded += exclude.length;
    }),
    { numRuns: 500 },
  );
  expect(included).toBeGreaterThan(100);
  expect(excluded).toBeGreaterThan(100);
});

test('nothing makes it throw', () => {
  fc.assert(fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => void expandMatrix(value as Json, scope)));
});
