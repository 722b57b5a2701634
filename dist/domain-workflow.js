import { childPointer, editDistance, formatPointer, nearest, parseYaml, quote } from "./shared.js";
import { parseJson } from "./parse-json.js";
import { locate } from "./core-location.js";
import { workflowPermissions } from "./core-workflow-permissions.js";

// shared/domain/workflow/call.ts
const remote = /^(?<owner>[\w.-]+)\/(?<repository>[\w.-]+)\/(?<path>\.github\/workflows\/[^/@]+\.ya?ml)@(?<ref>\S+)$/;
function parseCall(text) {
	if (text.startsWith("./")) {
		const path = text.slice(2);
		return /^\.github\/workflows\/[^/@]+\.ya?ml$/.test(path) ? {
			kind: "local",
			path
		} : void 0;
	}
	const groups = remote.exec(text)?.groups;
	if (groups === void 0) return void 0;
	const { owner = "", repository = "", path = "", ref = "" } = groups;
	return {
		kind: "remote",
		owner,
		repository,
		path,
		ref
	};
}
function callText(call) {
	return call.kind === "local" ? `./${call.path}` : `${call.owner}/${call.repository}/${call.path}@${call.ref}`;
}

// shared/domain/workflow/expression-value.ts
function isMap(value) {
	return value instanceof Map;
}
function isList(value) {
	return Array.isArray(value);
}
function isUnknown(value) {
	return typeof value === "object" && value !== null && !isMap(value) && !isList(value);
}
function unknowns(value) {
	if (isUnknown(value)) return [value.unknown];
	if (isList(value)) return value.flatMap(unknowns);
	return isMap(value) ? [...value.values()].flatMap(unknowns) : [];
}
function valueOf(json) {
	if (Array.isArray(json)) return json.map(valueOf);
	if (typeof json !== "object" || json === null) return json;
	return new Map(Object.entries(json).map(([key, member]) => [key, valueOf(member)]));
}
function memberOf(value, key) {
	if (isUnknown(value)) return value;
	if (!isMap(value)) return null;
	const exact = value.get(key);
	if (exact !== void 0) return exact;
	const folded = key.toUpperCase();
	for (const [own, member] of value) if (own.toUpperCase() === folded) return member;
	return null;
}
function numberText(value) {
	if (value === 0) return "0";
	if (!Number.isFinite(value) || Number.isInteger(value) && Math.abs(value) < 0x38d7ea4c68000) return String(value);
	const [mantissa = "", power = "0"] = value.toExponential(14).split("e");
	const exponent = Number(power);
	if (exponent > -5 && exponent < 15) return trimZeros(value.toFixed(14 - exponent));
	const digits = String(Math.abs(exponent)).padStart(2, "0");
	return `${trimZeros(mantissa)}E${exponent < 0 ? "-" : "+"}${digits}`;
}
function trimZeros(digits) {
	return digits.includes(".") ? digits.replace(/\.?0+$/, "") : digits;
}
function textOf(value) {
	if (value === null) return "";
	if (typeof value === "number") return numberText(value);
	if (isList(value)) return "Array";
	return isMap(value) ? "Object" : String(value);
}
function isTruthy(value) {
	return !(value === null || value === false || value === "" || value === 0 || Number.isNaN(value));
}
function numberOf(value) {
	if (value === null) return 0;
	if (typeof value === "boolean") return value ? 1 : 0;
	if (typeof value === "number") return value;
	if (typeof value !== "string") return NaN;
	const text = value.trim();
	if (text === "Infinity" || text === "-Infinity") return Number(text);
	return /^(?:[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|0x[0-9a-fA-F]+|0o[0-7]+)?$/.test(text) ? Number(text) : NaN;
}
function looseEqual(a, b) {
	if (typeof a === "string" && typeof b === "string") return a.toUpperCase() === b.toUpperCase();
	if (a === null && b === null) return true;
	if (typeof a === "object" && a !== null && typeof b === "object" && b !== null) return a === b;
	return numberOf(a) === numberOf(b);
}

// shared/domain/workflow/expression.ts
function evaluate(expression, scope) {
	return evaluated(expression, scope).value;
}
function truth(expression, scope) {
	if (expression.kind === "not") {
		const inner = truth(expression.of, scope);
		return inner === void 0 ? void 0 : !inner;
	}
	if (expression.kind === "operator" && (expression.operator === "&&" || expression.operator === "||")) {
		const decisive = expression.operator === "||";
		const left = truth(expression.left, scope);
		if (left === decisive) return decisive;
		const right = truth(expression.right, scope);
		if (right === decisive) return decisive;
		return left === void 0 || right === void 0 ? void 0 : !decisive;
	}
	const value = evaluate(expression, scope);
	return isUnknown(value) ? void 0 : isTruthy(value);
}
function evaluated(node, scope) {
	switch (node.kind) {
		case "literal": return { value: node.value };
		case "name": {
			const name = node.name.toLowerCase();
			const value = scope.partial?.has(name) ? void 0 : scope.contexts.get(name);
			return { value: value === void 0 ? notKnown(node.name) : value };
		}
		case "member": return member(node, scope);
		case "each": {
			const { value } = evaluated(node.of, scope);
			if (isUnknown(value)) return { value };
			return {
				value: isMap(value) ? [...value.values()] : isList(value) ? value : [],
				spread: true
			};
		}
		case "not": return { value: truth(node, scope) ?? { unknown: unknowns(evaluate(node.of, scope))[0] ?? "a condition" } };
		case "operator": return { value: operation(node.operator, node.left, node.right, scope) };
		case "call": return { value: call(node, scope) };
	}
}
function notKnown(name) {
	return { unknown: name };
}
function member(node, scope) {
	const key = evaluate(node.key, scope);
	if (isUnknown(key)) return { value: key };
	const part = node.of.kind === "name" ? partOf(node.of.name.toLowerCase(), key, scope) : null;
	if (part !== null) return { value: part };
	const of = evaluated(node.of, scope);
	if (isUnknown(of.value)) return { value: notKnown(typeof key === "string" && isMissing(node.of, scope) ? `${of.value.unknown}.${key}` : of.value.unknown) };
	if (of.spread && isList(of.value)) return {
		value: of.value.map((item) => lookUp(item, key)).filter((item) => item !== null),
		spread: true
	};
	return { value: lookUp(of.value, key) };
}
function isMissing(path, scope) {
	if (path.kind === "member") return isMissing(path.of, scope);
	if (path.kind !== "name") return false;
	const name = path.name.toLowerCase();
	return scope.partial?.has(name) === true || !scope.contexts.has(name);
}
function partOf(name, key, scope) {
	const context = scope.partial?.has(name) ? scope.contexts.get(name) : void 0;
	return context !== void 0 && typeof key === "string" ? memberOf(context, key) : null;
}
function lookUp(value, key) {
	if (isList(value)) {
		const index = numberOf(key);
		return Number.isInteger(index) ? value[index] ?? null : null;
	}
	return typeof key === "object" && key !== null ? null : memberOf(value, textOf(key));
}
function operation(operator, leftNode, rightNode, scope) {
	const left = evaluate(leftNode, scope);
	if (isUnknown(left)) return left;
	if (operator === "&&") return isTruthy(left) ? evaluate(rightNode, scope) : left;
	if (operator === "||") return isTruthy(left) ? left : evaluate(rightNode, scope);
	const right = evaluate(rightNode, scope);
	if (isUnknown(right)) return right;
	if (operator === "==") return looseEqual(left, right);
	if (operator === "!=") return !looseEqual(left, right);
	const [a, b] = typeof left === "string" && typeof right === "string" ? [left.toUpperCase(), right.toUpperCase()] : [numberOf(left), numberOf(right)];
	if (operator === "<") return a < b;
	if (operator === "<=") return a <= b;
	return operator === ">" ? a > b : a >= b;
}
function call(node, scope) {
	const name = node.name.toLowerCase();
	if (name === "always") return true;
	if (name === "success" || name === "failure" || name === "cancelled") return scope.status?.[name] ?? notKnown(`${name}()`);
	if (name === "case") return chosen(node.arguments, scope);
	const compute = functions$1.get(name);
	if (compute === void 0) return notKnown(`${node.name}()`);
	const values = [];
	for (const argument of node.arguments) {
		const value = evaluate(argument, scope);
		const missing = unknowns(value)[0];
		if (isUnknown(value) || missing !== void 0) return notKnown(missing ?? `${node.name}()`);
		values.push(value);
	}
	return compute(values) ?? notKnown(`${node.name}(), which fails with these values`);
}
function chosen(parts, scope) {
	for (let index = 0; index + 1 < parts.length; index += 2) {
		const [condition, value] = [parts[index], parts[index + 1]];
		if (condition === void 0 || value === void 0) break;
		const holds = evaluate(condition, scope);
		if (isUnknown(holds)) return holds;
		if (isTruthy(holds)) return evaluate(value, scope);
	}
	const otherwise = parts.length % 2 === 1 ? parts.at(-1) : void 0;
	return otherwise === void 0 ? notKnown("case() without a last value") : evaluate(otherwise, scope);
}
const functions$1 = /* @__PURE__ */ new Map([
	["contains", ([search, item]) => search === void 0 || item === void 0 ? void 0 : contains(search, item)],
	["startswith", texts((text, part) => text.startsWith(part))],
	["endswith", texts((text, part) => text.endsWith(part))],
	["format", ([pattern, ...values]) => typeof pattern === "string" ? formatted(pattern, values) : void 0],
	["join", joined],
	["tojson", ([value]) => value === void 0 ? void 0 : jsonText(value, "")],
	["fromjson", ([text]) => text === void 0 ? void 0 : fromJson(textOf(text))]
]);
function isPlain(value) {
	return typeof value !== "object" || value === null;
}
function texts(test) {
	return ([text, part]) => {
		if (text === void 0 || part === void 0) return void 0;
		return isPlain(text) && isPlain(part) && test(textOf(text).toUpperCase(), textOf(part).toUpperCase());
	};
}
function contains(search, item) {
	if (isList(search)) return search.some((each) => !isUnknown(each) && looseEqual(each, item));
	return isPlain(search) && isPlain(item) && textOf(search).toUpperCase().includes(textOf(item).toUpperCase());
}
function joined([items, separator = ","]) {
	if (items === void 0) return void 0;
	if (!isList(items)) return isPlain(items) ? textOf(items) : "";
	return items.filter((item) => !isUnknown(item)).map(textOf).join(isPlain(separator) ? textOf(separator) : ",");
}
function formatted(pattern, values) {
	let failed = false;
	const text = pattern.replaceAll(/\{\{|\}\}|\{(\d{1,9})\}|[{}]/g, (found, index) => {
		if (found === "{{" || found === "}}") return found.slice(1);
		const value = index === void 0 ? void 0 : values[Number(index)];
		if (value === void 0) failed = true;
		return value === void 0 ? "" : textOf(value);
	});
	return failed ? void 0 : text;
}
function fromJson(text) {
	const parsed = parseJson(text);
	return parsed.ok ? valueOf(parsed.document.value) : void 0;
}
function jsonText(value, indent) {
	const deeper = `${indent}  `;
	if (isList(value)) {
		if (value.length === 0) return "[]";
		return `[\n${value.map((item) => deeper + jsonText(item, deeper)).join(",\n")}\n${indent}]`;
	}
	if (isMap(value)) {
		if (value.size === 0) return "{}";
		return `{\n${[...value].map(([key, item]) => `${deeper}${JSON.stringify(key)}: ${jsonText(item, deeper)}`).join(",\n")}\n${indent}}`;
	}
	return typeof value === "number" ? numberText(value) : JSON.stringify(value);
}

// shared/domain/workflow/expression-syntax.ts
const maxLength$1 = 21e3;
const maxDepth$1 = 50;
const pattern = /\s*(?:'(?<text>(?:[^']|'')*)'|(?<mark>&&|\|\||[=!<>]=|[!<>()[\],*])|(?<number>[-+]?(?:\d|\.\d)[^\s()[\],!<>=&|]*)|(?<word>[A-Za-z_][\w-]*)|(?<dot>\.))/y;
const levels = [
	["||"],
	["&&"],
	["==", "!="],
	[
		"<",
		"<=",
		">",
		">="
	]
];
var SyntaxProblem = class extends Error {};
function parseExpression(text) {
	if (text.length > maxLength$1) return {
		ok: false,
		message: `is longer than ${maxLength$1} characters`
	};
	try {
		const tokens = tokensOf(text);
		if (tokens.length === 0) return {
			ok: false,
			message: "is empty"
		};
		return {
			ok: true,
			expression: read(tokens)
		};
	} catch (thrown) {
		if (thrown instanceof SyntaxProblem) return {
			ok: false,
			message: thrown.message
		};
		throw thrown;
	}
}
function tokensOf(text) {
	const tokens = [];
	const end = text.trimEnd().length;
	pattern.lastIndex = 0;
	while (pattern.lastIndex < end) {
		const at = pattern.lastIndex;
		const groups = pattern.exec(text)?.groups;
		if (groups === void 0) throw new SyntaxProblem(`has something at character ${at + 1} that is none: ${quote(text.slice(at).trim(), 40)}`);
		const { text: quoted, mark, number, word } = groups;
		if (quoted !== void 0) tokens.push({
			kind: "text",
			text: quoted.replaceAll("''", "'")
		});
		else if (number !== void 0) tokens.push({
			kind: "number",
			text: number
		});
		else if (word !== void 0) tokens.push({
			kind: "word",
			text: word
		});
		else tokens.push({
			kind: "mark",
			text: mark ?? "."
		});
	}
	return tokens;
}
function read(tokens) {
	let next = 0;
	let depth = 0;
	const isMark = (text) => tokens[next]?.kind === "mark" && tokens[next]?.text === text;
	const take = (text) => {
		if (!isMark(text)) return false;
		next += 1;
		return true;
	};
	const demand = (text) => {
		if (!take(text)) throw new SyntaxProblem(`lacks ${text} before ${shown(tokens[next])}`);
	};
	const inside = (build) => {
		depth += 1;
		if (depth > maxDepth$1) throw new SyntaxProblem(`is nested deeper than ${maxDepth$1} levels`);
		const built = build();
		depth -= 1;
		return built;
	};
	const binary = (level) => {
		const operators = levels[level];
		if (operators === void 0) return unary();
		let left = binary(level + 1);
		for (;;) {
			const token = tokens[next];
			if (token?.kind !== "mark" || !operators.includes(token.text)) return left;
			next += 1;
			left = {
				kind: "operator",
				operator: token.text,
				left,
				right: binary(level + 1)
			};
		}
	};
	const unary = () => take("!") ? {
		kind: "not",
		of: inside(unary)
	} : access(primary());
	const access = (start) => {
		let of = start;
		for (;;) if (take(".")) {
			const token = tokens[next];
			next += 1;
			if (token?.kind === "word") of = {
				kind: "member",
				of,
				key: {
					kind: "literal",
					value: token.text
				}
			};
			else if (token?.kind === "mark" && token.text === "*") of = {
				kind: "each",
				of
			};
			else throw new SyntaxProblem(`has ${shown(token)} where the name of a property is expected`);
		} else if (take("[")) {
			if (take("*")) of = {
				kind: "each",
				of
			};
			else of = {
				kind: "member",
				of,
				key: inside(() => binary(0))
			};
			demand("]");
		} else return of;
	};
	const primary = () => {
		const token = tokens[next];
		next += 1;
		if (token?.kind === "text") return {
			kind: "literal",
			value: token.text
		};
		if (token?.kind === "number") {
			const value = numberOf(token.text);
			if (Number.isNaN(value)) throw new SyntaxProblem(`has ${token.text}, which is no number`);
			return {
				kind: "literal",
				value
			};
		}
		if (token?.kind === "mark" && token.text === "(") {
			const group = inside(() => binary(0));
			demand(")");
			return group;
		}
		if (token?.kind !== "word") throw new SyntaxProblem(`has ${shown(token)} where a value is expected`);
		if (isMark("(")) return call(token.text);
		const literal = literals.get(token.text);
		return literal === void 0 ? {
			kind: "name",
			name: token.text
		} : {
			kind: "literal",
			value: literal
		};
	};
	const call = (name) => {
		demand("(");
		const parts = [];
		if (!take(")")) {
			do
				parts.push(inside(() => binary(0)));
			while (take(","));
			demand(")");
		}
		return {
			kind: "call",
			name,
			arguments: parts
		};
	};
	const expression = binary(0);
	if (next < tokens.length) throw new SyntaxProblem(`goes on behind its end with ${shown(tokens[next])}`);
	return expression;
}
const literals = /* @__PURE__ */ new Map([
	["null", null],
	["true", true],
	["false", false],
	["NaN", NaN],
	["Infinity", Number.POSITIVE_INFINITY]
]);
function shown(token) {
	return token === void 0 ? "its end" : quote(token.text, 40);
}
function callsIn(expression) {
	return new Set(parts(expression).flatMap((part) => part.kind === "call" ? [part.name.toLowerCase()] : []));
}
function parts(expression) {
	const found = [];
	const visit = (node) => {
		found.push(node);
		if (node.kind === "call") node.arguments.forEach(visit);
		else if (node.kind === "operator") {
			visit(node.left);
			visit(node.right);
		} else if (node.kind === "member") {
			visit(node.of);
			visit(node.key);
		} else if (node.kind === "not" || node.kind === "each") visit(node.of);
	};
	visit(expression);
	return found;
}

