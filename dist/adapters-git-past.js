import { commitTree, containedPath, entriesOf, fileKind, fullCheckout, listMaxBytes, runGit, tooLarge, unreadable } from "./shared.js";
import { noPast } from "./core-past.js";
import { isShallow } from "./adapters-git-commits.js";
import { openObjects } from "./adapters-git-objects.js";
import { parseRawTokens } from "./adapters-raw-diff.js";

// shared/adapters/git-past.ts
const mostVersions = 2e4;
const mostRenames = 20;
const likeness = "-M30%";
const ahead = {
	least: 16,
	most: 256,
	bytes: 33554432
};
function openPast(repository, from, prefix) {
	if (repository !== void 0 && typeof from === "string") return gitPast(repository, from, prefix);
	return noPast(typeof from === "object" ? from : {
		code: "NO_BASE",
		message: "there is no checkout whose history could be looked through",
		needs: fullCheckout
	});
}
function gitPast(repository, from, prefix) {
	return {
		from,
		tree: (commit) => commitTree(repository, commit, prefix),
		files: (commit, paths, maxBytes) => filesAt(repository, commit, paths, maxBytes),
		modes: (commit, paths) => modesAt(repository, commit, paths),
		async versions(paths, maxBytes) {
			const looked = await lookBack(repository, from, prefix, paths);
			if (!looked.ok) return looked;
			const { states, end } = looked;
			return {
				ok: true,
				data: {
					count: states.length,
					end,
					each: readEach(repository, states, maxBytes)
				}
			};
		}
	};
}
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
async function lookBack(repository, from, prefix, paths) {
	const names = new Map(paths.map((path) => [path, `${prefix}${path}`]));
	const found = [];
	const shallow = isShallow(repository);
	let end = { kind: "beginning" };
	let limit;
	let start = from;
	for (let part = 0; start !== void 0; part += 1) {
		const [listed, isCut] = await Promise.all([listChanges(repository, start, [...new Set(names.values())]), shallow]);
		if (!listed.ok) return listed;
		const lines = listed.lines;
		const oldest = lines.at(-1);
		if (lines.length + found.length > mostVersions) {
			end = {
				kind: "cut",
				because: {
					code: "TRUNCATED",
					message: `the files were changed by more than ${mostVersions} commits`,
					needs: "a later version that is good"
				}
			};
			lines.length = Math.max(0, mostVersions - found.length);
		} else if (isCut) {
			if (oldest?.parents.length === 0) lines.pop();
			if (oldest?.parents.length === 0) limit = {
				line: oldest,
				names: new Map(names)
			};
			end = {
				kind: "cut",
				because: {
					code: "NO_BASE",
					message: `the history of the checkout is cut off${oldest === void 0 ? "" : ` before ${oldest.commit}`}`,
					needs: fullCheckout
				}
			};
		}
		const renamed = end.kind === "cut" ? void 0 : await firstRename(repository, lines, names);
		const until = renamed === void 0 ? lines.length : lines.indexOf(renamed.line) + 1;
		for (const line of lines.slice(0, until)) found.push({
			line,
			names: new Map(names)
		});
		if (renamed === void 0) break;
		if (part === mostRenames) {
			end = {
				kind: "cut",
				because: {
					code: "TRUNCATED",
					message: `the files were renamed more than ${mostRenames} times`,
					needs: "a later version that is good"
				}
			};
			break;
		}
		for (const [path, old] of renamed.names) names.set(path, old);
		start = renamed.line.parents[0];
	}
	return {
		ok: true,
		states: statesOf(found, limit, end),
		end
	};
}
function statesOf(found, limit, end) {
	const after = (state, { line, names }) => {
		const next = new Map(state);
		for (const [path, name] of names) {
			const entry = line.entries.find((each) => each.path === name);
			if (entry !== void 0) next.set(path, {
				path: name,
				side: entry.after
			});
		}
		return next;
	};
	const nothing = new Map([...found[0]?.names ?? []].map(([path, name]) => [path, {
		path: name,
		side: void 0
	}]));
	let state = limit !== void 0 ? after(nothing, limit) : end.kind === "beginning" ? nothing : /* @__PURE__ */ new Map();
	const states = [];
	for (const each of found.toReversed()) {
		state = after(state, each);
		if (state.size === nothing.size) states.push({
			commit: each.line.commit,
			state
		});
	}
	return states.reverse();
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
async function firstRename(repository, lines, names) {
	const begun = [...names].flatMap(([path, name]) => {
		const line = lines.findLast(({ entries }) => entries.some((entry) => entry.path === name));
		const added = line?.entries.find((entry) => entry.path === name)?.before === void 0;
		return line !== void 0 && added && line.parents.length > 0 ? [{
			path,
			name,
			line
		}] : [];
	});
	const commits = lines.filter((line) => begun.some((each) => each.line === line));
	for (const line of commits) {
		const renames = await renamesOf(repository, line.parents[0] ?? "", line.commit);
		const earlier = begun.flatMap(({ path, name, line: at }) => {
			const old = at === line ? renames.get(name) : void 0;
			return old === void 0 ? [] : [[path, old]];
		});
		if (earlier.length > 0) return {
			line,
			names: new Map(earlier)
		};
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
	const renames = /* @__PURE__ */ new Map();
	for (let at = 0; /^R\d+$/.test(tokens[at] ?? ""); at += 3) renames.set(tokens[at + 2] ?? "", tokens[at + 1] ?? "");
	return renames;
}
async function* readEach(repository, states, maxBytes) {
	let reader;
	try {
		const objects = openObjects(repository, maxBytes);
		reader = objects;
		let size = ahead.least;
		let at = 0;
		const read = async () => {
			const some = states.slice(at, at + size);
			at += size;
			const ids = [...new Set(some.flatMap(({ state }) => [...state.values()].flatMap(({ side }) => blobOf(side) ?? [])))];
			const contents = await objects.read(ids);
			const bytes = contents.reduce((sum, object) => sum + (object.state === "read" ? object.content.length : 0), 1);
			size = Math.max(ahead.least, Math.min(ahead.most, Math.floor(ahead.bytes * some.length / bytes)));
			return {
				some,
				byId: new Map(ids.map((id, index) => [id, contents[index]]))
			};
		};
		let next = read();
		while (true) {
			const { some, byId } = await next;
			if (some.length === 0) return;
			next = read();
			for (const { commit, state } of some) yield {
				commit,
				files: new Map([...state].map(([path, { path: name, side }]) => {
					if (side === void 0) return [path, absent(path)];
					const entry = {
						mode: side.mode,
						id: side.id ?? ""
					};
					return [path, entryFile(entry, {
						path,
						full: name,
						commit
					}, byId.get(entry.id), maxBytes)];
				}))
			};
		}
	} finally {
		reader?.close();
	}
}
function absent(path) {
	return {
		found: false,
		path,
		reason: "absent",
		message: "does not exist"
	};
}
function blobOf(side) {
	return side === void 0 || fileKind(side.mode) !== void 0 ? void 0 : side.id;
}
function modeOf({ mode }) {
	return mode === "100755" ? "100755" : "100644";
}
const mostNamed = 200;
async function filesAt(repository, commit, paths, maxBytes) {
	const files = /* @__PURE__ */ new Map();
	const wanted = /* @__PURE__ */ new Map();
	for (const path of paths) {
		const contained = containedPath(path);
		if (contained.ok) wanted.set(path, contained.path);
		else files.set(path, {
			found: false,
			path,
			reason: "outside",
			message: contained.message
		});
	}
	if (wanted.size === 0) return files;
	const { listed, entries } = await listEntries(repository, commit, [...new Set(wanted.values())]);
	const twice = entries !== void 0 && new Set(entries.map(({ path }) => path)).size !== entries.length;
	const reader = openObjects(repository, maxBytes);
	try {
		const found = new Map((entries ?? []).map((entry) => [entry.path, entry]));
		const blobs = [...new Set(wanted.values())].flatMap((path) => {
			const entry = found.get(path);
			return entry === void 0 || fileKind(entry.mode) !== void 0 ? [] : [entry.id];
		});
		const objects = await reader.read(blobs);
		const byId = new Map(blobs.map((id, index) => [id, objects[index]]));
		for (const [path, full] of wanted) {
			const entry = found.get(full);
			if (entries === void 0 || twice) {
				const because = unreadable(`the tree of commit ${commit} could not be read`, listed);
				files.set(path, {
					found: false,
					path,
					reason: "unreadable",
					message: because.message,
					because
				});
			} else if (entry === void 0) files.set(path, absent(path));
			else files.set(path, entryFile(entry, {
				path,
				full,
				commit
			}, byId.get(entry.id), maxBytes));
		}
		return files;
	} finally {
		reader.close();
	}
}
async function listEntries({ top }, commit, paths) {
	const which = paths.length > mostNamed ? [
		"-r",
		"--end-of-options",
		commit
	] : [
		"--end-of-options",
		commit,
		...paths
	];
	const listed = await runGit(top, [
		"ls-tree",
		"-z",
		"--full-tree",
		...which
	], { maxBytes: listMaxBytes });
	return {
		listed,
		entries: listed.code === 0 ? entriesOf(listed.stdout) : void 0
	};
}
async function modesAt(repository, commit, paths) {
	const contained = paths.filter((path) => containedPath(path).ok);
	const { entries = [] } = contained.length === 0 ? {} : await listEntries(repository, commit, contained);
	const regular = entries.filter(({ path, mode }) => fileKind(mode) === void 0 && contained.includes(path));
	return new Map(regular.map((entry) => [entry.path, modeOf(entry)]));
}
function entryFile({ mode, id }, { path, full, commit }, object, maxBytes) {
	const kind = fileKind(mode);
	if (kind !== void 0) return {
		found: false,
		path,
		reason: "not-a-file",
		message: `is ${kind}`
	};
	if (object?.state === "too-large") return tooLarge(path, maxBytes);
	if (object?.state === "read") return {
		found: true,
		path: full,
		mode: modeOf({ mode }),
		id,
		content: object.content
	};
	const message = `the content of ${path} at commit ${commit} is not here, or not what its object id says`;
	return {
		found: false,
		path,
		reason: "unreadable",
		message,
		because: {
			code: "NO_DATA",
			message,
			needs: fullCheckout
		}
	};
}

export { openPast };