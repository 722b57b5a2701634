import { GovernanceError, choice, decodeText, defineControl, flag, integer, isObject, isoMillisecondTime, list, ownerAndRepo, parseTime, reportKind, rule, structured, text, version } from "./shared.js";
import { array, boolean, json, number, object, record, strictObject, string, union } from "./vendor.js";
import { KpiRunSchema, KpiSetsSchema, adding, definitionHash, factsOf, intervalCharts, kpiReport, meets, milliseconds, numberText, problemClasses, readV1, rowsScan, setNamed, setsProblems, targetText, unitOf, unknownSet, v1Set, valueText } from "./domain-kpi.js";
import { Alpha, BaselineSchema, ComparableFacts, MaximumGap, MinimumGap, Power, RatchetSchema, SelfAuditSchema, TolerancesSchema, comparability, distinctness, gateProblems, inTimeOrder, orderOf, pooledKpis, regressions, selfAudit, supportOf, v1Gate, v1GateText } from "./domain-kpi-gate.js";
import { parseReport } from "./core-report-schema.js";
import { parseJson } from "./parse-json.js";
import { executionsOf, listJobs } from "./domain-run-jobs.js";
import { posix } from "node:path";

// actions/kpi-gate/data.ts
const End = number().nullable().meta({ description: "null: without end." });
const Interval = object({
	lower: End,
	upper: End,
	confidence: number()
});
const Count = number().int().min(0);
const GateDataSchema = object({
	runs: array(object({
		name: string(),
		runId: string(),
		runType: string(),
		recomputed: boolean().meta({ description: "Whether its values were computed again from its rows." }),
		facts: record(string(), json()),
		rows: Count,
		sources: array(object({
			path: string(),
			sha256: string(),
			bytes: Count,
			rows: Count
		})),
		first: string().optional(),
		last: string().optional(),
		values: record(string(), number().nullable())
	})),
	kpis: array(object({
		id: string(),
		required: boolean(),
		value: number().nullable(),
		samples: Count,
		interval: Interval.optional(),
		method: string().optional(),
		verdict: string(),
		more: number().optional().meta({ description: "Samples more that would decide." })
	})),
	comparisons: array(object({
		id: string(),
		against: string(),
		name: string().optional(),
		zone: string(),
		current: number().nullable(),
		reference: number().nullable(),
		limit: number().nullable(),
		judged: string().optional(),
		method: string().optional(),
		interval: Interval.optional(),
		p: number().optional(),
		adjusted: number().optional().meta({ description: "The p-value after the correction of Holm." }),
		detectable: number().optional(),
		more: number().optional()
	})),
	selfAudit: object({
		pairs: Count,
		alarms: array(object({
			earlier: string(),
			later: string(),
			kpis: array(string())
		})),
		undecided: Count,
		rate: number().nullable(),
		interval: Interval.optional()
	}).optional()
});
function shown({ lower, upper, confidence }) {
	const end = (value) => Number.isFinite(value) ? value : null;
	return {
		lower: end(lower),
		upper: end(upper),
		confidence
	};
}
function given(key, value) {
	return value === void 0 ? {} : { [key]: value };
}
function gateData(runs, pooled, compared, audit) {
	return {
		runs: runs.map(({ name, runId, runType, facts, report, rows }) => ({
			name,
			runId,
			runType,
			facts: { ...facts },
			recomputed: rows !== void 0,
			rows: report.rows,
			sources: report.sources.map(({ path, sha256, bytes, rows: count }) => ({
				path,
				sha256,
				bytes,
				rows: count
			})),
			...given("first", report.time?.first),
			...given("last", report.time?.last),
			values: Object.fromEntries(report.kpis.map(({ id, value }) => [id, value]))
		})),
		kpis: pooled.map(({ id, required, value, samples, interval, verdict, more }) => ({
			id,
			required,
			value: value ?? null,
			samples,
			verdict,
			...interval === void 0 ? {} : {
				interval: shown(interval),
				method: interval.method
			},
			...given("more", more)
		})),
		comparisons: compared.map((one) => ({
			id: one.id,
			against: one.against.kind,
			zone: one.zone,
			...given("name", one.against.name),
			current: one.current ?? null,
			reference: one.reference ?? null,
			limit: one.limit ?? null,
			...given("judged", one.judged),
			...given("method", one.method),
			...one.interval === void 0 ? {} : { interval: shown(one.interval) },
			...given("p", one.p),
			...given("adjusted", one.adjusted),
			...given("detectable", one.detectable),
			...given("more", one.more)
		})),
		...audit === void 0 || !("status" in audit) ? {} : { selfAudit: {
			pairs: audit.pairs,
			alarms: audit.alarms,
			undecided: audit.undecided,
			rate: audit.rate ?? null,
			...audit.interval === void 0 ? {} : { interval: shown(audit.interval) }
		} }
	};
}

// actions/kpi-gate/definition.ts
const Text = string().trim().min(1, "must not be empty");
const HarnessSchema = union([strictObject({ workflow: Text.meta({ description: "File name of the workflow that measures, e.g. kpi.yml: every run of it for the commit must be there." }) }), strictObject({ none: Text.meta({ description: "Why no workflow measures, e.g. runs are made by hand: then nobody can tell whether one is left out." }) })]);
const HistorySchema = strictObject({
	reports: array(Text).min(1).optional().meta({ description: "Earlier reports: paths or globs of files of the base, which a change cannot choose." }),
	branch: Text.optional().meta({ description: "The branch whose last runs of the harness are read, e.g. main." }),
	runs: number().int().min(1).max(100).default(20).meta({ description: "How many of them at most." })
}).refine(({ reports, branch }) => reports === void 0 !== (branch === void 0), "earlier reports are either files (reports) or runs of a branch (branch)");
const inputs = {
	set: text({
		description: "The id of the KPI set, under kpi-sets.",
		policy: true
	}),
	reports: list({
		description: "The reports of the runs: paths or globs. None: every report on the set in the artifacts of this run and of the runs of the harness, or in report-dir.",
		default: [],
		policy: true
	}),
	rows: list({
		description: "Files of rows that do not lie beside their report: paths or globs. They are found by their sha256.",
		default: [],
		policy: true
	}),
	origin: choice(["output", "committed"], {
		description: "Where reports and rows are from: output of a step of this job, produced or downloaded, or committed files of the repository.",
		default: "output",
		policy: true
	}),
	"run-type": text({
		description: "The run-type that the runs must have.",
		default: "gate",
		policy: true
	}),
	runs: integer({
		description: "The fewest runs that are judged together.",
		default: 2,
		min: 2,
		max: 100,
		policy: true
	}),
	commit: choice(["judged", "any"], {
		description: "Which commit the runs must have measured: the judged one, or any one commit, for evidence that is committed later.",
		default: "judged",
		policy: true
	}),
	harness: structured(HarnessSchema, {
		description: "The workflow that measures, or why there is none.",
		policy: true
	}),
	"minimum-gap": structured(MinimumGap.optional(), {
		description: "The shortest time from the end of a run to the beginning of the next.",
		policy: true
	}),
	"maximum-gap": structured(MaximumGap.optional(), {
		description: "The longest time from the end of a run to the beginning of the next.",
		policy: true
	}),
	comparable: structured(ComparableFacts.optional(), {
		description: "The facts that must agree between the runs. Without it all that any of them has.",
		policy: true
	}),
	baseline: structured(BaselineSchema.optional(), {
		description: "The report that the runs are compared with; a file of the base.",
		policy: true
	}),
	history: structured(HistorySchema.optional(), {
		description: "Earlier reports, for the trend, the ratchet and the self-audit.",
		policy: true
	}),
	ratchet: structured(RatchetSchema.optional(), {
		description: "Compares the runs with the best value that two consecutive earlier reports reached.",
		policy: true
	}),
	"self-audit": structured(SelfAuditSchema.optional(), {
		description: "Tells how often the comparison alarms between earlier reports of one commit.",
		policy: true
	}),
	tolerances: structured(TolerancesSchema, {
		description: "KPI to how much worse it may be than the baseline and the best sustained value.",
		default: {},
		policy: true
	}),
	alpha: structured(Alpha, {
		description: "The error of comparisons: their intervals are two-sided at 1 - alpha.",
		default: .05,
		policy: true
	}),
	power: structured(Power, {
		description: "With which probability a difference is to be seen that is told as detectable.",
		default: .8,
		policy: true
	}),
	recompute: flag({
		description: "Read the rows again and compute everything anew. Without it every result rests on what reports say, and is not verified.",
		default: true,
		policy: true
	}),
	inconclusive: choice(["unverified", "conditional"], {
		description: "What figures are that allow both answers: unverified (no-go), or conditional (at best conditional-go).",
		default: "unverified",
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
	}),
	v1: flag({
		description: "Also write the known result v1 of a gate over two v1 reports.",
		default: false
	})
};
const lists = { "kpi-sets": KpiSetsSchema };
const outputs = { runs: { description: "How many runs were judged together." } };

