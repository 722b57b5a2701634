import { CommitId, GovernanceError, RelativePath, catalog, controlNames, defineControl, isCommitId, isoTime, list, listed, ownerAndRepo, parseTime, quote, rule, sha256, structured, suggestion, text } from "./shared.js";
import { _enum, array, number, object, string } from "./vendor.js";
import { chosenTask } from "./domain-tasks.js";
import { ApprovalsSchema, ChecklistSchema, DocumentSchema, EvidenceSchema, GateSchema, MatrixSchema, PackageSchema, PathPattern, SignOffWordsSchema, decisionKinds, wordsWith } from "./domain-sign-off-config.js";
import { judgeReportOf, judgeVerificationOf, reportsOfRun } from "./domain-own-report.js";
import { branchTip, canBeTag, fileAt, isAncestor, namedRepository, seenIn, tagCommit } from "./domain-repository.js";
import { against, noData, passed, statusOf, tellVerdict, tellsNamed, unverified } from "./domain-verdict.js";
import { milliseconds } from "./core-duration.js";
import { approvalsOf, peopleOf } from "./domain-approval.js";
import { landedMaxBytes, landingOf } from "./domain-landing.js";
import { coverRoles } from "./domain-role-cover.js";
import { emptySignOff, evidenceMaxBytes, isClosed, isOpen, judgeRisk, notRunBy, signOffMaxBytes } from "./domain-sign-off.js";
import { formats, isPlaceholder } from "./parse.js";
import { changedSince, lineOf } from "./domain-branch-line.js";
import { judgeCheck } from "./domain-check-run.js";
import { patternProblem } from "./core-glob-pattern.js";
import { posix } from "node:path";

// actions/sign-off/definition.ts
const tasks = ["render", "verify"];
const inputs = {
	task: text({
		description: "What this job does, one of tasks: render or verify. Where there are both, each job names its task as artifact-key too.",
		optional: true
	}),
	tasks: structured(array(_enum(tasks)).min(1), {
		description: "What is done here: render draws up the documents, verify judges those that are committed.",
		default: ["verify"],
		policy: true
	}),
	documents: structured(array(DocumentSchema), {
		description: "The documents that are verified, as { id: note, path: docs/sign-off/note.md }; with decides: false those that hold no decision.",
		default: [],
		policy: true
	}),
	gates: structured(array(GateSchema).min(1), {
		description: "What must have been measured as passed, as { id: kpi, control: kpi-gate }, { id: smoke, verification: smoke } or { id: ci, check: ci }.",
		policy: true
	}),
	approvals: structured(ApprovalsSchema, {
		description: "Who must have approved the pull request that brought a document, as { roles: [{ role: release-owner }], within: 24h }.",
		policy: true
	}),
	evidence: structured(array(EvidenceSchema), {
		description: "What the decision rests on, as { id: run-1, kind: kpi, path: docs/kpi/run-1.report.json, commit: /environment/git/commit }.",
		default: [],
		policy: true
	}),
	checklists: structured(array(ChecklistSchema), {
		description: "Documents with boxes that must be ticked.",
		default: [],
		policy: true
	}),
	matrices: structured(array(MatrixSchema), {
		description: "Traceability matrices, each row with its pull request, merge commit, status and evidence.",
		default: [],
		policy: true
	}),
	"risk-registers": structured(array(RelativePath), {
		description: "Documents with risks, besides the documents themselves.",
		default: [],
		policy: true
	}),
	"allowed-paths": structured(array(PathPattern), {
		description: "Globs from the top of the repository: what may differ between what was measured, approved and judged, besides documents and evidence.",
		default: [],
		policy: true
	}),
	accept: structured(array(_enum(["go", "restricted"])).min(1), {
		description: "The decisions with which it goes on: go, or also restricted.",
		default: ["go"],
		policy: true
	}),
	package: structured(PackageSchema.optional(), {
		description: "What the rendered documents say besides what is measured.",
		policy: true
	}),
	words: structured(SignOffWordsSchema, {
		description: "Words besides the common ones, as { go: [Freigabe], not-run: [did not start] }.",
		default: {},
		policy: true
	}),
	"ignored-co-authors": list({
		description: "Email addresses of co-authors that are no person who could approve, e.g. of a coding assistant.",
		default: [],
		policy: true
	})
};
const lists = {};
const outputs = {
	decision: { description: "What the documents decide, or what is recommended: go, restricted or no-go; empty where it is not known." },
	commit: { description: "The commit that is signed off; empty where it is not known." }
};

// actions/sign-off/approved.ts
function demandsOf(ctx) {
	return ctx.inputs.approvals.roles.map(({ role, count }) => ({
		role,
		people: peopleOf([role], ctx.policy.roles, "sign-off: approvals: roles"),
		count
	}));
}
async function judgeApproval(ctx, brought, platform, evidence) {
	const nothing = {
		signed: [],
		approvals: void 0,
		after: void 0
	};
	if (!brought.ok) return {
		verdict: unverified(brought.because),
		...nothing
	};
	const { repository } = platform;
	if (!repository.ok) return {
		verdict: unverified(repository.because),
		...nothing
	};
	const demands = demandsOf(ctx);
	const { within, "maximum-age": age } = ctx.inputs.approvals;
	const { number, head } = brought.data;
	const { github, name } = repository.data;
	const people = [...new Set(demands.flatMap((demand) => demand.people))];
	const answer = await approvalsOf(github, name, number, head, people, ctx.inputs["ignored-co-authors"]);
	if (!answer.ok) return {
		verdict: unverified(answer.because),
		...nothing
	};
	const unknown = evidence.flatMap(({ when }) => when.ok ? [] : [when.because]);
	const times = evidence.flatMap(({ when }) => when.ok && when.data !== void 0 ? [when.data] : []);
	const measured = times.length === 0 ? void 0 : Math.max(...times);
	const after = latest(measured, age === void 0 ? void 0 : ctx.time.latest - milliseconds(age));
	let until;
	if (within !== void 0) {
		const pull = await platform.pull(number);
		const opened = pull.state === "there" ? pull.data.createdAt : void 0;
		const from = latest(measured, opened);
		if (opened === void 0 || from === void 0) unknown.push(pull.state === "unknown" ? pull.because : noData(`GitHub does not say when pull request #${number} was opened`, "the time of its opening"));
		else until = from + milliseconds(within);
	}
	const { covered, lacking } = coverRoles(demands, answer.data, {
		after,
		until
	});
	const known = {
		signed: covered,
		approvals: answer.data,
		after: unknown.length === 0 ? after : void 0
	};
	if (lacking.length > 0) {
		const problem = `pull request #${number} lacks approvals: ${lacking.join("; ")}`;
		const fix = `have pull request #${number} approved at its head by different people of these roles, after the evidence is there; once it is merged, bring the document again`;
		return {
			verdict: against(problem, "approvals for every role", lacking, fix),
			...known
		};
	}
	const [because] = unknown;
	return {
		verdict: because === void 0 ? passed : unverified(because),
		...known
	};
}
function latest(a, b) {
	return a === void 0 || b === void 0 ? a ?? b : Math.max(a, b);
}
async function judgeUnedited(ctx, { place: { path }, file }, brought, { verdict: approved, approvals }, { repository }) {
	if (!brought.ok) return unverified(brought.because);
	if (!repository.ok) return unverified(repository.because);
	if (file === void 0) return unverified(noData(`there is no document ${path}`, `the document ${path}`));
	if (approvals === void 0) return approved.status === "unverified" ? approved : unverified(noData("it is not known who approved it", "the reviews of its pull request"));
	const { number, head, isLanded } = brought.data;
	const problems = [];
	if (isLanded || ctx.tree.ref !== head) {
		const rest = await besides(ctx, path);
		if (!rest.ok) return unverified(rest.because);
		for (const one of [{
			path,
			sha256: file.sha256
		}, ...rest.data]) {
			const same = await sameAt(ctx, repository.data, one, head);
			if (!same.ok) return unverified(same.because);
			if (same.data === "other") problems.push(`${one.path} is not what it was at ${head}, the head of #${number}`);
			if (same.data === "absent") problems.push(`${one.path} was not there at ${head}, the head of #${number}`);
		}
	}
	for (const { by, commit } of approved.status === "failed" ? approvals.overtaken ?? [] : []) {
		const same = await sameAt(ctx, repository.data, {
			path,
			sha256: file.sha256
		}, commit);
		if (!same.ok) return unverified(same.because);
		if (same.data === "other") problems.push(`${by} approved it at ${commit}, and it was edited since`);
	}
	if (problems.length === 0) return passed;
	const fix = `have ${path} approved as it is now, by a pull request whose head holds it and its evidence`;
	return against(problems.join("; "), "what the approvers saw", problems, fix, { path });
}
async function besides({ inputs, read }, own) {
	const { documents, evidence, checklists, matrices, "risk-registers": registers } = inputs;
	const named = [
		...documents,
		...evidence,
		...checklists,
		...matrices
	].flatMap(({ path }) => path === void 0 ? [] : [path]);
	const files = [];
	for (const path of new Set([...named, ...registers])) {
		if (path === own) continue;
		const found = await read(path, { maxBytes: evidenceMaxBytes });
		if (found.found) files.push({
			path,
			sha256: found.sha256
		});
		else if (found.because !== void 0) return {
			ok: false,
			because: found.because
		};
	}
	return {
		ok: true,
		data: files
	};
}
async function sameAt(ctx, repository, { path, sha256 }, commit) {
	const whole = `${ctx.policy.folder}${path}`;
	const seen = await fileAt(repository, whole, commit, landedMaxBytes);
	if (seen.state === "unknown") return {
		ok: false,
		because: seen.because
	};
	if (seen.state === "absent") return {
		ok: true,
		data: "absent"
	};
	return {
		ok: true,
		data: ctx.recorded(`${repository.name}/${whole}`, commit, seen.data) === sha256 ? "same" : "other"
	};
}

