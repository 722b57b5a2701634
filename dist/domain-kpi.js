import { Sha256, childPointer, choice, formatPointer, integer, isObject, isoMillisecondTime, mayHoldSecret, parseTime, sha256, stableJson } from "./shared.js";
import { _enum, _null, _undefined, array, boolean, discriminatedUnion, json, literal, number, partialRecord, record, strictObject, string, union } from "./vendor.js";
import { milliseconds } from "./core-duration.js";
import { KpiSetSchema, Scalar, TargetSchema, comparedValues, conditionsTest, definitionHash, fieldReader, fieldsReader, isComparable, kindOf, kinds, minimumOf, missingField, missingProblem, numberProblem, numeratorOf, shown, unitOf, valueOf, wrongType } from "./domain-kpi-config.js";
import { addExactly, addSquare, addToSketch as addToSketch$1, bootstrapMean, bootstrapPercentile, dividedSum, greatestBcaSample, meanIntervalOf, mergeSketches as mergeSketches$1, mergedSum, moments, moreExposure, moreTrials, moreValues, noSketch, percentileInterval, percentileOf, proportionInterval, rateInterval, roundedSum, sketchedPercentile, sketchedPercentileInterval, sortedSample, zoneOf } from "./domain-statistics.js";
import { rangeText } from "./core-range-text.js";
import { areBlank, carriageReturn, lineFeed, readRow, rowFields, rowsCutter } from "./parse-rows.js";

// shared/domain/kpi/metrics.ts
function kpiMetrics(kpis) {
	return kpis.flatMap(({ id, value, unit, interval, denominator }) => {
		return [
			[
				`kpi ${id}`,
				value,
				unit
			],
			[
				`kpi ${id} lower bound`,
				interval?.lower,
				unit
			],
			[
				`kpi ${id} upper bound`,
				interval?.upper,
				unit
			],
			[
				`kpi ${id} samples`,
				denominator,
				void 0
			]
		].flatMap(([name, figure, of]) => figure === null || figure === void 0 || !Number.isFinite(figure) ? [] : [{
			name,
			value: figure,
			unit: of
		}]);
	});
}

// shared/domain/kpi/config-problems.ts
const greatestBootstrapConfidence = .99;
function setProblems(set) {
	const problems = [];
	const add = (pointer, message) => problems.push({
		pointer,
		message
	});
	for (const [index, rule] of set.rows.entries()) ruleProblems(rule, `/rows/${index}`, add);
	rowProblems(set, add);
	strataProblems(set, add);
	const { timestamp } = set;
	if (timestamp?.["maximum-gap"] !== void 0 && timestamp.order !== "ascending") add("/timestamp/maximum-gap", "gaps are measured between neighbours, so the order must be ascending");
	const facts = set.constant.map(({ fact }) => fact);
	for (const [index, fact] of facts.entries()) if (fact !== void 0 && facts.indexOf(fact) !== index) add(`/constant/${index}/fact`, `the fact ${fact} is named twice`);
	const ids = new Set();
	for (const [index, kpi] of set.kpis.entries()) {
		const at = `/kpis/${index}`;
		if (ids.has(kpi.id)) add(`${at}/id`, `the id ${kpi.id} is used twice`);
		ids.add(kpi.id);
		kpiProblems(kpi, at, add);
		conditionProblems(set, kpi.filter, `${at}/filter`, add);
		conditionProblems(set, numeratorOf(kpi), `${at}/numerator`, add);
		stratumMinimumProblems(set, kpi, at, add);
	}
	if (!set.kpis.some(({ required }) => required)) add("/kpis", "no KPI is required, so nothing could decide; leave out required: false where it matters");
	return problems;
}
function ruleProblems(rule, at, add) {
	const types = typesOf(rule);
	const numeric = types.includes("number") || types.includes("integer");
	if (rule.pattern !== void 0 && !types.includes("string")) add(`${at}/pattern`, "a pattern is for a string");
	for (const key of ["min", "max"]) if (rule[key] !== void 0 && !numeric) add(`${at}/${key}`, `${key} is for a number`);
	if (rule.min !== void 0 && rule.max !== void 0 && rule.min > rule.max) add(`${at}/min`, `min ${rule.min} is above max ${rule.max}, so no row could be right`);
	for (const [index, value] of (rule.enum ?? []).entries()) if (!fits(value, types)) add(`${at}/enum/${index}`, `${JSON.stringify(value)} is no ${types.join(" or ")}`);
}
function rowProblems(set, add) {
	const always = new Set();
	for (const [index, { pointer, when }] of set.rows.entries()) {
		if (when.length === 0 && always.has(pointer)) add(`/rows/${index}/pointer`, `${pointer} has two rules`);
		if (when.length === 0) always.add(pointer);
		conditionProblems(set, when, `/rows/${index}/when`, add);
	}
	const constants = set.constant.map(({ pointer }) => pointer);
	for (const [index, pointer] of constants.entries()) if (constants.indexOf(pointer) !== index) add(`/constant/${index}/pointer`, `${pointer} is named twice`);
	for (const [index, key] of set.unique.entries()) if (key.every((pointer) => constants.includes(pointer))) add(`/unique/${index}`, `${key.join(" and ")} must be the same in all rows and differ in all rows`);
}
function strataProblems(set, add) {
	const labels = new Set();
	for (const [index, stratum] of set.strata.entries()) {
		for (const [position, value] of stratum.values.entries()) {
			const label = String(value);
			if (labels.has(label)) add(`/strata/${index}/values/${position}`, `the value ${label} is used twice`);
			labels.add(label);
		}
		for (const label of Object.keys(stratum["minimum-each"])) if (!stratum.values.some((value) => String(value) === label)) add(`/strata/${index}/minimum-each/${label}`, `${label} is none of the values`);
	}
}
function kpiProblems(kpi, at, add) {
	if (kpi.kind === "percentile") {
		const { percentile } = kpi;
		if (!(percentile > 0 && percentile < 100)) add(`${at}/percentile`, `${percentile} is out of range: between 0 and 100; for the ends use kind min or max`);
		else if (Number(percentile.toFixed(6)) !== percentile) add(`${at}/percentile`, `${percentile} has more than 6 decimals`);
	}
	if ("interval" in kpi && kpi.interval === "bootstrap" && kpi.confidence > greatestBootstrapConfidence) add(`${at}/confidence`, `a bootstrap reaches a confidence of ${greatestBootstrapConfidence}, this is ${kpi.confidence}; lower it, or choose another interval`);
	const value = valueOf(kpi);
	if (value?.max !== void 0 && value.min > value.max) add(`${at}/value/min`, `min ${value.min} is above max ${value.max}, so no row could be right`);
	if (kpi.kind === "rate-per" && value !== void 0 && value.min < 0) add(`${at}/value/min`, "a number of events is never negative");
	if (kpi.kind === "rate-per" && value !== void 0 && kpi.missing === "count-as-failure") add(`${at}/missing`, "a missing number of events cannot be counted; use error or exclude, or name rows with numerator");
	const { target, direction } = kpi;
	if (target === void 0) {
		if (kpi.required) add(at, `${kpi.id} is required and has no target; give it one, or say required: false`);
		return;
	}
	const key = target.max === void 0 ? "min" : "max";
	if (direction === "lower-is-better" !== (key === "max")) {
		add(`${at}/target/${key}`, `a ${key} contradicts ${direction}: nothing would stop the value from getting worse`);
		return;
	}
	const verdict = reach(kpi);
	if (verdict === "never-passes") add(`${at}/target/${key}`, `no ${kpi.kind} can ever meet this target${boundHint(kpi)}`);
	if (verdict === "never-fails") add(`${at}/target/${key}`, `every ${kpi.kind} meets this target, so it asks for nothing`);
}
function boundHint(kpi) {
	return kpi.evaluate === "bound" ? "; the end of a confidence interval never reaches the limit of the scale" : "";
}
function reach(kpi) {
	const { low, high } = range(kpi);
	const { max, min, inclusive = true } = kpi.target ?? {};
	const touches = inclusive && !(kpi.evaluate === "bound" && (kpi.kind === "ratio" || kpi.kind === "rate-per"));
	if (max !== void 0) {
		if (max < low || max === low && !touches) return "never-passes";
		return max > high || max === high && inclusive ? "never-fails" : "both";
	}
	const least = min ?? NaN;
	if (least > high || least === high && !touches) return "never-passes";
	return least < low || least === low && inclusive ? "never-fails" : "both";
}
function range(kpi) {
	switch (kpi.kind) {
		case "ratio": return {
			low: 0,
			high: 1
		};
		case "count":
		case "rate-per": return {
			low: 0,
			high: Number.POSITIVE_INFINITY
		};
		case "sum": return {
			low: kpi.value.min >= 0 ? kpi.value.min : Number.NEGATIVE_INFINITY,
			high: Number.POSITIVE_INFINITY
		};
		case "percentile":
		case "mean":
		case "min":
		case "max": return {
			low: kpi.value.min,
			high: kpi.value.max ?? Number.POSITIVE_INFINITY
		};
	}
}
function conditionProblems(set, conditions, at, add) {
	for (const [index, condition] of conditions.entries()) {
		const { pointer } = condition;
		const allowed = allowedValues(set, pointer);
		const types = set.rows.filter((rule) => rule.pointer === pointer).flatMap(typesOf);
		if (condition.exists !== void 0 && types.length === 0) add(`${at}/${index}`, `no rule in rows knows ${pointer}, so a misspelt one would never exist`);
		for (const value of comparedValues(condition)) {
			const text = JSON.stringify(value);
			if (allowed !== void 0 && !allowed.includes(value)) add(`${at}/${index}`, `${text} is none of the values that ${pointer} may have, so it matches nothing`);
			else if (allowed === void 0 && types.length > 0 && !fits(value, types)) add(`${at}/${index}`, `${pointer} is ${types.join(" or ")}, so ${text} matches nothing`);
			else if (allowed === void 0 && typeof value === "string") add(`${at}/${index}`, `the values of ${pointer} are not listed, so a misspelt one would match nothing; give its rule in rows an enum`);
		}
	}
}
function allowedValues(set, pointer) {
	const stratum = set.strata.find((one) => one.pointer === pointer);
	const listed = set.rows.filter((rule) => rule.pointer === pointer).map((rule) => rule.enum);
	if (listed.length > 0 && listed.every((values) => values !== void 0)) return listed.flatMap((values) => values ?? []);
	return stratum?.values;
}
function stratumMinimumProblems(set, kpi, at, add) {
	for (const label of Object.keys(kpi["minimum-samples-per-stratum"])) {
		const pointer = `${at}/minimum-samples-per-stratum/${label}`;
		const stratum = set.strata.find(({ values }) => values.some((value) => String(value) === label));
		if (stratum === void 0) add(pointer, `${label} is no value of a stratum`);
		else if (kpi.filter.some((condition) => condition.pointer === stratum.pointer && excludes(condition, label))) add(pointer, `the filter of ${kpi.id} leaves ${label} out, so it can never have samples there`);
	}
}
function excludes(condition, label) {
	const named = comparedValues(condition).some((value) => String(value) === label);
	if (condition.equals !== void 0 || condition.in !== void 0) return !named;
	return (condition.not !== void 0 || condition["not-in"] !== void 0) && named;
}
function typesOf(rule) {
	return typeof rule.type === "string" ? [rule.type] : rule.type;
}
function fits(value, types) {
	if (typeof value !== "number") return types.includes(typeof value);
	return types.includes("number") || types.includes("integer") && Number.isInteger(value);
}

