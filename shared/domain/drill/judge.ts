import { listed, quote } from '../../parse/text.ts';
import { formats } from '../../parse/version.ts';
import { passed, type Verdict } from '../verdict/verdict.ts';
import { type DrillMode, drillModes, type VersionName } from './config.ts';
import {
  type DrilledSwitch,
  type DrilledVersion,
  type DrillRecord,
  given,
  lacking,
  type Said,
  saysDone,
  saysPassed,
} from './record.ts';
import { type StepName, stepNames, type Words } from './words.ts';

/** The commit that the drill was about, in full; undefined when the record does not say it so. */
export function commitOf({ facts }: DrillRecord): string | undefined {
  const text = given(facts.commit)?.text.trim() ?? '';
  return formats.commit.matches(text) ? text : undefined;
}

/** Why the record names no commit. */
export function commitMissing({ facts, path }: DrillRecord): Verdict {
  const said = given(facts.commit);
  const problem =
    said === undefined
      ? `its commit ${lacking(facts.commit)}`
      : `its commit ${quote(said.text)} is not ${formats.commit.describes}`;
  return {
    status: 'failed',
    problem,
    expected: formats.commit.describes,
    actual: said?.text ?? 'nothing',
    fix: `write into ${path} which commit was rolled back, in full`,
    at: facts.commit?.at ?? { path },
  };
}

/** Who did it, as a login without `@`; undefined when the record does not say. */
export function operatorOf({ facts }: DrillRecord): string | undefined {
  return given(facts.operator)?.text.trim().replace(/^@/, '');
}

/** Whether the operator is one of the people who may do it. */
export function judgeOperator(record: DrillRecord, people: readonly string[]): Verdict {
  const login = operatorOf(record);
  const { facts, path } = record;
  if (login !== undefined && people.some((one) => one.toLowerCase() === login.toLowerCase())) return passed;
  return {
    status: 'failed',
    problem:
      login === undefined
        ? `its operator ${lacking(facts.operator)}`
        : `its operator ${quote(login)} is not among those who may do it`,
    expected: [...people],
    actual: login ?? 'nothing',
    fix: `write the login of who did it into ${path}, or add them to the role`,
    at: facts.operator?.at ?? { path },
  };
}

/** How much of the drill was real; undefined when the record does not say it in one of the words for it. */
export function modeOf({ facts }: DrillRecord): DrillMode | undefined {
  const word = given(facts.mode)
    ?.text.trim()
    .toLowerCase()
    .replace(/[- ]run$/, '');
  return drillModes.find((mode) => mode === word);
}

/** Whether the drill was in an environment that counts, and as real as is asked there. */
export function judgeMode(record: DrillRecord, environments: Readonly<Record<string, readonly DrillMode[]>>): Verdict {
  const { facts, path } = record;
  const [mode, environment] = [modeOf(record), given(facts.environment)?.text.trim()];
  const allowed =
    environment !== undefined && Object.hasOwn(environments, environment) ? environments[environment] : undefined;
  const problems = [
    ...(environment === undefined
      ? [`its environment ${lacking(facts.environment)}`]
      : allowed === undefined
        ? [`its environment ${quote(environment)} is none in which a drill counts`]
        : []),
    ...(given(facts.mode) === undefined
      ? [`its mode ${lacking(facts.mode)}`]
      : mode === undefined
        ? [`its mode ${quote(facts.mode?.text ?? '')} is none of ${drillModes.join(', ')}`]
        : allowed !== undefined && !allowed.includes(mode)
          ? [`it was ${mode}, and in ${environment} only ${allowed.join(' and ')} counts`]
          : []),
  ];
  if (problems.length === 0) return passed;
  return {
    status: 'failed',
    problem: problems.join('; '),
    expected: allowed ?? environments,
    actual: problems,
    fix: `rehearse it as it is asked, and write environment and mode into ${path}`,
    at: (facts.mode ?? facts.environment)?.at ?? { path },
  };
}

const purposes: Readonly<Record<StepName, string>> = {
  freeze: 'freezes what goes on',
  're-pin': 'puts back what was there before',
  're-check': 'checks it again',
  reopen: 'opens it again',
};

/** Whether the drill froze, re-pinned, re-checked and reopened, in this order, and no step is said to have gone wrong. */
export function judgeSteps({ steps, path }: DrillRecord, words: Words): Verdict {
  const first = stepNames.map((name) => ({ name, index: steps.findIndex(({ text }) => begins(text, words[name])) }));
  const there = first.filter(({ index }) => index >= 0);
  const problems = [
    ...first.flatMap(({ name, index }) => (index < 0 ? [`no step ${purposes[name]} (${name})`] : [])),
    ...there.flatMap(({ name, index }, place) => {
      const before = there[place - 1];
      return before !== undefined && before.index > index ? [`${name} comes before ${before.name}`] : [];
    }),
    ...steps.flatMap(({ text, result }) =>
      result === undefined || saysPassed(result) ? [] : [`the step ${quote(text)} is said to be ${quote(result.text)}`],
    ),
  ];
  if (problems.length === 0) return passed;
  return {
    status: 'failed',
    problem: listed(problems),
    expected: [...stepNames],
    actual: problems,
    fix: `do the steps in this order, and write each as an item of a list under Steps into ${path}`,
    at: steps[0]?.at ?? { path },
  };
}

