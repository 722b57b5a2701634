import { builtInProfiles, decodeText, defineControl, isObject, list, listed, makeResult, ownerAndRepo, pathField, rule, severities, structured, text } from "./shared.js";
import { _enum, array, boolean, json, number, object, record, string } from "./vendor.js";
import { IncidentSchema, askedOf, attemptsOf, byFact, checksOfCommit, earlierRuns, endsOf, failedAgain, failedNow, isAskedBy, isAt, judgeAgreement, judgeBound, judgeChecks, judgeCondition, judgeEnd, judgeException, judgeMade, judgeNeed, judgeSaid, notesOf, otherThanJudged, readFile, readNeeds, rivalsOf, rulesetsDigest, rulesetsFact, runsOf, skippedBecause, waitsFor } from "./domain-readiness.js";
import { IncidentsSchema, JobSchema, PresetSchema, ReportSchema, ShadowSchema, conditionText, readinessProblems } from "./domain-readiness-config.js";
import { counted } from "./core-counted.js";
import { noData, passed, tellVerdict, unverified, worstOf } from "./domain-verdict.js";
import { candidatesIn, judgeReportOf, placeOf, reportsOfControl } from "./domain-own-report.js";
import { jobsOfRun, listJobs } from "./domain-run-jobs.js";
import { startedOnBranch } from "./shell-action.js";
import { artifactReports, producedReports } from "./domain-found-report.js";
import { workflowRefIn } from "./core-workflow-ref.js";

// actions/readiness/outcome.ts
const elsewhere = "not asked for here";
function jobRow({ asked, verdicts, attempts, where }) {
	const { id, title, severity, job } = asked;
	const all = Object.values(verdicts);
	const runs = attempts.length > 1 ? `, ${counted(attempts.length, "execution")}` : "";
	const last = attempts.at(-1);
	const ended = last === void 0 ? "did not run" : last.conclusion ?? last.status;
	return {
		id,
		kind: "job",
		severity,
		title,
		...whole(all),
		instead: attempts.length === 0 ? elsewhere : "skipped by its own condition",
		seen: `${job}: ${ended}${where === void 0 ? "" : ` in ${where}`}${runs}`
	};
}
function reportRow({ asked, verdicts, conditions, files }) {
	const { id, title, severity, control, path = "" } = asked;
	const all = [...Object.values(verdicts), ...conditions.map(({ verdict }) => verdict)];
	const seen = files.length === 1 ? files[0]?.name ?? "" : counted(files.length, "file");
	return {
		id,
		kind: "report",
		severity,
		title,
		...whole(all),
		instead: elsewhere,
		seen: files.length === 0 ? `no report of ${control ?? path}` : seen
	};
}
function whole(verdicts) {
	for (const verdict of verdicts) if (verdict.status === "failed") return {
		status: "failed",
		message: verdict.problem
	};
	for (const verdict of verdicts) if (verdict.status === "unverified") return {
		status: "unverified",
		message: verdict.because.message
	};
	const passed = verdicts.some(({ status }) => status === "passed");
	const [first] = verdicts;
	return passed ? {
		status: "passed",
		message: void 0
	} : {
		status: "not-applicable",
		message: first?.status === "not-applicable" ? first.why : void 0
	};
}
function firstMissing(rows) {
	const standing = rows.filter(({ status }) => status === "failed" || status === "unverified");
	const rank = ({ status, severity }) => (status === "failed" ? 0 : 10) + severities.indexOf(severity);
	return standing.map((row, index) => ({
		row,
		index
	})).sort((a, b) => rank(a.row) - rank(b.row) || a.index - b.index)[0]?.row;
}
const marks = {
	passed: "good",
	failed: "bad",
	unverified: "open",
	"not-applicable": void 0
};
const words = {
	passed: "happened",
	failed: "did not happen as asked",
	unverified: "not verified"
};
function exhibitOf(rows) {
	const good = rows.filter(({ status }) => status === "passed").length;
	const first = firstMissing(rows);
	return {
		title: "What had to happen",
		columns: [
			{ name: "What" },
			{ name: "Severity" },
			{ name: "Seen" },
			{ name: "State" },
			{ name: "Why" }
		],
		rows: rows.map(({ id, title, severity, seen, status, message, instead }) => {
			const mark = marks[status];
			return {
				cells: [
					title === void 0 ? id : `${id}: ${title}`,
					severity,
					seen,
					status === "not-applicable" ? instead : words[status],
					message ?? ""
				],
				...mark === void 0 ? {} : { mark }
			};
		}),
		remark: `${good} of ${rows.length} happened${first === void 0 ? "" : `; first missing: ${first.id}`}.`
	};
}
function shadowExhibit(compared) {
	const rows = compared.flatMap((one) => {
		const { id } = one.shadow;
		if ("verdict" in one) return [{
			cells: [
				id,
				"could not be compared",
				"",
				"",
				one.verdict.status === "unverified" ? one.verdict.because.message : ""
			],
			mark: "open"
		}];
		const { disagreements, compared: count } = one.comparison;
		if (disagreements.length === 0) return [{
			cells: [
				id,
				"decision",
				one.said,
				one.said,
				`agrees in ${counted(count, "point")}`
			],
			mark: "good"
		}];
		return disagreements.map(({ check, id: ours, ours: here, theirs }) => ({
			cells: [
				id,
				check,
				theirs,
				here,
				ours ?? ""
			],
			mark: "bad"
		}));
	});
	if (rows.length === 0) return void 0;
	return {
		title: "Other gates",
		columns: [
			{ name: "Gate" },
			{ name: "Check" },
			{ name: "There" },
			{ name: "Here" },
			{ name: "About" }
		],
		rows,
		remark: "They decide nothing: what they say is compared with what was measured here."
	};
}
const wordOf = {
	passed: "go",
	failed: "stop",
	unverified: "stop",
	"not-applicable": "go"
};
function ownOf(row, names) {
	return {
		id: row.id,
		kind: row.kind,
		word: wordOf[row.status],
		names
	};
}

