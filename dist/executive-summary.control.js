import { GovernanceError, RelativePath, Slug, Text, catalog, commonFields, controlNames, decodeText, defineControl, exitCode, integer, isObject, isoTime, list, listed, makeResult, parseTime, partKey, quote, rule, severities, structured, suggestion, text, workTreeRead } from "./shared.js";
import { array, object, record as record$1, strictObject, string } from "./vendor.js";
import { ExecutiveSummarySchema } from "./core-executive-summary.js";
import { decide, mendingSteps, notMeasuredIn } from "./domain-decision.js";
import { candidatesIn, foreignness, placeOf as placeOf$1 } from "./domain-own-report.js";
import { attemptProblem as attemptProblem$1, isThisJob, jobOf, jobsOfRun, lastOfEach, reporting, uploadedAttempt } from "./domain-run-jobs.js";
import { taskLegProblems } from "./domain-tasks.js";
import { decidingControl } from "./core-step-report.js";
import { namedRepository } from "./domain-repository.js";
import { verificationRecords } from "./domain-verification-record.js";
import { verdictOf } from "./domain-check-run.js";
import { hasExpired, judgeOwnPosture, postureField } from "./domain-posture.js";
import { Pattern, isLiteral, patternProblem } from "./core-glob-pattern.js";
import { GoSchema } from "./domain-cutover-config.js";
import { readForeign } from "./domain-foreign-report.js";
import { approvalsOf, jointApproval, peopleOf, pullBringing } from "./domain-approval.js";
import { totalsOf } from "./core-totals.js";
import { digestScan } from "./core-scan.js";
import { tellVerdict, unverified } from "./domain-verdict.js";
import { approvalsOfSides, speakersOf } from "./domain-cutover.js";
import { lineOf } from "./domain-branch-line.js";
import { landingOf } from "./domain-landing.js";
import { recordMaxBytes } from "./domain-record.js";

// actions/executive-summary/jobs.ts
function jobNameOf(subject, jobs) {
	const made = jobs?.ok === true ? jobOf(reporting(subject), jobs.jobs) : void 0;
	return made?.ok === true ? made.job.name : void 0;
}
function judgeJobs(ctx, judged, jobs) {
	const wanted = wantedJobs(ctx, judged, jobs);
	if (jobs === void 0) {
		ctx.notApplicable("job-succeeded", { job: "of this run" }, "on a laptop there is no run with jobs");
		return;
	}
	if (wanted.length === 0) {
		ctx.notApplicable("job-succeeded", { job: "of this run" }, "no job made a report, and the configuration names none");
		return;
	}
	for (const each of once(wanted)) if (!jobs.ok) ctx.unverified("job-succeeded", { job: each.name }, jobs.because);
	else judgeJob(ctx, each, jobs.jobs);
}
function wantedJobs(ctx, judged, jobs) {
	return [...judged.flatMap(({ entry }) => {
		const subject = entry.candidate?.report.subject;
		if (entry.state !== "present") return [];
		if (subject === void 0) return entry.job === void 0 ? [] : [{
			name: entry.job,
			who: { id: entry.job }
		}];
		if (isThisJob(ctx.subject, subject, jobs)) return [];
		const key = subject.matrixKey === void 0 ? "" : ` (${subject.matrixKey})`;
		const mayFail = failsJob(entry.candidate?.report, ctx.policy.failOn) ? { mayFail: true } : {};
		return [{
			name: jobNameOf(subject, jobs) ?? `${subject.job ?? "without a name"}${key}`,
			who: reporting(subject),
			...mayFail
		}];
	}), ...ctx.inputs.jobs.map((id) => ({
		name: id,
		who: { id }
	}))];
}
function failsJob(report, failOn) {
	if (report === void 0 || exitCode(report.status, failOn) === 0) return false;
	const { control, status, data } = report;
	return control !== "executive-summary" || status === "error" || !isObject(data) || data["accepted"] !== true;
}
function once(wanted) {
	const meant = new Map();
	for (const each of wanted) {
		const name = JSON.stringify([each.name, each.who]);
		if (meant.get(name) === void 0 || each.mayFail === true) meant.set(name, each);
	}
	return [...meant.values()];
}
function judgeJob(ctx, { name, who, mayFail }, jobs) {
	const ended = "id" in who ? lastOfEach(who.id, jobs) : jobOf(who, jobs);
	if (Array.isArray(ended)) {
		if (ended.length === 0) {
			const fix = `let the workflow run ${name}; it may not be left out`;
			ctx.failed("job-succeeded", {
				job: name,
				problem: "did not run in this run",
				actual: "no such job",
				fix
			});
			return;
		}
		for (const one of ended) record(ctx, ended.length === 1 ? name : one.name, one);
		return;
	}
	if (ended.ok) {
		record(ctx, name, ended.job, mayFail);
		return;
	}
	ctx.unverified("job-succeeded", { job: name }, {
		code: "NO_DATA",
		message: ended.why,
		needs: "a job that can be told apart: on github.com its id is known by itself, elsewhere the job must have no name of its own"
	});
}
function record(ctx, name, job, mayFail) {
	const { verdict, words } = verdictOf(job);
	if (verdict === "not-finished") {
		const because = {
			code: "NO_DATA",
			message: `the job ${job.name} ${words}`,
			needs: `${name} under needs: of this job`
		};
		ctx.unverified("job-succeeded", { job: name }, because);
		return;
	}
	const fix = `look into the log of the job ${job.name}, mend it, and run it again`;
	ctx.judge("job-succeeded", verdict === "succeeded" || mayFail === true && verdict === "failed", {
		job: name,
		problem: words,
		actual: job.conclusion ?? job.status,
		fix
	});
}

