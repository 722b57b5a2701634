import { childPointer, decimal, isObject, parsePointer, quote, setMember, sha256, stableJson } from "./shared.js";
import { locate } from "./core-location.js";
import { patternMatches } from "./domain-contract-surface-config.js";
import { readSource } from "./domain-data-file.js";
import { parseMarkdown, tablesUnder } from "./parse-markdown.js";
import { parseListItems } from "./parse-markdown-list.js";

// shared/domain/contract-surface/change-kind.ts
const kind = (request, response, inverse, says, errorCode) => ({
	request,
	response,
	inverse: typeof inverse === "string" ? [inverse] : inverse,
	says,
	...errorCode === void 0 ? {} : { "error-code": errorCode }
});
const [additive, breaking, docs] = [
	"additive",
	"breaking",
	"docs"
];
const changeKinds = {
	"operation-added": kind(additive, additive, "operation-removed", "was added"),
	"operation-removed": kind(breaking, breaking, "operation-added", "was removed"),
	"security-changed": kind(breaking, breaking, "security-changed", "asks for other credentials"),
	"server-added": kind(additive, additive, "server-removed", "was added"),
	"server-removed": kind(breaking, breaking, "server-added", "was removed"),
	"parameter-added": kind(additive, additive, "parameter-removed", "was added and may be left out"),
	"parameter-added-required": kind(breaking, additive, "parameter-removed", "was added and is required"),
	"parameter-removed": kind(breaking, breaking, ["parameter-added", "parameter-added-required"], "was removed"),
	"parameter-became-required": kind(breaking, additive, "parameter-became-optional", "became required"),
	"parameter-became-optional": kind(additive, breaking, "parameter-became-required", "may now be left out"),
	"body-added": kind(additive, additive, "body-removed", "was added and may be left out"),
	"body-added-required": kind(breaking, breaking, "body-removed", "was added and is required"),
	"body-removed": kind(breaking, breaking, ["body-added", "body-added-required"], "was removed"),
	"body-became-required": kind(breaking, breaking, "body-became-optional", "became required"),
	"body-became-optional": kind(additive, additive, "body-became-required", "may now be left out"),
	"media-type-added": kind(additive, additive, "media-type-removed", "was added"),
	"media-type-removed": kind(breaking, breaking, "media-type-added", "was removed"),
	"status-added": kind(additive, additive, "status-removed", "was added"),
	"status-removed": kind(breaking, breaking, "status-added", "was removed"),
	"schema-added": kind(breaking, additive, "schema-removed", "was restricted by a schema"),
	"schema-removed": kind(additive, breaking, "schema-added", "is no longer restricted by a schema"),
	"field-added": kind(additive, additive, "field-removed", "was added and may be left out"),
	"field-added-required": kind(breaking, additive, "field-removed", "was added and is required"),
	"field-added-to-closed": kind(additive, breaking, "field-removed", "was added to an object that allowed no other fields"),
	"field-removed": kind(breaking, breaking, [
		"field-added",
		"field-added-required",
		"field-added-to-closed"
	], "was removed"),
	"field-became-required": kind(breaking, additive, "field-became-optional", "became required"),
	"field-became-optional": kind(additive, breaking, "field-became-required", "may now be missing"),
	"type-widened": kind(additive, breaking, "type-narrowed", "may have more types"),
	"type-narrowed": kind(breaking, additive, "type-widened", "may have fewer types"),
	"type-changed": kind(breaking, breaking, "type-changed", "has another type"),
	"value-added": kind(additive, breaking, "value-removed", "may have one more value", additive),
	"value-removed": kind(breaking, additive, "value-added", "may have one value less", breaking),
	"values-restricted": kind(breaking, additive, "values-freed", "is restricted to some values", breaking),
	"values-freed": kind(additive, breaking, "values-restricted", "is no longer restricted to some values"),
	"const-changed": kind(breaking, breaking, "const-changed", "has another constant value"),
	closed: kind(breaking, additive, "opened", "allows fewer fields beyond those it names"),
	opened: kind(additive, breaking, "closed", "allows more fields beyond those it names"),
	"bound-tightened": kind(breaking, additive, "bound-loosened", "has a tighter limit"),
	"bound-loosened": kind(additive, breaking, "bound-tightened", "has a looser limit"),
	"constraint-added": kind(breaking, additive, "constraint-removed", "has a new constraint"),
	"constraint-removed": kind(additive, breaking, "constraint-added", "has lost a constraint"),
	"constraint-changed": kind(breaking, breaking, "constraint-changed", "has another constraint"),
	"items-restricted": kind(breaking, additive, "items-freed", "is now restricted by a schema of its items"),
	"items-freed": kind(additive, breaking, "items-restricted", "is no longer restricted by a schema of its items"),
	"branch-added": kind(breaking, additive, "branch-removed", "must now fulfil one more schema"),
	"branch-removed": kind(additive, breaking, "branch-added", "must no longer fulfil a schema"),
	"subtype-added": kind(additive, breaking, "subtype-removed", "may be one more schema by its discriminator"),
	"subtype-removed": kind(breaking, additive, "subtype-added", "may be one schema less by its discriminator"),
	"default-changed": kind(breaking, breaking, "default-changed", "stands for something else when it is left out"),
	"not-provable": kind(breaking, breaking, "not-provable", "differs in a way that cannot be proved compatible"),
	"version-changed": kind(docs, docs, "version-changed", "has another value"),
	"words-changed": kind(docs, docs, "words-changed", "is described in other words"),
	"member-added": kind(additive, additive, "member-removed", "was added"),
	"member-removed": kind(breaking, breaking, "member-added", "was removed"),
	"member-changed": kind(breaking, breaking, "member-changed", "has another value"),
	"identity-changed": kind(docs, docs, "identity-changed", "names another release"),
	"file-added": kind(additive, additive, "file-removed", "is new"),
	"file-removed": kind(breaking, breaking, "file-added", "is no longer there"),
	"component-changed": kind(docs, docs, "component-changed", "differs: what comes of it is said at the operations that use it, if any does")
};
function classOf(change, who) {
	const classes = changeKinds[change];
	if (who === "request") return classes.request;
	return who === "error-code" ? classes["error-code"] ?? classes.response : classes.response;
}

// shared/domain/contract-surface/change.ts
const mostChanges = 5e3;
const mostSteps$2 = 2e6;
function changeSink(before, after, closedResponses) {
	const changes = new Map();
	const problems = new Map();
	let steps = 0;
	const problem = (message) => {
		problems.set(message, {
			code: "too-large",
			message,
			pointer: "",
			position: void 0
		});
	};
	return {
		problem,
		step() {
			steps += 1;
			if (steps > mostSteps$2) problem(`takes more than ${mostSteps$2} steps to compare: the rest was not looked at`);
			return steps <= mostSteps$2;
		},
		add({ kind, who, where, what, value, before: old, after: now, content, operation, because }) {
			const id = changeId({
				kind,
				who,
				where,
				what,
				value
			});
			const known = changes.get(id);
			if (known !== void 0) {
				if (operation !== void 0 && !known.operations.includes(operation)) known.operations.push(operation);
				return;
			}
			if (changes.size >= mostChanges) {
				problem(`has more than ${mostChanges} changes: the rest is not listed`);
				return;
			}
			const lenient = kind === "field-added-to-closed" && who !== "request" && closedResponses === "additive";
			const made = makeChange({
				kind,
				who,
				where,
				what,
				value,
				content,
				because
			}, placeOf(before, old), placeOf(after, now));
			if (lenient) made.class = "additive";
			if (operation !== void 0) made.operations.push(operation);
			changes.set(id, made);
		},
		result() {
			const list = [...changes.values()];
			for (const change of list) change.operations.sort();
			return {
				changes: list.sort(worstFirst),
				problems: [...problems.values()]
			};
		}
	};
}
function changeId({ kind, who, where, what, value }) {
	return sha256(stableJson([
		1,
		kind,
		who,
		where,
		what,
		value
	])).slice(0, 16);
}
function makeChange(parts, before, after) {
	const { kind, who, where, what, value, content, because } = parts;
	const message = messageOf(kind, where, what, value, because);
	const judged = classOf(kind, who);
	return {
		id: changeId(parts),
		kind,
		class: judged,
		who,
		where,
		what,
		value,
		before,
		after,
		content,
		operations: [],
		message,
		because
	};
}
function placeOf({ document }, pointer) {
	return {
		pointer,
		position: document.keyAt(pointer) ?? document.near(pointer)
	};
}
function messageOf(kind, where, what, value, because) {
	const subject = [where, what].filter((part) => part !== "").map((part) => quote(part, 160).slice(1, -1));
	const shown = value === void 0 ? "" : `: ${valueText(value)}`;
	const reason = because === void 0 ? "" : ` (${because})`;
	return `${subject.join(" ") || "the document"} ${changeKinds[kind].says}${shown}${reason}`;
}
const rank = {
	breaking: 0,
	additive: 1,
	docs: 2
};
function valueText(value) {
	if (typeof value === "string" && !value.includes(" -> ")) return quote(value, 80);
	return quote(typeof value === "string" ? value : JSON.stringify(value), 80).slice(1, -1);
}
function worstFirst(a, b) {
	if (a.class !== b.class) return rank[a.class] - rank[b.class];
	const key = ({ where, what, kind, who, id }) => [
		where,
		what,
		kind,
		who,
		id
	].join("\n");
	return key(a) < key(b) ? -1 : 1;
}

// shared/domain/contract-surface/reference.ts
const wordKeys = new Set([
	"summary",
	"description",
	"title",
	"example",
	"examples",
	"$comment",
	"externalDocs",
	"deprecated",
	"$anchor"
]);
const nameKeys = new Set([
	...[
		"properties",
		"patternProperties",
		"$defs",
		"definitions",
		"dependentSchemas",
		"dependencies",
		"schemas"
	],
	...[
		"webhooks",
		"callbacks",
		"pathItems",
		"paths",
		"headers",
		"links",
		"encoding",
		"responses",
		"content",
		"parameters"
	],
	...[
		"requestBodies",
		"securitySchemes",
		"variables"
	]
]);
function isWord(key) {
	return wordKeys.has(key) || key.startsWith("x-");
}
const mostSteps$1 = 32;
function follow(document, pointer, rules, problems, inSchema) {
	const found = {
		docs: [],
		ignored: [],
		via: []
	};
	const { docs, ignored, via } = found;
	let at = pointer;
	for (let step = 0; step < mostSteps$1; step += 1) {
		const value = document.get(at);
		if (!isObject(value) || !Object.hasOwn(value, "$ref")) return {
			...found,
			at,
			named: step > 0
		};
		const reference = value["$ref"];
		if (typeof reference !== "string") {
			problems.add("malformed", `${at}/$ref`, "is a $ref that is no text");
			return {
				...found,
				at: void 0,
				named: step > 0
			};
		}
		const beside = Object.entries(value).filter(([key]) => key !== "$ref");
		const rest = beside.filter(([key]) => !isWord(key));
		if (inSchema && rules.siblings && rest.length > 0) return {
			...found,
			at,
			named: step > 0
		};
		docs.push(...beside.filter(([key]) => isWord(key)));
		ignored.push(...rest);
		via.push(at);
		const target = localTarget(reference, rules.base);
		if (target === void 0) {
			const message = `refers to ${quote(reference, 80)}: what is outside the document, or named by an anchor, is not known`;
			problems.add("remote", `${at}/$ref`, message);
			return {
				...found,
				at: void 0,
				named: step > 0,
				remote: reference
			};
		}
		if (document.get(target) === void 0) {
			problems.add("unresolved", `${at}/$ref`, `refers to ${quote(reference, 80)}, which the document does not have`);
			return {
				...found,
				at: void 0,
				named: step > 0
			};
		}
		at = target;
	}
	problems.add("unresolved", pointer, `is a chain of more than ${mostSteps$1} references, or a circle of them`);
	return {
		...found,
		at: void 0,
		named: true
	};
}
function localTarget(reference, base) {
	const hash = reference.indexOf("#");
	const before = hash === -1 ? reference : reference.slice(0, hash);
	if (before !== "" && before !== base) return void 0;
	let fragment;
	try {
		fragment = hash === -1 ? "" : decodeURIComponent(reference.slice(hash + 1));
	} catch {
		return;
	}
	return parsePointer(fragment) === void 0 ? void 0 : fragment;
}

