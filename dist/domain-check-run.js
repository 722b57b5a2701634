import { ownerAndRepo } from "./shared.js";
import { number, object, string } from "./vendor.js";
import { noData, passed, unverified } from "./domain-verdict.js";

// shared/domain/check-run/verdict.ts
const verdicts = new Map([["success", "succeeded"], ["failure", "failed"]]);
const conclusions = new Map([
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

// shared/domain/check-run/check-runs.ts
const CheckRunSchema = object({
	name: string(),
	head_sha: string(),
	status: string(),
	conclusion: string().nullable(),
	started_at: string().nullish(),
	completed_at: string().nullish(),
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

export { appIdIn, checkRunsOf, judgeCheck, judgeRuns, verdictOf };