// actions/readiness/rules.ts
const ofRequirement = {
	severity: "critical",
	grade: ({ severity = "critical" }) => severity,
	about: ({ id, part }) => part === void 0 ? [id] : [id, part],
	says: ({ id, problem = "" }) => `${id}: ${problem}`,
	expected: ({ expected }) => expected,
	actual: ({ actual }) => actual,
	fix: ({ fix }) => fix,
	restsOn: ({ restsOn = [nothing] }) => restsOn
};
const nothing = "nothing-outside-of-the-repository";
const rules = {
	"job-ended": rule({
		...ofRequirement,
		asserts: "The required job ran for the judged commit, with all of its legs, and ended as the policy allows.",
		why: "A job that was left out, or skipped because another one failed, shows no failure."
	}),
	"job-recorded": rule({
		...ofRequirement,
		waivable: false,
		asserts: "The check run of the job says the same as the job.",
		why: "A job that may fail (continue-on-error) looks green where only its result is read."
	}),
	"needs-agree": rule({
		...ofRequirement,
		waivable: false,
		asserts: "What needs says of the job is what the platform recorded.",
		why: "The workflow of the change hands it on, and it calls a failure that is allowed a success."
	}),
	"report-present": rule({
		...ofRequirement,
		waivable: false,
		asserts: "The report is there, and can be read.",
		why: "A report that is missing or cut off is lost together with the failures that it holds."
	}),
	"report-bound": rule({
		...ofRequirement,
		waivable: false,
		asserts: "The report is of the judged commit, and of the last attempt of the run that must make it.",
		why: "A green report of yesterday’s commit says nothing about the one that is released."
	}),
	"report-fresh": rule({
		...ofRequirement,
		waivable: false,
		asserts: "The report was made neither too long ago, nor at a time that cannot be.",
		why: "What was true a week ago need not be so now."
	}),
	"report-passed": rule({
		...ofRequirement,
		asserts: "The report was measured, and passed by its own words and numbers alike.",
		why: "A word that was typed over failing numbers is no result."
	}),
	"report-condition": rule({
		...ofRequirement,
		asserts: "The fields of the report are what the policy asks for.",
		why: "A report can pass by its own rules and still not show what this release needs."
	}),
	"reports-agree": rule({
		...ofRequirement,
		waivable: false,
		asserts: "All reports are about one commit, one set of flags, one definition and one baseline.",
		why: "Reports that were each right for something else prove nothing together."
	}),
	exception: rule({
		...ofRequirement,
		waivable: false,
		asserts: "What is attested in place of a measurement has its evidence in the notes of the change.",
		why: "Who reads the release must see what was looked at by hand, and by whom."
	}),
	"shadow-agrees": rule({
		...ofRequirement,
		severity: "info",
		grade: () => "info",
		asserts: "The other gate sees it as this one does.",
		why: "Where two gates disagree one of them is wrong, and it is better known before the old one goes."
	})
};

// actions/readiness/tell.ts
function tellJob(ctx, { asked: { id, severity }, verdicts }) {
	for (const rule of [
		"job-ended",
		"job-recorded",
		"needs-agree"
	]) tellVerdict(ctx, rule, {
		id,
		severity
	}, verdicts[rule]);
}
function tellReport(ctx, { asked, verdicts, conditions, excusable }, { digest }) {
	const { id, severity } = asked;
	for (const rule of [
		"report-present",
		"report-bound",
		"report-fresh"
	]) tellVerdict(ctx, rule, {
		id,
		severity
	}, verdicts[rule]);
	const said = verdicts["report-passed"];
	if (excusable && said.status === "unverified") {
		const { because } = said;
		const needs = `a report that was measured, or an attestation of readiness/report-passed with ${digest === void 0 ? "rulesets that can be listed" : `bound: { ${rulesetsFact}: ${digest} }`}`;
		ctx.unverified("report-passed", {
			id,
			severity,
			restsOn: [rulesetsFact]
		}, {
			...because,
			needs
		});
	} else tellVerdict(ctx, "report-passed", {
		id,
		severity
	}, said);
	for (const { text, verdict } of conditions) tellVerdict(ctx, "report-condition", {
		id,
		part: text,
		severity
	}, verdict);
}
function tellFacts(ctx, reports) {
	const { headSha, mergeSha } = ctx.subject;
	const commits = [headSha, mergeSha].filter((sha) => sha !== void 0);
	const judged = (one) => headSha !== void 0 && commits.includes(one.value) ? {
		...one,
		value: headSha
	} : one;
	for (const [fact, said] of byFact(reports.flatMap((report) => report.facts))) {
		if (fact === "attempt") continue;
		const asked = reports.filter((report) => Object.hasOwn(report.asked.facts, fact));
		const absent = asked.filter(({ files }) => files.length === 0).map((report) => report.asked.id);
		if (asked.length === 1 && bound.has(fact)) continue;
		tellVerdict(ctx, "reports-agree", { id: fact }, judgeAgreement(fact === "commit" ? said.map(judged) : said, absent));
	}
}
const bound = new Set(["commit", "run"]);
const why = {
	"job-ended": "no job is asked for",
	"job-recorded": "no job is asked for",
	"needs-agree": "no job is asked for",
	"report-present": "no report is asked for",
	"report-bound": "no report is asked for",
	"report-fresh": "no report is asked for",
	"report-passed": "no report is asked for",
	"report-condition": "no conditions are asked for",
	"reports-agree": "no facts are asked of several reports that are there",
	exception: "no report is about something outside of the repository",
	"shadow-agrees": "no other gate is compared"
};
function tellNothing(ctx, told) {
	for (const rule of Object.keys(rules)) if (!told.has(rule)) ctx.notApplicable(rule, { id: "none" }, why[rule]);
}
function isReady({ first, passed }) {
	return first === void 0 && passed > 0;
}
function remembering(ctx) {
	const told = new Set();
	const memory = {
		rules: told,
		passed: 0,
		first: void 0
	};
	const noting = (tell, note) => {
		return (rule, a, ...rest) => {
			told.add(rule);
			if (rules[rule].severity !== "info") note(a.id);
			tell(rule, a, ...rest);
		};
	};
	const stands = (id) => {
		memory.first ??= id;
	};
	return {
		memory,
		ctx: {
			...ctx,
			passed: noting(ctx.passed, () => {
				memory.passed += 1;
			}),
			failed: noting(ctx.failed, stands),
			unverified: noting(ctx.unverified, stands),
			notApplicable: noting(ctx.notApplicable, () => {})
		}
	};
}

