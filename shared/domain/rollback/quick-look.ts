import type { PastVersion } from '../../core/past.ts';
import type { JsonDocument } from '../../parse/document.ts';
import { parseJson } from '../../parse/json.ts';
import { decodeText } from '../../parse/text.ts';
import { difference } from '../contract-pair/compare.ts';
import { type Contract, fieldTraits } from '../contract-pair/config.ts';
import { syncName } from '../contract-sync/aside.ts';
import { rules } from '../contract-sync/rules.ts';

/*
 * What the values of pin and mirror say by themselves, for many states in a row.
 */

/**
 * Sorts out what pin and mirror show by their values to be bad, as manifest-sync would say it; where nothing does, nothing is known yet.
 */
export function quickFailure(contract: Contract, { files }: PastVersion): string | undefined {
  const [pin, mirror] = [valuesOf(files, contract, contract.pin), valuesOf(files, contract, contract.mirror)];
  for (const file of [pin, mirror]) if (file !== undefined && 'reason' in file) return file.reason;
  if (pin === undefined || mirror === undefined || 'reason' in pin || 'reason' in mirror) return undefined;
  for (const [name, field] of Object.entries(contract.fields)) {
    const { compare } = fieldTraits(name, field);
    // What the policy expects is compared with each place by itself, and versions by a parser that nothing else here needs.
    if (field.pin === undefined || field.manifest === undefined || field.expect !== undefined) continue;
    if (compare === 'ignore' || compare === 'semver') continue;
    const [expected, actual] = [pin.get(field.pin), mirror.get(field.manifest)];
    if (expected === undefined || actual === undefined || expected === actual) continue;
    const found = difference(compare, expected, actual, { expected: false, actual: false }, undefined);
    if (found === undefined) continue;
    const [place, authority] = [`the mirror (${field.manifest})`, `the pin (${field.pin})`];
    const fact = {
      contract: contract.id,
      field: name,
      place,
      authority,
      path: '',
      expected,
      actual,
      fix: '',
      ...found,
    };
    return `${syncName}/fields-agree: ${rules['fields-agree'].says(fact)}`;
  }
  return undefined;
}

type Values = JsonDocument | { reason: string } | undefined;

/** A file as far as it can be read; else why it is bad, as far as that is known. */
function valuesOf(files: PastVersion['files'], { id: contract }: Contract, path: string | undefined): Values {
  if (path === undefined) return undefined;
  const bad = (rule: 'file-present' | 'file-encoding' | 'file-parses', problem: string): Values => {
    return { reason: `${syncName}/${rule}: ${rules[rule].says({ contract, path, problem })}` };
  };
  const file = files.get(path);
  if (file?.found !== true)
    return file === undefined || file.because !== undefined ? undefined : bad('file-present', file.message);
  const decoded = decodeText(file.content);
  if (!decoded.ok) return bad('file-encoding', decoded.message);
  const parsed = parseJson(decoded.text);
  if (!parsed.ok) return bad('file-parses', parsed.message);
  return parsed.document;
}

/** The releases that some files name, by every name that pin and mirror give them. */
export interface Pinned {
  tags: ReadonlySet<string>;
  commits: ReadonlySet<string>;
}

/** What pin and mirror name, each for itself: an edit of one of them does not make another release of it. */
export function pinnedBy(contract: Contract, contents: ReadonlyMap<string, Uint8Array | undefined>): Pinned {
  const named = (name: string): Set<string> => {
    const { pin, manifest } = contract.fields[name] ?? {};
    const sides = [
      [contract.pin, pin],
      [contract.mirror, manifest],
    ] as const;
    return new Set(
      sides.flatMap(([path, pointer]) => {
        const content = path === undefined ? undefined : contents.get(path);
        const decoded = content === undefined ? undefined : decodeText(content);
        const parsed = decoded?.ok === true ? parseJson(decoded.text) : undefined;
        const value = parsed?.ok === true && pointer !== undefined ? parsed.document.get(pointer) : undefined;
        return typeof value === 'string' ? [value] : [];
      }),
    );
  };
  return { tags: named('tag'), commits: named('commit') };
}

/** The bytes of the files that a state has. */
export function contentsOf({ files }: PastVersion): Map<string, Uint8Array | undefined> {
  return new Map([...files].map(([path, file]) => [path, file.found ? file.content : undefined]));
}
