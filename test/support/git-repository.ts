import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
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
    execFileSync('git', args, { cwd: folder, env: { ...process.env, ...identity }, encoding: 'utf8' }).trim();
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
      return git('rev-parse', 'HEAD');
    },
  };
}
