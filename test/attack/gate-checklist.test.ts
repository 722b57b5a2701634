import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/gate-checklist/control.ts';
import { builtInProfiles } from '../../shared/core/policy.ts';
import { decide } from '../../shared/domain/decision/decide.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import {
  atDocuments,
  checkRuns,
  documents,
  drill,
  exchanged,
  gateSource,
  gates,
  go,
  goSource,
  latency,
  noGoSource,
  type PlayedDocuments,
  packet,
  paths,
  reported,
  sectionWith,
} from '../support/checklists.ts';
import { evaluateWith } from '../support/world.ts';

/* Somebody wants a release to go whose gates are not met, by the words of its documents. The base has the documents as they should be. */

const change = (path: string, text: string, ...exchanges: (readonly [string, string])[]): PlayedDocuments => ({
  files: { [path]: exchanged(text, ...exchanges) },
});
const red = `${gates}| Load | Mara Lind | fail |  |  | \`test/replies.test.ts\` |  |  |\n`;
/** The base has a gate that is red, and nothing measures it. */
const withRed = (text: string, more: PlayedDocuments = {}): PlayedDocuments => ({
  files: { [paths.gates]: text, [paths.packet]: `${packet}| Load | fail |\n` },
  base: { [paths.gates]: red },
  ...more,
});

async function judged(played: PlayedDocuments): Promise<{ word: string; open: string[] }> {
  const { results, error } = await evaluateWith(control, atDocuments(played));
  const status = reportStatus(results, error);
  const expected = [{ control: control.name, state: 'present' as const, status, results }];
  const open = results.flatMap(({ status: own, rule }) =>
    own === 'failed' || own === 'unverified' ? [rule.replace('gate-checklist/', '')] : [],
  );
  return { word: decide({ expected, profile: builtInProfiles.standard }).word, open };
}

