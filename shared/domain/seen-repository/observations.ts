import type { Because } from '../../core/errors.ts';
import { meteredGitHub } from '../../core/metered.ts';
import type { GitHub } from '../../core/ports.ts';
import { parseRepository, type Repository, repositoryKey } from '../../parse/repository.ts';
import type { RepositoryFacts } from '../github-rules/api-branch.ts';
import {
  type Credential as AskedWith,
  credentialTexts as askedWithTexts,
  judgedRepository,
  strongest,
} from '../github-rules/judged-repository.ts';
import type { Looking } from './looking.ts';
import type { Observation, Part } from './observation.ts';
import { type RepositoryView, viewRepository } from './observe.ts';

/** What the API was asked with, if it was. */
export type Credential = AskedWith | 'snapshot';
export const credentialTexts: Readonly<Record<Credential, string>> = {
  ...askedWithTexts,
  snapshot: 'nothing: what is judged is a snapshot',
};

/** What may be asked of the repository, and what the answers are worth where they are of another time. */
export interface View extends RepositoryView {
  /** Why it is not sure that an observation is so now; empty when it is. Without it every one is. */
  reasons?(observation: Observation): readonly Because[];
  /** Why `names` may not be all of them; undefined when they are. */
  partial?: Because;
}

/** Where everything that is judged was seen. Who brings observations from elsewhere gives the same view. */
export interface Observations {
  /** `owner/name` */
  repository: string;
  facts: RepositoryFacts;
  credential: Credential;
  view: View;
  /** The API, for what no snapshot has; undefined when nothing may be asked. */
  github: GitHub | undefined;
  /** Where what was seen came from, besides the API. */
  notes: readonly string[];
  /** How many requests were sent so far, without those that were sent again. */
  requests(): number;
}

export type Observed = ({ ok: true } & Observations) | { ok: false; because: Because };

/**
 * The repository through the API, with the strongest credential that there is; a public one needs none. Not ok: nothing of it may be
 * judged, and `because` says nothing that a stranger may not read.
 */
export async function observationsOf(looking: Looking): Promise<Observed> {
  const { credential, github: inner } = strongest(looking, looking.admin);
  const asked = judgedRepository(looking.asked.repository, looking.subject.repository, inner);
  if (!asked.ok) return asked;
  const { repository: found } = asked;
  const { github, requests } = meteredGitHub(inner);
  const repository = `${found.owner}/${found.name}`;
  const view = viewRepository(github, repository);
  const facts = await view.facts();
  if (!(await mayBeShown(looking, found, facts, github)))
    return not(
      'the repository that is to be judged is not known to be public, and the one that reports it is not known to be private',
      'a run in a private repository, with a token that sees both',
    );
  if (facts.state !== 'read')
    return {
      ok: false,
      because: facts.state === 'unknown' ? facts.because : { code: 'NO_DATA', message: facts.message },
    };
  if (!same(facts.data.full_name, found))
    return not(
      `asked for ${repository}, GitHub answers for ${facts.data.full_name}: it was renamed or moved`,
      `repository: ${facts.data.full_name}`,
    );
  return { ok: true, repository, facts: facts.data, credential, view, github, notes: [], requests };
}

/** Nothing of the repository may be judged. */
export function not(message: string, needs: string): { ok: false; because: Because } {
  return { ok: false, because: { code: 'NO_DATA', message, needs } };
}

/** Whether a name is that of the repository. */
export function same(name: string, { host, ...one }: Repository): boolean {
  const other = parseRepository(name, host);
  return other !== undefined && repositoryKey(other) === repositoryKey({ host, ...one });
}

/** What a report says of another repository can be read by everybody who can read the one that runs it. */
async function mayBeShown(
  looking: Looking,
  judged: Repository,
  facts: Part<RepositoryFacts>,
  github: GitHub,
): Promise<boolean> {
  const { subject } = looking;
  if (subject.repository === undefined || same(subject.repository, judged)) return true;
  if (facts.state === 'read' && !facts.data.private && (facts.data.visibility ?? 'public') === 'public') return true;
  // The workflow's own token surely sees the repository of the run.
  const own = await viewRepository(looking.github() ?? github, subject.repository).facts();
  return (
    own.state === 'read' && own.data.private && same(own.data.full_name, { ...judged, ...nameOf(subject.repository) })
  );
}

function nameOf(repository: string): { owner: string; name: string } {
  const [owner = '', name = ''] = repository.split('/');
  return { owner, name };
}