// actions/sign-off/allowed.ts
async function onlyAllowed(ctx, earlier, later, words) {
	const { what, of, fix, at } = words;
	const since = await changedSince(ctx.policy.history, earlier, later);
	if (!since.ok) return unverified(since.because);
	if (!since.data.contained) return against(`${what}, which ${of} ${later} does not contain`, `a commit that ${later} contains`, earlier, fix, at);
	const changes = await since.data.paths();
	if (!changes.ok) return unverified(changes.because);
	const { documents, evidence, matrices, checklists, "allowed-paths": allowed } = ctx.inputs;
	const own = [
		...documents,
		...evidence,
		...matrices,
		...checklists
	].flatMap(({ path }) => path === void 0 ? [] : [path]);
	const records = new Set([...own, ...ctx.inputs["risk-registers"]].map((path) => `${ctx.policy.folder}${path}`));
	const matches = await ctx.matcher(allowed);
	const touched = changes.data.filter((path) => !records.has(path) && !matches(path));
	if (touched.length === 0) return passed;
	return against(`${what}, and ${listed(touched)} changed up to ${of} ${later}`, "no change but of the allowed paths", touched, fix, at);
}

// actions/sign-off/gates.ts
async function judgeGates(ctx, platform, reports) {
	const gates = [];
	for (const gate of ctx.inputs.gates) gates.push({
		gate,
		...await measure(ctx, gate, platform, reports)
	});
	return gates;
}
async function measure(ctx, { control, verification, check = "", app }, { repository }, reports) {
	if (control !== void 0) {
		const { verdict, reports: own } = judgeReportOf(ctx, control, await reports());
		return {
			measured: verdict,
			reports: own.map(({ report, file }) => ({
				sha256: file.sha256,
				startedAt: report.startedAt,
				subject: report.subject
			}))
		};
	}
	if (verification !== void 0) return {
		measured: judgeVerificationOf(ctx, verification, await reports()),
		reports: []
	};
	if (!repository.ok) return {
		measured: unverified(repository.because),
		reports: []
	};
	const { headSha } = ctx.subject;
	if (headSha === void 0) return {
		measured: unverified(noData("no commit is judged", "a commit")),
		reports: []
	};
	const { github, name } = repository.data;
	return {
		measured: await judgeCheck(github, name, headSha, {
			check,
			app
		}),
		reports: []
	};
}
function isCalled({ id, control, verification, check }, name) {
	return [
		id,
		control,
		verification,
		check
	].includes(name);
}
function besideRisks(measured, risks) {
	const [first] = risks;
	if (first === void 0 || measured.status !== "passed") return measured;
	return unverified(noData(`the open risk ${quote(first.text, 120)} says that it was not run${first.at.line === void 0 ? "" : ` (${first.at.path}:${first.at.line})`}`, "a run of it, and the risk closed"));
}

