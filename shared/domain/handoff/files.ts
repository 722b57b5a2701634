import type { Because } from '../../core/errors.ts';
import { sha256 } from '../../core/fingerprint.ts';
import { isObject, type Json } from '../../core/json.ts';
import type { Location } from '../../core/location.ts';
import { containedPath } from '../../core/path.ts';
import type { Answer } from '../../core/ports.ts';
import { type JsonDocument, lookUp } from '../../parse/document.ts';
import { parseJson } from '../../parse/json.ts';
import { decodeText, listed } from '../../parse/text.ts';
import { formats } from '../../parse/version.ts';
import { type Finding, holds, lacks, open, wrong } from '../finding/finding.ts';
import { fileAt } from '../repository/file-at.ts';
import type { NamedRepository, Seen } from '../repository/repository.ts';
import {
  baselinesOf,
  factOf,
  factPointer,
  filesOf,
  type Handed,
  placeOf,
  type SaidFile,
  textAt,
  textsAt,
} from './handed.ts';
import { sectionText } from './section.ts';

const mostBytes = 4 * 1024 * 1024;

/** Reads files of the producer at commits of it; records what it gave. */
export type ReadAt = (path: string, commit: string) => Promise<Seen<Uint8Array>>;

/** `recorded` notes what the API gave. */
export function readingAt(
  repository: Answer<NamedRepository>,
  recorded: (path: string, ref: string, content: Uint8Array) => void,
): ReadAt {
  const known = new Map<string, Promise<Seen<Uint8Array>>>();
  return (path, commit) => {
    const key = `${commit}:${path}`;
    const read = async (): Promise<Seen<Uint8Array>> => {
      if (!repository.ok) return { state: 'unknown', because: repository.because };
      const file = await fileAt(repository.data, path, commit, mostBytes);
      if (file.state === 'there') recorded(`${repository.data.name}/${path}`, commit, file.data);
      return file;
    };
    const reading = known.get(key) ?? read();
    known.set(key, reading);
    return reading;
  };
}

/** The commit at which a file of a payload is meant: that of its baseline, else that of the payload, else that of the release. */
function commitOf(handed: Handed, { of }: SaidFile, tagged: string | undefined): string | undefined {
  if (of !== undefined) return baselinesOf(handed).find(({ which }) => which === of)?.commit;
  return textAt(handed, handed.shape.commit) ?? tagged;
}

/** Whether a path is one of the repository, in its shortest form: no other one can be asked for. */
function isPlain(path: string): boolean {
  const contained = containedPath(path);
  return contained.ok && contained.path === path;
}

/** Judges that every file of a payload has, at the commit that it names, the bytes whose sha256 it says. */
export async function judgeDigests(handed: Handed, tagged: string | undefined, read: ReadAt): Promise<Finding[]> {
  const files = filesOf(handed);
  const findings: Finding[] = [];
  for (const file of files) findings.push(await judgeDigest(handed, file, tagged, read));
  return files.length > 0 ? findings : [lacks('the payload names no file', 'a payload with its manifest')];
}

async function judgeDigest(handed: Handed, file: SaidFile, tagged: string | undefined, read: ReadAt): Promise<Finding> {
  const { pointer, path, sha256: said } = file;
  const at = placeOf(handed, pointer);
  if (said === undefined) {
    return wrong([pointer], {
      problem: `${pointer} names ${path} without its sha256, so that nothing binds what it is`,
      expected: 'the sha256 of its bytes',
      actual: path,
      fix: `hand over anew, with the sha256 beside ${pointer}`,
      at,
    });
  }
  if (!isPlain(path)) return lacks(`the path at ${pointer} leads outside`, 'a path of the repository', pointer);
  const commit = commitOf(handed, file, tagged);
  if (commit === undefined || !formats.commit.matches(commit))
    return lacks(`it is not known at which commit ${path} is meant`, 'a commit in the payload', pointer);
  const found = await read(path, commit);
  if (found.state === 'unknown') return open(found.because, pointer);
  const actual = found.state === 'there' ? sha256(found.data) : null;
  if (actual === said) return holds(pointer);
  const problem =
    actual === null
      ? `${path} ${found.state === 'absent' ? found.message : ''} at commit ${commit}`
      : `${path} has other bytes at commit ${commit} than the payload says`;
  const fix = `hand over anew, by what ${path} is at the commit`;
  return wrong([pointer], { problem, expected: said, actual, fix, at });
}

/** Where a manifest has what a payload repeats. */
export interface ManifestFacts {
  facts: Readonly<Record<string, string>>;
  errorCodes: string | undefined;
}

/**
 * Judges that a payload says what the manifest says at the commit of the payload: of a candidate, that its active baseline does. `overridden`:
 * the facts of which the mode says another value.
 */
