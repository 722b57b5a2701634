import { Duration } from "./core-duration.js";
import { _enum, array, boolean, discriminatedUnion, literal, number, record, strictObject, string, union } from "./vendor.js";
import { Text, isObject, parsePointer, sha256, stableJson } from "./shared.js";
import { percentileMethods } from "./domain-statistics.js";

// shared/domain/kpi/field.ts
const FieldPointer = string().refine((text) => text !== "" && parsePointer(text) !== void 0, "expected a JSON Pointer such as /probe/durationMs").meta({ description: "JSON Pointer (RFC 6901) into a row." });
function fieldsReader(pointers) {
	const indexes = new Map(pointers.map((pointer, index) => [pointer, index]));
	return (pointer) => {
		const index = indexes.get(pointer) ?? -1;
		return (row) => row[index];
	};
}
function fieldReader(pointer) {
	const tokens = parsePointer(pointer);
	if (tokens === void 0) return () => void 0;
	const { length } = tokens;
	return (row) => {
		let value = row;
		for (let index = 0; index < length; index += 1) value = member(value, tokens[index] ?? "");
		return value ?? void 0;
	};
}
function member(value, token) {
	if (isObject(value)) return Object.hasOwn(value, token) ? value[token] : void 0;
	return Array.isArray(value) && /^(0|[1-9]\d*)$/.test(token) ? value[Number(token)] : void 0;
}
function kindOf(value) {
	if (value === void 0 || value === null) return "nothing";
	if (Array.isArray(value)) return "a list";
	return isObject(value) ? "an object" : `a ${typeof value}`;
}
const longestShown = 120;
function shown(value) {
	if (typeof value === "string") return value.length > longestShown ? `${value.slice(0, 117)}...` : value;
	if (typeof value === "boolean") return value;
	if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
	return value === void 0 || value === null ? null : kindOf(value);
}
const deepest = 8;
function isComparable(value, depth = deepest) {
	if (typeof value !== "object" || value === null) return true;
	return depth > 0 && Object.values(value).every((inner) => isComparable(inner, depth - 1));
}

// shared/domain/kpi/value-problem.ts
const largestNumber = 1e100;
function numberProblem(pointer, value, { min, max, expected = "number" } = {}) {
	if (typeof value !== "number") return wrongType(pointer, expected, value);
	if (!Number.isFinite(value)) return {
		code: "not-finite",
		pointer,
		message: `${pointer} is not a finite number`,
		expected: "a finite number",
		actual: shown(value)
	};
	if (Math.abs(value) > 1e100) return {
		code: "too-large",
		pointer,
		message: `${pointer} is larger than any measurement`,
		expected: `a number of at most ${largestNumber}`,
		actual: value
	};
	if (min !== void 0 && value < min) return {
		code: "below-minimum",
		pointer,
		message: `${pointer} is below ${min}`,
		expected: `>= ${min}`,
		actual: value
	};
	if (max !== void 0 && value > max) return {
		code: "above-maximum",
		pointer,
		message: `${pointer} is above ${max}`,
		expected: `<= ${max}`,
		actual: value
	};
}
function wrongType(pointer, expected, value) {
	return {
		code: "wrong-type",
		pointer,
		message: `${pointer} is ${kindOf(value)}, expected ${expected}`,
		expected,
		actual: shown(value)
	};
}
function missingProblem(pointer, why) {
	return {
		code: "missing",
		pointer,
		message: `${pointer} is missing: ${why}`,
		actual: null
	};
}

