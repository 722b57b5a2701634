import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { lintedFiles } from './linted-files.ts';
import { root } from './package.ts';
import { install, installed, output } from './tool-cache.ts';

const { config } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  config: { actionlint: string; zizmor: string };
};
const actionlintModule = `github.com/rhysd/actionlint/cmd/actionlint@v${config.actionlint}`;
const requirements = join(root, 'shared', 'build', 'linters-requirements.txt');
const actionlintConfig = join(root, 'shared', 'build', 'actionlint.yml');

/** Paths of what workflows are held against. */
export interface Linters {
  actionlint: string;
  /** actionlint gives it the scripts of steps. */
  shellcheck: string;
  zizmor: string;
}

/**
 * The linters in the versions of package.json, installed once below the system's temporary folder: actionlint by Go, which compares it with the
 * public database of checksums, the others from wheels whose hashes stand beside this file. Throws with what to install when that cannot be.
 */
export function findLinters(env: NodeJS.ProcessEnv = process.env): Linters {
  const lacking = [
    ...(output('go', ['version'], env) === undefined ? [`Go, for actionlint ${config.actionlint}`] : []),
    ...(output('python3', ['-m', 'pip', '--version'], env) === undefined
      ? [`Python 3 with pip, for zizmor ${config.zizmor} and shellcheck`]
      : []),
  ];
  if (lacking.length > 0)
    throw new Error(`the workflows cannot be looked at without ${lacking.join(', and ')}: install it`);
  const actionlint = installed(env, `actionlint-${config.actionlint}`, 'actionlint', (folder) =>
    install('go', ['install', actionlintModule], { ...env, GOBIN: folder }),
  );
  const zizmor = installed(env, `zizmor-${config.zizmor}`, join('bin', 'zizmor'), (folder) => {
    const options = ['--target', folder, '--no-deps', '--require-hashes', '--only-binary=:all:'];
    const quiet = ['--quiet', '--disable-pip-version-check', '--no-input'];
    install('python3', ['-m', 'pip', 'install', ...quiet, ...options, '--requirement', requirements], env);
  });
  return { actionlint, zizmor, shellcheck: join(dirname(zizmor), 'shellcheck') };
}

/** What actionlint does not know yet, as patterns of its whole messages. */
const ignorances = [
  // `uses: $/actions/x`, GitHub's way to name an action of the same commit: since July 2026, not known to actionlint 1.7.12.
  '^specifying action "\\$/[\\w./-]+" in invalid format because ref is missing\\. ',
];

/** The same for what the documents show. */
const ignorancesInDocuments = [
  // `queue: max` of a concurrency group: since May 2026, not known to actionlint 1.7.12.
  '^unexpected key "queue" for "concurrency" section\\. ',
];

/** How strictly a folder is looked at. */
export interface Strictness {
  /** The file with which zizmor is told what is accepted, with reasons; without one nothing can be silenced, also not by a comment. */
  accepted?: string;
}

/**
 * Everything that actionlint and zizmor find in the workflows, actions and update settings below a folder: nothing when there is nothing wrong.
 * A linter that could not look is a finding as well. `workflows` are paths from the folder.
 */
export function findings(
  { actionlint, shellcheck, zizmor }: Linters,
  folder: string,
  workflows: readonly string[],
  { accepted }: Strictness = {},
): string[] {
  const known = accepted === undefined ? ignorances : [...ignorances, ...ignorancesInDocuments];
  const silenced = accepted === undefined ? ['--no-config', '--no-ignores'] : ['--config', accepted];
  return [
    ...run(actionlint, folder, [
      ...['-no-color', '-oneline', `-shellcheck=${shellcheck}`, '-pyflakes=', '-config-file', actionlintConfig],
      ...known.flatMap((pattern) => ['-ignore', pattern]),
      ...workflows,
    ]),
    ...run(zizmor, folder, [
      ...['--offline', '--no-progress', '--quiet', '--color=never', '--strict-collection', '--persona=regular'],
      ...silenced,
      '.',
      // By name, because of a folder it leaves out what git ignores.
      ...workflows.map((path) => `./${path}`),
      ...lintedFiles(folder),
    ]),
  ];
}

function run(command: string, cwd: string, args: readonly string[]): string[] {
  // What the environment says must not loosen anything.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(ZIZMOR|GH|GITHUB|SHELLCHECK)_/.test(name)),
  );
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, env, encoding: 'utf8' });
  if (error !== undefined) return [`${command} could not be started: ${error.message}`];
  if (status === 0) return [];
  const said = `${stdout}${stderr}`.trim();
  return [said === '' ? `${command} ended with ${status} and said nothing` : said];
}
