import { isObject } from "./shared.js";

// shared/render/yaml.ts
const width = 110;
function yamlLines(value, indent = 0) {
	const pad = " ".repeat(indent);
	if (Array.isArray(value) && value.length > 0) return value.flatMap((item) => {
		const short = flow(item);
		if (!isObject(item) || Object.keys(item).length === 0 || isFlat(item) && indent + 2 + short.length <= width) return [`${pad}- ${short}`];
		const [first = "", ...rest] = yamlLines(item, indent + 2);
		return [`${pad}- ${first.trimStart()}`, ...rest];
	});
	if (isObject(value) && Object.keys(value).length > 0) return Object.entries(value).flatMap(([key, inner]) => {
		const short = flow(inner);
		const head = `${pad}${scalar(key)}:`;
		if (!isDeep(inner) || Object.keys(inner).length === 0 || isFlat(inner) && head.length + 1 + short.length <= width) return [`${head} ${short}`];
		return [head, ...yamlLines(inner, indent + 2)];
	});
	return [`${pad}${flow(value)}`];
}
function isDeep(value) {
	return typeof value === "object" && value !== null;
}
function isFlat(value) {
	return (typeof value === "object" && value !== null ? Object.values(value) : []).every((member) => !isDeep(member) || Array.isArray(member) && !member.some(isDeep));
}
function flow(value) {
	if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`;
	if (isObject(value)) {
		const members = Object.entries(value).map(([key, inner]) => `${scalar(key)}: ${flow(inner)}`);
		return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
	}
	return typeof value === "string" ? scalar(value) : JSON.stringify(value);
}
const plain = /^[A-Za-z/.][A-Za-z0-9_./ -]*$/;
const other = /^(?:true|false|yes|no|on|off|y|n|null|\.nan|\.inf|\.?\d.*)$/i;
function scalar(text) {
	if (plain.test(text) && !other.test(text) && !text.endsWith(" ") && !/^[.]+$/.test(text)) return text;
	return JSON.stringify(text).replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

export { yamlLines };