// shared/domain/kpi/presets.ts
const scenarios = [
	"open_cursor",
	"open_settings",
	"focus_existing_browser_window",
	"recover_from_intentional_timeout"
];
const openScenarios = ["open_cursor", "open_settings"];
const reliabilityFlags = [
	"ffToolRegistry",
	"ffInvokeGate",
	"ffToolFirstRouting",
	"ffConfidenceLayer",
	"ffLoopGuardrails"
];
const reliability = {
	rows: [
		{
			pointer: "/runId",
			type: "string"
		},
		{
			pointer: "/sessionId",
			type: "string"
		},
		{
			pointer: "/scenarioId",
			type: "string",
			enum: [...scenarios]
		},
		{
			pointer: "/finalStatus",
			type: "string",
			enum: [
				"completed",
				"error",
				"blocked"
			]
		},
		{
			pointer: "/wrongClick",
			type: ["boolean", "number"],
			min: 0
		},
		{
			pointer: "/maxLoopTermination",
			type: "boolean"
		},
		{
			pointer: "/authHardFailure",
			type: "boolean"
		},
		{
			pointer: "/openAppFirstAttemptSuccess",
			type: "boolean",
			when: [{
				pointer: "/scenarioId",
				in: openScenarios
			}]
		},
		{
			pointer: "/environment/git/repo",
			type: "string"
		},
		{
			pointer: "/environment/git/branch",
			type: "string"
		},
		{
			pointer: "/environment/git/commit",
			type: "string"
		},
		{
			pointer: "/environment/model/provider",
			type: "string"
		},
		{
			pointer: "/environment/model/name",
			type: "string"
		},
		{
			pointer: "/environment/app/version",
			type: "string"
		},
		...reliabilityFlags.map((flag) => ({
			pointer: `/featureFlags/${flag}`,
			type: "boolean"
		}))
	],
	constant: [
		{
			pointer: "/environment/git/repo",
			fact: "repository"
		},
		{
			pointer: "/environment/git/branch",
			fact: "branch"
		},
		{
			pointer: "/environment/git/commit",
			fact: "commit"
		},
		{
			pointer: "/environment/model/provider",
			fact: "model-provider"
		},
		{
			pointer: "/environment/model/name",
			fact: "model"
		},
		{
			pointer: "/environment/app/version",
			fact: "app-version"
		},
		{
			pointer: "/featureFlags",
			fact: "feature-flags"
		}
	],
	strata: [{
		pointer: "/scenarioId",
		values: [...scenarios]
	}],
	unique: [["/runId"], ["/sessionId"]],
	timestamp: { pointer: "/timestamp" },
	"minimum-samples": 200,
	kpis: [
		{
			id: "openAppFirstAttemptSuccessRate",
			title: "Open app: success at first attempt",
			kind: "ratio",
			filter: [{
				pointer: "/scenarioId",
				in: openScenarios
			}],
			numerator: [{
				pointer: "/openAppFirstAttemptSuccess",
				equals: true
			}],
			direction: "higher-is-better",
			target: { min: .95 },
			"minimum-samples": 40
		},
		{
			id: "wrongClickRate",
			title: "Wrong clicks",
			kind: "ratio",
			numerator: [{
				pointer: "/wrongClick",
				positive: true
			}],
			direction: "lower-is-better",
			target: {
				max: .01,
				inclusive: false
			},
			"minimum-samples": 200
		},
		{
			id: "maxLoopTerminationRate",
			title: "Terminated as endless loop",
			kind: "ratio",
			numerator: [{
				pointer: "/maxLoopTermination",
				equals: true
			}],
			direction: "lower-is-better",
			required: false
		},
		{
			id: "authHardFailureRate",
			title: "Failed sign-in",
			kind: "ratio",
			numerator: [{
				pointer: "/authHardFailure",
				equals: true
			}],
			direction: "lower-is-better",
			required: false
		}
	]
};
const canaryChecks = [
	"durability",
	"policy_shadow",
	"tenant_isolation",
	"bundle_lifecycle",
	"coverage_ratio",
	"executability_ratio"
];
const runtimeCanary = {
	rows: [
		{
			pointer: "/runId",
			type: "string"
		},
		{
			pointer: "/check",
			type: "string",
			enum: [...canaryChecks]
		},
		{
			pointer: "/passed",
			type: "boolean"
		},
		{
			pointer: "/commit",
			type: "string",
			pattern: "[0-9a-f]{40}"
		}
	],
	constant: [{
		pointer: "/commit",
		fact: "commit"
	}],
	strata: [{
		pointer: "/check",
		values: [...canaryChecks]
	}],
	unique: [["/runId", "/check"]],
	timestamp: {
		pointer: "/timestamp",
		order: "any"
	},
	"minimum-samples": canaryChecks.length,
	kpis: [{
		id: "runtime-canary-pass-ratio",
		title: "Checks of the runtime canary that passed",
		kind: "ratio",
		numerator: [{
			pointer: "/passed",
			equals: true
		}],
		direction: "higher-is-better",
		target: { min: 1 },
		evaluate: "point"
	}]
};
const reliabilityV1 = {
	...reliability,
	kpis: reliability.kpis.map((kpi) => ({
		...kpi,
		evaluate: "point",
		"minimum-samples": 1
	}))
};
const presets = {
	reliability,
	"reliability-v1": reliabilityV1,
	"runtime-canary": runtimeCanary
};

// shared/domain/kpi/sets.ts
const Id = string().regex(/^[a-z0-9][a-z0-9-]{0,49}$/, "expected lower case letters, digits and hyphens").meta({ description: "Name of the set." });
const presetNames = Object.keys(presets);
const OwnSet = KpiSetSchema.extend({
	id: Id,
	preset: _undefined().optional().meta({ not: {} })
});
const PresetSet = strictObject({
	id: Id,
	preset: _enum(presetNames).meta({ description: "A set that needs no writing." }),
	"minimum-samples": number().int().min(1).optional().meta({ description: "More rows than the preset asks for." })
});
const KpiSetsSchema = array(discriminatedUnion("preset", [PresetSet, OwnSet], { error: `there is no such preset; there are: ${presetNames.join(", ")}` }));
function setOf(entry) {
	if (entry.preset === void 0) {
		const { id: _id, preset: _preset, ...set } = entry;
		return set;
	}
	const preset = presets[entry.preset];
	const least = Math.max(entry["minimum-samples"] ?? 1, preset["minimum-samples"] ?? 1);
	return KpiSetSchema.parse({
		...preset,
		"minimum-samples": least
	});
}
function setNamed(entries, id) {
	const entry = entries.find((one) => one.id === id);
	return entry === void 0 ? void 0 : setOf(entry);
}
function setsProblems(entries) {
	return entries.flatMap((entry, index) => {
		const at = `/kpi-sets/${index}`;
		const twice = entries.findIndex(({ id }) => id === entry.id) !== index;
		const own = entry.preset === void 0 ? setProblems(setOf(entry)) : [];
		const least = entry.preset === void 0 ? 1 : presets[entry.preset]["minimum-samples"] ?? 1;
		const lowered = entry.preset !== void 0 && (entry["minimum-samples"] ?? least) < least;
		return [
			...twice ? [{
				pointer: `${at}/id`,
				message: `the id ${entry.id} is used twice`
			}] : [],
			...lowered ? [{
				pointer: `${at}/minimum-samples`,
				message: `expected at least the ${least} of the preset`
			}] : [],
			...own.map(({ pointer, message }) => ({
				pointer: `${at}${pointer}`,
				message
			}))
		];
	});
}
function unknownSet(control, entries, id) {
	if (id === void 0 || entries.some((entry) => entry.id === id)) return [];
	const names = entries.map((entry) => entry.id).join(", ") || "none";
	return [{
		pointer: `/${control}/set`,
		message: `there is no set ${id} under kpi-sets; there are: ${names}`
	}];
}

// shared/domain/kpi/capped.ts
function capped() {
	return {
		items: [],
		total: 0
	};
}
function note(list, item, cap) {
	list.total += 1;
	if (list.items.length < cap) list.items.push(item);
}
function joined(lists, cap) {
	return {
		items: lists.flatMap(({ items }) => items).slice(0, cap),
		total: lists.reduce((sum, { total }) => sum + total, 0)
	};
}

// shared/domain/kpi/constant-tally.ts
const mostValues = 10;
function constantTally() {
	return {
		values: [],
		more: false
	};
}
function addConstant(tally, value, line) {
	const [first] = tally.values;
	if (first !== void 0 && isSame(first.value, value)) return;
	if (tally.values.some((known) => isSame(known.value, value))) return;
	if (tally.values.length < mostValues) tally.values.push({
		value,
		line
	});
	else tally.more = true;
}
function isSame(a, b) {
	if (a === b) return true;
	if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, index) => isSame(item, b[index]));
	if (!isObject(a) || !isObject(b)) return false;
	const keys = Object.keys(a);
	return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && isSame(a[key], b[key]));
}
function mergeConstants(a, b, shift) {
	const merged = {
		values: [...a.values],
		more: a.more || b.more
	};
	for (const { value, line } of b.values) addConstant(merged, value, line + shift);
	return merged;
}

// shared/domain/kpi/key-table.ts
function keyTable() {
	return {
		slots: new Uint32Array(192),
		used: 0
	};
}
function hashKey(key) {
	let high = 2654435769 ^ key.length;
	let low = 2135587861;
	for (let index = 0; index < key.length; index += 1) {
		const code = key.charCodeAt(index);
		high = Math.imul((high << 5 | high >>> 27) ^ code, 739982445);
		low = Math.imul((low << 13 | low >>> 19) ^ code, 695872825);
	}
	high = Math.imul(high ^ high >>> 15 ^ low, 1171911603);
	low = Math.imul(low ^ low >>> 13 ^ high, 295559667);
	high = Math.imul(high ^ high >>> 16 ^ low, 877351945);
	return {
		high: (high ^ high >>> 14) >>> 0,
		low: (low ^ low >>> 16) >>> 0
	};
}
function noteKey(table, high, low, line) {
	if ((table.used + 1) * 3 * 2 > table.slots.length) grow(table);
	const at = slotOf(table.slots, high, low);
	const first = table.slots[at + 2] ?? 0;
	if (first !== 0) return first;
	table.slots[at] = high;
	table.slots[at + 1] = low;
	table.slots[at + 2] = line;
	table.used += 1;
	return 0;
}
function lineOfKey(table, { high, low }) {
	return table.slots[slotOf(table.slots, high, low) + 2] ?? 0;
}
function eachKey(table, use) {
	const { slots } = table;
	for (let at = 0; at < slots.length; at += 3) {
		const line = slots[at + 2] ?? 0;
		if (line !== 0) use(slots[at] ?? 0, slots[at + 1] ?? 0, line);
	}
}
function slotOf(slots, high, low) {
	const mask = slots.length / 3 - 1;
	let slot = low & mask;
	for (;;) {
		const at = slot * 3;
		if (slots[at + 2] === 0 || slots[at] === high && slots[at + 1] === low) return at;
		slot = slot + 1 & mask;
	}
}
function grow(table) {
	const larger = new Uint32Array(table.slots.length * (table.slots.length < 65536 ? 4 : 2));
	eachKey(table, (high, low, line) => {
		const at = slotOf(larger, high, low);
		larger[at] = high;
		larger[at + 1] = low;
		larger[at + 2] = line;
	});
	table.slots = larger;
}

// shared/domain/kpi/key-tally.ts
function keyTally() {
	return {
		table: keyTable(),
		duplicates: {
			items: [],
			total: 0
		}
	};
}
function addKey(tally, key, line, cap) {
	const hash = hashKey(key);
	const first = noteKey(tally.table, hash.high, hash.low, line);
	if (first === 0) return;
	tally.duplicates.total += 1;
	if (tally.duplicates.items.length < cap) tally.duplicates.items.push({
		...hash,
		line,
		first
	});
}
function mergeKeys(a, b, shift, cap) {
	const within = b.duplicates.items.map((duplicate) => {
		const before = lineOfKey(a.table, duplicate);
		return {
			...duplicate,
			line: duplicate.line + shift,
			first: before === 0 ? duplicate.first + shift : before
		};
	});
	const byLine = (one, other) => one.line - other.line;
	let across = [];
	let total = 0;
	eachKey(b.table, (high, low, line) => {
		const first = noteKey(a.table, high, low, line + shift);
		if (first === 0) return;
		total += 1;
		across.push({
			high,
			low,
			line: line + shift,
			first
		});
		if (across.length > 8 * cap) across = across.sort(byLine).slice(0, cap);
	});
	const later = [...across, ...within].sort(byLine);
	return {
		table: a.table,
		duplicates: {
			items: [...a.duplicates.items, ...later].slice(0, cap),
			total: a.duplicates.total + b.duplicates.total + total
		}
	};
}

// shared/domain/kpi/sample.ts
const sketchError$1 = .001;
const [firstChunk, largestChunk] = [64, 65536];
function emptySample() {
	return {
		total: 0,
		chunks: [],
		used: 0,
		sketch: void 0
	};
}
function addToSample(sample, value, limit) {
	sample.total += 1;
	if (sample.sketch !== void 0) {
		addToSketch$1(sample.sketch, value);
		return;
	}
	let last = sample.chunks.at(-1);
	if (last === void 0 || sample.used === last.length) {
		last = new Float64Array(last === void 0 ? firstChunk : Math.min(largestChunk, last.length * 2));
		sample.chunks.push(last);
		sample.used = 0;
	}
	last[sample.used] = value;
	sample.used += 1;
	if (sample.total > limit) toSketch(sample);
}
function mergeSamples(a, b, limit) {
	if (a.sketch === void 0 && b.sketch === void 0) {
		trim(a);
		if (b.chunks.length > 0) a.used = b.used;
		for (const chunk of b.chunks) a.chunks.push(chunk);
		a.total += b.total;
		if (a.total > limit) toSketch(a);
		return a;
	}
	const sketch = mergeSketches$1(toSketch(a), toSketch(b));
	return {
		...emptySample(),
		total: a.total + b.total,
		sketch
	};
}
function sortedValues(sample) {
	if (sample.sketch !== void 0) return void 0;
	const all = new Float64Array(sample.total);
	let at = 0;
	for (const chunk of chunksOf(sample)) {
		all.set(chunk, at);
		at += chunk.length;
	}
	return all.sort();
}
function chunksOf({ chunks, used }) {
	return chunks.map((chunk, index) => index === chunks.length - 1 ? chunk.subarray(0, used) : chunk);
}
function trim(sample) {
	const last = sample.chunks.pop();
	if (last === void 0) return;
	sample.chunks.push(sample.used === last.length ? last : last.slice(0, sample.used));
}
function toSketch(sample) {
	if (sample.sketch !== void 0) return sample.sketch;
	const sketch = noSketch(sketchError$1);
	for (const chunk of chunksOf(sample)) for (const value of chunk) addToSketch$1(sketch, value);
	sample.chunks = [];
	sample.used = 0;
	sample.sketch = sketch;
	return sketch;
}

