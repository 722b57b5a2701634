import { isObject } from './json.ts';
import { resultStatuses } from './report-status.ts';
import { severities } from './severity.ts';

/** Whether a parsed value surely is what it should be. */
export type Test = (part: unknown) => boolean;

export const isText: Test = (part) => typeof part === 'string';

export function isOneOf(values: readonly unknown[]): Test {
  return (part) => values.includes(part);
}

export function isListOf(test: Test): Test {
  return (part) => Array.isArray(part) && part.every(test);
}

/** The same test for each of these keys, which stand with a space between them. */
export function all(keys: string, test: Test): Record<string, Test> {
  return Object.fromEntries(keys.split(' ').map((key) => [key, test]));
}

/** Objects with these keys and no others, of which those of `needed` are there. */
export function isForm(tests: Readonly<Record<string, Test>>, needed: string): Test {
  const known = new Map(Object.entries(tests));
  const names = needed.split(' ');
  return (part) => {
    if (!isObject(part)) return false;
    for (const key in part) if (known.get(key)?.(part[key]) !== true) return false;
    return names.every((key) => part[key] !== undefined);
  };
}

const isPlace: Test = (part) => Number.isSafeInteger(part) && Number(part) > 0;
const reason = { ...all('code message needs', isText), deferrable: isOneOf([false]) };

/**
 * Whether a parsed value surely is a result as the schema of reports describes it, and has nothing besides that. Most results of
 * most reports are; the schema, which takes many times longer, decides about the others.
 */
export const isPlainResult = isForm(
  {
    ...all('rule message fix fingerprint valueHash', isText),
    ...all('expected actual', () => true),
    about: isListOf(isText),
    status: isOneOf(resultStatuses),
    severity: isOneOf(severities),
    because: isForm(reason, 'code message'),
    location: isForm({ path: isText, ...all('line column endLine', isPlace) }, 'path'),
  },
  'rule status severity message about fingerprint',
);
