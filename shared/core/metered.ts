import type { Because } from './errors.ts';
import type { Answer, GitHub } from './ports.ts';

export interface Metered {
  github: GitHub;
  /** How many requests were sent, a list of several pages as so many. */
  requests(): number;
  /** Why a request was not sent; undefined while all of them were. */
  refused(): Because | undefined;
}

const page = 100;

/** The port with a count of its requests. Those over `limit.most` are not sent and answered with its reason; without it none is held back. */
export function meteredGitHub(github: GitHub, limit?: { most: number; because: Because }): Metered {
  let requests = 0;
  let refused: Because | undefined;

  async function count<T>(ask: () => Promise<Answer<T>>, items: (data: T) => number = () => 0): Promise<Answer<T>> {
    if (limit !== undefined && requests >= limit.most) {
      refused = limit.because;
      return { ok: false, because: refused };
    }
    requests += 1;
    const answer = await ask();
    // How many pages a list had is known only when it is there.
    if (answer.ok) requests += Math.max(0, Math.ceil(items(answer.data) / page) - 1);
    return answer;
  }

  return {
    requests: () => requests,
    refused: () => refused,
    github: {
      host: github.host,
      get: (...asked) => count(() => github.get(...asked)),
      all: (...asked) =>
        count(
          () => github.all(...asked),
          (items) => items.length,
        ),
      bytes: (...asked) => count(() => github.bytes(...asked)),
      graphql: (...asked) => count(() => github.graphql(...asked)),
    },
  };
}
