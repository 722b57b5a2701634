import { relative } from 'node:path';
import type { CodeSplittingGroup, ModuleInfo, Plugin } from 'rolldown';

/**
 * Packages, or single modules of one, that only some runs need, by the file of dist that holds them and all that they import.
 * Where two of them share something, the earlier one has it. What is not named here gets a file by the name of its package.
 */
const lazyPackages: Readonly<Record<string, readonly string[]>> = {
  runner: ['@actions/core'],
  octokit: ['@octokit/rest'],
  markdown: ['mdast-util-from-markdown', 'mdast-util-gfm-table', 'micromark-extension-gfm-table'],
  event: ['@actions/github/lib/context.js'],
  artifact: ['@actions/artifact'],
};

export interface Chunks {
  /** Has to take part in the build: it reads the module graph. */
  plugin: Plugin;
  groups: CodeSplittingGroup[];
  /** The file, without `.js`, of a module that is loaded by `import()`. */
  lazyName(id: string): string;
  /** All files, without `.js`, that were planned during the build. */
  planned: ReadonlySet<string>;
}

/**
 * Which module goes into which file of dist.
 *
 * - `vendor`: packages that every shell imports statically; every run loads them
 * - `shared`: own code that every shell imports statically, as far as it needs no other package; every run loads it
 * - `shell-action`, `shell-cli-main`: own code that only this shell imports statically
 * - `parse`: other parsers that need no other package, but for those in a folder of their own and those that one noun alone imports
 * - own code beyond that: a file for each noun (`parse-markdown`, `domain-contract-pair`) and for each control, so that a run
 *   loads only what its control imports, and an edit changes few files; the configuration of a noun (its `config.ts` and what that needs of
 *   the noun), which others use as theirs, has a file of its own, and so has what a control loads, and needs, only for features
 * - packages beyond that: a file by the table above
 */
export function chunks(root: string, shells: readonly string[]): Chunks {
  const names = new Map<string, string>();
  const planned = new Set(['rolldown-runtime']);
  const plan = (name: string): string => {
    planned.add(name);
    return name;
  };
  const plugin: Plugin = {
    name: 'chunks',
    buildEnd() {
      const info = (id: string): Partial<ModuleInfo> => this.getModuleInfo(id) ?? {};
      const reached = (roots: readonly string[]): ReadonlySet<string> => {
        const found = new Set(roots);
        for (const id of found) for (const next of info(id).importedIds ?? []) found.add(next);
        return found;
      };
      const assign = (roots: Iterable<string>, name: string): void => {
        for (const id of roots) if (!names.has(id)) names.set(id, name);
      };
      const ids = [...this.getModuleIds()].sort();
      const own = ids.filter((id) => packageOf(id) === undefined && info(id).isEntry !== true);
      const perShell = shells.map((shell) => reached([shell]));

      const packages = ids.filter((id) => packageOf(id) !== undefined);
      const atStart = packages.filter((id) => perShell.every((reach) => reach.has(id)));
      assign(atStart, 'vendor');
      for (const [name, paths] of Object.entries(lazyPackages)) {
        assign(reached(packages.filter((id) => paths.some((path) => isPart(id, path)))), name);
      }
      for (const used of own.flatMap((id) => info(id).importedIds ?? [])) {
        const name = packageOf(used);
        if (name !== undefined) assign(reached([used]), fileName(name));
      }

      const ofControl = reached(own.filter((id) => /^actions\/[^/]+\/control\.ts$/.test(pathOf(root, id))));
      const inActions = (id: string): boolean => pathOf(root, id).startsWith('actions/');
      const isFeature = (id: string): boolean => inActions(id) && !ofControl.has(id);
      // What the features of one control alone need is a part of them.
      const lazy = own.filter((id) => info(id).importers?.length === 0);
      const common = reached([...ofControl, ...shells, ...lazy.filter((id) => !inActions(id))]);
      const users = new Map<string, Set<string>>();
      for (const feature of lazy.filter(isFeature)) {
        const folder = folderOf(root, feature);
        for (const id of reached([feature])) users.set(id, (users.get(id) ?? new Set()).add(folder));
      }
      const soleUser = (id: string): string | undefined =>
        common.has(id) || users.get(id)?.size !== 1 ? undefined : [...(users.get(id) ?? [])][0];
      const configurations = new Map<string, string>();
      for (const id of own.filter((each) => /^shared\/domain\/[^/]+\/config\.ts$/.test(pathOf(root, each)))) {
        const noun = ownName(root, id);
        for (const used of reached([id]))
          if (own.includes(used) && ownName(root, used) === noun) configurations.set(used, noun);
      }
      const isParser = (id: string): boolean => /^shared\/parse\/[^/]+$/.test(pathOf(root, id));
      const nounsUsing = (id: string): string[] =>
        (info(id).importers ?? []).flatMap((by) => (isParser(by) ? nounsUsing(by) : [ownName(root, by)]));
      // A parser that one noun or control alone imports, by itself or through other parsers, and not only for features.
      const soleNoun = (id: string): string | undefined => {
        const [only, ...more] = new Set(nounsUsing(id));
        return more.length === 0 && common.has(id) && !configurations.has(id) ? only : undefined;
      };
      for (const id of own) {
        const light = [...reached([id])].every((used) => packageOf(used) === undefined || names.get(used) === 'vendor');
        const onlyLazy = info(id).importers?.length === 0;
        const through = shells.filter((_, index) => perShell[index]?.has(id));
        if (through.length === 1) assign([id], ownName(root, through[0] ?? ''));
        else if (light && through.length > 1) assign([id], 'shared');
        else if (light && isParser(id)) assign([id], soleNoun(id) ?? 'parse');
        else if (configurations.has(id)) assign([id], `${configurations.get(id)}-config`);
        else if (!onlyLazy) {
          const user = isFeature(id) ? folderOf(root, id) : soleUser(id);
          assign([id], user === undefined ? ownName(root, id) : `${user}-features`);
        }
      }
    },
  };
  const name = (id: string): string | null => {
    const named = names.get(id);
    return named === undefined ? null : plan(named);
  };
  return {
    plugin,
    groups: [{ name, debugName: 'chunks', includeDependenciesRecursively: false }],
    lazyName: (id) => {
      const npm = packageOf(id);
      const path = pathOf(root, id).replace(/\.ts$/, '').split('/').slice(1).join('-');
      const named = npm === undefined ? path : fileName(npm);
      return plan(names.has(id) ? `${named}-entry` : named);
    },
    planned,
  };
}

/** The npm package that a module belongs to, or undefined for the project's own. */
export function packageOf(id: string): string | undefined {
  return /.*\bnode_modules\/((?:@[^/]+\/)?[^/]+)/.exec(slashes(id))?.[1];
}

function fileName(npm: string): string {
  return npm.replace('@', '').replace('/', '-');
}

function ownName(root: string, id: string): string {
  const [top = '', folder = '', noun = ''] = pathOf(root, id).split('/');
  return top === 'actions' ? `${folder}.control` : `${folder}-${noun.replace(/\.ts$/, '')}`;
}

function folderOf(root: string, id: string): string {
  return pathOf(root, id).split('/')[1] ?? '';
}

/** Relative to the root, with `/`. */
function pathOf(root: string, id: string): string {
  return slashes(relative(root, id));
}

function isPart(id: string, path: string): boolean {
  return `${slashes(id)}/`.includes(`/${path}/`);
}

function slashes(path: string): string {
  return path.replaceAll('\\', '/');
}
