import type { Because } from '../../core/errors.ts';
import { type Severity, severities } from '../../core/severity.ts';
import { shellWord } from '../../core/shell-word.ts';
import type { Asked, ObservedTags, SeenTag } from './observe-tags.ts';
import { any, matchesPattern } from './ref-pattern.ts';
import type { RecordedTag, TagRecord } from './tag-record.ts';

/**
 * What became of a tag.
 *
 * - `unchanged`: it names the recorded object
 * - `re-tagged`: another tag object for the same commit, so that its text, date or signature is another one
 * - `moved`: it names another commit, or something that is none
 * - `changed`: another object, and what that names could not be read
 * - `deleted`: it is not there
 * - `wrong-record`: the record says two things that cannot both be true
 * - `unrecorded`: it is a release tag by its name, and nobody recorded it
 * - `immutable`, `mutable`: of its release, or of new releases where `tag` is empty
 * - `unknown`: `because` says what would tell
 */
export type TagVerdict =
  | 'unchanged'
  | 're-tagged'
  | 'moved'
  | 'changed'
  | 'deleted'
  | 'wrong-record'
  | 'unrecorded'
  | 'immutable'
  | 'mutable'
  | 'unknown';

/** One thing that is asked of a tag, or of all tags where `tag` is empty. No two rows have the same tag and the same check. */
export interface TagRow {
  tag: string;
  check: 'object' | 'recorded' | 'immutable';
  verdict: TagVerdict;
  /** True passes, false fails, undefined could not be told. */
  holds: boolean | undefined;
  /** How bad it is that it does not hold, or could not be told; `info` for what holds. */
  severity: Severity;
  expected?: string | undefined;
  actual?: string | undefined;
  /** What to do about what does not hold. */
  fix?: string | undefined;
  because: Because[];
}

/** How bad each failure is, and how bad it is that a check could not be done. */
const severityOf: Readonly<Record<Exclude<TagVerdict, 'unchanged' | 'immutable' | 'unknown'>, Severity>> = {
  moved: 'critical',
  changed: 'critical',
  're-tagged': 'high',
  deleted: 'high',
  mutable: 'high',
  'wrong-record': 'medium',
  unrecorded: 'low',
};
const severityUnknown: Readonly<Record<TagRow['check'], Severity>> = {
  object: 'critical',
  immutable: 'high',
  recorded: 'low',
};

/** What is recorded against what GitHub shows, worst first. Each recorded tag has a row of its object. */
export function compareTags(record: TagRecord, observed: ObservedTags): TagRow[] {
  const rows = [
    ...record.tags.map((tag) => objectRow(tag, own(observed.tags, tag.name))),
    ...record.tags.filter(({ immutable }) => immutable === true).map(({ name }) => releaseRow(name, observed)),
    ...unrecordedRows(record, observed),
    ...settingRows(observed),
  ];
  const rank = ({ holds }: TagRow): number => (holds === false ? 0 : holds === undefined ? 1 : 2);
  return rows.sort((a, b) => rank(a) - rank(b) || severities.indexOf(a.severity) - severities.indexOf(b.severity));
}

function holding(tag: string, check: TagRow['check'], verdict: TagVerdict, actual: string): TagRow {
  return { tag, check, verdict, holds: true, severity: 'info', expected: actual, actual, because: [] };
}

function failing(
  tag: string,
  check: TagRow['check'],
  verdict: keyof typeof severityOf,
  details: Pick<TagRow, 'expected' | 'actual' | 'fix'> & { because?: Because[] },
): TagRow {
  return { tag, check, verdict, holds: false, severity: severityOf[verdict], because: [], ...details };
}

function untold(tag: string, check: TagRow['check'], because: Because): TagRow {
  return { tag, check, verdict: 'unknown', holds: undefined, severity: severityUnknown[check], because: [because] };
}

