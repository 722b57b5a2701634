import { listNames } from '../../shared/core/catalog.ts';
import type { AnyControl } from '../../shared/core/control.ts';
import type { GitHub } from '../../shared/core/ports.ts';
import { runCli } from '../../shared/shell/cli.ts';
import { deafGitHub } from './action-run.ts';

/** What a command printed, and how it ended. */
export interface Printed {
  exit: number;
  stdout: string;
  stderr: string;
}

/** Runs the command line in this process, in a folder, with these controls. */
export async function commandLine(
  controls: readonly AnyControl[],
  cwd: string,
  args: readonly string[],
  around: { env?: NodeJS.ProcessEnv; terminal?: boolean; columns?: number; github?: GitHub } = {},
): Promise<Printed> {
  const printed: Printed = { exit: -1, stdout: '', stderr: '' };
  const terminal = around.terminal ?? false;
  printed.exit = await runCli({
    args,
    env: around.env ?? {},
    cwd,
    stdout: (text) => {
      printed.stdout += text;
    },
    stderr: (text) => {
      printed.stderr += text;
    },
    isTerminal: { stdout: terminal, stderr: terminal },
    columns: around.columns,
    clock: () => Date.parse('2026-11-20T12:00:00Z'),
    controls: {
      names: controls.map(({ name }) => name),
      lists: listNames,
      async load(name) {
        const control = controls.find((each) => each.name === name);
        if (control === undefined) throw new Error(`there is no control ${name}`);
        return control;
      },
    },
    gitHubClients: () => () => around.github ?? deafGitHub,
  });
  return printed;
}