// shared/domain/kpi/kpi-tally.ts
function kpiTally(kpi, strata) {
	const keeps = kpi.kind === "percentile" || kpi.kind === "mean";
	return {
		...noCounts(),
		outside: 0,
		strata: strata.map(({ values }) => values.map(noCounts)),
		numbers: valueOf(kpi) === void 0 ? void 0 : {
			sum: [],
			squares: [],
			min: Number.POSITIVE_INFINITY,
			max: Number.NEGATIVE_INFINITY,
			sample: keeps ? emptySample() : void 0
		},
		exposure: kpi.kind === "rate-per" && kpi.per.pointer !== void 0 ? [] : void 0
	};
}
function noCounts() {
	return {
		numerator: 0,
		denominator: 0,
		excluded: 0
	};
}
function addContribution(tally, contribution, strata, limit) {
	if (contribution.part === "outside") {
		tally.outside += 1;
		return;
	}
	count(tally, contribution);
	for (let index = 0; index < strata.length; index += 1) {
		const counts = tally.strata[index]?.[strata[index] ?? -1];
		if (counts !== void 0) count(counts, contribution);
	}
	if (contribution.part === "excluded") return;
	const { numbers, exposure } = tally;
	const { value } = contribution;
	if (numbers !== void 0 && value !== void 0) {
		addExactly(numbers.sum, value);
		addSquare(numbers.squares, value);
		if (value < numbers.min) numbers.min = value;
		if (value > numbers.max) numbers.max = value;
		if (numbers.sample !== void 0) addToSample(numbers.sample, value, limit);
	}
	if (exposure !== void 0 && contribution.exposure !== void 0) addExactly(exposure, contribution.exposure);
}
function count(counts, contribution) {
	if (contribution.part === "excluded") counts.excluded += 1;
	else {
		counts.denominator += 1;
		if (contribution.hit) counts.numerator += 1;
	}
}
function mergeKpis(a, b, limit) {
	return {
		...added(a, b),
		outside: a.outside + b.outside,
		strata: a.strata.map((values, index) => values.map((counts, value) => added(counts, b.strata[index]?.[value] ?? noCounts()))),
		numbers: a.numbers && b.numbers && mergeNumbers(a.numbers, b.numbers, limit),
		exposure: a.exposure && b.exposure && mergedSum(a.exposure, b.exposure)
	};
}
function added(a, b) {
	return {
		numerator: a.numerator + b.numerator,
		denominator: a.denominator + b.denominator,
		excluded: a.excluded + b.excluded
	};
}
function mergeNumbers(a, b, limit) {
	return {
		sum: mergedSum(a.sum, b.sum),
		squares: mergedSum(a.squares, b.squares),
		min: Math.min(a.min, b.min),
		max: Math.max(a.max, b.max),
		sample: a.sample && b.sample && mergeSamples(a.sample, b.sample, limit)
	};
}

// shared/domain/kpi/bottom-sketch.ts
const sketchSize = 1024;
function bottomSketch() {
	return {
		added: 0,
		hashes: new Set(),
		limit: Number.POSITIVE_INFINITY
	};
}
function addToSketch(sketch, high, low) {
	sketch.added += 1;
	const hash = high * 2097152 + (low >>> 11);
	if (hash >= sketch.limit) return;
	sketch.hashes.add(hash);
	if (sketch.hashes.size >= 2 * 1024) cut(sketch);
}
function mergeSketches(a, b) {
	a.added += b.added;
	a.limit = Math.min(a.limit, b.limit);
	for (const hash of b.hashes) a.hashes.add(hash);
	if (a.hashes.size > 1024) cut(a);
	return a;
}
function cut(sketch) {
	const smallest = [...sketch.hashes].sort((one, other) => one - other).slice(0, sketchSize);
	sketch.hashes = new Set(smallest);
	sketch.limit = (smallest[1023] ?? sketch.limit) + 1;
}
function smallestOf({ hashes, limit }) {
	const sorted = [...hashes].sort((one, other) => one - other);
	if (sorted.length < 1024 || sorted.length === 1024 && limit === Number.POSITIVE_INFINITY) return {
		hashes: sorted,
		bound: Number.POSITIVE_INFINITY
	};
	const kept = sorted.slice(0, sketchSize);
	return {
		hashes: kept,
		bound: (kept[1023] ?? 0) + 1
	};
}
function distinctValues(sketch) {
	const { hashes, bound } = smallestOf(sketch);
	return bound === Number.POSITIVE_INFINITY ? hashes.length : Math.round(1023 / bound * 2 ** 53);
}
function overlapOf(a, b) {
	const [ofA, ofB] = [smallestOf(a), smallestOf(b)];
	const bound = Math.min(ofA.bound, ofB.bound);
	const comparedA = ofA.hashes.filter((hash) => hash < bound);
	const comparedB = new Set(ofB.hashes.filter((hash) => hash < bound));
	const shared = comparedA.filter((hash) => comparedB.has(hash)).length;
	return {
		ofA: shared / comparedA.length,
		ofB: shared / comparedB.size,
		comparedA: comparedA.length,
		comparedB: comparedB.size
	};
}

// shared/domain/kpi/signature-hash.ts
const bits = new Float64Array(1);
const words = new Uint32Array(bits.buffer);
let [high, low] = [0, 0];
function startHash(seed) {
	high = 2654435769 ^ seed;
	low = 2135587861;
}
function takeNumber(number) {
	let word = number | 0;
	if (word !== number) {
		bits[0] = number;
		mix(words[0] ?? 0);
		word = words[1] ?? 0;
	}
	mix(word);
}
function mix(word) {
	high = Math.imul((high << 5 | high >>> 27) ^ word, 739982445);
	low = Math.imul((low << 13 | low >>> 19) ^ word, 695872825);
	high ^= high >>> 15;
	low ^= low >>> 17;
}
function addHash(sketch) {
	high = Math.imul(high ^ high >>> 16 ^ low, 1171911603);
	low = Math.imul(low ^ low >>> 13 ^ high, 295559667);
	high = Math.imul(high ^ high >>> 16 ^ low, 877351945);
	addToSketch(sketch, (high ^ high >>> 14) >>> 0, (low ^ low >>> 16) >>> 0);
}

// shared/domain/kpi/signatures.ts
const border = 3;
function signatures() {
	return {
		times: bottomSketch(),
		gaps: bottomSketch(),
		contents: bottomSketch(),
		head: [],
		tail: []
	};
}
function addSignatures(into, row) {
	const { time } = row;
	if (time !== void 0) addMoment(into, time);
	if (row.usable) addContent(into.contents, row);
}
function addMoment(into, time) {
	startHash(1);
	takeNumber(time);
	addHash(into.times);
	const { head, tail } = into;
	if (tail.length < border) tail.push(time);
	else {
		const second = tail[1] ?? 0;
		const third = tail[2] ?? 0;
		addGaps(into.gaps, tail[0] ?? 0, second, third, time);
		tail[0] = second;
		tail[1] = third;
		tail[2] = time;
	}
	if (head.length < border) head.push(time);
}
function mergeSignatures(a, b) {
	const gaps = mergeSketches(a.gaps, b.gaps);
	const across = [...a.tail, ...b.head];
	const merged = {
		times: mergeSketches(a.times, b.times),
		gaps,
		contents: mergeSketches(a.contents, b.contents),
		head: [...a.head, ...b.head].slice(0, border),
		tail: [...a.tail, ...b.tail].slice(-3)
	};
	for (let from = 0; from < a.tail.length && from + border < across.length; from += 1) {
		const [first = 0, second = 0, third = 0, fourth = 0] = across.slice(from);
		addGaps(merged.gaps, first, second, third, fourth);
	}
	return merged;
}
function addGaps(gaps, first, second, third, fourth) {
	startHash(3);
	takeNumber(second - first);
	takeNumber(third - second);
	takeNumber(fourth - third);
	addHash(gaps);
}
const outcomes = {
	outside: 1,
	excluded: 2,
	hit: 3,
	miss: 4
};
function addContent(contents, { strata, contributions }) {
	startHash(contributions.length);
	for (const index of strata) takeNumber(index);
	for (const contribution of contributions) {
		if (contribution.part !== "sample") {
			takeNumber(outcomes[contribution.part]);
			continue;
		}
		takeNumber(contribution.hit ? outcomes.hit : outcomes.miss);
		if (contribution.value !== void 0) takeNumber(contribution.value);
		if (contribution.exposure !== void 0) takeNumber(contribution.exposure);
	}
	addHash(contents);
}

// shared/domain/kpi/timeline.ts
function timeline() {
	return {
		first: void 0,
		last: void 0,
		earliest: void 0,
		latest: void 0,
		backwards: capped(),
		gaps: capped(),
		longest: void 0
	};
}
function addTime(line, at, pace, cap) {
	if (line.last !== void 0) addStep(line, line.last, at, pace, cap);
	line.first ??= at;
	line.last = at;
	if (line.earliest === void 0 || at.time < line.earliest.time) line.earliest = at;
	if (line.latest === void 0 || at.time > line.latest.time) line.latest = at;
}
function addStep(line, from, to, { ascending, maximumGap }, cap) {
	const length = to.time - from.time;
	if (ascending && length < 0) note(line.backwards, {
		from,
		to
	}, cap);
	if (maximumGap !== void 0 && length > maximumGap) note(line.gaps, {
		from,
		to
	}, cap);
	if (length >= 0 && (line.longest === void 0 || length > lengthOf(line.longest))) line.longest = {
		from,
		to
	};
}
function lengthOf({ from, to }) {
	return to.time - from.time;
}
function mergeTimelines(a, b, shift, pace, cap) {
	const moved = (at) => ({
		time: at.time,
		line: at.line + shift
	});
	const movedStep = ({ from, to }) => ({
		from: moved(from),
		to: moved(to)
	});
	const border = timeline();
	if (a.last !== void 0 && b.first !== void 0) addStep(border, a.last, moved(b.first), pace, cap);
	const steps = (list) => ({
		items: list.items.map(movedStep),
		total: list.total
	});
	const longest = [
		a.longest,
		border.longest,
		b.longest === void 0 ? void 0 : movedStep(b.longest)
	];
	return {
		first: a.first ?? (b.first && moved(b.first)),
		last: b.last === void 0 ? a.last : moved(b.last),
		earliest: pick(a.earliest, b.earliest && moved(b.earliest), (one, other) => other.time < one.time),
		latest: pick(a.latest, b.latest && moved(b.latest), (one, other) => other.time > one.time),
		backwards: joined([
			a.backwards,
			border.backwards,
			steps(b.backwards)
		], cap),
		gaps: joined([
			a.gaps,
			border.gaps,
			steps(b.gaps)
		], cap),
		longest: longest.reduce((one, other) => pick(one, other, (x, y) => lengthOf(y) > lengthOf(x)))
	};
}
function pick(one, other, better) {
	if (one === void 0 || other === void 0) return one ?? other;
	return better(one, other) ? other : one;
}

// shared/domain/kpi/accumulator.ts
const defaultLimits = {
	problems: 100,
	values: 2e6
};
function adding(set, limits = defaultLimits) {
	const { problems: cap, values } = limits;
	const gap = set.timestamp?.["maximum-gap"];
	const pace = {
		ascending: set.timestamp?.order === "ascending",
		maximumGap: gap === void 0 ? void 0 : milliseconds(gap)
	};
	let lastConstants;
	let lastInto;
	function addProblem(into, problem, line, listed = true) {
		if (listed) note(into.problems, {
			...problem,
			line
		}, cap);
		else into.problems.total += 1;
		into.totals[problem.code] = (into.totals[problem.code] ?? 0) + 1;
	}
	return {
		empty: () => ({
			lines: 0,
			rows: 0,
			unusable: 0,
			problems: capped(),
			totals: {},
			strata: set.strata.map((stratum) => stratum.values.map(() => ({
				rows: 0,
				first: void 0
			}))),
			keys: set.unique.map(keyTally),
			constants: set.constant.map(constantTally),
			timeline: timeline(),
			kpis: set.kpis.map((kpi) => kpiTally(kpi, set.strata)),
			signatures: signatures()
		}),
		add(into, row, line) {
			into.lines = Math.max(into.lines, line);
			into.rows += 1;
			const { problems, keys, constants, strata, contributions } = row;
			for (const problem of problems) addProblem(into, problem, line);
			for (let index = 0; index < keys.length; index += 1) {
				const key = keys[index];
				const tally = into.keys[index];
				if (key !== void 0 && tally !== void 0) addKey(tally, key, line, cap);
			}
			if (constants !== lastConstants || into !== lastInto) {
				lastConstants = constants;
				lastInto = into;
				for (let index = 0; index < constants.length; index += 1) {
					const value = constants[index];
					const tally = into.constants[index];
					if (value !== void 0 && tally !== void 0) addConstant(tally, value, line);
				}
			}
			if (row.time !== void 0) addTime(into.timeline, {
				time: row.time,
				line
			}, pace, cap);
			addSignatures(into.signatures, row);
			if (!row.usable) {
				into.unusable += 1;
				return;
			}
			for (let index = 0; index < strata.length; index += 1) {
				const tally = into.strata[index]?.[strata[index] ?? -1];
				if (tally === void 0) continue;
				tally.rows += 1;
				tally.first ??= line;
			}
			for (let index = 0; index < contributions.length; index += 1) {
				const contribution = contributions[index];
				const tally = into.kpis[index];
				if (tally !== void 0 && contribution !== void 0) addContribution(tally, contribution, strata, values);
			}
		},
		addUnreadable(into, problem, line, listed) {
			into.lines = Math.max(into.lines, line);
			into.rows += 1;
			into.unusable += 1;
			addProblem(into, problem, line, listed);
		},
		addFault(into, problem, line, listed) {
			into.lines = Math.max(into.lines, line);
			addProblem(into, problem, line, listed);
		},
		merge(a, b) {
			const shift = a.lines;
			const moved = b.problems.items.map((problem) => ({
				...problem,
				line: problem.line + shift
			}));
			const totals = { ...a.totals };
			for (const [code, total] of Object.entries(b.totals)) totals[code] = (totals[code] ?? 0) + total;
			return {
				lines: a.lines + b.lines,
				rows: a.rows + b.rows,
				unusable: a.unusable + b.unusable,
				problems: joined([a.problems, {
					items: moved,
					total: b.problems.total
				}], cap),
				totals,
				strata: pairs(a.strata, b.strata, (one, other) => pairs(one, other, (x, y) => ({
					rows: x.rows + y.rows,
					first: x.first ?? (y.first === void 0 ? void 0 : y.first + shift)
				}))),
				keys: pairs(a.keys, b.keys, (one, other) => mergeKeys(one, other, shift, cap)),
				constants: pairs(a.constants, b.constants, (one, other) => mergeConstants(one, other, shift)),
				timeline: mergeTimelines(a.timeline, b.timeline, shift, pace, cap),
				kpis: pairs(a.kpis, b.kpis, (one, other) => mergeKpis(one, other, values)),
				signatures: mergeSignatures(a.signatures, b.signatures),
				...a.secret === true || b.secret === true ? { secret: true } : {}
			};
		}
	};
}
function pairs(a, b, merge) {
	return a.map((one, index) => {
		const other = b[index];
		return other === void 0 ? one : merge(one, other);
	});
}