// shared/domain/contract-surface/subtypes.ts
const components = "/components/schemas";
function subtypesOf(document, pointer, value) {
	const found = new Map();
	const discriminator = isObject(value) ? value["discriminator"] : void 0;
	if (!isObject(discriminator)) return found;
	const mapping = isObject(discriminator["mapping"]) ? discriminator["mapping"] : {};
	for (const [name, written] of Object.entries(mapping)) if (typeof written === "string") found.set(name, {
		pointer: mapped(document, written),
		written
	});
	const known = new Set([...found.values()].map((subtype) => subtype.pointer));
	const pending = [pointer];
	const seen = new Set(pending);
	for (let base = pending.pop(); base !== void 0; base = pending.pop()) for (const name of extending(document).get(base) ?? []) {
		const at = childPointer(components, name);
		if (seen.has(at)) continue;
		seen.add(at);
		pending.push(at);
		if (!known.has(at) && !found.has(name)) found.set(name, {
			pointer: at,
			written: name
		});
	}
	return found;
}
function mapped(document, written) {
	const named = childPointer(components, written);
	if (document.get(named) !== void 0) return named;
	const target = localTarget(written, void 0);
	return target !== void 0 && written.includes("#") && document.get(target) !== void 0 ? target : void 0;
}
const indexes = new WeakMap();
function extending(document) {
	const known = indexes.get(document);
	if (known !== void 0) return known;
	const index = new Map();
	indexes.set(document, index);
	const all = document.get(components);
	for (const [name, schema] of Object.entries(isObject(all) ? all : {})) {
		const branches = isObject(schema) && Array.isArray(schema["allOf"]) ? schema["allOf"] : [];
		for (const reference of [schema, ...branches].map((branch) => isObject(branch) ? branch["$ref"] : void 0)) {
			const base = typeof reference === "string" ? localTarget(reference, void 0) : void 0;
			if (base !== void 0) index.set(base, [...index.get(base) ?? [], name]);
		}
	}
	return index;
}

// shared/domain/contract-surface/change-fingerprint.ts
function changeFingerprint({ surface, path, change, after }) {
	const { id, kind, content = [change.after.pointer] } = change;
	const brings = after === void 0 || !bringsContent.has(kind) ? [] : content;
	const plain = ofDocuments.has(kind);
	const meanings = brings.map((pointer) => after === void 0 ? "" : meaning(after, pointer, plain));
	return `c1:${sha256(stableJson([
		surface,
		path,
		id,
		...meanings
	])).slice(0, 32)}`;
}
function changesFingerprint(fingerprints) {
	return `c1:${sha256(stableJson([...new Set(fingerprints)].sort())).slice(0, 32)}`;
}
const bringsContent = new Set([
	"operation-added",
	"security-changed",
	"server-added",
	"parameter-added",
	"parameter-added-required",
	"body-added",
	"body-added-required",
	"media-type-added",
	"status-added",
	"schema-added",
	"field-added",
	"field-added-required",
	"field-added-to-closed",
	"type-widened",
	"type-narrowed",
	"type-changed",
	"closed",
	"opened",
	"constraint-added",
	"constraint-changed",
	"items-restricted",
	"branch-added",
	"subtype-added",
	"default-changed",
	"not-provable",
	"member-added",
	"member-changed",
	"file-added"
]);
const ofDocuments = new Set([
	"member-added",
	"member-changed",
	"file-added"
]);
const mostSteps = 2e4;
const words$1 = new Set([
	"description",
	"summary",
	"title",
	"$comment"
]);
const values = new Set([
	"enum",
	"const",
	"default",
	"example",
	"examples",
	"mapping"
]);
function meaning(document, pointer, plain) {
	let left = mostSteps;
	const open = [];
	const expand = (at, value, mode) => {
		left -= 1;
		if (left < 0) return null;
		if (Array.isArray(value)) return value.map((item, index) => expand(childPointer(at, index), item, mode));
		if (!isObject(value)) return value ?? null;
		const reference = mode === "parts" ? value["$ref"] : void 0;
		const target = typeof reference === "string" ? localTarget(reference, void 0) : void 0;
		const found = target === void 0 ? void 0 : document.get(target);
		const members = {};
		for (const [name, subtype] of mode === "parts" ? subtypesOf(document, at, value) : []) if (subtype.pointer !== void 0) members[`:${name}`] = enter(subtype.pointer);
		for (const [key, member] of Object.entries(value)) {
			if (mode === "parts" && words$1.has(key) && typeof member === "string" || key === "$ref" && found !== void 0) continue;
			const next = mode === "parts" && values.has(key) ? "values" : mode === "parts" && nameKeys.has(key) ? "names" : "parts";
			members[`=${key}`] = expand(childPointer(at, key), member, mode === "values" ? mode : next);
		}
		if (target === void 0 || found === void 0) return members;
		const expanded = enter(target);
		return Object.keys(members).length === 0 ? expanded : {
			...members,
			to: expanded
		};
	};
	const enter = (target) => {
		const around = open.lastIndexOf(target);
		if (around !== -1) return { up: open.length - around };
		open.push(target);
		const expanded = expand(target, document.get(target), "parts");
		open.pop();
		return expanded;
	};
	const expanded = expand(pointer, document.get(pointer), plain ? "values" : "parts");
	return sha256(stableJson(left < 0 ? document.value : expanded));
}

// shared/domain/contract-surface/contract-change.ts
function contractChange(surface, path, change, after) {
	return {
		...change,
		surface,
		path,
		fingerprint: changeFingerprint({
			surface,
			path,
			change,
			after
		})
	};
}
function fileChange(surface, path, kind, parts = {}) {
	const { who = "response", where = "", value, after, position } = parts;
	return contractChange(surface, path, makeChange({
		kind,
		who,
		where,
		what: "",
		value
	}, {
		pointer: "",
		position: void 0
	}, {
		pointer: "",
		position
	}), after);
}
function worstClass(changes) {
	return [
		"breaking",
		"additive",
		"docs"
	].find((each) => changes.some((change) => change.class === each));
}
function inOrder(changes) {
	return [...changes].sort((a, b) => a.class === b.class && a.path !== b.path ? a.path < b.path ? -1 : 1 : worstFirst(a, b));
}

// shared/domain/contract-surface/like-numbers.ts
function likeNumbers(before, after) {
	const noticed = [...before.inexact.map((number) => ({
		side: "before",
		number
	})), ...after.inexact.map((number) => ({
		side: "after",
		number
	}))];
	if (noticed.length === 0) return [];
	const written = new Map();
	const note = (value, text) => {
		written.set(value, (written.get(value) ?? new Set()).add(text));
	};
	for (const { number } of noticed) note(Number(number.text), decimal(number.text));
	for (const document of [before, after]) {
		const lost = new Set(document.inexact.map(({ pointer }) => pointer));
		for (const [pointer, value] of numbersOf(document.value)) if (written.has(value) && !lost.has(pointer)) note(value, decimal(String(value)));
	}
	return noticed.filter(({ number }) => (written.get(Number(number.text))?.size ?? 0) > 1).map(({ side, number }) => ({
		side,
		problem: problemOf(number)
	}));
}
function problemOf({ pointer, position }) {
	return {
		code: "malformed",
		message: "has a number that loses digits when it is read",
		pointer,
		position
	};
}
function numbersOf(root) {
	const found = [];
	const pending = [["", root]];
	for (let next = pending.pop(); next !== void 0; next = pending.pop()) {
		const [pointer, value] = next;
		if (typeof value === "number") found.push([pointer, value]);
		else if (Array.isArray(value) || isObject(value)) for (const [key, member] of Object.entries(value)) pending.push([childPointer(pointer, key), member]);
	}
	return found;
}

// shared/domain/contract-surface/document-changes.ts
function documentChanges(before, after, rules) {
	const sink = changeSink({ document: before }, { document: after }, "breaking");
	memberChanges({
		sink,
		rules,
		before,
		after
	}, "");
	const { changes, problems } = sink.result();
	return {
		changes,
		problems: [...likeNumbers(before, after), ...problems.map((problem) => ({
			side: "comparison",
			problem
		}))]
	};
}
function memberChanges(scene, pointer) {
	const { sink, rules } = scene;
	if (!sink.step()) return;
	const [old, now] = [scene.before.get(pointer), scene.after.get(pointer)];
	if (stableJson(old ?? null) === stableJson(now ?? null) && old === void 0 === (now === void 0)) return;
	const add = (kind, value, who = "response") => sink.add({
		kind,
		who,
		where: pointer,
		what: "",
		value,
		before: pointer,
		after: pointer
	});
	if (old === void 0 || now === void 0) {
		const listed = codeNames(old ?? now);
		if (rules.codes.includes(pointer) && listed !== void 0) codeChanges(add, old === void 0, listed);
		else add(old === void 0 ? "member-added" : "member-removed");
		return;
	}
	if (rules.codes.includes(pointer)) {
		const [from, to] = [codeNames(old), codeNames(now)];
		if (from === void 0 || to === void 0) add("member-changed", void 0, "error-code");
		else {
			if (isObject(old) !== isObject(now)) add("member-changed", void 0, "error-code");
			codeChanges(add, false, [...from].filter((code) => !to.has(code)));
			codeChanges(add, true, [...to].filter((code) => !from.has(code)));
			if (isObject(old) && isObject(now)) {
				for (const code of from) if (to.has(code)) memberChanges(scene, childPointer(pointer, code));
			}
		}
		return;
	}
	if (isObject(old) && isObject(now)) {
		for (const key of new Set([...Object.keys(old), ...Object.keys(now)])) memberChanges(scene, childPointer(pointer, key));
		return;
	}
	const alike = old === null || now === null || formOf$1(old) === formOf$1(now);
	if (alike && rules.identity.includes(pointer)) add("identity-changed");
	else if (alike && rules.versions.includes(pointer)) add("version-changed", `${shown(old)} -> ${shown(now)}`);
	else add("member-changed", isScalar(old) && isScalar(now) ? `${shown(old)} -> ${shown(now)}` : void 0);
}
function codeChanges(add, added, codes) {
	for (const code of codes) add(added ? "value-added" : "value-removed", code, "error-code");
}
function codeNames(value) {
	if (isObject(value)) return new Set(Object.keys(value));
	if (!Array.isArray(value)) return void 0;
	const texts = value.filter((code) => typeof code === "string");
	return texts.length === value.length ? new Set(texts) : void 0;
}
function formOf$1(value) {
	return Array.isArray(value) ? "array" : typeof value;
}
function isScalar(value) {
	return typeof value !== "object" || value === null;
}
function shown(value) {
	return typeof value === "string" ? value : JSON.stringify(value);
}

