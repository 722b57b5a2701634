import { milliseconds } from "./core-duration.js";
import { array, number, object, string } from "./vendor.js";
import { isoTime, ownerAndRepo, parseTime } from "./shared.js";
import { passed } from "./domain-record.js";
import { verdictOf } from "./domain-run-jobs.js";

// shared/domain/rehearsal/run.ts
const Run = object({
	id: number().int().positive(),
	event: string(),
	status: string(),
	conclusion: string().nullable(),
	created_at: string(),
	head_branch: string().nullable(),
	head_repository: object({ full_name: string() }).nullish()
});
const ofBranch = /* @__PURE__ */ new Set([
	"push",
	"schedule",
	"workflow_dispatch",
	"repository_dispatch"
]);
function isOwn({ head_branch, head_repository, event }, repository, branch) {
	return head_branch === branch && head_repository?.full_name.toLowerCase() === repository.toLowerCase() && ofBranch.has(event);
}
async function judgeRehearsal(github, repository, branch, { workflow, "maximum-age": age }, moment) {
	const route = "GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs";
	const asked = {
		...ownerAndRepo(repository),
		workflow_id: workflow,
		branch,
		status: "completed",
		per_page: 50
	};
	const answer = await github.get(route, asked, object({ workflow_runs: array(Run) }));
	if (!answer.ok) return {
		status: "unverified",
		because: answer.because
	};
	const [last] = answer.data.workflow_runs.flatMap((run) => {
		const createdAt = parseTime(run.created_at);
		return isOwn(run, repository, branch) && createdAt !== void 0 ? [{
			...run,
			createdAt
		}] : [];
	}).sort((a, b) => b.createdAt - a.createdAt || b.id - a.id);
	const fix = `rehearse the rollback: run ${workflow} on ${branch} of ${repository}`;
	if (last === void 0) return {
		status: "failed",
		problem: `no finished run of ${workflow} on ${branch} of ${repository} is known`,
		expected: `a successful run within ${age}`,
		actual: "nothing",
		fix
	};
	const { verdict, words } = verdictOf(last);
	const when = isoTime(last.createdAt);
	const problem = verdict !== "succeeded" ? `the last rehearsal of the rollback (run ${last.id} of ${workflow} in ${repository}, ${when}) ${words}` : moment.latest - last.createdAt > milliseconds(age) ? `the last rehearsal of the rollback (run ${last.id} of ${workflow} in ${repository}, ${when}) is older than ${age}` : void 0;
	if (problem === void 0) return passed;
	return {
		status: "failed",
		problem,
		expected: `a successful run within ${age}`,
		actual: [
			last.id,
			last.conclusion,
			when
		],
		fix
	};
}
const DrillRun = Run.extend({
	path: string(),
	head_sha: string(),
	run_started_at: string().nullish(),
	updated_at: string()
});
async function judgeDrillRun(github, repository, branch, workflow, { id, commit, start, end }) {
	const answer = await github.get("GET /repos/{owner}/{repo}/actions/runs/{run_id}", {
		...ownerAndRepo(repository),
		run_id: id
	}, DrillRun);
	if (!answer.ok) return {
		status: "unverified",
		because: answer.because
	};
	const run = answer.data;
	const { verdict, words } = verdictOf(run);
	const [from, to] = [parseTime(run.run_started_at ?? run.created_at), parseTime(run.updated_at)];
	const outside = from === void 0 || to === void 0 || start === void 0 || end === void 0 || start < from || end > to + 1e3;
	const problems = [
		...run.path.replace(/@.*$/, "") === `.github/workflows/${workflow}` ? [] : [`is of ${run.path}, not of ${workflow}`],
		...isOwn(run, repository, branch) ? [] : [`is not of ${branch} of ${repository}`],
		...verdict === "succeeded" ? [] : [words],
		...commit === run.head_sha ? [] : [`is of commit ${run.head_sha}, not of ${commit ?? "a commit that the record names"}`],
		...outside ? [`was from ${run.run_started_at ?? run.created_at} to ${run.updated_at}, and the drill was not`] : []
	];
	if (problems.length === 0) return passed;
	return {
		status: "failed",
		problem: `the run ${id} ${problems.join("; ")}`,
		expected: `a run of ${workflow} on ${branch}, of the commit and in the time that the record says`,
		actual: problems,
		fix: "write the run, the commit and the times of one drill into the record"
	};
}

export { judgeDrillRun, judgeRehearsal };