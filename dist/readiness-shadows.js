import { artifactReports, producedReports } from "./domain-found-report.js";
import { judgedCommits } from "./domain-judged-fact.js";
import { readFile } from "./domain-readiness.js";
import { compareVerdicts, readVerdict } from "./readiness-features.js";
import { noData, unverified } from "./domain-verdict.js";

// actions/readiness/shadows.ts
async function compareShadows(ctx, collected, own, ready) {
	const compared = [];
	for (const shadow of ctx.inputs.shadow) compared.push(await compareShadow(ctx, shadow, collected, own, ready));
	for (const one of compared) tellShadow(ctx, one);
	return compared;
}
async function compareShadow(ctx, shadow, collected, own, ready) {
	const { path, artifact } = shadow;
	const found = artifact === void 0 ? await producedReports(ctx, { path }) : await artifactReports(ctx, {
		path,
		artifact
	}, collected, (runId) => runId === ctx.subject.runId);
	const [file] = found.reports;
	const [not] = found.not;
	if (file === void 0) {
		const because = not !== void 0 && "because" in not ? not.because : void 0;
		const message = not !== void 0 && "problem" in not ? not.problem : `there is no ${path}`;
		return {
			shadow,
			verdict: unverified(because ?? noData(message, "the verdict file of the other gate"))
		};
	}
	const read = readFile({
		name: file.name,
		path,
		content: file.content,
		sha256: file.sha256
	});
	const commits = judgedCommits(ctx.subject);
	const foreign = [file.artifact?.headSha, "document" in read ? read.document.get("/commit") : void 0].find((commit) => commit !== void 0 && !commits.includes(commit));
	if (foreign !== void 0) {
		const message = `${file.name} is of another commit: ${JSON.stringify(foreign)}`;
		return {
			shadow,
			verdict: unverified(noData(message, "a verdict on the judged commit"))
		};
	}
	const verdict = "document" in read ? readVerdict(read.document.value) : void 0;
	if (verdict?.ok === true) return {
		shadow,
		said: verdict.verdict.said,
		comparison: compareVerdicts(verdict.verdict, own, shadow.checks, ready)
	};
	const why = verdict === void 0 ? "problem" in read ? read.problem : "cannot be read" : `${file.name} ${verdict.why}`;
	return {
		shadow,
		verdict: unverified(noData(why, "a file with decision or status, and checks"))
	};
}
function tellShadow(ctx, compared) {
	const { id } = compared.shadow;
	if ("verdict" in compared) {
		if (compared.verdict.status === "unverified") ctx.unverified("shadow-agrees", { id }, compared.verdict.because);
		return;
	}
	const { disagreements } = compared.comparison;
	if (disagreements.length === 0) ctx.passed("shadow-agrees", { id });
	const seen = new Set();
	for (const { check, id: ours, ours: here, theirs } of disagreements) {
		if (seen.has(check)) continue;
		seen.add(check);
		ctx.failed("shadow-agrees", {
			id,
			part: check,
			problem: `${check} is ${theirs} there and ${here} here${ours === void 0 ? "" : ` (${ours})`}`,
			expected: here,
			actual: theirs,
			fix: "find out which of the two is wrong, before the other gate is taken away"
		});
	}
}

export { compareShadows };