import { GovernanceError } from "./shared.js";
import { createHash } from "node:crypto";

// shared/domain/statistics/precondition.ts
function demand(holds, message) {
	if (!holds) throw new GovernanceError("INTERNAL", `statistics: ${message}`);
}
function demandCount(value, name, least = 0) {
	demand(Number.isSafeInteger(value) && value >= least, `${name} must be a whole number >= ${least}, not ${value}`);
}
function demandOpenUnit(value, name) {
	demand(value > 0 && value < 1, `${name} must be between 0 and 1, not ${value}`);
}

// shared/domain/statistics/root.ts
function root(increasing, low, high, start) {
	let [least, most] = [low, high];
	let x = start > low && start < high ? start : (low + high) / 2;
	for (let step = 0; step < 400; step += 1) {
		const { value, slope } = increasing(x);
		demand(!Number.isNaN(value), `a function without a value at ${x}`);
		if (value === 0) return x;
		if (value > 0) most = x;
		else least = x;
		const newton = x - value / slope;
		const next = newton > least && newton < most ? newton : (least + most) / 2;
		if (next <= least || next >= most || Math.abs(next - x) <= 2 * Number.EPSILON * Math.abs(x)) return next;
		x = next;
	}
	return x;
}
function smallestWhole(holds, from, limit) {
	if (holds(from)) return from;
	let below = from;
	for (let width = 1;; width *= 2) {
		const n = Math.min(from + width, limit);
		if (holds(n)) return between(holds, below, n);
		if (n >= limit) return void 0;
		below = n;
	}
}
function between(holds, below, at) {
	let [no, yes] = [below, at];
	while (yes - no > 1) {
		const middle = no + Math.floor((yes - no) / 2);
		if (holds(middle)) yes = middle;
		else no = middle;
	}
	return yes;
}

// shared/domain/statistics/stirling.ts
function stirlingError(z) {
	let error = 0;
	let from = z;
	while (from < 16) {
		error += (from + .5) * Math.log1p(1 / from) - 1;
		from += 1;
	}
	const s = 1 / (from * from);
	const series = 1 / 12 - s * (1 / 360 - s * (1 / 1260 - s * (1 / 1680 - s * (1 / 1188 - s * 691 / 360360))));
	return error + series / from;
}
function deviance(k, m) {
	const v = (k - m) / (k + m);
	if (Math.abs(v) > .1) return k * Math.log(k / m) + m - k;
	let sum = (k - m) * v;
	let term = 2 * k * v;
	for (let j = 3;; j += 2) {
		term *= v * v;
		const next = sum + term / j;
		if (next === sum) return sum;
		sum = next;
	}
}

// shared/domain/statistics/beta.ts
function betaTails(x, y, a, b) {
	demand(a > 0 && b > 0 && x >= 0 && y >= 0, `no beta distribution (${a}, ${b}) at ${x}`);
	if (x === 0) return {
		lower: 0,
		upper: 1,
		rate: 0
	};
	if (y === 0) return {
		lower: 1,
		upper: 0,
		rate: 0
	};
	const rate = Math.exp(logPower(x, y, a, b));
	if (x <= (a + 1) / (a + b + 2)) {
		const lower = Math.min(1, rate * fraction$1(x, y, a, b));
		return {
			lower,
			upper: 1 - lower,
			rate
		};
	}
	const upper = Math.min(1, rate * fraction$1(y, x, b, a));
	return {
		lower: 1 - upper,
		upper,
		rate
	};
}
function betaQuantile(p, a, b) {
	demand(a >= 1 && b >= 1 && p > 0 && p < 1, `no quantile ${p} of the beta distribution (${a}, ${b})`);
	if (a > b) return 1 - quantileByLogarithm(p, b, a, "upper");
	return quantileByLogarithm(p, a, b, "lower");
}
function quantileByLogarithm(p, a, b, side) {
	const solved = p <= .5 ? side : side === "lower" ? "upper" : "lower";
	const target = Math.log(Math.min(p, 1 - p));
	const logarithm = root((log) => {
		const y = -Math.expm1(log);
		const tails = betaTails(Math.exp(log), y, a, b);
		return {
			value: (solved === "lower" ? 1 : -1) * (Math.log(tails[solved]) - target),
			slope: tails.rate / (y * tails[solved])
		};
	}, -750, 0, Math.log(a / (a + b)));
	return Math.exp(logarithm);
}
function binomialTails(k, n, q) {
	if (k < 0) return {
		lower: 0,
		upper: 1
	};
	if (k >= n) return {
		lower: 1,
		upper: 0
	};
	const { lower, upper } = betaTails(q, 1 - q, k + 1, n - k);
	return {
		lower: upper,
		upper: lower
	};
}
function fraction$1(x, y, a, b) {
	const distance = a * y - b * x + 1;
	let value = nonZero$1(a * distance / (a + 1));
	let c = value;
	let d = 0;
	const most = 1e3 + 100 * Math.sqrt(a + b);
	for (let m = 1; m <= most; m += 1) {
		const before = a + 2 * m - 1;
		const numerator = (a + m - 1) / before * ((a + b + m - 1) / before) * m * (b - m) * x * x;
		const denominator = m + m * (b - m) * x / before + (a + m) * (distance + m * (1 + y)) / (a + 2 * m + 1);
		d = 1 / nonZero$1(denominator + numerator * d);
		c = nonZero$1(denominator + numerator / c);
		const change = c * d;
		value *= change;
		if (Math.abs(change - 1) <= Number.EPSILON) return 1 / value;
	}
	demand(false, `the beta distribution (${a}, ${b}) at ${x} did not converge`);
	return NaN;
}
function nonZero$1(value) {
	return Math.abs(value) < 1e-300 ? 1e-300 : value;
}
function logPower(x, y, a, b) {
	const n = a + b;
	return stirlingError(n) - stirlingError(a) - stirlingError(b) - deviance(a, n * x) - deviance(b, n * y) + .5 * Math.log(a / n * b / (2 * Math.PI));
}

