import { runAction } from "./shell-action.js";
import { control } from "./manifest-sync.control.js";

// actions/manifest-sync/main.ts
await runAction(control);

export {  };