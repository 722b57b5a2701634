import type { GuardingRule } from '../../core/prove.ts';

/** A rule that judges more of a file where the configuration has one more entry. */
export interface FurtherSetting extends GuardingRule {
  /** The files of which that can be asked. */
  files: RegExp;
}

const data = /\.(?:json|ya?ml|md)$/i;

/** What the configuration can still ask of a file that a control reads already, by control. */
export const furtherSettings: Readonly<Record<string, readonly FurtherSetting[]>> = {
  'manifest-sync': [
    { rule: 'manifest-sync/fields-agree', how: 'an entry under fields: that names the place', files: data },
  ],
  'contract-change': [
    { rule: 'contract-change/versions-agree', how: 'a place under versions:', files: data },
    { rule: 'contract-change/error-codes-agree', how: 'a list under error-codes:', files: data },
  ],
  'external-setup': [
    { rule: 'external-setup/form', how: 'a field under fields: of a target', files: /\.(?:json|ya?ml)$/i },
  ],
  'kpi-report': [
    { rule: 'kpi-report/rows-sound', how: 'a column under rows: or constant:', files: /\.(?:ndjson|jsonl|json)$/i },
  ],
  'gate-checklist': [{ rule: 'gate-checklist/measured', how: 'a claim under measured:', files: /\.md$/i }],
};

/** What holds a whole file, whatever it records, where it may only change on purpose. */
export const wholeFile: readonly GuardingRule[] = [
  { rule: 'evidence-bundle/digests', how: 'a list of checksums that must name the file (files)' },
  { rule: 'atomic-change/together', how: 'a group that names the file and what changes with it' },
];
