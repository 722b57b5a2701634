import { milliseconds } from '../../core/duration.ts';
import type { Location } from '../../core/location.ts';
import { isCalendarDay, millisecondsPerDay, startOfDay } from '../../core/time.ts';
import { isSaid } from '../../parse/said.ts';
import { listed, quote } from '../../parse/text.ts';
import { noData, passed, unverified, type Verdict } from '../verdict/verdict.ts';
import { type DeferralPart, deferralParts, type Lock, type Mode, type Shape, shapeOf, type Target } from './config.ts';
import { formDescriptions, holdsToken, malformation, vagueness, valueText } from './form.ts';
import { fieldPointer, type LockedTarget, type ReadLock } from './read.ts';
import { neededCount } from './state.ts';
import { notAsked, type Told, wrong } from './told.ts';

/** `unknown`: the lock has a word for its state that the policy does not know. `missing`: the lock does not have it. */
export type State = 'closed' | 'deferred' | 'unknown' | 'missing';

export interface FieldState {
  name: string;
  /** The value, where it is concrete. */
  value: string | undefined;
}

/** A target of the policy as the lock has it. */
export interface TargetState {
  name: string;
  target: Target;
  state: State;
  fields: readonly FieldState[];
  /** What it says of its deferral, for people. */
  waits: readonly FieldState[];
  /** How many of the fields of a closed target are concrete. */
  concrete: number;
  /** Nothing about it failed. */
  sound: boolean;
  at: Location;
}

export type TargetRule = 'targets' | 'concrete' | 'form' | 'deferral' | 'counts';
type Judged = Told & { rule: TargetRule };

/** The targets of the policy as a lock has them. Where it has one twice the first is meant, which is judged apart. */
export function targetStates(lock: Lock, read: ReadLock): TargetState[] {
  const shape = shapeOf(lock);
  return lock.targets.map((target): TargetState => {
    const { name } = target;
    const found = read.targets.find((each) => each.name === name);
    const state = stateIn(lock, found);
    const fields = Object.keys(target.fields).map((field): FieldState => {
      const value = found?.value(fieldPointer(field));
      return {
        name: field,
        value: vagueness(value, lock.placeholders, field) === undefined ? valueText(value) : undefined,
      };
    });
    const waits = deferralParts.map((part): FieldState => {
      const pointer = shape[part];
      const value = pointer === undefined ? undefined : found?.value(pointer);
      return { name: part, value: typeof value === 'string' ? value : undefined };
    });
    const concrete = state === 'closed' ? fields.filter(({ value }) => value !== undefined).length : 0;
    return { name, target, state, fields, waits, concrete, sound: true, at: found?.at('') ?? { path: lock.path } };
  });
}

function stateIn({ closed, deferred }: Lock, found: LockedTarget | undefined): State {
  if (found === undefined) return 'missing';
  if (found.status !== undefined && closed.includes(found.status)) return 'closed';
  return found.status !== undefined && deferred.includes(found.status) ? 'deferred' : 'unknown';
}

/** Judges the targets of a lock. `now`: ms since 1970, for the end of deferrals. */
export function judgeTargets(
  lock: Lock,
  read: ReadLock,
  mode: Mode | undefined,
  now: number,
): { told: Judged[]; targets: TargetState[] } {
  if (lock.targets.length === 0) {
    const none = (['targets', 'concrete', 'form', 'deferral', 'counts'] as const).map(
      (rule): Judged => ({ rule, about: [lock.id], verdict: notAsked('the policy names no target') }),
    );
    return { told: none, targets: [] };
  }
  const states = targetStates(lock, read);
  const shape = shapeOf(lock);
  const told: Judged[] = [...strangers(lock, read)];
  for (const each of states) {
    told.push({ rule: 'targets', about: [lock.id, each.name], at: each.at, verdict: allowed(lock, read, mode, each) });
    told.push(...judgeFields(lock, read, each));
    told.push(...judgeDeferral(lock, read, shape, each, now));
  }
  told.push(countVerdict(lock, mode, states));
  const failed = new Set(told.flatMap(({ about, verdict }) => (verdict.status === 'failed' ? [about[1]] : [])));
  return { told, targets: states.map((each) => ({ ...each, sound: !failed.has(each.name) })) };
}

