import type { Because } from '../../shared/core/errors.ts';
import type { Create } from '../../shared/domain/bundle/config.ts';
import type { Lineage, LineageNode } from '../../shared/domain/bundle/manifest.ts';
import { type Finding, holds, lacks, open, wrong } from '../../shared/domain/finding/finding.ts';
import type { Decided } from './decision.ts';
import type { Ctx } from './definition.ts';
import type { RunFacts } from './run-facts.ts';

/** Judges that everything is in the lineage that must be, and that nothing in it stands alone. */
export function judgeLineage(
  ctx: Ctx,
  policy: Create,
  lineage: Lineage | undefined,
  facts: RunFacts,
  decision: Decided,
): Finding[] {
  if (lineage === undefined)
    return [lacks('it is not known of which commit the evidence is', 'a run in GitHub Actions')];
  const findings = [...new Set(policy.lineage)].map((kind): Finding => {
    const why = whyNot(kind, facts, decision);
    if (why?.because !== undefined) return open(why.because, kind);
    const there = lineage.nodes.some((node) => node.kind === kind);
    if (there && why === undefined) return holds(kind);
    const problem = why?.problem ?? `the run has no ${kind}`;
    const fix = `have a ${kind} in this run before the bundle, or do not ask for it`;
    return wrong(['lineage', kind], { problem, expected: kind, actual: 'none', fix });
  });
  const reached = new Set(lineage.edges.map(({ to }) => to));
  const alone = lineage.nodes.filter(({ id, kind }) => kind === 'report' && !reached.has(id));
  const known = facts.jobs?.ok === true && ctx.subject.event !== 'local';
  for (const { id, label } of known ? alone : [])
    findings.push(
      wrong(['report', label, id.slice(-12)], {
        problem: `no job or artifact of this run made the report of ${label} that lies here`,
        expected: 'a job of this run',
        actual: 'none',
        fix: 'take the report from the artifact of the job that made it',
      }),
    );
  return findings;
}

function whyNot(
  kind: LineageNode['kind'],
  { run, jobs, artifacts }: RunFacts,
  decision: Decided,
): { because?: Because; problem?: string } | undefined {
  if (kind === 'run' && !run.ok) return { because: run.because };
  if (kind === 'job' && jobs?.ok !== true)
    return {
      because: jobs?.because ?? {
        code: 'NO_DATA',
        message: 'there is no run with jobs',
        needs: 'a run in GitHub Actions',
      },
    };
  if (kind === 'artifact' && !artifacts.ok) return { because: artifacts.because };
  if (kind === 'decision' && decision.state === 'unknown') return { because: decision.because };
  if (kind === 'decision' && decision.state === 'foreign')
    return { problem: `the decision does not count: ${decision.why.join('; ')}` };
  return undefined;
}
