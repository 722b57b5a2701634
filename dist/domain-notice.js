import { isoTime, listed } from "./shared.js";
import { _enum, array, number, record, strictObject, string, union } from "./vendor.js";
import { locate } from "./core-location.js";
import { parseRecord, passed } from "./domain-record.js";
import { landedMaxBytes, landingOf, lineOf, releaseWith } from "./domain-landing.js";
import { earliest, momentText, readCalendar } from "./domain-calendar.js";

// shared/domain/notice/emergency.ts
function judgeSameDay(parts, lands, calendar) {
	const { day } = calendar.zone.local(lands);
	const missing = [];
	let unknown;
	for (const { name, updated } of parts) if ("because" in updated) unknown ??= updated.because;
	else if (!updated.some((time) => calendar.zone.local(time).day === day)) missing.push(name);
	if (missing.length > 0 || parts.length === 0) {
		const names = parts.length === 0 ? "docs, spec and tests" : listed(missing);
		return {
			status: "failed",
			problem: `an emergency brings its docs, spec and tests along on the same day, and ${names} were not updated on ${day} (${calendar.zone.name})`,
			expected: day,
			actual: parts.map(({ name, updated }) => [name, "because" in updated ? null : updated]),
			fix: `update ${names} in the same change`
		};
	}
	return unknown === void 0 ? passed : {
		status: "unverified",
		because: unknown
	};
}
function judgeEmergencyApproval(notice, approvals) {
	if (notice.mode !== "emergency") return {
		status: "not-applicable",
		why: "the notice is no emergency"
	};
	if (!approvals.ok) return {
		status: "unverified",
		because: approvals.because
	};
	const approver = notice.approver ?? "";
	const { approvals: given, openedByBot } = approvals.data;
	const found = given.some(({ by }) => by.toLowerCase() === approver.toLowerCase());
	if (found && (!openedByBot || given.length > 1)) return passed;
	if (found) return {
		status: "failed",
		problem: `the pull request with the emergency notice ${notice.id} was opened by an app, and only ${approver}, who may stand behind it, approved it`,
		expected: "the approval of a second listed person",
		actual: given.map(({ by }) => by),
		fix: `have a pull request with ${notice.path} approved by another listed person besides ${approver}`,
		at: notice.at
	};
	const refused = approvals.data.refused.find(({ by }) => by.toLowerCase() === approver.toLowerCase());
	return {
		status: "failed",
		problem: `the emergency notice ${notice.id} names ${approver} as its approver, who ${refused === void 0 ? "did not approve the pull request that brought it" : refused.why}`,
		expected: `an approval by ${approver} of the pull request that brought the notice`,
		actual: given.map(({ by }) => by),
		fix: `have a pull request with ${notice.path} approved by a listed person whom the notice names`,
		at: notice.at
	};
}
function judgeRollout(notice, repins) {
	if (notice.mode !== "emergency") return {
		status: "not-applicable",
		why: "the notice is no emergency"
	};
	const lacking = repins.filter(({ verdict }) => verdict.status === "failed" || verdict.status === "not-applicable");
	if (lacking.length > 0 || repins.length === 0) {
		const who = repins.length === 0 ? "no consumer is named that could" : `not by ${listed(lacking.map(({ consumer }) => consumer))}`;
		return {
			status: "failed",
			problem: `the emergency ${notice.id} is rolled out before its repin was validated: ${who}`,
			expected: "a validated repin of every consumer",
			actual: lacking.map(({ consumer }) => consumer),
			fix: "have the consumers repin and validate that, and roll out then",
			at: notice.at
		};
	}
	const open = repins.flatMap(({ verdict }) => verdict.status === "unverified" ? [verdict.because] : [])[0];
	return open === void 0 ? passed : {
		status: "unverified",
		because: open
	};
}

