// shared/adapters/github-lane.ts
function createLane(atOnce, apartMs) {
	const waiting = [];
	let running = 0;
	let nextStart = 0;
	async function start() {
		if (running < atOnce) running += 1;
		else await new Promise((resolve) => waiting.push(resolve));
		const now = Date.now();
		const from = Math.max(now, nextStart);
		nextStart = from + apartMs;
		if (from > now) await new Promise((resolve) => setTimeout(resolve, from - now));
	}
	function end() {
		const next = waiting.shift();
		if (next === void 0) running -= 1;
		else next();
	}
	const lane = { async schedule(_job, task, ...args) {
		await start();
		try {
			return await task(...args);
		} finally {
			end();
		}
	} };
	return { key: () => lane };
}

export { createLane };