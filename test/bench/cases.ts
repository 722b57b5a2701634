import { kpiReport, prepareDiffs, prepareLegs, preparePins, prepareReports, prepareRuns } from './prepare.ts';

/** A command of the suite against another one, by the ratio of their median times. */
export interface RatioCase {
  name: string;
  /** Fills a folder of the case's own, once before anything is measured. */
  prepare?: (folder: string) => void;
  /**
   * Arguments for node, from the root of the project. `{out}` becomes a folder that is empty before each run, `{in}` the one that
   * was prepared.
   */
  command: readonly string[];
  /** Arguments for node, in the same way. */
  against: readonly string[];
  /** A run of the suite counts only when it wrote this file, relative to `{out}`. */
  writes: string;
  /** Set where both are runs of the suite. */
  bothWrite?: true;
  /** How often both run; `runs` unless given. */
  runs?: number;
  /** The highest ratio that passes, and the one to work for. */
  limit: number;
  aim: number;
}

export const runs = 21;

/** The least that anybody has to do who looks at every state of the three files: what git lists of them, and what it holds. */
const readPins = `const { spawnSync } = require('node:child_process');
const git = (args, input) => spawnSync('git', args, { cwd: process.argv[1], input, maxBuffer: 2 ** 30 }).stdout;
const paths = ['config/pin.json', 'config/manifest.json', 'docs/matrix.md'];
const log = git(['log', '--raw', '--no-abbrev', '-m', '--first-parent', '--', ...paths]).toString('latin1');
const ids = new Set([...log.matchAll(/^:\\d+ \\d+ [0-9a-f]+ ([0-9a-f]+)/gm)].map(([, id]) => id));
const read = git(['cat-file', '--batch'], [...ids].join('\\n') + '\\n');
if (ids.size < 2500 || read.length < 1e6) throw new Error('not all was read');`;

/** The least that anybody has to do who looks into 500 reports. */
const parseReports = `const { readdirSync, readFileSync } = require('node:fs');
const names = readdirSync(process.argv[1]);
for (const name of names) JSON.parse(readFileSync(process.argv[1] + '/' + name, 'utf8'));
if (names.length !== 500) throw new Error('not all was read');`;

export const ratioCases: readonly RatioCase[] = [
  {
    name: 'manifest-sync from start to written report',
    command: ['dist/cli.js', 'manifest-sync', '--working-directory', 'examples/consumer', '--report-dir', '{out}'],
    against: ['-e', '0'],
    writes: 'manifest-sync.report.json',
    limit: 3,
    aim: 2,
  },
  {
    name: 'atomic-change over 3,000 files against 3',
    prepare: prepareDiffs,
    command: atomicChange('start..large'),
    against: atomicChange('start..small'),
    writes: 'atomic-change.report.json',
    bothWrite: true,
    limit: 1.5,
    aim: 1.2,
  },
  {
    name: 'executive-summary over 200 reports against 2',
    prepare: prepareReports,
    command: executiveSummary('{in}/200'),
    against: executiveSummary('{in}/2'),
    writes: 'executive-summary.report.json',
    bothWrite: true,
    limit: 2,
    aim: 1.5,
  },
  {
    name: 'kpi-gate over two runs, computed again, against kpi-report over one',
    prepare: prepareRuns,
    command: ['dist/cli.js', 'kpi-gate', '--working-directory', '{in}', '--report-dir', '{out}'],
    against: [...kpiReport, '--rows', 'a.ndjson', '--run-id', 'a', '--report-dir', '{out}'],
    writes: 'kpi-gate.report.json',
    runs: 5,
    limit: 2.2,
    aim: 2,
  },
  {
    name: 'rollback-plan over 1,000 commits of a pin against git log --raw and git cat-file --batch of the same objects',
    prepare: preparePins,
    command: ['dist/cli.js', 'rollback-plan', '--working-directory', '{in}', '--report-dir', '{out}'],
    against: ['-e', readPins, '{in}'],
    writes: 'rollback-plan.restore.patch',
    limit: 3,
    aim: 2.5,
  },
  {
    name: 'readiness over 500 reports against reading and parsing them',
    prepare: prepareLegs,
    command: [
      'dist/cli.js',
      'readiness',
      '--report-folder',
      '{in}/reports',
      '--working-directory',
      '{in}/repository',
      '--report-dir',
      '{out}',
    ],
    against: ['-e', parseReports, '{in}/reports'],
    writes: 'readiness.report.json',
    limit: 3,
    aim: 2,
  },
];

function atomicChange(range: string): string[] {
  const given = ['--range', range, '--working-directory', '{in}/repository', '--config', '{in}/governance.json'];
  return ['dist/cli.js', 'atomic-change', ...given, '--report-dir', '{out}'];
}

function executiveSummary(reports: string): string[] {
  const given = ['--reports', reports, '--working-directory', '{in}/repository'];
  return ['dist/cli.js', 'executive-summary', ...given, '--report-dir', '{out}'];
}
