import type { Config } from '../../core/config.ts';
import type { Decisions } from './judge-workflows.ts';

interface Section {
  summaries?: Readonly<Record<string, { controls?: readonly string[] }>>;
  expect?: readonly string[];
}

/** What a configuration that passed its check says of decisions. A named part expects what `expect` adds to every decision, too. */
export function decisionsOf({ sections, asked }: Pick<Config, 'sections' | 'asked'>): Decisions {
  const { summaries = {}, expect = [] }: Section = sections['executive-summary'] ?? {};
  return {
    parts: new Map(
      Object.entries(summaries).map(([name, { controls = [] }]) => [name, [...controls, ...[expect].flat()]]),
    ),
    skipped: (control) => asked.skipOn[control] ?? [],
  };
}
