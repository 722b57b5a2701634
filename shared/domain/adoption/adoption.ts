import type { Adoption, ConfigPart, Sighting } from '../../core/adoption.ts';
import { findContracts } from './contracts.ts';
import type { Ground } from './ground.ts';
import { findLists } from './lists.ts';
import { findOffers } from './offers.ts';
import { findSurfaces } from './surfaces.ts';

/** What a first configuration can ask for in a repository. The same files give the same answer. */
export function adoptionOf(ground: Ground): Adoption {
  const sure = [findContracts(ground), findSurfaces(ground), findLists(ground)];
  const recognised = sure.flatMap((found) => found.recognised);
  const taken = new Set(recognised.map(({ path }) => path));
  const offers = findOffers(ground, taken);
  const certain = sure.flatMap(({ parts }) => parts);
  return {
    parts: [...certain, ...(certain.length === 0 ? [] : [decision]), ...offers.parts, ...platform],
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

/**
 * The same, with every part as an offer that a check of the whole configuration refuses; parts that rest on it follow. What is left passes
 * the check.
 */
export function settled(adoption: Adoption, problemsOf: (config: unknown) => readonly Refusal[]): Adoption {
  let current = adoption;
  for (let left = adoption.parts.length; left > 0; left -= 1) {
    const problems = problemsOf(configValue(current));
    if (problems.length === 0) return current;
    current = withoutRefused(current, problems);
  }
  return { ...current, parts: current.parts.map((part) => ({ ...part, sure: false })) };
}

function withoutRefused(adoption: Adoption, refused: readonly Refusal[]): Adoption {
  const reasons = new Map(refused.map(({ pointer, message }) => [pointer.split('/')[1] ?? '', message]));
  const parts = adoption.parts.map((part): ConfigPart => {
    const reason = part.sure ? reasons.get(part.key) : undefined;
    if (reason === undefined) return part;
    return { ...part, sure: false, about: [...part.about, `It does not fit as it was read: ${reason}`] };
  });
  const left = parts.filter(({ sure, key }) => sure && key !== decision.key);
  return { ...adoption, parts: left.length > 0 ? parts : parts.filter(({ key }) => key !== decision.key) };
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
