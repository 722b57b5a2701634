import { isObject } from '../../core/json.ts';
import { isoTime, millisecondsPerDay, parseTime } from '../../core/time.ts';
import { z } from '../../core/zod.ts';
import { unknownParameters } from '../protection/rule-parameters.ts';
import {
  ask,
  askAll,
  barred,
  confirmed,
  type Look,
  type Probe,
  type ProbedRepository,
  refuted,
  unseen,
} from './probe.ts';

const Rule = z.looseObject({ type: z.string(), ruleset_id: z.number().optional(), parameters: z.unknown().optional() });
/** Milliseconds; a text that is no time makes the answer one of an unknown form. */
const Time = z.string().transform((text, context) => {
  const time = parseTime(text);
  if (time !== undefined) return time;
  context.addIssue({ code: 'custom', message: 'is no time' });
  return z.NEVER;
});
const Listed = z.looseObject({
  id: z.number(),
  enforcement: z.string().optional(),
  source_type: z.string().optional(),
});
const RefName = z.looseObject({ include: z.array(z.string()).nullish(), exclude: z.array(z.string()).nullish() });
const Property = z.looseObject({ name: z.string(), property_values: z.array(z.string()) });
const Ruleset = z.looseObject({
  id: z.number(),
  enforcement: z.string().optional(),
  target: z.string().nullish(),
  source_type: z.string().optional(),
  created_at: Time.optional(),
  updated_at: Time.optional(),
  bypass_actors: z.array(z.unknown()).optional(),
  current_user_can_bypass: z.string().optional(),
  rules: z.array(Rule).optional(),
  conditions: z
    .looseObject({
      ref_name: RefName.nullish(),
      repository_property: z
        .looseObject({ include: z.array(Property).nullish(), exclude: z.array(Property).nullish() })
        .nullish(),
    })
    .nullish(),
});
type Ruleset = z.infer<typeof Ruleset>;
const Version = z.looseObject({ updated_at: Time });
const Suite = z.looseObject({ pushed_at: Time.nullish() });
const Value = z.looseObject({ property_name: z.string(), value: z.union([z.string(), z.array(z.string())]).nullish() });

/** Every ruleset that the list names, whole; or why one of them could not be read. */
async function rulesets(
  repository: ProbedRepository,
): Promise<{ ok: true; data: Ruleset[] } | { ok: false; look: Look }> {
  const listed = await askAll(repository, '/rulesets', Listed, { includes_parents: true });
  if (!listed.ok) return { ok: false, look: barred(listed.because) };
  if (listed.data.length === 0) return { ok: false, look: unseen('there is no ruleset', 'a ruleset') };
  const data: Ruleset[] = [];
  for (const { id, source_type } of listed.data) {
    const one = await ask(repository, '/rulesets/{ruleset_id}', Ruleset, { ruleset_id: id, includes_parents: true });
    if (!one.ok) return { ok: false, look: barred(one.because) };
    data.push({ ...one.data, source_type: one.data.source_type ?? source_type });
  }
  return { ok: true, data };
}

/** Whether a ruleset is certainly for a branch: by its name or for all, with nothing taken out. */
function includes({ conditions }: Ruleset, branch: string): boolean {
  const { include, exclude } = conditions?.ref_name ?? {};
  const means = ['~ALL', '~DEFAULT_BRANCH', `refs/heads/${branch}`];
  return (exclude ?? []).length === 0 && (include ?? []).some((entry) => means.includes(entry));
}

/** The active rulesets that are certainly for the branch, and those of them that none of its rules is of. */
async function applying(
  repository: ProbedRepository,
): Promise<{ ok: true; those: Ruleset[]; missing: Ruleset[] } | { ok: false; look: Look }> {
  const all = await rulesets(repository);
  if (!all.ok) return all;
  const { branch } = repository;
  const those = all.data.filter(
    (one) =>
      one.enforcement === 'active' &&
      (one.target ?? 'branch') === 'branch' &&
      (one.rules ?? []).length > 0 &&
      includes(one, branch),
  );
  if (those.length === 0)
    return { ok: false, look: unseen(`no active ruleset names ${branch}`, 'an active ruleset that includes it') };
  const rules = await askAll(repository, '/rules/branches/{branch}', Rule, { branch });
  if (!rules.ok) return { ok: false, look: barred(rules.because) };
  const seen = new Set(rules.data.map(({ ruleset_id }) => ruleset_id));
  return { ok: true, those, missing: those.filter(({ id }) => !seen.has(id)) };
}

const idsOf = (list: readonly Ruleset[]): string => list.map(({ id }) => id).join(', ');

function holds(property: z.infer<typeof Property>, values: readonly z.infer<typeof Value>[]): boolean {
  const own = values.find(({ property_name }) => property_name.toLowerCase() === property.name.toLowerCase())?.value;
  return [own ?? []].flat().some((value) => property.property_values.includes(value));
}

