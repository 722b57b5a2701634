import { isMarkerState, isMarkName } from './issue-marks.ts';
import type { IssueProposal } from './issue-proposal.ts';

/** What is wrong with the form of such a proposal, as a clause; undefined when nothing is. */
export function issueProblem({
  mark,
  title,
  seen,
  text,
  comment,
  close,
  parts,
  steps,
}: IssueProposal): string | undefined {
  if (!isMarkName(mark)) return `has a mark that is not allowed: ${mark}`;
  if (title.trim() === '' || /[\r\n]/.test(title)) return 'has a title that is not one line';
  if (comment !== undefined && !isMarkName(comment.note)) return `has a note that is not allowed: ${comment.note}`;
  if (text !== undefined && !isMarkerState(text.state)) return 'remembers something that is not allowed';
  if (seen === undefined && text === undefined) return 'opens an issue without a text';
  if (seen === undefined && (close || comment !== undefined))
    return 'closes, or comments on, an issue that is not there';
  if (seen !== undefined && text === undefined && comment === undefined && !close) return 'changes nothing';
  const lines = [...steps, ...parts.flatMap(({ heading, blank }) => [heading, blank])];
  return lines.some((line) => line.trim() === '' || /[\r\n]/.test(line))
    ? 'has a part that is not one line'
    : undefined;
}
