import { runAction } from "./shell-action.js";
import { control } from "./external-setup.control.js";

// actions/external-setup/main.ts
await runAction(control);

export {  };