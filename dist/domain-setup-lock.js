import { childPointer, decodeText, isCalendarDay, isObject, listed, lookUp, millisecondsPerDay, quote, stableJson, startOfDay } from "./shared.js";
import { isSaid } from "./parse.js";
import { locate } from "./core-location.js";
import { noData, passed, unverified } from "./domain-verdict.js";
import { milliseconds } from "./core-duration.js";
import { readSource } from "./domain-data-file.js";
import { deferralParts, formDescriptions, holdsToken, integrityProblem, malformation, shapeOf, vagueness, valueText } from "./domain-setup-lock-config.js";

// shared/domain/setup-lock/read.ts
const lockMaxBytes = 1048576;
const mostEntries = 1e3;
function readLock(lock, content) {
	const { path } = lock;
	const decoded = decodeText(content);
	if (!decoded.ok) return {
		ok: false,
		problems: [{
			message: decoded.message,
			at: {
				path,
				line: decoded.line
			}
		}]
	};
	const read = readSource({
		path,
		text: decoded.text
	});
	if (!read.ok) return {
		ok: false,
		problems: read.problems.map(({ message, pointer, position }) => ({
			message: `${pointer === "" ? "" : `${pointer} `}${message}`,
			at: locate(path, position)
		}))
	};
	const { document } = read;
	if (!isObject(document.value)) return {
		ok: false,
		problems: [{
			message: "is not an object",
			at: {
				path,
				line: 1
			}
		}]
	};
	const shape = shapeOf(lock);
	const list = shape.targets === void 0 ? void 0 : document.get(shape.targets);
	if (lock.targets.length > 0 && !Array.isArray(list)) {
		const at = locate(path, document.near(shape.targets ?? ""));
		return {
			ok: false,
			problems: [{
				message: `has no list at ${shape.targets ?? "no place"}`,
				at
			}]
		};
	}
	if (Array.isArray(list) && list.length > 1e3) {
		const at = locate(path, document.near(shape.targets ?? ""));
		return {
			ok: false,
			problems: [{
				message: `lists ${list.length} targets: more than ${mostEntries} are not read`,
				at
			}]
		};
	}
	const entries = (Array.isArray(list) ? list : []).map((value, index) => ({
		target: targetIn(document, path, shape, value, childPointer(shape.targets ?? "", index)),
		base: childPointer(shape.targets ?? "", index)
	}));
	const targets = entries.flatMap(({ target }) => target ?? []);
	const nameless = entries.filter(({ target }) => target === void 0).map(({ base }) => locate(path, document.near(base)));
	return {
		ok: true,
		lock: {
			status: textAt(document.value, shape.status),
			operating: textAt(document.value, shape["operating-mode"]),
			targets,
			nameless,
			value: (pointer) => document.get(pointer),
			at: (pointer) => locate(path, document.near(pointer))
		}
	};
}
function targetIn(document, path, shape, value, base) {
	const name = textAt(value, shape.name);
	if (!isObject(value) || name === void 0 || name.trim() === "") return void 0;
	return {
		name,
		status: textAt(value, shape["target-status"]),
		value: (pointer) => lookUp(value, pointer),
		at: (pointer) => locate(path, document.near(`${base}${pointer}`))
	};
}
function textAt(value, pointer) {
	const found = pointer === void 0 ? void 0 : lookUp(value, pointer);
	return typeof found === "string" ? found : void 0;
}
function fieldPointer(name) {
	return childPointer("", name);
}

// shared/domain/setup-lock/told.ts
function wrong(problem, expected, actual, fix, at) {
	return {
		status: "failed",
		problem,
		expected,
		actual: actual ?? null,
		fix,
		at
	};
}
function notAsked(why) {
	return {
		status: "not-applicable",
		why
	};
}

