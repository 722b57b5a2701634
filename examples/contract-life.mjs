/*
 * A contract changes, is released, is followed and is taken back, with the examples of this folder: `node examples/contract-life.mjs`. Everything
 * happens in a temporary folder, nothing is installed, and no network is used: the GitHub of the producer, which does not exist, is
 * played here as far as a repin asks it.
 */
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const examples = dirname(fileURLToPath(import.meta.url));
const cli = join(examples, '../dist/cli.js');
const folder = mkdtempSync(join(tmpdir(), 'contract-life-'));
const at = (...parts) => join(folder, ...parts);

const someone = { NAME: 'A Maintainer', EMAIL: 'maintainer@example.test' };
const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(GITHUB|RUNNER|INPUT|GIT)_/.test(name)));
for (const [key, value] of Object.entries(someone)) for (const who of ['AUTHOR', 'COMMITTER']) clean[`GIT_${who}_${key}`] = value;

const git = (name, ...args) => execFileSync('git', args, { cwd: at(name), env: clean, encoding: 'utf8' }).trim();
const tell = (text) => console.log(`\n=== ${text}\n`);

/** Makes a repository of an example, with one commit. */
function repository(example, name) {
  cpSync(join(examples, example), at(name), { recursive: true });
  git(name, 'init', '-q', '-b', 'main');
  commit(name, 'as the example is');
}

function commit(name, message) {
  git(name, 'add', '-A');
  git(name, 'commit', '-q', '-m', message);
}

/** Runs the command line in a repository, and shows how it was called. */
async function run(name, args, env = {}) {
  console.log(`${name}$ node dist/cli.js ${args.map((each) => (each.includes(' ') ? `'${each}'` : each)).join(' ')}`);
  const child = spawn(process.execPath, [cli, ...args], { cwd: at(name), env: { ...clean, ...env }, stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  console.log(`exit code ${code}`);
}

/** What GitHub tells of the producer: its tags, branches, commits and files. */
function answer(path, query) {
  const root = '/repos/harbour-example/ledger';
  const sha = (name) => git('ledger', 'for-each-ref', '--format=%(objectname)', `refs/${name}`);
  const [, ref] = /\/git\/ref\/(.+)$/.exec(path) ?? [];
  const [, from, to] = /\/compare\/(\w+)\.\.\.(\w+)$/.exec(path) ?? [];
  const [, file] = /\/contents\/(.+)$/.exec(path) ?? [];
  if (path === root) return { full_name: 'harbour-example/ledger', default_branch: 'main' };
  if (path === `${root}/tags`) return git('ledger', 'tag').split('\n').map((name) => ({ name }));
  if (ref !== undefined) return sha(ref) === '' ? undefined : { object: { type: 'commit', sha: sha(ref) } };
  if (from !== undefined) return { status: from === to ? 'identical' : git('ledger', 'merge-base', from, to) === from ? 'ahead' : 'diverged' };
  if (file !== undefined) return execFileSync('git', ['show', `${query.get('ref')}:${file}`], { cwd: at('ledger'), env: clean });
  return undefined; // no release is published beside the tags
}

try {
  repository('producer', 'origin');
  git('.', 'clone', '-q', 'origin', 'ledger');
  const patch = (name, changed = 'ledger') => git(changed, 'apply', join(examples, 'changes', name));

  tell('A field goes, and nothing else changes: contract-change says who breaks and what is missing');
  patch('owner-removed.patch');
  commit('ledger', 'the owner of an account goes');
  await run('ledger', ['contract-change']);

  tell('The version is raised, with all that belongs to it');
  patch('ledger-v3.patch');
  commit('ledger', 'ledger.v3');
  await run('ledger', ['contract-change']);

  tell('Is it time? On a laptop most of what cutover-gate asks cannot be seen: it says what is missing, and what surely stops');
  const posture = readFileSync(at('ledger/.github/posture.yml'), 'utf8');
  writeFileSync(at('ledger/.github/posture.yml'), posture.replace('GO', 'frozen').replace(/reason: .*/, 'reason: incident 12'));
  await run('ledger', ['cutover-gate', '--config', '.github/cutover.yml']);

  // A manifest names the commit before the one that holds it.
  git('ledger', 'checkout', '-q', '--', '.github');
  for (const path of ['contracts/manifest.json', 'clients/web/manifest.json']) {
    const manifest = { ...JSON.parse(readFileSync(at('ledger', path), 'utf8')), release: 'v3.0.0', commit: git('ledger', 'rev-parse', 'HEAD') };
    writeFileSync(at('ledger', path), `${JSON.stringify(manifest, null, 2)}\n`);
  }
  commit('ledger', 'v3.0.0');
  git('ledger', 'tag', 'v3.0.0');

  repository('consumer', 'desk');
  patch('retreat.patch', 'desk');
  commit('desk', 'what a retreat goes by');
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
    const body = answer(decodeURIComponent(pathname), searchParams);
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(body instanceof Buffer ? body : JSON.stringify(body ?? { message: 'Not Found' }));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const asking = { GITHUB_API_URL: `http://127.0.0.1:${server.address().port}`, RELEASE_GOVERNANCE_PRODUCER_TOKEN: 'played' };

  tell('The consumer follows: manifest-repin shows the change');
  await run('desk', ['manifest-repin', '--tag', 'v3.0.0'], asking);

  tell('and writes it: pin, mirror, copies and matrix agree again, and manifest-sync passes');
  await run('desk', ['manifest-repin', '--tag', 'v3.0.0', '--apply'], asking);
  await run('desk', ['manifest-sync']);
  server.close();
  server.closeAllConnections();
  commit('desk', 'Repin ledger from v2.4.0 to v3.0.0');

  tell('v3.0.0 must go: rollback-plan finds the last known good state, and what else would fail on it');
  await run('desk', ['rollback-plan', '--report-dir', '../retreat']);

  tell('rollback-open writes the restore, the posture NO-GO and an incident note; manifest-sync passes on what is restored');
  await run('desk', ['rollback-open', '--apply', '--reason', 'entries were lost']);
  await run('desk', ['manifest-sync']);

  tell('What only people know is still open in the note');
  await run('desk', ['rollback-plan', '--verify-note', 'docs/incident-note.md']);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
