// SPDX-License-Identifier: MIT
#include "pipeline/environment.hpp"

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

namespace quern::host {

namespace {

bool is_name(std::string_view text) {
    const auto letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_'; };
    return !text.empty() && letter(text.front()) &&
           std::all_of(text.begin(), text.end(), [&](char c) { return letter(c) || (c >= '0' && c <= '9'); });
}

Expansion failure(std::string_view wrong, std::string message, std::string suggestion) {
    return {{}, {}, std::string(wrong), std::move(message), std::move(suggestion)};
}

}  // namespace

Expansion expand_environment(std::string_view value) {
    Expansion out;
    while (true) {
        const auto dollar = value.find("${");
        out.text += value.substr(0, dollar);
        if (dollar == std::string_view::npos) return out;
        const bool escaped = dollar > 0 && value[dollar - 1] == '$';  // $${: the first $ is written already
        value.remove_prefix(dollar);
        if (escaped) {
            out.text += '{';
            value.remove_prefix(2);
            continue;
        }
        const auto end = value.find('}');
        if (end == std::string_view::npos)
            return failure("${", "'${' without its '}'", "write '$${' for the characters themselves");
        const std::string_view whole = value.substr(0, end + 1);
        const std::string_view inside = whole.substr(2, whole.size() - 3);
        const auto colon = inside.find(":-");
        const std::string name(inside.substr(0, colon));
        const bool has_default = colon != std::string_view::npos;
        if (!is_name(name))
            return failure(whole, fmt::format("'{}' does not name an environment variable", whole),
                           "write ${NAME} or ${NAME:-default}; '$${' for the characters themselves");
        if (has_default && inside.find("${", colon) != std::string_view::npos)
            return failure(whole, "a default may not hold another ${…}", "write the default out");
        const char* found = std::getenv(name.c_str());
        if (!found && !has_default)
            return failure(whole, fmt::format("the environment variable '{}' is not set", name),
                           fmt::format("set it, or write ${{{}:-default}}", name));
        const bool use_default = has_default && (!found || !*found);  // as in a shell, empty counts as unset
        const std::string_view came_to = use_default ? inside.substr(colon + 2) : std::string_view(found);
        out.text += came_to;
        out.taken.emplace_back(whole, came_to);
        value.remove_prefix(whole.size());
    }
}

}  // namespace quern::host
