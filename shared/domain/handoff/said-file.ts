import { childPointer } from '../../core/pointer.ts';
import { type Handed, textAt } from './handed.ts';
import type { BaselineName } from './said-baseline.ts';

/** A file that a payload names. */
export interface SaidFile {
  pointer: string;
  path: string;
  sha256: string | undefined;
  /** The baseline at whose commit it is meant; else the commit of the payload. */
  of: BaselineName | undefined;
  manifest: boolean;
}

/** The files that a payload names; those whose place is empty are told by its form. */
export function filesOf(handed: Handed): SaidFile[] {
  const { document, shape } = handed;
  const single = shape.files.flatMap(({ path, sha256: digest, of, manifest }): SaidFile[] => {
    const text = textAt(handed, path);
    if (text === undefined) return [];
    return [{ pointer: path, path: text, sha256: textAt(handed, digest), of, manifest: manifest === true }];
  });
  const many = shape.fileLists.flatMap((list) => {
    const value = document.get(list);
    return (Array.isArray(value) ? value : []).flatMap((_each, index): SaidFile[] => {
      const at = childPointer(list, index);
      const text = textAt(handed, `${at}/path`);
      if (text === undefined) return [];
      const digest = textAt(handed, `${at}/sha256`);
      return [{ pointer: `${at}/path`, path: text, sha256: digest, of: undefined, manifest: false }];
    });
  });
  return [...single, ...many];
}
