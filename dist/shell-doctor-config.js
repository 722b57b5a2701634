import { GovernanceError, configMaxBytes, decodeText, isObject, loadConfig, parseYaml, usualConfig } from "./shared.js";
import { misnamedConfigs, missingFiles, namedFiles } from "./domain-setup.js";
import { isAskedFor } from "./shell-cli-main.js";
import { posix } from "node:path";

// shared/shell/doctor-config.ts
async function readConfig({ controls, known }, judged, path) {
	const brokenHere = (message, line, fix) => broken(path, message, line, fix);
	try {
		const loaded = await loadConfig({
			controls,
			known,
			path,
			shown: path,
			base: void 0,
			judged
		});
		if (loaded.ok) return {
			config: loaded.config,
			troubles: []
		};
		return { troubles: [brokenHere(loaded.because.message, void 0, "make it readable")] };
	} catch (thrown) {
		if (!(thrown instanceof GovernanceError) || thrown.code !== "BAD_CONFIG") throw thrown;
		const fix = thrown.hint ?? "mend it";
		if (thrown.problems.length === 0) return { troubles: [brokenHere(thrown.message, void 0, fix)] };
		return { troubles: thrown.problems.map(({ message, line }) => brokenHere(message, line, fix)) };
	}
}
async function lookAtPlace(request, tree, place, tracked) {
	const path = `${place}/${usualConfig}`;
	const { config, troubles } = await readConfig(request, tree, path);
	if (config === void 0) return {
		place,
		asks: [],
		troubles
	};
	return {
		place,
		asks: request.controls.filter((control) => isAskedFor(control, config)).map(({ name }) => name),
		troubles: [...troubles, ...await files(tree, path, `${place}/`, tracked)]
	};
}
const asksNothing = {
	level: "wrong",
	path: usualConfig,
	says: "the configuration asks for no control: nothing is judged",
	expected: "a section of a control, or a list that one reads",
	actual: "none",
	fix: "take the # off a part of it, or add one (release-governance list names the controls)"
};
function misnamed(paths) {
	return misnamedConfigs.filter((path) => paths.includes(path)).map((path) => ({
		level: "wrong",
		path,
		says: "nothing reads this file: the configuration has another name",
		expected: usualConfig,
		actual: path,
		fix: `move what it says to ${usualConfig}`
	}));
}
function broken(path, message, line, fix) {
	return {
		level: "wrong",
		path,
		line,
		says: message,
		expected: "a configuration that every control can read",
		actual: message,
		fix
	};
}
function unused({ controls }, config, asked) {
	return config.asked.lists.filter((list) => !controls.some(({ name, lists }) => asked.has(name) && Object.hasOwn(lists, list))).map((list) => ({
		level: "wrong",
		path: usualConfig,
		says: `${list} is read by no control that is asked for`,
		expected: `a section of a control that reads ${list}`,
		actual: "none",
		fix: `add one (${controls.filter(({ lists }) => Object.hasOwn(lists, list)).map(({ name }) => name).join(", ")}), or take ${list} out`
	}));
}
async function files(tree, path, below, tracked) {
	const found = await tree.read(path, configMaxBytes);
	const decoded = found.found ? decodeText(found.content) : void 0;
	const parsed = decoded?.ok === true ? parseYaml(decoded.text) : void 0;
	if (parsed?.ok !== true || !isObject(parsed.document.value)) return [];
	const { document } = parsed;
	const missing = new Map();
	for (const { file } of namedFiles(document)) {
		if (missing.has(file)) continue;
		const answer = await tree.read(`${below}${file}`, Number.MAX_SAFE_INTEGER);
		if (!answer.found) missing.set(file, answer.message);
		else if (tracked?.has(posix.normalize(`${below}${file}`)) === false) missing.set(file, "git does not track, so that no run on GitHub has it");
	}
	return missingFiles(path, document, (file) => missing.get(file));
}

export { asksNothing, files, lookAtPlace, misnamed, readConfig, unused };