import { promises as fs } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { objectId } from '../core/object-id.ts';
import type { CommitEntry } from './commit-entries.ts';
import { exec } from './exec.ts';
import type { FileDigest } from './file-digest.ts';

/*
 * A checkout may write other bytes than the commit has: ends of lines, `$Id$`, encodings, filters such as that of Git LFS. Which files are
 * meant say the attributes of the commit; what a repository, a user or a machine has besides is not asked, because steps of the job can
 * write there. Nothing that they name is run.
 */

const asked = ['text', 'eol', 'ident', 'filter', 'working-tree-encoding'] as const;
/** The attributes of a file, as git tells them: a value, `set`, `unset` or `unspecified`. */
export type Attributes = Readonly<Partial<Record<(typeof asked)[number], string>>>;

/**
 * The attributes of paths by the `.gitattributes` files of a commit (content by path, bytes as Latin 1). Git itself reads them, in an empty
 * repository of its own, so that nothing else can have a say. Undefined when it cannot.
 */
export async function attributesOf(
  sources: ReadonlyMap<string, Uint8Array>,
  paths: readonly string[],
): Promise<Map<string, Attributes> | undefined> {
  const folder = await fs.mkdtemp(join(tmpdir(), 'release-governance-attributes-'));
  const env = {
    PATH: process.env['PATH'],
    LC_ALL: 'C',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: devNull,
  };
  const git = (args: readonly string[], input?: string): ReturnType<typeof exec> =>
    exec('git', ['-c', `core.attributesFile=${devNull}`, ...args], {
      ...{ cwd: folder, env, input },
      ...{ timeoutMs: 60_000, maxBytes: 64 * 1024 * 1024 },
    });
  try {
    for (const [path, content] of sources) {
      const target = Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(path, 'latin1')]);
      await fs.mkdir(Buffer.from(dirname(target.toString('latin1')), 'latin1'), { recursive: true });
      await fs.writeFile(target, content);
    }
    const made = await git(['init', '-q', '--template=', '.']);
    if (made.code !== 0) return undefined;
    const names = paths.map((path) => Buffer.from(path, 'latin1').toString('utf8'));
    const ran = await git(['check-attr', '-z', '--stdin', ...asked], names.map((name) => `${name}\0`).join(''));
    const fields = ran.stdout.toString('utf8').split('\0');
    if (ran.code !== 0 || fields.length !== paths.length * asked.length * 3 + 1) return undefined;
    return new Map(
      paths.map((path, index) => {
        const from = index * asked.length * 3;
        return [path, Object.fromEntries(asked.map((name, at) => [name, fields[from + at * 3 + 2]]))];
      }),
    );
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
}

/** Whether a file is what a checkout makes of an entry; `unknown` names what nobody here can undo. */
export type Converted = 'same' | 'changed' | { unknown: string };

/** The most of one file that is kept in memory to undo a conversion. */
const mostBytes = 64 * 1024 * 1024;
/** A pointer of Git LFS; one with extensions says nothing about the bytes of the file. */
const pointer = /^version https:\/\/git-lfs\.github\.com\/spec\/v1\noid sha256:([0-9a-f]{64})\nsize (\d{1,15})\n$/;

/** Judges a file whose bytes are not those of the commit; `blob` gives what the commit has. */
export async function convertedTo(
  { id }: CommitEntry,
  { text, eol, ident, filter = 'unspecified', 'working-tree-encoding': encoding = 'unspecified' }: Attributes,
  file: { digest: FileDigest; read: () => Promise<Uint8Array> },
  blob: () => Promise<Uint8Array | undefined>,
): Promise<Converted> {
  const { digest } = file;
  if (filter === 'lfs') {
    const content = await blob();
    const [, oid, size] = pointer.exec(content === undefined ? '' : Buffer.from(content).toString('latin1')) ?? [];
    if (oid === undefined) return { unknown: 'it is kept in Git LFS, and the commit has no plain pointer to it' };
    return digest.sha256 === oid && digest.bytes === Number(size) ? 'same' : 'changed';
  }
  if (isSet(filter)) return { unknown: `the filter ${filter} writes it at the checkout` };
  if (isSet(encoding)) return { unknown: `it is checked out as ${encoding}` };
  const crlf = eol === 'crlf' && text !== 'unset';
  if (!crlf && ident !== 'set') return 'changed';
  if (digest.bytes > mostBytes) return { unknown: 'it is converted at the checkout, and too large to undo that' };
  let content = Buffer.from(await file.read()).toString('latin1');
  if (crlf) {
    // A checkout leaves no end of a line without a carriage return, and nothing binary is converted by itself.
    if (/(?<!\r)\n/.test(content) || (text === 'auto' && content.includes('\0'))) return 'changed';
    content = content.replaceAll('\r\n', '\n');
  }
  if (ident === 'set') content = content.replaceAll(`$Id: ${id} $`, '$Id$');
  return objectId('blob', Buffer.from(content, 'latin1'), id.length) === id ? 'same' : 'changed';
}

function isSet(value: string): boolean {
  return value !== 'unspecified' && value !== 'unset';
}
