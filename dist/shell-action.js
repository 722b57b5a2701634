import { CommitId, GovernanceError, annotationMaxLength, commonFields, controlNames, countStatuses, cut, exitCode, foldersWithReports, gitHubClients, gitHubWriters, lines, listNames, logLine, oneLine, openRepository, parseTime, redact, runControl, safeName, standing, textOf, toError, worstFirst } from "./shared.js";
import { boolean, number, object, string } from "./vendor.js";
import { debug, error, info, notice, setOutput as setOutput$1, setSecret, summary, warning } from "./runner.js";
import { dirname } from "node:path";

// shared/adapters/artifact.ts
async function uploadArtifact(name, files, env) {
	if ((env["ACTIONS_RUNTIME_TOKEN"] ?? "") === "" || (env["ACTIONS_RESULTS_URL"] ?? "") === "") return {
		state: "unsupported",
		why: "the runner offers no artifact service to this step"
	};
	const { DefaultArtifactClient } = await import("./actions-artifact-entry.js");
	try {
		const first = files[0] ?? "";
		return {
			state: "uploaded",
			digest: (await new DefaultArtifactClient().uploadArtifact(name, [...files], dirname(first))).digest
		};
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		return error instanceof Error && error.name === "GHESNotSupportedError" ? {
			state: "unsupported",
			why
		} : {
			state: "failed",
			why
		};
	}
}

