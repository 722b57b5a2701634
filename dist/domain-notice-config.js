import { Pattern } from "./core-glob-pattern.js";
import { _enum, array, number, strictObject, string } from "./vendor.js";
import "./shared.js";
import { CalendarSettingsSchema } from "./domain-calendar-config.js";

// shared/domain/notice/config.ts
const announcedBy = ["merge", "release"];
const Name = string().trim().min(1, "must not be empty");
const NoticePolicySchema = strictObject({
	files: array(Pattern).min(1).meta({ description: "Paths or globs of the notices, in the base." }),
	calendar: CalendarSettingsSchema,
	"business-days": number().int().min(1).max(260).default(10).meta({ description: "Whole business days between the announcement of a standard notice and the change." }),
	"emergency-hours": number().int().min(1).max(720).default(24).meta({ description: "Hours between the announcement of an emergency notice and the change." }),
	"announced-by": _enum(announcedBy).default("merge").meta({ description: "merge: the pull request that brought the notice was merged. release: a full release holds it." }),
	"emergency-approvers": array(Name).default([]).meta({ description: "Roles, or logins with @, of whom one must have approved the pull request with an emergency notice." })
});

export { NoticePolicySchema };