// actions/executive-summary/apart.ts
const aboutChange = /^(?:pull_request(?:_.*)?|merge_group)$/;
const ofCode = new Set(["verification", "kpi-report"]);
async function judgeApart(ctx, own, jobs) {
	const reports = own.flatMap(({ entry: { state, candidate } }) => state === "present" && candidate !== void 0 ? [candidate.report] : []);
	const ran = reports.filter(ranCommands);
	const thisRun = { job: "of this run" };
	if (ran.length === 0) {
		ctx.notApplicable("apart", thisRun, "no report says that a command of the judged change ran");
		return;
	}
	const merged = await isMerged(ctx);
	if (!merged.ok) {
		ctx.unverified("apart", thisRun, merged.because);
		return;
	}
	if (merged.data) {
		ctx.notApplicable("apart", thisRun, "the judged commit is no change that waits to be merged");
		return;
	}
	const others = [{
		control: decidingControl,
		subject: ctx.subject
	}, ...reports.filter(({ control, status }) => !ofCode.has(control) && status !== "not-applicable")];
	const byJob = new Map(ran.map(({ subject }) => [jobText(subject, jobs), subject]));
	for (const [job, subject] of byJob) {
		const there = others.filter((each) => isThisJob(subject, each.subject, jobs));
		const perhaps = others.filter((each) => mayBeThere(subject, each.subject));
		const fact = {
			job,
			reports: [...new Set(there.map(({ control }) => control))]
		};
		if (there.length === 0 && perhaps.length > 0) {
			const message = `nobody knows whether ${listed(perhaps.map(({ control }) => control))} ran in the job ${job}, which ran commands of the judged change`;
			ctx.unverified("apart", fact, {
				code: "NO_DATA",
				message,
				needs: "jobs that can be told apart"
			});
		} else ctx.judge("apart", there.length === 0, fact);
	}
}
async function isMerged(ctx) {
	const { event, ref = "", repository } = ctx.subject;
	if (event !== "push" || !ref.startsWith("refs/heads/")) return {
		ok: true,
		data: !aboutChange.test(event)
	};
	const named = await namedRepository(ctx.github(), repository, "the input token, with contents: read");
	return named.ok ? {
		ok: true,
		data: ref === `refs/heads/${named.data.defaultBranch}`
	} : named;
}
function ranCommands({ control, status, data }) {
	if (control !== "verification" || status === "not-applicable") return false;
	const read = verificationRecords.safeParse(data);
	return read.success ? read.data.verifications.some(({ started }) => started !== void 0) : data !== void 0;
}
function mayBeThere(one, other) {
	return !(one.checkRunId !== void 0 && other.checkRunId !== void 0) && one.job === other.job && one.attempt === other.attempt;
}
function jobText(subject, jobs) {
	return jobNameOf(subject, jobs) ?? subject.job ?? "without a name";
}

// actions/executive-summary/exemption-config.ts
const PostureExemptionSchema = strictObject({
	id: Text.meta({ description: "A name of your own; shown in the summary." }),
	paths: array(Pattern.refine((pattern) => !/^(?:\*+\/?)+$/.test(pattern), "names everything, which is no exemption")).min(1).meta({ description: "All that the change may touch, from the top of the repository: posture records, the pin and its mirror. A file that belongs to the gate must be approved as such too." }),
	go: GoSchema.meta({ description: "Who approves its pull request at its head, after the stop, for each side: roles, or logins with @." })
});

// actions/executive-summary/definition.ts
const ForeignSchema = strictObject({
	id: Slug.meta({ description: "A name of your own; shown in the summary." }),
	artifact: Text.meta({ description: "The artifact of this run in which it lies." }),
	path: RelativePath.meta({ description: "Its path in the artifact." }),
	contract: Text.optional().meta({ description: "What the field `contract` of the report must say." }),
	job: Text.optional().meta({ description: "The job that makes it; it must have succeeded." }),
	owner: Text.optional()
});
const SummarySchema = strictObject({
	controls: array(Text).default([]).meta({ description: "The controls whose reports this summary expects." }),
	foreign: array(Slug).default([]).meta({ description: "Ids of reports under `foreign` that it expects." }),
	summaries: array(Slug).default([]).meta({ description: "Other summaries of this run that it expects." })
});
const SummariesSchema = record$1(Slug, SummarySchema).superRefine((summaries, check) => {
	for (const [name, { controls, foreign, summaries: inner }] of Object.entries(summaries)) {
		if (controls.length + foreign.length + inner.length === 0) check.addIssue({
			code: "custom",
			path: [name],
			message: `the summary ${name} expects nothing`
		});
		for (const other of inner.filter((each) => !Object.hasOwn(summaries, each))) check.addIssue({
			code: "custom",
			path: [name, "summaries"],
			message: `there is no summary ${other}`
		});
		const circle = circleFrom(name, summaries);
		if (circle !== void 0) {
			const message = `summaries wait for each other: ${circle.join(" -> ")}`;
			check.addIssue({
				code: "custom",
				path: [name, "summaries"],
				message
			});
		}
	}
});
function circleFrom(start, summaries) {
	const seen = new Set();
	const visit = (name, path) => {
		for (const next of summaries[name]?.summaries ?? []) {
			if (next === start) return [...path, next];
			if (seen.has(next)) continue;
			seen.add(next);
			const found = visit(next, [...path, next]);
			if (found !== void 0) return found;
		}
	};
	return visit(start, [start]);
}
function unique(entries) {
	return new Set(entries.map(({ id }) => id)).size === entries.length;
}
const inputs = {
	name: text({
		description: "Which summary of the configuration this is, when a run has several; without it the one over everything.",
		optional: true
	}),
	reports: text({
		description: "A folder with reports, besides the artifacts of this run; in a workflow below RUNNER_TEMP. Reports that this job itself wrote are found without it.",
		optional: true
	}),
	expect: list({
		description: "Controls whose reports are expected besides those that the configuration asks for; what a workflow gives is added.",
		default: [],
		adds: true
	}),
	legs: structured(record$1(Text, array(Text).min(1)), {
		description: "Control to the artifact-keys of all legs of its matrix; a leg without a report is missing.",
		default: {},
		policy: true
	}),
	jobs: list({
		description: "Jobs of this run that must have succeeded, besides those that made reports, by the name that GitHub shows (the id, where the job has no name of its own); a name stands for all legs of its matrix.",
		default: [],
		policy: true
	}),
	foreign: structured(array(ForeignSchema).refine(unique, "two foreign reports have the same id"), {
		description: "Reports of other tools, read by the shapes that .github/guides/decision.md#one-decision of the suite lists.",
		default: [],
		policy: true
	}),
	summaries: structured(SummariesSchema, {
		description: "Summaries over a part of the reports, by name. The one without a name is always over everything.",
		default: {},
		policy: true
	}),
	owners: structured(record$1(Text, Text), {
		description: "Control to its owner; without an entry CODEOWNERS says who owns the first failing file.",
		default: {}
	}),
	posture: postureField,
	environment: text({
		description: "The environment that the decision is about; a posture that is restricted to others, or to any where none is named, stops it.",
		optional: true,
		policy: true
	}),
	"posture-exemptions": structured(array(PostureExemptionSchema).refine(unique, "two exemptions have the same id"), {
		description: "Changes that may go on while the posture stops everything, as { id, paths, go: { producer: [roles], consumer: [roles] } }; at most conditional-go.",
		default: [],
		policy: true
	}),
	"gate-files": list({
		description: "Globs of further files that belong to the gate, from the top of the repository.",
		default: [],
		policy: true
	}),
	"gate-approvers": list({
		description: "Roles, or logins with @, of the people of whom one must approve a change of the gate.",
		default: [],
		policy: true
	}),
	"gate-approvals": integer({
		description: "How many of them must approve it; one more for a pull request that a bot opened.",
		default: 1,
		min: 1,
		max: 10,
		policy: true
	}),
	"ignored-co-authors": list({
		description: "Email addresses of co-authors that are no person who could approve, e.g. of a coding assistant.",
		default: [],
		policy: true
	})
};
const lists = {};
const outputs = {
	decision: { description: "The decision: go, conditional-go or no-go." },
	"first-failing": { description: "The control that stands first in the way; empty for go." }
};

