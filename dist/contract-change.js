import { runAction } from "./shell-action.js";
import { control } from "./contract-change.control.js";

// actions/contract-change/main.ts
await runAction(control);

export {  };