// actions/sign-off/decision.ts
function decisionOf({ decisions }) {
	const [first] = decisions;
	return first !== void 0 && decisions.every(({ kind }) => kind === first.kind) ? first.kind : void 0;
}
function judgeDecision({ document, place: { path }, doubt }, gates, lists, accept) {
	const { decisions, parts } = document;
	const [first] = decisions;
	const expected = "one decision: APPROVED, Go, Go (restricted), No-Go or BLOCKED";
	if (first === void 0) return doubt !== void 0 ? unverified(doubt) : against("it says no decision", expected, "nothing", `write - Decision: \`…\` into ${path}`, { path });
	const said = decisions.map(({ text }) => text);
	const unclear = decisions.find(({ kind }) => kind === void 0);
	if (unclear !== void 0) {
		const problem = unclear.rest === "" ? `its decision ${quote(unclear.text)} is no word that is known` : `its decision goes on in words that may take it back: ${quote(unclear.text, 120)}`;
		const fix = `write the decision in ${path} as one word in code, and what goes with it on other lines`;
		return against(problem, expected, said, fix, unclear.at);
	}
	const kind = decisionOf(document);
	if (kind === void 0) {
		const problem = `it says ${listed(said.map((word) => quote(word)))}, which contradict each other`;
		return against(problem, expected, said, `say one decision in ${path}`, decisions[1]?.at ?? first.at);
	}
	const failed = gates.filter(({ verdict }) => verdict.status === "failed").map(({ gate }) => gate.id);
	const open = lists.flatMap((list) => list.verdict.status === "failed" ? [`${list.path}`] : []);
	const ownBoxes = lists.some((list) => list.path === path) ? [] : document.openBoxes;
	const unmeasured = gates.find(({ verdict }) => verdict.status !== "passed" && verdict.status !== "failed");
	const unread = unknownBoxes(lists);
	if (kind === "no-go") {
		const reason = parts.reason?.[0]?.text;
		const beside = failed.length + open.length + ownBoxes.length === 0 && unmeasured === void 0 && unread === void 0 ? ", although every gate passed and every box is ticked" : "";
		const problem = `the decision is ${quote(first.text)}${reason === void 0 ? "" : ` (${quote(reason, 120)})`}${beside}`;
		return against(problem, accept, first.text, "settle what the reason says, and have it decided anew", first.at);
	}
	const restricting = kind === "go" ? restrictions(document) : [];
	if (restricting.length > 0) {
		const problem = `it says ${quote(first.text)}, and restricts it: ${listed(restricting.map(({ text }) => quote(text, 80)))}`;
		const fix = `say Go (restricted) in ${path}, or take scope and conditions out`;
		return against(problem, "a go without scope and conditions", first.text, fix, restricting[0]?.at ?? first.at);
	}
	const standing = [
		...failed.map((id) => `the gate ${id} failed`),
		...open.map((path_) => `boxes of ${path_} are open`),
		...ownBoxes.map(({ text }) => `its own box is open: ${quote(text, 80)}`)
	];
	if (standing.length > 0) return against(`it says ${quote(first.text)}, and ${standing.join("; ")}`, "nothing open", standing, "settle what is open, or say no-go", first.at);
	if (!accept.includes(kind)) {
		const fix = `decide on ${accept.join(" or ")}, or let the policy accept restricted decisions`;
		return against(`the decision is ${quote(first.text)}, with which nothing goes on here`, accept, kind, fix, first.at);
	}
	if (unmeasured !== void 0) {
		const { id } = unmeasured.gate;
		return unverified(noData(`it says ${quote(first.text)}, and the gate ${id} is not verified`, `what the gate ${id} needs`));
	}
	return unread ?? (doubt === void 0 ? passed : unverified(doubt));
}
function restrictions({ parts }) {
	return [...parts.conditions ?? [], ...parts.scope ?? []].filter(({ text }) => !isPlaceholder(text, { orUnsaid: true }) && !/^no (?:conditions?|restrictions?)[.!]?$/i.test(text));
}
function judgeRestricted({ document, place: { path }, doubt }, gates) {
	const kind = decisionOf(document);
	if (kind === void 0) return unverified(doubt ?? noData(`${path} does not say one decision`, `one decision in ${path}`));
	if (kind !== "restricted") return {
		status: "not-applicable",
		why: `the decision is ${kind}`
	};
	const problems = ["scope", "conditions"].flatMap((part) => {
		const said = document.parts[part] ?? [];
		if (said.length === 0) return [`it lists no ${part}`];
		const open = said.find(({ text }) => isOpen(text));
		return open === void 0 ? [] : [`its ${part} holds the placeholder ${quote(open.text)}`];
	});
	if (problems.length === 0) {
		if (doubt !== void 0) return unverified(doubt);
		const claimed = (document.parts.conditions ?? []).filter(({ text }) => !isMeasured(text, gates));
		if (claimed.length === 0) return passed;
		const message = `${listed(claimed.map(({ text }) => quote(text, 80)))} is only claimed: no gate that passed measures it`;
		return unverified({
			code: "CLAIMED",
			message,
			needs: "check: and the id of a gate in each condition"
		});
	}
	const fix = `write into ${path} a list under Scope, and one under Conditions`;
	return against(problems.join("; "), "scope and conditions", problems, fix, document.decisions[0]?.at ?? { path });
}
function isMeasured(condition, gates) {
	const [, id] = /\bcheck\s*:\s*([\w.-]*\w)/i.exec(condition) ?? [];
	if (id === void 0) return false;
	return gates.some(({ gate, verdict }) => verdict.status === "passed" && isCalled(gate, id));
}
function judgePart({ document, place: { path }, doubt }, part) {
	const said = document.parts[part];
	const fix = `write it into ${path}`;
	const isAnswer = part === "risks" || part === "pulls" || part === "conditions" || part === "scope";
	const open = said?.find(({ text }) => isAnswer ? isPlaceholder(text) : isOpen(text));
	if (said === void 0 || said.length === 0) return doubt !== void 0 ? unverified(doubt) : against(`it is ${said === void 0 ? "missing" : "empty"}`, part, "nothing", fix, { path });
	if (open !== void 0) return against(`it holds the placeholder ${quote(open.text)}`, part, open.text, fix, open.at);
	return doubt === void 0 ? passed : unverified(doubt);
}
function unknownBoxes(lists) {
	const [first] = lists.filter(({ verdict }) => verdict.status === "unverified");
	return first === void 0 ? void 0 : unverified(noData(`${first.path} could not be read`, `the file ${first.path}`));
}

// actions/sign-off/commits.ts
function commitIn({ commits }) {
	const [first] = commits;
	return first !== void 0 && formats.commit.matches(first.text) && commits.every(({ text }) => text === first.text) ? first.text : void 0;
}
function approvedCommit(documents) {
	const [only, other] = new Set(documents.flatMap(({ document }) => commitIn(document) ?? []));
	if (only !== void 0 && other === void 0) return {
		ok: true,
		data: only
	};
	return {
		ok: false,
		because: documents.find(({ doubt }) => doubt !== void 0)?.doubt ?? noData(only === void 0 ? "no document names the commit that is signed off" : "the documents name different commits", "one commit, in full, in every document that decides")
	};
}
async function judgeOfCommit(ctx, { document, place: { path }, doubt }) {
	const { commits } = document;
	const [first] = commits;
	const fix = `write into ${path} as - Commit: \`…\` which commit is signed off, in full`;
	if (first === void 0) return doubt !== void 0 ? unverified(doubt) : against("it does not say which commit is signed off", formats.commit.describes, "nothing", fix, { path });
	const commit = commitIn(document);
	if (commit === void 0) {
		const said = commits.map(({ text }) => text);
		const wrong = commits.find(({ text }) => !formats.commit.matches(text));
		const problem = wrong === void 0 ? `it names ${listed(said)}, which are different commits` : `its commit ${quote(wrong.text)} is not ${formats.commit.describes}`;
		return against(problem, formats.commit.describes, said, fix, wrong?.at ?? commits[1]?.at ?? first.at);
	}
	const judged = ctx.tree.ref ?? ctx.subject.headSha;
	if (judged === void 0) return unverified(noData("no commit is judged", "a commit"));
	const verdict = await onlyAllowed(ctx, commit, judged, {
		what: `it signs off commit ${commit}`,
		of: "the judged commit",
		fix: "have the judged commit signed off, or name what cannot affect it under allowed-paths",
		at: first.at
	});
	return verdict.status === "passed" && doubt !== void 0 ? unverified(doubt) : verdict;
}
function unclear(said) {
	return `what is not clear (${listed(said.map(({ text }) => quote(text, 80)))})`;
}
function judgeAgreement(documents) {
	const values = (what, of) => ({
		what,
		said: documents.flatMap(({ document, place: { path } }) => {
			const value = of(document);
			return value === void 0 ? [] : [{
				path,
				value
			}];
		})
	});
	const doubt = documents.find((one) => one.doubt !== void 0)?.doubt;
	return [
		values("decision", (document) => document.decisions.length === 0 ? void 0 : decisionOf(document) ?? unclear(document.decisions)),
		values("commit", (document) => document.commits.length === 0 ? void 0 : commitIn(document) ?? unclear(document.commits)),
		values("pull requests", ({ references }) => {
			const pulls = references.filter(({ kind }) => kind === "pull").map(({ value }) => Number(value));
			return pulls.length === 0 ? void 0 : pulls.sort((a, b) => a - b).map((pull) => `#${pull}`).join(" ");
		})
	].map(({ what, said }) => {
		const different = new Set(said.map(({ value }) => value));
		if (different.size > 1) {
			const shown = [...different].map((value) => {
				const paths = said.filter((one) => one.value === value).map(({ path }) => path);
				return `${value} in ${listed(paths)}`;
			});
			return {
				what,
				verdict: against(`the documents contradict each other: ${shown.join("; ")}`, "one of them", shown, "find out which of them is right, and correct the others")
			};
		}
		if (doubt !== void 0) return {
			what,
			verdict: unverified(doubt)
		};
		if (said.length < 2) return {
			what,
			verdict: {
				status: "not-applicable",
				why: "fewer than two documents say it"
			}
		};
		return {
			what,
			verdict: passed
		};
	});
}

