import type { Location } from '../../core/location.ts';
import { locate } from '../../core/location.ts';
import { Login } from '../../core/texts.ts';
import { z } from '../../core/zod.ts';
import { FilledText } from '../record/filled-text.ts';
import { parseRecord, type RecordProblem } from '../record/parse.ts';

/** The HTTP statuses with which an error code is sent. */
const Statuses = z
  .union([z.number(), z.array(z.number()).min(1)])
  .transform((given) => [given].flat())
  .refine((all) => all.every((status) => Number.isInteger(status) && status >= 100 && status <= 599), {
    message: 'expected HTTP statuses from 100 to 599',
  });

/**
 * A notice as its file has it (YAML, JSON, or the front matter of Markdown). It has no date of its own: the platform says when it
 * was announced.
 */
export const NoticeSchema = z
  .strictObject({
    id: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'expected letters, digits, dots, hyphens and underscores')
      .meta({ description: 'A name of your own.' }),
    title: FilledText.optional().meta({ description: 'What it is called, for people.' }),
    changes: z
      .array(
        z
          .string()
          .regex(
            /^[A-Za-z0-9][A-Za-z0-9:._-]{7,127}$/,
            'expected the fingerprint of a change, as contract-change shows it',
          ),
      )
      .min(1)
      .refine((changes) => new Set(changes).size === changes.length, 'names a change twice')
      .meta({ description: 'The fingerprints of the announced changes; another change has another one.' }),
    codes: z.record(z.string().min(1), Statuses).default({}).meta({
      description: 'Each added error code, with the HTTP statuses with which it is sent.',
    }),
    fallback: FilledText.meta({ description: 'What a consumer does that does not know the change yet.' }),
    mode: z.enum(['standard', 'emergency']).meta({
      description: 'Standard waits for its period; an emergency needs approver and incident.',
    }),
    approver: Login.optional().meta({
      description: 'Who approved an emergency; the approval itself is that of the pull request with the notice.',
    }),
    incident: FilledText.optional().meta({ description: 'The incident that makes it an emergency.' }),
  })
  .superRefine(({ mode, approver, incident }, check) => {
    if (mode !== 'emergency') return;
    const lacking = { approver, incident };
    for (const [field, value] of Object.entries(lacking)) {
      if (value === undefined) check.addIssue({ code: 'custom', path: [field], message: 'an emergency must name it' });
    }
  });

/** A notice and where it stands. */
export interface Notice {
  path: string;
  /** Of the bytes of its file. */
  sha256: string;
  id: string;
  changes: readonly string[];
  /** Error code to HTTP statuses. */
  codes: Readonly<Record<string, readonly number[]>>;
  fallback: string;
  mode: 'standard' | 'emergency';
  approver: string | undefined;
  incident: string | undefined;
  at: Location;
}

/** The bytes of a notice. They must be of the policy's tree: what is only on the head is not announced. */
export interface NoticeBytes {
  path: string;
  content: Uint8Array;
  sha256: string;
}

/** Reads notices. What is wrong with one of them, or between them, is a problem that continues "the notice …". */
export function readNotices(files: readonly NoticeBytes[]): { notices: Notice[]; problems: RecordProblem[] } {
  const notices: Notice[] = [];
  const problems: RecordProblem[] = [];
  for (const { path, content, sha256 } of files) {
    const read = parseRecord(path, content, NoticeSchema);
    if (!read.ok) {
      problems.push(...read.problems);
      continue;
    }
    const { id, changes, codes, fallback, mode, approver, incident } = read.value;
    const at = locate(path, read.document.near('/id'));
    const earlier = notices.find((other) => other.id === id);
    if (earlier !== undefined) problems.push({ message: `has the id ${id} of ${earlier.path}`, at });
    notices.push({ path, sha256, id, changes, codes, fallback, mode, approver, incident, at });
  }
  return { notices, problems };
}
