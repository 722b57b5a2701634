import { describe, expect, test } from '@jest/globals';
import { wordOn } from '../support/checklist-word.ts';
import {
  drill,
  exchanged,
  gateSource,
  gates,
  gatesWith,
  go,
  latency,
  type PlayedDocuments,
  paths,
  sectionWith,
} from '../support/checklists.ts';

/* Somebody names evidence that does not say what it is named for: red, unread, old, or resting on what it is evidence for. */

type Word = 'no-go' | 'conditional-go';
/** The evidence of the first gate is another file, with this content. */
const evidenceIs = (path: string, text: string, named = `\`${path}\``): PlayedDocuments => ({
  files: { [paths.gates]: exchanged(gates, ['`test/replies.test.ts`', named]), [path]: text },
});

const green = '| Step | Result |\n| --- | --- |\n| Re-pin | pass |\n';
/** What is done, to which it must lead at best, and the rule that must not pass. */
const attacks: [name: string, played: PlayedDocuments, words: Word[], rule: string][] = [
  // evidence that nobody read
  [
    'a red JSON report is padded with white space beyond 4 MiB',
    { files: { [paths.latency]: `{"status":"failed"${' '.repeat(4 * 1024 * 1024)}}` } },
    ['no-go', 'conditional-go'],
    'evidence-verdict',
  ],
  [
    'a JSON report of jest that failed',
    { files: { [paths.latency]: '{"generated_at":"2026-11-30T00:00:00Z","success":false,"numFailedTests":3}' } },
    ['no-go', 'conditional-go'],
    'evidence-verdict',
  ],
  [
    'a JSON report that is a list of failures',
    {
      files: { [paths.latency]: '[{"status":"failed"}]' },
      section: sectionWith({ 'evidence-maximum-age': undefined }),
    },
    ['no-go', 'conditional-go'],
    'evidence-verdict',
  ],
  [
    'a report of the suite that says passed, and has a result that failed',
    {
      files: {
        [paths.latency]:
          '{"kind":"release-governance/report","generated_at":"2026-11-30T00:00:00Z","status":"passed","results":[{"rule":"a/b","status":"failed"}]}',
      },
    },
    ['no-go', 'conditional-go'],
    'evidence-verdict',
  ],
  [
    'a JUnit report with a failure',
    evidenceIs(
      'reports/junit.xml',
      '<testsuites tests="1" failures="1"><testsuite name="a" tests="1" failures="1"><testcase name="b" classname="a"><failure message="no"/></testcase></testsuite></testsuites>\n',
    ),
    ['no-go', 'conditional-go'],
    'evidence-verdict',
  ],
  [
    'a YAML report that failed',
    evidenceIs('reports/replies.yaml', 'suite: replies\nstatus: failed\n'),
    ['no-go', 'conditional-go'],
    'evidence-verdict',
  ],
  [
    'a YAML report that failed, behind another document',
    evidenceIs('reports/replies.yml', 'suite: replies\n---\nstatus: failed\n'),
    ['no-go', 'conditional-go'],
    'evidence-verdict',
  ],
  [
    'a JSON report of no known form that says so in a sentence',
    evidenceIs('reports/replies.json', '{"summary":"3 tests FAILED"}\n'),
    ['no-go', 'conditional-go'],
    'evidence-verdict',
  ],
  [
    'a JSON report of no known form that nobody approved',
    evidenceIs('reports/replies.json', '{"approved":false}\n'),
    ['no-go', 'conditional-go'],
    'evidence-verdict',
  ],
  [
    'a red file without an ending',
    evidenceIs('reports/replies', '3 of 5 failed\n'),
    ['no-go', 'conditional-go'],
    'evidence-verdict',
  ],
  [
    'a red file whose ending nobody knows',
    evidenceIs('reports/replies.outcome', 'FAILED\n'),
    ['no-go', 'conditional-go'],
    'evidence-verdict',
  ],
  [
    'a drill that says "Result: FAILED (timeout)"',
    { files: { [paths.drill]: `# Drill\n\nResult: FAILED (timeout)\n\n${green}` } },
    ['no-go', 'conditional-go'],
    'evidence-verdict',
  ],
  [
    'a drill whose decision is "No-Go."',
    { files: { [paths.drill]: `# Drill\n\n- Decision: No-Go.\n\n${green}` } },
    ['no-go', 'conditional-go'],
    'evidence-verdict',
  ],
  [
    'a drill with a red column that the configuration calls a status',
    {
      files: { [paths.drill]: '# Drill\n\n| Step | State |\n| --- | --- |\n| Re-pin | fail |\n' },
      section: gatesWith({ columns: { status: ['State'] } }),
    },
    ['no-go', 'conditional-go'],
    'evidence-verdict',
  ],
  [
    'a drill whose red table stands in a quotation',
    { files: { [paths.drill]: '# Drill\n\n> | Step | Result |\n> | --- | --- |\n> | Re-pin | fail |\n' } },
    ['no-go', 'conditional-go'],
    'evidence-verdict',
  ],
  [
    'a drill whose red table is HTML',
    {
      files: {
        [paths.drill]:
          '# Drill\n\n<table><tr><th>Step</th><th>Result</th></tr><tr><td>Re-pin</td><td>fail</td></tr></table>\n',
      },
    },
    ['no-go', 'conditional-go'],
    'evidence-verdict',
  ],
  [
    'a drill with open boxes: what was still to be done',
    { files: { [paths.drill]: `# Drill\n\n- [ ] Roll back\n- [ ] Compare the data\n\n${green}` } },
    ['no-go', 'conditional-go'],
    'evidence-verdict',
  ],
  [
    'evidence that is red stands in a document of which only another section is a source',
    {
      files: {
        [paths.gates]: exchanged(gates, ['`test/replies.test.ts`', '`docs/go.md`']),
        [paths.go]: `${exchanged(go, [' in `docs/gates.md`', ''])}\n## Replies\n\nDecision: no-go\n\n| Step | Result |\n| --- | --- |\n| Replies | fail |\n`,
      },
      section: sectionWith({
        'evidence-maximum-age': undefined,
        sources: [gateSource, { id: 'day', path: paths.go, boxes: { heading: 'On the day', mode: 'template' } }],
      }),
    },
    ['no-go'],
    'evidence-verdict',
  ],
  [
    'evidence that is a folder with a red report',
    {
      files: {
        [paths.gates]: exchanged(gates, ['`reports/latency.json`', '`reports/`']),
        [paths.latency]: exchanged(latency, ['"status":"passed"', '"status":"failed"']),
      },
    },
    ['no-go', 'conditional-go'],
    'evidence-verdict',
  ],
  [
    'evidence that is the folder of the document itself',
    { files: { [paths.gates]: exchanged(gates, ['`test/replies.test.ts`', '`docs/`']) } },
    ['no-go', 'conditional-go'],
    'evidence-circle',
  ],
  // circles
  [
    'a circle by a bare name',
    { files: { [paths.drill]: `${drill}\n## Evidence\n\n- \`gates.md\`\n` } },
    ['no-go'],
    'evidence-circle',
  ],
  [
    'a circle by a link',
    { files: { [paths.drill]: `${drill}\n## Evidence\n\n- [the gates](gates.md)\n` } },
    ['no-go'],
    'evidence-circle',
  ],
  [
    'a circle behind a word',
    { files: { [paths.drill]: `${drill}\n## Evidence\n\n- See \`docs/gates.md\`\n` } },
    ['no-go'],
    'evidence-circle',
  ],
  [
    'a circle in a column, by the path beside the document',
    {
      files: {
        [paths.drill]:
          '# Drill\n\n| Step | Result | Evidence |\n| --- | --- | --- |\n| Re-pin | pass | `./gates.md` |\n',
      },
    },
    ['no-go'],
    'evidence-circle',
  ],
  [
    'a circle by a glob',
    {
      files: {
        [paths.drill]:
          '# Drill\n\n| Step | Result | Evidence |\n| --- | --- | --- |\n| Re-pin | pass | `docs/gate*.md` |\n',
      },
    },
    ['no-go'],
    'evidence-circle',
  ],
  [
    'the evidence is the copy of the document itself',
    {
      files: { [paths.gates]: exchanged(gates, ['`test/replies.test.ts`', '`docs/packet.md`']) },
      section: sectionWith({ 'evidence-maximum-age': undefined }),
    },
    ['no-go'],
    'evidence-circle',
  ],
  // age
  [
    'a log of last year by its name, which is no Markdown',
    evidenceIs('docs/drill-2025-01-20.txt', 'done\n'),
    ['no-go', 'conditional-go'],
    'evidence-current',
  ],
  [
    'a drill of last year whose name has two days',
    evidenceIs('docs/drill-2025-01-20-to-2025-01-21.md', `# Drill\n\nUpdated: 2026-12-01\n\n${green}`),
    ['no-go', 'conditional-go'],
    'evidence-current',
  ],
];

describe('evidence that does not bear a claim out', () => {
  test.each(attacks)('%s', async (_name, played, words, rule) => {
    const { word, open, said } = await wordOn(played);
    expect([words.some((one) => one === word), open.includes(rule) ? rule : said]).toEqual([true, rule]);
  });
});

test('thousands of headings of evidence are read at once', async () => {
  const many = Array.from({ length: 4000 }, (_, index) => `## Evidence ${index}\n\n- \`src/a${index}.ts\`\n`);
  // Parsed anew for each heading, this would take an hour.
  const { word, said } = await wordOn({ files: { [paths.drill]: `${drill}\n${many.join('\n')}` } });
  expect([word, said]).toEqual(['go', []]);
});