// actions/kpi-gate/found.ts
const rowEndings = [
	".rows.ndjson",
	".rows.ndjson.gz",
	".rows.json"
];
const reportMaxBytes$1 = 16777216;
async function findRuns(ctx, harnessRuns) {
	return ctx.inputs.reports.length > 0 ? fromFiles(ctx) : fromReports(ctx, harnessRuns);
}
async function fromFiles(ctx) {
	const { reports, origin } = ctx.inputs;
	const listed = origin === "output" ? await ctx.produced.list() : await ctx.match(["**"]);
	const found = {
		runs: [],
		unusable: []
	};
	if (!listed.ok) {
		found.unusable.push(...reports.map((name) => ({
			name,
			problem: "is not known",
			because: listed.because
		})));
		return found;
	}
	const paths = /* @__PURE__ */ new Set();
	for (const entry of reports) {
		const matches = await ctx.matcher([entry]);
		const matching = listed.paths.filter(matches);
		for (const path of matching) paths.add(path);
		if (matching.length > 0) continue;
		const message = `no file matches ${entry}`;
		const needs = origin === "output" ? "a step before this one that writes or downloads it" : "the report in the repository";
		found.unusable.push({
			name: entry,
			problem: "is missing",
			because: {
				code: "NO_DATA",
				message,
				needs
			}
		});
	}
	for (const path of [...paths].sort()) {
		const file = origin === "output" ? await ctx.produced.read(path, reportMaxBytes$1) : await ctx.read(path, { maxBytes: reportMaxBytes$1 });
		if (file.found) take(found, readRun(file.content), {
			name: path,
			path,
			at: { path },
			collected: false,
			beside: /* @__PURE__ */ new Map()
		});
		else found.unusable.push({
			name: path,
			problem: file.message,
			at: { path },
			...file.because === void 0 ? {} : { because: file.because }
		});
	}
	return found;
}
async function fromReports(ctx, harnessRuns) {
	const collected = await ctx.reports({
		artifacts: [],
		endings: rowEndings,
		runs: harnessRuns
	});
	const found = {
		runs: [],
		unusable: problemsOf(collected)
	};
	const places = /* @__PURE__ */ new Map();
	for (const file of collected.files) {
		const key = placeKey(file);
		places.set(key, (places.get(key) ?? /* @__PURE__ */ new Map()).set(file.path, file));
	}
	for (const file of collected.files) {
		if (!/(^|\/)kpi-report[^/]*\.report\.json$/.test(file.path)) continue;
		const { origin, path } = file;
		const other = origin.kind === "artifact" && origin.runId !== ctx.subject.runId ? ` of run ${origin.runId}` : "";
		const name = `${origin.kind === "artifact" ? `${origin.name}/` : ""}${path}${other}`;
		const read = readRun(file.content, ctx.inputs.set);
		const foreign = read.kind === "run" && origin.kind === "artifact" ? foreignTo(ctx, read.subject, origin) : void 0;
		const beside = places.get(placeKey(file)) ?? /* @__PURE__ */ new Map();
		take(found, foreign === void 0 ? read : {
			kind: "wrong",
			problem: foreign
		}, {
			name,
			path,
			collected: true,
			beside
		});
	}
	return found;
}
function foreignTo(ctx, { runId, repository }, origin) {
	if (runId !== origin.runId) return `says that run ${runId ?? "none"} made it, and run ${origin.runId} uploaded it`;
	if (repository !== ctx.subject.repository) return `is of the repository ${repository ?? "none"}`;
	if (origin.headSha !== ctx.subject.headSha) return `was uploaded by a run of commit ${origin.headSha}`;
}
function placeKey({ origin }) {
	return origin.kind === "artifact" ? `artifact ${origin.id}` : `${origin.kind} ${origin.name}`;
}
function problemsOf({ problems, unlisted, unlistedRuns = [] }) {
	const unusable = problems.map(({ origin, path, message, because }) => ({
		name: [origin.name, path].filter((part) => part !== void 0).join("/"),
		problem: message,
		...because === void 0 ? {} : { because }
	}));
	if (unlisted !== void 0) unusable.push({
		name: "the artifacts of this run",
		problem: "could not be listed",
		because: unlisted
	});
	for (const { runId, because } of unlistedRuns) unusable.push({
		name: `the artifacts of run ${runId}`,
		problem: "could not be listed",
		because
	});
	return unusable;
}
function take(found, read, place) {
	const { name, at } = place;
	if (read.kind === "wrong") {
		const { problem, because } = read;
		found.unusable.push({
			name,
			problem,
			...at === void 0 ? {} : { at },
			...because === void 0 ? {} : { because }
		});
	} else if (read.kind === "run") found.runs.push({
		...place,
		subject: read.subject,
		claimed: {
			kind: "run",
			run: read.run
		}
	});
	else if (read.kind === "v1") found.runs.push({
		...place,
		claimed: {
			kind: "v1",
			report: read.report
		}
	});
}
function readRun(content, set) {
	const decoded = decodeText(content);
	if (!decoded.ok) return {
		kind: "wrong",
		problem: `is not text: ${decoded.message}`
	};
	const parsed = parseJson(decoded.text);
	if (!parsed.ok) return {
		kind: "wrong",
		problem: `is not JSON: ${parsed.message}`
	};
	const { value } = parsed.document;
	if (!isObject(value)) return {
		kind: "wrong",
		problem: "is no report: it is no object"
	};
	if ("reportVersion" in value) {
		const v1 = readV1(value);
		if (v1.ok) return {
			kind: "v1",
			report: v1.report
		};
		return {
			kind: "wrong",
			problem: `is no v1 report of a run: ${v1.problems.map(({ pointer, message }) => `${pointer} ${message}`.trim()).join("; ")}`
		};
	}
	if (value["kind"] !== "release-governance/report") return {
		kind: "wrong",
		problem: `is no report: its kind is ${JSON.stringify(value["kind"]) ?? "missing"}`
	};
	const version = value["schemaVersion"];
	if (typeof version === "number" && version > 1) return {
		kind: "wrong",
		problem: "is newer than this suite",
		because: {
			code: "NO_DATA",
			message: `it has the schema version ${version}, and this version of the suite reads up to ${1}`,
			needs: "the same version of the suite in all jobs"
		}
	};
	const report = parseReport(value);
	if (!report.success) return {
		kind: "wrong",
		problem: "does not have the form of a report"
	};
	if (report.data.control !== "kpi-report") return {
		kind: "wrong",
		problem: `is a report of ${report.data.control}, and not of kpi-report`
	};
	const data = KpiRunSchema.safeParse(report.data.data);
	if (!data.success) return {
		kind: "wrong",
		problem: `measured nothing: ${report.data.error?.message ?? "it holds no values"}`
	};
	if (set !== void 0 && data.data.set !== set) return { kind: "other" };
	return {
		kind: "run",
		run: data.data,
		subject: report.data.subject
	};
}
function besidePath(report, named) {
	return posix.normalize(posix.join(posix.dirname(report), named));
}

