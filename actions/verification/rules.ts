import { rule } from '../../shared/core/rule.ts';
import { type Told, tellsNamed } from '../../shared/domain/verdict/told.ts';

export const rules = {
  required: rule<Told>({
    ...tellsNamed,
    waivable: false,
    asserts: 'Every required verification was measured, whatever it found.',
    why: 'What nobody ran shows no failure.',
  }),
  ran: rule<Told>({
    ...tellsNamed,
    waivable: false,
    asserts: 'The command ran to its end by itself, and so did all that it had started.',
    why: 'A command that hangs, or leaves its tests running behind it, has verified nothing when it ends.',
  }),
  exit: rule<Told>({
    ...tellsNamed,
    asserts: 'The command ended with the exit code that is expected.',
    why: 'The exit code is the only word that every tool has for its verdict.',
  }),
  'report-read': rule<Told>({
    ...tellsNamed,
    waivable: false,
    asserts: 'The report on the tests is there, and of a format that is read.',
    why: 'A report that is missing or cut off is lost together with the failures that it holds.',
  }),
  'of-commit': rule<Told>({
    ...tellsNamed,
    waivable: false,
    asserts: 'What was verified is the judged commit.',
    why: 'A green result of yesterday’s commit says nothing about the one that is released.',
  }),
  fresh: rule<Told>({
    ...tellsNamed,
    waivable: false,
    asserts: 'The report was made by this run of the command, or not longer ago than is allowed.',
    why: 'A report that lay there already stays green when the tests no longer run.',
  }),
  executed: rule<Told>({
    ...tellsNamed,
    asserts: 'As many tests ran as are expected, and never none.',
    why: 'A filter or a broken pattern lets a suite pass that ran nothing.',
  }),
  'no-failures': rule<Told>({
    ...tellsNamed,
    asserts: 'No test failed, and nothing failed outside of the tests.',
    why: 'Runners end with 0 in spite of failures when they are told to, or when a suite could not be loaded.',
  }),
  skips: rule<Told>({
    ...tellsNamed,
    severity: 'high',
    asserts: 'Every test that did not run is named in the policy, with a reason.',
    why: 'A test that is switched off to make a release green is forgotten there.',
  }),
  retries: rule<Told>({
    ...tellsNamed,
    severity: 'high',
    asserts: 'No test passed only because it was run again.',
    why: 'A retry hides failures that users see once in a while.',
  }),
  suites: rule<Told>({
    ...tellsNamed,
    asserts: 'Tests ran of every suite that must be there.',
    why: 'The number of tests can be right though a whole suite is missing.',
  }),
  totals: rule<Told>({
    ...tellsNamed,
    waivable: false,
    asserts: 'What the report sums up is what it lists.',
    why: 'A report that contradicts itself was cut off, put together or edited.',
  }),
  log: rule<Told>({
    ...tellsNamed,
    severity: 'medium',
    asserts: 'The log of the command was kept whole, and holds nothing that looks like a credential.',
    why: 'Proof that cannot be read again is a claim, and a log that is handed on must not hand on secrets.',
  }),
  deterministic: rule<Told>({
    ...tellsNamed,
    severity: 'high',
    asserts: 'The command gave the same each time that it was run.',
    why: 'What differs from run to run cannot be compared with what was released.',
  }),
};

export type RuleId = keyof typeof rules;