// shared/domain/workflow/template.ts
function hasExpression(text) {
	return text.includes("${{");
}
function parseTemplate(text) {
	const parts = [];
	let at = 0;
	for (;;) {
		const start = text.indexOf("${{", at);
		if (start === -1) break;
		const end = endOf(text, start + 3);
		if (end === void 0) return {
			ok: false,
			message: "has ${{ without }}"
		};
		const parsed = parseExpression(text.slice(start + 3, end));
		if (!parsed.ok) return {
			ok: false,
			message: `has an expression that ${parsed.message}`
		};
		if (start > at) parts.push(text.slice(at, start));
		parts.push(parsed.expression);
		at = end + 2;
	}
	if (at < text.length) parts.push(text.slice(at));
	return {
		ok: true,
		template: parts
	};
}
function endOf(text, from) {
	let quoted = false;
	for (let index = from; index < text.length; index += 1) if (text[index] === "'") quoted = !quoted;
	else if (!quoted && text.startsWith("}}", index)) return index;
}
function valueOfTemplate(template, scope) {
	const [sole] = template;
	if (template.length === 1 && sole !== void 0 && typeof sole !== "string") return evaluate(sole, scope);
	const rendered = render(template, scope);
	const missing = rendered.unknown[0];
	return missing === void 0 ? rendered.pieces[0] ?? "" : { unknown: missing };
}
function render(template, scope) {
	const pieces = [""];
	const missing = [];
	const append = (text) => {
		pieces[pieces.length - 1] += text;
	};
	for (const part of template) if (typeof part === "string") append(part);
	else {
		const value = evaluate(part, scope);
		if (isUnknown(value)) {
			missing.push(...unknowns(value));
			pieces.push("");
		} else append(textOf(value));
	}
	return {
		pieces,
		unknown: [...new Set(missing)]
	};
}

