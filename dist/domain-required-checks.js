import { nearest, quote } from "./shared.js";
import { locate } from "./core-location.js";
import { readCheckFile } from "./domain-check-file.js";
import { parsePolicyDocument, placed } from "./domain-policy-file.js";
import { canBe, certainText, shownName } from "./domain-check-names.js";
import { complement, filterEffect, hasExpression, isPlainPattern, jobOf, missingTypes, runsOf } from "./domain-workflow.js";

// shared/domain/required-checks/finding.ts
const findingRules = [
	"workflow-readable",
	"check-produced",
	"check-unique",
	"check-name-length",
	"name-provable",
	"runs-on-pull-request",
	"runs-in-merge-queue",
	"not-filtered",
	"not-skipped",
	"name-when-skipped",
	"runs-after-failure",
	"workflow-enabled",
	"app-pinned",
	"declared-is-required",
	"required-is-declared",
	"declarations-agree",
	"declared-job-exists",
	"produced-is-required",
	"decision-is-required",
	"decision-always-runs",
	"gate-is-complete",
	"gate-always-runs"
];
const branchRules = new Set([
	"check-produced",
	"runs-in-merge-queue",
	"not-filtered",
	"not-skipped",
	"name-when-skipped",
	"runs-after-failure",
	"app-pinned",
	"declared-is-required",
	"required-is-declared",
	"produced-is-required",
	"decision-is-required",
	"decision-always-runs"
]);
function wholeRule(rule, askedBranch) {
	return branchRules.has(rule) ? [askedBranch] : [];
}
function place(at) {
	return at === void 0 ? {} : { at };
}
function passed(rule, about, message, at) {
	return {
		rule,
		status: "passed",
		about,
		message,
		...place(at)
	};
}
function notApplicable(rule, about, message) {
	return {
		rule,
		status: "not-applicable",
		about,
		message
	};
}
function failed(rule, about, words, at) {
	return {
		rule,
		status: "failed",
		about,
		...words,
		...place(at)
	};
}
function unverified(rule, about, because, at) {
	return {
		rule,
		status: "unverified",
		about,
		message: because.message,
		because,
		...place(at)
	};
}
function inconclusive(message, needs) {
	return {
		code: "INCONCLUSIVE",
		message,
		needs
	};
}

// shared/domain/required-checks/skip.ts
function skipsWhen({ job, runs }) {
	const afterFailure = job.needs.length > 0 ? "when a job that it needs fails" : "by its if";
	if (runs.afterSuccess === false) return {
		certain: true,
		words: "always"
	};
	if (runs.afterFailure === false) return {
		certain: true,
		words: afterFailure
	};
	if (runs.afterSuccess === void 0) return {
		certain: false,
		words: "by its if"
	};
	if (runs.afterFailure === void 0) return {
		certain: false,
		words: afterFailure
	};
	return runs.afterCancel === true ? void 0 : {
		certain: false,
		words: "when the run is cancelled"
	};
}
function standInsOf(context, skipped, makers) {
	return skipped.flatMap((check) => {
		if (!canBe(check.name, context) || makers.some((maker) => isSameJob(maker, check))) return [];
		const ways = check.runs.flatMap(({ steps }) => {
			const step = steps.at(-1);
			return step === void 0 ? [] : [skipsWhen(step)];
		});
		const way = ways.find((each) => each?.certain === true) ?? ways.find((each) => each !== void 0);
		if (way === void 0) return [];
		return [{
			check,
			certain: way.certain && certainText(check.name) !== void 0,
			words: way.words
		}];
	});
}
function isSameJob(a, b) {
	return a.workflow === b.workflow && a.jobs.join("") === b.jobs.join("");
}
function keepsName(check, { job }, context) {
	if (!check.expanded || canBe(check.skippedAs, context)) return true;
	return job.matrix === void 0 && hasExpression(job.name?.value ?? "");
}

// shared/domain/required-checks/wanted.ts
function wantedContexts(facts) {
	const declared = facts.declarations.flatMap(({ checks }) => checks);
	const required = facts.required.known ? facts.required.value : [];
	const contexts = new Set([...declared, ...required].map(({ context }) => context));
	const byName = new Map();
	const byLook = new Map();
	const uncertain = [];
	for (const check of facts.produced.checks) {
		const name = certainText(check.name);
		if (name === void 0) uncertain.push(check);
		else {
			const same = byName.get(name);
			if (same === void 0) byName.set(name, [check]);
			else same.push(check);
			const alike = byLook.get(look(name));
			if (alike === void 0) byLook.set(look(name), [check]);
			else alike.push(check);
		}
	}
	const isExternal = new Set(facts.external);
	return [...contexts].sort().map((context) => {
		const certain = byName.get(context) ?? [];
		const named = certain.filter((check) => check.refused === void 0);
		const perhaps = uncertain.filter((check) => check.refused === void 0 && canBe(check.name, context));
		const external = isExternal.has(context);
		const makers = external ? [] : named;
		const standIns = standInsOf(context, facts.produced.skipped, makers);
		const intruders = [
			...named.map((check) => ({
				check,
				certain: true
			})),
			...standIns.map(({ check, certain: sure }) => ({
				check,
				certain: sure
			})),
			...perhaps.map((check) => ({
				check,
				certain: false
			}))
		];
		const declaredHere = declared.filter((check) => check.context === context);
		return {
			context,
			declared: declaredHere,
			required: required.filter((check) => check.context === context),
			makers,
			candidates: external ? [] : perhaps,
			refused: certain.filter((check) => check.refused !== void 0),
			lookalikes: (byLook.get(look(context)) ?? []).filter((check) => check.refused === void 0 && certainText(check.name) !== context),
			standIns: external ? [] : standIns,
			intruders: external ? intruders : [],
			at: declaredHere[0]?.at
		};
	});
}
function look(name) {
	return name.normalize("NFKC").trim().replaceAll(/\s+/g, " ").toLowerCase();
}
function branchText({ branch }) {
	return branch === void 0 ? "the default branch" : quote(branch);
}
function makerText({ workflow, jobs }) {
	return `${workflow}: ${jobs.join(" > ")}`;
}

// shared/domain/required-checks/declaration.ts
function readJsonDeclaration(path, text) {
	const parsed = parsePolicyDocument(path, text);
	if (!parsed.ok) return parsed;
	const { document } = parsed;
	const read = readCheckFile(document.value);
	if (!read.ok) return {
		ok: false,
		problems: placed(path, document, read.problems)
	};
	return {
		ok: true,
		checks: read.checks.map(({ context, pointer, job }) => {
			const at = locate(path, document.at(pointer));
			if (job === void 0) return {
				context,
				at
			};
			const { workflow, id } = job;
			return {
				context,
				at,
				job: {
					workflow,
					id,
					at: locate(path, document.keyAt(job.pointer))
				}
			};
		})
	};
}

// shared/domain/required-checks/decision-surroundings.ts
const loading = /^(?:node_|ld_|dyld_|glibc_|openssl_|ssl_|(?:https?|all|no)_proxy$)/i;
function interference(step, job, ofWorkflow) {
	for (const env of [
		step.env,
		job.env,
		ofWorkflow
	]) {
		if (env === void 0) continue;
		const { value: names, at } = env;
		const name = names === "unknown" ? void 0 : names.find((each) => loading.test(each));
		if (names !== "unknown" && name === void 0) continue;
		const actual = `env with ${name ?? "an expression"}`;
		const what = `${name ?? "its env"} can change what its step runs`;
		return {
			certain: name !== void 0,
			what,
			actual,
			fix: `take ${name ?? "the expression"} out of env`,
			at
		};
	}
	const { container } = job;
	if (container === void 0) return void 0;
	return {
		certain: false,
		what: "its container can change what its step runs",
		actual: "container",
		fix: "no container",
		at: container.at
	};
}

