import { GovernanceError, choice, defineControl, flag, isoTime, list, mayHoldSecret, rule, sha256, stableJson, standardDocuments, text, version } from "./shared.js";
import { counted } from "./core-counted.js";
import { KpiRunSchema, KpiSetsSchema, adding, askedText, factsOf, intervalCharts, intervalText, isGzip, kpiMetrics, kpiReport, namedFiles, openBecause, openRows, problemClasses, rowsInputs, rowsReading, setNamed, setsProblems, unknownSet, unsoundKinds, v1Report, v1Text, valueText, verdictText, verdictTexts, whyNotRead } from "./domain-kpi.js";
import { judgeFact, judgeRepository, judgedCommits } from "./domain-judged-fact.js";
import { posix } from "node:path";

// actions/kpi-report/definition.ts
const inputs = {
	set: text({
		description: "The id of the KPI set, under kpi-sets.",
		policy: true
	}),
	rows: list({
		description: "The files of rows, NDJSON or a JSON array, also gzip: paths or globs. All of them together are one run.",
		policy: true
	}),
	evaluate: choice(["as-defined", "point"], {
		description: "How targets are judged: as their definitions say, or by point, the value itself, where kpi-gate judges the intervals over several runs.",
		default: "as-defined",
		policy: true
	}),
	"run-id": text({
		description: "Tells the runs of a harness apart. Default: workflow run, attempt and artifact-key; on a laptop the name of the first file.",
		optional: true
	}),
	"run-type": text({
		description: "What the run was made for; kpi-gate takes runs of one type.",
		default: "gate"
	}),
	platform: text({
		description: "What the run was made on, e.g. linux-x64; runs of different platforms are not comparable.",
		optional: true
	}),
	"harness-files": list({
		description: "The files of the harness (globs in the judged tree): their digest says that two runs were measured alike.",
		default: [],
		policy: true
	}),
	...rowsInputs,
	v1: flag({
		description: "Also write the report in the known shape v1 (preset reliability-v1, one file of rows, platform given).",
		default: false
	})
};
const lists = { "kpi-sets": KpiSetsSchema };
const outputs = { "run-id": { description: "The id of the run." } };

