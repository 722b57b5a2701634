import type { Because } from '../../shared/core/errors.ts';
import type { Moment } from '../../shared/core/time.ts';
import { mergedPullOf } from '../../shared/domain/approval/pull-request.ts';
import { changesFingerprint } from '../../shared/domain/contract-surface/change-fingerprint.ts';
import type { ContractChange } from '../../shared/domain/contract-surface/contract-change.ts';
import type { SurfaceNotices } from '../../shared/domain/contract-surface/notice-config.ts';
import { readSource } from '../../shared/domain/data-file/source.ts';
import type { NoticedChange } from '../../shared/domain/notice/judge.ts';
import { askedOf } from './asked.ts';
import type { SurfaceComparison } from './comparison.ts';
import type { Ctx } from './definition.ts';

/** The changes of a comparison that must be announced, as one: what a notice names. Undefined when there are none. */
export interface AskedChange {
  change: NoticedChange;
  /** The worst of them. */
  worst: ContractChange;
  /** What the contract does not say of a code that it adds; or why nobody could look. */
  problem?: string;
  because?: Because;
}

export async function askedChange(
  { changes, seen }: SurfaceComparison,
  policy: SurfaceNotices,
): Promise<AskedChange | undefined> {
  const { statuses } = policy;
  const asked = askedOf(changes, policy);
  const [worst] = asked;
  if (worst === undefined) return undefined;
  const fingerprint = changesFingerprint(asked.map((change) => change.fingerprint));
  const codes = [
    ...new Set(
      asked.flatMap(({ kind, who, value }) =>
        who === 'error-code' && kind === 'value-added' && typeof value === 'string' ? [value] : [],
      ),
    ),
  ].sort();
  if (statuses === undefined || codes.length === 0) {
    const unmapped = Object.fromEntries(codes.map((code) => [code, [] as number[]]));
    return { change: { fingerprint, codes: unmapped }, worst };
  }
  const text = await seen.after(statuses.path);
  if (text.state === 'unknown') return { change: { fingerprint }, worst, because: text.because };
  const read = text.state === 'text' ? readSource(text) : undefined;
  const mapped: Record<string, number[]> = {};
  const lacking: string[] = [];
  for (const code of codes) {
    const table = read?.ok === true ? read.document.get(statuses.pointer) : undefined;
    const value =
      typeof table === 'object' && table !== null && Object.hasOwn(table, code) ? Reflect.get(table, code) : null;
    const sent = [value].flat().filter((each): each is number => typeof each === 'number');
    if (sent.length === 0) lacking.push(code);
    mapped[code] = sent;
  }
  const change = { fingerprint, codes: mapped };
  if (lacking.length === 0) return { change, worst };
  const problem = `${statuses.path} does not say at ${statuses.pointer} with which status ${lacking.join(', ')} is sent`;
  return { change, worst, problem };
}

/** The moment at which the change of a unit lands, or why nobody knows it. */
export type Lands = { moment: Moment } | { because: Because };

/**
 * When a unit lands: what an open pull request or a queue holds lands with this event at the earliest, and so does work on a laptop. What
 * has landed landed when the platform merged its pull request: a run that comes later makes no period longer.
 */
export async function landsAt(ctx: Ctx, { seen: { unit } }: SurfaceComparison): Promise<Lands> {
  const { event, repository } = ctx.subject;
  const ahead = event === 'merge_group' || event === 'local' || event.startsWith('pull_request');
  if (ahead && ctx.inputs.range === undefined) return { moment: ctx.time };
  const needs = 'the pull request that brought it, and the input token with pull-requests: read';
  const github = ctx.github();
  if (github === undefined || repository === undefined || unit.head === undefined) {
    const message = `when ${unit.name} landed cannot be asked for without a token, a repository and a commit`;
    return { because: { code: 'NO_CREDENTIAL', message, needs } };
  }
  const pull = await mergedPullOf(github, repository, unit.head, unit.name);
  if (!pull.ok) return { because: pull.because };
  const at = pull.data.mergedAt;
  return { moment: { ...ctx.time, earliest: Math.min(at, ctx.time.earliest) } };
}
