// shared/core/metered.ts
const page = 100;
function meteredGitHub(github, limit) {
	let requests = 0;
	let refused;
	async function count(ask, items = () => 0) {
		if (limit !== void 0 && requests >= limit.most) {
			refused = limit.because;
			return {
				ok: false,
				because: refused
			};
		}
		requests += 1;
		const answer = await ask();
		if (answer.ok) requests += Math.max(0, Math.ceil(items(answer.data) / page) - 1);
		return answer;
	}
	return {
		requests: () => requests,
		refused: () => refused,
		github: {
			host: github.host,
			get: (...asked) => count(() => github.get(...asked)),
			all: (...asked) => count(() => github.all(...asked), (items) => items.length),
			bytes: (...asked) => count(() => github.bytes(...asked)),
			graphql: (...asked) => count(() => github.graphql(...asked))
		}
	};
}

export { meteredGitHub };