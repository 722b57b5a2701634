import type { ZodType } from 'zod';
import type { Answer, GitHub } from '../../core/ports.ts';
import { ownerAndRepo } from '../../core/repository.ts';
import { z } from '../../core/zod.ts';
import {
  BranchSchema,
  type Classic,
  type ClassicActors,
  ClassicSchema,
  type RepositoryFacts,
  RepositorySchema,
} from '../github-rules/api-branch.ts';
import {
  BranchRuleSchema,
  type Ruleset,
  RulesetSchema,
  type RulesetSummary,
  RulesetSummarySchema,
} from '../github-rules/api-ruleset.ts';
import { needs, unread } from '../github-rules/needs.ts';
import { shortName } from '../github-rules/ref-name.ts';
import { forcePushers } from './force-pushers.ts';
import { type Observation, type Part, type Target, targets } from './observation.ts';

export interface ObserveOptions {
  /** What is already known of the repository, which saves a request. */
  facts?: RepositoryFacts | undefined;
  /** Who may force-push to the default branch although its classic protection forbids it, where that is known. */
  forcePushers?: ClassicActors | undefined;
}

/** Values of custom properties by name; a property may have several. */
export type Properties = Readonly<Record<string, string | readonly string[] | null>>;

/**
 * What may be asked of one repository. Nothing is asked twice: facts, the list of rulesets and each ruleset are shared by all
 * refs. Never throws for what GitHub answers.
 */
export interface RepositoryView {
  /** 1 request. */
  facts(): Promise<Part<RepositoryFacts>>;
  /** 1 request. */
  properties(): Promise<Part<Properties>>;
  /**
   * The short names of all branches or tags, in code unit order: 1 request for each 100. Unknown when the default branch is not among
   * the branches.
   */
  names(target: 'branch' | 'tag'): Promise<Part<string[]>>;
  /** `ref` is a short or full name; for `push` it is not used. 3 requests for a branch and 1 more under classic protection, none for tags and pushes, besides what is shared. */
  observe(target: Target, ref: string): Promise<Observation>;
}

const PropertySchema = z.looseObject({
  property_name: z.string(),
  value: z.union([z.string(), z.array(z.string()), z.null()]),
});
const NamedSchema = z.looseObject({ name: z.string().min(1) });

/** One repository through the API: 2 requests and 1 for each ruleset are shared by everything that is observed. */
export function viewRepository(github: GitHub, repository: string, options: ObserveOptions = {}): RepositoryView {
  const at = ownerAndRepo(repository);
  const get = <T>(route: string, more: Record<string, string | number | boolean>, schema: ZodType<T>) =>
    github.get(`GET /repos/{owner}/{repo}${route}`, { ...at, ...more }, schema);
  const all = <T>(route: string, more: Record<string, string | number | boolean>, schema: ZodType<T>) =>
    github.all(`GET /repos/{owner}/{repo}${route}`, { ...at, ...more }, schema);

  const facts = once(
    async (): Promise<Part<RepositoryFacts>> =>
      options.facts === undefined
        ? part(await get('', {}, RepositorySchema), needs.metadata)
        : { state: 'read', data: options.facts },
  );
  const rulesets = once(async () =>
    part(
      await all('/rulesets', { includes_parents: true, targets: targets.join(',') }, RulesetSummarySchema),
      needs.metadata,
    ),
  );
  const details = new Map<number, Promise<Part<Ruleset>>>();
  const detail = (id: number): Promise<Part<Ruleset>> => {
    const known =
      details.get(id) ??
      get('/rulesets/{ruleset_id}', { ruleset_id: id, includes_parents: true }, RulesetSchema).then((answer) =>
        sameRuleset(id, part(answer, needs.metadata)),
      );
    details.set(id, known);
    return known;
  };
  const properties = once(async (): Promise<Part<Properties>> => {
    const read = part(await get('/properties/values', {}, z.array(PropertySchema)), needs.metadata);
    if (read.state !== 'read') return read;
    return {
      state: 'read',
      data: Object.fromEntries(read.data.map(({ property_name, value }) => [property_name, value])),
    };
  });
  const listed = (route: string, settles: string) =>
    once(async (): Promise<Part<string[]>> => {
      const read = part(await all(route, {}, NamedSchema), settles);
      return read.state === 'read'
        ? { state: 'read', data: [...new Set(read.data.map(({ name }) => name))].sort() }
        : read;
    });
  const branches = listed('/branches', needs.contents);
  const lists = {
    branch: once(async () => wholeList(await branches(), await facts())),
    tag: listed('/tags', needs.contents),
  };

  async function classicOf(branch: string): Promise<Part<Classic>> {
    const read = classicPart(await get('/branches/{branch}/protection', { branch }, ClassicSchema));
    if (read.state !== 'read' || read.data.allow_force_pushes?.enabled !== false) return read;
    const known = branch === options.facts?.default_branch ? options.forcePushers : undefined;
    const { actors, limit } =
      known === undefined ? await forcePushers(github, repository, branch) : { actors: known, limit: undefined };
    if (limit !== undefined) return { state: 'unknown', because: limit };
    const { bypass_force_push_allowances: _never, ...data } = read.data;
    return { state: 'read', data: actors === undefined ? data : { ...data, bypass_force_push_allowances: actors } };
  }

  async function observe(target: Target, ref: string): Promise<Observation> {
    const branch = shortName(ref);
    const skipped = { state: 'none', why: 'not-asked', message: `a ${target} has no such thing` } as const;
    const [known, summary, rules, every, classic] = await Promise.all([
      facts(),
      target !== 'branch'
        ? skipped
        : get('/branches/{branch}', { branch }, BranchSchema).then((answer) => part(answer, needs.contents)),
      target !== 'branch'
        ? skipped
        : all('/rules/branches/{branch}', { branch }, BranchRuleSchema).then((answer) => part(answer, needs.metadata)),
      rulesets(),
      target !== 'branch' ? skipped : classicOf(branch),
    ]);
    const ofTarget = onlyOf(every, target);
    const ids = [
      ...(ofTarget.state === 'read' ? ofTarget.data.map(({ id }) => id) : []),
      ...(rules.state === 'read' ? rules.data.map(({ ruleset_id }) => ruleset_id) : []),
    ];
    const distinct = [...new Set(ids)].sort((a, b) => a - b);
    return {
      repository,
      target,
      ref: target === 'push' ? '' : branch,
      facts: known,
      branch: summary,
      rules,
      rulesets: ofTarget,
      details: await Promise.all(distinct.map(async (id) => ({ id, part: await detail(id) }))),
      classic,
    };
  }

  return { facts, properties, names: (target) => lists[target](), observe };
}

