import { isObject } from '../../core/json.ts';
import { isoTime, parseTime } from '../../core/time.ts';
import { decodeText } from '../../parse/text.ts';
import type { AuditContext } from './audit-context.ts';
import { journalEnding as ending } from './config.ts';
import { journalStart, journalStep, readJournal } from './journal.ts';
import { defaultBatchSize } from './plan.ts';
import { begin, continueWith, type Entry, knownFacts, nextBatch, type OwnReader, type Progress } from './progress.ts';
import type { QueryPart } from './query.ts';

const mostBytes = 256 * 1024 * 1024;
const mostAge = 24 * 60 * 60 * 1000;

export interface Begun {
  progress: Progress;
  resumed?: { begun: string; repositories: number; sha256: string };
}

/**
 * The progress to begin with. What an earlier run knew counts only as long as the policy names its folder, the run is of no change that
 * could have brought it along, and it is of the same audit and of the last 24 hours; everything else is read again, and a note says why.
 */
export async function beginAudit(
  ctx: AuditContext,
  { key, repositories, parts }: { key: string; repositories: readonly string[]; parts: readonly QueryPart[] },
  readers: readonly OwnReader[],
): Promise<Begun> {
  const anew = (): Begun => ({
    progress: begin(key, repositories, defaultBatchSize, isoTime(ctx.time.latest), parts),
  });
  const { resume } = ctx.inputs;
  if (resume === undefined) return anew();
  const without = (why: string): Begun => {
    ctx.note(`The audit began anew: ${why}.`);
    return anew();
  };
  if (ctx.subject.event.startsWith('pull_request') || ctx.subject.event === 'merge_group')
    return without('a run of a change goes on with no journal, which the change could have brought along');
  const found = await ctx.journal(ending).earlier(resume, mostBytes);
  if (!found.found) return without(`the journal in ${resume} ${found.message}`);
  const decoded = decodeText(found.content);
  if (!decoded.ok) return without(`the journal in ${resume} is not text`);
  const read = readJournal(resume, decoded.text, key);
  if (!read.ok) return without(`the journal in ${resume} ${read.problems[0]?.message ?? 'is not understood'}`);
  const { progress } = read;
  const begun = progress.begun === undefined ? undefined : parseTime(progress.begun);
  if (
    progress.begun === undefined ||
    begun === undefined ||
    begun > ctx.time.latest ||
    ctx.time.latest - begun > mostAge
  )
    return without(`the journal in ${resume} is not of the last 24 hours (${progress.begun ?? 'it has no time'})`);
  const known = {
    ...progress,
    parts: [...parts],
    read: Object.fromEntries(Object.entries(progress.read).filter(isAboutItsOwn)),
  };
  if (isComplete(known, readers)) return without(`the audit of ${progress.begun} was complete`);
  const next = continueWith(known, repositories);
  const taken = Object.keys(next.read).length;
  ctx.note(
    `What is known of ${taken} repositories is from the journal of an audit that began at ${progress.begun} (${found.sha256}).`,
  );
  return { progress: next, resumed: { begun: progress.begun, repositories: taken, sha256: found.sha256 } };
}

/** Nothing is left to ask: to go on would show what was known then, for as long as it is not too old. */
function isComplete(progress: Progress, readers: readonly OwnReader[]): boolean {
  const wide = { requests: Number.MAX_SAFE_INTEGER, points: Number.MAX_SAFE_INTEGER };
  return 'done' in nextBatch(progress, wide) && readers.every((reader) => reader.wanted(progress).length === 0);
}

/** What stands under the name of one repository and tells of another is not taken. */
function isAboutItsOwn([name, { own, rulesets, workflows }]: [string, Entry]): boolean {
  const names = [
    ...(own === undefined ? [] : [own.repository, nameIn(own.facts)]),
    ...(rulesets === undefined ? [] : [nameIn(rulesets.facts)]),
    ...(workflows?.state === 'read' ? [workflows.data.repository] : []),
  ];
  return names.every((other) => other === undefined || other.toLowerCase() === name.toLowerCase());
}

function nameIn(facts: { state: string; data?: unknown }): string | undefined {
  const name = facts.state === 'read' && isObject(facts.data) ? facts.data['full_name'] : undefined;
  return typeof name === 'string' ? name : undefined;
}

/** Writes what is known, answer by answer; of repositories that may not be shown nothing. `isClosed`: it calls itself private. */
export function journalOf(
  ctx: Pick<AuditContext, 'journal'>,
  mayShow: (repository: string, isClosed: boolean) => boolean,
): { start(progress: Progress): Promise<void>; step(progress: Progress, changed: readonly string[]): Promise<void> } {
  const journal = ctx.journal(ending);
  const isShown = (progress: Progress, name: string): boolean =>
    mayShow(name, knownFacts(progress, name)?.private === true);
  return {
    async start(progress) {
      const repositories = progress.repositories.filter((name) => isShown(progress, name));
      const read = Object.fromEntries(Object.entries(progress.read).filter(([name]) => isShown(progress, name)));
      await journal.append(`${journalStart({ ...progress, repositories, read })}\n`);
    },
    async step(progress, changed) {
      // Why it stopped is of the moment, and its words may name a repository.
      const { stopped: _stopped, ...rest } = progress;
      await journal.append(
        `${journalStep(
          rest,
          changed.filter((name) => isShown(progress, name)),
        )}\n`,
      );
    },
  };
}
