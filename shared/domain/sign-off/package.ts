import { codeLine as code, plainLine as plain, tableLines as table } from '../../core/markdown-text.ts';
import { isoTime } from '../../core/time.ts';
import type { DecisionKind } from './words.ts';

/*
 * The documents of a sign-off, drawn up from what was measured: a note of approval, a go/no-go package and a handoff decision. The same
 * facts give the same bytes. What is proven stands there with what proves it; anything else is marked. Foreign text begins no line, so that
 * none of it can be read as a label.
 */

/** `proven`: measured as it has to be. `claimed`: said by a file, and nothing speaks against it. `against`: measured, and it is not. `open`: nobody could look. */
export type State = 'proven' | 'claimed' | 'against' | 'open';

/** Something that the decision rests on, and what shows it. */
export interface Shown {
  title: string;
  state: State;
  /** Why it is not proven; empty for what is. */
  why: string;
  /** A file, which is a link by its path. */
  path?: string | undefined;
  /** The commit that was measured. */
  commit?: string | undefined;
  /** SHA-256 digests of the reports or the file that show it. */
  digests: readonly string[];
}

export interface ShownRisk {
  text: string;
  owner: string;
  due: string;
  check: string;
  state: State;
  why: string;
}

export interface ShownRole {
  role: string;
  people: readonly string[];
  count: number;
  /** Who approved for it so far. */
  by: readonly { login: string; at: number }[];
}

/** Everything that the documents say. */
export interface SignOffFacts {
  title: string;
  branch: string | undefined;
  commit: string;
  /** The address of the run that measured it. */
  run: { id: number; url: string } | undefined;
  /** Milliseconds since 1970. */
  at: number;
  decision: DecisionKind;
  /** Why it is no plain go. */
  reasons: readonly string[];
  gates: readonly Shown[];
  evidence: readonly (Shown & { kind: 'kpi' | 'rollback' | 'regression' | 'other' })[];
  checklists: readonly Shown[];
  matrices: readonly Shown[];
  pulls: readonly { number: number; mergeCommit: string | undefined }[];
  risks: readonly ShownRisk[];
  /** Why not all risks are known; undefined when they are. */
  unknownRisks: string | undefined;
  roles: readonly ShownRole[];
  intent: readonly string[];
  scope: readonly string[];
  conditions: readonly string[];
  owners: readonly { responsibility: string; owner: string; escalation: string }[];
  rollback: readonly string[];
  /** What the posture record says; undefined when that is not known. */
  posture: string | undefined;
  /** What is active, by its label; a value that is not known is undefined. */
  baseline: readonly { label: string; value: string | undefined }[];
}

/** How a document says what was decided. */
const words: Readonly<Record<'note' | 'package', Readonly<Record<DecisionKind, string>>>> = {
  note: { go: 'APPROVED', restricted: 'Approved with conditions', 'no-go': 'BLOCKED' },
  package: { go: 'Go', restricted: 'Go (restricted)', 'no-go': 'No-Go' },
};
const marks: Readonly<Record<State, string>> = {
  proven: 'proven',
  claimed: 'claimed',
  against: '**not so**',
  open: '**not verified**',
};

function isGood(state: State): boolean {
  return state === 'proven' || state === 'claimed';
}

/** The note of approval. */
export function approvalNote(facts: SignOffFacts): string {
  const { evidence, checklists, matrices, pulls, title } = facts;
  const ofKind = (kind: (typeof evidence)[number]['kind'][]): Shown[] =>
    evidence.filter((one) => kind.includes(one.kind));
  return document(`${title}: approval`, [
    head(facts),
    [
      '- Pull requests:',
      ...(pulls.length === 0
        ? ['  - none is named by a matrix']
        : pulls.map(({ number, mergeCommit }) =>
            mergeCommit === undefined
              ? `  - \`#${number}\`, **not merged**`
              : `  - \`#${number}\` as \`${mergeCommit}\``,
          )),
      '- Gates:',
      ...shownItems(facts.gates),
      '- Evidence:',
      ...shownItems(ofKind(['kpi', 'regression', 'other'])),
      '- Rollback evidence:',
      ...shownItems(ofKind(['rollback'])),
      '- Checklist:',
      ...shownItems([...checklists, ...matrices]),
    ],
    decisionLines(facts, 'note', 'Decision'),
    ...restriction(facts),
  ]);
}

/** The go/no-go package: preconditions, evidence, risks, the decision and who has to approve it. */
export function goNoGoPackage(facts: SignOffFacts): string {
  const { gates, evidence, checklists, matrices, title } = facts;
  const shown = [...gates, ...checklists, ...matrices];
  return document(`${title}: go or no-go`, [
    head(facts),
    ['## Preconditions'],
    shown.map(
      ({ title: name, state, why }) =>
        `- [${isGood(state) ? 'x' : ' '}] ${marks[state]}: ${plain(name)}${isGood(state) ? '' : `, ${plain(why)}`}`,
    ),
    ['## Proof'],
    shownTable([...shown, ...evidence]),
    ['## Open risks'],
    riskLines(facts),
    ['## Decision'],
    decisionLines(facts, 'package', 'Decision'),
    ...restriction(facts),
    ['## Approvals'],
    roleLines(facts),
  ]);
}

