import { childPointer, editDistance, formatPointer, nearest, parseYaml, quote } from "./shared.js";
import { parseJson } from "./parse-json.js";
import { locate } from "./core-location.js";
import { workflowPermissions } from "./core-workflow-permissions.js";

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
const notPortable = { unknown: "what GitHub may compute otherwise" };
function isPlainText(text) {
	return /^[\t\n\r\x20-\x7e]*$/.test(text);
}
function sameText(a, b) {
	if (a === b) return true;
	if (a.length !== b.length) return false;
	if (isPlainText(a) && isPlainText(b)) return a.toUpperCase() === b.toUpperCase();
	for (let index = 0; index < a.length; index += 1) {
		const [one = "", other = ""] = [a[index], b[index]];
		if (isPlainText(one) && isPlainText(other) && one.toUpperCase() !== other.toUpperCase()) return false;
	}
}
function memberOf(value, key) {
	if (isUnknown(value)) return value;
	if (!isMap(value)) return null;
	const exact = value.get(key);
	if (exact !== void 0) return exact;
	for (const [own, member] of value) {
		const same = sameText(own, key);
		if (same !== false) return same === void 0 ? notPortable : member;
	}
	return null;
}
function areApart(keys) {
	return keys.every((key, index) => keys.slice(index + 1).every((other) => sameText(key, other) === false));
}
function isPortable(value) {
	if (typeof value === "number") return Math.abs(value) < 2 ** 31 && !Object.is(value, -0);
	if (isList(value)) return value.every(isPortable);
	if (!isMap(value)) return true;
	return areApart([...value.keys()]) && [...value.values()].every(isPortable);
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
	if (!isPlainText(value)) return void 0;
	const text = value.trim();
	if (text === "") return 0;
	if (text === "Infinity" || text === "-Infinity") return Number(text);
	if (/^(?:0x[0-9a-f]{1,7}|0o[0-7]{1,10})$/i.test(text)) return text[1] === "x" || text[1] === "o" ? Number(text) : NaN;
	if (/^[-+]?(?:0[xo]|infinity$|nan$)/i.test(text)) return void 0;
	const [, digits, exponent = "0"] = /^[-+]?(\d+\.?\d*|\.\d+)(?:e([-+]?\d+))?$/i.exec(text) ?? [];
	if (digits === void 0) return NaN;
	const number = Number(text);
	return digits.length <= 16 && exponent.length <= 4 && Math.abs(Number(exponent)) <= 290 && !Object.is(number, -0) ? number : void 0;
}
function looseEqual(a, b) {
	if (typeof a === "string" && typeof b === "string") return sameText(a, b);
	if (a === null && b === null) return true;
	if (typeof a === "object" && a !== null && typeof b === "object" && b !== null) return a === b ? void 0 : false;
	const [one, other] = [numberOf(a), numberOf(b)];
	return one === void 0 || other === void 0 ? void 0 : one === other;
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
		if (index === void 0 || !Number.isNaN(index) && !Number.isInteger(index)) return notPortable;
		return Number.isNaN(index) ? null : value[index] ?? null;
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
	if (operator === "==" || operator === "!=") {
		const equal = looseEqual(left, right);
		return equal === void 0 ? notPortable : equal === (operator === "==");
	}
	return compared(operator, left, right) ?? notPortable;
}
function compared(operator, left, right) {
	const texts = typeof left === "string" && typeof right === "string";
	if (texts && !(isPlainText(left) && isPlainText(right))) return void 0;
	const [a, b] = texts ? [left.toUpperCase(), right.toUpperCase()] : [numberOf(left), numberOf(right)];
	if (a === void 0 || b === void 0) return void 0;
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
	return compute(values) ?? notKnown(`${node.name}(), which fails with these values, or gives what only GitHub knows`);
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
const functions$1 = new Map([
	["contains", ([search, item]) => search === void 0 || item === void 0 ? void 0 : contains(search, item)],
	["startswith", texts$1((text, part) => text.startsWith(part))],
	["endswith", texts$1((text, part) => text.endsWith(part))],
	["format", ([pattern, ...values]) => typeof pattern === "string" ? formatted(pattern, values) : void 0],
	["join", joined],
	["tojson", ([value]) => value === void 0 ? void 0 : plainOnly(jsonText(value, ""))],
	["fromjson", ([text]) => text === void 0 ? void 0 : fromJson(textOf(text))]
]);
function isPlain$1(value) {
	return typeof value !== "object" || value === null;
}
function texts$1(test) {
	return ([text, part]) => {
		if (text === void 0 || part === void 0) return void 0;
		if (!isPlain$1(text) || !isPlain$1(part)) return false;
		const [whole, sought] = [plainOnly(textOf(text)), plainOnly(textOf(part))];
		return whole === void 0 || sought === void 0 ? void 0 : test(whole.toUpperCase(), sought.toUpperCase());
	};
}
function plainOnly(text) {
	return isPlainText(text) ? text : void 0;
}
const includes = texts$1((text, part) => text.includes(part));
function contains(search, item) {
	if (!isList(search)) return includes([search, item]);
	const found = search.map((each) => isUnknown(each) ? void 0 : looseEqual(each, item));
	return found.includes(true) || (found.includes(void 0) ? void 0 : false);
}
function joined([items, separator = ","]) {
	if (items === void 0) return void 0;
	if (!isList(items)) return isPlain$1(items) ? textOf(items) : "";
	return items.filter((item) => !isUnknown(item)).map(textOf).join(isPlain$1(separator) ? textOf(separator) : ",");
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
	const value = parsed.ok ? valueOf(parsed.document.value) : void 0;
	return value !== void 0 && isPortable(value) ? value : void 0;
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
const white = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*/y;
const pattern = /(?:'(?<text>(?:[^']|'')*)'|(?<mark>&&|\|\||[=!<>]=|[!<>()[\],*])|(?<number>[-+]?(?:\d|\.\d)[^\s()[\],!<>=&|]*)|(?<word>[A-Za-z_][\w-]*)|(?<dot>\.))/y;
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
	for (let at = beginOf(text, 0); at < text.length; at = beginOf(text, pattern.lastIndex)) {
		pattern.lastIndex = at;
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
function beginOf(text, from) {
	white.lastIndex = from;
	white.test(text);
	return white.lastIndex;
}
function isBlank(text) {
	return beginOf(text, 0) === text.length;
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
				value: value ?? notPortable
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
const literals = new Map([
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
	if (isBlank(text)) return {
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
		afterCancel: void 0,
		onlyCancelStops: false
	};
	const when = (situation, scope) => truth(parsed.condition, {
		...scope,
		status: situations[situation]
	});
	const afterSuccess = when("afterSuccess", scopes.success);
	const failed = when("afterFailure", scopes.otherwise);
	const afterCancel = when("afterCancel", scopes.otherwise);
	return {
		afterSuccess,
		afterFailure: hasNeeds ? failed : afterSuccess,
		afterCancel,
		onlyCancelStops: failed !== false && afterCancel !== true
	};
}

// shared/domain/workflow/available.ts
const everywhere = [
	"github",
	"inputs",
	"vars"
];
const ofJob = [...everywhere, "needs"];
const ofLeg = [
	...ofJob,
	"matrix",
	"strategy"
];
const ofRunner = [
	...ofLeg,
	"env",
	"job",
	"runner",
	"steps"
];
function at(place, contexts, more = {}) {
	return {
		place,
		contexts: new Set(contexts),
		status: false,
		hashFiles: false,
		...more
	};
}
const sees = {
	jobIf: at("the if of a job", ofJob, { status: true }),
	stepIf: at("the if of a step", ofRunner, {
		status: true,
		hashFiles: true
	}),
	workflow: at("the whole workflow", everywhere),
	workflowEnv: at("env of the workflow", [...everywhere, "secrets"]),
	calledOutput: at("an output of a called workflow", [...everywhere, "jobs"]),
	job: at("a job before it becomes several", ofJob),
	leg: at("a job", ofLeg),
	legSecret: at("what a job passes on", [...ofLeg, "secrets"]),
	defaults: at("defaults of a job", [...ofLeg, "env"]),
	credentials: at("credentials", [
		...ofLeg,
		"env",
		"secrets"
	]),
	url: at("the URL of an environment", ofRunner),
	output: at("an output of a job", [...ofRunner, "secrets"]),
	step: at("a step", [...ofRunner, "secrets"], { hashFiles: true })
};
const allContexts = new Set([
	...ofRunner,
	"jobs",
	"secrets"
]);
const functions = new Map([
	["always", {
		least: 0,
		most: 0,
		only: "status"
	}],
	["cancelled", {
		least: 0,
		most: 0,
		only: "status"
	}],
	["success", {
		least: 0,
		most: Number.POSITIVE_INFINITY,
		only: "status"
	}],
	["failure", {
		least: 0,
		most: Number.POSITIVE_INFINITY,
		only: "status"
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
		only: "hashFiles"
	}]
]);
function misnamed(expression, where) {
	const found = new Map();
	const say = (effect, message) => void found.set(message, {
		effect,
		message
	});
	for (const part of parts(expression)) if (part.kind === "name") {
		const name = part.name.toLowerCase();
		if (where.contexts.has(name)) continue;
		if (allContexts.has(name)) say("invalid", `uses ${quote(part.name)}, which ${where.place} does not have`);
		else say("unclear", `uses ${quote(part.name)}, which is no known context`);
	} else if (part.kind === "call") {
		const known = functions.get(part.name.toLowerCase());
		const count = part.arguments.length;
		if (known === void 0) say("unclear", `calls ${quote(part.name)}, which is no known function`);
		else if (known.only !== void 0 && !where[known.only]) say("invalid", `calls ${quote(part.name)}, which ${where.place} does not have`);
		else if (count < known.least || count > known.most) say("invalid", `calls ${quote(part.name)} with ${count} values`);
	}
	return [...found.values()];
}

// shared/domain/workflow/syntax.ts
const anything = { any: true };
const text = (expressions) => ({
	text: true,
	...expressions === void 0 ? {} : { expressions }
});
const flag = (expressions) => ({
	flag: true,
	...expressions === void 0 ? {} : { expressions }
});
const number = (expressions) => ({
	number: true,
	expressions
});
const texts = (expressions) => ({
	...text(expressions),
	list: text(expressions)
});
const named = (expressions) => ({
	others: text(expressions),
	expressions
});
const concurrency = (expressions) => ({
	...text(expressions),
	keys: {
		group: text(expressions),
		"cancel-in-progress": flag(expressions),
		queue: text()
	}
});
const container = {
	...text(sees.leg),
	keys: {
		image: text(sees.leg),
		options: text(sees.leg),
		env: named(sees.output),
		ports: {
			list: text(sees.leg),
			expressions: sees.leg
		},
		volumes: {
			list: text(sees.leg),
			expressions: sees.leg
		},
		credentials: { keys: {
			username: text(sees.credentials),
			password: text(sees.credentials)
		} }
	}
};
const service = {
	...container,
	keys: {
		...container.keys,
		entrypoint: text(sees.leg),
		command: text(sees.leg)
	}
};
const defaults = (expressions) => ({ keys: { run: {
	keys: {
		shell: text(expressions),
		"working-directory": text(expressions)
	},
	...expressions && { expressions }
} } });
const step = { keys: {
	id: text(),
	if: anything,
	name: text(sees.step),
	uses: text(),
	run: text(sees.step),
	with: named(sees.step),
	env: named(sees.step),
	shell: text(sees.step),
	"working-directory": text(sees.step),
	"continue-on-error": anything,
	"timeout-minutes": number(sees.step)
} };
const job = { keys: {
	"cancel-timeout-minutes": number(sees.leg),
	concurrency: concurrency(sees.leg),
	container,
	"continue-on-error": anything,
	defaults: defaults(sees.defaults),
	env: named(sees.legSecret),
	environment: {
		...text(sees.leg),
		keys: {
			name: text(sees.leg),
			url: text(sees.url),
			deployment: flag(sees.leg)
		},
		needs: ["name"]
	},
	if: anything,
	name: {
		...anything,
		expressions: sees.leg
	},
	needs: anything,
	outputs: { others: text(sees.output) },
	permissions: anything,
	"runs-on": {
		...texts(sees.leg),
		keys: {
			group: text(sees.leg),
			labels: texts(sees.leg)
		}
	},
	secrets: {
		text: true,
		oneOf: ["inherit"],
		others: {
			...text(sees.legSecret),
			number: true,
			flag: true
		}
	},
	services: {
		others: service,
		expressions: sees.leg
	},
	snapshot: anything,
	steps: { list: step },
	strategy: {
		keys: {
			"fail-fast": flag(sees.job),
			"max-parallel": number(sees.job),
			matrix: {
				any: true,
				expressions: sees.job
			}
		},
		expressions: sees.job
	},
	"timeout-minutes": number(sees.leg),
	uses: anything,
	with: { others: {
		...text(sees.leg),
		number: true,
		flag: true
	} }
} };
const dispatchTypes = [
	"boolean",
	"choice",
	"environment",
	"number",
	"string"
];
const inputOf = (type, expressions) => ({
	keys: {
		description: text(),
		deprecationMessage: text(),
		type,
		required: flag(),
		default: {
			...text(expressions),
			number: true,
			flag: true
		},
		options: { list: text() }
	},
	empty: true
});
const on = {
	...anything,
	keys: {
		schedule: { list: {
			keys: {
				cron: text(),
				timezone: text()
			},
			needs: ["cron"]
		} },
		workflow_call: {
			keys: {
				inputs: {
					others: inputOf(anything, sees.workflow),
					empty: true
				},
				outputs: {
					others: {
						keys: {
							description: text(),
							value: text(sees.calledOutput)
						},
						needs: ["value"]
					},
					empty: true
				},
				secrets: {
					others: {
						keys: {
							description: text(),
							required: flag()
						},
						empty: true
					},
					empty: true
				}
			},
			empty: true
		},
		workflow_dispatch: {
			keys: { inputs: {
				others: inputOf({
					text: true,
					oneOf: dispatchTypes
				}),
				empty: true
			} },
			empty: true
		}
	},
	others: anything
};
const workflowForm = { keys: {
	concurrency: concurrency(sees.workflow),
	defaults: defaults(),
	description: text(),
	env: named(sees.workflowEnv),
	jobs: {
		any: true,
		others: job
	},
	name: text(),
	on,
	permissions: anything,
	"run-name": text(sees.workflow)
} };

// shared/domain/workflow/check-syntax.ts
function checkSyntax(root) {
	const path = [];
	const say = (...problem) => {
		(path.reduce((at, key) => at?.member(key), root) ?? root).problem(...problem);
	};
	const inside = (key, value, form) => {
		path.push(key);
		visit(value, form);
		path.pop();
	};
	const visit = (value, form) => {
		if (typeof value === "string") checkText(value, form, path, say);
		else if (Array.isArray(value)) {
			const items = form.list ?? (form.any ? form : void 0);
			if (items === void 0) return wrongShape(form, path, say);
			for (const [index, item] of value.entries()) inside(String(index), item, items);
		} else if (value === null) checkEmpty(form, path, say);
		else if (typeof value !== "object") {
			if ((form.any || form.text || (typeof value === "number" ? form.number : form.flag)) !== true) wrongShape(form, path, say);
			else if (form.oneOf?.includes(String(value)) === false) wrongChoice(form.oneOf, path, say);
		} else {
			const { keys, others = form.any ? leafOf(form) : void 0 } = form;
			if (keys === void 0 && others === void 0) return wrongShape(form, path, say);
			const members = value;
			const own = Object.keys(members);
			checkTwins(own, path, say);
			for (const key of own) {
				const member = members[key] ?? null;
				const known = keys !== void 0 && Object.hasOwn(keys, key) ? keys[key] : others;
				if (known !== void 0 && key !== "<<") inside(key, member, known);
				else {
					path.push(key);
					unknownKey(key, path, say);
					path.pop();
				}
			}
			for (const key of form.needs ?? []) if (!Object.hasOwn(value, key)) say("invalid", "lacking-key", `has ${whole(path)} without ${key}`);
		}
	};
	visit(root.value, workflowForm);
}
function leafOf({ expressions }) {
	return {
		any: true,
		...expressions === void 0 ? {} : { expressions }
	};
}
function checkText(value, form, path, say) {
	if (hasExpression(value)) {
		if (form.expressions !== void 0) checkExpressions(value, form.expressions, path, say);
		else if (!form.any) say("unclear", "bad-expression", `has ${whole(path)} with an expression, of which it is not known whether it may stand there`);
		return;
	}
	if (form.any) return;
	if (form.oneOf !== void 0 && !form.oneOf.includes(value)) return wrongChoice(form.oneOf, path, say);
	if (form.text) return;
	wrongShape(form, path, say, (form.number ? /^\d+(\.\d+)?$/.test(value) : form.flag === true && /^(?:true|false)$/.test(value)) ? "unclear" : "invalid");
}
const plainPath = /\$\{\{ *([A-Za-z_][\w-]*)(?:\.[A-Za-z_][\w-]*)+ *\}\}/g;
function isPlain(value, { contexts }) {
	plainPath.lastIndex = 0;
	for (let at = value.indexOf("${{"); at !== -1; at = value.indexOf("${{", plainPath.lastIndex)) {
		const found = plainPath.exec(value);
		if (found?.index !== at || !contexts.has(found[1] ?? "")) return false;
	}
	return true;
}
function checkExpressions(value, sees, path, say) {
	if (isPlain(value, sees)) return;
	const parsed = parseTemplate(value);
	if (!parsed.ok) return say("invalid", "bad-expression", `has ${whole(path)} that ${parsed.message}`);
	for (const part of parsed.template) {
		if (typeof part === "string") continue;
		for (const { effect, message } of misnamed(part, sees)) say(effect, "unknown-name", `has ${whole(path)} with an expression that ${message}`);
	}
}
function checkEmpty({ any, empty, text, number, flag }, path, say) {
	if (any ?? empty ?? text ?? number ?? flag) return;
	say("unclear", "wrong-shape", `has ${whole(path)} without a value`);
}
function checkTwins(keys, path, say) {
	if (keys.length < 2 || path.at(-1) === "jobs" || keys.every((key) => key === key.toLowerCase())) return;
	if (new Set(keys.map((key) => key.toUpperCase())).size === keys.length) return;
	say("unclear", "key-twice", `has ${whole(path)} with two keys that differ by case alone, which GitHub may take for one`);
}
function unknownKey(key, path, say) {
	const where = whole(path.slice(0, -1));
	if (key === "<<") say("invalid", "merge-key", `has a merge key (<<) in ${where}, which GitHub does not know`, "repeat the keys; an alias can only stand for a whole value");
	else say("unclear", "unknown-key", `has the key ${quote(key)} in ${where}, which is not known`);
}
function wrongChoice(choices, path, say) {
	say("invalid", "wrong-shape", `has ${whole(path)} that is none of ${choices.join(", ")}`);
}
function wrongShape(form, path, say, effect = "invalid") {
	const shapes = [
		form.text && "text",
		form.number && "number",
		form.flag && "switch",
		form.list && "list",
		(form.keys ?? form.others) && "mapping"
	].filter((shape) => typeof shape === "string");
	const code = shapes.join() === "mapping" ? "not-a-mapping" : "wrong-shape";
	const words = shapes.length > 1 ? `${shapes.slice(0, -1).join(", ")} or ${shapes.at(-1)}` : shapes[0] ?? "";
	say(effect, code, `has ${whole(path)} that is no ${words}`);
}
function whole(path) {
	const [top, id, steps, index] = path;
	if (top === void 0) return "its top level";
	if (top !== "jobs" || id === void 0) return path.join(".");
	const isStep = steps === "steps" && index !== void 0;
	const base = isStep ? `step ${Number(index) + 1} of the job ${quote(id)}` : `the job ${quote(id)}`;
	const rest = path.slice(isStep ? 4 : 2);
	return rest.length === 0 ? base : `${rest.join(".")} of ${base}`;
}

// shared/domain/workflow/matrix.ts
const maxLegs = 256;
function matrixProblems(source) {
	const messages = [];
	const { vectors, include } = readMatrix$1(resolved(source, { contexts: new Map() }), messages);
	if (messages.length > 0 || combinationsOf(vectors) + include.length <= 256) return messages;
	const expanded = expandMatrix(source, { contexts: new Map() });
	return expanded.kind === "invalid" ? expanded.messages : [];
}
function combinationsOf(vectors) {
	return [...vectors.values()].reduce((size, vector) => size * vector.length, 1);
}
function expandMatrix(source, scope) {
	const value = resolved(source, scope);
	const missing = isPortable(value) ? unknowns(value) : [notPortable.unknown];
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
	if (legs === void 0) return {
		kind: "unknown",
		unknown: [notPortable.unknown]
	};
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
	const members = new Map();
	for (const [key, item] of Object.entries(source)) {
		if (hasExpression(key)) return { unknown: quote(key, 60) };
		members.set(key, resolved(item, scope));
	}
	return members;
}
function readMatrix$1(value, messages) {
	const matrix = {
		vectors: new Map(),
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
function namesVector(vectors, key) {
	return !vectors.has(key) && memberOf(vectors, key) !== null;
}
function legsOf({ vectors, include, exclude }) {
	const keys = new Set([...vectors.keys(), ...[...include, ...exclude].flatMap((row) => [...row.keys()])]);
	if (include.length + exclude.length > 0 && !areApart([...keys].filter((key) => !namesVector(vectors, key)))) return void 0;
	if ([...keys].some((key) => isUnknown(memberOf(vectors, key)))) return void 0;
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
		const excluded = exclude.map((filter) => matches(filter, combination));
		if (excluded.includes(true)) continue;
		const shown = leaves(combination);
		const matching = rows.map((row) => ({
			row,
			matched: matches(row.filter, combination)
		}));
		if (excluded.includes(void 0) || matching.some(({ matched }) => matched === void 0)) return void 0;
		for (const { row, matched } of matching) {
			if (matched !== true) continue;
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
		const combination = new Map();
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
	const members = isMap(filter) ? [...filter].map(([key, item]) => matches(item, memberOf(value, key))) : isList(filter) ? filter.map((item, index) => matches(item, isList(value) ? value[index] ?? null : null)) : void 0;
	if (members !== void 0) return members.includes(false) ? false : !members.includes(void 0) || void 0;
	return isUnknown(filter) || isUnknown(value) ? void 0 : looseEqual(value, filter);
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
		const member = known.has(key) || key === "<<" ? void 0 : source.member(key);
		if (member === void 0) continue;
		member.problem("unclear", "unknown-key", `has the key ${quote(key)} in ${what}, which is not known`);
	}
}

// shared/domain/workflow/shape.ts
const onlyOfActions = ["with"];
const onlyOfCommands = ["shell", "working-directory"];
const onlyOfCalls = ["with", "secrets"];
const notOfCalls = [
	"cancel-timeout-minutes",
	"container",
	"defaults",
	"env",
	"environment",
	"outputs",
	"runs-on",
	"services",
	"snapshot",
	"steps",
	"timeout-minutes"
];
function checkJob(id, source) {
	const job = source.value;
	if (!isMapping(job)) return;
	const what = `the job ${quote(id)}`;
	const calls = Object.hasOwn(job, "uses");
	const { "runs-on": runsOn, steps } = job;
	if (!calls && runsOn === void 0) source.problem("invalid", "no-runner", `has ${what} with neither runs-on nor uses`);
	else if (!calls && (runsOn === "" || isNothing(runsOn))) source.member("runs-on")?.problem("invalid", "no-runner", `has ${what} with runs-on without a value`);
	for (const key of calls ? notOfCalls : onlyOfCalls) {
		if (!Object.hasOwn(job, key)) continue;
		const why = calls ? "calls a workflow" : "calls no workflow";
		const whose = calls ? "which such a job cannot have" : "which only such a job can have";
		source.member(key)?.problem("invalid", "foreign-key", `has ${what} that ${why}, and ${key}, ${whose}`);
	}
	if (!calls && isNothing(steps)) (source.member("steps") ?? source).problem("invalid", "no-steps", `has ${what} without steps`, "add a step, or call a workflow with uses");
	if (Array.isArray(steps)) checkSteps(what, steps, source);
}
function isNothing(value) {
	return value === void 0 || value === null || Array.isArray(value) && value.length === 0;
}
function checkSteps(job, steps, source) {
	const ids = new Set();
	for (const [index, step] of steps.entries()) {
		if (!isMapping(step)) continue;
		const place = () => source.member("steps")?.member(String(index));
		const what = `step ${index + 1} of ${job}`;
		checkStep(what, step, place);
		if (typeof step["id"] !== "string") continue;
		const folded = step["id"].toLowerCase();
		if (ids.has(folded)) {
			const message = `has ${what} with the id ${quote(step["id"])} of another step`;
			place()?.member("id")?.problem("invalid", "step-id-twice", message);
		}
		ids.add(folded);
	}
}
const newKinds = [
	"cancel",
	"wait",
	"wait-all"
];
function checkStep(what, step, place) {
	const { uses, run } = step;
	const say = (code, message, key) => {
		(key === void 0 ? place() : place()?.member(key))?.problem("invalid", code, `has ${what} ${message}`);
	};
	if (uses !== void 0 && run !== void 0) say("uses-and-run", "that both uses an action and runs", "run");
	if (newKinds.every((key) => !Object.hasOwn(step, key)) && (uses ?? run ?? null) === null) say("no-action", "that neither uses nor runs");
	const foreign = uses === void 0 ? onlyOfActions : run === void 0 ? onlyOfCommands : [];
	for (const key of foreign) if (Object.hasOwn(step, key)) say("foreign-key", `with ${key}, which it cannot have`, key);
}

// shared/domain/workflow/read-job.ts
function readJob(id, source) {
	const at = source.keyAt();
	if (!/^[A-Za-z_][\w-]{0,98}$/.test(id) || id.startsWith("__")) source.problem("invalid", "job-id", `has a job with the id ${quote(id)}, which is none`, "use letters, digits, - and _, begin with a letter, and stay below 100 characters");
	if (!isMapping(source.value)) return {
		id,
		at,
		needs: [],
		inputs: new Map(),
		actions: []
	};
	checkJob(id, source);
	const uses = source.member("uses");
	const needs = source.member("needs");
	const called = readCall(uses, id);
	return {
		id,
		at,
		name: readName(source.member("name"), id),
		condition: readCondition(source.member("if"), `the job ${quote(id)}`, sees.jobIf),
		needs: needs === void 0 || needs.value === null ? [] : readTexts(needs, `needs of the job ${quote(id)}`),
		matrix: readMatrix(source.member("strategy"), id),
		uses: called,
		inputs: readInputs(source.member("with")),
		...secretsOf(source.member("secrets")),
		continueOnError: readFlag(source.member("continue-on-error")),
		permissions: readPermissions(source.member("permissions")),
		concurrency: readConcurrency(source.member("concurrency")),
		environment: readEnvironment(source.member("environment")),
		...readVariables(source.member("env")),
		...readContainer(source.member("container")),
		actions: readSteps(source.member("steps"), id)
	};
}
function readName(source, id) {
	const name = readText(source, `a name of the job ${quote(id)}`);
	return name === void 0 || name.value === "" ? void 0 : name;
}
function readCondition(source, what, where) {
	const condition = readText(source, `an if of ${what}`);
	if (condition === void 0 || isBlank(condition.value)) return void 0;
	const parsed = parseCondition(condition.value);
	if (!parsed.ok) source?.problem("invalid", "bad-expression", `has ${what} with an if that ${parsed.message}`);
	else for (const { effect, message } of misnamed(parsed.condition, where)) source?.problem(effect, "unknown-name", `has ${what} with an if that ${message}`);
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
		return;
	}
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
function secretsOf(source) {
	if (source === void 0) return {};
	return { secrets: isMapping(source.value) ? Object.keys(source.value) : "inherit" };
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
	return {
		value: {
			group: group.value,
			cancelInProgress: typeof cancel === "boolean" || typeof cancel === "string" ? cancel : false
		},
		at
	};
}
function readVariables(source) {
	if (source === void 0 || source.value === null) return {};
	const names = isMapping(source.value) ? Object.keys(source.value) : [];
	return { env: {
		value: isMapping(source.value) && !names.some(hasExpression) ? names : "unknown",
		at: source.keyAt()
	} };
}
function readContainer(source) {
	return source === void 0 || source.value === null || source.value === "" ? {} : { container: { at: source.keyAt() } };
}
function readEnvironment(source) {
	return readText(isMapping(source?.value) ? source.member("name") : source, "an environment");
}
function readSteps(steps, id) {
	if (!Array.isArray(steps?.value)) return [];
	return steps.value.flatMap((step, index) => {
		if (!isMapping(step) || ![
			"uses",
			"if",
			"continue-on-error"
		].some((key) => Object.hasOwn(step, key))) return [];
		const source = steps.member(String(index));
		if (source === void 0) return [];
		const condition = readCondition(source.member("if"), `step ${index + 1} of the job ${quote(id)}`, sees.stepIf);
		const continueOnError = readFlag(source.member("continue-on-error"));
		const uses = source.member("uses");
		if (uses === void 0 || typeof uses.value !== "string") return [];
		return [{
			value: uses.value,
			at: uses.at(),
			...condition === void 0 ? {} : { condition },
			...continueOnError === void 0 ? {} : { continueOnError },
			inputs: readInputs(source.member("with")),
			...readVariables(source.member("env"))
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
const known = new Map([
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
const events = new Set([
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
const pullRequestTypes = [
	"assigned",
	"auto_merge_disabled",
	"auto_merge_enabled",
	"closed",
	"converted_to_draft",
	"demilestoned",
	"dequeued",
	"edited",
	"enqueued",
	"labeled",
	"locked",
	"milestoned",
	"opened",
	"ready_for_review",
	"reopened",
	"review_request_removed",
	"review_requested",
	"synchronize",
	"unassigned",
	"unlabeled",
	"unlocked"
];
const types = new Map([
	["pull_request", new Set(pullRequestTypes)],
	["pull_request_target", new Set(pullRequestTypes)],
	["merge_group", new Set(["checks_requested", "destroyed"])]
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
		return {
			event,
			at: member.keyAt(),
			filters: readFilters(event, member)
		};
	});
}
function checkSchedule(source) {
	for (const [, item] of source.members()) {
		const cron = item.member("cron");
		if (typeof cron?.value === "string" && !/^\s*(?:[\d*,/A-Za-z-]+\s+){4}[\d*,/A-Za-z-]+\s*$/.test(cron.value)) cron.problem("unclear", "schedule", `has the schedule ${quote(cron.value, 40)}, which is not of five fields`);
	}
}
function readFilters(event, source) {
	if (event === "schedule") {
		checkSchedule(source);
		return [];
	}
	if (!isMapping(source.value)) {
		if (source.value !== null) source.problem("invalid", "not-a-mapping", `has on.${event} that is no mapping`);
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
		const strange = kind === "types" ? values.filter((value) => types.get(event)?.has(value) === false) : [];
		for (const type of strange) member.problem("unclear", "unknown-type", `has the type ${quote(type)} of ${event}, which is not known`);
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
const typeDefaults = new Map([
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
	const inputs = new Map();
	const declared = on.member("workflow_call")?.member("inputs");
	for (const [key, source] of declared?.members() ?? []) {
		const type = readText(source.member("type"), `the type of the input ${quote(key)}`)?.value ?? "";
		const plain = typeDefaults.get(type);
		if (plain === void 0) {
			source.problem("invalid", "input-type", `has the input ${quote(key)} with no type that is boolean, number or string`);
			continue;
		}
		const given = source.member("default")?.value;
		const own = given === void 0 || given === null || typeof given === "object" ? {} : { default: given };
		const required = source.member("required")?.value === true && own.default === void 0;
		inputs.set(key, {
			...plain,
			...own,
			required
		});
	}
	return inputs;
}
function readCallSecrets(on) {
	const declared = on.member("workflow_call")?.member("secrets")?.members() ?? [];
	return new Map(declared.map(([key, source]) => [key, { required: source.member("required")?.value === true }]));
}

// shared/domain/workflow/read-workflow.ts
const maxLength = 1048576;
const maxDepth = 50;
const maxAliasedValues = 5e4;
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
	checkSyntax(source);
	const on = readOn(source);
	const jobs = readJobs(source);
	const workflow = {
		path,
		name: readText(source.member("name"), "a name")?.value,
		triggers: on === void 0 ? [] : readTriggers(on),
		inputs: on === void 0 ? new Map() : readCallInputs(on),
		secrets: on === void 0 ? new Map() : readCallSecrets(on),
		jobs,
		...readVariables(source.member("env")),
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
	const seen = new Set();
	for (const [id, member] of jobs.members()) {
		if (id === "<<") continue;
		if (seen.has(id.toLowerCase())) member.problem("invalid", "job-id-twice", `has two jobs whose ids differ by case alone: ${quote(id)}`);
		seen.add(id.toLowerCase());
		read.push(readJob(id, member));
	}
	return read;
}
function checkNeeds(jobs, problems) {
	const ids = new Set(jobs.map(({ id }) => id.toLowerCase()));
	const waitsFor = new Map();
	const waiters = new Map();
	for (const job of jobs) {
		const needed = new Set();
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
function isPlainPattern(text) {
	return !/[!*?+[\]\\]/.test(text);
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
const neededTypes = new Map([
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

export { callText, complement, expandMatrix, filterEffect, hasExpression, isPlainPattern, isUnknown, jobOf, missingTypes, parseTemplate, readWorkflow, render, runsOf, textOf, valueOf, valueOfTemplate };