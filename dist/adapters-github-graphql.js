import { GovernanceError, isObject } from "./shared.js";

// shared/adapters/github-graphql.ts
function graphqlAddress(base) {
	const path = base.pathname.replace(/\/$/, "").replace(/\/v3$/, "");
	return new URL(`${base.origin}${path}/graphql`);
}
function expectQuery(document) {
	const bare = document.replace(/"""(?:\\"""|[^])*?"""|"(?:\\.|[^"\\\n])*"|#[^\n\r]*/g, " ");
	let depth = 0;
	let outside = "";
	for (const character of bare) {
		if ("{([".includes(character)) depth += 1;
		else if ("})]".includes(character)) {
			depth -= 1;
			if (depth === 0 && character === "}") outside += "}";
		} else if (depth === 0) outside += character;
		if (depth < 0) break;
	}
	const definitions = outside.split("}").map((definition) => definition.trim());
	const rest = definitions.pop();
	const reads = definitions.every((definition) => /^($|query\b|fragment\b)/.test(definition));
	if (depth === 0 && rest === "" && reads && definitions.length > 0) return;
	throw new GovernanceError("INTERNAL", "not a GraphQL query that only reads");
}
function limitMessage(body) {
	const errors = isObject(body) && Array.isArray(body["errors"]) ? body["errors"] : [];
	for (const error of errors) {
		if (!isObject(error)) continue;
		const message = typeof error["message"] === "string" ? error["message"] : "";
		if (error["type"] === "RATE_LIMITED" || /\bsecondary rate\b/i.test(message)) return message || "RATE_LIMITED";
	}
}
function isGraphqlBody(body) {
	return isObject(body) && (isObject(body["data"]) || Array.isArray(body["errors"]));
}

export { expectQuery, graphqlAddress, isGraphqlBody, limitMessage };