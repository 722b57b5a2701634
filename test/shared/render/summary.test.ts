import { describe, expect, test } from '@jest/globals';
import type { Report } from '../../../shared/core/report.ts';
import { renderSummary } from '../../../shared/render/summary.ts';
import { firstLines, markdownTree, nodesOf, partsOf, textOf } from '../../support/markdown-tree.ts';
import { report, result, sampleAllowance } from '../../support/results.ts';

const context = { title: 'Contract pin', headline: 'FAILED' };

const failure = result({
  status: 'failed',
  message: 'the pin is wrong',
  location: { path: 'config/pin.json', line: 3, column: 5 },
  fix: 'write v2 in config/pin.json',
  expected: 'v2',
  actual: 'v1',
});
const unseen = result({
  status: 'unverified',
  because: { code: 'MISSING_PERMISSION', message: 'the token may not read rulesets', needs: 'administration: read' },
});

describe('the first lines', () => {
  test.each<[string, Partial<Report>, string[]]>([
    [
      'failed: the verdict, the first problem with its place, its fix, then the counts',
      { status: 'failed', summary: '1 failed', results: [result(), failure] },
      [
        '## ❌ FAILED · Contract pin',
        '**the pin is wrong** in `config/pin.json:3:5`',
        'Fix: write v2 in config/pin.json',
        '1 failed',
      ],
    ],
    [
      'the worst problem is the first one',
      {
        status: 'failed',
        results: [
          { ...failure, severity: 'low' },
          { ...failure, severity: 'critical', message: 'worse' },
        ],
      },
      ['## ❌ FAILED · Contract pin', '**worse** in `config/pin.json:3:5`'],
    ],
    [
      'a failure goes before what was not verified',
      {
        status: 'failed',
        results: [
          { ...unseen, severity: 'critical' },
          { ...failure, severity: 'low' },
        ],
      },
      ['## ❌ FAILED · Contract pin', '**the pin is wrong** in `config/pin.json:3:5`'],
    ],
    [
      'unverified: what hindered it, and what is needed',
      { status: 'unverified', results: [unseen] },
      ['## ❓ FAILED · Contract pin', '**thing: the token may not read rulesets**', 'Needed: administration: read'],
    ],
    [
      'error: what broke, and what to do',
      {
        status: 'error',
        results: [failure],
        error: { code: 'BAD_CONFIG', message: 'the file has 2 problems', hint: 'mend it' },
      },
      ['## 💥 FAILED · Contract pin', '**the file has 2 problems**', 'mend it'],
    ],
    [
      'error with several problems: the first of them with its place, then how many there are',
      {
        status: 'error',
        error: {
          code: 'BAD_CONFIG',
          message: 'the file has 2 problems',
          hint: 'mend it',
          problems: [{ message: 'unknown key x', path: 'a.yml', line: 3, column: 5 }, { message: 'unknown key y' }],
        },
      },
      ['## 💥 FAILED · Contract pin', '**unknown key x** in `a.yml:3:5`', 'the file has 2 problems', 'mend it'],
    ],
    [
      'long texts are cut to what a narrow pane shows at once',
      { status: 'failed', results: [{ ...failure, message: 'm'.repeat(500), fix: 'f'.repeat(500) }] },
      [
        '## ❌ FAILED · Contract pin',
        `**${'m'.repeat(150)}…${'m'.repeat(149)}** in \`config/pin.json:3:5\``,
        `Fix: ${'f'.repeat(145)}…${'f'.repeat(149)}`,
      ],
    ],
    [
      'a failure without words is still found by its place',
      { status: 'failed', results: [{ ...failure, message: '' }] },
      ['## ❌ FAILED · Contract pin', 'in `config/pin.json:3:5`', 'Fix: write v2 in config/pin.json'],
    ],
    ['passed: the counts', { status: 'passed', summary: '1 passed' }, ['## ✅ FAILED · Contract pin', '1 passed']],
    [
      'what is lived with is no problem to begin with',
      { status: 'passed', summary: '1 passed', results: [result(), { ...failure, waiver: sampleAllowance }] },
      ['## ✅ FAILED · Contract pin', '1 passed'],
    ],
    [
      'a remark is no problem to begin with',
      { status: 'passed', summary: '1 passed', results: [result(), { ...failure, severity: 'info' }] },
      ['## ✅ FAILED · Contract pin', '1 passed'],
    ],
    [
      'not applicable',
      { status: 'not-applicable', summary: '0 passed', results: [] },
      ['## ➖ FAILED · Contract pin', '0 passed'],
    ],
  ])('%s', (_name, part, expected) => {
    expect(firstLines(renderSummary(report(part), context), expected.length)).toEqual(expected);
  });
});

