import type { Collected } from '../../shared/core/collected.ts';
import type { CommandRequest, CommandRun, EndedCommand } from '../../shared/core/command.ts';
import { sha256 } from '../../shared/core/fingerprint.ts';
import { type FileContent, headSha, type Setup } from './world.ts';

/** An end of a command; which of its outputs it wrote follows from what it is played to write, unless it is said. */
export type PlayedRun =
  | Exclude<CommandRun, EndedCommand>
  | (Omit<EndedCommand, 'renewed'> & Partial<Pick<EndedCommand, 'renewed'>>);

/** A command that ended well for the judged commit. */
export function endedRun(more: Partial<EndedCommand> = {}): PlayedRun & { state: 'ended' } {
  const log = more.log ?? 'ok\n';
  return {
    state: 'ended',
    exit: 0,
    timedOut: false,
    leftBehind: false,
    startedAt: Date.parse('2026-03-10T11:59:00Z'),
    durationMs: 1500,
    log,
    written: log.length,
    capped: false,
    redacted: false,
    outputSha256: sha256(log),
    commit: headSha,
    ...more,
  };
}

/** What a made-up command does: how it ends, and what it writes. */
export interface Played {
  run?: PlayedRun;
  writes?: Readonly<Record<string, FileContent>>;
}

/** A setup in which commands do what is played, one after the other; the requests are noted. */
export function played(
  section: object,
  commands: readonly Played[] = [],
  around: Setup & { produced?: Record<string, FileContent> } = {},
): Setup & { requests: CommandRequest[] } {
  const produced: Record<string, FileContent> = { ...around.produced };
  const requests: CommandRequest[] = [];
  return {
    ...around,
    section: section as Record<string, unknown>,
    produced,
    requests,
    command: async (request) => {
      const { run = endedRun(), writes = {} } = commands[requests.length] ?? {};
      requests.push(request);
      Object.assign(produced, writes);
      return run.state === 'ended'
        ? { renewed: request.outputs.filter((path) => Object.hasOwn(writes, path)), ...run }
        : run;
    },
  };
}

/** Files in an artifact of a run. */
export function artifactOf(
  name: string,
  files: Readonly<Record<string, string>>,
  more: { runId?: number; headSha?: string; createdAt?: string; id?: number } = {},
): Collected {
  const { runId = 101, id = 1, createdAt = '2026-03-10T11:00:00Z' } = more;
  const origin = {
    kind: 'artifact' as const,
    name,
    id,
    runId,
    headSha: more.headSha ?? headSha,
    digest: undefined,
    createdAt,
  };
  return {
    files: Object.entries(files).map(([path, text]) => {
      const content = new TextEncoder().encode(text);
      return { origin, path, content, sha256: sha256(content) };
    }),
    problems: [],
  };
}
