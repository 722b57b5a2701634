import { rule } from '../../shared/core/rule.ts';
import { parts, planRules, type RestoreFact } from '../../shared/domain/rollback/rules.ts';

export const rules = {
  ...planRules,
  'note-complete': rule<RestoreFact>({
    ...parts,
    severity: 'high',
    asserts:
      'There is one incident note, it shows its reader what is judged, and it has every part, none as the template has it.',
    why: 'What nobody wrote down during the incident nobody knows a week later.',
  }),
  'note-agrees': rule<RestoreFact>({
    ...parts,
    severity: 'critical',
    asserts: 'The incident note names the release that is left, the baseline, the files and the posture as they are.',
    why: 'People act on the note: one wrong commit in it, and they restore something else.',
  }),
  'note-milestone': rule<RestoreFact>({
    ...parts,
    severity: 'medium',
    asserts: 'The incident note says by which day, still to come, what is validated next.',
    why: 'A retreat without a next date becomes the normal state.',
  }),
};
