import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/sign-off/control.ts';
import type { Evaluation } from '../../shared/core/evaluation.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import { readSignOff } from '../../shared/domain/sign-off/read.ts';
import { wordsWith } from '../../shared/domain/sign-off/words.ts';
import { coverRules } from '../support/coverage.ts';
import { root } from '../support/dist.ts';
import {
  at,
  atSignOff,
  checklist,
  checkRun,
  matrix,
  measuredAt,
  merged,
  type PlayedSignOff,
  package_,
  paths,
  product,
  section,
  sectionWith,
  signedOff,
} from '../support/sign-offs.ts';
import { configurationOf, headSha } from '../support/world.ts';
import { documentCases } from './sign-off/documents.ts';
import { listCases } from './sign-off/lists.ts';
import { peopleCases } from './sign-off/people.ts';
import { platformCases } from './sign-off/platform.ts';
import { file, gone, restricted, risk, words } from './sign-off/setups.ts';

const rules = coverRules(control);

/** What is not passed and asked for: `rule about: status`, with the code where it is unverified. */
function open({ results, error }: Evaluation): string[] {
  const lines = results.flatMap(({ rule, status, about, because }) =>
    status === 'passed' || status === 'not-applicable'
      ? []
      : [
          `${[rule.replace('sign-off/', ''), ...about.filter((part) => part !== 'note')].join(' ')}: ${because?.code ?? status}`,
        ],
  );
  return error === undefined ? lines : [...lines, `${error.code} ${error.message}`];
}

const judged = async (played: PlayedSignOff): Promise<Evaluation> => rules.evaluate(atSignOff(played));

test('a sign-off where everything is in order passes', async () => {
  const evaluation = await judged({});
  expect(open(evaluation)).toEqual([]);
  expect(reportStatus(evaluation.results, evaluation.error)).toBe('passed');
  expect(evaluation.data).toEqual({
    task: 'verify',
    decision: 'go',
    commit: signedOff,
    gates: [
      { id: 'kpi', status: 'passed' },
      { id: 'ci', status: 'passed' },
    ],
    documents: [
      {
        id: 'note',
        path: paths.note,
        sha256: expect.any(String),
        decision: 'go',
        commit: signedOff,
        status: 'passed',
        approvals: [
          { role: 'release-owner', by: 'lee', at: '2026-11-20T12:00:00Z' },
          { role: 'operations', by: 'ona', at: '2026-11-20T12:05:00Z' },
        ],
      },
      { id: 'notes', path: paths.notes, sha256: expect.any(String), status: 'passed', approvals: [] },
    ],
    risks: [{ text: 'The cache is not warm', owner: '@lee', due: '2026-12-31', status: 'passed' }],
  });
  expect(evaluation.outputs).toEqual({ decision: 'go', commit: signedOff });
  expect(evaluation.exhibits.map(({ title, rows }) => [title, rows.map(({ mark }) => mark)])).toEqual([
    ['Gates of the sign-off', ['good', 'good']],
    ['Documents of the sign-off', ['good', 'good']],
    ['Open risks', ['good']],
  ]);
});

test('a sign-off that has landed passes by the approvals of the pull request that brought it', async () => {
  const evaluation = await judged({ landed: {} });
  expect(open(evaluation)).toEqual([]);
  expect(Object.keys(evaluation.facts)).toEqual(['document/note']);
});

const known = (lines: string[]): string[] => [...lines].sort();

const cases = [...documentCases, ...peopleCases, ...platformCases, ...listCases];

describe('a sign-off', () => {
  test.each(cases)('%s', async (_name, played, expected) => {
    expect(known(open(await judged(played)))).toEqual(known(expected));
  });

  test('says of a no-go that nothing else stands against it', async () => {
    const { results } = await judged(words('`BLOCKED`'));
    const [decision] = results.filter(({ rule }) => rule === 'sign-off/decision');
    expect(decision?.message).toBe(
      'note: the decision is "BLOCKED" ("everything was measured"), although every gate passed and every box is ticked',
    );
  });
});

test('the note of the examples is whole, and a restricted go', () => {
  const path = 'docs/sign-off/note.md';
  const text = readFileSync(join(root, 'examples/producer', path));
  const own = { host: 'github.com', repository: 'harbour-example/ledger' };
  const { document, problems } = readSignOff(path, text, wordsWith({}), own);
  expect(problems).toEqual([]);
  expect(document.decisions.map(({ kind }) => kind)).toEqual(['restricted']);
  expect(document.risks.map(({ owner, due, check }) => [owner?.text, due?.text, check?.text])).toEqual([
    ['@pat', '2026-12-31', 'contract'],
  ]);
  const files = document.references.filter(({ kind }) => kind === 'file').map(({ value }) => value);
  expect(files.filter((file) => !existsSync(join(root, 'examples/producer', file)))).toEqual([]);
  expect([document.parts.scope?.length, document.parts.conditions?.length]).toEqual([1, 1]);
});

