/** The part of a Bottleneck group that @octokit/plugin-throttling uses. */
interface Lane {
  key(id: string): {
    schedule<T>(job: object, task: (...args: unknown[]) => Promise<T>, ...args: unknown[]): Promise<T>;
  };
}

/**
 * A queue of one client: at most `atOnce` tasks run, and they start at least `apartMs` apart, first come first served.
 * It stands in for the groups of @octokit/plugin-throttling, which all clients of a process share.
 */
export function createLane(atOnce: number, apartMs: number): Lane {
  const waiting: (() => void)[] = [];
  let running = 0;
  let nextStart = 0;

  async function start(): Promise<void> {
    if (running < atOnce) running += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    const now = Date.now();
    const from = Math.max(now, nextStart);
    nextStart = from + apartMs;
    if (from > now) await new Promise<void>((resolve) => setTimeout(resolve, from - now));
  }

  function end(): void {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }

  const lane: ReturnType<Lane['key']> = {
    async schedule(_job, task, ...args) {
      await start();
      try {
        return await task(...args);
      } finally {
        end();
      }
    },
  };
  return { key: () => lane };
}
