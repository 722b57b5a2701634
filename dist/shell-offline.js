// shared/shell/offline.ts
const because = {
	code: "NO_CREDENTIAL",
	message: "GitHub is not asked here",
	needs: "a run of the control itself, with a token"
};
async function refused() {
	return {
		ok: false,
		because
	};
}
const nobody = {
	host: "github.com",
	get: refused,
	all: refused,
	bytes: refused,
	graphql: refused
};
function offline(host, now) {
	return {
		...host,
		secret: () => void 0,
		createGitHub: () => nobody,
		clock: () => now
	};
}
function noProducts(why) {
	const unread = (path) => ({
		found: false,
		path,
		reason: "unreadable",
		message: why.message,
		because: why
	});
	return {
		files: {
			ref: void 0,
			read: async (path) => unread(path),
			list: async () => ({
				ok: false,
				because: why
			})
		},
		scan: async (scan, parameters, source, limits) => {
			if (!("content" in source)) return unread(source.path);
			return (await import("./adapters-scan-file.js")).scanFile("", scan, parameters, source, limits);
		},
		container: async () => ({
			ok: false,
			message: why.message,
			because: why
		})
	};
}

export { noProducts, offline };