// shared/domain/kpi/condition.ts
const Scalar = union([
	string(),
	number(),
	boolean()
]);
const comparisons = [
	"equals",
	"not",
	"in",
	"not-in",
	"exists",
	"at-least",
	"at-most",
	"more-than",
	"less-than",
	"positive"
];
const ConditionSchema = strictObject({
	pointer: FieldPointer,
	equals: Scalar.optional().meta({ description: "The field is this value." }),
	not: Scalar.optional().meta({ description: "The field is there, and is another value than this one." }),
	in: array(Scalar).min(1).optional().meta({ description: "The field is one of these values." }),
	"not-in": array(Scalar).min(1).optional().meta({ description: "The field is there, and is none of these values." }),
	exists: boolean().optional().meta({ description: "Whether the field is there; null counts as not there." }),
	"at-least": number().optional().meta({ description: "The field is a number >= this one." }),
	"at-most": number().optional().meta({ description: "The field is a number <= this one." }),
	"more-than": number().optional().meta({ description: "The field is a number > this one." }),
	"less-than": number().optional().meta({ description: "The field is a number < this one." }),
	positive: boolean().optional().meta({ description: "The field says that something happened: true, or a number > 0. false and 0 say that it did not." })
}).superRefine((condition, check) => {
	const used = comparisons.filter((name) => condition[name] !== void 0);
	if (used.length !== 1) check.addIssue({
		code: "custom",
		message: `a condition has one comparison (${comparisons.join(", ")}), this one has ${used.length === 0 ? "none" : used.join(" and ")}`
	});
});
function conditionsTest(conditions, readers = fieldReader) {
	const tests = conditions.map((condition) => conditionTest(condition, readers));
	const [only] = tests;
	if (only !== void 0 && tests.length === 1) return only;
	const ignore = () => {};
	return (row, note) => {
		let answer = "yes";
		for (const test of tests) {
			const one = test(row, ignore);
			if (one === "no") return "no";
			if (one === "invalid" || one === "missing" && answer === "yes") answer = one;
		}
		if (answer === "invalid") for (const test of tests) test(row, note);
		return answer;
	};
}
function missingField(conditions, row, readers = fieldReader) {
	return conditions.find(({ pointer, exists }) => exists === void 0 && readers(pointer)(row) === void 0)?.pointer;
}
function comparedValues(condition) {
	const single = condition.equals ?? condition.not;
	return single === void 0 ? condition.in ?? condition["not-in"] ?? [] : [single];
}
function conditionTest(condition, readers) {
	const read = readers(condition.pointer);
	const { exists } = condition;
	if (exists !== void 0) return (row) => read(row) !== void 0 === exists ? "yes" : "no";
	const holds = comparison(condition);
	return (row, note) => {
		const value = read(row);
		return value === void 0 ? "missing" : holds(value, note);
	};
}
function comparison(condition) {
	const { pointer, positive } = condition;
	const values = comparedValues(condition);
	if (values.length > 0) {
		const types = [...new Set(values.map((value) => typeof value))];
		const wanted = condition.equals !== void 0 || condition.in !== void 0;
		const [first] = values;
		return (value, note) => {
			if (value === first || values.includes(value)) return wanted ? "yes" : "no";
			const problem = types.includes(typeof value) ? typeof value === "number" ? numberProblem(pointer, value) : void 0 : wrongType(pointer, types.join(" or "), value);
			if (problem === void 0) return wanted ? "no" : "yes";
			note(problem);
			return "invalid";
		};
	}
	if (positive !== void 0) return (value, note) => {
		if (typeof value === "boolean") return value === positive ? "yes" : "no";
		const problem = numberProblem(pointer, value, {
			min: 0,
			expected: "boolean or number"
		});
		if (problem === void 0) return value > 0 === positive ? "yes" : "no";
		note(problem);
		return "invalid";
	};
	const { "at-least": least, "at-most": most, "more-than": more, "less-than": less } = condition;
	return (value, note) => {
		const problem = numberProblem(pointer, value);
		if (problem !== void 0) {
			note(problem);
			return "invalid";
		}
		const number = value;
		if (least !== void 0) return number >= least ? "yes" : "no";
		if (most !== void 0) return number <= most ? "yes" : "no";
		if (more !== void 0) return number > more ? "yes" : "no";
		return number < (less ?? NaN) ? "yes" : "no";
	};
}

