import { RelativePath, isoDay, millisecondsPerDay, startOfDay } from "./shared.js";
import { _enum, array, strictObject, string } from "./vendor.js";

// shared/domain/calendar/day.ts
const weekdays = [
	"monday",
	"tuesday",
	"wednesday",
	"thursday",
	"friday",
	"saturday",
	"sunday"
];
function addDays(day, days) {
	return isoDay(startOfDay(day) + days * millisecondsPerDay);
}
function weekdayOf(day) {
	const since = Math.round(startOfDay(day) / millisecondsPerDay);
	return weekdays[((since + 3) % 7 + 7) % 7] ?? "monday";
}

// shared/domain/calendar/zone.ts
function isZone(name) {
	if (!/^[A-Za-z]/.test(name)) return false;
	try {
		new Intl.DateTimeFormat("en", { timeZone: name });
		return true;
	} catch {
		return false;
	}
}
const quarter = 9e5;
function zoneOf(name) {
	const format = new Intl.DateTimeFormat("en-US-u-ca-gregory-nu-latn", {
		timeZone: name,
		hourCycle: "h23",
		year: "numeric",
		month: "2-digit",
		day: "2-digit",
		hour: "2-digit",
		minute: "2-digit"
	});
	const local = (time) => {
		const parts = new Map(format.formatToParts(time).map(({ type, value }) => [type, value]));
		const part = (type) => parts.get(type) ?? "";
		return {
			day: `${part("year").padStart(4, "0")}-${part("month").padStart(2, "0")}-${part("day").padStart(2, "0")}`,
			minute: Number(part("hour")) * 60 + Number(part("minute"))
		};
	};
	return {
		name,
		local,
		startOf(day) {
			let after = startOfDay(day) + millisecondsPerDay;
			while (local(after - quarter).day >= day) after -= quarter;
			let before = after - quarter;
			while (after - before > 1) {
				const middle = Math.floor((before + after) / 2);
				if (local(middle).day >= day) after = middle;
				else before = middle;
			}
			return after;
		}
	};
}

// shared/domain/calendar/config.ts
const timeOfDay = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
const CalendarSettingsSchema = strictObject({
	"time-zone": string().refine(isZone, "is no time zone that is known here: expected a name such as Europe/Berlin").meta({ description: "Name in the IANA time-zone database; days begin and end by its clocks." }),
	"cut-off": string().regex(timeOfDay, "expected a time of day as HH:MM, from 00:00 to 23:59").meta({ description: "What is announced at this time of day or later counts as announced on the next business day, e.g. 17:00." }),
	weekend: array(_enum(weekdays)).refine((days) => new Set(days).size === days.length, "names a day twice").refine((days) => days.length < weekdays.length, "leaves no business day").default(["saturday", "sunday"]).meta({ description: "Days of the week that are no business days." }),
	files: array(RelativePath).min(1).refine((paths) => new Set(paths).size === paths.length, "names a file twice").meta({ description: "Calendars with the holidays (YAML or JSON: region, coverage, holidays). What no calendar covers is not verified." })
});
function minuteOf(time) {
	const [hours = 0, minutes = 0] = time.split(":").map(Number);
	return hours * 60 + minutes;
}

export { CalendarSettingsSchema, addDays, minuteOf, weekdayOf, zoneOf };