const attacks: [name: string, played: PlayedDocuments, word: 'no-go' | 'conditional-go', rule: string][] = [
  // words
  [
    'a red gate is written green while what measures it failed',
    { reports: reported({ status: 'failed' }) },
    'no-go',
    'measured',
  ],
  [
    'a red gate that nothing measures is written green',
    withRed(red.replace('| fail |', '| pass |'), {
      files: { [paths.gates]: red.replace('| fail |', '| pass |'), [paths.packet]: `${packet}| Load | pass |\n` },
    }),
    'conditional-go',
    'measured',
  ],
  ['it is written as conditional for ever', withRed(red.replace('| fail |', '| waived |')), 'no-go', 'condition'],
  ['it is written with a hidden letter', withRed(red.replace('| fail |', '| pa\u200Bss |')), 'no-go', 'status'],
  [
    'it is written with a letter that looks the same',
    withRed(red.replace('| fail |', '| p\u0430ss |')),
    'no-go',
    'status',
  ],
  ['it is written with a remark behind it', withRed(red.replace('| fail |', '| pass (soon) |')), 'no-go', 'status'],
  ['a box is ticked that a check refutes', { answers: checkRuns('support', 'failure') }, 'no-go', 'measured'],
  // rows
  ['the red row is taken out', withRed(gates), 'no-go', 'kept'],
  ['the red row is called otherwise', withRed(red.replace('| Load |', '| Lo\u0430d |')), 'no-go', 'kept'],
  ['the red row is cut off by a blank line', withRed(red.replace('| Load |', '\n| Load |')), 'no-go', 'readable'],
  [
    'the red row is pushed out of its table by a pipe',
    withRed(red.replace('| Load |', '| Load | pass |')),
    'no-go',
    'readable',
  ],
  ['the whole table is put into a comment', withRed(`# Gates\n\n<!--\n${red}-->\n`), 'no-go', 'readable'],
  [
    'the table is put into code, and a picture of it beside',
    withRed(`# Gates\n\n![gates](gates.png)\n\n\`\`\`\n${red}\`\`\`\n`),
    'no-go',
    'readable',
  ],
  [
    'a green table stands above the red one',
    withRed(red.replace('| Gate |', `| Gate | Status |\n|---|---|\n| Load | pass |\n\n| Gate |`)),
    'no-go',
    'readable',
  ],
  ['the heading is there twice', withRed(`# Gates\n\n${red}`), 'no-go', 'readable'],
  [
    'a second row of that gate is green',
    withRed(
      `${red.replace('| fail |', '| pass |')}| load | Mara Lind | fail |  |  | \`test/replies.test.ts\` |  |  |\n`,
    ),
    'no-go',
    'readable',
  ],
  ['a second column says something else', withRed(red.replaceAll('| Target |', '| Result |')), 'no-go', 'readable'],
  [
    'the column of the evidence is taken out',
    change(paths.gates, gates.replace(/\| Evidence \|/, '| Where |')),
    'no-go',
    'readable',
  ],
  // boxes
  ['a box is drawn as if it were ticked', change(paths.go, go, ['- [x] Support', '- ☑ Support']), 'no-go', 'readable'],
  ['a box that is open is taken out', change(paths.go, go, ['- [x] Support knows\n', '']), 'no-go', 'kept'],
  [
    'a reason against is taken out of its list',
    {
      ...change(paths.go, go, ['- [ ] An incident is open', '- [ ] Rain']),
      section: sectionWith({ sources: [gateSource, { ...noGoSource, measured: [] }] }),
    },
    'no-go',
    'kept',
  ],
  // evidence
  ['evidence that only this disk has', { files: { [paths.replies]: null } }, 'no-go', 'evidence'],
  [
    'evidence in another repository',
    change(paths.gates, gates, ['`test/replies.test.ts`', '`../other/test.ts`']),
    'no-go',
    'evidence',
  ],
  [
    'evidence by a link out of the repository',
    { files: { [paths.replies]: { reason: 'outside', message: 'leads outside' } } },
    'no-go',
    'evidence',
  ],
  [
    'an address with nothing behind it',
    change(paths.gates, gates, ['`test/replies.test.ts`', 'https://example.com/green']),
    'conditional-go',
    'evidence',
  ],
  [
    'a document that is evidence for itself',
    change(paths.gates, gates, ['`test/replies.test.ts`', '`docs/gates.md`']),
    'no-go',
    'evidence-circle',
  ],
  [
    'a drill of last year under a new title',
    {
      ...change(paths.gates, gates, ['drill-2026-11-20.md', 'drill-2025-11-20.md']),
      files: {
        [paths.gates]: gates.replace('drill-2026-11-20.md', 'drill-2025-11-20.md'),
        'docs/drill-2025-11-20.md': `# Drill (2026-12-01)\n\nUpdated: 2026-12-01\n\n${drill}`,
      },
    },
    'no-go',
    'evidence-current',
  ],
  ['a report dated ahead', change(paths.latency, latency, ['2026-11-30', '2030-11-30']), 'no-go', 'evidence-current'],
  [
    'a report whose red key is there twice',
    { files: { [paths.latency]: latency.replace('{', '{"status":"failed",') } },
    'no-go',
    'evidence-verdict',
  ],
  [
    'a drill whose failed table is broken so that it is none',
    change(paths.drill, drill, ['| --- | --- |', '| --- |'], ['| pass |', '| fail |']),
    'no-go',
    'evidence-verdict',
  ],
  // figures and copies
  [
    'a target that is missed by a rounding',
    change(paths.gates, gates, ['| 1.4s |', '| 2.0000000001s |']),
    'no-go',
    'target',
  ],
  ['a bound in place of a figure', change(paths.gates, gates, ['| 1.4s |', '| < 5s |']), 'no-go', 'target'],
  [
    'a copy that is greener than its source',
    { files: { [paths.gates]: red, [paths.packet]: `${packet}| Load | pass |\n` } },
    'no-go',
    'copy',
  ],
  // reports
  [
    'the report of another run',
    { reports: reported({}, (made) => Object.assign(made.subject, { runId: 99 })) },
    'no-go',
    'measured',
  ],
  ['the verification of another commit', { reports: reported({ sha: 'd'.repeat(40) }) }, 'no-go', 'measured'],
  ['a check that was skipped', { answers: checkRuns('rollback', 'skipped') }, 'no-go', 'measured'],
];

describe('documents that say what is not so', () => {
  test.each(attacks)('%s', async (_name, played, word, rule) => {
    const found = await judged(played);
    expect([found.word, found.open.includes(rule) ? rule : found.open]).toEqual([word, rule]);
  });

  test.each([
    ['a red gate is written green', { reports: reported({ status: 'failed' }) }, 'and it is not so'],
    ['a red row is taken out', withRed(gates), 'is not in docs/gates.md'],
    [
      'a document rests on itself',
      change(paths.drill, `${drill}\n## Evidence\n\n`, ['## Evidence\n', '## Evidence\n\n- `docs/gates.md`\n']),
      'goes in a circle',
    ],
  ] satisfies [string, PlayedDocuments, string][])('%s, and it is said', async (_name, played, words) => {
    const { results } = await evaluateWith(control, atDocuments(played));
    expect(
      results
        .filter(({ status }) => status === 'failed')
        .map(({ message }) => message)
        .join('\n'),
    ).toContain(words);
  });

  test('without any attack the documents are green', async () => {
    expect(await judged({})).toEqual({ word: 'go', open: [] });
  });

  test('what measures a claim, and all else that is asked, is policy', () => {
    expect(
      Object.entries(control.inputs)
        .filter(([, field]) => !('policy' in field))
        .map(([name]) => name),
    ).toEqual([]);
  });

  test('a claim that says only that a file is there is measured by the file, and no other claim is', async () => {
    const measured = [{ claim: 'Support knows', files: ['docs/support.md'] }];
    const sources = [{ ...goSource, measured }];
    expect((await judged({ section: { sources } })).word).toBe('no-go');
    const added = { ...documents, 'docs/support.md': '# Support\n' };
    expect((await judged({ section: { sources }, files: added })).open).toEqual(['measured']);
  });
});
