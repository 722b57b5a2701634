import { byCodeUnit, listMaxBytes, runGit, unreadable } from "./shared.js";

// shared/adapters/git-status.ts
async function changedTracked(top) {
	const ask = (...args) => runGit(top, [
		"-c",
		"core.fsmonitor=false",
		...args
	], { maxBytes: listMaxBytes });
	const [status, flagged] = await Promise.all([ask("status", "--porcelain=v1", "-z", "--untracked-files=no", "--ignore-submodules=none", "--no-renames"), ask("ls-files", "-v", "-z")]);
	const failed = [status, flagged].find(({ code }) => code !== 0);
	if (failed !== void 0) return {
		ok: false,
		because: unreadable("git could not say whether tracked files are changed", failed)
	};
	const entries = (stdout) => stdout.toString("utf8").split("\0").filter((entry) => entry !== "");
	const changed = entries(status.stdout).map((entry) => entry.slice(3));
	const unseen = entries(flagged.stdout).flatMap((entry) => /^[a-zS] /.test(entry) ? [entry.slice(2)] : []);
	return {
		ok: true,
		paths: [.../* @__PURE__ */ new Set([...changed, ...unseen])].sort(byCodeUnit)
	};
}

export { changedTracked };