import { workflowPermissions } from "./core-workflow-permissions.js";

// shared/adapters/github-problem.ts
const LONGEST_TEXT = 200;
const SECONDARY_WAIT_MS = 6e4;
const LONGEST_PLAUSIBLE_WAIT_MS = 6048e5;
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/gu;
function tidy(text, secret) {
	const oneLine = text.replace(CONTROLS, " ").trim();
	const hidden = secret === void 0 ? oneLine : oneLine.replace(new RegExp(secret.replace(/[^A-Za-z0-9]/g, "\\$&"), "gi"), "***");
	const characters = [...hidden.slice(0, 402)];
	return characters.length > LONGEST_TEXT ? `${characters.slice(0, 199).join("")}…` : hidden;
}
function isRateLimit(refusal) {
	if (refusal.status === 429 || refusal.limited === true) return true;
	if (refusal.status !== 403) return false;
	const { headers, message } = refusal;
	return headers["x-ratelimit-remaining"] === "0" || headers["retry-after"] !== void 0 || isSecondary(message);
}
function isSecondary(message) {
	return /\bsecondary rate\b/i.test(message);
}
function retryAt(headers, now) {
	const seconds = wholeNumber(headers["retry-after"]);
	const reset = headers["x-ratelimit-remaining"] === "0" ? wholeNumber(headers["x-ratelimit-reset"]) : void 0;
	const named = seconds !== void 0 ? now + seconds * 1e3 : reset !== void 0 ? reset * 1e3 : void 0;
	return named !== void 0 && named >= now - 1e3 && named <= now + LONGEST_PLAUSIBLE_WAIT_MS ? named : now + SECONDARY_WAIT_MS;
}
function classifyRefusal(refusal) {
	const { status, headers, hadToken } = refusal;
	const said = tidy(refusal.message);
	const found = (code, clause, needs) => ({
		code,
		message: `${tidy(refusal.asked)}: ${clause} (GitHub answered ${status}${said === "" ? "" : ` "${said}"`})`,
		...needs === void 0 ? {} : { needs }
	});
	if (isRateLimit(refusal)) {
		const kind = isSecondary(said) ? "secondary rate limit" : "rate limit";
		const until = utc(retryAt(headers, refusal.now));
		return found("RATE_LIMITED", `the ${kind} of ${hadToken ? "this token" : "requests without a token"} is reached until ${until}`, hadToken ? `a run after ${until}` : "a token: without one GitHub allows 60 requests an hour");
	}
	if (status === 401) return hadToken ? found("MISSING_PERMISSION", "the token is not valid (expired or revoked)", "a valid token") : found("NO_CREDENTIAL", "no token was given, and this cannot be read without one", "a token");
	if (status === 403) return classifyForbidden(refusal, said, found);
	if (status === 404) return classifyAbsent(refusal, said, found);
	if (status === 409 && /\bempty\b/i.test(said)) return found("NOT_FOUND", "the repository is empty: it has no commit");
	if (status === 410) return found("NOT_FOUND", "it is gone: expired, deleted or switched off");
	if (isTooLarge(status, said)) return found("TRUNCATED", "it is too large for this address of the API");
	if (status === 422) return found("NOT_FOUND", "GitHub finds nothing for these values, or does not accept them");
	if (status === 451) return found("NOT_FOUND", "it is blocked for legal reasons");
	return found("GITHUB_DOWN", `no usable answer${refusal.tries === 1 ? "" : ` after ${refusal.tries} tries`}`);
}
function classifyForbidden(refusal, said, found) {
	if (refusal.headers["x-github-sso"] !== void 0) return found("MISSING_PERMISSION", "the organisation asks for SAML single sign-on and the token is not authorised for it", "the token, authorised for single sign-on of the organisation");
	if (/\bupgrade to github\b/i.test(said)) return found("PLAN_LIMIT", "the plan of this repository does not have the feature, so nothing of it is enforced");
	if (isTooLarge(refusal.status, said)) return found("TRUNCATED", "it is too large for this address of the API");
	const needs = neededPermission(refusal, said);
	return refusal.hadToken ? found("MISSING_PERMISSION", `the token may not ${refusal.asked.startsWith("GET ") ? "read" : "do"} this`, needs) : found("NO_CREDENTIAL", "no token was given, and this cannot be read without one", needs ?? "a token");
}
function classifyAbsent(refusal, said, found) {
	if (refusal.hadToken && /^branch not protected\b/i.test(said)) return found("NOT_FOUND", "the branch has no classic protection; a ruleset may still protect it");
	return refusal.hadToken ? found("NOT_FOUND", "it is absent, or hidden from this token", neededPermission(refusal, said)) : found("NOT_FOUND", "it is absent, or hidden because no token was given", "a token, if it is hidden");
}
function isTooLarge(status, said) {
	return status === 413 || [
		403,
		406,
		422
	].includes(status) && /too large|exceeded the maximum|taking too long|only the first \d+ search results/i.test(said);
}
function neededPermission(refusal, said) {
	const sets = (refusal.headers["x-accepted-github-permissions"] ?? "").split(";").slice(0, 10).map(permissionSet).filter((set) => set.length > 0);
	const grantable = sets.find((set) => set.every(({ name }) => workflowPermissions.has(name)));
	const set = grantable ?? sets[0];
	if (set === void 0) return void 0;
	const text = set.map(({ name, level }) => `${name}: ${level}`).join(", ");
	if (/personal access token/i.test(said)) return tidy(`the personal access token with ${text}`);
	return grantable === void 0 ? tidy(`a GitHub App token or fine-grained token with ${text}: a workflow cannot grant this to its own token`) : tidy(`permissions: { ${text} }`);
}
function permissionSet(text) {
	const permissions = text.split(",").map((one) => /^\s*([a-z_]+)\s*=\s*(read|write|admin)\s*$/.exec(one));
	if (permissions.includes(null)) return [];
	return permissions.map((match) => ({
		name: (match?.[1] ?? "").replaceAll("_", "-"),
		level: match?.[2] ?? ""
	})).filter(({ name }) => name !== "metadata");
}
function describeFault(thrown, timeoutMs) {
	for (const error of causes(thrown)) {
		const code = error.code ?? "";
		if (error.name === "TimeoutError") return `no complete answer within ${timeoutMs / 1e3} s`;
		if (/TIMEDOUT|_TIMEOUT$/.test(code)) return `no connection or no answer in time (${code})`;
		if ([
			"ENOTFOUND",
			"EAI_AGAIN",
			"EAI_FAIL"
		].includes(code)) return `the host name was not found (${code})`;
		if (code === "ECONNREFUSED") return `the connection was refused (${code})`;
		if ([
			"ECONNRESET",
			"EPIPE",
			"UND_ERR_SOCKET",
			"UND_ERR_ABORTED"
		].includes(code)) return `the connection was cut before the answer was complete (${code})`;
		if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS/.test(code)) return `the certificate of the server is not trusted (${code}; NODE_EXTRA_CA_CERTS adds one)`;
	}
	const last = causes(thrown).at(-1);
	return tidy(`${last?.message ?? String(thrown)}${last?.code === void 0 ? "" : ` (${last.code})`}`);
}
function causes(thrown) {
	const chain = [];
	let current = thrown;
	while (typeof current === "object" && current !== null && chain.length < 8) {
		const { name, code, message, cause } = current;
		chain.push({
			...typeof name === "string" ? { name } : {},
			...typeof code === "string" ? { code } : {},
			...typeof message === "string" ? { message } : {}
		});
		current = cause;
	}
	return chain;
}
function wholeNumber(text) {
	return text !== void 0 && /^\d{1,12}$/.test(text) ? Number(text) : void 0;
}
function utc(milliseconds) {
	return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, "Z");
}

export { classifyRefusal, describeFault, isRateLimit, isSecondary, retryAt, tidy };