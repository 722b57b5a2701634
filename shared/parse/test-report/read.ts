import { isObject } from '../../core/json.ts';
import { parseJson } from '../json.ts';
import { decodeText } from '../text.ts';
import { readCargo } from './cargo.ts';
import { readCtrf } from './ctrf.ts';
import { readJest } from './jest.ts';
import { readJunit } from './junit.ts';
import { readPytestJson } from './pytest-json.ts';
import { readTap } from './tap.ts';
import { broken, other, type ReadTestReport } from './test-report.ts';

/** Formats that test runners write. */
export const testFormats = ['junit', 'ctrf', 'node-test', 'jest', 'pytest-json', 'cargo'] as const;
export type TestFormat = (typeof testFormats)[number];

/** The formats that are one JSON document, with the keys by which they are known. */
const documents: Readonly<Record<string, { keys: readonly string[]; read: (value: unknown) => ReadTestReport }>> = {
  ctrf: { keys: ['results', 'reportFormat', 'specVersion'], read: readCtrf },
  jest: {
    keys: ['numTotalTests', 'testResults', 'numPassedTests', 'numFailedTests', 'numPendingTests', 'success'],
    read: readJest,
  },
  'pytest-json': { keys: ['exitcode', 'summary', 'tests', 'collectors', 'root', 'created'], read: readPytestJson },
};
const texts: Readonly<Record<string, (text: string) => ReadTestReport>> = {
  junit: readJunit,
  'node-test': readTap,
  cargo: readCargo,
};

/** Reads a report of a format that is known. Never throws. */
export function readTestReport(content: Uint8Array, format: TestFormat): ReadTestReport {
  const decoded = decodeText(content);
  if (!decoded.ok) return broken(decoded.message, decoded.line);
  const readText = texts[format];
  if (readText !== undefined) return readText(decoded.text);
  const parsed = parseJson(decoded.text);
  if (!parsed.ok) return broken(parsed.message, parsed.position.line);
  const { value } = parsed.document;
  if (parsed.document.mayHaveDuplicates) {
    const [twice] = parsed.document.duplicates;
    return broken('has a key twice, so that readers could see different reports', twice?.position.line);
  }
  return documents[format]?.read(value) ?? other('is of no known format');
}

/**
 * The format of a report by its first characters and the keys at its top; undefined when it is none of them, with the one whose keys it
 * shares most. Nothing is guessed: a report that is taken for one format must then be readable as that.
 */
export function detectFormat(content: Uint8Array): { format: TestFormat } | { format?: never; nearest?: TestFormat } {
  const decoded = decodeText(content);
  if (!decoded.ok) return {};
  const text = decoded.text.trimStart();
  if (text.startsWith('TAP version ')) return { format: 'node-test' };
  if (text.startsWith('<'))
    return /<(testsuites?)[\s/>]/.test(text.slice(0, 10_000)) ? { format: 'junit' } : { nearest: 'junit' };
  if (/^\{ ?"type": ?"suite"/.test(text)) return { format: 'cargo' };
  const parsed = parseJson(decoded.text);
  const { value } = parsed.ok ? parsed.document : { value: undefined };
  if (!isObject(value)) return {};
  const scores = Object.entries(documents).map(([format, { keys, read }]) => ({
    format: format as TestFormat,
    read: read(value),
    shared: keys.filter((key) => Object.hasOwn(value, key)).length,
  }));
  const readable = scores.filter(({ read }) => read.ok || read.reason === 'broken');
  const [only, second] = readable;
  if (only !== undefined && second === undefined) return { format: only.format };
  const best = scores.reduce((most, each) => (each.shared > most.shared ? each : most));
  return best.shared === 0 ? {} : { nearest: best.format };
}
