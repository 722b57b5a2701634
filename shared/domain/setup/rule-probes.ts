import { stableJson } from '../../core/json.ts';
import { z } from '../../core/zod.ts';
import { ask, askAll, barred, confirmed, type Probe, refuted, unseen } from './probe.ts';

const Branch = z.looseObject({
  name: z.string(),
  protected: z.boolean(),
  protection: z
    .looseObject({
      enabled: z.boolean().optional(),
      required_status_checks: z.looseObject({ contexts: z.array(z.string()).optional() }).optional(),
    })
    .optional(),
});
const Rule = z.looseObject({ type: z.string(), ruleset_id: z.number().optional(), parameters: z.unknown().optional() });
const Listed = z.looseObject({
  id: z.number(),
  enforcement: z.string().optional(),
  source_type: z.string().optional(),
});
const Ruleset = z.looseObject({
  id: z.number(),
  bypass_actors: z.array(z.unknown()).optional(),
  current_user_can_bypass: z.string().optional(),
  rules: z.array(Rule).optional(),
});
const Classic = z.looseObject({
  required_status_checks: z.looseObject({ contexts: z.array(z.string()).optional() }).nullish(),
  required_signatures: z.unknown().optional(),
  block_creations: z.unknown().optional(),
});

const branchPath = '/branches/{branch}';
const classicPath = '/branches/{branch}/protection';
const rulesPath = '/rules/branches/{branch}';

/** Assumptions about rulesets and classic protection, by id. */
export const ruleProbes: Readonly<Record<string, Probe>> = {
  'unprotected-means-neither': async (repository) => {
    const { branch } = repository;
    const seen = await ask(repository, branchPath, Branch, { branch });
    if (!seen.ok) return barred(seen.because);
    if (seen.data.protected) return unseen(`${branch} is protected`, 'a default branch that is not protected');
    const rules = await askAll(repository, rulesPath, Rule, { branch });
    if (!rules.ok) return barred(rules.because);
    if (rules.data.length > 0)
      return refuted(`${branch} is said to be unprotected, and ${rules.data.length} rules apply to it`);
    const classic = await ask(repository, classicPath, Classic, { branch });
    if (classic.ok) return refuted(`${branch} is said to be unprotected, and has classic protection`);
    return /Branch not protected/i.test(classic.said ?? '')
      ? confirmed(`${branch} is unprotected: no rule applies, and GitHub says "Branch not protected"`)
      : barred(classic.because);
  },
  'bypass-list-hidden-by-its-key': async (repository) => {
    const listed = await askAll(repository, '/rulesets', Listed, { includes_parents: true });
    if (!listed.ok) return barred(listed.because);
    const [one] = listed.data;
    if (one === undefined) return unseen('there is no ruleset', 'a ruleset with a bypass actor');
    const ruleset = await ask(repository, '/rulesets/{ruleset_id}', Ruleset, { ruleset_id: one.id });
    if (!ruleset.ok) return barred(ruleset.because);
    const actors = ruleset.data.bypass_actors;
    if (actors === undefined) return confirmed(`ruleset ${one.id} has no bypass_actors for this token`);
    if (actors.length > 0) return unseen('this token may see the bypass list', 'a token without administration: write');
    return unseen(
      `the bypass list of ruleset ${one.id} is empty for this token, and nobody else can say whether it is`,
      'an actor in that list',
    );
  },
  'targets-in-one-question': async (repository) => {
    const all = await askAll(repository, '/rulesets', Listed, { includes_parents: true });
    const named = await askAll(repository, '/rulesets', Listed, { includes_parents: true, targets: 'branch,tag,push' });
    if (!all.ok) return barred(all.because);
    if (!named.ok) return barred(named.because);
    if (all.data.length === 0) return unseen('there is no ruleset', 'a ruleset of each target');
    const [a, b] = [all.data, named.data].map((list) =>
      list
        .map(({ id }) => id)
        .sort((x, y) => x - y)
        .join(', '),
    );
    return a === b
      ? confirmed(`both list the rulesets ${a}`)
      : refuted(`without the filter ${a}, with it ${b || 'none'}`);
  },
  'rules-are-as-in-their-ruleset': async (repository) => {
    const { branch } = repository;
    const rules = await askAll(repository, rulesPath, Rule, { branch });
    if (!rules.ok) return barred(rules.because);
    const own = rules.data.filter(({ ruleset_id }) => ruleset_id !== undefined);
    if (own.length === 0) return unseen(`no rule of a ruleset applies to ${branch}`, 'a ruleset that includes it');
    const rulesets = new Map<number, z.infer<typeof Ruleset>>();
    for (const id of new Set(own.map(({ ruleset_id }) => ruleset_id ?? 0))) {
      const ruleset = await ask(repository, '/rulesets/{ruleset_id}', Ruleset, {
        ruleset_id: id,
        includes_parents: true,
      });
      if (!ruleset.ok) return barred(ruleset.because);
      rulesets.set(id, ruleset.data);
    }
    for (const { type, ruleset_id: id = 0, parameters } of own) {
      const there = rulesets.get(id)?.rules?.filter((rule) => rule.type === type) ?? [];
      const same = there.some((rule) => stableJson(rule.parameters ?? {}) === stableJson(parameters ?? {}));
      if (!same) return refuted(`the rule ${type} of ruleset ${id} has other parameters there than on ${branch}`);
    }
    return confirmed(`${own.length} rules of ${rulesets.size} rulesets are the same in both`);
  },
  'classic-switches-are-always-there': async (repository) => {
    const { branch } = repository;
    const classic = await ask(repository, classicPath, Classic, { branch });
    if (!classic.ok) return barred(classic.because);
    const missing = ['required_signatures', 'block_creations'].filter((key) => classic.data[key] === undefined);
    return missing.length === 0
      ? confirmed('both switches are there')
      : refuted(`${missing.join(' and ')} are left out`);
  },
  'summary-names-all-classic-checks': async (repository) => {
    const { branch } = repository;
    const classic = await ask(repository, classicPath, Classic, { branch });
    if (!classic.ok) return barred(classic.because);
    const contexts = classic.data.required_status_checks?.contexts ?? [];
    if (contexts.length === 0) return unseen('classic protection requires no check', 'a classic check');
    const seen = await ask(repository, branchPath, Branch, { branch });
    if (!seen.ok) return barred(seen.because);
    const shown = new Set(seen.data.protection?.required_status_checks?.contexts);
    const missing = contexts.filter((context) => !shown.has(context));
    return missing.length === 0
      ? confirmed(`all ${contexts.length} are in both`)
      : refuted(`the branch does not name ${missing.length} of them`);
  },
  'immutable-releases-off-is-no-404': async (repository) => {
    const answer = await ask(repository, '/immutable-releases', z.looseObject({ enabled: z.boolean() }));
    if (answer.ok)
      return answer.data.enabled
        ? unseen('they are on', 'a repository where they are off')
        : confirmed('200 with enabled: false');
    return barred(answer.because);
  },
};
