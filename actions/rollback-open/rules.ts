import { rule } from '../../shared/core/rule.ts';
import { parts, planRules, type RestoreFact } from '../../shared/domain/rollback/rules.ts';

export const rules = {
  ...planRules,
  proposable: rule<RestoreFact>({
    ...parts,
    severity: 'high',
    asserts: 'The whole restore can be asked for by a pull request.',
    why: 'A pull request with a part of the restore would be merged as if it were all of it.',
  }),
  'posture-set': rule<RestoreFact>({
    ...parts,
    severity: 'critical',
    asserts: 'The restore brings a posture record with it that lets nothing go.',
    why: 'While a rollback stands, the next release must wait until both sides have approved it.',
  }),
};
