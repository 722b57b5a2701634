import { addressOf, baseAddress, fit, usableToken } from "./adapters-github.js";
import { exchange } from "./adapters-github-exchange.js";
import { classifyRefusal, tidy } from "./adapters-github-problem.js";
import { expandRoute } from "./adapters-github-route.js";

// shared/adapters/github-write.ts
const maxAnswerBytes = 4194304;
function createGitHubWrite(options) {
	const base = baseAddress(options.baseUrl);
	const token = usableToken(options.token);
	const headers = {
		accept: "application/vnd.github+json",
		"content-type": "application/json; charset=utf-8",
		"user-agent": options.userAgent,
		"x-github-api-version": "2022-11-28",
		...token === void 0 ? {} : { authorization: `Bearer ${token}` }
	};
	const refused = (code, asked, clause, status) => ({
		ok: false,
		because: {
			code,
			message: `${asked}: ${tidy(clause, token)}`
		},
		...status === void 0 ? {} : { status }
	});
	async function send(route, parameters, body, schema) {
		const method = route.startsWith("POST ") ? "POST" : "PATCH";
		const path = expandRoute(`GET${route.slice(method.length)}`, parameters);
		const asked = tidy(`${method} ${path}`, token);
		const want = {
			as: "json",
			maxBytes: maxAnswerBytes,
			timeoutMs: options.timeoutMs ?? 6e4
		};
		let received;
		try {
			received = await exchange(addressOf(base, path), headers, {
				...want,
				method,
				body: JSON.stringify(body)
			});
		} catch (thrown) {
			const message = thrown instanceof Error ? thrown.message : String(thrown);
			return refused("GITHUB_DOWN", asked, `no usable answer, and it is not known whether it was done: ${message}`);
		}
		options.log.debug(`${asked}: status ${received.status}`);
		if (received.kind === "refused") return refused(received.code, asked, received.message, received.status);
		if (received.kind === "failed") {
			const said = tidy(received.message, token);
			const answer = {
				status: received.status,
				headers: Object.fromEntries(received.headers),
				message: said
			};
			return {
				ok: false,
				because: classifyRefusal({
					...answer,
					hadToken: token !== void 0,
					asked,
					tries: 1,
					now: Date.now()
				}),
				status: received.status,
				said
			};
		}
		const fits = fit(received.json, schema);
		return fits.ok ? fits : refused("GITHUB_DOWN", asked, fits.message, received.status);
	}
	return { send };
}

export { createGitHubWrite };