import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Table } from 'mdast';
import type { ExecutiveSummary } from '../../../shared/core/executive-summary.ts';
import { renderDecision } from '../../../shared/render/decision.ts';
import { summaryMaxBytes } from '../../../shared/render/limits.ts';
import { anyExecutiveSummary, executiveSummary, row } from '../../support/any-executive-summary.ts';
import {
  cellsOf,
  linkedByGitHub,
  looseText,
  markdownTree,
  nodesOf,
  partsOf,
  textOf,
} from '../../support/markdown-tree.ts';

describe('for a summary as an enemy would have it', () => {
  const ours = /^(<br>|<\/?code>|<details><summary>What this rests on<\/summary>|<\/details>)$/;
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
      fc.property(anyExecutiveSummary, (summary) => {
        const tree = markdownTree(renderDecision(summary));
        const nodes = nodesOf(tree);
        expect(nodes.map(({ type }) => type).filter((type) => !kinds.includes(type))).toEqual([]);
        expect(nodes.filter((node) => node.type === 'html' && !ours.test(node.value))).toEqual([]);
        expect(nodes.filter((node) => node.type === 'emphasis' && textOf(node) !== '(empty)')).toEqual([]);
        const details = nodes.flatMap((node) =>
          node.type === 'html' && /details/.test(node.value) ? [node.value] : [],
        );
        expect(details).toEqual(['<details><summary>What this rests on</summary>', '</details>']);
        expect(looseText(tree)).not.toMatch(linkedByGitHub);
      }),
      { numRuns: 200 },
    );
  });

  test('every part has as many entries as the summary, and each row as many cells as its header', () => {
    fc.assert(
      fc.property(anyExecutiveSummary, (summary) => {
        const markdown = renderDecision(summary);
        const { toGo, checks, allowances, notMeasured, reports } = summary;
        const lengths = Object.entries(partsOf(markdown)).map(([title, items]) => [title, items.length]);
        const expected = [
          ['To go', toGo.length, 0],
          ['Reports', reports.length, 1],
          ['Checks of the summary itself that found something', checks.length, 0],
          ['Waivers, attestations and deferrals', allowances.length, 0],
          ['Not measured', notMeasured.length, 0],
        ] as const;
        expect(lengths).toEqual(
          expected
            .filter(([, count]) => count > 0)
            .map(([title, count, header]) => [`${title} (${count})`, count + header]),
        );
        const tables = nodesOf(markdownTree(markdown)).filter((node): node is Table => node.type === 'table');
        for (const rows of tables.map(cellsOf))
          for (const cells of rows) expect(cells).toHaveLength(rows[0]?.length ?? 0);
      }),
      { numRuns: 200 },
    );
  });

  test('the first line is the decision, with what limits it, and only a measured pass bears the sign of success', () => {
    fc.assert(
      fc.property(anyExecutiveSummary, (summary) => {
        const markdown = renderDecision(summary);
        const first = markdown.slice(0, markdown.indexOf('\n'));
        const { decision, accepted, replay } = summary;
        const go = accepted && replay !== true ? '## ✅ GO' : '## ⚠️ GO';
        const words = { go, 'conditional-go': '## ⚠️ CONDITIONAL GO', 'no-go': '## ❌ NO-GO' };
        expect(first.startsWith(words[decision])).toBe(true);
        expect(first.includes(', replay')).toBe(replay === true);
        expect(first.includes(', not accepted by profile')).toBe(decision !== 'no-go' && !accepted);
        const measured = summary.reports.filter(
          ({ verdict, state, status }) => verdict === 'go' && state === 'present' && status === 'passed',
        ).length;
        const [, ...cells] = partsOf(markdown)[`Reports (${summary.reports.length})`] ?? [];
        expect(cells.filter(([control]) => control?.startsWith('✅')).length).toBe(measured);
      }),
      { numRuns: 200 },
    );
  });
});

describe('the size', () => {
  const long = '|<é&`'.repeat(1000);
  const times = <T>(count: number, item: T): T[] => Array.from({ length: count }, () => item);

  test.each<[string, Partial<ExecutiveSummary>]>([
    [
      '2,000 reports with long texts',
      {
        decision: 'no-go',
        accepted: false,
        reports: times(
          2000,
          row({
            verdict: 'no-go',
            status: 'failed',
            control: long,
            key: long,
            job: long,
            why: times(50, long),
            owner: long,
            from: long,
            sha256: long,
          }),
        ),
      },
    ],
    [
      '2,000 of everything with long texts',
      {
        name: long,
        profile: long,
        firstFailing: { control: long, message: long, owner: long },
        toGo: times(2000, long),
        checks: times(2000, { rule: long, about: [long], verdict: 'no-go', message: long, fix: long }),
        allowances: times(2000, {
          id: long,
          kind: 'waiver',
          control: long,
          state: 'used',
          message: long,
          terms: long,
        }),
        notMeasured: times(2000, { rule: long, about: [long], why: long, needs: long }),
        notes: times(2000, long),
        reports: times(2000, row({ why: [long] })),
      },
    ],
  ])('of %s stays under the limit of the runner', (_name, part) => {
    const markdown = renderDecision(executiveSummary(part));
    expect(new TextEncoder().encode(markdown).length).toBeLessThanOrEqual(summaryMaxBytes);
    expect(markdown).toMatch(/…and \d+ more in the JSON file\./);
  });

  test('2,000 short reports are shown worst first, with how many are left out', () => {
    const reports = [...times(1999, row()), row({ control: 'bad', verdict: 'no-go', state: 'missing' })];
    const markdown = renderDecision(executiveSummary({ decision: 'no-go', accepted: false, reports }));
    const shown = partsOf(markdown)['Reports (2000)'] ?? [];
    expect(shown).toHaveLength(201);
    expect(shown[1]?.[0]).toBe('❌ bad\nno-go: missing');
    expect(markdown).toContain('…and 1800 more in the JSON file.');
    expect(markdown).toContain('2000 reports: 1 no\\-go, 1999 go');
  });
});