// actions/executive-summary/entries.ts
const summaryControl = "executive-summary";
function entriesOf(candidates, expected, to, jobNameOf) {
	const wanted = candidates.filter(({ report }) => isWanted(report, expected));
	const groups = new Map();
	for (const candidate of wanted) {
		const { control, subject } = candidate.report;
		const by = [
			subject.job ?? null,
			subject.matrixKey ?? null,
			jobNameOf(subject) ?? null
		];
		const name = JSON.stringify([control, ...by]);
		groups.set(name, [...groups.get(name) ?? [], candidate]);
	}
	const found = [...groups.values()].flatMap((group) => entriesOfGroup(group, to));
	return [...found, ...missing(found, expected, to.subject.event === "local")];
}
function isWanted({ control, subject, status, data }, { controls, summaries, andFound }) {
	if (control === summaryControl) {
		const named = isObject(data) && typeof data["name"] === "string";
		return summaries.includes(subject.matrixKey ?? "") && (named || status === "error");
	}
	return andFound || controls.includes(control);
}
function entriesOfGroup(group, to) {
	const judged = group.map((candidate) => ({
		candidate,
		differences: foreignness(candidate.report, to)
	}));
	const bound = judged.filter(({ differences }) => differences.length === 0).map(({ candidate }) => candidate);
	const newest = Math.max(0, ...bound.map(({ report }) => report.subject.attempt ?? 0));
	const current = bound.filter(({ report }) => (report.subject.attempt ?? 0) === newest);
	const left = (attempt) => attempt !== void 0 && attempt < newest;
	const entries = judged.filter(({ candidate: { report }, differences }) => differences.length > 0 && !(report.subject.runId === to.subject.runId && left(report.subject.attempt))).map(({ candidate, differences }) => {
		const fix = "remove it; only reports of this run, commit and configuration count";
		return {
			...identity(candidate),
			state: "foreign",
			problem: differences.join("; "),
			fix,
			candidate
		};
	});
	const [first, second] = current;
	if (first === void 0) return entries;
	if (second === void 0) return [...entries, {
		...identity(first),
		state: "present",
		candidate: first
	}];
	const places = current.map(({ file }) => placeOf$1(file.origin, file.path)).sort();
	return [...entries, {
		...identity(first),
		state: "duplicated",
		problem: `there are ${current.length} reports with different content: ${places.join(", ")}`,
		fix: "give each leg of a matrix an artifact-key of its own, and upload no report twice",
		candidate: first
	}];
}
function identity({ report: { control, subject } }) {
	return {
		control,
		key: subject.matrixKey,
		job: subject.job
	};
}
function missing(found, { controls, legs, parts, summaries }, local) {
	const has = (control, key) => found.some((entry) => entry.control === control && (key === void 0 || entry.key === key));
	const absent = (control, key, fix) => ({
		control,
		key,
		state: "missing",
		problem: local ? "no report of it was found" : "no job of this run left one",
		fix: local ? `run ${control} with report-dir, and give that folder as reports` : fix
	});
	return [...controls.flatMap((control) => {
		const of = found.some((entry) => entry.control === control && entry.key === void 0 && entry.state === "present") ? 0 : parts[control] ?? 0;
		const own = Array.from({ length: of }, (_, index) => partKey({
			index: index + 1,
			of
		}));
		const keys = [...new Set([...legs[control] ?? [], ...own])];
		if (keys.length > 0) return keys.flatMap((key) => has(control, key) ? [] : [absent(control, key, `run ${control} with artifact-key ${key} in a job that this one needs`)]);
		return has(control) ? [] : [absent(control, void 0, `run ${control} in a job of this run that this one needs, and let it upload its report`)];
	}), ...summaries.flatMap((name) => has(summaryControl, name) ? [] : [absent(summaryControl, name, `run executive-summary with name ${name} in a job that this one needs`)])];
}
function labelOf({ control, key, job, state, candidate }) {
	const place = state === "foreign" && candidate !== void 0 ? [placeOf$1(candidate.file.origin, candidate.file.path)] : [];
	return [
		control,
		...key === void 0 ? [] : [`key ${key}`],
		...job === void 0 ? [] : [`job ${job}`],
		...place
	];
}

// actions/executive-summary/foreign.ts
const foreignSays = rule({
	severity: "critical",
	waivable: false,
	asserts: "The report of the other tool was measured and passed.",
	why: "A hand-written report is believed only as far as its own numbers go.",
	about: ({ id }) => [id],
	says: ({ problem }) => problem
});
function judgeForeign(ctx, foreign, collected, jobs) {
	const { id, artifact, path } = foreign;
	const entry = {
		control: id,
		job: foreign.job,
		state: "present"
	};
	const file = newest(collected.files.filter((each) => isAt(each, artifact, path)));
	const other = (state, problem, fix) => ({
		entry: {
			...entry,
			state,
			problem,
			fix
		},
		expected: {
			control: id,
			state,
			why: problem
		},
		uses: [],
		...file === void 0 ? {} : found(file)
	});
	if (file === void 0) return other("missing", collected.files.find((each) => each.origin.kind === "folder" && `/${each.path}`.endsWith(`/${path}`)) === void 0 ? `there is no ${path} in an artifact ${artifact} of this run` : `${path} lies in a folder, where nothing binds it to this run`, `let its job upload ${path} as artifact ${artifact}`);
	const { origin } = file;
	if (!(origin.kind === "artifact" && origin.runId === ctx.subject.runId && origin.headSha === ctx.subject.headSha)) return other("foreign", `the artifact ${artifact} is not of this run and commit`, "upload it in this run");
	const attempt = attemptProblem(ctx, foreign, origin.createdAt, jobs);
	if (attempt !== void 0) return other("foreign", attempt, "name its job, and let that upload the report in each attempt");
	const decoded = decodeText(file.content);
	const read = decoded.ok ? readForeign(decoded.text, foreign.contract === void 0 ? {} : { contract: foreign.contract }) : {
		state: "invalid",
		why: decoded.message
	};
	if (read.state === "invalid") return other("invalid", read.why, "make it one of the shapes that .github/guides/decision.md#one-decision of the suite lists");
	const problem = read.reasons.map(({ message }) => message).join("; ") || read.summary;
	const name = `${id}/says`;
	const because = {
		code: "NO_DATA",
		message: problem,
		needs: `a ${path} that was measured`
	};
	const result = makeResult(name, foreignSays, read.status, {
		id,
		problem
	}, read.status === "unverified" ? { because } : {});
	return {
		entry,
		expected: {
			control: id,
			state: "present",
			status: read.status,
			results: [result],
			...read.claimed ? { claimed: true } : {}
		},
		uses: [],
		owner: foreign.owner,
		summary: `${read.shape}: ${read.summary}`,
		...found(file)
	};
}
function attemptProblem(ctx, { job }, createdAt, jobs) {
	const attempt = uploadedAttempt(ctx.subject, job, createdAt, jobs);
	if (attempt.ok) return void 0;
	if ("problem" in attempt) return attempt.problem;
	return job !== void 0 && jobs?.ok !== true ? void 0 : attempt.because.message;
}
function isAt({ origin, path }, artifact, wanted) {
	return origin.kind === "artifact" && origin.name === artifact && path === wanted;
}
function newest(files) {
	const id = ({ origin }) => origin.kind === "artifact" ? origin.id : 0;
	return [...files].sort((a, b) => id(b) - id(a))[0];
}
function found(file) {
	return {
		from: placeOf$1(file.origin, file.path),
		sha256: file.sha256
	};
}

