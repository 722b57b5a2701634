import { sha256 } from '../../shared/core/fingerprint.ts';
import type { Proposal } from '../../shared/core/proposal.ts';
import { isoDay } from '../../shared/core/time.ts';
import type { Contract } from '../../shared/domain/contract-pair/config.ts';
import type { NewRelease } from '../../shared/domain/contract-repin/new-values.ts';
import type { TrioChange } from '../../shared/domain/contract-repin/trio.ts';
import type { Ctx } from './definition.ts';

/** The change of a contract to a release, for people to review. `waived`: what manifest-sync found and the policy lives with. */
export function proposalOf(
  ctx: Ctx,
  contract: Contract,
  from: string,
  release: NewRelease,
  { changes, kept }: TrioChange,
  waived: readonly string[],
): Proposal {
  const { matrix } = contract;
  const today = isoDay(ctx.time.earliest);
  // The day is in the matrix only because the rest changes.
  const contents = changes.map(({ path, before, after }) => [
    path,
    before === undefined ? null : sha256(before),
    sha256(path === matrix?.path ? new TextDecoder().decode(after).replaceAll(today, '') : after),
  ]);
  const rows = matrix !== undefined && changes.some(({ path }) => path === matrix.path);
  return {
    title: `Repin ${contract.id} from ${from} to ${release.tag}`,
    sentences: [
      `Moves the contract ${contract.id} to a release of ${contract.producer}: pin, mirror and matrix in one change, checked by manifest-sync.`,
      ...(rows ? [`The row in ${matrix.path} keeps its status: merging this is the approval that it records.`] : []),
      ...(kept.length > 0 ? [`Look at these columns, which stay as they were: ${kept.join(', ')}.`] : []),
      ...waived.map((each) => `Lived with: ${each}.`),
    ],
    facts: [
      { label: 'from', value: from },
      { label: 'to', value: release.tag },
      { label: 'commit of the tag', value: release.commit },
      { label: 'sha256 of the manifest', value: sha256(release.manifest) },
    ],
    branch: `release-governance/repin-${contract.id}`,
    changes,
    identity: sha256(JSON.stringify(contents)),
  };
}
