import { ownerAndRepo, parseTime } from "./shared.js";
import { number, object, string } from "./vendor.js";
import { noData } from "./domain-verdict.js";
import { verdictOf } from "./domain-check-run.js";

// shared/domain/run-jobs/run-job.ts
const Job = object({
	id: number().int().positive(),
	name: string(),
	run_attempt: number().int().positive(),
	status: string(),
	conclusion: string().nullable(),
	started_at: string().nullish(),
	completed_at: string().nullish()
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
		data: answer.data.map(({ id, name, run_attempt, status, conclusion, started_at, completed_at }) => ({
			id,
			name,
			attempt: run_attempt,
			status,
			conclusion,
			startedAt: parseTime(started_at ?? ""),
			completedAt: parseTime(completed_at ?? "")
		}))
	};
}

// shared/domain/run-jobs/of-run.ts
async function jobsOfRun(ctx) {
	const { event, repository, runId } = ctx.subject;
	if (event === "local") return void 0;
	const github = ctx.github();
	if (github === void 0 || repository === void 0 || runId === void 0) return {
		ok: false,
		because: {
			code: "NO_CREDENTIAL",
			message: "the jobs of this run cannot be asked for without a token",
			needs: "the input token, with actions: read"
		}
	};
	const listed = await listJobs(github, repository, runId);
	return listed.ok ? {
		ok: true,
		jobs: listed.data
	} : {
		ok: false,
		because: listed.because
	};
}

// shared/domain/run-jobs/executions.ts
function executions(jobs) {
	const byName = new Map();
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

// shared/domain/run-jobs/uploaded.ts
const afterEndMs = 6e4;
function uploadedAttempt(own, job, createdAt, jobs, { anyEnd = false } = {}) {
	if (job === void 0 && own.attempt === 1) return { ok: true };
	const open = (message, needs) => ({
		ok: false,
		because: noData(message, needs)
	});
	if (job === void 0) return open(`the run is in attempt ${own.attempt ?? "unknown"}, and no job is named that made it`, "the name of the job that uploads the artifact");
	if (jobs === void 0) return open("there is no run with jobs", "a run in Actions");
	if (!jobs.ok) return {
		ok: false,
		because: jobs.because
	};
	const uploaded = parseTime(createdAt);
	if (uploaded === void 0) return open("GitHub does not say when it was uploaded", "the time of the artifact");
	const ran = lastOfEach(job, jobs.jobs);
	if (ran.length === 0) return {
		ok: false,
		problem: `no job of the run is called ${job}`
	};
	const ended = ran.map((each) => ({
		...each,
		...verdictOf(each)
	}));
	const wrong = ended.find(({ verdict }) => verdict === "failed" || verdict === "ended-otherwise");
	if (wrong !== void 0 && !anyEnd) return {
		ok: false,
		problem: `the job ${wrong.name} ${wrong.words}`
	};
	if (ran.some(({ startedAt }) => startedAt === void 0 || startedAt > uploaded)) return {
		ok: false,
		problem: `it was uploaded before the job ${job} last ran`
	};
	const going = ended.find(({ verdict }) => verdict === "not-finished");
	if (going !== void 0) return open(`the job ${going.name} ${going.words}`, "a job that this one needs");
	const ends = ran.map(({ completedAt }) => completedAt);
	if (ends.includes(void 0)) return open(`GitHub does not say when the job ${job} ended`, "the end of that job");
	return uploaded > Math.max(...ends.map((end) => end ?? 0)) + afterEndMs ? {
		ok: false,
		problem: `it was uploaded after the job ${job} had ended`
	} : { ok: true };
}
function lastOfEach(id, jobs) {
	const all = [...executions(jobs)].filter(([name]) => name === id || name.startsWith(`${id} (`) && name.endsWith(")"));
	const shared = (ran) => new Set(ran.map(({ attempt }) => attempt)).size < ran.length;
	return all.flatMap(([, ran]) => shared(ran) ? ran : ran.at(-1) ?? []);
}

export { attemptProblem, executions, executionsOf, isThisJob, jobOf, jobsOfRun, lastOfEach, listJobs, reporting, uploadedAttempt };