// actions/executive-summary/gate.ts
const gateMaxBytes = 16777216;
const rootConfig = commonFields.config.default;
const gateFiles = [
	".github/workflows/**",
	".github/actions/**",
	".github/CODEOWNERS",
	"CODEOWNERS",
	"docs/CODEOWNERS"
];
async function judgeGate(ctx) {
	const none = {
		unit: [],
		paths: [],
		ids: []
	};
	const { source } = ctx.policy;
	if (source.kind !== "base") {
		ctx.notApplicable("gate-unchanged", none, source.kind === "bootstrap" ? "the base has no gate yet" : "on a laptop nothing is gated");
		return;
	}
	const below = ctx.inputs["gate-files"].filter(isLiteral).map((path) => `${path}/**`);
	const globs = [
		...gateFiles,
		...ctx.inputs["gate-files"],
		...below
	];
	const [units, named] = await Promise.all([ctx.policy.history.units({ notLanded: true }), ctx.matcher(globs)]);
	const matches = (path) => path === rootConfig || path === source.path || named(path);
	if (!units.ok) {
		ctx.unverified("gate-unchanged", none, units.because);
		return;
	}
	if (units.units.length === 0) ctx.notApplicable("gate-unchanged", none, "the default branch has this commit: nothing is changed");
	for (const unit of units.units) await judgeUnit(ctx, unit, matches);
}
async function judgeUnit(ctx, unit, matches) {
	const about = unit.key === "" ? [] : [unit.key];
	const listed = await unit.changes();
	if (!listed.ok) {
		ctx.unverified("gate-unchanged", {
			unit: about,
			paths: [],
			ids: []
		}, listed.because);
		return;
	}
	const touched = listed.changes.filter((change) => namesOf(change).some(matches));
	const paths = touched.map(({ path }) => path);
	const fact = {
		unit: about,
		paths,
		ids: await Promise.all(touched.map(async (change) => `${change.path} ${await identityOf(unit, change)}`))
	};
	if (touched.length === 0) {
		ctx.passed("gate-unchanged", fact);
		return;
	}
	const approved = await approvalsFor(ctx, unit);
	const at = paths[0] === void 0 ? void 0 : { path: paths[0] };
	if ("because" in approved) ctx.unverified("gate-unchanged", fact, approved.because, at);
	else ctx.judge("gate-unchanged", approved.enough, {
		...fact,
		problem: approved.problem,
		fix: approved.fix
	}, at);
}
function gateFileProblems(globs) {
	return globs.flatMap((glob, index) => {
		const problem = patternProblem(glob);
		const pointer = `/executive-summary/gate-files/${index}`;
		return problem === void 0 ? [] : [{
			pointer,
			message: `the pattern ${problem}`
		}];
	});
}
async function identityOf(unit, change) {
	if (change.kind === "deleted") return "gone";
	const now = await unit.content(change, "after", gateMaxBytes);
	return now.found ? `${change.kind} ${now.sha256}` : `${change.kind} ${now.reason} at ${unit.head ?? unit.name}`;
}
function namesOf({ path, copiedFrom }) {
	return copiedFrom === void 0 ? [path] : [path, copiedFrom];
}
async function approvalsFor(ctx, unit) {
	const { "gate-approvers": approvers, "gate-approvals": asked, "ignored-co-authors": ignored } = ctx.inputs;
	const { repository } = ctx.subject;
	const people = peopleOf(approvers, ctx.policy.roles, "gate-approvers");
	if (people.length === 0) return {
		enough: false,
		problem: ", and the configuration names nobody who could approve that",
		fix: "name people under executive-summary: gate-approvers on the default branch, or make the change of the gate by itself and waive it there"
	};
	const github = ctx.github();
	if (github === void 0 || repository === void 0) return { because: {
		code: "NO_CREDENTIAL",
		message: "the approvals could not be asked for without a token",
		needs: "the input token, with pull-requests: read"
	} };
	const { pullRequest: number, headSha = "" } = ctx.subject;
	const own = number !== void 0 && unit.pullRequest === number;
	const { head = "", name } = unit;
	const found = own ? {
		ok: true,
		data: {
			number,
			head: headSha
		}
	} : await pullBringing(github, repository, head, name);
	if (!found.ok) return { because: found.because };
	const pull = found.data;
	const answer = await approvalsOf(github, repository, pull.number, pull.head, people, ignored);
	if (!answer.ok) return { because: answer.because };
	const { approvals, refused, openedByBot, movedTo } = answer.data;
	const needed = asked + (openedByBot ? 1 : 0);
	const notCounted = refused.map(({ by, why }) => `${by}: ${why}`).join("; ");
	return {
		enough: approvals.length >= needed,
		problem: `${movedTo === void 0 ? "" : `; the pull request has moved on to ${movedTo}`}; ${approvals.length} of ${needed} approvals by ${people.join(", ")} count${notCounted === "" ? "" : ` (not counted: ${notCounted})`}`,
		fix: `have pull request #${pull.number} approved at its head by ${needed} of: ${people.join(", ")}, and run this again`
	};
}

// actions/executive-summary/leg-totals.ts
function legTotals(judged) {
	return [...new Set(judged.map(({ entry }) => entry.control))].flatMap((control) => {
		const legs = judged.filter(({ entry }) => entry.control === control);
		if (legs.length < 2) return [];
		const present = legs.flatMap(({ entry }) => entry.state === "present" && entry.candidate !== void 0 ? [entry.candidate.report.exhibits ?? []] : []);
		return totalsOf(control, present, legs.length);
	});
}

