import type { Because } from '../../shared/core/errors.ts';
import { isLiteral } from '../../shared/core/glob-pattern.ts';
import type { PatternMatcher } from '../../shared/domain/change-set/changed-paths.ts';
import type { Answer, JudgedUnit, Touch } from '../../shared/domain/change-set/judged-unit.ts';
import { listed } from '../../shared/parse/text.ts';
import type { Demand, Group } from './group.ts';
import { aboutOf, type Outcome, sentence, settled, shown, touchedPaths } from './outcome.ts';

type DemandOf<K extends Demand['kind']> = Extract<Demand, { kind: K }>;
type Yes = Extract<Answer, { is: 'yes' }>;

/** Judges that all patterns changed together, or none. */
export async function judgeTogether(judged: JudgedUnit, group: Group, demand: DemandOf<'together'>): Promise<Outcome> {
  const touches = await touchAll(judged, group, demand.patterns);
  const asking = provenOf(touches.map(({ asks }) => asks));
  const unknown = unknownOf(touches.flatMap(({ asks, changed }) => [asks, changed]));
  const base = { rule: 'together', fact: aboutOf(group, judged.unit) } as const;
  if (asking.length === 0) return settled(base, unknown);
  const lacking: Touch[] = [];
  let doubt = unknown;
  for (const [index, touch] of touches.entries()) {
    if (touch.changed.is !== 'no') continue;
    const matcher = demand.patterns[index];
    const there = demand.existing && matcher !== undefined ? await judged.exists(matcher) : undefined;
    if (there === undefined || there.is === 'yes') lacking.push(touch);
    else if (there.is === 'unknown') doubt ??= there.because;
  }
  if (lacking.length === 0) return settled(base, doubt);
  const what = `${wordsOf(asking)}, but ${listed(lacking.map(lackWords))}`;
  return failure(base, judged, group, { what, asking, touches, lacking, patterns: demand.patterns });
}

/** Judges that what must follow a condition did. */
export async function judgeFollows(judged: JudgedUnit, group: Group, demand: DemandOf<'follows'>): Promise<Outcome> {
  const { when, any, all } = demand;
  const condition = await touchAll(judged, group, when.patterns);
  const asking = provenOf(condition.map(({ asks }) => asks));
  const holds = when.every ? asking.length === condition.length : asking.length > 0;
  const unknown = unknownOf(condition.map(({ asks }) => asks));
  const base = { rule: 'follows', fact: aboutOf(group, judged.unit) } as const;
  const excluded = when.every ? condition.some(({ asks }) => asks.is === 'no') : unknown === undefined;
  if (!holds && excluded) return { ...base, status: 'passed' };
  const [anyTouches, allTouches] = [await touchAll(judged, group, any), await touchAll(judged, group, all)];
  const noneOfAny = anyTouches.length > 0 && anyTouches.every(({ changed }) => changed.is === 'no');
  const lackingAll = allTouches.filter(({ changed }) => changed.is === 'no');
  const lacking = [...lackingAll, ...(noneOfAny ? anyTouches : [])];
  if (lacking.length === 0) {
    const anyProven = anyTouches.length === 0 || anyTouches.some(({ changed }) => changed.is === 'yes');
    const open = [...allTouches, ...(anyProven ? [] : anyTouches)].map(({ changed }) => changed);
    return settled(base, unknownOf(open));
  }
  if (!holds) return settled(base, unknown);
  const none =
    noneOfAny && anyTouches.length > 1 ? [`none of ${listed(any.map(({ pattern }) => pattern))} changed`] : undefined;
  const parts = [...lackingAll.map(lackWords), ...(none ?? (noneOfAny ? anyTouches.map(lackWords) : []))];
  const what = `${wordsOf(asking)}, but ${listed(parts)}`;
  const patterns = [...when.patterns, ...any, ...all];
  const touches = [...allTouches, ...anyTouches];
  return failure(base, judged, group, { what, asking, touches, lacking, patterns, either: noneOfAny });
}

