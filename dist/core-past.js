// shared/core/past.ts
function noPast(because) {
	const none = async (path) => ({
		found: false,
		path,
		reason: "unreadable",
		message: because.message,
		because
	});
	return {
		from: { because },
		versions: async () => ({
			ok: false,
			because
		}),
		files: async (_commit, paths) => new Map(await Promise.all(paths.map(async (path) => [path, await none(path)]))),
		modes: async () => new Map(),
		tree: (commit) => ({
			ref: commit,
			read: none,
			list: async () => ({
				ok: false,
				because
			})
		})
	};
}

export { noPast };