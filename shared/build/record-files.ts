import type { ZodType } from 'zod';
import { CalendarFileSchema } from '../domain/calendar/calendar-file.ts';
import { CheckpointRecordSchema } from '../domain/cutover/checkpoint-record.ts';
import { NoticeSchema } from '../domain/notice/notice.ts';
import { PostureSchema } from '../domain/posture/posture.ts';

/** A file that people write and controls believe: its form, for editors, the catalog and the guides. */
export interface RecordFile {
  /** The name of its schema, without the ending. */
  name: string;
  /** What it is called. */
  title: string;
  /** Who reads it, in one sentence. */
  description: string;
  schema: ZodType;
}

/** All of them, by name. Each is YAML, JSON by its ending, or the front matter of a Markdown file. */
export const recordFiles: readonly RecordFile[] = [
  {
    name: 'calendar',
    title: 'calendar',
    description: 'The holidays of a region, for the periods of notices. contract-change reads it in the base.',
    schema: CalendarFileSchema,
  },
  {
    name: 'checkpoint-record',
    title: 'checkpoint record',
    description:
      'That a checkpoint was passed. cutover-gate and contract-change read it in the base; it counts by the approvals of its pull request.',
    schema: CheckpointRecordSchema,
  },
  {
    name: 'notice',
    title: 'notice',
    description: 'That a contract will change. contract-change reads it in the base; the platform says since when.',
    schema: NoticeSchema,
  },
  {
    name: 'posture',
    title: 'posture record',
    description:
      'Whether a side lets anything go. cutover-gate, executive-summary and manifest-repin read it in the base and as it is at present.',
    schema: PostureSchema,
  },
];
