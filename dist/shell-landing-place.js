import { gitEach, gitRange, gitUnit } from "./shell-git-units.js";
import { noProducts } from "./shell-offline.js";
import { pastOf } from "./shared.js";
import { planOf } from "./shell-unit-plan.js";

// shared/shell/landing-place.ts
const noProduct = {
	code: "NOT_REPLAYED",
	message: "a past commit is judged here: what steps of its job produced is not kept",
	needs: "a run of its own"
};
const noCommand = {
	code: "NOT_REPLAYED",
	message: "a past commit is judged here: commands run on files that are checked out",
	needs: "a run of its own, with that commit checked out"
};
const noName = {
	code: "NOT_REPLAYED",
	message: "a past commit is judged here: names of branches and tags mean other commits now",
	needs: "a run of its own"
};
function landingPlace(repository, sides) {
	const { commit, base, merged, pullRequest, treeSha, before, after } = sides;
	const local = {
		repository,
		prefix: repository.prefix
	};
	const name = pullRequest === void 0 ? `commit ${commit.slice(0, 12)}` : `pull request #${pullRequest}`;
	const unit = {
		...gitUnit(local, {
			name,
			key: "",
			base,
			head: commit
		}),
		before,
		after
	};
	const history = { async units({ range, eachCommit } = {}) {
		if (range === void 0) return eachCommit === true && merged !== void 0 ? gitEach(local, base, merged) : {
			ok: true,
			units: [unit]
		};
		const plan = planOf(void 0, { range });
		if (plan.kind !== "range" || ![plan.from, plan.to].every((end) => /^[0-9a-f]{40,64}$/.test(end))) return {
			ok: false,
			because: noName
		};
		return gitRange(local, plan, eachCommit === true);
	} };
	return placeWith(repository, sides, {
		event: "pull_request",
		headSha: commit,
		baseSha: base,
		checkedOutSha: commit,
		treeSha,
		...pullRequest === void 0 ? {} : { pullRequest }
	}, history);
}
function basePlace(repository, sides) {
	const { base, before } = sides;
	const unit = {
		...gitUnit({
			repository,
			prefix: repository.prefix
		}, {
			name: "the base",
			key: "",
			base,
			head: base
		}),
		before,
		after: before,
		changes: async () => ({
			ok: true,
			changes: []
		})
	};
	const history = { units: async () => ({
		ok: true,
		units: [unit]
	}) };
	const subject = {
		event: "pull_request",
		headSha: base,
		baseSha: base,
		checkedOutSha: base
	};
	return placeWith(repository, {
		...sides,
		after: before
	}, subject, history);
}
function placeWith(repository, { base, before, after, trusted }, subject, history) {
	return {
		subject,
		judged: after,
		before,
		history,
		wholeHistory: history,
		folder: "",
		produced: noProducts(noProduct),
		past: pastOf(repository, base, repository.prefix),
		policy: {
			tree: trusted,
			top: trusted
		},
		own: {
			tree: after,
			top: after
		}
	};
}

export { basePlace, landingPlace, noCommand, noProduct };