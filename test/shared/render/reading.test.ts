import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Nodes } from 'mdast';
import type { Report } from '../../../shared/core/report.ts';
import { cut, oneLine, redact } from '../../../shared/core/sanitise.ts';
import { headline } from '../../../shared/domain/decision/exit.ts';
import { renderDecision } from '../../../shared/render/decision.ts';
import { renderDecisionTerminal } from '../../../shared/render/decision-terminal.ts';
import { cells, fitted } from '../../../shared/render/fitted.ts';
import { headMaxLength, textMaxLength, valueMaxLength } from '../../../shared/render/limits.ts';
import { standing, worstFirst } from '../../../shared/render/order.ts';
import { textOf as resultText } from '../../../shared/render/result-text.ts';
import { renderSummary } from '../../../shared/render/summary.ts';
import { renderTerminal } from '../../../shared/render/terminal.ts';
import { anyExecutiveSummary } from '../../support/any-executive-summary.ts';
import { anyReport } from '../../support/any-report.ts';
import { cellsOf, markdownTree, nodesOf, textOf } from '../../support/markdown-tree.ts';

/* What a person can rely on, whatever a report says: the verdict first, then the first problem, nothing that only a colour or a sign tells. */

const sign = /[✅❌❓➖💥]|⚠\uFE0F?/u;
const headText = (text: string): string => cut(oneLine(redact(text).text), headMaxLength);
const summaryOf = (report: Report): string =>
  renderSummary(report, { title: 'Contract pin', headline: headline(report.status, report.results) });
const linesOf = (node: Nodes | undefined): string[] =>
  node === undefined
    ? []
    : textOf(node)
        .split('\n')
        .map((line) => line.trim());
const lengthOf = (text: string): number => Array.from(text).length;

/** What stands first in the way, as the head must say it; undefined where nothing does. */
function firstProblem({ error, results }: Report): string | undefined {
  if (error !== undefined) return headText((error.problems?.[0] ?? error).message);
  const [first] = worstFirst(results);
  if (first === undefined || !['failed', 'unverified'].includes(standing(first))) return undefined;
  return headText(resultText(first).what);
}

describe('the summary of any report', () => {
  test('begins with the verdict in words; next comes the first problem, then at most its fix, each short', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const { children } = markdownTree(summaryOf(report));
        const [title, second, ...more] = children;
        expect(linesOf(title)[0]).toMatch(
          new RegExp(`^${sign.source} ${headline(report.status, report.results)} · Contract pin$`, 'u'),
        );
        const problem = firstProblem(report) ?? '';
        expect((linesOf(second)[0] ?? '').startsWith(problem)).toBe(true);
        const head = [second, ...more].slice(
          0,
          Math.max(0, children.findIndex(({ type }, index) => index > 0 && type !== 'paragraph') - 1),
        );
        // What is wrong and where, how many problems there are, what to do, and the counts.
        expect(head.length).toBeLessThanOrEqual(4);
        for (const paragraph of head.slice(0, -1))
          expect(lengthOf(textOf(paragraph as Nodes))).toBeLessThanOrEqual(
            headMaxLength + ' in '.length + valueMaxLength,
          );
      }),
      { numRuns: 60 },
    );
  });

  test('has no line and no cell that is longer than the limits', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const nodes = nodesOf(markdownTree(summaryOf(report)));
        const longest = (texts: readonly string[]): number => Math.max(0, ...texts.map(lengthOf));
        const items = nodes.flatMap((node) => (node.type === 'listItem' ? linesOf(node) : []));
        expect(longest(items)).toBeLessThanOrEqual(textMaxLength + valueMaxLength + 20);
        const inTables = nodes.flatMap((node) => (node.type === 'table' ? cellsOf(node).flat() : []));
        expect(longest(inTables)).toBeLessThanOrEqual(textMaxLength);
      }),
      { numRuns: 60 },
    );
  });

  test('says in words what it shows as a sign', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const shown = nodesOf(markdownTree(summaryOf(report))).flatMap((node) =>
          node.type === 'heading' || node.type === 'tableCell' ? [textOf(node)] : [],
        );
        const words = new RegExp(
          `^${sign.source} (?:good|bad|open|${headline(report.status, report.results)})(?: ·|$)`,
          'u',
        );
        for (const text of shown.filter((each) => new RegExp(`^(?:${sign.source})`, 'u').test(each)))
          expect(text).toMatch(words);
      }),
      { numRuns: 60 },
    );
  });
});

describe('any decision', () => {
  test('begins with the word; next comes the first that fails, and its owner', () => {
    fc.assert(
      fc.property(anyExecutiveSummary, (summary) => {
        const [title, second] = markdownTree(renderDecision(summary)).children;
        expect(linesOf(title)[0]).toMatch(new RegExp(`^${sign.source} (?:GO|CONDITIONAL GO|NO-GO)\\b`, 'u'));
        if (summary.firstFailing === undefined) return;
        const said = linesOf(second)[0] ?? '';
        expect(said).toMatch(/^First (?:failing|condition): /);
        expect(said).toContain(summary.firstFailing.owner === undefined ? 'no owner is named' : 'owner');
        expect(said.endsWith(headText(summary.firstFailing.message))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test('says in words what it shows as a sign', () => {
    fc.assert(
      fc.property(anyExecutiveSummary, (summary) => {
        const tree = markdownTree(renderDecision(summary));
        const signed = nodesOf(tree).flatMap((node) => {
          if (node.type !== 'tableCell' && node.type !== 'listItem') return [];
          return new RegExp(`(?:^|\\n)(?:${sign.source})`, 'u').test(textOf(node)) ? [textOf(node)] : [];
        });
        for (const text of signed) expect(text).toMatch(/(?:^|\n|[^\w])(?:no-go|conditional-go|go)(?::| ·)/);
      }),
      { numRuns: 60 },
    );
  });
});

describe('on a terminal of any width', () => {
  const width = fc.integer({ min: 24, max: 200 });

  test('no line of a report is wider, and colours change nothing else', () => {
    fc.assert(
      fc.property(anyReport, width, (report, columns) => {
        const words = headline(report.status, report.results);
        const shown = (colour: boolean): string =>
          fitted(renderTerminal(report, words, colour, columns).split('\n'), columns).join('\n');
        const text = shown(true);
        for (const line of text.split('\n')) expect(cells(line)).toBeLessThanOrEqual(columns);
        const plain = text.replace(/\u001b\[\d+m/g, '');
        expect(plain).not.toMatch(/^\s*::|##\[/m);
        const said = (each: string): string => each.replace(/\s+/g, '');
        expect(said(plain)).toBe(said(shown(false)));
      }),
      { numRuns: 60 },
    );
  });

  test('no line of a decision is wider, and the first is the decision alone', () => {
    fc.assert(
      fc.property(anyExecutiveSummary, width, (summary, columns) => {
        const lines = fitted(renderDecisionTerminal(summary, false, columns).split('\n'), columns);
        for (const line of lines) expect(cells(line)).toBeLessThanOrEqual(columns);
        expect(lines[0]).toBe(`decision: ${summary.decision}`);
      }),
      { numRuns: 60 },
    );
  });
});