// actions/executive-summary/own.ts
const inputMaxBytes = 16777216;
async function judgeOwn(ctx, entry, { jobs, work, controls }) {
	const label = labelOf(entry).join(" · ");
	const { candidate } = entry;
	const found = candidate === void 0 ? {} : {
		from: placeOf$1(candidate.file.origin, candidate.file.path),
		sha256: candidate.file.sha256
	};
	if (entry.state !== "present" || candidate === void 0) return {
		entry,
		expected: absent(label, entry),
		uses: [],
		...found
	};
	const { report } = candidate;
	const stale = await changedInput(ctx, report, work) ?? attemptProblem$1(ctx.subject, report.subject, jobs);
	if (stale !== void 0) {
		const fix = `run ${entry.control} again, and then this`;
		const foreign = {
			...entry,
			state: "foreign",
			problem: stale,
			fix
		};
		return {
			entry: foreign,
			expected: absent(labelOf(foreign).join(" · "), foreign),
			uses: [],
			...found
		};
	}
	const { results, uses } = ctx.policy.allow(report.control, report.results, report.facts);
	return {
		entry,
		expected: {
			control: label,
			state: "present",
			status: report.status,
			results,
			error: report.error,
			...ctx.policy.skipped.includes(report.control) || !controls.includes(report.control) ? { exempt: true } : {},
			...isBootstrap(ctx, report) ? { bootstrap: true } : {},
			...report.replay === true ? { replay: true } : {}
		},
		uses: uses.map((use) => ({
			...use,
			control: report.control
		})),
		summary: report.error?.message ?? report.summary,
		...found
	};
}
function absent(control, { state, problem = "" }) {
	return {
		control,
		state: state === "present" ? "invalid" : state,
		why: problem
	};
}
function isBootstrap(ctx, report) {
	return report.policySource?.kind === "bootstrap" || ctx.policy.source.kind === "bootstrap";
}
function workTree(ctx) {
	const known = new Map();
	const look = async (path, source) => {
		const now = source === "output" ? await ctx.scan(digestScan, void 0, {
			path,
			produced: true
		}, { maxBytes: Number.MAX_SAFE_INTEGER }) : await ctx.read(path, { maxBytes: inputMaxBytes });
		return now.found ? { sha256: now.sha256 } : { message: now.message };
	};
	return { digest(path, source) {
		const key = `${source} ${path}`;
		const asked = known.get(key) ?? look(path, source);
		known.set(key, asked);
		return asked;
	} };
}
async function changedInput(ctx, report, work) {
	if (ctx.subject.event !== "local") return void 0;
	for (const read of report.inputs) {
		if (read.source !== "worktree" && read.source !== "output") continue;
		if (read.source === "worktree" && read.path === ".") {
			if (await hasChanges(ctx, read.sha256)) continue;
			return "it looked at other changes of the work tree than those that are there now";
		}
		const now = await work.digest(read.path, read.source);
		if ("message" in now) return `it read ${read.path}, which ${now.message} here`;
		if (now.sha256 !== read.sha256) return `it read another ${read.path} than the one that is here now`;
	}
}
async function hasChanges(ctx, digest) {
	for (const eachCommit of [false, true]) {
		const answer = await ctx.history.units({ eachCommit });
		const unit = answer.ok ? answer.units.find(({ head }) => head === void 0) : void 0;
		const listed = await unit?.changes();
		if (unit !== void 0 && listed?.ok === true && workTreeRead(unit, listed.changes).sha256 === digest) return true;
	}
	return false;
}

// shared/parse/path-pattern.ts
function parsePathPattern(text) {
	if (text.startsWith("!")) return {
		ok: false,
		message: "begins with !, which CODEOWNERS does not know"
	};
	if (text.startsWith("\\#")) return {
		ok: false,
		message: "begins with \\#, which CODEOWNERS does not know"
	};
	const names = [[]];
	const characters = Array.from(text);
	for (let index = 0; index < characters.length; index += 1) {
		const character = characters[index] ?? "";
		const name = names.at(-1) ?? [];
		if (character === "\\") {
			index += 1;
			const escaped = characters[index];
			if (escaped === void 0) return {
				ok: false,
				message: "ends in the middle of an escape"
			};
			if (escaped === "/") names.push([]);
			else name.push({ char: escaped });
		} else if (character === "[" || character === "]") return {
			ok: false,
			message: `has ${character}, which CODEOWNERS does not know`
		};
		else if (character === "/") names.push([]);
		else name.push(character === "*" ? "any" : character === "?" ? "one" : { char: character });
	}
	const rooted = names[0]?.length === 0;
	const folder = names.length > 1 && names.at(-1)?.length === 0;
	const inner = names.slice(rooted ? 1 : 0, folder ? -1 : void 0);
	if (inner.length === 0) return {
		ok: false,
		message: "matches nothing; write * for everything"
	};
	if (inner.some((name) => name.length === 0)) return {
		ok: false,
		message: "has an empty name between two slashes"
	};
	const parts = inner.map((name) => isFolders(name) ? "folders" : name);
	const last = parts.at(-1);
	const oneLevel = last !== void 0 && last !== "folders" && last.length === 1 && last[0] === "any";
	const anchored = rooted || inner.length > 1;
	return {
		ok: true,
		pattern: {
			parts: [
				...anchored ? [] : ["folders"],
				...parts,
				...folder || last === "folders" ? ["folders", ["any"]] : []
			],
			below: !folder && !(anchored && oneLevel)
		}
	};
}
function matchesPath({ parts, below }, path) {
	let states = reached(parts, [0]);
	for (const name of path.split("/")) {
		const next = [];
		for (const state of states) {
			const part = parts[state];
			if (part === "folders") next.push(state);
			else if (part !== void 0 && matchesName(part, name)) next.push(state + 1);
		}
		states = reached(parts, next);
		if (below && states.has(parts.length)) return true;
	}
	return states.has(parts.length);
}
function isFolders(name) {
	return name.length === 2 && name.every((token) => token === "any");
}
function reached(parts, states) {
	const all = new Set(states);
	for (const state of all) if (parts[state] === "folders") all.add(state + 1);
	return all;
}
function matchesName(tokens, name) {
	const characters = Array.from(name);
	let token = 0;
	let at = 0;
	let star;
	while (at < characters.length) {
		const wanted = tokens[token];
		if (wanted === "any") {
			star = {
				token,
				at
			};
			token += 1;
		} else if (wanted !== void 0 && (wanted === "one" || wanted.char === characters[at])) {
			token += 1;
			at += 1;
		} else if (star !== void 0) {
			star.at += 1;
			token = star.token + 1;
			at = star.at;
		} else return false;
	}
	return tokens.slice(token).every((rest) => rest === "any");
}

// shared/parse/codeowners.ts
const codeownersPaths = [
	".github/CODEOWNERS",
	"CODEOWNERS",
	"docs/CODEOWNERS"
];
const codeownersMaxBytes = 3145728;
function parseCodeowners(text) {
	const rules = [];
	const problems = [];
	for (const [index, content] of text.split(/\r\n|\n|\r/).entries()) {
		const [first, ...owners] = wordsOf(content);
		if (first === void 0) continue;
		const line = index + 1;
		const parsed = parsePathPattern(first);
		const odd = owners.find((owner) => !isOwner(owner));
		if (!parsed.ok) problems.push({
			line,
			message: `the pattern ${quote(first, 80)} ${parsed.message}`
		});
		else if (odd !== void 0) problems.push({
			line,
			message: `${quote(odd, 80)} is not @user, @organization/team or an e-mail address`
		});
		else rules.push({
			line,
			text: first,
			pattern: parsed.pattern,
			owners
		});
	}
	return {
		rules,
		problems
	};
}
function ownersOf(rules, path) {
	return rules.findLast(({ pattern }) => matchesPath(pattern, path));
}
function wordsOf(line) {
	const words = [];
	for (const [word] of line.matchAll(/(?:\\[^]|[^ \t\\]|\\$)+/gu)) {
		if (word.startsWith("#")) break;
		words.push(word);
	}
	return words;
}
function isOwner(word) {
	return /^@[A-Za-z0-9][A-Za-z0-9_-]*(?:\/[A-Za-z0-9._-]+)?$/.test(word) || /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/.test(word);
}

