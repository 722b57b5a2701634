import { Duration, milliseconds } from "./core-duration.js";
import { array, number, record, strictObject, string } from "./vendor.js";
import { RelativePath, Text, sha256 } from "./shared.js";
import { definitionHash, minimumOf, valueOf } from "./domain-kpi-config.js";
import { bootstrapResamples, levelOf as levelOf$1, noIntervalText, percentileAsRate, ruleOf, varianceOf } from "./domain-kpi.js";
import { contrastInterval, contrastTest, detectableMeanDifference, detectableRate, greatestN, invertedP, keeps, meanContrastOf, moreTrialsToCompare, moreValues, moverBounds, normalUpperQuantile, percentileDifference, percentileInterval, proportionDifference, proportionTest, rateDifference, rateDifferenceP, rateRatio, rateRatioP, sketchedPercentileInterval, smallestForOrderStatistics, smallestToCompare, smallestToMeet, sortedSample, tailOf, tooFewForPercentile, zoneOf } from "./domain-statistics.js";

// shared/domain/kpi-gate/percentile-contrast.ts
const greatestResampled = 2e4;
function percentileContrast(kpi, a, b, allowance, alpha) {
	const [ofA, ofB] = [a.sorted && sortedSample(a.sorted), b.sorted && sortedSample(b.sorted)];
	if (ofA !== void 0 && ofB !== void 0 && Math.max(ofA.length, ofB.length) <= 2e4) return byResampling(kpi, ofA, ofB, allowance, alpha);
	const [limitsA, limitsB] = [limitsOf(kpi, a, ofA), limitsOf(kpi, b, ofB)];
	if (limitsA === void 0 || limitsB === void 0) return { missing: "the difference of percentiles needs the rows of both sides, or reports with their intervals" };
	return byLimits(limitsA, limitsB, [a.value ?? NaN, b.value ?? NaN], allowance, alpha);
}
function byResampling(kpi, a, b, { worse }, alpha) {
	const level = {
		confidence: 1 - alpha,
		sides: "two"
	};
	const resampling = {
		seed: sha256(`${definitionHash(kpi)} ${a.join(" ")} | ${b.join(" ")}`),
		resamples: Math.max(bootstrapResamples, Math.ceil(2 / alpha))
	};
	const found = percentileDifference(a, b, {
		p: kpi.percentile,
		method: kpi.method
	}, resampling, level, worse);
	if (found.kind === "none") return found;
	const { method, lower, upper, p } = found;
	return {
		method,
		interval: {
			lower,
			upper
		},
		p
	};
}
function limitsOf({ percentile }, { sketch, limits, value }, sample) {
	const level = (tail) => ({
		confidence: 1 - 2 * tail,
		sides: "two"
	});
	if (sample !== void 0) return (tail) => percentileInterval(sample, percentile, level(tail));
	if (sketch !== void 0) return (tail) => sketchedPercentileInterval(sketch, percentile, level(tail));
	if (limits === void 0 || value === void 0) return void 0;
	const { lower, upper, confidence } = limits;
	const told = normalUpperQuantile((1 - confidence) / 2);
	return (tail) => {
		const times = normalUpperQuantile(tail) / told;
		return {
			lower: value - (value - lower) * times,
			upper: value + (upper - value) * times
		};
	};
}
function byLimits(a, b, [valueA, valueB], { factor, worse }, alpha) {
	const boundsAt = (tail) => {
		const [ofA, ofB] = [a(tail), b(tail)];
		if ("reason" in ofA) return ofA;
		if ("reason" in ofB) return ofB;
		const around = ({ lower, upper }, value) => ({
			value: Math.min(upper, Math.max(lower, value)),
			lower,
			upper
		});
		return moverBounds(around(ofA, valueA), around(ofB, valueB), factor);
	};
	const bounds = boundsAt(alpha / 2);
	if ("kind" in bounds) return bounds;
	const difference = valueA - factor * valueB;
	const p = invertedP((tail) => {
		if (tail >= .5) return [difference, difference];
		const found = boundsAt(tail);
		return "kind" in found ? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] : found;
	}, worse.margin, worse.alternative);
	return {
		method: "mover",
		interval: {
			lower: bounds[0],
			upper: bounds[1]
		},
		p
	};
}

