import { GovernanceError, flag, text } from "./shared.js";
import { parseOptions, secretVariable } from "./shell-cli-main.js";
import { setupUsage } from "./shell-cli-setup-text.js";

// shared/shell/cli-setup.ts
const folder = text({
	description: "The top of the repository.",
	default: "."
});
const initFields = {
	"working-directory": folder,
	"dry-run": flag({
		description: "Print what would be written, and write nothing.",
		default: false
	})
};
async function initCommand(terminal, args, controls) {
	const options = read("init", initFields, args, terminal);
	if (options === void 0) return 0;
	const { runInit } = await import("./shell-cli-init.js");
	return runInit({
		folder: options.given["working-directory"] ?? ".",
		cwd: terminal.cwd,
		dryRun: options.given["dry-run"] === "true",
		json: options.json,
		controls,
		known: {
			controls: terminal.controls.names,
			lists: terminal.controls.lists
		},
		program: terminal.program ?? "release-governance",
		commit: await terminal.releaseCommit?.(),
		print: terminal.stdout,
		width: widthOf(terminal)
	});
}
function widthOf({ isTerminal, columns }) {
	return isTerminal.stdout ? columns : void 0;
}
function read(command, fields, args, { stdout }) {
	const options = parseOptions(args, fields);
	if (options.help) {
		stdout(setupUsage(command, fields));
		return;
	}
	if (options.problems.length > 0) throw new GovernanceError("BAD_INPUT", options.problems.join("; "), { hint: `release-governance ${command} --help lists the options` });
	return options;
}
const doctorFields = {
	"working-directory": folder,
	live: flag({
		description: "Ask GitHub too: what was taken for true of it is looked up in this repository.",
		default: false
	})
};
async function doctorCommand(terminal, args, controls) {
	const options = read("doctor", doctorFields, args, terminal);
	if (options === void 0) return 0;
	const { env } = terminal;
	const silent = {
		info: () => void 0,
		debug: () => void 0
	};
	const { runDoctor } = await import("./shell-cli-doctor.js");
	return runDoctor({
		folder: options.given["working-directory"] ?? ".",
		cwd: terminal.cwd,
		json: options.json,
		controls,
		known: {
			controls: terminal.controls.names,
			lists: terminal.controls.lists
		},
		token: env["GITHUB_TOKEN"] || env["GH_TOKEN"] || void 0,
		hasSecret: (input) => (env[secretVariable(input)] ?? "") !== "",
		clock: terminal.clock,
		github: options.given["live"] === "true" ? terminal.gitHubClients(silent) : void 0,
		print: terminal.stdout,
		width: widthOf(terminal)
	});
}

export { doctorCommand, initCommand };