import type { Because } from '../../shared/core/errors.ts';
import type { Location } from '../../shared/core/location.ts';
import type { VersionConfig } from '../../shared/domain/contract-surface/config.ts';
import type { ValuePlace } from '../../shared/domain/contract-surface/place-config.ts';
import { type VersionStep, versionStep } from '../../shared/domain/contract-surface/version-part.ts';
import type { SeenUnit } from './comparison.ts';
import { noData, type Texts } from './texts.ts';

/** A value at one place of one version of the repository. */
export type ReadValue =
  | { state: 'value'; value: string; at: Location }
  | { state: 'absent'; because: Because; message: string; at: Location }
  | { state: 'unknown'; because: Because; at: Location };

export async function valueAt(texts: Texts, place: ValuePlace, earlier = false): Promise<ReadValue> {
  const { path } = place;
  const text = await texts(path);
  const at = { path };
  if (text.state === 'unknown') return { state: 'unknown', because: text.because, at };
  if (text.state !== 'text') {
    const because = noData(path, text.message, earlier);
    return { state: 'absent', because, message: text.message, at };
  }
  const { placedValue } = await import('../../shared/domain/contract-surface/placed-value.ts');
  const value = placedValue(place, text.text);
  if (value.state === 'value') return value;
  const because = noData(path, value.message, earlier);
  return value.state === 'absent'
    ? { state: 'absent', because, message: value.message, at: value.at }
    : { state: 'unknown', because, at: value.at };
}

/** What a unit did to a version. `new`: it says a version, and no place said one before. */
export type VersionChange =
  | { state: 'known'; version: VersionConfig; before: string; after: string; step: VersionStep; at: Location }
  | { state: 'new'; version: VersionConfig; because: Because }
  | { state: 'unknown'; version: VersionConfig; because: Because };

/** By the first place that says the version before and after: that the other places agree is judged by itself. */
export async function versionChange(seen: SeenUnit, version: VersionConfig): Promise<VersionChange> {
  let because: Because | undefined;
  let [absent, said] = [true, false];
  for (const place of version.places) {
    const before = await valueAt(seen.before, place, true);
    const after = await valueAt(seen.after, place);
    if (before.state === 'value' && after.state === 'value') {
      const step = versionStep(version.breaking ?? 'number', before.value, after.value);
      return { state: 'known', version, before: before.value, after: after.value, step, at: after.at };
    }
    if (before.state !== 'absent') absent = false;
    if (after.state === 'value') said = true;
    if (before.state !== 'value') because ??= before.because;
    if (after.state !== 'value') because ??= after.because;
  }
  because ??= noData(version.id, 'has no place');
  return { state: absent && said ? 'new' : 'unknown', version, because };
}

/** What the repository says now: the value of the first place that has one. */
export async function currentVersion(texts: Texts, version: VersionConfig): Promise<ReadValue> {
  let first: ReadValue | undefined;
  for (const place of version.places) {
    const value = await valueAt(texts, place);
    if (value.state === 'value') return value;
    first ??= value;
  }
  const path = version.places[0]?.path ?? version.id;
  return first ?? { state: 'unknown', because: noData(path, 'has no version'), at: { path } };
}
