// shared/domain/found-report/found.ts
const maxBytes = 67108864;
const maxAll = 268435456;
const maxFiles = 2e3;
const reportEndings = [
	".xml",
	".ndjson",
	".jsonl",
	".tap",
	".txt"
];
function tooMuch(message, needs) {
	return { because: {
		code: "TRUNCATED",
		message,
		needs
	} };
}
function absent(message, needs) {
	return {
		because: {
			code: "NO_DATA",
			message,
			needs
		},
		absent: true
	};
}
async function producedReports(ctx, { path }) {
	const paths = await pathsOf(ctx, path);
	if (!Array.isArray(paths)) return {
		reports: [],
		not: [paths]
	};
	const needs = "a command, or a step before this one in the same job, that writes it";
	if (paths.length === 0) return {
		reports: [],
		not: [absent(`no file that was written here matches ${path}`, needs)]
	};
	if (paths.length > maxFiles) return {
		reports: [],
		not: [tooMuch(`${paths.length} files match ${path}, more than the ${maxFiles} that are read`, "a narrower path")]
	};
	const reports = [];
	const not = [];
	let bytes = 0;
	for (const each of paths) {
		const file = await ctx.produced.read(each, Math.min(maxBytes, maxAll - bytes));
		const at = { path: each };
		if (file.found) {
			bytes += file.bytes;
			reports.push({
				name: each,
				content: file.content,
				sha256: file.sha256,
				at
			});
		} else if (file.reason === "absent") not.push(absent(`there is no file ${each}`, needs));
		else if (file.reason === "too-large") not.push(tooMuch(`the file ${each} ${file.message}`, "smaller reports"));
		else if (file.because === void 0) not.push({
			problem: `the file ${each} ${file.message}`,
			at
		});
		else not.push({ because: file.because });
	}
	return {
		reports,
		not
	};
}
async function pathsOf(ctx, path) {
	if (!/[*?[{!(]/.test(path)) return [path];
	const listed = await ctx.produced.list();
	if (!listed.ok) return { because: listed.because };
	return listed.paths.filter(await ctx.matcher([path]));
}
async function artifactReports(ctx, { path, artifact = "" }, collected, isMeant = () => true) {
	const matches = await ctx.matcher([path]);
	const inIt = collected.files.flatMap((file) => file.origin.kind === "artifact" && file.origin.name === artifact && isMeant(file.origin.runId) ? [{
		...file,
		origin: file.origin
	}] : []);
	const broken = collected.problems.flatMap((problem) => problem.origin.kind === "artifact" && problem.origin.name === artifact && isMeant(problem.origin.runId) ? [{
		...problem,
		origin: problem.origin
	}] : []);
	const newest = [...inIt, ...broken].reduce((last, { origin }) => Math.max(last, origin.id), 0);
	const not = broken.flatMap(({ origin, path: of, message, because }) => {
		if (origin.id !== newest || of !== void 0 && !matches(of)) return [];
		const problem = `${[artifact, of].filter((part) => part !== void 0).join("/")} ${message}`;
		return [because === void 0 ? { problem } : { because }];
	});
	if (collected.unlisted !== void 0) not.push({ because: collected.unlisted });
	const files = inIt.filter(({ origin, path: of }) => origin.id === newest && matches(of));
	if (files.length === 0 && not.length === 0) {
		const needs = `a job that this one needs, which uploads ${artifact} in this run`;
		not.push(absent(`no artifact ${artifact} of this run holds a report at ${path}`, needs));
	}
	return {
		reports: files.map(({ path: of, content, sha256, origin }) => {
			const name = `${artifact}/${of}`;
			ctx.recorded(name, origin.headSha, content);
			const { runId, headSha, createdAt } = origin;
			return {
				name,
				content,
				sha256,
				artifact: {
					runId,
					headSha,
					createdAt
				}
			};
		}),
		not
	};
}

export { artifactReports, producedReports, reportEndings };