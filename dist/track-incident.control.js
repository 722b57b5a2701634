import { GovernanceError, catalog, controlNames, defineControl, integer, list, listed, rule, sha256, suggestion, text } from "./shared.js";
import { _enum, array, boolean, number, object, string } from "./vendor.js";
import { documentationIn, incidentParts, isLater, judgeCommit, judgeRun, lastEditor, newerFailure, outcomeOf, runOf } from "./domain-incident.js";
import { markedIssues, ownComments } from "./domain-marked-issue.js";
import { reportsOfRun } from "./domain-own-report.js";
import { namedRepository } from "./domain-repository.js";
import { noData, passed, tellVerdict, unverified } from "./domain-verdict.js";
import { isMarkName, notesIn, readMarked } from "./core-issue-marks.js";
import { issueFields, issueOutputs } from "./core-issue-proposal.js";
import { peopleOf } from "./domain-approval.js";

// actions/track-incident/definition.ts
const inputs = {
	...issueFields,
	run: integer({
		description: "The workflow run that is judged, after it has ended: github.event.workflow_run.id; without it this run.",
		optional: true,
		min: 1
	}),
	author: text({
		description: "The account that the token writes as. Only issues and comments of it count.",
		default: "github-actions[bot]",
		policy: true
	}),
	mark: {
		...text({
			description: "Tells the issue from other issues of the same account; one for each thing that has incidents of its own.",
			default: "incident",
			policy: true
		}),
		schema: string().refine(isMarkName, "expected lower-case letters, digits and single hyphens")
	},
	controls: list({
		description: "Controls whose failed report is an incident by itself, besides a no-go of the executive summary.",
		default: [],
		policy: true
	}),
	summaries: list({
		description: "Names of the executive summaries that must all be accepted before a run counts as passed; left out: the one over everything.",
		default: [],
		policy: true
	}),
	workflows: list({
		description: "Files of the workflows whose runs may be judged; left out: any of the default branch.",
		default: [],
		policy: true
	}),
	"may-document": list({
		description: "Roles, or logins with @, of whom one must be the last who edited the issue before it is closed; left out: whoever may edit it.",
		default: [],
		policy: true
	}),
	title: text({
		description: "The title of the issue.",
		default: "Incident: release governance fails on the default branch"
	}),
	labels: list({
		description: "Labels of a new issue.",
		default: []
	}),
	"immediate-actions": list({
		description: "What is to be done at once, as boxes to tick in a new issue.",
		default: [
			"Freeze merges that are not needed for the fix",
			"Identify the first failing control, which is named above",
			"Apply the fix, and run the affected workflows again",
			"Document cause and corrective action below"
		]
	})
};
const lists = {};
const outputs = {
	...issueOutputs,
	state: { description: "What the judged run came to: red, green, neither or unknown." },
	"first-failing": { description: "What failed first; empty when nothing did." }
};

