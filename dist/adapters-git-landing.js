import { objectId, runGit } from "./shared.js";

// shared/adapters/git-landing.ts
async function commitFacts({ top }, id) {
	const ran = await runGit(top, [
		"cat-file",
		"commit",
		id
	]);
	if (ran.code !== 0 || objectId("commit", ran.stdout, id.length) !== id) return void 0;
	const text = ran.stdout.toString("utf8");
	const end = text.indexOf("\n\n");
	const head = end < 0 ? text : text.slice(0, end);
	const message = end < 0 ? "" : text.slice(end + 2).trim();
	const tree = /^tree ([0-9a-f]+)$/m.exec(head)?.[1];
	const seconds = /^committer .*> (-?\d{1,12}) [+-]\d{4}$/m.exec(head)?.[1];
	if (tree === void 0 || seconds === void 0) return void 0;
	return {
		tree,
		at: Number(seconds) * 1e3,
		title: message.split("\n")[0] ?? "",
		message
	};
}
async function hasFolder({ top, prefix }, id) {
	if (prefix === "") return true;
	return (await runGit(top, [
		"cat-file",
		"-e",
		`${id}:${prefix.slice(0, -1)}`
	])).code === 0;
}
async function shallowEnd({ top }, from) {
	const ran = await runGit(top, [
		"-c",
		"core.commitGraph=false",
		"rev-list",
		"--first-parent",
		"--max-parents=0",
		from
	]);
	const [end = ""] = ran.stdout.toString("utf8").split("\n");
	if (ran.code !== 0 || end === "") return void 0;
	const head = (await runGit(top, [
		"cat-file",
		"commit",
		end
	])).stdout.toString("latin1").split("\n\n", 1)[0] ?? "";
	return /^parent /m.test(head) ? end : void 0;
}

export { commitFacts, hasFolder, shallowEnd };