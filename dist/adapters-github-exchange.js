import { isObject } from "./shared.js";
import { describeFault } from "./adapters-github-problem.js";

// shared/adapters/github-exchange.ts
const MAX_REDIRECTS = 5;
const MAX_ERROR_BYTES = 65536;
const REDIRECTS = new Set([
	301,
	302,
	303,
	307,
	308
]);
async function exchange(address, headers, want) {
	try {
		const answer = await follow(address, headers, want, AbortSignal.timeout(want.timeoutMs));
		return "kind" in answer ? answer : await receive(answer, want);
	} catch (thrown) {
		throw new Error(describeFault(thrown, want.timeoutMs), { cause: thrown });
	}
}
async function follow(address, headers, want, signal) {
	let url = address;
	let sent = headers;
	for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
		const response = await fetch(url, {
			...want.body === void 0 ? { method: "GET" } : {
				method: want.method ?? "POST",
				body: want.body
			},
			headers: sent,
			redirect: "manual",
			signal
		});
		if (!REDIRECTS.has(response.status)) return response;
		await response.body?.cancel();
		const refused = (message) => ({
			kind: "refused",
			status: response.status,
			headers: response.headers,
			code: "GITHUB_DOWN",
			message
		});
		if (want.body !== void 0) return refused("it was redirected, and what is sent with it goes nowhere else");
		const location = response.headers.get("location");
		const next = location !== null && URL.canParse(location, url.href) ? new URL(location, url) : void 0;
		if (next === void 0 || next.username !== "" || next.password !== "") return refused("it was redirected to no usable address");
		if (next.origin !== url.origin) {
			if (want.as === "json") return refused(`it was redirected to another server, ${next.host}, which is not asked`);
			if (next.protocol !== "https:" && next.protocol !== address.protocol) return refused(`it was redirected to ${next.protocol}//${next.host}, which is not encrypted`);
			sent = Object.fromEntries(Object.entries(sent).filter(([name]) => name.toLowerCase() !== "authorization"));
		}
		url = next;
	}
	return {
		kind: "refused",
		status: 0,
		headers: new Headers(),
		code: "GITHUB_DOWN",
		message: `it was redirected more than ${MAX_REDIRECTS} times`
	};
}
async function receive(response, want) {
	const { status, headers } = response;
	if (status >= 400 && status <= 599) {
		const body = await readBody(response, MAX_ERROR_BYTES);
		return {
			kind: "failed",
			status,
			headers,
			message: body === void 0 ? "" : messageOf(body)
		};
	}
	if (status < 200 || status > 299) {
		await response.body?.cancel();
		throw new Error(`the status ${status} was not expected`);
	}
	const bytes = await readBody(response, want.maxBytes);
	if (bytes === void 0) return {
		kind: "refused",
		status,
		headers,
		code: "TRUNCATED",
		message: `it is larger than ${want.maxBytes} bytes`
	};
	return {
		kind: "data",
		status,
		headers,
		bytes,
		json: want.as === "json" && !(status === 204 || status === 205) ? parseJson(bytes) : void 0
	};
}
async function readBody(response, maxBytes) {
	const { body, headers } = response;
	const promised = headers.get("content-encoding") === null ? Number(headers.get("content-length") ?? NaN) : NaN;
	if (promised > maxBytes) {
		await body?.cancel();
		return;
	}
	const chunks = [];
	let size = 0;
	if (body !== null) for await (const chunk of body) {
		size += chunk.byteLength;
		if (size > maxBytes) return void 0;
		chunks.push(chunk);
	}
	if (size < promised) throw new Error(`the connection was cut after ${size} of ${promised} bytes`);
	const bytes = new Uint8Array(size);
	let at = 0;
	for (const chunk of chunks) {
		bytes.set(chunk, at);
		at += chunk.byteLength;
	}
	return bytes;
}
function parseJson(bytes) {
	try {
		return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
	} catch {
		throw new Error("the answer is not JSON, or only a part of it");
	}
}
function messageOf(bytes) {
	const text = new TextDecoder().decode(bytes);
	try {
		const body = JSON.parse(text);
		return isObject(body) && typeof body["message"] === "string" ? body["message"] : "";
	} catch {
		return /^\s*</.test(text) ? "" : text;
	}
}

export { exchange };