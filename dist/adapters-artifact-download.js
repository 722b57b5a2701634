import { ownerAndRepo, pathProblem, sha256, tooLarge } from "./shared.js";
import { boolean, number, object, string } from "./vendor.js";
import { isWanted, maxArchiveBytes, maxArtifacts, maxReportBytes } from "./adapters-report-limits.js";
import { beginsAsZip, readArchive } from "./adapters-zip.js";

// shared/adapters/artifact-download.ts
const Artifact = object({
	id: number().int(),
	name: string(),
	size_in_bytes: number(),
	expired: boolean(),
	digest: string().nullish(),
	created_at: string().nullish(),
	workflow_run: object({
		id: number().int(),
		head_sha: string()
	}).partial().nullish()
});
const ownPrefix = "governance-";
const atOnce = 4;
async function readArtifacts(github, request, budget) {
	const { repository, runId, names } = request;
	const listed = await github.all("GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts", {
		...ownerAndRepo(repository),
		run_id: runId
	}, Artifact);
	if (!listed.ok) return listed;
	const wanted = listed.data.filter(({ name }) => name.startsWith(ownPrefix) || names.includes(name)).sort((a, b) => a.id - b.id);
	if (wanted.length > 1e3) return {
		ok: false,
		because: {
			code: "TRUNCATED",
			message: `run ${runId} has ${wanted.length} artifacts that may hold reports, more than the ${maxArtifacts} that are read`,
			needs: "fewer artifacts in one run"
		}
	};
	const gathered = await inLanes(wanted, atOnce, (artifact) => readArtifact(github, request, artifact, budget));
	return {
		ok: true,
		data: {
			files: gathered.flatMap(({ files }) => files),
			problems: gathered.flatMap(({ problems }) => problems)
		}
	};
}
async function readArtifact(github, { repository, runId, endings = [] }, artifact, budget) {
	const { id, name, workflow_run: run } = artifact;
	const digest = /^sha256:([0-9a-f]{64})$/i.exec(artifact.digest ?? "")?.[1]?.toLowerCase();
	const origin = {
		kind: "artifact",
		name,
		id,
		runId: run?.id ?? runId,
		headSha: run?.head_sha ?? "",
		digest,
		createdAt: artifact.created_at ?? ""
	};
	const refused = (message, because) => ({
		files: [],
		problems: [{
			origin,
			message,
			...because === void 0 ? {} : { because }
		}]
	});
	if (run?.id === void 0 || run.head_sha === void 0) return refused("is not said to be of any run: GitHub names neither its run nor its commit");
	if (run.id !== runId) return refused(`is of run ${run.id}, not of run ${runId}`);
	if (artifact.expired) return refused("has expired, so that its content is gone");
	if (artifact.digest && digest === void 0) return refused("has a digest that is no sha256, so that it proves nothing");
	if (artifact.size_in_bytes > 67108864) return refused(tooLarge(name, maxArchiveBytes).message);
	if (budget.spent()) return refused(budget.message);
	const answer = await github.bytes("GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/zip", {
		...ownerAndRepo(repository),
		artifact_id: id
	}, maxArchiveBytes);
	if (!answer.ok) return refused(`could not be downloaded: ${answer.because.message}`, answer.because);
	const found = sha256(answer.data);
	if (digest !== void 0 && digest !== found) return refused(`is not what was uploaded: its sha256 is ${found}, expected ${digest}`);
	const unpacked = await filesOf(name, answer.data, endings);
	if ("message" in unpacked) return refused(unpacked.message);
	const problems = unpacked.problems.map((problem) => ({
		origin,
		...problem
	}));
	return {
		files: unpacked.files.flatMap(({ path, content }) => {
			if (budget.take(content.length)) return [{
				origin,
				path,
				content,
				sha256: sha256(content)
			}];
			problems.push({
				origin,
				path,
				message: budget.message
			});
			return [];
		}),
		problems
	};
}
async function filesOf(name, bytes, endings) {
	if (beginsAsZip(bytes)) return readArchive(bytes, endings);
	if (!isWanted(name, endings)) return { message: `is neither a zip archive nor a file called ${[".json", ...endings].map((ending) => `*${ending}`).join(" or ")}` };
	const wrong = pathProblem(name);
	if (wrong !== void 0 || name.includes("/")) return { message: `has a name that ${wrong ?? "is a path"}` };
	if (bytes.length > 16777216) return { message: tooLarge(name, maxReportBytes).message };
	return {
		files: [{
			path: name,
			content: bytes
		}],
		problems: []
	};
}
async function inLanes(items, lanes, work) {
	const results = new Map();
	const queue = items.entries();
	const lane = async () => {
		for (const [index, item] of queue) results.set(index, await work(item));
	};
	await Promise.all(Array.from({ length: Math.min(lanes, items.length) }, lane));
	return [...results].sort(([a], [b]) => a - b).map(([, result]) => result);
}

export { readArtifacts };