// shared/domain/required-checks/reach.ts
function reach(gate, workflow) {
	const covered = new Set();
	const hidden = new Map();
	const pending = [gate];
	for (let next = pending.pop(); next !== void 0; next = pending.pop()) {
		const passesOn = next === gate || whenFailed(next) === false;
		for (const { value } of next.needs) {
			const needed = jobOf(workflow, value);
			if (needed === void 0 || covered.has(needed)) continue;
			if (!passesOn) {
				hidden.set(needed, next);
				continue;
			}
			covered.add(needed);
			pending.push(needed);
		}
	}
	return {
		covered,
		hidden
	};
}
function skippedWith(job, workflow) {
	const found = new Set();
	const pending = [job];
	for (let next = pending.pop(); next !== void 0; next = pending.pop()) {
		if (whenFailed(next) === true) continue;
		for (const { value } of next.needs) {
			const needed = jobOf(workflow, value);
			if (needed === void 0 || found.has(needed)) continue;
			found.add(needed);
			pending.push(needed);
		}
	}
	return found;
}
function whenFailed(job) {
	return runsAlone(job).afterFailure;
}
function runsAlone(job) {
	const nothing = { contexts: new Map() };
	return runsOf(job.condition?.value, job.needs.length > 0, {
		success: nothing,
		otherwise: nothing
	});
}

// shared/domain/required-checks/held.ts
function requiredOfJobs({ required, actionsApp }) {
	return required.known ? required.value.filter(({ app }) => app === void 0 || app === actionsApp) : [];
}
function heldBy(facts) {
	const { produced, workflows } = facts;
	const contexts = new Set(requiredOfJobs(facts).map(({ context }) => context));
	const holders = new Map();
	for (const { name, workflow, jobs, refused } of produced.checks) {
		const context = certainText(name);
		if (context === void 0 || !contexts.has(context) || refused !== void 0 || jobs.length !== 1) continue;
		const file = workflows.find(({ path }) => path === workflow)?.workflow;
		const job = file === void 0 ? void 0 : jobOf(file, jobs[0] ?? "");
		if (job === void 0 || file === void 0 || job.needs.length === 0) continue;
		for (const covered of reach(job, file).covered) if (!holders.has(covered)) holders.set(covered, context);
	}
	return ({ runs }) => {
		const [run] = runs;
		const outer = run?.steps[0]?.job;
		const blind = run?.steps.some(({ job }) => job.continueOnError !== void 0 && job.continueOnError.value !== false);
		return outer === void 0 || blind === true ? void 0 : holders.get(outer);
	};
}
function requiredJobs(facts) {
	const { produced } = facts;
	const contexts = new Set(requiredOfJobs(facts).map(({ context }) => context));
	const found = new Map();
	for (const { name, workflow, jobs } of produced.checks) {
		const isRequired = contexts.has(certainText(name) ?? "");
		for (let depth = 1; depth <= jobs.length; depth += 1) {
			const key = keyOf$1(workflow, jobs.slice(0, depth));
			found.set(key, isRequired && found.get(key) !== false);
		}
	}
	return (workflow, jobs) => found.get(keyOf$1(workflow, jobs)) === true;
}
function keyOf$1(workflow, jobs) {
	return JSON.stringify([workflow, ...jobs.map((id) => id.toLowerCase())]);
}

// shared/domain/required-checks/policy-rules.ts
function appPinned({ context, makers, candidates, required, declared }, { actionsApp }) {
	const rule = "app-pinned";
	const made = makers.length > 0 || candidates.length > 0;
	const wantedApp = declared.find(({ app }) => app !== void 0)?.app ?? (made ? actionsApp : void 0);
	const at = declared[0]?.at ?? makers[0]?.at;
	return required.map(({ app, source }) => {
		const about = [context, source.id];
		const expected = wantedApp === void 0 ? "the id of the app that reports it" : `app ${wantedApp}`;
		if (app === void 0) {
			const words = {
				message: `${source.text} takes ${quote(context)} from any app, so that everybody who may write statuses can set it`,
				expected,
				actual: "any app",
				fix: `choose the app for ${quote(context)} in ${source.text}${wantedApp === void 0 ? "" : ` (integration_id: ${wantedApp})`}`
			};
			return failed(rule, about, words, at);
		}
		if (wantedApp !== void 0 && app !== wantedApp) {
			const words = {
				message: `${source.text} waits for ${quote(context)} from another app than the one that reports it`,
				expected,
				actual: `app ${app}`,
				fix: `set integration_id: ${wantedApp} for ${quote(context)} in ${source.text}`
			};
			return failed(rule, about, words, at);
		}
		return passed(rule, about, `is taken from app ${app} only`, at);
	});
}
function declaredIsRequired(facts) {
	const rule = "declared-is-required";
	return facts.declarations.flatMap(({ document, checks }) => checks.map(({ context, at }) => {
		const about = [document, context];
		if (!facts.required.known) return unverified(rule, about, facts.required.because, at);
		const found = facts.required.value.find((check) => check.context === context);
		if (found !== void 0) return passed(rule, about, `is required by ${found.source.text}`, at);
		const words = {
			message: `${document} declares ${quote(context)}, and ${branchText(facts)} does not require it`,
			expected: `${context} among the required checks`,
			actual: listed(facts.required.value.map((check) => check.context)),
			fix: `require ${quote(context)} for ${facts.branch ?? "it"}, or remove it from ${document}`
		};
		return failed(rule, about, words, at);
	}));
}
function requiredIsDeclared(facts) {
	const rule = "required-is-declared";
	return facts.declarations.filter(({ complete }) => complete).flatMap(({ document, checks }) => {
		const at = checks[0]?.at;
		if (!facts.required.known) return [unverified(rule, [document], facts.required.because, at)];
		return [...new Set(facts.required.value.map(({ context }) => context))].map((context) => {
			const declared = checks.find((check) => check.context === context);
			if (declared !== void 0) return passed(rule, [document, context], `is declared in ${document}`, declared.at);
			const words = {
				message: `${branchText(facts)} requires ${quote(context)}, which ${document} does not declare`,
				expected: `${context} in ${document}`,
				actual: listed(checks.map((check) => check.context)),
				fix: `add ${quote(context)} to ${document}, or do not require it`
			};
			return failed(rule, [document, context], words, at);
		});
	});
}
function declarationsAgree({ declarations }) {
	return declarations.flatMap((first, index) => declarations.slice(index + 1).map((second) => [first, second])).flatMap(([first, second]) => [...compared(first, second), ...lacking(second, first)]);
}
function compared(first, second) {
	return [...first.checks.flatMap((check) => {
		const other = second.checks.find(({ context }) => context === check.context);
		if (other === void 0) return [];
		const about = [
			first.document,
			second.document,
			check.context
		];
		if (check.app === void 0 || other.app === void 0 || check.app === other.app) return [passed("declarations-agree", about, `stands in ${first.document} and in ${second.document}`, check.at)];
		const words = {
			message: `${first.document} and ${second.document} name different apps for ${quote(check.context)}`,
			expected: `app ${check.app}`,
			actual: `app ${other.app}`,
			fix: `write the same app for ${quote(check.context)} in both`
		};
		return [failed("declarations-agree", about, words, other.at)];
	}), ...lacking(first, second)];
}
function lacking(first, second) {
	return first.checks.filter(({ context }) => second.checks.every((check) => check.context !== context)).map(({ context, at }) => {
		const words = {
			message: `${first.document} declares ${quote(context)}, and ${second.document} does not`,
			expected: `${context} in ${second.document}`,
			actual: listed(second.checks.map((check) => check.context)),
			fix: `add ${quote(context)} to ${second.document}, or remove it from ${first.document}`
		};
		return failed("declarations-agree", [
			first.document,
			second.document,
			context
		], words, at);
	});
}
function declaredJobExists(facts) {
	return facts.declarations.flatMap(({ document, checks }) => checks.flatMap((check) => check.job === void 0 ? [] : [declaredJob(document, check, check.job, facts)]));
}
function declaredJob(document, { context }, { workflow, id, at }, { workflows, produced }) {
	const rule = "declared-job-exists";
	const about = [document, context];
	const wrong = (message, expected, actual, fix) => failed(rule, about, {
		message: `${document} says that ${quote(context)} comes from ${workflow}: ${message}`,
		expected,
		actual,
		fix
	}, at);
	const file = workflows.find(({ path }) => path === workflow);
	if (file === void 0) return wrong("there is no such workflow", workflow, listed(workflows.map(({ path }) => path)), `add ${workflow}, or name the workflow that has the job`);
	if (file.workflow === void 0) return wrong("the file cannot be read", "a workflow", file.problems[0]?.message ?? "no workflow", `repair ${workflow}`);
	const job = jobOf(file.workflow, id);
	if (job === void 0) {
		const others = listed(file.workflow.jobs.map((each) => each.id));
		return wrong(`it has no job ${quote(id)}`, id, others, `add the job ${id} to ${workflow}, or name the right one`);
	}
	const made = produced.checks.filter((each) => each.workflow === workflow && each.jobs[0] === job.id);
	if (made.some(({ name }) => certainText(name) === context)) return passed(rule, about, `is made by the job ${job.id} of ${workflow}`, job.at);
	const perhaps = made.find(({ name }) => canBe(name, context));
	if (perhaps !== void 0) {
		const message = `the name of ${makerText(perhaps)} depends on ${perhaps.name.unknown.join(", ")}`;
		return unverified(rule, about, perhaps.because ?? inconclusive(message, "a name without expressions"), perhaps.at);
	}
	const names = listed(made.map(({ name }) => shownName(name)));
	return wrong(`its job ${quote(job.id)} reports under another name`, context, names, `declare ${names}, or rename the job`);
}
function producedIsRequired(facts) {
	const rule = "produced-is-required";
	const { required } = facts;
	const onPullRequests = facts.produced.checks.filter((check) => check.refused === void 0 && check.runs.some(({ trigger }) => trigger.event === "pull_request"));
	const ofJobs = requiredOfJobs(facts);
	const byContext = new Map(ofJobs.map((each) => [each.context, each]));
	const optional = new Set(facts.optional);
	const holder = heldBy(facts);
	return onPullRequests.flatMap((check) => {
		const name = certainText(check.name);
		const shown = name ?? shownName(check.name);
		const about = [shown];
		if (name !== void 0 && optional.has(name)) return [];
		if (!required.known) return optional.has(shown) ? [] : [unverified(rule, about, required.because, check.at)];
		const fitting = name === void 0 ? ofJobs.find(({ context }) => canBe(check.name, context)) : byContext.get(name);
		if (fitting !== void 0 && name !== void 0) return [passed(rule, about, `is required by ${fitting.source.text}`, check.at)];
		const gate = holder(check);
		if (gate !== void 0) return [passed(rule, about, `is needed by ${quote(gate)}, which is required`, check.at)];
		if (fitting === void 0 && optional.has(shown)) return [];
		if (fitting !== void 0) {
			const message = `whether ${makerText(check)} is the required ${quote(fitting.context)} depends on ${check.name.unknown.join(", ")}`;
			return [unverified(rule, about, check.because ?? inconclusive(message, "a name without expressions that only a run can evaluate"), check.at)];
		}
		const words = {
			message: `${quote(about[0] ?? "", 120)} runs on pull requests and is not required: it can fail and the change is merged`,
			expected: "a required check, or one that is listed as optional",
			actual: listed(required.value.map(({ context }) => context)),
			fix: `require ${quote(about[0] ?? "", 120)}, let a required job need it, or list it as optional`
		};
		return [failed(rule, about, words, check.at)];
	});
}
function listed(items) {
	const distinct = [...new Set(items)];
	if (distinct.length === 0) return "none";
	const shown = distinct.slice(0, 10).join(", ");
	return distinct.length > 10 ? `${shown} and ${distinct.length - 10} more` : shown;
}

