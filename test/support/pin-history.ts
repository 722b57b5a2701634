import { execFileSync } from 'node:child_process';
import { configText, paths } from './contract-files.ts';
import { gitRepositoryIn } from './git-repository.ts';
import { brokenFiles, landedSingly, releaseFiles } from './rollback.ts';

/**
 * A repository whose branch has so many commits, each of which moves the pin, written by one `git fast-import`. Only that at `good`
 * (counted from 0, the oldest) and the last are whole; the others contradict themselves, or break off in the middle. The dates say nothing.
 */
export function pinHistory(folder: string, count: number, good: number): { good: string; head: string } {
  const repository = gitRepositoryIn(folder);
  const filesOf = (index: number): Record<string, string> => {
    if (index === good || index === count - 1) return releaseFiles(index);
    const files = brokenFiles(index);
    return index % 10 === 0 ? { ...files, [paths.pin]: (files[paths.pin] ?? '').slice(0, 60) } : files;
  };
  const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}\n`;
  const commits = Array.from({ length: count }, (_, index) => {
    const time = 1_700_000_000 + ((index * 7919) % 100_000);
    const more = index === 0 ? { [paths.config]: configText({ 'rollback-plan': landedSingly }) } : {};
    const files = Object.entries({ ...filesOf(index), ...more }).map(
      ([path, text]) => `M 100644 inline ${path}\n${data(text)}`,
    );
    return `commit refs/heads/main\nmark :${index + 1}\ncommitter A <a@example.test> ${time} +0000\n${data(`move ${index}`)}${files.join('')}\n`;
  });
  execFileSync('git', ['fast-import', '--quiet'], { cwd: repository.folder, input: commits.join('') });
  repository.git('reset', '-q', '--hard', 'main');
  repository.git('repack', '-q', '-a', '-d');
  return { good: repository.git('rev-parse', `HEAD~${count - 1 - good}`), head: repository.git('rev-parse', 'HEAD') };
}
