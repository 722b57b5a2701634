import { Duration, milliseconds } from "./core-duration.js";
import { _enum, array, number, strictObject } from "./vendor.js";
import { Pattern } from "./core-glob-pattern.js";
import { Text } from "./shared.js";
import { CalendarSettingsSchema } from "./domain-calendar-config.js";

// shared/domain/notice/config.ts
const announcedBy = ["merge", "release"];
const NoticePolicySchema = strictObject({
	files: array(Pattern).min(1).meta({ description: "Paths or globs of the notices, in the base." }),
	calendar: CalendarSettingsSchema,
	"business-days": number().int().min(1).max(260).default(10).meta({ description: "Whole business days between the announcement of a standard notice and the change." }),
	"emergency-period": Duration.refine((period) => milliseconds(period) > 0 && milliseconds(period) <= milliseconds("30d"), "expected at most 30d, and more than nothing").default("24h").meta({ description: "Time between the announcement of an emergency notice and the change." }),
	"announced-by": _enum(announcedBy).default("merge").meta({ description: "merge: the pull request that brought the notice was merged. release: a full release holds it." }),
	"emergency-approvers": array(Text).default([]).meta({ description: "Roles, or logins with @, of whom one must have approved the pull request with an emergency notice." })
});

export { NoticePolicySchema };