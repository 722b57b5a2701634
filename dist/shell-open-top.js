import { GovernanceError, openRepository, worktree } from "./shared.js";
import { resolve } from "node:path";

// shared/shell/open-top.ts
async function openTop({ folder: named, cwd }, refused) {
	const folder = resolve(cwd, named);
	const opened = await openRepository(folder);
	if (!opened.ok) throw new GovernanceError("BAD_INPUT", `${named} ${refused.says}: ${opened.message}`, { hint: refused.hint });
	const { repository } = opened;
	if (repository.prefix !== "") throw new GovernanceError("BAD_INPUT", `${named} is not the top of its repository, which is ${repository.top}`, { hint: "run it there: workflows and the configuration that counts lie at the top" });
	return {
		folder,
		repository,
		tree: worktree(folder, repository)
	};
}

export { openTop };