import { sha256 } from '../../core/fingerprint.ts';

/**
 * A template with `{from}` and `{to}` replaced by the names of two versions. The name of a version is a part of an id and of a path:
 * `ledger.v3` is `ledger-v3`. One that is more than lower-case letters, digits and dots ends with eight digits of its SHA-256, so that
 * no two versions have one name: `3.0.0-1` is `3-0-0-1-51a77710`.
 */
export function namedVersions(template: string, before: string, after: string): string {
  return template.replaceAll('{from}', versionName(before)).replaceAll('{to}', versionName(after));
}

function versionName(version: string): string {
  const name = version
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return /^[a-z0-9]+(?:\.[a-z0-9]+)*$/.test(version)
    ? name
    : [name, sha256(version).slice(0, 8)].join('-').replace(/^-/, '');
}