// shared/domain/kpi/no-interval-text.ts
function noIntervalText(none, of) {
	switch (none.reason) {
		case "too-few": return `there are too few samples for an interval${none.needed === void 0 ? "" : `, at least ${none.needed} are needed${of === "difference" ? " on each side" : ""}`}`;
		case "too-many": return `there are more values than the method takes, which is ${none.limit}; choose another interval`;
		case "no-spread": return "all values are the same, so nothing says how far off they may be; measure on, or judge by point";
		case "unstable": return "resampling gives no stable interval for these values; measure on";
		case "not-whole": return "the events are no whole number, so they were not counted one by one; judge by point";
	}
}

// shared/domain/kpi/interval.ts
const bootstrapResamples = 1999;
function intervalOf(kpi, measure) {
	if (measure.value === void 0) return void 0;
	const outcome = outcomeOf(kpi, measure);
	if (outcome === void 0) return void 0;
	if (outcome.kind === "none") return withoutInterval(outcome);
	const { confidence, method } = outcome;
	const scale = kpi.kind === "rate-per" ? kpi.per.size : 1;
	const found = {
		lower: outcome.lower * scale,
		upper: outcome.upper * scale,
		confidence,
		method
	};
	const needed = neededFor(kpi, measure, found);
	return needed === void 0 ? found : {
		...found,
		needed
	};
}
function outcomeOf(kpi, measure) {
	switch (kpi.kind) {
		case "ratio": return proportionInterval({
			successes: measure.numerator,
			n: measure.denominator
		}, kpi.interval, levelOf(kpi));
		case "percentile": return ofPercentile(kpi, measure);
		case "mean": return ofMean(kpi, measure);
		case "rate-per": {
			const { rate } = measure;
			if (rate === void 0) return void 0;
			return Number.isSafeInteger(rate.events) ? rateInterval(rate, levelOf(kpi)) : {
				kind: "none",
				reason: "not-whole"
			};
		}
		case "count":
		case "sum":
		case "min":
		case "max": return;
	}
}
function levelOf({ confidence }) {
	return {
		confidence,
		sides: "two"
	};
}
function ofPercentile(kpi, { sorted, sketch }) {
	const level = levelOf(kpi);
	if (sorted === void 0) {
		if (sketch === void 0) return void 0;
		return kpi.interval === "order-statistic" ? sketchedPercentileInterval(sketch, kpi.percentile, level) : {
			kind: "none",
			reason: "too-many",
			limit: defaultLimits.values
		};
	}
	const sample = sortedSample(sorted);
	if (kpi.interval === "order-statistic") return percentileInterval(sample, kpi.percentile, level);
	return bootstrapPercentile(sample, kpi.percentile, kpi.method, "percentile", resampling(kpi, sample), level);
}
function ofMean(kpi, { denominator: n, numbers, sorted }) {
	const level = levelOf(kpi);
	if (kpi.interval === "student-t") return meanIntervalOf({
		n,
		mean: numbers?.mean,
		variance: varianceOf(n, numbers)
	}, level);
	if (sorted === void 0) return void 0;
	const sample = sortedSample(sorted);
	return bootstrapMean(sample, n <= 5e3 ? "bca" : "percentile", resampling(kpi, sample), level);
}
function varianceOf(n, numbers) {
	if (numbers === void 0 || n < 2) return void 0;
	return numbers.min === numbers.max ? 0 : Math.max(Number.MIN_VALUE, numbers.m2 / (n - 1));
}
function resampling(kpi, sample) {
	return {
		seed: sha256(`${definitionHash(kpi)} ${sample.join(" ")}`),
		resamples: bootstrapResamples
	};
}
function withoutInterval(outcome) {
	const { reason } = outcome;
	const message = noIntervalText(outcome, "value");
	return reason === "too-few" && outcome.needed !== void 0 ? {
		reason,
		message,
		needed: outcome.needed
	} : {
		reason,
		message
	};
}
function ruleOf({ max, min, inclusive }) {
	if (max !== void 0) return {
		operator: inclusive ? "<=" : "<",
		target: max
	};
	return {
		operator: inclusive ? ">=" : ">",
		target: min ?? NaN
	};
}
function neededFor(kpi, measure, found) {
	if (kpi.target === void 0 || zoneOf(found, ruleOf(kpi.target)) !== "undecided") return void 0;
	const { denominator: n } = measure;
	const more = moreFor(kpi, measure, ruleOf(kpi.target));
	return more === void 0 || more.more === 0 ? void 0 : n + more.more;
}
function moreFor(kpi, measure, rule) {
	const { denominator: n, sorted, numbers, rate } = measure;
	switch (kpi.kind) {
		case "ratio": return moreTrials({
			successes: measure.numerator,
			n
		}, rule, kpi.interval, levelOf(kpi));
		case "percentile": {
			if (sorted === void 0) return void 0;
			const asRate = percentileAsRate(kpi.percentile, rule);
			const successes = sorted.reduce((count, value) => asRate.counts(value) ? count + 1 : count, 0);
			return moreTrials({
				successes,
				n
			}, asRate.rule, "clopper-pearson", levelOf(kpi));
		}
		case "mean": {
			const variance = varianceOf(n, numbers);
			if (numbers === void 0 || variance === void 0) return void 0;
			return moreValues({
				n,
				mean: numbers.mean,
				standardError: Math.sqrt(variance / n)
			}, rule, levelOf(kpi));
		}
		case "rate-per":
			if (rate === void 0) return void 0;
			return moreExposure({
				...rate,
				n
			}, {
				...rule,
				target: rule.target / kpi.per.size
			}, levelOf(kpi));
		case "count":
		case "sum":
		case "min":
		case "max": return;
	}
}
function percentileAsRate(percentile, { operator, target }) {
	const share = percentile / 100;
	switch (operator) {
		case "<=": return {
			rule: {
				operator: ">=",
				target: share
			},
			counts: (value) => value <= target
		};
		case "<": return {
			rule: {
				operator: ">=",
				target: share
			},
			counts: (value) => value < target
		};
		case ">=": return {
			rule: {
				operator: "<=",
				target: share
			},
			counts: (value) => value < target
		};
		case ">": return {
			rule: {
				operator: "<=",
				target: share
			},
			counts: (value) => value <= target
		};
	}
}

// shared/domain/kpi/number-text.ts
function numberText(value) {
	return String(Number(value.toPrecision(6)));
}

// shared/domain/kpi/verdict.ts
function isInterval(found) {
	return "lower" in found;
}
function meets(value, { max, min, inclusive }) {
	if (max !== void 0) return inclusive ? value <= max : value < max;
	return min !== void 0 && (inclusive ? value >= min : value > min);
}
function targetText({ max, min, inclusive }) {
	return `${max === void 0 ? ">" : "<"}${inclusive ? "=" : ""} ${max ?? min}`;
}
function kpiVerdict({ kpi, measure, strata, interval, sound }) {
	const unmeasured = (code, message) => ({
		verdict: "not-measured",
		because: {
			code,
			message
		}
	});
	if (!sound) return unmeasured("rows-broken", "the rows are no sound evidence");
	const { value, noValue, denominator } = measure;
	if (value === void 0 || noValue !== void 0) return unmeasured(noValue ?? "no-samples", noValueText[noValue ?? "no-samples"]);
	const least = kpi["minimum-samples"];
	if (denominator < least) return unmeasured("too-few-samples", `${denominator} samples, expected at least ${least}`);
	const sparse = sparseStrata({
		kpi,
		measure,
		strata
	});
	if (sparse.length > 0) return unmeasured("too-few-samples-in-stratum", sparse.join("; "));
	const { target } = kpi;
	if (target === void 0) return { verdict: "not-judged" };
	const { lower, upper } = measure.within ?? {
		lower: value,
		upper: value
	};
	if (meets(lower, target) !== meets(upper, target)) return {
		verdict: "inconclusive",
		because: {
			code: "value-too-coarse",
			message: `of so many numbers the value is only known to be from ${lower} to ${upper}, expected ${targetText(target)}`
		}
	};
	if (!meets(value, target)) return { verdict: "missed" };
	if (kpi.evaluate === "point") return { verdict: "met" };
	if (interval === void 0) return unmeasured("no-interval", "no interval could be computed");
	if (!isInterval(interval)) return unmeasured("no-interval", interval.message);
	if (!isUsable(interval, kpi.confidence)) return unmeasured("no-interval", `the interval has not the two ends and the confidence of ${kpi.confidence} asked for`);
	const worse = target.max === void 0 ? interval.lower : interval.upper;
	if (meets(worse, target)) return { verdict: "met" };
	return {
		verdict: "inconclusive",
		because: {
			code: "interval-too-wide",
			message: `it could as well be ${numberText(worse)}, expected ${targetText(target)}`
		}
	};
}
function isUsable({ lower, upper, confidence }, wanted) {
	return lower <= upper && confidence >= wanted;
}
const noValueText = {
	"no-samples": "no row is a sample of it",
	"no-exposure": "nothing was observed in its rows"
};
function sparseStrata({ kpi, measure, strata }) {
	const wanted = kpi["minimum-samples-per-stratum"];
	return strata.flatMap(({ values }, index) => values.flatMap((value, position) => {
		const label = String(value);
		const least = Object.hasOwn(wanted, label) ? wanted[label] ?? 0 : 0;
		const samples = measure.strata[index]?.[position]?.denominator ?? 0;
		return samples < least ? [`${samples} samples of ${label}, expected at least ${least}`] : [];
	}));
}

// shared/domain/kpi/measure.ts
function measureOf(kpi, tally) {
	const { numerator, denominator, excluded, outside, strata } = tally;
	const given = denominator > 0 ? tally.numbers : void 0;
	const numbers = given && {
		sum: roundedSum(given.sum),
		...moments(denominator, given.sum, given.squares),
		min: given.min,
		max: given.max
	};
	const sorted = given?.sample && sortedValues(given.sample);
	const sketch = given?.sample?.sketch;
	const base = {
		numerator,
		denominator,
		excluded,
		outside,
		strata,
		numbers,
		sorted,
		sketch,
		within: void 0
	};
	if (denominator === 0) return {
		...base,
		value: void 0,
		noValue: "no-samples",
		rate: void 0
	};
	const found = (value) => ({
		...base,
		value,
		noValue: void 0,
		rate: void 0
	});
	switch (kpi.kind) {
		case "ratio": return found(numerator / denominator);
		case "count": return found(numerator);
		case "percentile": return sketch === void 0 ? found(percentileOf(sorted ?? new Float64Array(), kpi.percentile, kpi.method)) : {
			...found(NaN),
			...fromSketch(sketch, kpi.percentile)
		};
		case "mean": return found(numbers?.mean ?? NaN);
		case "sum": return found(numbers?.sum ?? NaN);
		case "min": return found(numbers?.min ?? NaN);
		case "max": return found(numbers?.max ?? NaN);
		case "rate-per": {
			const events = tally.numbers?.sum ?? [numerator];
			const exposure = tally.exposure ?? [denominator];
			const perUnit = dividedSum(events, exposure);
			const rate = {
				events: roundedSum(events),
				exposure: roundedSum(exposure)
			};
			return perUnit === void 0 ? {
				...base,
				value: void 0,
				noValue: "no-exposure",
				rate
			} : {
				...base,
				value: perUnit * kpi.per.size,
				noValue: void 0,
				rate
			};
		}
	}
}
function fromSketch(sketch, percentile) {
	const known = sketchedPercentile(sketch, percentile);
	if (known === void 0) return {
		value: NaN,
		within: void 0
	};
	const { value, lower, upper } = known;
	return {
		value,
		within: {
			lower,
			upper,
			relativeError: sketch.relativeError
		}
	};
}

