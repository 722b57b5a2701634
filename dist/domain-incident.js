import { ownerAndRepo, parseTime } from "./shared.js";
import { array, number, object, string } from "./vendor.js";
import { startedOnBranch } from "./shell-action.js";
import { isPlaceholder } from "./parse.js";
import { noData, passed } from "./domain-verdict.js";
import { judgeReportOf, reportsOfControl } from "./domain-own-report.js";
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
function outcomeOf(reader, reports, asked) {
	const summary = summaryOf(reader, reports);
	const controls = asked.map((control) => ({
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
	const { neither } = summary;
	return {
		outcome: neither === void 0 ? { state: "green" } : {
			state: "neither",
			decision: neither
		},
		controls
	};
}
function distinct(first, others) {
	return others.filter(({ name }, index) => name !== first.name && others.findIndex((each) => each.name === name) === index);
}
function summaryOf(reader, reports) {
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
	if (bound.length === 0) return withoutSummary(reader, reports, found.state === "found" ? found.wrong : [], unseen);
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
	return {
		triggers,
		neither: said.find(({ data }) => data?.accepted !== true)?.data?.decision,
		because: unseen
	};
}
function withoutSummary({ subject }, { jobs }, wrong, unseen) {
	const [job] = [...jobs?.ok === true ? jobs.jobs.filter(({ attempt, conclusion }) => attempt === subject.attempt && failedEnds.includes(conclusion ?? "")) : []].sort((a, b) => (a.startedAt ?? 0) - (b.startedAt ?? 0));
	if (job !== void 0) return { triggers: [{
		name: job.name,
		message: `the job ${job.name} ended with ${job.conclusion ?? ""}, and no decision counts`
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
	if (workflows.length > 0 && !workflows.includes(run.workflow)) return against("is of a workflow that the policy does not name", workflows, run.workflow);
	return own || run.ended ? passed : against("has not ended", "completed", "still running");
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
const fewestWords = 3;
const fewestLetters = 8;
function lackingIn(body, mark) {
	const read = readMarked(body, mark);
	const text = read.state === "whole" ? `${read.before}\n${read.after}` : body;
	const parsed = parseMarkdown(text);
	if (!parsed.ok) return [`the text cannot be read: ${parsed.message}`];
	const { headings, lines } = parsed.document;
	return incidentParts.flatMap(({ heading }) => {
		const own = headings.filter((each) => each.text.toLowerCase() === heading.toLowerCase());
		const [only] = own;
		if (only === void 0) return [`${heading} is missing`];
		if (own.length > 1) return [`${heading} is there ${own.length} times`];
		const next = headings.find(({ position, depth }) => position.line > only.position.line && depth <= only.depth);
		const from = lines.start(only.position.line + 1) ?? text.length;
		const until = next === void 0 ? text.length : lines.start(next.position.line) ?? text.length;
		const shown = shownText(text.slice(from, until));
		return shown.ok && isSaid(shown.text) ? [] : [`${heading} is not filled in`];
	});
}
function isSaid(text) {
	const words = text.split("\n").filter((line) => !isPlaceholder(line)).join(" ").split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
	return words.length >= fewestWords || words.some((word) => /[^\p{ASCII}]/u.test(word) && [...word].length >= fewestLetters);
}

// shared/domain/incident/edits.ts
const query = `query ($owner: String!, $repo: String!, $number: Int!) {
  repository(owner: $owner, name: $repo) {
    issue(number: $number) { userContentEdits(first: 100) { totalCount nodes { editedAt editor { login __typename } } } }
  }
}`;
const Edits = object({ data: object({ repository: object({ issue: object({ userContentEdits: object({
	totalCount: number().int(),
	nodes: array(object({
		editedAt: string(),
		editor: object({
			login: string(),
			__typename: string()
		}).nullable()
	}).nullable())
}).nullable() }) }) }) });
async function lastEditor(github, repository, number) {
	const answer = await github.graphql(query, {
		...ownerAndRepo(repository),
		number
	});
	if (!answer.ok) return answer;
	const parsed = Edits.safeParse(answer.data);
	const because = (code, message) => ({
		ok: false,
		because: {
			code,
			message,
			needs: "issues: read"
		}
	});
	if (!parsed.success) return because("NOT_FOUND", `GitHub does not say who edited issue #${number}`);
	const { totalCount = 0, nodes = [] } = parsed.data.data.repository.issue.userContentEdits ?? {};
	if (totalCount > nodes.length || nodes.includes(null)) return because("TRUNCATED", `GitHub lists only a part of the edits of issue #${number}`);
	const last = nodes.flatMap((node) => node === null || node.editor?.__typename === "Bot" ? [] : [node]).sort((a, b) => (parseTime(a.editedAt) ?? 0) - (parseTime(b.editedAt) ?? 0)).at(-1);
	return {
		ok: true,
		data: last === void 0 ? void 0 : last.editor?.login ?? "somebody"
	};
}

export { incidentParts, isLater, judgeRun, lackingIn, lastEditor, outcomeOf, runOf };