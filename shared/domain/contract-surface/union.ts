/** The keys of two maps, each once and in an order that no document chooses: what is compared twice is named where it comes first. */
export function union<T>(a: ReadonlyMap<string, T>, b: ReadonlyMap<string, T>): string[] {
  return [...new Set([...a.keys(), ...b.keys()])].sort();
}