// actions/kpi-gate/row-files.ts
const mebibyte = 1048576;
const heldBytes = 16 * mebibyte;
function rowFiles(ctx, set) {
	const { "maximum-mib": mebibytes, "maximum-row-kib": rowKib, origin, rows: named } = ctx.inputs;
	const maxBytes = mebibytes * mebibyte;
	const parameters = {
		set: withoutAge(set),
		now: ctx.time.latest,
		maxRowBytes: rowKib * 1024
	};
	const read = /* @__PURE__ */ new Map();
	const handed = once(() => handedFiles());
	function held(path, content, sha256) {
		const value = once(async () => {
			const scanned = await ctx.scan(rowsScan, parameters, {
				path,
				content
			}, { maxBytes });
			return scanned.found ? scanned.value : { problem: scanned.message };
		});
		return {
			path,
			sha256,
			bytes: content.length,
			value
		};
	}
	async function fromPlace(path) {
		const file = origin === "output" ? await ctx.produced.read(path, Math.min(heldBytes, maxBytes)) : await ctx.read(path, { maxBytes });
		if (file.found) return held(path, file.content, file.sha256);
		if (file.reason === "absent") return void 0;
		if (file.reason !== "too-large" || origin === "committed") return {
			problem: file.message,
			...file.because === void 0 ? {} : { because: file.because }
		};
		const scanned = await ctx.scan(rowsScan, parameters, {
			path,
			produced: true
		}, { maxBytes });
		if (scanned.found) return {
			path,
			sha256: scanned.sha256,
			bytes: scanned.bytes,
			value: async () => scanned.value
		};
		const because = scanned.reason === "too-large" ? {
			code: "TRUNCATED",
			message: `the file ${path} ${scanned.message}`,
			needs: "a greater maximum-mib"
		} : void 0;
		return {
			problem: scanned.message,
			...because === void 0 ? {} : { because }
		};
	}
	function at(path) {
		const known = read.get(path) ?? fromPlace(path);
		read.set(path, known);
		return known;
	}
	async function handedFiles() {
		const files = /* @__PURE__ */ new Map();
		if (named.length === 0) return files;
		const listed = origin === "output" ? await ctx.produced.list() : await ctx.match(["**"]);
		const matches = await ctx.matcher(named);
		for (const path of listed.ok ? listed.paths.filter(matches) : []) {
			const file = await at(path);
			if (file !== void 0 && "sha256" in file) files.set(file.sha256, file);
		}
		return files;
	}
	async function fileOf(found, source) {
		const { sha256 } = source;
		const byDigest = sha256 === void 0 ? void 0 : (await handed()).get(sha256);
		if (byDigest !== void 0) return byDigest;
		let other;
		for (const path of placesOf(found, source)) {
			const carried = found.beside.get(path);
			const file = carried === void 0 ? found.collected ? void 0 : await at(path) : held(`${carried.origin.name}/${path}`, carried.content, carried.sha256);
			if (file !== void 0 && "sha256" in file && (sha256 === void 0 || file.sha256 === sha256)) return file;
			other ??= file;
		}
		if (other === void 0 || "problem" in other) return other;
		return { problem: `the rows ${other.path} are not those of the report: sha256 ${other.sha256}, expected ${sha256}` };
	}
	return { async of(found) {
		const { merge, empty } = adding(set);
		const claimed = found.claimed.kind === "v1" ? [{
			path: found.claimed.report.executionStatus.rawRunsPath,
			sha256: void 0
		}] : found.claimed.run.report.sources;
		if (claimed.length === 0) return {
			state: "wrong",
			problem: "names no rows that it was computed from"
		};
		const sources = [];
		let total = empty();
		for (const { path, sha256 } of claimed) {
			const file = await fileOf(found, {
				path,
				sha256
			});
			if (file === void 0) return {
				state: "unknown",
				because: noRows(path, sha256)
			};
			if ("problem" in file) return file.because === void 0 ? {
				state: "wrong",
				problem: file.problem
			} : {
				state: "unknown",
				because: file.because
			};
			const value = await file.value();
			if ("problem" in value) return {
				state: "wrong",
				problem: `the rows ${file.path}: ${value.problem}`
			};
			sources.push({
				path: file.path,
				lines: value.lines,
				rows: value.rows,
				bytes: file.bytes,
				sha256: file.sha256
			});
			total = merge(total, structuredClone(value));
		}
		return {
			state: "read",
			total,
			sources
		};
	} };
}
function placesOf({ path: report, claimed }, { path }) {
	if (claimed.kind === "v1") return [besidePath(report, path)];
	const stem = report.replace(/\.report\.json$/, "");
	const name = path.split("/").at(-1) ?? path;
	return [.../* @__PURE__ */ new Set([
		...rowEndings.map((ending) => `${stem}${ending}`),
		besidePath(report, name),
		path
	])];
}
function withoutAge(set) {
	if (set.timestamp === void 0) return set;
	const { "maximum-age": _age, ...timestamp } = set.timestamp;
	return {
		...set,
		timestamp
	};
}
function noRows(path, sha256) {
	return {
		code: "NO_DATA",
		message: `the rows ${path}${sha256 === void 0 ? "" : ` (sha256 ${sha256})`} were not found`,
		needs: "the rows beside the report, or under rows in the section kpi-gate"
	};
}
function once(make) {
	let made;
	return () => made ??= make();
}

// actions/kpi-gate/runs.ts
async function gateRuns(ctx, set, found) {
	const files = rowFiles(ctx, set);
	const runs = [];
	for (const one of found) {
		const rows = ctx.inputs.recompute ? await files.of(one) : { state: "not-asked" };
		const run = runOf(set, one, rows);
		runs.push({
			found: one,
			rows,
			...run === void 0 ? {} : { run }
		});
	}
	return runs;
}
function runOf(set, { claimed, name }, rows) {
	if (claimed.kind === "v1") {
		const { scope, environment } = claimed.report;
		if (rows.state !== "read") return void 0;
		const report = computed(set, rows, "as-defined");
		const facts = {
			platform: environment.platform,
			...factsOf(set, report)
		};
		const claim = {
			shape: "v1",
			report: claimed.report
		};
		return {
			name,
			runId: scope.runId,
			runType: scope.runType,
			report,
			rows: rows.total,
			claimed: claim,
			facts
		};
	}
	const { runId, runType, evaluate, facts, report: told } = claimed.run;
	const claim = {
		shape: "current",
		report: told
	};
	if (rows.state !== "read") {
		const sources = told.sources.map((source) => ({
			...source,
			path: `${name}: ${source.path}`
		}));
		return {
			name,
			runId,
			runType,
			report: {
				...told,
				sources
			},
			claimed: claim,
			facts
		};
	}
	const report = computed(set, rows, evaluate);
	return {
		name,
		runId,
		runType,
		report,
		rows: rows.total,
		claimed: claim,
		facts: {
			...facts,
			...factsOf(set, report)
		}
	};
}
function computed(set, rows, evaluate) {
	return kpiReport({
		set,
		rows: rows.total,
		sources: rows.sources,
		toolVersion: version,
		evaluate
	});
}
function asV1(set, { run, rows }) {
	if (run?.claimed?.shape !== "v1" || rows.state !== "read") return void 0;
	const { minSampleCount } = run.claimed.report.targetResult;
	const published = v1Set(minSampleCount);
	const byPoint = {
		...set,
		"minimum-samples": minSampleCount,
		kpis: set.kpis.map((kpi) => ({
			...kpi,
			evaluate: "point",
			"minimum-samples": 1
		}))
	};
	if (definitionHash(byPoint) !== definitionHash(published)) return void 0;
	return {
		...run,
		report: computed(published, rows, "as-defined")
	};
}

