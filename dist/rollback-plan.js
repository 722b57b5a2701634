import { runAction } from "./shell-action.js";
import { control } from "./rollback-plan.control.js";

// actions/rollback-plan/main.ts
await runAction(control);

export {  };