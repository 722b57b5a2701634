import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Table } from 'mdast';
import type { Report, Result } from '../../../shared/core/report.ts';
import { cut, oneLine, redact } from '../../../shared/core/sanitise.ts';
import { summaryMaxBytes } from '../../../shared/render/limits.ts';
import { standing, worstFirst } from '../../../shared/render/order.ts';
import { textOf as resultText } from '../../../shared/render/result-text.ts';
import { renderSummary } from '../../../shared/render/summary.ts';
import { anyReport, shuffledReport } from '../../support/any-report.ts';
import { hostileText } from '../../support/hostile.ts';
import { cellsOf, linkedByGitHub, looseText, markdownTree, nodesOf, textOf } from '../../support/markdown-tree.ts';
import { report, result, sampleAllowance } from '../../support/results.ts';

const context = { title: 'Contract pin', headline: 'FAILED' };
const sentence = (text: string): string => cut(oneLine(redact(text).text), 1000);
const bytes = (text: string): number => new TextEncoder().encode(text).length;

/** The first lines that are not empty. */
function first(markdown: string, count: number): string[] {
  return markdown
    .split('\n')
    .filter((line) => line !== '')
    .slice(0, count);
}

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
    expect(first(renderSummary(report(part), context), expected.length)).toEqual(expected);
  });
});

/** The tables and lists of a summary by the heading above them; tables inside of details by their header. */
function partsOf(markdown: string): Record<string, string[][]> {
  const parts: Record<string, string[][]> = {};
  let heading = '';
  for (const node of markdownTree(markdown).children) {
    if (node.type === 'heading') heading = textOf(node);
    if (node.type === 'html') heading = '';
    if (node.type === 'list' && node.ordered === true)
      parts[heading] = node.children.map((item) => textOf(item).split('\n'));
    if (node.type === 'table')
      parts[heading === '' ? (cellsOf(node)[0]?.join(' ').trim() ?? '') : heading] = cellsOf(node);
  }
  return parts;
}

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
      'Rule About What': [
        ['', 'Rule', 'About', 'What'],
        ['passed', 'rule', 'ledger, tag', 'The thing holds.'],
        ['not asked', 'rule', 'thing', 'nobody asks for it'],
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
    expect(partsOf(renderSummary(report({ results: [], inputs }), context))).toEqual({
      'File read From Bytes sha256': [
        ['File read', 'From', 'Bytes', 'sha256'],
        ['a.json', 'a'.repeat(40), '3', 'f'.repeat(64)],
        ['b|c.json', 'worktree', '0', 'e'.repeat(64)],
      ],
    });
  });

  test('what the verdict rests on: what was judged, which tree, whose policy, which report', () => {
    const subject = {
      event: 'pull_request',
      repository: 'acme/app',
      headSha: 'a'.repeat(40),
      treeSha: 'b'.repeat(40),
      checkedOutSha: 'c'.repeat(40),
      modified: true,
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
      `${'b'.repeat(40)} of commit ${'c'.repeat(40)}, modified`,
      `policy.yml from base ${'d'.repeat(40)}`,
      'artifact governance-x',
      'W-9 is expired',
    ]) {
      expect(text).toContain(part);
    }
  });
});

describe('for a report as an enemy would write it', () => {
  const ours =
    /^(<br>|<\/?code>|<details><summary>What this rests on<\/summary>|<details><summary>\d+ passed, \d+ not asked for<\/summary>|<\/details>)$/;
  const kinds = [
    'root',
    'heading',
    'paragraph',
    'strong',
    'emphasis',
    'text',
    'inlineCode',
    'html',
    'list',
    'listItem',
    'table',
    'tableRow',
    'tableCell',
  ];

  test('there is no HTML, link, image, mention or block but the intended ones', () => {
    fc.assert(
      fc.property(anyReport, hostileText, hostileText, (each, title, artifact) => {
        const tree = markdownTree(renderSummary(each, { title, headline: 'FAILED', artifact }));
        const nodes = nodesOf(tree);
        expect(nodes.map(({ type }) => type).filter((type) => !kinds.includes(type))).toEqual([]);
        expect(nodes.filter((node) => node.type === 'html' && !ours.test(node.value))).toEqual([]);
        expect(nodes.filter((node) => node.type === 'emphasis' && textOf(node) !== '(empty)')).toEqual([]);
        const opened = nodes.filter((node) => node.type === 'html' && node.value.startsWith('<details')).length;
        const closed = nodes.filter((node) => node.type === 'html' && node.value === '</details>').length;
        expect(closed).toBe(opened);
        expect(nodes.filter((node) => node.type === 'list' && node.ordered !== true).length).toBeLessThanOrEqual(2);
        expect(looseText(tree)).not.toMatch(linkedByGitHub);
      }),
      { numRuns: 100 },
    );
  });

  test('every result stands in its list or table, with the text that it has', () => {
    fc.assert(
      fc.property(anyReport, (each) => {
        const { children } = markdownTree(renderSummary(each, context));
        const tables = children.filter((node): node is Table => node.type === 'table').map(cellsOf);
        for (const rows of tables) for (const row of rows) expect(row).toHaveLength(rows[0]?.length ?? 0);
        const items = children.flatMap((node) => (node.type === 'list' && node.ordered === true ? node.children : []));
        const problems = worstFirst(each.results).filter(
          (one) => !['passed', 'not-applicable'].includes(standing(one)),
        );
        expect(
          items.map((item) =>
            textOf(item)
              .split('\n')
              .map((line) => line.trim()),
          ),
        ).toEqual(problems.map(saidOf));
        const fine = each.results.filter(({ status }) => status === 'passed' || status === 'not-applicable').length;
        const listed = tables.find(([header]) => header?.includes('About') === true);
        expect(listed?.slice(1) ?? []).toHaveLength(fine);
      }),
      { numRuns: 100 },
    );
  });

  test('the order of its results does not matter', () => {
    fc.assert(
      fc.property(shuffledReport, ([one, other]) => {
        expect(renderSummary(other, context)).toBe(renderSummary(one, context));
      }),
    );
  });
});