// actions/kpi-gate/evidence.ts
function judgeEvidence(ctx, set, found, gateRuns) {
	const runs = gateRuns.flatMap(({ run }) => run === void 0 ? [] : [run]);
	judgeReports(ctx, found);
	judgeNumber(ctx, gateRuns.length);
	judgeTypes(ctx, gateRuns);
	judgeDistinct(ctx, runs);
	judgeOrder(ctx, runs);
	judgeComparable(ctx, set, runs);
	judgeCommit(ctx, runs);
	for (const one of gateRuns) {
		judgeSupport(ctx, set, one);
		judgeSound(ctx, set, one);
	}
	if (gateRuns.length === 0) for (const rule of ["supported", "sound"]) ctx.unverified(rule, { about: [] }, noRuns);
}
const noRuns = {
	code: "NO_DATA",
	message: "there is no run",
	needs: "reports on runs of the harness"
};
const oneRun = {
	code: "TOO_FEW_SAMPLES",
	message: "there are not two runs to compare",
	needs: "a second run of the harness"
};
function judgeReports(ctx, { runs, unusable }) {
	for (const { name, at } of runs) ctx.passed("reports-read", { name }, at);
	for (const { name, problem, at, because } of unusable) if (because === void 0) ctx.failed("reports-read", {
		name,
		problem
	}, at);
	else ctx.unverified("reports-read", { name }, because, at);
	if (runs.length + unusable.length === 0) ctx.unverified("reports-read", { name: "reports" }, noRuns);
}
function judgeNumber(ctx, count) {
	const { runs: wanted } = ctx.inputs;
	const fact = {
		about: [],
		expected: `at least ${wanted} runs`,
		actual: `${count} runs`
	};
	if (count >= wanted) ctx.passed("enough-runs", fact);
	else {
		const message = `${count === 1 ? "1 run" : `${count} runs`}, expected at least ${wanted}`;
		ctx.unverified("enough-runs", fact, {
			code: "TOO_FEW_SAMPLES",
			message,
			needs: `${wanted - count} runs more`
		});
	}
}
function judgeTypes(ctx, runs) {
	const expected = ctx.inputs["run-type"];
	for (const { found } of runs) {
		const { claimed, name, at } = found;
		const actual = claimed.kind === "v1" ? claimed.report.scope.runType : claimed.run.runType;
		const problem = `${name} is a report on a run of the type ${actual}`;
		ctx.judge("run-type", actual === expected, {
			about: [name],
			problem,
			expected,
			actual
		}, at);
	}
	if (runs.length === 0) ctx.unverified("run-type", { about: [] }, noRuns);
}
function judgeDistinct(ctx, runs) {
	if (runs.length < 2) {
		ctx.unverified("distinct", { about: [] }, oneRun);
		return;
	}
	const { same, unmeasured, nameless } = distinctness(runs);
	for (const { a, b, reasons } of same) {
		const problem = `${a} and ${b} are not two runs: ${reasons.map(({ message }) => message).join("; ")}`;
		ctx.failed("distinct", {
			about: [a, b],
			problem,
			actual: reasons.map(({ code }) => code)
		});
	}
	for (const name of nameless) ctx.failed("distinct", {
		about: [name, "run id"],
		problem: `${name} has no run id`
	});
	for (const { a, b, because } of unmeasured) {
		if (same.some((pair) => pair.a === a && pair.b === b)) continue;
		const message = `whether ${a} and ${b} are copies could not be told: ${because}`;
		ctx.unverified("distinct", { about: [a, b] }, {
			code: "NO_DATA",
			message,
			needs: "rows with more that differs from row to row, such as a duration"
		});
	}
	if (same.length + nameless.length + unmeasured.length === 0) ctx.passed("distinct", { about: [] });
}
function judgeOrder(ctx, runs) {
	if (runs.length < 2) {
		ctx.unverified("order", { about: [] }, oneRun);
		return;
	}
	const { "minimum-gap": minimumGap, "maximum-gap": maximumGap } = ctx.inputs;
	const { problems, unmeasured } = orderOf(runs, {
		minimumGap,
		maximumGap
	});
	for (const { code, earlier, later, message, expected, actual } of problems) ctx.failed("order", {
		about: [
			code,
			earlier,
			later
		],
		problem: message,
		expected,
		actual
	});
	for (const { name, because } of unmeasured) {
		const message = `when ${name} was measured is not known: ${because}`;
		ctx.unverified("order", { about: [name] }, {
			code: "NO_DATA",
			message,
			needs: "timestamp in the set"
		});
	}
	if (problems.length + unmeasured.length === 0) ctx.passed("order", { about: [] });
}
function comparedFacts(ctx, set, runs) {
	const constants = set.constant.map(({ fact, pointer }) => fact ?? pointer);
	const told = runs.flatMap(({ facts }) => Object.keys(facts)).sort();
	return ctx.inputs.comparable ?? [.../* @__PURE__ */ new Set([...constants, ...told])];
}
function judgeComparable(ctx, set, runs) {
	if (runs.length < 2) {
		ctx.unverified("comparable", { about: [] }, oneRun);
		return;
	}
	for (const { fact, agreement, values, missing } of comparability(runs, comparedFacts(ctx, set, runs))) if (agreement === "same") ctx.passed("comparable", { about: [fact] });
	else if (agreement === "differs") {
		const problem = `incomparable: the runs differ in ${fact}: ${values.map(({ value, runs: names }) => `${JSON.stringify(value)} (${names.join(", ")})`).join(", ")}`;
		ctx.failed("comparable", {
			about: [fact],
			problem,
			expected: values[0]?.value,
			actual: values.slice(1).map(({ value }) => value)
		});
	} else {
		const message = `${missing.length === runs.length ? "no run" : `not every run (${missing.join(", ")})`} says its ${fact}`;
		ctx.unverified("comparable", { about: [fact] }, {
			code: "NO_DATA",
			message,
			needs: `${fact} in every run`
		});
	}
}
function judgeCommit(ctx, runs) {
	if (ctx.inputs.commit === "any") {
		ctx.notApplicable("of-commit", { about: [] }, "the configuration takes runs of any one commit");
		return;
	}
	const { headSha, mergeSha, checkedOutSha } = ctx.subject;
	const expected = [...new Set([
		headSha,
		mergeSha,
		checkedOutSha
	].filter((sha) => sha !== void 0))];
	for (const { name, facts } of runs) {
		const actual = facts["commit"];
		if (typeof actual !== "string" || expected.length === 0) {
			const message = actual === void 0 ? `${name} does not say which commit it measured` : "nothing says which commit is judged";
			ctx.unverified("of-commit", { about: [name] }, {
				code: "NO_DATA",
				message,
				needs: "fact: commit at a constant of the set"
			});
		} else {
			const problem = `${name} measured another commit than the one that is judged`;
			ctx.judge("of-commit", expected.includes(actual), {
				about: [name],
				problem,
				expected,
				actual
			});
		}
	}
	if (runs.length === 0) ctx.unverified("of-commit", { about: [] }, noRuns);
}
const mostNamed = 5;
function judgeSupport(ctx, set, one) {
	const { found, rows, run } = one;
	const { name, at } = found;
	const about = [name];
	if (rows.state === "wrong") {
		ctx.failed("supported", {
			about,
			problem: `${name}: ${rows.problem}`
		}, at);
		return;
	}
	if (rows.state === "unknown") {
		ctx.unverified("supported", { about }, rows.because, at);
		return;
	}
	if (rows.state === "not-asked") {
		const message = `${name} only claims its values: the configuration says recompute: false`;
		ctx.unverified("supported", { about }, {
			code: "CONDITIONAL",
			message,
			needs: "recompute: true"
		}, at);
		return;
	}
	const compared = found.claimed.kind === "v1" ? asV1(set, one) : run;
	if (compared === void 0) {
		const message = `${name} has the shape v1, and the set has other KPIs than that`;
		ctx.unverified("supported", { about }, {
			code: "NO_DATA",
			message,
			needs: "preset: reliability or reliability-v1"
		}, at);
		return;
	}
	const support = supportOf(compared);
	if (support.status === "supported") ctx.passed("supported", { about }, at);
	else if (support.status === "not-recomputed") ctx.unverified("supported", { about }, {
		code: "NO_DATA",
		message: `${name}: ${support.because}`,
		needs: "the rows of the run"
	}, at);
	else {
		const { differences } = support;
		const named = differences.slice(0, mostNamed).map(({ pointer, claimed, computed }) => {
			return `${pointer === "" ? "the report" : pointer} is ${JSON.stringify(claimed) ?? "missing"}, the rows give ${JSON.stringify(computed) ?? "nothing"}`;
		});
		const more = differences.length > mostNamed ? `; and ${differences.length - mostNamed} differences more` : "";
		const problem = `${name} is not supported by its rows: ${named.join("; ")}${more}`;
		ctx.failed("supported", {
			about,
			problem
		}, at);
	}
}
function judgeSound(ctx, set, { found, run }) {
	const { name } = found;
	if (run === void 0) {
		const because = {
			code: "NO_DATA",
			message: `the rows of ${name} were not read`,
			needs: "its rows"
		};
		ctx.unverified("sound", { about: [name] }, because);
		return;
	}
	const { findings, findingTotals, rows, minimumSamples, strata } = run.report;
	const kinds = Object.entries(findingTotals).filter(([, total]) => total > 0);
	for (const [code, total] of kinds) {
		const first = findings.find((finding) => finding.code === code);
		const where = first?.path === void 0 ? "" : ` (${first.path}:${first.line ?? 1})`;
		const problem = `${name}: ${total} rows are ${problemClasses[code] === "error" ? "no rows at all" : "no sound evidence"}: ${first?.message ?? code}${where}`;
		ctx.failed("sound", {
			about: [name, code],
			problem
		});
	}
	const few = [...rows < minimumSamples ? [`${rows} rows, expected at least ${minimumSamples}`] : [], ...strata.filter(({ covered }) => !covered).map(({ pointer, value, rows: count, minimum }) => `${count} rows of ${pointer} ${String(value)}, expected at least ${minimum}`)];
	if (few.length > 0) {
		const message = `${name} has ${few.join("; ")}`;
		ctx.unverified("sound", { about: [name, "coverage"] }, {
			code: "TOO_FEW_SAMPLES",
			message,
			needs: "more rows"
		});
	}
	const old = tooOld(ctx, set, run);
	if (old !== void 0) ctx.failed("sound", {
		about: [name, "too-old"],
		...old,
		problem: `${name}: ${old.problem}`
	});
	if (old === void 0 && kinds.length + few.length === 0) ctx.passed("sound", { about: [name] });
}
function tooOld(ctx, { timestamp }, { report }) {
	const age = timestamp?.["maximum-age"];
	const first = report.time === void 0 ? void 0 : parseTime(report.time.first);
	if (age === void 0 || first === void 0) return void 0;
	const oldest = ctx.time.latest - milliseconds(age);
	if (first >= oldest) return void 0;
	const actual = isoMillisecondTime(first);
	return {
		problem: `its rows are older than ${age}`,
		expected: `at least ${isoMillisecondTime(oldest)}`,
		actual
	};
}

