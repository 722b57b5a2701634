import { listed, quote } from '../../parse/text.ts';
import { foldedName } from '../record/folded-name.ts';
import { failed, passed, type Verdict } from '../verdict/verdict.ts';
import type { ActiveSwitch } from './active.ts';
import { type DrilledSwitch, given, lacking, saysPassed } from './record.ts';
import { sameVersion } from './version-name.ts';

/** Whether a flag or pin was rolled back, as far as the record does not say that it went wrong. */
export function judgeCovered({ name, at, result }: DrilledSwitch): Verdict {
  if (result === undefined || saysPassed(result)) return passed;
  const problem = `its rollback is said to be ${quote(result.text)}`;
  const fix = `rehearse the rollback of ${name} again, and record it`;
  return failed({ problem, expected: 'passed', actual: result.text, fix, at });
}

/** Whether the exact settings before and after are there, the former is the present one, and the latter another one that is not on. */
export function judgeSettings(drilled: DrilledSwitch, { value, off }: ActiveSwitch, path: string): Verdict {
  const { from, to } = drilled;
  const [before, after] = [given(from)?.text.trim(), given(to)?.text.trim()];
  const isOff = after !== undefined && (off === undefined || off.some((one) => foldedName(one) === foldedName(after)));
  const same = before !== undefined && after !== undefined && sameVersion(before, after);
  const problems = [
    ...(before === undefined ? [`its setting before ${lacking(from)}`] : []),
    ...(after === undefined ? [`its setting after ${lacking(to)}`] : []),
    ...(before !== undefined && value !== undefined && before !== value
      ? [`its setting before was ${quote(before)}, and now it is ${quote(value)}`]
      : []),
    ...(same ? ['its setting was not changed'] : []),
    ...(after === undefined || same || isOff
      ? []
      : [`its setting after was ${quote(after)}, and off is ${listed((off ?? []).map((one) => quote(one)))}`]),
  ];
  return ofSwitch(drilled, problems, value === undefined ? 'both settings' : `from ${value}`, path, 'exact settings');
}

/** Whether the behaviour before and after is there, and not the same. */
export function judgeBehaviour(drilled: DrilledSwitch, path: string): Verdict {
  const { before, after } = drilled;
  const [was, is] = [given(before)?.text.trim(), given(after)?.text.trim()];
  const problems = [
    ...(was === undefined ? [`its behaviour before ${lacking(before)}`] : []),
    ...(is === undefined ? [`its behaviour after ${lacking(after)}`] : []),
    ...(was !== undefined && is !== undefined && foldedName(was) === foldedName(is)
      ? ['its behaviour is said to be the same before and after']
      : []),
  ];
  return ofSwitch(drilled, problems, 'what it did before and after', path, 'behaviour before and after');
}

function ofSwitch(
  { name, at }: DrilledSwitch,
  problems: readonly string[],
  expected: string,
  path: string,
  what: string,
): Verdict {
  if (problems.length === 0) return passed;
  const fix = `write the ${what} of ${name} into ${path}, as it was seen in the drill`;
  return failed({ problem: problems.join('; '), expected, actual: [...problems], fix, at });
}
