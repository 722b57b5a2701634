import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createGitHub } from '../../shared/adapters/github.ts';
import { audit } from '../../shared/domain/organisation/audit.ts';
import { journalStart, journalStep } from '../../shared/domain/organisation/journal.ts';
import { listOrganisation } from '../../shared/domain/organisation/listing.ts';
import { outcomes } from '../../shared/domain/organisation/outcome.ts';
import { begin, progressKey } from '../../shared/domain/organisation/progress.ts';
import { select } from '../../shared/domain/organisation/selection.ts';

/*
 * The measured run of audit.ts: lists the organisation of a played GitHub, audits all of it with a journal, and tells how many
 * repositories are known and its memory.
 */

const [baseUrl = '', folder = ''] = process.argv.slice(2);
const quiet = (): void => undefined;
const log = { info: quiet, debug: quiet };
const github = createGitHub({ baseUrl, host: 'github.com', token: 'app', userAgent: 'release-governance-bench', log });

const listing = await listOrganisation(github, 'acme', { properties: false });
if (!listing.ok || listing.unseen !== undefined) throw new Error(JSON.stringify(listing));
const names = select(listing.listed, {}).repositories.map(({ repository }) => repository);
const begun = begin(progressKey({ organisation: 'acme', selection: {}, shard: { index: 1, of: 1 } }), names, 50);
const journal = join(folder, 'audit.ndjson');
writeFileSync(journal, `${journalStart(begun)}\n`);
const done = await audit(github, begun, {
  budget: { requests: 60, points: 1000 },
  onProgress: (progress, changed) => appendFileSync(journal, `${journalStep(progress, changed)}\n`),
});
const read = outcomes(done).filter(
  (outcome) =>
    outcome.state === 'read' &&
    outcome.observation.details.length === 3 &&
    outcome.observation.details.every(({ part }) => part.state === 'read') &&
    outcome.observation.classic.state === 'read',
);
console.log(JSON.stringify({ read: read.length, points: done.spent.points, memory: peak() / 1024 }));

/** In KB. What Linux gives as `maxRSS` is at least that of the process that started this one, so that its own figure goes before. */
function peak(): number {
  const status = '/proc/self/status';
  const own = existsSync(status) ? /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(status, 'utf8'))?.[1] : undefined;
  return own === undefined ? process.resourceUsage().maxRSS : Number(own);
}
