import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { catalogText } from '../../../shared/build/catalog-text.ts';
import { type AnyControl, standardDocuments } from '../../../shared/core/control.ts';
import { GovernanceError } from '../../../shared/core/errors.ts';
import type { Exhibit } from '../../../shared/core/exhibit.ts';
import { pullRequest, runAsAction } from '../../support/action-run.ts';
import { gitRepository, type TestRepository } from '../../support/git-repository.ts';
import { type SampleContext, sampleControl } from '../../support/sample-control.ts';
import { strictOpenMetrics } from '../../support/strict-openmetrics.ts';
import { strictXml } from '../../support/strict-xml.ts';
import { commandLine, type Printed } from '../../support/terminal.ts';

const token = `ghp_${'Ab1'.repeat(12)}`;
const exhibit: Exhibit = {
  title: `Sizes ${token}`,
  columns: [{ name: 'Thing' }, { name: 'Size', numeric: true }],
  rows: [{ cells: ['box', '3'], mark: 'good' }],
  charts: [{ kind: 'line', labels: ['a', 'b'], unit: 'cm', series: [{ name: 'size', values: [2, 3] }] }],
};

let repository: TestRepository;
beforeEach(() => {
  repository = gitRepository();
  repository.commit({ '.github/release-governance.yml': 'version: 1\nsample: {}\n' });
});
afterEach(() => repository.remove());

const control = (judge: (ctx: SampleContext) => void): AnyControl => ({
  ...sampleControl(judge),
  documents: { ...standardDocuments, 'v1.json': 'an older shape', 'rows.gz': 'what was measured' },
});
const run = (judge: (ctx: SampleContext) => void, ...args: string[]): Promise<Printed> =>
  commandLine([control(judge)], repository.folder, ['sample', '--report-dir', 'out', ...args]);
const left = (): string[] => readdirSync(join(repository.folder, 'out')).sort();
const text = (name: string): string => readFileSync(join(repository.folder, 'out', name), 'utf8');

function everything(ctx: SampleContext): void {
  ctx.passed('fits', { thing: 'box' });
  ctx.passed('named', { thing: 'box' });
  ctx.metric('size', 3, 'cm');
  ctx.exhibit(exhibit);
  ctx.document('v1.json', `{"token":"${token}"}`);
  ctx.document('rows.gz', new Uint8Array([31, 139, 0]));
}

const report = ['sample.report.json', 'sample.report.md'];
const documents = ['sample.openmetrics.txt', 'sample.rows.gz', 'sample.svg', 'sample.v1.json'];

