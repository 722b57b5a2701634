import { ownerAndRepo, parseTime, sha256, stableJson } from "./shared.js";
import { array, boolean, number, object, string } from "./vendor.js";
import { startedOnBranch } from "./shell-action.js";
import { isSaid } from "./parse.js";
import { onDefaultBranch } from "./domain-repository.js";
import { failed, noData, passed, unverified } from "./domain-verdict.js";
import { executions, jobOf, reporting } from "./domain-run-jobs.js";
import { foreignness, judgeReportOf, reportsOfControl } from "./domain-own-report.js";
import { ExecutiveSummarySchema } from "./core-executive-summary.js";
import { parseMarkdown } from "./parse-markdown.js";
import { readMarked } from "./core-issue-marks.js";
import { shownText } from "./parse-markdown-text.js";

// shared/domain/incident/outcome.ts
const ReadinessData = object({ incidents: array(object({
	id: string(),
	message: string()
})) });
const failedEnds = [
	"failure",
	"timed_out",
	"startup_failure"
];
const harmless = [
	"success",
	"skipped",
	"neutral"
];
function outcomeOf(reader, reports, asked) {
	const summary = summaryOf(reader, reports, asked);
	const controls = asked.controls.map((control) => ({
		control,
		verdict: judgeReportOf(reader, control, reports).verdict
	}));
	const failing = controls.flatMap(({ control, verdict }) => verdict.status === "failed" ? [{
		name: control,
		message: verdict.problem
	}] : []);
	const [first, ...others] = [
		...summary.triggers,
		...failing,
		...readinessTriggers(reader, reports)
	];
	if (first !== void 0) return {
		outcome: {
			state: "red",
			first,
			others: distinct(first, others)
		},
		controls
	};
	const open = controls.find(({ verdict }) => verdict.status === "unverified")?.verdict;
	if (summary.because !== void 0) return {
		outcome: {
			state: "unknown",
			because: summary.because
		},
		controls
	};
	if (open?.status === "unverified") return {
		outcome: {
			state: "unknown",
			because: open.because
		},
		controls
	};
	const neither = summary.neither ?? endedOtherwise(reader, reports, asked);
	return {
		outcome: neither === void 0 ? { state: "green" } : {
			state: "neither",
			decision: neither
		},
		controls
	};
}
function endedOtherwise(reader, { found, jobs }, { run }) {
	if (!run.ended || run.conclusion === "success") return void 0;
	const said = `a go, and the run ended with ${run.conclusion ?? "nothing"}`;
	if (jobs?.ok !== true) return said;
	const bad = [...executions(jobs.jobs).values()].flatMap((ran) => {
		const last = ran.at(-1);
		return last === void 0 || harmless.includes(last.conclusion ?? "") ? [] : [last];
	});
	const to = {
		subject: reader.subject,
		policy: void 0,
		asked: reader.policy.asked
	};
	const known = found.candidates.flatMap(({ report }) => {
		const made = foreignness(report, to).length > 0 ? void 0 : jobOf(reporting(report.subject), jobs.jobs);
		return made?.ok === true ? [made.job.id] : [];
	});
	const [other] = bad.filter(({ id }) => !known.includes(id));
	if (other !== void 0) return `${said}, because of the job ${other.name}`;
	return bad.length > 0 ? void 0 : said;
}
function distinct(first, others) {
	return others.filter(({ name }, index) => name !== first.name && others.findIndex((each) => each.name === name) === index);
}
function summaryOf(reader, reports, asked) {
	const found = reportsOfControl(reader, "executive-summary", reports);
	const bound = found.state === "found" ? found.bound : [];
	const said = bound.map(({ report, status }) => ({
		status,
		data: ExecutiveSummarySchema.safeParse(report.data).data
	}));
	const triggers = [...said].sort((a, b) => Number(a.data?.name !== void 0) - Number(b.data?.name !== void 0)).flatMap(({ status, data }) => {
		if (data?.decision !== "no-go" && status !== "failed" && status !== "error") return [];
		const { control, message, owner } = data?.firstFailing ?? {
			control: "executive-summary",
			message: `it is ${status}`,
			owner: void 0
		};
		return [{
			name: control,
			message,
			owner
		}];
	});
	if (triggers.length > 0) return { triggers };
	const unseen = found.state === "unknown" ? found.because : found.unseen;
	if (bound.length === 0) return withoutSummary(reader, reports, asked.run, found.state === "found" ? found.wrong : [], unseen);
	if (found.state === "found" && found.wrong.length > 0) {
		const message = `a report of executive-summary does not count: ${found.wrong.join("; ")}`;
		return {
			triggers,
			because: noData(message, "one report of executive-summary of that run")
		};
	}
	if (said.some(({ data }) => data === void 0)) return {
		triggers,
		because: noData("a report of executive-summary holds no decision", "the same version of the suite in all jobs")
	};
	const names = said.map(({ data }) => data?.name);
	const [gap] = (asked.summaries.length === 0 ? [void 0] : asked.summaries).filter((name) => !names.includes(name)).map((name) => name ?? "over everything");
	if (gap !== void 0) {
		const message = `the run left no executive summary ${gap}`;
		return {
			triggers,
			because: unseen ?? noData(message, "executive-summary in a job of that run, or the names of its summaries under summaries")
		};
	}
	return {
		triggers,
		neither: said.find(({ data }) => data?.accepted !== true)?.data?.decision,
		because: unseen
	};
}
function withoutSummary({ subject }, { jobs }, { workflow, conclusion = "" }, wrong, unseen) {
	const [job] = [...jobs?.ok === true ? jobs.jobs.filter(({ attempt, conclusion }) => attempt === subject.attempt && failedEnds.includes(conclusion ?? "")) : []].sort((a, b) => (a.startedAt ?? 0) - (b.startedAt ?? 0));
	if (job !== void 0) return { triggers: [{
		name: job.name,
		message: `the job ${job.name} ended with ${job.conclusion ?? ""}, and no decision counts`
	}] };
	if (jobs?.ok === true && jobs.jobs.length === 0 && failedEnds.includes(conclusion)) return { triggers: [{
		name: workflow,
		message: `the run of ${workflow} ended with ${conclusion} before a decision was made`
	}] };
	const message = wrong.length > 0 ? `the report of executive-summary does not count: ${wrong.join("; ")}` : "the run left no executive summary";
	return {
		triggers: [],
		because: unseen ?? noData(message, "a report of executive-summary in that run")
	};
}
function readinessTriggers(reader, reports) {
	const found = reportsOfControl(reader, "readiness", reports);
	if (found.state !== "found") return [];
	return found.bound.flatMap(({ report }) => {
		const data = ReadinessData.safeParse(report.data);
		return data.success ? data.data.incidents.map(({ id, message }) => ({
			name: id,
			message
		})) : [];
	});
}

