/** A command of the suite against another one, by the ratio of their median times. */
export interface RatioCase {
  name: string;
  /** Arguments for node, from the root of the project; `{out}` becomes a folder that is empty before each run. */
  command: readonly string[];
  /** Arguments for node. */
  against: readonly string[];
  /** The run counts only when it wrote this file, relative to `{out}`. */
  writes: string;
  /** The highest ratio that passes, and the one to work for. */
  limit: number;
  aim: number;
}

export const runs = 21;

export const ratioCases: readonly RatioCase[] = [
  {
    name: 'manifest-sync from start to written report',
    command: ['dist/cli.js', 'manifest-sync', '--working-directory', 'examples/consumer', '--report-dir', '{out}'],
    against: ['-e', '0'],
    writes: 'manifest-sync.report.json',
    limit: 3,
    aim: 2,
  },
];
