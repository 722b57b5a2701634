/** What a `uses:` ends in: a commit with its version behind it, or a version where there is no commit yet. */
export interface Pin {
  ref: string;
  /** ` # v1.2.3`, or nothing. */
  comment: string;
}

/** A pin of an action of somebody else, as the workflows of the repository have it. */
const foreign = /uses: ([\w.-]+\/[\w./-]+)@([0-9a-f]{40}) # (v\d+\.\d+\.\d+)$/gm;

/** The pins of the actions that workflows use, by their names. Throws when two of the texts pin one action to different commits. */
export function pinsOf(workflows: readonly string[]): ReadonlyMap<string, Pin> {
  const found = new Map<string, Pin>();
  for (const [, name = '', ref = '', version = ''] of workflows.flatMap((text) => [...text.matchAll(foreign)])) {
    const before = found.get(name);
    if (before !== undefined && before.ref !== ref)
      throw new Error(`the workflows pin ${name} to ${before.ref} and to ${ref}: pin it to one commit everywhere`);
    found.set(name, { ref, comment: ` # ${version}` });
  }
  return found;
}

/**
 * The text with every `uses:` of the suite's own actions and workflows by the newest release, and every action of somebody else by the
 * commit that the repository's workflows use. What names no version, or an action that is not known, stays as it is.
 */
export function withReferences(
  text: string,
  slug: string,
  release: Pin,
  pins: ReadonlyMap<string, Pin> = new Map(),
): string {
  return text.replace(
    /(uses: ['"]?)([\w.-]+\/[\w.-]+)(\/[\w./-]+)?@([^\s'"]+)(['"]?)(?: # v\d[\w.]*)?/g,
    (whole, uses: string, repository: string, path: string | undefined, _ref: string, quote: string) => {
      const ours = path !== undefined && /^\/(?:actions\/[\w-]+|\.github\/workflows\/[\w-]+\.yml)$/.test(path);
      const pin = ours ? release : pins.get(`${repository}${path ?? ''}`);
      if (pin === undefined) return whole;
      return `${uses}${ours ? slug : repository}${path ?? ''}@${pin.ref}${quote}${pin.comment}`;
    },
  );
}
