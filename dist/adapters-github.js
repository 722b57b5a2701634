import { GovernanceError, isObject } from "./shared.js";
import { loadClient } from "./adapters-github-client.js";
import { exchange } from "./adapters-github-exchange.js";
import { expectQuery, graphqlAddress, isGraphqlBody, limitMessage } from "./adapters-github-graphql.js";
import { classifyRefusal, isRateLimit, retryAt, tidy } from "./adapters-github-problem.js";
import { expandRoute, nextPage } from "./adapters-github-route.js";

// shared/adapters/github.ts
const MAX_JSON_BYTES = 33554432;
const MAX_PAGES = 100;
const PAGE_SIZE = 100;
function createGitHub(options) {
	const base = baseAddress(options.baseUrl);
	const token = usableToken(options.token);
	const timeoutMs = options.timeoutMs ?? 6e4;
	const holds = new Map();
	let client;
	const problem = (code, asked, clause, status) => ({
		ok: false,
		because: {
			code,
			message: `${tidy(asked, token)}: ${tidy(clause, token)}`
		},
		...status === void 0 ? {} : { status }
	});
	function reading(address, accept, want) {
		const path = relativePath(address, base);
		const quota = path.startsWith("/search/") ? "search" : "core";
		return {
			address,
			method: "GET",
			asked: tidy(`GET ${path}`, token),
			quota,
			accept,
			want
		};
	}
	async function ask(asking) {
		const { address, method, asked, quota, accept, want } = asking;
		const hold = holds.get(quota);
		if (hold !== void 0 && Date.now() < hold.until) return refusedBy({
			...hold.refusal,
			asked
		});
		client ??= loadClient({
			...options,
			baseUrl: base.href.replace(/\/$/, ""),
			token
		});
		const octokit = await client;
		let tries = 0;
		let last;
		const send = async (_url, init) => {
			tries += 1;
			last = void 0;
			try {
				last = refusalIn(await exchange(address, init.headers, want), quota);
			} catch (thrown) {
				last = {
					kind: "fault",
					message: thrown instanceof Error ? thrown.message : String(thrown)
				};
				options.log.debug(`${asked}: ${tidy(last.message, token)}`);
				throw thrown;
			}
			options.log.debug(`${asked}: status ${last.status}`);
			return last.kind === "failed" ? failure(last) : new Response(null, { status: 204 });
		};
		try {
			await octokit.request({
				method,
				url: relativePath(address, base),
				headers: quota === "graphql" ? {
					accept,
					"content-type": "application/json; charset=utf-8"
				} : {
					accept,
					"x-github-api-version": "2022-11-28"
				},
				request: {
					fetch: send,
					asked
				}
			});
		} catch (thrown) {
			if (last?.kind !== "failed" && last?.kind !== "fault") throw thrown;
		}
		return judge(last, {
			asked,
			quota,
			tries
		});
	}
	function judge(last, { asked, quota, tries }) {
		switch (last?.kind) {
			case "data":
				if (!last.headers.get("x-github-sso")?.startsWith("partial-results")) return {
					ok: true,
					data: last
				};
				return problem("TRUNCATED", asked, "organisations are left out for which the token is not authorised by SAML single sign-on", last.status);
			case "refused": return problem(last.code, asked, last.message, last.status);
			case "failed": {
				const headers = Object.fromEntries(last.headers);
				const message = tidy(last.message, token);
				const now = Date.now();
				const { status, limited } = last;
				const refusal = {
					status,
					headers,
					message,
					hadToken: token !== void 0,
					asked,
					tries,
					now,
					limited
				};
				if (isRateLimit(refusal)) holds.set(quota, {
					until: retryAt(headers, now),
					refusal
				});
				return refusedBy(refusal);
			}
			case "fault": return problem("GITHUB_DOWN", asked, `no usable answer after ${count(tries, "try", "tries")}: ${last.message}`);
			case void 0: throw new GovernanceError("INTERNAL", `${asked}: the HTTP client answered without a request`);
		}
	}
	const json = {
		as: "json",
		maxBytes: MAX_JSON_BYTES,
		timeoutMs
	};
	return {
		host: options.host,
		async get(route, parameters, schema) {
			const address = addressOf(base, expandRoute(route, parameters));
			const answer = await ask(reading(address, "application/vnd.github+json", json));
			if (!answer.ok) return answer;
			const fits = fit(answer.data.json, schema);
			if (fits.ok) return fits;
			return problem("GITHUB_DOWN", `GET ${relativePath(address, base)}`, fits.message, answer.data.status);
		},
		async all(route, parameters, schema) {
			if ("page" in parameters) throw new GovernanceError("INTERNAL", `all() reads every page of ${route}: give no page`);
			const first = addressOf(base, expandRoute(route, {
				per_page: PAGE_SIZE,
				...parameters
			}));
			const asked = `GET ${relativePath(first, base)}`;
			const items = [];
			const seen = new Set();
			for (let address = first; address !== void 0;) {
				seen.add(address.href);
				const answer = await ask(reading(address, "application/vnd.github+json", json));
				if (!answer.ok) return answer;
				const { status, headers } = answer.data;
				const page = listOf(answer.data.json);
				if (page === void 0) return problem("GITHUB_DOWN", asked, "the answer is not a list", status);
				for (const item of page.items) {
					const fits = fit(item, schema);
					if (!fits.ok) return problem("GITHUB_DOWN", asked, `item ${items.length}: ${fits.message}`, status);
					items.push(fits.data);
				}
				const next = nextPage(headers.get("link") ?? void 0);
				if (next === void 0) {
					const missing = page.incomplete ? "some" : page.total > items.length ? page.total - items.length : 0;
					if (missing === 0) return {
						ok: true,
						data: items
					};
					return problem("TRUNCATED", asked, `GitHub listed ${items.length} and left out ${missing}`, status);
				}
				const url = URL.canParse(next) ? new URL(next) : void 0;
				const stop = url === void 0 || url.origin !== base.origin || url.username !== "" || url.password !== "" ? "the next page is not on the same server" : seen.has(url.href) ? "its pages lead back to one that was read already" : seen.size >= MAX_PAGES ? `it has more than ${MAX_PAGES} pages` : void 0;
				if (stop !== void 0) return problem("TRUNCATED", asked, `${stop}; ${items.length} items were read`, status);
				address = url;
			}
			throw new GovernanceError("INTERNAL", `${asked}: the list did not end`);
		},
		async bytes(route, parameters, maxBytes) {
			const answer = await ask(reading(addressOf(base, expandRoute(route, parameters)), "application/vnd.github.raw+json", {
				as: "bytes",
				maxBytes,
				timeoutMs
			}));
			return answer.ok ? {
				ok: true,
				data: answer.data.bytes
			} : answer;
		},
		async graphql(query, variables) {
			expectQuery(query);
			const address = graphqlAddress(base);
			const asked = `POST ${address.pathname}`;
			if (token === void 0) return {
				ok: false,
				because: {
					code: "NO_CREDENTIAL",
					message: `${asked}: no token was given, and GraphQL answers nobody without one`,
					needs: "a token"
				}
			};
			const answer = await ask({
				address,
				method: "POST",
				asked,
				quota: "graphql",
				accept: "application/json",
				want: {
					...json,
					body: JSON.stringify({
						query,
						variables
					})
				}
			});
			if (!answer.ok) return answer;
			if (isGraphqlBody(answer.data.json)) return {
				ok: true,
				data: answer.data.json
			};
			return problem("GITHUB_DOWN", asked, "the answer has neither data nor errors", answer.data.status);
		}
	};
}
function refusedBy(refusal) {
	return {
		ok: false,
		because: classifyRefusal(refusal),
		status: refusal.status,
		said: refusal.message
	};
}
function refusalIn(received, quota) {
	const message = quota === "graphql" && received.kind === "data" ? limitMessage(received.json) : void 0;
	if (message === void 0) return received;
	return {
		kind: "failed",
		status: received.status,
		headers: received.headers,
		message,
		limited: true
	};
}
function failure({ status, headers, message }) {
	const kept = [...headers].filter(([name]) => name === "retry-after" || name.startsWith("x-ratelimit-"));
	return new Response(JSON.stringify({ message }), {
		status: status < 400 ? 403 : status,
		headers: [...kept, ["content-type", "application/json"]]
	});
}
function listOf(body) {
	if (Array.isArray(body)) return {
		items: body,
		total: 0,
		incomplete: false
	};
	if (!isObject(body) || typeof body["total_count"] !== "number") return void 0;
	const [items, another] = Object.values(body).filter((value) => Array.isArray(value));
	if (items === void 0 || another !== void 0) return void 0;
	return {
		items,
		total: body["total_count"],
		incomplete: body["incomplete_results"] === true
	};
}
function fit(value, schema) {
	const parsed = schema.safeParse(value);
	if (parsed.success) return {
		ok: true,
		data: parsed.data
	};
	const issue = parsed.error.issues[0];
	return {
		ok: false,
		message: `the answer is not as documented${issue === void 0 || issue.path.length === 0 ? "" : ` at ${issue.path.map(String).join(".")}`}: ${issue?.message ?? "it does not fit"}`
	};
}
function baseAddress(text) {
	const url = URL.canParse(text) ? new URL(text) : void 0;
	if (!(url !== void 0 && /^https?:$/.test(url.protocol) && `${url.username}${url.password}${url.search}${url.hash}` === "")) throw new GovernanceError("BAD_INPUT", "the address of the GitHub API is not a plain http or https address", { hint: "GITHUB_API_URL must be like https://api.github.com or https://<host>/api/v3." });
	return url;
}
function usableToken(token) {
	if (token === void 0 || token === "") return void 0;
	if (/^[\x21-\x7e]+$/.test(token)) return token;
	throw new GovernanceError("BAD_INPUT", "the GitHub token holds a space, a line break or another character that none has", { hint: "Check how the secret was stored: often a line break was copied with it." });
}
function addressOf(base, path) {
	return new URL(`${base.href.replace(/\/$/, "")}${path}`);
}
function relativePath(address, base) {
	const prefix = base.pathname.replace(/\/$/, "");
	return `${address.pathname.startsWith(`${prefix}/`) ? address.pathname.slice(prefix.length) : address.pathname}${address.search}`;
}
function count(number, one, many) {
	return `${number} ${number === 1 ? one : many}`;
}

export { addressOf, baseAddress, createGitHub, fit, usableToken };