import { runAction } from "./shell-action.js";
import { control } from "./branch-protection.control.js";

// actions/branch-protection/main.ts
await runAction(control);

export {  };