import type { Observation } from './observation.ts';

/** What the credential may read; who judges relies on the parts of the observation, and never on this word. */
export const credentialTiers = ['none', 'workflow-token', 'administration-read', 'administration-write'] as const;
export type CredentialTier = (typeof credentialTiers)[number];

/**
 * What a credential turned out to read. GitHub shows bypass lists only to who may change the ruleset, and classic protection only to who
 * may read the administration; of a repository that has neither a token shows no more than the one of a workflow.
 */
export function credentialTier(hasToken: boolean, observations: readonly Observation[]): CredentialTier {
  if (!hasToken) return 'none';
  const bypass = observations.some(({ details }) =>
    details.some(({ part }) => part.state === 'read' && Array.isArray(part.data.bypass_actors)),
  );
  if (bypass) return 'administration-write';
  const classic = observations.some(
    ({ classic: part }) => part.state === 'read' || (part.state === 'none' && part.why === 'not-protected'),
  );
  return classic ? 'administration-read' : 'workflow-token';
}
