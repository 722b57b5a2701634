import { headline, openRepository, reportFolder, sha256, toError } from "./shared.js";
import { readReportPair } from "./adapters-report-pair.js";
import { annotate, annotations, givenInputs, runnerLog, setOutput, writeSummary } from "./shell-action.js";
import { decidingControl, decisionOf, decisionWordOf, isNothingAsked, worstStatus } from "./core-step-report.js";
import { candidatesIn } from "./domain-own-report.js";
import { stepProblem } from "./domain-step-report.js";
import { renderJobSummary, sharedAnnotations } from "./render-job-summary.js";
import { resolve, sep } from "node:path";

// shared/shell/job-summary.ts
async function runJobSummary() {
	const { env } = process;
	const { markdown, annotations: shown, outputs, exit } = await summariseJob(env);
	for (const each of shown) annotate(each);
	if (markdown !== "" && !await writeSummary(markdown)) runnerLog.info("The runner offers no job summary to this step.");
	for (const [name, value] of Object.entries(outputs)) setOutput(name, value);
	process.exitCode = exit;
}
async function summariseJob(env) {
	const given = givenInputs(env);
	const steps = stepsIn(given["reports"] ?? "");
	try {
		const cwd = env["GITHUB_WORKSPACE"] ?? process.cwd();
		const reports = await readSteps(steps, reportFolder({
			kind: "action",
			cwd,
			temporary: env["RUNNER_TEMP"]
		}, given["report-dir"]) ?? "", env);
		const { parts, without } = reports;
		const opened = await openRepository(resolve(cwd, given["working-directory"] ?? "."));
		const prefix = opened.ok ? opened.repository.prefix : "";
		const lists = [without.map(({ control, why }) => ({
			level: "error",
			title: control,
			message: `No report that counts: ${why}.`
		})), ...parts.map(({ report }) => annotations(report, prefix))];
		return {
			markdown: renderJobSummary(given["title"] ?? "Governance", reports),
			annotations: sharedAnnotations(lists),
			outputs: {
				status: worstStatus(reports),
				decision: decisionOf(reports) ?? ""
			},
			exit: without.length > 0 ? 4 : isNothingAsked(reports) ? 2 : 0
		};
	} catch (thrown) {
		const { code, message } = toError(thrown);
		const decides = steps.some(({ control }) => control === decidingControl);
		return {
			markdown: "",
			annotations: [{
				level: "error",
				title: `job-summary: ${code}`,
				message
			}],
			outputs: {
				status: "error",
				decision: decides ? "no-go" : ""
			},
			exit: 4
		};
	}
}
function stepsIn(text) {
	return text.split("\n").flatMap((line) => line.trim() === "" ? [] : [line.trim()]).map((line) => {
		const [, control = line, outcome = "", path = ""] = /^([^=]*)=(\S*) ?(.*)$/.exec(line) ?? [];
		return {
			control,
			outcome,
			path
		};
	});
}
async function readSteps(steps, folder, env) {
	const isApart = ({ outcome, path }) => outcome === "skipped" && path === "";
	const ran = steps.filter((step) => !isApart(step));
	const read = await Promise.all(ran.map((step) => readStep(step, folder, env)));
	return {
		parts: read.flatMap((each) => "report" in each ? [each] : []),
		without: read.flatMap((each) => "why" in each ? [each] : []),
		apart: steps.filter(isApart).map(({ control }) => control)
	};
}
async function readStep(step, folder, env) {
	const { control, path } = step;
	if (path === "") return {
		control,
		why: "its step broke before it wrote one; see its log"
	};
	if (!resolve(path).startsWith(`${folder}${sep}`)) return {
		control,
		why: "it is not in the folder of the reports"
	};
	const pair = await readReportPair(folder, path);
	if (!pair.ok) return {
		control,
		why: pair.message
	};
	const { json: content, markdown } = pair;
	const file = {
		origin: {
			kind: "folder",
			name: control
		},
		path,
		content,
		sha256: sha256(content)
	};
	const { candidates, strays } = candidatesIn({
		files: [file],
		problems: []
	});
	const report = candidates[0]?.report;
	if (report === void 0) return {
		control,
		why: `what its step wrote ${strays[0]?.problem ?? "is no report of this version"}`
	};
	const run = {
		runId: numberIn(env["GITHUB_RUN_ID"]),
		attempt: numberIn(env["GITHUB_RUN_ATTEMPT"])
	};
	const problem = stepProblem(report, step, run);
	if (problem !== void 0) return {
		control,
		why: problem
	};
	return {
		control,
		headline: decisionWordOf(report)?.toUpperCase() ?? headline(report.status, report.results),
		report,
		markdown
	};
}
function numberIn(text) {
	return text === void 0 || text === "" ? void 0 : Number(text);
}

export { runJobSummary };