// shared/domain/contract-surface/same-meaning.ts
function sameMeaning(before, after) {
	const seen = new Set();
	let left = 1e5;
	const target = (document, reference) => {
		const pointer = typeof reference === "string" ? localTarget(reference, void 0) : void 0;
		const value = pointer === void 0 ? void 0 : document.get(pointer);
		return pointer === void 0 || value === void 0 ? void 0 : {
			pointer,
			value
		};
	};
	const targets = (old, now, depth) => {
		const pair = JSON.stringify([old.pointer, now.pointer]);
		if (seen.has(pair)) return true;
		seen.add(pair);
		return compare(old.value, now.value, depth + 1, old.pointer, now.pointer);
	};
	const subtypes = (a, b, depth, [from, to]) => {
		const [olds, nows] = [subtypesOf(before.document, from, a), subtypesOf(after.document, to, b)];
		if (olds.size !== nows.size) return [() => false];
		return [...olds].map(([name, { pointer: old }]) => () => {
			const now = nows.get(name)?.pointer;
			if (old === void 0 || now === void 0) return old === now;
			const [one, other] = [before.document.get(old), after.document.get(now)];
			if (one === void 0 || other === void 0) return false;
			return targets({
				pointer: old,
				value: one
			}, {
				pointer: now,
				value: other
			}, depth);
		});
	};
	const compare = (a, b, depth, from = "", to = "") => {
		left -= 1;
		if (left < 0 || depth > 400) return void 0;
		if (Array.isArray(a) && Array.isArray(b)) return a.length !== b.length ? false : all(a.map((item, index) => () => compare(item, b[index], depth + 1)));
		if (!isObject(a) || !isObject(b)) return stableJson(a) === stableJson(b);
		const keys = Object.keys(a);
		if (keys.length !== Object.keys(b).length || keys.some((key) => !Object.hasOwn(b, key))) return false;
		return all([...keys.map((key) => () => {
			if (key !== "$ref") return compare(a[key], b[key], depth + 1);
			const [old, now] = [target(before.document, a[key]), target(after.document, b[key])];
			if (old === void 0 || now === void 0) return stableJson(a[key]) === stableJson(b[key]);
			return targets(old, now, depth);
		}), ...subtypes(a, b, depth, [from, to])]);
	};
	return compare(before.value, after.value, 0);
}
function all(parts) {
	let result = true;
	for (const part of parts) {
		const each = part();
		if (each === false) return false;
		if (each === void 0) result = void 0;
	}
	return result;
}

// shared/domain/contract-surface/composition.ts
const choices = [
	"anyOf",
	"oneOf",
	"then",
	"else"
];
function composition({ schemas }, links, { choice = false } = {}) {
	const found = new Set();
	const pending = [links].flat();
	while (pending.length > 0) {
		const target = pending.pop()?.target;
		const schema = target === void 0 ? void 0 : schemas.get(target);
		if (schema === void 0 || found.has(schema)) continue;
		found.add(schema);
		pending.push(...schema.allOf);
		if (!choice) continue;
		pending.push(...schema.subtypes.values());
		for (const keyword of choices) pending.push(...schema.opaque.get(keyword)?.schemas.values() ?? []);
	}
	return [...found];
}
function unnamedField(surface, top, field) {
	const unnamed = {
		closed: false,
		links: [],
		unknown: []
	};
	const { links } = unnamed;
	const all = composition(surface, top);
	const hold = (link, keyword) => {
		const [schema] = link.target === void 0 ? [] : [surface.schemas.get(link.target)];
		if (schema?.types?.length === 0) unnamed.closed = true;
		else if (!links.some((other) => other.link.target === link.target)) links.push({
			link,
			name: links.length === 0 ? keyword : `${keyword} ${links.length + 1}`
		});
	};
	let matched = false;
	for (const schema of all) {
		if (schema.properties.has(field)) continue;
		let own = false;
		const patterns = schema.opaque.get("patternProperties")?.schemas ?? new Map();
		for (const [pattern, link] of [...patterns].sort(([a], [b]) => a < b ? -1 : 1)) {
			const matches = prefixMatches(pattern, field);
			if (matches === void 0) unnamed.unknown.push(pattern);
			else if (matches) {
				own = true;
				hold(link, "patternProperties");
			}
		}
		matched ||= own;
		if (own) continue;
		if (schema.additional === "none") unnamed.closed = true;
		else if (typeof schema.additional === "object") hold(schema.additional, "additionalProperties");
	}
	const evaluated = matched || all.some(({ additional, properties }) => typeof additional === "object" && !properties.has(field));
	for (const schema of evaluated ? [] : all) {
		const unevaluated = schema.opaque.get("unevaluatedProperties")?.schemas.get("");
		if (unevaluated !== void 0) hold(unevaluated, "unevaluatedProperties");
	}
	return unnamed;
}
function prefixMatches(pattern, field) {
	const prefix = /^\^([\w-]+)(?:\.\*\$?)?$/.exec(pattern)?.[1];
	return prefix === void 0 ? void 0 : field.startsWith(prefix);
}

// shared/domain/contract-surface/schema.ts
const jsonTypes = [
	"null",
	"boolean",
	"integer",
	"number",
	"string",
	"array",
	"object"
];
const boundNames = [
	"minimum",
	"maximum",
	"minLength",
	"maxLength",
	"minItems",
	"maxItems",
	"minProperties",
	"maxProperties"
];

// shared/domain/contract-surface/union.ts
function union(a, b) {
	return [...new Set([...a.keys(), ...b.keys()])].sort();
}

// shared/domain/contract-surface/keyword-changes.ts
function typeChanges({ types: before }, { types: after, pointer }, add) {
	const [old, now] = [allowed(before), allowed(after)];
	const [more, fewer] = [now.some((type) => !old.includes(type)), old.some((type) => !now.includes(type))];
	if (!more && !fewer) return;
	const value = `${written(before)} -> ${written(after)}`;
	add(more && fewer ? "type-changed" : more ? "type-widened" : "type-narrowed", value, "type", void 0, {
		pointer,
		target: pointer
	});
}
function allowed(types) {
	if (types === void 0) return jsonTypes;
	return types.includes("number") ? [...types, "integer"] : types;
}
function written(types) {
	if (types === void 0) return "any";
	return types.length === 0 ? "none" : [...types].sort().join("|");
}
function valueChanges(before, after, add) {
	const { values: old, valuesOf: from } = before;
	const { values: now, valuesOf: to } = after;
	if (old === void 0 || now === void 0) {
		if (old !== now) add(old === void 0 ? "values-restricted" : "values-freed", [...now ?? old ?? []], old === void 0 ? to : from);
		return;
	}
	const missing = without(old, now);
	const extra = without(now, old);
	if (from === "const" && to === "const" && missing.length === 1 && extra.length === 1) {
		add("const-changed", `${JSON.stringify(missing[0])} -> ${JSON.stringify(extra[0])}`, "const");
		return;
	}
	for (const value of missing) add("value-removed", value, from);
	for (const value of extra) add("value-added", value, to);
}
function without(values, others) {
	const known = new Set(others.map((value) => stableJson(value)));
	const found = new Map();
	for (const value of values) if (!known.has(stableJson(value))) found.set(stableJson(value), value);
	return [...found.values()];
}
function additionalChanges(before, after, add, into) {
	const [old, now] = [before.additional, after.additional];
	if (typeof old === "object" && typeof now === "object") into(old, now, "/{any}", "/*");
	else if (old !== now) {
		const openness = (value) => value === "none" ? 0 : value === "any" ? 2 : 1;
		add(openness(now) > openness(old) ? "opened" : "closed", void 0, "additionalProperties");
	}
}
function boundChanges(name, before, after, add) {
	if (stableJson(before) === stableJson(after)) return;
	const shown = (bound) => bound === void 0 ? "none" : `${bound.exclusive ? "exclusive " : ""}${bound.value}`;
	const lower = name.startsWith("min");
	const strictness = (bound) => bound === void 0 ? [Number.NEGATIVE_INFINITY, 0] : [lower ? bound.value : -bound.value, bound.exclusive ? 1 : 0];
	const [old, now] = [strictness(before), strictness(after)];
	add(now[0] > old[0] || now[0] === old[0] && now[1] > old[1] ? "bound-tightened" : "bound-loosened", `${name} ${shown(before)} -> ${shown(after)}`, name);
}
function branchChanges(before, after, add, into) {
	const target = (link) => link.named ? link.target ?? link.remote : void 0;
	const left = [...after];
	const rest = [];
	for (const link of before) {
		const name = target(link);
		const at = name === void 0 ? -1 : left.findIndex((other) => target(other) === name);
		const [pair] = at === -1 ? [] : left.splice(at, 1);
		if (pair === void 0) rest.push(link);
		else into(link, pair, "", "", true);
	}
	const inlineBefore = rest.filter((link) => target(link) === void 0);
	const inlineAfter = left.filter((link) => target(link) === void 0);
	for (const [index, link] of inlineBefore.entries()) {
		const pair = inlineAfter[index];
		if (pair !== void 0) into(link, pair, `(${index + 1})`, "", true);
	}
	const shown = (link, index) => `#${target(link) ?? `(${index + 1})`}`;
	const gone = [...rest.filter((link) => target(link) !== void 0), ...inlineBefore.slice(inlineAfter.length)];
	const come = [...left.filter((link) => target(link) !== void 0), ...inlineAfter.slice(inlineBefore.length)];
	for (const [index, link] of gone.entries()) add("branch-removed", shown(link, index), "allOf");
	for (const [index, link] of come.entries()) add("branch-added", shown(link, index), "allOf", void 0, link);
}
function subtypeChanges({ subtypes: before }, { subtypes: after }, add, into) {
	for (const name of union(before, after)) {
		const [old, now] = [before.get(name), after.get(name)];
		if (old !== void 0 && now !== void 0) into(old, now, `(${name})`, "");
		else if (now !== void 0) add("subtype-added", name, "discriminator", void 0, now);
		else add("subtype-removed", name, "discriminator");
	}
}

