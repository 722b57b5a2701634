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
	return { async run(task) {
		await start();
		try {
			return await task();
		} finally {
			end();
		}
	} };
}

export { createLane };