// shared/domain/notice/announcement.ts
async function announcementOf(github, file, by, line) {
	const landed = await landingOf(github, file, line);
	if (!landed.ok) return landed;
	const { pullRequest, head, mergedAt } = landed.data;
	if (by === "merge") return {
		ok: true,
		data: {
			at: mergedAt,
			by: `the merge of pull request #${pullRequest}`,
			pullRequest,
			head
		}
	};
	const released = await releaseWith(github, file, landed.data);
	if (!released.ok) return released;
	if (released.data === void 0) return {
		ok: true,
		data: void 0
	};
	const { tag, publishedAt } = released.data;
	return {
		ok: true,
		data: {
			at: publishedAt,
			by: `the release ${tag}`,
			pullRequest,
			head
		}
	};
}

// shared/domain/notice/notice.ts
const Text = string().trim().min(1, "must not be empty").refine((text) => !/^<[^>]*>$/.test(text), "is a placeholder that nobody filled in");
const Statuses = union([number(), array(number()).min(1)]).transform((given) => [given].flat()).refine((all) => all.every((status) => Number.isInteger(status) && status >= 100 && status <= 599), { message: "expected HTTP statuses from 100 to 599" });
const NoticeSchema = strictObject({
	id: string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, "expected letters, digits, dots, hyphens and underscores"),
	title: Text.optional(),
	changes: array(string().regex(/^[A-Za-z0-9][A-Za-z0-9:._-]{7,127}$/, "expected the fingerprint of a change, as contract-change shows it")).min(1).refine((changes) => new Set(changes).size === changes.length, "names a change twice").meta({ description: "The fingerprints of the announced changes; another change has another one." }),
	codes: record(string().min(1), Statuses).default({}).meta({ description: "Each added error code, with the HTTP statuses with which it is sent." }),
	fallback: Text.meta({ description: "What a consumer does that does not know the change yet." }),
	mode: _enum(["standard", "emergency"]),
	approver: string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/, "expected the login of a person, without @").optional().meta({ description: "Who approved an emergency; the approval itself is that of the pull request with the notice." }),
	incident: Text.optional().meta({ description: "The incident that makes it an emergency." })
}).superRefine(({ mode, approver, incident }, check) => {
	if (mode !== "emergency") return;
	const lacking = {
		approver,
		incident
	};
	for (const [field, value] of Object.entries(lacking)) if (value === void 0) check.addIssue({
		code: "custom",
		path: [field],
		message: "an emergency must name it"
	});
});
function readNotices(files) {
	const notices = [];
	const problems = [];
	for (const { path, content, sha256 } of files) {
		const read = parseRecord(path, content, NoticeSchema);
		if (!read.ok) {
			problems.push(...read.problems);
			continue;
		}
		const { id, changes, codes, fallback, mode, approver, incident } = read.value;
		const at = locate(path, read.document.near("/id"));
		const earlier = notices.find((other) => other.id === id);
		if (earlier !== void 0) problems.push({
			message: `has the id ${id} of ${earlier.path}`,
			at
		});
		notices.push({
			path,
			sha256,
			id,
			changes,
			codes,
			fallback,
			mode,
			approver,
			incident,
			at
		});
	}
	return {
		notices,
		problems
	};
}

