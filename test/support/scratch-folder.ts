import { afterEach } from '@jest/globals';
import { temporaryFolder } from './git-repository.ts';

/** Gives folders of their own, which are gone after each test. */
export function scratchFolders(): () => string {
  const made: (() => void)[] = [];
  afterEach(() => {
    for (const remove of made.splice(0)) remove();
  });
  return () => {
    const { folder, remove } = temporaryFolder();
    made.push(remove);
    return folder;
  };
}
