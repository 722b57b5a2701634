import { fullCheckout, listMaxBytes, runGit, unreadable } from "./shared.js";
import { parseRawTokens } from "./adapters-raw-diff.js";

// shared/adapters/git-first-parents.ts
const mostCommits = 2e4;
const likeness = "-M30%";
function no(code, message, needs) {
	return {
		ok: false,
		because: {
			code,
			message,
			needs
		}
	};
}
async function listChanges({ top }, start, names) {
	const settings = [
		"core.commitGraph=false",
		"log.showRoot=true",
		"log.follow=false",
		"log.showSignature=false"
	];
	const what = [
		"--first-parent",
		"-m",
		"--raw",
		"-z",
		"--no-abbrev",
		"--no-renames",
		"-O/dev/null",
		"--no-notes"
	];
	const plain = [
		"--no-ext-diff",
		"--no-textconv",
		"--ignore-submodules=none",
		"--no-show-signature",
		"--no-decorate"
	];
	const args = [
		...settings.flatMap((setting) => ["-c", setting]),
		"log",
		...what,
		...plain,
		`--max-count=20001`,
		"--format=tformat:%H %P",
		"--end-of-options",
		start,
		"--",
		...names
	];
	const ran = await runGit(top, args, { maxBytes: listMaxBytes });
	if (ran.stopped === "too-much-output") return no("TRUNCATED", `the list of what changed the files is longer than ${listMaxBytes} bytes`, "fewer files");
	if (ran.code !== 0) {
		const { message } = unreadable(`the checkout does not have all of the branch of the policy up to ${start}`, ran);
		return no("NO_BASE", message, fullCheckout);
	}
	const lines = parseLog(ran.stdout);
	if (lines !== void 0) return {
		ok: true,
		lines
	};
	return no("NO_DATA", `what git lists of the commits up to ${start} is not understood`, "git 2.31 or newer");
}
function parseLog(output) {
	if (output.length === 0) return [];
	const text = decode(output);
	if (text === void 0 || !text.endsWith("\0")) return void 0;
	const tokens = text.slice(0, -1).split("\0");
	const lines = [];
	for (let at = 0; at < tokens.length;) {
		const head = /^([0-9a-f]{40,64})((?: [0-9a-f]{40,64})*) ?$/.exec(tokens[at] ?? "");
		if (head === null) return void 0;
		const first = at + 1;
		at = first;
		while (/^\n?:/.test(tokens[at] ?? "")) at += 2;
		const raw = tokens.slice(first, at).map((token, index) => {
			return {
				text: index === 0 && token.startsWith("\n") ? token.slice(1) : token,
				utf8: true
			};
		});
		const parsed = parseRawTokens(raw);
		if (!parsed.ok || parsed.entries.length === 0 || at > tokens.length) return void 0;
		const parents = (head[2] ?? "").split(" ").filter((id) => id !== "");
		lines.push({
			commit: head[1] ?? "",
			parents,
			entries: parsed.entries
		});
	}
	return lines;
}
function decode(output) {
	try {
		return new TextDecoder("utf-8", {
			fatal: true,
			ignoreBOM: true
		}).decode(output);
	} catch {
		return;
	}
}
async function renamesOf({ top }, before, after) {
	const ran = await runGit(top, [
		...[
			"diff-tree",
			"-r",
			"-z",
			"--name-status",
			likeness,
			"-l1000",
			"--diff-filter=R",
			"--no-relative"
		],
		"--end-of-options",
		before,
		after,
		"--"
	], { maxBytes: listMaxBytes });
	const tokens = ((ran.code === 0 ? decode(new Uint8Array(ran.stdout)) : void 0) ?? "").split("\0");
	const renames = new Map();
	for (let at = 0; /^R\d+$/.test(tokens[at] ?? ""); at += 3) renames.set(tokens[at + 2] ?? "", tokens[at + 1] ?? "");
	return renames;
}

export { listChanges, mostCommits, renamesOf };