import { asciiJson, commonFields, list, oneLine, parseInputs, suggestion } from "./shared.js";
import { commandUsage, parseOptions, wrongUse } from "./shell-cli-main.js";

// shared/shell/replay-options.ts
const { config, profile, "working-directory": workingDirectory, "fail-on": failOn } = commonFields;
const replayFields = {
	config,
	"working-directory": workingDirectory,
	profile,
	"fail-on": {
		...failOn,
		description: "What makes this command fail; what it does to a control the configuration says."
	},
	control: list({
		description: "Only these controls judge; give it once for each.",
		default: []
	})
};
function optionsOf(terminal, name, fields, args, further = () => []) {
	const { given, json, help, problems } = parseOptions(args, fields);
	if (help) {
		terminal.stdout(commandUsage(name, fields));
		return;
	}
	const parsed = parseInputs({
		fields,
		given,
		configured: {},
		untrusted: false
	});
	const options = {
		values: parsed.values,
		given,
		json
	};
	const all = [
		...further(options),
		...problems,
		...parsed.problems.map(({ message }) => message)
	];
	if (all.length > 0) throw wrongUse(all.join("; "));
	return options;
}
function printDocument(terminal, json, document, render) {
	const { isTerminal, env, columns, stdout, stderr } = terminal;
	const people = json ? isTerminal.stderr : isTerminal.stdout;
	const text = () => render({
		color: people && (env["NO_COLOR"] ?? "") === "",
		width: people ? columns : void 0
	});
	if (!json) stdout(text());
	else {
		if (people) stderr(text());
		stdout(asciiJson(document));
	}
}
function chosenControls(all, named, otherwise) {
	const names = all.map(({ name }) => name);
	const wrong = named.filter((name) => !names.includes(name));
	if (wrong.length > 0) throw wrongUse(wrong.map((name) => `${otherwise} ${oneLine(name)}${suggestion(name, names)}`).join("; "));
	return named.length === 0 ? all : all.filter(({ name }) => named.includes(name));
}

export { chosenControls, optionsOf, printDocument, replayFields };