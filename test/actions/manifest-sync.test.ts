import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/manifest-sync/control.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import { contractEntry, facts, paths } from '../support/contract-files.ts';
import { coverRules } from '../support/coverage.ts';
import { configurationOf } from '../support/world.ts';
import { copyTests } from './manifest-sync/copies.ts';
import { factTests } from './manifest-sync/facts.ts';
import { fileTests } from './manifest-sync/files.ts';
import { good, type Judge, standing } from './manifest-sync/fixtures.ts';
import { matrixTests } from './manifest-sync/matrix.ts';
import { producerTests } from './manifest-sync/producer.ts';

const rules = coverRules(control);
const judge: Judge = (setup, entry = {}) =>
  rules.evaluate({ now: '2026-11-20T12:00:00Z', ...setup, lists: { contracts: [{ ...contractEntry, ...entry }] } });

test('files that agree pass, and every result says what it is about', async () => {
  const evaluation = await judge({ files: good });
  expect(standing(evaluation)).toEqual([]);
  expect(reportStatus(evaluation.results)).toBe('passed');
  expect(evaluation.results.every(({ about }) => about[0] === 'ledger')).toBe(true);
  expect(evaluation.data).toEqual({ contracts: [{ id: 'ledger', tag: facts.tag, commit: facts.commit }] });
});

fileTests(judge);
factTests(judge);
matrixTests(judge);
copyTests(judge);
producerTests(judge);

function withoutPin(): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(contractEntry.fields).map(([name, { pin: _pin, ...field }]: [string, Record<string, unknown>]) => [
      name,
      field,
    ]),
  );
}

describe('the configuration', () => {
  const wrong: [name: string, contracts: unknown, problem: RegExp][] = [
    ['two contracts with one id', [contractEntry, contractEntry], /^\/contracts\/1\/id: the id ledger is used twice/m],
    ['a field in one place only', [{ ...contractEntry, fields: { x: { pin: '/x' } } }], /x is in one place only/],
    [
      'a bullet without a matrix',
      [{ ...contractEntry, matrix: undefined }],
      /fields\/repository\/bullet: the contract has no matrix/,
    ],
    [
      'copies without a mirror',
      [{ id: 'a', producer: 'o/r', pin: 'p.json', copies: ['x'], fields: { tag: { pin: '/t', expect: 'v1.0.0' } } }],
      /copies are compared with the mirror/,
    ],
    ['a path that leaves the repository', [{ ...contractEntry, pin: '../pin.json' }], /the path leaves the repository/],
    ['an absolute path', [{ ...contractEntry, pin: '/etc/passwd' }], /the path is absolute/],
    [
      'a pointer that is none',
      [{ ...contractEntry, fields: { tag: { pin: 'release', manifest: '/release' } } }],
      /expected a JSON Pointer/,
    ],
    [
      'no field of the pin',
      [{ ...contractEntry, fields: { ...contractEntry.fields, ...withoutPin() } }],
      /nothing of it is compared/,
    ],
    ['pin and mirror in one file', [{ ...contractEntry, mirror: paths.pin }], /must be different files/],
    [
      'a hash without a mirror',
      [{ ...contractEntry, mirror: undefined, fields: { 'manifest-sha256': { pin: '/h' } }, matrix: undefined }],
      /there is no mirror/,
    ],
    [
      'an expectation that is ignored',
      [{ ...contractEntry, fields: { ...contractEntry.fields, x: { pin: '/x', expect: 1, compare: 'ignore' } } }],
      /nothing can be expected/,
    ],
    ['a key misspelt', [{ ...contractEntry, mirrow: 'x' }], /unknown key mirrow \(did you mean mirror\?\)/],
    ['a remote without a path', [{ ...contractEntry, remote: { mode: 'required' } }], /path is missing/],
    [
      'a matrix without the key columns',
      [
        {
          ...contractEntry,
          matrix: { ...contractEntry.matrix, rows: 'append-only' },
          fields: { a: { pin: '/a', manifest: '/a' } },
        },
      ],
      /the pinned row is found by the columns of tag and commit/,
    ],
    [
      'a pattern that is no regular expression',
      [{ ...contractEntry, fields: { a: { pin: '/a', manifest: '/a', pattern: '(' } } }],
      /is not a regular expression/,
    ],
  ];
  test.each(wrong)('%s', (_name, contracts, problem) => {
    expect(() => configurationOf(control, { lists: { contracts } })).toThrow(problem);
  });

  test('no contract at all verifies nothing', async () => {
    const evaluation = await rules.evaluate({ files: good, lists: { contracts: [] } });
    expect(reportStatus(evaluation.results)).toBe('unverified');
  });
});

rules.prove();