// actions/track-incident/issue.ts
async function findIncident(ctx, repository, judged) {
	const { author, mark } = ctx.inputs;
	const { github, name } = repository;
	const skip = (...rules) => {
		const because = noData("the issue of the incident is not known", "one issue that can be read");
		for (const rule of rules) tellVerdict(ctx, rule, { about: [mark] }, unverified(because));
	};
	if (repository.hasIssues === false) {
		tellVerdict(ctx, "issues", { about: [name] }, disabled());
		skip("one-issue", "marks", "documented");
		return;
	}
	const answer = await markedIssues(github, name, mark, author);
	if (!answer.ok) {
		tellVerdict(ctx, "issues", { about: [name] }, answer.status === 410 ? disabled() : unverified(answer.because));
		skip("one-issue", "marks", "documented");
		return;
	}
	tellVerdict(ctx, "issues", { about: [name] }, passed);
	const { own, imitations } = answer.data;
	if (imitations.length > 0) {
		const numbers = imitations.map((number) => `#${number}`);
		ctx.note(`Left alone, because others than ${author} wrote them: ${listed(numbers)}.`);
	}
	const [issue, ...more] = own;
	if (more.length > 0) {
		const numbers = own.map(({ number }) => `#${number}`);
		tellVerdict(ctx, "one-issue", { about: [mark] }, {
			status: "failed",
			problem: `${own.length} open issues bear the mark ${mark}: ${listed(numbers)}`,
			expected: "one issue",
			actual: numbers,
			fix: "bring together in one of them what people wrote, and close the others"
		});
		skip("marks", "documented");
		return;
	}
	tellVerdict(ctx, "one-issue", { about: [mark] }, passed);
	if (issue === void 0) {
		for (const rule of ["marks", "documented"]) tellVerdict(ctx, rule, { about: [mark] }, {
			status: "not-applicable",
			why: "there is no open incident"
		});
		return { incident: void 0 };
	}
	const read = readMarked(issue.body, mark);
	const { run, attempt, workflow } = read.state === "whole" ? read.remembered : {};
	const edited = (problem, expected, actual) => {
		const fix = `put the text of issue #${issue.number} back from its history of edits, or close it by hand`;
		tellVerdict(ctx, "marks", { about: [mark] }, {
			status: "failed",
			problem,
			expected,
			actual,
			fix
		});
		skip("documented");
	};
	if (read.state !== "whole" || typeof run !== "number" || typeof attempt !== "number" || typeof workflow !== "string" || run < 1) return edited(`the marks in issue #${issue.number} are not whole: somebody edited them`, "one beginning and one end, as they were written", read.state);
	const forged = await whyForged(repository, {
		id: run,
		attempt
	}, judged);
	if (forged !== void 0 && "code" in forged) {
		tellVerdict(ctx, "marks", { about: [mark] }, unverified(forged));
		skip("documented");
		return;
	}
	if (forged !== void 0) return edited(`issue #${issue.number} names a run that was never recorded: ${forged.why}`, "a run of the default branch", `run ${run}, attempt ${attempt}`);
	tellVerdict(ctx, "marks", { about: [mark] }, passed);
	const documentation = documentationIn(issue.body, mark);
	const verdict = await documentedVerdict(ctx, repository, issue, documentation, read.remembered);
	tellVerdict(ctx, "documented", { about: [mark] }, verdict);
	return { incident: {
		issue,
		recorded: {
			id: run,
			attempt
		},
		workflow,
		remembered: read.remembered,
		documented: verdict.status === "passed",
		documentation: documentation.lacking.length === 0 ? documentation.key : void 0
	} };
}
async function whyForged(repository, recorded, judged) {
	if (judged === void 0 || isLater(judged, recorded)) return void 0;
	const found = recorded.id === judged.id ? {
		ok: true,
		data: judged
	} : await runOf(repository.github, repository.name, recorded.id);
	if (!found.ok) return found.because.code === "NOT_FOUND" ? { why: `run ${recorded.id} is not there` } : found.because;
	if (recorded.attempt > found.data.attempt) return { why: `run ${recorded.id} has ${found.data.attempt} attempts, and not ${recorded.attempt}` };
	const verdict = judgeRun(found.data, repository, {
		own: true,
		workflows: []
	});
	return verdict.status === "failed" ? { why: verdict.problem } : void 0;
}
function disabled() {
	return {
		status: "failed",
		problem: "issues are disabled in this repository, so that no incident can be recorded",
		expected: "issues",
		actual: "disabled",
		fix: "switch issues on under Settings, General, Features, or keep incidents elsewhere and leave this control out"
	};
}
async function documentedVerdict(ctx, { github, name }, { number }, { lacking, key }, remembered) {
	const { "may-document": names } = ctx.inputs;
	const people = peopleOf(names, ctx.policy.roles, "may-document");
	if (lacking.length > 0) return {
		status: "failed",
		problem: `issue #${number} is not documented: ${lacking.join("; ")}`,
		expected: "cause and corrective action in a few words each",
		actual: lacking,
		fix: `write them under their headings in issue #${number}; the next green run closes it`
	};
	if (remembered["said"] === key) return {
		status: "failed",
		problem: `issue #${number} is documented as it was before it failed anew`,
		expected: "cause and corrective action of what failed last",
		actual: "those of before",
		fix: `say in issue #${number} under Cause and Corrective action what holds of the newer failure, too`
	};
	if (names.length === 0) return passed;
	const editor = await lastEditor(github, name, number, ctx.inputs.author);
	if (!editor.ok) return unverified(editor.because);
	if (people.some((login) => login.toLowerCase() === editor.data?.toLowerCase())) return passed;
	return {
		status: "failed",
		problem: `issue #${number} was last edited by ${editor.data ?? "apps only"}, who may not document it`,
		expected: names,
		actual: editor.data ?? "apps only",
		fix: `let one of ${listed(people)} look at the text of issue #${number}, and edit it`
	};
}