// actions/sign-off/found.ts
async function findDocument(ctx, place, words, own) {
	const { path } = place;
	const found = await ctx.read(path, { maxBytes: signOffMaxBytes });
	if (!found.found) {
		const doubt = found.because ?? noData(`there is no document ${path}`, `the document ${path}`);
		const fix = `commit ${path}; the task render draws up what can be known`;
		return {
			place,
			verdict: found.because === void 0 ? against(`${path} ${found.message}`, "a document", "nothing", fix, { path }) : unverified(found.because),
			document: emptySignOff(path),
			file: void 0,
			doubt
		};
	}
	const { readSignOff } = await import("./domain-sign-off-read-entry.js");
	const { document, problems } = readSignOff(path, found.content, words, own);
	if (problems.length === 0) return {
		place,
		verdict: passed,
		document,
		file: found,
		doubt: void 0
	};
	const said = problems.map(({ message, at }) => at.line === void 0 ? message : `${message} (line ${at.line})`);
	return {
		place,
		verdict: against(`${path} ${listed(said)}`, "a document that can be read", said, `mend ${path}`, problems[0]?.at),
		document,
		file: found,
		doubt: noData(`${path} is not whole`, `a ${path} that is whole`)
	};
}
function documentFact(id) {
	return `document/${id}`;
}
async function broughtBy(ctx, { place: { id, path }, file }, repository) {
	if (file === void 0) return no(`there is no document ${path}`, `the document ${path}`);
	const { source, tree, folder, history } = ctx.policy;
	const { pullRequest, headSha } = ctx.subject;
	if (source.kind !== "base" || source.ref === void 0) return no("who may approve is not said by a base, so that nobody knows whose approval counts", "a run for a base");
	if (!repository.ok) return repository;
	const base = await tree.read(path, signOffMaxBytes);
	if (!base.found && base.because !== void 0) return {
		ok: false,
		because: base.because
	};
	const isOfBase = base.found && base.sha256 === file.sha256;
	if (isOfBase) ctx.fact(documentFact(id), sha256(file.content));
	else if (pullRequest !== void 0 && headSha !== void 0) return {
		ok: true,
		data: {
			number: pullRequest,
			head: headSha,
			isLanded: false
		}
	};
	const ref = isOfBase ? source.ref : headSha;
	if (ref === void 0) return no("no commit is judged", "a commit");
	const { github, name } = repository.data;
	const whole = `${folder}${path}`;
	const landed = await landingOf(github, {
		repository: name,
		path: whole,
		ref,
		content: file.content
	}, lineOf(history, whole, ref, landedMaxBytes));
	if (!landed.ok) return landed;
	return {
		ok: true,
		data: {
			number: landed.data.pullRequest,
			head: landed.data.head,
			isLanded: true
		}
	};
}
function no(message, needs) {
	return {
		ok: false,
		because: noData(message, needs)
	};
}

// actions/sign-off/outcome.ts
const Status = _enum([
	"passed",
	"failed",
	"unverified"
]);
const signOffData = object({
	task: _enum(tasks),
	decision: _enum(decisionKinds).optional().meta({ description: "Absent where it is not known." }),
	commit: string().optional().meta({ description: "The commit that is signed off." }),
	gates: array(object({
		id: string(),
		status: Status
	})),
	documents: array(object({
		id: string(),
		path: string(),
		sha256: string().optional(),
		decision: _enum(decisionKinds).optional(),
		commit: string().optional(),
		status: Status,
		approvals: array(object({
			role: string(),
			by: string(),
			at: string().meta({ description: "ISO 8601, UTC, as the platform recorded it." })
		}))
	})),
	risks: array(object({
		text: string(),
		owner: string().optional(),
		due: string().optional(),
		status: Status
	}))
});
function dataOf(task, decision, commit, { gates, documents, risks }) {
	return {
		task,
		...decision === void 0 ? {} : { decision },
		...commit === void 0 ? {} : { commit },
		gates: gates.map(({ gate: { id }, verdict }) => ({
			id,
			status: statusOf([verdict])
		})),
		documents: documents.map((one) => {
			const [own, signedOff] = [decisionOf(one.document), commitIn(one.document)];
			return {
				id: one.place.id,
				path: one.place.path,
				...one.file === void 0 ? {} : { sha256: one.file.sha256 },
				...own === void 0 ? {} : { decision: own },
				...signedOff === void 0 ? {} : { commit: signedOff },
				status: statusOf(one.verdicts),
				approvals: one.signed.map(({ role, by, at }) => ({
					role,
					by,
					at: isoTime(at)
				}))
			};
		}),
		risks: risks.map(({ risk: { text, owner, due }, verdict }) => ({
			text,
			...owner === void 0 ? {} : { owner: owner.text },
			...due === void 0 ? {} : { due: due.text },
			status: statusOf([verdict])
		}))
	};
}
const marks = {
	passed: "good",
	failed: "bad",
	unverified: "open"
};
const words = {
	passed: "passed",
	failed: "failed",
	unverified: "not verified"
};
function exhibitsOf({ gates, documents, risks }) {
	const row = (status, ...cells) => ({
		cells: [...cells, words[status]],
		mark: marks[status]
	});
	return [
		{
			title: "Gates of the sign-off",
			columns: [{ name: "Gate" }, { name: "State" }],
			rows: gates.map(({ id, status }) => row(status, id))
		},
		...documents.length === 0 ? [] : [{
			title: "Documents of the sign-off",
			columns: [
				{ name: "Document" },
				{ name: "Decision" },
				{ name: "Commit" },
				{ name: "Approved by" },
				{ name: "State" }
			],
			rows: documents.map(({ path, decision = "", commit = "", approvals, status }) => row(status, path, decision, commit, approvals.map(({ role, by }) => `${by} (${role})`).join(", ")))
		}],
		...risks.length === 0 ? [] : [{
			title: "Open risks",
			columns: [
				{ name: "Risk" },
				{ name: "Owner" },
				{ name: "Due" },
				{ name: "State" }
			],
			rows: risks.map(({ text, owner = "", due = "", status }) => row(status, text, owner, due))
		}]
	];
}