// shared/core/event.ts
const startedByWriters = new Set([
	"push",
	"merge_group",
	"schedule",
	"workflow_dispatch",
	"repository_dispatch",
	"release"
]);
const startedOnBranch = new Set([
	"push",
	"schedule",
	"workflow_dispatch",
	"repository_dispatch"
]);
const Time = string().refine((text) => parseTime(text) !== void 0, "is not a time");
const Payload = object({
	repository: object({ default_branch: string().optional() }).optional(),
	pull_request: object({
		number: number().int(),
		head: object({
			sha: CommitId,
			repo: object({ full_name: string() }).nullish()
		}),
		base: object({
			sha: CommitId,
			ref: string()
		}),
		updated_at: Time.optional()
	}).optional(),
	merge_group: object({
		head_sha: CommitId,
		base_sha: CommitId,
		base_ref: string()
	}).optional(),
	before: CommitId.optional(),
	forced: boolean().optional(),
	workflow_run: object({
		event: string(),
		head_branch: string().nullish(),
		head_repository: object({ full_name: string() }).nullish()
	}).optional(),
	release: object({ published_at: Time.nullable().optional() }).optional()
});
const noCommit = /^0+$/;
const pullRequestEvents = [
	"pull_request",
	"pull_request_target",
	"pull_request_review",
	"pull_request_review_comment"
];
function readEvent(env, payload) {
	const parsed = Payload.safeParse(payload);
	if (!parsed.success) {
		const where = parsed.error.issues.map((issue) => issue.path.join(".")).join(", ");
		throw new GovernanceError("BAD_INPUT", `the event payload is not what GitHub sends: ${where}`, { hint: "GITHUB_EVENT_PATH must be the file that the runner wrote." });
	}
	const event = required(env, "GITHUB_EVENT_NAME");
	const { pull_request: pull, merge_group: group, before, forced, repository } = parsed.data;
	const subject = {
		repository: required(env, "GITHUB_REPOSITORY"),
		event,
		...optional("ref", env.GITHUB_REF),
		...optional("workflowRef", env.GITHUB_WORKFLOW_REF),
		...optional("job", env.GITHUB_JOB),
		...optional("runId", wholeNumber(env, "GITHUB_RUN_ID")),
		...optional("attempt", wholeNumber(env, "GITHUB_RUN_ATTEMPT"))
	};
	const sha = required(env, "GITHUB_SHA");
	const branch = env.GITHUB_REF?.replace(/^refs\/heads\//, "");
	const defaultBranch = repository?.default_branch ?? (event === "schedule" ? branch : void 0);
	const onDefault = (branch) => branch === defaultBranch;
	if (pullRequestEvents.includes(event)) {
		if (pull === void 0) throw incomplete(event, "pull_request");
		const { base, head } = pull;
		return {
			subject: {
				...subject,
				headSha: head.sha,
				baseSha: base.sha,
				...event === "pull_request_target" ? {} : { mergeSha: sha },
				pullRequest: pull.number
			},
			...trusted(onDefault(base.ref) ? {
				kind: "commit",
				sha: base.sha
			} : tipOf(defaultBranch, event)),
			...optional("headRepository", head.repo?.full_name),
			at: toTime(pull.updated_at),
			defaultBranch
		};
	}
	if (event === "merge_group") {
		if (group === void 0) throw incomplete(event, "merge_group");
		return {
			subject: {
				...subject,
				headSha: group.head_sha,
				baseSha: group.base_sha
			},
			policy: tipOf(defaultBranch, event),
			before: onDefault(group.base_ref.replace(/^refs\/heads\//, "")) ? {
				kind: "commit",
				sha: group.base_sha
			} : tipOf(defaultBranch, event),
			at: void 0,
			defaultBranch
		};
	}
	if (event === "push") {
		if (before === void 0) throw incomplete(event, "before");
		const earlier = noCommit.test(before) ? void 0 : before;
		return {
			subject: {
				...subject,
				headSha: sha,
				...optional("baseSha", earlier)
			},
			...trusted(earlier !== void 0 && onDefault(branch ?? "") ? {
				kind: "commit",
				sha: earlier
			} : tipOf(defaultBranch, event)),
			...forced === true ? { forced } : {},
			at: void 0,
			defaultBranch
		};
	}
	const { workflow_run: run } = parsed.data;
	return {
		subject: {
			...subject,
			headSha: sha
		},
		...trusted(tipOf(defaultBranch, event)),
		...event === "workflow_run" && run !== void 0 ? { startedBy: {
			event: run.event,
			branch: run.head_branch ?? void 0,
			repository: run.head_repository?.full_name
		} } : {},
		at: toTime(parsed.data.release?.published_at),
		defaultBranch
	};
}
function tipOf(defaultBranch, event) {
	if (defaultBranch === void 0) throw incomplete(event, "repository.default_branch");
	return {
		kind: "branch",
		name: defaultBranch
	};
}
function trusted(reference) {
	return {
		policy: reference,
		before: reference
	};
}
function toTime(text) {
	return text === void 0 || text === null ? void 0 : parseTime(text);
}
function optional(key, value) {
	return value === void 0 || value === "" ? {} : { [key]: value };
}
function required(env, name) {
	const value = env[name];
	if (value === void 0 || value === "") throw new GovernanceError("BAD_INPUT", `the runner did not set ${name}`, { hint: "This entry runs in GitHub Actions only; on a laptop use the command line (dist/cli.js)." });
	return value;
}
function wholeNumber(env, name) {
	const text = env[name];
	return text !== void 0 && /^\d{1,15}$/.test(text) ? Number(text) : void 0;
}
function incomplete(event, part) {
	return new GovernanceError("BAD_INPUT", `the payload of the ${event} event has no ${part}`, { hint: "GITHUB_EVENT_PATH must be the file that the runner wrote." });
}

// shared/adapters/event-file.ts
async function runnerEvent(env) {
	return readEvent(env, await payload());
}
async function payload() {
	try {
		const { context } = await import("./actions-github-entry.js");
		return context.payload;
	} catch (cause) {
		throw new GovernanceError("BAD_INPUT", "the event file of the runner (GITHUB_EVENT_PATH) cannot be read", {
			hint: "A step before this one may have changed it.",
			cause
		});
	}
}

// shared/adapters/runner.ts
const prefix = "INPUT_";
function givenInputs(env) {
	const given = {};
	for (const [name, value] of Object.entries(env)) if (name.startsWith(prefix) && value !== void 0 && value !== "") given[name.slice(6).toLowerCase()] = value;
	return given;
}
const runnerLog = {
	info: (message) => info(logLine(redact(message).text)),
	debug: (message) => debug(logLine(redact(message).text))
};
function print(text) {
	for (const line of text.trimEnd().split("\n")) info(/^\s*::|##\[/.test(line) ? logLine(line) : line);
}
function maskSecret(value) {
	setSecret(value);
}
function setOutput(name, value) {
	setOutput$1(name, value);
}
function annotate(annotation) {
	const { level, message, title, file, line, column } = annotation;
	const properties = {
		title,
		...file === void 0 ? {} : { file },
		...line === void 0 ? {} : { startLine: line },
		...column === void 0 ? {} : { startColumn: column }
	};
	if (level === "error") error(message, properties);
	else if (level === "warning") warning(message, properties);
	else notice(message, properties);
}
async function writeSummary(markdown) {
	if ((process.env["GITHUB_STEP_SUMMARY"] ?? "") === "") return false;
	await summary.addRaw(markdown, true).write();
	return true;
}

// shared/render/annotations.ts
function annotations(report, folder) {
	const all = [];
	if (report.error !== void 0) {
		const { code, message, hint, problems = [] } = report.error;
		const first = problems[0];
		all.push(annotation("error", `${report.control}: ${code}`, [message, hint], first, ""));
		for (const problem of problems) all.push(annotation("error", `${report.control}: ${code}`, [problem.message], problem, ""));
	}
	for (const result of worstFirst(report.results)) {
		const level = levelOf(result);
		if (level === void 0) continue;
		const { status, what, expected, actual, next } = textOf(result);
		const parts = [
			what,
			expected === void 0 ? void 0 : `Expected: ${expected}`,
			actual === void 0 ? void 0 : `Actual: ${actual}`,
			next
		];
		all.push(annotation(level, `${result.rule} ${status}`, parts, result.location, folder));
	}
	const used = {
		error: 0,
		warning: 0,
		notice: 0
	};
	return all.filter(({ level }) => {
		used[level] += 1;
		return used[level] <= 10;
	});
}
function levelOf(result) {
	switch (standing(result)) {
		case "failed": return "error";
		case "unverified": return "warning";
		case "lived-with":
		case "remark": return "notice";
		case "passed":
		case "not-applicable": return;
	}
}
function annotation(level, title, parts, at, folder) {
	const text = parts.filter((part) => part !== void 0).join("\n");
	return {
		level,
		title: oneLine(redact(title).text),
		message: cut(lines(redact(text).text), annotationMaxLength),
		...at?.path === void 0 ? {} : { file: oneLine(`${folder}${at.path}`) },
		...at?.line === void 0 ? {} : { line: at.line },
		...at?.column === void 0 ? {} : { column: at.column }
	};
}

// shared/shell/step-outputs.ts
function stepOutputs({ report, files, outputs }, { name, failure }) {
	const counts = countStatuses(report.results);
	const undelivered = failure !== void 0 && Object.hasOwn(outputs, "decision");
	return {
		status: report.status,
		report: files?.json ?? "",
		artifact: name ?? "",
		passed: String(counts.passed),
		failed: String(counts.failed),
		unverified: String(counts.unverified),
		...outputs,
		...undelivered ? {
			decision: "no-go",
			"first-failing": report.control
		} : {}
	};
}

// shared/shell/action.ts
async function runAction(control) {
	try {
		process.exitCode = await run(control, process.env);
	} catch (thrown) {
		const { code, message, hint } = toError(thrown);
		annotate({
			level: "error",
			title: `${control.name}: ${code}`,
			message: [message, hint].filter((part) => part !== void 0).join("\n")
		});
		process.exitCode = exitCode("error", "unverified", code);
	}
}
async function run(control, env) {
	const given = givenInputs(env);
	const secrets = takeSecrets(control, given);
	const outcome = await runControl(control, {
		controls: controlNames,
		lists: listNames
	}, actionHost(env, given, secrets));
	const artifact = await upload(outcome, env);
	await show(outcome, artifact);
	if (artifact.failure !== void 0) {
		annotate({
			level: "error",
			title: `${control.name}: report not delivered`,
			message: artifact.failure
		});
		return outcome.exit === 0 ? 4 : outcome.exit;
	}
	return outcome.exit;
}
function takeSecrets(control, given) {
	const fields = {
		...commonFields,
		...control.inputs
	};
	const secrets = new Map();
	for (const [name, field] of Object.entries(fields)) {
		const value = given[name];
		if (field.shape !== "secret" || value === void 0) continue;
		delete given[name];
		maskSecret(value);
		secrets.set(name, value);
	}
	return secrets;
}
function actionHost(env, given, secrets) {
	const createGitHub = gitHubClients(env, runnerLog);
	const here = {
		kind: "action",
		cwd: env["GITHUB_WORKSPACE"] ?? process.cwd(),
		temporary: env["RUNNER_TEMP"]
	};
	return {
		...here,
		given,
		secret: (name) => secrets.get(name),
		readEvent: () => runnerEvent(env),
		runSha: env["GITHUB_SHA"],
		openRepository,
		clock: () => Date.now(),
		log: runnerLog,
		async loadControl(name) {
			return (await import(new URL(`./${name}.control.js`, import.meta.url).href)).control;
		},
		createGitHub,
		createGitHubWrite: gitHubWriters(env, runnerLog),
		collect: async (request, subject) => {
			const { collect } = await import("./shell-collect.js");
			return collect({
				folders: foldersWithReports(here, given["report-dir"], request.folder),
				made: [],
				github: () => createGitHub(secrets.get("token"))
			}, request, subject);
		}
	};
}
async function upload(outcome, env) {
	const { report, files, common } = outcome;
	if (files === void 0 || !common["upload-artifact"]) return {};
	const { job, attempt } = report.subject;
	const name = [
		"governance",
		report.control,
		job,
		common["artifact-key"],
		String(attempt ?? 1)
	].filter((part) => part !== void 0).map(safeName).join("-");
	const uploaded = await uploadArtifact(name, [
		files.json,
		files.markdown,
		...files.documents
	], env);
	if (uploaded.state === "uploaded") return { name };
	if (uploaded.state === "unsupported") {
		runnerLog.info(`The report was not uploaded as an artifact: ${uploaded.why}.`);
		return {};
	}
	return { failure: `The artifact ${name} could not be uploaded: ${uploaded.why}. In a matrix, artifact-key must tell the legs apart.` };
}
async function show(outcome, delivery) {
	const { report, common } = outcome;
	print(outcome.terminal(false));
	if (outcome.diff !== void 0) print(outcome.diff);
	if (common.annotations === "on") for (const each of annotations(report, outcome.folder)) annotate(each);
	if (common.summary !== "off" && !await writeSummary(outcome.markdown(delivery.name))) runnerLog.info("The runner offers no job summary to this step.");
	for (const [name, value] of Object.entries(stepOutputs(outcome, delivery))) setOutput(name, value);
}

export { annotate, annotations, givenInputs, runAction, runnerLog, setOutput, startedByWriters, startedOnBranch, writeSummary };