/** Entries of the list that the policy does not know, or that are there twice. */
function strangers({ id, targets }: Lock, read: ReadLock): Judged[] {
  const fix = 'name it in the policy, with what it must have, or take it out of the lock';
  const known = new Set(targets.map(({ name }) => name));
  const others = new Map(read.targets.filter(({ name }) => !known.has(name)).map((each) => [each.name, each]));
  return [
    ...[...others.values()].map(
      (each): Judged => ({
        rule: 'targets',
        about: [id, each.name],
        at: each.at(''),
        verdict: wrong('is in the lock, and the policy does not know it', [...known], each.name, fix),
      }),
    ),
    ...(read.nameless.length === 0
      ? []
      : [
          {
            rule: 'targets' as const,
            about: [id],
            at: read.nameless[0],
            verdict: wrong(
              `${read.nameless.length} entries have no name`,
              'a name',
              null,
              'give each a name, or take it out of the lock',
            ),
          },
        ]),
  ];
}

function allowed(
  { closed, deferred, path }: Lock,
  { targets }: ReadLock,
  mode: Mode | undefined,
  { name, state }: TargetState,
): Verdict {
  const same = targets.filter((each) => each.name === name);
  if (state === 'missing') return wrong('is not in the lock', name, 'nothing', `put ${name} back into ${path}`);
  if (same.length > 1)
    return wrong(
      `is in the lock ${same.length} times`,
      1,
      same.length,
      `leave one entry of ${name} in ${path}`,
      same[1]?.at(''),
    );
  const [found] = same;
  if (state === 'unknown')
    return wrong(
      found?.status === undefined
        ? 'says nothing of its state'
        : `has the state ${quote(found.status)}, which the policy does not know`,
      [...closed, ...deferred],
      found?.status,
      `write ${listed([...closed, ...deferred])}, whichever is true`,
    );
  if (state === 'closed') return passed;
  if (mode === undefined)
    return unverified(
      noData('whether it may wait depends on a mode that the policy does not accept', 'a mode of the policy'),
    );
  return mode.deferred.includes(name)
    ? passed
    : wrong(
        'is deferred, and the mode of the lock does not allow that',
        closed,
        found?.status,
        `set ${name} up, or claim a mode in which it may wait`,
      );
}

function judgeFields(lock: Lock, read: ReadLock, { name, target, state }: TargetState): Judged[] {
  const found = read.targets.find((each) => each.name === name);
  return Object.entries(target.fields).flatMap(([field, form]): Judged[] => {
    const about = [lock.id, name, field];
    if (found === undefined || state === 'missing') {
      const because = noData(`${name} is not in the lock`, `${name} in ${lock.path}`);
      return (['concrete', 'form'] as const).map((rule) => ({ rule, about, verdict: unverified(because) }));
    }
    if (state === 'deferred')
      return (['concrete', 'form'] as const).map((rule) => ({ rule, about, verdict: notAsked(`${name} is deferred`) }));
    const pointer = fieldPointer(field);
    const value = found.value(pointer);
    const at = found.at(pointer);
    const vague = vagueness(value, lock.placeholders, field);
    if (vague !== undefined) {
      const fix = `write the value of what was set up, or defer ${name} with a reason`;
      const because = noData(`the field ${vague}`, 'a concrete value');
      return [
        { rule: 'concrete', about, at, verdict: wrong(`the field ${vague}`, formDescriptions[form], value, fix) },
        { rule: 'form', about, at, verdict: unverified(because) },
      ];
    }
    const bad = malformation(valueText(value), form, lock.hosts);
    return [
      { rule: 'concrete', about, at, verdict: passed },
      {
        rule: 'form',
        about,
        at,
        verdict:
          bad === undefined
            ? passed
            : wrong(`the value ${bad}`, formDescriptions[form], value, `write ${formDescriptions[form]}`),
      },
    ];
  });
}

