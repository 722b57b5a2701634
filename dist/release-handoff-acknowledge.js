import { milliseconds } from "./core-duration.js";
import { locate } from "./core-location.js";
import { isoTime, listed } from "./shared.js";
import { approvalsOf, jointApproval, peopleOf } from "./domain-approval.js";
import { earliest, momentText, readCalendar } from "./domain-calendar.js";
import { AnswerSchema, baselinesOf, eachWrong, holds, lacks, onDefaultBranch, open, outcomeOf, publishedAt, readHanded, wrong } from "./release-handoff-features.js";
import { landingOf } from "./domain-landing.js";
import { parseRecord } from "./domain-record.js";
import { fileAt, namedRepository, tipOf } from "./domain-repository.js";
import { judgeCheck } from "./domain-run-jobs.js";
import { rulesOf, tell } from "./release-handoff.control.js";

// actions/release-handoff/acknowledge.ts
const mostBytes = 1048576;
async function acknowledge(ctx, policy) {
	const [payload, answer] = [await landed(ctx, policy.payload), await landed(ctx, policy.answer)];
	const handed = payload.state === "there" ? readHanded(policy.payload.path, payload.file.content, policy.shape).handed : void 0;
	if (payload.state !== "there" || handed === void 0) {
		const because = payload.state === "unknown" ? payload.because : {
			code: "NO_DATA",
			message: `there is no payload that could be answered: ${policy.payload.path} ${payload.state === "absent" ? payload.message : "cannot be read"}`,
			needs: `a payload at ${policy.payload.path}`
		};
		for (const rule of rulesOf.acknowledge) tell(ctx, rule, [open(because)], true);
		return outcomeOf(void 0);
	}
	const here = policy.answer.repository === void 0;
	const read = readAnswer(policy.answer.path, answer, handed);
	tell(ctx, "answer", read.findings, here);
	const given = read.answer;
	tell(ctx, "in-time", [await judgeTime(ctx, policy, handed, payload.file, answer, given)], here);
	const unanswered = [lacks("the handoff is not answered, as another result says", "the answer of the consumer")];
	tell(ctx, "verdict", given === void 0 ? unanswered : judgeVerdict(policy.answer.path, given), here);
	const measured = given === void 0 || answer.state !== "there" ? unanswered : await judgeMeasured(policy, answer.file.repository, given.commit);
	tell(ctx, "answer-measured", measured, here);
	const by = policy.approvers.length === 0 ? [{
		about: [],
		verdict: {
			status: "not-applicable",
			why: "the configuration names nobody"
		}
	}] : given === void 0 || answer.state !== "there" ? unanswered : [await judgeApproval(ctx, policy, answer.file)];
	tell(ctx, "answered-by", by, here);
	return outcomeOf(handed);
}
async function landed(ctx, place) {
	const name = place.repository ?? ctx.subject.repository;
	const own = name === void 0 || name.toLowerCase() === ctx.subject.repository?.toLowerCase();
	const credential = name?.toLowerCase() === ctx.inputs.producer.toLowerCase() ? "producer-token" : "consumer-token";
	const github = own ? ctx.github() : ctx.github(credential);
	const repository = await namedRepository(github, name, `the input ${own ? "token" : credential}, with contents: read`);
	if (!repository.ok) return {
		state: "unknown",
		because: repository.because
	};
	const tip = await tipOf(repository.data);
	if (!tip.ok) return {
		state: "unknown",
		because: tip.because
	};
	const path = place.repository === void 0 ? `${ctx.policy.folder}${place.path}` : place.path;
	const found = await fileAt(repository.data, path, tip.data, mostBytes);
	if (found.state !== "there") return found;
	ctx.recorded(`${repository.data.name}/${path}`, tip.data, found.data);
	return {
		state: "there",
		file: {
			repository: repository.data,
			path,
			ref: tip.data,
			content: found.data
		}
	};
}
function readAnswer(path, found, handed) {
	const all = [
		"form",
		"digest",
		"release"
	];
	if (found.state === "unknown") return { findings: all.map((what) => open(found.because, what)) };
	if (found.state === "absent") {
		const message = `the consumer has not answered yet: ${path} ${found.message}`;
		return { findings: all.map((what) => lacks(message, `the answer of the consumer at ${path}`, what)) };
	}
	const read = parseRecord(path, found.file.content, AnswerSchema);
	if (!read.ok) {
		const problems = read.problems.map((problem) => ({
			...problem,
			pointer: "form"
		}));
		const findings = eachWrong(problems, `the answer ${path}`, `mend ${path}`);
		const rest = ["digest", "release"].map((what) => lacks(`the answer ${path} cannot be read`, "an answer", what));
		return { findings: [...findings, ...rest] };
	}
	const { value: answer, document } = read;
	const release = baselinesOf(handed)[0]?.tag;
	const compare = (what, pointer, actual, expected) => actual === expected ? holds(what) : wrong([what], {
		problem: `the answer ${path} is to another handoff: ${pointer.slice(1)} is not that of ${handed.path}`,
		expected: expected ?? null,
		actual,
		fix: `answer to the payload that is there now, in ${path}`,
		at: locate(path, document.near(pointer))
	});
	const findings = [
		holds("form"),
		compare("digest", "/handoff", answer.handoff, handed.digest),
		compare("release", "/release", answer.release, release)
	];
	return findings.every(({ verdict }) => verdict.status === "passed") ? {
		findings,
		answer
	} : { findings };
}
async function judgeTime(ctx, policy, handed, payload, answer, given) {
	if (given !== void 0) return holds();
	const begun = await begin(policy, handed, payload);
	if (!begun.ok) return open(begun.because);
	const end = await endOf(ctx, policy, begun.data);
	if ("because" in end) return open(end.because);
	const { latest } = ctx.time;
	if (!("unknown" in end.at)) ctx.note(`The consumer has until ${end.words(end.at.at)} to answer.`);
	if ("unknown" in end.at && latest >= end.at.atLeast) return open(end.at.unknown);
	const over = "unknown" in end.at ? end.at.atLeast : end.at.at;
	if (latest < over) return holds();
	if (answer.state === "unknown") return open(answer.because);
	return wrong([], {
		problem: `the handoff ${handed.digest} is not answered, and the time for it ended ${end.words(over)}`,
		expected: `an answer of the consumer before ${isoTime(over)}`,
		actual: null,
		fix: `ask the consumer to answer in ${policy.answer.path}, or take the release back`,
		at: { path: policy.answer.path }
	});
}
async function begin(policy, handed, payload) {
	const { repository, path, ref, content } = payload;
	if (policy.from === "released") {
		const tag = baselinesOf(handed)[0]?.tag;
		if (tag !== void 0) return publishedAt(repository, tag);
		return {
			ok: false,
			because: {
				code: "NO_DATA",
				message: "the payload names no release",
				needs: "a release in the payload"
			}
		};
	}
	const came = await landingOf(repository.github, {
		repository: repository.name,
		path,
		ref,
		content
	});
	return came.ok ? {
		ok: true,
		data: came.data.mergedAt
	} : came;
}
async function endOf(ctx, policy, begun) {
	const { calendar: settings, within, "business-days": days } = policy;
	if (settings === void 0 || days === void 0) return {
		at: { at: begun + milliseconds(within ?? "0s") },
		words: (time) => isoTime(time)
	};
	const made = await readCalendar(settings, ctx.policy.tree);
	if (!made.ok) return { because: made.because };
	const { calendar } = made;
	return {
		at: earliest(begun, { businessDays: days }, calendar),
		words: (time) => momentText(time, calendar)
	};
}
function judgeVerdict(path, { verdict, results, blockers, reason }) {
	const stuck = blockers.filter(({ state }) => state === "open").map(({ what }) => what);
	const missed = results.filter(({ status }) => status !== "passed").map(({ id, status }) => `${id} ${status}`);
	const fix = "take what stands in the way away, and have the consumer answer anew";
	const against = (what, problem, expected, actual) => wrong([what], {
		problem,
		expected,
		actual,
		fix,
		at: { path }
	});
	if (verdict === "rejected") return [against("verdict", `the consumer rejects the handoff${reason === void 0 ? "" : `: ${reason}`}`, "accepted", [
		verdict,
		...stuck,
		...missed
	])];
	return [
		holds("verdict"),
		stuck.length === 0 ? holds("blockers") : against("blockers", `the consumer accepts, and has open blockers: ${listed(stuck)}`, "no open blocker", stuck),
		results.length > 0 && missed.length === 0 ? holds("results") : against("results", results.length === 0 ? "the consumer accepts without any result" : `the consumer accepts, and not everything passed: ${listed(missed)}`, "results that passed", missed)
	];
}
async function judgeMeasured(policy, repository, commit) {
	const { github, name } = repository;
	const checked = {
		about: [policy.check.check],
		verdict: await judgeCheck(github, name, commit, policy.check)
	};
	const landed = await onDefaultBranch(repository, commit);
	if (landed.state === "unknown") return [checked, open(landed.because, "commit")];
	if (landed.state === "there" && landed.data) return [checked, holds("commit")];
	const problem = `the answer is about commit ${commit}, which the default branch of ${name} does not hold`;
	const fix = `answer of a commit that ${name} has merged`;
	const at = { path: policy.answer.path };
	return [checked, wrong(["commit"], {
		problem,
		expected: "a commit of the default branch",
		actual: commit,
		fix,
		at
	})];
}
async function judgeApproval(ctx, policy, answer) {
	const people = peopleOf(policy.approvers, ctx.policy.roles, "acknowledge: approvers");
	const { repository, path, ref, content } = answer;
	const { github, name } = repository;
	const came = await landingOf(github, {
		repository: name,
		path,
		ref,
		content
	});
	if (!came.ok) return open(came.because);
	const { pullRequest, head } = came.data;
	const approvals = await approvalsOf(github, name, pullRequest, head, people, ctx.inputs["ignored-co-authors"]);
	const given = jointApproval([{
		side: "consumer",
		people,
		needed: 1,
		approvals
	}]);
	if (given.state === "given") return holds();
	if (given.state === "unknown") return open(given.because);
	return wrong([], {
		problem: `the answer was not approved by the consumer: ${given.lacking.join("; ")} (pull request #${pullRequest})`,
		expected: "an approval at the head of the pull request that brought the answer",
		actual: given.lacking,
		fix: `have the answer approved by ${people.join(", ")}, in a pull request of its own`,
		at: { path: policy.answer.path }
	});
}

export { acknowledge };