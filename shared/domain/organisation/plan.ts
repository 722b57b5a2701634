import { mostOf, nodesOf, pointsOf, type QueryPart } from './query.ts';

/** What may be spent. A batch is one request; requests through the REST API cost no points. */
export interface Budget {
  requests: number;
  points: number;
}

export interface Cost {
  requests: number;
  points: number;
}

export const defaultBatchSize = 50;
/** What tells of the protection of a default branch. */
export const protectionParts: readonly QueryPart[] = ['rulesets', 'classic'];
const maxNodes = 500_000;
const listingPage = 100;

/** The largest batch that GitHub takes, at most `asked`. */
export function batchSize(part: QueryPart, asked: number = defaultBatchSize): number {
  return Math.max(1, Math.min(asked, mostOf[part], Math.floor(maxNodes / nodesOf(part, 1))));
}

/** What an audit of so many repositories costs at the least: without those that need requests of their own. */
export function estimate(
  repositories: number,
  options: { listed?: number; size?: number; parts?: readonly QueryPart[] } = {},
): Cost {
  // The list, and the numbers of the organisation that it is compared with.
  const listing = options.listed === undefined ? 0 : 1 + Math.max(1, Math.ceil(options.listed / listingPage));
  let cost: Cost = { requests: listing, points: 0 };
  for (const part of options.parts ?? protectionParts) {
    const size = batchSize(part, options.size);
    const [full, rest] = [Math.floor(repositories / size), repositories % size];
    cost = {
      requests: cost.requests + full + (rest > 0 ? 1 : 0),
      points: cost.points + full * pointsOf(part, size) + (rest > 0 ? pointsOf(part, rest) : 0),
    };
  }
  return cost;
}

export function fits(cost: Cost, spent: Cost, budget: Budget): boolean {
  return spent.requests + cost.requests <= budget.requests && spent.points + cost.points <= budget.points;
}
