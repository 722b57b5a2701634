import { headline, isObject, openRepository, reportFolder, toError } from "./shared.js";
import { readReportPair } from "./adapters-report-pair.js";
import { annotate, annotations, givenInputs, runnerLog, setOutput, writeSummary } from "./shell-action.js";
import { parseReport } from "./core-report-schema.js";
import { parseJson } from "./parse-json.js";
import { renderJobSummary, sharedAnnotations, worstStatus } from "./render-job-summary.js";
import { resolve, sep } from "node:path";

// shared/shell/job-summary.ts
async function runJobSummary() {
	const { env } = process;
	const given = givenInputs(env);
	try {
		const cwd = env["GITHUB_WORKSPACE"] ?? process.cwd();
		const reports = reportFolder({
			kind: "action",
			cwd,
			temporary: env["RUNNER_TEMP"]
		}, given["report-dir"]) ?? "";
		const read = await Promise.all(stepsIn(given["reports"] ?? "").map((step) => readStep(step, reports)));
		const parts = read.flatMap((each) => "report" in each ? [each] : []);
		const without = read.flatMap((each) => "why" in each ? [each] : []);
		const opened = await openRepository(resolve(cwd, given["working-directory"] ?? "."));
		const folder = opened.ok ? opened.repository.prefix : "";
		const lists = [without.map(({ control, why }) => ({
			level: "error",
			title: control,
			message: `No report: ${why}.`
		})), ...parts.map(({ report }) => annotations(report, folder))];
		for (const each of sharedAnnotations(lists)) annotate(each);
		if (!await writeSummary(renderJobSummary(given["title"] ?? "Governance", parts, without))) runnerLog.info("The runner offers no job summary to this step.");
		setOutput("status", worstStatus(parts, without));
		process.exitCode = without.length === 0 ? 0 : 4;
	} catch (thrown) {
		const { code, message } = toError(thrown);
		annotate({
			level: "error",
			title: `job-summary: ${code}`,
			message
		});
		process.exitCode = 4;
	}
}
function stepsIn(text) {
	return text.split("\n").flatMap((line) => line.trim() === "" ? [] : [line.trim()]).map((line) => {
		const at = line.indexOf("=");
		return at < 0 ? {
			control: line,
			path: ""
		} : {
			control: line.slice(0, at),
			path: line.slice(at + 1)
		};
	});
}
async function readStep({ control, path }, folder) {
	if (path === "") return {
		control,
		why: "its step broke before it wrote one; see its log"
	};
	if (!resolve(path).startsWith(`${folder}${sep}`)) return {
		control,
		why: "it is not in the folder of the reports"
	};
	const pair = await readReportPair(path);
	if (!pair.ok) return {
		control,
		why: pair.message
	};
	const json = parseJson(pair.json);
	const parsed = json.ok && isObject(json.document.value) ? parseReport(json.document.value) : void 0;
	if (parsed?.success !== true) return {
		control,
		why: "what its step wrote is no report of this version"
	};
	const report = parsed.data;
	return {
		control,
		headline: wordsOf(report),
		report,
		markdown: pair.markdown
	};
}
function wordsOf({ control, data, status, results }) {
	const decision = control === "executive-summary" && isObject(data) ? data["decision"] : void 0;
	return typeof decision === "string" ? decision.toUpperCase() : headline(status, results);
}

export { runJobSummary };