// shared/domain/setup-lock/diff.ts
function earlierLock(lock, before) {
	if (!("found" in before)) return {
		state: "unknown",
		because: before.because
	};
	if (!before.found) {
		if (before.because !== void 0) return {
			state: "unknown",
			because: before.because
		};
		return {
			state: "known",
			read: void 0
		};
	}
	const read = readLock(lock, before.content);
	if (read.ok) return {
		state: "known",
		read: read.lock
	};
	const message = `the lock ${lock.path} could not be read before the change`;
	return {
		state: "unknown",
		because: noData(message, "an earlier lock that can be read")
	};
}
async function judgeDiff(lock, before, after, files) {
	if (before === void 0) {
		const verdict = notAsked("there was no lock before");
		return {
			told: ["kept", "change-shown"].map((rule) => ({
				rule,
				about: [lock.id],
				verdict
			})),
			rows: []
		};
	}
	const told = [];
	const rows = [];
	for (const now of after) {
		const then = before.find(({ name }) => name === now.name);
		const changes = changesOf(then, now);
		const about = [lock.id, now.name];
		told.push({
			rule: "kept",
			about,
			at: now.at,
			verdict: keptVerdict(then, now, changes)
		});
		told.push({
			rule: "change-shown",
			about,
			at: now.at,
			verdict: await shownVerdict(now, changes, files)
		});
		rows.push(...rowsOf(then, now, changes));
	}
	return {
		told,
		rows
	};
}
function changesOf(then, now, of = "fields") {
	return now[of].flatMap(({ name, value: after }) => {
		const before = then?.[of].find((field) => field.name === name)?.value;
		return before === after ? [] : [{
			field: name,
			before,
			after
		}];
	});
}
function keptVerdict(then, now, changes) {
	const lost = changes.filter(({ before, after }) => before !== void 0 && after === void 0).map(({ field }) => field);
	const reopened = then?.state === "closed" && now.state !== "closed";
	if (lost.length === 0 && !reopened) return passed;
	const problem = [...reopened ? [`it was closed, and is ${now.state === "deferred" ? "deferred" : "not any more"}`] : [], ...lost.length === 0 ? [] : [`${listed(lost)} held a value before`]].join(", and ");
	return wrong(problem, "what it was, or more", [now.state, ...lost], "put the values back, or have the step back approved by a waiver");
}
async function shownVerdict({ name, target, state }, changes, files) {
	const gained = changes.filter(({ after }) => after !== void 0).map(({ field }) => field);
	if (state !== "closed") return notAsked(`${name} is not closed`);
	if (gained.length === 0) return passed;
	const paths = [target["smoke-test"]?.path, target.transcript?.path].filter((path) => path !== void 0);
	if (paths.length === 0) return notAsked("the policy asks for no evidence of it");
	const old = [];
	for (const path of new Set(paths)) {
		const [then, now] = [await files.earlier(path), await files.now(path)];
		const because = [then, now].find((each) => each?.found === false && each.because !== void 0);
		if (because?.found === false && because.because !== void 0) return unverified(because.because);
		if (!now.found) return unverified(noData(`the evidence ${path} ${now.message}`, `the file ${path}`));
		if (then?.found === true && then.sha256 === now.sha256) old.push(path);
	}
	if (old.length === 0) return passed;
	const problem = `${listed(gained)} changed, and ${listed(old)} did not`;
	return wrong(problem, "new evidence in the same change", old, `test ${name} again, and bring what came out as ${listed(old)}`);
}
function rowsOf(then, now, changes) {
	const state = then?.state ?? "missing";
	return [
		...state === now.state ? [] : [{
			cells: [
				now.name,
				"state",
				state,
				now.state
			],
			mark: now.state === "closed" ? "good" : "bad"
		}],
		...changes.map(({ field, before, after }) => ({
			cells: [
				now.name,
				field,
				before ?? "no value",
				after ?? "no value"
			],
			mark: after === void 0 ? "bad" : "good"
		})),
		...changesOf(then, now, "waits").map(({ field, before, after }) => ({
			cells: [
				now.name,
				field,
				before ?? "nothing",
				after ?? "nothing"
			],
			mark: "open"
		}))
	];
}

