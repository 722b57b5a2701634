import type { PolicySource, Subject } from '../core/report.ts';

/** What a verdict rests on, by name: what was judged, the tree that was read, and whose policy. Nothing is sanitised yet. */
export function basisOf(
  subject: Subject,
  policySource: PolicySource | undefined,
): [name: string, value: string | undefined][] {
  return [
    [
      'Judged',
      subject.headSha === undefined
        ? subject.event
        : `${subject.repository ?? ''} ${subject.headSha} (${subject.event})`,
    ],
    ['Tree read', treeRead(subject)],
    [
      'Policy',
      policySource === undefined
        ? undefined
        : `${policySource.path} from ${policySource.kind}${policySource.ref === undefined ? '' : ` ${policySource.ref}`}`,
    ],
  ];
}

function treeRead({ event, treeSha, checkedOutSha }: Subject): string {
  const tree = event === 'local' ? 'the work tree' : (treeSha ?? 'no tree');
  return `${tree}${checkedOutSha === undefined ? '' : ` of commit ${checkedOutSha}`}`;
}
