import { parsePointer } from "./shared.js";
import { demands } from "./domain-contract-surface-config.js";
import { mayBeJson } from "./domain-contract-surface.js";

// shared/domain/contract-surface/envelope-schema.ts
const choices = [
	"anyOf",
	"oneOf",
	"not",
	"if",
	"then",
	"else",
	"patternProperties",
	"dependentSchemas",
	"propertyNames"
];
function schemaFindings(surface, link, fields) {
	return demands(fields).map(([demand, field]) => {
		const fact = factOf(surface, link, parsePointer(field) ?? []);
		const { document } = surface;
		const position = document.keyAt(fact.pointer) ?? document.near(fact.pointer);
		return {
			demand,
			field,
			...judged(demand, field, fact),
			pointer: fact.pointer,
			position
		};
	});
}
function judged(demand, field, { must, may, named }) {
	const no = (because) => ({
		holds: false,
		because
	});
	const unknown = (because) => ({
		holds: "unknown",
		because
	});
	const untold = `says in a way that is not understood whether there is ${field}`;
	switch (demand) {
		case "requires":
			if (must === true && may !== false) return {
				holds: true,
				because: void 0
			};
			if (may === false) return no(`does not allow ${field}, which is required`);
			if (must === void 0) return unknown(untold);
			return no(named ? `has ${field}, but does not require it` : `has no ${field}, which is required`);
		case "optional":
			if (may === false) return no(`does not allow ${field}, which is optional`);
			if (must === true) return no(`requires ${field}, which is optional`);
			return must === void 0 || may === void 0 ? unknown(untold) : {
				holds: true,
				because: void 0
			};
		case "forbids":
			if (may === false) return {
				holds: true,
				because: void 0
			};
			if (named || must === true) return no(`has ${field}, which is forbidden`);
			return unknown(may === void 0 ? untold : `does not name ${field}, but allows it: additionalProperties is not false`);
	}
}
function factOf(surface, link, tokens) {
	let links = [link];
	let fact = {
		must: true,
		may: true,
		named: true,
		pointer: link.target ?? link.pointer
	};
	for (const token of tokens) {
		const found = memberOf(surface, links, token);
		fact = {
			must: both(fact.must, found.must),
			may: both(fact.may, found.may),
			named: fact.named && found.links.length > 0,
			pointer: found.links[0]?.pointer ?? (fact.named ? found.around ?? fact.pointer : fact.pointer)
		};
		links = found.links;
	}
	return fact;
}
function both(a, b) {
	if (a === false || b === false) return false;
	return a === void 0 || b === void 0 ? void 0 : true;
}
function memberOf(surface, links, token) {
	const { schemas, known } = branches(surface, links);
	const member = {
		must: false,
		may: true,
		links: [],
		around: schemas[0]?.pointer
	};
	let object = false;
	for (const schema of schemas) {
		const own = schema.properties.get(token);
		if (own !== void 0) member.links.push(own);
		else if (schema.additional === "none") member.may = false;
		if ((own?.target === void 0 ? void 0 : surface.schemas.get(own.target))?.types?.length === 0) member.may = false;
		if (schema.types?.length === 1 && schema.types[0] === "object") object = true;
		if (schema.required.includes(token)) member.must = true;
	}
	if (member.must === true && !object) member.must = void 0;
	if (!known && member.must === false) member.must = void 0;
	if (!known && member.may === true) member.may = void 0;
	return member;
}
function branches(surface, links) {
	const found = new Map();
	let known = links.length > 0;
	const pending = [...links];
	for (let link = pending.pop(); link !== void 0; link = pending.pop()) {
		const schema = link.target === void 0 ? void 0 : surface.schemas.get(link.target);
		if (schema === void 0) known = false;
		else if (!found.has(schema.pointer)) {
			found.set(schema.pointer, schema);
			pending.push(...schema.allOf);
			if (choices.some((keyword) => schema.opaque.has(keyword))) known = false;
		}
	}
	return {
		schemas: [...found.values()],
		known
	};
}
function openApiEnvelopes(surface, policy) {
	const held = [];
	for (const [name, { responses }] of surface.operations) for (const [status, response] of responses) {
		const fields = status.startsWith("2") ? policy.success : policy.failure;
		if (fields === void 0) continue;
		for (const [type, media] of response.content) {
			if (!mayBeJson(type)) continue;
			const findings = media.schema === void 0 ? demands(fields).map(([demand, field]) => ({
				demand,
				field,
				holds: "unknown",
				because: "has no schema",
				pointer: media.pointer,
				position: surface.document.near(media.pointer)
			})) : schemaFindings(surface, media.schema, fields);
			held.push({
				name: `${name} ${status} ${type}`,
				findings
			});
		}
	}
	return held;
}

export { openApiEnvelopes, schemaFindings };