// actions/sign-off/platform.ts
const Pull = object({
	number: number().int(),
	merged_at: string().nullish(),
	merge_commit_sha: string().nullish(),
	created_at: string().nullish(),
	head: object({ sha: string() }),
	base: object({ ref: string() })
});
const Commit = object({ sha: CommitId });
const mostAsked = 500;
const tooMany = {
	code: "TRUNCATED",
	message: `the documents name more than ${mostAsked} pull requests, commits, tags and runs`,
	needs: "shorter documents"
};
function platformOf(ctx, repository) {
	const judged = ctx.tree.ref ?? ctx.subject.headSha;
	const asked = new Map();
	const once = (key, ask) => {
		const known = asked.get(key);
		if (known !== void 0) return known;
		const answer = !repository.ok ? Promise.resolve({
			state: "unknown",
			because: repository.because
		}) : asked.size < mostAsked ? ask(repository.data) : Promise.resolve({
			state: "unknown",
			because: tooMany
		});
		asked.set(key, answer);
		return answer;
	};
	const held = new Map();
	const platform = {
		repository,
		judged,
		pull: (number) => once(`pull ${number}`, async ({ github, name, defaultBranch }) => {
			const seen = seenIn(await github.get("GET /repos/{owner}/{repo}/pulls/{pull_number}", {
				...ownerAndRepo(name),
				pull_number: number
			}, Pull));
			if (seen.state !== "there") return seen;
			const { merged_at, merge_commit_sha, created_at, head, base } = seen.data;
			const isMerged = typeof merged_at === "string";
			return {
				state: "there",
				data: {
					number,
					isMerged,
					isDefault: base.ref === defaultBranch,
					mergeCommit: isMerged ? merge_commit_sha ?? void 0 : void 0,
					head: head.sha,
					createdAt: parseTime(created_at ?? "")
				}
			};
		}),
		async isIssue(number$1) {
			if ((await platform.pull(number$1)).state !== "absent") return false;
			return (await once(`issue ${number$1}`, async ({ github, name }) => {
				return seenIn(await github.get("GET /repos/{owner}/{repo}/issues/{issue_number}", {
					...ownerAndRepo(name),
					issue_number: number$1
				}, object({ number: number() })));
			})).state === "there";
		},
		commit: (sha) => once(`commit ${sha}`, async ({ github, name }) => {
			const answer = await github.get("GET /repos/{owner}/{repo}/commits/{ref}", {
				...ownerAndRepo(name),
				ref: sha
			}, Commit);
			if (!answer.ok && answer.status === 422) return {
				state: "absent",
				message: "does not exist"
			};
			const seen = seenIn(answer);
			if (seen.state !== "there") return seen;
			return seen.data.sha.startsWith(sha) ? {
				state: "there",
				data: seen.data.sha
			} : {
				state: "absent",
				message: "is the name of something else"
			};
		}),
		contains(commit) {
			const known = held.get(commit);
			if (known !== void 0) return known;
			const answer = containedIn(ctx, repository, commit, judged);
			held.set(commit, answer);
			return answer;
		},
		tag: (name) => once(`tag ${name}`, async (inside) => canBeTag(name) ? tagCommit(inside, name) : {
			state: "absent",
			message: "is no name of a tag"
		}),
		run: (id) => once(`run ${id}`, async ({ github, name }) => {
			return seenIn(await github.get("GET /repos/{owner}/{repo}/actions/runs/{run_id}", {
				...ownerAndRepo(name),
				run_id: Number(id)
			}, object({ id: number() })));
		}),
		branch: (branch) => once(`branch ${branch}`, async (inside) => canBeTag(branch) ? branchTip(inside, branch) : {
			state: "absent",
			message: "is no name of a branch"
		})
	};
	return platform;
}
function ownAddress(ctx, { repository }) {
	const name = ctx.subject.repository;
	if (name === void 0) return void 0;
	return repository.ok ? {
		host: repository.data.github.host,
		repository: name,
		branch: repository.data.defaultBranch
	} : {
		host: "github.com",
		repository: name
	};
}
async function containedIn(ctx, repository, commit, judged) {
	if (judged === void 0) return {
		ok: false,
		because: noData("no commit is judged", "a commit")
	};
	const since = await changedSince(ctx.policy.history, commit, judged);
	if (since.ok) return {
		ok: true,
		data: since.data.contained
	};
	if (!repository.ok) return since;
	const seen = await isAncestor(repository.data, commit, judged);
	if (seen.state === "there") return {
		ok: true,
		data: seen.data
	};
	return seen.state === "absent" ? {
		ok: true,
		data: false
	} : {
		ok: false,
		because: seen.because
	};
}

