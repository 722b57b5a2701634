import { runAction } from "./shell-action.js";
import { control } from "./required-checks.control.js";

// actions/required-checks/main.ts
await runAction(control);

export {  };