import { byCodeUnit, objectId } from "./shared.js";
import { fileType } from "./adapters-raw-diff.js";

// shared/adapters/change-set.ts
function changeSet(entries, sources, prefix) {
	const ordered = [...entries].sort((a, b) => byCodeUnit(a.path, b.path));
	if (ordered.some(({ path }, index) => path === ordered[index + 1]?.path)) return void 0;
	const { from, to } = pairs(ordered, sources);
	const inside = (path) => path?.startsWith(prefix) === true ? path.slice(prefix.length) : void 0;
	const changes = [];
	const sides = new Map();
	for (const { path: full, before, after } of ordered) {
		const path = inside(full);
		if (path === void 0) continue;
		const [renamedTo, copiedFrom] = [inside(to.get(full)), inside(from.get(full))];
		sides.set(path, {
			before,
			after
		});
		changes.push({
			path,
			kind: kindOf(before, after),
			...after?.id === void 0 ? {} : { id: after.id },
			...before?.id === void 0 ? {} : { oldId: before.id },
			...renamedTo === void 0 ? {} : { renamedTo },
			...copiedFrom === void 0 ? {} : { copiedFrom }
		});
	}
	return {
		changes,
		sides
	};
}
function kindOf(before, after) {
	if (before === void 0) return "added";
	if (after === void 0) return "deleted";
	if (fileType(before.mode) !== fileType(after.mode)) return "type";
	return before.id === after.id && before.id !== void 0 ? "mode" : "modified";
}
function pairs(entries, sources) {
	const from = new Map();
	const to = new Map();
	const added = entries.flatMap(({ path, before, after }) => before === void 0 && after?.id !== void 0 ? [{
		path,
		after
	}] : []);
	if (added.length === 0) return {
		from,
		to
	};
	const deleted = new Map();
	const kept = new Map();
	for (const { path, before, after } of entries) if (before !== void 0) keep(after === void 0 ? deleted : kept, path, before);
	for (const { path, ...side } of [...sources].sort((a, b) => byCodeUnit(a.path, b.path))) keep(kept, path, side);
	for (const keyOf of [namedKey, plainKey]) {
		const next = new Map();
		for (const { path, after } of added) {
			if (from.has(path)) continue;
			const key = keyOf(path, after);
			const candidates = deleted.get(key) ?? [];
			let at = next.get(key) ?? 0;
			while (to.has(candidates[at] ?? "")) at += 1;
			next.set(key, at);
			const free = candidates[at];
			if (free === void 0) continue;
			from.set(path, free);
			to.set(free, path);
		}
	}
	for (const { path, after } of added) {
		if (from.has(path)) continue;
		const source = [deleted, kept].map((earlier) => earlier.get(namedKey(path, after))?.[0] ?? earlier.get(plainKey(path, after))?.[0]).find((candidate) => candidate !== void 0);
		if (source !== void 0) from.set(path, source);
	}
	return {
		from,
		to
	};
}
function keep(earlier, path, side) {
	if (isEmpty(side)) return;
	for (const key of [plainKey(path, side), namedKey(path, side)]) {
		const paths = earlier.get(key);
		if (paths === void 0) earlier.set(key, [path]);
		else paths.push(path);
	}
}
function plainKey(_path, { mode, id }) {
	return `${fileType(mode) ?? mode} ${id}`;
}
function namedKey(path, side) {
	return `${plainKey(path, side)} ${path.slice(path.lastIndexOf("/") + 1)}`;
}
const emptyFiles = [40, 64].map((length) => objectId("blob", new Uint8Array(), length));
function isEmpty({ id }) {
	return id === void 0 || emptyFiles.includes(id);
}

export { changeSet };