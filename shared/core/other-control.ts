import type { History } from './history.ts';
import type { Tree } from './ports.ts';
import type { Result } from './report.ts';

/** What another control is run over: files, and what changed. */
export interface OtherView {
  tree: Tree;
  before: Tree;
  history: History;
}

/** What another control found, with its own configuration, as its report would say it; or why it could not be run. */
export type OtherFindings =
  | { ok: true; results: Result[] }
  /** `apart`: by its nature it judges no files, so that nothing is missing. */
  | { ok: false; message: string; apart?: true };

/**
 * Runs another control that the configuration asks for over other files, without GitHub and without what steps of the job produced: what
 * needs those is not verified. Waivers are marked. Nothing of it is part of the report of the run.
 */
export type RunOther = (control: string, view: OtherView) => Promise<OtherFindings>;
