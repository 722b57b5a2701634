import { peopleOf } from "./domain-approval.js";
import { readPosture } from "./domain-posture.js";
import { parseDocument, recordMaxBytes } from "./domain-record.js";
import { approvalNote, goNoGoPackage, handoffDecision } from "./sign-off-features.js";
import { against, noData, passed, unverified } from "./domain-verdict.js";
import { listed } from "./shared.js";

// actions/sign-off/render.ts
async function render(ctx, said, findings, platform) {
	const { headSha: commit } = ctx.subject;
	if (commit === void 0) {
		ctx.note("No document was drawn up: no commit is judged.");
		return {
			decision: void 0,
			verdict: unverified(noData("no commit is judged", "a commit"))
		};
	}
	const posture = said.posture === void 0 ? void 0 : await postureSaid(ctx, said.posture);
	const { decision, reasons, verdict } = recommend(said, findings, said.posture === void 0 ? void 0 : postureVerdict(said.posture, posture));
	const facts = await factsOf(ctx, said, findings, platform, {
		commit,
		decision,
		reasons,
		posture
	});
	ctx.document("approval-note.md", approvalNote(facts));
	ctx.document("go-no-go.md", goNoGoPackage(facts));
	ctx.document("handoff.md", handoffDecision(facts));
	return {
		decision,
		verdict
	};
}
function postureVerdict(path, posture) {
	if (posture === void 0) return unverified(noData(`what ${path} says is not known`, `the posture in ${path}`));
	if (posture === "GO") return passed;
	return against(`${path} says ${posture}`, "GO", posture, "lift the posture first", { path });
}
function recommend({ scope, conditions }, findings, posture) {
	const { gates, evidence, checklists, matrices, risks, unreadRisks } = findings;
	const all = [
		...gates.map(({ gate, verdict }) => ({
			what: `the gate ${gate.id}`,
			verdict
		})),
		...evidence.map(({ evidence: { id }, verdict }) => ({
			what: `the evidence ${id}`,
			verdict
		})),
		...checklists.map(({ path, verdict }) => ({
			what: `the checklist ${path}`,
			verdict
		})),
		...matrices.flatMap(({ verdicts }) => verdicts.map(({ about, verdict }) => ({
			what: `the matrix ${about.join(" ")}`,
			verdict
		}))),
		...risks.map(({ verdict }) => ({
			what: "an open risk",
			verdict
		})),
		...unreadRisks === void 0 ? [] : [{
			what: "the risks",
			verdict: unreadRisks
		}],
		...posture === void 0 ? [] : [{
			what: "the posture",
			verdict: posture
		}]
	];
	const failed = all.filter(({ verdict }) => verdict.status === "failed");
	const open = all.filter(({ verdict }) => verdict.status === "unverified");
	const reasons = [...failed, ...open].map(({ what, verdict }) => `${what} is ${wordsOf(verdict)}`);
	if (failed.length > 0) {
		const problems = reasons.slice(0, failed.length);
		return {
			decision: "no-go",
			reasons,
			verdict: against(`what was measured does not let go: ${listed(problems)}`, "everything proven", problems, "settle what failed, and draw the documents up again")
		};
	}
	const [first] = open;
	if (first !== void 0) {
		const message = `${open.length} of ${all.length} things are not verified, first ${first.what}`;
		return {
			decision: "no-go",
			reasons,
			verdict: unverified(noData(message, "what the other results name"))
		};
	}
	const restricted = scope.length + conditions.length > 0;
	return {
		decision: restricted ? "restricted" : "go",
		reasons: restricted ? ["everything was measured; it may go within the scope and under the conditions below"] : [],
		verdict: passed
	};
}
function wordsOf(verdict) {
	if (verdict.status === "failed") return `not so: ${verdict.problem}`;
	return verdict.status === "unverified" ? `not verified: ${verdict.because.message}` : verdict.status;
}
async function factsOf(ctx, said, { gates, evidence, checklists, matrices, risks, unreadRisks, signed }, platform, { posture, ...drawn }) {
	const { commit, decision, reasons } = drawn;
	const { repository, runId, ref } = ctx.subject;
	const host = platform.repository.ok ? platform.repository.data.github.host : void 0;
	const numbers = [...new Set(matrices.flatMap(({ pulls }) => pulls))].sort((a, b) => a - b);
	const pulls = [];
	for (const number of numbers) {
		const seen = await platform.pull(number);
		pulls.push({
			number,
			mergeCommit: seen.state === "there" ? seen.data.mergeCommit : void 0
		});
	}
	return {
		title: said.title,
		branch: /^refs\/heads\/(.+)$/.exec(ref ?? "")?.[1],
		commit,
		run: runId === void 0 || repository === void 0 || host === void 0 ? void 0 : {
			id: runId,
			url: `https://${host}/${repository}/actions/runs/${runId}`
		},
		at: ctx.time.latest,
		decision,
		reasons,
		gates: gates.map(({ gate: { id, title }, verdict, reports }) => shown(title ?? id, verdict, {
			commit,
			digests: reports.map(({ sha256 }) => sha256)
		})),
		evidence: evidence.map(({ evidence: { id, title, kind, path }, verdict, commit: measured, file }) => ({
			kind,
			...claimed(shown(title ?? id, verdict, {
				path,
				commit: measured,
				digests: file === void 0 ? [] : [file.sha256]
			}))
		})),
		checklists: checklists.map(({ path, boxes, verdict }) => claimed(shown(`Checklist, ${boxes} boxes`, verdict, { path }))),
		matrices: matrices.map(({ id, path, rows, verdicts }) => {
			const wrong = verdicts.filter(({ verdict: { status } }) => status !== "passed" && status !== "not-applicable");
			const [first] = wrong.filter(({ verdict: { status } }) => status === "failed").concat(wrong);
			return shown(`Matrix ${id}, ${rows} rows`, first?.verdict ?? passed, { path });
		}),
		pulls,
		risks: risks.map(({ risk: { text, owner, due, check }, verdict }) => ({
			text,
			owner: owner?.text ?? "",
			due: due?.text ?? "",
			check: check?.text ?? "",
			state: stateOf(verdict),
			why: whyOf(verdict)
		})),
		unknownRisks: unreadRisks === void 0 ? void 0 : whyOf(unreadRisks),
		roles: ctx.inputs.approvals.roles.map(({ role, count }) => ({
			role,
			people: peopleOf([role], ctx.policy.roles, "sign-off: approvals: roles"),
			count,
			by: signed.flatMap((one) => one.role === role ? [{
				login: one.by,
				at: one.at
			}] : [])
		})),
		intent: said.intent,
		scope: said.scope,
		conditions: said.conditions,
		owners: said.owners,
		rollback: said.rollback,
		posture,
		baseline: said.baseline === void 0 ? [] : await baselineSaid(ctx, said.baseline)
	};
}
function shown(title, verdict, more) {
	return {
		title,
		state: stateOf(verdict),
		why: whyOf(verdict),
		digests: [],
		...more
	};
}
function claimed(one) {
	return one.path !== void 0 && one.state === "proven" ? {
		...one,
		state: "claimed"
	} : one;
}
function stateOf({ status }) {
	return status === "passed" ? "proven" : status === "failed" ? "against" : "open";
}
function whyOf(verdict) {
	if (verdict.status === "failed") return verdict.problem;
	if (verdict.status === "unverified") return verdict.because.message;
	return "";
}
async function postureSaid(ctx, path) {
	const found = await ctx.read(path, { maxBytes: recordMaxBytes });
	const read = found.found ? readPosture(path, found.content) : void 0;
	const word = read?.ok === true ? read.value["posture"] : void 0;
	return typeof word === "string" ? word : void 0;
}
async function baselineSaid(ctx, { path, fields }) {
	const found = await ctx.read(path);
	const read = found.found ? parseDocument(path, found.content) : void 0;
	return Object.entries(fields).map(([label, pointer]) => {
		const value = read?.ok === true ? read.document.get(pointer) : void 0;
		return {
			label,
			value: typeof value === "string" || typeof value === "number" ? String(value) : void 0
		};
	});
}

export { render };