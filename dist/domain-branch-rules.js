import { BranchRuleSchema, BranchSchema, classicStatusChecks, needs, readStatusChecks, rulesetSource, sourceText, unread } from "./domain-github-rules.js";
import { stableJson } from "./shared.js";

// shared/domain/branch-rules/branch-rules.ts
function noRules(branch, because) {
	return {
		branch,
		required: {
			known: false,
			because
		},
		mergeQueue: {
			known: false,
			because
		}
	};
}
function branchRules(branch, { rules, branch: summary, classic }) {
	if (rules.state === "none" && rules.why === "plan-limit") return {
		branch,
		required: {
			known: true,
			value: []
		},
		mergeQueue: {
			known: true,
			value: false
		},
		planLimit: rules.message
	};
	if (rules.state === "none") return noRules(branch, notAsked(rules.message));
	if (rules.state === "unknown") return noRules(branch, rules.because);
	if (summary.state === "read" && summary.data.name !== branch) return noRules(branch, {
		code: "NOT_FOUND",
		message: `asked for the branch ${branch}, GitHub answers for ${summary.data.name}`,
		needs: "the present name of the branch as branch under required-checks"
	});
	const checks = classicChecks(rules.data, summary, classic);
	const queued = rules.data.some(({ type }) => type === "merge_queue");
	return {
		branch,
		required: "code" in checks ? {
			known: false,
			because: checks
		} : requiredBy(rules.data, checks),
		mergeQueue: queued ? {
			known: true,
			value: true
		} : classicQueue(summary, classic)
	};
}
function notAsked(message) {
	return {
		code: "NO_DATA",
		message,
		needs: "an answer of the API about the branch"
	};
}
function requiredBy(rules, classic) {
	const said = rules.filter(({ type }) => type === "required_status_checks").map((rule) => ({
		source: rulesetSource(rule.ruleset_id, { rule }),
		read: readStatusChecks(rule.parameters ?? {})
	}));
	said.push({
		source: { kind: "classic" },
		read: {
			ok: true,
			checks: [...classic]
		}
	});
	const found = [];
	for (const { source, read } of said) {
		if (!read.ok) return {
			known: false,
			because: {
				code: "NO_DATA",
				message: `what ${sourceText(source)} requires cannot be told: its rule required_status_checks ${read.message}`,
				needs: "an answer as GitHub documents it"
			}
		};
		const where = {
			id: idOf(source),
			text: sourceText(source)
		};
		found.push(...read.checks.map(({ context, app }) => ({
			context,
			app: app ?? void 0,
			source: where
		})));
	}
	const bound = new Set(found.flatMap(({ context, app }) => app === void 0 ? [] : [context]));
	return {
		known: true,
		value: found.filter(({ context, app }) => app !== void 0 || !bound.has(context))
	};
}
function idOf(source) {
	return source.kind === "ruleset" ? `ruleset ${source.id}` : source.kind;
}
function classicChecks(rules, summary, classic) {
	const whole = wholeClassic(classic);
	if (summary.state !== "read") return whole ?? (summary.state === "unknown" ? summary.because : unknownOf(classic, notAsked(summary.message)));
	const shown = shownChecks(rules, summary.data);
	if (whole === void 0) return shown;
	if ("code" in shown) return shown.code === "INCONCLUSIVE" ? shown : whole;
	if (stableJson(sortedChecks(whole)) === stableJson(sortedChecks(shown))) return whole;
	return {
		code: "INCONCLUSIVE",
		message: "the branch and its classic protection name different required checks",
		needs: "another look"
	};
}
function unknownOf(classic, otherwise) {
	return classic.state === "unknown" ? classic.because : otherwise;
}
function sortedChecks(checks) {
	return checks.map(({ context, app }) => stableJson([context, app])).sort();
}
function wholeClassic(classic) {
	if (classic.state === "read") return classicStatusChecks(classic.data.required_status_checks);
	return classic.state === "none" && classic.why !== "not-asked" ? [] : void 0;
}
function shownChecks(rules, { protected: isProtected, protection }) {
	if (!isProtected) return [];
	const checks = protection?.required_status_checks;
	if (checks === void 0 || checks === null) return {
		code: "NO_DATA",
		message: "GitHub calls the branch protected, and does not show which checks its classic protection requires",
		needs: needs.contents
	};
	const required = classicStatusChecks(checks);
	if (!(required.length === 0 && rules.length === 0 && protection?.enabled !== true)) return required;
	return {
		code: "INCONCLUSIVE",
		message: "GitHub calls the branch protected, and shows neither a rule nor classic protection for it",
		needs: "a token that sees every ruleset, or another look"
	};
}
function classicQueue(summary, classic) {
	if (classic.state === "none" && classic.why !== "not-asked" && !(summary.state === "read" && summary.data.protection?.enabled === true) || summary.state === "read" && (!summary.data.protected || summary.data.protection?.enabled === false)) return {
		known: true,
		value: false
	};
	if (summary.state === "unknown") return {
		known: false,
		because: summary.because
	};
	if (summary.state === "none" && classic.state === "unknown") return {
		known: false,
		because: classic.because
	};
	return {
		known: false,
		because: {
			code: "INCONCLUSIVE",
			message: "whether classic branch protection has a merge queue is not in the API",
			needs: "merge_group among the events, which does no harm without a queue, or a ruleset in place of classic protection"
		}
	};
}

// shared/domain/branch-rules/ask.ts
async function askBranchRules(github, at, branch) {
	const [summary, rules] = await Promise.all([github.get("GET /repos/{owner}/{repo}/branches/{branch}", {
		...at,
		branch
	}, BranchSchema), github.all("GET /repos/{owner}/{repo}/rules/branches/{branch}", {
		...at,
		branch
	}, BranchRuleSchema)]);
	const planLimit = !rules.ok && rules.because.code === "PLAN_LIMIT" ? rules.because.message : void 0;
	return branchRules(branch, {
		rules: planLimit === void 0 ? partOf(rules, needs.metadata) : {
			state: "none",
			why: "plan-limit",
			message: planLimit
		},
		branch: partOf(summary, needs.contents),
		classic: {
			state: "none",
			why: "not-asked",
			message: "every reader sees the checks of classic protection"
		}
	});
}
function partOf(answer, settles) {
	return answer.ok ? {
		state: "read",
		data: answer.data
	} : {
		state: "unknown",
		because: unread(answer.because, settles)
	};
}

export { askBranchRules, branchRules, noRules };