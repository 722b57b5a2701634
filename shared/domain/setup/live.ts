import type { Probed } from '../../core/diagnosis.ts';
import type { Because } from '../../core/errors.ts';
import { auditAssumptions } from '../assumptions/organisation.ts';
import { assumptions } from '../assumptions/protection.ts';
import { workflowAssumptions } from '../assumptions/workflows.ts';
import { classicProbes } from './classic-probes.ts';
import { graphqlProbes } from './graphql-probes.ts';
import { listProbes } from './list-probes.ts';
import type { Probe, ProbedRepository } from './probe.ts';
import { ruleProbes } from './rule-probes.ts';
import { rulesetProbes } from './ruleset-probes.ts';

const all = [...assumptions, ...auditAssumptions, ...workflowAssumptions];

/** The probes by the id of what they look up. */
export const probes: Readonly<Record<string, Probe>> = {
  ...ruleProbes,
  ...rulesetProbes,
  ...classicProbes,
  ...listProbes,
  ...graphqlProbes,
};

/**
 * Looks everything up that the suite takes for true of GitHub, in one repository, by requests that only read. What no reading shows says
 * how it could be looked at. What a false green hangs on comes first.
 */
export async function probeAll(repository: ProbedRepository): Promise<Probed[]> {
  const found: Probed[] = [];
  for (const { id, says, risk, probe, unread } of all) {
    const look = Object.hasOwn(probes, id) ? probes[id] : undefined;
    const seen =
      look === undefined
        ? ({ outcome: 'by-hand', because: unread ?? 'no reading shows it', needs: probe } as const)
        : await look(repository);
    found.push({ id, says, risk, ...seen });
  }
  const order = ['refuted', 'could-not-look', 'confirmed', 'nothing-here', 'by-hand'];
  const risks = ['false-green', 'false-red', 'unverified'];
  return found.sort(
    (a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome) || risks.indexOf(a.risk) - risks.indexOf(b.risk),
  );
}

/** All of them where the repository cannot be asked at all. */
export function unasked({ message, needs }: Because): Probed[] {
  return all.map(({ id, says, risk }) => ({
    id,
    says,
    risk,
    outcome: 'could-not-look',
    because: message,
    needs,
  }));
}