/** A step is told by the words with which it begins: `reopen after the re-check` is no re-check. */
function begins(text: string, words: readonly string[]): boolean {
  const lower = text.trim().toLowerCase();
  return words.some((word) => lower.startsWith(word) && !/^[\p{L}\p{N}_-]/u.test(lower.slice(word.length)));
}

/** Whether the record nowhere says that the drill as a whole failed, or was not done. */
export function judgeOutcome({ outcomes, path }: DrillRecord): Verdict {
  const bad = outcomes.filter((said) => !saysDone(said));
  const [first] = bad;
  if (first === undefined) return passed;
  return {
    status: 'failed',
    problem: `it is said to be ${listed(bad.map(({ text }) => quote(text)))}`,
    expected: 'passed or completed, where it says so at all',
    actual: bad.map(({ text }) => text),
    fix: `rehearse the rollback again, and record it in ${path}`,
    at: first.at,
  };
}

/** Whether a flag or pin was rolled back, as far as the record does not say that it went wrong. */
export function judgeCovered({ name, at, result }: DrilledSwitch): Verdict {
  if (result === undefined || saysPassed(result)) return passed;
  const problem = `its rollback is said to be ${quote(result.text)}`;
  const fix = `rehearse the rollback of ${name} again, and record it`;
  return { status: 'failed', problem, expected: 'passed', actual: result.text, fix, at };
}

/** Whether a version of the matrix was tried, which one it was, and that it went as expected. */
export function judgeVersion(record: DrillRecord, name: VersionName, simulated: readonly VersionName[]): Verdict {
  const { versions, path } = record;
  const row = versions.find((version) => version.name === name);
  const fix = `try ${name}, and write its tag or commit, what was expected and the result into the table of versions in ${path}`;
  if (row === undefined) {
    const problem = 'it is not among the versions that were tried';
    return { status: 'failed', problem, expected: name, actual: versions.map((one) => one.name), fix, at: { path } };
  }
  const problems = [
    ...(row.simulated && !simulated.includes(name) ? ['it was only simulated'] : []),
    ...(['ref', 'expected'] as const).flatMap((field) => missing(row, field)),
    ...missing(row, 'result'),
    ...wrongResult(row.result),
    ...sameAs(row, versions),
  ];
  if (problems.length === 0) return passed;
  return {
    status: 'failed',
    problem: problems.join('; '),
    expected: 'a version that is named, with what was expected, and passed',
    actual: problems,
    fix,
    at: row.at,
  };
}

const columns = { ref: 'tag or commit', expected: 'expected behaviour', result: 'result' } as const;

function missing(row: DrilledVersion, field: keyof typeof columns): string[] {
  return given(row[field]) === undefined ? [`its ${columns[field]} ${lacking(row[field])}`] : [];
}

/** One version under two names was tried once. */
function sameAs({ name, ref }: DrilledVersion, versions: readonly DrilledVersion[]): string[] {
  const text = given(ref)?.text.trim();
  const other = versions.find((each) => each.name !== name && each.ref?.text.trim() === text);
  return text === undefined || other === undefined ? [] : [`it is ${text}, and so is ${other.name}`];
}

function wrongResult(result: Said | undefined): string[] {
  const said = given(result);
  return said === undefined || saysPassed(said) ? [] : [`it is said to be ${quote(said.text)}`];
}

/** Whether the exact settings before and after are there; `value`: the one that is set now, where that is known. */
export function judgeSettings(drilled: DrilledSwitch, value: string | undefined, path: string): Verdict {
  const { from, to } = drilled;
  const [before, after] = [given(from)?.text.trim(), given(to)?.text.trim()];
  const problems = [
    ...(before === undefined ? [`its setting before ${lacking(from)}`] : []),
    ...(after === undefined ? [`its setting after ${lacking(to)}`] : []),
    ...(before !== undefined && value !== undefined && before !== value
      ? [`its setting before was ${quote(before)}, and now it is ${quote(value)}`]
      : []),
    ...(before !== undefined && before === after ? ['its setting was not changed'] : []),
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
    ...(was !== undefined && was === is ? ['its behaviour is said to be the same before and after'] : []),
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
  return { status: 'failed', problem: problems.join('; '), expected, actual: [...problems], fix, at };
}