// shared/domain/incident/newer.ts
const Runs = object({ workflow_runs: array(object({
	id: number().int(),
	event: string(),
	conclusion: string().nullable(),
	head_repository: object({ full_name: string() }).nullish()
})) });
async function newerFailure({ github, name, defaultBranch }, run) {
	const answer = await github.get("GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs", {
		...ownerAndRepo(name),
		workflow_id: run.workflow.replace(/^.*\//, ""),
		branch: defaultBranch,
		per_page: 100
	}, Runs);
	if (!answer.ok) return answer;
	const [newest] = answer.data.workflow_runs.filter(({ id, event, conclusion, head_repository: repository }) => id > run.id && startedOnBranch.has(event) && repository?.full_name.toLowerCase() === name.toLowerCase() && (conclusion === "success" || failedEnds.includes(conclusion ?? ""))).sort((a, b) => b.id - a.id);
	return {
		ok: true,
		data: newest === void 0 || newest.conclusion === "success" ? void 0 : newest.id
	};
}

// shared/domain/incident/run.ts
const Run = object({
	id: number().int().positive(),
	run_attempt: number().int().positive(),
	event: string(),
	head_branch: string().nullable(),
	head_sha: string(),
	status: string().nullable(),
	conclusion: string().nullable(),
	path: string(),
	html_url: string(),
	head_repository: object({ full_name: string() }).nullish()
});
async function runOf(github, repository, id) {
	const answer = await github.get("GET /repos/{owner}/{repo}/actions/runs/{run_id}", {
		...ownerAndRepo(repository),
		run_id: id
	}, Run);
	if (!answer.ok) return answer;
	const { data } = answer;
	return {
		ok: true,
		data: {
			id: data.id,
			attempt: data.run_attempt,
			event: data.event,
			branch: data.head_branch ?? void 0,
			headSha: data.head_sha,
			ended: data.status === "completed",
			conclusion: data.conclusion ?? void 0,
			workflow: data.path.replace(/@.*$/, ""),
			url: data.html_url,
			repository: data.head_repository?.full_name
		}
	};
}
function judgeRun(run, { name, defaultBranch }, { own, workflows }) {
	const fix = own ? "keep the incident in a workflow that runs on push or schedule of the default branch, or name the run that is meant under run" : "name a run of the default branch under run";
	const against = (problem, expected, actual) => ({
		status: "failed",
		problem: `run ${run.id} ${problem}`,
		expected,
		actual,
		fix
	});
	if (run.repository?.toLowerCase() !== name.toLowerCase()) return against("is about another repository", name, run.repository ?? "a deleted one");
	if (run.branch !== defaultBranch) return against("is about another branch", defaultBranch, run.branch ?? "none");
	if (!startedOnBranch.has(run.event)) return against("was started by an event of others", [...startedOnBranch], run.event);
	const named = workflows.map((each) => each.includes("/") ? each : `.github/workflows/${each}`);
	if (named.length > 0 && !named.includes(run.workflow)) return against("is of a workflow that the policy does not name", workflows, run.workflow);
	return own || run.ended ? passed : against("has not ended", "completed", "still running");
}
async function judgeCommit(run, repository) {
	const seen = await onDefaultBranch(repository, run.headSha);
	if (seen.state === "unknown") return unverified(seen.because);
	return seen.state === "there" && seen.data ? passed : failed({
		problem: `run ${run.id} is of a commit that ${repository.defaultBranch} does not contain`,
		expected: `a commit of ${repository.defaultBranch}`,
		actual: run.headSha,
		fix: "name a run of the default branch under run"
	});
}
function isLater(one, other) {
	return one.id > other.id || one.id === other.id && one.attempt > other.attempt;
}

// shared/domain/incident/documented.ts
const incidentParts = [{
	heading: "Cause",
	blank: "TBD"
}, {
	heading: "Corrective action",
	blank: "TBD"
}];
function documentationIn(body, mark) {
	const read = readMarked(body, mark);
	const text = read.state === "whole" ? `${read.before}\n${read.after}` : body;
	const parsed = parseMarkdown(text);
	if (!parsed.ok) return {
		lacking: [`the text cannot be read: ${parsed.message}`],
		key: ""
	};
	const { headings, lines } = parsed.document;
	const parts = incidentParts.map(({ heading }) => {
		const own = headings.filter((each) => each.text.toLowerCase() === heading.toLowerCase());
		const [only] = own;
		if (only === void 0) return {
			said: "",
			problem: `${heading} is missing`
		};
		if (own.length > 1) return {
			said: "",
			problem: `${heading} is there ${own.length} times`
		};
		const next = headings.find(({ position, depth }) => position.line > only.position.line && depth <= only.depth);
		const from = lines.start(only.position.line + 1) ?? text.length;
		const until = next === void 0 ? text.length : lines.start(next.position.line) ?? text.length;
		const shown = shownText(text.slice(from, until));
		const said = shown.ok ? shown.text : "";
		return {
			said,
			problem: isSaid(said) ? void 0 : `${heading} is not filled in`
		};
	});
	const letters = parts.map(({ said }) => said.replace(/[^\p{L}\p{N}]/gu, "").toLowerCase());
	return {
		lacking: parts.flatMap(({ problem }) => problem ?? []),
		key: sha256(stableJson(letters)).slice(0, 16)
	};
}

// shared/domain/incident/edits.ts
const query = `query ($owner: String!, $repo: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $repo) {
    issue(number: $number) {
      userContentEdits(first: 100, after: $after) {
        totalCount pageInfo { hasNextPage endCursor } nodes { editedAt editor { login __typename } }
      }
    }
  }
}`;
const mostPages = 50;
const Edits = object({ data: object({ repository: object({ issue: object({ userContentEdits: object({
	totalCount: number().int(),
	pageInfo: object({
		hasNextPage: boolean(),
		endCursor: string().nullable()
	}),
	nodes: array(object({
		editedAt: string(),
		editor: object({
			login: string(),
			__typename: string()
		}).nullable()
	}).nullable())
}).nullable() }) }) }) });
async function lastEditor(github, repository, number, author) {
	const because = (code, message) => ({
		ok: false,
		because: {
			code,
			message,
			needs: "issues: read"
		}
	});
	const edits = [];
	let after = null;
	for (let page = 0; page < mostPages; page += 1) {
		const answer = await github.graphql(query, {
			...ownerAndRepo(repository),
			number,
			after
		});
		if (!answer.ok) return answer;
		const parsed = Edits.safeParse(answer.data);
		if (!parsed.success) return because("NOT_FOUND", `GitHub does not say who edited issue #${number}`);
		const found = parsed.data.data.repository.issue.userContentEdits;
		edits.push(...found?.nodes ?? []);
		if (found?.pageInfo.hasNextPage !== true || found.pageInfo.endCursor === null) {
			if ((found?.totalCount ?? 0) > edits.length || edits.includes(null)) break;
			return {
				ok: true,
				data: lastOf(edits, author)
			};
		}
		after = found.pageInfo.endCursor;
	}
	return because("TRUNCATED", `GitHub lists only a part of the edits of issue #${number}`);
}
function lastOf(edits, author) {
	const last = edits.flatMap((edit) => edit === null || edit.editor?.__typename === "Bot" || edit.editor?.login.toLowerCase() === author.toLowerCase() ? [] : [edit]).sort((a, b) => (parseTime(a.editedAt) ?? 0) - (parseTime(b.editedAt) ?? 0)).at(-1);
	return last === void 0 ? void 0 : last.editor?.login ?? "somebody";
}

export { documentationIn, incidentParts, isLater, judgeCommit, judgeRun, lastEditor, newerFailure, outcomeOf, runOf };