// actions/track-incident/proposal.ts
function proposalFor(ctx, run, outcome, incident, comments) {
	if (outcome.state === "unknown") return "Nothing is written: what the run came to is not known.";
	if (outcome.state === "neither") return `Nothing is written: the decision is ${outcome.decision}, which neither raises nor ends an incident.`;
	if (incident === void 0) return outcome.state === "red" ? opened(ctx, run, outcome) : "Nothing is written: there is no open incident.";
	const { issue, recorded } = incident;
	if (!isLater(run, recorded)) return `Nothing is written: issue #${issue.number} is already about run ${recorded.id}, attempt ${recorded.attempt}.`;
	if (outcome.state === "green" && incident.workflow !== workflowKey(run)) return `Nothing is written: issue #${issue.number} is about a run of another workflow, and one of that ends it.`;
	return outcome.state === "red" ? again(ctx, run, outcome, incident, comments) : over(ctx, run, incident, comments);
}
function opened(ctx, run, red) {
	return {
		...common(ctx, void 0),
		text: textOf(ctx, run, red),
		steps: ctx.inputs["immediate-actions"],
		parts: incidentParts,
		labels: ctx.inputs.labels,
		evenUnverified: true
	};
}
function again(ctx, run, red, { issue, recorded, remembered, documentation }, comments) {
	const green = lastGreen(ctx, comments, recorded);
	const isNews = !(green !== void 0 && isLater(green, run)) && (green !== void 0 || remembered["first"] !== firstKey(red.first));
	const sentences = [green === void 0 ? "Another control fails first now." : "It fails again after a run that passed."];
	return {
		...common(ctx, issue),
		text: textOf(ctx, run, red, isNews ? documentation : remembered["said"]),
		comment: isNews ? {
			note: `red-${run.id}-${run.attempt}`,
			sentences,
			facts: factsOf(ctx, run, red)
		} : void 0,
		evenUnverified: true
	};
}
function over(ctx, run, { issue, recorded, documented }, comments) {
	const facts = [{
		label: "Commit",
		value: run.headSha
	}, {
		label: "Run",
		value: run.url
	}];
	if (documented) {
		const sentences = ["A run of the default branch passes, and cause and corrective action are documented: the incident is closed."];
		return {
			...common(ctx, issue),
			comment: {
				note: `closed-${run.id}-${run.attempt}`,
				sentences,
				facts
			},
			close: true
		};
	}
	if (lastGreen(ctx, comments, recorded) !== void 0) return `Nothing is written: issue #${issue.number} already says that a later run passed.`;
	const sentences = ["A later run of the default branch passes. The incident stays open until cause and corrective action are filled in above; the next run that passes closes it."];
	return {
		...common(ctx, issue),
		comment: {
			note: greenNote(run),
			sentences,
			facts
		}
	};
}
function greenNote({ id, attempt }) {
	return `green-${id}-${attempt}`;
}
function lastGreen({ inputs: { mark } }, comments, recorded) {
	return comments.flatMap((comment) => notesIn(comment, mark)).flatMap((note) => {
		const [, id, attempt] = /^green-(\d{1,15})-(\d{1,9})$/.exec(note) ?? [];
		const run = {
			id: Number(id),
			attempt: Number(attempt)
		};
		return id !== void 0 && isLater(run, recorded) ? [run] : [];
	}).sort((a, b) => Number(isLater(a, b)) - Number(isLater(b, a))).at(-1);
}
function common(ctx, issue) {
	const { mark, author, title } = ctx.inputs;
	return {
		mark,
		author,
		title,
		seen: issue === void 0 ? void 0 : {
			number: issue.number,
			body: issue.body
		},
		text: void 0,
		steps: [],
		parts: [],
		labels: [],
		comment: void 0,
		close: false,
		evenUnverified: false
	};
}
function textOf(ctx, run, red, said) {
	return {
		state: {
			run: run.id,
			attempt: run.attempt,
			commit: run.headSha,
			first: firstKey(red.first),
			workflow: workflowKey(run),
			...said === void 0 ? {} : { said }
		},
		sentences: ["The default branch fails its release governance, which is to be treated as an incident."],
		facts: factsOf(ctx, run, red)
	};
}
function factsOf(_ctx, run, { first, others }) {
	return [
		{
			label: "First failing control",
			value: first.name
		},
		{
			label: "What it says",
			value: first.message
		},
		...first.owner === void 0 ? [] : [{
			label: "Owner",
			value: first.owner
		}],
		...others.slice(0, 10).map(({ name, message }) => ({
			label: "Also",
			value: `${name}: ${message}`
		})),
		{
			label: "Commit",
			value: run.headSha
		},
		{
			label: "Run",
			value: `${run.url} (attempt ${run.attempt})`
		},
		{
			label: "Workflow",
			value: run.workflow
		}
	];
}
function workflowKey({ workflow }) {
	return sha256(workflow).slice(0, 16);
}
function firstKey({ name }) {
	return sha256(name).slice(0, 16);
}

