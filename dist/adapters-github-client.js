import { createLane } from "./adapters-github-lane.js";
import { isSecondary, tidy } from "./adapters-github-problem.js";

// shared/adapters/github-client.ts
async function loadClient(options) {
	const { token } = options;
	const [{ Octokit: Client }, { retry }, { throttling }] = await Promise.all([
		import("./octokit-rest-entry.js"),
		import("./octokit-plugin-retry-entry.js"),
		import("./octokit-plugin-throttling-entry.js")
	]);
	const attempts = options.retry?.attempts ?? 4;
	const baseMs = options.retry?.baseMs ?? 1e3;
	const maxWaitMs = options.retry?.maxWaitMs ?? 6e4;
	const spacingMs = options.spacingMs ?? 1e3;
	const mayWait = (kind) => (seconds, { request }, _octokit, waits) => {
		if (seconds * baseMs > maxWaitMs || waits >= attempts - 1) return false;
		const asked = tidy(String(request.asked), token);
		options.log.info(`GitHub's ${kind} is reached: waiting ${seconds} s before ${asked}`);
		return true;
	};
	const retryAfter = (octokit) => {
		octokit.hook.error("request", (error, request) => {
			const { response } = error;
			const seconds = Number(response?.headers["retry-after"]);
			const refused = response?.status === 429 || response?.status === 403;
			const known = isSecondary(error.message) || response?.headers["x-ratelimit-remaining"] === "0";
			if (refused && !known && seconds >= 0) {
				const waits = Number(request.request?.retryCount ?? 0);
				const failed = error;
				if (mayWait("rate limit")(seconds, request, octokit, waits)) failed.request.request = {
					...failed.request.request,
					retries: attempts - 1,
					retryAfter: seconds
				};
			}
			throw error;
		});
		return {};
	};
	const lanes = {
		global: createLane(10, 0),
		auth: createLane(1, 0),
		search: createLane(1, 2 * spacingMs),
		write: createLane(1, 0),
		notifications: createLane(1, 3 * spacingMs)
	};
	const silent = {
		debug: () => {},
		info: () => {},
		warn: () => {},
		error: () => {}
	};
	return new (Client.plugin(retryAfter, retry, throttling))({
		baseUrl: options.baseUrl,
		...token === void 0 ? {} : { auth: token },
		userAgent: options.userAgent,
		log: silent,
		request: { log: silent },
		retry: {
			retries: Math.min(attempts - 1, Math.floor(Math.sqrt(maxWaitMs / baseMs))),
			retryAfterBaseValue: baseMs,
			doNotRetry: Array.from({ length: 100 }, (_, index) => 400 + index).filter((status) => status !== 408)
		},
		throttle: {
			...lanes,
			retryAfterBaseValue: baseMs,
			onRateLimit: mayWait("rate limit"),
			onSecondaryRateLimit: mayWait("secondary rate limit")
		}
	});
}

export { loadClient };