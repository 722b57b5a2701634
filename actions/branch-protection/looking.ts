import type { Looking } from '../../shared/domain/seen-repository/looking.ts';
import type { Observation } from '../../shared/domain/seen-repository/observation.ts';
import type { Ctx } from './definition.ts';

/** Where this control looks, and with what. */
export function lookingOf(ctx: Ctx): Looking {
  const { repository, snapshot, 'audit-workflow': auditWorkflow, 'save-snapshot': saves } = ctx.inputs;
  return {
    asked: { repository, snapshot, auditWorkflow, saves },
    subject: ctx.subject,
    time: ctx.time,
    admin: ctx.github('admin-token'),
    github: () => ctx.github(),
    publicGitHub: () => ctx.publicGitHub(),
    policy: ctx.policy,
    reports: (request) => ctx.reports(request),
    isWhole,
  };
}

/** Who sees everything needs no snapshot, and it is seen who does: a token can be called anything. */
function isWhole({ rules, rulesets, details, classic }: Observation): boolean {
  return (
    [rules, rulesets, classic].every(({ state }) => state !== 'unknown') &&
    details.every(({ part }) => part.state === 'read' && Array.isArray(part.data.bypass_actors))
  );
}
