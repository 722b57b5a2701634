import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { ReportFolder } from '../adapters/report-folder.ts';
import type { AnyControl } from '../core/control.ts';
import { GovernanceError } from '../core/errors.ts';
import { safeName } from '../core/safe-name.ts';
import type { Host } from './host.ts';

type Here = Pick<Host, 'kind' | 'cwd' | 'temporary'>;

/** The folder for the report files: below RUNNER_TEMP in Actions; on a laptop only where one is named. */
export function reportFolder(host: Here, given: string | undefined): string | undefined {
  if (host.kind === 'cli') return given === undefined ? undefined : resolve(host.cwd, given);
  return belowTemporary(host, 'report-dir', given ?? resolve(host.temporary ?? '', 'release-governance'));
}

/** The folders in which reports are looked for: the run's own, and the one that an input names. */
export function foldersWithReports(host: Here, own: string | undefined, named: string | undefined): ReportFolder[] {
  const folder = reportFolder(host, own);
  const name = host.kind === 'cli' ? (own ?? '') : 'report folder';
  const places: ReportFolder[] = folder === undefined ? [] : [{ path: folder, name, mayBeMissing: true }];
  if (named === undefined) return places;
  const path = host.kind === 'cli' ? resolve(host.cwd, named) : belowTemporary(host, 'reports', named);
  return path === folder ? places : [...places, { path, name: named }];
}

/** The folder in which an earlier run left what this one goes on with. */
export function earlierFolder(host: Here, input: string, named: string): string {
  if (host.kind === 'cli') return resolve(host.cwd, named);
  return belowTemporary(host, input, resolve(host.temporary ?? '', named));
}

/** In Actions a folder of the checkout could hold what the judged change brought along. */
function belowTemporary({ temporary, cwd }: Here, input: string, given: string): string {
  if (temporary === undefined || temporary === '') {
    throw new GovernanceError('BAD_INPUT', 'the runner did not set RUNNER_TEMP, below which reports are written');
  }
  const folder = resolve(cwd, given);
  const inside = relative(temporary, folder);
  if (inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) {
    throw new GovernanceError('BAD_INPUT', `${input} ${given} is not below RUNNER_TEMP`, {
      hint: `Leave ${input} out, or name a folder below \${{ runner.temp }}: a report in the checkout could be a committed file.`,
    });
  }
  return folder;
}

/** Without extension; the name of a summary comes first, as in `runtime_governance_executive_summary`. */
export function documentName(name: string | undefined): string {
  return `${name === undefined ? '' : `${safeName(name)}_`}governance_executive_summary`;
}

/** The files that a run of the control leaves beside its report. */
export function documentNames({ kind, documents = {} }: AnyControl, name: string, key: string | undefined): string[] {
  return kind === 'decide'
    ? ['json', 'md'].map((extension) => `${documentName(key)}.${extension}`)
    : Object.keys(documents).map((ending) => `${name}.${ending}`);
}
