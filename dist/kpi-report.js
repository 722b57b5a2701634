import { runAction } from "./shell-action.js";
import { control } from "./kpi-report.control.js";

// actions/kpi-report/main.ts
await runAction(control);

export {  };