// shared/domain/kpi-gate/tolerance.ts
const ToleranceSchema = strictObject({
	absolute: number().min(0).optional().meta({ description: "In the unit of the KPI; for a ratio 0.01 is one percentage point." }),
	relative: number().min(0).optional().meta({ description: "As a share of the value of the reference: 0.1 is ten percent." })
}).refine(({ absolute, relative }) => absolute === void 0 !== (relative === void 0), "a tolerance is either absolute or relative");
function allowanceOf({ direction }, { absolute, relative = 0 }) {
	const sign = direction === "lower-is-better" ? 1 : -1;
	const factor = absolute === void 0 ? 1 + sign * relative : 1;
	const margin = absolute === void 0 ? 0 : sign * absolute;
	return {
		factor,
		rule: {
			operator: sign === 1 ? "<=" : ">=",
			target: margin
		},
		worse: {
			factor,
			margin,
			alternative: sign === 1 ? "greater" : "less"
		}
	};
}
function limitOf({ factor, rule }, reference) {
	return factor * reference + rule.target;
}

// shared/domain/kpi-gate/comparison.ts
function comparison(kpi, current, reference, tolerance, errors) {
	const [a, b] = [current.value, reference.value];
	const allowance = allowanceOf(kpi, tolerance);
	const base = {
		current: a,
		reference: b,
		limit: b === void 0 ? void 0 : limitOf(allowance, b)
	};
	const not = (code, message) => ({
		...base,
		zone: "not-measured",
		because: {
			code,
			message
		}
	});
	if (a === void 0) return not("no-value", "there is no value to compare");
	if (b === void 0) return not("no-reference", "the reference has no value");
	if (!isEstimate(kpi)) {
		const within = keeps(a - allowance.factor * b, allowance.rule);
		return {
			...base,
			zone: within ? "within" : "worse",
			judged: "point",
			method: "point"
		};
	}
	const found = methodOf(kpi)(kpi, current, reference, allowance, errors);
	if ("kind" in found) return not("no-interval", noIntervalText(found, "difference"));
	if ("missing" in found) return not("rows-needed", found.missing);
	const { rule, interval, judged, method, p, detectable, more } = found;
	const zone = zoneOf(interval, rule);
	const shown = {
		...base,
		judged,
		method,
		interval: {
			...interval,
			confidence: 1 - errors.alpha
		},
		p
	};
	if (zone !== "undecided") return {
		...shown,
		zone: zone === "met" ? "within" : "worse"
	};
	return {
		...shown,
		zone: "inconclusive",
		because: {
			code: "interval-too-wide",
			message: "the data allow both: within the tolerance, and worse"
		},
		...detectable === void 0 ? {} : { detectable },
		...more === void 0 ? {} : { more }
	};
}
function isEstimate(kpi) {
	return kpi.evaluate === "bound";
}
function methodOf(kpi) {
	switch (kpi.kind) {
		case "ratio": return ofRatios;
		case "mean": return ofMeans;
		case "percentile": return ofPercentiles;
		case "rate-per": return ofRates;
		case "count":
		case "sum":
		case "min":
		case "max": return () => ({ missing: "it is no estimate" });
	}
}
function levelOf({ alpha }) {
	return {
		confidence: 1 - alpha,
		sides: "two"
	};
}
const ofRatios = (kpi, current, reference, { factor, rule, worse }, errors) => {
	const level = levelOf(errors);
	const a = {
		successes: current.numerator,
		n: current.denominator
	};
	const b = {
		successes: reference.numerator,
		n: reference.denominator
	};
	const interval = proportionDifference(a, b, level, factor);
	if (interval.kind === "none") return interval;
	const test = proportionTest(a, b, worse);
	if (test.kind === "none") return test;
	const rising = kpi.direction === "lower-is-better";
	const rateB = b.successes / b.n;
	const margin = Math.abs(factor * rateB + rule.target - rateB);
	const opposite = {
		rate: rising ? rateB : 1 - rateB,
		n: b.n
	};
	const detected = margin < 1 ? detectableRate(opposite, a.n, margin, {
		alpha: errors.alpha / 2,
		power: errors.power
	}) : void 0;
	return {
		judged: "difference",
		method: interval.method,
		rule,
		interval: {
			lower: interval.lower,
			upper: interval.upper
		},
		p: test.p,
		detectable: detected === void 0 || rising ? detected : 1 - detected,
		more: moreTrialsToCompare(a, b, rule, level, factor)?.more
	};
};
const ofMeans = (_, current, reference, { factor, rule, worse }, errors) => {
	const figures = ({ denominator: n, numbers }) => ({
		n,
		mean: numbers?.mean,
		variance: varianceOf(n, numbers)
	});
	const level = levelOf(errors);
	const contrast = meanContrastOf(figures(current), figures(reference), factor);
	if (contrast.kind === "none") return contrast;
	const { lower, upper } = contrastInterval(contrast, level);
	const by = detectableMeanDifference(contrast, {
		alpha: errors.alpha / 2,
		power: errors.power
	});
	const limit = factor * (reference.value ?? NaN) + rule.target;
	const n = Math.min(current.denominator, reference.denominator);
	const more = moreValues({
		n,
		mean: contrast.difference,
		standardError: contrast.standardError
	}, rule, level)?.more;
	return {
		judged: "difference",
		method: "welch-t",
		rule,
		interval: {
			lower,
			upper
		},
		p: contrastTest(contrast, worse).p,
		detectable: worse.alternative === "greater" ? limit + by : limit - by,
		more: more === void 0 ? void 0 : Math.ceil(more * current.denominator / n)
	};
};
const ofPercentiles = (kpi, current, reference, allowance, errors) => {
	if (kpi.kind !== "percentile") return { missing: "it is no percentile" };
	const found = percentileContrast(kpi, current, reference, allowance, errors.alpha);
	if ("kind" in found || "missing" in found) return found;
	const estimates = byWidth(found.interval, current, reference, allowance, errors);
	return {
		...found,
		judged: "difference",
		rule: allowance.rule,
		...estimates
	};
};
const ofRates = (kpi, current, reference, allowance, errors) => {
	const [a, b] = [current.rate, reference.rate];
	if (kpi.kind !== "rate-per" || a === void 0 || b === void 0) return { missing: "a rate needs events and exposure" };
	if (!Number.isSafeInteger(a.events) || !Number.isSafeInteger(b.events)) return { missing: noIntervalText({
		kind: "none",
		reason: "not-whole"
	}, "difference") };
	const level = levelOf(errors);
	const { factor, worse } = allowance;
	const { size } = kpi.per;
	const difference = rateDifference(a, b, level, factor);
	if (difference.kind === "none") return difference;
	const scaled = {
		lower: difference.lower * size,
		upper: difference.upper * size
	};
	const estimates = byWidth(scaled, current, reference, allowance, errors);
	if (factor === 1) {
		const p = rateDifferenceP(a, b, {
			...worse,
			margin: worse.margin / size
		});
		if (typeof p !== "number") return p;
		return {
			judged: "difference",
			method: "mover",
			rule: allowance.rule,
			interval: scaled,
			p,
			...estimates
		};
	}
	const ratio = rateRatio(a, b, level);
	if (ratio.kind === "none") return ratio;
	const p = rateRatioP(a, b, factor, worse.alternative);
	if (typeof p !== "number") return p;
	return {
		judged: "ratio",
		method: ratio.method,
		rule: {
			operator: allowance.rule.operator,
			target: factor
		},
		interval: {
			lower: ratio.lower,
			upper: ratio.upper
		},
		p,
		...estimates
	};
};
function byWidth({ lower, upper }, current, reference, { factor, rule, worse }, { alpha, power }) {
	const [a, b] = [current.value ?? NaN, reference.value ?? NaN];
	const z = normalUpperQuantile(alpha / 2);
	const half = (upper - lower) / 2;
	if (!Number.isFinite(half)) return {
		detectable: void 0,
		more: void 0
	};
	const by = half * (z + normalUpperQuantile(1 - power)) / z;
	const limit = factor * b + rule.target;
	const times = (half / Math.abs(a - limit)) ** 2;
	const more = Math.ceil(current.denominator * (times - 1));
	return {
		detectable: worse.alternative === "greater" ? limit + by : limit - by,
		more: Number.isSafeInteger(more) && more > 0 && more <= 1e9 ? more : void 0
	};
}