// shared/domain/notice/gather.ts
async function gatherNotices(source, policy, changes) {
	const calendar = await readCalendar(policy.calendar, source.tree);
	const files = await noticeFiles(source, policy.files);
	const { notices, problems } = readNotices(files.read);
	const announcements = /* @__PURE__ */ new Map();
	for (const notice of notices) {
		const bytes = files.read.find(({ path }) => path === notice.path);
		if (bytes !== void 0 && notice.changes.some((change) => changes.includes(change))) announcements.set(notice.path, await announcementFor(source, policy, notice, bytes.content));
	}
	return {
		notices,
		announcements,
		calendar: calendar.ok ? calendar.calendar : { because: calendar.because },
		periods: policy,
		problems: [...files.problems, ...problems],
		calendarProblems: calendar.ok ? [] : calendar.problems,
		unknown: files.unknown
	};
}
async function noticeFiles({ tree, matcher }, globs) {
	const [listed, matches] = [await tree.list(), await matcher(globs)];
	const found = {
		read: [],
		problems: [],
		unknown: listed.ok ? void 0 : listed.because
	};
	for (const path of listed.ok ? listed.paths.filter((each) => matches(each)) : []) {
		const file = await tree.read(path, landedMaxBytes);
		if (file.found) found.read.push({
			path,
			content: file.content,
			sha256: file.sha256
		});
		else if (file.because !== void 0) found.unknown ??= file.because;
		else found.problems.push({
			message: file.message,
			at: { path }
		});
	}
	return found;
}
async function announcementFor({ folder, ref, history, github, repository }, policy, { path }, content) {
	if (github === void 0 || repository === void 0) return {
		ok: false,
		because: {
			code: "NO_CREDENTIAL",
			message: `when ${path} was announced cannot be asked for without a token and a repository`,
			needs: "the input token, with contents: read and pull-requests: read"
		}
	};
	if (ref === void 0) return {
		ok: false,
		because: {
			code: "NO_BASE",
			message: `${path} is not of a base, so that it is not announced yet as far as is known`,
			needs: "a run for a base"
		}
	};
	const whole = `${folder}${path}`;
	const line = lineOf(history, whole, ref, landedMaxBytes);
	return announcementOf(github, {
		repository,
		path: whole,
		ref,
		content
	}, policy["announced-by"], line);
}