// actions/kpi-gate/targets.ts
function judgeEachRun(ctx, set, runs) {
	for (const kpi of set.kpis) {
		const { id, target } = kpi;
		if (!kpi.required || target === void 0) continue;
		for (const { name, report } of runs) {
			const result = report.kpis.find((one) => one.id === id);
			const fact = {
				id,
				run: name,
				target: asked(kpi)
			};
			if (result === void 0 || result.value === null || result.verdict === "not-measured") {
				const message = `${name} did not measure it: ${result?.because?.message ?? "there is no value"}`;
				ctx.unverified("run-target", fact, {
					code: "NO_DATA",
					message,
					needs: "a run that measures it"
				});
				continue;
			}
			const value = valueText(result);
			const problem = `${kpi.title ?? id} is ${value} in ${name}, expected ${asked(kpi)}`;
			const observed = [
				result.value,
				target,
				report.sources.map(({ sha256 }) => sha256)
			];
			ctx.judge("run-target", meets(result.value, target), {
				...fact,
				value,
				problem,
				observed
			});
		}
		if (runs.length === 0) ctx.unverified("run-target", {
			id,
			target: asked(kpi)
		}, noEvidence);
	}
}
const noEvidence = {
	code: "NO_DATA",
	message: "there is no run",
	needs: "reports on runs of the harness"
};
function judgePooled(ctx, set, pooled, sound) {
	for (const [index, one] of pooled.entries()) {
		const kpi = set.kpis[index];
		if (kpi === void 0) continue;
		const rule = one.required ? "target" : "informational";
		const value = pooledText(kpi, one);
		const problem = `${kpi.title ?? one.id} is ${value} over ${one.runs} runs, expected ${asked(kpi)}`;
		const fact = {
			id: one.id,
			target: asked(kpi),
			value,
			problem,
			observed: [
				one.value,
				one.samples,
				kpi.target
			]
		};
		if (!sound) ctx.unverified(rule, fact, {
			code: "NO_DATA",
			message: "the runs are no evidence together, as other results say",
			needs: "runs that are distinct and comparable"
		});
		else if (one.verdict === "met") ctx.passed(rule, fact);
		else if (one.verdict === "missed") ctx.failed(rule, fact);
		else if (one.verdict === "not-judged") ctx.notApplicable(rule, fact, "it has no target");
		else ctx.unverified(rule, fact, openPooled(ctx, one));
	}
	if (!set.kpis.some(({ required }) => !required)) ctx.notApplicable("informational", { id: "none" }, "every KPI of the set is required");
}
function openPooled(ctx, { verdict, because, more, interval }) {
	const message = because?.message ?? "it was not measured";
	if (verdict === "inconclusive") return inconclusive(ctx, `${message}${interval === void 0 ? "" : ` (interval ${rangeText(interval)})`}`, more);
	const few = because?.code.startsWith("too-few") === true;
	return {
		code: few ? "TOO_FEW_SAMPLES" : "NO_DATA",
		message,
		needs: few ? "more samples" : "rows of all runs"
	};
}
function inconclusive(ctx, message, more) {
	const needs = more === void 0 || more <= 0 ? "more samples" : `measure about ${more} samples more`;
	if (ctx.inputs.inconclusive === "conditional") return {
		code: "CONDITIONAL",
		message: `inconclusive, which the policy lets pass with a condition: ${message}`,
		needs
	};
	return {
		code: "INCONCLUSIVE",
		message,
		needs
	};
}
function judgeRegressions(ctx, set, found) {
	for (const one of found) {
		const kpi = set.kpis.find(({ id }) => id === one.id);
		if (kpi === void 0 || !one.required) continue;
		const against = againstText(one);
		const limit = one.limit === void 0 ? "within the tolerance" : limitText(kpi, one.limit);
		const value = one.current === void 0 ? "not measured" : withUnit(kpi, one.current);
		const fact = {
			id: one.id,
			run: against,
			target: limit,
			value,
			problem: `${kpi.title ?? one.id} is ${value}, worse than ${against} allows (${limit})`,
			observed: [
				one.current,
				one.reference,
				one.tolerance
			]
		};
		if (one.zone === "within") ctx.passed("not-worse", fact);
		else if (one.zone === "worse") ctx.failed("not-worse", fact);
		else if (one.zone === "inconclusive") {
			const { interval, detectable, because } = one;
			const parts = [
				because?.message ?? "the figures allow both answers",
				...interval === void 0 ? [] : [`the interval of the ${one.judged} is ${rangeText(interval)}`],
				...detectable === void 0 ? [] : [`from ${withUnit(kpi, detectable)} on it would be seen`]
			];
			ctx.unverified("not-worse", fact, inconclusive(ctx, parts.join("; "), one.more));
		} else {
			const message = one.because?.message ?? "it could not be compared";
			const needs = one.because?.code === "rows-needed" ? "a baseline with its rows beside it (a ratchet has only the values of reports)" : "a value of both, and a tolerance";
			ctx.unverified("not-worse", fact, {
				code: "NO_DATA",
				message,
				needs
			});
		}
	}
}
function againstText({ against }) {
	const name = against.name === void 0 ? "" : ` (${against.name})`;
	return against.kind === "baseline" ? `the baseline${name}` : `the best sustained value${name}`;
}
function judgeAudit(ctx, audit) {
	if (audit === void 0) {
		ctx.notApplicable("false-alarms", { about: [] }, "the configuration asks for no self-audit");
		return;
	}
	if (!("status" in audit)) {
		ctx.unverified("false-alarms", { about: [] }, audit.because);
		return;
	}
	if (audit.status === "not-measured") {
		const because = {
			code: "TOO_FEW_SAMPLES",
			message: audit.because ?? "there are too few pairs",
			needs: "more runs of the harness on one commit"
		};
		ctx.unverified("false-alarms", { about: [] }, because);
		return;
	}
	const { rate = 0, pairs, alarms, interval } = audit;
	const { alpha } = ctx.inputs;
	const holds = (interval?.lower ?? 1) <= alpha;
	ctx.judge("false-alarms", holds, {
		about: [],
		problem: `${alarms.length} of ${pairs} pairs of one commit come out as worse`,
		expected: `a rate of at most ${alpha}`,
		actual: `${numberText(rate)}${interval === void 0 ? "" : ` (${rangeText(interval)})`}`
	});
}
function rangeText({ lower, upper, confidence }) {
	const end = (value) => Number.isFinite(value) ? numberText(value) : "open";
	return `${end(lower)} to ${end(upper)} (${numberText(confidence * 100)} %)`;
}
function pooledText(kpi, { value, evidence }) {
	if (value === void 0) return "not measured";
	if (kpi.kind !== "ratio" || !evidence.ok) return withUnit(kpi, value);
	return `${numberText(value)} (${evidence.measure.numerator}/${evidence.measure.denominator})`;
}
function asked(kpi) {
	const unit = unitOf(kpi);
	return kpi.target === void 0 ? "none" : `${targetText(kpi.target)}${unit === void 0 ? "" : ` ${unit}`}`;
}
function withUnit(kpi, value) {
	const unit = unitOf(kpi);
	return `${numberText(value)}${unit === void 0 ? "" : ` ${unit}`}`;
}
function limitText(kpi, limit) {
	return `${kpi.direction === "lower-is-better" ? "at most" : "at least"} ${withUnit(kpi, limit)}`;
}

