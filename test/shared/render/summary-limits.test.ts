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
import {
  cellsOf,
  firstLines,
  linkedByGitHub,
  looseText,
  markdownTree,
  nodesOf,
  partsOf,
  textOf,
} from '../../support/markdown-tree.ts';
import { report, result } from '../../support/results.ts';

const context = { title: 'Contract pin', headline: 'FAILED' };
const sentence = (text: string): string => cut(oneLine(redact(text).text), 1000);
const bytes = (text: string): number => new TextEncoder().encode(text).length;

const failure = result({
  status: 'failed',
  message: 'the pin is wrong',
  location: { path: 'config/pin.json', line: 3, column: 5 },
  fix: 'write v2 in config/pin.json',
  expected: 'v2',
  actual: 'v1',
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
    'code',
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
        // What may stand inside of a picture is tested with the exhibits.
        expect(nodes.filter((node) => node.type === 'code' && node.lang !== 'mermaid')).toEqual([]);
        expect(nodes.filter((node) => node.type === 'html' && !ours.test(node.value))).toEqual([]);
        expect(nodes.filter((node) => node.type === 'emphasis' && textOf(node) !== '(empty)')).toEqual([]);
        const opened = nodes.filter((node) => node.type === 'html' && node.value.startsWith('<details')).length;
        const closed = nodes.filter((node) => node.type === 'html' && node.value === '</details>').length;
        expect(closed).toBe(opened);
        expect(nodes.filter((node) => node.type === 'list' && node.ordered !== true).length).toBeLessThanOrEqual(3);
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
        const listed = tables.find(([header]) => header?.[0] === 'Rule');
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
    expect(firstLines(markdown, 1)[0]).toMatch(/^## . FAILED · /u);
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