// shared/domain/required-checks/elsewhere.ts
const ofDefaultBranch = new Set([
	"branch_protection_rule",
	"check_run",
	"check_suite",
	"delete",
	"discussion",
	"discussion_comment",
	"fork",
	"gollum",
	"issue_comment",
	"issues",
	"label",
	"milestone",
	"public",
	"repository_dispatch",
	"schedule",
	"watch",
	"workflow_run"
]);
function runsElsewhere({ runs }, judged, { branch, isDefaultBranch }) {
	return runs.filter(({ trigger }) => !judged.includes(trigger.event) && trigger.event !== "merge_group" && !(isDefaultBranch && ofDefaultBranch.has(trigger.event)) && !isPushOf(trigger, branch));
}
function isPushOf({ event, filters }, branch) {
	if (event !== "push" || branch === void 0) return false;
	const of = (kind) => filters.find((each) => each.kind === kind)?.value;
	const branches = of("branches");
	return branches !== void 0 && branches.length > 0 && of("tags") === void 0 && branches.every((each) => each === branch && isPlainPattern(each));
}

// shared/domain/required-checks/run-rules.ts
function madeFor({ makers }, event) {
	return makers.flatMap((check) => check.runs.flatMap((run) => {
		const step = run.steps.at(-1);
		return run.trigger.event === event && step !== void 0 ? [{
			check,
			run,
			step
		}] : [];
	}));
}
function mergeEvents({ mergeQueue }) {
	return mergeQueue.known && !mergeQueue.value ? ["pull_request"] : ["pull_request", "merge_group"];
}
function runsOnPullRequest(wanted) {
	const rule = "runs-on-pull-request";
	const { context, makers } = wanted;
	const [maker] = makers;
	if (maker === void 0) return void 0;
	const [made] = madeFor(wanted, "pull_request");
	if (made !== void 0) return passed(rule, [context], "runs on pull_request", made.run.trigger.at);
	const [target] = madeFor(wanted, "pull_request_target");
	if (target !== void 0) {
		const message = `${quote(context)} is made on pull_request_target only, which policies of GitHub can block`;
		return unverified(rule, [context], inconclusive(message, "the event pull_request"), target.run.trigger.at);
	}
	const trigger = maker.runs[0]?.trigger.at;
	const words = {
		message: `${quote(context)} is not made for pull requests`,
		expected: "pull_request among the events",
		actual: maker.runs.map((run) => run.trigger.event).join(", "),
		fix: `add pull_request: to on: of ${maker.workflow}`
	};
	return failed(rule, [context], words, trigger);
}
function runsInMergeQueue(wanted, { mergeQueue }) {
	const rule = "runs-in-merge-queue";
	const { context, makers } = wanted;
	const [maker] = makers;
	if (maker === void 0) return void 0;
	const [made] = madeFor(wanted, "merge_group");
	if (made !== void 0) return passed(rule, [context], "runs on merge_group", made.run.trigger.at);
	if (!mergeQueue.known) return unverified(rule, [context], mergeQueue.because, maker.runs[0]?.trigger.at);
	if (!mergeQueue.value) return notApplicable(rule, [context], "the branch has no merge queue");
	const words = {
		message: `${quote(context)} is never reported in the merge queue, so that nothing can be merged`,
		expected: "merge_group among the events",
		actual: maker.runs.map((run) => run.trigger.event).join(", "),
		fix: `add merge_group: to on: of ${maker.workflow}`
	};
	return failed(rule, [context], words, maker.runs[0]?.trigger.at);
}
function notFiltered(wanted, facts) {
	const rule = "not-filtered";
	return mergeEvents(facts).flatMap((event) => {
		const made = madeFor(wanted, event);
		const about = [wanted.context, event];
		const effects = made.map(({ run }) => ({
			run,
			effect: filterEffect(run.trigger, facts.branch)
		}));
		const [first] = effects;
		if (first === void 0) return [];
		const free = effects.find(({ effect }) => effect.runs === "always");
		if (free !== void 0) return [passed(rule, about, "no filter keeps it away", free.run.trigger.at)];
		const pair = made.find(({ run }) => made.some((other) => complement(run.trigger, other.run.trigger, facts.branch)));
		if (pair !== void 0) return [passed(rule, about, "the filters of two workflows take every change between them", pair.run.trigger.at)];
		return [filtered(about, event, facts, (effects.find(({ effect }) => effect.runs === "sometimes") ?? first).effect)];
	});
}
function unknownFilter(filters, facts) {
	const message = `whether ${filters} let ${branchText(facts)} through is`;
	return facts.branch === void 0 ? inconclusive(`${message} not known without its name`, "the name of the branch, or a token that sees the repository") : inconclusive(`${message} not documented`, "patterns of the documented form");
}
function filtered(about, event, facts, { runs, filters }) {
	const rule = "not-filtered";
	const [filter] = filters;
	const context = quote(about[0] ?? "");
	const kinds = filters.map(({ kind }) => kind).join(" and ");
	if (runs === "unknown") return unverified(rule, about, unknownFilter(`${kinds} of ${event}`, facts), filter?.at);
	const lacking = filter?.kind === "types" ? missingTypes(event, filter) : [];
	const message = runs === "never" ? `${context} is never reported for ${branchText(facts)}: ${kinds} of ${event} leave it out` : `${context} stays pending when ${kinds} of ${event} keep the workflow away`;
	const fix = lacking.length > 0 ? `add ${lacking.join(" and ")} to types, or remove types` : runs === "never" ? `add ${facts.branch ?? "the branch"} to ${kinds}` : `remove ${kinds}, and skip steps instead`;
	const actual = filters.map(({ kind, value }) => `${kind}: ${value.join(", ")}`).join("; ");
	return failed(rule, about, {
		message,
		expected: `no filter that leaves it out`,
		actual,
		fix
	}, filter?.at);
}
function notSkipped(wanted, facts, findSkip) {
	const rule = "not-skipped";
	return [...mergeEvents(facts).flatMap((event) => {
		const about = [wanted.context, event];
		const all = madeFor(wanted, event);
		const made = all.filter(({ check, step }) => keepsName(check, step, wanted.context));
		const never = made.find(({ step }) => step.runs.afterSuccess === false);
		const perhaps = made.find(({ step }) => step.runs.afterSuccess === void 0);
		if (never !== void 0) {
			const words = {
				message: `${quote(wanted.context)} is skipped on every ${event}, and GitHub takes that for success`,
				expected: `a job that runs on ${event}`,
				actual: `if: ${never.step.job.condition?.value ?? ""}`,
				fix: `let the job run on ${event}, or do not require it`
			};
			return [failed(rule, about, words, conditionAt(never.step))];
		}
		if (perhaps !== void 0) {
			const message = `${quote(wanted.context)} can be skipped by its if, which counts as success; whether it may is not in the files`;
			const because = inconclusive(message, "a job without if, in which steps are skipped instead");
			return [unverified(rule, about, because, conditionAt(perhaps.step))];
		}
		const blind = all.flatMap(({ run }) => run.steps.flatMap(({ job }) => failsUnseen(job) ?? []))[0];
		if (blind !== void 0) {
			const message = `the job of ${quote(wanted.context)} has continue-on-error: ${blind.value}; whether its check fails then is not documented`;
			return [unverified(rule, about, inconclusive(message, "no continue-on-error, or one of its steps"), blind.at)];
		}
		const left = made.find(({ step }) => step.runs.onlyCancelStops);
		if (left !== void 0) {
			const message = `the job of ${quote(wanted.context)} is left out by its if when the run is cancelled, and what it reports then is not documented`;
			return [unverified(rule, about, inconclusive(message, "if: always(), or no status function"), conditionAt(left.step))];
		}
		return made.length === 0 ? [] : [passed(rule, about, "runs whenever what it needs succeeded", made[0]?.check.at)];
	}), ...skippedElsewhere(wanted, facts, findSkip)];
}
function failsUnseen({ continueOnError }) {
	return continueOnError === void 0 || continueOnError.value === false ? void 0 : continueOnError;
}
function skippedElsewhere(wanted, facts, findSkip) {
	return wanted.makers.flatMap((check) => runsElsewhere(check, mergeEvents(facts), facts).flatMap((run) => {
		const step = run.steps.at(-1);
		const { event } = run.trigger;
		const skip = findSkip({
			workflow: check.workflow,
			jobs: check.jobs,
			event
		});
		if (step === void 0 || skip === void 0 || !keepsName(check, step, wanted.context)) return [];
		const condition = `if: ${skip.by.job.condition?.value ?? ""}`;
		const why = skip.by === step ? condition : `${condition} of ${skip.by.job.id}, which it needs`;
		const message = `${quote(wanted.context)} can be skipped on ${event} (${why}), which counts as success; which of two checks of one name holds for a commit is not documented`;
		const because = inconclusive(message, `a workflow without ${event}, or a job that runs on it too`);
		return [unverified("not-skipped", [wanted.context, event], because, conditionAt(skip.by))];
	}));
}
function conditionAt({ job }) {
	return job.condition?.at ?? job.at;
}
function nameWhenSkipped(wanted, facts) {
	const rule = "name-when-skipped";
	return mergeEvents(facts).flatMap((event) => {
		const made = madeFor(wanted, event);
		const about = [wanted.context, event];
		for (const { check, run } of made) {
			const caller = run.steps.slice(0, -1).find(({ runs }) => runs.afterSuccess !== true);
			const own = check.expanded && certainText(check.skippedAs) !== wanted.context ? run.steps.at(-1) : void 0;
			const step = caller ?? (own?.runs.afterSuccess === true ? void 0 : own);
			if (step === void 0) continue;
			const reported = caller === void 0 ? shownName(check.skippedAs) : step.job.name?.value ?? step.job.id;
			const words = {
				message: `${quote(wanted.context)} is not reported when the job ${step.job.id} is skipped by its if`,
				expected: wanted.context,
				actual: reported,
				fix: "skip steps instead of the job, or require a job that needs it and always runs"
			};
			return [failed(rule, about, words, conditionAt(step))];
		}
		return made.length === 0 ? [] : [passed(rule, about, "keeps its name", made[0]?.check.at)];
	});
}
function runsAfterFailure(wanted, facts, isRequired) {
	const rule = "runs-after-failure";
	return mergeEvents(facts).flatMap((event) => {
		const made = madeFor(wanted, event).filter(({ step }) => step.job.needs.length > 0);
		const about = [wanted.context, event];
		for (const { check, step } of made) {
			if (!keepsName(check, step, wanted.context) || step.runs.afterFailure === true || needsAreRequired(check, step, isRequired)) continue;
			const needs = step.job.needs.map(({ value }) => value).join(", ");
			const at = step.job.condition?.at ?? step.job.needs[0]?.at ?? step.job.at;
			if (step.runs.afterFailure === void 0) {
				const message = `whether ${quote(wanted.context)} runs when ${needs} fails depends on its if; skipped counts as success`;
				return [unverified(rule, about, inconclusive(message, "if: always(), and a step that checks the results"), at)];
			}
			const words = {
				message: `${quote(wanted.context)} is skipped when ${needs} fails, and GitHub takes that for success`,
				expected: "if: always()",
				actual: step.job.condition === void 0 ? `needs: ${needs}` : `if: ${step.job.condition.value}`,
				fix: `write if: always() and check needs.*.result in a step of ${makerText(check)}`
			};
			return [failed(rule, about, words, at)];
		}
		return made.length === 0 ? [] : [passed(rule, about, "a failure before it cannot make it pass", made[0]?.check.at)];
	});
}
function needsAreRequired({ workflow, jobs }, { job }, isRequired) {
	return job.needs.every(({ value }) => isRequired(workflow, [...jobs.slice(0, -1), value]));
}
function workflowEnabled({ context, makers }, { disabled }) {
	const rule = "workflow-enabled";
	const [maker] = makers;
	if (maker === void 0 || disabled === void 0) return void 0;
	if (!disabled.known) return unverified(rule, [context], disabled.because, maker.at);
	const stateOf = (check) => disabled.value.find(({ path }) => path === check.workflow)?.state;
	const running = makers.find((check) => stateOf(check) === void 0);
	if (running !== void 0) return passed(rule, [context], `${running.workflow} is not disabled`, running.at);
	const words = {
		message: `${quote(context)} is never reported: ${maker.workflow} is disabled`,
		expected: "active",
		actual: stateOf(maker) ?? "disabled",
		fix: `enable ${maker.workflow}: gh workflow enable ${maker.workflow.split("/").at(-1) ?? maker.workflow}`
	};
	return failed(rule, [context], words, maker.at);
}

