import { optionLines } from "./shell-cli-main.js";

// shared/shell/cli-setup-text.ts
const texts = {
	init: {
		says: ["Looks at this repository and writes .github/release-governance.yml and .github/workflows/release-governance.yml.", "It asks nobody, and never overwrites a file. What it could only guess stands in the configuration as a comment."],
		exits: "Exit codes: 0 written, 1 a file was there and was kept, 2 asked wrongly or not writable, 3 nothing to judge was found, 4 broken."
	},
	doctor: {
		says: ["Looks at configuration, clone and workflows, and says what is wrong and what each control will be able to verify.", "It changes nothing, and asks GitHub only with --live."],
		exits: "Exit codes: 0 nothing is wrong, 1 something is, 2 asked wrongly, 3 nothing is wrong, but something could not be looked at, 4 broken."
	}
};
function setupUsage(command, fields) {
	const { says, exits } = texts[command];
	return [
		`Usage: release-governance ${command} [options]`,
		"",
		...says,
		"",
		"Options:",
		...optionLines(fields),
		"",
		exits,
		""
	].join("\n");
}

export { setupUsage };