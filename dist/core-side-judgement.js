import { GovernanceError, containedPath, evaluate, sha256 } from "./shared.js";

// shared/core/side-judgement.ts
function overlay(tree, changes) {
	const written = new Map(changes.map(({ path, after }) => [path, after]));
	return {
		ref: void 0,
		async read(path, maxBytes) {
			const contained = containedPath(path);
			if (!contained.ok || !written.has(contained.path)) return tree.read(path, maxBytes);
			const content = written.get(contained.path);
			if (content === void 0) return {
				found: false,
				path,
				reason: "absent",
				message: "does not exist"
			};
			if (content.length > maxBytes) return {
				found: false,
				path,
				reason: "too-large",
				message: `has more than the ${maxBytes} bytes that are read`
			};
			return {
				found: true,
				source: "output",
				path,
				sha256: sha256(content),
				bytes: content.length,
				content
			};
		},
		async list() {
			const listed = await tree.list();
			if (!listed.ok) return listed;
			const paths = [...new Set([...listed.paths, ...written.keys()])];
			const gone = (path) => written.has(path) && written.get(path) === void 0;
			return {
				ok: true,
				paths: paths.filter((path) => !gone(path)).sort()
			};
		}
	};
}
async function judgeAside(around, judgement, trees) {
	const { results, error } = await evaluate({
		...judgement,
		title: judgement.name,
		kind: "check",
		description: "",
		permissions: {},
		inputs: {},
		lists: {},
		outputs: {}
	}, {
		inputs: around.inputs,
		lists: around.config,
		disabledRules: {},
		subject: around.subject,
		time: around.time,
		log: around.log,
		...trees,
		produced: around.produced,
		scan: (...asked) => around.scan(...asked),
		history: around.history,
		past: () => around.past(),
		runOther: async () => ({
			ok: false,
			message: "a judgement aside runs no other control"
		}),
		policy: around.policy,
		collect: (request) => around.reports(request),
		github: (credential) => around.github(credential),
		publicGitHub: () => around.publicGitHub(),
		command: () => {
			throw new Error("a judgement aside runs no command");
		},
		container: () => {
			throw new Error("a judgement aside opens no container");
		},
		pack: () => {
			throw new Error("a judgement aside writes no archive");
		},
		journal: () => {
			throw new Error("a judgement aside keeps no journal");
		},
		matcher: (globs) => around.matcher(globs)
	});
	if (error === void 0) return results;
	throw new GovernanceError(error.code, error.message, error.hint === void 0 ? {} : { hint: error.hint });
}

export { judgeAside, overlay };