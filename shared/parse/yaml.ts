import { type DocumentEvent, EVENT_ID, parseEvents, YAMLException } from 'js-yaml';
import { childPointer } from '../core/pointer.ts';
import { createDocument, type JsonDocument, type Place, type Places } from './document.ts';
import type { ParseFailure } from './json.ts';
import { lineIndex, quote } from './text.ts';
import { constructYaml, tooDeep } from './yaml-construct.ts';

export type ParsedYaml = { ok: true; document: JsonDocument } | ParseFailure;

export interface YamlLimits {
  /** How many mappings and sequences may stand inside each other, also through aliases; 64 unless given. */
  maxDepth?: number | undefined;
  /** How many values all aliases together may stand for; 100,000 unless given. */
  maxAliasedValues?: number | undefined;
  /**
   * Takes an unquoted key that is not a string (`200:`, `null:`) by its written text, as OpenAPI demands; without it
   * such a key is an error.
   */
  keysAsText?: boolean | undefined;
  /** A number that a double cannot hold digit by digit, or that is not written as JSON writes it, is an error. */
  exactNumbers?: boolean | undefined;
}

/**
 * One YAML 1.2 document (core schema: no merge keys, dates or custom tags) as the JSON value that it stands for. Never
 * throws. Keys given twice, several documents, an empty text and values that JSON cannot write are failures, so
 * `duplicates` is always empty. The value of an alias is shared with its anchor: `at` gives the alias itself, and for
 * what is inside it the place at the anchor.
 */
export function parseYaml(text: string, limits: YamlLimits = {}): ParsedYaml {
  const maxDepth = limits.maxDepth ?? 64;
  const lines = lineIndex(text);
  const fail = (offset: number, message: string): ParseFailure => {
    const position = lines.position(offset);
    return { ok: false, message: `${message} (line ${position.line}, column ${position.column})`, position };
  };
  if (text === '') return fail(0, 'is empty: expected YAML');
  if (/^\s+$/.test(text)) return fail(0, 'holds only white space: expected YAML');
  try {
    // The library counts some collections twice, and the scalars in them: the exact limit is checked below.
    const events = parseEvents(text, { maxDepth: 2 * maxDepth + 2 });
    const documents = events.filter((event) => event.type === EVENT_ID.DOCUMENT);
    if (documents.length === 0) return fail(0, 'holds only comments: expected YAML');
    const second = documents[1];
    if (second !== undefined) {
      return fail(startOfSecond(text, documents), 'holds more than one YAML document: expected one');
    }
    const built = constructYaml(text, events, {
      maxDepth,
      maxAliasedValues: limits.maxAliasedValues ?? 100_000,
      keysAsText: limits.keysAsText ?? false,
      exactNumbers: limits.exactNumbers ?? false,
    });
    if (!built.ok) return fail(built.offset, built.message);
    return {
      ok: true,
      document: createDocument(
        built.value,
        () => ({ root: built.place, duplicates: [], inexact: built.inexact ? inexactIn(built.place) : [] }),
        () => lines,
      ),
    };
  } catch (thrown) {
    if (!(thrown instanceof YAMLException)) {
      return fail(0, 'is not valid YAML: it could not be read to its end');
    }
    if (thrown.reason.startsWith('nesting exceeded')) return fail(thrown.mark?.position ?? 0, tooDeep(maxDepth));
    return fail(thrown.mark?.position ?? 0, `is not valid YAML: ${quote(thrown.reason, 160).slice(1, -1)}`);
  }
}

function inexactIn(root: Place): Places['inexact'] {
  const found: { pointer: string; offset: number; text: string }[] = [];
  const visit = (place: Place, pointer: string): void => {
    if (place.inexact !== undefined) found.push({ pointer, offset: place.offset, text: place.inexact });
    for (const [key, member] of place.members ?? []) visit(member, childPointer(pointer, key));
  };
  visit(root, '');
  return found;
}

/** Document events carry no offset, but a marker can stand nowhere else than at the start of a line. */
function startOfSecond(text: string, documents: readonly DocumentEvent[]): number {
  const markers = [...text.matchAll(/(?<=^|[\n\r])(?:---|\.\.\.)(?=\s|$)/g)];
  const starts = markers.filter((marker) => marker[0] === '---');
  const marker = documents[1]?.explicitStart
    ? starts[documents[0]?.explicitStart ? 1 : 0]
    : markers.find((candidate) => candidate[0] === '...');
  return marker?.index ?? 0;
}
