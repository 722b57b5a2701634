import { Text, isObject, isoTime, listed, parseTime, pathField, quote } from "./shared.js";
import { _enum, array, strictObject, string } from "./vendor.js";
import { locate } from "./core-location.js";
import { fileAt, namedRepository, tipOf } from "./domain-repository.js";
import { noData, parseDocument, parseRecord, passed, recordMaxBytes, unverified, worstOf } from "./domain-record.js";

// shared/domain/posture/own-record.ts
async function ownRecords({ source, tree, folder }, path, repository, recorded) {
	const read = await tree.read(path, recordMaxBytes);
	const found = read.found ? {
		state: "there",
		data: read.content
	} : read.because === void 0 ? {
		state: "absent",
		message: read.message
	} : {
		state: "unknown",
		because: read.because
	};
	if (source.kind !== "base") return [{
		when: [],
		ref: void 0,
		found
	}];
	const ofBase = {
		when: [],
		ref: source.ref,
		found
	};
	if (!repository.ok) return [ofBase, unseen(repository.because)];
	const tip = await tipOf(repository.data);
	if (!tip.ok) return [ofBase, unseen(tip.because)];
	if (tip.data === source.ref) return [ofBase];
	const whole = `${folder}${path}`;
	const now = await fileAt(repository.data, whole, tip.data, recordMaxBytes);
	if (now.state === "there") recorded(`${repository.data.name}/${whole}`, tip.data, now.data);
	return [ofBase, {
		when: present,
		ref: tip.data,
		found: now
	}];
}
const present = ["at present"];
function unseen(because) {
	return {
		when: present,
		ref: void 0,
		found: {
			state: "unknown",
			because
		}
	};
}

// shared/domain/posture/record.ts
function readPosture(path, content) {
	const read = parseDocument(path, content);
	if (!read.ok) return read;
	const { value } = read.document;
	if (!isObject(value)) return {
		ok: false,
		problems: [{
			message: "is not a mapping",
			at: { path }
		}]
	};
	return {
		ok: true,
		value,
		document: read.document
	};
}
function postureSays({ posture, by, since, reason }) {
	const words = [
		by,
		since,
		reason
	].filter((part) => typeof part === "string").join(", ");
	return `says ${typeof posture === "string" ? quote(posture) : posture === void 0 ? "nothing" : "what is no text"}${words === "" ? "" : ` (${words})`}`;
}