// actions/kpi-gate/exhibits.ts
const verdicts = {
	met: ["met", "good"],
	missed: ["missed", "bad"],
	inconclusive: ["inconclusive", "open"],
	"not-measured": ["not measured", "open"],
	"not-judged": ["told"]
};
function kpisExhibit(set, runs, pooled) {
	return {
		title: "KPIs",
		columns: [
			{ name: "KPI" },
			{
				name: "Target",
				numeric: true
			},
			...runs.map(({ runId }) => ({
				name: runId,
				numeric: true
			})),
			{
				name: "All runs",
				numeric: true
			},
			{
				name: "Interval",
				numeric: true
			},
			{
				name: "n",
				numeric: true
			},
			{ name: "Verdict" }
		],
		rows: pooled.flatMap((one, index) => {
			const kpi = set.kpis[index];
			if (kpi === void 0) return [];
			const [text, mark] = verdicts[one.verdict];
			const values = runs.map(({ report }) => {
				const result = report.kpis.find(({ id }) => id === one.id);
				return result === void 0 ? "not there" : valueText(result);
			});
			return [{
				cells: [
					kpi.title ?? one.id,
					asked(kpi),
					...values,
					pooledText(kpi, one),
					one.interval === void 0 ? "none" : rangeText(one.interval),
					one.more === void 0 || one.more === 0 ? String(one.samples) : `${one.samples}, about ${one.more} more`,
					one.required || one.verdict === "not-judged" ? text : `${text} (told)`
				],
				...mark === void 0 ? {} : { mark }
			}];
		}),
		charts: intervalCharts(pooled.flatMap((one, index) => {
			const kpi = set.kpis[index];
			if (kpi === void 0) return [];
			const { value, interval } = one;
			return [{
				label: kpi.title ?? one.id,
				value,
				interval,
				target: kpi.target,
				unit: unitOf(kpi)
			}];
		})),
		remark: "The worse end of the interval over all runs must meet the target, and so must the value of each run"
	};
}
const zones = {
	within: ["no worse", "good"],
	worse: ["worse", "bad"],
	inconclusive: ["inconclusive", "open"],
	"not-measured": ["not measured", "open"]
};
function regressionsExhibit(set, found) {
	return {
		title: "Compared with before",
		columns: [
			{ name: "KPI" },
			{ name: "Compared with" },
			{
				name: "Then",
				numeric: true
			},
			{
				name: "Now",
				numeric: true
			},
			{
				name: "Allowed",
				numeric: true
			},
			{
				name: "Difference",
				numeric: true
			},
			{ name: "Verdict" }
		],
		rows: found.flatMap((one) => {
			const kpi = set.kpis.find(({ id }) => id === one.id);
			if (kpi === void 0) return [];
			const [text, mark] = zones[one.zone];
			const number = (value) => value === void 0 ? "none" : withUnit(kpi, value);
			return [{
				cells: [
					kpi.title ?? one.id,
					againstText(one),
					number(one.reference),
					number(one.current),
					number(one.limit),
					one.interval === void 0 ? "by value" : `${one.judged} ${rangeText(one.interval)}`,
					text
				],
				mark
			}];
		}),
		remark: "No worse and worse only when the whole interval says so; many KPIs do not make a false alarm likely (Holm)"
	};
}
function runsExhibit(runs) {
	return {
		title: "Runs",
		columns: [
			{ name: "Run" },
			{
				name: "Rows",
				numeric: true
			},
			{ name: "From" },
			{ name: "To" },
			{ name: "Commit" },
			{ name: "Rows sha256" }
		],
		rows: runs.map(({ runId, report, facts }) => ({ cells: [
			runId,
			String(report.rows),
			report.time?.first ?? "not known",
			report.time?.last ?? "not known",
			typeof facts["commit"] === "string" ? facts["commit"].slice(0, 12) : "not known",
			report.sources.map(({ sha256 }) => sha256.slice(0, 12)).join(", ")
		] }))
	};
}
function trendExhibits(set, earlier, runs) {
	if (earlier.length === 0) return [];
	const points = [...earlier.map(({ run, report }) => ({
		label: run.runId,
		report
	})), ...runs.map(({ runId, report }) => ({
		label: runId,
		report
	}))];
	return set.kpis.filter(({ required }) => required).map((kpi) => {
		const values = points.map(({ report }) => report.kpis.find(({ id }) => id === kpi.id)?.value ?? null);
		const limit = kpi.target?.max ?? kpi.target?.min;
		return {
			title: `Trend: ${kpi.title ?? kpi.id}`,
			columns: [
				{ name: "Run" },
				{ name: "Measured" },
				{
					name: "Value",
					numeric: true
				}
			],
			rows: points.map(({ label, report }, index) => ({ cells: [
				label,
				report.time?.last ?? "not known",
				values[index] == null ? "none" : withUnit(kpi, values[index])
			] })),
			remark: "Values of earlier reports are told as they were reported",
			charts: [{
				kind: "line",
				labels: points.map(({ label }) => label),
				unit: withUnit(kpi, 0).replace(/^0 ?/, "") || "ratio",
				series: [{
					name: kpi.title ?? kpi.id,
					values
				}, ...limit === void 0 ? [] : [{
					name: "target",
					values: points.map(() => limit)
				}]]
			}]
		};
	});
}

// actions/kpi-gate/harness.ts
const WorkflowRun = object({
	id: number().int().positive(),
	run_attempt: number().int().positive(),
	status: string(),
	created_at: string(),
	head_sha: string()
});
async function listHarness(ctx) {
	const { harness } = ctx.inputs;
	if ("none" in harness) return {
		asked: false,
		why: harness.none
	};
	const github = ctx.github();
	const { repository, headSha } = ctx.subject;
	if (github === void 0 || repository === void 0 || headSha === void 0) return {
		asked: true,
		runs: {
			ok: false,
			because: {
				code: "NO_CREDENTIAL",
				message: `the runs of ${harness.workflow} cannot be asked for without a token, a repository and a commit`,
				needs: "the input token, with actions: read"
			}
		}
	};
	const route = "GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs";
	const asked = {
		...ownerAndRepo(repository),
		workflow_id: harness.workflow,
		head_sha: headSha
	};
	const answer = await github.all(route, asked, WorkflowRun);
	if (!answer.ok) return {
		asked: true,
		runs: answer
	};
	return {
		asked: true,
		runs: {
			ok: true,
			data: answer.data.filter(({ head_sha: sha }) => sha === headSha).map((run) => ({
				id: run.id,
				attempts: run.run_attempt,
				status: run.status,
				createdAt: parseTime(run.created_at) ?? NaN
			})).sort((a, b) => a.createdAt - b.createdAt || a.id - b.id)
		}
	};
}
async function branchRuns(ctx, branch, most) {
	const { harness } = ctx.inputs;
	const github = ctx.github();
	const { repository } = ctx.subject;
	if ("none" in harness || github === void 0 || repository === void 0) return {
		ok: false,
		because: {
			code: "NO_CREDENTIAL",
			message: `the runs of ${branch} cannot be asked for without a harness, a token and a repository`,
			needs: "harness: workflow, and actions: read"
		}
	};
	const route = "GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs";
	const asked = {
		...ownerAndRepo(repository),
		workflow_id: harness.workflow,
		branch,
		status: "completed",
		exclude_pull_requests: true,
		per_page: most
	};
	const answer = await github.get(route, asked, object({ workflow_runs: array(BranchRun) }));
	if (!answer.ok) return answer;
	return {
		ok: true,
		data: answer.data.workflow_runs.filter(({ event, head_branch: of, head_repository: from }) => event !== "pull_request" && event !== "pull_request_target" && of === branch && from?.full_name === repository).map(({ id }) => id)
	};
}
const BranchRun = object({
	id: number().int().positive(),
	event: string(),
	head_branch: string().nullable(),
	head_repository: object({ full_name: string() }).nullish()
});
async function judgeComplete(ctx, harness, found) {
	if (!harness.asked) {
		ctx.notApplicable("complete", { run: "" }, harness.why);
		return;
	}
	const { runs } = harness;
	if (!runs.ok) {
		ctx.unverified("complete", { run: "" }, runs.because);
		return;
	}
	const byRun = /* @__PURE__ */ new Map();
	for (const one of found) {
		const id = one.subject?.runId;
		if (id !== void 0) byRun.set(id, [...byRun.get(id) ?? [], one]);
	}
	const unplaced = found.filter(({ subject }) => !runs.data.some(({ id }) => id === subject?.runId));
	for (const { name } of unplaced) {
		const message = `${name} names no run of the harness for this commit`;
		ctx.unverified("complete", { run: name }, {
			code: "NO_DATA",
			message,
			needs: "a report that was made in a run of the harness"
		});
	}
	const first = runs.data.findIndex(({ id }) => byRun.has(id));
	const since = first < 0 ? runs.data : runs.data.slice(first);
	for (const run of since) await judgeRun(ctx, run, byRun.get(run.id) ?? []);
	if (since.length === 0 && unplaced.length === 0) ctx.unverified("complete", { run: "" }, {
		code: "NO_DATA",
		message: "the platform lists no run of the harness for this commit",
		needs: "a run of the harness"
	});
}
async function judgeRun(ctx, run, reports) {
	const name = `run ${run.id}`;
	if (reports.length === 0) {
		if (run.status !== "completed" && run.id !== ctx.subject.runId) return;
		const message = `${name} of the harness is left out: there is no report of it`;
		ctx.unverified("complete", { run: name }, {
			code: "NO_DATA",
			message,
			needs: "the report of that run, whatever it says"
		});
		return;
	}
	const github = ctx.github();
	const { repository } = ctx.subject;
	if (github === void 0 || repository === void 0) return;
	const jobs = await listJobs(github, repository, run.id);
	if (!jobs.ok) {
		ctx.unverified("complete", { run: name }, jobs.because);
		return;
	}
	const omitted = [];
	const keys = new Set(reports.map(({ subject }) => subject?.job ?? ""));
	for (const key of keys) {
		const ran = executionsOf(key, jobs.data).filter(({ conclusion }) => conclusion !== "skipped");
		if (ran.length === 0) omitted.push(`no job of the run is called ${key === "" ? "(none)" : key}`);
		for (let attempt = 1; attempt <= run.attempts; attempt += 1) {
			const wanted = ran.filter((job) => job.attempt === attempt).length;
			const there = reports.filter(({ subject }) => subject?.job === key && subject.attempt === attempt).length;
			if (there < wanted) omitted.push(`attempt ${attempt} ran ${key} ${wanted} times and left ${there} reports`);
		}
	}
	if (omitted.length === 0) ctx.passed("complete", { run: name });
	else {
		const needs = "the reports of every attempt and every leg, whatever they say";
		const message = `${name} is not whole: ${omitted.join("; ")}`;
		ctx.unverified("complete", { run: name }, {
			code: "NO_DATA",
			message,
			needs
		});
	}
}

