/** Verifications that usually belong together, by the name of the set. */
export const presetNames = ['contract-suites', 'durability-reports'] as const;
export type PresetName = (typeof presetNames)[number];

/** A verification of a preset. Without a report the configuration must say how it is done, under the same id. */
export interface PresetVerification {
  id: string;
  title: string;
  report?: { file: string; contract: string };
}

/** What must be verified by each set. The contracts of durability reports are those of the tools that write them. */
export const presets: Readonly<Record<PresetName, readonly PresetVerification[]>> = {
  'contract-suites': [
    { id: 'pin', title: 'Pin, mirror and matrix agree' },
    { id: 'governance', title: 'Rules for changes of the contract hold' },
    { id: 'handoff', title: 'The handoff of the producer is complete' },
    { id: 'contract', title: 'Contract tests' },
    { id: 'governance-negative', title: 'The rules refuse what they must refuse' },
  ],
  'durability-reports': [
    {
      id: 'replay-determinism',
      title: 'Replays give what the first run gave',
      report: { file: 'replay_determinism_report.json', contract: 'replay_determinism_v1' },
    },
    {
      id: 'workflow-version-compatibility',
      title: 'Workflows of earlier versions run on',
      report: { file: 'workflow_version_compatibility_report.json', contract: 'workflow_version_compatibility_v1' },
    },
    {
      id: 'checkpoint-schema-provenance',
      title: 'Checkpoints say by which schema they were written',
      report: { file: 'checkpoint_schema_provenance_report.json', contract: 'checkpoint_schema_provenance_v1' },
    },
    {
      id: 'provenance-coverage',
      title: 'Every result says where it is from',
      report: { file: 'provenance_coverage_report.json', contract: 'provenance_coverage_v1' },
    },
  ],
};
