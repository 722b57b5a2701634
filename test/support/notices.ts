import { sha256 } from '../../shared/core/fingerprint.ts';
import type { Announcement } from '../../shared/domain/notice/announcement.ts';
import { type Notice, readNotices } from '../../shared/domain/notice/notice.ts';
import { bytes } from './calendars.ts';
import { at } from './moments.ts';

export const announcedChange = 'v1:0123456789abcdef';

/** The text of a standard notice of one change with one code; a field that is given replaces, or is added. */
export function noticeText(fields: Record<string, string>): string {
  const all = {
    id: 'N-1',
    changes: `[${announcedChange}]`,
    codes: '{ account_frozen: 409 }',
    fallback: 'as account_locked',
    mode: 'standard',
    ...fields,
  };
  return Object.entries(all)
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('');
}

/** A notice; throws, naming the problems, when the text is none. */
export function notice(fields: Record<string, string> = {}, path = 'notices/a.yml'): Notice {
  const text = noticeText(fields);
  const { notices, problems } = readNotices([{ path, content: bytes(text), sha256: sha256(text) }]);
  const [only] = notices;
  if (only === undefined || problems.length > 0) throw new Error(problems.map(({ message }) => message).join('\n'));
  return only;
}

/** An announcement by a merge. */
export function announced(time: string): Announcement {
  return { at: at(time), by: 'the merge of pull request #5', pullRequest: 5, head: 'd'.repeat(40) };
}
