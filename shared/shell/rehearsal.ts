import { relative, resolve, sep } from 'node:path';
import type { CommandRun, RunCommand } from '../core/command.ts';
import type { AnyControl } from '../core/control.ts';
import { GovernanceError } from '../core/errors.ts';
import { commonFields } from '../core/inputs.ts';
import { stableJson } from '../core/json.ts';
import type { Tree } from '../core/ports.ts';
import { madeBy } from './asked.ts';
import { type ChangedFile, changedPlace, nothingSeen, rememberedPlace, type Seen } from './changed-place.ts';
import type { MadeFile } from './collect.ts';
import type { Host } from './host.ts';
import type { Outcome } from './outcome.ts';
import { openPlace } from './place.ts';
import { type LoadedConfig, loadConfig } from './policy.ts';
import { type Instead, runControl } from './run-control.ts';
import { known, type Terminal } from './terminal.ts';

/** What a control says of the files as they are, what it read of them, and what it leaves for those that join reports. */
export interface Unchanged {
  control: AnyControl;
  outcome: Outcome;
  seen: Seen;
  made: readonly MadeFile[];
}

export interface Rehearsal {
  /** Judges the working directory, with one of its files changed in memory. */
  judge(control: AnyControl, change?: ChangedFile): Promise<{ outcome: Outcome; seen: Seen }>;
  /** The working directory from the top of the repository, with a trailing `/`, or empty; and the configuration from there. */
  folder: string;
  configuration: string;
  /** The files that lie there. */
  files: Tree;
  /** How many commands ran so far. */
  commands(): number;
}

/** Opens the working directory of the host once, for as many judgements as are wanted: its files, configuration and commands are asked once each. */
export async function rehearsal(terminal: Terminal, host: Host): Promise<Rehearsal> {
  const at = host.given['working-directory'] ?? '.';
  const shown = host.given['config'] ?? `${at}/${commonFields.config.default}`;
  const opened = await openPlace(host, undefined, at, shown);
  const place = rememberedPlace(await opened.place);
  const commands = new Map<string, Promise<CommandRun>>();
  const loaded = new Map<string, Promise<LoadedConfig>>();
  const instead: Instead = {
    command: (usual) => repeated(usual, commands),
    load(request) {
      const key = request.controls.map(({ name }) => name).join(' ');
      const config = loaded.get(key) ?? loadConfig(request);
      loaded.set(key, config);
      return config;
    },
  };
  const within = relative(resolve(host.cwd, at), resolve(host.cwd, shown)).split(sep).join('/');
  return {
    folder: place.folder,
    configuration: `${place.folder}${within}`,
    files: place.judged,
    commands: () => commands.size,
    async judge(control, change) {
      const seen = nothingSeen();
      const changed = changedPlace(place, change, seen);
      const open = async (): ReturnType<typeof openPlace> => ({ ...opened, place: Promise.resolve(changed) });
      return { outcome: await runControl(control, known(terminal), host, { ...instead, open }), seen };
    },
  };
}

/** Commands judge the files that lie there: each runs once, and its answer stays. */
function repeated(usual: RunCommand, answers: Map<string, Promise<CommandRun>>): RunCommand {
  return (request) => {
    const key = stableJson(request);
    const answer = answers.get(key) ?? usual(request);
    answers.set(key, answer);
    return answer;
  };
}

/** What all of them say of the files as they are; one that breaks on them could say nothing of others. `made` is filled. */
export async function judgeUnchanged(
  controls: readonly AnyControl[],
  { judge }: Rehearsal,
  made: MadeFile[],
  { log }: Host,
): Promise<Unchanged[]> {
  const unchanged: Unchanged[] = [];
  for (const control of controls) {
    log.info(`prove: ${control.name} judges the files as they are`);
    const { outcome, seen } = await judge(control);
    const { error } = outcome.report;
    if (error !== undefined) {
      throw new GovernanceError(error.code, `${control.name}: ${error.message}`, {
        ...(error.hint === undefined ? {} : { hint: error.hint }),
        ...(error.problems === undefined ? {} : { problems: error.problems }),
      });
    }
    const own = madeBy(outcome);
    unchanged.push({ control, outcome, seen, made: own });
    made.push(...own);
  }
  return unchanged;
}
