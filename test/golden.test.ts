import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { normalised } from '../shared/build/golden-report.ts';
import { type ActionFile, type ActionInterface, actionInterface, removals } from '../shared/build/public-interface.ts';
import { listNames } from '../shared/core/catalog.ts';
import { parseConfig } from '../shared/core/config.ts';
import { type ExecutiveSummary, ExecutiveSummarySchema } from '../shared/core/executive-summary.ts';
import { fingerprint } from '../shared/core/fingerprint.ts';
import type { Report } from '../shared/core/report.ts';
import { parseReport } from '../shared/core/report-schema.ts';
import type { Rules } from '../shared/core/rule.ts';
import { trustRules } from '../shared/shell/trust.ts';
import { allControls } from './support/all-controls.ts';
import { artifact, changed, decideOn } from './support/decision-run.ts';
import { root } from './support/dist.ts';
import { gitRepository, type TestRepository } from './support/git-repository.ts';

/*
 * What every version wrote about the examples, and what it decided on it (test/golden, written by npm run golden): this version must read it, and
 * decide the same.
 */

const controls = await allControls();
const golden = join(root, 'test', 'golden');
const versions = readdirSync(golden).sort();
const cases = versions.flatMap((version) =>
  readdirSync(join(golden, version))
    .filter((name) => name !== 'interface.json')
    .map((example): [version: string, example: string] => [version, example]),
);

/**
 * What an older version had and a later one took away on purpose, with the version that did: `<action>: action`, or `<action>: inputs|outputs|rules|section
 * <name>`. That is a breaking change, which only a new major version may bring (before 1.0 a new minor one).
 */
const retired: Readonly<Record<string, string>> = {};

/** What a section must say, of controls that an example asks for only elsewhere. */
const sections: Readonly<Record<string, object>> = {
  'sign-off': {
    documents: [{ id: 'note', path: 'a.txt' }],
    gates: [],
    approvals: { roles: [{ role: 'release-owner' }] },
  },
};

const json = (path: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(golden, path), 'utf8')) as Record<string, unknown>;
const reportsOf = (place: string): Report[] =>
  readdirSync(join(golden, place))
    .filter((name) => name.endsWith('.report.json'))
    .sort()
    .map((name) => json(`${place}/${name}`) as unknown as Report);

/** The rows of a decision, as far as they say what a report led to. */
const rows = (
  summary: ExecutiveSummary,
): [control: string, state: string, status: string | undefined, verdict: string][] =>
  summary.reports
    .map(({ control, state, status, verdict }): [string, string, string | undefined, string] => [
      control,
      state,
      status,
      verdict,
    ])
    .sort(([a], [b]) => (a < b ? -1 : 1));

let repository: TestRepository;
beforeEach(() => {
  repository = gitRepository();
});
afterEach(() => repository.remove());

test.each(versions)('%s has its own reports of every example that the first version had', (version) => {
  const examplesOf = (of: string): string[] => cases.flatMap(([each, example]) => (each === of ? [example] : []));
  expect(examplesOf(version)).toEqual(expect.arrayContaining(examplesOf(versions[0] ?? '')));
  expect(examplesOf(version).length).toBeGreaterThan(2);
});

test('there are reports of passed and of failed examples', () => {
  expect(versions).toContain('0.1.0');
  expect(cases.length).toBeGreaterThan(2);
});

