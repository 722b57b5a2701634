import { runCommand } from "./adapters-command.js";
import { repositoryAbove, workTreeState } from "./adapters-work-tree-state.js";
import { commandEnvironment } from "./core-command-environment.js";
import { startedByWriters } from "./shell-action.js";
import { containedPath, redactText } from "./shared.js";
import { resolve } from "node:path";
import { realpath } from "node:fs/promises";

// shared/shell/commands.ts
const aboutPullRequest = [
	"pull_request",
	"pull_request_review",
	"pull_request_review_comment"
];
function commandsRefused(event, source) {
	if (event === void 0) return void 0;
	const { event: name, repository } = event.subject;
	const needs = "a run on a branch of this repository, such as push, merge_group or a pull request from a branch of its own";
	const refuse = (message) => ({
		code: "NO_DATA",
		message,
		needs
	});
	if (source.kind !== "base") return {
		code: "NO_DATA",
		message: "no command is run: the configuration that names it comes with the judged change itself",
		needs: "a configuration on the default branch"
	};
	if (startedByWriters.has(name)) return void 0;
	if (!aboutPullRequest.includes(name)) return refuse(`no command is run on the event ${name}: anybody can start it`);
	if (event.headRepository === void 0) return refuse("no command is run: the event does not say in which repository the branch of the pull request lies");
	return event.headRepository === repository ? void 0 : refuse("no command is run: the pull request comes from a fork");
}
async function commandIn(place, request) {
	const { host, event, source, secrets, workingDirectory } = place;
	const refused = commandsRefused(event, source);
	if (refused !== void 0) return {
		state: "refused",
		because: refused
	};
	if (process.platform === "win32") return {
		state: "refused",
		because: {
			code: "NO_DATA",
			message: "no command is run on Windows: there it could not be stopped with all that it starts",
			needs: "a runner with Linux or macOS"
		}
	};
	const folder = await realpath(resolve(host.cwd, workingDirectory));
	const before = await stateOf(place, folder, request.folder);
	if ("because" in before && event !== void 0) return {
		state: "refused",
		because: before.because
	};
	const known = [...secrets, ...secrets.map((secret) => Buffer.from(`x-access-token:${secret}`).toString("base64"))];
	const env = commandEnvironment(process.env, request, known);
	const run = await runCommand(folder, request, {
		env,
		now: host.clock
	});
	if (run.state === "not-started") return run;
	const { output, ...ended } = run;
	const log = redactText(output, known);
	const commit = "because" in before ? void 0 : before.head;
	return {
		...ended,
		log,
		redacted: log !== output,
		...commit === void 0 ? {} : { commit }
	};
}
async function stateOf({ host, subject, event }, folder, below) {
	const open = (message) => notRun(message, "a checkout of the judged commit in which no tracked file is changed");
	const opened = await host.openRepository(folder);
	if (!opened.ok) return open(`there is no checkout (${opened.message})`);
	const { head, top, prefix } = opened.repository;
	if (head === void 0) return open("there is no commit");
	if (event !== void 0 && head !== subject.checkedOutSha) return open("another commit is checked out than the one that is judged");
	if (repositoryAbove(folder) !== top) return notRun("the repository is configured to have its work tree elsewhere", "a checkout without core.worktree in its configuration");
	const state = await workTreeState(top, head);
	if (!state.ok) return state;
	const [first] = state.changed;
	if (first !== void 0) return open(`the work tree is not the judged commit, ${listed(first, state.changed.length)} changed`);
	const [converted] = state.unknown;
	if (converted !== void 0) return notRun(`nobody can tell whether ${converted.path} is that of the judged commit: ${converted.why}`, "files that are checked out as the commit has them, or by Git LFS, eol or ident");
	const within = below === "" ? {
		ok: true,
		path: ""
	} : containedPath(below);
	if (!("path" in within) || !state.folders.has(`${prefix}${within.path}`.replace(/\/$/, ""))) return notRun(`the folder ${below} is none of the judged commit`, "a folder that the judged commit has");
	return { head };
}
function listed(first, count) {
	return count === 1 ? `${first} was` : `${first} and ${count - 1} more files were`;
}
function notRun(message, needs) {
	return { because: {
		code: "NO_DATA",
		message: `no command is run: ${message}`,
		needs
	} };
}

export { commandIn };