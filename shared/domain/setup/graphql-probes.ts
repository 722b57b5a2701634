import { isObject, type Json, stableJson } from '../../core/json.ts';
import { z } from '../../core/zod.ts';
import { readBatch } from '../organisation/answer.ts';
import { rulesetsRead } from '../organisation/observe-batch.ts';
import { batchQuery } from '../organisation/query.ts';
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

const Body = z.looseObject({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z
    .array(
      z.looseObject({ path: z.array(z.union([z.string(), z.number()])).optional(), message: z.string().optional() }),
    )
    .nullish(),
});
type Body = z.infer<typeof Body>;
const Rule = z.looseObject({ type: z.string(), ruleset_id: z.number().optional(), parameters: z.unknown().optional() });

/** One query about the repository, whose fields stand under `r`; or why there is no answer to it. */
async function query(
  { github, owner, repo }: ProbedRepository,
  fields: string,
  more: { parameters?: string; variables?: Record<string, string>; beside?: string } = {},
): Promise<{ ok: true; node: unknown; body: Body } | { ok: false; look: Look }> {
  const { parameters = '', variables = {}, beside = '' } = more;
  const text = `query($o: String!, $n: String!${parameters}) { r: repository(owner: $o, name: $n) { ${fields} } ${beside} }`;
  const answer = await github.graphql(text, { o: owner, n: repo, ...variables });
  if (!answer.ok) return { ok: false, look: barred(answer.because) };
  const body = Body.safeParse(answer.data);
  const node = body.data?.data?.['r'];
  if (!body.success || !isObject(node)) {
    const message = body.data?.errors?.[0]?.message ?? 'a form that is not known';
    return {
      ok: false,
      look: barred({
        code: 'NO_DATA',
        message: `GitHub answered the query with ${message}`,
        needs: 'a token that GraphQL takes',
      }),
    };
  }
  return { ok: true, node, body: body.data };
}

/** The rules of the default branch by both interfaces. */
async function bothRules(
  repository: ProbedRepository,
): Promise<{ ok: true; rest: z.infer<typeof Rule>[]; graphql: z.infer<typeof Rule>[] } | { ok: false; look: Look }> {
  const name = `${repository.owner}/${repository.repo}`;
  const { query: text, variables } = batchQuery('rulesets', [name]);
  const answer = await repository.github.graphql(text, variables);
  if (!answer.ok) return { ok: false, look: barred(answer.because) };
  const [own] = readBatch([name], answer.data).answers;
  const read = own === undefined ? undefined : rulesetsRead(own).rules;
  if (read?.state !== 'read')
    return {
      ok: false,
      look: barred(
        (read?.state === 'unknown' ? read.because : undefined) ?? {
          code: 'NO_DATA',
          message: 'GitHub gave no answer',
          needs: 'another try',
        },
      ),
    };
  const rest = await askAll(repository, '/rules/branches/{branch}', Rule, { branch: repository.branch });
  if (!rest.ok) return { ok: false, look: barred(rest.because) };
  if (rest.data.length === 0 && read.data.length === 0)
    return { ok: false, look: unseen(`no rule applies to ${repository.branch}`, 'a ruleset that includes it') };
  return { ok: true, rest: rest.data, graphql: read.data };
}

const typesOf = (rules: readonly z.infer<typeof Rule>[]): string =>
  rules
    .map(({ type, ruleset_id: id }) => `${type} (${id ?? 'no ruleset'})`)
    .sort()
    .join(', ');