// actions/track-incident/reader.ts
function readerOf(ctx, run, github) {
	if (run.id === ctx.subject.runId) return ctx;
	return {
		subject: {
			event: run.event,
			headSha: run.headSha,
			runId: run.id,
			attempt: run.attempt,
			...ctx.subject.repository === void 0 ? {} : { repository: ctx.subject.repository }
		},
		policy: ctx.policy,
		ended: true,
		github: () => github,
		async reports(request) {
			return ofRun(await ctx.reports({
				...request,
				runs: [run.id]
			}), run.id);
		}
	};
}
function ofRun({ files, problems, unlistedRuns = [] }, runId) {
	const isOf = ({ origin }) => origin.kind === "artifact" && origin.runId === runId;
	const unlisted = unlistedRuns.find((each) => each.runId === runId)?.because;
	return {
		files: files.filter(isOf),
		problems: problems.filter(isOf),
		...unlisted === void 0 ? {} : { unlisted }
	};
}

// actions/track-incident/rules.ts
const told = {
	severity: "high",
	waivable: false,
	about: ({ about }) => [...about],
	says: ({ problem = "" }) => problem,
	expected: ({ expected }) => expected,
	actual: ({ actual }) => actual,
	fix: ({ fix }) => fix
};
const rules = {
	run: rule({
		...told,
		severity: "critical",
		asserts: "The judged run is about the default branch of this repository, and nobody outside started it.",
		why: "A fork can have a branch of the same name, and would open and close incidents of others."
	}),
	outcome: rule({
		...told,
		asserts: "It is known what the run came to.",
		why: "An incident that nobody can see is one all the same."
	}),
	"control-known": rule({
		...told,
		asserts: "It is known whether the control failed, whose failure the policy calls an incident.",
		why: "A control that was left out of the run cannot raise the alarm."
	}),
	issues: rule({
		...told,
		asserts: "The repository has issues, and they can be read.",
		why: "Where nothing can be written down, the incident ends in a log that nobody reads."
	}),
	"one-issue": rule({
		...told,
		asserts: "At most one open issue of the account that writes bears the mark.",
		why: "Of two records of one incident one is always out of date."
	}),
	marks: rule({
		...told,
		severity: "medium",
		asserts: "The marks in the issue are as they were written.",
		why: "Without them nobody can tell what people wrote there from what may be replaced."
	}),
	documented: rule({
		...told,
		severity: "info",
		asserts: "Cause and corrective action of the open incident are filled in, by somebody who may.",
		why: "An incident of which only the alarm is left happens again."
	})
};