/** Further assumptions about rulesets, by id. */
export const rulesetProbes: Readonly<Record<string, Probe>> = {
  'rules-and-rulesets-agree': async (repository) => {
    const found = await applying(repository);
    if (!found.ok) return found.look;
    return found.missing.length > 0
      ? refuted(`no rule of ${repository.branch} is of the rulesets ${idsOf(found.missing)}, which include it`)
      : confirmed(`the rules of ${repository.branch} are of the rulesets ${idsOf(found.those)}, which include it`);
  },
  'rules-of-a-branch-are-all-active-ones': async (repository) => {
    const found = await applying(repository);
    if (!found.ok) return found.look;
    if (found.missing.length > 0)
      return refuted(`the rules of ${repository.branch} lack the rulesets ${idsOf(found.missing)}, which include it`);
    const levels = new Set(found.those.map(({ source_type }) => source_type));
    const absent = ['Repository', 'Organization', 'Enterprise'].filter((level) => !levels.has(level));
    return absent.length === 0
      ? confirmed(`the rules of ${repository.branch} are of rulesets of every level`)
      : unseen(`no active ruleset of ${absent.join(', of ')} names ${repository.branch}`, 'a ruleset of each level');
  },
  'list-holds-rulesets-that-apply': async (repository) => {
    const all = await rulesets(repository);
    if (!all.ok) return all.look;
    const conditional = all.data.filter(({ conditions }) => isObject(conditions?.repository_property));
    if (conditional.length === 0)
      return unseen('no ruleset has a condition by properties', 'an organisation ruleset with one');
    const values = await askAll(repository, '/properties/values', Value);
    if (!values.ok) return barred(values.because);
    const wrong = conditional.filter(({ conditions }) => {
      const { include, exclude } = conditions?.repository_property ?? {};
      const isIn = (include ?? []).every((property) => holds(property, values.data));
      return !isIn || (exclude ?? []).some((property) => holds(property, values.data));
    });
    return wrong.length > 0
      ? refuted(`the rulesets ${idsOf(wrong)} are listed, and their properties do not hold here`)
      : unseen(
          `the properties of the listed rulesets ${idsOf(conditional)} hold here; which ones are not listed, reading does not show`,
          'the rulesets of the organisation, as its owner sees them',
        );
  },
  'own-bypass-follows-the-list': async (repository) => {
    const all = await rulesets(repository);
    if (!all.ok) return all.look;
    const empty = all.data.filter(
      (one) => one.bypass_actors?.length === 0 && one.current_user_can_bypass !== undefined,
    );
    const odd = empty.filter((one) => one.current_user_can_bypass !== 'never');
    if (odd.length > 0)
      return refuted(`the rulesets ${idsOf(odd)} have nobody in their bypass list, and this token may bypass them`);
    return empty.length > 0
      ? confirmed(`the rulesets ${idsOf(empty)} have nobody in their bypass list, and this token may never bypass them`)
      : unseen('no ruleset shows an empty bypass list', 'a ruleset without actors, and a token that sees its list');
  },
  'every-change-moves-updated-at': async (repository) => {
    const all = await rulesets(repository);
    if (!all.ok) return all.look;
    let compared = 0;
    for (const { id, updated_at, source_type } of all.data) {
      if (updated_at === undefined || source_type !== 'Repository') continue;
      const history = await askAll(repository, '/rulesets/{ruleset_id}/history', Version, { ruleset_id: id });
      if (!history.ok) return barred(history.because);
      const last = Math.max(...history.data.map((version) => version.updated_at));
      if (history.data.length < 2) continue;
      // Seconds that the two records may lie apart.
      if (last > updated_at + 60_000)
        return refuted(`ruleset ${id} was changed after its updated_at ${isoTime(updated_at)}, as its history says`);
      compared += 1;
    }
    return compared > 0
      ? confirmed(`the last change of ${compared} rulesets is not after their updated_at`)
      : unseen('no ruleset of the repository was changed since it was made', 'a ruleset that was changed');
  },
  'history-of-rulesets-is-kept': async (repository) => {
    const all = await rulesets(repository);
    if (!all.ok) return all.look;
    let seen = 0;
    for (const { id, created_at, source_type } of all.data) {
      if (source_type !== 'Repository' || created_at === undefined) continue;
      if (repository.now - created_at >= 180 * millisecondsPerDay) continue;
      const history = await askAll(repository, '/rulesets/{ruleset_id}/history', Version, { ruleset_id: id });
      if (!history.ok) return barred(history.because);
      const first = Math.min(...history.data.map((version) => version.updated_at));
      if (first > created_at + millisecondsPerDay)
        return refuted(`the history of ruleset ${id} begins after it was made (${isoTime(created_at)})`);
      seen += 1;
    }
    return unseen(
      `${seen} rulesets of the last 180 days have their whole history; that it goes with a ruleset, reading does not show`,
      'a ruleset that was changed 179 days ago, and one that was deleted',
    );
  },
  'month-of-rule-suites': async (repository) => {
    const suites = await askAll(repository, '/rulesets/rule-suites', Suite, { time_period: 'month' });
    if (!suites.ok) return barred(suites.because);
    const ages = suites.data.flatMap(({ pushed_at }) => (pushed_at ? [repository.now - pushed_at] : []));
    const days = Math.floor(Math.max(0, ...ages) / millisecondsPerDay);
    return days >= 28
      ? confirmed(`the oldest of them is ${days} days old`)
      : unseen(`the oldest of ${ages.length} is ${days} days old`, 'a rule suite that is 28 days old');
  },
  'unknown-parameters-take-nothing-away': async (repository) => {
    const all = await rulesets(repository);
    if (!all.ok) return all.look;
    const rules = all.data.flatMap((one) => one.rules ?? []);
    const odd = rules.flatMap(({ type, parameters }) =>
      unknownParameters({ type, parameters: isObject(parameters) ? parameters : undefined }).flatMap((each) =>
        Object.keys(each).map((name) => `${name} of ${type}`),
      ),
    );
    return odd.length === 0
      ? confirmed(`every parameter of the ${rules.length} rules of this repository is known`)
      : unseen(`not known are ${[...new Set(odd)].join(', ')}`, 'what the documentation says of these parameters');
  },
};
