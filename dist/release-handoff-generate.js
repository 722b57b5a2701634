import { milliseconds } from "./core-duration.js";
import { GovernanceError } from "./shared.js";
import { eachWrong, holds, lacks } from "./domain-finding.js";
import { baselineOf, baselinesOf, codesOf, envelopeOf, evidence, handoffKind, handoffText, impactOf, judgeBaseline, judgeContained, judgeFilled, judgeGaps, judgeMode, judgeResults, judgeSource, manifestOf, modeNamed, outcomeOf, packetText, previousOf, readHanded, releasedCommit, risksOf, section, sourceFiles, timeOf, verifiedResults } from "./release-handoff-features.js";
import { namedRepository } from "./domain-repository.js";
import { tell } from "./release-handoff.control.js";

// actions/release-handoff/generate.ts
const name = "release-handoff.payload.json";
async function generate(ctx, policy) {
	const { handoff, handoffs, producer } = ctx.inputs;
	const mode = modeNamed(handoffs, handoff);
	if (mode === void 0) throw new GovernanceError("BAD_INPUT", `there is no handoff ${handoff}`, { hint: "Name stable, or one under handoffs of the configuration." });
	const repository = await namedRepository(ctx.github(), producer, "the input token, with contents: read");
	const files = sourceFiles(ctx, repository);
	const verified = await verifiedResults(ctx);
	if (files === void 0) {
		const none = [lacks("it is not known which commit is handed over", "a commit")];
		for (const rule of [
			"sources",
			"form",
			"filled",
			"contained",
			"mode-fields",
			"release"
		]) tell(ctx, rule, none, false);
		tell(ctx, "results", verified.findings, false);
		return outcomeOf(void 0);
	}
	const sought = {
		findings: [],
		files
	};
	const draft = await draftOf(ctx, policy, mode, sought, repository, verified);
	const whole = tell(ctx, "sources", sought.findings, true);
	const text = handoffText(draft);
	const { handed, problems } = readHanded(name, new TextEncoder().encode(text), "release-handoff.v1");
	if (handed === void 0) throw new Error(`the payload cannot be read back: ${problems[0]?.message ?? ""}`);
	const notWhole = lacks("not everything that is handed over is there, as other results say", "what they name");
	const filled = draft.impact === void 0 ? [...judgeGaps(handed), notWhole] : judgeFilled(handed);
	const form = !whole || verified.results.length === 0 ? [notWhole] : problems.length === 0 ? [holds()] : eachWrong(problems, "the payload", "correct what is handed over there");
	const maximumAge = milliseconds(ctx.inputs["results-maximum-age"]);
	const release = await judgeReleases(ctx, policy, handed, repository);
	const results = verified.results.length === 0 && verified.findings.some(({ verdict }) => verdict.status !== "passed") ? verified.findings : [...verified.findings, ...judgeResults(handed, {
		asked: [],
		maximumAge,
		moment: ctx.time
	})];
	const holding = [
		tell(ctx, "form", form, false),
		tell(ctx, "filled", filled, false),
		tell(ctx, "contained", judgeContained(handed), false),
		tell(ctx, "mode-fields", whole ? judgeMode(handed, handoffs, [handoff]) : [notWhole], false),
		tell(ctx, "release", release, false),
		tell(ctx, "results", results, false)
	];
	const { payload } = handed;
	const ready = whole && holding.every((each) => each) && payload !== void 0 && !ctx.time.replay;
	if (ready) {
		ctx.document("payload.json", text);
		ctx.document("packet.md", packetText(payload, handed.digest));
	} else ctx.note("No payload was written: not everything that it would hand over was measured.");
	return outcomeOf(ready ? handed : void 0, ready);
}
async function judgeReleases(ctx, policy, handed, repository) {
	const { handoff, producer } = ctx.inputs;
	const baselines = baselinesOf(handed).filter(({ tag }) => tag !== void 0);
	const baseline = baselines.find(({ which }) => which === "baseline");
	if (baseline === void 0) return [lacks("it is not known which release is handed over", "what other results name")];
	const findings = await judgeSource(handed, repository, producer, handoff === "stable" ? baseline : void 0);
	for (const each of baselines) findings.push(...await judgeBaseline(handed, each, repository, each.which === "previous" ? "equal" : policy["tag-relation"]));
	return findings;
}
async function draftOf(ctx, policy, mode, sought, repository, verified) {
	const surface = ctx.config.surfaces.find(({ id }) => id === policy.surface);
	if (surface === void 0) throw new GovernanceError("BAD_CONFIG", `there is no surface ${policy.surface}`);
	const manifest = await manifestOf(sought, policy);
	const generatedAt = await timeOf(sought, ctx.inputs["source-date-epoch"], repository);
	const tag = manifest?.said.get("tag") ?? "";
	const tagged = manifest === void 0 ? void 0 : await releasedCommit(sought, tag, repository);
	const active = manifest === void 0 || tagged === void 0 ? void 0 : baselineOf(manifest.said, tagged, manifest.file);
	const previous = tagged === void 0 ? void 0 : await previousOf(sought, ctx, policy, {
		tag,
		commit: tagged
	}, repository);
	const changelog = await section(sought, "the changelog", policy.changelog, tag);
	const intent = await section(sought, "the intent", policy.packet.intent, tag);
	const risks = await risksOf(sought, policy.packet.risks, tag);
	const impact = await impactOf(sought, policy, tag);
	const errorCodes = await codesOf(sought, surface);
	const follows = surface.envelope?.version ?? "";
	const envelope = envelopeOf(sought, surface, mode.override[follows] ?? manifest?.said.get(follows));
	const files = [];
	for (const path of new Set(policy.packet.evidence)) {
		const file = await evidence(sought, path);
		if (file !== void 0) files.push(file);
	}
	const candidate = ctx.inputs.handoff !== "stable";
	const { owners, commands } = policy.packet;
	return {
		kind: handoffKind,
		schemaVersion: 1,
		mode: ctx.inputs.handoff,
		...generatedAt === void 0 ? {} : { generatedAt },
		producer: ctx.subject.repository ?? ctx.inputs.producer,
		commit: sought.files.commit,
		...active === void 0 ? {} : { baseline: overridden(active, mode.override) },
		...active === void 0 || !candidate ? {} : { active },
		...previous === void 0 ? {} : { previous },
		...errorCodes === void 0 ? {} : { errorCodes },
		...envelope === void 0 || envelope === null ? {} : { envelope },
		...changelog === void 0 ? {} : { changelog },
		verification: {
			reports: verified.reports,
			results: verified.results
		},
		...impact,
		rollback: rollbackOf(policy, previous ?? null),
		...Object.keys(mode.terms).length === 0 ? {} : { terms: mode.terms },
		packet: {
			...intent === void 0 ? {} : { intent: intent.text },
			evidence: files,
			owners,
			commands,
			...risks === void 0 ? {} : { risks }
		}
	};
}
function overridden(active, override) {
	const { tag, commit, ...versions } = override;
	return {
		...active,
		...tag === void 0 ? {} : { tag },
		...commit === void 0 ? {} : { commit },
		versions: {
			...active.versions,
			...versions
		}
	};
}
function rollbackOf({ rollback }, previous) {
	return {
		to: previous === null ? null : {
			tag: previous.tag,
			commit: previous.commit
		},
		steps: rollback.map((step) => step.replaceAll("{previous-tag}", previous?.tag ?? "no release").replaceAll("{previous-commit}", previous?.commit ?? "no commit"))
	};
}

export { generate };