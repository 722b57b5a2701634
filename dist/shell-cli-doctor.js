import { GovernanceError, byCodeUnit, decodeText, listed, usualConfig } from "./shared.js";
import { branchesOf, trackedPaths } from "./adapters-git-branches.js";
import { fileLimit, isWorkflow } from "./domain-adoption.js";
import { needsOf } from "./domain-control-needs.js";
import { namedRepository } from "./domain-repository.js";
import { abilityOf, decisionsOf, judgeWorkflows, stepLimits, suiteSteps, unseenUses, wantsRun, wantsSecret } from "./domain-setup.js";
import { readWorkflow } from "./domain-workflow.js";
import { parseRepository } from "./parse.js";
import { diagnosisText } from "./render-diagnosis-terminal.js";
import { isAskedFor } from "./shell-cli-main.js";
import { asksNothing, files, lookAtPlace, misnamed, readConfig, unused } from "./shell-doctor-config.js";
import { openTop } from "./shell-open-top.js";

// shared/shell/cli-doctor.ts
async function runDoctor(request) {
	const { repository, tree } = await openTop(request, {
		says: "cannot be looked at",
		hint: "run it at the top of a git clone"
	});
	const branches = await branchesOf(repository);
	const { config, troubles: inConfig } = await readConfig(request, tree, usualConfig);
	const paths = await pathsOf(tree);
	const tracked = await trackedPaths(repository);
	const { workflows, troubles: unreadable } = await readWorkflows(tree, paths);
	const inPlaces = await Promise.all((config?.common.places ?? []).map((place) => lookAtPlace(request, tree, place.replace(/\/$/, ""), tracked)));
	const asked = config === void 0 ? [] : request.controls.filter((control) => isAskedFor(control, config));
	const names = new Set(asked.map(({ name }) => name));
	const troubles = [
		...inConfig,
		...misnamed(paths),
		...config !== void 0 && asked.length === 0 && config.common.places.length === 0 ? [asksNothing] : [],
		...config === void 0 ? [] : unused(request, config, names),
		...config === void 0 ? [] : await files(tree, usualConfig, "", tracked),
		...inPlaces.flatMap(({ troubles: each }) => each),
		...unreadable,
		...judgeWorkflows(workflows, request.controls, names, usualConfig, config && decisionsOf(config)),
		...clone(branches, asked)
	];
	const steps = suiteSteps(workflows);
	const own = steps.filter(({ place }) => place === ".");
	const abilities = asked.map((control) => abilityOf(control, {
		events: (name) => new Set(own.filter((step) => step.control === name).flatMap(({ workflow }) => workflow.triggers.map(({ event }) => event))),
		stepLimits: (name, event, secrets) => stepLimits({
			name,
			permissions: control.permissions
		}, event, own, secrets),
		unseen: unseenUses(workflows),
		skipped: (name) => config?.asked.skipOn[name] ?? [],
		token: request.token !== void 0,
		hasSecret: request.hasSecret,
		wants: (input) => config === void 0 || wantsSecret(control.name, input, config),
		wantsRun: config !== void 0 && wantsRun(control.name, config)
	}));
	const probed = request.github === void 0 ? void 0 : await probe(request, request.github, branches.origin);
	const diagnosis = {
		troubles,
		abilities,
		facts: [
			`token: ${tokenTier(request.token)}`,
			`default branch: ${branches.remoteDefault ?? "not known to this clone"}`,
			`workflows: ${workflows.length}, steps that run controls: ${new Set(steps.map(({ step }) => step)).size}`,
			...inPlaces.map(({ place, asks }) => {
				const run = new Set(steps.filter((step) => step.place === place).map(({ control }) => control));
				const those = run.size === 0 ? "none of them" : listed([...run].sort());
				return `${place}: its configuration asks for ${asks.length} controls, and workflows run ${those} there`;
			})
		],
		probed
	};
	request.print(request.json ? `${JSON.stringify({
		kind: "release-governance/doctor",
		...diagnosis
	}, null, 2)}\n` : diagnosisText(diagnosis, request.width));
	if (troubles.some(({ level }) => level === "wrong") || probed?.some(({ outcome }) => outcome === "refuted")) return 1;
	return probed?.some(({ outcome }) => outcome === "could-not-look") === true || troubles.some(({ level }) => level === "unknown") ? 3 : 0;
}
async function pathsOf(tree) {
	const listing = await tree.list();
	if (!listing.ok) throw new GovernanceError("BAD_INPUT", `the files cannot be listed: ${listing.because.message}`);
	return listing.paths;
}
async function readWorkflows(tree, paths) {
	const workflows = [];
	const troubles = [];
	const expected = "a text file that GitHub can read";
	for (const path of paths.filter(isWorkflow).sort(byCodeUnit)) {
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
async function probe({ token, clock }, github, origin) {
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
		branch: defaultBranch,
		now: clock()
	});
}

export { runDoctor };