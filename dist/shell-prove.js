import { GovernanceError, commonFields, exitCode, flag, integer, openPlace, parseInputs, runControl, stableJson, version } from "./shared.js";
import { fileFacts, guardOf, proveDocument, provedFile, shareOut, wholeFile } from "./domain-prove.js";
import { renderProve } from "./render-prove.js";
import { asked, commandUsage, hostOf, known, madeBy, openEarly, parseOptions, wrongUse } from "./shell-cli-main.js";
import { changedPlace, rememberedPlace } from "./shell-changed-place.js";
import { offline } from "./shell-offline.js";
import { relative, resolve, sep } from "node:path";

// shared/shell/prove.ts
const { config, profile, "working-directory": workingDirectory, "fail-on": failOn } = commonFields;
const fields = {
	config,
	"working-directory": workingDirectory,
	profile,
	"fail-on": failOn,
	most: integer({
		description: "How many facts are tried at most.",
		default: 400,
		min: 1,
		max: 1e5
	}),
	all: flag({
		description: "Shows every fact, with what guards it.",
		default: false
	})
};
const mostBytes = 1048576;
const progressEvery = 25;
async function prove(terminal, args) {
	const options = parseOptions(args, fields);
	if (options.help) {
		terminal.stdout(commandUsage("prove", fields));
		return 0;
	}
	const parsed = parseInputs({
		fields,
		given: options.given,
		configured: {},
		untrusted: false
	});
	const problems = [...options.problems, ...parsed.problems.map(({ message }) => message)];
	if (problems.length > 0) throw wrongUse(problems.join("; "));
	const { most, all } = parsed.values;
	const { most: _most, all: _all, ...given } = options.given;
	const made = [];
	const host = offline(hostOf(terminal, given, openEarly(terminal, args), made), terminal.clock());
	const controls = (await asked(terminal, host)).filter(({ kind }) => kind !== "decide");
	const { judge, folder, configuration } = await rehearsal(terminal, host);
	const document = await tryFacts({
		unchanged: await judgeUnchanged(controls, judge, made, host),
		judge,
		made,
		host,
		folder,
		configuration,
		most
	});
	const people = options.json ? terminal.isTerminal.stderr : terminal.isTerminal.stdout;
	const color = people && (terminal.env["NO_COLOR"] ?? "") === "";
	const text = renderProve(document, {
		color,
		all,
		wholeFile
	});
	if (!options.json) terminal.stdout(text);
	else {
		if (people) terminal.stderr(text);
		terminal.stdout(`${JSON.stringify(document, null, 2)}\n`);
	}
	return exitCode(document.status, parsed.values["fail-on"]);
}
async function rehearsal(terminal, host) {
	const at = host.given["working-directory"] ?? ".";
	const shown = host.given["config"] ?? `${at}/${config.default}`;
	const opened = await openPlace(host, void 0, at, shown);
	const place = rememberedPlace(await opened.place);
	const command = repeated();
	const judge = async (control, change) => {
		const seen = {
			files: new Map(),
			containers: new Set()
		};
		const changed = Promise.resolve(changedPlace(place, change, seen));
		const instead = {
			open: async () => ({
				...opened,
				place: changed
			}),
			command
		};
		return {
			outcome: await runControl(control, known(terminal), host, instead),
			seen
		};
	};
	const within = relative(resolve(host.cwd, at), resolve(host.cwd, shown)).split(sep).join("/");
	return {
		judge,
		folder: place.folder,
		configuration: `${place.folder}${within}`
	};
}
async function judgeUnchanged(controls, judge, made, { log }) {
	const unchanged = [];
	for (const control of controls) {
		log.info(`prove: ${control.name} judges the files as they are`);
		const { outcome, seen } = await judge(control);
		const { error } = outcome.report;
		if (error !== void 0) throw new GovernanceError(error.code, `${control.name}: ${error.message}`, {
			...error.hint === void 0 ? {} : { hint: error.hint },
			...error.problems === void 0 ? {} : { problems: error.problems }
		});
		unchanged.push({
			control,
			outcome,
			seen
		});
		made.push(...madeBy(outcome));
	}
	return unchanged;
}
async function tryFacts(trial) {
	const { unchanged, judge, made, host, folder, configuration, most } = trial;
	const tell = (path) => path.startsWith(folder) ? path.slice(folder.length) : `/${path}`;
	const untried = [];
	const files = readFiles(unchanged, configuration).map(({ path, content }) => {
		const { mutations, untried: left } = content.length > mostBytes ? {
			mutations: [],
			untried: [{
				count: 1,
				why: "too-large"
			}]
		} : fileFacts(path, content);
		untried.push(...left.map((each) => ({
			path: tell(path),
			...each
		})));
		return {
			path,
			mutations
		};
	});
	for (const path of new Set(unchanged.flatMap(({ seen }) => [...seen.containers]))) untried.push({
		path: tell(path),
		count: 1,
		why: "opened-whole"
	});
	const shares = shareOut(files, most);
	const total = shares.reduce((sum, { mutations }) => sum + mutations.length, 0);
	const facts = [];
	const proved = [];
	for (const { path, mutations, left } of shares) {
		if (left > 0) untried.push({
			path: tell(path),
			count: left,
			why: "limit"
		});
		const own = [];
		let unsound = 0;
		for (const mutation of mutations) {
			if (!mutation.isSound()) {
				unsound += 1;
				continue;
			}
			const guard = await guardedBy(mutation, unchanged, made, judge);
			const { bytes: _bytes, isSound: _isSound, ...fact } = mutation;
			own.push({
				...fact,
				path: tell(path),
				...guard === void 0 ? {} : { guardedBy: guard }
			});
			const tried = facts.length + own.length;
			if (tried % progressEvery === 0) host.log.info(`prove: ${tried} of ${total} facts tried`);
		}
		if (unsound > 0) untried.push({
			path: tell(path),
			count: unsound,
			why: "not-written"
		});
		facts.push(...own);
		const readers = unchanged.filter(({ seen }) => seen.files.has(path)).map(({ outcome }) => outcome.report);
		proved.push(provedFile(tell(path), own, readers));
	}
	const said = unchanged.map(({ outcome: { report } }) => report);
	return proveDocument({
		version,
		unchanged: said,
		facts,
		files: proved,
		untried
	});
}
async function guardedBy(mutation, unchanged, made, judge) {
	const { path, kind } = mutation;
	const change = {
		path,
		after: mutation.bytes()
	};
	made.length = 0;
	for (const { control, outcome, seen } of unchanged) {
		const concerned = seen.files.has(path) || control.joins === true || kind === "file";
		const now = concerned ? (await judge(control, change)).outcome : outcome;
		const guard = concerned ? guardOf(outcome.report, now.report, path) : void 0;
		if (guard !== void 0) return guard;
		made.push(...madeBy(now));
	}
}
function repeated() {
	const answers = new Map();
	return (usual) => (request) => {
		const key = stableJson(request);
		const answer = answers.get(key) ?? usual(request);
		answers.set(key, answer);
		return answer;
	};
}
function readFiles(unchanged, configuration) {
	const all = new Map(unchanged.flatMap(({ seen }) => [...seen.files]));
	all.delete(configuration);
	return [...all].sort(([a], [b]) => a < b ? -1 : a > b ? 1 : 0).map(([path, content]) => ({
		path,
		content
	}));
}

export { prove };