describe('the configuration', () => {
  test.each<[name: string, fields: Record<string, unknown>, problem: string]>([
    [
      'two gates of one name',
      { gates: [...section.gates, section.gates[0]] },
      '/sign-off/gates/2/id: there are two gates kpi',
    ],
    [
      'a control that is none',
      { gates: [{ id: 'x', control: 'kpi-gat' }] },
      '/sign-off/gates/0/control: there is no control kpi-gat (did you mean kpi-gate?)',
    ],
    [
      'itself as a gate',
      { gates: [{ id: 'x', control: 'sign-off' }] },
      '/sign-off/gates/0/control: the sign-off cannot be a gate of itself',
    ],
    [
      'documents drawn up of nothing',
      { tasks: ['render'] },
      '/sign-off/tasks: render is asked for, and there is no package:',
    ],
    [
      'no document that decides',
      { documents: [{ ...section.documents[1] }] },
      '/sign-off/documents: verify is asked for, and no document decides',
    ],
    [
      'a label in JSON',
      { evidence: [{ id: 'x', path: 'a.json', commit: 'Commit' }] },
      '/sign-off/evidence/0/commit: a.json is no Markdown: expected a JSON Pointer',
    ],
    [
      'one path for two checklists',
      { checklists: [{ path: 'a.md' }, { path: 'a.md' }] },
      '/sign-off/checklists/1/path: there are two checklists with the path a.md',
    ],
    [
      'a package that restricts, where only go is accepted',
      { package: { ...package_, scope: ['the pilot'], conditions: ['check: kpi'] } },
      '/sign-off/accept: the package has a scope and conditions, and restricted decisions are not accepted',
    ],
    [
      'conditions without a scope',
      { ...restricted, package: { ...package_, conditions: ['check: kpi'] } },
      '/sign-off/package: there are conditions, and no scope',
    ],
    [
      'a scope without conditions',
      { ...restricted, package: { ...package_, scope: ['the pilot'] } },
      '/sign-off/package: there is a scope, and no conditions',
    ],
    ['a gate without a measurement', { gates: [{ id: 'x' }] }, 'give one of control, verification and check'],
  ])('%s', (_name, fields, problem) => {
    expect(() => configurationOf(control, { section: sectionWith(fields) })).toThrow(problem);
  });

  test('a role that is not there is an error', async () => {
    const { error } = await judged({ roles: { 'release-owner': ['lee'] } });
    expect(error?.code).toBe('BAD_CONFIG');
    expect(error?.message).toContain('operations');
  });
});

