import { runGit } from "./shared.js";

// shared/adapters/git-branches.ts
async function branchesOf({ top }) {
	const ask = async (...args) => {
		const ran = await runGit(top, args);
		return ran.code === 0 ? ran.stdout.toString("utf8").trim() || void 0 : void 0;
	};
	return {
		remoteDefault: (await ask("symbolic-ref", "--quiet", "refs/remotes/origin/HEAD"))?.replace(/^refs\/remotes\/origin\//, ""),
		current: (await ask("symbolic-ref", "--quiet", "HEAD"))?.replace(/^refs\/heads\//, ""),
		shallow: await ask("rev-parse", "--is-shallow-repository") === "true",
		origin: await ask("config", "--get", "remote.origin.url")
	};
}

export { branchesOf };