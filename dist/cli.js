import { gitHubClients, listNames } from "./shared.js";
import { runCli } from "./shell-cli-main.js";
import { readdirSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

// shared/shell/cli-main.ts
const folder = dirname(fileURLToPath(import.meta.url));
const suffix = ".control.js";
const names = readdirSync(folder).filter((file) => file.endsWith(suffix)).map((file) => file.slice(0, -11)).sort();
process.exitCode = await runCli({
	args: process.argv.slice(2),
	env: process.env,
	cwd: process.cwd(),
	stdout: (text) => process.stdout.write(text),
	stderr: (text) => process.stderr.write(text),
	isTerminal: {
		stdout: process.stdout.isTTY === true,
		stderr: process.stderr.isTTY === true
	},
	columns: process.stdout.columns ?? process.stderr.columns,
	clock: () => Date.now(),
	controls: {
		names,
		lists: listNames,
		async load(name) {
			return (await import(pathToFileURL(`${folder}/${name}${suffix}`).href)).control;
		}
	},
	program: typed(process.argv[1]),
	async releaseCommit() {
		const { releaseCommit } = await import("./shell-release-commit.js");
		return releaseCommit(folder);
	},
	gitHubClients: (log) => gitHubClients(process.env, log)
});
function typed(path) {
	if (path === void 0 || !path.endsWith(".js")) return "release-governance";
	const home = process.env["HOME"] ?? "";
	const short = home !== "" && path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
	return /[^\w~/.:\\-]/.test(short) ? `node '${short}'` : `node ${short}`;
}

export {  };