import { GovernanceError, decides } from "./shared.js";
import { needs } from "./domain-github-rules.js";
import { layersOf } from "./domain-protection.js";
import { entriesOfLayers, findingsOf, judgeGroup, namedRefs, onlyDefaultBranch, recordFindings, recordIdle, recordPolicy, rules } from "./branch-protection.control.js";
import { heldOf, untoldSettings } from "./domain-organisation.js";

// actions/branch-protection/organisation/judge.ts
async function judgeProtection({ entries }, { observation, facts }, now) {
	const known = {
		defaultBranch: facts.default_branch,
		now
	};
	const view = viewOf(observation);
	const { groups } = await namedRefs(entries, view, known.defaultBranch);
	const judged = [];
	for (const group of groups) judged.push(await judgeGroup(group, view, known));
	return {
		judged,
		findings: findingsOf(judged)
	};
}
function viewOf(observation) {
	const unasked = {
		state: "unknown",
		because: {
			code: "NO_DATA",
			message: "the audit does not ask for it",
			needs: needs.metadata
		}
	};
	return {
		facts: async () => observation.facts,
		properties: async () => unasked,
		names: async () => unasked,
		observe: async () => observation
	};
}

// actions/branch-protection/organisation/policy.ts
async function policyOf(ctx) {
	const { organisation, classes = [] } = ctx.inputs.policy;
	const layers = [...organisation === void 0 ? [] : [{
		name: "organisation",
		policy: organisation
	}], ...classes.map(({ name, policy }) => ({
		name: `class ${name}`,
		policy
	}))];
	const read = await entriesOfLayers(ctx, layers);
	if (!read.ok) return read;
	if (read.broken.length > 0) throw new GovernanceError("BAD_CONFIG", "the policy has files that cannot be used", {
		problems: read.broken.map(({ message, at }) => ({
			message,
			...at
		})),
		hint: "Policy files are read where the configuration is: on the base of a change."
	});
	const problems = read.layers.flatMap(({ name, entries }) => entries.every(isOfDefaultBranch) ? [] : [{
		message: `${name}: ${onlyDefaultBranch}`,
		path: ctx.policy.source.path
	}]);
	if (problems.length > 0) throw new GovernanceError("BAD_CONFIG", "the policy asks for what an audit of many repositories does not judge", {
		problems,
		hint: "Rulesets of the policy may include ~DEFAULT_BRANCH alone."
	});
	const byLayer = new Map(read.layers.map(({ name, entries }) => [name, entries]));
	return {
		ok: true,
		of(listed) {
			const holding = layersOf(ctx.inputs.policy, {
				topics: listed.topics,
				properties: listed.properties
			});
			return {
				listed,
				classes: holding.layers.flatMap(({ name }) => name.startsWith("class ") ? [name.slice(6)] : []),
				entries: holding.layers.flatMap(({ name }) => byLayer.get(name) ?? []),
				open: holding.open
			};
		}
	};
}
function isOfDefaultBranch({ target, include, exclude }) {
	return target === "branch" && include.length > 0 && include.every((pattern) => pattern === "~DEFAULT_BRANCH") && exclude.length === 0;
}
function asksAlone({ entries }) {
	return entries.some(({ asks, review, unrecognised }) => review !== void 0 || unrecognised.length > 0 || Object.keys(asks).some((setting) => untoldSettings.has(setting)));
}

// actions/branch-protection/organisation/record.ts
const ruleIds = Object.keys(rules);
function recorder(ctx, organisation) {
	const held = heldOf(organisation);
	const open = new Map();
	const told = new Set();
	function record(asked, { judged, findings }, to) {
		const { repository } = asked.listed;
		const openBecause = asked.open[0];
		recordPolicy(to, repository, {
			judged,
			unnamed: [],
			open: asked.open,
			broken: []
		});
		recordFindings(to, repository, findings, () => openBecause);
		recordIdle(to, repository, judged);
	}
	return {
		add(asked, one) {
			const { repository } = asked.listed;
			record(asked, one, {
				...ctx,
				passed: (rule) => held.add(rule, repository, asked.classes),
				failed(rule, fact) {
					told.add(rule);
					ctx.failed(rule, toldOf(fact, repository));
				},
				unverified(rule, fact, because) {
					if (fact.about.length === 0) open.set(rule, because);
					else {
						told.add(rule);
						ctx.unverified(rule, fact, because);
					}
				},
				notApplicable: () => void 0
			});
		},
		weigh(asked, one) {
			const seen = new Set();
			const note = (status) => (_rule, fact) => {
				if (decides(fact.severity)) seen.add(status);
			};
			record(asked, one, {
				...ctx,
				passed: () => void 0,
				failed: note("failed"),
				unverified: note("unverified"),
				notApplicable: () => void 0
			});
			return seen.has("failed") ? "failed" : seen.has("unverified") ? "unverified" : "passed";
		},
		finish() {
			for (const rule of ruleIds.filter((id) => id !== "repositories")) {
				const classes = held.of(rule);
				for (const { about, actual } of classes) ctx.passed(rule, {
					about,
					severity: rules[rule].severity,
					actual
				});
				const because = open.get(rule);
				const fact = {
					about: [],
					severity: rules[rule].severity
				};
				if (because !== void 0) ctx.unverified(rule, fact, because);
				else if (classes.length === 0 && !told.has(rule)) ctx.notApplicable(rule, fact, "the policy asks for no such setting of any repository that was read");
			}
		}
	};
}
function toldOf(fact, repository) {
	const says = `${repository}: ${fact.says ?? "a setting is not as the policy asks"}`;
	if (fact.fix?.includes("fix.json") !== true) return {
		...fact,
		says
	};
	const first = fact.fix.includes("; fix.json") ? fact.fix.replace(/; fix\.json.*$/s, "; ") : "";
	return {
		...fact,
		says,
		fix: `${first}run branch-protection with repository: ${repository}, which leaves the ruleset to import`
	};
}

export { asksAlone, judgeProtection, policyOf, recorder };