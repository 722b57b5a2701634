import { isRateLimit, isSecondary } from "./adapters-github-problem.js";

// shared/adapters/github-wait.ts
const secondaryWait = 60;
function waitFor({ status, message, headers }, waits, now) {
	if (isRateLimit({
		status,
		headers,
		message
	})) {
		const after = Number(headers["retry-after"] ?? NaN);
		const reset = headers["x-ratelimit-remaining"] === "0" ? Number(headers["x-ratelimit-reset"]) : NaN;
		if (isSecondary(message)) return {
			kind: "secondary rate limit",
			seconds: after > 0 ? after : secondaryWait
		};
		const seconds = Number.isNaN(after) ? Math.ceil(reset - now / 1e3) + 1 : after;
		return Number.isNaN(seconds) ? void 0 : {
			kind: "rate limit",
			seconds: Math.max(seconds, 0)
		};
	}
	return status >= 500 || status === 408 ? {
		kind: "fault",
		seconds: (waits + 1) ** 2
	} : void 0;
}

export { waitFor };