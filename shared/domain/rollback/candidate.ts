import type { Because } from '../../core/errors.ts';
import type { Tree } from '../../core/ports.ts';
import type { Result } from '../../core/report.ts';
import { decides } from '../../core/severity.ts';
import { judgeAside } from '../../core/side-judgement.ts';
import type { Contract } from '../contract-pair/config.ts';
import { syncJudgement, syncName } from '../contract-sync/aside.ts';
import type { ContractFiles } from '../contract-sync/files.ts';
import { remoteRules } from '../contract-sync/remote.ts';
import { noData } from '../verdict/verdict.ts';
import type { Ctx } from './definition.ts';

/** How an earlier state stands by itself. `open`: good but for what the producer alone could tell. */
export type Judged =
  | { state: 'good'; files: ContractFiles; open: Because | undefined }
  | { state: 'bad'; reason: string }
  | { state: 'unknown'; because: Because };

/** No rule about how a state came from another one is asked of it. */
const alone: Because = { code: 'NO_BASE', message: 'an earlier state is judged by itself' };
const askedOfTheProducer: ReadonlySet<string> = new Set(remoteRules.map((rule) => `${syncName}/${rule}`));

/** Judges an earlier state by everything that manifest-sync asks of files as they stand. A waiver makes nothing good. */
export async function judgeVersion(ctx: Ctx, contract: Contract, tree: Tree): Promise<Judged> {
  let files: ContractFiles | undefined;
  const judgement = syncJudgement(contract, (read) => (files = read));
  const all = await judgeAside(ctx, judgement, { tree, before: { because: alone } });
  const results = all.filter(({ severity, because }) => decides(severity) && because?.message !== alone.message);
  const wrong = results.find(({ status }) => status === 'failed');
  if (wrong !== undefined) return { state: 'bad', reason: `${wrong.rule}: ${wrong.message}` };
  const unseen = results.filter(({ status }) => status === 'unverified');
  const here = unseen.find(({ rule }) => !askedOfTheProducer.has(rule));
  if (here !== undefined || files === undefined || !results.some(({ status }) => status === 'passed')) {
    return { state: 'unknown', because: reasonOf(here) ?? noData('nothing was measured', 'a contract with fields') };
  }
  return { state: 'good', files, open: reasonOf(unseen[0]) };
}

function reasonOf(result: Result | undefined): Because | undefined {
  return result?.because as Because | undefined;
}
