import { Text } from '../../core/texts.ts';
import { z } from '../../core/zod.ts';

/** The slug of the app that makes the checks of jobs in Actions. */
export const actionsApp = 'github-actions';

/** A check, by its name and by the slug of the app that makes it: anybody can give a check of theirs any name. */
export const NamedCheckSchema = z.strictObject({
  check: Text.meta({ description: 'The name of the check.' }),
  app: Text.default(actionsApp).meta({ description: 'The slug of the app that makes it.' }),
});
export type NamedCheck = z.infer<typeof NamedCheckSchema>;
