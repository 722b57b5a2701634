import { ownerAndRepo, parseTime } from "./shared.js";
import { number, object, string } from "./vendor.js";
import { noData, passed, unverified } from "./domain-record.js";

// shared/domain/run-jobs/verdict.ts
const verdicts = /* @__PURE__ */ new Map([["success", "succeeded"], ["failure", "failed"]]);
const conclusions = /* @__PURE__ */ new Map([
	["success", "succeeded"],
	["failure", "failed"],
	["cancelled", "was cancelled"],
	["skipped", "was skipped"],
	["timed_out", "took too long and was stopped"],
	["neutral", "ended neutral, which is no success"],
	["action_required", "waits for somebody to act"],
	["stale", "was given up as stale"],
	["startup_failure", "could not be started"]
]);
function verdictOf({ status, conclusion }) {
	if (status !== "completed") return {
		verdict: "not-finished",
		words: `has not finished (it is ${status})`
	};
	if (conclusion === null) return {
		verdict: "ended-otherwise",
		words: "is completed without a conclusion"
	};
	const words = conclusions.get(conclusion) ?? `ended with the conclusion ${conclusion}, which is not known`;
	return {
		verdict: verdicts.get(conclusion) ?? "ended-otherwise",
		words
	};
}

// shared/domain/run-jobs/check-runs.ts
const CheckRunSchema = object({
	name: string(),
	head_sha: string(),
	status: string(),
	conclusion: string().nullable(),
	app: object({
		id: number().int().nullish(),
		slug: string().nullish()
	}).nullish()
});
async function checkRunsOf(github, repository, commit, { check, app }) {
	const route = "GET /repos/{owner}/{repo}/commits/{ref}/check-runs";
	const asked = {
		...ownerAndRepo(repository),
		ref: commit,
		check_name: check,
		filter: "latest"
	};
	const answer = await github.all(route, asked, CheckRunSchema);
	if (!answer.ok) return answer;
	return {
		ok: true,
		data: answer.data.filter((run) => run.name === check && run.app?.slug === app && run.head_sha === commit)
	};
}
function appIdIn(runs) {
	return runs.find((run) => typeof run.app?.id === "number")?.app?.id ?? void 0;
}
async function judgeCheck(github, repository, commit, named) {
	const runs = await checkRunsOf(github, repository, commit, named);
	return runs.ok ? judgeRuns(runs.data, `${repository} at ${commit}`, named) : unverified(runs.because);
}
function judgeRuns(runs, where, { check, app }) {
	if (runs.length === 0) return unverified(noData(`no check ${check} of ${app} ran for ${where}`, `the check ${check} for that commit`));
	const ended = runs.map((run) => ({
		...verdictOf(run),
		conclusion: run.conclusion ?? run.status
	}));
	const wrong = ended.find(({ verdict }) => verdict === "failed" || verdict === "ended-otherwise");
	if (wrong !== void 0) return {
		status: "failed",
		problem: `the check ${check} of ${where} ${wrong.words}`,
		expected: "success",
		actual: wrong.conclusion,
		fix: `mend what ${check} found, and let it run again for that commit`
	};
	const going = ended.find(({ verdict }) => verdict === "not-finished");
	return going === void 0 ? passed : unverified(noData(`the check ${check} of ${where} ${going.words}`, "the end of that check"));
}

// shared/domain/run-jobs/executions.ts
function executions(jobs) {
	const byName = /* @__PURE__ */ new Map();
	for (const job of [...jobs].sort(byAttempt)) {
		const earlier = byName.get(job.name) ?? [];
		if (!earlier.some((other) => isCopy(job, other))) byName.set(job.name, [...earlier, job]);
	}
	return byName;
}
function isCopy(job, original) {
	return job.attempt > original.attempt && job.startedAt !== void 0 && job.startedAt === original.startedAt && job.status === "completed" && job.conclusion === original.conclusion;
}
function byAttempt(a, b) {
	const start = (job) => job.startedAt ?? Number.MAX_SAFE_INTEGER;
	return a.attempt - b.attempt || start(a) - start(b) || a.id - b.id;
}
function isLatest(attempt, name, jobs) {
	const last = (executions(jobs).get(name) ?? []).at(-1)?.attempt;
	if (last === void 0) return {
		ok: false,
		why: `no job of the run is called ${name}`
	};
	if (last > attempt) return {
		ok: false,
		why: `the job ${name} ran again in attempt ${last}, after attempt ${attempt}`
	};
	if (last === attempt) return { ok: true };
	return {
		ok: false,
		why: `the job ${name} did not run in attempt ${attempt}: it last ran in attempt ${last}`
	};
}

