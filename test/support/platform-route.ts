import type { RecordedRequest, RouteAnswer } from './github-server.ts';
import type { Reader } from './platform-access.ts';
import type { Permission, Place } from './platform-state.ts';
import { paged } from './repository-api.ts';

/** What answers a route of a repository that the reader may see, with the permission that it needs. */
export type PlaceRoute = readonly [
  key: string,
  needs: Permission | 'metadata',
  answer: (place: Place, request: RecordedRequest, reader: Reader) => RouteAnswer,
];

export const root = '/repos/{owner}/{repo}';

export const named = ({ parameters }: RecordedRequest, name: string): string => parameters[name] ?? '';

/** A page of a list. */
export const listed = (items: readonly unknown[], request: RecordedRequest): RouteAnswer =>
  paged(items, request, (some) => some);

/** A page of a list in an object that counts it. */
export const counted = (key: string, items: readonly unknown[], request: RecordedRequest): RouteAnswer =>
  paged(items, request, (some) => ({ total_count: items.length, [key]: some }));