// shared/domain/workflow/condition.ts
const statusFunctions = [
	"always",
	"cancelled",
	"failure",
	"success"
];
const success = {
	kind: "call",
	name: "success",
	arguments: []
};
function parseCondition(text) {
	if (text.trim() === "") return {
		ok: true,
		condition: success
	};
	let written;
	if (hasExpression(text)) {
		const parsed = parseTemplate(text);
		if (!parsed.ok) return parsed;
		const [sole] = parsed.template;
		written = parsed.template.length === 1 && typeof sole === "object" ? sole : mixed(parsed.template);
	} else {
		const parsed = parseExpression(text);
		if (!parsed.ok) return parsed;
		written = parsed.expression;
	}
	const calls = callsIn(written);
	if (statusFunctions.some((name) => calls.has(name))) return {
		ok: true,
		condition: written
	};
	return {
		ok: true,
		condition: {
			kind: "operator",
			operator: "&&",
			left: success,
			right: written
		}
	};
}
function mixed(template) {
	return template.map((part) => typeof part === "string" ? {
		kind: "literal",
		value: part
	} : part).reduceRight((rest, part) => ({
		kind: "operator",
		operator: "||",
		left: rest,
		right: part
	}), {
		kind: "literal",
		value: true
	});
}
const situations = {
	afterSuccess: {
		success: true,
		failure: false,
		cancelled: false
	},
	afterFailure: {
		success: false,
		failure: void 0,
		cancelled: false
	},
	afterCancel: {
		success: false,
		failure: false,
		cancelled: true
	}
};
function runsOf(text, hasNeeds, scopes) {
	const parsed = parseCondition(text ?? "");
	if (!parsed.ok) return {
		afterSuccess: void 0,
		afterFailure: void 0,
		afterCancel: void 0
	};
	const when = (situation, scope) => truth(parsed.condition, {
		...scope,
		status: situations[situation]
	});
	const afterSuccess = when("afterSuccess", scopes.success);
	return {
		afterSuccess,
		afterFailure: hasNeeds ? when("afterFailure", scopes.otherwise) : afterSuccess,
		afterCancel: when("afterCancel", scopes.otherwise)
	};
}

