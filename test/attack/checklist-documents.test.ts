import { describe, expect, test } from '@jest/globals';
import { parseMarkdown } from '../../shared/parse/markdown.ts';
import { wordOn } from '../support/checklist-word.ts';
import {
  exchanged,
  gateSource,
  gates,
  go,
  goSource,
  type PlayedDocuments,
  packet,
  paths,
  sectionWith,
} from '../support/checklists.ts';

/* Somebody writes go-live documents that a reader sees otherwise than a program, or takes out of them what speaks against the release. */

const matrix = (fields: Record<string, unknown> = {}): Record<string, unknown> =>
  sectionWith({
    matrices: [
      {
        id: 'environments',
        path: paths.environments,
        table: { heading: 'Environments' },
        environments: ['staging', 'production'],
        ...fields,
      },
    ],
  });

const conditional = (owner: string, mitigation: string): string =>
  exchanged(gates, [
    '| @alice | pass |  |  | [drill](drill-2026-11-20.md) |  |  |',
    `| ${owner} | conditional |  |  | [drill](drill-2026-11-20.md) | 2026-12-20 | ${mitigation} |`,
  ]);
const withConditional = (owner: string, mitigation: string, owners?: string[]): PlayedDocuments => ({
  files: {
    [paths.gates]: conditional(owner, mitigation),
    [paths.packet]: exchanged(packet, ['| Way back | pass |', '| Way back | conditional |']),
  },
  ...(owners === undefined ? {} : { section: sectionWith({ owners }) }),
});

const twoTables = `${gates}
### More

| Gate | Owner | Status | Target | Observed | Evidence | Expires | Mitigation |
| --- | --- | --- | --- | --- | --- | --- | --- |
| Start | @alice | pass | <= 2s | 9s | \`test/replies.test.ts\` |  |  |
`;
const twoTablesSection = sectionWith({
  copies: [],
  sources: [
    {
      ...gateSource,
      table: { 'first-header': 'Gate' },
      measured: [...(gateSource['measured'] as object[]), { claim: 'Start', check: 'support' }],
    },
  ],
});

