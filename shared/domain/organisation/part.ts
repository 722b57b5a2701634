import { GovernanceError } from '../../core/errors.ts';
import { partKey } from '../../core/part.ts';
import type { AuditContext } from './audit-context.ts';
import type { Repositories } from './config.ts';
import { parseShard, type Shard } from './shard.ts';

/**
 * The part of the repositories that this run judges. How many there are is policy, and the key of the report says which one it is: a report
 * of one part cannot stand for another one, or for all.
 */
export function partOf(ctx: Pick<AuditContext, 'inputs' | 'subject'>, { shards }: Repositories): Shard {
  const { shard: given } = ctx.inputs;
  if (given === undefined) return { index: 1, of: 1 };
  const bad = (message: string, hint: string): GovernanceError => new GovernanceError('BAD_INPUT', message, { hint });
  const shard = parseShard(given);
  if (shard === undefined) throw bad(`shard is not a part of so many: ${given}`, 'Write it as 2/4.');
  if (shards === undefined)
    throw bad('shard is given, and the configuration does not say how many there are', 'Give repositories.shards.');
  if (shard.of !== shards)
    throw bad(
      `shard is ${given}, and the configuration has ${shards} shards`,
      'Let the matrix of the workflow and repositories.shards say the same.',
    );
  const key = partKey(shard);
  if (ctx.subject.matrixKey !== key)
    throw bad(
      `the part ${given} has the artifact-key ${ctx.subject.matrixKey ?? '(none)'}, expected ${key}`,
      'The key tells the executive summary which part it is.',
    );
  return shard;
}
