/** Where files of a repository are seen: its host, its name, and the branches and tags whose names hold a slash. */
export interface SeenAt {
  host: string;
  /** `owner/name`. */
  repository: string;
  refs: readonly string[];
}

/**
 * Whether notes in Markdown show a file of this repository to their readers: by its path as a word of its own, or as the target of a link to it.
 * Comments, definitions that no link uses, links without words, attributes and files of the same name elsewhere show nothing.
 */
export function showsFile(notes: string, path: string, at: SeenAt): boolean {
  const text = seenText(notes);
  const names = [...new Set([path, path.replaceAll(' ', '%20')])];
  return names.some((name) => {
    let from = text.indexOf(name);
    while (from >= 0) {
      if (endsThere(text.slice(from + name.length)) && beginsThere(text.slice(0, from), at)) return true;
      from = text.indexOf(name, from + 1);
    }
    return false;
  });
}

/** The words that readers see, with the targets of links in the place of the links. */
function seenText(notes: string): string {
  const definitions = new Map<string, string>();
  const body = notes
    .replaceAll('\r', '\n')
    .replace(/<!--[\s\S]*?(?:-->|$)/g, ' ')
    .replace(/<[/!?a-z](?![a-z0-9+.-]*:)(?:"[^"]{0,2000}"|'[^']{0,2000}'|[^<>"']){0,2000}>/gi, ' ')
    .replace(/^ {0,3}\[([^[\]\n]{1,999})\]:[ \t]*\n?[ \t]*(\S*)[^\n]*$/gm, (_all, label: string, target: string) => {
      const key = plainLabel(label);
      if (!definitions.has(key)) definitions.set(key, target);
      return ' ';
    });
  const targetOf = (target: string): string => ` ${target.trim().split(/\s/)[0] ?? ''} `;
  return body
    .replace(/!?\[([^[\]\n]{0,2000})\]\(([^)\n]{0,2000})\)/g, (all: string, words: string, target: string) =>
      words.trim() === '' && !all.startsWith('!') ? ' ' : targetOf(target),
    )
    .replace(
      /\[([^[\]\n]{1,999})\](?:\[([^[\]\n]{0,999})\])?/g,
      (all: string, words: string, label: string | undefined) => {
        const target = definitions.get(plainLabel(label === undefined || label === '' ? words : label));
        return target === undefined ? all : targetOf(target);
      },
    );
}

function plainLabel(label: string): string {
  return label.trim().replace(/\s+/g, ' ').toLowerCase();
}

/** A path that goes on is another one. */
function endsThere(after: string): boolean {
  return !/^(?:[\p{L}\p{N}_/%-]|\.+[\p{L}\p{N}/])/u.test(after);
}

/** Nothing stands before a path but space, a bracket or a quote; or it is the address of a file of the repository. */
function beginsThere(before: string, { host, repository, refs }: SeenAt): boolean {
  const word = (/[^\s<>()[\]"'`*|,;]*$/.exec(before)?.[0] ?? '').replace(/^(?:[:=]|_{1,2}(?!\w))+/, '');
  if (word === '' || word === './' || word === '/') return true;
  const low = word.toLowerCase();
  const roots = [`https://${host}/${repository}/`, `${repository}/`, `/${repository}/`, '../'].map((root) =>
    root.toLowerCase(),
  );
  const root = roots.find((one) => low.startsWith(one));
  if (root === undefined) return false;
  const rest = /^(?:blob|raw|tree)\/(.+)\/$/.exec(word.slice(root.length))?.[1];
  // More than one part may be a folder: then it is another file of the same name.
  return rest !== undefined && (!rest.includes('/') || refs.includes(rest));
}
