/**
 * What a control looks at. `state`: the files as they are. `change`: what a pull request, push or range changed. `past`: what the branch has
 * been. `platform`: settings on GitHub. `run`: reports and jobs of its own run.
 */
export type LooksAt = 'state' | 'change' | 'past' | 'platform' | 'run';

/** What a control needs of its job besides permissions. */
export interface ControlNeeds {
  looksAt: readonly LooksAt[];
  /** How many commits it needs: `none` where the platform is asked, `one`, or `all` (fetch-depth: 0). */
  history: 'none' | 'one' | 'all';
  /**
   * Permissions that its job need not grant where an audit of many repositories is cut into parts, which the input `shard` says: there the
   * credential of the organisation asks, and no published snapshot is read.
   */
  sparedOfParts?: readonly string[];
  /** It runs commands of the configuration, which have the rights of its job. */
  runsCommands?: true;
  /** Its report counts also where commands of the judged change ran in its job: it says what they did, or is computed again elsewhere. */
  saysWhatCodeDid?: true;
  /**
   * By secret input: the shared list whose entries tell whether it has a use. It has one where an entry has a value there other than `idle`.
   * A secret that is not named may have one anywhere.
   */
  secretUses?: Readonly<Record<string, { list: string; pointer: string; idle?: string }>>;
  /** It needs to be told what to do for each use, so that no workflow can be written for it without asking. */
  asks?: string;
}

/** By control. */
const table: Readonly<Record<string, ControlNeeds>> = {
  'atomic-change': { looksAt: ['change'], history: 'all' },
  'branch-protection': { looksAt: ['platform'], history: 'one', sparedOfParts: ['actions'] },
  'contract-change': {
    looksAt: ['state', 'change'],
    history: 'all',
    secretUses: { 'consumer-token': { list: 'surfaces', pointer: '/notices/rollout' } },
  },
  'cutover-gate': { looksAt: ['state', 'past', 'run'], history: 'all', asks: 'the checkpoint that is to be passed' },
  'evidence-bundle': { looksAt: ['state'], history: 'one' },
  'executive-summary': { looksAt: ['run'], history: 'none' },
  'external-setup': { looksAt: ['state', 'change'], history: 'one' },
  'gate-checklist': { looksAt: ['state', 'change', 'run'], history: 'one' },
  'kpi-gate': { looksAt: ['state', 'run'], history: 'one' },
  'kpi-report': { looksAt: ['state'], history: 'one', saysWhatCodeDid: true },
  'manifest-repin': { looksAt: ['state', 'platform'], history: 'all' },
  'manifest-sync': {
    looksAt: ['state'],
    history: 'one',
    secretUses: { 'producer-token': { list: 'contracts', pointer: '/remote/mode', idle: 'off' } },
  },
  promotion: {
    looksAt: ['past', 'platform', 'run'],
    history: 'all',
    asks: 'the environment, and whether it records or verifies',
  },
  readiness: { looksAt: ['state', 'run'], history: 'one' },
  'release-handoff': {
    looksAt: ['state', 'platform', 'run'],
    history: 'all',
    asks: 'its task: generate, verify or acknowledge',
  },
  'required-checks': { looksAt: ['state', 'platform'], history: 'one', sparedOfParts: ['actions'] },
  'rollback-open': { looksAt: ['past', 'platform'], history: 'all' },
  'rollback-plan': { looksAt: ['past'], history: 'all' },
  'rollback-rehearsal': { looksAt: ['state', 'past', 'platform'], history: 'all' },
  'sign-off': { looksAt: ['state', 'platform', 'run'], history: 'all' },
  'track-incident': { looksAt: ['run'], history: 'one' },
  verification: { looksAt: ['state'], history: 'one', runsCommands: true, saysWhatCodeDid: true },
};

/** What a control needs; of one that is not known the most, so that nothing is promised of it. */
export function needsOf(control: string): ControlNeeds {
  return (
    (Object.hasOwn(table, control) ? table[control] : undefined) ?? {
      looksAt: ['state', 'change', 'past', 'platform', 'run'],
      history: 'all',
    }
  );
}
