import type { Config } from '../../core/config.ts';

/** What the configuration says of decisions: the controls of each named part, and the events on which a control does not apply. */
export interface Decisions {
  parts: ReadonlyMap<string, readonly string[]>;
  skipped: (control: string) => readonly string[];
}

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
