import { exitCode, flag, integer, sha256, version } from "./shared.js";
import { attemptsOf, noticedBy, proveDocument, provedFile, toldPath, unreadFiles, wholeFile } from "./domain-prove.js";
import { renderProve } from "./render-prove.js";
import { asked, hostOf, madeBy, openEarly } from "./shell-cli-main.js";
import { offline } from "./shell-offline.js";
import { judgeUnchanged, rehearsal } from "./shell-rehearsal.js";
import { chosenControls, optionsOf, printDocument, replayFields } from "./shell-replay-options.js";

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
	const options = optionsOf(terminal, "prove", fields, args);
	if (options === void 0) return 0;
	const { values } = options;
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
	printDocument(terminal, options.json, document, (as) => renderProve(document, {
		...as,
		all: values.all,
		wholeFile
	}));
	return exitCode(document.status, values["fail-on"]);
}
async function tryFacts(trial) {
	const { unchanged, host, stage } = trial;
	const { folder, configuration } = stage;
	const { shares, untried: left } = attemptsOf(met(unchanged, configuration), trial.most, folder);
	const said = progress(host, shares.reduce((sum, { mutations }) => sum + mutations.length, 0));
	const tried = [];
	for (const share of shares) tried.push(await tryFile(trial, share, said));
	const untried = [...left, ...tried.flatMap(({ untried: unsound }) => unsound)];
	const files = tried.map(({ path, facts }) => provedFile(toldPath(path, folder), facts, readersOf(unchanged, path)));
	const listed = await stage.files.list();
	const known = new Set([...untried, ...files].map(({ path }) => path)).add(toldPath(configuration, folder));
	return proveDocument({
		version,
		unchanged: unchanged.map(({ outcome: { report } }) => report),
		facts: tried.flatMap(({ facts }) => facts),
		files,
		untried,
		unread: unreadFiles(listed.ok ? listed.paths : [], known),
		commands: stage.commands()
	});
}
async function tryFile(trial, { path, mutations }, said) {
	const told = toldPath(path, trial.stage.folder);
	const sound = mutations.filter((mutation) => mutation.isSound());
	const facts = [];
	let first;
	for (const mutation of sound) {
		const noticed = await noticing(trial, mutation, first);
		first = noticed.guardedBy?.control ?? first;
		const { bytes: _bytes, isSound: _isSound, ...fact } = mutation;
		facts.push({
			...fact,
			path: told,
			...noticed
		});
		said();
	}
	const count = mutations.length - sound.length;
	return {
		path,
		facts,
		untried: count === 0 ? [] : [{
			path: told,
			count,
			why: "not-written"
		}]
	};
}
function progress({ log }, total) {
	const step = Math.max(progressEvery, Math.ceil(total / progressTimes));
	let tried = 0;
	return () => {
		tried += 1;
		if (tried % step === 0) log.info(`prove: ${tried} of ${total} facts tried`);
	};
}
function met(unchanged, configuration) {
	const files = new Map(unchanged.flatMap(({ seen }) => [...seen.files]));
	files.delete(configuration);
	return {
		files,
		missed: new Map(unchanged.flatMap(({ seen }) => [...seen.missed])),
		containers: new Set(unchanged.flatMap(({ seen }) => [...seen.containers]))
	};
}
function readersOf(unchanged, path) {
	return unchanged.filter(({ seen }) => seen.files.has(path)).map(({ outcome }) => outcome.report);
}
async function noticing({ unchanged, stage, made }, mutation, first) {
	const { path, kind } = mutation;
	const told = toldPath(path, stage.folder);
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
		const found = noticedBy(outcome.report, now.report, told, outcome.common["fail-on"]);
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
	return one.length === other.length && one.every((file, index) => {
		const against = other[index];
		return against !== void 0 && file.name === against.name && sha256(file.content) === sha256(against.content);
	});
}

export { prove };