// actions/sign-off/references.ts
function lookUp(ctx, platform) {
	let listing;
	const list = () => listing ??= ctx.tree.list();
	return {
		async judge(reference, path) {
			const { kind, value, at } = reference;
			switch (kind) {
				case "file": return judgeFile(ctx, reference, path, await list());
				case "other-file": return against(`${quote(reference.text, 120)} shows ${value} as another branch or commit has it`, "the judged file", reference.text, `name ${value} by its path`, at);
				case "mismatch": return against(`the text of a link is ${quote(reference.text, 120)}, and it leads elsewhere: ${quote(value, 200)}`, "one thing", value, `correct the link in ${path}`, at);
				case "pull":
					if (await platform.isIssue(Number(value))) return passed;
					return there(await platform.pull(Number(value)), `pull request #${value}`, reference);
				case "commit":
					if (value.length === 64 && platform.judged?.length !== 64) return void 0;
					return judgeNamedCommit(platform, reference);
				case "tag": return judgeTag(platform, reference);
				case "run": return there(await platform.run(value), `the run ${value}`, reference);
				case "branch": return there(await platform.branch(value), `the branch ${quote(value)}`, reference);
				case "elsewhere": return {
					status: "not-applicable",
					why: `it lies elsewhere, and is not looked at (${at.path})`
				};
			}
		},
		judgeMerged: (number, reference) => judgeMerged(platform, number, reference)
	};
}
function there(seen, what, { at, text }) {
	if (seen.state === "there") return passed;
	if (seen.state === "unknown") return unverified(seen.because);
	return against(`${what} ${seen.message}`, what, "nothing", `correct ${quote(text)}, or take it out`, at);
}
async function judgeTag(platform, reference) {
	const { value, at } = reference;
	const seen = await platform.tag(value);
	if (seen.state !== "there") return there(seen, `the tag ${quote(value)}`, reference);
	const held = await platform.contains(seen.data);
	if (!held.ok) return unverified(held.because);
	if (held.data) return passed;
	const problem = `the judged commit does not contain ${seen.data}, the commit of the tag ${quote(value)}`;
	return against(problem, "a tag of a commit that it contains", value, "name a tag of this line", at);
}
async function judgeNamedCommit(platform, reference) {
	const { value, at } = reference;
	const contains = isCommitId(value) ? await platform.contains(value) : void 0;
	if (contains?.ok === true && contains.data) return passed;
	const seen = await platform.commit(value);
	if (seen.state !== "there") return there(seen, `the commit ${value}`, reference);
	const held = contains ?? await platform.contains(seen.data);
	if (!held.ok) return unverified(held.because);
	if (held.data) return passed;
	const problem = `the judged commit does not contain ${value}`;
	return against(problem, "a commit that it contains", value, "name the commit as it landed", at);
}
function judgeFile(ctx, { value, at, text }, path, listing) {
	if (!listing.ok) return unverified(listing.because);
	const { paths } = listing;
	const gone = () => against(`${quote(text, 120)} names no file of the judged commit`, "a tracked file", "nothing", `commit it, or name the file that is meant in ${path}`, at);
	if (value.includes("*")) return judgeGlob(ctx, value, gone);
	const beside = posix.join(posix.dirname(path), value);
	if (value === path) return against("it names itself", "another file", value, `name in ${path} what shows it, and not itself`, at);
	const isOf = (one, named) => one === named || one.startsWith(named.endsWith("/") ? named : `${named}/`);
	if (paths.some((one) => isOf(one, value) || isOf(one, beside))) return passed;
	if (value.includes("/")) return gone();
	const named = paths.filter((one) => one.endsWith(`/${value}`));
	if (named.length === 0) return gone();
	if (named.length === 1) return passed;
	const message = `${quote(text)} is the name of ${named.length} files: ${listed(named)}`;
	return unverified(noData(message, "the whole path"));
}
async function judgeGlob(ctx, pattern, gone) {
	if (patternProblem(pattern) !== void 0) return gone();
	const matched = await ctx.match([pattern]);
	if (!matched.ok) return unverified(matched.because);
	return matched.paths.length > 0 ? passed : gone();
}
async function judgeMerged(platform, number, { at }) {
	if (await platform.isIssue(number)) return {
		status: "not-applicable",
		why: `#${number} is an issue`
	};
	const seen = await platform.pull(number);
	if (seen.state === "unknown") return unverified(seen.because);
	const fix = `merge #${number} first, or take it out`;
	if (seen.state === "absent") return against(`there is no pull request #${number}`, "a merged pull request", "nothing", fix, at);
	const { isMerged, isDefault, mergeCommit } = seen.data;
	if (!isMerged) return against(`pull request #${number} was not merged`, "merged", "not merged", fix, at);
	if (!isDefault) return against(`pull request #${number} was merged into another branch than the default one`, "merged into the default branch", "another branch", fix, at);
	if (mergeCommit === void 0) return unverified(noData(`GitHub does not say as what it merged #${number}`, "its merge commit"));
	const held = await platform.contains(mergeCommit);
	if (!held.ok) return unverified(held.because);
	if (held.data) return passed;
	const problem = `the judged commit does not contain pull request #${number}, merged as ${mergeCommit}`;
	return against(problem, mergeCommit, "not contained", `judge a commit that contains #${number}`, at);
}

// actions/sign-off/risks.ts
async function openRisks(ctx, documents, words) {
	const found = documents.map(({ place: { path }, document, doubt }) => ({
		path,
		risks: document.risks,
		unread: doubt === void 0 ? void 0 : unverified(doubt)
	}));
	for (const path of ctx.inputs["risk-registers"]) found.push(await (await import("./sign-off-risk-register.js")).risksOfRegister(ctx, path, words));
	return found.map((one) => ({
		...one,
		risks: one.risks.filter((risk) => !isClosed(risk, words))
	}));
}
async function judgeRisks(ctx, found, gates, words, reports) {
	const risks = distinct(found.flatMap((one) => one.risks));
	const notRun = notRunBy(risks, gates.map(({ gate }) => gate), words);
	const nameless = new Set(notRun.get(void 0));
	const demands = demandsOf(ctx);
	const people = new Set([...Object.entries(ctx.policy.roles).flatMap(([role, logins]) => [role, ...logins]), ...demands.flatMap((demand) => demand.people)].map((name) => name.toLowerCase()));
	const isPerson = (owner) => owner.split(/\s*(?:\+|,|&|\band\b)\s*/).every((name) => people.has(name.replace(/^@/, "").toLowerCase()) && name !== "");
	const checks = new Map();
	for (const { check } of risks) {
		const id = check?.text.trim() ?? "";
		const gate = gates.find((one) => isCalled(one.gate, id));
		if (gate !== void 0) checks.set(id, gate.measured);
		else if (ctx.policy.asked.includes(id)) checks.set(id, judgeReportOf(ctx, id, await reports()).verdict);
	}
	const around = {
		latest: ctx.time.latest,
		isPerson,
		check: (id) => checks.get(id)
	};
	return {
		notRun,
		risks: risks.filter((risk) => !risk.leads || nameless.has(risk)).map((risk) => {
			const verdict = judgeRisk(risk, around);
			if (verdict.status !== "passed" || !nameless.has(risk)) return {
				risk,
				verdict
			};
			return {
				risk,
				verdict: unverified(noData("it says that something was not run, and names no gate", "the id of the gate that it means, in its text"))
			};
		})
	};
}
function distinct(risks) {
	const said = ({ text, owner, due, check, status, also, leads }) => JSON.stringify([
		text,
		owner?.text,
		due?.text,
		check?.text,
		status?.text,
		also,
		leads
	]);
	return [...new Map(risks.map((risk) => [said(risk), risk])).values()];
}
function namesOf(risks) {
	const short = ({ risk: { text } }) => text.length > 100 ? `${text.slice(0, 99)}…` : text || "a risk without words";
	const counts = new Map();
	return risks.map((risk) => {
		const name = short(risk);
		const count = (counts.get(name) ?? 0) + 1;
		counts.set(name, count);
		return count === 1 ? name : `${name} (${count})`;
	});
}

// actions/sign-off/tell.ts
const shared = [
	"gate",
	"boxes",
	"measured",
	"row",
	"risk"
];
const rulesOf = {
	render: [...shared, "recommended"],
	verify: [
		...shared,
		"decision",
		"approved",
		"unedited",
		"of-commit",
		"document",
		"complete",
		"restricted",
		"record",
		"reference",
		"pulls",
		"agrees"
	]
};
function tell(ctx, rule, about, verdict, facts = []) {
	tellVerdict(ctx, rule, {
		about,
		facts
	}, verdict);
}
function borneOut(verdict, doubt) {
	return verdict.status === "passed" && doubt !== void 0 ? unverified(doubt) : verdict;
}

