import type { Answer, GitHub } from '../../core/ports.ts';
import { parseRepository } from '../../parse/repository.ts';
import type { Contract } from '../contract-pair/config.ts';
import { type NamedRepository, namedRepository } from '../repository/repository.ts';

/** A manifest that is longer is not read. */
export const manifestMaxBytes = 1024 * 1024;

/** The repository of a contract's producer, seen with a credential, or why it cannot be asked. */
export async function openProducer(
  { producer: text }: Pick<Contract, 'producer'>,
  github: GitHub | undefined,
): Promise<Answer<NamedRepository>> {
  if (github === undefined) {
    const needs =
      'the input producer-token, with contents: read on the producer (pull requests from forks get no secrets)';
    return { ok: false, because: { code: 'NO_CREDENTIAL', message: `no credential for ${text} was given`, needs } };
  }
  const repository = parseRepository(text);
  if (repository === undefined) throw new Error(`${text} is not a repository`);
  const { host, owner, name } = repository;
  if (host === github.host) return namedRepository(github, `${owner}/${name}`, 'the input producer-token');
  const message = `the producer is on ${host}, and this run asks ${github.host}`;
  return { ok: false, because: { code: 'NO_DATA', message, needs: `a run on ${host}` } };
}
