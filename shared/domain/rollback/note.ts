import type { Because } from '../../core/errors.ts';
import { sha256 } from '../../core/fingerprint.ts';
import { isoDay } from '../../core/time.ts';
import { plainValue } from './plain-value.ts';

/** The parts of an incident note, in their order. */
export const noteLabels = {
  contract: 'Contract',
  trigger: 'Trigger',
  cause: 'Root cause',
  impact: 'Impact',
  posture: 'Posture',
  replaced: 'Replaced baseline',
  active: 'Active baseline',
  commit: 'Commit of the baseline',
  rollback: 'Rollback status',
  recovery: 'Recovery status',
  milestone: 'Next validation milestone',
} as const;
export type NotePart = keyof typeof noteLabels;

/** What stands in the place of a part that only people know, until they have written it. */
export const openParts = {
  trigger: 'what set it off, and when',
  cause: 'why it happened, or who looks for it',
  impact: 'who and what was affected, and since when',
  posture: 'what the posture record says',
  recovery: 'what works again, and what does not yet',
  milestone: 'YYYY-MM-DD: what is validated by then',
} as const satisfies Partial<Record<NotePart, string>>;

/** The heading and the columns of the table of files. */
export const noteFiles = { heading: 'Restored files', path: 'File', digest: 'SHA-256' } as const;

/** `planned`: nothing has been done. `opened`: a pull request asks for it. `restored`: the files are those of the baseline. */
export const rollbackStatuses = ['planned', 'opened', 'restored'] as const;
export type RollbackStatus = (typeof rollbackStatuses)[number];

/** What a plan knows by itself. */
export interface NoteFacts {
  contract: string;
  replaced: string | undefined;
  active: string | undefined;
  commit: string;
  posture: string | { because: Because };
  rollback: RollbackStatus;
  files: readonly { path: string; after: Uint8Array | undefined }[];
  /** What the plan could not prove, and what would still fail, a line each; what a control says can repeat texts of files. */
  open: readonly string[];
}

/** A file that is deleted has this in the place of its digest. */
export const deleted = 'deleted';

/** The note of a plan, with the parts that only people know marked as open. */
export function incidentNote(facts: NoteFacts, at: number): string {
  const open = (part: keyof typeof openParts): string => `\`<${openParts[part]}>\``;
  const values: Record<NotePart, string> = {
    contract: code(facts.contract),
    trigger: open('trigger'),
    cause: open('cause'),
    impact: open('impact'),
    posture: typeof facts.posture === 'string' ? code(facts.posture) : open('posture'),
    replaced: code(facts.replaced),
    active: code(facts.active),
    commit: code(facts.commit),
    rollback: code(facts.rollback),
    recovery: open('recovery'),
    milestone: open('milestone'),
  };
  const parts = (Object.keys(noteLabels) as NotePart[]).map((part) => `- ${noteLabels[part]}: ${values[part]}`);
  const rows = facts.files.map(({ path, after }) => {
    return `| ${pathCell(path)} | \`${after === undefined ? deleted : sha256(after)}\` |`;
  });
  const blocks = [
    `# Incident note of ${isoDay(at)}`,
    parts.join('\n'),
    `## ${noteFiles.heading}`,
    [`| ${noteFiles.path} | ${noteFiles.digest} |`, '| --- | --- |', ...rows].join('\n'),
    ...(facts.open.length === 0
      ? []
      : [
          '## Not verified, or still failing',
          facts.open.map((line) => `- \`${line.replaceAll('`', "'")}\``).join('\n'),
        ]),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function code(value: string | undefined): string {
  return `\`${plainValue(value)}\``;
}

/** A path as it stands in the table; one with signs that would change the table stands there by its digest. */
export function pathCell(path: string): string {
  return `\`${notePath(path)}\``;
}

/** The same as plain text. */
export function notePath(path: string): string {
  return /^[^\p{C}`|\\]+$/u.test(path) && path.trim() === path && !/ {2}/.test(path) ? path : `sha256:${sha256(path)}`;
}
