import { annotations, runnerEvent, uploadArtifact } from "./shared-action.js";
import { commonFields, controlNames, countStatuses, exitCode, foldersWithReports, gitHubClients, gitHubWriters, listNames, openRepository, runControl, safeName, toError } from "./shared.js";
import { annotate, givenInputs, maskSecret, print, runnerLog, setOutput, writeSummary } from "./adapters-runner.js";

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
	await show(outcome, artifact.name);
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
	const secrets = /* @__PURE__ */ new Map();
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
	const key = common["artifact-key"];
	const name = [
		"governance",
		report.control,
		job,
		key,
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
async function show(outcome, artifact) {
	const { report, files, common, outputs } = outcome;
	print(outcome.terminal(false));
	if (outcome.diff !== void 0) print(outcome.diff);
	for (const annotation of annotations(report, outcome.folder)) annotate(annotation);
	const counts = countStatuses(report.results);
	setOutput("status", report.status);
	setOutput("report", files?.json ?? "");
	for (const status of [
		"passed",
		"failed",
		"unverified"
	]) setOutput(status, String(counts[status]));
	for (const [name, value] of Object.entries(outputs)) setOutput(name, value);
	if (common.summary === "off") return;
	if (!await writeSummary(outcome.markdown(artifact))) runnerLog.info("The runner offers no job summary to this step.");
}

export { runAction };