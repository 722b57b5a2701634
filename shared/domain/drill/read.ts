import { decodeText } from '../../parse/text.ts';
import { readDrillDocument } from './document.ts';
import { type DrillRecord, emptyDrill, type ReadDrill } from './record.ts';
import { twice } from './twice.ts';
import { factNames, type Words } from './words.ts';

/**
 * Reads the record of a drill: Markdown by its ending, else YAML or JSON. Of Markdown with front matter both count, as its reader sees both:
 * what the text below says otherwise, or again of a flag, version or check, is a problem.
 */
export async function readDrill(path: string, content: Uint8Array, words: Words): Promise<ReadDrill> {
  const decoded = decodeText(content);
  if (!decoded.ok) {
    const at = { path, line: decoded.line };
    return { record: emptyDrill(path), problems: [{ message: decoded.message, at }] };
  }
  if (!/\.(?:md|markdown)$/i.test(path)) return readDrillDocument(path, content);
  const { readDrillMarkdown } = await import('./markdown.ts');
  const below = belowFrontMatter(decoded.text);
  if (below === undefined) return readDrillMarkdown(path, decoded.text, words);
  return together(readDrillDocument(path, content), readDrillMarkdown(path, below, words));
}

/** The text below front matter, with an empty line for each of those above; undefined where there is none. */
function belowFrontMatter(text: string): string | undefined {
  const opening = /^---[ \t]*(?:\r\n|\r|\n)/.exec(text)?.[0];
  if (opening === undefined) return undefined;
  const closing = /^---[ \t]*$/gm;
  closing.lastIndex = opening.length;
  const end = closing.exec(text) === null ? text.length : closing.lastIndex;
  return text.slice(0, end).replace(/[^\r\n]+/g, '') + text.slice(end);
}

function together(front: ReadDrill, below: ReadDrill): ReadDrill {
  const [a, b] = [front.record, below.record];
  const record: DrillRecord = {
    path: a.path,
    facts: { ...b.facts, ...a.facts },
    outcomes: [...a.outcomes, ...b.outcomes],
    switches: [...a.switches, ...b.switches],
    'post-checks': [...a['post-checks'], ...b['post-checks']],
    versions: [...a.versions, ...b.versions],
    steps: [...a.steps, ...b.steps],
  };
  const contradictions = factNames.flatMap((name) => {
    const [said, again] = [a.facts[name], b.facts[name]];
    return said === undefined || again === undefined || said.text.trim() === again.text.trim()
      ? []
      : [{ message: `says twice what its ${name} is`, at: again.at }];
  });
  const alone = new Set([...twice(a), ...twice(b)].map(({ message }) => message));
  const again = twice(record).filter(({ message }) => !alone.has(message));
  return { record, problems: [...front.problems, ...below.problems, ...contradictions, ...again] };
}
