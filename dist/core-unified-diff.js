import { binaryLiteral } from "./core-binary-patch.js";
import { objectId } from "./shared.js";

// shared/core/unified-diff.ts
const mostEdits = 1e3;
const context = 3;
const decoder = new TextDecoder("utf-8", {
	fatal: true,
	ignoreBOM: true
});
function unifiedDiff(files, options = {}) {
	return files.map((file) => fileDiff(file, options.binary)).join("");
}
function fileDiff({ path, before, after, modes }, binary) {
	const [old, now] = [textOf(before), textOf(after)];
	const [from, to] = [gitPath(`a/${path}`), gitPath(`b/${path}`)];
	const head = [`diff --git ${from} ${to}`];
	const { before: oldMode, after: newMode } = modes ?? {
		before: "100644",
		after: "100644"
	};
	const moded = before !== void 0 && after !== void 0 && oldMode !== newMode;
	if (before === void 0) head.push(`new file mode ${newMode}`);
	if (after === void 0) head.push(`deleted file mode ${oldMode}`);
	if (moded) head.push(`old mode ${oldMode}`, `new mode ${newMode}`);
	if (old === void 0 || now === void 0) {
		if (binary === void 0) return `${head.join("\n")}\nBinary files ${from} and ${to} differ\n`;
		const ids = [before, after].map((side) => side === void 0 ? "0".repeat(binary) : objectId("blob", side, binary));
		if (ids[0] === ids[1]) return moded ? `${head.join("\n")}\n` : "";
		const sides = [after, before].map((side) => binaryLiteral(side ?? new Uint8Array()));
		return `${[
			...head,
			`index ${ids.join("..")}`,
			"GIT binary patch"
		].join("\n")}\n${sides.join("")}`;
	}
	const [left, right] = [linesOf(old), linesOf(now)];
	const hunks = hunksOf(left, right);
	if (hunks.length === 0) return before === void 0 || after === void 0 || moded ? `${head.join("\n")}\n` : "";
	const tab = path.includes(" ") ? "	" : "";
	head.push(before === void 0 ? "--- /dev/null" : `--- ${from}${tab}`);
	head.push(after === void 0 ? "+++ /dev/null" : `+++ ${to}${tab}`);
	return `${head.join("\n")}\n${hunks.join("")}`;
}
function textOf(bytes) {
	if (bytes === void 0) return "";
	if (bytes.includes(0)) return void 0;
	try {
		return decoder.decode(bytes);
	} catch {
		return;
	}
}
function gitPath(path) {
	if (/^[ !#-[\]-~]*$/.test(path)) return path;
	return `"${[...new TextEncoder().encode(path)].map((byte) => {
		const character = String.fromCharCode(byte);
		if (character === "\"" || character === "\\") return `\\${character}`;
		return byte >= 32 && byte < 127 ? character : `\\${byte.toString(8).padStart(3, "0")}`;
	}).join("")}"`;
}
function linesOf(text) {
	return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
function hunksOf(left, right) {
	const steps = stepsOf(left, right);
	const changed = steps.flatMap(({ sign }, index) => sign === " " ? [] : [index]);
	const hunks = [];
	for (let first = 0; first < changed.length;) {
		let last = first;
		while ((changed[last + 1] ?? Number.POSITIVE_INFINITY) - (changed[last] ?? 0) <= 6) last += 1;
		const [from, to] = [Math.max(0, (changed[first] ?? 0) - context), (changed[last] ?? 0) + context + 1];
		hunks.push(hunkOf(steps, from, Math.min(to, steps.length)));
		first = last + 1;
	}
	return hunks;
}
function hunkOf(steps, from, to) {
	const count = (part, other) => part.filter(({ sign }) => sign !== other).length;
	const [before, part] = [steps.slice(0, from), steps.slice(from, to)];
	const range = (other) => {
		const [start, length] = [count(before, other), count(part, other)];
		return `${length === 0 ? start : start + 1},${length}`;
	};
	const body = part.map(({ sign, line }) => line.endsWith("\n") ? `${sign}${line}` : `${sign}${line}\n\\ No newline at end of file\n`);
	return `@@ -${range("+")} +${range("-")} @@\n${body.join("")}`;
}
function stepsOf(left, right) {
	let start = 0;
	while (start < left.length && start < right.length && left[start] === right[start]) start += 1;
	let end = 0;
	while (end < left.length - start && end < right.length - start && left[left.length - 1 - end] === right[right.length - 1 - end]) end += 1;
	const stay = (lines) => lines.map((line) => ({
		sign: " ",
		line
	}));
	const [a, b] = [left.slice(start, left.length - end), right.slice(start, right.length - end)];
	return [
		...stay(left.slice(0, start)),
		...shortest(a, b),
		...stay(left.slice(left.length - end))
	];
}
function shortest(a, b) {
	const trace = [];
	const most = Math.min(a.length + b.length, mostEdits);
	const ends = new Int32Array(2 * most + 3);
	const at = (k) => k + most + 1;
	for (let d = 0; d <= most; d += 1) {
		trace.push(ends.slice());
		for (let k = -d; k <= d; k += 2) {
			let x = k === -d || k !== d && (ends[at(k - 1)] ?? 0) < (ends[at(k + 1)] ?? 0) ? ends[at(k + 1)] ?? 0 : (ends[at(k - 1)] ?? 0) + 1;
			while (x < a.length && x - k < b.length && a[x] === b[x - k]) x += 1;
			ends[at(k)] = x;
			if (x >= a.length && x - k >= b.length) return backtrack(a, b, trace, at);
		}
	}
	return [...a.map((line) => ({
		sign: "-",
		line
	})), ...b.map((line) => ({
		sign: "+",
		line
	}))];
}
function backtrack(a, b, trace, at) {
	const steps = [];
	let [x, y] = [a.length, b.length];
	for (let d = trace.length - 1; d >= 0; d -= 1) {
		const ends = trace[d] ?? new Int32Array();
		const k = x - y;
		const down = k === -d || k !== d && (ends[at(k - 1)] ?? 0) < (ends[at(k + 1)] ?? 0);
		const earlier = down ? k + 1 : k - 1;
		const fromX = d === 0 ? 0 : ends[at(earlier)] ?? 0;
		const fromY = d === 0 ? 0 : fromX - earlier;
		while (x > fromX && y > fromY && a[x - 1] === b[y - 1] && (d === 0 || (down ? y > fromY + 1 : x > fromX + 1))) {
			x -= 1;
			y -= 1;
			steps.push({
				sign: " ",
				line: a[x] ?? ""
			});
		}
		if (d === 0) break;
		if (down) steps.push({
			sign: "+",
			line: b[y -= 1] ?? ""
		});
		else steps.push({
			sign: "-",
			line: a[x -= 1] ?? ""
		});
	}
	return steps.reverse();
}

export { unifiedDiff };