// shared/domain/kpi-gate/power.ts
function powerProblems(set, request) {
	return set.kpis.flatMap((kpi, index) => kpi.required && kpi.evaluate === "bound" ? problemsOf(set, kpi, `/kpis/${index}`, request) : []);
}
function problemsOf(set, kpi, at, request) {
	const { runs, tolerances = {} } = request;
	const problems = [];
	const samples = sureSamples(set, kpi) * runs;
	const pointer = `${at}/minimum-samples`;
	const needs = (needed, never) => {
		if (needed !== void 0 && needed <= samples) return;
		const sure = `${runs} runs are sure of ${samples} samples`;
		problems.push({
			pointer,
			message: needed === void 0 ? `${never} with any number of samples; change the rule` : `${sure}, with which ${never}; set minimum-samples to ${Math.ceil(needed / runs)}, which is ${needed} in all runs`
		});
	};
	const toMeet = samplesToMeet(kpi);
	if (toMeet !== "unknown") needs(toMeet, `${kpi.id} could not meet its target even if all of them were good`);
	const tolerance = Object.hasOwn(tolerances, kpi.id) ? tolerances[kpi.id] : void 0;
	if (tolerance === void 0 || kpi.kind !== "ratio" || tolerance.absolute === void 0) return problems;
	const level = {
		confidence: 1 - (request.alpha ?? .05),
		sides: "two"
	};
	const { rule } = allowanceOf(kpi, tolerance);
	needs(smallestToCompare("met", rule, level), `${kpi.id} could not be within its tolerance of ${tolerance.absolute} even if all of them were good`);
	needs(smallestToCompare("missed", rule, level), `${kpi.id} could not be worse than its tolerance of ${tolerance.absolute} even if all of them were bad`);
	return problems;
}
function sureSamples(set, kpi) {
	const own = Math.max(kpi["minimum-samples"], largestSum(set, kpi["minimum-samples-per-stratum"]));
	if (kpi.missing === "exclude") return own;
	if (kpi.filter.length === 0) return Math.max(own, set["minimum-samples"]);
	const byStratum = set.strata.map((stratum) => {
		if (kpi.filter.some(({ pointer }) => pointer !== stratum.pointer)) return 0;
		return stratum.values.filter((value) => kpi.filter.every((condition) => lets(condition, value))).reduce((sum, value) => sum + minimumOf(stratum, value), 0);
	});
	return Math.max(own, ...byStratum);
}
function largestSum(set, minima) {
	const sums = set.strata.map(({ values }) => values.reduce((sum, value) => {
		const label = String(value);
		return sum + (Object.hasOwn(minima, label) ? minima[label] ?? 0 : 0);
	}, 0));
	return Math.max(0, ...sums);
}
function lets(condition, value) {
	const { equals, not, in: among, "not-in": outside } = condition;
	if (equals !== void 0) return equals === value;
	if (not !== void 0) return not !== value;
	if (among !== void 0) return among.includes(value);
	return outside !== void 0 && !outside.includes(value);
}
function samplesToMeet(kpi) {
	const { target } = kpi;
	if (target === void 0) return "unknown";
	const rule = ruleOf(target);
	switch (kpi.kind) {
		case "ratio": return smallestToMeet(rule, kpi.interval, levelOf$1(kpi));
		case "percentile": {
			const level = levelOf$1(kpi);
			const ends = smallestForOrderStatistics(kpi.percentile, level);
			if (kpi.interval === "bootstrap") {
				const few = tooFewForPercentile([0], kpi.percentile, level);
				return few?.reason === "too-few" ? few.needed : ends;
			}
			const asRate = smallestToMeet(percentileAsRate(kpi.percentile, rule).rule, "clopper-pearson", level);
			return ends === void 0 || asRate === void 0 ? void 0 : Math.max(ends, asRate);
		}
		case "rate-per": {
			if (kpi.per.pointer !== void 0 || target.max === void 0) return "unknown";
			const limit = target.max / kpi.per.size;
			if (limit <= 0) return void 0;
			const exposure = -Math.log(tailOf(levelOf$1(kpi))) / limit;
			const needed = target.inclusive ? Math.ceil(exposure) : Math.floor(exposure) + 1;
			return needed > 1e9 ? void 0 : needed;
		}
		case "mean":
		case "count":
		case "sum":
		case "min":
		case "max": return "unknown";
	}
}