type Word = 'no-go' | 'conditional-go';
/** What is done, to which it must lead at best, and the rule that must not pass. */
const attacks: [name: string, played: PlayedDocuments, words: Word[], rule: string][] = [
  // what is between two comments counts as a comment
  [
    'HTML between two comments of one line folds the gates away',
    {
      files: {
        [paths.gates]: exchanged(gates, [
          '| Gate |',
          '<!-- --><details><summary>older ones</summary><!-- -->\n\n| Gate |',
        ]),
      },
    },
    ['no-go'],
    'readable',
  ],
  [
    'a whole table in HTML stands between two comments, and says that a gate failed',
    {
      files: {
        [paths.gates]: exchanged(gates, [
          'Last updated',
          '<!-- --><table><tr><td>Load</td><td>fail</td></tr></table><!-- -->\n\nLast updated',
        ]),
      },
    },
    ['no-go'],
    'readable',
  ],
  // what begins above the heading
  [
    'the section is folded away by a <details> that begins above its heading',
    {
      files: {
        [paths.go]: exchanged(
          go,
          ['## No-Go if any', '<details><summary>old</summary>\n\n## No-Go if any'],
          ['- [ ] Watch the queue', '- [ ] Watch the queue\n\n</details>'],
        ),
      },
      section: sectionWith({
        sources: [
          {
            id: 'no-go',
            path: paths.go,
            boxes: { heading: 'No-Go if any', mode: 'none' },
            measured: [{ claim: 'An incident is open', check: 'incidents' }],
          },
        ],
        copies: [],
      }),
    },
    ['no-go'],
    'readable',
  ],
  // matrices
  [
    'a matrix has no row any more',
    {
      files: {
        [paths.environments]: '# Environments\n\n| Dimension | staging | production |\n| --- | --- | --- |\n',
      },
      section: matrix(),
    },
    ['no-go'],
    'matrix',
  ],
  [
    'a matrix has production twice, and the first one says something else',
    {
      files: {
        [paths.environments]:
          '# Environments\n\n| Dimension | staging | production | production |\n| --- | --- | --- | --- |\n| Approval | optional | none | required |\n| Preview | yes | yes | yes |\n',
      },
      section: matrix({ dimensions: { Approval: { production: ['required'] } } }),
    },
    ['no-go'],
    'matrix',
  ],
  // figures
  [
    'another percentile was observed than the target asks for',
    { files: { [paths.gates]: exchanged(gates, ['| <= 2s | 1.4s |', '| p99 <= 2s | p50 1.4s |']) } },
    ['no-go', 'conditional-go'],
    'target',
  ],
  ...(['over 1.4s', 'planned 1.4s', 'not 1.4s', '＞ 1.4s', '⩾ 1.4s', '1.4s, worst 9s'] as const).map(
    (observed): [string, PlayedDocuments, Word[], string] => [
      `what was observed is "${observed}"`,
      { files: { [paths.gates]: exchanged(gates, ['| 1.4s |', `| ${observed} |`]) } },
      ['no-go', 'conditional-go'],
      'target',
    ],
  ),
  ...(
    [
      ['!= 0', '0'],
      ['≠ 0', '0'],
      ['<= 2s', '!= 1.4s'],
      ['more than 95%', '95%'],
    ] as const
  ).map(([target, observed]): [string, PlayedDocuments, Word[], string] => [
    `the target is "${target}", and "${observed}" was observed`,
    { files: { [paths.gates]: exchanged(gates, ['| <= 2s | 1.4s |', `| ${target} | ${observed} |`]) } },
    ['no-go', 'conditional-go'],
    'target',
  ]),
  [
    'the figures of a missed target are emptied',
    {
      base: { [paths.gates]: exchanged(gates, ['| 1.4s |', '| 9s |']) },
      files: { [paths.gates]: exchanged(gates, ['| <= 2s | 1.4s |', '|  |  |']) },
    },
    ['no-go', 'conditional-go'],
    'target',
  ],
  [
    'a missed target is widened in the document',
    {
      base: { [paths.gates]: exchanged(gates, ['| 1.4s |', '| 9s |']) },
      files: { [paths.gates]: exchanged(gates, ['| <= 2s | 1.4s |', '| <= 10s | 9s |']) },
    },
    ['no-go', 'conditional-go'],
    'target',
  ],
  [
    'the columns of a missed target are taken out of the second of two tables',
    {
      base: { [paths.gates]: twoTables },
      files: {
        [paths.gates]: `${gates}\n### More\n\n| Gate | Owner | Status | Evidence |\n| --- | --- | --- | --- |\n| Start | @alice | pass | \`test/replies.test.ts\` |\n`,
      },
      section: twoTablesSection,
    },
    ['no-go'],
    'kept',
  ],
  // conditions
  ...(['none', 'n/a', 'unknown', 'pending'] as const).map((text): [string, PlayedDocuments, Word[], string] => [
    `a condition whose mitigation is "${text}"`,
    withConditional('@alice', text),
    ['no-go'],
    'condition',
  ]),
  ...(['nobody', 'n/a', 'unassigned'] as const).map((text): [string, PlayedDocuments, Word[], string] => [
    `a condition whose owner is "${text}", where no owners are configured`,
    withConditional(text, 'watch it', []),
    ['no-go'],
    'condition',
  ]),
  [
    'a required owner "nobody", where no owners are configured',
    { files: { [paths.gates]: exchanged(gates, ['| @alice |', '| nobody |']) }, section: sectionWith({ owners: [] }) },
    ['no-go'],
    'filled',
  ],
  // copies
  [
    'a copy of the evidence has the same words, and leads elsewhere',
    {
      files: {
        [paths.packet]:
          '# Packet\n\n| Gate | Status | Evidence |\n| --- | --- | --- |\n| Replies | pass | `test/replies.test.ts` |\n| Latency | pass | `reports/latency.json` |\n| Way back | pass | [drill](https://example.com/drill) |\n',
      },
      section: sectionWith({
        copies: [
          {
            id: 'packet',
            of: 'gates',
            path: paths.packet,
            table: { 'first-header': 'Gate' },
            columns: ['status', 'evidence'],
          },
        ],
      }),
    },
    ['no-go'],
    'copy',
  ],
  // boxes that a reader sees
  [
    'an open box that is a heading by its underline, which GitHub shows as a box',
    {
      files: {
        [paths.go]: exchanged(go, ['- [x] Support knows', '- [x] Support knows\n- [ ] The data is safe\n  ---']),
      },
    },
    ['no-go'],
    'readable',
  ],
  ...([':white_large_square:', ':x:', '⬜', '🔲', '❎'] as const).map(
    (sign): [string, PlayedDocuments, Word[], string] => [
      `what a reader takes for an open box: ${sign}`,
      {
        files: {
          [paths.go]: exchanged(go, ['- [x] Support knows', `- [x] Support knows\n- ${sign} The data is safe`]),
        },
      },
      ['no-go'],
      'readable',
    ],
  ),
  // front matter
  [
    'the gates stand in the front matter, which GitHub shows as one cell of a table',
    {
      files: {
        [paths.gates]: `---\nnote: |\n\n${gates.replace('# Gates', '  # Gates').replaceAll(/^\|/gm, '  |')}---\n\n# G\u0430tes\n\n| Gate | Status |\n| --- | --- |\n| Replies | fail |\n`,
      },
    },
    ['no-go'],
    'readable',
  ],
];

describe('documents that are greener than what they say', () => {
  test.each(attacks)('%s', async (_name, played, words, rule) => {
    const { word, open, said } = await wordOn(played);
    expect([words.some((one) => one === word), open.includes(rule) ? rule : said]).toEqual([true, rule]);
  });
});

test('a line of thousands of comments is read in time with its length', () => {
  const read = (text: string): unknown => {
    const parsed = parseMarkdown(text);
    return parsed.ok && parsed.document.opaque.length;
  };
  // Read with a choice at each comment, forty would take hours.
  expect(read(`# Gates\n\n${'<!-- -->'.repeat(400)} x\n`)).toBe(1);
  expect(read(`# Gates\n\n${'<!-- -->'.repeat(400)}\n`)).toBe(0);
});

describe('documents that are in order', () => {
  const greens: [name: string, played: PlayedDocuments][] = [
    ['a team in brackets with &', { files: { [paths.gates]: exchanged(gates, ['(Desk) |', '(Desk & Billing) |']) } }],
    ...(['`/health`', '`orders.v2`', '`origin/main`', '`application/json`'] as const).map(
      (code): [string, PlayedDocuments] => [
        `a box that has ${code} in its words`,
        {
          base: { [paths.go]: exchanged(go, ['Support knows', `Support knows ${code}`]) },
          files: { [paths.go]: exchanged(go, ['Support knows', `Support knows ${code}`]) },
          section: sectionWith({
            sources: [
              gateSource,
              {
                ...goSource,
                measured: [
                  { claim: 'The gates are green in docs/gates.md', files: [paths.gates] },
                  { claim: `Support knows ${code.replaceAll('`', '')}`, check: 'support' },
                ],
              },
            ],
          }),
        },
      ],
    ),
  ];
  test.each(greens)('%s', async (_name, played) => {
    const { word, said } = await wordOn(played);
    expect([word, said]).toEqual(['go', []]);
  });
});
