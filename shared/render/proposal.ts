import type { Proposal } from '../core/proposal.ts';
import { logLine, oneLine, redact } from '../core/sanitise.ts';
import { unifiedDiff } from '../core/unified-diff.ts';
import { code, plain, table } from './markdown.ts';

/** The body of a pull request: foreign text in it is neither markup nor a mention. */
export function proposalBody({ sentences, facts, changes }: Proposal, control: string): string {
  const rows = facts.map(({ label, value }) => [plain(label), code(value)]);
  return [
    ...sentences.map(plain),
    ...(rows.length === 0 ? [] : [table(['What', 'Value'], rows)]),
    changes.map(({ path, before }) => `- ${code(path)}${before === undefined ? ' (new)' : ''}`).join('\n'),
    `Proposed by ${code(control)}; a later run may replace what is on this branch.`,
  ].join('\n\n');
}

/** The title of a pull request or commit: one line without mentions of people and without what looks like a credential. */
export function proposalTitle({ title }: Proposal): string {
  return oneLine(redact(title).text).replace(/@(?=\S)/g, '@\u2060');
}

/** The change as a unified diff that can be applied. */
export function proposalPatch({ changes }: Proposal): string {
  return unifiedDiff(changes);
}

/** The change as a unified diff for people: every line is free of what a terminal or a runner would obey. */
export function proposalDiff(proposal: Proposal): string {
  const lines = redact(proposalPatch(proposal)).text.split('\n').slice(0, -1);
  return lines.map((line) => `${shown(line)}\n`).join('');
}

/** The sign in front stays, white space too. */
function shown(line: string): string {
  const [lead = ''] = /^[ +-]?[ \t]*/.exec(line) ?? [];
  return `${lead}${logLine(line.slice(lead.length))}`;
}