// shared/domain/required-checks/decision-job.ts
function decisionJob(facts) {
	const { isDecision } = facts;
	if (isDecision === void 0) return [];
	const all = facts.produced.checks.filter((check) => check.runs.some(({ steps }) => decisionSteps(steps.at(-1), isDecision).length > 0));
	const merging = all.filter(({ runs }) => runs.some(({ trigger }) => mergingEvents.has(trigger.event)));
	const jobs = merging.length > 0 ? merging : all;
	const unread = facts.produced.checks.find(({ because }) => because !== void 0);
	if (jobs.length === 0 && unread?.because !== void 0) {
		const { because, at } = unread;
		return [unverified("decision-is-required", ["executive-summary"], because, at), unverified("decision-always-runs", ["executive-summary"], because, at)];
	}
	if (jobs.length === 0) {
		const words = {
			message: "no job of the workflows makes the decision",
			expected: "a job that uses executive-summary",
			actual: "none",
			fix: "add a job with executive-summary that runs on pull_request with if: always()"
		};
		return [failed("decision-is-required", ["executive-summary"], words), failed("decision-always-runs", ["executive-summary"], words)];
	}
	return jobs.flatMap((check) => [isRequired(check, facts), ...mergeEvents(facts).map((event) => alwaysRuns$1(check, event, facts))]);
}
const mergingEvents = new Set([
	"pull_request",
	"pull_request_target",
	"merge_group"
]);
function decisionSteps(step, isDecision) {
	return step === void 0 ? [] : step.job.actions.filter((action) => isDecision(action, step.path));
}
function isRequired(check, facts) {
	const { required, actionsApp, branch } = facts;
	const rule = "decision-is-required";
	const name = certainText(check.name);
	const about = [check.workflow, ...check.jobs];
	if (check.refused !== void 0) return refusedWorkflow(rule, about, check);
	if (name === void 0) {
		const message = `the name of ${makerText(check)} (${shownName(check.name)}) depends on ${check.name.unknown.join(", ")}`;
		return unverified(rule, about, check.because ?? inconclusive(message, "a name without expressions"), check.at);
	}
	if (!required.known) return unverified(rule, about, required.because, check.at);
	const found = required.value.filter(({ context }) => context === name);
	const right = found.find(({ app }) => app === actionsApp);
	if (right !== void 0) return passed(rule, about, `is required by ${right.source.text}`, check.at);
	const words = {
		message: found.length === 0 ? `${branchText(facts)} does not require ${quote(name)}, the job that makes the decision` : `${quote(name)}, the job that makes the decision, is not required from app ${actionsApp}`,
		expected: `${name} from app ${actionsApp}`,
		actual: listed(found.length === 0 ? required.value.map(({ context }) => context) : found.map(({ app }) => app === void 0 ? "from any app" : `from app ${app}`)),
		fix: `require ${quote(name)} with integration_id: ${actionsApp} for ${branch ?? "it"}`
	};
	return failed(rule, about, words, check.at);
}
function refusedWorkflow(rule, about, check) {
	const { refused } = check;
	const words = {
		message: `GitHub refuses ${check.workflow}, which ${refused?.message ?? "is not valid"}`,
		expected: "a workflow that GitHub accepts",
		actual: refused?.message ?? "not valid",
		fix: refused?.fix ?? `repair ${refused?.at.path ?? check.workflow}`
	};
	return failed(rule, about, words, refused?.at ?? check.at);
}
function alwaysRuns$1(check, event, facts) {
	const rule = "decision-always-runs";
	const about = [
		check.workflow,
		...check.jobs,
		event
	];
	if (check.refused !== void 0) return refusedWorkflow(rule, about, check);
	const run = check.runs.find(({ trigger }) => trigger.event === event);
	const wrong = (message, expected, actual, fix, at = check.at) => failed(rule, about, {
		message: `${makerText(check)} makes the decision, and ${message}`,
		expected,
		actual,
		fix
	}, at);
	if (run === void 0) {
		const events = listed(check.runs.map(({ trigger }) => trigger.event));
		return wrong(`does not run on ${event}`, event, events, `add ${event}: to on: of ${check.workflow}`);
	}
	const { runs, filters } = filterEffect(run.trigger, facts.branch);
	const [filter] = filters;
	if (filter !== void 0 && runs === "unknown") return unverified(rule, about, unknownFilter(`${filter.kind} of ${event}`, facts), filter.at);
	if (filter !== void 0 && runs !== "always") {
		const actual = `${filter.kind}: ${filter.value.join(", ")}`;
		return wrong(`${filter.kind} can keep it away`, "no filter", actual, `remove ${filter.kind}`, filter.at);
	}
	const blind = run.steps.find(({ job }) => job.continueOnError !== void 0 && job.continueOnError.value !== false);
	if (blind?.job.continueOnError !== void 0) {
		const { value, at } = blind.job.continueOnError;
		const message = `${makerText(check)} makes the decision with continue-on-error: ${value}; whether its check fails then is not documented`;
		return unverified(rule, about, inconclusive(message, "no continue-on-error"), at);
	}
	const skippable = run.steps.map((step) => ({
		step,
		when: skipsWhen(step)
	})).find(({ when }) => when !== void 0);
	if (skippable?.when !== void 0) {
		const { step, when } = skippable;
		const at = step.job.condition?.at ?? step.job.at;
		const actual = step.job.condition === void 0 ? "no if" : `if: ${step.job.condition.value}`;
		if (when.certain) return wrong(`is skipped ${when.words}`, "if: always()", actual, "write if: always()", at);
		const message = `whether ${makerText(check)} is skipped ${when.words} is not in the files`;
		return unverified(rule, about, inconclusive(message, "if: always()"), at);
	}
	const step = stepProblem(run.steps.at(-1), event, facts);
	if (step === void 0) return passed(rule, about, `runs on every ${event}`, run.trigger.at);
	const { what, actual, fix, at } = step;
	if (step.certain) return wrong(what, "a step that always decides", actual, fix, at);
	const message = `whether the step of ${makerText(check)} decides is not in the files: ${what}`;
	return unverified(rule, about, inconclusive(message, fix), at);
}
function stepProblem(step, event, { isDecision }) {
	const problems = (isDecision === void 0 ? [] : decisionSteps(step, isDecision)).map((action) => {
		const { condition, continueOnError } = action;
		if (continueOnError !== void 0 && continueOnError.value !== false) return {
			certain: true,
			what: "the failure of its step does not count",
			actual: `continue-on-error: ${continueOnError.value}`,
			fix: "remove continue-on-error from the step",
			at: continueOnError.at
		};
		const around = step === void 0 ? void 0 : interference(action, step.job, step.env);
		if (around !== void 0) return around;
		if (condition === void 0) return void 0;
		const scope = {
			contexts: new Map([["github", new Map([["event_name", event]])]]),
			partial: new Set(["github"])
		};
		const runs = runsOf(condition.value, false, {
			success: scope,
			otherwise: scope
		}).afterSuccess;
		const [actual, fix] = [`if: ${condition.value}`, "remove if from the step"];
		return runs === true ? void 0 : {
			certain: runs === false,
			what: runs === false ? "its step is skipped" : "its step can be skipped",
			actual,
			fix,
			at: condition.at
		};
	});
	return problems.includes(void 0) ? void 0 : problems[0];
}

