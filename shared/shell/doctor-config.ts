import { posix } from 'node:path';
import { type Config, configMaxBytes, type KnownNames } from '../core/config.ts';
import type { AnyControl } from '../core/control.ts';
import type { Trouble } from '../core/diagnosis.ts';
import { GovernanceError } from '../core/errors.ts';
import { usualConfig } from '../core/inputs.ts';
import { isObject } from '../core/json.ts';
import type { Tree } from '../core/ports.ts';
import { misnamedConfigs, missingFiles, namedFiles } from '../domain/setup/needed-files.ts';
import { decodeText } from '../parse/text.ts';
import { parseYaml } from '../parse/yaml.ts';
import { isAskedFor } from './asked.ts';
import { loadConfig } from './policy.ts';

/*
 * What `doctor` finds in configurations: of the repository, and of the folders that have one of their own.
 */

interface ConfigReader {
  controls: readonly AnyControl[];
  known: KnownNames;
}

/** The configuration at a path, or every problem of it. */
export async function readConfig(
  { controls, known }: ConfigReader,
  judged: Tree,
  path: string,
): Promise<{ config?: Config; troubles: Trouble[] }> {
  const brokenHere = (message: string, line: number | undefined, fix: string): Trouble =>
    broken(path, message, line, fix);
  try {
    const loaded = await loadConfig({ controls, known, path, shown: path, base: undefined, judged });
    if (loaded.ok) return { config: loaded.config, troubles: [] };
    return { troubles: [brokenHere(loaded.because.message, undefined, 'make it readable')] };
  } catch (thrown) {
    if (!(thrown instanceof GovernanceError) || thrown.code !== 'BAD_CONFIG') throw thrown;
    const fix = thrown.hint ?? 'mend it';
    if (thrown.problems.length === 0) return { troubles: [brokenHere(thrown.message, undefined, fix)] };
    return { troubles: thrown.problems.map(({ message, line }) => brokenHere(message, line, fix)) };
  }
}

/** A folder with a configuration of its own: whether it can be read, and the files that it names. */
export async function lookAtPlace(
  request: ConfigReader,
  tree: Tree,
  place: string,
  tracked: ReadonlySet<string> | undefined,
): Promise<{ place: string; asks: readonly string[]; troubles: Trouble[] }> {
  const path = `${place}/${usualConfig}`;
  const { config, troubles } = await readConfig(request, tree, path);
  if (config === undefined) return { place, asks: [], troubles };
  const asks = request.controls.filter((control) => isAskedFor(control, config)).map(({ name }) => name);
  return { place, asks, troubles: [...troubles, ...(await files(tree, path, `${place}/`, tracked))] };
}

/** A configuration that asks for nothing. */
export const asksNothing: Trouble = {
  level: 'wrong',
  path: usualConfig,
  says: 'the configuration asks for no control: nothing is judged',
  expected: 'a section of a control, or a list that one reads',
  actual: 'none',
  fix: 'take the # off a part of it, or add one (release-governance list names the controls)',
};

/** Files that somebody may take for the configuration. */
export function misnamed(paths: readonly string[]): Trouble[] {
  return misnamedConfigs
    .filter((path) => paths.includes(path))
    .map((path) => ({
      level: 'wrong',
      path,
      says: 'nothing reads this file: the configuration has another name',
      expected: usualConfig,
      actual: path,
      fix: `move what it says to ${usualConfig}`,
    }));
}

function broken(path: string, message: string, line: number | undefined, fix: string): Trouble {
  const expected = 'a configuration that every control can read';
  return { level: 'wrong', path, line, says: message, expected, actual: message, fix };
}

/** Shared lists that no control reads which is asked for. */
export function unused({ controls }: ConfigReader, config: Config, asked: ReadonlySet<string>): Trouble[] {
  return config.asked.lists
    .filter((list) => !controls.some(({ name, lists }) => asked.has(name) && Object.hasOwn(lists, list)))
    .map((list) => ({
      level: 'wrong',
      path: usualConfig,
      says: `${list} is read by no control that is asked for`,
      expected: `a section of a control that reads ${list}`,
      actual: 'none',
      fix: `add one (${controls
        .filter(({ lists }) => Object.hasOwn(lists, list))
        .map(({ name }) => name)
        .join(', ')}), or take ${list} out`,
    }));
}

/** The files that a configuration names, below its folder, and that are not there for a run on GitHub. */
export async function files(
  tree: Tree,
  path: string,
  below: string,
  tracked: ReadonlySet<string> | undefined,
): Promise<Trouble[]> {
  const found = await tree.read(path, configMaxBytes);
  const decoded = found.found ? decodeText(found.content) : undefined;
  const parsed = decoded?.ok === true ? parseYaml(decoded.text) : undefined;
  if (parsed?.ok !== true || !isObject(parsed.document.value)) return [];
  const { document } = parsed;
  const missing = new Map<string, string>();
  for (const { file } of namedFiles(document)) {
    if (missing.has(file)) continue;
    const answer = await tree.read(`${below}${file}`, Number.MAX_SAFE_INTEGER);
    if (!answer.found) missing.set(file, answer.message);
    else if (tracked?.has(posix.normalize(`${below}${file}`)) === false)
      missing.set(file, 'git does not track, so that no run on GitHub has it');
  }
  return missingFiles(path, document, (file) => missing.get(file));
}
