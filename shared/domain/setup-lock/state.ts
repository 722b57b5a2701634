import { stableJson } from '../../core/json.ts';
import { listed, quote } from '../../parse/text.ts';
import { noData, passed, unverified, type Verdict } from '../verdict/verdict.ts';
import { type Lock, type Mode, type Shape, shapeOf } from './config.ts';
import type { ReadLock } from './read.ts';
import { notAsked, type Told, wrong } from './told.ts';

/** The mode that a lock claims, as the policy knows it; undefined when the policy accepts none of that word. */
export function stateOf({ modes }: Lock, { status }: ReadLock): Mode | undefined {
  return status !== undefined && Object.hasOwn(modes, status) ? modes[status] : undefined;
}

/** Judges what a lock says of itself as a whole: its mode, and its own rules. */
export function judgeState(
  lock: Lock,
  read: ReadLock,
  mode: Mode | undefined,
): (Told & { rule: 'mode' | 'own-policy' })[] {
  const shape = shapeOf(lock);
  return [
    { rule: 'mode', about: [lock.id], verdict: modeVerdict(lock, read, mode, shape) },
    ...ownPolicy(lock, read, mode, shape).map((each) => ({ ...each, rule: 'own-policy' as const })),
  ];
}

function modeVerdict({ id, path, modes }: Lock, read: ReadLock, mode: Mode | undefined, shape: Shape): Verdict {
  const at = shape.status === undefined ? { path } : read.at(shape.status);
  const accepted = Object.keys(modes);
  if (mode === undefined) {
    const said =
      read.status === undefined
        ? 'says nothing of its mode'
        : `says ${quote(read.status)}, which the policy does not accept`;
    return wrong(
      `the lock ${said}`,
      accepted,
      read.status,
      `set up what is missing, and write ${listed(accepted)} at ${shape.status ?? 'its status'}`,
      at,
    );
  }
  if (mode.operating === undefined || mode.operating === read.operating) return passed;
  const place = shape['operating-mode'] === undefined ? at : read.at(shape['operating-mode']);
  const problem = `${id} is ${quote(read.status ?? '')}, and its operating mode is not the one of that`;
  return wrong(
    problem,
    mode.operating,
    read.operating,
    `write ${mode.operating} at ${shape['operating-mode'] ?? 'its operating mode'}`,
    place,
  );
}

/** The rules that the lock gives itself, each against the policy; one that it does not have is not asked. */
function ownPolicy(lock: Lock, read: ReadLock, mode: Mode | undefined, shape: Shape): Told[] {
  const { id } = lock;
  const needsSmokeTest = lock.targets.some((target) => target['smoke-test'] !== undefined);
  const compared: [part: keyof Shape, expected: unknown, holds: (value: unknown) => boolean][] = [
    [
      'own-count',
      mode === undefined ? undefined : neededCount(lock, mode),
      (value) => value === (mode === undefined ? undefined : neededCount(lock, mode)),
    ],
    ['own-deferred', mode?.deferred, (value) => sameNames(value, mode?.deferred ?? [])],
    ['own-placeholder', lock.placeholders, (value) => typeof value === 'string' && lock.placeholders.includes(value)],
    ['own-runbook', lock.runbook ?? null, (value) => value === lock.runbook],
    ['own-smoke-test', needsSmokeTest, (value) => value === needsSmokeTest],
  ];
  const told = compared.flatMap(([part, expected, holds]): Told[] => {
    const pointer = shape[part];
    const value = pointer === undefined ? undefined : read.value(pointer);
    if (pointer === undefined || value === undefined) return [];
    const about = [id, pointer];
    const at = read.at(pointer);
    if (mode === undefined && (part === 'own-count' || part === 'own-deferred'))
      return [
        {
          about,
          at,
          verdict: unverified(noData('the mode of the lock is not known to the policy', 'a mode of the policy')),
        },
      ];
    const verdict = holds(value)
      ? passed
      : wrong(
          'is not what the policy says',
          expected,
          value,
          expected === undefined || expected === null
            ? 'take it out of the lock, or have the policy ask for it'
            : `write ${stableJson(expected)}, or have the policy changed`,
        );
    return [{ about, at, verdict }];
  });
  return told.length > 0 ? told : [{ about: [id], verdict: notAsked('the lock gives itself no rules') }];
}

function sameNames(value: unknown, names: readonly string[]): boolean {
  if (!Array.isArray(value)) return false;
  const [said, meant] = [new Set<unknown>(value), new Set<unknown>(names)];
  return said.size === meant.size && [...said].every((each) => meant.has(each));
}

/** How many fields must be concrete in a mode. */
export function neededCount({ targets }: Lock, mode: Mode): number {
  const needed = targets.filter(({ name }) => !mode.deferred.includes(name));
  return mode['concrete-fields'] ?? needed.reduce((sum, { fields }) => sum + Object.keys(fields).length, 0);
}