// shared/domain/required-checks/gate.ts
function gates(facts, findSkip) {
	return facts.gates.flatMap((gate) => judge(gate, facts, findSkip));
}
function judge(gate, facts, findSkip) {
	const { workflows } = facts;
	const rule = "gate-is-complete";
	const about = [gate.workflow, gate.job];
	const file = workflows.find(({ path }) => path === gate.workflow);
	const job = file?.workflow === void 0 ? void 0 : jobOf(file.workflow, gate.job);
	if (file?.workflow === void 0 || job === void 0) {
		const jobs = file?.workflow?.jobs.map(({ id }) => id);
		const words = {
			message: `the gate ${quote(gate.job)} of ${gate.workflow} does not exist`,
			expected: `the job ${gate.job} in ${gate.workflow}`,
			actual: jobs === void 0 ? file === void 0 ? "no such file" : "a file that cannot be read" : listed(jobs),
			fix: `add the job ${gate.job} to ${gate.workflow}, or name the right one`
		};
		return [failed(rule, about, words, gate.at), failed("gate-always-runs", about, words, gate.at)];
	}
	return [...roster(gate, job, file.workflow, {
		facts,
		findSkip
	}), ...runsOnChanges(about, job, file.workflow, facts)];
}
function runsOnChanges(about, job, { path, triggers }, facts) {
	const rule = "gate-always-runs";
	const events = triggers.map(({ event }) => event);
	const at = triggers[0]?.at;
	const [inAny, ...inQueue] = mergeEvents(facts).map((event) => {
		if (events.includes(event)) return void 0;
		const message = `the gate ${quote(job.id)} does not run on ${event}`;
		const fix = `add ${event}: to on: of ${path}, or do not list it under gate-jobs`;
		const words = {
			message,
			expected: event,
			actual: listed(events),
			fix
		};
		if (event !== "merge_group") return failed(rule, about, words, at);
		if (facts.mergeQueue.known) return failed(rule, [...about, event], words, at);
		const { because } = facts.mergeQueue;
		return unverified(rule, [...about, event], {
			...because,
			message: `${message}; ${because.message}`
		}, at);
	});
	return [inAny ?? alwaysRuns(about, job), ...inQueue.filter((finding) => finding !== void 0)];
}
function unseen(about, gate, other, { except, facts, findSkip }) {
	const rule = "gate-is-complete";
	const [workflow = ""] = about;
	const found = [];
	for (const check of facts.produced.checks) {
		if (check.workflow !== workflow || check.jobs[0] !== other.id || isExcepted(check.jobs, except)) continue;
		if (check.because !== void 0) found.push(unverified(rule, about, check.because, check.at));
		for (const { trigger, steps } of check.runs.filter((run) => mergeEvents(facts).includes(run.trigger.event))) {
			const { event } = trigger;
			for (const [index, { job }] of steps.entries()) {
				const jobs = check.jobs.slice(0, index + 1);
				const skip = findSkip({
					workflow,
					jobs,
					event
				});
				if (skip !== void 0) found.push(staysAway(about, gate, {
					path: jobs.join("/"),
					event,
					skip
				}));
				const blind = index === 0 ? void 0 : failsUnseen(job);
				if (blind === void 0) continue;
				const message = `whether the gate ${quote(gate.id)} sees that ${quote(jobs.join("/"))} fails, which has continue-on-error: ${blind.value}, is not documented`;
				const needs = `no continue-on-error, or ${jobs.join("/")} among the exceptions of the gate`;
				found.push(unverified(rule, about, inconclusive(message, needs), blind.at));
			}
		}
	}
	return found.find(({ status }) => status === "failed") ?? found[0] ?? lostWith(about, gate, other, {
		except,
		facts
	});
}
function lostWith(about, gate, other, { except, facts }) {
	const workflow = facts.workflows.find(({ path }) => path === about[0])?.workflow;
	if (workflow === void 0) return void 0;
	const direct = new Set(gate.needs.map(({ value }) => value.toLowerCase()));
	const lost = [...skippedWith(other, workflow)].find(({ id }) => isExcepted([id], except) && !direct.has(id.toLowerCase()));
	if (lost === void 0) return void 0;
	const message = `${quote(other.id)} is skipped when ${quote(lost.id)} fails, an exception that the gate ${quote(gate.id)} does not need; whether it takes that for success is not in the files`;
	const needs = `${lost.id} among needs of ${gate.id}, or ${other.id} among its exceptions too`;
	return unverified("gate-is-complete", about, inconclusive(message, needs), other.needs[0]?.at ?? other.at);
}
function isExcepted(jobs, except) {
	return jobs.some((_id, index) => except.has(pathOf(jobs.slice(0, index + 1))));
}
function pathOf(jobs) {
	return jobs.join("/").toLowerCase();
}
function staysAway(about, gate, { path, event, skip: { certain, by } }) {
	const rule = "gate-is-complete";
	const at = by.job.condition?.at ?? by.job.at;
	const why = path.split("/").at(-1) === by.job.id ? "by its if" : `with ${by.job.id}, which it needs`;
	if (!certain) {
		const message = `${quote(path)} can be skipped ${why}, and whether the gate ${quote(gate.id)} takes that for success is not in the files`;
		const needs = `a job without if, in which steps are skipped instead, or ${path} among the exceptions of the gate`;
		return unverified(rule, about, inconclusive(message, needs), at);
	}
	const words = {
		message: `the gate ${quote(gate.id)} waits for ${quote(path)}, which is skipped on every ${event} (${why}) and never fails`,
		expected: `a job that runs on ${event}`,
		actual: `if: ${by.job.condition?.value ?? ""}`,
		fix: `let ${by.job.id} run on ${event}, or name ${path} as an exception`
	};
	return failed(rule, about, words, at);
}
function roster(gate, job, workflow, look) {
	const rule = "gate-is-complete";
	if (job.needs.length === 0) {
		const words = {
			message: `the gate ${quote(job.id)} needs no job, so that it cannot fail for any`,
			expected: listed(workflow.jobs.filter((other) => other !== job).map(({ id }) => id)),
			actual: "no needs",
			fix: `list the jobs of ${gate.workflow} in needs`
		};
		return [failed(rule, [gate.workflow, gate.job], words, job.at)];
	}
	const { covered, hidden } = reach(job, workflow);
	const excepted = new Set(gate.except.map((id) => id.toLowerCase()));
	const misspelt = gate.except.filter((id) => !isThere(id, workflow, look.facts));
	const others = workflow.jobs.filter((other) => other !== job);
	return [...misspelt.map((id) => {
		const words = {
			message: `the gate ${quote(job.id)} leaves out ${quote(id)}, which is no job of ${gate.workflow}`,
			expected: listed(others.map((other) => other.id)),
			actual: id,
			fix: `remove ${quote(id)} from the exceptions, or correct it`
		};
		return failed(rule, [
			gate.workflow,
			gate.job,
			id
		], words, gate.at);
	}), ...others.map((other) => {
		const about = [
			gate.workflow,
			gate.job,
			other.id
		];
		if (excepted.has(other.id.toLowerCase())) return passed(rule, about, "is left out by name", gate.at ?? other.at);
		const blind = other.continueOnError;
		if (covered.has(other) && blind !== void 0 && blind.value !== false) {
			const words = {
				message: `the gate ${quote(job.id)} cannot see that ${quote(other.id)} fails: with continue-on-error its result is success`,
				expected: "no continue-on-error",
				actual: `continue-on-error: ${blind.value}`,
				fix: `remove continue-on-error from ${other.id}, or name it as an exception`
			};
			return failed(rule, about, words, blind.at);
		}
		if (covered.has(other)) return unseen(about, job, other, {
			...look,
			except: excepted
		}) ?? passed(rule, about, "is waited for", other.at);
		const through = hidden.get(other);
		const words = {
			message: through === void 0 ? `the gate ${quote(job.id)} does not wait for ${quote(other.id)}` : `the gate ${quote(job.id)} sees ${quote(other.id)} only through ${quote(through.id)}, which runs when it fails`,
			expected: `${other.id} among needs of ${job.id}`,
			actual: listed(job.needs.map(({ value }) => value)),
			fix: `add ${other.id} to needs of ${job.id}, or name it as an exception`
		};
		return failed(rule, about, words, job.needs[0]?.at ?? job.at);
	})];
}
function isThere(id, workflow, { produced }) {
	if (jobOf(workflow, id) !== void 0) return true;
	return produced.checks.filter((check) => check.workflow === workflow.path).some(({ jobs, because }) => isExcepted(jobs, new Set([id.toLowerCase()])) || because !== void 0 && id.includes("/"));
}
function alwaysRuns(about, job) {
	const rule = "gate-always-runs";
	const at = job.condition?.at ?? job.at;
	const { afterFailure: runs, afterCancel } = runsAlone(job);
	if (runs === true && job.needs.length > 0) {
		if (afterCancel === true) return passed(rule, about, "runs when a job that it needs fails", at);
		const message = `the gate ${quote(job.id)} is left out when the run is cancelled, and what it reports then is not documented`;
		return unverified(rule, about, inconclusive(message, "if: always()"), at);
	}
	if (runs === void 0) {
		const message = `whether the gate ${quote(job.id)} runs when a job that it needs fails depends on its if`;
		return unverified(rule, about, inconclusive(message, "if: always(), and a step that checks the results"), at);
	}
	const words = {
		message: `the gate ${quote(job.id)} is skipped when a job that it needs fails, and GitHub takes that for success`,
		expected: "if: always()",
		actual: job.condition === void 0 ? "no if" : `if: ${job.condition.value}`,
		fix: `write if: always() and check needs.*.result in a step of ${job.id}`
	};
	return failed(rule, about, words, at);
}

