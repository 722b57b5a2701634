import type { Because } from '../../core/errors.ts';
import type { Answer, GitHub } from '../../core/ports.ts';
import { ownerAndRepo } from '../../core/repository.ts';
import type { Severity } from '../../core/severity.ts';
import { isoTime, type Moment, millisecondsPerDay, parseTime } from '../../core/time.ts';
import { z } from '../../core/zod.ts';
import type { RulesetSummary } from '../github-rules/api-ruleset.ts';
import { unread } from '../github-rules/needs.ts';

/*
 * What happened to the protection in the last days: who went past rules, and who changed rulesets. A ruleset that was deleted takes its
 * history with it, and actors that are exempt leave no trace; neither is to be seen here.
 */

/** The most days of bypasses that GitHub lists for certain: it knows a month, of which the shortest has 28. */
export const maxBypassDays = 28;
/** The most days for which GitHub keeps the history of rulesets. */
export const maxChangeDays = 180;

/** What a configuration asks for: nothing, or the last days. */
export const HistorySchema = z
  .union([z.literal(false), z.strictObject({ since: z.number().int().min(1).max(maxChangeDays) })])
  .meta({
    description: `Bypasses of rules and changes of rulesets in the last \`since\` days, of bypasses at most ${maxBypassDays}. It needs a token with administration.`,
  });

/** Source: the schema `rule-suites` of GitHub's REST description, in which every member may be missing. */
const RuleSuiteSchema = z.object({
  id: z.number().int().nullish(),
  actor_name: z.string().nullish(),
  before_sha: z.string().nullish(),
  after_sha: z.string().nullish(),
  ref: z.string().nullish(),
  pushed_at: z.string().nullish(),
  result: z.string().nullish(),
});

/** Source: the schema `ruleset-version` of GitHub's REST description. */
const VersionSchema = z.object({
  version_id: z.number().int(),
  actor: z.object({ id: z.number().int().nullish(), type: z.string().nullish() }).nullish(),
  updated_at: z.string(),
});

/** What all that happened has: when it was, and how bad that is; `info` for what lies before the window. */
interface Happened {
  /** As GitHub says it; undefined when it does not. Such an event counts as one of the window. */
  at: string | undefined;
  inWindow: boolean;
  severity: Severity;
}

/** Somebody pushed or merged past rules that would have refused it. */
export interface Bypass extends Happened {
  ruleSuite: number | undefined;
  actor: string | undefined;
  /** The full name, e.g. `refs/heads/main`. */
  ref: string | undefined;
  before: string | undefined;
  after: string | undefined;
}

/** Somebody created or changed a ruleset. */
export interface RulesetChange extends Happened {
  ruleset: number;
  name: string;
  /** Undefined for a change of which only the time is known, from the ruleset itself. */
  version: number | undefined;
  /** Type and id, e.g. `User 7`: GitHub gives no name here. */
  actor: string | undefined;
}

/** The newest first. `open` says why there may be more. */
export interface Listed<T> {
  entries: T[];
  open: Because[];
}

export interface History {
  /** Where the window begins. */
  since: string;
  bypasses: Listed<Bypass>;
  changes: Listed<RulesetChange>;
}

export interface HistoryRequest {
  repository: string;
  /** Full names of the refs that are judged; none means all. */
  refs: readonly string[];
  /** The rulesets that the repository has, as they were listed. */
  rulesets: readonly Pick<RulesetSummary, 'id' | 'name' | 'source_type' | 'source' | 'updated_at'>[];
  /** Days. */
  since: number;
  moment: Moment;
}

/** What a credential needs; no workflow can grant it to its own token. */
export const historyNeeds = {
  bypasses: 'a GitHub App token or fine-grained token with administration: read',
  changes: 'a GitHub App token or fine-grained token with administration: write',
  organisation: 'a GitHub App token or fine-grained token with administration: write of the organisation',
} as const;

/** Asks once for all bypasses and once for each ruleset, and once more for each further 100 entries. */
export async function readHistory(github: GitHub, request: HistoryRequest): Promise<History> {
  const [bypasses, ...changes] = await Promise.all([
    readBypasses(github, request),
    ...request.rulesets.map((ruleset) => readChanges(github, request, ruleset)),
  ]);
  return {
    since: isoTime(windowStart(request)),
    bypasses,
    changes: {
      entries: newestFirst(changes.flatMap(({ entries }) => entries)),
      open: changes.flatMap(({ open }) => open),
    },
  };
}

/** Whether nothing happened in the window; undefined when something may have. */
export function nothingHappened({ entries, open }: Listed<Happened>): boolean | undefined {
  if (entries.some(({ inWindow }) => inWindow)) return false;
  return open.length === 0 ? true : undefined;
}

