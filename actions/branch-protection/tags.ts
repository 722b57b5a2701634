import type { Because } from '../../shared/core/errors.ts';
import { pointerProblems } from '../../shared/core/pointer-problem.ts';
import { type FileProblem, placed } from '../../shared/domain/policy-file/policy-file.ts';
import { observeTags } from '../../shared/domain/protection/observe-tags.ts';
import { oneBecause } from '../../shared/domain/protection/row-text.ts';
import { compareTags, type TagRow } from '../../shared/domain/protection/tag-objects.ts';
import { type TagRecord, TagRecordSchema } from '../../shared/domain/protection/tag-record.ts';
import type { Observations } from '../../shared/domain/seen-repository/observations.ts';
import { type Broken, policyDocument } from './asked.ts';
import type { Ctx } from './definition.ts';
import { aboutOf } from './results.ts';
import { rules, type SettingFact } from './rules.ts';

const ruleOfCheck = {
  object: 'release-tags',
  recorded: 'recorded-tags',
  immutable: 'immutable-releases',
} as const satisfies Record<TagRow['check'], keyof typeof rules>;
type TagRule = (typeof ruleOfCheck)[TagRow['check']];
const tagRules = Object.values(ruleOfCheck);

/** The record of release tags, of the policy's own tree; undefined where none is asked for, or where it cannot be used. */
export interface Recorded {
  ok: true;
  record: TagRecord | undefined;
  broken: readonly Broken[];
}

export async function tagRecordOf(ctx: Ctx): Promise<Recorded | { ok: false; because: Because }> {
  const path = ctx.inputs['tag-objects'];
  if (path === undefined) return { ok: true, record: undefined, broken: [] };
  const unusable = (problems: readonly FileProblem[]): Recorded => ({
    ok: true,
    record: undefined,
    broken: problems.map(({ message, at }) => ({ about: path, message: `the record of tags ${path} ${message}`, at })),
  });
  const file = await policyDocument(ctx, path);
  if (!file.ok && 'because' in file) return { ok: false, because: file.because };
  if (!file.ok) return unusable(file.problems);
  const parsed = TagRecordSchema.safeParse(file.document.value);
  if (!parsed.success) return unusable(placed(path, file.document, pointerProblems(parsed.error)));
  const { tags, patterns = [], 'immutable-releases': immutable } = parsed.data;
  if (tags.length + patterns.length === 0 && immutable === undefined)
    return unusable([{ message: 'records nothing', at: { path } }]);
  return { ok: true, record: parsed.data, broken: [] };
}

/** Nobody asks what became of tags. */
export function withoutTags(ctx: Ctx, why: string): void {
  for (const id of tagRules) ctx.notApplicable(id, { about: [], severity: rules[id].severity }, why);
}

/** What became of the recorded tags, one result for each tag and check. */
export async function recordTags(
  ctx: Ctx,
  { repository, github }: Observations,
  { record, broken }: Recorded,
): Promise<void> {
  const whole = (id: TagRule): SettingFact => ({ about: aboutOf(repository, id), severity: rules[id].severity });
  if (broken.length > 0) {
    const needs = 'a record that can be used';
    const message = 'the record of tags cannot be used, as other results say';
    for (const id of tagRules) ctx.unverified(id, whole(id), { code: 'NO_DATA', message, needs });
    return;
  }
  if (record === undefined) return withoutTags(ctx, 'the configuration names no record of tags');
  if (github === undefined) {
    const because: Because = {
      code: 'NO_DATA',
      message: 'a snapshot has no tag objects',
      needs: 'a run that asks GitHub',
    };
    for (const id of tagRules) ctx.unverified(id, whole(id), because);
    return;
  }
  const rows = compareTags(record, await observeTags(github, repository, record));
  for (const row of rows) recordRow(ctx, repository, row);
  for (const id of tagRules)
    if (!rows.some(({ check }) => ruleOfCheck[check] === id))
      ctx.notApplicable(id, { ...whole(id), about: [] }, 'the record asks for no such thing of any tag');
}

function recordRow(ctx: Ctx, repository: string, row: TagRow): void {
  const { tag, check, holds, severity, expected, actual, fix, because } = row;
  const id = ruleOfCheck[check];
  const fact: SettingFact = {
    about: aboutOf(repository, ...(tag === '' ? [id] : [`tag ${tag}`])),
    severity: holds === true ? rules[id].severity : severity,
    says: saysOf(row),
    ...(expected === undefined ? {} : { expected }),
    ...(actual === undefined ? {} : { actual }),
    observed: [row.verdict, actual ?? null],
    fix,
  };
  if (holds === true) ctx.passed(id, fact);
  else if (holds === false) ctx.failed(id, fact);
  else ctx.unverified(id, fact, oneBecause(because));
}

function saysOf({ tag, verdict, because }: TagRow): string {
  const [why] = because;
  switch (verdict) {
    case 'moved':
      return `the tag ${tag} was moved: it names another commit than the recorded one`;
    case 'changed':
      return `the tag ${tag} names another object than the recorded one, and what that names is not known${why === undefined ? '' : ` (${why.message})`}`;
    case 're-tagged':
      return `the tag ${tag} was made again: another tag object names the same commit`;
    case 'deleted':
      return `the tag ${tag} was deleted`;
    case 'wrong-record':
      return `what is recorded of the tag ${tag} cannot be so`;
    case 'unrecorded':
      return `nobody recorded the release tag ${tag}`;
    case 'mutable':
      return tag === '' ? 'new releases are not immutable' : `the release of the tag ${tag} is not immutable`;
    case 'unchanged':
    case 'immutable':
    case 'unknown':
      return 'it is as recorded';
  }
}
