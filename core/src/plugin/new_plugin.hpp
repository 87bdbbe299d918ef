// SPDX-License-Identifier: MIT
// `quern new plugin`: a folder to begin a plugin with, made of templates. A language is a folder of
// templates: LANGUAGE/common and LANGUAGE/KIND, in which @NAME@ stands for what differs, in the files' names
// too.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "plugin/registry.hpp"

namespace quern::host {

struct NewPlugin {
    std::string stage;     // "tag.mine"
    std::string kind;      // reader, stage, corpus or exporter; empty: as the stage's name says
    std::string language;  // a folder of templates
    std::filesystem::path into;
};

// Writes the folder, `into`/tag_mine, and returns the files in it. An Error, and nothing written, where the
// name is none or taken, the folder is there already or there is no template.
std::vector<std::filesystem::path> write_new_plugin(const NewPlugin& wanted, const Registry& registry,
                                                    const std::filesystem::path& templates);

}  // namespace quern::host