// actions/readiness/data.ts
const Status = _enum([
	"passed",
	"failed",
	"unverified",
	"not-applicable"
]);
const Count = number().int().min(0);
const ReadinessDataSchema = object({
	ready: boolean().meta({ description: "Everything that is asked for happened, and was measured." }),
	profile: string(),
	firstMissing: string().optional().meta({ description: "The first job or report that stands in the way." }),
	jobs: array(object({
		id: string(),
		job: string(),
		severity: string(),
		status: Status,
		message: string().optional(),
		where: string().optional(),
		attempts: array(object({
			id: Count,
			name: string(),
			attempt: Count,
			status: string(),
			conclusion: string().nullable()
		})).meta({ description: "Every execution of it, also those that failed before one succeeded." }),
		earlierRuns: array(Count).optional().meta({ description: "Older runs of its workflow for the same commit." })
	})),
	reports: array(object({
		id: string(),
		control: string().optional(),
		severity: string(),
		status: Status,
		message: string().optional(),
		files: array(object({
			name: string(),
			sha256: string(),
			runId: Count.optional(),
			createdAt: string().optional()
		}))
	})),
	facts: record(string(), array(object({
		report: string(),
		value: json().optional()
	}))),
	incidents: array(IncidentSchema),
	incidentsUnknown: array(object({
		id: string(),
		message: string()
	})),
	shadows: array(object({
		id: string(),
		said: string().optional(),
		compared: Count,
		unmatched: array(string()),
		disagreements: array(object({
			check: string(),
			id: string().optional(),
			ours: string(),
			theirs: string()
		}))
	}))
});
function dataOf(found) {
	const { profile, memory, rows, jobs, reports, incidents, compared } = found;
	const first = firstMissing(rows)?.id ?? memory.first;
	const stateOf = (id) => {
		const row = rows.find((one) => one.id === id);
		return {
			status: row?.status ?? "unverified",
			...row?.message === void 0 ? {} : { message: row.message }
		};
	};
	const facts = {};
	for (const [fact, said] of byFact(reports.flatMap((report) => report.facts))) facts[fact] = said.map(({ report, value }) => ({
		report,
		...value === void 0 ? {} : { value }
	}));
	return {
		ready: first === void 0 && isReady(memory),
		profile,
		...first === void 0 ? {} : { firstMissing: first },
		jobs: jobs.map(({ asked: { id, job, severity }, where, attempts, earlier }) => ({
			id,
			job,
			severity,
			...stateOf(id),
			...where === void 0 ? {} : { where },
			attempts: attempts.map(({ id: number, name, attempt, status, conclusion }) => ({
				id: number,
				name,
				attempt,
				status,
				conclusion
			})),
			...earlier.length === 0 ? {} : { earlierRuns: [...earlier] }
		})),
		reports: reports.map(({ asked: { id, control, severity }, files }) => ({
			id,
			...control === void 0 ? {} : { control },
			severity,
			...stateOf(id),
			files: files.map(({ name, sha256, artifact }) => ({
				name,
				sha256,
				...artifact === void 0 ? {} : {
					runId: artifact.runId,
					createdAt: artifact.createdAt
				}
			}))
		})),
		facts,
		incidents: [...incidents.incidents],
		incidentsUnknown: incidents.unknown.map(({ id, because }) => ({
			id,
			message: because.message
		})),
		shadows: compared.map((one) => ({
			id: one.shadow.id,
			..."said" in one ? { said: one.said } : {},
			compared: "comparison" in one ? one.comparison.compared : 0,
			unmatched: "comparison" in one ? [...one.comparison.unmatched] : [],
			disagreements: "comparison" in one ? one.comparison.disagreements.map(({ check, id, ours, theirs }) => ({
				check,
				...id === void 0 ? {} : { id },
				ours,
				theirs
			})) : []
		}))
	};
}

// actions/readiness/definition.ts
const inputs = {
	presets: structured(array(PresetSchema), {
		description: "Sets of jobs and reports that usually belong together, by name or as { preset: playbook-002, workflow: .github/workflows/ci.yml }.",
		default: [],
		policy: true
	}),
	jobs: structured(array(JobSchema), {
		description: "The jobs that must have run and succeeded, of this run and of other workflows for the same commit.",
		default: [],
		policy: true
	}),
	reports: structured(array(ReportSchema), {
		description: "The reports that must be there, of this commit and run, with what they must say.",
		default: [],
		policy: true
	}),
	incidents: structured(IncidentsSchema, {
		description: "What is an incident on the default branch, as { on: [runtime-canary], repeated: [{ report: trend-slo, runs: 3 }] }.",
		default: {
			on: [],
			repeated: []
		},
		policy: true
	}),
	shadow: structured(array(ShadowSchema), {
		description: "Verdict files of other gates that are compared with this one; they decide nothing.",
		default: []
	}),
	"report-folder": text({
		description: "A folder with reports of controls, besides the artifacts of this run; in a workflow below RUNNER_TEMP.",
		optional: true
	}),
	needs: list({
		description: "What the expression toJson(needs) gives, as far as the runner can hand it on (128 KiB on Linux); it is compared with what the platform recorded, and shows nothing by itself.",
		default: []
	}),
	"needs-file": pathField({
		description: "The same in a file that a step of this job wrote, for more than an input can hold.",
		optional: true
	})
};
const lists = {};
const outputs = {
	ready: { description: "Whether everything that is asked for happened: true or false." },
	"first-missing": { description: "The id of the first job or report that stands in the way; empty when none does." },
	incident: { description: "Whether something happened that is an incident: true or false; empty when not known." },
	disagreements: { description: "In how many points other gates see it differently; empty when one of them could not be compared." }
};

