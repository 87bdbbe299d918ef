// SPDX-License-Identifier: MIT
#include <quern/declaration.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace quern::inline QUERN_ABI_NAMESPACE {

namespace {

std::string text_of(bool value) {
    return value ? "true" : "false";
}
std::string text_of(int value) {
    return std::to_string(value);
}
std::string text_of(std::int64_t value) {
    return std::to_string(value);
}
std::string text_of(double value) {
    return fmt::format("{}", value);
}
std::string text_of(const std::string& value) {
    return value;
}
std::string text_of(const std::filesystem::path& value) {
    return value.string();
}
template <class T>
std::string text_of(const std::vector<T>& values) {
    std::string list;
    for (const auto& value : values) list += (list.empty() ? "" : ", ") + text_of(value);
    return list.empty() ? list : "[" + list + "]";
}
std::string text_of(const std::map<std::string, std::string>& values) {
    std::string list;
    for (const auto& [key, value] : values) list += (list.empty() ? "" : ", ") + key + ": " + value;
    return list.empty() ? list : "{" + list + "}";
}

}  // namespace

Option::Option(std::string_view name, OptionTarget target, std::string_view summary)
    : name(name), summary(summary), target(target) {}

Option& Option::required() {
    return is_required = true, *this;
}
Option& Option::at_least(double value) {
    return least = value, *this;
}
Option& Option::at_most(double value) {
    return most = value, *this;
}
Option& Option::one_of(std::initializer_list<std::string_view> values) {
    choices.assign(values.begin(), values.end());
    return *this;
}
Option& Option::names_layers() {
    return layer_names = true, *this;
}
Option& Option::path(PathKind kind) {
    return path_kind = kind, *this;
}
Option& Option::example(std::string_view value) {
    return example_value = value, *this;
}

bool Option::is_path() const {
    return std::holds_alternative<std::filesystem::path*>(target) ||
           std::holds_alternative<std::vector<std::filesystem::path>*>(target);
}
bool Option::is_list() const {
    return std::holds_alternative<std::vector<std::string>*>(target) ||
           std::holds_alternative<std::vector<std::filesystem::path>*>(target);
}

std::string Option::type_name() const {
    struct Names {
        std::string operator()(bool*) const { return "boolean"; }
        std::string operator()(int*) const { return "integer"; }
        std::string operator()(std::int64_t*) const { return "integer"; }
        std::string operator()(double*) const { return "number"; }
        std::string operator()(std::string*) const { return "text"; }
        std::string operator()(std::filesystem::path*) const { return "path"; }
        std::string operator()(std::vector<std::string>*) const { return "list of texts"; }
        std::string operator()(std::vector<std::filesystem::path>*) const { return "list of paths"; }
        std::string operator()(std::map<std::string, std::string>*) const { return "map of texts"; }
    };
    return std::visit(Names{}, target);
}

std::string Option::default_text() const {
    return std::visit([](const auto* value) { return text_of(*value); }, target);
}

std::string_view to_string(LayerMode mode) {
    switch (mode) {
        case LayerMode::read:
            return "reads";
        case LayerMode::read_optional:
            return "reads if there";
        case LayerMode::write:
            return "creates";
        case LayerMode::write_if_absent:
            return "creates if missing";
        case LayerMode::append:
            return "adds rows to";
        case LayerMode::extend:
            return "adds columns to";
    }
    return "";
}

LayerUse& LayerUse::named_by(std::string_view option) {
    return name_option = option, *this;
}

Declaration::Declaration() : content_(std::make_unique<Content>()) {}
Declaration::~Declaration() = default;
Declaration::Declaration(Declaration&&) noexcept = default;
Declaration& Declaration::operator=(Declaration&&) noexcept = default;

Declaration& Declaration::summary(std::string_view text) {
    return content_->summary = text, *this;
}
Declaration& Declaration::details(std::string_view text) {
    return content_->details = text, *this;
}
Declaration& Declaration::example(std::string_view yaml, std::string_view about) {
    content_->examples.push_back({std::string(yaml), std::string(about)});
    return *this;
}

Option& Declaration::add_option(std::string_view name, OptionTarget target, std::string_view summary) {
    return content_->options.emplace_back(name, target, summary);
}

LayerUse& Declaration::use(const LayerSchema& layer, LayerMode mode) {
    auto& use = content_->layers.emplace_back();
    use.schema = std::make_shared<const Schema>(layer);
    use.mode = mode;
    return use;
}

namespace {
void add(std::vector<std::string>& to, std::initializer_list<std::string_view> names) {
    to.insert(to.end(), names.begin(), names.end());
}
}  // namespace

LayerUse& Declaration::reads(const LayerSchema& layer) {
    return use(layer, LayerMode::read);
}
LayerUse& Declaration::reads_optional(const LayerSchema& layer) {
    return use(layer, LayerMode::read_optional);
}
LayerUse& Declaration::writes(const LayerSchema& layer) {
    return use(layer, LayerMode::write);
}
LayerUse& Declaration::writes_if_absent(const LayerSchema& layer) {
    return use(layer, LayerMode::write_if_absent);
}
LayerUse& Declaration::appends(const LayerSchema& layer) {
    return use(layer, LayerMode::append);
}
LayerUse& Declaration::extends(const LayerSchema& layer, std::span<const Column> columns) {
    auto added = layer;
    added.columns = columns;
    return use(added, LayerMode::extend);
}

Declaration& Declaration::reads_metadata(std::initializer_list<std::string_view> names) {
    return add(content_->metadata_read, names), *this;
}
Declaration& Declaration::writes_metadata(std::initializer_list<std::string_view> names) {
    return add(content_->metadata_written, names), *this;
}
Declaration& Declaration::edits_text() {
    return content_->edits_text = true, *this;
}
Declaration& Declaration::builds_text() {
    return content_->builds_text = true, *this;
}
Declaration& Declaration::accepts(std::initializer_list<std::string_view> media_types) {
    return add(content_->media_types, media_types), *this;
}
Declaration& Declaration::brings_layers() {
    return content_->brings_layers = true, *this;
}
Declaration& Declaration::reads_files(std::initializer_list<std::string_view> endings) {
    content_->file_endings.assign(endings.begin(), endings.end());
    return *this;
}
Declaration& Declaration::makes_table(const LayerSchema& table) {
    content_->tables.push_back(std::make_shared<const Schema>(table));
    return *this;
}

}  // namespace quern::inline QUERN_ABI_NAMESPACE
