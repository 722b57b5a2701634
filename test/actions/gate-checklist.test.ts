import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/gate-checklist/control.ts';
import type { Because } from '../../shared/core/errors.ts';
import type { Evaluation } from '../../shared/core/evaluation.ts';
import { builtInProfiles } from '../../shared/core/policy.ts';
import { decide } from '../../shared/domain/decision/decide.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import {
  atDocuments,
  checkRuns,
  dayBoxes,
  documents,
  drill,
  environments,
  exchanged,
  gateSource,
  gates,
  gatesWith,
  go,
  goSource,
  latency,
  noGoSource,
  type PlayedDocuments,
  packet,
  paths,
  reported,
  section,
  sectionWith,
} from '../support/checklists.ts';
import { coverRules } from '../support/coverage.ts';
import type { GitHubAnswers } from '../support/memory-github.ts';
import { result } from '../support/results.ts';
import { configurationOf, evaluateWith, headSha, memoryTree } from '../support/world.ts';

const rules = coverRules(control);
const denied: Because = { code: 'MISSING_PERMISSION', message: 'may not read', needs: 'more' };
const unreadable = { reason: 'unreadable', message: 'x', because: denied } as const;

/** What is not passed and asked for: `rule about: status`, with the code where it is unverified. */
function open({ results, error }: Evaluation): string[] {
  const lines = results.flatMap(({ rule, status, about, because }) =>
    status === 'passed' || status === 'not-applicable'
      ? []
      : [`${[rule.replace('gate-checklist/', ''), ...about].join(' ')}: ${because?.code ?? status}`],
  );
  return error === undefined ? lines : [...lines, `${error.code} ${error.message}`];
}

const judged = async (played: PlayedDocuments): Promise<Evaluation> => rules.evaluate(atDocuments(played));
const wordOf = ({ results, error }: Evaluation): string => {
  const status = reportStatus(results, error);
  const expected = [{ control: control.name, state: 'present' as const, status, results }];
  return decide({ expected, profile: builtInProfiles.standard }).word;
};

test('documents in which everything is measured and in order pass', async () => {
  const evaluation = await judged({});
  expect(open(evaluation)).toEqual([]);
  expect(wordOf(evaluation)).toBe('go');
  expect(evaluation.notes).toEqual(['6 claimed, 6 measured']);
  expect(evaluation.outputs).toEqual({ claimed: '6', measured: '6', unmeasured: '' });
  expect(evaluation.metrics).toEqual({ claimed: { value: 6 }, measured: { value: 6 } });
  const claims = (evaluation.data as { claims: object[] }).claims;
  expect(claims).toHaveLength(6);
  expect(claims[1]).toEqual({
    source: 'gates',
    claim: 'Latency',
    says: 'pass',
    line: 8,
    standing: 'measured',
    by: 'report of kpi-gate',
  });
  expect(evaluation.exhibits.map(({ title, remark, rows }) => [title, remark, rows.map(({ mark }) => mark)])).toEqual([
    ['Claims of the documents', '6 claimed, 6 measured.', Array(6).fill('good')],
  ]);
});

test('what nothing measures is claimed: never passed, and at most conditional-go', async () => {
  const sources = [{ ...gateSource, measured: [] }, { ...goSource, measured: [] }, noGoSource, dayBoxes];
  const evaluation = await judged({ section: sectionWith({ sources }) });
  expect(open(evaluation)).toEqual([
    'measured gates Replies: CLAIMED',
    'measured gates Latency: CLAIMED',
    'measured gates Way back: CLAIMED',
    'measured go The gates are green in docs/gates.md: CLAIMED',
    'measured go Support knows: CLAIMED',
  ]);
  expect([wordOf(evaluation), evaluation.notes]).toEqual(['conditional-go', ['6 claimed, 1 measured']]);
  expect(evaluation.outputs['unmeasured']?.split('\n')).toContain('gates: Way back');
  expect(evaluation.results.find(({ status }) => status === 'unverified')?.because?.message).toBe(
    '"Replies": the document says "pass", and nothing measures that',
  );
  const refused = await judged({ section: sectionWith({ sources, unmeasured: 'no-go' }) });
  expect([wordOf(refused), open(refused)[0]]).toEqual(['no-go', 'measured gates Replies: NO_DATA']);
});

const inGates = (
  ...exchanges: Parameters<typeof exchanged> extends [string, ...infer E] ? E : never
): PlayedDocuments => {
  const text = exchanged(gates, ...exchanges);
  return { files: { [paths.gates]: text }, base: { [paths.gates]: text } };
};
const inGo = (from: string, to: string): PlayedDocuments => {
  const text = exchanged(go, [from, to]);
  return { files: { [paths.go]: text }, base: { [paths.go]: text } };
};
const inFile = (path: string, text: string): PlayedDocuments => ({ files: { [path]: text } });
const noCopies = (fields: Record<string, unknown> = {}): Pick<PlayedDocuments, 'section'> => ({
  section: { ...gatesWith({ measured: [], claims: [], ...fields }), copies: [] },
});
const row = (line: string): readonly [string, string] => [
  '| Replies | Mara Lind (Desk) | pass |  |  | `test/replies.test.ts` |  |  |',
  line,
];
const claimedGates = ['Replies', 'Latency', 'Way back'].map((name) => `measured gates ${name}: CLAIMED`);

