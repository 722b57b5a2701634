import { type Json, stableJson } from '../../core/json.ts';
import type { Position } from '../../core/location.ts';
import type { ProvedFact, Untried } from '../../core/prove.ts';
import { parseJson } from '../../parse/json.ts';
import { parseMarkdown } from '../../parse/markdown.ts';
import { frontMatterOf } from '../../parse/markdown-front-matter.ts';
import { decodeText, lineIndex } from '../../parse/text.ts';
import { parseYaml } from '../../parse/yaml.ts';
import { type Fact, type Facts, shifted, withFact } from './fact.ts';
import { jsonFacts } from './json-facts.ts';
import { frontFacts, lineRemoval, markdownFacts } from './markdown-facts.ts';
import { textFacts } from './text-facts.ts';
import { yamlFacts } from './yaml-facts.ts';

/** A datum of a file that can be made wrong, and the bytes of the file then; undefined bytes: it is not there. */
export interface Mutation extends Omit<ProvedFact, 'guardedBy'> {
  bytes(): Uint8Array | undefined;
  /** Whether the file still has its form then, and says something else: what only breaks it would be noticed by anybody. */
  isSound(): boolean;
}

/** The data of a file in the order in which they stand there, and what of it cannot be tried, each with how many. */
export interface FileFacts {
  mutations: Mutation[];
  untried: Pick<Untried, 'count' | 'why'>[];
}

const code = /\.(?:[cm]?[jt]sx?|py|rb|go|rs|java|kt|cs|sh|bash|php|c|h|cpp|hpp|swift)$/i;

/**
 * What a file records, by the form that its name says; one that is not of that form is read as plain lines. The file itself, once
 * emptied and once gone, is the last datum. Nothing is thrown: what is no text only has that one.
 */
export function fileFacts(path: string, content: Uint8Array): FileFacts {
  const gone: Mutation = {
    path,
    line: 1,
    column: 1,
    what: 'the file',
    kind: 'file',
    from: `${content.length} bytes`,
    bytes: () => undefined,
    isSound: () => true,
  };
  const decoded = decodeText(content);
  if (!decoded.ok) return { mutations: [gone], untried: [{ count: 1, why: 'not-text' }] };
  const { text, bom } = decoded;
  const lines = lineIndex(text);
  const { facts, prose } = factsOf(path, text);
  const own = valueOf(path);
  // A file that has not the form of its name is read as lines.
  const value = own(text) === undefined ? (any: string): Json => any : own;
  const before = stableJson(value(text));
  const ordered = [...facts].sort((a, b) => a.start - b.start || a.end - b.end || (a.text < b.text ? -1 : 1));
  const mutations = ordered.map((fact) =>
    mutation(path, fact, lines.position(fact.start), {
      bytes: () => new TextEncoder().encode(`${bom ? '\uFEFF' : ''}${withFact(text, fact)}`),
      isSound() {
        const after = value(withFact(text, fact));
        return after !== undefined && stableJson(after) !== before;
      },
    }),
  );
  const untried: FileFacts['untried'] = prose === 0 ? [] : [{ count: prose, why: 'prose' }];
  const empty: Mutation = { ...gone, to: '0 bytes', bytes: () => new Uint8Array() };
  return { mutations: [...mutations, ...(content.length === 0 ? [] : [empty]), gone], untried };
}

function mutation(
  path: string,
  { what, kind, from, to }: Fact,
  { line, column }: Position,
  made: Pick<Mutation, 'bytes' | 'isSound'>,
): Mutation {
  return { path, line, column, what, kind, from, ...(to === undefined ? {} : { to }), ...made };
}

function endingOf(path: string): string {
  return /\.([a-z0-9]+)$/i.exec(path)?.[1]?.toLowerCase() ?? '';
}

/** What a text of a file of that name stands for; undefined where it has lost its form. What has none stands for itself. */
function valueOf(path: string): (text: string) => Json | undefined {
  const ending = endingOf(path);
  return (text) => {
    const parsed =
      ending === 'json'
        ? parseJson(text)
        : ending === 'yaml' || ending === 'yml'
          ? parseYaml(text, { keysAsText: true })
          : undefined;
    if (parsed === undefined) return text;
    return parsed.ok ? parsed.document.value : undefined;
  };
}

function factsOf(path: string, text: string): Facts {
  const ending = endingOf(path);
  if (ending === 'ndjson' || ending === 'jsonl') return rowFacts(text);
  if (ending === 'json') return parseJson(text).ok ? jsonFacts(text) : textFacts(text);
  if (ending === 'yaml' || ending === 'yml') {
    const parsed = parseYaml(text, { keysAsText: true });
    return parsed.ok ? yamlFacts(text, parsed.document, lineIndex(text)) : textFacts(text);
  }
  if (ending === 'md' || ending === 'markdown') {
    const parsed = parseMarkdown(text);
    if (!parsed.ok) return textFacts(text);
    const front = frontMatterOf(text)?.content;
    const own = front === undefined ? { facts: [], prose: 0 } : frontFacts(front, text.indexOf(front));
    const behind = front === undefined ? 0 : text.indexOf(front) + front.length;
    const bodyStart = lineIndex(text).position(behind).line;
    const body = markdownFacts(text, parsed.document, bodyStart);
    return { facts: [...own.facts, ...body.facts], prose: own.prose + body.prose };
  }
  return textFacts(text, code.test(path));
}

/** A record a line; a line that is no record is left alone, and counts as prose. */
function rowFacts(text: string): Facts {
  const all: Facts = { facts: [], prose: 0 };
  for (const { 0: line, index } of text.matchAll(/[^\r\n]+/g)) {
    if (!parseJson(line).ok) {
      all.prose += 1;
      continue;
    }
    const { facts, prose } = jsonFacts(line);
    all.facts.push(...shifted(facts, index), lineRemoval(text, index, 'the row'));
    all.prose += prose;
  }
  return all;
}
