import { basename, dirname, join, resolve } from 'node:path';
import { worktree } from '../adapters/worktree.ts';
import { asksFor, type Config } from '../core/config.ts';
import type { AnyControl, ControlKind } from '../core/control.ts';
import { GovernanceError } from '../core/errors.ts';
import { commonFields } from '../core/inputs.ts';
import { asciiJson } from '../core/json.ts';
import type { MadeFile } from './collect.ts';
import type { Host } from './host.ts';
import type { Outcome } from './outcome.ts';
import { loadConfig } from './policy.ts';
import { known, type Terminal } from './terminal.ts';

/** All controls, loaded. */
export async function loadAll({ controls }: Terminal): Promise<AnyControl[]> {
  return Promise.all(controls.names.map((name) => controls.load(name)));
}

/** The controls that the configuration asks for; none at all is a mistake, not a success. */
export async function asked(terminal: Terminal, host: Host): Promise<AnyControl[]> {
  const shown = host.given['config'] ?? join(host.given['working-directory'] ?? '.', commonFields.config.default ?? '');
  const path = resolve(host.cwd, shown);
  const all = await loadAll(terminal);
  const judged = worktree(dirname(path), undefined);
  const loaded = await loadConfig({
    controls: all,
    known: known(terminal),
    path: basename(path),
    shown,
    base: undefined,
    judged,
  });
  const controls = loaded.ok ? askedIn(all, loaded.config) : [];
  if (controls.length === 0) {
    throw new GovernanceError('BAD_CONFIG', `the configuration ${shown} asks for no control`, {
      hint: 'Add a section or a shared list; release-governance list names the controls.',
    });
  }
  return controls;
}

/** Those that a configuration asks for, in the order in which they run. */
export function askedIn(all: readonly AnyControl[], config: Config): AnyControl[] {
  return all.filter((control) => runsIn(control, config)).sort((a, b) => turnOf(a) - turnOf(b));
}

/** What is recorded can be judged, what was judged can be joined by others, and all of it can be decided on. */
const turns: readonly ControlKind[] = ['record', 'check', 'decide'];

function turnOf({ kind, joins }: AnyControl): number {
  return joins === true && kind !== 'decide' ? turns.indexOf('check') + 0.5 : turns.indexOf(kind);
}

/** What changes something is run by its own name only. */
function runsIn(control: AnyControl, config: Config): boolean {
  return control.kind !== 'act' && isAskedFor(control, config);
}

/** Whether a configuration asks for a control: for a summary only where it has a section for it. */
export function isAskedFor(control: AnyControl, config: Config): boolean {
  return control.kind === 'decide' ? config.asked.sections.includes(control.name) : asksFor(control, config);
}

/** What a run leaves for those that come after it. */
export function madeBy({ report, documents }: Outcome): MadeFile[] {
  return [
    { name: `${report.control}.report.json`, content: asciiJson(report) },
    ...Object.entries(documents).map(([name, content]) => ({ name, content })),
  ];
}
