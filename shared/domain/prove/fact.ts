import type { FactKind } from '../../core/prove.ts';

/** A recorded datum as a piece of its file, and what is put in its place. Offsets are UTF-16 units of the text. */
export interface Fact {
  start: number;
  end: number;
  text: string;
  what: string;
  kind: FactKind;
  from: string;
  /** Absent for what is taken out. */
  to?: string;
}

/** Data of a file; `prose` counts the texts in it that say something to people and record nothing. */
export interface Facts {
  facts: Fact[];
  prose: number;
}

/** The text with one datum made wrong. */
export function withFact(text: string, fact: Pick<Fact, 'start' | 'end' | 'text'>): string {
  return `${text.slice(0, fact.start)}${fact.text}${text.slice(fact.end)}`;
}

/** The same data, for a piece of a text that begins at this offset of it. */
export function shifted(facts: readonly Fact[], by: number): Fact[] {
  return facts.map((fact) => ({ ...fact, start: fact.start + by, end: fact.end + by }));
}
