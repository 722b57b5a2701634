import { GovernanceError, asksFor, byCodeUnit, decodeText, isObject, loadConfig, openRepository, parseYaml, worktree } from "./shared.js";
import { branchesOf } from "./adapters-git-branches.js";
import { fileLimit, isWorkflow } from "./domain-adoption.js";
import { needsOf } from "./domain-control-needs.js";
import { namedRepository } from "./domain-repository.js";
import { abilityOf, judgeWorkflows, missingFiles, suiteSteps, unseenUses, wantsSecret } from "./domain-setup.js";
import { readWorkflow } from "./domain-workflow.js";
import { parseRepository } from "./parse.js";
import { diagnosisText } from "./render-diagnosis-terminal.js";
import { resolve } from "node:path";

// shared/shell/cli-doctor.ts
const configPath = ".github/release-governance.yml";
async function runDoctor(request) {
	const folder = resolve(request.cwd, request.folder);
	const opened = await openRepository(folder);
	if (!opened.ok) throw new GovernanceError("BAD_INPUT", `${request.folder} cannot be looked at: ${opened.message}`, { hint: "run it at the top of a git clone" });
	const { repository } = opened;
	if (repository.prefix !== "") throw new GovernanceError("BAD_INPUT", `${request.folder} is not the top of its repository, which is ${repository.top}`, { hint: "run it there: workflows and the configuration that counts lie at the top" });
	const tree = worktree(folder, repository);
	const branches = await branchesOf(repository);
	const { config, troubles: inConfig } = await readConfig(request, tree);
	const { workflows, troubles: unreadable } = await readWorkflows(tree);
	const asked = request.controls.filter((control) => config !== void 0 && (control.kind === "decide" ? config.asked.sections.includes(control.name) : asksFor(control, config)));
	const names = new Set(asked.map(({ name }) => name));
	const troubles = [
		...inConfig,
		...config === void 0 ? [] : unused(request, config, names),
		...config === void 0 ? [] : await files(tree),
		...unreadable,
		...judgeWorkflows(workflows, request.controls, names, configPath),
		...clone(branches, asked)
	];
	const steps = suiteSteps(workflows);
	const abilities = asked.map((control) => abilityOf(control, {
		events: (name) => new Set(steps.filter((step) => step.control === name).flatMap(({ workflow }) => workflow.triggers.map(({ event }) => event))),
		unseen: unseenUses(workflows),
		skipped: (name) => config?.asked.skipOn[name] ?? [],
		token: request.token !== void 0,
		hasSecret: request.hasSecret,
		wants: (input) => config === void 0 || wantsSecret(control.name, input, config)
	}));
	const probed = request.github === void 0 ? void 0 : await probe(request.github, request.token, branches.origin);
	const diagnosis = {
		troubles,
		abilities,
		facts: [
			`token: ${tokenTier(request.token)}`,
			`default branch: ${branches.remoteDefault ?? "not known to this clone"}`,
			`workflows: ${workflows.length}, steps that run controls: ${steps.length}`
		],
		probed
	};
	request.print(request.json ? `${JSON.stringify({
		kind: "release-governance/doctor",
		...diagnosis
	}, null, 2)}\n` : diagnosisText(diagnosis));
	if (troubles.some(({ level }) => level === "wrong") || probed?.some(({ outcome }) => outcome === "refuted")) return 1;
	return troubles.some(({ level }) => level === "unknown") ? 3 : 0;
}
async function readConfig({ controls, known }, judged) {
	try {
		const loaded = await loadConfig({
			controls,
			known,
			path: configPath,
			shown: configPath,
			base: void 0,
			judged
		});
		if (loaded.ok) return {
			config: loaded.config,
			troubles: []
		};
		return { troubles: [broken(loaded.because.message, void 0, "make it readable")] };
	} catch (thrown) {
		if (!(thrown instanceof GovernanceError) || thrown.code !== "BAD_CONFIG") throw thrown;
		const fix = thrown.hint ?? "mend it";
		if (thrown.problems.length === 0) return { troubles: [broken(thrown.message, void 0, fix)] };
		return { troubles: thrown.problems.map(({ message, line }) => broken(message, line, fix)) };
	}
}
function broken(message, line, fix) {
	return {
		level: "wrong",
		path: configPath,
		line,
		says: message,
		expected: "a configuration that every control can read",
		actual: message,
		fix
	};
}
async function readWorkflows(tree) {
	const listed = await tree.list();
	if (!listed.ok) throw new GovernanceError("BAD_INPUT", `the files cannot be listed: ${listed.because.message}`);
	const workflows = [];
	const troubles = [];
	const expected = "a text file that GitHub can read";
	for (const path of listed.paths.filter(isWorkflow).sort(byCodeUnit)) {
		const found = await tree.read(path, fileLimit);
		const decoded = found.found ? decodeText(found.content) : {
			ok: false,
			message: found.message,
			line: void 0
		};
		if (decoded.ok) workflows.push(readWorkflow(path, decoded.text));
		else {
			const says = `the workflow ${decoded.message}, so that nothing is known of it`;
			troubles.push({
				level: "unknown",
				path,
				line: decoded.line,
				says,
				expected,
				actual: decoded.message,
				fix: "mend the file"
			});
		}
	}
	return {
		workflows,
		troubles
	};
}
function unused({ controls }, config, asked) {
	return config.asked.lists.filter((list) => !controls.some(({ name, lists }) => asked.has(name) && Object.hasOwn(lists, list))).map((list) => ({
		level: "wrong",
		path: configPath,
		says: `${list} is read by no control that is asked for`,
		expected: `a section of a control that reads ${list}`,
		actual: "none",
		fix: `add one (${controls.filter(({ lists }) => Object.hasOwn(lists, list)).map(({ name }) => name).join(", ")}), or take ${list} out`
	}));
}
async function files(tree) {
	const found = await tree.read(configPath, fileLimit);
	const decoded = found.found ? decodeText(found.content) : void 0;
	const parsed = decoded?.ok === true ? parseYaml(decoded.text) : void 0;
	if (parsed?.ok !== true || !isObject(parsed.document.value)) return [];
	const { document } = parsed;
	const missing = new Map();
	for (const pointer of document.leaves()) {
		const file = document.get(pointer);
		if (typeof file !== "string" || missing.has(file)) continue;
		const answer = await tree.read(file, Number.MAX_SAFE_INTEGER);
		if (!answer.found) missing.set(file, answer.message);
	}
	return missingFiles(configPath, document, (file) => missing.get(file));
}
function clone({ shallow, remoteDefault }, asked) {
	const troubles = [];
	const deep = asked.filter(({ name }) => needsOf(name).history === "all").map(({ name }) => name);
	if (shallow && deep.length > 0) {
		const says = `this clone is cut off, and ${deep.join(", ")} ${deep.length === 1 ? "needs" : "need"} the history`;
		troubles.push({
			level: "wrong",
			path: ".git",
			says,
			expected: "a whole clone",
			actual: "a shallow one",
			fix: "git fetch --unshallow"
		});
	}
	if (remoteDefault === void 0) {
		const says = "git does not say which branch is the default one: on a laptop changes are compared with the parent of HEAD";
		const [expected, actual] = ["refs/remotes/origin/HEAD", "none"];
		troubles.push({
			level: "advice",
			path: ".git",
			says,
			expected,
			actual,
			fix: "git remote set-head origin --auto"
		});
	}
	return troubles;
}
function tokenTier(token) {
	if (token === void 0) return "none (GITHUB_TOKEN or GH_TOKEN): what GitHub says is not verified on this laptop";
	if (token.startsWith("github_pat_")) return "a fine-grained personal token: it sees what was chosen for it";
	if (token.startsWith("ghp_")) return "a classic personal token: it sees all that its scopes allow";
	if (token.startsWith("ghs_")) return "of an app or a workflow run: it sees what its permissions allow";
	if (token.startsWith("gho_") || token.startsWith("ghu_")) return "of somebody who signed in to an app";
	return "of a kind that is not known here";
}
async function probe(github, token, origin) {
	const named = origin === void 0 ? void 0 : parseRepository(origin);
	const { probeAll, unasked } = await import("./domain-setup-live.js");
	if (named === void 0) return unasked({
		code: "NO_DATA",
		message: "git does not say which repository on GitHub this is",
		needs: "git remote add origin https://github.com/<owner>/<name>"
	});
	const repository = await namedRepository(token === void 0 ? void 0 : github(token), `${named.owner}/${named.name}`, "GITHUB_TOKEN in the environment");
	if (!repository.ok) return unasked(repository.because);
	const { github: port, defaultBranch } = repository.data;
	return probeAll({
		github: port,
		owner: named.owner,
		repo: named.name,
		branch: defaultBranch
	});
}

export { runDoctor };