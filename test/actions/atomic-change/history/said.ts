import { expect } from '@jest/globals';
import { control } from '../../../../actions/atomic-change/control.ts';
import type { RunnerEnvironment } from '../../../../shared/core/event.ts';
import type { GitHub } from '../../../../shared/core/ports.ts';
import { deafGitHub, runAsAction } from '../../../support/action-run.ts';
import type { TestRepository } from '../../../support/git-repository.ts';
import { token } from '../../../support/github-asking.ts';

export const config = `${JSON.stringify({
  version: 1,
  'atomic-change': { groups: [{ id: 'pair', 'all-of': ['pin.json', 'record.md'] }] },
})}\n`;
export const name = 'harbour-example/desk';
export const pin = (release: number) => ({ 'pin.json': `{"release": ${release}}\n` });
export const record = (release: number) => ({ 'record.md': `Release ${release}\n` });

export interface Run {
  event: string;
  payload: object;
  /** The checkout, or an empty folder. */
  at: TestRepository;
  env?: RunnerEnvironment;
  github?: GitHub;
  given?: Record<string, string>;
}

export interface Said {
  exit: number;
  /** What people read first. */
  first: string;
  status: string;
  /** `base..head` of each unit, with its name. */
  units: string[];
  /** `rule: status` with what it is about, of what does not pass. */
  stand: string[];
  /** What is needed, of what could not be looked at. */
  needs: string[];
}

export async function judge({ event, payload, at, env, github = deafGitHub, given }: Run): Promise<Said> {
  const { report, exit, terminal } = await runAsAction({
    control,
    repository: at,
    payload: { repository: { default_branch: 'main' }, ...payload },
    env: { GITHUB_EVENT_NAME: event, GITHUB_REF: 'refs/heads/main', ...env },
    github,
    secrets: { token },
    ...(given === undefined ? {} : { given }),
  });
  const { units = [] } = (report.data ?? {}) as { units?: { name: string; base: string; head: string }[] };
  const stand = report.results.filter(({ status }) => status === 'failed' || status === 'unverified');
  return {
    exit,
    first: terminal(false).split('\n')[0] ?? '',
    status: report.status,
    units: units.map((unit) => `${unit.name}: ${unit.base}..${unit.head}`),
    stand: stand.map(({ rule, status, about }) => [`${rule}: ${status}`, ...about].join(' ')).sort(),
    needs: [...new Set(stand.flatMap(({ because }) => because?.needs ?? []))],
  };
}

export const passed = (...units: string[]): Said => ({
  exit: 0,
  first: 'atomic-change: PASSED  2 passed, 3 not asked for',
  status: 'passed',
  units,
  stand: [],
  needs: [],
});
export const half = (units: string[], ...which: string[]) => ({
  exit: 1,
  first: expect.stringMatching(/^atomic-change: FAILED {2}\d failed/),
  status: 'failed',
  units,
  stand: (which.length === 0 ? [''] : which).map((unit) => `atomic-change/together: failed pair ${unit}`.trim()).sort(),
  needs: [],
});
/** Nobody could look at any unit. */
export const unseen = (needs: unknown, units: string[] = []) => ({
  exit: 3,
  first: expect.stringMatching(/^atomic-change: NOT VERIFIED {2}2 not verified/),
  status: 'unverified',
  units,
  stand: ['atomic-change/member-deleted: unverified pair', 'atomic-change/together: unverified pair'],
  needs: [needs],
});

export const alone = (from: string, to: string): string => `commit ${to.slice(0, 12)}: ${from}..${to}`;
