import { runAction } from "./shell-action.js";
import { control } from "./gate-checklist.control.js";

// actions/gate-checklist/main.ts
await runAction(control);

export {  };