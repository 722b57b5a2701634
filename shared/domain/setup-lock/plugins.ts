import type { Json } from '../../core/json.ts';
import { childPointer } from '../../core/pointer.ts';
import { lookUp } from '../../parse/document.ts';
import { quote } from '../../parse/text.ts';
import { noData, passed, unverified, type Verdict } from '../verdict/verdict.ts';
import { type Lock, type PluginList, type Shape, shapeOf } from './config.ts';
import { integrityProblem, malformation, vagueness, valueText } from './form.ts';
import { mostEntries, type ReadLock } from './read.ts';
import { notAsked, type Told, wrong } from './told.ts';

export type PluginRule = 'plugin-list' | 'plugin-version' | 'plugin-integrity';
type Judged = Told & { rule: PluginRule };
const pluginRules = ['plugin-list', 'plugin-version', 'plugin-integrity'] as const;

/** Judges the lists of plug-ins of a lock. */
export function judgePlugins(lock: Lock, read: ReadLock): Judged[] {
  if (lock.plugins.length === 0)
    return pluginRules.map((rule) => ({
      rule,
      about: [lock.id],
      verdict: notAsked('the policy names no list of plug-ins'),
    }));
  const versions = new Map<string, { version: Json | undefined; at: string }>();
  return lock.plugins.flatMap((list) => judgeList(lock, read, list, versions));
}

/** Judges one list. `versions`: what the lists before it say of a plug-in. */
function judgeList(
  lock: Lock,
  read: ReadLock,
  list: PluginList,
  versions: Map<string, { version: Json | undefined; at: string }>,
): Judged[] {
  const { id } = lock;
  const entries = read.value(list.at);
  const at = read.at(list.at);
  if (!Array.isArray(entries) || entries.length > mostEntries) {
    const problem = Array.isArray(entries)
      ? `the list at ${list.at} has ${entries.length} entries: more than ${mostEntries} are not read`
      : `there is no list at ${list.at}`;
    const because = noData(problem, `the list ${list.at}`);
    return [
      {
        rule: 'plugin-list',
        about: [id, list.at],
        at,
        verdict: wrong(
          problem,
          `a list of at most ${mostEntries} entries`,
          Array.isArray(entries) ? entries.length : entries,
          `put the list back at ${list.at}`,
        ),
      },
      ...(['plugin-version', 'plugin-integrity'] as const).map(
        (rule): Judged => ({ rule, about: [id, list.at], at, verdict: unverified(because) }),
      ),
    ];
  }
  const shape = shapeOf(lock);
  const told: Judged[] = [];
  const seen = new Map<string, number>();
  for (const [index, entry] of entries.entries()) {
    const base = childPointer(list.at, index);
    const value = (pointer: string | undefined): Json | undefined =>
      pointer === undefined ? undefined : lookUp(entry, pointer);
    const name = nameIn(entry, shape['plugin-id'], lock.placeholders);
    const shown = name ?? '';
    const count = (seen.get(fold(shown)) ?? 0) + 1;
    seen.set(fold(shown), count);
    // Where no name tells the entry from the others its place does; no name is like a place.
    const about = [id, list.at, name === undefined || count > 1 ? `#${index + 1} ${shown}`.trim() : shown];
    const version = value(shape['plugin-version']);
    const first = versions.get(fold(shown)) ?? { version, at: list.at };
    if (name !== undefined) versions.set(fold(shown), first);
    const other = first.at === list.at || first.version === version ? undefined : first.at;
    const place = read.at(`${base}${shape['plugin-version'] ?? ''}`);
    told.push({ rule: 'plugin-list', about, at: read.at(base), verdict: entryVerdict(list, name, count) });
    told.push({
      rule: 'plugin-version',
      about,
      at: place,
      verdict: versionVerdict(version, list, lock.placeholders, other),
    });
    told.push({
      rule: 'plugin-integrity',
      about,
      at: read.at(`${base}${shape['plugin-integrity'] ?? ''}`),
      verdict: integrityVerdict(value, list, shape['plugin-integrity']),
    });
  }
  for (const name of list.required.filter((each) => !seen.has(fold(each))))
    told.push({
      rule: 'plugin-list',
      about: [id, list.at, name],
      at,
      verdict: wrong(
        'is required, and is not in the list',
        name,
        'nothing',
        `install ${name}, and list it at ${list.at}`,
      ),
    });
  for (const rule of pluginRules)
    if (!told.some((each) => each.rule === rule)) {
      const because = noData(`the list ${list.at} is empty`, 'an entry');
      told.push({ rule, about: [id, list.at], at, verdict: unverified(because) });
    }
  return told;
}

/**
 * The id of an entry, where it has one: signs that are seen, none of them like another. Anything else could be a name that is denied, for
 * those who read it.
 */
function nameIn(entry: Json, pointer: string | undefined, tokens: readonly string[]): string | undefined {
  const name = pointer === undefined ? undefined : lookUp(entry, pointer);
  if (typeof name !== 'string' || !/^[A-Za-z0-9@][\x21-\x7e]{0,199}$/.test(name)) return undefined;
  return vagueness(name, tokens) === undefined ? name : undefined;
}

