import { Text, formatPointer, isoTime } from "./shared.js";
import { array, strictObject, string } from "./vendor.js";
import { formats } from "./parse.js";
import { locate } from "./core-location.js";
import { addDays, minuteOf, weekdayOf, zoneOf } from "./domain-calendar-config.js";
import { counted } from "./core-counted.js";
import { parseRecord } from "./domain-record.js";

// shared/domain/calendar/calendar.ts
function calendarOf(settings, files) {
	const problems = contradictions(files);
	if (problems.length > 0) return {
		ok: false,
		problems
	};
	const holidays = new Set(files.flatMap((file) => file.holidays.map(({ day }) => day)));
	const regions = new Map();
	for (const { region, coverage } of files) regions.set(region, [...regions.get(region) ?? [], coverage]);
	const covered = [...regions.values()].map(joined).reduce((common, ranges) => common === void 0 ? ranges : common.flatMap((one) => ranges.flatMap((other) => meet(one, other))), void 0) ?? [];
	const weekend = new Set(settings.weekend);
	return {
		ok: true,
		calendar: {
			zone: zoneOf(settings["time-zone"]),
			cutOff: minuteOf(settings["cut-off"]),
			kindOf(day) {
				if (weekend.has(weekdayOf(day))) return "weekend";
				if (holidays.has(day)) return "holiday";
				return covered.some(({ from, to }) => from <= day && day <= to) ? "business" : "uncovered";
			},
			covered: covered.length === 0 ? "no day" : covered.map(({ from, to }) => `${from} to ${to}`).join(", ")
		}
	};
}
function contradictions(files) {
	return files.flatMap((file) => file.holidays.flatMap(({ day, name, at }) => files.filter((other) => other !== file && other.region === file.region && other.coverage.from <= day && day <= other.coverage.to && !other.holidays.some((theirs) => theirs.day === day)).map((other) => ({
		message: `has the holiday ${day} (${name}), and ${other.path}, which covers that day for ${file.region} too, has not`,
		at
	}))));
}
function joined(ranges) {
	const result = [];
	for (const { from, to } of [...ranges].sort((a, b) => a.from < b.from ? -1 : 1)) {
		const last = result.at(-1);
		if (last !== void 0 && from <= addDays(last.to, 1)) last.to = to > last.to ? to : last.to;
		else result.push({
			from,
			to
		});
	}
	return result;
}
function meet(one, other) {
	const from = one.from > other.from ? one.from : other.from;
	const to = one.to < other.to ? one.to : other.to;
	return from <= to ? [{
		from,
		to
	}] : [];
}

// shared/domain/calendar/calendar-file.ts
const { matches, describes } = formats.date;
const Day = string().refine(matches, `expected ${describes}`);
const CalendarFileSchema = strictObject({
	region: Text.default("all").meta({ description: "Whose holidays these are. Calendars of one region must agree where they overlap; of several regions a holiday of any is none of business." }),
	coverage: strictObject({
		from: Day.meta({ description: "The first day, YYYY-MM-DD." }),
		to: Day.meta({ description: "The last day." })
	}).refine(({ from, to }) => from <= to, "ends before it begins").meta({ description: "The first and the last day of which the calendar knows whether it is a holiday." }),
	holidays: array(strictObject({
		day: Day.meta({ description: "YYYY-MM-DD." }),
		name: Text.meta({ description: "What it is called." })
	})).default([]).meta({ description: "Days of the coverage that are no business days; the weekend is none anyway." })
});
function readCalendarFile(path, content) {
	const read = parseRecord(path, content, CalendarFileSchema);
	if (!read.ok) return read;
	const { value, document } = read;
	const { from, to } = value.coverage;
	const at = (index) => locate(path, document.near(formatPointer([
		"holidays",
		index,
		"day"
	])));
	const problems = [];
	const seen = new Map();
	for (const [index, { day, name }] of value.holidays.entries()) {
		const first = seen.get(day);
		if (first !== void 0) {
			const line = at(first).line ?? "unknown";
			problems.push({
				message: `has ${day} twice (${name}, and in line ${line})`,
				at: at(index)
			});
		}
		seen.set(day, first ?? index);
		if (day < from || day > to) problems.push({
			message: `has ${day} (${name}), which is outside of its coverage ${from} to ${to}`,
			at: at(index)
		});
	}
	if (problems.length > 0) return {
		ok: false,
		problems
	};
	const holidays = value.holidays.map(({ day, name }, index) => ({
		day,
		name,
		at: at(index)
	}));
	return {
		ok: true,
		file: {
			path,
			region: value.region,
			coverage: value.coverage,
			holidays
		}
	};
}

// shared/domain/calendar/read-calendar.ts
const mostBytes = 262144;
async function readCalendar(settings, tree) {
	const files = [];
	const problems = [];
	for (const path of settings.files) {
		const found = await tree.read(path, mostBytes);
		if (!found.found) {
			if (found.because !== void 0) return {
				ok: false,
				problems: [],
				because: found.because
			};
			problems.push({
				message: found.message,
				at: { path }
			});
			continue;
		}
		const read = readCalendarFile(path, found.content);
		if (read.ok) files.push(read.file);
		else problems.push(...read.problems);
	}
	const made = problems.length > 0 ? {
		ok: false,
		problems
	} : calendarOf(settings, files);
	if (made.ok) return made;
	const [first] = made.problems;
	const message = `the calendar ${first?.at.path ?? ""} ${first?.message ?? "cannot be used"}`;
	return {
		ok: false,
		problems: made.problems,
		because: {
			code: "NO_DATA",
			message,
			needs: "calendars that can be used"
		}
	};
}

// shared/domain/calendar/earliest.ts
const mostDays = 3700;
function earliest(announcedAt, lead, calendar) {
	if ("hours" in lead) return { at: announcedAt + lead.hours * 36e5 };
	const { day, minute } = calendar.zone.local(announcedAt);
	let firstUncovered;
	const isBusiness = (each) => {
		const kind = calendar.kindOf(each);
		if (kind === "uncovered") firstUncovered ??= each;
		return kind === "business" || kind === "uncovered";
	};
	let last = day;
	let counts = isBusiness(day) && minute < calendar.cutOff;
	let left = lead.businessDays;
	for (let days = 0; (left > 0 || !counts) && days < mostDays; days += 1) {
		last = addDays(last, 1);
		if (!isBusiness(last)) continue;
		if (counts) left -= 1;
		else counts = true;
	}
	if (left > 0 || !counts) return {
		unknown: {
			code: "NO_DATA",
			message: `there are no ${counted(lead.businessDays, "business day")} in the ${mostDays} days after the announcement`,
			needs: "a calendar with business days"
		},
		atLeast: Number.POSITIVE_INFINITY
	};
	const at = calendar.zone.startOf(addDays(last, 1));
	if (firstUncovered === void 0) return { at };
	return {
		unknown: {
			code: "NO_DATA",
			message: `the calendars cover ${calendar.covered}, and not ${firstUncovered}, which may be a holiday`,
			needs: `a calendar that covers ${firstUncovered} to ${last}`
		},
		atLeast: at
	};
}
function momentText(time, { zone }) {
	const { day, minute } = zone.local(time);
	return `${day} ${`${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`} ${zone.name} (${isoTime(time)})`;
}

export { earliest, momentText, readCalendar };