import { emptyTree } from "./adapters-git-commits.js";
import { commitFacts, hasFolder } from "./adapters-git-landing.js";
import { configMaxBytes, cut, isoTime, loadConfig, redact, runControl, toError, usualConfig } from "./shared.js";
import { overlay } from "./core-side-judgement.js";
import { judgedLanding, problemKeys, pullRequestIn, unjudgedLanding } from "./domain-backtest.js";
import { askedIn, hostOf, known } from "./shell-cli-main.js";
import { basePlace, landingPlace, noCommand, noProduct } from "./shell-landing-place.js";
import { offline } from "./shell-offline.js";

// shared/shell/judge-landing.ts
const mostTitle = 200;
async function judgeLanding(replay, { id, parents }) {
	const { repository, treeOf, today } = replay;
	const facts = await commitFacts(repository, id);
	const base = parents[0] ?? emptyTree(id);
	const pullRequest = facts && pullRequestIn(facts.title);
	const landing = {
		commit: id,
		base,
		at: isoTime(facts?.at ?? 0),
		title: cut(redact(facts?.title ?? "").text, mostTitle),
		...pullRequest === void 0 ? {} : { pullRequest }
	};
	if (facts === void 0) return unjudgedLanding(landing, "not-judged", "the commit cannot be read");
	if (!await hasFolder(repository, id) && !await hasFolder(repository, base)) return unjudgedLanding(landing, "not-judged", `there was no folder ${repository.prefix.slice(0, -1)} yet`);
	const [before, after] = [treeOf(base), treeOf(id)];
	const trusted = today === void 0 ? before : withPolicy(before, today.found);
	let asked;
	try {
		asked = today?.controls ?? await askedAt(replay, trusted, after);
	} catch (thrown) {
		const { message, problems } = toError(thrown);
		const first = problems[0]?.message;
		return unjudgedLanding(landing, "not-judged", first === void 0 ? message : `${message}: ${first}`);
	}
	if (asked.length === 0) return unjudgedLanding(landing, "without-configuration", "no configuration asks for anything");
	const sides = {
		commit: id,
		base,
		pullRequest,
		treeSha: facts.tree,
		before,
		after,
		trusted,
		merged: parents.length === 2 ? parents[1] : void 0
	};
	const judged = [];
	for (const control of asked) {
		const { report, exit } = await judgedBy(replay, control, landingPlace(repository, sides), sides, facts.at);
		if (report.status !== "failed") judged.push({
			report,
			exit
		});
		else {
			const earlier = await judgedBy(replay, control, basePlace(repository, sides), sides, facts.at);
			judged.push({
				report,
				exit,
				before: problemKeys(earlier.report)
			});
		}
	}
	return judgedLanding(landing, judged);
}
async function askedAt({ all, terminal }, base, own) {
	const load = (tree) => loadConfig({
		controls: all,
		known: known(terminal),
		path: usualConfig,
		shown: usualConfig,
		base: void 0,
		judged: tree
	});
	const wanted = new Set();
	for (const tree of [base, own]) {
		const there = await tree.read(usualConfig, configMaxBytes);
		if (!there.found && there.reason === "absent") continue;
		const loaded = await load(tree).catch((thrown) => {
			if (tree === own && wanted.size > 0) return void 0;
			throw thrown;
		});
		if (loaded?.ok === true) for (const control of askedIn(all, loaded.config)) wanted.add(control);
	}
	return all.filter((control) => wanted.has(control));
}
async function judgedBy({ terminal, given, repository, today }, control, place, { base, trusted, after }, at) {
	const reference = {
		kind: "commit",
		sha: base
	};
	const event = {
		subject: place.subject,
		policy: reference,
		before: reference,
		at,
		defaultBranch: void 0
	};
	const policy = {
		judged: today === void 0 ? place.judged : withPolicy(after, today.found),
		base: trusted,
		path: usualConfig,
		shown: usualConfig
	};
	const local = hostOf(terminal, given, async () => ({
		ok: true,
		repository
	}));
	const host = {
		...offline(local, at),
		readEvent: async () => event,
		collect: async () => ({
			files: [],
			problems: [],
			unlisted: noProduct
		})
	};
	return runControl(control, known(terminal), host, {
		open: async () => ({
			policy,
			place: Promise.resolve(place)
		}),
		command: () => async () => ({
			state: "refused",
			because: noCommand
		})
	});
}
function withPolicy(base, { content }) {
	const other = overlay(base, [{
		path: usualConfig,
		after: content
	}]);
	return {
		...other,
		ref: base.ref,
		async read(path, maxBytes) {
			const found = await other.read(path, maxBytes);
			if (!found.found || found.source !== "output" || base.ref === void 0) return found;
			return {
				...found,
				source: "tree",
				ref: base.ref
			};
		}
	};
}

export { judgeLanding };