// shared/domain/notice/judge.ts
function judgeNotice(change, facts) {
	const naming = facts.notices.filter(({ changes }) => changes.includes(change.fingerprint));
	const [notice, second] = naming;
	if (notice === void 0 && facts.unknown !== void 0) {
		const unverified = {
			status: "unverified",
			because: facts.unknown
		};
		return {
			given: unverified,
			period: unverified
		};
	}
	if (notice === void 0) return notAnnounced(change, facts);
	if (second !== void 0) {
		const paths = naming.map(({ path }) => path);
		return {
			given: {
				status: "failed",
				problem: `${naming.length} notices name the change ${change.fingerprint}: ${listed(paths)}`,
				expected: "one notice",
				actual: paths,
				fix: "keep one of them; it is not known which period holds",
				at: second.at
			},
			period: open("two notices name the change", "one notice for it")
		};
	}
	const agreed = agrees(change, notice);
	const given = facts.unknown === void 0 || agreed.status !== "passed" ? agreed : {
		status: "unverified",
		because: facts.unknown
	};
	const answer = facts.announcements.get(notice.path);
	if (answer === void 0) return {
		notice,
		given,
		period: open(`nobody asked when ${notice.path} was announced`, "its announcement")
	};
	if (!answer.ok) return {
		notice,
		given,
		period: {
			status: "unverified",
			because: answer.because
		}
	};
	const announcement = answer.data;
	if (announcement === void 0) return {
		notice,
		given,
		period: {
			status: "failed",
			problem: `the notice ${notice.id} has landed, and no release holds it yet, so that it is not announced`,
			expected: "a release that holds it",
			actual: null,
			fix: `publish a release with ${notice.path} as it is now`,
			at: notice.at
		}
	};
	return {
		notice,
		announcement,
		given,
		...judgePeriod(notice, announcement, facts)
	};
}
function judgePeriod(notice, announcement, { calendar, periods, moment }) {
	const lead = leadOf(notice.mode, periods);
	const end = endOf(announcement.at, lead, calendar);
	if ("because" in end) return { period: {
		status: "unverified",
		because: end.because
	} };
	const at = "at" in end ? end.at : end.atLeast;
	if (at > moment.earliest) {
		const open = "at" in end ? "" : " at the earliest";
		const when = Number.isFinite(at) ? `${timeText(at, calendar)}${open}` : "an unknown time";
		return {
			..."at" in end ? { earliest: at } : {},
			period: tooEarly(notice, announcement, leadText(lead), when, at, moment)
		};
	}
	if ("unknown" in end) return { period: {
		status: "unverified",
		because: end.unknown
	} };
	return {
		earliest: at,
		period: passed
	};
}
function endOf(announced, lead, calendar) {
	if (!("because" in calendar)) return earliest(announced, lead, calendar);
	return "hours" in lead ? { at: announced + lead.hours * 36e5 } : calendar;
}
function timeText(time, calendar) {
	return "because" in calendar ? isoTime(time) : momentText(time, calendar);
}
function tooEarly(notice, { at, by }, lead, when, end, { earliest: now }) {
	const ahead = at > now ? ", which is after the moment that is judged" : "";
	return {
		status: "failed",
		problem: `the notice ${notice.id} was announced by ${by}${ahead}, and its period of ${lead} is not over: it passes from ${when}`,
		expected: `not before ${when}`,
		actual: [
			notice.sha256,
			at,
			end
		],
		fix: `wait until ${when}; an edit of ${notice.path} begins the period anew`,
		at: notice.at
	};
}
function notAnnounced(change, { notices, calendar, periods, moment }) {
	const codes = Object.keys(change.codes ?? {});
	const kin = notices.filter((notice) => codes.some((code) => Object.hasOwn(notice.codes, code)));
	const other = kin.length === 0 ? "" : `; ${listed(kin.map(({ id, changes }) => `${id} announces ${listed(changes)}`))}, which is another change of the same code`;
	const lead = leadOf("standard", periods);
	const end = "because" in calendar ? void 0 : earliest(moment.latest, lead, calendar);
	const at = end === void 0 ? void 0 : "at" in end ? end.at : end.atLeast;
	const when = at === void 0 || "because" in calendar || !Number.isFinite(at) ? "" : `; announced now it would pass from ${momentText(at, calendar)}`;
	return {
		given: {
			status: "failed",
			problem: `no notice names the change ${change.fingerprint}${other}${when}`,
			expected: `a notice with ${change.fingerprint} under changes`,
			actual: null,
			fix: `bring a notice with changes: [${change.fingerprint}] to the default branch by a pull request of its own, and wait ${leadText(lead)}`
		},
		period: open("no notice names the change", "a notice for it"),
		...end !== void 0 && "at" in end ? { earliest: end.at } : {}
	};
}
function agrees({ codes = {} }, notice) {
	const differences = Object.entries(codes).flatMap(([code, statuses]) => {
		const said = Object.hasOwn(notice.codes, code) ? notice.codes[code] : void 0;
		if (said === void 0) return [`${code} is not among its codes`];
		const [theirs, ours] = [sorted(said), sorted(statuses)];
		return statuses.length === 0 || theirs === ours ? [] : [`${code} is announced with ${theirs}, and sent with ${ours}`];
	});
	if (differences.length === 0) return passed;
	return {
		status: "failed",
		problem: `the notice ${notice.id} does not say what the change says: ${differences.join("; ")}`,
		expected: codes,
		actual: notice.codes,
		fix: `announce what is sent, in ${notice.path}; that begins the period anew`,
		at: notice.at
	};
}
function sorted(statuses) {
	return [...new Set(statuses)].sort((a, b) => a - b).join(", ");
}
function leadOf(mode, periods) {
	return mode === "emergency" ? { hours: periods["emergency-hours"] } : { businessDays: periods["business-days"] };
}
function leadText(lead) {
	return "hours" in lead ? `${lead.hours} hours` : `${lead.businessDays} business days`;
}
function open(message, needs) {
	return {
		status: "unverified",
		because: {
			code: "NO_DATA",
			message,
			needs
		}
	};
}

export { gatherNotices, judgeEmergencyApproval, judgeNotice, judgeRollout, judgeSameDay };