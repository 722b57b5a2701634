import { GovernanceError, commonFields, loadConfig, openPlace, runControl, stableJson } from "./shared.js";
import { known, madeBy } from "./shell-cli-main.js";
import { changedPlace, nothingSeen, rememberedPlace } from "./shell-changed-place.js";
import { relative, resolve, sep } from "node:path";

// shared/shell/rehearsal.ts
async function rehearsal(terminal, host) {
	const at = host.given["working-directory"] ?? ".";
	const shown = host.given["config"] ?? `${at}/${commonFields.config.default}`;
	const opened = await openPlace(host, void 0, at, shown);
	const place = rememberedPlace(await opened.place);
	const commands = new Map();
	const loaded = new Map();
	const instead = {
		command: (usual) => repeated(usual, commands),
		load(request) {
			const key = request.controls.map(({ name }) => name).join(" ");
			const config = loaded.get(key) ?? loadConfig(request);
			loaded.set(key, config);
			return config;
		}
	};
	const within = relative(resolve(host.cwd, at), resolve(host.cwd, shown)).split(sep).join("/");
	return {
		folder: place.folder,
		configuration: `${place.folder}${within}`,
		files: place.judged,
		commands: () => commands.size,
		async judge(control, change) {
			const seen = nothingSeen();
			const changed = changedPlace(place, change, seen);
			const open = async () => ({
				...opened,
				place: Promise.resolve(changed)
			});
			return {
				outcome: await runControl(control, known(terminal), host, {
					...instead,
					open
				}),
				seen
			};
		}
	};
}
function repeated(usual, answers) {
	return (request) => {
		const key = stableJson(request);
		const answer = answers.get(key) ?? usual(request);
		answers.set(key, answer);
		return answer;
	};
}
async function judgeUnchanged(controls, { judge }, made, { log }) {
	const unchanged = [];
	for (const control of controls) {
		log.info(`prove: ${control.name} judges the files as they are`);
		const { outcome, seen } = await judge(control);
		const { error } = outcome.report;
		if (error !== void 0) throw new GovernanceError(error.code, `${control.name}: ${error.message}`, {
			...error.hint === void 0 ? {} : { hint: error.hint },
			...error.problems === void 0 ? {} : { problems: error.problems }
		});
		const own = madeBy(outcome);
		unchanged.push({
			control,
			outcome,
			seen,
			made: own
		});
		made.push(...own);
	}
	return unchanged;
}

export { judgeUnchanged, rehearsal };