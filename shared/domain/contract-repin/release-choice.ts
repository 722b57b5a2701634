import type { Ranges } from '../../parse/semver/ranges.ts';
import { formats } from '../../parse/version.ts';
import { type Contract, fieldTraits } from '../contract-pair/config.ts';
import { canBeTag } from '../repository/reference.ts';

/** Whether a text has the form that the contract gives its tags, and can be asked for. */
export function isTagOf({ fields }: Contract, text: string): boolean {
  const field = fields['tag'];
  if (field === undefined || !canBeTag(text)) return false;
  const { format } = fieldTraits('tag', field);
  const pattern = field.pattern === undefined ? undefined : new RegExp(`^(?:${field.pattern})$`, 'u');
  return (format === 'any' || formats[format].matches(text)) && (pattern?.test(text) ?? true);
}

/** The tags that a contract may be pinned to, the newest first; several of one precedence stand beside each other by name. */
export function candidates(
  contract: Contract,
  tags: readonly string[],
  { range, preReleases }: { range: string; preReleases: boolean },
  ranges: Ranges,
): string[] {
  return tags
    .filter((tag) => isTagOf(contract, tag) && ranges.isVersion(tag) && ranges.inRange(tag, range, preReleases))
    .sort((a, b) => ranges.order(b, a) || (a < b ? -1 : 1));
}
