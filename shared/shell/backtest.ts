import type { ExitCode } from '../domain/decision/exit.ts';
import type { Terminal } from './terminal.ts';
export async function backtest(_terminal: Terminal, _args: readonly string[]): Promise<ExitCode> {
  return 2;
}
