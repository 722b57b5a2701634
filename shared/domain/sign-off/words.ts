import { vocabularies } from '../vocabulary/vocabularies.ts';

/*
 * What sign-off documents call things. A configuration can add words; none is taken away, because two places that say one thing are a
 * finding and not a choice.
 */

/** Labels of facts, and headings of parts. */
export const partNames = [
  'decision',
  'commit',
  'branch',
  'reason',
  'scope',
  'conditions',
  'risks',
  'evidence',
  'checklist',
  'rollback',
  'pulls',
] as const;
export type PartName = (typeof partNames)[number];

/** Columns of the approval record, of risks, and of a traceability matrix. */
export const columnNames = [
  'role',
  'name',
  'verdict',
  'time',
  'risk',
  'owner',
  'due',
  'check',
  'status',
  'slice',
  'pull',
  'merge',
  'files',
] as const;
export type ColumnName = (typeof columnNames)[number];

/** What a decision can be. `restricted`: it may go within a scope and under conditions. */
export const decisionKinds = ['go', 'restricted', 'no-go'] as const;
export type DecisionKind = (typeof decisionKinds)[number];

/** Words of a status: the risk is no longer open, the change is in, the change is still to come. */
export const statusNames = ['closed', 'done', 'pending'] as const;
export type StatusName = (typeof statusNames)[number];

/** Phrases with which a text says that something was not run. */
export const phraseName = 'not-run';

export const wordNames = [...partNames, ...columnNames, ...decisionKinds, ...statusNames, phraseName] as const;
export type WordName = (typeof wordNames)[number];
export type Words = Readonly<Record<WordName, readonly string[]>>;

/** In lower case. */
const common: Words = {
  decision: [
    'decision',
    'final decision',
    'approval decision',
    'handoff decision',
    'go/no-go',
    'go/no-go decision',
    'recommendation',
    'current recommendation',
  ],
  commit: ['commit', 'approved commit', 'base commit', 'base branch/commit', 'branch/commit', 'commit sha'],
  branch: ['branch', 'base branch', 'base branch/commit', 'branch/commit'],
  reason: ['reason', 'why', 'rationale'],
  scope: ['scope', 'scope of the decision', 'operating mode', 'restricted to'],
  conditions: ['conditions', 'condition', 'conditions of the decision'],
  risks: ['risks', 'open risks', 'known risks', 'residual risks', 'open risks and follow-ups', 'risk register'],
  evidence: ['evidence', 'kpi evidence', 'validation evidence'],
  checklist: ['checklist', 'preconditions', 'readiness checklist'],
  rollback: ['rollback', 'rollback evidence', 'rollback posture'],
  pulls: ['pull requests', 'closure prs', 'reference prs', 'merged closure prs'],
  role: ['role'],
  name: ['name', 'approver', 'person', 'login'],
  verdict: ['decision', 'verdict', 'approval'],
  time: ['timestamp', 'time', 'date', 'approved at', 'decided at'],
  risk: ['risk', 'open risk', 'follow-up', 'description'],
  owner: ['owner', 'responsible'],
  due: ['due', 'due date', 'until', 'target date'],
  check: ['check', 'check id', 'live check', 'gate'],
  status: ['status', 'state'],
  slice: ['slice', 'plan slice', 'closure slice', 'item', 'work item'],
  pull: ['pull request', 'github pr', 'pr'],
  merge: ['merge commit', 'merge sha', 'merged as', 'commit'],
  files: ['evidence', 'evidence (code/tests)', 'code/tests'],
  go: [...vocabularies.decision.met],
  restricted: [
    ...vocabularies.decision.conditional,
    'go restricted',
    'restricted go',
    'conditional go',
    'approved with conditions',
  ],
  'no-go': [...vocabularies.decision.unmet, 'no go', 'not approved', 'on hold'],
  closed: ['closed', 'resolved', 'done', 'mitigated', 'gone'],
  done: [...vocabularies.roadmap.met],
  pending: [...vocabularies.roadmap.open, 'pending', 'open', 'in review'],
  'not-run': [
    'blocked',
    'not run',
    'not yet run',
    'not rerun',
    'was skipped',
    'were skipped',
    'was not executed',
    'not executed',
    'not performed',
    'not tested',
    'not measured',
    'could not be run',
    'could not run',
    'did not run',
    'still to be run',
    'to be run',
    'to be scheduled',
    'be scheduled',
    'rerun in',
    'was deferred',
    'is missing',
  ],
};

/** The common words and those that a configuration adds. */
export function wordsWith(added: Readonly<Partial<Record<WordName, readonly string[]>>>): Words {
  const entries = wordNames.map((name) => [name, [...common[name], ...(added[name] ?? []).map(foldedWord)]]);
  return Object.fromEntries(entries) as Words;
}

/** Which of these names a text calls by its word; undefined for none. */
export function calledBy<N extends WordName>(text: string, names: readonly N[], words: Words): N | undefined {
  const word = foldedWord(text);
  return names.find((name) => words[name].includes(word));
}

/** Letters of other scripts that a reader takes for Latin ones. */
const alike = new Map(
  Object.entries({
    ...{
      а: 'a',
      в: 'b',
      с: 'c',
      ԁ: 'd',
      е: 'e',
      һ: 'h',
      н: 'h',
      і: 'i',
      ј: 'j',
      к: 'k',
      м: 'm',
      п: 'n',
      о: 'o',
      р: 'p',
    },
    ...{ ԛ: 'q', ѕ: 's', т: 't', ѵ: 'v', ԝ: 'w', х: 'x', у: 'y', ո: 'n', օ: 'o', ս: 'u', ı: 'i', ɡ: 'g', ᴏ: 'o' },
    ...{
      α: 'a',
      β: 'b',
      ε: 'e',
      η: 'n',
      ι: 'i',
      κ: 'k',
      μ: 'm',
      ν: 'v',
      ο: 'o',
      ρ: 'p',
      τ: 't',
      υ: 'u',
      χ: 'x',
      ϲ: 'c',
    },
  }),
);

/** A word as a reader takes it, whatever letters it is made of: only to find what must not be overlooked. */
export function seenWord(text: string): string {
  const plain = foldedWord(text.normalize('NFKD').replace(/\p{M}/gu, ''));
  return [...plain].map((letter) => alike.get(letter) ?? letter).join('');
}

/** A word as it is compared: in lower case, white space folded. */
export function foldedWord(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}
