import { GovernanceError, choice, defineControl, flag, integer, isoTime, list, mayHoldSecret, rule, sha256, stableJson, text, version } from "./shared.js";
import { KpiRunSchema, KpiSetsSchema, adding, askedText, factsOf, intervalCharts, intervalText, kpiReport, problemClasses, rowsScan, setNamed, setsProblems, unknownSet, v1Report, v1Text, valueText } from "./domain-kpi.js";
import { parseRepository } from "./parse.js";
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
	origin: choice(["output", "committed"], {
		description: "Where the rows are from: output of a step of this job (a committed file is refused, and they must be of the judged commit), or committed files of the repository.",
		default: "output",
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
	harness: list({
		description: "The files of the harness (globs in the judged tree): their digest says that two runs were measured alike.",
		default: [],
		policy: true
	}),
	"maximum-mib": integer({
		description: "The most that is read of one file, unpacked, in MiB.",
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
		description: "Also write the report in the known shape v1 (preset reliability-v1, one file of rows, platform given).",
		default: false
	})
};
const lists = { "kpi-sets": KpiSetsSchema };
const outputs = { "run-id": { description: "The id of the run." } };

// actions/kpi-report/exhibits.ts
const verdicts = {
	met: ["met", "good"],
	missed: ["missed", "bad"],
	inconclusive: ["inconclusive", "open"],
	"not-measured": ["not measured", "open"],
	"not-judged": ["told"]
};
function kpiExhibit({ kpis, rows, time }, evaluate) {
	const span = time === void 0 ? "" : `, measured from ${time.first} to ${time.last}`;
	const how = evaluate === "point" ? "; each value is judged by itself, the intervals are told" : "; the worse end of an interval must meet its target";
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
			const [text, mark] = verdicts[kpi.verdict];
			const told = kpi.required ? "" : " (told)";
			return {
				cells: [
					kpi.title ?? kpi.id,
					askedText(kpi),
					valueText(kpi),
					intervalText(kpi),
					samplesText(kpi),
					kpi.verdict === "not-judged" ? text : `${text}${told}`
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
	for (const kpi of report.kpis) judgeKpi(ctx, kpi, report);
}
function unread(ctx, set) {
	const because = {
		code: "NO_DATA",
		message: "not all rows could be read",
		needs: "every file of rows, whole"
	};
	ctx.unverified("rows-sound", { about: [] }, because);
	ctx.unverified("rows-of-commit", { about: [] }, because);
	ctx.unverified("covered", {
		stratum: "all rows",
		rows: 0,
		minimum: set["minimum-samples"]
	}, because);
	for (const { id, required } of set.kpis) ctx.unverified(required ? "target" : "informational", { id }, because);
	notAsked(ctx, set.kpis);
}
function judgeSoundness(ctx, { findings, findingTotals, rows }) {
	const failed = findings.filter(({ code }) => problemClasses[code] === "failed");
	if (Object.values(findingTotals).every((total) => total === 0)) {
		if (rows > 0) ctx.passed("rows-sound", { about: [] });
		else ctx.unverified("rows-sound", { about: [] }, noRows);
		return;
	}
	const groups = /* @__PURE__ */ new Map();
	for (const finding of failed) {
		const key = JSON.stringify([finding.code, finding.pointer]);
		groups.set(key, [...groups.get(key) ?? [], finding]);
	}
	for (const group of groups.values()) {
		const [first] = group;
		if (first === void 0) continue;
		const { code, pointer, path, line, otherPath, otherLine, expected, actual } = first;
		const total = findingTotals[code] ?? group.length;
		const besides = otherLine === void 0 ? "" : ` (${otherPath}:${otherLine})`;
		const often = total > 1 ? `; ${total} rows in all` : "";
		ctx.failed("rows-sound", {
			about: [code, ...pointer === void 0 ? [] : [pointer]],
			problem: `${first.message}${besides}${often}`,
			expected,
			actual
		}, path === void 0 ? void 0 : {
			path,
			...line === void 0 ? {} : { line }
		});
	}
}
const noRows = {
	code: "NO_DATA",
	message: "there are no rows",
	needs: "rows of measurements"
};
function judgeCoverage(ctx, { rows, minimumSamples, strata }) {
	const wanted = [{
		stratum: "all rows",
		rows,
		minimum: minimumSamples
	}, ...strata.map(({ pointer, value, rows: count, minimum }) => ({
		stratum: `${pointer} ${String(value)}`,
		rows: count,
		minimum
	}))];
	for (const fact of wanted) if (fact.rows >= fact.minimum) ctx.passed("covered", fact);
	else {
		const message = `${fact.rows} rows, expected at least ${fact.minimum}`;
		const needs = `${fact.minimum - fact.rows} rows more of ${fact.stratum}`;
		ctx.unverified("covered", fact, {
			code: "TOO_FEW_SAMPLES",
			message,
			needs
		});
	}
}
function judgeKpi(ctx, kpi, { sources }) {
	const rule = kpi.required ? "target" : "informational";
	const { id, verdict } = kpi;
	const fact = {
		id,
		target: askedText(kpi),
		value: valueText(kpi),
		problem: `${kpi.title ?? id} is ${valueText(kpi)}, expected ${askedText(kpi)}`,
		observed: [
			kpi.value,
			kpi.target,
			sources.map(({ sha256 }) => sha256)
		]
	};
	if (verdict === "met") ctx.passed(rule, fact);
	else if (verdict === "missed") ctx.failed(rule, fact);
	else if (verdict === "not-judged") ctx.notApplicable(rule, fact, "it has no target");
	else ctx.unverified(rule, fact, whyOpen(kpi));
}
function whyOpen(kpi) {
	const { verdict, because, interval } = kpi;
	const message = because?.message ?? "it was not measured";
	if (verdict === "inconclusive") {
		const more = interval?.needed === void 0 ? void 0 : interval.needed - kpi.denominator;
		const needs = more === void 0 || more <= 0 ? "more samples" : `about ${more} samples more`;
		return {
			code: "INCONCLUSIVE",
			message: `${message} (interval ${intervalText(kpi)})`,
			needs
		};
	}
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
function notAsked(ctx, kpis) {
	if (kpis.every(({ required }) => required)) ctx.notApplicable("informational", { id: "none" }, "every KPI of the set is required");
}

// actions/kpi-report/provenance.ts
function judgeCommit(ctx, set, facts) {
	if (ctx.inputs.origin === "committed") {
		ctx.notApplicable("rows-of-commit", { about: [] }, "rows in the repository were measured on an earlier commit; kpi-gate says which one counts");
		return;
	}
	const names = set.constant.map(({ fact }) => fact);
	judgeFact(ctx, names, "commit", facts["commit"], commits(ctx), (value, wanted) => value === wanted);
	const { repository, event } = ctx.subject;
	if (event === "local") ctx.notApplicable("rows-of-commit", { about: ["repository"] }, "on a laptop no platform says which repository this is");
	else if (names.includes("repository")) {
		const wanted = repository === void 0 ? [] : [repository];
		judgeFact(ctx, names, "repository", facts["repository"], wanted, sameRepository);
	}
}
function commits({ subject }) {
	const { headSha, mergeSha, checkedOutSha } = subject;
	return [...new Set([
		headSha,
		mergeSha,
		checkedOutSha
	].filter((sha) => sha !== void 0))];
}
function judgeFact(ctx, names, name, value, wanted, same) {
	const about = [name];
	if (!names.includes(name)) {
		const message = `the set names no constant as the fact ${name}, so that rows of any ${name} look alike`;
		const needs = `fact: ${name} at a constant of the set, or rows-of-commit with a reason under disabled-rules`;
		ctx.unverified("rows-of-commit", { about }, {
			code: "NO_DATA",
			message,
			needs
		});
	} else if (wanted.length === 0 || value === void 0) {
		const [message, needs] = value === void 0 ? [`the rows do not say of which ${name} they are`, `rows with the ${name} that was measured`] : [`nothing says which ${name} is judged`, "a repository with a commit"];
		ctx.unverified("rows-of-commit", { about }, {
			code: "NO_DATA",
			message,
			needs
		});
	} else {
		const holds = typeof value === "string" && wanted.some((one) => same(value, one));
		const problem = `the rows say that they were measured on another ${name} than the one that is judged`;
		ctx.judge("rows-of-commit", holds, {
			about,
			problem,
			expected: wanted,
			actual: value
		});
	}
}
function sameRepository(value, wanted) {
	const parsed = parseRepository(value);
	return (parsed === void 0 ? value : `${parsed.owner}/${parsed.name}`).toLowerCase() === wanted.toLowerCase();
}
async function harnessDigest(ctx) {
	const { harness } = ctx.inputs;
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
const carriedBytes = 16777216;
const mebibyte = 1048576;
async function readRows(ctx, set) {
	const paths = await rowFiles(ctx);
	if (paths === void 0) return void 0;
	const { merge, empty } = adding(set);
	const sources = [];
	let total = empty();
	let carried;
	let complete = true;
	for (const path of paths) {
		const read = await readFile(ctx, set, path);
		if (!read.found) {
			complete = false;
			missing(ctx, path, read);
			continue;
		}
		ctx.passed("rows-read", { path });
		carried = read.content;
		const { lines, rows } = read.value;
		sources.push({
			path,
			lines,
			rows,
			bytes: read.bytes,
			sha256: read.sha256
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
		ctx.unverified("rows-read", { path: "rows" }, {
			code: "NO_DATA",
			message: "no file of rows is named",
			needs: "rows in the section kpi-report"
		});
		return;
	}
	const listed = origin === "output" ? await ctx.produced.list() : await listedFiles(ctx);
	if (!listed.ok) {
		for (const path of rows) ctx.unverified("rows-read", { path }, listed.because);
		return;
	}
	const found = /* @__PURE__ */ new Set();
	let complete = true;
	for (const entry of rows) {
		const matches = await ctx.matcher([entry]);
		const paths = listed.paths.filter(matches);
		if (paths.length === 0 && !/[*?[{!(]/.test(entry)) paths.push(entry);
		for (const path of paths) found.add(path);
		if (paths.length > 0) continue;
		complete = false;
		ctx.unverified("rows-read", { path: entry }, nothingMatches(entry, origin));
	}
	return complete ? [...found].sort() : void 0;
}
async function listedFiles(ctx) {
	return ctx.match(["**"]);
}
function nothingMatches(entry, origin) {
	return origin === "output" ? {
		code: "NO_DATA",
		message: `no file that a step produced matches ${entry}`,
		needs: "a step before this one that measures, in the same job (or origin: committed for files of the repository)"
	} : {
		code: "NO_DATA",
		message: `no file of the judged commit matches ${entry}`,
		needs: "the rows in the repository"
	};
}
async function readFile(ctx, set, path) {
	const { origin, "maximum-mib": mebibytes, "maximum-row-kib": rowKib } = ctx.inputs;
	const maxBytes = mebibytes * mebibyte;
	const parameters = {
		set,
		now: ctx.time.latest,
		maxRowBytes: rowKib * 1024
	};
	const small = Math.min(carriedBytes, maxBytes);
	const held = origin === "output" ? await ctx.produced.read(path, small) : await ctx.read(path, { maxBytes });
	if (held.found) {
		const { content, sha256, bytes } = held;
		const scanned = await ctx.scan(rowsScan, parameters, {
			path,
			content
		}, { maxBytes });
		return scanned.found ? {
			found: true,
			value: scanned.value,
			sha256,
			bytes,
			content
		} : scanned;
	}
	if (origin === "committed" || held.reason !== "too-large") return held;
	const scanned = await ctx.scan(rowsScan, parameters, {
		path,
		produced: true
	}, { maxBytes });
	return scanned.found ? {
		...scanned,
		content: void 0
	} : scanned;
}
function missing(ctx, path, read) {
	const { reason, message } = read;
	if (reason === "absent" || reason === "unreadable") {
		const because = ("because" in read ? read.because : void 0) ?? {
			code: "NO_DATA",
			message: `the file ${path} ${message}`,
			needs: "the rows of the run"
		};
		ctx.unverified("rows-read", { path }, because);
	} else if (reason === "too-large") ctx.unverified("rows-read", { path }, {
		code: "TRUNCATED",
		message: `the file ${path} ${message}`,
		needs: "a smaller file, or a greater maximum-mib in the configuration"
	});
	else {
		const fix = ctx.inputs.origin === "output" ? "have a step of this job write the rows to a file of its own" : "commit the rows as a regular file";
		ctx.failed("rows-read", {
			path,
			problem: message,
			fix
		}, { path });
	}
}

// actions/kpi-report/rules.ts
const rules = {
	"rows-read": rule({
		severity: "high",
		waivable: false,
		asserts: "Every file of rows was there, of the origin that was declared, and was read to its end.",
		why: "A file that is missing, cut off or committed by hand makes a report of something else than what was measured.",
		about: ({ path }) => [path],
		says: ({ path, problem }) => `the rows ${path} ${problem ?? "cannot be used"}`,
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
	"rows-of-commit": rule({
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
		about: ({ stratum }) => [stratum],
		says: ({ stratum, rows, minimum }) => `${stratum}: ${rows} rows, expected at least ${minimum}`
	}),
	target: rule({
		severity: "high",
		asserts: "The KPI was measured, and meets its target.",
		why: "This is what the release promises.",
		about: ({ id }) => [id],
		says: ({ id, problem }) => problem ?? `${id} misses its target`,
		expected: ({ target }) => target,
		actual: ({ value }) => value,
		observed: ({ observed }) => observed,
		fix: () => "improve what is measured; a target is policy, and changes by a reviewed change of the configuration"
	}),
	informational: rule({
		severity: "info",
		asserts: "The KPI meets its target; it is told, and decides nothing.",
		why: "A value that is not yet a promise is worth watching.",
		about: ({ id }) => [id],
		says: ({ id, problem }) => problem ?? `${id} misses its target`,
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
	documents: [
		"rows.ndjson",
		"rows.ndjson.gz",
		"rows.json",
		"v1.json",
		"openmetrics.txt",
		"svg"
	],
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
		const facts = {
			...factsOf(set, report),
			...await ownFacts(ctx)
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
		notAsked(ctx, report.kpis);
		judgeCommit(ctx, set, facts);
		metrics(ctx, report);
		carryRows(ctx, rows);
		if (ctx.inputs.v1) writeV1(ctx, run, rows);
	}
});
async function ownFacts(ctx) {
	const { platform } = ctx.inputs;
	const harness = await harnessDigest(ctx);
	if (harness !== void 0 && "problem" in harness) throw new GovernanceError("BAD_INPUT", `the harness cannot be told: ${harness.problem}`, { hint: "Name the files of the harness under harness, or leave it out." });
	return {
		...platform === void 0 ? {} : { platform },
		...harness === void 0 ? {} : { harness: harness.sha256 }
	};
}
function defaultRunId({ subject }, { sources }) {
	const { runId, attempt, matrixKey } = subject;
	if (runId === void 0) return posix.basename(sources[0]?.path ?? "run").replace(/\.[^.]+$/, "");
	return [
		runId,
		attempt ?? 1,
		matrixKey
	].filter((part) => part !== void 0).join("-");
}
function brokenRows({ findings, findingTotals, unusable }) {
	const broken = findings.filter(({ code }) => problemClasses[code] === "error");
	const counts = Object.entries(findingTotals).map(([code, total]) => `${total} ${code}`);
	return new GovernanceError("BAD_INPUT", `${unusable} rows cannot be read as evidence (${counts.join(", ")})`, {
		hint: "Fix the harness that writes the rows, and measure again.",
		problems: broken.map(({ message, pointer, path, line, actual }) => ({
			message: [pointer === void 0 || pointer === "" || message.includes(pointer) ? message : `${pointer}: ${message}`, ...actual === void 0 ? [] : [`actual ${JSON.stringify(actual)}`]].join("; "),
			...path === void 0 ? {} : { path },
			...line === void 0 ? {} : { line }
		}))
	});
}
function metrics(ctx, report) {
	ctx.metric("rows", report.rows);
	for (const { id, value, unit, denominator, interval } of report.kpis) {
		if (value !== null) ctx.metric(id, value, unit);
		if (interval?.lower != null) ctx.metric(`${id}.lower`, interval.lower, unit);
		if (interval?.upper != null) ctx.metric(`${id}.upper`, interval.upper, unit);
		ctx.metric(`${id}.samples`, denominator);
	}
}
function carryRows(ctx, { carried, sources }) {
	if (carried === void 0) {
		const why = sources.length === 1 ? "are too large to go" : "are several files and do not go";
		ctx.note(`The rows ${why} along with the report: hand them to kpi-gate by its input rows.`);
		return;
	}
	const zipped = carried[0] === 31 && carried[1] === 139;
	if (!zipped && mayHoldSecret(new TextDecoder("latin1").decode(carried))) {
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