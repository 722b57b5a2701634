import { hasEndpoint, namedEndpoint, readList } from "./contract-change-features.js";
import { quote } from "./shared.js";
import { failed, noData, settled } from "./contract-change.control.js";

// actions/contract-change/endpoints.ts
async function judgeEndpoints(surface, places, { files, texts, parse }) {
	const rule = "endpoints-agree";
	const { listPlaceText } = await import("./domain-contract-surface-list-place.js");
	const { operations, unknown } = await operationsOf({
		files,
		texts,
		parse
	});
	const outcomes = [];
	for (const place of places) {
		const name = listPlaceText(place);
		const what = [name];
		const read = await readList(texts, place, "endpoint", true);
		if ("missing" in read) {
			const problem = `${place.path} ${read.missing}, and should name endpoints`;
			outcomes.push(failed(rule, {
				surface: surface.id,
				what,
				problem,
				fix: `restore ${place.path}`
			}, { path: place.path }));
			continue;
		}
		const [problem] = "list" in read ? read.list.problems : [];
		const because = "because" in read ? read.because : problem === void 0 ? unknown : noData(place.path, problem.message);
		if (!("list" in read) || because !== void 0) {
			outcomes.push(settled(rule, {
				surface: surface.id,
				what
			}, because));
			continue;
		}
		const found = read.list.items.map(({ text, at }) => ({
			text,
			at,
			endpoint: namedEndpoint(text)
		}));
		const before = outcomes.length;
		for (const { text, at, endpoint } of found) {
			if (endpoint !== void 0 && hasEndpoint(operations, endpoint)) continue;
			const says = endpoint === void 0 ? "is no endpoint such as GET /v1/things" : "is not in the OpenAPI";
			const fix = `add it to ${surface.openapi.join(" or ")}, or correct ${name}`;
			outcomes.push(failed(rule, {
				surface: surface.id,
				what: [name, text],
				problem: `${quote(text, 120)} of ${name} ${says}`,
				actual: text,
				fix
			}, at));
		}
		for (const operation of place.complete === true ? operations : []) {
			const own = new Set([operation]);
			if (found.some(({ endpoint }) => endpoint !== void 0 && hasEndpoint(own, endpoint))) continue;
			const says = `${name} does not name ${quote(operation, 120)}, which is in the OpenAPI`;
			const fix = `add ${operation} to ${name}`;
			outcomes.push(failed(rule, {
				surface: surface.id,
				what: [name, operation],
				problem: says,
				expected: operation,
				fix
			}, read.list.at));
		}
		if (outcomes.length === before) outcomes.push(settled(rule, {
			surface: surface.id,
			what
		}, void 0));
	}
	return outcomes;
}
async function operationsOf({ files, texts, parse }) {
	const operations = new Set();
	let unknown;
	for (const file of files) {
		if (file.kind !== "openapi") continue;
		const text = await texts(file.path);
		if (text.state === "unknown") unknown ??= text.because;
		else if (text.state !== "text") unknown ??= noData(file.path, text.message);
		else {
			const { surface, problems } = parse(file, text);
			const [first] = problems;
			if (first !== void 0) unknown ??= noData(file.path, first.message);
			if (surface?.kind === "openapi") for (const name of surface.operations.keys()) operations.add(name);
		}
	}
	return {
		operations,
		unknown
	};
}

export { judgeEndpoints };