function fold(name: string): string {
  return name.toLowerCase();
}

function entryVerdict({ denied }: PluginList, name: string | undefined, count: number): Verdict {
  if (name === undefined)
    return wrong(
      'has no id in plain letters, digits and signs',
      'an id',
      null,
      'give it the id under which it is installed',
    );
  if (count > 1) return wrong('is in the list more than once', 1, count, `leave one entry of ${name}`);
  return denied.some((each) => fold(each) === fold(name))
    ? wrong('is denied by the policy', 'not in the list', name, `remove ${name}, also where it is installed`)
    : passed;
}

function versionVerdict(
  value: Json | undefined,
  { 'short-commits': short }: PluginList,
  tokens: readonly string[],
  other: string | undefined,
): Verdict {
  const expected = 'one exact version such as 1.2.3, or a full commit id';
  const fix = 'write the version or the commit that is installed';
  const vague = vagueness(value, tokens);
  if (vague !== undefined) return wrong(`its version ${vague}`, expected, value, fix);
  if (other !== undefined) return wrong(`its version is another one than at ${other}`, 'the same version', value, fix);
  const text = valueText(value);
  if (malformation(text, 'version', []) === undefined || malformation(text, 'commit', []) === undefined) return passed;
  if (/^[0-9a-f]{7,39}$/.test(text) && /[0-9]/.test(text)) {
    if (short) return passed;
    return wrong(
      `its version ${quote(text)} is the beginning of a commit id`,
      expected,
      value,
      'write the whole commit id',
    );
  }
  return wrong(`its version ${quote(text)} is neither one exact version nor a commit`, expected, value, fix);
}

function integrityVerdict(
  value: (pointer: string | undefined) => Json | undefined,
  { integrity }: PluginList,
  pointer: string | undefined,
): Verdict {
  if (integrity === undefined) return notAsked('the policy asks for no integrity');
  const { where, except } = integrity;
  const kind = where === undefined ? undefined : value(where);
  if (typeof kind === 'string' && except.includes(kind))
    return notAsked(`the policy asks for none where ${where} is ${quote(kind)}`);
  const found = value(pointer);
  const problem = integrityProblem(found);
  return problem === undefined
    ? passed
    : wrong(
        problem,
        'sha512- and the base64 of the digest',
        found,
        'write the integrity that the registry gives for that version, or have its kind excepted by the policy',
      );
}

/** Judges what a change made of the plug-ins that were listed before it: their digests stay, and follow their versions. */
export function judgePluginSteps(
  lock: Lock,
  before: ReadLock | undefined,
  now: ReadLock,
): (Told & { rule: 'kept' | 'change-shown' })[] {
  if (before === undefined) return [];
  const shape = shapeOf(lock);
  return lock.plugins.flatMap(({ at }) => {
    const then = entriesIn(before, at, shape, lock.placeholders);
    return [...entriesIn(now, at, shape, lock.placeholders)].flatMap(([key, { name, version, integrity, base }]) => {
      const earlier = then.get(key);
      if (earlier === undefined || integrityProblem(earlier.integrity) !== undefined) return [];
      const about = [lock.id, at, name];
      const place = now.at(base);
      const lost = integrityProblem(integrity) !== undefined;
      const kept: Verdict = lost
        ? wrong(
            'had an integrity before the change',
            earlier.integrity,
            integrity,
            `write the integrity of ${name} again, or have the step back approved by a waiver`,
          )
        : passed;
      const told = [{ rule: 'kept' as const, about, at: place, verdict: kept }];
      if (lost || (version === earlier.version) === (integrity === earlier.integrity)) return told;
      const problem =
        version === earlier.version
          ? 'has another integrity under the same version'
          : 'has another version, and the integrity of the one before';
      const fix = `write version and integrity of what is installed, or have the correction approved by a waiver`;
      const shown = wrong(
        problem,
        'version and integrity that change together',
        [version ?? null, integrity ?? null],
        fix,
      );
      return [...told, { rule: 'change-shown' as const, about, at: place, verdict: shown }];
    });
  });
}

interface Entry {
  name: string;
  version: Json | undefined;
  integrity: Json | undefined;
  base: string;
}

/** The entries of a list by their names; of two that share one the last. */
function entriesIn(read: ReadLock, at: string, shape: Shape, tokens: readonly string[]): Map<string, Entry> {
  const list = read.value(at);
  const entries = Array.isArray(list) && list.length <= mostEntries ? list : [];
  return new Map(
    entries.flatMap((entry, index): [string, Entry][] => {
      const name = nameIn(entry, shape['plugin-id'], tokens);
      if (name === undefined) return [];
      const value = (pointer: string | undefined): Json | undefined =>
        pointer === undefined ? undefined : lookUp(entry, pointer);
      const [version, integrity] = [value(shape['plugin-version']), value(shape['plugin-integrity'])];
      return [[fold(name), { name, version, integrity, base: childPointer(at, index) }]];
    }),
  );
}
