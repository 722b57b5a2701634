import type { Because, BecauseCode } from '../../core/errors.ts';
import type { Result } from '../../core/report.ts';
import { decides } from '../../core/severity.ts';
import { listed } from '../../parse/text.ts';
import type { Contract } from '../contract-pair/config.ts';
import { reportStatus } from '../decision/status.ts';
import type { Verdict } from '../verdict/verdict.ts';
import type { Ctx } from './definition.ts';
import type { ContractFiles } from './files.ts';
import { judgeContract } from './judge-contract.ts';
import { rules } from './rules.ts';

/** The control whose judgement of a contract others run aside. */
export const syncName = 'manifest-sync';

/** The judgement of one contract, for whoever runs it over another tree than that of the run; `keep` gets the files that it read. */
export function syncJudgement(
  contract: Contract,
  keep: (files: ContractFiles) => void,
): { name: string; rules: typeof rules; evaluate(ctx: Ctx): Promise<void> } {
  return { name: syncName, rules, evaluate: async (ctx) => keep(await judgeContract(ctx, contract)) };
}

/** What a report of such a judgement says as a whole; `what` names the files, and the problem continues it. */
export function syncVerdict(what: string, results: readonly Result[], fix: string): Verdict {
  const deciding = results.filter(({ severity }) => decides(severity));
  const unseen = deciding.filter(({ status }) => status === 'unverified');
  const wrong = deciding.filter(({ status, waiver }) => status === 'failed' && waiver === undefined);
  if (wrong.length > 0) {
    const words = listed(wrong.map((one) => `${one.rule} (${one.message})`));
    const actual = wrong.map((one) => `${one.rule}: ${one.message}`);
    return { status: 'failed', problem: `do not pass ${syncName}: ${words}`, actual, fix };
  }
  if (reportStatus(results) === 'passed') return { status: 'passed' };
  const down = unseen.find(({ because }) => because?.code === 'GITHUB_DOWN');
  const first = (down ?? unseen[0])?.because;
  const because: Because = {
    code: (first?.code ?? 'NO_DATA') as BecauseCode,
    message: `${what} are not verified by ${syncName}: ${unseen.length === 0 ? 'nothing was measured' : `${listed([...new Set(unseen.map((one) => one.rule))])}: ${first?.message ?? ''}`}`,
    needs: first?.needs,
  };
  return { status: 'unverified', because };
}