// shared/domain/required-checks/name-rules.ts
function checkProduced(wanted, facts) {
	const rule = "check-produced";
	const { context, makers, candidates, refused } = wanted;
	const about = [context];
	const [maker] = makers;
	if (maker !== void 0) return passed(rule, about, `is made by ${makerText(maker)}`, maker.at);
	const named = (facts.seen?.known ? facts.seen.value : []).filter((check) => check.context === context);
	const seen = named.filter((check) => wanted.required.every(({ app }) => app === void 0 || app === check.app));
	if (facts.external.includes(context)) {
		if (seen.length > 0) return passed(rule, about, "was seen on a recent commit", wanted.at);
		const message = `${quote(context)} is made outside of the workflows`;
		if (facts.seen === void 0 || !facts.seen.known) {
			const because = facts.seen?.because ?? inconclusive(message, "the checks of recent commits");
			return unverified(rule, about, because, wanted.at);
		}
	}
	const [candidate] = candidates;
	if (candidate !== void 0) {
		const depends = candidate.name.unknown.join(", ");
		const before = seen.length === 0 ? "" : "; that it was seen on a recent commit says nothing of this one";
		const message = `${makerText(candidate)} may make ${quote(context)}: its name depends on ${depends}${before}`;
		const because = candidate.because ?? inconclusive(message, "a name without expressions that only a run can evaluate");
		return unverified(rule, about, because, candidate.at);
	}
	if (seen.filter(({ app }) => app !== facts.actionsApp).length > 0) return passed(rule, about, "was seen on a recent commit, reported by another app", wanted.at);
	if (facts.external.includes(context) && named.some(({ kind }) => kind === "status")) {
		const message = `${quote(context)} was seen as a commit status, which does not tell the app that made it`;
		return unverified(rule, about, inconclusive(message, "a check run, or a look at who writes the status"), wanted.at);
	}
	const [stopped] = refused;
	if (stopped?.refused !== void 0) {
		const { message, at, fix } = stopped.refused;
		const words = {
			message: `${quote(context)} is never reported: GitHub refuses ${stopped.workflow}, which ${message}`,
			expected: "a workflow that GitHub accepts",
			actual: message,
			fix: fix ?? `repair ${at.path}`
		};
		return failed(rule, about, words, at);
	}
	const { actual, fix } = closest(context, facts.produced.checks);
	const words = {
		message: `no job of the workflows makes ${quote(context)}`,
		expected: context,
		actual,
		fix
	};
	return failed(rule, about, words, wanted.at);
}
function closest(context, all) {
	const checks = all.filter((check) => check.refused === void 0);
	const names = [...new Set(checks.flatMap((check) => certainText(check.name) ?? []))];
	const meant = (name, why) => ({
		actual: name,
		fix: `require ${quote(name, 120)}${why}, or rename the job`
	});
	const uncut = checks.find((check) => check.uncut === context);
	const cutName = uncut === void 0 ? void 0 : certainText(uncut.name);
	if (cutName !== void 0) return meant(cutName, ", to which GitHub cuts it");
	const legs = names.filter((name) => name.startsWith(`${context} (`) || name.startsWith(`${context} / `));
	if (legs.length > 0) {
		const fix = `require ${legs.map((name) => quote(name, 120)).join(", ")}, or a job that needs them all`;
		return {
			actual: legs.join(", "),
			fix
		};
	}
	const behind = names.find((name) => context.endsWith(` / ${name}`));
	if (behind !== void 0) return meant(behind, ", which is reported without the name of the workflow");
	const unexpanded = checks.find((check) => check.expanded && certainText(check.skippedAs) === context);
	if (unexpanded !== void 0) return meant(shownName(unexpanded.name), ", the name when the job is not skipped");
	const near = nearest(context, names);
	if (near !== void 0) return meant(near, "");
	return {
		actual: "no similar name",
		fix: "add a job with that name, or do not require it"
	};
}
function checkUnique(wanted, facts) {
	const rule = "check-unique";
	const { context, makers, candidates, standIns } = wanted;
	const [maker, other] = makers;
	if (maker === void 0) return takenOver(wanted, facts);
	if (other !== void 0) {
		const words = {
			message: `${makers.length} jobs report ${quote(context)}, so that one of them can stand for the others`,
			expected: "one job",
			actual: makers.map(makerText).join(", "),
			fix: "give each job a name of its own"
		};
		return failed(rule, [context], words, other.at);
	}
	const standIn = standIns.find(({ certain }) => certain) ?? standIns[0];
	if (standIn !== void 0) {
		const { check, certain, words: when } = standIn;
		const message = `${makerText(check)} ${certain ? "reports" : "may report"} ${quote(context)} too when it is skipped (${when}), which counts as success`;
		const because = inconclusive(message, "a name of its own for each job, also for one that is skipped");
		if (!certain) return unverified(rule, [context], because, check.at);
		const words = {
			message,
			expected: "one job",
			actual: `${makerText(maker)}, ${makerText(check)}`,
			fix: `give ${makerText(check)} a name of its own`
		};
		return failed(rule, [context], words, check.at);
	}
	const [candidate] = candidates;
	if (candidate !== void 0) {
		const message = `${makerText(candidate)} may report ${quote(context)} too: its name depends on ${candidate.name.unknown.join(", ")}`;
		const because = candidate.because ?? inconclusive(message, "a name without expressions that only a run can evaluate");
		return unverified(rule, [context], because, candidate.at);
	}
	const [alike] = wanted.lookalikes;
	if (alike !== void 0) {
		const message = `${makerText(alike)} reports ${quote(certainText(alike.name) ?? "")}, and whether GitHub tells it from ${quote(context)} is not documented`;
		const because = inconclusive(message, "names that differ by more than case and white space");
		return unverified(rule, [context], because, alike.at);
	}
	return passed(rule, [context], `is made by ${makerText(maker)} only`, maker.at);
}
function takenOver({ context, intruders, required }, { actionsApp }) {
	const rule = "check-unique";
	const intruder = intruders.find(({ certain }) => certain) ?? intruders[0];
	if (intruder === void 0) return void 0;
	const { check, certain } = intruder;
	if (required.length > 0 && required.every(({ app }) => app !== void 0 && app !== actionsApp)) return passed(rule, [context], "is taken from another app than the one that reports jobs", check.at);
	const message = `${makerText(check)} ${certain ? "reports" : "may report"} ${quote(context)}, which something else should make`;
	if (!certain) return unverified(rule, [context], check.because ?? inconclusive(message, "a name that is certain to be another one, or integration_id of the app that reports the check"), check.at);
	const words = {
		message,
		expected: "no job of that name, as external-checks lists it",
		actual: makerText(check),
		fix: `give the job another name, require ${quote(context)} from the app that should report it, or remove it from external-checks`
	};
	return failed(rule, [context], words, check.at);
}
function checkNameLength({ context, makers }) {
	const rule = "check-name-length";
	const [maker] = makers;
	if (maker === void 0) return void 0;
	const long = makers.find(({ uncut }) => uncut !== void 0);
	if (long?.uncut === void 0) return passed(rule, [context], "is not cut", maker.at);
	const words = {
		message: `${quote(context, 120)} is what is left of a name of ${long.uncut.length} characters`,
		expected: "a name of at most 100 characters",
		actual: long.uncut,
		fix: "give the job a shorter name, e.g. with name: and one value of the matrix"
	};
	return failed(rule, [context], words, long.at);
}
function namesProvable({ produced }) {
	const found = new Map();
	for (const check of produced.checks) {
		if (check.refused !== void 0) continue;
		const about = [check.workflow, ...check.jobs];
		const key = about.join("");
		const isCertain = certainText(check.name) !== void 0;
		if (isCertain && !found.has(key)) found.set(key, passed("name-provable", about, "has a name that is certain", check.at));
		if (isCertain || found.get(key)?.status === "unverified") continue;
		const message = `the name of ${makerText(check)} (${shownName(check.name)}) depends on ${check.name.unknown.join(", ")}`;
		const because = check.because ?? inconclusive(message, "a name without expressions that only a run can evaluate");
		found.set(key, unverified("name-provable", about, because, check.at));
	}
	return [...found.values()];
}

