import { formatPointer, quote } from "./shared.js";
import { callText, expandMatrix, hasExpression, isUnknown, parseTemplate, readWorkflow, render, runsOf, textOf, valueOf, valueOfTemplate } from "./domain-workflow.js";

// shared/domain/check-names/check-name.ts
const maxLength = 100;
function certain(text) {
	return {
		alternatives: [[text]],
		unknown: []
	};
}
function certainText({ alternatives, unknown }) {
	const [only, ...others] = alternatives;
	return unknown.length === 0 && others.length === 0 && only?.length === 1 ? only[0] : void 0;
}
function shownName(name) {
	return name.alternatives.map((pieces) => pieces.join("…")).join(" or ");
}
function cut(text) {
	return text.length > maxLength ? `${text.slice(0, 97)}...` : text;
}
function isTooLong(text) {
	return text.length > maxLength;
}
function behind(caller, called) {
	return {
		alternatives: caller.alternatives.flatMap((first) => called.alternatives.map((second) => {
			const seam = `${first.at(-1) ?? ""} / ${second[0] ?? ""}`;
			return [
				...first.slice(0, -1),
				seam,
				...second.slice(1)
			];
		})),
		unknown: [...new Set([...caller.unknown, ...called.unknown])]
	};
}
function canBe({ alternatives }, text) {
	return alternatives.some((pieces) => fits(pieces, text));
}
function fits(pieces, text) {
	const [first = "", ...rest] = pieces;
	const last = rest.pop();
	if (last === void 0) return text === first;
	if (!text.startsWith(first)) return false;
	let at = first.length;
	for (const piece of rest) {
		const found = text.indexOf(piece, at);
		if (found === -1) return false;
		at = found + piece.length;
	}
	return text.length - last.length >= at && text.endsWith(last);
}

// shared/domain/check-names/call-problem.ts
function grantedBy(job, workflow, caller) {
	return job.permissions?.value ?? workflow.permissions?.value ?? caller;
}
function callProblems(job, called, shown, granted) {
	return [
		...inputProblems(job, called, shown),
		...secretProblems(job, called, shown),
		...rightProblems(called, shown, granted)
	];
}
function inputProblems({ inputs }, called, shown) {
	const code = "call-input";
	const given = names(inputs.keys());
	const known = names(called.inputs.keys());
	const missing = [...called.inputs].flatMap(([key, { required }]) => required && !given.has(key.toLowerCase()) ? [{
		code,
		message: `calls ${shown} without the input ${quote(key)}`
	}] : []);
	const strange = [...inputs.keys()].filter((key) => !known.has(key.toLowerCase()));
	return [...missing, ...strange.map((key) => ({
		code,
		message: `calls ${shown} with the input ${quote(key)}, which it does not have`
	}))];
}
function secretProblems({ secrets }, called, shown) {
	if (secrets === "inherit") return [];
	const code = "call-input";
	const given = names(secrets ?? []);
	const known = names(called.secrets.keys());
	const missing = [...called.secrets].flatMap(([key, { required }]) => required && !given.has(key.toLowerCase()) ? [{
		code,
		message: `calls ${shown} without the secret ${quote(key)}`
	}] : []);
	const strange = (secrets ?? []).filter((key) => !known.has(key.toLowerCase()));
	return [...missing, ...strange.map((key) => ({
		code,
		message: `calls ${shown} with the secret ${quote(key)}, which it does not have`
	}))];
}
function names(keys) {
	return new Set([...keys].map((key) => key.toLowerCase()));
}
const ofAll = [
	"actions",
	"checks",
	"contents",
	"deployments",
	"issues",
	"packages",
	"pull-requests",
	"statuses"
];
const ranks = {
	none: 0,
	read: 1,
	write: 2
};
function rightProblems(called, shown, granted) {
	if (granted === void 0) return [];
	return called.jobs.flatMap((job) => {
		const wanted = grantedBy(job, called, void 0);
		if (wanted === void 0) return [];
		const over = (typeof wanted === "string" ? ofAll : Object.keys(wanted)).filter((scope) => rankOf(wanted, scope) > rankOf(granted, scope));
		if (over.length === 0) return [];
		const asked = over.map((scope) => `${scope}: ${levelOf(wanted, scope)}`).join(", ");
		return [{
			code: "call-permissions",
			message: `calls ${shown}, whose job ${quote(job.id)} asks for ${asked}, and has less itself`
		}];
	});
}
function levelOf(granted, scope) {
	if (typeof granted !== "string") return Object.hasOwn(granted, scope) ? granted[scope] ?? "none" : "none";
	return granted === "write-all" ? "write" : "read";
}
function rankOf(granted, scope) {
	return ranks[levelOf(granted, scope)] ?? 0;
}

