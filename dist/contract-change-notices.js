import { approvalsOf, peopleOf } from "./domain-approval.js";
import { askedChange, broughtContent, gatherNotices, judgeEmergencyApproval, judgeNotice, judgeRollouts, judgeSameDay, landsAt } from "./contract-change-features.js";
import { patternMatcher } from "./domain-change-set.js";
import { failed, placeOf, settled, shown, told } from "./contract-change.control.js";

// actions/contract-change/notices.ts
async function judgeNotices(ctx, parts, comparisons) {
	const { surface } = parts;
	const policy = surface.notices;
	if (policy === void 0) return [];
	const changes = [];
	for (const comparison of comparisons) changes.push({
		comparison,
		change: await askedChange(comparison, policy)
	});
	const gathered = await gathering(ctx, policy, changes.flatMap(({ change }) => change?.change.fingerprint ?? []));
	const outcomes = readable(surface.id, gathered);
	for (const { comparison, change } of changes) outcomes.push(...await judgeUnit(ctx, {
		comparison,
		change,
		policy,
		gathered,
		parts
	}));
	return outcomes;
}
async function gathering(ctx, policy, fingerprints) {
	const { tree, folder, source, history } = ctx.policy;
	const ref = source.kind === "base" ? source.ref : void 0;
	const { repository } = ctx.subject;
	const matcher = (globs) => ctx.matcher(globs);
	return gatherNotices({
		tree,
		folder,
		ref,
		history,
		github: ctx.github(),
		repository,
		matcher
	}, policy, fingerprints);
}
function readable(surface, { problems, calendarProblems, calendar, unknown }) {
	const rule = "notices-readable";
	const wrong = [...problems.map((problem) => ({
		...problem,
		noun: "notice"
	})), ...calendarProblems.map((problem) => ({
		...problem,
		noun: "calendar"
	}))];
	const files = new Map();
	for (const problem of wrong) files.set(problem.at.path, [...files.get(problem.at.path) ?? [], problem]);
	const outcomes = [...files].map(([path, found]) => {
		const messages = found.map(({ message }) => message);
		const noun = found[0]?.noun ?? "";
		return failed(rule, {
			surface,
			what: [noun, path],
			problem: `the ${noun} ${path} ${messages.join("; ")}`,
			actual: shown(messages, 20),
			fix: `put ${path} right on the default branch`
		}, found[0]?.at);
	});
	if (outcomes.length > 0) return outcomes;
	return [settled(rule, { surface }, unknown ?? ("because" in calendar ? calendar.because : void 0))];
}
async function judgeUnit(ctx, judged) {
	const { comparison, change, policy, gathered } = judged;
	const { surface, seen, unknown } = comparison;
	const fact = {
		surface: surface.id,
		unit: seen.unit.key
	};
	const rollouts = await judgeRollouts(ctx, judged);
	const none = (why) => ["emergency-same-day", "emergency-approved"].map((rule) => ({
		rule,
		fact,
		status: "not-applicable",
		why
	}));
	if (change === void 0) return [
		...["notice-given", "notice-period"].map((rule) => settled(rule, fact, unknown)),
		...none("nothing changes that must be announced"),
		...rollouts
	];
	const lands = await landsAt(ctx, comparison);
	const moment = "moment" in lands ? lands.moment : ctx.time;
	const { given, period, notice, announcement } = judgeNotice(change.change, {
		...gathered,
		moment
	});
	const bound = [change.change.fingerprint];
	const at = placeOf(change.worst);
	const say = (rule, verdict, because) => {
		return told(rule, fact, withUnit(verdict.status === "passed" && because !== void 0 ? {
			status: "unverified",
			because
		} : verdict, comparison, at), bound);
	};
	const outcomes = [say("notice-given", given.status === "passed" && change.problem !== void 0 ? {
		status: "failed",
		problem: change.problem,
		actual: "nothing",
		fix: "map each added code to its status",
		at
	} : given, unknown ?? change.because), say("notice-period", period, "because" in lands ? lands.because : unknown)];
	if (notice === void 0) return [
		...outcomes,
		...none("no single notice names the change"),
		...rollouts
	];
	if (notice.mode !== "emergency") return [
		...outcomes,
		...none("the notice is no emergency"),
		...rollouts
	];
	const approvals = await emergencyApproval(ctx, policy, notice, announcement);
	return [
		...outcomes,
		told("emergency-same-day", fact, withUnit(await sameDay(ctx, judged), comparison, at), bound),
		told("emergency-approved", fact, withUnit(approvals, comparison, at), bound),
		...rollouts
	];
}
function withUnit(verdict, { seen, surface }, at) {
	if (verdict.status !== "failed") return verdict;
	return {
		...verdict,
		problem: `${seen.unit.name}: ${surface.id}: ${verdict.problem}`,
		at: verdict.at ?? at
	};
}
async function emergencyApproval(ctx, policy, notice, announcement) {
	const people = peopleOf(policy["emergency-approvers"], ctx.policy.roles, "notices: emergency-approvers");
	const github = ctx.github();
	const { repository } = ctx.subject;
	if (announcement === void 0 || github === void 0 || repository === void 0) return {
		status: "unverified",
		because: {
			code: "NO_DATA",
			message: "who approved the emergency notice is known only once it is announced",
			needs: "a notice that is announced, and the input token with pull-requests: read"
		}
	};
	const { pullRequest, head } = announcement;
	const ignored = ctx.inputs["ignored-co-authors"];
	return judgeEmergencyApproval(notice, await approvalsOf(github, repository, pullRequest, head, people, ignored));
}
async function sameDay(ctx, { comparison, policy, parts: { files } }) {
	const { seen, surface } = comparison;
	const spec = files.filter(({ kind }) => kind !== "document").map(({ path }) => path);
	const named = [
		["docs", surface.docs],
		["spec", spec.length === 0 ? files.map(({ path }) => path) : spec],
		["tests", policy.tests]
	];
	const brought = [];
	for (const [name, patterns] of named) brought.push({
		name,
		patterns,
		updated: seen.judged === void 0 ? { because: noUnit(seen) } : await updatedBy(ctx, seen.judged, patterns)
	});
	return judgeSameDay(brought);
}
function noUnit({ because, unit }) {
	const message = `what ${unit.name} changes is not known`;
	return because ?? {
		code: "NO_DATA",
		message,
		needs: "its changes"
	};
}
async function updatedBy(ctx, judged, patterns) {
	const matchers = [];
	for (const pattern of patterns) matchers.push(await patternMatcher(pattern, (globs) => ctx.matcher(globs)));
	const { brought, because } = await broughtContent(judged, matchers);
	let open = because;
	for (const matcher of matchers) {
		const { changed } = await brought.touch(matcher, false);
		if (changed.is === "yes") return true;
		if (changed.is === "unknown") open ??= changed.because;
	}
	return open === void 0 ? false : { because: open };
}

export { judgeNotices };