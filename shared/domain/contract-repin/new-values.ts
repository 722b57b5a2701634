import type { Json } from '../../core/json.ts';
import type { JsonDocument } from '../../parse/document.ts';
import { type Contract, fieldTraits } from '../contract-pair/config.ts';
import { manifestDigest } from '../contract-pair/digest.ts';

/** A release of the producer to which a contract shall be pinned. */
export interface NewRelease {
  tag: string;
  /** The commit that the tag names, peeled. */
  commit: string;
  /** The manifest there, byte for byte and as it reads. */
  manifest: Uint8Array;
  document: JsonDocument;
}

/**
 * What each field of a contract says of a release; undefined: the manifest has it no more. Fields that the policy fixes, that nothing
 * compares, or that the manifest does not have at all are not among them: they stay.
 */
export function newValues(contract: Contract, release: NewRelease): Map<string, Json | undefined> {
  const values = new Map<string, Json | undefined>();
  for (const [name, field] of Object.entries(contract.fields)) {
    if (field.expect !== undefined || fieldTraits(name, field).compare === 'ignore') continue;
    const told = field.manifest === undefined ? undefined : release.document.get(field.manifest);
    if (name === 'tag') values.set(name, release.tag);
    else if (name === 'tag-commit') values.set(name, release.commit);
    else if (name === 'manifest-sha256')
      values.set(name, manifestDigest(contract.hash, release.manifest, release.document.value));
    // A manifest cannot hold the commit that holds it: where it names one, that is an earlier one, and the one that was meant.
    else if (name === 'commit') values.set(name, told ?? release.commit);
    else if (name !== 'repository' && field.manifest !== undefined) values.set(name, told);
  }
  return values;
}
