import { runAction } from "./shell-action.js";
import { control } from "./atomic-change.control.js";

// actions/atomic-change/main.ts
await runAction(control);

export {  };