// shared/domain/kpi/text.ts
function valueText({ kind, value, unit, numerator, denominator }) {
	if (value === null || value === void 0) return "not measured";
	return kind === "ratio" ? `${numberText(value)} (${numerator}/${denominator})` : withUnit(value, unit);
}
function withUnit(value, unit) {
	return unit === void 0 ? numberText(value) : `${numberText(value)} ${unit}`;
}
function intervalText(interval) {
	if (interval === void 0) return "none";
	const end = (value) => value === null || !Number.isFinite(value) ? void 0 : numberText(value);
	return `${rangeText(end(interval.lower), end(interval.upper))} (${numberText(interval.confidence * 100)} %)`;
}
function askedText({ target, unit }) {
	return target === void 0 ? "none" : `${targetText(target)}${unit === void 0 ? "" : ` ${unit}`}`;
}
const verdictTexts = {
	met: {
		text: "met",
		mark: "good"
	},
	missed: {
		text: "missed",
		mark: "bad"
	},
	inconclusive: {
		text: "inconclusive",
		mark: "open"
	},
	"not-measured": {
		text: "not measured",
		mark: "open"
	},
	"not-judged": { text: "informational" }
};
function verdictText(verdict, required) {
	const { text } = verdictTexts[verdict];
	return required || verdict === "not-judged" ? text : `${text} (informational)`;
}
function openBecause({ verdict, because, interval, denominator }) {
	const message = because?.message ?? "it was not measured";
	if (verdict === "inconclusive") return {
		code: "INCONCLUSIVE",
		message: `${message}${interval === void 0 ? "" : ` (interval ${intervalText(interval)})`}`,
		needs: moreText(interval?.needed, denominator)
	};
	return because?.code.startsWith("too-few") === true ? {
		code: "TOO_FEW_SAMPLES",
		message,
		needs: "more samples"
	} : {
		code: "NO_DATA",
		message,
		needs: "rows from which it can be computed"
	};
}
function moreText(needed, samples) {
	return needed === void 0 || needed <= samples ? "more samples" : `about ${needed - samples} samples more`;
}

// shared/domain/kpi/contribution.ts
const outside = { part: "outside" };
const excluded = { part: "excluded" };
const hit = {
	part: "sample",
	hit: true
};
const miss = {
	part: "sample",
	hit: false
};
function contributionOf(kpi, readers = fieldReader) {
	const inFilter = conditionsTest(kpi.filter, readers);
	const sample = valueOf(kpi) === void 0 ? countedSample(kpi, readers) : measuredSample(kpi, readers);
	return withExposure(kpi, readers, (row, note) => {
		const answer = inFilter(row, note);
		if (answer === "yes") return sample(row, note);
		return answer === "no" ? outside : withoutAnswer(kpi, kpi.filter, answer, row, note, readers);
	});
}
function withoutAnswer(kpi, conditions, answer, row, note, readers) {
	if (answer === "invalid" || kpi.missing === "exclude") return excluded;
	if (kpi.missing === "count-as-failure") return kpi.direction === "lower-is-better" ? hit : miss;
	note(missingProblem(missingField(conditions, row, readers) ?? "", `${kpi.id} needs it`));
	return excluded;
}
function countedSample(kpi, readers) {
	const numerator = numeratorOf(kpi);
	const counts = conditionsTest(numerator, readers);
	return (row, note) => {
		const answer = counts(row, note);
		if (answer === "yes") return hit;
		return answer === "no" ? miss : withoutAnswer(kpi, numerator, answer, row, note, readers);
	};
}
function measuredSample(kpi, readers) {
	const { pointer = "", min, max } = valueOf(kpi) ?? {};
	const read = readers(pointer);
	return (row, note) => {
		const value = read(row);
		if (value === void 0) {
			if (kpi.missing !== "exclude") note(missingProblem(pointer, `${kpi.id} needs it`));
			return excluded;
		}
		const problem = numberProblem(pointer, value, {
			min,
			max
		});
		if (problem === void 0) return {
			part: "sample",
			hit: true,
			value: value + 0
		};
		note(problem);
		return excluded;
	};
}
function withExposure(kpi, readers, contribute) {
	if (kpi.kind !== "rate-per" || kpi.per.pointer === void 0) return contribute;
	const { pointer } = kpi.per;
	const read = readers(pointer);
	return (row, note) => {
		const contribution = contribute(row, note);
		if (contribution.part !== "sample") return contribution;
		const value = read(row);
		const problem = value === void 0 ? missingProblem(pointer, `${kpi.id} needs it`) : numberProblem(pointer, value, { min: 0 });
		if (problem === void 0) return {
			...contribution,
			exposure: value + 0
		};
		note(problem);
		return excluded;
	};
}

// shared/domain/kpi/field-rule.ts
const longestText = 4096;
function fieldCheck(rule, readers = fieldReader) {
	const { pointer, when } = rule;
	const read = readers(pointer);
	const applies = conditionsTest(when, readers);
	const problemOf = valueCheck(rule);
	const always = when.length === 0;
	return (row, note) => {
		const answer = always ? "yes" : applies(row, note);
		if (answer === "missing") {
			const field = missingField(when, row, readers) ?? pointer;
			note(missingProblem(field, `it says whether ${pointer} is asked for`));
		}
		if (answer !== "yes") return;
		const value = read(row);
		if (value === void 0) {
			if (rule.required) note(missingProblem(pointer, "every row must have it"));
			return;
		}
		const problem = problemOf(value);
		if (problem !== void 0) note(problem);
	};
}
function valueCheck(rule) {
	const { pointer, min, max } = rule;
	const types = typeof rule.type === "string" ? [rule.type] : rule.type;
	const expected = types.join(" or ");
	const numeric = types.includes("number") || types.includes("integer");
	const pattern = rule.pattern === void 0 ? void 0 : new RegExp(`^(?:${rule.pattern})$`, "u");
	return (value) => {
		if (typeof value === "number") {
			if (!numeric) return wrongType(pointer, expected, value);
			const problem = numberProblem(pointer, value, {
				min,
				max
			});
			if (problem !== void 0) return problem;
			return types.includes("number") || Number.isInteger(value) ? listProblem(rule, value) : wrongType(pointer, expected, value);
		}
		if (typeof value === "boolean" && types.includes("boolean")) return listProblem(rule, value);
		if (typeof value !== "string" || !types.includes("string")) return wrongType(pointer, expected, value);
		if (!rule.blank && value.trim() === "") return {
			code: "blank",
			pointer,
			message: `${pointer} is blank`,
			actual: shown(value)
		};
		return listProblem(rule, value) ?? (pattern === void 0 ? void 0 : textProblem(rule, pattern, value));
	};
}
function listProblem({ pointer, enum: allowed }, value) {
	if (allowed === void 0 || allowed.includes(value)) return void 0;
	return {
		code: "not-allowed",
		pointer,
		message: `${pointer} is none of the allowed values`,
		expected: allowed,
		actual: shown(value)
	};
}
function textProblem(rule, pattern, value) {
	const { pointer } = rule;
	if (value.length > longestText) return {
		code: "too-long",
		pointer,
		message: `${pointer} has ${value.length} characters`,
		expected: `at most ${longestText} characters`,
		actual: shown(value)
	};
	if (pattern.test(value)) return void 0;
	return {
		code: "no-match",
		pointer,
		message: `${pointer} does not have the expected form`,
		expected: rule.pattern ?? null,
		actual: shown(value)
	};
}

// shared/domain/kpi/problem.ts
const problemClasses = {
	"not-json": "error",
	"not-utf8": "error",
	"lone-surrogate": "error",
	"too-deep": "error",
	truncated: "error",
	"duplicate-member": "error",
	"line-too-long": "error",
	"not-an-object": "error",
	missing: "error",
	blank: "error",
	"wrong-type": "error",
	"not-finite": "error",
	"too-large": "error",
	"too-long": "error",
	"below-minimum": "error",
	"above-maximum": "error",
	"not-allowed": "error",
	"no-match": "error",
	"not-a-time": "error",
	future: "failed",
	"too-old": "failed",
	"duplicate-key": "failed",
	"not-constant": "failed",
	"other-provenance": "failed",
	"clock-backwards": "failed",
	"gap-too-long": "failed"
};
function isUnusable(problems) {
	return problems.some(({ code }) => problemClasses[code] === "error");
}

// shared/domain/kpi/row-memory.ts
function memory(pointers, tell) {
	const before = Array.from({ length: pointers.length });
	let noted = 0;
	const note = (problem) => {
		noted += 1;
		tell(problem);
	};
	function remembering(reads, run) {
		let mask = 0;
		for (const pointer of reads) mask |= bitOf(pointers.indexOf(pointer));
		let known = false;
		let last;
		return (fields, changed) => {
			if (known && (changed & mask) === 0) return last;
			const notedBefore = noted;
			last = run(fields, changed);
			known = noted === notedBefore;
			return last;
		};
	}
	function remember({ reads, run }) {
		return remembering(reads, (fields) => run(fields, note));
	}
	return {
		changes(fields) {
			let changed = 0;
			for (let index = 0; index < before.length; index += 1) {
				const value = fields[index];
				if (value === before[index]) continue;
				before[index] = value;
				changed |= bitOf(index);
			}
			return changed;
		},
		remember,
		rememberAll(parts) {
			const all = parts.map(remember);
			return remembering(parts.flatMap((part) => part.reads), (fields, changed) => all.map((one) => one(fields, changed)));
		}
	};
}
function bitOf(index) {
	return 1 << Math.min(index, 30);
}

// shared/domain/kpi/row.ts
const none = [];
const nothing = {
	usable: false,
	strata: [],
	keys: [],
	constants: [],
	time: void 0,
	contributions: []
};
function rowJudge(set, now) {
	const judge = judging(set, now, fieldReader);
	return (row) => isObject(row) ? judge(row) : {
		...nothing,
		problems: [notAnObject(row)]
	};
}
function fieldsJudge(set, now) {
	const pointers = readFields(set);
	const { checks, constants, strata, keys, time, contributions } = partsOf(set, now, fieldsReader(pointers));
	const { note, taken } = notes();
	const { changes, remember, rememberAll } = memory(pointers, note);
	const allChecks = rememberAll(checks);
	const allConstants = rememberAll(constants);
	const allStrata = rememberAll(strata);
	const allKeys = rememberAll(keys);
	const timeOf = time && remember(time);
	const allContributions = rememberAll(contributions);
	return (fields) => {
		const changed = changes(fields);
		allChecks(fields, changed);
		const judged = {
			usable: true,
			problems: none,
			constants: allConstants(fields, changed),
			strata: allStrata(fields, changed),
			keys: allKeys(fields, changed),
			time: timeOf?.(fields, changed),
			contributions: allContributions(fields, changed)
		};
		judged.problems = taken();
		judged.usable = judged.problems === none || !isUnusable(judged.problems);
		return judged;
	};
}
function judging(set, now, readers) {
	const { checks, constants, strata, keys, time, contributions } = partsOf(set, now, readers);
	const { note, taken } = notes();
	return (row) => {
		for (const check of checks) check.run(row, note);
		const judgement = {
			constants: constants.map(({ run }) => run(row, note)),
			strata: strata.map(({ run }) => run(row, note)),
			keys: keys.map(({ run }) => run(row, note)),
			time: time?.run(row, note),
			contributions: contributions.map(({ run }) => run(row, note))
		};
		const problems = taken();
		return {
			...judgement,
			problems,
			usable: !isUnusable(problems)
		};
	};
}
function notes() {
	let problems = none;
	return {
		note(problem) {
			if (!problems.some(({ code, pointer }) => code === problem.code && pointer === problem.pointer)) problems = [...problems, problem];
		},
		taken() {
			const all = problems;
			problems = none;
			return all;
		}
	};
}
function partsOf(set, now, readers) {
	const { timestamp } = set;
	return {
		checks: set.rows.map((rule) => ({
			reads: ruleFields(rule),
			run: fieldCheck(rule, readers)
		})),
		constants: set.constant.map(({ pointer }) => ({
			reads: [pointer],
			run: constantReader(pointer, readers)
		})),
		strata: set.strata.map((stratum) => ({
			reads: [stratum.pointer],
			run: stratumReader(stratum, readers)
		})),
		keys: set.unique.map((pointers) => ({
			reads: pointers,
			run: keyReader(pointers, readers)
		})),
		time: timestamp && {
			reads: [timestamp.pointer],
			run: timeReader(timestamp, now, readers)
		},
		contributions: set.kpis.map((kpi) => ({
			reads: kpiFields(kpi),
			run: contributionOf(kpi, readers)
		}))
	};
}
function ruleFields({ pointer, when }) {
	return [pointer, ...when.map((condition) => condition.pointer)];
}
function kpiFields(kpi) {
	const value = valueOf(kpi);
	return [
		...[...kpi.filter, ...numeratorOf(kpi)].map(({ pointer }) => pointer),
		...value === void 0 ? [] : [value.pointer],
		...kpi.kind === "rate-per" && kpi.per.pointer !== void 0 ? [kpi.per.pointer] : []
	];
}
function readFields(set) {
	const { checks, constants, strata, keys, time, contributions } = partsOf(set, 0, fieldReader);
	const parts = [
		...checks,
		...constants,
		...strata,
		...keys,
		...time === void 0 ? [] : [time],
		...contributions
	];
	return [...new Set(parts.flatMap(({ reads }) => reads))].sort();
}
function notAnObject(row) {
	return {
		code: "not-an-object",
		pointer: "",
		message: `a row is an object, this is ${kindOf(row)}`,
		actual: shown(row)
	};
}
function constantReader(pointer, readers) {
	const read = readers(pointer);
	return (row, note) => {
		const value = read(row);
		if (value === void 0) note(missingProblem(pointer, "it says what was measured"));
		else if (typeof value === "string" && value.trim() === "") note({
			code: "blank",
			pointer,
			message: `${pointer} is blank`,
			actual: shown(value)
		});
		else if (!isComparable(value)) note(wrongType(pointer, "a value of less depth", value));
		else return value;
	};
}
function stratumReader({ pointer, values }, readers) {
	const read = readers(pointer);
	const indexes = new Map(values.map((value, index) => [value, index]));
	return (row, note) => {
		const value = read(row);
		const index = indexes.get(value);
		if (index !== void 0) return index;
		if (value === void 0) note(missingProblem(pointer, "rows are grouped by it"));
		else note({
			code: "not-allowed",
			pointer,
			message: `${pointer} is none of the allowed values`,
			expected: values,
			actual: shown(value)
		});
		return -1;
	};
}
function keyReader(pointers, readersOf) {
	const readers = pointers.map((pointer) => [pointer, readersOf(pointer)]);
	const [alone] = readers.length === 1 ? readers : [];
	return (row, note) => {
		const text = alone?.[1](row);
		if (typeof text === "string") return text;
		const values = [];
		for (const [pointer, read] of readers) {
			const value = read(row);
			if (value === void 0) note(missingProblem(pointer, "it tells rows apart"));
			else if (!isComparable(value)) note(wrongType(pointer, "a value of less depth", value));
			else values.push(value);
		}
		if (values.length !== readers.length) return void 0;
		const [first] = values;
		return values.length === 1 && typeof first === "string" ? first : `\u0000${stableJson(values)}`;
	};
}
function timeReader(timestamp, now, readers) {
	const { pointer } = timestamp;
	const read = readers(pointer);
	const newest = now + milliseconds(timestamp["clock-tolerance"]);
	const age = timestamp["maximum-age"];
	const oldest = age === void 0 ? Number.NEGATIVE_INFINITY : now - milliseconds(age);
	return (row, note) => {
		const value = read(row);
		if (value === void 0) {
			note(missingProblem(pointer, "it says when the row was measured"));
			return;
		}
		if (typeof value !== "string") {
			note(wrongType(pointer, "string", value));
			return;
		}
		const time = parseTime(value);
		if (time === void 0) note({
			code: "not-a-time",
			pointer,
			message: `${pointer} names no time`,
			expected: "ISO 8601 with time zone",
			actual: shown(value)
		});
		else if (time > newest) {
			const message = `${pointer} is in the future`;
			note({
				code: "future",
				pointer,
				message,
				expected: `at most ${isoMillisecondTime(newest)}`,
				actual: shown(value)
			});
		} else if (time < oldest) {
			const message = `${pointer} is older than ${age}`;
			note({
				code: "too-old",
				pointer,
				message,
				expected: `at least ${isoMillisecondTime(oldest)}`,
				actual: shown(value)
			});
		}
		return time;
	};
}