// shared/domain/run-jobs/job-of.ts
function jobOf(who, jobs) {
	const ran = [...executions(jobs).values()];
	if (who.checkRunId !== void 0) return byId(who.checkRunId, who.attempt, ran.flat(), jobs);
	const { job: key } = who;
	if (key === void 0 || key === "") return {
		ok: false,
		why: "the report names no job"
	};
	const named = ran.filter(([first]) => first !== void 0 && isNameOf(key, first.name));
	const candidates = legs(who.matrixKey, named.flatMap((entries) => {
		const attempt = who.attempt ?? entries.at(-1)?.attempt;
		return entries.filter((entry) => entry.attempt === attempt);
	}));
	const [first, ...others] = candidates;
	if (first === void 0) return {
		ok: false,
		why: `no job ${key} of the run ran${named.length === 0 || who.attempt === void 0 ? "" : ` in attempt ${who.attempt}`}`
	};
	if (others.every(({ status, conclusion }) => status === first.status && conclusion === first.conclusion)) return {
		ok: true,
		job: first
	};
	const names = candidates.map(({ name }) => name).join(", ");
	return {
		ok: false,
		why: `${candidates.length} jobs of the run may be ${key} and did not end the same: ${names}`
	};
}
function namesakes(key, attempt, jobs) {
	return executionsOf(key, jobs).filter((each) => each.attempt === attempt).length;
}
function executionsOf(key, jobs) {
	return [...executions(jobs).values()].flat().filter(({ name }) => isNameOf(key, name));
}
function byId(id, attempt, ran, jobs) {
	const found = jobs.find((entry) => entry.id === id);
	if (found === void 0) return {
		ok: false,
		why: `no job of the run has the id ${id}`
	};
	if (!ran.includes(found)) return {
		ok: false,
		why: `the job ${found.name} did not run in attempt ${found.attempt}: ${id} is the id of a copy`
	};
	if (attempt === void 0 || found.attempt === attempt) return {
		ok: true,
		job: found
	};
	return {
		ok: false,
		why: `the job ${found.name} with the id ${id} ran in attempt ${found.attempt}, not ${attempt}`
	};
}
function isNameOf(key, name) {
	return name === key || name.endsWith(` / ${key}`) || name.endsWith(")") && (name.startsWith(`${key} (`) || name.includes(` / ${key} (`));
}
function legs(key, candidates) {
	const having = candidates.filter(({ name }) => {
		const values = /\((.*)\)$/.exec(name)?.[1];
		return key !== void 0 && values !== void 0 && (values === key || values.split(", ").includes(key));
	});
	return having.length > 0 ? having : candidates;
}

// shared/domain/run-jobs/report-job.ts
function isThisJob(own, theirs, jobs) {
	if (own.checkRunId !== void 0 && theirs.checkRunId !== void 0) return own.checkRunId === theirs.checkRunId;
	if (own.job === void 0 || own.job !== theirs.job || own.attempt !== theirs.attempt) return false;
	return jobs?.ok === true && namesakes(own.job, own.attempt, jobs.jobs) === 1;
}
function attemptProblem(own, theirs, jobs) {
	if (jobs?.ok !== true || theirs.attempt === void 0 || isThisJob(own, theirs, jobs)) return void 0;
	const made = jobOf(reporting(theirs), jobs.jobs);
	if (!made.ok) return void 0;
	const latest = isLatest(theirs.attempt, made.job.name, jobs.jobs);
	return latest.ok ? void 0 : `${latest.why}, and left no report there`;
}
function reporting({ checkRunId, job, matrixKey, attempt }) {
	return {
		checkRunId,
		job,
		matrixKey,
		attempt
	};
}

// shared/domain/run-jobs/run-job.ts
const Job = object({
	id: number().int().positive(),
	name: string(),
	run_attempt: number().int().positive(),
	status: string(),
	conclusion: string().nullable(),
	started_at: string().nullish()
});
async function listJobs(github, repository, runId) {
	const answer = await github.all("GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs", {
		...ownerAndRepo(repository),
		run_id: runId,
		filter: "all"
	}, Job);
	if (!answer.ok) return answer;
	return {
		ok: true,
		data: answer.data.map(({ id, name, run_attempt, status, conclusion, started_at }) => ({
			id,
			name,
			attempt: run_attempt,
			status,
			conclusion,
			startedAt: parseTime(started_at ?? "")
		}))
	};
}

export { appIdIn, attemptProblem, checkRunsOf, executions, executionsOf, isThisJob, jobOf, judgeCheck, judgeRuns, listJobs, reporting, verdictOf };