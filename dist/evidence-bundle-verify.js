import { counted } from "./core-counted.js";
import { sha256 } from "./shared.js";
import { compareFiles, filesOfContainer, filesOfTree, judgeAge, judgeAgreement, judgeCommits, judgeListedResults, judgeOneCommit, judgeSignature, listingMaxBytes, madeBy, nameProblems, readListing, sameName } from "./evidence-bundle-features.js";
import { manifestName } from "./domain-bundle-config.js";
import { holds, lacks, open, wrong } from "./domain-finding.js";
import { namedRepository } from "./domain-repository.js";
import { notAsked, rulesOf, tell } from "./evidence-bundle.control.js";

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
	return root === void 0 || root === "." ? "" : `${root.replace(/\/+$/, "")}/`;
}
async function overTree(ctx, policy) {
	const list = listOf(policy);
	const found = await ctx.read(list, { maxBytes: listingMaxBytes });
	if (!found.found) return unread(ctx, policy, `the list ${list} ${found.message}`, found.because);
	const below = belowOf(policy);
	const place = filesOfTree(ctx.tree);
	return judge(ctx, policy, {
		content: found.content,
		list,
		place: { digest: (path, wants) => place.digest(`${below}${path}`, wants) },
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
	return judge(ctx, policy, {
		content: read.content,
		list,
		place: filesOfContainer(container, belowOf(policy)),
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
async function judge(ctx, policy, { content, list, place, container }) {
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
	for (const finding of digestFindings(compared)) {
		const lineEnds = otherEnds.has(finding.about[0] ?? "");
		const { about, verdict } = finding;
		if (verdict.status === "failed" && lineEnds) ctx.failed("digests", {
			about,
			...verdict,
			lineEnds
		}, here ? verdict.at : void 0);
		else tell(ctx, "digests", [finding], here);
	}
	tell(ctx, "complete", judgeComplete(listing, list, container, belowOf(policy)), here);
	const repository = await namedRepository(ctx.github(), policy.repository ?? ctx.subject.repository, "the input token, with contents: read");
	tell(ctx, "commits", await judgeCommits(listing, repository), here);
	const commit = commitOf(listing);
	tell(ctx, "one-commit", judgeOneCommit(ctx, policy, listing), here);
	tell(ctx, "results", await judgeListedResults(ctx, policy, listing, container, compared), here);
	const made = await madeBy(listing, repository);
	tell(ctx, "age", [judgeAge(ctx, policy, made)], here);
	const archive = await container?.archive?.();
	const digests = new Set([sha256(content), ...archive?.ok === true ? [archive.sha256] : []]);
	const unreadArchive = archive?.ok === false ? archive.because : void 0;
	tell(ctx, "agrees", await judgeAgreement(ctx, policy, digests, unreadArchive));
	tell(ctx, "signature", [await judgeSignature(ctx, policy, digests, commit)]);
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
function judgeNames({ entries }) {
	const seen = new Map();
	const findings = nameProblems(entries).map(({ path, message }) => {
		const count = (seen.get(path) ?? 0) + 1;
		seen.set(path, count);
		return wrong([path, ...count === 1 ? [] : [String(count)]], {
			problem: `the entry ${path} ${message}`,
			actual: message,
			fix: "make the bundle anew without it"
		});
	});
	return findings.length > 0 ? findings : [holds()];
}
function digestFindings(compared) {
	const seen = new Map();
	const findings = compared.flatMap((file) => {
		const { listed } = file;
		if (file.class === "same") return [];
		const count = (seen.get(listed.path) ?? 0) + 1;
		seen.set(listed.path, count);
		return [digestFinding(file, [listed.path, ...count === 1 ? [] : [String(count)]])];
	});
	return compared.length - findings.length > 0 ? [...findings, holds()] : findings;
}
function digestFinding({ listed, class: of, expected, actual, unread: why }, about) {
	const { path, at } = listed;
	const fix = "make the list and the files anew, together";
	switch (of) {
		case "line-ends": return wrong(about, {
			problem: `${path} is what was listed but for its line ends`,
			expected,
			actual,
			at,
			fix: "make the list from the files as they are committed (core.autocrlf false, or text eol=lf in .gitattributes)"
		});
		case "absent": return wrong(about, {
			problem: `${path} is listed and not there`,
			expected: "the file",
			actual: "absent",
			fix,
			at
		});
		case "unread":
			if (why?.because !== void 0) return open(why.because, ...about);
			return wrong(about, {
				problem: `${path} ${why?.message ?? ""}`,
				expected: "the file",
				actual: why?.message,
				fix,
				at
			});
		case "unlisted": return lacks(`the list has no checksum of ${path}`, "a checksum in the list", ...about);
		case "same": return holds(...about);
		case "different": return wrong(about, {
			problem: `${path} is not what was listed`,
			expected,
			actual,
			fix,
			at
		});
	}
}
function judgeComplete(listing, list, container, below) {
	const findings = listing.files.filter(({ path }) => sameName(`${below}${path}`) === sameName(list)).map(({ path, at }, index) => wrong([
		"itself",
		path,
		String(index + 1)
	], {
		problem: `the list lists itself as ${path}, which no checksum can`,
		actual: path,
		fix: "take it out of the list",
		at
	}));
	const twice = repeated(listing.files.map(({ path }) => path));
	for (const path of twice) findings.push(wrong(["twice", path], {
		problem: `${path} is listed more than once`,
		actual: path,
		fix: "list it once"
	}));
	if (container === void 0) return findings.length > 0 ? findings : [notAsked("a tracked list says nothing about other tracked files")];
	const known = new Set([list, ...listing.files.map(({ path }) => `${below}${path}`)]);
	const extra = new Set(container.entries.flatMap(({ path, kind }) => kind === "folder" ? [] : [path]));
	for (const path of extra) if (!known.has(path)) findings.push(wrong(["extra", path], {
		problem: `${path} is in the bundle and not in its list`,
		actual: path,
		fix: "make the bundle anew with it, or without it"
	}));
	return findings.length > 0 ? findings : [holds()];
}
function repeated(paths) {
	const seen = new Set();
	const twice = new Set();
	for (const path of paths) {
		if (seen.has(path)) twice.add(path);
		seen.add(path);
	}
	return [...twice];
}
function classesOf(compared) {
	const classes = {};
	for (const { class: of } of compared) classes[of] = (classes[of] ?? 0) + 1;
	return classes;
}
const words = {
	same: ["what is listed", "good"],
	"line-ends": ["other line ends", "bad"],
	different: ["different", "bad"],
	absent: ["not there", "bad"],
	unread: ["not read", "open"],
	unlisted: ["without a checksum", "open"]
};
function exhibitClasses(ctx, compared) {
	ctx.exhibit({
		title: "Files against their list",
		columns: [{ name: "Files are" }, {
			name: "Count",
			numeric: true
		}],
		rows: Object.entries(classesOf(compared)).map(([of, count]) => {
			const [word, mark] = words[of];
			return {
				cells: [word, String(count)],
				mark
			};
		}),
		remark: `${counted(compared.length, "file")} listed; each was read anew.`
	});
}

export { verifyBundle };