function objectRow(tag: RecordedTag, seen: SeenTag | undefined): TagRow {
  const { name, object, commit } = tag;
  const expected = text(object, commit);
  if (seen === undefined) return untold(name, 'object', notAsked);
  if (seen.state === 'unknown') return untold(name, 'object', seen.because);
  const back = `git push origin ${shellWord(`+${object}:refs/tags/${name}`)} from a clone that has it, and find out who moved it`;
  if (seen.state === 'deleted') return failing(name, 'object', 'deleted', { expected, actual: 'no tag', fix: back });
  if (seen.object === object) {
    const agrees = seen.type === 'commit' ? object === commit : seen.type === 'tag' && object !== commit;
    if (agrees) return holding(name, 'object', 'unchanged', expected);
    return failing(name, 'object', 'wrong-record', {
      expected,
      actual: `${seen.object} is a ${seen.type}`,
      fix: `record ${seen.type === 'commit' ? `commit: ${object}` : `the commit that ${object} names`}`,
    });
  }
  const { end } = seen;
  if (end === undefined || end.state === 'unknown')
    return failing(name, 'object', 'changed', {
      expected,
      actual: seen.object,
      fix: back,
      because: end === undefined ? [] : [end.because],
    });
  const actual = text(seen.object, end.data.sha, end.data.type);
  const same = end.data.type === 'commit' && end.data.sha === commit;
  return failing(name, 'object', same ? 're-tagged' : 'moved', { expected, actual, fix: back });
}

function text(object: string, end: string, type = 'commit'): string {
  return object === end ? `the ${type} ${end}` : `the tag object ${object} of the ${type} ${end}`;
}

const notAsked: Because = { code: 'NO_DATA', message: 'the tag was not asked for', needs: 'an answer of GitHub' };

function releaseRow(name: string, { releases }: ObservedTags): TagRow {
  const release = own(releases, name);
  if (release === undefined) return untold(name, 'immutable', notAsked);
  if (release.state === 'unknown') return untold(name, 'immutable', release.because);
  return immutableRow(name, release.data.immutable, 'publish the release anew, with immutable releases switched on');
}

function settingRows({ immutableReleases: setting }: ObservedTags): TagRow[] {
  if (setting === undefined) return [];
  if (setting.state === 'unknown') return [untold('', 'immutable', setting.because)];
  return [immutableRow('', setting.data.enabled, 'switch immutable releases on in the settings of the repository')];
}

function immutableRow(tag: string, immutable: boolean | undefined, fix: string): TagRow {
  if (immutable === undefined) {
    const message = 'GitHub does not say whether the release is immutable';
    return untold(tag, 'immutable', { code: 'NO_DATA', message, needs: 'a host that has immutable releases' });
  }
  if (immutable) return holding(tag, 'immutable', 'immutable', 'immutable');
  return failing(tag, 'immutable', 'mutable', { expected: 'immutable', actual: 'not immutable', fix });
}

function unrecordedRows({ tags, patterns = [] }: TagRecord, { names }: ObservedTags): TagRow[] {
  if (patterns.length === 0) return [];
  if (names.state === 'unknown') return [untold('', 'recorded', names.because)];
  const recorded = new Set(tags.map(({ name }) => name));
  const rows = names.data.flatMap((name): TagRow[] => {
    if (recorded.has(name)) return [];
    const means = any(patterns.map((pattern) => matchesPattern(pattern, name)));
    if (means === undefined) {
      const message = `whether ${patterns.join(', ')} means the tag ${name} is not documented`;
      return [untold(name, 'recorded', { code: 'INCONCLUSIVE', message, needs: 'patterns without ** in a name' })];
    }
    const fix = 'record the tag, its object and its commit, once somebody has looked at it';
    return means ? [failing(name, 'recorded', 'unrecorded', { expected: 'a recorded tag', actual: 'none', fix })] : [];
  });
  return rows.length > 0 ? rows : [holding('', 'recorded', 'unchanged', 'every release tag is recorded')];
}

/** A name of a tag may be that of a member that every object has. */
function own<T extends SeenTag | Asked<unknown>>(by: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(by, name) ? by[name] : undefined;
}
