import { GovernanceError, defineControl, rule, structured, text } from "./shared.js";
import { array, number, object, record, string } from "./vendor.js";
import { chosenTask } from "./domain-tasks.js";
import { CreateSchema, VerifySchema } from "./domain-bundle-config.js";
import { tellVerdict, tellsVerdicts } from "./domain-verdict.js";
import { lacks, wrong } from "./domain-finding.js";

// actions/evidence-bundle/definition.ts
const tasks = ["create", "verify"];
const inputs = {
	task: text({
		description: "What this job does: create or verify. Where the configuration asks for both, each job names its task as artifact-key too.",
		optional: true
	}),
	create: structured(CreateSchema.optional(), {
		description: "What goes into the bundle, and who may have produced it.",
		policy: true
	}),
	verify: structured(VerifySchema.optional(), {
		description: "Which bundle or list is verified, and by what.",
		policy: true
	})
};
const outputs = {
	digest: { description: "The SHA-256 of the archive; empty where there is none." },
	manifest: { description: "The SHA-256 of the list in it; empty where there is none." },
	files: { description: "How many files it lists." }
};
const archiveEnding = "bundle.zip";
const OutcomeSchema = object({
	digest: string().optional().meta({ description: "The SHA-256 of the archive." }),
	manifest: string().optional().meta({ description: "The SHA-256 of the list." }),
	commit: string().optional(),
	files: number().int().nonnegative(),
	classes: record(string(), number()).optional().meta({ description: "How many files are what their list says: same, line-ends, different, absent, unread, unlisted." }),
	items: array(object({
		id: string(),
		title: string(),
		state: string()
	})).optional()
});

// actions/evidence-bundle/rules.ts
const rules = {
	items: rule({
		...tellsVerdicts,
		waivable: false,
		asserts: "Every item of evidence that is asked for is there, of the judged commit and this run.",
		why: "What is missing from a bundle is missed on the day on which somebody asks for it."
	}),
	producers: rule({
		...tellsVerdicts,
		waivable: false,
		asserts: "Every file was made by the commit, workflow or script that is named, which the base allows.",
		why: "A file with the right name can be made by anybody."
	}),
	private: rule({
		...tellsVerdicts,
		asserts: "No file holds what looks like a credential, an email address or the number of an account.",
		why: "A bundle is handed on and kept for years; what is in it cannot be called back."
	}),
	lineage: rule({
		...tellsVerdicts,
		waivable: false,
		asserts: "What led to the bundle is known from the platform: its commit, run, jobs and whatever else is asked for.",
		why: "Evidence of which nobody knows where it came from is a claim."
	}),
	written: rule({
		...tellsVerdicts,
		waivable: false,
		asserts: "The archive was written whole, from the bytes that were looked at.",
		why: "Half an archive is found out when it is needed."
	}),
	form: rule({
		...tellsVerdicts,
		waivable: false,
		asserts: "The list is there, has the shape that is asked for, and says all that this shape must say.",
		why: "What two readers understand differently proves nothing."
	}),
	digests: rule({
		...tellsVerdicts,
		grade: ({ lineEnds = false }) => lineEnds ? "medium" : "critical",
		asserts: "Every listed file is there, and has the checksums and the size that the list says.",
		why: "A checksum that nobody computes again binds nothing."
	}),
	complete: rule({
		...tellsVerdicts,
		severity: "high",
		asserts: "Nothing is in the bundle that its list does not have, every item is, and the list does not list itself.",
		why: "What was added later looks as if it had been looked at."
	}),
	names: rule({
		...tellsVerdicts,
		waivable: false,
		asserts: "Everybody can unpack the bundle, each path to one file of its own: no links, devices, ways out or names that collide.",
		why: "Two names that are one elsewhere let each reader see another file."
	}),
	commits: rule({
		...tellsVerdicts,
		waivable: false,
		asserts: "Every commit that is listed belongs to the default branch of the repository that is named.",
		why: "A commit of somewhere else, or of a fork, was never what is released here."
	}),
	"one-commit": rule({
		...tellsVerdicts,
		asserts: "All of the evidence is of one commit, and of the judged one where that is asked for.",
		why: "Tests of yesterday say nothing about what is released today."
	}),
	results: rule({
		...tellsVerdicts,
		waivable: false,
		asserts: "Every result that is asked for is there, and passed.",
		why: "A command that is listed without its result may never have run."
	}),
	age: rule({
		...tellsVerdicts,
		severity: "high",
		asserts: "The evidence is not older than is allowed, by what the platform says where it can be asked.",
		why: "What was true last year is found in old bundles."
	}),
	agrees: rule({
		...tellsVerdicts,
		asserts: "Every statement is about these very bytes, and says that they passed.",
		why: "A statement about another bundle proves that other bundle."
	}),
	signature: rule({
		...tellsVerdicts,
		waivable: false,
		asserts: "A signature of an allowed workflow of this repository and commit was verified for these bytes.",
		why: "Without a signature whoever can edit the bundle can edit its list too."
	})
};

