import { sha256 } from '../../core/fingerprint.ts';
import { maxParts } from '../../core/part.ts';

/** Part `index` of `of` parts; the first is 1. */
export interface Shard {
  index: number;
  of: number;
}

/** What `i/n` says; undefined when it says nothing. */
export function parseShard(text: string): Shard | undefined {
  const found = /^([1-9]\d{0,2})\/([1-9]\d{0,2})$/.exec(text.trim());
  if (found === null) return undefined;
  const shard = { index: Number(found[1]), of: Number(found[2]) };
  return shard.index <= shard.of && shard.of <= maxParts ? shard : undefined;
}

/** The shard of a repository depends on its name alone, so that none moves when others come or go. */
export function isInShard(repository: string, { index, of }: Shard): boolean {
  const digits = sha256(repository.toLowerCase()).replace(/^.*:/, '').slice(0, 12);
  return Number.parseInt(digits, 16) % of === index - 1;
}