/** Assumptions about the GraphQL interface, by id. */
export const graphqlProbes: Readonly<Record<string, Probe>> = {
  'rules-of-a-ref-are-all-active-ones': async (repository) => {
    const both = await bothRules(repository);
    if (!both.ok) return both.look;
    const [rest, graphql] = [typesOf(both.rest), typesOf(both.graphql)];
    return rest === graphql
      ? confirmed(`both list ${rest}`)
      : refuted(`REST lists ${rest || 'nothing'}, GraphQL ${graphql || 'nothing'}`);
  },
  'parameters-have-the-same-names': async (repository) => {
    const both = await bothRules(repository);
    if (!both.ok) return both.look;
    let compared = 0;
    for (const { type, ruleset_id: id, parameters } of both.rest) {
      if (!isObject(parameters)) continue;
      const twins = both.graphql.filter((rule) => rule.type === type && rule.ruleset_id === id);
      const asked = twins.flatMap((twin) => (isObject(twin.parameters) ? [twin.parameters] : []));
      for (const [name, value] of Object.entries(parameters as Record<string, Json>)) {
        // What the query does not ask for is left out, or a word for that: it cannot be compared.
        const own = asked.flatMap((twin) => (Object.hasOwn(twin, name) ? [twin[name] ?? null] : []));
        if (value === null || own.every((other) => other === 'not read')) continue;
        if (!own.some((other) => stableJson(other) === stableJson(value)))
          return refuted(`${name} of ${type} is another one in GraphQL`);
        compared += 1;
      }
    }
    return compared > 0
      ? confirmed(`${compared} parameters have the same name and value in both`)
      : unseen('no rule here has parameters that both show', 'a rule with parameters');
  },
  'no-classic-rule-is-certain-for-administrators': async (repository) => {
    const asked = await query(repository, 'viewerCanAdminister defaultBranchRef { branchProtectionRule { id } }');
    if (!asked.ok) return asked.look;
    const Node = z.looseObject({
      viewerCanAdminister: z.boolean(),
      defaultBranchRef: z.looseObject({ branchProtectionRule: z.unknown() }).nullable(),
    });
    const node = Node.safeParse(asked.node);
    if (!node.success || node.data.defaultBranchRef === null) return unseen('there is no branch', 'a commit');
    if (!node.data.viewerCanAdminister) return unseen('this token does not administer the repository', 'one that does');
    if (node.data.defaultBranchRef.branchProtectionRule !== null)
      return unseen('the branch has classic protection', 'a default branch without it');
    const { branch } = repository;
    const classic = await ask(repository, '/branches/{branch}/protection', z.looseObject({}), { branch });
    if (classic.ok) return refuted(`GraphQL knows no classic protection of ${branch}, and REST gives one`);
    return /Branch not protected/i.test(classic.said ?? '')
      ? confirmed(`REST says of ${branch} "Branch not protected" too`)
      : barred(classic.because);
  },
  'no-classic-protection-no-classic-queue': async (repository) => {
    const { branch } = repository;
    const Branch = z.looseObject({ protection: z.looseObject({ enabled: z.boolean().optional() }).optional() });
    const seen = await ask(repository, '/branches/{branch}', Branch, { branch });
    if (!seen.ok) return barred(seen.because);
    if (seen.data.protection?.enabled !== false)
      return unseen(`${branch} has classic protection, or does not say so`, 'a branch that has none');
    const asked = await query(repository, 'mergeQueue(branch: $b) { id }', {
      parameters: ', $b: String!',
      variables: { b: branch },
    });
    if (!asked.ok) return asked.look;
    if ((asked.node as { mergeQueue?: unknown }).mergeQueue === null) return confirmed(`${branch} has neither`);
    const rules = await askAll(repository, '/rules/branches/{branch}', Rule, { branch });
    if (!rules.ok) return barred(rules.because);
    return rules.data.some(({ type }) => type === 'merge_queue')
      ? confirmed(`${branch} has a merge queue, and it is one of a ruleset`)
      : refuted(`${branch} has no classic protection, no rule with a merge queue, and yet a merge queue`);
  },
  'errors-name-their-place': async (repository) => {
    const absent = {
      variables: { x: `${repository.repo.slice(0, 60)}-that-is-not-there` },
      parameters: ', $x: String!',
    };
    const asked = await query(repository, 'id', { ...absent, beside: 'gone: repository(owner: $o, name: $x) { id }' });
    if (!asked.ok) return asked.look;
    const places = (asked.body.errors ?? []).map(({ path }) => String(path?.[0] ?? 'nothing'));
    if (places.length === 0) return refuted('a repository that is not there gives no error');
    return places.every((place) => place === 'gone')
      ? confirmed('the error about a repository that is not there names its alias')
      : refuted(`the error about the alias gone names ${places.join(', ')}`);
  },
  'head-is-the-default-branch': async (repository) => {
    const asked = await query(
      repository,
      'head: object(expression: "HEAD:") { oid } defaultBranchRef { target { ... on Commit { tree { oid } } } }',
    );
    if (!asked.ok) return asked.look;
    const Node = z.looseObject({
      head: z.looseObject({ oid: z.string() }),
      defaultBranchRef: z.looseObject({ target: z.looseObject({ tree: z.looseObject({ oid: z.string() }) }) }),
    });
    const node = Node.safeParse(asked.node);
    if (!node.success) return unseen('there is no commit, or its files are not shown', 'a commit, and contents: read');
    const [head, tip] = [node.data.head.oid, node.data.defaultBranchRef.target.tree.oid];
    return head === tip
      ? confirmed(`both are the tree ${head}`)
      : refuted(`HEAD is the tree ${head}, the branch ${tip}`);
  },
  'no-folder-is-null-beside-a-tree-that-is-seen': async (repository) => {
    const asked = await query(
      repository,
      'head: object(expression: "HEAD:") { oid } gone: object(expression: "HEAD:.a-folder-that-is-not-there") { oid }',
    );
    if (!asked.ok) return asked.look;
    const { head, gone } = asked.node as { head?: unknown; gone?: unknown };
    if (!isObject(head)) return unseen('the files are not shown', 'a commit, and contents: read');
    const errors = asked.body.errors ?? [];
    return gone === null && errors.length === 0
      ? confirmed('a folder that is not there is null, without an error')
      : refuted(
          errors.length > 0 ? 'a folder that is not there is an error' : 'a folder that is not there is something',
        );
  },
  'entries-of-a-tree-are-all-of-them': async (repository) => {
    const Tree = z.looseObject({ truncated: z.boolean(), tree: z.array(z.looseObject({ path: z.string() })) });
    const { branch } = repository;
    const tree = await ask(repository, '/git/trees/{tree}', Tree, { tree: branch, recursive: '1' });
    if (!tree.ok) return barred(tree.because);
    const counts = new Map<string, number>();
    for (const { path } of tree.data.tree) {
      const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
      counts.set(folder, (counts.get(folder) ?? 0) + 1);
    }
    const [folder = '', count = 0] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [];
    if (count <= 1000 || tree.data.truncated)
      return unseen(`the largest folder that is listed has ${count} entries`, 'a folder with more than 1,000 entries');
    const asked = await query(repository, 'folder: object(expression: $e) { ... on Tree { entries { name } } }', {
      parameters: ', $e: String!',
      variables: { e: `HEAD:${folder}` },
    });
    if (!asked.ok) return asked.look;
    const entries = (asked.node as { folder?: { entries?: unknown[] } }).folder?.entries?.length ?? 0;
    return entries === count
      ? confirmed(`all ${count} entries of ${folder || 'the top'} are there`)
      : refuted(`${entries} of ${count} entries of ${folder || 'the top'} are there`);
  },
};
