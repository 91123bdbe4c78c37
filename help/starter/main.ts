import { App } from "cdktf";
import { addBackupStacks } from "./backup/add-backup-stacks";

const app = new App();
addBackupStacks(app);
app.synth();