/** What protects one ref: at most 6 requests for a branch, 2 for tags and pushes, and 1 for each ruleset. */
export function observe(
  github: GitHub,
  repository: string,
  { target, ref }: { target: Target; ref: string },
  options: ObserveOptions = {},
): Promise<Observation> {
  return viewRepository(github, repository, options).observe(target, ref);
}

function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => (asked ??= ask());
}

/** A ruleset that does not say its target is one of each: its rules decide. */
function onlyOf(rulesets: Part<RulesetSummary[]>, target: Target): Part<RulesetSummary[]> {
  if (rulesets.state !== 'read') return rulesets;
  return { state: 'read', data: rulesets.data.filter((ruleset) => (ruleset.target ?? target) === target) };
}

function sameRuleset(id: number, read: Part<Ruleset>): Part<Ruleset> {
  if (read.state !== 'read' || read.data.id === id) return read;
  return torn(`asked for the ruleset ${id}, GitHub answers for ${read.data.id}`);
}

/** A list of branches that lacks one which is surely there was cut, or is of another moment. */
function wholeList(names: Part<string[]>, facts: Part<RepositoryFacts>): Part<string[]> {
  if (names.state !== 'read' || facts.state !== 'read' || names.data.includes(facts.data.default_branch)) return names;
  return torn(`the list of branches lacks the default branch ${facts.data.default_branch}`);
}

function torn(message: string): Part<never> {
  return { state: 'unknown', because: { code: 'INCONCLUSIVE', message, needs: 'another look' } };
}

function part<T>(answer: Answer<T>, settles: string): Part<T> {
  if (answer.ok) return { state: 'read', data: answer.data };
  const { because } = answer;
  if (because.code === 'PLAN_LIMIT') return { state: 'none', why: 'plan-limit', message: because.message };
  return { state: 'unknown', because: unread(because, settles) };
}

/**
 * A 404 is the certain absence of classic protection only in GitHub's own words for it, which it says to those alone who may read the
 * protection. Any other 404 may hide it.
 */
function classicPart<T>(answer: Answer<T>): Part<T> {
  if (!answer.ok && answer.status === 404 && /^branch not protected\b/i.test(answer.said ?? ''))
    return { state: 'none', why: 'not-protected', message: 'the branch has no classic protection' };
  return part(answer, needs.classic);
}