// shared/domain/kpi-gate/config.ts
const MinimumRuns = number().int().min(2).max(100).default(2).meta({ description: "The fewest runs that are judged together." });
const MinimumGap = Duration.meta({ description: "The shortest time between the end of a run and the next one." });
const MaximumGap = Duration.meta({ description: "The longest time between the end of a run and the next one." });
const BaselineSchema = strictObject({ path: RelativePath.meta({ description: "The report that the runs are compared with." }) });
const RatchetSchema = strictObject({ reports: number().int().min(2).max(1e3).default(20).meta({ description: "The last reports, of which the best value that two consecutive ones reached is the anchor." }) });
const SelfAuditSchema = strictObject({
	pairs: number().int().min(1).max(1e3).default(50).meta({ description: "Pairs of reports of the same commit that are replayed at most, the latest." }),
	"minimum-pairs": number().int().min(1).max(1e3).default(10).meta({ description: "With fewer pairs the rate of false alarms is not measured." })
});
const TolerancesSchema = record(string(), ToleranceSchema).meta({ description: "KPI id to how much worse it may be than the baseline and the best sustained value." });
const Alpha = number().gt(1e-4).lt(.5).default(.05).meta({ description: "The error of comparisons: their intervals are two-sided at 1 - alpha." });
const Power = number().gt(.5).lt(1).default(.8).meta({ description: "With which probability a difference is to be seen that is told as detectable." });
const ComparableFacts = array(Text).min(1).meta({ description: "Names of the facts, or pointers of constants, in which the runs must agree. None: all that are known." });
const GateSchema = strictObject({
	runs: MinimumRuns,
	"minimum-gap": MinimumGap.optional(),
	"maximum-gap": MaximumGap.optional(),
	baseline: BaselineSchema.optional(),
	ratchet: RatchetSchema.optional(),
	tolerances: TolerancesSchema.default({}),
	alpha: Alpha,
	power: Power,
	comparable: ComparableFacts.optional(),
	"self-audit": SelfAuditSchema.optional()
});
function gateProblems(gate, set) {
	const problems = [];
	const add = (pointer, message) => {
		problems.push({
			pointer,
			message
		});
	};
	const { "minimum-gap": least, "maximum-gap": most, tolerances } = gate;
	if (least !== void 0 && most !== void 0 && milliseconds(least) > milliseconds(most)) add("/minimum-gap", `${least} is longer than the maximum gap of ${most}, so no two runs could follow each other`);
	const compares = gate.baseline !== void 0 || gate.ratchet !== void 0 || gate["self-audit"] !== void 0;
	for (const [id, tolerance] of Object.entries(tolerances)) {
		const kpi = set.kpis.find((one) => one.id === id);
		if (kpi === void 0) add(`/tolerances/${escaped(id)}`, `${id} is no KPI of the set`);
		else toleranceProblems(kpi, tolerance, `/tolerances/${escaped(id)}`, add);
	}
	if (!compares && Object.keys(tolerances).length > 0) add("/tolerances", "nothing is compared; name a baseline, or ask for ratchet or self-audit");
	if (compares) {
		for (const { id, required } of set.kpis) if (required && !Object.hasOwn(tolerances, id)) add("/tolerances", `${id} is required and has no tolerance; say how much worse it may be`);
	}
	const audit = gate["self-audit"];
	if (audit !== void 0 && audit["minimum-pairs"] > audit.pairs) add("/self-audit/minimum-pairs", `${audit["minimum-pairs"]} is more than the ${audit.pairs} pairs that are replayed, so nothing would be measured`);
	const { runs, alpha } = gate;
	return {
		gate: problems,
		set: powerProblems(set, {
			runs,
			alpha,
			...compares ? { tolerances } : {}
		})
	};
}
function toleranceProblems(kpi, { absolute, relative }, at, add) {
	if (kpi.kind === "ratio" && absolute !== void 0 && absolute >= 1) add(`${at}/absolute`, `no two ratios lie ${absolute} apart, so ${kpi.id} could never be worse`);
	if (relative === void 0) return;
	if (kpi.direction === "higher-is-better" && relative >= 1) add(`${at}/relative`, `any value of ${kpi.id} is within ${relative} of another, so it could never be worse`);
	if ((valueOf(kpi)?.min ?? 0) < 0) add(`${at}/relative`, `${kpi.id} can be negative, of which a share says nothing; make it absolute`);
	if (relative === 0 && isEstimate(kpi)) add(`${at}/relative`, "equal values are never shown to be no worse; allow more than 0");
}
function escaped(token) {
	return token.replaceAll("~", "~0").replaceAll("/", "~1");
}

export { Alpha, BaselineSchema, ComparableFacts, MaximumGap, MinimumGap, Power, RatchetSchema, SelfAuditSchema, TolerancesSchema, comparison, gateProblems };