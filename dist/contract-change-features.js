import { Login, Text, isCommitId, isoTime, listed, sha256 } from "./shared.js";
import { _enum, array, number, record, strictObject, string, union } from "./vendor.js";
import { becauseOf, changedPaths, judgedUnit, patternMatcher } from "./domain-change-set.js";
import { isPlaceholder } from "./parse.js";
import { locate } from "./core-location.js";
import { fileAt, namedRepository, tipOf } from "./domain-repository.js";
import { failed, noData, passed, unverified } from "./domain-verdict.js";
import { milliseconds } from "./core-duration.js";
import { demands } from "./domain-contract-surface-config.js";
import { askedOf, compareSurface, seenUnit, settled, told } from "./contract-change.control.js";
import { changesFingerprint } from "./domain-contract-surface.js";
import { readSource } from "./domain-data-file.js";
import { parseDocument, parseRecord } from "./domain-record.js";
import { judgeCheck } from "./domain-check-run.js";
import { mergedPullOf } from "./domain-approval.js";
import { landedMaxBytes, landingOf, releaseWith } from "./domain-landing.js";
import { lineOf } from "./domain-branch-line.js";
import { earliest, momentText, readCalendar } from "./domain-calendar.js";

// shared/domain/change-set/brought-content.ts
const maxBytes = 1048576;
async function broughtContent(judged, patterns) {
	const kept = [];
	let because;
	for (const change of judged.changes.all) {
		const { path } = change;
		if (!patterns.some((each) => each.matches(path) || path.startsWith(`${each.pattern}/`))) continue;
		const answer = await bringsContent(judged, change);
		if (answer === true) kept.push(change);
		else if (answer !== false) because ??= answer;
	}
	return {
		brought: judgedUnit(judged.unit, changedPaths(kept)),
		because
	};
}
async function bringsContent({ unit }, change) {
	if (change.kind === "deleted" || change.copiedFrom !== void 0) return false;
	const now = await unit.after.read(change.path, maxBytes);
	if (!now.found) return now.reason === "unreadable" ? becauseOf(now) : now.reason === "too-large";
	return hasSaid(now.content);
}
function hasSaid(content) {
	return content.some((byte, index) => byte > 32 && !(index < 3 && byteOrderMark[index] === byte));
}
const byteOrderMark = [
	239,
	187,
	191
];