// shared/domain/statistics/interval.ts
function tailOf(level) {
	demandOpenUnit(level.confidence, "confidence");
	if (level.sides === "two") return (1 - level.confidence) / 2;
	demand(level.confidence >= .5, `the confidence of a one-sided bound must be >= 0.5, not ${level.confidence}`);
	return 1 - level.confidence;
}
function claimed(method, level, [lower, upper], possible) {
	return {
		kind: "interval",
		method,
		confidence: level.confidence,
		sides: level.sides,
		lower: level.sides === "upper" ? possible[0] : lower,
		upper: level.sides === "lower" ? possible[1] : upper
	};
}

// shared/domain/statistics/percentile.ts
const percentileMethods = ["nearest-rank", "linear"];
function percentileOf(sorted, p, method) {
	if (sorted.length === 0) return NaN;
	return valueAt(percentilePosition(sorted.length, p, method), (rank) => sorted[rank - 1] ?? NaN);
}
const whole = 100000000n;
function percentilePosition(n, p, method) {
	demandCount(n, "the number of values", 1);
	demandPercentile(p);
	const scaled = BigInt(Math.round(p * 1e6));
	if (method === "nearest-rank") {
		const rank = (scaled * BigInt(n) + whole - 1n) / whole;
		return {
			rank: Math.max(1, Number(rank)),
			fraction: 0
		};
	}
	const place = scaled * BigInt(n - 1);
	return {
		rank: Number(place / whole) + 1,
		fraction: Number(place % whole) / Number(whole)
	};
}
function valueAt({ rank, fraction }, valueOf) {
	const low = valueOf(rank);
	if (fraction === 0) return low;
	const high = valueOf(rank + 1);
	const distance = high - low;
	if (distance === Number.POSITIVE_INFINITY) return low * (1 - fraction) + high * fraction;
	return Math.min(high, low + distance * fraction);
}
function demandPercentile(p) {
	demand(p >= 0 && p <= 100, `a percentile must be between 0 and 100, not ${p}`);
}
function orderStatistics(n, p, level) {
	demandCount(n, "the number of values");
	demandPercentile(p);
	const tail = allowed(level);
	const needed = smallestForOrderStatistics(p, level);
	if (needed === void 0 || n < needed) return {
		kind: "none",
		reason: "too-few",
		needed
	};
	const q = p / 100;
	const tooHigh = smallestWhole((rank) => binomialTails(rank - 1, n, q).lower > tail, 1, n + 1) ?? n + 1;
	const high = smallestWhole((rank) => binomialTails(rank - 1, n, q).upper <= tail, 1, n + 1) ?? n + 1;
	const lower = level.sides === "upper" ? void 0 : tooHigh - 1;
	const upper = level.sides === "lower" ? void 0 : high;
	const missedBelow = lower === void 0 ? 0 : binomialTails(lower - 1, n, q).lower;
	const missedAbove = upper === void 0 ? 0 : binomialTails(upper - 1, n, q).upper;
	return {
		kind: "ranks",
		lower,
		upper,
		coverage: 1 - missedBelow - missedAbove
	};
}
function smallestForOrderStatistics(p, level) {
	demandPercentile(p);
	const tail = allowed(level);
	const q = p / 100;
	if (q <= 0 || q >= 1) return void 0;
	const share = level.sides === "lower" ? 1 - q : level.sides === "upper" ? q : Math.max(q, 1 - q);
	const guess = Math.max(1, Math.floor(Math.log(tail) / Math.log(share)) - 1);
	const bounded = (n) => (level.sides === "upper" || binomialTails(0, n, q).lower <= tail) && (level.sides === "lower" || binomialTails(n - 1, n, q).upper <= tail);
	return smallestWhole(bounded, guess, guess + 4);
}
function allowed(level) {
	return tailOf(level) * (1 + 1e-12);
}
function percentileInterval(sample, p, level) {
	const ranks = orderStatistics(sample.length, p, level);
	if (ranks.kind === "none") return ranks;
	const infinite = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
	const valueOf = (rank) => rank === void 0 ? NaN : sample[rank - 1] ?? NaN;
	const ends = [valueOf(ranks.lower), valueOf(ranks.upper)];
	return {
		...claimed("order-statistic", level, ends, infinite),
		coverage: ranks.coverage
	};
}

// shared/domain/statistics/normal.ts
function density(z) {
	return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
}
function normalUpperTail(z) {
	if (z < 0) return 1 - normalUpperTail(-z);
	if (z > 38.6) return 0;
	if (z <= 2.5) {
		let [term, sum] = [z, z];
		for (let k = 3; term > sum * Number.EPSILON * .1; k += 2) {
			term *= z * z / k;
			sum += term;
		}
		return .5 - density(z) * sum;
	}
	let ratio = z;
	for (let k = 160; k >= 1; k -= 1) ratio = z + k / ratio;
	return density(z) / ratio;
}
function normalUpperQuantile(p) {
	demandOpenUnit(p, "a tail probability");
	if (p === .5) return 0;
	if (p > .5) return -normalUpperQuantile(1 - p);
	const target = Math.log(p);
	return root((z) => {
		const tail = normalUpperTail(z);
		return {
			value: target - Math.log(tail),
			slope: density(z) / tail
		};
	}, 0, 38.6, Math.sqrt(-2 * target) - .5);
}

// shared/domain/statistics/random.ts
const { imul } = Math;
function xoshiro128(state) {
	let [a, b, c, d] = state;
	return () => {
		const result = imul(rotated(imul(b, 5), 7), 9) >>> 0;
		const shifted = b << 9;
		c ^= a;
		d ^= b;
		b ^= c;
		a ^= d;
		c ^= shifted;
		d = rotated(d, 11);
		return result;
	};
}
function rotated(value, bits) {
	return value << bits | value >>> 32 - bits;
}
function seededDraw(seed) {
	const digest = createHash("sha256").update(seed).digest();
	const word = (at) => digest.readUInt32BE(at);
	const next = xoshiro128([
		word(0),
		word(4),
		word(8),
		word(12)
	]);
	return (into, limit) => {
		demand(Number.isInteger(limit) && limit >= 1 && limit <= 2 ** 32, `no random number below ${limit}`);
		const fair = 2 ** 32 - 2 ** 32 % limit;
		for (let index = 0; index < into.length; index += 1) {
			let drawn = next();
			while (drawn >= fair) drawn = next();
			into[index] = drawn % limit;
		}
	};
}