/** Judges that not both sides changed. */
export async function judgeApart(judged: JudgedUnit, group: Group, demand: DemandOf<'apart'>): Promise<Outcome> {
  const base = { rule: 'apart', fact: aboutOf(group, judged.unit) } as const;
  const sides: Answer[][] = [];
  for (const patterns of [demand.these, demand.those]) {
    const touches = await touchAll(judged, group, patterns);
    const asks = touches.map((touch) => touch.asks);
    if (asks.every(({ is }) => is === 'no')) return { ...base, status: 'passed' };
    sides.push(asks);
  }
  const [these = [], those = []] = sides.map(provenOf);
  const [first, second] = [these[0], those[0]];
  if (first === undefined || second === undefined) return settled(base, unknownOf(sides.flat()));
  const patterns = [...demand.these, ...demand.those];
  return {
    rule: 'apart',
    status: 'failed',
    at: { path: second.path },
    fact: {
      ...base.fact,
      problem: sentence(group, judged, `${wordsOf(these)}, and so did the other side: ${wordsOf(those)}`),
      expected: ['changes of one side only'],
      actual: shown([...these, ...those].map(({ path }) => path)),
      observed: { group: group.id, touched: await touchedPaths(judged, patterns) },
      fix: `take ${listed(pathsOf(those))} out of ${judged.unit.name}, into a change without ${listed(pathsOf(these))}`,
    },
  };
}

/** Judges that no member was deleted. What became of content does not matter here, so nothing needs to be read. */
export async function judgeMembers(
  judged: JudgedUnit,
  group: Group,
  members: readonly PatternMatcher[],
): Promise<Outcome> {
  const base = { rule: 'member-deleted', fact: aboutOf(group, judged.unit) } as const;
  const named = new Set(members.flatMap((matcher) => judged.changes.matching(matcher)));
  const deleted = [];
  for (const change of named) if (await judged.isDeletion(change)) deleted.push(change);
  deleted.sort((a, b) => (a.path < b.path ? -1 : 1));
  const [first] = deleted;
  if (first === undefined) return { ...base, status: 'passed' };
  const paths = deleted.map(({ path }) => path);
  const words = deleted.map(({ path, kind, renamedTo }) => {
    if (kind === 'type') return `${path} became a link or a submodule`;
    return renamedTo === undefined ? `${path} was deleted` : `${path} was renamed to ${renamedTo}`;
  });
  return {
    rule: 'member-deleted',
    status: 'failed',
    at: { path: first.path },
    fact: {
      ...base.fact,
      problem: sentence(group, judged, listed(words)),
      expected: ['a regular file'],
      actual: shown(words),
      observed: {
        group: group.id,
        deleted: deleted.map(({ path, kind, id, oldId }) => [path, kind, id ?? '', oldId ?? '']),
      },
      fix: `restore ${listed(paths)} as a regular file; where such files may go, set deletions: allowed for ${group.id}`,
    },
  };
}

async function touchAll(judged: JudgedUnit, group: Group, patterns: readonly PatternMatcher[]): Promise<Touch[]> {
  const touches: Touch[] = [];
  for (const matcher of patterns) touches.push(await judged.touch(matcher, group.copies));
  return touches;
}

function provenOf(answers: readonly Answer[]): Yes[] {
  return answers.filter((answer): answer is Yes => answer.is === 'yes');
}

function unknownOf(answers: readonly Answer[]): Because | undefined {
  const unknown = answers.find((answer) => answer.is === 'unknown');
  return unknown?.is === 'unknown' ? unknown.because : undefined;
}

interface Failure {
  what: string;
  asking: readonly Yes[];
  /** Everything that should have changed. */
  touches: readonly Touch[];
  lacking: readonly Touch[];
  patterns: readonly PatternMatcher[];
  /** One of those that lack would do. */
  either?: boolean;
}

async function failure(
  base: Pick<Outcome, 'rule' | 'fact'>,
  judged: JudgedUnit,
  group: Group,
  { what, asking, touches, lacking, patterns, either }: Failure,
): Promise<Outcome> {
  const missing = lacking.map(({ pattern }) => pattern);
  const literal = missing.find(isLiteral);
  const changed = provenOf(touches.map((touch) => touch.changed));
  const change = `change ${listed(missing)}${either === true && missing.length > 1 ? ' (of those under any-of one is enough)' : ''} too`;
  return {
    ...base,
    status: 'failed',
    at: { path: literal ?? asking[0]?.path ?? '' },
    fact: {
      ...base.fact,
      problem: sentence(group, judged, what),
      expected: shown(touches.map(({ pattern }) => pattern)),
      actual: shown([...new Set([...asking, ...changed].map(({ path }) => path))]),
      observed: { group: group.id, touched: await touchedPaths(judged, patterns), missing: [...missing].sort() },
      fix: `${change} (white space, mode and a copy do not count), or take ${listed(pathsOf(asking))} out of ${judged.unit.name}`,
    },
  };
}

function wordsOf(proofs: readonly Yes[]): string {
  return listed([...new Set(proofs.map(({ words }) => words))]);
}

function pathsOf(proofs: readonly Yes[]): string[] {
  return [...new Set(proofs.map(({ path }) => path))];
}

function lackWords({ pattern, changed }: Touch): string {
  return `${pattern} ${changed.is === 'no' ? changed.words : ''}`;
}
