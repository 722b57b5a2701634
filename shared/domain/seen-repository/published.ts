import { type Because, GovernanceError } from '../../core/errors.ts';
import { stableJson } from '../../core/json.ts';
import type { GitHub } from '../../core/ports.ts';
import { parseRepository } from '../../parse/repository.ts';
import type { Looking } from './looking.ts';
import type { Observation } from './observation.ts';
import { type Observations, same, type View } from './observations.ts';
import { type RepositoryView, viewRepository } from './observe.ts';
import { type PublishedSnapshots, publishedSnapshots, snapshotFor } from './published-snapshot.ts';
import { publishingRun } from './publishing-run.ts';
import { refKey, snapshotEnding } from './snapshot.ts';
import { type Audit, maxSnapshotDays, type PublishingRun, snapshotWorth } from './snapshot-worth.ts';

type Live = Observations & { ok: true };

/** A run that counts, with what it published; or why there is none. */
type Publication =
  | { ok: true; audit: Audit; run: PublishingRun; files: PublishedSnapshots }
  | { ok: false; because: Because };

/**
 * The repository as the scheduled audit saw it, as long as nothing that this run sees itself is otherwise. Where the snapshot does not
 * decide, what is seen (there, or now) holds nothing, with the reasons.
 */
export function published(looking: Looking, live: Live): Live {
  let asked: Promise<Publication> | undefined;
  const notes: string[] = [];
  const ask = async (): Promise<Publication> => {
    const publication = await publicationOf(looking, live);
    if (publication.ok) {
      const { id, createdAt } = publication.run;
      notes.push(`What its token does not see is from what run ${id} of the scheduled audit (${createdAt}) published.`);
    }
    return publication;
  };
  const reasons = new Map<string, readonly Because[]>();
  const view: View = {
    ...live.view,
    reasons: (observation) => reasons.get(refKey(observation)) ?? [],
    async observe(target, ref) {
      const now = await live.view.observe(target, ref);
      if (looking.isWhole(now)) return now;
      const publication = await (asked ??= ask());
      const seen = publication.ok
        ? seenIn(looking, publication, now)
        : { observation: now, because: [publication.because] };
      reasons.set(refKey(now), seen.because);
      return seen.observation;
    },
  };
  return { ...live, view, notes };
}

async function publicationOf(
  looking: Looking,
  { github: given, credential, repository, view }: Live,
): Promise<Publication> {
  // Runs are those of the repository of the run, which its own token sees.
  const github = credential === 'admin-token' ? (looking.github() ?? given) : given;
  const own = looking.subject.repository;
  if (github === undefined || own === undefined) {
    const message = 'a laptop has no scheduled audit';
    return { ok: false, because: { code: 'NO_DATA', message, needs: 'a run in Actions, or the path of a snapshot' } };
  }
  const facts = await factsOf(own, repository, view, github);
  if (facts.state !== 'read') {
    const none: Because = { code: 'NO_DATA', message: 'the repository of the audit cannot be seen' };
    return { ok: false, because: facts.state === 'unknown' ? facts.because : none };
  }
  const audit: Audit = {
    repository: own,
    workflow: looking.asked.auditWorkflow,
    defaultBranch: facts.data.default_branch,
  };
  const run = await publishingRun(github, audit, looking.time);
  if (run.state === 'unknown') return { ok: false, because: run.because };
  if (run.state === 'none') return { ok: false, because: { code: 'NO_DATA', message: run.message } };
  const collected = await looking.reports({ artifacts: [], runs: [run.data.id], endings: [snapshotEnding] });
  return { ok: true, audit, run: run.data, files: publishedSnapshots(collected, run.data) };
}

function factsOf(
  own: string,
  repository: string,
  view: RepositoryView,
  github: GitHub,
): ReturnType<RepositoryView['facts']> {
  const judged = parseRepository(repository, github.host);
  return judged !== undefined && same(own, judged) ? view.facts() : viewRepository(github, own).facts();
}

function seenIn(
  { time }: Looking,
  { audit, run, files }: Extract<Publication, { ok: true }>,
  now: Observation,
): { observation: Observation; because: readonly Because[] } {
  const found = snapshotFor(files, now);
  if (found.state === 'unknown') return { observation: now, because: found.because };
  const { path, snapshot } = found.file;
  const worth = snapshotWorth(snapshot, {
    wanted: now,
    published: { by: { state: 'read', data: run }, audit },
    seen: { rulesets: now.rulesets, branch: now.branch },
    moment: time,
  });
  switch (worth.worth) {
    case 'foreign':
      throw new GovernanceError('BAD_INPUT', 'the published snapshot cannot be used', {
        problems: worth.messages.map((message) => ({ message, path })),
      });
    case 'missing':
      return { observation: now, because: worth.because };
    case 'unverified':
      return { observation: worth.observation, because: worth.because };
    case 'decides': {
      const otherRules = rulesProblem(worth.observation.rules, now.rules);
      // What everybody sees is taken as it is now: a branch that was renamed since answers for another one.
      const observation = { ...worth.observation, facts: now.facts, branch: now.branch };
      return { observation, because: otherRules === undefined ? [] : [otherRules] };
    }
  }
}

/** The rules in force are what every reader sees: a ruleset can begin or cease to apply without being changed. */
function rulesProblem(before: Observation['rules'], now: Observation['rules']): Because | undefined {
  if (now.state === 'unknown') return now.because;
  if (comparable(before) === comparable(now)) return undefined;
  return {
    code: 'NO_DATA',
    message: 'the rules in force on the branch are not those of the snapshot',
    needs: `a snapshot that the scheduled audit of the default branch published in the last ${maxSnapshotDays} days`,
  };
}

function comparable(rules: Observation['rules']): string {
  if (rules.state !== 'read') return rules.state;
  return stableJson(
    rules.data.map(({ type, parameters, ruleset_id }) => stableJson([type, parameters ?? null, ruleset_id])).sort(),
  );
}
