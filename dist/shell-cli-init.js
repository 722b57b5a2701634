import { applyChange } from "./adapters-apply-change.js";
import { branchesOf } from "./adapters-git-branches.js";
import { GovernanceError, loadConfig, parseConfig, usualConfig } from "./shared.js";
import { adoptionOf, configValue, fileCountLimit, fileLimit, groundOf, inReadingOrder, planOf, settled, totalLimit, withOwnName } from "./domain-adoption.js";
import { misnamedConfigs, suiteSteps, unseenUses } from "./domain-setup.js";
import { configText } from "./render-adoption-config.js";
import { initText } from "./render-adoption-terminal.js";
import { isNameable, workflowText } from "./render-adoption-workflow.js";
import { isAskedFor } from "./shell-cli-main.js";
import { openTop } from "./shell-open-top.js";

// shared/shell/cli-init.ts
const workflowPath = ".github/workflows/release-governance.yml";
async function runInit(request) {
	const { folder, repository, tree } = await openTop(request, {
		says: "cannot be set up",
		hint: "run it at the top of a git clone, or begin one with git init"
	});
	const branches = await branchesOf(repository);
	const ground = await look(tree);
	const adoption = settled(adoptionOf(ground), (config) => {
		const checked = parseConfig(config, request.controls, request.known);
		return checked.ok ? [] : checked.problems;
	});
	const [oldConfig, oldWorkflow] = await Promise.all([isThere(tree, usualConfig), isThere(tree, workflowPath)]);
	const config = oldConfig ? await existing(request, tree) : parsed(adoption, request);
	const asked = request.controls.filter((control) => isAskedFor(control, config));
	const planned = planOf(asked, (name) => config.sections[name]);
	const { jobs, note: named } = withOwnName(planned.jobs, ground.workflows);
	const { branch, note } = defaultBranch(branches);
	const judges = jobs.some(({ id }) => id !== "decision");
	const decision = jobs.find(({ id }) => id === "decision");
	const [runs] = ground.workflows.flatMap((workflow) => suiteUses(workflow).map((uses) => ({
		path: workflow.path,
		uses
	})));
	const state = request.dryRun ? "would-write" : "written";
	const nameable = isNameable(branch) ? branch : void 0;
	const files = [oldConfig ? {
		path: usualConfig,
		state: "kept",
		because: "it is there already, and is never overwritten"
	} : {
		path: usualConfig,
		state,
		content: configText(adoption)
	}, oldWorkflow ? {
		path: workflowPath,
		state: "kept",
		because: "it is there already, and is never overwritten"
	} : runs !== void 0 ? {
		path: workflowPath,
		state: "left-out",
		because: `${runs.path} runs ${runs.uses} already, and two runs of a control give two reports: add what is missing there`
	} : judges ? {
		path: workflowPath,
		state,
		content: workflowText(jobs, {
			branch: nameable,
			commit: request.commit
		})
	} : {
		path: workflowPath,
		state: "left-out",
		because: "nothing is asked for yet that a job could judge"
	}];
	if (!request.dryRun) await write(folder, files);
	const hasWorkflow = files.some(({ path, content }) => path === ".github/workflows/release-governance.yml" && content !== void 0);
	const notes = [
		...note === void 0 || !hasWorkflow ? [] : [note],
		...nameable === void 0 && hasWorkflow ? ["the name of the default branch looks like an expression: nothing runs on pushes to it"] : [],
		...named === void 0 || !hasWorkflow ? [] : [named],
		...misnamed(ground.paths),
		...repository.head === void 0 ? ["there is no commit yet: what a change does is not verified before the first one"] : []
	];
	const told = {
		files,
		recognised: adoption.recognised,
		guessed: adoption.guessed,
		unread: adoption.unread,
		left: planned.left,
		notes,
		next: nextSteps(request, {
			judges,
			branch,
			check: decision === void 0 ? void 0 : decision.name ?? decision.id
		}, files)
	};
	request.print(request.json ? `${JSON.stringify({
		kind: "release-governance/init",
		defaultBranch: branch,
		...told
	}, null, 2)}\n` : initText(told, request.width));
	if (oldConfig || oldWorkflow || runs !== void 0) return 1;
	return judges ? 0 : 3;
}
function suiteUses(workflow) {
	const read = {
		path: workflow.path,
		workflow,
		problems: []
	};
	return [...suiteSteps([read]).map(({ action }) => action), ...unseenUses([read]).filter((uses) => uses.startsWith("release-governance/"))];
}
function misnamed(paths) {
	return misnamedConfigs.filter((path) => paths.has(path)).map((path) => `${path} is there, and nothing reads it: the configuration is ${usualConfig}`);
}
async function look(tree) {
	const listed = await tree.list();
	if (!listed.ok) throw new GovernanceError("BAD_INPUT", `the files cannot be listed: ${listed.because.message}`);
	const wanted = inReadingOrder(listed.paths);
	const unread = [];
	const found = [];
	let bytes = 0;
	for (const [at, path] of wanted.entries()) {
		if (at >= 1e4 || bytes >= 33554432) {
			const left = wanted.length - at;
			const says = `${left === 1 ? "this file was" : `this file and ${left - 1} more were`} not read: at most ${fileCountLimit} files and ${totalLimit / 1024 / 1024} MiB are`;
			unread.push({
				path,
				says
			});
			break;
		}
		const answer = await tree.read(path, fileLimit);
		if (answer.found) {
			bytes += answer.bytes;
			found.push(answer);
		} else if (answer.reason !== "absent") unread.push({
			path,
			says: answer.message
		});
	}
	return groundOf(listed.paths, found, unread);
}
function parsed(adoption, { controls, known }) {
	const checked = parseConfig(configValue(adoption), controls, known);
	if (checked.ok) return checked.config;
	const [first] = checked.problems;
	throw new GovernanceError("INTERNAL", `the configuration that was made is refused: ${first?.message ?? ""}`);
}
async function existing({ controls, known }, judged) {
	const loaded = await loadConfig({
		controls,
		known,
		path: usualConfig,
		shown: usualConfig,
		base: void 0,
		judged
	});
	if (loaded.ok) return loaded.config;
	throw new GovernanceError("BAD_CONFIG", loaded.because.message);
}
async function isThere(tree, path) {
	const answer = await tree.read(path, fileLimit);
	if (!answer.found && answer.message.startsWith("is reached through")) throw new GovernanceError("BAD_INPUT", `nothing was written: ${path} ${answer.message}`, { hint: "make a folder of it: neither GitHub nor a control follows a link in a repository" });
	return answer.found || answer.reason !== "absent";
}
async function write(folder, files) {
	const encoder = new TextEncoder();
	const changes = files.flatMap(({ path, state, content }) => state === "written" && content !== void 0 ? [{
		path,
		before: void 0,
		after: encoder.encode(content)
	}] : []);
	const applied = await applyChange(folder, changes);
	if (applied.ok) return;
	throw new GovernanceError("BAD_INPUT", `nothing was written: ${applied.problems.join("; ")}`, {
		hint: "make the folder writable, or look at the files with --dry-run and write them by hand",
		problems: applied.left.map((path) => ({
			path,
			message: "could not be removed again"
		}))
	});
}
function defaultBranch({ remoteDefault, current, usual }) {
	if (remoteDefault !== void 0) return { branch: remoteDefault };
	const [only, ...more] = usual;
	const known = more.length === 0 ? only : void 0;
	const branch = known ?? current ?? "main";
	return {
		branch,
		note: `git does not say which branch is the default one (git remote set-head origin --auto asks): ${branch}${known !== void 0 ? ", the only one with a usual name," : current !== void 0 ? ", which is checked out," : ""} was taken for it; look at push: in the workflow`
	};
}
function nextSteps({ program, dryRun }, { judges, branch, check }, files) {
	if (dryRun) return [`${program} init: writes these files`];
	if (!judges) return [`fill in a part of ${usualConfig}, then run init again: it writes the workflow`];
	const written = files.filter(({ state }) => state === "written").map(({ path }) => path);
	return [
		`${program} run: judges it here, before anything is pushed`,
		`${program} doctor: says what each control will be able to verify, and what is missing`,
		...check === void 0 ? ["add executive-summary: {} to the configuration: without it nobody decides over all of them"] : [...written.length === 0 ? [] : [`commit ${written.join(" and ")}, and open a pull request: until its configuration is in ${branch}, the decision is conditional-go at most, and its job red`], `when it is merged, require the check "${check}" on ${branch}`]
	];
}

export { runInit };