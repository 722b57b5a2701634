import { locate } from "./core-location.js";
import { parsePointer } from "./shared.js";
import { composition, mayBeJson } from "./domain-contract-surface.js";

// shared/domain/contract-surface/declared-codes.ts
function declaredCodes(surface, path, fields) {
	const list = {
		path,
		place: {
			kind: "pointer",
			pointer: ""
		},
		items: [],
		at: { path },
		problems: []
	};
	const known = new Set();
	for (const field of fields) {
		let links = failedBodies(surface);
		for (const token of parsePointer(field) ?? []) links = composition(surface, links, { choice: true }).flatMap(({ properties, items, additional }) => {
			if (token !== "*") return properties.get(token) ?? [];
			return [
				...properties.values(),
				items ?? [],
				typeof additional === "object" ? additional : []
			].flat();
		});
		for (const { pointer, values, valuesOf } of composition(surface, links, { choice: true })) for (const [index, value] of (values ?? []).entries()) {
			if (typeof value !== "string" || known.has(value)) continue;
			known.add(value);
			const at = valuesOf === "const" ? `${pointer}/const` : `${pointer}/enum/${index}`;
			list.items.push({
				text: value,
				at: locate(path, surface.document.near(at))
			});
		}
	}
	return list;
}
function failedBodies(surface) {
	if (surface.kind === "json-schema") return surface.role === "error" ? [surface.root] : [];
	const links = [];
	for (const { responses } of surface.operations.values()) for (const [status, { content }] of responses) for (const [type, { schema }] of /^(?:[45]|default)/.test(status) ? content : []) if (schema !== void 0 && mayBeJson(type)) links.push(schema);
	return links;
}

export { declaredCodes };