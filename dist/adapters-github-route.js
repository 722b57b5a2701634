import { GovernanceError } from "./shared.js";

// shared/adapters/github-route.ts
function expandRoute(route, parameters) {
	const template = /^GET (\/[^\s?#]*)$/.exec(route)?.[1];
	if (template === void 0) throw new GovernanceError("INTERNAL", `not a route that reads: ${route}`);
	const used = new Set();
	const path = template.replace(/\{(\+?)([a-z_]+)\}/g, (_all, plus, name) => {
		const value = Object.hasOwn(parameters, name) ? parameters[name] : void 0;
		if (value === void 0) throw new GovernanceError("INTERNAL", `the route ${route} has no value for ${name}`);
		used.add(name);
		return (plus === "" ? [String(value)] : String(value).split("/")).map((segment) => pathSegment(segment, name)).join("/");
	});
	if (/[{}]/.test(path)) throw new GovernanceError("INTERNAL", `the route ${route} has a placeholder that is not plain`);
	const query = Object.entries(parameters).filter(([name]) => !used.has(name)).map(([name, value]) => `${escape(name, name)}=${escape(String(value), name)}`);
	return query.length === 0 ? path : `${path}?${query.join("&")}`;
}
function pathSegment(segment, name) {
	if (segment === "" || segment === "." || segment === "..") throw new GovernanceError("BAD_INPUT", `${name} cannot be part of a GitHub address: ${JSON.stringify(segment)}`, { hint: `Give ${name} without empty, "." and ".." parts.` });
	return escape(segment, name);
}
function escape(text, name) {
	try {
		return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
	} catch (cause) {
		throw new GovernanceError("BAD_INPUT", `${name} holds half of a surrogate pair, which no address can carry`, { cause });
	}
}
function nextPage(link) {
	for (const [, address, parameters] of (link ?? "").matchAll(/<([^<>]*)>([^<>]*)/g)) if (/;\s*rel\s*=\s*("[^"]*\bnext\b[^"]*"|next\b)/i.test(parameters ?? "")) return address;
}

export { expandRoute, nextPage };