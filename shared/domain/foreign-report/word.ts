/** What one part of a foreign report says. */
export type ForeignStatus = 'passed' | 'failed' | 'unverified';

/** The closed table of words. What is not in it is unknown, and unknown is never a pass. */
const statusWords: Record<ForeignStatus, readonly string[]> = {
  passed: ['passed', 'pass', 'success', 'ok', 'healthy'],
  failed: ['failed', 'fail', 'failure', 'error', 'breach', 'breached', 'invalid', 'timed-out'],
  unverified: [
    'unverified',
    'unknown',
    'skipped',
    'pending',
    'partial',
    'warning',
    'missing',
    'neutral',
    'cancelled',
    'incomplete',
    'not-applicable',
  ],
};
const decisionWords: Record<ForeignStatus, readonly string[]> = {
  passed: ['go'],
  failed: ['no-go'],
  unverified: ['conditional-go'],
};

/** A field that holds one word. Its presence alone is a shape, unless it only repeats what other reports said. */
export interface WordField {
  pointer: string;
  name: string;
  vocabulary: Record<ForeignStatus, readonly string[]>;
  shape?: string;
}

export const wordFields: readonly WordField[] = [
  { pointer: '/status', name: 'status', vocabulary: statusWords, shape: 'status' },
  { pointer: '/slo_status', name: 'slo_status', vocabulary: statusWords, shape: 'slo_status' },
  { pointer: '/decision', name: 'decision', vocabulary: decisionWords, shape: 'decision' },
  { pointer: '/gate_decision', name: 'gate_decision', vocabulary: decisionWords },
  { pointer: '/trend_status', name: 'trend_status', vocabulary: statusWords },
  { pointer: '/promotion_readiness_status', name: 'promotion_readiness_status', vocabulary: statusWords },
  { pointer: '/current/status', name: 'status of current', vocabulary: statusWords },
];

/** What a status word means; undefined when it is not in the table. Upper case and `_` for `-` are the same word. */
export function readStatusWord(word: string): ForeignStatus | undefined {
  return readWord(word, statusWords);
}

export function readWord(word: string, vocabulary: WordField['vocabulary']): ForeignStatus | undefined {
  // Letters outside of ASCII can become ASCII ones in lower case.
  if (!/^[A-Za-z_-]+$/.test(word)) return undefined;
  const plain = word.toLowerCase().replaceAll('_', '-');
  for (const status of ['failed', 'unverified', 'passed'] as const) {
    if (vocabulary[status].includes(plain)) return status;
  }
  return undefined;
}
