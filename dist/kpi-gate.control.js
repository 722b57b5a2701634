import { GovernanceError, Text, choice, cut, decodeText, defineControl, flag, integer, isObject, isoMillisecondTime, list, ownerAndRepo, parseTime, reportKind, rule, stableJson, standardDocuments, structured, text, version } from "./shared.js";
import { array, boolean, json, number, object, record, strictObject, string, union } from "./vendor.js";
import { KpiRunSchema, KpiSetsSchema, adding, askedText, factsOf, heldRows, intervalCharts, intervalText, kpiMetrics, kpiReport, meets, moreText, namedFiles, numberText, openBecause, openRows, readNamed, readV1, rowEndings, rowsInputs, rowsReading, setNamed, setsProblems, unknownSet, unsoundKinds, v1Set, valueText, verdictText, verdictTexts, whyNotRead, withUnit } from "./domain-kpi.js";
import { Alpha, BaselineSchema, ComparableFacts, MaximumGap, MinimumGap, Power, RatchetSchema, SelfAuditSchema, TolerancesSchema, gateProblems } from "./domain-kpi-gate-config.js";
import { comparability, distinctness, inTimeOrder, orderOf, pooledKpis, regressions, selfAudit, supportOf, tooOld, v1Gate, v1GateText, withoutAge } from "./domain-kpi-gate.js";
import { definitionHash, unitOf } from "./domain-kpi-config.js";
import { parseReport } from "./core-report-schema.js";
import { parseJson } from "./parse-json.js";
import { executionsOf, listJobs } from "./domain-run-jobs.js";
import { counted } from "./core-counted.js";
import { judgeFact, judgeRepository, judgedCommits } from "./domain-judged-fact.js";
import { posix } from "node:path";

