import { decodeText, formatPointer, isObject, isoTime, listed, ownerAndRepo, parseTime, parseYaml } from "./shared.js";
import { _enum, array, object, strictObject, string } from "./vendor.js";
import { parseJson } from "./parse-json.js";
import { locate } from "./core-location.js";
import { passed } from "./domain-record.js";
import { landingOfCommit, readAtRef, tipOf } from "./domain-landing.js";
import { jointApproval } from "./domain-approval.js";

// shared/domain/posture/record.ts
const postureMaxBytes = 65536;
function readPosture(path, content) {
	const decoded = decodeText(content);
	if (!decoded.ok) return {
		ok: false,
		problem: decoded.message
	};
	const parsed = path.endsWith(".json") ? parseJson(decoded.text) : parseYaml(decoded.text);
	if (!parsed.ok) return {
		ok: false,
		problem: parsed.message
	};
	const { document } = parsed;
	const { value, duplicates } = document;
	if (!isObject(value)) return {
		ok: false,
		problem: "is not a mapping"
	};
	if (duplicates.length > 0) return {
		ok: false,
		problem: "has a key twice"
	};
	return {
		ok: true,
		value,
		document
	};
}
function postureSays({ posture, by, since, reason }) {
	const words = [
		by,
		since,
		reason
	].filter((part) => typeof part === "string").join(", ");
	return `says ${JSON.stringify(posture) ?? "nothing"}${words === "" ? "" : ` (${words})`}`;
}

// shared/domain/posture/lift.ts
const Commit = object({ sha: string() });
const mostVersions = 30;
async function lastLift(github, file, line) {
	const { path, ref, content } = file;
	const listed = await listedVersions(github, file);
	if (!listed.ok) return listed;
	const oldest = listed.data.at(-1);
	if (oldest === void 0) return unknown("NO_DATA", `GitHub knows no commit that touched ${path} up to ${ref}`);
	const onLine = await line?.(oldest.commit);
	if (onLine?.ok === false) return onLine;
	const versions = onLine !== void 0 && onLine.data.some((version) => !saysGo(path, version)) ? onLine.data : listed.data;
	const stopAt = versions.findIndex((version) => !saysGo(path, version));
	const [stop, lifting] = [versions[stopAt], versions[stopAt - 1]];
	const incident = incidentIn(path, content);
	if (stop !== void 0) {
		if (lifting !== void 0) return liftOf(github, file, lifting, stop, incident);
		return unknown("NO_DATA", `the last commit that touched ${path} does not say GO, and the record does`);
	}
	if (listed.data.length > mostVersions) return unknown("TRUNCATED", `${path} said GO in its last ${mostVersions} versions, and no more are looked at`);
	if (incident === void 0) return {
		ok: true,
		data: void 0
	};
	const landing = await landingOfCommit(github, file, versions[0]?.commit ?? ref);
	return landing.ok ? {
		ok: true,
		data: {
			landing: landing.data,
			stoppedAt: incident
		}
	} : landing;
}
async function listedVersions(github, file) {
	const { repository, path, ref } = file;
	const route = "GET /repos/{owner}/{repo}/commits";
	const asked = {
		...ownerAndRepo(repository),
		path,
		sha: ref,
		per_page: 31
	};
	const listed = await github.get(route, asked, array(Commit));
	if (!listed.ok) return listed;
	const versions = [];
	for (const { sha: commit } of listed.data) {
		const version = await versionAt(github, file, commit);
		if (!version.ok) return version;
		versions.push({
			commit,
			content: version.data
		});
		if (!saysGo(path, {
			commit,
			content: version.data
		})) break;
	}
	return {
		ok: true,
		data: versions
	};
}
async function liftOf(github, { repository, path }, lifting, stop, incident) {
	const at = {
		repository,
		path
	};
	const landing = await landingOfCommit(github, {
		...at,
		content: lifting.content
	}, lifting.commit);
	if (!landing.ok) return landing;
	const stopped = await landingOfCommit(github, {
		...at,
		content: stop.content
	}, stop.commit);
	if (!stopped.ok) return stopped;
	const times = [
		stopped.data.mergedAt,
		incident,
		incidentIn(path, stop.content),
		sinceIn(path, stop.content)
	];
	const stoppedAt = Math.max(...times.flatMap((time) => time ?? []));
	return {
		ok: true,
		data: {
			landing: landing.data,
			stoppedAt
		}
	};
}
async function versionAt(github, { repository, path }, commit) {
	const read = await github.bytes("GET /repos/{owner}/{repo}/contents/{+path}", {
		...ownerAndRepo(repository),
		path,
		ref: commit
	}, postureMaxBytes);
	if (read.ok) return read;
	return read.because.code === "NOT_FOUND" || read.because.code === "TRUNCATED" ? {
		ok: true,
		data: void 0
	} : read;
}
function saysGo(path, { content }) {
	return content !== void 0 && fieldsOf(path, content)["posture"] === "GO";
}
function sinceIn(path, content) {
	const since = content === void 0 ? void 0 : fieldsOf(path, content)["since"];
	return typeof since === "string" ? parseTime(since) : void 0;
}
function incidentIn(path, content) {
	const incident = content === void 0 ? void 0 : fieldsOf(path, content)["incident"];
	const at = isObject(incident) ? incident["at"] : void 0;
	return typeof at === "string" ? parseTime(at) : void 0;
}
function fieldsOf(path, content) {
	const read = readPosture(path, content);
	return read.ok ? read.value : {};
}
function judgeLift({ landing, stoppedAt }, path, sides) {
	const joint = jointApproval(sides, stoppedAt);
	if (joint.state === "given") return passed;
	if (joint.state === "unknown") return {
		status: "unverified",
		because: joint.because
	};
	const after = ` after ${isoTime(stoppedAt)}`;
	return {
		status: "failed",
		problem: `the posture record ${path} was lifted by pull request #${landing.pullRequest}, which both sides did not approve${after} (${joint.lacking.join("; ")})`,
		expected: `approvals of both sides${after}`,
		actual: [landing.pullRequest, joint.lacking],
		fix: `set ${path} back, and lift it by a pull request that both sides approve at its head`,
		at: { path }
	};
}
function unknown(code, message) {
	return {
		ok: false,
		because: {
			code,
			message,
			needs: "a pull request for every change of the posture record"
		}
	};
}