function judgeDeferral(lock: Lock, read: ReadLock, shape: Shape, { name, state }: TargetState, now: number): Judged[] {
  const found = read.targets.find((each) => each.name === name);
  if (state === 'closed') return [{ rule: 'deferral', about: [lock.id, name], verdict: notAsked(`${name} is closed`) }];
  if (state !== 'deferred' || found === undefined) {
    const because = noData(`${name} has no state that the policy knows`, `the state of ${name}`);
    return [{ rule: 'deferral', about: [lock.id, name], verdict: unverified(because) }];
  }
  // What a lock says of its own end counts, also where nobody asks for one.
  const saysUntil = shape.until !== undefined && found.value(shape.until) !== undefined;
  const parts = new Set([...lock['deferral-needs'], ...(saysUntil ? (['until'] as const) : [])]);
  return [...parts].map((part): Judged => {
    const pointer = shape[part] ?? '';
    return {
      rule: 'deferral',
      about: [lock.id, name, part],
      at: found.at(pointer),
      verdict: deferralVerdict(lock, found, part, pointer, now),
    };
  });
}

function deferralVerdict(
  { placeholders, 'longest-deferral': longest }: Lock,
  found: LockedTarget,
  part: DeferralPart,
  pointer: string,
  now: number,
): Verdict {
  const value = found.value(pointer);
  const expected = { rationale: 'why it waits', owner: 'who closes it', until: 'its last day, YYYY-MM-DD' }[part];
  const fix = `write ${expected} at ${pointer} of ${found.name}`;
  if (value === undefined) return wrong(`it is deferred, and there is no ${part}`, expected, null, fix);
  const says =
    typeof value === 'string' &&
    (part === 'rationale'
      ? isReason(value, placeholders, pointer)
      : vagueness(value, placeholders, pointer) === undefined);
  if (!says) return wrong(`its ${part} says nothing`, expected, value, fix);
  if (part !== 'until') return passed;
  if (!isCalendarDay(value)) return wrong('its end is no day', expected, value, fix);
  const left = startOfDay(value) + millisecondsPerDay - now;
  if (left <= 0)
    return wrong('its time is over', 'a day to come', value, `set ${found.name} up, or have the deferral renewed`);
  return left <= milliseconds(longest) + millisecondsPerDay
    ? passed
    : wrong(
        `it waits longer than ${longest}`,
        `a day within ${longest}`,
        value,
        `write an earlier day at ${pointer} of ${found.name}`,
      );
}

/** Whether a text is a reason: a few words of its own. A placeholder beside it shows that it was not written to the end. */
function isReason(value: string, tokens: readonly string[], pointer: string): boolean {
  return isSaid(value) && !holdsToken(value, tokens) && vagueness(value, [], pointer) !== 'holds its own name';
}

function countVerdict(lock: Lock, mode: Mode | undefined, states: readonly TargetState[]): Judged {
  const about = [lock.id];
  if (mode === undefined) {
    const because = noData(
      'how many are needed depends on a mode that the policy does not accept',
      'a mode of the policy',
    );
    return { rule: 'counts', about, verdict: unverified(because) };
  }
  const needed = neededCount(lock, mode);
  const counted = states.reduce((sum, { concrete }) => sum + concrete, 0);
  const problem = `${counted} fields of closed targets are concrete, and not ${needed}`;
  // A target that may wait need not.
  const verdict = counted >= needed ? passed : wrong(problem, needed, counted, 'set up what is missing');
  return { rule: 'counts', about, verdict };
}