// shared/domain/setup-lock/plugins.ts
const pluginRules = [
	"plugin-list",
	"plugin-version",
	"plugin-integrity"
];
function judgePlugins(lock, read) {
	if (lock.plugins.length === 0) return pluginRules.map((rule) => ({
		rule,
		about: [lock.id],
		verdict: notAsked("the policy names no list of plug-ins")
	}));
	const versions = new Map();
	return lock.plugins.flatMap((list) => judgeList(lock, read, list, versions));
}
function judgeList(lock, read, list, versions) {
	const { id } = lock;
	const entries = read.value(list.at);
	const at = read.at(list.at);
	if (!Array.isArray(entries) || entries.length > 1e3) {
		const problem = Array.isArray(entries) ? `the list at ${list.at} has ${entries.length} entries: more than ${mostEntries} are not read` : `there is no list at ${list.at}`;
		const because = noData(problem, `the list ${list.at}`);
		return [{
			rule: "plugin-list",
			about: [id, list.at],
			at,
			verdict: wrong(problem, `a list of at most ${mostEntries} entries`, Array.isArray(entries) ? entries.length : entries, `put the list back at ${list.at}`)
		}, ...["plugin-version", "plugin-integrity"].map((rule) => ({
			rule,
			about: [id, list.at],
			at,
			verdict: unverified(because)
		}))];
	}
	const shape = shapeOf(lock);
	const told = [];
	const seen = new Map();
	for (const [index, entry] of entries.entries()) {
		const base = childPointer(list.at, index);
		const value = (pointer) => pointer === void 0 ? void 0 : lookUp(entry, pointer);
		const name = nameIn(entry, shape["plugin-id"], lock.placeholders);
		const shown = name ?? "";
		const count = (seen.get(fold(shown)) ?? 0) + 1;
		seen.set(fold(shown), count);
		const about = [
			id,
			list.at,
			name === void 0 || count > 1 ? `#${index + 1} ${shown}`.trim() : shown
		];
		const version = value(shape["plugin-version"]);
		const first = versions.get(fold(shown)) ?? {
			version,
			at: list.at
		};
		if (name !== void 0) versions.set(fold(shown), first);
		const other = first.at === list.at || first.version === version ? void 0 : first.at;
		const place = read.at(`${base}${shape["plugin-version"] ?? ""}`);
		told.push({
			rule: "plugin-list",
			about,
			at: read.at(base),
			verdict: entryVerdict(list, name, count)
		});
		told.push({
			rule: "plugin-version",
			about,
			at: place,
			verdict: versionVerdict(version, list, lock.placeholders, other)
		});
		told.push({
			rule: "plugin-integrity",
			about,
			at: read.at(`${base}${shape["plugin-integrity"] ?? ""}`),
			verdict: integrityVerdict(value, list, shape["plugin-integrity"])
		});
	}
	for (const name of list.required.filter((each) => !seen.has(fold(each)))) told.push({
		rule: "plugin-list",
		about: [
			id,
			list.at,
			name
		],
		at,
		verdict: wrong("is required, and is not in the list", name, "nothing", `install ${name}, and list it at ${list.at}`)
	});
	for (const rule of pluginRules) if (!told.some((each) => each.rule === rule)) {
		const because = noData(`the list ${list.at} is empty`, "an entry");
		told.push({
			rule,
			about: [id, list.at],
			at,
			verdict: unverified(because)
		});
	}
	return told;
}
function nameIn(entry, pointer, tokens) {
	const name = pointer === void 0 ? void 0 : lookUp(entry, pointer);
	if (typeof name !== "string" || !/^[A-Za-z0-9@][\x21-\x7e]{0,199}$/.test(name)) return void 0;
	return vagueness(name, tokens) === void 0 ? name : void 0;
}
function fold(name) {
	return name.toLowerCase();
}
function entryVerdict({ denied }, name, count) {
	if (name === void 0) return wrong("has no id in plain letters, digits and signs", "an id", null, "give it the id under which it is installed");
	if (count > 1) return wrong("is in the list more than once", 1, count, `leave one entry of ${name}`);
	return denied.some((each) => fold(each) === fold(name)) ? wrong("is denied by the policy", "not in the list", name, `remove ${name}, also where it is installed`) : passed;
}
function versionVerdict(value, { "short-commits": short }, tokens, other) {
	const expected = "one exact version such as 1.2.3, or a full commit id";
	const fix = "write the version or the commit that is installed";
	const vague = vagueness(value, tokens);
	if (vague !== void 0) return wrong(`its version ${vague}`, expected, value, fix);
	if (other !== void 0) return wrong(`its version is another one than at ${other}`, "the same version", value, fix);
	const text = valueText(value);
	if (malformation(text, "version", []) === void 0 || malformation(text, "commit", []) === void 0) return passed;
	if (/^[0-9a-f]{7,39}$/.test(text) && /[0-9]/.test(text)) {
		if (short) return passed;
		return wrong(`its version ${quote(text)} is the beginning of a commit id`, expected, value, "write the whole commit id");
	}
	return wrong(`its version ${quote(text)} is neither one exact version nor a commit`, expected, value, fix);
}
function integrityVerdict(value, { integrity }, pointer) {
	if (integrity === void 0) return notAsked("the policy asks for no integrity");
	const { where, except } = integrity;
	const kind = where === void 0 ? void 0 : value(where);
	if (typeof kind === "string" && except.includes(kind)) return notAsked(`the policy asks for none where ${where} is ${quote(kind)}`);
	const found = value(pointer);
	const problem = integrityProblem(found);
	return problem === void 0 ? passed : wrong(problem, "sha512- and the base64 of the digest", found, "write the integrity that the registry gives for that version, or have its kind excepted by the policy");
}
function judgePluginSteps(lock, before, now) {
	if (before === void 0) return [];
	const shape = shapeOf(lock);
	return lock.plugins.flatMap(({ at }) => {
		const then = entriesIn(before, at, shape, lock.placeholders);
		return [...entriesIn(now, at, shape, lock.placeholders)].flatMap(([key, { name, version, integrity, base }]) => {
			const earlier = then.get(key);
			if (earlier === void 0 || integrityProblem(earlier.integrity) !== void 0) return [];
			const about = [
				lock.id,
				at,
				name
			];
			const place = now.at(base);
			const lost = integrityProblem(integrity) !== void 0;
			const told = [{
				rule: "kept",
				about,
				at: place,
				verdict: lost ? wrong("had an integrity before the change", earlier.integrity, integrity, `write the integrity of ${name} again, or have the step back approved by a waiver`) : passed
			}];
			if (lost || version === earlier.version === (integrity === earlier.integrity)) return told;
			const shown = wrong(version === earlier.version ? "has another integrity under the same version" : "has another version, and the integrity of the one before", "version and integrity that change together", [version ?? null, integrity ?? null], `write version and integrity of what is installed, or have the correction approved by a waiver`);
			return [...told, {
				rule: "change-shown",
				about,
				at: place,
				verdict: shown
			}];
		});
	});
}
function entriesIn(read, at, shape, tokens) {
	const list = read.value(at);
	return new Map((Array.isArray(list) && list.length <= 1e3 ? list : []).flatMap((entry, index) => {
		const name = nameIn(entry, shape["plugin-id"], tokens);
		if (name === void 0) return [];
		const value = (pointer) => pointer === void 0 ? void 0 : lookUp(entry, pointer);
		const [version, integrity] = [value(shape["plugin-version"]), value(shape["plugin-integrity"])];
		return [[fold(name), {
			name,
			version,
			integrity,
			base: childPointer(at, index)
		}]];
	}));
}

