import { Text } from "./shared.js";
import { strictObject } from "./vendor.js";

// shared/domain/check-run/config.ts
const NamedCheckSchema = strictObject({
	check: Text.meta({ description: "The name of the check." }),
	app: Text.default("github-actions").meta({ description: "The slug of the app that makes it." })
});

export { NamedCheckSchema };