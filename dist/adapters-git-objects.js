import { gitProcess, isCommitId, objectId } from "./shared.js";
import { spawn } from "node:child_process";

// shared/adapters/git-objects.ts
const silenceMs = 6e4;
function openObjects({ top }, maxBytes) {
	const { args, env } = gitProcess(["cat-file", "--batch"]);
	const child = spawn("git", args, {
		cwd: top,
		env,
		stdio: [
			"pipe",
			"pipe",
			"ignore"
		]
	});
	const waiting = [];
	let ended = false;
	let timer;
	let header = [];
	let body;
	const end = () => {
		ended = true;
		clearTimeout(timer);
		body?.asked.settle({ state: "missing" });
		body = void 0;
		for (const { settle } of waiting.splice(0)) settle({ state: "missing" });
	};
	const watch = () => {
		clearTimeout(timer);
		if (!ended && (waiting.length > 0 || body !== void 0)) timer = setTimeout(() => child.kill("SIGKILL"), silenceMs);
	};
	const finish = ({ asked, kept, other }) => {
		if (other) return asked.settle({ state: "missing" });
		const whole = kept === void 0 ? void 0 : Buffer.concat(kept);
		const content = whole && new Uint8Array(whole.buffer, whole.byteOffset, whole.length - 1);
		if (content === void 0) asked.settle({ state: "too-large" });
		else if (objectId(asked.kind, content, asked.id.length) === asked.id) asked.settle({
			state: "read",
			content
		});
		else asked.settle({ state: "missing" });
	};
	const begin = (line) => {
		const asked = waiting.shift();
		if (asked === void 0) return;
		const [, id, kind, size] = /^([0-9a-f]+) (\w+) (\d+)$/.exec(line) ?? [];
		if (id !== asked.id || kind === void 0) return asked.settle({ state: "missing" });
		const bytes = Number(size);
		const other = kind !== asked.kind;
		body = {
			asked,
			kept: bytes <= maxBytes && !other ? [] : void 0,
			other,
			left: bytes + 1
		};
	};
	const take = (chunk) => {
		for (let at = 0; at < chunk.length;) {
			if (body === void 0) {
				const lineEnd = chunk.indexOf(10, at);
				header.push(chunk.subarray(at, lineEnd < 0 ? void 0 : lineEnd));
				if (lineEnd < 0) return;
				const line = Buffer.concat(header).toString("latin1");
				header = [];
				at = lineEnd + 1;
				begin(line);
				continue;
			}
			const part = chunk.subarray(at, at + body.left);
			body.kept?.push(part);
			body.left -= part.length;
			at += part.length;
			if (body.left > 0) return;
			const whole = body;
			body = void 0;
			finish(whole);
		}
	};
	child.on("error", end);
	child.on("close", end);
	child.stdin.on("error", () => void 0);
	child.stdout.on("data", (chunk) => {
		take(chunk);
		watch();
	});
	return {
		read(ids, kind = "blob") {
			return new Promise((resolve) => {
				const answers = ids.map(() => ({ state: "missing" }));
				let left = 1;
				const done = () => {
					left -= 1;
					if (left === 0) resolve(answers);
				};
				const asked = [];
				for (const [index, id] of ids.entries()) {
					if (ended || !isCommitId(id)) continue;
					asked.push(id);
					left += 1;
					waiting.push({
						id,
						kind,
						settle(object) {
							answers[index] = object;
							done();
						}
					});
				}
				if (asked.length > 0) child.stdin.write(`${asked.join("\n")}\n`);
				watch();
				done();
			});
		},
		close() {
			child.stdin.end();
			child.kill();
			end();
		}
	};
}

export { openObjects };