// shared/domain/contract-surface/schema-changes.ts
const mostDepth = 250;
function linkChanges(scene, before, after, name, depth = 0) {
	const { sink } = scene;
	const who = scene.who(name.instance);
	const places = {
		before: before.pointer,
		after: after.pointer,
		operation: scene.operation
	};
	if (!sameMembers(before.docs, after.docs)) sink.add({
		kind: "words-changed",
		who,
		...placed(name),
		...places
	});
	if (!sameMembers(before.ignored, after.ignored)) {
		const because = "what stands beside a reference counts for some readers and not for others";
		sink.add({
			kind: "not-provable",
			who,
			...placed(name),
			...places,
			value: "$ref",
			because
		});
	}
	if (before.target === void 0 || after.target === void 0) {
		if (before.target !== after.target || before.remote !== after.remote) {
			const because = "a reference leads to what is not known";
			sink.add({
				kind: "not-provable",
				who,
				...placed(name),
				...places,
				value: after.remote ?? before.remote,
				because
			});
		}
		return;
	}
	const [old, now] = [scene.before.schemas.get(before.target), scene.after.schemas.get(after.target)];
	if (old === void 0 || now === void 0) return;
	const inside = before.named && after.named && before.target !== "" && after.target !== "" ? {
		...name,
		where: componentName(before.target, after.target),
		what: ""
	} : name;
	const told = scene.telling(name.instance) ? name.instance : "";
	const tops = `${name.top?.before.target ?? ""}\n${name.top?.after.target ?? ""}`;
	const key = `${before.target}\n${after.target}\n${scene.zone}\n${who}\n${told}\n${tops}`;
	if (scene.visited.has(key) || scene.clean.has(key) || scene.quiet && scene.alike.has(key)) return;
	scene.visited.add(key);
	if (!sink.step()) return;
	if (depth > mostDepth) {
		sink.problem(`has schemas more than ${mostDepth} levels inside each other: the rest was not compared`);
		return;
	}
	schemaChanges(scene, old, now, {
		...inside,
		top: name.top ?? {
			before,
			after
		}
	}, depth);
}
function componentName(before, after) {
	return before === after ? `#${before}` : `#${before} -> #${after}`;
}
function placed({ where, what, instance }) {
	return {
		where,
		what: what === "" && instance === "" ? "" : what
	};
}
function sameMembers(a, b) {
	return sameEntries(new Map(a), new Map(b));
}
function schemaChanges(scene, before, after, name, depth) {
	const who = scene.who(name.instance);
	const add = (kind, value, keyword, because, brought) => scene.sink.add({
		kind,
		who,
		...placed(name),
		value,
		before: keyword === void 0 ? before.pointer : `${before.pointer}/${keyword}`,
		after: keyword === void 0 ? after.pointer : `${after.pointer}/${keyword}`,
		content: brought === void 0 ? void 0 : [brought.target ?? brought.pointer],
		operation: scene.operation,
		because
	});
	const into = (old, now, step, field, branch = false) => linkChanges(scene, old, now, {
		where: name.where,
		what: `${name.what}${step}`,
		instance: `${name.instance}${field}`,
		top: branch ? name.top : void 0
	}, depth + 1);
	const said = ({ readOnly, writeOnly }) => `${readOnly} ${writeOnly}`;
	if (!sameEntries(before.docs, after.docs) || said(before) !== said(after)) add("words-changed");
	typeChanges(before, after, add);
	valueChanges(before, after, add);
	fieldChanges(scene, before, after, name, into);
	additionalChanges(before, after, add, into);
	if (before.items === void 0 || after.items === void 0) {
		if (before.items !== after.items) add(before.items === void 0 ? "items-restricted" : "items-freed", void 0, "items");
	} else into(before.items, after.items, "/*", "/*");
	for (const bound of boundNames) boundChanges(bound, before.bounds.get(bound), after.bounds.get(bound), add);
	for (const keyword of union(before.constraints, after.constraints)) {
		const [old, now] = [before.constraints.get(keyword), after.constraints.get(keyword)];
		if (stableJson(old) === stableJson(now)) continue;
		add(old === void 0 ? "constraint-added" : now === void 0 ? "constraint-removed" : "constraint-changed", keyword, keyword);
	}
	branchChanges(before.allOf, after.allOf, add, into);
	subtypeChanges(before, after, add, into);
	if (stableJson(before.default) !== stableJson(after.default)) add("default-changed", void 0, "default");
	for (const keyword of union(before.opaque, after.opaque)) {
		const [old, now] = [before.opaque.get(keyword), after.opaque.get(keyword)];
		if (!sameKeyword(scene, old, now)) add("not-provable", keyword, keyword, `what a change of ${keyword} means for others is not known`);
		else if (!scene.quiet) for (const [step, link] of old?.schemas ?? []) wordsOnly(scene, link, now?.schemas.get(step), {
			...name,
			what: `${name.what}(${keyword} ${step})`
		}, depth);
	}
}
function fieldChanges(scene, before, after, name, into) {
	const request = scene.who(name.instance) === "request";
	const hidden = (surface, link) => composition(surface, link).some(({ readOnly, writeOnly }) => request ? readOnly : writeOnly);
	const fields = new Set([
		...union(before.properties, after.properties),
		...before.required,
		...after.required
	]);
	for (const field of [...fields].sort()) {
		const [old, now] = [before.properties.get(field), after.properties.get(field)];
		const [oldHidden, nowHidden] = [hidden(scene.before, old), hidden(scene.after, now)];
		const [had, has] = [old !== void 0 && !oldHidden, now !== void 0 && !nowHidden];
		const must = {
			before: before.required.includes(field) && !oldHidden,
			after: after.required.includes(field) && !nowHidden
		};
		const step = childPointer("", field);
		const instance = `${name.instance}${step}`;
		const who = scene.who(instance);
		const add = (kind, value, because) => scene.sink.add({
			kind,
			who,
			where: name.where,
			what: `${name.what}${step}`,
			value,
			because,
			before: old === void 0 ? before.pointer : old.pointer,
			after: now === void 0 ? after.pointer : now.pointer,
			operation: scene.operation
		});
		const unnamed = (surface, top) => top === void 0 || oldHidden || nowHidden ? void 0 : unnamedField(surface, top, field);
		const notRun = (patterns) => {
			const because = "whether the patterns are about the field is not known";
			if (patterns !== void 0 && patterns.length > 0) add("not-provable", "patternProperties", because);
		};
		if (had && !has) {
			add("field-removed");
			const then = unnamed(scene.after, name.top?.after);
			if (old !== void 0) for (const { link, name: keyword } of then?.links ?? []) into(old, link, `${step}(${keyword})`, step);
			notRun(then?.unknown);
		} else if (!had && has) {
			const then = unnamed(scene.before, name.top?.before);
			if (then?.closed === true && !request) add("field-added-to-closed");
			else add(must.after && !must.before ? "field-added-required" : "field-added");
			if (now !== void 0) for (const { link, name: keyword } of then?.links ?? []) into(link, now, `${step}(${keyword})`, step);
			notRun(then?.unknown);
		} else {
			if (must.before !== must.after) add(must.after ? "field-became-required" : "field-became-optional");
			if (old !== void 0 && now !== void 0 && had && has) into(old, now, step, step);
		}
	}
}
function sameKeyword(scene, before, after) {
	if (before === void 0 || after === void 0) return false;
	const names = [...before.schemas.keys()];
	if (names.length !== after.schemas.size || names.some((each) => !after.schemas.has(each))) return false;
	const [old, now] = [{
		document: scene.before.document,
		value: before.rest
	}, {
		document: scene.after.document,
		value: after.rest
	}];
	if (sameMeaning(old, now) !== true) return false;
	return names.every((each) => quiet(scene, before.schemas.get(each), after.schemas.get(each)));
}
function quiet(scene, before, after) {
	if (before === void 0 || after === void 0) return before === after;
	const start = {
		where: "",
		what: "",
		instance: "/*"
	};
	if (scene.quiet) {
		linkChanges(scene, before, after, start);
		return true;
	}
	let same = true;
	const add = ({ kind }) => {
		if (kind !== "words-changed") same = false;
	};
	const visited = new Set();
	linkChanges({
		...scene,
		sink: {
			...scene.sink,
			add
		},
		visited,
		clean: new Set(),
		quiet: true
	}, before, after, start);
	if (same) for (const key of visited) scene.alike.add(key);
	return same;
}
function wordsOnly(scene, before, after, name, depth) {
	if (after !== void 0) linkChanges(scene, before, after, name, depth + 1);
}
function sameEntries(a, b) {
	return a.size === b.size && [...a].every(([key, value]) => b.has(key) && stableJson(value) === stableJson(b.get(key)));
}

// shared/domain/contract-surface/operation-changes.ts
function operationChanges(scene, name, before, after) {
	const comparison = comparing(scene, name);
	const { add, equal, words } = comparison;
	const part = {
		name,
		where: name,
		what: "",
		who: "request"
	};
	words(part, before, after, {
		docs: before.docs,
		names: pathNames(before),
		id: before.id === null
	}, {
		docs: after.docs,
		names: pathNames(after),
		id: before.id === null && after.id === null
	});
	equal(part, "rest", before, after, before.rest, after.rest);
	if (stableJson(before.security) !== stableJson(after.security)) {
		const brings = [`${after.pointer}/security`, "/security"];
		add(part, "security-changed", before, {
			pointer: after.pointer,
			brings
		});
	}
	if (before.id !== null && stableJson(before.id) !== stableJson(after.id)) add(part, "not-provable", before, after, `${stableJson(before.id)} -> ${stableJson(after.id)}`, "generated clients call the operation by its operationId");
	if (stableJson(before.servers) !== stableJson(after.servers)) equal(part, "servers", before, after, before.servers, after.servers);
	comparison.parameters(part, before, after, before.parameters, after.parameters, "request");
	bodyChanges(comparison, part, before, after);
	for (const status of union(before.responses, after.responses)) {
		const [old, now] = [before.responses.get(status), after.responses.get(status)];
		const response = {
			...part,
			what: `response ${status}`,
			who: "response"
		};
		if (old === void 0) add(response, "status-added", before, now ?? after);
		if (now === void 0) add(response, "status-removed", old ?? before, after);
		const [had, has] = [old ?? rangeOf(before, status), now ?? rangeOf(after, status)];
		if (had === void 0 || has === void 0) continue;
		responseChanges(comparison, response, had, has, isSuccess(status) ? "success" : "failure");
	}
	comparison.finish();
}
function isSuccess(status) {
	return /^[1-3]/.test(status);
}
function rangeOf({ responses }, status) {
	if (status === "default") return void 0;
	const range = responses.get(`${status.charAt(0)}XX`);
	if (range !== void 0 || isSuccess(status) && [...responses.keys()].some(isSuccess)) return range;
	return responses.get("default");
}
function mediaRange(content, type) {
	const [plain = ""] = type.split(";");
	return [
		plain,
		`${plain.split("/")[0]}/*`,
		"*/*"
	].flatMap((range) => range === type ? [] : content.get(range) ?? [])[0];
}
function pathNames(operation) {
	const names = [];
	for (const [key, { in: where, name }] of operation.parameters) if (where === "path") names.push([key, name]);
	return names.sort(([a], [b]) => a < b ? -1 : 1);
}
function bodyChanges({ add, words, equal, content }, part, before, after) {
	const [old, now] = [before.body, after.body];
	const body = {
		...part,
		what: "request body"
	};
	if (old === void 0 || now === void 0) {
		if (now !== void 0) add(body, now.required ? "body-added-required" : "body-added", before, now);
		if (old !== void 0) add(body, "body-removed", old, after);
		return;
	}
	words(body, old, now, old.docs, now.docs);
	equal(body, "rest", old, now, old.rest, now.rest);
	if (old.required !== now.required) add(body, now.required ? "body-became-required" : "body-became-optional", old, now);
	content(body, old, now, old.content, now.content, "request");
}
function responseChanges(comparison, part, before, after, zone) {
	const own = before.component !== void 0 && before.component === after.component ? {
		...part,
		where: `#${before.component}`,
		what: ""
	} : part;
	comparison.words(own, before, after, before.docs, after.docs);
	comparison.equal(own, "rest", before, after, before.rest, after.rest);
	comparison.parameters(own, before, after, before.headers, after.headers, zone);
	comparison.content(own, before, after, before.content, after.content, zone);
}
function comparing(scene, operation) {
	let changed = false;
	const visited = new Set();
	const noted = {
		...scene.sink,
		add: (noticed) => {
			changed = true;
			scene.sink.add(noticed);
		}
	};
	function add(part, kind, before, after, value, because) {
		const { where, what, who } = part;
		const [from, to] = [before.pointer, after.pointer];
		noted.add({
			kind,
			who,
			where,
			what,
			value,
			before: from,
			after: to,
			content: after.brings,
			operation,
			because
		});
	}
	function words(part, before, after, old, now) {
		if (stableJson(old) !== stableJson(now)) add(part, "words-changed", before, after);
	}
	function equal(part, label, before, after, old, now) {
		const members = (value) => new Map(label === "rest" && value !== null && typeof value === "object" ? Object.entries(value) : [[label, value]]);
		const [olds, nows] = [members(old), members(now)];
		for (const key of union(olds, nows)) {
			const same = sameMeaning({
				document: scene.before.document,
				value: olds.get(key)
			}, {
				document: scene.after.document,
				value: nows.get(key)
			});
			const because = `what a change of ${quote(key)} means for others is not known`;
			if (same !== true) add(part, "not-provable", before, after, key, because);
		}
	}
	function schemas(part, before, after, links, zone) {
		const [old, now] = links;
		if (old === void 0 || now === void 0) {
			if (old !== now) add(part, old === void 0 ? "schema-added" : "schema-removed", old ?? before, now ?? after);
			return;
		}
		const { rules } = scene;
		const body = part.what.includes("body") || zone !== "request";
		const inner = {
			before: scene.before,
			after: scene.after,
			sink: noted,
			who: (instance) => whoOf(rules, zone, part.who, instance),
			telling: (instance) => body && [...rules.errorCodes, ...rules.envelope].some((path) => path.startsWith(instance)),
			operation,
			zone: `${zone} ${part.who}`,
			visited,
			clean: scene.clean,
			quiet: false,
			alike: scene.alike
		};
		linkChanges(inner, old, now, {
			where: part.where,
			what: part.what,
			instance: ""
		});
	}
	function content(part, before, after, olds, nows, zone) {
		for (const type of union(olds, nows)) {
			const [named, namedNow] = [olds.get(type), nows.get(type)];
			const media = {
				...part,
				what: `${part.what} ${type}`.trim()
			};
			if (named === void 0) add(media, "media-type-added", before, namedNow ?? after);
			if (namedNow === void 0) add(media, "media-type-removed", named ?? before, after);
			const [old, now] = [named ?? mediaRange(olds, type), namedNow ?? mediaRange(nows, type)];
			if (old !== void 0 && now !== void 0) {
				words(media, old, now, old.docs, now.docs);
				equal(media, "rest", old, now, old.rest, now.rest);
				schemas(zone === "failure" ? {
					...media,
					who: "envelope"
				} : media, old, now, [old.schema, now.schema], zone);
			}
		}
	}
	function parameters(part, before, after, olds, nows, zone) {
		for (const key of union(olds, nows)) {
			const [old, now] = [olds.get(key), nows.get(key)];
			const own = {
				...part,
				what: `${part.what} ${zone === "request" ? "parameter" : "header"} ${key}`.trim()
			};
			if (old === void 0 || now === void 0) {
				if (now !== void 0) add(own, now.required ? "parameter-added-required" : "parameter-added", before, now);
				if (old !== void 0) add(own, "parameter-removed", old, after);
				continue;
			}
			words(own, old, now, old.docs, now.docs);
			equal(own, "rest", old, now, old.rest, now.rest);
			if (old.required !== now.required) add(own, now.required ? "parameter-became-required" : "parameter-became-optional", old, now);
			const direction = zone === "request" ? "request" : "success";
			const [form, formNow] = [formOf(old), formOf(now)];
			if (form !== void 0 && formNow !== void 0 && form !== formNow) {
				add(own, "not-provable", old, now, `${form} -> ${formNow}`, "its value is written in another way");
				continue;
			}
			schemas(own, old, now, [old.schema, now.schema], direction);
			content(own, old, now, old.content, now.content, direction);
		}
	}
	return {
		add,
		words,
		equal,
		content,
		parameters,
		finish() {
			if (!changed) for (const key of visited) scene.clean.add(key);
		}
	};
}
function formOf({ schema, content }) {
	return schema !== void 0 ? "schema" : content.size > 0 ? "content" : void 0;
}
function whoOf(rules, zone, otherwise, instance) {
	if (zone === "request") return "request";
	const within = (path) => instance === path || instance.startsWith(`${path}/`);
	if (zone === "failure" && rules.errorCodes.some(within)) return "error-code";
	return rules.envelope.some(within) ? "envelope" : otherwise;
}

