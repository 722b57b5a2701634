import type { Context } from '../../core/control.ts';
import type { GitHub } from '../../core/ports.ts';
import type { Budget } from './plan.ts';

/** What an audit of many repositories uses of a control's context, whatever its rules are. */
export interface AuditContext
  extends Pick<
    Context,
    'subject' | 'time' | 'log' | 'note' | 'metric' | 'data' | 'exhibit' | 'journal' | 'publicGitHub'
  > {
  readonly inputs: { readonly budget: Budget; readonly resume: string | undefined; readonly shard: string | undefined };
  github(): GitHub | undefined;
}