// shared/domain/setup-lock/state.ts
function stateOf({ modes }, { status }) {
	return status !== void 0 && Object.hasOwn(modes, status) ? modes[status] : void 0;
}
function judgeState(lock, read, mode) {
	const shape = shapeOf(lock);
	return [{
		rule: "mode",
		about: [lock.id],
		verdict: modeVerdict(lock, read, mode, shape)
	}, ...ownPolicy(lock, read, mode, shape).map((each) => ({
		...each,
		rule: "own-policy"
	}))];
}
function modeVerdict({ id, path, modes }, read, mode, shape) {
	const at = shape.status === void 0 ? { path } : read.at(shape.status);
	const accepted = Object.keys(modes);
	if (mode === void 0) {
		const said = read.status === void 0 ? "says nothing of its mode" : `says ${quote(read.status)}, which the policy does not accept`;
		return wrong(`the lock ${said}`, accepted, read.status, `set up what is missing, and write ${listed(accepted)} at ${shape.status ?? "its status"}`, at);
	}
	if (mode.operating === void 0 || mode.operating === read.operating) return passed;
	const place = shape["operating-mode"] === void 0 ? at : read.at(shape["operating-mode"]);
	const problem = `${id} is ${quote(read.status ?? "")}, and its operating mode is not the one of that`;
	return wrong(problem, mode.operating, read.operating, `write ${mode.operating} at ${shape["operating-mode"] ?? "its operating mode"}`, place);
}
function ownPolicy(lock, read, mode, shape) {
	const { id } = lock;
	const needsSmokeTest = lock.targets.some((target) => target["smoke-test"] !== void 0);
	const told = [
		[
			"own-count",
			mode === void 0 ? void 0 : neededCount(lock, mode),
			(value) => value === (mode === void 0 ? void 0 : neededCount(lock, mode))
		],
		[
			"own-deferred",
			mode?.deferred,
			(value) => sameNames(value, mode?.deferred ?? [])
		],
		[
			"own-placeholder",
			lock.placeholders,
			(value) => typeof value === "string" && lock.placeholders.includes(value)
		],
		[
			"own-runbook",
			lock.runbook ?? null,
			(value) => value === lock.runbook
		],
		[
			"own-smoke-test",
			needsSmokeTest,
			(value) => value === needsSmokeTest
		]
	].flatMap(([part, expected, holds]) => {
		const pointer = shape[part];
		const value = pointer === void 0 ? void 0 : read.value(pointer);
		if (pointer === void 0 || value === void 0) return [];
		const about = [id, pointer];
		const at = read.at(pointer);
		if (mode === void 0 && (part === "own-count" || part === "own-deferred")) return [{
			about,
			at,
			verdict: unverified(noData("the mode of the lock is not known to the policy", "a mode of the policy"))
		}];
		return [{
			about,
			at,
			verdict: holds(value) ? passed : wrong("is not what the policy says", expected, value, expected === void 0 || expected === null ? "take it out of the lock, or have the policy ask for it" : `write ${stableJson(expected)}, or have the policy changed`)
		}];
	});
	return told.length > 0 ? told : [{
		about: [id],
		verdict: notAsked("the lock gives itself no rules")
	}];
}
function sameNames(value, names) {
	if (!Array.isArray(value)) return false;
	const [said, meant] = [new Set(value), new Set(names)];
	return said.size === meant.size && [...said].every((each) => meant.has(each));
}
function neededCount({ targets }, mode) {
	const needed = targets.filter(({ name }) => !mode.deferred.includes(name));
	return mode["concrete-fields"] ?? needed.reduce((sum, { fields }) => sum + Object.keys(fields).length, 0);
}