// shared/domain/posture/posture.ts
const Time = string().refine((text) => parseTime(text) !== void 0, "expected a time as YYYY-MM-DDThh:mm:ssZ");
const postures = [
	"GO",
	"NO-GO",
	"frozen"
];
const PostureSchema = strictObject({
	posture: _enum(postures).meta({ description: "Only GO lets anything go." }),
	since: Time.meta({ description: "Since when it holds, with its zone." }),
	by: Text.meta({ description: "Who says so." }),
	reason: Text.meta({ description: "Why." }),
	until: Time.optional().meta({ description: "From then on the record has expired, which is NO-GO." }),
	conditions: array(Text).default([]).meta({ description: "Ids of verifications that must pass now." }),
	scope: array(Text).min(1).optional().meta({ description: "The environments to which a GO is restricted; without it there is no restriction." }),
	incident: strictObject({
		id: Text.meta({ description: "Its name elsewhere." }),
		at: Time.meta({ description: "When it began." })
	}).optional().meta({ description: "The incident, and when it began; only a joint approval later than that lifts it." })
});
function judgePosture(path, content, question) {
	const read = readPosture(path, content);
	const mend = `write posture, since, by and reason into ${path} on the default branch`;
	if (!read.ok) return {
		posture: void 0,
		verdict: noGo(path, clauses(read.problems), "a text that is no record", read.problems[0]?.at, mend)
	};
	const says = postureSays(read.value);
	const whole = parseRecord(path, content, PostureSchema);
	if (!whole.ok) return {
		posture: void 0,
		verdict: noGo(path, `${says} and is not whole: ${clauses(whole.problems)}`, read.value, whole.problems[0]?.at, mend)
	};
	const posture = whole.value;
	const reasons = against(posture, question);
	if (reasons.length > 0) {
		const at = locate(path, read.document.near("/posture"));
		return {
			posture,
			verdict: noGo(path, `${says}${reasons.join("")}`, posture, at)
		};
	}
	const open = posture.conditions.filter((id) => question.conditions.get(id) === "unverified");
	if (open.length === 0) return {
		posture,
		verdict: passed
	};
	const message = `the posture record ${path} is GO on the condition of ${listed(open)}, which is not verified`;
	return {
		posture,
		verdict: unverified(noData(message, "what those verifications need"))
	};
}
function judgeNoPosture(path, message, whose) {
	const fix = `put the record at ${path} on the default branch`;
	return {
		...noGo(whose === void 0 ? path : `${path} of the ${whose}`, `${message}, which is NO-GO`, "nothing", { path }),
		fix
	};
}
function clauses(problems) {
	return problems.map(({ message }) => message).join("; ");
}
function hasExpired({ until }, { latest }) {
	return until !== void 0 && (parseTime(until) ?? Number.NEGATIVE_INFINITY) <= latest;
}
function against(posture, { moment, environment, conditions }) {
	const { scope } = posture;
	const since = parseTime(posture.since) ?? Number.POSITIVE_INFINITY;
	const failing = posture.conditions.filter((id) => {
		const status = conditions.get(id);
		return status !== "passed" && status !== "unverified";
	});
	return [
		...posture.posture === "GO" ? [] : [""],
		...since > moment.earliest ? [`, which holds only since ${isoTime(since)}`] : [],
		...hasExpired(posture, moment) ? [`, which expired at ${posture.until}`] : [],
		...scope === void 0 || environment !== void 0 && scope.includes(environment) ? [] : [`, restricted to ${listed(scope)}, and this run is about ${environment ?? "no environment that it names"}`],
		...failing.length === 0 ? [] : [`, on the condition of ${listed(failing)}, which did not pass`]
	];
}
function noGo(path, problem, actual, at, fix = `change ${path} on the default branch by a pull request that both sides approve, when what it waits for has happened`) {
	return {
		status: "failed",
		problem: `the posture record ${path} ${problem}`,
		expected: "GO, now and here",
		actual,
		fix,
		at: at ?? { path }
	};
}
function judgeAgreement(records) {
	const words = records.map(({ posture }) => wordOf(posture));
	if (new Set(words).size <= 1) return passed;
	const said = records.map(({ side, place }, index) => `${side} (${place}) says ${words[index] ?? "nothing"}`);
	return {
		status: "failed",
		problem: `the posture records contradict each other, which is NO-GO: ${said.join("; ")}`,
		expected: "one posture on both sides",
		actual: said,
		fix: "agree on one posture, and write it into every record"
	};
}
function wordOf(posture) {
	if (posture === void 0) return "nothing that can be read";
	const { scope, until, conditions } = posture;
	const time = until === void 0 ? void 0 : parseTime(until);
	return [
		posture.posture,
		...scope === void 0 ? [] : [`in ${sorted(scope)}`],
		...time === void 0 ? [] : [`until ${isoTime(time)}`],
		...conditions.length === 0 ? [] : [`on the condition of ${sorted(conditions)}`]
	].join(" ");
}
function sorted(words) {
	return [...new Set(words)].sort().join(", ");
}

// shared/domain/posture/own-posture.ts
async function judgeOwnPosture(run, path, question) {
	const repository = await namedRepository(run.github(), run.subject.repository, "the input token, with contents: read");
	const judged = (await ownRecords(run.policy, path, repository, (...read) => run.recorded(...read))).map((record) => ({
		...record,
		...judgeRecord(path, record, question)
	}));
	return {
		verdict: worstOf(judged.map((each) => each.verdict)) ?? passed,
		records: judged,
		repository
	};
}
function judgeRecord(path, { when, found }, question, whose) {
	if (found.state === "unknown") return {
		posture: void 0,
		verdict: unverified(found.because)
	};
	const { posture, verdict } = found.state === "absent" ? {
		posture: void 0,
		verdict: judgeNoPosture(path, found.message, whose)
	} : judgePosture(path, found.data, question);
	if (verdict.status !== "failed" || when.length === 0) return {
		posture,
		verdict
	};
	const problem = `${verdict.problem}, ${when.join(" ")}: later than the base of this run`;
	return {
		posture,
		verdict: {
			...verdict,
			problem,
			at: { path }
		}
	};
}

// shared/domain/posture/field.ts
const postureField = pathField({
	description: "The posture record of this repository (YAML or JSON), read in the base and at the tip of the default branch; unless both are GO, now and for what the run is about, it stops this.",
	optional: true,
	policy: true
});

export { PostureSchema, hasExpired, judgeAgreement, judgeOwnPosture, judgePosture, judgeRecord, ownRecords, postureField, postureSays, readPosture };