// actions/executive-summary/owner.ts
async function ownerOf(ctx, { entry, expected, owner }) {
	const named = owner ?? (Object.hasOwn(ctx.inputs.owners, entry.control) ? ctx.inputs.owners[entry.control] : void 0);
	if (named !== void 0) return named;
	const first = firstPath(expected);
	const path = first === void 0 ? ctx.policy.source.path : `${ctx.policy.folder}${first}`;
	const rules = await codeowners(ctx);
	const owners = ownersOf(rules, path)?.owners ?? [];
	return owners.length === 0 ? void 0 : owners.join(" ");
}
function firstPath(expected) {
	if (expected.state !== "present") return void 0;
	return ["failed", "unverified"].flatMap((status) => expected.results.filter((each) => each.status === status)).find(({ location }) => location !== void 0)?.location?.path;
}
async function codeowners(ctx) {
	for (const path of codeownersPaths) {
		const found = await ctx.policy.top.read(path, codeownersMaxBytes);
		if (!found.found) continue;
		const decoded = decodeText(found.content);
		return decoded.ok ? parseCodeowners(decoded.text).rules : [];
	}
	return [];
}

// actions/executive-summary/stop.ts
async function stopOf({ folder, history }, path, { records }, repository, moment) {
	const { github, name } = repository;
	let latest;
	for (const record of records.filter(({ verdict }) => verdict.status === "failed")) {
		const times = timesIn(record, moment);
		if (times === void 0 || record.ref === void 0) return {
			ok: true,
			data: void 0
		};
		const file = {
			repository: name,
			path: `${folder}${path}`,
			ref: record.ref,
			content: record.found.state === "there" ? record.found.data : void 0
		};
		const landed = await landingOf(github, file, lineOf(history, file.path, record.ref, recordMaxBytes));
		if (!landed.ok) return landed;
		latest = Math.max(latest ?? Number.NEGATIVE_INFINITY, landed.data.mergedAt, ...times);
	}
	return {
		ok: true,
		data: latest
	};
}
function timesIn({ posture }, moment) {
	if (posture === void 0) return [];
	const { since, until, incident } = posture;
	const given = [since, incident?.at].flatMap((text) => text === void 0 ? [] : parseTime(text) ?? []);
	if (posture.posture !== "GO") return given;
	return hasExpired(posture, moment) ? [...given, parseTime(until ?? "") ?? Number.POSITIVE_INFINITY] : void 0;
}

// actions/executive-summary/exemption.ts
async function exempted(ctx, path, posture, moment) {
	const { verdict, repository } = posture;
	const exemptions = ctx.inputs["posture-exemptions"];
	if (verdict.status !== "failed" || exemptions.length === 0) return verdict;
	const units = await ctx.policy.history.units({ notLanded: true });
	if (!units.ok) return unverified(units.because);
	if (units.units.length === 0) return verdict;
	if (!repository.ok) return unverified(repository.because);
	const stop = await stopOf(ctx.policy, path, posture, repository.data, moment);
	if (!stop.ok) return unverified(stop.because);
	if (stop.data === void 0) return verdict;
	const notHeld = [];
	const held = [];
	for (const unit of units.units) {
		const covered = await coverOf(ctx, exemptions, unit, repository.data, stop.data);
		if (!covered.ok) return unverified(covered.because);
		if (covered.data.covers) held.push(covered.data.by);
		else notHeld.push(covered.data.why);
	}
	if (notHeld.length > 0) return {
		...verdict,
		problem: `${verdict.problem}; no exemption covers the change: ${listed(notHeld, 3)}`,
		actual: [verdict.actual, notHeld]
	};
	const message = `${verdict.problem}; exempted, and not passed: ${listed(held, 3)}`;
	return unverified({
		code: "CONDITIONAL",
		message,
		needs: verdict.fix,
		deferrable: false
	});
}
async function coverOf(ctx, exemptions, unit, repository, stoppedAt) {
	const changed = await unit.changes();
	if (!changed.ok) return changed;
	if (changed.changes.length === 0) return {
		ok: true,
		data: {
			covers: false,
			why: `${unit.name} changes nothing that could be exempted`
		}
	};
	const paths = changed.changes.flatMap(({ path, copiedFrom }) => copiedFrom === void 0 ? [path] : [path, copiedFrom]);
	const reasons = [];
	for (const exemption of exemptions) {
		const { id } = exemption;
		const globs = exemption.paths.filter((one) => !isLiteral(one));
		const matches = globs.length === 0 ? () => false : await ctx.matcher(globs);
		const beside = [...new Set(paths.filter((path) => !exemption.paths.includes(path) && !matches(path)))];
		if (beside.length > 0) {
			reasons.push(`${id} does not name ${listed(beside, 3)}`);
			continue;
		}
		const approved = await approvedBy(ctx, exemption, unit, repository, stoppedAt);
		if (!approved.ok) return approved;
		if (approved.data.covers) return approved;
		reasons.push(`${id}: ${approved.data.why}`);
	}
	return {
		ok: true,
		data: {
			covers: false,
			why: `${unit.name}: ${reasons.join("; ")}`
		}
	};
}
async function approvedBy(ctx, { id, go }, unit, repository, stoppedAt) {
	const { pullRequest: number, headSha = "" } = ctx.subject;
	const pull = number !== void 0 && unit.pullRequest === number ? {
		ok: true,
		data: {
			number,
			head: headSha
		}
	} : await pullBringing(repository.github, repository.name, unit.head ?? "", unit.name);
	if (!pull.ok) return pull;
	const given = await approvalsOfSides(speakers(ctx, id, go), repository, pull.data);
	const joint = jointApproval(given, stoppedAt);
	if (joint.state === "unknown") return {
		ok: false,
		because: joint.because
	};
	const where = `pull request #${pull.data.number}`;
	if (joint.state === "given") return {
		ok: true,
		data: {
			covers: true,
			by: `${id} names all that ${where} changes, and both sides approved it after ${isoTime(stoppedAt)}`
		}
	};
	return {
		ok: true,
		data: {
			covers: false,
			why: `${where} lacks approvals after ${isoTime(stoppedAt)}: ${joint.lacking.join("; ")}`
		}
	};
}
function speakers(ctx, id, go) {
	return speakersOf(go, ctx.policy.roles, `posture-exemptions: ${id}: go`, ctx.inputs["ignored-co-authors"]);
}

