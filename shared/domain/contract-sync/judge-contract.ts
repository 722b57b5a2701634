import type { Contract } from '../contract-pair/config.ts';
import { judgeCopies, judgeHash, judgeProducer } from './content.ts';
import type { Ctx } from './definition.ts';
import { judgeFields } from './fields.ts';
import { type ContractFiles, readFiles } from './files.ts';
import { judgeMatrix } from './matrix.ts';
import { judgeRemote } from './remote.ts';

/** Judges everything about one contract by all rules of `manifest-sync`, and gives the files that it read. */
export async function judgeContract(ctx: Ctx, contract: Contract): Promise<ContractFiles> {
  const files = await readFiles(ctx, contract);
  await judgeFields(ctx, contract, files);
  judgeProducer(ctx, contract, files);
  judgeHash(ctx, contract, files);
  await judgeMatrix(ctx, contract, files);
  await judgeCopies(ctx, contract, files);
  await judgeRemote(ctx, contract, files);
  return files;
}
