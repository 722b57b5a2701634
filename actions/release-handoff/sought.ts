import { type Finding, open, wrong } from '../../shared/domain/finding/finding.ts';
import type { SourceFiles, SourceText } from './source-files.ts';

/** Notes what could not be had. */
export interface Sought {
  findings: Finding[];
  files: SourceFiles;
}

/** A text of a file, or undefined, and then a finding says why. */
export async function textOf({ findings, files }: Sought, what: string, path: string) {
  const read: SourceText = await files.text(path);
  if (read.state === 'text') return read;
  if (read.state === 'unknown') findings.push(open(read.because, what));
  else findings.push(lacking(what, path, read.message, read.line));
  return undefined;
}

/** The finding that something could not be taken from a file; `message` continues its path. */
export function lacking(what: string, path: string, message: string, line?: number): Finding {
  return wrong([what], {
    problem: `${what} cannot be handed over: ${path} ${message}`,
    actual: message,
    fix: `bring ${path} in order, and release that`,
    at: { path, ...(line === undefined ? {} : { line }) },
  });
}
