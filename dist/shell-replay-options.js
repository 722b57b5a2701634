import { commonFields, list, oneLine, suggestion } from "./shared.js";
import { wrongUse } from "./shell-cli-main.js";

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
function chosenControls(all, named, otherwise) {
	const names = all.map(({ name }) => name);
	const wrong = named.filter((name) => !names.includes(name));
	if (wrong.length > 0) throw wrongUse(wrong.map((name) => `${otherwise} ${oneLine(name)}${suggestion(name, names)}`).join("; "));
	return named.length === 0 ? all : all.filter(({ name }) => named.includes(name));
}

export { chosenControls, replayFields };