import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { control } from '../../../../actions/atomic-change/control.ts';
import type { Report } from '../../../../shared/core/report.ts';
import { ReportSchema } from '../../../../shared/core/report-schema.ts';
import { gitRepository, type TestRepository, temporaryFolder, writeFiles } from '../../../support/git-repository.ts';
import { commandLine } from '../../../support/terminal.ts';
import { factSteps, facts } from './facts.ts';
import { fileSteps, files } from './files.ts';
import { configuration, everyDemand } from './groups.ts';
import { merges } from './merges.ts';
import { commitStep } from './step.ts';

/* A history that the test makes, commit by commit, judged on the command line: each commit alone, and all of them at once. */

interface Unit {
  name: string;
  base: string;
  head?: string;
  changed?: number;
}

const steps = [...fileSteps, ...factSteps];
const all = [...steps, ...merges];
const ids: string[] = [];
let repository: TestRepository;
let outside: ReturnType<typeof temporaryFolder>;

beforeAll(() => {
  repository = gitRepository();
  outside = temporaryFolder();
  writeFiles(outside.folder, { 'governance.yml': configuration });
  ids.push(repository.commit({ ...files, ...facts }));
  for (const step of all) ids.push(commitStep(repository, step));
});
afterAll(() => {
  repository.remove();
  outside.remove();
});

const id = (index: number): string => ids[index] ?? '';

async function judge(range: string, ...more: string[]): Promise<{ exit: number; report: Report; units: Unit[] }> {
  const args = ['atomic-change', '--range', range, '--config', join(outside.folder, 'governance.yml'), '--json'];
  const { exit, stdout } = await commandLine([control], repository.folder, [...args, ...more]);
  const report = ReportSchema.parse(JSON.parse(stdout));
  return { exit, report, units: (report.data as { units: Unit[] }).units };
}

/** `rule group[/fact]` of the results with a status; `unit` leaves only those that name it, without its name. */
function demands({ results }: Report, status: string, unit?: string): string[] {
  return results
    .filter((result) => result.status === status && (unit === undefined || result.about.at(-1) === unit))
    .map(({ rule, about }) => {
      const of = unit === undefined ? about : about.slice(0, -1);
      return `${rule.replace('atomic-change/', '')} ${of.join('/')}`;
    })
    .sort();
}

const exitOf = ({ findings, unverified = [] }: (typeof all)[number]): number =>
  findings.length > 0 ? 1 : unverified.length > 0 ? 3 : 0;

test('the table has every kind of step by a name of its own', () => {
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  expect(
    all
      .flatMap(({ findings, unverified = [] }) => [...findings, ...unverified])
      .every((each) => everyDemand.includes(each)),
  ).toBe(true);
});

describe('a commit by itself', () => {
  test.each(all.map((step, index) => [step.name, step, index] as const))('%s', async (_name, step, index) => {
    const [before, after] = [id(index), id(index + 1)];
    const { exit, report, units } = await judge(`${before}..${after}`);
    const { findings, unverified = [] } = step;
    expect(demands(report, 'failed')).toEqual([...findings].sort());
    expect(demands(report, 'unverified')).toEqual([...unverified].sort());
    expect(demands(report, 'passed')).toEqual(
      everyDemand.filter((demand) => ![...findings, ...unverified].includes(demand)),
    );
    expect(exit).toBe(exitOf(step));
    expect(units).toEqual([{ name: `${before}..${after}`, base: before, head: after, changed: expect.any(Number) }]);
  });
});

describe('the whole history', () => {
  let whole: Awaited<ReturnType<typeof judge>>;
  beforeAll(async () => {
    whole = await judge(`${id(0)}..main`, '--each-commit');
  });

  test('names every commit of the line, with the one that it is compared with', () => {
    expect(whole.units.map(({ name, base, head }) => [name, base, head])).toEqual(
      all.map((_step, index) => [`commit ${id(index + 1).slice(0, 12)}`, id(index), id(index + 1)]),
    );
    expect(whole.report.metrics['units']).toEqual({ value: all.length });
  });

  test('says of each commit what it says of it alone, and nothing else', () => {
    const said = all.map(({ name }, index) => ({
      name,
      findings: demands(whole.report, 'failed', id(index + 1)),
      unverified: demands(whole.report, 'unverified', id(index + 1)),
    }));
    expect(said).toEqual(
      all.map(({ name, findings, unverified = [] }) => ({
        name,
        findings: [...findings].sort(),
        unverified: [...unverified].sort(),
      })),
    );
    const named = said.flatMap(({ findings, unverified }) => [...findings, ...unverified]);
    const stand = whole.report.results.filter(({ status }) => status === 'failed' || status === 'unverified');
    expect(stand).toHaveLength(named.length);
    expect(demands(whole.report, 'passed')).toEqual(everyDemand);
    expect([whole.report.status, whole.exit]).toEqual(['failed', 1]);
  });

  test('without --each-commit is one change, and most of what stood alone is settled in it', async () => {
    const { report, units } = await judge(`${id(0)}..main`);
    expect(units).toEqual([{ name: `${id(0)}..main`, base: id(0), head: id(all.length), changed: expect.any(Number) }]);
    expect(demands(report, 'failed')).toEqual([
      'apart apart',
      'member-deleted port',
      'together code',
      'together guide',
      'together templates',
      'together values',
    ]);
  });

  test('of good commits passes', async () => {
    const last = steps.findIndex(({ findings }) => findings.length > 0);
    const { exit, report } = await judge(`${id(0)}..${id(last)}`, '--each-commit');
    expect([report.status, exit]).toEqual(['passed', 0]);
    expect(demands(report, 'passed')).toEqual(everyDemand);
  });
});

test('people read first what it comes to, then each finding with its commit, file and what to do', async () => {
  const index = steps.findIndex(({ name }) => name === 'the pin alone');
  const args = ['atomic-change', '--range', `${id(index)}..${id(index + 2)}`, '--each-commit'];
  const config = ['--config', join(outside.folder, 'governance.yml')];
  const { stdout } = await commandLine([control], repository.folder, [...args, ...config]);
  expect(stdout.split('\n')[0]).toMatch(/^atomic-change: FAILED {2}2 failed, \d+ passed/);
  expect(stdout).toContain(
    `commit ${id(index + 1).slice(0, 12)}: pin.json changed, but record.md did not change (pair: the record says what the pin says)`,
  );
  expect(stdout).toContain(`change record.md too`);
  expect(stdout).toContain(
    `note: commit ${id(index + 1).slice(0, 12)}: ${id(index)}..${id(index + 1)}, 1 changed path`,
  );
});

test('a folder of the repository is judged by its own paths', async () => {
  const { folder, remove } = temporaryFolder();
  try {
    const groups = [{ id: 'languages', 'all-of': ['en.txt', 'de.txt'] }];
    writeFiles(folder, { 'g.yml': JSON.stringify({ version: 1, 'atomic-change': { groups } }) });
    const args = ['atomic-change', '--range', `${id(0)}..main`, '--each-commit', '--json'];
    const where = ['--config', join(folder, 'g.yml'), '--working-directory', 'locale'];
    const { stdout } = await commandLine([control], repository.folder, [...args, ...where]);
    const { results } = ReportSchema.parse(JSON.parse(stdout));
    const commits = all.flatMap(({ name }, index) =>
      results.some(({ status, about }) => status === 'failed' && about[1] === id(index + 1)) ? [name] : [],
    );
    expect(commits).toEqual([
      'the only one that exists',
      'another one comes',
      'one of two that exist',
      'one that exists deleted, with the others',
    ]);
  } finally {
    remove();
  }
});
