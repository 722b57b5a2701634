import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { load } from 'js-yaml';
import type { Nodes } from 'mdast';
import { repositorySlug } from '../../shared/build/package.ts';
import { headingAnchors } from '../../shared/parse/heading-anchor.ts';
import { root } from './dist.ts';
import { markdownTree, nodesOf, textOf } from './markdown-tree.ts';

/** A block of code in a document, wherever it stands: also in a list. */
export interface Block {
  /** The document and the line of the fence, for the name of a test. */
  place: string;
  language: string;
  text: string;
  /** The heading of the second level above it; empty where there is none. */
  section: string;
}

/** One Markdown file that people read about the suite. Paths are relative to the repository, with `/`. */
export interface Document {
  path: string;
  text: string;
  blocks: readonly Block[];
  /** Code within a line. */
  codes: readonly string[];
  /** What links and images lead to, as written, also those of HTML. */
  links: readonly string[];
  anchors: ReadonlySet<string>;
}

/** The owner and name under which documents call the suite. */
export const slug = repositorySlug;

export const guideFolder = '.github/guides';

/** All documents: those at the top and below .github. The examples and the data of tests are the files of somebody else. */
export const documents: readonly Document[] = [
  ...namesIn('.').filter((name) => name.endsWith('.md')),
  ...readdirSync(join(root, '.github'), { recursive: true, encoding: 'utf8' })
    .map((name) => posix.join('.github', name.replaceAll('\\', '/')))
    .filter((name) => name.endsWith('.md')),
]
  .sort()
  .map(documentAt);

/** The document at a path. Throws where there is none. */
export function documentOf(path: string): Document {
  const found = documents.find((document) => document.path === path);
  if (found === undefined) throw new Error(`there is no document ${path}`);
  return found;
}

const blocks = documents.flatMap((document) => document.blocks);

/** All blocks in one language, of all documents or of one. */
export function blocksOf(language: string, path?: string): readonly Block[] {
  const those = path === undefined ? blocks : documentOf(path).blocks;
  return those.filter((block) => block.language === language);
}

/** YAML blocks by what they are: workflows use actions, records name themselves in the first line, all else is configuration. */
export const workflowBlocks = blocksOf('yaml').filter(({ text }) => /\buses:/.test(text));
export const recordBlocks = blocksOf('yaml').filter(({ text }) => text.startsWith('# a '));
export const configBlocks = blocksOf('yaml').filter(
  (block) => !workflowBlocks.includes(block) && !recordBlocks.includes(block),
);

export interface Step {
  uses?: string;
  run?: string;
  with?: Record<string, unknown>;
}

export interface Job {
  needs?: string | readonly string[];
  permissions?: unknown;
  /** Of a job that calls a workflow. */
  uses?: string;
  with?: Record<string, unknown>;
  secrets?: Record<string, unknown> | 'inherit';
  steps?: readonly Step[];
}

export interface Workflow {
  /** Not there in an excerpt. */
  on?: unknown;
  permissions?: unknown;
  jobs: Record<string, Job>;
}

/** A workflow, or the excerpt of a job (`permissions:` and `steps:`) as a workflow of that job. */
export function workflowOf({ text }: Block): Workflow {
  const read = load(text) as Workflow | Job;
  return 'jobs' in read ? read : { jobs: { excerpt: read } };
}

/** The first block that uses an action of the suite in a document. Throws where there is none. */
export function workflowUsing(action: string, path: string): string {
  const found = blocksOf('yaml', path).find(({ text }) => text.includes(`/actions/${action}@`));
  if (found === undefined) throw new Error(`${path} shows no workflow with ${action}`);
  return found.text;
}

/** The file or folder of the repository that a link of a document leads to, with its anchor; undefined for a web address. */
export function targetOf(from: string, link: string): { path: string; anchor: string } | undefined {
  if (/^[a-z]+:/.test(link)) return undefined;
  const [path = '', anchor = ''] = link.split('#');
  return { path: path === '' ? from : posix.join(dirname(from), decodeURI(path)), anchor };
}

/** Whether a path is there, in these letters, whatever the file system takes for the same. */
export function isThere(path: string): boolean {
  if (path === '.' || path === './') return true;
  const folder = dirname(path);
  return (
    !path.startsWith('..') &&
    isThere(folder) &&
    existsSync(join(root, folder)) &&
    namesIn(folder).includes(posix.basename(path))
  );
}

function namesIn(folder: string): string[] {
  return readdirSync(join(root, folder));
}

function documentAt(path: string): Document {
  const text = readFileSync(join(root, path), 'utf8');
  const nodes = nodesOf(markdownTree(text));
  return {
    path,
    text,
    blocks: blocksIn(path, nodes),
    codes: nodes.flatMap((node) => (node.type === 'inlineCode' ? [node.value] : [])),
    links: nodes.flatMap(linksOf),
    anchors: new Set(
      headingAnchors(nodes.flatMap((node) => (node.type === 'heading' ? [{ text: textOf(node) }] : []))),
    ),
  };
}

function blocksIn(path: string, nodes: readonly Nodes[]): Block[] {
  let section = '';
  return nodes.flatMap((node) => {
    if (node.type === 'heading' && node.depth === 2) section = textOf(node);
    if (node.type !== 'code') return [];
    const place = `${path}:${node.position?.start.line ?? 0}`;
    return [{ place, language: node.lang ?? '', text: `${node.value}\n`, section }];
  });
}

function linksOf(node: Nodes): string[] {
  if (node.type === 'link' || node.type === 'image' || node.type === 'definition') return [node.url];
  if (node.type !== 'html') return [];
  return [...node.value.matchAll(/\b(?:href|src|srcset)="([^"\s]+)/g)].map(([, url = '']) => url);
}