// shared/domain/kpi/rows-scan.ts
const rowsScan = {
	name: "kpi-rows",
	cutter: ({ maxRowBytes, blockBytes }) => rowsCutter({
		maxRowBytes,
		blockBytes
	}),
	reader: rowsReader
};
function rowsReader({ set, now, maxRowBytes, limits, secrets = false }) {
	const { empty, add, addUnreadable, addFault, merge } = adding(set, limits);
	const pointers = readFields(set);
	const judge = rowJudge(set, now);
	const judgeFields = fieldsJudge(set, now);
	const fields = rowFields(pointers);
	const values = Array.from({ length: pointers.length });
	function addRow(part, bytes, start, end, line) {
		const read = readRow(bytes.subarray(start, end));
		if (!read.ok) return read.fault;
		fields.learn(start, end);
		add(part, judge(read.value), line);
	}
	function addProblems(part, problems) {
		for (const { code, line, message, row, count } of problems) for (let index = 0; index < count; index += 1) {
			const problem = {
				code,
				pointer: "",
				message
			};
			if (row) addUnreadable(part, problem, line, index === 0);
			else addFault(part, problem, line, index === 0);
		}
	}
	function readLines(part, bytes, about) {
		let line = about.lines;
		let toTell = about.spread === "first";
		for (let start = 0; start < bytes.length;) {
			const behind = fields.read(start, bytes.length, values, true);
			if (behind !== -1 && behind - start <= maxRowBytes) {
				line += 1;
				add(part, judgeFields(values), line);
				start = behind + 1;
				continue;
			}
			const found = bytes.indexOf(lineFeed, start);
			const end = found === -1 ? bytes.length : found;
			const content = end > start && bytes[end - 1] === carriageReturn ? end - 1 : end;
			const from = start;
			line += 1;
			start = end + 1;
			if (areBlank(bytes, from, content)) continue;
			if (content - from > maxRowBytes) {
				addUnreadable(part, {
					code: "line-too-long",
					pointer: "",
					message: `the row has more than ${maxRowBytes} bytes`
				}, line);
				continue;
			}
			const fault = addRow(part, bytes, from, content, line);
			if (fault === void 0) continue;
			if (about.spread !== void 0) {
				addUnreadable(part, {
					code: "not-json",
					pointer: "",
					message: "a JSON value goes over several lines: expected one row in each line, or one JSON array of rows"
				}, line, toTell);
				toTell = false;
			} else if (found === -1 && (fault.code === "not-json" || fault.code === "not-utf8")) {
				const message = `the file ends in this row: ${fault.message}`;
				addUnreadable(part, {
					code: "truncated",
					pointer: "",
					message
				}, line);
			} else addUnreadable(part, fault, line);
		}
		part.lines = line;
	}
	function readElements(part, bytes, { places = new Uint32Array(), lines }) {
		for (let index = 0; index < places.length; index += 3) {
			const [start, end, line] = [
				places[index] ?? 0,
				places[index + 1] ?? 0,
				places[index + 2] ?? 0
			];
			if (fields.read(start, end, values, false) === end) {
				add(part, judgeFields(values), line);
				continue;
			}
			const fault = addRow(part, bytes, start, end, line);
			if (fault !== void 0) addUnreadable(part, fault, line);
		}
		part.lines = lines;
	}
	return {
		empty,
		merge,
		read({ bytes, about }) {
			const part = empty();
			const known = about;
			fields.use(bytes);
			if (known.form === "elements") readElements(part, bytes, known);
			else readLines(part, bytes, known);
			const { lines } = part;
			addProblems(part, known.problems);
			part.lines = lines;
			if (secrets && mayHoldSecret(new TextDecoder("latin1").decode(bytes))) part.secret = true;
			part.problems.items.sort((one, other) => one.line - other.line);
			return part;
		}
	};
}

// shared/domain/kpi/rows-file.ts
const heldBytes = 16777216;
const rowEndings = [
	".rows.ndjson",
	".rows.ndjson.gz",
	".rows.json"
];
function isGzip(content) {
	return content[0] === 31 && content[1] === 139;
}
async function openRows(ctx, set, path, reading) {
	const { maxBytes, origin } = reading;
	const file = await readNamed(ctx, path, origin, origin === "output" ? Math.min(heldBytes, maxBytes) : maxBytes);
	if (file.found) return heldRows(ctx, set, path, file, reading);
	if (origin === "committed" || file.reason !== "too-large") return file;
	const scan = () => scanned(ctx, set, {
		path,
		produced: true
	}, reading);
	const first = await scan();
	if (!first.found) return first;
	let unused = first;
	return {
		found: true,
		path,
		sha256: first.sha256,
		bytes: first.bytes,
		content: void 0,
		async rows() {
			const mine = unused ?? await scan();
			unused = void 0;
			if (!mine.found || mine.sha256 === first.sha256) return mine;
			return {
				found: false,
				path,
				reason: "broken",
				message: "changed while it was read"
			};
		}
	};
}
function heldRows(ctx, set, path, { content, sha256 }, reading) {
	const rows = () => scanned(ctx, set, {
		path,
		content
	}, reading, isGzip(content));
	return {
		found: true,
		path,
		sha256,
		bytes: content.length,
		content,
		rows
	};
}
function scanned(ctx, set, source, { maxBytes, maxRowBytes }, secrets = false) {
	return ctx.scan(rowsScan, {
		set,
		now: ctx.time.latest,
		maxRowBytes,
		secrets
	}, source, { maxBytes });
}
function readNamed(ctx, path, origin, maxBytes) {
	return origin === "output" ? ctx.produced.read(path, maxBytes) : ctx.read(path, { maxBytes });
}
function whyNotRead(path, not) {
	const { reason, message } = not;
	const needed = {
		absent: "the rows of the run",
		unreadable: "the rows of the run",
		"too-large": "a smaller file, or a greater maximum-mib in the configuration"
	}[reason];
	if (needed === void 0) return { problem: message };
	return { because: ("because" in not ? not.because : void 0) ?? {
		code: reason === "too-large" ? "TRUNCATED" : "NO_DATA",
		message: `the file ${path} ${message}`,
		needs: needed
	} };
}

// shared/domain/kpi/rows-inputs.ts
const origins = ["output", "committed"];
const rowsInputs = {
	origin: choice(origins, {
		description: "Where the files are from: output of a step of this job, produced or downloaded, where a committed file is refused; or committed files of the repository.",
		default: "output",
		policy: true
	}),
	"maximum-mib": integer({
		description: "The most that is read of one file of rows, unpacked, in MiB.",
		default: 2048,
		min: 1,
		max: 1048576,
		policy: true
	}),
	"maximum-row-kib": integer({
		description: "The longest row, in KiB.",
		default: 1024,
		min: 1,
		max: 65536,
		policy: true
	})
};
function rowsReading(inputs) {
	return {
		origin: inputs.origin,
		maxBytes: inputs["maximum-mib"] * 1024 * 1024,
		maxRowBytes: inputs["maximum-row-kib"] * 1024
	};
}

