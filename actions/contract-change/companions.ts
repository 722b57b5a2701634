import type { Because } from '../../shared/core/errors.ts';
import { broughtContent } from '../../shared/domain/change-set/brought-content.ts';
import type { PatternMatcher } from '../../shared/domain/change-set/changed-paths.ts';
import type { JudgedUnit } from '../../shared/domain/change-set/judged-unit.ts';
import type { Companion } from '../../shared/domain/contract-surface/config.ts';
import type { ContractChange } from '../../shared/domain/contract-surface/contract-change.ts';
import { placeOf } from './bumps.ts';
import type { SurfaceComparison } from './comparison.ts';
import { failed, type Outcome, settled, shown } from './outcome.ts';

/** A companion with its patterns compiled. */
export interface CompanionRule {
  companion: Companion;
  allOf: readonly PatternMatcher[];
  anyOf: readonly PatternMatcher[];
}

/** Judges that a unit changed, besides the contract, what the class of its changes asks for. */
export async function judgeCompanions(
  comparison: SurfaceComparison,
  companions: readonly CompanionRule[],
): Promise<Outcome[]> {
  const { seen, surface, changes, unknown } = comparison;
  const rule = 'companions';
  const outcomes: Outcome[] = [];
  for (const { companion, allOf, anyOf } of companions) {
    const { id, why, when, who } = companion;
    const fact = { surface: surface.id, what: [id], unit: seen.unit.key };
    const asking = changes.filter((change) => when.includes(change.class) && (who?.includes(change.who) ?? true));
    const [worst] = asking;
    if (worst === undefined) {
      outcomes.push(settled(rule, fact, unknown));
      continue;
    }
    if (seen.judged === undefined) {
      outcomes.push(settled(rule, fact, seen.because));
      continue;
    }
    const { lacking, because, unread } = await lackingOf(seen.judged, allOf, anyOf);
    // What nobody could read may be what is lacking.
    if (lacking.length === 0 || unread !== undefined) {
      outcomes.push(settled(rule, fact, because ?? unread));
      continue;
    }
    const reason = why === undefined ? id : `${id}: ${why}`;
    outcomes.push(
      failed(
        rule,
        {
          ...fact,
          problem: `${seen.unit.name}: ${surface.id} has a change that is ${worst.class} (${worst.path}: ${worst.message}), but ${lacking.map(({ words }) => words).join('; ')} (${reason})`,
          expected: lacking.map(({ pattern }) => pattern),
          actual: shown(asking.map(textOf), 20),
          observed: [lacking.map(({ pattern }) => pattern), asking.map(({ fingerprint }) => fingerprint).sort()],
          fix: `change ${lacking.map(({ pattern }) => pattern).join(' and ')} in the same change; a deletion, a link, an empty file and a mere copy are none`,
        },
        placeOf(worst),
      ),
    );
  }
  return outcomes;
}

function textOf({ path, message }: ContractChange): string {
  return `${path}: ${message}`;
}

async function lackingOf(
  judged: JudgedUnit,
  allOf: readonly PatternMatcher[],
  anyOf: readonly PatternMatcher[],
): Promise<{
  lacking: { pattern: string; words: string }[];
  because: Because | undefined;
  unread: Because | undefined;
}> {
  const lacking: { pattern: string; words: string }[] = [];
  const { brought, because: unread } = await broughtContent(judged, [...allOf, ...anyOf]);
  let because: Because | undefined;
  for (const matcher of allOf) {
    const { changed } = await brought.touch(matcher, false);
    if (changed.is === 'no') lacking.push({ pattern: matcher.pattern, words: `${matcher.pattern} ${changed.words}` });
    if (changed.is === 'unknown') because ??= changed.because;
  }
  if (anyOf.length === 0) return { lacking, because, unread };
  let open: Because | undefined;
  for (const matcher of anyOf) {
    const { changed } = await brought.touch(matcher, false);
    if (changed.is === 'yes') return { lacking, because, unread };
    if (changed.is === 'unknown') open ??= changed.because;
  }
  if (open === undefined) {
    const patterns = anyOf.map(({ pattern }) => pattern);
    const pattern = patterns.length === 1 ? (patterns[0] ?? '') : `one of ${patterns.join(', ')}`;
    const none = patterns.length === 1 ? `${pattern} did not change` : `none of ${patterns.join(', ')} changed`;
    lacking.push({ pattern, words: none });
  }
  return { lacking, because: because ?? open, unread };
}