// actions/kpi-gate/history.ts
const reportMaxBytes = 16777216;
async function historyOf(ctx) {
	const { history } = ctx.inputs;
	if (history === void 0) return {
		ok: true,
		data: [],
		unread: []
	};
	const listed = history.reports === void 0 ? await fromBranch(ctx, history.branch ?? "", history.runs) : await fromBase(ctx, history.reports);
	if (!listed.ok) return {
		...listed,
		unread: []
	};
	const unread = [];
	const earlier = listed.data.flatMap(({ name, content }) => {
		const read = readRun(content, ctx.inputs.set);
		if (read.kind === "run") return [{
			name,
			report: read.run.report,
			run: read.run
		}];
		if (read.kind !== "other") unread.push(`${name} ${read.kind === "wrong" ? read.problem : "has the shape v1"}`);
		return [];
	});
	return {
		ok: true,
		data: inTimeOrder(earlier).slice(-history.runs),
		unread
	};
}
async function fromBase(ctx, globs) {
	const { tree } = ctx.policy;
	const listed = await tree.list();
	if (!listed.ok) return listed;
	const matches = await ctx.matcher(globs);
	const files = [];
	for (const path of listed.paths.filter(matches)) {
		const file = await tree.read(path, reportMaxBytes);
		if (file.found) files.push({
			name: path,
			content: file.content
		});
		else if (file.because !== void 0) return {
			ok: false,
			because: file.because
		};
	}
	return {
		ok: true,
		data: files
	};
}
async function fromBranch(ctx, branch, most) {
	const runs = await branchRuns(ctx, branch, most);
	if (!runs.ok) return {
		ok: false,
		because: runs.because
	};
	const { files } = await ctx.reports({
		artifacts: [],
		runs: runs.data
	});
	return {
		ok: true,
		data: files.flatMap(({ origin, path, content }) => origin.kind === "artifact" && runs.data.includes(origin.runId) && /(^|\/)kpi-report[^/]*\.report\.json$/.test(path) ? [{
			name: `${origin.name}/${path} of run ${origin.runId}`,
			content
		}] : [])
	};
}
async function baselineOf(ctx, set) {
	const { baseline } = ctx.inputs;
	if (baseline === void 0) return void 0;
	const { tree } = ctx.policy;
	const { path } = baseline;
	const file = await tree.read(path, reportMaxBytes);
	const lacking = (message) => ({
		ok: false,
		because: {
			code: "NO_DATA",
			message: `the baseline ${path} ${message}`,
			needs: "a report of kpi-report in the base"
		}
	});
	if (!file.found) return file.because === void 0 ? lacking(file.message) : {
		ok: false,
		because: file.because
	};
	const read = readRun(file.content);
	if (read.kind !== "run") return lacking(read.kind === "wrong" ? read.problem : "is no report of kpi-report");
	const { report } = read.run;
	const [source, ...more] = report.sources;
	if (source === void 0 || more.length > 0) return {
		ok: true,
		data: {
			name: path,
			report
		}
	};
	const stem = path.replace(/\.report\.json$/, "");
	for (const ending of rowEndings) {
		const beside = await tree.read(`${stem}${ending}`, ctx.inputs["maximum-mib"] * 1024 * 1024);
		if (!beside.found || beside.sha256 !== source.sha256) continue;
		const parameters = {
			set,
			now: ctx.time.latest,
			maxRowBytes: ctx.inputs["maximum-row-kib"] * 1024
		};
		const limits = { maxBytes: ctx.inputs["maximum-mib"] * 1024 * 1024 };
		const scanned = await ctx.scan(rowsScan, parameters, {
			path: beside.path,
			content: beside.content
		}, limits);
		if (scanned.found) return {
			ok: true,
			data: {
				name: path,
				report,
				rows: scanned.value
			}
		};
	}
	return {
		ok: true,
		data: {
			name: path,
			report
		}
	};
}

// actions/kpi-gate/rules.ts
const ofRuns = {
	severity: "high",
	about: ({ about }) => about,
	says: ({ problem }) => problem ?? "the runs are no evidence together",
	expected: ({ expected }) => expected,
	actual: ({ actual }) => actual
};
const ofKpi = {
	severity: "high",
	about: ({ id, run }) => run === void 0 ? [id] : [id, run],
	says: ({ id, problem }) => problem ?? `${id} misses its target`,
	expected: ({ target }) => target,
	actual: ({ value }) => value,
	observed: ({ observed }) => observed
};
const rules = {
	"reports-read": rule({
		severity: "high",
		waivable: false,
		asserts: "Every report is a report on a run that took place, in a form that is known.",
		why: "A shell that waits for its run, or a file of another shape, has no values that could miss a target.",
		about: ({ name }) => [name],
		says: ({ name, problem }) => `the report ${name} ${problem ?? "cannot be used"}`,
		actual: ({ problem }) => problem,
		fix: ({ fix }) => fix ?? "hand in the report that kpi-report wrote, as it is"
	}),
	"enough-runs": rule({
		...ofRuns,
		asserts: "There are as many runs as the policy asks for.",
		why: "One good run can be luck."
	}),
	"run-type": rule({
		...ofRuns,
		asserts: "Every run was made for this gate.",
		why: "A baseline or a trial may have been made under other rules.",
		fix: () => "run the harness with the run-type of the gate"
	}),
	distinct: rule({
		...ofRuns,
		waivable: false,
		asserts: "Each run has an id, a report and rows of its own, and none is a near-copy of another.",
		why: "One run that is handed in twice proves nothing twice.",
		fix: () => "measure again; each run needs rows that were measured in it"
	}),
	order: rule({
		...ofRuns,
		asserts: "The runs follow one another, not nearer and not further apart than the policy says.",
		why: "Runs at the same time share what went well, and runs that lie far apart hide what lay between."
	}),
	complete: rule({
		severity: "high",
		asserts: "No run or attempt of the harness for this commit, and no leg of one, is left out since the first that counts.",
		why: "The best two of ten runs meet every target.",
		about: ({ run }) => run === "" ? [] : [run],
		says: ({ run }) => `${run} of the harness is left out`
	}),
	comparable: rule({
		...ofRuns,
		asserts: "The runs measured the same thing in the same way.",
		why: "Runs of two builds, models, platforms or definitions cannot confirm each other.",
		fix: () => "measure all runs with the same build, harness and definitions"
	}),
	"of-commit": rule({
		...ofRuns,
		waivable: false,
		asserts: "The runs measured the commit that is judged.",
		why: "Evidence of another build says nothing about this one.",
		fix: () => "measure the build of the judged commit"
	}),
	supported: rule({
		...ofRuns,
		waivable: false,
		asserts: "The rows of each run are there, have the digest of its report, and give every value that it tells.",
		why: "A number in a report can be edited; the rows that it was computed from are the evidence.",
		fix: () => "hand in the report that was computed from these rows"
	}),
	sound: rule({
		...ofRuns,
		waivable: false,
		asserts: "The rows of each run are sound, and there are enough of each kind.",
		why: "Rows that repeat each other, or of which a kind is missing, give values that were measured nowhere.",
		fix: () => "measure again, with a harness that writes each row once"
	}),
	"run-target": rule({
		...ofKpi,
		asserts: "In each run by itself the value of the KPI meets its target.",
		why: "A bad run that a good one makes up for is a bad run.",
		fix: () => "improve what is measured; a target is policy, and changes by a reviewed change of the configuration"
	}),
	target: rule({
		...ofKpi,
		asserts: "Over all runs together the KPI is shown to meet its target, with the confidence that its definition asks for.",
		why: "A value that meets its target by luck is found out by the next release.",
		fix: () => "improve what is measured; a target is policy, and changes by a reviewed change of the configuration"
	}),
	"not-worse": rule({
		...ofKpi,
		asserts: "The KPI is shown to be no worse than the baseline, but for the tolerance of the policy.",
		why: "Each release a little worse than the one before meets every fixed target for a long time.",
		fix: () => "find what made it worse; a baseline is policy, and changes by a reviewed change"
	}),
	informational: rule({
		...ofKpi,
		severity: "info",
		asserts: "The KPI that is only told meets its target over all runs.",
		why: "A value that is not yet a promise is worth watching."
	}),
	"false-alarms": rule({
		...ofRuns,
		severity: "info",
		asserts: "Between runs of one commit the gate seldom says worse.",
		why: "A gate that cries wolf is soon not listened to."
	})
};

