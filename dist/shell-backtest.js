import { GovernanceError, commitTree, commonFields, cut, exitCode, integer, isoTime, loadConfig, parseInputs, pastOf, redact, runControl, toError, usualConfig, version, worktree } from "./shared.js";
import { emptyTree, firstParentLine, resolveCommit } from "./adapters-git-commits.js";
import { commitFacts } from "./adapters-git-landing.js";
import { overlay } from "./core-side-judgement.js";
import { backtestDocument, judgedLanding, openOver, pullRequestIn, unjudgedLanding } from "./domain-backtest.js";
import { renderBacktest } from "./render-backtest.js";
import { askedIn, commandUsage, hostOf, known, loadAll, openEarly, parseOptions, wrongUse } from "./shell-cli-main.js";
import { gitUnit } from "./shell-git-units.js";
import { noProducts, offline } from "./shell-offline.js";
import { remembered } from "./shell-remembered.js";
import { nothingNew, planOf } from "./shell-unit-plan.js";
import { existsSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";

// shared/shell/backtest.ts
const { config, profile, "working-directory": workingDirectory, "fail-on": failOn } = commonFields;
const fields = {
	config: {
		...config,
		description: "A file whose configuration judges every landing; that of each base unless given."
	},
	"working-directory": workingDirectory,
	profile,
	"fail-on": failOn,
	most: integer({
		description: "How many landings are judged at most: the newest ones.",
		default: 200,
		min: 1,
		max: 1e4
	})
};
const configMaxBytes = 1048576;
const mostTitle = 200;
const mostListed = 1e4;
const notReplayed = {
	code: "NO_DATA",
	message: "what steps of the job produced then is not kept",
	needs: "a run of its own"
};
const noCommand = {
	code: "NO_DATA",
	message: "commands run on files that are checked out, and a past commit is judged here",
	needs: "a run of its own, with that commit checked out"
};
async function backtest(terminal, args) {
	const [range = "", ...rest] = args[0]?.startsWith("-") === false ? args : ["", ...args];
	const options = parseOptions(rest, fields);
	if (options.help) {
		terminal.stdout(commandUsage("backtest", fields));
		return 0;
	}
	const parsed = parseInputs({
		fields,
		given: options.given,
		configured: {},
		untrusted: false
	});
	const problems = [...options.problems, ...parsed.problems.map(({ message }) => message)];
	if (range === "") problems.unshift("backtest takes a range of commits first, such as v1.0..main");
	if (problems.length > 0) throw wrongUse(problems.join("; "));
	const values = parsed.values;
	const { most: _most, config: named, "working-directory": _folder, ...given } = options.given;
	const repository = await repositoryAt(terminal, args, values["working-directory"]);
	const { commits, from, to } = await commitsOf(repository, range);
	const chosen = commits.slice(-values.most);
	const today = named === void 0 ? void 0 : await fileNow(terminal, named);
	const { log } = hostOf(terminal, given, async () => ({
		ok: true,
		repository
	}));
	const replay = {
		terminal,
		repository,
		given,
		today,
		all: (await loadAll(terminal)).filter(({ kind }) => kind !== "act" && kind !== "decide"),
		treeOf: recentTrees(repository)
	};
	const landings = [];
	for (const commit of chosen) {
		landings.push(await judgeLanding(replay, commit));
		const last = landings.at(-1);
		log.info(`backtest: ${landings.length} of ${chosen.length}  ${commit.id.slice(0, 12)}  ${last?.verdict ?? ""}`);
	}
	const document = backtestDocument({
		version,
		range: {
			from,
			to
		},
		configuration: today === void 0 ? { kind: "base" } : {
			kind: "file",
			path: named ?? "",
			sha256: today.sha256
		},
		landings,
		beyond: commits.length - chosen.length
	});
	show(terminal, document, options.json);
	return exitCode(document.status, parsed.values["fail-on"]);
}
function show(terminal, document, json) {
	const people = json ? terminal.isTerminal.stderr : terminal.isTerminal.stdout;
	const text = renderBacktest(document, openOver(document.landings), people && (terminal.env["NO_COLOR"] ?? "") === "");
	if (!json) terminal.stdout(text);
	else {
		if (people) terminal.stderr(text);
		terminal.stdout(`${JSON.stringify(document, null, 2)}\n`);
	}
}
async function repositoryAt(terminal, args, folder) {
	const at = resolve(terminal.cwd, folder);
	if (!existsSync(at)) throw new GovernanceError("BAD_INPUT", `there is no folder ${folder}`);
	const opened = await openEarly(terminal, args)(at);
	if (opened.ok) return opened.repository;
	throw new GovernanceError("BAD_INPUT", `there is no history to judge: ${opened.message}`, { hint: "Name a folder of a git repository with --working-directory." });
}
async function commitsOf(repository, range) {
	const plan = planOf(void 0, { range });
	if (plan.kind !== "range") throw new GovernanceError("BAD_INPUT", `${range} is no range of commits`);
	const { from, to } = plan;
	const [start, end] = [await resolveCommit(repository, from), await resolveCommit(repository, to)];
	if (!start.ok) throw noRange(start.because);
	if (!end.ok) throw noRange(end.because);
	const line = await firstParentLine(repository, start.id, end.id, mostListed);
	if (!line.ok) throw noRange(line.because);
	if (line.commits.length === 0) throw noRange(nothingNew(from, to));
	return {
		commits: line.commits,
		from,
		to
	};
}
function noRange({ message, needs }) {
	return new GovernanceError("BAD_INPUT", message, needs === void 0 ? {} : { hint: `Needed: ${needs}.` });
}
async function fileNow({ cwd }, named) {
	const path = resolve(cwd, named);
	const found = await worktree(dirname(path), void 0).read(basename(path), configMaxBytes);
	if (found.found) return found;
	throw new GovernanceError("BAD_CONFIG", `the configuration ${named} ${found.message}`);
}
function recentTrees(repository) {
	const recent = new Map();
	return (commit) => {
		const tree = recent.get(commit) ?? remembered(commitTree(repository, commit, repository.prefix));
		recent.delete(commit);
		recent.set(commit, tree);
		for (const old of [...recent.keys()].slice(0, -3)) recent.delete(old);
		return tree;
	};
}
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
	if (facts === void 0) return unjudgedLanding(landing, "not-judged", "the commit is not here");
	const [before, after] = [treeOf(base), treeOf(id)];
	const trusted = today === void 0 ? before : withPolicy(before, today);
	const policy = {
		judged: after,
		base: trusted,
		path: usualConfig,
		shown: usualConfig
	};
	let asked;
	try {
		asked = await askedAt(replay, trusted, after);
	} catch (thrown) {
		const { message, problems } = toError(thrown);
		const first = problems[0]?.message;
		return unjudgedLanding(landing, "not-judged", first === void 0 ? message : `${message}: ${first}`);
	}
	if (asked.length === 0) return unjudgedLanding(landing, "without-configuration", "no configuration asks for anything");
	const place = placeOf(replay, landing, facts.tree, {
		before,
		after,
		trusted
	});
	const judged = [];
	for (const control of asked) judged.push(await judgedBy(replay, control, {
		place,
		policy,
		landing,
		at: facts.at
	}));
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
async function judgedBy({ terminal, given, repository }, control, { place, policy, landing, at }) {
	const reference = {
		kind: "commit",
		sha: landing.base
	};
	const event = {
		subject: place.subject,
		policy: reference,
		before: reference,
		at,
		defaultBranch: void 0
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
			unlisted: notReplayed
		})
	};
	const { report, exit } = await runControl(control, known(terminal), host, {
		open: async () => ({
			policy,
			place: Promise.resolve(place)
		}),
		command: () => async () => ({
			state: "refused",
			because: noCommand
		})
	});
	return {
		report,
		exit
	};
}
function placeOf({ repository }, { commit, base, pullRequest }, treeSha, { before, after, trusted }) {
	const { prefix } = repository;
	const name = pullRequest === void 0 ? `commit ${commit.slice(0, 12)}` : `pull request #${pullRequest}`;
	const unit = gitUnit({
		repository,
		prefix
	}, {
		name,
		key: "",
		base,
		head: commit
	});
	const history = { units: async () => ({
		ok: true,
		units: [{
			...unit,
			before,
			after
		}]
	}) };
	return {
		subject: {
			event: "pull_request",
			headSha: commit,
			baseSha: base,
			checkedOutSha: commit,
			treeSha,
			...pullRequest === void 0 ? {} : { pullRequest }
		},
		judged: after,
		before,
		history,
		wholeHistory: history,
		folder: "",
		produced: noProducts(notReplayed),
		past: pastOf(repository, base, prefix),
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
function withPolicy(base, { content }) {
	return {
		...overlay(base, [{
			path: usualConfig,
			after: content
		}]),
		ref: base.ref
	};
}

export { backtest };