async function readBypasses(github: GitHub, request: HistoryRequest): Promise<Listed<Bypass>> {
  const { repository, refs, since } = request;
  const [only, ...others] = refs;
  const answer = await github.all(
    'GET /repos/{owner}/{repo}/rulesets/rule-suites',
    {
      ...ownerAndRepo(repository),
      ...(only === undefined || others.length > 0 ? {} : { ref: only }),
      time_period: since <= 1 ? 'day' : since <= 7 ? 'week' : 'month',
      rule_suite_result: 'bypass',
    },
    RuleSuiteSchema,
  );
  const open: Because[] = [];
  if (since > maxBypassDays) {
    const message = `GitHub lists the bypasses of a month only, and ${since} days are asked for`;
    open.push({ code: 'TRUNCATED', message, needs: `since: ${maxBypassDays} or less` });
  }
  if (!answer.ok) return { entries: [], open: [...open, why(answer, historyNeeds.bypasses)] };
  const entries = answer.data
    // Asked again for a host that does not know the filters; a word that is not known is no pass.
    .filter(({ result }) => result !== 'pass' && result !== 'fail')
    .filter(({ ref }) => refs.length === 0 || typeof ref !== 'string' || refs.includes(ref))
    .map(
      ({ id, actor_name, ref, before_sha, after_sha, pushed_at }): Bypass => ({
        ruleSuite: id ?? undefined,
        actor: actor_name ?? undefined,
        ref: ref ?? undefined,
        before: before_sha ?? undefined,
        after: after_sha ?? undefined,
        ...happened(pushed_at, 'high', request),
      }),
    );
  return { entries: newestFirst(entries), open };
}

async function readChanges(
  github: GitHub,
  request: HistoryRequest,
  ruleset: HistoryRequest['rulesets'][number],
): Promise<Listed<RulesetChange>> {
  const answer = await askVersions(github, request.repository, ruleset);
  const { id, name, updated_at } = ruleset;
  const entries = (answer.ok ? answer.data : []).map(
    (version): RulesetChange => ({
      ruleset: id,
      name,
      version: version.version_id,
      actor: [version.actor?.type ?? [], version.actor?.id ?? []].flat().join(' ') || undefined,
      ...happened(version.updated_at, 'medium', request),
    }),
  );
  const last: RulesetChange = {
    ruleset: id,
    name,
    version: undefined,
    actor: undefined,
    ...happened(updated_at, 'medium', request),
  };
  // Every reader sees when a ruleset was changed last, which no history takes back.
  const told = typeof updated_at !== 'string' || !last.inWindow || entries.some(({ inWindow }) => inWindow);
  return { entries: told ? entries : [last, ...entries], open: answer.ok ? [] : [answer.because] };
}

type Versions = Answer<z.infer<typeof VersionSchema>[]>;

/** The history of a ruleset is told where the ruleset belongs. */
async function askVersions(
  github: GitHub,
  repository: string,
  { id, source_type, source }: HistoryRequest['rulesets'][number],
): Promise<Versions> {
  const at = { ruleset_id: id };
  if (source_type === 'Organization' && typeof source === 'string') {
    const answer = await github.all(
      'GET /orgs/{org}/rulesets/{ruleset_id}/history',
      { ...at, org: source },
      VersionSchema,
    );
    return answer.ok ? answer : { ok: false, because: why(answer, historyNeeds.organisation) };
  }
  if (source_type === 'Repository') {
    const answer = await github.all(
      'GET /repos/{owner}/{repo}/rulesets/{ruleset_id}/history',
      { ...ownerAndRepo(repository), ...at },
      VersionSchema,
    );
    return answer.ok ? answer : { ok: false, because: why(answer, historyNeeds.changes) };
  }
  const level = source_type === 'Enterprise' ? 'the enterprise' : 'a level that is not known';
  const message = `the ruleset ${id} is of ${level}, whose history no token of a workflow can read`;
  return { ok: false, because: { code: 'NO_DATA', message, needs: 'the audit log of that level' } };
}

/** A 404 is said of what the credential may not see, and by hosts and plans that keep no history. */
function why({ because }: Extract<Answer<unknown>, { ok: false }>, settles: string): Because {
  if (because.code === 'TRUNCATED') return { needs: 'a shorter window', ...because };
  const where = because.code === 'NOT_FOUND' ? `${settles}, on a host and a plan that keep it` : settles;
  return unread(because, where);
}

function windowStart({ moment, since }: HistoryRequest): number {
  return moment.latest - since * millisecondsPerDay;
}

function happened(at: string | null | undefined, severity: Severity, request: HistoryRequest): Happened {
  const time = parseTime(at ?? '');
  const inWindow = time === undefined || time >= windowStart(request);
  return { at: at ?? undefined, inWindow, severity: inWindow ? severity : 'info' };
}

/** What has no time stands first. */
function newestFirst<T extends Happened>(entries: readonly T[]): T[] {
  const timeOf = ({ at }: Happened): number => parseTime(at ?? '') ?? Number.MAX_SAFE_INTEGER;
  return [...entries].sort((a, b) => timeOf(b) - timeOf(a));
}