describe('the parts', () => {
  test('show every result once, where it belongs, with its place, its values and what to do', () => {
    const results = [
      failure,
      unseen,
      { ...failure, waiver: sampleAllowance },
      { ...unseen, attestation: { ...sampleAllowance, id: 'A-1' } },
      { ...unseen, deferredTo: 'release' as const },
      { ...failure, severity: 'info' as const, message: 'there is a newer one' },
      result({ about: ['ledger', 'tag'] }),
      result({ status: 'not-applicable' }),
    ];
    const values = ['expected v2', 'actual v1'];
    const hindered = ['thing: the token may not read rulesets', 'sample/rule · high'];
    const { 'Lived with (waived, attested or deferred) (3)': lived, ...others } = partsOf(
      renderSummary(report({ results }), context),
    );
    expect(others).toEqual({
      'Failed (1)': [
        ['the pin is wrong', 'config/pin.json:3:5 · sample/rule · high', ...values, 'Fix: write v2 in config/pin.json'],
      ],
      'Not verified (1)': [[...hindered, 'Needed: administration: read']],
      'Remarks (1)': [
        [
          'there is a newer one',
          'config/pin.json:3:5 · sample/rule · info',
          ...values,
          'Fix: write v2 in config/pin.json',
        ],
      ],
      'Rule What': [
        ['Rule', 'What'],
        ['passed · rule', 'ledger, tag: The thing holds.'],
        ['not asked for · rule', 'thing: nobody asks for it'],
      ],
    });
    expect(lived).toHaveLength(3);
    expect(lived).toEqual(
      expect.arrayContaining([
        [...hindered, 'Deferred to release'],
        [...hindered, 'Attested as A-1 by alice until 2026-04-01: accepted for the pilot'],
        [
          'the pin is wrong',
          'config/pin.json:3:5 · sample/rule · high',
          ...values,
          'Waived as W-1 by alice until 2026-04-01: accepted for the pilot',
        ],
      ]),
    );
  });

  test('the problems of a broken run have their places', () => {
    const error = {
      code: 'BAD_CONFIG' as const,
      message: 'the file has 2 problems',
      problems: [{ message: 'unknown key x', path: 'a.yml', line: 3 }, { message: 'no place' }],
    };
    expect(partsOf(renderSummary(report({ status: 'error', results: [], error }), context))).toEqual({
      'Problems (2)': [
        ['Where', 'What'],
        ['a.yml:3', 'unknown key x'],
        ['', 'no place'],
      ],
    });
  });

  test('the files that were read, with source, size and digest', () => {
    const inputs = [
      { source: 'tree' as const, path: 'a.json', ref: 'a'.repeat(40), sha256: 'f'.repeat(64), bytes: 3 },
      { source: 'worktree' as const, path: 'b|c.json', sha256: 'e'.repeat(64), bytes: 0 },
    ];
    const { children } = markdownTree(renderSummary(report({ results: [], inputs }), context));
    const [items = []] = children
      .flatMap((node, index) =>
        node.type === 'paragraph' && textOf(node) === 'Files read (2):' ? [children[index + 1]] : [],
      )
      .map((list) => (list?.type === 'list' ? list.children.map(textOf) : []));
    expect(items).toEqual([
      `a.json from ${'a'.repeat(40)}, 3 bytes\nsha256 ${'f'.repeat(64)}`,
      `b|c.json from worktree, 0 bytes\nsha256 ${'e'.repeat(64)}`,
    ]);
  });

  test('the tree that was read is named', () => {
    const subject = { event: 'push', headSha: 'a', treeSha: 'b', checkedOutSha: 'c' };
    const codes = (one: Report): string[] =>
      nodesOf(markdownTree(renderSummary(one, context))).flatMap((node) =>
        node.type === 'inlineCode' ? [node.value] : [],
      );
    expect(codes(report({ subject }))).toContain('b of commit c');
    expect(codes(report({ subject: { event: 'local' } }))).toContain('the work tree');
  });

  test('what the verdict rests on: what was judged, which tree, whose policy, which report', () => {
    const subject = {
      event: 'pull_request',
      repository: 'acme/app',
      headSha: 'a'.repeat(40),
      treeSha: 'b'.repeat(40),
      checkedOutSha: 'c'.repeat(40),
    };
    const policySource = { kind: 'base' as const, path: 'policy.yml', ref: 'd'.repeat(40) };
    const text = textOf(
      markdownTree(
        renderSummary(report({ subject, policySource, notes: ['W-9 is expired'] }), {
          ...context,
          artifact: 'governance-x',
        }),
      ),
    );
    for (const part of [
      `acme/app ${'a'.repeat(40)} (pull_request)`,
      `${'b'.repeat(40)} of commit ${'c'.repeat(40)}`,
      `policy.yml from base ${'d'.repeat(40)}`,
      'artifact governance-x',
      'W-9 is expired',
    ]) {
      expect(text).toContain(part);
    }
  });
});
