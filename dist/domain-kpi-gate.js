import { RelativePath, childPointer, isObject, isoMillisecondTime, parseTime, sha256, stableJson } from "./shared.js";
import { array, number, record, strictObject, string } from "./vendor.js";
import { Duration, milliseconds } from "./core-duration.js";
import { bootstrapResamples, defaultLimits, definitionHash, intervalOf, isInterval, kpiTally, kpiVerdict, levelOf as levelOf$1, likeness, measureOf, mergeKpis, minimumOf, noIntervalText, percentileAsRate, ruleOf, v1Differences, v1Report, valueOf, varianceOf } from "./domain-kpi.js";
import { addExactly, contrastInterval, contrastTest, detectableMeanDifference, detectableRate, dividedSum, greatestN, holm, invertedP, keeps, meanContrastOf, moreTrialsToCompare, moreValues, moverBounds, normalUpperQuantile, percentileDifference, percentileInterval, proportionDifference, proportionInterval, proportionTest, rateDifference, rateDifferenceP, rateRatio, rateRatioP, roundedSum, sketchedPercentileInterval, smallestForOrderStatistics, smallestToCompare, smallestToMeet, sortedSample, tailOf, tooFewForPercentile, zoneOf } from "./domain-statistics.js";
import { posix } from "node:path";

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
	const percentile = {
		p: kpi.percentile,
		method: kpi.method
	};
	const found = percentileDifference(a, b, percentile, resampling, level, worse);
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
function comparison$1(kpi, current, reference, tolerance, errors) {
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
	const seen = {
		n,
		mean: contrast.difference,
		standardError: contrast.standardError
	};
	const more = moreValues(seen, rule, level)?.more;
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
const ComparableFacts = array(string().trim().min(1)).min(1).meta({ description: "Names of the facts, or pointers of constants, in which the runs must agree. None: all that are known." });
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

// shared/domain/kpi-gate/evidence.ts
function evidenceOf(set, kpi, runs) {
	const gap = (code, message) => ({
		ok: false,
		because: {
			code,
			message
		}
	});
	if (runs.length === 0) return gap("no-runs", "there is no run");
	const unsound = namesWhere(runs, ({ report }) => Object.keys(report.findingTotals).length > 0);
	if (unsound !== void 0) return gap("rows-broken", `the rows of ${unsound} are no sound evidence`);
	const hash = definitionHash(kpi);
	const results = runs.map(({ report }) => report.kpis.find((one) => one.definitionHash === hash && one.id === kpi.id));
	const other = namesWhere(runs, (_, index) => results[index] === void 0);
	if (other !== void 0) return gap("other-definition", `${other} defines ${kpi.id} in another way`);
	const measured = results.filter((result) => result !== void 0);
	if (runs.every(({ rows }) => rows !== void 0)) {
		const whole = definitionHash(set);
		if (namesWhere(runs, ({ report }) => report.definitionHash !== whole) === void 0) return fromRows(set, kpi, runs);
	}
	if (kpi.kind === "percentile" && measured.filter(({ denominator }) => denominator > 0).length > 1) return gap("rows-needed", "a percentile of several runs needs the rows of all of them");
	return fromReports(set, kpi, measured);
}
function namesWhere(runs, holds) {
	const names = runs.filter(holds).map(({ name }) => name);
	return names.length === 0 ? void 0 : names.sort().join(" and ");
}
function fromRows(set, kpi, runs) {
	const index = set.kpis.indexOf(kpi);
	const whole = runs.flatMap(({ rows }) => rows?.kpis[index] ?? []).map(copied).reduce((sum, tally) => mergeKpis(sum, tally, defaultLimits.values), kpiTally(kpi, set.strata));
	return {
		ok: true,
		measure: measureOf(kpi, whole),
		from: "rows"
	};
}
function copied(tally) {
	const { numbers } = tally;
	const sample = numbers?.sample;
	if (numbers === void 0 || sample === void 0) return tally;
	return {
		...tally,
		numbers: {
			...numbers,
			sample: {
				...sample,
				chunks: [...sample.chunks]
			}
		}
	};
}
function fromReports(set, kpi, results) {
	const counts = results.map(({ numerator, denominator, excluded }) => ({
		numerator,
		denominator,
		excluded
	}));
	const seen = results.filter(({ denominator }) => denominator > 0);
	const numbers = addedNumbers(seen);
	if (numbers === "missing") return {
		ok: false,
		because: {
			code: "numbers-missing",
			message: `a report does not have the numbers of ${kpi.id}`
		}
	};
	const base = {
		...addedCounts(counts),
		outside: results.reduce((sum, { outside }) => sum + outside, 0),
		strata: set.strata.map(({ pointer, values }) => values.map((value) => addedCounts(results.flatMap(({ strata }) => strata.filter((one) => one.pointer === pointer && one.value === value))))),
		numbers,
		sorted: void 0,
		sketch: void 0,
		within: void 0,
		rate: void 0
	};
	const measure = (value) => ({
		ok: true,
		measure: {
			...base,
			value,
			noValue: value === void 0 ? "no-samples" : void 0
		},
		from: "reports"
	});
	if (base.denominator === 0) return measure(void 0);
	switch (kpi.kind) {
		case "ratio": return measure(base.numerator / base.denominator);
		case "count": return measure(base.numerator);
		case "percentile": return ofOneReport(measure(seen[0]?.value ?? void 0), seen[0]);
		case "mean": return measure(numbers?.mean);
		case "sum": return measure(numbers?.sum);
		case "min": return measure(numbers?.min);
		case "max": return measure(numbers?.max);
		case "rate-per": {
			const events = exactly(seen.map(({ rate }) => rate?.events ?? NaN));
			const exposure = exactly(seen.map(({ rate }) => rate?.exposure ?? NaN));
			if (events === void 0 || exposure === void 0) return {
				ok: false,
				because: {
					code: "numbers-missing",
					message: `a report does not have the rate of ${kpi.id}`
				}
			};
			const perUnit = dividedSum(events, exposure);
			const rate = {
				events: roundedSum(events),
				exposure: roundedSum(exposure)
			};
			return {
				ok: true,
				measure: {
					...base,
					rate,
					value: perUnit === void 0 ? void 0 : perUnit * kpi.per.size,
					noValue: perUnit === void 0 ? "no-exposure" : void 0
				},
				from: "reports"
			};
		}
	}
}
function ofOneReport(evidence, result) {
	const { lower = null, upper = null, confidence = 0 } = result?.interval ?? {};
	if (!evidence.ok || lower === null || upper === null) return evidence;
	return {
		...evidence,
		measure: {
			...evidence.measure,
			limits: {
				lower,
				upper,
				confidence
			}
		}
	};
}
function addedCounts(counts) {
	const sum = {
		numerator: 0,
		denominator: 0,
		excluded: 0
	};
	for (const { numerator, denominator, excluded } of counts) {
		sum.numerator += numerator;
		sum.denominator += denominator;
		sum.excluded += excluded;
	}
	return sum;
}
function addedNumbers(results) {
	const parts = results.flatMap(({ denominator: n, numbers }) => numbers === void 0 ? [] : [{
		n,
		...numbers
	}]);
	if (parts.length === 0) return void 0;
	if (parts.length < results.length) return "missing";
	const n = parts.reduce((sum, part) => sum + part.n, 0);
	const whole = exactly(parts.map((part) => part.sum));
	if (whole === void 0) return "missing";
	const sum = roundedSum(whole);
	const mean = sum / n;
	const squares = exactly(parts.flatMap((part) => [part.m2, part.n * (part.mean - mean) ** 2]));
	if (squares === void 0) return "missing";
	return {
		sum,
		mean,
		m2: roundedSum(squares),
		min: Math.min(...parts.map(({ min }) => min)),
		max: Math.max(...parts.map(({ max }) => max))
	};
}
function exactly(values) {
	const sum = [];
	for (const value of values) {
		if (!Number.isFinite(value)) return void 0;
		addExactly(sum, value);
	}
	return sum;
}

// shared/domain/kpi-gate/pooled.ts
function pooledKpis(set, runs) {
	return set.kpis.map((kpi) => pooledKpi(set, kpi, runs));
}
function pooledKpi(set, kpi, runs) {
	const evidence = evidenceOf(set, kpi, runs);
	const base = {
		id: kpi.id,
		required: kpi.required,
		runs: runs.length,
		evidence
	};
	if (!evidence.ok) return {
		...base,
		value: void 0,
		samples: 0,
		interval: void 0,
		verdict: "not-measured",
		because: evidence.because,
		more: void 0
	};
	const { measure } = evidence;
	const found = intervalOf(kpi, measure);
	const { verdict, because } = kpiVerdict({
		kpi,
		measure,
		strata: set.strata,
		interval: found,
		sound: true
	});
	const interval = found !== void 0 && isInterval(found) ? found : void 0;
	return {
		...base,
		value: measure.value,
		samples: measure.denominator,
		interval,
		verdict,
		...because === void 0 ? {} : { because },
		more: interval === void 0 ? void 0 : moreOf(kpi, measure.denominator, interval)
	};
}
function moreOf({ target }, samples, interval) {
	if (target === void 0) return void 0;
	if (interval.needed !== void 0) return interval.needed - samples;
	return zoneOf(interval, ruleOf(target)) === "undecided" ? void 0 : 0;
}

// shared/domain/kpi-gate/v1-gate.ts
function v1Gate(first, second, checkedAt) {
	const [one, other] = [side(first), side(second)];
	return {
		version: "v1",
		checkedAt,
		reports: {
			first: one,
			second: other
		},
		gatePass: one.ok && other.ok
	};
}
function side({ path, report }) {
	const { targetResult, executionStatus, scope } = report;
	return {
		path,
		runId: scope.runId,
		rawRunsPath: executionStatus.rawRunsPath,
		ok: targetResult.coveragePass && targetResult.allPass
	};
}
function v1GateText(gate) {
	return `${JSON.stringify(gate, null, 2)}\n`;
}

// shared/domain/kpi-gate/ratchet.ts
function bestSustained(kpi, reports) {
	const measured = inTimeOrder(reports).flatMap((reference) => {
		const value = soundValue(kpi, reference);
		return value === void 0 ? [] : [{
			reference,
			value
		}];
	});
	const sign = kpi.direction === "lower-is-better" ? 1 : -1;
	let best;
	for (const [index, second] of measured.entries()) {
		const first = measured[index - 1];
		if (first === void 0) continue;
		const worse = sign * first.value > sign * second.value ? first : second;
		if (best !== void 0 && sign * worse.value > sign * best.value) continue;
		best = worse;
	}
	return best;
}
function inTimeOrder(reports) {
	return reports.flatMap((report) => {
		const { time } = report.report;
		const last = time === void 0 ? void 0 : parseTime(time.last);
		return last === void 0 ? [] : [{
			report,
			last
		}];
	}).sort((one, other) => one.last - other.last || (one.report.name < other.report.name ? -1 : 1)).map(({ report }) => report);
}
function soundValue(kpi, { report }) {
	if (Object.keys(report.findingTotals).length > 0) return void 0;
	const hash = definitionHash(kpi);
	const result = report.kpis.find(({ id, definitionHash: other }) => id === kpi.id && other === hash);
	return result === void 0 || result.verdict === "not-measured" ? void 0 : result.value ?? void 0;
}

// shared/domain/kpi-gate/regression.ts
function regressions(request) {
	const { set, baseline, ratchet } = request;
	return corrected(set.kpis.filter((kpi) => kpi.required || toleranceOf(request, kpi) !== void 0).flatMap((kpi) => {
		const current = evidenceOf(set, kpi, request.runs);
		return [...baseline === void 0 ? [] : [against(request, kpi, current, "baseline", baseline)], ...ratchet === void 0 ? [] : [against(request, kpi, current, "best-sustained", bestSustained(kpi, ratchet)?.reference)]];
	}), request.errors.alpha);
}
function toleranceOf({ tolerances }, { id }) {
	return Object.hasOwn(tolerances, id) ? tolerances[id] : void 0;
}
function against(request, kpi, current, kind, reference) {
	const { set, errors } = request;
	const tolerance = toleranceOf(request, kpi);
	const base = {
		id: kpi.id,
		required: kpi.required,
		against: {
			kind,
			name: reference?.name
		},
		tolerance
	};
	const not = (code, message) => ({
		...base,
		zone: "not-measured",
		because: {
			code,
			message
		},
		current: void 0,
		reference: void 0,
		limit: void 0
	});
	if (tolerance === void 0) return not("no-tolerance", `nothing says how much worse ${kpi.id} may be`);
	if (reference === void 0) return not("no-reference", "no two consecutive reports have a sound value of it as it is defined now");
	if (!current.ok) return not(current.because.code, current.because.message);
	const earlier = evidenceOf(set, kpi, [reference]);
	if (!earlier.ok) return not(earlier.because.code, earlier.because.message);
	return {
		...base,
		...comparison$1(kpi, current.measure, earlier.measure, tolerance, errors)
	};
}
function corrected(found, alpha) {
	const family = found.filter(({ required, judged }) => required && judged !== "point");
	const adjusted = holm(family.map(({ p }) => p ?? 1), alpha);
	return found.map((one) => {
		const correction = adjusted[family.indexOf(one)];
		if (correction === void 0 || one.p === void 0) return one;
		if (one.zone !== "worse" || correction.rejected) return {
			...one,
			adjusted: correction.adjusted
		};
		return {
			...one,
			adjusted: correction.adjusted,
			zone: "inconclusive",
			because: {
				code: "not-after-correction",
				message: `it looks worse, and among ${family.length} comparisons that can be chance`
			}
		};
	});
}

// shared/domain/kpi-gate/self-audit.ts
function selfAudit(request) {
	const { set, tolerances, errors, minimumPairs } = request;
	const pairs = pairsOfCommits(request).slice(-request.pairs);
	const alarms = [];
	let undecided = 0;
	for (const [earlier, later] of pairs) {
		const found = regressions({
			set,
			runs: [later],
			baseline: earlier,
			tolerances,
			errors
		}).filter(({ required }) => required);
		const worse = found.filter(({ zone }) => zone === "worse").map(({ id }) => id);
		if (worse.length > 0) alarms.push({
			earlier: earlier.name,
			later: later.name,
			kpis: worse
		});
		else if (found.some(({ zone }) => zone !== "within")) undecided += 1;
	}
	const n = pairs.length;
	const level = {
		confidence: 1 - errors.alpha,
		sides: "two"
	};
	const interval = proportionInterval({
		successes: alarms.length,
		n
	}, "clopper-pearson", level);
	const measured = n >= minimumPairs && n > 0;
	return {
		status: measured ? "measured" : "not-measured",
		...measured ? {} : { because: `there are ${n} pairs of reports of the same commit, expected at least ${Math.max(1, minimumPairs)}` },
		pairs: n,
		alarms,
		undecided,
		rate: n === 0 ? void 0 : alarms.length / n,
		interval: interval.kind === "none" ? void 0 : {
			lower: interval.lower,
			upper: interval.upper,
			confidence: interval.confidence
		}
	};
}
function pairsOfCommits({ set, reports }) {
	const hash = definitionHash(set);
	const waiting = /* @__PURE__ */ new Map();
	const pairs = [];
	for (const report of inTimeOrder(reports)) {
		if (report.report.definitionHash !== hash || report.commit.trim() === "") continue;
		const before = waiting.get(report.commit);
		if (before === void 0) waiting.set(report.commit, report);
		else if (!haveSameRows(before, report)) {
			pairs.push([before, report]);
			waiting.delete(report.commit);
		}
	}
	return pairs;
}
function haveSameRows(a, b) {
	const hashes = new Set(a.report.sources.map(({ sha256 }) => sha256));
	return b.report.sources.some(({ sha256 }) => hashes.has(sha256));
}

// shared/domain/kpi-gate/age.ts
function withoutAge(set) {
	if (set.timestamp === void 0) return set;
	const { "maximum-age": _age, ...timestamp } = set.timestamp;
	return {
		...set,
		timestamp
	};
}
function tooOld({ timestamp }, report, now) {
	const age = timestamp?.["maximum-age"];
	const first = report.time === void 0 ? void 0 : parseTime(report.time.first);
	if (age === void 0 || first === void 0) return void 0;
	const oldest = now - milliseconds(age);
	if (first >= oldest) return void 0;
	const actual = isoMillisecondTime(first);
	return {
		problem: `its rows are older than ${age}`,
		expected: `at least ${isoMillisecondTime(oldest)}`,
		actual
	};
}

// shared/domain/kpi-gate/pair.ts
function pairsOf(items) {
	return items.flatMap((one, index) => items.slice(index + 1).map((other) => [one, other]));
}
function byName(items) {
	return [...items].sort((one, other) => one.name < other.name ? -1 : one.name > other.name ? 1 : 0);
}

// shared/domain/kpi-gate/comparable.ts
function comparability(runs, asked) {
	const ordered = byName(runs);
	const known = ordered.map((run) => ({
		name: run.name,
		facts: factsOf(run)
	}));
	const names = asked ?? [...new Set(known.flatMap(({ facts }) => [...facts.keys()]))].sort();
	const always = ordered.map((run) => ({
		name: run.name,
		facts: alwaysCompared(run)
	}));
	return [...alwaysNames.map((fact) => comparison(fact, always)), ...names.filter((name) => !isAlways(name)).map((fact) => comparison(fact, known))];
}
function factsOf({ facts, report }) {
	const constants = report.provenance.map(({ pointer, value }) => [pointer, value]);
	return new Map([...constants, ...Object.entries(facts)]);
}
const alwaysNames = [
	"KPI definitions",
	"minimum samples",
	"KPIs",
	"schema version",
	"tool version"
];
function isAlways(name) {
	return alwaysNames.some((one) => one === name);
}
function alwaysCompared({ report }) {
	return /* @__PURE__ */ new Map([
		["KPI definitions", report.definitionHash],
		["minimum samples", report.minimumSamples],
		["KPIs", report.kpis.map(({ id }) => id)],
		["schema version", report.schemaVersion],
		["tool version", /^(\d+)\.\d+\.\d+/.exec(report.toolVersion)?.[1]]
	]);
}
function comparison(fact, runs) {
	const values = /* @__PURE__ */ new Map();
	const missing = [];
	for (const { name, facts } of runs) {
		const value = facts.get(fact);
		if (value === void 0 || isEmpty(value)) {
			missing.push(name);
			continue;
		}
		const text = stableJson(value);
		const same = values.get(text);
		if (same === void 0) values.set(text, {
			value,
			runs: [name]
		});
		else same.runs.push(name);
	}
	return {
		fact,
		agreement: values.size > 1 ? "differs" : missing.length > 0 || values.size === 0 ? "unknown" : "same",
		values: [...values.values()],
		missing
	};
}
function isEmpty(value) {
	return value === null || typeof value === "string" && value.trim() === "";
}

// shared/domain/kpi-gate/distinct.ts
function distinctness(runs) {
	const ordered = byName(runs);
	const found = {
		same: [],
		unmeasured: [],
		nameless: ordered.filter(({ runId }) => foldedId(runId) === "").map(({ name }) => name)
	};
	for (const [a, b] of pairsOf(ordered)) {
		const near = nearness(a, b);
		const reasons = [...plainReasons(a, b), ...near.reasons];
		if (reasons.length > 0) found.same.push({
			a: a.name,
			b: b.name,
			reasons
		});
		if (near.because !== void 0) found.unmeasured.push({
			a: a.name,
			b: b.name,
			because: near.because
		});
	}
	return found;
}
function foldedId(runId) {
	return runId.normalize("NFKC").replace(/\p{Default_Ignorable_Code_Point}/gu, "").trim().toUpperCase().toLowerCase().normalize("NFKC");
}
function plainReasons(a, b) {
	const reasons = [];
	const add = (code, message) => {
		reasons.push({
			code,
			message
		});
	};
	const id = foldedId(a.runId);
	if (id !== "" && id === foldedId(b.runId)) add("run-id", `both have the run id ${a.runId.trim()}`);
	if (posix.normalize(a.name) === posix.normalize(b.name)) add("report-file", `both reports are the file ${a.name}`);
	const paths = new Set(b.report.sources.map(({ path }) => posix.normalize(path)));
	const hashes = new Map(b.report.sources.map(({ sha256, path }) => [sha256, path]));
	for (const { path, sha256 } of a.report.sources) {
		if (paths.has(posix.normalize(path))) add("rows-file", `both read the rows of ${path}`);
		const other = hashes.get(sha256);
		if (other !== void 0) add("rows-content", `${path} and ${other} have the same content (sha256 ${sha256})`);
	}
	return reasons;
}
function nearness(a, b) {
	if (a.rows === void 0 || b.rows === void 0) return {
		reasons: [],
		because: `the rows of ${[a, b].filter(({ rows }) => rows === void 0).map(({ name }) => name).join(" and ")} were not read`
	};
	const { copy, because, signatures } = likeness(a.rows, b.rows);
	if (copy) return { reasons: because.map((message) => ({
		code: "near-copy",
		message
	})) };
	if (signatures.some(({ tells }) => tells)) return { reasons: [] };
	return {
		reasons: [],
		because: signatures.map((one) => one.because ?? "").join("; ")
	};
}

// shared/domain/kpi-gate/order.ts
function orderOf(runs, { minimumGap, maximumGap } = {}) {
	const timed = [];
	const unmeasured = [];
	for (const run of byName(runs)) {
		const times = timesOf(run);
		if ("because" in times) unmeasured.push({
			name: run.name,
			because: times.because
		});
		else timed.push({
			name: run.name,
			...times
		});
	}
	timed.sort((one, other) => one.first - other.first || one.last - other.last);
	return {
		problems: [...pairsOf(timed).filter(([earlier, later]) => later.first < earlier.last).map(([earlier, later]) => ({
			code: "overlap",
			earlier: earlier.name,
			later: later.name,
			message: `${later.name} begins before ${earlier.name} has ended, expected one after the other`,
			expected: `at least ${isoMillisecondTime(earlier.last)}`,
			actual: isoMillisecondTime(later.first)
		})), ...gapProblems(timed, minimumGap, maximumGap)],
		unmeasured
	};
}
function timesOf({ report: { time } }) {
	if (time === void 0) return { because: "its rows have no timestamps" };
	const [first, last] = [parseTime(time.first), parseTime(time.last)];
	if (first === void 0 || last === void 0) return { because: "its report names no times that can be read" };
	return first <= last ? {
		first,
		last
	} : { because: "its report says that it ended before it began" };
}
function gapProblems(runs, minimumGap, maximumGap) {
	const problems = [];
	let [before] = runs;
	for (const run of runs.slice(1)) {
		if (before === void 0) break;
		const gap = run.first - before.last;
		const problem = (code, words, expected) => {
			problems.push({
				code,
				earlier: before?.name ?? "",
				later: run.name,
				message: `${run.name} begins ${gap / 1e3} s after ${before?.name} has ended, ${words} ${expected}`,
				expected,
				actual: `${gap / 1e3} s`
			});
		};
		if (gap >= 0 && minimumGap !== void 0 && gap < milliseconds(minimumGap)) problem("gap-too-short", "expected", `at least ${minimumGap}`);
		if (maximumGap !== void 0 && gap > milliseconds(maximumGap)) problem("gap-too-long", "expected", `at most ${maximumGap}`);
		if (run.last > before.last) before = run;
	}
	return problems;
}

// shared/domain/kpi-gate/support.ts
function supportOf(run) {
	const { name, claimed } = run;
	const unknown = (because) => ({
		name,
		status: "not-recomputed",
		because
	});
	if (claimed === void 0) return unknown("it is not known what the report said");
	if (run.rows === void 0) return unknown("its rows were not read");
	if (claimed.shape === "current") return judged(name, reportDifferences(claimed.report, run.report));
	const computed = v1Again(run, claimed.report);
	if (typeof computed === "string") return unknown(computed);
	return judged(name, computed);
}
function judged(name, differences) {
	return differences.length === 0 ? {
		name,
		status: "supported"
	} : {
		name,
		status: "contradicted",
		differences
	};
}
function v1Again({ report, rows }, published) {
	if (rows === void 0) return "its rows were not read";
	if (published.targetResult.minSampleCount !== report.minimumSamples) return `it was computed with a minimum of ${report.minimumSamples} samples, expected ${published.targetResult.minSampleCount}`;
	const computed = v1Report(report, rows, {
		generatedAt: published.generatedAt,
		platform: published.environment.platform,
		runId: published.scope.runId,
		runType: published.scope.runType,
		rawRunsPath: published.executionStatus.rawRunsPath
	});
	if (!computed.ok) return [{
		pointer: "",
		claimed: "a report of rows that can be evidence",
		computed: computed.message
	}];
	return v1Differences(published, computed.report).map((difference) => ({
		pointer: difference.pointer,
		claimed: difference.published,
		computed: difference.computed
	}));
}
function reportDifferences(claimed, computed) {
	const found = [];
	compare(claimed, computed, "", "", found);
	return found;
}
const apart = /* @__PURE__ */ new Set([
	"/toolVersion",
	"/sources/*/path",
	"/findings/*/path",
	"/findings/*/otherPath"
]);
const nearly = /* @__PURE__ */ new Set(["/kpis/*/interval/lower", "/kpis/*/interval/upper"]);
const nearlyWhole = /* @__PURE__ */ new Set(["/kpis/*/interval/needed"]);
function compare(a, b, pointer, form, found) {
	if (apart.has(form)) return;
	if (Array.isArray(a) && Array.isArray(b)) {
		for (let index = 0; index < Math.max(a.length, b.length); index += 1) compare(a[index], b[index], childPointer(pointer, index), `${form}/*`, found);
		return;
	}
	if (isObject(a) && isObject(b)) {
		for (const key of /* @__PURE__ */ new Set([...Object.keys(a), ...Object.keys(b)])) compare(member(a, key), member(b, key), childPointer(pointer, key), `${form}/${key}`, found);
		return;
	}
	if (Object.is(a, b) || typeof a === "number" && typeof b === "number" && isClose(a, b, form)) return;
	found.push({
		pointer,
		claimed: a,
		computed: b
	});
}
function member(value, key) {
	return Object.hasOwn(value, key) ? value[key] : void 0;
}
function isClose(a, b, form) {
	if (a === b) return true;
	if (nearlyWhole.has(form)) return Math.abs(a - b) <= 1;
	return nearly.has(form) && Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
}

export { Alpha, BaselineSchema, ComparableFacts, MaximumGap, MinimumGap, Power, RatchetSchema, SelfAuditSchema, TolerancesSchema, comparability, distinctness, gateProblems, inTimeOrder, orderOf, pooledKpis, regressions, selfAudit, supportOf, tooOld, v1Gate, v1GateText, withoutAge };