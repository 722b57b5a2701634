import { keptOutput } from "./adapters-kept-output.js";
import { promises } from "node:fs";
import { join, relative, sep } from "node:path";
import { createHash } from "node:crypto";
import { spawn } from "node:child_process";

// shared/adapters/command.ts
const usual = {
	toEnd: 2e3,
	toDrain: 1e3
};
async function runCommand(root, { argv, folder, timeoutMs, logBytes }, { env, now, patience = usual }) {
	const [program = "", ...args] = argv;
	const cwd = await containedFolder(root, folder);
	if ("problem" in cwd) return {
		state: "not-started",
		problem: cwd.problem
	};
	return new Promise((resolve) => {
		const startedAt = now();
		const from = performance.now();
		const child = spawn(program, args, {
			cwd: cwd.path,
			env,
			detached: true,
			stdio: [
				"ignore",
				"pipe",
				"pipe"
			]
		});
		const kept = keptOutput(logBytes);
		const digest = createHash("sha256");
		const timers = /* @__PURE__ */ new Set();
		let timedOut = false;
		let leftBehind = false;
		let ended;
		let done = false;
		const after = (milliseconds, act) => void timers.add(setTimeout(act, milliseconds));
		const endGroup = (signal) => {
			if (child.pid === void 0) return;
			try {
				process.kill(-child.pid, signal);
			} catch {}
		};
		const interrupted = (signal) => {
			endGroup("SIGKILL");
			for (const each of signals) process.removeListener(each, interrupted);
			process.kill(process.pid, signal);
		};
		for (const signal of signals) process.on(signal, interrupted);
		const tidy = () => {
			done = true;
			for (const timer of timers) clearTimeout(timer);
			for (const signal of signals) process.removeListener(signal, interrupted);
			endGroup("SIGKILL");
			child.stdout.destroy();
			child.stderr.destroy();
		};
		const finish = () => {
			if (done) return;
			tidy();
			resolve({
				state: "ended",
				exit: timedOut ? void 0 : ended?.exit ?? void 0,
				signal: ended?.signal ?? void 0,
				timedOut,
				leftBehind,
				startedAt,
				durationMs: Math.round(performance.now() - from),
				...kept.end(),
				outputSha256: digest.digest("hex")
			});
		};
		child.stdout.on("data", (chunk) => {
			digest.update(chunk);
			kept.add(chunk);
		});
		child.stderr.on("data", (chunk) => kept.add(chunk));
		child.on("error", (error) => {
			if (done || child.pid !== void 0) return;
			tidy();
			resolve({
				state: "not-started",
				problem: startProblem(program, error.code)
			});
		});
		child.on("exit", (exit, signal) => {
			ended = {
				exit,
				signal
			};
			after(patience.toDrain, () => {
				leftBehind = true;
				finish();
			});
		});
		child.on("close", finish);
		after(timeoutMs, () => {
			if (ended !== void 0) return;
			timedOut = true;
			endGroup("SIGTERM");
			after(patience.toEnd, () => {
				endGroup("SIGKILL");
				after(patience.toEnd, finish);
			});
		});
	});
}
const signals = [
	"SIGINT",
	"SIGTERM",
	"SIGHUP"
];
function startProblem(program, code) {
	if (code === "ENOENT") return `there is no program ${program}`;
	if (code === "EACCES") return `${program} is not a program that may be run`;
	return `${program} could not be started (${code ?? "unknown error"})`;
}
async function containedFolder(root, folder) {
	const [top, path] = await Promise.all([root, join(root, folder)].map((each) => promises.realpath(each).catch(() => void 0)));
	const stats = path === void 0 ? void 0 : await promises.stat(path).catch(() => void 0);
	if (top === void 0 || path === void 0 || stats?.isDirectory() !== true) return { problem: `there is no folder ${folder}` };
	const within = relative(top, path);
	return within === ".." || within.startsWith(`..${sep}`) ? { problem: `the folder ${folder} leads outside of the working directory` } : { path };
}

export { runCommand };