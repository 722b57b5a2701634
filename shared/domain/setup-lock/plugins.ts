import type { Json } from '../../core/json.ts';
import { isObject } from '../../core/json.ts';
import { childPointer } from '../../core/pointer.ts';
import { lookUp } from '../../parse/document.ts';
import { quote } from '../../parse/text.ts';
import { noData, passed, unverified, type Verdict } from '../verdict/verdict.ts';
import { type Lock, type PluginList, shapeOf } from './config.ts';
import { integrityProblem, malformation, vagueness, valueText } from './form.ts';
import type { ReadLock } from './read.ts';
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
  return lock.plugins.flatMap((list) => judgeList(lock, read, list));
}

function judgeList(lock: Lock, read: ReadLock, list: PluginList): Judged[] {
  const { id } = lock;
  const entries = read.value(list.at);
  const at = read.at(list.at);
  if (!Array.isArray(entries)) {
    const because = noData(`there is no list at ${list.at}`, `the list ${list.at}`);
    return [
      {
        rule: 'plugin-list',
        about: [id, list.at],
        at,
        verdict: wrong(`there is no list at ${list.at}`, 'a list', entries, `put the list back at ${list.at}`),
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
    const name = value(shape['plugin-id']);
    const named = isObject(entry) && typeof name === 'string' && vagueness(name, lock.placeholders) === undefined;
    const shown = named ? name : `entry ${index + 1}`;
    const folded = shown.normalize('NFKC').toLowerCase();
    const count = (seen.get(folded) ?? 0) + 1;
    seen.set(folded, count);
    const about = [id, list.at, count === 1 ? shown : `${shown} (${count})`];
    const place = read.at(`${base}${shape['plugin-version'] ?? ''}`);
    told.push({ rule: 'plugin-list', about, at: read.at(base), verdict: entryVerdict(list, named, shown, count) });
    told.push({
      rule: 'plugin-version',
      about,
      at: place,
      verdict: versionVerdict(value(shape['plugin-version']), list, lock.placeholders),
    });
    told.push({
      rule: 'plugin-integrity',
      about,
      at: read.at(`${base}${shape['plugin-integrity'] ?? ''}`),
      verdict: integrityVerdict(value, list, shape['plugin-integrity']),
    });
  }
  for (const name of list.required.filter((each) => !seen.has(each.normalize('NFKC').toLowerCase())))
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

function entryVerdict({ denied }: PluginList, named: boolean, name: string, count: number): Verdict {
  if (!named) return wrong('has no id', 'an id', null, 'give it the id under which it is installed');
  if (count > 1) return wrong('is in the list more than once', 1, count, `leave one entry of ${name}`);
  const folded = name.normalize('NFKC').toLowerCase();
  return denied.some((each) => each.toLowerCase() === folded)
    ? wrong('is denied by the policy', 'not in the list', name, `remove ${name}, also where it is installed`)
    : passed;
}

function versionVerdict(
  value: Json | undefined,
  { 'short-commits': short }: PluginList,
  tokens: readonly string[],
): Verdict {
  const expected = 'one exact version such as 1.2.3, or a full commit id';
  const fix = 'write the version or the commit that is installed';
  const vague = vagueness(value, tokens);
  if (vague !== undefined) return wrong(`its version ${vague}`, expected, value, fix);
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
  const { where, in: words } = integrity;
  if (where !== undefined) {
    const kind = value(where);
    if (kind === undefined)
      return wrong(
        `says nothing at ${where}, by which the policy tells whether it needs an integrity`,
        words,
        null,
        `write it at ${where}`,
      );
    if (typeof kind !== 'string' || !words.includes(kind))
      return notAsked(`the policy asks for it only where ${where} is one of ${words.join(', ')}`);
  }
  const found = value(pointer);
  const problem = integrityProblem(found);
  return problem === undefined
    ? passed
    : wrong(
        problem,
        'sha512- and the base64 of the digest',
        found,
        'write the integrity that the registry gives for that version',
      );
}
