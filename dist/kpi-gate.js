import { runAction } from "./shell-action.js";
import { control } from "./kpi-gate.control.js";

// actions/kpi-gate/main.ts
await runAction(control);

export {  };