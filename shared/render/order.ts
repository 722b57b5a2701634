import { stableJson } from '../core/json.ts';
import type { Result } from '../core/report.ts';
import { severities } from '../core/severity.ts';

/** How a result is shown: what stands in the way first, what is lived with next, what is fine last. */
export type Standing = 'failed' | 'unverified' | 'lived-with' | 'remark' | 'passed' | 'not-applicable';
const standings: readonly Standing[] = ['failed', 'unverified', 'lived-with', 'remark', 'passed', 'not-applicable'];

export function standing(result: Result): Standing {
  if (result.status === 'passed' || result.status === 'not-applicable') return result.status;
  if (result.severity === 'info') return 'remark';
  if (result.waiver !== undefined || result.attestation !== undefined || result.deferredTo !== undefined)
    return 'lived-with';
  return result.status;
}

/** Results worst first: by standing, severity, file, line, rule and subject; the order of the input does not matter. */
export function worstFirst(results: readonly Result[]): Result[] {
  const key = (result: Result): (string | number)[] => [
    standings.indexOf(standing(result)),
    severities.indexOf(result.severity),
    result.location?.path ?? '',
    result.location?.line ?? 0,
    result.location?.column ?? 0,
    result.rule,
    result.about.join('\u0000'),
    result.message,
  ];
  return results
    .map((result) => ({ result, key: key(result) }))
    .sort((a, b) => compareKeys(a.key, b.key) || compareKeys([stableJson(a.result)], [stableJson(b.result)]))
    .map(({ result }) => result);
}

function compareKeys(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  for (const [index, left] of a.entries()) {
    const right = b[index] ?? '';
    if (left < right) return -1;
    if (left > right) return 1;
  }
  return 0;
}