// shared/domain/kpi/definition.ts
const Samples = number().int().min(1).max(1e9);
const Conditions = array(ConditionSchema);
const TargetSchema = strictObject({
	max: number().optional().meta({ description: "The value may be at most this." }),
	min: number().optional().meta({ description: "The value must be at least this." }),
	inclusive: boolean().default(true).meta({ description: "Whether the limit itself meets the target." })
}).refine(({ max, min }) => max === void 0 !== (min === void 0), "a target has either max or min");
const ValueSchema = strictObject({
	pointer: FieldPointer,
	unit: Text.meta({ description: "What the number counts, such as ms; shown with the value." }),
	min: number().default(0).meta({ description: "A smaller number is a broken row." }),
	max: number().optional().meta({ description: "A larger number is a broken row." })
});
const common = {
	id: string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/, "expected letters, digits, dots, hyphens and underscores").meta({ description: "Name of the KPI; reports of two runs are joined by it." }),
	title: Text.optional().meta({ description: "What people read instead of the id." }),
	filter: Conditions.default([]).meta({ description: "Which rows are its population: those to which all conditions apply. None: all rows." }),
	direction: _enum(["lower-is-better", "higher-is-better"]),
	target: TargetSchema.optional().meta({ description: "What is asked of the value. Without it the value is only told." }),
	"minimum-samples": Samples.default(1).meta({ description: "With fewer samples it is not measured." }),
	"minimum-samples-per-stratum": record(string(), Samples).default({}).meta({ description: "Value of a stratum to the fewest samples of this KPI in it." }),
	required: boolean().default(true).meta({ description: "false: informational, it decides nothing." })
};
const missingNumber = _enum(["error", "exclude"]).default("error").meta({ description: "A row of the population without the field is an error, or is left out and counted." });
const missingFlag = _enum([
	"error",
	"exclude",
	"count-as-failure"
]).default("error").meta({ description: "A row without the field is an error, is left out and counted, or counts as the worse outcome for the direction." });
const sampled = {
	evaluate: _enum(["bound", "point"]).default("bound").meta({ description: "bound: the worse end of the confidence interval must meet the target; point: the value itself." }),
	confidence: number().gt(.5).lt(1).default(.95).meta({ description: "Confidence of the interval." })
};
const intervalText = "How the confidence interval is computed.";
const exact = { evaluate: literal("point").default("point").meta({ description: "The value itself must meet the target." }) };
const Numerator = Conditions.min(1).meta({ description: "Which rows of the population are counted." });
const RatioSchema = strictObject({
	...common,
	...sampled,
	kind: literal("ratio"),
	numerator: Numerator,
	interval: _enum(["clopper-pearson", "wilson"]).default("clopper-pearson").meta({ description: `${intervalText} clopper-pearson: exact, never below its confidence; wilson: narrower, its confidence holds on average over all rates.` }),
	missing: missingFlag
});
const CountSchema = strictObject({
	...common,
	...exact,
	kind: literal("count"),
	numerator: Conditions.default([]).meta({ description: "Which rows of the population are counted. None: all of them." }),
	unit: Text.default("rows"),
	missing: missingFlag
});
const PercentileSchema = strictObject({
	...common,
	...sampled,
	kind: literal("percentile"),
	value: ValueSchema,
	percentile: number().meta({ description: "Between 0 and 100, such as 95, with at most 6 decimals." }),
	method: _enum(percentileMethods).default("linear").meta({ description: "nearest-rank: the smallest value with at least this share of the values at or below it; linear: between the neighbours of rank (n - 1) p + 1." }),
	interval: _enum(["order-statistic", "bootstrap"]).default("order-statistic").meta({ description: `${intervalText} order-statistic: from one measured value to another, never below its confidence; bootstrap: by seeded resampling, at a confidence of at most 0.99.` }),
	missing: missingNumber
});
const MeanSchema = strictObject({
	...common,
	...sampled,
	kind: literal("mean"),
	value: ValueSchema,
	interval: _enum(["student-t", "bootstrap"]).default("student-t").meta({ description: `${intervalText} student-t: exact for normally distributed values; bootstrap: by seeded resampling, for skewed ones, at a confidence of at most 0.99.` }),
	missing: missingNumber
});
const TotalSchema = strictObject({
	...common,
	...exact,
	kind: _enum([
		"sum",
		"min",
		"max"
	]),
	value: ValueSchema,
	missing: missingNumber
});
const RatePerSchema = strictObject({
	...common,
	...sampled,
	kind: literal("rate-per"),
	interval: literal("poisson").default("poisson").meta({ description: `${intervalText} poisson: exact for events that come one by one; for events that are no whole number there is none.` }),
	numerator: Numerator.optional().meta({ description: "Which rows are events; or count them with value." }),
	value: ValueSchema.optional().meta({ description: "How many events a row tells of; or name rows with numerator." }),
	per: strictObject({
		pointer: FieldPointer.optional().meta({ description: "How much was observed in a row. Without it each row counts as 1." }),
		unit: Text.meta({ description: "What was observed, such as hours." }),
		size: number().gt(0).max(0x38d7ea4c68000).default(1).meta({ description: "The rate is per so many units." })
	}),
	missing: missingFlag
}).refine(({ numerator, value }) => numerator === void 0 !== (value === void 0), "events come either from numerator or from value");
const kinds = [
	"ratio",
	"percentile",
	"mean",
	"count",
	"sum",
	"min",
	"max",
	"rate-per"
];
const KpiSchema = discriminatedUnion("kind", [
	RatioSchema,
	PercentileSchema,
	MeanSchema,
	CountSchema,
	TotalSchema,
	RatePerSchema
], { error: `expected one of ${kinds.join(", ")}` });
function numeratorOf(kpi) {
	return "numerator" in kpi ? kpi.numerator ?? [] : [];
}
function valueOf(kpi) {
	return "value" in kpi ? kpi.value : void 0;
}
function unitOf(kpi) {
	if (kpi.kind === "ratio") return void 0;
	if (kpi.kind === "count") return kpi.unit;
	if (kpi.kind !== "rate-per") return kpi.value.unit;
	const per = kpi.per.size === 1 ? kpi.per.unit : `${kpi.per.size} ${kpi.per.unit}`;
	return `${kpi.value?.unit ?? "events"} per ${per}`;
}
function definitionHash(definition) {
	return sha256(stableJson(definition));
}

