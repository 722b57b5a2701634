import { checkedOutTag } from "./adapters-git-branches.js";
import { version } from "./shared.js";
import { sameRepository } from "./parse.js";

// shared/shell/release-commit.ts
const home = "release-governance/release-governance";
async function releaseCommit(folder) {
	const tagged = await checkedOutTag(folder, `v${version}`);
	return tagged !== void 0 && sameRepository(tagged.origin, home) ? tagged.commit : void 0;
}

export { releaseCommit };