// actions/evidence-bundle/told.ts
const rulesOf = {
	create: [
		"items",
		"producers",
		"private",
		"lineage",
		"written",
		"results"
	],
	verify: [...[
		"form",
		"digests",
		"complete",
		"names",
		"commits",
		"one-commit",
		"producers"
	], ...[
		"results",
		"age",
		"agrees",
		"signature"
	]]
};
const mostFindings = 1e3;
function fewer(findings) {
	if (findings.length <= mostFindings) return findings;
	const order = [
		"failed",
		"unverified",
		"passed",
		"not-applicable"
	];
	const weight = ({ verdict: { status } }) => order.indexOf(status);
	const sorted = [...findings].sort((a, b) => weight(a) - weight(b));
	const rest = sorted.slice(mostFindings);
	const [failed, unverified] = ["failed", "unverified"].map((status) => rest.filter(({ verdict }) => verdict.status === status).length);
	const more = (count) => `${count} more like those above`;
	return [
		...sorted.slice(0, mostFindings),
		...failed ? [wrong(["more"], {
			problem: more(failed),
			actual: failed,
			fix: "mend those above first"
		})] : [],
		...unverified ? [lacks(more(unverified), "what those above name", "more unverified")] : []
	];
}
function tell(ctx, rule, findings, here = false) {
	for (const { about, verdict } of fewer(findings)) tellVerdict(ctx, rule, { about }, verdict, { elsewhere: !here });
	return findings.every(({ verdict }) => verdict.status === "passed" || verdict.status === "not-applicable");
}
function notAsked(why) {
	return {
		about: [],
		verdict: {
			status: "not-applicable",
			why
		}
	};
}

// actions/evidence-bundle/control.ts
const control = defineControl({
	name: "evidence-bundle",
	title: "Evidence bundle",
	kind: "record",
	description: "Packs the evidence of a release with its lineage into one archive, and verifies such bundles anew.",
	permissions: {
		actions: "read",
		contents: "read"
	},
	inputs,
	lists: {},
	outputs,
	documents: {
		"bundle.zip": "the evidence with its list, when everything that was asked for is in it",
		"test-result.intoto.json": "an in-toto statement: which controls passed, of this bundle",
		"gate-decision.intoto.json": "an in-toto statement: what was decided, of this bundle"
	},
	data: OutcomeSchema.extend({ task: OutcomeSchema.shape.commit }),
	rules,
	configProblems(_lists, section) {
		if (section === void 0 || section.create !== void 0 || section.verify !== void 0) return [];
		return [{
			pointer: "/evidence-bundle",
			message: "asks for nothing: say create: or verify:"
		}];
	},
	async evaluate(ctx) {
		const { task: named, create, verify } = ctx.inputs;
		const asked = tasks.filter((each) => (each === "create" ? create : verify) !== void 0);
		const task = chosenTask({
			task: named,
			tasks: asked
		}, ctx.subject);
		for (const rule of Object.keys(rules)) if (!rulesOf[task].includes(rule)) ctx.notApplicable(rule, { about: [] }, `it is not asked when the task is ${task}`);
		const outcome = await run(ctx, task);
		ctx.output("digest", outcome.digest ?? "");
		ctx.output("manifest", outcome.manifest ?? "");
		ctx.output("files", String(outcome.files));
		ctx.metric("files", outcome.files);
		ctx.data({
			task,
			...outcome
		});
	}
});
async function run(ctx, task) {
	const { create, verify } = ctx.inputs;
	if (task === "create" && create !== void 0) return (await import("./evidence-bundle-create.js")).createBundle(ctx, create);
	if (task === "verify" && verify !== void 0) return (await import("./evidence-bundle-verify.js")).verifyBundle(ctx, verify);
	throw new GovernanceError("BAD_CONFIG", `${task} is asked for, and there is no ${task}:`);
}

export { archiveEnding, control, fewer, notAsked, rulesOf, tell };