// shared/domain/contract-surface/shadowed-operation.ts
function shadowedBy({ method, path }, { operations, schemas }) {
	const segments = path.split("/");
	for (const [name, other] of operations) {
		const templates = other.path.split("/");
		if (other.method !== method || templates.length !== segments.length) continue;
		let position = 0;
		if (templates.every((template, index) => {
			const segment = segments[index] ?? "";
			const parameters = [...template.matchAll(/\{[^{}]*\}/g)].length;
			position += parameters;
			if (parameters === 0 || segment.includes("{")) return template.replace(/\{[^{}]*\}/g, "{}") === segment.replace(/\{[^{}]*\}/g, "{}");
			const link = other.parameters.get(`path:${position}`)?.schema;
			const schema = link?.target === void 0 ? void 0 : schemas.get(link.target);
			return /^\{[^{}]*\}$/.test(template) ? schema === void 0 || mayBe(schema, segment) : true;
		}) && templates.some((template, index) => template.includes("{") && segments[index]?.includes("{") === false)) return name;
	}
}
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
function mayBe({ types, values, bounds, constraints }, text) {
	const number = /^-?[0-9]/.test(text);
	if (types !== void 0 && !types.includes("string") && !(number && types.some((type) => /number|integer/.test(type)))) return false;
	if (values !== void 0 && !values.some((value) => value === text || JSON.stringify(value) === text)) return false;
	if (text.length < (bounds.get("minLength")?.value ?? 0) || text.length > (bounds.get("maxLength")?.value ?? 1e400)) return false;
	return constraints.get("format") !== "uuid" || uuid.test(text);
}