// actions/sign-off/judge.ts
async function judge(ctx, task) {
	const words = wordsWith(ctx.inputs.words);
	demandsOf(ctx);
	const platform = platformOf(ctx, await namedRepository(ctx.github(), ctx.subject.repository, "the input token"));
	const references = lookUp(ctx, platform);
	const own = ownAddress(ctx, platform);
	let collected;
	const reports = () => collected ??= reportsOfRun(ctx);
	const found = [];
	for (const place of ctx.inputs.documents) {
		const one = await findDocument(ctx, place, words, own);
		if (task === "verify" || one.file !== void 0) found.push(one);
	}
	const deciding = found.filter(({ place }) => place.decides);
	const { headSha } = ctx.subject;
	const commit = task === "verify" ? approvedCommit(deciding) : headSha === void 0 ? {
		ok: false,
		because: noData("no commit is judged", "a commit")
	} : {
		ok: true,
		data: headSha
	};
	const measured = await judgeGates(ctx, platform, reports);
	const registered = await openRisks(ctx, found, words);
	const { risks, notRun } = await judgeRisks(ctx, registered, measured, words, reports);
	const gates = measured.map((gate) => ({
		...gate,
		verdict: besideRisks(gate.measured, notRun.get(gate.gate) ?? [])
	}));
	const evidence = ctx.inputs.evidence.length === 0 ? [] : await (await import("./sign-off-evidence.js")).judgeEvidence(ctx, commit, platform);
	const checklists = ctx.inputs.checklists.length === 0 ? [] : await (await import("./sign-off-boxes.js")).judgeChecklists(ctx);
	const matrices = [];
	for (const matrix of ctx.inputs.matrices) matrices.push(await (await import("./sign-off-matrices.js")).judgeMatrix(ctx, matrix, {
		words,
		own,
		platform,
		references
	}));
	const unreadRisks = registered.find(({ unread }) => unread !== void 0)?.unread;
	each(ctx, "gate", gates, ({ gate, verdict }) => [[gate.id], verdict], "the configuration names no gate");
	each(ctx, "measured", evidence, (one) => [[one.evidence.id], one.verdict], "the configuration names no evidence");
	each(ctx, "boxes", checklists, ({ path, verdict }) => [[path], verdict], "the configuration names no checklist");
	each(ctx, "row", matrices.flatMap(({ verdicts }) => verdicts), ({ about, verdict }) => [about, verdict], "the configuration names no matrix");
	const names = namesOf(risks);
	for (const [index, { verdict }] of risks.entries()) tell(ctx, "risk", [names[index] ?? ""], verdict);
	for (const { path, unread } of registered) if (unread !== void 0) tell(ctx, "risk", ["risks of", path], unread);
	if (risks.length === 0 && unreadRisks === void 0) ctx.notApplicable("risk", { about: [] }, "no risk is open in what is read");
	const findings = {
		gates,
		evidence,
		checklists,
		matrices,
		risks,
		unreadRisks,
		signed: []
	};
	if (task === "render") {
		const { package: said } = ctx.inputs;
		if (said === void 0) throw new GovernanceError("BAD_CONFIG", "render is asked for, and there is no package:");
		const { pullRequest: number } = ctx.subject;
		const asked = number === void 0 || headSha === void 0 ? {
			ok: false,
			because: noData("no pull request is judged", "a pull request")
		} : {
			ok: true,
			data: {
				number,
				head: headSha,
				isLanded: false
			}
		};
		const { signed } = await judgeApproval(ctx, asked, platform, evidence);
		const { render } = await import("./sign-off-render.js");
		const { decision, verdict } = await render(ctx, said, {
			...findings,
			signed
		}, platform);
		tell(ctx, "recommended", [], verdict);
		leave(ctx, task, decision, commit, {
			...findings,
			documents: []
		});
		return;
	}
	const documents = [];
	for (const one of found) documents.push(await judgeDocument(ctx, one, {
		words,
		platform,
		references,
		findings
	}));
	for (const { what, verdict } of judgeAgreement(found)) tell(ctx, "agrees", [what], verdict);
	const decisions = new Set(deciding.map(({ document }) => decisionOf(document)));
	leave(ctx, task, decisions.size === 1 ? [...decisions][0] : void 0, commit, {
		...findings,
		documents
	});
}
function leave(ctx, task, decision, commit, found) {
	const signedOff = commit.ok ? commit.data : void 0;
	const data = dataOf(task, decision, signedOff, found);
	ctx.data(data);
	ctx.output("decision", decision ?? "");
	ctx.output("commit", signedOff ?? "");
	ctx.metric("gates", found.gates.length);
	ctx.metric("open-risks", found.risks.length);
	for (const exhibit of exhibitsOf(data)) ctx.exhibit(exhibit);
}
function each(ctx, rule, things, told, none) {
	if (things.length === 0) ctx.notApplicable(rule, { about: [] }, none);
	for (const thing of things) tell(ctx, rule, ...told(thing));
}
async function judgeDocument(ctx, one, around) {
	const { place, document, doubt } = one;
	const { id, path } = place;
	const { words, platform, references, findings } = around;
	const { gates, checklists, evidence } = findings;
	const verdicts = [];
	const facts = one.file === void 0 ? [] : [documentFact(id)];
	const note = (rule, verdict, ...more) => {
		verdicts.push(verdict);
		tell(ctx, rule, [id, ...more], verdict, facts);
	};
	note("document", one.verdict);
	const kind = decisionOf(document);
	let signed = [];
	if (place.decides) {
		const brought = await broughtBy(ctx, one, platform.repository);
		const approval = await judgeApproval(ctx, brought, platform, evidence);
		signed = approval.signed;
		note("approved", approval.verdict);
		note("unedited", await judgeUnedited(ctx, one, brought, approval, platform));
		note("decision", judgeDecision(one, gates, checklists, ctx.inputs.accept));
		note("restricted", judgeRestricted(one, gates));
		note("of-commit", await judgeOfCommit(ctx, one));
		for (const part of new Set(place.parts)) note("complete", judgePart(one, part), part);
		if (place.parts.length === 0) note("complete", {
			status: "not-applicable",
			why: "the configuration asks for no part"
		});
		const record = document.record.length === 0 ? [] : (await import("./sign-off-record.js")).judgeRecord(ctx, one, approval, words);
		if (record.length === 0) note("record", {
			status: "not-applicable",
			why: "it has no approval record"
		});
		const roles = record.map(({ role }) => role);
		for (const [index, { role, verdict }] of record.entries()) note("record", verdict, roles.indexOf(role) === index ? role : `${role} (${index + 1})`);
	} else for (const rule of [
		"approved",
		"unedited",
		"decision",
		"restricted",
		"of-commit",
		"complete",
		"record"
	]) tell(ctx, rule, [id], {
		status: "not-applicable",
		why: "the document does not decide"
	});
	let named = 0;
	for (const reference of [...document.references, ...branchesIn(document)]) {
		const seen = await references.judge(reference, path);
		if (seen === void 0) continue;
		const verdict = reference.kind === "branch" && seen.status === "failed" && commitIn(document) !== void 0 ? {
			status: "not-applicable",
			why: "the branch is gone; the commit beside it counts"
		} : seen;
		named += 1;
		note("reference", borneOut(verdict, doubt), reference.kind, reference.value);
	}
	if (named === 0) note("reference", doubt === void 0 ? {
		status: "not-applicable",
		why: "it names nothing that could be looked up"
	} : {
		status: "unverified",
		because: doubt
	});
	const pulls = document.references.filter((reference) => reference.kind === "pull");
	for (const reference of kind === "no-go" ? [] : pulls) {
		if (Number(reference.value) === ctx.subject.pullRequest) continue;
		note("pulls", borneOut(await references.judgeMerged(Number(reference.value), reference), doubt), `#${reference.value}`);
	}
	if (kind === "no-go") note("pulls", {
		status: "not-applicable",
		why: "a no-go may wait for pull requests"
	});
	else if (pulls.every(({ value }) => Number(value) === ctx.subject.pullRequest)) note("pulls", doubt === void 0 ? {
		status: "not-applicable",
		why: "it names no other pull request"
	} : {
		status: "unverified",
		because: doubt
	});
	return {
		...one,
		verdicts,
		signed
	};
}
function branchesIn({ branches }) {
	return [...new Map(branches.map(({ text, at }) => [text, at]))].map(([value, at]) => ({
		kind: "branch",
		value,
		text: value,
		at
	}));
}

