import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';

/**
 * The most bytes after gzip -9 that one action may load, without the artifact client that an upload alone needs, and without features that
 * its section has to ask for.
 */
export const sizeLimits = [
  { what: 'most that one action loads', features: false, limit: 300_000 },
  { what: 'with every feature that its section can ask for', features: true, limit: 335_000 },
] as const;

export interface Size {
  file: string;
  bytes: number;
  gzip: number;
}

/** The size in bytes of each file of a folder and its folders, sorted by name. */
export function sizes(dist: string): Size[] {
  return readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dist, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort()
    .map((file) => {
      const content = readFileSync(join(dist, file));
      return { file, bytes: content.length, gzip: gzipSync(content, { level: 9 }).length };
    });
}

/**
 * Files that the shell loads only for what a control asks of its context, by what such a control says. A control that never asks
 * for them cannot load them.
 */
const onDemand: readonly { file: string; asks: RegExp }[] = [
  { file: 'shell-units.js', asks: /\bhistory\.units\(/ },
  { file: 'shell-run-other.js', asks: /\.runOther\(/ },
  { file: 'adapters-git-past.js', asks: /\.past\(\)/ },
  { file: 'shell-collect.js', asks: /\.reports\(/ },
  { file: 'shell-commands.js', asks: /\.command\(/ },
  { file: 'adapters-produced-files.js', asks: /\.(?:produced\b|scan\(|container\()/ },
  { file: 'adapters-scan-file.js', asks: /\.scan\(/ },
  { file: 'adapters-container.js', asks: /\.container\(/ },
  { file: 'shell-pack.js', asks: /\.pack\(/ },
  { file: 'shell-conclude-decision.js', asks: /\bkind: "decide"/ },
  { file: 'shell-act.js', asks: /\bkind: "act"/ },
  { file: 'render-proposal.js', asks: /\bkind: "act"/ },
  { file: 'shell-issue.js', asks: /\.proposeIssue\(/ },
  { file: 'render-issue.js', asks: /\.proposeIssue\(/ },
  { file: 'render-exhibit-svg.js', asks: /\bstandardDocuments\b/ },
  { file: 'render-picture.js', asks: /\b(?:charts|graph)\b/ },
  { file: 'render-openmetrics.js', asks: /\bstandardDocuments\b/ },
];

/**
 * Everything that an action can load, itself included, statically or by `import()`; the artifact client is left out. A feature is a file of
 * the control's own folder that it loads by `import()` (`<control>-<feature>.js`), with what only that needs.
 */
export function loadable(dist: string, entry: string, { features }: { features: boolean }): string[] {
  const gone = onDemand.filter(({ file }) => !existsSync(join(dist, file)));
  if (gone.length > 0)
    throw new Error(`dist has no ${gone.map(({ file }) => file).join(', ')}, which are loaded on demand`);
  const name = entry.replace(/\.js$/, '');
  const control = `${name}.control.js`;
  const isOpen = (file: string): boolean => features || !file.startsWith(`${name}-`);
  const own = reached(dist, [control], isOpen);
  // What the shell has in common is no control's wish.
  const isWish = (file: string): boolean =>
    file === control || file.startsWith('domain-') || file.startsWith(`${name}-`);
  const wishes = own.filter(isWish).map((file) => textOf(dist, file));
  const isAsked = (file: string): boolean => {
    const wanted = onDemand.find((each) => each.file === file);
    return isOpen(file) && (wanted === undefined || wishes.some((text) => wanted.asks.test(text)));
  };
  return reached(dist, [entry], isAsked);
}

function reached(dist: string, entries: readonly string[], isAsked: (file: string) => boolean): string[] {
  const found = new Set(entries);
  for (const file of found) {
    for (const [, next = ''] of textOf(dist, file).matchAll(/(?:\bfrom |\bimport |\bimport\()"\.\/([^"]+)"/g)) {
      if (!next.startsWith('artifact') && isAsked(next)) found.add(next);
    }
  }
  return [...found].sort();
}

function textOf(dist: string, file: string): string {
  return readFileSync(join(dist, file), 'utf8');
}

/** The action that can load the most, and how many bytes after gzip -9 these are. */
export function largestAction(dist: string, options: { features: boolean }): { file: string; gzip: number } {
  const all = new Map(sizes(dist).map(({ file, gzip }) => [file, gzip]));
  const actions = [...all.keys()]
    .filter((file) => file.endsWith('.control.js'))
    .map((file) => file.replace('.control', ''));
  const totals = actions.map((file) => ({
    file,
    gzip: loadable(dist, file, options).reduce((sum, each) => sum + (all.get(each) ?? 0), 0),
  }));
  return totals.reduce((most, each) => (each.gzip > most.gzip ? each : most), { file: '', gzip: 0 });
}
