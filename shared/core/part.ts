/** The most parts into which a control divides what it judges. */
export const maxParts = 256;

/** The artifact-key of the report of one part: `2-of-4`. */
export function partKey({ index, of }: { index: number; of: number }): string {
  return `${index}-of-${of}`;
}
