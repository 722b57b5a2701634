import { parseTime } from "./shared.js";
import { executions, listJobs } from "./domain-run-jobs.js";

// shared/domain/this-run/jobs.ts
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

// shared/domain/this-run/uploaded.ts
function uploadedAttempt(own, job, createdAt, jobs) {
	if (own.attempt === 1) return { ok: true };
	const open = (message, needs) => ({
		ok: false,
		because: {
			code: "NO_DATA",
			message,
			needs
		}
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
	return ran.some(({ startedAt }) => startedAt === void 0 || startedAt > uploaded) ? {
		ok: false,
		problem: `it was uploaded before the job ${job} last ran`
	} : { ok: true };
}
function lastOfEach(id, jobs) {
	const all = [...executions(jobs)].filter(([name]) => name === id || name.startsWith(`${id} (`) && name.endsWith(")"));
	const shared = (ran) => new Set(ran.map(({ attempt }) => attempt)).size < ran.length;
	return all.flatMap(([, ran]) => shared(ran) ? ran : ran.at(-1) ?? []);
}

export { jobsOfRun, lastOfEach, uploadedAttempt };