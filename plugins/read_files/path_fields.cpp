// SPDX-License-Identifier: MIT
#include "path_fields.hpp"

#include <re2/re2.h>

#include <algorithm>

#include <fmt/format.h>

#include <quern/error.hpp>
#include <quern/input.hpp>

namespace read_files {

using quern::Error;

PathFields::PathFields(std::string_view pattern) {
    std::string expression = "(?:.*/)?";
    for (auto rest = pattern; !rest.empty();) {
        const auto brace = std::min(rest.find_first_of("{}"), rest.size());
        expression += re2::RE2::QuoteMeta(re2::StringPiece(rest.data(), brace));
        rest.remove_prefix(brace);
        if (rest.empty()) break;
        const auto close = rest.find_first_of("{}", 1);
        if (rest.front() == '}' || close == std::string_view::npos || rest[close] == '{')
            throw Error(fmt::format("from_path: '{}' has a brace without its other one", pattern),
                        "such as {site}/{year}-{slug}.html");
        add_name(rest.substr(1, close - 1));
        rest.remove_prefix(close + 1);
        if (rest.starts_with('{'))
            throw Error(
                fmt::format("from_path: nothing in '{}' tells where '{}' ends", pattern, names_.back()),
                "put a slash or another character between two names");
        expression += "([^/]+?)";
    }
    if (names_.empty())
        throw Error(fmt::format("from_path: '{}' names nothing", pattern), "such as {site}/{slug}.html");
    re2::RE2::Options options;
    options.set_encoding(re2::RE2::Options::EncodingLatin1);  // paths are bytes
    options.set_dot_nl(true);
    options.set_log_errors(false);
    expression_ = std::make_unique<re2::RE2>(expression, options);
    if (!expression_->ok()) throw Error(fmt::format("from_path: '{}': {}", pattern, expression_->error()));
}
PathFields::~PathFields() = default;

void PathFields::add_name(std::string_view name) {
    if (name.empty())
        throw Error("from_path: a pair of braces holds no name",
                    "such as {site}; {_} for a part to leave aside");
    if (name != "_" && std::find(names_.begin(), names_.end(), name) != names_.end())
        throw Error(fmt::format("from_path: the name '{}' stands twice", name));
    names_.emplace_back(name);
}

void PathFields::fill(std::string_view path, quern::Metadata& metadata) const {
    path = quern::without_compression_ending(path);
    std::vector<re2::StringPiece> parts(names_.size() + 1);
    if (!expression_->Match(re2::StringPiece(path.data(), path.size()), 0, path.size(), re2::RE2::ANCHOR_BOTH,
                            parts.data(), static_cast<int>(parts.size())))
        return;
    for (std::size_t i = 0; i < names_.size(); ++i)
        if (names_[i] != "_")
            metadata.set(names_[i], std::string_view(parts[i + 1].data(), parts[i + 1].size()));
}

}  // namespace read_files
