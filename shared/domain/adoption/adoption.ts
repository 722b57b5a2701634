import type { Adoption, ConfigPart, Sighting } from '../../core/adoption.ts';
import type { Json } from '../../core/json.ts';
import { isObject } from '../../core/json.ts';
import { parsePointer } from '../../core/pointer.ts';
import { findContracts } from './contracts.ts';
import type { Ground } from './ground.ts';
import { findLists } from './lists.ts';
import { findOffers } from './offers.ts';
import { findSurfaces } from './surfaces.ts';

/** What a first configuration can ask for in a repository. The same files give the same answer. */
export function adoptionOf(ground: Ground): Adoption {
  const contracts = findContracts(ground);
  const sure = [contracts, findSurfaces(ground, contracts.named), findLists(ground)];
  const recognised = sure.flatMap((found) => found.recognised);
  const taken = new Set(recognised.map(({ path }) => path));
  const offers = findOffers(ground, taken);
  const certain = sure.flatMap(({ parts }) => parts);
  return {
    parts: [...certain, ...(certain.some((part) => part.sure) ? [decision] : []), ...offers.parts, ...platform],
    recognised,
    guessed: inOrder([...sure.flatMap((found) => found.guessed), ...offers.guessed]),
    unread: ground.unread,
  };
}

const decision: ConfigPart = {
  key: 'executive-summary',
  value: {},
  sure: true,
  about: [
    'One decision over all of the above: go, conditional-go or no-go. Its job is the one to require in branch protection.',
  ],
};

/** What every repository on GitHub can ask for, and no look at its files can tell. */
const platform: readonly ConfigPart[] = [
  {
    key: 'branch-protection',
    value: { policy: { repository: { branches: [{ pattern: '~DEFAULT_BRANCH', preset: 'baseline' }] } } },
    sure: false,
    about: [
      'Whether the default branch is protected. Who may bypass it only a token with administration shows: see .github/guides/protection.md of the suite.',
    ],
  },
];

/** The parts that are certain, as the configuration holds them, with what a person may have to look at. */
export function certainParts(adoption: Adoption): readonly ConfigPart[] {
  return adoption.parts.filter(({ sure }) => sure);
}

/** A problem of a configuration, by the pointer of the value. */
interface Refusal {
  pointer: string;
  message: string;
}

/** Each round takes something away; after so many the rest is only offered, with the reason. */
const mostRounds = 100;

/**
 * The same, with every part as an offer that a check of the whole configuration refuses; parts that rest on it follow. What is left passes
 * the check.
 */
export function settled(adoption: Adoption, problemsOf: (config: unknown) => readonly Refusal[]): Adoption {
  let current = adoption;
  for (let left = mostRounds; left > 0; left -= 1) {
    const problems = problemsOf(configValue(current));
    if (problems.length === 0) return current;
    current = withoutRefused(current, problems);
  }
  const why = `It was not settled what fits: something was refused ${mostRounds} times. Take in one part after the other.`;
  return {
    ...current,
    parts: current.parts.map((part) => ({
      ...part,
      sure: false,
      about: part.sure ? [...part.about, why] : part.about,
    })),
  };
}

function withoutRefused(adoption: Adoption, refused: readonly Refusal[]): Adoption {
  const parts = adoption.parts.flatMap((part): ConfigPart[] => {
    const own = refused.filter(({ pointer }) => part.sure && (parsePointer(pointer)?.[0] ?? '') === part.key);
    return own.length === 0 ? [part] : split(part, own);
  });
  const left = parts.filter(({ sure, key }) => sure && key !== decision.key);
  return { ...adoption, parts: left.length > 0 ? parts : parts.filter(({ key }) => key !== decision.key) };
}

/** A part without the items of its list that are refused, which become offers; as a whole where that cannot be told apart. */
function split(part: ConfigPart, refused: readonly Refusal[]): ConfigPart[] {
  const offer = (value: Json, reasons: readonly string[]): ConfigPart => ({
    ...part,
    value,
    sure: false,
    about: [...part.about, ...[...new Set(reasons)].map((reason) => `It does not fit as it was read: ${reason}`)],
  });
  const list = listIn(part.value);
  const places = refused.map(({ pointer, message }) => {
    const tokens = (parsePointer(pointer) ?? []).slice(1);
    const at =
      list === undefined || tokens.slice(0, list.path.length).join('/') !== list.path.join('/')
        ? undefined
        : tokens[list.path.length];
    return { at: at !== undefined && /^\d+$/.test(at) ? Number(at) : undefined, message };
  });
  const bad = new Map(places.map(({ at, message }) => [at, message]));
  if (list === undefined || bad.has(undefined) || bad.size >= list.items.length)
    return [
      offer(
        part.value,
        places.map(({ message }) => message),
      ),
    ];
  const keep = list.items.filter((_item, at) => !bad.has(at));
  return [
    { ...part, value: list.around(keep) },
    ...[...bad].map(([at, message]) => offer(list.around([list.items[at ?? 0] ?? null]), [message])),
  ];
}

/** The list that a part is, or that is all it holds. */
function listIn(
  value: Json,
): { path: string[]; items: readonly Json[]; around(items: readonly Json[]): Json } | undefined {
  if (Array.isArray(value)) return { path: [], items: value, around: (items) => [...items] };
  const [only, ...more] = isObject(value) ? Object.entries(value as Record<string, Json>) : [];
  if (only === undefined || more.length > 0 || !Array.isArray(only[1])) return undefined;
  return { path: [only[0]], items: only[1], around: (items) => ({ [only[0]]: [...items] }) };
}

/** The configuration that the certain parts make, without its comments. */
export function configValue(adoption: Adoption): Record<string, unknown> {
  const value: Record<string, unknown> = { version: 1 };
  for (const { key, value: part } of certainParts(adoption)) value[key] = part;
  return value;
}

function inOrder(sightings: readonly Sighting[]): Sighting[] {
  return [...sightings].sort((a, b) => (a.path === b.path ? (a.line ?? 0) - (b.line ?? 0) : a.path < b.path ? -1 : 1));
}