// shared/domain/workflow/available.ts
const everywhere = [
	"github",
	"inputs",
	"needs",
	"vars"
];
const contexts = {
	job: new Set(everywhere),
	step: /* @__PURE__ */ new Set([
		...everywhere,
		"env",
		"job",
		"matrix",
		"runner",
		"steps",
		"strategy"
	])
};
const allContexts = /* @__PURE__ */ new Set([
	...contexts.step,
	"jobs",
	"secrets"
]);
const functions = /* @__PURE__ */ new Map([
	["always", {
		least: 0,
		most: 0
	}],
	["cancelled", {
		least: 0,
		most: 0
	}],
	["success", {
		least: 0,
		most: Number.POSITIVE_INFINITY
	}],
	["failure", {
		least: 0,
		most: Number.POSITIVE_INFINITY
	}],
	["contains", {
		least: 2,
		most: 2
	}],
	["startswith", {
		least: 2,
		most: 2
	}],
	["endswith", {
		least: 2,
		most: 2
	}],
	["format", {
		least: 1,
		most: 255
	}],
	["join", {
		least: 1,
		most: 2
	}],
	["tojson", {
		least: 1,
		most: 1
	}],
	["fromjson", {
		least: 1,
		most: 1
	}],
	["case", {
		least: 3,
		most: 255
	}],
	["hashfiles", {
		least: 1,
		most: 255,
		only: "step"
	}]
]);
function misnamed(expression, place) {
	const found = /* @__PURE__ */ new Map();
	const say = (effect, message) => void found.set(message, {
		effect,
		message
	});
	for (const part of parts(expression)) if (part.kind === "name") {
		const name = part.name.toLowerCase();
		if (contexts[place].has(name)) continue;
		if (allContexts.has(name)) say("invalid", `uses ${quote(part.name)}, which the if of a ${place} does not have`);
		else say("unclear", `uses ${quote(part.name)}, which is no known context`);
	} else if (part.kind === "call") {
		const known = functions.get(part.name.toLowerCase());
		const count = part.arguments.length;
		if (known === void 0) say("unclear", `calls ${quote(part.name)}, which is no known function`);
		else if (known.only !== void 0 && known.only !== place) say("invalid", `calls ${quote(part.name)}, which the if of a ${place} does not have`);
		else if (count < known.least || count > known.most) say("invalid", `calls ${quote(part.name)} with ${count} values`);
	}
	return [...found.values()];
}

// shared/domain/workflow/matrix.ts
const maxLegs = 256;
function matrixProblems(source) {
	const messages = [];
	const { vectors, include } = readMatrix$1(resolved(source, { contexts: /* @__PURE__ */ new Map() }), messages);
	if (messages.length > 0 || combinationsOf(vectors) + include.length <= 256) return messages;
	const expanded = expandMatrix(source, { contexts: /* @__PURE__ */ new Map() });
	return expanded.kind === "invalid" ? expanded.messages : [];
}
function combinationsOf(vectors) {
	return [...vectors.values()].reduce((size, vector) => size * vector.length, 1);
}
function expandMatrix(source, scope) {
	const value = resolved(source, scope);
	const missing = unknowns(value);
	if (missing.length > 0) return {
		kind: "unknown",
		unknown: [...new Set(missing)]
	};
	const messages = [];
	const matrix = readMatrix$1(value, messages);
	if (messages.length === 0 && combinationsOf(matrix.vectors) > 256) messages.push(`has more than ${256} combinations`);
	if (messages.length > 0) return {
		kind: "invalid",
		messages
	};
	const legs = legsOf(matrix);
	if (legs.length > 256) return {
		kind: "invalid",
		messages: [`has more than ${256} combinations`]
	};
	return {
		kind: "legs",
		legs
	};
}
function resolved(source, scope) {
	if (typeof source === "string" && hasExpression(source)) {
		const parsed = parseTemplate(source);
		return parsed.ok ? valueOfTemplate(parsed.template, scope) : { unknown: quote(source, 60) };
	}
	if (Array.isArray(source)) return source.map((item) => resolved(item, scope));
	if (typeof source !== "object" || source === null) return source;
	const members = /* @__PURE__ */ new Map();
	for (const [key, item] of Object.entries(source)) {
		if (hasExpression(key)) return { unknown: quote(key, 60) };
		members.set(key, resolved(item, scope));
	}
	return members;
}
function readMatrix$1(value, messages) {
	const matrix = {
		vectors: /* @__PURE__ */ new Map(),
		include: [],
		exclude: []
	};
	if (!isMap(value)) {
		messages.push("is no mapping of names to lists of values");
		return matrix;
	}
	for (const [key, vector] of value) {
		if (key === "include" || key === "exclude") continue;
		if (!isList(vector)) messages.push(`has the key ${quote(key)} with something else than a list of values`);
		else if (vector.length === 0) messages.push(`has the key ${quote(key)} without any value`);
		else matrix.vectors.set(key, vector);
	}
	matrix.include = mappings(value, "include", messages);
	matrix.exclude = mappings(value, "exclude", messages);
	for (const key of matrix.exclude.flatMap((filter) => [...filter.keys()])) if (memberOf(matrix.vectors, key) === null) messages.push(`excludes by the key ${quote(key)}, which it does not have`);
	if (messages.length === 0 && matrix.vectors.size === 0 && matrix.include.length === 0) messages.push("has neither a key with values nor an include");
	return matrix;
}
function mappings(value, key, messages) {
	const list = value.get(key);
	if (list === void 0) return [];
	if (!isList(list)) {
		messages.push(`has ${key} with something else than a list`);
		return [];
	}
	const found = list.filter((item) => isMap(item) && item.size > 0);
	if (found.length < list.length) messages.push(`has an entry of ${key} that is no mapping with values`);
	return found;
}
function legsOf({ vectors, include, exclude }) {
	const rows = include.map((row) => {
		const isVector = (key) => memberOf(vectors, key) !== null;
		return {
			filter: new Map([...row].filter(([key]) => isVector(key))),
			extra: new Map([...row].filter(([key]) => !isVector(key))),
			used: false
		};
	});
	const legs = [];
	for (const combination of combinations(vectors)) {
		if (exclude.some((filter) => matches(filter, combination))) continue;
		const shown = leaves(combination);
		const matching = rows.filter(({ filter }) => matches(filter, combination));
		for (const row of matching) {
			row.used = true;
			for (const [key, value] of row.extra) combination.set(key, value);
		}
		legs.push({
			values: combination,
			shown
		});
	}
	for (const { filter, extra, used } of rows) if (!used) legs.push({
		values: new Map([...filter, ...extra]),
		shown: leaves(new Map([...filter, ...extra]))
	});
	return legs;
}
function combinations(vectors) {
	if (vectors.size === 0) return [];
	const keys = [...vectors];
	const found = [];
	const chosen = keys.map(() => 0);
	for (;;) {
		const combination = /* @__PURE__ */ new Map();
		for (const [place, [key, vector]] of keys.entries()) combination.set(key, vector[chosen[place] ?? 0] ?? null);
		found.push(combination);
		let place = keys.length - 1;
		for (; place >= 0; place -= 1) {
			const next = (chosen[place] ?? 0) + 1;
			chosen[place] = next;
			if (next < (keys[place]?.[1].length ?? 0)) break;
			chosen[place] = 0;
		}
		if (place < 0) return found;
	}
}
function matches(filter, value) {
	if (isMap(filter)) return [...filter].every(([key, item]) => matches(item, memberOf(value, key)));
	if (isList(filter)) return filter.every((item, index) => matches(item, isList(value) ? value[index] ?? null : null));
	return !isUnknown(filter) && !isUnknown(value) && looseEqual(value, filter);
}
function leaves(value, found = []) {
	if (isMap(value)) for (const item of value.values()) leaves(item, found);
	else if (isList(value)) for (const item of value) leaves(item, found);
	else {
		const text = isUnknown(value) ? "" : textOf(value);
		if (text !== "") found.push(text);
	}
	return found;
}

