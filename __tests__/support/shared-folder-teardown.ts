import { removeSharedFolder } from "./shared-folder";

module.exports = removeSharedFolder;
