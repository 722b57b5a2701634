import { GovernanceError, commitTree, configMaxBytes, exitCode, flag, integer, loadConfig, version, worktree } from "./shared.js";
import { firstParentLine, isAncestor, resolveCommit } from "./adapters-git-commits.js";
import { shallowEnd } from "./adapters-git-landing.js";
import { backtestDocument, openOver } from "./domain-backtest.js";
import { renderBacktest } from "./render-backtest.js";
import { askedIn, hostOf, known, loadAll, openEarly } from "./shell-cli-main.js";
import { judgeLanding } from "./shell-judge-landing.js";
import { remembered } from "./shell-remembered.js";
import { chosenControls, optionsOf, printDocument, replayFields } from "./shell-replay-options.js";
import { nothingNew, planOf } from "./shell-unit-plan.js";
import { existsSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";

// shared/shell/backtest.ts
const fields = {
	...replayFields,
	config: {
		...replayFields.config,
		description: "The configuration that judges every landing, as it lies there now."
	},
	"as-it-was": flag({
		description: "Each landing is judged by the configuration that its base had, as its pull request was.",
		default: false
	}),
	most: integer({
		description: "How many landings are judged at most: the newest ones.",
		default: 500,
		min: 1,
		max: 1e4
	})
};
const mostListed = 1e4;
async function backtest(terminal, args) {
	const { range, rest } = rangeIn(args);
	const options = optionsOf(terminal, "backtest", fields, rest, ({ values, given }) => [...range === "" ? ["backtest takes a range of commits first, such as v1.0..main"] : [], ...given["config"] !== void 0 && values["as-it-was"] ? ["--config and --as-it-was exclude each other"] : []]);
	if (options === void 0) return 0;
	const { values } = options;
	const named = options.given["config"];
	const given = {};
	if (options.given["profile"] !== void 0) given["profile"] = options.given["profile"];
	const repository = await repositoryAt(terminal, args, values["working-directory"]);
	const all = (await loadAll(terminal)).filter(({ kind }) => kind !== "act" && kind !== "decide");
	const able = chosenControls(all, values.control, "there is no control that judges a change called");
	const path = named ?? join(values["working-directory"], replayFields.config.default ?? "");
	const today = values["as-it-was"] ? void 0 : await configNow(terminal, path, named !== void 0);
	const { commits, from, to, cut, aside } = await commitsOf(repository, range);
	const chosen = commits.slice(-values.most);
	const { log } = hostOf(terminal, given, async () => ({
		ok: true,
		repository
	}));
	const replay = {
		terminal,
		repository,
		given,
		all: able,
		today: today && {
			found: today,
			controls: await controlsNow(terminal, able, today, path, values.control)
		},
		treeOf: recentTrees(repository)
	};
	const landings = [];
	for (const commit of chosen) {
		const landing = await judgeLanding(replay, commit);
		landings.push(landing);
		log.info(`backtest: ${landings.length} of ${chosen.length}  ${commit.id.slice(0, 12)}  ${landing.verdict}`);
	}
	const document = backtestDocument({
		version,
		range: {
			from,
			to,
			...aside ? { aside: true } : {}
		},
		configuration: today === void 0 ? { kind: "base" } : {
			kind: "file",
			path,
			sha256: today.sha256
		},
		landings,
		beyond: commits.length - chosen.length,
		...cut === void 0 ? {} : { cut: {
			message: cut.message,
			...cut.needs === void 0 ? {} : { needs: cut.needs }
		} }
	});
	const open = openOver(landings);
	printDocument(terminal, options.json, document, (as) => renderBacktest(document, open, as));
	return exitCode(document.status, values["fail-on"]);
}
function rangeIn(args) {
	for (let index = 0; index < args.length; index += 1) {
		const argument = args[index] ?? "";
		if (!argument.startsWith("-")) return {
			range: argument,
			rest: args.toSpliced(index, 1)
		};
		const field = Object.entries(fields).find(([name]) => argument === `--${name}`)?.[1];
		if (field !== void 0 && field.shape !== "flag") index += 1;
	}
	return {
		range: "",
		rest: args
	};
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
	if (!end.ok) throw noRange(end.because);
	const line = start.ok ? await firstParentLine(repository, start.id, end.id, mostListed) : start;
	if (!line.ok) {
		const edge = line.because.code === "NO_BASE" ? await shallowEnd(repository, end.id) : void 0;
		if (edge === void 0) throw noRange(line.because);
		const here = await firstParentLine(repository, edge, end.id, mostListed);
		if (!here.ok) throw noRange(here.because);
		return {
			commits: here.commits,
			from,
			to,
			cut: line.because,
			aside: false
		};
	}
	if (line.commits.length === 0) throw noRange(nothingNew(from, to));
	return {
		commits: line.commits,
		from,
		to,
		aside: start.ok && !await isAncestor(repository, start.id, end.id)
	};
}
function noRange({ message, needs }) {
	return new GovernanceError("BAD_INPUT", message, needs === void 0 ? {} : { hint: `Needed: ${needs}.` });
}
async function configNow({ cwd }, named, asked) {
	const path = resolve(cwd, named);
	const found = await worktree(dirname(path), void 0).read(basename(path), configMaxBytes);
	if (found.found) return found;
	throw new GovernanceError("BAD_CONFIG", `the configuration ${named} ${found.message}`, { ...asked ? {} : { hint: "Write one (release-governance init), name one with --config, or give --as-it-was." } });
}
async function controlsNow(terminal, able, found, shown, named) {
	const judged = {
		ref: void 0,
		read: async () => found,
		list: async () => ({
			ok: true,
			paths: []
		})
	};
	const all = await loadAll(terminal);
	const loaded = await loadConfig({
		controls: all,
		known: known(terminal),
		path: shown,
		shown,
		base: void 0,
		judged
	});
	const asked = loaded.ok ? askedIn(able, loaded.config) : [];
	if (asked.length > 0) return chosenControls(asked, named, `the configuration ${shown} does not ask for`);
	throw new GovernanceError("BAD_CONFIG", `the configuration ${shown} asks for no control that judges a change`);
}
function recentTrees(repository) {
	const recent = new Map();
	return (commit) => {
		const tree = recent.get(commit) ?? remembered(commitTree(repository, commit, repository.prefix));
		recent.delete(commit);
		recent.set(commit, tree);
		for (const old of [...recent.keys()].slice(0, -2)) recent.delete(old);
		return tree;
	};
}

export { backtest };