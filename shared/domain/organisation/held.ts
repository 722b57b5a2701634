/**
 * What holds, once for each rule and class: of thousands of repositories nobody wants to read that each single one is as asked. A repository
 * of no class stands under `-`.
 */
export interface Held<R extends string> {
  add(rule: R, repository: string, classes: readonly string[]): void;
  /** What a result about a class says, by the names of the classes. */
  of(rule: R): { about: string[]; actual: string }[];
}

export function heldOf<R extends string>(organisation: string): Held<R> {
  const held = new Map<R, Map<string, { repositories: Set<string>; results: number }>>();
  return {
    add(rule, repository, classes) {
      const sums = held.get(rule) ?? new Map<string, { repositories: Set<string>; results: number }>();
      held.set(rule, sums);
      for (const name of classes.length === 0 ? ['-'] : classes) {
        const sum = sums.get(name) ?? { repositories: new Set<string>(), results: 0 };
        sums.set(name, sum);
        sum.repositories.add(repository);
        sum.results += 1;
      }
    },
    of: (rule) =>
      [...(held.get(rule) ?? [])]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, { repositories, results }]) => ({
          about: [organisation.toLowerCase(), name === '-' ? 'of no class' : `class ${name}`],
          actual: `${results} results of ${repositories.size} repositories`,
        })),
  };
}
