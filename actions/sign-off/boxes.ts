import { locate } from '../../shared/core/location.ts';
import type { Checklist } from '../../shared/domain/sign-off/config.ts';
import { signOffMaxBytes } from '../../shared/domain/sign-off/document.ts';
import { against, passed, unverified, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import { listed, quote } from '../../shared/parse/text.ts';
import type { Ctx } from './definition.ts';

/** A checklist, and what stands against it. */
export interface JudgedChecklist {
  path: string;
  verdict: Verdict;
  boxes: number;
  /** Boxes that are open, and ticked ones that mean no-go. */
  open: readonly string[];
}

/** Judges the boxes of every checklist. A tick is a claim; what measures it is a gate. */
export async function judgeChecklists(ctx: Ctx): Promise<JudgedChecklist[]> {
  const judged: JudgedChecklist[] = [];
  for (const checklist of ctx.inputs.checklists) judged.push(await judgeChecklist(ctx, checklist));
  return judged;
}

async function judgeChecklist(ctx: Ctx, { path, none, template }: Checklist): Promise<JudgedChecklist> {
  const found = await ctx.read(path, { maxBytes: signOffMaxBytes });
  if (!found.found) {
    const fix = `commit ${path}, or take it out of the checklists of the policy`;
    const verdict =
      found.because === undefined
        ? against(`it ${found.message}`, 'a checklist', 'nothing', fix, { path })
        : unverified(found.because);
    return { path, verdict, boxes: 0, open: [] };
  }
  const { parseSignOff, hidden } = await import('../../shared/domain/sign-off/read.ts');
  const { looseBoxes } = await import('../../shared/domain/sign-off/loose-boxes.ts');
  const read = parseSignOff(path, found.content);
  if (!read.ok)
    return {
      path,
      verdict: against(read.problem.message, 'a checklist', 'a text that is none', `mend ${path}`, read.problem.at),
      boxes: 0,
      open: [],
    };
  const { markdown, prose } = read.parsed;
  // Only what stands directly below: another heading, also a deeper one, begins something else.
  const under = (headings: readonly string[]): Set<unknown> =>
    new Set(markdown.boxes.filter(({ heading }) => heading !== undefined && headings.includes(heading)));
  const [against_, templates] = [under(none), under(template)];
  const headings = [...none, ...template].flatMap((heading) => {
    const count = markdown.headings.filter(({ text }) => text === heading).length;
    if (count === 1) return [];
    return [
      count === 0 ? `it has no heading ${quote(heading)}` : `it has the heading ${quote(heading)} ${count} times`,
    ];
  });
  const asked = markdown.boxes.filter((box) => !templates.has(box));
  const open = asked.filter((box) => box.checked === against_.has(box));
  const problems = [
    ...markdown.brokenBoxes.map(({ message, position }) => `a box cannot be read: ${message} (line ${position.line})`),
    ...hidden(read.parsed, (position) => locate(path, position) ?? { path }).map(
      ({ message, at }) => `it ${message}${at.line === undefined ? '' : ` (line ${at.line})`}`,
    ),
    ...looseBoxes(prose).map(
      ({ text, position }) => `a box stands where none is read: ${quote(text, 80)} (line ${position.line})`,
    ),
    ...headings,
    ...(asked.length === 0 ? ['it has no box'] : []),
  ];
  const words = open.map(
    ({ text, checked }) => `${quote(text, 80)} is ${checked ? 'ticked, which means no-go' : 'open'}`,
  );
  const all = [...problems, ...words];
  const first = open[0] === undefined ? { path } : locate(path, open[0].position);
  const verdict =
    all.length === 0
      ? passed
      : against(
          `${open.length} of ${asked.length} boxes stand against it: ${listed(all)}`,
          'every box ticked, and none that means no-go',
          all,
          `do what the open boxes of ${path} say, and tick them`,
          first,
        );
  return { path, verdict, boxes: asked.length, open: words };
}
