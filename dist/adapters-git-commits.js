import { fullCheckout, objectId, runGit } from "./shared.js";

// shared/adapters/git-commits.ts
async function readCommit(repository, id) {
	const ran = await runGit(repository.top, [
		"cat-file",
		"commit",
		id
	]);
	if (ran.code !== 0 || objectId("commit", ran.stdout, id.length) !== id) return void 0;
	return {
		id,
		parents: [...(ran.stdout.toString("latin1").split("\n\n", 1)[0] ?? "").matchAll(/^parent ([0-9a-f]+)$/gm)].map(([, parent = ""]) => parent)
	};
}
async function hasTree(repository, commit) {
	const ran = await runGit(repository.top, [
		"rev-parse",
		"--verify",
		"--quiet",
		"--end-of-options",
		`${commit}^{tree}`
	]);
	return ran.code === 0 && (await runGit(repository.top, [
		"cat-file",
		"-e",
		ran.stdout.toString("utf8").trim()
	])).code === 0;
}
async function isShallow(repository) {
	const ran = await runGit(repository.top, ["rev-parse", "--is-shallow-repository"]);
	return ran.code !== 0 || ran.stdout.toString("utf8").trim() !== "false";
}
function emptyTree(like) {
	return objectId("tree", new Uint8Array(), like.length);
}
async function resolveCommit(repository, name) {
	const ask = [
		"-c",
		"core.warnAmbiguousRefs=true",
		"rev-parse",
		"--verify",
		"--end-of-options",
		`${name}^{commit}`
	];
	const ran = await runGit(repository.top, ask);
	const id = ran.stdout.toString("utf8").trim();
	const ambiguous = /ambiguous/.test(ran.stderr);
	if (ran.code === 0 && !ambiguous && /^[0-9a-f]+$/.test(id)) return {
		ok: true,
		id
	};
	return {
		ok: false,
		because: {
			code: "NO_BASE",
			message: ambiguous ? `${name} means more than one thing here` : `there is no commit ${name} here`,
			needs: ambiguous ? "the full name (refs/heads/…) or the id of the commit" : `${fullCheckout}, and a name that it has`
		}
	};
}
async function mergeBases(repository, a, b) {
	const ran = await runGit(repository.top, [
		"-c",
		"core.commitGraph=false",
		"merge-base",
		"--all",
		"--end-of-options",
		a,
		b
	]);
	const ids = ran.stdout.toString("utf8").split("\n").filter((id) => id !== "");
	return ran.code === 0 || ran.code === 1 && ids.length === 0 ? ids : void 0;
}
async function isAncestor(repository, a, b) {
	return (await runGit(repository.top, [
		"-c",
		"core.commitGraph=false",
		"merge-base",
		"--is-ancestor",
		"--end-of-options",
		a,
		b
	])).code === 0;
}
async function firstParentLine(repository, from, to, limit) {
	const line = [
		"rev-list",
		"--first-parent",
		"--parents",
		`--max-count=${limit + 1}`,
		"--end-of-options",
		to,
		`^${from}`
	];
	const ran = await runGit(repository.top, [
		"-c",
		"core.commitGraph=false",
		...line
	], { maxBytes: 67108864 });
	const range = `${from}..${to}`;
	const because = (code, message, needs) => ({
		ok: false,
		because: {
			code,
			message,
			needs
		}
	});
	if (ran.code !== 0) return because("NO_BASE", `the commits ${range} could not be listed`, fullCheckout);
	const lines = ran.stdout.toString("utf8").split("\n").filter((text) => text !== "");
	if (lines.length > limit) return because("TRUNCATED", `${range} has more than the ${limit} commits that are judged at once`, "a shorter range");
	const commits = lines.map((text) => {
		const [id = "", ...parents] = text.split(" ");
		return {
			id,
			parents
		};
	});
	const last = commits.at(-1);
	if (last !== void 0 && last.parents.length === 0) {
		const own = await readCommit(repository, last.id);
		if (own === void 0 || own.parents.length > 0) return because("NO_BASE", `the checkout ends at commit ${last.id}: what came before is not here`, fullCheckout);
	}
	return {
		ok: true,
		commits: commits.reverse()
	};
}

export { emptyTree, firstParentLine, hasTree, isAncestor, isShallow, mergeBases, readCommit, resolveCommit };