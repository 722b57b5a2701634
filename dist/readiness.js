import { runAction } from "./shell-action.js";
import { control } from "./readiness.control.js";

// actions/readiness/main.ts
await runAction(control);

export {  };