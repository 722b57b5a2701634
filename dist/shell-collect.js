import { readArtifacts } from "./adapters-artifact-download.js";
import { readReportFolder } from "./adapters-report-folder.js";
import { createBudget, isWanted, maxReportBytes } from "./adapters-report-limits.js";
import { sha256 } from "./shared.js";

// shared/shell/collect.ts
async function collect(places, request, subject) {
	const budget = createBudget();
	const { endings = [] } = request;
	const all = [];
	all.push(madeFiles(places.made.filter(({ name }) => isWanted(name, endings)), budget));
	for (const folder of places.folders) all.push(await readReportFolder(folder, budget, endings));
	const artifacts = await ofThisRun(places, request, subject, budget);
	if (artifacts?.ok === true) all.push(artifacts.data);
	const unlistedRuns = [];
	const further = [...new Set(request.runs)].filter((runId) => artifacts === void 0 || runId !== subject.runId);
	for (const [index, runId] of further.entries()) {
		const answer = index < 100 ? await ofRun(places, request, subject, runId, budget) : tooMany(further.length);
		if (answer.ok) all.push(answer.data);
		else unlistedRuns.push({
			runId,
			because: answer.because
		});
	}
	return {
		files: all.flatMap(({ files }) => files),
		problems: all.flatMap(({ problems }) => problems),
		...artifacts?.ok === false ? { unlisted: artifacts.because } : {},
		...unlistedRuns.length === 0 ? {} : { unlistedRuns }
	};
}
function madeFiles(made, budget) {
	const gathered = {
		files: [],
		problems: []
	};
	for (const { name, content: given } of made) {
		const origin = {
			kind: "run",
			name
		};
		const content = typeof given === "string" ? new TextEncoder().encode(given) : given;
		const large = content.length > maxReportBytes;
		if (!large && budget.take(content.length)) gathered.files.push({
			origin,
			path: name,
			content,
			sha256: sha256(content)
		});
		else {
			const message = large ? `has more than the ${maxReportBytes} bytes that are read` : budget.message;
			gathered.problems.push({
				origin,
				path: name,
				message
			});
		}
	}
	return gathered;
}
async function ofThisRun(places, request, subject, budget) {
	const { repository, runId } = subject;
	if (places.github === void 0 || repository === void 0 || runId === void 0) return void 0;
	return ofRun(places, request, subject, runId, budget);
}
async function ofRun({ github }, { artifacts, endings }, { repository }, runId, budget) {
	if (github !== void 0 && repository !== void 0) return readArtifacts(github(), {
		repository,
		runId,
		names: artifacts,
		endings
	}, budget);
	return {
		ok: false,
		because: {
			code: "NO_DATA",
			message: `the artifacts of run ${runId} can only be read in a workflow`,
			needs: "a run in Actions, or the files in a folder"
		}
	};
}
function tooMany(count) {
	return {
		ok: false,
		because: {
			code: "TRUNCATED",
			message: `${count} further runs were asked for, more than the ${100} that are read`,
			needs: "fewer runs"
		}
	};
}

export { collect };