// shared/domain/kpi/named-files.ts
async function namedFiles(ctx, entries, origin) {
	if (entries.length === 0) return {
		ok: true,
		paths: [],
		unmatched: []
	};
	const listed = origin === "output" ? await ctx.produced.list() : await ctx.match(["**"]);
	if (!listed.ok) return listed;
	const found = new Set();
	const unmatched = [];
	for (const entry of new Set(entries)) {
		const matches = await ctx.matcher([entry]);
		const paths = listed.paths.filter(matches);
		if (paths.length === 0 && !/[*?[{!(]/.test(entry)) paths.push(entry);
		for (const path of paths) found.add(path);
		if (paths.length === 0) unmatched.push({
			entry,
			because: nothingMatches(entry, origin)
		});
	}
	return {
		ok: true,
		paths: [...found].sort(),
		unmatched
	};
}
function nothingMatches(entry, origin) {
	return origin === "output" ? {
		code: "NO_DATA",
		message: `no file that a step produced matches ${entry}`,
		needs: "a step before this one that writes or downloads it, in the same job (or origin: committed)"
	} : {
		code: "NO_DATA",
		message: `no file of the judged commit matches ${entry}`,
		needs: "the file in the repository"
	};
}

// shared/domain/kpi/report-schema.ts
const Count$1 = number().int().min(0);
const Code = _enum(Object.keys(problemClasses));
const ShownSchema = union([
	string(),
	number(),
	boolean(),
	_null(),
	array(Scalar)
]);
const Counts = {
	numerator: Count$1,
	denominator: Count$1,
	excluded: Count$1
};
const IntervalSchema = strictObject({
	lower: number().nullable().meta({ description: "null: without end." }),
	upper: number().nullable().meta({ description: "null: without end." }),
	confidence: number(),
	method: string(),
	needed: Count$1.optional().meta({ description: "Samples in all with which the value seen would decide its target, if it holds." })
});
const NoIntervalSchema = strictObject({
	reason: _enum([
		"too-few",
		"too-many",
		"no-spread",
		"unstable",
		"not-whole"
	]),
	message: string(),
	needed: Count$1.optional().meta({ description: "The smallest number of samples that gives an interval." })
});
const KpiResultSchema = strictObject({
	id: string(),
	title: string().optional(),
	kind: _enum(kinds),
	unit: string().optional(),
	direction: _enum(["lower-is-better", "higher-is-better"]),
	required: boolean(),
	...Counts,
	outside: Count$1.meta({ description: "Rows that the filter left out." }),
	value: number().nullable().meta({ description: "Unrounded; null when it was not measured." }),
	numbers: strictObject({
		sum: number(),
		mean: number(),
		m2: number(),
		min: number(),
		max: number()
	}).optional(),
	rate: strictObject({
		events: number(),
		exposure: number()
	}).optional(),
	percentile: number().optional(),
	method: string().optional().meta({ description: "nearest-rank or linear of the numbers themselves; ddsketch: nearest rank, from a sketch of them." }),
	relativeError: number().optional().meta({ description: "Of a value from a sketch: how far it may be from the number itself, relative to it." }),
	interval: IntervalSchema.optional(),
	noInterval: NoIntervalSchema.optional().meta({ description: "Why an estimate has no interval." }),
	target: TargetSchema.optional(),
	evaluate: _enum(["bound", "point"]),
	verdict: _enum([
		"met",
		"missed",
		"inconclusive",
		"not-measured",
		"not-judged"
	]),
	because: strictObject({
		code: string(),
		message: string()
	}).optional(),
	strata: array(strictObject({
		pointer: string(),
		value: Scalar,
		...Counts
	})),
	definitionHash: Sha256
});
const KpiReportSchema = strictObject({
	kind: literal("release-governance/kpi-report"),
	schemaVersion: literal(1),
	toolVersion: string(),
	definitionHash: Sha256,
	status: _enum([
		"passed",
		"failed",
		"unverified",
		"error"
	]),
	sources: array(strictObject({
		path: string(),
		lines: Count$1,
		rows: Count$1,
		bytes: Count$1,
		sha256: Sha256
	})),
	rows: Count$1,
	unusable: Count$1,
	minimumSamples: Count$1,
	time: strictObject({
		first: string(),
		last: string(),
		longestGapMs: Count$1.optional()
	}).optional(),
	provenance: array(strictObject({
		pointer: string(),
		value: json()
	})),
	strata: array(strictObject({
		pointer: string(),
		value: Scalar,
		rows: Count$1,
		minimum: Count$1,
		covered: boolean()
	})),
	covered: boolean(),
	kpis: array(KpiResultSchema),
	findings: array(strictObject({
		code: Code,
		message: string(),
		pointer: string().optional(),
		path: string().optional(),
		line: Count$1.optional(),
		otherPath: string().optional(),
		otherLine: Count$1.optional(),
		expected: ShownSchema.optional(),
		actual: ShownSchema.optional()
	})),
	findingTotals: partialRecord(Code, Count$1)
});

// shared/domain/kpi/run.ts
const KpiRunSchema = strictObject({
	runId: string().min(1).meta({ description: "Tells the runs of a harness apart." }),
	runType: string().min(1).meta({ description: "What the run was made for, such as gate or baseline." }),
	set: string().min(1).meta({ description: "The id of the KPI set." }),
	evaluate: _enum(["as-defined", "point"]).meta({ description: "How the targets were judged." }),
	facts: record(string(), json()).meta({ description: "What was measured: commit, model, version, flags, platform, harness." }),
	report: KpiReportSchema
});
function factsOf(set, report) {
	const values = new Map(report.provenance.map(({ pointer, value }) => [pointer, value]));
	return Object.fromEntries(set.constant.flatMap(({ fact, pointer }) => {
		const value = values.get(pointer);
		return fact === void 0 || value === void 0 ? [] : [[fact, value]];
	}));
}

// shared/domain/kpi/v1-schema.ts
const Text = string().refine((text) => text.trim() !== "", "must not be blank");
const Count = number().int().min(0);
const Rate = number().min(0).max(1).nullable();
const time = string();
const v1Metrics = [
	"openAppFirstAttemptSuccessRate",
	"wrongClickRate",
	"maxLoopTerminationRate",
	"authHardFailureRate"
];
const v1Scenarios = reliability.strata[0]?.values ?? [];
const V1ReportSchema = strictObject({
	reportVersion: literal("v1"),
	generatedAt: time,
	scope: strictObject({
		runId: Text,
		runType: Text,
		sampleCount: Count,
		scenarios: array(Text),
		scenarioCounts: record(string(), Count)
	}),
	environment: strictObject({
		platform: Text,
		git: strictObject({
			repo: Text,
			branch: Text,
			commit: Text
		}),
		model: strictObject({
			provider: Text,
			name: Text
		}),
		app: strictObject({ version: Text }),
		featureFlags: strictObject(Object.fromEntries(reliabilityFlags.map((flag) => [flag, boolean()])))
	}),
	metrics: strictObject(Object.fromEntries(v1Metrics.map((name) => [name, Rate]))),
	targets: strictObject({
		openAppFirstAttemptSuccessRate: string(),
		wrongClickRate: string()
	}),
	targetResult: strictObject({
		openAppFirstAttemptSuccessRatePass: boolean(),
		wrongClickRatePass: boolean(),
		sampleCountPass: boolean(),
		scenarioCoveragePass: boolean(),
		coveragePass: boolean(),
		minSampleCount: number(),
		missingScenarioIds: array(Text),
		allPass: boolean()
	}),
	executionStatus: strictObject({
		state: literal("executed"),
		rawRunsPath: Text
	})
});

// shared/domain/kpi/v1.ts
function v1Set(minimumSamples = 200) {
	return KpiSetSchema.parse({
		...presets["reliability-v1"],
		"minimum-samples": Math.max(200, minimumSamples)
	});
}
function v1Report(report, rows, facts) {
	if (report.definitionHash !== definitionHash(v1Set(report.minimumSamples))) return {
		ok: false,
		message: "the report was not computed with the definitions of v1"
	};
	if (Object.keys(report.findingTotals).length > 0) return {
		ok: false,
		message: `the rows are no sound evidence: ${report.findings[0]?.message ?? report.status}`
	};
	if (report.rows === 0) return {
		ok: false,
		message: "there are no rows"
	};
	const values = new Map(report.provenance.map(({ pointer, value }) => [pointer, value]));
	const text = (pointer) => values.get(pointer);
	const flags = values.get("/featureFlags");
	const kpi = (id) => report.kpis.find((one) => one.id === id);
	const metric = (id) => {
		const value = kpi(id)?.value ?? null;
		return value === null ? null : Number(value.toFixed(6));
	};
	const passes = (id) => {
		const { value = null, target } = kpi(id) ?? {};
		return value !== null && target !== void 0 && meets(value, target);
	};
	const missing = report.strata.filter((stratum) => stratum.rows === 0).map(({ value }) => String(value));
	const sampleCountPass = report.rows >= report.minimumSamples;
	const scenarioCoveragePass = missing.length === 0;
	const openApp = passes("openAppFirstAttemptSuccessRate");
	const wrongClick = passes("wrongClickRate");
	const coveragePass = sampleCountPass && scenarioCoveragePass;
	const parsed = V1ReportSchema.safeParse({
		reportVersion: "v1",
		generatedAt: facts.generatedAt,
		scope: {
			runId: facts.runId,
			runType: facts.runType,
			sampleCount: report.rows,
			scenarios: v1Scenarios,
			scenarioCounts: scenarioCounts(rows)
		},
		environment: {
			platform: facts.platform,
			git: {
				repo: text("/environment/git/repo"),
				branch: text("/environment/git/branch"),
				commit: text("/environment/git/commit")
			},
			model: {
				provider: text("/environment/model/provider"),
				name: text("/environment/model/name")
			},
			app: { version: text("/environment/app/version") },
			featureFlags: Object.fromEntries(reliabilityFlags.map((flag) => [flag, isObject(flags) ? flags[flag] : void 0]))
		},
		metrics: Object.fromEntries(v1Metrics.map((id) => [id, metric(id)])),
		targets: {
			openAppFirstAttemptSuccessRate: ">=0.95",
			wrongClickRate: "<0.01"
		},
		targetResult: {
			openAppFirstAttemptSuccessRatePass: openApp,
			wrongClickRatePass: wrongClick,
			sampleCountPass,
			scenarioCoveragePass,
			coveragePass,
			minSampleCount: report.minimumSamples,
			missingScenarioIds: missing,
			allPass: openApp && wrongClick && coveragePass
		},
		executionStatus: {
			state: "executed",
			rawRunsPath: facts.rawRunsPath
		}
	});
	if (!parsed.success) return {
		ok: false,
		message: "a value has no place in the v1 shape"
	};
	return {
		ok: true,
		report: parsed.data
	};
}
function scenarioCounts(rows) {
	const seen = v1Scenarios.map((scenario, index) => {
		const { rows: count = 0, first = Number.POSITIVE_INFINITY } = rows.strata[0]?.[index] ?? {};
		return {
			scenario,
			count,
			first
		};
	}).filter(({ count }) => count > 0).sort((one, other) => one.first - other.first);
	return Object.fromEntries(seen.map(({ scenario, count }) => [scenario, count]));
}
function v1Text(report) {
	return `${JSON.stringify(report, null, 2)}\n`;
}
function readV1(document) {
	const fail = (pointer, message) => ({
		ok: false,
		problems: [{
			pointer,
			message
		}]
	});
	if (!isObject(document)) return fail("", "expected an object");
	if (document["reportVersion"] !== "v1") return fail("/reportVersion", `expected v1, got ${JSON.stringify(document["reportVersion"] ?? null)}`);
	const execution = document["executionStatus"];
	if (execution === void 0) return fail("/executionStatus", "is missing: a template is no report of a run");
	if (isObject(execution) && execution["state"] !== "executed") return fail("/executionStatus/state", `expected executed, got ${JSON.stringify(execution["state"] ?? null)}: the run has not taken place`);
	const parsed = V1ReportSchema.safeParse(document);
	if (!parsed.success) return {
		ok: false,
		problems: parsed.error.issues.map((issue) => ({
			pointer: formatPointer(issue.path.map(String)),
			message: issue.message
		}))
	};
	const problems = contradictions(parsed.data);
	return problems.length === 0 ? {
		ok: true,
		report: parsed.data
	} : {
		ok: false,
		problems
	};
}
function contradictions(report) {
	const { scope, metrics, targetResult: result } = report;
	const problems = [];
	const expect = (pointer, holds, message) => {
		if (!holds) problems.push({
			pointer,
			message
		});
	};
	const total = Object.values(scope.scenarioCounts).reduce((sum, count) => sum + count, 0);
	const names = (list) => stableJson([...list].sort());
	const known = v1Scenarios.map(String);
	const missing = known.filter((id) => (scope.scenarioCounts[id] ?? 0) === 0);
	const { openAppFirstAttemptSuccessRate: openApp, wrongClickRate: wrongClick } = metrics;
	const covered = result.sampleCountPass && result.scenarioCoveragePass;
	const targets = result.openAppFirstAttemptSuccessRatePass && result.wrongClickRatePass;
	expect("/generatedAt", parseTime(report.generatedAt) !== void 0, "names no time");
	expect("/scope/scenarios", names(scope.scenarios) === names(known), `expected ${known.join(", ")}`);
	expect("/scope/scenarioCounts", total === scope.sampleCount, `add up to ${total}, expected ${scope.sampleCount}`);
	expect("/scope/scenarioCounts", Object.keys(scope.scenarioCounts).every((id) => known.includes(id)), "has a scenario that is not one of the report");
	expect("/targetResult/minSampleCount", result.minSampleCount >= 200, "expected at least 200");
	const either = (rate, limit) => rate !== null && Math.abs(rate - limit) < 1e-6;
	const openAppPass = either(openApp, .95) ? result.openAppFirstAttemptSuccessRatePass : (openApp ?? 0) >= .95;
	const wrongClickPass = either(wrongClick, .01) ? result.wrongClickRatePass : (wrongClick ?? 1) < .01;
	const flags = [
		["openAppFirstAttemptSuccessRatePass", openAppPass],
		["wrongClickRatePass", wrongClickPass],
		["sampleCountPass", scope.sampleCount >= result.minSampleCount],
		["scenarioCoveragePass", missing.length === 0],
		["coveragePass", covered],
		["allPass", covered && targets]
	];
	for (const [name, expected] of flags) expect(`/targetResult/${name}`, result[name] === expected, `expected ${expected} by the values of the report`);
	const missingText = missing.length === 0 ? "none" : missing.join(", ");
	expect("/targetResult/missingScenarioIds", names(result.missingScenarioIds) === names(missing), `expected ${missingText}`);
	return problems;
}
function v1Differences(published, computed) {
	const found = [];
	const compare = (a, b, pointer) => {
		if (pointer === "/generatedAt" || pointer === "/environment/platform") return;
		if (isObject(a) && isObject(b)) for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) compare(a[key], b[key], childPointer(pointer, key));
		else if (stableJson(a) !== stableJson(b)) found.push({
			pointer,
			published: a,
			computed: b
		});
	};
	compare(published, computed, "");
	return found;
}

// shared/domain/kpi/unsound.ts
function unsoundKinds({ findings, findingTotals }) {
	return Object.keys(findingTotals).filter((code) => (findingTotals[code] ?? 0) > 0).sort().map((code) => {
		const named = findings.filter((finding) => finding.code === code);
		return {
			code,
			kind: problemClasses[code],
			total: findingTotals[code] ?? 0,
			first: named.filter(({ pointer }, index) => named.findIndex((one) => one.pointer === pointer) === index)
		};
	});
}

// shared/domain/kpi/likeness.ts
const most = .1;
const half = .5;
const fewest = {
	times: 1,
	gaps: 20,
	contents: 20
};
const chanceLimit = .25;
const nearlyAll = {
	share: .9,
	standardErrors: 6
};
const sketchError = .03;
const nouns = {
	times: "timestamps",
	gaps: "triples of neighbouring gaps between timestamps",
	contents: "contents of rows"
};
function likeness(a, b) {
	const sharedKeys = a.keys.map(({ table }, index) => {
		const other = b.keys[index]?.table;
		return other === void 0 ? 0 : keysInBoth(table, other);
	});
	const compared = [
		"times",
		"gaps",
		"contents"
	].map((name) => signatureLikeness(name, a.signatures[name], b.signatures[name]));
	const because = [...sharedKeys.flatMap((shared, index) => shared > 0 ? [`${shared} rows have the same unique key${a.keys.length > 1 ? ` ${index + 1}` : ""}`] : []), ...compared.flatMap(({ signature, tells, ofA, ofB, tooMuch, beyondChance }) => tells && tooMuch || beyondChance ? [`${percent(ofA)} and ${percent(ofB)} of their ${nouns[signature]} are the same`] : [])];
	return {
		signatures: compared,
		copy: because.length > 0,
		because
	};
}
function percent(share) {
	return `${Math.round(share * 1e3) / 10} %`;
}
function keysInBoth(a, b) {
	const [fewer, more] = a.used <= b.used ? [a, b] : [b, a];
	let shared = 0;
	eachKey(fewer, (high, low) => {
		if (lineOfKey(more, {
			high,
			low
		}) !== 0) shared += 1;
	});
	return shared;
}
function signatureLikeness(signature, a, b) {
	const { ofA, ofB, comparedA, comparedB } = overlapOf(a, b);
	const because = silence(signature, a, b, Math.min(comparedA, comparedB));
	return {
		signature,
		tells: because === void 0,
		...because === void 0 ? {} : { because },
		ofA: Number.isNaN(ofA) ? 0 : ofA,
		ofB: Number.isNaN(ofB) ? 0 : ofB,
		tooMuch: signature === "times" ? Math.max(ofA, ofB) >= most : isTooMuch(a, b, ofA, comparedA) || isTooMuch(b, a, ofB, comparedB),
		beyondChance: signature !== "times" && isBeyondChance(a, b, [ofA, ofB], Math.min(comparedA, comparedB))
	};
}
function silence(name, a, b, compared) {
	const noun = nouns[name];
	const [distinctA, distinctB] = [distinctValues(a), distinctValues(b)];
	if (2 * distinctA < a.added || 2 * distinctB < b.added) return `most ${noun} of a run are the same`;
	if (compared < fewest[name]) return compared === 0 ? `there are no ${noun} to compare` : `there are fewer than ${fewest[name]} ${noun} to compare`;
	if (name === "times") return void 0;
	const chance = chanceOf(a, b);
	return chance > chanceLimit ? `about ${percent(chance)} of the ${noun} would be the same in independent runs` : void 0;
}
function chanceOf(a, b) {
	const [distinctA, distinctB] = [distinctValues(a), distinctValues(b)];
	return Math.max(sharedByChance(distinctA, a.added, b.added), sharedByChance(distinctB, b.added, a.added));
}
function isTooMuch(run, other, share, compared) {
	if (share >= half) return true;
	if (!(share >= most)) return false;
	const distinct = distinctValues(run);
	const exact = distinct <= 1024 ? distinct : distinct * (1 - 2 * sketchError);
	const repeated = Math.max(0, run.added - exact);
	const expected = Math.min(run.added - 1, repeated + 3 + 2 * Math.sqrt(repeated));
	const chance = sharedByChance(run.added - expected, run.added, other.added);
	const error = Math.sqrt(chance * (1 - chance) / compared);
	return share - chance >= nearlyAll.standardErrors * error;
}
function isBeyondChance(a, b, shares, compared) {
	if (compared < fewest.contents) return false;
	const chance = chanceOf(a, b);
	const error = Math.sqrt(chance * (1 - chance) / compared);
	const share = Math.min(...shares);
	return share >= nearlyAll.share && share - chance >= nearlyAll.standardErrors * error;
}
function sharedByChance(distinct, rows, others) {
	const unique = Math.min(1, distinct / rows);
	let [least, greatest] = [0, 50];
	for (let step = 0; step < 60; step += 1) {
		const middle = (least + greatest) / 2;
		if (-Math.expm1(-middle) / middle > unique) least = middle;
		else greatest = middle;
	}
	return -Math.expm1(-least * others / rows);
}

// shared/domain/kpi/finding.ts
function findingsOf(set, rows) {
	const items = [...rows.problems.items];
	const totals = { ...rows.totals };
	const add = (finding) => {
		items.push(finding);
	};
	const count = (code, total) => {
		if (total > 0) totals[code] = (totals[code] ?? 0) + total;
	};
	for (const [index, tally] of rows.keys.entries()) {
		const key = (set.unique[index] ?? []).join(" and ");
		count("duplicate-key", tally.duplicates.total);
		for (const { line, first } of tally.duplicates.items) add({
			code: "duplicate-key",
			pointer: key,
			message: `${key} is that of an earlier row`,
			line,
			other: first
		});
	}
	for (const finding of [...differingConstants(set, rows), ...foreignConstants(set, rows)]) {
		count(finding.code, 1);
		add(finding);
	}
	const { pointer = "", "maximum-gap": maximumGap } = set.timestamp ?? {};
	const step = (code, message, { from, to }) => ({
		code,
		pointer,
		message,
		line: to.line,
		other: from.line,
		expected: code === "gap-too-long" ? `at most ${maximumGap}` : `at least ${isoMillisecondTime(from.time)}`,
		actual: isoMillisecondTime(to.time)
	});
	const { backwards, gaps } = rows.timeline;
	count("clock-backwards", backwards.total);
	for (const one of backwards.items) add(step("clock-backwards", `${pointer} is earlier than in the row before`, one));
	count("gap-too-long", gaps.total);
	for (const one of gaps.items) add(step("gap-too-long", `${pointer} is ${lengthOf(one) / 1e3} s later than in the row before`, one));
	return {
		items: items.sort((one, other) => (one.line ?? 0) - (other.line ?? 0)),
		totals
	};
}
function differingConstants(set, rows) {
	return set.constant.flatMap(({ pointer }, index) => {
		const { values = [], more = false } = rows.constants[index] ?? {};
		const [first, second] = values;
		if (first === void 0 || second === void 0) return [];
		return [{
			code: "not-constant",
			pointer,
			message: `${pointer} has ${`${values.length}${more ? " and more" : ""}`} values, expected the same in all rows`,
			line: second.line,
			other: first.line,
			expected: shown(first.value),
			actual: values.slice(1).map(({ value }) => shown(value) ?? "null")
		}];
	});
}
function foreignConstants(set, rows) {
	return set.constant.flatMap(({ pointer, equals }, index) => {
		if (equals === void 0) return [];
		const found = rows.constants[index]?.values ?? [];
		const foreign = found.find(({ value }) => value !== equals);
		if (foreign === void 0 && (found.length > 0 || rows.rows === 0)) return [];
		return [{
			code: "other-provenance",
			pointer,
			message: `${pointer} is not what was to be measured`,
			expected: equals,
			...foreign === void 0 ? { actual: null } : {
				line: foreign.line,
				actual: shown(foreign.value)
			}
		}];
	});
}
function soundness({ totals }) {
	const classes = Object.keys(totals).filter((code) => (totals[code] ?? 0) > 0).map((code) => problemClasses[code]);
	if (classes.includes("error")) return "error";
	return classes.includes("failed") ? "failed" : "sound";
}

// shared/domain/kpi/sources.ts
function placeOf(sources, line) {
	let before = 0;
	for (const { path, lines } of sources) {
		if (line <= before + lines) return line > before ? {
			path,
			line: line - before
		} : void 0;
		before += lines;
	}
}

// shared/domain/kpi/report.ts
const mostFindings = 100;
function kpiReport(request) {
	const { set, rows, sources, toolVersion } = request;
	const findings = findingsOf(set, rows);
	const evidence = soundness(findings);
	const kpis = set.kpis.map((kpi, index) => kpiResult(request, kpi, index, evidence === "sound"));
	const strata = strataOf(set, rows);
	const covered = rows.rows >= set["minimum-samples"] && strata.every((stratum) => stratum.covered);
	return {
		kind: "release-governance/kpi-report",
		schemaVersion: 1,
		toolVersion,
		definitionHash: definitionHash(set),
		status: statusOf(evidence, covered, kpis),
		sources: sources.map((source) => ({ ...source })),
		rows: rows.rows,
		unusable: rows.unusable,
		minimumSamples: set["minimum-samples"],
		...timeOf(rows),
		provenance: set.constant.flatMap(({ pointer }, index) => {
			const first = rows.constants[index]?.values[0];
			return first === void 0 ? [] : [{
				pointer,
				value: first.value
			}];
		}),
		strata,
		covered,
		kpis,
		findings: namedFindings(findings.items).map((finding) => placed(finding, sources)),
		findingTotals: findings.totals
	};
}
function namedFindings(items) {
	const kinds = new Set();
	return items.filter(({ code, pointer = "" }, index) => {
		const kind = `${code} ${pointer}`;
		const isNew = !kinds.has(kind);
		kinds.add(kind);
		return isNew || index < mostFindings;
	});
}
function statusOf(evidence, covered, kpis) {
	if (evidence !== "sound") return evidence;
	const required = kpis.filter((kpi) => kpi.required);
	if (required.some(({ verdict }) => verdict === "missed")) return "failed";
	return covered && required.length > 0 && required.every(({ verdict }) => verdict === "met") ? "passed" : "unverified";
}
function kpiResult(request, defined, index, sound) {
	const { set, rows } = request;
	const kpi = request.evaluate === "point" ? {
		...defined,
		evaluate: "point"
	} : defined;
	const tally = rows.kpis[index];
	if (tally === void 0) throw new Error("the rows were added up for another KPI set");
	const measure = measureOf(kpi, tally);
	const interval = measure.value === void 0 ? void 0 : intervalOf(defined, measure);
	const { verdict, because } = kpiVerdict({
		kpi,
		measure,
		strata: set.strata,
		interval,
		sound
	});
	const unit = unitOf(kpi);
	return {
		id: kpi.id,
		...kpi.title === void 0 ? {} : { title: kpi.title },
		kind: kpi.kind,
		...unit === void 0 ? {} : { unit },
		direction: kpi.direction,
		required: kpi.required,
		numerator: measure.numerator,
		denominator: measure.denominator,
		excluded: measure.excluded,
		outside: measure.outside,
		value: measure.value ?? null,
		...measure.numbers === void 0 ? {} : { numbers: measure.numbers },
		...measure.rate === void 0 ? {} : { rate: measure.rate },
		...kpi.kind === "percentile" ? {
			percentile: kpi.percentile,
			...methodOf(kpi.method, measure)
		} : {},
		...interval === void 0 ? {} : shownInterval(interval),
		...kpi.target === void 0 ? {} : { target: kpi.target },
		evaluate: kpi.evaluate,
		verdict,
		...because === void 0 ? {} : { because },
		strata: set.strata.flatMap(({ pointer, values }, stratum) => values.map((value, position) => ({
			pointer,
			value,
			...measure.strata[stratum]?.[position] ?? {
				numerator: 0,
				denominator: 0,
				excluded: 0
			}
		}))),
		definitionHash: definitionHash(defined)
	};
}
function methodOf(method, { within }) {
	return within === void 0 ? { method } : {
		method: "ddsketch",
		relativeError: within.relativeError
	};
}
function shownInterval(found) {
	if (!isInterval(found)) return { noInterval: { ...found } };
	const { lower, upper, ...rest } = found;
	const end = (value) => Number.isFinite(value) ? value : null;
	return { interval: {
		lower: end(lower),
		upper: end(upper),
		...rest
	} };
}
function strataOf(set, rows) {
	return set.strata.flatMap((stratum, index) => stratum.values.map((value, position) => {
		const count = rows.strata[index]?.[position]?.rows ?? 0;
		const minimum = minimumOf(stratum, value);
		return {
			pointer: stratum.pointer,
			value,
			rows: count,
			minimum,
			covered: count >= minimum
		};
	}));
}
function timeOf({ timeline }) {
	const { earliest, latest, longest } = timeline;
	if (earliest === void 0 || latest === void 0) return {};
	return { time: {
		first: isoMillisecondTime(earliest.time),
		last: isoMillisecondTime(latest.time),
		...longest === void 0 ? {} : { longestGapMs: lengthOf(longest) }
	} };
}
function placed({ line, other, ...finding }, sources) {
	const at = line === void 0 ? void 0 : placeOf(sources, line);
	const besides = other === void 0 ? void 0 : placeOf(sources, other);
	return {
		...finding,
		...at === void 0 ? {} : at,
		...besides === void 0 ? {} : {
			otherPath: besides.path,
			otherLine: besides.line
		}
	};
}

// shared/domain/kpi/interval-charts.ts
function intervalCharts(shown) {
	return shown.flatMap(({ label, value, interval, target, unit }) => {
		if (value === null || value === void 0 || interval === void 0) return [];
		const item = {
			label,
			value,
			lower: end(interval.lower),
			upper: end(interval.upper),
			...limitOf(target)
		};
		return [{
			kind: "interval",
			unit: unit ?? "ratio",
			items: [item]
		}];
	});
}
function end(bound) {
	return bound !== null && Number.isFinite(bound) ? bound : null;
}
function limitOf(target) {
	if (target?.max !== void 0) return { limit: {
		kind: "max",
		value: target.max
	} };
	return target?.min === void 0 ? {} : { limit: {
		kind: "min",
		value: target.min
	} };
}

export { KpiRunSchema, KpiSetsSchema, adding, askedText, bootstrapResamples, defaultLimits, factsOf, heldRows, intervalCharts, intervalOf, intervalText, isGzip, isInterval, kpiMetrics, kpiReport, kpiTally, kpiVerdict, levelOf, likeness, measureOf, meets, mergeKpis, moreText, namedFiles, noIntervalText, numberText, openBecause, openRows, percentileAsRate, problemClasses, readNamed, readV1, rowEndings, rowsInputs, rowsReading, rowsScan, ruleOf, setNamed, setsProblems, unknownSet, unsoundKinds, v1Differences, v1Report, v1Set, v1Text, valueText, varianceOf, verdictText, verdictTexts, whyNotRead, withUnit };