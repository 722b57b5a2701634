import type { Sighting } from '../../core/adoption.ts';
import { sha256 } from '../../core/fingerprint.ts';
import type { Found } from '../../core/ports.ts';
import type { JsonDocument } from '../../parse/document.ts';
import { parseJson } from '../../parse/json.ts';
import { type MarkdownDocument, parseMarkdown } from '../../parse/markdown.ts';
import { decodeText } from '../../parse/text.ts';
import { parseYaml } from '../../parse/yaml.ts';
import { readWorkflow } from '../workflow/read-workflow.ts';
import type { Workflow } from '../workflow/workflow.ts';

/** A file with what it says. */
export interface Parsed<D> {
  path: string;
  /** The digest of its bytes, and the one that they have with LF alone as line ends: a checkout may have put in others. */
  sha256: string;
  plainSha256: string;
  document: D;
}

/** What was read of a repository, by the kind of file; each list in the order of its paths. */
export interface Ground {
  /** Every path of the repository, also of what was not read. */
  paths: ReadonlySet<string>;
  json: readonly Parsed<JsonDocument>[];
  yaml: readonly Parsed<JsonDocument>[];
  markdown: readonly Parsed<MarkdownDocument>[];
  /** Lists of checksums. */
  sums: readonly { path: string; content: Uint8Array }[];
  /** Files with one JSON document in each line: the first one, where it could be read. */
  rows: readonly { path: string; first: JsonDocument }[];
  /** The workflows that can be read as such. */
  workflows: readonly Workflow[];
  unread: readonly Sighting[];
}

/** The most bytes that are read of one file and of all, and the most files that are read. */
export const fileLimit = 1024 * 1024;
export const totalLimit = 32 * 1024 * 1024;
export const fileCountLimit = 10_000;

const kinds = [
  { kind: 'json', name: /\.json$/i },
  { kind: 'yaml', name: /\.ya?ml$/i },
  { kind: 'markdown', name: /\.(?:md|markdown)$/i },
  { kind: 'rows', name: /\.(?:ndjson|jsonl)$/i },
  { kind: 'sums', name: /(?:\.sha256(?:sums?)?|^(?:.*\/)?sha256sums?(?:\.txt)?)$/i },
] as const;
type Kind = (typeof kinds)[number]['kind'];

/** Locks and settings of tools, and what is nobody's own text: nothing in them says anything about releases. */
const passedOver =
  /(?:^|\/)(?:package-lock|npm-shrinkwrap|composer\.lock|pnpm-lock|tsconfig[^/]*|package|composer|deno|biome|\.eslintrc)\.(?:json|ya?ml)$|(?:^|\/)(?:node_modules|dist|target|\.git)\//i;

/** What a path is read as; undefined where it is not read. */
export function kindOf(path: string): Kind | undefined {
  if (passedOver.test(path)) return undefined;
  return kinds.find(({ name }) => name.test(path))?.kind;
}

const asideFolders =
  /(?:^|\/)(?:vendor|vendored|third[-_]?party|external|examples?|samples?|fixtures?|__fixtures__|testdata|tests?|__tests__|specs?|mocks?)\//i;

/**
 * Whether a file lies in a folder that is for code of others, for samples or for tests. What stands there says nothing of what the
 * repository itself is built against or offers, but may be a copy of what does.
 */
export function isAside(path: string): boolean {
  return asideFolders.test(path);
}

/** The files that could say something, those first that most likely do: no others' and no samples, near the top, by name. */
export function inReadingOrder(paths: readonly string[]): string[] {
  const depth = (path: string): number => path.split('/').length + (isAside(path) ? 1000 : 0);
  return paths
    .filter((path) => kindOf(path) !== undefined)
    .sort((a, b) => depth(a) - depth(b) || (a < b ? -1 : a > b ? 1 : 0));
}

/** Whether GitHub looks for a workflow there. */
export function isWorkflow(path: string): boolean {
  return /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path);
}

/** The parsed files; what cannot be parsed is told. */
export function groundOf(
  paths: readonly string[],
  files: readonly Pick<Found, 'path' | 'content'>[],
  missing: readonly Sighting[],
): Ground {
  const unread: Sighting[] = [...missing];
  const ground = {
    paths: new Set(paths),
    json: [] as Parsed<JsonDocument>[],
    yaml: [] as Parsed<JsonDocument>[],
    markdown: [] as Parsed<MarkdownDocument>[],
    sums: [] as { path: string; content: Uint8Array }[],
    rows: [] as { path: string; first: JsonDocument }[],
    workflows: [] as Workflow[],
  };
  for (const { path, content } of files) {
    const kind = kindOf(path);
    if (kind === undefined) continue;
    if (kind === 'sums') {
      ground.sums.push({ path, content });
      continue;
    }
    const decoded = decodeText(content);
    if (!decoded.ok) {
      unread.push({ path, line: decoded.line, says: decoded.message });
      continue;
    }
    if (isWorkflow(path)) {
      const { workflow, problems } = readWorkflow(path, decoded.text);
      if (workflow !== undefined) ground.workflows.push(workflow);
      const wrong = problems.find(({ effect }) => effect === 'invalid');
      if (wrong !== undefined)
        unread.push({ path, line: wrong.at.line, says: `GitHub refuses the workflow: it ${wrong.message}` });
      continue;
    }
    const text = kind === 'rows' ? (decoded.text.split('\n', 1)[0] ?? '') : decoded.text;
    const parsed = kind === 'yaml' ? parseYaml(text) : kind === 'markdown' ? parseMarkdown(text) : parseJson(text);
    if (!parsed.ok) {
      unread.push({ path, line: parsed.position.line, says: parsed.message });
      continue;
    }
    const document = parsed.document;
    if ('headings' in document) ground.markdown.push({ path, ...digests(content), document });
    else if (kind === 'rows') ground.rows.push({ path, first: document });
    else ground[kind === 'yaml' ? 'yaml' : 'json'].push({ path, ...digests(content), document });
  }
  // They are looked through by name, in whatever order they were read.
  for (const list of [ground.json, ground.yaml, ground.markdown, ground.sums, ground.rows, ground.workflows])
    list.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { ...ground, unread: unread.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)) };
}

function digests(content: Uint8Array): { sha256: string; plainSha256: string } {
  const own = sha256(content);
  if (!content.includes(13)) return { sha256: own, plainSha256: own };
  return { sha256: own, plainSha256: sha256(content.filter((byte, at) => byte !== 13 || content[at + 1] !== 10)) };
}
