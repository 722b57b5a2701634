import { GovernanceError, defineControl, integer, list, rule, secret, structured, suggestion, text } from "./shared.js";
import { _enum, array, boolean, object, string } from "./vendor.js";
import { Duration } from "./core-duration.js";
import { SurfacesSchema } from "./domain-contract-surface-config.js";
import { AcknowledgeSchema, GenerateSchema, HandoffModesSchema, VerifySchema } from "./domain-handoff-config.js";

// actions/release-handoff/definition.ts
const modes = [
	"generate",
	"verify",
	"acknowledge"
];
const inputs = {
	mode: text({
		description: "What this job does, one of modes: generate, verify or acknowledge. Where there are several, each job names its mode as artifact-key too.",
		optional: true
	}),
	modes: structured(array(_enum(modes)).min(1), {
		description: "What is done here: generate and acknowledge by a producer, verify by either side.",
		policy: true
	}),
	producer: text({
		description: "The repository of the producer, as owner/name.",
		policy: true
	}),
	handoff: text({
		description: "Which handoff is generated: stable, or a name under handoffs.",
		default: "stable"
	}),
	handoffs: structured(HandoffModesSchema, {
		description: "What handoffs of a mode must and must not say, by its name.",
		default: {},
		policy: true
	}),
	generate: structured(GenerateSchema.optional(), {
		description: "What is handed over, and where it stands.",
		policy: true
	}),
	verify: structured(VerifySchema.optional(), {
		description: "Which payload is verified, and by what.",
		policy: true
	}),
	acknowledge: structured(AcknowledgeSchema.optional(), {
		description: "Where the consumer answers, until when, and who may.",
		policy: true
	}),
	"results-maximum-age": structured(Duration, {
		description: "How old results may be that are handed over.",
		default: "7d",
		policy: true
	}),
	"source-date-epoch": integer({
		description: "Seconds since 1970 that the payload bears as its time, as SOURCE_DATE_EPOCH. Default: those of the commit.",
		optional: true,
		min: 0,
		max: 253402300799
	}),
	"ignored-co-authors": list({
		description: "Email addresses of co-authors that are no person who could approve, e.g. of a coding assistant.",
		default: [],
		policy: true
	}),
	"producer-token": secret({ description: "Token that may read contents and checks of a producer elsewhere." }),
	"consumer-token": secret({ description: "Token that may read contents, checks and pull requests of a consumer elsewhere." })
};
const lists = { surfaces: SurfacesSchema };
const outputs = {
	digest: { description: "The SHA-256 of the payload; empty where there is none." },
	ready: { description: "Is true when a payload was generated: everything that it hands over was measured." }
};

