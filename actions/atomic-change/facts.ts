import type { Because } from '../../shared/core/errors.ts';
import { type Location, locate } from '../../shared/core/location.ts';
import {
  asksElsewhere,
  type Fact,
  type FactPlace,
  factChanged,
  placeText,
} from '../../shared/domain/change-set/fact.ts';
import type { JudgedUnit } from '../../shared/domain/change-set/judged-unit.ts';
import type { SameVersion } from '../../shared/domain/contract-pair/compare.ts';
import { loadVersions } from '../../shared/parse/semver/load.ts';
import { listed } from '../../shared/parse/text.ts';
import { factReader, type VersionReading, valueOf } from './fact-reader.ts';
import type { Group } from './group.ts';
import { aboutOf, type Outcome, sentence, settled, touchedPaths } from './outcome.ts';

/** What became of a fact at one place. */
interface Seen {
  place: FactPlace;
  before: VersionReading;
  after: VersionReading;
  changed: boolean | undefined;
  /** The change of it asks for a change of the others. */
  asks: boolean;
}

/** Judges every fact of a group by itself. Prose, key order and other facts of the same files do not count. */
export async function judgeFacts(judged: JudgedUnit, group: Group, facts: readonly Fact[]): Promise<Outcome[]> {
  const read = factReader(judged.unit);
  const outcomes: Outcome[] = [];
  for (const fact of facts) {
    const same = fact.compare === 'semver' ? (await loadVersions()).same : undefined;
    outcomes.push(await judgeFact(judged, group, fact, read, same));
  }
  return outcomes;
}

async function judgeFact(
  judged: JudgedUnit,
  group: Group,
  fact: Fact,
  read: ReturnType<typeof factReader>,
  same: SameVersion | undefined,
): Promise<Outcome> {
  const base = { rule: 'facts-together', fact: aboutOf(group, judged.unit, fact.name) } as const;
  const seen: Seen[] = [];
  const untouched: FactPlace[] = [];
  for (const place of fact.places) {
    const kind = judged.changes.get(place.path)?.kind;
    if (kind === undefined || kind === 'mode') untouched.push(place);
    else seen.push(look(fact, place, await read(place, 'before'), await read(place, 'after'), same));
  }
  const asking = seen.filter(({ changed, asks }) => changed === true && asks);
  const doubt = seen.flatMap(({ before, after }) => [before, after]).find(({ state }) => state === 'unknown');
  let unknown: Because | undefined = doubt?.state === 'unknown' ? doubt.because : undefined;
  if (asking.length === 0) return settled(base, unknown);
  const lacking: { place: FactPlace; at: Location }[] = [];
  for (const { place, after, changed } of seen)
    if (changed === false) lacking.push({ place, at: locationOf(place, after) });
  for (const place of untouched) {
    // The same bytes before and after: the fact cannot have changed, and should have where there is a file.
    const now = await read(place, 'after');
    if (now.state === 'unknown') unknown ??= now.because;
    else if (now.state !== 'missing') lacking.push({ place, at: locationOf(place, now) });
  }
  const [first] = lacking;
  if (first === undefined) return settled(base, unknown);
  const patterns = fact.places.map(({ path }) => ({ pattern: path, matches: (other: string) => other === path }));
  const [asked] = asking;
  const values = asking.map(({ place, before, after }) => ({
    place: placeText(place),
    before: valueOf(before) ?? null,
    after: valueOf(after) ?? null,
  }));
  const missing = lacking.map(({ place }) => placeText(place));
  const changed = listed(asking.map(({ place }) => placeText(place)));
  return {
    ...base,
    status: 'failed',
    at: first.at,
    fact: {
      ...base.fact,
      problem: sentence(group, judged, `${fact.name} changed at ${changed}, but not at ${listed(missing)}`),
      expected: fact.places.map(placeText),
      actual: seen.filter((each) => each.changed === true).map(({ place }) => placeText(place)),
      observed: {
        group: group.id,
        values,
        missing: [...missing].sort(),
        touched: await touchedPaths(judged, patterns),
      },
      fix: `${instruction(asked)} at ${listed(missing)}, or leave ${fact.name} as it was at ${changed}`,
    },
  };
}

function look(
  fact: Fact,
  place: FactPlace,
  before: VersionReading,
  after: VersionReading,
  same: SameVersion | undefined,
): Seen {
  const known = before.state !== 'unknown' && after.state !== 'unknown';
  const [old, now] = [valueOf(before), valueOf(after)];
  const changed = known ? factChanged(fact, place, old, now, same) : undefined;
  return { place, before, after, changed, asks: changed === true && asksElsewhere(place, old, now) };
}

function locationOf({ path }: FactPlace, reading: VersionReading): Location {
  return locate(path, reading.state === 'value' || reading.state === 'absent' ? reading.at : undefined);
}

/** What to write at the places that lack the change, as far as one place says it. */
function instruction(asked: Seen | undefined): string {
  const value = asked === undefined ? undefined : valueOf(asked.after);
  if (value === undefined) return 'take the fact out';
  if (asked?.place.spot.kind === 'column') return 'make the change of the table';
  const text = JSON.stringify(value);
  return text.length > 200 ? 'write the new value' : `write ${text}`;
}
