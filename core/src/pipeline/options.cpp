// SPDX-License-Identifier: MIT
#include "pipeline/options.hpp"

#include <algorithm>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pipeline/paths.hpp"
#include "pipeline/printable.hpp"
#include "pipeline/processes.hpp"
#include "pipeline/values.hpp"

namespace quern::host {

namespace {

// Sets one option from one value; called by type through std::visit.
class OptionSetter {
public:
    OptionSetter(const Option& option, const ConfigNode& value, bool check_paths, Diagnostics& diagnostics)
        : option_(option),
          value_(value),
          check_paths_(check_paths),
          diagnostics_(diagnostics),
          read_(diagnostics) {}

    void operator()(bool* target) { assign(target, read_.boolean(value_, option_.name)); }
    void operator()(int* target) { integer(target); }
    void operator()(std::int64_t* target) { integer(target); }
    void operator()(double* target) {
        const auto value = read_.number(value_, option_.name);
        if (value && in_range(*value)) *target = *value;
    }
    void operator()(std::string* target) { assign(target, text(value_, option_.name)); }
    void operator()(std::filesystem::path* target) { assign(target, path(value_, option_.name)); }
    void operator()(std::vector<std::string>* target) {
        list(target, [this](const ConfigNode& item, const std::string& name) { return text(item, name); });
    }
    void operator()(std::vector<std::filesystem::path>* target) {
        list(target, [this](const ConfigNode& item, const std::string& name) { return path(item, name); });
    }
    void operator()(std::map<std::string, std::string>* target);

private:
    template <class T, class Value>
    static void assign(T* target, std::optional<Value> value) {
        if (value) *target = std::move(*value);
    }

    template <class T>
    void integer(T* target) {
        const auto value =
            read_.integer(value_, option_.name, std::numeric_limits<T>::min(), std::numeric_limits<T>::max());
        if (value && in_range(static_cast<double>(*value))) *target = static_cast<T>(*value);
    }

    bool in_range(double value) {
        if (option_.least && value < *option_.least)
            diagnostics_.error(value_.mark,
                               fmt::format("'{}' must be at least {}", option_.name, *option_.least));
        else if (option_.most && value > *option_.most)
            diagnostics_.error(value_.mark,
                               fmt::format("'{}' must be at most {}", option_.name, *option_.most));
        else
            return true;
        return false;
    }

    std::optional<std::string> text(const ConfigNode& node, const std::string& name) {
        auto value = read_.text(node, name);
        if (!value || option_.choices.empty()) return value;
        if (std::find(option_.choices.begin(), option_.choices.end(), *value) != option_.choices.end())
            return value;
        const std::string near = nearest(*value, option_.choices);
        diagnostics_.error(node.mark, fmt::format("'{}' cannot be '{}'", option_.name, shown(*value)),
                           near.empty() ? "" : fmt::format("did you mean '{}'?", near),
                           {fmt::format("one of: {}", fmt::join(option_.choices, ", "))});
        return std::nullopt;
    }

    std::optional<std::filesystem::path> path(const ConfigNode& node, const std::string& name) {
        const auto value = read_.text(node, name);
        if (!value) return std::nullopt;
        if (value->empty()) {
            diagnostics_.error(node.mark, fmt::format("'{}' is an empty path", option_.name));
            return std::nullopt;
        }
        auto resolved = resolve_path(node, option_.path_kind);
        if (check_paths_) check_path(resolved, node, option_.path_kind, diagnostics_);
        return resolved;
    }

    // A list of values, or one value that stands for a list of one.
    template <class T, class Read>
    void list(std::vector<T>* target, Read read) {
        std::vector<T> values;
        const auto take = [&](const ConfigNode& node, const std::string& name) {
            if (auto value = read(node, name)) values.push_back(std::move(*value));
        };
        if (value_.kind == ConfigNode::Kind::list) {
            for (std::size_t i = 0; i < value_.items.size(); ++i)
                take(*value_.items[i], fmt::format("{}.{}", option_.name, i));
        } else if (value_.kind == ConfigNode::Kind::map && !value_.faulty) {
            diagnostics_.error(value_.mark, fmt::format("'{}' takes a list, not a map", option_.name),
                               "write it as in [one, two]");
        } else {
            take(value_, option_.name);
        }
        *target = std::move(values);
    }

    const Option& option_;
    const ConfigNode& value_;
    bool check_paths_;
    Diagnostics& diagnostics_;
    ValueReader read_;
};

void OptionSetter::operator()(std::map<std::string, std::string>* target) {
    if (value_.faulty) return;
    if (value_.kind != ConfigNode::Kind::map) {
        diagnostics_.error(value_.mark, fmt::format("'{}' takes a map", option_.name),
                           "write it as in {name: value}");
        return;
    }
    target->clear();
    for (const auto& member : value_.members)
        if (auto text = read_.text(*member.value, fmt::format("{}.{}", option_.name, member.key)))
            target->emplace(member.key, std::move(*text));
}

}  // namespace

std::string known_options(const Declaration& declaration, const std::string& stage) {
    std::vector<std::string_view> names;
    for (const auto& option : declaration.content().options) names.push_back(option.name);
    if (names.empty()) return fmt::format("it has no options        (quern stages {})", stage);
    return fmt::format("options: {}        (quern stages {})", fmt::join(names, ", "), stage);
}

void set_options(const Declaration& declaration, const std::string& stage, const ConfigNode& entry,
                 bool check_paths, Diagnostics& diagnostics) {
    const auto& options = declaration.content().options;
    std::vector<std::string> names;
    for (const auto& option : options) names.push_back(option.name);
    for (const auto& member : entry.members) {
        if (member.key == "use" || member.key == isolate_key) continue;
        const auto option = std::find(names.begin(), names.end(), member.key) - names.begin();
        if (option < static_cast<std::ptrdiff_t>(names.size())) {
            std::visit(OptionSetter(options[option], *member.value, check_paths, diagnostics),
                       options[option].target);
            continue;
        }
        const std::string near = nearest(member.key, names);
        diagnostics.error(member.key_mark, fmt::format("{} has no option '{}'", stage, shown(member.key)),
                          near.empty() ? "" : fmt::format("did you mean '{}'?", near),
                          {known_options(declaration, stage)});
    }
    const auto* use = entry.find("use");
    for (const auto& option : options)
        if (option.is_required && !entry.faulty && !entry.find(option.name))
            diagnostics.error(use ? use->value->mark : entry.mark,
                              fmt::format("{} needs the option '{}'", stage, option.name), {},
                              {fmt::format("{}: {}", option.name, option.summary)});
}

}  // namespace quern::host