// shared/domain/required-checks/skip-chain.ts
function skipFinder({ checks }) {
	const steps = new Map();
	for (const { workflow, jobs, runs } of checks) for (const { trigger, steps: path } of runs) for (const [index, step] of path.entries()) steps.set(keyOf({
		workflow,
		jobs: jobs.slice(0, index + 1),
		event: trigger.event
	}), step);
	const known = new Map();
	const find = (run) => {
		const key = keyOf(run);
		if (known.has(key)) return known.get(key);
		known.set(key, void 0);
		const step = steps.get(key);
		const skip = step === void 0 ? void 0 : skipOf(step, run, find);
		known.set(key, skip);
		return skip;
	};
	return find;
}
function skipOf(step, { jobs, ...rest }, find) {
	const { afterSuccess, afterFailure } = step.runs;
	if (afterSuccess !== true) return {
		certain: afterSuccess === false,
		by: step
	};
	if (afterFailure === true) return void 0;
	const needed = step.job.needs.flatMap(({ value }) => find({
		...rest,
		jobs: [...jobs.slice(0, -1), value]
	}) ?? []);
	const worst = needed.find(({ certain }) => certain) ?? needed[0];
	return worst === void 0 ? void 0 : {
		certain: worst.certain && afterFailure === false,
		by: worst.by
	};
}
function keyOf({ workflow, jobs, event }) {
	return JSON.stringify([
		workflow,
		event,
		...jobs.map((id) => id.toLowerCase())
	]);
}

