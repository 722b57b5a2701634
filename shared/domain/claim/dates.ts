import type { Position } from '../../core/location.ts';
import { isCalendarDay, parseTime, startOfDay } from '../../core/time.ts';
import type { MarkdownDocument } from '../../parse/markdown.ts';

/*
 * The days that a document says of itself. Whoever writes them can write any: an old one speaks against it, a fresh one is no proof of
 * more than that it says so.
 */

/** A day or time that a document states. */
export interface StatedDate {
  /** What states it, for people: `its name`, `Last updated`. */
  from: string;
  /** Milliseconds since 1970; of a day its first moment, UTC. */
  time: number;
  text: string;
  position?: Position | undefined;
}

const labels =
  /^(?:last )?(?:updated|reviewed|verified|checked)(?: at| on)?$|^(?:(?:decision|release|report|review|run|effective) )?date$|^generated(?:[_ ]?at)?$/i;

/** The day in the name of a file (`report-2026-05-12.md`), the newest when it has several. */
export function dateOfName(path: string): StatedDate | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const days = [...name.matchAll(/(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)/g)].map(([text]) => text).filter(isCalendarDay);
  const newest = days.sort().at(-1);
  return newest === undefined ? undefined : { from: 'its name', time: startOfDay(newest), text: newest };
}

/** What a Markdown document states in its front matter, in `Updated: 2026-05-12` lines or bullets, and in its title. */
export function statedDates(document: MarkdownDocument): StatedDate[] {
  const said = [...document.labelledLines, ...document.bullets]
    .filter(({ label }) => labels.test(label))
    .flatMap(({ label, value, position }) => dateIn(label, value, position) ?? []);
  // What a parser without front matter takes for a heading is no title.
  const title = document.headings.find(({ depth }) => depth === 1);
  const titled = title === undefined ? undefined : dateIn('its title', title.text, title.position);
  return [...frontMatterDates(document), ...said, ...(titled === undefined ? [] : [titled])];
}

/** The `date:`, `updated:` and such between `---` lines at the very beginning. */
function frontMatterDates({ lines }: MarkdownDocument): StatedDate[] {
  if (lines.line(1)?.trim() !== '---') return [];
  const found: StatedDate[] = [];
  for (let line = 2; line <= Math.min(lines.count, 60); line += 1) {
    const text = lines.line(line) ?? '';
    if (/^(?:---|\.\.\.)\s*$/.test(text)) return found;
    const [, key = '', value = ''] = /^([A-Za-z_-]+):\s*(.*)$/.exec(text) ?? [];
    const label = key.replace(/[-_]/g, ' ');
    const date = labels.test(label) ? dateIn(key, value, { line, column: 1 }) : undefined;
    if (date !== undefined) found.push(date);
  }
  // Without an end it is no front matter.
  return [];
}

function dateIn(from: string, value: string, position: Position): StatedDate | undefined {
  const text = /(?<!\d)\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2}))?(?!\d)/.exec(value)?.[0];
  if (text === undefined) return undefined;
  const time = text.length > 10 ? parseTime(text) : isCalendarDay(text) ? startOfDay(text) : undefined;
  return time === undefined ? undefined : { from, time, text, position };
}
