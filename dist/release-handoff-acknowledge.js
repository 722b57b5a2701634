import { milliseconds } from "./core-duration.js";
import { locate } from "./core-location.js";
import { isoTime, listed } from "./shared.js";
import { approvalsOf, jointApproval, peopleOf } from "./domain-approval.js";
import { earliest, momentText, readCalendar } from "./domain-calendar.js";
import { eachWrong, holds, lacks, open, wrong } from "./domain-finding.js";
import { AcknowledgementSchema, baselinesOf, judgeBaseline, judgeTried, outcomeOf, publishedAt, readHanded } from "./release-handoff-features.js";
import { landingOf } from "./domain-landing.js";
import { parseRecord } from "./domain-record.js";
import { fileAt, namedRepository, tipOf } from "./domain-repository.js";
import { noData } from "./domain-verdict.js";
import { rulesOf, tell } from "./release-handoff.control.js";

// actions/release-handoff/acknowledge.ts
const mostBytes = 1048576;
async function acknowledge(ctx, policy) {
	const [payload, answer] = [await landed(ctx, policy.payload), await landed(ctx, policy.answer)];
	const read = payload.state === "there" ? readPayload(policy, payload.file) : { because: whyNone(policy, payload) };
	if (payload.state !== "there" || "because" in read) {
		const { because } = read;
		for (const rule of rulesOf.acknowledge) tell(ctx, rule, [open(because)], true);
		return outcomeOf(void 0);
	}
	const { handed } = read;
	const here = policy.answer.repository === void 0;
	tell(ctx, "release", await judgeRelease(ctx, handed, payload.file), policy.payload.repository === void 0);
	const { findings, given } = readAnswer(policy.answer.path, answer, handed);
	tell(ctx, "answer", findings, here);
	const begun = await begin(policy, handed, payload.file);
	const came = answer.state === "there" ? answer.file : void 0;
	tell(ctx, "in-time", [await judgeTime(ctx, policy, handed, begun, given === void 0 ? void 0 : came, answer)], here);
	const unanswered = [lacks("the handoff is not answered, as another result says", "the answer of the consumer")];
	tell(ctx, "verdict", given === void 0 ? unanswered : judgeVerdict(policy, given), here);
	const isAnswered = given !== void 0 && came !== void 0;
	tell(ctx, "answer-measured", isAnswered ? await judgeTried(policy, came.repository, given, begun) : unanswered, here);
	const by = policy.approvers.length === 0 ? [{
		about: [],
		verdict: {
			status: "not-applicable",
			why: "the configuration names nobody"
		}
	}] : isAnswered ? [await judgeApproval(ctx, policy, came)] : unanswered;
	tell(ctx, "answered-by", by, here);
	return outcomeOf(handed);
}
function whyNone({ payload: { path } }, found) {
	if (found.state === "unknown") return found.because;
	return noData(`there is no payload that could be answered: ${path} ${found.message}`, `a payload at ${path}`);
}
function readPayload({ payload: { path }, shape }, file) {
	const { handed, problems } = readHanded(path, file.content, shape);
	if (handed !== void 0 && problems.length === 0) return { handed };
	const message = `there is no payload that could be answered: ${path} ${problems[0]?.message ?? "cannot be read"}`;
	return { because: noData(message, `a payload at ${path}, in the shape ${shape}`) };
}
async function judgeRelease(ctx, handed, { repository }) {
	const { producer, generate, verify } = ctx.inputs;
	const relation = verify?.["tag-relation"] ?? generate?.["tag-relation"] ?? "sha-ancestor-of-tag";
	const [baseline] = baselinesOf(handed);
	if (baseline === void 0) return [lacks("the payload names no release", "a release in the payload")];
	const isHere = repository.name.toLowerCase() === producer.toLowerCase();
	const own = ctx.subject.repository?.toLowerCase() === producer.toLowerCase();
	const github = own ? ctx.github() : ctx.github("producer-token");
	const asked = isHere ? {
		ok: true,
		data: repository
	} : await namedRepository(github, producer, `the input ${own ? "token" : "producer-token"}, with contents: read`);
	return judgeBaseline(handed, baseline, asked, relation);
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
	const given = void 0;
	const all = [
		"form",
		"digest",
		"release"
	];
	if (found.state === "unknown") return {
		findings: all.map((what) => open(found.because, what)),
		given
	};
	if (found.state === "absent") {
		const message = `the consumer has not answered yet: ${path} ${found.message}`;
		return {
			findings: all.map((what) => lacks(message, `the answer of the consumer at ${path}`, what)),
			given
		};
	}
	const read = parseRecord(path, found.file.content, AcknowledgementSchema);
	if (!read.ok) {
		const problems = read.problems.map((problem) => ({
			...problem,
			pointer: "form"
		}));
		const findings = eachWrong(problems, `the answer ${path}`, `mend ${path}`);
		const rest = ["digest", "release"].map((what) => lacks(`the answer ${path} cannot be read`, "an answer", what));
		return {
			findings: [...findings, ...rest],
			given
		};
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
	return {
		findings,
		given: findings.every(({ verdict }) => verdict.status === "passed") ? answer : void 0
	};
}
async function judgeTime(ctx, policy, handed, begun, given, answer) {
	if (!begun.ok) return open(begun.because);
	const end = await endOf(ctx, policy, begun.data);
	if ("because" in end) return open(end.because);
	const { latest } = ctx.time;
	const over = "unknown" in end.at ? end.at.atLeast : end.at.at;
	if (latest < over) {
		if (given === void 0 && !("unknown" in end.at)) ctx.note(`The consumer has until ${end.words(over)} to answer.`);
		return holds();
	}
	const came = given === void 0 ? void 0 : await cameAt(given);
	if (came?.ok === false) return open(came.because);
	if (came !== void 0 && came.data < over) return holds();
	if ("unknown" in end.at) return open(end.at.unknown);
	if (answer.state === "unknown") return open(answer.because);
	const ended = `the time for it ended ${end.words(over)}`;
	return wrong([], {
		problem: came === void 0 ? `the handoff ${handed.digest} is not answered, and ${ended}` : `the handoff ${handed.digest} was answered ${end.words(came.data)}, and ${ended}`,
		expected: `an answer of the consumer before ${isoTime(over)}`,
		actual: came === void 0 ? null : isoTime(came.data),
		fix: came === void 0 ? `ask the consumer to answer in ${policy.answer.path}, or take the release back` : "waive it, or hand over anew: what was late stays late",
		at: { path: policy.answer.path }
	});
}
async function cameAt({ repository, path, ref, content }) {
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
async function begin(policy, handed, payload) {
	if (policy.from === "landed") return cameAt(payload);
	const tag = baselinesOf(handed)[0]?.tag;
	if (tag !== void 0) return publishedAt(payload.repository, tag);
	return {
		ok: false,
		because: noData("the payload names no release", "a release in the payload")
	};
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
function judgeVerdict({ answer: { path }, required }, { verdict, results, blockers, reason }) {
	const stuck = blockers.filter(({ state }) => state === "open").map(({ what }) => what);
	const lacking = required.filter((id) => !results.some((result) => result.id === id));
	const missed = [...results.filter(({ status }) => status !== "passed").map(({ id, status }) => `${id} ${status}`), ...lacking.map((id) => `${id} not told`)];
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
		missed.length === 0 ? holds("results") : against("results", `the consumer accepts, and not everything that is asked for passed: ${listed(missed)}`, required, missed)
	];
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