import type { AnyControl } from '../core/control.ts';
import { commonFields, list } from '../core/inputs.ts';
import { suggestion } from '../core/nearest.ts';
import { oneLine } from '../core/sanitise.ts';
import { wrongUse } from './terminal.ts';

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
