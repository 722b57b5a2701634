import type { PolicyPlace } from '../../core/control.ts';
import type { Because } from '../../core/errors.ts';
import type { Answer } from '../../core/ports.ts';
import { recordMaxBytes } from '../record/parse.ts';
import { fileAt } from '../repository/file-at.ts';
import { tipOf } from '../repository/reference.ts';
import type { NamedRepository, Seen } from '../repository/repository.ts';

/** A posture record of this repository as it was at a moment. Messages are clauses that continue its path. */
export interface OwnRecord {
  /** Tells the present record from that of the base: empty, or `at present`. */
  when: string[];
  /** The commit of the default branch that holds it; undefined where it is of none, or nobody could look. */
  ref: string | undefined;
  found: Seen<Uint8Array>;
}

/**
 * A posture record of this repository: that of the base, and besides that of the tip of the default branch where the base is older. An
 * event from before a stop, which is run again after it, must not find the record of that time alone; a tip that cannot be
 * read is a record that nobody knows. Where no base judges the run (on a laptop, before there is a configuration) there is only the
 * record of the policy. `recorded` notes what the API gave.
 */
export async function ownRecords(
  { source, tree, folder }: PolicyPlace,
  path: string,
  repository: Answer<NamedRepository>,
  recorded: (path: string, ref: string, content: Uint8Array) => void,
): Promise<OwnRecord[]> {
  const read = await tree.read(path, recordMaxBytes);
  const found: Seen<Uint8Array> = read.found
    ? { state: 'there', data: read.content }
    : read.because === undefined
      ? { state: 'absent', message: read.message }
      : { state: 'unknown', because: read.because };
  if (source.kind !== 'base') return [{ when: [], ref: undefined, found }];
  const ofBase: OwnRecord = { when: [], ref: source.ref, found };
  if (!repository.ok) return [ofBase, unseen(repository.because)];
  const tip = await tipOf(repository.data);
  if (!tip.ok) return [ofBase, unseen(tip.because)];
  if (tip.data === source.ref) return [ofBase];
  const whole = `${folder}${path}`;
  const now = await fileAt(repository.data, whole, tip.data, recordMaxBytes);
  if (now.state === 'there') recorded(`${repository.data.name}/${whole}`, tip.data, now.data);
  return [ofBase, { when: present, ref: tip.data, found: now }];
}

const present = ['at present'];

function unseen(because: Because): OwnRecord {
  return { when: present, ref: undefined, found: { state: 'unknown', because } };
}
