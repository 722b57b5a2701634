import { rule } from '../../shared/core/rule.ts';
import { type Told, tellsNamed } from '../../shared/domain/verdict/told.ts';

export const rules = {
  decision: rule<Told>({
    ...tellsNamed,
    waivable: false,
    asserts: 'The document says one decision, it lets go, and nothing that was measured contradicts it.',
    why: 'An APPROVED above an open box, or beside a gate that failed, is believed by whoever reads only the first line.',
  }),
  gate: rule<Told>({
    ...tellsNamed,
    waivable: false,
    asserts: 'The gate was measured as passed for the judged commit, and no open risk says that it was not run.',
    why: 'A sign-off over a gate that nobody ran is a signature on nothing.',
  }),
  boxes: rule<Told>({
    ...tellsNamed,
    asserts: 'Every box of the checklist is ticked, and none that means no-go.',
    why: 'An open box is something that somebody thought of, and nobody did.',
  }),
  approved: rule<Told>({
    ...tellsNamed,
    waivable: false,
    asserts:
      'Different people approved for each role the pull request that brought the document, at its head, after the evidence and in time.',
    why: 'A name in a table is what somebody typed; the review is what that person did.',
  }),
  unedited: rule<Told>({
    ...tellsNamed,
    waivable: false,
    asserts: 'The document, and all evidence, boxes and risks on which it rests, are what the approvers saw.',
    why: 'A note that is edited after its approval says what nobody approved.',
  }),
  'of-commit': rule<Told>({
    ...tellsNamed,
    waivable: false,
    asserts: 'The judged commit is the one that was signed off, but for the allowed paths.',
    why: 'A sign-off of one build says nothing about the next.',
  }),
  measured: rule<Told>({
    ...tellsNamed,
    waivable: false,
    asserts: 'The evidence is there, and was measured on the commit that was signed off, but for the allowed paths.',
    why: 'Figures of another build look just like those of this one.',
  }),
  document: rule<Told>({
    ...tellsNamed,
    waivable: false,
    asserts: 'The document is in the judged files, and can be read as a reader sees it.',
    why: 'A document that shows its reader something else than it says is none.',
  }),
  complete: rule<Told>({
    ...tellsNamed,
    severity: 'high',
    asserts: 'The document says everything that it must say, and nothing of it is a placeholder.',
    why: 'What a template asks for and nobody answered is missed when it is needed.',
  }),
  restricted: rule<Told>({
    ...tellsNamed,
    severity: 'high',
    asserts: 'A restricted decision lists its scope and its conditions, and each condition is measured.',
    why: 'A restriction that nobody wrote down restricts nothing.',
  }),
  record: rule<Told>({
    ...tellsNamed,
    severity: 'high',
    asserts:
      'The line of the approval record is borne out by an approval on the platform, and agrees with the decision.',
    why: 'Two approvals in one second, or by a board, are those of whoever wrote the table.',
  }),
  reference: rule<Told>({
    ...tellsNamed,
    severity: 'high',
    asserts: 'What the document names is there: file, commit, tag, pull request, run.',
    why: 'Evidence that cannot be opened is none, and nobody tries before the audit.',
  }),
  pulls: rule<Told>({
    ...tellsNamed,
    severity: 'high',
    asserts: 'The pull request that the document names was merged, and the judged commit contains it.',
    why: 'What was approved together with a change that never landed was approved too early.',
  }),
  row: rule<Told>({
    ...tellsNamed,
    severity: 'high',
    asserts: 'The row of the matrix is so: pull request, merge commit, status and evidence.',
    why: 'A matrix is trusted as a whole, and one row that is made up is found years later.',
  }),
  risk: rule<Told>({
    ...tellsNamed,
    severity: 'high',
    asserts: 'The open risk has an owner, a day that is still to come, and a check that is alive.',
    why: 'A risk without an owner is accepted by nobody, and stays for ever.',
  }),
  agrees: rule<Told>({
    ...tellsNamed,
    severity: 'high',
    asserts: 'All documents say the same: the decision, the commit, the pull requests.',
    why: 'Of two documents that contradict each other everybody quotes the one that suits.',
  }),
  recommended: rule<Told>({
    ...tellsNamed,
    asserts: 'Everything that the rendered documents show was measured, and lets go.',
    why: 'A package with gaps must not look like one without.',
  }),
};

export type RuleId = keyof typeof rules;
