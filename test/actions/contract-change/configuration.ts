import { describe, expect, test } from '@jest/globals';
import { control } from '../../../actions/contract-change/control.ts';
import { asksFor } from '../../../shared/core/config.ts';
import { contractEntry } from '../../support/contract-files.ts';
import { surfaceEntry } from '../../support/producer-files.ts';
import { configurationOf } from '../../support/world.ts';

const version = { id: 'service', breaking: 'number', places: [{ path: 'm.json', pointer: '/v' }] };
const surface = { id: 'a', documents: [{ path: 'm.json' }], versions: [version] };
const placed = (place: object) => ({ ...surface, versions: [{ ...version, places: [place] }] });
const listed = (place: object) => ({ ...surface, 'error-codes': { lists: [place] } });

const wrong: [name: string, surfaces: unknown, problem: RegExp][] = [
  ['two surfaces with one id', [surface, surface], /\/surfaces\/1\/id: .*the id a is used twice/],
  ['a key misspelt', [{ ...surface, open_api: [] }], /unknown key open_api/],
  ['no file', [{ ...surface, documents: [] }], /name the files of the surface/],
  ['a file twice', [{ ...surface, openapi: ['m.json'] }], /the file m\.json is listed twice/],
  ['a path outside', [{ ...surface, openapi: ['../a.yaml'] }], /leaves the repository/],
  ['no version', [{ ...surface, versions: [] }], /name at least one version/],
  [
    'no version that breaking changes raise',
    [{ ...surface, versions: [{ ...version, breaking: undefined }] }],
    /say which part a breaking change raises/,
  ],
  ['an unknown part', [{ ...surface, versions: [{ ...version, breaking: 'big' }] }], /versions\/0\/breaking/],
  ['two versions with one id', [{ ...surface, versions: [version, version] }], /the id service is used twice/],
  [
    'a place twice',
    [{ ...surface, versions: [{ ...version, places: [version.places[0], version.places[0]] }] }],
    /the place is listed twice/,
  ],
  ['a place without a spot', [placed({ path: 'm.json' })], /give exactly one of pointer, bullet, pattern/],
  ['a place with two spots', [placed({ path: 'm.json', pointer: '/v', pattern: 'v' })], /give exactly one of/],
  ['a bullet without a heading', [placed({ path: 'm.md', bullet: 'V' })], /bullet and heading belong together/],
  ['a pointer into Markdown', [placed({ path: 'm.md', pointer: '/v' })], /ends in \.json, \.yml or \.yaml/],
  ['a bullet in JSON', [placed({ path: 'm.json', heading: 'H', bullet: 'V' })], /ends in \.md or \.markdown/],
  ['a pattern that is none', [placed({ path: 'm.txt', pattern: '(' })], /is not a regular expression/],
  ['a list without a spot', [listed({ path: 'm.json' })], /give exactly one of pointer, keys, column, list, pattern/],
  ['a heading without a column', [listed({ path: 'm.md', list: 'L', heading: 'H' })], /heading goes with column/],
  ['no list of codes', [{ ...surface, 'error-codes': { lists: [] } }], /error-codes\/lists/],
  [
    'a field that is no pointer',
    [{ ...surface, 'error-codes': { fields: ['code'], lists: [{ path: 'm.json', pointer: '/c' }] } }],
    /expected a JSON Pointer into a body/,
  ],
  [
    'endpoints without an OpenAPI',
    [{ ...surface, endpoints: [{ path: 'm.json', pointer: '/e' }] }],
    /compared with the OpenAPI, and there is none/,
  ],
  [
    'an envelope of another version',
    [{ ...surface, envelope: { version: 'api', policies: { x: { failure: {} } } } }],
    /there is no version api: service/,
  ],
  [
    'an envelope without a policy',
    [{ ...surface, envelope: { version: 'service', policies: {} } }],
    /name at least one version/,
  ],
  [
    'a policy that asks nothing',
    [{ ...surface, envelope: { version: 'service', policies: { x: {} } } }],
    /give failure, success or both/,
  ],
  [
    'a field that is required and forbidden',
    [
      {
        ...surface,
        envelope: { version: 'service', policies: { x: { failure: { requires: ['/a'], forbids: ['/a'] } } } },
      },
    ],
    /is named by requires and by forbids/,
  ],
  ['a companion of nothing', [{ ...surface, companions: [{ id: 'c' }] }], /give all-of, any-of or both/],
  [
    'two companions with one id',
    [
      {
        ...surface,
        companions: [
          { id: 'c', 'all-of': ['x'] },
          { id: 'c', 'all-of': ['y'] },
        ],
      },
    ],
    /the id c is used twice/,
  ],
  [
    'a regular expression for a path',
    [{ ...surface, companions: [{ id: 'c', 'all-of': ['^x'] }] }],
    /looks like a regular expression/,
  ],
  [
    'a cutover that records nothing',
    [{ ...surface, cutover: { go: { producer: ['a'], consumer: ['b'] } } }],
    /give bump, wave or both/,
  ],
  [
    'notices without a calendar',
    [{ ...surface, notices: { files: ['notices/*.yml'] } }],
    /surfaces\/0\/notices\/calendar/,
  ],
  [
    'a consumer that is no repository',
    [
      {
        ...surface,
        notices: {
          files: ['notices/*.yml'],
          calendar: { 'time-zone': 'UTC', 'cut-off': '17:00', files: ['c.yml'] },
          rollout: {
            files: ['d/**'],
            consumers: [{ repository: 'x', pin: { path: 'p.json', commit: '/c' }, check: 'c' }],
          },
        },
      },
    ],
    /expected owner\/name/,
  ],
  ['a statement without labels', [{ ...surface, impact: [{ path: 'C.md' }] }], /name the labels of the bullets/],
  [
    'a statement with pointer and heading',
    [{ ...surface, impact: [{ path: 'c.json', pointer: '/i', heading: 'H' }] }],
    /give either a pointer or a heading/,
  ],
  ['bullets in JSON', [{ ...surface, impact: [{ path: 'c.json', labels: ['L'] }] }], /ends in \.md or \.markdown/],
  [
    'a statement twice',
    [
      {
        ...surface,
        impact: [
          { path: 'C.md', labels: ['L'] },
          { path: 'C.md', labels: ['M'] },
        ],
      },
    ],
    /impact\/1: .*the place is listed twice/,
  ],
  [
    'a list twice',
    [
      {
        ...surface,
        'error-codes': {
          lists: [
            { path: 'm.json', pointer: '/c' },
            { path: 'm.json', pointer: '/c', complete: false },
          ],
        },
      },
    ],
    /the place is listed twice/,
  ],
  ['a boundary without a pattern', [{ ...surface, 'only-in': [{ id: 'b', files: ['x'], under: ['y'] }] }], /pattern/],
  ['an overlap of nothing', [{ ...surface, overlap: { version: 'service' } }], /give active, migration-notes or both/],
  [
    'an overlap of a version that nothing raises',
    [
      {
        ...surface,
        versions: [version, { id: 'api', places: [{ path: 'm.json', pointer: '/w' }] }],
        overlap: { version: 'api', 'migration-notes': 'x' },
      },
    ],
    /nothing would overlap/,
  ],
  ['an unknown tool', [{ ...surface, reports: [{ tool: 'other', path: 'r.json' }] }], /reports\/0\/tool/],
  [
    'a contract that is not there',
    [{ ...surface, contract: 'nobody' }],
    /\/surfaces\/0\/contract: there is no contract nobody/,
  ],
];

