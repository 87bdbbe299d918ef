// SPDX-License-Identifier: MIT
// A pipeline file with all it extends, merged into one tree, and what the command line changes in it.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/config.hpp"
#include "pipeline/diagnostics.hpp"

namespace quern::host {

struct LoadedConfig {
    ConfigNodePtr root;  // null where a file cannot be read or parsed; else a map
    std::string text;    // of all files, what is extended in front
    std::vector<std::filesystem::path> files;
};

LoadedConfig load_config(const std::filesystem::path& file, Diagnostics& diagnostics);

// `over` laid over `base`: maps are merged, all else is replaced. A map with another `use` replaces the whole
// map: the options of one stage are none of another's.
ConfigNodePtr merge(const ConfigNodePtr& base, const ConfigNodePtr& over);

// One --set: the value at path.of.a.value. The value is taken as it stands, unless it begins with a quotation
// mark or a bracket: then it is YAML.
void set_value(ConfigNode& root, const std::string& path, const std::string& value, Diagnostics& diagnostics);

// The place of what stands in another option.
ConfigMark command_line_mark(const std::string& option, const std::string& text);

// Replaces input.path by paths relative to the current directory; with a `reader` that is
// not the present one, the whole input.
void set_inputs(ConfigNode& root, const std::vector<std::string>& inputs, const std::string& reader = {});

}  // namespace quern::host