// shared/domain/required-checks/judge.ts
function judgeChecks(facts) {
	const isRequired = requiredJobs(facts);
	const findSkip = skipFinder(facts.produced);
	const perContext = wantedContexts(facts).flatMap((wanted) => [
		checkProduced(wanted, facts),
		checkUnique(wanted, facts),
		checkNameLength(wanted),
		runsOnPullRequest(wanted),
		runsInMergeQueue(wanted, facts),
		...notFiltered(wanted, facts),
		...notSkipped(wanted, facts, findSkip),
		...nameWhenSkipped(wanted, facts),
		...runsAfterFailure(wanted, facts, isRequired),
		workflowEnabled(wanted, facts),
		...appPinned(wanted, facts)
	]);
	const findings = [
		...workflowsReadable(facts),
		...perContext.filter((finding) => finding !== void 0),
		...namesProvable(facts),
		...declaredIsRequired(facts),
		...requiredIsDeclared(facts),
		...declarationsAgree(facts),
		...declaredJobExists(facts),
		...producedIsRequired(facts),
		...decisionJob(facts),
		...gates(facts, findSkip)
	];
	const { mergeQueue, askedBranch } = facts;
	return worstOfEach(mergeQueue.known ? findings : findings.map(ifQueued(mergeQueue.because))).map((finding) => ({
		...finding,
		about: [...wholeRule(finding.rule, askedBranch), ...finding.about]
	}));
}
const eventRules = new Set([
	"not-filtered",
	"not-skipped",
	"name-when-skipped",
	"runs-after-failure",
	"decision-always-runs"
]);
function ifQueued(because) {
	return (finding) => {
		const { rule, status, about, at } = finding;
		if (status !== "failed" || !eventRules.has(rule) || about.at(-1) !== "merge_group") return finding;
		return unverified(rule, about, {
			...because,
			message: `${finding.message}; ${because.message}`
		}, at);
	};
}
const severity = {
	failed: 3,
	unverified: 2,
	passed: 1,
	"not-applicable": 0
};
function worstOfEach(findings) {
	const found = new Map();
	for (const finding of findings) {
		const key = JSON.stringify([finding.rule, ...finding.about]);
		const other = found.get(key);
		if (other === void 0 || severity[finding.status] > severity[other.status]) found.set(key, finding);
	}
	return [...found.values()];
}
function workflowsReadable({ workflows, produced }) {
	const rule = "workflow-readable";
	const bad = new Set(produced.problems.map(({ at }) => at.path));
	const times = new Map();
	return [...workflows.filter(({ path }) => !bad.has(path)).map(({ path }) => passed(rule, [path], "was read", { path })), ...produced.problems.map(({ effect, code, pointer, message, at, fix }) => {
		const one = [
			at.path,
			...pointer === "" ? [] : [pointer],
			code
		];
		const key = JSON.stringify(one);
		const time = (times.get(key) ?? 0) + 1;
		times.set(key, time);
		const about = time === 1 ? one : [...one, String(time)];
		if (effect === "unclear") return unverified(rule, about, inconclusive(`${at.path} ${message}`, "a workflow that holds only what is documented"), at);
		const words = {
			message: `GitHub refuses ${at.path}, which ${message}`,
			expected: "a workflow that GitHub accepts",
			actual: message,
			fix: fix ?? `repair ${at.path}`
		};
		return failed(rule, about, words, at);
	})];
}

// shared/domain/required-checks/markdown-lines.ts
function markdownLines(count, lineOf) {
	const read = [];
	let fence;
	let comment;
	for (let line = 1; line <= count; line += 1) {
		const text = lineOf(line);
		let kind = "text";
		if (comment !== void 0) {
			const end = text.lastIndexOf("-->");
			kind = end !== -1 && text.slice(end + 3).trim() !== "" ? "mixed" : comment;
			if (end !== -1) comment = text.lastIndexOf("<!--") > end ? "mixed" : void 0;
		} else if (fence !== void 0) {
			kind = "code";
			if (closes(text, fence)) fence = void 0;
		} else {
			fence = fenceOf(text);
			const begin = fence === void 0 ? text.indexOf("<!--") : -1;
			if (fence !== void 0) kind = "code";
			else if (begin !== -1) {
				const end = text.lastIndexOf("-->");
				const isOpen = end <= text.lastIndexOf("<!--");
				kind = /^ {0,3}<!--/.test(text) && (isOpen || text.slice(end + 3).trim() === "") ? "comment" : "mixed";
				if (isOpen) comment = kind;
			}
		}
		read.push({
			line,
			text,
			kind
		});
	}
	return read;
}
function fenceOf(text) {
	return /^ {0,3}(?:(?<ticks>`{3,})[^`]*|(?<tildes>~{3,}).*)$/.exec(text)?.slice(1).find((mark) => mark !== void 0);
}
function closes(text, fence) {
	return (/^ {0,3}(?<mark>`{3,}|~{3,})\s*$/.exec(text)?.groups?.["mark"])?.startsWith(fence) === true;
}

export { branchText, findingRules, heldBy, judgeChecks, makerText, markdownLines, readJsonDeclaration, requiredOfJobs, wantedContexts, wholeRule };