/** The lines that a person must find for a result that stands in the way or is lived with. */
function saidOf(one: Result): string[] {
  const { status, what, where, expected, actual, next } = resultText(one);
  expect(status).not.toBe('');
  const value = (text: string): string => cut(oneLine(redact(text).text), 200) || '(empty)';
  return [
    sentence(what),
    `${where === undefined ? '' : `${value(where)} · `}${sentence(one.rule)} · ${one.severity}`,
    ...(expected === undefined ? [] : [`expected ${value(expected)}`]),
    ...(actual === undefined ? [] : [`actual ${value(actual)}`]),
    ...(next === undefined ? [] : [sentence(next)]),
  ]
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

describe('the size', () => {
  const many = (count: number, make: (index: number) => Result): Result[] =>
    Array.from({ length: count }, (_, index) => make(index));
  const long = '|<é&`'.repeat(1000);

  test.each<[string, Partial<Report>]>([
    [
      '100,000 failures',
      { status: 'failed', results: many(100_000, (index) => ({ ...failure, message: `${index} ${'x'.repeat(300)}` })) },
    ],
    ['100,000 passed', { results: many(100_000, (index) => result({ about: [`${index}`] })) }],
    [
      '1,000 of each status with long texts',
      {
        results: (['passed', 'failed', 'unverified', 'not-applicable'] as const).flatMap((status) =>
          many(1000, () =>
            result({
              status,
              message: long,
              rule: `${long}/${long}`,
              about: [long],
              expected: long,
              actual: long,
              fix: long,
              location: { path: long },
            }),
          ),
        ),
      },
    ],
    [
      'one failure with endless texts',
      {
        status: 'failed',
        summary: long.repeat(1000),
        results: [{ ...failure, message: long.repeat(1000), fix: long.repeat(1000) }],
      },
    ],
    [
      '10,000 problems',
      {
        status: 'error',
        results: [],
        error: {
          code: 'BAD_CONFIG',
          message: long,
          hint: long,
          problems: many(10_000, () => result()).map(() => ({ message: long, path: long })),
        },
      },
    ],
    [
      '10,000 notes and files',
      {
        notes: many(10_000, () => result()).map(() => long),
        inputs: many(10_000, () => result()).map(() => ({ source: 'tree', path: long, sha256: long, bytes: 1 })),
      },
    ],
  ])('of %s stays under the limit of the runner', (_name, part) => {
    const markdown = renderSummary(report(part), { ...context, title: part.summary ?? 'x' });
    expect(bytes(markdown)).toBeLessThanOrEqual(summaryMaxBytes);
    expect(summaryMaxBytes).toBeLessThan(1024 * 1024);
    expect(first(markdown, 1)[0]).toMatch(/^## . FAILED · /u);
  });

  test('what is left out is said', () => {
    const markdown = renderSummary(report({ status: 'failed', results: many(201, () => failure) }), context);
    expect(markdown).toContain('### Failed (201)');
    expect(partsOf(markdown)['Failed (201)']).toHaveLength(200);
    expect(markdown).toContain('…and 1 more in the report.');
    expect(renderSummary(report({ status: 'failed', results: many(200, () => failure) }), context)).not.toContain(
      '…and',
    );
  });

  test('values are cut, and short texts are whole', () => {
    const markdown = renderSummary(
      report({ status: 'failed', results: [{ ...failure, actual: 'y'.repeat(10_000) }] }),
      context,
    );
    expect(markdown).toMatch(/y{90,110}…y{90,110}/);
    expect(markdown).not.toMatch(/y{111}/);
  });
});