/** The handoff decision: what is handed over to whom, how to get back, and what to tell others. */
export function handoffDecision(facts: SignOffFacts): string {
  const { title, intent, gates, evidence, owners, rollback, posture, baseline } = facts;
  const open = (what: string): string => `\`<${what}>\``;
  return document(`${title}: handoff`, [
    head(facts),
    ['## Release intent'],
    intent.length === 0 ? [open('what is released, and how far')] : numbered('Intent', intent),
    ['## Gates'],
    shownTable(gates),
    ['## Proof'],
    shownTable(evidence.filter(({ kind }) => kind !== 'rollback')),
    ['## Rollback'],
    shownTable(evidence.filter(({ kind }) => kind === 'rollback')),
    rollback.length === 0 ? [open('the steps of the rollback')] : numbered('Step', rollback),
    ['## Ownership and escalation'],
    owners.length === 0
      ? [open('who answers for what')]
      : table(
          ['Responsibility', 'Owner', 'Escalation'],
          owners.map(({ responsibility, owner, escalation }) => [responsibility, owner, escalation].map(plain)),
        ),
    ['## Open risks'],
    riskLines(facts),
    ['## To be told'],
    [
      `- Impact summary: ${open('who is affected, and how')}`,
      `- Current runtime posture: ${posture === undefined ? open('what the posture record says') : value(posture)}`,
      ...(baseline.length === 0
        ? [`- Baseline currently active: ${open('tag, commit and versions')}`]
        : baseline.map(
            ({ label, value: said }) =>
              `- Baseline currently active, ${plain(label)}: ${said === undefined ? open('not known') : value(said)}`,
          )),
      `- Rollback action status: ${open('none, or what was done')}`,
      `- Next validation milestone: ${open('YYYY-MM-DD: what is validated by then')}`,
    ],
    ['## Handoff decision'],
    decisionLines(facts, 'package', 'Recommendation'),
    ...restriction(facts),
  ]);
}

function document(title: string, parts: readonly (readonly string[])[]): string {
  return `${[[`# ${plain(title)}`], ...parts].map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function head({ branch, commit, run, at }: SignOffFacts): string[] {
  return [
    ...(branch === undefined ? [] : [`- Branch: ${value(branch)}`]),
    `- Commit: \`${commit}\``,
    `- Drawn up: ${isoTime(at)}${run === undefined ? '' : `, by [run ${run.id}](${run.url})`}`,
  ];
}

function shownItems(shown: readonly Shown[]): string[] {
  if (shown.length === 0) return ['  - **none**'];
  return shown.map((one) => `  - ${proofOf(one).join(', ')}`);
}

/** What is shown and by what, or why it is not proven. */
function proofOf({ title, state, why, path, commit, digests }: Shown): string[] {
  return [
    `${marks[state]}: ${plain(title)}`,
    ...(path === undefined ? [] : [value(path)]),
    ...(commit === undefined ? [] : [`measured on \`${commit}\``]),
    ...digests.map((digest) => `\`sha256:${digest}\``),
    ...(isGood(state) ? [] : [plain(why)]),
  ];
}

/** Lines of one kind; the word before each keeps its text from being read as a label or a box. */
function numbered(word: string, lines: readonly string[]): string[] {
  return lines.map((line, index) => `- ${word} ${index + 1}: ${plain(line)}`);
}

/** A value as code; what could be a mention in it, or end a cell, stands there as plain text. */
function value(text: string): string {
  return /[#|]/.test(text) ? plain(text) : code(text);
}

function shownTable(shown: readonly Shown[]): string[] {
  if (shown.length === 0) return ['**None.**'];
  return table(
    ['What', 'State', 'Measured on', 'Shown by'],
    shown.map(({ title, state, why, path, commit, digests }) => [
      plain(title),
      isGood(state) ? marks[state] : `${marks[state]}: ${plain(why)}`,
      commit === undefined ? '' : `\`${commit}\``,
      [...(path === undefined ? [] : [value(path)]), ...digests.map((digest) => `\`sha256:${digest}\``)].join(' '),
    ]),
  );
}

function riskLines({ risks, unknownRisks }: SignOffFacts): string[] {
  const unknown = unknownRisks === undefined ? [] : [`${marks.open}, whether there are more: ${plain(unknownRisks)}`];
  if (risks.length === 0) return unknown.length === 0 ? ['None known.'] : unknown;
  const lines = table(
    ['Risk', 'Owner', 'Due', 'Check', 'Shown'],
    risks.map(({ text, owner, due, check, state, why }) => [
      plain(text),
      plain(owner),
      plain(due),
      plain(check),
      // The risk itself stays open.
      isGood(state) ? 'followed up' : `${marks[state]}: ${plain(why)}`,
    ]),
  );
  return unknown.length === 0 ? lines : [...lines, '', ...unknown];
}

function roleLines({ roles }: SignOffFacts): string[] {
  const rows = roles.map(({ role, people, count, by }) => [
    plain(role),
    plain(people.join(', ')),
    String(count),
    by.map(({ login, at }) => `${plain(login)} ${isoTime(at)}`).join(', '),
  ]);
  return [
    'The reviews of the pull request that brings this document count, at its head, after the evidence:',
    '',
    ...table(['Stands for', 'Who may approve', 'How many', 'Approved so far'], rows),
  ];
}

function decisionLines({ decision, reasons }: SignOffFacts, kind: 'note' | 'package', label: string): string[] {
  const [first = 'everything was measured, and lets go', ...others] = reasons;
  return [
    `- ${label}: \`${words[kind][decision]}\``,
    `- Reason: ${plain(first)}`,
    ...others.map((reason) => `- Further reason: ${plain(reason)}`),
  ];
}

function restriction({ decision, scope, conditions }: SignOffFacts): string[][] {
  if (decision !== 'restricted') return [];
  return [['## Scope'], numbered('Scope', scope), ['## Conditions'], numbered('Condition', conditions)];
}
