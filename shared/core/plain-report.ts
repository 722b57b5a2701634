import { isObject } from './json.ts';
import { all, isForm, isListOf, isOneOf, isPlainResult, isText, type Test } from './plain-result.ts';
import { readSources } from './ports.ts';
import { reportKind, reportSchemaVersion, reportStatuses } from './report-status.ts';

const isWhole: Test = (part) => Number.isSafeInteger(part);
const isAmount: Test = (part) => Number.isFinite(part) && Number(part) >= 0;

/** Objects in which every value passes, whatever their keys are called. */
function isTableOf(test: Test): Test {
  return (part) => {
    if (!isObject(part)) return false;
    for (const key in part) if (key === '__proto__' || !test(part[key])) return false;
    return true;
  };
}

const subject = {
  ...all('repository event ref headSha baseSha mergeSha checkedOutSha treeSha range workflowRef job matrixKey', isText),
  ...all('pullRequest checkRunId runId attempt', isWhole),
};
const file = all('path ref sha256', isText);
const policySource = { kind: isOneOf(['base', 'bootstrap', 'worktree']), ...file };
const read = {
  source: isOneOf(readSources),
  ...file,
  bytes: (part: unknown) => isWhole(part) && isAmount(part),
};

/**
 * Whether a value that was parsed from JSON surely is a report as its schema describes it, and has nothing besides that: then it is what
 * the schema would make of it. Most reports are; the schema, which takes many times longer, decides about the others.
 */
export const isPlainReport = isForm(
  {
    ...all('control version summary startedAt', isText),
    kind: isOneOf([reportKind]),
    schemaVersion: isOneOf([reportSchemaVersion]),
    status: isOneOf(reportStatuses),
    subject: isForm(subject, 'event'),
    policySource: isForm(policySource, 'kind path'),
    durationMs: isAmount,
    results: isListOf(isPlainResult),
    inputs: isListOf(isForm(read, 'source path sha256 bytes')),
    metrics: isTableOf(isForm({ value: Number.isFinite, unit: isText }, 'value')),
    notes: isListOf(isText),
    facts: isTableOf(isText),
    data: () => true,
    replay: isOneOf([true]),
  },
  'kind schemaVersion control version status summary subject startedAt durationMs results inputs metrics notes',
);