// actions/release-handoff/rules.ts
const ofHandoff = {
	severity: "critical",
	about: ({ about }) => about,
	says: ({ problem = "" }) => problem,
	expected: ({ expected }) => expected,
	actual: ({ actual }) => actual,
	fix: ({ fix }) => fix
};
const rules = {
	sources: rule({
		...ofHandoff,
		waivable: false,
		asserts: "Everything that is handed over could be read at the commit of the handoff.",
		why: "What is left out is asked for by hand, when nobody who knows it is there."
	}),
	form: rule({
		...ofHandoff,
		waivable: false,
		asserts: "The payload is there, and has the form of its shape.",
		why: "What two readers understand differently is no agreement."
	}),
	filled: rule({
		...ofHandoff,
		severity: "high",
		asserts: "Nothing in the payload is left as its template has it, the consumer impact statement least of all.",
		why: "A consumer cannot tell an empty answer from no impact."
	}),
	contained: rule({
		...ofHandoff,
		severity: "high",
		asserts: "Every path is one from the top of the repository, and nothing names a machine or holds a credential.",
		why: "A path on the machine of its author leads nowhere for anybody else, and tells strangers about that machine."
	}),
	"mode-fields": rule({
		...ofHandoff,
		asserts: "The payload has what its mode asks for, and nothing that its mode forbids.",
		why: "A candidate that is taken for a release is rolled out before its time."
	}),
	release: rule({
		...ofHandoff,
		waivable: false,
		asserts: "Producer, tags and commits are those of the producer, and the release before is the one that was before.",
		why: "A tag that is a branch too, or a commit of a fork, hands over something else than what was released."
	}),
	results: rule({
		...ofHandoff,
		waivable: false,
		asserts: "Every verification that is asked for was measured as passed, at the commit of the handoff, and lately.",
		why: "A list of commands says what somebody could have run."
	}),
	digest: rule({
		...ofHandoff,
		waivable: false,
		asserts: "Every file that the payload names has, at its commit, the bytes whose SHA-256 the payload says.",
		why: "A hash that nobody computes again binds nothing."
	}),
	agrees: rule({
		...ofHandoff,
		asserts: "The payload says what the manifest says at its commit.",
		why: "A consumer that follows the payload and one that follows the manifest must come to the same place."
	}),
	measured: rule({
		...ofHandoff,
		waivable: false,
		asserts: "The check of the producer that makes the results succeeded for the commit of the handoff.",
		why: "Results in a file are what somebody wrote into it."
	}),
	packet: rule({
		...ofHandoff,
		severity: "high",
		asserts: "The Markdown packet says what the payload says.",
		why: "People read the packet and machines the payload: they must not be told different things."
	}),
	answer: rule({
		...ofHandoff,
		waivable: false,
		asserts: "The consumer answered to this payload, and to no other one.",
		why: "A thumb up for the payload of last month says nothing about this one."
	}),
	"in-time": rule({
		...ofHandoff,
		severity: "high",
		asserts: "The handoff was answered, or there is still time for it.",
		why: "A release that nobody acknowledges is one that nobody follows, and the old one must be kept alive."
	}),
	verdict: rule({
		...ofHandoff,
		asserts: "The consumer accepts the handoff, with results that passed and without an open blocker.",
		why: "An acceptance with something in its way is a wish."
	}),
	"answer-measured": rule({
		...ofHandoff,
		waivable: false,
		asserts: "The check of the consumer succeeded for the commit that it answers of.",
		why: "Whoever is in a hurry writes passed."
	}),
	"answered-by": rule({
		...ofHandoff,
		waivable: false,
		asserts: "Somebody who may speak for the consumer approved the pull request that brought the answer.",
		why: "An answer of the producer in the name of the consumer is none."
	})
};

// actions/release-handoff/told.ts
const shared = [
	"form",
	"filled",
	"contained",
	"mode-fields",
	"release",
	"results"
];
const rulesOf = {
	generate: ["sources", ...shared],
	verify: [
		...shared,
		"digest",
		"agrees",
		"measured",
		"packet"
	],
	acknowledge: [
		"answer",
		"in-time",
		"verdict",
		"answer-measured",
		"answered-by"
	]
};
function tell(ctx, rule, findings, here) {
	for (const { about, verdict } of findings) switch (verdict.status) {
		case "passed":
			ctx.passed(rule, { about });
			break;
		case "failed": {
			const { problem, expected, actual, fix, at } = verdict;
			const place = here && at !== void 0 ? at : void 0;
			ctx.failed(rule, {
				about,
				problem,
				expected,
				actual,
				fix
			}, place);
			break;
		}
		case "unverified":
			ctx.unverified(rule, { about }, verdict.because);
			break;
		case "not-applicable": ctx.notApplicable(rule, { about }, verdict.why);
	}
	return findings.length > 0 && findings.every(({ verdict }) => verdict.status === "passed");
}

