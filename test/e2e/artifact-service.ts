import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { PlayedArtifact } from '../support/repository-api.ts';

/** An artifact without the address under which this service hands it out. */
export type StoredArtifact = Omit<PlayedArtifact, 'url'>;

/** What is listed and handed out, when it is not what was uploaded: artifacts of an earlier attempt, exchanged bytes. */
export type Offer = (uploaded: readonly StoredArtifact[]) => readonly StoredArtifact[];

/** The artifacts of one run: the runner's own server stores them, and this stands in front of it. */
export interface ArtifactService {
  /** What the runner gives to actions as ACTIONS_RESULTS_URL. */
  url: string;
  /** Where the runner's own server must listen. */
  runnerPort: number;
  /** Complete uploads, in the order in which they were finished. */
  uploaded(): readonly StoredArtifact[];
  offered(): readonly PlayedArtifact[];
  close(): Promise<void>;
}

const create = '/twirp/github.actions.results.api.v1.ArtifactService/CreateArtifact';
const finalize = '/twirp/github.actions.results.api.v1.ArtifactService/FinalizeArtifact';

/**
 * Starts the service for a run. It does what GitHub's does and act's does not: it takes the field `mime_type`, signs addresses
 * so that the storage client keeps the signature, refuses a second artifact of one name, and gives the archives under an address
 * that wants no credential.
 */
export async function startArtifactService(
  folder: string,
  runId: number,
  offer: Offer = (all) => all,
): Promise<ArtifactService> {
  const uploaded: StoredArtifact[] = [];
  const offered = (): PlayedArtifact[] => offer(uploaded).map((one) => ({ ...one, url: `${url}/archives/${one.id}` }));
  const claimed = new Set<string>();
  const runnerPort = await freePort();

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '';
    if (request.method === 'GET') {
      download(path, request, response);
      return;
    }
    const body = await textOf(request);
    const fields = JSON.parse(body) as { name?: string; mime_type?: unknown };
    const name = fields.name ?? '';
    if (path === create && claimed.has(name)) {
      const msg = 'an artifact with this name already exists on the workflow run';
      send(response, 409, JSON.stringify({ code: 'already_exists', msg }));
      return;
    }
    if (path === create) claimed.add(name);
    const { mime_type: _unknown, ...understood } = fields;
    const answered = await fetch(`http://127.0.0.1:${runnerPort}${path}`, {
      method: request.method ?? 'POST',
      headers: {
        'content-type': request.headers['content-type'] ?? 'application/json',
        authorization: request.headers.authorization ?? '',
      },
      body: JSON.stringify(understood),
    });
    const text = await answered.text();
    if (path === finalize && answered.ok) uploaded.push(stored(name, text));
    // The storage client loses the padding of the signature unless it is escaped.
    send(response, answered.status, text.replace(/(?<=[?&]sig=[^&]*)=/g, '%3D'));
  }

  function stored(name: string, answered: string): StoredArtifact {
    const { artifactId } = JSON.parse(answered) as { artifactId: string };
    const zip = readFileSync(join(folder, String(runId), name, `${name}.zip`));
    return {
      id: Number(artifactId),
      name,
      digest: `sha256:${createHash('sha256').update(zip).digest('hex')}`,
      createdAt: new Date().toISOString(),
      zip,
    };
  }

  function download(path: string, request: IncomingMessage, response: ServerResponse): void {
    const found = offered().find((artifact) => artifact.url === `${url}${path}`);
    if (found === undefined) send(response, 404, 'no such archive');
    // A storage service refuses a request that bears a credential of somebody else.
    else if (request.headers.authorization !== undefined) send(response, 403, 'two credentials');
    else
      response.writeHead(200, { 'content-type': 'application/zip', 'content-length': found.zip.length }).end(found.zip);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((thrown: unknown) => send(response, 500, String(thrown)));
  });
  const url = `http://127.0.0.1:${await listen(server)}`;
  return {
    url,
    runnerPort,
    uploaded: () => uploaded,
    offered,
    close: () => closed(server),
  };
}

function send(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(text);
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** A port below those that systems give out by themselves, so that no connection takes it before the runner listens there. */
async function freePort(): Promise<number> {
  for (let tries = 1; ; tries += 1) {
    const server = createServer();
    try {
      const port = await listen(server, 15_000 + Math.floor(Math.random() * 15_000));
      await closed(server);
      return port;
    } catch (error) {
      if (tries === 20) throw error;
    }
  }
}

async function listen(server: Server, port = 0): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
}

async function closed(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
