import { createServer } from 'node:http';

/** The gateway of the sandbox: it says that it is there, and nothing else. */
export function createGateway() {
  return createServer((request, response) => {
    const known = request.url === '/health';
    response.writeHead(known ? 200 : 404, { 'content-type': 'text/plain' });
    response.end(known ? 'ok\n' : 'unknown\n');
  });
}
