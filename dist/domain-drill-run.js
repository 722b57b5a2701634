import { isoTime, olderThan, ownerAndRepo, parseTime } from "./shared.js";
import { array, number, object, string } from "./vendor.js";
import { startedOnBranch } from "./shell-action.js";
import { failed, passed, unverified } from "./domain-verdict.js";
import { milliseconds } from "./core-duration.js";
import { verdictOf } from "./domain-check-run.js";

// shared/domain/drill-run/run.ts
const Run = object({
	id: number().int().positive(),
	event: string(),
	status: string(),
	conclusion: string().nullable(),
	created_at: string(),
	head_branch: string().nullable(),
	head_repository: object({ full_name: string() }).nullish()
});
function isOwnRun({ head_branch, head_repository, event }, repository, branch) {
	return head_branch === branch && head_repository?.full_name.toLowerCase() === repository.toLowerCase() && startedOnBranch.has(event);
}

// shared/domain/drill-run/last-run.ts
async function judgeLastRun(github, repository, branch, { workflow, "maximum-age": age }, moment) {
	const route = "GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs";
	const asked = {
		...ownerAndRepo(repository),
		workflow_id: workflow,
		branch,
		status: "completed",
		per_page: 50
	};
	const answer = await github.get(route, asked, object({ workflow_runs: array(Run) }));
	if (!answer.ok) return unverified(answer.because);
	const [last] = answer.data.workflow_runs.flatMap((run) => {
		const createdAt = parseTime(run.created_at);
		return isOwnRun(run, repository, branch) && createdAt !== void 0 ? [{
			...run,
			createdAt
		}] : [];
	}).sort((a, b) => b.createdAt - a.createdAt || b.id - a.id);
	const expected = `a successful run within ${age}`;
	const fix = `rehearse the rollback: run ${workflow} on ${branch} of ${repository}`;
	if (last === void 0) {
		const problem = `no finished run of ${workflow} on ${branch} of ${repository} is known`;
		return failed({
			problem,
			expected,
			actual: "nothing",
			fix
		});
	}
	const { verdict, words } = verdictOf(last);
	const when = isoTime(last.createdAt);
	const name = `the last rehearsal of the rollback (run ${last.id} of ${workflow} in ${repository}, ${when})`;
	const actual = [
		last.id,
		last.conclusion,
		when
	];
	if (verdict !== "succeeded") return failed({
		problem: `${name} ${words}`,
		expected,
		actual,
		fix
	});
	if (!olderThan(last.createdAt, milliseconds(age), moment)) return passed;
	return failed({
		problem: `${name} is older than ${age}`,
		expected,
		actual,
		fix
	});
}

// shared/domain/drill-run/claimed-run.ts
const DrillRun = Run.extend({
	path: string(),
	head_sha: string(),
	run_started_at: string().nullish(),
	updated_at: string()
});
async function judgeClaimedRun(github, repository, branch, workflow, { id, commit, start, end }) {
	const answer = await github.get("GET /repos/{owner}/{repo}/actions/runs/{run_id}", {
		...ownerAndRepo(repository),
		run_id: id
	}, DrillRun);
	if (!answer.ok) return { verdict: unverified(answer.because) };
	const run = answer.data;
	const { verdict, words } = verdictOf(run);
	const [from, to] = [parseTime(run.run_started_at ?? run.created_at), parseTime(run.updated_at)];
	const second = 1e3;
	const outside = from === void 0 || to === void 0 || start === void 0 || end === void 0 || start < from || end > to + second;
	const problems = [
		...run.path.replace(/@.*$/, "") === `.github/workflows/${workflow}` ? [] : [`is of ${run.path}, not of ${workflow}`],
		...isOwnRun(run, repository, branch) ? [] : [`is not of ${branch} of ${repository}`],
		...verdict === "succeeded" ? [] : [words],
		...commit === run.head_sha ? [] : [`is of commit ${run.head_sha}, not of ${commit ?? "a commit that the record names"}`],
		...outside ? [`was from ${run.run_started_at ?? run.created_at} to ${run.updated_at}, and the drill was not`] : []
	];
	if (problems.length === 0 && from !== void 0 && to !== void 0) return {
		verdict: passed,
		took: to + second - from
	};
	return { verdict: failed({
		problem: `the run ${id} ${problems.join("; ")}`,
		expected: `a run of ${workflow} on ${branch}, of the commit and in the time that the record says`,
		actual: problems,
		fix: "write the run, the commit and the times of one drill into the record"
	}) };
}

export { Run, isOwnRun, judgeClaimedRun, judgeLastRun };