import { runAction } from "./shell-action.js";
import { control } from "./manifest-repin.control.js";

// actions/manifest-repin/main.ts
await runAction(control);

export {  };