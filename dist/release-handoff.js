import { runAction } from "./shell-action.js";
import { control } from "./release-handoff.control.js";

// actions/release-handoff/main.ts
await runAction(control);

export {  };