import { createSharedFolder } from "./shared-folder";

module.exports = createSharedFolder;
