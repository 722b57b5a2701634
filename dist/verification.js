import { runAction } from "./shell-action.js";
import { control } from "./verification.control.js";

// actions/verification/main.ts
await runAction(control);

export {  };