import { emptyTree } from "./adapters-git-commits.js";
import { containedPath, sha256 } from "./shared.js";
import { mostBytes } from "./domain-prove.js";
import { remembered } from "./shell-remembered.js";
import { posix } from "node:path";

// shared/shell/changed-place.ts
function nothingSeen() {
	return {
		files: new Map(),
		missed: new Map(),
		containers: new Set(),
		lists: false,
		changes: false
	};
}
function withChange(tree, prefix, change) {
	const { path: full, after } = change;
	const isIt = (path) => {
		const contained = containedPath(path);
		return contained.ok && `${prefix}${contained.path}` === full;
	};
	return {
		ref: tree.ref,
		async read(path, maxBytes) {
			const found = await tree.read(path, maxBytes);
			if (!isIt(path) || !found.found) return found;
			if (after === void 0) return {
				found: false,
				path,
				reason: "absent",
				message: "does not exist"
			};
			if (after.length > maxBytes) return {
				found: false,
				path,
				reason: "too-large",
				message: `has more than the ${maxBytes} bytes that are read`
			};
			return {
				...found,
				content: after,
				bytes: after.length,
				sha256: sha256(after)
			};
		},
		async list() {
			const listed = await tree.list();
			if (!listed.ok || after !== void 0) return listed;
			return {
				ok: true,
				paths: listed.paths.filter((path) => !isIt(path))
			};
		}
	};
}
function watched(tree, prefix, seen) {
	return {
		ref: tree.ref,
		list() {
			seen.lists = true;
			return tree.list();
		},
		async read(path, maxBytes) {
			const found = await tree.read(path, maxBytes);
			const contained = containedPath(path);
			if (!contained.ok) return found;
			const full = `${prefix}${contained.path}`;
			if (found.found) seen.files.set(full, found.content);
			else if (found.reason === "too-large") seen.missed.set(full, "too-large");
			else if (found.reason !== "absent") seen.missed.set(full, "not-read");
			return found;
		}
	};
}
function changedPlace(place, change, seen) {
	const { folder, produced, judged } = place;
	const see = (tree, prefix) => watched(change === void 0 ? tree : withChange(tree, prefix, change), prefix, seen);
	const own = {
		tree: see(place.own.tree, folder),
		top: see(place.own.top, "")
	};
	const outputs = see(produced.files, folder);
	return {
		...place,
		judged: see(judged, folder),
		before: judged,
		own,
		policy: own,
		produced: {
			files: outputs,
			scan: changedScan(produced.scan, outputs),
			async container(path) {
				seen.containers.add(posix.join(folder, path));
				return produced.container(path);
			}
		},
		history: changeOf(place.history, place, {
			before: judged,
			after: see(judged, folder)
		}, folder, change, seen),
		wholeHistory: changeOf(place.wholeHistory, place, {
			before: place.own.top,
			after: own.top
		}, "", change, seen)
	};
}
function rememberedPlace(place) {
	const own = {
		tree: remembered(place.own.tree),
		top: remembered(place.own.top)
	};
	return {
		...place,
		judged: remembered(place.judged),
		own,
		policy: own,
		produced: {
			...place.produced,
			files: remembered(place.produced.files)
		}
	};
}
function changedScan(scan, outputs) {
	return async (how, parameters, source, limits) => {
		if ("content" in source) return scan(how, parameters, source, limits);
		const found = await outputs.read(source.path, Math.min(limits.maxBytes, mostBytes));
		if (!found.found) return found.reason === "too-large" ? scan(how, parameters, source, limits) : found;
		const scanned = await scan(how, parameters, {
			path: source.path,
			content: found.content
		}, limits);
		return scanned.found ? {
			...scanned,
			source: found.source
		} : scanned;
	};
}
function changeOf(usual, { subject }, { before, after }, prefix, change, seen) {
	const changes = change === void 0 || !change.path.startsWith(prefix) ? [] : [{
		path: change.path.slice(prefix.length),
		kind: change.after === void 0 ? "deleted" : "modified"
	}];
	const unit = {
		name: "the change",
		key: "",
		base: subject.headSha ?? emptyTree("0".repeat(40)),
		head: void 0,
		before,
		after,
		async changes() {
			seen.changes = true;
			return {
				ok: true,
				changes
			};
		},
		content: ({ path }, side, maxBytes) => (side === "before" ? before : after).read(path, maxBytes)
	};
	return { units: async (request = {}) => request.range === void 0 ? {
		ok: true,
		units: [unit]
	} : usual.units(request) };
}

export { changedPlace, nothingSeen, rememberedPlace };