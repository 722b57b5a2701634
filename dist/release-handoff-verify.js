import { milliseconds } from "./core-duration.js";
import { decodeText, isCommitId, quote } from "./shared.js";
import { judgeCheck } from "./domain-check-run.js";
import { eachWrong, holds, lacks, open, wrong } from "./domain-finding.js";
import { baselinesOf, judgeAgrees, judgeBaseline, judgeContained, judgeDigests, judgeEnvelope, judgeFilled, judgeGeneratedAt, judgeMode, judgePreviousAgrees, judgePublished, judgeResults, judgeRollback, judgeSource, judgeStatements, modeNamed, outcomeOf, packetText, placeOf, readHanded, readingAt, releaseBefore, textAt } from "./release-handoff-features.js";
import { canBeTag, namedRepository, tagCommit } from "./domain-repository.js";
import { rulesOf, tell } from "./release-handoff.control.js";

// actions/release-handoff/verify.ts
async function verify(ctx, policy) {
	const found = await ctx.read(policy.payload);
	if (!found.found) {
		const gone = found.because === void 0 && found.reason !== "too-large" ? wrong([], {
			problem: `the payload ${policy.payload} ${found.message}`,
			expected: "a payload",
			actual: found.reason,
			fix: `put what release-handoff generated at ${policy.payload}`,
			at: { path: policy.payload }
		}) : open(found.because ?? {
			code: "TRUNCATED",
			message: `${policy.payload} ${found.message}`,
			needs: "a smaller file"
		});
		tell(ctx, "form", [gone], true);
		unread(ctx, policy.payload);
		return outcomeOf(void 0);
	}
	const { handed, problems } = readHanded(policy.payload, found.content, policy.shape);
	tell(ctx, "form", problems.length === 0 ? [holds()] : eachWrong(problems, `the payload ${policy.payload}`, `hand over anew, in the shape ${policy.shape}`), true);
	if (handed === void 0) {
		unread(ctx, policy.payload);
		return outcomeOf(void 0);
	}
	await judge(ctx, policy, handed);
	return outcomeOf(handed);
}
function unread(ctx, path) {
	for (const rule of rulesOf.verify) if (rule !== "form") tell(ctx, rule, [lacks(`${path} could not be read, as another result says`, `a payload`)], true);
}
async function judge(ctx, policy, handed) {
	const { handoffs, producer } = ctx.inputs;
	const own = ctx.subject.repository?.toLowerCase() === producer.toLowerCase();
	const github = own ? ctx.github() : ctx.github("producer-token");
	const repository = await namedRepository(github, producer, own ? "the input token, with contents: read" : "the input producer-token, with contents: read");
	const baselines = baselinesOf(handed);
	const baseline = baselines.find(({ which }) => which === "baseline");
	const mode = textAt(handed, handed.shape.mode) ?? "stable";
	const stable = mode === "stable" ? baseline : void 0;
	tell(ctx, "filled", judgeFilled(handed), true);
	tell(ctx, "contained", judgeContained(handed), true);
	tell(ctx, "mode-fields", judgeMode(handed, handoffs, policy.accepts), true);
	const maximumAge = milliseconds(ctx.inputs["results-maximum-age"]);
	tell(ctx, "results", judgeResults(handed, {
		asked: policy.required,
		maximumAge,
		moment: ctx.time
	}), true);
	const findings = await judgeSource(handed, repository, producer, stable);
	for (const each of baselines) findings.push(...await judgeBaseline(handed, each, repository, each.which === "previous" ? "equal" : policy["tag-relation"]));
	findings.push(await judgePrevious(handed, baselines, repository));
	findings.push(...judgeRollback(handed), judgeGeneratedAt(handed, ctx.time));
	tell(ctx, "release", findings, true);
	const tagged = await taggedCommit(baseline, repository);
	const read = readingAt(repository, ctx.recorded);
	tell(ctx, "digest", await judgeDigests(handed, tagged, read), true);
	const overridden = Object.keys(modeNamed(handoffs, mode)?.override ?? {});
	const agreeing = await judgeAgrees(handed, tagged, {
		facts: policy.facts,
		errorCodes: policy["error-codes"]
	}, overridden, read);
	agreeing.push(...await judgePreviousAgrees(handed, policy.facts, read));
	if (policy.shape === "release-handoff.v1") agreeing.push(...judgeEnvelope(handed), ...await judgeStatements(handed, read));
	tell(ctx, "agrees", agreeing, true);
	tell(ctx, "measured", [await judgeMeasured(handed, tagged, repository, policy)], true);
	tell(ctx, "published", [await judgePublished(ctx, handed, policy, {
		own,
		repository
	})], true);
	tell(ctx, "packet", [await judgePacket(ctx, handed, policy)], true);
}
async function taggedCommit(baseline, repository) {
	if (!repository.ok || baseline?.tag === void 0 || !canBeTag(baseline.tag)) return void 0;
	const tagged = await tagCommit(repository.data, baseline.tag);
	return tagged.state === "there" ? tagged.data : void 0;
}
async function judgePrevious(handed, baselines, repository) {
	const about = ["the release before"];
	const { shape } = handed;
	const said = baselines.find(({ which }) => which === "previous");
	const baseline = baselines.find(({ which }) => which === "baseline");
	const at = placeOf(handed, shape.previous?.at ?? "");
	const fix = "hand over anew, with the release before";
	if (said === void 0 && (shape.previous === void 0 || handed.document.get(shape.previous.at) === void 0)) return wrong(about, {
		problem: "the payload does not say which release was before, to which a consumer could go back",
		expected: "the release before",
		actual: null,
		fix,
		at
	});
	if (!repository.ok) return open(repository.because, ...about);
	const commit = await taggedCommit(baseline, repository);
	if (baseline?.tag === void 0 || commit === void 0) return lacks("it is not known which commit is handed over", "the tag of the release", ...about);
	const before = await releaseBefore(repository.data, baseline.tag, commit);
	if (!before.ok) return open(before.because, ...about);
	const [expected, actual] = [before.data?.tag ?? null, said?.tag ?? null];
	if (expected === actual) return holds(...about);
	const problem = `the payload says that ${actual ?? "none"} was before ${baseline.tag}, and it was ${expected ?? "none"}`;
	return wrong(about, {
		problem,
		expected,
		actual,
		fix,
		at
	});
}
async function judgeMeasured(handed, tagged, repository, { check }) {
	if (!repository.ok) return open(repository.because, check.check);
	const commit = textAt(handed, handed.shape.commit) ?? tagged;
	if (commit === void 0 || !isCommitId(commit)) return lacks("it is not known of which commit the results are", "a commit in the payload", check.check);
	const { github, name } = repository.data;
	return {
		about: [check.check],
		verdict: await judgeCheck(github, name, commit, check)
	};
}
async function judgePacket(ctx, { payload, digest }, { packet: path }) {
	if (path === void 0) return {
		about: [],
		verdict: {
			status: "not-applicable",
			why: "the configuration names no packet"
		}
	};
	if (payload === void 0) return lacks("the payload does not have its form, as another result says", "a payload");
	const found = await ctx.read(path);
	if (!found.found && found.because !== void 0) return open(found.because);
	const fix = `put what release-handoff generated beside the payload at ${path}`;
	const against = (problem, expected, actual, line) => wrong([], {
		problem: `the packet ${path} ${problem}`,
		expected,
		actual,
		fix,
		at: {
			path,
			...line === void 0 ? {} : { line }
		}
	});
	if (!found.found) return against(found.message, "a packet", found.reason);
	const decoded = decodeText(found.content);
	if (!decoded.ok) return against(decoded.message, "a text", decoded.message, decoded.line);
	const expected = packetText(payload, digest);
	if (decoded.text === expected && !decoded.bom) return holds();
	const [wanted, given] = [expected.split("\n"), decoded.text.split("\n")];
	const index = wanted.findIndex((line, number) => line !== given[number]);
	const line = (index === -1 ? wanted.length : index) + 1;
	const [want = "the end", has = "the end"] = [wanted[line - 1], given[line - 1]];
	return against(`does not say what the payload says: it has ${quote(has, 80)}`, want, has, line);
}

export { verify };