export async function judgeAgrees(
  handed: Handed,
  tagged: string | undefined,
  { facts, errorCodes }: ManifestFacts,
  overridden: readonly string[],
  read: ReadAt,
): Promise<Finding[]> {
  const manifest = filesOf(handed).find((file) => file.manifest);
  const asked = [...Object.keys(facts), ...(errorCodes === undefined ? [] : ['error-codes'])];
  if (asked.length === 0) return [lacks('the configuration names no fact of the manifest', 'verify: facts')];
  const allOpen = (because: Because): Finding[] => asked.map((name) => open(because, name));
  const none = (message: string): Finding[] =>
    allOpen({ code: 'NO_DATA', message, needs: 'a manifest that can be read' });
  if (manifest === undefined || !isPlain(manifest.path)) return none('the payload names no manifest of the repository');
  const commit = commitOf(handed, manifest, tagged);
  if (commit === undefined || !formats.commit.matches(commit)) return none('the commit of the manifest is not known');
  const found = await read(manifest.path, commit);
  if (found.state === 'unknown') return allOpen(found.because);
  if (found.state === 'absent') return none(`${manifest.path} ${found.message} at commit ${commit}`);
  const document = manifestDocument(found.data);
  if (document === undefined) return none(`${manifest.path} at commit ${commit} is no JSON that can be read`);
  const baselines = baselinesOf(handed);
  const findings: Finding[] = [];
  for (const [name, pointer] of Object.entries(facts)) {
    const value = document.get(pointer);
    for (const baseline of baselines.filter(({ which }) => which !== 'previous')) {
      if (baseline.which === 'baseline' && overridden.includes(name)) continue;
      const at = factPointer(handed, baseline, name);
      const actual = factOf(baseline, name);
      const about = [name, baseline.which];
      if (value !== undefined && actual === value) findings.push(holds(...about));
      else
        findings.push(
          wrong(about, {
            problem: `${name} at ${at} is not what ${manifest.path} says at ${pointer}`,
            expected: value ?? null,
            actual: actual ?? null,
            fix: 'hand over anew, by what the manifest says',
            at: placeOf(handed, at),
          }),
        );
    }
  }
  if (errorCodes !== undefined) findings.push(judgeCodes(handed, lookUp(document.value, errorCodes), manifest.path));
  return findings;
}

/** Judges that the entry of the changelog is the one that stands in its file at the commit of the payload. */
export async function judgeChangelog({ payload, path: own }: Handed, at: Location, read: ReadAt): Promise<Finding> {
  const about = 'the changelog';
  if (payload === undefined) return lacks(`${own} does not have its form, as another result says`, 'a payload', about);
  const { path, heading, text } = payload.changelog;
  if (!isPlain(path)) return lacks('the path of the changelog is none of the repository', 'a path of it', about);
  const found = await read(path, payload.commit);
  if (found.state === 'unknown') return open(found.because, about);
  const decoded = found.state === 'there' ? decodeText(found.data) : undefined;
  const section = decoded?.ok === true ? sectionText(decoded.text, heading) : undefined;
  const actual = section?.ok === true ? section.text : null;
  if (actual === text) return holds(about);
  const problem = `the entry ${JSON.stringify(heading)} is not what ${path} says at the commit`;
  return wrong([about], { problem, expected: actual, actual: text, fix: 'hand over anew', at });
}

function judgeCodes(handed: Handed, value: Json | undefined, path: string): Finding {
  const pointer = handed.shape.errorCodes;
  const own = textsAt(handed, pointer);
  const theirs = Array.isArray(value) ? value : undefined;
  const lacking = theirs?.filter((code) => typeof code !== 'string' || own?.includes(code) !== true) ?? [];
  const more = own?.filter((code) => theirs?.includes(code) !== true) ?? [];
  if (own !== undefined && theirs !== undefined && theirs.length > 0 && lacking.length + more.length === 0)
    return holds('error-codes');
  const words = [
    ...(lacking.length === 0 ? [] : [`lacks ${listed(lacking.map(String))}`]),
    ...(more.length === 0 ? [] : [`has ${listed(more)} besides`]),
  ];
  return wrong(['error-codes'], {
    problem: `the list at ${pointer} is not that of ${path}: it ${words.join(', and ') || 'cannot be compared'}`,
    expected: value ?? null,
    actual: own ?? null,
    fix: 'hand over anew, with the error codes of the manifest',
    at: placeOf(handed, pointer),
  });
}

/** A manifest that is an object, with no key twice. */
export function manifestDocument(content: Uint8Array): JsonDocument | undefined {
  const decoded = decodeText(content);
  const parsed = decoded.ok ? parseJson(decoded.text) : undefined;
  if (parsed?.ok !== true || parsed.document.duplicates.length > 0) return undefined;
  return isObject(parsed.document.value) ? parsed.document : undefined;
}
