import { configMaxBytes } from '../../core/config.ts';
import { isObject } from '../../core/json.ts';
import type { PastVersion } from '../../core/past.ts';
import { quote } from '../../parse/text.ts';
import { pullsOfCommit } from '../approval/pull-request.ts';
import type { Contract } from '../contract-pair/config.ts';
import { parseDocument } from '../record/parse.ts';
import { noData, passed, unverified, type Verdict } from '../verdict/verdict.ts';
import type { Ctx } from './definition.ts';

/*
 * Whether a state was ever in force. The line of a branch shows more than the branch ever had: the inner commits of a pull request that
 * landed by rebase or fast-forward lie on it, and so do files that became those of the contract by a rename only.
 */

const landings = 'one pull request for each change, or single-commit-landings where the repository allows nothing else';

/** Whether a commit was ever the tip of the default branch, by the pull requests that GitHub says brought it there. */
export async function judgeLanding(ctx: Ctx, commit: string): Promise<Verdict> {
  const { source } = ctx.policy;
  if (ctx.inputs['single-commit-landings'] || (source.kind === 'base' && source.ref === commit)) return passed;
  const [github, repository] = [ctx.github(), ctx.subject.repository];
  if (github === undefined || repository === undefined) {
    const message = `whether ${commit} was ever the tip of the branch is not known without GitHub`;
    const needs = 'a token, in a workflow of the repository, or single-commit-landings';
    return unverified({ code: 'NO_CREDENTIAL', message, needs });
  }
  const pulls = await pullsOfCommit(github, repository, commit);
  if (!pulls.ok) {
    const message = `whether ${commit} was ever the tip of the branch is not known: ${pulls.because.message}`;
    return unverified({ ...pulls.because, message });
  }
  const merged = pulls.data.filter(({ isMerged }) => isMerged);
  if (merged.some(({ mergeCommit }) => mergeCommit === commit)) return passed;
  const [first] = merged;
  if (first === undefined || merged.some(({ mergeCommit }) => mergeCommit === undefined)) {
    const message = `whether ${commit} was ever the tip of the branch is not known: GitHub names no pull request that landed as it`;
    return unverified(noData(message, landings));
  }
  return {
    status: 'failed',
    problem: `it was never the tip of the branch: pull request #${first.number}, which brought it, landed as ${first.mergeCommit}`,
    actual: first.mergeCommit,
    fix: landings,
  };
}

/** Whether files that have another name in a state were those of the contract under it, by the configuration of that commit. */
export async function judgeNames(ctx: Ctx, contract: Contract, version: PastVersion): Promise<Verdict> {
  const { folder, source } = ctx.policy;
  const { commit, files } = version;
  const renamed = [...files].some(([path, file]) => file.found && file.path !== `${folder}${path}`);
  if (!renamed) return passed;
  const then = (await (await ctx.past()).files(commit, [source.path], configMaxBytes)).get(source.path);
  const needs = `a state whose files have their present names, or a configuration at ${commit} that names them`;
  if (then?.found !== true) {
    const message = `whether the files had other names at ${commit} is not known: ${source.path} ${then?.message ?? 'is not there'}`;
    return unverified(noData(message, needs));
  }
  const read = parseDocument(source.path, then.content);
  const named = read.ok ? contractIn(read.document.value, contract.id) : undefined;
  if (named === undefined) {
    const message = `whether the files had other names at ${commit} is not known: ${source.path} has no contract ${contract.id} there`;
    return unverified(noData(message, needs));
  }
  const own: [now: string | undefined, then: unknown][] = [
    [contract.pin, named['pin']],
    [contract.mirror, named['mirror']],
    [contract.matrix?.path, isObject(named['matrix']) ? named['matrix']['path'] : undefined],
  ];
  for (const [path, name] of own) {
    const file = path === undefined ? undefined : files.get(path);
    if (file?.found !== true || (typeof name === 'string' && file.path === `${folder}${name}`)) continue;
    return {
      status: 'failed',
      problem: `${file.path} was not ${path} of the contract: the configuration of that commit names ${typeof name === 'string' ? quote(name) : 'none'}`,
      actual: file.path,
      fix: needs,
    };
  }
  return passed;
}

function contractIn(value: unknown, id: string): Record<string, unknown> | undefined {
  const contracts = isObject(value) ? value['contracts'] : undefined;
  if (!Array.isArray(contracts)) return undefined;
  return contracts.find((each): each is Record<string, unknown> => isObject(each) && each['id'] === id);
}
