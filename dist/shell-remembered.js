// shared/shell/remembered.ts
function remembered(tree) {
	const reads = new Map();
	let listed;
	return {
		ref: tree.ref,
		read(path, maxBytes) {
			const key = `${maxBytes} ${path}`;
			const known = reads.get(key) ?? tree.read(path, maxBytes);
			reads.set(key, known);
			return known;
		},
		list: () => listed ??= tree.list()
	};
}

export { remembered };