import { childPointer, isObject, isoMillisecondTime, parseTime, stableJson } from "./shared.js";
import { milliseconds } from "./core-duration.js";
import { defaultLimits, intervalOf, isInterval, kpiTally, kpiVerdict, likeness, measureOf, mergeKpis, ruleOf, v1Differences, v1Report } from "./domain-kpi.js";
import { definitionHash } from "./domain-kpi-config.js";
import { addExactly, dividedSum, holm, proportionInterval, roundedSum, zoneOf } from "./domain-statistics.js";
import { comparison as comparison$1 } from "./domain-kpi-gate-config.js";
import { posix } from "node:path";

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
	const waiting = new Map();
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
	return new Map([
		["KPI definitions", report.definitionHash],
		["minimum samples", report.minimumSamples],
		["KPIs", report.kpis.map(({ id }) => id)],
		["schema version", report.schemaVersion],
		["tool version", /^(\d+)\.\d+\.\d+/.exec(report.toolVersion)?.[1]]
	]);
}
function comparison(fact, runs) {
	const values = new Map();
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
const apart = new Set([
	"/toolVersion",
	"/sources/*/path",
	"/findings/*/path",
	"/findings/*/otherPath"
]);
const nearly = new Set(["/kpis/*/interval/lower", "/kpis/*/interval/upper"]);
const nearlyWhole = new Set(["/kpis/*/interval/needed"]);
function compare(a, b, pointer, form, found) {
	if (apart.has(form)) return;
	if (Array.isArray(a) && Array.isArray(b)) {
		for (let index = 0; index < Math.max(a.length, b.length); index += 1) compare(a[index], b[index], childPointer(pointer, index), `${form}/*`, found);
		return;
	}
	if (isObject(a) && isObject(b)) {
		for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) compare(member(a, key), member(b, key), childPointer(pointer, key), `${form}/${key}`, found);
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

export { comparability, distinctness, inTimeOrder, orderOf, pooledKpis, regressions, selfAudit, supportOf, tooOld, v1Gate, v1GateText, withoutAge };