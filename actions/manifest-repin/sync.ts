import type { Because, BecauseCode } from '../../shared/core/errors.ts';
import type { FileChange } from '../../shared/core/proposal.ts';
import type { Result } from '../../shared/core/report.ts';
import { decides } from '../../shared/core/severity.ts';
import { judgeAside, overlay } from '../../shared/core/side-judgement.ts';
import type { Contract } from '../../shared/domain/contract-pair/config.ts';
import type { Ctx as SyncCtx } from '../../shared/domain/contract-sync/definition.ts';
import { pinnedTexts } from '../../shared/domain/contract-sync/fields.ts';
import type { ContractFiles } from '../../shared/domain/contract-sync/files.ts';
import { judgeContract } from '../../shared/domain/contract-sync/judge-contract.ts';
import { rules } from '../../shared/domain/contract-sync/rules.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import { listed } from '../../shared/parse/text.ts';
import type { Ctx } from './definition.ts';

const sync = 'manifest-sync';

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
    judgement(contract, (read) => (files = read)),
    {
      tree: ctx.tree,
      before: ctx.before,
    },
  );
  if (files === undefined) throw new Error('the files of the contract were not read');
  const { results: marked } = ctx.policy.allow(sync, results);
  const fix = `make ${sync} pass first`;
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
    judgement(asked, (read) => (files = read)),
    trees,
  );
  const { results: marked } = ctx.policy.allow(sync, results);
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

function judgement(
  contract: Contract,
  keep: (files: ContractFiles) => void,
): { name: string; rules: typeof rules; evaluate(ctx: SyncCtx): Promise<void> } {
  return { name: sync, rules, evaluate: async (ctx) => keep(await judgeContract(ctx, contract)) };
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
  const deciding = results.filter(({ severity }) => decides(severity));
  const unseen = deciding.filter(({ status }) => status === 'unverified');
  const wrong = deciding.filter(({ status, waiver }) => status === 'failed' && waiver === undefined);
  const words = (which: readonly Result[]): string => listed(which.map((one) => `${one.rule} (${one.message})`));
  if (wrong.length > 0) {
    const actual = wrong.map((one) => `${one.rule}: ${one.message}`);
    ctx.failed(rule, { ...fact, problem: `do not pass ${sync}: ${words(wrong)}`, actual, fix });
    return false;
  }
  if (reportStatus(results) === 'passed') {
    ctx.passed(rule, fact);
    return true;
  }
  const down = unseen.find(({ because }) => because?.code === 'GITHUB_DOWN');
  const first = (down ?? unseen[0])?.because;
  const because: Because = {
    // Of a judgement of this very run, so that no other code can stand there.
    code: (first?.code ?? 'NO_DATA') as BecauseCode,
    message: `${what} are not verified by ${sync}: ${unseen.length === 0 ? 'nothing was measured' : `${listed([...new Set(unseen.map((one) => one.rule))])}: ${first?.message ?? ''}`}`,
    needs: first?.needs,
  };
  ctx.unverified(rule, fact, because);
  return false;
}
