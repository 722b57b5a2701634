import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { control } from '../../actions/branch-protection/control.ts';
import type { OrganisationData } from '../../actions/branch-protection/organisation/data.ts';
import { createGitHub } from '../../shared/adapters/github.ts';
import type { Because } from '../../shared/core/errors.ts';
import { evaluate, type World } from '../../shared/core/evaluation.ts';
import { parseInputs } from '../../shared/core/inputs.ts';
import { asciiJson } from '../../shared/core/json.ts';
import { builtInProfiles } from '../../shared/core/policy.ts';
import type { Tree } from '../../shared/core/ports.ts';

/*
 * The measured run of audit.ts: branch-protection audits an organisation of a played GitHub with a journal and writes what it found, and
 * tells how many repositories it read and its memory.
 */

const [baseUrl = '', folder = ''] = process.argv.slice(2);
const quiet = (): void => undefined;
const log = { info: quiet, debug: quiet };
const github = createGitHub({ baseUrl, host: 'github.com', token: 'app', userAgent: 'release-governance-bench', log });

const preset = { branches: [{ pattern: '~DEFAULT_BRANCH', preset: 'baseline' }] };
const { values } = parseInputs({
  fields: control.inputs,
  given: {},
  configured: {
    policy: { organisation: preset },
    repositories: { organisation: 'acme' },
    budget: { requests: 60, points: 1000 },
  },
  untrusted: false,
});
const because: Because = { code: 'NO_BASE', message: 'a bench has no files' };
const tree: Tree = {
  ref: undefined,
  read: async (path) => ({ found: false, path, reason: 'absent', message: 'does not exist' }),
  list: async () => ({ ok: true, paths: [] }),
};
const history: World['history'] = { units: async () => ({ ok: false, because }) };
const journal = join(folder, 'audit.ndjson');
writeFileSync(journal, '');
const now = Date.now();
const evaluation = await evaluate(control, {
  inputs: values,
  lists: {},
  disabledRules: {},
  subject: { event: 'local' },
  time: { earliest: now, latest: now, replay: false },
  log,
  tree,
  before: { because },
  produced: tree,
  scan: async (_scan, _parameters, { path }) => ({ found: false, path, reason: 'absent', message: 'does not exist' }),
  history,
  policy: {
    source: { kind: 'worktree', path: 'audit.yml', sha256: '' },
    tree,
    top: tree,
    folder: '',
    history,
    profile: builtInProfiles.standard,
    failOn: 'unverified',
    roles: {},
    asked: [],
    skipped: [],
    sections: [],
    allow: (_control, results) => ({ results: [...results], uses: [] }),
  },
  collect: async () => ({ files: [], problems: [] }),
  github: () => github,
  publicGitHub: () => github,
  matcher: async () => () => false,
  journal: () => ({
    earlier: (path, maxBytes) => tree.read(path, maxBytes) as never,
    append: async (text) => appendFileSync(journal, text),
  }),
});
if (evaluation.error !== undefined) throw new Error(evaluation.error.message);
writeFileSync(join(folder, 'report.json'), asciiJson(evaluation));
const data = evaluation.data as OrganisationData;
const open = evaluation.results.filter(({ status }) => status === 'unverified').length;
if (open > 0) throw new Error(`${open} results are not verified`);
console.log(JSON.stringify({ read: data.repositories.read, points: data.spent.points, memory: peak() / 1024 }));

/** In KB. What Linux gives as `maxRSS` is at least that of the process that started this one, so that its own figure goes before. */
function peak(): number {
  const status = '/proc/self/status';
  const own = existsSync(status) ? /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(status, 'utf8'))?.[1] : undefined;
  return own === undefined ? process.resourceUsage().maxRSS : Number(own);
}
