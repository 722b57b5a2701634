import { type Because, GovernanceError } from '../../core/errors.ts';
import { parseRepository } from '../../parse/repository.ts';
import { decodeText } from '../../parse/text.ts';
import { shortName } from '../github-rules/ref-name.ts';
import { fileWorth } from '../seen-repository/snapshot-worth.ts';
import type { Looking } from './looking.ts';
import type { Observation, Target } from './observation.ts';
import { not, type Observed, same, type View } from './observations.ts';
import { readSnapshot, refKey, type Snapshot } from './snapshot.ts';

/** As large as a report may be that is collected. */
const maxBytes = 16 * 1024 * 1024;

/**
 * The repository as a file of the policy's tree shows it. Nothing is asked of GitHub, so that nothing passes. Throws BAD_INPUT for a file
 * that is no snapshot.
 */
export async function fromFile(looking: Looking, path: string): Promise<Observed> {
  if (looking.asked.saves) throw bad('save-snapshot and a snapshot from a file exclude each other', path);
  const found = await looking.policy.tree.read(path, maxBytes);
  if (!found.found && found.because !== undefined) return { ok: false, because: found.because };
  if (!found.found) throw bad(`the snapshot ${found.message}`, path);
  const decoded = decodeText(found.content);
  if (!decoded.ok) throw bad(`the snapshot ${decoded.message}`, path);
  const read = readSnapshot(path, decoded.text);
  if (!read.ok) throw new GovernanceError('BAD_INPUT', 'the snapshot cannot be read', { problems: read.problems });
  const { snapshot } = read;
  const repository = judgedRepository(looking, snapshot);
  if (repository === undefined)
    return not('which repository of the snapshot is judged is not known', 'the input repository, as owner/name');
  const own = snapshot.observations.filter((one) => one.repository.toLowerCase() === repository.toLowerCase());
  if (own.length === 0) throw bad(`the snapshot is of other repositories, expected one that has ${repository}`, path);
  const facts = own.map((one) => one.facts).find(({ state }) => state === 'read');
  if (facts?.state !== 'read') return not('the snapshot says nothing of the repository', 'a snapshot that has it');
  const visible = !facts.data.private && (facts.data.visibility ?? 'public') === 'public';
  const judged = parseRepository(repository);
  const host = looking.subject.repository;
  if (!visible && host !== undefined && (judged === undefined || !same(host, judged)))
    return not('the snapshot is of a repository that is not known to be public', 'a run in that repository');
  return {
    ok: true,
    repository,
    facts: facts.data,
    credential: 'snapshot',
    view: viewOf(looking, path, repository, snapshot, own),
    github: undefined,
    notes: [`Judged by the snapshot ${path} of ${snapshot['taken-at']}: nothing of it can pass.`],
    requests: () => 0,
  };
}

function judgedRepository(
  { asked: { repository: named }, subject }: Looking,
  { observations }: Snapshot,
): string | undefined {
  const asked = named ?? subject.repository;
  if (asked !== undefined) {
    const parsed = parseRepository(asked);
    return parsed === undefined ? asked : `${parsed.owner}/${parsed.name}`;
  }
  const [first, ...others] = new Map(observations.map(({ repository }) => [repository.toLowerCase(), repository]));
  return others.length === 0 ? first?.[1] : undefined;
}

function bad(message: string, path: string): GovernanceError {
  return new GovernanceError('BAD_INPUT', 'the snapshot cannot be used', {
    problems: [{ message, path }],
    hint: 'A file is read where the configuration is: on the base of a change.',
  });
}

const unlisted: Because = {
  code: 'NO_DATA',
  message: 'the snapshot has some refs, and does not list all of them',
  needs: 'a run that asks GitHub',
};

function viewOf(
  { time }: Looking,
  path: string,
  repository: string,
  snapshot: Snapshot,
  own: readonly Observation[],
): View {
  const reasons = new Map<string, readonly Because[]>();
  return {
    partial: unlisted,
    reasons: (observation) => reasons.get(refKey(observation)) ?? [],
    facts: async () => own.map((one) => one.facts).find(({ state }) => state === 'read') ?? unknown(unlisted),
    properties: async () => unknown({ code: 'NO_DATA', message: 'a snapshot has no custom properties' }),
    names: async (target) => ({
      state: 'read',
      data: own.flatMap((one) => (one.target === target ? [one.ref] : [])).sort(),
    }),
    async observe(target, ref) {
      const wanted = { repository, target, ref: target === 'push' ? '' : shortName(ref) };
      const worth = fileWorth(snapshot, wanted, time);
      switch (worth.worth) {
        case 'foreign':
          throw bad(worth.messages.join('; '), path);
        case 'missing':
          reasons.set(refKey(wanted), worth.because);
          return nothingOf(wanted, worth.because[0] ?? unlisted);
        case 'unverified':
          reasons.set(refKey(wanted), worth.because);
          return worth.observation;
        case 'decides':
          throw new Error('a file that nobody published decides nothing');
      }
    },
  };
}

function unknown(because: Because): { state: 'unknown'; because: Because } {
  return { state: 'unknown', because };
}

function nothingOf(wanted: { repository: string; target: Target; ref: string }, because: Because): Observation {
  const part = unknown(because);
  return { ...wanted, facts: part, branch: part, rules: part, rulesets: part, details: [], classic: part };
}