// actions/kpi-gate/found.ts
const reportMaxBytes = 16777216;
function isKpiReportName(path) {
	return /(^|\/)kpi-report[^/]*\.report\.json$/.test(path);
}
async function findRuns(ctx, harnessRuns) {
	return ctx.inputs.reports.length > 0 ? fromFiles(ctx) : fromReports(ctx, harnessRuns);
}
async function fromFiles(ctx) {
	const { reports, origin } = ctx.inputs;
	const found = {
		runs: [],
		unusable: []
	};
	const named = await namedFiles(ctx, reports, origin);
	if (!named.ok) {
		found.unusable.push(...[...new Set(reports)].map((name) => ({
			name,
			problem: "is not known",
			because: named.because
		})));
		return found;
	}
	for (const { entry, because } of named.unmatched) found.unusable.push({
		name: entry,
		problem: "is missing",
		because
	});
	for (const path of named.paths) {
		const file = await readNamed(ctx, path, origin, reportMaxBytes);
		if (file.found) {
			const read = readRun(file.content);
			take(found, read, {
				name: path,
				path,
				at: { path },
				collected: false,
				beside: new Map(),
				...runOfFile(ctx, read)
			});
		} else found.unusable.push({
			name: path,
			problem: file.message,
			at: { path },
			...file.reason === "absent" ? { because: absent(path) } : file.because === void 0 ? {} : { because: file.because }
		});
	}
	return found;
}
function absent(path) {
	return {
		code: "NO_DATA",
		message: `there is no file ${path}`,
		needs: "the report of a run"
	};
}
async function fromReports(ctx, harnessRuns) {
	const collected = await ctx.reports({
		artifacts: [],
		endings: rowEndings,
		runs: harnessRuns
	});
	const named = names();
	const found = {
		runs: [],
		unusable: problemsOf(ctx, collected, named)
	};
	const places = new Map();
	for (const file of collected.files) {
		const key = placeKey(file);
		places.set(key, (places.get(key) ?? new Map()).set(file.path, file));
	}
	for (const file of collected.files) {
		if (!isKpiReportName(file.path)) continue;
		const { origin, path } = file;
		const name = named(`${origin.kind === "artifact" ? `${origin.name}/` : ""}${path}${ofOtherRun(ctx, origin)}`);
		const read = readRun(file.content, ctx.inputs.set);
		const foreign = read.kind === "run" && origin.kind === "artifact" ? foreignTo(ctx, read.subject, origin) : void 0;
		const beside = places.get(placeKey(file)) ?? new Map();
		const ofRun = origin.kind !== "artifact" ? runOfFile(ctx, read) : read.kind === "run" ? { ofRun: origin.runId } : {};
		take(found, foreign === void 0 ? read : {
			kind: "wrong",
			problem: foreign
		}, {
			name,
			path,
			collected: true,
			beside,
			...ofRun
		});
	}
	return found;
}
function runOfFile(ctx, read) {
	const { runId } = ctx.subject;
	return read.kind === "run" && runId !== void 0 && read.subject.runId === runId ? { ofRun: runId } : {};
}
function foreignTo(ctx, { runId, repository }, origin) {
	if (runId !== origin.runId) return `says that run ${runId ?? "none"} made it, and run ${origin.runId} uploaded it`;
	if (repository !== ctx.subject.repository) return `is of the repository ${repository ?? "none"}`;
	if (origin.headSha !== ctx.subject.headSha) return `was uploaded by a run of commit ${origin.headSha}`;
}
function placeKey({ origin }) {
	return origin.kind === "artifact" ? `artifact ${origin.id}` : `${origin.kind} ${origin.name}`;
}
function ofOtherRun(ctx, origin) {
	return origin.kind === "artifact" && origin.runId !== ctx.subject.runId ? ` of run ${origin.runId}` : "";
}
function names() {
	const taken = new Set();
	return (name) => {
		let free = name;
		for (let count = 2; taken.has(free); count += 1) free = `${name} (${count})`;
		taken.add(free);
		return free;
	};
}
function problemsOf(ctx, { problems, unlisted, unlistedRuns = [] }, named) {
	const unusable = problems.map(({ origin, path, message, because }) => ({
		name: named(`${[origin.name, path].filter((part) => part !== void 0).join("/")}${ofOtherRun(ctx, origin)}`),
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
		data: answer.data.workflow_runs.filter(({ event, head_branch: of, head_repository: from }) => branchEvents.has(event) && of === branch && from?.full_name === repository).map(({ id }) => id)
	};
}
const branchEvents = new Set([
	"push",
	"schedule",
	"workflow_dispatch",
	"repository_dispatch"
]);
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
	const byRun = new Map();
	const unplaced = [];
	for (const one of found) {
		const id = one.ofRun;
		if (id === void 0 || !runs.data.some((run) => run.id === id)) unplaced.push(one);
		else byRun.set(id, [...byRun.get(id) ?? [], one]);
	}
	for (const { name, subject, ofRun } of unplaced) {
		const message = ofRun === void 0 && subject?.runId !== void 0 ? `that run ${subject.runId} made ${name} is only what the file says` : `${name} names no run of the harness for this commit`;
		ctx.unverified("complete", { run: name }, {
			code: "NO_DATA",
			message,
			needs: "a report in an artifact of a run of the harness, and no reports in the section kpi-gate"
		});
	}
	const keys = new Set([...byRun.values()].flat().map(({ subject }) => subject?.job ?? ""));
	for (const run of runs.data) await judgeRun(ctx, run, byRun.get(run.id) ?? [], keys);
	if (runs.data.length === 0 && unplaced.length === 0) ctx.unverified("complete", { run: "" }, {
		code: "NO_DATA",
		message: "the platform lists no run of the harness for this commit",
		needs: "a run of the harness"
	});
}
async function judgeRun(ctx, run, reports, keys) {
	const name = `run ${run.id}`;
	const goesOn = run.status !== "completed" && run.id !== ctx.subject.runId;
	if (reports.length === 0 && !goesOn) {
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
	const omitted = [...keys].flatMap((key) => omittedOf(key, run, reports, jobs.data, goesOn));
	if (omitted.length > 0) {
		const needs = "the reports of every attempt and every leg, whatever they say";
		const message = `${name} is not whole: ${omitted.join("; ")}`;
		ctx.unverified("complete", { run: name }, {
			code: "NO_DATA",
			message,
			needs
		});
	} else if (reports.length > 0) ctx.passed("complete", { run: name });
}
function omittedOf(key, run, reports, jobs, goesOn) {
	const left = reports.flatMap(({ subject }) => (subject?.job ?? "") === key && subject !== void 0 ? [subject] : []);
	const ran = executionsOf(key, jobs).filter(({ status, conclusion }) => conclusion !== "skipped" && (!goesOn || status === "completed"));
	if (ran.length === 0) return left.length === 0 ? [] : [`no job of the run is called ${key === "" ? "(none)" : key}`];
	const omitted = [];
	const last = Math.max(run.attempts, ...ran.map(({ attempt }) => attempt));
	for (let attempt = 1; attempt <= last; attempt += 1) {
		const wanted = ran.filter((job) => job.attempt === attempt);
		const legs = new Set(left.filter((subject) => subject.attempt === attempt).filter(({ checkRunId }) => checkRunId === void 0 || wanted.some(({ id }) => id === checkRunId)).map(({ checkRunId, matrixKey = "" }) => checkRunId ?? `leg ${matrixKey}`));
		if (legs.size < wanted.length) omitted.push(`attempt ${attempt} ran ${key} ${wanted.length} times and left reports of ${legs.size}`);
	}
	return omitted;
}

// actions/kpi-gate/history.ts
async function historyOf(ctx, runs) {
	const { history } = ctx.inputs;
	if (history === void 0) return {
		ok: true,
		data: [],
		unread: []
	};
	const listed = history.reports === void 0 ? await fromBranch(ctx, history.branch ?? "", history.runs) : await fromBase(ctx, history.reports);
	if (!listed.ok) return listed;
	const unread = [...listed.unread];
	const earlier = listed.data.flatMap(({ name, content }) => {
		const read = readRun(content, ctx.inputs.set);
		if (read.kind === "run") return isJudged(read.run, runs) ? [] : [{
			name,
			report: read.run.report,
			run: read.run
		}];
		if (read.kind === "v1") unread.push({ message: `${name} has the shape v1` });
		if (read.kind === "wrong") unread.push(notRead(`${name} ${read.problem}`, read.because));
		return [];
	});
	return {
		ok: true,
		data: inTimeOrder(earlier).slice(-history.runs),
		unread
	};
}
function isJudged({ report }, runs) {
	const digests = new Set(runs.flatMap((run) => run.report.sources.map(({ sha256 }) => sha256)));
	return report.sources.some(({ sha256 }) => digests.has(sha256));
}
function notRead(message, because) {
	return because === void 0 ? { message } : {
		message,
		because: {
			...because,
			message
		}
	};
}
function gone(message) {
	return {
		code: "NO_DATA",
		message,
		needs: "every earlier report, or fewer of them under history"
	};
}
async function fromBase(ctx, globs) {
	const { tree } = ctx.policy;
	const listed = await tree.list();
	if (!listed.ok) return {
		...listed,
		unread: []
	};
	const matches = await ctx.matcher(globs);
	const files = [];
	const unread = [];
	for (const path of listed.paths.filter(matches)) {
		const file = await tree.read(path, reportMaxBytes);
		if (file.found) files.push({
			name: path,
			content: file.content
		});
		else if (file.because !== void 0) return {
			ok: false,
			because: file.because,
			unread
		};
		else unread.push(notRead(`${path} ${file.message}`, gone(path)));
	}
	return {
		ok: true,
		data: files,
		unread
	};
}
async function fromBranch(ctx, branch, most) {
	const runs = await branchRuns(ctx, branch, most);
	if (!runs.ok) return {
		ok: false,
		because: runs.because,
		unread: []
	};
	const { files, problems, unlistedRuns = [] } = await ctx.reports({
		artifacts: [],
		runs: runs.data
	});
	return {
		ok: true,
		unread: [...unlistedRuns.map(({ runId, because }) => notRead(`the artifacts of run ${runId}: ${because.message}`, because)), ...problems.flatMap(({ origin, path, message, because }) => {
			if (origin.kind !== "artifact" || !runs.data.includes(origin.runId)) return [];
			const name = [origin.name, path].filter((part) => part !== void 0).join("/");
			return [notRead(`${name} of run ${origin.runId} ${message}`, because ?? gone(name))];
		})],
		data: files.flatMap(({ origin, path, content }) => origin.kind === "artifact" && runs.data.includes(origin.runId) && isKpiReportName(path) ? [{
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
	const reading = rowsReading(ctx.inputs);
	for (const ending of rowEndings) {
		const beside = await tree.read(`${path.replace(/\.report\.json$/, "")}${ending}`, reading.maxBytes);
		if (!beside.found) {
			if (beside.reason === "absent") continue;
			return lacking(`has rows beside it that ${beside.message}`);
		}
		if (beside.sha256 !== source.sha256) return lacking(`has other rows beside it (${beside.path})`);
		const rows = await heldRows(ctx, withoutAge(set), beside.path, beside, reading).rows();
		return rows.found ? {
			ok: true,
			data: {
				name: path,
				report,
				rows: rows.value
			}
		} : lacking(`has rows beside it that ${rows.message}`);
	}
	return {
		ok: true,
		data: {
			name: path,
			report
		}
	};
}

// actions/kpi-gate/comparisons.ts
async function judgeComparisons(ctx, set, runs, history, sound) {
	const { ratchet, tolerances, alpha, power } = ctx.inputs;
	const baseline = await baselineOf(ctx, set);
	if (baseline === void 0 && ratchet === void 0) {
		ctx.notApplicable("not-worse", {}, "the configuration names nothing to compare with");
		return [];
	}
	if (baseline?.ok === false) notCompared(ctx, set, "baseline", baseline.because);
	if (ratchet !== void 0 && !history.ok) notCompared(ctx, set, "best-sustained", history.because);
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
	const unread = history.unread.flatMap(({ because }) => because ?? [])[0];
	for (const one of found) if (one.required) judge(ctx, set, one, sound, one.against.kind === "best-sustained" ? unread : void 0);
	return found;
}
function notCompared(ctx, set, against, because) {
	for (const { id, required } of set.kpis) if (required) ctx.unverified("not-worse", {
		id,
		against
	}, because);
}
function judge(ctx, set, one, sound, unread) {
	const kpi = set.kpis.find(({ id }) => id === one.id);
	if (kpi === void 0) return;
	const unit = unitOf(kpi);
	const target = one.limit === void 0 ? "within the tolerance" : `${kpi.direction === "lower-is-better" ? "at most" : "at least"} ${withUnit(one.limit, unit)}`;
	const value = one.current === void 0 ? "not measured" : withUnit(one.current, unit);
	const fact = {
		id: one.id,
		against: one.against.kind,
		target,
		value,
		problem: `${kpi.title ?? one.id} is ${value}, worse than ${againstText(one)} allows (${target})`,
		observed: [
			one.current ?? null,
			one.reference ?? null,
			one.tolerance
		]
	};
	if (!sound) ctx.unverified("not-worse", fact, {
		code: "NO_DATA",
		message: "the runs are no evidence together, as other results say",
		needs: "runs that are distinct and comparable"
	});
	else if (one.zone === "within" && unread !== void 0) ctx.unverified("not-worse", fact, unread);
	else if (one.zone === "within") ctx.passed("not-worse", fact);
	else if (one.zone === "worse") ctx.failed("not-worse", fact);
	else ctx.unverified("not-worse", fact, openComparison(one, unit));
}
function openComparison(one, unit) {
	const { zone, because, interval, detectable, judged, more = 0 } = one;
	if (zone === "inconclusive") return {
		code: "INCONCLUSIVE",
		message: [
			because?.message ?? "the figures allow both answers",
			...interval === void 0 ? [] : [`the interval of the ${judged} is ${intervalText(interval)}`],
			...detectable === void 0 ? [] : [`from ${withUnit(detectable, unit)} on it would be seen`]
		].join("; "),
		needs: moreText(more, 0)
	};
	return {
		code: "NO_DATA",
		message: because?.message ?? "it could not be compared",
		needs: because?.code === "rows-needed" ? "a baseline with its rows beside it (a ratchet has only the values of reports)" : "a value of both, and a tolerance"
	};
}
function againstText({ against }) {
	const name = against.name === void 0 ? "" : ` (${against.name})`;
	return against.kind === "baseline" ? `the baseline${name}` : `the best sustained value${name}`;
}
function judgeAudit(ctx, set, history) {
	const { "self-audit": asked, tolerances, alpha, power } = ctx.inputs;
	if (asked === void 0) {
		ctx.notApplicable("false-alarms", { about: [] }, "the configuration asks for no self-audit");
		return;
	}
	if (!history.ok) {
		ctx.unverified("false-alarms", { about: [] }, history.because);
		return;
	}
	const reports = history.data.flatMap(({ name, report, run }) => {
		const { commit } = run.facts;
		return typeof commit === "string" ? [{
			name,
			report,
			commit
		}] : [];
	});
	const audit = selfAudit({
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
	const { status, because, rate, interval, pairs, alarms } = audit;
	if (status === "not-measured" || rate === void 0 || interval === void 0) {
		ctx.unverified("false-alarms", { about: [] }, {
			code: "TOO_FEW_SAMPLES",
			message: because ?? "there are too few pairs",
			needs: "more runs of the harness on one commit"
		});
		return audit;
	}
	ctx.judge("false-alarms", interval.lower <= alpha, {
		about: [],
		problem: `${alarms.length} of ${pairs} pairs of one commit come out as worse`,
		expected: `a rate of at most ${alpha}`,
		actual: `${numberText(rate)} (${intervalText(interval)})`
	});
	return audit;
}

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
		runs: runs.map(({ name, runId, runType, facts, report }) => ({
			name,
			runId,
			runType,
			facts: { ...facts },
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
		...audit === void 0 ? {} : { selfAudit: {
			pairs: audit.pairs,
			alarms: audit.alarms,
			undecided: audit.undecided,
			rate: audit.rate ?? null,
			...audit.interval === void 0 ? {} : { interval: shown(audit.interval) }
		} }
	};
}

// actions/kpi-gate/definition.ts
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
	...rowsInputs,
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
		description: "The workflow that measures, as { workflow: kpi.yml }, or why there is none, as { none: <why> }.",
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
		description: "The report that the runs are compared with, as { path: kpi/baseline.report.json }; a file of the base.",
		policy: true
	}),
	history: structured(HistorySchema.optional(), {
		description: "Earlier reports, for the trend, the ratchet and the self-audit, as { branch: main, runs: 20 } or { reports: [<globs of the base>] }.",
		policy: true
	}),
	ratchet: structured(RatchetSchema.optional(), {
		description: "Compares the runs with the best value that two consecutive earlier reports reached, as { reports: 20 }.",
		policy: true
	}),
	"self-audit": structured(SelfAuditSchema.optional(), {
		description: "Tells how often the comparison alarms between earlier reports of one commit, as { pairs: 50, minimum-pairs: 10 }.",
		policy: true
	}),
	tolerances: structured(TolerancesSchema, {
		description: "KPI to how much worse it may be than the baseline and the best sustained value, as { p95: { relative: 0.1 } }.",
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
	v1: flag({
		description: "Also write the known result v1 of a gate over two v1 reports.",
		default: false
	})
};
const lists = { "kpi-sets": KpiSetsSchema };
const outputs = { runs: { description: "How many runs were judged together." } };

// actions/kpi-gate/row-files.ts
function rowFiles(ctx, whole) {
	const set = withoutAge(whole);
	const reading = rowsReading(ctx.inputs);
	const opened = new Map();
	let handed;
	async function open(path) {
		const file = await openRows(ctx, set, path, reading);
		if (file.found) return file;
		if (file.reason === "absent") return void 0;
		const why = whyNotRead(path, file);
		return "because" in why ? {
			found: false,
			problem: why.because.message,
			because: why.because
		} : {
			found: false,
			problem: `the rows ${path}: ${why.problem}`
		};
	}
	function at(path) {
		const known = opened.get(path) ?? open(path);
		opened.set(path, known);
		return known;
	}
	async function handedFiles() {
		const byDigest = new Map();
		const missing = [];
		const named = await namedFiles(ctx, ctx.inputs.rows, reading.origin);
		if (!named.ok) return {
			byDigest,
			missing: [...new Set(ctx.inputs.rows)].map((name) => ({
				name,
				because: named.because
			}))
		};
		for (const { entry, because } of named.unmatched) missing.push({
			name: entry,
			because
		});
		for (const path of named.paths) {
			const file = await at(path);
			if (file?.found === true) byDigest.set(file.sha256, file);
			else {
				const message = file?.problem ?? `there is no file ${path}`;
				missing.push({
					name: path,
					because: file?.because ?? {
						code: "NO_DATA",
						message,
						needs: "the rows of a run"
					}
				});
			}
		}
		return {
			byDigest,
			missing
		};
	}
	async function fileOf(found, source) {
		const { sha256 } = source;
		const { byDigest } = await (handed ??= handedFiles());
		const same = sha256 === void 0 ? void 0 : byDigest.get(sha256);
		if (same !== void 0) return same;
		let other;
		for (const path of placesOf(found, source)) {
			const carried = found.beside.get(path);
			const elsewhere = found.collected ? void 0 : await at(path);
			const file = carried === void 0 ? elsewhere : heldRows(ctx, set, placeOf(carried), carried, reading);
			if (file?.found === true && (sha256 === void 0 || file.sha256 === sha256)) return file;
			other ??= file;
		}
		if (other?.found !== true) return other;
		return {
			found: false,
			problem: `the rows ${other.path} are not those of the report: sha256 ${other.sha256}, expected ${sha256}`
		};
	}
	async function rowsOf(found) {
		const claimed = wantedRows(found);
		if (claimed.length === 0) return {
			state: "wrong",
			problem: "names no rows that it was computed from"
		};
		const twice = namedTwice(claimed);
		if (twice !== void 0) return {
			state: "wrong",
			problem: `names the rows ${twice.path} twice (sha256 ${twice.sha256})`
		};
		const { merge, empty } = adding(set);
		const sources = [];
		let total = empty();
		for (const source of claimed) {
			const file = await fileOf(found, source);
			if (file === void 0) return {
				state: "unknown",
				because: noRows(source)
			};
			if (!file.found) return notFound(file);
			const rows = await file.rows();
			if (!rows.found) {
				const why = whyNotRead(file.path, rows);
				return "because" in why ? {
					state: "unknown",
					because: why.because
				} : {
					state: "wrong",
					problem: `the rows ${file.path}: ${why.problem}`
				};
			}
			const { lines, rows: count } = rows.value;
			sources.push({
				path: file.path,
				lines,
				rows: count,
				bytes: file.bytes,
				sha256: file.sha256
			});
			total = merge(total, rows.value);
		}
		return {
			state: "read",
			total,
			sources
		};
	}
	return {
		of: rowsOf,
		missing: async () => (await (handed ??= handedFiles())).missing
	};
}
function placeOf({ origin, path }) {
	return `${origin.name}/${path}${origin.kind === "artifact" ? ` (artifact ${origin.id})` : ""}`;
}
function notFound({ problem, because }) {
	return because === void 0 ? {
		state: "wrong",
		problem
	} : {
		state: "unknown",
		because
	};
}
function namedTwice(claimed) {
	const digests = claimed.map(({ sha256 }) => sha256);
	return claimed.find(({ sha256 }, index) => sha256 !== void 0 && digests.indexOf(sha256) !== index);
}
function wantedRows({ claimed }) {
	return claimed.kind === "v1" ? [{
		path: claimed.report.executionStatus.rawRunsPath,
		sha256: void 0
	}] : claimed.run.report.sources;
}
function placesOf({ path: report, claimed }, { path }) {
	if (claimed.kind === "v1") return [besidePath(report, path)];
	const stem = report.replace(/\.report\.json$/, "");
	const name = path.split("/").at(-1) ?? path;
	return [...new Set([
		...rowEndings.map((ending) => `${stem}${ending}`),
		besidePath(report, name),
		path
	])];
}
function noRows({ path, sha256 }) {
	return {
		code: "NO_DATA",
		message: `the rows ${path}${sha256 === void 0 ? "" : ` (sha256 ${sha256})`} were not found`,
		needs: "the rows beside the report, or under rows in the section kpi-gate"
	};
}

// actions/kpi-gate/runs.ts
async function gateRuns(ctx, set, found) {
	const files = rowFiles(ctx, set);
	const runs = [];
	for (const one of found) {
		const rows = await files.of(one);
		runs.push({
			found: one,
			rows,
			...rows.state === "read" ? { run: runOf(set, one, rows) } : {}
		});
	}
	return {
		runs,
		missing: await files.missing()
	};
}
function runOf(set, { claimed, name }, rows) {
	if (claimed.kind === "v1") {
		const { scope, environment } = claimed.report;
		const report = computed(set, rows, "as-defined");
		const facts = {
			platform: environment.platform,
			...factsOf(set, report)
		};
		return {
			name,
			runId: scope.runId,
			runType: scope.runType,
			report,
			rows: rows.total,
			claimed: {
				shape: "v1",
				report: claimed.report
			},
			facts
		};
	}
	const { runId, runType, evaluate, facts, report: told } = claimed.run;
	const claim = {
		shape: "current",
		report: told
	};
	const report = computed(set, rows, evaluate);
	return {
		name,
		runId,
		runType,
		report,
		rows: rows.total,
		claimed: claim,
		facts: {
			...toldBesides(facts),
			...factsOf(set, report)
		}
	};
}
function toldBesides({ platform, harness }) {
	return {
		...platform === void 0 ? {} : { platform },
		...harness === void 0 ? {} : { harness }
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

// actions/kpi-gate/supported.ts
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
	const contradicted = factDifferences(set, one);
	if (support.status === "supported" && contradicted.length === 0) ctx.passed("supported", { about }, at);
	else if (support.status === "not-recomputed") ctx.unverified("supported", { about }, {
		code: "NO_DATA",
		message: `${name}: ${support.because}`,
		needs: "the rows of the run"
	}, at);
	else {
		const differences = [...contradicted, ...support.status === "contradicted" ? support.differences : []];
		const named = differences.slice(0, mostNamed).map(({ pointer, claimed, computed }) => {
			return `${pointer === "" ? "the report" : cut(pointer, mostShown)} is ${valueOrNone(claimed, "missing")}, the rows give ${valueOrNone(computed, "nothing")}`;
		});
		const more = differences.length > mostNamed ? `; and ${differences.length - mostNamed} differences more` : "";
		const problem = `${name} is not supported by its rows: ${named.join("; ")}${more}`;
		ctx.failed("supported", {
			about,
			problem
		}, at);
	}
}
function factDifferences(set, { found: { claimed }, run }) {
	if (claimed.kind === "v1" || run === void 0) return [];
	const told = new Map(Object.entries(claimed.run.facts));
	return Object.entries(factsOf(set, run.report)).flatMap(([name, computed]) => {
		const said = told.get(name);
		if (said === void 0 || stableJson(said) === stableJson(computed)) return [];
		return [{
			pointer: `/facts/${name}`,
			claimed: said,
			computed
		}];
	});
}
const mostShown = 200;
function valueOrNone(value, none) {
	return value === void 0 ? none : cut(JSON.stringify(value), mostShown);
}

// actions/kpi-gate/evidence.ts
function judgeEvidence(ctx, set, found, gateRuns) {
	const runs = gateRuns.flatMap(({ run }) => run === void 0 ? [] : [run]);
	judgeReports(ctx, found);
	judgeNumber(ctx, gateRuns.length);
	judgeTypes(ctx, gateRuns);
	const distinct = judgeDistinct(ctx, runs);
	judgeOrder(ctx, runs);
	const alike = judgeComparable(ctx, set, runs);
	judgeCommit(ctx, gateRuns);
	judgeRepositories(ctx, set, runs);
	for (const one of gateRuns) {
		judgeSupport(ctx, set, one);
		judgeSound(ctx, set, one);
	}
	if (gateRuns.length === 0) for (const rule of ["supported", "sound"]) ctx.unverified(rule, { about: [] }, noRuns);
	return { together: runs.length >= ctx.inputs.runs && runs.length === gateRuns.length && distinct && alike };
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
	if (runs.length + unusable.length === 0) ctx.unverified("reports-read", {}, noRuns);
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
		const message = `${counted(count, "run")}, expected at least ${wanted}`;
		const needs = `${counted(wanted - count, "run")} more of the harness`;
		ctx.unverified("enough-runs", fact, {
			code: "TOO_FEW_SAMPLES",
			message,
			needs
		});
	}
}
function judgeTypes(ctx, runs) {
	if (runs.length === 0) {
		ctx.unverified("run-type", { about: [] }, noRuns);
		return;
	}
	const expected = ctx.inputs["run-type"];
	const others = runs.flatMap(({ found: { claimed, name } }) => {
		const type = claimed.kind === "v1" ? claimed.report.scope.runType : claimed.run.runType;
		return type === expected ? [] : [{
			name,
			type
		}];
	});
	const problem = others.map(({ name, type }) => `${name} is a report on a run of the type ${type}`).join("; ");
	ctx.judge("run-type", others.length === 0, {
		about: [],
		problem,
		expected,
		actual: others.map(({ type }) => type)
	});
}
function judgeDistinct(ctx, runs) {
	if (runs.length < 2) {
		ctx.unverified("distinct", { about: [] }, oneRun);
		return false;
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
	return same.length === 0;
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
	for (const code of [...new Set(problems.map((problem) => problem.code))].sort()) {
		const [first, ...more] = problems.filter((problem) => problem.code === code);
		if (first === void 0) continue;
		const problem = [first, ...more].map(({ message }) => message).join("; ");
		ctx.failed("order", {
			about: [code],
			problem,
			expected: first.expected,
			actual: [first, ...more].map(({ actual }) => actual)
		});
	}
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
	const { comparable = [...constants, ...told], commit } = ctx.inputs;
	return [...new Set([...commit === "any" ? ["commit"] : [], ...comparable])];
}
function judgeComparable(ctx, set, runs) {
	if (runs.length < 2) {
		ctx.unverified("comparable", { about: [] }, oneRun);
		return false;
	}
	const compared = comparability(runs, comparedFacts(ctx, set, runs));
	for (const { fact, agreement, values, missing } of compared) if (agreement === "same") ctx.passed("comparable", { about: [fact] });
	else if (agreement === "differs") {
		const problem = `incomparable: the runs differ in ${fact}: ${values.map(({ value, runs: names }) => `${cut(JSON.stringify(value), longest)} (${names.join(", ")})`).join(", ")}`;
		ctx.failed("comparable", {
			about: [fact],
			problem,
			expected: short(values[0]?.value),
			actual: values.slice(1).map(({ value }) => short(value))
		});
	} else {
		const message = `${missing.length === runs.length ? "no run" : `not every run (${missing.join(", ")})`} says its ${fact}`;
		ctx.unverified("comparable", { about: [fact] }, {
			code: "NO_DATA",
			message,
			needs: `${fact} in every run`
		});
	}
	return compared.every(({ agreement }) => agreement !== "differs");
}
function judgeCommit(ctx, gateRuns) {
	if (ctx.inputs.commit === "any") {
		ctx.notApplicable("of-commit", { about: [] }, "the configuration takes runs of any one commit");
		return;
	}
	for (const one of gateRuns) {
		const { name } = one.found;
		if (one.run === void 0) {
			ctx.unverified("of-commit", { about: [name] }, rowsNotRead(name));
			continue;
		}
		told(ctx, [name], "commit", judgeFact(name, "commit", one.run.facts["commit"], judgedCommits(ctx.subject)));
	}
	if (gateRuns.length === 0) ctx.unverified("of-commit", { about: [] }, noRuns);
}
function judgeRepositories(ctx, set, runs) {
	const { event, repository } = ctx.subject;
	if (event === "local" || !set.constant.some(({ fact }) => fact === "repository")) return;
	for (const { name, facts } of runs) told(ctx, [name, "repository"], "repository", judgeRepository(name, facts["repository"], repository));
}
function told(ctx, about, fact, judged) {
	if (judged.state === "unknown") {
		ctx.unverified("of-commit", { about }, judged.because);
		return;
	}
	const { holds, expected, actual } = judged;
	const problem = `${about[0]} measured another ${fact} than the one that is judged`;
	ctx.judge("of-commit", holds, {
		about,
		problem,
		expected,
		actual
	});
}
function rowsNotRead(name) {
	return {
		code: "NO_DATA",
		message: `the rows of ${name} were not read`,
		needs: "its rows"
	};
}
function judgeSound(ctx, set, { found: { name }, run }) {
	if (run === void 0) {
		ctx.unverified("sound", { about: [name] }, rowsNotRead(name));
		return;
	}
	const { rows, minimumSamples, strata } = run.report;
	const kinds = unsoundKinds(run.report);
	for (const { code, kind, total, first } of kinds) {
		const found = first.map(({ message, path, line = 1 }) => path === void 0 ? message : `${message} (${path}:${line})`);
		const what = kind === "error" ? "not evidence at all" : "not sound evidence";
		const often = total > 1 ? `; ${total} of the kind ${code} in all` : "";
		const problem = `the rows of ${name} are ${what}: ${found.length === 0 ? code : found.join("; ")}${often}`;
		ctx.failed("sound", {
			about: [name, code],
			problem
		});
	}
	const few = [...rows < minimumSamples ? [`${counted(rows, "row")}, expected at least ${minimumSamples}`] : [], ...strata.filter(({ covered }) => !covered).map(({ pointer, value, rows: count, minimum }) => `${counted(count, "row")} of ${pointer} ${String(value)}, expected at least ${minimum}`)];
	if (few.length > 0) {
		const message = `${name} has ${few.join("; ")}`;
		ctx.unverified("sound", { about: [name, "coverage"] }, {
			code: "TOO_FEW_SAMPLES",
			message,
			needs: "more rows"
		});
	}
	const old = tooOld(set, run.report, ctx.time.latest);
	if (old !== void 0) ctx.failed("sound", {
		about: [name, "too-old"],
		...old,
		problem: `${name}: ${old.problem}`
	});
	if (old === void 0 && kinds.length + few.length === 0) ctx.passed("sound", { about: [name] });
}
const longest = 200;
function short(value) {
	const text = JSON.stringify(value) ?? "";
	return text.length <= longest ? value : cut(text, longest);
}

// actions/kpi-gate/each-run.ts
function judgeEachRun(ctx, set, runs, all) {
	for (const kpi of set.kpis) {
		const { id, target } = kpi;
		if (!kpi.required || target === void 0) continue;
		const asked = askedText({
			target,
			unit: unitOf(kpi)
		});
		const missed = [];
		const open = [];
		for (const { name, report } of runs) {
			const result = report.kpis.find((one) => one.id === id);
			const why = notMeasured(name, result);
			if (why !== void 0) open.push(why);
			else if (result !== void 0 && !meets(result.value ?? NaN, target)) missed.push(`${valueText(result)} in ${name}`);
		}
		const fact = {
			id,
			target: asked
		};
		if (missed.length > 0) {
			const value = missed.join(", ");
			const problem = `${kpi.title ?? id} is ${value}, expected ${asked} in each run`;
			ctx.failed("run-target", {
				...fact,
				value,
				problem,
				observed: [valuesOf(id, runs), target]
			});
		} else if (runs.length === 0) ctx.unverified("run-target", fact, noRuns);
		else if (open.length > 0 || !all) ctx.unverified("run-target", fact, joined(all ? open : [...open, notAll]));
		else ctx.passed("run-target", fact);
	}
}
const notAll = {
	code: "NO_DATA",
	message: "not every run was read, as other results say",
	needs: "the rows of every run"
};
function notMeasured(name, result) {
	if (result === void 0 || result.value === null || result.verdict === "not-measured") return {
		code: "NO_DATA",
		message: `${name} did not measure it: ${result?.because?.message ?? "there is no value"}`,
		needs: "a run that measures it"
	};
	if (result.because?.code !== "value-too-coarse") return void 0;
	return {
		code: "INCONCLUSIVE",
		message: `${name}: ${result.because.message}`,
		needs: "a value further from its target"
	};
}
function joined(open) {
	return {
		...open.find(({ code }) => code !== "INCONCLUSIVE") ?? open[0] ?? noRuns,
		message: open.map(({ message }) => message).join("; ")
	};
}
function valuesOf(id, runs) {
	return runs.map(({ report }) => report.kpis.find((one) => one.id === id)?.value ?? null);
}

// actions/kpi-gate/exhibits.ts
function kpisExhibit(kpis, runs) {
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
		rows: kpis.map((kpi) => {
			const { mark } = verdictTexts[kpi.verdict];
			const values = runs.map(({ report }) => {
				const result = report.kpis.find(({ id }) => id === kpi.id);
				return result === void 0 ? "not there" : valueText(result);
			});
			return {
				cells: [
					kpi.label,
					kpi.asked,
					...values,
					valueText(kpi),
					intervalText(kpi.interval),
					kpi.more === void 0 || kpi.more === 0 ? String(kpi.samples) : `${kpi.samples}, about ${kpi.more} more`,
					verdictText(kpi.verdict, kpi.required)
				],
				...mark === void 0 ? {} : { mark }
			};
		}),
		charts: intervalCharts(kpis),
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
			const unit = unitOf(kpi);
			const number = (value) => value === void 0 ? "none" : withUnit(value, unit);
			return [{
				cells: [
					kpi.title ?? one.id,
					againstText(one),
					number(one.reference),
					number(one.current),
					number(one.limit),
					one.interval === void 0 ? "by value" : `${one.judged} ${intervalText(one.interval)}`,
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
				valueAt(values[index], unitOf(kpi))
			] })),
			remark: "Values of earlier reports are told as they were reported",
			charts: [{
				kind: "line",
				labels: points.map(({ label }) => label),
				unit: unitOf(kpi) ?? "ratio",
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
function valueAt(value, unit) {
	return value === null || value === void 0 ? "none" : withUnit(value, unit);
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
	about: ({ id, against }) => [id, against].filter((part) => part !== void 0),
	says: ({ id = "", problem }) => problem ?? `${id} misses its target`,
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
		about: ({ name }) => name === void 0 ? [] : [name],
		says: ({ name = "", problem }) => `the report ${name} ${problem ?? "cannot be used"}`,
		actual: ({ problem }) => problem,
		fix: () => "hand in the report that kpi-report wrote, as it is"
	}),
	"enough-runs": rule({
		...ofRuns,
		asserts: "There are as many runs as the policy asks for.",
		why: "One good run can be luck.",
		fix: () => "run the harness again"
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
		why: "Runs at the same time share what went well, and runs that lie far apart hide what lay between.",
		fix: () => "measure one run after the other, as far apart as the policy says"
	}),
	complete: rule({
		severity: "high",
		asserts: "No run or attempt of the harness for this commit, and no leg of one, is left out.",
		why: "The best two of ten runs meet every target.",
		about: ({ run }) => run === "" ? [] : [run],
		says: ({ run }) => `${run === "" ? "a run" : run} of the harness is left out`
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
		asserts: "The KPI is shown to be no worse than the baseline, and than the best value that two consecutive earlier reports reached, but for the tolerance of the policy.",
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
		asserts: "Between earlier runs of one commit the comparison alarms at most as often as the error (alpha) that the policy allows.",
		why: "A gate that cries wolf is soon not listened to."
	})
};

// actions/kpi-gate/targets.ts
function shownPooled(set, pooled) {
	return pooled.flatMap((one, index) => {
		const kpi = set.kpis[index];
		if (kpi === void 0) return [];
		const { numerator, denominator } = one.evidence.ok ? one.evidence.measure : {
			numerator: 0,
			denominator: 0
		};
		const unit = unitOf(kpi);
		const { kind, target, title = kpi.id } = kpi;
		return [{
			...one,
			kind,
			unit,
			numerator,
			denominator,
			label: title,
			target,
			asked: askedText({
				target,
				unit
			})
		}];
	});
}
function judgePooled(ctx, kpis, sound) {
	for (const kpi of kpis) {
		const { id, required, verdict, asked, label, runs } = kpi;
		const rule = required ? "target" : "informational";
		const value = valueText(kpi);
		const fact = {
			id,
			target: asked,
			value,
			problem: `${label} is ${value} over ${runs} runs, expected ${asked}`,
			observed: [
				kpi.value ?? null,
				kpi.samples,
				kpi.target
			]
		};
		if (!sound) ctx.unverified(rule, fact, {
			code: "NO_DATA",
			message: "the runs are no evidence together, as other results say",
			needs: "runs that are distinct and comparable"
		});
		else if (verdict === "met") ctx.passed(rule, fact);
		else if (verdict === "missed") ctx.failed(rule, fact);
		else if (verdict === "not-judged") ctx.notApplicable(rule, fact, "it has no target");
		else ctx.unverified(rule, fact, openBecause(kpi));
	}
	if (kpis.every(({ required }) => required)) ctx.notApplicable("informational", {}, "every KPI of the set is required");
}

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
	documents: {
		"v1.json": "the result in the shape v1, where that is asked for",
		...standardDocuments
	},
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
			...section["history"]?.branch !== void 0 && section["harness"] !== void 0 && "none" in section["harness"] ? [{
				pointer: "/kpi-gate/history/branch",
				message: "there is no harness whose runs could be read; name reports"
			}] : [],
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
		const { runs: judged, missing } = await gateRuns(ctx, set, found.runs);
		const evidence = watched(ctx);
		const { together } = judgeEvidence(evidence.ctx, set, found, judged);
		for (const { name, because } of missing) evidence.ctx.unverified("supported", { about: ["rows", name] }, because);
		await judgeComplete(evidence.ctx, harness, found.runs);
		const runs = judged.flatMap(({ run }) => run === void 0 ? [] : [run]);
		const pooled = shownPooled(set, pooledKpis(set, runs));
		judgeEachRun(ctx, set, runs, runs.length === judged.length);
		judgePooled(ctx, pooled, together);
		const history = await historyOf(ctx, runs);
		for (const { message } of history.unread) ctx.note(`An earlier report was not read: ${message}.`);
		const compared = await judgeComparisons(ctx, set, runs, history, together);
		const audit = judgeAudit(ctx, set, history);
		ctx.output("runs", String(runs.length));
		ctx.data(gateData(runs, pooled, compared, audit));
		ctx.exhibit(kpisExhibit(pooled, runs));
		if (compared.length > 0) ctx.exhibit(regressionsExhibit(set, compared));
		ctx.exhibit(runsExhibit(runs));
		if (history.ok) for (const exhibit of trendExhibits(set, history.data, runs)) ctx.exhibit(exhibit);
		ctx.metric("runs", runs.length);
		for (const { name, value, unit } of kpiMetrics(pooled)) ctx.metric(name, value, unit);
		if (ctx.inputs.v1) {
			if (evidence.holds()) writeV1(ctx, judged);
			else ctx.note("There is no result in the shape v1: it has no word for runs that are no evidence together.");
		}
	}
});
function watched(ctx) {
	let holds = true;
	const against = (tell) => {
		return (...told) => {
			holds = false;
			tell(...told);
		};
	};
	const failed = against(ctx.failed);
	const unverified = against(ctx.unverified);
	const judge = (rule, right, ...told) => (right ? ctx.passed : failed)(rule, ...told);
	return {
		ctx: {
			...ctx,
			failed,
			unverified,
			judge
		},
		holds: () => holds
	};
}
const defaults = {
	runs: 2,
	tolerances: {},
	alpha: .05,
	power: .8
};
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