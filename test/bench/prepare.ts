import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from 'js-yaml';
import { asciiJson } from '../../shared/core/json.ts';
import { gitRepositoryIn, writeFiles } from '../support/git-repository.ts';
import { writeKpiRows } from '../support/kpi-row-file.ts';
import { pinHistory } from '../support/pin-history.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A repository with a change of three files (start..small) and one of three thousand (start..large), and groups about all. */
export function prepareDiffs(folder: string): void {
  const groups = [
    { id: 'pair', 'all-of': ['src/0/0.txt', 'src/0/1.txt'] },
    { id: 'all', 'all-of': ['src/**', '**/*.txt'] },
    { id: 'apart', 'never-with': { these: ['src/**'], those: ['database/**'] } },
  ];
  writeFiles(folder, { 'governance.json': JSON.stringify({ version: 1, 'atomic-change': { groups } }) });
  const repository = gitRepositoryIn(join(folder, 'repository'));
  const files = (count: number, text: string): Record<string, string> =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `src/${Math.floor(index / 100)}/${index % 100}.txt`,
        `${text} of file ${index}\n`,
      ]),
    );
  repository.commit(files(3000, 'the first text'));
  repository.git('tag', 'start');
  repository.commit(files(3, 'another text'));
  repository.git('tag', 'small');
  repository.git('checkout', '-q', '--detach', 'start');
  repository.commit(files(3000, 'another text'));
  repository.git('tag', 'large');
}

/** Folders with two and with two hundred reports of manifest-sync about a copy of examples/consumer, and one of each other control. */
export function prepareReports(folder: string): void {
  const repository = gitRepositoryIn(join(folder, 'repository'));
  cpSync(join(root, 'examples/consumer'), repository.folder, { recursive: true });
  // Commands are run in a work tree of which every change is committed.
  repository.git('add', '--all');
  repository.git('commit', '-q', '-m', 'the example');
  for (const count of [2, 200]) {
    const into = join(folder, String(count));
    mkdirSync(into);
    const report = (control: string, ...more: string[]): void => writeReport(repository.folder, control, into, more);
    for (const control of ['kpi-report', 'kpi-gate', 'verification', 'evidence-bundle', 'external-setup'])
      report(control);
    for (let leg = 1; leg <= count; leg += 1) report('manifest-sync', '--artifact-key', `leg-${leg}`);
    // It reads what the others left.
    report('gate-checklist');
    report('readiness', '--report-folder', into);
  }
}

function writeReport(repository: string, control: string, into: string, more: readonly string[]): void {
  const given = ['--working-directory', repository, '--report-dir', into, ...more];
  const ran = spawnSync(process.execPath, ['dist/cli.js', control, ...given], { cwd: root, encoding: 'utf8' });
  if (ran.status !== 0) throw new Error(`${control} did not pass\n${ran.stdout}${ran.stderr}`);
}

/** A report over the rows of a prepared folder. */
export const kpiReport = ['dist/cli.js', 'kpi-report', '--working-directory', '{in}'] as const;

/** Two runs of 150,000 rows, about 110 MB each, with their reports, and the configuration of both controls. */
export function prepareRuns(folder: string): void {
  const harness = { none: 'there is no workflow in this folder' };
  const config = {
    version: 1,
    'kpi-sets': [{ id: 'reliability', preset: 'reliability' }],
    'kpi-report': {
      set: 'reliability',
      rows: ['a.ndjson'],
      evaluate: 'point',
      'disabled-rules': { 'of-commit': 'there is no repository' },
    },
    'kpi-gate': {
      set: 'reliability',
      reports: ['reports/*.report.json'],
      rows: ['*.ndjson'],
      commit: 'any',
      harness,
    },
  };
  writeFiles(folder, { '.github/release-governance.yml': JSON.stringify(config) });
  for (const [index, run] of ['a', 'b'].entries()) {
    writeKpiRows(join(folder, `${run}.ndjson`), 150_000, 41 + index);
    const given = [
      '--rows',
      `${run}.ndjson`,
      '--run-id',
      run,
      '--artifact-key',
      run,
      '--report-dir',
      join(folder, 'reports'),
    ];
    const argv = kpiReport.map((arg) => arg.replace('{in}', folder));
    const ran = spawnSync(process.execPath, [...argv, ...given], { cwd: root, encoding: 'utf8' });
    if (ran.status !== 0) throw new Error(`kpi-report did not pass\n${ran.stdout}${ran.stderr}`);
  }
}

/** A branch of a thousand commits that moved a pin, of which the fourth alone is good. */
export function preparePins(folder: string): void {
  pinHistory(folder, 1000, 3);
}

/** A repository that asks for 500 reports of manifest-sync, one of each leg, and a folder with them. */
export function prepareLegs(folder: string): void {
  const repository = gitRepositoryIn(join(folder, 'repository'));
  cpSync(join(root, 'examples/consumer'), repository.folder, { recursive: true });
  const legs = Array.from({ length: 500 }, (_, index) => `leg-${index + 1}`);
  const path = join(repository.folder, '.github/release-governance.yml');
  const { contracts } = load(readFileSync(path, 'utf8')) as { contracts: unknown };
  const reports = [{ id: 'legs', control: 'manifest-sync', legs }];
  writeFiles(repository.folder, {
    '.github/release-governance.yml': JSON.stringify({ version: 1, contracts, readiness: { reports } }),
  });
  repository.git('add', '--all');
  repository.git('commit', '-q', '-m', 'the example');
  const into = join(folder, 'reports');
  mkdirSync(into);
  writeReport(repository.folder, 'manifest-sync', into, []);
  const one = join(into, 'manifest-sync.report.json');
  const report = JSON.parse(readFileSync(one, 'utf8')) as { subject: object };
  for (const matrixKey of legs) {
    const leg = { ...report, subject: { ...report.subject, matrixKey } };
    writeFiles(into, { [`manifest-sync-${matrixKey}.report.json`]: asciiJson(leg) });
  }
  for (const ending of ['report.json', 'report.md']) rmSync(join(into, `manifest-sync.${ending}`));
}
