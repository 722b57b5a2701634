import { createLane } from "./adapters-github-lane.js";
import { tidy } from "./adapters-github-problem.js";
import { waitFor } from "./adapters-github-wait.js";

// shared/adapters/github-client.ts
async function loadClient(options) {
	const { token } = options;
	const { Octokit: Client } = await import("./octokit-rest-entry.js");
	const attempts = options.retry?.attempts ?? 4;
	const baseMs = options.retry?.baseMs ?? 1e3;
	const maxWaitMs = options.retry?.maxWaitMs ?? 6e4;
	const all = createLane(10, 0);
	const searches = createLane(1, 2 * (options.spacingMs ?? 1e3));
	const mayWait = ({ kind, seconds }, waits, { request }) => {
		if (seconds * baseMs > maxWaitMs || waits >= attempts - 1) return false;
		const asked = tidy(String(request.asked), token);
		if (kind !== "fault") options.log.info(`GitHub's ${kind} is reached: waiting ${seconds} s before ${asked}`);
		return true;
	};
	const silent = {
		debug: () => {},
		info: () => {},
		warn: () => {},
		error: () => {}
	};
	const client = new Client({
		baseUrl: options.baseUrl,
		...token === void 0 ? {} : { auth: token },
		userAgent: options.userAgent,
		log: silent,
		request: { log: silent }
	});
	client.hook.wrap("request", async (request, asking) => {
		for (let waits = 0;; waits += 1) {
			if (asking.url.startsWith("/search/")) await searches.run(async () => {});
			try {
				return await all.run(async () => request(asking));
			} catch (thrown) {
				const wait = waitFor(failedRequest(thrown), waits, Date.now());
				if (wait === void 0 || !mayWait(wait, waits, asking)) throw thrown;
				await new Promise((resolve) => setTimeout(resolve, wait.seconds * baseMs));
			}
		}
	});
	return client;
}
function failedRequest(thrown) {
	const { status, message, response } = thrown;
	return {
		status: status ?? 0,
		message: message ?? "",
		headers: response?.headers ?? {}
	};
}

export { loadClient };