// shared/domain/statistics/bootstrap.ts
const smallestBootstrapSample = 20;
const greatestBootstrapSample = 1e5;
const greatestBcaSample = 5e3;
function bootstrapMean(sample, method, resampling, level) {
	return bootstrap(sample.length, meanOfPicks(sample), method, resampling, level);
}
function bootstrapPercentile(sample, p, reading, method, resampling, level) {
	return tooFewForPercentile([sample.length], p, level) ?? bootstrap(sample.length, percentileOfPicks(sample, p, reading), method, resampling, level);
}
function bootstrap(n, statistic, method, resampling, level) {
	const tail = tailOf(level);
	demandEnough(resampling, tail);
	const limit = method === "bca" ? greatestBcaSample : greatestBootstrapSample;
	if (n < 20) return {
		kind: "none",
		reason: "too-few",
		needed: 20
	};
	if (n > limit) return {
		kind: "none",
		reason: "too-many",
		limit
	};
	const resampled = resampledStatistics([n], ([picks]) => statistic(picks ?? new Uint32Array()), resampling);
	if (!(resampled instanceof Float64Array)) return resampled;
	const shares = method === "bca" ? correctedShares(n, statistic, resampled, tail) : [tail, 1 - tail];
	const ends = shares === void 0 ? void 0 : endsAt(resampled, shares);
	if (ends === void 0) return {
		kind: "none",
		reason: "unstable"
	};
	const infinite = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
	return {
		...claimed(`bootstrap-${method}`, level, ends, infinite),
		resamples: resampling.resamples
	};
}
function demandEnough({ resamples }, tail) {
	demandCount(resamples, "the number of resamples", 1);
	demand((resamples + 1) * tail >= 1 - 1e-9, `${resamples} resamples do not reach a tail of ${tail}`);
}
function tooFewForPercentile(sizes, p, level) {
	const smallest = smallestForOrderStatistics(p, level);
	const needed = smallest === void 0 ? void 0 : Math.max(smallest, 20);
	return needed === void 0 || sizes.some((n) => n < needed) ? {
		kind: "none",
		reason: "too-few",
		needed
	} : void 0;
}
function resampledStatistics(sizes, statistic, { seed, resamples }) {
	const draw = seededDraw(seed);
	const picks = sizes.map((n) => new Uint32Array(n));
	const values = new Float64Array(resamples);
	for (let index = 0; index < resamples; index += 1) {
		for (const sample of picks) draw(sample, sample.length);
		const value = statistic(picks);
		if (!Number.isFinite(value)) return {
			kind: "none",
			reason: "unstable"
		};
		values[index] = value;
	}
	values.sort();
	return values[0] === values[resamples - 1] ? {
		kind: "none",
		reason: "no-spread"
	} : values;
}
function endsAt(ascending, [low, high]) {
	const steps = ascending.length + 1;
	const lower = ascending[Math.floor(low * steps + 1e-9) - 1];
	const upper = ascending[Math.ceil(high * steps - 1e-9) - 1];
	return lower === void 0 || upper === void 0 ? void 0 : [lower, upper];
}
function correctedShares(n, statistic, resampled, tail) {
	const all = Uint32Array.from({ length: n }, (_, index) => index);
	const value = statistic(all);
	let [below, equal] = [0, 0];
	for (const each of resampled) if (each < value) below += 1;
	else if (each === value) equal += 1;
	const share = (below + equal / 2) / resampled.length;
	if (!(share > 0 && share < 1)) return void 0;
	const bias = -normalUpperQuantile(share);
	const acceleration = accelerationOf(all, statistic);
	if (acceleration === void 0) return void 0;
	const shareOf = (z) => {
		const divisor = 1 - acceleration * (bias + z);
		return divisor > 0 ? normalUpperTail(-(bias + (bias + z) / divisor)) : void 0;
	};
	const z = normalUpperQuantile(tail);
	const [low, high] = [shareOf(-z), shareOf(z)];
	return low === void 0 || high === void 0 ? void 0 : [low, high];
}
function accelerationOf(all, statistic) {
	const rest = all.slice(1);
	const without = new Float64Array(all.length);
	for (let left = 0; left < all.length; left += 1) {
		if (left > 0) rest[left - 1] = left - 1;
		without[left] = statistic(rest);
	}
	const mean = without.reduce((sum, each) => sum + each / all.length, 0);
	let [squares, cubes] = [0, 0];
	for (const each of without) {
		const distance = mean - each;
		squares += distance ** 2;
		cubes += distance ** 3;
	}
	if (squares === 0) return 0;
	const acceleration = cubes / (6 * squares ** 1.5);
	return Number.isFinite(acceleration) ? acceleration : void 0;
}
function meanOfPicks(sample) {
	return (picks) => {
		let sum = 0;
		for (const pick of picks) sum += sample[pick] ?? NaN;
		return sum / picks.length;
	};
}
function percentileOfPicks(sample, p, method) {
	const counts = new Uint32Array(sample.length);
	return (picks) => {
		counts.fill(0);
		for (const pick of picks) counts[pick] = (counts[pick] ?? 0) + 1;
		let index = -1;
		let reached = 0;
		return valueAt(percentilePosition(picks.length, p, method), (rank) => {
			while (reached < rank) {
				index += 1;
				reached += counts[index] ?? NaN;
			}
			return sample[index] ?? NaN;
		});
	};
}

