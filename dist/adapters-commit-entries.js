// shared/adapters/commit-entries.ts
async function commitEntries(reader, commit) {
	const [object] = await reader.read([commit], "commit");
	const root = object?.state === "read" ? /^tree ([0-9a-f]+)\n/.exec(latin1(object.content))?.[1] : void 0;
	if (root === void 0) return void 0;
	const entries = [];
	const folders = [];
	let level = [{
		path: "",
		id: root
	}];
	while (level.length > 0) {
		const objects = await reader.read(level.map(({ id }) => id), "tree");
		const next = [];
		for (const [index, { path: above }] of level.entries()) {
			const tree = objects[index];
			const inside = tree?.state === "read" ? treeEntries(Buffer.from(tree.content), root.length / 2) : void 0;
			if (inside === void 0) return void 0;
			for (const { mode, id, name } of inside) {
				const path = above === "" ? name : `${above}/${name}`;
				if (mode === "40000") {
					folders.push(path);
					next.push({
						path,
						id
					});
				} else entries.push({
					mode,
					id,
					path
				});
			}
		}
		level = next;
	}
	return {
		entries,
		folders
	};
}
function treeEntries(content, idBytes) {
	const entries = [];
	const names = new Set();
	for (let at = 0; at < content.length;) {
		const space = content.indexOf(32, at);
		const end = content.indexOf(0, space);
		const after = end + 1 + idBytes;
		if (space === -1 || end === -1 || after > content.length) return void 0;
		const name = content.toString("latin1", space + 1, end);
		if (name === "" || name.includes("/") || [
			".",
			"..",
			".git"
		].includes(name.toLowerCase()) || names.has(name)) return void 0;
		names.add(name);
		const mode = content.toString("latin1", at, space).replace(/^0+/, "");
		entries.push({
			mode,
			name,
			id: content.toString("hex", end + 1, after)
		});
		at = after;
	}
	return entries;
}
function latin1(content) {
	return Buffer.from(content).toString("latin1");
}

export { commitEntries };