// actions/track-incident/control.ts
const control = defineControl({
	name: "track-incident",
	title: "Incident",
	kind: "act",
	description: "Keeps one issue about an incident on the default branch: opened with the first failing control, commented on by a run that passes, closed once cause and corrective action are documented.",
	permissions: {
		actions: "read",
		contents: "read",
		issues: "write"
	},
	inputs,
	lists,
	outputs,
	data: object({
		run: number().int().optional(),
		attempt: number().int().optional(),
		commit: string().optional(),
		state: _enum([
			"red",
			"green",
			"neither",
			"unknown"
		]),
		triggers: array(object({
			name: string(),
			message: string()
		})).meta({ description: "The first failing one first." }),
		issue: number().int().optional().meta({ description: "The open incident, as it was found." }),
		documented: boolean().optional()
	}),
	rules,
	async evaluate(ctx) {
		askedControls(ctx);
		ctx.output("state", "unknown");
		ctx.output("first-failing", "");
		const repository = await namedRepository(ctx.github(), ctx.subject.repository, "issues: write");
		const run = repository.ok ? await chosenRun(ctx, repository.data) : nothingKnown(ctx, unverified(repository.because));
		const found = repository.ok ? await findIncident(ctx, repository.data, run) : void 0;
		if (!repository.ok) for (const rule of [
			"issues",
			"one-issue",
			"marks",
			"documented"
		]) tellVerdict(ctx, rule, { about: ["incident"] }, unverified(repository.because));
		const outcome = (run === void 0 || !repository.ok ? void 0 : await judge(ctx, run, repository.data))?.outcome;
		const triggers = outcome?.state === "red" ? [outcome.first, ...outcome.others] : [];
		ctx.output("state", outcome?.state ?? "unknown");
		ctx.output("first-failing", triggers[0]?.name ?? "");
		ctx.data({
			...run === void 0 ? {} : {
				run: run.id,
				attempt: run.attempt,
				commit: run.headSha
			},
			state: outcome?.state ?? "unknown",
			triggers: triggers.map(({ name, message }) => ({
				name,
				message
			})),
			...found?.incident === void 0 ? {} : {
				issue: found.incident.issue.number,
				documented: found.incident.documented
			}
		});
		if (triggers.length > 0) ctx.exhibit({
			title: "What is to be treated as an incident",
			columns: [{ name: "What" }, { name: "What it says" }],
			rows: triggers.map(({ name, message }) => ({
				cells: [name, message],
				mark: "bad"
			}))
		});
		if (run === void 0 || outcome === void 0 || found === void 0 || !repository.ok) return;
		const { incident } = found;
		const { github, name } = repository.data;
		const comments = incident === void 0 ? void 0 : await ownComments(github, name, incident.issue.number, ctx.inputs.author);
		if (comments?.ok === false) {
			tellVerdict(ctx, "issues", { about: [name, "comments"] }, unverified(comments.because));
			return;
		}
		const proposal = proposalFor(ctx, run, outcome, incident, comments?.data ?? []);
		if (typeof proposal === "string") ctx.note(proposal);
		else ctx.proposeIssue(proposal);
	}
});
function askedControls({ inputs: { controls } }) {
	const unknown = controls.filter((each) => !Object.hasOwn(catalog, each));
	if (unknown.length === 0) return;
	const problems = unknown.map((each) => ({ message: `there is no control ${each}${suggestion(each, controlNames)}` }));
	throw new GovernanceError("BAD_CONFIG", "controls names what is none", { problems });
}
async function chosenRun(ctx, repository) {
	const id = ctx.inputs.run ?? ctx.subject.runId;
	if (id === void 0) return nothingKnown(ctx, unverified(noData("there is no run to judge", "a workflow run, or its id under run")));
	const found = await runOf(repository.github, repository.name, id);
	if (!found.ok) return nothingKnown(ctx, unverified(found.because));
	const verdict = judgeRun(found.data, repository, {
		own: id === ctx.subject.runId,
		workflows: ctx.inputs.workflows
	});
	if (verdict.status !== "passed") return nothingKnown(ctx, verdict);
	const contained = await judgeCommit(found.data, repository);
	if (contained.status !== "passed") return nothingKnown(ctx, contained);
	tellVerdict(ctx, "run", { about: ["run"] }, passed);
	return found.data;
}
function nothingKnown(ctx, verdict) {
	tellVerdict(ctx, "run", { about: ["run"] }, verdict);
	const because = verdict.status === "unverified" ? verdict.because : noData("no run counts", "a run of the default branch");
	tellVerdict(ctx, "outcome", { about: ["run"] }, unverified(because));
	tellControls(ctx, ctx.inputs.controls.map((control) => ({
		control,
		verdict: unverified(because)
	})));
}
async function judge(ctx, run, repository) {
	const reader = readerOf(ctx, run, repository.github);
	const { controls, summaries } = ctx.inputs;
	const judged = outcomeOf(reader, await reportsOfRun(reader), {
		controls,
		summaries,
		run
	});
	const outcome = judged.outcome.state === "green" ? await stillGreen(run, repository) : judged.outcome;
	tellVerdict(ctx, "outcome", { about: ["run"] }, outcome.state === "unknown" ? unverified(outcome.because) : passed);
	tellControls(ctx, judged.controls);
	return {
		...judged,
		outcome
	};
}
async function stillGreen(run, repository) {
	const newer = await newerFailure(repository, run);
	if (!newer.ok) return {
		state: "unknown",
		because: newer.because
	};
	return newer.data === void 0 ? { state: "green" } : {
		state: "neither",
		decision: `a go, and run ${newer.data}, which is newer, failed`
	};
}
function tellControls(ctx, controls) {
	if (controls.length === 0) tellVerdict(ctx, "control-known", { about: ["controls"] }, {
		status: "not-applicable",
		why: "the policy names no control"
	});
	for (const { control, verdict } of controls) tellVerdict(ctx, "control-known", { about: [control] }, verdict.status === "failed" ? passed : verdict);
}

export { control };