// shared/domain/check-names/called-workflow.ts
function calledFinder(files, fetch) {
	const local = new Map(files.map((file) => [file.path, file]));
	const remote = new Map();
	return async (call, origin) => {
		if (call.kind === "local" && origin === void 0) {
			const file = local.get(call.path);
			return file === void 0 ? void 0 : {
				ok: true,
				file,
				origin: void 0
			};
		}
		const wanted = call.kind === "local" && origin !== void 0 ? {
			...origin,
			path: call.path
		} : call;
		if (wanted.kind === "local") return void 0;
		const key = callText(wanted);
		const known = remote.get(key);
		if (known !== void 0) return known;
		const reading = fetch(wanted).then((answer) => {
			if (!answer.ok) return {
				ok: false,
				check: { because: answer.because }
			};
			return {
				ok: true,
				file: readWorkflow(key, answer.text),
				origin: wanted
			};
		});
		remote.set(key, reading);
		return reading;
	};
}

// shared/domain/check-names/job-name.ts
function namedLegs(job, scope) {
	const written = job.name?.value ?? job.id;
	const plain = !hasExpression(written);
	const base = plain ? written : job.id;
	const parsed = plain ? void 0 : parseTemplate(written);
	const nameIn = (inner, otherwise) => parsed === void 0 ? otherwise : evaluated(parsed, inner, otherwise);
	const expanded = job.matrix === void 0 ? void 0 : expandMatrix(job.matrix.value, scope);
	if (expanded !== void 0 && expanded.kind !== "legs") {
		const unknown = expanded.kind === "unknown" ? expanded.unknown : expanded.messages.map((why) => `a matrix that ${why}`);
		const inner = withContexts(scope, { unknown: unknown[0] ?? "the matrix" }, void 0);
		return [{
			name: nameIn(inner, {
				alternatives: [
					[cut(base)],
					[`${base} (`, ")"],
					[`${base} (`.slice(0, 97), "..."]
				],
				unknown
			}),
			scope: inner
		}];
	}
	const legs = expanded?.legs.length ? expanded.legs : [void 0];
	const shared = plain || job.uses !== void 0 ? void 0 : new Map(scope.contexts);
	const needsPlace = job.uses !== void 0 || /strategy/i.test(written);
	return legs.map((leg, index) => {
		const full = leg === void 0 || leg.shown.length === 0 ? base : `${base} (${leg.shown.join(", ")})`;
		const uncut = plain && isTooLong(full) ? { uncut: full } : {};
		if (plain && job.uses === void 0) return {
			name: certain(cut(full)),
			scope,
			...uncut
		};
		const inner = withContexts(scope, leg?.values ?? null, needsPlace ? {
			index,
			total: legs.length
		} : void 0, shared);
		return {
			name: nameIn(inner, certain(cut(full))),
			scope: shared === void 0 ? inner : scope,
			...uncut
		};
	});
}
function withContexts(scope, matrix, place, contexts = new Map(scope.contexts)) {
	contexts.set("matrix", matrix);
	contexts.set("strategy", place === void 0 ? { unknown: "strategy" } : strategyOf(place));
	return {
		...scope,
		contexts
	};
}
function strategyOf({ index, total }) {
	return new Map([
		["job-index", index],
		["job-total", total],
		["fail-fast", { unknown: "strategy.fail-fast" }],
		["max-parallel", { unknown: "strategy.max-parallel" }]
	]);
}
function evaluated(parsed, scope, otherwise) {
	if (!parsed.ok) return {
		alternatives: [["", ""]],
		unknown: [`a name that ${parsed.message}`]
	};
	const rendered = render(parsed.template, scope);
	if (rendered.unknown.length > 0) return {
		alternatives: [rendered.pieces],
		unknown: rendered.unknown
	};
	return evaluatedName(rendered, otherwise);
}
function evaluatedName({ pieces }, otherwise) {
	const [name = ""] = pieces;
	if (name === "") return otherwise;
	if (!isTooLong(name)) return certain(name);
	return {
		alternatives: [[name], [cut(name)]],
		unknown: [`how a name of ${name.length} characters is cut`]
	};
}

