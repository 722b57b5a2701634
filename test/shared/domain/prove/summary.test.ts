import { expect, test } from '@jest/globals';
import type { ProvedFact, Untried } from '../../../../shared/core/prove.ts';
import type { ReportStatus } from '../../../../shared/core/report-status.ts';
import { proveDocument, provedFile, unreadFiles } from '../../../../shared/domain/prove/summary.ts';
import { report } from '../../../support/results.ts';

const fact = (more: Partial<ProvedFact> = {}): ProvedFact => ({
  ...{ path: 'a.json', line: 1, column: 2, what: '/a', kind: 'name', from: 'x', to: 'y' },
  ...more,
});
const guarded = fact({ guardedBy: { control: 'sample', status: 'failed', message: 'wrong' } });
const rest = { files: [], unread: { count: 0, paths: [] }, commands: 0 };
const left = (why: Untried['why']): Untried[] => [{ path: 'a.json', count: 1, why }];

test.each<[name: string, status: ReportStatus, facts: ProvedFact[], untried: Untried[], expected: string]>([
  ['every fact is guarded', 'passed', [guarded], [], 'passed'],
  ['only prose was left alone', 'not-applicable', [guarded], left('prose'), 'passed'],
  ['a fact is not guarded', 'passed', [guarded, fact()], [], 'failed'],
  ['a fact is not guarded on files that fail', 'failed', [fact()], [], 'failed'],
  ['the files as they are fail', 'failed', [guarded], [], 'unverified'],
  ['the files as they are are not verified', 'unverified', [guarded], [], 'unverified'],
  ['there is no fact', 'passed', [], [], 'unverified'],
  ['facts were beyond the limit', 'passed', [guarded], left('limit'), 'unverified'],
  ['a file is no text', 'passed', [guarded], left('not-text'), 'unverified'],
  ['an archive was opened as one', 'passed', [guarded], left('opened-whole'), 'unverified'],
])('where %s the status is %s', (_name, status, facts, untried, expected) => {
  const unchanged = [{ control: 'sample', status, summary: '1 result' }];
  const document = proveDocument({ version: '1.0.0', unchanged, facts, untried, ...rest });
  expect(document).toMatchObject({
    status: expected,
    guarded: facts.length - facts.filter(({ guardedBy }) => !guardedBy).length,
  });
});

test('a document repeats no credential, and no long piece', () => {
  const token = `ghp_${'a1'.repeat(18)}`;
  const facts = [fact({ what: 'x'.repeat(400), from: token, to: `${token}-2` })];
  const [shown] = proveDocument({ version: '1.0.0', unchanged: [], facts, untried: [], ...rest }).facts;
  expect(shown?.from).toBe('[redacted GitHub token]');
  expect(JSON.stringify(shown)).not.toContain('a1a1a1');
  expect(shown?.what).toHaveLength(200);
});

test('a file says who reads it', () => {
  const told = provedFile(
    'a.txt',
    [guarded, fact()],
    [report({ control: 'kpi-gate' }), report({ control: 'readiness' })],
  );
  expect(told).toEqual({ path: 'a.txt', tried: 2, guarded: 1, readBy: ['kpi-gate', 'readiness'], couldGuard: [] });
});

test('each control is told with the facts that it was the first to notice', () => {
  const unchanged = ['sample', 'other'].map((control) => ({ control, status: 'passed' as const, summary: '' }));
  const document = proveDocument({ version: '1.0.0', unchanged, facts: [guarded, guarded], untried: [], ...rest });
  expect(document.unchanged.map(({ control, guards }) => [control, guards])).toEqual([
    ['sample', 2],
    ['other', 0],
  ]);
});

test('files that nobody read are named where they may record something', () => {
  const paths = ['b.md', 'a.json', 'read.yml', 'src/index.ts', 'logo.png', 'SUMS.sha256'];
  expect(unreadFiles(paths, new Set(['read.yml']))).toEqual({ count: 3, paths: ['SUMS.sha256', 'a.json', 'b.md'] });
});

test('of many files that nobody read the first are named, and all are counted', () => {
  const paths = Array.from({ length: 500 }, (_, index) => `${index}.md`);
  const { count, paths: named } = unreadFiles(paths, new Set());
  expect([count, named.length]).toEqual([500, 200]);
});