// actions/readiness/exceptions.ts
async function openWindow(ctx, outcomes) {
	const github = ctx.github();
	const { repository } = ctx.subject;
	if (!outcomes.some(({ excusable }) => excusable) || github === void 0 || repository === void 0) return { digest: void 0 };
	const digest = await rulesetsDigest(github, repository);
	if (!digest.ok) {
		ctx.note(`Nothing can be attested by the rulesets of ${repository}: ${digest.because.message}.`);
		return { digest: void 0 };
	}
	ctx.fact(rulesetsFact, digest.data);
	return { digest: digest.data };
}
async function judgeExceptions(ctx, outcomes, { digest }, runs) {
	for (const { asked, verdicts, excusable } of outcomes) {
		const { id, severity, external } = asked;
		if (external === void 0) continue;
		const verdict = verdicts["report-passed"];
		if (verdict.status !== "unverified" || !excusable) {
			ctx.notApplicable("exception", { id }, "nothing of it is open that could be attested");
			continue;
		}
		const attestation = attested(ctx, makeResult("readiness/report-passed", rules["report-passed"], "unverified", {
			id,
			severity,
			restsOn: [rulesetsFact]
		}, { because: verdict.because }), digest);
		if (attestation === void 0) ctx.notApplicable("exception", { id }, "nobody attested it, or not of what is there now");
		else tellVerdict(ctx, "exception", {
			id,
			severity
		}, judgeException(attestation, await runs.notes()));
	}
}
function attested(ctx, result, digest) {
	return ctx.policy.allow("readiness", [result], digest === void 0 ? {} : { [rulesetsFact]: digest }).results[0]?.attestation;
}

// actions/readiness/gather.ts
async function gather(ctx, reports, runs) {
	const others = [];
	for (const report of reports) {
		if (report.workflow === void 0 || report.artifact === void 0) continue;
		const placed = await runs.of(report);
		if (placed.ok && placed.run.id !== void 0 && placed.run.id !== ctx.subject.runId) others.push(placed.run.id);
	}
	const artifacts = [...reports, ...ctx.inputs.shadow].flatMap(({ artifact }) => artifact ?? []);
	const folder = ctx.inputs["report-folder"];
	const collected = await ctx.reports({
		artifacts: [...new Set(artifacts)],
		...folder === void 0 ? {} : { folder },
		...others.length === 0 ? {} : { runs: [...new Set(others)] }
	});
	const asksControls = reports.some(({ control }) => control !== void 0);
	const files = collected.files.filter(({ origin }) => origin.kind !== "artifact" || !others.includes(origin.runId));
	return {
		collected,
		own: {
			found: asksControls ? candidatesIn({
				...collected,
				files
			}) : {
				candidates: [],
				strays: []
			},
			jobs: asksControls ? await jobsOfRun(ctx) : void 0
		},
		runs,
		others
	};
}

