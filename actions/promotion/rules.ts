import { rule } from '../../shared/core/rule.ts';
import { type Told, tellsVerdicts } from '../../shared/domain/verdict/told.ts';

export const rules = {
  history: rule<Told>({
    ...tellsVerdicts,
    waivable: false,
    asserts:
      'The history of every environment can be read, each of its lines is written as it is recorded, and names the hash of the one before it.',
    why: 'An entry that somebody changed afterwards proves nothing, and one that was cut off hides what came after it.',
  }),
  'append-only': rule<Told>({
    ...tellsVerdicts,
    waivable: false,
    asserts:
      'The history of every environment continues the one of the default branch, entry by entry, and no history of another environment changes.',
    why: 'A history that can be rewritten, or that two people continue at once, is no memory.',
  }),
  'one-entry': rule<Told>({
    ...tellsVerdicts,
    waivable: false,
    asserts: 'A change of a history adds exactly one entry to one environment.',
    why: 'Whoever approves several promotions at once looks at none of them.',
  }),
  decision: rule<Told>({
    ...tellsVerdicts,
    waivable: false,
    asserts:
      'The executive summary of a run of that commit decided when the bytes were there, and its decision is enough for the environment.',
    why: 'A promotion without a decision is what the gate was built to prevent.',
  }),
  run: rule<Told>({
    ...tellsVerdicts,
    waivable: false,
    asserts:
      'The entry was recorded by a run of the release workflow on the default branch, at the time that it says, and the runs that it names are such runs too.',
    why: 'A workflow on a branch of its own says whatever its author wants.',
  }),
  recorded: rule<Told>({
    ...tellsVerdicts,
    waivable: false,
    asserts: 'The entry is, byte for byte, the one that its run left when everything had passed.',
    why: 'An entry that was written by hand claims what nobody measured.',
  }),
  commit: rule<Told>({
    ...tellsVerdicts,
    waivable: false,
    asserts: 'The commit that is promoted is on the default branch of this repository.',
    why: 'A commit of a fork is known to GitHub under the name of the repository too.',
  }),
  digest: rule<Told>({
    ...tellsVerdicts,
    waivable: false,
    asserts: 'The platform keeps the bytes that are promoted, with this digest and of this commit.',
    why: 'What was built again for another environment was never tested.',
  }),
  order: rule<Told>({
    ...tellsVerdicts,
    waivable: false,
    asserts:
      'The same bytes are in force in the environment before; a rollback goes to an earlier entry of its own environment that was never taken back.',
    why: 'What skips an environment is tried out on those who come last.',
  }),
  soak: rule<Told>({
    ...tellsVerdicts,
    asserts: 'The same bytes were long enough in the environment before, by the times of the platform.',
    why: 'Faults of a release show after hours and days, not after minutes.',
  }),
  approvals: rule<Told>({
    ...tellsVerdicts,
    asserts: 'As many people as are asked for approved, of those who may and who have no part in it.',
    why: 'Who made a change sees in it what it was meant to do.',
  }),
  posture: rule<Told>({
    ...tellsVerdicts,
    waivable: false,
    asserts: 'The posture record lets something go to this environment now.',
    why: 'After an incident everything stays stopped until it is lifted on the record.',
  }),
  'rollback-target': rule<Told>({
    ...tellsVerdicts,
    severity: 'high',
    asserts: 'The bytes that were in force before are still kept, so that there is something to go back to.',
    why: 'That an artifact has expired is found out on the night when it is needed.',
  }),
  deployments: rule<Told>({
    ...tellsVerdicts,
    severity: 'high',
    asserts:
      'The last deployment that succeeded, to the environment and to the one before, is what the histories have in force there.',
    why: 'A history that differs from what runs is worse than none.',
  }),
};
export type RuleName = keyof typeof rules;
