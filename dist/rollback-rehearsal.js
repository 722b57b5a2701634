import { runAction } from "./shell-action.js";
import { control } from "./rollback-rehearsal.control.js";

// actions/rollback-rehearsal/main.ts
await runAction(control);

export {  };