// shared/domain/check-names/scope.ts
function runScope(workflow, { event, repository }) {
	const github = new Map([["event_name", event]]);
	if (workflow.name !== "") github.set("workflow", workflow.name ?? workflow.path);
	if (repository !== void 0) {
		github.set("repository", repository);
		github.set("repository_owner", repository.split("/")[0] ?? "");
	}
	return {
		contexts: new Map([["github", github], ["inputs", event === "workflow_dispatch" ? { unknown: "inputs" } : new Map()]]),
		partial: new Set(["github"])
	};
}
function afterSuccess(scope, job) {
	const result = () => new Map([["result", "success"], ["outputs", { unknown: "needs.*.outputs" }]]);
	const needs = new Map(job.needs.map(({ value }) => [value.toLowerCase(), result()]));
	return {
		...scope,
		contexts: new Map([...scope.contexts, ["needs", needs]])
	};
}
function calledScope(called, job, scope) {
	const inputs = new Map();
	for (const [key, { type, default: otherwise }] of called.inputs) {
		const value = valueIn(ownMember(job.inputs, key) ?? otherwise, scope);
		inputs.set(key, isUnknown(value) ? { unknown: `inputs.${key} (${value.unknown})` } : typed(value, type, key));
	}
	const contexts = new Map([...scope.contexts, ["inputs", inputs]]);
	for (const own of [
		"matrix",
		"strategy",
		"needs"
	]) contexts.delete(own);
	return {
		contexts,
		partial: scope.partial
	};
}
function ownMember(members, key) {
	const folded = key.toLowerCase();
	for (const [own, value] of members) if (own.toLowerCase() === folded) return value;
}
function valueIn(json, scope) {
	if (typeof json !== "string" || !hasExpression(json)) return valueOf(json);
	const parsed = parseTemplate(json);
	return parsed.ok ? valueOfTemplate(parsed.template, scope) : { unknown: json };
}
function typed(value, type, key) {
	if (type === "string") return typeof value === "object" && value !== null ? { unknown: `inputs.${key}` } : textOf(value);
	return typeof value === type ? value : { unknown: `inputs.${key}` };
}

