import type { Sighting } from '../core/adoption.ts';
import { lines as linesOf, redact } from '../core/sanitise.ts';
import { fitted } from './fitted.ts';
import { safe } from './terminal-text.ts';

/** What became of a file of `init`. */
export interface InitFile {
  path: string;
  state: 'written' | 'would-write' | 'kept' | 'left-out';
  /** Why it was kept or left out. */
  because?: string;
  content?: string;
}

/** What `init` tells. */
export interface InitTold {
  files: readonly InitFile[];
  recognised: readonly Sighting[];
  guessed: readonly Sighting[];
  unread: readonly Sighting[];
  /** Controls that are asked for and are not in the workflow. */
  left: readonly { control: string; because: string }[];
  notes: readonly string[];
  next: readonly string[];
}

const words: Readonly<Record<InitFile['state'], string>> = {
  written: 'written',
  'would-write': 'would write',
  kept: 'kept',
  'left-out': 'left out',
};

/** At most so many of a list are shown; the count of the rest is. */
const most = 20;

/**
 * The text for people: first what became of each file, then what was found and what was not, then what to do. No line but those of files is
 * wider than `width`, where that is known.
 */
export function initText(told: InitTold, width?: number): string {
  const { files } = told;
  const count = (state: InitFile['state']): number => files.filter((file) => file.state === state).length;
  const verdict = (['written', 'would-write', 'kept', 'left-out'] as const)
    .filter((state) => count(state) > 0)
    .map((state) => `${count(state)} ${words[state]}`)
    .join(', ');
  const lines = [`init: ${verdict}`];
  for (const { path, state, because } of files)
    lines.push(`  ${words[state].padEnd(11)}  ${safe(path)}${because === undefined ? '' : `  ${safe(because)}`}`);
  for (const note of told.notes) lines.push(`  note: ${safe(note)}`);
  lines.push(...section('Recognised, and asked for', told.recognised));
  lines.push(...section('Only likely: offered as comments, or told here', told.guessed));
  lines.push(...section('Not read', told.unread));
  if (told.left.length > 0) {
    lines.push('', 'Asked for, but in no job of the workflow');
    for (const { control, because } of told.left) lines.push(`  ${control}  ${safe(because)}`);
  }
  // A file is shown as it would be written: somebody may copy it.
  const shown = files.flatMap(({ path, state, content }) =>
    state !== 'would-write' || content === undefined
      ? []
      : ['', `--- ${safe(path)}`, linesOf(redact(content).text).trimEnd()],
  );
  const next = told.next.map((step, at) => `  ${at + 1}. ${safe(step)}`);
  const last = next.length === 0 ? [] : ['', 'Next', ...next];
  return `${[...fitted(lines, width), ...shown, ...fitted(last, width)].join('\n')}\n`;
}

function section(title: string, sightings: readonly Sighting[]): string[] {
  if (sightings.length === 0) return [];
  const lines = sightings
    .slice(0, most)
    .map(({ path, line, says }) => `  ${safe(path)}${line === undefined ? '' : `:${line}`}  ${safe(says)}`);
  const more = sightings.length - lines.length;
  return ['', title, ...lines, ...(more > 0 ? [`  and ${more} more; --json lists all`] : [])];
}