// shared/domain/statistics/student-t.ts
function studentUpperTail(t, df) {
	demand(df > 0 && Number.isFinite(df), `no Student t with ${df} degrees of freedom`);
	if (t < 0) return 1 - studentUpperTail(-t, df);
	return halves(t, df).lower / 2;
}
function studentUpperQuantile(p, df) {
	demandOpenUnit(p, "a tail probability");
	demand(df > 0 && Number.isFinite(df), `no Student t with ${df} degrees of freedom`);
	if (p === .5) return 0;
	if (p > .5) return -studentUpperQuantile(1 - p, df);
	const side = p < .25 ? "lower" : "upper";
	const target = Math.log(side === "lower" ? 2 * p : 1 - 2 * p);
	const logarithm = root((log) => {
		const tails = halves(Math.exp(log), df);
		return {
			value: (side === "lower" ? -1 : 1) * (Math.log(tails[side]) - target),
			slope: 2 * tails.rate / tails[side]
		};
	}, -300, 300, 0);
	return Math.exp(logarithm);
}
function halves(t, df) {
	const square = t * t;
	if (square === Number.POSITIVE_INFINITY) return betaTails(df / square, 1, df / 2, .5);
	return betaTails(df / (df + square), square / (df + square), df / 2, .5);
}

// shared/domain/statistics/mean.ts
function meanIntervalOf({ n, mean, variance }, level) {
	const tail = tailOf(level);
	if (n < 2 || mean === void 0 || variance === void 0) return {
		kind: "none",
		reason: "too-few",
		needed: 2
	};
	if (variance === 0) return {
		kind: "none",
		reason: "no-spread"
	};
	const half = studentUpperQuantile(tail, n - 1) * Math.sqrt(variance / n);
	return claimed("student-t", level, [mean - half, mean + half], [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
}

// shared/domain/statistics/gamma.ts
function gammaTails(x, a) {
	demand(a > 0 && Number.isFinite(a) && x >= 0, `no gamma distribution (${a}) at ${x}`);
	if (x === 0) return {
		lower: 0,
		upper: 1,
		rate: 0
	};
	if (x === Number.POSITIVE_INFINITY) return {
		lower: 1,
		upper: 0,
		rate: 0
	};
	const peak = Math.exp(-stirlingError(a) - deviance(a, x)) / Math.sqrt(2 * Math.PI * a);
	const rate = a * peak;
	if (x < a + 1) {
		const lower = Math.min(1, peak * series(x, a));
		return {
			lower,
			upper: 1 - lower,
			rate
		};
	}
	const upper = Math.min(1, rate * fraction(x, a));
	return {
		lower: 1 - upper,
		upper,
		rate
	};
}
function gammaQuantile(p, a) {
	demand(a >= 1 && Number.isFinite(a) && p > 0 && p < 1, `no quantile ${p} of the gamma distribution (${a})`);
	const side = p <= .5 ? "lower" : "upper";
	const target = Math.log(Math.min(p, 1 - p));
	const logarithm = root((log) => {
		const tails = gammaTails(Math.exp(log), a);
		return {
			value: (side === "lower" ? 1 : -1) * (Math.log(tails[side]) - target),
			slope: tails.rate / tails[side]
		};
	}, -745, 709, Math.log(a));
	return Math.exp(logarithm);
}
function series(x, a) {
	let [term, sum] = [1, 1];
	for (let k = 1; term > sum * Number.EPSILON * .1; k += 1) {
		term *= x / (a + k);
		sum += term;
	}
	return sum;
}
function fraction(x, a) {
	let below = x + 1 - a;
	let c = Number.POSITIVE_INFINITY;
	let d = 1 / below;
	let value = d;
	const most = 1e3 + 100 * Math.sqrt(a);
	for (let k = 1; k <= most; k += 1) {
		const numerator = k * (a - k);
		below += 2;
		d = 1 / nonZero(below + numerator * d);
		c = nonZero(below + numerator / c);
		const change = c * d;
		value *= change;
		if (Math.abs(change - 1) <= Number.EPSILON) return value;
	}
	demand(false, `the gamma distribution (${a}) at ${x} did not converge`);
	return NaN;
}
function nonZero(value) {
	return Math.abs(value) < 1e-300 ? 1e-300 : value;
}

// shared/domain/statistics/poisson.ts
const greatestEvents = 1e9;
function rateInterval(seen, level) {
	demandOccurrences(seen);
	const tail = tailOf(level);
	if (seen.exposure === 0) return {
		kind: "none",
		reason: "too-few"
	};
	if (seen.events > 1e9) return {
		kind: "none",
		reason: "too-many",
		limit: greatestEvents
	};
	return claimed("poisson", level, rateBounds(seen, tail), [0, Number.POSITIVE_INFINITY]);
}
function demandOccurrences({ events, exposure }) {
	demandCount(events, "the number of events");
	demand(exposure >= 0 && Number.isFinite(exposure), `an exposure must be >= 0 and finite, not ${exposure}`);
}
function rateBounds({ events, exposure }, tail) {
	const lower = events < 1 ? 0 : gammaQuantile(tail, events);
	const upper = events === 0 ? -Math.log(tail) : gammaQuantile(1 - tail, events + 1);
	return [lower / exposure, upper / exposure];
}

// shared/domain/statistics/proportion.ts
function proportionInterval(proportion, method, level) {
	demandProportion(proportion);
	const tail = tailOf(level);
	if (proportion.n === 0) return {
		kind: "none",
		reason: "too-few",
		needed: 1
	};
	return claimed(method, level, proportionBounds(proportion, method, tail), [0, 1]);
}
function demandProportion({ successes, n }) {
	demandCount(n, "the number of trials");
	demandCount(successes, "the number of successes");
	demand(successes <= n, `${successes} successes of ${n} trials`);
}
function proportionBounds({ successes, n }, method, tail) {
	if (2 * successes > n) {
		const [lower, upper] = proportionBounds({
			successes: n - successes,
			n
		}, method, tail);
		return [1 - upper, 1 - lower];
	}
	return method === "wilson" ? wilson(successes, n, tail) : clopperPearson(successes, n, tail);
}
function wilson(successes, n, tail) {
	const rate = successes / n;
	const z = normalUpperQuantile(tail);
	const share = z * z / n;
	const upper = (rate + share / 2 + z * Math.sqrt((rate * (1 - rate) + share / 4) / n)) / (1 + share);
	return [rate === 0 ? 0 : rate * rate / ((1 + share) * upper), Math.min(1, upper)];
}
function clopperPearson(successes, n, tail) {
	if (successes === 0) return [0, -Math.expm1(Math.log(tail) / n)];
	return [successes < 1 ? 0 : betaQuantile(tail, successes, n - successes + 1), n - successes < 1 ? 1 : betaQuantile(1 - tail, successes + 1, n - successes)];
}

// shared/domain/statistics/quantile-sketch.ts
function noSketch(relativeError) {
	demand(relativeError >= 1e-4 && relativeError <= .5, `no sketch with a relative error of ${relativeError}`);
	return {
		relativeError,
		width: Math.log1p(relativeError) - Math.log1p(-relativeError),
		n: 0,
		zeros: 0,
		positive: new Map(),
		negative: new Map(),
		min: Number.POSITIVE_INFINITY,
		max: Number.NEGATIVE_INFINITY
	};
}
function addToSketch(sketch, value) {
	demand(Number.isFinite(value), `${value} is not a value of a sketch`);
	sketch.n += 1;
	if (value < sketch.min) sketch.min = value + 0;
	if (value > sketch.max) sketch.max = value + 0;
	if (value === 0) {
		sketch.zeros += 1;
		return;
	}
	const counts = value > 0 ? sketch.positive : sketch.negative;
	const bucket = Math.ceil(Math.log(Math.abs(value)) / sketch.width) + 0;
	counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
}
function mergeSketches(a, b) {
	demand(a.relativeError === b.relativeError, `sketches of ${a.relativeError} and ${b.relativeError} do not merge`);
	return {
		relativeError: a.relativeError,
		width: a.width,
		n: a.n + b.n,
		zeros: a.zeros + b.zeros,
		positive: mergeCounts(a.positive, b.positive),
		negative: mergeCounts(a.negative, b.negative),
		min: Math.min(a.min, b.min),
		max: Math.max(a.max, b.max)
	};
}
function mergeCounts(a, b) {
	const merged = new Map(a);
	for (const [bucket, count] of b) merged.set(bucket, (merged.get(bucket) ?? 0) + count);
	return merged;
}
function sketchedPercentile(sketch, p) {
	return sketch.n === 0 ? void 0 : sketchedRank(sketch, percentilePosition(sketch.n, p, "nearest-rank").rank);
}
function sketchedPercentileInterval(sketch, p, level) {
	const ranks = orderStatistics(sketch.n, p, level);
	if (ranks.kind === "none") return ranks;
	const { lower, upper, coverage } = ranks;
	const ends = [lower === void 0 ? NaN : sketchedRank(sketch, lower).lower, upper === void 0 ? NaN : sketchedRank(sketch, upper).upper];
	return {
		...claimed("order-statistic", level, ends, [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]),
		coverage,
		relativeError: sketch.relativeError
	};
}
function sketchedRank(sketch, rank) {
	if (rank === 1) return {
		value: sketch.min,
		lower: sketch.min,
		upper: sketch.min
	};
	if (rank === sketch.n) return {
		value: sketch.max,
		lower: sketch.max,
		upper: sketch.max
	};
	let left = rank;
	for (const bucket of [...sketch.negative.keys()].sort((a, b) => b - a)) {
		left -= sketch.negative.get(bucket) ?? 0;
		if (left <= 0) return inBucket(sketch, bucket, -1);
	}
	left -= sketch.zeros;
	if (left <= 0) return {
		value: 0,
		lower: 0,
		upper: 0
	};
	for (const bucket of [...sketch.positive.keys()].sort((a, b) => a - b)) {
		left -= sketch.positive.get(bucket) ?? 0;
		if (left <= 0) return inBucket(sketch, bucket, 1);
	}
	demand(false, `a sketch of ${sketch.n} values has no rank ${rank}`);
	return {
		value: NaN,
		lower: NaN,
		upper: NaN
	};
}
function inBucket(sketch, bucket, sign) {
	const log = sketch.width;
	const wider = 1e-12 * (1 + Math.abs(bucket * log));
	const near = Math.exp((bucket - 1) * log - wider);
	const far = Math.exp(bucket * log + wider);
	const middle = Math.exp(bucket * log) * (1 - sketch.relativeError);
	const within = (value) => Math.min(sketch.max, Math.max(sketch.min, sign * value));
	const [lower, upper] = sign === 1 ? [within(near), within(far)] : [within(far), within(near)];
	return {
		value: within(middle),
		lower,
		upper
	};
}

// shared/domain/statistics/difference.ts
const infinite = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
function demandFactor(factor) {
	demand(factor > 0 && Number.isFinite(factor), `a factor must be > 0, not ${factor}`);
}
function proportionDifference(a, b, level, factor = 1) {
	demandProportion(a);
	demandProportion(b);
	demandFactor(factor);
	const tail = tailOf(level);
	if (a.n === 0 || b.n === 0) return {
		kind: "none",
		reason: "too-few",
		needed: 1
	};
	return claimed("newcombe", level, newcombeBounds(a, b, tail, factor), [-factor, 1]);
}
function newcombeBounds(a, b, tail, factor) {
	const [rateA, rateB] = [a.successes / a.n, b.successes / b.n];
	const [lowA, highA] = proportionBounds(a, "wilson", tail);
	const [lowB, highB] = proportionBounds(b, "wilson", tail);
	const difference = rateA - factor * rateB;
	return [difference - Math.hypot(rateA - lowA, factor * (highB - rateB)), difference + Math.hypot(highA - rateA, factor * (rateB - lowB))];
}
function meanContrastOf(a, b, factor) {
	demandFactor(factor);
	const [meanA, meanB, varianceA, varianceB] = [
		a.mean,
		b.mean,
		a.variance,
		b.variance
	];
	if (meanA === void 0 || meanB === void 0 || varianceA === void 0 || varianceB === void 0) return {
		kind: "none",
		reason: "too-few",
		needed: 2
	};
	const [ofA, ofB] = [varianceA / a.n, factor * factor * varianceB / b.n];
	const total = ofA + ofB;
	if (total === 0) return {
		kind: "none",
		reason: "no-spread"
	};
	const [shareA, shareB] = [ofA / total, ofB / total];
	return {
		kind: "contrast",
		difference: meanA - factor * meanB,
		standardError: Math.sqrt(total),
		degreesOfFreedom: 1 / (shareA ** 2 / (a.n - 1) + shareB ** 2 / (b.n - 1))
	};
}
function contrastInterval(contrast, level) {
	const tail = tailOf(level);
	const half = studentUpperQuantile(tail, contrast.degreesOfFreedom) * contrast.standardError;
	return claimed("welch-t", level, [contrast.difference - half, contrast.difference + half], infinite);
}

// shared/domain/statistics/zone.ts
function keeps(value, { operator, target }) {
	switch (operator) {
		case "<": return value < target;
		case "<=": return value <= target;
		case ">": return value > target;
		case ">=": return value >= target;
	}
}
function zoneOf({ lower, upper }, rule) {
	if (Number.isNaN(lower) || Number.isNaN(upper)) return "undecided";
	const [low, high] = [keeps(lower, rule), keeps(upper, rule)];
	if (low && high) return "met";
	return low || high ? "undecided" : "missed";
}

// shared/domain/statistics/sample-size.ts
const greatestN = 1e9;
function smallestToMeet(rule, method, level) {
	const lessIsBetter = rule.operator.startsWith("<");
	return smallestWhole((n) => zoneAt({
		successes: lessIsBetter ? 0 : n,
		n
	}, rule, method, level) === "met", 1, greatestN);
}
function zoneAt(proportion, rule, method, level) {
	const [lower, upper] = proportionBounds(proportion, method, tailOf(level));
	return zoneOf({
		lower: level.sides === "upper" ? 0 : lower,
		upper: level.sides === "lower" ? 1 : upper
	}, rule);
}
function moreTrials(seen, rule, method, level) {
	demandProportion(seen);
	if (seen.n === 0) return void 0;
	return decidedAfter((more) => zoneAt(grownTo(seen, seen.n + more), rule, method, level));
}
function grownTo({ successes, n }, total) {
	return {
		successes: successes === n ? total : successes * (total / n),
		n: total
	};
}
function moreTrialsToCompare(a, b, rule, level, factor = 1) {
	demandProportion(a);
	demandProportion(b);
	const tail = tailOf(level);
	if (a.n === 0 || b.n === 0) return void 0;
	return decidedAfter((more) => {
		const total = a.n + more;
		const [lower, upper] = newcombeBounds(grownTo(a, total), grownTo(b, b.n * (total / a.n)), tail, factor);
		return zoneOf({
			lower: level.sides === "upper" ? -factor : lower,
			upper: level.sides === "lower" ? 1 : upper
		}, rule);
	});
}
function moreValues(seen, rule, level) {
	demandCount(seen.n, "the number of values");
	demand(seen.standardError >= 0, `a standard error must be >= 0, not ${seen.standardError}`);
	const tail = tailOf(level);
	if (seen.n < 2 || seen.standardError === 0) return void 0;
	return decidedAfter((more) => {
		const n = seen.n + more;
		const half = studentUpperQuantile(tail, n - 1) * seen.standardError * Math.sqrt(seen.n / n);
		return zoneOf({
			lower: level.sides === "upper" ? Number.NEGATIVE_INFINITY : seen.mean - half,
			upper: level.sides === "lower" ? Number.POSITIVE_INFINITY : seen.mean + half
		}, rule);
	});
}
function moreExposure(seen, rule, level) {
	demandOccurrences(seen);
	demandCount(seen.n, "the number of samples");
	const tail = tailOf(level);
	if (seen.n === 0 || seen.exposure === 0) return void 0;
	const most = seen.events === 0 ? greatestN : (greatestEvents / seen.events - 1) * seen.n;
	return decidedAfter((more) => {
		const times = (seen.n + more) / seen.n;
		const [lower, upper] = rateBounds({
			events: seen.events * times,
			exposure: seen.exposure * times
		}, tail);
		return zoneOf({
			lower: level.sides === "upper" ? 0 : lower,
			upper: level.sides === "lower" ? Number.POSITIVE_INFINITY : upper
		}, rule);
	}, Math.max(0, Math.floor(Math.min(most, greatestN))));
}
function decidedAfter(zoneAfter, limit = greatestN) {
	const more = smallestWhole((count) => zoneAfter(count) !== "undecided", 0, limit);
	if (more === void 0) return void 0;
	const zone = zoneAfter(more);
	return zone === "undecided" ? void 0 : {
		more,
		zone
	};
}
function smallestToCompare(zone, rule, level, factor = 1) {
	const tail = tailOf(level);
	const lessIsBetter = rule.operator.startsWith("<");
	return smallestWhole((n) => {
		const [none, all] = [{
			successes: 0,
			n
		}, {
			successes: n,
			n
		}];
		const best = lessIsBetter ? none : all;
		const [lower, upper] = newcombeBounds(zone === "met" ? best : lessIsBetter ? all : none, best, tail, factor);
		const ends = {
			lower: level.sides === "upper" ? -factor : lower,
			upper: level.sides === "lower" ? 1 : upper
		};
		return zoneOf(ends, rule) === zone;
	}, 1, greatestN);
}

// shared/domain/statistics/sorted-sample.ts
function sortedSample(values) {
	return Float64Array.from(values, (value) => {
		demand(Number.isFinite(value), `${value} is not a value of a sample`);
		return value + 0;
	}).sort();
}

// shared/domain/statistics/exact-sum.ts
function addExactly(sum, value) {
	let carry = value;
	let used = 0;
	for (const part of sum) {
		const total = carry + part;
		const ofPart = total - carry;
		const error = carry - (total - ofPart) + (part - ofPart);
		if (error !== 0) {
			sum[used] = error;
			used += 1;
		}
		carry = total;
	}
	sum.length = used;
	if (carry !== 0) sum.push(carry);
}
const splitter = 2 ** 27 + 1;
function addSquare(sum, value) {
	const square = value * value;
	const scaled = splitter * value;
	const high = scaled - (scaled - value);
	const low = value - high;
	addExactly(sum, square);
	addExactly(sum, high * high - square + 2 * high * low + low * low);
}
function mergedSum(a, b) {
	const sum = [...a];
	for (const part of b) addExactly(sum, part);
	return sum;
}
const unit = 1074n;
const view = new DataView(new ArrayBuffer(8));
function inUnits(sum) {
	let total = 0n;
	for (const part of sum) {
		view.setFloat64(0, part);
		const bits = view.getBigUint64(0);
		const exponent = bits >> 52n & 2047n;
		const fraction = bits & 4503599627370495n;
		const magnitude = exponent === 0n ? fraction : (fraction | 1n << 52n) << exponent - 1n;
		total += part < 0 ? -magnitude : magnitude;
	}
	return total;
}
function quotient(numerator, denominator) {
	if (numerator === 0n) return 0;
	const magnitude = numerator < 0n ? -numerator : numerator;
	const bits = (value) => value.toString(16).length * 4;
	const shift = 72 - bits(magnitude) + bits(denominator);
	const scaled = shift > 0 ? magnitude << BigInt(shift) : magnitude;
	const divisor = shift < 0 ? denominator << BigInt(-shift) : denominator;
	const rounded = Number(scaled / divisor | (scaled % divisor === 0n ? 0n : 1n));
	const half = Math.trunc(-shift / 2);
	const value = rounded * 2 ** half * 2 ** (-shift - half);
	return numerator < 0n ? -value : value;
}
function roundedSum(sum) {
	return quotient(inUnits(sum), 1n << unit);
}
function moments(n, sum, squares) {
	const count = BigInt(n);
	const first = inUnits(sum);
	const deviations = (inUnits(squares) << unit) * count - first * first;
	const m2 = quotient(deviations < 0n ? 0n : deviations, count << 2n * unit);
	return {
		mean: quotient(first, count << unit),
		m2
	};
}
function dividedSum(sum, by) {
	const divisor = inUnits(by);
	return divisor <= 0n ? void 0 : quotient(inUnits(sum), divisor);
}

// shared/domain/statistics/farrington-manning.ts
function demandContrast({ factor, margin }) {
	demand(factor > 0 && Number.isFinite(factor), `a factor must be > 0, not ${factor}`);
	demand(margin < 1 && margin > -factor, `no rates lie ${margin} apart at a factor of ${factor}`);
}
function restrictedVariance(a, b, contrast) {
	demandContrast(contrast);
	const { factor, margin } = contrast;
	const low = Math.max(0, -margin / factor);
	const high = Math.min(1, (1 - margin) / factor);
	const atB = root((p) => {
		const score = factor * a.n * scoreOf(a.rate, factor * p + margin) + b.n * scoreOf(b.rate, p);
		const slope = factor ** 2 * a.n * steepness(a.rate, factor * p + margin) + b.n * steepness(b.rate, p);
		return {
			value: -score,
			slope
		};
	}, low, high, (low + high) / 2);
	const atA = Math.min(1, Math.max(0, factor * atB + margin));
	return atA * (1 - atA) / a.n + factor ** 2 * atB * (1 - atB) / b.n;
}
function scoreOf(observed, rate) {
	return (observed === 0 ? 0 : observed / rate) - (observed === 1 ? 0 : (1 - observed) / (1 - rate));
}
function steepness(observed, rate) {
	return (observed === 0 ? 0 : observed / rate ** 2) + (observed === 1 ? 0 : (1 - observed) / (1 - rate) ** 2);
}

// shared/domain/statistics/detectable.ts
function demandErrors({ alpha, power }) {
	demandOpenUnit(alpha, "alpha");
	demandOpenUnit(power, "power");
	demand(power > alpha, `a power of ${power} is no better than an alpha of ${alpha}`);
}
function detectableRate(baseline, n, margin, errors) {
	demandErrors(errors);
	demandCount(n, "the number of trials", 1);
	demandCount(baseline.n, "the number of trials of the baseline", 1);
	demand(baseline.rate >= 0 && baseline.rate <= 1, `a rate must be between 0 and 1, not ${baseline.rate}`);
	demand(margin >= 0 && margin < 1, `a margin must be >= 0 and < 1, not ${margin}`);
	const [forAlpha, forPower] = [normalUpperQuantile(errors.alpha), normalUpperQuantile(1 - errors.power)];
	const found = (rate) => {
		const edge = restrictedVariance({
			rate,
			n
		}, baseline, {
			factor: 1,
			margin
		});
		const own = rate * (1 - rate) / n + baseline.rate * (1 - baseline.rate) / baseline.n;
		return rate - baseline.rate - margin >= forAlpha * Math.sqrt(edge) + forPower * Math.sqrt(own);
	};
	if (baseline.rate + margin >= 1 || !found(1)) return void 0;
	let [missed, seen] = [baseline.rate + margin, 1];
	for (let step = 0; step < 60; step += 1) {
		const middle = (missed + seen) / 2;
		if (found(middle)) seen = middle;
		else missed = middle;
	}
	return seen;
}
function detectableMeanDifference(contrast, errors) {
	demandErrors(errors);
	const { standardError, degreesOfFreedom } = contrast;
	return [errors.alpha, 1 - errors.power].map((tail) => studentUpperQuantile(tail, degreesOfFreedom)).reduce((sum, quantile) => sum + quantile, 0) * standardError;
}

// shared/domain/statistics/p-value.ts
function proportionTest(a, b, claim) {
	demandProportion(a);
	demandProportion(b);
	demandContrast(claim);
	if (a.n === 0 || b.n === 0) return {
		kind: "none",
		reason: "too-few",
		needed: 1
	};
	const [ofA, ofB] = [{
		rate: a.successes / a.n,
		n: a.n
	}, {
		rate: b.successes / b.n,
		n: b.n
	}];
	const distance = ofA.rate - claim.factor * ofB.rate - claim.margin;
	const statistic = distance === 0 ? 0 : distance / Math.sqrt(restrictedVariance(ofA, ofB, claim));
	return {
		kind: "test",
		method: "farrington-manning",
		p: normalUpperTail(claim.alternative === "greater" ? statistic : -statistic),
		statistic
	};
}
function contrastTest(contrast, claim) {
	const statistic = (contrast.difference - claim.margin) / contrast.standardError;
	return {
		kind: "test",
		method: "welch-t",
		p: studentUpperTail(claim.alternative === "greater" ? statistic : -statistic, contrast.degreesOfFreedom),
		statistic
	};
}

// shared/domain/statistics/mover.ts
function moverBounds(a, b, factor) {
	demandFactor(factor);
	const difference = a.value - factor * b.value;
	return [difference - Math.hypot(a.value - a.lower, factor * (b.upper - b.value)), difference + Math.hypot(a.upper - a.value, factor * (b.value - b.lower))];
}
const smallestP = 1e-12;
function invertedP(boundsAt, margin, alternative) {
	const supports = (tail) => {
		const [lower, upper] = boundsAt(tail);
		return alternative === "greater" ? lower > margin : upper < margin;
	};
	if (!supports(.5)) return 1;
	if (supports(smallestP)) return smallestP;
	let [no, yes] = [Math.log(smallestP), Math.log(.5)];
	for (let step = 0; step < 36; step += 1) {
		const middle = (no + yes) / 2;
		if (supports(Math.exp(middle))) yes = middle;
		else no = middle;
	}
	return Math.exp(yes);
}

// shared/domain/statistics/rate-difference.ts
function unfit(a, b) {
	demandOccurrences(a);
	demandOccurrences(b);
	if (a.exposure === 0 || b.exposure === 0) return {
		kind: "none",
		reason: "too-few"
	};
	if (Math.max(a.events, b.events) > 1e9) return {
		kind: "none",
		reason: "too-many",
		limit: greatestEvents
	};
}
function differenceBounds(a, b, tail, factor) {
	const limits = (seen) => {
		const [lower, upper] = rateBounds(seen, tail);
		return {
			value: seen.events / seen.exposure,
			lower,
			upper
		};
	};
	return moverBounds(limits(a), limits(b), factor);
}
function rateDifference(a, b, level, factor = 1) {
	const tail = tailOf(level);
	const infinite = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
	return unfit(a, b) ?? claimed("mover", level, differenceBounds(a, b, tail, factor), infinite);
}
function rateDifferenceP(a, b, claim) {
	return unfit(a, b) ?? invertedP((tail) => differenceBounds(a, b, tail, claim.factor), claim.margin, claim.alternative);
}
function rateRatio(a, b, level) {
	const tail = tailOf(level);
	const none = unfit(a, b);
	if (none !== void 0) return none;
	const n = a.events + b.events;
	if (n === 0) return {
		kind: "none",
		reason: "too-few"
	};
	const [lower, upper] = proportionBounds({
		successes: a.events,
		n
	}, "clopper-pearson", tail);
	const ratioOf = (share) => share / (1 - share) * (b.exposure / a.exposure);
	const ends = [ratioOf(lower), upper === 1 ? Number.POSITIVE_INFINITY : ratioOf(upper)];
	return claimed("conditional-binomial", level, ends, [0, Number.POSITIVE_INFINITY]);
}
function rateRatioP(a, b, ratio, alternative) {
	demand(ratio > 0 && Number.isFinite(ratio), `a ratio must be > 0, not ${ratio}`);
	const none = unfit(a, b);
	if (none !== void 0) return none;
	const n = a.events + b.events;
	if (n === 0) return {
		kind: "none",
		reason: "too-few"
	};
	const share = ratio * a.exposure / (ratio * a.exposure + b.exposure);
	return alternative === "greater" ? binomialTails(a.events - 1, n, share).upper : binomialTails(a.events, n, share).lower;
}

// shared/domain/statistics/percentile-difference.ts
function percentileDifference(a, b, { p, method }, resampling, level, { factor, margin, alternative }) {
	demandFactor(factor);
	const tail = tailOf(level);
	demandEnough(resampling, tail);
	const few = tooFewForPercentile([a.length, b.length], p, level);
	if (few !== void 0) return few;
	const limit = greatestBootstrapSample;
	if (Math.max(a.length, b.length) > limit) return {
		kind: "none",
		reason: "too-many",
		limit
	};
	const [ofA, ofB] = [percentileOfPicks(a, p, method), percentileOfPicks(b, p, method)];
	const differences = resampledStatistics([a.length, b.length], ([picksA = new Uint32Array(), picksB = new Uint32Array()]) => ofA(picksA) - factor * ofB(picksB), resampling);
	if (!(differences instanceof Float64Array)) return differences;
	const ends = endsAt(differences, [tail, 1 - tail]);
	if (ends === void 0) return {
		kind: "none",
		reason: "unstable"
	};
	const infinite = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
	const against = differences.filter((each) => alternative === "greater" ? each <= margin : each >= margin);
	return {
		...claimed("bootstrap-percentile", level, ends, infinite),
		resamples: resampling.resamples,
		p: (against.length + 1) / (differences.length + 1)
	};
}

// shared/domain/statistics/holm.ts
function holm(pValues, alpha) {
	demand(alpha > 0 && alpha < 1, `alpha must be between 0 and 1, not ${alpha}`);
	for (const p of pValues) demand(p >= 0 && p <= 1, `a p-value must be between 0 and 1, not ${p}`);
	const order = [...pValues.keys()].sort((a, b) => (pValues[a] ?? 1) - (pValues[b] ?? 1));
	const corrected = [];
	let adjusted = 0;
	for (const [step, index] of order.entries()) {
		adjusted = Math.min(1, Math.max(adjusted, (pValues.length - step) * (pValues[index] ?? 1)));
		corrected[index] = {
			adjusted,
			rejected: adjusted <= alpha
		};
	}
	return corrected;
}

export { addExactly, addSquare, addToSketch, bootstrapMean, bootstrapPercentile, contrastInterval, contrastTest, detectableMeanDifference, detectableRate, dividedSum, greatestBcaSample, greatestN, holm, invertedP, keeps, meanContrastOf, meanIntervalOf, mergeSketches, mergedSum, moments, moreExposure, moreTrials, moreTrialsToCompare, moreValues, moverBounds, noSketch, normalUpperQuantile, percentileDifference, percentileInterval, percentileMethods, percentileOf, proportionDifference, proportionInterval, proportionTest, rateDifference, rateDifferenceP, rateInterval, rateRatio, rateRatioP, roundedSum, sketchedPercentile, sketchedPercentileInterval, smallestForOrderStatistics, smallestToCompare, smallestToMeet, sortedSample, tailOf, tooFewForPercentile, zoneOf };