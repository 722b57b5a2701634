import { listMaxBytes, runGit } from "./shared.js";

// shared/adapters/git-branches.ts
const usualNames = [
	"main",
	"master",
	"trunk",
	"develop"
];
async function branchesOf({ top }) {
	const ask = async (...args) => {
		const ran = await runGit(top, args);
		return ran.code === 0 ? ran.stdout.toString("utf8").trim() || void 0 : void 0;
	};
	const there = (await ask("for-each-ref", "--format=%(refname)", ...usualNames.flatMap((name) => [`refs/heads/${name}`, `refs/remotes/origin/${name}`])))?.split("\n") ?? [];
	return {
		remoteDefault: (await ask("symbolic-ref", "--quiet", "refs/remotes/origin/HEAD"))?.replace(/^refs\/remotes\/origin\//, ""),
		current: (await ask("symbolic-ref", "--quiet", "HEAD"))?.replace(/^refs\/heads\//, ""),
		shallow: await ask("rev-parse", "--is-shallow-repository") === "true",
		origin: await ask("config", "--get", "remote.origin.url"),
		usual: usualNames.filter((name) => there.some((ref) => ref.endsWith(`/${name}`)))
	};
}
async function checkedOutTag(folder, tag) {
	const ask = async (...args) => {
		const ran = await runGit(folder, args);
		return ran.code === 0 ? ran.stdout.toString("utf8").trim() || void 0 : void 0;
	};
	const head = await ask("rev-parse", "--verify", "--quiet", "HEAD^{commit}");
	const tagged = await ask("rev-parse", "--verify", "--quiet", `refs/tags/${tag}^{commit}`);
	const origin = await ask("config", "--get", "remote.origin.url");
	return head === void 0 || head !== tagged || origin === void 0 ? void 0 : {
		commit: head,
		origin
	};
}
async function trackedPaths({ top }) {
	const ran = await runGit(top, [
		"ls-files",
		"-z",
		"--cached"
	], { maxBytes: listMaxBytes });
	return ran.code === 0 ? new Set(ran.stdout.toString("utf8").split("\0")) : void 0;
}

export { branchesOf, checkedOutTag, trackedPaths };