import { isObject } from './json.ts';
import { isPlainResult } from './plain-result.ts';
import { readSources } from './ports.ts';
import { reportKind, reportSchemaVersion, reportStatuses } from './report-status.ts';

type Test = (part: unknown) => boolean;

const isText: Test = (part) => typeof part === 'string';
const isWhole: Test = (part) => Number.isSafeInteger(part);
const isAmount: Test = (part) => Number.isFinite(part) && Number(part) >= 0;
const isOneOf =
  (values: readonly unknown[]): Test =>
  (part) =>
    values.includes(part);
const isListOf =
  (test: Test): Test =>
  (part) =>
    Array.isArray(part) && part.every(test);

/** Objects with these keys and no others; all of `needed` are there. */
function isForm(tests: Readonly<Record<string, Test>>, needed: readonly string[]): Test {
  const known = new Map(Object.entries(tests));
  return (part) => {
    if (!isObject(part)) return false;
    for (const key in part) if (known.get(key)?.(part[key]) !== true) return false;
    return needed.every((key) => part[key] !== undefined);
  };
}

/** Objects in which every value passes, whatever their keys are called. */
function isTableOf(test: Test): Test {
  return (part) => {
    if (!isObject(part)) return false;
    for (const key in part) if (key === '__proto__' || !test(part[key])) return false;
    return true;
  };
}

const all = (keys: string, test: Test): Record<string, Test> =>
  Object.fromEntries(keys.split(' ').map((key) => [key, test]));
const subject = {
  ...all('repository event ref headSha baseSha mergeSha checkedOutSha treeSha range workflowRef job matrixKey', isText),
  ...all('pullRequest checkRunId runId attempt', isWhole),
};
const policySource = { kind: isOneOf(['base', 'bootstrap', 'worktree']), ...all('path ref sha256', isText) };
const read = {
  source: isOneOf(readSources),
  ...all('path ref sha256', isText),
  bytes: (part: unknown) => isWhole(part) && isAmount(part),
};

const head: Readonly<Record<string, Test>> = {
  kind: isOneOf([reportKind]),
  schemaVersion: isOneOf([reportSchemaVersion]),
  ...all('control version summary startedAt', isText),
  status: isOneOf(reportStatuses),
  subject: isForm(subject, ['event']),
  policySource: isForm(policySource, ['kind', 'path']),
  durationMs: isAmount,
  inputs: isListOf(isForm(read, ['source', 'path', 'sha256', 'bytes'])),
  metrics: isTableOf(isForm({ value: (part) => Number.isFinite(part), unit: isText }, ['value'])),
  notes: isListOf(isText),
  facts: isTableOf(isText),
  data: () => true,
  replay: isOneOf([true]),
};
const optional = ['policySource', 'facts', 'data', 'replay'];

const isPlain = isForm(
  { ...head, results: isListOf(isPlainResult) },
  [...Object.keys(head), 'results'].filter((key) => !optional.includes(key)),
);

/**
 * Whether a value that was parsed from JSON surely is a report as its schema describes it, and has nothing besides that: then it is what
 * the schema would make of it. Most reports are; the schema, which takes many times longer, decides about the others.
 */
export function isPlainReport(value: unknown): boolean {
  return isPlain(value);
}
