import { commonFields, evaluate, loadConfig, parseInputs, toError } from "./shared.js";

// shared/shell/run-other.ts
const aside = {
	code: "NO_DATA",
	message: "it is judged aside, without GitHub and without what steps of the job produced",
	needs: "a run of its own"
};
const elsewhere = {
	code: "NO_DATA",
	message: "a command runs on the files that are checked out, and others are judged here",
	needs: "a run of its own, with those files checked out"
};
async function runOther(name, view, run) {
	if (run.load === void 0) return {
		ok: false,
		message: `the control ${name} is not at hand`
	};
	try {
		const control = await run.load(name);
		if (control.kind === "act" || control.kind === "decide" || control.judgesOthers === true) return {
			ok: false,
			message: `the control ${name} judges no files`,
			apart: true
		};
		const loaded = await loadConfig({
			...run.policy,
			controls: [control],
			known: run.known
		});
		if (!loaded.ok) return {
			ok: false,
			message: loaded.because.message
		};
		const { config } = loaded;
		const section = config.sections[name] ?? {};
		const { values, problems } = parseInputs({
			fields: {
				...commonFields,
				...control.inputs
			},
			given: {},
			configured: {
				profile: config.common.profile,
				"fail-on": config.common["fail-on"],
				...section
			},
			untrusted: false
		});
		if (problems.length > 0) return {
			ok: false,
			message: problems.map(({ message }) => message).join("; ")
		};
		const { world } = run;
		const evaluated = await evaluate(control, {
			...world,
			...view,
			inputs: values,
			lists: config.lists,
			disabledRules: section["disabled-rules"] ?? {},
			produced: nothing,
			scan: async (_scan, _parameters, { path }) => unread(path),
			collect: async () => ({
				files: [],
				problems: [],
				unlisted: aside
			}),
			command: async () => ({
				state: "refused",
				because: elsewhere
			}),
			github: () => void 0,
			publicGitHub: () => nobody,
			container: async () => ({
				ok: false,
				message: aside.message,
				because: aside
			}),
			pack: async () => ({
				ok: false,
				message: aside.message,
				because: aside
			}),
			journal: () => ({
				earlier: async (folder) => unread(folder),
				append: async () => void 0
			}),
			runOther: async () => ({
				ok: false,
				message: aside.message
			})
		});
		if (evaluated.error !== void 0) return {
			ok: false,
			message: evaluated.error.message
		};
		return {
			ok: true,
			results: world.policy.allow(name, evaluated.results, evaluated.facts).results
		};
	} catch (thrown) {
		return {
			ok: false,
			message: toError(thrown).message
		};
	}
}
function unread(path) {
	return {
		found: false,
		path,
		reason: "unreadable",
		message: aside.message,
		because: aside
	};
}
const nothing = {
	ref: void 0,
	read: async (path) => unread(path),
	list: async () => ({
		ok: false,
		because: aside
	})
};
async function refused() {
	return {
		ok: false,
		because: {
			...aside,
			code: "NO_CREDENTIAL"
		}
	};
}
const nobody = {
	host: "github.com",
	get: refused,
	all: refused,
	bytes: refused,
	graphql: refused
};

export { runOther };