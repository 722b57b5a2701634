import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { openRepository } from '../adapters/git.ts';
import type { KnownNames } from '../core/config.ts';
import type { AnyControl } from '../core/control.ts';
import { GovernanceError } from '../core/errors.ts';
import type { GitHub, Log } from '../core/ports.ts';
import { oneLine } from '../core/sanitise.ts';
import { optionFields, parseOptions } from './cli-options.ts';
import { secretVariable } from './cli-text.ts';
import type { MadeFile } from './collect.ts';
import type { Host } from './host.ts';
import { foldersWithReports } from './report-place.ts';

/** What the command line touches besides files: given by the entry, and by tests. */
export interface Terminal {
  args: readonly string[];
  env: NodeJS.ProcessEnv;
  cwd: string;
  stdout: (text: string) => void;
  stderr: (text: string) => void;
  /** Whether people see standard output and standard error directly. */
  isTerminal: { stdout: boolean; stderr: boolean };
  /** How wide that is, where it is known. */
  columns?: number | undefined;
  clock: () => number;
  controls: { names: readonly string[]; lists: readonly string[]; load(name: string): Promise<AnyControl> };
  gitHubClients: (log: Log) => (token: string | undefined) => GitHub;
  /** How this command line was started, as it is typed again; its plain name where nobody says. */
  program?: string;
  /** The commit of the release that this command line was cloned as; undefined where it was not, or nobody can tell. */
  releaseCommit?: () => Promise<string | undefined>;
}

/** A command that was called wrongly. */
export function wrongUse(message: string): GovernanceError {
  return new GovernanceError('BAD_INPUT', message, {
    hint: 'release-governance --help lists the commands and options',
  });
}

/** The names that a configuration may use. */
export function known({ controls }: Terminal): KnownNames {
  return { controls: controls.names, lists: controls.lists };
}

/** Asks git about the working directory before anything else is loaded: it answers while that goes on. */
export function openEarly(terminal: Terminal, args: readonly string[]): Host['openRepository'] {
  const { given } = parseOptions(args, optionFields({}));
  const folder = resolve(terminal.cwd, given['working-directory'] ?? '.');
  const early = existsSync(folder) ? openRepository(folder) : undefined;
  return (asked) => (asked === folder && early !== undefined ? early : openRepository(asked));
}

/** Where a control runs on a laptop; `made` are reports that this process made before. */
export function hostOf(
  terminal: Terminal,
  given: Record<string, string>,
  open: Host['openRepository'],
  made: readonly MadeFile[] = [],
): Host {
  const log: Log = {
    info(message) {
      if (terminal.isTerminal.stderr) terminal.stderr(`${oneLine(message)}\n`);
    },
    debug(message) {
      if ((terminal.env['RELEASE_GOVERNANCE_DEBUG'] ?? '') !== '') terminal.stderr(`${message}\n`);
    },
  };
  const here = { kind: 'cli' as const, cwd: terminal.cwd };
  return {
    ...here,
    given,
    secret: (name) =>
      terminal.env[secretVariable(name)] || (name === 'token' ? terminal.env['GH_TOKEN'] || undefined : undefined),
    openRepository: open,
    clock: terminal.clock,
    log,
    loadControl: (name) => terminal.controls.load(name),
    createGitHub: terminal.gitHubClients(log),
    collect: async (request, subject) => {
      const { collect } = await import('./collect.ts');
      return collect(
        { folders: foldersWithReports(here, given['report-dir'], request.folder), made },
        request,
        subject,
      );
    },
  };
}
