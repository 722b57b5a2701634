import type { Because } from '../../../shared/core/errors.ts';
import { exchanged, noteWith, type PlayedSignOff, paths, risks, sectionWith } from '../../support/sign-offs.ts';

/** What is played otherwise, and what is then not passed. */
export type Case = [name: string, played: PlayedSignOff, open: string[]];

export const denied: Because = { code: 'MISSING_PERMISSION', message: 'may not read', needs: 'more' };
export const unreadable = { reason: 'unreadable', message: 'x', because: denied } as const;
export const gone = { reason: 'absent', message: 'does not exist' } as const;
export const noted = (...exchanges: Parameters<typeof noteWith>): PlayedSignOff => ({ files: noteWith(...exchanges) });
export const of = (fields: Record<string, unknown>, more: PlayedSignOff = {}): PlayedSignOff => ({
  ...more,
  section: sectionWith(fields),
});
export const file = (path: string, text: string, ...exchanges: Parameters<typeof noteWith>): PlayedSignOff => ({
  files: { [path]: exchanged(text, ...exchanges) },
});
export const words = (decision: string): PlayedSignOff => noted(['Decision: `APPROVED`', `Decision: ${decision}`]);
export const restrictedNote = (more: string): PlayedSignOff =>
  noted(['Decision: `APPROVED`', 'Decision: `Go (restricted)`'], ['everything was measured\n', `measured\n${more}`]);
export const restricted = { accept: ['go', 'restricted'] };
export const lists = '\n## Scope\n\n- the pilot\n\n## Conditions\n\n- the figures stay (check: kpi)\n';
export const record = (...rows: string[]): PlayedSignOff =>
  noted([
    'everything was measured\n',
    `measured\n\n## Approval record\n\n| Role | Name | Decision | Timestamp |\n| --- | --- | --- | --- |\n${rows.join('\n')}\n`,
  ]);
export const lee = '| release owner | @lee | approve | 2026-11-20T12:00:00Z |';
export const ona = '| operations | ona | approve-go | 2026-11-20T12:05:00Z |';
export const risk = (row: string): PlayedSignOff =>
  file(paths.risks, risks, ['| The cache is not warm | @lee | 2026-12-31 | kpi | open |', row]);
export const noteLess = (code: string): string[] => [
  'approved: NO_DATA',
  'unedited: NO_DATA',
  ...['decision', 'restricted', 'of-commit', 'complete commit', 'complete reason', 'complete rollback'].map(
    (line) => `${line}: ${code}`,
  ),
  `reference: ${code}`,
  `pulls: ${code}`,
  ...['decision', 'commit', 'pull requests'].map((line) => `agrees ${line}: ${code}`),
];
