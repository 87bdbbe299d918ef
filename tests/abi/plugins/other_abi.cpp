// SPDX-License-Identifier: MIT
// Speaks another version of the plugin interface: its table has a name and a shape that this host cannot
// know.
extern "C" {
extern __attribute__((visibility("default"))) const int quern_plugin_2[];
const int quern_plugin_2[] = {64, 2, 1, 1};
}
