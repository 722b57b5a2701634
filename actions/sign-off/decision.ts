import type { Said, SignOffDocument } from '../../shared/domain/sign-off/document.ts';
import { isOpen } from '../../shared/domain/sign-off/document.ts';
import type { DecisionKind } from '../../shared/domain/sign-off/words.ts';
import { against, noData, passed, unverified, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import { isPlaceholder } from '../../shared/parse/placeholder.ts';
import { listed, quote } from '../../shared/parse/text.ts';
import type { JudgedChecklist } from './boxes.ts';
import type { FoundDocument } from './found.ts';
import { isCalled, type JudgedGate } from './gates.ts';

/** The one decision of a document; undefined when it says none, two, or one that nobody knows. */
export function decisionOf({ decisions }: SignOffDocument): DecisionKind | undefined {
  const [first] = decisions;
  return first !== undefined && decisions.every(({ kind }) => kind === first.kind) ? first.kind : undefined;
}

/** Judges what a document decides, against what was measured. */
export function judgeDecision(
  { document, place: { path }, doubt }: FoundDocument,
  gates: readonly JudgedGate[],
  lists: readonly JudgedChecklist[],
  accept: readonly DecisionKind[],
): Verdict {
  const { decisions, parts } = document;
  const [first] = decisions;
  const expected = 'one decision: APPROVED, Go, Go (restricted), No-Go or BLOCKED';
  if (first === undefined)
    return doubt !== undefined
      ? unverified(doubt)
      : against('it says no decision', expected, 'nothing', `write - Decision: \`…\` into ${path}`, { path });
  const said = decisions.map(({ text }) => text);
  const unclear = decisions.find(({ kind }) => kind === undefined);
  if (unclear !== undefined) {
    const problem =
      unclear.rest === ''
        ? `its decision ${quote(unclear.text)} is no word that is known`
        : `its decision goes on in words that may take it back: ${quote(unclear.text, 120)}`;
    const fix = `write the decision in ${path} as one word in code, and what goes with it on other lines`;
    return against(problem, expected, said, fix, unclear.at);
  }
  const kind = decisionOf(document);
  if (kind === undefined) {
    const problem = `it says ${listed(said.map((word) => quote(word)))}, which contradict each other`;
    return against(problem, expected, said, `say one decision in ${path}`, decisions[1]?.at ?? first.at);
  }
  const failed = gates.filter(({ verdict }) => verdict.status === 'failed').map(({ gate }) => gate.id);
  const open = lists.flatMap((list) => (list.verdict.status === 'failed' ? [`${list.path}`] : []));
  const ownBoxes = lists.some((list) => list.path === path) ? [] : document.openBoxes;
  const unmeasured = gates.find(({ verdict }) => verdict.status !== 'passed' && verdict.status !== 'failed');
  const unread = unknownBoxes(lists);
  if (kind === 'no-go') {
    const reason = parts.reason?.[0]?.text;
    const green =
      failed.length + open.length + ownBoxes.length === 0 && unmeasured === undefined && unread === undefined;
    const beside = green ? ', although every gate passed and every box is ticked' : '';
    const problem = `the decision is ${quote(first.text)}${reason === undefined ? '' : ` (${quote(reason, 120)})`}${beside}`;
    return against(problem, accept, first.text, 'settle what the reason says, and have it decided anew', first.at);
  }
  const restricting = kind === 'go' ? restrictions(document) : [];
  if (restricting.length > 0) {
    const problem = `it says ${quote(first.text)}, and restricts it: ${listed(restricting.map(({ text }) => quote(text, 80)))}`;
    const fix = `say Go (restricted) in ${path}, or take scope and conditions out`;
    return against(problem, 'a go without scope and conditions', first.text, fix, restricting[0]?.at ?? first.at);
  }
  const standing = [
    ...failed.map((id) => `the gate ${id} failed`),
    ...open.map((path_) => `boxes of ${path_} are open`),
    ...ownBoxes.map(({ text }) => `its own box is open: ${quote(text, 80)}`),
  ];
  if (standing.length > 0) {
    const fix = 'settle what is open, or say no-go';
    return against(`it says ${quote(first.text)}, and ${standing.join('; ')}`, 'nothing open', standing, fix, first.at);
  }
  if (!accept.includes(kind)) {
    const fix = `decide on ${accept.join(' or ')}, or let the policy accept restricted decisions`;
    return against(
      `the decision is ${quote(first.text)}, with which nothing goes on here`,
      accept,
      kind,
      fix,
      first.at,
    );
  }
  if (unmeasured !== undefined) {
    const { id } = unmeasured.gate;
    return unverified(
      noData(`it says ${quote(first.text)}, and the gate ${id} is not verified`, `what the gate ${id} needs`),
    );
  }
  return unread ?? (doubt === undefined ? passed : unverified(doubt));
}

/** What stands under scope and conditions, but for the answer that there are none. */
function restrictions({ parts }: SignOffDocument): Said[] {
  return [...(parts.conditions ?? []), ...(parts.scope ?? [])].filter(
    ({ text }) => !isPlaceholder(text, { orUnsaid: true }) && !/^no (?:conditions?|restrictions?)[.!]?$/i.test(text),
  );
}

/**
 * Judges whether a restricted decision says to what, and under which conditions. A condition that no gate measures (`check: kpi` in its
 * text) is a claim.
 */
export function judgeRestricted(
  { document, place: { path }, doubt }: FoundDocument,
  gates: readonly JudgedGate[],
): Verdict {
  const kind = decisionOf(document);
  if (kind === undefined)
    return unverified(doubt ?? noData(`${path} does not say one decision`, `one decision in ${path}`));
  if (kind !== 'restricted') return { status: 'not-applicable', why: `the decision is ${kind}` };
  const problems = (['scope', 'conditions'] as const).flatMap((part) => {
    const said = document.parts[part] ?? [];
    if (said.length === 0) return [`it lists no ${part}`];
    const open = said.find(({ text }) => isOpen(text));
    return open === undefined ? [] : [`its ${part} holds the placeholder ${quote(open.text)}`];
  });
  if (problems.length === 0) {
    if (doubt !== undefined) return unverified(doubt);
    const claimed = (document.parts.conditions ?? []).filter(({ text }) => !isMeasured(text, gates));
    if (claimed.length === 0) return passed;
    const message = `${listed(claimed.map(({ text }) => quote(text, 80)))} is only claimed: no gate that passed measures it`;
    return unverified({ code: 'CLAIMED', message, needs: 'check: and the id of a gate in each condition' });
  }
  const fix = `write into ${path} a list under Scope, and one under Conditions`;
  return against(problems.join('; '), 'scope and conditions', problems, fix, document.decisions[0]?.at ?? { path });
}

function isMeasured(condition: string, gates: readonly JudgedGate[]): boolean {
  const [, id] = /\bcheck\s*:\s*([\w.-]*\w)/i.exec(condition) ?? [];
  if (id === undefined) return false;
  return gates.some(({ gate, verdict }) => verdict.status === 'passed' && isCalled(gate, id));
}

/** Judges a part that a document must have. */
export function judgePart(
  { document, place: { path }, doubt }: FoundDocument,
  part: keyof SignOffDocument['parts'],
): Verdict {
  const said = document.parts[part];
  const fix = `write it into ${path}`;
  // That there are no risks, or no pull requests, is an answer.
  const isAnswer = part === 'risks' || part === 'pulls' || part === 'conditions' || part === 'scope';
  const open = said?.find(({ text }) => (isAnswer ? isPlaceholder(text) : isOpen(text)));
  if (said === undefined || said.length === 0)
    return doubt !== undefined
      ? unverified(doubt)
      : against(`it is ${said === undefined ? 'missing' : 'empty'}`, part, 'nothing', fix, { path });
  if (open !== undefined) return against(`it holds the placeholder ${quote(open.text)}`, part, open.text, fix, open.at);
  return doubt === undefined ? passed : unverified(doubt);
}

/** Why it is not known how the boxes stand; undefined when it is. */
function unknownBoxes(lists: readonly JudgedChecklist[]): Verdict | undefined {
  const [first] = lists.filter(({ verdict }) => verdict.status === 'unverified');
  return first === undefined
    ? undefined
    : unverified(noData(`${first.path} could not be read`, `the file ${first.path}`));
}
