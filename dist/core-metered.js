// shared/core/metered.ts
const page = 100;
function meteredGitHub(github, most = Number.POSITIVE_INFINITY) {
	let requests = 0;
	let used;
	async function count(ask, items = () => 0) {
		if (requests >= most) {
			used = {
				code: "TRUNCATED",
				message: "the budget of requests is used up",
				needs: "a larger budget, or a further run with this progress"
			};
			return {
				ok: false,
				because: used
			};
		}
		requests += 1;
		const answer = await ask();
		if (answer.ok) requests += Math.max(0, Math.ceil(items(answer.data) / page) - 1);
		return answer;
	}
	return {
		requests: () => requests,
		used: () => used,
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