// shared/domain/contract-surface/surface-changes.ts
function surfaceChanges(before, after, rules) {
	const sink = changeSink(before, after, rules.closedResponses);
	if (before.kind === "openapi" && after.kind === "openapi") openApiChanges(before, after, rules, sink);
	else if (before.kind === "json-schema" && after.kind === "json-schema") jsonSchemaChanges(before, after, rules, sink);
	else sink.add({
		kind: "not-provable",
		who: "response",
		where: "",
		what: "",
		before: "",
		after: "",
		because: "one is an OpenAPI document and the other a JSON Schema"
	});
	const { changes, problems } = sink.result();
	const of = (side, list) => list.map((problem) => ({
		side,
		problem
	}));
	return {
		changes,
		problems: [
			...of("before", before.problems),
			...of("after", after.problems),
			...likeNumbers(before.document, after.document),
			...of("comparison", problems)
		]
	};
}
function openApiChanges(before, after, rules, sink) {
	const add = (kind, where, places, value, because) => sink.add({
		kind,
		who: "request",
		where,
		what: "",
		value,
		before: places[0],
		after: places[1],
		because
	});
	if (before.version !== after.version) add("version-changed", "info.version", ["/info/version", "/info/version"], `${before.version ?? "none"} -> ${after.version ?? "none"}`);
	const scene = {
		before,
		after,
		sink,
		rules,
		clean: new Set(),
		alike: new Set()
	};
	for (const name of union(before.operations, after.operations)) {
		const [old, now] = [before.operations.get(name), after.operations.get(name)];
		const operation = {
			what: "",
			who: "request",
			where: name,
			operation: name
		};
		if (old === void 0 && now !== void 0) {
			const around = now.items.flatMap((item) => [`${item}/parameters`, `${item}/servers`]);
			const content = [
				now.pointer,
				...around,
				"/security",
				"/servers"
			];
			sink.add({
				...operation,
				kind: "operation-added",
				before: "/paths",
				after: now.pointer,
				content
			});
			const shadowed = shadowedBy(now, before);
			const because = `what was a value of ${quote(shadowed ?? "", 120)} has this address now`;
			if (shadowed !== void 0) sink.add({
				...operation,
				kind: "not-provable",
				value: shadowed,
				before: "/paths",
				after: now.pointer,
				content,
				because
			});
		} else if (old === void 0) continue;
		else if (now === void 0) sink.add({
			...operation,
			kind: "operation-removed",
			before: old.pointer,
			after: "/paths"
		});
		else operationChanges(scene, name, old, now);
	}
	for (const url of union(before.servers, after.servers)) {
		const [old, now] = [before.servers.get(url), after.servers.get(url)];
		const places = [old?.pointer ?? "/servers", now?.pointer ?? "/servers"];
		if (old === void 0 || now === void 0) {
			add(old === void 0 ? "server-added" : "server-removed", `server ${url}`, places);
			continue;
		}
		if (stableJson(old.docs) !== stableJson(now.docs)) add("words-changed", `server ${url}`, places);
		if (stableJson(old.rest) !== stableJson(now.rest)) add("not-provable", `server ${url}`, places, void 0, unknownMember);
	}
	const [[first], [firstNow]] = [before.servers.keys(), after.servers.keys()];
	if (first !== void 0 && firstNow !== first && after.servers.has(first)) add("not-provable", "servers", ["/servers", "/servers"], `${first} -> ${firstNow ?? "none"}`, "clients that name no server call the first one");
	for (const pointer of union(before.rest, after.rest)) {
		const [old, now] = [before.rest.get(pointer), after.rest.get(pointer)];
		if (sameMeaning({
			document: before.document,
			value: old
		}, {
			document: after.document,
			value: now
		}) !== true) add("not-provable", `#${pointer}`, [pointer, pointer], void 0, unknownMember);
	}
	for (const pointer of union(before.docs, after.docs)) if (stableJson(before.docs.get(pointer)) !== stableJson(after.docs.get(pointer))) add("words-changed", `#${pointer}`, [pointer, pointer]);
	unusedChanges(before, after, sink, add);
}
const unknownMember = "what a change of this member means for others is not known";
function unusedChanges(before, after, sink, add) {
	const told = sink.result().changes.flatMap((change) => [change.before.pointer, change.after.pointer]);
	const covered = new Set(told.flatMap((pointer) => [3, 4].map((most) => pointer.split("/").slice(0, most).join("/"))));
	for (const pointer of union(before.components, after.components)) {
		const [old, now] = [before.components.get(pointer), after.components.get(pointer)];
		if (covered.has(pointer) || stableJson(old) === stableJson(now)) continue;
		const reached = (surface, value) => value === void 0 || surface.schemas.has(pointer);
		if (before.kind === "json-schema" && reached(before, old) && reached(after, now)) continue;
		add("component-changed", `#${pointer}`, [pointer, pointer]);
	}
}
function dialectOf({ document }) {
	const dialect = document.get("/$schema");
	return dialect === void 0 ? "no dialect" : stableJson(dialect).replace(/#"$/, "\"");
}
function jsonSchemaChanges(before, after, rules, sink) {
	const who = after.role === "request" ? "request" : "response";
	const add = (kind, where, [old, now], value, because) => sink.add({
		kind,
		who,
		where,
		what: "",
		value,
		before: old,
		after: now,
		because
	});
	if (before.role !== after.role) add("not-provable", "", ["", ""], void 0, `it is for ${before.role} before and for ${after.role} after`);
	const [old, now] = [dialectOf(before), dialectOf(after)];
	if (old !== now) add("not-provable", "", ["/$schema", "/$schema"], void 0, `it is written for ${old} before and for ${now} after`);
	for (const [zone, otherwise] of {
		request: [["request", "request"]],
		response: [["success", "response"]],
		error: [["failure", "envelope"]],
		both: [["request", "request"], ["success", "response"]]
	}[after.role]) linkChanges({
		before,
		after,
		sink,
		who: (instance) => whoOf(rules, zone, otherwise, instance),
		telling: (instance) => [...rules.errorCodes, ...rules.envelope].some((path) => path.startsWith(instance)),
		operation: void 0,
		zone,
		visited: new Set(),
		clean: new Set(),
		quiet: false,
		alike: new Set()
	}, before.root, after.root, {
		where: "",
		what: "",
		instance: ""
	});
	const [id, idNow] = [before, after].map(({ document }) => document.get("/$id") ?? null);
	if (stableJson(id) !== stableJson(idNow)) add("not-provable", "$id", ["/$id", "/$id"], void 0, "who refers to the schema by this name is not known");
	unusedChanges(before, after, sink, add);
}

// shared/domain/contract-surface/problem.ts
function problemSink(document, most = 200) {
	const list = [];
	const seen = new Set();
	let full = false;
	return {
		list,
		add(code, pointer, message) {
			const key = `${pointer}\n${message}`;
			if (full || seen.has(key)) return;
			seen.add(key);
			full = list.length >= most;
			if (full) list.push({
				code: "too-large",
				message: `has more than ${most} problems`,
				pointer: "",
				position: void 0
			});
			else list.push({
				code,
				message,
				pointer,
				position: document.near(pointer)
			});
		}
	};
}

// shared/domain/contract-surface/read-schema.ts
const schemaKeywords = new Set([
	"not",
	"if",
	"then",
	"else",
	"contains",
	"propertyNames",
	"unevaluatedProperties",
	"unevaluatedItems",
	"additionalItems",
	"contentSchema"
]);
const listKeywords = new Set([
	"anyOf",
	"oneOf",
	"prefixItems"
]);
const mapKeywords = new Set(["patternProperties", "dependentSchemas"]);
const constraintKeywords = new Set([
	"format",
	"pattern",
	"multipleOf",
	"uniqueItems"
]);
const dynamicKeywords = new Set(["$dynamicRef", "$recursiveRef"]);
const storeKeywords = new Set(["$defs", "definitions"]);
const documentKeywords = new Set(["$schema", "$id"]);
const known = new Set([
	...boundNames,
	...[
		"type",
		"nullable",
		"enum",
		"const",
		"properties",
		"required",
		"additionalProperties",
		"items",
		"allOf",
		"$ref"
	],
	...[
		"exclusiveMinimum",
		"exclusiveMaximum",
		"default",
		"readOnly",
		"writeOnly"
	]
]);
function readSchema(value, pointer, reader) {
	const { problems, link } = reader;
	const base = emptySchema(pointer);
	if (value === true) return base;
	if (value === false) return {
		...base,
		types: []
	};
	if (!isObject(value)) {
		problems.add("malformed", pointer, "is no schema: expected an object, true or false");
		return base;
	}
	const schema = value;
	const at = (key) => childPointer(pointer, key);
	const malformed = (key, expected) => problems.add("malformed", at(key), `has a ${key} of another form: expected ${expected}`);
	const flag = (key) => {
		const set = schema[key];
		if (set !== void 0 && typeof set !== "boolean") malformed(key, "true or false");
		return set === true;
	};
	const links = (key) => {
		const members = schema[key];
		if (members === void 0) return new Map();
		if (isObject(members)) return new Map(Object.keys(members).map((name) => [name, link(childPointer(at(key), name))]));
		malformed(key, "an object of schemas");
		return new Map();
	};
	const listOf = (key) => {
		const members = schema[key];
		if (members === void 0) return [];
		if (Array.isArray(members)) return members.map((_, index) => link(childPointer(at(key), index)));
		malformed(key, "a list of schemas");
		return [];
	};
	const opaque = new Map();
	const docs = new Map();
	const constraints = new Map();
	for (const [key, member] of Object.entries(schema)) {
		if (known.has(key) || storeKeywords.has(key) || pointer === "" && documentKeywords.has(key)) continue;
		if (wordKeys.has(key) || key.startsWith("x-")) docs.set(key, member);
		else if (constraintKeywords.has(key)) {
			if (!(key === "uniqueItems" && member === false)) constraints.set(key, member);
		} else if (schemaKeywords.has(key)) opaque.set(key, {
			rest: null,
			schemas: new Map([["", link(at(key))]])
		});
		else if (listKeywords.has(key)) {
			const members = listOf(key);
			opaque.set(key, {
				rest: members.length,
				schemas: new Map(members.map((one, index) => [String(index), one]))
			});
		} else if (mapKeywords.has(key)) opaque.set(key, {
			rest: null,
			schemas: links(key)
		});
		else if (dynamicKeywords.has(key)) problems.add("remote", at(key), `refers by ${key}: what it leads to depends on who refers here, and is not known`);
		else {
			opaque.set(key, {
				rest: member,
				schemas: new Map()
			});
			if (key !== "discriminator") reader.references(at(key));
		}
	}
	if (schema["nullable"] === true && !(reader.openapi30 && schema["type"] !== void 0)) opaque.set("nullable", {
		rest: true,
		schemas: new Map()
	});
	const items = schema["items"];
	if (Array.isArray(items)) opaque.set("items", {
		rest: items.length,
		schemas: new Map(listOf("items").map((one, i) => [String(i), one]))
	});
	const required = schema["required"];
	const names = Array.isArray(required) ? required.filter((name) => typeof name === "string") : [];
	if (required !== void 0 && (!Array.isArray(required) || names.length !== required.length)) malformed("required", "a list of names");
	const more = schema["additionalProperties"];
	const anything = more === void 0 || more === true || isObject(more) && Object.keys(more).length === 0;
	return {
		pointer,
		types: readTypes(schema, reader, malformed),
		...readValues(schema, malformed),
		properties: links("properties"),
		required: [...new Set(names)],
		additional: anything ? "any" : more === false ? "none" : link(at("additionalProperties")),
		items: items === void 0 || Array.isArray(items) ? void 0 : link(at("items")),
		allOf: [...schema["$ref"] === void 0 ? [] : [link(`${pointer}/$ref`)], ...listOf("allOf")],
		bounds: readBounds(schema, malformed),
		constraints,
		default: schema["default"],
		readOnly: flag("readOnly"),
		writeOnly: flag("writeOnly"),
		opaque,
		subtypes: readSubtypes(schema, pointer, reader),
		docs
	};
}
function readSubtypes(schema, pointer, reader) {
	const links = new Map();
	for (const [name, subtype] of subtypesOf(reader.document, pointer, schema)) if (subtype.pointer !== void 0) links.set(name, {
		...reader.link(subtype.pointer),
		named: true
	});
	else {
		const place = childPointer(`${pointer}/discriminator/mapping`, name);
		reader.problems.add("remote", place, `leads to ${quote(subtype.written, 80)}, which is no schema of the document`);
	}
	return links;
}
function emptySchema(pointer) {
	return {
		pointer,
		types: void 0,
		values: void 0,
		valuesOf: "enum",
		properties: new Map(),
		required: [],
		additional: "any",
		items: void 0,
		allOf: [],
		bounds: new Map(),
		constraints: new Map(),
		default: void 0,
		readOnly: false,
		writeOnly: false,
		opaque: new Map(),
		subtypes: new Map(),
		docs: new Map()
	};
}
function readTypes(schema, reader, malformed) {
	const written = schema["type"];
	const nullable = schema["nullable"];
	if (nullable !== void 0 && typeof nullable !== "boolean") malformed("nullable", "true or false");
	if (written === void 0) return void 0;
	const list = Array.isArray(written) ? written : [written];
	const types = jsonTypes.filter((type) => list.includes(type));
	const strange = list.find((type) => !jsonTypes.some((known) => known === type));
	if (strange !== void 0 || list.length === 0) malformed("type", `one of ${jsonTypes.join(", ")}, not ${quote(JSON.stringify(strange ?? []))}`);
	if (reader.openapi30 && nullable === true && !types.includes("null")) return ["null", ...types];
	return types;
}
function readValues(schema, malformed) {
	const { enum: list, const: constant } = schema;
	if (list !== void 0 && !Array.isArray(list)) malformed("enum", "a list of values");
	if (constant !== void 0) return {
		values: Array.isArray(list) && !list.some((value) => JSON.stringify(value) === JSON.stringify(constant)) ? [] : [constant],
		valuesOf: "const"
	};
	return {
		values: Array.isArray(list) ? list : void 0,
		valuesOf: "enum"
	};
}
function readBounds(schema, malformed) {
	const bounds = new Map();
	for (const name of boundNames) {
		const value = schema[name];
		if (value === void 0) continue;
		if (typeof value === "number") bounds.set(name, {
			value,
			exclusive: false
		});
		else malformed(name, "a number");
	}
	for (const [key, name] of [["exclusiveMinimum", "minimum"], ["exclusiveMaximum", "maximum"]]) {
		const value = schema[key];
		const plain = bounds.get(name);
		if (typeof value === "boolean") {
			if (plain !== void 0) bounds.set(name, {
				value: plain.value,
				exclusive: value
			});
		} else if (typeof value === "number") {
			if (plain === void 0 || (name === "minimum" ? value >= plain.value : value <= plain.value)) bounds.set(name, {
				value,
				exclusive: true
			});
		} else if (value !== void 0) malformed(key, "a number, or true or false");
	}
	return bounds;
}

// shared/domain/contract-surface/reference-scan.ts
const mostParts = 2e5;
function referenceScan(document, base, problems) {
	const seen = new Set();
	const follow = (at, reference, target, pending) => {
		if (target === void 0) problems.add("remote", at, `refers to ${quote(reference, 80)}: what is outside the document, or named by an anchor, is not known`);
		else if (document.get(target) === void 0) problems.add("unresolved", at, `refers to ${quote(reference, 80)}, which the document does not have`);
		else if (!seen.has(target)) {
			seen.add(target);
			pending.push({
				at: target,
				value: document.get(target),
				names: false
			});
		}
	};
	return (pointer) => {
		const pending = [{
			at: pointer,
			value: document.get(pointer),
			names: nameKeys.has(lastOf(pointer))
		}];
		let left = mostParts;
		for (let part = pending.pop(); part !== void 0; part = pending.pop()) {
			const { at, value, names } = part;
			left -= 1;
			if (left < 0) {
				problems.add("too-large", pointer, `has more than ${mostParts} parts: the references in the rest were not followed`);
				return;
			}
			if (typeof value !== "object" || value === null) continue;
			for (const [key, member] of Object.entries(value)) {
				const inside = childPointer(at, key);
				if (names || Array.isArray(value)) pending.push({
					at: inside,
					value: member,
					names: false
				});
				else if (key === "$ref" && typeof member === "string") follow(inside, member, localTarget(member, base), pending);
				else if ((key === "$dynamicRef" || key === "$recursiveRef") && typeof member === "string") problems.add("remote", inside, `refers by ${key}: what it leads to depends on who refers here, and is not known`);
				else if (key === "$id" && typeof member === "string") problems.add("remote", inside, "is a schema with an $id of its own: what references in it lead to is not known");
				else if (key === "example" || key === "examples" || key.startsWith("x-")) continue;
				else pending.push({
					at: inside,
					value: member,
					names: nameKeys.has(key)
				});
			}
			if (names || !isObject(value)) continue;
			for (const subtype of subtypesOf(document, at, value).values()) follow(`${at}/discriminator`, subtype.written, subtype.pointer, pending);
		}
	};
}
function lastOf(pointer) {
	return pointer.slice(pointer.lastIndexOf("/") + 1);
}

// shared/domain/contract-surface/schemas.ts
const mostSchemas = 5e4;
function schemaReading(document, rules, problems) {
	const schemas = new Map();
	const pending = [];
	const references = referenceScan(document, rules.base, problems);
	const asked = new Set();
	const link = (pointer) => {
		const { at, named, remote, docs, ignored } = pointer.endsWith("/$ref") && typeof document.get(pointer) === "string" ? followOwn(document, pointer, rules, problems) : follow(document, pointer, rules, problems, true);
		if (at !== void 0 && !asked.has(at)) {
			asked.add(at);
			pending.push(at);
		}
		return {
			pointer,
			target: at,
			named,
			remote,
			docs,
			ignored
		};
	};
	return {
		link,
		references,
		finish() {
			for (let at = pending.pop(); at !== void 0; at = pending.pop()) {
				if (schemas.size >= mostSchemas) {
					problems.add("too-large", at, `has more than ${mostSchemas} schemas: the rest was not read`);
					pending.length = 0;
					break;
				}
				noOwnBase(document, at, problems);
				const { openapi30 } = rules;
				schemas.set(at, readSchema(document.get(at) ?? null, at, {
					document,
					link,
					references,
					problems,
					openapi30
				}));
			}
			return schemas;
		}
	};
}
function noOwnBase(document, pointer, problems) {
	for (let at = pointer; at !== ""; at = at.slice(0, at.lastIndexOf("/"))) {
		const value = document.get(at);
		if (!isObject(value) || typeof value["$id"] !== "string") continue;
		problems.add("remote", `${at}/$id`, "is a schema with an $id of its own: what references in it lead to is not known");
	}
}
function followOwn(document, pointer, rules, problems) {
	const reference = document.get(pointer);
	const target = typeof reference === "string" ? localTarget(reference, rules.base) : void 0;
	if (target !== void 0 && document.get(target) !== void 0) return {
		...follow(document, target, rules, problems, true),
		named: true
	};
	const around = pointer.slice(0, -5);
	return {
		...follow(document, around, {
			...rules,
			siblings: false
		}, problems, false),
		named: true,
		docs: [],
		ignored: []
	};
}

// shared/domain/contract-surface/json-schema.ts
function readJsonSchema(text, role) {
	const read = readSource(text);
	if (!read.ok) return read;
	const { document } = read;
	const { value } = document;
	const problems = problemSink(document);
	if (!isObject(value) && typeof value !== "boolean") {
		problems.add("not-a-surface", "", "is no JSON Schema: expected an object, true or false");
		return {
			ok: false,
			problems: problems.list
		};
	}
	const id = isObject(value) && typeof value["$id"] === "string" ? value["$id"].replace(/#.*$/s, "") : void 0;
	const reading = schemaReading(document, {
		siblings: true,
		base: id,
		openapi30: false
	}, problems);
	const root = reading.link("");
	const schemas = reading.finish();
	const components = new Map();
	for (const store of ["/$defs", "/definitions"]) {
		const members = document.get(store);
		for (const name of isObject(members) ? Object.keys(members) : []) {
			const pointer = childPointer(store, name);
			components.set(pointer, document.get(pointer) ?? null);
		}
	}
	return {
		ok: true,
		surface: {
			kind: "json-schema",
			role,
			document,
			root,
			components,
			schemas,
			problems: problems.list
		}
	};
}

// shared/domain/contract-surface/members.ts
function sorted(value, read, words) {
	const rest = {};
	const docs = {};
	for (const [key, member] of Object.entries(value)) if (!read.has(key)) setMember(words.has(key) || key.startsWith("x-") ? docs : rest, key, member);
	return {
		rest,
		docs
	};
}

// shared/domain/contract-surface/operation.ts
const methods = [
	"get",
	"put",
	"post",
	"delete",
	"options",
	"head",
	"patch",
	"trace",
	"query"
];
const words = new Set([
	"summary",
	"description",
	"example",
	"examples",
	"externalDocs",
	"deprecated",
	"tags"
]);
function operationName(method, path) {
	return `${method.toUpperCase()} ${path.replace(/\{[^{}]*\}/g, "{}")}`;
}
function readOperation(reader, pointer, { path, method, items }) {
	const { document, problems } = reader;
	const value = objectOf(reader, pointer, "an operation") ?? {};
	const parameters = new Map();
	for (const around of [...items, pointer]) {
		const list = document.get(childPointer(around, "parameters"));
		if (list !== void 0 && !Array.isArray(list)) problems.add("malformed", childPointer(around, "parameters"), "has parameters of another form: expected a list");
		const own = new Set();
		for (const at of (Array.isArray(list) ? list : []).keys()) {
			const read = readParameter(reader, childPointer(childPointer(around, "parameters"), at), void 0);
			if (read === void 0) continue;
			const name = read.in === "path" ? `path:${positionIn(path, read.name)}` : `${read.in}:${keyOf(read)}`;
			if (own.has(name)) problems.add("malformed", read.pointer, `has the parameter ${quote(read.name)} twice`);
			own.add(name);
			if (around === pointer || !parameters.has(name)) parameters.set(name, read);
		}
	}
	const responses = new Map();
	const listed = childPointer(pointer, "responses");
	const written = document.get(listed);
	if (isObject(written)) for (const status of Object.keys(written)) {
		if (status.startsWith("x-")) continue;
		const place = childPointer(listed, status);
		if (!/^(?:[1-5][0-9]{2}|[1-5]XX|default)$/.test(status)) problems.add("malformed", place, `has a response for ${quote(status)}: expected a status, 4XX or default`);
		const response = readResponse(reader, place);
		if (response !== void 0) responses.set(status, response);
	}
	else if (written !== void 0) problems.add("malformed", listed, "has responses of another form: expected an object");
	const read = new Set([
		"parameters",
		"requestBody",
		"responses",
		"security",
		"servers",
		"operationId"
	]);
	const servers = [pointer, ...items].map((around) => document.get(childPointer(around, "servers")));
	return {
		pointer,
		items,
		method,
		path,
		id: value["operationId"] ?? null,
		parameters,
		body: value["requestBody"] === void 0 ? void 0 : readBody(reader, childPointer(pointer, "requestBody")),
		responses,
		security: sameSecurity(value["security"] ?? reader.security),
		servers: servers.find((list) => list !== void 0) ?? null,
		...partsOf(reader, pointer, value, read)
	};
}
function sameSecurity(value) {
	if (!Array.isArray(value)) return value ?? [];
	const sortedScopes = (scopes) => Array.isArray(scopes) ? [...scopes].sort(inTextOrder) : scopes;
	return value.map((each) => isObject(each) ? Object.fromEntries(Object.entries(each).map(([key, scopes]) => [key, sortedScopes(scopes)])) : each).sort(inTextOrder);
}
function inTextOrder(a, b) {
	const [one, other] = [stableJson(a), stableJson(b)];
	return one < other ? -1 : one > other ? 1 : 0;
}
function partsOf(reader, pointer, value, read) {
	const parts = sorted(value, read, words);
	for (const key of Object.keys(parts.rest)) reader.references(childPointer(pointer, key));
	return parts;
}
function keyOf({ in: where, name }) {
	return where === "header" ? name.toLowerCase() : name;
}
function positionIn(path, name) {
	const index = [...path.matchAll(/\{([^{}]*)\}/g)].findIndex((match) => match[1] === name);
	return index === -1 ? `unused ${name}` : String(index + 1);
}
function objectOf(reader, pointer, what) {
	const value = reader.document.get(pointer);
	if (isObject(value)) return value;
	reader.problems.add("malformed", pointer, `is not ${what}: expected an object`);
}
function readParameter(reader, pointer, header) {
	const followed = reader.follow(pointer);
	const { at } = followed;
	if (at === void 0) return void 0;
	const value = objectOf(reader, at, header === void 0 ? "a parameter" : "a header");
	if (value === void 0) return void 0;
	const name = header ?? value["name"];
	const where = header === void 0 ? value["in"] : "header";
	if (typeof name !== "string" || typeof where !== "string") {
		reader.problems.add("malformed", at, "has a parameter without name or in");
		return;
	}
	const required = value["required"];
	if (required !== void 0 && typeof required !== "boolean") reader.problems.add("malformed", `${at}/required`, "has a required of another form: expected true or false");
	const read = new Set([
		"name",
		"in",
		"required",
		"schema",
		"content"
	]);
	return {
		pointer: at,
		in: where,
		name,
		required: required === true,
		schema: value["schema"] === void 0 ? void 0 : reader.link(childPointer(at, "schema")),
		content: readContent(reader, at),
		...withBeside(partsOf(reader, at, withoutDefaults(where, value), read), followed)
	};
}
function withoutDefaults(where, value) {
	const usual = where === "query" || where === "cookie" ? "form" : "simple";
	const defaults = {
		style: usual,
		explode: (value["style"] ?? usual) === "form",
		allowReserved: false,
		allowEmptyValue: false
	};
	return Object.fromEntries(Object.entries(value).filter(([key, member]) => defaults[key] !== member));
}
function readContent(reader, around) {
	const content = new Map();
	const pointer = childPointer(around, "content");
	const written = reader.document.get(pointer);
	if (written === void 0) return content;
	if (!isObject(written)) {
		reader.problems.add("malformed", pointer, "has a content of another form: expected an object");
		return content;
	}
	for (const type of Object.keys(written)) {
		const at = childPointer(pointer, type);
		const value = objectOf(reader, at, "a media type");
		if (value === void 0) continue;
		const key = type.toLowerCase().replace(/\s*;\s*/g, ";");
		if (content.has(key)) reader.problems.add("malformed", at, `has the media type ${quote(key)} twice`);
		content.set(key, {
			pointer: at,
			schema: value["schema"] === void 0 ? void 0 : reader.link(childPointer(at, "schema")),
			...partsOf(reader, at, value, new Set(["schema"]))
		});
	}
	return content;
}
function readBody(reader, pointer) {
	const followed = reader.follow(pointer);
	const { at } = followed;
	const value = at === void 0 ? void 0 : objectOf(reader, at, "a request body");
	if (at === void 0 || value === void 0) return void 0;
	const required = value["required"];
	if (required !== void 0 && typeof required !== "boolean") reader.problems.add("malformed", `${at}/required`, "has a required of another form: expected true or false");
	const parts = withBeside(partsOf(reader, at, value, new Set(["required", "content"])), followed);
	return {
		pointer: at,
		required: required === true,
		content: readContent(reader, at),
		...parts
	};
}
function readResponse(reader, pointer) {
	const followed = reader.follow(pointer);
	const { at, named } = followed;
	const value = at === void 0 ? void 0 : objectOf(reader, at, "a response");
	if (at === void 0 || value === void 0) return void 0;
	const headers = new Map();
	const written = value["headers"];
	if (isObject(written)) for (const name of Object.keys(written)) {
		const header = readParameter(reader, childPointer(childPointer(at, "headers"), name), name);
		const key = name.toLowerCase();
		if (header === void 0 || key === "content-type") continue;
		if (headers.has(key)) reader.problems.add("malformed", header.pointer, `has the header ${quote(key)} twice`);
		headers.set(key, header);
	}
	else if (written !== void 0) reader.problems.add("malformed", `${at}/headers`, "has headers of another form: expected an object");
	return {
		pointer: at,
		component: named ? at : void 0,
		headers,
		content: readContent(reader, at),
		...withBeside(partsOf(reader, at, value, new Set(["headers", "content"])), followed)
	};
}
function withBeside(parts, { docs, ignored }) {
	return {
		rest: ignored.length === 0 ? parts.rest : {
			...parts.rest,
			"beside $ref": Object.fromEntries(ignored)
		},
		docs: docs.length === 0 ? parts.docs : [parts.docs, ...docs.map(([key, value]) => [key, value])]
	};
}

// shared/domain/contract-surface/openapi.ts
const rootKeys = new Set([
	"openapi",
	"info",
	"servers",
	"paths",
	"components",
	"security"
]);
const rootDocs = new Set(["tags", "externalDocs"]);
const itemDocs = new Set(["summary", "description"]);
const mostOperations = 5e3;
function readOpenApi(text) {
	const read = readSource(text);
	if (!read.ok) return read;
	const { document } = read;
	const problems = problemSink(document);
	const root = document.value;
	const spoken = isObject(root) ? root["openapi"] : void 0;
	if (!isObject(root) || typeof spoken !== "string" || !/^3\.[0-2]\.[0-9]+(-|$)/.test(spoken)) {
		const actual = spoken === void 0 ? "it has no member openapi" : `openapi is ${quote(JSON.stringify(spoken))}`;
		problems.add("not-a-surface", isObject(root) ? "/openapi" : "", `is no OpenAPI 3.0, 3.1 or 3.2 document: ${actual}`);
		return {
			ok: false,
			problems: problems.list
		};
	}
	const openapi30 = spoken.startsWith("3.0");
	const rules = {
		siblings: !openapi30,
		base: void 0,
		openapi30
	};
	const schemas = schemaReading(document, rules, problems);
	const reader = {
		document,
		problems,
		link: schemas.link,
		references: schemas.references,
		follow: (pointer) => follow(document, pointer, rules, problems, false),
		security: root["security"] ?? null
	};
	const rest = new Map();
	const docs = new Map();
	for (const [key, value] of Object.entries(root)) {
		if (rootKeys.has(key)) continue;
		(rootDocs.has(key) || key.startsWith("x-") ? docs : rest).set(childPointer("", key), value);
	}
	const info = root["info"];
	if (!isObject(info)) problems.add("malformed", "/info", "has no info: expected an object");
	else for (const [key, value] of Object.entries(info)) if (key !== "version") docs.set(childPointer("/info", key), value);
	const version = isObject(info) && typeof info["version"] === "string" ? info["version"] : void 0;
	if (isObject(info) && version === void 0) problems.add("malformed", "/info/version", "has no info.version: expected a text");
	const operations = readPaths(reader, rest, docs);
	const components = readComponents(reader, rest, docs);
	for (const pointer of rest.keys()) reader.references(pointer);
	return {
		ok: true,
		surface: {
			kind: "openapi",
			document,
			version,
			operations,
			servers: readServers(reader),
			rest,
			docs,
			components,
			schemas: schemas.finish(),
			problems: problems.list
		}
	};
}
function readPaths(reader, rest, docs) {
	const { document, problems } = reader;
	const operations = new Map();
	const paths = document.get("/paths");
	if (paths === void 0) return operations;
	if (!isObject(paths)) {
		problems.add("malformed", "/paths", "has paths of another form: expected an object");
		return operations;
	}
	for (const path of Object.keys(paths)) {
		const written = childPointer("/paths", path);
		if (path.startsWith("x-")) {
			docs.set(written, paths[path]);
			continue;
		}
		if (!path.startsWith("/")) problems.add("malformed", written, "has a path that does not begin with /");
		const { at, via } = reader.follow(written);
		const places = [...via, ...at === void 0 ? [] : [at]];
		const seen = new Set();
		for (const place of places) {
			const item = document.get(place);
			if (!isObject(item)) {
				problems.add("malformed", place, "has a path item of another form: expected an object");
				continue;
			}
			for (const [key, value] of Object.entries(item)) {
				if (key === "$ref") continue;
				const pointer = childPointer(place, key);
				if (seen.has(key) && !itemDocs.has(key) && !key.startsWith("x-")) {
					const message = `has ${quote(key)} beside a reference to a path item that has it too: which of them counts depends on the reader`;
					problems.add("malformed", pointer, message);
				}
				seen.add(key);
				if (key === "parameters" || key === "servers") continue;
				if (itemDocs.has(key) || key.startsWith("x-")) docs.set(pointer, value);
				else if (!methods.includes(key)) rest.set(pointer, value);
				else {
					if (operations.size >= mostOperations) {
						problems.add("too-large", pointer, `has more than ${mostOperations} operations: the rest was not read`);
						return operations;
					}
					const name = operationName(key, path);
					const twice = operations.get(name);
					if (twice === void 0) operations.set(name, readOperation(reader, pointer, {
						path,
						method: key,
						items: places
					}));
					else if (!twice.items.some((each) => places.includes(each)) || twice.path !== path) problems.add("malformed", pointer, `has the operation ${quote(name, 120)} twice`);
				}
			}
		}
	}
	return operations;
}
const followed = new Set([
	"schemas",
	"parameters",
	"responses",
	"requestBodies",
	"headers",
	"examples",
	"pathItems"
]);
function readComponents(reader, rest, docs) {
	const components = new Map();
	const all = reader.document.get("/components");
	if (all === void 0) return components;
	if (!isObject(all)) {
		reader.problems.add("malformed", "/components", "has components of another form: expected an object");
		return components;
	}
	for (const [kind, members] of Object.entries(all)) {
		const pointer = childPointer("/components", kind);
		if (kind.startsWith("x-")) docs.set(pointer, members);
		else if (!followed.has(kind)) rest.set(pointer, members);
		else if (isObject(members)) for (const [name, value] of Object.entries(members)) components.set(childPointer(pointer, name), value);
		else reader.problems.add("malformed", pointer, "has components of another form: expected an object");
	}
	return components;
}
function readServers({ document, problems }) {
	const servers = new Map();
	const list = document.get("/servers");
	if (list === void 0 || Array.isArray(list) && list.length === 0) return servers.set("/", {
		pointer: "/servers",
		rest: {},
		docs: {}
	});
	if (!Array.isArray(list)) problems.add("malformed", "/servers", "has servers of another form: expected a list");
	for (const [index, server] of (Array.isArray(list) ? list : []).entries()) {
		const pointer = childPointer("/servers", index);
		const url = isObject(server) ? server["url"] : void 0;
		if (!isObject(server) || typeof url !== "string") problems.add("malformed", pointer, "has a server without a url");
		else servers.set(url, {
			pointer,
			...sorted(server, new Set(["url"]), new Set(["description", "name"]))
		});
	}
	return servers;
}

// shared/domain/contract-surface/media-type.ts
function mayBeJson(type) {
	return /^(?:(?:application|text)\/(?:[^;]*\+)?json|(?:application|text|\*)\/\*)(?:;|$)/.test(type);
}

// shared/domain/contract-surface/listed-texts.ts
const mostItems = 1e4;
function readListedTexts({ path, text, place, noun = "error code", single = false }) {
	const list = {
		path,
		place,
		items: [],
		at: { path },
		problems: []
	};
	const problem = (message, position) => {
		list.problems.push({
			message,
			at: locate(path, position)
		});
	};
	const known = new Map();
	const add = (code, position) => {
		if (code === "") problem(`lists an empty ${noun}`, position);
		else if (list.items.length >= mostItems) {
			if (list.items.length === mostItems) problem(`lists more than ${mostItems} ${noun}s: the rest was not read`, position);
		} else {
			const at = locate(path, position);
			const first = known.get(code);
			if (first === void 0) {
				known.set(code, at);
				list.items.push({
					text: code,
					at
				});
			} else if (place.kind !== "pattern") problem(`lists ${quote(code)} twice: first in line ${first.line ?? 1}`, position);
		}
	};
	readers[place.kind]({
		text,
		list,
		noun,
		single,
		add,
		problem
	});
	if (list.items.length === 0 && list.problems.length === 0) list.problems.push({
		message: `lists no ${noun}`,
		at: list.at
	});
	return list;
}
const readers = {
	pointer(reading) {
		const found = valueAt(reading);
		if (found === void 0) return;
		const { list, noun, add, problem } = reading;
		const { document, pointer, value } = found;
		if (reading.single && typeof value === "string") {
			add(value, document.at(pointer));
			return;
		}
		if (!Array.isArray(value)) {
			problem(`${value === void 0 ? "has nothing" : "has no list"} at ${quote(pointer, 120)}: expected a list of ${noun}s`, document.near(pointer));
			return;
		}
		list.at = locate(list.path, document.near(pointer));
		for (const [index, code] of value.entries()) {
			const position = document.at(childPointer(pointer, index));
			if (typeof code === "string") add(code, position);
			else problem(`lists an ${noun} that is no text: ${quote(JSON.stringify(code))}`, position);
		}
	},
	keys(reading) {
		const found = valueAt(reading);
		if (found === void 0) return;
		const { noun, add, problem } = reading;
		const { document, pointer, value } = found;
		if (isObject(value)) {
			for (const key of Object.keys(value)) add(key, document.keyAt(childPointer(pointer, key)));
			return;
		}
		problem(`${value === void 0 ? "has nothing" : "has no object"} at ${quote(pointer, 120)}: expected ${noun}s as keys`, document.near(pointer));
	},
	column({ text, list, add, problem }) {
		const { path, place } = list;
		const parsed = parseMarkdown(text);
		if (!parsed.ok) {
			problem(parsed.message, parsed.position);
			return;
		}
		if (place.kind !== "column") return;
		const having = (place.heading === void 0 ? parsed.document.tables : tablesUnder(parsed.document, place.heading)).filter(({ header }) => header.some((cell) => cell.text === place.column));
		if (having.length === 0) {
			const under = place.heading === void 0 ? "" : ` under the heading ${quote(place.heading)}`;
			problem(`has no table with a column ${quote(place.column)}${under}`);
		}
		for (const broken of parsed.document.brokenTables) problem(broken.message, broken.position);
		for (const table of having) {
			list.at = locate(path, table.rows.at(-1)?.position ?? table.position);
			for (const each of table.problems) problem(each.message, each.position);
			const column = table.header.findIndex((cell) => cell.text === place.column);
			for (const row of table.rows) add(row.cells[column]?.text ?? "", row.cells[column]?.position ?? row.position);
		}
	},
	list({ text, list, add, problem }) {
		const { path, place } = list;
		if (place.kind !== "list") return;
		const parsed = parseListItems(text, place.heading);
		if (!parsed.ok) {
			problem(parsed.message, parsed.position);
			return;
		}
		if (parsed.items === void 0) problem(`has no heading ${quote(place.heading)}`);
		for (const item of parsed.items ?? []) {
			list.at = locate(path, item.position);
			add(item.text, item.position);
		}
	},
	pattern({ text, list, add, problem }) {
		const { path, place } = list;
		if (place.kind !== "pattern") return;
		const matches = patternMatches(text, place.pattern);
		if (!matches.ok) {
			problem(matches.message);
			return;
		}
		for (const { message, position } of matches.problems) problem(message, position);
		for (const { text: code, position } of matches.found) {
			list.at = locate(path, position);
			if (code !== "") add(code, position);
		}
	}
};
function valueAt({ text, list, problem }) {
	const { path, place } = list;
	const read = readSource({
		path,
		text
	});
	if (!read.ok) {
		for (const each of read.problems) problem(each.message, each.position);
		return;
	}
	if (place.kind !== "pointer" && place.kind !== "keys") return void 0;
	const { document } = read;
	const { pointer } = place;
	list.at = locate(path, document.near(pointer));
	return {
		document,
		pointer,
		value: document.get(pointer)
	};
}

export { changesFingerprint, composition, contractChange, documentChanges, fileChange, inOrder, mayBeJson, readJsonSchema, readListedTexts, readOpenApi, surfaceChanges, worstClass };