// shared/domain/setup-lock/targets.ts
function targetStates(lock, read) {
	const shape = shapeOf(lock);
	return lock.targets.map((target) => {
		const { name } = target;
		const found = read.targets.find((each) => each.name === name);
		const state = stateIn(lock, found);
		const fields = Object.keys(target.fields).map((field) => {
			const value = found?.value(fieldPointer(field));
			return {
				name: field,
				value: vagueness(value, lock.placeholders, field) === void 0 ? valueText(value) : void 0
			};
		});
		return {
			name,
			target,
			state,
			fields,
			waits: deferralParts.map((part) => {
				const pointer = shape[part];
				const value = pointer === void 0 ? void 0 : found?.value(pointer);
				return {
					name: part,
					value: typeof value === "string" ? value : void 0
				};
			}),
			concrete: state === "closed" ? fields.filter(({ value }) => value !== void 0).length : 0,
			sound: true,
			at: found?.at("") ?? { path: lock.path }
		};
	});
}
function stateIn({ closed, deferred }, found) {
	if (found === void 0) return "missing";
	if (found.status !== void 0 && closed.includes(found.status)) return "closed";
	return found.status !== void 0 && deferred.includes(found.status) ? "deferred" : "unknown";
}
function judgeTargets(lock, read, mode, now) {
	if (lock.targets.length === 0) return {
		told: [
			"targets",
			"concrete",
			"form",
			"deferral",
			"counts"
		].map((rule) => ({
			rule,
			about: [lock.id],
			verdict: notAsked("the policy names no target")
		})),
		targets: []
	};
	const states = targetStates(lock, read);
	const shape = shapeOf(lock);
	const told = [...strangers(lock, read)];
	for (const each of states) {
		told.push({
			rule: "targets",
			about: [lock.id, each.name],
			at: each.at,
			verdict: allowed(lock, read, mode, each)
		});
		told.push(...judgeFields(lock, read, each));
		told.push(...judgeDeferral(lock, read, shape, each, now));
	}
	told.push(countVerdict(lock, mode, states));
	const failed = new Set(told.flatMap(({ about, verdict }) => verdict.status === "failed" ? [about[1]] : []));
	return {
		told,
		targets: states.map((each) => ({
			...each,
			sound: !failed.has(each.name)
		}))
	};
}
function strangers({ id, targets }, read) {
	const fix = "name it in the policy, with what it must have, or take it out of the lock";
	const known = new Set(targets.map(({ name }) => name));
	return [...[...new Map(read.targets.filter(({ name }) => !known.has(name)).map((each) => [each.name, each])).values()].map((each) => ({
		rule: "targets",
		about: [id, each.name],
		at: each.at(""),
		verdict: wrong("is in the lock, and the policy does not know it", [...known], each.name, fix)
	})), ...read.nameless.length === 0 ? [] : [{
		rule: "targets",
		about: [id],
		at: read.nameless[0],
		verdict: wrong(`${read.nameless.length} entries have no name`, "a name", null, "give each a name, or take it out of the lock")
	}]];
}
function allowed({ closed, deferred, path }, { targets }, mode, { name, state }) {
	const same = targets.filter((each) => each.name === name);
	if (state === "missing") return wrong("is not in the lock", name, "nothing", `put ${name} back into ${path}`);
	if (same.length > 1) return wrong(`is in the lock ${same.length} times`, 1, same.length, `leave one entry of ${name} in ${path}`, same[1]?.at(""));
	const [found] = same;
	if (state === "unknown") return wrong(found?.status === void 0 ? "says nothing of its state" : `has the state ${quote(found.status)}, which the policy does not know`, [...closed, ...deferred], found?.status, `write ${listed([...closed, ...deferred])}, whichever is true`);
	if (state === "closed") return passed;
	if (mode === void 0) return unverified(noData("whether it may wait depends on a mode that the policy does not accept", "a mode of the policy"));
	return mode.deferred.includes(name) ? passed : wrong("is deferred, and the mode of the lock does not allow that", closed, found?.status, `set ${name} up, or claim a mode in which it may wait`);
}
function judgeFields(lock, read, { name, target, state }) {
	const found = read.targets.find((each) => each.name === name);
	return Object.entries(target.fields).flatMap(([field, form]) => {
		const about = [
			lock.id,
			name,
			field
		];
		if (found === void 0 || state === "missing") {
			const because = noData(`${name} is not in the lock`, `${name} in ${lock.path}`);
			return ["concrete", "form"].map((rule) => ({
				rule,
				about,
				verdict: unverified(because)
			}));
		}
		if (state === "deferred") return ["concrete", "form"].map((rule) => ({
			rule,
			about,
			verdict: notAsked(`${name} is deferred`)
		}));
		const pointer = fieldPointer(field);
		const value = found.value(pointer);
		const at = found.at(pointer);
		const vague = vagueness(value, lock.placeholders, field);
		if (vague !== void 0) {
			const fix = `write the value of what was set up, or defer ${name} with a reason`;
			const because = noData(`the field ${vague}`, "a concrete value");
			return [{
				rule: "concrete",
				about,
				at,
				verdict: wrong(`the field ${vague}`, formDescriptions[form], value, fix)
			}, {
				rule: "form",
				about,
				at,
				verdict: unverified(because)
			}];
		}
		const bad = malformation(valueText(value), form, lock.hosts);
		return [{
			rule: "concrete",
			about,
			at,
			verdict: passed
		}, {
			rule: "form",
			about,
			at,
			verdict: bad === void 0 ? passed : wrong(`the value ${bad}`, formDescriptions[form], value, `write ${formDescriptions[form]}`)
		}];
	});
}
function judgeDeferral(lock, read, shape, { name, state }, now) {
	const found = read.targets.find((each) => each.name === name);
	if (state === "closed") return [{
		rule: "deferral",
		about: [lock.id, name],
		verdict: notAsked(`${name} is closed`)
	}];
	if (state !== "deferred" || found === void 0) {
		const because = noData(`${name} has no state that the policy knows`, `the state of ${name}`);
		return [{
			rule: "deferral",
			about: [lock.id, name],
			verdict: unverified(because)
		}];
	}
	const saysUntil = shape.until !== void 0 && found.value(shape.until) !== void 0;
	return [...new Set([...lock["deferral-needs"], ...saysUntil ? ["until"] : []])].map((part) => {
		const pointer = shape[part] ?? "";
		return {
			rule: "deferral",
			about: [
				lock.id,
				name,
				part
			],
			at: found.at(pointer),
			verdict: deferralVerdict(lock, found, part, pointer, now)
		};
	});
}
function deferralVerdict({ placeholders, "longest-deferral": longest }, found, part, pointer, now) {
	const value = found.value(pointer);
	const expected = {
		rationale: "why it waits",
		owner: "who closes it",
		until: "its last day, YYYY-MM-DD"
	}[part];
	const fix = `write ${expected} at ${pointer} of ${found.name}`;
	if (value === void 0) return wrong(`it is deferred, and there is no ${part}`, expected, null, fix);
	if (!(typeof value === "string" && (part === "rationale" ? isReason(value, placeholders, pointer) : vagueness(value, placeholders, pointer) === void 0))) return wrong(`its ${part} says nothing`, expected, value, fix);
	if (part !== "until") return passed;
	if (!isCalendarDay(value)) return wrong("its end is no day", expected, value, fix);
	const left = startOfDay(value) + millisecondsPerDay - now;
	if (left <= 0) return wrong("its time is over", "a day to come", value, `set ${found.name} up, or have the deferral renewed`);
	return left <= milliseconds(longest) + 864e5 ? passed : wrong(`it waits longer than ${longest}`, `a day within ${longest}`, value, `write an earlier day at ${pointer} of ${found.name}`);
}
function isReason(value, tokens, pointer) {
	return isSaid(value) && !holdsToken(value, tokens) && vagueness(value, [], pointer) !== "holds its own name";
}
function countVerdict(lock, mode, states) {
	const about = [lock.id];
	if (mode === void 0) {
		const because = noData("how many are needed depends on a mode that the policy does not accept", "a mode of the policy");
		return {
			rule: "counts",
			about,
			verdict: unverified(because)
		};
	}
	const needed = neededCount(lock, mode);
	const counted = states.reduce((sum, { concrete }) => sum + concrete, 0);
	const problem = `${counted} fields of closed targets are concrete, and not ${needed}`;
	return {
		rule: "counts",
		about,
		verdict: counted >= needed ? passed : wrong(problem, needed, counted, "set up what is missing")
	};
}

export { earlierLock, judgeDiff, judgePluginSteps, judgePlugins, judgeState, judgeTargets, lockMaxBytes, notAsked, readLock, stateOf, targetStates, wrong };