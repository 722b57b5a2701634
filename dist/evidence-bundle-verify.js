import { containedPath, sha256 } from "./shared.js";
import { classesOf, compareFiles, decisionIn, digestFindings, exhibitClasses, filesOfContainer, filesOfTree, judgeAge, judgeAgreement, judgeCommits, judgeComplete, judgeItems, judgeListedProducers, judgeListedResults, judgeNames, judgeOneCommit, judgeSignature, judgeWanted, listingMaxBytes, madeBy, madeRun, readListing } from "./evidence-bundle-features.js";
import { manifestName } from "./domain-bundle-config.js";
import { holds, lacks, open, wrong } from "./domain-finding.js";
import { namedRepository } from "./domain-repository.js";
import { noData } from "./domain-verdict.js";
import { fewer, notAsked, rulesOf, tell } from "./evidence-bundle.control.js";

// actions/evidence-bundle/verify.ts
async function verifyBundle(ctx, policy) {
	if (policy.bundle === void 0) return overTree(ctx, policy);
	const opened = await ctx.container(policy.bundle);
	if (!opened.ok) {
		const { message, because } = opened;
		return unread(ctx, policy, `the bundle ${policy.bundle} ${message}`, because);
	}
	try {
		return await overContainer(ctx, policy, opened.container);
	} finally {
		await opened.container.close();
	}
}
function unread(ctx, policy, problem, because) {
	const name = policy.bundle ?? listOf(policy);
	tell(ctx, "form", [because === void 0 ? wrong([], {
		problem,
		expected: "a bundle",
		actual: problem,
		fix: "make the bundle anew, or name the place where it lies"
	}) : open(because)], true);
	tellOthers(ctx, ["form"], `${name} could not be read, as another result says`);
	return { files: 0 };
}
function tellOthers(ctx, told, message) {
	for (const rule of rulesOf.verify) if (!told.includes(rule)) tell(ctx, rule, [lacks(message, "a bundle that can be read")]);
}
function listOf({ list = manifestName }) {
	return list;
}
function belowOf({ root }) {
	const contained = containedPath(root ?? ".");
	return contained.ok ? `${contained.path}/` : "";
}
async function overTree(ctx, policy) {
	const list = listOf(policy);
	const found = await ctx.read(list, { maxBytes: listingMaxBytes });
	if (!found.found) return unread(ctx, policy, `the list ${list} ${found.message}`, found.because);
	const below = belowOf(policy);
	const place = filesOfTree(ctx.tree);
	const rooted = { digest: (path, wants) => place.digest(`${below}${path}`, wants) };
	const readListed = async (path, maxBytes) => {
		const read = await ctx.read(`${below}${path}`, { maxBytes });
		if (read.found) return {
			ok: true,
			content: read.content
		};
		return {
			ok: false,
			message: read.message,
			...read.because === void 0 ? {} : { because: read.because }
		};
	};
	return judge(ctx, policy, {
		content: found.content,
		list,
		place: rooted,
		readListed,
		container: void 0
	});
}
async function overContainer(ctx, policy, container) {
	const list = listOf(policy);
	const [entry, ...others] = container.entries.filter(({ path }) => path === list);
	if (entry === void 0 || others.length > 0) {
		const what = entry === void 0 ? "has no" : "has more than one";
		tell(ctx, "names", judgeNames(container));
		return unreadList(ctx, policy, `the bundle ${policy.bundle ?? ""} ${what} ${list}`);
	}
	const read = await container.read(entry, listingMaxBytes);
	if (!read.ok) {
		tell(ctx, "names", judgeNames(container));
		return unreadList(ctx, policy, `the list ${list} ${read.message}`, read.because);
	}
	const below = belowOf(policy);
	const entries = new Map(container.entries.map((each) => [each.path, each]));
	const readListed = async (path, maxBytes) => {
		const own = entries.get(`${below}${path}`);
		return own === void 0 ? {
			ok: false,
			message: "is not there"
		} : container.read(own, maxBytes);
	};
	const place = filesOfContainer(container, below);
	return judge(ctx, policy, {
		content: read.content,
		list,
		place,
		readListed,
		container
	});
}
function unreadList(ctx, policy, problem, because) {
	const fix = `put the list at ${listOf(policy)}, or name it under list`;
	tell(ctx, "form", [because === void 0 ? wrong([], {
		problem,
		expected: "a list",
		actual: problem,
		fix
	}) : open(because)]);
	tellOthers(ctx, ["form", "names"], problem);
	return { files: 0 };
}
async function judge(ctx, policy, { content, list, place, readListed, container }) {
	const here = container === void 0;
	const names = here ? [notAsked("tracked files have the names that git gives them")] : judgeNames(container);
	tell(ctx, "names", names);
	const read = readListing(list, content);
	const problems = read.ok ? read.listing.problems : read.problems;
	const shape = read.ok ? read.listing.shape : void 0;
	const form = problems.map(({ message, at }, index) => wrong([list, String(index + 1)], {
		problem: `the list ${list} ${message}`,
		actual: message,
		fix: "let the tool that writes the list write it anew",
		at
	}));
	if (shape !== void 0 && shape !== policy.shape) form.push(wrong([list, "shape"], {
		problem: `the list ${list} has the shape ${shape}`,
		expected: policy.shape,
		actual: shape,
		fix: `make it in the shape ${policy.shape}, or name its shape in the base`,
		at: { path: list }
	}));
	tell(ctx, "form", form.length > 0 ? form : [holds(list)], here);
	if (!read.ok || shape !== policy.shape) {
		tellOthers(ctx, ["form", "names"], `the list ${list} cannot be understood, as another result says`);
		return { files: 0 };
	}
	const { listing } = read;
	const compared = await compareFiles(listing.files, place);
	const otherEnds = new Set(compared.flatMap((file) => file.class === "line-ends" ? [file.listed.path] : []));
	for (const finding of fewer(digestFindings(compared))) {
		const lineEnds = otherEnds.has(finding.about[0] ?? "");
		const { about, verdict } = finding;
		if (verdict.status === "failed" && lineEnds) ctx.failed("digests", {
			about,
			...verdict,
			lineEnds
		}, here ? verdict.at : void 0);
		else tell(ctx, "digests", [finding], here);
	}
	const complete = [
		...judgeComplete(listing, list, container, belowOf(policy), policy.files !== void 0),
		...await judgeWanted(ctx, policy, listing, {
			list,
			below: belowOf(policy),
			here
		}),
		...judgeItems(policy, listing)
	];
	tell(ctx, "complete", complete, here);
	const repository = await namedRepository(ctx.github(), policy.repository ?? ctx.subject.repository, "the input token, with contents: read");
	tell(ctx, "commits", await judgeCommits(listing, repository), here);
	const commit = commitOf(listing);
	tell(ctx, "one-commit", judgeOneCommit(ctx, policy, listing), here);
	tell(ctx, "results", await judgeListedResults(ctx, policy, listing, compared, readListed), here);
	const run = await madeRun(listing, repository);
	tell(ctx, "producers", await judgeListedProducers(ctx, policy, listing, repository, run), here);
	tell(ctx, "age", [judgeAge(ctx, policy, madeBy(listing, run))], here);
	const archive = await container?.archive?.();
	const digests = new Set([sha256(content), ...archive?.ok === true ? [archive.sha256] : []]);
	const unreadArchive = archive?.ok === false ? archive.because ?? noData(`the archive ${archive.message}`, "an archive that nobody changes while it is read") : void 0;
	if (unreadArchive !== void 0) tell(ctx, "digests", [open(unreadArchive, policy.bundle ?? list)]);
	const stated = {
		digests,
		commit,
		decision: decisionIn(listing.manifest)
	};
	tell(ctx, "agrees", await judgeAgreement(ctx, policy, stated, unreadArchive));
	tell(ctx, "signature", [await judgeSignature(ctx, policy, stated, repository)]);
	exhibitClasses(ctx, compared);
	return {
		...archive?.ok === true ? { digest: archive.sha256 } : {},
		manifest: sha256(content),
		...commit === void 0 ? {} : { commit },
		files: compared.length,
		classes: classesOf(compared)
	};
}
function commitOf({ commits }) {
	return commits[0]?.commit;
}

export { verifyBundle };