import { GovernanceError, asciiJson, asksFor, commonFields, documentLines, exitCode, foldersWithReports, inputText, loadConfig, nearest, oneLine, openRepository, reportError, runControl, suggestion, toError, trustRules, version, worktree } from "./shared.js";
import { existsSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";

// shared/shell/cli-options.ts
const actionOnly = new Set([
	"upload-artifact",
	"summary",
	"annotations",
	"token"
]);
function optionFields(own) {
	return Object.fromEntries(Object.entries({
		...commonFields,
		...own
	}).filter(([name, field]) => field.shape !== "secret" && field.shape !== "structured" && !actionOnly.has(name)));
}
function parseOptions(args, fields, secretVariables = {}) {
	const parsed = {
		given: {},
		json: false,
		help: false,
		problems: []
	};
	const known = [
		...Object.keys(fields),
		"json",
		"help"
	];
	for (let index = 0; index < args.length; index += 1) {
		const argument = args[index] ?? "";
		if (argument === "--json") parsed.json = true;
		else if (argument === "--help" || argument === "-h") parsed.help = true;
		else if (!argument.startsWith("--")) parsed.problems.push(`unexpected argument ${argument}`);
		else {
			const equals = argument.indexOf("=");
			const name = argument.slice(2, equals === -1 ? void 0 : equals);
			const field = Object.hasOwn(fields, name) ? fields[name] : void 0;
			const negated = name.startsWith("no-") ? name.slice(3) : void 0;
			if (field === void 0 && negated !== void 0 && Object.hasOwn(fields, negated) && fields[negated]?.shape === "flag" && equals === -1) give(parsed, negated, "false", fields);
			else if (field === void 0) {
				const secret = secretVariables[name];
				const instead = secret === void 0 ? optionSuggestion(name, known) : `: give it in the environment, as ${secret}`;
				parsed.problems.push(`there is no option --${name}${instead}`);
				if (equals === -1 && args[index + 1]?.startsWith("--") === false) index += 1;
			} else if (equals !== -1) give(parsed, name, argument.slice(equals + 1), fields);
			else if (field.shape === "flag") give(parsed, name, "true", fields);
			else {
				index += 1;
				const value = args[index];
				if (value === void 0) parsed.problems.push(`--${name} needs a value`);
				else give(parsed, name, value, fields);
			}
		}
	}
	return parsed;
}
function optionSuggestion(name, known) {
	const near = nearest(name, known);
	return near === void 0 ? "" : ` (did you mean --${near}?)`;
}
function give(parsed, name, value, fields) {
	const before = parsed.given[name];
	if (before === void 0) parsed.given[name] = value;
	else if (fields[name]?.shape === "list") parsed.given[name] = `${before}\n${value}`;
	else parsed.problems.push(`--${name} is given twice`);
}

// shared/shell/cli-text.ts
function secretVariable(name) {
	return name === "token" ? "GITHUB_TOKEN" : `RELEASE_GOVERNANCE_${name.replaceAll("-", "_").toUpperCase()}`;
}
function secretVariables(control) {
	const secrets = Object.entries(control.inputs).filter(([, field]) => field.shape === "secret");
	return Object.fromEntries(["token", ...secrets.map(([name]) => name)].map((name) => [name, secretVariable(name)]));
}
function usage(names) {
	return [
		"Usage: release-governance <command> [options]",
		"",
		"Commands:",
		"  <control>                  judge one control: " + names.join(", "),
		"  init                       write a first configuration and workflow for this repository",
		"  doctor                     what is wrong with the setup, and what each control will be able to verify",
		"  run                        judge every control that the configuration asks for",
		"  prove                      which facts of the files the controls would notice if they were wrong",
		"  backtest <A..B>            what they would have blocked in a range of history",
		"  list                       the controls, their kinds, inputs and rules",
		"  explain <control>/<rule>   what a rule asserts and why",
		"",
		"Options:",
		"  --help      this text, or that of a command",
		"  --version   the version of the suite",
		"  --json      one JSON document on standard output, everything else on standard error",
		"",
		"Exit codes: 0 passed or not applicable, 1 failed, 2 asked wrongly, 3 not verified, 4 broken.",
		""
	].join("\n");
}
function controlUsage(control) {
	const fields = optionFields(control.inputs);
	const fieldOf = control.inputs;
	const variables = Object.entries(secretVariables(control)).map(([name, variable]) => `  ${variable}  ${fieldOf[name]?.description ?? "What GitHub is asked with; a public repository needs none."}`);
	return [
		`Usage: release-governance ${control.name} [options]`,
		"",
		control.description,
		"",
		"Options:",
		...optionLines(fields),
		...variables.length === 0 ? [] : [
			"",
			"Environment:",
			...variables
		],
		...documentsUsage(control),
		""
	].join("\n");
}
function documentsUsage(control) {
	const lines = documentLines(control);
	if (lines.length === 0) return [];
	const width = Math.max(...lines.map(([file]) => file.length));
	return [
		"",
		"With --report-dir it also writes:",
		...lines.map(([file, holds]) => `  ${file.padEnd(width)}  ${holds}`.trimEnd())
	];
}
function runUsage() {
	return [
		"Usage: release-governance run [options]",
		"",
		"Judges every control that the configuration asks for.",
		"",
		"Options:",
		...optionLines(optionFields({})),
		""
	].join("\n");
}
function commandUsage(name, fields) {
	const { call, says } = further[name];
	return [
		`Usage: release-governance ${call} [options]`,
		"",
		...says,
		"",
		"Options:",
		...optionLines(fields),
		""
	].join("\n");
}
const further = {
	prove: {
		call: "prove",
		says: ["Makes every fact in the files that the controls read wrong, one at a time and in memory, and lists what no control notices.", "Exit codes: 0 every fact is guarded, 1 one is not, 2 asked wrongly, 3 not all could be tried or the files do not pass, 4 broken."]
	},
	backtest: {
		call: "backtest <A..B>",
		says: ["Judges every landing of a range of history as its pull request would have been judged, and says what would have been blocked.", "Exit codes: 0 nothing is, 1 something is, 2 asked wrongly, 3 nothing is, but not everything could be judged, 4 broken."]
	}
};
function optionLines(fields) {
	const heads = Object.entries(fields).map(([name, field]) => ({
		head: `--${name}${valueWord(field)}`,
		field
	}));
	const width = Math.max(...heads.map(({ head }) => head.length));
	return heads.map(({ head, field }) => {
		const text = field.default === void 0 ? "" : inputText(field.default);
		const fallback = text === "" ? "" : ` Default: ${text}`;
		return `  ${head.padEnd(width)}  ${field.description}${fallback}`;
	});
}
function valueWord(field) {
	if (field.shape === "flag") return "";
	if (field.shape === "choice") return ` <${(field.choices ?? []).join("|")}>`;
	return field.shape === "integer" ? " <n>" : " <text>";
}
function describeControl(control) {
	return {
		name: control.name,
		title: control.title,
		kind: control.kind,
		description: control.description,
		permissions: control.permissions,
		lists: Object.keys(control.lists),
		documents: control.documents ?? {},
		inputs: Object.entries(control.inputs).map(([name, field]) => ({
			name,
			shape: field.shape,
			description: field.description,
			...field.default === void 0 ? {} : { default: field.default },
			...field.policy === true ? { policy: true } : {}
		})),
		rules: Object.entries(control.rules).map(([id, { severity, asserts, why, waivable }]) => ({
			id: `${control.name}/${id}`,
			severity,
			asserts,
			why,
			waivable: waivable !== false
		}))
	};
}
function listText(controls) {
	return controls.map((control) => {
		const rules = Object.entries(control.rules).map(([id, rule]) => `    ${control.name}/${id} (${rule.severity})`);
		return [
			`${control.name} (${control.kind})  ${control.title}`,
			`  ${control.description}`,
			"  rules:",
			...rules,
			""
		].join("\n");
	}).join("\n");
}
function explain(rules, id, name) {
	const rule = Object.hasOwn(rules, id) ? rules[id] : void 0;
	if (rule === void 0) return void 0;
	const waivable = rule.waivable === false ? "It cannot be waived." : "A failed result can be waived for its observed value.";
	return [
		`${name} (${rule.severity})`,
		"",
		`Asserts: ${rule.asserts}`,
		`Why: ${rule.why}`,
		waivable,
		""
	].join("\n");
}
const commonRules = trustRules;

// shared/shell/terminal.ts
function wrongUse(message) {
	return new GovernanceError("BAD_INPUT", message, { hint: "release-governance --help lists the commands and options" });
}
function known({ controls }) {
	return {
		controls: controls.names,
		lists: controls.lists
	};
}
function openEarly(terminal, args) {
	const { given } = parseOptions(args, optionFields({}));
	const folder = resolve(terminal.cwd, given["working-directory"] ?? ".");
	const early = existsSync(folder) ? openRepository(folder) : void 0;
	return (asked) => asked === folder && early !== void 0 ? early : openRepository(asked);
}
function hostOf(terminal, given, open, made = []) {
	const log = {
		info(message) {
			if (terminal.isTerminal.stderr) terminal.stderr(`${oneLine(message)}\n`);
		},
		debug(message) {
			if ((terminal.env["RELEASE_GOVERNANCE_DEBUG"] ?? "") !== "") terminal.stderr(`${message}\n`);
		}
	};
	const here = {
		kind: "cli",
		cwd: terminal.cwd
	};
	return {
		...here,
		given,
		secret: (name) => terminal.env[secretVariable(name)] || (name === "token" ? terminal.env["GH_TOKEN"] || void 0 : void 0),
		openRepository: open,
		clock: terminal.clock,
		log,
		loadControl: (name) => terminal.controls.load(name),
		createGitHub: terminal.gitHubClients(log),
		collect: async (request, subject) => {
			const { collect } = await import("./shell-collect.js");
			return collect({
				folders: foldersWithReports(here, given["report-dir"], request.folder),
				made
			}, request, subject);
		}
	};
}

// shared/shell/asked.ts
async function loadAll({ controls }) {
	return Promise.all(controls.names.map((name) => controls.load(name)));
}
async function asked(terminal, host) {
	const shown = host.given["config"] ?? join(host.given["working-directory"] ?? ".", commonFields.config.default ?? "");
	const path = resolve(host.cwd, shown);
	const all = await loadAll(terminal);
	const judged = worktree(dirname(path), void 0);
	const loaded = await loadConfig({
		controls: all,
		known: known(terminal),
		path: basename(path),
		shown,
		base: void 0,
		judged
	});
	const controls = loaded.ok ? askedIn(all, loaded.config) : [];
	if (controls.length === 0) throw new GovernanceError("BAD_CONFIG", `the configuration ${shown} asks for no control`, { hint: "Add a section or a shared list; release-governance list names the controls." });
	return controls;
}
function askedIn(all, config) {
	return all.filter((control) => runsIn(control, config)).sort((a, b) => turnOf(a) - turnOf(b));
}
const turns = [
	"record",
	"check",
	"decide"
];
function turnOf({ kind, joins }) {
	return joins === true && kind !== "decide" ? turns.indexOf("check") + .5 : turns.indexOf(kind);
}
function runsIn(control, config) {
	return control.kind !== "act" && isAskedFor(control, config);
}
function isAskedFor(control, config) {
	return control.kind === "decide" ? config.asked.sections.includes(control.name) : asksFor(control, config);
}
function madeBy({ report, documents }) {
	return [{
		name: `${report.control}.report.json`,
		content: asciiJson(report)
	}, ...Object.entries(documents).map(([name, content]) => ({
		name,
		content
	}))];
}

// shared/shell/cli.ts
async function runCli(terminal) {
	try {
		return await dispatch(terminal);
	} catch (thrown) {
		const { code, message, hint, problems } = toError(thrown);
		terminal.stderr(`release-governance: ${oneLine(message)}\n`);
		for (const problem of problems) {
			const where = [
				problem.path,
				problem.line,
				problem.column
			].filter((part) => part !== void 0).join(":");
			terminal.stderr(`  ${where === "" ? "" : `${oneLine(where)}  `}${oneLine(problem.message)}\n`);
		}
		if (hint !== void 0) terminal.stderr(`  to do: ${oneLine(hint)}\n`);
		return exitCode("error", "unverified", code);
	}
}
async function dispatch(terminal) {
	const { names } = terminal.controls;
	const [command, ...args] = terminal.args;
	switch (command) {
		case void 0:
			terminal.stderr(`release-governance: no command was given\n\n${usage(names)}`);
			return 2;
		case "--help":
		case "-h":
		case "help":
			terminal.stdout(usage(names));
			return 0;
		case "--version":
			terminal.stdout(`${version}\n`);
			return 0;
		case "list": return list(terminal, args);
		case "explain": return explainRule(terminal, args);
		case "run": return runAll(terminal, args);
		case "prove": return (await import("./shell-prove.js")).prove(terminal, args);
		case "backtest": return (await import("./shell-backtest.js")).backtest(terminal, args);
		case "init": return (await import("./shell-cli-setup.js")).initCommand(terminal, args, await loadAll(terminal));
		case "doctor": return (await import("./shell-cli-setup.js")).doctorCommand(terminal, args, await loadAll(terminal));
		default:
			if (names.includes(command)) return runOne(terminal, command, args);
			throw wrongUse(`there is no command ${oneLine(command)}${suggestion(command, [...names, ...commands])}`);
	}
}
async function list(terminal, args) {
	const { json, problems } = parseOptions(args, {});
	if (problems.length > 0) throw wrongUse(problems.join("; "));
	const controls = await loadAll(terminal);
	terminal.stdout(json ? `${JSON.stringify(controls.map(describeControl), null, 2)}\n` : listText(controls));
	return 0;
}
async function explainRule(terminal, args) {
	const [name = "", ...more] = args;
	const [control = "", id = ""] = name.split("/");
	if (more.length > 0 || id === "") throw wrongUse("explain takes one rule, written <control>/<rule>, e.g. manifest-sync/mirror-hash; list names them all");
	const known = terminal.controls.names.includes(control);
	const rules = control === "trust" ? commonRules : known ? (await terminal.controls.load(control)).rules : {};
	const text = explain(rules, id, name);
	if (text === void 0) throw wrongUse(known || control === "trust" ? `${control} has no rule ${oneLine(id)}${suggestion(id, Object.keys(rules))}` : `there is no control ${oneLine(control)}${suggestion(control, [...terminal.controls.names, "trust"])}`);
	terminal.stdout(text);
	return 0;
}
async function runOne(terminal, name, args) {
	const open = openEarly(terminal, args);
	const control = await terminal.controls.load(name);
	const options = parseOptions(args, optionFields(control.inputs), secretVariables(control));
	if (options.help) {
		terminal.stdout(controlUsage(control));
		return 0;
	}
	if (options.problems.length > 0) throw wrongUse(options.problems.join("; "));
	const outcome = await runControl(control, known(terminal), hostOf(terminal, options.given, open));
	await show(terminal, outcome, options.json);
	if (options.json) terminal.stdout(`${JSON.stringify(outcome.report, null, 2)}\n`);
	return outcome.exit;
}
async function runAll(terminal, args) {
	const options = parseOptions(args, optionFields({}));
	if (options.help) {
		terminal.stdout(runUsage());
		return 0;
	}
	if (options.problems.length > 0) throw wrongUse(options.problems.join("; "));
	const made = [];
	const host = hostOf(terminal, options.given, openEarly(terminal, args), made);
	const outcomes = [];
	const document = (more) => {
		const reports = outcomes.map(({ report }) => report);
		if (options.json) terminal.stdout(`${JSON.stringify({
			kind: "release-governance/run",
			version,
			reports,
			...more
		}, null, 2)}\n`);
	};
	try {
		for (const control of await asked(terminal, host)) {
			const outcome = await runControl(control, known(terminal), host);
			outcomes.push(outcome);
			made.push(...madeBy(outcome));
			await show(terminal, outcome, options.json);
		}
	} catch (thrown) {
		document({ error: reportError(thrown) });
		throw thrown;
	}
	document({});
	return worst(outcomes.map(({ exit }) => exit));
}
function worst(exits) {
	for (const exit of [
		4,
		2,
		1,
		3
	]) if (exits.includes(exit)) return exit;
	return 0;
}
const commands = [
	"init",
	"doctor",
	"run",
	"prove",
	"backtest",
	"list",
	"explain"
];
async function show(terminal, outcome, json) {
	const print = json ? terminal.stderr : terminal.stdout;
	const people = json ? terminal.isTerminal.stderr : terminal.isTerminal.stdout;
	if (json && !people) return;
	const width = people ? terminal.columns : void 0;
	const text = outcome.terminal(people && (terminal.env["NO_COLOR"] ?? "") === "", width);
	print(width === void 0 ? text : (await import("./render-fitted-entry.js")).fitted(text.split("\n"), width).join("\n"));
	if (outcome.diff !== void 0) print(`\n${outcome.diff}`);
}

export { asked, askedIn, commandUsage, hostOf, isAskedFor, known, loadAll, madeBy, openEarly, optionLines, parseOptions, runCli, secretVariable, wrongUse };