import type { Call } from './workflow.ts';

const remote = /^(?<owner>[\w.-]+)\/(?<repository>[\w.-]+)\/(?<path>\.github\/workflows\/[^/@]+\.ya?ml)@(?<ref>\S+)$/;

/** What `uses` of a job calls; undefined when it names no workflow file. */
export function parseCall(text: string): Call | undefined {
  if (text.startsWith('./')) {
    const path = text.slice(2);
    return /^\.github\/workflows\/[^/@]+\.ya?ml$/.test(path) ? { kind: 'local', path } : undefined;
  }
  const groups = remote.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const { owner = '', repository = '', path = '', ref = '' } = groups;
  return { kind: 'remote', owner, repository, path, ref };
}

export function callText(call: Call): string {
  return call.kind === 'local' ? `./${call.path}` : `${call.owner}/${call.repository}/${call.path}@${call.ref}`;
}
