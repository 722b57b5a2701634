import type { Because } from '../../core/errors.ts';
import { isCommitId } from '../../core/hash-form.ts';
import type { Json } from '../../core/json.ts';
import { lookUp } from '../../parse/document.ts';
import { listed } from '../../parse/text.ts';
import { type Finding, holds, lacks, open, wrong } from '../finding/finding.ts';
import type { ReadAt } from '../repository/reading-at.ts';
import { noData } from '../verdict/verdict.ts';
import { commitOf, isPlain } from './digests.ts';
import { type Handed, placeOf, textsAt } from './handed.ts';
import { readManifest, versionsIn } from './manifest.ts';
import { baselinesOf, factOf, factPointer, type SaidBaseline } from './said-baseline.ts';
import { filesOf } from './said-file.ts';

const again = 'hand over anew, by what the manifest says';

/** Where a manifest has what a payload repeats. */
export interface ManifestFacts {
  facts: Readonly<Record<string, string>>;
  errorCodes: string | undefined;
}

/**
 * Judges that a payload says what the manifest says at the commit of the payload: of a candidate, that its active baseline does. `overridden`:
 * the facts of which the mode says another value. A version that is asked of no manifest is compared with nothing, and told.
 */
export async function judgeAgrees(
  handed: Handed,
  tagged: string | undefined,
  { facts, errorCodes }: ManifestFacts,
  overridden: readonly string[],
  read: ReadAt,
): Promise<Finding[]> {
  const baselines = baselinesOf(handed);
  const own = baselines.filter(({ which }) => which !== 'previous');
  const findings = own.flatMap((baseline) => unasked(baseline, facts));
  const manifest = filesOf(handed).find((file) => file.manifest);
  const asked = [...Object.keys(facts), ...(errorCodes === undefined ? [] : ['error-codes'])];
  if (asked.length === 0)
    return [...findings, lacks('the configuration names no fact of the manifest', 'verify: facts')];
  const allOpen = (because: Because): Finding[] => [...findings, ...asked.map((name) => open(because, name))];
  const none = (message: string): Finding[] => allOpen(noData(message, 'a manifest that can be read'));
  if (manifest === undefined || !isPlain(manifest.path)) return none('the payload names no manifest of the repository');
  const commit = commitOf(handed, manifest, tagged);
  if (commit === undefined || !isCommitId(commit)) return none('the commit of the manifest is not known');
  const found = await read(manifest.path, commit);
  if (found.state === 'unknown') return allOpen(found.because);
  if (found.state === 'absent') return none(`${manifest.path} ${found.message} at commit ${commit}`);
  const made = readManifest(found.data);
  if (!made.ok) return none(`${manifest.path} at commit ${commit} ${made.message}`);
  const { document } = made;
  for (const [name, pointer] of Object.entries(facts)) {
    const value = document.get(pointer);
    for (const baseline of own) {
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
            fix: again,
            at: placeOf(handed, at),
          }),
        );
    }
  }
  if (errorCodes !== undefined) findings.push(judgeCodes(handed, lookUp(document.value, errorCodes), manifest.path));
  return findings;
}

/** The versions of a baseline of which the configuration does not say where a manifest has them. */
function unasked({ which, versions }: SaidBaseline, facts: Readonly<Record<string, string>>): Finding[] {
  return Object.keys(versions)
    .filter((name) => !Object.hasOwn(facts, name))
    .map((name) =>
      lacks(
        `the payload says a version ${name}, which is compared with nothing`,
        `${name} under facts of verify, or a payload without it`,
        name,
        which,
      ),
    );
}

/**
 * Judges that a payload says of the release before what the manifest said there: its versions, and the manifest itself. A release without a
 * manifest that can be read has neither.
 */
export async function judgePreviousAgrees(
  handed: Handed,
  facts: Readonly<Record<string, string>>,
  read: ReadAt,
): Promise<Finding[]> {
  const previous = baselinesOf(handed).find(({ which }) => which === 'previous');
  if (previous === undefined) return [];
  const { at, commit, versions } = previous;
  const about = 'the release before';
  const files = filesOf(handed);
  const said = files.find((file) => file.of === 'previous');
  const path = files.find((file) => file.manifest)?.path;
  if (path === undefined || !isPlain(path) || commit === undefined || !isCommitId(commit))
    return [lacks('it is not known which manifest the release before had', 'a manifest and a commit of it', about)];
  const found = await read(path, commit);
  if (found.state === 'unknown') return [open(found.because, about)];
  const made = found.state === 'there' ? readManifest(found.data) : undefined;
  const theirs = made?.ok === true ? versionsIn(made.document, facts) : {};
  const findings = unasked(previous, facts);
  const [expected, actual] = [made?.ok === true ? path : null, said?.path ?? null];
  if (expected !== actual) {
    const problem = `the payload names ${actual ?? 'no manifest'} for the release before, and that has ${expected ?? 'none that can be read'}`;
    findings.push(
      wrong([about, 'manifest'], { problem, expected, actual, fix: again, at: placeOf(handed, `${at}/manifest`) }),
    );
  }
  for (const name of Object.keys(facts).filter((each) => each !== 'tag' && each !== 'commit')) {
    const [value, own] = [theirs[name] ?? null, factOf(previous, name) ?? null];
    const pointer = factPointer(handed, previous, name);
    const problem = `${name} at ${pointer} is not what ${path} said at the release before`;
    findings.push(
      value === own
        ? holds(name, 'previous')
        : wrong([name, 'previous'], {
            ...{ problem, expected: value, actual: own, fix: again },
            at: placeOf(handed, pointer),
          }),
    );
  }
  return Object.keys(versions).length + findings.length === 0 ? [holds(about)] : findings;
}

/** Judges that the policy of the envelope is of a version that is handed over. Which fields it has is the word of the producer. */
export function judgeEnvelope(handed: Handed): Finding[] {
  const { payload } = handed;
  if (payload?.envelope === undefined) return [];
  const { version } = payload.envelope;
  const versions = Object.values(payload.baseline.versions);
  if (versions.includes(version)) return [holds('envelope')];
  const problem = `the policy of the envelope is of ${version}, and that version is not handed over`;
  const at = placeOf(handed, '/envelope/version');
  return [wrong(['envelope'], { problem, expected: versions, actual: version, fix: again, at })];
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