describe('the documents of a run', () => {
  test('lie beside its report, without what looks like a credential', async () => {
    const { exit, stdout } = await run(everything);
    expect([exit, left()]).toEqual([0, [...documents, ...report].sort()]);
    expect(strictOpenMetrics(text('sample.openmetrics.txt'))).toMatchObject([
      {
        name: 'release_governance_sample_size_cm',
        unit: 'cm',
        value: 3,
        timestamp: Date.parse('2026-11-20T12:00:00Z') / 1000,
      },
    ]);
    expect(strictXml(text('sample.svg')).name).toBe('svg');
    expect(text('sample.v1.json')).toBe('{"token":"[redacted GitHub token]"}');
    expect([...readFileSync(join(repository.folder, 'out/sample.rows.gz'))]).toEqual([31, 139, 0]);
    for (const name of left()) expect(text(name)).not.toContain(token);
    expect(stdout).toContain('good  box');
    expect(text('sample.report.md')).toContain('| ✅ good · box | 3 |');
  });

  test('are among the files of a run in Actions, all of which are uploaded', async () => {
    // In Actions only controls of the catalog are known.
    const listed = { ...control(everything), name: 'atomic-change' };
    const head = repository.commit({ '.github/release-governance.yml': 'version: 1\natomic-change: {}\n' });
    const { files, exit } = await runAsAction({ control: listed, repository, payload: pullRequest(head, head) });
    expect([exit, files?.documents.map((path) => basename(path)).sort()]).toEqual([
      0,
      documents.map((name) => name.replace('sample', 'atomic-change')),
    ]);
  });

  test('have the key of the run in their names', async () => {
    await run(everything, '--artifact-key', 'leg-1');
    expect(left()).toContain('sample-leg-1.svg');
  });

  test('that would say nothing are not written', async () => {
    await run((ctx) => {
      ctx.passed('fits', { thing: 'box' });
      ctx.passed('named', { thing: 'box' });
    });
    expect(left()).toEqual(report);
  });

  test('of a run that failed are written', async () => {
    const { exit } = await run((ctx) => {
      everything(ctx);
      ctx.failed('fits', { thing: 'crate', size: 99 });
    });
    expect([exit, left()]).toEqual([1, [...documents, ...report].sort()]);
  });

  test('of an earlier run are gone after one that broke, which leaves none and still shows its exhibits', async () => {
    await run(everything);
    const { exit, stdout } = await run((ctx) => {
      everything(ctx);
      throw new GovernanceError('BAD_INPUT', 'the rows end too early');
    });
    expect([exit, left()]).toEqual([2, report]);
    expect(stdout).toContain('good  box');
    expect(text('sample.report.md')).toContain('| ✅ good · box | 3 |');
  });

  test('of which only the ending is declared are written under any name, and gone after the next run', async () => {
    const logging = (name: string): AnyControl => ({
      ...control((ctx) => {
        ctx.passed('fits', { thing: 'box' });
        ctx.passed('named', { thing: 'box' });
        ctx.document(`${name}.log`, 'x');
      }),
      documents: { '*.log': 'logs' },
    });
    for (const name of ['unit', 'unit-2']) {
      const { exit } = await commandLine([logging(name)], repository.folder, ['sample', '--report-dir', 'out']);
      expect([exit, left()]).toEqual([0, [...report, `sample.${name}.log`].sort()]);
    }
  });

  test.each([
    ['that is not declared', 'html', 'control sample declares no document html'],
    ['that is made of the report', 'svg', 'the document svg is made of the report'],
    ['of a name that is none', 'A b.log', 'control sample declares no document A b.log'],
    ['of every name', '*.log', 'control sample declares no document *.log'],
  ])('a control cannot write one %s', async (_name, ending, message) => {
    const several = {
      ...control((ctx) => ctx.document(ending, 'x')),
      documents: { ...standardDocuments, '*.log': 'logs' },
    };
    const { exit } = await commandLine([several], repository.folder, ['sample', '--report-dir', 'out']);
    expect(exit).toBe(4);
    expect(JSON.parse(text('sample.report.json'))).toMatchObject({
      error: { code: 'INTERNAL', message: expect.stringContaining(message) },
    });
  });
});

describe('the documents of a control are told', () => {
  test('in its usage', async () => {
    const { stdout } = await run(everything, '--help');
    expect(stdout).toContain(
      [
        'With --report-dir it also writes:',
        '  sample.openmetrics.txt  the metrics as OpenMetrics text',
        '  sample.patch            the proposed change as a unified diff',
        '  sample.svg              the pictures of the exhibits',
        '  sample.v1.json          an older shape',
        '  sample.rows.gz          what was measured',
      ].join('\n'),
    );
    const without = await commandLine([sampleControl()], repository.folder, ['sample', '--help']);
    expect(without.stdout).not.toContain('it also writes');
  });

  test('in the list', async () => {
    const { stdout } = await commandLine([control(everything)], repository.folder, ['list', '--json']);
    expect(JSON.parse(stdout)).toMatchObject([
      { documents: { ...standardDocuments, 'v1.json': 'an older shape', 'rows.gz': 'what was measured' } },
    ]);
  });

  test('in the catalog', () => {
    const parts = {
      trust: {},
      common: {},
      slug: 'acme/suite',
      configuration: { properties: {} },
      records: [],
      examples: {},
    };
    const catalog = (one: AnyControl): string => {
      const fixes = { [one.name]: Object.fromEntries(Object.keys(one.rules).map((id) => [id, 'Mend it.'])) };
      return catalogText({ ...parts, controls: [one], fixes });
    };
    expect(catalog(control(everything))).toContain(
      [
        'Beside its report it leaves, unless it broke:',
        '',
        '- `sample.openmetrics.txt`: the metrics as OpenMetrics text',
        '- `sample.patch`: the proposed change as a unified diff',
        '- `sample.svg`: the pictures of the exhibits',
        '- `sample.v1.json`: an older shape',
        '- `sample.rows.gz`: what was measured',
      ].join('\n'),
    );
    expect(catalog(sampleControl())).not.toContain('Beside its report');
  });
});