export function configurationTests(): void {
  describe('the configuration', () => {
    test.each(wrong)('%s', (_name, surfaces, problem) => {
      expect(() => configurationOf(control, { lists: { surfaces } })).toThrow(problem);
    });

    test('a contract whose mirror is no manifest of the surface', () => {
      const own = (contract: object, more: object = {}) => ({
        lists: { contracts: [contract], surfaces: [{ ...surface, contract: 'ledger', ...more }] },
      });
      const { mirror, ...without } = contractEntry;
      expect(() => configurationOf(control, own({ ...without, copies: [] }))).toThrow(
        /the contract ledger has no mirror/,
      );
      expect(() => configurationOf(control, own(contractEntry, { documents: [{ path: mirror }] }))).toThrow(
        /is among the documents too/,
      );
      expect(() => configurationOf(control, own(contractEntry, { documents: [] }))).not.toThrow();
    });

    test('every form fits', () => {
      const config = configurationOf(control, {
        lists: { surfaces: [surfaceEntry] },
        section: { range: 'a..b', 'each-commit': true },
      });
      expect(config.lists).toMatchObject({ surfaces: [{ id: 'ledger' }] });
    });

    test('surfaces ask for it, contracts alone do not', () => {
      expect(asksFor(control, configurationOf(control, { lists: { surfaces: [surface] } }))).toBe(true);
      expect(asksFor(control, configurationOf(control, { lists: { contracts: [contractEntry] } }))).toBe(false);
    });
  });
}
