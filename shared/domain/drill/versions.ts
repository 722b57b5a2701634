import type { Answer } from '../../core/ports.ts';
import { listed, quote } from '../../parse/text.ts';
import { failed, passed, unverified, type Verdict } from '../verdict/verdict.ts';
import type { VersionName } from './config.ts';
import { type DrilledVersion, type DrillRecord, given, lacking, type Said, saysPassed } from './record.ts';
import { isFixedVersion, sameVersion } from './version-name.ts';

/** What is asked of the version of one name; `pinned`: what it must be, or why that is not known. */
export interface AskedVersion {
  name: VersionName;
  mayBeSimulated: boolean;
  pinned?: Answer<readonly string[]> | undefined;
}

/** Whether a version of the matrix was tried, which one it was, and that it went as expected. */
export function judgeVersion(record: DrillRecord, { name, mayBeSimulated, pinned }: AskedVersion): Verdict {
  const { versions, path } = record;
  const row = versions.find((version) => version.name === name);
  const fix = `try ${name}, and write its tag or commit, what was expected and the result into the table of versions in ${path}`;
  if (row === undefined) {
    const problem = 'it is not among the versions that were tried';
    return failed({ problem, expected: name, actual: versions.map((one) => one.name), fix, at: { path } });
  }
  const ref = given(row.ref)?.text.trim();
  const other = pinned?.ok === true ? pinned.data.filter((pin) => ref !== undefined && !sameVersion(ref, pin)) : [];
  const problems = [
    ...(row.simulated && !mayBeSimulated ? ['it was only simulated'] : []),
    ...(['ref', 'expected', 'result'] as const).flatMap((field) => missing(row, field)),
    ...(ref === undefined || isFixedVersion(ref) ? [] : [`its tag or commit ${quote(ref)} is no fixed one`]),
    ...(ref === undefined || other.length === 0 ? [] : [`it was ${quote(ref)}, and ${listed([...other])} is pinned`]),
    ...wrongResult(row.result),
    ...sameAs(row, versions),
  ];
  if (problems.length > 0) {
    const expected = 'a version that is named, with what was expected, and passed';
    return failed({ problem: problems.join('; '), expected, actual: problems, fix, at: row.at });
  }
  return pinned?.ok === false ? unverified(pinned.because) : passed;
}

/** What a record says of versions that nobody asked for, where it says that they did not pass. */
export function failedVersions({ versions, path }: DrillRecord, asked: readonly VersionName[]): [string, Verdict][] {
  const names: readonly string[] = asked;
  return versions.flatMap(({ name, result, at }): [string, Verdict][] => {
    const [problem] = names.includes(name) ? [] : wrongResult(result);
    if (problem === undefined) return [];
    const fix = `try it again, and write the result into the table of versions in ${path}`;
    return [[name, failed({ problem, expected: 'passed', actual: result?.text, fix, at })]];
  });
}

const columns = { ref: 'tag or commit', expected: 'expected behaviour', result: 'result' } as const;

function missing(row: DrilledVersion, field: keyof typeof columns): string[] {
  return given(row[field]) === undefined ? [`its ${columns[field]} ${lacking(row[field])}`] : [];
}

/** One version under two names was tried once. */
function sameAs({ name, ref }: DrilledVersion, versions: readonly DrilledVersion[]): string[] {
  const text = given(ref)?.text.trim();
  if (text === undefined) return [];
  const other = versions.find(
    (each) => each.name !== name && each.ref !== undefined && sameVersion(each.ref.text, text),
  );
  return other === undefined ? [] : [`it is ${text}, and so is ${other.name}`];
}

function wrongResult(result: Said | undefined): string[] {
  const said = given(result);
  return said === undefined || saysPassed(said) ? [] : [`it is said to be ${quote(said.text)}`];
}
