import { applyChange } from "./adapters-apply-change.js";
import { GovernanceError, distrust, reportStatus } from "./shared.js";
import { startedOnBranch } from "./shell-action.js";
import { issueProblem } from "./core-issue-problem.js";
import { proposalBody, proposalTitle } from "./render-proposal.js";
import { openPullRequest } from "./shell-pull-request.js";
import { resolve } from "node:path";
import { realpath } from "node:fs/promises";

// shared/shell/act.ts
function mayAct({ kind }, values, event) {
	if (kind !== "act" || event === void 0 || values["apply"] !== true && values["pull-request"] !== true) return [];
	const { subject, defaultBranch } = event;
	const { event: name, ref = "nothing" } = subject;
	return defaultBranch !== void 0 && ref === `refs/heads/${defaultBranch}` && (startedOnBranch.has(name) || name === "workflow_run" && startedInside(event)) ? [] : [distrust("acting-run", {
		event: name,
		ref
	})];
}
function startedInside({ startedBy, defaultBranch, subject }) {
	return startedBy !== void 0 && startedOnBranch.has(startedBy.event) && startedBy.branch === defaultBranch && startedBy.repository?.toLowerCase() === subject.repository?.toLowerCase();
}
async function act(control, draft, host, event) {
	const { kind, name } = control;
	if (kind !== "act") return;
	const { evaluation, values } = draft;
	const { outputs, proposal } = evaluation;
	outputs["applied"] = "false";
	if (Object.hasOwn(control.outputs, "issue-url")) return keepIssue(name, draft, host, event);
	outputs["pull-request-url"] = "";
	const asked = values["apply"] === true || values["pull-request"] === true;
	if (proposal === void 0) return;
	if (!asked) {
		evaluation.notes.push("Nothing was changed: apply writes it, pull-request asks for it.");
		return;
	}
	const status = reportStatus(evaluation.results, evaluation.error);
	const reason = draft.replay === true ? "it is a replay" : status === "passed" ? void 0 : `the report is ${status}`;
	if (reason !== void 0) {
		evaluation.notes.push(`Nothing was changed: ${reason}.`);
		return;
	}
	if (values["pull-request"] === true) {
		const { url, state } = await askFor(proposal, name, draft, host, event);
		outputs["pull-request-url"] = url;
		outputs["applied"] = String(state !== "closed");
		evaluation.notes.push(sayings[state](url));
	}
	if (values["apply"] === true) {
		const named = values["working-directory"];
		const folder = await realpath(resolve(host.cwd, named)).catch((cause) => {
			throw new GovernanceError("BAD_INPUT", `there is no folder ${named} to write into`, {
				hint: "Add a step with actions/checkout before this one.",
				cause
			});
		});
		const written = await applyChange(folder, proposal.changes);
		if (!written.ok) throw notWritten(written.problems, written.left);
		outputs["applied"] = "true";
		evaluation.notes.push(`Written: ${proposal.changes.map(({ path }) => path).join(", ")}.`);
	}
}
async function keepIssue(control, draft, host, event) {
	const { evaluation, values } = draft;
	const { outputs, issue } = evaluation;
	outputs["issue-url"] = "";
	if (issue === void 0) return;
	const problem = issueProblem(issue);
	if (problem !== void 0) throw new Error(`the issue of ${control} ${problem}`);
	if (values["apply"] !== true) {
		evaluation.notes.push("Nothing was written: apply writes to the issue.");
		return;
	}
	const status = reportStatus(evaluation.results, evaluation.error);
	const reason = draft.replay === true ? "it is a replay" : status === "passed" || status === "unverified" && issue.evenUnverified ? void 0 : `the report is ${status}`;
	if (reason !== void 0) {
		evaluation.notes.push(`Nothing was written: ${reason}.`);
		return;
	}
	const repository = event?.subject.repository;
	const token = host.secret("token");
	if (repository === void 0 || token === void 0 || host.createGitHubWrite === void 0) throw new GovernanceError("BAD_INPUT", "an issue is written by a workflow with a token only", { hint: "Leave apply out on a laptop; in a workflow give the job issues: write." });
	const [{ issueDocument }, { writeIssue }] = await Promise.all([import("./render-issue.js"), import("./shell-issue.js")]);
	const { url, state } = await writeIssue({
		github: host.createGitHub(token),
		write: host.createGitHubWrite(token),
		repository
	}, issue, issueDocument(issue, control));
	outputs["issue-url"] = url;
	outputs["applied"] = "true";
	evaluation.notes.push(`The issue was ${state}: ${url}`);
}
const sayings = {
	opened: (url) => `A pull request was opened: ${url}`,
	updated: (url) => `The pull request was updated: ${url}`,
	unchanged: (url) => `The pull request holds the change already: ${url}`,
	closed: (url) => `The pull request was closed without being merged, and is not opened again: ${url}`
};
async function askFor(proposal, control, draft, host, event) {
	const repository = event?.subject.repository;
	if (event?.defaultBranch === void 0 || repository === void 0 || host.createGitHubWrite === void 0) throw new GovernanceError("BAD_INPUT", "a pull request is opened by a workflow only", { hint: "On a laptop use --apply, and commit." });
	const token = host.secret("pull-request-token");
	if (token === void 0) throw new GovernanceError("BAD_INPUT", "pull-request is true, and there is no pull-request-token", { hint: "Give the token of a GitHub App, or a fine-grained one, with contents: write and pull-requests: write on this repository." });
	const place = {
		github: host.createGitHub(token),
		write: host.createGitHubWrite(token),
		repository,
		base: event.defaultBranch,
		folder: draft.place?.folder ?? ""
	};
	const text = {
		title: proposalTitle(proposal),
		body: proposalBody(proposal, control),
		control
	};
	return openPullRequest(place, proposal, text);
}
function notWritten(problems, left) {
	const broken = left.length > 0;
	const message = broken ? `the change was begun and could not be undone in ${left.join(", ")}` : "nothing was written, because not all of it can be";
	return new GovernanceError(broken ? "INTERNAL" : "BAD_INPUT", message, {
		problems: problems.map((problem) => ({ message: problem })),
		hint: broken ? "Restore these files from git." : "Mend what is named, and run it again."
	});
}

export { act, mayAct };