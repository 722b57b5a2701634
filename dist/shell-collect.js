import { readArtifacts } from "./adapters-artifact-download.js";
import { readReportFolder } from "./adapters-report-folder.js";
import { createBudget, maxReportBytes } from "./adapters-report-limits.js";
import { sha256 } from "./shared.js";

// shared/shell/collect.ts
async function collect(places, request, subject) {
	const budget = createBudget();
	const all = [];
	for (const folder of places.folders) all.push(await readReportFolder(folder, budget));
	all.push(madeFiles(places.made, budget));
	const artifacts = await ofThisRun(places, request, subject, budget);
	if (artifacts?.ok === true) all.push(artifacts.data);
	return {
		files: all.flatMap(({ files }) => files),
		problems: all.flatMap(({ problems }) => problems),
		...artifacts?.ok === false ? { unlisted: artifacts.because } : {}
	};
}
function madeFiles(made, budget) {
	const gathered = {
		files: [],
		problems: []
	};
	for (const { name, text } of made) {
		const origin = {
			kind: "run",
			name
		};
		const content = new TextEncoder().encode(text);
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
async function ofThisRun({ github }, { artifacts }, { repository, runId }, budget) {
	if (github === void 0 || repository === void 0 || runId === void 0) return void 0;
	return readArtifacts(github(), {
		repository,
		runId,
		names: artifacts
	}, budget);
}

export { collect };