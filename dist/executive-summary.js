import { runAction } from "./shell-action.js";
import { control } from "./executive-summary.control.js";

// actions/executive-summary/main.ts
await runAction(control);

export {  };