// actions/executive-summary/posture.ts
async function judgePosture(ctx, own) {
	const { posture: path } = ctx.inputs;
	if (path === void 0) {
		ctx.notApplicable("posture", { path: "none" }, "the configuration names no posture record");
		return;
	}
	const moment = {
		...ctx.time,
		earliest: ctx.time.latest
	};
	const judged = await judgeOwnPosture(ctx, path, {
		moment,
		...checkpointOf(ctx, own)
	});
	const verdict = judged.verdict.status === "failed" ? await exempted(ctx, path, judged, moment) : judged.verdict;
	tellVerdict(ctx, "posture", { path }, verdict, { at: { path } });
}
const gate = "cutover-gate";
const GateData = object({
	environment: string().optional(),
	verifications: record$1(string(), string())
});
function checkpointOf(ctx, own) {
	const { environment } = ctx.inputs;
	if (!ctx.policy.asked.includes(gate)) return {
		environment,
		conditions: new Map()
	};
	const gates = own.filter(({ entry }) => entry.control === gate).map(({ entry, expected }) => expected.state === "present" && expected.status === "passed" ? GateData.safeParse(entry.candidate?.report.data).data : void 0);
	const [first, ...others] = gates;
	if (first === void 0) return {
		environment,
		conditions: new Map()
	};
	const passed = Object.keys(first.verifications).filter((id) => gates.every((each) => each?.verifications[id] === "passed"));
	const alike = others.every((each) => each?.environment === first.environment);
	return {
		environment: environment ?? (alike ? first.environment : void 0),
		conditions: new Map(passed.map((id) => [id, "passed"]))
	};
}

// actions/executive-summary/record.ts
function recordStray(ctx, { from, problem, because }) {
	const fact = {
		report: [from],
		problem,
		fix: "take it away, or let the control write its report again and hand it in as it is"
	};
	if (because === void 0) ctx.failed("report-readable", fact);
	else ctx.unverified("report-readable", fact, because);
}
function recordEntry(ctx, { entry }, row) {
	const fact = {
		report: labelOf(entry),
		problem: row.why.join("; "),
		...row.fix[0] === void 0 ? {} : { fix: row.fix[0] }
	};
	if (entry.candidate !== void 0) ctx.passed("report-readable", fact);
	switch (row.state) {
		case "present":
			ctx.passed("report-present", fact);
			ctx.passed("report-bound", fact);
			if (row.verdict === "go") ctx.passed("report-accepted", fact);
			else if (row.verdict === "no-go") ctx.failed("report-accepted", fact);
			else ctx.unverified("report-accepted", fact, {
				code: "CONDITIONAL",
				message: row.why.join("; ")
			});
			return;
		case "missing":
		case "duplicated":
			ctx.failed("report-present", fact);
			return;
		case "foreign":
			ctx.failed("report-bound", fact);
			return;
		case "invalid": ctx.failed("report-accepted", fact);
	}
}
function recordNothing(ctx, judged, strays) {
	const none = { report: ["any report"] };
	if (judged.length === 0) {
		const problem = "the configuration asks for no report, and none was found, so that there is nothing to decide on";
		const fix = "ask for a control in the configuration, and run it before the summary";
		ctx.failed("report-present", {
			...none,
			problem,
			fix
		});
	} else if (judged.every(({ expected }) => expected.state === "present" && expected.status === "not-applicable")) {
		const problem = "no control applies here, so that there is nothing to decide on";
		const fix = "do not run the summary on this event, or have a control judge it (skip-on in the configuration)";
		ctx.failed("report-present", {
			...none,
			problem,
			fix
		});
	}
	if (!judged.some(({ entry }) => entry.candidate !== void 0) && strays.length === 0) ctx.notApplicable("report-readable", none, "no file was found");
	const states = judged.map(({ entry }) => entry.state);
	if (!states.some((state) => state === "present" || state === "foreign")) ctx.notApplicable("report-bound", none, "no report was found that could be bound");
	if (!states.some((state) => state === "present" || state === "invalid")) ctx.notApplicable("report-accepted", none, "no report was found that could be accepted");
	if (judged.length > 0 && states.every((state) => state !== "present" && state !== "missing" && state !== "duplicated")) ctx.notApplicable("report-present", none, "every report that is expected was found, and is judged by other rules");
}

// actions/executive-summary/rows.ts
function rowOf({ entry, expected, owner, from, sha256, summary }, reasons) {
	const present = expected.state === "present" ? expected : void 0;
	const worst = reasons.some(({ weight }) => weight === "no-go") ? "no-go" : reasons.length > 0 ? "conditional-go" : "go";
	const standing = reasons.filter(({ weight }) => weight === worst);
	const broken = present?.error === void 0 ? [] : mendingSteps(present.error);
	const fixes = [...new Set([...broken, ...fixesOf([...standing].sort(worstFirst))])];
	return {
		control: entry.control,
		...entry.key === void 0 ? {} : { key: entry.key },
		...entry.job === void 0 ? {} : { job: entry.job },
		verdict: worst,
		state: entry.state,
		...present === void 0 ? {} : { status: present.status },
		...summary === void 0 ? {} : { summary },
		why: entry.problem === void 0 ? [...reasons].sort(worstFirst).map(whyOf) : [entry.problem],
		fix: entry.problem === void 0 ? fixes : entry.fix === void 0 ? [] : [entry.fix],
		...owner === void 0 || worst === "go" ? {} : { owner },
		...from === void 0 ? {} : { from },
		...sha256 === void 0 ? {} : { sha256 }
	};
}
function worstFirst(a, b) {
	const rank = ({ weight, result }) => (weight === "no-go" ? 0 : 100) + (result === void 0 ? 0 : 1 + 2 * severities.indexOf(result.severity) + (result.status === "failed" ? 0 : 1));
	return rank(a) - rank(b);
}
function whyOf({ message, result }) {
	if (result === void 0) return message;
	const { because, about } = result;
	const place = placeOf(result);
	const where = place === void 0 ? "" : ` (${place})`;
	return `${message}: ${result.status === "failed" ? result.message : `${about.join(", ")}: ${because?.message ?? result.message}`}${where}`;
}
function fixesOf(reasons) {
	const subjects = new Map();
	for (const { result } of reasons) {
		const fix = result?.status === "failed" ? result.fix : result?.because?.needs;
		if (result === void 0 || fix === void 0) continue;
		const known = subjects.get(fix) ?? new Set();
		subjects.set(fix, known.add(placeOf(result) ?? result.about.join(", ")));
	}
	return [...subjects].map(([fix, [first = "", ...more]]) => {
		if (first === "" || more.length === 0 && fix.includes(first)) return fix;
		return `${fix} (${first}${more.length === 0 ? "" : `, and ${more.length} more`})`;
	});
}
function placeOf({ location }) {
	return location && `${location.path}${location.line === void 0 ? "" : `:${location.line}`}`;
}
function usedAllowances(uses) {
	const order = [
		"used",
		"void",
		"expired",
		"unused"
	];
	const kept = new Map();
	for (const use of uses) {
		const name = JSON.stringify([use.kind, use.id]);
		const before = kept.get(name);
		if (before === void 0 || order.indexOf(use.state) < order.indexOf(before.state)) kept.set(name, use);
	}
	return [...kept.values()];
}

