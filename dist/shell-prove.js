import { asciiJson, exitCode, flag, integer, parseInputs, version } from "./shared.js";
import { fileFacts, noticedBy, proveDocument, provedFile, shareOut, unreadFiles, wholeFile } from "./domain-prove.js";
import { renderProve } from "./render-prove.js";
import { asked, commandUsage, hostOf, madeBy, openEarly, parseOptions, wrongUse } from "./shell-cli-main.js";
import { mostBytes } from "./shell-changed-place.js";
import { offline } from "./shell-offline.js";
import { judgeUnchanged, rehearsal } from "./shell-rehearsal.js";
import { chosenControls, replayFields } from "./shell-replay-options.js";

// shared/shell/prove.ts
const fields = {
	...replayFields,
	most: integer({
		description: "How many facts are tried at most.",
		default: 1e4,
		min: 1,
		max: 1e6
	}),
	all: flag({
		description: "Shows every fact, with what guards it.",
		default: false
	})
};
const progressEvery = 25;
const progressTimes = 20;
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
	const values = parsed.values;
	const { most: _most, all: _all, control: _control, "fail-on": _failOn, ...given } = options.given;
	const made = [];
	const host = offline(hostOf(terminal, given, openEarly(terminal, args), made), terminal.clock());
	const able = (await asked(terminal, host)).filter(({ kind }) => kind !== "decide");
	const controls = chosenControls(able, values.control, "the configuration does not ask for");
	const stage = await rehearsal(terminal, host);
	const document = await tryFacts({
		unchanged: await judgeUnchanged(controls, stage, made, host),
		stage,
		made,
		host,
		most: values.most
	});
	const people = options.json ? terminal.isTerminal.stderr : terminal.isTerminal.stdout;
	const text = renderProve(document, {
		color: people && (terminal.env["NO_COLOR"] ?? "") === "",
		all: values.all,
		wholeFile,
		width: people ? terminal.columns : void 0
	});
	if (!options.json) terminal.stdout(text);
	else {
		if (people) terminal.stderr(text);
		terminal.stdout(asciiJson(document));
	}
	return exitCode(document.status, values["fail-on"]);
}
async function tryFacts(trial) {
	const { unchanged, host, most } = trial;
	const { folder, configuration } = trial.stage;
	const tell = (path) => path.startsWith(folder) ? path.slice(folder.length) : `/${path}`;
	const untried = [];
	const files = readFiles(unchanged, configuration).map(({ path, content }) => {
		const { mutations, untried: left } = content.length > 1048576 ? {
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
	untried.push(...unopened(unchanged, new Set(files.map(({ path }) => path)), tell));
	const shares = shareOut(files, most);
	const total = shares.reduce((sum, { mutations }) => sum + mutations.length, 0);
	const step = Math.max(progressEvery, Math.ceil(total / progressTimes));
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
		let first;
		for (const mutation of mutations) {
			if (!mutation.isSound()) {
				unsound += 1;
				continue;
			}
			const noticed = await noticing(trial, mutation, first);
			first = noticed.guardedBy?.control ?? first;
			const { bytes: _bytes, isSound: _isSound, ...fact } = mutation;
			own.push({
				...fact,
				path: tell(path),
				...noticed
			});
			const tried = facts.length + own.length;
			if (tried % step === 0) host.log.info(`prove: ${tried} of ${total} facts tried`);
		}
		if (unsound > 0) untried.push({
			path: tell(path),
			count: unsound,
			why: "not-written"
		});
		facts.push(...own);
		const readers = unchanged.filter(({ seen: { files: read } }) => read.has(path));
		proved.push(provedFile(tell(path), own, readers.map(({ outcome }) => outcome.report)));
	}
	const listed = await trial.stage.files.list();
	const known = new Set([
		...untried.map(({ path }) => path),
		...proved.map(({ path }) => path),
		tell(configuration)
	]);
	return proveDocument({
		version,
		unchanged: unchanged.map(({ outcome: { report } }) => report),
		facts,
		files: proved,
		untried,
		unread: unreadFiles(listed.ok ? listed.paths : [], known),
		commands: trial.stage.commands()
	});
}
function unopened(unchanged, read, tell) {
	const missed = new Map(unchanged.flatMap(({ seen }) => [...seen.missed]));
	const containers = new Set(unchanged.flatMap(({ seen }) => [...seen.containers]));
	const inOrder = (paths) => [...paths].filter((path) => !read.has(path)).sort();
	return [...inOrder(missed.keys()).map((path) => ({
		path: tell(path),
		count: 1,
		why: missed.get(path) ?? "not-read"
	})), ...inOrder(containers).map((path) => ({
		path: tell(path),
		count: 1,
		why: "opened-whole"
	}))];
}
async function noticing({ unchanged, stage, made }, mutation, first) {
	const { path, kind } = mutation;
	const change = {
		path,
		after: mutation.bytes()
	};
	const answers = new Map();
	const asks = ({ seen }) => seen.files.has(path) || seen.changes || kind === "file" && seen.lists;
	const judged = async ({ control }) => {
		const known = answers.get(control.name);
		if (known !== void 0) return known;
		const { outcome } = await stage.judge(control, change);
		answers.set(control.name, outcome);
		return outcome;
	};
	let letThrough;
	const noticed = ({ outcome }, now) => {
		const found = noticedBy(outcome.report, now.report, path, outcome.common["fail-on"]);
		if (found === void 0) return void 0;
		const { blocks, ...notice } = found;
		if (blocks) return notice;
		letThrough ??= notice;
	};
	made.length = 0;
	const begin = unchanged.find(({ control }) => control.name === first && control.joins !== true);
	if (begin !== void 0 && asks(begin)) {
		const guardedBy = noticed(begin, await judged(begin));
		if (guardedBy !== void 0) return { guardedBy };
		letThrough = void 0;
	}
	let same = true;
	for (const each of unchanged) {
		if (!asks(each) && (same || each.control.joins !== true)) {
			made.push(...each.made);
			continue;
		}
		const now = await judged(each);
		const guardedBy = noticed(each, now);
		if (guardedBy !== void 0) return { guardedBy };
		const left = madeBy(now);
		same &&= isSame(left, each.made);
		made.push(...left);
	}
	return letThrough === void 0 ? {} : { letThrough };
}
function isSame(one, other) {
	const bytes = ({ content }) => typeof content === "string" ? Buffer.from(content) : Buffer.from(content);
	return one.length === other.length && one.every((file, index) => {
		const against = other[index];
		return against !== void 0 && file.name === against.name && bytes(file).equals(bytes(against));
	});
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