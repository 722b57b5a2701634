import type { FileChange } from '../../shared/core/proposal.ts';
import type { Result } from '../../shared/core/report.ts';
import { judgeAside, overlay } from '../../shared/core/side-judgement.ts';
import type { Contract } from '../../shared/domain/contract-pair/config.ts';
import { syncJudgement, syncName, syncVerdict } from '../../shared/domain/contract-sync/aside.ts';
import { pinnedTexts } from '../../shared/domain/contract-sync/fields.ts';
import type { ContractFiles } from '../../shared/domain/contract-sync/files.ts';
import type { Ctx } from './definition.ts';

/** The present files of a contract, judged by manifest-sync; whether it passes. */
export async function judgePresent(ctx: Ctx, contract: Contract): Promise<{ files: ContractFiles; green: boolean }> {
  let files: ContractFiles | undefined;
  const results = await judgeAside(
    ctx,
    syncJudgement(contract, (read) => (files = read)),
    {
      tree: ctx.tree,
      before: ctx.before,
    },
  );
  if (files === undefined) throw new Error('the files of the contract were not read');
  const { results: marked } = ctx.policy.allow(syncName, results);
  const fix = `make ${syncName} pass first`;
  return { files, green: tell(ctx, 'present-green', contract, 'the present files', marked, fix) };
}

/**
 * The files as they would be, judged by manifest-sync against the present ones, with the producer asked whatever the configuration
 * says; whether they pass and pin the tag.
 */
export async function judgeResult(
  ctx: Ctx,
  contract: Contract,
  changes: readonly FileChange[],
  tag: string,
): Promise<boolean> {
  const asked: Contract = { ...contract, remote: { ...contract.remote, mode: 'required' } };
  const trees = { tree: overlay(ctx.tree, changes), before: ctx.tree };
  let files: ContractFiles | undefined;
  const results = await judgeAside(
    ctx,
    syncJudgement(asked, (read) => (files = read)),
    trees,
  );
  const { results: marked } = ctx.policy.allow(syncName, results);
  const fix = 'choose another release, or change what is named in the configuration and the files';
  const green = tell(ctx, 'result-green', contract, 'the changed files', marked, fix);
  const pinned = files === undefined ? undefined : pinnedTexts(contract, files).tag;
  if (pinned === tag) return green;
  const problem = 'is not what would be pinned';
  const free = 'let the field tag be compared, and take its expect out of the configuration';
  ctx.failed('result-green', {
    contract: contract.id,
    what: 'the tag',
    problem,
    expected: tag,
    actual: pinned,
    fix: free,
  });
  return false;
}

/** Says of a report of manifest-sync whether it passes, and if not why. */
function tell(
  ctx: Ctx,
  rule: 'present-green' | 'result-green',
  contract: Contract,
  what: string,
  results: readonly Result[],
  fix: string,
): boolean {
  const fact = { contract: contract.id, what };
  const verdict = syncVerdict(what, results, fix);
  if (verdict.status === 'failed') ctx.failed(rule, { ...fact, ...verdict });
  else if (verdict.status === 'unverified') ctx.unverified(rule, fact, verdict.because);
  else ctx.passed(rule, fact);
  return verdict.status === 'passed';
}
