import { GovernanceError, RepositoryName, defineControl, integer, list, rule, secret, structured, suggestion, text } from "./shared.js";
import { _enum, array, boolean, object, string } from "./vendor.js";
import { chosenTask } from "./domain-tasks.js";
import { Duration } from "./core-duration.js";
import { SurfacesSchema } from "./domain-contract-surface-config.js";
import { AcknowledgeSchema, GenerateSchema, HandoffModesSchema, VerifySchema } from "./domain-handoff-config.js";
import { tellVerdict, tellsVerdicts } from "./domain-verdict.js";

// actions/release-handoff/definition.ts
const tasks = [
	"generate",
	"verify",
	"acknowledge"
];
const inputs = {
	task: text({
		description: "What this job does, one of tasks: generate, verify or acknowledge. Where there are several, each job names its task as artifact-key too.",
		optional: true
	}),
	tasks: structured(array(_enum(tasks)).min(1), {
		description: "What is done here: generate and acknowledge by a producer, verify by either side.",
		policy: true
	}),
	producer: {
		...text({
			description: "The repository of the producer, as owner/name.",
			policy: true
		}),
		schema: RepositoryName
	},
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
		description: "Seconds since 1970 that the payload bears as its time; default: those of the commit. The environment is not read: pass SOURCE_DATE_EPOCH on.",
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
const rules = {
	sources: rule({
		...tellsVerdicts,
		waivable: false,
		asserts: "Everything that is handed over could be read at the commit of the handoff.",
		why: "What is left out is asked for by hand, when nobody who knows it is there."
	}),
	form: rule({
		...tellsVerdicts,
		waivable: false,
		asserts: "The payload is there, and has the form of its shape.",
		why: "What two readers understand differently is no agreement."
	}),
	filled: rule({
		...tellsVerdicts,
		severity: "high",
		asserts: "Nothing in the payload is left as its template has it, the consumer impact statement least of all.",
		why: "A consumer cannot tell an empty answer from no impact."
	}),
	contained: rule({
		...tellsVerdicts,
		severity: "high",
		asserts: "Every path is one from the top of the repository, and nothing names a machine or holds a credential.",
		why: "A path on the machine of its author leads nowhere for anybody else, and tells strangers about that machine."
	}),
	"mode-fields": rule({
		...tellsVerdicts,
		asserts: "The payload has what its mode asks for, and nothing that its mode forbids.",
		why: "A candidate that is taken for a release is rolled out before its time."
	}),
	release: rule({
		...tellsVerdicts,
		waivable: false,
		asserts: "Producer, tags and commits are those of the producer, and the release before, to which the way back leads, is the one that was before.",
		why: "A tag that is a branch too, or a commit of a fork, hands over something else than what was released."
	}),
	results: rule({
		...tellsVerdicts,
		waivable: false,
		asserts: "Every verification that is asked for was measured as passed, at the commit of the handoff, and lately.",
		why: "A list of commands says what somebody could have run."
	}),
	digest: rule({
		...tellsVerdicts,
		waivable: false,
		asserts: "Every file that the payload names has, at its commit, the bytes whose SHA-256 the payload says.",
		why: "A hash that nobody computes again binds nothing."
	}),
	agrees: rule({
		...tellsVerdicts,
		asserts: "The payload says what manifests, changelog and impact statement say at their commits, and no version besides.",
		why: "A consumer that follows the payload and one that follows the manifest must come to the same place."
	}),
	measured: rule({
		...tellsVerdicts,
		waivable: false,
		asserts: "The check of the producer that makes the results succeeded for the commit of the handoff.",
		why: "Results in a file are what somebody wrote into it."
	}),
	published: rule({
		...tellsVerdicts,
		waivable: false,
		asserts: "The payload is, byte for byte, the one that the producer published, or that its own run generated.",
		why: "Commands, owners, risks and the policy of the envelope stand in no file that could be asked: they are the word of the producer."
	}),
	packet: rule({
		...tellsVerdicts,
		severity: "high",
		asserts: "The Markdown packet says what the payload says.",
		why: "People read the packet and machines the payload: they must not be told different things."
	}),
	answer: rule({
		...tellsVerdicts,
		waivable: false,
		asserts: "The consumer answered to this payload, and to no other one.",
		why: "A thumb up for the payload of last month says nothing about this one."
	}),
	"in-time": rule({
		...tellsVerdicts,
		severity: "high",
		asserts: "The handoff was answered in time, or there is still time for it.",
		why: "A release that nobody acknowledges is one that nobody follows, and the old one must be kept alive."
	}),
	verdict: rule({
		...tellsVerdicts,
		asserts: "The consumer accepts the handoff, with every result that is asked for passed and without an open blocker.",
		why: "An acceptance with something in its way is a wish."
	}),
	"answer-measured": rule({
		...tellsVerdicts,
		waivable: false,
		asserts: "The check of the consumer succeeded for the commit that it answers of, and began after the handoff came.",
		why: "Whoever is in a hurry writes passed."
	}),
	"answered-by": rule({
		...tellsVerdicts,
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
		"published",
		"packet"
	],
	acknowledge: [
		"answer",
		"release",
		"in-time",
		"verdict",
		"answer-measured",
		"answered-by"
	]
};
function tell(ctx, rule, findings, here) {
	for (const { about, verdict } of findings) tellVerdict(ctx, rule, { about }, verdict, { elsewhere: !here });
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
		task: _enum(tasks),
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
		for (const task of new Set(section.tasks ?? [])) if (section[task] === void 0) add("/tasks", `${task} is asked for, and there is no ${task}:`);
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
		const task = chosenTask(ctx.inputs, ctx.subject);
		for (const rule of Object.keys(rules)) if (!rulesOf[task].includes(rule)) ctx.notApplicable(rule, { about: [] }, `it is not asked when the task is ${task}`);
		const { ready, ...handed } = await run(ctx, task);
		ctx.output("digest", handed.digest ?? "");
		ctx.output("ready", String(ready));
		ctx.data({
			task,
			...task === "generate" ? { handoff: ctx.inputs.handoff } : {},
			...handed,
			ready
		});
	}
});
async function run(ctx, task) {
	const { generate, verify, acknowledge } = ctx.inputs;
	if (task === "generate" && generate !== void 0) return (await import("./release-handoff-generate.js")).generate(ctx, generate);
	if (task === "verify" && verify !== void 0) return (await import("./release-handoff-verify.js")).verify(ctx, verify);
	if (task === "acknowledge" && acknowledge !== void 0) return (await import("./release-handoff-acknowledge.js")).acknowledge(ctx, acknowledge);
	throw new GovernanceError("BAD_CONFIG", `${task} is asked for, and there is no ${task}:`);
}

export { control, rulesOf, tell };