import { type Because, GovernanceError } from '../../shared/core/errors.ts';
import { meteredGitHub } from '../../shared/core/metered.ts';
import type { GitHub } from '../../shared/core/ports.ts';
import { ownerAndRepo } from '../../shared/core/repository.ts';
import type { Ctx } from './definition.ts';

/** The API and the repository that it is asked about, or why nobody can be asked. */
export type Platform =
  | { ok: true; github: GitHub; at: { owner: string; repo: string }; asked(): number }
  | { ok: false; because: Because; asked(): number };

/** GitHub with the workflow's own token; `asked` tells how often it was asked for something, each page of a list by itself. */
export function platformOf(ctx: Ctx): Platform {
  const { repository: given } = ctx.inputs;
  const { repository: own, event } = ctx.subject;
  const repository = given ?? own;
  if (given !== undefined && !/^[\w.-]+\/[\w.-]+$/.test(given))
    throw new GovernanceError('BAD_INPUT', `repository is ${JSON.stringify(given)}, expected owner/name`);
  if (event !== 'local' && own !== undefined && repository?.toLowerCase() !== own.toLowerCase()) {
    throw new GovernanceError('BAD_INPUT', `the workflows of ${own} say nothing about the rules of ${repository}`, {
      hint: 'Leave repository out: a run judges its own repository.',
    });
  }
  const none = (because: Because): Platform => ({ ok: false, because, asked: () => 0 });
  const github = ctx.github();
  if (github === undefined) {
    const needs = 'the input token, with permissions: { contents: read, actions: read }';
    return none({ code: 'NO_CREDENTIAL', message: 'GitHub could not be asked without a token', needs });
  }
  if (repository === undefined) {
    const message = 'it is not known which repository this is';
    return none({ code: 'NO_DATA', message, needs: 'repository: owner/name under required-checks' });
  }
  const { github: counted, requests } = meteredGitHub(github);
  return { ok: true, github: counted, at: ownerAndRepo(repository), asked: requests };
}
