// Written by `npm run generate` from the folders under actions/.
import type { ControlKind } from './control.ts';

/** What is known of a control without loading it: its kind, the shared lists that ask for it, its rules that no waiver covers. */
export interface CatalogEntry {
  kind: ControlKind;
  lists: readonly string[];
  unwaivable: readonly string[];
}

/** All controls by name. */
export const catalog: Readonly<Record<string, CatalogEntry>> = {
  'atomic-change': {
    kind: 'check',
    lists: [],
    unwaivable: [],
  },
  'branch-protection': {
    kind: 'check',
    lists: [],
    unwaivable: ['repositories', 'policy', 'bypass', 'release-tags'],
  },
  'contract-change': {
    kind: 'check',
    lists: ['surfaces'],
    unwaivable: ['emergency-approved'],
  },
  'cutover-gate': {
    kind: 'check',
    lists: [],
    unwaivable: ['one-commit', 'verified', 'repin', 'joint-go', 'posture', 'posture-agrees', 'posture-lift'],
  },
  'evidence-bundle': {
    kind: 'record',
    lists: [],
    unwaivable: ['items', 'producers', 'lineage', 'written', 'form', 'names', 'commits', 'results', 'signature'],
  },
  'executive-summary': {
    kind: 'decide',
    lists: [],
    unwaivable: ['report-readable', 'report-present', 'report-bound', 'report-accepted', 'job-succeeded', 'apart', 'posture'],
  },
  'external-setup': {
    kind: 'check',
    lists: [],
    unwaivable: ['lock'],
  },
  'gate-checklist': {
    kind: 'check',
    lists: [],
    unwaivable: ['readable'],
  },
  'kpi-gate': {
    kind: 'check',
    lists: [],
    unwaivable: ['reports-read', 'distinct', 'of-commit', 'supported', 'sound'],
  },
  'kpi-report': {
    kind: 'record',
    lists: [],
    unwaivable: ['rows-read', 'rows-sound', 'of-commit'],
  },
  'manifest-repin': {
    kind: 'act',
    lists: [],
    unwaivable: ['present-green', 'posture', 'allowed', 'tag-proved', 'complete', 'result-green'],
  },
  'manifest-sync': {
    kind: 'check',
    lists: ['contracts'],
    unwaivable: [],
  },
  'promotion': {
    kind: 'record',
    lists: [],
    unwaivable: ['history', 'append-only', 'one-entry', 'decision', 'run', 'recorded', 'commit', 'digest', 'order', 'posture'],
  },
  'readiness': {
    kind: 'check',
    lists: [],
    unwaivable: ['job-recorded', 'needs-agree', 'report-present', 'report-bound', 'report-fresh', 'reports-agree', 'exception'],
  },
  'release-handoff': {
    kind: 'record',
    lists: [],
    unwaivable: ['sources', 'form', 'release', 'results', 'digest', 'measured', 'published', 'answer', 'answer-measured', 'answered-by'],
  },
  'required-checks': {
    kind: 'check',
    lists: [],
    unwaivable: ['repositories'],
  },
  'rollback-open': {
    kind: 'act',
    lists: [],
    unwaivable: ['baseline-found', 'applies', 'bytes-proved', 'restored-green', 'others-green', 'proposable', 'posture-set'],
  },
  'rollback-plan': {
    kind: 'record',
    lists: [],
    unwaivable: ['baseline-found', 'applies', 'bytes-proved', 'restored-green', 'others-green', 'note-complete', 'note-agrees', 'note-milestone'],
  },
  'rollback-rehearsal': {
    kind: 'check',
    lists: [],
    unwaivable: ['record', 'approved', 'ran', 'of-commit', 'active'],
  },
  'sign-off': {
    kind: 'record',
    lists: [],
    unwaivable: ['decision', 'gate', 'approved', 'unedited', 'of-commit', 'measured', 'document'],
  },
  'track-incident': {
    kind: 'act',
    lists: [],
    unwaivable: ['run', 'outcome', 'control-known', 'issues', 'one-issue', 'marks', 'documented'],
  },
  'verification': {
    kind: 'check',
    lists: [],
    unwaivable: ['required', 'ran', 'report-read', 'of-commit', 'fresh', 'totals'],
  },
};

/** The names of all controls. */
export const controlNames: readonly string[] = Object.keys(catalog);

/** The names of all shared lists of the configuration. */
export const listNames: readonly string[] = ['contracts', 'kpi-sets', 'surfaces'];