// actions/release-handoff/control.ts
const control = defineControl({
	name: "release-handoff",
	title: "Release handoff",
	kind: "record",
	description: "Hands a release over to its consumers as a payload of what was measured, verifies such payloads, and judges the answer.",
	permissions: {
		actions: "read",
		checks: "read",
		contents: "read",
		"pull-requests": "read"
	},
	inputs,
	lists,
	askedBy: [],
	outputs,
	documents: {
		"payload.json": "the payload, when everything in it was measured",
		"packet.md": "the same for people"
	},
	data: object({
		mode: _enum(modes),
		handoff: string().optional().meta({ description: "stable, or the name of a candidate." }),
		digest: string().optional().meta({ description: "The SHA-256 of the payload." }),
		tag: string().optional(),
		commit: string().optional(),
		ready: boolean()
	}),
	rules,
	configProblems({ surfaces }, section) {
		const problems = [];
		if (section === void 0) return problems;
		const add = (pointer, message) => {
			problems.push({
				pointer: `/release-handoff${pointer}`,
				message
			});
		};
		for (const mode of new Set(section.modes ?? [])) if (section[mode] === void 0) add("/modes", `${mode} is asked for, and there is no ${mode}:`);
		const { generate, verify } = section;
		const ids = (surfaces ?? []).map(({ id }) => id);
		if (generate !== void 0 && !ids.includes(generate.surface)) add("/generate/surface", `there is no surface ${generate.surface}${suggestion(generate.surface, ids)}`);
		if (verify?.packet !== void 0 && verify.shape !== "release-handoff.v1") add("/verify/packet", `a payload of the shape ${verify.shape} has no packet`);
		const facts = Object.keys(generate?.facts ?? {});
		const follows = (surfaces ?? []).find(({ id }) => id === generate?.surface)?.envelope?.version;
		if (follows !== void 0 && !facts.includes(follows)) add("/generate/facts", `the policy of the envelope follows the version ${follows}: say where the manifest has it`);
		for (const [name, mode] of Object.entries(section.handoffs ?? {})) for (const field of generate === void 0 ? [] : [...Object.keys(mode.override), ...mode["must-match"]]) if (!facts.includes(field) && field !== "commit") add(`/handoffs/${name}`, `there is no fact ${field}${suggestion(field, facts)}`);
		return problems;
	},
	async evaluate(ctx) {
		const mode = modeOf(ctx);
		for (const rule of Object.keys(rules)) if (!rulesOf[mode].includes(rule)) ctx.notApplicable(rule, { about: [] }, `it is not asked when the mode is ${mode}`);
		const { ready, ...handed } = await run(ctx, mode);
		ctx.output("digest", handed.digest ?? "");
		ctx.output("ready", String(ready));
		ctx.data({
			mode,
			...mode === "generate" ? { handoff: ctx.inputs.handoff } : {},
			...handed,
			ready
		});
	}
});
async function run(ctx, mode) {
	const { generate, verify, acknowledge } = ctx.inputs;
	if (mode === "generate" && generate !== void 0) return (await import("./release-handoff-generate.js")).generate(ctx, generate);
	if (mode === "verify" && verify !== void 0) return (await import("./release-handoff-verify.js")).verify(ctx, verify);
	if (mode === "acknowledge" && acknowledge !== void 0) return (await import("./release-handoff-acknowledge.js")).acknowledge(ctx, acknowledge);
	throw new GovernanceError("BAD_CONFIG", `${mode} is asked for, and there is no ${mode}:`);
}
function modeOf({ inputs: { mode, modes: allowed }, subject }) {
	const [only] = allowed;
	const chosen = mode === void 0 && new Set(allowed).size === 1 ? only : allowed.find((each) => each === mode);
	if (chosen === void 0) throw new GovernanceError("BAD_INPUT", mode === void 0 ? "it is not said which mode is meant" : `${mode} is not one of the modes that are allowed here`, { hint: `Set mode to one of these: ${allowed.join(", ")}.` });
	if (subject.event !== "local" && new Set(allowed).size > 1 && subject.matrixKey !== chosen) throw new GovernanceError("BAD_INPUT", `the report of the mode ${chosen} must bear its name`, { hint: `Set artifact-key: ${chosen}, and name the modes under legs of executive-summary.` });
	return chosen;
}

export { control, rulesOf, tell };