import type { Context } from '../../shared/core/control.ts';
import { flag, secret, structured, text } from '../../shared/core/inputs.ts';
import { organisationInputs } from '../../shared/domain/organisation/config.ts';
import { HistorySchema } from '../../shared/domain/protection/history.ts';
import { LayersSchema } from '../../shared/domain/protection/layers.ts';
import { snapshotInputs } from '../../shared/domain/seen-repository/config.ts';
import type { rules } from './rules.ts';

export const inputs = {
  policy: structured(LayersSchema, {
    description:
      'What is asked of branches, tags and pushes: by the organisation, by classes of repositories, by this repository.',
    policy: true,
  }),
  repository: text({
    description: 'The repository that is judged, as owner/name. Default: the one of the run.',
    optional: true,
    policy: true,
  }),
  ...snapshotInputs,
  'save-snapshot': flag({
    description: 'Leave what the API answered beside the report, so that its artifact has it.',
    default: false,
  }),
  history: structured(HistorySchema, {
    description:
      'Bypasses and changes of rulesets in the last days (since), with a token that has administration. Default: off.',
    default: false,
    policy: true,
  }),
  'tag-objects': text({
    description: 'A JSON or YAML file that records release tags with their objects and commits.',
    optional: true,
    policy: true,
  }),
  ...organisationInputs(
    'that are judged instead of one: the layers organisation and classes hold, for the default branch of each.',
  ),
  'admin-token': secret({
    description:
      'Token with administration: read (classic protection) or write (bypass lists). Not for pull requests: keep it to runs of the default branch.',
  }),
};

export const lists = {};

export const outputs = {
  settings: { description: 'How many settings were judged.' },
  drift: { description: 'How many of them are not as the policy asks.' },
};

/** What the parts of this control's judgement see. */
export type Ctx = Context<typeof inputs, typeof rules, typeof lists, typeof outputs>;