describe.each(cases)('reports of %s about %s', (version, example) => {
  const place = `${version}/${example}`;
  const reports = reportsOf(place);

  test('have the form of a report still, and their data that of their control', () => {
    expect(reports.length).toBeGreaterThan(0);
    for (const report of reports) {
      expect(report.version).toBe(version);
      const read = parseReport(report as unknown as Record<string, unknown>);
      expect([report.control, read.error?.issues ?? []]).toEqual([report.control, []]);
      const { data } = controls.find(({ name }) => name === report.control) ?? {};
      const own = report.data === undefined ? undefined : data?.safeParse(report.data);
      expect([report.control, own?.error?.issues ?? []]).toEqual([report.control, []]);
    }
  });

  test('were made by a configuration that is valid still', () => {
    const text = readFileSync(join(golden, place, 'release-governance.yml'), 'utf8');
    const known = { controls: controls.map(({ name }) => name), lists: listNames };
    expect(parseConfig(load(text), controls, known)).toMatchObject({ ok: true });
  });

  test('have fingerprints that are made the same way still, of rules that are there still', () => {
    for (const { control, results } of reports) {
      const rules: Rules = controls.find(({ name }) => name === control)?.rules ?? {};
      for (const result of results) {
        expect(result.fingerprint).toBe(fingerprint(result.rule, result.about));
        const [owner = '', id = ''] = result.rule.split('/');
        const known = owner === 'trust' ? Object.hasOwn(trustRules, id) : owner === control && Object.hasOwn(rules, id);
        expect([result.rule, known || Object.hasOwn(retired, `${control}: rules ${id}`)]).toEqual([result.rule, true]);
      }
    }
  });

  test('lead to the same decision in a run with this version', async () => {
    // What a report says that was not asked for counts where the base says so.
    const skipped = reports.filter(({ status }) => status === 'not-applicable').map(({ control }) => control);
    const { summary } = await decideOn(repository, {
      config: Object.fromEntries(
        skipped.map((control) => [control, { 'skip-on': ['pull_request'], ...sections[control] }]),
      ),
      given: { expect: reports.map(({ control }) => control).join('\n') },
      files: (own, head) =>
        reports.map((report, index) => {
          // The report as its job would have written it in this run.
          const text = changed(own, (mine) => {
            const { subject, policySource, startedAt } = mine;
            for (const key of Object.keys(mine)) delete (mine as Record<string, unknown>)[key];
            Object.assign(mine, report, { subject, policySource, startedAt });
          });
          const name = `governance-${report.control}-governance-1`;
          return artifact(text, { name, id: 2001 + index, headSha: head }, `${report.control}.report.json`);
        }),
    });
    const file = 'governance_executive_summary.json';
    const decided = readdirSync(join(golden, place)).includes(file)
      ? ExecutiveSummarySchema.parse(json(`${place}/${file}`))
      : undefined;
    const expected =
      decided === undefined
        ? reports.map(({ control, status }) => [control, 'present', status, status === 'passed' ? 'go' : 'no-go'])
        : rows(decided);
    const named = reports.map(({ control }) => control);
    expect(rows(summary).filter(([control]) => named.includes(control))).toEqual(expected);
  });
});

test.each(versions)('every action, input, output, rule and key of a section of %s is there still', (version) => {
  const now = Object.fromEntries(
    readdirSync(join(root, 'actions')).map((name) => {
      const file = load(readFileSync(join(root, 'actions', name, 'action.yml'), 'utf8')) as ActionFile;
      const control = controls.find((each) => each.name === name);
      return [name, actionInterface(file, control)];
    }),
  );
  const before = json(`${version}/interface.json`) as unknown as Record<string, ActionInterface>;
  expect(Object.keys(before).length).toBeGreaterThan(20);
  expect(removals(before, now).filter((gone) => !Object.hasOwn(retired, gone))).toEqual([]);
});

test('what is taken away is found by its name, and what comes along is not', () => {
  const before: ActionInterface = { inputs: ['a', 'b'], outputs: ['c'], rules: ['d'], section: ['e'] };
  const now: ActionInterface = { inputs: ['b', 'x'], outputs: ['c'], rules: [], section: ['e', 'y'] };
  expect(removals({ one: before, two: before }, { one: now, three: now })).toEqual([
    'one: inputs a',
    'one: rules d',
    'two: action',
  ]);
});

test('a report that is kept lacks its times and its commit, and nothing else', () => {
  const report = {
    startedAt: '2026-11-20T12:00:00Z',
    durationMs: 12,
    subject: { event: 'local', headSha: 'a'.repeat(40) },
    metrics: { 'run.duration': { value: 12, unit: 'ms' }, samples: { value: 3 } },
    results: [{ rule: 'a/b' }],
  };
  expect(normalised(report)).toEqual({
    startedAt: '2026-01-01T00:00:00Z',
    durationMs: 0,
    subject: { event: 'local', headSha: '0'.repeat(40) },
    metrics: { 'run.duration': { value: 0, unit: 'ms' }, samples: { value: 3 } },
    results: [{ rule: 'a/b' }],
  });
});