// actions/executive-summary/rules.ts
const aboutReport = ({ report }) => report;
const says = ({ report, problem = "" }) => `${report.join(" · ")}: ${problem}`;
const fix = ({ fix: text }) => text;
const rules = {
	"report-readable": rule({
		severity: "critical",
		waivable: false,
		asserts: "Every file that could be a report can be read, and is one.",
		why: "A report that nobody can read may be the one that says failed.",
		about: aboutReport,
		says,
		fix
	}),
	"report-present": rule({
		severity: "critical",
		waivable: false,
		asserts: "Every expected report is there, once.",
		why: "A control that was deleted from the workflow, skipped or cancelled leaves no trace but a missing report.",
		about: aboutReport,
		says,
		fix
	}),
	"report-bound": rule({
		severity: "critical",
		waivable: false,
		asserts: "Every report is about this repository and commit, was made by this run in the attempt in which its job last ran, and was judged by the same configuration.",
		why: "A green report of another commit, run or repository is the easiest one to get.",
		about: aboutReport,
		says,
		fix
	}),
	"report-accepted": rule({
		severity: "critical",
		waivable: false,
		asserts: "Every expected report was measured and passed.",
		why: "What was not measured, or was found wrong, must not go on as if it were right.",
		about: aboutReport,
		says,
		fix
	}),
	"job-succeeded": rule({
		severity: "critical",
		waivable: false,
		asserts: "Every job that the configuration names, and every job whose report gave it no reason to fail, succeeded as the platform records it.",
		why: "The word of a job is not its result: `needs` shows success for a failed job with continue-on-error.",
		about: ({ job }) => [job],
		says: ({ job, problem = "" }) => `the job ${job} ${problem}`,
		expected: () => "success",
		actual: ({ actual }) => actual,
		fix: ({ fix: text }) => text
	}),
	apart: rule({
		severity: "critical",
		waivable: false,
		asserts: "No report of a change, nor the decision on it, comes from a job in which commands of that change ran.",
		why: "Code of the change has every right of its job: it can exchange the actions that run after it, and write what they say.",
		about: ({ job }) => [job],
		says: ({ job, reports = [] }) => `the job ${job} ran commands of the judged change, which could have written what ${listed(reports)} ${reports.length === 1 ? "says" : "say"} there`,
		expected: () => "commands in a job of their own",
		actual: ({ reports = [] }) => reports,
		fix: () => "run verification in a job of its own; release-gate leaves it out with verification: apart"
	}),
	"gate-unchanged": rule({
		severity: "high",
		asserts: "No workflow, configuration or other file of the gate is changed by the change that it judges, unless listed people approved that.",
		why: "Whoever changes the gate and passes through it in one step has passed no gate.",
		about: ({ unit }) => ["gate", ...unit],
		says: ({ paths, problem = "" }) => `the change touches the gate that judges it (${listed(paths, 3)})${problem}`,
		expected: () => "no change of the gate, or the approvals that the configuration asks for",
		actual: ({ paths }) => paths,
		observed: ({ paths, ids }) => [paths, ids],
		fix: ({ fix: text }) => text
	}),
	posture: rule({
		severity: "critical",
		waivable: false,
		asserts: "The posture record says GO, now and for what the run is about.",
		why: "After an incident everything stays stopped until it is lifted on the record, whatever the checks say.",
		about: () => ["posture"],
		says: ({ problem = "" }) => problem,
		expected: () => "GO, now and here",
		actual: ({ actual }) => actual,
		fix: ({ fix: text }) => text
	})
};

// actions/executive-summary/control.ts
const control = defineControl({
	name: "executive-summary",
	title: "Executive summary",
	kind: "decide",
	description: "Rolls up the reports of a run into one decision: go, conditional-go or no-go, with what stands in the way.",
	permissions: {
		actions: "read",
		contents: "read",
		"pull-requests": "read"
	},
	inputs,
	lists,
	outputs,
	data: ExecutiveSummarySchema,
	rules,
	configProblems: (_lists, section, whole) => [...gateFileProblems(section?.["gate-files"] ?? []), ...taskLegProblems(whole)],
	async evaluate(ctx) {
		const expectation = expectationOf(ctx);
		const foreign = ctx.inputs.foreign.filter(({ id }) => expectation.foreign.includes(id));
		const [collected, jobs] = await Promise.all([ctx.reports({
			folder: ctx.inputs.reports,
			artifacts: foreign.map(({ artifact }) => artifact)
		}), jobsOfRun(ctx)]);
		const { candidates, strays } = candidatesIn(collected);
		for (const stray of strays) recordStray(ctx, stray);
		const entries = entriesOf(candidates, expectation, {
			subject: ctx.subject,
			policy: ctx.policy.source,
			asked: ctx.policy.asked
		}, (subject) => jobNameOf(subject, jobs));
		const own = [];
		const against = {
			jobs,
			work: workTree(ctx),
			controls: expectation.controls
		};
		for (const entry of entries) own.push(await judgeOwn(ctx, entry, against));
		const judged = [...own, ...foreign.map((each) => judgeForeign(ctx, each, collected, jobs))];
		const decision = decide({
			expected: judged.map(({ expected }) => expected),
			profile: ctx.policy.profile
		});
		const rows = [];
		for (const each of judged) {
			const reasons = decision.reasons.filter(({ control: name }) => name === each.expected.control);
			const owner = reasons.length === 0 ? void 0 : await ownerOf(ctx, each);
			const row = rowOf({
				...each,
				owner
			}, reasons);
			recordEntry(ctx, each, row);
			rows.push(row);
		}
		recordNothing(ctx, judged, strays);
		judgeJobs(ctx, judged, jobs);
		await judgeApart(ctx, own, jobs);
		await judgeGate(ctx);
		await judgePosture(ctx, own);
		ctx.metric("reports", rows.length);
		ctx.decide({
			...ctx.inputs.name === void 0 ? {} : { name: ctx.inputs.name },
			reports: rows,
			allowances: usedAllowances(judged.flatMap(({ uses }) => uses)),
			notMeasured: judged.flatMap(({ expected }) => expected.state === "present" ? notMeasuredIn(expected.results) : []),
			tables: legTotals(own)
		});
	}
});
function expectationOf(ctx) {
	const { name, summaries, expect, legs, foreign } = ctx.inputs;
	const { parts } = ctx.policy;
	const named = [
		...expect,
		...Object.keys(legs),
		...Object.values(summaries).flatMap(({ controls }) => controls)
	];
	const unknown = [...new Set(named)].filter((each) => !Object.hasOwn(catalog, each));
	const part = name === void 0 || !Object.hasOwn(summaries, name) ? void 0 : summaries[name];
	const problems = unknown.map((each) => ({ message: `there is no control ${each}${suggestion(each, controlNames)}` }));
	if (name !== void 0 && part === void 0) problems.push({ message: `the configuration has no summary ${name}${suggestion(name, Object.keys(summaries))}` });
	if (problems.length > 0) throw new GovernanceError("BAD_INPUT", "it is not clear what the summary is about", { problems });
	if (part !== void 0) return {
		...part,
		controls: [...part.controls, ...expect],
		legs,
		parts,
		andFound: false
	};
	const withLegs = Object.keys(legs).filter((each) => !ctx.policy.skipped.includes(each));
	return {
		controls: [...new Set([
			...ctx.policy.asked,
			...expect,
			...withLegs
		])],
		legs,
		parts,
		summaries: [],
		foreign: foreign.map(({ id }) => id),
		andFound: true
	};
}

export { control };