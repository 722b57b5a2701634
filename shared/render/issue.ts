import { marked, noteMark } from '../core/issue-marks.ts';
import type { IssueProposal, IssueText } from '../core/issue-proposal.ts';
import { cut, logLine, oneLine, redact } from '../core/sanitise.ts';
import { code, plain, table } from './markdown.ts';

const titleMaxLength = 200;

/** What is written to an issue, as Markdown in which foreign text is neither markup nor a mention nor a mark. */
export interface IssueDocument {
  title: string;
  /** The whole text of a new issue. */
  body: string;
  /** What stands between its marks. */
  part: string | undefined;
  comment: string | undefined;
}

/** An issue proposal as it is written. */
export function issueDocument(proposal: IssueProposal, control: string): IssueDocument {
  const { mark, text, steps, parts, comment } = proposal;
  const part = text === undefined ? undefined : marked(mark, text.state, textOf(text, control));
  const blocks = [
    ...(part === undefined ? [] : [part]),
    ...(steps.length === 0 ? [] : ['## Immediate actions', steps.map((step) => `- [ ] ${plain(step)}`).join('\n')]),
    ...parts.flatMap(({ heading, blank }) => [`## ${plain(heading)}`, plain(blank)]),
  ];
  return {
    title: cut(oneLine(redact(proposal.title).text), titleMaxLength).replace(/@(?=\S)/g, '@\u2060'),
    body: `${blocks.join('\n\n')}\n`,
    part,
    comment: comment === undefined ? undefined : `${noteMark(mark, comment.note)}\n${textOf(comment, control)}\n`,
  };
}

function textOf({ sentences, facts }: IssueText, control: string): string {
  const rows = facts.map(({ label, value }) => [plain(label), code(value)]);
  return [
    ...sentences.map(plain),
    ...(rows.length === 0 ? [] : [table(['What', 'Value'], rows)]),
    `Written by ${code(control)}; what stands outside of this part is people's.`,
  ].join('\n\n');
}

/** What would become of the issue, for people at a terminal: every line is free of what a terminal or a runner would obey. */
export function issuePreview(proposal: IssueProposal, control: string): string {
  const { seen, close, text } = proposal;
  const { title, body, part, comment } = issueDocument(proposal, control);
  const name = seen === undefined ? 'a new issue' : `issue #${seen.number}`;
  const written = seen === undefined ? body : part;
  const lines = [
    `${name}: ${title}`,
    ...(text === undefined || written === undefined
      ? []
      : written
          .trimEnd()
          .split('\n')
          .map((line) => `+ ${line}`)),
    ...(comment === undefined
      ? []
      : [
          'comment:',
          ...comment
            .trimEnd()
            .split('\n')
            .map((line) => `+ ${line}`),
        ]),
    ...(close ? [`${name} is closed`] : []),
  ];
  return lines.map((line) => `${logLine(line)}\n`).join('');
}
