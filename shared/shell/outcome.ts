import type { Evaluation } from '../core/evaluation.ts';
import type { CommonInputs } from '../core/inputs.ts';
import type { Report, Subject } from '../core/report.ts';
import type { ExitCode } from '../domain/decision/exit.ts';
import type { LoadedConfig } from './policy.ts';
import type { Place } from './run-place.ts';

/** What a run leaves for the shell to show. */
export interface Outcome {
  report: Report;
  exit: ExitCode;
  /** The words of the verdict, e.g. NOT VERIFIED. */
  words: string;
  /** The job summary; `artifact` is the name under which the report was uploaded. */
  markdown(artifact?: string): string;
  /** What people see on a terminal and in the log of a step; a table that is wider than `width` becomes paragraphs. */
  terminal(colour: boolean, width?: number): string;
  /** What is proposed, for people: of files as a unified diff. */
  diff?: string;
  /** The written files; absent when no folder was given. */
  files?: ReportFiles;
  /** Further files that belong beside the report, by name. */
  documents: Readonly<Record<string, string | Uint8Array>>;
  /** Archives that were written for the folder, by name. */
  packed: readonly string[];
  outputs: Record<string, string>;
  common: CommonInputs;
  /** The working directory from the top of the repository, with a trailing `/`, or empty. */
  folder: string;
}

/** Absolute paths. */
export interface ReportFiles {
  json: string;
  markdown: string;
  documents: readonly string[];
}

/** What is known of a run so far; a run that breaks reports as much of it as there is. */
export interface Draft {
  subject: Subject;
  evaluation: Evaluation;
  status?: Report['status'];
  place?: Place;
  loaded?: LoadedConfig;
  /** What tells several runs of one control apart: the artifact-key, or the name of a summary. */
  key: string | undefined;
  replay?: boolean;
  values: Record<string, unknown>;
}
