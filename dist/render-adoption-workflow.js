import { version } from "./shared.js";
import { yamlLines } from "./render-yaml.js";

// shared/render/adoption-workflow.ts
const checkout = {
	commit: "3d3c42e5aac5ba805825da76410c181273ba90b1",
	release: "v7.0.1"
};
const suite = "release-governance/release-governance";
function isNameable(branch) {
	return !branch.includes("${{");
}
function workflowText(jobs, { branch, commit }) {
	const others = jobs.filter(({ id }) => id !== "decision");
	const decision = jobs.find(({ id }) => id === "decision");
	return `${[
		"# Judges what .github/release-governance.yml asks for.",
		...decision === void 0 ? [] : [`# Require the check ${JSON.stringify(decision.name ?? decision.id)} in branch protection.`],
		commit === void 0 ? `# Actions are named by release here; for a pin that nobody can move, write the commit of the release and # v${version} behind it.` : "# Actions are named by the commit of their release, which nobody can move.",
		"name: release-governance",
		"on:",
		"  pull_request:",
		"  merge_group:",
		...branch === void 0 ? [] : ["  push:", ...yamlLines({ branches: [branch.replace(/[*?+[\]!\\]/g, "\\$&")] }, 4)],
		"permissions: {}",
		"jobs:",
		...jobs.flatMap((job) => jobLines(job, job.id === "decision" ? others.map(({ id }) => id) : [], commit))
	].join("\n")}\n`;
}
function jobLines(job, needs, commit) {
	const ref = commit === void 0 ? `v${version}` : `${commit} # v${version}`;
	const decides = job.id === "decision";
	const given = Object.entries(job.inputs).map(([input, value]) => [input, value]);
	const secret = Object.entries(job.secrets);
	return [
		`  ${job.id}:`,
		...job.name === void 0 ? [] : yamlLines({ name: job.name }, 4),
		...decides ? ["    if: always()", `    needs: [${needs.join(", ")}]`] : [],
		"    runs-on: ubuntu-latest",
		"    timeout-minutes: 10",
		"    permissions:",
		...yamlLines({ ...job.permissions }, 6),
		"    steps:",
		...checkoutLines(job.checkout),
		`      - uses: ${suite}/actions/${job.control}@${ref}`,
		...given.length === 0 ? [] : ["        with:", ...yamlLines(Object.fromEntries(given), 10)],
		...secret.length === 0 ? [] : ["        # with:", ...secret.map(([input, name]) => `        #   ${input}: \${{ secrets.${name} }}`)]
	];
}
function checkoutLines(depth) {
	if (depth === "none") return [];
	return [
		`      - uses: actions/checkout@${checkout.commit} # ${checkout.release}`,
		"        with:",
		...depth === "all" ? ["          fetch-depth: 0"] : [],
		"          persist-credentials: false"
	];
}

export { isNameable, workflowText };