// SPDX-License-Identifier: MIT
#include "pipeline/text_need.hpp"

#include <algorithm>

#include "document/ascii.hpp"

namespace quern::host {

bool needs_text(const Declaration::Content& content) {
    if (content.builds_text) return false;
    if (content.edits_text || !content.layers.empty()) return true;
    return content.media_types.empty() && content.metadata_read.empty() && content.metadata_written.empty();
}

bool acts_on(const std::vector<std::string>& accepted, std::string_view media_type) {
    media_type = media_type.substr(0, media_type.find(';'));
    while (!media_type.empty() && media_type.back() == ' ') media_type.remove_suffix(1);
    const auto same = [&](std::string_view declared) {
        return std::equal(media_type.begin(), media_type.end(), declared.begin(), declared.end(),
                          [&](char a, char b) { return lower(a) == lower(b); });
    };
    return accepted.empty() || std::any_of(accepted.begin(), accepted.end(), same);
}

}  // namespace quern::host