// actions/kpi-report/exhibits.ts
function kpiExhibit({ kpis, rows, time }, evaluate) {
	const span = time === void 0 ? "" : `, measured from ${time.first} to ${time.last}`;
	const how = evaluate === "point" ? "; each value is judged by itself, the intervals are shown beside it" : "; the worse end of an interval must meet its target";
	return {
		title: "KPIs",
		columns: [
			{ name: "KPI" },
			{
				name: "Target",
				numeric: true
			},
			{
				name: "Value",
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
		rows: kpis.map((kpi) => {
			const { mark } = verdictTexts[kpi.verdict];
			return {
				cells: [
					kpi.title ?? kpi.id,
					askedText(kpi),
					valueText(kpi),
					intervalText(kpi.interval),
					samplesText(kpi),
					verdictText(kpi.verdict, kpi.required)
				],
				...mark === void 0 ? {} : { mark }
			};
		}),
		charts: intervalCharts(kpis.map(({ id, title, value, interval, target, unit }) => ({
			label: title ?? id,
			value,
			interval,
			target,
			unit
		}))),
		remark: `${rows} rows${span}${how}`
	};
}
function samplesText({ denominator, interval, verdict }) {
	const needed = interval?.needed;
	return verdict === "inconclusive" && needed !== void 0 ? `${denominator} of about ${needed}` : String(denominator);
}

// actions/kpi-report/judgement.ts
function judgeReport(ctx, report) {
	judgeSoundness(ctx, report);
	judgeCoverage(ctx, report);
	for (const kpi of report.kpis) judgeKpi(ctx, kpi);
	notAsked(ctx, report.kpis);
}
function unread(ctx, set) {
	const because = {
		code: "NO_DATA",
		message: "not all rows could be read",
		needs: "every file of rows, whole"
	};
	ctx.unverified("rows-sound", { about: [] }, because);
	ctx.unverified("of-commit", { about: [] }, because);
	ctx.unverified("covered", {
		rows: 0,
		minimum: set["minimum-samples"]
	}, because);
	for (const { id, required } of set.kpis) ctx.unverified(required ? "target" : "informational", { id }, because);
	notAsked(ctx, set.kpis);
}
function judgeSoundness(ctx, report) {
	const kinds = unsoundKinds(report);
	if (kinds.length === 0) {
		const because = {
			code: "NO_DATA",
			message: "there are no rows",
			needs: "rows of measurements"
		};
		if (report.rows > 0) ctx.passed("rows-sound", { about: [] });
		else ctx.unverified("rows-sound", { about: [] }, because);
		return;
	}
	for (const { code, total, first } of kinds) {
		const often = `${total} of the kind ${code} in all`;
		if (first.length === 0) ctx.failed("rows-sound", {
			about: [code],
			problem: often
		});
		for (const { pointer, message, path, line, otherPath, otherLine, expected, actual } of first) {
			const besides = otherLine === void 0 ? "" : ` (${otherPath}:${otherLine})`;
			ctx.failed("rows-sound", {
				about: [code, ...pointer === void 0 ? [] : [pointer]],
				problem: `${message}${besides}${total > 1 ? `; ${often}` : ""}`,
				expected,
				actual
			}, path === void 0 ? void 0 : {
				path,
				...line === void 0 ? {} : { line }
			});
		}
	}
}
function judgeCoverage(ctx, { rows, minimumSamples, strata }) {
	const wanted = strata.map(({ pointer, value, rows: count, minimum }) => ({
		stratum: [pointer, JSON.stringify(value)],
		rows: count,
		minimum
	}));
	for (const fact of [{
		rows,
		minimum: minimumSamples
	}, ...wanted]) if (fact.rows >= fact.minimum) ctx.passed("covered", fact);
	else {
		const message = `${counted(fact.rows, "row")}, expected at least ${fact.minimum}`;
		const of = "stratum" in fact ? ` of ${fact.stratum.join(" ")}` : "";
		const needs = `${counted(fact.minimum - fact.rows, "row")} more${of}`;
		ctx.unverified("covered", fact, {
			code: "TOO_FEW_SAMPLES",
			message,
			needs
		});
	}
}
function judgeKpi(ctx, kpi) {
	const rule = kpi.required ? "target" : "informational";
	const { id, verdict } = kpi;
	const fact = {
		id,
		target: askedText(kpi),
		value: valueText(kpi),
		problem: `${kpi.title ?? id} is ${valueText(kpi)}, expected ${askedText(kpi)}`,
		observed: [
			kpi.value,
			kpi.denominator,
			kpi.target
		]
	};
	if (verdict === "met") ctx.passed(rule, fact);
	else if (verdict === "missed") ctx.failed(rule, fact);
	else if (verdict === "not-judged") ctx.notApplicable(rule, fact, "it has no target");
	else ctx.unverified(rule, fact, openBecause(kpi));
}
function notAsked(ctx, kpis) {
	if (kpis.every(({ required }) => required)) ctx.notApplicable("informational", {}, "every KPI of the set is required");
}

// actions/kpi-report/provenance.ts
function judgeCommit(ctx, set, facts) {
	if (ctx.inputs.origin === "committed") {
		ctx.notApplicable("of-commit", { about: [] }, "rows in the repository were measured on an earlier commit; kpi-gate says which one counts");
		return;
	}
	const { repository, event } = ctx.subject;
	told(ctx, "commit", judgeFact("the rows", "commit", facts["commit"], judgedCommits(ctx.subject)));
	if (event === "local") ctx.notApplicable("of-commit", { about: ["repository"] }, "on a laptop no platform says which repository this is");
	else if (set.constant.some(({ fact }) => fact === "repository")) told(ctx, "repository", judgeRepository("the rows", facts["repository"], repository));
}
function told(ctx, name, judged) {
	const about = [name];
	if (judged.state === "unknown") {
		ctx.unverified("of-commit", { about }, judged.because);
		return;
	}
	const { holds, expected, actual } = judged;
	const problem = `the rows say that they were measured on another ${name} than the one that is judged`;
	ctx.judge("of-commit", holds, {
		about,
		problem,
		expected,
		actual
	});
}
async function harnessDigest(ctx) {
	const { "harness-files": harness } = ctx.inputs;
	if (harness.length === 0) return void 0;
	const listed = await ctx.match(harness);
	if (!listed.ok) return { problem: listed.because.message };
	if (listed.paths.length === 0) return { problem: `no file matches ${harness.join(", ")}` };
	const files = [];
	for (const path of listed.paths) {
		const file = await ctx.read(path);
		if (!file.found) return { problem: `${path} ${file.message}` };
		files.push([path, file.sha256]);
	}
	return { sha256: sha256(stableJson(files)) };
}

// actions/kpi-report/rows.ts
async function readRows(ctx, set) {
	const paths = await rowFiles(ctx);
	if (paths === void 0) return void 0;
	const { merge, empty } = adding(set);
	const sources = [];
	let total = empty();
	let carried;
	let complete = true;
	for (const path of paths) {
		const file = await openRows(ctx, set, path, rowsReading(ctx.inputs));
		const read = file.found ? await file.rows() : file;
		if (!file.found || !read.found) {
			complete = false;
			notRead(ctx, path, read);
			continue;
		}
		ctx.passed("rows-read", { path });
		carried = file.content;
		const { lines, rows } = read.value;
		sources.push({
			path,
			lines,
			rows,
			bytes: file.bytes,
			sha256: file.sha256
		});
		total = merge(total, read.value);
	}
	return complete ? {
		total,
		sources,
		carried: paths.length === 1 ? carried : void 0
	} : void 0;
}
async function rowFiles(ctx) {
	const { rows, origin } = ctx.inputs;
	if (rows.length === 0) {
		ctx.unverified("rows-read", {}, {
			code: "NO_DATA",
			message: "no file of rows is named",
			needs: "rows in the section kpi-report"
		});
		return;
	}
	const named = await namedFiles(ctx, rows, origin);
	if (!named.ok) {
		for (const path of new Set(rows)) ctx.unverified("rows-read", { path }, named.because);
		return;
	}
	for (const { entry, because } of named.unmatched) ctx.unverified("rows-read", { path: entry }, because);
	return named.unmatched.length === 0 ? named.paths : void 0;
}
function notRead(ctx, path, not) {
	const why = whyNotRead(path, not);
	if ("because" in why) {
		ctx.unverified("rows-read", { path }, why.because);
		return;
	}
	ctx.failed("rows-read", {
		path,
		problem: why.problem,
		fix: ctx.inputs.origin === "output" ? "have a step of this job write the rows to a file of its own" : "commit the rows as a regular file"
	}, { path });
}

// actions/kpi-report/rules.ts
const rules = {
	"rows-read": rule({
		severity: "high",
		waivable: false,
		asserts: "Every file of rows was there, of the origin that was declared, and was read to its end.",
		why: "A file that is missing, cut off or committed by hand makes a report of something else than what was measured.",
		about: ({ path }) => path === void 0 ? [] : [path],
		says: ({ path = "", problem }) => `the rows ${path} ${problem ?? "cannot be used"}`,
		actual: ({ problem }) => problem,
		fix: ({ fix }) => fix
	}),
	"rows-sound": rule({
		severity: "high",
		waivable: false,
		asserts: "No row is there twice, and all rows have one provenance and times that can be.",
		why: "One row repeated two hundred times, or rows of two builds, give a value that was measured nowhere.",
		about: ({ about }) => about,
		says: ({ problem }) => problem ?? "the rows contradict each other",
		expected: ({ expected }) => expected,
		actual: ({ actual }) => actual,
		fix: () => "measure again, with a harness that writes each row once; do not edit the rows"
	}),
	"of-commit": rule({
		severity: "high",
		waivable: false,
		asserts: "The rows say that they were measured on the commit and the repository that are judged.",
		why: "Evidence of another build says nothing about this one.",
		about: ({ about }) => about,
		says: ({ problem }) => problem ?? "the rows were measured on something else",
		expected: ({ expected }) => expected,
		actual: ({ actual }) => actual,
		fix: () => "measure the build of the judged commit"
	}),
	covered: rule({
		severity: "high",
		asserts: "There are as many rows, of each kind, as the set asks for.",
		why: "A scenario that nobody ran cannot fail.",
		about: ({ stratum }) => [...stratum ?? []],
		says: ({ rows, minimum }) => `${counted(rows, "row")}, expected at least ${minimum}`
	}),
	target: rule({
		severity: "high",
		asserts: "The KPI was measured, and meets its target.",
		why: "This is what the release promises.",
		about: ({ id }) => id === void 0 ? [] : [id],
		says: ({ id = "", problem }) => problem ?? `${id} misses its target`,
		expected: ({ target }) => target,
		actual: ({ value }) => value,
		observed: ({ observed }) => observed,
		fix: () => "improve what is measured; a target is policy, and changes by a reviewed change of the configuration"
	}),
	informational: rule({
		severity: "info",
		asserts: "The KPI meets its target; it is told, and decides nothing.",
		why: "A value that is not yet a promise is worth watching.",
		about: ({ id }) => id === void 0 ? [] : [id],
		says: ({ id = "", problem }) => problem ?? `${id} misses its target`,
		expected: ({ target }) => target,
		actual: ({ value }) => value
	})
};

// actions/kpi-report/control.ts
const control = defineControl({
	name: "kpi-report",
	title: "KPI report",
	kind: "record",
	description: "Computes KPIs from the rows of a measurement, says how sure they are, and records of what they were measured.",
	permissions: { contents: "read" },
	inputs,
	lists,
	askedBy: [],
	outputs,
	documents: {
		"rows.ndjson": "the rows, byte for byte, when they are one small file",
		"rows.ndjson.gz": "the same, compressed as they were",
		"rows.json": "the same, when they are one array",
		"v1.json": "the report in the shape v1, where that is asked for",
		...standardDocuments
	},
	data: KpiRunSchema,
	rules,
	configProblems: ({ "kpi-sets": sets }, section) => [...setsProblems(sets), ...unknownSet("kpi-report", sets, section?.set)],
	async evaluate(ctx) {
		const set = setNamed(ctx.config["kpi-sets"], ctx.inputs.set);
		if (set === void 0) throw new GovernanceError("BAD_INPUT", `there is no KPI set ${ctx.inputs.set}`);
		const rows = await readRows(ctx, set);
		if (rows === void 0) {
			unread(ctx, set);
			return;
		}
		const { evaluate } = ctx.inputs;
		const report = kpiReport({
			set,
			rows: rows.total,
			sources: rows.sources,
			toolVersion: version,
			evaluate
		});
		const own = await ownFacts(ctx);
		const ofRows = factsOf(set, report);
		const facts = {
			...ofRows,
			...own
		};
		const runId = ctx.inputs["run-id"] ?? defaultRunId(ctx, rows);
		const run = {
			runId,
			runType: ctx.inputs["run-type"],
			set: ctx.inputs.set,
			evaluate,
			facts,
			report
		};
		ctx.data(run);
		ctx.output("run-id", runId);
		ctx.exhibit(kpiExhibit(report, evaluate));
		if (report.status === "error") throw brokenRows(report);
		judgeReport(ctx, report);
		judgeOwnFacts(ctx, own, ofRows);
		judgeCommit(ctx, set, ofRows);
		ctx.metric("rows", report.rows);
		for (const { name, value, unit } of kpiMetrics(report.kpis)) ctx.metric(name, value, unit);
		carryRows(ctx, rows);
		if (ctx.inputs.v1) writeV1(ctx, run, rows);
	}
});
async function ownFacts(ctx) {
	const { platform } = ctx.inputs;
	const harness = await harnessDigest(ctx);
	if (harness !== void 0 && "problem" in harness) throw new GovernanceError("BAD_INPUT", `the harness cannot be told: ${harness.problem}`, { hint: "Name the files of the harness under harness-files, or leave it out." });
	return {
		...platform === void 0 ? {} : { platform },
		...harness === void 0 ? {} : { harness: harness.sha256 }
	};
}
function judgeOwnFacts(ctx, own, ofRows) {
	for (const [name, given] of Object.entries(own)) {
		const said = ofRows[name];
		if (said === void 0 || stableJson(given) === stableJson(said)) continue;
		const problem = `the rows and the workflow do not say the same ${name}`;
		ctx.failed("rows-sound", {
			about: ["contradiction", name],
			problem,
			expected: said,
			actual: given
		});
	}
}
function defaultRunId({ subject }, { sources }) {
	const { runId, attempt, matrixKey } = subject;
	if (runId === void 0) return posix.basename(sources[0]?.path ?? "").replace(/\.[^.]+$/, "");
	return [
		runId,
		attempt ?? 1,
		matrixKey
	].filter((part) => part !== void 0).join("-");
}
function brokenRows({ findings, findingTotals, unusable }) {
	const broken = findings.filter(({ code }) => problemClasses[code] === "error");
	const counts = Object.entries(findingTotals).map(([code, total]) => `${total} ${code}`);
	return new GovernanceError("BAD_INPUT", `${counted(unusable, "row")} cannot be read as evidence (${counts.join(", ")})`, {
		hint: "Fix the harness that writes the rows, and measure again.",
		problems: broken.map(({ message, pointer, path, line, actual }) => ({
			message: [pointer === void 0 || pointer === "" || message.includes(pointer) ? message : `${pointer}: ${message}`, ...actual === void 0 ? [] : [`actual ${JSON.stringify(actual)}`]].join("; "),
			...path === void 0 ? {} : { path },
			...line === void 0 ? {} : { line }
		}))
	});
}
function carryRows(ctx, { carried, sources, total }) {
	if (carried === void 0) {
		ctx.note(`The rows ${sources.length === 1 ? "are too large to go" : "are several files and do not go"} along with the report: hand them to kpi-gate by its input rows.`);
		return;
	}
	const zipped = isGzip(carried);
	if (zipped ? total.secret === true : mayHoldSecret(new TextDecoder("latin1").decode(carried))) {
		ctx.note("The rows hold what looks like a credential, so they do not go along with the report.");
		return;
	}
	const first = carried.find((byte) => byte > 32 && byte !== 239 && byte !== 187 && byte !== 191);
	ctx.document(zipped ? "rows.ndjson.gz" : first === 91 ? "rows.json" : "rows.ndjson", carried);
}
function writeV1(ctx, { report, runId, runType }, rows) {
	const { platform } = ctx.inputs;
	if (Object.keys(report.findingTotals).length > 0) {
		ctx.note("There is no report in the shape v1: it knows no rows that are no sound evidence.");
		return;
	}
	const [source] = rows.sources;
	const written = platform === void 0 || source === void 0 || rows.sources.length > 1 ? {
		ok: false,
		message: "it asks for platform and for one file of rows"
	} : v1Report(report, rows.total, {
		generatedAt: isoTime(ctx.time.latest),
		platform,
		runId,
		runType,
		rawRunsPath: posix.basename(source.path)
	});
	if (written.ok) ctx.document("v1.json", v1Text(written.report));
	else throw new GovernanceError("BAD_INPUT", `the report cannot be written in the shape v1: ${written.message}`, { hint: "v1 takes a set with preset: reliability-v1, one file of rows, and platform." });
}

export { control };