import type { AnyControl } from '../core/control.ts';
import { GovernanceError } from '../core/errors.ts';
import { type Fields, flag, text } from '../core/inputs.ts';
import type { GitHub, Log } from '../core/ports.ts';
import type { ExitCode } from '../domain/decision/exit.ts';
import { parseOptions } from './cli-options.ts';
import { setupUsage } from './cli-setup-text.ts';
import { secretVariable } from './cli-text.ts';

/** What the commands need of the command line. */
export interface SetupTerminal {
  cwd: string;
  env: NodeJS.ProcessEnv;
  stdout: (text: string) => void;
  isTerminal: { stdout: boolean };
  columns?: number | undefined;
  controls: { names: readonly string[]; lists: readonly string[] };
  gitHubClients: (log: Log) => (token: string | undefined) => GitHub;
  clock: () => number;
  program?: string;
  releaseCommit?: () => Promise<string | undefined>;
}

const folder = text({ description: 'The top of the repository.', default: '.' });
const initFields = {
  'working-directory': folder,
  'dry-run': flag({ description: 'Print what would be written, and write nothing.', default: false }),
};

/** `init`, with its options. */
export async function initCommand(
  terminal: SetupTerminal,
  args: readonly string[],
  controls: readonly AnyControl[],
): Promise<ExitCode> {
  const options = read('init', initFields, args, terminal);
  if (options === undefined) return 0;
  const { runInit } = await import('./cli-init.ts');
  return runInit({
    folder: options.given['working-directory'] ?? '.',
    cwd: terminal.cwd,
    dryRun: options.given['dry-run'] === 'true',
    json: options.json,
    controls,
    known: { controls: terminal.controls.names, lists: terminal.controls.lists },
    program: terminal.program ?? 'release-governance',
    commit: await terminal.releaseCommit?.(),
    print: terminal.stdout,
    width: widthOf(terminal),
  });
}

/** How wide what people see may be. */
function widthOf({ isTerminal, columns }: SetupTerminal): number | undefined {
  return isTerminal.stdout ? columns : undefined;
}

/** The options of a command; undefined when its help was asked for, and printed. */
function read(
  command: 'init' | 'doctor',
  fields: Fields,
  args: readonly string[],
  { stdout }: SetupTerminal,
): { given: Readonly<Record<string, string>>; json: boolean } | undefined {
  const options = parseOptions(args, fields);
  if (options.help) {
    stdout(setupUsage(command, fields));
    return undefined;
  }
  if (options.problems.length > 0)
    throw new GovernanceError('BAD_INPUT', options.problems.join('; '), {
      hint: `release-governance ${command} --help lists the options`,
    });
  return options;
}

const doctorFields = {
  'working-directory': folder,
  live: flag({
    description: 'Ask GitHub too: what was taken for true of it is looked up in this repository.',
    default: false,
  }),
};

/** `doctor`, with its options. */
export async function doctorCommand(
  terminal: SetupTerminal,
  args: readonly string[],
  controls: readonly AnyControl[],
): Promise<ExitCode> {
  const options = read('doctor', doctorFields, args, terminal);
  if (options === undefined) return 0;
  const { env } = terminal;
  const silent: Log = { info: () => undefined, debug: () => undefined };
  const { runDoctor } = await import('./cli-doctor.ts');
  return runDoctor({
    folder: options.given['working-directory'] ?? '.',
    cwd: terminal.cwd,
    json: options.json,
    controls,
    known: { controls: terminal.controls.names, lists: terminal.controls.lists },
    token: env['GITHUB_TOKEN'] || env['GH_TOKEN'] || undefined,
    hasSecret: (input) => (env[secretVariable(input)] ?? '') !== '',
    clock: terminal.clock,
    github: options.given['live'] === 'true' ? terminal.gitHubClients(silent) : undefined,
    print: terminal.stdout,
    width: widthOf(terminal),
  });
}