// shared/domain/check-names/producible.ts
const maxLevels = 10;
const maxChecks = 5e3;
async function producible(files, options) {
	const resolve = calledFinder(files, options.fetch);
	const legs = legFinder();
	const problems = new Map();
	const checks = [];
	const skipped = [];
	for (const file of files) {
		const { workflow } = file;
		for (const problem of file.problems) problems.set(keyOf(problem), problem);
		if (workflow === void 0) continue;
		const events = workflow.triggers.filter(({ event }) => event !== "workflow_call");
		if (events.length === 0) continue;
		const triggers = events.map((trigger) => ({
			trigger,
			scope: runScope(workflow, {
				...options,
				event: trigger.event
			})
		}));
		const apart = workflow.jobs.some((job) => job.uses !== void 0 || isNamedByRun(job));
		const perWalk = [];
		for (const together of apart ? triggers.map((one) => [one]) : [triggers]) {
			const scope = together[0]?.scope ?? { contexts: new Map() };
			const walk = {
				workflow,
				triggers: together,
				checks: [],
				skipped: [],
				problems: [],
				refused: void 0,
				full: false,
				resolve,
				legs
			};
			await visit(walk, {
				file,
				origin: void 0,
				scope,
				prefix: void 0,
				steps: [],
				open: [file.path]
			});
			for (const problem of walk.problems) problems.set(keyOf(problem), problem);
			if (walk.refused === void 0) for (const check of walk.skipped) skipped.push(check);
			perWalk.push(walk.refused === void 0 ? walk.checks : walk.checks.map(refusedBy(walk.refused)));
		}
		for (const check of merged(perWalk)) checks.push(check);
	}
	return {
		checks,
		skipped,
		problems: [...problems.values()]
	};
}
function keyOf({ message, at }) {
	return JSON.stringify([
		at.path,
		at.line,
		at.column,
		message
	]);
}
function refusedBy(refused) {
	return (check) => ({
		...check,
		refused
	});
}
function isNamedByRun({ name, matrix }) {
	return mentionsRun(name?.value) || matrix !== void 0 && mentionsRun(JSON.stringify(matrix.value));
}
function mentionsRun(text) {
	return text !== void 0 && /github|inputs/i.test(text);
}
function legFinder() {
	const known = new Map();
	return (job, scope) => {
		if (job.uses !== void 0 || isNamedByRun(job)) return namedLegs(job, scope);
		const legs = known.get(job) ?? namedLegs(job, scope);
		known.set(job, legs);
		return legs;
	};
}
function merged(perWalk) {
	const [first = [], ...others] = perWalk;
	if (others.length === 0) return first;
	const found = [];
	const places = new Map();
	for (const checks of perWalk) {
		const times = new Map();
		for (const check of checks) {
			const same = placesOf(places, check);
			const time = times.get(same) ?? 0;
			times.set(same, time + 1);
			const at = same[time];
			const earlier = at === void 0 ? void 0 : found[at];
			if (at === void 0 || earlier === void 0) same.push(found.push(check) - 1);
			else found[at] = {
				...earlier,
				runs: [...earlier.runs, ...check.runs]
			};
		}
	}
	return found;
}
function placesOf(places, { jobs, name }) {
	const path = jobs.length === 1 ? jobs[0] ?? "" : jobs.join("");
	const names = places.get(path) ?? new Map();
	if (names.size === 0) places.set(path, names);
	const key = certainText(name) ?? uncertainKey(name);
	const same = names.get(key) ?? [];
	if (same.length === 0) names.set(key, same);
	return same;
}
function uncertainKey({ alternatives, unknown }) {
	return `${alternatives.map((parts) => parts.join("")).join("")}\u0003${unknown.join("")}`;
}
async function visit(walk, level) {
	const { file } = level;
	const invalid = file.problems.find(({ effect }) => effect === "invalid");
	walk.refused ??= invalid;
	for (const problem of file.problems) walk.problems.push(problem);
	for (const job of file.workflow?.jobs ?? []) {
		const [first, ...others] = walk.triggers;
		if (first === void 0) return;
		const steps = [...level.steps, stepOf(job, file, level.scope)];
		const same = others.length === 0 || !mentionsRun(job.condition?.value);
		const runs = walk.triggers.map(({ trigger, scope }) => ({
			trigger,
			steps: same || trigger === first.trigger ? steps : [...level.steps, stepOf(job, file, scope)]
		}));
		const made = checkOf(walk, level, job, {
			steps,
			runs
		});
		if (made.expanded || job.uses !== void 0) {
			const { workflow, jobs, at, skippedAs } = made;
			walk.skipped.push({
				name: skippedAs,
				workflow,
				jobs,
				at,
				runs
			});
		}
		for (const leg of walk.legs(job, level.scope)) {
			if (walk.full) return;
			const name = unclear(level.prefix === void 0 ? leg.name : behind(level.prefix, leg.name), file);
			if (job.uses === void 0) walk.checks.push({
				...made,
				name,
				...leg.uncut === void 0 ? {} : { uncut: leg.uncut }
			});
			else await enter(walk, level, job, {
				name,
				scope: leg.scope,
				steps,
				runs
			});
			if (walk.checks.length >= maxChecks && !walk.full) overflow(walk, job);
		}
	}
}
function stepOf(job, { path, workflow }, scope) {
	const scopes = {
		success: afterSuccess(scope, job),
		otherwise: scope
	};
	return {
		job,
		path,
		env: workflow?.env,
		runs: runsOf(job.condition?.value, job.needs.length > 0, scopes)
	};
}
function unclear(name, file) {
	const problem = file.problems.find(({ effect }) => effect === "unclear");
	if (problem === void 0) return name;
	return {
		...name,
		unknown: [...name.unknown, `a file that ${problem.message}`]
	};
}
function overflow(walk, job) {
	const message = `makes more than ${maxChecks} checks for ${walk.triggers[0]?.trigger.event ?? "an event"}`;
	walk.full = true;
	walk.problems.push({
		effect: "unclear",
		code: "too-many-checks",
		pointer: formatPointer(["jobs", job.id]),
		message,
		at: job.at
	});
	const last = walk.checks.at(-1);
	if (last === void 0) return;
	walk.checks[walk.checks.length - 1] = {
		...last,
		name: {
			alternatives: [["", ""]],
			unknown: [`a workflow that ${message}`]
		}
	};
}
function checkOf(walk, { prefix, file }, job, { steps, runs }) {
	const written = job.name?.value ?? job.id;
	const own = certain(written);
	return {
		workflow: walk.workflow.path,
		jobs: steps.map((step) => step.job.id),
		at: job.name?.at ?? job.at,
		expanded: job.matrix !== void 0 || hasExpression(written),
		skippedAs: unclear(prefix === void 0 ? own : behind(prefix, own), file),
		runs
	};
}
async function enter(walk, level, job, made) {
	const { uses } = job;
	const { name } = made;
	if (uses === void 0) return;
	const refuse = (code, message, fix) => {
		const problem = {
			effect: "invalid",
			code,
			pointer: formatPointer([
				"jobs",
				job.id,
				"uses"
			]),
			message: `has the job ${quote(job.id)} that ${message}`,
			at: uses.at,
			...fix === void 0 ? {} : { fix }
		};
		walk.problems.push(problem);
		walk.refused ??= problem;
	};
	const shown = quote(callText(uses.value), 120);
	const called = await walk.resolve(uses.value, level.origin);
	if (called === void 0) return refuse("call-missing", `calls ${shown}, which does not exist`);
	if (!called.ok) {
		const unknown = behind(name, {
			alternatives: [["", ""]],
			unknown: [`the jobs of ${callText(uses.value)}`]
		});
		walk.checks.push({
			...checkOf(walk, level, job, made),
			name: unknown,
			...called.check
		});
		return;
	}
	const { file, origin } = called;
	if (level.open.includes(file.path)) return refuse("call-circle", `calls ${shown}, which calls it again`);
	if (level.open.length >= maxLevels) return refuse("call-depth", `calls ${shown} at level 11 of ${maxLevels}`);
	if (file.workflow?.callable === false) return refuse("not-callable", `calls ${shown}, which cannot be called`, "add workflow_call to its events");
	const caller = level.file.workflow;
	const granted = caller === void 0 ? void 0 : grantedBy(job, caller, level.granted);
	if (file.workflow !== void 0) for (const { code, message } of callProblems(job, file.workflow, shown, granted)) refuse(code, message);
	const scope = file.workflow === void 0 ? made.scope : calledScope(file.workflow, job, made.scope);
	const open = [...level.open, file.path];
	await visit(walk, {
		file,
		origin,
		scope,
		granted,
		prefix: name,
		steps: made.steps,
		open
	});
}

export { canBe, certainText, producible, shownName };