import type { ContractChange } from '../../shared/domain/contract-surface/contract-change.ts';
import type { SurfaceNotices } from '../../shared/domain/contract-surface/notice-config.ts';

/** Which changes must be announced: those that break, and the additive ones that the policy names. */
export function askedOf(changes: readonly ContractChange[], { additive }: SurfaceNotices): ContractChange[] {
  return changes.filter(
    (change) => change.class === 'breaking' || (change.class === 'additive' && additive.includes(change.who)),
  );
}
