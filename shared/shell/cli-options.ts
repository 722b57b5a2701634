import { commonFields, type Field, type Fields } from '../core/inputs.ts';
import { nearest } from '../core/nearest.ts';

/** Inputs that mean something in Actions only. */
const actionOnly = new Set(['upload-artifact', 'summary', 'annotations', 'token']);

/** The options of a command: common inputs and those of a control, as far as they can be given as text. */
export function optionFields(own: Fields): Fields {
  return Object.fromEntries(
    Object.entries({ ...commonFields, ...own } as Fields).filter(
      ([name, field]) => field.shape !== 'secret' && field.shape !== 'structured' && !actionOnly.has(name),
    ),
  );
}

export interface ParsedOptions {
  given: Record<string, string>;
  json: boolean;
  help: boolean;
  problems: string[];
}

/**
 * Reads `--name value`, `--name=value`, `--flag`, `--no-flag`, `--json` and `--help`. Lists are given by repeating the
 * option. All problems are returned together; unknown names come with the nearest valid one.
 */
export function parseOptions(
  args: readonly string[],
  fields: Fields,
  secretVariables: Readonly<Record<string, string>> = {},
): ParsedOptions {
  const parsed: ParsedOptions = { given: {}, json: false, help: false, problems: [] };
  const known = [...Object.keys(fields), 'json', 'help'];
  for (let index = 0; index < args.length; index += 1) {
    const argument = args[index] ?? '';
    if (argument === '--json') parsed.json = true;
    else if (argument === '--help' || argument === '-h') parsed.help = true;
    else if (!argument.startsWith('--')) parsed.problems.push(`unexpected argument ${argument}`);
    else {
      const equals = argument.indexOf('=');
      const name = argument.slice(2, equals === -1 ? undefined : equals);
      const field: Field<unknown> | undefined = Object.hasOwn(fields, name) ? fields[name] : undefined;
      const negated = name.startsWith('no-') ? name.slice(3) : undefined;
      if (
        field === undefined &&
        negated !== undefined &&
        Object.hasOwn(fields, negated) &&
        fields[negated]?.shape === 'flag' &&
        equals === -1
      ) {
        give(parsed, negated, 'false', fields);
      } else if (field === undefined) {
        const secret = secretVariables[name];
        const instead =
          secret === undefined ? optionSuggestion(name, known) : `: give it in the environment, as ${secret}`;
        parsed.problems.push(`there is no option --${name}${instead}`);
        // Its value, which may be a credential, must not be taken for an argument and shown.
        if (equals === -1 && args[index + 1]?.startsWith('--') === false) index += 1;
      } else if (equals !== -1) give(parsed, name, argument.slice(equals + 1), fields);
      else if (field.shape === 'flag') give(parsed, name, 'true', fields);
      else {
        index += 1;
        const value = args[index];
        if (value === undefined) parsed.problems.push(`--${name} needs a value`);
        else give(parsed, name, value, fields);
      }
    }
  }
  return parsed;
}

function optionSuggestion(name: string, known: readonly string[]): string {
  const near = nearest(name, known);
  return near === undefined ? '' : ` (did you mean --${near}?)`;
}

function give(parsed: ParsedOptions, name: string, value: string, fields: Fields): void {
  const before = parsed.given[name];
  if (before === undefined) parsed.given[name] = value;
  else if (fields[name]?.shape === 'list') parsed.given[name] = `${before}\n${value}`;
  else parsed.problems.push(`--${name} is given twice`);
}
