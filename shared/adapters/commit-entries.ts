import type { ObjectReader } from './git-objects.ts';

/** One file, link or submodule of a commit. */
export interface CommitEntry {
  /** As the tree has it: `100644`, `100755`, `120000`, `160000`. */
  mode: string;
  id: string;
  /** From the top; its bytes as characters of Latin 1, because a name need not be UTF-8. */
  path: string;
}

/** Everything that a commit has. */
export interface CommitEntries {
  entries: readonly CommitEntry[];
  /** Paths of its folders in the same form, each after the one that it lies in. */
  folders: readonly string[];
}

/**
 * What a commit has, each object on the way held against its id: nothing that lies in the repository can make it anything else. Undefined
 * when an object is not here, or a tree is none that could be checked out.
 */
export async function commitEntries(reader: ObjectReader, commit: string): Promise<CommitEntries | undefined> {
  const [object] = await reader.read([commit], 'commit');
  const root = object?.state === 'read' ? /^tree ([0-9a-f]+)\n/.exec(latin1(object.content))?.[1] : undefined;
  if (root === undefined) return undefined;
  const entries: CommitEntry[] = [];
  const folders: string[] = [];
  let level = [{ path: '', id: root }];
  while (level.length > 0) {
    const objects = await reader.read(
      level.map(({ id }) => id),
      'tree',
    );
    const next: typeof level = [];
    for (const [index, { path: above }] of level.entries()) {
      const tree = objects[index];
      const inside = tree?.state === 'read' ? treeEntries(Buffer.from(tree.content), root.length / 2) : undefined;
      if (inside === undefined) return undefined;
      for (const { mode, id, name } of inside) {
        const path = above === '' ? name : `${above}/${name}`;
        if (mode === '40000') {
          folders.push(path);
          next.push({ path, id });
        } else entries.push({ mode, id, path });
      }
    }
    level = next;
  }
  return { entries, folders };
}

/** The entries of one tree; undefined when it is broken, or has names that no file can have or a name twice. */
function treeEntries(content: Buffer, idBytes: number): { mode: string; id: string; name: string }[] | undefined {
  const entries: { mode: string; id: string; name: string }[] = [];
  const names = new Set<string>();
  for (let at = 0; at < content.length; ) {
    const space = content.indexOf(0x20, at);
    const end = content.indexOf(0x00, space);
    const after = end + 1 + idBytes;
    if (space === -1 || end === -1 || after > content.length) return undefined;
    const name = content.toString('latin1', space + 1, end);
    if (name === '' || name.includes('/') || ['.', '..', '.git'].includes(name.toLowerCase()) || names.has(name))
      return undefined;
    names.add(name);
    const mode = content.toString('latin1', at, space).replace(/^0+/, '');
    entries.push({ mode, name, id: content.toString('hex', end + 1, after) });
    at = after;
  }
  return entries;
}

function latin1(content: Uint8Array): string {
  return Buffer.from(content).toString('latin1');
}
