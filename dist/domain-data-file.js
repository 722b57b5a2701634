import { parseJson } from "./parse-json.js";
import { parseYaml } from "./shared.js";

// shared/domain/data-file/source.ts
const mostCharacters = 4194304;
const mostDepth = 64;
function readSource({ path, text }) {
	const fail = (problem) => ({
		ok: false,
		problems: [{
			...problem,
			pointer: ""
		}]
	});
	if (text.length > 4194304) return fail({
		code: "too-large",
		message: `has ${text.length} characters: more than ${mostCharacters} are not read`,
		position: void 0
	});
	const parsed = path.toLowerCase().endsWith(".json") ? parseJson(text, { maxDepth: mostDepth }) : parseYaml(text, {
		maxDepth: mostDepth,
		keysAsText: true
	});
	if (!parsed.ok) return fail({
		code: "unreadable",
		message: parsed.message,
		position: parsed.position
	});
	const twice = parsed.document.duplicates;
	if (twice.length > 0) return {
		ok: false,
		problems: twice.slice(0, 50).map(({ pointer, position }) => ({
			code: "unreadable",
			message: "has this key twice: which of them counts depends on the reader",
			pointer,
			position
		}))
	};
	return {
		ok: true,
		document: parsed.document
	};
}

export { readSource };