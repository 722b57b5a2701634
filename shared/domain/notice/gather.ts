import type { Because } from '../../core/errors.ts';
import type { History } from '../../core/history.ts';
import type { Answer, GitHub, Tree } from '../../core/ports.ts';
import { lineOf } from '../branch-line/line.ts';
import type { CalendarProblem } from '../calendar/calendar-file.ts';
import { readCalendar } from '../calendar/read-calendar.ts';
import { landedMaxBytes } from '../landing/landing.ts';
import type { RecordProblem } from '../record/parse.ts';
import { type Announcement, announcementOf } from './announcement.ts';
import type { NoticePolicy } from './config.ts';
import type { NoticeFacts } from './judge.ts';
import { type Notice, type NoticeBytes, readNotices } from './notice.ts';

/** Where notices are looked for: the policy of the run, never the change that they are about. */
export interface NoticeSource {
  tree: Tree;
  /** From the top of the repository to the root of `tree`: empty, or with `/` at its end. */
  folder: string;
  /** The commit of the base; undefined where there is none, so that nothing is announced that could be known. */
  ref: string | undefined;
  /** The history of the base, rooted at the top of the repository. */
  history: History;
  github: GitHub | undefined;
  /** `owner/name`; undefined on a laptop. */
  repository: string | undefined;
  matcher(globs: readonly string[]): Promise<(path: string) => boolean>;
}

/** Everything that `judgeNotice` needs but the moment, and what is wrong with the files of it. */
export interface GatheredNotices extends Omit<NoticeFacts, 'moment'> {
  /** What is wrong with notices, each a clause that continues "the notice …". */
  problems: readonly RecordProblem[];
  /** What is wrong with calendars, each a clause that continues "the calendar …". */
  calendarProblems: readonly CalendarProblem[];
}

/** Reads the notices and calendars of the base, and asks when those were announced that name one of the changes. */
export async function gatherNotices(
  source: NoticeSource,
  policy: NoticePolicy,
  changes: readonly string[],
): Promise<GatheredNotices> {
  const calendar = await readCalendar(policy.calendar, source.tree);
  const files = await noticeFiles(source, policy.files);
  const { notices, problems } = readNotices(files.read);
  const announcements = new Map<string, Answer<Announcement | undefined>>();
  for (const notice of notices) {
    const bytes = files.read.find(({ path }) => path === notice.path);
    if (bytes !== undefined && notice.changes.some((change) => changes.includes(change)))
      announcements.set(notice.path, await announcementFor(source, policy, notice, bytes.content));
  }
  return {
    notices,
    announcements,
    calendar: calendar.ok ? calendar.calendar : { because: calendar.because },
    periods: policy,
    problems: [...files.problems, ...problems],
    calendarProblems: calendar.ok ? [] : calendar.problems,
    unknown: files.unknown,
  };
}

interface NoticeFiles {
  read: NoticeBytes[];
  problems: RecordProblem[];
  unknown: Because | undefined;
}

async function noticeFiles({ tree, matcher }: NoticeSource, globs: readonly string[]): Promise<NoticeFiles> {
  const [listed, matches] = [await tree.list(), await matcher(globs)];
  const found: NoticeFiles = { read: [], problems: [], unknown: listed.ok ? undefined : listed.because };
  for (const path of listed.ok ? listed.paths.filter((each) => matches(each)) : []) {
    const file = await tree.read(path, landedMaxBytes);
    if (file.found) found.read.push({ path, content: file.content, sha256: file.sha256 });
    else if (file.because !== undefined) found.unknown ??= file.because;
    else found.problems.push({ message: file.message, at: { path } });
  }
  return found;
}

async function announcementFor(
  { folder, ref, history, github, repository }: NoticeSource,
  policy: NoticePolicy,
  { path }: Notice,
  content: Uint8Array,
): Promise<Answer<Announcement | undefined>> {
  if (github === undefined || repository === undefined) {
    const message = `when ${path} was announced cannot be asked for without a token and a repository`;
    return {
      ok: false,
      because: {
        code: 'NO_CREDENTIAL',
        message,
        needs: 'the input token, with contents: read and pull-requests: read',
      },
    };
  }
  if (ref === undefined) {
    const message = `${path} is not of a base, so that it is not announced yet as far as is known`;
    return { ok: false, because: { code: 'NO_BASE', message, needs: 'a run for a base' } };
  }
  const whole = `${folder}${path}`;
  const line = lineOf(history, whole, ref, landedMaxBytes);
  return announcementOf(github, { repository, path: whole, ref, content }, policy['announced-by'], line);
}