// shared/domain/posture/posture.ts
const Text = string().trim().min(1, "must not be empty");
const Time = string().refine((text) => parseTime(text) !== void 0, "expected a time as YYYY-MM-DDThh:mm:ssZ");
const postures = [
	"GO",
	"NO-GO",
	"frozen"
];
const PostureSchema = strictObject({
	posture: _enum(postures),
	since: Time,
	by: Text,
	reason: Text,
	until: Time.optional().meta({ description: "From then on the record has expired, which is NO-GO." }),
	conditions: array(Text).default([]).meta({ description: "Ids of verifications that must pass now." }),
	scope: array(Text).min(1).optional().meta({ description: "The environments to which a GO is restricted; without it there is no restriction." }),
	incident: strictObject({
		id: Text,
		at: Time
	}).optional().meta({ description: "The incident, and when it began; only a joint approval later than that lifts it." })
});
function judgePosture(path, content, question) {
	const read = readPosture(path, content);
	if (!read.ok) return {
		posture: void 0,
		verdict: noGo(path, read.problem, null, void 0)
	};
	const checked = PostureSchema.safeParse(read.value);
	if (!checked.success) {
		const issues = checked.error.issues.map(({ path: at, message }) => `${formatPointer(at.map(String)) || "it"}: ${message.endsWith("received undefined") ? "is missing" : message}`);
		const first = formatPointer((checked.error.issues[0]?.path ?? []).map(String));
		const at = locate(path, read.document.near(first));
		return {
			posture: void 0,
			verdict: noGo(path, `${postureSays(read.value)} and is not whole: ${issues.join("; ")}`, read.value, at)
		};
	}
	const posture = checked.data;
	const reasons = against(posture, question);
	if (reasons.length > 0) return {
		posture,
		verdict: noGo(path, `${postureSays(read.value)}${reasons.join("")}`, posture, locate(path, read.document.near("/posture")))
	};
	const open = posture.conditions.filter((id) => question.conditions.get(id) === "unverified");
	if (open.length === 0) return {
		posture,
		verdict: passed
	};
	return {
		posture,
		verdict: {
			status: "unverified",
			because: {
				code: "NO_DATA",
				message: `the posture record ${path} is GO on the condition of ${listed(open)}, which is not verified`,
				needs: "what those verifications need"
			}
		}
	};
}
function against(posture, { moment, environment, conditions }) {
	const { scope } = posture;
	const since = parseTime(posture.since) ?? Number.POSITIVE_INFINITY;
	const until = posture.until === void 0 ? void 0 : parseTime(posture.until) ?? Number.NEGATIVE_INFINITY;
	const failing = posture.conditions.filter((id) => {
		const status = conditions.get(id);
		return status !== "passed" && status !== "unverified";
	});
	return [
		...posture.posture === "GO" ? [] : [""],
		...since > moment.earliest ? [`, which holds only since ${isoTime(since)}`] : [],
		...until !== void 0 && until <= moment.latest ? [`, which expired at ${isoTime(until)}`] : [],
		...scope === void 0 || environment !== void 0 && scope.includes(environment) ? [] : [`, restricted to ${listed(scope)}, and this run is about ${environment ?? "no environment that it names"}`],
		...failing.length === 0 ? [] : [`, on the condition of ${listed(failing)}, which did not pass`]
	];
}
function noGo(path, problem, actual, at) {
	return {
		status: "failed",
		problem: `the posture record ${path} ${problem}`,
		expected: "GO, now and here",
		actual,
		fix: `change ${path} on the default branch by a pull request that both sides approve, when what it waits for has happened`,
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
	const scope = posture.scope === void 0 ? "" : ` in ${[...posture.scope].sort().join(", ")}`;
	return `${posture.posture}${scope}`;
}

// shared/domain/posture/own-record.ts
async function ownRecords({ source, tree, folder }, path, repository, recorded) {
	const read = await tree.read(path, postureMaxBytes);
	const found = read.found ? {
		state: "there",
		content: read.content
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
	const now = await readAtRef(repository.data, whole, tip.data, postureMaxBytes);
	if (now.state === "there") recorded(`${repository.data.name}/${whole}`, tip.data, now.content);
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

export { judgeAgreement, judgeLift, judgePosture, lastLift, ownRecords, postureMaxBytes, postureSays, readPosture };