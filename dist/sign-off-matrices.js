import { signOffMaxBytes } from "./domain-sign-off.js";
import { against, noData, passed, unverified, worstOf } from "./domain-verdict.js";
import { listed, quote } from "./shared.js";

// actions/sign-off/matrices.ts
async function judgeMatrix(ctx, matrix, { words, own, platform, references }) {
	const { id, path } = matrix;
	const whole = (verdict) => ({
		id,
		path,
		verdicts: [{
			about: [id],
			verdict
		}],
		rows: 0,
		pulls: []
	});
	const found = await ctx.read(path, { maxBytes: signOffMaxBytes });
	if (!found.found) {
		if (found.because !== void 0) return whole(unverified(found.because));
		return whole(against(`${path} ${found.message}`, "a matrix", "nothing", `commit ${path}`, { path }));
	}
	const { parseSignOff } = await import("./domain-sign-off-read-entry.js");
	const parsed = parseSignOff(path, found.content);
	if (!parsed.ok) {
		const { message, at } = parsed.problem;
		return whole(against(`${path} ${message}`, "a matrix", "a text that is none", `mend ${path}`, at));
	}
	const { readMatrix, statusKind } = await import("./domain-sign-off-matrix.js");
	const { rows, problems } = readMatrix(parsed.parsed, matrix, words, own);
	const said = problems.map(({ message, at }) => at.line === void 0 ? message : `${message} (line ${at.line})`);
	const verdict = said.length === 0 ? passed : against(`${path} ${listed(said)}`, "a matrix that is whole", said, `mend ${path}`, problems[0]?.at);
	const verdicts = [{
		about: [id],
		verdict
	}];
	const seen = new Set();
	for (const row of rows) {
		if (row.slice === "" || seen.has(row.slice)) continue;
		seen.add(row.slice);
		const pulls = await pullsOf(row, platform);
		const kind = statusKind(row.status.text, words);
		const add = (what, one) => void verdicts.push({
			about: [
				id,
				row.slice,
				what
			],
			verdict: one
		});
		add("status", judgeStatus(row, kind, pulls));
		if (kind === "pending" && row.merges.length === 0) add("merge", judgeStillOpen(row, pulls));
		else add("merge", await judgeMerge(row, pulls, platform));
		add("evidence", await judgeFiles(row, path, references));
	}
	return {
		id,
		path,
		verdicts,
		rows: rows.length,
		pulls: rows.flatMap(({ pulls }) => pulls)
	};
}
async function pullsOf({ pulls, at }, platform) {
	const there = [];
	let problem;
	for (const number of pulls) {
		const seen = await platform.pull(number);
		if (seen.state === "there") there.push(seen.data);
		else if (seen.state === "unknown") problem ??= unverified(seen.because);
		else problem = against(`there is no pull request #${number}`, `pull request #${number}`, "nothing", "correct the number of the pull request", at);
	}
	return {
		there,
		problem
	};
}
function judgeStatus({ status, pulls }, kind, { there, problem }) {
	if (kind === void 0) return against(`its status ${quote(status.text)} is no word that is known`, "a word for done, or for what is still to come", status.text, "write merged or pending, or add the word under words", status.at);
	if (problem !== void 0) return problem;
	const open = there.filter(({ isMerged }) => !isMerged).map(({ number }) => `#${number}`);
	if (kind === "done" && open.length > 0) return against(`its status is ${quote(status.text)}, and ${listed(open)} was not merged`, "merged", open, "merge it, or write that it is pending", status.at);
	if (kind === "pending" && pulls.length > 0 && open.length === 0) return against(`its status is ${quote(status.text)}, and everything of it was merged`, "a word for done", status.text, "write that it is merged, and as what", status.at);
	if (kind === "pending") return against(`its status is ${quote(status.text)}: what is not merged lets nothing go`, "a word for done", status.text, "merge it first, or take the row out of what is signed off", status.at);
	if (pulls.length === 0) return unverified(noData("it names no pull request that shows it", "a pull request in the row"));
	return passed;
}
function judgeStillOpen({ merge }, { there, problem }) {
	if (problem !== void 0) return problem;
	const merged = there.filter(({ mergeCommit }) => mergeCommit !== void 0);
	if (merged.length === 0) return passed;
	const commits = merged.map(({ number, mergeCommit }) => `#${number} as ${mergeCommit}`);
	return against(`it says ${quote(merge.text)}, and ${listed(commits)} was merged`, commits, merge.text, "write the merge commit into the row", merge.at);
}
async function judgeMerge(row, { there, problem }, platform) {
	const { merges, merge, pulls } = row;
	if (problem !== void 0) return problem;
	const nothing = noData("it names no commit that shows it", "a pull request and its merge commit in the row");
	if (merges.length === 0 && pulls.length === 0) return unverified(nothing);
	const fix = "write for each pull request of the row as which commit it was merged";
	const fits = (sha, pull) => pull.mergeCommit?.startsWith(sha) === true;
	const foreign = merges.filter((sha) => !there.some((pull) => fits(sha, pull)));
	if (pulls.length > 0 && foreign.length > 0) return against(`${listed(foreign)} is the merge commit of none of ${listed(pulls.map((number) => `#${number}`))}`, there.map(({ number, mergeCommit }) => `#${number}: ${mergeCommit ?? "not merged"}`), merges, fix, merge.at);
	const lacking = there.filter((pull) => !merges.some((sha) => fits(sha, pull)));
	if (lacking.length > 0) return against(`it has no merge commit of ${listed(lacking.map(({ number }) => `#${number}`))}`, lacking.map(({ number, mergeCommit }) => `#${number}: ${mergeCommit ?? "not merged"}`), merges, fix, merge.at);
	const commits = [];
	for (const sha of merges) commits.push(await judgeContained(sha, there.find((pull) => fits(sha, pull)), row, platform));
	return worstOf(commits) ?? unverified(nothing);
}
async function judgeContained(sha, pull, { merge }, platform) {
	let whole = pull?.mergeCommit;
	if (whole === void 0) {
		const seen = await platform.commit(sha);
		if (seen.state === "unknown") return unverified(seen.because);
		if (seen.state === "absent") return against(`there is no commit ${sha}`, "a commit", sha, "correct the commit of the row", merge.at);
		whole = seen.data;
	}
	const held = await platform.contains(whole);
	if (!held.ok) return unverified(held.because);
	if (held.data) return passed;
	const problem = `the judged commit does not contain ${whole}`;
	return against(problem, "a commit that it contains", sha, "judge a commit that contains it", merge.at);
}
async function judgeFiles({ files, at }, path, references) {
	const verdicts = [];
	for (const file of files) verdicts.push(...[await references.judge(file, path)].filter((one) => one !== void 0));
	const failed = verdicts.flatMap((verdict) => verdict.status === "failed" ? [verdict] : []);
	const [first, second] = failed;
	if (first !== void 0 && second !== void 0) {
		const problems = failed.map(({ problem }) => problem);
		return {
			...first,
			problem: listed(problems),
			actual: problems
		};
	}
	const nothing = noData(`it names no file that shows it (line ${at.line ?? 0})`, "the path of its evidence");
	return worstOf(verdicts) ?? unverified(nothing);
}

export { judgeMatrix };