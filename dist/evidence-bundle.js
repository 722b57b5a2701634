import { runAction } from "./shell-action.js";
import { control } from "./evidence-bundle.control.js";

// actions/evidence-bundle/main.ts
await runAction(control);

export {  };