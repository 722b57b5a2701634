import type { Because } from '../../shared/core/errors.ts';
import type { Answer } from '../../shared/core/ports.ts';
import type { Environment } from '../../shared/domain/promotion/config.ts';
import type { Decisions } from '../../shared/domain/promotion/decision.ts';
import type { PromotionEntry } from '../../shared/domain/promotion/entry.ts';
import type { RunAttempt } from '../../shared/domain/promotion/run.ts';
import type { Standing } from '../../shared/domain/promotion/standing.ts';
import type { NamedRepository } from '../../shared/domain/repository/repository.ts';

/** What an entry is judged against. */
export interface Scene {
  repository: NamedRepository;
  environment: Environment;
  /** The histories as they were before the entry, and the commit that holds them. */
  ref: string;
  histories: ReadonlyMap<string, Standing>;
  /** The pull request that brings the entry, or why it is not known; undefined while it is not there yet. */
  pull: Answer<{ number: number; head: string }> | undefined;
  decided: Decided;
}

/** An entry, or what would be one if something had been decided. */
export type Claim = Omit<PromotionEntry, 'decision'> & { decision: PromotionEntry['decision'] | undefined };

/** What the run that an entry names for its decision left, and the run itself. */
export type Decided = { ok: true; run: RunAttempt; decisions: Decisions } | { ok: false; because: Because };
