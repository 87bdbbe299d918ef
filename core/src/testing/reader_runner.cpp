// SPDX-License-Identifier: MIT
#include <utility>

#include "testing/stage_runner.hpp"

namespace quern::testing {

std::vector<Loaded> ReaderRunner::all() {
    std::vector<Loaded> result;
    auto& reader = as<Reader>();
    for (Item item; reader.next(item);) result.push_back(load(std::exchange(item, {})));
    return result;
}

Loaded ReaderRunner::load(Item item) {
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
    const auto& reader = as<Reader>();
    try {
        const Enforced enforced(*this, document);
        reader.load(loaded.item, document);
        document.finish_layers();
    } catch (const Error& error) {
        loaded.problem = error.what();
        loaded.hint = error.hint();
    }
    return loaded;
}

}  // namespace quern::testing
