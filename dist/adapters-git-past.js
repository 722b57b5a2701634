import { commitTree, fileKind, fullCheckout } from "./shared.js";
import { noPast } from "./core-past.js";
import { isShallow } from "./adapters-git-commits.js";
import { absent, entryFile, filesAt, modesAt } from "./adapters-git-files-at.js";
import { listChanges, mostCommits, renamesOf } from "./adapters-git-first-parents.js";
import { openObjects } from "./adapters-git-objects.js";

// shared/adapters/git-past.ts
const mostRenames = 20;
const mostBeginnings = 100;
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
	const looks = new Map();
	return {
		from,
		tree: (commit) => commitTree(repository, commit, prefix),
		files: (commit, paths, maxBytes) => filesAt(repository, commit, paths, maxBytes),
		modes: (commit, paths) => modesAt(repository, commit, paths),
		async versions(paths, maxBytes) {
			const asked = paths.join("\0");
			const look = looks.get(asked) ?? lookBack(repository, from, prefix, paths);
			looks.set(asked, look);
			const looked = await look;
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
		if (lines.length + found.length > 2e4) {
			end = {
				kind: "cut",
				because: {
					code: "TRUNCATED",
					message: `the files were changed by more than ${mostCommits} commits`,
					needs: "a later version that is good"
				}
			};
			lines.length = Math.max(0, mostCommits - found.length);
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
		const first = end.kind === "cut" ? void 0 : await firstRename(repository, lines, names);
		const renamed = first === "too many" ? void 0 : first;
		if (first === "too many") end = {
			kind: "cut",
			because: {
				code: "TRUNCATED",
				message: `the files went away and came back more than ${mostBeginnings} times`,
				needs: "a later version that is good"
			}
		};
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
	let state = limit !== void 0 ? after(nothing, limit) : end.kind === "beginning" ? nothing : new Map();
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
async function firstRename(repository, lines, names) {
	const begun = lines.flatMap((line) => {
		const added = [...names].filter(([, name]) => line.entries.some((entry) => entry.path === name && entry.before === void 0));
		return added.length > 0 && line.parents.length > 0 ? [{
			line,
			added
		}] : [];
	});
	for (const [index, { line, added }] of begun.entries()) {
		if (index === mostBeginnings) return "too many";
		const renames = await renamesOf(repository, line.parents[0] ?? "", line.commit);
		const earlier = added.flatMap(([path, name]) => {
			const old = renames.get(name);
			return old === void 0 ? [] : [[path, old]];
		});
		if (earlier.length > 0) return {
			line,
			names: new Map(earlier)
		};
	}
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
function blobOf(side) {
	return side === void 0 || fileKind(side.mode) !== void 0 ? void 0 : side.id;
}

export { openPast };