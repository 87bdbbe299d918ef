// SPDX-License-Identifier: MIT
#include "pipeline/line_index.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "document/utf8.hpp"

namespace quern::host {

LineIndex::LineIndex(std::shared_ptr<const ConfigSource> source) : source_(std::move(source)), starts_{0} {
    const std::string& text = source_->text;
    for (auto at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 1))
        starts_.push_back(at + 1);
}

ConfigMark LineIndex::mark(std::size_t offset, std::size_t bytes) {
    const std::string_view text = source_->text;
    offset = std::min(offset, text.size());
    const auto line = std::upper_bound(starts_.begin(), starts_.end(), offset) - starts_.begin();
    const std::size_t start = starts_[line - 1];
    if (line != last_line_ || offset < last_offset_) last_offset_ = start, last_column_ = 1;
    last_line_ = static_cast<int>(line);
    last_column_ += count_code_points(text.substr(last_offset_, offset - last_offset_));
    last_offset_ = offset;

    const std::string_view marked = text.substr(offset, bytes);
    const int length = count_code_points(marked.substr(0, marked.find_first_of("\r\n")));
    return {source_, last_line_, last_column_, std::max(1, length)};
}

}  // namespace quern::host
