import { describe, expect, test } from '@jest/globals';
import type { Because } from '../../../shared/core/errors.ts';
import type { Evaluation } from '../../../shared/core/evaluation.ts';
import { memoryHistory, type UnitData } from '../../support/memory-history.ts';
import { statusesOf } from '../../support/results.ts';
import type { Setup } from '../../support/world.ts';
import { change, type Group, type Judge, verdicts } from './fixtures.ts';

const shallow: Because = { code: 'NO_BASE', message: 'the checkout ends before the base', needs: 'fetch-depth: 0' };
const truncated: Because = { code: 'TRUNCATED', message: 'the list ends at 3000 files', needs: 'a checkout' };
const groups: Group[] = [
  { id: 'pair', 'all-of': ['a', 'b'] },
  { id: 'facts', semantic: { tag: ['a.json', 'b.json'].map((path) => ({ path, pointer: '/tag' })) } },
  { id: 'next', when: { 'any-of': ['a'] }, then: { 'all-of': ['b'] }, deletions: 'allowed' },
  { id: 'split', 'never-with': { these: ['a'], those: ['z'] } },
];
const files = { a: '1', b: '1' };
const good = change(files, { a: '2', b: '2' });
const bad = change(files, { a: '2' });
const unit = (number: number, data: UnitData): UnitData => ({
  ...data,
  name: `pull request #${number}`,
  key: `pull-request-${number}`,
  pullRequest: number,
});

export function unitTests(judge: Judge, evaluate: (setup: Setup) => Promise<Evaluation>): void {
  describe('units', () => {
    const unknown = {
      'together pair': 'unverified',
      'facts-together facts/tag': 'unverified',
      'follows next': 'unverified',
      'apart split': 'unverified',
      'member-deleted pair': 'unverified',
      'member-deleted facts': 'unverified',
      'member-deleted next': 'not-applicable',
      'member-deleted split': 'not-applicable',
    };

    test('without units every rule of every group is unverified, for that reason', async () => {
      const evaluation = await judge(groups, { because: shallow });
      expect(statusesOf(evaluation.results)).toEqual(unknown);
      expect(evaluation.results.every(({ status, because }) => status !== 'unverified' || because === shallow)).toBe(
        true,
      );
      expect(evaluation.metrics).toEqual({});
    });

    test('so it is when the changes of the only unit are not all known', async () => {
      const evaluation = await judge(groups, [{ ...good, because: truncated }]);
      expect(statusesOf(evaluation.results)).toEqual(unknown);
      expect(evaluation.metrics).toEqual({ units: { value: 1 } });
      expect(evaluation.data).toMatchObject({ units: [{ name: 'pull request #7' }] });
    });

    test('two halves in two pull requests are not one change', async () => {
      const halves = [unit(1, bad), unit(2, change(files, { b: '2' }))];
      expect(statusesOf((await judge([groups[0] as Group], halves)).results)).toMatchObject({
        'together pair/pull-request-1': 'failed',
        'together pair/pull-request-2': 'failed',
        'member-deleted pair': 'passed',
      });
    });

    test('those that pass are one result, beside each that does not', async () => {
      const units = [unit(1, good), unit(2, bad), unit(3, { ...good, because: truncated }), unit(4, good)];
      expect(statusesOf((await judge([groups[0] as Group], units)).results)).toMatchObject({
        'together pair': 'passed',
        'together pair/pull-request-2': 'failed',
        'together pair/pull-request-3': 'unverified',
        'member-deleted pair': 'passed',
        'member-deleted pair/pull-request-3': 'unverified',
      });
    });

    test('where none passes, nothing says passed', async () => {
      const evaluation = await judge([{ ...groups[0], deletions: 'allowed' }], [unit(1, bad), unit(2, bad)]);
      expect(verdicts(evaluation)).toEqual(['together failed', 'together failed']);
    });

    test('a history of a thousand commits that passes is as many results as one', async () => {
      const commits = Array.from({ length: 1000 }, (_, index) => ({
        ...good,
        name: `commit ${index}`,
        key: `c${index}`,
      }));
      const evaluation = await judge(groups, commits);
      expect(evaluation.results).toHaveLength(8);
      expect(evaluation.metrics).toMatchObject({ units: { value: 1000 }, 'changed-files': { value: 2000 } });
      expect(evaluation.notes).toEqual([]);
    });

    test('each is reported with base, head and how much changed', async () => {
      const work = { ...good, name: 'the work tree', base: 'c'.repeat(40), head: null, key: 'work' };
      const evaluation = await judge(groups, [unit(1, bad), work]);
      expect(evaluation.data).toEqual({
        units: [
          { name: 'pull request #1', pullRequest: 1, base: 'b'.repeat(40), head: 'a'.repeat(40), changed: 1 },
          { name: 'the work tree', pullRequest: undefined, base: 'c'.repeat(40), head: undefined, changed: 2 },
        ],
      });
      expect(evaluation.notes).toEqual([
        `pull request #1: ${'b'.repeat(40)}..${'a'.repeat(40)}, 1 changed path`,
        `the work tree: ${'c'.repeat(40)}..the work tree, 2 changed paths`,
      ]);
      expect(evaluation.metrics).toMatchObject({ units: { value: 2 }, 'changed-files': { value: 3 } });
    });

    test('are asked for as the inputs say', async () => {
      const history = memoryHistory([good]);
      await evaluate({ history, section: { groups, range: 'v1..v2', 'each-commit': true } });
      await evaluate({ history, section: { groups } });
      expect(history.requests).toEqual([
        { range: 'v1..v2', eachCommit: true },
        { range: undefined, eachCommit: false },
      ]);
    });

    test('contents are read only as far as they matter, and noted in the report', async () => {
      const history = memoryHistory([
        change({ ...files, 'docs/1': '1', 'docs/2': '1' }, { a: '2', b: null, 'docs/1': '2', 'docs/2': '2' }),
      ]);
      const section = { groups: [{ id: 'g', 'all-of': ['docs/*', 'b', 'a'] }] };
      const { reads } = await evaluate({ history, section });
      expect(history.contents).toEqual(['before docs/1', 'after docs/1', 'before a', 'after a']);
      expect(reads.map(({ path }) => path)).toEqual(['docs/1', 'docs/1', 'a', 'a']);
    });
  });
}
