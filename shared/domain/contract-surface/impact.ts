import { isObject, type Json } from '../../core/json.ts';
import type { Position } from '../../core/location.ts';
import { childPointer } from '../../core/pointer.ts';
import type { JsonDocument } from '../../parse/document.ts';
import { type Bullet, bulletsUnder, headingsNamed, parseMarkdown } from '../../parse/markdown.ts';
import { isPlaceholder } from '../../parse/placeholder.ts';

/** What a statement says to one question: something, nothing at all, what the template says, or what it said before the change. */
export interface ImpactAnswer {
  label: string;
  state: 'filled' | 'missing' | 'placeholder' | 'earlier';
  value: string | undefined;
  position: Position | undefined;
}

/**
 * The consumer impact statement that a change adds to a Markdown file: a bullet `- Label: value` for each label, under the
 * heading when one is given. Bullets that the earlier version had say nothing of this change.
 */
export function addedImpact(
  before: string | undefined,
  after: string,
  { heading, labels }: { heading?: string | undefined; labels: readonly string[] },
): { ok: true; answers: ImpactAnswer[] } | { ok: false; message: string } {
  const now = parseMarkdown(after);
  if (!now.ok) return now;
  const old = before === undefined ? undefined : parseMarkdown(before);
  if (old !== undefined && !old.ok) return { ok: false, message: `of the earlier version ${old.message}` };
  const extra = new Map<string, number>();
  const count = (bullets: readonly Bullet[], by: number): void => {
    for (const bullet of bullets) extra.set(keyOf(bullet), (extra.get(keyOf(bullet)) ?? 0) + by);
  };
  count(now.document.bullets, 1);
  count(old?.document.bullets ?? [], -1);
  const start = heading === undefined ? undefined : headingsNamed(now.document, heading)[0]?.position;
  const added = (heading === undefined ? now.document.bullets : bulletsUnder(now.document, heading)).filter(
    (bullet) => {
      const left = extra.get(keyOf(bullet)) ?? 0;
      extra.set(keyOf(bullet), left - 1);
      return left > 0;
    },
  );
  const answers = labels.map((label): ImpactAnswer => {
    const own = added.filter((bullet) => bullet.label === label);
    const open = own.find(({ value }) => isPlaceholder(value));
    const shown = open ?? own[0];
    if (shown === undefined) return { label, state: 'missing', value: undefined, position: start };
    return {
      label,
      state: open === undefined ? 'filled' : 'placeholder',
      value: shown.value,
      position: shown.position,
    };
  });
  return { ok: true, answers };
}

/** The same for a statement as it stands, whatever it said before. */
export function writtenBullets(
  text: string,
  place: { heading?: string | undefined; labels: readonly string[] },
): ReturnType<typeof addedImpact> {
  return addedImpact(undefined, text, place);
}

/**
 * The same for a statement in a JSON or YAML file: an object with a text for each label, or for each of its members. One that answers
 * every question as the earlier version did says nothing of this change.
 */
export function writtenImpact(
  before: JsonDocument | undefined,
  document: JsonDocument,
  pointer: string,
  labels: readonly string[],
): ImpactAnswer[] {
  const answers = answersAt(document, pointer, labels);
  const earlier = before === undefined ? [] : answersAt(before, pointer, labels);
  const isSame = answers.every(({ value }, index) => folded(value) === folded(earlier[index]?.value));
  if (!isSame || answers.length !== earlier.length) return answers;
  return answers.map((answer) => (answer.state === 'filled' ? { ...answer, state: 'earlier' } : answer));
}

function folded(value: string | undefined): string | undefined {
  return value?.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();
}

function answersAt(document: JsonDocument, pointer: string, labels: readonly string[]): ImpactAnswer[] {
  const statement = document.get(pointer);
  if (!isObject(statement))
    return [{ label: pointer, state: 'missing', value: undefined, position: document.near(pointer) }];
  const asked = labels.length === 0 ? Object.keys(statement) : labels;
  if (asked.length === 0)
    return [{ label: pointer, state: 'missing', value: undefined, position: document.at(pointer) }];
  return asked.map((label): ImpactAnswer => {
    const at = childPointer(pointer, label);
    const value = document.get(at);
    const position = document.at(at) ?? document.near(pointer);
    if (value === undefined || value === null) return { label, state: 'missing', value: undefined, position };
    const shown = typeof value === 'string' ? value : JSON.stringify(value);
    return { label, state: saysNothing(value) ? 'placeholder' : 'filled', value: shown, position };
  });
}

/** A list or an object says something when each of its members does. */
function saysNothing(value: Json): boolean {
  if (typeof value === 'string') return isPlaceholder(value);
  if (typeof value !== 'object' || value === null) return value === null;
  const members = Object.values(value);
  return members.length === 0 || members.some(saysNothing);
}

function keyOf({ label, value }: Bullet): string {
  return JSON.stringify([label, value]);
}
