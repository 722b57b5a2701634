import { rule } from '../../shared/core/rule.ts';
import { type Told, tellsNamed } from '../../shared/domain/verdict/told.ts';

export const rules = {
  record: rule<Told>({
    ...tellsNamed,
    waivable: false,
    asserts: 'The record of the drill is in the base, and can be read as a reader sees it.',
    why: 'A record that is missing, or shows its reader something else than it says, is no record.',
  }),
  approved: rule<Told>({
    ...tellsNamed,
    waivable: false,
    asserts:
      'People who may judge a drill approved the pull request that brought its record, and none of them did the drill.',
    why: 'A record is what somebody typed: without a witness it proves nothing.',
  }),
  ran: rule<Told>({
    ...tellsNamed,
    waivable: false,
    asserts:
      'The drill is the run of the workflow that its record names: of that commit, in that time, and successful.',
    why: 'What the platform saw is worth more than what was written down afterwards.',
  }),
  'of-commit': rule<Told>({
    ...tellsNamed,
    waivable: false,
    asserts: 'What was rolled back is what the judged commit holds.',
    why: 'A way back that was tried with other code may no longer be there.',
  }),
  outcome: rule<Told>({
    ...tellsNamed,
    asserts: 'The record nowhere says that the drill failed, or is still to be done.',
    why: 'A drill that was broken off has shown that there is no way back.',
  }),
  times: rule<Told>({
    ...tellsNamed,
    asserts: 'The record says when the drill began and ended, with the zone, and nothing in it contradicts that.',
    why: 'A duration that was only estimated hides how long users would wait.',
  }),
  objective: rule<Told>({
    ...tellsNamed,
    asserts: 'The rollback took no longer than it may, from its start to its end.',
    why: 'A rollback that takes too long is an outage.',
  }),
  fresh: rule<Told>({
    ...tellsNamed,
    asserts: 'The drill is not too long ago.',
    why: 'People, access and tools change, and the way back decays unseen.',
  }),
  operator: rule<Told>({
    ...tellsNamed,
    severity: 'high',
    asserts: 'Somebody did the drill who may do it in an incident.',
    why: 'A rollback that only its author can do fails when the author sleeps.',
  }),
  mode: rule<Told>({
    ...tellsNamed,
    asserts: 'The drill was in an environment that counts, and as real as is asked there.',
    why: 'A simulated drill finds none of the surprises of a real one.',
  }),
  steps: rule<Told>({
    ...tellsNamed,
    severity: 'high',
    asserts: 'The drill froze, re-pinned, re-checked and reopened, in this order.',
    why: 'Who reopens before checking turns one incident into two.',
  }),
  versions: rule<Told>({
    ...tellsNamed,
    severity: 'high',
    asserts: 'The version was tried: it is named, with what was expected, and passed.',
    why: 'Clients and data of the neighbouring versions are there while one rolls back.',
  }),
  'post-checks': rule<Told>({
    ...tellsNamed,
    asserts: 'The check after the rollback passed, and a verification of this run measures it.',
    why: 'A product that was rolled back and not looked at may still be down.',
  }),
  active: rule<Told>({
    ...tellsNamed,
    waivable: false,
    asserts: 'It is known which flags are on, and to what is pinned.',
    why: 'What nobody knows to be on, nobody knows to switch off.',
  }),
  covered: rule<Told>({
    ...tellsNamed,
    asserts: 'A drill rolled the flag or pin back.',
    why: 'Each flag that is on is a state of its own, with a way back of its own.',
  }),
  settings: rule<Told>({
    ...tellsNamed,
    severity: 'high',
    asserts: 'The record has the exact settings before and after, and the former is the present one.',
    why: 'Who has to guess the setting at night sets another one.',
  }),
  behaviour: rule<Told>({
    ...tellsNamed,
    severity: 'high',
    asserts: 'The record says how the product behaved before and after.',
    why: 'A setting that changed nothing looks like a rollback that worked.',
  }),
};

export type RuleId = keyof typeof rules;
