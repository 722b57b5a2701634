import { approvalsOf, peopleOf } from "./domain-approval.js";
import { patternMatcher } from "./domain-change-set.js";
import { gatherNotices, judgeEmergencyApproval, judgeNotice, judgeSameDay } from "./domain-notice.js";
import { askedChange, judgeRollouts, landsAt } from "./contract-change-features.js";
import { failed, placeOf, remaining, settled, told } from "./contract-change.control.js";

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
	const outcomes = [...problems.map((problem) => ({
		...problem,
		noun: "notice"
	})), ...calendarProblems.map((problem) => ({
		...problem,
		noun: "calendar"
	}))].map(({ noun, message, at }, index) => failed(rule, {
		surface,
		what: [
			noun,
			at.path,
			String(index)
		],
		problem: `the ${noun} ${at.path} ${message}`,
		fix: `mend ${at.path} on the default branch`
	}, at));
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
		const open = verdict.status === "passed" && because !== void 0 ? {
			status: "unverified",
			because
		} : verdict;
		return told(rule, fact, withUnit(open, comparison, at), bound);
	};
	const outcomes = [say("notice-given", given.status === "passed" && change.problem !== void 0 ? {
		status: "failed",
		problem: change.problem,
		actual: null,
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
		told("emergency-same-day", fact, withUnit(await sameDay(ctx, judged, lands), comparison, at), bound),
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
async function sameDay(ctx, { comparison, policy, gathered, parts: { files } }, lands) {
	const { calendar } = gathered;
	const { seen, surface } = comparison;
	if ("because" in lands) return {
		status: "unverified",
		because: lands.because
	};
	if ("because" in calendar) return {
		status: "unverified",
		because: calendar.because
	};
	const at = lands.moment.earliest;
	const spec = files.filter(({ kind }) => kind !== "document").map(({ path }) => path);
	const named = [
		["docs", surface.docs],
		["spec", spec.length === 0 ? files.map(({ path }) => path) : spec],
		["tests", policy.tests]
	];
	const updated = [];
	const left = seen.judged === void 0 ? void 0 : await remaining(seen.judged);
	for (const [name, patterns] of named) {
		let part = {
			name,
			updated: []
		};
		for (const pattern of patterns) {
			const matcher = await patternMatcher(pattern, (globs) => ctx.matcher(globs));
			const changed = (await left?.touch(matcher, false))?.changed;
			if (changed?.is === "yes") part = {
				name,
				updated: [at]
			};
			if (changed?.is === "yes") break;
			if (changed?.is === "unknown") part = {
				name,
				updated: { because: changed.because }
			};
		}
		updated.push(left === void 0 && seen.because !== void 0 ? {
			name,
			updated: { because: seen.because }
		} : part);
	}
	const verdict = judgeSameDay(updated, at, calendar);
	return verdict.status === "failed" ? {
		...verdict,
		problem: `${verdict.problem} by this change itself`
	} : verdict;
}

export { judgeNotices };