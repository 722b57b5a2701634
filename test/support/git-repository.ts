import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** What a path holds in a commit: text, bytes, a symbolic link, or nothing any more. */
export type FileContent = string | Uint8Array | { linkTo: string } | null;

/** A git repository in a temporary folder. */
export interface TestRepository {
  folder: string;
  /** Writes files into the work tree without committing them. */
  write: (files: Record<string, FileContent>) => void;
  /** Writes files and commits everything; gives the commit. */
  commit: (files: Record<string, FileContent>, message?: string) => string;
  git: (...args: string[]) => string;
  remove: () => void;
}

const identity = {
  GIT_AUTHOR_NAME: 'A Tester',
  GIT_AUTHOR_EMAIL: 'tester@example.test',
  GIT_COMMITTER_NAME: 'A Tester',
  GIT_COMMITTER_EMAIL: 'tester@example.test',
  GIT_AUTHOR_DATE: '2026-11-01T12:00:00Z',
  GIT_COMMITTER_DATE: '2026-11-01T12:00:00Z',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
};

/** What only costs time in a repository that is gone a moment later: hooks as examples, tidying up, waiting for the disk. */
const settings = { 'init.templateDir': '', 'maintenance.auto': 'false', 'core.fsync': 'none' };

/** The settings as git takes them from its environment; a setting on the command line still has the last word. */
function inEnvironment(given: Record<string, string>): Record<string, string> {
  const pairs = Object.entries(given).flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, key],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ]);
  return { GIT_CONFIG_COUNT: String(Object.keys(given).length), ...Object.fromEntries(pairs) };
}

const quick = inEnvironment(settings);

/** An empty folder below the system's temporary folder, and how to remove it. */
export function temporaryFolder(): { folder: string; remove: () => void } {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'release-governance-')));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Writes files below a folder; `null` removes. */
export function writeFiles(folder: string, files: Record<string, FileContent>): void {
  for (const [path, content] of Object.entries(files)) {
    const target = join(folder, path);
    rmSync(target, { recursive: true, force: true });
    if (content === null) continue;
    mkdirSync(dirname(target), { recursive: true });
    if (typeof content === 'object' && 'linkTo' in content) symlinkSync(content.linkTo, target);
    else writeFileSync(target, content);
  }
}

/** How git names objects. */
type ObjectFormat = 'sha1' | 'sha256';

/** A new repository on branch main in a temporary folder, without any commit. */
export function gitRepository(format: ObjectFormat = 'sha1'): TestRepository {
  const { folder, remove } = temporaryFolder();
  return { ...gitRepositoryIn(folder, format), remove };
}

/** A new repository on branch main in a folder, which is made; whoever named it removes it. */
export function gitRepositoryIn(folder: string, format: ObjectFormat = 'sha1'): Omit<TestRepository, 'remove'> {
  mkdirSync(folder, { recursive: true });
  const git = (...args: string[]): string =>
    execFileSync('git', args, { cwd: folder, env: { ...process.env, ...identity, ...quick }, encoding: 'utf8' }).trim();
  git('init', '-q', '-b', 'main', `--object-format=${format}`);
  const write = (files: Record<string, FileContent>): void => writeFiles(folder, files);
  return {
    folder,
    git,
    write,
    commit(files, message = 'change') {
      write(files);
      git('add', '-A');
      git('commit', '-q', '--allow-empty', '-m', message);
      return headOf({ folder, git });
    },
  };
}

/** The commit that is checked out. Where it stands in a file of its own no process is needed for that. */
export function headOf({ folder, git }: Pick<TestRepository, 'folder' | 'git'>): string {
  const read = (name: string): string | undefined => {
    const file = join(folder, '.git', name);
    return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
  };
  const head = read('HEAD');
  const ref = head?.startsWith('ref: ') === true ? read(head.slice('ref: '.length)) : head;
  return ref !== undefined && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(ref) ? ref : git('rev-parse', 'HEAD');
}