// actions/sign-off/rules.ts
const rules = {
	decision: rule({
		...tellsNamed,
		waivable: false,
		asserts: "The document says one decision, it lets go, and nothing that was measured contradicts it.",
		why: "An APPROVED above an open box, or beside a gate that failed, is believed by whoever reads only the first line."
	}),
	gate: rule({
		...tellsNamed,
		waivable: false,
		asserts: "The gate was measured as passed for the judged commit, and no open risk says that it was not run.",
		why: "A sign-off over a gate that nobody ran is a signature on nothing."
	}),
	boxes: rule({
		...tellsNamed,
		asserts: "Every box of the checklist is ticked, and none that means no-go.",
		why: "An open box is something that somebody thought of, and nobody did."
	}),
	approved: rule({
		...tellsNamed,
		waivable: false,
		asserts: "Different people approved for each role the pull request that brought the document, at its head, after the evidence and in time.",
		why: "A name in a table is what somebody typed; the review is what that person did."
	}),
	unedited: rule({
		...tellsNamed,
		waivable: false,
		asserts: "The document, and all evidence, boxes and risks on which it rests, are what the approvers saw.",
		why: "A note that is edited after its approval says what nobody approved."
	}),
	"of-commit": rule({
		...tellsNamed,
		waivable: false,
		asserts: "The judged commit is the one that was signed off, but for the allowed paths.",
		why: "A sign-off of one build says nothing about the next."
	}),
	measured: rule({
		...tellsNamed,
		waivable: false,
		asserts: "The evidence is there, and was measured on the commit that was signed off, but for the allowed paths.",
		why: "Figures of another build look just like those of this one."
	}),
	document: rule({
		...tellsNamed,
		waivable: false,
		asserts: "The document is in the judged files, and can be read as a reader sees it.",
		why: "A document that shows its reader something else than it says is none."
	}),
	complete: rule({
		...tellsNamed,
		severity: "high",
		asserts: "The document says everything that it must say, and nothing of it is a placeholder.",
		why: "What a template asks for and nobody answered is missed when it is needed."
	}),
	restricted: rule({
		...tellsNamed,
		severity: "high",
		asserts: "A restricted decision lists its scope and its conditions, and each condition is measured.",
		why: "A restriction that nobody wrote down restricts nothing."
	}),
	record: rule({
		...tellsNamed,
		severity: "high",
		asserts: "The line of the approval record is borne out by an approval on the platform, and agrees with the decision.",
		why: "Two approvals in one second, or by a board, are those of whoever wrote the table."
	}),
	reference: rule({
		...tellsNamed,
		severity: "high",
		asserts: "What the document names is there: file, commit, tag, pull request, run.",
		why: "Evidence that cannot be opened is none, and nobody tries before the audit."
	}),
	pulls: rule({
		...tellsNamed,
		severity: "high",
		asserts: "The pull request that the document names was merged, and the judged commit contains it.",
		why: "What was approved together with a change that never landed was approved too early."
	}),
	row: rule({
		...tellsNamed,
		severity: "high",
		asserts: "The row of the matrix is so: pull request, merge commit, status and evidence.",
		why: "A matrix is trusted as a whole, and one row that is made up is found years later."
	}),
	risk: rule({
		...tellsNamed,
		severity: "high",
		asserts: "The open risk has an owner, a day that is still to come, and a check that is alive.",
		why: "A risk without an owner is accepted by nobody, and stays for ever."
	}),
	agrees: rule({
		...tellsNamed,
		severity: "high",
		asserts: "All documents say the same: the decision, the commit, the pull requests.",
		why: "Of two documents that contradict each other everybody quotes the one that suits."
	}),
	recommended: rule({
		...tellsNamed,
		asserts: "Everything that the rendered documents show was measured, and lets go.",
		why: "A package with gaps must not look like one without."
	})
};

// actions/sign-off/control.ts
const control = defineControl({
	name: "sign-off",
	title: "Sign-off",
	kind: "record",
	description: "Draws up the documents of a release decision with what is proven, and verifies them: people, references, commits, gates and risks.",
	permissions: {
		actions: "read",
		checks: "read",
		contents: "read",
		"pull-requests": "read"
	},
	inputs,
	lists,
	outputs,
	documents: {
		"approval-note.md": "the note of approval, as far as it is proven",
		"go-no-go.md": "the go/no-go package",
		"handoff.md": "the handoff decision"
	},
	data: signOffData,
	rules,
	configProblems: (_lists, section) => section === void 0 ? [] : problemsOf(section),
	async evaluate(ctx) {
		const task = chosenTask(ctx.inputs, ctx.subject);
		for (const rule of Object.keys(rules)) if (!rulesOf[task].includes(rule)) ctx.notApplicable(rule, { about: [] }, `it is not asked when the task is ${task}`);
		await judge(ctx, task);
	}
});
function problemsOf(section) {
	const problems = [];
	const add = (pointer, message) => void problems.push({
		pointer: `/sign-off${pointer}`,
		message
	});
	const { tasks = ["verify"], documents = [], gates = [], evidence = [], matrices = [], checklists = [], accept = ["go"] } = section;
	const again = (values, pointer, what) => {
		for (const [index, value] of values.entries()) if (values.indexOf(value) !== index) add(pointer(index), `there are two ${what} ${value}`);
	};
	for (const [name, entries] of Object.entries({
		documents,
		gates,
		evidence,
		matrices
	})) again(entries.map(({ id }) => id), (index) => `/${name}/${index}/id`, name);
	again(documents.map(({ path }) => path), (index) => `/documents/${index}/path`, "documents with the path");
	again(checklists.map(({ path }) => path), (index) => `/checklists/${index}/path`, "checklists with the path");
	if (tasks.includes("render") && section.package === void 0) add("/tasks", "render is asked for, and there is no package:");
	if (section.package !== void 0) restrictionProblems(section.package, accept, add);
	if (tasks.includes("verify") && !documents.some(({ decides }) => decides)) add("/documents", "verify is asked for, and no document decides");
	for (const [index, { path = "", commit, time }] of evidence.entries()) for (const [name, place] of Object.entries({
		commit,
		time
	})) if (place !== void 0 && !/\.(?:md|markdown)$/i.test(path) && !place.startsWith("/")) add(`/evidence/${index}/${name}`, `${path} is no Markdown: expected a JSON Pointer`);
	for (const [index, { control: name }] of gates.entries()) if (name !== void 0 && !Object.hasOwn(catalog, name)) add(`/gates/${index}/control`, `there is no control ${name}${suggestion(name, controlNames)}`);
	else if (name === "sign-off") add(`/gates/${index}/control`, "the sign-off cannot be a gate of itself");
	return problems;
}
function restrictionProblems({ scope, conditions }, accept, add) {
	if (scope.length + conditions.length === 0) return;
	if (scope.length === 0) add("/package", "there are conditions, and no scope: a restricted decision has both");
	if (conditions.length === 0) add("/package", "there is a scope, and no conditions: a restricted decision has both");
	if (!accept.includes("restricted")) add("/accept", "the package has a scope and conditions, and restricted decisions are not accepted");
}

export { control, decisionOf, demandsOf, onlyAllowed, ownAddress };