import { type Evaluation } from '../../../shared/core/evaluation.ts';
import { reportStatus } from '../../../shared/domain/decision/status.ts';
import { candidate, generateSection, oldManifest, type Played, paths, producer } from '../../support/handoffs.ts';
import { producerPaths as p } from '../../support/producer-files.ts';

export const at = `GET /repos/${producer}`;
export const moved = 'c1'.repeat(20);

/** A candidate of the next version, generated while v2.4.0 is in force. */
export const ofCandidate: Played = {
  files: { [p.manifest]: oldManifest },
  answers: {
    [`${at}/git/ref/tags/v2.4.0`]: { json: { object: { type: 'commit', sha: 'b1'.repeat(20) } } },
    [`${at}/releases`]: {
      json: [{ tag_name: 'v2.4.0', draft: false, prerelease: false, published_at: '2026-08-01T10:00:00Z' }],
    },
  },
  section: {
    changelog: { path: p.changelog, heading: 'v3.0.0' },
    impact: { ...generateSection.impact, heading: 'v3.0.0' },
    packet: { ...generateSection.packet, intent: { path: paths.notes, heading: 'Intent of v3.0.0' } },
  },
  handoffs: { 'ledger-v3-candidate': candidate },
  given: { handoff: 'ledger-v3-candidate' },
};

/** What is neither passed nor left to another task, as `rule about: status`. */
export function open({ results, error }: Evaluation): string[] {
  const lines = results.flatMap(({ rule, status, about }) =>
    status === 'passed' || status === 'not-applicable'
      ? []
      : [`${[rule.replace('release-handoff/', ''), ...about].join(' ')}: ${status}`],
  );
  return error === undefined ? lines : [...lines, `${error.code}: ${error.message}`];
}
export const statusOf = ({ results, error }: Evaluation): string => reportStatus(results, error);
