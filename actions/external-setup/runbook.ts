import { containedPath } from '../../shared/core/path.ts';
import { wrong } from '../../shared/domain/setup-lock/told.ts';
import { passed, unverified, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import { headingAnchors } from '../../shared/parse/heading-anchor.ts';
import { parseMarkdown } from '../../shared/parse/markdown.ts';
import { shownText } from '../../shared/parse/markdown-text.ts';
import { isSaid } from '../../shared/parse/said.ts';
import { decodeText } from '../../shared/parse/text.ts';
import type { Ctx } from './definition.ts';

/** Judges whether a document of the judged tree has a section, named as path.md#section. */
export async function judgeSection(ctx: Ctx, link: string): Promise<Verdict> {
  const [path = '', anchor = ''] = link.split('#');
  const contained = containedPath(path);
  const fix = `write the section in ${path}, or have the policy name the one that is there`;
  if (!contained.ok)
    return wrong(`the path of the runbook ${contained.message}`, 'a path of the repository', path, fix);
  const found = await ctx.read(contained.path);
  if (!found.found && found.because !== undefined) return unverified(found.because);
  const text = found.found ? decodeText(found.content) : { ok: false as const, message: found.message };
  const parsed = text.ok ? parseMarkdown(text.text) : text;
  if (!parsed.ok)
    return wrong(`the runbook ${path} ${parsed.message}`, 'a Markdown document', 'nothing', fix, { path });
  const { headings, lines } = parsed.document;
  const anchors = headingAnchors(headings);
  const own = headings[anchors.indexOf(anchor)];
  if (own === undefined) return wrong(`the runbook ${path} has no section ${anchor}`, anchor, anchors, fix, { path });
  const { line } = own.position;
  const next = headings.find(({ position, depth }) => position.line > line && depth <= own.depth);
  const [from, until] = [lines.start(line + 1), next === undefined ? undefined : lines.start(next.position.line)];
  const shown = shownText(from === undefined || !text.ok ? '' : text.text.slice(from, until));
  return shown.ok && isSaid(shown.text)
    ? passed
    : wrong(`the section ${anchor} of the runbook ${path} says nothing`, 'how it is set up', null, fix, { path, line });
}
