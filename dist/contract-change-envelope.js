import { locate } from "./core-location.js";
import { payloadFindings } from "./contract-change-features.js";
import { readSource } from "./domain-data-file.js";
import { listed, quote } from "./shared.js";
import { currentVersion, failed, noData, settled, textsOf } from "./contract-change.control.js";

// actions/contract-change/envelope.ts
const nothing = {
	requires: [],
	optional: [],
	forbids: []
};
async function judgeEnvelope(ctx, surface, envelope, { files, texts, parse }) {
	const rule = "envelope";
	const whole = { surface: surface.id };
	const version = surface.versions.find(({ id }) => id === envelope.version);
	if (version === void 0) throw new Error(`the surface ${surface.id} has no version ${envelope.version}`);
	const current = await currentVersion(texts, version);
	if (current.state !== "value") return [settled(rule, whole, current.because)];
	const own = Object.hasOwn(envelope.policies, current.value) ? envelope.policies[current.value] : void 0;
	if (own === void 0) {
		const message = `there is no policy of the envelope for ${quote(current.value)}, which is the version ${version.id}`;
		const needs = `envelope.policies of ${surface.id} for ${current.value} in the configuration of the base`;
		return [settled(rule, whole, {
			code: "NO_DATA",
			message,
			needs
		})];
	}
	const policy = {
		version: current.value,
		failure: own.failure,
		success: own.success
	};
	const outcomes = [];
	for (const file of files) outcomes.push(...await judgeFile(surface, file, policy, texts, parse));
	const seen = new Set();
	const earlier = await earlierSamples(ctx, version, policy.version);
	for (const { files: globs, kind } of envelope.samples) outcomes.push(...await judgeSamples(ctx, surface, {
		globs,
		kind,
		fields: policy[kind],
		version: policy.version,
		seen,
		earlier
	}, texts));
	if (outcomes.length === 0) {
		const message = `${surface.id} has no OpenAPI, JSON Schema of errors or sample that could keep the policy`;
		outcomes.push(settled(rule, whole, {
			code: "NO_DATA",
			message,
			needs: "a file that shows the envelope"
		}));
	}
	return outcomes;
}
async function judgeFile(surface, file, policy, texts, parse) {
	const { path } = file;
	if (file.kind === "document" || file.kind === "schema" && (file.role !== "error" || policy.failure === void 0)) return [];
	const fact = {
		surface: surface.id,
		what: [path]
	};
	const text = await texts(path);
	if (text.state !== "text") return [settled("envelope", fact, text.state === "unknown" ? text.because : noData(path, text.message))];
	const parsed = parse(file, text).surface;
	if (parsed === void 0) return [settled("envelope", fact, noData(path, "cannot be read"))];
	const { openApiEnvelopes, schemaFindings } = await import("./domain-contract-surface-envelope-schema.js");
	const asked = (parsed.kind === "openapi" ? openApiEnvelopes(parsed, {
		version: policy.version,
		failure: policy.failure ?? nothing,
		...policy.success === void 0 ? {} : { success: policy.success }
	}) : [{
		name: "body",
		findings: schemaFindings(parsed, parsed.root, policy.failure ?? nothing)
	}]).filter(({ findings }) => findings.length > 0);
	if (asked.length === 0) return [settled("envelope", fact, noData(path, "has no JSON body that the policy is about"))];
	return judgeHeld(surface, path, policy.version, asked);
}
function judgeHeld(surface, path, version, held, name = path) {
	const found = new Map();
	for (const { name: body, findings } of held) for (const finding of findings) {
		if (finding.holds === true) continue;
		const key = JSON.stringify([
			finding.demand,
			finding.field,
			finding.pointer
		]);
		const known = found.get(key);
		if (known === void 0) found.set(key, {
			finding,
			names: [body]
		});
		else known.names.push(body);
	}
	if (found.size === 0) return [settled("envelope", {
		surface: surface.id,
		what: [name]
	}, void 0)];
	return [...found.values()].map(({ finding, names }) => {
		const { demand, field, holds, because = "", pointer, position } = finding;
		const fact = {
			surface: surface.id,
			what: [
				name,
				demand,
				field,
				pointer
			]
		};
		const at = locate(path, position);
		const bodies = `${path} ${because} by ${version}: ${listed(names, 3)}`;
		if (holds === "unknown") {
			const needs = `a schema at ${pointer} that says whether there is ${field} (line ${position?.line ?? 1})`;
			return settled("envelope", fact, {
				code: "NO_DATA",
				message: bodies,
				needs
			});
		}
		const fix = demand === "forbids" ? `take ${field} out at ${pointer}, or raise the version to one whose policy allows it` : `${demand === "requires" ? "add and require" : "allow, and do not require,"} ${field} at ${pointer}`;
		return failed("envelope", {
			...fact,
			problem: bodies,
			expected: `${demand} ${field}`,
			actual: because,
			observed: [because, names],
			fix
		}, at);
	});
}
async function earlierSamples(ctx, version, current) {
	const { before } = ctx;
	if ("because" in before) return void 0;
	const texts = textsOf((path, most) => before.read(path, most));
	const earlier = await currentVersion(texts, version);
	return earlier.state === "value" && earlier.value === current ? texts : void 0;
}
async function judgeSamples(ctx, surface, { globs, kind, fields, version, seen, earlier }, texts) {
	const fact = {
		surface: surface.id,
		what: [`${kind} samples ${globs.join(", ")}`]
	};
	if (fields === void 0) {
		const message = `the policy of ${version} says nothing of ${kind}, which the samples ${globs.join(", ")} show`;
		const needs = `envelope.policies of ${surface.id} for ${kind} of ${version}`;
		return [settled("envelope", fact, {
			code: "NO_DATA",
			message,
			needs
		})];
	}
	const matched = await ctx.match(globs, { before: true });
	if (!matched.ok) return [settled("envelope", fact, matched.because)];
	const samples = [];
	for (const path of matched.paths) samples.push(await texts(path));
	if (samples.every(({ state }) => state === "absent")) {
		const problem = `there is no sample of ${surface.id}: ${globs.join(", ")} matches no file`;
		return [failed("envelope", {
			...fact,
			problem,
			fix: "add samples, or correct the globs"
		})];
	}
	const outcomes = [];
	for (const text of samples) {
		const { path } = text;
		const name = `${kind} sample ${path}`;
		if (seen.has(name)) continue;
		seen.add(name);
		const own = {
			surface: surface.id,
			what: [name]
		};
		if (text.state === "unknown") {
			outcomes.push(settled("envelope", own, text.because));
			continue;
		}
		if (text.state === "absent") {
			if (earlier !== void 0) outcomes.push(...await removedSample(earlier, path, {
				fact: own,
				version,
				fields
			}));
			continue;
		}
		const read = text.state === "text" ? readSource({
			path,
			text: text.text
		}) : void 0;
		if (read?.ok === true) outcomes.push(...judgeHeld(surface, path, version, [{
			name: kind,
			findings: payloadFindings(read.document, fields)
		}], name));
		else {
			const why = read === void 0 ? text.state === "text" ? "" : text.message : read.problems[0]?.message ?? "";
			outcomes.push(failed("envelope", {
				...own,
				problem: `the sample ${path} ${why}`,
				fix: `mend ${path}`
			}, { path }));
		}
	}
	return outcomes;
}
async function removedSample(earlier, path, { fact, version, fields }) {
	const text = await earlier(path);
	if (text.state === "unknown") return [settled("envelope", fact, text.because)];
	const read = text.state === "text" ? readSource({
		path,
		text: text.text
	}) : void 0;
	const [first] = read?.ok === true ? payloadFindings(read.document, fields).filter(({ holds }) => holds !== true) : [];
	if (read?.ok === true && first === void 0) return [];
	const problem = `the sample ${path}, ${first === void 0 ? "which nobody could read" : `which ${first.because ?? "did not keep it"}`} by ${version}, was removed`;
	return [failed("envelope", {
		...fact,
		problem,
		fix: `restore ${path} as answers are by ${version}`
	}, { path })];
}

export { judgeEnvelope };