// shared/domain/kpi/config.ts
const Type = _enum([
	"string",
	"number",
	"integer",
	"boolean"
]);
const FieldRuleSchema = strictObject({
	pointer: FieldPointer,
	type: union([Type, array(Type).min(1)]).meta({ description: "The type of the value, or the types that it may have." }),
	required: boolean().default(true).meta({ description: "false: the field may be missing or null." }),
	enum: array(Scalar).min(1).optional().meta({ description: "The values that it may have." }),
	pattern: string().refine(isPattern, "is not a regular expression").optional().meta({ description: "A regular expression that the whole text must match." }),
	min: number().optional().meta({ description: "The smallest number that it may be." }),
	max: number().optional().meta({ description: "The largest number that it may be." }),
	blank: boolean().default(false).meta({ description: "true: a text may be empty or white space." }),
	when: array(ConditionSchema).default([]).meta({ description: "The rule is for rows to which all conditions apply; the field of other rows is not looked at." })
});
const ConstantSchema = strictObject({
	pointer: FieldPointer,
	equals: Scalar.optional().meta({ description: "The value that all rows must have, where it is known beforehand." }),
	fact: string().regex(/^[a-z][a-z0-9-]{0,49}$/, "expected a name in lower case, such as app-version").optional().meta({ description: "Its name among what runs have in common, such as model or app-version. commit and repository are held against what is judged." })
});
const StratumSchema = strictObject({
	pointer: FieldPointer,
	values: array(Scalar).min(1).meta({ description: "The values that a row may have here." }),
	"minimum-samples": number().int().min(1).default(1).meta({ description: "The fewest rows of each value. With fewer the set is not covered." }),
	"minimum-each": record(string(), number().int().min(1)).default({}).meta({ description: "Value to the fewest rows of it, where that is another number." })
});
const TimestampSchema = strictObject({
	pointer: FieldPointer,
	order: _enum(["ascending", "any"]).default("ascending").meta({ description: "ascending: no row is earlier than the row before it." }),
	"maximum-age": Duration.optional().meta({ description: "No row is older than this when it is judged." }),
	"maximum-gap": Duration.optional().meta({ description: "No two neighbouring rows are further apart; asks for ascending order." }),
	"clock-tolerance": Duration.default("1min").meta({ description: "How far ahead the clock of the measuring machine may be before a row is from the future." })
});
const KpiSetSchema = strictObject({
	rows: array(FieldRuleSchema).meta({ description: "The fields of a row." }),
	constant: array(ConstantSchema).default([]).meta({ description: "Fields that are the same in all rows: commit, model, version, flags. They say what was measured." }),
	strata: array(StratumSchema).default([]).meta({ description: "Fields by which rows are grouped, such as a scenario, and how many of each there must be." }),
	unique: array(array(FieldPointer).min(1)).min(1).meta({ description: "Keys that no two rows share, each of one or more fields. Without one a row could be repeated at will." }),
	timestamp: TimestampSchema.optional().meta({ description: "When a row was measured (ISO 8601 with time zone)." }),
	"minimum-samples": number().int().min(1).default(1).meta({ description: "The fewest rows. With fewer the set is not covered." }),
	kpis: array(KpiSchema).min(1)
});
function isPattern(text) {
	try {
		new RegExp(text, "u");
		return true;
	} catch {
		return false;
	}
}
function minimumOf(stratum, value) {
	const label = String(value);
	return Object.hasOwn(stratum["minimum-each"], label) ? stratum["minimum-each"][label] ?? stratum["minimum-samples"] : stratum["minimum-samples"];
}

export { KpiSetSchema, Scalar, TargetSchema, comparedValues, conditionsTest, definitionHash, fieldReader, fieldsReader, isComparable, kindOf, kinds, minimumOf, missingField, missingProblem, numberProblem, numeratorOf, shown, unitOf, valueOf, wrongType };