// actions/kpi-gate/control.ts
const control = defineControl({
	name: "kpi-gate",
	title: "KPI gate",
	kind: "check",
	description: "Checks that several distinct, comparable and complete runs, computed again from their rows, show that the KPIs meet their targets and are no worse than before.",
	permissions: {
		contents: "read",
		actions: "read"
	},
	inputs,
	lists,
	askedBy: [],
	outputs,
	documents: [
		"v1.json",
		"openmetrics.txt",
		"svg"
	],
	data: GateDataSchema,
	rules,
	configProblems: ({ "kpi-sets": sets }, section) => {
		const problems = [...setsProblems(sets), ...unknownSet("kpi-gate", sets, section?.set)];
		const index = sets.findIndex(({ id }) => id === section?.set);
		const set = section?.set === void 0 ? void 0 : setNamed(sets, section.set);
		if (problems.length > 0 || section === void 0 || set === void 0) return problems;
		const { gate, set: ofSet } = gateProblems({
			...defaults,
			...section
		}, set);
		return [
			...gate.map(({ pointer, message }) => ({
				pointer: `/kpi-gate${pointer}`,
				message
			})),
			...ofSet.map(({ pointer, message }) => ({
				pointer: `/kpi-sets/${index}${pointer}`,
				message
			})),
			...section["ratchet"] !== void 0 && section["history"] === void 0 ? [{
				pointer: "/kpi-gate/ratchet",
				message: "there are no earlier reports; name them under history"
			}] : [],
			...section["self-audit"] !== void 0 && section["history"] === void 0 ? [{
				pointer: "/kpi-gate/self-audit",
				message: "there are no earlier reports; name them under history"
			}] : []
		];
	},
	async evaluate(ctx) {
		const set = setNamed(ctx.config["kpi-sets"], ctx.inputs.set);
		if (set === void 0) throw new GovernanceError("BAD_INPUT", `there is no KPI set ${ctx.inputs.set}`);
		const harness = await listHarness(ctx);
		const others = harness.asked && harness.runs.ok ? harness.runs.data.map(({ id }) => id) : [];
		const found = await findRuns(ctx, others.filter((id) => id !== ctx.subject.runId));
		const judged = await gateRuns(ctx, set, found.runs);
		judgeEvidence(ctx, set, found, judged);
		await judgeComplete(ctx, harness, found.runs);
		const runs = judged.flatMap(({ run }) => run === void 0 ? [] : [run]);
		const pooled = pooledKpis(set, runs);
		judgeEachRun(ctx, set, runs);
		judgePooled(ctx, set, pooled, mayBePooled(ctx, set, judged, runs));
		const history = await historyOf(ctx);
		for (const name of history.unread) ctx.note(`An earlier report was not read: ${name}.`);
		const compared = await compare(ctx, set, runs, history);
		const audit = auditOf(ctx, set, history);
		judgeAudit(ctx, audit);
		ctx.output("runs", String(runs.length));
		ctx.data(gateData(runs, pooled, compared, audit));
		ctx.exhibit(kpisExhibit(set, runs, pooled));
		if (compared.length > 0) ctx.exhibit(regressionsExhibit(set, compared));
		ctx.exhibit(runsExhibit(runs));
		if (history.ok) for (const exhibit of trendExhibits(set, history.data, runs)) ctx.exhibit(exhibit);
		metrics(ctx, runs, pooled);
		if (ctx.inputs.v1) writeV1(ctx, judged);
	}
});
const defaults = {
	runs: 2,
	tolerances: {},
	alpha: .05,
	power: .8
};
function mayBePooled(ctx, set, judged, runs) {
	const enough = runs.length >= ctx.inputs.runs && runs.length === judged.length;
	const apart = distinctness(runs).same.length === 0;
	const alike = comparability(runs, comparedFacts(ctx, set, runs)).every(({ agreement }) => agreement !== "differs");
	return enough && apart && alike;
}
async function compare(ctx, set, runs, history) {
	const { ratchet, tolerances, alpha, power } = ctx.inputs;
	const baseline = await baselineOf(ctx, set);
	if (baseline === void 0 && ratchet === void 0) {
		ctx.notApplicable("not-worse", { id: "all" }, "the configuration names nothing to compare with");
		return [];
	}
	const missing = [];
	if (baseline?.ok === false) missing.push(baseline.because);
	if (ratchet !== void 0 && !history.ok) missing.push(history.because);
	for (const because of missing) for (const { id, required } of set.kpis) if (required) ctx.unverified("not-worse", {
		id,
		run: because.message
	}, because);
	const anchors = ratchet === void 0 || !history.ok ? void 0 : history.data.slice(-ratchet.reports);
	const found = regressions({
		set,
		runs,
		baseline: baseline?.ok === true ? baseline.data : void 0,
		ratchet: anchors,
		tolerances,
		errors: {
			alpha,
			power
		}
	});
	judgeRegressions(ctx, set, found);
	return found;
}
function auditOf(ctx, set, history) {
	const { "self-audit": asked, tolerances, alpha, power } = ctx.inputs;
	if (asked === void 0) return void 0;
	if (!history.ok) return { because: history.because };
	const reports = history.data.flatMap(({ name, report, run }) => {
		const { commit } = run.facts;
		return typeof commit === "string" ? [{
			name,
			report,
			commit
		}] : [];
	});
	return selfAudit({
		set,
		reports,
		tolerances,
		errors: {
			alpha,
			power
		},
		pairs: asked.pairs,
		minimumPairs: asked["minimum-pairs"]
	});
}
function metrics(ctx, runs, pooled) {
	ctx.metric("runs", runs.length);
	for (const { id, value, interval, samples } of pooled) {
		if (value !== void 0) ctx.metric(id, value);
		if (interval !== void 0 && Number.isFinite(interval.lower)) ctx.metric(`${id}.lower`, interval.lower);
		if (interval !== void 0 && Number.isFinite(interval.upper)) ctx.metric(`${id}.upper`, interval.upper);
		ctx.metric(`${id}.samples`, samples);
	}
}
function writeV1(ctx, judged) {
	const sides = judged.flatMap(({ found }) => found.claimed.kind === "v1" ? [{
		path: found.path,
		report: found.claimed.report
	}] : []);
	const [first, second, ...more] = sides;
	if (first === void 0 || second === void 0 || more.length > 0) throw new GovernanceError("BAD_INPUT", `v1 is the result of a gate over two v1 reports, and there are ${sides.length}`, { hint: "Name exactly two v1 reports under reports, or leave v1 out." });
	ctx.document("v1.json", v1GateText(v1Gate(first, second, isoMillisecondTime(ctx.time.latest))));
}

export { control };