import { counted } from "./core-counted.js";
import { changesSince, namedVersions } from "./contract-change-features.js";
import { judgeJointRecord, speakersOf } from "./domain-cutover.js";
import { namedRepository } from "./domain-repository.js";
import { quote } from "./shared.js";
import { failed, notAsked, placeOf, settled, told } from "./contract-change.control.js";

// actions/contract-change/joint.ts
async function judgeJoint(ctx, judged, parts) {
	const { surface } = judged.comparison;
	const { cutover } = surface;
	if (cutover === void 0) return [];
	const speakers = speakersOf(cutover.go, ctx.policy.roles, "cutover: go", ctx.inputs["ignored-co-authors"]);
	return [...cutover.bump === void 0 ? notAsked(surface, ["bump-gated"]) : await judgeBumpGates(ctx, judged, speakers), ...cutover.wave === void 0 ? notAsked(surface, ["wave-green"]) : await judgeWave(ctx, judged, parts, speakers)];
}
async function judgeBumpGates(ctx, { comparison, versions }, speakers) {
	const { surface, seen } = comparison;
	const bump = surface.cutover?.bump;
	const rule = "bump-gated";
	const outcomes = [];
	for (const change of versions) {
		const { version } = change;
		if (version.breaking === void 0 || bump === void 0) continue;
		const fact = {
			surface: surface.id,
			what: [version.id],
			unit: seen.unit.key
		};
		if (change.state !== "known") {
			outcomes.push(settled(rule, fact, change.state === "unknown" ? change.because : void 0));
			continue;
		}
		const { before, after, step, at } = change;
		if (step !== "raised" && step !== "other") {
			outcomes.push(settled(rule, fact, void 0));
			continue;
		}
		const id = namedVersions(bump.checkpoint, before, after);
		const path = namedVersions(bump.record, before, after);
		const goes = `${seen.unit.name}: ${version.id} goes from ${quote(before)} to ${quote(after)}`;
		const { verdict } = await judgeJointRecord(ctx.policy, {
			id,
			path
		}, await own(ctx), speakers);
		outcomes.push(told(rule, fact, verdict.status === "failed" ? {
			...verdict,
			problem: `${goes}, and ${verdict.problem}`,
			at: verdict.at ?? at
		} : verdict, [before, after]));
	}
	return outcomes;
}
async function judgeWave(ctx, { comparison }, parts, speakers) {
	const { surface, seen, changes, unknown } = comparison;
	const wave = surface.cutover?.wave;
	const rule = "wave-green";
	const fact = {
		surface: surface.id,
		unit: seen.unit.key
	};
	const [worst] = changes.filter((change) => change.class !== "docs");
	if (worst === void 0 || wave === void 0) return [settled(rule, fact, unknown)];
	const { verdict, commit } = await judgeJointRecord(ctx.policy, {
		id: wave.checkpoint,
		path: wave.record
	}, await own(ctx), speakers);
	if (verdict.status === "failed") {
		const problem = `${seen.unit.name}: ${surface.id} changes again, and ${verdict.problem}`;
		return [told(rule, fact, {
			...verdict,
			problem,
			at: verdict.at ?? placeOf(worst)
		})];
	}
	if (verdict.status !== "passed" || commit === void 0) return [told(rule, fact, verdict)];
	const to = (seen.unit.key === "" && ctx.inputs.range === void 0 ? ctx.policy.source.ref : void 0) ?? seen.unit.base;
	const since = await changesSince(ctx, parts, commit, to);
	const [first] = since.changes;
	if (first === void 0 && !since.aside) return [settled(rule, fact, since.because)];
	const recorded = first === void 0 ? `commit ${commit}, which is not in the history of ${to}` : `only what was before ${counted(since.changes.length, "change")} of it: ${first.path}: ${first.message}`;
	return [failed(rule, {
		...fact,
		problem: `${seen.unit.name}: ${surface.id} changes again, and both sides recorded as green ${recorded} (${wave.record} names commit ${commit})`,
		expected: to,
		actual: commit,
		observed: [commit, since.changes.map(({ fingerprint }) => fingerprint).sort()],
		fix: `record in ${wave.record} that commit ${to} is green on both sides, by a pull request that both approve, and change the contract then`
	}, placeOf(worst))];
}
function own(ctx) {
	return namedRepository(ctx.github(), ctx.subject.repository, "the input token, with contents: read and pull-requests: read");
}

export { judgeJoint };