import type { Config } from '../../core/config.ts';
import type { AnyControl } from '../../core/control.ts';
import { type Ability, type Place, places, type Reach } from '../../core/diagnosis.ts';
import type { Fields } from '../../core/inputs.ts';
import type { Json } from '../../core/json.ts';
import { lookUp } from '../../parse/document.ts';
import { needsOf } from '../control-needs/needs.ts';
import { type RunEventName, runEvents } from '../run-events/run-events.ts';
import type { Limit } from './step-limits.ts';

type Able = Pick<AnyControl, 'name' | 'kind' | 'permissions'> & { inputs: Fields };

/** What is known of a repository besides its controls. */
export interface Around {
  /** The events on which a workflow runs the control. */
  events(control: string): ReadonlySet<string>;
  /** What the steps that run the control on an event keep it from, with the secret inputs that it has a use for. */
  stepLimits(control: string, event: string, secrets: readonly string[]): readonly Limit[];
  /** What runs there without being looked into, and may run the control; empty where nothing does. */
  unseen: readonly string[];
  /** The events that its section skips. */
  skipped(control: string): readonly string[];
  /** Whether a token is at hand on this laptop. */
  token: boolean;
  /** Whether this laptop has a secret input. */
  hasSecret(input: string): boolean;
  /** Whether the configuration asks for anything that needs a secret input. */
  wants(input: string): boolean;
  /** Whether the configuration asks for what only a run has, also where the control can do without one. */
  wantsRun: boolean;
}

/** Whether a section asks a control, which can do without, for what only a run has: a bundle is made of the run that measured. */
export function wantsRun(control: string, { sections }: Pick<Config, 'sections'>): boolean {
  return control === 'evidence-bundle' && sections[control]?.['create'] !== undefined;
}

/** Whether a secret input of a control has a use, as far as the shared lists of the configuration tell; true where they do not. */
export function wantsSecret(control: string, input: string, { lists }: Pick<Config, 'lists'>): boolean {
  const use = needsOf(control).secretUses?.[input];
  if (use === undefined) return true;
  return (lists[use.list] ?? []).some(
    (entry) => ![undefined, use.idle].includes(lookUp(entry as Json, use.pointer) as string | undefined),
  );
}

/** What a control will be able to verify at each place; what is said of a place where no workflow runs it is that alone. */
export function abilityOf(control: Able, around: Around): Ability {
  const at = Object.fromEntries(places.map((place) => [place, reachAt(control, place, around)]));
  return { control: control.name, at: at as Ability['at'] };
}

function reachAt(control: Able, place: Place, around: Around): Limit {
  const { name } = control;
  const event = place === 'laptop' ? 'local' : runEvents[place].on;
  if (around.skipped(name).includes(event)) return { reach: 'no', because: `skip-on: ${event}` };
  if (place !== 'laptop' && !around.events(name).has(event)) {
    const runs = around.unseen.length === 0 || around.events(name).size > 0;
    return runs ? { reach: 'not-run' } : { reach: 'not-run', because: 'what is not looked into may run it' };
  }
  if (place === 'laptop') return worst(onLaptop(control, around));
  const secrets = runEvents[place].secrets ? secretsOf(control, around.wants) : [];
  return reachOn(control, place, around.wants, around.stepLimits(name, event, secrets));
}

/**
 * What a control can verify on an event, and why not more, where its steps keep it from nothing else; unless `wants` says otherwise, its
 * configuration asks for everything.
 */
export function reachOn(
  control: Able,
  event: RunEventName,
  wants: Around['wants'] = () => true,
  ofSteps: readonly Limit[] = [],
): Limit {
  return worst([...onEvent(control, event, wants), ...ofSteps], secretsOf(control, wants));
}

/** What all limits leave; secrets that only GitHub knows are a condition of what is left whole. */
function worst(limits: readonly Limit[], secrets: readonly string[] = []): Limit {
  const never = limits.find(({ reach }) => reach === 'no');
  if (never !== undefined) return never;
  if (limits.length > 0)
    return { reach: 'part', because: [...new Set(limits.flatMap(({ because }) => because ?? []))].join('; ') };
  if (secrets.length === 0) return { reach: 'yes' };
  return { reach: 'yes', because: `if the secret for ${secrets.join(', ')} is set, which only GitHub knows` };
}

/** The secret inputs of a control that the configuration has a use for. */
function secretsOf({ inputs }: Able, wants: Around['wants']): string[] {
  return Object.entries(inputs).flatMap(([input, { shape }]) => (shape === 'secret' && wants(input) ? [input] : []));
}

function onEvent(control: Able, event: RunEventName, wants: Around['wants']): Limit[] {
  const { name, kind } = control;
  const { looksAt, runsCommands } = needsOf(name);
  const { acts, commands, change, judged, secrets } = runEvents[event];
  const limits: Limit[] = [];
  if (judged === 'not-judged')
    limits.push({ reach: 'no', because: 'another commit is checked out than the event is about' });
  if (kind === 'act' && acts === 'no') limits.push({ reach: 'no', because: 'nothing may be changed from there' });
  if (runsCommands === true && !commands) limits.push({ reach: 'no', because: 'no command is run there' });
  if (looksAt.includes('change') && change === 'none')
    limits.push({
      reach: looksAt.length === 1 ? 'no' : 'part',
      because: 'no change is judged there: it needs a range',
    });
  const own = secretsOf(control, wants);
  if (!secrets && own.length > 0)
    limits.push({ reach: 'part', because: `forks have no secrets: what needs ${own.join(', ')} is not verified` });
  return limits;
}

function onLaptop(control: Able, { token, hasSecret, wants, wantsRun: asksRun }: Around): Limit[] {
  const { name, kind, permissions } = control;
  const { looksAt, history } = needsOf(name);
  const limits: Limit[] = [];
  const add = (reach: Reach, because: string): void => void limits.push({ reach, because });
  if (kind === 'act') add('part', 'it shows the change; only --apply writes it');
  if (asksRun || looksAt.includes('run')) add('part', 'there is no run: its jobs and artifacts are not known');
  const asksGitHub = looksAt.includes('platform') || (looksAt.includes('run') && Object.keys(permissions).length > 1);
  if (asksGitHub && !token)
    add(
      looksAt.every((each) => each === 'platform') ? 'no' : 'part',
      'GitHub is asked with GITHUB_TOKEN, which is not set',
    );
  const missing = secretsOf(control, wants).filter((input) => !hasSecret(input));
  if (missing.length > 0) add('part', `what needs ${missing.join(', ')} is not verified: it is not set`);
  if (history === 'all' && looksAt.includes('past')) add('part', 'the past is that of this clone');
  return limits;
}
