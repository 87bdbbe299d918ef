// SPDX-License-Identifier: MIT
// Drives a reader as the engine does: lists its items and loads each; and makes files for it.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <quern/output.hpp>
#include <quern/plugin.hpp>

#include "stage_runner.hpp"

namespace quern::testing {

// What became of one item.
struct Loaded {
    Item item;
    Document document;
    std::string problem;  // of the item, or what load() threw
    std::string hint;
};

inline std::vector<std::string> ids(const std::vector<Loaded>& all) {
    std::vector<std::string> ids;
    for (const auto& loaded : all) ids.push_back(loaded.document.id);
    return ids;
}

// Writes a file, compressed as its ending says.
inline void compress(const std::filesystem::path& path, std::string_view bytes) {
    OutputFile file(path, IfExists::replace);
    file.write(bytes);
    file.flush();
    file.commit();
}

class ReaderRun : public StageRunner {
public:
    using StageRunner::StageRunner;

    std::vector<Loaded> all() {
        std::vector<Loaded> result;
        auto& reader = as<Reader>();
        for (Item item; reader.next(item);) result.push_back(load(std::exchange(item, {})));
        return result;
    }

    Loaded load(Item item) {
        Loaded loaded{std::move(item), {}, {}, {}};
        auto& document = loaded.document;
        document.id = loaded.item.id;
        document.uri = loaded.item.uri;
        if (!loaded.item.media_type.empty()) document.media_type = loaded.item.media_type;
        loaded.problem = loaded.item.problem;
        if (!loaded.problem.empty()) return loaded;
        if (loaded.item.size > max_bytes) {
            loaded.problem = "too large";
            return loaded;
        }
        try {
            as<Reader>().load(loaded.item, document);
            document.finish_layers();
        } catch (const Error& error) {
            loaded.problem = error.what();
            loaded.hint = error.hint();
        }
        return loaded;
    }
};

}  // namespace quern::testing
