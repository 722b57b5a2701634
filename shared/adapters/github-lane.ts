/** A queue: at most `atOnce` tasks run, and they start at least `apartMs` apart, first come first served. */
export interface Lane {
  run<T>(task: () => Promise<T>): Promise<T>;
}

/** A queue of one client: two clients do not wait for each other. */
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

  return {
    async run(task) {
      await start();
      try {
        return await task();
      } finally {
        end();
      }
    },
  };
}