const cases: [name: string, played: PlayedDocuments, open: string[]][] = [
  // reading
  ['a document is not there', { files: { [paths.packet]: null } }, ['copy packet: failed']],
  [
    'the document of a source is not there',
    { files: { [paths.gates]: null } },
    [
      'condition: NO_DATA',
      'current: NO_DATA',
      'evidence-circle: NO_DATA',
      'evidence-current: NO_DATA',
      'evidence-verdict: NO_DATA',
      'filled: NO_DATA',
      'owner: NO_DATA',
      'target: NO_DATA',
      'readable gates: failed',
      'kept gates: NO_DATA',
      'status gates: NO_DATA',
      'measured gates: NO_DATA',
      'measured go The gates are green in docs/gates.md: failed',
      'evidence go The gates are green in docs/gates.md docs/gates.md: failed',
      'copy packet: NO_DATA',
    ],
  ],
  [
    'the document cannot be read',
    { files: { [paths.go]: unreadable } },
    ['go', 'no-go', 'day'].flatMap((id) => [
      `readable ${id}: MISSING_PERMISSION`,
      ...['kept', 'status', 'measured'].map((rule) => `${rule} ${id}: NO_DATA`),
    ]),
  ],
  [
    'the document of the base cannot be read',
    { base: { [paths.gates]: unreadable } },
    ['kept gates: MISSING_PERMISSION'],
  ],
  [
    'a document that is no text',
    { files: { [paths.environments]: new Uint8Array([0x23, 0xff]) } },
    ['matrix environments: failed'],
  ],
  [
    'a row behind a blank line, and one that is short',
    inGates(['| Way back |', '\n| Way back |']),
    [
      'evidence-verdict go The gates are green in docs/gates.md docs/gates.md: failed',
      'condition: NO_DATA',
      'readable gates: failed',
      'kept gates Way back: failed',
      'copy packet Way back: failed',
    ],
  ],
  [
    'a delimiter row of another length',
    inGates(['| --- | --- |', '| --- |']),
    [
      'status gates: NO_DATA',
      'evidence-verdict go The gates are green in docs/gates.md docs/gates.md: failed',
      'condition: NO_DATA',
      'filled: NO_DATA',
      'owner: NO_DATA',
      'target: NO_DATA',
      'readable gates: failed',
      'kept gates Replies: failed',
      'kept gates Latency: failed',
      'kept gates Way back: failed',
      'copy packet Replies: failed',
      'copy packet Latency: failed',
      'copy packet Way back: failed',
    ],
  ],
  [
    'a second table under the heading',
    inFile(paths.gates, `${gates}\n| Gate | Status |\n|---|---|\n| Load | pass |\n`),
    [
      'condition: NO_DATA',
      'readable gates: failed',
      'filled gates Load evidence: failed',
      'filled gates Load owner: failed',
      'measured gates Load: CLAIMED',
      'copy packet Load: failed',
      'evidence-verdict go The gates are green in docs/gates.md docs/gates.md: failed',
    ],
  ],
  [
    'a table in a code fence is none',
    inFile(paths.gates, `${gates}\n\`\`\`\n| Gate | Status |\n|---|---|\n| X | fail |\n\`\`\`\n`),
    [],
  ],
  [
    'HTML beside the table',
    inFile(paths.gates, `${gates}\n<p hidden>x</p>\n`),
    [
      'evidence-verdict go The gates are green in docs/gates.md docs/gates.md: failed',
      'condition: NO_DATA',
      'readable gates: failed',
    ],
  ],
  // what must be there
  [
    'a row of the base is gone',
    { ...inFile(paths.gates, exchanged(gates, [`${row('')[0]}\n`, ''])), ...noCopies() },
    ['kept gates Replies: failed', ...claimedGates.slice(1)],
  ],
  [
    'a box of the base is gone',
    { ...inFile(paths.go, exchanged(go, ['- [ ] Watch the queue\n', '- [ ] Watch the line\n'])) },
    ['kept day Watch the queue: failed'],
  ],
  [
    'a claim that the configuration asks for is nowhere',
    { section: gatesWith({ claims: ['Replies', 'Load'] }) },
    ['kept gates Load: failed'],
  ],
  [
    'a row of the base is gone, and the configuration names those that must be there',
    {
      section: { ...gatesWith({ claims: ['Replies', 'Latency', 'Way back'] }) },
      base: { [paths.gates]: `${gates}| Old gate | @alice | pass |  |  |  |  |  |\n` },
    },
    [],
  ],
  [
    'a column of the base is gone',
    {
      ...noCopies({ require: [] }),
      files: {
        [paths.gates]:
          '# Gates\n\nUpdated: 2026-12-01\n\n| Gate | Status |\n|---|---|\n| Replies | pass |\n| Latency | pass |\n| Way back | pass |\n',
      },
    },
    [
      ...claimedGates,
      ...['owner', 'evidence', 'target', 'observed', 'expires', 'mitigation'].map(
        (name) => `kept gates column ${name}: failed`,
      ),
    ],
  ],
  // the words
  [
    'a gate that failed',
    inGates(row('| Replies | Mara Lind (Desk) | fail |  |  | `test/replies.test.ts` |  |  |')),
    [
      'status gates Replies: failed',
      'evidence-verdict go The gates are green in docs/gates.md docs/gates.md: failed',
      'copy packet Replies: failed',
    ],
  ],
  [
    'a word of no legend',
    inGates(row('| Replies | Mara Lind (Desk) | green |  |  | `test/replies.test.ts` |  |  |')),
    [
      'status gates Replies: failed',
      'evidence-verdict go The gates are green in docs/gates.md docs/gates.md: failed',
      'copy packet Replies: failed',
    ],
  ],
  [
    'no word',
    inGates(row('| Replies | Mara Lind (Desk) |  |  |  | `test/replies.test.ts` |  |  |')),
    [
      'status gates Replies: failed',
      'evidence-verdict go The gates are green in docs/gates.md docs/gates.md: failed',
      'copy packet Replies: failed',
    ],
  ],
  [
    'a word that stands for something to come',
    inGates(row('| Replies | Mara Lind (Desk) | pending |  |  | `test/replies.test.ts` |  |  |')),
    [
      'status gates Replies: failed',
      'evidence-verdict go The gates are green in docs/gates.md docs/gates.md: failed',
      'copy packet Replies: failed',
    ],
  ],
  ['a box that is not ticked', inGo('- [x] Support', '- [ ] Support'), ['status go Support knows: failed']],
  [
    'a box of a no-go list that is ticked',
    inGo('- [ ] An incident', '- [x] An incident'),
    ['status no-go An incident is open: failed'],
  ],
  ['a box of a template that is ticked', inGo('- [ ] Watch', '- [x] Watch'), ['status day Watch the queue: failed']],
  [
    'something that only looks like a box',
    inGo('- [x] Support', '- [v] Support'),
    ['readable go: failed', 'kept go Support knows: failed'],
  ],
  // what measures them
  ['a verification that failed', { reports: reported({ status: 'failed' }) }, ['measured gates Replies: failed']],
  [
    'a verification that was not verified',
    { reports: reported({ status: 'unverified' }) },
    ['measured gates Replies: NO_DATA'],
  ],
  [
    'a verification of another commit',
    { reports: reported({ sha: 'd'.repeat(40) }) },
    ['measured gates Replies: NO_DATA'],
  ],
  ['no such verification', { reports: reported({ id: 'other' }) }, ['measured gates Replies: NO_DATA']],
  [
    'a report that failed',
    {
      reports: reported({}, (made) => {
        made.results.push(result({ rule: 'kpi-gate/target', about: ['p99'], status: 'failed' }));
        made.status = 'failed';
      }),
    },
    ['measured gates Latency: failed'],
  ],
  [
    'a report of another run',
    { reports: reported({}, (made) => Object.assign(made.subject, { runId: 99 })) },
    ['measured gates Latency: failed'],
  ],
  [
    'no report at all',
    { reports: () => ({ files: [], problems: [] }) },
    ['measured gates Replies: NO_DATA', 'measured gates Latency: NO_DATA'],
  ],
  ['a check that failed', { answers: checkRuns('rollback', 'failure') }, ['measured gates Way back: failed']],
  ['a check that is still running', { answers: checkRuns('rollback', null) }, ['measured gates Way back: NO_DATA']],
  ['a check that did not run', { answers: checkRuns('rollback', 'success', 0) }, ['measured gates Way back: NO_DATA']],
  [
    'a check that was skipped',
    { answers: checkRuns('incidents', 'skipped') },
    ['measured no-go An incident is open: failed'],
  ],
  [
    'no token',
    { credentials: [] },
    [
      'measured gates Replies: NO_CREDENTIAL',
      'measured gates Latency: NO_CREDENTIAL',
      'measured gates Way back: NO_CREDENTIAL',
      'measured go Support knows: NO_CREDENTIAL',
      'measured no-go An incident is open: NO_CREDENTIAL',
    ],
  ],
  [
    'a run of no repository',
    { subject: { repository: undefined as never } },
    [
      'measured gates Replies: NO_CREDENTIAL',
      'measured gates Latency: NO_CREDENTIAL',
      'measured gates Way back: NO_DATA',
      'measured go Support knows: NO_DATA',
      'measured no-go An incident is open: NO_DATA',
    ],
  ],
  // conditions
  [
    'a conditional gate with everything',
    {
      ...inGates(
        row('| Replies | Mara Lind | conditional |  |  | `test/replies.test.ts` | 2026-12-20 | calls are watched |'),
      ),
      section: { ...section, copies: [] },
    },
    [
      'evidence-verdict go The gates are green in docs/gates.md docs/gates.md: CLAIMED',
      'status gates Replies: CLAIMED',
    ],
  ],
  [
    'a conditional gate that ended yesterday',
    {
      ...inGates(
        row('| Replies | Mara Lind | conditional |  |  | `test/replies.test.ts` | 2026-12-01 | calls are watched |'),
      ),
      section: { ...section, copies: [] },
    },
    [
      'evidence-verdict go The gates are green in docs/gates.md docs/gates.md: CLAIMED',
      'status gates Replies: CLAIMED',
      'condition gates Replies: failed',
    ],
  ],
  [
    'a conditional gate that ends today',
    {
      ...inGates(
        row('| Replies | Mara Lind | waived |  |  | `test/replies.test.ts` | 2026-12-02 | calls are watched |'),
      ),
      section: { ...section, copies: [] },
    },
    [
      'evidence-verdict go The gates are green in docs/gates.md docs/gates.md: CLAIMED',
      'status gates Replies: CLAIMED',
    ],
  ],
  [
    'a conditional gate with nothing',
    {
      ...inGates(row('| Replies | TBD | conditional |  |  | `test/replies.test.ts` | soon |  |')),
      section: { ...section, copies: [] },
    },
    [
      'evidence-verdict go The gates are green in docs/gates.md docs/gates.md: CLAIMED',
      'status gates Replies: CLAIMED',
      'filled gates Replies owner: failed',
      'owner gates Replies: failed',
      'condition gates Replies: failed',
    ],
  ],
  [
    'a conditional gate that lasts longer than it may',
    {
      ...inGates(
        row('| Replies | Mara Lind | conditional |  |  | `test/replies.test.ts` | 2027-12-20 | calls are watched |'),
      ),
      section: { ...section, copies: [], 'longest-condition': '30d' },
    },
    [
      'evidence-verdict go The gates are green in docs/gates.md docs/gates.md: CLAIMED',
      'status gates Replies: CLAIMED',
      'condition gates Replies: failed',
    ],
  ],
  // cells
  [
    'no owner',
    inGates(row('| Replies |  | pass |  |  | `test/replies.test.ts` |  |  |')),
    ['filled gates Replies owner: failed'],
  ],
  [
    'an owner whom nobody knows',
    inGates(row('| Replies | desk-owner | pass |  |  | `test/replies.test.ts` |  |  |')),
    ['owner gates Replies: failed'],
  ],
  [
    'one of two owners whom nobody knows',
    inGates(row('| Replies | Mara Lind, Bob | pass |  |  | `test/replies.test.ts` |  |  |')),
    ['owner gates Replies: failed'],
  ],
  [
    'nobody as owner, where no names are asked for',
    {
      ...inGates(row('| Replies | Bob | pass |  |  | `test/replies.test.ts` |  |  |')),
      section: sectionWith({ owners: [] }),
    },
    [],
  ],
  [
    'a gap in a column that is not asked for',
    inGates(row('| Replies | Mara Lind | pass |  |  | `test/replies.test.ts` | TBD |  |')),
    ['filled gates Replies expires: failed'],
  ],
  // targets
  ['a target that is missed', inGates(['| 1.4s |', '| 2.1s |']), ['target gates Latency: failed']],
  ['nothing observed', inGates(['| 1.4s |', '|  |']), ['target gates Latency: NO_DATA']],
  ['a target that is words', inGates(['| <= 2s |', '| fast |']), ['target gates Latency: NO_DATA']],
  ['an exact target', inGates(['| <= 2s | 1.4s |', '| 100% | 100% |']), []],
  // evidence
  [
    'evidence that is not there',
    { files: { [paths.replies]: null } },
    ['evidence gates Replies test/replies.test.ts: failed'],
  ],
  [
    'no evidence',
    inGates(row('| Replies | Mara Lind | pass |  |  |  |  |  |')),
    ['filled gates Replies evidence: failed'],
  ],
  [
    'evidence in words',
    inGates(row('| Replies | Mara Lind | pass |  |  | the tests |  |  |')),
    ['evidence gates Replies: failed'],
  ],
  [
    'evidence elsewhere',
    inGates(row('| Replies | Mara Lind | pass |  |  | https://ci.example.com/run/1 |  |  |')),
    ['evidence gates Replies https://ci.example.com/run/1: CLAIMED'],
  ],
  [
    'evidence outside of the repository',
    inGates(row('| Replies | Mara Lind | pass |  |  | `../other/replies.md` |  |  |')),
    ['evidence gates Replies ../other/replies.md: failed'],
  ],
  [
    'evidence with a gap',
    inGates(row('| Replies | Mara Lind | pass |  |  | `reports/<run>.json` |  |  |')),
    ['filled gates Replies evidence: failed', 'evidence gates Replies reports/<run>.json: failed'],
  ],
  [
    'evidence by a name alone',
    inGates(row('| Replies | Mara Lind | pass |  |  | tests `replies.test.ts` and `npm test` |  |  |')),
    [],
  ],
  [
    'a name that two files have',
    {
      ...inGates(row('| Replies | Mara Lind | pass |  |  | `replies.test.ts` |  |  |')),
      files: {
        ...inGates(row('| Replies | Mara Lind | pass |  |  | `replies.test.ts` |  |  |')).files,
        'old/replies.test.ts': 'x',
      },
    },
    ['evidence gates Replies replies.test.ts: failed'],
  ],
  ['a folder, and a glob', inGates(row('| Replies | Mara Lind | pass |  |  | `test/`, `test/*.ts` |  |  |')), []],
  [
    'a glob that names nothing',
    inGates(row('| Replies | Mara Lind | pass |  |  | `test/*.py` |  |  |')),
    ['evidence gates Replies test/*.py: failed'],
  ],
  [
    'evidence that is a link',
    { files: { [paths.replies]: { reason: 'not-a-file', message: 'is a symbolic link' } } },
    ['evidence gates Replies test/replies.test.ts: failed'],
  ],
  [
    'evidence that cannot be read',
    { files: { [paths.latency]: unreadable } },
    ['evidence gates Latency reports/latency.json: failed'],
  ],
  [
    'evidence that does not apply, where none is demanded',
    {
      ...inGates(row('| Replies | Mara Lind | pass |  |  | n/a |  |  |')),
      section: gatesWith({ require: ['owner'] }),
    },
    [],
  ],
  [
    'a folder of more files than anybody looks at',
    {
      ...inGates(row('| Replies | Mara Lind | pass |  |  | `many/` |  |  |')),
      files: {
        ...inGates(row('| Replies | Mara Lind | pass |  |  | `many/` |  |  |')).files,
        ...Object.fromEntries(Array.from({ length: 251 }, (_, index) => [`many/${index}.ts`, 'x'])),
      },
    },
    [
      'evidence gates Replies many/: TRUNCATED',
      'evidence-circle go The gates are green in docs/gates.md docs/gates.md: TRUNCATED',
    ],
  ],
  [
    'a report that only people read',
    {
      ...inGates(row('| Replies | Mara Lind | pass |  |  | `docs/run.txt` |  |  |')),
      files: {
        ...inGates(row('| Replies | Mara Lind | pass |  |  | `docs/run.txt` |  |  |')).files,
        'docs/run.txt': 'all passed',
      },
    },
    ['evidence-verdict gates Replies docs/run.txt: CLAIMED'],
  ],
  [
    'a report of tests that passed, and one that contradicts itself',
    {
      ...inGates(row('| Replies | Mara Lind | pass |  |  | `reports/a.xml`, `reports/b.xml` |  |  |')),
      files: {
        ...inGates(row('| Replies | Mara Lind | pass |  |  | `reports/a.xml`, `reports/b.xml` |  |  |')).files,
        'reports/a.xml':
          '<testsuite name="a" tests="1" timestamp="2026-11-30T00:00:00Z"><testcase name="b"/></testsuite>',
        'reports/b.xml':
          '<testsuite name="a" tests="2" timestamp="2026-11-30T00:00:00Z"><testcase name="b"/></testsuite>',
      },
    },
    ['evidence-verdict gates Replies reports/b.xml: NO_DATA'],
  ],
  // age
  [
    'evidence of a day long ago, by its name',
    {
      now: '2026-12-22T00:00:00Z',
      section: sectionWith({ sources: [{ ...gateSource, 'maximum-age': '60d' }, goSource, noGoSource, dayBoxes] }),
    },
    ['evidence-current gates Way back docs/drill-2026-11-20.md: failed'],
  ],
  [
    'evidence of a day long ago, by what it says',
    inFile(paths.latency, exchanged(latency, ['2026-11-30', '2026-10-30'])),
    ['evidence-current gates Latency reports/latency.json: failed'],
  ],
  [
    'evidence of a day to come',
    inFile(paths.latency, exchanged(latency, ['2026-11-30', '2027-11-30'])),
    ['evidence-current gates Latency reports/latency.json: failed'],
  ],
  [
    'evidence that states no day',
    inFile(paths.latency, exchanged(latency, ['generated_at', 'made'])),
    ['evidence-current gates Latency reports/latency.json: NO_DATA'],
  ],
  ['a document that nobody touched for weeks', inGates(['2026-12-01', '2026-11-20']), ['current gates: failed']],
  [
    'a document that says no day',
    inGates(['Last updated: 2026-12-01', 'x']),
    ['current gates: NO_DATA', 'evidence-current go The gates are green in docs/gates.md docs/gates.md: NO_DATA'],
  ],
  [
    'a document with front matter',
    inFile(paths.gates, `---\nupdated: 2026-12-01\n---\n\n${gates.replace('Last updated: 2026-12-01\n', '')}`),
    [],
  ],
  // what evidence says of itself
  [
    'a step of the drill that failed',
    inFile(paths.drill, exchanged(drill, ['| pass |', '| fail |'])),
    ['evidence-verdict gates Way back docs/drill-2026-11-20.md: failed'],
  ],
  [
    'a word that no legend has',
    inFile(paths.drill, exchanged(drill, ['| pass |', '| fine |'])),
    ['evidence-verdict gates Way back docs/drill-2026-11-20.md: NO_DATA'],
  ],
  [
    'a decision that is not yet made',
    inFile(paths.drill, `${drill}\nDecision: \`BLOCKED\`\n`),
    ['evidence-verdict gates Way back docs/drill-2026-11-20.md: failed'],
  ],
  [
    'a part that was blocked',
    inFile(paths.drill, `${drill}\nBlocked command: \`npm test\`\n`),
    ['evidence-verdict gates Way back docs/drill-2026-11-20.md: failed'],
  ],
  [
    'a table that vanished',
    inFile(paths.drill, exchanged(drill, ['| --- | --- |', '| --- |'])),
    ['evidence-verdict gates Way back docs/drill-2026-11-20.md: failed'],
  ],
  [
    'a report that failed as evidence',
    inFile(
      paths.latency,
      exchanged(latency, ['"passed":true', '"passed":false'], ['"status":"passed"', '"status":"failed"']),
    ),
    ['evidence-verdict gates Latency reports/latency.json: failed'],
  ],
  [
    'a report that did not look',
    inFile(paths.latency, JSON.stringify({ status: 'unverified', generated_at: '2026-11-30T00:00:00Z' })),
    ['evidence-verdict gates Latency reports/latency.json: NO_DATA'],
  ],
  ['JSON that is none', inFile(paths.latency, '{'), ['evidence-verdict gates Latency reports/latency.json: failed']],
  [
    'a report of the suite that failed, as evidence',
    inFile(
      paths.latency,
      JSON.stringify({ kind: 'release-governance/report', status: 'failed', startedAt: '2026-11-30T00:00:00Z' }),
    ),
    ['evidence-verdict gates Latency reports/latency.json: failed'],
  ],
  [
    'a report of the suite that passed, as evidence',
    inFile(
      paths.latency,
      JSON.stringify({
        kind: 'release-governance/report',
        status: 'passed',
        startedAt: '2026-11-30T00:00:00Z',
        results: [{ rule: 'a/b', severity: 'high', status: 'passed' }],
      }),
    ),
    [],
  ],
  [
    'a report of the suite without a result, as evidence',
    inFile(
      paths.latency,
      JSON.stringify({ kind: 'release-governance/report', status: 'passed', startedAt: '2026-11-30T00:00:00Z' }),
    ),
    ['evidence-verdict gates Latency reports/latency.json: NO_DATA'],
  ],
  [
    'data that tell no outcome, as evidence',
    inFile(paths.latency, JSON.stringify({ generated_at: '2026-11-30T00:00:00Z', release: 'v2.4.0', sizes: [1, 2] })),
    [],
  ],
  [
    'more evidence for one claim than anybody looks at',
    {
      ...inGates(
        row(
          `| Replies | Mara Lind | pass |  |  | ${Array.from({ length: 300 }, (_, index) => `\`docs/x-${index}.txt\``).join(' ')} |  |  |`,
        ),
      ),
      ...{ section: sectionWith({ sources: [gateSource], copies: [] }) },
    },
    Array.from({ length: 251 }, (_, index) => `evidence gates Replies docs/x-${index}.txt: failed`),
  ],
  // circles
  [
    'evidence that rests on the table',
    inFile(paths.drill, `${drill}\n## Evidence\n\n- \`docs/gates.md\`\n`),
    ['evidence-circle gates Way back docs/drill-2026-11-20.md: failed'],
  ],
  [
    'a table that is evidence for itself',
    inGates(row('| Replies | Mara Lind | pass |  |  | `docs/gates.md` |  |  |')),
    ['evidence-circle gates Replies docs/gates.md: failed'],
  ],
  [
    'two documents that prove each other',
    inGates(row('| Replies | Mara Lind | pass |  |  | `docs/go.md` |  |  |')),
    [
      'evidence-current gates Replies docs/go.md: NO_DATA',
      'evidence-circle gates Replies docs/go.md: failed',
      'evidence-circle go The gates are green in docs/gates.md docs/gates.md: failed',
    ],
  ],
  // copies
  [
    'a copy that says something else',
    inFile(paths.packet, exchanged(packet, ['| Latency | pass |', '| Latency | fail |'])),
    ['copy packet Latency: failed'],
  ],
  [
    'a copy without a row',
    inFile(paths.packet, exchanged(packet, ['| Latency | pass |\n', ''])),
    ['copy packet Latency: failed'],
  ],
  ['a copy with one more', inFile(paths.packet, `${packet}| Load | pass |\n`), ['copy packet Load: failed']],
  [
    'a copy that is no table',
    inFile(paths.packet, exchanged(packet, ['| --- | --- |', '| --- |'])),
    ['copy packet: failed', ...['Replies', 'Latency', 'Way back'].map((name) => `copy packet ${name}: failed`)],
  ],
  ['a copy that cannot be read', { files: { [paths.packet]: unreadable } }, ['copy packet: MISSING_PERMISSION']],
  // matrices
  [
    'an environment without a setting',
    inFile(paths.environments, exchanged(environments, ['| yes | yes |', '| yes |  |'])),
    ['matrix environments Preview production: failed'],
  ],
  [
    'a setting that may not be',
    inFile(paths.environments, exchanged(environments, ['| required |', '| optional |'])),
    ['matrix environments Approval production: failed'],
  ],
  [
    'a dimension that is not there',
    inFile(paths.environments, exchanged(environments, ['| Approval |', '| Release |'])),
    ['matrix environments Approval staging: failed', 'matrix environments Approval production: failed'],
  ],
  [
    'an environment that is not there',
    inFile(paths.environments, exchanged(environments, ['| production |', '| live |'])),
    [
      'matrix environments column live: failed',
      'matrix environments Approval production: failed',
      'matrix environments Preview production: failed',
    ],
  ],
  [
    'two rows of one name',
    inFile(paths.environments, exchanged(environments, ['| Preview |', '| Approval |'])),
    ['matrix environments rows: failed', 'matrix environments Approval production: failed'],
  ],
  [
    'a matrix of more rows than anybody looks at',
    inFile(
      paths.environments,
      exchanged(environments, [
        '| Preview | yes | yes |\n',
        Array.from({ length: 20_001 }, (_, index) => `| ${index} | a | b |\n`).join(''),
      ]),
    ),
    ['matrix environments: failed'],
  ],
  [
    'a row of the base is gone, and the configuration names none',
    {
      ...inFile(paths.environments, exchanged(environments, ['| Preview | yes | yes |\n', ''])),
      section: sectionWith({
        matrices: [
          {
            id: 'environments',
            path: paths.environments,
            table: { heading: 'Environments' },
            environments: ['staging', 'production'],
          },
        ],
      }),
    },
    ['matrix environments Preview: failed'],
  ],
  ['no such table', inFile(paths.environments, '# Environments\n'), ['matrix environments: failed']],
  [
    'a matrix that cannot be read',
    { files: { [paths.environments]: unreadable } },
    ['matrix environments: MISSING_PERMISSION'],
  ],
];

describe('what is not in order', () => {
  test.each(cases)('%s', async (_name, played, expected) => {
    expect(open(await judged(played)).sort()).toEqual([...expected].sort());
  });
});

describe('the day of the last commit, as GitHub has it', () => {
  const dated = sectionWith({ 'git-dates': true, sources: [gateSource], copies: [], matrices: [] });
  const touched = (path: string, date: string | undefined): Record<string, object> => ({
    [`GET /repos/acme/desk/commits?path=${encodeURIComponent(path)}&sha=${headSha}&per_page=1`]: {
      json: date === undefined ? [] : [{ sha: 'e'.repeat(40), commit: { committer: { date } } }],
    },
  });
  const fresh = '2026-12-01T00:00:00Z';
  const all = (dates: Record<string, string | undefined> = {}): GitHubAnswers =>
    Object.assign(
      {},
      ...[paths.gates, paths.latency, paths.drill].map((path) => touched(path, path in dates ? dates[path] : fresh)),
    );
  const rows: [name: string, played: PlayedDocuments, open: string[]][] = [
    ['all of them are young', { answers: all() }, []],
    [
      'a document that says it is young',
      { answers: all({ [paths.gates]: '2026-10-01T00:00:00Z' }) },
      ['current gates: failed'],
    ],
    [
      'evidence that says it is young',
      { answers: all({ [paths.latency]: '2026-10-01T00:00:00Z' }) },
      ['evidence-current gates Latency reports/latency.json: failed'],
    ],
    [
      'evidence that says nothing',
      { answers: all(), ...inFile(paths.latency, exchanged(latency, ['generated_at', 'made'])) },
      [],
    ],
    [
      'a file without a commit',
      { answers: all({ [paths.drill]: undefined }) },
      ['evidence-current gates Way back docs/drill-2026-11-20.md: NO_DATA'],
    ],
    [
      'commits that may not be read',
      {
        answers: {
          ...all(),
          ...Object.fromEntries(Object.keys(touched(paths.gates, fresh)).map((key) => [key, { because: denied }])),
        },
      },
      ['current gates: MISSING_PERMISSION'],
    ],
  ];
  test.each(rows)('%s', async (_name, played, expected) => {
    expect(open(await judged({ section: dated, ...played }))).toEqual(expected);
  });

  test('without a token it is not known', async () => {
    const evaluation = await judged({ section: dated, credentials: [] });
    expect(open(evaluation)).toContain('current gates: NO_CREDENTIAL');
  });

  test('of more than 200 files it is not asked for', async () => {
    const names = Array.from({ length: 202 }, (_, index) => `docs/e-${index}.md`);
    const cells = names.map((name) => `\`${name}\``).join(' ');
    const files = {
      [paths.gates]: exchanged(gates, ['`test/replies.test.ts`', cells]),
      ...Object.fromEntries(names.map((name) => [name, '# E\n\nUpdated: 2026-12-01\n'])),
    };
    const answers: GitHubAnswers = Object.assign({}, all(), ...names.map((name) => touched(name, fresh)));
    const found = open(await judged({ section: dated, files, answers }));
    expect(found.filter((line) => line.endsWith('TRUNCATED')).length).toBeGreaterThan(1);
  });
});

test('a list of files that cannot be had leaves what rests on it open', async () => {
  const tree = {
    ...memoryTree(documents, 'a'.repeat(40)),
    list: async () => ({ ok: false as const, because: denied }),
  };
  const evaluation = rules.see(await evaluateWith(control, atDocuments(), { tree }));
  expect(open(evaluation).sort()).toEqual([
    'evidence gates Latency reports/latency.json: MISSING_PERMISSION',
    'evidence gates Replies test/replies.test.ts: MISSING_PERMISSION',
    'evidence gates Way back drill-2026-11-20.md: MISSING_PERMISSION',
    'evidence go The gates are green in docs/gates.md docs/gates.md: MISSING_PERMISSION',
    'measured go The gates are green in docs/gates.md: MISSING_PERMISSION',
  ]);
});

test('evidence that rests on hundreds of documents is not followed to its end', async () => {
  const chain = Array.from({ length: 250 }, (_, index) => [
    `docs/c-${index}.md`,
    `# C\n\nUpdated: 2026-12-01\n\n- [x] \`docs/c-${index + 1}.md\`\n`,
  ]);
  const files = {
    ...Object.fromEntries(chain),
    [paths.gates]: exchanged(gates, ['`test/replies.test.ts`', '`docs/c-0.md`']),
  };
  expect(open(await judged({ files }))).toEqual([
    'evidence-circle gates Replies docs/c-0.md: TRUNCATED',
    'evidence-circle go The gates are green in docs/gates.md docs/gates.md: TRUNCATED',
  ]);
});

test('an ignored file is told apart from one that is nowhere', async () => {
  const tree = memoryTree(documents);
  const listed = {
    ...tree,
    list: async () => ({ ok: true as const, paths: Object.keys(documents).filter((path) => path !== paths.latency) }),
  };
  const { results } = rules.see(await evaluateWith(control, atDocuments(), { tree: listed }));
  expect(results.find(({ status, rule }) => status === 'failed' && rule === 'gate-checklist/evidence')?.message).toBe(
    'gates · Latency · reports/latency.json: reports/latency.json is ignored or made by a step: no commit has it, so that nobody else can look at it',
  );
});

test('what a document that cannot be read would have had is not known', async () => {
  const files = { [paths.gates]: '# Gates\n' };
  const evaluation = await judged({
    files,
    section: { ...section, sources: [{ ...gateSource, measured: [] }], copies: [] },
  });
  const whole = [
    'condition',
    'filled',
    'owner',
    'evidence',
    'evidence-current',
    'evidence-verdict',
    'evidence-circle',
    'target',
  ];
  expect(open(evaluation).sort()).toEqual(
    [
      'status gates: NO_DATA',
      'readable gates: failed',
      ...['Replies', 'Latency', 'Way back'].map((name) => `kept gates ${name}: failed`),
      ...['status', 'owner', 'evidence', 'target', 'observed', 'expires', 'mitigation'].map(
        (name) => `kept gates column ${name}: failed`,
      ),
      'current gates: NO_DATA',
      'measured: NO_DATA',
      ...whole.map((rule) => `${rule}: NO_DATA`),
    ].sort(),
  );
  const unasked = await judged({
    files,
    section: { sources: [{ id: 'gates', path: paths.gates, table: { heading: 'Gates' } }] },
  });
  expect(unasked.results.filter(({ status }) => status === 'not-applicable').map(({ rule }) => rule)).toEqual(
    ['owner', 'evidence-current', 'current', 'copy', 'matrix'].map((rule) => `gate-checklist/${rule}`),
  );
});

test('documents that claim nothing leave it open whether anything is so', async () => {
  const evaluation = await judged({ section: { sources: [dayBoxes] } });
  expect(open(evaluation)).toEqual(['measured: NO_DATA']);
});

test('a finding names file, line, what is expected and what to do', async () => {
  const { results } = await judged({ reports: reported({ status: 'failed' }), ...inGates(['| 1.4s |', '| 2.1s |']) });
  const failed = results.filter(({ status }) => status === 'failed');
  expect(
    failed.map(({ message, location, expected, actual, fix }) => ({ message, location, expected, actual, fix })),
  ).toEqual([
    {
      message: 'gates · Replies: the document says "pass", and it is not so: replies, which measures it, failed',
      location: { path: paths.gates, line: 7, column: 32 },
      expected: 'passed',
      actual: ['replies', 'failed'],
      fix: 'mend what replies found, and let verification run again before this',
    },
    {
      message: 'gates · Latency: it is observed as 2.1s, and its target is <= 2s',
      location: { path: paths.gates, line: 8, column: 63 },
      expected: '<= 2s',
      actual: '2.1s',
      fix: 'meet the target of "Latency", and measure it again',
    },
  ]);
});

describe('the configuration', () => {
  const wrong: [name: string, section: Record<string, unknown>, message: string][] = [
    ['two sources of one id', { sources: [goSource, { ...noGoSource, id: 'go' }] }, 'there are two of the id go'],
    [
      'a copy of nothing',
      { sources: [gateSource], copies: [{ id: 'c', of: 'gate', path: 'a.md', table: { heading: 'A' } }] },
      'there is no source gate with a table (did you mean gates?)',
    ],
    ['a source that is nothing', { sources: [{ id: 'a', path: 'a.md' }] }, 'expected one of table and boxes'],
    [
      'a table that is not named',
      { sources: [{ id: 'a', path: 'a.md', table: {} }] },
      'expected heading, first-header or both',
    ],
    [
      'two measures in one',
      { sources: [{ ...goSource, measured: [{ claim: 'a', control: 'kpi-gate', check: 'b' }] }] },
      'expected one of control, verification, check and files',
    ],
    [
      'an app of nothing',
      { sources: [{ ...goSource, measured: [{ claim: 'a', control: 'kpi-gate', app: 'b' }] }] },
      'an app makes a check: name the check',
    ],
    [
      'one claim measured twice',
      {
        sources: [
          {
            ...goSource,
            measured: [
              { claim: 'a', check: 'a' },
              { claim: 'a', check: 'b' },
            ],
          },
        ],
      },
      'a is measured twice',
    ],
    [
      'one claim measured twice, in other letters',
      {
        sources: [
          {
            ...goSource,
            measured: [
              { claim: 'Unit tests', check: 'a' },
              { claim: 'unit  Tests', check: 'b' },
            ],
          },
        ],
      },
      'unit  Tests is measured twice',
    ],
    [
      'a control that is none',
      { sources: [{ ...goSource, measured: [{ claim: 'a', control: 'kpi-gat' }] }] },
      'there is no control kpi-gat (did you mean kpi-gate?)',
    ],
    [
      'itself',
      { sources: [{ ...goSource, measured: [{ claim: 'a', control: 'gate-checklist' }] }] },
      'a control measures no claim that it reads itself',
    ],
    ['a column of boxes', { sources: [{ ...goSource, require: ['owner'] }] }, 'boxes have no column owner'],
    [
      'an environment that is none',
      {
        sources: [goSource],
        matrices: [
          { id: 'm', path: 'a.md', table: { heading: 'A' }, environments: ['prod'], dimensions: { A: { prd: ['x'] } } },
        ],
      },
      'there is no environment prd (did you mean prod?)',
    ],
  ];
  test.each(wrong)('refuses %s', (_name, asked, message) => {
    expect(() => configurationOf(control, { section: asked })).toThrow(message);
  });
});

rules.prove();
