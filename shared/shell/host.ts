import type { openRepository } from '../adapters/git.ts';
import type { Collected, CollectRequest } from '../core/collected.ts';
import type { AnyControl } from '../core/control.ts';
import type { RunEvent } from '../core/event.ts';
import type { GitHub, GitHubWrite, Log } from '../core/ports.ts';
import type { Subject } from '../core/report.ts';

/** Where a control runs, as far as the shells differ. */
export interface Host {
  kind: 'action' | 'cli';
  /** Texts of the inputs that were given, by name. */
  given: Readonly<Record<string, string>>;
  /** The value of a secret input, or undefined when none was given. */
  secret(name: string): string | undefined;
  /** The folder that `config`, `report-dir` and `working-directory` are relative to. */
  cwd: string;
  /** Reads what the runner says about the event; absent on a laptop. */
  readEvent?: () => Promise<RunEvent>;
  /** The commit that the runner checks out by default. */
  runSha?: string | undefined;
  /** Reports must lie below this folder; absent on a laptop. */
  temporary?: string | undefined;
  /** Opens the repository around a folder; git may have been asked already. */
  openRepository(folder: string): ReturnType<typeof openRepository>;
  clock: () => number;
  log: Log;
  /** Files that may be reports, for controls that read the reports of others. */
  collect(request: CollectRequest, subject: Subject): Promise<Collected>;
  /** Another control by its name; absent where only the one that runs is at hand. */
  loadControl?: (name: string) => Promise<AnyControl>;
  createGitHub(token: string | undefined): GitHub;
  /** Write access, for what a control of kind `act` proposes; absent on a laptop. */
  createGitHubWrite?(token: string): GitHubWrite;
}