describe('documents that are drawn up', () => {
  const drawing = (fields: Record<string, unknown> = {}, played: PlayedSignOff = {}): PlayedSignOff => ({
    ...played,
    section: sectionWith({ tasks: ['render'], documents: undefined, package: package_, ...fields }),
  });
  const textOf = (evaluation: Evaluation, name: string): string => String(evaluation.documents[name] ?? '');

  test('say go where everything was measured, and read back as they say', async () => {
    const evaluation = await judged(drawing());
    expect(open(evaluation)).toEqual([]);
    expect(reportStatus(evaluation.results, evaluation.error)).toBe('passed');
    expect(evaluation.outputs).toEqual({ decision: 'go', commit: headSha });
    const texts = ['approval-note.md', 'go-no-go.md', 'handoff.md'].map((name) => textOf(evaluation, name));
    const address = { host: 'github.com', repository: product };
    const read = texts.map((text) => readSignOff('docs/x.md', new TextEncoder().encode(text), wordsWith({}), address));
    expect(read.map(({ problems }) => problems)).toEqual([[], [], []]);
    expect(read.map(({ document }) => document.decisions.map(({ kind }) => kind))).toEqual([['go'], ['go'], ['go']]);
    expect(read.map(({ document }) => document.commits.map(({ text }) => text))).toEqual([
      [headSha],
      [headSha],
      [headSha],
    ]);
    expect(texts[0]).toContain('- Decision: `APPROVED`');
    expect(texts[0]).toContain(`\`#20\` as \`${merged[20]}\``);
    expect(texts[1]).toContain('- [x] proven: KPI gate');
    expect(texts[1]).toContain('| release\\-owner | lee, lou | 1 | lee 2026');
    expect(texts[2]).toContain('- Step 1: Freeze changes');
    expect(texts[2]).toContain('- Impact summary: `<who is affected, and how>`');
  });

  const packages: [
    name: string,
    fields: Record<string, unknown>,
    played: PlayedSignOff,
    decision: string,
    status: string,
  ][] = [
    [
      'a gate that failed',
      {},
      { answers: { [`${at}/commits/${headSha}/check-runs`]: { json: [checkRun({ conclusion: 'failure' })] } } },
      'no-go',
      'failed',
    ],
    ['a gate that did not run', {}, { reports: () => ({ files: [], problems: [] }) }, 'no-go', 'unverified'],
    ['an open box', {}, file(paths.checklist, checklist, ['- [x] Evidence', '- [ ] Evidence']), 'no-go', 'failed'],
    ['evidence of other code', {}, { since: { [measuredAt]: { after: { 'src/a.ts': 'x' } } } }, 'no-go', 'failed'],
    ['a row that is not so', {}, file(paths.matrix, matrix, ['src/baseline.ts', 'src/base.ts']), 'no-go', 'failed'],
    ['a risk without an owner', {}, risk('| Nobody cares | | | | open |'), 'no-go', 'failed'],
    ['a register that is gone', {}, { files: { [paths.risks]: gone } }, 'no-go', 'unverified'],
    [
      'a scope and conditions',
      { ...restricted, package: { ...package_, scope: ['the pilot'], conditions: ['the figures stay (check: kpi)'] } },
      {},
      'restricted',
      'passed',
    ],
  ];
  test.each(packages)('%s', async (_name, fields, played, decision, status) => {
    const evaluation = await judged(drawing(fields, played));
    expect(evaluation.outputs['decision']).toBe(decision);
    expect(evaluation.results.find(({ rule }) => rule === 'sign-off/recommended')?.status).toBe(status);
    const note_ = textOf(evaluation, 'approval-note.md');
    expect(note_).toContain(
      `- Decision: \`${{ 'no-go': 'BLOCKED', restricted: 'Approved with conditions' }[decision]}\``,
    );
    expect(/\*\*not (?:so|verified)\*\*/.test(note_ + textOf(evaluation, 'go-no-go.md'))).toBe(decision === 'no-go');
    expect(textOf(evaluation, 'go-no-go.md').includes('- [ ]')).toBe(
      decision === 'no-go' && !/risk|register|evidence/.test(_name),
    );
  });

  test('tell posture and baseline as files say them, and mark what nobody knows', async () => {
    const said = {
      package: {
        ...package_,
        posture: '.github/posture.yml',
        baseline: { path: 'pin.json', fields: { Tag: '/release', Api: '/api' } },
      },
    };
    const files = { '.github/posture.yml': 'posture: NO-GO\n', 'pin.json': '{"release":"v3.0.0"}' };
    const evaluation = await judged(drawing(said, { files }));
    const text = textOf(evaluation, 'handoff.md');
    expect(text).toContain('- Current runtime posture: `NO-GO`');
    // While the posture says otherwise nothing is recommended.
    expect(evaluation.outputs).toMatchObject({ decision: 'no-go' });
    expect(evaluation.results).toContainEqual(
      expect.objectContaining({ rule: 'sign-off/recommended', status: 'failed' }),
    );
    expect(text).toContain('- Baseline currently active, Tag: `v3.0.0`');
    expect(text).toContain('- Baseline currently active, Api: `<not known>`');
  });

  test('are not there without a commit', async () => {
    const { documents, results } = await judged(drawing({}, { subject: { headSha: undefined } as never }));
    expect(documents).toEqual({});
    expect(results.find(({ rule }) => rule === 'sign-off/recommended')?.status).toBe('unverified');
  });

  test.each<[name: string, given: Record<string, string>, key: string | undefined, error: string | undefined]>([
    ['no task', {}, undefined, 'BAD_INPUT'],
    ['a task whose key is that of another', { task: 'render' }, 'verify', 'BAD_INPUT'],
    ['a task with its key', { task: 'render' }, 'render', undefined],
  ])('%s, where both are allowed', async (_name, given, key, error) => {
    const played = {
      section: sectionWith({ tasks: ['render', 'verify'], package: package_ }),
      given,
      subject: key === undefined ? {} : { matrixKey: key },
    };
    expect((await judged(played)).error?.code).toBe(error);
  });
});

rules.prove();
