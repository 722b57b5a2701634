import { dirname } from 'node:path';

/** What became of an upload. `unsupported`: this server or runner has no artifact service that the client can use. */
export type Uploaded =
  | { state: 'uploaded'; digest: string | undefined }
  | { state: 'unsupported'; why: string }
  | { state: 'failed'; why: string };

/** Uploads files of one folder as an artifact of this run. The client is loaded only here: it is larger than all the rest. */
export async function uploadArtifact(
  name: string,
  files: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<Uploaded> {
  if ((env['ACTIONS_RUNTIME_TOKEN'] ?? '') === '' || (env['ACTIONS_RESULTS_URL'] ?? '') === '') {
    return { state: 'unsupported', why: 'the runner offers no artifact service to this step' };
  }
  const { DefaultArtifactClient } = await import('@actions/artifact');
  try {
    const first = files[0] ?? '';
    const answer = await new DefaultArtifactClient().uploadArtifact(name, [...files], dirname(first));
    return { state: 'uploaded', digest: answer.digest };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return error instanceof Error && error.name === 'GHESNotSupportedError'
      ? { state: 'unsupported', why }
      : { state: 'failed', why };
  }
}
