import { listed, quote } from '../../parse/text.ts';
import { formats } from '../../parse/version.ts';
import { failed, passed, type Verdict } from '../verdict/verdict.ts';
import { type DrillMode, drillModes } from './config.ts';
import { type DrillRecord, given, lacking, saysDone } from './record.ts';

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
  return failed({
    problem,
    expected: formats.commit.describes,
    actual: said?.text ?? 'nothing',
    fix: `write into ${path} which commit was rolled back, in full`,
    at: facts.commit?.at ?? { path },
  });
}

/** Who did it, as a login without `@`, or as the record has it otherwise; undefined when it does not say. */
export function operatorOf({ facts }: DrillRecord): string | undefined {
  return given(facts.operator)?.text.trim().replace(/^@/, '');
}

/** The one of the people who may do a drill that the record names; undefined for anybody else, several, or a name with a remark. */
export function knownOperator(record: DrillRecord, people: readonly string[]): string | undefined {
  const login = operatorOf(record)?.toLowerCase();
  return people.find((one) => one.toLowerCase() === login);
}

/** Whether the operator is one of the people who may do it. */
export function judgeOperator(record: DrillRecord, people: readonly string[]): Verdict {
  if (knownOperator(record, people) !== undefined) return passed;
  const login = operatorOf(record);
  const { facts, path } = record;
  return failed({
    problem:
      login === undefined
        ? `its operator ${lacking(facts.operator)}`
        : `its operator ${quote(login)} is not among those who may do it`,
    expected: [...people],
    actual: login ?? 'nothing',
    fix: `write the login of who did it into ${path}, or add them to the role`,
    at: facts.operator?.at ?? { path },
  });
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
  return failed({
    problem: problems.join('; '),
    expected: allowed ?? environments,
    actual: problems,
    fix: `rehearse it as it is asked, and write environment and mode into ${path}`,
    at: (facts.mode ?? facts.environment)?.at ?? { path },
  });
}

/** Whether the record nowhere says that the drill as a whole failed, or was not done. */
export function judgeOutcome({ outcomes, path }: DrillRecord): Verdict {
  const bad = outcomes.filter((said) => !saysDone(said));
  const [first] = bad;
  if (first === undefined) return passed;
  return failed({
    problem: `it is said to be ${listed(bad.map(({ text }) => quote(text)))}`,
    expected: 'passed or completed, where it says so at all',
    actual: bad.map(({ text }) => text),
    fix: `rehearse the rollback again, and record it in ${path}`,
    at: first.at,
  });
}
