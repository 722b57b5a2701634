import { lineOf } from "./domain-branch-line.js";
import { _enum, strictObject } from "./vendor.js";
import { landedMaxBytes, landingOf } from "./domain-landing.js";
import { noData, parseRecord, passed, recordMaxBytes, unverified } from "./domain-record.js";
import { locate } from "./core-location.js";
import { CommitId, GovernanceError, Text, quote } from "./shared.js";
import { approvalsOf, jointApproval, peopleOf } from "./domain-approval.js";
import { sides } from "./domain-cutover-config.js";

// shared/domain/cutover/people-of-sides.ts
function speakersOf(go, roles, field, ignored) {
	const producer = peopleOf(go.producer, roles, `${field}: producer`);
	const consumer = peopleOf(go.consumer, roles, `${field}: consumer`);
	const theirs = new Set(consumer.map((login) => login.toLowerCase()));
	const both = producer.filter((login) => theirs.has(login.toLowerCase()));
	if (both.length === 0) return {
		people: {
			producer,
			consumer
		},
		approvals: go.approvals,
		ignored
	};
	throw new GovernanceError("BAD_CONFIG", `${both.join(", ")} would say go for both sides`, { hint: `Name different people under ${field}: producer and ${field}: consumer.` });
}
async function approvalsOfSides({ people, approvals: needed, ignored }, { github, name }, { number, head }) {
	return Promise.all(sides.map(async (side) => ({
		side,
		people: people[side],
		needed,
		approvals: await approvalsOf(github, name, number, head, people[side], ignored)
	})));
}
function judgeBothApproved(given, where, what) {
	const joint = jointApproval(given);
	if (joint.state === "given") return passed;
	if (joint.state === "unknown") return unverified(joint.because);
	return {
		status: "failed",
		problem: `${what}: ${joint.lacking.join("; ")} (${where})`,
		expected: "approvals of both sides at the head",
		actual: joint.lacking,
		fix: `have ${where} approved at its head by people of both sides`
	};
}

// shared/domain/cutover/checkpoint-record.ts
const CheckpointRecordSchema = strictObject({
	checkpoint: Text.meta({ description: "The id of the checkpoint, as the configuration has it." }),
	decision: _enum(["GO", "NO-GO"]).meta({ description: "Whether it was passed." }),
	commit: CommitId.meta({ description: "The commit of this repository that was let go." }),
	reason: Text.optional().meta({ description: "Why, for people." })
});
function judgeCheckpointRecord(id, path, content) {
	const read = parseRecord(path, content, CheckpointRecordSchema);
	const fix = `record in ${path} what both sides decided on ${id}: checkpoint, decision, commit`;
	if (!read.ok) {
		const [first] = read.problems;
		return { verdict: {
			status: "failed",
			problem: `the record of ${id} (${path}) cannot be taken: ${read.problems.map(({ message }) => message).join("; ")}`,
			expected: "a record",
			actual: "a text that is none",
			fix,
			at: first?.at ?? { path }
		} };
	}
	const { checkpoint, decision, commit } = read.value;
	if (checkpoint === id && decision === "GO") return {
		verdict: passed,
		commit
	};
	const field = checkpoint === id ? "/decision" : "/checkpoint";
	return { verdict: {
		status: "failed",
		problem: `the record of ${id} (${path}) says ${decision} for ${quote(checkpoint)}`,
		expected: `GO for ${id}`,
		actual: [checkpoint, decision],
		fix,
		at: locate(path, read.document.near(field))
	} };
}

// shared/domain/cutover/joint-record.ts
async function judgeJointRecord({ source, tree, folder, history }, { id, path }, repository, speakers) {
	const found = await tree.read(path, recordMaxBytes);
	if (!found.found) {
		if (found.because !== void 0) return { verdict: unverified(found.because) };
		return { verdict: {
			status: "failed",
			problem: `there is no record that ${id} was passed: ${path} ${found.message}`,
			expected: `GO for ${id}`,
			actual: "nothing",
			fix: `record in ${path} what both sides decided on ${id}, by a pull request that both approve`
		} };
	}
	const says = judgeCheckpointRecord(id, path, found.content);
	if (says.verdict.status !== "passed") return { verdict: says.verdict };
	if (!repository.ok) return { verdict: unverified(repository.because) };
	if (source.kind !== "base" || source.ref === void 0) {
		const message = `${path} is not of the base, so that nobody knows who approved it`;
		return { verdict: unverified(noData(message, "a run for a base")) };
	}
	const { github, name } = repository.data;
	const file = {
		repository: name,
		path: `${folder}${path}`,
		ref: source.ref,
		content: found.content
	};
	const landed = await landingOf(github, file, lineOf(history, file.path, source.ref, landedMaxBytes));
	if (!landed.ok) return { verdict: unverified(landed.because) };
	const { pullRequest: number, head } = landed.data;
	const given = await approvalsOfSides(speakers, repository.data, {
		number,
		head
	});
	const what = `the record of ${id} (${path}) was not approved by both sides`;
	const verdict = judgeBothApproved(given, `pull request #${number}`, what);
	return verdict.status === "passed" ? {
		...says,
		verdict
	} : { verdict };
}

export { approvalsOfSides, judgeBothApproved, judgeJointRecord, speakersOf };