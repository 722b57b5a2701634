import { type Ability, type Probed, places, type Reach, type Trouble, type TroubleLevel } from '../core/diagnosis.ts';
import { fitted } from './fitted.ts';
import { safe } from './terminal-text.ts';

/** What `doctor` found. */
export interface Diagnosis {
  troubles: readonly Trouble[];
  abilities: readonly Ability[];
  /** What was looked at, one line each. */
  facts: readonly string[];
  probed?: readonly Probed[] | undefined;
}

const levels: readonly TroubleLevel[] = ['wrong', 'unknown', 'advice'];
const reaches: Readonly<Record<Reach, string>> = { yes: 'yes', part: 'part', no: 'no', 'not-run': '-' };

/**
 * The text for people: the verdict, every problem, worst first, then what can be verified where, and why not more. No line is wider than
 * `width`, where that is known: a table that does not fit becomes paragraphs.
 */
export function diagnosisText({ troubles, abilities, facts, probed }: Diagnosis, width?: number): string {
  const count = (level: TroubleLevel): number => troubles.filter((trouble) => trouble.level === level).length;
  const lines = [`doctor: ${count('wrong')} wrong, ${count('unknown')} not known, ${count('advice')} to consider`];
  for (const level of levels)
    for (const trouble of inOrder(troubles)) if (trouble.level === level) lines.push(...troubleLines(trouble));
  lines.push(...facts.map((fact) => `  ${safe(fact)}`));
  if (abilities.length > 0)
    lines.push('', 'What each control will be able to verify', ...abilityLines(abilities, width));
  if (probed !== undefined) lines.push('', ...probeLines(probed));
  return `${fitted(lines, width).join('\n')}\n`;
}

/** By file and line; what is about no line comes first. */
function inOrder(troubles: readonly Trouble[]): Trouble[] {
  return [...troubles].sort((a, b) => (a.path === b.path ? (a.line ?? 0) - (b.line ?? 0) : a.path < b.path ? -1 : 1));
}

function troubleLines({ level, path, line, says, expected, actual, fix }: Trouble): string[] {
  return [
    `  ${level.padEnd(7)}  ${safe(path)}${line === undefined ? '' : `:${line}`}  ${safe(says)}`,
    `      expected: ${safe(expected)}`,
    `      actual: ${safe(actual)}`,
    `      Fix: ${safe(fix)}`,
  ];
}

function abilityLines(abilities: readonly Ability[], room = Number.POSITIVE_INFINITY): string[] {
  const width = Math.max(...abilities.map(({ control }) => control.length));
  const reasons = new Map<string, number>();
  const rows = abilities.map(({ control, at }) => {
    const cells = places.map((place) => {
      const { reach, because } = at[place];
      if (because !== undefined && !reasons.has(because)) reasons.set(because, reasons.size + 1);
      const note = because === undefined ? '' : ` ${reasons.get(because)}`;
      return `${reaches[reach]}${note}`.padEnd(columnOf(place));
    });
    return `  ${control.padEnd(width)}  ${cells.join('  ')}`.trimEnd();
  });
  const head = `  ${''.padEnd(width)}  ${places.map((place) => place.padEnd(columnOf(place))).join('  ')}`.trimEnd();
  const paragraphs = abilities.flatMap((ability) => abilityParagraph(ability, reasons));
  return [
    ...(head.length <= room ? [head, ...rows] : paragraphs),
    '  yes: all that it is asked; part: the rest is not verified; no: nothing; -: no workflow runs it there',
    ...[...reasons].map(([because, number]) => `  ${number}: ${safe(because)}`),
  ];
}

/** The places by what is reached there. */
function abilityParagraph({ control, at }: Ability, reasons: ReadonlyMap<string, number>): string[] {
  const said = new Map<string, string[]>();
  for (const place of places) {
    const { reach, because } = at[place];
    const words = [reaches[reach], because === undefined ? undefined : reasons.get(because)].filter(
      (word) => word !== undefined,
    );
    const same = said.get(words.join(' ')) ?? [];
    said.set(words.join(' '), [...same, place]);
  }
  return [`  ${control}`, ...[...said].map(([words, where]) => `    ${words}: ${where.join(', ')}`)];
}

/** Wide enough for the longest word with the number of its reason. */
function columnOf(place: string): number {
  return Math.max(place.length, 7);
}

const looks: Readonly<Record<Probed['outcome'], string>> = {
  refuted: 'refuted',
  'could-not-look': 'could not look',
  confirmed: 'confirmed',
  'nothing-here': 'nothing here',
  'by-hand': 'by hand',
};

function probeLines(probed: readonly Probed[]): string[] {
  const count = (outcome: Probed['outcome']): number => probed.filter((each) => each.outcome === outcome).length;
  const lines = [
    `What is taken for true of GitHub: ${count('refuted')} refuted, ${count('confirmed')} confirmed here, ${count('could-not-look')} could not be looked at, ${count('nothing-here')} with nothing here to see, ${count('by-hand')} only by hand`,
  ];
  const [first] = probed;
  // One reason for all of them is said once.
  if (first !== undefined && probed.every(({ because, needs }) => because === first.because && needs === first.needs)) {
    lines.push(`  ${safe(first.because)}`);
    if (first.needs !== undefined) lines.push(`      needs: ${safe(first.needs)}`);
    return lines;
  }
  for (const { id, outcome, risk, says, because, needs } of probed) {
    lines.push(`  ${looks[outcome]}  ${id} (${risk})`, `      ${safe(says)}`, `      ${safe(because)}`);
    if (needs !== undefined) lines.push(`      ${outcome === 'by-hand' ? 'to look' : 'needs'}: ${safe(needs)}`);
  }
  return lines;
}
