import type { Evaluation } from '../../../shared/core/evaluation.ts';
import { calendarText } from '../../support/calendars.ts';
import { checkRun } from '../../support/cutover.ts';
import { landingAnswers, type PlayedLanding } from '../../support/landings.ts';
import type { GitHubAnswers } from '../../support/memory-github.ts';
import { memoryHistory, type UnitData, type Version } from '../../support/memory-history.ts';
import { noticeText } from '../../support/notices.ts';
import { edited, producerPaths as p, producerFiles, surfaceEntry } from '../../support/producer-files.ts';
import { pullAnswers, review } from '../../support/pull-request.ts';
import { baseSha, type Files, headSha, type Setup } from '../../support/world.ts';
import type { Judge, Surface } from './fixtures.ts';

/* Announced on Monday, 2 February 2026 at ten in Berlin; ten business days later is 17 February. */

export const files = producerFiles();
export const removed = edited(files, p.openapi, '        note: {type: string}\n', '');
const path = 'notices/a.yml';
export const desk = 'GET /repos/acme/desk';
export const tip = 'f'.repeat(40);
export const notices = {
  files: ['notices/*.yml'],
  calendar: { 'time-zone': 'Europe/Berlin', 'cut-off': '17:00', files: ['calendar.yml'] },
  additive: ['error-code'],
  'emergency-approvers': ['lead'],
  tests: ['tests/**'],
  rollout: {
    files: ['deploy/**'],
    consumers: [{ repository: 'acme/desk', pin: { path: 'pin.json', commit: '/commit' }, check: 'contracts' }],
  },
};
export const announcingSurface = { ...surfaceEntry, notices };
export interface Announced {
  after?: Version;
  /** The fields of the notice besides the fingerprint; null: there is none. */
  notice?: Record<string, string> | null;
  landing?: Partial<PlayedLanding>;
  surface?: Surface;
  policy?: Files;
  answers?: GitHubAnswers;
  unit?: Partial<UnitData>;
  more?: Setup;
}

export const approvedBy = (...people: string[]): GitHubAnswers =>
  pullAnswers('GET /repos/acme/consumer/pulls/5', { head: 'd'.repeat(40), reviews: people.map((who) => review(who)) });
export const pinned = (commit: string, runs: unknown[] = [checkRun('contracts', tip)]): GitHubAnswers => ({
  [desk]: { json: { full_name: 'acme/desk', default_branch: 'main' } },
  [`${desk}/git/ref/heads/main`]: { json: { object: { type: 'commit', sha: tip } } },
  [`${desk}/contents/pin.json?ref=${tip}`]: { raw: JSON.stringify({ commit }) },
  [`${desk}/commits/${tip}/check-runs?check_name=contracts&filter=latest`]: { json: runs },
});

/** Judges a change with a notice of it in the base that was announced in time, and with what the test says otherwise. */
export function announcing(judge: Judge): {
  announced(played: Announced): Promise<Evaluation>;
  fingerprint(after: Version, surface: Surface): Promise<string>;
} {
  async function fingerprint(after: Version, surface: Surface): Promise<string> {
    const { data } = await judge({ before: files, after }, surface, {
      policyFiles: { 'calendar.yml': calendarText([]) },
      policyHistory: memoryHistory([]),
    });
    const { units } = data as { units: { surfaces: { announce?: string }[] }[] };
    return units[0]?.surfaces[0]?.announce ?? 'c1:nothing';
  }

  async function announced(played: Announced): Promise<Evaluation> {
    const { after = removed, surface = announcingSurface, notice = { codes: '{}' } } = played;
    const content =
      notice === null ? undefined : noticeText({ changes: `[${await fingerprint(after, surface)}]`, ...notice });
    const policyFiles: Files = {
      'calendar.yml': calendarText([]),
      ...(content === undefined ? {} : { [path]: content }),
      ...played.policy,
    };
    const landed = content === undefined ? {} : landingAnswers({ path, ref: baseSha, content, ...played.landing });
    return judge({ before: files, after, ...played.unit }, surface, {
      policyFiles,
      policyHistory: memoryHistory([]),
      roles: { lead: ['alice', 'bob'] },
      github: { ...landed, ...approvedBy('alice'), ...pinned(headSha), ...played.answers },
      ...played.more,
    });
  }

  return { announced, fingerprint };
}
