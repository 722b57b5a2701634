import type { AnyControl } from '../core/control.ts';
import { commonFields, type Fields, type InputValues, list, parseInputs } from '../core/inputs.ts';
import { asciiJson } from '../core/json.ts';
import { suggestion } from '../core/nearest.ts';
import { oneLine } from '../core/sanitise.ts';
import { parseOptions } from './cli-options.ts';
import { commandUsage } from './cli-text.ts';
import { type Terminal, wrongUse } from './terminal.ts';

const { config, profile, 'working-directory': workingDirectory, 'fail-on': failOn } = commonFields;

/** The options that `prove` and `backtest` share. */
export const replayFields = {
  config,
  'working-directory': workingDirectory,
  profile,
  'fail-on': {
    ...failOn,
    description: 'What makes this command fail; what it does to a control the configuration says.',
  },
  control: list({ description: 'Only these controls judge; give it once for each.', default: [] }),
};

/** What such a command was asked. */
export interface ReplayOptions<F extends Fields> {
  values: InputValues<F>;
  /** Those that were given, as they were given. */
  given: Readonly<Record<string, string>>;
  json: boolean;
}

/**
 * The options of such a command; undefined: it was asked for help only, which was printed. Every mistake is told at once as BAD_INPUT, first
 * those that `further` finds.
 */
export function optionsOf<F extends Fields>(
  terminal: Terminal,
  name: Parameters<typeof commandUsage>[0],
  fields: F,
  args: readonly string[],
  further: (options: ReplayOptions<F>) => readonly string[] = () => [],
): ReplayOptions<F> | undefined {
  const { given, json, help, problems } = parseOptions(args, fields);
  if (help) {
    terminal.stdout(commandUsage(name, fields));
    return undefined;
  }
  const parsed = parseInputs({ fields, given, configured: {}, untrusted: false });
  const options = { values: parsed.values as InputValues<F>, given, json };
  const all = [...further(options), ...problems, ...parsed.problems.map(({ message }) => message)];
  if (all.length > 0) throw wrongUse(all.join('; '));
  return options;
}

/** How a text is shown: in colors, and so wide; undefined where nobody looks. */
export interface ShownAs {
  color: boolean;
  width: number | undefined;
}

/** The document as text; with `json` as a line of JSON, and as text beside it where people see that. */
export function printDocument(
  terminal: Terminal,
  json: boolean,
  document: unknown,
  render: (as: ShownAs) => string,
): void {
  const { isTerminal, env, columns, stdout, stderr } = terminal;
  const people = json ? isTerminal.stderr : isTerminal.stdout;
  const text = (): string =>
    render({ color: people && (env['NO_COLOR'] ?? '') === '', width: people ? columns : undefined });
  if (!json) stdout(text());
  else {
    if (people) stderr(text());
    stdout(asciiJson(document));
  }
}

/** Those controls that are named, in their order; all where none is. `otherwise` says why one that is named is none of them. */
export function chosenControls(
  all: readonly AnyControl[],
  named: readonly string[],
  otherwise: string,
): readonly AnyControl[] {
  const names = all.map(({ name }) => name);
  const wrong = named.filter((name) => !names.includes(name));
  if (wrong.length > 0)
    throw wrongUse(wrong.map((name) => `${otherwise} ${oneLine(name)}${suggestion(name, names)}`).join('; '));
  return named.length === 0 ? all : all.filter(({ name }) => named.includes(name));
}
