import { keptOutput } from "./adapters-kept-output.js";
import { promises } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { createHash } from "node:crypto";
import { spawn } from "node:child_process";

// shared/adapters/command.ts
const usual = {
	toEnd: 2e3,
	toDrain: 5e3
};
async function runCommand(root, { argv, folder, timeoutMs, logBytes, outputs }, { env, now, patience = usual }) {
	const cwd = await containedFolder(root, folder);
	if ("problem" in cwd) return {
		state: "not-started",
		problem: cwd.problem
	};
	const before = await identities(root, outputs);
	const end = await untilEnd(argv, cwd.path, {
		timeoutMs,
		logBytes,
		env,
		now,
		patience
	});
	if (end.state === "not-started") return end;
	const after = await identities(root, outputs);
	const renewed = outputs.filter((_path, index) => after[index] !== void 0 && after[index] !== before[index]);
	return {
		...end,
		renewed
	};
}
function untilEnd([program = "", ...args], cwd, { timeoutMs, logBytes, env, now, patience }) {
	return new Promise((settle) => {
		const startedAt = now();
		const from = performance.now();
		const child = spawn(program, args, {
			cwd,
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
		const timers = new Set();
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
			settle({
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
			settle({
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
		const whenAllEnded = () => {
			if (done) return;
			groupRuns(child.pid).then((runs) => runs && !timedOut ? after(25, whenAllEnded) : finish());
		};
		child.on("close", whenAllEnded);
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
async function groupRuns(group) {
	if (group === void 0) return false;
	try {
		process.kill(-group, 0);
	} catch (error) {
		return error.code !== "ESRCH";
	}
	const ids = (await promises.readdir("/proc").catch(() => [])).filter((name) => /^\d+$/.test(name));
	if (ids.length === 0) return true;
	return (await Promise.all(ids.map(async (id) => {
		const text = await promises.readFile(`/proc/${id}/stat`, "latin1").catch(() => "");
		const [state, , of] = text.slice(text.lastIndexOf(")") + 2).split(" ");
		return Number(of) === group ? state : void 0;
	}))).some((state) => state !== void 0 && state !== "Z" && state !== "X");
}
function identities(root, paths) {
	return Promise.all(paths.map(async (path) => {
		const stats = await promises.lstat(join(root, path), { bigint: true }).catch(() => void 0);
		return stats && `${stats.dev} ${stats.ino} ${stats.ctimeNs}`;
	}));
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
	if (within === ".." || within.startsWith(`..${sep}`)) return { problem: `the folder ${folder} leads outside of the working directory` };
	return path === resolve(top, folder) ? { path } : { problem: `the folder ${folder} is reached by a symbolic link` };
}

export { runCommand };