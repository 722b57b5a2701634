import { isAbsolute, relative, resolve, sep } from 'node:path';
import { GovernanceError } from '../core/errors.ts';
import { safeName } from '../core/safe-name.ts';
import type { Host } from './host.ts';

/** `<control>[-<key>]`. */
export function reportName(control: string, key: string | undefined): string {
  return key === undefined ? control : `${control}-${safeName(key)}`;
}

/** The folder for the report files: below RUNNER_TEMP in Actions; on a laptop only where one is named. */
export function reportFolder(host: Host, given: string | undefined): string | undefined {
  if (host.kind === 'cli') return given === undefined ? undefined : resolve(host.cwd, given);
  if (host.temporary === undefined || host.temporary === '') {
    throw new GovernanceError('BAD_INPUT', 'the runner did not set RUNNER_TEMP, below which reports are written');
  }
  const folder = resolve(host.cwd, given ?? resolve(host.temporary, 'release-governance'));
  const inside = relative(host.temporary, folder);
  if (inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) {
    throw new GovernanceError('BAD_INPUT', `report-dir ${given ?? ''} is not below RUNNER_TEMP`, {
      hint: 'Leave report-dir out, or name a folder below ${{ runner.temp }}: a report in the checkout could be a committed file.',
    });
  }
  return folder;
}
