import { isObject } from '../../core/json.ts';
import { reportKind } from '../../core/report-status.ts';
import type { JsonDocument } from '../../parse/document.ts';
import { parseJson } from '../../parse/json.ts';
import { quote } from '../../parse/text.ts';
import { countersOf } from './counters.ts';
import { contraryKeys, type Evidence, evidenceOf } from './evidence.ts';
import { count, type Finding } from './finding.ts';
import { type ForeignStatus, readWord, type WordField, wordFields } from './word.ts';

export interface ForeignReason {
  message: string;
  pointer: string;
  line?: number;
}

/** What a report of another tool says. `why` of an invalid one is a clause that continues "the report …". */
export type ForeignReport =
  | {
      state: 'read';
      status: ForeignStatus;
      /** It holds words or sums only: no single check or test that could be counted. */
      claimed: boolean;
      summary: string;
      /** Every reason why it is not passed, failures first; empty for passed. */
      reasons: ForeignReason[];
      /** The shapes that it has, e.g. `checks, status`. */
      shape: string;
    }
  | { state: 'invalid'; why: string };

/**
 * Reads a report of another tool by a closed list of shapes. It is `passed` only if every shape that it has says so and
 * all its numbers agree with its lists; words that are not known, and numbers that do not add up, are `unverified`; a text
 * that has none of the shapes, another `contract` than asked for, or a key twice is invalid. Never throws.
 */
export function readForeign(text: string, options: { contract?: string | undefined } = {}): ForeignReport {
  const parsed = parseJson(text);
  return parsed.ok ? readForeignDocument(parsed.document, options) : invalid(parsed.message);
}

/** The same of a document that was parsed. */
export function readForeignDocument(
  document: JsonDocument,
  options: { contract?: string | undefined } = {},
): ForeignReport {
  const { value, duplicates } = document;
  if (!isObject(value)) return invalid('does not hold a JSON object');
  const twice = duplicates[0];
  if (twice !== undefined) return invalid(`has the key ${quote(twice.pointer)} twice (line ${twice.position.line})`);
  if (typeof value['kind'] === 'string' && value['kind'].startsWith(reportKind.replace(/[^/]*$/, '')))
    return invalid('is a document of this suite and not a report of another tool');
  if (options.contract !== undefined && document.get('/contract') !== options.contract) {
    const actual = document.get('/contract');
    const said = typeof actual === 'string' ? `has the contract ${quote(actual, 120)}` : 'names no contract';
    return invalid(`${said}: expected ${quote(options.contract, 120)}`);
  }
  const lists = evidenceOf(document);
  const counters = countersOf(document, lists);
  const words = wordFields.flatMap((field) => wordOf(document, field));
  const shapes = [
    ...new Set<string>(lists.map(({ shape }) => shape)),
    ...(counters.present && lists.length === 0 ? ['counters'] : []),
    ...words.flatMap(({ field }) => field.shape ?? []),
  ];
  if (shapes.length === 0) return invalid('is none of the shapes that are read');

  const measured = [...lists.flatMap(({ findings }) => findings), ...counters.findings, ...remarks(document)];
  const findings = [...measured, ...words.flatMap(({ finding }) => finding ?? [])];
  const status = worst(findings);
  findings.push(...contradictions(words, measured, lists, status));
  return {
    state: 'read',
    status,
    // The words of other reports are words still.
    claimed: !lists.some(({ shape, total }) => shape !== 'reports' && total > 0),
    summary: describe(lists, words),
    reasons: [...findings]
      .sort((a, b) => rank(a) - rank(b))
      .map(({ message, pointer }) => ({ message, pointer, ...lineOf(document, pointer) })),
    shape: shapes.join(', '),
  };
}

function invalid(why: string): ForeignReport {
  return { state: 'invalid', why };
}

function lineOf(document: JsonDocument, pointer: string): { line?: number } {
  const line = document.near(pointer)?.line;
  return line === undefined ? {} : { line };
}

function worst(findings: readonly Finding[]): ForeignStatus {
  if (findings.some(({ weight }) => weight === 'failed')) return 'failed';
  return findings.length > 0 ? 'unverified' : 'passed';
}

function rank({ weight }: Finding): number {
  return weight === 'failed' ? 0 : 1;
}

interface Word {
  field: WordField;
  shown: string;
  status: ForeignStatus;
  finding?: Finding;
}

