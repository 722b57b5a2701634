import { runAction } from "./shell-action.js";
import { control } from "./cutover-gate.control.js";

// actions/cutover-gate/main.ts
await runAction(control);

export {  };