import type { FileChange } from '../../shared/core/proposal.ts';
import type { Result } from '../../shared/core/report.ts';
import { decides } from '../../shared/core/severity.ts';
import { judgeAside, overlay } from '../../shared/core/side-judgement.ts';
import type { Contract } from '../../shared/domain/contract-pair/config.ts';
import { syncJudgement, syncName, syncVerdict } from '../../shared/domain/contract-sync/aside.ts';
import { pinnedTexts } from '../../shared/domain/contract-sync/fields.ts';
import type { ContractFiles } from '../../shared/domain/contract-sync/files.ts';
import type { Ctx } from './definition.ts';

/** What manifest-sync says of files: whether it passes, and what it found that is lived with, each with its waiver. */
export interface SyncVerdict {
  green: boolean;
  waived: string[];
}

/** The present files of a contract, judged by manifest-sync. */
export async function judgePresent(ctx: Ctx, contract: Contract): Promise<SyncVerdict & { files: ContractFiles }> {
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
  return {
    files,
    green: tell(ctx, 'present-green', contract, 'the present files', marked, fix),
    waived: waivedIn(marked),
  };
}

/**
 * The files as they would be, judged by manifest-sync against the present ones, with the producer asked whatever the configuration
 * says; they must pass and pin the tag.
 */
export async function judgeResult(
  ctx: Ctx,
  contract: Contract,
  changes: readonly FileChange[],
  tag: string,
): Promise<SyncVerdict> {
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
  const waived = waivedIn(marked);
  if (pinned === tag) return { green, waived };
  const problem = 'is not what would be pinned';
  const free = `under contracts: fields: tag of ${contract.id}, take out expect and compare: ignore`;
  ctx.failed('result-green', {
    contract: contract.id,
    what: 'the tag',
    problem,
    expected: tag,
    actual: pinned,
    fix: free,
  });
  return { green: false, waived };
}

/** The results that fail and are waived, by rule, message and waiver. */
function waivedIn(results: readonly Result[]): string[] {
  return results.flatMap(({ status, severity, waiver, rule, message }) =>
    status === 'failed' && decides(severity) && waiver !== undefined
      ? [`${rule} (${message}), by the waiver ${waiver.id}`]
      : [],
  );
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
