import { runAction } from "./shell-action.js";
import { control } from "./rollback-open.control.js";

// actions/rollback-open/main.ts
await runAction(control);

export {  };