// shared/domain/workflow/source.ts
function sourceOf(path, document, problems) {
	const build = (value, pointer) => ({
		value,
		at: () => locate(path, document.near(pointer)),
		keyAt: () => locate(path, document.keyAt(pointer) ?? document.near(pointer)),
		member: (key) => {
			return typeof value === "object" && value !== null && Object.hasOwn(value, key) ? child(value[key], pointer, key) : void 0;
		},
		members: () => {
			if (typeof value !== "object" || value === null) return [];
			return Object.entries(value).map(([key, item]) => [key, build(item, childPointer(pointer, key))]);
		},
		problem: (effect, code, message, fix) => {
			const at = locate(path, document.keyAt(pointer) ?? document.near(pointer));
			problems.push({
				effect,
				code,
				pointer,
				message,
				at,
				...fix === void 0 ? {} : { fix }
			});
		}
	});
	const child = (value, pointer, key) => value === void 0 ? void 0 : build(value, childPointer(pointer, key));
	return build(document.value, "");
}
function isMapping(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
function readText(source, what) {
	if (source === void 0 || source.value === null) return void 0;
	if (typeof source.value === "object") {
		source.problem("invalid", "not-text", `has ${what} that is no text`);
		return;
	}
	return {
		value: String(source.value),
		at: source.at()
	};
}
function readTexts(source, what) {
	return (Array.isArray(source.value) ? source.members().map(([, item]) => item) : [source]).flatMap((item) => {
		const text = readText(item, what);
		if (text === void 0 && item.value === null) item.problem("invalid", "empty-entry", `has an empty entry in ${what}`);
		return text === void 0 ? [] : [text];
	});
}
function checkKeys(source, what, known) {
	if (!isMapping(source.value)) return;
	for (const key of Object.keys(source.value)) {
		const member = known.has(key) ? void 0 : source.member(key);
		if (member === void 0) continue;
		if (key === "<<") member.problem("invalid", "merge-key", `has a merge key (<<) in ${what}, which GitHub does not know`, "repeat the keys; an alias can only stand for a whole value");
		else member.problem("unclear", "unknown-key", `has the key ${quote(key)} in ${what}, which is not known`);
	}
}

// shared/domain/workflow/shape.ts
const jobShapes = {
	"cancel-timeout-minutes": "number",
	concurrency: "text or mapping",
	container: "text or mapping",
	defaults: "mapping",
	env: "mapping",
	environment: "text or mapping",
	outputs: "mapping",
	"runs-on": "text, list of texts or mapping",
	secrets: "text or mapping",
	services: "mapping",
	steps: "list",
	"timeout-minutes": "number",
	with: "mapping"
};
const stepShapes = {
	env: "mapping",
	id: "text",
	name: "text",
	run: "text",
	shell: "text",
	"timeout-minutes": "number",
	uses: "text",
	with: "mapping",
	"working-directory": "text"
};
const stepKeys = /* @__PURE__ */ new Set([
	...Object.keys(stepShapes),
	"continue-on-error",
	"if"
]);
const onlyOfActions = ["with"];
const onlyOfCommands = ["shell", "working-directory"];
const onlyOfCalls = ["with", "secrets"];
const ofCalls = /* @__PURE__ */ new Set([
	"concurrency",
	"if",
	"name",
	"needs",
	"permissions",
	"secrets",
	"strategy",
	"uses",
	"with"
]);
function fits(value, shape) {
	if (typeof value === "string" && hasExpression(value)) return true;
	switch (shape) {
		case "text": return typeof value !== "object";
		case "number": return typeof value === "number";
		case "mapping": return isMapping(value);
		case "list": return Array.isArray(value);
		case "text or mapping": return typeof value !== "object" || isMapping(value);
		case "text, list of texts or mapping": return isLabel(value) || isMapping(value) || Array.isArray(value) && value.length > 0 && value.every(isLabel);
	}
}
function isLabel(value) {
	return typeof value !== "object" && value !== "";
}
function checkShapes(source, what, shapes) {
	if (!isMapping(source.value)) return;
	for (const [key, value] of Object.entries(source.value)) {
		const shape = shapes[key];
		if (shape === void 0 || value === null || fits(value, shape)) continue;
		const member = source.member(key);
		if (member === void 0) continue;
		const perhaps = shape === "number" && typeof member.value === "string" && /^\d+(\.\d+)?$/.test(member.value);
		member.problem(perhaps ? "unclear" : "invalid", "wrong-shape", `has ${what} with ${key} that is no ${shape}`);
	}
}
function checkJob(id, source) {
	const what = `the job ${quote(id)}`;
	checkShapes(source, what, jobShapes);
	const calls = source.member("uses") !== void 0;
	const runsOn = source.member("runs-on");
	if (!calls && runsOn?.value === null) runsOn.problem("invalid", "no-runner", `has ${what} with runs-on without a value`);
	for (const key of isMapping(source.value) ? Object.keys(source.value) : []) {
		if (calls && !ofCalls.has(key) && jobShapes[key] !== void 0) source.member(key)?.problem("invalid", "foreign-key", `has ${what} that calls a workflow, and ${key}, which such a job cannot have`);
		if (!calls && onlyOfCalls.includes(key)) source.member(key)?.problem("invalid", "foreign-key", `has ${what} that calls no workflow, and ${key}, which only such a job can have`);
	}
	const steps = source.member("steps");
	if (Array.isArray(steps?.value)) for (const [index, step] of steps.members()) checkStep(id, Number(index) + 1, step);
}
function checkStep(id, number, step) {
	const what = `step ${number} of the job ${quote(id)}`;
	if (!isMapping(step.value)) return step.problem("invalid", "not-a-mapping", `has ${what} that is no mapping`);
	checkKeys(step, what, stepKeys);
	checkShapes(step, what, stepShapes);
	const [uses, run] = [step.member("uses"), step.member("run")];
	if (uses !== void 0 && run !== void 0) run.problem("invalid", "uses-and-run", `has ${what} that both uses an action and runs`);
	if (Object.keys(step.value).every((key) => stepKeys.has(key)) && (uses?.value ?? run?.value ?? null) === null) step.problem("invalid", "no-action", `has ${what} that neither uses nor runs`);
	const foreign = uses === void 0 ? onlyOfActions : run === void 0 ? onlyOfCommands : [];
	for (const key of foreign) step.member(key)?.problem("invalid", "foreign-key", `has ${what} with ${key}, which it cannot have`);
}

// shared/domain/workflow/read-job.ts
const jobKeys = /* @__PURE__ */ new Set([
	"cancel-timeout-minutes",
	"concurrency",
	"container",
	"continue-on-error",
	"defaults",
	"env",
	"environment",
	"if",
	"name",
	"needs",
	"outputs",
	"permissions",
	"runs-on",
	"secrets",
	"services",
	"snapshot",
	"steps",
	"strategy",
	"timeout-minutes",
	"uses",
	"with"
]);
function readJob(id, source) {
	const at = source.keyAt();
	if (!/^[A-Za-z_][\w-]{0,98}$/.test(id) || id.startsWith("__")) source.problem("invalid", "job-id", `has a job with the id ${quote(id)}, which is none`, "use letters, digits, - and _, begin with a letter, and stay below 100 characters");
	if (!isMapping(source.value)) {
		source.problem("invalid", "not-a-mapping", `has the job ${quote(id)} that is no mapping`);
		return {
			id,
			at,
			needs: [],
			inputs: /* @__PURE__ */ new Map(),
			actions: []
		};
	}
	checkKeys(source, `the job ${quote(id)}`, jobKeys);
	const uses = source.member("uses");
	if (uses === void 0 && source.member("runs-on") === void 0) source.problem("invalid", "no-runner", `has the job ${quote(id)} with neither runs-on nor uses`);
	checkJob(id, source);
	const needs = source.member("needs");
	const called = readCall(uses, id);
	return {
		id,
		at,
		name: readName(source.member("name"), id),
		condition: readCondition(source.member("if"), `the job ${quote(id)}`, "job"),
		needs: needs === void 0 || needs.value === null ? [] : readTexts(needs, `needs of the job ${quote(id)}`),
		matrix: readMatrix(source.member("strategy"), id),
		uses: called,
		inputs: readInputs(source.member("with")),
		continueOnError: readFlag(source.member("continue-on-error")),
		permissions: readPermissions(source.member("permissions")),
		concurrency: readConcurrency(source.member("concurrency")),
		environment: readEnvironment(source.member("environment")),
		actions: readSteps(source.member("steps"), id)
	};
}
function readName(source, id) {
	const name = readText(source, `a name of the job ${quote(id)}`);
	if (name === void 0 || name.value === "") return void 0;
	const parsed = parseTemplate(name.value);
	if (!parsed.ok) source?.problem("invalid", "bad-expression", `has the job ${quote(id)} with a name that ${parsed.message}`);
	return name;
}
function readCondition(source, what, place) {
	const condition = readText(source, `an if of ${what}`);
	if (condition === void 0 || condition.value.trim() === "") return void 0;
	const parsed = parseCondition(condition.value);
	if (!parsed.ok) source?.problem("invalid", "bad-expression", `has ${what} with an if that ${parsed.message}`);
	else for (const { effect, message } of misnamed(parsed.condition, place)) source?.problem(effect, "unknown-name", `has ${what} with an if that ${message}`);
	return condition;
}
function readMatrix(strategy, id) {
	if (strategy === void 0 || strategy.value === null) return void 0;
	if (!isMapping(strategy.value)) {
		const { value } = strategy;
		if (typeof value === "string" && hasExpression(value)) return {
			value,
			at: strategy.at()
		};
		strategy.problem("invalid", "not-a-mapping", `has the job ${quote(id)} with a strategy that is no mapping`);
		return;
	}
	checkKeys(strategy, `the strategy of the job ${quote(id)}`, /* @__PURE__ */ new Set([
		"fail-fast",
		"matrix",
		"max-parallel"
	]));
	const matrix = strategy.member("matrix");
	if (matrix === void 0) return void 0;
	const at = matrix.keyAt();
	if (hasExpression(JSON.stringify(matrix.value))) return {
		value: matrix.value,
		at
	};
	for (const message of matrixProblems(matrix.value)) matrix.problem("invalid", "matrix", `has the job ${quote(id)} with a matrix that ${message}`);
	return {
		value: matrix.value,
		at
	};
}
function readCall(source, id) {
	const text = readText(source, `uses of the job ${quote(id)}`);
	if (source === void 0 || text === void 0) return void 0;
	const call = parseCall(text.value);
	if (call !== void 0) return {
		value: call,
		at: text.at
	};
	source.problem("invalid", "bad-call", `has the job ${quote(id)} that calls ${quote(text.value, 80)}, which is no workflow`, "write ./.github/workflows/<file>, or <owner>/<repository>/.github/workflows/<file>@<ref>");
}
function readInputs(source) {
	return new Map(isMapping(source?.value) ? Object.entries(source.value) : []);
}
function readFlag(source) {
	if (source === void 0 || source.value === null) return void 0;
	const { value } = source;
	if (typeof value === "boolean" || typeof value === "string" && hasExpression(value)) return {
		value,
		at: source.keyAt()
	};
	source.problem("invalid", "not-a-switch", "has a continue-on-error that is neither true nor false");
}
function readPermissions(source) {
	if (source === void 0 || source.value === null) return void 0;
	const { value } = source;
	const at = source.keyAt();
	if (value === "read-all" || value === "write-all") return {
		value,
		at
	};
	if (!isMapping(value)) {
		source.problem("invalid", "permissions", "has permissions that are neither a mapping nor read-all nor write-all");
		return;
	}
	for (const [scope, level] of source.members()) {
		const levelsOf = scope === "id-token" ? ["write", "none"] : [
			"read",
			"write",
			"none"
		];
		if (!workflowPermissions.has(scope)) level.problem("unclear", "permissions", `has the permission ${quote(scope)}, which is not known`);
		else if (typeof level.value !== "string" || !levelsOf.includes(level.value)) level.problem("invalid", "permissions", `has the permission ${scope} with a level that is none of ${levelsOf.join(", ")}`);
	}
	const levels = Object.entries(value).flatMap(([scope, level]) => typeof level === "string" ? [[scope, level]] : []);
	return {
		value: Object.fromEntries(levels),
		at
	};
}
function readConcurrency(source) {
	if (source === void 0 || source.value === null) return void 0;
	const at = source.keyAt();
	if (!isMapping(source.value)) {
		const group = readText(source, "a concurrency group");
		return group === void 0 ? void 0 : {
			value: {
				group: group.value,
				cancelInProgress: false
			},
			at
		};
	}
	const group = readText(source.member("group"), "a concurrency group");
	if (group === void 0) {
		source.problem("invalid", "concurrency-group", "has concurrency without a group");
		return;
	}
	const cancel = source.member("cancel-in-progress")?.value;
	const cancelInProgress = typeof cancel === "boolean" || typeof cancel === "string" ? cancel : false;
	return {
		value: {
			group: group.value,
			cancelInProgress
		},
		at
	};
}
function readEnvironment(source) {
	return readText(isMapping(source?.value) ? source.member("name") : source, "an environment");
}
function readSteps(steps, id) {
	if (!Array.isArray(steps?.value)) return [];
	return steps.members().flatMap(([index, source]) => {
		const condition = readCondition(source.member("if"), `step ${Number(index) + 1} of the job ${quote(id)}`, "step");
		const continueOnError = readFlag(source.member("continue-on-error"));
		const uses = source.member("uses");
		if (uses === void 0 || typeof uses.value !== "string") return [];
		return [{
			value: uses.value,
			at: uses.at(),
			...condition === void 0 ? {} : { condition },
			...continueOnError === void 0 ? {} : { continueOnError },
			inputs: readInputs(source.member("with"))
		}];
	});
}

// shared/domain/workflow/workflow.ts
const filterKinds = [
	"branches",
	"branches-ignore",
	"tags",
	"tags-ignore",
	"paths",
	"paths-ignore",
	"types"
];
function jobOf(workflow, id) {
	const folded = id.toLowerCase();
	return workflow.jobs.find((job) => job.id.toLowerCase() === folded);
}

// shared/domain/workflow/read-trigger.ts
const known = /* @__PURE__ */ new Map([
	["push", [
		"branches",
		"branches-ignore",
		"tags",
		"tags-ignore",
		"paths",
		"paths-ignore"
	]],
	["pull_request", [
		"types",
		"branches",
		"branches-ignore",
		"paths",
		"paths-ignore"
	]],
	["pull_request_target", [
		"types",
		"branches",
		"branches-ignore",
		"paths",
		"paths-ignore"
	]],
	["merge_group", [
		"types",
		"branches",
		"branches-ignore"
	]]
]);
const events = /* @__PURE__ */ new Set([
	"branch_protection_rule",
	"check_run",
	"check_suite",
	"create",
	"delete",
	"deployment",
	"deployment_status",
	"discussion",
	"discussion_comment",
	"fork",
	"gollum",
	"image_version",
	"issue_comment",
	"issues",
	"label",
	"merge_group",
	"milestone",
	"page_build",
	"project",
	"project_card",
	"project_column",
	"public",
	"pull_request",
	"pull_request_comment",
	"pull_request_review",
	"pull_request_review_comment",
	"pull_request_target",
	"push",
	"registry_package",
	"release",
	"repository_dispatch",
	"schedule",
	"status",
	"watch",
	"workflow_call",
	"workflow_dispatch",
	"workflow_run"
]);
function checkEvent(event, source) {
	if (events.has(event) || event === "<<") return;
	const near = nearest(event, [...events]);
	source.problem("unclear", "unknown-event", `has the event ${quote(event)}, which is not known`, near === void 0 ? void 0 : `write ${near}`);
}
function readTriggers(source) {
	const { value } = source;
	if (typeof value === "string") {
		checkEvent(value, source);
		return [{
			event: value,
			at: source.at(),
			filters: []
		}];
	}
	if (Array.isArray(value)) {
		for (const [, member] of source.members()) if (typeof member.value === "string") checkEvent(member.value, member);
		return readTexts(source, "on").map(({ value: event, at }) => ({
			event,
			at,
			filters: []
		}));
	}
	if (!isMapping(value)) {
		source.problem("invalid", "no-event", "has no event in on", "name the events, e.g. on: pull_request");
		return [];
	}
	return source.members().map(([event, member]) => {
		checkEvent(event, member);
		if (event === "<<") member.problem("invalid", "merge-key", "has a merge key (<<) in on, which GitHub does not know");
		return {
			event,
			at: member.keyAt(),
			filters: readFilters(event, member)
		};
	});
}
function readFilters(event, source) {
	if (!isMapping(source.value)) {
		if (source.value !== null && event !== "schedule") source.problem("invalid", "not-a-mapping", `has on.${event} that is no mapping`);
		return [];
	}
	const allowed = known.get(event);
	if (allowed !== void 0) checkKeys(source, `on.${event}`, new Set(filterKinds));
	const filters = [];
	for (const kind of filterKinds) {
		const member = source.member(kind);
		if (member === void 0 || member.value === null) continue;
		if (allowed !== void 0 && !allowed.includes(kind)) {
			member.problem("invalid", "unknown-filter", `filters ${event} by ${kind}, which that event does not know`);
			continue;
		}
		const values = readTexts(member, `on.${event}.${kind}`).map(({ value }) => value);
		filters.push({
			kind,
			value: values,
			at: member.keyAt()
		});
	}
	for (const kind of [
		"branches",
		"tags",
		"paths"
	]) if (filters.filter((filter) => filter.kind === kind || filter.kind === `${kind}-ignore`).length > 1) {
		const fix = `write one of them, with ! before the patterns that ${kind} must not match`;
		source.problem("invalid", "both-filters", `filters ${event} by both ${kind} and ${kind}-ignore`, fix);
	}
	return filters;
}
const typeDefaults = /* @__PURE__ */ new Map([
	["boolean", {
		type: "boolean",
		default: false
	}],
	["number", {
		type: "number",
		default: 0
	}],
	["string", {
		type: "string",
		default: ""
	}]
]);
function readCallInputs(on) {
	const inputs = /* @__PURE__ */ new Map();
	const declared = on.member("workflow_call")?.member("inputs");
	for (const [key, source] of declared?.members() ?? []) {
		const type = readText(source.member("type"), `the type of the input ${quote(key)}`)?.value ?? "";
		const plain = typeDefaults.get(type);
		if (plain === void 0) {
			source.problem("invalid", "input-type", `has the input ${quote(key)} with no type that is boolean, number or string`);
			continue;
		}
		const given = source.member("default")?.value;
		inputs.set(key, given === void 0 || given === null || typeof given === "object" ? plain : {
			...plain,
			default: given
		});
	}
	return inputs;
}

// shared/domain/workflow/read-workflow.ts
const maxLength = 1048576;
const maxDepth = 50;
const maxAliasedValues = 5e4;
const workflowKeys = /* @__PURE__ */ new Set([
	"concurrency",
	"defaults",
	"description",
	"env",
	"jobs",
	"name",
	"on",
	"permissions",
	"run-name"
]);
function readWorkflow(path, text) {
	const problems = [];
	const refuse = (code, message, line, column) => {
		return {
			path,
			workflow: void 0,
			problems: [{
				effect: "invalid",
				code,
				pointer: "",
				message,
				at: {
					path,
					...line === void 0 ? {} : {
						line,
						column
					}
				}
			}]
		};
	};
	if (text.length > maxLength) return refuse("too-long", `is longer than ${maxLength} characters`);
	const parsed = parseYaml(text, {
		maxDepth,
		maxAliasedValues,
		keysAsText: true
	});
	if (!parsed.ok) return refuse("not-yaml", parsed.message, parsed.position.line, parsed.position.column);
	const source = sourceOf(path, parsed.document, problems);
	if (!isMapping(source.value)) return refuse("not-a-mapping", "is no mapping: expected on and jobs", 1, 1);
	checkKeys(source, "its top level", workflowKeys);
	const on = readOn(source);
	const jobs = readJobs(source);
	const workflow = {
		path,
		name: readText(source.member("name"), "a name")?.value,
		triggers: on === void 0 ? [] : readTriggers(on),
		inputs: on === void 0 ? /* @__PURE__ */ new Map() : readCallInputs(on),
		jobs,
		permissions: readPermissions(source.member("permissions")),
		concurrency: readConcurrency(source.member("concurrency"))
	};
	checkNeeds(jobs, problems);
	const callable = workflow.triggers.some(({ event }) => event === "workflow_call");
	return {
		path,
		workflow: {
			...workflow,
			callable
		},
		problems
	};
}
function readOn(source) {
	const on = source.member("on");
	if (on !== void 0) return on;
	const other = source.members().find(([key]) => key === "true" || key !== "name" && editDistance(key, "on") === 1);
	const fix = other === void 0 ? "name the events, e.g. on: pull_request" : `write on: instead of ${quote(other[0])}`;
	source.problem("invalid", "no-event", "has no on", fix);
}
function readJobs(source) {
	const jobs = source.member("jobs");
	if (jobs === void 0 || !isMapping(jobs.value) || Object.keys(jobs.value).length === 0) {
		(jobs ?? source).problem("invalid", "no-jobs", "has no jobs");
		return [];
	}
	const read = [];
	const seen = /* @__PURE__ */ new Set();
	for (const [id, member] of jobs.members()) {
		if (id === "<<") {
			member.problem("invalid", "merge-key", "has a merge key (<<) in jobs, which GitHub does not know", "repeat the jobs");
			continue;
		}
		if (seen.has(id.toLowerCase())) member.problem("invalid", "job-id-twice", `has two jobs whose ids differ by case alone: ${quote(id)}`);
		seen.add(id.toLowerCase());
		read.push(readJob(id, member));
	}
	return read;
}
function checkNeeds(jobs, problems) {
	const ids = new Set(jobs.map(({ id }) => id.toLowerCase()));
	const waitsFor = /* @__PURE__ */ new Map();
	const waiters = /* @__PURE__ */ new Map();
	for (const job of jobs) {
		const needed = /* @__PURE__ */ new Set();
		for (const { value, at } of job.needs) {
			const id = value.toLowerCase();
			if (ids.has(id)) needed.add(id);
			else {
				const message = `has the job ${quote(job.id)} that needs ${quote(value)}, which is no job`;
				problems.push({
					effect: "invalid",
					code: "need-missing",
					pointer: needsOf(job),
					message,
					at
				});
			}
		}
		waitsFor.set(job, needed);
		for (const id of needed) {
			const others = waiters.get(id);
			if (others === void 0) waiters.set(id, [job]);
			else others.push(job);
		}
	}
	const ready = jobs.filter((job) => waitsFor.get(job)?.size === 0);
	for (let done = ready.pop(); done !== void 0; done = ready.pop()) {
		const id = done.id.toLowerCase();
		for (const job of waiters.get(id) ?? []) {
			const left = waitsFor.get(job);
			if (left?.delete(id) === true && left.size === 0) ready.push(job);
		}
	}
	for (const [job, left] of waitsFor) {
		if (left.size === 0) continue;
		const message = `has the job ${quote(job.id)} that can never start, because its needs form a circle`;
		const at = job.needs[0]?.at ?? job.at;
		problems.push({
			effect: "invalid",
			code: "needs-circle",
			pointer: needsOf(job),
			message,
			at
		});
	}
}
function needsOf({ id }) {
	return formatPointer([
		"jobs",
		id,
		"needs"
	]);
}

// shared/domain/workflow/filter-pattern.ts
function parseFilterPattern(text) {
	const negative = text.startsWith("!");
	const characters = Array.from(negative ? text.slice(1) : text);
	if (characters.length === 0) return void 0;
	const steps = [];
	for (let index = 0; index < characters.length; index += 1) {
		const character = characters[index] ?? "";
		if (character === "*") {
			const any = characters[index + 1] === "*";
			if (any) index += 1;
			steps.push({
				test: any ? () => true : (other) => other !== "/",
				least: 0,
				many: true
			});
		} else if (character === "?" || character === "+") {
			const before = steps.at(-1);
			if (before === void 0 || before.many || before.least === 0) return void 0;
			steps[steps.length - 1] = {
				...before,
				least: character === "?" ? 0 : 1,
				many: character === "+"
			};
		} else if (character === "[") {
			const end = characters.indexOf("]", index);
			const inside = characters.slice(index + 1, end);
			const test = end === -1 ? void 0 : classOf(inside);
			if (test === void 0) return void 0;
			steps.push({
				test,
				least: 1,
				many: false
			});
			index = end;
		} else {
			const escaped = character === "\\" ? characters[index += 1] : character;
			if (escaped === void 0) return void 0;
			steps.push({
				test: (other) => other === escaped,
				least: 1,
				many: false
			});
		}
	}
	return {
		negative,
		steps
	};
}
function classOf(inside) {
	const ranges = [];
	for (let index = 0; index < inside.length; index += 1) {
		const first = inside[index] ?? "";
		const ranged = inside[index + 1] === "-" && inside[index + 2] !== void 0;
		const last = ranged ? inside[index + 2] ?? "" : first;
		if (!/[A-Za-z0-9]/.test(first) || !/[A-Za-z0-9]/.test(last) || last < first) return void 0;
		ranges.push([first, last]);
		if (ranged) index += 2;
	}
	if (ranges.length === 0) return void 0;
	return (character) => ranges.some(([first, last]) => character >= first && character <= last);
}
function matchesPattern({ steps }, name) {
	let states = reachable(steps, [0]);
	for (const character of name) {
		const next = [];
		for (const state of states) {
			const step = steps[state];
			if (step?.test(character) !== true) continue;
			next.push(state + 1);
			if (step.many) next.push(state);
		}
		states = reachable(steps, next);
	}
	return states.has(steps.length);
}
function reachable(steps, from) {
	const all = new Set(from);
	for (const state of all) if (steps[state]?.least === 0) all.add(state + 1);
	return all;
}
function listMatches(patterns, name) {
	let matched = false;
	for (const text of patterns) {
		const pattern = parseFilterPattern(text);
		if (pattern === void 0) return void 0;
		if (matchesPattern(pattern, name)) matched = !pattern.negative;
	}
	return matched;
}

// shared/domain/workflow/filter-effect.ts
const neededTypes = /* @__PURE__ */ new Map([
	["pull_request", ["opened", "synchronize"]],
	["pull_request_target", ["opened", "synchronize"]],
	["merge_group", ["checks_requested"]]
]);
function missingTypes(event, filter) {
	return (neededTypes.get(event) ?? []).filter((type) => !filter.value.includes(type));
}
function filterEffect({ event, filters }, branch) {
	const effects = filters.map((filter) => ({
		filter,
		runs: effectOf(event, filter, branch)
	}));
	for (const runs of [
		"never",
		"unknown",
		"sometimes"
	]) {
		const found = effects.filter((effect) => effect.runs === runs);
		if (found.length > 0) return {
			runs,
			filters: found.map(({ filter }) => filter)
		};
	}
	return {
		runs: "always",
		filters: []
	};
}
function effectOf(event, filter, branch) {
	const { kind, value } = filter;
	if (kind === "types") return missingTypes(event, filter).length === 0 ? "always" : "sometimes";
	if (kind === "paths") return value.at(-1) === "**" ? "always" : "sometimes";
	if (kind === "paths-ignore") return value.length === 0 ? "always" : "sometimes";
	if (kind === "tags" || kind === "tags-ignore") return "always";
	const matched = branch === void 0 ? void 0 : listMatches(value, branch);
	if (matched === void 0 || value.length === 0) return "unknown";
	return matched === (kind === "branches") ? "always" : "never";
}
function complement(a, b, branch) {
	if (a.event !== b.event) return false;
	const [first, second] = [filterEffect(a, branch), filterEffect(b, branch)];
	const [one, other] = [first.filters[0], second.filters[0]];
	if (one === void 0 || other === void 0 || first.filters.length > 1 || second.filters.length > 1) return false;
	return [one.kind, other.kind].sort().join() === "paths,paths-ignore" && [...one.value].sort().join("\0") === [...other.value].sort().join("\0");
}

export { callText, complement, expandMatrix, filterEffect, hasExpression, isUnknown, jobOf, missingTypes, parseTemplate, readWorkflow, render, runsOf, textOf, valueOf, valueOfTemplate };