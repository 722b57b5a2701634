/** Every combination of one value of each dimension, as objects. */
export function product<D extends Readonly<Record<string, readonly unknown[]>>>(
  dimensions: D,
): { [K in keyof D]: D[K][number] }[] {
  let combinations: Record<string, unknown>[] = [{}];
  for (const [name, values] of Object.entries(dimensions)) {
    combinations = combinations.flatMap((combination) => values.map((value) => ({ ...combination, [name]: value })));
  }
  return combinations as { [K in keyof D]: D[K][number] }[];
}
