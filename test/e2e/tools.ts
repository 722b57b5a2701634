import { readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { install, installed, output } from '../../shared/build/tool-cache.ts';
import { root } from '../support/dist.ts';

const { config } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { config: { act: string } };
/** The runner that the tests were written with: another version may behave in another way. */
const actVersion = config.act;
const actModule = `github.com/nektos/act@v${actVersion}`;

/** What the workflows are run with. */
export interface Tools {
  /** Path of the act binary. */
  act: string;
  /** A folder in which `node` is Node 24. */
  nodeFolder: string;
}

/**
 * Finds act and Node 24: the binaries that RELEASE_GOVERNANCE_ACT and RELEASE_GOVERNANCE_NODE24 name, else those that are
 * there, else installed once into a folder below the system's temporary folder. Throws with what to do when that cannot be.
 */
export function findTools(env: NodeJS.ProcessEnv = process.env): Tools {
  return { act: findAct(env), nodeFolder: dirname(findNode24(env)) };
}

function findAct(env: NodeJS.ProcessEnv): string {
  const named = env['RELEASE_GOVERNANCE_ACT'] ?? '';
  if (named !== '') {
    if (output(named, ['--version'], env) !== undefined) return named;
    throw new Error(`RELEASE_GOVERNANCE_ACT names ${named}, which cannot be started`);
  }
  if (output('act', ['--version'], env) === `act version ${actVersion}`) return 'act';
  return installed(env, `act-${actVersion}`, 'act', (folder) => {
    if (output('go', ['version'], env) === undefined) {
      throw new Error(
        `the end-to-end tests need act ${actVersion}, and there is neither this version nor a Go toolchain to build it: ` +
          `install Go, or run go install -tags WITHOUT_DOCKER ${actModule} elsewhere and name the binary in RELEASE_GOVERNANCE_ACT`,
      );
    }
    install('go', ['install', '-tags', 'WITHOUT_DOCKER', actModule], { ...env, GOBIN: folder });
  });
}

function findNode24(env: NodeJS.ProcessEnv): string {
  const named = env['RELEASE_GOVERNANCE_NODE24'] ?? '';
  if (named !== '') {
    if (output(named, ['--version'], env)?.startsWith('v24.') === true) return named;
    throw new Error(`RELEASE_GOVERNANCE_NODE24 names ${named}, which is not Node 24`);
  }
  if (process.version.startsWith('v24.')) return process.execPath;
  // The package of the platform itself: `node` would fetch it in an install script.
  const name = `node-${process.platform}-${process.arch}`;
  return installed(env, 'node-24', 'node', (folder) => {
    const options = ['--no-save', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund'];
    install('npm', ['install', '--prefix', folder, ...options, `${name}@24`], env);
    symlinkSync(join('node_modules', name, 'bin', 'node'), join(folder, 'node'));
  });
}