// shared/domain/contract-surface/endpoints.ts
function namedEndpoint(text) {
	const match = /^(?:([A-Za-z]+)\s+)?(\/[^\s?#]*)(?:[?#]\S*)?$/.exec(text.trim());
	if (match === null) return void 0;
	const path = (match[2] ?? "").replace(/\{[^{}]*\}/g, "{}").replace(/\/:[A-Za-z_]\w*/g, "/{}");
	return {
		method: match[1]?.toUpperCase(),
		path
	};
}
function hasEndpoint(operations, { method, path }) {
	if (method !== void 0) return operations.has(`${method} ${path}`);
	return [...operations].some((operation) => operation.slice(operation.indexOf(" ") + 1) === path);
}

// actions/contract-change/listed.ts
async function readList(texts, place, noun, single) {
	const text = await texts(place.path);
	if (text.state === "unknown") return { because: text.because };
	if (text.state !== "text") return { missing: text.message };
	const { textsListed } = await import("./domain-contract-surface-list-place.js");
	return { list: textsListed(place, text.text, noun, single) };
}

// shared/domain/contract-surface/envelope-payload.ts
function payloadFindings(document, fields, at = "") {
	return demands(fields).map(([demand, field]) => {
		const pointer = `${at}${field}`;
		const there = document.get(pointer) !== void 0;
		const holds = demand === "optional" || there === (demand === "requires");
		return {
			demand,
			field,
			holds,
			because: holds ? void 0 : there ? `has ${field}, which is forbidden` : `has no ${field}, which is required`,
			pointer,
			position: document.keyAt(pointer) ?? document.near(pointer)
		};
	});
}

// shared/domain/contract-surface/code-differences.ts
function codeDifferences(lists) {
	const places = new Map();
	for (const { list } of lists) for (const { text: code, at } of list.items) {
		const present = places.get(code) ?? [];
		present.push({
			path: list.path,
			at
		});
		places.set(code, present);
	}
	const found = [];
	for (const { list, complete } of lists) {
		if (!complete) continue;
		const own = new Set(list.items.map(({ text }) => text));
		for (const [code, present] of places) if (!own.has(code)) found.push({
			code,
			list,
			missing: {
				path: list.path,
				at: list.at
			},
			present
		});
	}
	return found;
}

// shared/domain/contract-surface/version-name.ts
function namedVersions(template, before, after) {
	return template.replaceAll("{from}", versionName(before)).replaceAll("{to}", versionName(after));
}
function versionName(version) {
	const name = version.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
	return /^[a-z0-9]+(?:\.[a-z0-9]+)*$/.test(version) ? name : [name, sha256(version).slice(0, 8)].join("-").replace(/^-/, "");
}

// actions/contract-change/since.ts
async function changesSince(ctx, { surface, files, parse }, from, to) {
	if (from === to) return {
		changes: [],
		because: void 0,
		aside: false
	};
	const answer = await ctx.policy.history.units({ range: `${from}..${to}` });
	if (!answer.ok) return {
		changes: [],
		because: answer.because,
		aside: false
	};
	const since = {
		changes: [],
		because: void 0,
		aside: answer.units.some(({ base }) => base !== from)
	};
	for (const unit of answer.units) {
		const seen = await seenUnit(below(unit, ctx.policy.folder));
		const { changes, unknown } = await compareSurface(seen, surface, files, [], parse);
		since.changes.push(...changes.filter((change) => change.class !== "docs"));
		since.because ??= unknown;
	}
	return since;
}
function below(unit, folder) {
	const tree = (whole) => ({
		...whole,
		read: async (path, maxBytes) => ({
			...await whole.read(`${folder}${path}`, maxBytes),
			path
		})
	});
	return {
		...unit,
		before: tree(unit.before),
		after: tree(unit.after)
	};
}

// shared/domain/notice/emergency.ts
function judgeSameDay(parts) {
	const missing = parts.filter(({ updated }) => updated === false);
	if (missing.length > 0) {
		const names = listed(missing.map(({ name }) => name));
		const words = missing.map(({ name, patterns }) => patterns.length === 0 ? `${name}, whose files the configuration of the surface must name` : `${name}: ${listed(patterns)}`);
		return failed({
			problem: `an emergency brings its docs, spec and tests along on the same day, and ${names} are not updated by this change itself`,
			expected: words,
			actual: null,
			fix: `update ${words.join("; ")} in the same change`
		});
	}
	const [because] = parts.flatMap(({ updated }) => typeof updated === "boolean" ? [] : [updated.because]);
	return because === void 0 ? passed : unverified(because);
}
function judgeEmergencyApproval(notice, approvals) {
	if (notice.mode !== "emergency") return {
		status: "not-applicable",
		why: "the notice is no emergency"
	};
	if (!approvals.ok) return unverified(approvals.because);
	const approver = notice.approver ?? "";
	const { approvals: given, openedByBot } = approvals.data;
	const found = given.some(({ by }) => by.toLowerCase() === approver.toLowerCase());
	if (found && (!openedByBot || given.length > 1)) return passed;
	if (found) return failed({
		problem: `the pull request with the emergency notice ${notice.id} was opened by an app, and only ${approver}, who may stand behind it, approved it`,
		expected: "the approval of a second listed person",
		actual: given.map(({ by }) => by),
		fix: `have a pull request with ${notice.path} approved by another listed person besides ${approver}`,
		at: notice.at
	});
	const refused = approvals.data.refused.find(({ by }) => by.toLowerCase() === approver.toLowerCase());
	return failed({
		problem: `the emergency notice ${notice.id} names ${approver} as its approver, who ${refused === void 0 ? "did not approve the pull request that brought it" : refused.why}`,
		expected: `an approval by ${approver} of the pull request that brought the notice`,
		actual: given.map(({ by }) => by),
		fix: `have a pull request with ${notice.path} approved by a listed person whom the notice names`,
		at: notice.at
	});
}
function judgeRollout(notice, repins) {
	if (notice.mode !== "emergency") return {
		status: "not-applicable",
		why: "the notice is no emergency"
	};
	const lacking = repins.filter(({ verdict }) => verdict.status === "failed" || verdict.status === "not-applicable");
	if (lacking.length > 0 || repins.length === 0) {
		const who = repins.length === 0 ? "no consumer is named that could" : `not by ${listed(lacking.map(({ consumer }) => consumer))}`;
		return failed({
			problem: `the emergency ${notice.id} is rolled out before its repin was validated: ${who}`,
			expected: "a validated repin of every consumer",
			actual: lacking.map(({ consumer }) => consumer),
			fix: "have the consumers repin and validate that, and roll out then",
			at: notice.at
		});
	}
	const open = repins.flatMap(({ verdict }) => verdict.status === "unverified" ? [verdict.because] : [])[0];
	return open === void 0 ? passed : unverified(open);
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

// shared/domain/record/filled-text.ts
const FilledText = Text.refine((text) => !isPlaceholder(text), "is a placeholder that nobody filled in");

// shared/domain/notice/notice.ts
const Statuses = union([number(), array(number()).min(1)]).transform((given) => [given].flat()).refine((all) => all.every((status) => Number.isInteger(status) && status >= 100 && status <= 599), { message: "expected HTTP statuses from 100 to 599" });
const NoticeSchema = strictObject({
	id: string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, "expected letters, digits, dots, hyphens and underscores").meta({ description: "A name of your own." }),
	title: FilledText.optional().meta({ description: "What it is called, for people." }),
	changes: array(string().regex(/^[A-Za-z0-9][A-Za-z0-9:._-]{7,127}$/, "expected the fingerprint of a change, as contract-change shows it")).min(1).refine((changes) => new Set(changes).size === changes.length, "names a change twice").meta({ description: "The fingerprints of the announced changes; another change has another one." }),
	codes: record(string().min(1), Statuses).default({}).meta({ description: "Each added error code, with the HTTP statuses with which it is sent." }),
	fallback: FilledText.meta({ description: "What a consumer does that does not know the change yet." }),
	mode: _enum(["standard", "emergency"]).meta({ description: "Standard waits for its period; an emergency needs approver and incident." }),
	approver: Login.optional().meta({ description: "Who approved an emergency; the approval itself is that of the pull request with the notice." }),
	incident: FilledText.optional().meta({ description: "The incident that makes it an emergency." })
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
	const announcements = new Map();
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
		const unknown = unverified(facts.unknown);
		return {
			given: unknown,
			period: unknown
		};
	}
	if (notice === void 0) return notAnnounced(change, facts);
	if (second !== void 0) {
		const paths = naming.map(({ path }) => path);
		return {
			given: failed({
				problem: `${naming.length} notices name the change ${change.fingerprint}: ${listed(paths)}`,
				expected: "one notice",
				actual: paths,
				fix: "keep one of them; it is not known which period holds",
				at: second.at
			}),
			period: unverified(noData("two notices name the change", "one notice for it"))
		};
	}
	const agreed = agrees(change, notice);
	const given = facts.unknown === void 0 || agreed.status !== "passed" ? agreed : unverified(facts.unknown);
	const answer = facts.announcements.get(notice.path);
	if (answer === void 0) return {
		notice,
		given,
		period: unverified(noData(`nobody asked when ${notice.path} was announced`, "its announcement"))
	};
	if (!answer.ok) return {
		notice,
		given,
		period: unverified(answer.because)
	};
	const announcement = answer.data;
	if (announcement === void 0) return {
		notice,
		given,
		period: failed({
			problem: `the notice ${notice.id} has landed, and no release holds it yet, so that it is not announced`,
			expected: "a release that holds it",
			actual: "nothing",
			fix: `publish a release with ${notice.path} as it is now`,
			at: notice.at
		})
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
	if ("because" in end) return { period: unverified(end.because) };
	const at = "at" in end ? end.at : end.atLeast;
	if (at > moment.earliest) {
		const open = "at" in end ? "" : " at the earliest";
		const when = Number.isFinite(at) ? `${timeText(at, calendar)}${open}` : "an unknown time";
		return {
			..."at" in end ? { earliest: at } : {},
			period: tooEarly(notice, announcement, leadText(lead), when, at, moment)
		};
	}
	if ("unknown" in end) return { period: unverified(end.unknown) };
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
	return failed({
		problem: `the notice ${notice.id} was announced by ${by}${at > now ? ", which is after the moment that is judged" : ""}, and its period of ${lead} is not over: it passes from ${when}`,
		expected: `not before ${when}`,
		actual: [
			notice.sha256,
			at,
			end
		],
		fix: `wait until ${when}; an edit of ${notice.path} begins the period anew`,
		at: notice.at
	});
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
		given: failed({
			problem: `no notice names the change ${change.fingerprint}${other}${when}`,
			expected: `a notice with ${change.fingerprint} under changes`,
			actual: "nothing",
			fix: `bring a notice with changes: [${change.fingerprint}] to the default branch by a pull request of its own, and wait ${leadText(lead)}`
		}),
		period: unverified(noData("no notice names the change", "a notice for it")),
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
	return failed({
		problem: `the notice ${notice.id} does not say what the change says: ${differences.join("; ")}`,
		expected: codes,
		actual: notice.codes,
		fix: `announce what is sent, in ${notice.path}; that begins the period anew`,
		at: notice.at
	});
}
function sorted(statuses) {
	return [...new Set(statuses)].sort((a, b) => a - b).join(", ");
}
function leadOf(mode, periods) {
	return mode === "emergency" ? { hours: milliseconds(periods["emergency-period"]) / 36e5 } : { businessDays: periods["business-days"] };
}
function leadText(lead) {
	return "hours" in lead ? `${lead.hours} hours` : `${lead.businessDays} business days`;
}

// actions/contract-change/announced.ts
async function askedChange({ changes, seen }, policy) {
	const { statuses } = policy;
	const asked = askedOf(changes, policy);
	const [worst] = asked;
	if (worst === void 0) return void 0;
	const fingerprint = changesFingerprint(asked.map((change) => change.fingerprint));
	const codes = [...new Set(asked.flatMap(({ kind, who, value }) => who === "error-code" && kind === "value-added" && typeof value === "string" ? [value] : []))].sort();
	if (statuses === void 0 || codes.length === 0) return {
		change: {
			fingerprint,
			codes: Object.fromEntries(codes.map((code) => [code, []]))
		},
		worst
	};
	const text = await seen.after(statuses.path);
	if (text.state === "unknown") return {
		change: { fingerprint },
		worst,
		because: text.because
	};
	const read = text.state === "text" ? readSource(text) : void 0;
	const mapped = {};
	const lacking = [];
	for (const code of codes) {
		const table = read?.ok === true ? read.document.get(statuses.pointer) : void 0;
		const sent = [typeof table === "object" && table !== null && Object.hasOwn(table, code) ? Reflect.get(table, code) : null].flat().filter((each) => typeof each === "number");
		if (sent.length === 0) lacking.push(code);
		mapped[code] = sent;
	}
	const change = {
		fingerprint,
		codes: mapped
	};
	if (lacking.length === 0) return {
		change,
		worst
	};
	return {
		change,
		worst,
		problem: `${statuses.path} does not say at ${statuses.pointer} with which status ${lacking.join(", ")} is sent`
	};
}
async function landsAt(ctx, { seen: { unit } }) {
	const { event, repository } = ctx.subject;
	if ((event === "merge_group" || event === "local" || event.startsWith("pull_request")) && ctx.inputs.range === void 0) return { moment: ctx.time };
	const needs = "the pull request that brought it, and the input token with pull-requests: read";
	const github = ctx.github();
	if (github === void 0 || repository === void 0 || unit.head === void 0) return { because: {
		code: "NO_CREDENTIAL",
		message: `when ${unit.name} landed cannot be asked for without a token, a repository and a commit`,
		needs
	} };
	const pull = await mergedPullOf(github, repository, unit.head, unit.name);
	if (!pull.ok) return { because: pull.because };
	const at = pull.data.mergedAt;
	return { moment: {
		...ctx.time,
		earliest: Math.min(at, ctx.time.earliest)
	} };
}

// actions/contract-change/rollout.ts
const rule = "emergency-rollout";
const mostBytes = 1048576;
async function judgeRollouts(ctx, question) {
	const { comparison, change, policy, gathered } = question;
	const { surface, seen } = comparison;
	const fact = {
		surface: surface.id,
		unit: seen.unit.key
	};
	const emergencies = gathered.notices.filter(({ mode }) => mode === "emergency");
	const { rollout } = policy;
	if (rollout === void 0) {
		const own = emergencies.filter(({ changes }) => changes.includes(change?.change.fingerprint ?? ""));
		if (own.length > 0) return own.map((notice) => told(rule, {
			...fact,
			what: [notice.id]
		}, judgeRollout(notice, [])));
		return [{
			rule,
			fact,
			status: "not-applicable",
			why: "no emergency notice names the change"
		}];
	}
	const touched = await rollsOut(ctx, comparison, rollout.files);
	if (touched !== true && touched !== false) return [settled(rule, fact, touched.because)];
	if (!touched) return [{
		rule,
		fact,
		status: "not-applicable",
		why: "nothing is rolled out by it"
	}];
	if (emergencies.length === 0) {
		if (gathered.unknown !== void 0) return [settled(rule, fact, gathered.unknown)];
		return [{
			rule,
			fact,
			status: "not-applicable",
			why: "the base has no emergency notice"
		}];
	}
	const repins = [];
	for (const consumer of rollout.consumers) repins.push({
		consumer: consumer.repository,
		verdict: await repinOf(ctx, question, consumer)
	});
	return emergencies.map((notice) => told(rule, {
		...fact,
		what: [notice.id]
	}, withReasons(judgeRollout(notice, repins), repins)));
}
function withReasons(verdict, repins) {
	if (verdict.status !== "failed") return verdict;
	const reasons = repins.flatMap((repin) => repin.verdict.status === "failed" ? [repin.verdict.problem] : []);
	return reasons.length === 0 ? verdict : {
		...verdict,
		problem: `${verdict.problem} (${reasons.join("; ")})`,
		actual: reasons
	};
}
async function rollsOut(ctx, { seen: { judged, because, unit } }, patterns) {
	if (judged === void 0) {
		const message = `what ${unit.name} changes is not known`;
		return { because: because ?? {
			code: "NO_DATA",
			message,
			needs: "its changes"
		} };
	}
	let unknown;
	for (const pattern of patterns) {
		const { asks } = await judged.touch(await patternMatcher(pattern, (globs) => ctx.matcher(globs)), false);
		if (asks.is === "yes") return true;
		if (asks.is === "unknown") unknown ??= asks.because;
	}
	return unknown === void 0 ? false : { because: unknown };
}
async function repinOf(ctx, { comparison, parts }, { repository: name, pin, check, app }) {
	const unverified = (because) => ({
		status: "unverified",
		because
	});
	const wrong = (problem, actual) => ({
		status: "failed",
		problem: `${name} ${problem}`,
		expected: "a pin to this very contract",
		actual,
		fix: `have ${name} repin, and its check ${check} succeed on its default branch`
	});
	const repository = await namedRepository(ctx.github("consumer-token"), name, "the input consumer-token, which may read the repositories of the consumers");
	if (!repository.ok) return unverified(repository.because);
	const tip = await tipOf(repository.data);
	if (!tip.ok) return unverified(tip.because);
	const file = await fileAt(repository.data, pin.path, tip.data, mostBytes);
	if (file.state === "unknown") return unverified(file.because);
	if (file.state === "absent") return wrong(`has no pin ${pin.path}`, null);
	ctx.recorded(`${name}/${pin.path}`, tip.data, file.data);
	const read = parseDocument(pin.path, file.data);
	const pinned = read.ok ? read.document.get(pin.commit) : void 0;
	if (typeof pinned !== "string" || !isCommitId(pinned)) return wrong(`names no commit at ${pin.commit} of ${pin.path}`, pinned ?? null);
	const { head } = comparison.seen.unit;
	if (head === void 0) return unverified({
		code: "NO_DATA",
		message: "the work tree has no commit to which a consumer could be pinned",
		needs: "a commit"
	});
	const since = await changesSince(ctx, parts, pinned, head);
	if (since.aside) return wrong(`is pinned to commit ${pinned}, which is not in the history of ${head}`, pinned);
	if (since.changes.length > 0) return wrong(`is pinned to commit ${pinned}, since which the contract changed`, [pinned, since.changes.length]);
	if (since.because !== void 0) return unverified(since.because);
	return judgeCheck(repository.data.github, name, tip.data, {
		check,
		app
	});
}

export { askedChange, broughtContent, changesSince, codeDifferences, gatherNotices, hasEndpoint, judgeEmergencyApproval, judgeNotice, judgeRollouts, judgeSameDay, landsAt, namedEndpoint, namedVersions, payloadFindings, readList };