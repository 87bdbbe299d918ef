// SPDX-License-Identifier: MIT
#include "plugin/describe.hpp"

#include <sstream>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <quern/error.hpp>

namespace quern::host {

Description describe(const OfferedStage& stage) {
    Description description;
    description.offer = &stage;
    try {
        description.object = stage.make();
        description.declaration = stage.declare(*description.object);
    } catch (const Error& error) {
        description.problem = error.what();
        description.hint = error.hint();
    }
    return description;
}

std::string_view to_string(ComponentKind kind) {
    switch (kind) {
        case ComponentKind::reader:
            return "reader";
        case ComponentKind::stage:
            return "stage";
        case ComponentKind::corpus:
            return "corpus stage";
        case ComponentKind::exporter:
            return "exporter";
    }
    return "";
}

std::string allowed_text(const Option& option) {
    if (!option.choices.empty()) return fmt::format("one of {}", fmt::join(option.choices, ", "));
    if (option.layer_names) return "names of layers";
    if (option.is_path()) {
        switch (option.path_kind) {
            case Option::PathKind::input:
                return "must exist; relative to the YAML file";
            case Option::PathKind::file:
                return "an existing file; relative to the YAML file";
            case Option::PathKind::folder:
                return "an existing folder; relative to the YAML file";
            case Option::PathKind::output:
                return "relative to the current directory";
        }
    }
    if (option.least && option.most) return fmt::format("{} to {}", *option.least, *option.most);
    if (option.least) return fmt::format("at least {}", *option.least);
    if (option.most) return fmt::format("at most {}", *option.most);
    return {};
}

std::string default_shown(const Option& option) {
    if (option.is_required) return "required";
    const std::string value = option.default_text();
    return value.empty() ? "none" : value;
}

std::string wrapped(std::string_view text, std::size_t indent, std::size_t width) {
    std::istringstream words{std::string(text)};
    std::string out, word;
    for (std::size_t used = indent; words >> word; used += word.size()) {
        if (!out.empty() && used + 1 + word.size() > width) {
            out += '\n' + std::string(indent, ' ');
            used = indent;
        } else if (!out.empty()) {
            out += ' ';
            ++used;
        }
        out += word;
    }
    return out;
}

}  // namespace quern::host
