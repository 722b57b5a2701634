import { oneLine, version } from "./shared.js";
import { yamlLines } from "./render-yaml.js";

// shared/render/adoption-config.ts
const schema = `https://raw.githubusercontent.com/release-governance/release-governance/v${version}/dist/schema/config.schema.json`;
function configText({ parts }) {
	const sure = parts.filter((part) => part.sure);
	const offers = parts.filter((part) => !part.sure);
	const lines = [
		`# yaml-language-server: $schema=${schema}`,
		"# What is asked of this repository. On a pull request the version of the base branch counts, never that of the change.",
		...sure.length === 0 ? ["# Nothing is asked for yet: take the # off a part below, and fill it in."] : [],
		"version: 1",
		...sure.flatMap((part) => [
			"",
			...commentLines(part),
			...partLines(part)
		])
	];
	if (offers.length > 0) lines.push("", "# What follows only looks as if it could be judged: look at it, fill it in, and take the # off.");
	for (const part of offers) lines.push("", ...commentLines(part), ...partLines(part).map((line) => `# ${line}`));
	return `${lines.join("\n")}\n`;
}
function commentLines({ about }) {
	return about.map((line) => `# ${oneLine(line)}`);
}
function partLines({ key, value }) {
	return yamlLines({ [key]: value });
}

export { configText };