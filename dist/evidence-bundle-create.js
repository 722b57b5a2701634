import { digester } from "./core-file-digest.js";
import { sha256 } from "./shared.js";
import { decisionOf, gateDecisionText, gather, itemsOf, judgeLineage, judgeProducer, lineageExhibit, lineageOf, lookThrough, mediaTypeOf, nameProblems, runFacts, testResultText } from "./evidence-bundle-features.js";
import { manifestKind, manifestName, manifestText } from "./domain-bundle-config.js";
import { holds, lacks, open, wrong } from "./domain-finding.js";
import { candidatesIn } from "./domain-own-report.js";
import { archiveEnding, notAsked, tell } from "./evidence-bundle.control.js";

// actions/evidence-bundle/create.ts
const filesMaxBytes = 1073741824;
const noGo = wrong(["decision"], {
	problem: "the decision of this run is no-go",
	expected: "go",
	actual: "no-go",
	fix: "mend what the decision names"
});
async function createBundle(ctx, policy) {
	const items = itemsOf(policy);
	const facts = await runFacts(ctx);
	const artifacts = items.flatMap(({ artifact }) => artifact ?? []);
	const collected = await ctx.reports({
		artifacts,
		...artifacts.length === 0 ? {} : { endings: [""] }
	});
	const gathered = [];
	const room = { left: filesMaxBytes };
	for (const item of items) gathered.push(await gather(ctx, item, facts, collected, room));
	const files = gathered.flatMap((each) => each.files);
	const decision = decisionOf(ctx, collected, facts);
	const named = nameProblems(files.map(({ path }) => ({
		path,
		kind: "file"
	}))).map(({ path, message }) => wrong(["name", path], {
		problem: `${path} ${message}`,
		actual: message,
		fix: "name the file otherwise where it is made, or give it an item of its own"
	}));
	const [linked, here] = [gathered.filter(isAttached), gathered.filter((each) => !isAttached(each))];
	const held = [tell(ctx, "items", [...here.flatMap(({ findings }) => findings), ...named])];
	tell(ctx, "items", linked.flatMap(({ findings }) => findings));
	const results = gathered.flatMap(({ result }) => result ?? []);
	if (decision.state === "decided" && decision.word === "no-go") results.push(noGo);
	held.push(tell(ctx, "results", results.length > 0 ? results : [notAsked("no report of a control is asked for")]));
	const made = [];
	const packed = [];
	const producers = [];
	const looked = [];
	const unseen = policy.unseen === void 0 ? () => false : await ctx.matcher(policy.unseen);
	for (const file of files) {
		const { finding, producer } = await judgeProducer(ctx, policy, file, facts);
		producers.push(finding);
		const { content, finding: clean } = cleaned(ctx, policy, file, unseen);
		looked.push(clean);
		const { bytes, sha256: sum, gitBlob } = digestOf(content);
		const { path, item, origin } = file;
		made.push({
			path,
			item: item.id,
			sha256: sum,
			gitBlob,
			bytes,
			mediaType: mediaTypeOf(path),
			origin,
			...producer === void 0 ? {} : { producer },
			...sum === file.sha256 ? {} : { redactedFrom: file.sha256 }
		});
		packed.push({
			path,
			from: origin.kind === "produced" && sum === file.sha256 && ctx.produced.ref === void 0 && !isReport(item) ? { produced: origin.path } : { content },
			sha256: sum
		});
	}
	const none = [notAsked("no item has a file")];
	held.push(tell(ctx, "producers", producers.length > 0 ? producers : none));
	const lineage = lineageHere(ctx, collected, facts, decision);
	held.push(tell(ctx, "lineage", judgeLineage(ctx, policy, lineage, facts, decision)));
	if (lineage !== void 0) ctx.exhibit(lineageExhibit(lineage));
	const listed = gathered.map(bundledItem);
	const manifest = manifestText(manifestOf(ctx, listed, made, lineage ?? {
		nodes: [],
		edges: []
	}));
	const content = new TextEncoder().encode(manifest);
	const own = lookThrough(content, policy.addresses).found;
	if (own.length > 0) looked.push(sensitiveFinding(manifestName, own, "name it otherwise where it is made"));
	held.push(tell(ctx, "private", looked.length > 0 ? looked : none));
	const outcome = {
		...ctx.subject.headSha === void 0 ? {} : { commit: ctx.subject.headSha },
		files: made.length,
		items: listed.map(({ id, title, state }) => ({
			id,
			title,
			state
		}))
	};
	if (!held.every(Boolean) || ctx.time.replay) {
		const because = lacks("nothing was packed: not everything holds, as other results say", "what they name");
		tell(ctx, "written", [because]);
		return outcome;
	}
	const manifestSum = sha256(content);
	const archive = await ctx.pack(archiveEnding, [...packed, {
		path: manifestName,
		from: { content },
		sha256: manifestSum
	}]);
	if (!archive.ok) {
		const { message, because } = archive;
		const problem = `the archive ${message}`;
		const failed = wrong([], {
			problem,
			expected: "a whole archive",
			actual: message,
			fix: "run it again, alone"
		});
		tell(ctx, "written", [because === void 0 ? failed : open(because)]);
		return outcome;
	}
	tell(ctx, "written", [holds()]);
	const subjects = [{
		name: `evidence-bundle.${archiveEnding}`,
		sha256: archive.sha256
	}, {
		name: manifestName,
		sha256: manifestSum
	}];
	const { sha256: policySum, path: policyPath } = ctx.policy.source;
	const url = facts.run.ok ? facts.run.data.url : void 0;
	ctx.document("test-result.intoto.json", testResultText(subjects, resultsOf(gathered), {
		name: policyPath,
		sha256: policySum
	}, url));
	if (decision.state === "decided") ctx.document("gate-decision.intoto.json", gateDecisionText(subjects, {
		decision: decision.word,
		profile: decision.profile,
		commit: ctx.subject.headSha ?? "",
		summary: decision.sha256
	}));
	ctx.metric("bytes", archive.bytes, "By");
	return {
		...outcome,
		digest: archive.sha256,
		manifest: manifestSum
	};
}
function isAttached({ item }) {
	return item.attachment !== void 0;
}
function isReport({ report }) {
	return report !== void 0;
}
function digestOf(content) {
	const one = digester(content.length);
	one.push(content);
	return one.end();
}
function cleaned(ctx, policy, { path, content }, unseen) {
	const { found, clean, opaque } = lookThrough(content, policy.addresses);
	if (opaque !== void 0 && unseen(path)) {
		const why = `it ${opaque}, and the configuration lets it in unseen`;
		return {
			content,
			finding: {
				about: [path],
				verdict: {
					status: "not-applicable",
					why
				}
			}
		};
	}
	if (opaque !== void 0) return {
		content,
		finding: lacks(`${path} ${opaque}: nobody looked into it`, "the texts themselves, or its path under unseen", path)
	};
	if (found.length === 0) return {
		content,
		finding: holds(path)
	};
	if (policy.sensitive === "redact" && clean !== void 0) {
		ctx.note(`${found.length} texts were taken out of ${path}.`);
		return {
			content: clean,
			finding: holds(path)
		};
	}
	return {
		content,
		finding: sensitiveFinding(path, found, `take it out where the file is made, revoke what is secret${clean === void 0 ? "" : ", or say sensitive: redact"}`)
	};
}
function sensitiveFinding(path, found, fix) {
	const shown = found.slice(0, 5).map(({ what, line }) => `${what} in line ${line}`);
	const more = found.length > shown.length ? ` and ${found.length - shown.length} more` : "";
	return wrong([path], {
		problem: `${path} has what looks like ${shown.join(", ")}${more}`,
		expected: "nothing of that kind",
		actual: found.map(({ what, line }) => `${what}:${line}`),
		fix,
		at: {
			path,
			...found[0] === void 0 ? {} : { line: found[0].line }
		}
	});
}
function lineageHere(ctx, collected, facts, decision) {
	const { headSha: commit } = ctx.subject;
	if (commit === void 0) return void 0;
	const { candidates } = candidatesIn(collected);
	const { run, jobs, artifacts } = facts;
	return lineageOf({
		commit,
		run: run.ok ? {
			id: run.data.id,
			attempt: run.data.attempt
		} : void 0,
		jobs: jobs?.ok === true ? jobs.jobs : void 0,
		artifacts: artifacts.ok ? artifacts.data : void 0,
		reports: candidates.filter(({ report }) => report.subject.headSha === commit && report.subject.runId === ctx.subject.runId),
		decision: decision.state === "decided" ? decision : void 0
	});
}
function bundledItem({ item, state, reason, link }) {
	const { id, title = id, required } = item;
	return {
		id,
		title,
		required,
		state,
		...reason === void 0 || reason === "" ? {} : { reason },
		...link === void 0 ? {} : { link }
	};
}
function manifestOf(ctx, items, files, lineage) {
	const { repository, headSha, runId, attempt } = ctx.subject;
	return {
		kind: manifestKind,
		schemaVersion: 1,
		subject: {
			...repository === void 0 ? {} : { repository },
			...headSha === void 0 ? {} : { commit: headSha },
			...runId === void 0 ? {} : { runId },
			...attempt === void 0 ? {} : { attempt }
		},
		items,
		files,
		lineage
	};
}
function resultsOf(gathered) {
	const of = (status) => gathered.flatMap(({ result }) => result?.verdict.status === status ? result.about : []);
	const open = gathered.flatMap(({ item, state }) => state === "not-verified" ? item.id : []);
	return {
		passed: of("passed"),
		warned: [...of("unverified"), ...open],
		failed: of("failed")
	};
}

export { createBundle };