// actions/readiness/runs.ts
function runsIn(ctx) {
	const places = new Map();
	const checks = once(() => commitChecks(ctx));
	const notes = once(() => changeNotes(ctx));
	return {
		of(asked) {
			const key = JSON.stringify([
				asked.workflow,
				asked.event,
				asked.branch
			]);
			const known = places.get(key) ?? (asked.workflow === void 0 ? thisRun(ctx) : otherRun(ctx, asked, notes));
			places.set(key, known);
			return known;
		},
		checks,
		notes,
		defaultBranch: once(() => defaultBranchOf(ctx))
	};
}
function once(ask) {
	let asked;
	return () => asked ??= ask();
}
async function thisRun(ctx) {
	const { runId: id, attempt } = ctx.subject;
	return {
		ok: true,
		run: {
			where: "this run",
			id,
			attempt,
			jobs: await jobsOfRun(ctx),
			earlier: [],
			skipped: await skipsOf(ctx, workflowOf(ctx))
		}
	};
}
function workflowOf({ subject }) {
	return workflowRefIn(subject.workflowRef, subject.repository)?.path;
}
async function otherRun(ctx, asked, notes) {
	const { subject } = ctx;
	const { repository, headSha, event: here } = subject;
	const { workflow = "", event = here } = asked;
	if (here === "local") return no("on a laptop no run of another workflow belongs to the work tree", "a run in Actions");
	const github = ctx.github();
	if (github === void 0 || repository === void 0 || headSha === void 0) return {
		ok: false,
		because: {
			code: "NO_CREDENTIAL",
			message: `the runs of ${workflow} cannot be asked for without a token, a repository and a commit`,
			needs: "the input token, with actions: read"
		}
	};
	const head = await headOf(ctx, asked, notes);
	if (!head.ok) return head;
	const { pullRequest } = subject;
	const ofPull = pullRequest !== void 0 && event.startsWith("pull_request");
	const meant = {
		workflow,
		event,
		headSha,
		...head.data,
		...ofPull ? { pullRequest } : {}
	};
	const found = await runsOf(github, repository, meant);
	if (!found.ok) return found;
	const [newest, ...earlier] = found.data;
	if (newest === void 0) return {
		ok: false,
		missing: `no run of ${workflow} on the event ${event} of ${head.data.branch} is known for ${headSha}`
	};
	if (ofPull && (newest.pulls.length !== 1 || newest.pulls[0] !== pullRequest)) {
		const rivals = await rivalsOf(github, repository, meant);
		if (!rivals.ok) return rivals;
		if (rivals.data.length > 0) return no(`run ${newest.id} of ${workflow} may be of another pull request with the same commit (${listed(rivals.data.map((one) => `#${one}`), 3)})`, "a commit that no pull request into another branch brings");
	}
	const listed$1 = await listJobs(github, repository, newest.id);
	return {
		ok: true,
		run: {
			where: `run ${newest.id} of ${workflow}`,
			id: newest.id,
			attempt: newest.attempt,
			progress: progressOf(newest, listed$1.ok ? listed$1.data : []),
			jobs: listed$1.ok ? {
				ok: true,
				jobs: listed$1.data
			} : {
				ok: false,
				because: listed$1.because
			},
			earlier: earlier.map(({ id }) => id),
			skipped: await skipsOf(ctx, workflow)
		}
	};
}
function progressOf({ attempt, status }, jobs) {
	const latest = jobs.reduce((last, job) => Math.max(last, job.attempt), attempt);
	return {
		attempt: latest,
		goesOn: status !== "completed" || latest > attempt
	};
}
async function headOf({ subject }, { branch }, notes) {
	const { repository = "", ref, pullRequest } = subject;
	if (branch !== void 0) return {
		ok: true,
		data: {
			branch,
			headRepository: repository
		}
	};
	if (pullRequest === void 0) {
		const name = ref?.replace(/^refs\/(?:heads|tags)\//, "");
		if (name !== void 0 && name !== "") return {
			ok: true,
			data: {
				branch: name,
				headRepository: repository
			}
		};
		return no("the run does not say of which branch it is", "branch: of the run that is meant");
	}
	const pull = await notes();
	if (!pull.ok) return pull;
	const { head } = pull.data;
	if (head?.repository !== void 0) return {
		ok: true,
		data: {
			branch: head.branch,
			headRepository: head.repository
		}
	};
	return no("GitHub does not say where the branch of the pull request lies", "a branch whose repository is there");
}
function no(message, needs) {
	return {
		ok: false,
		because: noData(message, needs)
	};
}
async function skipsOf(ctx, path) {
	let graph;
	if (path === void 0) graph = {
		ok: false,
		why: "the workflow file of the run does not lie in this repository"
	};
	else {
		const file = await ctx.read(path);
		const text = file.found ? decodeText(file.content) : void 0;
		if (!file.found) graph = {
			ok: false,
			why: `the workflow file ${path} ${file.message}`
		};
		else if (text?.ok === true) graph = waitsFor(text.text);
		else graph = {
			ok: false,
			why: `the workflow file ${path} is not text`
		};
	}
	return (name, jobs) => graph.ok ? skippedBecause(name, graph.jobs, jobs) : {
		because: "unknown",
		why: graph.why
	};
}
async function commitChecks(ctx) {
	const github = ctx.github();
	const { repository, headSha } = ctx.subject;
	if (github !== void 0 && repository !== void 0 && headSha !== void 0) return checksOfCommit(github, repository, headSha);
	return {
		ok: false,
		because: {
			code: "NO_CREDENTIAL",
			message: "the checks of the commit cannot be asked for without a token, a repository and a commit",
			needs: "the input token, with checks: read"
		}
	};
}
async function changeNotes(ctx) {
	const github = ctx.github();
	if (github !== void 0) return notesOf(github, ctx.subject);
	return {
		ok: false,
		because: {
			code: "NO_CREDENTIAL",
			message: "the notes of the change cannot be read without a token",
			needs: "the input token, with pull-requests: read"
		}
	};
}
async function defaultBranchOf(ctx) {
	const github = ctx.github();
	const { repository } = ctx.subject;
	if (github === void 0 || repository === void 0) return no("which branch is the default one cannot be asked without a token", "the input token");
	const answer = await github.get("GET /repos/{owner}/{repo}", ownerAndRepo(repository), Named);
	return answer.ok ? {
		ok: true,
		data: answer.data.default_branch
	} : answer;
}
const Named = object({ default_branch: string().min(1) });

// actions/readiness/incidents.ts
async function findIncidents(ctx, outcomes, reports, runs) {
	const { on, repeated } = ctx.inputs.incidents;
	const { event, ref } = ctx.subject;
	const none = {
		asked: false,
		incidents: [],
		unknown: []
	};
	if (on.length + repeated.length === 0 || !startedOnBranch.has(event)) return none;
	const branch = await runs.defaultBranch();
	if (!branch.ok) return {
		asked: true,
		incidents: [],
		unknown: [{
			id: "default-branch",
			because: branch.because
		}]
	};
	if (ref !== `refs/heads/${branch.data}`) return none;
	const incidents = failedNow(on, outcomes);
	const unknown = outcomes.filter(({ id, status }) => status === "unverified" && on.includes(id)).map(({ id, message = "it was not measured" }) => ({
		id,
		because: noData(message, `what became of ${id}`)
	}));
	for (const { report, runs: count } of repeated) {
		const outcome = reports.find(({ asked }) => asked.id === report);
		if (outcome === void 0) continue;
		const again = await repeatedly(ctx, outcome, count, branch.data);
		if (again === void 0) continue;
		if ("because" in again) unknown.push({
			id: report,
			because: again.because
		});
		else incidents.push(again);
	}
	return {
		asked: true,
		incidents,
		unknown
	};
}
function hasFailed(verdicts) {
	return worstOf(verdicts)?.status === "failed";
}
async function repeatedly(ctx, { asked, verdicts, conditions }, count, branch) {
	const failed = hasFailed([verdicts["report-passed"], ...conditions.map(({ verdict }) => verdict)]);
	if (!failed) return void 0;
	const github = ctx.github();
	const { repository, runId } = ctx.subject;
	const workflow = workflowOf(ctx);
	const { artifact } = asked;
	if (github === void 0 || repository === void 0 || runId === void 0 || workflow === void 0 || artifact === void 0) return { because: noData("the earlier runs of this workflow cannot be asked for", "a run in Actions, with actions: read") };
	const listed = await earlierRuns(github, repository, {
		workflow,
		branch,
		before: runId
	}, count - 1);
	if (!listed.ok) return { because: listed.because };
	const ids = listed.data.map(({ id }) => id);
	const collected = await ctx.reports({
		artifacts: [artifact],
		runs: ids
	});
	const earlier = [];
	for (const id of ids) {
		const unlisted = collected.unlistedRuns?.find((one) => one.runId === id);
		const found = await artifactReports(ctx, {
			path: asked.path ?? "",
			artifact
		}, collected, (of) => of === id);
		const [first] = found.reports;
		if (unlisted !== void 0) earlier.push({
			runId: id,
			because: unlisted.because
		});
		else if (first === void 0) {
			const because = found.not.flatMap((one) => "because" in one ? [one.because] : [])[0];
			earlier.push({
				runId: id,
				because: because ?? noData(`run ${id} left no report ${asked.id}`, "its report")
			});
		} else earlier.push(ofEarlier(id, asked, first));
	}
	return failedAgain(asked.id, {
		runId,
		failed
	}, earlier, count);
}
function ofEarlier(runId, asked, { name, content, sha256 }) {
	const read = readFile({
		name,
		path: name,
		content,
		sha256
	});
	if ("document" in read) {
		const conditions = asked.conditions.map((condition) => judgeCondition(read.document, condition));
		return {
			runId,
			failed: hasFailed([judgeSaid(read, asked).verdict, ...conditions])
		};
	}
	return {
		runId,
		because: "because" in read ? read.because : noData(read.problem, "a report that can be read")
	};
}

// actions/readiness/jobs.ts
const laptop$1 = {
	status: "not-applicable",
	why: "on a laptop there is no run with jobs"
};
const noCheck = {
	status: "not-applicable",
	why: "there is no job to compare: job-ended says why"
};
const noNeeds = {
	status: "not-applicable",
	why: "nothing was given as needs that speaks of this job"
};
async function judgeJob(ctx, asked, runs, needs) {
	const all = (verdict) => ({
		asked,
		verdicts: {
			"job-ended": verdict,
			"job-recorded": noCheck,
			"needs-agree": noNeeds
		},
		where: void 0,
		attempts: [],
		earlier: []
	});
	if (ctx.subject.event === "local") return all(laptop$1);
	const placed = await runs.of(asked);
	if (!placed.ok && "missing" in placed) {
		const fix = `let ${asked.workflow ?? "the workflow"} run for the judged commit; it may not be left out`;
		return all({
			status: "failed",
			problem: placed.missing,
			expected: "success",
			actual: "did not run",
			fix
		});
	}
	if (!placed.ok) return all(unverified(placed.because));
	const { run } = placed;
	const need = asked.workflow === void 0 && needs !== void 0 ? judged(asked, needs, run.jobs) : noNeeds;
	if (run.jobs === void 0) return all(laptop$1);
	if (!run.jobs.ok) {
		const open = all(unverified(run.jobs.because));
		return {
			...open,
			verdicts: {
				...open.verdicts,
				"needs-agree": need
			}
		};
	}
	const { jobs } = run.jobs;
	const ended = endsOf(asked, jobs);
	const verdict = judgeEnd(asked, jobs, run.where, (name) => run.skipped(name, jobs), run.progress);
	return {
		asked,
		verdicts: {
			"job-ended": verdict,
			"job-recorded": beside(verdict, ended.length === 0 ? noCheck : judgeChecks(ended, await runs.checks())),
			"needs-agree": beside(verdict, need)
		},
		where: run.where,
		attempts: attemptsOf(asked, jobs),
		earlier: run.earlier
	};
}
function beside(ended, other) {
	return ended.status === "not-applicable" && other.status === "passed" ? ended : other;
}
function judged(asked, needs, jobs) {
	return judgeNeed(asked.job, needs, jobs?.jobs) ?? noNeeds;
}
async function givenNeeds(ctx) {
	const { needs, "needs-file": path } = ctx.inputs;
	if (needs.length > 0) return readNeeds(needs.join("\n"));
	if (path === void 0) return void 0;
	const file = await ctx.produced.read(path, needsMaxBytes);
	if (!file.found) return {
		ok: false,
		problem: `lies in ${path}, which ${file.message}`
	};
	const text = decodeText(file.content);
	return text.ok ? readNeeds(text.text) : {
		ok: false,
		problem: `is not text: ${text.message}`
	};
}
const needsMaxBytes = 67108864;

// actions/readiness/own.ts
const notJudged = {
	status: "not-applicable",
	why: "there is no report of this run to judge: another rule says why"
};
function judgeOwnReports(ctx, asked, reports) {
	const { control = "", legs = [] } = asked;
	const found = reportsOfControl(ctx, control, reports);
	const { candidates, strays } = reports.found;
	const own = candidates.filter(({ report }) => report.control === control);
	const files = own.map(({ file: { origin, path, content, sha256 } }) => ({
		name: placeOf(origin, path),
		path,
		content,
		sha256
	}));
	const all = (present, rest) => ({
		verdicts: {
			"report-present": present,
			"report-bound": rest,
			"report-passed": rest
		},
		files: [],
		excusable: false
	});
	if (own.length === 0) {
		const hidden = strays.find(({ because }) => because !== void 0)?.because;
		if (hidden !== void 0) return all(unverified(hidden), notJudged);
		const problem = `no job of this run left a report of ${control}`;
		const fix = `let a job that this one needs run ${control}, in this run`;
		return all({
			status: "failed",
			problem,
			expected: `a report of ${control}`,
			actual: "none",
			fix
		}, notJudged);
	}
	const keys = new Set(own.map(({ report }) => report.subject.matrixKey));
	const lacking = legs.filter((leg) => !keys.has(leg));
	const present = lacking.length === 0 ? passed : {
		status: "failed",
		problem: `there is no report of ${control} of the ${lacking.length === 1 ? "leg" : "legs"} ${listed(lacking)}`,
		expected: legs,
		actual: [...keys].map((key) => key ?? "none"),
		fix: "let every leg of the matrix leave its report, with its artifact-key"
	};
	if (found.state === "unknown") return {
		verdicts: {
			"report-present": present,
			"report-bound": unverified(found.because),
			"report-passed": notJudged
		},
		files,
		excusable: false
	};
	if (found.wrong.length > 0) return {
		verdicts: {
			"report-present": present,
			"report-bound": {
				status: "failed",
				problem: `a report of ${control} does not count: ${listed(found.wrong)}`,
				expected: "a report of this commit, run and policy, as it was written",
				actual: found.wrong,
				fix: `run ${control} in this run, and hand its report in as it is`
			},
			"report-passed": notJudged
		},
		files,
		excusable: false
	};
	const { verdict } = judgeReportOf(ctx, control, reports);
	const excusable = present.status === "passed" && verdict.status === "unverified" && found.unseen === void 0 && couldNotLook(found.bound, asked.external?.["could-not-look"] ?? []);
	return {
		verdicts: {
			"report-present": present,
			"report-bound": passed,
			"report-passed": verdict
		},
		files,
		excusable
	};
}
function couldNotLook(reports, patterns) {
	const matches = (rule) => patterns.some((pattern) => pattern.endsWith("*") ? rule.startsWith(pattern.slice(0, -1)) : rule === pattern);
	const ofRules = reports.map(({ report, results, excused, status }) => {
		const open = results.filter((one) => one.status !== "passed" && one.status !== "not-applicable");
		const explained = status === "unverified" && open.length > 0 && open.every((one) => one.status === "unverified" && matches(one.rule));
		return !excused && report.policySource?.kind !== "bootstrap" && (status === "passed" || explained);
	});
	return ofRules.length > 0 && ofRules.every((one) => one);
}

// actions/readiness/reports.ts
const noAge = {
	status: "not-applicable",
	why: "the configuration sets no maximum-age"
};
async function judgeReport(ctx, asked, gathered) {
	if (asked.control !== void 0) {
		const { verdicts, files, excusable } = judgeOwnReports(ctx, asked, gathered.own);
		const read = asksFields(asked) ? files.map(readFile).filter((file) => "document" in file) : [];
		const made = read.map((file) => judgeMade(file, {
			...asked,
			at: "/startedAt"
		}, ctx.time.latest));
		const fresh = asked["maximum-age"] === void 0 ? noAge : worstOf(made) ?? notThere;
		const others = read.flatMap((file) => otherThanJudged(file, asked.facts, ctx.subject, ctx.subject.runId) ?? []);
		const bound = worstOf([...others, verdicts["report-bound"]]) ?? verdicts["report-bound"];
		return {
			asked,
			verdicts: {
				...verdicts,
				"report-bound": bound,
				"report-fresh": fresh
			},
			...ofFields(asked, read),
			files,
			excusable
		};
	}
	const placed = asked.workflow === void 0 && ctx.subject.event === "local" ? laptop : await gathered.runs.of(asked);
	if (!placed.ok && "missing" in placed) return absent(asked, placed.missing);
	if (!placed.ok) return open(asked, unverified(placed.because));
	const { run } = placed;
	const found = await filesOf(ctx, asked, run, gathered);
	if (ctx.subject.event === "local" && asked.artifact !== void 0 && found.reports.length === 0) return open(asked, {
		status: "not-applicable",
		why: "on a laptop there is no run with artifacts"
	});
	return judgeFiles(ctx, asked, run, found);
}
function asksFields({ conditions, facts, "maximum-age": age }) {
	return conditions.length > 0 || age !== void 0 || Object.keys(facts).length > 0;
}
const laptop = {
	ok: true,
	run: {
		where: "this work tree",
		id: void 0,
		attempt: void 0,
		jobs: void 0,
		earlier: [],
		skipped: () => ({
			because: "unknown",
			why: "on a laptop there is no run"
		})
	}
};
async function filesOf(ctx, { path = "", artifact, workflow }, run, { collected, others }) {
	if (artifact === void 0) return producedReports(ctx, { path });
	const unlisted = collected.unlistedRuns?.find(({ runId }) => runId === run.id && workflow !== void 0);
	if (unlisted !== void 0) return {
		reports: [],
		not: [{ because: unlisted.because }]
	};
	const isMeant = (runId) => workflow === void 0 ? !others.includes(runId) : runId === run.id;
	return artifactReports(ctx, {
		path,
		artifact
	}, collected, isMeant);
}
function judgeFiles(ctx, asked, run, found) {
	const files = [];
	const wrong = [];
	const gone = [];
	let unseen;
	for (const one of found.not) if ("problem" in one) wrong.push(one.problem);
	else if (one.absent === true) gone.push(one.because.message);
	else unseen ??= unverified(one.because);
	for (const { name, content, sha256, artifact } of found.reports) {
		const read = readFile({
			name,
			path: name,
			content,
			sha256,
			artifact: artifact === void 0 ? void 0 : {
				...artifact,
				id: 0
			}
		});
		if ("document" in read) files.push(read);
		else if ("problem" in read) wrong.push(read.problem);
		else unseen ??= unverified(read.because);
	}
	if (wrong[0] === void 0 && unseen === void 0 && gone[0] !== void 0) return absent(asked, gone[0]);
	const present = wrong[0] !== void 0 ? failedPresent(wrong[0], wrong, "let it be written whole, as JSON") : unseen ?? (found.reports.length < asked.minimum ? failedPresent(`there are ${found.reports.length} reports, expected at least ${asked.minimum}`, found.reports.length, "let every one be written and uploaded") : passed);
	if (files.length === 0) return open(asked, present);
	const said = files.map((file) => judgeSaid(file, asked));
	const verdicts = {
		"report-present": present,
		"report-bound": worstOf(files.map((file) => judgeBound(file, asked, ctx.subject, run))) ?? notThere,
		"report-fresh": worstOf(files.map((file) => judgeMade(file, asked, ctx.time.latest))) ?? notThere,
		"report-passed": worstOf(said.map(({ verdict }) => verdict)) ?? notThere
	};
	const rest = [
		verdicts["report-present"],
		verdicts["report-bound"],
		verdicts["report-fresh"]
	];
	const excusable = verdicts["report-passed"].status === "unverified" && said.every(({ verdict, excusable: may }) => may || verdict.status === "passed") && rest.every(({ status }) => status === "passed" || status === "not-applicable");
	return {
		asked,
		verdicts,
		...ofFields(asked, files),
		files,
		excusable: excusable && asked.external !== void 0
	};
}
function failedPresent(problem, actual, fix) {
	return {
		status: "failed",
		problem,
		expected: "a report that can be read",
		actual,
		fix
	};
}
const notThere = {
	status: "not-applicable",
	why: "there is nothing to judge: report-present says why"
};
function absent(asked, problem) {
	return open(asked, {
		status: "failed",
		problem,
		expected: "a report",
		actual: "nothing",
		fix: asked.artifact === void 0 ? "let a step before this one write it" : `let its job upload it as artifact ${asked.artifact}`
	});
}
function open(asked, present) {
	return {
		asked,
		verdicts: {
			"report-present": present,
			"report-bound": notThere,
			"report-fresh": notThere,
			"report-passed": notThere
		},
		...ofFields(asked, []),
		files: [],
		excusable: false
	};
}
function ofFields(asked, files) {
	return {
		conditions: asked.conditions.map((condition) => ({
			condition,
			text: `${condition.pointer} ${conditionText(condition)}`,
			verdict: worstOf(files.map(({ document }) => judgeCondition(document, condition))) ?? notThere
		})),
		facts: Object.entries(asked.facts).flatMap(([fact, pointer]) => files.map(({ name, document }) => ({
			report: name,
			fact,
			value: document.get(pointer),
			inexact: document.inexact.some((number) => isAt(number.pointer, pointer))
		})))
	};
}

// actions/readiness/control.ts
const control = defineControl({
	name: "readiness",
	title: "Readiness",
	kind: "check",
	joins: true,
	description: "Checks that everything happened that had to happen for the judged commit: jobs of this and other workflows, and reports that are bound to it.",
	permissions: {
		actions: "read",
		checks: "read",
		contents: "read",
		"pull-requests": "read"
	},
	inputs,
	lists,
	outputs,
	data: ReadinessDataSchema,
	rules,
	configProblems: (_lists, section, whole) => {
		if (section === void 0) return [];
		const { jobs, reports } = askedOf({
			presets: section.presets ?? [],
			jobs: [],
			reports: []
		});
		const own = isObject(whole["profiles"]) ? Object.keys(whole["profiles"]) : [];
		const nameable = {
			presetJobs: jobs.map(({ id }) => id),
			presetReports: reports.map(({ id }) => id),
			profiles: [...Object.keys(builtInProfiles), ...own]
		};
		return readinessProblems(section, nameable).map(({ pointer, message }) => ({
			pointer: `/readiness${pointer}`,
			message
		}));
	},
	async evaluate(context) {
		const { ctx, memory } = remembering(context);
		const asked = inProfile(ctx);
		const runs = runsIn(ctx);
		const gathered = await gather(ctx, asked.reports, runs);
		const needs = await givenNeeds(ctx);
		const jobs = [];
		for (const job of asked.jobs) jobs.push(await judgeJob(ctx, job, runs, needs));
		const reports = [];
		for (const report of asked.reports) reports.push(await judgeReport(ctx, report, gathered));
		const window = await openWindow(ctx, reports);
		for (const job of jobs) tellJob(ctx, job);
		for (const report of reports) tellReport(ctx, report, window);
		tellFacts(ctx, reports);
		await judgeExceptions(ctx, reports, window, runs);
		const [jobRows, reportRows] = [jobs.map(jobRow), reports.map(reportRow)];
		const rows = [...jobRows, ...reportRows];
		const incidents = await findIncidents(ctx, rows, reports, runs);
		const own = [...jobRows.map((row, index) => ownOf(row, [jobs[index]?.asked.job ?? ""])), ...reportRows.map((row, index) => ownOf(row, fileNames(reports[index])))];
		const compared = ctx.inputs.shadow.length === 0 ? [] : await (await import("./readiness-shadows.js")).compareShadows(ctx, gathered.collected, own, isReady(memory));
		tellNothing(ctx, memory.rules);
		const data = dataOf({
			profile: ctx.policy.profileName,
			memory,
			rows,
			jobs,
			reports,
			incidents,
			compared
		});
		const others = shadowExhibit(compared);
		const isOpen = incidents.asked && incidents.unknown.length > 0 && incidents.incidents.length === 0;
		ctx.exhibit(exhibitOf(rows));
		if (others !== void 0) ctx.exhibit(others);
		for (const { message } of incidents.incidents) ctx.note(`This is an incident: ${message}.`);
		for (const { id, because } of incidents.unknown) ctx.note(`Whether ${id} is an incident is not known: ${because.message}.`);
		ctx.output("ready", String(data.ready));
		ctx.output("first-missing", data.firstMissing ?? "");
		ctx.output("incident", isOpen ? "" : String(incidents.incidents.length > 0));
		const differ = data.shadows.reduce((sum, { disagreements }) => sum + disagreements.length, 0);
		ctx.output("disagreements", compared.some((one) => "verdict" in one) ? "" : String(differ));
		ctx.metric("required", rows.length);
		ctx.metric("happened", rows.filter(({ status }) => status === "passed").length);
		ctx.data(data);
	}
});
function inProfile(ctx) {
	const { profileName } = ctx.policy;
	const { jobs, reports, replaced } = askedOf(ctx.inputs);
	if (replaced.length > 0) ctx.note(`Asked for in place of what a preset asks for: ${replaced.join(", ")}.`);
	const asks = (one) => isAskedBy(profileName, one);
	const left = [...jobs, ...reports].filter((one) => !asks(one)).map(({ id }) => id);
	if (left.length > 0) ctx.note(`The profile ${profileName} does not ask for ${left.join(", ")}.`);
	return {
		jobs: jobs.filter(asks),
		reports: reports.filter(asks)
	};
}
function fileNames(report) {
	const names = [report?.asked.path ?? "", ...(report?.files ?? []).map(({ path }) => path)].map((path) => path.slice(path.lastIndexOf("/") + 1).replace(/\.json$/, ""));
	return [...new Set(names)].filter((name) => name !== "");
}

export { control };