import { Text } from "./shared.js";
import { strictObject } from "./vendor.js";

// shared/domain/check-run/config.ts
const actionsApp = "github-actions";
const NamedCheckSchema = strictObject({
	check: Text.meta({ description: "The name of the check." }),
	app: Text.default(actionsApp).meta({ description: "The slug of the app that makes it." })
});

export { NamedCheckSchema, actionsApp };