function wordOf(document: JsonDocument, field: WordField): Word[] {
  const { pointer, name } = field;
  const value = document.get(pointer);
  if (value === undefined) return [];
  const word = typeof value === 'string' ? readWord(value, field.vocabulary) : undefined;
  const shown = typeof value === 'string' ? quote(value) : 'no word';
  if (word === 'passed') return [{ field, shown, status: 'passed' }];
  const message =
    typeof value !== 'string'
      ? `the ${name} is not a word`
      : word === undefined
        ? `the ${name} is the unknown word ${shown}`
        : `the report says ${name} ${shown}`;
  const status = word ?? 'unverified';
  return [{ field, shown, status, finding: { weight: status, message, pointer } }];
}

/** A word that says more than the rest of the report, or less. */
function contradictions(
  words: readonly Word[],
  measured: readonly Finding[],
  lists: readonly Evidence[],
  status: ForeignStatus,
): Finding[] {
  if (status === 'passed') return [];
  return words.flatMap(({ field: { name, pointer, shape }, shown, status: said }): Finding[] => {
    if (shape === undefined) return [];
    if (said === 'passed')
      return [{ weight: status, message: `the ${name} ${shown} contradicts what else the report says`, pointer }];
    if (said === 'failed' && measured.length === 0 && lists.length > 0)
      return [
        {
          weight: status,
          message: `the ${name} ${shown} contradicts its ${lists[0]?.shape ?? ''}, which all passed`,
          pointer,
        },
      ];
    return [];
  });
}

/** Lists that speak against a pass unless they are empty, and values of a service level that nobody measured. */
function remarks(document: JsonDocument): Finding[] {
  const slo = document.get('/slo_status') !== undefined;
  const lists: { key: string; weight: Finding['weight']; required?: boolean }[] = [
    { key: 'failures', weight: 'failed' },
    { key: 'issues', weight: 'failed' },
    { key: 'breaches', weight: 'failed', required: slo },
    { key: 'exceptions_applied', weight: 'unverified' },
    ...(slo ? [{ key: 'warnings', weight: 'unverified' as const }] : []),
  ];
  const findings = lists.flatMap(({ key, weight, required }): Finding[] => {
    const pointer = `/${key}`;
    const value = document.get(pointer);
    if (value === undefined)
      return required === true ? [{ weight: 'unverified', message: `there is no list ${quote(key)}`, pointer }] : [];
    if (!Array.isArray(value)) return [{ weight: 'unverified', message: `${quote(key)} is not a list`, pointer }];
    const first = value[0];
    if (first === undefined) return [];
    const said = typeof first === 'string' ? first : JSON.stringify(first);
    return [
      {
        weight,
        message: `${quote(key)} holds ${count(value.length, 'item')}: ${quote(said, 200)}`,
        pointer: `${pointer}/0`,
      },
    ];
  });
  const whole = document.get('');
  const contrary = (isObject(whole) ? contraryKeys(whole) : [])
    .filter((key) => !wordFields.some(({ pointer }) => pointer === `/${key}`))
    .map((key) => ({
      weight: 'failed' as const,
      message: `${quote(key)} of the report is no pass`,
      pointer: `/${key}`,
    }));
  const rounded = document.inexact
    .filter(({ pointer }) => pointer.endsWith('/returncode'))
    .map(({ pointer }) => ({ weight: 'unverified' as const, message: 'a return code is not a whole number', pointer }));
  return [...findings, ...contrary, ...rounded, ...(slo ? unmeasured(document) : [])];
}

/** A service level passes silently where a value or its threshold is null. */
function unmeasured(document: JsonDocument): Finding[] {
  return ['current', 'thresholds'].flatMap((key): Finding[] => {
    const value = document.get(`/${key}`);
    if (value === undefined) return [];
    const pointer = `/${key}`;
    if (!isObject(value)) return [{ weight: 'unverified', message: `${quote(key)} is not an object`, pointer }];
    if (Object.keys(value).length === 0)
      return [{ weight: 'unverified', message: `nothing was measured: ${quote(key)} is empty`, pointer }];
    return document
      .leaves()
      .filter((leaf) => leaf.startsWith(`${pointer}/`) && document.get(leaf) === null)
      .map((leaf) => ({
        weight: 'unverified' as const,
        message: `nothing was measured: ${quote(leaf)} is null`,
        pointer: leaf,
      }));
  });
}

function describe(lists: readonly Evidence[], words: readonly Word[]): string {
  const parts = [
    ...lists.map(({ passed, total, noun }) => `${passed} of ${count(total, noun)} passed`),
    ...words.filter(({ field }) => field.shape !== undefined).map(({ field, shown }) => `${field.name} ${shown}`),
  ];
  return parts.length === 0 ? 'counters only' : parts.join('; ');
}
